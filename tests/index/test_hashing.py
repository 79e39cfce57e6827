"""The hashes of many texts at once equal the hashes of each alone."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from actorgraph.index import arrays, hashing
from actorgraph.index.hashing import (
    Fingerprints,
    caseless_hash,
    caseless_hashes,
    hashes_without_a_letter,
    joined_hashes,
    mix,
    text_hash,
    text_hashes,
    word_hash,
    word_hashes,
)

TEXTS = st.lists(st.text(max_size=9), max_size=20)
WORDS = st.lists(st.from_regex(r"[a-z0-9]{1,9}", fullmatch=True), max_size=20)


@given(TEXTS)
def test_word_hashes_are_those_of_each(texts):
    hashes = word_hashes(arrays.texts(texts))
    assert hashes.tolist() == [word_hash(text) for text in texts]
    assert mix(hashes).tolist() == [mix(word_hash(text)) for text in texts]


@given(WORDS)
def test_hashes_without_a_letter_are_those_of_the_shorter_words(words):
    hashes, owners = hashes_without_a_letter(arrays.texts(words))
    shorter = [(w[:at] + w[at + 1 :], n) for n, w in enumerate(words) for at in range(len(w))]
    assert list(zip(hashes.tolist(), owners.tolist(), strict=True)) == [
        (word_hash(word), number) for word, number in shorter
    ]


@given(st.lists(st.lists(st.from_regex(r"[a-z0-9]{1,9}", fullmatch=True), min_size=1), max_size=9))
def test_joined_hashes_are_those_of_words_written_as_one(names):
    words = [word for name in names for word in name]
    starts = np.cumsum([0, *map(len, names)])[:-1]
    lengths = np.array([len(word) for word in words], np.int64)
    hashes = word_hashes(arrays.texts(words))
    assert joined_hashes(hashes, lengths, starts).tolist() == [word_hash("".join(n)) for n in names]


@pytest.mark.parametrize("many", [1, 3, 1 << 14])
@pytest.mark.parametrize("long", [8, 512])
@given(texts=st.lists(st.text(max_size=30), max_size=9))
def test_hashes_are_those_of_each(long, many, texts):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(hashing, "LONG", long)
        patch.setattr(hashing, "TEXTS_AT_ONCE", many)
        among = arrays.texts(["before", *texts])[1:]
        assert text_hashes(among).tolist() == [text_hash(text) for text in texts]
        expected = [caseless_hash(text) for text in texts]
        assert caseless_hashes(among).tolist() == expected
        fingerprints = Fingerprints()
        fingerprints.of(arrays.texts(["x"]))
        hashes, told = fingerprints.of(among)
        assert hashes.tolist() == text_hashes(among).tolist()
    for one, other in combinations(range(len(texts)), 2):
        assert (told[one] == told[other]) == (texts[one] == texts[other])


def test_hashes_of_texts_that_are_alike_are_far_apart():
    texts = [f"https://example.org/{n}/{m}" for n in range(100) for m in range(100)]
    hashes = text_hashes(arrays.texts(texts))
    assert len(set(hashes.tolist())) == len(texts)
    for bits in (hashes & 0xFF, hashes >> 24):
        assert np.bincount(bits, minlength=256).max() < 2 * len(texts) / 256


def test_texts_made_to_share_a_hash_are_told_apart():
    """Bits that a multiplication carries nowhere, whatever it multiplies with."""
    one = "1234567a" + "123a567a"
    others = [
        "".join(chr(ord(c) ^ flip.get(place, 0)) for place, c in enumerate(one))
        for flip in ({7: 64, 11: 64, 15: 64}, {7: 64, 11: 64}, {15: 64}, {7: 64})
    ]
    for _ in range(50):
        told = Fingerprints().of(arrays.texts([one, *others]))[1].tolist()
        assert len(set(told)) == len(told)
    assert Fingerprints().of(arrays.texts([one]))[1] != Fingerprints().of(arrays.texts([one]))[1]
