"""The page says of an entity by itself what the command line says, whomever the reader trusts.

Generated data sets are asked in both: the page gets a payload, the sources that are left out and
how many origins a value needs; Python does the same by its filter.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from differential.answers import refused
from differential.page_in_node import PageInNode, page_in_node
from differential.stores import in_memory
from differential.strategies import data_sets
from factory import graph_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actorgraph.engine import Subgraph
from actorgraph.filters import Filter
from actorgraph.queries.show import Shown
from actorgraph.render import payload as module
from actorgraph.render.card_text import card
from actorgraph.render.entity_text import source_lines, value_lines
from actorgraph.render.terminal import PLAIN
from actorgraph.render.wording import Names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from actorgraph.engine import Engine

pytestmark = [pytest.mark.usefixtures("laid_on_a_line"), pytest.mark.process]

HEADER = "id,name,type,aliases,description,country,start_date,status,assessment,attributed_to,via,document,quote\n"
REGISTERS = HEADER + (
    "obama,Barack Obama,person,,,,,,,,,,\n"
    "obama,Barack Hussein Obama,,Renegade,President,US,1961-08-04,,,EIR,,eir,he is\n"
    "obama,B. Obama,politician,Barry,,US,1961-08-05,,,Register B,,regb,\n"
    "obama,,,,,KE,,denied,,Register C,,,\n"
    "obama,Somebody Else,robot,,,XX,,,rejected,Register D,,,\n"
    "hawaii,Hawaii,,,a state,,,,,,,,\n"
    "eir,The EIR report,document,,,,,,,,,,\n"
    "mi6,MI6,,,,,,,,,,,\n"
    "mi6,mi6,agency,,,UK,,,,EIR,,eir,\n"
    "mi6,mi6,agency,,,UK,,,,EIR,,eir,\n"
    "mi6,,service,,,,,,,Register B,,,\n"
)
RELATIONS = "source,target,attributed_to\nobama,hawaii,EIR\n"


@pytest.fixture(scope="module")
def page() -> Iterator[PageInNode]:
    modules = ("model", "sentences", "state", "search", "describing")
    with page_in_node("page_descriptions.js", *modules) as asked:
        yield asked


def payload_of(engine: Engine) -> dict[str, Any]:
    entities = tuple(engine.all_entities())
    return module.payload(Subgraph(entities, tuple(engine.all_edges())), title="x")


def described(engine: Engine, only: Filter, folder: Path) -> list[dict[str, Any]]:
    """What Python says of each entity by itself; a page does not say in which folder a file lay."""
    others = {one.id: one for one in engine.all_entities()}
    name = Names(others)
    answers = []
    for entity, whole in zip(engine.all_entities(only), engine.all_entities(Filter()), strict=True):
        lines = [line.replace(f"{folder}/", "") for line in value_lines(entity, name)]
        alone = Shown(entity, (), others, is_filtered=not only.is_empty)
        answers.append(
            {
                "id": entity.id,
                "type": entity.type,
                "aliases": _further_names(entity.aliases, entity.name),
                "lines": lines if whole.descriptions else None,
                "sources": [line[4:] for line in list(source_lines(entity, name, PLAIN))[2:]],
                "is_left": "Nothing is left" not in "".join(card(alone)),
            }
        )
    return answers


def _further_names(aliases: Iterable[str], name: str) -> list[str]:
    """What finds an entity beside its name, without blanks around it."""
    return sorted({alias.strip() for alias in aliases} - {name.strip()})


def in_page(answer: dict[str, Any], engine: Engine) -> list[dict[str, Any]]:
    """What the page says of each, as far as Python's words are comparable."""
    names = {one.id: one.name for one in engine.all_entities()}
    return [
        {key: one[key] for key in ("id", "type", "lines", "sources", "is_left")}
        | {"aliases": _further_names(one["aliases"], names[one["id"]])}
        for one in answer["entities"]
    ]


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(data=data_sets(judged=True, sound=True), draw=st.data())
def test_the_page_says_the_same_of_each_entity(page: PageInNode, data, draw) -> None:
    with tempfile.TemporaryDirectory() as name:
        graph = refused(in_memory, data.write(Path(name)))
    if isinstance(graph, list):
        return
    engine = graph.engine
    claims = [row.claim for one in engine.all_entities() for row in one.descriptions]
    cited = sorted({source for claim in claims for source in claim.sources})
    leaving_out = (
        st.frozensets(st.sampled_from(cited), max_size=3) if cited else st.just(frozenset())
    )
    only = Filter(without=draw.draw(leaving_out), min_origins=draw.draw(st.integers(0, 2)))
    data_of_page = payload_of(engine)
    for one in (only, Filter(without=only.without), Filter()):
        chosen = {"without": sorted(one.without), "min_origins": one.min_origins}
        answer = page.answer(data=data_of_page, **chosen)
        assert in_page(answer, engine) == described(engine, one, Path(name))


