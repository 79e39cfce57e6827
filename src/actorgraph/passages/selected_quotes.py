"""What somebody selects in a document, as a claim cites it: the quote and the locator of its place.

Called by the workspace, where a passage is selected beside the form of a claim. The locator is one
by which find_cited comes back to that place. Leaves out how words are found (quotations.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from actorgraph.errors import UsageError
from actorgraph.passages.locators import page_at, paragraph_at, time_at
from actorgraph.passages.quotations import as_quoted, find_cited, is_within_word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from actorgraph.passages.document_texts import DocumentText, Span

NO_WORDS = "The selection has no words; select at least one."


class SelectedQuote(NamedTuple):
    """What a claim cites of a document.

    Attributes:
        quote: the words, on one line, with no word broken.
        locator: of the narrowest common kind by which the quote is found where it was selected.
        span: the selected place, with its first and last word whole.
        is_found: whether quote and locator lead back to this place; they do not where the same
            words stand before it in the same paragraph.
    """

    quote: str
    locator: str
    span: Span
    is_found: bool


def selected_quote(document: DocumentText, start: int, stop: int) -> SelectedQuote:
    """Return the quote and the locator of a selected part of a document.

    Pages locate what stands on several pages, times a transcript, paragraphs all else; and
    paragraphs, too, where the same words stand before on the same page.

    Args:
        start, stop: the part, in characters of its text; whole words are taken.

    Raises:
        UsageError: if nothing but blanks is selected.
    """
    span = _whole_words(document.text, max(0, start), min(stop, len(document.text)))
    quote = as_quoted(document.text, span)
    if not quote:
        raise UsageError(NO_WORDS)
    locator = ""
    for locator in _locators(document, span):
        found = find_cited(quote, document, locator)
        if found and span[0] <= found[0] and found[1] <= span[1]:
            return SelectedQuote(quote, locator, span, is_found=True)
    return SelectedQuote(quote, locator, span, is_found=False)


def _whole_words(text: str, start: int, stop: int) -> Span:
    """Return a part of a text without blanks around it, and with its first and last word whole."""
    while start < stop and text[start].isspace():
        start += 1
    while start < stop and text[stop - 1].isspace():
        stop -= 1
    if start < stop:
        while is_within_word(text, start):
            start -= 1
        while is_within_word(text, stop):
            stop += 1
    return start, stop


def _locators(document: DocumentText, span: Span) -> Iterator[str]:
    """Yield the locators of a place, the most usual first."""
    first, last = span[0], span[1] - 1
    if page := page_at(document, first):
        yield _range("page=", page, page_at(document, last))
    if time := time_at(document, first):
        yield f"t={time}"
    yield _range("p", paragraph_at(document, first), paragraph_at(document, last))


def _range(unit: str, first: int, last: int) -> str:
    return f"{unit}{first}" if first == last else f"{unit}{first}-{last}"
