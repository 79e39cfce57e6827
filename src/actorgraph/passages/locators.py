"""Which part of a document a locator names: `p8`, `p8-9`, `page=3`, `p. 3`, `t=00:12:04`.

Paragraphs and pages are counted from 1. What cannot be understood, and what the document does not
have, names no part; `problem_of` says why.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

from actorgraph.plurals import counted

if TYPE_CHECKING:
    from actorgraph.passages.document_texts import DocumentText, Span

FORMS = (
    "p8 or \u00b6 8 (a paragraph), p8-9, page=3 or p. 3 (a page), pp. 3-4, t=00:12:04 or 00:12:04 "
    "(a time)"
)
"""The forms of locators that are read."""
_DIGITS = 9
_TO = " ?(?:[-\u2013\u2014]|to) ?"


def _range_of(unit: str, number: str) -> re.Pattern[str]:
    """Return the form of one number of a unit or of a first and a last."""
    return re.compile(f"(?:{unit})({number})(?:{_TO}(?:{unit})?({number}))?", re.IGNORECASE)


_PARAGRAPH = (
    r"p=?|para?(?:graph)?s?[ .=]{0,2}|\u00b6{1,2} ?"
    r"|abs\. ?|abs[a\u00e4]tze? ?|p[a\u00e1]rrafos? ?"
    r"|\u0430\u0431\u0437\. ?|\u0430\u0431\u0437\u0430\u0446\u044b? ?"
)
_PAGE = (
    r"pp?\. ?|pp ?|pg\.? ?|pages?[ .=]?|s\. ?|seiten? ?|p[a\u00e1]gs?\. ?|p[a\u00e1]ginas? ?"
    r"|\u0441\. ?|\u0441\u0442\u0440\. ?|\u0441\u0442\u0440\u0430\u043d\u0438\u0446[\u0430\u044b] ?"
)
"""In English, whose words are French, too, and in German, Spanish and Russian."""
_PATTERNS = {
    "paragraph": _range_of(_PARAGRAPH, r"\d+"),
    "page": _range_of(_PAGE, r"\d+"),
    "time": _range_of("t=", r"\d{1,7}(?:[.,]\d+)?s?"),
    "clock": _range_of("(?:t=)?", r"(?:\d{1,4}:)?\d{1,4}:\d{1,2}(?:[.,]\d+)?"),
}


class Locator(NamedTuple):
    """What a locator names: a unit (`paragraph`, `page` or `time`), and the first and last of it.

    Times are in seconds.
    """

    unit: str
    first: int
    last: int


def read_locator(text: str) -> Locator | None:
    """Read a locator; None if its form is none of `FORMS`.

    Example:
        >>> read_locator("pp. 3-4")
        Locator(unit='page', first=3, last=4)
    """
    for unit, form in _PATTERNS.items():
        if match := form.fullmatch(text.strip()):
            first, last = (_number(one) for one in (match[1], match[2] or match[1]))
            return Locator("time" if unit == "clock" else unit, first, last)
    return None


def part_of(document: DocumentText, text: str) -> Span | None:
    r"""Return where the part that a locator names stands; None if there is no such.

    An empty locator names the whole document.

    Example:
        >>> from actorgraph.passages.document_texts import document_text
        >>> part_of(document_text("One. \n\nTwo.", ""), "p2")
        (7, 11)
    """
    if not text.strip():
        return 0, len(document.text)
    locator = read_locator(text)
    if locator is None or locator.first > locator.last:
        return None
    if locator.unit == "time":
        return _at_times(document, locator)
    parts = document.paragraphs if locator.unit == "paragraph" else document.pages
    if not 1 <= locator.first <= locator.last <= len(parts):
        return None
    return parts[locator.first - 1][0], parts[locator.last - 1][1]


def problem_of(document: DocumentText, text: str, name: str) -> str:
    """Return why a locator names no part of a document; "" where it names one.

    Args:
        name: what a message calls the document.
    """
    if part_of(document, text) is not None:
        return ""
    locator = read_locator(text)
    if locator is None:
        return f"The locator {text.strip()} is not understood. These are: {FORMS}."
    if locator.first > locator.last:
        return f"The locator {text.strip()} runs backwards."
    return f"{name} has no {text.strip()}: it has {_counts(document)}."


def _counts(document: DocumentText) -> str:
    """Return how many parts a document has of each unit."""
    pages = counted(len(document.pages), "page") if document.pages else "no pages"
    times = f"times from second {document.times[0][0]} on" if document.times else "no times"
    return f"{counted(len(document.paragraphs), 'paragraph')}, {pages} and {times}"


def paragraph_at(document: DocumentText, place: int) -> int:
    """Return the number of the paragraph that holds a place, from 1; 0 before the first."""
    return bisect_right(document.paragraphs, (place, len(document.text) + 1))


def paragraph_of(document: DocumentText, place: int) -> Span:
    """Return where the paragraph stands that holds a place."""
    return document.paragraphs[paragraph_at(document, place) - 1]


def locator_at(document: DocumentText, place: int) -> str:
    """Return the locator of a place: its page where there are several, else its paragraph."""
    page = page_at(document, place)
    return f"page={page}" if page else f"p{paragraph_at(document, place)}"


def page_at(document: DocumentText, place: int) -> int:
    """Return the number of the page of a place, from 1; 0 in a text of one page or none."""
    if len(document.pages) < 2:  # noqa: PLR2004
        return 0
    return bisect_right(document.pages, (place, len(document.text) + 1))


def time_at(document: DocumentText, place: int) -> str:
    """Return the time at which something is said, `00:12:04`; "" where the text gives none."""
    number = bisect_right(document.times, place, key=lambda time: time[1])
    if not number:
        return ""
    seconds = document.times[number - 1][0]
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _at_times(document: DocumentText, locator: Locator) -> Span | None:
    """Return what is said at times: from the last mark before the first one on.

    Where several marks tell one second, from the first of them.
    """
    seconds = [one for one, _ in document.times]
    first = bisect_right(seconds, locator.first) - 1
    if first < 0:
        return None
    first = bisect_left(seconds, seconds[first])
    behind = bisect_right(seconds, locator.last)
    stop = document.times[behind][1] if behind < len(seconds) else len(document.text)
    return document.times[first][1], stop


def _number(written: str) -> int:
    """Return a number, or the seconds of a time.

    Python reads no number of thousands of digits, and no document has as many parts.
    """
    whole = re.split("[.,]", written, maxsplit=1)[0]
    if ":" in whole:
        *hours, minutes, seconds = map(int, whole.split(":"))
        return 3600 * sum(hours) + 60 * minutes + seconds
    digits = whole.rstrip("sS")
    return int(digits[-_DIGITS:]) if not digits[:-_DIGITS].strip("0") else 10**_DIGITS
