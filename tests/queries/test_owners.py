"""Who owns whom in the end: what claims count, and what all of them add up to.

Fifty random registers with circles, ranges and dates; `--full` tries 10,000.
"""

from __future__ import annotations

import json
import random
from fractions import Fraction
from pathlib import Path

import pytest
from factory import graph_of
from ownership_oracle import bounds_by_corners

import actorgraph
from actorgraph.errors import ArgumentError
from actorgraph.queries.integrated_shares import ShareRange
from actorgraph.queries.owning_links import (
    CONTESTS,
    CONTROL,
    DIFFERING,
    DOUBTFUL,
    ENDED,
    ENDS,
    INDIRECT,
    NO_SHARE,
    OVERFULL,
    POSSIBLE_THEN,
    PROFIT,
    UNREAD,
    VOTES,
    WINDOW,
)
from actorgraph.queries.uncounted import ABOUT, UNDIRECTED

SHIPYARD = Path(__file__).parent.parent.parent / "docs/examples/shipyard"
COLUMNS = (
    "source", "target", "relation", "role", "share", "start_date", "end_date", "status",
    "certainty", "inferred", "attributed_to", "document", "directed", "about", "assessment", "directOrIndirect",
)  # fmt: skip
REGISTERS_OF_THE_GATE = 50
REGISTERS_OF_THE_LONG_FORM = 10_000


def register(folder, *rows, **kwargs):
    """Return a graph of rows such as `a>b 25-50`, or such a text with further cells."""
    lines = [",".join(COLUMNS)]
    for row in rows:
        text, cells = row if isinstance(row, tuple) else (row, {})
        ends, _, share = text.partition(" ")
        source, target = ends.split(">")
        cells = {"relation": "owns", "attributed_to": "reg", **kwargs, **cells}
        cells |= {"source": source, "target": target, "share": share}
        lines.append(",".join(cells.get(column, "") for column in COLUMNS))
    return graph_of(folder, relations="\n".join(lines) + "\n")


def shares(answer):
    """Return the share of each in percent: one number, or both ends of a range."""
    return {
        one.entity.id: tuple(float(part * 100) for part in dict.fromkeys(one.share[:2]))
        for one in answer.holdings
    }


def doubts(answer):
    (link,) = answer.links
    return link.doubts


def reasons(answer):
    return [(one.edge.source, one.reason) for one in answer.uncounted]


def test_shares_multiply_along_chains_and_add_up(tmp_path):
    graph = register(tmp_path, "a>b 60", "b>c 50", "a>c 10", "d>c 25-50")
    answer = graph.owners("c")
    assert shares(answer) == {"b": (50,), "a": (40,), "d": (25, 40)}
    assert [one.verdict for one in answer.holdings] == ["certain"] * 3
    by_id = {one.entity.id: one for one in answer.holdings}
    assert [[link.owner for link in chain.links] for chain in by_id["a"].chains] == [
        ["a", "b"],
        ["a"],
    ]
    assert by_id["a"].direct.share.least == Fraction(1, 10)
    assert [by_id[one].is_end for one in "abd"] == [True, False, True]
    assert shares(graph.owned("a")) == {"b": (60,), "c": (40,)}


@pytest.mark.parametrize(
    ("threshold", "verdict"),
    [(25, "certain"), (30, "possibly"), ("50%", "possibly"), (50.5, "not"), ("25.001", "possibly")],
)
def test_a_range_reaches_a_threshold_for_certain_possibly_or_not(tmp_path, threshold, verdict):
    (one,) = register(tmp_path, "a>b 25-50").owners("b", threshold=threshold).holdings
    assert one.verdict == verdict


