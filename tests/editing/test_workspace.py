"""A data folder is edited row by row: nothing else changes, and every step can be taken back."""

from __future__ import annotations

import stat
import threading
from contextlib import contextmanager, suppress

import pytest
from factory import write_text

from actorgraph.editing import history
from actorgraph.editing.data_folder import FOLDER
from actorgraph.editing.edits import Edit, EditConflict, EditRefused
from actorgraph.editing.workspace import Workspace
from actorgraph.errors import UsageError
from actorgraph.index.freshness import state_of
from actorgraph.input_tables import relation_table

ENTITIES = "id,name,type\nann,Ann,person\nbo,Bo,person\nacme,Acme,company\n"
RELATIONS = "source,target,relation,note\nann,bo,knows,\nbo,acme,works_for,since long\n"


@pytest.fixture
def data(tmp_path):
    folder = tmp_path / "data"
    folder.mkdir()
    return write_text(folder, relations=RELATIONS, entities=ENTITIES)


@pytest.fixture
def workspace(data):
    with Workspace(data) as opened:
        yield opened


def seen(workspace, table, line):
    row = workspace.row(table, line)
    return {"table": table, "line": row.line, "digest": row.digest}


def relations(data):
    return (data / "relations.csv").read_text()


def test_a_cell_changes_and_nothing_else(data, workspace):
    workspace.apply(
        [Edit(do="change", cells={"note": "at school"}, **seen(workspace, "relations", 2))]
    )
    workspace.wait_until_saved()
    assert relations(data) == RELATIONS.replace("knows,", "knows,at school")
    assert (data / "entities.csv").read_text() == ENTITIES


def test_a_row_that_lost_its_column_is_shown_before_the_column_is_asked_for(workspace):
    row = seen(workspace, "relations", 2)
    cells = {"locator": "p3"}
    workspace.apply([Edit(do="change", cells=cells, add_columns=True, **row)])
    later = seen(workspace, "relations", 2)
    workspace.undo()
    with pytest.raises(EditConflict) as conflict:
        workspace.apply([Edit(do="change", cells={"locator": "p4"}, **later)])
    assert conflict.value.row.digest == row["digest"]


def test_steps_are_undone_and_done_again_by_another_program(data):
    with Workspace(data) as workspace:
        workspace.apply([Edit("relations", "add", cells={"source": "ann", "target": "acme"})])
        workspace.apply([Edit(do="remove", **seen(workspace, "relations", 2))], note="wrong")
    after = relations(data)
    with Workspace(data) as workspace:
        workspace.undo()
        workspace.undo()
        workspace.wait_until_saved()
        assert relations(data) == RELATIONS
        workspace.redo()
        workspace.redo()
        assert [step.note for step in workspace.history()] == ["", "wrong"]
    assert (
        relations(data)
        == after
        == "source,target,relation,note\nbo,acme,works_for,since long\nann,acme,,\n"
    )


def test_nothing_more_to_undo_is_said(workspace):
    with pytest.raises(UsageError, match=r"nothing to undo"):
        workspace.undo()
    with pytest.raises(UsageError, match=r"nothing to redo"):
        workspace.redo()


def test_what_check_refuses_is_refused_in_its_words_and_not_written(data, workspace):
    with pytest.raises(EditRefused, match="every relation needs both ends") as refused:
        workspace.apply([Edit("relations", "add", cells={"source": "ann", "start_date": ""})])
    assert [one.line for one in refused.value.review.errors] == [4]
    assert relations(data) == RELATIONS
    assert workspace.history() == []


def test_a_row_that_somebody_changed_is_shown_and_not_overwritten(data, workspace):
    before = seen(workspace, "relations", 2)
    (data / "relations.csv").write_text(RELATIONS.replace("knows", "met"))
    with pytest.raises(EditConflict) as conflict:
        workspace.apply([Edit(do="change", cells={"note": "x"}, **before)])
    assert conflict.value.row.cells["relation"] == "met"
    assert "met" in relations(data)


