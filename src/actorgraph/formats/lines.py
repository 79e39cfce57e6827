"""Lines of a file, with the progress of a long reading on a terminal."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Any

from actorgraph.limits import bounded_lines, gunzipped

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PATIENCE = 2.0
"""Seconds before the first report."""
EVERY = 0.2
_BETWEEN_LOOKS = 1024
"""Lines read between two looks at the clock."""


class Progress:
    """The progress of reading one file.

    Args:
        path: the file.
        stream: receives the reports; stderr by default.
    """

    def __init__(self, path: Path, stream: Any = None) -> None:
        self._name = path.name[:40]
        self._out = sys.stderr if stream is None else stream
        self._total = max(path.stat().st_size, 1)
        self._talks = self._out.isatty()
        self._began = self._last = time.monotonic()
        self._said = False

    def at(self, position: int) -> None:
        """Report the position, unless the last report or the start is too recent."""
        if not self._talks:
            return
        now = time.monotonic()
        if now - self._began > PATIENCE and now - self._last > EVERY:
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
    """Yield the lines of a file (also .gz), with reports of progress when it takes long."""
    progress = Progress(path, stream)
    with path.open("rb") as raw:
        file: Any = raw
        if path.suffix == ".gz":
            file = gunzipped(raw, str(path))
        for number, line in enumerate(bounded_lines(file, str(path))):
            yield line
            if number % _BETWEEN_LOOKS == 0:
                progress.at(raw.tell())
    progress.done()
