"""One question is one thing everywhere: a method of Graph, a command, and an answer in three forms."""

from __future__ import annotations

import inspect
import json
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from factory import graph_of

import actorgraph
from actorgraph.cli import cli
from actorgraph.cli.options import Question
from actorgraph.errors import ArgumentError, UsageError
from actorgraph.locating import seed_folder
from actorgraph.render import answers, row_columns
from actorgraph.render.answer_frame import frame_of
from actorgraph.render.answers import Answer, Rendering

FERRY = Path(__file__).parent.parent / "docs/examples/ferry/documents/ferry-report.txt"
DREDGING = Path(__file__).parent.parent / "docs/examples/dredging"
SHIPYARD = Path(__file__).parent.parent / "docs/examples/shipyard"
ASKED = {
    "show": lambda g: g.show("pompeo"),
    "find": lambda g: g.find("sergey"),
    "search": lambda g: g.search("dubai"),
    "list": lambda g: g.list(types="agency"),
    "neighbors": lambda g: g.neighbors("pompeo", depth=2),
    "path": lambda g: g.path("naryshkin", "coats"),
    "connect": lambda g: g.connect("pompeo", "naryshkin", "volker"),
    "common": lambda g: g.common("naryshkin", "coats"),
    "owners": lambda _: actorgraph.load(SHIPYARD).owners("Kelp"),
    "owned": lambda _: actorgraph.load(SHIPYARD).owned("Runa"),
    "flows": lambda _: actorgraph.load(DREDGING).flows("Brine"),
    "timeline": lambda g: g.timeline("pompeo"),
    "holders": lambda g: g.holders("CIA"),
    "offices": lambda g: g.offices(as_of="2018-01-30"),
    "sources": lambda g: g.sources("eir"),
    "claims": lambda g: g.claims("pompeo"),
    "conflicts": lambda g: g.conflicts(),
    "rank": lambda g: g.rank("pagerank"),
    "communities": lambda g: g.communities(),
    "stats": lambda g: g.stats(),
    "check": lambda g: g.check(),
    "diff": lambda g: g.diff(graph_without_denials(g)),
    "match": lambda g: g.match(graph_without_denials(g)),
    "mentions": lambda g: g.mentions(FERRY),
}

FORMS = {
    "show, in full": lambda g: g.show("pompeo", full=True),
    "show, in sentences": lambda g: g.show("pompeo", sentences=True),
    "holders, in full": lambda g: g.holders("CIA", full=True),
}
"""Other forms of the same answers."""


@pytest.fixture(scope="module")
def graph():
    return actorgraph.load()


def graph_without_denials(graph):
    return actorgraph.from_frames(graph.entities, graph.relations.query("status != 'denied'"))


def questions():
    """The methods of Graph that give an answer."""
    methods = inspect.getmembers(actorgraph.Graph, inspect.isfunction)
    return {
        name for name, method in methods
        if str(method.__annotations__.get("return")).startswith("Answer[")
    }  # fmt: skip


def commands():
    context = click.Context(cli)
    there = (cli.get_command(context, name) for name in cli.list_commands(context))
    return {command.name for command in there if isinstance(command, Question)}


def test_every_question_is_a_method_and_a_command():
    assert questions() == commands() == set(ASKED)


def test_every_rendering_belongs_to_a_question(graph):
    renderings = {name for name, value in vars(answers).items() if isinstance(value, Rendering)}
    used = {id(ask(graph)._rendering) for ask in {**ASKED, **FORMS}.values()}
    assert {id(getattr(answers, name)) for name in renderings} == used


@pytest.mark.parametrize("name", [*ASKED, *FORMS])
def test_every_answer_has_text_json_and_rows(graph, name):
    answer = {**ASKED, **FORMS}[name](graph)
    assert isinstance(answer, Answer)
    assert answer.text() == repr(answer) != ""
    assert json.loads(json.dumps(answer.json())) == answer.json()
    rows = answer.rows()
    assert rows or name == "check"
    assert len({tuple(row) for row in rows}) <= 1
    assert {type(cell) for row in rows for cell in row.values()} <= {str, int, float}


