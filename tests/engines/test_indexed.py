"""The index answers exactly as the tables in memory do, whichever way it was built."""

from __future__ import annotations

import codecs
import gzip
import subprocess
import sys

import pytest
from factory import write_csv, write_text
from hypothesis import given, settings
from hypothesis import strategies as st

from actorgraph.dates import day_number
from actorgraph.engines.indexed import IndexedEngine
from actorgraph.engines.local import LocalEngine
from actorgraph.errors import DataError
from actorgraph.filters import Filter
from actorgraph.index import build, column_file, csv_columns, endpoints
from actorgraph.index.build import open_index
from actorgraph.index.cell_meanings import numbers_of
from actorgraph.index.freshness import Inputs
from actorgraph.index.hashing import text_hash
from actorgraph.loading import read_dataset
from actorgraph.locating import inputs_of
from actorgraph.queries.owners import edges_leading_to
from actorgraph.queries.whole_graph import edge_pairs, lazy_graph

NAMES = st.sampled_from(["a", "b", "cia", "Anna", "Anna B.", "Ü", "new", "https://x.org/1", " b "])
DATES = st.sampled_from(
    ["", "2018", "2018-02", "2018-01-05", "..", "[2017..2018-03]", "2016/2018", "../.."]
)
ENDS = st.sampled_from(["", "", "2015", "2018-03", ".."])
RELATION = st.fixed_dictionaries(
    {
        "source": NAMES,
        "target": NAMES,
        "relation": st.sampled_from(["met_with", "knows", "holds_position", " knows"]),
        "role": st.sampled_from(
            ["", "", "Director", 'Head, "acting"', "line\nbreak", "a\rb", '"c"\rd']
        ),
        "statement_date": st.sampled_from(["", "..", "../..", "2018"]),
        "start_date": DATES,
        "end_date": ENDS,
        "status": st.sampled_from(["", "claimed", "Denied", "confirmed"]),
        "certainty": st.sampled_from(["", "likely", "planned"]),
        "attributed_to": st.sampled_from(["", "Anna", "b|Anna", "Times"]),
        "via": st.sampled_from(["", "a", "Times|b"]),
        "document": st.sampled_from(["", "doc", "Article", "https://www.x.org/1?q", "book"]),
        "locator": st.sampled_from(["", "p1"]),
        "source_type": st.sampled_from(["", "agency"]),
        "target_type": st.sampled_from(["", " agency", "person"]),
    }
).filter(lambda row: not (row["end_date"] and "/" in row["start_date"]))
ENTITIES = [
    {"id": "a", "name": "Anna", "type": "person", "aliases": "Анна|A."},
    {"id": "b", "name": "Boris B", "type": "person", "start_date": "2019", "end_date": "2018"},
    {"id": "cia", "name": "CIA", "type": "agency"},
    {"id": "", "name": "Nameless Ltd", "type": "organization"},
    {"id": "times", "name": "Times", "type": "media"},
    {
        "id": "doc",
        "name": "Article",
        "type": "document",
        "publisher": "Times",
        "our own": "x\ry",
        "date": "2018",
    },
    {"id": "book", "name": "", "type": "document"},
]
FILTERS = [
    Filter(),
    Filter(as_of=736695),
    Filter(since=736330, until=736725),
    Filter(types=frozenset({"person"})),
    Filter(relations=frozenset({"knows"})),
    Filter(statuses=frozenset({"denied"}), as_of=736695),
    Filter(certainties=frozenset({"stated"})),
    Filter(without=frozenset({"times", "a"})),
    Filter(min_origins=1),
    Filter(min_origins=2),
]


def indexed(inputs):
    """The engine on an index that was just built."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ACTORGRAPH_CACHE", str(inputs.relations.parent / "cache"))
        return IndexedEngine(build.build_index(inputs))


def in_parts(inputs, together=3):
    """The same when the file is read a few hundred bytes at a time.

    Args:
        together: how many rows are looked up at once.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(csv_columns, "WHOLE", 0)
        patch.setattr(csv_columns, "AT_ONCE", 1000)
        patch.setattr(csv_columns, "BLOCK", 500)
        patch.setattr(endpoints, "TOGETHER", together)
        return indexed(inputs)