def test_a_row_that_moved_is_found(data, workspace):
    before = seen(workspace, "relations", 3)
    (data / "relations.csv").write_text(RELATIONS.replace("ann,bo,knows,\n", ""))
    workspace.apply([Edit(do="change", cells={"note": "x"}, **before)])
    workspace.wait_until_saved()
    assert relations(data) == "source,target,relation,note\nbo,acme,works_for,x\n"


def test_an_entity_that_rows_name_cannot_be_removed_or_renamed_alone(data, workspace):
    with pytest.raises(EditRefused, match=r"'bo' is still named in relations.csv:2 and 1 more"):
        workspace.apply([Edit(do="remove", **seen(workspace, "entities", 3))])
    renamed = Edit(do="change", cells={"id": "bob"}, **seen(workspace, "entities", 3))
    with pytest.raises(EditRefused, match="still named"):
        workspace.apply([renamed])
    also = [
        Edit(do="change", cells={"target": "bob"}, **seen(workspace, "relations", 2)),
        Edit(do="change", cells={"source": "bob"}, **seen(workspace, "relations", 3)),
    ]
    workspace.apply([renamed, *also])
    workspace.wait_until_saved()
    assert relations(data) == RELATIONS.replace("bo,", "bob,")


def test_the_first_judgement_makes_its_file_and_its_undoing_takes_it_away(data, workspace):
    workspace.apply(
        [
            Edit(
                "judgements",
                "add",
                cells={"left_id": "ann", "right_id": "bo", "judgement": "negative"},
            )
        ]
    )
    workspace.wait_until_saved()
    written = "left_id,right_id,judgement,user,created_at\nann,bo,negative,,\n"
    assert (data / "judgements.csv").read_text() == written
    workspace.undo()
    workspace.wait_until_saved()
    assert not (data / "judgements.csv").exists()


def test_two_programs_do_not_edit_one_folder(data, workspace):
    with pytest.raises(UsageError, match=r"is being edited by another program, by process \d+"):
        Workspace(data)


def test_the_log_is_for_its_owner_alone_and_not_for_git(data, workspace):
    workspace.apply([Edit("relations", "add", cells={"source": "ann", "target": "acme"})])
    room = data / FOLDER
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (room, *room.iterdir())}
    assert modes == {FOLDER: 0o700, "journal": 0o600, "lock": 0o600, ".gitignore": 0o600}
    assert (room / ".gitignore").read_text() == "*\n"


@pytest.mark.parametrize(
    "others",
    [
        "note,relation,target,source\nsince long,works_for,acme,bo\n",
        RELATIONS.replace("ann,bo,knows,\n", "").replace(",", ";"),
        None,
    ],
    ids=["columns moved", "another delimiter", "gone"],
)
def test_a_removed_row_is_not_put_back_among_other_columns(data, workspace, others):
    workspace.apply([Edit(do="remove", **seen(workspace, "relations", 2))])
    workspace.wait_until_saved()
    file = data / "relations.csv"
    file.unlink() if others is None else file.write_text(others)
    with pytest.raises(EditConflict, match=r"relations.csv (is gone|has other columns)"):
        workspace.undo()
    assert others is None or relations(data) == others
    assert [step.is_undone for step in workspace.history()] == [False]
    file.write_text(RELATIONS.replace("ann,bo,knows,\n", ""))
    workspace.undo()
    workspace.wait_until_saved()
    assert relations(data) == RELATIONS


@contextmanager
def nothing_saved():
    """As if the program ended before a file was replaced."""

    def failing(*_):
        raise UsageError("no space is left")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("actorgraph.editing.workspace.save", failing)
        yield


def test_a_logged_row_is_not_put_among_other_columns_after_a_crash(data):
    others = "relation,source,target,note\nknows,ann,bo,\n"
    with nothing_saved(), Workspace(data) as workspace:
        workspace.apply([Edit("relations", "add", cells={"source": "ann", "target": "acme"})])
    (data / "relations.csv").write_text(others)
    with Workspace(data) as workspace:
        workspace.wait_until_saved()
        assert relations(data) == others
        with pytest.raises(UsageError, match="nothing to undo"):
            workspace.undo()


