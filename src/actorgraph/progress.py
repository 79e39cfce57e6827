"""How the progress of slow work is reported."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

Progress = Callable[[float], None]
"""A function that is called with the part that is done, from 0 to 1."""

Bars = Callable[[str], AbstractContextManager[Progress]]
"""A function that is told what is done now, and gives it a place to report its progress to."""


def unreported(_what: object) -> None:
    """Ignore a report: the default where the caller asks for none."""


@contextmanager
def unshown(_what: str) -> Iterator[Progress]:
    """Ignore the progress of something: the default where nobody watches."""
    yield unreported