@pytest.mark.parametrize(
    ("share", "threshold", "verdict"),
    [
        (">25", "25", "certain"),
        (">25", ">25", "certain"),
        ("25", ">25", "not"),
        ("25", "more than 25 %", "not"),
        ("25", "25 or more", "certain"),
        ("25-50", ">25", "possibly"),
        (">25-50", ">25", "certain"),
        (">25-50", ">50", "not"),
        (">25-50", "50", "possibly"),
        (">50-<75", "75", "not"),
        (">50-<75", "50", "certain"),
        ("<25", "25", "not"),
        ("0-25", "25", "possibly"),
        ("75-100", ">75", "possibly"),
    ],
)
def test_more_than_a_share_is_told_from_as_much(tmp_path, share, threshold, verdict):
    answer = register(tmp_path, f"a>b {share}").owners("b", threshold=threshold)
    (one,) = answer.holdings
    assert one.verdict == verdict


def test_a_bound_that_is_not_reached_is_said_in_words_and_in_data(tmp_path):
    graph = register(tmp_path, "a>b >25-50", "c>b <5", "d>a >75")
    answer = graph.owners("b", threshold=">25")
    text = " ".join(answer.text().split())
    for words in (
        "For certain more than 25%: a: >25-50%",
        "Possibly more than 25%: d: >18.75-50%, through others",
        "more than 75% of a × >25-50% of b = >18.75-50%",
        "Not more than 25%: c: less than 5%",
    ):
        assert words in text
    told = answer.json()
    assert (told["threshold"], told["more_than"]) == (25.0, True)
    assert [one["share"] for one in told["holdings"]] == [
        {"least": 25.0, "largest": 50.0, "not_reached": ["least"]},
        {"least": 18.75, "largest": 50.0, "not_reached": ["least"]},
        {"least": 0.0, "largest": 5.0, "not_reached": ["largest"]},
    ]
    rows = answer.frame().to_dict("records")
    assert [(one["id"], one["share_not_reached"], one["direct_not_reached"]) for one in rows] == [
        ("a", "least", "least"), ("d", "least", ""), ("d", "least", ""), ("c", "largest", "largest"),
    ]  # fmt: skip


def test_claims_with_and_without_a_bound_that_is_reached(tmp_path):
    rows = ("a>b >25", ("a>b 25-60", {"attributed_to": "other"}))
    (link,) = register(tmp_path, *rows).owners("b").links
    assert link.share == ShareRange(Fraction(1, 4), Fraction(1))
    classes = ("a>b >20-25", ("a>b 20-<25", {"role": "shares of class B"}))
    (link,) = register(tmp_path, *classes).owners("b").links
    assert link.share == ShareRange(Fraction(1, 5), Fraction(1, 2), is_above=True, is_below=True)


def test_whoever_reaches_the_threshold_possibly_comes_before_who_does_not(tmp_path):
    answer = register(tmp_path, "a>b 20", "c>b 10-60", "d>b 25").owners("b")
    assert [one.entity.id for one in answer.holdings] == ["d", "c", "a"]


def test_an_owner_for_whom_nothing_is_left_is_listed(tmp_path):
    answer = register(tmp_path, "a>b 100", "c>b").owners("b")
    assert shares(answer) == {"a": (100,), "c": (0,)}
    assert "c: 0%, 0-100% directly, no owner is recorded" in answer.text()


@pytest.mark.parametrize(
    "threshold", [0, -1, 101, "x", "nan", "1/0", "", "<25", "25-50", ">100", "1/4"]
)
def test_a_threshold_is_a_percentage(tmp_path, threshold):
    with pytest.raises(ArgumentError, match="not a percentage above 0"):
        register(tmp_path, "a>b 50").owners("b", threshold=threshold)


LATER = {"attributed_to": "other"}


