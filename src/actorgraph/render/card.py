"""What is known of an entity in short lines: what, when, who says so, and what is disputed.

The words of every card, whether a terminal, a dossier or a notebook shows it; card_text.py lays
them out. What holds for all lines is said once. Nothing here says more than its claims.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from actorgraph import dates, edges, schema
from actorgraph.plurals import counted
from actorgraph.queries import sections
from actorgraph.render.date_words import period_words
from actorgraph.render.relation_lines import EdgeCells
from actorgraph.render.terminal import clean
from actorgraph.render.wording import (
    OUR_READING,
    Names,
    bare_sentence,
    is_office,
    marks,
    office_words,
    one_publisher,
    read_parts,
    role_words,
    sentence,
    words_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from actorgraph.claims import Claim
    from actorgraph.edges import Edge
    from actorgraph.queries.show import Shown
    from actorgraph.render.citations import Citations

TITLES = {
    sections.OFFICES: "Offices",
    sections.TIES: "Ties",
    sections.EVENTS: "Meetings and events",
    sections.OTHER: "Other relations",
    sections.PLANS: "Planned, hoped or conditional",
    sections.ABOUT: "Others about it",
}
MOST_NAMES = 8
"""Of those who also took part in an event, in one line."""


class Line(NamedTuple):
    """One line of a card.

    Attributes:
        what: the relation, seen from the entity.
        when: when it held, and where.
        who: who says so, in which document, where in it.
        remarks: what others say against it or of it.
        verdict: how well founded it is.
    """

    what: str
    when: str = ""
    who: str = ""
    remarks: tuple[str, ...] = ()
    verdict: str = edges.SINGLE_ORIGIN


class Group(NamedTuple):
    """Lines of one section; of statements, those made at one occasion, which the heading names."""

    heading: str
    lines: tuple[Line, ...]


class CardPart(NamedTuple):
    """A section of a card.

    Attributes:
        left_out: the number of lines that the limit leaves out.
    """

    title: str
    groups: tuple[Group, ...]
    left_out: int = 0


class Card:
    """A card in words.

    Args:
        answer: the answer to `show`.
        cite: how claims are cited; by default in words of this answer alone.

    Attributes:
        name: returns the name of an id.
        claims: all claims of the answer.
        cite: returns who makes claims, and where.
        when: returns when an edge held, where, and what else its claims give.
        said_apart: the edges of what the entity says that stand in none of its sections.
        is_sourced: whether any of them names who makes it.
    """

    def __init__(self, answer: Shown, cite: Citations | None = None) -> None:
        self.answer = answer
        self.id = answer.entity.id
        self.name = Names({**answer.others, self.id: answer.entity})
        everything = (*answer.edges, *answer.beyond, *answer.says)
        self.claims = [claim for edge in everything for claim in edge.claims]
        self._cells = EdgeCells(self.claims, self.name, cite)
        self.cite, self.when = self._cells.cite, self._cells.when
        self.is_sourced = self._cells.is_sourced
        self.said_apart = sections.statements_apart(answer)

    @property
    def shown(self) -> list[Edge]:
        """Every edge of which the card says something: sections, statements, who else took part."""
        listed = [edge for section in sections.sections(self.answer) for edge in section.edges]
        took_part = (one for one in self.answer.beyond if one.relation == schema.PARTICIPANT)
        return [*listed, *self.said_apart, *took_part]

    @property
    def preface(self) -> list[str]:
        """What holds for all relations, and how to read the lines."""
        answer = self.answer
        shown = self.shown
        if not shown:
            return []
        if not self.is_sourced:
            return ["No source is named for any of this."]
        if answer.left_out or answer.says_more:
            return ["A line that gives no number of origins has one at most."]
        if words := one_publisher(shown, self.name):
            return [words]
        if any(edge.origins >= edges.ENOUGH_TO_CORROBORATE for edge in shown):
            return ["A line that gives no number of origins has one at most."]
        return ["Nothing here has a second origin."] if len(shown) > 1 else []

    def parts(self) -> Iterator[CardPart]:
        """Yield the sections in their order; what it says comes before what others say of it."""
        said = self._said()
        for section in sections.sections(self.answer):
            if section.kind == sections.ABOUT and said:
                yield said
                said = None
            for title, those in self._titled(section):
                lines = self._merged(those)
                yield CardPart(
                    title, (Group("", tuple(lines[: self._limit])),), self._beyond_limit(lines)
                )
        if said:
            yield said

    @property
    def closing(self) -> list[str]:
        """How much is known, and how to see all of it."""
        answer, shown = self.answer, self.shown
        full = "`--full` prints every claim with its quote and note."
        lines = [f"{self.counts}. {full}"] if shown else []
        if resting := self.resting:
            command = f"`sources {_as_word(self.id)}`"
            lines.append(f"{resting}: {command} lists {'it' if self._is_one else 'them'}.")
        if answer.left_out:
            lines.append(
                f"{answer.left_out:,} more neighbors are left out: narrow the question with "
                "--relation, --type, --since or --until, or ask `neighbors`."
            )
        publishers = {claim.publisher for edge in shown for claim in edge.claims}
        is_alone = len(publishers) == 1 and "" not in publishers and not answer.left_out
        if is_alone and len(answer.edges) > 1:
            lines.append(f"`--without {_as_word(self.name(*publishers))}` leaves no relation.")
        return lines

    @property
    def counts(self) -> str:
        """How many relations there are, and how many statements of its own."""
        answer, said = self.answer, len(self.answer.statements)
        counts = [counted(len(answer.edges), "relation") + (" read" if answer.left_out else "")]
        if said:
            more = "more than " if answer.says_more else ""
            counts.append(f"{more}{counted(said, 'statement')} by {self.name(self.id)}")
        return ", ".join(counts)

    @property
    def resting(self) -> str:
        """How many claims cite the entity that it does not make; "" if none does."""
        answer, number = self.answer, self.answer.rest_on_it
        if not number:
            return ""
        more = "More than " if answer.says_more else ""
        claims = counted(number, f"{'further ' if answer.says else ''}claim")
        return f"{more}{claims} {'rests' if self._is_one else 'rest'} on {self.name(self.id)}"

    @property
    def _is_one(self) -> bool:
        """Whether exactly one claim rests on the entity."""
        return self.answer.rest_on_it == 1 and not self.answer.says_more

    @property
    def _limit(self) -> int | None:
        return self.answer.limit

    def _beyond_limit(self, lines: Sequence[object]) -> int:
        return 0 if self._limit is None else max(0, len(lines) - self._limit)

    def _titled(self, section: sections.Section) -> Iterator[tuple[str, list[Edge]]]:
        """Yield the edges of a section under their title; who holds an office stands apart."""
        title, those = TITLES[section.kind], list(section.edges)
        if section.kind == sections.ABOUT and self.answer.entity.kind == "person":
            title = "Others about this person"
        if section.kind == sections.OFFICES and is_office(self.answer.entity):
            held = [one for one in those if one.target == self.id and _is_holding(one)]
            those = [one for one in those if one not in held]
            if held:
                yield "Held by", held
        if those:
            yield title, those

    def _merged(self, those: Iterable[Edge]) -> list[Line]:
        """Return a line for each edge; edges that differ in the other end alone share one."""
        lines: dict[tuple[str, str, Line, str], list[str]] = {}
        for edge in those:
            before, other, after = self._what(edge)
            when, who = self._cells.when(edge), self._cells.who(edge)
            line = Line("", when, who, tuple(self._against(edge)), edge.verdict)
            lines.setdefault((before, after, line, other if not before else ""), []).append(other)
        return [
            line._replace(what=f"{before}{', '.join(dict.fromkeys(others))}{after}")
            for (before, after, line, _), others in lines.items()
        ]

    def _what(self, edge: Edge) -> tuple[str, str, str]:
        """Return an edge in words as seen from the entity: before its other end, it, and after."""
        is_office = edge.relation in schema.OFFICE_RELATIONS
        marked = marks(edge, self.name, is_turned=edge.is_symmetric and edge.target == self.id)
        role = f" ({clean(edge.role)})" if edge.role else ""
        is_plain = edge.is_done
        if is_office and is_plain:
            return self._office(edge, f"{role_words(edge, self.name)}{marked}")
        if edge.relation == schema.POSITION_IN and is_plain:
            if edge.source == self.id:
                return "in ", self.name(edge.target), marked
            return "", f"{self.name(edge.source)}: {self._nobody}", marked
        if edge.source != self.id and not edge.is_symmetric:
            if edge.relation == schema.PARTICIPANT and is_plain:
                return "", f"{self.name(edge.source)} took part", f"{role}{marked}"
            return "", sentence(edge, self.name), ""
        took_part = edge.relation == schema.PARTICIPANT and is_plain
        is_part = edge.relation == schema.PARTICIPANT
        verb = "took part in" if took_part else words_of(edge.relation) + " in" * is_part
        return f"{verb} ", self.name(edge.other(self.id)), f"{role}{marked}"

    @property
    def _nobody(self) -> str:
        """That an office has no holder here, which a filter may have left out."""
        is_filtered = self.answer.is_filtered
        return f"no holder {'passes the filters' if is_filtered else 'is recorded'}"

    def _office(self, edge: Edge, after: str) -> tuple[str, str, str]:
        """Return an office from the side of its holder, of itself or of its body."""
        holder, office = self.name(edge.source), office_words(edge, self.name)
        if edge.target == self.id:
            before = "" if is_office(self.answer.entity) else "an office that is not named: "
            return before, holder, after
        if edge.source != self.id:
            return f"{office}: ", holder, after
        bodies = (
            self.name(one.target)
            for one in self.answer.beyond
            if one.relation == schema.POSITION_IN and one.source == edge.target and one.is_done
        )
        apart = [body for body in dict.fromkeys(bodies) if body.casefold() not in office.casefold()]
        return "", ", ".join((office, *apart)), after

    def _against(self, edge: Edge) -> Iterator[str]:
        """Yield who denies an edge, who else took part in its event, and what is said of it."""
        yield from self._cells.disputes(edge)
        if edge.relation == schema.PARTICIPANT and edge.source == self.id and edge.is_done:
            yield from self._taking_part(edge)
        yield from self._cells.of_this(edge.claims)

    def _taking_part(self, edge: Edge) -> Iterator[str]:
        others = [
            self.name(one.source)
            + ("" if self._cells.who(one) == self._cells.who(edge) else self._by(one))
            for one in self.answer.beyond
            if one.relation == schema.PARTICIPANT and one.target == edge.target and one.is_done
        ]
        if others:
            more = len(others) - MOST_NAMES
            names = ", ".join(others[:MOST_NAMES]) + (f" and {more:,} more" if more > 0 else "")
            yield f"also said to have taken part: {names}"

    def _by(self, edge: Edge) -> str:
        return f" [{self._cells.who(edge)}]" if self.is_sourced else ""

    def _said(self) -> CardPart | None:
        """Return what the entity says, by occasion, as far as no other section shows it."""
        said = {
            claim.row_key: (claim, edge)
            for edge in self.said_apart
            for claim in edge.claims
            if self.id in claim.speakers
        }
        ordered = sorted(said.values(), key=lambda one: _occasion(one[0]))
        groups = [
            Group(self._occasion(members[0][0]), tuple(self._statement(*one) for one in members))
            for _, members in (
                (key, list(found))
                for key, found in groupby(ordered[: self._limit], lambda one: _occasion(one[0]))
            )
        ]
        return CardPart("Says", tuple(groups), self._beyond_limit(ordered)) if groups else None

    def _occasion(self, claim: Claim) -> str:
        return self.cite.occasion(claim)

    def _statement(self, claim: Claim, edge: Edge) -> Line:
        verb = {schema.DENIED: "denies: ", schema.CONFIRMED: "confirms: "}.get(claim.status, "")
        hedge = [claim.certainty] if claim.certainty != schema.STATED else []
        read = [f"{OUR_READING}: {words}"] if (words := read_parts(claim)) else []
        marked = f" [{', '.join((*hedge, *read))}]" if hedge or read else ""
        dated = period_words(claim.start_date, claim.end_date) if claim.is_dated else ""
        quote = f'"{clean(claim.quote)}"' if claim.quote else ""
        against = edge.supporting if claim.status == schema.DENIED else edge.denying
        remarks = [f"DISPUTED: {self.cite(against)}"] if against else []
        remarks += self._cells.of_this([claim])
        return Line(
            f"{verb}{bare_sentence(claim, self.name)}{marked}",
            ", ".join(filter(None, (dated, quote))),
            clean(claim.locator),
            tuple(remarks),
            edge.verdict,
        )


def _is_holding(edge: Edge) -> bool:
    return edge.relation in schema.OFFICE_RELATIONS


def _as_word(name: str) -> str:
    """Return a name as one word of a command line."""
    return name if name.isalnum() else f'"{name}"'


def _occasion(claim: Claim) -> tuple[object, ...]:
    date = claim.statement_date
    span = dates.span(date) if date else (dates.LATEST, dates.LATEST)
    return (*span, claim.via, claim.attributed_to, claim.document)
