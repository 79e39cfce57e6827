"""Every question is a tool that the SDK's client can call, and each line names what it rests on."""

from __future__ import annotations

import inspect
import json
import re
import threading
from pathlib import Path

import pytest
from client import ask, ask_all, in_own_thread, lines_of, marked, problems, rests_on, with_client
from factory import write_text
from mcp import Client
from mcp.shared.exceptions import MCPError

from actorgraph import load
from actorgraph.assistants.server import AssistantsServer
from actorgraph.assistants.tools import NO_TOOLS, TOOLS
from actorgraph.cli.assistants import askings
from actorgraph.graph import Graph
from actorgraph.links import Links
from actorgraph.locating import seed_folder
from actorgraph.queries.filter import Filters
from actorgraph.render.answers import Answer

SEED = seed_folder()
EACH = {
    "show": {"name": "Surkov"},
    "find": {"query": "Нарышкин"},
    "search": {"words": "Dubai"},
    "list": {"type": ["agency"]},
    "neighbors": {"name": "Surkov"},
    "path": {"a": "Volker", "b": "Surkov"},
    "connect": {"names": ["Putin", "Surkov", "Volker"]},
    "common": {"names": ["Naryshkin", "Coats"]},
    "owners": {"name": "RT"},
    "owned": {"name": "Putin"},
    "flows": {"name": "Surkov", "to": "Volker"},
    "timeline": {"since": "2018-02-02", "until": "2018-02-02"},
    "holders": {"position": "CIA"},
    "offices": {"as_of": "2018-01-30"},
    "sources": {"name": "Antonov"},
    "claims": {"status": ["denied"]},
    "conflicts": {},
    "rank": {"by": "degree", "limit": 3},
    "communities": {},
    "stats": {},
    "check": {},
}


def questions_of_the_graph():
    for name, method in (*vars(Links).items(), *vars(Graph).items()):
        if inspect.isfunction(method) and not name.startswith("_"):
            returned = inspect.signature(method).return_annotation
            if str(returned).startswith(Answer.__name__):
                yield name, method


def test_every_question_is_a_tool_or_has_a_reason_not_to_be_one():
    asked = dict(questions_of_the_graph())
    assert set(TOOLS) | set(NO_TOOLS) == set(asked)
    assert set(TOOLS).isdisjoint(NO_TOOLS)


@pytest.mark.parametrize("name", TOOLS)
def test_a_tool_takes_the_filters_and_only_what_its_question_takes(name):
    asking = askings()[name]
    takes = inspect.signature(dict(questions_of_the_graph())[name]).parameters
    keywords = {one.keyword for one in asking.parameters if one.keyword}
    if "filters" in takes:
        assert set(Filters.__annotations__) <= keywords
    assert keywords <= {*takes, *(Filters.__annotations__ if "filters" in takes else ())}


def test_a_client_finds_the_tools_explained_as_the_help_explains_them():
    async def use(client):
        return await client.list_tools()

    tools = {one.name: one for one in with_client(SEED, use).tools}
    assert list(tools) == list(TOOLS)
    for tool in tools.values():
        assert tool.annotations.read_only_hint
        assert tool.input_schema["additionalProperties"] is False
        for name, schema in tool.input_schema["properties"].items():
            assert schema["description"], f"{tool.name} {name}"
    through = tools["path"].input_schema["properties"]["through"]
    assert through["items"]["enum"][0] == "document"
    assert "--fix" not in tools["check"].description
    assert "Only relations with a claim of this status." in json.dumps(tools["show"].input_schema)


@pytest.mark.slow
@pytest.mark.parametrize("name", TOOLS)
def test_each_line_of_each_tool_names_what_it_rests_on(name):
    said = ask(SEED, name, **EACH[name])
    assert not said.is_error
    assert lines_of(said.text) != [""]
    assert list(problems(load(SEED), said.text)) == []