HELD = {
    row_columns.TEXT: str,
    row_columns.COUNT: int,
    row_columns.PLACE: int | str,
    row_columns.NUMBER: int | float,
    row_columns.PERCENT: int | float | str,
    row_columns.DAY: str,
}
"""What cells of a row can be, by what its column holds."""


@pytest.mark.parametrize("name", ASKED)
def test_the_rows_of_every_answer_have_the_columns_that_are_promised(graph, name):
    answer = ASKED[name](graph)
    columns = answer._rendering.to_columns(answer.result)
    for row in answer.rows():
        if name != "list":  # has the columns that entities have, and a frame all
            assert list(columns) == list(row)[: len(columns)]
        for column in row.keys() & columns.keys():
            assert isinstance(row[column], HELD[columns[column]]), column
    frame = answer.frame()
    assert len(frame) == len(answer.rows())
    without_rows = frame_of((), columns)
    assert without_rows.dtypes.to_dict() == frame.dtypes[without_rows.columns].to_dict()


NOTHING = {
    **dict.fromkeys(
        ("show", "neighbors", "common", "timeline", "holders", "sources", "claims"), ("pompeo",)
    ),
    **dict.fromkeys(("owners", "owned", "flows"), ("pompeo",)),
    **dict.fromkeys(("list", "offices", "conflicts", "communities"), ()),
    "rank": ("pagerank",),
    **dict.fromkeys(("path", "connect", "common"), ("naryshkin", "coats")),
    "search": ("dubai",),
}
"""What is asked with a filter that nothing passes."""


@pytest.mark.parametrize("name", NOTHING)
def test_an_answer_without_rows_is_a_table_with_the_same_columns(graph, name):
    answer = getattr(graph, name)(*NOTHING[name], min_origins=99)
    frame = answer.frame()
    assert len(frame) == 0
    assert set(answer._rendering.to_columns(answer.result)) <= {*frame.columns}
    assert frame.dtypes.to_dict() == ASKED[name](graph).frame().dtypes[frame.columns].to_dict()
    assert 'class="h"' not in answer._repr_html_()  # no table that has nothing but its header


def test_a_name_that_nothing_has_gets_a_sentence_and_no_empty_table(graph):
    assert graph.find("zzzz").text() == "Nothing here is called 'zzzz'."
    assert graph.find("zzzz").frame().empty


def test_a_side_that_is_open_has_no_day_in_a_frame(tmp_path):
    rows = (
        "source,target,relation,start_date,end_date\na,b,owns,2018,..\na,c,owns,2018-01/2018-03,\n"
    )
    frame = graph_of(tmp_path, relations=rows).show("a").frame().set_index("target")
    assert frame["end_date"].to_dict() == {"b": "..", "c": "2018-03"}
    assert frame["end_latest"].isna().to_dict() == {"b": True, "c": False}
    assert str(frame["start_earliest"]["c"].date()) == "2018-01-01"


def test_a_row_names_both_ends_who_says_so_and_how_well_founded_it_is(tmp_path):
    graph = graph_of(
        tmp_path,
        entities="id,name,type\na,Ann,person\nb,Bo,person\n",
        relations="source,target,relation,attributed_to,document\n"
        "a,b,met_with,Cy,d1\na,b,met_with,Di,d2\n",
    )
    (row,) = graph.show("a").rows()
    assert (row["source_name"], row["target_name"]) == ("Ann", "Bo")
    assert (row["speakers"], row["claims"], row["origins"]) == ("Cy|Di", 2, 2)


def test_a_row_has_every_cell_of_its_claims_and_names_whose_date_it_shows(tmp_path):
    graph = graph_of(
        tmp_path,
        entities="id,name,colour\na,Ann,red\nb,Bo,\n",
        relations="source,target,relation,date,attributed_to,status,amount,place,verdict,what\n"
        "a,b,paid,2014-03-01,Cy,,5000,Kelp,odd,x\na,b,paid,,Di,confirmed,,,,\n"
        "a,b,paid,,Ed,denied,,,,\na,b,owns,,,,,,,\n",
    )
    row, other = graph.show("a").rows()
    assert (row["start_date"], row["dated_by"], row["origins_of_date"]) == ("2014-03-01", "Cy", 1)
    assert (row["confirmed_by"], row["denied_by"], row["speakers"]) == ("Di", "Ed", "Cy|Di")
    assert (row["amount"], row["place"]) == ("5000", "Kelp")
    assert (row["verdict"], row["verdict of claims"]) == ("contested", "odd")
    assert (other["verdict"], other["amount"], other["dated_by"]) == ("unsourced", "", "")
    (moment, *_) = graph.timeline().rows()
    assert (moment["what"], moment["what of claims"]) == ("was", "x")
    assert [row["colour"] for row in graph.list().rows()][:2] == ["red", ""]


