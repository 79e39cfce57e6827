"""What a search found as text: entities and claims, each with the cells that have the words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from actorgraph.edges import edge_of
from actorgraph.render.entity_text import entity_title
from actorgraph.render.relation_lines import EdgeCells, edge_rows
from actorgraph.render.shortened import counted_of
from actorgraph.render.terminal import PLAIN, Style, clean, wrapped
from actorgraph.render.wording import Names, rejected_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from actorgraph.queries.search import Cell, TextFound

_SHOWN_ALREADY = {"relation", "name"}


def text_found(answer: TextFound, style: Style = PLAIN) -> Iterator[str]:
    """Yield the entities, then the claims as lines with who says so, with the cells below each."""
    if not answer.entities and not answer.claims:
        yield f"Nothing here has all of: {' '.join(answer.words)}."
    if answer.entities:
        yield style(counted_of(answer.entities, "entity", "entities"), "bold")
    for one in answer.entities:
        yield f"  {entity_title(one.entity, style)}"
        yield from _cells(one.cells, style)
    if answer.entities and answer.claims:
        yield ""
    if answer.claims:
        yield style(counted_of(answer.claims, "claim"), "bold")
        yield from _claims(answer, style)
    yield from rejected_lines(answer.rejected)


def _claims(answer: TextFound, style: Style) -> Iterator[str]:
    name = Names(answer.others)
    edges = [edge_of([one.claim]) for one in answer.claims]
    rows = edge_rows(edges, EdgeCells.of(edges, name), style)
    for one, lines in zip(answer.claims, rows, strict=True):
        yield from lines
        yield from _cells(one.cells, style)


def _cells(cells: Sequence[Cell], style: Style) -> Iterator[str]:
    """Yield the cells that say more than the line above them."""
    for cell in cells:
        if cell.column not in _SHOWN_ALREADY:
            text = f"    {clean(cell.column)}: {clean(cell.text)}"
            yield from wrapped(text, style.width, "      ")
