"""What an index answers from its columns is what the rule says of every claim, one by one.

Here each question about the whole graph is asked under many filters of one data set, with hundreds
of rows and few names in it, so that rows stand alone, share edges, make offices and deny. Sizes
from which rows are looked at in bulk are lowered, so that small data is.
"""

from __future__ import annotations

import tempfile
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest
from differential.stores import in_memory, indexed
from differential.strategies import data_sets, filters, large_data_sets
from factory import write_csv
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from actorgraph import dates, deceptive_names
from actorgraph.engines import (
    counted_citations,
    counted_columns,
    dated_rows,
    indexed_cells,
    office_rows,
)
from actorgraph.engines import indexed as indexed_engine
from actorgraph.errors import DataError
from actorgraph.filters import NOTHING_LEFT_OUT
from actorgraph.formats import csv
from actorgraph.formats.content import Content
from actorgraph.formats.export_loss import ExportLoss
from actorgraph.index import cell_columns, plain_names, reading, stored_rows
from actorgraph.queries import offices as of_offices
from actorgraph.queries import timeline as timelines
from actorgraph.queries.check import check
from actorgraph.queries.conflicts import KINDS, SIMILAR_NAMES, conflicts
from actorgraph.queries.lazy import BatchedTuple
from actorgraph.queries.offices import offices
from actorgraph.queries.sources import sources
from actorgraph.queries.stats import stats
from actorgraph.queries.timeline import timeline
from actorgraph.render import answers
from actorgraph.render.answers import Answer

