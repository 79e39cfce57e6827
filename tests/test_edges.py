"""What claims add up to: docs/explanation/verdicts.md, rule by rule."""

from __future__ import annotations

import pytest
from factory import claim
from hypothesis import given
from hypothesis import strategies as st

from actorgraph import dates, schema
from actorgraph.edges import VERDICTS, as_of, edges_of

DAYS = ["", "2017", "2018", "2018-01", "2018-01-26", "[2018-01-22..2018-01-28]", "2019", ".."]
CLAIMS = st.lists(
    st.builds(
        claim,
        source=st.sampled_from("ab"),
        target=st.sampled_from("ab"),
        is_symmetric=st.just(True) | st.just(False),
        role=st.sampled_from(["", "", "Director"]),
        tenure=st.sampled_from(["", "", "first"]),
        start_date=st.sampled_from(DAYS),
        end_date=st.sampled_from(["", "..", "2018", "2020"]),
        certainty=st.sampled_from(schema.CERTAINTIES),
        inferred=st.lists(st.sampled_from(schema.INFERRED_PARTS), max_size=1).map(tuple),
        status=st.sampled_from(schema.STATUSES),
        attributed_to=st.lists(st.sampled_from(["x", "y", "z"]), max_size=2).map(tuple),
        via=st.lists(st.sampled_from(["tass", "ria"]), max_size=1).map(tuple),
        statement_date=st.sampled_from(["", "2018-01-30", "2018"]),
        publisher=st.sampled_from(["", "tass", "eir", "bbc"]),
        quote=st.sampled_from(["", "We met.", "we  MET."]),
    ),
    max_size=7,
)


def states(edge):
    """Everything that an edge says, whatever the order of its claims."""
    facts = (edge.id, edge.relation, edge.tenure, edge.start_date, edge.end_date, edge.certainty)
    found = (edge.verdict, edge.origins, edge.origins_of_date, edge.support)
    return (
        *facts,
        *found,
        repr(edge.lead),
        repr(edge.dated_by),
        tuple(sorted(map(repr, edge.claims))),
    )


def met(**said):
    return claim("volker", "met_with", "surkov", is_symmetric=True, **said)


def turned(one):

    return one._replace(source=one.target, target=one.source)


@given(CLAIMS.flatmap(lambda those: st.tuples(st.just(those), st.permutations(those))))
def test_edges_do_not_depend_on_the_order_of_claims(both):
    one, other = both
    assert sorted(map(states, edges_of(one))) == sorted(map(states, edges_of(other)))


@given(CLAIMS)
def test_every_claim_is_kept_and_only_a_denial_is_in_several_edges(those):
    kept = [one for edge in edges_of(those) for one in edge.claims]
    assert {repr(one) for one in kept} == {repr(one) for one in those}
    supporting = [repr(one) for one in kept if one.status != "denied"]
    assert sorted(supporting) == sorted(repr(one) for one in those if one.status != "denied")


@given(CLAIMS)
def test_what_an_edge_shows_is_what_one_of_its_claims_says(those):
    for edge in edges_of(those):
        assert edge.lead in edge.claims
        assert edge.dated_by in edge.claims
        shown = (edge.source, edge.target, edge.role, edge.certainty)
        assert shown == (edge.lead.source, edge.lead.target, edge.lead.role, edge.lead.certainty)
        assert (edge.start_date, edge.end_date) == (
            edge.dated_by.start_date,
            edge.dated_by.end_date,
        )
        assert (edge.lead.status == "denied") == (edge.verdict == "denied")


@given(CLAIMS)
def test_planned_conditional_and_done_are_never_one_edge(those):
    for edge in edges_of(those):
        assert len({one.mode for one in edge.claims}) == 1


@given(CLAIMS, st.data())
def test_fewer_claims_never_have_more_origins_and_no_day_gets_surer(those, data):
    for edge in edges_of(those):
        left = data.draw(st.lists(st.sampled_from(edge.claims), unique_by=id))
        day = dates.day_number("2018-01-26")
        before = as_of([edge], day)
        for fewer in edges_of(left):
            if fewer.verdict != "denied":
                assert fewer.origins <= edge.origins
            after = as_of([fewer], day)
            if after and after[0].holds is dates.Holds.YES and edge.verdict != "denied":
                assert before[0].holds is dates.Holds.YES


@given(CLAIMS)
def test_yes_is_said_by_a_claim_alone(those):
    day = dates.day_number("2018-01-26")
    for edge in as_of(edges_of(those), day):
        said = {one.holds_on(day) for one in edge.supporting}
        assert edge.holds in said or (edge.holds is dates.Holds.NO and not said)


