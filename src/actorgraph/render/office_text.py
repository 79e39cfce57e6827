"""Offices as text: who holds or held each, in order, a line each, with gaps and overlaps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from actorgraph import dates
from actorgraph.plurals import counted
from actorgraph.render.date_words import day_words
from actorgraph.render.relation_lines import EdgeCells, edge_rows
from actorgraph.render.shortened import Shortened
from actorgraph.render.terminal import PLAIN, Style, clean, wrapped
from actorgraph.render.wording import (
    Names,
    all_of,
    edge_lines,
    marks,
    office_words,
    one_publisher,
    rejected_lines,
    role_words,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from actorgraph.edges import Edge
    from actorgraph.queries.holders import Office, Offices
    from actorgraph.queries.offices import HeldOffices

    Blocks = Callable[[Iterable[Edge], str], Iterator[list[str]]]

MOST_UNHELD = 8
"""Of the offices without a holder, so many are named."""


def holders(answer: Offices, style: Style = PLAIN) -> Iterator[str]:
    """Yield the holders of each office in order, a line each, with gaps and overlaps."""
    name = Names(answer.others)
    cells = EdgeCells.of(answer.edges, name)

    def blocks(edges: Iterable[Edge], indent: str) -> Iterator[list[str]]:
        return edge_rows(edges, cells, style, words=lambda one: holder(one, name), indent=indent)

    if publisher := one_publisher(answer.edges, name):
        yield publisher
        yield ""
    yield from _offices(answer, blocks, name, style)


def holders_full(answer: Offices, style: Style = PLAIN) -> Iterator[str]:
    """Yield the holders of each office in order, each with all evidence, with gaps and overlaps."""
    name = Names(answer.others)

    def blocks(edges: Iterable[Edge], indent: str) -> Iterator[list[str]]:
        return (list(edge_lines(edge, name, style, indent=indent)) for edge in edges)

    yield from _offices(answer, blocks, name, style)


def holder(edge: Edge, name: Names) -> str:
    """Return who holds an office, as whom, and what makes it less than a plain fact."""
    return f"{name(edge.source)}{role_words(edge, name)}{marks(edge, name)}"


def held_offices(answer: HeldOffices, style: Style = PLAIN) -> Iterator[str]:
    """Yield who holds which office, body by body, then the offices without a holder."""
    name = Names(answer.others)
    edges = [one.edge for one in answer.held]
    on_day = "" if answer.day is None else f" on {day_words(dates.day_text(answer.day))}"
    if not edges:
        passes = ", as far as the filters leave" if answer.is_filtered and not on_day else ""
        yield f"Nobody is recorded to hold an office{on_day}{passes}."
    if publisher := one_publisher(edges, name):
        yield publisher
        yield ""

    def words(edge: Edge) -> str:
        return f"{office_words(edge, name)}: {holder(edge, name)}"

    rows = edge_rows(edges, EdgeCells.of(edges, name), style, words=words)
    body = None
    for one, lines in zip(answer.held, rows, strict=True):
        if one.bodies != body:
            body = one.bodies
            names = ", ".join(clean(entity.name) for entity in body)
            yield style(names or "No body is recorded", "bold")
        yield from lines
    if answer.unheld:
        yield ""
        names = all_of([one.id for one in answer.unheld[:MOST_UNHELD]], name)
        more = len(answer.unheld) - MOST_UNHELD
        further = f", nor of {counted(more, 'other office')}" if more > 0 else ""
        nobody = f"Nobody is recorded as the holder of {names}{further}{on_day}."
        yield from wrapped(nobody, style.width, "  ")
    yield from rejected_lines(answer.rejected)


def _offices(
    answer: Offices, blocks: Blocks, name: Callable[[str], str], style: Style
) -> Iterator[str]:
    for number, office in enumerate(answer.offices):
        if number:
            yield ""
        role = f", as {clean(office.role)}" if office.role else ""
        yield style(f"Holders of {clean(office.position.name)}{role}", "bold")
        yield from _held(office, blocks, name, style)
        yield from _missed(office, answer.day, blocks)
        for entity, reason in office.renamed:
            yield f"  See also {clean(entity.name)} ({clean(entity.id)}): {clean(reason)}."
    yield from rejected_lines(answer.rejected)


def _held(
    office: Office, blocks: Blocks, name: Callable[[str], str], style: Style
) -> Iterator[str]:
    lines_of = blocks([one.edge for one in office.holders], "  ")
    for one, lines in zip(office.holders, lines_of, strict=True):
        if one.vacant_from:
            vacant = f"{day_words(one.vacant_from)} to {day_words(one.vacant_to)}"
            yield style(f"  nobody is recorded from {vacant}", "yellow")
        yield from lines
        if one.overlaps:
            others = ", ".join(name(other) for other in dict.fromkeys(one.overlaps))
            yield style(f"    at the same time as {others}", "red")


def _missed(office: Office, day: int | None, blocks: Blocks) -> Iterator[str]:
    """Yield that no holder is recorded and, of a day, who is recorded before and after it."""
    is_told = office.is_held or (day is None and office.holders)
    if is_told or isinstance(office.holders, Shortened):
        return
    on_day = "" if day is None else f" on {day_words(dates.day_text(day))}"
    yield f"  Nobody is recorded as its holder{on_day}."
    if day is None:
        return
    for word, edges in (("before", office.before), ("after", office.after)):
        if not edges:
            yield f"  Nobody is recorded {word} that day either."
            continue
        yield f"  The {'last' if word == 'before' else 'first'} recorded {word} that day:"
        for lines in blocks(edges, "    "):
            yield from lines