SETTINGS = settings(
    max_examples=settings.default.max_examples // 5,
    phases=(Phase.explicit, Phase.generate),  # to shrink one takes minutes and shows little more
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

ASKED = [kind for kind in KINDS if kind != SIMILAR_NAMES]


def of_the_whole_graph(engine, only):
    yield "all edges", list(engine.all_edges(only))
    yield "stats", stats(engine, only=only)
    yield "conflicts", conflicts(engine, only=only, kinds=ASKED, limit=None)
    yield "sources", sources(engine, only=only)
    yield "timeline", timeline(engine, only=only)
    yield "offices", displayed(offices(engine, only=only))


def displayed(held):
    """The holders of offices as each way of displaying them has them, whole and shortened."""
    whole = Answer(held, answers.HELD_OFFICES)
    shown = [
        (one.text(), "".join(one.json_pieces()), one.rows()) for one in (whole, whole.limited(2))
    ]
    return held, shown, tuple(held.held[1:]), tuple(held.unheld[::-1])


def of_cells(engine):
    """Whom the rows cite, and what they hold, each distinct cell with where it stands."""
    cells = engine.cells(["attributed_to", "via", "document", "relation"])
    distinct = cells.distinct("relation", "document")
    rows = list(cells.where({"document": bool, "relation": bool}))
    return list(cells.speakers().items()), cells.published(), distinct, rows


def as_csv(engine):
    """The relations as CSV, and what is said of what it leaves out."""
    content = Content(engine.all_entities, engine.all_edges, engine.all_claims, engine)
    with closing(ExportLoss()) as losses:
        text = "".join(csv.write(content, losses))
        losses.account_outlets(content)
        return text, losses.sentences()


def shown(answer):
    """A timeline as each way of displaying it has it, whole and shortened."""
    whole = Answer(answer, answers.TIMELINE)
    for one in (whole, whole.limited(2)):
        yield one.text(), "".join(one.json_pieces()), one.rows()
    for part in (slice(2), slice(1, None, 2), slice(None, None, -1), slice(-1, 0)):
        yield tuple(answer.moments[part]), tuple(answer.by_then[part])


@contextmanager
def in_bulk(folder):
    """The engine in memory and that on an index, which looks at all rows in bulk."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "WORTH_A_LOOK", 0)
        patch.setattr(stored_rows, "READ_AT_ONCE", 3)
        patch.setattr(cell_columns, "AT_ONCE", 5)
        patch.setattr(cell_columns, "FEWER_AT_ONCE", 3)
        patch.setattr(counted_citations, "AT_ONCE", 4)
        patch.setattr(counted_columns, "AT_ONCE", 4)
        patch.setattr(dated_rows, "AT_ONCE", 4)
        patch.setattr(BatchedTuple, "AT_ONCE", 3)
        patch.setattr(timelines, "MOST_HELD", 2)
        patch.setattr(of_offices, "MOST_HELD", 2)
        patch.setattr(office_rows, "AT_ONCE", 4)
        patch.setattr(deceptive_names, "FEW", 0)
        patch.setattr(plain_names, "FEW", 0)
        patch.setattr(indexed_engine, "MANY_IDS", 0)
        patch.setattr(indexed_cells, "FEW_CODES", 0)
        yield in_memory(folder).engine, indexed(folder).engine


DAYS = [dates.day_number(f"{year}-01-01") for year in range(2009, 2022)]


@st.composite
def windows(draw):
    """The days from one year's first to another's, or a single side of that."""
    since, until = sorted(draw(st.lists(st.sampled_from(DAYS), min_size=2, max_size=2)))
    return draw(st.sampled_from([(since, until), (since, None), (None, until)]))


def compare(folder, draw):
    try:
        with in_bulk(folder) as (memory, index):
            assert list(index.all_claims()) == list(memory.all_claims())
            assert check(index) == check(memory)
            assert list(index.all_names()) == list(memory.all_names())
            assert as_csv(index) == as_csv(memory)
            assert of_cells(index) == of_cells(memory)
            for only in (NOTHING_LEFT_OUT, *(draw.draw(filters(memory)) for _ in range(6))):
                pairs = zip(
                    of_the_whole_graph(index, only), of_the_whole_graph(memory, only), strict=True
                )
                for (question, found), (_, expected) in pairs:
                    assert found == expected, f"{question} under {only}"
                since, until = draw.draw(windows())
                window = only._replace(since=since, until=until)
                assert timeline(index, only=window) == timeline(memory, only=window), window
    except DataError:
        return


@pytest.mark.slow
@SETTINGS
@given(data=data_sets(sound=True), draw=st.data())
def test_columns_say_of_a_few_rows_what_the_rule_says(data, draw):
    with tempfile.TemporaryDirectory() as name:
        compare(data.write(Path(name)), draw)


@pytest.mark.long("draws hundreds of rows at a time, and asks of all of them under seven filters")
@settings(SETTINGS, max_examples=settings.default.max_examples // 10)
@given(data=large_data_sets(groups=12), draw=st.data())
def test_columns_say_of_many_rows_what_the_rule_says(data, draw):
    with tempfile.TemporaryDirectory() as name:
        compare(data.write(Path(name)), draw)


DISPUTED = st.fixed_dictionaries(
    {
        "source": st.sampled_from("abcdef"),
        "target": st.sampled_from(["office", "seat", "event", "body", "a"]),
        "relation": st.sampled_from(
            ["holds_position", "holds", "holds", "position_in", "participant", "has_participant",
             "met_with", "first_announced", "announced", "invited", "owns", "owned_by",
             "shareholder_of", "shareholder_of"]
        ),
        "role": st.sampled_from(["", "", "first", "Chair"]),
        "start_date": st.sampled_from(["", "..", "2010", "2012-05-01", "2014~", "2016-02", "[..2012]", "[2013..]"]),
        "end_date": st.sampled_from(["", "..", "2011", "2013-01-02", "2015", "2020", "[2012..]", "[..2014]"]),
        "statement_date": st.sampled_from(["", "", "2009", "2012", "2014-01-01", "2019"]),
        "attributed_to": st.sampled_from(["", "x", "body", "Body Ltd", "Body Ltd, Orrin Bank", "Orrin Bank"]),
        "status": st.sampled_from(["", "", "", "confirmed", "denied"]),
        "certainty": st.sampled_from(["", "", "", "planned", "likely"]),
        "directed": st.sampled_from(["", "", "", "no", "yes"]),
        "document": st.sampled_from(["", "https://x.org/1", "https://y.org/2", "seat"]),
        "share": st.sampled_from(["", ".5", "0.2", "40", "1", ">60", "60-90"]),
        "about": st.sampled_from(["", "", "", "c1", "ag-0", "gone"]),
        "id": st.sampled_from(["", "c1", "c2"]),
    }
)  # fmt: skip
AT_ODDS = [
    {"source": "p", "target": "office", "relation": "holds", "start_date": "2010",
     "end_date": "2015"},
    {"source": "q", "target": "office", "relation": "holds", "start_date": "2012-05-01",
     "end_date": "2020"},
    {"source": "p", "target": "a", "relation": "owns", "start_date": "2012", "end_date": "2011",
     "statement_date": "2009"},
    {"source": "p", "target": "c", "relation": "owns", "start_date": "2009",
     "statement_date": "2008"},
    {"source": "q", "target": "event", "relation": "first_announced", "start_date": "2014"},
    {"source": "r", "target": "event", "relation": "participant"},
    {"source": "r", "target": "s", "relation": "invited", "statement_date": "2012"},
    {"source": "p", "target": "firm", "relation": "shareholder_of", "share": "60"},
    {"source": "firm", "target": "q", "relation": "owned_by", "share": ">40"},
]  # fmt: skip
"""A conflict of each kind, between rows that nobody draws."""
SETTINGS_OF_DATA = """[relations]
symmetric = ["owns"]
[outlets]
"x.org" = "body"
"""
PARTIES = [
    {"id": "a", "type": "person", "start_date": "2011", "end_date": "2012-06"},
    {"id": "b", "type": "event", "start_date": "2011"},
    {"id": "c", "type": "", "end_date": "2010"},
    {"id": "office", "type": "position", "seats": ""},
    {"id": "seat", "type": "agency", "start_date": "2012/2013"},
    {"id": "body", "name": "Body Ltd", "url": "https://y.org"},
]


@pytest.mark.slow
@SETTINGS
@given(rows=st.lists(DISPUTED, max_size=12), draw=st.data())
def test_every_conflict_is_seen_from_the_columns(rows, draw):
    with tempfile.TemporaryDirectory() as name:
        write_csv(Path(name), "entities", PARTIES)
        write_csv(Path(name), "relations", [*rows, *AT_ODDS])
        (Path(name) / "actorgraph.toml").write_text(SETTINGS_OF_DATA)
        compare(Path(name), draw)


GIVEN = ["2010", "2012", "2012-05-01", "2012-05", "2014~", "201X", "[2011..2013]", "[..2012]",
         "[2013..]"]  # fmt: skip
DATED = st.fixed_dictionaries(
    {
        "source": st.sampled_from("abcd"),
        "target": st.sampled_from("abcdef"),
        "relation": st.sampled_from(
            ["owns", "met_with", "works_for", "holds_position", "holds_position", "position_in"]
        ),
        "start_date": st.sampled_from(["", "..", *GIVEN]),
        "end_date": st.sampled_from(["", "..", *GIVEN]),
        "date": st.sampled_from(["", "", "", *GIVEN, "2011/2013", "../2012"]),
        "statement_date": st.sampled_from(["", "..", *GIVEN]),
        "status": st.sampled_from(["", "", "", "denied"]),
        "certainty": st.sampled_from(["", "", "", "", "planned"]),
        "attributed_to": st.sampled_from(["", "", "a", "x"]),
        "document": st.sampled_from(["", "https://x.org/1", "https://x.org/2"]),
        "seen in": st.sampled_from(["", "", "", "a log"]),
    }
)


@pytest.mark.slow
@settings(SETTINGS, max_examples=settings.default.max_examples // 2)
@given(rows=st.lists(DATED, min_size=3, max_size=9), draw=st.data())
def test_every_moment_is_seen_from_the_columns_and_shown_as_from_memory(rows, draw):
    rows = [row | ({"start_date": "", "end_date": ""} if row["date"] else {}) for row in rows]
    with tempfile.TemporaryDirectory() as name:
        write_csv(Path(name), "relations", rows)
        with suppress(DataError), in_bulk(Path(name)) as (memory, index):
            for only in (NOTHING_LEFT_OUT, draw.draw(filters(memory))):
                for since, until in ((None, None), draw.draw(windows())):
                    window = only._replace(since=since, until=until)
                    held = draw.draw(st.booleans())
                    found = timeline(index, only=window, held=held)
                    expected = timeline(memory, only=window, held=held)
                    assert found == expected, window
                    assert list(shown(found)) == list(shown(expected)), window
                for day in (None, draw.draw(st.sampled_from(DAYS))):
                    on_day = only._replace(as_of=day)
                    found, expected = (offices(one, only=on_day) for one in (index, memory))
                    assert displayed(found) == displayed(expected), on_day
