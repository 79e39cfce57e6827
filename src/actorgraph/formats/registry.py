"""Every format: its suffixes, the marks it is recognised by, whether it is read and written.

The one table behind `import`, `export`, `convert`, `formats`, `--data` and the reference page. A
format's module is imported when it is used; it has `read(path, notes)`, which yields rows, and
`write(content, losses)`, which yields text, or `write_file(path, content, losses)` for what is not
text. Pages (.html) are drawn by render and are not here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from actorgraph.errors import UsageError
from actorgraph.formats.foreign import FOREIGN
from actorgraph.formats.format import Format
from actorgraph.formats.formats_page import INTRODUCTION

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


_ALL = "every entity, every edge, every claim with all its columns"
_NO_FACTS = "claims that are denied, contested, hedged, planned or inferred are left out"
STATEMENTS = "ftm-statements"
_FACTS = "status, certainty, attribution, relays, locators and quotes"

FORMATS = (
    Format(
        "csv",
        "CSV of relations",
        (".csv", ".csv.gz"),
        "csv",
        "every claim with all its columns",
        "entities.csv: an import into a folder keeps both",
        takes_columns=True,
    ),
    Format(
        "json",
        "actorgraph JSON",
        (".json",),
        "actorgraph_json",
        _ALL,
        "nothing",
        marks=(('"entities"', '"edges"'), ('{"entities":',)),
    ),
    Format(
        "ftm",
        "FollowTheMoney JSON lines",
        (".ftm.json", ".ftm.jsonl", ".ftm", ".ijson", ".jsonl"),
        "ftm",
        "names, dates to the day, offices, memberships, ownership, families, documents",
        f"{_FACTS}; {_NO_FACTS}",
        marks=(
            ('"schema"', '"properties"'),
            ('"op"', '"entity"'),
            ('"canonical_id"', '"prop"'),
        ),
    ),
    Format(
        STATEMENTS,
        "FollowTheMoney statements, CSV",
        (".statements.csv",),
        "ftm_statements",
        "each value with the dataset that says it, its original, language, first and last seen",
        f"relays, locators, quotes, notes; {_NO_FACTS}",
        headers=(("entity_id", "prop", "schema", "value", "dataset"),),
    ),
    Format(
        "graphml",
        "GraphML",
        (".graphml",),
        "graphml",
        _ALL,
        "characters in ids that XML cannot hold",
        marks=(("<graphml",),),
    ),
    Format(
        "gexf",
        "GEXF, dynamic",
        (".gexf",),
        "gexf",
        f"{_ALL}; when each edge held, for Gephi's timeline",
        "characters in ids that XML cannot hold",
        marks=(("<gexf",),),
    ),
    Format(
        "node-link",
        "node-link JSON (NetworkX, D3, sigma.js, graphology, Gephi Lite)",
        (".nodelink.json", ".node-link.json"),
        "nodelink",
        _ALL,
        "nothing",
        marks=(('"nodes"', '"links"'), ('"nodes"', '"edges"')),
    ),
    Format(
        "popolo",
        "Popolo JSON",
        (".popolo.json",),
        "popolo",
        "people, organizations, offices, areas, events; who holds which office or is a member",
        f"every other relation; {_FACTS}; {_NO_FACTS}",
        marks=(('"memberships"', '"person_id"'), ('"persons"', '"memberships"')),
    ),
    Format(
        "gephi",
        "Gephi's nodes.csv and edges.csv",
        (".gephi.zip",),
        "gephi",
        _ALL,
        "nothing",
        binary=True,
        marks=(("PK\x03\x04", "nodes.csv"), ("Source,Target,Type",), ("Id,Label",)),
    ),
    Format(
        "neo4j",
        "neo4j-admin's nodes and relationships",
        (".neo4j.zip",),
        "neo4j",
        "every entity, every claim with all its columns",
        "nothing",
        binary=True,
        marks=(
            ("PK\x03\x04", "neo4j-nodes.csv"),
            (":START_ID", ":END_ID"),
            (":ID",),
            ('"type":"node"', '"labels"'),
            ('"type":"relationship"', '"start"', '"end"'),
        ),
        headers=(("_id", "_labels"), ("_start", "_end", "_type")),
    ),
    Format(
        "xlsx",
        "Excel workbook of two sheets",
        (".xlsx", ".xlsm"),
        "xlsx",
        "both tables as they stand, every cell text",
        "control characters; cells beyond 32,767 characters",
        binary=True,
        marks=(("PK\x03\x04", "[Content_Types].xml"), ("PK\x03\x04", "xl/")),
        takes_columns=True,
    ),
    Format(
        "sqlite",
        "SQLite, as Datasette opens it",
        (".sqlite", ".sqlite3", ".db"),
        "sqlite",
        "both tables as they stand, foreign keys, full-text search",
        "nothing",
        binary=True,
        marks=(("SQLite format 3\x00",),),
        takes_columns=True,
    ),
    Format(
        "cytoscape",
        "Cytoscape JSON",
        (".cyjs", ".cytoscape.json"),
        "cytoscape",
        _ALL,
        "nothing",
        marks=(('"elements"', '"data"'), ('"group"', '"data"', '"id"')),
    ),
    Format(
        "parquet",
        "Parquet, two files",
        (".parquet",),
        "parquet",
        "both tables as they stand, every column text",
        "nothing",
        binary=True,
        marks=(("PAR1",),),
        takes_columns=True,
    ),
    Format(
        "vis",
        "Aleph network diagram",
        (".vis",),
        "vis",
        "what FollowTheMoney keeps; places of the vertices are read",
        f"{_FACTS}; {_NO_FACTS}; groupings",
        marks=(('"layout"', '"vertices"', '"entities"'),),
    ),
    Format(
        "wikidata",
        "Wikidata entity JSON",
        (".wikidata.json",),
        "wikidata",
        "labels, dates, countries, offices, memberships, kin, with ranks and references",
        "every other property, counted by its P-number",
        writes=False,
        marks=(('"claims"', '"mainsnak"'), ('{"entities":{"', '"labels"', '"language"')),
    ),
    Format(
        "bods",
        "Beneficial ownership statements (BODS)",
        (".bods.json", ".bods.jsonl"),
        "bods",
        "people, companies, each interest with its share, dates, source and who asserts it",
        "statements that later ones replace",
        writes=False,
        marks=(
            ('"statementID"', '"statementType"'),
            ('"statementId"', '"recordType"'),
            ('"statementId"', '"recordDetails"'),
        ),
    ),
    Format(
        "littlesis",
        "LittleSis JSON",
        (".littlesis.json",),
        "littlesis",
        "entities, relationships with dates, amounts, descriptions",
        "sources, which these files do not have",
        writes=False,
        marks=(('"attributes"', '"primary_ext"'), ('"attributes"', '"category_id"')),
    ),
    Format(
        "mermaid",
        "Mermaid flowchart, for documents",
        (".mmd", ".mermaid"),
        "mermaid",
        "names, relations, roles, shares, amounts; what is no plain fact looks it",
        "everything else",
        reads=False,
    ),
    Format(
        "dot",
        "Graphviz DOT",
        (".dot", ".gv"),
        "dot",
        "names, types, relations, roles, shares, amounts, dates, verdicts; what is no plain fact "
        "looks it",
        "everything else",
        reads=False,
    ),
    Format(
        "matrix",
        "Adjacency matrix, square or two-mode, as CSV",
        (".matrix.csv",),
        "matrix",
        "every name on either side, a relation for each number but zero, the number as `weight`",
        "what the numbers mean, which no matrix says",
        "one that is the same along its diagonal, or filled on one side of it, as directed = no",
        writes=False,
        takes_columns=True,
    ),
    *FOREIGN,
)


def reference() -> str:
    """Return the reference page about formats, in Markdown."""
    lines = [INTRODUCTION]
    for format_ in FORMATS:
        suffixes = ", ".join(f"`{suffix}`" for suffix in format_.suffixes)
        lines += [
            f"## {format_.title}",
            "",
            f"`--format {format_.name}` · {suffixes} · {format_.directions}",
            "",
            f"- keeps {format_.keeps}",
            f"- loses {format_.loses}",
            *([f"- reads {format_.maps}"] if format_.maps else []),
            "",
        ]
    return "\n".join(lines).rstrip() + "\n"


def format_named(name: str) -> Format:
    """Return a format by its name.

    Raises:
        UsageError: if there is none of that name.
    """
    from actorgraph.queries.arguments import values_among

    formats = {format_.name: format_ for format_ in FORMATS}
    (known,) = values_among(formats, name, argument="format")
    return formats[known]


def suffix_of(name: str) -> str:
    """Return the suffix that a file of a format gets."""
    return format_named(name).suffixes[0]


def format_to_write(path: Path) -> Format:
    """Return the format that a file name asks for.

    Raises:
        UsageError: if its suffix is none that is written.
    """
    format_ = by_suffix(path.name, FORMATS)
    if format_ is None or not format_.writes:
        suffixes = ", ".join(format_.suffixes[0] for format_ in FORMATS if format_.writes)
        unwritten = (
            f"there is no way to write {path.suffix or 'a file without a suffix'}."
            if format_ is None
            else f"{format_.title} is only read here, not written."
        )
        raise UsageError(f"{path}: {unwritten}", hint=f"Name it .html or one of {suffixes}.")
    return format_


def by_suffix(name: str, formats: Iterable[Format]) -> Format | None:
    """Return the format with the longest suffix of those that the file name ends with."""
    fitting = [
        (len(suffix), format_)
        for format_ in formats
        for suffix in format_.suffixes
        if name.lower().endswith(suffix)
    ]
    return max(fitting, key=lambda pair: pair[0])[1] if fitting else None
