"""Names that no row states are shown with those that they may mean; twins whatever their type."""

from __future__ import annotations

import pytest
from factory import graph_of, write_text

from actorgraph.loading import check_files, load

ENTITIES = (
    "id,name,aliases\na,Jan O’Brien,\nb,Marcus Weber,\nc,Jan Hofer,\nd,Kelp Trading Ltd,Old Kelp\n"
)


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("Jan O'Brien", "did you mean Jan O’Brien (a:"),
        ("Markus Weber", "did you mean Marcus Weber (b:"),
        ("J. Hofer", "did you mean Jan Hofer (c:"),
        ("Hofer, Jan", "did you mean Jan Hofer (c:"),
        ("Kelp Trading Limited", "did you mean Kelp Trading Ltd (d:"),
        ("Маркус Вебер", "did you mean Marcus Weber (b:"),
    ],
)
def test_a_name_that_no_row_states_is_shown_with_whom_it_may_mean(tmp_path, name, meant):
    relations = f'source,target\na,b\n"{name}",c\n'
    folder = write_text(tmp_path, relations=relations, entities=ENTITIES)
    messages = [problem.message for problem in check_files(folder).problems]
    assert any(meant in message for message in messages)


@pytest.mark.parametrize("name", ["Piet Zwart", "Anna Weber", "Zorn", "' is not in x"])
def test_a_name_that_is_like_none_is_shown_alone(tmp_path, name):
    folder = write_text(tmp_path, relations=f'source,target\n"{name}",c\n', entities=ENTITIES)
    (problem,) = check_files(folder).problems
    assert problem.message.endswith("it was added by that name")


def test_entities_that_relations_made_are_twins_of_others(tmp_path):
    graph = graph_of(
        tmp_path,
        relations="source,target\nJan O'Brien,Kelp\nJan O’Brien,Kelp\nMarcus Weber,Kelp\n"
        "Markus Weber,Kelp\nJ. Hofer,Kelp\nJan Hofer,Kelp\n",
    )
    pairs = {frozenset(one.entities) for one in graph.conflicts().found}
    assert {frozenset(("Jan O'Brien", "Jan O’Brien")), frozenset(("Marcus Weber", "Markus Weber")),
            frozenset(("J. Hofer", "Jan Hofer"))} <= pairs  # fmt: skip


def test_entities_that_relations_made_can_be_judged_to_be_one(tmp_path):
    folder = write_text(tmp_path, relations="source,target\nMarcus Weber,Kelp\nMarkus Weber,Kelp\n")
    judgement = "left_id,right_id,judgement\nMarcus Weber,Markus Weber,positive\n"
    (folder / "judgements.csv").write_text(judgement)
    graph = load(folder)
    assert list(graph.engine.entities(["Marcus Weber", "Markus Weber"])) == ["Marcus Weber"]
    assert list(graph.engine.problems) == []


def test_names_that_stand_in_another_column_are_said_to_be_the_ids_that_they_are(tmp_path):
    entities = "K\u00fcrzel,name,Beruf\nHM,Hans M\u00fcller,Anwalt\nEG,Eva Gro\u00df,Anwalt\n"
    relations = "source,target\nHM,EG\nHM,Anwalt\n"
    folder = write_text(tmp_path, relations=relations, entities=entities)
    first, second, third = (one.message for one in check_files(folder).problems)
    told = 'if that is the id, say id = "K\u00fcrzel" under [entities] in actorgraph.toml'
    assert first.endswith(f"it is the K\u00fcrzel of Hans M\u00fcller; {told}")
    assert second.endswith(f"it is the K\u00fcrzel of Eva Gro\u00df; {told}")
    assert third.endswith("it was added by that name")
    (tmp_path / "actorgraph.toml").write_text('[entities]\nid = "K\u00fcrzel"\n', encoding="utf-8")
    (left,) = check_files(folder).problems
    assert left.message.startswith("'Anwalt' is not in")
