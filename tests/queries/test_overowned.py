"""Companies of which more than the whole is owned at one time, against a look at every day."""

from __future__ import annotations

import random
from datetime import date
from fractions import Fraction

import pytest
from factory import graph_of

from actorgraph.queries.conflicts import OVEROWNED

HEADER = "source,target,relation,role,share,start_date,end_date,status,certainty,attributed_to\n"
REGISTERS_OF_THE_GATE = 60
REGISTERS_OF_THE_LONG_FORM = 5_000


def found(folder, *rows, **filters):
    """Return what is found in rows such as `a>b 60 2019 2020`: company, day, share of each."""
    lines = []
    for row in rows:
        text, status = row if isinstance(row, tuple) else (row, "")
        ends, share, start, end = (*text.split(" "), "", "", "")[:4]
        source, target = ends.split(">")
        lines.append(f"{source},{target},owns,,{share},{start},{end},{status},,reg\n")
    graph = graph_of(folder, relations=HEADER + "".join(lines))
    answer = graph.conflicts(kinds=OVEROWNED, limit=None, **filters).result
    return [
        (
            one.overowned.company,
            one.overowned.day and date.fromordinal(one.overowned.day).isoformat(),
            {link.owner: float(link.share.least * 100) for link in one.overowned.links},
        )
        for one in answer.found
    ]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["a>b 60", "c>b 50"], [("b", None, {"a": 60, "c": 50})]),
        (["a>b 60", "c>b 40"], []),
        (["a>b >60", "c>b 40"], [("b", None, {"a": 60, "c": 40})]),
        (["a>b 50-90", "c>b 50-90"], []),
        (["a>b 60-90", "c>b 50", "d>b"], [("b", None, {"a": 60, "c": 50})]),
        (["a>b 60 2018 2019", "c>b 50 2020 2021"], []),
        (["a>b 60 2018 2020", "c>b 50 2019 2021"], [("b", "2019-12-31", {"a": 60, "c": 50})]),
        (["a>b 60 2018-05-01 ..", "c>b 50 2019-02-01 .."], [("b", "2019-02-01", {"a": 60, "c": 50})]),
        (["a>b 60 2018 2019", "a>b 60 2020 2021"], []),
        (["a>b 60", ("c>b 50", "denied")], []),
        (["a>b 60 2018", "c>b 50 2019 2020"], []),
        (["a>b 60", "a>b 60"], []),
        (["a>b x", "c>b 101", "d>b 100"], []),
    ],
)  # fmt: skip
def test_what_is_owned_at_one_time_is_the_whole_at_most(tmp_path, rows, expected):
    assert found(tmp_path, *rows) == expected


def test_a_filter_chooses_the_day_the_time_and_the_sources(tmp_path):
    rows = ("a>b 60 2018-01-01 2020-01-01", "c>b 50 2019-02-01 2021-01-01")
    assert found(tmp_path, *rows, as_of="2019-06-01") == [("b", "2019-06-01", {"a": 60, "c": 50})]
    assert found(tmp_path, *rows, as_of="2020-06-01") == []
    assert found(tmp_path, *rows, since="2020") == [("b", "2020-01-01", {"a": 60, "c": 50})]
    assert found(tmp_path, *rows, until="2019-01") == []
    assert found(tmp_path, *rows, without="reg") == []


def test_it_is_said_with_its_claims(tmp_path):
    rows = "a,b,owns,,60,2018-01-01,..,,,x\nc,b,owns,,>40-60,2019-02-01,..,,,y\n"
    answer = graph_of(tmp_path, relations=HEADER + rows).conflicts()
    text = answer.text()
    assert "More than 100 percent" in text
    said = "More than 100% of b is said to be owned on 1 February 2019: a 60%, c >40-60%"
    assert said in text
    assert [line for line in text.splitlines() if "x says" in line]
    assert answer.json()["conflicts"][0]["message"] == said


def test_of_many_owners_some_are_named(tmp_path):
    rows = "".join(f"o{number:02},b,owns,,10,,,,,x\n" for number in range(13))
    text = graph_of(tmp_path, relations=HEADER + rows).conflicts().text()
    assert "o09 10%, 3 more" in text
    assert text.count("— owns — b") == 13


def day_of(end):
    return f"2020-01-0{end}" if isinstance(end, int) else end or ""


def random_rows(chance):
    rows = []
    for _ in range(chance.randint(2, 7)):
        start = chance.choice([None, *range(1, 9)])
        end = chance.choice([None, "..", *range(2, 10)])
        if isinstance(start, int) and isinstance(end, int) and end < start:
            continue
        certainty = chance.choice(["", "", "", "likely"])
        source, company = chance.choice("pqr"), chance.choice("bc")
        rows.append((source, company, chance.randint(1, 20), start, end, certainty))
    return rows


def of_every_day(rows):
    """Return the companies that are overowned on a day or without one, looked at day by day."""
    companies = set()
    for day in (None, *range(1, 10)):
        least = {}
        for number, (owner, company, share, start, end, certainty) in enumerate(rows):
            if day is None:
                is_sure = end in (None, "..")
            elif start is None or end is None:  # a side that is not given can be the same day
                is_sure = day in (start, end)
            else:
                is_sure = start <= day and (end == ".." or day <= end)
            if is_sure and not certainty:
                shares = least.setdefault(company, {}).setdefault(owner, {})
                shares[number] = Fraction(share, 20)
        for company, owners in least.items():
            if sum(max(its.values()) for its in owners.values()) > 1:
                companies.add(company)
    return companies


def test_equal_to_a_look_at_every_day(tmp_path, full):
    """Each row is an edge of its own, so that no two add up to one with a range."""
    chance = random.Random(3)
    seen = set()
    for _ in range(REGISTERS_OF_THE_LONG_FORM if full else REGISTERS_OF_THE_GATE):
        rows = random_rows(chance)
        lines = "".join(
            f"{owner},{company},owns,class {number},{5 * share},"
            f"{day_of(start)},{day_of(end)},,{certainty},reg\n"
            for number, (owner, company, share, start, end, certainty) in enumerate(rows)
        )
        graph = graph_of(tmp_path, relations=HEADER + lines)
        answer = graph.conflicts(kinds=OVEROWNED, limit=None).result
        companies = {one.overowned.company for one in answer.found}
        assert companies == of_every_day(rows), rows
        seen.add(len(companies))
    assert seen == {0, 1, 2}