def test_a_row_says_what_is_our_reading_of_any_claim_and_who_answers_for_a_day(tmp_path):
    rows = (
        "source,target,relation,date,attributed_to,place,inferred,status\n"
        "a,b,met,2018,Cy,Kelp,,\na,b,met,2018-01-05,Di,Rome,place,\na,b,met,,Ed,,,denied\n"
        "a,c,met,,Cy,Rome,place,\n"
    )
    graph = graph_of(tmp_path, relations=rows)
    row, other = graph.show("a").rows()
    assert (row["place"], row["inferred"]) == ("Kelp|Rome", "")
    assert row["inferred of claims"] == "place"
    assert (other["inferred"], other["inferred of claims"]) == ("place", "")
    row, other = graph.show("a", as_of="2018-01-05").rows()
    assert (row["holds"], row["holds_by"], row["excluded_by"]) == ("yes", "Di", "Ed")
    assert (other["holds"], other["holds_by"], other["excluded_by"]) == ("possible", "Cy", "")


def test_a_difference_says_of_a_plan_and_of_a_denial_that_it_is_one(tmp_path):
    header = "source,target,relation,attributed_to,document,certainty,status,inferred\n"
    (tmp_path / "old").mkdir()
    (tmp_path / "new").mkdir()
    rows = "a,b,met,x,d,planned,,\n"
    old = graph_of(tmp_path / "old", relations=header + rows)
    rows += "b,a,met,y,e,planned,,\na,c,met,x,d,,denied,relation\n"
    new = graph_of(tmp_path / "new", relations=header + rows)
    answer = old.diff(new)
    assert "- a — met — b [planned]: single-origin → **corroborated**" in answer.text()
    said = [(r["change"], r["status"], r["certainty"], r["inferred"]) for r in answer.rows()]
    assert said[:2] == [
        ("added", "claimed", "planned", ""),
        ("added", "denied", "stated", "relation"),
    ]
    assert ("turned", "", "planned", "") in said


def test_a_text_is_one_value_and_not_letters(graph):
    assert graph.show("pompeo", statuses="denied").json() == (
        graph.show("pompeo", statuses=["denied"]).json()
    )
    assert graph.stats(without="eir").edges == graph.stats(without=["eir"]).edges
    assert graph.list(types="agency").entities == graph.list(types=["agency"]).entities


@pytest.mark.parametrize(
    ("filters", "message"),
    [
        ({"statuses": "denid"}, "^statuses: no status is called 'denid'.\nDid you mean denied?"),
        (
            {"certainties": "Likly"},
            "^certainties: no certainty is called 'Likly'.\nDid you mean likely?",
        ),
        ({"as_of": "2018"}, "^as_of: "),
        ({"since": "x"}, "^since: "),
        ({"as_of": 2018}, "^as_of: 2018 is not text; write it as '2018'"),
        ({"since": "2019", "until": "2018"}, "^since: '2019' is after the end, '2018'"),
        ({"min_origins": -1}, "^min_origins: -1 is not a whole number from 0 on"),
        ({"min_origins": "2"}, "^min_origins: '2' is not a whole number from 0 on"),
        ({"without": "Xyzzyx"}, "^without: no claim cites a source called 'Xyzzyx'"),
    ],
)
def test_an_argument_that_cannot_be_is_refused_in_the_words_of_python(graph, filters, message):
    with pytest.raises(ArgumentError, match=f"(?s){message}"):
        graph.show("pompeo", **filters)


