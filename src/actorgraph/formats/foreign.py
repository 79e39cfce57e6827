"""The formats that are only read: registers, watch lists, files of other tools.

Part of the registry, which joins them to the formats that are written as well.
"""

from __future__ import annotations

from actorgraph.formats.format import Format

RECORDS = "records"
"""The format of JSON in which nothing says another."""

REGISTERS = (
    Format(
        "psc",
        "People with significant control (Companies House)",
        (".psc.jsonl", ".psc.txt"),
        "psc",
        "companies, who controls them, each nature of control, shares as ranges, from and to; "
        "the register's list of companies",
        "that an owner is another company of the register: its number stands in a column",
        "ownership-of-shares-25-to-50-percent as `owns` with `share` >25-50; a share held as trust "
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
            ("ent_num", "sdn_name"),
        ),
        begins=r'"?\d+"?,(?:"[^"\n]*",(?:"?-0-|"(?:individual|entity|vessel|aircraft)")|'
        r'"?\d+"?,"(?:a|f|n)ka",)',
    ),
    Format(
        "un-list",
        "Consolidated list of the United Nations Security Council, XML",
        (".un.xml",),
        "un_list",
        "who is listed, with every name, dates of birth and each part of the listing",
        "which of several addresses or documents the parts of one belong to",
        "names of low quality as `alias_of_low_quality`; dates that are about or between two years "
        "as such",
        writes=False,
        marks=(("<CONSOLIDATED_LIST",),),
    ),
)

_DRAWING = "places, sizes and colours of a drawing, counted"

NETWORKS = (
    Format(
        "gml",
        "GML",
        (".gml",),
        "gml",
        "nodes and edges with every attribute; lists within them under joined names",
        _DRAWING,
        "`label` of a node as the name, of an edge as the relation; `directed 0` as directed = no; "
        "attributes named like our columns as these, all others under their own names",
        writes=False,
        begins=r"(?:\s*(?:#.*\n|(?:creator|version|comment)\s.*\n))*\s*graph\s*\[",
    ),
    Format(
        "pajek",
        "Pajek networks and projects",
        (".net", ".paj"),
        "pajek",
        "vertices, arcs, edges, lists, matrices, several relations, two modes, partitions, vectors",
        f"{_DRAWING}; permutations, clusters and hierarchies, counted",
        'arcs as directed, edges as directed = no; `*Arcs :1 "advice"` as the relation; the '
        "value of a tie as `weight`, when it holds as `time`; a partition or vector as an "
        "attribute of the vertices; the mode of two as `mode`",
        writes=False,
        begins=r"(?:\s*%.*\n)*\s*\*(?:network|vertices)\b",
    ),
    Format(
        "gdf",
        "GDF (GUESS, Gephi)",
        (".gdf",),
        "gdf",
        "nodes and edges with every attribute",
        _DRAWING,
        "`name` as the id, `label` as the name; an edge without `directed` as directed = no, "
        "as the format has it",
        writes=False,
        begins=r"\s*nodedef\s*>",
    ),
    Format(
        "tgf",
        "TGF, trivial graph format (yEd)",
        (".tgf",),
        "tgf",
        "nodes and edges with their labels",
        "nothing: it has no more",
        "the label of an edge as the relation",
        writes=False,
    ),
    Format(
        "sif",
        "SIF, simple interactions (Cytoscape)",
        (".sif",),
        "sif",
        "who is linked with whom and how",
        "nothing: it has no more",
        "each name as an entity, the word between two as the relation",
        writes=False,
    ),
)

