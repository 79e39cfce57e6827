"""Prepare the standard streams: output and error for any text, whatever their encoding.

Characters that a stream cannot encode are written as JSON escapes, so that no answer breaks off or
loses a character, and `--json` stays JSON. Called once, before anything is printed.
"""

from __future__ import annotations

import codecs
import io
import os
import sys
from contextlib import suppress

_SPELLED = "actorgraph.spelled"


class _Unheard(io.TextIOWrapper):
    """Standard error that may be full or broken off: nobody to tell is no reason to fail."""

    def write(self, text: str, /) -> int:
        """Write a text if that is possible."""
        with suppress(OSError):
            super().write(text)
        return len(text)

    def flush(self) -> None:
        """Write what is left if that is possible."""
        with suppress(OSError):
            super().flush()


def prepare_streams() -> None:
    """Let both streams accept any text, and read nothing, where the caller closed any of them."""
    codecs.register_error(_SPELLED, spelled)
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: PTH123, SIM115 -- for good
    if sys.stdout is None:
        # Opened for reading, so that printing an answer fails, while files can still be written.
        sys.stdout = os.fdopen(os.open(os.devnull, os.O_RDONLY), "w", encoding="utf-8")
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 -- for good
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # click writes UTF-8 to a stream that says ASCII, with "?" for what it cannot encode.
            is_ascii = codecs.lookup(stream.encoding).name == "ascii"
            with suppress(OSError):
                stream.reconfigure(encoding="utf-8" if is_ascii else None, errors=_SPELLED)
    if type(sys.stderr) is io.TextIOWrapper:
        encoding = sys.stderr.encoding
        sys.stderr = _Unheard(
            sys.stderr.detach(), encoding, _SPELLED, newline=None, line_buffering=True
        )


def spelled(error: UnicodeError) -> tuple[str, int]:
    """Return JSON escapes for the characters of an error; those beyond U+FFFF become two."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    letters = error.object[error.start : error.end]
    units = letters.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4)), error.end
