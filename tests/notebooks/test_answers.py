"""What a notebook user sees: methods with the command line's words, frames in and out, a view."""

from __future__ import annotations

import ast
import datetime
import doctest
import html
import importlib
import inspect
import json
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import traitlets
from click.testing import CliRunner
from factory import write_text

import actorgraph
from actorgraph.cli import cli
from actorgraph.errors import (
    AmbiguousNameError,
    ArgumentError,
    DataError,
    NotFoundError,
    UsageError,
)
from actorgraph.queries.filter import Filters
from actorgraph.render import answers
from actorgraph.render.answer_html import MOST_LINES, html_of
from actorgraph.render.notebook import Picture
from actorgraph.render.python_advice import in_python
from actorgraph.render.terminal import CELL_END

ROOT = Path(__file__).parent.parent.parent
QUESTIONS = {
    "show Pompeo --limit 0": lambda g: g.show("Pompeo"),
    "find sergey": lambda g: g.find("sergey"),
    "neighbors Pompeo --depth 2": lambda g: g.neighbors("Pompeo", depth=2),
    "path Naryshkin Coats": lambda g: g.path("Naryshkin", "Coats"),
    "timeline Pompeo": lambda g: g.timeline("Pompeo"),
    "holders CIA": lambda g: g.holders("CIA"),
    "sources": lambda g: g.sources(),
    "sources eir": lambda g: g.sources("eir"),
    "conflicts": lambda g: g.conflicts(),
    "rank --by pagerank": lambda g: g.rank("pagerank"),
    "communities": lambda g: g.communities(),
    "stats": lambda g: g.stats(),
    "show Pompeo --as-of 2018-01-30 --limit 0": lambda g: g.show("Pompeo", as_of="2018-01-30"),
}


@pytest.fixture(scope="module")
def graph():
    return actorgraph.load()


@pytest.mark.slow
@pytest.mark.parametrize("command", QUESTIONS)
def test_an_answer_is_in_the_words_of_the_command_line(graph, command):
    answer = QUESTIONS[command](graph)
    said = CliRunner().invoke(cli, command.split()).stdout
    assert repr(answer) == said.removesuffix("\n")
    as_json = CliRunner().invoke(cli, [*command.split(), "--json"]).stdout
    assert answer.json() == json.loads(as_json)
    assert answer._repr_html_().startswith('<div class="ag-answer">')


def test_nothing_in_an_answer_is_taken_for_markup():
    shown = html_of(
        ["\x1b[1m<script>alert(1)</script>\x1b[0m & \x1b[2;36mx", f'<b>{CELL_END}" onclick="']
    )
    assert "<script" not in shown
    assert "&lt;b&gt;</td><td>&quot; onclick=&quot;</td>" in shown
    assert shown.count("<span") == shown.count("</span>") == 1


def test_an_answer_in_a_notebook_has_the_words_of_its_text(graph):
    for answer in (graph.show("Pompeo"), graph.timeline("Pompeo"), graph.sources()):
        told = re.sub(r"<style>.*?</style>|<summary>.*?</summary>", "", answer._repr_html_())
        shown = html.unescape(re.sub(r"</?(b|span)[^>]*>", "", told))
        advice = re.compile("`.*?`( prints| shows)?")
        words, said = (
            sorted(advice.sub("", text).split())  # a cell that is wrapped goes on among others
            for text in (re.sub(r"<[^>]*>", " ", shown), answer.text())
        )
        assert words == said


def test_the_frame_of_an_answer_has_numbers_and_days_that_can_be_computed_with(graph):
    shown = graph.show("Pompeo").frame().set_index("relation")
    assert shown.dtypes[["origins", "claims"]].tolist() == ["int64", "int64"]
    days = ["start_earliest", "start_latest", "end_earliest", "end_latest"]
    assert {str(dtype) for dtype in shown.dtypes[days]} == {"datetime64[s]"}
    office = shown.loc["holds_position"]
    assert office["start_date"] == "[..2018-01-30]"
    assert office["start_latest"] == pd.Timestamp("2018-01-30")
    assert pd.isna(office["start_earliest"])
    moments = graph.timeline("Pompeo").frame()
    assert moments["earliest"].max() <= pd.Timestamp("2018-02-05")
    assert graph.rank("pagerank").frame()["pagerank"].dtype == "float64"
    rows = graph.claims("Pompeo").rows()
    assert graph.claims("Pompeo").frame()[[*rows[0]]].to_dict("records") == rows


