"""Numbers of JSON that say more digits than a float holds: amounts of money are never rounded.

Called by documents.py, which reads JSON, and row_builder.py, which fills cells.
"""

from __future__ import annotations

from decimal import Decimal

_SURELY_HELD = 15
"""So many digits a float always gives back."""


class WrittenNumber(float):
    """A number that a float rounds, with its digits as they are written."""

    __slots__ = ("text",)

    text: str


def number_of(text: str) -> float:
    """Return a number with a point as a float; with its digits where a float has others.

    Example:
        >>> number_of("0.10")
        0.1
        >>> number_of("12345678901234567.10").text
        '12345678901234567.10'
    """
    number = float(text)
    if len(text) <= _SURELY_HELD or "e" in text.lower() or Decimal(text) == Decimal(repr(number)):
        return number
    written = WrittenNumber(number)
    written.text = text
    return written
