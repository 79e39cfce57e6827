"""How the progress of slow work is reported."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[float], None]
"""A function that is called with the part that is done, from 0 to 1."""


def unreported(_what: object) -> None:
    """Ignore a report: the default where the caller asks for none."""
