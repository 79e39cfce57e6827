"""Files that Spark reads itself mean what they mean on one machine, converted or as they lie."""

from __future__ import annotations

import gzip
import random
import re
import shlex
import shutil
from pathlib import Path

import pytest
from engines.on_spark import actorgraph, on_spark, on_spark_as_it_lies, while_one_is_killed
from engines.test_indexed import DATES, ENDS, ENTITIES, FILTERS, NAMES
from factory import write_csv, write_text

from actorgraph import load
from actorgraph.engines.local import LocalEngine
from actorgraph.engines.spark import places
from actorgraph.engines.spark.spark_engine import SparkEngine
from actorgraph.engines.spark.writer import convert
from actorgraph.errors import DataError, FileExistsAlreadyError, UsageError
from actorgraph.filters import Filter
from actorgraph.loading import read_dataset
from actorgraph.locating import seed_folder
from actorgraph.queries.whole_graph import components, counts, edge_pairs

GUIDE = Path(__file__).parents[2] / "docs" / "guide" / "spark.md"

CELLS = {
    "source": [*NAMES.elements, *"opqrst"],
    "target": [*NAMES.elements, *"opqrst", "cia", "cia"],
    "relation": [
        "met_with",
        "knows",
        "holds_position",
        "holds_position",
        " knows",
        "",
        "owns",
        "owned_by ",
        "works_for",
        "flat",
    ],
    "role": ["", "", "Director", 'Head, "acting"', "line\nbreak", "Director "],
    "start_date": DATES.elements,
    "end_date": ENDS.elements,
    "date": ["", "", "", "2018-01-05", "[2017..2018-03]", "[..2018]", "2016/2018"],
    "status": ["", "claimed", "Denied", "confirmed"],
    "certainty": ["", "", "likely", "Planned", "conditional", "implied"],
    "inferred": ["", "", "", "Relation | date", "place"],
    "directed": ["", "", "", "No", "yes"],
    "assessment": ["", "", "", "Rejected", "accepted"],
    "attributed_to": ["", "Anna", "b|Anna", "Times", "cia-director", "Director, CIA"],
    "via": ["", "a", "Times|b"],
    "place": ["", "cia", "Nameless Ltd"],
    "document": [
        "",
        "doc",
        "Article",
        "https://www.x.org/1?q",
        "book",
        "https://x.org/1",
        "https://z.org/",
        "paper",
    ],
    "source_type": ["", "agency"],
    "target_type": ["", " agency", "person"],
    "our own": ["", "x\x1fy", "\x1e"],
}


DIFFERING = ("status", "certainty", "assessment", "attributed_to", "document")


