"""One fixture holds both sides of the page to the same payload: Python writes it, the page reads it."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from random import Random

import pytest
from factory import write_text
from told_payload import told

from actorgraph.claims import Claim
from actorgraph.edges import edge_of, group_key
from actorgraph.engine import Subgraph
from actorgraph.errors import UsageError
from actorgraph.loading import load
from actorgraph.queries.subgraph import others_in
from actorgraph.render import html
from actorgraph.render import payload as module
from actorgraph.render.claim_payload import PageClaims
from actorgraph.render.growing_columns import json_text
from actorgraph.render.payload import GrowingPayload, payload
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


@pytest.mark.parametrize("seed", range(3))
def test_a_payload_that_grows_says_what_one_says_that_is_made_at_once(
    seed: int, tmp_path: Path
) -> None:
    chance, anew = Random(seed), 0
    engine = load(write_text(tmp_path, relations=contested(chance), entities=ENTITIES)).engine
    place: dict[tuple[str, ...], float] = defaultdict(chance.random)
    edges = sorted(engine.all_edges(), key=lambda edge: place[group_key(edge.lead)])
    grown = GrowingPayload(title="x", rows=True)
    for stop in range(3, len(edges) + 1, 3):
        ends = (end for edge in edges[:stop] for end in (edge.source, edge.target))
        drawn = engine.entities(list(dict.fromkeys(ends)))
        part = Subgraph((*drawn.values(),), (*edges[:stop],))
        others = others_in(engine, part)
        rest = grown.rest_of(drawn, {edge.id: edge for edge in part.edges})
        if rest is None:  # a claim of a new edge counts for one that is there, or may
            anew, grown, rest = anew + 1, GrowingPayload(title="x", rows=True), part
        grown.add(rest, others)
        written = json_text(grown.columns(lay_out=False, grouped=False))
        whole = payload(part, title="x", others=others, lay_out=False, grouped=False, rows=True)
        assert told(json.loads(written)) == told(json.loads(json.dumps(whole)))
    assert 0 < anew < len(edges) // 3 - 1
    assert grown.rest_of({}, {}) is None


def test_the_publisher_of_an_entity_is_named_also_where_it_is_not_drawn(tmp_path: Path) -> None:
    engine = load(write_text(tmp_path, relations=RELATIONS, entities=ENTITIES)).engine
    part = Subgraph((*engine.entities(["g1"]).values(),), ())
    data = payload(part, title="x", others=others_in(engine, part))
    assert data["entities"]["facts"] == [[["Publisher", "Gazette"]]]


def contested(chance: Random) -> str:
    """Rows of which many are of one edge, contest another, or speak of one."""
    ids = ["ann", "bob", "office", "registry", "herald", "g1"]
    rows = ["id,source,relation,target,role,start_date,status,attributed_to,document,quote,about"]
    for number in range(90):
        source, target = chance.sample(ids, 2)
        relation = chance.choice(["met_with", "knows", "owns", "owned_by"])
        role, start = chance.choice(["", "A", "B"]), chance.choice(["", "2016", "2017-05"])
        status = chance.choice(["claimed", "claimed", "denied"])
        said = chance.choice(["", "ann", "bob|herald"]), chance.choice(["", "g1", "h1"])
        about = f"c{chance.randrange(90)}" if chance.random() < 0.1 else ""
        quote = chance.choice(["", "They met."])
        cells = (source, relation, target, role, start, status, *said, quote, about)
        rows.append(",".join((f"c{number}", *cells)))
    return "\n".join(rows) + "\n"


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
    claims = PageClaims([edge_of([one, two, other])])
    [first], [second], [third] = (claims.voice_table.words[number] for number in claims.voices)
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
