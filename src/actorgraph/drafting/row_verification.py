"""Proposed rows against the document they are drawn from: accepted with its words, or refused.

A row is accepted if its quote stands in the document word for word, if its names are in the graph
or in the quote, if no date is more exact than the quote, and if it claims nothing that only a
person can say (who checked it). Quote and locator are taken from the document, never from the row.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from actorgraph import dates, schema
from actorgraph.cells import LIVE
from actorgraph.dates import date_lexicon
from actorgraph.dates.text_dates import years_in
from actorgraph.drafting.date_support import Support, support_of
from actorgraph.drafting.document_names import DocumentNames, is_name_of
from actorgraph.drafting.proposals import GIVEN_TWICE
from actorgraph.errors import AmbiguousNameError, NotFoundError, UsageError
from actorgraph.names.fold import fold
from actorgraph.names.invisible import is_invisible
from actorgraph.passages.quotations import find_quote
from actorgraph.passages.selected_quotes import selected_quote
from actorgraph.queries.find import the_one

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from actorgraph.claims import Entity
    from actorgraph.engine import Engine
    from actorgraph.passages.document_texts import DocumentText

LONGEST_QUOTE, LONGEST_CELL = 600, 500
"""Characters of a quote, and of any other cell."""
FEWEST_WORDS = 2
"""A quote of one word proves nothing."""
PROPOSED = (
    "source", "target", "relation", "role", "start_date", "end_date", "date", "place", "status",
    "certainty", "attributed_to", "via", "statement_date", "as_named", "quote", "note",
)  # fmt: skip
"""The cells that may be proposed; a locator may be, and is not looked at."""
IGNORED = ("locator",)
COLUMNS = (
    *("source", "target", "relation", "role", "start_date", "end_date", "date", "place"),
    *("status", "certainty", "inferred", "attributed_to", "via", "statement_date", "document"),
    *("locator", "quote", "as_named", "to_review"),
)
"""The columns of an accepted row: ours, and what whoever reviews it has to look at."""
_DATES = ("start_date", "end_date", "date", "statement_date")
_ENDS = schema.END_COLUMNS
NAMES = (*_ENDS, "place", "attributed_to", "via")
_DENYING = re.compile(
    r"\b(?:not|never|nobody|no one|den(?:y|ies|ied)|reject(?:s|ed)|refus(?:es|ed)|nicht|nie|"
    r"niemand|keine?|bestreitet|bestritt|dementierte?|pas|jamais|aucune?|dement|nunca|jamas|"
    r"niega|nego|non|nega|не|никогда|отрицает|отрицал[аи]?)\b|n['\u2019]t\b"
)
"""Words with which what a quote names is often denied, in lower case without accents."""
_HEDGING = re.compile(
    r"\b(?:will|would|may|might|could|plan(?:s|ned|ning)?|intend(?:s|ed)?|hope[sd]?|[Ii]f|[Uu]nless|"
    r"[Pp]erhaps|[Mm]aybe|[Pp]robably|[Pp]ossibly|likely|wird|würde|plante?|[Ff]alls|[Vv]ielleicht|"
    r"wahrscheinlich|[Ss]i|[Pp]eut-être|probablement|[Qq]uizás?|probablemente|планирует|[Ее]сли|"
    r"[Вв]озможно|[Вв]ероятно)\b"
)
"""Words with which a quote says that something is planned, conditional or likely.

