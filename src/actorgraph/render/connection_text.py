"""Webs between several as text: each step with its evidence, what is not linked or avoided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from actorgraph.plurals import counted
from actorgraph.render.path_text import through_words
from actorgraph.render.relation_lines import EdgeCells, edge_rows
from actorgraph.render.terminal import PLAIN, Style, wrapped
from actorgraph.render.wording import (
    Names,
    all_of,
    in_what_is_left,
    one_publisher,
    taking_part,
    weakness,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from actorgraph.queries.connect import AvoidedBetween, Connection


def connection(answer: Connection, style: Style = PLAIN) -> Iterator[str]:
    """Yield the steps of a web with who says so, its weakest step, and what it does not link."""
    name = Names({**answer.others, **{entity.id: entity for entity in answer.asked}})
    if not answer.steps:
        names = all_of([entity.id for entity in answer.asked], name)
        leave = in_what_is_left(is_filtered=answer.is_filtered)
        yield f"Nothing links {names}{leave}."
    else:
        linked = [one for part in answer.parts if len(part) > 1 for one in part]
        words = f"{counted(len(answer.steps), 'step')} between {all_of(linked, name)}"
        yield from (style(line, "bold") for line in wrapped(f"Web: {words}", style.width, "  "))
        for line in filter(None, [one_publisher(answer.steps, name)]):
            yield from wrapped(line, style.width, "  ")
        cells = EdgeCells.of(answer.steps, name)
        for lines in edge_rows(answer.steps, cells, style, numbered=True):
            yield from lines
        for line in _remarks(answer, name):
            yield from wrapped(f"  {line}", style.width, "    ")
    if len(answer.parts) > 1 and answer.steps:
        yield ""
        for line in apart(answer, name):
            yield from wrapped(line, style.width, "  ")
    if answer.avoided.pairs:
        yield ""
        yield from wrapped(avoided_pairs(answer.avoided), style.width, "  ")


def _remarks(answer: Connection, name: Callable[[str], str]) -> Iterator[str]:
    for two in answer.co_participants:
        words = taking_part(two.one, two.other, two.participation, name)
        first, second = (number + 1 for number in two.steps)
        yield f"Steps {first} and {second} lead through one event. {words}"
    if answer.weakest is not None:
        reason = weakness(answer.steps[answer.weakest], name)
        yield f"Weakest: step {answer.weakest + 1} ({reason})."


def apart(answer: Connection, name: Callable[[str], str]) -> Iterator[str]:
    """Yield who is not linked with the others."""
    for part in answer.parts[1:]:
        be = "is" if len(part) == 1 else "are"
        yield f"{all_of(part, name)} {be} not linked with {all_of(answer.parts[0], name)}."


def avoided_pairs(avoided: AvoidedBetween) -> str:
    """Return between how many pairs a path is not shown, and what to ask to get it."""
    through, options = through_words(avoided.through)
    return (
        f"A shorter path between {counted(avoided.pairs, 'pair')}, or the only one, leads through "
        f"{through} and is not shown; {options} allows it."
    )
