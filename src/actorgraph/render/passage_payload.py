"""The passages of a page: each paragraph once, and for each claim what it marks.

Most claims mark their own words as they stand in one paragraph: the page finds these itself. Places
are counted as JavaScript counts them, in units of UTF-16; `render/page/passage.js` reads it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from actorgraph.claims import Claim
    from actorgraph.passages.cited_passages import CitedPassage, CitedPassages

_Key = tuple[str, int]
"""A document and the number of a paragraph in it."""


def passage_columns(
    claims: Sequence[Claim], passages: CitedPassages | None, named: Callable[[str], int]
) -> tuple[dict[str, Any], list[int]]:
    """Return the table `passages`, and for each claim the number of its own; 0 for none.

    The table has the document, number and text of each paragraph, in the order of documents and
    numbers; the SHA-256 of each document; and `cited`, passages in numbers. A claim with a number
    up to that of the paragraphs marks its quote, or else `as_named`, in this one; with a higher
    number it has an entry of `cited`: three numbers for each mark, the place of its paragraph, its
    start and its end, or where nothing is marked two, the first and the last paragraph.

    Args:
        named: the number of a document.

    Raises:
        UsageError: if a document cannot be read.
    """
    if passages is None:
        return {}, []
    cited = [passages.of(claim) for claim in claims]
    keys = sorted(
        {(one.document, n) for one in cited if one for n in range(one.first, one.last + 1)}
    )
    places = {key: place for place, key in enumerate(keys)}
    texts = [passages.paragraph(*key) for key in keys]
    distinct: dict[CitedPassage, int] = {}
    column = []
    for claim, one in zip(claims, cited, strict=True):
        number = one and _marked_by_its_words(claim, one, places, texts)
        if one and not number:
            number = 1 + len(keys) + distinct.setdefault(one, len(distinct))
        column.append(number or 0)
    documents = dict.fromkeys(document for document, _ in keys)
    table = {
        "document": [named(document) for document, _ in keys],
        "number": [number for _, number in keys],
        "text": texts,
        "digests": {str(named(document)): passages.digest(document) for document in documents},
        "cited": [_places(one, places, texts) for one in distinct],
    }
    return {"passages": table}, column


def _marked_by_its_words(
    claim: Claim, one: CitedPassage, places: Mapping[_Key, int], texts: Sequence[str]
) -> int:
    """Return the number of the paragraph in which a claim's own words are the mark; 0 if none."""
    if len(one.marks) != 1:
        return 0
    (paragraph, start, stop) = one.marks[0]
    place = places[one.document, paragraph]
    words = next((w for w in (claim.quote, claim.as_named) if w and w in texts[place]), "")
    is_it = words and (texts[place].find(words), len(words)) == (start, stop - start)
    return place + 1 if is_it else 0


def _places(one: CitedPassage, places: Mapping[_Key, int], texts: Sequence[str]) -> list[int]:
    """Return where a passage stands in the table."""
    if not one.marks:
        return [places[one.document, one.first], places[one.document, one.last]]
    row = []
    for paragraph, *ends in one.marks:
        at = places[one.document, paragraph]
        row += [at, *(_units(texts[at][:end]) for end in ends)]
    return row


def _units(text: str) -> int:
    """Return how many units of UTF-16 a text has."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2
