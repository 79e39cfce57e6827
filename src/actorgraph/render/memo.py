"""An answer as numbered sentences, to paste into a story or a memo, and what is not known.

NOT SAID prints notes that begin so, NOT HERE empty cells; neither is generated from anything else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from actorgraph import edges, schema
from actorgraph.edges import can_be_same, edge_key, is_given
from actorgraph.plurals import counted
from actorgraph.queries import sections
from actorgraph.render.card import Card
from actorgraph.render.card_text import nothing_left
from actorgraph.render.terminal import PLAIN, Style, clean, wrapped
from actorgraph.render.wording import (
    OUR_READING,
    bare_sentence,
    is_office,
    office_words,
    one_publisher,
    read_parts,
    rejected_lines,
    role_words,
    words_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from actorgraph.edges import Edge
    from actorgraph.queries.show import Shown

NOT_SAID = "not said:"
"""How a note begins that says what a source leaves open."""
MOST_UNDATED = 5
_VERBS = {
    "accredited_to": "was accredited to",
    "adviser_to": "was an adviser to",
    "aide_to": "was an aide to",
    "allied_with": "was allied with",
    "ally_of": "was an ally of",
    "associate_of": "was an associate of",
    "associated_with": "was associated with",
    "based_in": "was based in",
    "child_of": "is a child of",
    "citizen_of": "was a citizen of",
    "colleague_of": "was a colleague of",
    "controlled_by": "was controlled by",
    "deputy_of": "was a deputy of",
    "employed_by": "was employed by",
    "friend_of": "was a friend of",
    "head": "headed",
    "heads": "headed",
    "located_in": "is located in",
    "married_to": "was married to",
    "member_of": "was a member of",
    "owned_by": "was owned by",
    "owns": "owned",
    "parent_of": "is a parent of",
    "part_of": "was part of",
    "participant": "took part in",
    "partner_of": "was a partner of",
    "position_in": "is a position in",
    "related_to": "is related to",
    "relative_of": "is a relative of",
    "represents": "represented",
    "resident_of": "was a resident of",
    "rival_of": "was a rival of",
    "sibling_of": "is a sibling of",
    "spouse_of": "was married to",
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
    listed = list(_edges(card))
    for number, edge in enumerate(listed, start=1):
        yield from wrapped(f"{number}. {sentence_of(card, edge, only)}", style.width, "   ")
    if more := _left_out(card, len(listed)):
        yield from wrapped(more, style.width, "   ")
    for heading, items in (("NOT SAID", not_said(card)), ("NOT HERE", not_here(card, only))):
        if words := "; ".join(items):
            yield from wrapped(f"{heading}: {words}.", style.width, "   ")
    yield from rejected_lines(answer.rejected)


def _edges(card: Card) -> Iterator[Edge]:
    """Yield the edges that have a sentence: of each section no more than the limit."""
    for section in sections.sections(card.answer):
        yield from section.edges[: card.answer.limit]
    yield from card.said_apart[: card.answer.limit]


def _left_out(card: Card, listed: int) -> str:
    """Return in words how many relations have no sentence here; "" if all have one."""
    answer = card.answer
    edges = [edge for section in sections.sections(answer) for edge in section.edges]
    more = len(edges) + len(card.said_apart) - listed
    words = [counted(more, "more relation") if more else ""]
    words += [counted(answer.left_out, "more neighbor") if answer.left_out else ""]
    words += ["more statements" if answer.says_more else ""]
    listed_words = " and ".join(filter(None, words))
    return f"LEFT OUT: {listed_words}; `--limit 0` shows all." if listed_words else ""


def sentence_of(card: Card, edge: Edge, only: str = "") -> str:
    """Return an edge as one sentence that begins with who says it, or with the one who says all."""
    claims = edge.supporting or edge.claims
    is_its_own = bool(only) and not any(claim.attributed_to for claim in claims)
    before = (
        ""
        if is_its_own or not card.is_sourced
        else card.cite.before_sentence(claims, lead=edge.lead)
    )
    stated = f"{_mode(card, edge)}{_stated(card, edge)}; {card.when(edge)}."
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
    name = card.name
    if not edge.is_done:
        return bare_sentence(edge, name)
    if edge.relation in schema.OFFICE_RELATIONS:
        verb = "was" if is_office(name.entities.get(edge.target)) else "held"
        return f"{name(edge.source)} {verb} {office_words(edge, name)}{role_words(edge, name)}"
    role = f" ({clean(edge.role)})" if edge.role else ""
    return f"{name(edge.source)} {told(edge.relation)} {name(edge.target)}{role}"


def told(relation: str) -> str:
    """Return how a relation is said in a sentence; another word is said as it is written."""
    return _VERBS.get(relation) or words_of(relation)


def _given(edge: Edge, others: Iterable[Edge]) -> tuple[bool, bool]:
    """Return whether an edge gives its beginning and its end, or another that can be the same."""
    has_start, has_end = is_given(edge.start_date), is_given(edge.end_date)
    for other in others:
        if edge_key(other.lead) == edge_key(edge.lead) and can_be_same(other.period, edge.period):
            has_start = has_start or is_given(other.start_date)
            has_end = has_end or is_given(other.end_date)
    return has_start, has_end


def not_said(card: Card) -> Iterator[str]:
    """Yield the notes that say what a source leaves open."""
    notes = (claim.note for claim in card.claims)
    marked = (note for note in notes if note.lower().startswith(NOT_SAID))
    yield from dict.fromkeys(clean(note[len(NOT_SAID) :].strip(" .")) for note in marked)


def not_here(card: Card, only: str) -> Iterator[str]:
    """Yield which cells are empty: ends of offices, dates of events, a second publisher."""
    answer, name = card.answer, card.name
    undated = []
    in_sections = [edge for section in sections.sections(answer) for edge in section.edges]
    happened = [edge for edge in in_sections if edge.is_done]
    for edge in happened:
        if edge.relation in schema.OFFICE_RELATIONS:
            if what := _MISSING[_given(edge, happened)]:
                yield f"when {name(edge.source)} {what} as {office_words(edge, name)}"
        elif edge in answer.edges and not edge.dated_by.is_dated:
            undated.append(_stated(card, edge))
    if undated:
        more = len(undated) - MOST_UNDATED
        listed = ", ".join(undated[:MOST_UNDATED]) + (f" and {more:,} more" if more > 0 else "")
        yield f"any date of: {listed}"
    if only:
        yield "any second publisher"
