"""A company scandal typed into a German spreadsheet, from .xlsx and from CSV to a page.

37 entities, 61 relations: semicolons, German headers, dates and numbers, names in two spellings.
"""

from __future__ import annotations

import csv
import re
import shlex
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from actorgraph.cli import cli
from actorgraph.errors import DataError, FileExistsAlreadyError, UsageError
from actorgraph.loading import load
from actorgraph.starting import start_with
from actorgraph.starting.notation import dates_rewritten, numbers_rewritten

CASE = Path(__file__).parent.parent / "data" / "cases" / "company-scandal"
GUIDE = Path(__file__).parents[2] / "docs" / "guide" / "excel.md"
SHEETS = ("Beziehungen.csv", "Personen.csv")
MOST_COMMANDS = 5


def rows_of(name: str) -> list[list[str]]:
    text = (CASE / name).read_text(encoding="utf-8-sig")
    return list(csv.reader(text.splitlines(), delimiter=";"))


def typed(text: str) -> object:
    """Return a cell as Excel in German holds what was typed."""
    if match := re.fullmatch(r"(\d\d)\.(\d\d)\.(\d{4})", text):
        return date(int(match[3]), int(match[2]), int(match[1]))
    if re.fullmatch(r"[\d.]+,\d\d", text):
        return float(text.replace(".", "").replace(",", "."))
    if match := re.fullmatch(r"(\d+(?:,\d+)?) %", text):
        return float(match[1].replace(",", ".")) / 100
    return int(text) if re.fullmatch(r"[12]\d{3}", text) else text


