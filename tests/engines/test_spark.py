"""Spark answers as this machine does: on two executor processes, and when one of them is killed."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import networkx as nx
import pytest
from engines.on_spark import actorgraph, executors, on_spark, processes, while_one_is_killed
from factory import write_text

from actorgraph import load
from actorgraph.engines.spark import local_writer, parquet_tables, places, spark_engine
from actorgraph.errors import FileExistsAlreadyError, UsageError
from actorgraph.loading import Graph
from actorgraph.locating import seed_folder
from actorgraph.queries.whole_graph import components, edge_pairs

pytestmark = pytest.mark.spark

PEOPLE, ROWS = 400, 1500


COLUMNS = {
    "relation,role": ["met_with,", "knows,", "owns,", "owned_by,", "holds_position,Head"],
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
    rows += [f"{ends},,,,,,,{status},,,," for ends, status in APART]
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


QUESTIONS = {
    "show": lambda graph: graph.show("p1"),
    "show a name": lambda graph: graph.show("Нарышкин, Сергей"),
    "neighbors": lambda graph: graph.neighbors("p1", depth=2, limit=60),
    "neighbors of a type": lambda graph: graph.neighbors("p3", types=["agency"]),
    "path": lambda graph: graph.path("p1", "p77", every=True),
    "path on a day": lambda graph: graph.path("p1", "p77", as_of="2018-02-01"),
    "path over any edge": lambda graph: graph.path("p1", "p77", through=["denied", "planned"]),
    "what one says": lambda graph: graph.neighbors("p3", speakers=["p2"]),
    "timeline": lambda graph: graph.timeline("p4"),
    "timeline of a window": lambda graph: graph.timeline(since="2017", until="2018-01"),
    "timeline with what was held": lambda graph: graph.timeline(
        since="2017", until="2018-01", held=True
    ),
    "claims of everything": lambda graph: graph.claims(statuses=["denied", "confirmed"]),
    "holders": lambda graph: graph.holders("p130-head"),
    "sources": lambda graph: graph.sources("p5"),
    "rank": lambda graph: graph.rank(limit=30),
    "rank by PageRank": lambda graph: graph.rank(measure="pagerank", limit=30),
    "rank of some": lambda graph: graph.rank(relations=["knows"]),
    "rank by PageRank of some": lambda graph: graph.rank(measure="pagerank", as_of="2016-01-01"),
    "communities": lambda graph: graph.communities(),
    "what hangs together": lambda graph: graph.communities(connected=True, as_of="2016-01-01"),
    "stats": lambda graph: graph.stats(),
    "stats of rejected claims": lambda graph: graph.stats(assessments=["rejected"]),
    "stats of what is owned": lambda graph: graph.stats(relations=["owned_by"]),
    "stats without": lambda graph: graph.stats(without=["p1"]),
    "stats on a day": lambda graph: graph.stats(as_of="2016-01-01", types=["agency", "position"]),
}


def answer(graph, question):
    """What is answered, numbers of PageRank to ten digits."""
    from json import loads

    def plain(value):
        if isinstance(value, float):
            return round(value, 10)
        if isinstance(value, dict):
            return {name: plain(one) for name, one in value.items()}
        return [plain(one) for one in value] if isinstance(value, list) else value

    said = QUESTIONS[question](graph).json()
    return plain(loads(said) if isinstance(said, str) else said)


ROUNDS = ("rank by PageRank", "rank by PageRank of some", "what hangs together")
"""Answered by a hundred rounds over all edges; components are also compared by themselves."""


@pytest.mark.every_case
@pytest.mark.parametrize(
    "question",
    [
        pytest.param(one, marks=pytest.mark.long("a hundred rounds over all edges"))
        if one in ROUNDS
        else one
        for one in QUESTIONS
    ],
)
def test_every_question_has_the_same_answer(both, question):
    local, on = both
    assert answer(on, question) == answer(local, question)


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
def test_a_killed_executor_does_not_lose_the_answer(both, full, question):
    if question in KILLED_TOO and not full:
        pytest.skip("as the others, by the same way: pytest --full")
    local, on = both
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
    for place in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(UsageError, match="holds no tables for Spark"):
            load(str(place), engine="spark", session=spark)


def test_a_table_that_is_lost_is_an_error_and_no_answer(spark, tmp_path):
    path = tmp_path / "x.spark"
    load(seed_folder()).export(path)
    graph = load(str(path), engine="spark", session=spark)
    for part in (path / local_writer.FOLDER / "relations").rglob("*.parquet"):
        part.write_bytes(part.read_bytes()[:-50])
    with pytest.raises(UsageError, match="Spark could not answer"):
        graph.show("pompeo")


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