def test_the_checker_finds_a_claim_that_is_not_there_and_one_of_something_else():
    graph = load(SEED)
    text = ask(SEED, "path", a="Volker", b="Surkov").text
    assert list(problems(graph, text)) == []
    (one,) = rests_on(lines_of(text)[1])
    assert list(problems(graph, text.replace(one, "ag-0123456789abcdef")))
    other = next(c.claim_id for c in graph.engine.all_claims() if c.source == "trump")
    assert list(problems(graph, text.replace(one, other)))
    assert list(problems(graph, text.replace(one, "")))


def test_what_is_denied_names_who_denies_it_apart():
    (line,) = [one for one in lines_of(ask(SEED, "conflicts").text) if "tied to" in one]
    supporting, denying = rests_on(line)
    by_id = {claim.claim_id: claim for claim in load(SEED).engine.all_claims()}
    assert (by_id[supporting].status, by_id[denying].status) == ("claimed", "denied")


def test_filters_are_those_of_the_graph():
    text = ask(SEED, "show", name="Surkov", without=["TASS"]).text
    assert "aide to" in text
    assert "via TASS" not in text


def test_a_name_that_is_not_sure_is_a_question_back(tmp_path):
    write_text(
        tmp_path,
        entities="id,name,type\na1,Ann Lee,person\na2,Ann Lee,person\n",
        relations="source,target\na1,a2\n",
    )
    said = ask(tmp_path, "show", name="Ann Lee")
    assert not said.is_error
    assert "Which one is meant?" in said.text
    assert [rests_on(line) for line in lines_of(said.text)[1:]] == [["entity:a1"], ["entity:a2"]]


def test_a_name_that_nobody_has_is_no_error_and_names_who_is_similar():
    said = ask(SEED, "show", name="Surkof")
    assert not said.is_error
    assert "entity:surkov" in said.text
    assert "Nothing here is called so" in ask(SEED, "show", name="Qwertz").text


@pytest.mark.parametrize(
    ("question", "arguments", "words"),
    [
        ("show", {}, "show needs the argument name."),
        ("show", {"nam": "x"}, "show takes no argument 'nam'"),
        ("show", {"name": 5}, "name has to be a text."),
        ("show", {"name": "Surkov", "limit": "many"}, "limit has to be a whole number."),
        ("show", {"name": "Surkov", "limit": 0}, "limit: 0 is not from 1 to 1,000."),
        ("path", {"a": "Volker", "b": "Surkov", "all": "yes"}, "all has to be true or false."),
        ("path", {"a": "Volker", "b": "Surkov", "through": [1]}, "through has to be a list"),
        ("timeline", {"since": "2018-13"}, "since: '2018-13' is no day"),
        ("list", {"type": "persona"}, "type: no type here is called 'persona'."),
        ("claims", {"characters": 5}, "characters: 5 is not from 4,000 to 200,000."),
        ("claims", {"skip": -1}, "skip: -1 is not"),
        ("nothing", {}, "No tool is called 'nothing'"),
    ],
    ids=str,
)
def test_what_cannot_be_asked_is_a_sentence(question, arguments, words):
    said = ask(SEED, question, **arguments)
    assert said.is_error
    assert words in marked(said.text)
    assert "Traceback" not in said.text


def test_data_with_errors_is_told_in_sentences(tmp_path):
    write_text(tmp_path, relations="source,target,start_date\na,b,2018-99\n")
    said = ask(tmp_path, "stats")
    assert said.is_error
    assert "relations.csv" in said.text


def test_an_error_of_our_own_tells_nothing_of_the_machine(monkeypatch, caplog):
    def fail(*_, **__):
        raise ZeroDivisionError("/home/somebody")

    monkeypatch.setattr(Graph, "stats", fail)
    said = ask(SEED, "stats")
    assert said.is_error
    assert said.text == (
        "actorgraph could not answer because of an error of its own; its log has the details."
    )
    assert "ZeroDivisionError" in caplog.text


