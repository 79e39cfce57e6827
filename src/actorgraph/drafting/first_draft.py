"""A first draft without any model: who is named together in a sentence, and the day it names.

Nothing says how the two are connected: the relation is left to a person, and a draft without one
cannot be accepted. Those who stand next to each other in a sentence make a row, in the order of the
text, and only who is surely meant.
"""

from __future__ import annotations

import re
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from actorgraph.cells import LIVE
from actorgraph.dates.text_dates import dates_in
from actorgraph.drafting.row_verification import COLUMNS, FEWEST_WORDS, LONGEST_QUOTE, Draft
from actorgraph.passages.quotations import find_quote
from actorgraph.passages.selected_quotes import selected_quote
from actorgraph.queries.document_mentions import document_mentions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from actorgraph.engine import Engine
    from actorgraph.passages.document_texts import DocumentText, Span
    from actorgraph.passages.selected_quotes import SelectedQuote
    from actorgraph.queries.document_mentions import Mention

NEEDS_RELATION = "the relation is yours to name, and whether there is one"
_ONE_DATE = "the sentence names this day; whether it is that of the relation is yours to see"


def first_drafts(engine: Engine, document: str, text: DocumentText) -> Iterator[Draft]:
    """Yield a draft for each two who are named one after the other in a sentence.

    Args:
        document: the id of the document.
    """
    found = [one for one in document_mentions(engine, {document: text}).mentions if one.sure]
    number = 0
    for (sentence, _), mentions in groupby(found, key=lambda one: (one.sentence, one.locator)):
        seen: set[frozenset[str]] = set()
        for left, right in pairwise(mentions):
            ends = frozenset(one.sure.id for one in (left, right) if one.sure)
            if len(ends) > 1 and ends not in seen and document not in ends:
                seen.add(ends)
                cells = _cells(document, text, sentence, left, right)
                if cells:
                    number += 1
                    yield Draft(number, cells)


def _cells(
    document: str, text: DocumentText, sentence: str, left: Mention, right: Mention
) -> dict[str, str]:
    """Return the cells of a draft; none where its sentence is too long to be quoted."""
    if len(sentence) > LONGEST_QUOTE or len(sentence.split()) < FEWEST_WORDS:
        return {}
    start = text.text.rfind(sentence, 0, left.span[0] + len(sentence))
    span = (start, start + len(sentence)) if start >= 0 else find_quote(sentence, text.text)
    if span is None or left.sure is None or right.sure is None:
        return {}
    cited = _quoted(text, span)
    if cited is None:
        return {}
    date = only_date(sentence)
    told = [NEEDS_RELATION, *([_ONE_DATE] if date else [])]
    cells = dict.fromkeys(COLUMNS, "")
    return cells | {
        "source": left.sure.id,
        "target": right.sure.id,
        "date": date,
        "document": document,
        "locator": cited.locator,
        "quote": cited.quote,
        "to_review": "; ".join(told),
    }


def _quoted(text: DocumentText, span: Span) -> SelectedQuote | None:
    """Return a sentence as it is quoted, without what begins a formula, such as an item's dash."""
    start, stop = span
    while start < stop and not text.text[start:stop].isspace():
        cited = selected_quote(text, start, stop)
        if not cited.quote.startswith(LIVE):
            return cited
        start = cited.span[0] + 1
    return None


def only_date(sentence: str) -> str:
    """Return the date that a sentence names with its year; "" if it names none or several.

    What it says of about a day, before one or between two is none.
    """
    found = {one.readings for one in dates_in(sentence) if one.has_year}
    readings = found.pop() if len(found) == 1 else ()
    one = readings[0] if len(readings) == 1 else ""
    return one if re.fullmatch(r"\d{4}(-\d\d){0,2}", one) else ""
