"""How an edge and its claims are worded: no part is said by nobody, or more firmly than it was."""

from __future__ import annotations

import pytest
from factory import claim, graph_of

from actorgraph import dates
from actorgraph.edges import as_of, edges_of
from actorgraph.render.date_words import period_words
from actorgraph.render.wording import (
    claim_line,
    edge_lines,
    one_publisher,
    sentence,
    standing,
    when,
)

X = {"attributed_to": ("x",), "publisher": "p"}
Y = {"attributed_to": ("y",), "publisher": "q"}
DAY = {"start_date": "2018-01-05", "end_date": "2018-01-05"}


def met(source="a", target="b", **said):
    return claim(source, "met_with", target, is_symmetric=True, **said)


def edge_of(*claims):
    (edge,) = edges_of(claims)
    return edge


def on_day(*claims):
    (edge,) = as_of(edges_of(claims), dates.day_number("2018-01-05"))
    return when(edge, str).partition("on that day: ")[2]


def test_a_date_of_one_of_several_origins_names_it():
    edge = edge_of(met(**X, **DAY), met(**Y))
    assert when(edge, str) == "on 5 January 2018 (x alone)"
    assert standing(edge, str) == "2 origins"


def test_a_date_that_is_not_the_leads_names_its_speaker_and_how_sure_that_is():
    edge = edge_of(met(**Y, status="confirmed"), met(**X, **DAY, certainty="likely"))
    assert when(edge, str) == "on 5 January 2018 (x [likely] alone)"
    assert standing(edge, str) == "2 origins · confirmed by y"
    assert sentence(edge, str) == "a — met with — b"


def test_a_date_that_most_origins_give_says_how_many_do():
    third = {"attributed_to": ("z",), "publisher": "r"}
    edge = edge_of(met(**X, **DAY), met(**Y, **DAY), met(**third))
    assert when(edge, str) == "on 5 January 2018 (2 of 3 origins)"


def test_what_is_our_reading_says_so_and_of_what():
    read = met(**X, **DAY, place="Dubai", inferred=("relation", "target", "date", "place"))
    edge = edge_of(read)
    assert sentence(edge, str) == "a — met with — b [our reading: whom, what]"
    assert sentence(edge, str, seen_from="b") == "b — met with — a [our reading: who, what]"
    assert when(edge, str) == "on 5 January 2018 (our reading)"
    assert standing(edge, str) == "our reading alone"
    assert claim_line(read, str) == (
        "x says · on 5 January 2018 (our reading) · our reading: whom, what · no document "
        "· in Dubai (our reading)"
    )


def test_a_confirmation_that_we_read_as_one_is_marked_so():
    edge = edge_of(met(**X), met(**Y, status="confirmed", inferred=("relation",)))
    assert standing(edge, str) == "single origin · confirmed by y [our reading]"


def test_who_says_and_who_denies_stand_with_their_names():
    edge = edge_of(met(**X), met(status="denied", **Y))
    assert sentence(edge, str).endswith("[CONTESTED]")
    assert standing(edge, str) == "single origin · contested: said by x, denied by y"
    edge = edge_of(met(status="denied", **Y), met(status="denied"))
    assert sentence(edge, str).endswith("[DENIED]")
    assert standing(edge, str) == "no origin · DENIED by y and a claim without a speaker"


def test_a_date_that_we_read_into_what_somebody_says_is_no_date_that_they_give():
    read = met(**X, **DAY, inferred=("date",))
    edge = edge_of(met(**Y, **DAY), read)
    assert (edge.origins, edge.origins_of_date) == (2, 1)
    assert when(edge, str) == "on 5 January 2018 (y alone)"
    edge = edge_of(read, met(**Y))
    assert (edge.origins, edge.origins_of_date) == (2, 0)
    assert when(edge, str) == "on 5 January 2018 (x, our reading)"
    assert when(edge_of(read), str) == "on 5 January 2018 (our reading)"


def test_who_excludes_a_day_by_a_date_that_is_our_reading_is_marked():
    month = {"start_date": "2018-01", "end_date": "2018-01"}
    later = met(**Y, start_date="2018-01-10", end_date="2018-01-31", inferred=("date",))
    assert on_day(met(**X, **month), later) == "possible, no by y [our reading]"


def test_what_is_rejected_says_so_where_it_is_asked_for():
    edge = edge_of(met(**X, assessment="rejected"), met(**Y, status="denied"))
    assert sentence(edge, str) == "a — met with — b [REJECTED, CONTESTED]"


