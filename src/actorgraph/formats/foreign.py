"""The formats that are only read: registers, watch lists, files of other tools.

Part of the registry, which joins them to the formats that are written as well.
"""

from __future__ import annotations

from actorgraph.formats.format import Format

REGISTERS = (
    Format(
        "psc",
        "People with significant control (Companies House)",
        (".psc.jsonl", ".psc.txt"),
        "psc",
        "companies, who controls them, each nature of control, shares as ranges, from and to; "
        "the register's list of companies",
        "that an owner is another company of the register: its number stands in a column",
        "ownership-of-shares-25-to-50-percent as `owns` with `share` 25-50; a share held as trust "
        "or firm, votes and every other nature as `controls`; all natures in `role`; notified_on "
        "and ceased_on as the dates; date_of_birth as `start_date`; a company's statement that it "
        "has nobody to name as `psc_statement`",
        writes=False,
        marks=(
            ('"company_number"', '"natures_of_control"'),
            ('"kind":"persons-with-significant-control-statement"',),
        ),
        headers=(
            ("company_number", "natures_of_control"),
            ("company_number", "data.natures_of_control"),
            ("company_number", "data.natures_of_control.0"),
            ("companyname", "companynumber"),
        ),
        members=(("*persons-with-significant-control*.txt",), ("*basiccompanydata*.csv",)),
    ),
    Format(
        "gleif",
        "Legal entities and who consolidates them (GLEIF), CSV",
        (".gleif.csv",),
        "gleif",
        "entities with all names; relationships with their period, percentage and validation",
        "nothing: further columns keep their names",
        "IS_DIRECTLY_CONSOLIDATED_BY as `directly_consolidated_by`, and so every type; the period "
        "of the relationship as the dates, those of accounts under their own names; a percentage "
        "as `share`; annulled and duplicate records as `assessment` = rejected; a successor as "
        "`successor_of`; other and transliterated names as `aliases`",
        writes=False,
        headers=(
            ("relationship.startnode.nodeid", "relationship.endnode.nodeid"),
            ("lei", "entity.legalname"),
        ),
        members=(("*gleif*.csv",), ("*lei2*.csv",)),
    ),
    Format(
        "icij",
        "Offshore Leaks (ICIJ), nodes and relationships, CSV",
        (".icij.csv",),
        "icij",
        "entities, officers, intermediaries, addresses, relationships with dates and leak",
        "nothing: further columns keep their names",
        "the link (`shareholder of`) as the relation, else rel_type; ICIJ as who says so, the leak "
        "as its document; former and original names as `aliases`; incorporation and striking off "
        "as the dates; an officer without a type, for it can be a person or a company",
        writes=False,
        headers=(
            ("node_id_start", "node_id_end", "rel_type"),
            ("start_id", "type", "end_id", "sourceid"),
            ("node_1", "rel_type", "node_2"),
            ("node_id", "sourceid"),
            ("node_id", "country_codes"),
        ),
        members=(
            ("*nodes-*.csv", "*relationships*.csv"),
            ("*.nodes.*.csv", "*.edges.csv"),
            ("*nodes-entities.csv",),
        ),
    ),
    Format(
        "watchlist",
        "Watch lists: OpenSanctions' targets.simple.csv, lists of the EU, the USA and the UK",
        (".targets.simple.csv", ".watchlist.csv"),
        "watchlists",
        "who is listed, with every name, dates of birth, countries and each cell of the listing",
        "who says which of several values",
        "values between semicolons each apart; dates of birth that exclude each other as their "
        "span; of lists with a row for each name (EU, UK) one entity with all of them; what is "
        "said of the listing in columns under the list's own names",
        writes=False,
        headers=(
            ("id", "schema", "name", "aliases", "birth_date", "countries"),
            ("entity_logicalid", "namealias_wholename"),
            ("entity_number", "alt_names", "programs"),
            ("group type", "group id", "alias type"),
        ),
    ),
)

FOREIGN = REGISTERS