def test_pyvis_draws_what_is_denied_or_planned_otherwise_than_what_is_claimed(tmp_path):
    rows = "a,b,owns,claimed,stated\na,c,owns,denied,stated\na,d,owns,claimed,planned\n"
    rows += "a,e,owns,claimed,stated\na,e,owns,denied,stated\n"
    graph = graph_of(tmp_path, relations=f"source,target,relation,status,certainty\n{rows}")
    drawn = {edge["to"]: edge for edge in graph.to_pyvis().edges}
    looks = {one: (edge["title"], edge["dashes"], edge["color"]) for one, edge in drawn.items()}
    assert looks == {
        "b": ("owns", False, "gray"),
        "c": ("owns (denied)", True, "red"),
        "d": ("owns (planned)", True, "gray"),
        "e": ("owns (contested)", False, "red"),
    }


def test_unknown_columns_of_a_claim_are_in_its_json_whatever_their_names(tmp_path):
    table = "source,target,relation,line,publisher,shade\nana,bo,met_with,seven,Press,dark\n"
    graph = graph_of(tmp_path, relations=table)
    (edge,) = graph.show("ana").json()["edges"]
    (claim,) = edge["claims"]
    assert (claim["line"], claim["publisher"], claim["shade"]) == (2, "", "dark")
    assert claim["columns"] == {"line": "seven", "publisher": "Press"}


@pytest.mark.parametrize("number", [0, -1, 1.5, "2"])
@pytest.mark.parametrize(
    ("argument", "question"),
    [
        ("limit", lambda graph, limit: graph.find("pompeo", limit=limit)),
        ("limit", lambda graph, limit: graph.rank(limit=limit)),
        ("limit", lambda graph, limit: graph.neighbors("pompeo", limit=limit)),
        ("depth", lambda graph, depth: graph.neighbors("pompeo", depth=depth)),
        ("depth", lambda graph, depth: graph.to_networkx("pompeo", depth=depth)),
        ("max_length", lambda graph, length: graph.path("pompeo", "trump", max_length=length)),
    ],
)
def test_a_number_that_the_command_line_refuses_is_refused_in_python(
    graph, argument, question, number
):
    with pytest.raises(
        ArgumentError, match=f"^{argument}: {number!r} is not a whole number from 1"
    ):
        question(graph, number)


def test_an_unknown_measure_or_kind_is_refused_with_a_suggestion(graph):
    with pytest.raises(
        ArgumentError,
        match=r"^measure: no measure is called 'closeness'.\nThere are: degree, pagerank, betweenness",
    ):
        graph.rank("closeness")
    with pytest.raises(
        ArgumentError,
        match=r"^kinds: no kind of conflict is called 'contest'.\nDid you mean contested",
    ):
        graph.conflicts(kinds="contest")


def test_an_unknown_filter_is_a_type_error(graph):
    with pytest.raises(TypeError, match="as_off"):
        graph.show("pompeo", as_off="2018-01-01")


def test_the_words_of_a_choice_come_from_the_query():
    said = CliRunner().invoke(cli, ["rank", "--by", "closeness"])
    assert isinstance(said.exception, ArgumentError)
    assert str(said.exception) == (
        "--by: no measure is called 'closeness'.\nThere are: degree, pagerank, betweenness."
    )


def test_a_pyvis_network_has_everything_and_fetches_nothing(graph, tmp_path):
    network = graph.to_pyvis("pompeo", depth=2)
    part = graph.subgraph("pompeo", depth=2)
    assert (len(network.nodes), len(network.edges)) == (len(part.entities), len(part.edges))
    network.write_html(str(tmp_path / "x.html"))
    text = (tmp_path / "x.html").read_text(encoding="utf-8")
    assert "new vis.Network(" in text
    assert 'src="http' not in text
    assert 'href="http' not in text


def test_a_networkx_graph_is_what_the_filters_leave(graph):
    made = graph.to_networkx(relations="met_with", without="eir")
    part = graph.subgraph(relations="met_with", without="eir")
    assert set(made) == {entity.id for entity in part.entities}
    assert {said["id"] for *_, said in made.edges(data=True)} == {edge.id for edge in part.edges}
    assert set(graph.to_networkx("surkov")) == {
        entity.id for entity in graph.subgraph("surkov").entities
    }