MORE_NETWORKS = (
    Format(
        "maltego",
        "Maltego graph",
        (".mtgx",),
        "maltego",
        "entities with every property, links with their labels, notes",
        f"{_DRAWING}; icons and settings in the file, counted",
        "the property that Maltego shows as the name; maltego.Person as person, Company and "
        "Organization as organization, Location as place, any other type by its own word; the "
        "label of a link as the relation",
        writes=False,
        members=(("graphs/*.graphml",),),
    ),
    Format(
        "json-graph",
        "JSON Graph Format",
        (".jgf", ".jgf.json"),
        "json_graph",
        "nodes and edges with label, relation and metadata, of several graphs",
        "hyperedges and what is said of the graph as a whole, counted",
        "metadata as columns; `directed: false` of the graph or an edge as directed = no",
        writes=False,
    ),
    Format(
        "ucinet",
        "UCINET DL",
        (".dl",),
        "ucinet",
        "full and half matrices, edge and node lists, two modes, several matrices",
        "nothing: it has no more",
        "each value of a matrix that is not 0 as a tie with `weight`; half matrices as directed = "
        "no; labels as ids; the mode of two as `mode`; the label of a matrix as the relation",
        writes=False,
        begins=r"\s*dl\s+(?:n|nr|nm|m|format)\s*=",
    ),
    Format(
        "vna",
        "VNA (NetDraw)",
        (".vna",),
        "vna",
        "nodes with attributes, ties with attributes",
        f"{_DRAWING}; ties of strength 0, counted",
        "a column of words (kind, type, relation) as the relation, else each column of strengths "
        "as a relation of its own with its `weight`",
        writes=False,
        begins=r"\s*\*(?:node|tie) (?:data|properties)\b",
    ),
    Format(
        "xgmml",
        "XGMML (Cytoscape)",
        (".xgmml",),
        "xgmml",
        "nodes, edges, groups and their attributes",
        _DRAWING,
        "`interaction`, else the label of an edge, as the relation; a node in a group as `part_of`",
        writes=False,
        marks=(("http://www.cs.rpi.edu/XGMML",),),
    ),
    Format(
        "graphviz",
        "Graphviz DOT of other tools",
        (".dot", ".gv"),
        "dot_reader",
        "nodes, edges, chains, clusters, attributes",
        f"{_DRAWING}; attributes of the graph, counted",
        "the label of a node as the name, of an edge as the relation; graph and dir=none as "
        "directed = no; the cluster of a node as `cluster`; a file that actorgraph wrote is "
        "refused, for it leaves claims out",
        writes=False,
        begins=r"(?:\s|//.*\n|/\*[^*]*\*/)*(?:strict\s+)?(?:di)?graph\b[^\[\](){}=]{0,200}\{",
    ),
)

JSON = (
    Format(
        "kumu",
        "Kumu JSON",
        (".kumu.json",),
        "kumu",
        "elements and connections with every attribute",
        "what is said of the map as a whole, counted",
        "the type of a connection as the relation, its label as the role; mutual and undirected "
        "as directed = no",
        writes=False,
        marks=(('"elements"', '"connections"', '"from"', '"to"'),),
    ),
    Format(
        RECORDS,
        "JSON that is a table, a list of objects or one a line",
        (".records.json", ".ndjson"),
        "json_records",
        "every key, those of objects within objects under joined names",
        "objects that name neither two ends nor an id or a name, counted",
        "keys as a CSV has headers: source and target make a relation, a name or id an entity",
        writes=False,
    ),
)

COLLECTIONS = (
    Format(
        "vault",
        "Vault of Markdown notes (Obsidian)",
        (".md",),
        "vault",
        "notes with their front matter, aliases and folder; links with line and quote",
        "the text of the notes but for the lines with links; attachments; both counted",
        "a note as an entity; `aliases` and `title` as names; further keys as columns; a key or "
        "field of links (`employer:: [[Kelp]]`) as the relation of that name, any other link as "
        "`links_to`; the note as the document, the line as locator and quote",
        writes=False,
        members=((".obsidian/*",), ("*/.obsidian/*",), ("*.md",)),
    ),
    Format(
        "datapackage",
        "Frictionless data package",
        ("datapackage.json",),
        "datapackage",
        "every table that is entities or relations, or links two others by foreign keys",
        "other resources, counted; what is said of the package as a whole",
        "the name of a table of links as their relation; where several tables have rows of their "
        "own, ids with the name of the table before them, which is the type too",
        writes=False,
        members=(("datapackage.json",), ("*/datapackage.json",)),
    ),
)

FOREIGN = (*REGISTERS, *NETWORKS, *MORE_NETWORKS, *JSON, *reversed(COLLECTIONS))