@given(CLAIMS)
def test_the_order_of_the_ends_of_a_symmetric_relation_changes_nothing(those):
    other = [
        turned(one) if one.is_symmetric and number % 2 else one for number, one in enumerate(those)
    ]

    def seen(edge):
        claims = sorted(
            repr(turned(c) if c.source > c.target and c.is_symmetric else c) for c in edge.claims
        )
        return (edge.start_date, edge.end_date, edge.certainty, edge.verdict, edge.origins, claims)

    assert sorted(map(seen, edges_of(those))) == sorted(map(seen, edges_of(other)))


def test_a_date_that_another_gives_names_who_gives_it():
    (edge,) = edges_of(
        [
            met(
                attributed_to=("x",),
                publisher="p",
                start_date="2018-01-05",
                end_date="2018-01-05",
                certainty="likely",
            ),
            met(attributed_to=("y",), publisher="q", status="confirmed"),
        ]
    )
    assert (edge.certainty, edge.verdict, edge.origins) == ("stated", "corroborated", 2)
    assert (edge.start_date, edge.dated_by.speakers, edge.origins_of_date) == (
        "2018-01-05",
        ("x",),
        1,
    )
    assert edge.confirmed_by == ("y",)


def test_a_meeting_is_one_from_either_end_and_so_is_its_denial():
    (edge,) = edges_of(
        [met(attributed_to=("x",)), turned(met(attributed_to=("y",), status="denied"))]
    )
    assert (edge.verdict, edge.denied_by) == ("contested", ("y",))


def test_an_undated_denial_contests_every_meeting():
    edges = edges_of(
        [
            met(start_date="2018-01-05", end_date="2018-01-05"),
            met(start_date="2018-02-05", end_date="2018-02-05"),
            met(status="denied", attributed_to=("y",)),
        ]
    )
    assert [edge.verdict for edge in edges] == ["contested", "contested"]


def test_a_dated_denial_contests_only_what_its_date_allows():
    edges = edges_of(
        [
            met(start_date="2018-01-05", end_date="2018-01-05"),
            met(start_date="2018-02-05", end_date="2018-02-05"),
            met(status="denied", start_date="2018-02", end_date="2018-02"),
        ]
    )
    assert [edge.verdict for edge in edges] == ["unsourced", "contested"]


def test_a_denied_role_leaves_other_roles_alone_and_an_empty_one_denies_all():
    held = [claim(role="Director"), claim(role="Adviser")]
    roles = [edge.verdict for edge in edges_of([*held, claim(role="Director", status="denied")])]
    assert roles == ["contested", "unsourced"]
    assert {edge.verdict for edge in edges_of([*held, claim(status="denied")])} == {"contested"}


def test_nobody_states_an_interval_of_two_half_dated_claims():
    edges = edges_of([claim(end_date="2013-12-12"), claim(start_date="2013-12-12")])
    assert [(edge.start_date, edge.end_date) for edge in edges] == [
        ("", "2013-12-12"),
        ("2013-12-12", ""),
    ]


def test_half_dated_claims_join_one_that_states_both_sides():
    whole = claim(start_date="2001", end_date="2009", attributed_to=("x",))
    (edge,) = edges_of([claim(end_date="2009"), claim(start_date="2001"), whole])
    assert (edge.lead, len(edge.claims)) == (whole, 3)


def test_no_day_between_a_beginning_and_an_end_of_others_is_more_than_possible():
    edges = edges_of([claim(start_date="1996"), claim(end_date="2009")])
    assert {edge.holds for edge in as_of(edges, dates.day_number("2002-05-05"))} == {
        dates.Holds.POSSIBLE
    }


def test_undated_claims_join_the_only_dated_edge_and_else_stay_among_themselves():
    first, second = (
        claim(start_date="2001", end_date="2001"),
        claim(start_date="2005", end_date="2005"),
    )
    assert len(edges_of([first, claim(attributed_to=("x",)), claim(attributed_to=("y",))])) == 1
    assert (
        len(edges_of([first, second, claim(attributed_to=("x",)), claim(attributed_to=("y",))]))
        == 3
    )


def test_our_own_reading_is_no_origin():
    (edge,) = edges_of([claim(attributed_to=("x",), inferred=("relation",))])
    assert (edge.verdict, edge.origins) == ("our-reading", 0)
    (edge,) = edges_of([claim(attributed_to=("x",), inferred=("date",))])
    assert (edge.verdict, edge.origins) == ("single-origin", 1)


