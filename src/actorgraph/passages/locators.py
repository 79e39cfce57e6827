"""Which part of a document a locator names: `p8`, `p8-9`, `page=3`, `t=00:12:04`.

Paragraphs and pages are counted from 1. A locator of another form names the whole document.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from actorgraph.passages.document_texts import DocumentText, Span

_DIGITS = 9
_NUMBERS = r"[ .=]?(\d+)(?:[ ]?[-\u2013][ ]?(?:p(?:age)?[ .=]?)?(\d+))?\Z"
_PARAGRAPH = re.compile("(?:p(?:ara(?:graph)?)?|\u00b6)" + _NUMBERS, re.IGNORECASE)
_PAGE = re.compile("page" + _NUMBERS, re.IGNORECASE)
_TIME = re.compile(
    r"t=(?:(\d{1,4}):)?(\d{1,4}):(\d{1,2})(?:[.,]\d+)?\Z|t=(\d{1,7})s?\Z", re.IGNORECASE
)


def part_of(document: DocumentText, locator: str) -> Span | None:
    r"""Return where the part that a locator names stands in the text; None if there is no such.

    Example:
        >>> from actorgraph.passages.document_texts import document_text
        >>> part_of(document_text("One. \n\nTwo.", ""), "p2")
        (7, 11)
    """
    locator = locator.strip()
    for form, parts in ((_PARAGRAPH, document.paragraphs), (_PAGE, document.pages)):
        if match := form.match(locator):
            first, last = _number(match[1]), _number(match[2] or match[1])
            return (
                (parts[first - 1][0], parts[last - 1][1])
                if 1 <= first <= last <= len(parts)
                else None
            )
    if document.times and (match := _TIME.match(locator)):
        seconds = (
            int(match[4])
            if match[4]
            else int(match[1] or 0) * 3600 + int(match[2]) * 60 + int(match[3])
        )
        return _at_time(document, seconds)
    return 0, len(document.text)


def paragraph_at(document: DocumentText, place: int) -> int:
    """Return the number of the paragraph that holds a place, from 1; 0 before the first."""
    return bisect_right(document.paragraphs, (place, len(document.text) + 1))


def paragraph_of(document: DocumentText, place: int) -> Span:
    """Return where the paragraph stands that holds a place."""
    return document.paragraphs[paragraph_at(document, place) - 1]


def locator_at(document: DocumentText, place: int) -> str:
    """Return the locator of a place: its page where there are several, else its paragraph."""
    if len(document.pages) > 1:
        return f"page={bisect_right(document.pages, (place, len(document.text) + 1))}"
    return f"p{paragraph_at(document, place)}"


def _at_time(document: DocumentText, seconds: int) -> Span | None:
    """Return what is said at a time: from the last mark before it to the next one."""
    at = bisect_right(document.times, (seconds, len(document.text))) - 1
    if at < 0:
        return None
    following = [start for _, start in document.times[at + 1 :]]
    return document.times[at][1], following[0] if following else len(document.text)


def _number(digits: str) -> int:
    """Return a number; Python reads none of thousands of digits, and no document has as many."""
    return int(digits[-_DIGITS:]) if not digits[:-_DIGITS].strip("0") else 10**_DIGITS