def test_edges_are_a_frame_with_ids_and_names_of_both_ends(graph):
    (met,) = graph.edges.query("source == 'volker' and target == 'surkov'").to_dict("records")
    assert (met["source_name"], met["target_name"]) == ("Kurt Volker", "Vladislav Surkov")
    assert len(graph.edges) == len(list(graph.engine.all_edges()))


def test_every_answer_is_a_frame_of_its_rows(graph):
    frame = graph.claims("Surkov", speakers="EIR").frame()
    rows = graph.claims("Surkov", speakers="EIR").rows()
    assert frame[[*rows[0]]].to_dict("records") == rows
    added = ["start_earliest", "start_latest", "end_earliest", "end_latest"]
    assert [*frame.drop(columns=[*rows[0]])] == added
    assert set(frame["source"]) <= set(graph.entities["id"])


def test_a_misspelt_filter_says_which_is_meant(graph):
    with pytest.raises(
        TypeError, match=r"^there is no filter relation=; did you mean relations=\?"
    ):
        graph.stats(relation="met_with")
    with pytest.raises(TypeError, match=r"^there is no filter zzz=$"):
        graph.stats(zzz=1)


def test_the_filters_of_python_are_those_of_the_command_line():
    from actorgraph.cli.options import FILTERS
    from actorgraph.queries.filter import Filters

    assert {option.name for option in FILTERS} == set(Filters.__annotations__)


def test_errors_speak_of_keywords_in_python_and_of_options_on_the_command_line(graph, tmp_path):
    (tmp_path / "x.json").write_text("")
    with pytest.raises(UsageError, match=r"exists already\.\nforce=True replaces it\."):
        graph.export(tmp_path / "x.json")
    said = CliRunner().invoke(cli, ["export", str(tmp_path / "x.json")])
    assert str(said.exception).endswith("exists already.\n--force replaces it.")


@pytest.mark.parametrize("name", [None, 3, ["pompeo"]])
@pytest.mark.parametrize(
    "ask",
    [
        lambda graph, name: graph.show(name),
        lambda graph, name: graph.find(name),
        lambda graph, name: graph.search(name),
        lambda graph, name: graph.path("pompeo", name),
        lambda graph, name: graph.connect("pompeo", name),
        lambda graph, name: graph.subgraph(name or 1),
        lambda graph, name: graph.claims(citing=name or 1),
        lambda graph, name: graph.sources(name or 1),
    ],
)
def test_a_name_that_is_no_text_is_refused_in_words(graph, ask, name):
    with pytest.raises(ArgumentError, match="is not text"):
        ask(graph, name)


def test_a_hint_in_python_is_a_call_and_on_the_command_line_a_command(graph):
    with pytest.raises(ArgumentError) as refused:
        graph.claims(speakers="TASS")
    assert refused.value.hint == (
        "`graph.sources()` lists who says how much. "
        "Others say what cites it: `graph.claims(citing='TASS')`."
    )
    said = CliRunner().invoke(cli, ["claims", "--speaker", "TASS"])
    assert isinstance(said.exception, ArgumentError)
    assert said.exception.hint == (
        "`actorgraph sources` lists who says how much. "
        "Others say what cites it: `actorgraph claims --citing TASS`."
    )


@pytest.mark.parametrize("path", [3, ["data", 3]])
def test_a_path_that_is_none_is_refused_as_an_argument(path):
    with pytest.raises(ArgumentError, match=r"^path: 3 is not a path\.$"):
        actorgraph.load(path)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("x.md Surkov --format json", "--format is for a graph, but names ask for a dossier"),
        ("- Surkov", "A dossier goes to a file in .md, .html or .docx, not to standard output."),
        ("- Surkov --format md", "A dossier goes to a file in .md, .html or .docx, not to"),
    ],
)
def test_a_dossier_says_where_it_goes_and_which_option_is_too_much(words, said):
    done = CliRunner().invoke(cli, ["export", *words.split(), "--data", str(seed_folder())])
    assert done.exit_code == 2
    assert said in " ".join(done.output.split())
