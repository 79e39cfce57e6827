"""The passages that claims cite, each with a paragraph around it and its words marked.

A page, a dossier and a notebook show them. Leaves out how words are found (quotations.py).
"""

from __future__ import annotations

from functools import partial
from itertools import accumulate, chain, pairwise
from typing import TYPE_CHECKING, NamedTuple

from actorgraph.passages.document_folder import DocumentFolder
from actorgraph.passages.document_texts import DocumentText
from actorgraph.passages.locators import paragraph_at, part_of
from actorgraph.passages.quotations import find_cited

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from actorgraph.claims import Claim
    from actorgraph.passages.document_texts import Span

AROUND = 1
"""Paragraphs shown before and after the passage."""


class Mark(NamedTuple):
    """Words of a claim in one paragraph: its number, from 1, and where they begin and end in it."""

    paragraph: int
    start: int
    stop: int


class CitedPassage(NamedTuple):
    """What a claim rests on.

    Attributes:
        document: its id.
        first, last: the numbers of the paragraphs to show, from 1.
        marks: the quote in them, else how somebody is named; nothing where neither is there.
    """

    document: str
    first: int
    last: int
    marks: tuple[Mark, ...]


class CitedPassages:
    """The passages of the documents in a folder.

    Args:
        folder: of the documents.
        clean: takes what must not be published out of the consecutive pieces of a text, out of
            each by itself, so that every piece stays what it was counted as.
        vouch: called with each paragraph that is shown, to refuse it.
        id_in_folder: returns the id by which the folder has a document, from that in the claims.

    Raises:
        UsageError: if the folder is not there.
    """

    def __init__(
        self,
        folder: Path,
        clean: Callable[[list[str]], list[str]] | None = None,
        vouch: Callable[[str], None] = lambda _: None,
        *,
        id_in_folder: Callable[[str], str] = str,
    ) -> None:
        self._documents = DocumentFolder(folder, partial(_cleaned, clean) if clean else None)
        self._vouch = vouch
        self._id_in_folder = id_in_folder

    def _get(self, document: str) -> DocumentText | None:
        return self._documents.get(self._id_in_folder(document))

    def of(self, claim: Claim) -> CitedPassage | None:
        """Return the passage that a claim cites; None where it names none that is there.

        Where its locator names no part of the document, its words alone tell the passage.

        Raises:
            UsageError: if its document cannot be read.
        """
        document = self._get(claim.document)
        if document is None:
            return None
        part = part_of(document, claim.locator)
        named = claim.locator if part else ""
        found = next(
            (span for words in (claim.quote, claim.as_named) if words
             and (span := find_cited(words, document, named))), None,
        )  # fmt: skip
        shown = found or part
        if shown is None or (not found and shown == (0, len(document.text))):
            return None
        first, last = (paragraph_at(document, place) for place in _ends(shown))
        before = max(1, max(1, first) - AROUND)
        after = min(len(document.paragraphs), last + AROUND)
        marks = tuple(_marks(document, found, first, last)) if found else ()
        return CitedPassage(claim.document, before, after, marks)

    def paragraph(self, document: str, number: int) -> str:
        """Return a paragraph of a document that has a passage, by its number from 1."""
        read = self._get(document)
        if read is None:
            raise KeyError(document)
        start, stop = read.paragraphs[number - 1]
        text = read.text[start:stop]
        self._vouch(text)
        return text

    def digest(self, document: str) -> str:
        """Return the SHA-256 of a document's file; "" where what is shown is not all of it."""
        read = self._get(document)
        return read.digest if read else ""


def _cleaned(clean: Callable[[list[str]], list[str]], document: DocumentText) -> DocumentText:
    """Return a document as it may be shown; without its digest if that is of another text.

    Its paragraphs, pages and times keep their numbers: what a claim cites is no other part of it
    because something before was taken out.
    """
    spans = (*document.paragraphs, *document.pages)
    cuts = {0, len(document.text), *chain(*spans), *(place for _, place in document.times)}
    old = sorted(cuts)
    pieces = clean([document.text[start:stop] for start, stop in pairwise(old)])
    new = dict(zip(old, accumulate(map(len, pieces), initial=0), strict=True))
    text = "".join(pieces)
    return DocumentText(
        text,
        tuple((new[start], new[stop]) for start, stop in document.paragraphs),
        tuple((new[start], new[stop]) for start, stop in document.pages),
        tuple((seconds, new[place]) for seconds, place in document.times),
        "" if text != document.text else document.digest,
    )


def _ends(span: Span) -> Span:
    """Return the places of the first and of the last letter."""
    return span[0], max(span[0], span[1] - 1)


def _marks(document: DocumentText, found: Span, first: int, last: int) -> list[Mark]:
    """Return where the words stand in each of their paragraphs."""
    marks = []
    for number in range(max(1, first), last + 1):
        start, stop = document.paragraphs[number - 1]
        one, two = max(found[0], start), min(found[1], stop)
        if one < two:
            marks.append(Mark(number, one - start, two - start))
    return marks
