"""A dossier: the cards of some entities as a document with numbered sources, to send or to print.

It says what the cards say, then what is not known, then which documents all of it rests on, and
where these are at hand the passages. Leaves out how a document is written (dossier_files.py).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from actorgraph.plurals import counted
from actorgraph.queries.flows import IN, OUT, Flows
from actorgraph.render import money_text, ownership_text
from actorgraph.render.card import Card
from actorgraph.render.card_text import nothing_left
from actorgraph.render.citations import Citations
from actorgraph.render.date_words import moment
from actorgraph.render.drawing import drawing
from actorgraph.render.entity_text import value_lines
from actorgraph.render.memo import not_here, not_said
from actorgraph.render.relation_lines import EdgeCells, edges_in
from actorgraph.render.terminal import clean
from actorgraph.render.wording import Names, one_publisher

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from actorgraph.claims import Claim, Entity
    from actorgraph.edges import Edge
    from actorgraph.passages.cited_passages import CitedPassages
    from actorgraph.queries.owners import Ownership
    from actorgraph.queries.show import Shown
    from actorgraph.render.card import CardPart, Line
    from actorgraph.render.relation_lines import EdgeGroup


class Heading(NamedTuple):
    """A heading; level 1 is an entity's, 2 a section's, 3 an occasion's."""

    level: int
    text: str


class Paragraph(NamedTuple):
    """A paragraph."""

    text: str


class Items(NamedTuple):
    """A list; each item has a text and remarks below it.

    Attributes:
        is_numbered: whether the items count from 1.
    """

    items: tuple[tuple[str, tuple[str, ...]], ...]
    is_numbered: bool = False


class Drawing(NamedTuple):
    """A drawing as SVG, with words for who cannot see it."""

    svg: str
    words: str


class MarkedParagraph(NamedTuple):
    """A paragraph of a document as it stands.

    Attributes:
        label: its number, p8.
        pieces: its text in parts, and of each whether a claim rests on these words.
    """

    label: str
    pieces: tuple[tuple[str, bool], ...]


_BLANK = re.compile(r"\s")
"""A line that ends within a paragraph is a blank there: the file breaks its lines itself."""

Block = Heading | Paragraph | Items | Drawing | MarkedParagraph


class NumberedSources(Citations):
    """Cites documents by numbers, which count in the order in which they are first cited.

    Attributes:
        documents: from the ids of the documents to their numbers, in order.
    """

    def __init__(self, claims: Iterable[Claim], name: Callable[[str], str]) -> None:
        super().__init__(claims, name)
        self.documents: dict[str, int] = {}

    def title(self, document: str) -> str:
        """Return the number of a document, or of one that is not cited its id, in brackets."""
        return f"[{self.documents.get(document, clean(document))}]"

    def document(self, claim: Claim) -> str:
        """Return the publisher of a claim's document, or nothing, and the document's number."""
        if not claim.document:
            return ""
        number = f"[{self.documents.setdefault(claim.document, len(self.documents) + 1)}]"
        is_its_own = claim.publisher and not claim.attributed_to and not claim.via
        return f"{self.name(claim.publisher)} {number}" if is_its_own else number


def dossier(
    answers: Sequence[Shown],
    passages: CitedPassages | None = None,
    ownerships: Sequence[Ownership] = (),
    money: Sequence[Flows] = (),
) -> Iterator[Block]:
    """Yield the blocks of a dossier on some entities.

    Args:
        ownerships: who owns them in the end, and what they own; those that say nothing are left
            out.
        money: what they paid and were paid, left out likewise.
        passages: of the documents that its claims cite.

    Raises:
        UsageError: if a document cannot be read.
    """
    others: dict[str, Entity] = {}
    for answer in answers:
        others |= {**answer.others, answer.entity.id: answer.entity}
    told: list[Ownership | Flows] = [one for one in ownerships if one.holdings]
    told += [one for one in money if one.sums]
    for one in told:
        others |= one.others
    name = Names(others)
    everything = [edge for answer in answers for edge in Card(answer).shown]
    further = [edge for one in told for edge in edges_in(_groups(one, name))]
    claims = [claim for edge in (*everything, *further) for claim in edge.claims]
    cite = NumberedSources(claims, name)
    if preface := one_publisher({edge.key: edge for edge in everything}.values(), name):
        yield Paragraph(preface)
    for answer in answers:
        yield from _entity(Card(answer, cite), is_preface_said=bool(preface))
        cells = EdgeCells(claims, name, cite)
        for one in told:
            if one.asked.id == answer.entity.id:
                yield from _flows(one, cells) if isinstance(one, Flows) else _ownership(one, cells)
    if cite.documents:
        yield Heading(1, "Sources")
        sources = tuple((_source(one, others, name), ()) for one in cite.documents)
        yield Items(sources, is_numbered=True)
        if passages is not None:
            yield from passage_blocks(claims, passages, cite.title, first=cite.documents)


def _groups(answer: Ownership | Flows, name: Names) -> Sequence[EdgeGroup]:
    if isinstance(answer, Flows):
        return money_text.edge_groups(money_text.PaymentNumbers(answer), answer, name)
    return ownership_text.edge_groups(answer, name)


def _ownership(answer: Ownership, cells: EdgeCells) -> Iterator[Block]:
    """Yield who owns an entity in the end, or what it owns, and the links that this rests on."""
    name = Names({**answer.others, answer.asked.id: answer.asked})
    yield Heading(2, ownership_text.headline(answer, name))
    items = []
    for one in answer.holdings:
        verdict = ownership_text.verdict_words(answer, one.verdict)
        words = f"{verdict}: {ownership_text.holding_words(one, answer, name)}"
        items.append((words, tuple(ownership_text.chain_words(its, name) for its in one.chains)))
    yield Items(tuple(items))
    yield from _listed(_groups(answer, name), cells)
    yield from _list([*ownership_text.remarks_on(answer, name)])


