"""Standard output and error as they are on this machine: not every one can write every letter.

What a stream cannot write is spelled out as JSON spells it, so that no answer ends in the middle,
none loses a letter, and `--json` stays JSON. Called once, before anything is printed.
"""

from __future__ import annotations

import codecs
import io
import os
import sys
from contextlib import suppress

_SPELLED = "actorgraph.spelled"


def prepare_streams() -> None:
    """Let both streams take any text, and be there even where the caller closed them."""
    codecs.register_error(_SPELLED, spelled)
    if sys.stdout is None:
        # Opened for reading: an answer to nobody is an error of its own, a file is still written.
        sys.stdout = os.fdopen(os.open(os.devnull, os.O_RDONLY), "w", encoding="utf-8")
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 -- for good
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # click writes UTF-8 where ASCII is said, with "?" for what that cannot hold.
            is_ascii = codecs.lookup(stream.encoding).name == "ascii"
            with suppress(OSError):
                stream.reconfigure(encoding="utf-8" if is_ascii else None, errors=_SPELLED)


def spelled(error: UnicodeError) -> tuple[str, int]:
    """Spell out the letters that cannot be encoded, those beyond U+FFFF as two."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    letters = error.object[error.start : error.end]
    units = letters.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4)), error.end
