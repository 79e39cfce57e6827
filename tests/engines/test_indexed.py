"""The index answers exactly as the tables in memory do, whichever way it was built."""

from __future__ import annotations

import gzip
import subprocess
import sys
from io import BytesIO

import pytest
from factory import write_csv, write_text
from hypothesis import given, settings
from hypothesis import strategies as st

from actorgraph.engines.indexed import IndexedEngine
from actorgraph.engines.local import LocalEngine
from actorgraph.errors import DataError
from actorgraph.filters import Filter
from actorgraph.index import build, bulk, column_file, csv_columns, endpoints
from actorgraph.index.build import open_index
from actorgraph.index.contents import write
from actorgraph.index.freshness import Inputs
from actorgraph.index.hashing import text_hash
from actorgraph.index.scan import NotPlainError
from actorgraph.loading import read_dataset
from actorgraph.locating import inputs_of
from actorgraph.progress import unreported
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


def in_bulk(inputs):
    """The engine on an index that was built column by column, if the files are plain."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build, "SMALL", -1)
        return with_care(inputs)


def in_parts(inputs, together=3):
    """The same when the file is read a few hundred bytes at a time.

    Args:
        together: how many rows are looked up at once.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(csv_columns, "WHOLE", 0)
        patch.setattr(csv_columns, "AT_ONCE", 1000)
        patch.setattr(csv_columns, "_BLOCK", 500)
        patch.setattr(endpoints, "_TOGETHER", together)
        return in_bulk(inputs)


def rows_in_bulk(folder):
    """How many rows there are, if the files are plain; raises NotPlainError if they are not."""
    parts = bulk.parts_of(inputs_of(folder), unreported)
    write(column_file.Writer(BytesIO()), parts)
    return len(parts.ends)


def with_care(inputs):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ACTORGRAPH_CACHE", str(inputs.relations.parent / "cache"))
        return IndexedEngine(build.build_index(inputs))


def answers(engine, ids):
    found = [list(engine.problems), list(engine.all_entities()), list(engine.all_claims())]
    sources = sorted({source for claim in found[2] for source in claim.sources})
    for only in FILTERS:
        found.append(list(engine.all_edges(only)))
        found.append(engine.neighbors(ids, only))
        for one in ids:
            found.append(engine.touching([one], only))
            found.append({n: set(o) for n, o in engine.neighbors([one], only).items()})
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


@settings(max_examples=25)
@pytest.mark.parametrize("make", [in_bulk, in_parts, with_care])
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


@settings(max_examples=20)
@given(rows=st.lists(RELATION, min_size=1, max_size=9))
def test_plain_files_are_built_in_bulk(tmp_path_factory, rows):
    folder = tmp_path_factory.mktemp("g")
    write_csv(folder, "entities", ENTITIES)
    write_csv(folder, "relations", rows)
    assert rows_in_bulk(folder) == len(rows)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('source,target\na,b"c\n', "a quote inside a cell"),
        ('source,target\n"a"b,c\n', "a quote inside a cell"),
        ("source,target\na,b,c\n", "Expected 2 columns"),
        ("source,target\na,\n", "without an end"),
        ("source,target\ra,b\r", "header"),
        ("source,target\na,b\rc,d\n", "carriage return"),
        ("source,target,status\na,b,perhaps\n", "is none of"),
        ("source,target,start_date\na,b,5/2/2018\n", "cannot be read as a date"),
        ("source,target,start_date,date\na,b,2018,2019\n", "beside another"),
        ("source,target,note\na,b,\0\n", "NUL"),
        ('source,target,note\na,b,"c\n', "its end"),
        ("sep=;\nsource;target\na;b\n", "header"),
    ],
)
def test_what_is_not_plain_is_left_to_the_careful_reader(tmp_path, text, why):
    write_text(tmp_path, relations=text)
    with pytest.raises(NotPlainError, match=why):
        rows_in_bulk(tmp_path)


@pytest.mark.parametrize("make", [in_bulk, with_care])
@pytest.mark.parametrize(
    ("relations", "entities"),
    [
        ("source,target,status\na,b,perhaps\n,c,\n", None),
        ("source,target\na,b\n", "id,name\na,A\nb,B\na,Again\n"),
        ("source,target\na,Ann\n", "id,name\na,Ann\nb,Ann\n"),
        ("source,target,place\na,b,Ann\n", "id,name\na,Ann\nb,Ann\n"),
    ],
)
def test_errors_are_those_of_the_tables(make, relations, entities, tmp_path):
    write_text(tmp_path, relations=relations, entities=entities)
    with pytest.raises(DataError) as careful:
        LocalEngine(read_dataset(tmp_path))
    with pytest.raises(DataError) as indexed:
        make(inputs_of(tmp_path))
    assert indexed.value.problems == careful.value.problems


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
    large = in_bulk(inputs_of(tmp_path))
    assert [claim.line for claim in engine.all_claims()] == [2, line]
    assert [claim.line for claim in large.all_claims()] == [2, line]
    assert rows_in_bulk(tmp_path) == 2