Names such as Will and months such as May are written in capitals.
"""
_CLOSED = {"status": schema.STATUSES, "certainty": schema.CERTAINTIES}


class Draft(NamedTuple):
    """A proposed row after it was looked at.

    Attributes:
        number: of the row, from 1.
        cells: by our columns; empty for a row that is refused.
        reasons: why it is refused; none for one that is accepted.
    """

    number: int
    cells: Mapping[str, str]
    reasons: tuple[str, ...] = ()


def verified(
    engine: Engine, document: str, text: DocumentText, rows: Iterable[object]
) -> Iterator[Draft]:
    """Yield each proposed row, accepted or refused with all reasons.

    Args:
        document: the id of the document.
    """
    given = _Given(engine, document, text)
    accepted: set[tuple[str, ...]] = set()
    for number, row in enumerate(rows, start=1):
        checked = _Row(row, given)
        cells = checked.cells()
        key = tuple(cells.get(name, "") for name in ("source", "relation", "target", "quote"))
        if not checked.reasons and key in accepted:
            checked.reasons.append("the same row was proposed before")
        if checked.reasons:
            yield Draft(number, {}, tuple(checked.reasons))
        else:
            accepted.add(key)
            yield Draft(number, cells)


class _Given:
    """What rows are held against: the document, and the words and names of the graph."""

    def __init__(self, engine: Engine, document: str, text: DocumentText) -> None:
        self.engine = engine
        self.document = document
        self.text = text
        self.relations = {*engine.words("relation"), *schema.KNOWN_RELATIONS}
        self.names = DocumentNames(engine, document, text)
        entity = engine.entities([document]).get(document)
        said = "" if entity is None else f"{entity.start_date} {entity.published_date}"
        self.years = frozenset(re.findall(r"\d{4}", f"{text.text} {said}"))


class _Row:
    """One proposed row while it is looked at.

    Attributes:
        reasons: what speaks against it, in the order in which it was found.
    """

    def __init__(self, row: object, given: _Given) -> None:
        self._given = given
        self.reasons: list[str] = []
        self._review: list[str] = []
        self._inferred: list[str] = []
        self._cells = self._read(row)
        self._span = (0, 0)
        self._quote = ""

    def cells(self) -> dict[str, str]:
        """Return the cells of the row, and note what speaks against it."""
        cells = {name: self._cells.get(name, "") for name in COLUMNS}
        if self.reasons:
            return cells
        cells |= self._cited()
        if self.reasons:
            return cells
        self._quote = f" {fold(cells['quote'])} "
        self._refuse_unknown_words()
        for name in NAMES:
            cells[name] = self._named(name)
        self._refuse_unfounded_ends(cells)
        self._look_at_the_rest(cells)
        for name in _DATES:
            self._check_date(name, cells["quote"])
        if cells["source"] and cells["source"] == cells["target"]:
            self.reasons.append("source and target are one entity")
        cells["inferred"] = schema.SEPARATOR.join(dict.fromkeys(self._inferred))
        cells["to_review"] = "; ".join(self._review)
        return cells

    def _read(self, row: object) -> dict[str, str]:
        """Return the cells that are given as texts."""
        if not isinstance(row, dict):
            self.reasons.append("it is no object of cells")
            return {}
        cells: dict[str, str] = {}
        for name, value in row.items():
            if name in IGNORED or value in (None, "", []):
                continue
            if value is GIVEN_TWICE:
                self.reasons.append(f"{str(name)[:40]!r} is given twice")
                continue
            if name == "document":
                if value != self._given.document:
                    self.reasons.append("it is of another document")
                continue
            if name not in PROPOSED:
                self.reasons.append(f"{str(name)[:40]!r} is no cell that can be proposed")
                continue
            values: Sequence[object] = value if isinstance(value, list) else [value]
            if not all(isinstance(one, str) for one in values):
                self.reasons.append(f"{name} is no text")
                continue
            text = schema.SEPARATOR.join(map(str, values)).strip()
            if fault := _fault_of(name, text):
                self.reasons.append(f"{name} {fault}")
            else:
                cells[name] = text
        self.reasons += [
            f"{name} is missing"
            for name in (*_ENDS, "relation", "quote")
            if not self.reasons and name not in cells
        ]
        return cells

    def _cited(self) -> dict[str, str]:
        """Return the quote as it stands in the document, and its place."""
        quote, text = self._cells["quote"], self._given.text
        found = find_quote(quote, text.text, left_out=0)
        if found is None:
            self.reasons.append("the quote does not stand in the document word for word")
            return {"quote": ""}
        cited = selected_quote(text, *found)
        self._span = cited.span
        if fault := _fault_of("quote", cited.quote):  # the document's own may have what ours hides
            self.reasons.append(f"quote {fault}")
        if len(cited.quote.split()) < FEWEST_WORDS:
            self.reasons.append("the quote is a single word")
        if find_quote(quote, text.text, (found[0] + 1, len(text.text)), left_out=0):
            self._review.append("the quote stands several times, and this is the first place")
        if "-" in cited.locator:
            self._review.append(f"the quote runs over {cited.locator}")
        return {
            "quote": cited.quote,
            "locator": cited.locator,
            "document": self._given.document,
        }

    def _refuse_unknown_words(self) -> None:
        relation = schema.folded_header(self._cells["relation"]).replace(" ", "_")
        if not {relation, self._cells["relation"]} & self._given.relations:
            self._review.append(f"relation {self._cells['relation']} is a new word")
        for name, known in _CLOSED.items():
            if (word := self._cells.get(name, "")) and word not in known:
                self.reasons.append(f"{name} is none of {', '.join(known)}: {word!r}")
            elif word and word != known[0]:
                self._review.append(f"{name} {word}: is that what the quote says?")
        if self._cells.get("status") == schema.CONFIRMED and not self._cells.get("attributed_to"):
            self.reasons.append("status confirmed needs attributed_to: who confirms it")

    def _named(self, column: str) -> str:
        """Return the ids that a cell names, new names as they are."""
        if column in _ENDS and schema.SEPARATOR in self._cells.get(column, ""):
            self.reasons.append(f"{column} names several; write a row for each")
            return ""
        return schema.SEPARATOR.join(
            filter(
                None,
                (
                    self._one_named(column, name.strip())
                    for name in self._cells.get(column, "").split(schema.SEPARATOR)
                ),
            )
        )

    def _one_named(self, column: str, name: str) -> str:
        if not name:
            return ""
        try:
            entity: Entity | str = the_one(self._given.engine, name)
        except AmbiguousNameError as error:
            ids = ", ".join(one.entity.id for one in error.candidates[:5])
            self.reasons.append(f"{column}: {name!r} can be any of {ids}")
            return ""
        except (NotFoundError, UsageError):
            entity = name
        if not self._given.names.has(entity):
            self.reasons.append(f"{column}: the document does not name {name!r}")
        if isinstance(entity, str):
            self._review.append(f"{column} {name} is new")
            return entity
        if name not in (entity.id, entity.name, *entity.aliases):
            self._review.append(f"{column} {name} is taken for {entity.name}")
        return entity.id

    def _refuse_unfounded_ends(self, cells: Mapping[str, str]) -> None:
        """Refuse a row whose quote names an end neither by a name nor in the words given for it."""
        known = self._given.engine.entities([cells[name] for name in _ENDS])
        ends = {name: known.get(cells[name], cells[name]) for name in _ENDS if cells[name]}
        named = {
            name: end for name, end in ends.items() if self._given.names.names(end, self._span)
        }
        absent = [name for name in ends if name not in named]
        as_named = fold(self._cells.get("as_named", ""))
        stands_for = as_named and f" {as_named} " in self._quote
        if as_named and not stands_for:
            self.reasons.append("as_named does not stand in the quote")
        elif len(absent) == 1 and any(is_name_of(as_named, end) for end in named.values()):
            self.reasons.append(f"as_named is the other end, not {absent[0]}")
        elif len(absent) == 1 and stands_for:
            self._inferred += absent
            self._review.append(f"the quote says {self._cells['as_named']!r} for {absent[0]}")
        else:
            self.reasons += [f"the quote does not name {name}" for name in absent]
        for name, end in named.items():
            if not isinstance(end, str) and (doubt := self._given.names.doubt(end, self._span)):
                self._review.append(f"{name}: {doubt}")

    def _look_at_the_rest(self, cells: Mapping[str, str]) -> None:
        """Refuse a role that the quote does not say; mark a place that it does not name."""
        role = fold(self._cells.get("role", ""))
        if role and f" {role} " not in self._quote:
            self.reasons.append(f"the quote does not say the role {self._cells['role']!r}")
        places = self._given.engine.entities([cells["place"]] if cells["place"] else [])
        place = places.get(cells["place"], cells["place"])
        if cells["place"] and not self._given.names.names(place, self._span):
            self._inferred.append("place")
            self._review.append("the quote does not name the place")
        denying = _DENYING.search(date_lexicon.folded(cells["quote"]))
        if denying and self._cells.get("status") != schema.DENIED:
            self._review.append(f"the quote says {denying[0]!r}: is it denied?")
        hedging = _HEDGING.search(cells["quote"])
        if hedging and self._cells.get("certainty", "") in ("", schema.STATED):
            self._review.append(
                f"the quote says {hedging[0]!r}: is it planned, conditional or likely?"
            )
        if note := self._cells.get("note", ""):
            self._review.append(f"whoever proposes it notes: {note}")

    def _check_date(self, column: str, quote: str) -> None:
        """Refuse a date that cannot be read, or that is more exact than the quote."""
        if not (date := self._cells.get(column, "")):
            return
        try:
            dates.span(date)
        except dates.DateError as error:
            self.reasons.append(f"{column}: {error}")
            return
        support = support_of(date, quote, self._given.years, column)
        if support is Support.NO:
            self.reasons.append(f"{column}: the quote gives no date as exact as {date}")
        elif support is Support.YEAR_FROM_ELSEWHERE:
            self._inferred.append("date")
            is_there = years_in(date) <= years_in(quote)
            where = "stands apart from its day" if is_there else "is not in the quote"
            self._review.append(f"the year of {column} {where}")


def _fault_of(name: str, text: str) -> str:
    """Return why no draft may have a text as a cell, whatever it says; "" if it may."""
    longest = LONGEST_QUOTE if name == "quote" else LONGEST_CELL
    if len(text) > longest:
        return f"has more than {longest} characters"
    if name != "quote" and any(not c.isprintable() or is_invisible(c) for c in text):
        return "has characters that nobody sees"
    if name != "note" and text.startswith(LIVE):  # a note stands behind other words
        return "begins as a formula of a spreadsheet does"
    return ""