def test_what_is_hedged_or_read_is_possible_at_most():
    day = dates.day_number("2018-01-26")
    said = {"start_date": "2018-01-26", "end_date": "2018-01-26"}
    for more in ({"certainty": "likely"}, {"inferred": ("date",)}, {"inferred": ("relation",)}):
        (edge,) = as_of(edges_of([claim(**said, **more)]), day)
        assert edge.holds is dates.Holds.POSSIBLE
    for certainty in ("planned", "conditional"):
        (edge,) = as_of(edges_of([claim(**said, certainty=certainty)]), day)
        assert edge.holds is dates.Holds.PLANNED


def test_how_well_founded_goes_from_denied_to_corroborated():
    said = {"attributed_to": ("x",)}
    weak_to_strong = [
        [claim(**said, status="denied")],
        [claim(**said, certainty="planned"), claim(publisher="y", certainty="planned")],
        [claim(**said, certainty="conditional")],
        [claim(**said, inferred=("relation",))],
        [claim()],
        [claim(**said), claim(status="denied")],
        [claim(**said)],
        [claim(**said, status="confirmed")],
        [claim(**said), claim(publisher="y")],
    ]
    edges = [edge for claims in weak_to_strong for edge in edges_of(claims)]
    assert [edge.support for edge in edges] == sorted(edge.support for edge in edges)
    assert len({edge.support for edge in edges}) == len(edges)
    assert {edge.verdict for edge in edges} == set(VERDICTS)


def test_an_inverse_word_is_the_relation_from_the_other_end():
    owns = claim("a", "owns", "b", attributed_to=("x",))
    (edge,) = edges_of([owns, claim("b", "owned_by", "a", publisher="y")])
    assert (edge.verdict, edge.lead) == ("corroborated", owns)
    assert len(edges_of([owns, claim("a", "owned_by", "b")])) == 2


def test_bounds_of_a_state_that_is_attested_join_a_beginning_or_an_end_and_not_both():
    attested = {"start_date": "[..2018-01-30]", "end_date": "[2018-01-30..]"}
    (edge,) = edges_of([claim(start_date="2017"), claim(**attested, attributed_to=("x",))])
    assert edge.lead.attributed_to == ("x",)
    edges = edges_of([claim(start_date="2017"), claim(end_date="2019"), claim(**attested)])
    assert len(edges) == 3


@pytest.mark.parametrize("different", ["source", "relation", "target", "role", "tenure"])
def test_claims_that_differ_in_what_they_state_are_different_edges(different):
    assert len(edges_of([claim(), claim(**{different: "other"})])) == 2


def test_claims_whose_dates_agree_are_one_edge_with_the_most_exact_dates():
    (edge,) = edges_of([claim(start_date="2018"), claim(start_date="2018-01"), claim()])
    assert (edge.start_date, edge.end_date, len(edge.claims)) == ("2018-01", "", 3)


def test_claims_whose_dates_contradict_are_different_edges():
    edges = edges_of([claim(start_date="2017"), claim(start_date="2018")])
    assert [edge.start_date for edge in edges] == ["2017", "2018"]


def test_an_undated_claim_that_fits_two_periods_stands_alone():
    edges = edges_of([claim(start_date="2017"), claim(), claim(start_date="2018")])
    assert [edge.start_date for edge in edges] == ["2017", "", "2018"]


def test_a_denial_supports_nothing():
    (edge,) = edges_of(
        [
            claim(attributed_to=("surkov",), publisher="eir"),
            claim(attributed_to=("volker",), publisher="b", status="denied"),
        ]
    )
    assert (edge.verdict, edge.origins) == ("contested", 1)


def test_as_of_marks_what_stays_and_drops_what_cannot_hold():
    edges = edges_of([claim(start_date="2017", end_date="2018"), claim(tenure="2", end_date="..")])
    kept = as_of(edges, dates.day_number("2017-12-31"))
    assert [(edge.tenure, edge.holds) for edge in kept] == [("", "yes"), ("2", "possible")]
    assert [e.tenure for e in as_of(edges, dates.day_number("2020-01-01"))] == ["2"]


def test_an_edge_id_does_not_depend_on_the_order_of_claims():
    two = [claim(start_date="2018"), claim(start_date="2018-01")]
    assert edges_of(two)[0].id == edges_of(two[::-1])[0].id


def test_a_claim_without_an_id_is_known_by_what_it_states():
    one = claim(attributed_to=("x",), document="d", locator="p1", note="mine")
    assert one.claim_id == claim(attributed_to=("x",), document="d", locator="p1").claim_id
    assert one.claim_id != claim(attributed_to=("x",), document="d", locator="p2").claim_id
    assert claim(id="c1").claim_id == "c1"
