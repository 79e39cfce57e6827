"""A graph on Spark for tests: two executor processes on this machine."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

from actorgraph.engines.local import LocalEngine
from actorgraph.loading import read_dataset

MASTER = "local-cluster[2,1,1024]"


def on_spark(folder):
    """The engine on tables written from the files of a folder; a session is there already."""
    from pyspark.sql import SparkSession

    from actorgraph.engines.spark.local_writer import write
    from actorgraph.engines.spark.spark_engine import SparkEngine

    path = folder / "graph.spark"
    write(path, LocalEngine(read_dataset(folder)))
    return SparkEngine(SparkSession.active(), str(path))


def on_spark_as_it_lies(folder):
    """The engine on the files themselves."""
    from pyspark.sql import SparkSession

    from actorgraph.engines.spark.spark_engine import SparkEngine

    return SparkEngine(SparkSession.active(), str(folder))


def executors(session):
    """From the id of each executor to how many tasks it has run; the driver is none."""
    listed = session._jsparkSession.sparkContext().statusStore().executorList(False)
    found = [listed.apply(number) for number in range(listed.size())]
    return {one.id(): one.totalTasks() for one in found if one.id() != "driver"}


def processes():
    """The executor processes of this session."""
    ours = ("CoarseGrainedExecutorBackend", f"@127.0.0.1:{driver_port()}")
    found = []
    for place in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            command = place.read_text()
            if all(part in command for part in ours):
                found.append(int(place.parent.name))
    return sorted(found)


def driver_port():
    from pyspark.sql import SparkSession

    return SparkSession.active().conf.get("spark.driver.port")


def while_one_is_killed(ask, after=0.2):
    """What is answered while an executor process is killed, as often as it takes to be in time."""
    wait_for_two()
    killed = []

    def kill():
        time.sleep(after)
        killed.extend(processes()[:1])
        os.kill(killed[0], signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    found = [ask()]
    while killer.is_alive():  # the answer came before the kill: ask while it happens
        found.append(ask())
    killer.join()
    assert killed
    assert killed[0] not in processes()
    return found


def wait_for_two():
    ends = time.monotonic() + 60
    while len(processes()) < 2 and time.monotonic() < ends:
        time.sleep(0.2)
    assert len(processes()) == 2


def actorgraph(*arguments, without=(), **environment):
    """The command line in a process of its own."""
    code = (
        "import sys, importlib.abc\n"
        f"gone = {without!r}\n"
        "class Gone(importlib.abc.MetaPathFinder):\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name.split('.')[0] in gone: raise ModuleNotFoundError(name)\n"
        "if gone: sys.meta_path.insert(0, Gone())\n"
        "from actorgraph.cli import main\n"
        "sys.argv[0] = 'actorgraph'\n"
        "main()\n"
    )
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | environment,
    )