def rows(count, seed):
    """Rows with everything that a file of relations may hold, and a word twice.

    Every third row says nearly what the one before it says, as often from the other end: by the
    inverse word where there is one.
    """
    draw = random.Random(seed)
    made = []
    for _ in range(count // 3):
        row, alone = _row(draw), _row(draw)
        other = row | {name: draw.choice(CELLS[name]) for name in draw.sample(DIFFERING, 2)}
        if draw.random() < 0.5:
            ends = {"source": row["target"], "target": row["source"]}
            other |= ends | {
                "relation": {"owns": "owned_by "}.get(row["relation"], row["relation"])
            }
        made += [row, other, alone]
    return [*made, made[0]]


def _row(draw):
    row = {name: draw.choice(cells) for name, cells in CELLS.items()}
    if "/" in row["start_date"]:
        row["end_date"] = ""
    if row["date"]:
        row["start_date"] = row["end_date"] = ""
    return row


SETTINGS = """[relations]
symmetric = ["flat"]
[outlets]
"z.org" = "Times"
"""
MORE_ENTITIES = [
    {"id": "x", "name": "X", "type": "media", "url": "https://www.x.org/"},
    {"id": "paper", "name": "Paper", "type": "document", "publisher": "x.org"},
]
MORE_FILTERS = [
    Filter(linking=True),
    Filter(relations=frozenset({"owned_by"})),
    Filter(assessments=frozenset({"rejected"})),
    Filter(speakers=frozenset({"a", "x"}), certainties=frozenset({"stated", "planned"})),
    Filter(statuses=frozenset({"confirmed"}), since=736330),
]
ASKED = [*FILTERS, *MORE_FILTERS]
OF_THE_CONTRACT = pytest.mark.long("asks by a filter of test_contract.py on more rows")


@pytest.fixture(scope="module")
def hard(tmp_path_factory):
    """Data with every turn of the rules, with entities and without."""
    both = {}
    for name, known in (("entities", [*ENTITIES, *MORE_ENTITIES]), ("relations only", [])):
        folder = tmp_path_factory.mktemp("hard")
        if known:
            write_csv(folder, "entities", known)
        path = write_csv(folder, "relations", rows(240, seed=3))
        (folder / "actorgraph.toml").write_text(SETTINGS)
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
        both[name] = folder
    return both


AS_IT_LIES = pytest.mark.long("makes the tables that are converted anew for each question")
WAYS = [
    ("entities", "converted"),
    pytest.param(("entities", "as it lies"), marks=AS_IT_LIES),
    pytest.param(("relations only", "converted"), marks=pytest.mark.long("converts once more")),
]


@pytest.fixture(scope="module", params=WAYS, ids=", ".join)
def both(request, hard, spark):
    """The data on this machine and on Spark."""
    name, way = request.param
    folder = hard[name]
    here = LocalEngine(read_dataset(folder))
    if way == "as it lies":
        return here, on_spark_as_it_lies(folder)
    convert(spark, str(folder), f"{folder}/x.spark")
    return here, SparkEngine(spark, f"{folder}/x.spark")


def test_rows_and_entities_are_those_of_one_machine(both):
    here, on = both
    assert list(on.all_entities()) == list(here.all_entities())
    claims = list(here.all_claims())
    assert [(one, one.row) for one in on.all_claims()] == [(one, one.row) for one in claims]
    assert sorted(on.problems) == sorted(here.problems)
    for source in sorted({source for claim in claims for source in claim.sources})[:4]:
        assert on.citing([source]) == here.citing([source])
    for name in ("Anna", "cia", "Boris", "Ana", "A", "Director, CIA", "https://x.org/1"):
        assert on.find(name) == here.find(name)


@pytest.mark.parametrize(
    "only",
    [
        *FILTERS[:2],
        *(pytest.param(only, marks=OF_THE_CONTRACT) for only in FILTERS[2:]),
        *MORE_FILTERS,
    ],
    ids=[str(number) for number in range(len(ASKED))],
)
def test_every_filter_leaves_the_same_whole(request, both, only):
    here, on = both
    way = request.node.callspec.params["both"]
    if way != WAYS[0] and only not in FILTERS[:2]:
        pytest.skip("the filters are the same code on any tables")
    assert counts(on, only) == counts(here, only)
    links = edge_pairs(here, only)
    assert named(edge_pairs(on, only)) == named(links)
    if only in FILTERS[:2]:
        assert on.highest_degrees(99, only) == degrees(links)


def named(links):
    pairs = {(links.ids[one], links.ids[other]) for one, other in links.pairs.tolist()}
    return sorted(links.ids), pairs


def degrees(links):
    others = {one: set() for one in links.ids}
    for one, other in links.pairs.tolist():
        if one != other:
            others[links.ids[one]].add(other)
            others[links.ids[other]].add(one)
    return sorted(((i, float(len(o))) for i, o in others.items()), key=lambda p: (-p[1], p[0]))


def test_components_come_under_a_filter(both):
    import networkx as nx

    here, on = both
    only = Filter(as_of=736695)
    links = edge_pairs(here, only)
    oracle = nx.Graph()
    oracle.add_nodes_from(range(len(links.ids)))
    oracle.add_edges_from(links.pairs.tolist())
    expected = sorted(sorted(links.ids[n] for n in one) for one in nx.connected_components(oracle))
    assert sorted(map(sorted, components(on, only).values())) == expected


BAD = {
    "many": "source,target,status,start_date,date,relation,inferred,checked_date,directed\n"
    "a,b,perhaps,,,,,,\nc,d,,,,,,,\n,c,,,,,,,\nd,,,,,,,,\na,b,c\n"
    "a,b,,5/2/2018,,,,,\nc,d,,2018,2019,,,,\na,b,,2018/2019,2018/2019,,,,\na,b,c,d,e,f,g,h,i,j\n"
    "a,b,,,[2018],works_for,,,\na,b,,,yesterday,works_for,,,\na,b,,,,met,relation|who,,\n"
    "a,b,,,,met,,today,\na,b,,,,met,,,both\n",
    "a quote": 'source,target\na,"b"c\n',
    "never closed": 'source,target,note\na,b,"c\nd,e,f\n',
    "no column": "source,goal\na,b\n",
    "a column twice": "source,target,note,note\na,b,c,d\n",
    "backslash": 'source,target,note,more\na,b,"c \\"d, e",f\n',
    "several can be meant": "source,target,attributed_to,document\nAnna,b,,\na,b,Anna|x,Anna\n",
    "an id twice": "source,target,document\na,c,Ann\nBo,c,\n",
    "nobody in several rows": "source,target\na,unknown\nunknown,b\nn/a,unknown\nc,d\n",
    "binary": "PK\x03\x04",
}
TWO_ANNAS = "id,name,type,publisher\na,Anna,person,\nb,Anna,person,Anna\nb,Bo,person,\n,,person,\n"


BAD_ENTITIES = {
    "several can be meant": TWO_ANNAS,
    "an id twice": "id,name,type,status,attributed_to,via,document,publisher\n"
    "a,Anna,person,,,,,\na,Ann,person,,,,,\na,Ann,person,denied,Register,,,Ann\n,b,,,,,,\n"
    "b,Ann,,,Register,,,\nc,Ann,,,x|Ann,Ann,Ann,\na,Bo,,dead,Register,,,\nc,Ann,,,,wire,,\n",
}


AS_NEVER_CLOSED = pytest.mark.long("told by the same reader as a quote that is never closed")


@pytest.mark.parametrize(
    "case",
    [pytest.param(one, marks=AS_NEVER_CLOSED) if one == "a quote" else one for one in BAD],
)
def test_bad_files_are_refused_in_the_same_words_and_nothing_is_written(spark, tmp_path, case):
    folder = write_text(tmp_path, relations=BAD[case], entities=BAD_ENTITIES.get(case, ""))
    with pytest.raises(DataError) as here:
        LocalEngine(read_dataset(folder))
    with pytest.raises(DataError) as there:
        convert(spark, str(folder), f"{folder}/x.spark")
    errors = [problem for problem in here.value.problems if problem.level == "error"]
    assert sorted(there.value.problems) == sorted(errors)
    assert not list((tmp_path / "x.spark").glob("*"))


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (
            b"source,target\na,b\nc,\xe9\nd,e\0\n",
            ["relations.csv:3: what stands here is not UTF-8", "relations.csv:4: a NUL byte"],
        ),
        ("source,target\na,b\n".encode("utf-16"), ["UTF-16 text; save it as CSV UTF-8"]),
    ],
    ids=["bytes", "UTF-16"],
)
def test_bytes_that_are_no_text_have_their_line(spark, tmp_path, raw, said):
    (tmp_path / "relations.csv").write_bytes(raw)
    with pytest.raises(DataError) as refused:
        convert(spark, str(tmp_path), f"{tmp_path}/x.spark")
    assert [text for text in said if text not in str(refused.value)] == []


