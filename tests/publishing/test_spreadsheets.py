from __future__ import annotations

import csv

import pytest
from click.testing import CliRunner

from actorgraph.cli import cli
from actorgraph.publishing.spreadsheets import LIVE

FORMULAS = [f"{sign}cmd|' /C calc'!A0" for sign in LIVE] + ['=HYPERLINK("http://x")', "@SUM(1)"]


@pytest.fixture
def data(tmp_path):
    folder = tmp_path / "data"
    folder.mkdir()
    with (folder / "relations.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL)
        writer.writerow(["source", "target", "relation", "note"])
        writer.writerows([f"s{n}", "t", one, one] for n, one in enumerate(FORMULAS))
    return folder


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_no_cell_is_live_for_a_spreadsheet(data, tmp_path, suffix):
    path = tmp_path / f"x{suffix}"
    done = CliRunner().invoke(cli, ["--data", str(data), "export", "--for-spreadsheet", str(path)])
    assert done.exit_code == 0, done.output
    if suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as file:
            cells = [cell for row in csv.reader(file) for cell in row]
    else:
        import openpyxl

        book = openpyxl.load_workbook(path)
        read = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
        assert {cell.data_type for cell in read} <= {"s", "n"}
        cells = [str(cell.value or "") for cell in read]
    assert not [cell for cell in cells if cell.startswith(LIVE)]
    assert '\'=HYPERLINK("http://x")' in cells


def test_without_it_csv_is_exact(data, tmp_path):
    path = tmp_path / "x.csv"
    CliRunner().invoke(cli, ["--data", str(data), "export", str(path)])
    with path.open(encoding="utf-8", newline="") as file:
        assert [row["note"] for row in csv.DictReader(file)] == FORMULAS
