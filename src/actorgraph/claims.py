"""Entities and claims: one row each.

Pure data; edges.py says what claims add up to. Leaves out where rows come from. Its annotations are
types and no texts: texts of so many fields are compiled one by one at every start.
"""

from collections.abc import Mapping
from typing import NamedTuple

from actorgraph import dates, schema
from actorgraph.dates import Holds, Period, edtf

MADE_ID = "ag-"
"""The prefix of ids of claims that have none of their own; they are dropped when read back."""
READINGS = frozenset({"source", "target", "relation"})
"""The parts of a statement; if the compiler of the data infers one, nobody else vouches for it."""
_DOUBTFUL = frozenset({*READINGS, "date"})


class Claim(NamedTuple):
    """One statement by someone, in a document, at a place in it: a row of relations.csv.

    Attributes:
        source, target: entity ids, resolved.
        certainty: how the speaker hedges.
        inferred: the parts that the compiler of the data reads into what was said.
        is_symmetric: whether it says the same from either end.
        about: the id of another claim that this one speaks of.
        attributed_to: the speakers that the row names; empty when the document's publisher speaks.
        publisher: the publisher of the document; the host when the document is a bare URL.
        reprints: the documents with which its document shares its text, as far as they are known.
        row: the cells as they stand in the file, by our column names; unknown columns included.
        file, line: the file, and the physical line where the row begins.
    """

    source: str
    target: str
    relation: str = ""
    role: str = ""
    tenure: str = ""
    start_date: str = ""
    end_date: str = ""
    place: str = ""
    status: str = "claimed"
    certainty: str = "stated"
    inferred: tuple[str, ...] = ()
    is_symmetric: bool = False
    directed: str = ""
    about: str = ""
    amount: str = ""
    currency: str = ""
    share: str = ""
    attributed_to: tuple[str, ...] = ()
    via: tuple[str, ...] = ()
    statement_date: str = ""
    document: str = ""
    publisher: str = ""
    reprints: frozenset[str] = frozenset()
    locator: str = ""
    quote: str = ""
    as_named: str = ""
    assessment: str = ""
    checked_by: str = ""
    checked_date: str = ""
    note: str = ""
    id: str = ""
    extra: Mapping[str, str] = {}
    derived: bool = False
    row: Mapping[str, str] = {}
    file: str = ""
    line: int = 0

    @property
    def speakers(self) -> tuple[str, ...]:
        """The speakers that the claim names, else the document's publisher, else nobody."""
        return self.attributed_to or ((self.publisher,) if self.publisher else ())

    @property
    def claim_id(self) -> str:
        """The id of the claim: its own, else a digest of what it states; equal rows share it."""
        if self.id:
            return self.id
        from hashlib import blake2b

        who = (*self.attributed_to, self.document, self.locator, self.quote)
        stated = (self.source, self.target, self.relation, self.role, self.status, *who)
        text = "\x1f".join(stated).encode("utf-8", "surrogatepass")
        return MADE_ID + blake2b(text, digest_size=8).hexdigest()

    @property
    def row_key(self) -> tuple[str, int, int, str]:
        """What tells it from all other claims, also where its row was read twice.

        The claims that one row states are told apart too: by the office that it makes, and by the
        documents that it names.
        """
        place = (self.file, self.line, self.derived) if self.line else ("", 0, id(self))
        return (*place, self.document)

    @property
    def period(self) -> Period:
        """When the relation held, as far as this claim says."""
        return dates.period(self.start_date, self.end_date)

    @property
    def is_dated(self) -> bool:
        """Whether the claim gives a date."""
        return bool(self.start_date or self.end_date)

    @property
    def mode(self) -> str:
        """Say whether it happened (""), depends on a condition or is planned."""
        return self.certainty if self.certainty in schema.MODES else ""

    @property
    def is_sourced(self) -> bool:
        """Whether anybody is known to say so."""
        return bool(self.speakers or self.document)

    @property
    def is_reading(self) -> bool:
        """Whether its source, target or relation is our own reading: nobody else vouches for it."""
        return not READINGS.isdisjoint(self.inferred)

    @property
    def surest(self) -> Holds:
        """The surest answer that it gives for any day.

        There is no yes for a plan, a hedge, a reading of ours or a date marked as uncertain.
        """
        if self.mode:
            return dates.Holds.PLANNED
        is_sure = self.certainty == schema.STATED and _DOUBTFUL.isdisjoint(self.inferred)
        is_sure = is_sure and not edtf.is_uncertain(self.start_date + self.end_date)
        return dates.Holds.YES if is_sure else dates.Holds.POSSIBLE

    def holds_on(self, day: int) -> Holds:
        """Return what this claim alone says of a day: never more than it is sure of."""
        holds = dates.holds_on(self.period, day)
        surest = self.surest
        return holds if holds is dates.Holds.NO or surest is dates.Holds.YES else surest

    @property
    def sources(self) -> frozenset[str]:
        """All that this claim cites: speakers, relays, document, publisher."""
        cited = (*self.attributed_to, *self.via, self.document, self.publisher)
        return frozenset(name for name in cited if name)


class Description(NamedTuple):
    """What somebody says of an entity by itself: a row of entities.csv.

    Attributes:
        values: the cells of the entity's columns, without empty ones; unknown columns included.
        claim: who says so, in which document, where in it; its source is the entity.
        among_sourced: whether any row of the data names its source, so that one without stands out.
    """

    values: Mapping[str, str]
    claim: Claim
    among_sourced: bool = False


class Entity(NamedTuple):
    """Anything that can be named: a row of entities.csv, or made from a name in relations.csv.

    Attributes:
        extra: the cells of unknown columns, unchanged.
        derived: True when no row of entities.csv states it.
        descriptions: who says which of this; empty where one row says it all and nobody in the data
            names who says so.
    """

    id: str
    name: str
    type: str = ""
    aliases: tuple[str, ...] = ()
    description: str = ""
    country: str = ""
    start_date: str = ""
    end_date: str = ""
    wikidata_id: str = ""
    url: str = ""
    publisher: str = ""
    published_date: str = ""
    extra: Mapping[str, str] = {}
    derived: bool = False
    file: str = ""
    line: int = 0
    descriptions: tuple[Description, ...] = ()

    @property
    def kind(self) -> str:
        """The type in lower case: a type is one however its letters are written."""
        return self.type.lower()
