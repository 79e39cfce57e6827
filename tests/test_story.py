"""A story is bound to claims: what it names must be there, and as it was when it was written."""

from __future__ import annotations

from pathlib import Path

import pytest

from actorgraph.errors import DataError, UsageError
from actorgraph.loading import check_files, load
from actorgraph.locating import seed_folder
from actorgraph.queries.subgraph import subgraph
from actorgraph.story import Cited, borne_out, read_story, story_in

ROWS = """\
id,source,target,relation,status,certainty,inferred,attributed_to,date,assessment
visit,ann,bo,met_with,confirmed,,,x,2018-01-26,
plan,ann,cy,met_with,,planned,,x,,
ours,ann,dee,met_with,,,relation,x,,
said,bo,cy,met_with,,,,x,,
against,bo,cy,met_with,denied,,,y,,
no,cy,dee,paid,,,,x,,rejected
,bo,dee,owns,,,,x,,
"""
STEP = "## A step\n\nAnn met Bo.\n\nClaims: visit (confirmed)\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "relations.csv").write_text(ROWS, encoding="utf-8")
    return tmp_path


def problems(folder: Path, text: str) -> list[str]:
    (folder / "story.md").write_text(text, encoding="utf-8")
    checked = check_files(folder).result.problems
    return [f"{p.line}: {p.level}: {p.message}" for p in checked if p.file.endswith("story.md")]


def test_a_story_is_read() -> None:
    story = story_in(
        "# Who met whom\n\n## One\n\nAnn met Bo,\nx says.\n\nAnd more.\n\nclaims: a (confirmed), b c\n"
        "Claims: d (claimed, our reading)\nSee: <file:///tmp/page.html#id=ann&asof=2018-01-26>\n\n"
        "### Two ###\nText.\nClaims: e\n",
        "story.md",
    )
    one, two = story.steps
    assert (story.title, story.problems) == ("Who met whom", [])
    assert (one.title, one.line, one.text) == ("One", 3, "Ann met Bo, x says.\n\nAnd more.")
    assert one.claims == (
        Cited("a", ("confirmed",), 10),
        Cited("b c", (), 10),
        Cited("d", ("claimed", "our reading"), 11),
    )
    assert (one.see, one.see_line) == ("id=ann&asof=2018-01-26", 12)
    assert one.asked == [("id", "ann"), ("asof", "2018-01-26")]
    assert (two.title, two.text, two.see) == ("Two", "Text.", "")


WRITTEN = {
    "no step": ("Some words.\n", ["1: stands before the first step; write a heading above it: ## ...", "0: tells no step; a step begins with a heading: ## Who met whom"]),
    "nothing": ("", ["0: tells no step; a step begins with a heading: ## Who met whom"]),
    "no text": ("## A\nClaims: visit (confirmed)\n", ["1: the step 'A' has no text"]),
    "no claims": ("## A\nText.\n", ["1: the step 'A' has no claims; write Claims: and the ids of what it says"]),
    "two links": (f"{STEP}See: #id=ann\nSee: #id=bo\n", ["7: the step has a link already, in line 6"]),
    "no id": ("## A\nText.\nClaims: (claimed), visit (confirmed)\n", ["3: '(claimed)' names no claim; write it as: id (claimed)"]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "said"), WRITTEN.values(), ids=WRITTEN)
def test_what_is_wrongly_written_is_said(folder: Path, text: str, said: list[str]) -> None:
    assert problems(folder, text) == [line.replace(": ", ": error: ", 1) for line in said]


GONE = "it has changed or is gone, `actorgraph claims --json` lists the id of each"
CHECKED = {
    "as it was": ("visit (confirmed)", ""),
    "in another order": ("ours (our reading, claimed)", ""),
    "planned": ("plan (claimed, planned)", ""),
    "contested": ("said (claimed, contested)", ""),
    "denied": ("against (denied)", ""),
    "a digest": ("ag-70f5a8275d7d4c7c (claimed)", ""),
    "gone": ("visit2 (confirmed)", f"error: no claim has the id 'visit2'; {GONE}"),
    "weaker": ("plan (claimed)", "error: was claimed when the step was written, and is now plan (claimed, planned)"),
    "contested since": ("said (claimed)", "error: was claimed when the step was written, and is now said (claimed, contested)"),
    "stronger": ("visit (claimed)", "error: was claimed when the step was written, and is now visit (confirmed)"),
    "read into it since": ("ours (claimed)", "error: was claimed when the step was written, and is now ours (claimed, our reading)"),
    "rejected since": ("no (claimed)", "error: was claimed when the step was written, and is now no (claimed, rejected)"),
    "no words": ("visit", "warning: write visit (confirmed); then `check` tells if that changes"),
}  # fmt: skip


