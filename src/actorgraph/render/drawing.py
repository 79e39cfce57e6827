"""A small drawing of an entity among its neighbors, as SVG that needs nothing else.

The entity stands in the middle, its neighbors left and right of it, each with the relation that is
best founded; a line is dashed, and says why, where it is no plain fact. Stands for the page's
drawing where no browser is at hand.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from actorgraph.formats.graph_attributes import doubts
from actorgraph.render.wording import words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from actorgraph.edges import Edge
    from actorgraph.queries.show import Shown

WIDTH, ROW, SPREAD = 760, 40, 130
MOST = 24
"""Neighbors in one drawing; those with the best founded relations stay."""
LONGEST = 36
"""Characters of a name or a relation; a longer one ends in dots, and stands whole in a title."""
NAME = 22
"""From the middle of the entity down to the line on which its name stands."""
DESCENT = 6
"""Room for what letters have below that line."""
ARROW = 13
"""From the middle of a node to the tip of an arrow."""
_MARKER = (
    '<defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" '
    'markerHeight="8" orient="auto"><path d="M0 0 8 4 0 8z" fill="#999"/></marker></defs>'
)


def drawing(answer: Shown, name: Callable[[str], str]) -> str:
    """Return the drawing of an answer; "" if the entity has no neighbor."""
    best: dict[str, Edge] = {}
    for edge in answer.edges:
        other = edge.other(answer.entity.id)
        if other != answer.entity.id and (other not in best or edge.support > best[other].support):
            best[other] = edge
    chosen = sorted(best.items(), key=lambda one: one[1].support, reverse=True)[:MOST]
    if not chosen:
        return ""
    y = ROW * ((len(chosen) + 1) // 2) / 2
    height = max(2 * y, y + NAME + DESCENT)
    middle = f'<circle cx="{WIDTH / 2:.0f}" cy="{y:.0f}" r="8" fill="#2b6cb0"/>'
    title = _text(WIDTH / 2, y + NAME, name(answer.entity.id), "middle", bold=True)
    neighbors = "".join(_neighbors(chosen, y, name))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.0f}" '
        f'font-family="sans-serif" font-size="12">{_MARKER}{neighbors}{middle}{title}</svg>'
    )


def _neighbors(
    chosen: list[tuple[str, Edge]], middle: float, name: Callable[[str], str]
) -> Iterator[str]:
    """Yield for each neighbor its line, its node, its name and the relation.

    Args:
        middle: how far down the entity stands.
    """
    for number, (other, edge) in enumerate(chosen):
        side = 1 if number % 2 else -1
        x, y = WIDTH / 2 + side * SPREAD, ROW * (number // 2 + 0.5)
        anchor = "start" if side > 0 else "end"
        yield _line((WIDTH / 2, middle), (x, y), edge, is_turned=edge.source == other)
        yield f'<circle cx="{x:.0f}" cy="{y:.0f}" r="5" fill="#2b6cb0"/>'
        yield _text(x + side * 10, y, name(other), anchor)
        doubt = ", ".join(doubts(edge))
        words = words_of(edge.relation) + (f" [{doubt}]" if doubt else "")
        yield _text(x + side * 10, y + 14, words, anchor, colour="#555")


def _line(
    middle: tuple[float, float], end: tuple[float, float], edge: Edge, *, is_turned: bool
) -> str:
    """Return a line, with an arrow to the target unless it is the same from either end."""
    across, down = end[0] - middle[0], end[1] - middle[1]
    near = ARROW / math.hypot(across, down)
    first = (middle[0] + across * near, middle[1] + down * near)
    last = (end[0] - across * near, end[1] - down * near)
    if is_turned:
        first, last = last, first
    dash = ' stroke-dasharray="4 3"' if any(doubts(edge)) else ""
    arrow = "" if edge.is_symmetric else ' marker-end="url(#arrow)"'
    return (
        f'<line x1="{first[0]:.0f}" y1="{first[1]:.0f}" x2="{last[0]:.0f}" y2="{last[1]:.0f}" '
        f'stroke="#999"{dash}{arrow}/>'
    )


def _text(
    x: float, y: float, words: str, anchor: str, *, colour: str = "#111", bold: bool = False
) -> str:
    short = words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"
    weight = ' font-weight="600"' if bold else ""
    return (
        f'<text x="{x:.0f}" y="{y:.0f}" fill="{colour}"{weight} text-anchor="{anchor}" '
        f'paint-order="stroke" stroke="#fff" stroke-width="3">'
        f"<title>{escape(words)}</title>{escape(short)}</text>"
    )