def _flows(answer: Flows, cells: EdgeCells) -> Iterator[Block]:
    """Yield what came in and went out, round trips, and the payments that this rests on."""
    name = money_text.names_of(answer)
    number = money_text.PaymentNumbers(answer, "(payment {})")  # [1] is a source here
    yield Heading(2, money_text.headline(answer, name))
    for direction in (IN, OUT):
        totals = [one for one in answer.totals if one.direction == direction]
        if totals:
            yield Heading(3, money_text.direction_words(direction, answer, name))
            sums = [one for one in answer.sums if one.direction == direction]
            words = [", ".join(money_text.total_cells(one, number, name)) for one in totals]
            yield from _list([*words, *map(money_text.sum_words, sums)])
    if answer.chains:
        yield Heading(3, money_text.chains_words(answer, name))
        yield from _list([money_text.chain_words(one, number, name) for one in answer.chains])
    yield from _listed(_groups(answer, name), cells)
    yield from _list([*money_text.remarks_on(answer, name)])


def _listed(groups: Iterable[EdgeGroup], cells: EdgeCells) -> Iterator[Block]:
    """Yield the edges of each group that has any, with who says so and who denies it."""
    for group in groups:
        if group.edges:
            yield Heading(3, group.title)
            items = tuple(
                (_stated(edge, group.words(edge), cells), tuple(cells.disputes(edge)))
                for edge in group.edges
            )
            yield Items(items, is_numbered=group.numbered)


def _stated(edge: Edge, words: str, cells: EdgeCells) -> str:
    said = "; ".join(filter(None, (words, cells.when(edge))))
    return ". ".join(filter(None, (said, cells.who(edge))))


def passage_blocks(
    claims: Iterable[Claim],
    passages: CitedPassages,
    title: Callable[[str], str],
    *,
    first: Iterable[str] = (),
) -> Iterator[Heading | MarkedParagraph]:
    """Yield each paragraph that a claim rests on, and those beside it, once, by its document.

    Args:
        title: what a document is called.
        first: the documents in their order; others follow.

    Raises:
        UsageError: if a document cannot be read.
    """
    marks: dict[str, dict[int, set[tuple[int, int]]]] = {document: {} for document in first}
    for one in filter(None, map(passages.of, claims)):
        shown = marks.setdefault(one.document, {})
        for number in range(one.first, one.last + 1):
            shown.setdefault(number, set())
        for mark in one.marks:
            shown[mark.paragraph].add((mark.start, mark.stop))
    if any(marks.values()):
        yield Heading(1, "Passages")
    for document, shown in marks.items():
        if shown:
            digest = passages.digest(document)
            yield Heading(2, f"{title(document)}{f', SHA-256 {digest}' if digest else ''}")
        for number in sorted(shown):
            text = _BLANK.sub(" ", passages.paragraph(document, number))
            yield MarkedParagraph(f"p{number}", tuple(_pieces(text, sorted(shown[number]))))


def _pieces(text: str, marks: Iterable[tuple[int, int]]) -> Iterator[tuple[str, bool]]:
    """Yield a text in parts, and whether each is marked; marks that touch are one.

    Args:
        marks: where they begin and end, in order.
    """
    whole: list[tuple[int, int]] = []
    for start, stop in marks:
        if whole and start <= whole[-1][1]:
            whole[-1] = whole[-1][0], max(stop, whole[-1][1])
        else:
            whole.append((start, stop))
    end = 0
    for start, stop in whole:
        yield clean(text[end:start]), False
        yield clean(text[start:stop]), True
        end = stop
    yield clean(text[end:]), False


def _entity(card: Card, *, is_preface_said: bool) -> Iterator[Block]:
    entity = card.answer.entity
    yield Heading(1, clean(entity.name))
    kind = clean(entity.type)
    described = [*([kind] if kind else []), *value_lines(entity, card.name)]
    yield from _list(described)
    if svg := drawing(card.answer, card.name):
        relations = counted(len(card.answer.edges), "relation")
        yield Drawing(svg, f"{clean(entity.name)} and {relations}")
    parts = list(card.parts())
    if not parts:
        yield Paragraph(nothing_left(card.answer, is_described=bool(described)))
    if not is_preface_said:
        yield from map(Paragraph, card.preface)
    for part in parts:
        yield from _part(part)
    only = one_publisher(card.shown, card.name)
    for heading, found in (("Not said", not_said(card)), ("Not here", not_here(card, only))):
        if items := list(found):
            yield Heading(2, heading)
            yield from _list(items)


def _part(part: CardPart) -> Iterator[Block]:
    yield Heading(2, part.title)
    for group in part.groups:
        if group.heading:
            yield Heading(3, group.heading)
        yield Items(tuple((_line(line), line.remarks) for line in group.lines))


def _list(texts: Sequence[str]) -> Iterator[Block]:
    if texts:
        yield Items(tuple((text, ()) for text in texts))


def _line(line: Line) -> str:
    return ". ".join(filter(None, ("; ".join(filter(None, (line.what, line.when))), line.who)))


def _source(document: str, others: dict[str, Entity], name: Callable[[str], str]) -> str:
    """Return a document with its publisher, date and address, as far as the data has them."""
    entity = others.get(document)
    if entity is None:
        return clean(document)
    words = [clean(entity.name)]
    words += [name(entity.publisher)] if entity.publisher else []
    words += [f"published {moment(entity.published_date)}"] if entity.published_date else []
    words += [clean(entity.url)] if entity.url else []
    return ". ".join(words)