@pytest.mark.parametrize(
    ("rows", "share", "doubt"),
    [
        (["a>b 30"], (30,), ()),
        (["a>b 25-50"], (25, 50), ()),
        (["a>b"], (0, 100), (NO_SHARE,)),
        (["a>b some"], (0, 100), (UNREAD,)),
        (["a>b 30", ("a>b", LATER)], (30,), ()),
        (["a>b 30", ("a>b 40", LATER)], (30, 40), (DIFFERING,)),
        (["a>b 30", ("a>b 25-50", LATER)], (25, 50), (DIFFERING,)),
        (["a>b 30", ("a>b", LATER | {"status": "denied"})], (0, 30), (CONTESTS,)),
        ([("a>b 30", {"certainty": "likely"})], (0, 30), (DOUBTFUL,)),
        ([("a>b 30", {"inferred": "target"})], (0, 30), (DOUBTFUL,)),
        (["a>b 30", ("a>b 40", LATER | {"certainty": "likely"})], (30, 40), (DIFFERING,)),
        (["a>b 30", ("a>b 30", LATER | {"end_date": "2019-01-01"})], (0, 30), (ENDS,)),
        (["a>b 10", ("a>b 20", {"role": "preference shares"})], (20, 30), ()),
        (["a>b 70", ("a>b 60", {"role": "preference shares"})], (70, 100), ()),
        (["a>b 0"], None, ()),
        ([("b>a 30", {"relation": "owned_by"})], (30,), ()),
        ([("a>b 30", {"relation": "shareholder_of"})], (30,), ()),
        ([("a>b 30", {"role": "voting shares"})], (30,), ()),
        ([("a>b 30", {"directOrIndirect": "indirect"})], (30,), (INDIRECT,)),
        ([("a>b 30", {"role": "indirect ownership"})], (30,), (INDIRECT,)),
        ([("a>b 30", {"role": "direct and indirect"})], (30,), ()),
    ],
)
def test_what_claims_count(tmp_path, rows, share, doubt):
    answer = register(tmp_path, *rows).owners("b")
    assert shares(answer).get("a") == share
    assert doubts(answer) == doubt
    assert shares(register(tmp_path, *rows).owned("a")).get("b") == share


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"status": "denied"}, "denied"),
        ({"certainty": "planned"}, "planned"),
        ({"certainty": "conditional"}, "conditional"),
        ({"end_date": "2019-01-01"}, ENDED),
        ({"end_date": "[..2019]"}, ENDED),
        ({"role": "votingRights"}, VOTES),
        ({"role": "voting rights 25 to 50 percent", "relation": "controls"}, VOTES),
        ({"role": "rightsToProfitOrIncome"}, PROFIT),
        ({"relation": "controls"}, CONTROL),
        ({"directed": "no"}, UNDIRECTED),
    ],
)
def test_what_counts_nothing_is_named(tmp_path, cells, reason):
    graph = register(tmp_path, ("a>b 30", cells))
    for answer in (graph.owners("b"), graph.owned("a")):
        assert (answer.holdings, answer.links) == ([], ())
        assert reasons(answer) == [("a", reason)]
        assert answer.exit_code == 1
    assert "Nobody is recorded to own b" in graph.owners("b").text()
    assert "a is recorded to own nothing" in graph.owned("a").text()


def test_what_is_said_of_another_claim_is_no_ownership(tmp_path):
    graph = graph_of(
        tmp_path,
        relations="id,source,target,relation,share,about,attributed_to\n"
        "k1,a,b,owns,30,,reg\nk2,x,b,owns,30,k1,post\n",
    )
    answer = graph.owners("b")
    assert (shares(answer), reasons(answer)) == ({"a": (30,)}, [("x", ABOUT)])


def test_a_word_that_is_asked_for_is_followed_in_place_of_those_of_ownership(tmp_path):
    graph = register(tmp_path, ("a>b 30", {"relation": "controls"}), "c>b 20")
    assert shares(graph.owners("b", relations="controls")) == {"a": (30,)}


def test_gleif_says_who_consolidates_which_is_control(tmp_path):
    graph = register(tmp_path, ("child>parent", {"relation": "directly_consolidated_by"}))
    (one,) = graph.owners("child").uncounted
    assert (one.reason, one.edge.target) == (CONTROL, "parent")
    assert len(graph.owned("parent").uncounted) == 1


def test_an_end_that_is_open_or_only_attested_is_none(tmp_path):
    for end in ("..", "[2019..]"):
        graph = register(tmp_path, ("a>b 30", {"end_date": end}))
        assert shares(graph.owners("b")) == {"a": (30,)}


