"""What is redacted is in no step of a published story; what goes is counted."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from actorgraph.cli import cli as main

ENTITIES = """\
id,name,type,aliases,country
ann,Ann Example,person,,
bo-s77,Bo Secret,person,Zorkan,XQ-77
cy,Cy Example,person,,
"""
ROWS = """\
id,source,target,relation,status,attributed_to,quote,sensitivity
met,ann,cy,met_with,confirmed,Paper,,
hidden,ann,bo-s77,met_with,,Paper,,
quoted,ann,cy,knows,,Paper,we know each other well,
kept back,cy,ann,paid,,Paper,,secret
"""
STORY = """\
# {title}

## Ann and Cy
Ann met Cy, the paper confirms.
Claims: met (confirmed)
See: #id=ann

## Told in words
They met, and Zorkan was there.
Claims: met (confirmed)

## Told by a claim
Ann met somebody.
Claims: hidden (claimed)

## Told by a link
Ann met Cy.
Claims: met (confirmed)
See: #id=bo-s77

## Told by a source
Ann met Cy.
Claims: met (confirmed)
See: #without=Bo+Secret

## Quoted
Ann says: we know each other well.
Claims: quoted (claimed)

## Kept back
Cy paid Ann.
Claims: kept back (claimed)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "entities.csv").write_text(ENTITIES)
    (tmp_path / "relations.csv").write_text(ROWS)
    (tmp_path / "story.md").write_text(STORY.format(title="Who met whom"))
    return tmp_path


def exported(folder: Path, *options: str) -> tuple[dict[str, Any], Result]:
    page = folder / "page.html"
    done = CliRunner().invoke(main, ["--data", str(folder), "export", str(page), *options])
    assert done.exit_code == 0, done.output
    island = re.search(r'id="data">(.*?)</script>', page.read_text("utf-8"), re.DOTALL)
    assert island is not None
    return json.loads(island[1]), done


def titles(payload: dict[str, Any]) -> list[str]:
    return [step["title"] for step in payload.get("story", {"steps": []})["steps"]]


ALL = ["Ann and Cy", "Told in words", "Told by a claim", "Told by a link", "Told by a source", "Quoted", "Kept back"]  # fmt: skip
REDACTED = {
    "nothing": ([], ALL),
    "somebody": (["--redact", "Bo Secret"], ["Ann and Cy", "Quoted", "Kept back"]),
    "a column": (["--redact", "column:quote"], [one for one in ALL if one != "Quoted"]),
    "what is sensitive": (["--redact", "sensitivity"], ALL[:-1]),
    "a filter": (["--relation", "knows"], ["Quoted"]),
    "no story": (["--no-story"], []),
}


@pytest.mark.parametrize(("options", "left"), REDACTED.values(), ids=REDACTED)
def test_what_is_told(folder: Path, options: list[str], left: list[str]) -> None:
    payload, done = exported(folder, *options)
    assert titles(payload) == left
    count = len(ALL) - len(left)
    is_said = f"Left out {count} of {len(ALL)} steps" in done.output
    assert is_said == (0 < count < len(ALL))


@pytest.mark.slow
def test_the_page_has_nothing_of_what_is_hidden(folder: Path) -> None:
    exported(folder, "--redact", "Bo Secret")
    run = ["--data", str(folder), "leakcheck", str(folder / "page.html"), "--redact", "Bo Secret"]
    assert CliRunner().invoke(main, run).exit_code == 0


def test_a_title_that_names_who_is_hidden_goes(folder: Path) -> None:
    (folder / "story.md").write_text(STORY.format(title="What Bo Secret did"))
    payload, _ = exported(folder, "--redact", "Bo Secret")
    assert payload["story"]["title"] == ""
    assert exported(folder, "--force")[0]["story"]["title"] == "What Bo Secret did"


def test_a_step_has_the_numbers_of_its_claims(folder: Path) -> None:
    payload, _ = exported(folder)
    ids = payload["claims"]["id"]
    assert [ids[number] for number in payload["story"]["steps"][0]["claims"]] == ["met"]


def test_another_file_is_told(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.md"
    other.write_text("## Other\nAnn met Cy.\nClaims: met (confirmed)\n")
    assert titles(exported(folder, "--story", str(other))[0]) == ["Other"]


REFUSED = {
    "a file that is not there": ("page.html", ["--story", "nowhere.md"], "nowhere.md cannot be read"),
    "a file without a story": ("page.html", ["--story", "relations.csv"], "write a heading above it"),
    "another format": ("graph.gexf", ["--story", "story.md"], "are for pages"),
    "two wishes": ("page.html", ["--story", "story.md", "--no-story"], "exclude each other"),
}  # fmt: skip


@pytest.mark.parametrize(("file", "options", "said"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_told_is_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch, file: str, options: list[str], said: str
) -> None:
    monkeypatch.chdir(folder)
    done = CliRunner().invoke(main, ["--data", ".", "export", file, *options])
    assert done.exit_code != 0
    assert said in done.output or said in str(done.exception)


def test_a_story_beside_the_data_that_is_none_is_left_out(folder: Path) -> None:
    (folder / "story.md").write_text("Notes on my holiday.\n")
    payload, _ = exported(folder)
    assert "story" not in payload
