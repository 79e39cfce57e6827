"""What the server answers is what `Graph` answers, and what `export` would hold."""

from __future__ import annotations

import json
import re
from concurrent.futures import ThreadPoolExecutor
from random import Random
from threading import Event

import pytest
from asgi import Asking, opened
from factory import write_text
from told_payload import told

from actorgraph.loading import load
from actorgraph.render import html
from actorgraph.serving import money_questions
from actorgraph.serving.page_questions import AskedPart, Questions

MANY = "source,relation,target\n" + "".join(
    f"hub,knows,p{n}\np{n},met_with,q{n % 50}\n" for n in range(1_700)
)


def island_of(page: str) -> dict:
    return json.loads(re.search(r'id="data">(.*?)</script>', page, re.DOTALL)[1])


def ids_of(payload) -> set[str]:
    return set(payload["entities"]["id"])


def pairs_of(payload) -> set[tuple[str, str, str]]:
    ids, edges = payload["entities"]["id"], payload["edges"]
    told = zip(edges["source"], edges["relation"], edges["target"], strict=True)
    return {(ids[a], payload["relations"][r], ids[b]) for a, r, b in told}


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """More entities than a page is sent as a whole."""
    folder = write_text(tmp_path_factory.mktemp("large"), relations=MANY)
    served = opened(folder)
    yield Asking(served)
    served.live.close()


@pytest.fixture
def small(tmp_path):
    relations = "source,relation,target\na,met_with,b\nc,met_with,d\nd,met_with,e\n"
    served = opened(write_text(tmp_path, relations=relations))
    yield Asking(served)
    served.live.close()


@pytest.mark.slow
def test_a_graph_that_a_page_holds_comes_as_it_is_exported(ask):
    exported = island_of(html.page(load().subgraph()))
    whole = ask("/api/whole").json
    assert ask("/api/about").json["whole"] is True
    assert whole["entities"] == exported["entities"]
    assert whole["edges"] == exported["edges"]
    assert len(whole["story"]["steps"]) == 6


def test_after_an_edit_all_comes_without_places_which_the_page_has(small):
    bare = small("/api/whole?placed=no").json
    laid_out = small("/api/whole").json
    assert {*bare["entities"]["x"], *bare["entities"]["y"]} == {0}
    assert len({*laid_out["entities"]["x"]}) > 1
    for one in (bare, laid_out):
        del one["entities"]["x"], one["entities"]["y"]
    assert bare == laid_out
    assert "group" in bare["entities"]


@pytest.mark.slow
def test_claims_say_in_which_row_they_stand(ask):
    whole = ask("/api/whole").json
    used = (claim for edge in ask.served.live.graph.engine.all_edges() for claim in edge.claims)
    claims = {(claim.file, claim.line) for claim in used}
    columns, texts = whole["claims"], whole["texts"]
    files = columns.get("file", [0] * len(columns["line"]))  # as other columns, not there if all 0
    told = zip(files, columns["line"], strict=True)
    assert {(texts[file], line) for file, line in told} == claims


def test_surroundings_are_those_of_neighbors(ask):
    graph = load()
    for name in ("pompeo", "surkov", "cia", "washington-meetings"):
        part = ask.post("/api/part", {"centers": [name]}).json
        around = graph.neighbors(name).result
        assert set(part["held"][name]["near"]) == set(around.steps)
        assert part["held"][name]["left_out"] == 0
        drawn = (*around.edges, *graph.subgraph(name).edges)
        edges = {(one.source, one.relation, one.target) for one in drawn}
        assert edges <= pairs_of(part)
        assert set(around.steps) <= ids_of(part)


def test_of_a_hub_as_many_come_as_are_asked_for(large):
    part = large.post("/api/part", {"centers": ["hub"], "limits": {"hub": 30}}).json
    graph = large.served.live.graph
    around = graph.neighbors("hub", limit=30).result
    assert part["held"]["hub"] == {"near": list(around.steps), "left_out": 1_670}
    assert ids_of(part) == {"hub", *around.steps}


