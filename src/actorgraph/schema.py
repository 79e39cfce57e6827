"""The vocabulary of the data: columns with their synonyms, relations, closed sets of words.

Asked by the tables (which header means what), the claims (which relation is an office) and the
formats (what a thing is called elsewhere). Leaves out any rule about single values.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

JUDGEMENTS_FILE = "judgements.csv"
"""The file beside the data with judgements on which entities are the same."""
SEPARATOR = "|"
"""Between several values in one cell."""


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


WHO_SAYS = (
    Column("status"),
    Column("attributed_to", ("said by", "claimed by"), refers=True, several=True),
    Column("via", refers=True, several=True),
    Column("statement_date"),
    Column("document", refers=True),
    Column("locator"),
    Column("quote"),
    Column("assessment"),
    Column("note"),
)
"""Columns of entities.csv that mean what they mean in relations.csv: who says a row, and where."""

STATEMENT_COLUMNS = tuple(
    Column(f"ftm_{name}")
    for name in (
        "prop", "schema", "value", "entity_id", "prop_type", "lang", "original_value", "external",
        "first_seen", "last_seen", "origin", "id",
    )
)  # fmt: skip
"""Columns of entities.csv with what FollowTheMoney has of the statement that a row is.

They say nothing of the entity; of relations, `ftm_statements` holds the same of several at once.
"""
STATEMENTS_COLUMN = "ftm_statements"

ENTITY_COLUMNS = (
    Column("id", ("node id", ":id", "identifier", "uid", "vertex")),
    Column("name", ("label", "caption", "title", "full name")),
    Column("type", ("schema", ":label", "kind", "node type", "entity type")),
    Column(
        "aliases",
        ("alias", "weak alias", "weakalias", "previous name", "abbreviation", "other names"),
        several=True,
    ),
    Column("description", ("summary", "notes", "bio")),
    Column("country", ("country code", "jurisdiction", "nationality")),
    Column(
        "start_date",
        (
            "birth date",
            "birthdate",
            "date of birth",
            "dob",
            "inception date",
            "founding date",
            "founded",
            "established",
        ),
    ),
    Column(
        "end_date",
        ("death date", "deathdate", "date of death", "dissolution date", "dissolved"),
    ),
    Column("wikidata_id", ("wikidata", "qid")),
    Column("url", ("source url", "website", "link")),
    Column("publisher", (), refers=True),
    Column("published_date", ("published at", "publication date")),
    *WHO_SAYS,
    *STATEMENT_COLUMNS,
)

RELATION_COLUMNS = (
    Column(
        "source",
        ("from", ":start id", "subject", "entity a", "start", "holder", "vertex 1"),
        refers=True,
    ),
    Column("target", ("to", ":end id", "object", "entity b", "post", "vertex 2"), refers=True),
    Column("relation", (":type", "type", "relationship", "connection", "predicate", "category")),
    Column("directed"),
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
    Column("inferred", (), several=True),
    Column("about", ()),
    Column("amount", ()),
    Column("currency", ()),
    Column("share", ()),
    Column("as_named", ("mention",)),
    Column("assessment", ()),
    Column("checked_by", ()),
    Column("checked_date", ()),
    Column("tenure", ()),
    Column("id", ("statement id", "claim id")),
    Column("note", ("comment", "remark")),
)

DATE_COLUMN = "date"
"""Fills start_date and end_date of a relation at once."""
DATE_COLUMNS = (
    "start_date", "end_date", DATE_COLUMN, "published_date", "statement_date", "checked_date",
)  # fmt: skip
"""The columns of both files that hold dates."""

END_COLUMNS = ("source", "target")
"""The columns of the two ends of a relation."""
TYPE_COLUMNS = ("source_type", "target_type")
"""In an edge list: the types of the entities that only the edge list names."""

ENTITY_NAMES = tuple(column.name for column in ENTITY_COLUMNS)
RELATION_NAMES = (*(column.name for column in RELATION_COLUMNS), DATE_COLUMN, *TYPE_COLUMNS)
"""Every column of relations.csv that has a meaning."""

CLAIMED = "claimed"
CONFIRMED = "confirmed"
DENIED = "denied"
STATUSES = (CLAIMED, CONFIRMED, DENIED)
"""What the speaker does."""

STATED = "stated"
LIKELY = "likely"
CONDITIONAL = "conditional"
PLANNED = "planned"
CERTAINTIES = (STATED, LIKELY, CONDITIONAL, PLANNED)
"""How the speaker hedges, from the strongest to the weakest."""

IMPLIED = "implied"
"""In the column certainty: read as stated, with the relation inferred."""

MODES = ("", CONDITIONAL, PLANNED)
"""Whether something is said to have happened, to depend on a condition or to be planned."""

INFERRED_PARTS = ("source", "target", "relation", "date", "place")
"""What the compiler of the data may have read into a statement."""

REJECTED = "rejected"
ASSESSMENTS = ("accepted", "conflict", REJECTED, "open")
DIRECTIONS = {
    "no": True,
    "false": True,
    "undirected": True,
    "mutual": True,
    "yes": False,
    "true": False,
    "directed": False,
}
"""The words that the column directed may hold, and whether they make a relation symmetric."""

CLOSED_SETS = {
    "status": STATUSES,
    "certainty": (*CERTAINTIES, IMPLIED),
    "assessment": ASSESSMENTS,
    "directed": tuple(DIRECTIONS),
}
"""The words that a column may hold, for columns that may hold no others."""

WORDS_OF_DESCRIPTIONS = ("status", "assessment")
"""The columns of CLOSED_SETS that entities.csv has too."""

HOLDS_POSITION = "holds_position"
POSITION_IN = "position_in"
PARTICIPANT = "participant"

OFFICE_RELATIONS = frozenset({HOLDS_POSITION, "holds", "held_position", "occupancy"})
"""Relations from a holder to an office."""
OFFICE_WORDS = OFFICE_RELATIONS | {POSITION_IN}
"""The same, and the relation from an office to the body that it is in."""

ANNOUNCING_RELATIONS = frozenset(
    {"announced", "first_announced", "revealed", "disclosed", "made_public"}
)
"""Relations to what was made known; what is said of it before was said too early."""

SYMMETRIC_RELATIONS = frozenset(
    {
        "met_with", "met", "spoke_with", "talked_with", "negotiated_with", "negotiates_with",
        "corresponded_with", "works_with", "cooperates_with", "relative_of", "related_to",
        "spouse_of", "married_to", "partner_of", "sibling_of", "associate_of", "associated_with",
        "friend_of", "colleague_of", "ally_of", "allied_with", "adversary_of", "rival_of",
        "connected_with", "connected_to",
    }
)  # fmt: skip
"""Relations that are the same from either end, unless a row or actorgraph.toml says otherwise."""

INVERSE_RELATIONS = {
    "owned_by": "owns",
    "controlled_by": "controls",
    "employs": "employed_by",
    "has_member": "member_of",
    "has_part": "part_of",
    "has_participant": PARTICIPANT,
    "predecessor_of": "successor_of",
    "child_of": "parent_of",
    "subsidiary_of": "parent_company_of",
    "paid_by": "paid",
    "founded_by": "founded",
    "appointed_by": "appointed",
    "invited_by": "invited",
    "sanctioned_by": "sanctioned",
}
"""Relations that say what another word says from the other end."""

STATE_RELATIONS = frozenset(
    {
        *OFFICE_RELATIONS, POSITION_IN, "works_for", "employed_by", "employs", "member_of",
        "has_member", "part_of", "has_part", "owns", "owned_by", "controls", "controlled_by",
        "subsidiary_of", "parent_company_of", "relative_of", "related_to", "spouse_of",
        "married_to", "partner_of", "sibling_of", "parent_of", "child_of", "associate_of",
        "associated_with", "friend_of", "colleague_of", "ally_of", "allied_with",
        "rival_of", "aide_to", "adviser_to", "deputy_of", "reports_to", "represents",
        "accredited_to", "located_in", "based_in", "resident_of", "citizen_of", "directs", "heads",
        "leads", "board_member_of", "director_of", "shareholder_of", "chairs", "chair_of",
        "educated_at", "studies_at",
    }
)  # fmt: skip
"""Relations that last: a `date` says that they held then. Any other word is taken for an event."""


EVENT_RELATIONS = frozenset(
    {
        PARTICIPANT, "has_participant", "met_with", "met", "spoke_with", "talked_with", "visited",
        "invited", "invited_by", "attended", "paid", "paid_by", "donated_to", "bought", "sold",
        "signed",
        "appointed", "appointed_by", "dismissed", "founded", "founded_by", "announced", "proposed",
        "accused", "arrested", "testified_to", "transferred_to",
    }
)  # fmt: skip
"""Relations that happen once: a beginning without an end is hardly meant."""

OWNERSHIP_RELATIONS = frozenset({"owns", "owned_by", "owner_of", "shareholder_of"})
"""Relations of which a share can be followed from owner to owner."""

PAYMENT_RELATIONS = frozenset({"paid", "paid_by", "donated_to", "transferred_to"})
"""Relations along which money goes."""

REPORTING_RELATIONS = frozenset(
    {
        "reported_on", "reported", "wrote_about", "asked_about", "was_asked_about", "quoted",
        "cited", "mentioned", "interviewed", "published", "broadcast", "appeared_in", "covered",
    }
)  # fmt: skip
"""Relations of those who report: a paper that writes about two people does not link them."""

KNOWN_RELATIONS = frozenset(
    {
        *STATE_RELATIONS, *EVENT_RELATIONS, *SYMMETRIC_RELATIONS, *REPORTING_RELATIONS,
        *INVERSE_RELATIONS, *INVERSE_RELATIONS.values(),
    }
)  # fmt: skip
"""All words for relations of which something is known."""

REPORTING = "reporting"
THROUGH_RELATIONS = (REPORTING, DENIED, PLANNED, CONDITIONAL)
THROUGH_TYPES = ("document", "place", "state")
THROUGH = (*THROUGH_TYPES, *THROUGH_RELATIONS)
"""What no path leads through unless it is asked to: kinds of entities and of relations."""
ABOUT = "about"
"""Why what is said of another claim links nothing, whatever is asked for."""
UNCOUNTED = (ABOUT, *THROUGH_RELATIONS, REJECTED)
"""Why a claim links nothing, so that no measure counts it, unless it is asked for."""


def unknown_columns(names: Iterable[str]) -> list[str]:
    """Return the columns of entities.csv that are none of ours, in their order."""
    return [name for name in names if name not in ENTITY_NAMES]


def main_word(relation: str) -> str:
    """Return the word under which a relation is grouped: an inverse word as the word it inverts."""
    return INVERSE_RELATIONS.get(relation, relation)


def by_main_word(source: str, relation: str, target: str) -> tuple[str, str, str]:
    """Return a relation as its main word says it: what an inverse word says from its other end."""
    word = main_word(relation)
    return (source, word, target) if word == relation else (target, word, source)


def folded_header(text: str) -> str:
    """Return a header without case and with `_`, `-` and blanks made equal."""
    return " ".join(text.replace("_", " ").replace("-", " ").lower().split())


@cache
def known_columns(columns: tuple[Column, ...]) -> Mapping[str, str]:
    """Map folded headers to our column names, our own names first."""
    names = {folded_header(column.name): column.name for column in columns}
    for column in columns:
        for synonym in column.synonyms:
            names.setdefault(folded_header(synonym), column.name)
    return names
