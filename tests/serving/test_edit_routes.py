"""What the page asks of the tables: forms, checks, edits, conflicts, undo, judgements."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from conftest_serving import DATA, client_of, copy_of_data

from actorgraph.editing.workspace import Workspace
from actorgraph.errors import UsageError
from actorgraph.serving import edit_routes
from actorgraph.serving.app import Served

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from starlette.testclient import TestClient

    from actorgraph.editing.edits import EditStep

LEADS = {"source": "kalnins", "relation": "leads", "target": "ministry", "document": "ore-line"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copy_of_data(tmp_path / "data")


@pytest.fixture
def client(folder: Path) -> Iterator[TestClient]:
    with client_of(folder) as client:
        yield client


def added(cells: dict[str, str], table: str = "relations") -> dict[str, Any]:
    return {"edits": [{"table": table, "do": "add", "cells": cells}]}


def changed(row: dict[str, Any], cells: dict[str, str]) -> dict[str, Any]:
    at = {name: row[name] for name in ("table", "line", "digest")}
    return {"edits": [{**at, "do": "change", "cells": cells}]}


def row_at(client: TestClient, line: int, table: str = "relations") -> dict[str, Any]:
    answer: dict[str, Any] = client.get("/api/row", params={"table": table, "line": line}).json()
    return answer


def is_as_it_was(folder: Path) -> bool:
    names = ("entities.csv", "relations.csv")
    is_same = all((folder / name).read_bytes() == (DATA / name).read_bytes() for name in names)
    return is_same and not (folder / "judgements.csv").exists()


def columns_of(client: TestClient, table: str) -> dict[str, dict[str, Any]]:
    columns = client.get("/api/form", params={"table": table}).json()["columns"]
    return {column["name"]: column for column in columns}


def test_a_form_asks_for_what_the_file_uses_and_keeps_the_rest_ready(client: TestClient) -> None:
    columns = columns_of(client, "relations")
    assert [name for name, one in columns.items() if one["is_used"]] == [
        "source", "relation", "target", "start_date", "end_date", "document", "locator", "quote",
        "attributed_to", "statement_date", "note",
    ]  # fmt: skip
    assert not columns["share"]["is_used"]
    assert columns["status"]["choices"] == ["claimed", "confirmed", "denied"]
    assert columns["start_date"]["kind"] == "date"
    assert columns["attributed_to"]["kind"] == "name"
    assert columns["attributed_to"]["several"]


def test_a_form_suggests_the_words_of_the_data_first(client: TestClient) -> None:
    words = columns_of(client, "relations")["relation"]["suggestions"]
    assert words[:2] == ["heads", "resident_of"]
    assert "met_with" in words


def test_a_form_has_the_columns_that_nobody_knows(folder: Path) -> None:
    file = folder / "relations.csv"
    lines = file.read_text().splitlines()
    file.write_text("".join(f"{one},{'mood' * (not at)}\n" for at, one in enumerate(lines)))
    with client_of(folder) as client:
        mood = columns_of(client, "relations")["mood"]
    assert (mood["group"], mood["kind"]) == ("Further columns of this file", "text")


def test_a_check_says_what_is_wrong_and_writes_nothing(client: TestClient, folder: Path) -> None:
    answer = client.post("/api/check", json=added({**LEADS, "start_date": "May 2019"})).json()
    assert [(one["column"], one["message"]) for one in answer["errors"]] == [
        ("start_date", "'May 2019' cannot be read as a date; write 2019-05")
    ]
    assert is_as_it_was(folder)


def test_what_check_refuses_is_refused_and_nothing_is_written(
    client: TestClient, folder: Path
) -> None:
    answer = client.post("/api/edit", json=added({**LEADS, "start_date": "May 2019"}))
    assert answer.status_code == 422
    assert answer.json()["review"]["errors"][0]["column"] == "start_date"
    assert is_as_it_was(folder)


@pytest.mark.parametrize("table", ["relations", "entities"])
def test_every_column_of_ours_says_in_its_empty_field_what_it_asks_for(
    client: TestClient, table: str
) -> None:
    columns = client.get(f"/api/form?table={table}").json()["columns"]
    assert columns
    assert [one["name"] for one in columns if not one["hint"]] == []


def test_a_claim_and_the_entity_that_it_names_are_one_step(
    client: TestClient,
) -> None:
    new = added({"id": "dragan", "name": "Pavel Dragan", "type": "person"}, "entities")["edits"]
    claim = added({**LEADS, "source": "dragan"})["edits"]
    check = client.post("/api/check", json={"edits": [*new, *claim]}).json()
    assert (check["errors"], check["warnings"]) == ([], [])
    applied = client.post("/api/edit", json={"edits": [*new, *claim]}).json()
    assert [row["table"] for row in applied["rows"]] == ["entities", "relations"]
    assert len(client.get("/api/history").json()["steps"]) == 1
    client.post("/api/undo", json={})
    assert client.get("/api/history").json()["steps"][0]["is_undone"]


def test_a_row_that_somebody_changed_is_shown_and_not_overwritten(
    client: TestClient, folder: Path
) -> None:
    row = row_at(client, 2)
    file = folder / "relations.csv"
    theirs = file.read_text().replace("2023-06", "2023-07")
    file.write_text(theirs)
    answer = client.post("/api/edit", json=changed(row, {"note": "mine"}))
    assert answer.status_code == 409
    assert answer.json()["now"]["cells"]["start_date"] == "2023-07"
    assert file.read_text() == theirs


def test_a_row_that_is_gone_is_a_conflict_without_a_row(client: TestClient, folder: Path) -> None:
    row = row_at(client, 3)
    file = folder / "relations.csv"
    file.write_text("".join(file.read_text().splitlines(keepends=True)[:2]))
    answer = client.post("/api/edit", json=changed(row, {"note": "mine"}))
    assert (answer.status_code, answer.json()["now"]) == (409, None)


def test_the_rows_of_an_entity_are_known(client: TestClient) -> None:
    assert client.get("/api/rows", params={"entity": "aune"}).json() == {"lines": [6]}
    assert client.get("/api/rows", params={"entity": "nobody"}).status_code == 404


@pytest.mark.process
def test_a_pair_is_judged_and_leaves_the_queue_until_it_is_undone(
    client: TestClient,
) -> None:
    first = client.get("/api/pairs").json()
    assert [[side["id"] for side in one["sides"]] for one in first["pairs"]] == [["aune", "aune-2"]]
    one, other = first["pairs"][0]["sides"]
    assert one["facts"] == ["an engineer"]
    assert other["relations"] == ["resident of Brannock · from 2021, end not given"]
    judged = {"left": "aune", "right": "aune-2", "judgement": "different"}
    cells = client.post("/api/judge", json=judged).json()["rows"][0]["cells"]
    assert (cells["left_id"], cells["right_id"], cells["judgement"]) == (
        "aune",
        "aune-2",
        "negative",
    )
    assert client.get("/api/pairs").json() == {"pairs": [], "left": 0}
    client.post("/api/undo", json={})
    assert client.get("/api/pairs").json() == first


@pytest.mark.process
def test_a_pair_that_was_left_open_is_asked_first_and_its_row_is_changed(folder: Path) -> None:
    (folder / "judgements.csv").write_text(
        "left_id,right_id,judgement,score\nbrannock,ministry,unsure,0.4\n"
    )
    with client_of(folder) as client:
        pairs = client.get("/api/pairs").json()["pairs"]
        assert [one["reason"] for one in pairs][:1] == ["left open in judgements.csv"]
        judged = {"left": "ministry", "right": "brannock", "judgement": "different"}
        row = client.post("/api/judge", json=judged).json()["rows"][0]
        assert (row["line"], row["cells"]["judgement"]) == (2, "negative")
    text = (folder / "judgements.csv").read_text()
    assert text == "left_id,right_id,judgement,score\nbrannock,ministry,negative,0.4\n"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("path", "body", "words"),
    [
        ("/api/edit", {}, "edits: a list of edits is expected."),
        ("/api/edit", {"edits": []}, "edits: a list of edits is expected."),
        ("/api/edit", {"edits": [{"table": "x", "do": "add"}]}, "table: 'x' is none of"),
        ("/api/judge", {"left": "aune", "right": "aune", "judgement": "same"}, "no two entities"),
        ("/api/judge", {"left": "aune", "right": "b", "judgement": "same"}, "no two entities"),
        ("/api/judge", {"left": "aune", "right": "aune-2"}, "judgement: it is one of"),
        ("/api/undo", {}, "There is nothing to undo."),
    ],
)
def test_what_is_wrong_with_a_request_is_said(
    client: TestClient, path: str, body: dict[str, Any], words: str
) -> None:
    answer = client.post(path, json=body)
    assert answer.status_code == 400
    assert words in answer.json()["error"]


@pytest.mark.parametrize(
    "asked",
    [
        {"edits": [{"table": "relations", "do": "add", "\ud800": "x"}]},
        added({"source": "a", "target": "b", "\ud800": "x"}),
        added({"source": "a", "target": "\udfff"}),
        {**added({"source": "kalnins", "target": "ministry"}), "note": "\ud800"},
    ],
    ids=["key", "column", "cell", "note"],
)
def test_half_a_character_is_refused_and_the_history_stays_readable(
    client: TestClient, folder: Path, asked: dict[str, Any]
) -> None:
    for path in ("/api/check", "/api/edit"):
        answer = client.post(path, content=json.dumps(asked))
        assert (answer.status_code, answer.json()["error"]) == (
            400, "The request holds half a character.",
        )  # fmt: skip
    assert client.get("/api/history").json()["steps"] == []
    assert is_as_it_was(folder)


@pytest.mark.parametrize(
    ("path", "params", "words"),
    [
        ("/api/form", {"table": "../x"}, "is none of entities, relations, judgements."),
        ("/api/row", {"table": "relations", "line": "two"}, "line: 'two' is no whole number."),
        ("/api/row", {"table": "relations", "line": "99"}, "begins on line 99"),
    ],
)
def test_what_is_wrong_with_an_address_is_said(
    client: TestClient, path: str, params: dict[str, str], words: str
) -> None:
    answer = client.get(path, params=params)
    assert answer.status_code == 400
    assert words in answer.json()["error"]


def test_the_files_hold_exactly_what_was_edited(folder: Path) -> None:
    with client_of(folder) as client:
        client.post("/api/edit", json=added({**LEADS, "quote": 'the "minister", Ruta Kalnins'}))
        client.post("/api/edit", json=changed(row_at(client, 3), {"start_date": "2020"}))
        client.post("/api/edit", json=changed(row_at(client, 2), {"note": ""}))
        client.post("/api/undo", json={})
    before = (DATA / "relations.csv").read_text()
    assert (folder / "relations.csv").read_text() == before.replace("_of,2021", "_of,2020") + (
        'kalnins,ministry,leads,,,,,ore-line,,"the ""minister"", Ruta Kalnins",\n'
    )


def events_of(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, Any]]:
    """Record what pages are told."""
    told: list[tuple[str, Any]] = []
    monkeypatch.setattr(Served, "tell", lambda _, event, data=None: told.append((event, data)))
    return told


def until(event: str, told: list[tuple[str, Any]], client: TestClient) -> list[tuple[str, Any]]:
    """What was told, without news of the files, once an event is among it."""
    while event not in [one for one, _ in told]:
        client.get("/api/history")
    return [one for one in told if one[0] != "changed"]


def test_saved_is_told_when_the_file_holds_the_step(
    client: TestClient, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = events_of(monkeypatch)
    client.post("/api/edit", json=added(LEADS))
    assert until("saved", told, client) == [("saved", {"step": 1})]
    assert "kalnins,ministry,leads" in (folder / "relations.csv").read_text()


def test_a_file_that_cannot_be_written_is_told_until_it_can(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    faults, wait = [UsageError("The disk is full.")], Workspace.wait_until_saved

    def waits(editor: Workspace) -> None:
        if faults:
            raise faults.pop()
        wait(editor)

    monkeypatch.setattr(Workspace, "wait_until_saved", waits)
    monkeypatch.setattr(edit_routes, "AGAIN", 0)
    told = events_of(monkeypatch)
    client.post("/api/edit", json=added(LEADS))
    fault = ("unsaved", {"step": 1, "error": "The disk is full."})
    assert until("saved", told, client) == [fault, ("saved", {"step": 1})]


def test_a_step_that_is_in_no_file_is_told_as_a_conflict(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    history = Workspace.history

    def lost(editor: Workspace) -> list[EditStep]:
        return [replace(one, is_undone=True) for one in history(editor)]

    told = events_of(monkeypatch)
    monkeypatch.setattr(Workspace, "history", lost)
    client.post("/api/edit", json=added(LEADS))
    assert until("conflict", told, client) == [("conflict", {"step": 1})]