def test_as_of_a_day_what_is_only_possible_can_be_nothing(tmp_path):
    graph = register(
        tmp_path,
        ("a>b 30", {"start_date": "2010-01-01"}),
        ("c>b 20", {"start_date": "2010-01-01", "end_date": ".."}),
        ("d>b 10", {"start_date": "2010-01-01", "end_date": "2012-01-01"}),
    )
    answer = graph.owners("b", as_of="2015-01-01")
    assert shares(answer) == {"c": (20,), "a": (0, 30)}
    assert [link.doubts for link in answer.links] == [(POSSIBLE_THEN,), ()]
    assert shares(graph.owners("b", as_of="2011-01-01"))["d"] == (10,)
    assert "Owners of b on 1 January 2015: 2" in answer.text()


def test_in_a_window_nothing_is_sure(tmp_path):
    graph = register(tmp_path, ("a>b 30", {"start_date": "2010", "end_date": "2012"}))
    answer = graph.owners("b", since="2011", until="2013")
    assert (shares(answer), doubts(answer)) == ({"a": (0, 30)}, (WINDOW,))
    assert "Without a day" not in answer.text()


def test_of_an_overfull_company_every_share_is_only_possible(tmp_path):
    answer = register(tmp_path, "a>b 60", "c>b 50", "b>d 50").owners("d")
    assert answer.overfull == ("b",)
    assert shares(answer) == {"b": (50,), "a": (0, 30), "c": (0, 25)}
    assert [OVERFULL in link.doubts for link in answer.links] == [False, True, True]
    assert "More than 100% of b is said to be owned" in answer.text()


def test_a_circle_is_solved_and_named(tmp_path):
    graph = register(tmp_path, "a>b 50", "c>b 50", "b>c 50", "b>b 0", "d>d 10", "a>d 45")
    answer = graph.owners("b")
    assert shares(answer)["a"] == pytest.approx((200 / 3,))
    assert answer.circles == (("b", "c"),)
    assert "b and c own each other in a circle" in answer.text()
    alone = graph.owners("d")
    assert shares(alone) == {"a": (50,)}
    assert "d owns a part of itself" in alone.text()


def test_an_indirect_share_that_links_give_is_not_counted_again(tmp_path):
    indirect = {"directOrIndirect": "indirect"}
    graph = register(tmp_path, "a>b 60", "b>c 50", ("a>c 30", indirect), ("x>b 5", indirect))
    for answer, far in ((graph.owners("c"), "a"), (graph.owned("a"), "c")):
        assert reasons(answer) == [("a", INDIRECT)]
        assert shares(answer)[far] == (30,)
    assert shares(graph.owners("b")) == {"a": (60,), "x": (5,)}


def test_what_is_stated_as_indirect_of_a_company_on_the_way_is_possible(tmp_path):
    """It can be a part of what is counted already, and nobody says that it is not there."""
    indirect = {"directOrIndirect": "indirect"}
    graph = register(tmp_path, "b>e 50", "c>e 50", "m>c 8", ("m>b 75-100", indirect))
    up = graph.owners("e")
    assert [one.verdict for one in up.holdings if one.entity.id == "m"] == ["possibly"]
    assert shares(up)["m"] == (4, 54)
    assert not reasons(up)
    assert "0-100% of b × 50% of e = 0-50%" in up.text()


def test_what_is_stated_as_indirect_is_no_end_and_is_said_to_be_followed_no_further(tmp_path):
    indirect = {"directOrIndirect": "indirect"}
    graph = register(tmp_path, ("a>b 60", indirect), "p>a 100", "b>c 50")
    for answer in (graph.owners("b"), graph.owners("c"), graph.owned("p")):
        assert {one.is_end for one in answer.holdings} == {False}
        assert "no owner is recorded" not in answer.text()
    remark = "so that there can be more {} and larger shares than are listed: ask `{}` of {} too."
    assert remark.format("owners", "owners", "a") in " ".join(graph.owners("b").text().split())
    assert remark.format("owners", "owners", "a") in " ".join(graph.owners("c").text().split())
    assert remark.format("companies", "owned", "b") in " ".join(graph.owned("p").text().split())


