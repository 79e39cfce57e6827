"""Who of the data is in a list: the likeliest first, with reasons; what is sure and what is not."""

from __future__ import annotations

import csv
import io

import pytest
from click.testing import CliRunner
from factory import graph_of

from actorgraph import DataError, UsageError, lists, load_list
from actorgraph.cli import cli

MINE = """id,name,type,aliases,start_date,country,gender
p,Michael Pompeo,person,Mike Pompeo,1963-12-30,US,M
i,Sergei Ivanov,person,,1953-01-31,RU,
j,Ivan Smith,person,,,,
f,Foreign Intelligence Service,agency,SVR,,RU,
n,Nemo,person,,,,
"""


@pytest.fixture
def mine(tmp_path):
    return graph_of(tmp_path, entities=MINE, relations="source,target,relation\np,i,met_with\n")


def listed(tmp_path, text, name="list.csv"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return load_list(path)


def found(answer):
    return [
        (one.entity.id, one.sure.id if one.sure else "", [c.entity.id for c in one.counterparts])
        for one in answer.found
    ]


def test_who_is_there_by_a_whole_name_is_sure_and_the_others_are_questions(mine, tmp_path):
    others = listed(
        tmp_path,
        "id,name,type\n1,POMPEO Mike,person\n2,Ivanov,person\n3,Foreign Inteligence Service,agency\n"
        "4,Nobody Else,person\n",
    )
    assert found(mine.match(others)) == [("p", "1", ["1"]), ("i", "", ["2"]), ("f", "", ["3"])]


def test_a_pair_keeps_its_reason_and_the_name_of_the_list_that_agrees(mine, tmp_path):
    (one,) = mine.match(listed(tmp_path, "id,name,type\n1,Помпео Майкл,person\n")).found
    (row,) = mine.match(listed(tmp_path, "id,name,type\n1,Помпео Майкл,person\n")).rows()
    assert "transliterated from Cyrillic" in one.counterparts[0].match.reason
    assert (row["left_id"], row["right_id"], row["matched_name"]) == ("p", "1", "Помпео Майкл")


@pytest.mark.parametrize(
    "cells",
    ["person,1971-05-01,US,M", "position,,,", "person,,RU,", "person,,,female", "person,1964,US,M"],
)
def test_what_contradicts_counts_against_an_equal_name_and_is_said(mine, tmp_path, cells):
    others = listed(tmp_path, f"id,name,type,start_date,country,gender\n1,Michael Pompeo,{cells}\n")
    (one,) = mine.match(others, least=0.5).found
    assert one.sure is None
    assert one.counterparts[0].agreement.differing
    assert one.counterparts[0].score < 1


@pytest.mark.parametrize("cells", ["1963,USA,", "1963-12,US,male", ",us;gb,m", ",,"])
def test_what_can_be_the_same_leaves_an_equal_name_sure(mine, tmp_path, cells):
    others = listed(tmp_path, f"id,name,start_date,country,gender\n1,Michael Pompeo,{cells}\n")
    (one,) = mine.match(others).found
    assert one.sure.id == "1"


def test_of_namesakes_the_one_who_is_born_on_that_day_comes_first_and_is_sure(mine, tmp_path):
    others = listed(
        tmp_path,
        "id,name,type,start_date\n1,Sergei Ivanov,person,1960\n2,Sergei Ivanov,person,1953-01-31\n",
    )
    assert found(mine.match(others)) == [("i", "2", ["2", "1"])]
    assert found(mine.match(others, least=0.75)) == [("i", "2", ["2"])]


def test_of_namesakes_nobody_is_sure_where_nothing_but_a_contradiction_tells_them(mine, tmp_path):
    others = listed(
        tmp_path, "id,name,type,start_date\n1,Sergei Ivanov,person,1960\n2,Sergei Ivanov,person,\n"
    )
    assert [(one, sure) for one, sure, _ in found(mine.match(others))] == [("i", "")]


def test_two_of_the_list_whose_names_both_agree_are_a_question_however_exact_one_is(mine, tmp_path):
    text = 'id,name,aliases,type\n1,Zoe Ek,"IVANOV, Sergei",person\n2,Ivanov Sergei,,person\n'
    assert [(one, sure) for one, sure, _ in found(mine.match(listed(tmp_path, text)))] == [
        ("i", "")
    ]


def test_one_of_the_list_who_is_surely_two_of_mine_is_a_question_for_both(tmp_path):
    mine = graph_of(
        tmp_path,
        entities='id,name,type\na,Ann Lee,person\nb,"Lee, Ann",person\n',
        relations="source,target\na,b\n",
    )
    answer = mine.match(listed(tmp_path, "id,name,type\n1,Ann Lee,person\n9,Bo Ek,person\n"))
    assert [(one.entity.id, one.sure, one.rivals) for one in answer.found] == [
        ("a", None, ("b",)), ("b", None, ("a",)),
    ]  # fmt: skip


def test_a_single_word_is_a_persons_name_that_many_have(mine, tmp_path):
    assert found(mine.match(listed(tmp_path, "id,name\nx,Nemo\n"))) == [("n", "", ["x"])]


def test_a_number_of_one_register_makes_sure_and_another_contradicts(tmp_path):
    mine = graph_of(
        tmp_path,
        entities="id,name,type,wikidata_id\na,Ann Lee,person,Q7\n",
        relations="source,target\na,b\n",
    )
    text = "id,name,type,wikidata_id\n1,Ann Lee,person,Q8\n2,Ann Lee,person,Q7\n"
    assert found(mine.match(listed(tmp_path, text))) == [("a", "2", ["2"])]


def test_the_shorter_side_asks_and_the_answer_is_about_mine_all_the_same(mine, tmp_path):
    names = [f"id{n},Somebody Else{n},person" for n in range(20)]
    long = "\n".join(["id,name,type", *names, "p,Mike Pompeo,person"])
    short = "id,name,type\np,Mike Pompeo,person\n"
    assert found(mine.match(listed(tmp_path, long))) == found(mine.match(listed(tmp_path, short)))


def test_an_id_of_the_list_is_no_name(mine, tmp_path):
    """The ids of two registers can be equal by chance."""
    assert found(mine.match(listed(tmp_path, "id,name\nPompeo,Ola Nordmann\n"))) == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("names.txt", "Mike Pompeo\nOla Nordmann\n"),
        ("names.csv", "name\nMike Pompeo\n"),
        ("names.tsv", "Name\tType\nMike Pompeo\tperson\n"),
        ("net.csv", "source,target,relation\nMike Pompeo,Ola Nordmann,met_with\n"),
        (
            "net.gexf",
            '<gexf><graph><nodes><node id="1" label="Mike Pompeo"/></nodes></graph></gexf>',
        ),
    ],
)
def test_a_list_is_any_file_that_is_read_and_names_alone(mine, tmp_path, name, text):
    (one,) = mine.match(listed(tmp_path, text, name)).found
    assert (one.entity.id, one.sure.name) == ("p", "Mike Pompeo")


