"""Without rapidfuzz, as in a browser, plain Python finds the same names, scores and order."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest import mock

import pytest
from click.testing import CliRunner
from differential.strategies import name_pairs, names
from hypothesis import example, given
from hypothesis import strategies as st
from rapidfuzz import distance, fuzz
from test_names_of_the_page import ASKED, PEOPLE

from actorgraph.cli import cli
from actorgraph.names import NameIndex, letter_distances, likeness, plain_distances
from actorgraph.names.entries import Entry
from actorgraph.names.nearest import nearest
from actorgraph.passages import quotations

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SEED = Path(__file__).parents[2] / "data"
TEXTS = st.one_of(
    name_pairs(),
    st.tuples(st.text("abc", max_size=80), st.text("abc", max_size=80)),
    st.tuples(st.text(), st.text()),
)
LINES = st.lists(st.one_of(names(), st.text("ab ", max_size=6)), max_size=20)


def forget() -> None:
    """Forget what is kept of words that were compared before."""
    letter_distances.distances.cache_clear()
    likeness.word_likeness.cache_clear()


@contextmanager
def without(*packages: str) -> Iterator[None]:
    """Python, as it is where packages are not installed."""
    absent = [name for name in sys.modules if name.split(".")[0] in packages]
    with mock.patch.dict(sys.modules, dict.fromkeys([*packages, *absent])):
        forget()
        yield
    forget()


def both(ask: Callable[[], Any]) -> tuple[Any, Any]:
    """The answers with rapidfuzz and without it."""
    with without("rapidfuzz"):
        plain = ask()
        assert letter_distances.distances() is plain_distances
    return ask(), plain


@given(TEXTS)
@example(("abcd", "badc"))
@example(("ca", "abc"))
def test_two_texts_are_as_far_apart(texts: tuple[str, str]) -> None:
    one, other = texts
    cut = range(4)
    assert plain_distances.OSA.distance(one, other) == distance.OSA.distance(one, other)
    assert [plain_distances.OSA.distance(one, other, score_cutoff=least) for least in cut] == [
        distance.OSA.distance(one, other, score_cutoff=least) for least in cut
    ]
    for name, measure in (
        ("OSA", "normalized_similarity"),
        ("Indel", "normalized_similarity"),
        ("JaroWinkler", "similarity"),
    ):
        plain, fast = (
            getattr(getattr(module, name), measure)(one, other)
            for module in (plain_distances, distance)
        )
        assert plain == fast, name
    assert plain_distances.ratio(one, other) == fuzz.ratio(one, other)


@given(names(), LINES, st.integers(1, 5))
@example("aaab", ["aab"] * 3 + ["ab", "b", ""], 4)
def test_the_same_lines_are_closest_in_the_same_order(
    text: str, lines: list[str], limit: int
) -> None:
    fast, plain = both(
        lambda: (
            letter_distances.closest(text, lines, limit),
            list(letter_distances.close_lines([text, ""], lines, least=60, limit=limit)),
        )
    )
    assert plain == fast


ENTRIES = [
    Entry(number, f"e{number}", (name,), "" if number % 3 else "person")
    for number, name in enumerate((*PEOPLE, *ASKED[::2]))
]


@given(st.lists(st.one_of(names(), st.sampled_from(ASKED)), min_size=1, max_size=3))
@example(["Pompeyo", "Naryschkin", "Stefen Harpr"])
def test_the_same_names_are_found_with_the_same_scores(asked: list[str]) -> None:
    def found() -> object:
        index = NameIndex((one.id, one.names[0], (), one.type) for one in ENTRIES)
        return [index.lookup(name) for name in asked], nearest(asked, ENTRIES)

    fast, plain = both(found)
    assert plain == fast


@pytest.mark.parametrize(
    "question",
    [
        "show Pompeyo",
        "find 'Wladislaw Surkow'",
        "find Naryschkin --limit 3",
        "path Folker Surkof",
        "check",
    ],
)
def test_questions_have_the_same_answers(question: str) -> None:
    fast, plain = both(lambda: CliRunner().invoke(cli, f"--data {SEED} {question}"))
    assert (plain.exit_code, plain.output, str(plain.exception)) == (
        fast.exit_code,
        fast.output,
        str(fast.exception),
    )


def test_no_nearest_quote_is_proposed_without_rapidfuzz() -> None:
    fast, plain = both(
        lambda: quotations.nearest("the quick brawn fox", "See the quick brown fox.")
    )
    assert fast
    assert plain is None