def test_what_is_long_is_folded_by_section_and_what_is_endless_is_counted_out():
    lines = [line for n in range(3) for line in (f"Heading {n}", *["  a claim"] * 90, "")]
    shown = html_of(lines)
    open_lines = re.sub("<details>.*?</details>", "", shown)
    assert [f"Heading {n}" in open_lines for n in range(3)] == [True] * 3
    assert open_lines.count("a claim") < 80
    assert shown.count("a claim") == 270
    assert "more lines" not in html_of(lines[:20])
    read = []
    endless = (read.append(n) or f"line {n}" for n in range(10**6))
    assert "<code>answer.frame()</code> is a table" in html_of(endless)
    assert len(read) == MOST_LINES + 1


def test_the_advice_of_an_answer_names_arguments_in_a_notebook(graph):
    assert "`full=True` shows every claim" in graph.show("Pompeo")._repr_html_()
    shown = [graph.conflicts(limit=1), graph.rank(limit=1), graph.show("Pompeo")]
    assert [re.findall(r"`--\w+", one._repr_html_()) for one in shown] == [[], [], []]
    assert "`limit=None` shows all" in shown[1]._repr_html_()


def sentences_with_options():
    """The sentences in which answers name options of the command line, with x for what varies."""
    for path in sorted(Path(answers.__file__).parent.glob("*.py")):
        if path.stem in ("answer_html", "dossier", "python_advice"):
            continue  # they have the options of a style sheet, of `dossier`, and all of these
        tree = ast.parse(path.read_text(encoding="utf-8"))
        joined = [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)]
        inner = {part for node in joined for part in ast.iter_child_nodes(node)}
        docstrings = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in {*ast.walk(tree)} - inner - docstrings:
            parts = [*ast.iter_child_nodes(node)] if node in joined else [node]
            text = "".join(
                str(getattr(part, "value", "")) if isinstance(part, ast.Constant) else "x"
                for part in parts
            )
            if OPTION.search(text):
                yield path.stem, text


OPTION = re.compile(r"(?<![\w-])--[a-z]")
WHOLE = {
    "claims --citing x": "x; `actorgraph claims --citing x` lists those with this source.",
    "--through x": "2 paths through documents are not shown; --through x --through y allows them.",
}
"""Sentences that are made of parts."""


def test_all_advice_of_answers_has_words_of_python():
    found = dict(map(reversed, sentences_with_options()))
    assert len(found) > 8
    for text, module in found.items():
        assert not OPTION.search(in_python(WHOLE.get(text, text))), (module, text)


@pytest.mark.parametrize(
    ("said", "in_a_notebook"),
    [
        ("`--without EIR` leaves no relation.", '`without="EIR"` leaves no relation.'),
        (
            "`--without \"O'Neil & Co\"` leaves no relation.",
            '`without="O\'Neil & Co"` leaves no relation.',
        ),
        (
            "About X; `actorgraph claims --citing 'Open \"S\"'` lists those with this source.",
            'About X; `claims(citing="Open \\"S\\"")` lists those with this source.',
        ),
        (
            "Two are not shown; --through document --through reporting allows them.",
            'Two are not shown; `through=["document", "reporting"]` allows them.',
        ),
        (
            "A shorter path is not shown; --through state allows it.",
            'A shorter path is not shown; `through="state"` allows it.',
        ),
        ("3 claims rest on it: `sources pompeo` lists them.", '3 claims rest on it: `sources("pompeo")` lists them.'),
        ("He said: use --limit 0 or --through fire.", "He said: use --limit 0 or --through fire."),
    ],
)  # fmt: skip
def test_advice_in_a_notebook_can_be_typed_there_and_what_data_says_is_left(said, in_a_notebook):
    assert in_python(said) == in_a_notebook