def test_where_a_limit_leaves_some_out_those_come_who_pass_the_filter(serving, tmp_path):
    rows = "".join(f"hub,knows,p{n},{1900 + n}-01-01\n" for n in range(60))
    served = serving(tmp_path, relations=f"source,relation,target,start_date\n{rows}")
    asked = {"centers": ["hub"], "limits": {"hub": 5}, "filters": {"until": "1950-01-01"}}
    assert ids_of(served.post("/api/part", asked).json) == {"hub", *(f"p{n}" for n in range(5))}
    asked["filters"] = {"since": "1955-01-01", "as_of": "1957-06-01"}
    part = served.post("/api/part", asked).json
    near = served.served.live.graph.neighbors("hub", limit=5, **asked["filters"]).result.steps
    assert set(near) <= ids_of(part)


def test_surroundings_are_found_once_for_filters_that_leave_nothing_out(large, monkeypatch):
    questions = large.served.live.questions
    first = questions.part(AskedPart(("p7",)))
    monkeypatch.setattr(Questions, "_found", lambda *_: pytest.fail("found again"))
    nothing = {"as_of": None, "since": None, "without": [], "min_origins": 0}
    assert ids_of(questions.part(AskedPart(("p7",), filters=nothing))) == ids_of(first)


def test_several_surroundings_come_as_one_part_with_what_links_others(large):
    part = large.post("/api/part", {"centers": ["q1", "q2"], "also": ["p3", "q3", "nobody"]}).json
    graph = large.served.live.graph
    near = {one for name in ("q1", "q2") for one in graph.neighbors(name).result.steps}
    assert ids_of(part) == near | {"p3", "q3"}
    assert ("p3", "met_with", "q3") in pairs_of(part)
    assert set(part["held"]) == {"q1", "q2"}


@pytest.mark.parametrize("seed", range(8))
def test_what_was_asked_before_changes_no_answer(seed):
    chance, graph = Random(seed), load()
    about, ids = graph.page_settings, [one.id for one in graph.subgraph().entities]
    asked_often = Questions(graph, about)
    centers: list[str] = []
    for _ in range(12):
        if centers and chance.random() < 0.3:
            centers.remove(chance.choice(centers))
        else:
            centers.append(chance.choice([one for one in ids if one not in centers]))
        also = tuple(chance.sample(ids, chance.randrange(3)))
        filters = chance.choice([{}, {"since": "2016"}, {"min_origins": 2}])
        asked = AskedPart(tuple(centers), also, {centers[0]: 3} if centers else {}, filters)
        assert told(asked_often.part(asked)) == told(Questions(load(), about).part(asked))


def test_the_page_opens_on_who_is_asked_for_or_connected_best(large, ask):
    assert large("/api/about").json["opening"] == "hub"
    assert large("/api/about").json["whole"] is False
    assert ask("/api/about").json["opening"] == ""


def test_an_index_knows_who_is_connected_best(tmp_path, monkeypatch, serving):
    monkeypatch.setenv("ACTORGRAPH_INDEX", "always")
    monkeypatch.setenv("ACTORGRAPH_CACHE", str(tmp_path / "cache"))
    folder = tmp_path / "data"
    folder.mkdir()
    large = serving(folder, relations=MANY)
    assert type(large.served.live.graph.engine).__name__ == "IndexedEngine"
    assert large("/api/about").json["opening"] == "hub"
    rows = "".join(f"newcomer,knows,p{n}\n" for n in range(5))
    (folder / "relations.csv").write_text(MANY.replace("hub,knows,p0\n", "") + rows)
    large.served.live.reopen()
    assert large.served.live.trouble == ""
    assert large("/api/about").json["opening"] == "hub"


@pytest.mark.parametrize(
    "text", ["Pompeo", "Нарышкин", "Naryshkin", "cia", "Mike", "Nobody At All"]
)
def test_search_finds_whom_find_finds(ask, text):
    found = load().find(text, limit=8).result
    told = ask(f"/api/search?q={text.encode().hex(' ').replace(' ', '%').join(('%', ''))}").json
    for is_similar in (False, True):
        ids = [
            one.entity.id
            for one in found.candidates
            if (one.match.level == "similar") == is_similar
        ]
        hits = [one["id"] for one in told["hits"] if one["is_similar"] == is_similar]
        assert [one for one in hits if one in ids] == ids[: len(hits)]
    assert [one["is_similar"] for one in told["hits"]] == sorted(
        one["is_similar"] for one in told["hits"]
    )
    assert told["sure"] == (None if found.sure is None else found.sure.id)


