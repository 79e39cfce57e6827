"""An index behind its file by an edit: when it answers, when a new one is made, what it costs."""

from __future__ import annotations

import os

import pytest
from factory import write_text

from actorgraph.engines.indexed import IndexedEngine
from actorgraph.engines.local import LocalEngine
from actorgraph.errors import DataError
from actorgraph.filters import NOTHING_LEFT_OUT, Filter
from actorgraph.index import build, difference, freshness, overlay
from actorgraph.index.build import open_index
from actorgraph.index.overlay import OverlaidIndex
from actorgraph.index.texts import ChangedError
from actorgraph.loading import read_dataset
from actorgraph.locating import inputs_of
from actorgraph.queries import whole_graph
from actorgraph.queries.sources import sources

ENTITIES = (
    "id,name,type\nann,Ann,person\nbob,Bob,person\ncia,CIA,agency\n"
    "sam,Sam,person\nsamuel,Sam,person\n"
)
HEADER = "source,target,relation,role,status,target_type\n"
ROWS = [
    "ann,bob,knows,,,\n",
    "ann,cia,holds_position,Director,,\n",
    "bob,New,knows,,,\n",
    *(f"ann,Someone {number},knows,,,\n" for number in range(300)),
    "ann,bob,met_with,,,\n",
    "Newest,New,knows,,,\n",
    "ann,bob,knows,,,\n",  # as the first
]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("ACTORGRAPH_CACHE", str(tmp_path / "cache"))
    data = tmp_path / "data"
    data.mkdir()
    (data / "entities.csv").write_text(ENTITIES)
    write_text(data, relations=HEADER + "".join(ROWS))
    open_index(inputs_of(data))
    return data


def test_an_id_of_several_words_that_an_edit_brings_is_found_where_no_id_had_any(
    tmp_path, monkeypatch
):
    monkeypatch.setenv("ACTORGRAPH_CACHE", str(tmp_path / "cache"))
    write_text(tmp_path, relations="source,target\nann,bob\n" * 200)
    open_index(inputs_of(tmp_path))
    write_text(tmp_path, relations="source,target\nann,bob\n" * 200 + "ann,The New Times\n")
    engine = IndexedEngine(open_index(inputs_of(tmp_path)))
    assert [match.reason for match in engine.find("the new TIMES")] == ["id"]


def edit(folder, rows, header=HEADER):
    (folder / "relations.csv").write_text(header + "".join(rows))
    return inputs_of(folder)


def answers(engine):
    ids = ["ann", "bob", "cia", "New", "cia-director", "Someone 7", "Newer"]
    return (
        {one: (entity.type, entity.line) for one, entity in engine.entities(ids).items()},
        engine.touching(ids),
        engine.find("Newer"),
        list(engine.problems),
    )


EDITS = {
    "appended": [*ROWS, "bob,cia,met_with,,,\n"],
    "appended, of somebody new": [*ROWS, "bob,Newer,met_with,,,\n"],
    "appended, in an office that is there": [*ROWS, "bob,cia,holds_position,Director,,\n"],
    "inserted first": ["bob,ann,met_with,,,\n", *ROWS],
    "inserted first, of somebody known later": ["bob,Someone 7,met_with,,,\n", *ROWS],
    "removed": [*ROWS[:20], *ROWS[21:]],
    "the first of a row's maker removed": ["bob,Someone 7,knows,,,\n", *ROWS[:8], *ROWS[9:]],
    "changed": [*ROWS[:50], "ann,Someone 47,knows,,denied,\n", *ROWS[51:]],
    "twice the same row": [*ROWS, ROWS[-1]],
    "two, far apart": ["bob,ann,met_with,,,\n", *ROWS[:200], *ROWS[201:], "bob,ann,knows,,,\n"],
    "no more first row": ROWS[1:],
    "no more last row": ROWS[:-1],
    "ends called by their names": [*ROWS, "Ann,Bob,met_with,,,\n"],
    "somebody made later, at a target": ROWS[1:2] + ROWS[3:],
}


@pytest.mark.slow
@pytest.mark.parametrize("rows", EDITS.values(), ids=list(EDITS))
def test_an_edit_is_answered_from_the_index_and_itself(folder, rows, monkeypatch):
    inputs = edit(folder, rows)
    monkeypatch.setattr(build, "build_index", lambda *_: pytest.fail("built"))
    engine = IndexedEngine(open_index(inputs))
    assert answers(engine) == answers(LocalEngine(read_dataset(folder)))
    again = IndexedEngine(open_index(inputs))
    assert (len(again.problems), answers(again)) == (len(engine.problems), answers(engine))
    assert engine.words("relation") == LocalEngine(read_dataset(folder)).words("relation")