@pytest.mark.parametrize("certainty", ["likely", "planned", "conditional"])
def test_a_hedge_names_whose_it_is(certainty):
    edge = edge_of(met(**X, certainty=certainty))
    assert sentence(edge, str) == f"a — met with — b [{certainty}, as x says]"
    denied = edge_of(met(**X, certainty=certainty, status="denied"))
    assert sentence(denied, str) == f"a — met with — b [{certainty}, DENIED]"


def test_one_publisher_of_all_is_named_once():
    apart = edges_of([met(**X), claim(**X)])
    said = one_publisher(apart, str)
    assert said == "All of this comes through one publisher: p. Nothing here has a second origin."
    assert not one_publisher(apart[:1], str)
    assert not one_publisher(edges_of([met(**X), claim(**Y)]), str)
    assert not one_publisher(edges_of([met(), claim()]), str)


def test_a_day_that_was_asked_for_names_who_says_yes_and_who_says_no():
    assert on_day(met(**X, **DAY)) == "yes (by x)"
    assert on_day(met(**X, **DAY, certainty="likely")) == "possible"
    assert on_day(met(**X, **DAY, certainty="planned")) == "planned (by x)"
    assert on_day(met(**X, **DAY), met(**Y, status="denied")) == "yes (by x), no by y"
    assert on_day(met(status="denied", **Y)) == "no (denied by y)"
    longer = {"start_date": "2018-01", "end_date": "2018-01"}
    holds = [claim(**X, **longer), claim(**Y, start_date="2018-01-10", end_date="2018-01-31")]
    assert on_day(*holds) == "possible, no by y"


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("", "", "no date given"),
        ("[..2018-01-30]", "[2018-01-30..]", "on 30 January 2018; beginning and end not given"),
        ("[..2018]", "[2018..]", "in 2018; beginning and end not given"),
        (
            "[..2018-01-28]",
            "[2018-01-22..]",
            "some day from 22 January 2018 to 28 January 2018; beginning and end not given",
        ),
        ("[..2010]", "[2015..]", "by 2010, until 2015 at least"),
        ("[..2018]", "[..2018]", "by 2018"),
        ("[..2018]", "", "by 2018, end not given"),
        ("[2018..]", "", "not before 2018, end not given"),
        ("", "2018", "until 2018, beginning not given"),
        ("1996", "", "from 1996, end not given"),
        ("2001", "..", "from 2001, end left open"),
    ],
)
def test_a_bound_is_no_beginning_and_no_end(start, end, words):
    assert period_words(start, end) == words


def test_a_claim_line_shows_every_cell():
    cells = {
        "tenure": "second",
        "amount": "5000",
        "currency": "EUR",
        "share": "25-50",
        "as_named": "the chief",
        "quote": "We paid.",
        "note": "odd",
        "id": "c1",
        "about": "c7",
        "assessment": "open",
        "checked_by": "Ann",
        "checked_date": "2018-03-01",
        "via": ("tass",),
        "statement_date": "2018-02",
        "locator": "p8",
        "document": "paper",
        "extra": {"weight": "2", "as": "loan", "colour": ""},
    }
    assert claim_line(claim(**X, **cells, certainty="planned"), str) == (
        "x via tass says it is planned · said in February 2018 · paper, p8 · tenure: second "
        '· as "the chief" · quote: "We paid." · checked by Ann on 1 March 2018 · assessed: open '
        "· note: odd · id c1 · about claim c7 · amount 5000 · currency EUR · share 25-50 "
        "· weight 2 · as loan"
    )


def test_a_claim_in_other_words_or_from_the_other_end_says_so():
    edge = edge_of(claim("a", "owns", "b", **X), claim("b", "owned_by", "a", **Y))
    assert list(edge_lines(edge, str))[3] == "  - y says · as: b — owned by — a · no document"
    edge = edge_of(met(**X, role="host"), met("b", "a", **Y, role="guest"))
    assert list(edge_lines(edge, str, seen_from="b")) == [
        "b — met with (host: a) — a",
        "  no date given · 2 origins",
        "  - x says · no document",
        "  - y says · role of b: guest · no document",
    ]


def test_around_an_entity_a_symmetric_relation_begins_with_the_nearer_end(tmp_path):
    rows = "source,target,relation\nb,a,met_with\nc,b,met_with\n"
    text = graph_of(tmp_path, relations=rows).neighbors("a", depth=2).text()
    assert "a — met with — b" in text
    assert "b — met with — c" in text
