"""`wordings` marks those pairs of quotes that `same_wording` calls the same, and no others."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from actorgraph import quotes as quotes_module
from actorgraph.quotes import same_wording, wordings

WORDS = "they knew of it 5 days before the vote and said so to no one else at all in Vienna".split()
words = st.lists(st.sampled_from([*WORDS, "...", "[he]", "!"]), max_size=24)
changed = st.tuples(words, st.integers(0, 23), st.sampled_from([*WORDS, ""]))
texts = st.lists(
    st.one_of(words.map(" ".join), st.sampled_from(["", "?!", "no comment"])), max_size=5
)


@given(texts, st.lists(changed, max_size=3))
def test_the_same_pairs_share_a_mark(texts, edits):
    for base, at, word in edits:
        texts = [*texts, " ".join(base), " ".join([*base[:at], word, *base[at + 1 :]])]
    marks = wordings(texts)
    for one, two in combinations(range(len(texts)), 2):
        assert bool(marks[one] & marks[two]) == same_wording(texts[one], texts[two])


def test_what_is_not_compared_any_more_counts_as_one(monkeypatch):
    monkeypatch.setattr(quotes_module, "MOST_COMPARED", 2)
    marks = wordings([" ".join([*WORDS[:12], str(n)]) for n in range(4)])
    assert set.intersection(*marks)