@pytest.mark.parametrize(("cited", "said"), CHECKED.values(), ids=CHECKED)
def test_a_claim_is_as_it_was(folder: Path, cited: str, said: str) -> None:
    found = problems(folder, f"## A\n\nText.\nClaims: {cited}\n")
    assert found == ([f"4: {said}"] if said else [])


LINKS = {
    "whole": ("id=ann&from=bo&to=cy&edge=ann&edge=met_with&edge=bo&mark=dee&asof=2018-01-26&without=x&step=2&at=1,2,3", []),
    "nobody": ("id=eve", ["no entity has the id 'eve'"]),
    "an end": ("edge=ann&edge=met_with&edge=eve", ["no entity has the id 'eve'"]),
    "a day": ("asof=2018-02-30", ["asof=2018-02-30 is no day; write it as asof=2018-01-26"]),
    "a month": ("since=2018-01", ["since=2018-01 is no day; write it as since=2018-01-26"]),
    "a source": ("without=z", ["without=z names nothing that is here"]),
    "a relation": ("norelation=loves", ["norelation=loves names nothing that is here"]),
    "a word": ("selected=ann", ["a link has no part 'selected'; there are id, from, to, mark, around, only, apart, line, owners, owned, flows, asof, since, until, edge, without, notype, norelation, noverdict, origins, through, parallel, offices, colour, width, view, step, at"]),
}  # fmt: skip


@pytest.mark.parametrize(("see", "said"), LINKS.values(), ids=LINKS)
def test_a_link_names_what_is_here(folder: Path, see: str, said: list[str]) -> None:
    assert problems(folder, f"{STEP}See: #{see}\n") == [f"6: error: {one}" for one in said]


STEPS = {
    "as it was": (STEP, True),
    "gone": (STEP.replace("visit", "visit2"), False),
    "weaker": (STEP.replace("visit (confirmed)", "plan (claimed)"), False),
    "without words": (STEP.replace(" (confirmed)", ""), True),
    "of nobody": (f"{STEP}See: #id=eve\n", False),
    "without text": (STEP.replace("Ann met Bo.", ""), False),
    "without claims": (STEP.replace("Claims: visit (confirmed)", ""), False),
    "wrongly written": (STEP.replace("visit", "(visit)"), False),
}


@pytest.mark.parametrize(("text", "is_told"), STEPS.values(), ids=STEPS)
def test_a_step_is_told_if_it_is_borne_out(folder: Path, text: str, is_told: bool) -> None:
    part = subgraph(load(folder).engine)
    ids = {entity.id for entity in part.entities}
    told = borne_out(story_in(text, "story.md"), part.edges, ids)
    assert (len(told.steps), told.left_out) == ((1, 0) if is_told else (0, 1))


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "story.md"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UsageError, match="cannot be read"):
        read_story(path)


def test_a_page_is_not_written_with_a_story_that_tells_nothing(folder: Path) -> None:
    story, page = folder / "mine.md", folder / "page.html"
    story.write_text("No heading.\n", encoding="utf-8")
    with pytest.raises(DataError, match="no step"):
        load(folder).export(page, story=story)
    assert not page.exists()


def test_the_story_of_the_seed_is_borne_out() -> None:
    story = read_story(seed_folder() / "story.md")
    graph = load(seed_folder())
    assert 4 <= len(story.steps) <= 6
    assert graph.check().result.problems == ()
    part = subgraph(graph.engine)
    assert borne_out(story, part.edges, {one.id for one in part.entities}).left_out == 0


def test_the_story_of_the_seed_names_who_speaks() -> None:
    """Each step names every speaker of its claims, EIR where it speaks itself."""
    graph = load(seed_folder())
    names = {entity.id: entity.name for entity in graph.engine.all_entities()}
    speakers = {claim.claim_id: claim.speakers for claim in graph.engine.all_claims()}
    for step in read_story(seed_folder() / "story.md").steps:
        for cited in step.claims:
            for speaker in speakers[cited.id]:
                assert names[speaker].split()[-1] in step.text, (step.title, speaker)