@pytest.mark.parametrize("without", [(), ("EIR",), ("eir",), ("Register B",), ("Register C",)])
@pytest.mark.parametrize("least", [0, 1, 2])
def test_registers_that_differ_are_said_in_the_same_words(
    page: PageInNode, tmp_path: Path, without: tuple[str, ...], least: int
) -> None:
    graph = graph_of(tmp_path, relations=RELATIONS, entities=REGISTERS)
    only = Filter(without=frozenset(without), min_origins=least)
    answer = page.answer(data=payload_of(graph.engine), without=list(without), min_origins=least)
    assert in_page(answer, graph.engine) == described(graph.engine, only, tmp_path)


def test_rows_of_nobody_are_told_apart_by_their_places(page: PageInNode, tmp_path: Path) -> None:
    entities = "id,name,country\na,A,US\nb,B,KE\n"
    judged = "left_id,right_id,judgement\na,b,positive\n"
    (tmp_path / "judgements.csv").write_text(judged, encoding="utf-8")
    graph = graph_of(tmp_path, relations="source,target\na,c\n", entities=entities)
    answer = page.answer(data=payload_of(graph.engine), without=[], min_origins=0)
    [merged, *_] = answer["entities"]
    assert merged["lines"] == [
        "Also: B",
        "Country: US (entities.csv:2); KE (entities.csv:3)",
        "Row: b",
    ]
    assert "b" in merged["aliases"]
    assert in_page(answer, graph.engine) == described(graph.engine, Filter(), tmp_path)


def test_blanks_around_a_value_take_no_name_away(page: PageInNode, tmp_path: Path) -> None:
    entities = "id,name,url,document\na,Ann,,\na,Ann,https://y.org/ ,d\n"
    judged = "left_id,right_id,judgement\na,Annie,positive\n"
    (tmp_path / "judgements.csv").write_text(judged, encoding="utf-8")
    graph = graph_of(tmp_path, relations="source,target\nAnnie,c\n", entities=entities)
    only = Filter(min_origins=1)
    assert graph.engine.entities(["a"], only)["a"].aliases == ("Annie",)
    answer = page.answer(data=payload_of(graph.engine), without=[], min_origins=1)
    assert in_page(answer, graph.engine) == described(graph.engine, only, tmp_path)


def test_more_than_twenty_values_of_nobody_are_counted(page: PageInNode, tmp_path: Path) -> None:
    many = [f"c{number}" for number in range(22)]
    entities = f"id,name,attributed_to,{','.join(many)}\na,A,,{','.join(many)}\nb,B,X{',' * 22}\n"
    graph = graph_of(tmp_path, relations="source,target\na,b\n", entities=entities)
    answer = page.answer(data=payload_of(graph.engine), without=[], min_origins=0)
    assert "For 22 values of these nobody is named." in answer["entities"][0]["lines"]
    assert in_page(answer, graph.engine) == described(graph.engine, Filter(), tmp_path)


def test_nobody_is_found_by_a_name_that_only_a_distrusted_source_gives(
    page: PageInNode, tmp_path: Path
) -> None:
    graph = graph_of(tmp_path, relations=RELATIONS, entities=REGISTERS)
    answer = page.answer(
        data=payload_of(graph.engine),
        without=["EIR"],
        min_origins=0,
        queries=["Renegade", "Barry", "Barack Obama", "Somebody Else"],
    )
    assert answer["before"] == [["obama"], ["obama"], ["obama"], []]
    assert answer["found"] == [[], ["obama"], ["obama"], []]


def test_a_rejected_row_is_not_on_the_page(tmp_path: Path) -> None:
    graph = graph_of(tmp_path, relations=RELATIONS, entities=REGISTERS)
    assert "Register D" not in str(payload_of(graph.engine))


def test_data_in_which_nobody_is_named_has_no_descriptions(tmp_path: Path) -> None:
    graph = graph_of(tmp_path, relations=RELATIONS, entities="id,name,description\nobama,O,x\n")
    data = payload_of(graph.engine)
    assert not {"descriptions", "describing"} & data.keys()
    assert data["entities"]["facts"][0] == [["", "x"]]