def test_a_list_can_be_a_folder_with_entities_alone(mine, tmp_path):
    (tmp_path / "watch").mkdir()
    (tmp_path / "watch" / "entities.csv").write_text("id,name\n1,Mike Pompeo\n", encoding="utf-8")
    assert found(mine.match(load_list(tmp_path / "watch"))) == [("p", "1", ["1"])]


def test_a_list_through_an_index_answers_the_same(mine, tmp_path, monkeypatch):
    text = MINE.replace("Michael Pompeo", "Michael R. Pompeo")
    expected = found(mine.match(listed(tmp_path, text)))
    monkeypatch.setenv("ACTORGRAPH_INDEX", "always")
    monkeypatch.setenv("ACTORGRAPH_CACHE", str(tmp_path / "cache"))
    assert found(mine.match(listed(tmp_path, text))) == expected != []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("longest", [lists.LONG, 0])
def test_names_one_a_line_come_from_any_editor_and_a_repeated_one_counts_once(
    mine, tmp_path, monkeypatch, encoding, longest
):
    monkeypatch.setattr(lists, "LONG", longest)
    (tmp_path / "names.txt").write_text("Mike Pompeo\n\nMike Pompeo \n", encoding=encoding)
    (one,) = mine.match(load_list(tmp_path / "names.txt")).found
    assert (one.entity.id, one.sure.name) == ("p", "Mike Pompeo")


def test_names_in_an_old_encoding_are_refused_with_their_line(tmp_path):
    (tmp_path / "names.txt").write_bytes("Ann\nJos\u00e9\n".encode("latin-1"))
    with pytest.raises(DataError, match=r"names\.txt:2: byte 0xe9 is not UTF-8"):
        load_list(tmp_path / "names.txt")


def test_a_list_without_a_column_of_names_is_refused(tmp_path):
    with pytest.raises(UsageError, match="no column of names"):
        listed(tmp_path, "a,b\n1,2\n")
    with pytest.raises(UsageError, match="no file or folder"):
        load_list(tmp_path / "absent.csv")


