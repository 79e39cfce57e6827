"""An answer as numbered sentences, to paste into a story or a memo, and what is not known.

NOT SAID prints notes that begin so, NOT HERE empty cells; neither is generated from anything else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from actorgraph import edges, schema
from actorgraph.edges import is_given
from actorgraph.queries import sections
from actorgraph.render.card import Card
from actorgraph.render.card_text import nothing_left
from actorgraph.render.terminal import PLAIN, Style, clean, wrapped
from actorgraph.render.wording import (
    OUR_READING,
    bare_sentence,
    one_publisher,
    read_parts,
    when,
    words_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from actorgraph.edges import Edge
    from actorgraph.queries.show import Shown

NOT_SAID = "not said:"
"""How a note begins that says what a source leaves open."""
MOST_UNDATED = 5
_VERBS = {
    "aide_to": "was an aide to",
    "accredited_to": "was accredited to",
    "adviser_to": "was an adviser to",
    "deputy_of": "was a deputy of",
    "employed_by": "was employed by",
    "head": "headed",
    "heads": "headed",
    "holds": "was",
    "holds_position": "was",
    "held_position": "was",
    "located_in": "is located in",
    "member_of": "was a member of",
    "occupancy": "was",
    "owns": "owned",
    "part_of": "was part of",
    "participant": "took part in",
    "position_in": "is a position in",
    "represents": "represented",
    "successor_of": "was the successor of",
    "works_for": "worked for",
}
"""How relations are said in a sentence; other words are said as they are written."""
_MISSING = {
    (False, False): "began and ended",
    (False, True): "began",
    (True, False): "ended",
    (True, True): "",
}
"""Which ends of an office are not given, by whether the beginning and the end are."""


def sentences(answer: Shown, style: Style = PLAIN) -> Iterator[str]:
    """Yield what is known of an entity as sentences, each with who says it and where."""
    card = Card(answer)
    shown = card.shown
    if not shown:
        yield nothing_left(answer, is_described=bool(answer.entity.description))
        return
    only = one_publisher(shown, card.name)
    yield only or f"What is recorded of {card.name(answer.entity.id)}:"
    number = 0
    for number, sentence in enumerate(_sentences(card, only), start=1):
        yield from wrapped(f"{number}. {sentence}", style.width, "   ")
    for heading, items in (("NOT SAID", not_said(card)), ("NOT HERE", not_here(card, only))):
        if listed := "; ".join(items):
            yield from wrapped(f"{heading}: {listed}.", style.width, "   ")


def _sentences(card: Card, only: str) -> Iterator[str]:
    answer = card.answer
    for section in sections.sections(answer):
        for edge in section.edges:
            yield _sentence(card, edge, only)
    for edge in card.said_apart:
        yield _sentence(card, edge, only)


def _sentence(card: Card, edge: Edge, only: str) -> str:
    """Return an edge as one sentence that begins with who says it, or with the one who says all."""
    claims = edge.supporting or edge.claims
    is_its_own = bool(only) and not any(claim.attributed_to for claim in claims)
    before = (
        ""
        if is_its_own or not card.is_sourced
        else card.cite.before_sentence(claims, lead=edge.lead)
    )
    stated = f"{_mode(card, edge)}{_stated(card, edge)}; {when(edge, card.name)}."
    words = before + (stated if before else stated[:1].upper() + stated[1:])
    words += f" [{card.cite(claims, lead=edge.lead)}]" if is_its_own else ""
    if edge.verdict == edges.CONTESTED:
        words += f" DISPUTED: {card.cite(edge.denying)}."
    if edge.origins >= edges.ENOUGH_TO_CORROBORATE:
        words += f" {edge.origins:,} independent origins."
    return words


def _mode(card: Card, edge: Edge) -> str:
    """Return what keeps an edge from being a plain fact, and whose hedge it is."""
    lead = edge.lead
    before = []
    if lead.certainty != schema.STATED:
        speakers = " and ".join(map(card.name, lead.speakers))
        before.append(f"{lead.certainty}, as {speakers} puts it" if speakers else lead.certainty)
    if read := read_parts(lead):
        before.append(f"{OUR_READING} ({read})")
    return f"{'; '.join(before)}: " if before else ""


def _stated(card: Card, edge: Edge) -> str:
    """Return an edge as a clause; a plan or a denial keeps the bare word, which tells no past."""
    if edge.lead.mode or edge.verdict == edges.DENIED:
        return bare_sentence(edge, card.name)
    verb = _VERBS.get(edge.relation) or words_of(edge.relation)
    role = f" ({clean(edge.role)})" if edge.role else ""
    return f"{card.name(edge.source)} {verb} {card.name(edge.target)}{role}"


def not_said(card: Card) -> Iterator[str]:
    """Yield the notes that say what a source leaves open."""
    notes = (claim.note for claim in card.claims)
    marked = (note for note in notes if note.lower().startswith(NOT_SAID))
    yield from dict.fromkeys(clean(note[len(NOT_SAID) :].strip(" .")) for note in marked)


def not_here(card: Card, only: str) -> Iterator[str]:
    """Yield which cells are empty: ends of offices, dates of events, a second publisher."""
    answer, name = card.answer, card.name
    undated = []
    for edge in (one for section in sections.sections(answer) for one in section.edges):
        if edge.relation in schema.OFFICE_RELATIONS and not edge.lead.mode:
            given = (is_given(edge.start_date), is_given(edge.end_date))
            if what := _MISSING[given]:
                yield f"when {name(edge.source)} {what} as {name(edge.target)}"
        elif edge in answer.edges and not edge.dated_by.is_dated and not edge.lead.mode:
            undated.append(_stated(card, edge))
    if undated:
        more = len(undated) - MOST_UNDATED
        listed = ", ".join(undated[:MOST_UNDATED]) + (f" and {more:,} more" if more > 0 else "")
        yield f"any date of: {listed}"
    if only:
        yield "any second publisher"