NEW_INDEX = {
    "a new office": [*ROWS, "bob,cia,holds_position,Analyst,,\n"],
    "an office less": [*ROWS[:1], *ROWS[2:]],
    "an office by another name": [ROWS[0], "ann,cia,holds_position,director,,\n", *ROWS[2:]],
    "another type": [*ROWS[:2], "bob,New,knows,,,agency\n", *ROWS[3:]],
    "an end that is an address": [*ROWS, "bob,https://x.org/1,knows,,,\n"],
    "an end that is an office": [*ROWS, "bob,cia-director,knows,,,\n"],
    "an end called as an office": [*ROWS, 'bob,"Director, CIA",knows,,,\n'],
    "a name that two can have": [*ROWS, "Sam,ann,knows,,,\n"],
    "an office in a new body": ["ann,cia-chief,holds_position,Of Staff,,agency\n", *ROWS],
    "a backslash before a quote": [*ROWS, 'bob,ann,knows,"a\\",,\n'],
}


@pytest.mark.parametrize("rows", NEW_INDEX.values(), ids=list(NEW_INDEX))
def test_what_changes_other_rows_makes_a_new_index(folder, rows):
    inputs = edit(folder, rows)
    try:
        expected = answers(LocalEngine(read_dataset(folder)))
    except DataError as error:
        with pytest.raises(DataError) as raised:
            open_index(inputs)
        assert raised.value.problems == error.problems
        return
    index = open_index(inputs)
    assert not isinstance(index, OverlaidIndex)
    assert answers(IndexedEngine(index)) == expected


@pytest.mark.parametrize(
    "rows",
    [[*ROWS, "bob,,knows,,,\n"], [*ROWS, "bob,ann,knows,,nonsense,\n"], [*ROWS, "bob,ann\n"]],
    ids=["no end", "no status", "cells are missing"],
)
def test_an_error_in_an_edit_is_reported_as_before(folder, rows):
    inputs = edit(folder, rows)
    with pytest.raises(DataError) as raised:
        open_index(inputs)
    with pytest.raises(DataError) as expected:
        read_dataset(folder).raise_errors()
    assert raised.value.problems == expected.value.problems


def test_bytes_that_are_no_text_are_reported_as_before(folder):
    path = folder / "relations.csv"
    path.write_bytes(path.read_bytes() + b"bob,\xff,knows,,,\n")
    with pytest.raises(DataError, match="not UTF-8"):
        open_index(inputs_of(folder))


def test_another_header_makes_a_new_index(folder):
    inputs = edit(folder, ROWS, HEADER.replace("role", "note"))
    assert not isinstance(open_index(inputs), OverlaidIndex)
    edit(folder, ROWS, HEADER.replace("relation", "Type"))
    assert not isinstance(open_index(inputs), OverlaidIndex)
    edit(folder, ROWS[1:], HEADER.replace("relation", "Type"))
    assert not isinstance(open_index(inputs), OverlaidIndex)


def test_an_edit_of_entities_makes_a_new_index(folder):
    (folder / "entities.csv").write_text(ENTITIES.replace("Bob,", "Boris,"))
    index = open_index(inputs_of(folder))
    assert not isinstance(index, OverlaidIndex)
    assert IndexedEngine(index).entities(["bob"])["bob"].name == "Boris"


def test_many_rows_make_a_new_index(folder, monkeypatch):
    monkeypatch.setattr(difference, "MOST_ROWS", 10)
    monkeypatch.setattr("actorgraph.index.edited_rows.MOST_ROWS", 10)
    more = [f"ann,Another {number},knows,,,\n" for number in range(30)]
    assert not isinstance(open_index(edit(folder, [*ROWS, *more])), OverlaidIndex)
    assert not isinstance(open_index(edit(folder, [*ROWS[:1], *ROWS[200:]])), OverlaidIndex)


def test_a_file_that_is_empty_now_is_refused_as_before(folder):
    (folder / "relations.csv").write_bytes(b"")
    with pytest.raises(DataError, match="empty"):
        open_index(inputs_of(folder))


def test_a_question_about_the_whole_graph_makes_a_new_index(folder):
    engine = IndexedEngine(open_index(edit(folder, EDITS["inserted first"])))
    assert isinstance(engine._index, OverlaidIndex)
    expected = LocalEngine(read_dataset(folder))
    assert list(engine.all_claims()) == list(expected.all_claims())
    assert not isinstance(engine._index, OverlaidIndex)
    assert not isinstance(open_index(inputs_of(folder)), OverlaidIndex)