def test_search_finds_who_is_only_begun(ask):
    assert "pompeo" in [one["id"] for one in ask("/api/search?q=pomp").json["hits"]]
    assert ask("/api/search?q=").json == {"hits": [], "sure": None}


def test_whose_name_begins_so_stands_before_whose_name_is_only_similar(serving, tmp_path):
    entities = "id,name\ncoats,Dan Coats\ntk,Mykola Tkachenko\n"
    there = serving(tmp_path, relations="source,target\ncoats,tk\n", entities=entities)
    hits = there("/api/search?q=tkach").json["hits"]
    assert [(one["id"], one["is_similar"]) for one in hits] == [("tk", False), ("coats", True)]


def test_a_path_is_that_of_path(ask):
    paths = load().path("Volker", "Surkov").result
    told = ask("/api/path?a=volker&b=surkov").json
    assert told["ids"] == list(paths.paths[0].ids)
    graph = load()
    for other in ("trump", "cia", "tass"):
        shown = graph.path("pompeo", other, since="2018-01-01").result
        answered = ask(f"/api/path?a=pompeo&b={other}&since=2018-01-01").json
        assert answered["ids"] == (list(shown.paths[0].ids) if shown.paths else None)
        assert answered["avoided"] == list(shown.avoided.through)


ROUNDABOUT = """source,relation,target
a,knows,b
b,knows,z
a,owned_by,c
d,owns,c
d,owns,z
a,quoted,e
e,quoted,z
"""
TYPED = "id,name,type\nb,B,person\nd,D,company\n"
AROUND = ["a", "c", "d", "z"]


@pytest.mark.parametrize(
    ("hidden", "found"),
    [
        ("", ["a", "b", "z"]),
        ("&hidden_type=person", AROUND),
        ("&hidden_relation=knows", AROUND),
        ("&hidden_type=person&hidden_relation=knows", AROUND),
        ("&hidden_type=not+here", ["a", "b", "z"]),
        ("&hidden_type=person&hidden_type=company", None),
        ("&hidden_relation=knows&hidden_relation=owns", None),
        ("&hidden_type=person&hidden_type=company&through=all", ["a", "e", "z"]),
        ("&hidden_relation=knows&hidden_relation=owns&hidden_relation=quoted", None),
    ],
)
def test_a_path_goes_around_what_is_hidden(serving, tmp_path, hidden, found):
    there = serving(tmp_path, relations=ROUNDABOUT, entities=TYPED)
    assert there(f"/api/path?a=a&b=z{hidden}").json["ids"] == found


def test_what_is_hidden_leaves_a_path_through_what_has_no_type(serving, tmp_path):
    there = serving(tmp_path, relations="source,relation,target\na,knows,b\nb,knows,c\n")
    assert there("/api/path?a=a&b=c&hidden_type=person").json["ids"] == ["a", "b", "c"]
    assert there("/api/path?a=a&b=c&hidden_type=").json["ids"] is None


def test_a_card_is_that_of_show(ask):
    told = ask("/api/card?id=pompeo&as_of=2018-01-30").json["text"]
    assert told == "\n".join(load().show("pompeo", as_of="2018-01-30").lines())


def test_an_answer_about_money_is_that_of_the_command_line(serving, tmp_path, monkeypatch):
    relations = (
        "source,relation,target,share,amount,currency\na,owns,b,60,,\nb,owns,the firm,50,,\n"
    )
    there = serving(tmp_path, relations=f"{relations}b,paid,d,,5,EUR\n")
    graph = load(tmp_path)
    told = there("/api/money/owners?id=the%20firm&as_of=2018-01-30").json
    assert told["text"] == "\n".join(graph.owners("the firm", as_of="2018-01-30").lines())
    assert (told["ids"], told["left_out"]) == (["the firm", "b", "a"], 0)
    assert there("/api/money/owned?id=a").json["ids"] == ["a", "b", "the firm"]
    told = there("/api/money/flows?id=b").json
    assert told["text"] == "\n".join(graph.flows("b").lines())
    assert told["ids"] == ["b", "d"]
    assert there("/api/money/rank?id=b").status == 400
    assert there("/api/money/owners?id=nobody").status == 404
    monkeypatch.setattr(money_questions, "MOST_NAMED", 2)
    monkeypatch.setattr(money_questions, "MOST_LINES", 1)
    told = there("/api/money/owners?id=the%20firm").json
    assert (len(told["ids"]), told["left_out"]) == (2, 1)
    assert told["text"].splitlines()[1].endswith("more lines: actorgraph owners 'the firm'")