def normalized(inputs):
    """The same of files that have to be normalized first: they are rewritten in UTF-16."""
    for path in inputs.files:
        content = path.read_bytes()
        if not content.startswith(codecs.BOM_UTF16):
            path.write_bytes(content.decode().removeprefix("\ufeff").encode("utf-16"))
    return indexed(inputs)


def answers(engine, ids):
    found = [list(engine.problems), list(engine.all_entities()), list(engine.all_claims())]
    sources = sorted({source for claim in found[2] for source in claim.sources})
    for only in FILTERS:
        found.append(list(engine.all_edges(only)))
        found.append({n: sorted(o) for n, o in engine.neighbors(ids, only).items()})
        for one in ids:
            found.append(engine.touching([one], only))
            found.append(edges_leading_to(engine, [one], only))
            found.append({n: sorted(o) for n, o in engine.neighbors([one], only).items()})
        best = engine.best_between([(ids[0], other) for other in ids], only)
        found.append({pair: (one.support, one.edge) for pair, one in best.items()})
        found += [engine.citing([source], only) for source in sources]
        linked = edge_pairs(engine, only)
        pairs = {(linked.ids[a], linked.ids[b]) for a, b in linked.pairs.tolist()}
        found += [sorted(linked.ids), pairs, len(linked.pairs) == len(pairs)]
    outline = lazy_graph(engine)
    found += [outline.ids, outline.ends.tolist()]
    found.append([outline.entity(number) for number in range(len(outline.ids))])
    found.append([outline.edge(number) for number in range(len(outline.ends))])
    found.append(
        [engine.find(name) for name in ("Anna", "ANNA", "cia", "Boris", "Ana", "A", "Ю", "Artikel")]
    )
    return found


@settings(max_examples=12)
@pytest.mark.slow
@pytest.mark.parametrize("make", [indexed, in_parts, normalized])
@pytest.mark.parametrize("known", [ENTITIES, []], ids=["entities", "relations only"])
@given(rows=st.lists(RELATION, min_size=1, max_size=9))
def test_every_answer_is_that_of_the_tables(make, known, tmp_path_factory, rows):
    folder = tmp_path_factory.mktemp("g")
    write_csv(folder, "relations", rows)
    if known:
        write_csv(folder, "entities", known)
    expected = LocalEngine(read_dataset(folder))
    ids = [entity.id for entity in expected.all_entities()]
    given_ = answers(make(inputs_of(folder)), ids)
    for number, answer in enumerate(answers(expected, ids)):
        assert given_[number] == answer


def test_a_row_at_an_office_that_another_row_makes_is_one_edge_with_it(tmp_path):
    people = [{"id": "cia", "name": "CIA", "type": "agency"}, {"id": "p", "name": "Pompeo"}]
    write_csv(tmp_path, "entities", people)
    held = {"source": "p", "target": "cia", "relation": "holds_position", "role": "Director"}
    in_it = {"source": "cia-director", "target": "cia", "relation": "position_in"}
    rows = [held | {"document": "one", "attributed_to": "A"}]
    rows += [in_it | {"document": "two", "attributed_to": "B", "role": ""}]
    write_csv(tmp_path, "relations", rows)
    engine, twice = indexed(inputs_of(tmp_path)), Filter(min_origins=2)
    outline = lazy_graph(engine)
    assert [len(outline.edge(number).claims) for number in range(len(outline.ends))] == [1, 2]
    assert engine.neighbors(["cia"], twice) == {"cia": ["cia-director"]}
    assert len(edge_pairs(engine, twice).pairs) == 1