def test_a_whole_question_is_refused_when_the_file_was_replaced_since(folder):
    engine = IndexedEngine(open_index(edit(folder, EDITS["inserted first"])))
    edit(folder, ROWS[3:])
    with pytest.raises(ChangedError):
        engine.all_claims()


def test_an_edit_that_is_undone_is_none(folder):
    open_index(edit(folder, EDITS["changed"]))
    index = open_index(edit(folder, ROWS))
    assert not isinstance(index, OverlaidIndex)
    assert freshness.read_stamp(inputs_of(folder).folder).hunks == []


def test_where_files_differ_is_looked_for_once(folder, monkeypatch):
    monkeypatch.setattr(freshness, "TOO_FRESH", 0)
    open_index(inputs := edit(folder, EDITS["changed"]))
    monkeypatch.setattr(overlay, "difference", lambda *_, **__: pytest.fail("looked for"))
    assert isinstance(open_index(inputs), OverlaidIndex)


def test_a_file_that_changes_while_it_is_opened_makes_a_new_index(folder, monkeypatch):
    inputs = edit(folder, EDITS["changed"])
    stamp = freshness.read_stamp(inputs.folder)
    store = build.column_file.open_columns(freshness.index_path(inputs.folder, stamp.content))
    hunks = overlay.difference(store, inputs, entities_stay=True)
    before = stamp._replace(files=inputs.states(), hunks=hunks)
    os.utime(folder / "relations.csv", (1, 1))
    with pytest.raises(overlay.OutdatedError, match="meanwhile"):
        overlay.overlaid(store, inputs, before)


def test_where_an_edit_cannot_be_written_down_it_is_answered_still(folder, monkeypatch):
    inputs = edit(folder, EDITS["changed"])

    def refuse(*_):
        raise PermissionError

    monkeypatch.setattr(freshness, "write_stamp", refuse)
    assert isinstance(open_index(inputs), OverlaidIndex)


def test_reprints_stay_when_a_new_index_is_made(folder):
    index = open_index(edit(folder, EDITS["changed"]))
    index.reprints = {"one": frozenset({"other"})}
    engine = IndexedEngine(index)
    engine.all_claims()
    assert engine._index.reprints == {"one": frozenset({"other"})}


def test_what_is_not_known_of_an_edit_is_no_attribute_of_python_s(folder):
    index = open_index(edit(folder, EDITS["changed"]))
    assert not hasattr(index, "__deepcopy__")


OF_SOURCES = "source,target,relation,attributed_to,document\n"
CITED = ["ann,bob,knows,ann,x\n", "https://x.org/1,bob,knows,,y\n"]


@pytest.fixture
def cited(folder):
    (folder / "relations.csv").write_text(OF_SOURCES + "".join(CITED))
    build.build_index(inputs_of(folder))
    return folder


def test_a_name_of_a_source_that_two_can_have_is_reported_as_before(cited):
    with pytest.raises(DataError, match="Sam"):
        open_index(edit(cited, [*CITED, "ann,bob,knows,Sam,\n"], OF_SOURCES))


def test_an_address_that_is_nobody_any_more_makes_a_new_index(cited):
    assert not isinstance(open_index(edit(cited, CITED[:1], OF_SOURCES)), OverlaidIndex)


def test_a_row_of_two_documents_is_two_rows_on_one_line(cited):
    twice = "ann,sam,knows,none,a|b\n"
    engine = IndexedEngine(open_index(edit(cited, [*CITED, twice, twice], OF_SOURCES)))
    expected = LocalEngine(read_dataset(cited))
    assert list(engine.problems) == list(expected.problems)
    assert engine.touching(["sam"]) == expected.touching(["sam"])
    assert isinstance(engine._index, OverlaidIndex)


def test_what_few_ask_for_is_answered_too(folder):
    engine = IndexedEngine(open_index(edit(folder, EDITS["appended, of somebody new"])))
    expected = LocalEngine(read_dataset(folder))
    pairs = [("ann", "Someone 7"), ("bob", "Newer"), ("ann", "bob")]
    best, those = engine.best_between(pairs), expected.best_between(pairs)
    assert {pair: one.edge for pair, one in best.items()} == {
        pair: one.edge for pair, one in those.items()
    }
    many = ["ann", *map(str, range(1001)), "Newer"]
    assert engine.entities(many) == expected.entities(many)
    assert set(engine.words("type")) == {"", "agency", "person", "position"}
    assert len(engine._index) == len(list(expected.all_entities()))
    assert isinstance(engine._index, OverlaidIndex)
    assert list(engine.described_entities()) == []


