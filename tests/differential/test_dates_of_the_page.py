"""The page words a date as Python does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from actorgraph.render import wording

if TYPE_CHECKING:
    from collections.abc import Callable

    Ask = Callable[..., Any]

PLAIN = st.sampled_from(["2018", "2018-01", "2018-01-26", "0001-01-01", "9999", "-0043-03-15"])
TIMES = st.sampled_from(
    [f"2018-01-26T{time}" for time in ("10:30", "10:30:15.5Z", "00:00:00Z", "23:59+02:00")]
)
DECADES = st.sampled_from(["198X", "19XX", "-0043"])
POINTS = st.builds("{}{}".format, PLAIN | DECADES, st.sampled_from(["", "", "?", "~", "%"])) | TIMES
CHOICES = st.builds("[{}..{}]".format, st.just("") | POINTS, POINTS) | st.just("[2018..]")
SIDES = st.just("..") | POINTS | CHOICES
CELLS = st.just("") | SIDES


@given(start=CELLS, end=CELLS)
def test_when_an_edge_held_is_said_alike(page: Ask, start: str, end: str) -> None:
    assert page("when", start, end) == wording.period_words(start, end)


@given(first=SIDES, last=SIDES)
def test_a_moment_is_said_alike(page: Ask, first: str, last: str) -> None:
    for date in (first, f"{first}/{last}"):
        assert page("moment", date) == wording.moment(date)