@pytest.mark.slow
def test_what_is_saved_is_what_export_writes(ask, tmp_path):
    graph = load()
    graph.export(tmp_path / "page.html")
    written = (tmp_path / "page.html").read_text("utf-8")
    assert ask.post("/api/export", {}).body.decode() == written
    shown = island_of(
        ask.post("/api/export", {"ids": ["volker", "surkov", "nobody"]}).body.decode()
    )
    assert shown["entities"]["id"] == ["volker", "surkov"]
    between = [
        edge for edge in graph.subgraph().edges if {edge.source, edge.target} == ids_of(shown)
    ]
    assert len(shown["edges"]["source"]) == len(between) > 0
    assert ask.post("/api/export", {"ids": ["nobody"]}).json["error"].startswith("There is nothing")


def test_questions_are_answered_while_a_page_is_laid_out(ask, monkeypatch):
    begun, may_end = Event(), Event()

    def laid_out(*_: object, **__: object) -> str:
        begun.set()
        assert may_end.wait(60)
        return "the page"

    monkeypatch.setattr(html, "page", laid_out)
    with ThreadPoolExecutor(1) as thread:
        saved = thread.submit(ask.post, "/api/export", {"ids": ["volker", "surkov"]})
        assert begun.wait(60)
        try:
            assert ask("/api/search?q=volker").json["sure"] == "volker"
            assert not saved.done()
        finally:
            may_end.set()
        assert saved.result().body == b"the page"


def test_who_is_not_known_is_said(ask):
    for path in ("/api/path?a=nobody-here&b=surkov", "/api/card?id=nobody-here", "/api/card"):
        answered = ask(path)
        assert (answered.status, "Nothing here is called" in answered.json["error"]) == (404, True)
    assert ask("/api/path?a=volker&b=surkov&as_of=soon").status == 400


HOSTILE = ["</script><img src=x onerror=alert(1)>", "'; DROP TABLE", "{{TITLE}}", "%00", "../a",
           "\u202eevil", "a\x00b", "\ud800"]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_injected_names_are_no_more_than_names(serving, tmp_path, name):
    if name.isprintable():
        served = serving(tmp_path, relations=f'source,relation,target\n"{name}",knows,b\n')
        part = served.post("/api/part", {"centers": ["b"]}).json
        assert name in part["entities"]["name"]
    else:
        served = serving(tmp_path, relations="source,relation,target\na,knows,b\n")
        part = served.post("/api/part", {"centers": [name], "also": [name]})
        if name == "\ud800":
            assert (part.status, part.json["error"]) == (400, "The request holds half a character.")
        else:
            assert part.json["entities"]["id"] == []


def test_after_an_edit_the_graph_is_another(serving, tmp_path):
    served = serving(tmp_path, relations="source,relation,target\na,knows,b\n")
    live = served.served.live
    assert not live.is_changed()
    (tmp_path / "relations.csv").write_text("source,relation,target\na,knows,b\nb,knows,c\n")
    assert live.is_changed()
    live.reopen()
    assert (live.version, live.is_changed()) == (2, False)
    assert ids_of(served("/api/whole").json) == {"a", "b", "c"}


def test_files_that_cannot_be_read_leave_the_graph_as_it_was_and_say_why(serving, tmp_path):
    served = serving(tmp_path, relations="source,relation,target\na,knows,b\n")
    (tmp_path / "relations.csv").write_text("source,relation,target\n,knows,b\n")
    served.served.live.reopen()
    assert "relations.csv" in served("/api/about").json["trouble"]
    assert ids_of(served("/api/whole").json) == {"a", "b"}
