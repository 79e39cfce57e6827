"""End in order when somebody ends us: what is half written is taken away first.

Called once, before anything is written. Without it SIGTERM and SIGHUP end Python where it stands,
with a hidden part of a file left behind. SIGINT is Python's own KeyboardInterrupt.
"""

from __future__ import annotations

import signal
from typing import NoReturn

_ENDING = ("SIGTERM", "SIGHUP")
_SIGNALLED = 128
"""A shell adds the number of the signal to it."""


def end_in_order() -> None:
    """Let the signals that end us run what cleans up; what is ignored, as by nohup, stays so."""
    for name in _ENDING:
        number = getattr(signal, name, None)  # Windows has no SIGHUP
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _end)


def _end(number: int, _frame: object) -> NoReturn:
    raise SystemExit(_SIGNALLED + number)
