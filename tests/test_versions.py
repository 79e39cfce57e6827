"""Versions, judgements, settings and a folder to start from: what works and what is refused."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest
from factory import write_text

from actorgraph import cli
from actorgraph.errors import DataError, UsageError
from actorgraph.loading import load, read_dataset
from actorgraph.settings import read_settings

RELATIONS = "source,target,relation,status,attributed_to\nann,bob,knows,claimed,eve\n"


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    import sys

    before = sys.argv
    sys.argv = ["actorgraph", *arguments]
    try:
        with pytest.raises(SystemExit) as left:
            cli.main()
    finally:
        sys.argv = before
    told = capsys.readouterr()
    return int(left.value.code or 0), told.out, told.err


def folder(place: Path, name: str, relations: str, **files: str) -> Path:
    made = place / name
    made.mkdir()
    write_text(made, relations=relations, entities=files.get("entities", ""))
    for file in ("judgements", "toml"):
        if file in files:
            kind = {"judgements": "judgements.csv", "toml": "actorgraph.toml"}[file]
            (made / kind).write_text(files[file], encoding="utf-8")
    return made


def test_a_confirmed_claim_is_upgraded_and_is_no_other_verdict(tmp_path, capsys) -> None:
    old = folder(tmp_path, "old", RELATIONS)
    new = folder(tmp_path, "new", RELATIONS.replace("claimed", "confirmed"))
    code, out, _ = run(capsys, "diff", str(old), str(new), "--json")
    said = json.loads(out)
    assert (code, [change["kind"] for change in said["changed"]]) == (0, ["upgraded"])
    assert said["turned"] == []


@pytest.mark.parametrize(
    ("header", "cell"),
    [("inferred", "date"), ("directed", "no"), ("amount", "7"), ("share", "25"),
     ("checked_by", "Eve"), ("checked_date", "2019"), ("about", "c1"), ("currency", "EUR")],
)  # fmt: skip
def test_every_cell_of_a_claim_is_compared(tmp_path, capsys, header, cell) -> None:
    rows = f"source,target,relation,{header}\na,b,owns,"
    old, new = folder(tmp_path, "old", f"{rows}\n"), folder(tmp_path, "new", f"{rows}{cell}\n")
    (change,) = json.loads(run(capsys, "diff", str(old), str(new), "--json")[1])["changed"]
    assert change["columns"] == [header]
    assert f"{header} empty → {cell} (" in run(capsys, "diff", str(old), str(new))[1]


def test_a_rejected_claim_is_compared_and_turns_no_verdict(tmp_path, capsys) -> None:
    rows = "source,target,relation,status,attributed_to,assessment\na,b,owns,,Ed,\n"
    old = folder(tmp_path, "old", rows)
    new = folder(tmp_path, "new", f"{rows}a,b,owns,denied,Di,rejected\n")
    said = json.loads(run(capsys, "diff", str(old), str(new), "--json")[1])
    assert ([one["assessment"] for one in said["added"]], said["turned"]) == (["rejected"], [])


def test_a_claim_now_denied_is_contradicted(tmp_path, capsys) -> None:
    old = folder(tmp_path, "old", RELATIONS)
    new = folder(tmp_path, "new", RELATIONS.replace("claimed", "denied"))
    assert "### Claims contradicted (1)" in run(capsys, "diff", str(old), str(new))[1]


@pytest.mark.process
def test_a_git_revision_is_a_version(tmp_path, capsys, monkeypatch) -> None:
    data = folder(tmp_path, "data", RELATIONS)
    me = {"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@b", "GIT_COMMITTER_NAME": "a",
          "GIT_COMMITTER_EMAIL": "a@b"}  # fmt: skip
    for arguments in (("init", "-q"), ("add", "data"), ("commit", "-qm", "one")):
        subprocess.run(["git", *arguments], cwd=tmp_path, check=True, env={**os.environ, **me})
    (data / "relations.csv").write_text(RELATIONS + "bob,eve,knows,claimed,ann\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    code, out, _ = run(capsys, "diff", "HEAD:data", "data")
    assert (code, "### Claims added (1)" in out) == (0, True)
    assert run(capsys, "diff", "HEAD:data/relations.csv", "data")[0] == 0
    for wrong, words in (
        ("nope:data", "There is no git revision 'nope' here."),
        ("C:\\my data", "There is no file or folder C:\\my data."),
        ("HEAD:elsewhere", "that revision has nothing at 'elsewhere'"),
        ("nowhere", "There is no file or folder nowhere."),
        ("--output=x:data", "--output"),
    ):
        code, out, err = run(capsys, "diff", wrong, "data")
        assert (code, out, words in err) == (2, "", True), err


ENTITIES = (
    "id,name,type\nmike,Mike Pompeo,person\npompeo,Michael Pompeo,person\nx,Xavier X,person\n"
)
TWO = "source,target,relation\nmike,x,knows\npompeo,x,knows\n"
JUDGED = "left_id,right_id,judgement,user,created_at\n"


def test_a_positive_judgement_makes_two_one_and_keeps_the_rows(tmp_path, capsys) -> None:
    data = folder(
        tmp_path, "d", TWO, entities=ENTITIES, judgements=JUDGED + "pompeo,mike,positive,,\n"
    )
    graph = load(data)
    assert graph.engine.merged == {"pompeo": "mike"}
    merged = graph.engine.entities(["mike"])["mike"]
    assert merged.aliases == ("Michael Pompeo", "pompeo")
    assert merged.extra == {"merged_from": "pompeo"}
    assert [edge.source for edge in graph.engine.all_edges()] == ["mike"]
    assert [claim.row["source"] for claim in graph.engine.all_claims()] == ["mike", "pompeo"]
    code, out, err = run(capsys, "--data", str(data), "show", "pompeo")
    assert (code, out.splitlines()[0]) == (0, "Mike Pompeo  person, id mike")
    assert "1 entity is merged into others by judgements.csv." in err


def test_a_negative_judgement_silences_the_proposal(tmp_path, capsys) -> None:
    names = "id,name,type\na,Ann Miller,person\nb,Ann Miller,person\n"
    plain = folder(tmp_path, "p", "source,target\na,b\n", entities=names)
    assert "can be one" in run(capsys, "--data", str(plain), "conflicts")[1]
    judged = folder(
        tmp_path,
        "j",
        "source,target\na,b\n",
        entities=names,
        judgements=JUDGED + "b,a,negative,,\n",
    )
    assert "can be one" not in run(capsys, "--data", str(judged), "conflicts")[1]


def test_judgements_that_cannot_be_are_reported(tmp_path) -> None:
    rows = "pompeo,mike,positive,,\nmike,pompeo,negative,,\nnobody,x,positive,,\n"
    data = folder(tmp_path, "d", TWO, entities=ENTITIES, judgements=JUDGED + rows)
    messages = [problem.message for problem in read_dataset(data).problems]
    assert messages == [
        "'nobody' is no id of the data; the judgement does nothing",
        "mike and pompeo are judged apart, yet judgements join them",
    ]
    wrong = folder(tmp_path, "w", TWO, entities=ENTITIES, judgements=JUDGED + "mike,x,maybe,,\n")
    with pytest.raises(DataError, match="'maybe' is none of positive, negative, unsure"):
        load(wrong)


def test_foreign_columns_from_the_command_line_and_from_the_file(tmp_path, capsys) -> None:
    rows = "Person,Kind,Link,Company,Where\nAnn,person,owns,Acme,https://x.example/1\n"
    toml = (
        '[columns]\nsource = "Person"\ntarget = "Company"\nrelation = "Link"\n'
        'source_type = "Kind"\ndocument = "Where"\n'
    )
    plain = folder(tmp_path, "plain", rows)
    told = [
        "source=Person",
        "target=Company",
        "relation=Link",
        "source_type=Kind",
        "document=Where",
    ]
    options = [part for one in told for part in ("--column", one)]
    by_option = run(capsys, "--data", str(plain), *options, "show", "Ann", "--json")
    by_file = run(
        capsys, "--data", str(folder(tmp_path, "toml", rows, toml=toml)), "show", "Ann", "--json"
    )
    first, second = (json.loads(done[1]) for done in (by_option, by_file))
    for answer in (first, second):
        assert answer["entity"]["type"] == "person"
        assert answer["edges"][0]["relation"] == "owns"
        assert answer["edges"][0]["claims"][0]["document"] == "https://x.example/1"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[colums]\n", "there is no section [colums]"),
        ('[columns]\nfrom = "x"\n', "'from' is no column"),
        ("[columns]\nsource = 1\n", "source has to be the text of a header"),
        ("columns = 3\n", "a column each"),
        ("outlets = 3\n", "an outlet each"),
        ("[outlets]\nft.com = 'x'\n", "each in quotes"),
        ("[outlets]\n'ft.com' = ' '\n", "each in quotes"),
        ("[outlets]\n'?' = 'x'\n", "'?' is no host"),
        ("[columns\n", "cannot be read"),
        (f"x = {'9' * 5000}\n", "cannot be read"),
        (f"x = {'[' * 9999}{']' * 9999}\n", "cannot be read"),
    ],
)
def test_settings_that_cannot_be_read(tmp_path, text: str, words: str) -> None:
    (tmp_path / "actorgraph.toml").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as wrong:
        read_settings(tmp_path)
    assert words in str(wrong.value)


def test_several_inputs_are_united(tmp_path, capsys) -> None:
    one = folder(
        tmp_path,
        "one",
        "source,target,relation\nann,bob,knows\n",
        entities="id,name,country\nann,Ann,GB\n",
    )
    two = folder(
        tmp_path,
        "two",
        "source,target,relation\nann,eve,knows\n",
        entities="id,name,country\nann,Annie,FR\n",
    )
    graph = load([one, two])
    ann = graph.engine.entities(["ann"])["ann"]
    assert (ann.country, ann.aliases) == ("GB", ("Annie",))
    assert [edge.target for edge in graph.engine.all_edges()] == ["bob", "eve"]
    assert f"GB ({one}/entities.csv:2); FR ({two}/entities.csv:2)" in graph.show("ann").text()
    assert run(capsys, "--data", str(one), "--data", str(two), "show", "Annie")[0] == 0


def test_init_makes_a_folder_that_works_and_replaces_nothing(tmp_path, capsys) -> None:
    place = tmp_path / "mine"
    assert run(capsys, "init", str(place))[0] == 0
    assert run(capsys, "--data", str(place), "check")[:2] == (0, "No problems.\n")
    assert run(capsys, "--data", str(place), "show", "ann")[0] == 0
    before = (place / "relations.csv").read_text("utf-8")
    code, _, err = run(capsys, "init", str(place))
    assert (code, "exists already" in err) == (2, True)
    assert (place / "relations.csv").read_text("utf-8") == before


@pytest.mark.parametrize("command", [["show", "ann"], ["timeline"], ["neighbors", "ann"]])
def test_filters_that_leave_nothing_end_with_one(tmp_path, capsys, command) -> None:
    data = folder(tmp_path, "d", RELATIONS)
    assert run(capsys, "--data", str(data), *command, "--min-origins", "5")[0] == 1


def test_an_export_of_nothing_is_refused(tmp_path, capsys) -> None:
    data = folder(tmp_path, "d", RELATIONS)
    target = tmp_path / "x.json"
    code, _, err = run(capsys, "--data", str(data), "export", str(target), "--min-origins", "5")
    assert (code, err, target.exists()) == (1, "The filters leave nothing to write.\n", False)


@pytest.mark.parametrize(
    ("pair", "stays"),
    [
        ("ann,Ann Leigh", "ann"),
        ("Ann Leigh,ann", "ann"),
        ("Bo,B. Olsen", "B. Olsen"),
        ("acme-head,acme-chief", "acme-head"),
    ],
)
def test_any_id_on_display_can_be_judged(tmp_path, pair: str, stays: str) -> None:
    place = folder(
        tmp_path,
        "data",
        "source,target,relation,role\n"
        "Ann Leigh,B. Olsen,met_with,\n"
        "ann,Bo,knows,\n"
        "ann,acme,holds_position,Head\n"
        "Bo,acme,holds_position,Chief\n",
        entities="id,name,type\nann,Ann Lee,person\nacme,Acme,agency\n",
    )
    (place / "judgements.csv").write_text(f"left_id,right_id,judgement\n{pair},positive\n")
    graph = load(place)
    (gone,) = set(pair.split(",")) - {stays}
    assert graph.engine.merged == {gone: stays}
    assert graph.entity(gone).id == stays
    edges = list(graph.engine.all_edges())
    assert gone not in {end for edge in edges for end in (edge.source, edge.target)}
    assert not any(gone in problem.message for problem in graph.engine.problems)
    proposed = graph.conflicts(kinds="similar-names").found
    assert {gone, stays} not in [set(one.entities) for one in proposed]
