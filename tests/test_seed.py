"""The seed data holds what the article states, no more; and its traps come out right."""

from __future__ import annotations

import pytest

from actorgraph import dates
from actorgraph.filters import Filter
from actorgraph.loading import Graph, load
from actorgraph.locating import seed_folder
from actorgraph.queries.conflicts import conflicts
from actorgraph.queries.path import path


@pytest.fixture(scope="module")
def seed() -> Graph:
    return load(seed_folder())


def edges(seed: Graph, **wanted: str) -> list:
    return [
        edge
        for edge in seed.engine.all_edges()
        if all(getattr(edge, name) == value for name, value in wanted.items())
    ]


def test_nothing_is_wrong_with_it(seed: Graph) -> None:
    assert list(seed.engine.problems) == []
    assert not [entity.id for entity in seed.engine.all_entities() if entity.derived]


def test_fifteen_persons_are_named(seed: Graph) -> None:
    people = [entity for entity in seed.engine.all_entities() if entity.type == "person"]
    assert len(people) == 15


def test_every_relation_has_a_claim_with_a_paragraph_and_one_origin(seed: Graph) -> None:
    for edge in seed.engine.all_edges():
        said = [claim for claim in edge.supporting if not claim.is_reading]
        assert edge.origins == (1 if said else 0)
        assert all(claim.document and claim.locator.startswith("p") for claim in edge.claims)
        assert all(claim.speakers and claim.publisher == "eir" for claim in edge.claims)


def test_nobody_is_in_office_only_for_lack_of_an_end(seed: Graph) -> None:
    later = Filter(as_of=dates.day_number("2026-01-01"), relations=frozenset({"holds_position"}))
    holds = {edge.holds for edge in seed.engine.all_edges(later)}
    assert holds == {dates.Holds.POSSIBLE}


def test_schumers_suggestion_is_contested_by_pompeos_letter(seed: Graph) -> None:
    (edge,) = edges(seed, relation="involved_impropriety_by")
    assert edge.verdict == "contested"
    assert {(claim.attributed_to, claim.status) for claim in edge.claims} == {
        (("schumer",), "claimed"),
        (("pompeo",), "denied"),
    }


def test_schumer_spoke_before_the_first_announcement(seed: Graph) -> None:
    (found,) = conflicts(seed.engine, kinds=["said-too-early"]).found
    ((claim,), (_, first)) = found.claims, found.edges
    assert (claim.speakers, claim.statement_date) == (("schumer",), "2018-01-29")
    assert (first.source, first.start_date) == ("antonov", "2018-01-30")


def test_who_only_was_in_washington_did_not_thereby_meet_anybody(seed: Graph) -> None:
    met = {frozenset((edge.source, edge.target)) for edge in edges(seed, relation="met_with")}
    assert met == {frozenset(("pompeo", "naryshkin")), frozenset(("volker", "surkov"))}


def test_the_planned_meeting_is_not_the_one_that_happened(seed: Graph) -> None:
    met = edges(seed, relation="met_with")
    dubai = [e for e in met if {e.source, e.target} == {"volker", "surkov"}]
    assert sorted((edge.certainty, edge.start_date) for edge in dubai) == [
        ("planned", "[2018-01-26..]"),
        ("stated", "2018-01-26"),
    ]


def test_surkovs_words_came_through_tass_and_eir(seed: Graph) -> None:
    through = [
        claim
        for edge in seed.engine.citing({"tass"})
        for claim in edge.claims
        if "tass" in claim.via
    ]
    assert through
    assert {(claim.attributed_to, claim.publisher) for claim in through} == {(("surkov",), "eir")}


def test_offices_without_a_named_holder_stay_without_one(seed: Graph) -> None:
    held = {edge.target for edge in edges(seed, relation="holds_position")}
    unnamed = {"us-chief-of-staff", "russian-chief-of-staff", "moscow-us-intelligence-official"}
    assert not held & unnamed


@pytest.mark.parametrize(
    ("one", "other", "length"),
    [("naryshkin", "svr", 2), ("pompeo", "cia", 2), ("volker", "surkov", 1)],
)
def test_what_must_be_there_is_there(seed: Graph, one: str, other: str, length: int) -> None:
    ends = seed.engine.entities([one, other])
    (way,) = path(seed.engine, ends[one], ends[other]).paths
    assert len(way.steps) == length
