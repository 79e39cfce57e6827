"""Shares in words: never shown as more than they are."""

from __future__ import annotations

from math import ceil, floor
from typing import TYPE_CHECKING

from actorgraph.queries.integrated_shares import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Callable
    from fractions import Fraction

    from actorgraph.queries.integrated_shares import ShareRange

_HUNDREDTHS = 100


def percent(share: ShareRange) -> str:
    """Return a share as percent, with two decimals at most, and never as more than it is.

    Example:
        >>> from actorgraph.queries.integrated_shares import ShareRange
        >>> percent(ShareRange.percent("33.333-50"))
        '33.33-50%'
        >>> percent(ShareRange.percent(">25-50")), percent(ShareRange.percent(">25"))
        ('>25-50%', 'more than 25%')
    """
    least, largest = share.least * 100, share.largest * 100
    if least == largest:
        about = "" if (least * _HUNDREDTHS).denominator == 1 else "about "
        return f"{about}{_number(least, round)}%"
    first, last = _number(least, floor), _number(largest, ceil)
    if share.is_above and share.at_most == UNKNOWN.at_most:
        return f"more than {first}%"
    if share.is_below and share.at_least == UNKNOWN.at_least:
        return f"less than {last}%"
    return f"{'>' if share.is_above else ''}{first}-{'<' if share.is_below else ''}{last}%"


def _number(figure: Fraction, rounded: Callable[[Fraction], int]) -> str:
    hundredths = rounded(figure * _HUNDREDTHS)
    text = f"{hundredths // _HUNDREDTHS}.{hundredths % _HUNDREDTHS:02d}"
    return text.rstrip("0").rstrip(".")
