"""Shares in our notation, and as people and programs write them.

A share is a number of percent (`25`), a range (`25-50`), or one that does not reach a bound:
`>25` is more than 25, `<5` less than 5, `>25-50` more than 25 and at most 50, `50-<75` at least 50
and less than 75. Called by quantities.py and by what computes with shares.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

WHOLE = 100
_PLAIN = re.compile(
    r"(?P<is_above>>?)(?P<least>\d+(?:\.\d+)?)(?:-(?P<is_below><?)(?P<largest>\d+(?:\.\d+)?))?\Z"
    r"|<(?P<under>\d+(?:\.\d+)?)\Z",
    re.ASCII,
)
_PERCENT = r"\s*(?:%|percent|per\s+cent|pct\.?|prozent|v\.\s?h\.|pour\s?cent|por\s?ciento)"
_FIGURE = rf"(\d+(?:[.,]\d+)?)(?:{_PERCENT})?"
_UNTIL = r"-|\u2013|\u2014|to|bis|\u00e0|a|al|\u0434\u043e|and|und|et|y|e|\u0438"
_MORE_THAN = (
    r">|(?:more|greater|higher)\s+than|over|above|\u00fcber|mehr\s+als|plus\s+de|m\u00e1s\s+de|"
    r"pi\u00f9\s+di|\u0431\u043e\u043b\u0435\u0435|\u0441\u0432\u044b\u0448\u0435"
)
_AT_LEAST = (
    r">=|\u2265|from|at\s+least|no\s+less\s+than|min\.?|mindestens|ab|au\s+moins|al\s+menos|almeno"
)
_LESS_THAN = (
    r"<|(?:less|fewer|lower)\s+than|under|below|unter|weniger\s+als|moins\s+de|menos\s+de|"
    r"meno\s+di|\u043c\u0435\u043d\u0435\u0435"
)
_AT_MOST = (
    r"<=|\u2264|up\s+to|at\s+most|(?:not|no)\s+more\s+than|max\.?|h\u00f6chstens|bis\s+zu|"
    r"au\s+plus|hasta|fino\s+a|\u0434\u043e"
)
_ONE = re.compile(rf"{_FIGURE}\Z", re.IGNORECASE)
_TWO = re.compile(
    rf"(?:between|zwischen|entre|tra|\u043c\u0435\u0436\u0434\u0443)?\s*{_FIGURE}"
    rf"\s*(?:{_UNTIL})\s*{_FIGURE}\Z",
    re.IGNORECASE,
)
_ABOVE = re.compile(rf"(?:({_AT_LEAST})|{_MORE_THAN})\s*{_FIGURE}\Z", re.IGNORECASE)
_ABOVE_TOO = re.compile(
    rf"{_FIGURE}\s*-?\s*(?:\+|or[\s-]+more|oder\s+mehr|et\s+plus)\Z", re.IGNORECASE
)
_BELOW = re.compile(rf"(?:({_AT_MOST})|{_LESS_THAN})\s*{_FIGURE}\Z", re.IGNORECASE)
_BOTH = re.compile(
    rf"(?:({_AT_LEAST})|{_MORE_THAN})\s*{_FIGURE}\s*,?\s*(?:(?:{_UNTIL}|but)\s*)?"
    rf"(?:({_AT_MOST})|({_LESS_THAN}))?\s*{_FIGURE}\Z",
    re.IGNORECASE,
)
_FRACTION = re.compile(r"(\d{1,3})\s?/\s?(\d{1,3})\Z")
_BAND = re.compile(r"ownership-of-shares-(?:(\d+)-to-(\d+)|more-than-(\d+))-percent\Z")
_NOT_REACHED = "75"
"""In the bands of registers of control the upper half begins with 75, and all others above."""
_MOST_DIGITS = 6
"""A fraction that goes on longer as a decimal is none that can be written exactly."""


class ShareBounds(NamedTuple):
    """A share in percent.

    Attributes:
        is_above, is_below: whether it is more than the least, and less than the largest.
    """

    least: Decimal
    largest: Decimal
    is_above: bool = False
    is_below: bool = False

    @property
    def is_possible(self) -> bool:
        """Whether any share lies within these bounds."""
        if self.is_above or self.is_below:
            return self.least < self.largest <= WHOLE
        return self.least <= self.largest <= WHOLE


def bounds_of(text: str) -> ShareBounds | None:
    """Return what a share in our notation says; None if it is in another, or cannot be.

    Example:
        >>> bounds_of(">25-50")
        ShareBounds(least=Decimal('25'), largest=Decimal('50'), is_above=True, is_below=False)
    """
    match = _PLAIN.match(text.strip())
    if match is None:
        return None
    if under := match["under"]:
        bounds = ShareBounds(Decimal(0), Decimal(under), is_below=True)
    elif last := match["largest"]:
        is_above, is_below = bool(match["is_above"]), bool(match["is_below"])
        bounds = ShareBounds(Decimal(match["least"]), Decimal(last), is_above, is_below)
    elif match["is_above"]:
        bounds = ShareBounds(Decimal(match["least"]), Decimal(WHOLE), is_above=True)
    else:
        bounds = ShareBounds(Decimal(match["least"]), Decimal(match["least"]))
    return bounds if bounds.is_possible else None


def written(
    least: str, largest: str = "", *, is_above: bool = False, is_below: bool = False
) -> str:
    """Return bounds in our notation; "" if no share lies within them.

    Args:
        least, largest: figures with a point before decimals; "" where there is no such bound.

    Example:
        >>> written("25", "50", is_above=True), written("25", is_above=True), written("", "5")
        ('>25-50', '>25', '0-5')
    """
    if not largest:
        text = f">{least}" if is_above else f"{least}-{WHOLE}"
    elif not least and is_below:
        text = f"<{largest}"
    else:
        text = f"{'>' if is_above else ''}{least or '0'}-{'<' if is_below else ''}{largest}"
    return text if bounds_of(text) else ""


def band(least: str, largest: str) -> str:
    """Return a band of a register of control, such as 25 to 50: more than 25, and at most 50.

    Args:
        largest: "" for what is more than the least.

    Example:
        >>> band("25", "50"), band("50", "75"), band("75", "100"), band("25", "")
        ('>25-50', '>50-<75', '75-100', '>25')
    """
    is_above, is_below = least != _NOT_REACHED, largest == _NOT_REACHED
    return written(least, largest, is_above=is_above, is_below=is_below)


def reading(text: str) -> tuple[str, bool]:
    """Return what a share can be in our notation, and whether that says all of it.

    Returns:
        "" if nobody can know. No share is in thousands.

    Example:
        >>> reading("more than 25 %"), reading("at least 25%"), reading("1/4")
        (('>25', True), ('25-100', True), ('25', False))
    """
    if match := _BAND.match(text):
        return band(match[1] or match[3], match[2] or ""), True
    if match := _FRACTION.match(text):
        return _as_percent(int(match[1]), int(match[2])), False
    return _in_words(re.sub(r"(?<=\d),(?=\d)", ".", text)), True


def _in_words(text: str) -> str:
    """Return a share that is written with words or signs; "" if it is none."""
    if match := _ONE.match(text):
        return match[1] if bounds_of(match[1]) else ""
    if match := _TWO.match(text):
        return written(match[1], match[2])
    if match := _ABOVE.match(text):
        return written(match[2], is_above=not match[1])
    if match := _ABOVE_TOO.match(text):
        return written(match[1])
    if match := _BELOW.match(text):
        return written("", match[2], is_below=not match[1])
    if match := _BOTH.match(text):
        return written(match[2], match[5], is_above=not match[1], is_below=bool(match[4]))
    return ""


def _as_percent(part: int, whole: int) -> str:
    """Return a fraction as percent, if that can be written exactly."""
    share = f"{Decimal(WHOLE) * part / whole:f}" if whole else ""
    return share if 0 < len(share) <= _MOST_DIGITS and bounds_of(share) else ""
