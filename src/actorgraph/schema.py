"""The vocabulary of the data: columns with their synonyms, relations, closed sets of words.

Asked by the tables (which header means what), the claims (which relation is an office) and the
formats (what a thing is called elsewhere). Leaves out any rule about single values.
"""

from __future__ import annotations

from typing import NamedTuple

JUDGEMENTS_FILE = "judgements.csv"
"""The file beside the data with judgements on which entities are the same."""
SEPARATOR = "|"
"""Between several values in one cell."""
LARGEST_CELL = 16 * 1024 * 1024
"""In characters; a longer one is an error."""


class Column(NamedTuple):
    """A column of ours.

    Attributes:
        name: as it stands in our files.
        synonyms: headers elsewhere that mean the same, in any case; `_`, `-` and blanks are equal.
        refers: whether the cell names entities.
        several: whether it may hold several values.
    """

    name: str
    synonyms: tuple[str, ...] = ()
    refers: bool = False
    several: bool = False


ENTITY_COLUMNS = (
    Column("id", ("node id", ":id", "identifier", "uid")),
    Column("name", ("label", "caption", "title", "full name")),
    Column("type", ("schema", ":label", "kind", "node type", "entity type")),
    Column(
        "aliases",
        ("alias", "weak alias", "weakalias", "previous name", "abbreviation", "other names"),
        several=True,
    ),
    Column("description", ("summary", "notes", "bio")),
    Column("country", ("country code", "jurisdiction", "nationality")),
    Column("start_date", ("birth date", "birthdate", "inception date", "founding date", "founded")),
    Column("end_date", ("death date", "deathdate", "dissolution date", "dissolved")),
    Column("wikidata_id", ("wikidata", "qid")),
    Column("url", ("source url", "website", "link")),
    Column("publisher", (), refers=True),
    Column("published_date", ("published at", "publication date")),
)

RELATION_COLUMNS = (
    Column("source", ("from", ":start id", "subject", "entity a", "start", "holder"), refers=True),
    Column("target", ("to", ":end id", "object", "entity b", "post"), refers=True),
    Column("relation", (":type", "type", "relationship", "connection", "predicate", "category")),
    Column("role", ("position held", "function", "job title")),
    Column("start_date", ("start time", "valid from")),
    Column("end_date", ("end time", "valid to", "valid until")),
    Column("place", ("location",), refers=True),
    Column("status", ()),
    Column(
        "attributed_to",
        ("attributed", "said by", "speaker", "claimed by"),
        refers=True,
        several=True,
    ),
    Column("via", ("quoted from", "relayed by"), refers=True, several=True),
    Column("statement_date", ("said on", "stated on")),
    Column("document", ("source url", "proof", "citation", "reference", "evidence"), refers=True),
    Column("locator", ("page", "paragraph")),
    Column("quote", ("quotation",)),
    Column("certainty", ()),
    Column("as_named", ("mention",)),
    Column("assessment", ()),
    Column("tenure", ()),
    Column("id", ("statement id", "claim id")),
    Column("note", ("comment", "remark")),
)

DATE_COLUMN = "date"
"""Fills start_date and end_date of a relation at once."""

TYPE_COLUMNS = ("source_type", "target_type")
"""In an edge list: the types of the entities that only the edge list names."""

STATUSES = ("claimed", "confirmed", "denied")
CERTAINTIES = ("stated", "likely", "implied", "planned")
"""From the strongest to the weakest."""
ASSESSMENTS = ("accepted", "conflict", "rejected", "open")
CLOSED_SETS = {"status": STATUSES, "certainty": CERTAINTIES, "assessment": ASSESSMENTS}
"""The words that a column may hold, for columns that may hold no others."""

HOLDS_POSITION = "holds_position"
POSITION_IN = "position_in"
PARTICIPANT = "participant"

OFFICE_RELATIONS = frozenset({HOLDS_POSITION, "holds", "held_position", "occupancy"})
"""Relations from a holder to an office."""


def folded_header(text: str) -> str:
    """Return a header without case and with `_`, `-` and blanks made equal."""
    return " ".join(text.replace("_", " ").replace("-", " ").lower().split())


def known_columns(columns: tuple[Column, ...]) -> dict[str, str]:
    """Map folded headers to our column names, our own names first."""
    names = {folded_header(column.name): column.name for column in columns}
    for column in columns:
        for synonym in column.synonyms:
            names.setdefault(folded_header(synonym), column.name)
    return names