def test_what_is_stated_as_indirect_is_not_said_to_be_left_where_links_give_it(tmp_path):
    indirect = {"directOrIndirect": "indirect"}
    graph = register(tmp_path, "a>b 60", "b>c 50", ("a>c 30", indirect), "c>d 100")
    for answer in (graph.owners("c"), graph.owners("d"), graph.owned("a")):
        assert "followed no further" not in answer.text()


def test_an_owner_whom_filters_hide_is_not_said_to_be_recorded_nowhere(tmp_path):
    graph = register(tmp_path, "a>b 60", ("p>a 50", {"attributed_to": "other"}))
    left = graph.owners("b", without="other").text()
    assert "a: 60%, no owner is recorded in what the filters leave" in left


def test_what_is_doubtful_of_one_edge_is_not_said_of_another_between_the_same_two(tmp_path):
    graph = register(
        tmp_path, ("a>b 60", {"role": "class A"}), ("a>b", {"role": "class B"}),
        ("a>b 5", {"role": "class C", "certainty": "likely"}),
    )  # fmt: skip
    text = " ".join(graph.owners("b").text().split())
    assert "(class A) — b no date" in text
    assert "(class B) — b (no share is given) no date" in text
    assert "(class C) — b [likely, as reg says] (hedged" in text


def test_a_limit_shortens_the_links_with_the_owners_and_what_is_not_counted(tmp_path):
    votes = [(f"{one}>b 5", {"role": "votes"}) for one in "xyz"]
    graph = register(tmp_path, "a>b 60", "p>a 50", "c>b 30", *votes)
    answer = graph.owners("b").limited(1)
    assert "60% of b" in answer.text()
    assert [one in answer.text() for one in ("c — owns", "x — owns", "y — owns")] == [
        False,
        True,
        False,
    ]
    assert answer.beyond_limit == 4
    links = answer.json()["links"]
    assert [(one["owner"], one["company"]) for one in links] == [("a", "b")]
    assert answer.json()["holdings"][0]["chains"][0]["links"] == [0]


def test_an_indirect_share_is_added_to_the_direct_one(tmp_path):
    indirect = {"directOrIndirect": "indirect"}
    graph = register(
        tmp_path, ("a>b 50", {"directOrIndirect": "direct"}), ("a>b 50", indirect | {"role": "x"})
    )
    assert shares(graph.owners("b")) == {"a": (100,)}


def test_filters_compute_all_shares_anew(tmp_path):
    other = LATER | {"document": "d2"}
    graph = register(tmp_path, ("a>b 60", {"document": "d1"}), ("a>b 30", other), ("p>a 50", other))
    assert shares(graph.owners("b")) == {"a": (30, 60), "p": (15, 30)}
    assert shares(graph.owners("b", without="other")) == {"a": (60,)}
    assert shares(graph.owners("b", speakers="other")) == {"a": (30,), "p": (15,)}
    assert shares(graph.owners("b", min_origins=2)) == {"a": (30, 60)}


def test_types_choose_who_is_listed_and_not_whom_a_chain_passes(tmp_path):
    graph = graph_of(
        tmp_path,
        entities="id,name,type\np,Pia,person\nb,B,organization\nc,C,organization\n",
        relations="source,target,relation,share\np,b,owns,60\nb,c,owns,50\n",
    )
    assert shares(graph.owners("c", types="person")) == {"p": (30,)}


def test_rejected_claims_are_counted_and_not_used(tmp_path):
    graph = register(tmp_path, "a>b 60", ("c>b 20", {"assessment": "rejected"}))
    for answer in (graph.owners("b"), graph.owned("c")):
        assert answer.rejected == 1
        assert "1 claim is rejected and not used" in answer.text()
    assert shares(graph.owners("b", assessments="rejected")) == {"c": (20,)}