def workbook(path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name in SHEETS:
        sheet = book.create_sheet(name.partition(".")[0])
        for row in rows_of(name):
            sheet.append([typed(cell) or None for cell in row])
        for cell in (cell for line in sheet.iter_rows() for cell in line):
            if isinstance(cell.value, float):
                cell.number_format = "0.0%" if cell.value <= 1 else "#,##0.00"
            elif hasattr(cell.value, "isoformat"):
                cell.number_format = "dd.mm.yyyy"
    book.save(path)


def commands(marker: str) -> list[list[str]]:
    """Return the commands of a block of the guide."""
    text = GUIDE.read_text(encoding="utf-8")
    block = (
        text.partition(f"<!-- not run: {marker},")[2]
        .partition("```console\n")[2]
        .partition("```")[0]
    )
    lines = [line.partition("  #")[0] for line in block.splitlines() if line.startswith("$ ")]
    return [shlex.split(line.removeprefix("$ actorgraph ")) for line in lines]


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    workbook(tmp_path / "affair.xlsx")
    for name in SHEETS:
        (tmp_path / name).write_bytes((CASE / name).read_bytes())
    return tmp_path


@pytest.mark.parametrize("marker", ["from xlsx", "from csv"])
def test_the_commands_of_the_guide_lead_from_a_spreadsheet_to_a_page(here, marker):
    asked = commands(marker)
    assert 0 < len(asked) <= MOST_COMMANDS
    for words in asked:
        result = CliRunner().invoke(cli, words)
        assert result.exit_code == 0, result.output
    assert (here / "affair.html").stat().st_size > 0
    graph = load(here / "affair")
    assert len([one for one in graph.engine.all_entities() if not one.derived]) == 37
    stated = [claim for claim in graph.engine.all_claims() if not claim.derived]
    assert len(stated) == 61
    assert stated[0].start_date == "2014-03-12"
    assert (stated[0].share, stated[0].document) == ("62.5", "Gesellschafterliste 2016")
    paid = {float(claim.amount) for claim in stated if claim.amount}
    assert {1250000.0, 980000.0, 84500.5} <= paid


def test_workbook_and_csv_say_the_same(here):
    for name, files in (("x", ["affair.xlsx"]), ("c", SHEETS)):
        words = [word for file in files for word in ("--from", file)]
        assert CliRunner().invoke(cli, ["init", name, *words]).exit_code == 0
    told = [
        [
            (claim.source, claim.target, claim.start_date, claim.end_date, _number(claim.amount),
             claim.share, claim.attributed_to, claim.document)
            for claim in load(here / name).engine.all_claims()
        ]
        for name in ("x", "c")
    ]  # fmt: skip
    assert told[0] == told[1]


def _number(text: str) -> float | str:
    try:
        return float(text)
    except ValueError:
        return text


def test_two_spellings_of_one_name_are_proposed(here):
    words = [word for file in SHEETS for word in ("--from", file)]
    CliRunner().invoke(cli, ["init", "affair", *words])
    answer = CliRunner().invoke(cli, ["--data", "affair", "check"]).output
    for name in ("Luca D’Alessio", "Nordhafen Holding GmbH", "Markus Thielen", "Jonas Brandt"):
        assert f"did you mean {name}" in answer


def test_letters_of_windows_are_read_and_said(here):
    raw = (CASE / "Beziehungen.csv").read_text(encoding="utf-8-sig")
    text = raw.replace("ł", "l")
    (here / "old.csv").write_bytes(text.encode("cp1252"))
    result = CliRunner().invoke(cli, ["init", "affair", "--from", "old.csv"])
    assert "cp1252" in result.output
    assert "Sandra Köhne" in (here / "affair" / "relations.csv").read_text(encoding="utf-8")


def test_nothing_is_replaced(here):
    (here / "affair").mkdir()
    (here / "affair" / "relations.csv").write_text("mine")
    result = CliRunner().invoke(cli, ["init", "affair", "--from", "affair.xlsx"])
    assert isinstance(result.exception, FileExistsAlreadyError)
    assert [one.name for one in (here / "affair").iterdir()] == ["relations.csv"]


def test_a_table_without_ends_is_refused_with_what_to_do(here):
    (here / "list.csv").write_text("Kennung;Ort\n1;Kelp\n")
    result = CliRunner().invoke(cli, ["init", "affair", "--from", "list.csv"])
    assert isinstance(result.exception, UsageError)
    assert "two columns that name who is connected" in str(result.exception)
    assert not (here / "affair").exists()


def test_a_folder_from_nothing_loads_and_has_a_workbook_to_fill_in(here):
    assert CliRunner().invoke(cli, ["init", "new"]).exit_code == 0
    assert CliRunner().invoke(cli, ["--data", "new", "check"]).output == "No problems.\n"
    result = CliRunner().invoke(cli, ["init", "filled", "--from", "new/template.xlsx"])
    assert result.exit_code == 0, result.output
    told = [
        [(c.source, c.target, c.start_date) for c in load(here / name).engine.all_claims()]
        for name in ("new", "filled")
    ]
    assert told[0] == told[1]


def test_on_a_terminal_it_asks_what_one_has(here, monkeypatch):
    monkeypatch.setattr("actorgraph.cli.data.is_asked", lambda: True)
    result = CliRunner().invoke(cli, ["init", "affair"], input="1\naffair.xlsx\n\n")
    assert result.exit_code == 0, result.output
    assert len(load(here / "affair").relations) == 61


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["12.03.2014", "03/2016", "2016", ""], ["2014-03-12", "2016-03", "2016", ""]),
        (["03/04/2014", "25/04/2014"], ["2014-04-03", "2014-04-25"]),
        (["03/04/2014", "04/25/2014"], ["2014-03-04", "2014-04-25"]),
        (["03/04/2014"], ["03/04/2014"]),
        (["25/04/2014", "04/25/2014"], ["25/04/2014", "04/25/2014"]),
        (["31.02.2014", "2014-03-12"], ["31.02.2014", "2014-03-12"]),
    ],
)
def test_dates_are_rewritten_only_where_they_have_one_reading(cells, expected):
    assert dates_rewritten(cells) == expected


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["1.250.000,00"], ["1250000.00"]), (["1 250 000"], ["1250000"]),
        (["84.500,50", "1.250", "1,250"], ["84500.50", "1250", "1.250"]),
        (["1,250,000.50", "1.250", "1,250"], ["1250000.50", "1.250", "1250"]),
        (["1.250", "7"], ["1.250", "7"]), (["1,250"], ["1,250"]),
        (["1.250,5", "1,250.5"], ["1250.5", "1250.5"]),
        (["62,5 %", "25 %", "ca. 10 %", "51-100"], ["62.5", "25", "ca. 10 %", "51-100"]),
        (["1'250'000", "-3,5", "2 Mio."], ["1250000", "-3.5", "2 Mio."]),
    ],
)  # fmt: skip
def test_numbers_are_rewritten_only_where_they_have_one_reading(cells, expected):
    assert numbers_rewritten(cells) == expected