@pytest.mark.long("reads many files of several blocks")
def test_lines_are_counted_over_blocks_and_breaks_in_cells(spark, tmp_path):
    text = "source,target,role\n" + "".join(
        f'p{n},q{n % 7},"role\n{n}"\n' if n % 3 else f"p{n},q{n % 7},\n" for n in range(300)
    )
    folder = write_text(tmp_path, relations=text)
    name = "spark.sql.files.maxPartitionBytes"
    before = spark.conf.get(name)
    spark.conf.set(name, "400")
    try:
        convert(spark, str(folder), f"{folder}/x.spark")
    finally:
        spark.conf.set(name, before)
    found = SparkEngine(spark, f"{folder}/x.spark")
    assert list(found.all_claims()) == list(LocalEngine(read_dataset(folder)).all_claims())


DESCRIBED = [
    {"id": "a", "name": "Anna Alt", "type": "person", "note": "ours", "our own": "x"},
    {"id": "b", "name": "Boris", "country": "de", "status": "Denied", "attributed_to": "Register"},
    {"id": "a", "name": "Ana Alt", "type": "Person", "start_date": "1970", "country": "fr",
     "attributed_to": "Register|Boris B", "via": "wire", "locator": "p. 3", "our own": "y|x"},
    {"id": "x", "name": "X", "type": "media"},
    {"id": "a", "name": "", "aliases": "A. Alt|Anna Alt", "start_date": "1971", "country": "uk",
     "document": "https://www.X.org/1", "statement_date": "2018"},
    {"id": "b", "name": "Boris B", "type": "person", "wikidata_id": "Q1", "document": "Paper",
     "quote": "line\nbreak \x1f"},
    {"id": "a", "name": "Nobody", "type": "agency", "country": "us", "assessment": "Rejected",
     "attributed_to": "times"},
    {"id": "x", "url": "https://x.org/", "description": "a paper", "attributed_to": "b"},
    {"id": "paper", "name": "Paper", "type": "document", "publisher": "Ana Alt"},
    {"id": "b", "type": "agency", "wikidata_id": "q2 ", "document": "paper"},
    {"id": "", "name": "Nameless Ltd", "type": "organization"},
    {"id": "y", "name": "Y", "type": "place", "assessment": "rejected"},
]  # fmt: skip
NAMING = [
    {
        "source": "Ana Alt",
        "target": "Boris B",
        "relation": "met_with",
        "document": "https://x.org/2",
    },
    {"source": "b", "target": "X", "relation": "works_for", "attributed_to": "A. Alt"},
    {"source": "y", "target": "Made Up", "relation": "knows"},
]
TRUSTED = [
    Filter(),
    Filter(without=frozenset({"Register", "paper"})),
    Filter(min_origins=2),
]