def test_several_processes_answer_as_one_does(mine, tmp_path, monkeypatch):
    from actorgraph.queries import lookups
    from actorgraph.queries.match import match

    names = [f"{first} Number{n}" for n in range(30) for first in ("Ann", "Bo")]
    others = listed(tmp_path, "\n".join(["name", *names]))
    more = "".join(f"m{n},{name[:-1]},person,,,,\n" for n, name in enumerate(names[:40]))
    (tmp_path / "more").mkdir()
    asked = graph_of(tmp_path / "more", entities=MINE + more, relations="source,target\np,i\n")
    one = match(asked.engine, others.engine)
    monkeypatch.setattr(lookups, "FIRST", 5)
    monkeypatch.setattr(lookups, "TOGETHER", 4)
    monkeypatch.setattr(lookups, "processors_for", lambda _: 2)
    assert match(asked.engine, others.engine) == one
    assert one.found


def run(tmp_path, *arguments):
    return CliRunner().invoke(cli, ["--data", str(tmp_path), "match", *map(str, arguments)])


def test_proposals_are_added_to_the_judgements_and_what_is_judged_is_not_asked_again(
    mine, tmp_path
):
    list_, file = tmp_path / "list.csv", tmp_path / "judged.csv"
    list_.write_text("id,name,type\n1,Mike Pompeo,person\n2,S. Ivanov,person\n", encoding="utf-8")
    file.write_text("left_id,right_id,judgement,note\ni,2,negative,another", encoding="utf-8")
    done = run(tmp_path, list_, "--judgements", file)
    assert "Wrote 1 pair to judge into" in done.output
    assert file.read_text(encoding="utf-8").splitlines() == [
        "left_id,right_id,judgement,note", "i,2,negative,another", "p,1,unsure,",
    ]  # fmt: skip
    again = run(tmp_path, list_, "--judgements", file)
    assert "Wrote 0 pairs" in again.output
    assert "1 judged already" in again.output
    decided = file.read_text(encoding="utf-8").replace("unsure", "positive")
    file.write_text(decided, encoding="utf-8")
    last = run(tmp_path, list_, "--judgements", file)
    assert last.exit_code == 1
    assert "2 judged already; 5 have no candidate" in last.output


def test_a_new_file_of_judgements_says_what_helps_to_judge_and_unites_when_it_is_judged(
    mine, tmp_path
):
    list_ = tmp_path / "list" / "entities.csv"
    list_.parent.mkdir()
    list_.write_text("id,name,type\n1,Mike Pompeo,person\n", encoding="utf-8")
    (list_.parent / "relations.csv").write_text("source,target\n1,x\n", encoding="utf-8")
    file = tmp_path / "judgements.csv"
    run(tmp_path, list_.parent, "--judgements", file)
    text = file.read_text(encoding="utf-8")
    (row,) = csv.DictReader(io.StringIO(text))
    assert (row["left_name"], row["right_name"], row["sure"]) == (
        "Michael Pompeo", "Mike Pompeo", "yes",
    )  # fmt: skip
    file.write_text(text.replace("unsure", "positive"), encoding="utf-8")
    both = ["--data", str(tmp_path), "--data", str(list_.parent), "show", "1", "--json"]
    assert '"id":"p"' in CliRunner().invoke(cli, both).output.replace(" ", "")


def test_a_file_that_is_none_of_judgements_is_left_alone(mine, tmp_path):
    list_, file = tmp_path / "list.csv", tmp_path / "judged.csv"
    list_.write_text("id,name\n1,Mike Pompeo\n", encoding="utf-8")
    file.write_text("left_id,right_id,judgement\np,1,perhaps\n", encoding="utf-8")
    done = run(tmp_path, list_, "--judgements", file)
    assert "perhaps" in str(done.exception)
    assert file.read_text(encoding="utf-8") == "left_id,right_id,judgement\np,1,perhaps\n"


def test_the_text_says_what_is_sure_what_agrees_and_what_contradicts(mine, tmp_path):
    list_ = tmp_path / "list.csv"
    list_.write_text(
        "id,name,type,start_date,country\n1,Mike Pompeo,person,1963,US\n"
        "2,Sergei Ivanov,person,1953,UA\n",
        encoding="utf-8",
    )
    lines = run(tmp_path, list_).output.splitlines()
    assert lines[0] == (
        "Of 5 entities 1 is surely in the list, 1 may be; 3 have no candidate."
    ) or lines[0].startswith("Of 5 entities 1 is")
    assert "    1.00 Mike Pompeo (1): also known so; both: start date 1963, country US" in lines
    assert any("BUT country: RU, UA" in line for line in lines)
