"""What the page asks of drafts: listed, shown, accepted, refused, changed, and undone."""

from __future__ import annotations

import csv
import time
from typing import TYPE_CHECKING, Any

import pytest
from conftest_serving import DATA, client_of, copy_of_data

from actorgraph.drafting.inbox import FILE, Inbox

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from starlette.testclient import TestClient

BUILT = {
    "source": "Skerry Rail", "target": "Ingrid Solheim", "relation": "founded_by",
    "document": "ore-line", "locator": "p3", "to_review": "source Skerry Rail is new",
    "quote": "Skerry Rail, a company that Ingrid Solheim founded in May 2019",
}  # fmt: skip
HEADS = {
    "source": "kalnins", "target": "ministry", "document": "ore-line", "locator": "p5",
    "quote": "the minister of works, Ruta Kalnins",
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = copy_of_data(tmp_path / "data")
    Inbox(folder / FILE).add([BUILT, HEADS])
    return folder


@pytest.fixture
def client(folder: Path) -> Iterator[TestClient]:
    with client_of(folder) as client:
        yield client


def waiting(client: TestClient) -> list[str]:
    drafts: list[str] = client.get("/api/drafts").json()["drafts"]
    return drafts


def decide(client: TestClient, draft: str, do: str, **more: Any) -> Any:
    return client.post("/api/draft", json={"draft": draft, "do": do, **more})


def decisions(folder: Path) -> list[str]:
    with (folder / FILE).open(encoding="utf-8", newline="") as file:
        return [row["decision"] for row in csv.DictReader(file)]


def test_a_draft_is_shown_with_who_its_names_are(client: TestClient) -> None:
    first, second = waiting(client)
    shown = client.get("/api/draft", params={"draft": first}).json()
    assert shown["new"] == ["Skerry Rail", "Ingrid Solheim"]
    assert shown["cells"]["quote"] == BUILT["quote"]
    assert shown["to_review"] == BUILT["to_review"]
    shown = client.get("/api/draft", params={"draft": second}).json()
    ruta = {"id": "kalnins", "name": "Ruta Kalnins"}
    assert (shown["new"], shown["names"]["kalnins"]) == ([], ruta)
    assert client.get("/api/draft", params={"draft": "none"}).status_code == 404


def test_a_draft_is_accepted_once_its_columns_are_allowed(client: TestClient, folder: Path) -> None:
    first, second = waiting(client)
    refused = decide(client, first, "accept", checked_by="Ada")
    assert refused.status_code == 422
    assert ["relations", "checked_by"] in refused.json()["review"]["missing_columns"]
    types = {"Ingrid Solheim": "person"}
    made = decide(client, first, "accept", checked_by="Ada", types=types, add_columns=True)
    assert made.status_code == 200
    search = {"params": {"q": "Skerry Rail"}}
    until = time.monotonic() + 30  # who is new is answered once the files hold them
    while "skerry-rail" not in (found := client.get("/api/search", **search).text):
        assert time.monotonic() < until, found
    assert waiting(client) == [second]
    assert decisions(folder) == ["accepted", ""]
    assert client.post("/api/undo", json={}).status_code == 200
    assert waiting(client) == [first, second]


def test_a_draft_is_refused_reopened_and_changed(client: TestClient, folder: Path) -> None:
    first, second = waiting(client)
    assert decide(client, first, "refuse").json() == {"step": 0}
    assert (waiting(client), decisions(folder)) == ([second], ["refused", ""])
    decide(client, first, "reopen")
    assert waiting(client) == [first, second]
    changed = decide(client, second, "change", cells={"relation": "heads"}).json()
    assert changed["cells"]["relation"] == "heads"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"do": "accept"}, "checked by somebody"),
        ({"do": "eat"}, "accept, refuse, change or reopen"),
        ({"do": "change", "cells": {"relation": 5}}, "maps names to texts"),
        ({"do": "change", "cells": {"checked_by": "Ada"}}, "is none of"),
        ({"do": "change", "cells": {"relation": "a\u202eb"}}, "nobody sees"),
    ],
    ids=["nobody", "verb", "number", "column", "unseen"],
)
def test_what_cannot_be_is_a_sentence_and_changes_nothing(
    client: TestClient, folder: Path, said: dict[str, Any], words: str
) -> None:
    first, _ = waiting(client)
    before = (folder / FILE).read_bytes()
    answer = client.post("/api/draft", json={"draft": first, **said})
    assert answer.status_code == 400
    assert words in answer.json()["error"]
    assert (folder / FILE).read_bytes() == before
    assert (folder / "relations.csv").read_bytes() == (DATA / "relations.csv").read_bytes()


def test_a_relation_has_to_be_named_first(client: TestClient) -> None:
    _, second = waiting(client)
    answer = decide(client, second, "accept", checked_by="Ada")
    assert "does not say how" in answer.json()["error"]
