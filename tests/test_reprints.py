"""Which documents are reprints of each other."""

from __future__ import annotations

import importlib.util
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actorgraph.reprints import SHINGLE, longest_shared_passage, reprints

BENCHMARK = Path(__file__).parents[1] / "benchmarks/reprints.py"


@pytest.fixture(scope="module")
def planted():
    """The module that plants reprints among other articles."""
    spec = importlib.util.spec_from_file_location("planted_reprints", BENCHMARK)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def writer(planted):
    return planted.Writer(7)


def sharing(texts):
    """The groups of documents that share their text."""
    return {frozenset(documents) for documents in reprints(texts).values()}


@pytest.mark.slow
def test_planted_reprints_are_found_among_articles_that_only_look_alike(planted):
    texts, right = planted.collection(2000, 150, seed=4)
    found = {frozenset((a, b)) for a, others in reprints(texts).items() for b in others if a != b}
    assert 2 * len(found & right) / (len(found) + len(right)) >= 0.95


@pytest.mark.parametrize("number", range(8))
def test_a_report_that_is_lightly_rewritten_is_a_reprint(planted, writer, number):
    original = writer.article(25, 35)
    texts = {f"other{n}": writer.printed(writer.article()) for n in range(20)}
    texts |= {"original": writer.printed(original)}
    texts |= {"reprint": writer.printed(planted.WAYS[number](writer, original))}
    assert sharing(texts) == {frozenset({"original", "reprint"})}


def test_a_press_conference_is_no_reprint(planted, writer):
    texts = {str(n): text for n, text in enumerate(planted.press_conference(writer))}
    assert sharing(texts) == set()


def test_direct_speech_alone_makes_no_reprint_in_any_quotation_marks(writer):
    speech = " ".join(writer.sentences(6))
    for begin, end in ("“”", "„“", "«»", '""', "「」"):
        texts = {
            name: f"{' '.join(writer.sentences(6))}\n{begin}{speech}{end}, she said."
            for name in "ab"
        }
        assert sharing(texts) == set()


def test_a_statement_that_is_nearly_all_of_both_texts_is_one(writer):
    speech = " ".join(writer.sentences(20))
    texts = {name: f"{writer.sentence([])} “{speech}”" for name in "ab"}
    assert sharing(texts) == {frozenset("ab")}


def test_a_footer_under_many_short_notes_makes_no_reprint(writer):
    footer = " ".join(writer.sentences(4))
    texts = {str(n): " ".join(writer.sentences(n % 9 + 4)) + "\n" + footer for n in range(30)}
    assert sharing(texts) == set()


def test_many_copies_that_only_their_footers_tell_apart_are_reprints(writer):
    body = " ".join(writer.sentences(15))
    texts = {str(n): body + "\n" + " ".join(writer.sentences(2)) for n in range(9)}
    assert sharing(texts) == {frozenset(texts)}


def test_two_reports_in_one_round_up_share_nothing_with_each_other(writer):
    one, two = (writer.sentences(15) for _ in range(2))
    texts = {"one": " ".join(one), "two": " ".join(two), "both": " ".join(one + two)}
    assert reprints(texts) == {
        "one": {"one", "both"}, "two": {"two", "both"}, "both": {"one", "two", "both"},
    }  # fmt: skip


def test_equal_texts_are_one_unless_they_say_hardly_anything():
    line = "The minister met the envoy at the port on Monday."
    texts = {
        "a": line,
        "b": line.upper(),
        "c": "No text here.",
        "d": "No text here.",
        "e": "",
        "f": "",
    }
    assert sharing(texts) == {frozenset("ab")}


def test_a_script_without_blanks_is_compared_by_letters():
    draw = random.Random(1)
    one, two = ("".join(chr(draw.randint(0x4E00, 0x5500)) for _ in range(200)) for _ in range(2))
    assert sharing({"a": one + two[:50], "b": two[50:] + one, "c": two[:50]}) == {
        frozenset("ab"), frozenset("ac"), frozenset("abc"),
    }  # fmt: skip


WORDS = st.lists(st.sampled_from("ab cd ef gh “ij kl” mn op. ü".split(" ")), max_size=60).map(
    " ".join
)
TEXTS = st.dictionaries(st.text("xyz", min_size=1, max_size=3), WORDS, max_size=9)


@settings(deadline=None)
@given(TEXTS, st.randoms())
def test_to_share_a_text_is_mutual_and_independent_of_order(texts, draw):
    found = reprints(texts)
    assert all(one in found[other] for one, others in found.items() for other in others)
    shuffled = list(texts.items())
    draw.shuffle(shuffled)
    assert reprints(dict(shuffled)) == found


def test_the_shared_passage_stands_as_in_the_first_text():
    one = "First of all:  the Envoy met\nhim, at the port; on MONDAY it rained."
    passage = longest_shared_passage(
        one, "He said the envoy met him at the port. On Monday it snowed."
    )
    assert passage.text == "the Envoy met\nhim, at the port; on MONDAY it"
    assert passage.words == 10
    assert longest_shared_passage(one, "the envoy met him") == ("", 0)


@given(*[st.lists(st.sampled_from("abc"), max_size=30)] * 2)
def test_the_shared_passage_is_the_longest(one, two):
    runs = {
        tuple(two[start:stop]) for start in range(len(two)) for stop in range(start, len(two) + 1)
    }
    longest = max(
        (stop - start
         for start in range(len(one)) for stop in range(start, len(one) + 1)
         if tuple(one[start:stop]) in runs),
        default=0,
    )  # fmt: skip
    passage = longest_shared_passage(" ".join(one), " ".join(two))
    assert passage.words == (longest if longest >= SHINGLE else 0)
    assert passage.text in " ".join(one)