def test_a_graph_shows_itself(graph):
    assert repr(graph).splitlines()[0] == "148 entities, 220 relations, 236 claims"
    assert "single-origin" in graph._repr_html_()


def test_an_unknown_name_comes_with_what_is_near(graph):
    with pytest.raises(NotFoundError) as unknown:
        graph.show("Ponpeo")
    assert "pompeo" in "\n".join(unknown.value.__notes__)
    two = pd.DataFrame({"source": ["Ann Berg"], "target": ["Bo Berg"]})
    with pytest.raises(AmbiguousNameError) as several:
        actorgraph.from_frames(None, two).show("Berg")
    assert "Ann Berg" in several.value.__notes__[-1]


def test_frames_go_out_and_come_back_the_same(graph):
    again = actorgraph.from_frames(graph.entities, graph.relations)
    assert repr(again.stats()) == repr(graph.stats())
    assert again.relations.equals(graph.relations)


def test_frames_are_checked_as_files_are():
    frame = pd.DataFrame(
        {"source": ["a", "a"], "target": ["b", "c"], "start_date": ["2018", "26/01/2018"]}
    )
    with pytest.raises(DataError, match=r"^relations.csv:3:start_date: '26/01/2018'.*2018-01-26"):
        actorgraph.from_frames(None, frame)
    with pytest.raises(DataError, match=r"^relations.csv"):
        actorgraph.from_frames(None, pd.DataFrame({"a": [1]}))


@pytest.mark.parametrize(
    "day",
    [
        datetime.date(2018, 1, 30),
        datetime.datetime(2018, 1, 30, 23, 59, tzinfo=datetime.UTC),
        pd.Timestamp("2018-01-30 06:00"),
        np.datetime64("2018-01-30T06:00"),
    ],
    ids=["date", "datetime", "timestamp", "datetime64"],
)
def test_a_day_is_taken_from_whatever_python_writes_days_with(graph, day):
    said = graph.show("Pompeo", as_of="2018-01-30").text()
    assert graph.show("Pompeo", as_of=day).text() == said
    window = {"since": "2018-01-30", "until": "2018-01-30"}
    by_window = graph.timeline("Pompeo", since=day, until=day)
    assert by_window.text() == graph.timeline("Pompeo", **window).text()
    with pytest.raises(ArgumentError, match=r"^since: '2018-01-30' is after the end, '2018-01-29'"):
        graph.show("Pompeo", since=day, until=datetime.date(2018, 1, 29))


def test_no_day_is_made_of_what_is_none(graph):
    for missing in (pd.NaT, np.datetime64("NaT")):
        with pytest.raises(ArgumentError, match=r"^as_of: 'NaT' "):
            graph.show("Pompeo", as_of=missing)
    with pytest.raises(ArgumentError, match=r"^as_of: 2018 is not text; write it as '2018'"):
        graph.show("Pompeo", as_of=2018)


FILTERED = sorted(
    name
    for name, method in inspect.getmembers(actorgraph.Graph, inspect.isfunction)
    if "filters" in method.__annotations__ and not name.startswith("_")
)


def test_every_question_has_every_filter_as_a_keyword():
    assert {"show", "path", "owners", "owned", "flows", "view", "picture"} <= {*FILTERED}
    for name in FILTERED:
        parameters = inspect.signature(getattr(actorgraph.Graph, name)).parameters
        assert parameters.keys() >= {*Filters.__annotations__}, name
        assert "filters" not in parameters, name


@pytest.mark.parametrize("name", ["show", "path", "owners", "owned", "flows", "view"])
def test_every_filter_is_completed(graph, name):
    jedi = pytest.importorskip("jedi")
    typed = jedi.Interpreter(f"graph.{name}('Pompeo', as_o", [{"graph": graph}])
    assert [one.name for one in typed.complete()] == ["as_of="]


