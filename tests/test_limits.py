"""A long answer is cut where one asks for it, says how much is left out, and is whole elsewhere."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from factory import graph_of, write_text

import actorgraph
from actorgraph.cli import cli, options
from actorgraph.errors import ArgumentError
from actorgraph.locating import seed_folder

EXAMPLES = Path(__file__).parent.parent / "docs" / "examples"
DOCUMENT = Path(__file__).parent / "data" / "named.txt"
LONG = {
    "list": ("list", "entities"),
    "claims": ("claims", "claims"),
    "sources": ("sources", "sources"),
    "timeline": ("timeline --until 2018-01-30", "moments"),
    "holders": ("holders senate", "holders"),
    "offices": ("offices", "held"),
    "search": ("search pompeo", "claims"),
    "path": ("path nauert trump --all --max-length 4", "paths"),
    "communities": ("communities", "groups"),
    "mentions": (f"mentions {DOCUMENT}", "mentions"),
    "owners": (f"owners kelp --data {EXAMPLES / 'shipyard'}", "holdings"),
    "owned": (f"owned runa --data {EXAMPLES / 'shipyard'}", "holdings"),
    "flows": (f"flows brine --data {EXAMPLES / 'dredging'}", "totals"),
}
"""What a long answer lists, by its command: words and key."""


def run(*args):
    data = () if "--data" in args else ("--data", str(seed_folder()))
    done = CliRunner().invoke(cli, [*data, *args])
    return done.stdout, done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(LONG.keys() - {"holders"}))
def test_an_answer_is_cut_on_request_alone_and_says_how_much_is_left_out(name):
    words, key = LONG[name]
    whole = json.loads(run(*words.split(), "--json")[0])
    cut = json.loads(run(*words.split(), "--json", "--limit", "1")[0])
    assert len(whole[key]) > len(cut[key]) == 1
    assert "left_out" not in whole
    assert cut["left_out"] >= len(whole[key]) - 1 > 0
    last = run(*words.split(), "--limit", "1")[0].splitlines()[-1]
    be = "is" if cut["left_out"] == 1 else "are"
    assert last == f"{cut['left_out']} more {be} left out: `--limit 0` shows all."
    rows, said = run(*words.split(), "--csv", "--limit", "1")
    assert len(rows.splitlines()) < len(run(*words.split(), "--csv")[0].splitlines())
    assert "left out" in said
    assert "left out" not in run(*words.split(), "--limit", "0")[0]


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("claims", "1 of 2 claims."),
        ("search paid", "1 of 2 claims"),
        ("path ann bo --all", "Path 1 of 2: ann and bo, 2 steps"),
        ("sources Ed", "Rests on Ed alone"),
        ("communities", "2 groups, modularity 0.50. 0 entities alone."),
    ],
)
def test_what_a_limit_leaves_out_is_still_counted(tmp_path, words, line):
    rows = {
        "path": "ann,c,knows,\nc,bo,knows,\nann,d,knows,\nd,bo,knows,\n",
    }.get(words.split()[0], "ann,bo,paid,Ed\nc,d,paid,Ed\n")
    data = write_text(tmp_path, relations="source,target,relation,attributed_to\n" + rows)
    args = [*words.split(), "--data", str(data), "--limit", "1"]
    assert line in CliRunner().invoke(cli, args).stdout.splitlines()


def test_a_limit_on_holders_says_neither_that_there_are_no_others_nor_that_nobody_holds_it(
    tmp_path,
):
    rows = "ann,chief,holds_position,planned,2001\nbo,chief,holds_position,,2002\n"
    header = "source,target,relation,certainty,date\n"
    data = str(write_text(tmp_path, relations=header + rows))
    args = ("holders", "chief", "--data", data, "--as-of", "2002-05-01", "--limit", "1")
    out = CliRunner().invoke(cli, args).stdout
    assert "obody is recorded" not in out
    assert "1 more is left out" in out


def test_every_long_answer_takes_a_limit_and_no_other_one():
    limited = {
        name
        for name in cli.list_commands(None)
        if any(
            isinstance(one, options.Option) and one.name == "most"
            for one in cli.get_command(None, name).params
        )
    }
    assert limited == LONG.keys()


def test_a_terminal_shows_so_many_by_itself_and_a_pipe_all(monkeypatch):
    monkeypatch.setattr(options, "MOST_ON_A_TERMINAL", 3)
    assert "left out" not in run("list")[0]
    monkeypatch.setattr(options, "is_terminal", lambda: True)
    assert "more are left out: `--limit 0` shows all." in run("list")[0]
    assert "left out" not in run("list", "--csv")[1]
    assert "left out" not in run("list", "--limit", "0")[0]


def test_in_python_an_answer_is_cut_by_a_method():
    answer = actorgraph.load().list()
    cut = answer.limited(2)
    assert (len(cut.entities), cut.beyond_limit) == (2, len(answer.entities) - 2)
    assert answer.limited(10_000).beyond_limit == 0
    with pytest.raises(ArgumentError, match=r"^limit: 0 is not a whole number from 1"):
        answer.limited(0)


ENTITIES_OF_A_LIST = {
    "find": "find russian",
    "rank": "rank",
    "neighbors": "neighbors trump",
    "conflicts": "conflicts --kind contested",
    "common": "common russia united-states",
    "show": "show trump",
}
"""Commands with a limit of their own, and words that find more than one of what they list."""


@pytest.mark.parametrize("name", ENTITIES_OF_A_LIST)
def test_every_limit_means_all_by_0_and_stands_among_the_options_of_the_output(name):
    words = ENTITIES_OF_A_LIST[name].split()
    cut, whole = run(*words, "--limit", "1")[0], run(*words, "--limit", "0")[0]
    assert 0 < len(cut.splitlines()) < len(whole.splitlines())
    shown = run(name, "--help")[0]
    assert "--limit N" in shown.partition("\nOutput:\n")[2].partition("\n\n")[0]


@pytest.mark.parametrize("name", ["find", "neighbors", "conflicts"])
def test_rows_and_text_say_how_much_a_limit_of_their_own_leaves_out(name):
    words = ENTITIES_OF_A_LIST[name].split()
    rows, said = run(*words, "--csv", "--limit", "1")
    left = len(run(*words, "--csv", "--limit", "0")[0].splitlines()) - len(rows.splitlines())
    assert said.splitlines()[-1] == f"{left} more are left out: `--limit 0` shows all."
    assert "`--limit 0`" in run(*words, "--limit", "1")[0]


LIMITED_IN_PYTHON = [
    lambda graph, limit: graph.find("russian", limit=limit),
    lambda graph, limit: graph.rank(limit=limit),
    lambda graph, limit: graph.neighbors("trump", limit=limit),
    lambda graph, limit: graph.conflicts(kinds="contested", limit=limit),
    lambda graph, limit: graph.common("russia", "united-states", limit=limit),
    lambda graph, limit: graph.show("trump", limit=limit),
]


@pytest.mark.parametrize("ask", LIMITED_IN_PYTHON)
def test_in_python_no_limit_is_none_and_no_other_number_is_none(ask):
    graph = actorgraph.load(seed_folder())
    assert len(ask(graph, 1).text()) < len(ask(graph, None).text())
    for limit in (0, -1):
        with pytest.raises(ArgumentError, match=f"^limit: {limit} is not a whole number from 1 on"):
            ask(graph, limit)


@pytest.mark.parametrize(
    ("depth", "heading"),
    [
        (1, "Around Trump: 2 of 3 within 1 step"),
        (2, "Around Trump: 2 of at least 3 within 2 steps"),
    ],
)
def test_neighbors_count_those_whom_a_limit_leaves_out(tmp_path, depth, heading):
    rows = "source,target\nTrump,a\nTrump,b\nTrump,c\nc,d\n"
    answer = graph_of(tmp_path, relations=rows).neighbors("Trump", depth=depth, limit=2)
    assert answer.text().splitlines()[0] == heading
    whole = graph_of(tmp_path, relations=rows).neighbors("Trump", depth=2)
    assert whole.text().splitlines()[0] == "Around Trump: 4 within 2 steps"