def test_a_company_below_is_owned_by_others_too(tmp_path):
    """What others surely have of a company is read on the way down: it bounds what is left."""
    graph = register(tmp_path, "a>b", "c>b 70", "x>c 10", "b>d 50", "d>a 10", "e>d")
    assert shares(graph.owned("a")) == {"b": (0, 30), "d": (0, 15)}


def test_ranges_are_rounded_outward_and_other_numbers_said_to_be_about(tmp_path):
    graph = register(tmp_path, "a>b 33.333-66.666", "b>c 50", "d>c 33.3333")
    text = graph.owners("c").text()
    assert "a: 16.66-33.34%, through others, no owner is recorded" in text
    assert "d: about 33.33%" in text
    (row, *_) = [row for row in graph.owners("c").rows() if row["id"] == "a"]
    assert (row["share_least"], row["share_largest"]) == (16.6665, 33.333)


def test_many_chains_are_counted_and_not_all_listed(tmp_path, monkeypatch):
    monkeypatch.setattr("actorgraph.queries.owners.FURTHER_CHAINS", 1)
    rows = [f"a>m{n} 50" for n in range(4)] + [f"m{n}>b {n + 10}" for n in range(4)]
    answer = register(tmp_path, *rows).owners("b")
    by_id = {one.entity.id: one for one in answer.holdings}
    assert answer.has_more_chains
    assert [float(chain.share.least * 100) for chain in by_id["a"].chains] == [6.5, 6]
    assert shares(answer)["a"] == (23,)
    assert "There are more chains than are listed" in answer.text()


def test_the_example_of_the_guide():
    graph = actorgraph.load(SHIPYARD)
    answer = graph.owners("kelp")
    assert {one.entity.id: one.verdict for one in answer.holdings} == {
        "reef": "certain",
        "skerry": "certain",
        "runa": "certain",
        "tern": "not",
        "teal": "not",
        "gannet": "not",
    }
    assert shares(answer)["teal"] == (0, 15)
    assert reasons(answer) == [("olaf", VOTES), ("mira", ENDED), ("mira", "planned")]
    assert shares(graph.owners("kelp", as_of="2018-07-01")) == {"mira": (60,)}


def bods(*relations):
    """Return statements of version 0.4: company b is what they are about."""
    people = {"p": "person", "b": "entity", "c": "entity", "d": "entity"}
    statements = [
        {
            "statementId": f"s-{one}",
            "recordId": one,
            "recordType": kind,
            "recordStatus": "new",
            "recordDetails": {"names": [{"fullName": one}]}
            if kind == "person"
            else {"name": one, "entityType": {"type": "registeredEntity"}},
        }
        for one, kind in people.items()
    ]
    for number, (owner, company, *interests) in enumerate(relations):
        details = {"subject": company, "interestedParty": owner, "interests": interests}
        statements.append(
            {
                "statementId": f"r-{number}",
                "recordId": f"r{number}",
                "recordType": "relationship",
                "recordStatus": "new",
                "recordDetails": details,
            }
        )
    return statements


def interest(level, kind="shareholding", **share):
    return {"type": kind, "directOrIndirect": level, **({"share": share} if share else {})}


def test_beneficial_ownership_data_with_components(tmp_path):
    """As the standard's own example of a person behind two companies; the person controls both."""
    unknown = {"directOrIndirect": "unknown", "beneficialOwnershipOrControl": True}
    statements = bods(
        ("c", "b", interest("direct", exact=50)),
        ("d", "b", interest("direct", exact=50)),
        ("p", "c", unknown),
        ("p", "d", unknown),
        ("p", "b", interest("indirect", exact=60), interest("indirect", "votingRights", exact=49)),
    )
    path = tmp_path / "shares.bods.json"
    path.write_text(json.dumps(statements), encoding="utf-8")
    answer = actorgraph.load(path).owners("b")
    assert shares(answer) == {"p": (60,), "c": (50,), "d": (50,)}
    assert sorted(reasons(answer)) == [("p", CONTROL), ("p", CONTROL), ("p", VOTES)]


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        ({"exact": 49.5}, (49.5,)),
        ({"minimum": 25, "maximum": 50, "exclusiveMinimum": True}, (25, 50)),
        ({"exclusiveMinimum": 25, "maximum": 50}, (25, 50)),
        ({"exclusiveMinimum": 75}, (75, 100)),
        ({"exclusiveMaximum": 5}, (0, 5)),
        ({}, (0, 100)),
    ],
)
def test_shares_of_beneficial_ownership_data(tmp_path, share, expected):
    path = tmp_path / "shares.bods.json"
    path.write_text(json.dumps(bods(("p", "b", interest("direct", **share)))), encoding="utf-8")
    assert shares(actorgraph.load(path).owners("b")) == {"p": expected}


