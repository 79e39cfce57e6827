"""The columns that an index keeps are those that its files hold."""

from __future__ import annotations

import random

import pytest
from factory import write_text

from actorgraph.index import csv_columns, kept_columns
from actorgraph.index.build import build_index
from actorgraph.index.cell_columns import columns_of
from actorgraph.index.kept_columns import KEPT, cells_of
from actorgraph.locating import inputs_of

DATES = ["", "2018", "2018-02", "2018-02-03", "2017~", "2016~"]


def cells(columns):
    return {
        name: [column.distinct[code] for code in column.codes.tolist()]
        for name, column in columns.items()
    }


def table(rows):
    draw = random.Random(7)
    lines = [f"a{n},knows,b{n % 3},{draw.choice(DATES)},{draw.choice(DATES)}" for n in range(rows)]
    return "source,relation,target,start_date,statement_date\n" + "\n".join(lines) + "\n"


@pytest.mark.parametrize(
    ("most", "kept"), [(1 << 20, {"relation", "start_date", "statement_date"}), (3, {"relation"})]
)
def test_columns_are_those_of_the_file_kept_or_read_again(tmp_path, monkeypatch, most, kept):
    monkeypatch.setenv("ACTORGRAPH_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(kept_columns, "MOST_DISTINCT", most)
    for name, size in (("WHOLE", 0), ("AT_ONCE", 1), ("BLOCK", 1 << 12)):  # in many parts
        monkeypatch.setattr(csv_columns, name, size)
    index = build_index(inputs_of(write_text(tmp_path, relations=table(2000))))
    assert {name for name in KEPT if f"cells.{name}" in index.store} == kept
    told = cells(cells_of(index, KEPT))
    assert told == cells(columns_of(index.relations, KEPT))
    assert set(told["start_date"]) == set(DATES)
    assert set(told["end_date"]) == {""}


def test_an_empty_table_has_empty_columns(tmp_path, monkeypatch):
    monkeypatch.setenv("ACTORGRAPH_CACHE", str(tmp_path / "cache"))
    index = build_index(inputs_of(write_text(tmp_path, relations=table(0))))
    assert cells(cells_of(index, KEPT)) == {name: [] for name in KEPT}