def test_a_file_that_is_missing_while_somebody_replaces_it_loses_no_step(data, workspace):
    file = data / "relations.csv"
    line = seen(workspace, "relations", 2)
    gone = file.rename(data / "elsewhere")
    timer = threading.Timer(0.01, gone.rename, [file])
    timer.start()
    workspace.apply([Edit(do="change", cells={"note": "x"}, **line)])
    timer.join()
    workspace.wait_until_saved()
    assert relations(data) == RELATIONS.replace("knows,", "knows,x")


@pytest.mark.parametrize("cells", [{}, {"note": ""}], ids=str)
@pytest.mark.parametrize("table", ["entities", "relations", "judgements"])
def test_a_row_of_empty_cells_is_not_added(data, workspace, table, cells):
    with pytest.raises(UsageError, match="needs at least one cell"):
        workspace.apply([Edit(table, "add", cells=cells)])
    assert workspace.history() == []


@pytest.mark.parametrize(
    "content",
    [
        RELATIONS,
        RELATIONS.rstrip("\n"),
        RELATIONS.replace("\n", "\r\n"),
        '\ufeffsource;target;note\nann;bo;\n\nbo;ann;"two\nlines"\n\n',
        'sep=;\n"source";"target"\n"ann";"bo"\n',
    ],
)
def test_a_column_is_added_where_that_is_allowed_and_its_undoing_restores_every_byte(data, content):
    path = data / "relations.csv"
    path.write_bytes(content.encode())
    with Workspace(data) as workspace:
        line = 3 if content.startswith("sep") else 2
        row = seen(workspace, "relations", line)
        with pytest.raises(EditRefused) as refused:
            workspace.apply([Edit(do="change", cells={"locator": "p. 3"}, **row)])
        assert refused.value.review.missing_columns == (("relations", "locator"),)
        edit = Edit(do="change", cells={"locator": "p. 3"}, add_columns=True, **row)
        workspace.check([edit])
        workspace.apply([edit])
        workspace.wait_until_saved()
        told = [row["locator"] for row in rows_in(path)]
        assert told == ["p. 3", *[""] * (len(told) - 1)]
        assert "added the column locator" in workspace.history()[0].what[0]
    with Workspace(data) as workspace:
        assert workspace.row("relations", line).cells["locator"] == "p. 3"
        workspace.undo()
        workspace.wait_until_saved()
        assert path.read_bytes() == content.encode()
        workspace.redo()
    assert [row["locator"] for row in rows_in(path)] == told


def rows_in(path):
    table = relation_table(path)
    return [dict(zip(table.columns, row, strict=True)) for row in table.rows]


@pytest.mark.parametrize(
    ("written", "edited"),
    [
        ("Source,Target,Type\nann,bo,Directed\nbo,acme,Undirected\n", {"directed": "no"}),
        ("from,to,since\nann,bo,\nbo,acme,2001\n", {"start_date": ""}),
    ],
    ids=["Type of Gephi", "the only date"],
)
def test_columns_are_read_as_check_reads_them_after_an_edit(data, written, edited):
    (data / "relations.csv").write_text(written)
    with Workspace(data) as workspace:
        before = workspace.columns("relations")
        workspace.apply([Edit(do="change", cells=edited, **seen(workspace, "relations", 3))])
    after = workspace.columns("relations")
    with Workspace(data) as workspace:
        assert workspace.columns("relations") == after != before
        workspace.undo()
    assert workspace.columns("relations") == before
    assert relations(data) == written


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), ValueError("odd")])
def test_whatever_keeps_a_step_out_of_the_files_is_said_and_tried_again(data, monkeypatch, error):
    told = []

    def fails(*_):
        raise error

    with Workspace(data) as workspace:
        workspace.listen(told.append)
        with monkeypatch.context() as patch:
            patch.setattr("actorgraph.editing.workspace.save", fails)
            workspace.apply([Edit("relations", "add", cells={"source": "ann", "target": "acme"})])
            with pytest.raises(UsageError, match="not yet in the files"):
                workspace.wait_until_saved()
        assert relations(data) == RELATIONS
        workspace.wait_until_saved()
    assert relations(data) == f"{RELATIONS}ann,acme,,\n"
    assert told[0] == "unsaved"