def test_a_path_leads_over_what_came_and_not_over_what_went(folder):
    engine = IndexedEngine(open_index(edit(folder, EDITS["two, far apart"])))
    expected = LocalEngine(read_dataset(folder))
    for pair in (("Someone 7", "bob"), ("Someone 197", "bob"), ("Newest", "cia")):
        assert engine.shortest_paths(*pair) == expected.shortest_paths(*pair)


def test_a_type_that_may_be_gone_makes_a_new_index(folder):
    engine = IndexedEngine(open_index(edit(folder, EDITS["removed"])))
    assert set(engine.words("type")) >= {"person", "agency"}
    assert not isinstance(engine._index, OverlaidIndex)


def test_beyond_the_rows_by_which_columns_are_judged_the_header_is_not_looked_at(
    folder, monkeypatch
):
    monkeypatch.setattr(overlay, "LONGEST_HEADER", 100)
    monkeypatch.setattr(overlay, "plain_header", lambda *_: pytest.fail("looked at"))
    assert isinstance(open_index(edit(folder, EDITS["appended"])), OverlaidIndex)


def test_a_header_that_is_not_plain_any_more_is_reported_as_before(folder):
    with pytest.raises(DataError):
        open_index(edit(folder, ROWS, HEADER.replace("source", 'so"urce')))


def test_what_is_not_defined_of_an_edit_is_refused(folder):
    index = open_index(edit(folder, EDITS["changed"]))
    with pytest.raises(overlay.OutdatedError):
        index.resolve("Ann")
    for row in index._rows.numbers.gone():
        with pytest.raises(overlay.OutdatedError):
            index._rows.place(row)
    for row in index._rows.new:
        with pytest.raises(overlay.OutdatedError):
            index._old_row(row)


def test_a_file_that_changes_while_it_is_compared_is_compared_as_a_whole(folder, monkeypatch):
    def touching(*_, **__):
        os.utime(folder / "relations.csv", (1, 1))
        return []

    monkeypatch.setattr(overlay, "difference", touching)
    assert type(open_index(inputs_of(folder))).__name__ == "Index"


def test_a_new_row_is_judged_with_the_rows_that_state_the_same(cited):
    rows = [*CITED, *(f"bob,Someone {number},knows,,\n" for number in range(300))]
    build.build_index(edit(cited, rows, OF_SOURCES))
    engine = IndexedEngine(open_index(edit(cited, [*rows, "ann,bob,knows,sam,z\n"], OF_SOURCES)))
    assert isinstance(engine._index, OverlaidIndex)
    assert engine.neighbors(["ann"], Filter(min_origins=2)) == {"ann": ["bob"]}


LINKS = Filter(linking=True)
WHOLE = {
    "edge pairs": lambda engine: linked(whole_graph.edge_pairs(engine, LINKS)),
    "all edge pairs": lambda engine: linked(whole_graph.edge_pairs(engine)),
    "uncounted": lambda engine: whole_graph.uncounted(engine, LINKS),
    "components": lambda engine: whole_graph.components(engine, NOTHING_LEFT_OUT),
    "counts": lambda engine: whole_graph.counts(engine, NOTHING_LEFT_OUT),
    "counts of confirmed": lambda engine: whole_graph.counts(engine, CONFIRMED),
    "citations": sources,
    "edges by number": lambda engine: whole_graph.lazy_graph(engine).ends.tolist(),
    "edges in doubt": lambda engine: list(engine.edges_in_doubt())[1000:],
    "edges under a filter": lambda engine: list(engine.all_edges(CONFIRMED)),
    "entities": lambda engine: list(engine.all_entities()),
    "entities with a word": lambda engine: [
        one.id for one in engine.entities_with(["someone"]) if one.id.startswith("Someone")
    ],
    "names": lambda engine: list(engine.all_names()),
    "rows with a word": lambda engine: (
        {row.cells["target"] for row in engine.statements_with(["someone"])} >= {"Someone 7"}
    ),
}
CONFIRMED = Filter(statuses=frozenset({"confirmed"}))


def linked(pairs):
    return sorted((pairs.ids[one], pairs.ids[other]) for one, other in pairs.pairs.tolist())


@pytest.mark.slow
@pytest.mark.parametrize("question", WHOLE.values(), ids=list(WHOLE))
def test_each_question_about_the_whole_graph_makes_a_new_index(folder, question):
    engine = IndexedEngine(open_index(edit(folder, EDITS["two, far apart"])))
    assert isinstance(engine._index, OverlaidIndex)
    assert question(engine) == question(LocalEngine(read_dataset(folder)))
    assert not isinstance(engine._index, OverlaidIndex)