@pytest.mark.parametrize("known", [True, False], ids=["entities", "relations only"])
def test_ids_that_differ_in_case_or_are_names_of_others_are_told_apart(tmp_path, known):
    ids = ["Ann", "ann", "ANN", "Bo", "Ünal", "ünal"]
    called = [{"id": one, "name": other} for one, other in zip(ids, ids[::-1], strict=True)]
    write_csv(tmp_path, "entities", called if known else [{"id": "Eve", "name": "Bo"}])
    ends = zip(ids, ids[::-1], strict=True)
    rows = [{"source": one, "target": other, "relation": "met_with"} for one, other in ends]
    write_csv(tmp_path, "relations", rows)
    asked = [*ids[::-1], "aNN", "Eve", "Ada"]
    index = build.build_index(inputs_of(tmp_path))
    each = {one: index.number(one) for one in asked}
    found = numbers_of(index, asked)
    assert found == {one: number for one, number in each.items() if number is not None}
    assert list(found) == [one for one in asked if one in found]


def keeps_rows(folder):
    """Whether the rows of relations are copied into the index that was built."""
    (file,) = folder.glob("cache/*/*.agx")
    return "relations.text" in column_file.open_columns(file)


@pytest.mark.slow
@settings(max_examples=20)
@given(rows=st.lists(RELATION, min_size=1, max_size=9))
def test_rows_of_plain_files_are_read_where_they_stand(tmp_path_factory, rows):
    folder = tmp_path_factory.mktemp("g")
    write_csv(folder, "entities", ENTITIES)
    write_csv(folder, "relations", rows)
    indexed(inputs_of(folder))
    assert not keeps_rows(folder)


@pytest.mark.parametrize(
    "text",
    [
        'source,target\na,b"c\n',
        "source,target\na,b,\nc,d,,\n",
        "source,target\na,b\n , \n,\n".replace(" , ", ","),
        "source,target\ra,b\r",
        "source,target\na,b\rc,d\n",
        "sep=;\nsource;target\na;b\n",
        'source,target,note\na,b,"x\\","y"\n'.replace(',"y"', ""),
    ],
)
def test_files_that_are_not_plain_are_kept_in_the_index(tmp_path, text):
    write_text(tmp_path, relations=text)
    expected, found = LocalEngine(read_dataset(tmp_path)), indexed(inputs_of(tmp_path))
    assert list(found.all_claims()) == list(expected.all_claims())
    assert list(found.all_entities()) == list(expected.all_entities())
    assert keeps_rows(tmp_path)


@pytest.mark.parametrize("make", [indexed, normalized])
@pytest.mark.parametrize(
    ("relations", "entities"),
    [
        ("source,target,status\na,b,perhaps\n,c,\n", None),
        ('source,target\n"a"b,c\n', None),
        ("source,target\na,b,c\n", None),
        ("source,target\na,\n", None),
        ("source,target,start_date\na,b,5/2/2018\n", None),
        ("source,target,start_date,date\na,b,2018,2019\n", None),
        ("source,target,start_date,end_date\na,b,2018/2019,2020\n", None),
        ('source,target,note\na,b,"c\n', None),
        ('source,target,note\n"a\\",b",c\n', None),
        ("source,target\na,b\n", "type\nperson\n"),
        ("source,target\na,b\n", "id,name,publisher\na,Ann,\nb,Ann,\nd,D,Ann\n"),
        ("source,target,document\na,b,x|Ann\n", "id,name\na,Ann\nb,Ann\n"),
        ("source,target\na,a\n", "id,start_date,end_date\na,2018/2019,2020\n"),
        ("source,target\na,b\n", "id,name\na,A\nb,B\na,Again\n"),
        ("source,target\na,Ann\n", "id,name\na,Ann\nb,Ann\n"),
        ("source,target,place\na,b,Ann\n", "id,name\na,Ann\nb,Ann\n"),
    ],
)
def test_errors_are_those_of_the_tables(make, relations, entities, tmp_path):
    write_text(tmp_path, relations=relations, entities=entities)
    with pytest.raises(DataError) as expected:
        LocalEngine(read_dataset(tmp_path))
    with pytest.raises(DataError) as found:
        make(inputs_of(tmp_path))
    assert found.value.problems == expected.value.problems


