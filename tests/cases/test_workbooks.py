"""Workbooks as people and programs leave them: titles, several sheets, merged cells, formulas."""

from __future__ import annotations

import re
import zipfile
from datetime import date
from pathlib import Path

import pytest

from actorgraph.errors import DataError, UsageError
from actorgraph.formats.content import ENTITY, RELATION
from actorgraph.formats.notes import Notes
from actorgraph.formats.row_builder import text_of
from actorgraph.formats.writing import import_files, rows_of
from actorgraph.loading import check_files, load, raise_errors_in, read_dataset
from actorgraph.starting import start_with

openpyxl = pytest.importorskip("openpyxl")
CASE = Path(__file__).parent.parent / "data" / "cases" / "nodexl-xlsx"
ENDS = ["Source", "Target", "Relation"]


def read(path):
    """The rows of either kind, and what is said of the reading."""
    notes = Notes()
    rows = list(rows_of(path, notes))
    entities, relations = (
        [row.cells for row in rows if row.kind == kind] for kind in (ENTITY, RELATION)
    )
    return entities, relations, notes.sentences()


def workbook(folder, *sheets, merged=()):
    """A workbook of sheets, each a title and rows."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, *rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    for place in merged:
        book.worksheets[0].merge_cells(place)
    book.save(folder / "x.xlsx")
    return folder / "x.xlsx"


def test_edges_of_nodexl_are_relations_with_their_dates():
    _, relations, _ = read(CASE / "nodexl.xlsx")
    ours = ("source", "target", "relation", "date")
    assert [tuple(row.get(name) for name in ours) for row in relations] == [
        ("runa_falk", "joss_ember", "Mentions", "2014-05-06T07:08:09"),
        ("joss_ember", "joss_ember", "Tweet", "2014-05-07"),
        ("runa_falk", "joss_ember", "Mentions", "2015-01-01"),
    ]
    assert "date_as_given" not in relations[0]
    assert (relations[0]["Color"], relations[0]["Width"]) == ("Red", "3")


def test_vertices_of_nodexl_are_entities_with_both_names():
    entities, _, said = read(CASE / "nodexl.xlsx")
    assert entities[0] == {
        "id": "runa_falk",
        "name": "Runa Falk",
        "aliases": "Runa",
        "Color": "Blue",
        "Shape": "Disk",
        "Joined": "2009-03-01",
    }
    assert said == [
        "sheet Groups: 2 rows not read: neither entities nor relations.",
        "sheet Edges, above the header: 1 row not taken over.",
        "sheet Vertices, above the header: 1 row not taken over.",
    ]
    names = {one.id for one in load(CASE / "nodexl.xlsx").engine.all_entities()}
    assert names == {"runa_falk", "joss_ember", "lone_wolf"}


def test_a_workbook_of_kumu_is_read():
    entities, relations, said = read(CASE / "kumu.xlsx")
    assert [row["name"] for row in entities] == ["Runa Falk", "Kelp Ltd"]
    assert relations == [
        {
            "source": "Runa Falk",
            "target": "Kelp Ltd",
            "relation": "Contractor",
            "Strength": "It's complicated",
        }
    ]
    assert said == []


def test_kumu_and_nodexl_are_asked_nothing_for_they_say_what_their_columns_are(tmp_path):
    header = ["From", "To", "Direction", "Label", "Type", "Tags"]
    ties = (["Ann", "Kelp", "mutual", "sits on", "Board", "water|oil"], ["Bo", "Kelp", "directed"])
    path = workbook(
        tmp_path,
        ("Elements", ["Label", "Type", "Tags"], ["Ann", "Person", "Founder|Runner"]),
        ("Connections", header, *ties),
    )
    _, _, said = read(path)
    assert said == []
    claims = load(path).engine.all_claims()
    assert [(one.source, one.is_symmetric) for one in claims] == [("Ann", True), ("Bo", False)]
    import_files([CASE / "nodexl.xlsx"], tmp_path / "n", Notes())
    problems = check_files(tmp_path / "n").result.problems
    assert not [one for one in problems if "no column of ours" in one.message]


def test_a_sheet_under_other_headers_is_refused_with_the_options_that_read_it(tmp_path):
    rows = ["Von", "An", "Rolle"], ["Ann Berg", "Kelp", "Rat"], ["Bo Ek", "Kelp", "Rat"]
    path = workbook(tmp_path, ("Tabelle1", ["Wer sitzt wo"], *rows), ("Leer",))
    with pytest.raises(DataError) as refused:
        import_files([path], tmp_path / "to", Notes())
    assert "--column source=Von --column target=An --column role=Rolle" in str(refused.value)
    told = {"source": "Von", "target": "An"}
    relations = [row.cells for row in rows_of(path, Notes(), renamed=told) if row.kind == RELATION]
    assert [(one["source"], one["target"]) for one in relations] == [
        ("Ann Berg", "Kelp"),
        ("Bo Ek", "Kelp"),
    ]


def test_a_title_above_the_header_is_said():
    _, relations, said = read(CASE / "titled.xlsx")
    assert [(row["source"], row["target"], row["start_date"]) for row in relations] == [
        ("Runa Falk", "Kelp Ltd", "2014-05-06"),
        ("Joss Ember", "Kelp Ltd", "2014-05-06"),
        ("Joss Ember", "Runa Falk", "2014"),
    ]
    assert said == [
        "sheet Sheet1, above the header: 1 row not taken over.",
        "sheet Sheet1: 1 number in a column of dates: read as the days that Excel counts.",
    ]


def test_a_formula_that_nobody_has_calculated_is_said_with_its_cell(tmp_path):
    path = workbook(
        tmp_path,
        ("links", [*ENDS, "note"], ["a", "b", "knows", '=A2&"x"'], ["=A2", "c", "knows", "=Z9"]),
    )
    _, relations, said = read(path)
    assert [row["source"] for row in relations] == ["a", "a"]
    assert said == [
        'sheet links, D2: 1 formula without a value (=A2&"x"): read as empty.',
        "sheet links, D3: 1 formula without a value (=Z9): read as empty.",
    ]


def test_a_formula_with_a_value_has_that(tmp_path):
    path = workbook(tmp_path, ("links", ENDS, ["a", "=UPPER(A2)", "knows"]))
    calculated = tmp_path / "calculated.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(calculated, "w") as new:
        for name in old.namelist():
            part = re.sub(rb"</f><v ?/>|</f><v></v>", b"</f><v>7</v>", old.read(name))
            new.writestr(name, part)
    _, relations, said = read(calculated)
    assert (relations[0]["target"], said) == ("7", [])


def test_an_error_of_excel_is_no_name(tmp_path):
    path = workbook(tmp_path, ("links", ENDS, ["a", "b", "#N/A"]))
    _, relations, said = read(path)
    assert relations == [{"source": "a", "target": "b"}]
    assert said == ["sheet links: 1 cell with the error #N/A: read as empty."]


def test_merged_cells_all_show_the_first(tmp_path):
    rows = (["Ann", "Bo", "knows"], [None, "Cy", "knows"], [None, "Di", "paid"])
    path = workbook(tmp_path, ("links", ENDS, *rows), merged=["A2:A4"])
    _, relations, _ = read(path)
    assert [row["source"] for row in relations] == ["Ann", "Ann", "Ann"]


def test_every_sheet_of_relations_is_read_and_an_empty_one_is_no_remark(tmp_path):
    path = workbook(
        tmp_path,
        ("2014", ENDS, ["a", "b", "paid"]),
        ("2015", ["From", "To", "Type"], ["a", "c", "paid"]),
        ("Sheet3",),
    )
    _, relations, said = read(path)
    assert [row["target"] for row in relations] == ["b", "c"]
    assert said == []


def test_cells_without_a_header_are_kept(tmp_path):
    path = workbook(tmp_path, ("links", [*ENDS, None], ["a", "b", "knows", "who says?", "far"]))
    _, relations, _ = read(path)
    assert (relations[0]["column 4"], relations[0]["column 5"]) == ("who says?", "far")


def test_a_header_that_comes_twice_keeps_both_columns(tmp_path):
    path = workbook(tmp_path, ("links", [*ENDS, "Sum", "Sum"], ["a", "b", "paid", 1, 2]))
    _, relations, _ = read(path)
    assert (relations[0]["Sum"], relations[0]["Sum column 5"]) == ("1", "2")


def test_an_error_names_the_sheet_and_the_row_that_excel_shows(tmp_path):
    path = workbook(
        tmp_path,
        ("good", ENDS, ["a", "b", "knows"]),
        ("bad", ["A list", None], [None], ENDS, ["a", "b", "knows"], [None], ["c", None, "knows"]),
    )
    problems = read_dataset(path).problems
    (error,) = [problem for problem in problems if problem.level == "error"]
    assert (error.file, error.line) == (f"{path}, sheet bad", 6)


def test_a_claim_names_the_sheet_and_the_row(tmp_path):
    path = workbook(tmp_path, ("2014", ["A list"], ENDS, ["a", "b", "paid"]))
    (claim,) = load(path).engine.all_claims()
    assert (claim.file, claim.line) == (f"{path}, sheet 2014", 3)


def test_a_day_counted_from_1904_is_read_from_there(tmp_path):
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    for row in (["Source", "Target", "Start date"], ["a", "b", date(2014, 5, 6)]):
        book.active.append(row)
    book.active["C2"].number_format = "General"
    book.save(tmp_path / "x.xlsx")
    _, relations, _ = read(tmp_path / "x.xlsx")
    assert relations[0]["start_date"] == "2014-05-06"


def test_a_lone_cell_in_the_last_corner_costs_nothing(tmp_path):
    book = openpyxl.Workbook()
    for row in (ENDS, ["a", "b", "knows"]):
        book.active.append(row)
    book.active["XFD30000"] = "x"
    book.save(tmp_path / "x.xlsx")
    with pytest.raises(DataError, match=r"sheet Sheet:30000"):
        load(tmp_path / "x.xlsx")


def test_from_and_to_over_years_are_dates_and_no_people(tmp_path):
    rows = (["Runa Falk", "Kelp Ltd", "Chair", 2011, 2014], ["Joss Ember", "Kelp Ltd", "Clerk"])
    header = ["Person", "Organisation", "Role", "From", "To"]
    path = workbook(tmp_path, ("Board", ["Board members"], header, *rows))
    _, relations, _ = read(path)
    assert relations[0] == {
        "source": "Runa Falk",
        "target": "Kelp Ltd",
        "role": "Chair",
        "start_date": "2011",
        "end_date": "2014",
        "source_type": "person",
        "target_type": "organization",
    }


def test_years_under_from_and_to_alone_are_no_relations(tmp_path):
    path = workbook(tmp_path, ("Terms", ["From", "To", "Amount"], [2011, 2014, 5]))
    assert read(path) == (
        [],
        [],
        ["sheet Terms: 2 rows not read: neither entities nor relations."],
    )


@pytest.mark.parametrize(
    ("stored", "text"),
    [
        (1.2345678901234567e19, "12345678901234567000"),
        (-1.2345678901234567e19, "-12345678901234567000"),
        (2.0**53 - 1, "9007199254740991"),
        (1e300, "1e+300"),
        (3.0, "3"),
    ],
)
def test_a_long_number_gets_no_digits_that_nobody_has_stored(stored, text):
    assert text_of(stored) == text


def test_rows_that_are_equal_in_two_sheets_keep_the_names_of_their_sheets(tmp_path):
    rows = ENDS, ["Ann", "Kelp", "knows"], ["Bo", "Kelp", "knows"]
    path = workbook(tmp_path, ("2014", *rows), ("2015", *rows), ("staff", ["name"], ["Ann"]))
    import_files([path], tmp_path / "new", Notes())
    assert (tmp_path / "new" / "relations.csv").read_text(encoding="utf-8").splitlines() == [
        "source,target,relation,sheet",
        "Ann,Kelp,knows,2014",
        "Bo,Kelp,knows,2014",
        "Ann,Kelp,knows,2015",
        "Bo,Kelp,knows,2015",
    ]
    assert "sheet" not in (tmp_path / "new" / "entities.csv").read_text(encoding="utf-8")
    assert [one.extra for one in load(path).engine.all_claims()] == [
        {"sheet": "2014"}, {"sheet": "2014"}, {"sheet": "2015"}, {"sheet": "2015"},
    ]  # fmt: skip


def test_nobody_is_missed_in_a_workbook_that_lists_no_entities(tmp_path):
    path = workbook(tmp_path, ("links", ENDS, ["Ann", "Kelp", "knows"]))
    assert check_files(path).problems == ()


def test_a_share_that_a_sheet_shows_in_percent_is_percent(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (
        *[["source", "target", "share", "rate"]],
        ["a", "b", 0.255, 0.1],
        ["a", "c", 25, 2],
    ):
        sheet.append(row)
    sheet["C2"].number_format = "0%"
    sheet["D2"].number_format = "0.0%"
    sheet["D3"].number_format = '0" % of all"'
    book.save(tmp_path / "x.xlsx")
    _, relations, _ = read(tmp_path / "x.xlsx")
    assert [(row["share"], row["rate"]) for row in relations] == [("25.5", "10%"), ("25", "2")]
    import_files([tmp_path / "x.xlsx"], tmp_path / "to", Notes())
    assert "a,b,,25.5,10%" in (tmp_path / "to" / "relations.csv").read_text(encoding="utf-8")


def test_a_workbook_of_which_nothing_is_read_is_an_error_that_says_how_to_read_it(tmp_path):
    path = workbook(tmp_path, ("Tabelle1", ["Von", "An"], ["Ann", "Kelp"], ["Bo", "Kelp"]))
    with pytest.raises(DataError) as refused:
        load(path)
    assert [one.message for one in refused.value.problems] == [
        "nothing was found in it: no entity and no relation",
        (
            "sheet Tabelle1: 3 rows not read: neither entities nor relations; read it with "
            "--column source=Von --column target=An."
        ),
    ]


def test_what_an_import_refuses_is_named_where_it_stands_in_the_workbook(tmp_path):
    path = workbook(tmp_path, ("ties", ["A list"], ENDS, ["Ann", "Kelp", "x"], ["Sum", None, "y"]))
    with pytest.raises(DataError) as refused:
        import_files([path], tmp_path / "to", Notes(), check=raise_errors_in)
    assert [(one.file, one.line, one.column) for one in refused.value.problems] == [
        (f"{path}, sheet ties", 4, "target")
    ]


def test_an_adjacency_matrix_in_a_sheet_is_read_as_one_in_a_text(tmp_path):
    rows = [None, "Ann", "Bo", "Cy"], ["Ann", None, 1], ["Bo", 1, None, 2], ["Cy", None, 2, None]
    entities, relations, said = read(workbook(tmp_path, ("ties", *rows)))
    assert [one["name"] for one in entities] == ["Ann", "Bo", "Cy"]
    assert [(one["source"], one["target"], one["weight"]) for one in relations] == [
        ("Ann", "Bo", "1"),
        ("Bo", "Cy", "2"),
    ]
    assert said == [
        "sheet ties: 3 names read of a square matrix; what its numbers mean it does not say."
    ]


def test_a_header_of_two_rows_is_one(tmp_path):
    rows = (
        ["Personne", None, "Soci\u00e9t\u00e9", "Mandat", None, "Note"],
        ["Nom", "Pr\u00e9nom", "Raison sociale", "D\u00e9but", "Fin", None],
        ["Martin", "Jeanne", "Algues SA", date(2014, 3, 1), None, None],
    )
    path = workbook(tmp_path, ("Feuil1", *rows), merged=("A1:B1", "D1:E1"))
    with pytest.raises(DataError) as refused:
        load(path)
    assert (
        "--column 'source=Personne / Nom' --column 'target=Soci\u00e9t\u00e9 / Raison sociale' "
        "--column 'start_date=Mandat / D\u00e9but' --column 'end_date=Mandat / Fin'"
    ) in refused.value.problems[-1].message
    told = {"source": "Personne / Nom", "target": "Soci\u00e9t\u00e9 / Raison sociale"}
    (claim,) = load(path, columns=told).engine.all_claims()
    assert (claim.source, claim.target, claim.extra["Personne / Pr\u00e9nom"]) == (
        "Martin",
        "Algues SA",
        "Jeanne",
    )


@pytest.mark.parametrize("name", ["x.ods", "X.XLS", "x.numbers", "x.xlsb"])
def test_other_spreadsheets_are_refused_with_how_to_save_them(tmp_path, name):
    (tmp_path / name).write_bytes(b"PK\x03\x04")
    for use in (load, lambda path: start_with(tmp_path / "new", [path])):
        with pytest.raises(UsageError, match="not read here") as refused:
            use(tmp_path / name)
        assert "save it as .xlsx" in str(refused.value.hint)


def test_a_currency_that_only_the_format_of_cells_shows_is_asked_about(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["source", "target", "amount"], ["a", "b", 1250.5], ["a", "c", 7], ["a", "d", 8]):
        sheet.append(row)
    sheet["C2"].number_format = '#,##0.00 "\u20ac"'
    sheet["C3"].number_format = "#,##0.00 [$EUR]"
    sheet["C4"].number_format = '0 "pieces"'
    path = tmp_path / "x.xlsx"
    book.save(path)
    _, relations, said = read(path)
    assert [one["amount"] for one in relations] == ["1250.5", "7", "8"]
    assert said == [
        (
            "sheet Sheet: 2 numbers of amount shown with EUR, which no cell says; "
            "--column currency==EUR says it of all."
        )
    ]
    (first, *_) = load(path, columns={"currency": "=EUR"}).engine.all_claims()
    assert (first.amount, first.currency) == ("1250.5", "EUR")
    notes = Notes()
    assert [*rows_of(path, notes, renamed={"currency": "=EUR"})]
    assert notes.sentences() == []
    assert "currency==EUR" in "".join(start_with(tmp_path / "new", [path]))
