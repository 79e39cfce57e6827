"""A row that is added to a sorted file goes where it belongs; to the end where no order is sure."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path
from threading import Event, Thread

import pytest
from factory import write_text
from hypothesis import given
from hypothesis import strategies as st

from actorgraph import locating
from actorgraph.editing.edits import Edit
from actorgraph.editing.file_order import RowsRead
from actorgraph.editing.workspace import Workspace

HEADER = "source,target,relation,start_date,note\n"


def row(*cells):
    return ",".join([*cells, *[""] * (5 - len(cells))]) + "\n"


def file_of(cells, column=0):
    """A file of which one column holds some cells, the others what is in no order."""
    texts = []
    for number, cell in enumerate(cells):
        others = [f"{number * 7 % 5}x", f"{number * 3 % 4}y", "knows", "", f"{number * 5 % 7}z"]
        others[column] = cell
        texts.append(row(*others))
    return HEADER + "".join(texts)


def at_after(folder, text, *added):
    """The place of each row after all were added in one step."""
    write_text(folder, relations=text)
    with Workspace(folder) as workspace:
        workspace.apply([Edit("relations", "add", cells=cells) for cells in added])
    after = (folder / "relations.csv").read_text()
    with Workspace(folder) as workspace:
        workspace.undo()
    assert (folder / "relations.csv").read_text() == text
    rows = list(csv.DictReader(io.StringIO(after)))
    kept = [one for one in after.splitlines() if "added" not in one]
    assert kept == text.splitlines()
    return [number for number, one in enumerate(rows) if one["note"].startswith("added")]


def added(source, target="t", **more):
    return {"source": source, "target": target, "note": "added", **more}


TEN = [f"{letter}a" for letter in "bdfhjlnprt"]


def test_a_row_goes_where_it_belongs(tmp_path):
    assert at_after(tmp_path, file_of(TEN), added("ga")) == [3]


def test_a_row_goes_after_its_equals(tmp_path):
    assert at_after(tmp_path, file_of([*TEN, "ta"]), added("da")) == [2]


def test_rows_of_one_step_are_sorted_among_each_other(tmp_path):
    step = [added("zb"), added("gb"), added("ga"), added("a")]
    assert at_after(tmp_path, file_of(TEN), *step) == [0, 4, 5, 12 + 1]


def test_nine_rows_are_sorted_by_chance(tmp_path):
    assert at_after(tmp_path, file_of(TEN[:9]), added("ga")) == [9]


def test_one_row_out_of_order_leaves_no_order(tmp_path):
    assert at_after(tmp_path, file_of(["z", *TEN]), added("ga")) == [11]


@pytest.mark.parametrize(
    ("cells", "new", "place"),
    [
        ([*"aCDEFGHIjKLm"], "b", 1),
        ([*"ABCDEFGHIJabc"], "Z", 10),
        ([str(number) for number in range(0, 120, 10)], "100.5", 11),
        ([str(number) for number in range(0, 120, 10)], "9", 1),
        (["é", *"ßàáâãäåæçèì"], "ü", 12),
    ],
    ids=["casefold", "code points", "numbers", "a number of less digits", "no order"],
)
def test_the_text_says_in_which_order_it_is(tmp_path, cells, new, place):
    assert at_after(tmp_path, file_of(cells), added(new)) == [place]


def test_a_row_without_what_a_file_is_sorted_by_goes_to_the_end(tmp_path):
    entities = "id,name\n" + "".join(f"{cell},{cell}1\n" for cell in TEN)
    write_text(tmp_path, relations=HEADER, entities=entities)
    with Workspace(tmp_path) as workspace:
        workspace.apply([Edit("entities", "add", cells={"name": "b"})])
    assert (tmp_path / "entities.csv").read_text() == entities + ",b\n"


@pytest.mark.parametrize(
    ("dates", "new", "place"),
    [
        (["-0044", "-0043", *map(str, range(2010, 2020))], "-0050", 0),
        ([f"{year}-03" for year in range(2010, 2021)], "2012", 2),
        ([f"{year}-03" for year in range(2010, 2021)], "2012-03-01", 3),
    ],
    ids=["before Christ", "a year before its months", "a day after its month"],
)
def test_dates_are_in_the_order_of_days(tmp_path, dates, new, place):
    text = file_of(dates, 3)
    assert at_after(tmp_path, text, added("q", start_date=new)) == [place]


def test_blank_cells_stay_where_they_are(tmp_path):
    dates = [*["", ""], *[f"{year}-03" for year in range(2010, 2021)]]
    assert at_after(tmp_path, file_of(dates, 3), added("q")) == [2]
    assert at_after(tmp_path, file_of(dates[2:] + dates[:2], 3), added("q")) == [13]


def test_a_second_column_decides_where_it_does_so_in_the_file(tmp_path):
    rows = [row(source, target, "knows") for source in TEN[:3] for target in TEN]
    assert at_after(tmp_path, HEADER + "".join(rows), added("da", "ga")) == [10 + 3]


def test_a_second_column_in_no_order_decides_nothing(tmp_path):
    rows = [row(source, target, "knows") for source in TEN for target in TEN[:3][::-1]]
    assert at_after(tmp_path, HEADER + "".join(rows), added("da", "a")) == [6]


def test_a_change_that_leaves_the_order_ends_it_until_it_is_undone(tmp_path):
    write_text(tmp_path, relations=file_of(TEN))
    with Workspace(tmp_path) as workspace:

        def line_of_new():
            applied = workspace.apply([Edit("relations", "add", cells=added("ga"))])
            workspace.undo()
            return applied.rows[0].line

        seen = workspace.row("relations", 3)
        workspace.apply([Edit("relations", "change", 3, seen.digest, {"source": "z"})])
        assert line_of_new() == 12
        workspace.undo()
        assert line_of_new() == 5


def test_a_row_that_is_added_again_goes_where_it_belongs_by_then(tmp_path):
    path = write_text(tmp_path, relations=file_of(TEN)) / "relations.csv"
    with Workspace(tmp_path) as workspace:
        workspace.apply([Edit("relations", "add", cells=added("ga"))])
        workspace.undo()
        workspace.wait_until_saved()
        text = file_of(["aa", "ab", "ac", *TEN])
        path.write_text(text)
        workspace.redo()
        workspace.wait_until_saved()
        lines = path.read_text().splitlines()
    assert lines[7].startswith("ga,t,")
    assert [one for one in lines if "added" not in one] == text.splitlines()


KEYS = {
    "numbers": (st.integers(-50, 1500).map(str), int),
    "code points": (st.text("aAbBéZz9 ", min_size=1, max_size=3).map("k{}".format), str),
    "dates": (
        st.dates().map(lambda day: day.isoformat()[: 10 if day.day % 2 else 7]),
        lambda text: text,
    ),
}


def records_of(text):
    """The rows of a text, each with its line end."""
    return text.splitlines(keepends=True)[1:]


@pytest.mark.parametrize("kind", KEYS)
@given(data=st.data(), is_large=st.booleans())
def test_a_sorted_file_stays_sorted_and_every_other_byte_stays(kind, data, is_large):
    cells, key = KEYS[kind]
    column = 3 if kind == "dates" else 0
    first = sorted(data.draw(st.lists(cells, min_size=10, max_size=30, unique_by=key)), key=key)
    text = file_of(first, column)
    ends = data.draw(st.sampled_from(["\n", "\r\n"]))
    text = text.replace("\n", ends)
    if data.draw(st.booleans()):
        text = text.removesuffix(ends)
    name = HEADER.strip().split(",")[column]
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        if is_large:
            patch.setattr(locating, "LARGE", 0)
        path = Path(folder) / "relations.csv"
        path.write_bytes(text.encode())
        news = data.draw(st.lists(st.lists(cells, min_size=1, max_size=3), min_size=1, max_size=6))
        with Workspace(Path(folder)) as workspace:
            for step in news:
                edits = [
                    Edit("relations", "add", cells={**added("s"), name: cell}) for cell in step
                ]
                for one in workspace.apply(edits).rows:
                    assert workspace.row("relations", one.line) == one
        after = path.read_bytes().decode()
        found = [one.split(",")[column] for one in records_of(after)]
        assert found == sorted(found, key=key)
        assert sorted(found) == sorted([*first, *(cell for step in news for cell in step)])
        kept = "".join(one for one in after.splitlines(keepends=True) if "added" not in one)
        assert kept.rstrip("\r\n") == text.rstrip("\r\n")
        with Workspace(Path(folder)) as workspace:
            for _ in news:
                workspace.undo()
        assert path.read_bytes().decode() == text


def test_edits_do_not_wait_until_it_is_known_how_a_file_is_sorted(tmp_path, monkeypatch):
    found, known, search = Event(), [], RowsRead.order

    def slow(rows):
        known.append(found.wait(30))
        return search(rows)

    monkeypatch.setattr(RowsRead, "order", slow)
    file = write_text(tmp_path, relations=file_of(TEN)) / "relations.csv"

    def place(workspace):
        workspace.wait_until_saved()
        return [line.split(",")[0] for line in file.read_text().splitlines()].index("ga")

    with Workspace(tmp_path) as workspace:
        for line, source in ((3, "zz"), (11, "ua")):  # the first one falls then, the other not
            row = workspace.row("relations", line)
            change = Edit("relations", "change", line, row.digest, {"source": source})
            assert (
                workspace.check([change, Edit("relations", "add", cells=added("ga"))]).errors == ()
            )
            workspace.apply([change])
        adding = Thread(
            target=workspace.apply, args=([Edit("relations", "add", cells=added("ga"))],)
        )
        adding.start()
        row = workspace.row("relations", 5)
        workspace.apply([Edit("relations", "remove", 5, row.digest)])
        found.set()
        adding.join()
        assert place(workspace) == 10
        for _ in range(4):
            workspace.undo()
        workspace.wait_until_saved()
        assert file.read_text() == file_of(TEN)
        workspace.apply([Edit("relations", "add", cells=added("ga"))])
        assert place(workspace) == 4
    assert set(known) == {True}
