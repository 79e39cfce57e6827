"""How far a build is: a function that is told, whoever shows it."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[float], None]
"""Called with the part that is done, from 0 to 1."""


def unreported(_what: object) -> None:
    """Report to nobody."""
