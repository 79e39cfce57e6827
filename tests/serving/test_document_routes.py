"""The documents beside the data: their texts, and quotes from them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from conftest_serving import client_of, copy_of_data

from actorgraph.serving import document_routes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from starlette.testclient import TestClient


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    with client_of(copy_of_data(tmp_path / "data")) as client:
        yield client


def test_documents_are_listed_with_what_the_data_calls_them(client: TestClient) -> None:
    assert client.get("/api/documents").json() == {
        "documents": [
            {
                "id": "ore-line",
                "name": "Who paid for the ore line at Brannock",
                "date": "2026-02-11",
            }
        ]
    }


def test_a_text_comes_in_paragraphs_with_their_places(client: TestClient) -> None:
    answer = client.get("/api/document", params={"id": "ore-line"}).json()
    first, *_, last = answer["pieces"]
    assert first == {
        "number": 1, "start": 0, "text": "Who paid for the ore line at Brannock", "page": 0,
        "time": "",
    }  # fmt: skip
    assert (last["number"], answer["next"]) == (7, None)


def test_a_long_text_comes_in_parts(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document_routes, "PARAGRAPHS", 3)
    numbers, following = [], 1
    while following:
        asked = {"id": "ore-line", "from": str(following)}
        answer = client.get("/api/document", params=asked).json()
        numbers += [one["number"] for one in answer["pieces"]]
        following = answer["next"]
    assert numbers == [1, 2, 3, 4, 5, 6, 7]


def test_a_locator_is_looked_at(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document_routes, "PARAGRAPHS", 3)
    answer = client.get("/api/document", params={"id": "ore-line", "locator": "p6"}).json()
    assert [one["number"] for one in answer["pieces"]] == [4, 5, 6]
    assert answer["part"][0] == answer["pieces"][2]["start"]


def test_what_is_selected_becomes_a_quote_and_a_locator(client: TestClient) -> None:
    piece = client.get("/api/document", params={"id": "ore-line"}).json()["pieces"][3]
    start = piece["start"] + piece["text"].index("treasurer")
    asked = {"document": "ore-line", "start": start, "end": start + len("treasurer of the fu")}
    assert client.post("/api/cite", json=asked).json() == {
        "quote": "treasurer of the fund", "locator": "p4", "start": start, "end": start + 21,
        "is_found": True,
    }  # fmt: skip


@pytest.mark.parametrize("name", ["../relations", "..\\relations", ".hidden", "/etc/passwd", ""])
def test_nothing_but_a_document_of_the_folder_is_read(client: TestClient, name: str) -> None:
    answer = client.get("/api/document", params={"id": name})
    assert answer.status_code == 404
    assert answer.json()["error"] == f"Nothing here is called {name!r}."


def test_a_place_is_a_number(client: TestClient) -> None:
    answer = client.post("/api/cite", json={"document": "ore-line", "start": "0", "end": 3})
    assert answer.status_code == 400
    assert answer.json()["error"] == "start: it is a place in the text, a whole number."


def test_a_link_that_leads_out_of_the_folder_is_not_followed(
    client: TestClient, tmp_path: Path
) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("a word that stays here", encoding="utf-8")
    folder = tmp_path / "data" / "documents"
    (folder / "out.txt").symlink_to(secret)
    (folder / "up.txt").symlink_to("../../secret.txt")
    (folder / "other.txt").symlink_to("ore-line.txt")
    for name in ("out", "up"):
        for answer in (
            client.get("/api/document", params={"id": name}),
            client.post("/api/cite", json={"document": name, "start": 0, "end": 6}),
        ):
            assert answer.status_code == 400
            said = answer.json()["error"]
            assert said == f"{name}.txt is a link that leads out of the folder {folder}."
    assert client.get("/api/document", params={"id": "other"}).json()["paragraphs"] == 7


@pytest.mark.parametrize(
    "name",
    ["../entities", "..%2fentities", "/etc/passwd", "..\\entities", ".actorgraph/journal", "nul\0",
     "x" * 5000, "", "."],
)  # fmt: skip
def test_no_name_of_a_document_leads_elsewhere(client: TestClient, name: str) -> None:
    for answer in (
        client.get("/api/document", params={"id": name}),
        client.post("/api/cite", json={"document": name, "start": 0, "end": 6}),
    ):
        assert answer.status_code == 404


def test_a_pipe_among_the_documents_is_none(client: TestClient, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "data" / "documents" / "pipe.txt")
    (tmp_path / "data" / "documents" / "device.txt").symlink_to("/dev/zero")
    assert [one["id"] for one in client.get("/api/documents").json()["documents"]] == ["ore-line"]
    for name in ("pipe", "device"):
        assert client.get("/api/document", params={"id": name}).status_code == 404