def test_a_misspelt_filter_is_an_error_that_names_the_nearest(graph):
    with pytest.raises(TypeError, match=r"no filter asof=; did you mean as_of="):
        graph.show("Pompeo", asof="2018-01-30")


def test_columns_and_rows_make_a_graph_as_frames_do():
    rows = [{"source": "a", "target": "b"}, {"source": "b", "target": "c"}]
    columns = {"source": ["a", "b"], "target": ["b", "c"]}
    of_frame = actorgraph.from_frames(None, pd.DataFrame(rows))
    for given in (rows, columns):
        assert actorgraph.from_frames(relations=given).relations.equals(of_frame.relations)
    wrong = {
        "^relations: a graph is made of its relations.\nOf relations alone: from_": (
            of_frame.entities,
        ),
        "^relations: 'data.csv' is no DataFrame.\n`actorgraph.load` reads files": (
            None,
            "data.csv",
        ),
        "^entities: 3 is no DataFrame.$": (3, rows),
        "^relations: pandas makes no frame of it: ": (None, {"source": ["a"], "target": []}),
    }
    for said, given in wrong.items():
        with pytest.raises(ArgumentError, match=said):
            actorgraph.from_frames(*given)


def test_what_is_no_graph_is_not_compared(graph):
    for question in (graph.diff, graph.match):
        with pytest.raises(ArgumentError, match=r"^\w+: 'data' is no graph; `actorgraph.load`"):
            question("data")


def test_what_pandas_made_of_numbers_and_days_is_written_plainly():
    frame = pd.DataFrame(
        {
            "source": ["a", "b"],
            "target": ["b", "c"],
            "start_date": [2018.0, None],
            "end_date": pd.to_datetime(["2018-02-03", None]),
            "note": ["NA", "001"],
        }
    )
    claims = list(actorgraph.from_frames(None, frame).engine.all_claims())
    assert [(c.start_date, c.end_date, c.note) for c in claims] == [
        ("2018", "2018-02-03", "NA"),
        ("", "", "001"),
    ]


def test_a_picture_is_a_whole_page_in_a_frame(graph):
    picture = graph.picture("Pompeo", title='A "title" <b>')
    shown = picture._repr_html_()
    assert ' title="A &quot;title&quot; &lt;b&gt;" sandbox="allow-scripts' in shown
    assert "&lt;!doctype html&gt;" in shown
    assert "Pompeo" in picture.page


def test_where_frames_and_styles_are_taken_out_a_picture_says_how_to_see_it(graph):
    shown = graph.picture("Pompeo", title="A <b>")._repr_html_()
    left = re.sub(r"<(style|iframe).*?</\1>", "", shown, flags=re.DOTALL)
    assert "Picture: A &lt;b&gt;. It is shown once the notebook is trusted" in left
    (hidden,) = re.findall(r'class="([\w-]+)"', left)
    assert f".{hidden}{{display:none}}" in shown  # where it is to be seen, the sentence is not


def test_who_says_what_an_entity_is_stands_in_answer_frame_picture_and_view():
    entities = pd.DataFrame(
        [("o", "Obama", "", ""), ("o", "", "US", "EIR"), ("o", "", "KE", "Register B")],
        columns=["id", "name", "country", "attributed_to"],
    )
    relations = pd.DataFrame({"source": ["o"], "target": ["x"]})
    graph = actorgraph.from_frames(entities, relations)
    assert "Country: US (EIR); KE (Register B)" in graph.show("o")._repr_html_()
    assert "EIR says" in graph.show("o")._repr_html_()
    rows = graph.descriptions[graph.descriptions["id"] == "o"]
    assert list(rows["country"]) == ["", "US", "KE"]
    assert list(rows["attributed_to"]) == ["", "EIR", "Register B"]
    for shown in (graph.picture().page, graph.view().data):
        assert '[["country","KE"]]' in shown
        assert '["Register B","Register B",""]' in shown