def test_a_nul_is_an_error_as_in_the_tables(tmp_path):
    write_text(tmp_path, relations="source,target,note\na,b,\0\n")
    with pytest.raises(DataError, match="NUL"):
        indexed(inputs_of(tmp_path))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("source,target\r\na,b\r\n\r\nc,d\r\n", 4),
        ("\ufeffsource,target\na,b\nc,d", 3),
        ('source,target,note\na,b,"two\nlines"\n\nc,d,\n', 5),
        ("source;target\na;b\nc;d\n\n", 3),
    ],
)
def test_the_line_of_a_claim_is_the_line_in_the_file(tmp_path, text, line):
    write_text(tmp_path, relations=text)
    engine = IndexedEngine(open_index(inputs_of(tmp_path)))
    assert [claim.line for claim in engine.all_claims()] == [2, line]
    assert [claim.line for claim in normalized(inputs_of(tmp_path)).all_claims()] == [2, line]


@pytest.mark.parametrize("make", [indexed, normalized])
@pytest.mark.parametrize(
    ("relations", "entities"),
    [
        ("source,target,start_date,end_date\na,https://x.org,,\nhttps://x.org,a,2018,2017\n", ""),
        ("source,target\na,b\n", "id,start_date\na,2019/2018\nb,\n"),
        ("source,target\na,b\n", "id,end_date\na,2019/2018\nb,\n"),
    ],
)
def test_warnings_are_those_of_the_tables(make, relations, entities, tmp_path):
    write_text(tmp_path, relations=relations, entities=entities)
    expected = LocalEngine(read_dataset(tmp_path)).problems
    assert expected
    assert list(make(inputs_of(tmp_path)).problems) == expected


@pytest.mark.parametrize("make", [indexed, in_parts, normalized])
@pytest.mark.parametrize("cell", ["\r", "a\r", "\ra", "a\r\rb", 'a\r"b"', "a\r\nb\rc"])
@pytest.mark.parametrize("others", ["plain", "with, comma"])
def test_a_carriage_return_in_a_cell_is_kept_and_counted_as_a_line(make, cell, others, tmp_path):
    row = {"source": "a", "target": "b", "note": others, "quote": cell}
    write_csv(tmp_path, "relations", [row, row | {"target": "c", "quote": ""}])
    expected = list(LocalEngine(read_dataset(tmp_path)).all_claims())
    assert expected[0].quote == cell
    assert list(make(inputs_of(tmp_path)).all_claims()) == expected
    assert keeps_rows(tmp_path) is (make is normalized)


@pytest.mark.parametrize("make", [indexed, in_parts, normalized])
@pytest.mark.parametrize("entities", ["", "id,name\n", "id,name\na,Anna\nb,Bo\n"])
def test_files_of_headers_alone_have_an_index(make, tmp_path, entities):
    write_text(tmp_path, relations="source,target\n", entities=entities)
    expected = [entity.id for entity in LocalEngine(read_dataset(tmp_path)).all_entities()]
    engine = make(inputs_of(tmp_path))
    assert [entity.id for entity in engine.all_entities()] == expected
    assert [match.id for match in engine.find("Anna")] == expected[:1]
    assert (engine.touching(expected), engine.citing(["Anna"])) == ([], [])
    assert len(engine.edge_pairs().pairs) == 0
    assert list(engine.all_edges()) == []


def test_a_compressed_file_is_kept_in_the_index(tmp_path):
    path = tmp_path / "relations.csv.gz"
    path.write_bytes(gzip.compress(b"source,target\na,b\n"))
    engine = IndexedEngine(open_index(Inputs(None, path, {})))
    assert [(edge.source, edge.target) for edge in engine.touching(["a"])] == [("a", "b")]


