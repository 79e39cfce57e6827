"""Dates in ninety forms, and claims of which each gives only one side."""

from __future__ import annotations

from pathlib import Path

from actorgraph import loading

CASES = Path(__file__).parent.parent / "data" / "cases"
PROPOSED = {
    "06-MAY-1984": "1984-05-06",
    "1984-00-00": "1984",
    "c. 1984": "1984~",
    "1980s": "[1980..1989]",
    "before 1984": "[..1983-12-31]",
    "1984-1986": "1984/1986",
    "present": "..",
    "2018年1月26日": "2018-01-26",
    "44 BC": "-0043",
}


def test_each_refused_date_says_what_to_write():
    problems = loading.check_files(CASES / "dates-many-forms").problems
    errors = [one.message for one in problems if one.level == "error"]
    assert all("write" in message or "leave the cell empty" in message for message in errors)
    for text, proposal in PROPOSED.items():
        (message,) = (one for one in errors if one.startswith(f"{text!r} "))
        assert proposal in message


def test_half_dated_claims_make_no_interval_that_nobody_stated():
    graph = loading.load(CASES / "half-dated")
    ann = {(edge.start_date, edge.end_date) for edge in graph.show("ann").edges}
    assert ann == {("", "2013-12-12"), ("2013-12-12", "")}
    (holds,) = {edge.holds for edge in graph.show("bob", as_of="2002-01-01").edges}
    assert holds == "possible"
