"""A card set in columns, as a list with one claim a line, or as sentences for a memo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from actorgraph import edges
from actorgraph.render.card import Card
from actorgraph.render.entity_text import entity_title, source_lines, value_lines
from actorgraph.render.terminal import PLAIN, Style, columns, wrapped
from actorgraph.render.wording import COLOURS, nothing_recorded, rejected_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from actorgraph.queries.show import Shown
    from actorgraph.render.card import CardPart, Group

INDENT = "  "
STANDS_OUT = (edges.CORROBORATED, edges.CONTESTED, edges.DENIED)
"""What is coloured: most lines have one origin, and need no colour to say so."""


def card(answer: Shown, style: Style = PLAIN) -> Iterator[str]:
    """Yield who or what an entity is, what it holds, does and says, and what others say of it."""
    shown = Card(answer)
    described = list(value_lines(answer.entity, shown.name))
    parts = list(shown.parts())
    nothing = "" if parts else f": {nothing_left(answer, is_described=bool(described))}"
    yield f"{entity_title(answer.entity, style)}{nothing}"
    yield from described
    for sentence in shown.preface:
        yield ""
        yield from _wrapped([sentence], style)
    for part in parts:
        yield from _part(part, style)
    yield from source_lines(answer.entity, shown.name, style)
    if closing := shown.closing:
        yield ""
        yield from _wrapped(closing, style)
    yield from rejected_lines(answer.rejected)


def nothing_left(answer: Shown, *, is_described: bool) -> str:
    """Return in words that no relation is shown, and whether that is the filter's doing."""
    if not answer.is_filtered:
        return nothing_recorded("relation", is_filtered=False)
    is_sourced = any(one.claim.is_sourced for one in answer.entity.descriptions)
    names_sources = any(one.among_sourced for one in answer.entity.descriptions)
    if is_sourced or (is_described and not names_sources):
        return "No relation is recorded that passes the filters."
    left = "no relation passes the filters, nor does any description that names its source"
    return f"Nothing is left: {left}."


def _part(part: CardPart, style: Style) -> Iterator[str]:
    yield ""
    yield style(part.title, "bold")
    for group in part.groups:
        indent = INDENT
        if group.heading:
            yield from _wrapped([f"{indent}{group.heading}"], style)
            indent += INDENT
        yield from _lines(group, indent, style)
    if part.left_out:
        yield f"{INDENT}... {part.left_out:,} more: `--limit 0` shows all"


def _lines(group: Group, indent: str, style: Style) -> Iterator[str]:
    rows = [(line.what, line.when, line.who) for line in group.lines]
    for line, text in zip(group.lines, columns(rows, style.width, indent), strict=True):
        colours = [COLOURS[line.verdict]] if line.verdict in STANDS_OUT else []
        yield from (style(one, *colours) for one in text)
        for remark in line.remarks:
            yield from wrapped(f"{indent}{INDENT}{remark}", style.width, f"{indent}{INDENT * 2}")


def _wrapped(lines: Iterable[str], style: Style) -> Iterator[str]:
    for line in lines:
        yield from wrapped(line, style.width, INDENT)