@pytest.mark.parametrize(
    "way",
    [
        pytest.param("converted", marks=pytest.mark.long("converts once more")),
        "written here",
        pytest.param("as it lies", marks=AS_IT_LIES),
    ],
)
def test_rows_of_one_id_describe_one_entity_and_each_says_who_says_so(spark, tmp_path, way):
    write_csv(tmp_path, "entities", DESCRIBED)
    write_csv(tmp_path, "relations", NAMING)
    here = LocalEngine(read_dataset(tmp_path))
    on = way_of(spark, tmp_path, way)
    entities = list(here.all_entities())
    assert [one.id for one in entities if one.descriptions] == [
        *"abx",
        "paper",
        "Nameless Ltd",
        "y",
    ]
    assert list(on.all_entities()) == entities
    assert sorted(on.problems) == sorted(here.problems)
    assert list(on.all_claims()) == list(here.all_claims())
    for only in TRUSTED:
        assert on.entities("ab", only) == here.entities("ab", only)
        assert counts(on, only) == counts(here, only)
    assert set(on.words("type")) | {""} == set(here.words("type")) | {""}
    for source in ("wire", "a", "nobody"):
        assert on.is_source(source) == here.is_source(source)
        assert on.speaks(source) == here.speaks(source)
    assert on.find("A. Alt") == here.find("A. Alt")


def way_of(spark, folder, way):
    """The engine on files converted by Spark or on this machine, or as they lie."""
    if way == "as it lies":
        return on_spark_as_it_lies(folder)
    if way == "written here":
        return on_spark(folder)
    convert(spark, str(folder), f"{folder}/x.spark")
    return SparkEngine(spark, f"{folder}/x.spark")


@pytest.mark.parametrize(
    "entities",
    [
        "id,name,status\na,Anna,dissolved\nb,Bo,active\n",
        pytest.param("id,name,assessment,locator\na,Anna,AAA,\nb,Bo,,p. 7\n", marks=AS_IT_LIES),
    ],
    ids=["words of others", "a place without a speaker"],
)
def test_a_column_of_others_keeps_its_words_on_spark_too(spark, tmp_path, entities):
    folder = write_text(tmp_path, relations="source,target\na,b\n", entities=entities)
    here, on = LocalEngine(read_dataset(folder)), on_spark_as_it_lies(folder)
    assert list(on.all_entities()) == list(here.all_entities())
    assert list(on.problems) == list(here.problems) != []


def without_places(claims):
    return sorted((c.source, c.relation, c.target, c.role, c.start_date, c.status) for c in claims)


@pytest.mark.long("converts the same table in each form")
def test_several_files_gzip_and_parquet_are_the_same_table(spark, many_rows, tmp_path):
    expected = without_places(LocalEngine(read_dataset(many_rows)).all_claims())
    header, *lines = (many_rows / "relations.csv").read_text().splitlines(keepends=True)
    packed, parts, columns = (tmp_path / name for name in ("packed", "parts", "columns"))
    packed.mkdir()
    (packed / "relations.csv.gz").write_bytes(gzip.compress((header + "".join(lines)).encode()))
    (parts / "relations").mkdir(parents=True)
    for number in range(3):
        part = "".join(lines[number::3])
        (parts / "relations" / f"{number}.csv").write_text(header + part)
    read = spark.read.csv(str(many_rows / "relations.csv"), header=True)
    read.repartition(3).write.parquet(f"{columns}/relations.parquet")
    for folder in (packed, parts, columns):
        found = on_spark_as_it_lies(folder)
        assert without_places(found.all_claims()) == expected
        assert len(found.problems) == 0


