"""A filter decides alone which edges stay, wherever their claims come from."""

from __future__ import annotations

import pytest
from factory import claim

from actorgraph import dates
from actorgraph.filters import Filter

TYPES = {"ann": "person", "bo": "person", "cia": "agency"}
CLAIMS = [claim(source="ann", target="bo"), claim(source="bo", target="cia")]
DAY = dates.day_number("2018-01-26")


def targets(edges):
    return [edge.target for edge in edges]


def test_both_ends_must_have_a_type_that_is_asked_for():
    only = Filter(types=frozenset({"person"}))
    assert targets(only.edges(CLAIMS, TYPES.__getitem__)) == ["bo"]


def test_entities_that_are_asked_about_may_have_any_type():
    only = Filter(types=frozenset({"agency"}))
    assert targets(only.edges(CLAIMS, TYPES.__getitem__, asked={"bo"})) == ["cia"]


def test_without_types_nobody_is_asked_for_one():
    assert targets(Filter().edges(CLAIMS, {}.__getitem__)) == ["bo", "cia"]


@pytest.mark.parametrize(
    ("only", "window"),
    [
        (Filter(), (dates.EARLIEST, dates.LATEST)),
        (Filter(since=3, until=9), (3, 9)),
        (Filter(as_of=5, since=3, until=9), (5, 5)),
        (Filter(as_of=1, since=3), (3, 1)),
    ],
)
def test_the_window_is_the_narrowest_of_all_days_asked_for(only, window):
    assert only.window == window


def test_claims_of_a_source_that_is_left_out_count_for_nothing():
    told = [claim(attributed_to=("x",)), claim(attributed_to=("y",))]
    (edge,) = Filter(without=frozenset({"x"})).edges(told, TYPES.get)
    assert (edge.origins, len(edge.claims)) == (1, 1)


def test_edges_that_held_on_a_day_say_so():
    dated = [claim(start_date="2018"), claim(target="cia", start_date="2019")]
    (edge,) = Filter(as_of=DAY).edges(dated, TYPES.get)
    assert edge.holds is dates.Holds.POSSIBLE
