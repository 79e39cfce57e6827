"""The blocks of a file that stay tell which rows came, went or changed."""

from __future__ import annotations

from hashlib import sha256
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actorgraph.index import difference
from actorgraph.index.difference import Hunk, TooDifferentError, hunks_of

HEADER = b"source,target\n"
BLOCK = 16


class Column(list):
    """A column of a store, whole."""

    def whole(self):
        return self


class Store(dict):
    """The columns of a store."""

    column = dict.__getitem__


def indexed(lines):
    content = b"".join([HEADER, *lines])
    blocks = [content[at : at + BLOCK] for at in range(0, len(content), BLOCK)]
    starts = accumulate(map(len, lines), initial=len(HEADER))
    digests = b"".join(sha256(block).digest() for block in blocks)
    return Store({"relations.at": Column(starts), "relations.digests": Column(digests)})


def found(before, after, *, ended=True):
    content = b"".join([HEADER, *after])
    content = content if ended else content.rstrip(b"\n")
    hunks = hunks_of(memoryview(content), indexed(before), "relations", len(HEADER))
    return content, hunks


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch):
    monkeypatch.setattr(difference, "BLOCK", BLOCK)


LINES = st.lists(st.sampled_from([b"a,b\n", b"a,c\n", b"bb,c\n", b"c" * 40 + b",d\n", b"e,f\r\n"]))


@given(before=LINES, after=LINES, kept=LINES, last=LINES, ended=st.booleans())
def test_rows_that_stay_and_what_stands_between_them_are_the_file(before, after, kept, last, ended):
    before = [*kept, *before, *kept]
    after = [*kept, *after, *kept, *last]
    content, hunks = found(before, after, ended=ended or not after)
    whole, at = HEADER, 0
    for hunk in hunks:
        whole += b"".join(before[at : hunk.first])
        assert len(whole) == hunk.start
        whole += content[hunk.start : hunk.end]
        assert hunk.end == len(content) or content[: hunk.end].endswith(b"\n")
        at = hunk.stop
    assert whole + b"".join(before[at:]) == content


def rows(count):
    return [b"name%d,other\n" % number for number in range(count)]


def test_the_same_file_differs_nowhere():
    assert found(rows(50), rows(50))[1] == []


def test_a_row_at_the_end_is_alone():
    content, hunks = found(rows(50), [*rows(50), b"a,b\n"])
    assert hunks == [Hunk(50, 50, len(content) - 4, len(content))]


def test_a_first_row_moves_all_others_and_leaves_them_alone():
    _, (hunk,) = found(rows(500), [b"a,b\n", *rows(500)])
    assert (hunk.first, hunk.start) == (0, len(HEADER))
    assert hunk.stop < 4


def test_two_edits_far_apart_are_two():
    after = rows(400)
    after[10], after[305:305] = b"changed,other\n", [b"a,b\n"]
    assert [hunk.first // 100 for hunk in found(rows(400), after)[1]] == [0, 3]


def test_rows_all_of_which_changed_are_too_many(monkeypatch):
    monkeypatch.setattr(difference, "MOST_ROWS", 100)
    with pytest.raises(TooDifferentError):
        found(rows(500), [row.upper() for row in rows(500)])


def test_a_search_for_many_edits_ends(monkeypatch):
    monkeypatch.setattr(difference, "_MOST_TRIALS", 10)
    with pytest.raises(TooDifferentError):
        found(rows(500), [row for row in rows(500) if b"7" not in row])


def test_a_long_row_of_which_only_a_part_is_left_is_not_taken_for_the_whole():
    before = [*rows(5), b"c" * 100 + b",d\n"]
    content = HEADER + b"".join(rows(5)) + b"x" + b"c" * 70
    hunks = hunks_of(memoryview(content), indexed(before), "relations", len(HEADER))
    assert hunks == [Hunk(4, 6, len(content) - 83, len(content))]


def test_rows_that_went_together_can_be_too_many(monkeypatch):
    monkeypatch.setattr(difference, "MOST_ROWS", 10)
    with pytest.raises(TooDifferentError):
        found(rows(500), [*rows(100), *rows(500)[130:]])


def test_a_last_row_without_an_end_goes_on_with_what_is_appended():
    before = [*rows(50), b"a,b"]
    content, (hunk,) = found(before, [*rows(50), b"a,b", b",c\n"])
    assert (hunk.first, hunk.stop, content[hunk.start :]) == (50, 51, b"a,b,c\n")
