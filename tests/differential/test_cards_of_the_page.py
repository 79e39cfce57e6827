"""The page's cards say what `show` says, in the same words and the same order.

Many generated data sets are asked in both, of every entity, with and without sources left out, a
day and a least number of origins: every line of a card, its sections under a limit, the sentences
that are copied from it, and the rows of the table.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from differential.answers import refused
from differential.page_in_node import PageInNode, page_in_node
from differential.stores import in_memory
from differential.strategies import data_sets, filters
from differential.test_claims_of_the_page import (
    AT_EVENTS,
    SELDOM_DRAWN,
    claims_on_few,
    engine_of,
    links,
    row,
    with_examples,
)
from factory import write_text
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actorgraph import schema
from actorgraph.engine import Subgraph
from actorgraph.filters import Filter
from actorgraph.loading import load
from actorgraph.locating import seed_folder
from actorgraph.queries import sections
from actorgraph.queries.show import show
from actorgraph.queries.subgraph import others_in
from actorgraph.render import payload as module
from actorgraph.render.card import TITLES, Card
from actorgraph.render.card_text import card
from actorgraph.render.claim_payload import PageClaims
from actorgraph.render.claim_table import claim_rows
from actorgraph.render.languages import words_in
from actorgraph.render.memo import sentence_of
from actorgraph.render.terminal import Style

if TYPE_CHECKING:
    from collections.abc import Iterator

    from actorgraph.claims import Claim
    from actorgraph.engine import Engine
    from actorgraph.queries.show import Shown

pytestmark = [pytest.mark.usefixtures("laid_on_a_line"), pytest.mark.process]

WIDE = Style(width=1_000_000)
SLOW = (HealthCheck.too_slow, HealthCheck.filter_too_much)
OFFICES = (
    [
        row(source="a", relation="holds_position", target="b", attributed_to="x"),
        row(source="c", relation="holds_position", target="b", attributed_to="x", date="2018"),
        row(source="b", relation="position_in", target="z", attributed_to="y"),
        row(source="d", relation="position_in", target="z", status="denied", attributed_to="y"),
    ],
    [
        row(source="a", relation="holds_position", target="The Zs", certainty="planned"),
        row(source="c", relation="holds_position", target="The Zs", quote="so it was"),
        row(source="The Zs", relation="position_in", target="z"),
        row(source="The Zs", relation="position_in", target="Acme"),
    ],
)


@pytest.fixture(scope="module")
def page() -> Iterator[PageInNode]:
    with page_in_node(
        "page_cards.js", "model", "state", "card", "cardtext", "memo", "table"
    ) as asked:
        yield asked


def in_page(page: PageInNode, engine: Engine, only: Filter) -> Any:
    """What the page answers of every entity."""
    part = Subgraph(tuple(engine.all_entities()), tuple(engine.all_edges()))
    data = module.payload(part, title="x", others=others_in(engine, part))
    chosen = {"without": sorted(only.without), "min_origins": only.min_origins}
    return page.answer(data=data, filters=chosen, day=only.as_of)


def in_python(engine: Engine, only: Filter, folder: str = "") -> list[dict[str, Any]]:
    """The same by `show`."""
    numbers = _numbers(engine)
    answers = []
    for entity in engine.all_entities():
        whole, limited = show(engine, entity, only=only), show(engine, entity, only=only, limit=3)
        shown, cut = Card(whole), Card(limited)
        listed = [edge for one in sections.sections(whole) for edge in one.edges]
        answers.append(
            {
                "id": entity.id,
                "text": [*_plain(whole._replace(rejected=0), shown, folder)],
                "counts": shown.counts,
                "preface": shown.preface,
                "parts": [_part(one) for one in cut.parts()],
                "cites": sorted(numbers[c.row_key] for c in _resting_on(whole, engine, only)),
                "table": [list(row[1:]) for row in claim_rows("R", whole.edges, shown.name)],
                "sentences": [sentence_of(shown, edge) for edge in (*listed, *shown.said_apart)],
            }
        )
    return answers


def _numbers(engine: Engine) -> dict[tuple[object, ...], int]:
    """The numbers of claims in the page."""
    in_order = enumerate(PageClaims(tuple(engine.all_edges())).claims)
    return {claim.row_key: number for number, (claim, _) in in_order}


def _plain(answer: Shown, shown: Card, folder: str) -> Iterator[str]:
    """A card without blanks between columns, and without what only a terminal can be told."""
    closing = {line.strip() for line in shown.closing}
    lines = [line for line in card(answer, WIDE) if line.strip() not in closing]
    lines += [f"{shown.counts}."] if shown.shown else []
    lines += [f"{shown.resting}."] if shown.resting else []
    return (" ".join(line.replace(folder, "").split()) for line in lines)


def _part(part: Any) -> list[Any]:
    groups = [
        [group.heading, [[one.what, one.when, one.who, *one.remarks] for one in group.lines]]
        for group in part.groups
    ]
    return [part.title, sum(len(lines) for _, lines in groups) + part.left_out, groups]


def _resting_on(whole: Shown, engine: Engine, only: Filter) -> list[Claim]:
    """The claims of `sources` that the entity does not make itself."""
    id_ = whole.entity.id
    citing = (claim for edge in engine.citing({id_}, only) for claim in edge.claims)
    cited = (one for one in citing if id_ in one.sources and id_ not in one.speakers)
    return list({one.row_key: one for one in cited}.values())


def same(answered: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        one | {
            "text": [" ".join(line.split()) for line in one["text"]],
            "cites": sorted(one["cites"]),
        }
        for one in answered
    ]  # fmt: skip


def compare(page: PageInNode, engine: Engine, only: Filter, folder: str = "") -> None:
    only = only._replace(without=only.without & _named(engine))
    answers = zip(same(in_page(page, engine, only)), in_python(engine, only, folder), strict=True)
    for of_page, of_python in answers:
        assert of_page == of_python


SOURCES = st.frozensets(st.sampled_from(["x", "y", "tass", "one.example", "memo"]), max_size=2)


def _named(engine: Engine) -> set[str]:
    """All that claims and descriptions cite, unless rejected: a page holds no others to leave out."""
    described = (row.claim for one in engine.all_entities() for row in one.descriptions)
    used = (one for one in (*engine.all_claims(), *described) if one.assessment != schema.REJECTED)
    return {source for claim in used for source in claim.sources}


DAYS = st.none() | st.sampled_from([736720, 736722, 736735, 741000])


@settings(suppress_health_check=SLOW)
@with_examples(OFFICES, only=Filter())
@with_examples(SELDOM_DRAWN, only=Filter())
@with_examples(AT_EVENTS, only=Filter())
@given(
    rows=claims_on_few() | links(),
    only=st.tuples(SOURCES, DAYS, st.sampled_from([0, 0, 1, 2])).map(
        lambda said: Filter(without=said[0], as_of=said[1], min_origins=said[2])
    ),
)  # fmt: skip
def test_a_card_says_what_show_says(page: PageInNode, rows, only) -> None:
    engine = engine_of(rows)
    compare(page, engine, Filter())
    compare(page, engine, only)


@settings(max_examples=60, suppress_health_check=SLOW)
@given(data=data_sets(judged=True, sound=True), draw=st.data())
def test_a_card_says_what_show_says_of_a_whole_data_set(page: PageInNode, data, draw) -> None:
    with tempfile.TemporaryDirectory() as name:
        graph = refused(in_memory, data.write(Path(name)))
        if isinstance(graph, list):
            return
        drawn = draw.draw(filters(graph.engine))
        only = Filter(without=drawn.without, as_of=drawn.as_of, min_origins=drawn.min_origins)
        compare(page, graph.engine, Filter(), f"{name}/")
        compare(page, graph.engine, only, f"{name}/")


@pytest.mark.parametrize(
    "only", [Filter(), Filter(as_of=736724), Filter(without=frozenset({"antonov"}), min_origins=1)]
)
def test_every_card_of_the_seed_says_what_show_says(page: PageInNode, only: Filter) -> None:
    compare(page, load(seed_folder()).engine, only)


def test_the_titles_of_sections_are_those_of_the_command_line(page: PageInNode) -> None:
    """English is what the page says by default; the copied card is always in English."""
    known = words_in("en")
    for kind, title in TITLES.items():
        assert known[f"card.{kind}"] == title
        assert json.dumps(title) in page.script


def test_who_is_named_in_rejected_rows_alone_is_no_source_of_the_page(page, tmp_path):
    entities = "id,name,attributed_to,assessment\na,A,Register,rejected\nb,B,Wire,\n"
    relations = "source,target,attributed_to,assessment\nb,c,Wire,\na,b,Tass,rejected\n"
    engine = load(write_text(tmp_path, relations=relations, entities=entities)).engine
    for without in ("Register", "Tass", "Wire"):
        compare(page, engine, Filter(without=frozenset({without})), f"{tmp_path}/")
