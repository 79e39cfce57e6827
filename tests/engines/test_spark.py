"""Spark answers as this machine does: on two executor processes, and when one of them is killed."""

from __future__ import annotations

import os
import random
import shlex
import subprocess
import sys
import time
from pathlib import Path

import click
import networkx as nx
import pytest
from click.testing import CliRunner
from engines.on_spark import actorgraph, executors, on_spark, processes, while_one_is_killed
from factory import write_text

from actorgraph import load, random_walk
from actorgraph.cli import cli
from actorgraph.cli.options import Question
from actorgraph.engines.spark import local_writer, parquet_tables, places, spark_engine
from actorgraph.errors import FileExistsAlreadyError, UsageError
from actorgraph.loading import Graph
from actorgraph.locating import seed_folder
from actorgraph.queries.conflicts import KINDS, SIMILAR_NAMES
from actorgraph.queries.rank import DEGREE, MEASURES
from actorgraph.queries.whole_graph import components, edge_pairs

pytestmark = pytest.mark.spark

PEOPLE, ROWS = 400, 1500
NAMES = Path(__file__).parent / "names.txt"
"""A text that names some of the people."""

COLUMNS = {
    "relation,role": ["met_with,", "knows,", "owns,", "owned_by,", "holds_position,Head", "paid,"],
    "share": ["", "25", "10-30", ">50", "100"],
    "amount,currency": [",", "1000,EUR", "2500,USD"],
    "start_date,date": [",", "2015,", "2018-02,", "[2017..2018],", ",2016", ",[2017..2018-03]"],
    "status": ["", "", "confirmed", "denied"],
    "certainty": ["", "", "likely", "conditional", "planned", "implied"],
    "inferred": ["", "", "", "target", "date"],
    "directed": ["", "", "", "no", "yes"],
    "assessment": ["", "", "", "accepted", "rejected"],
}


APART = [
    *((ends, "") for ends in ("a,b", "b,c", "d,e", "e,e", "h,i", "i,j", "j,h", "z,a")),
    ("f,g", "denied"),
    # On the way one node has two stars.
    *((ends, "") for ends in ("p,n", "q,m", "n,q", "l,p")),
]
"""Ends and status of claims that are not linked with the others: chains, circles, one end."""


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    """A graph of some thousand claims, offices and denials among them.

    Every second row is about the ends of one before it, in either order, so that claims share
    edges, contradict each other or stand alone only by a word.
    """
    draw = random.Random(5)
    rows = [f"source,target,attributed_to,document,{','.join(COLUMNS)}"]
    pairs = []
    for number in range(ROWS):
        one, other = draw.sample(range(PEOPLE), 2)
        if number % 2:
            one, other = draw.sample(draw.choice(pairs), 2)
        pairs.append((one, other))
        cells = ",".join(map(draw.choice, COLUMNS.values()))
        rows.append(f"p{one},p{other},p{number % 7},d{number % 5},{cells}")
    rows += [f"{ends},,,,,,,,,,{status},,,," for ends, status in APART]
    types = ("person", "agency", "organization")
    names = "".join(f"p{n},Name{n} Other{n % 20},{types[n % 3]},\n" for n in range(PEOPLE))
    entities = f"id,name,type,aliases\n{names}last,Сергей Нарышкин,person,Naryschkin|S. N.\n"
    folder = tmp_path_factory.mktemp("many")
    return write_text(folder, relations="\n".join(rows) + "\n", entities=entities)