def test_a_number_in_doubt_is_said(here):
    (here / "sums.csv").write_text("Von;An;Betrag\nA;B;1.250\n", encoding="utf-8")
    result = CliRunner().invoke(cli, ["init", "affair", "--from", "sums.csv"])
    assert "'1.250' may be thousands or decimals" in result.output


def test_a_french_sheet_of_excel_is_taken_over(here):
    text = (
        "De;À;Relation;Début;Montant;Source\nAnne;Société du Port;paid;25/04/2014;1 250 000,50;"
        "Le Quai\nPaul;Société du Port;paid;03/04/2014;84,5;Le Quai\n"
    )
    (here / "liens.csv").write_bytes(text.encode("cp1252"))
    assert CliRunner().invoke(cli, ["init", "port", "--from", "liens.csv"]).exit_code == 0
    told = [
        (c.source, c.target, c.start_date, c.amount, c.document)
        for c in load(here / "port").engine.all_claims()
    ]
    assert told == [
        ("Anne", "Société du Port", "2014-04-25", "1250000.50", "Le Quai"),
        ("Paul", "Société du Port", "2014-04-03", "84.5", "Le Quai"),
    ]


def test_months_in_words_that_have_one_reading_are_rewritten():
    cells = [
        "Februar 2017",
        "26 janvier 2018",
        "ca. 2015",
        "seit 2015",
        "Mai 2014 - Juni 2015",
        "?",
    ]
    assert dates_rewritten(cells) == ["2017-02", "2018-01-26", "2015~", *cells[3:]]


def test_formulas_that_nobody_has_calculated_are_said(tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.append(["source", "target", "share"])
    for row in range(2, 8):
        book.active.append(["Ann", f"Firm {row}", f"=D{row}*2"])
    book.save(tmp_path / "x.xlsx")
    (said,) = start_with(tmp_path / "to", [tmp_path / "x.xlsx"])
    assert "sheet Sheet, C2: 1 formula without a value (=D2*2): read as empty; sheet" in said
    assert said.endswith("; and 3 more such cells.")


def test_a_column_without_a_header_gets_one_and_one_without_cells_goes(tmp_path):
    from click.testing import CliRunner

    from actorgraph.cli import cli

    sheet = tmp_path / "list.csv"
    sheet.write_text("Person,Organisation,,,column 3\nAnn,Kelp,seen twice,,x\nBob,Kelp,,,\n")
    done = CliRunner().invoke(cli, ["init", str(tmp_path / "mine"), "--from", str(sheet)])
    assert "keeps column 4, column 3" in done.output
    table = (tmp_path / "mine" / "relations.csv").read_text()
    assert table.splitlines()[:2] == [
        "Person,Organisation,column 4,column 3",
        "Ann,Kelp,seen twice,x",
    ]
    checked = CliRunner().invoke(cli, ["check", "--data", str(tmp_path / "mine")])
    assert checked.exit_code == 0, checked.output


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ('"He said "yes" to me"', ":2: a quote inside a quoted cell"),
        ('"never closed', ":2: a quoted cell begins in this record and is never closed"),
    ],
)
def test_a_quote_out_of_place_is_refused_and_swallows_no_row(cell, message, tmp_path):
    sheet = tmp_path / "list.csv"
    sheet.write_text(f"source,target,quote\nAnn,Bob,{cell}\nCat,Dan,x\nEve,Fay,y\n")
    with pytest.raises(DataError, match=message):
        start_with(tmp_path / "mine", [sheet])
    assert not (tmp_path / "mine").exists()
