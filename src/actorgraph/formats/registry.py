"""Every format there is: its suffixes, how it is recognised, whether it is read and written.

The one table behind `import`, `export`, `convert`, `formats`, `--data` and the reference page. A
format's module is imported when it is used; it has `read(path, notes)`, which yields rows, and
`write(content, losses)`, which yields text, or `write_file(path, content, losses)` for what is not
text. Pages (.html) are drawn by render and are not here.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

from actorgraph.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file.

    Attributes:
        name: what it is called on the command line.
        title: what it is called by people.
        suffixes: the longest that fits a file name decides; what is written gets the first.
        module: where it is read and written, under actorgraph.formats.
        keeps, loses: what it holds of ours and what not, in words for people.
        reads, writes: which way it goes.
        binary: whether it is written by `write_file`.
        marks: what the beginning of such a file has, when its suffix does not say enough:
            all of one of these texts.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    module: str
    keeps: str
    loses: str
    reads: bool = True
    writes: bool = True
    binary: bool = False
    marks: tuple[tuple[str, ...], ...] = ()

    def load(self) -> Any:
        """The module that reads and writes it."""
        return import_module(f"actorgraph.formats.{self.module}")


_ALL = "every entity, every edge, every claim with all its columns"
_FACTS = "status, certainty, attribution, relays, locators and quotes"

FORMATS = (
    Format(
        "csv",
        "CSV of relations",
        (".csv", ".csv.gz"),
        "csv",
        "every claim with all its columns",
        "entities.csv: an import into a folder keeps both",
    ),
    Format(
        "json",
        "actorgraph JSON",
        (".json",),
        "json",
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
        f"{_FACTS}; denied and planned claims are not written as facts",
        marks=(('"schema"', '"properties"'), ('"op"', '"entity"'), ('"canonical_id"', '"prop"')),
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
        "node-link JSON (NetworkX, D3)",
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
        f"every other relation; {_FACTS}",
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
        marks=(("PK\x03\x04", "neo4j-nodes.csv"), (":START_ID", ":END_ID"), (":ID",)),
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
    ),
    Format(
        "cytoscape",
        "Cytoscape JSON",
        (".cyjs", ".cytoscape.json"),
        "cytoscape",
        _ALL,
        "nothing",
        marks=(('"elements"', '"data"'), ('"group"', '"data"')),
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
    ),
    Format(
        "vis",
        "Aleph network diagram",
        (".vis",),
        "vis",
        "what FollowTheMoney keeps; places of the vertices are read",
        f"{_FACTS}; groupings",
        marks=(('"layout"', '"vertices"', '"entities"'),),
    ),
    Format(
        "wikidata",
        "Wikidata entity JSON",
        (".wikidata.json",),
        "wikidata",
        "labels, offices, memberships, kin, with dates and the documents they rest on",
        "every other property, counted by its P-number",
        writes=False,
        marks=(('"claims"', '"mainsnak"'),),
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
        "names, relations, roles; denied and planned ones look it",
        "everything else",
        reads=False,
    ),
    Format(
        "dot",
        "Graphviz DOT",
        (".dot", ".gv"),
        "dot",
        "names, types, relations, roles, dates, verdicts; denied and planned ones look it",
        "everything else",
        reads=False,
    ),
)


def format_named(name: str) -> Format:
    """A format by its name.

    Raises:
        UsageError: if there is none of that name.
    """
    for one in FORMATS:
        if one.name == name:
            return one
    names = ", ".join(one.name for one in FORMATS)
    raise UsageError(f"There is no format {name!r}.", hint=f"There are: {names}.")


def format_to_write(path: Path) -> Format:
    """The format that a file name asks for.

    Raises:
        UsageError: if its suffix is none that is written.
    """
    found = _by_suffix(path, reading=False)
    if found is None:
        suffixes = ", ".join(one.suffixes[0] for one in FORMATS if one.writes)
        raise UsageError(
            f"{path}: there is no way to write {path.suffix or 'a file without a suffix'}.",
            hint=f"Name it .html or one of {suffixes}.",
        )
    return found


def format_to_read(path: Path) -> Format:
    """The format of a file, by looking inside where the suffix does not decide.

    Raises:
        UsageError: if it is none that is read.
    """
    named = _by_suffix(path, reading=True)
    if named is not None and named.suffixes[0].count(".") > 1:
        return named
    sniffed = _by_content(path)
    found = sniffed or named
    if found is None or (named is not None and named.name == "json" and sniffed is None):
        raise UsageError(
            f"{path} is none of the files that are read here.",
            hint="`actorgraph formats` lists them; --format NAME says which one it is.",
        )
    return found


def _by_suffix(path: Path, *, reading: bool) -> Format | None:
    name = path.name.lower().removesuffix(".gz") if reading else path.name.lower()
    fitting = [
        (len(suffix), one)
        for one in FORMATS
        if (one.reads if reading else one.writes)
        for suffix in one.suffixes
        if name.endswith(suffix)
    ]
    return max(fitting, key=lambda pair: pair[0])[1] if fitting else None


_LOOKED_AT = 256 * 1024


def _by_content(path: Path) -> Format | None:
    """The format whose marks stand in the beginning of the file, the most marks first."""
    try:
        with path.open("rb") as file:
            head = file.read(_LOOKED_AT)
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.") from None
    if head.startswith(b"\x1f\x8b"):
        import zlib

        head = zlib.decompressobj(wbits=31).decompress(head, _LOOKED_AT)
    text = head.decode("utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "latin-1")
    fitting = [
        (sum(len(mark) for mark in marks), one)
        for one in FORMATS
        if one.reads
        for marks in one.marks
        if all(mark in text for mark in marks)
    ]
    return max(fitting, key=lambda pair: pair[0])[1] if fitting else None
