"""What filters leave of ownership and payments is what data without the other rows says.

Twelve random data sets; `--full` tries 2,000.
"""

from __future__ import annotations

import random

import pytest
from factory import graph_of

from actorgraph.queries.flows import PERIODS

COLUMNS = (
    "source", "target", "relation", "role", "share", "amount", "currency", "start_date", "end_date",
    "status", "certainty", "attributed_to", "document",
)  # fmt: skip
SETS_OF_THE_GATE = 12
SETS_OF_THE_LONG_FORM = 2_000
DAY = "2015-01-01"


def random_rows(chance):
    """Return rows about few, of which several speakers tell the same at times."""
    rows = []
    for _ in range(chance.randint(4, 10)):
        cells = {"source": chance.choice("abcd"), "target": chance.choice("abcd")}
        if chance.random() < 0.6:
            shares = ["10", "20", "25-50", ">25", ""]
            cells |= {"relation": "owns", "share": chance.choice(shares)}
            cells["start_date"] = chance.choice(["", "2010", "2018"])
            cells["end_date"] = chance.choice(["", "..", "2012"]) if cells["start_date"] else ""
            if cells["start_date"] == "2018" and cells["end_date"] == "2012":
                cells["end_date"] = ".."
        else:
            cells |= {"relation": "paid", "amount": str(chance.randint(1, 9)), "currency": "EUR"}
            cells["start_date"] = cells["end_date"] = chance.choice(
                ["", "2010", "2015-01-01", "2018"]
            )
        cells["role"] = f"record {len(rows)}"  # each is an edge of its own
        cells["certainty"] = chance.choice(["", "", "", "likely"])
        speakers = chance.sample("xyz", chance.randint(1, 3))
        rows += [{**cells, "attributed_to": one, "document": f"letter {one}"} for one in speakers]
        if chance.random() < 0.1:
            rows.append({**cells, "attributed_to": "denier", "status": "denied", "certainty": ""})
    return rows


def graph_from(folder, rows):
    folder.mkdir(exist_ok=True)
    lines = [",".join(COLUMNS)]
    lines += [",".join(row.get(column, "") for column in COLUMNS) for row in rows]
    return graph_of(folder, relations="\n".join(lines) + "\n")


def owning(graph, asked, **filters):
    """Return what is owned of and by one; nothing of one that the data does not name."""
    found = []
    for question in (graph.owners, graph.owned):
        answer = question(asked, **filters).result
        found.append({(one.entity.id, one.share, one.verdict) for one in answer.holdings})
    return found


def paying(graph, asked, per, **filters):
    answer = graph.flows(asked, per=per, **filters).result
    return [
        (one.direction, one.counterpart, one.period, one.currency, one.kind, one.least, one.largest)
        for one in answer.totals
    ]


def left_by(rows, without=(), fewest=0):
    """Return the rows that are left without some speakers, of what so many tell or more."""
    left = [row for row in rows if row["attributed_to"] not in without]
    told = {}
    for row in left:
        if row.get("status") != "denied":
            told.setdefault(row["role"], set()).add(row["attributed_to"])
    return [row for row in left if len(told.get(row["role"], ())) >= fewest]


@pytest.mark.parametrize(
    ("filters", "left"),
    [
        ({"without": ["x"]}, {"without": "x"}),
        ({"without": ["x", "denier"]}, {"without": ("x", "denier")}),
        ({"speakers": ["y"]}, {"without": ("x", "z", "denier")}),
        ({"min_origins": 2}, {"fewest": 2}),
        ({"without": ["z"], "min_origins": 2}, {"without": "z", "fewest": 2}),
    ],
    ids=str,
)
def test_filters_leave_what_data_without_the_other_rows_says(tmp_path, full, filters, left):
    chance = random.Random(8)
    for _ in range(SETS_OF_THE_LONG_FORM if full else SETS_OF_THE_GATE):
        rows = random_rows(chance)
        rest = left_by(rows, **left)
        named = {row[end] for row in rest for end in ("source", "target")}
        everyone = {row["attributed_to"] for row in rows}
        asks_for = {*filters.get("without", ()), *filters.get("speakers", ())}
        if not named or not asks_for <= everyone:
            continue
        whole, part = graph_from(tmp_path / "whole", rows), graph_from(tmp_path / "part", rest)
        asked = chance.choice(sorted(named))
        for day in ({}, {"as_of": DAY}):
            assert owning(whole, asked, **filters, **day) == owning(part, asked, **day), rows
        per = chance.choice(PERIODS)
        assert paying(whole, asked, per, **filters) == paying(part, asked, per), rows
