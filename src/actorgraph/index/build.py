"""An index opened, built when there is none or it is no longer true, and used at once."""

from __future__ import annotations

import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from actorgraph.errors import UsageError
from actorgraph.index import freshness, store
from actorgraph.index.progress import Progress, nobody
from actorgraph.index.reading import Index

if TYPE_CHECKING:
    from pathlib import Path

    from actorgraph.index.freshness import Inputs, Stamp
    from actorgraph.index.keys import Columns
    from actorgraph.index.parts import Parts

_ATTEMPTS = 3
SMALL = 1_000_000
"""Files of fewer bytes than this are read with care at once: that is over before Arrow is there."""


def open_index(inputs: Inputs, progress: Progress = nobody) -> Index:
    """The index of these files, as they are now; built if need be.

    Where it cannot be written it is made in memory, for this once, and says so in its `note`.

    Raises:
        DataError: if the files have errors.
        UsageError: if they do not keep still.
    """
    path = freshness.current(inputs)
    if path is not None:
        try:
            return Index(store.open_store(path), inputs)
        except (OSError, store.DamagedError):
            pass
    return build_index(inputs, progress)


def build_index(inputs: Inputs, progress: Progress = nobody) -> Index:
    """Build the index, whether there is one or not.

    Raises:
        DataError: if the files have errors.
        UsageError: if they do not keep still.
    """
    from actorgraph.index.parts import columns_of

    for _ in range(_ATTEMPTS):
        checked = time.time_ns()
        states = inputs.states()
        content = inputs.content()
        columns, about = columns_of(_parts(inputs, progress))
        if inputs.states() != states:
            continue
        try:
            path = _keep(inputs, columns, about, freshness.Stamp(states, content, checked))
            return Index(store.open_store(path), inputs)
        except (OSError, store.DamagedError) as error:
            why = getattr(error, "strerror", None) or str(error)
            note = f"The index cannot be kept in {inputs.folder.parent}: {why}."
            return Index(store.in_memory(columns, about), inputs, note)
    raise UsageError(
        f"{inputs.relations} changes while it is being read.",
        hint="Ask again when nothing writes to it any more.",
    )


def _keep(inputs: Inputs, columns: Columns, about: dict[str, Any], stamp: Stamp) -> Path:
    folder = inputs.folder
    folder.mkdir(parents=True, exist_ok=True)
    freshness.sweep(folder)
    path = freshness.index_path(folder, stamp.content)
    store.write(path, columns, about)
    freshness.write_stamp(folder, stamp)
    freshness.sweep(folder)
    freshness.sweep_forsaken()
    return path


def _parts(inputs: Inputs, progress: Progress) -> Parts:
    """In bulk if the files are plain and worth it, with care otherwise."""
    from actorgraph.index import careful
    from actorgraph.index.scan import NotPlainError

    if sum(path.stat().st_size for path in inputs.files) > SMALL:
        from actorgraph.index import bulk

        with suppress(NotPlainError):
            return bulk.parts_of(inputs, progress)
    return careful.parts_of(inputs)