@pytest.mark.parametrize("make", [in_bulk, with_care])
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


@pytest.mark.parametrize("make", [in_bulk, in_parts, with_care])
@pytest.mark.parametrize("cell", ["\r", "a\r", "\ra", "a\r\rb", 'a\r"b"', "a\r\nb\rc"])
@pytest.mark.parametrize("others", ["plain", "with, comma"])
def test_a_carriage_return_in_a_cell_is_kept_and_counted_as_a_line(make, cell, others, tmp_path):
    row = {"source": "a", "target": "b", "note": others, "quote": cell}
    write_csv(tmp_path, "relations", [row, row | {"target": "c", "quote": ""}])
    expected = list(LocalEngine(read_dataset(tmp_path)).all_claims())
    assert expected[0].quote == cell
    assert list(make(inputs_of(tmp_path)).all_claims()) == expected
    assert rows_in_bulk(tmp_path) == 2


@pytest.mark.parametrize("make", [in_bulk, in_parts, with_care])
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


def test_gephi_keeps_its_type(tmp_path):
    write_text(tmp_path, relations="Source,Target,Type\na,b,Directed\n")
    claim = next(in_bulk(inputs_of(tmp_path)).all_claims())
    assert (claim.relation, claim.extra) == ("", {"Type": "Directed"})


def test_columns_can_be_renamed(tmp_path):
    write_text(tmp_path, relations="source,target,Who\na,b,c\n")
    renamed = inputs_of(tmp_path, {"attributed_to": "Who"})
    assert in_bulk(renamed).citing(["c"])[0].claims[0].attributed_to == ("c",)


@pytest.mark.parametrize("together", [1, 1000])
def test_large_files_are_read_in_parts(together, tmp_path, monkeypatch):
    rows = [{"source": f"p{n % 7}", "target": f"q{n % 5}", "note": "x" * n} for n in range(40)]
    write_csv(tmp_path, "relations", rows)
    seen = []
    taken = endpoints.Endpoints.take
    monkeypatch.setattr(
        endpoints.Endpoints,
        "take",
        lambda self, stop, read: (seen.append(stop), taken(self, stop, read)),
    )
    engine = in_parts(inputs_of(tmp_path), together)
    assert len(seen) > 1
    told = [(claim.source, claim.target, claim.note) for claim in engine.all_claims()]
    assert told == [(row["source"], row["target"], row["note"]) for row in rows]


COLLIDE = ("plum98", "red48161")


@pytest.mark.parametrize("make", [in_bulk, with_care])
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
    expected, found = LocalEngine(read_dataset(tmp_path)), in_bulk(inputs_of(tmp_path))
    assert list(found.all_claims()) == list(expected.all_claims())
    for source in ("cia-head", "x.org", "https://x.org/1"):
        assert found.citing([source]) == expected.citing([source])
    assert found.is_source("cia-head")
    assert not found.is_source("x.org")


@pytest.mark.process
def test_plain_files_are_built_without_pandas(tmp_path):
    """It would take as long as a good part of the build."""
    write_csv(tmp_path, "entities", ENTITIES)
    write_text(tmp_path, relations="source,target,document\na,b,https://x.org\n")
    code = (
        "import sys\nfrom pathlib import Path\nfrom actorgraph.index import build\n"
        "from actorgraph.locating import inputs_of\nbuild.SMALL = -1\n"
        "build.build_index(inputs_of(Path(sys.argv[1])))\nprint('pandas' in sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert done.stdout == "False\n"


@pytest.mark.parametrize("make", [in_bulk, with_care])
def test_half_a_letter_names_nobody(make, tmp_path):
    write_text(tmp_path, relations="source,target\na,b\n")
    engine = make(inputs_of(tmp_path))
    assert (engine.find("\udcff"), engine.citing(["\udcff"])) == ([], [])
    assert (engine.is_source("\udcff"), engine.starting_with("\udcff", 3)) == (False, [])