def test_answers_are_of_the_files_as_they_are_now(tmp_path):
    write_text(tmp_path, relations="source,target,relation\nAnn,Bob,met_with\n")

    async def use(client):
        before = await client.call_tool("stats", {})
        write_text(tmp_path, relations="source,target,relation\nAnn,Bob,met_with\nBob,Carl,owns\n")
        return before, await client.call_tool("stats", {})

    before, after = with_client(tmp_path, use)
    assert "1 relation," in before.content[0].text
    assert "2 relations," in after.content[0].text


def test_resources_and_prompts():
    async def use(client):
        listed = await client.list_resources()
        texts = {}
        for one in listed.resources:
            (content,) = (await client.read_resource(one.uri)).contents
            texts[str(one.uri)] = content.text
        prompts = (await client.list_prompts()).prompts
        words = {}
        for one in prompts:
            given = {argument.name: "Surkov" for argument in one.arguments}
            (message,) = (await client.get_prompt(one.name, given)).messages
            words[one.name] = message.content.text
        return texts, words

    texts, words = with_client(SEED, use)
    assert set(texts) == {"actorgraph://schema", "actorgraph://sources"}
    graph = load(SEED)
    for text in texts.values():
        assert list(problems(graph, text)) == []
    assert "holds_position" in texts["actorgraph://schema"]
    assert "EIR" in texts["actorgraph://sources"]
    assert len(words) == 5
    for text in words.values():
        assert "Surkov" in text
        named = [tool for tool in TOOLS if f"`{tool}`" in text]
        assert named


def test_a_prompt_that_is_not_there_is_a_sentence():
    async def use(client):
        said = []
        for name, given in (("nothing", {}), ("who_is", {})):
            try:
                await client.get_prompt(name, given)
            except MCPError as error:
                said.append(str(error))
        return said

    unknown, missing = with_client(SEED, use)
    assert "No prompt is called 'nothing'" in unknown
    assert "who_is needs the argument name." in missing


def test_one_question_at_a_time_and_many_clients_questions_all_are_answered():
    said = ask_all(SEED, [(name, EACH[name]) for name in TOOLS])
    assert not any(one.is_error for one in said)


def test_a_long_answer_tells_meanwhile_that_it_goes_on(monkeypatch):
    monkeypatch.setattr("actorgraph.assistants.server.BEATS_EVERY", 0.01)
    told, was_told = [], threading.Event()

    async def on_progress(progress, total, message):
        told.append(message)
        was_told.set()

    def opened():
        assert was_told.wait(30)  # the answer is not begun before
        return load(seed_folder())

    async def ask():
        async with Client(AssistantsServer(opened, askings()).server) as client:
            return await client.call_tool("stats", {}, progress_callback=on_progress)

    (content,) = in_own_thread(ask).content
    assert "[counted]" in content.text
    assert told[0].startswith("Looking for ")
    assert told[0].endswith("actorgraph stats")


def test_the_guide_lists_the_tools_in_their_order():
    guide = (Path(__file__).parents[2] / "docs" / "guide" / "assistants.md").read_text("utf-8")
    listed = guide.partition("One tool for each question:")[2].partition(". ")[0]
    assert re.findall(r"`(\w+)`", listed) == list(TOOLS)


def test_an_answer_says_which_names_it_did_not_compare(tmp_path, monkeypatch):
    rows = "id,name,type\n1,Port Office,agency\n2,Bank,agency\n3,Port Office,agency\n"
    (tmp_path / "entities.csv").write_text(rows, encoding="utf-8")
    related = "source,target,relation\n1,2,met_with\n"
    (tmp_path / "relations.csv").write_text(related, encoding="utf-8")
    whole = ask(tmp_path, "conflicts", kind=["similar-names"]).text
    assert "[entity:1, entity:3]" in whole
    assert "were compared" not in whole
    few = TOOLS["conflicts"]._replace(bounds={"most_names": 2})
    monkeypatch.setitem(TOOLS, "conflicts", few)
    part = ask(tmp_path, "conflicts", kind=["similar-names"]).text
    assert "[note] Only the names of the first 2 entities were compared" in part
