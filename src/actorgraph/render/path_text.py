"""Paths as text: each step with its evidence, what is not said, and what was avoided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from actorgraph import schema
from actorgraph.plurals import counted
from actorgraph.render.shortened import total_of
from actorgraph.render.terminal import PLAIN, Style
from actorgraph.render.wording import (
    Names,
    edge_lines,
    in_what_is_left,
    taking_part,
    weakness,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from actorgraph.queries.avoided import Avoided
    from actorgraph.queries.path import Path, Paths

_THROUGH = {
    "document": "documents",
    "place": "places",
    "state": "states",
    schema.REPORTING: "reporting",
    schema.DENIED: "denied relations",
    schema.PLANNED: "planned relations",
    schema.CONDITIONAL: "conditional relations",
}


def paths(answer: Paths, style: Style = PLAIN) -> Iterator[str]:
    """Yield each path step by step with its evidence, and its weakest step."""
    name = Names(answer.others)
    ends = ends_words(answer, name)
    if not answer.paths:
        yield no_path(answer, name)
    total = total_of(answer.paths)
    for number, path in enumerate(answer.paths, start=1):
        if number > 1:
            yield ""
        which = f"Path {number} of {total:,}" if total > 1 else "Path"
        yield style(f"{which}: {ends}, {counted(len(path.steps), 'step')}", "bold")
        yield from _path_lines(path, name, style)
    if answer.avoided.number:
        yield ""
        yield avoided_paths(answer.avoided, shorter="shorter " if answer.paths else "")


def _path_lines(path: Path, name: Callable[[str], str], style: Style) -> Iterator[str]:
    for number, edge in enumerate(path.steps, start=1):
        lines = edge_lines(edge, name, style, seen_from=path.ids[number - 1])
        yield f"  {number}. {next(lines)}"
        yield from (f"     {line}" for line in lines)
    for number, two in zip(path.co_participants, path.participations, strict=True):
        ends = path.ids[number], path.ids[number + 2]
        words = taking_part(*ends, two, name)
        yield f"  Steps {number + 1} and {number + 2} lead through one event. {words}"
    for number, common in enumerate(path.together):
        if common == "no":
            steps = f"steps {number + 1} and {number + 2}"
            yield f"  By what is said here, {steps} were not at the same time."
    if path.weakest is not None:
        reason = weakness(path.steps[path.weakest], name)
        yield f"  Weakest: step {path.weakest + 1} ({reason})."


def ends_words(answer: Paths, name: Callable[[str], str]) -> str:
    """Return between whom the paths lead, or from whom to whom."""
    ends = name(answer.source.id), name(answer.target.id)
    return " to ".join(ends) if answer.is_directed else " and ".join(ends)


def no_path(answer: Paths, name: Callable[[str], str]) -> str:
    """Return that there is no path."""
    ends, leave = ends_words(answer, name), in_what_is_left(is_filtered=answer.is_filtered)
    if answer.is_directed:
        return f"No path leads from {ends} along the direction of relations{leave}."
    return f"No path links {ends}{leave}."


def avoided_paths(avoided: Avoided, *, shorter: str) -> str:
    """Return how many paths are not shown, why, and what to ask to get them."""
    number = f"{'more than ' if avoided.more else ''}{counted(avoided.number, f'{shorter}path')}"
    through, options = through_words(avoided.through)
    is_one = avoided.number == 1
    return (
        f"{number[0].upper()}{number[1:]} through {through} {'is' if is_one else 'are'} not shown; "
        f"{options} {'allows it' if is_one else 'allows them'}."
    )


def through_words(words: Sequence[str]) -> tuple[str, str]:
    """Return in words what paths lead through, and the options that allow it."""
    *first, last = (_THROUGH[word] for word in words)
    through = f"{', '.join(first)} or {last}" if first else last
    return through, " ".join(f"--through {word}" for word in words)
