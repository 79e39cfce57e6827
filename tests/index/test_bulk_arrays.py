"""Results for many texts or pairs at once equal the results for each alone."""

from __future__ import annotations

import numpy as np
import pyarrow as arrow
import pytest
from hypothesis import given
from hypothesis import strategies as st

from actorgraph.hosts import host_of
from actorgraph.index import arrays, posting_sort, string_lookup
from actorgraph.index.hashing import MASK
from actorgraph.index.host_columns import hosts_of
from actorgraph.index.posting_sort import SortedPairs, counting_sort, duplicates
from actorgraph.index.string_lookup import NumberedIds, StringLookup

TEXTS = st.lists(st.text(max_size=9), max_size=20)
PAIRS = st.lists(st.tuples(st.integers(0, MASK), st.integers(0, MASK)), max_size=60)
IDS = st.lists(
    st.one_of(
        st.integers(0, 5000).map(lambda number: f"Q{number}"),
        st.sampled_from(["Q", "", "Q01", "q7", "QQ1", "Q1x", "Q99999999999", "Ü1", "12", "Q-1"]),
    ),
    max_size=30,
)


@pytest.mark.slow
@given(TEXTS)
def test_arrow_arrays_hold_the_texts(texts):
    made = arrays.texts(texts)
    made.validate(full=True)
    assert made.to_pylist() == texts
    assert arrays.lengths(made).tolist() == [len(text.encode()) for text in texts]
    assert arrays.joined(made, arrays.texts([]), made).to_pylist() == texts + texts
    assert arrays.kept(made, np.ones(len(texts), bool)).to_pylist() == texts
    assert arrays.picked(made, np.arange(len(texts))[::-1]).to_pylist() == texts[::-1]


@given(st.lists(st.one_of(st.none(), st.integers(-5, 5)), max_size=20), st.integers(0, 3))
def test_numbers_and_truths_come_out_of_slices(values, start):
    numbers = arrow.array(values, arrow.int32())[start:]
    assert arrays.is_there(numbers).tolist() == [one is not None for one in values[start:]]
    there = numbers.drop_null()
    assert arrays.numbers_in(there).tolist() == there.to_pylist()
    truths = arrow.array([one is None for one in values], arrow.bool_())[start:]
    assert arrays.truths_in(truths).tolist() == truths.to_pylist()


@pytest.mark.parametrize("many", [1, 7, 1 << 20])
@given(several=st.lists(PAIRS, max_size=4))
def test_pairs_come_sorted_and_once(many, several):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(posting_sort, "MANY", many)
        patch.setattr(posting_sort, "FEW", 3)
        found = SortedPairs()
        for one in several:
            both = np.array(one, np.uint64).reshape(-1, 2)
            found.add(*both.T)
        listed = [pair for part in found.parts() for pair in part.tolist()]
    assert listed == sorted({first << 32 | second for one in several for first, second in one})


@pytest.mark.parametrize("few", [0, 1000])
@given(numbers=st.lists(st.integers(0, 9), max_size=40))
def test_values_are_put_in_order_of_their_numbers(few, numbers):
    values = np.arange(len(numbers), dtype=np.uint64)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(posting_sort, "FEW", few)
        ordered, begins, places = counting_sort(np.array(numbers, np.int64), 10, values)
    assert places.tolist() == ordered.tolist()
    assert ordered.tolist() == sorted(values.tolist(), key=numbers.__getitem__)
    assert begins.tolist() == [sum(one < n for one in numbers) for n in range(11)]


@pytest.mark.parametrize("kind", [np.uint32, np.uint64])
@pytest.mark.parametrize("many", [1, 1000])
@given(told=st.lists(st.one_of(st.integers(0, 9), st.integers(MASK - 9, MASK)), max_size=20))
def test_duplicates_are_all_that_share_a_number(kind, many, told):
    expected = [place for place, one in enumerate(told) if told.count(one) > 1]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(posting_sort, "MANY", many)
        found = duplicates(np.array(told, np.uint64).astype(kind) * kind(0x9E3779B9))
    assert found.tolist() == expected


@pytest.mark.parametrize("many", [1, 3, 1 << 16])
@given(among=IDS, these=IDS)
def test_places_are_those_of_the_texts(many, among, these):
    among = list(dict.fromkeys(among))
    expected = [among.index(one) if one in among else -1 for one in these]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(string_lookup, "AT_ONCE", many)
        places = StringLookup(arrays.texts(among))
        assert places.of(arrays.texts(these)).tolist() == expected
        assert places.of_doubtful(arrays.texts(these)).tolist() == expected
        assert places.of(arrays.texts(these[:1])).tolist() == expected[:1]


@pytest.mark.parametrize("many", [1, 3, 1 << 16])
@given(
    numbers=st.lists(st.integers(0, 300), unique=True, max_size=20),
    these=IDS,
    letters=st.sampled_from(["Q", "", "é"]),
)
def test_numbered_ids_are_found_by_their_numbers_alone(many, numbers, these, letters):
    ids = [f"{letters}{number}" for number in numbers]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(string_lookup, "AT_ONCE", many)
        numbered = NumberedIds(arrays.texts(ids))
    assert numbered.fits
    these += [f"{letters}{number}" for number in (0, 7, 300, 301)]
    (found,) = numbered.of_all([arrays.texts(these)])
    assert found.tolist() == [ids.index(one) if one in ids else -1 for one in these]


@pytest.mark.parametrize(
    "ids", [["Q1", "q2"], ["01", "2"], ["1", "4000000000"], ["1", "900000000"], ["a"], ["", "1"]]
)
def test_other_ids_are_not_taken_for_numbers(ids):
    assert not NumberedIds(arrays.texts(ids)).fits


HOSTS = st.one_of(
    st.sampled_from(
        ["x.org", "www.X.org", "m.x.org.", "user@x.org", "evil.org\\@x.org", "[::1]", "xn--mnchen-3ya.de",
         "web.archive.org/web/2018/https://x.org", "WWW.archive.is", "x-org.cdn.ampproject.org/c/s/x.org",
         "a" * 23, "a" * 24, "a" * 25, "b" * 26, "é" * 24, ""]
    ),
    st.text(max_size=30),
)  # fmt: skip


@pytest.mark.slow
@given(
    st.lists(
        st.builds("".join, st.tuples(
            st.sampled_from(["", "http://", "https://", "HTTPS://", "ftp://", " http://", "http:\\", "ht\ttp:\n/"]),
            HOSTS,
            st.sampled_from(["", "/", "/a/b?c", "?q", "#f", ":80/x", "\n/"]),
        )),
        max_size=9,
    )
)  # fmt: skip
def test_hosts_are_those_of_each(documents):
    names, numbers = hosts_of(arrays.texts(documents))
    found = [([*names, ""])[number] for number in numbers.tolist()]
    assert found == [host_of(document) for document in documents]
