from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from actorgraph import schema
from actorgraph.errors import DataError, UsageError
from actorgraph.loading import read_dataset
from actorgraph.tables import read_table

DATA = Path(__file__).parent / "data"
INVALID = sorted((DATA / "invalid").glob("*.csv"))
VALID = sorted((DATA / "valid").glob("*.csv"))


def read(tmp_path, content: bytes | str, name="relations.csv", **told):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_table(path, schema.RELATION_COLUMNS, required=("source", "target"), **told)


def problems(path: Path) -> list[str]:
    try:
        found = read_dataset(path).problems
    except DataError as error:
        found = error.problems
    return [f"{p.level}:{p.line}:{p.column}: {p.message}" for p in found if p.level == "error"]


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_a_bad_file_gives_the_messages_that_lie_beside_it(path):
    assert problems(path) == path.with_suffix(".txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_a_good_file_gives_the_rows_that_lie_beside_it(path):
    table = read_table(path, schema.RELATION_COLUMNS, required=("source", "target"))
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    assert (
        table.problems,
        [[n, *row] for n, row in zip(table.lines, table.rows, strict=False)],
    ) == (
        [],
        expected,
    )


def test_cells_stay_what_they_are(tmp_path):
    cells = ["NA", "None", "001", "1e5", "", "nan", " x ", "TRUE", "-"]
    header = ["source", "target", *"abcdefg"]
    table = read(tmp_path, f"{','.join(header)}\n{','.join(cells)}\n")
    assert table.rows == [cells]


def test_lines_are_physical_also_after_line_breaks_in_quotes(tmp_path):
    table = read(tmp_path, 'source,target,note\r\na,b,"1\n2\r\n3"\r\n\r\nc,d,\r\n')
    assert table.lines == [2, 6]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_an_encoding_that_says_itself_is_read(tmp_path, encoding):
    assert read(tmp_path, "source,target\nЖ,b\n".encode(encoding)).rows == [["Ж", "b"]]


@pytest.mark.parametrize("delimiter", ",;\t|")
def test_the_delimiter_is_told_by_the_header(tmp_path, delimiter):
    text = f"source{delimiter}target\na{delimiter}b\n"
    assert read(tmp_path, text).rows == [["a", "b"]]


def test_the_separator_line_of_spreadsheets_is_read_and_counted(tmp_path):
    table = read(tmp_path, "sep=;\nsource;target\na;b\n")
    assert (table.rows, table.lines) == ([["a", "b"]], [3])


def test_lone_carriage_returns_end_lines(tmp_path):
    table = read(tmp_path, "source,target\ra,b\rc,d\r")
    assert (table.rows, table.lines) == ([["a", "b"], ["c", "d"]], [2, 3])


def test_gzip_is_unpacked_by_its_name(tmp_path):
    packed = gzip.compress(b"source,target\na,b\n", mtime=0)
    assert read(tmp_path, packed, "relations.csv.gz").rows == [["a", "b"]]


@pytest.mark.parametrize(
    ("content", "line", "begins"),
    [
        ("source,target\nИван,b\n".encode("cp1251"), 2, "byte 0xc8 is not UTF-8"),
        (b"source,target\na,b\nc\x00,d\n", 3, "a NUL byte"),
        (b"PK\x03\x04...", 1, "this is not CSV but a zip or Excel file"),
        (b"\x1f\x8b...", 1, "this is not CSV but gzip data"),
        (b"", 1, "the file is empty"),
    ],
)
def test_what_is_no_utf8_text_is_refused_with_its_line(tmp_path, content, line, begins):
    with pytest.raises(DataError) as refused:
        read(tmp_path, content)
    (problem,) = refused.value.problems
    assert (problem.line, problem.message[: len(begins)]) == (line, begins)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            gzip.compress(b"source,target\na,b\n" * 99, mtime=0)[:-12],
            "is cut short: its gzip data does not",
        ),
        (b"\x1f\x8b\x08 this is no gzip data at all", "is not sound gzip data"),
    ],
)
def test_broken_gzip_is_refused(tmp_path, content, message):
    with pytest.raises(DataError, match=message):
        read(tmp_path, content, "relations.csv.gz")


def test_a_told_column_is_read_under_our_name(tmp_path):
    table = read(tmp_path, "Entity A,to\na,b\n", renamed={"source": "Entity A"})
    assert table.columns == {"source": 0, "target": 1}


def test_a_told_column_that_is_not_there_is_an_error(tmp_path):
    with pytest.raises(DataError, match="there is no column 'Entity A' to read as source"):
        read(tmp_path, "x,to\na,b\n", renamed={"source": "Entity A"})


def test_synonyms_are_read_and_unknown_columns_kept(tmp_path):
    table = read(tmp_path, "From,TO,Shoe size\na,b,42\n")
    assert table.columns == {"source": 0, "target": 1, "Shoe size": 2}


def test_a_missing_file_is_wrong_use(tmp_path):
    with pytest.raises(UsageError, match=r"There is no file .*nothing\.csv"):
        read_table(tmp_path / "nothing.csv", schema.RELATION_COLUMNS)
