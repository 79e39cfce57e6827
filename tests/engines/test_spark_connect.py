"""A real Spark Connect server on this machine, asked through sc:// alone."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
from engines.on_spark import actorgraph

from actorgraph import load
from actorgraph.locating import seed_folder

pytestmark = pytest.mark.spark


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """The address of a server; gone when the tests are."""
    if shutil.which("java") is None:
        pytest.skip("no Java: make test installs it (tests/install_tools.sh)")
    pytest.importorskip("grpc")
    import pyspark

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    home = Path(pyspark.__file__).parent
    settings = {
        "spark.connect.grpc.binding.address": "127.0.0.1",
        "spark.connect.grpc.binding.port": str(port),
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.ui.enabled": "false",
        "spark.sql.shuffle.partitions": "2",
    }
    told = [part for name, value in settings.items() for part in ("--conf", f"{name}={value}")]
    serve = ["--class", "org.apache.spark.sql.connect.service.SparkConnectServer"]
    command = [str(home / "bin" / "spark-submit"), *serve, "--master", "local[2]", *told]
    here = {
        "SPARK_HOME": str(home),
        "SPARK_LOCAL_IP": "127.0.0.1",
        "PYSPARK_PYTHON": sys.executable,
    }
    log = tmp_path_factory.mktemp("connect") / "log"
    with log.open("w") as out:
        process = subprocess.Popen(
            [*command, "spark-internal"], stdout=out, stderr=out, env=os.environ | here
        )
    try:
        wait_for(port, process, log)
        yield f"sc://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


def wait_for(port, process, log):
    ends = time.monotonic() + 120
    while time.monotonic() < ends and process.poll() is None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.3)
    raise AssertionError(log.read_text()[-2000:])


SCRIPT = """
import json, sys, actorgraph
from actorgraph.engines.spark.session import session
on = actorgraph.load(sys.argv[2], engine="spark", session=session(sys.argv[1]))
for answer in (
    on.show("Pompeo"),
    on.neighbors("Pompeo", depth=2, limit=50),
    on.path("Pompeo", "Naryshkin"),
    on.rank(limit=5),
    on.rank(measure="pagerank", limit=5, as_of="2018-01-26"),
    on.stats(),
):
    print(json.dumps(answer.json()))
"""


@pytest.mark.long("starts a Connect server")
def test_every_kind_of_question_is_answered_through_connect(server, tmp_path):
    engine = ("--engine", "spark", "--master", server)
    made = actorgraph(*engine, "convert", seed_folder(), tmp_path / "x.spark")
    assert made.returncode == 0, made.stderr
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, server, str(tmp_path / "x.spark")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    here = load(seed_folder())
    asked = [
        here.show("Pompeo"),
        here.neighbors("Pompeo", depth=2, limit=50),
        here.path("Pompeo", "Naryshkin"),
        here.rank(limit=5),
        here.rank(measure="pagerank", limit=5, as_of="2018-01-26"),
        here.stats(),
    ]
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert found == [json.loads(json.dumps(answer.json())) for answer in asked]


def test_a_server_that_is_not_there_is_a_sentence(tmp_path):
    pytest.importorskip("grpc")
    asked = ("--engine", "spark", "--master", "sc://127.0.0.1:1", "--data", tmp_path)
    done = actorgraph(*asked, "show", "x")
    assert done.returncode == 2
    assert "Spark at sc://127.0.0.1:1 does not answer" in done.stderr
    assert "Traceback" not in done.stderr
