"""Open an index; build it first when there is none or its files have changed."""

from __future__ import annotations

import time
from contextlib import contextmanager, suppress
from io import BytesIO
from typing import TYPE_CHECKING

from actorgraph.errors import UsageError
from actorgraph.index import column_file, freshness
from actorgraph.index.cache_folders import make_folder
from actorgraph.index.reading import Index
from actorgraph.progress import Progress, unreported

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from actorgraph.index.contents import Contents
    from actorgraph.index.freshness import Inputs

_ATTEMPTS = 3


def open_index(inputs: Inputs, progress: Progress = unreported) -> Index:
    """Open the index of these files as they are now; build it if it is missing or stale.

    An index that is behind its files by an edit of some rows answers together with these. Where an
    index cannot be written it is made in memory, for this once, and says so in its `note`.

    Raises:
        DataError: if the files have errors.
        UsageError: if they change while they are read.
    """
    for opened in (_compared, _current):
        try:
            index = opened(inputs)
        except (OSError, column_file.DamagedError):
            continue
        if index is not None:
            return index
    return build_index(inputs, progress)


def _current(inputs: Inputs) -> Index | None:
    """Return the index that was made from these files as they are now, if there is one."""
    path = freshness.current(inputs)
    return None if path is None else Index(column_file.open_columns(path), inputs)


def _compared(inputs: Inputs) -> Index | None:
    """Return the index of files that were written since, if it is behind by an edit at most.

    Where the files differ is written down, so that the next question need not look for it.

    Returns:
        None if there is no index, or no doubt of what it stands for.

    Raises:
        DamagedError: if the index, or what it says of the edit, cannot answer.
        OSError: if it is not there any more.
    """
    folder = inputs.folder
    stamp = freshness.read_stamp(folder)
    if stamp is None:
        return None
    states, checked = inputs.states(), time.time_ns()
    is_known = freshness.is_trusted(stamp, states)
    if (is_known and not stamp.hunks) or _paths(states) != _paths(stamp.files):
        return None
    from actorgraph.index.overlay import difference, overlaid

    store = column_file.open_columns(freshness.index_path(folder, stamp.content))
    if is_known:
        return overlaid(store, inputs, stamp)
    # The file of relations is the last of them.
    entities_stay = all(freshness.is_untouched(stamp, state) for state in states[:-1])
    hunks = difference(store, inputs, entities_stay=entities_stay)
    stamp = freshness.Stamp(states, stamp.content, checked, hunks)
    index = overlaid(store, inputs, stamp) if hunks else Index(store, inputs)
    if inputs.states() != states:
        return None
    with suppress(OSError):
        freshness.write_stamp(folder, stamp._replace(problems=len(index.problems)))
    return index


def _paths(states: Sequence[Sequence[object]]) -> list[object]:
    """Return the files that there are: one that came or went is no edit of rows."""
    return [state[0] for state in states]


def build_index(inputs: Inputs, progress: Progress = unreported) -> Index:
    """Build the index, also when there is one.

    Raises:
        DataError: if the files have errors.
        UsageError: if they change while they are read.
    """
    note = ""
    for _ in range(_ATTEMPTS):
        with suppress(_MovedError):
            if not note:
                try:
                    return Index(column_file.open_columns(_kept(inputs, progress)), inputs)
                except (OSError, column_file.DamagedError, column_file.UnwritableError) as error:
                    why = getattr(error, "strerror", None) or str(error)
                    note = f"The index cannot be kept in {inputs.folder.parent}: {why}."
            return Index(_in_memory(inputs, progress), inputs, note)
    raise UsageError(
        f"{inputs.relations} changes while it is being read.",
        hint="Ask again when nothing writes to it any more.",
    )


class _MovedError(Exception):
    """A file changed while it was read."""


def _kept(inputs: Inputs, progress: Progress) -> Path:
    """Build the index in its folder; return its file."""
    folder = inputs.folder
    make_folder(folder)
    freshness.sweep(folder)
    checked = time.time_ns()
    stamp = freshness.Stamp(inputs.states(), inputs.content(), checked)
    path = freshness.index_path(folder, stamp.content)
    _build(inputs, progress, lambda: column_file.writing(path), stamp.files)
    freshness.write_stamp(folder, stamp)
    freshness.sweep(folder)
    freshness.sweep_forsaken()
    return path


def _in_memory(inputs: Inputs, progress: Progress) -> column_file.ColumnFile:
    """Build the index in memory, for this process alone."""
    file = BytesIO()

    @contextmanager
    def anew() -> Iterator[column_file.Writer]:
        file.seek(0)
        file.truncate()
        yield column_file.Writer(file)

    _build(inputs, progress, anew, inputs.states())
    # No view of the file itself: Python 3.13 complains of a file that goes while it is viewed.
    return column_file.ColumnFile(memoryview(file.getvalue()), "the index in memory")


def _build(
    inputs: Inputs,
    progress: Progress,
    writing: Callable[[], AbstractContextManager[column_file.Writer]],
    states: Sequence[object],
) -> None:
    """Read the files and write the index.

    Raises:
        DataError: if they have errors.
        _MovedError: if they changed meanwhile.
    """
    from actorgraph.collector import collector_paused
    from actorgraph.index.builder import contents_of

    with collector_paused():
        _write(contents_of(inputs, progress), inputs, writing, states)
    progress(1.0)


def _write(
    parts: Contents,
    inputs: Inputs,
    writing: Callable[[], AbstractContextManager[column_file.Writer]],
    states: Sequence[object],
) -> None:
    from actorgraph.index.contents import write

    with writing() as writer:
        write(writer, parts)
        if inputs.states() != states:
            raise _MovedError