def test_a_workspace_that_cannot_save_can_be_closed_and_the_next_one_saves(data, monkeypatch):
    def fails(*_):
        raise OSError

    with monkeypatch.context() as patch:
        patch.setattr("actorgraph.editing.workspace.save", fails)
        with Workspace(data) as workspace:
            workspace.apply([Edit("relations", "add", cells={"source": "ann", "target": "acme"})])
    with Workspace(data) as workspace:
        workspace.wait_until_saved()
    assert relations(data) == f"{RELATIONS}ann,acme,,\n"


def test_what_somebody_writes_right_after_a_save_is_kept(data, workspace, monkeypatch):
    file = data / "relations.csv"
    theirs = [RELATIONS.replace("knows,", "knows,y").replace("since long", "since lunc")]

    def writes(_):
        if theirs:
            file.write_text(theirs.pop())

    monkeypatch.setattr("actorgraph.formats.files._sync_folder", writes)
    row = seen(workspace, "relations", 2)
    workspace.apply([Edit(do="change", cells={"note": "x"}, **row)])
    workspace.wait_until_saved()
    workspace.apply([Edit("relations", "add", cells={"source": "ann", "target": "acme"})])
    workspace.wait_until_saved()
    assert relations(data) == (
        "source,target,relation,note\nann,bo,knows,y\nbo,acme,works_for,since lunc\nann,acme,,\n"
    )


def test_a_file_that_somebody_changed_unseen_by_its_times_is_read_again(data, workspace):
    row = seen(workspace, "relations", 2)
    with nothing_saved():
        workspace.apply([Edit(do="change", cells={"note": "x"}, **row)])
        with pytest.raises(UsageError):
            workspace.wait_until_saved()
    (data / "relations.csv").write_text(RELATIONS.replace("since long", "since lunc"))
    file = workspace._files["relations"]
    file.base_state, file.may_have_changed = state_of(file.path), True
    workspace.wait_until_saved()
    assert relations(data) == (
        "source,target,relation,note\nann,bo,knows,x\nbo,acme,works_for,since lunc\n"
    )


def test_a_long_log_lets_its_oldest_steps_go_and_keeps_what_can_be_undone(data, monkeypatch):
    monkeypatch.setattr(history, "MOST_BYTES", 6000)
    monkeypatch.setattr(history, "KEPT_BYTES", 3000)
    texts, sizes = [], []
    with Workspace(data) as workspace:
        for number in range(60):
            texts.append(relations(data))
            row = seen(workspace, "relations", 2)
            workspace.apply([Edit(do="change", cells={"note": f"n{number}"}, **row)], note="x")
            workspace.wait_until_saved()
            sizes.append((data / FOLDER / "journal").stat().st_size)
        workspace.undo()
        workspace.undo()
    assert max(sizes) < 12_000  # of 20,000 that were written
    with Workspace(data) as workspace:
        steps = workspace.history()
        assert 5 < len(steps) < 40
        assert [one.number for one in steps] == [*range(61 - len(steps), 61)]
        assert [one.number for one in steps if one.is_undone] == [59, 60]
        assert all(one.is_saved and one.note == "x" for one in steps)
        assert [workspace.redo().step for _ in range(2)] == [59, 60]
        undone = []
        with suppress(UsageError):
            while True:
                undone.append(workspace.undo().step)
                workspace.wait_until_saved()
                assert relations(data) == texts[undone[-1] - 1]
        assert undone == [*range(60, 60 - len(undone), -1)]
        assert len(undone) > 5
        with pytest.raises(UsageError, match="nothing to undo"):
            workspace.undo()
        row = seen(workspace, "relations", 2)
        edit = Edit(do="change", cells={"note": "new"}, **row)
        assert workspace.apply([edit]).step == 61
    with Workspace(data) as workspace:
        assert [one.number for one in workspace.history() if not one.is_undone] == [61]


def test_steps_that_were_just_undone_stay_when_a_long_log_is_shortened(data, monkeypatch):
    with Workspace(data) as workspace:
        for number in range(30):
            row = seen(workspace, "relations", 2)
            workspace.apply([Edit(do="change", cells={"note": f"n{number}"}, **row)])
        workspace.undo()
    monkeypatch.setattr(history, "MOST_BYTES", 3000)
    monkeypatch.setattr(history, "KEPT_BYTES", 1500)
    with Workspace(data) as workspace:
        workspace.undo()
        workspace.wait_until_saved()
    with Workspace(data) as workspace:
        assert len(workspace.history()) < 20
        assert [workspace.redo().step for _ in range(2)] == [29, 30]
        workspace.wait_until_saved()
        assert "n29" in relations(data)


