"""One fixture holds both sides of the page to the same payload: Python writes it, the page reads it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from factory import write_text

from actorgraph.claims import Claim
from actorgraph.edges import edge_of
from actorgraph.engine import Subgraph
from actorgraph.errors import UsageError
from actorgraph.loading import load
from actorgraph.render import html
from actorgraph.render import payload as module
from actorgraph.render.claim_payload import PageClaims
from actorgraph.render.payload import payload
from actorgraph.render.pyvis_network import to_pyvis

FIXTURE = Path(__file__).parent.parent / "data" / "page" / "payload.json"
ENTITIES = """\
id,name,type,aliases,description,publisher,country
ann,Ann Müller,person,Анна Мюллер|A. Müller,first,,
bob,Bob,person,,,,GB
office,Head of Registry,position,,,,
registry,Registry,agency,,,,
gazette,Gazette,media,,,,
herald,Herald,media,,,,
g1,Gazette 1,document,,,gazette,
h1,Herald 1,document,,,herald,
"""
RELATIONS = """\
source,target,relation,role,start_date,end_date,status,attributed_to,via,statement_date,document,locator,quote,certainty
ann,bob,met_with,,2018-01-26,2018-01-26,claimed,,,2018-02-01,g1,p1,"We met, twice",
ann,bob,met_with,,2018-01,2018-01,denied,bob,,,h1,p2,,
ann,bob,met_with,,[2018-03-01..],,claimed,ann,,,h1,p3,,planned
ann,office,holds_position,Head,[..2017],..,confirmed,ann,gazette,,h1,p4,,
ann,office,holds_position,Head,[..2017],..,claimed,bob,gazette,,g1,p5,,
office,registry,position_in,,,,claimed,,,,g1,p6,,
bob,registry,sued,,2016-02,2016,claimed,,,,https://x.example/a,,,likely
"""


@pytest.fixture
def laid_on_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """Positions that are the same on every machine."""
    monkeypatch.setattr(
        module,
        "_positions",
        lambda graph, *_: [(10.0 * n, 5.0) for n in range(len(graph.entities))],
    )


@pytest.fixture
def drawn(tmp_path: Path) -> Subgraph:
    return load(write_text(tmp_path, relations=RELATIONS, entities=ENTITIES)).subgraph()


@pytest.mark.usefixtures("laid_on_a_line")
def test_the_fixture_is_what_python_writes_today(
    drawn: Subgraph, request: pytest.FixtureRequest
) -> None:
    text = json.dumps(payload(drawn, title="Fixture"), ensure_ascii=False, indent=1) + "\n"
    if request.config.getoption("--update-docs"):
        FIXTURE.write_text(text, encoding="utf-8")
    assert text == FIXTURE.read_text(encoding="utf-8")


def test_the_same_page_is_written_every_time(drawn: Subgraph) -> None:
    assert html.page(drawn, title="x") == html.page(drawn, title="x")


def test_large_pages_hold_the_same_columns_packed(
    drawn: Subgraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(html, "PLAIN_BELOW", 0)
    data = payload(drawn, title="x")
    packed = json.loads(html.island(data))["packed"]
    assert {part: set(columns) for part, columns in packed.items() if part} == {
        part: set(data[part]) for part in ("entities", "edges", "claims", "dates")
    }


def test_descriptions_are_packed_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    entities = "id,name,country,attributed_to\na,A,,\na,,US,X\n"
    graph = load(write_text(tmp_path, relations="source,target\na,b\n", entities=entities))
    data = payload(graph.subgraph(), title="x")
    monkeypatch.setattr(html, "PLAIN_BELOW", 0)
    packed = json.loads(html.island(data))
    assert packed["packed"]["descriptions"].keys() == data["descriptions"].keys()
    assert packed["descriptions"] == {}
    assert packed["describing"]["nobody"] == "nobody is named for this"


def test_reprints_share_a_mark_and_other_documents_none() -> None:
    one = Claim("a", "b", "met", attributed_to=("x",), document="d1", reprints=frozenset({"d2"}))
    two = Claim("a", "b", "met", attributed_to=("y",), document="d2", reprints=frozenset({"d1"}))
    other = Claim("a", "b", "met", attributed_to=("z",), document="d3")
    column, table = PageClaims([edge_of([one, two, other])]).voices()
    [first], [second], [third] = (table[number] for number in column)
    assert len({*first} & {*second}) == 1
    assert not {*third} & {*first, *second}


def test_an_unknown_column_is_never_taken_for_a_date(tmp_path: Path) -> None:
    entities = "id,name,start_date,published_date,from,to,published\na,A,1990,2018,Prague,Rome,no\n"
    relations = "source,target,relation\na,b,knows\n"
    graph = load(write_text(tmp_path, relations=relations, entities=entities)).subgraph()
    assert payload(graph, title="x")["entities"]["facts"][0] == [
        ["From", "1990"],
        ["Published", "2018"],
        ["from", "Prague"],
        ["to", "Rome"],
        ["published", "no"],
    ]


def test_nothing_to_draw_and_too_much_to_draw_are_said(drawn: Subgraph, monkeypatch) -> None:
    with pytest.raises(UsageError, match="nothing to draw"):
        html.page(Subgraph((), ()), title="x")
    monkeypatch.setattr(html, "LARGEST", 3)
    with pytest.raises(UsageError, match="8 entities are more than one page can show well"):
        html.page(drawn, title="x")
    assert "<!doctype html>" in html.page(drawn, title="x", force=True)


@pytest.mark.slow
def test_a_page_of_a_thousand_entities_stays_small(tmp_path: Path) -> None:
    rows = "".join(
        f"person {n % 1000},person {n * 7 % 1000},knows,2018-01-{n % 28 + 1:02},claimed,The Times {n % 9},"
        f"https://news.example/{n % 300},p{n % 20}\n"
        for n in range(2000)
    )
    header = "source,target,relation,start_date,status,attributed_to,document,locator\n"
    part = load(write_text(tmp_path, relations=header + rows)).subgraph()
    assert len(part.entities) == 1000
    assert len(html.page(part, title="x").encode()) <= 1_200_000


def test_every_style_and_script_of_the_page_is_named_in_its_policy(drawn: Subgraph) -> None:
    text = html.page(drawn, title="x")
    policy = text.split('Content-Security-Policy" content="')[1].split('"')[0]
    assert "unsafe" not in policy
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert policy.count("'sha256-") == 2


def test_pyvis_gets_every_node_and_every_parallel_edge(drawn: Subgraph) -> None:
    network = to_pyvis(drawn)
    assert len(network.nodes) == len(drawn.entities)
    assert len(network.edges) == len(drawn.edges)
    assert all({"x", "y"} <= set(node) for node in network.nodes)
