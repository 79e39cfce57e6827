"""A selected passage becomes a quote and a locator that lead back to where it was selected."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actorgraph.errors import UsageError
from actorgraph.passages.document_texts import DocumentText, document_text
from actorgraph.passages.quotations import find_cited
from actorgraph.passages.selected_quotes import SelectedQuote, selected_quote

ARTICLE = "Harbour talks\n\nMara Venn met\nOle Brandt. He agreed.\n\nHe agreed again. He left."


def selected(
    words: str, text: str = ARTICLE, *, nth: int = 0, paged: bool = False
) -> tuple[str, str]:
    document = document_text(text, "", is_paged=paged)
    start = [one.start() for one in re.finditer(re.escape(words), text)][nth]
    quote = selected_quote(document, start, start + len(words))
    assert quote.is_found
    return quote.quote, quote.locator


def test_a_paragraph_locates_what_is_selected_in_a_text() -> None:
    assert selected("Ole Brandt") == ("Ole Brandt", "p2")


def test_a_quote_is_on_one_line() -> None:
    assert selected("Mara Venn met\nOle") == ("Mara Venn met Ole", "p2")


def test_several_paragraphs_are_a_range() -> None:
    assert selected("He agreed.\n\nHe agreed again") == ("He agreed. He agreed again", "p2-3")


def test_of_words_that_stand_twice_the_locator_tells_which() -> None:
    assert selected("He agreed", nth=0) == ("He agreed", "p2")
    assert selected("He agreed", nth=1) == ("He agreed", "p3")


def test_words_are_taken_whole() -> None:
    assert selected("enn met\nOle Bra") == ("Venn met Ole Brandt", "p2")
    assert selected("200,0", "It paid 1,200,000 crowns.") == ("1,200,000", "p1")


def test_a_page_locates_what_is_selected_in_a_document_of_pages() -> None:
    assert selected("two", "one\ftwo\fthree", paged=True) == ("two", "page=2")
    assert selected("two\fthree", "one\ftwo\fthree", paged=True) == ("two three", "page=2-3")


def test_a_paragraph_tells_what_stands_twice_on_a_page() -> None:
    text = "one\ftwo.\n\ntwo again"
    assert selected("two", text, nth=1, paged=True) == ("two", "p3")


def test_a_time_locates_what_is_selected_in_a_transcript() -> None:
    text = "00:00:05 Good morning.\n00:12:04 We sold it.\n01:00:09 Goodbye."
    assert selected("sold it", text) == ("sold it", "t=00:12:04")


def test_the_times_of_subtitles_are_not_quoted() -> None:
    text = (
        "1\n00:00:01,000 --> 00:00:02,000\nWe sold\n\n2\n00:00:02,000 --> 00:00:03,000\nthe ship."
    )
    part = text[text.index("We") : -1]
    assert selected(part, text) == ("We sold the ship", "t=00:00:01")


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("It was inter-\nnational law.", "international law"),
        ("It was inter\u00ad\nnational law.", "international law"),
        ("A Rhine-\nMain law.", "Rhine-Main law"),
        ("A well-\nknown law, well-known indeed.", "well-known law"),
        ("A Rhine-\nmain law.", "Rhinemain law"),
    ],
    ids=["broken", "soft", "capital", "written-so-elsewhere", "unknown"],
)  # fmt: skip
def test_a_word_that_a_line_breaks_is_whole(text: str, quote: str) -> None:
    document = document_text(text, "")
    found = selected_quote(document, text.index("\n") + 2, text.index("law") + 3)
    assert (found.quote, found.locator, found.is_found) == (quote, "p1", True)


def test_what_stands_before_in_its_paragraph_is_said_not_to_be_found() -> None:
    document = document_text("He left. He left.", "")
    assert selected_quote(document, 9, 16) == SelectedQuote(
        "He left", "p1", (9, 16), is_found=False
    )


@pytest.mark.parametrize(("start", "stop"), [(0, 0), (13, 15), (50, 20), (900, 990)])
def test_a_selection_without_words_is_refused(start: int, stop: int) -> None:
    with pytest.raises(UsageError, match="The selection has no words"):
        selected_quote(document_text(ARTICLE, ""), start, stop)


WORDS = st.sampled_from(
    "Ann met Bo in 1,200 ways. inter- national \u2013 \u201cso\u201d \u0410\u043d\u043d\u0430 \u4eba\u4eba".split()
)
GAPS = st.sampled_from([" ", " ", " ", "\n", "\n\n", "\f", "\t", "\u00a0", " \n \n"])


@st.composite
def selections(draw: st.DrawFn) -> tuple[DocumentText, int, int]:
    pieces = draw(st.lists(st.tuples(WORDS, GAPS), min_size=1, max_size=25))
    text = "".join(word + gap for word, gap in pieces)
    document = document_text(text, "", is_paged=draw(st.booleans()))
    start = draw(st.integers(0, len(text)))
    return document, start, draw(st.integers(start, len(text)))


@given(selections())
def test_a_quote_leads_back_to_its_place_unless_it_stands_before_it(
    case: tuple[DocumentText, int, int],
) -> None:
    document, start, stop = case
    try:
        quote = selected_quote(document, start, stop)
    except UsageError:
        assert not document.text[start:stop].strip()
        return
    found = find_cited(quote.quote, document, quote.locator)
    assert found is not None
    first, last = quote.span
    assert start >= first or not document.text[start:first].strip()
    if quote.is_found:
        assert first <= found[0] < found[1] <= last
    else:
        assert found[0] < first