@pytest.fixture(scope="module")
def many_rows(tmp_path_factory):
    lines = "".join(f"p{n},q{n % 9},knows,2018-0{1 + n % 9}\n" for n in range(200))
    folder = tmp_path_factory.mktemp("rows")
    return write_text(folder, relations=f"source,target,relation,start_date\n{lines}")


def test_an_empty_file_is_none(spark, tmp_path):
    with pytest.raises(UsageError, match=r"holds no relations\.csv, or an empty one"):
        convert(spark, str(write_text(tmp_path, relations="")), f"{tmp_path}/x.spark")


def test_headers_of_others_are_read_as_told_or_as_the_settings_say(spark, tmp_path):
    folder = write_text(tmp_path, relations="A;B;Kind\nx;y;knows\n")
    (folder / "actorgraph.toml").write_text('[columns]\nsource = "A"\nrelation = "Kind"\n')
    found = SparkEngine(spark, str(folder), columns={"target": "B"})
    assert without_places(found.all_claims()) == [("x", "knows", "y", "", "", "claimed")]


@pytest.mark.parametrize("kind", [pytest.param("Directed", marks=AS_IT_LIES), "Undirected"])
def test_gephis_type_is_read_as_on_one_machine(spark, tmp_path, kind):
    folder = write_text(tmp_path, relations=f"Source,Target,Type\nx,y,{kind}\nx,z,Directed\n")
    found = list(on_spark_as_it_lies(folder).all_claims())
    assert found == list(LocalEngine(read_dataset(folder)).all_claims())
    assert found[0].is_symmetric == (kind == "Undirected")


def test_judgements_are_not_passed_over(spark, tmp_path):
    folder = write_text(tmp_path, relations="source,target\na,b\n")
    (folder / "judgements.csv").write_text("left_id,right_id,judgement\na,b,positive\n")
    with pytest.raises(UsageError, match="which Spark does not apply"):
        convert(spark, str(folder), f"{folder}/x.spark")


@pytest.mark.long("converts five times")
def test_nothing_half_written_is_taken_for_a_graph_and_only_force_replaces_one(
    spark, many_rows, tmp_path, monkeypatch
):
    from actorgraph.engines.spark import writer as module

    def fails(*_):
        raise UsageError("the disk is full")

    path = tmp_path / "x.spark"
    with monkeypatch.context() as patch:
        patch.setattr(module, "part_of", fails)
        with pytest.raises(UsageError, match="the disk is full"):
            convert(spark, str(many_rows), str(path))
    assert not list(path.glob("*"))
    convert(spark, str(many_rows), str(path))
    before = sorted(path.glob("tables-*"))
    with pytest.raises(FileExistsAlreadyError):
        convert(spark, str(many_rows), str(path))
    convert(spark, str(many_rows), str(path), force=True)
    after = sorted(path.glob("tables-*"))
    assert len(after) == 1
    assert after != before
    assert len(list(SparkEngine(spark, str(path)).all_claims())) == 200