def test_a_view_holds_what_is_chosen(graph):
    view = graph.view("Pompeo", depth=2)
    heard = []
    view.observe(lambda change: heard.append(change.new), "selection")
    assert view.selection == "pompeo"  # on whom the picture opens
    view.selection = "naryshkin"
    assert heard == ["naryshkin"]
    bundle = view._repr_mimebundle_()[0]
    assert {"application/vnd.jupyter.widget-view+json", "text/html"} <= bundle.keys()
    assert repr(view).startswith("<View of Around Michael Pompeo: ")
    assert len(repr(view)) < 120


WRONG = {
    ("selection", "Pompeo"): r"^selection: nobody .* has the id 'Pompeo'.\nDid you mean 'pompeo'\?",
    ("selection", "Naryshkn"): r"Did you mean 'naryshkin'",
    ("selection", 3): r"^selection: 3 is not text; write it as '3'",
    ("as_of", "2018"): r"^as_of: '2018' is not one day; write it as YYYY-MM-DD",
    ("as_of", "not a day"): r"^as_of: 'not a day' is not a date",
    ("highlight", ("svr", "nobody")): r"^highlight: nobody in this view has the id 'nobody'",
    ("filters", "media"): r"^filters: 'media' is no dict.\nIt has hidden_types, ",
    ("filters", ("hidden_type", "media")): r"no filter 'hidden_type'.\nDid you mean hidden_types\?",
    (
        "filters",
        ("hidden_types", "medi"),
    ): r'^filters\["hidden_types"\]: no type .*\nDid you mean media',
    ("filters", ("hidden_relations", "met_wth")): r"no relation here .*\nDid you mean met_with",
    ("filters", ("hidden_verdicts", "x")): r"no verdict .* 'x'.\nThere are: corroborated, ",
    (
        "filters",
        ("without", "nobody"),
    ): r'^filters\["without"\]: nobody cited in this view has the id',
    ("filters", ("min_origins", "2")): r"'2' is not a whole number from 0 on",
    ("height", 0): r"^height: 0 is not a whole number from 1 on",
}


@pytest.fixture(scope="module")
def view(graph):
    """A view that no test leaves otherwise than it was."""
    return graph.view()


@pytest.mark.parametrize(("trait", "value"), WRONG)
def test_a_view_is_never_set_to_what_its_picture_cannot_show(view, trait, value):
    before = getattr(view, trait)
    given = dict([value]) if trait == "filters" and isinstance(value, tuple) else value
    for error in (ArgumentError, traitlets.TraitError):
        with pytest.raises(error, match=WRONG[trait, value]):
            setattr(view, trait, given)
    assert getattr(view, trait) == before


def test_a_trait_that_a_view_does_not_have_is_not_set(view):
    with pytest.raises(AttributeError, match=r"^a view has no as_off; did you mean as_of\?"):
        view.as_off = "2018-01-30"


def test_what_a_view_is_set_to_reaches_the_picture_as_the_picture_writes_it(view):
    view.as_of = pd.Timestamp("2018-01-30")
    view.highlight = "svr"
    view.filters = {"hidden_types": "Media", "without": ("eir",)}
    assert (view.as_of, view.highlight) == ("2018-01-30", ["svr"])
    nothing = {"hidden_relations": [], "hidden_verdicts": [], "min_origins": 0}
    assert view.filters == {**nothing, "hidden_types": ["media"], "without": ["eir"]}
    view.as_of, view.highlight, view.filters = None, (), {}
    assert view.filters == {**nothing, "hidden_types": [], "without": []}


