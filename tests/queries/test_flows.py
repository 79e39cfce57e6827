"""Where money comes from and goes to: totals, chains in order of time, what counts in neither.

Forty random registers are compared with an oracle; `--full` tries 4,000.
"""

from __future__ import annotations

import json
import random
from collections import defaultdict
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest
from differential.stores import indexed
from engines.on_spark import on_spark_as_it_lies
from factory import graph_of

import actorgraph
from actorgraph.errors import ArgumentError
from actorgraph.graph import Graph
from actorgraph.queries.flows import IN, OUT
from actorgraph.queries.payments import (
    CONTESTED,
    DIFFERING,
    DOUBTFUL,
    NEGATIVE,
    NO_AMOUNT,
    NO_CURRENCY,
    OTHER_CURRENCY,
    OTHER_RELATION,
    TO_ITSELF,
    UNREAD,
)
from actorgraph.queries.uncounted import ABOUT, UNDIRECTED
from actorgraph.render.terminal import PLAIN

DREDGING = Path(__file__).parent.parent.parent / "docs/examples/dredging"
COLUMNS = (
    "id", "source", "target", "relation", "amount", "currency", "date", "start_date", "end_date", "tenure",
    "status", "certainty", "inferred", "attributed_to", "document", "directed", "about", "assessment",
)  # fmt: skip
REGISTERS_OF_THE_GATE = 40
REGISTERS_OF_THE_LONG_FORM = 4_000


def ledger(folder, *rows):
    """Return a graph of rows such as `a>b 100 EUR 2019`, or such a text with further cells."""
    lines = [",".join(COLUMNS)]
    for number, row in enumerate(rows):
        text, cells = row if isinstance(row, tuple) else (row, {})
        ends, amount, currency, date = [*text.split(" "), "", "", ""][:4]
        source, target = ends.split(">")
        its = {"relation": "paid", "attributed_to": "bank", "tenure": str(number), **cells}
        its["document"] = f"letter of {its['attributed_to']}"
        its |= {"source": source, "target": target, "amount": amount.strip("_")}
        its |= {"currency": currency.strip("_"), **({"date": date} if date else {})}
        lines.append(",".join(its.get(column, "") for column in COLUMNS))
    return graph_of(folder, relations="\n".join(lines) + "\n")


def totals(answer):
    """Return the totals as texts: in a 2019 100-200 EUR stated."""
    return [
        " ".join(
            [one.direction, one.counterpart, one.period or "undated",
             "none" if one.least is None else f"{one.least}-{one.largest}", one.currency, one.kind]
        )
        for one in answer.totals
    ]  # fmt: skip


def chains(answer):
    return [
        ("".join([one.payments[0].payer, *(each.payee for each in one.payments)]), one.order)
        for one in answer.chains
    ]


def test_totals_are_kept_apart_by_direction_year_counterpart_and_currency(tmp_path):
    graph = ledger(
        tmp_path, "a>b 100.10 EUR 2019", "a>b 0.2 EUR 2019-05-01", "a>b 5 USD 2019", "a>c 7 EUR 2020", "b>a 1 EUR 2019",
    )  # fmt: skip
    answer = graph.flows("a")
    assert totals(answer) == [
        "in b 2019 1-1 EUR stated",
        "out b 2019 100.30-100.30 EUR stated",
        "out b 2019 5-5 USD stated",
        "out c 2020 7-7 EUR stated",
    ]
    assert [(one.direction, str(one.least), one.currency) for one in answer.sums] == [
        (IN, "1", "EUR"),
        (OUT, "107.30", "EUR"),
        (OUT, "5", "USD"),
    ]


def test_sums_are_exact_however_long_they_are(tmp_path):
    long = "1" + "0" * 40
    answer = ledger(tmp_path, f"a>b {long} EUR 2019", "a>b 0.01 EUR 2019").flows("a")
    assert str(answer.sums[0].least) == f"{long}.01"


