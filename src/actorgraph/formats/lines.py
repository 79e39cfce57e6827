"""A line on a terminal that says how far a long reading is; nothing anywhere else."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PATIENCE = 2.0
"""Seconds without a word."""
_EVERY = 0.2
_BETWEEN_LOOKS = 1024
"""Lines read between two looks at the clock."""


class Progress:
    """How far the reading of one file is.

    Args:
        path: the file.
        stream: where it is said; stderr unless told otherwise.
    """

    def __init__(self, path: Path, stream: Any = None) -> None:
        self._name = path.name[:40]
        self._out = sys.stderr if stream is None else stream
        self._total = max(path.stat().st_size, 1)
        self._talks = self._out.isatty()
        self._began = self._last = time.monotonic()
        self._said = False

    def at(self, position: int) -> None:
        """Say how far it is, unless that was just said or the reading is still young."""
        if not self._talks:
            return
        now = time.monotonic()
        if now - self._began > PATIENCE and now - self._last > _EVERY:
            self._last = now
            self._said = True
            self._out.write(f"\r{self._name}: {position / self._total:4.0%} read ")
            self._out.flush()

    def done(self) -> None:
        """Take the line away again."""
        if self._said:
            self._out.write("\r\x1b[K")
            self._out.flush()


def lines_of(path: Path, *, stream: Any = None) -> Iterator[bytes]:
    """The lines of a file (also .gz), saying how far it is when that takes long."""
    progress = Progress(path, stream)
    with path.open("rb") as raw:
        file: Any = raw
        if path.suffix == ".gz":
            import gzip

            file = gzip.GzipFile(fileobj=raw)
        for number, line in enumerate(file):
            yield line
            if number % _BETWEEN_LOOKS == 0:
                progress.at(raw.tell())
    progress.done()