def test_the_picture_of_a_view_opens_as_the_view_is_set(graph, browser, tmp_path):
    view = graph.view("Pompeo", depth=2)
    assert '"link"' not in view.picture.page
    view.selection = None
    view.as_of = datetime.date(2018, 1, 30)
    view.highlight = ["cia"]
    view.filters = {"hidden_types": ["media"], "min_origins": 1}
    path = tmp_path / "picture.html"
    shown = view._repr_mimebundle_()[0]["text/html"]
    path.write_text(f'<body data-jp-theme-light="false">{shown}', encoding="utf-8")
    page = browser.new_page(color_scheme="no-preference")
    page.goto(path.as_uri())
    frame = page.frames[1]
    frame.locator(".ag-status", has_text="on 30 January 2018").wait_for(timeout=20_000)
    state = """() => { const { state, model } = actorgraph; return {
        selected: state.selected, marked: state.marked.map((i) => model.ids[i]),
        dark: document.querySelector(".ag").classList.contains("ag-dark"),
        hidden: [...state.hiddenTypes].map((one) => model.data.types[one]), origins: state.minOrigins}}"""
    assert frame.evaluate(state) == {
        "selected": None,
        "marked": ["cia"],
        "hidden": ["media"],
        "origins": 1,
        "dark": True,  # as the notebook around it, whatever the system is
    }
    page.close()


HOSTS = {
    "JupyterLab": ({"data-jp-theme-light": "false"}, "#fff", "#111"),
    "JupyterLab, light": ({"data-jp-theme-light": "true"}, "rgba(0, 0, 0, 0.87)", "#fff"),
    "VS Code": ({"class": "vscode-dark"}, "#ccc", "#1f1f1f"),
    "VS Code, light": ({"class": "vscode-light"}, "#3b3b3b", "#fff"),
    "VS Code, high contrast": ({"class": "vscode-high-contrast"}, "#fff", "#000"),
    "marimo, light": ({"class": "light"}, "#0f172a", "#fff"),
    "marimo": ({"class": "dark"}, "#e6e6e6", "#181c1a"),
    "Colab, light": ({"theme": "light"}, "#212121", "#fff"),
    "Colab": ({"theme": "dark"}, "#d5d5d5", "#383838"),
}
"""What hosts say of their theme on the body, and the colours of their text and ground."""
CONTRASTS = (Path(__file__).parent / "contrasts.js").read_text(encoding="utf-8")


def test_answers_and_pictures_can_be_read_in_every_theme_also_after_a_switch(
    graph, browser, tmp_path
):
    g = graph
    shown = [g.picture("Surkov")]  # first, since a browser does not paint frames out of sight
    shown += [g.show("Pompeo"), g.timeline("Pompeo"), g.sources(), g.conflicts(), g.rank(limit=5)]
    shown += [g.path("Naryshkin", "Coats"), g.connect("Pompeo", "Surkov"), g.show("cia", full=True)]
    shown += [g.find("sergey")]
    path = tmp_path / "notebook.html"
    text = "".join(f"<div>{one._repr_html_()}</div>" for one in shown)
    path.write_text(f"<!doctype html><meta charset=utf-8><body>{text}", encoding="utf-8")
    page = browser.new_page(color_scheme="null", viewport={"width": 480, "height": 900})
    page.goto(path.as_uri())
    frame = page.frames[1]
    frame.locator(".ag-card h2").wait_for(timeout=20_000)
    for host, (attributes, ink, ground) in HOSTS.items():
        page.evaluate(
            """([attributes, ink, ground]) => {
                for (const one of [...document.body.attributes]) document.body.removeAttribute(one.name);
                for (const [name, value] of Object.entries(attributes)) document.body.setAttribute(name, value);
                Object.assign(document.body.style, { color: ink, background: ground });
                for (const one of document.querySelectorAll("details")) one.open = true;
            }""",
            [attributes, ink, ground],
        )
        kind = ":not(.ag-dark)" if "light" in host else ".ag-dark"
        frame.locator(f".ag{kind}").wait_for(timeout=20_000)
        for where, least in (("the answers", page), ("the picture", frame)):
            measured = least.evaluate(CONTRASTS)
            assert len(measured) > (400 if where == "the answers" else 30)
            assert [one for one in measured if one[0] < 4.5] == [], (host, where)
    assert page.evaluate("document.documentElement.scrollWidth") == 480
    page.close()


