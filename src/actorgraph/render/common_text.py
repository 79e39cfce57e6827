"""What several have in common as text: each with the relations that link all of them with it."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from actorgraph.plurals import counted
from actorgraph.queries.common import BODY, EVENT, LINKED
from actorgraph.render.entity_text import entity_title
from actorgraph.render.relation_lines import EdgeCells, edge_rows
from actorgraph.render.terminal import PLAIN, Style, wrapped
from actorgraph.render.wording import (
    Names,
    all_of,
    in_what_is_left,
    left_out_line,
    one_publisher,
    taking_part,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from actorgraph.edges import Edge
    from actorgraph.queries.common import Common, Shared

_TITLES = {
    LINKED: "Linked with all of them",
    BODY: "Bodies in which all hold or held an office",
    EVENT: "Events in which all took part",
}


def common(answer: Common, style: Style = PLAIN) -> Iterator[str]:
    """Yield what several have in common, by kind, each with its relations and who says so."""
    name = Names({**answer.others, **{entity.id: entity for entity in answer.asked}})
    names = all_of([entity.id for entity in answer.asked], name)
    if not answer.shared:
        leave = in_what_is_left(is_filtered=answer.is_filtered)
        yield f"Nothing here links all of {names}{leave}."
        yield from _unlinked(answer.unlinked, style)
        return
    number = len(answer.shared) + answer.left_out
    yield style(f"{names} have {counted(number, 'thing')} in common", "bold")
    edges = _edges(answer.shared)
    if publisher := one_publisher(edges, name):
        yield publisher
    cells = EdgeCells.of(edges, name)
    for kind, shared in groupby(answer.shared, lambda one: one.kind):
        yield ""
        yield style(_TITLES[kind], "bold")
        for one in shared:
            yield from _lines(one, cells, style)
    if answer.left_out:
        yield ""
        yield left_out_line(answer.left_out)
    yield from _unlinked(answer.unlinked, style)


def _unlinked(number: int, style: Style) -> Iterator[str]:
    """Yield how many are shared by nothing that happened, and how to see them."""
    if number:
        yield ""
        words = "1 is shared" if number == 1 else f"{number:,} are shared"
        yield from wrapped(
            f"{words} only by relations that are denied, planned, conditional or of reporting; "
            "--status, --certainty or --relation can ask for those.",
            style.width,
            "  ",
        )


def _edges(shared: tuple[Shared, ...]) -> list[Edge]:
    """Return the edges of links, each once: an office is in its body for all who hold it."""
    edges = (edge for one in shared for edges in one.links for edge in edges)
    return list({edge.key: edge for edge in edges}.values())


def _lines(one: Shared, cells: EdgeCells, style: Style) -> Iterator[str]:
    yield f"  {entity_title(one.entity, style)}"
    for lines in edge_rows(_edges((one,)), cells, style, indent="    "):
        yield from lines
    for first, second, both in one.together:
        words = taking_part(first, second, both, cells.name)
        yield from wrapped(f"    {words}", style.width, "      ")
