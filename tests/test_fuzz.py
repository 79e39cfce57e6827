"""Anything at all, through the readers of tables, dates and names, and through what is written.

The small form tries 100 inputs of each kind, the same every time; the full form 3,000 others.
"""

from __future__ import annotations

import csv
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actorgraph import dates, names
from actorgraph.errors import ActorgraphError
from actorgraph.formats.registry import FORMATS
from actorgraph.loading import load
from actorgraph.names.compare import compare

pytestmark = pytest.mark.slow

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
CELLS = st.one_of(
    TEXT, st.sampled_from(["", "a", "b", "2018", "2018-01/", "|", "..", "\r", '"', " "])
)
COLUMNS = (
    "source",
    "target",
    "relation",
    "role",
    "start_date",
    "attributed_to",
    "quote",
    "note",
    "odd",
)
ROWS = st.lists(st.tuples(*([CELLS] * len(COLUMNS))), max_size=5)
PIECES = st.one_of(
    st.binary(max_size=30),
    st.sampled_from(
        [b"source,target\n", b"a,b\n", b'"', b",", b"\r", b"\n", b"\xff\xfe", b"\xef\xbb\xbf"]
    ),
)
ROOMY = settings(suppress_health_check=[HealthCheck.too_slow])


@ROOMY
@given(st.lists(PIECES, max_size=12).map(b"".join))
def test_bytes_are_read_or_refused_in_words(content):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "relations.csv"
        path.write_bytes(content)
        try:
            graph = load(path)
        except ActorgraphError as error:
            assert str(error)
        else:
            claims = sum(not claim.derived for claim in graph.engine.all_claims())
            assert claims <= content.count(b"\n") + content.count(b"\r") + 1


@ROOMY
@given(ROWS)
def test_rows_that_are_read_hold_every_cell_as_written(rows):
    with tempfile.TemporaryDirectory() as folder:
        with (Path(folder) / "relations.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, quoting=csv.QUOTE_ALL)
            writer.writerow(COLUMNS)
            writer.writerows(rows)
        try:
            graph = load(folder)
        except ActorgraphError as error:
            assert "relations.csv" in str(error)
            return
        read = {claim.line: claim.row for claim in graph.engine.all_claims()}
        held = [tuple(read[line].get(column, "") for column in COLUMNS) for line in sorted(read)]
        assert held == [row for row in rows if any(row)]


@pytest.mark.parametrize("name", [one.name for one in FORMATS if one.reads and one.writes])
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(rows=st.lists(st.tuples(*([TEXT] * 4)), min_size=1, max_size=4))
def test_what_is_written_and_read_again_is_the_same(name, rows):
    form = next(one for one in FORMATS if one.name == name)
    with tempfile.TemporaryDirectory() as folder:
        with (Path(folder) / "relations.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, quoting=csv.QUOTE_ALL)
            writer.writerow(["source", "target", "relation", "role", "quote", "odd", "id"])
            writer.writerows(["a", "b", "knows", *row[1:], f"r{n}"] for n, row in enumerate(rows))
        graph = load(folder)
        path = Path(folder) / f"x{form.suffixes[0]}"
        graph.export(path)
        again = load(path)
        stated = [
            (c.id, c.role, c.quote, c.extra.get("odd", "")) for c in graph.engine.all_claims()
        ]
        found = [(c.id, c.role, c.quote, c.extra.get("odd", "")) for c in again.engine.all_claims()]
        assert sorted(found) == sorted(stated)


@given(st.one_of(TEXT, st.text("0123456789-/.[]~?%TZ ", max_size=24)))
def test_a_date_is_read_or_refused(text):
    try:
        bounds = dates.read_date(text)
    except dates.DateError as error:
        assert str(error)
    else:
        assert bounds.earliest <= bounds.latest


@given(TEXT, TEXT, st.sampled_from(["", "person", "agency"]))
def test_two_names_compare_to_a_share_with_a_reason(one, other, kind):
    score = compare(one, other, entity_type=kind)
    assert 0 <= score.value <= 1
    assert bool(score.reason) == (score.level != "none")
    if one.strip() and one == other:
        assert score.level == "exact"


@given(st.lists(TEXT, max_size=6), TEXT)
def test_a_lookup_never_fails_and_finds_the_very_name(there, asked):
    index = names.NameIndex(
        (f"e{at}", name, (), "person") for at, name in enumerate([*there, asked])
    )
    found = {match.id for match in index.lookup(asked, 10)}
    if asked.strip():
        assert f"e{len(there)}" in found or sum(name == asked for name in there) > 8