def test_an_outlet_that_actorgraph_toml_names_later_is_seen(tmp_path):
    relations = "source,target,document\na,b,https://ft.com/1\n"
    write_text(tmp_path, relations=relations, entities="id,name\nft,Financial Times\n")
    found = []
    for toml in ("", '[outlets]\n"ft.com" = "Financial Times"\n', '[outlets]\n"ft.com" = "a"\n'):
        (tmp_path / "actorgraph.toml").write_text(toml)
        engine = IndexedEngine(open_index(inputs_of(tmp_path)))
        found += [claim.publisher for claim in engine.all_claims()]
    assert found == ["ft.com", "ft", "a"]


def test_gephi_keeps_its_type(tmp_path):
    write_text(tmp_path, relations="Source,Target,Type\na,b,Directed\n")
    claim = next(indexed(inputs_of(tmp_path)).all_claims())
    assert (claim.relation, claim.extra) == ("", {"Type": "Directed"})


def test_columns_can_be_renamed(tmp_path):
    write_text(tmp_path, relations="source,target,Who\na,b,c\n")
    renamed = inputs_of(tmp_path, {"attributed_to": "Who"})
    assert indexed(renamed).citing(["c"])[0].claims[0].attributed_to == ("c",)


@pytest.mark.parametrize("together", [1, 1000])
def test_large_files_are_read_in_parts(together, tmp_path, monkeypatch):
    rows = [{"source": f"p{n % 7}", "target": f"q{n % 5}", "note": "x" * n} for n in range(40)]
    write_csv(tmp_path, "relations", rows)
    seen = []
    taken = endpoints.Endpoints.take
    monkeypatch.setattr(
        endpoints.Endpoints,
        "take",
        lambda self, part: (seen.append(part.stop), taken(self, part)),
    )
    engine = in_parts(inputs_of(tmp_path), together)
    assert len(seen) > 1
    told = [(claim.source, claim.target, claim.note) for claim in engine.all_claims()]
    assert told == [(row["source"], row["target"], row["note"]) for row in rows]


COLLIDE = ("plum98", "red48161")


@pytest.mark.parametrize("make", [indexed, normalized])
@pytest.mark.parametrize("column", ["attributed_to", "document"])
def test_sources_with_one_checksum_are_told_apart(make, column, tmp_path):
    assert len({text_hash(source) for source in COLLIDE}) == 1
    one, other = COLLIDE
    rows = "".join(f"a,{n},{source}\n" for n, source in enumerate([one, other, other, one]))
    write_text(tmp_path, relations=f"source,target,{column}\n{rows}")
    engine = make(inputs_of(tmp_path))
    assert [edge.target for edge in engine.citing([one])] == ["0", "3"]
    without = Filter(without=frozenset([other]))
    assert engine.neighbors(["a"], without)["a"] == ["0", "3"]
    assert not engine.is_source("plum9")


def test_a_name_may_mean_what_a_later_row_makes(tmp_path):
    rows = (
        "source,target,relation,role,attributed_to,document\n"
        'a,b,met_with,,"Head, CIA",https://x.org/1\n'
        "c,cia,holds_position,Head,,\n"
        "https://x.org/1,a,mentions,,,\n"
    )
    write_text(tmp_path, relations=rows, entities="id,name,type\ncia,CIA,agency\n")
    expected, found = LocalEngine(read_dataset(tmp_path)), indexed(inputs_of(tmp_path))
    assert list(found.all_claims()) == list(expected.all_claims())
    for source in ("cia-head", "x.org", "https://x.org/1"):
        assert found.citing([source]) == expected.citing([source])
    assert found.is_source("cia-head")
    assert not found.is_source("x.org")


def test_a_state_is_seen_on_other_days_too_where_rows_make_an_office(tmp_path):
    rows = "source,target,relation,role,date\na,b,owns,,2018-01-05\na,c,holds_position,Head,2018\n"
    entities = "id,name,type\nc,C,agency\n"
    folder = write_text(tmp_path, relations=rows, entities=entities)
    only = Filter(as_of=day_number("2018-06-01"))
    linked = edge_pairs(indexed(inputs_of(folder)), only)
    assert {linked.ids[number] for pair in linked.pairs.tolist() for number in pair} >= {"a", "b"}


