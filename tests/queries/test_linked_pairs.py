"""Each pair once and in order, as numpy has the distinct rows."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from actorgraph.linked_pairs import distinct_pairs

NUMBERS = st.integers(0, 6)


@given(st.lists(st.tuples(NUMBERS, NUMBERS), max_size=30), st.integers(7, 9))
def test_pairs_are_distinct_and_in_order(pairs, many):
    rows = np.array(pairs, np.int64).reshape(-1, 2)
    expected = np.unique(rows, axis=0)
    assert distinct_pairs(rows, many).tolist() == expected.tolist()


def test_of_no_numbers_there_is_no_pair():
    assert distinct_pairs(np.empty((0, 2), np.int64), 0).shape == (0, 2)