def test_a_payment_that_several_tell_of_counts_once_and_differing_amounts_are_a_range(tmp_path):
    graph = ledger(
        tmp_path,
        ("a>b 100 EUR 2019", {"tenure": ""}),
        ("a>b 120 EUR 2019", {"tenure": "", "attributed_to": "paper"}),
        ("a>b 130 USD 2019", {"tenure": "", "attributed_to": "other"}),
    )
    answer = graph.flows("a")
    assert totals(answer) == ["out b 2019 100-120 EUR stated"]
    assert answer.payments[0].remarks == (DIFFERING, OTHER_CURRENCY)
    assert answer.totals[0].single == 0
    text = "\n".join(answer.lines(PLAIN._replace(width=400)))
    assert "100 EUR (bank), 120 EUR (paper), 130 USD (other)" in text


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"status": "denied"}, "denied"),
        ({"certainty": "planned"}, "planned"),
        ({"certainty": "conditional"}, "conditional"),
        ({"directed": "no"}, UNDIRECTED),
        ({"about": "x"}, ABOUT),
        ({"relation": "bought"}, OTHER_RELATION),
    ],
)
def test_what_is_no_payment_is_in_no_total_and_is_named(tmp_path, cells, reason):
    answer = ledger(tmp_path, ("a>b 100 EUR 2019", cells)).flows("a")
    assert (totals(answer), [one.reason for one in answer.uncounted]) == ([], [reason])
    text = answer.text().lower()
    assert (text.count(f"({reason})"), text.count(f"[{reason}")) in ((1, 0), (0, 1))
    assert answer.exit_code == 1


def test_money_to_oneself_and_negative_amounts_are_in_no_total(tmp_path):
    answer = ledger(tmp_path, "a>a 5 EUR 2019", "a>b -5 EUR 2019").flows("a")
    assert [one.reason for one in answer.uncounted] == [TO_ITSELF, NEGATIVE]


@pytest.mark.parametrize(
    ("row", "total", "remarks"),
    [
        ("a>b 5 EUR", "out b undated 5-5 EUR stated", ()),
        ("a>b _ _ 2019", "out b 2019 none  no amount", ()),
        ("a>b 5 _ 2019", "out b 2019 5-5  stated", (NO_CURRENCY,)),
        (("a>b many EUR 2019", {}), "out b 2019 none  no amount", (UNREAD,)),
        (("a>b 5 EUR 2019", {"certainty": "likely"}), f"out b 2019 5-5 EUR {DOUBTFUL}", ()),
        (("a>b 5 EUR 2019", {"inferred": "target"}), f"out b 2019 5-5 EUR {DOUBTFUL}", ()),
        (("a>b 5 EUR", {"start_date": "2019-03"}), "out b 2019 5-5 EUR stated", ()),
        (
            ("a>b 5 EUR", {"start_date": "2018", "end_date": "2019"}),
            "out b 2018/2019 5-5 EUR stated",
            (),
        ),
        (("a>b 5 EUR", {"date": "[..2019]"}), "out b undated 5-5 EUR stated", ()),
        (("b>a 5 EUR 2019", {"relation": "paid_by"}), "out b 2019 5-5 EUR stated", ()),
    ],
)
def test_undated_unnamed_and_doubtful_amounts_stand_apart(tmp_path, row, total, remarks):
    answer = ledger(tmp_path, row).flows("a")
    assert (totals(answer), answer.payments[0].remarks) == ([total], remarks)


def test_a_denial_of_a_payment_takes_it_out_of_the_sure_total(tmp_path):
    graph = ledger(
        tmp_path,
        ("a>b 5 EUR 2019", {"tenure": ""}),
        ("a>b", {"tenure": "", "status": "denied", "attributed_to": "b"}),
    )
    assert totals(graph.flows("a")) == ["out b 2019 5-5 EUR contested"]
    assert totals(graph.flows("a", without="b")) == ["out b 2019 5-5 EUR stated"]


def test_what_only_can_have_been_in_the_time_asked_for_is_doubtful(tmp_path):
    graph = ledger(tmp_path, "a>b 5 EUR 2019", "a>b 7 EUR 2019-03-01")
    assert totals(graph.flows("a", since="2019-02-01")) == [
        "out b 2019 7-7 EUR stated",
        "out b 2019 5-5 EUR doubtful",
    ]


def test_periods_are_years_months_or_none(tmp_path):
    graph = ledger(
        tmp_path, "a>b 5 EUR 2019-03-01", "a>b 7 EUR 2019-04", "a>b 1 EUR 2019", "a>b 1 EUR -0043"
    )
    by_month = {one.period for one in graph.flows("a", per="month").totals}
    assert by_month == {"2019-03", "2019-04", "2019-01/2019-12", "-0043-01/-0043-12"}
    assert {one.period for one in graph.flows("a").totals} == {"2019", "-0043"}
    assert totals(graph.flows("a", per="all")) == ["out b dated 14-14 EUR stated"]
    with pytest.raises(ArgumentError, match="per"):
        graph.flows("a", per="week")


