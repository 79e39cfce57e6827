"""Amounts and shares as people and programs write them, and what each says in our notation.

An amount is a number, a share as share_notation.py has it: `25`, `25-50`, `>25`. Everything else is
asked about with a proposal that never says more than the cell: "more than 25 %" is `>25`. Called by
checks.py, the fixes of cells, `init` and the readers of registers; leaves out the sums.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import NamedTuple

from actorgraph import share_notation

AMOUNT = "amount"
SHARE = "share"
COLUMNS = (AMOUNT, SHARE)
PLAIN_AMOUNT = r"^-?(?:0|[1-9][0-9]*)(?:\.(?:[0-9]{1,2}|[0-9]{4,}))?$"
"""Amounts that are surely plain, for those who look at a whole column; others are judged each."""
EURO = "EUR"

_NUMBER = re.compile(
    r"-?(?:\d+|\d{1,3}(?:([.,'\u2019\u00a0\u202f ])\d{3})(?:\1\d{3})*)(?:(?!\1)[.,]\d+)?\Z"
)
_EITHER = re.compile(r"-?[1-9]\d{0,2}[.,]\d{3}\Z")
_POWER = re.compile(r"-?\d(?:\.\d+)?[eE]\+?\d{1,2}\Z")
_OURS = re.compile(r"-?\d+(?:\.\d+)?\Z", re.ASCII)
_BESIDE = re.compile(r"([^\d.,'-]*?)\s*(-?\d(?:.*\d)?)([.,][-\u2013\u2014]{1,2})?\s*([^\d]*)\Z")
"""A number with what stands before it, a dash in place of decimals, and what stands behind it."""
_CURRENCY = re.compile(r"[A-Z]{0,3}[$\u20ac\xa3\xa5\u20a0-\u20cf]|(?!MIO|MRD|TSD|BIO)[A-Z]{3}")
_CURRENCIES = frozenset(
    {
        "euro", "euros", "eur", "kr", "kr.", "fr", "fr.", "sfr", "sfr.", "franken",
        "z\u0142", "k\u010d", "ft", "lei", "\u0440\u0443\u0431", "\u0440\u0443\u0431.",
        "\u0433\u0440\u043d", "dollars", "pounds",
    }
)  # fmt: skip
"""Names of currencies beside their signs and codes; nothing that multiplies, such as Mio."""


class Quantity(NamedTuple):
    """What a cell can say.

    Attributes:
        text: the number or range in our notation.
        currency: what stands beside it; \u20ac as its code.
        is_whole: whether it says all that the cell does.
    """

    text: str
    currency: str = ""
    is_whole: bool = True


def is_plain(column: str, cell: str) -> bool:
    """Return whether a cell of amount or share is in our notation and can mean one thing only.

    Example:
        >>> is_plain("share", "25-50"), is_plain("share", "120"), is_plain("amount", "1.250")
        (True, False, False)
    """
    text = cell.strip()
    if column == AMOUNT:
        return bool(_OURS.match(text)) and not _EITHER.match(text)
    return share_notation.bounds_of(text) is not None


def readings(column: str, cell: str) -> tuple[Quantity, ...]:
    """Return what a cell of amount or share can say in our notation; none if nobody can know.

    Example:
        >>> [one.text for one in readings("share", "25,5 %")]
        ['25.5']
        >>> [(one.text, one.currency) for one in readings("amount", "1.250,00 \u20ac")]
        [('1250.00', 'EUR')]
        >>> [one.text for one in readings("amount", "1,250")]
        ['1250', '1.25']
    """
    text = "".join(map(_in_ascii, cell.strip()))
    return _amounts(text) if column == AMOUNT else _shares(text)


def in_whole(column: str, cell: str) -> str:
    """Return a cell in our notation if that says all that the cell does; "" if not."""
    if is_plain(column, cell):
        return cell.strip()
    read = readings(column, cell)
    return read[0].text if len(read) == 1 and read[0].is_whole and not read[0].currency else ""


def question(column: str, cell: str) -> str:
    """Return what to ask about a cell of amount or share; "" where there is nothing to ask."""
    if is_plain(column, cell):
        return ""
    read = readings(column, cell)
    if read:
        beside = f", and {read[0].currency} under currency" if read[0].currency else ""
        texts = " or ".join(one.text for one in read)
        problem = f"can be {texts}" if len(read) > 1 else f"is no plain {column}"
        return f"{cell!r} {problem}; write {'the one it is' if len(read) > 1 else texts}{beside}"
    if column == AMOUNT:
        return (
            f"{cell!r} is no number, and is shown but never added up; write the digits that are "
            "meant with a point before decimals, and words under note"
        )
    return (
        f"{cell!r} is neither percent up to 100 nor a range of it such as 25-50 or >25, and is "
        "only shown; write what the source says in percent, and anything else under note"
    )


def number_of(text: str, mark: str = "") -> str:
    """Return a number without groups and with a point before decimals; "" if it may be two.

    Args:
        mark: what stands before decimals, if that is known from elsewhere.
    """
    own = decimal_mark(text) or mark
    if not _NUMBER.match(text) or (_EITHER.match(text) and not own):
        return ""
    whole, _, decimals = text.partition(own) if own else (text, "", "")
    digits = re.sub(r"[^\d-]", "", whole)
    return f"{digits}.{decimals}" if decimals else digits


def decimal_mark(text: str) -> str:
    """Return what stands before decimals, where a number shows it; "" where it does not."""
    if not _NUMBER.match(text) or _EITHER.match(text):
        return ""
    last = max(text.rfind(","), text.rfind("."))
    if last < 0:
        return ""
    if text.count(text[last]) > 1:  # it groups, and so the other one is before decimals
        return "." if text[last] == "," else ","
    return text[last]


def is_doubtful(number: str) -> bool:
    """Return whether a number may be thousands as well as decimals."""
    return _EITHER.match(number.strip()) is not None


def _shares(text: str) -> tuple[Quantity, ...]:
    share, is_whole = share_notation.reading(text)
    return (Quantity(share, is_whole=is_whole),) if share else ()


def _amounts(text: str) -> tuple[Quantity, ...]:
    if _POWER.match(text):
        return (Quantity(f"{Decimal(text):f}"),)
    match = _BESIDE.match(text)
    if match is None or (match[1].strip() and match[4].strip()):
        return ()
    currency, number = (match[1] or match[4]).strip(), match[2]
    if currency and not is_currency(currency):
        return ()
    code = currency_code(currency)
    if _EITHER.match(number) and not match[3]:
        texts = [re.sub("[.,]", "", number), _with_other_decimals(number.replace(",", "."))]
    else:
        texts = [number_of(number, (match[3] or "")[:1])]
    return tuple(Quantity(one, code) for one in texts if one)


def is_currency(text: str) -> bool:
    """Return whether a text is the sign, the code or the name of a currency."""
    return text.lower() in _CURRENCIES or _CURRENCY.fullmatch(text) is not None


def currency_code(text: str) -> str:
    """Return what stands for a currency; the euro as its code, for its sign means nothing else."""
    return EURO if text.lower() in ("\u20ac", "euro", "euros") else text


def _with_other_decimals(number: str) -> str:
    """Return the same number with two or with four decimals: three may be thousands."""
    fewer = number.removesuffix("0")
    return fewer if fewer != number else f"{number}0"


def _in_ascii(letter: str) -> str:
    digit = unicodedata.decimal(letter, None)
    return "-" if letter == "\u2212" else letter if digit is None else str(digit)
