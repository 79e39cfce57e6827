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


def lines_of(path: Path, *, stream: Any = None) -> Iterator[bytes]:
    """The lines of a file (also .gz), saying how far it is when that takes long."""
    out = sys.stderr if stream is None else stream
    total = max(path.stat().st_size, 1)
    talks = out.isatty()
    began = last = time.monotonic()
    with path.open("rb") as raw:
        file: Any = raw
        if path.suffix == ".gz":
            import gzip

            file = gzip.GzipFile(fileobj=raw)
        for number, line in enumerate(file):
            yield line
            if talks and number % 1024 == 0 and (now := time.monotonic()) - last > _EVERY:
                if now - began > PATIENCE:
                    share = raw.tell() / total
                    out.write(f"\r{path.name[:40]}: {share:4.0%}, {number:,} lines ")
                    out.flush()
                last = now
    if talks and time.monotonic() - began > PATIENCE:
        out.write("\r\x1b[K")
        out.flush()