def test_money_that_comes_back_later_is_a_round_trip_and_earlier_it_is_none(tmp_path):
    graph = ledger(tmp_path, "a>b 9 EUR 2019", "b>c 8 EUR 2020", "c>a 7 EUR 2021", "c>a 6 EUR 2018")
    answer = graph.flows("a")
    assert chains(answer) == [("abca", "certain")]
    assert (str(answer.chains[0].most), answer.chains[0].currency) == ("7", "EUR")
    assert chains(graph.flows("a", max_length=2)) == []


def test_a_chain_of_dates_that_allow_its_order_is_possible_and_the_reverse_is_none(tmp_path):
    graph = ledger(
        tmp_path,
        "a>b 1 EUR 2019",
        "b>c 1 EUR 2019",
        "b>d 1 EUR 2018",
        "b>e 1 EUR",
        "b>f 2 USD 2020",
    )
    assert chains(graph.flows("a", "c")) == [("abc", "possible")]
    assert chains(graph.flows("a", "d")) == []
    assert "No chain of at most 5 payments leads from a to d" in graph.flows("a", "d").text()
    assert chains(graph.flows("a", "e")) == [("abe", "possible")]
    (mixed,) = graph.flows("a", "f").chains
    assert (mixed.most, mixed.currency) == (None, "")


def test_payments_of_one_day_can_have_been_made_in_either_order(tmp_path):
    graph = ledger(tmp_path, "a>b 1 EUR 2019-03-01", "b>c 1 EUR 2019-03-01", "b>d 1 EUR 2019-03-02")
    assert chains(graph.flows("a", "c")) == [("abc", "possible")]
    assert chains(graph.flows("a", "d")) == [("abd", "certain")]


def test_a_vague_payment_between_two_others_does_not_turn_their_order(tmp_path):
    graph = ledger(tmp_path, "a>b 1 EUR 2019-07", "b>c 1 EUR", "c>d 1 EUR 2019-02")
    assert chains(graph.flows("a", "d")) == []


def test_a_chain_is_found_to_its_last_payment(tmp_path):
    steps = [
        f"{one}>{two} 1 EUR {2010 + number}" for number, (one, two) in enumerate(pairwise("abcdef"))
    ]
    graph = ledger(tmp_path, *steps)
    assert chains(graph.flows("a", "f")) == [("abcdef", "certain")]
    assert chains(graph.flows("a", "f", max_length=4)) == []


def test_between_two_only_what_they_pay_each_other_is_added_up(tmp_path):
    answer = ledger(tmp_path, "a>b 1 EUR 2019", "b>a 2 EUR 2020", "a>c 4 EUR 2019").flows("a", "b")
    assert totals(answer) == ["in b 2020 2-2 EUR stated", "out b 2019 1-1 EUR stated"]
    with pytest.raises(ArgumentError, match="the same"):
        ledger(tmp_path, "a>b 1 EUR 2019").flows("a", "a")


def test_a_relation_that_is_named_is_a_payment_and_others_are_none(tmp_path):
    graph = ledger(tmp_path, ("a>b 5 EUR 2019", {"relation": "bribed"}), "a>b 7 EUR 2019")
    assert totals(graph.flows("a", relations="bribed")) == ["out b 2019 5-5 EUR stated"]


def test_the_type_of_counterparts_does_not_cut_chains(tmp_path):
    rows = "source,target,relation,amount,currency,date\na,b,paid,1,EUR,2019\nb,a,paid,1,EUR,2020\n"
    people = "id,name,type\na,a,person\nb,b,organization\n"
    answer = graph_of(tmp_path, relations=rows, entities=people).flows("a", types="person")
    assert (totals(answer), chains(answer)) == ([], [("aba", "certain")])


def test_more_chains_than_are_listed_and_payments_that_are_not_read_are_said(tmp_path, monkeypatch):
    monkeypatch.setattr("actorgraph.queries.money_chains.MOST_CHAINS", 2)
    graph = ledger(tmp_path, *["a>b 1 EUR 2019"] * 3)
    answer = graph.flows("a", "b")
    assert (len(answer.chains), answer.has_more_chains) == (2, True)
    assert "There are more chains than are listed." in answer.text()
    monkeypatch.setattr("actorgraph.queries.money_chains.MOST_PASSED", 0)
    assert "not all were read" in " ".join(graph.flows("a", "b").text().split())
    monkeypatch.undo()
    monkeypatch.setattr("actorgraph.queries.money_chains._MOST_STEPS", 0)
    two = ledger(tmp_path, "a>b 1 EUR 2019", "b>c 1 EUR 2020")
    assert two.flows("a", "c").has_more_chains


