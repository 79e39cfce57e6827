"""`check --fix`: exactly the cells with one reading change, whole or not at all, and back again."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from actorgraph import loading
from actorgraph.cli import cli
from actorgraph.editing.cell_edits import CellEdit, EditError, edited
from actorgraph.errors import UsageError
from actorgraph.fixing.cell_fixes import KEPT, find_fixes, undo_fixes, write_fixes

ROWS = (
    b"\xef\xbb\xbfnote;source;target;relation;start_date;end_date\r\n"
    b'"a ""q"";";Ann;Acme;works_for;"26. Januar 2018";heute\r\n'
    b"\r\n"
    b"x;Bo;Acme;works_for;05/06/1984;n/a\n"
    b'"two\nlines";Cy;Acme;works_for;1984;"ca. 1990"\r\n'
    b"x;Di;Acme;works_for;present;bis 2001"
)
FIXED = (
    b"\xef\xbb\xbfnote;source;target;relation;start_date;end_date\r\n"
    b'"a ""q"";";Ann;Acme;works_for;"2018-01-26";..\r\n'
    b"\r\n"
    b"x;Bo;Acme;works_for;05/06/1984;\n"
    b'"two\nlines";Cy;Acme;works_for;1984;"1990~"\r\n'
    b"x;Di;Acme;works_for;present;2001"
)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "relations.csv").write_bytes(ROWS)
    return tmp_path


def test_exactly_the_cells_with_one_reading_change_and_every_other_byte_stays(folder):
    fixes = find_fixes(folder, {})
    assert (fixes.cells, fixes.left) == (5, 2)
    assert (folder / "relations.csv").read_bytes() == ROWS
    write_fixes(fixes)
    assert (folder / "relations.csv").read_bytes() == FIXED


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o644])
def test_the_original_is_kept_as_open_as_it_was(folder, mode):
    (folder / "relations.csv").chmod(mode)
    kept = write_fixes(find_fixes(folder, {}))
    assert [file.stat().st_mode & 0o777 for file in (*kept, folder / "relations.csv")] == [mode] * 2


def test_what_was_there_comes_back_byte_for_byte_and_nothing_is_left_over(folder):
    write_fixes(find_fixes(folder, {}))
    assert undo_fixes(folder) == [folder / "relations.csv"]
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {"relations.csv": ROWS}
    with pytest.raises(UsageError, match="nothing to undo"):
        undo_fixes(folder)


def test_a_file_that_changed_meanwhile_is_not_touched_nor_is_any_other(folder):
    (folder / "entities.csv").write_bytes(b"id,name,start_date\nann,Ann,6 May 1984\n")
    fixes = find_fixes(folder, {})
    assert [file.path.name for file in fixes.files] == ["entities.csv", "relations.csv"]
    (folder / "relations.csv").write_bytes(ROWS + b"\n")
    with pytest.raises(UsageError, match="changed meanwhile"):
        write_fixes(fixes)
    assert b"6 May 1984" in (folder / "entities.csv").read_bytes()
    assert not list(folder.glob(f"*{KEPT}*"))


def test_a_file_that_changed_since_is_not_put_back(folder):
    write_fixes(find_fixes(folder, {}))
    (folder / "relations.csv").write_bytes(FIXED + b"\n")
    with pytest.raises(UsageError, match="was changed since") as refused:
        undo_fixes(folder)
    assert KEPT in refused.value.hint


def test_if_one_file_cannot_be_written_the_others_are_put_back(folder, monkeypatch):
    (folder / "entities.csv").write_bytes(b"id,name,start_date\nann,Ann,6 May 1984\n")
    fixes = find_fixes(folder, {})
    from actorgraph.fixing import cell_fixes

    write = cell_fixes._write

    def failing(file, content):
        if file.name == "relations.csv" and content == FIXED:
            raise UsageError("the disk is full")
        write(file, content)

    monkeypatch.setattr(cell_fixes, "_write", failing)
    with pytest.raises(UsageError, match="full"):
        write_fixes(fixes)
    assert (folder / "relations.csv").read_bytes() == ROWS
    assert b"6 May 1984" in (folder / "entities.csv").read_bytes()


def test_an_interval_is_not_written_beside_another_date(tmp_path):
    (tmp_path / "relations.csv").write_text(
        "source,target,start_date,end_date\na,b,1984-1986,\nc,d,1984-1986,1986\n"
    )
    fixes = find_fixes(tmp_path, {})
    assert [edit.line for edit in fixes.files[0].edits] == [2]


def test_an_order_that_the_folder_tells_leaves_one_reading(folder):
    (folder / "actorgraph.toml").write_text('[dates]\norder = "dmy"\n')
    write_fixes(find_fixes(folder, {}))
    assert b";1984-06-05;" in (folder / "relations.csv").read_bytes()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
def test_the_encoding_stays(tmp_path, encoding):
    mark = {"utf-8": b"", "utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}[encoding]
    text = "source,target,start_date\nJürgen,b,{}\n"
    (tmp_path / "relations.csv").write_bytes(mark + text.format("6 May 1984").encode(encoding))
    write_fixes(find_fixes(tmp_path, {}))
    fixed = mark + text.format("1984-05-06").encode(encoding)
    assert (tmp_path / "relations.csv").read_bytes() == fixed


CELLS = st.text(alphabet='ab",;\n\r 1é', max_size=6)


@settings(max_examples=200)
@given(st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=5), st.data())
def test_an_edit_changes_its_cell_and_no_other(rows, data):
    written = io.StringIO(newline="")
    quoting = data.draw(st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]))
    end = data.draw(st.sampled_from(["\n", "\r\n"]))
    csv.writer(written, quoting=quoting, lineterminator=end).writerows(rows)
    reader = csv.reader(io.StringIO(written.getvalue(), newline=""))
    lines, line, before = [], 1, []
    for row in reader:
        lines.append(line)
        line = reader.line_num + 1
        before.append(tuple(row))
    assume(before == rows)  # the csv module leaves a lone carriage return without quotes
    number = data.draw(st.integers(0, len(rows) - 1))
    at = data.draw(st.integers(0, 2))
    new = data.draw(CELLS)
    edit = CellEdit(lines[number], at, rows[number][at].replace("\0", ""), new)
    raw = written.getvalue().encode()
    try:
        after = edited(raw, [edit], ",")
    except EditError:  # a lone carriage return is a line end to one csv module and none to another
        assert "\r" in "".join(map("".join, rows))
        return
    found = list(csv.reader(io.StringIO(after.decode(), newline="")))
    expected = [list(row) for row in rows]
    expected[number][at] = new
    assert found == expected


def test_what_is_no_csv_file_is_refused_with_what_to_do(tmp_path):
    (tmp_path / "x.gexf").write_text("<gexf/>")
    with pytest.raises(UsageError) as refused:
        find_fixes(tmp_path / "x.gexf", {})
    assert "actorgraph import" in refused.value.hint
    import gzip

    (tmp_path / "relations.csv.gz").write_bytes(gzip.compress(b"source,target\na,b\n"))
    with pytest.raises(UsageError, match="unpack"):
        find_fixes(tmp_path, {})


def run(*words):
    from click.testing import CliRunner

    return CliRunner().invoke(cli, [str(word) for word in words])


def test_the_command_shows_writes_when_told_and_undoes(folder):
    shown = run("check", "--data", folder, "--fix")
    assert shown.exit_code == 0
    assert ":2:start_date: '26. Januar 2018' -> 2018-01-26" in shown.output
    assert "5 cells to rewrite." in shown.output
    assert "Nothing is written" in shown.output
    assert (folder / "relations.csv").read_bytes() == ROWS
    written = run("check", "--data", folder, "--fix", "--yes")
    assert written.exit_code == 2  # two dates are left, and told
    assert "2018-01-26" in written.output
    assert (folder / "relations.csv").read_bytes() == FIXED
    undone = run("check", "--data", folder, "--undo")
    assert "Put back" in undone.output
    assert (folder / "relations.csv").read_bytes() == ROWS


@pytest.mark.parametrize("words", [("--undo", "--fix"), ("--yes",)])
def test_options_that_make_no_sense_together_are_refused(folder, words):
    assert isinstance(run("check", "--data", folder, *words).exception, UsageError)
    assert (folder / "relations.csv").read_bytes() == ROWS


DMY = "source,target,relation,start_date\na,b,works_for,05/06/1984\n"


@pytest.mark.parametrize(
    ("order", "day"), [("dmy", "1984-06-05"), ("mdy", "1984-05-06")]
)  # fmt: skip
def test_an_order_is_applied_alike_by_data_check_and_import(tmp_path, order, day):
    (tmp_path / "relations.csv").write_text(DMY)
    (tmp_path / "actorgraph.toml").write_text(f'[dates]\norder = "{order}"\n')
    (edge,) = loading.load(tmp_path).show("a").edges
    assert edge.start_date == day
    assert not loading.check_files(tmp_path).has_errors
    assert run("import", tmp_path / "relations.csv", "--to", tmp_path / "new").exit_code == 0
    assert day in (tmp_path / "new" / "relations.csv").read_text()


def test_an_order_that_is_none_is_refused(tmp_path):
    (tmp_path / "relations.csv").write_text(DMY)
    (tmp_path / "actorgraph.toml").write_text('[dates]\norder = "dym"\n')
    with pytest.raises(UsageError, match="dmy"):
        loading.load(tmp_path)


def test_numbers_with_one_reading_are_rewritten_and_a_currency_moves_to_its_column(tmp_path):
    rows = (
        "source,target,amount,currency,share\n"
        'a,b,"1.250,00 \u20ac",,"25,5 %"\n'
        'c,d,"1.250,00 \u20ac",USD,> 25 %\n'
        'e,f,"1,250",,120\n'
        "g,h,$ 5,$,50\n"
    )
    (tmp_path / "relations.csv").write_text(rows, encoding="utf-8")
    fixes = find_fixes(tmp_path, {})
    assert (fixes.cells, fixes.left) == (5, 3)
    write_fixes(fixes)
    assert (tmp_path / "relations.csv").read_text(encoding="utf-8") == (
        "source,target,amount,currency,share\n"
        'a,b,"1250.00",EUR,"25.5"\n'
        'c,d,"1.250,00 \u20ac",USD,>25\n'
        'e,f,"1,250",,120\n'
        "g,h,5,$,50\n"
    )


def test_a_row_of_several_documents_is_rewritten_once(tmp_path):
    rows = "source,target,date,document,share\na,b,{},https://x.example/1|https://x.example/2,{}\n"
    path = tmp_path / "relations.csv"
    path.write_text(rows.format("5 May 2014", '"25,5 %"'), encoding="utf-8")
    fixes = find_fixes(tmp_path, {})
    assert (fixes.cells, fixes.left) == (2, 0)
    write_fixes(fixes)
    assert path.read_text(encoding="utf-8") == rows.format("2014-05-05", '"25.5"')


def test_two_edits_of_one_cell_are_refused():
    twice = [CellEdit(2, 0, "a", "b")] * 2
    with pytest.raises(EditError, match="twice"):
        edited(b"x\na\n", twice, ",")


def test_a_currency_without_a_column_of_its_own_is_left_to_somebody(tmp_path):
    (tmp_path / "relations.csv").write_text("source,target,amount\na,b,5 EUR\n", encoding="utf-8")
    fixes = find_fixes(tmp_path, {})
    assert (fixes.cells, fixes.left) == (0, 1)
