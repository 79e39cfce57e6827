"""The page's arithmetic against Python's, on the fixture that holds both to one payload."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from actorgraph import dates
from actorgraph.claims import Claim, edge_of

pytestmark = pytest.mark.browser
FIXTURE = Path(__file__).parent.parent / "data" / "page" / "payload.json"
DAYS = (
    "2015-06-01",
    "2016-02-10",
    "2017-12-31",
    "2018-01-26",
    "2018-01-31",
    "2018-03-02",
    "2030-01-01",
)


@pytest.fixture
def data() -> dict[str, Any]:
    return json.loads(FIXTURE.read_text("utf-8"))


def claims_of(data: dict[str, Any], edge: int) -> list[Claim]:
    first = sum(data["edges"]["claims"][:edge])
    said = data["claims"]

    def cell(column: str, number: int, empty: Any) -> Any:
        return said[column][number] if column in said else empty

    def name(ref: int) -> str:
        return data["names"][ref][0] if ref >= 0 else ""

    return [
        Claim(
            "a",
            "b",
            start_date=data["edges"]["start"][edge],
            end_date=data["edges"]["end"][edge],
            status=data["statuses"][said["status"][n]],
            certainty=data["certainties"][cell("certainty", n, 0)],
            attributed_to=tuple(name(ref) for ref in cell("speakers", n, [])),
            via=tuple(name(ref) for ref in cell("via", n, [])),
            document=name(said["document"][n]),
            publisher=name(said["publisher"][n]),
            quote=cell("quote", n, ""),
        )
        for n in range(first, first + data["edges"]["claims"][edge])
    ]


def test_periods_and_as_of_are_the_same(bare_page, data) -> None:
    edges = range(len(data["edges"]["source"]))
    page = bare_page.evaluate(
        """([data, days]) => { const model = window.model.decode(data);
        return [...Array(model.m).keys()].map((k) => [model.days(k),
          days.map((day) => window.view.holdsOn(model.days(k), window.dates.dayNumber(day)))]); }""",
        [data, DAYS],
    )
    words = {dates.Holds.NO: 0, dates.Holds.POSSIBLE: 1, dates.Holds.YES: 2}
    for edge in edges:
        when = dates.period(data["edges"]["start"][edge], data["edges"]["end"][edge])
        holds = [words[dates.holds_on(when, dates.day_number(day))] for day in DAYS]
        assert page[edge] == [[*when.start, *when.end], holds]


@pytest.mark.parametrize("without", ["", "gazette", "herald", "bob", "ann", "g1"])
def test_verdicts_and_origins_without_a_source_are_the_same(bare_page, data, without) -> None:
    page = bare_page.evaluate(
        """([data, without]) => { const model = window.model.decode(data);
        const refs = new Set(data.names.map((n, i) => [n[0], i]).filter(([id]) => id === without).map((p) => p[1]));
        window.view.reweigh(model, refs);
        return [...Array(model.m).keys()].map((k) => model.gone[k] ? null : [model.verdictWord(k), model.origins[k]]); }""",
        [data, without],
    )
    for edge, found in enumerate(page):
        left = [claim for claim in claims_of(data, edge) if without not in claim.sources]
        weighed = edge_of(left) if left else None
        assert found == (weighed and [weighed.verdict, weighed.origins])


def test_dates_are_read_as_python_reads_them(bare_page) -> None:
    texts = ["2018", "2018-02", "2016-02", "2018-12", "2018-01-26", "0001", "9999-12-31",
             "[2018-01-22..2018-01-28]", "[..2018-02]", "[2018..]", ""]  # fmt: skip
    page = bare_page.evaluate("(texts) => texts.map((t) => window.dates.bounds(t))", texts)
    assert page == [list(dates.read_date(text)) for text in texts]


def test_packed_columns_come_back_as_they_were(bare_page, data, monkeypatch) -> None:
    from actorgraph.render import html

    monkeypatch.setattr(html, "PLAIN_BELOW", 0)
    packed = json.loads(html.island(data))
    page = bare_page.evaluate(
        """async (packed) => { const data = await window.columns.unpackPayload(packed);
        const plain = (part) => Object.fromEntries(Object.entries(data[part]).map(([k, v]) => [k, Array.from(v)]));
        return [plain('entities'), plain('edges'), plain('claims'), data.names]; }""",
        packed,
    )
    entities, edges, claims, names = page
    assert (edges, claims, names) == (data["edges"], data["claims"], data["names"])
    for column, values in entities.items():
        if column in ("x", "y", "size"):
            assert values == pytest.approx(data["entities"][column], abs=0.05)
        else:
            assert values == data["entities"][column]