def test_a_limit_keeps_the_numbers_of_payments_right(tmp_path):
    whole = ledger(tmp_path, "a>b 1 EUR 2019", "a>c 2 EUR 2020", "b>a 3 EUR 2021").flows("a")
    cut = whole.limited(1).json()
    assert (len(cut["totals"]), len(cut["chains"])) == (1, 1)
    assert {number for one in cut["totals"] for number in one["payments"]} <= {
        *range(len(cut["payments"]))
    }
    assert cut["left_out"] == 2


def test_amounts_in_json_and_csv_are_exact_texts(tmp_path):
    answer = ledger(tmp_path, "a>b 0.10 EUR 2019", "b>a 0.2 EUR 2020").flows("a")
    assert answer.json()["sums"][1]["amount"] == {"least": "0.10", "largest": "0.10"}
    rows = answer.rows()
    assert [(one["direction"], one["chain"], one["least"]) for one in rows] == [
        ("in", "", "0.2"),
        ("out", "", "0.10"),
        ("", 1, "0.10"),
        ("", 1, "0.2"),
    ]


def test_the_example_says_where_the_money_of_the_port_went():
    answer = actorgraph.load(DREDGING).flows("Port Authority", "Coast Party")
    assert chains(answer) == [("portbrinequillparty", "certain")]
    assert answer.chains[0].payments[2].kind == CONTESTED
    round_trips = actorgraph.load(DREDGING).flows("Brine").chains
    assert [one.order for one in round_trips] == ["certain", "certain"]


def random_rows(rng):
    """Return random payments among few entities, with their first and last days."""
    rows = []
    for number in range(rng.randrange(1, 12)):
        payer, payee = rng.sample("abcde", 2)
        year, month = rng.randrange(2018, 2021), rng.choice(["", "", "-02", "-07"])
        date = "" if rng.random() < 0.3 else f"{year}{month}"
        days = (0, 10**7)
        if date:
            first, last = (2, 2) if month == "-02" else (7, 7) if month else (1, 12)
            days = (year * 12 + first, year * 12 + last)
        amount, currency = rng.choice(["1", "2.50", "10", "0.03", ""]), rng.choice(["EUR", "USD"])
        rows.append((number, payer, payee, amount, currency, date, days))
    return rows


def oracle_totals(rows, asked):
    sums = defaultdict(Fraction)
    for _, payer, payee, amount, currency, date, _ in rows:
        if amount and asked in (payer, payee):
            direction, other = (OUT, payee) if payer == asked else (IN, payer)
            sums[direction, other, date[:4], currency] += Fraction(amount)
    return dict(sums)


def oracle_chains(rows, source, target, longest):
    """Return all chains by trying every sequence of payments."""
    found = set()

    def go(chain, passed):
        for row in rows:
            number, payer, payee, *_ = row
            if payer != (chain[-1][2] if chain else source) or number in [one[0] for one in chain]:
                continue
            further = [*chain, row]
            spans = [one[-1] for one in further]
            can_follow = all(
                max(early for early, _ in spans[: at + 1]) <= spans[at][1]
                for at in range(len(spans))
            )
            if not can_follow or len(further) > longest:
                continue
            if payee == target:
                is_certain = all(one[1] < two[0] for one, two in pairwise(spans))
                found.add(
                    (tuple(one[0] for one in further), "certain" if is_certain else "possible")
                )
            elif payee not in passed:
                go(further, passed | {payee})

    go([], {source})
    return found