def test_ftm_ownership(tmp_path):
    owning = {"owner": ["p1"], "asset": ["c1"], "percentage": ["25-50%"], "startDate": ["2016"]}
    records = [
        {"id": "own", "schema": "Ownership", "properties": owning},
        {"id": "p1", "schema": "Person", "properties": {"name": ["Runa Falk"]}},
        {"id": "c1", "schema": "Company", "properties": {"name": ["Kelp Ltd"]}},
    ]
    path = tmp_path / "own.ftm.json"
    path.write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    assert shares(actorgraph.load(path).owners("Kelp Ltd")) == {"p1": (25, 50)}


# Random registers against the oracle. Each row is read here by rules of its own.

DAY = 2015


def random_rows(chance):
    """Return up to four companies, and rows between them and two people."""
    companies = [f"c{number}" for number in range(chance.randint(1, 4))]
    rows = []
    for company in companies:
        candidates = [*companies, "p", "q"]
        left = 20
        for owner in chance.sample(candidates, chance.randint(1, min(3, len(candidates)))):
            least = chance.randint(0, max(0, left))
            left -= least
            largest = least if chance.random() < 0.6 else chance.randint(least, 20)
            rows.append(
                {
                    "source": owner,
                    "target": company,
                    "bounds": None if chance.random() < 0.1 else (least, largest),
                    "start": chance.choice([None, 2010, 2014, 2018]),
                    "end": chance.choice([None, "open", "open", 2012, 2020]),
                    "certainty": chance.choice(["stated"] * 6 + ["likely", "planned"]),
                    "is_denied": chance.random() < 0.1,
                }
            )
    return companies, [row for row in rows if row["start"] is None or row["end"] is None
                       or row["end"] == "open" or row["start"] < row["end"]]  # fmt: skip


def written(rows):
    for row in rows:
        bounds = row["bounds"]
        share = "" if bounds is None else "-".join(str(5 * one) for one in dict.fromkeys(bounds))
        cells = {
            "start_date": "" if row["start"] is None else f"{row['start']}-06-01",
            "end_date": {None: "", "open": ".."}.get(row["end"], f"{row['end']}-06-01"),
            "certainty": row["certainty"],
        }
        yield f"{row['source']}>{row['target']} {share}", cells
        if row["is_denied"]:
            denial = {"status": "denied", "attributed_to": "x", "certainty": ""}
            yield f"{row['source']}>{row['target']}", denial


def held(row, day):
    """Return whether a row says that it held on the first of January of a year, or holds."""
    start, end = row["start"], row["end"]
    if row["certainty"] == "planned":
        return "no"
    if day is None:
        holds = "no" if end in (2012, 2020) else "yes"
    elif (start is not None and start >= day) or (isinstance(end, int) and end < day):
        return "no"
    else:
        holds = "possible" if start is None or end is None else "yes"
    return "possible" if holds == "yes" and row["certainty"] == "likely" else holds


def stated_shares(rows, day):
    """Return what the rows say on a day, as the oracle takes it."""
    found = {}
    for row in rows:
        holds = held(row, day)
        if holds == "no":
            continue
        least, largest = row["bounds"] or (0, 20)
        if holds == "possible" or row["is_denied"]:
            least = 0
        bounds = (Fraction(least, 20), Fraction(largest, 20))
        found.setdefault(row["target"], {})[row["source"]] = ShareRange(*bounds)
    for company, its in found.items():
        if sum(one.least for one in its.values()) > 1:
            found[company] = {
                one: ShareRange(Fraction(0), share.largest) for one, share in its.items()
            }
    return found