def test_undo_that_leaves_what_check_refuses_is_refused_until_it_is_wanted_anyway(data, workspace):
    workspace.apply([Edit("entities", "add", cells={"id": "cy", "name": "Cy", "type": "person"})])
    workspace.wait_until_saved()
    theirs = f"{RELATIONS}cy,bo,knows,\n"
    (data / "relations.csv").write_text(theirs)
    with pytest.raises(EditRefused, match=r"'cy' is still named in relations.csv:4"):
        workspace.undo()
    assert [one.is_undone for one in workspace.history()] == [False]
    assert workspace.undo(anyway=True).step == 1
    workspace.wait_until_saved()
    assert (data / "entities.csv").read_text() == ENTITIES
    assert relations(data) == theirs


def test_redo_that_leaves_what_check_refuses_is_refused_too(data, workspace):
    workspace.apply([Edit("entities", "add", cells={"id": "cy", "name": "Cy", "type": "person"})])
    workspace.apply([Edit(do="remove", **seen(workspace, "entities", 5))])
    workspace.undo()
    workspace.wait_until_saved()
    (data / "relations.csv").write_text(f"{RELATIONS}cy,bo,knows,\n")
    with pytest.raises(EditRefused, match=r"'cy' is still named in relations.csv:4"):
        workspace.redo()
    assert workspace.redo(anyway=True).removed == (("entities", 5),)


def test_a_changed_cell_keeps_its_quotes_and_all_else_its_bytes(data):
    path = data / "relations.csv"
    before = (
        '\ufeff"relation";source;"note";target\r\n"knows";ann;"a ""b""";bo\r\n\r\nowns;"ann";;bo'
    )
    path.write_bytes(before.encode())
    with Workspace(data) as workspace:
        for line, cells in ((2, {"relation": "met"}), (4, {"note": "x"})):
            workspace.apply([Edit(do="change", cells=cells, **seen(workspace, "relations", line))])
    after = before.replace('"knows"', '"met"').replace('"ann";;', '"ann";x;')
    assert path.read_bytes() == after.encode()


def test_a_program_that_ends_right_after_a_file_is_replaced_makes_no_step_twice(data, monkeypatch):
    def ends(*_):
        raise OSError

    with monkeypatch.context() as patch:
        patch.setattr(history.History, "log_saved", ends)
        with Workspace(data) as workspace:
            workspace.apply([Edit("relations", "add", cells={"source": "ann", "target": "acme"})])
    assert relations(data) == f"{RELATIONS}ann,acme,,\n"
    with Workspace(data) as workspace:
        workspace.wait_until_saved()
        assert relations(data) == f"{RELATIONS}ann,acme,,\n"
        assert [step.is_saved for step in workspace.history()] == [True]


def test_what_is_asked_is_answered_before_a_file_is_written(data, monkeypatch):
    table = data / "relations.csv"
    cells = {"source": "bo", "relation": "owns", "target": "acme"}
    added = [Edit("relations", "add", cells=cells)]
    with Workspace(data) as editor:
        monkeypatch.setattr("actorgraph.editing.workspace._PATIENCE", 60)
        editor.answer_first()
        editor.apply(added)
        assert b"bo,acme,owns" not in table.read_bytes()
        editor.answered()
        editor.wait_until_saved()
        assert table.read_bytes().count(b"bo,acme,owns") == 1
        monkeypatch.setattr("actorgraph.editing.workspace._PATIENCE", 0)
        editor.answer_first()  # whoever answers for too long is not waited for
        editor.apply(added)
        editor.wait_until_saved()
        assert table.read_bytes().count(b"bo,acme,owns") == 2
        monkeypatch.setattr("actorgraph.editing.workspace._PATIENCE", 60)
        editor.answer_first()
        editor.apply(added)
    assert table.read_bytes().count(b"bo,acme,owns") == 3  # who leaves saves