def test_what_convert_did_not_write_is_left_alone(spark, many_rows, tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(UsageError, match="left alone"):
        convert(spark, str(many_rows), str(tmp_path), force=True)
    with pytest.raises(FileExistsAlreadyError):
        convert(spark, str(many_rows), str(tmp_path))
    assert [one.name for one in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.long("converts again and again while executors die")
def test_a_killed_executor_does_not_stop_a_conversion(spark, many_rows, tmp_path):
    numbers = iter(range(99))

    def ask():
        path = f"{tmp_path}/{next(numbers)}.spark"
        convert(spark, str(many_rows), path)
        return without_places(SparkEngine(spark, path).all_claims())

    expected = without_places(LocalEngine(read_dataset(many_rows)).all_claims())
    found = while_one_is_killed(ask, after=4)
    assert found == [expected] * len(found)
    assert not list(tmp_path.rglob("actorgraph-*"))


@pytest.mark.long("starts three sessions of its own, as the export of a part starts one")
def test_the_command_line_converts_and_asks_files_as_they_lie(spark, tmp_path):
    shutil.copytree(seed_folder(), tmp_path / "data")
    engine = ("--engine", "spark", "--master", "local[2]")
    done = actorgraph(*engine, "convert", tmp_path / "data", tmp_path / "x.spark")
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    here = actorgraph("--data", tmp_path / "data", "show", "Pompeo").stdout
    assert (tmp_path / "x.spark" / places.ABOUT).exists()
    direct = actorgraph(*engine, "--data", tmp_path / "data", "show", "Pompeo")
    assert direct.stdout == here
    assert direct.stderr.count("is read whole for every step") == 1
    other = actorgraph(*engine, "convert", tmp_path / "data", tmp_path / "x.json")
    assert (other.returncode, "leave out --engine spark" in other.stderr) == (2, True)


@pytest.mark.long("starts a session of its own for each command of the guide")
def test_the_commands_of_the_guide_print_what_one_wants_to_read(spark, tmp_path):
    """As they stand there, but for the master and the bucket, which are this machine's."""
    shutil.copytree(seed_folder(), tmp_path / "data")
    guide = GUIDE.read_text(encoding="utf-8")
    given = guide.replace("s3a://bucket", str(tmp_path)).replace("spark://host:7077", "local[2]")
    blocks = re.findall(r"```console\n(.*?)```", given, re.DOTALL)
    commands = [line[2:] for block in blocks for line in block.splitlines() if line[:2] == "$ "]
    asked = [shlex.split(one)[1:] for one in commands if not one.startswith("pip ")]
    done = [actorgraph(*words) for words in asked]
    assert [one.returncode for one in done] == [0, 0]
    here = actorgraph("--data", tmp_path / "data", "show", "Pompeo")
    assert [one.stdout for one in done] == ["", here.stdout]
    assert done[0].stderr == f"Wrote {tmp_path}/graph.spark.\n"
    assert done[1].stderr == here.stderr


@pytest.mark.long("starts a session of its own")
def test_a_part_around_somebody_is_exported_from_spark(spark, tmp_path):
    load(seed_folder()).export(tmp_path / "x.spark")
    ask = ("export", "--around", "Pompeo", "--depth", "2")
    engine = ("--engine", "spark", "--master", "local[2]", "--data", tmp_path / "x.spark")
    done = actorgraph(*engine, *ask, tmp_path / "there.json")
    assert done.returncode == 0, done.stderr
    actorgraph("--data", seed_folder(), *ask, tmp_path / "here.json")
    assert (tmp_path / "there.json").read_text() == (tmp_path / "here.json").read_text()


OUTLETS = """id,name,type,url,publisher
ft,Financial Times,media,https://www.FT.com/,
one,One,agency,https://two.org,
two,Two,agency,http://two.org/,Head
ann,Ann,person,https://ann.org/,
named,Named,document,,Ann
report,Report,document,https://r.org/,https://ft.com
page,Page,document,https://x.org/,www.far.org
"""


def test_hosts_are_the_outlets_that_they_are_on_one_machine(spark, tmp_path):
    documents = (
        "https://m.ft.com/1", "https://two.org/1", "https://ann.org/1", "https://far.org/1",
        "https://y.org/", "http:\\\\z.org\\1", "named", "report", "page", "two", "",
    )  # fmt: skip
    rows = "".join(f"a,one,holds_position,Head,{one}\n" for one in documents)
    write_text(
        tmp_path, relations=f"source,target,relation,role,document\n{rows}", entities=OUTLETS
    )
    (tmp_path / "actorgraph.toml").write_text(
        '[outlets]\n"ann.org" = "Ann"\n"far.org" = "Head, One"\n"y.org" = "Nobody"\n'
    )
    here, there = LocalEngine(read_dataset(tmp_path)), on_spark_as_it_lies(tmp_path)
    found = [claim.publisher for claim in there.all_claims()]
    assert found == [claim.publisher for claim in here.all_claims()]
    assert {"ft", "two.org", "ann", "one-head", "Nobody", "z.org", "Head"} <= set(found)


def test_an_outlet_that_can_be_several_is_refused_by_spark_too(spark, tmp_path):
    write_text(tmp_path, relations="source,target\na,b\n", entities="id,name\nx,Times\ny,Times\n")
    (tmp_path / "actorgraph.toml").write_text('[outlets]\n"x.org" = "Times"\n')
    with pytest.raises(DataError) as refused:
        on_spark_as_it_lies(tmp_path)
    here = [one for one in read_dataset(tmp_path).problems if one.level == "error"]
    assert refused.value.problems == here