@pytest.mark.process
def test_an_index_is_asked_without_numpy_and_arrow(tmp_path, monkeypatch):
    """They would take twice as long as the rest of a short answer."""
    monkeypatch.setenv("ACTORGRAPH_CACHE", str(tmp_path / "cache"))
    write_csv(tmp_path, "entities", ENTITIES)
    write_text(tmp_path, relations="source,target,document\na,b,https://x.org\n")
    open_index(inputs_of(tmp_path))
    code = (
        "import sys\nfrom pathlib import Path\n"
        "from actorgraph.engines.indexed import IndexedEngine\n"
        "from actorgraph.index.build import open_index\n"
        "from actorgraph.locating import inputs_of\n"
        "engine = IndexedEngine(open_index(inputs_of(Path(sys.argv[1]))))\n"
        "assert engine.find('Ana')[0].id == 'a' and engine.touching(['a'])\n"
        "assert engine.neighbors(['a']) and engine.shortest_paths('a', 'b')\n"
        "print([name for name in ('numpy', 'pyarrow') if name in sys.modules])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"


@pytest.mark.process
def test_plain_files_are_built_without_pandas(tmp_path):
    """It would take as long as a good part of the build."""
    write_csv(tmp_path, "entities", ENTITIES)
    write_text(tmp_path, relations="source,target,document\na,b,https://x.org\n")
    code = (
        "import sys\nfrom pathlib import Path\nfrom actorgraph.index import build\n"
        "from actorgraph.locating import inputs_of\nbuild.build_index(inputs_of(Path(sys.argv[1])))\nprint('pandas' in sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert done.stdout == "False\n"


@pytest.mark.parametrize("make", [indexed, normalized])
def test_half_a_letter_names_nobody(make, tmp_path):
    write_text(tmp_path, relations="source,target\na,b\n")
    engine = make(inputs_of(tmp_path))
    assert (engine.find("\udcff"), engine.citing(["\udcff"])) == ([], [])
    assert (engine.is_source("\udcff"), engine.starting_with("\udcff", 3)) == (False, [])


DIFFERED = {
    "an entity with one date column": (
        "id,name,start_date\na,A,2019/2018\nb,B,\n",
        "source,target\na,b\n",
    ),
    "an entity that ends in the wrong column": (
        "id,end_date\na,2019/2018\n",
        "source,target\na,a\n",
    ),
    "a document that an earlier row made as a target": (
        "",
        "source,target,start_date,end_date\na,https://x.org/1,,\nhttps://x.org/1,b,2018,2017\n",
    ),
    "an ambiguous name that is an id": (
        "id,name\na,Ann\nb,Ann\nAnn,C\n",
        "source,target,attributed_to,start_date,end_date\na,b,Ann,2018,2017\n",
    ),
    "an office in a body without a name": (
        "id,type\n X,agency\n",
        "source,target,relation,role\na,X,holds_position,Head\n",
    ),
    "rows of nothing": ("id,name\n,\na,A\n", "source,target\n,\na,b\n"),
    "empty cells beyond the header": ("id,name\na,A,\n", "source,target\na,b,,\n"),
    "a cell longer than what is read at once": (
        "",
        f"source,target,note\na,b,{'x' * 5_000_000}\nb,c,\n",
    ),
    "no row at all": ("id,name\na,A\n", "source,target\n"),
}


@pytest.mark.parametrize(("entities", "relations"), list(DIFFERED.values()), ids=list(DIFFERED))
@pytest.mark.parametrize("make", [indexed, normalized])
def test_what_once_differed_is_as_in_the_tables(make, entities, relations, tmp_path):
    write_text(tmp_path, relations=relations, entities=entities)
    expected, found = LocalEngine(read_dataset(tmp_path)), make(inputs_of(tmp_path))
    assert list(found.problems) == list(expected.problems)
    assert list(found.all_entities()) == list(expected.all_entities())
    assert list(found.all_claims()) == list(expected.all_claims())


@pytest.mark.parametrize("make", [indexed, normalized])
@pytest.mark.parametrize("certainty", ["planned", "conditional"])
def test_a_planned_holder_leaves_the_office_where_it_is(make, certainty, tmp_path):
    """The row links nobody with the office; that the office is part of the agency still counts."""
    rows = f"anna,cia,holds_position,Director,{certainty}\nanna,bo,knows,,\n"
    entities = "id,type\nanna,person\ncia,agency\n"
    write_text(
        tmp_path, relations=f"source,target,relation,role,certainty\n{rows}", entities=entities
    )
    linked = edge_pairs(make(inputs_of(tmp_path)))
    pairs = {(linked.ids[one], linked.ids[other]) for one, other in linked.pairs.tolist()}
    assert pairs == {("anna", "bo"), ("cia-director", "cia")}


@pytest.mark.parametrize("make", [indexed, normalized])
@pytest.mark.parametrize("assessment", ["rejected", ""])
def test_holder_and_body_stand_in_the_order_of_the_claims_that_stay(make, assessment, tmp_path):
    """One row links an office with both; an earlier one links it with the body, and is rejected."""
    rows = f"b,b,holds_position,Head,{assessment}\na,b,holds_position,Head,\n"
    relations = f"source,target,relation,role,assessment\n{rows}"
    write_text(tmp_path, relations=relations, entities="id,type\nb,agency\n")
    expected, found = LocalEngine(read_dataset(tmp_path)), make(inputs_of(tmp_path))
    ids = [entity.id for entity in expected.all_entities()]
    for only in FILTERS:
        near = expected.neighbors(ids, only)
        assert found.neighbors(ids, only) == near
        for engine in (found, expected):
            first = {one: others[:2] for one, others in near.items()}
            assert engine.neighbors(ids, only, limit=2) == first


def test_edges_that_lead_to_a_company_are_told_from_those_that_lead_away(tmp_path):
    """Inverse words, words that lead to their source, denials and edges without a direction."""
    write_text(
        tmp_path,
        relations="source,target,relation,status,directed\n"
        "a,b,owns,,\nb,c,owns,,\nb,d,owned_by,,\ne,b,owned_by,,\na,b,owns,denied,\n"
        "b,p,directly_consolidated_by,,\nq,b,directly_consolidated_by,,\nb,s,owns,,no\ns,b,owns,,no\n"
        "b,x,met_with,,\nb,a,owned_by,,\nb,b,owns,,\n",
    )
    only = Filter(relations=frozenset({"owns", "directly_consolidated_by"}))
    found = [
        [
            (edge.source, edge.relation, edge.target, len(edge.claims))
            for edge in edges_leading_to(engine, ["b"], only)
        ]
        for engine in (
            LocalEngine(read_dataset(tmp_path)),
            IndexedEngine(open_index(inputs_of(tmp_path))),
        )
    ]
    assert (
        found[0]
        == found[1]
        == [
            ("a", "owns", "b", 3),
            ("b", "owned_by", "d", 1),
            ("b", "directly_consolidated_by", "p", 1),
            ("b", "owns", "b", 1),
        ]
    )


def test_of_a_holder_of_many_companies_none_of_what_it_owns_is_read(tmp_path, monkeypatch):
    rows = "".join(f"hub,c{number},owns\n" for number in range(50))
    write_text(tmp_path, relations=f"source,target,relation\n{rows}top,hub,owns\n")
    engine = IndexedEngine(open_index(inputs_of(tmp_path)))
    read = []
    claims = engine._claims
    monkeypatch.setattr(engine, "_claims", lambda row: read.append(row) or claims(row))
    only = Filter(relations=frozenset({"owns"}))
    assert [edge.source for edge in edges_leading_to(engine, ["hub"], only)] == ["top"]
    assert read == [50]