@pytest.mark.slow
@pytest.mark.parametrize("count", [3, 1_600])
def test_a_view_of_any_size_knows_its_ids_and_nothing_else(count):
    """Beyond 1,500 entities the data is packed; ids may hold what a page must escape."""
    rows = {"source": ["<a & 'b'>", *(f"s{n}" for n in range(count))], "target": "hub"}
    view = actorgraph.from_frames(None, pd.DataFrame(rows)).view()
    for one in ("hub", "<a & 'b'>", "s1"):
        view.selection = one
        assert view.selection == one
    view.set_state({"selection": "s2"})  # as a click sends it
    assert view.selection == "s2"
    for word in ("s", "related_to", "single-origin", "entities"):
        with pytest.raises(traitlets.TraitError):
            view.selection = word
    view.selection = None


def test_without_the_extra_a_view_is_a_picture(graph, monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "anywidget", None)
    monkeypatch.delitem(sys.modules, "actorgraph.render.widget", raising=False)
    assert isinstance(graph.view("Pompeo"), Picture)


@pytest.mark.slow
@pytest.mark.parametrize(
    "module",
    [
        "loading",
        "graph",
        "links",
        "outputs",
        "render.answers",
        "dates",
        "names.fold",
        "names.sounds",
    ],
)
def test_the_examples_of_docstrings_say_what_they_show(module):
    found = doctest.testmod(
        importlib.import_module(f"actorgraph.{module}"), extraglobs={"load": actorgraph.load}
    )
    assert found.attempted > 0
    assert found.failed == 0


@pytest.mark.slow
@pytest.mark.parametrize("page", ["README.md", "docs/guide/notebooks.md"])
def test_the_python_of_a_page_runs_as_it_stands_there(page, monkeypatch):
    monkeypatch.chdir(ROOT)
    text = (ROOT / page).read_text(encoding="utf-8").partition("**marimo.**")[0]
    blocks = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    assert blocks
    names: dict[str, object] = {}
    for block in blocks:
        exec(block, names)  # noqa: S102 -- our own documents


@pytest.fixture
def cited(tmp_path):
    write_text(
        tmp_path,
        entities="id,name,type\na,Ann,person\nb,Bob,person\ndoc,The Minutes,document\n",
        relations="source,target,relation,document,locator,quote\na,b,met_with,doc,p2,Ann <met> Bob\n",
    )
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "doc.txt").write_text("One.\n\nAnn <met> Bob.\n\nThree.\n\nFour.")
    return tmp_path


@pytest.mark.parametrize("name", ["show", "path"])
def test_an_answer_shows_the_passages_of_its_claims_below_where_documents_are_given(cited, name):
    graph = actorgraph.load(cited)
    asked = {"show": ("Ann",), "path": ("Ann", "Bob")}[name]
    plain, with_passages = (
        getattr(graph, name)(*asked, **given) for given in ({}, {"documents": cited / "documents"})
    )
    assert "<details>" not in plain._repr_html_()
    shown = with_passages._repr_html_()
    assert shown.startswith(plain._repr_html_())
    assert "<small>p2</small> <mark>Ann &lt;met&gt; Bob</mark>." in shown
    assert ("One." in shown, "Three." in shown, "Four." in shown) == (True, True, False)
    assert "The Minutes, SHA-256 " in shown
    assert with_passages.text() == plain.text()
    assert "<mark>" in with_passages.limited(1)._repr_html_()


def test_an_answer_without_passages_shows_none_below(cited):
    (cited / "documents" / "doc.txt").unlink()
    shown = actorgraph.load(cited).show("Ann", documents=cited / "documents")
    assert "<details>" not in shown._repr_html_()
    with pytest.raises(UsageError, match="no folder"):
        actorgraph.load(cited).show("Ann", documents=cited / "nowhere")