def test_totals_and_chains_are_those_of_an_oracle(tmp_path, request):
    is_long = request.config.getoption("--full", default=False)
    rng = random.Random(26)
    met = 0
    for _ in range(REGISTERS_OF_THE_LONG_FORM if is_long else REGISTERS_OF_THE_GATE):
        rows = random_rows(rng)
        graph = ledger(
            tmp_path,
            *(
                f"{payer}>{payee} {amount or '_'} {currency} {date}"
                for _, payer, payee, amount, currency, date, _ in rows
            ),
        )
        for source, target in (("a", "b"), ("a", "a")):
            if source not in graph.engine.entities("a") or target not in graph.engine.entities(
                target
            ):
                continue
            to, longest = None if target == source else target, rng.choice([3, 4, 5])
            answer = graph.flows(source, to, max_length=longest)
            got = {
                (tuple(int(one.edge.tenure) for one in chain.payments), chain.order)
                for chain in answer.chains
            }
            assert got == oracle_chains(rows, source, target, longest)
            met += len(got)
            if source == target:
                got_totals = {
                    (one.direction, one.counterpart, one.period, one.currency): Fraction(one.least)
                    for one in answer.totals
                    if one.kind != NO_AMOUNT
                }
                assert got_totals == oracle_totals(rows, source)
    assert met > 20


def test_an_index_gives_the_same_answer(tmp_path):
    rng = random.Random(7)
    rows = [row for _ in range(4) for row in random_rows(rng)]
    graph = ledger(
        tmp_path, *(f"{row[1]}>{row[2]} {row[3] or '_'} {row[4]} {row[5]}" for row in rows)
    )
    other = indexed(tmp_path)
    for asked in ("a", "b"), ("c", None), ("a", None):
        assert other.flows(*asked).json() == graph.flows(*asked).json()


@pytest.mark.slow
@pytest.mark.spark
def test_spark_gives_the_same_answer(tmp_path, spark):
    rng = random.Random(8)
    rows = [row for _ in range(3) for row in random_rows(rng)]
    graph = ledger(
        tmp_path, *(f"{row[1]}>{row[2]} {row[3] or '_'} {row[4]} {row[5]}" for row in rows)
    )
    other = Graph(on_spark_as_it_lies(tmp_path))
    assert other.flows("a").json() == graph.flows("a").json()
    assert other.path("a", "c", directed=True).json() == graph.path("a", "c", directed=True).json()


PAYMENTS_OF_OTHERS = {
    "x.ftm.json": [
        {"id": "a", "schema": "Company", "properties": {"name": ["Ann Ltd"]}},
        {"id": "b", "schema": "Company", "properties": {"name": ["Bo Ltd"]}},
        *(
            {"id": f"p{number}", "schema": "Payment", "properties": {
                "payer": ["a"], "beneficiary": ["b"], "date": ["2019-03-01"], **amount}}
            for number, amount in enumerate([
                {"amount": ["100"], "currency": ["EUR"]}, {"amount": ["250"], "currency": ["EUR"]},
                {"amount": ["250"], "currency": ["EUR"]}, {"amountUsd": ["7"]},
                {"amountEur": ["1"], "amountUsd": ["2"]},
            ])
        ),
    ],
    "x.littlesis.json": {
        "data": [
            {"type": "relationships", "id": 10 + number, "attributes": {
                "id": 10 + number, "entity1_id": "a", "entity2_id": "b", "category_id": 5,
                "amount": amount, "currency": currency, "start_date": "2019-03-01"}}
            for number, (amount, currency) in enumerate(
                [(100, "eur"), (250, "eur"), (250, "eur"), (7, "usd"), (1, "eur")])
        ],
        "included": [
            {"type": "entities", "id": one, "attributes": {"id": one, "name": name, "primary_ext": "Org"}}
            for one, name in (("a", "Ann Ltd"), ("b", "Bo Ltd"))
        ],
    },
}  # fmt: skip


@pytest.mark.parametrize("name", PAYMENTS_OF_OTHERS)
def test_each_record_of_a_payment_is_a_payment(tmp_path, name):
    content = PAYMENTS_OF_OTHERS[name]
    lines = map(json.dumps, content) if isinstance(content, list) else [json.dumps(content)]
    (tmp_path / name).write_text("\n".join(lines), encoding="utf-8")
    answer = actorgraph.load(tmp_path / name).flows("a").result
    sums = {one.currency: (str(one.least), str(one.largest)) for one in answer.sums}
    assert sums == {"EUR": ("601", "601"), "USD": ("7", "7")}


def test_an_amount_that_cannot_be_read_is_not_said_to_be_none(tmp_path):
    text = ledger(tmp_path, "a>b many EUR 2019", "b>a 5 EUR 2020").flows("a").text()
    assert "In all: no amount that can be read (1 payment, one origin)" in text
    assert "a → no amount that can be read [2] → b → 5 EUR [1] → a" in text
