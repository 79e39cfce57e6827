"""Which documents share a text: the longest passage, where it stands, and who printed it first.

Called by document_checks.py; what counts as a reprint is in reprints.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from actorgraph.dates import UNKNOWN, Bounds, DateError, read_date
from actorgraph.dates.edtf import is_uncertain
from actorgraph.errors import Problem
from actorgraph.passages.locators import paragraph_at
from actorgraph.passages.quotations import find_quote
from actorgraph.reprints import longest_shared_passage, reprints

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from actorgraph.claims import Claim
    from actorgraph.passages.document_folder import DocumentFolder

_SHOWN = 160
_COMPARED = 20


def shared_texts(
    cited: Mapping[str, Claim], folder: DocumentFolder, dates: Mapping[str, str]
) -> Iterator[Problem]:
    """Yield a note for each document that shares its text with others, unless a note named it.

    Args:
        cited: documents with the first claim that cites each.
        dates: on which documents were published, of those that have one.
    """
    texts = folder.texts(cited)
    sharing = reprints(texts)
    named: set[str] = set()
    for document in sorted(sharing, key=lambda one: (-len(sharing[one]), one)):
        if document not in named:
            named |= sharing[document]
            others = [one for one in texts if one in sharing[document] and one != document]
            claim = cited[document]
            message = _shared_text(document, others, texts, folder, dates)
            yield Problem("note", claim.file, claim.line, "document", message)


def _shared_text(
    document: str,
    others: list[str],
    texts: Mapping[str, str],
    folder: DocumentFolder,
    dates: Mapping[str, str],
) -> str:
    """Return with whom a document shares which passage, and who printed it first."""
    compared = others[:_COMPARED]
    passages = [longest_shared_passage(texts[document], texts[one]) for one in compared]
    longest = max(passages, key=lambda passage: passage.words)
    as_long = [one for one, p in zip(compared, passages, strict=True) if p.words == longest.words]
    printers = [document, *as_long]
    places = [f"{one} {_place(longest.text, one, folder)}".strip() for one in printers]
    passage = " ".join(longest.text.split())
    if len(passage) > _SHOWN:
        passage = f"{passage[:_SHOWN].rpartition(' ')[0]} ..."
    return (
        f"{document} shares its text with {', '.join(others)}, up to {longest.words} words in a "
        f"row ({', '.join(places)}): \u201c{passage}\u201d. {first_by_date(printers, dates)} With "
        "these documents at hand they are one origin."
    )


def _place(passage: str, document: str, folder: DocumentFolder) -> str:
    """Return the paragraphs in which a passage stands; "" where it stands in other letters."""
    text = folder.get(document)
    found = find_quote(passage, text.text) if text else None
    if text is None or found is None:
        return ""
    first, last = paragraph_at(text, found[0]), paragraph_at(text, found[1] - 1)
    return f"p{first}" if first == last else f"p{first}-{last}"


def first_by_date(documents: Sequence[str], dates: Mapping[str, str]) -> str:
    """Return a sentence on which of some documents was printed first, as far as dates tell.

    Example:
        >>> first_by_date(["paper", "wire"], {"wire": "2018-02-01", "paper": "2018-02-02"})
        'First by date: wire (2018-02-01), then paper (2018-02-02).'
    """
    known = {one: bounds for one in documents if (bounds := _bounds(dates.get(one, "")))}
    undated = [one for one in documents if one not in known]
    order = sorted(known, key=lambda one: known[one])
    listed = ", ".join(f"{one} ({dates[one]})" for one in order)
    if undated:
        have = "has" if len(undated) == 1 else "have"
        told = f"{', '.join(undated)} {have} no date{f', others do: {listed}' if listed else ''}"
        return f"Who printed it first cannot be told: {told}."
    first, *later = order
    if known[first].latest >= min(known[one].earliest for one in later):
        return f"Who printed it first cannot be told by date: {listed}."
    return f"First by date: {listed.replace(', ', ', then ', 1)}."


def _bounds(date: str) -> Bounds | None:
    """Return the first and the last day that a date can mean; None without a date."""
    try:
        return (UNKNOWN if is_uncertain(date) else read_date(date)) if date else None
    except DateError:
        return None
