"""Every format: its suffixes, the marks it is recognised by, whether it is read and written.

The one table behind `import`, `export`, `convert`, `formats`, `--data` and the reference page. A
format's module is imported when it is used; it has `read(path, notes)`, which yields rows, and
`write(content, losses)`, which yields text, or `write_file(path, content, losses)` for what is not
text. Pages (.html) are drawn by render and are not here.
"""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from actorgraph.errors import UsageError
from actorgraph.formats.foreign import FOREIGN, RECORDS
from actorgraph.formats.format import Format
from actorgraph.formats.formats_page import INTRODUCTION
from actorgraph.formats.graph_tables import TABLES, has_ends_in, tool_of_table
from actorgraph.limits import gunzipped, is_packed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
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
        "statements that later ones replace; closed records",
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
        "names, relations, roles; what is no plain fact looks it",
        "everything else",
        reads=False,
    ),
    Format(
        "dot",
        "Graphviz DOT",
        (".dot", ".gv"),
        "dot",
        "names, types, relations, roles, dates, verdicts; what is no plain fact looks it",
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
    format_ = _by_suffix(path.name, FORMATS)
    if format_ is None or not format_.writes:
        suffixes = ", ".join(format_.suffixes[0] for format_ in FORMATS if format_.writes)
        unwritten = (
            f"there is no way to write {path.suffix or 'a file without a suffix'}."
            if format_ is None
            else f"{format_.title} is only read here, not written."
        )
        raise UsageError(f"{path}: {unwritten}", hint=f"Name it .html or one of {suffixes}.")
    return format_


def format_to_read(path: Path) -> Format:
    """Return the format of a file, by looking inside where the suffix does not decide.

    Raises:
        UsageError: if it is none that is read.
    """
    if path.is_dir():
        return _by_members(path) or _refuse_folder(path)
    _refuse_other_spreadsheets(path)
    unpacked = path.name.lower().removesuffix(".gz")
    if unpacked.endswith(TABLES) and (table := _format_of_table(path)):
        return table
    named = _by_suffix(unpacked, [format_ for format_ in FORMATS if format_.reads])
    own = named is not None and named.name not in ("json", "csv", "ftm")
    if named is not None and (own or not unpacked.endswith(_SHARED)):
        return named
    sniffed = by_beginning(path) or _by_members(path) or _by_content(path)
    chosen = sniffed or named
    if sniffed is None and named is not None and named.name in ("json", "ftm"):
        is_lines = named.name == "ftm"
        chosen = format_named(RECORDS) if is_lines or _is_list_of_objects(path) else None
    if chosen is None and unpacked.endswith(TABLES):
        chosen = format_named("csv")  # as --data reads it
    if chosen is None:
        raise UsageError(
            f"{path} is none of the files that are read here.",
            hint="`actorgraph formats` lists them; format=NAME names one.",
        )
    return chosen


_SPREADSHEETS = (".ods", ".fods", ".xls", ".xlsb", ".numbers")
"""Forms of spreadsheets of which we could not say how their cells show a date."""


def _refuse_other_spreadsheets(path: Path) -> None:
    if path.suffix.lower() in _SPREADSHEETS:
        raise UsageError(
            f"{path} is a spreadsheet in a form that is not read here.",
            hint="Open it and save it as .xlsx: in LibreOffice and Excel by File > Save As, in "
            "Numbers by File > Export To > Excel. Dates are then read as they are shown.",
        )


def _is_list_of_objects(path: Path) -> bool:
    """Return whether a file of JSON is a list of objects, or has one on each of its lines."""
    head = _text_of(next(_pieces(path), b"")).removeprefix(_MARK)
    return re.match(r"\s*\[\s*\{|\s*\{[^\n]*\}\s*\n\s*\{", head) is not None


def by_beginning(path: Path) -> Format | None:
    """Return the format of a file by the columns its first line names, or by its first words."""
    head = _text_of(next(_pieces(path), b"")).removeprefix(_MARK)
    for format_ in FORMATS:
        if format_.begins and re.match(format_.begins, head[:_HEAD], re.IGNORECASE):
            return format_
    header = head.partition("\n")[0]
    names = {name.strip().strip('"').strip().lower() for name in re.split("[,;\t|]", header)}
    fitting = [
        (len(columns), format_)
        for format_ in FORMATS
        for columns in format_.headers
        if names.issuperset(columns)
    ]
    return max(fitting, key=lambda pair: pair[0])[1] if fitting else None


def _format_of_table(path: Path) -> Format | None:
    """Return the format of a text that a suffix calls a table; None if it does not look like one.

    A .csv is a table in any case, if it is not JSON; a .txt if it names both ends of a relation.
    """
    named = _by_suffix(path.name.lower().removesuffix(".gz"), FORMATS)
    if named is not None and named.name not in ("csv", STATEMENTS):
        return None
    head = _head(path)
    if head[:1] in ("{", "[") or (named is not None and named.name == STATEMENTS):
        return None
    if tool := by_look(path):
        return tool
    is_table = named is not None or not path.suffix.lower().endswith(".txt")
    return format_named("csv") if is_table or has_ends_in(head) else None


def by_look(path: Path) -> Format | None:
    """Return the format of a table that another tool wrote; None for a table of our kind."""
    if named := by_beginning(path):
        return named
    return format_named(tool) if (tool := tool_of_table(_head(path))) else None


def _head(path: Path) -> str:
    """Return the beginning of a file as text."""
    raw = next(_pieces(path), b"")
    utf_16 = raw[:2] in (b"\xff\xfe", b"\xfe\xff")
    return raw.decode("utf-16" if utf_16 else "utf-8-sig", "replace")


def _by_members(path: Path) -> Format | None:
    """Return the format of a zip or a folder, as the names in it show."""
    from actorgraph.formats.bundle import names_within
    from actorgraph.formats.wholes import NOTES, has_data

    names = [name.lower() for name in names_within(path)]
    for format_ in FORMATS:
        for patterns in format_.members:
            is_fit = all(any(fnmatchcase(name, one) for name in names) for one in patterns)
            if is_fit and not (patterns == NOTES and has_data(names, (*_DATA, *_SPREADSHEETS))):
                return format_
    return None


def folder_format(path: Path) -> Format | None:
    """Return the format of a folder that another tool wrote; None for any other path."""
    return _by_members(path) if path.is_dir() else None


def _refuse_folder(path: Path) -> Format:
    raise UsageError(
        f"{path} is a folder; import reads files: name those in it that you want.",
        hint=f"A folder with our own tables needs no import: --data {path}",
    )


_MARK = b"\xef\xbb\xbf".decode("latin-1")
"""A byte order mark, as `_text_of` reads it."""


def _by_suffix(name: str, formats: Iterable[Format]) -> Format | None:
    """Return the format with the longest suffix of those that the file name ends with."""
    fitting = [
        (len(suffix), format_)
        for format_ in formats
        for suffix in format_.suffixes
        if name.lower().endswith(suffix)
    ]
    return max(fitting, key=lambda pair: pair[0])[1] if fitting else None


_DATA = tuple(suffix for format_ in FORMATS if format_.reads for suffix in format_.suffixes)
_SHARED = (".json", ".jsonl", ".csv", ".xml")
"""Suffixes that say too little."""
_LOOKED_AT = 256 * 1024
_OVERLAP = 64
_HEAD = 4096


def _by_content(path: Path) -> Format | None:
    """Return the format most of whose marks the file has; reads the whole file if need be.

    Some documents begin with a megabyte of names before they say what they are.
    """
    seen: set[str] = set()
    marks = {
        mark
        for format_ in FORMATS
        if format_.reads
        for marks_together in format_.marks
        for mark in marks_together
    }
    before = b""
    for piece in _pieces(path):
        text = _text_of(before + piece)
        seen |= {mark for mark in marks - seen if mark in text}
        if (format_ := _marked(seen)) is not None:
            return format_
        before = piece[-_OVERLAP:]
    return None


def _marked(seen: set[str]) -> Format | None:
    fitting = [
        (sum(len(mark) for mark in marks), format_)
        for format_ in FORMATS
        if format_.reads
        for marks in format_.marks
        if seen.issuperset(marks)
    ]
    return max(fitting, key=lambda pair: pair[0])[1] if fitting else None


def _pieces(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as raw:
            file = gunzipped(raw, str(path)) if is_packed(raw) else raw
            while piece := file.read(_LOOKED_AT):
                yield piece
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror or error}.") from None


def _text_of(raw: bytes) -> str:
    return raw.decode("utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "latin-1", "replace")