def test_equal_to_the_oracle_on_random_registers(tmp_path, full):
    chance = random.Random(5)
    left = REGISTERS_OF_THE_LONG_FORM if full else REGISTERS_OF_THE_GATE
    while left:
        companies, rows = random_rows(chance)
        day = chance.choice([None, DAY])
        expected = stated_shares(rows, day)
        owner = chance.choice([*companies, "p", "q"])
        bounds = bounds_by_corners(companies, expected, owner)
        if bounds is None or not rows:
            continue
        left -= 1
        graph = register(tmp_path, *written(rows))
        as_of = {} if day is None else {"as_of": f"{day}-01-01"}
        there = {one for row in rows for one in (row["source"], row["target"])}
        wanted = {one: ends for one, ends in bounds.items() if ends[1] and one in there}
        found = (
            {one.entity.id: one.share for one in graph.owned(owner, **as_of).holdings}
            if owner in there
            else {}
        )
        assert {one: share[:2] for one, share in found.items()} == wanted, (rows, owner, day)
        for company, ends in wanted.items():
            above = graph.owners(company, **as_of).holdings
            its = {one.entity.id: one.share[:2] for one in above}
            assert its[owner] == ends, (rows, owner, day)


def test_interests_of_one_statement_may_add_up(tmp_path):
    """Two shareholdings since one day are two, of which the one may be part of the other."""
    interests = [
        {"type": "shareholding", "share": {"exact": share}, "startDate": "2019-01-01"}
        for share in (30, 20)
    ]
    statement = {
        "statementId": "s", "recordId": "r", "recordType": "relationship",
        "recordDetails": {"subject": "b", "interestedParty": "a", "interests": interests},
    }  # fmt: skip
    (tmp_path / "x.bods.json").write_text(json.dumps([statement]), encoding="utf-8")
    answer = actorgraph.load(tmp_path / "x.bods.json").owners("b").result
    assert shares(answer) == {"a": (30, 50)}


def test_a_stake_of_littlesis_is_a_share(tmp_path):
    def owns(number, source, **cells):
        return {"type": "relationships", "id": number, "attributes": {
            "id": number, "entity1_id": source, "entity2_id": "c", "category_id": 10, **cells}}  # fmt: skip

    content = {
        "data": [
            owns(1, "a", percent_stake=35, shares=1000),
            owns(2, "b", category_attributes={"percent_stake": 12.5}),
        ],
        "included": [
            {"type": "entities", "id": one, "attributes": {"id": one, "name": one.upper(), "primary_ext": "Org"}}
            for one in "abc"
        ],
    }  # fmt: skip
    (tmp_path / "x.littlesis.json").write_text(json.dumps(content), encoding="utf-8")
    answer = actorgraph.load(tmp_path / "x.littlesis.json").owners("c").result
    assert shares(answer) == {"a": (35,), "b": (12.5,)}


def test_what_ftm_calls_indirect_is_indirect(tmp_path):
    lines = [
        *({"id": one, "schema": "Company", "properties": {"name": [one]}} for one in "abc"),
        *(
            {"id": f"o{number}", "schema": "Ownership", "properties": {
                "owner": [owner], "asset": [asset], "percentage": [share], "ownershipType": [kind]}}
            for number, (owner, asset, share, kind) in enumerate(
                [("a", "b", "100", "direct"), ("b", "c", "60", "Direct"), ("a", "c", "60", "Indirect ownership")])
        ),
    ]  # fmt: skip
    (tmp_path / "x.ftm.json").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    answer = actorgraph.load(tmp_path / "x.ftm.json").owners("c").result
    assert shares(answer) == {"a": (60,), "b": (60,)}
    assert reasons(answer) == [("a", INDIRECT)]