@pytest.fixture(scope="module")
def both(many, spark):
    """The graph on this machine and on Spark, in several parts."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parquet_tables, "ENTITIES_IN_A_PART", 90)
        return load(many), Graph(on_spark(many))


@pytest.fixture(scope="module")
def engines(both, many):
    """Options of the command line for the graph on this machine and on Spark."""
    return ("--data", str(many)), ("--data", str(many / "graph.spark"), "--engine", "spark")


QUESTIONS = {
    "show": "show p1",
    "show a name": "show 'Нарышкин, Сергей'",
    "find": "find 'Name7 Other'",
    "search": "search name1",
    "list": "list --type agency",
    "neighbors": "neighbors p1 --depth 2 --limit 60",
    "neighbors of a type": "neighbors p3 --type agency",
    "what one says": "neighbors p3 --speaker p2",
    "path": "path p1 p77 --every",
    "path on a day": "path p1 p77 --as-of 2018-02-01",
    "path over any edge": "path p1 p77 --through denied --through planned",
    "path along directions": "path p1 p77 --directed",
    "connect": "connect p1 p77 p120",
    "common": "common p1 p77",
    "owners": "owners p7",
    "owned": "owned p7",
    "flows": "flows p8",
    "flows from one to the other": "flows p8 p9 --max-length 3",
    "timeline": "timeline p4",
    "timeline of a window": "timeline --since 2017 --until 2018-01",
    "timeline with what was held": "timeline --since 2017 --until 2018-01 --held",
    "holders": "holders p130-head",
    "offices": "offices",
    "sources": "sources p5",
    "sources of all": "sources",
    "claims": "claims p6",
    "claims of everything": "claims --status denied --status confirmed",
    "conflicts": "conflicts "
    + " ".join(f"--kind '{kind}'" for kind in KINDS if kind != SIMILAR_NAMES),
    "conflicts of any kind": "conflicts",
    "stats": "stats",
    "stats of rejected claims": "stats --assessment rejected",
    "stats of what is owned": "stats --relation owned_by",
    "stats without": "stats --without p1",
    "stats on a day": "stats --as-of 2016-01-01 --type agency --type position",
    "rank": "rank --limit 0",
    "rank of some": "rank --relation knows",
    "rank by PageRank": "rank --by pagerank --limit 0",
    "rank by PageRank of some": "rank --by pagerank --as-of 2016-01-01 --limit 0",
    "rank by betweenness": "rank --by betweenness --limit 0",
    "communities": "communities",
    "what hangs together": "communities --connected --as-of 2016-01-01",
    "match": f"match {NAMES}",
    "mentions": f"mentions {NAMES}",
}
READ_FILES_THEMSELVES = {"check", "diff"}
"""Questions about files, which Spark does not answer."""


@pytest.mark.parametrize("given", ["--engine", "--master"])
def test_no_question_and_no_measure_is_forgotten(given):
    commands = {name: cli.get_command(click.Context(cli), name) for name in cli.list_commands(None)}
    questions = {
        name
        for name, command in commands.items()
        if isinstance(command, Question) and any(given in one.opts for one in command.params)
    }
    asked = [question.split() for question in QUESTIONS.values()]
    assert {command for command, *_ in asked} == questions - READ_FILES_THEMSELVES
    measures = {words[2] if words[1] == "--by" else DEGREE for words in asked if words[0] == "rank"}
    assert measures == {*MEASURES}


def answer(engine, question):
    """All that is printed on stdout and stderr, and the exit code."""
    done = CliRunner().invoke(cli, [*engine, *shlex.split(QUESTIONS[question]), "--json"])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.stdout, done.stderr


LONG = {
    **dict.fromkeys(
        ("rank by PageRank", "rank by PageRank of some", "what hangs together"),
        "many rounds over all edges",
    ),
    "conflicts of any kind": "looks for everybody's name, one after the other",
}
"""Components are also compared by themselves, and PageRank after three rounds."""


@pytest.mark.every_case
@pytest.mark.parametrize(
    "question",
    [
        pytest.param(one, marks=pytest.mark.long(LONG[one])) if one in LONG else one
        for one in QUESTIONS
    ],
)
def test_every_question_has_the_same_answer_to_the_last_byte(engines, question):
    local, on = engines
    assert answer(on, question) == answer(local, question)


def test_pagerank_is_the_same_to_the_last_byte_and_so_is_its_order(both, monkeypatch):
    local, on = both
    monkeypatch.setattr(random_walk, "MOST_ROUNDS", 3)
    assert on.rank("pagerank", limit=None).json() == local.rank("pagerank", limit=None).json()


@pytest.mark.parametrize(
    "name",
    ["p1", "P1", "Name7 Other7", "name7", "Sergei Naryshkin", "Other3", "Nmae9 Other9", "xyz"],
)
def test_names_are_found_alike(both, name):
    local, on = both
    assert on.engine.find(name) == local.engine.find(name)
    assert sorted(on.engine.starting_with(name, 500)) == sorted(
        local.engine.starting_with(name, 500)
    )


def test_the_seed_is_the_same_with_its_problems_and_places(spark, tmp_path):
    local = load(seed_folder())
    local_writer.write(tmp_path / "seed.spark", local.engine)
    on = load(str(tmp_path / "seed.spark"), engine="spark", session=spark)
    assert list(on.engine.all_entities()) == list(local.engine.all_entities())
    assert [(c, c.row) for c in on.engine.all_claims()] == [
        (c, dict(c.row)) for c in local.engine.all_claims()
    ]
    assert list(on.engine.problems) == list(local.engine.problems)
    assert on.show("Pompeo").json() == local.show("Pompeo").json()


def test_many_ids_at_once_are_joined(both, monkeypatch):
    local, on = both
    ids = [f"p{number}" for number in range(PEOPLE)]
    monkeypatch.setattr(spark_engine, "LITERALS", 3)
    assert on.engine.touching(ids) == local.engine.touching(ids)
    monkeypatch.setattr(spark_engine, "MOST_KEYS", 10)
    with pytest.raises(UsageError, match="400 entities at once"):
        on.engine.touching(ids)


def test_components_are_those_of_networkx(both):
    links = edge_pairs(both[1].engine)
    oracle = nx.Graph()
    oracle.add_nodes_from(links.ids)
    oracle.add_edges_from((links.ids[a], links.ids[b]) for a, b in links.pairs.tolist())
    found = components(both[1].engine)
    connected = sorted(map(sorted, nx.connected_components(oracle)))
    assert sorted(map(sorted, found.values())) == connected
    assert {tuple("abcz"), tuple("de"), ("f",), ("g",), tuple("hij"), tuple("lmnpq")} <= {
        tuple(one) for one in connected
    }
    assert all(least == min(ids) for least, ids in found.items())


def test_two_executor_processes_each_ran_tasks(both, spark):
    before = executors(spark)
    for _ in range(20):
        both[1].stats()
        ran = {one: tasks - before.get(one, 0) for one, tasks in executors(spark).items()}
        if sum(tasks > 0 for tasks in ran.values()) > 1:
            break
    assert len(processes()) == 2
    assert sum(tasks > 0 for tasks in ran.values()) == 2


KILLED = ["stats"]
KILLED_TOO = ["show", "path", "neighbors", "timeline", "holders", "rank", "rank by PageRank"]


@pytest.mark.parametrize("question", [*KILLED, *KILLED_TOO])
def test_a_killed_executor_does_not_lose_the_answer(engines, full, question):
    if question in KILLED_TOO and not full:
        pytest.skip("as the others, by the same way: pytest --full")
    local, on = engines
    found = while_one_is_killed(lambda: answer(on, question))
    assert found == [answer(local, question)] * len(found)


@pytest.mark.long("asks for components again and again while executors die")
def test_a_killed_executor_does_not_lose_components(both):
    expected = components(both[1].engine)
    found = while_one_is_killed(lambda: components(both[1].engine), after=1.5)
    assert found == [expected] * len(found)


def test_what_is_there_is_kept_or_replaced_whole(tmp_path):
    graph, path = load(seed_folder()), tmp_path / "x.spark"
    graph.export(path)
    before = (path / places.ABOUT).read_bytes()
    with pytest.raises(FileExistsAlreadyError):
        graph.export(path)
    graph.export(path, force=True)
    assert (path / places.ABOUT).read_bytes() == before
    (tmp_path / "mine.spark").mkdir()
    with pytest.raises(UsageError, match="left alone"):
        graph.export(tmp_path / "mine.spark", force=True)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["mine.spark", "x.spark"]


def test_a_folder_that_is_none_says_what_to_do(spark, tmp_path):
    with pytest.raises(UsageError, match="holds neither tables for Spark nor"):
        load(str(tmp_path), engine="spark", session=spark)
    with pytest.raises(UsageError, match="There is no"):
        load(str(tmp_path / "nowhere"), engine="spark", session=spark)


@pytest.mark.long("starts a session of its own, as the command line's tests of files do")
def test_the_command_line_asks_spark(spark, tmp_path):
    data, folder = ("--data", seed_folder()), tmp_path / "seed.spark"
    done = actorgraph("convert", seed_folder(), folder)
    assert (done.returncode, done.stdout) == (0, "")
    asked = actorgraph(
        "--engine", "spark", "--master", "local[2]", "--data", folder, "show", "Pompeo"
    )
    assert asked.stdout == actorgraph(*data, "show", "Pompeo").stdout
    assert asked.stderr == ""
    assert asked.returncode == 0


def test_what_is_missing_is_said_in_a_sentence(tmp_path):
    (tmp_path / "relations.csv").write_text("source,target\na,b\n")
    asked = ("--engine", "spark", "--data", tmp_path, "show", "x")
    no_java = actorgraph(*asked, PATH=str(tmp_path), JAVA_HOME="")
    assert no_java.stderr.startswith("Spark needs Java, and there is none here.\nInstall Java 17")
    no_spark = actorgraph(*asked, without=("pyspark",))
    assert "pip install 'actorgraph[spark]'" in no_spark.stderr
    assert {no_java.returncode, no_spark.returncode} == {2}
    assert "Traceback" not in no_java.stderr + no_spark.stderr


def test_options_that_do_not_go_together_are_refused(tmp_path):
    master = actorgraph("--master", "local[2]", "show", "x")
    assert "--master goes with --engine spark" in master.stderr
    check = actorgraph("--engine", "spark", "--data", tmp_path, "check")
    assert "Spark cannot answer it" in check.stderr
    nowhere = actorgraph("--engine", "spark", "show", "x")
    assert "actorgraph convert DATA FOLDER.spark" in nowhere.stderr
    assert {master.returncode, check.returncode, nowhere.returncode} == {2}


def test_a_master_that_is_not_there_is_a_sentence(tmp_path):
    load(seed_folder()).export(tmp_path / "x.spark")
    asked = ("--engine", "spark", "--master", "spark://127.0.0.1:1", "--data", tmp_path / "x.spark")
    done = actorgraph(*asked, "show", "x")
    assert done.returncode == 2
    assert "Spark at spark://127.0.0.1:1 does not answer" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.long("starts a master and two workers")
def test_a_standalone_cluster_with_two_workers_answers(tmp_path):
    import pyspark

    load(seed_folder()).export(tmp_path / "x.spark")
    work, workers = tmp_path / "work", tmp_path / "workers"
    work.mkdir()
    home = Path(pyspark.__file__).parent
    environment = os.environ | {"SPARK_HOME": str(home), "SPARK_LOCAL_IP": "127.0.0.1"}
    run = [str(home / "bin" / "spark-class")]
    master = "spark://127.0.0.1:17077"
    of_master = ["--host", "127.0.0.1", "--port", "17077", "--webui-port", "18080"]
    worker = ["--host", "127.0.0.1", "--cores", "1", "--memory", "1g", "-d", str(workers), master]
    deploy = "org.apache.spark.deploy"
    commands = [[*run, f"{deploy}.master.Master", *of_master]]
    commands += [
        [*run, f"{deploy}.worker.Worker", *worker, "--webui-port", p] for p in ("18081", "18082")
    ]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "env": environment}
    started = [subprocess.Popen(command, **quiet) for command in commands]
    try:
        time.sleep(10)
        asked = ("--engine", "spark", "--master", master, "--data", tmp_path / "x.spark")
        done = actorgraph(*asked, "show", "Pompeo")
        rank = ("rank", "--by", "pagerank", "--limit", "5")
        nowhere = actorgraph(*asked, *rank)
        ranked = actorgraph(*asked, *rank, ACTORGRAPH_WORK=str(work))
        there = ("--engine", "spark", "--master", master)
        made = actorgraph(
            *there, "convert", seed_folder(), tmp_path / "y.spark", PYSPARK_PYTHON=sys.executable
        )
        shown = actorgraph(*there, "--data", tmp_path / "y.spark", "show", "Pompeo")
    finally:
        for process in started:
            process.terminate()
            process.wait()
    assert done.stdout == actorgraph("--data", seed_folder(), "show", "Pompeo").stdout
    assert "Name such a folder: ACTORGRAPH_WORK" in nowhere.stderr
    assert nowhere.returncode == 2
    assert ranked.stdout == actorgraph("--data", seed_folder(), *rank).stdout
    assert made.returncode == 0, made.stderr
    assert shown.stdout == done.stdout
    assert not list(work.iterdir())
