"""Sessions of Spark, made quietly, on any master."""

from __future__ import annotations

import atexit
import logging
import os
import re
import shutil
import signal
import sys
import tempfile
import threading
import time
import warnings
from contextlib import contextmanager, suppress
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from actorgraph.engines.spark.faults import said_plainly
from actorgraph.engines.spark.parquet_tables import declared
from actorgraph.engines.spark.places import CONNECT, LOCAL, check_master
from actorgraph.engines.spark.waiting import waited
from actorgraph.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pyspark.sql import DataFrame, SparkSession

    from actorgraph.engines.spark.parquet_tables import OfBatches

ALONE = ("local[",)
_COLLECTOR = "-XX:+UseParallelGC"
"""For throughput: nobody waits for a single short pause here."""
JAVA_HINT = "Install Java 17 or later (on Debian and Ubuntu: apt install default-jre-headless)."


_PATIENCE = 10
"""Seconds in which tasks that are told to end have ended."""


def session(master: str | None = None) -> SparkSession:
    """Return a session, stopped when Python ends.

    Args:
        master: local[*], local-cluster[...], spark://..., yarn, k8s://..., or sc://... for Connect;
            None means SPARK_MASTER, or this machine.

    Raises:
        UsageError: if pyspark or Java is missing, or the master does not answer.
    """
    master = _named(master)
    check_installed(master)
    check_master(master)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pyspark.sql import SparkSession

        builder = SparkSession.builder.appName("actorgraph")
        if master.startswith(CONNECT):
            builder = builder.remote(master)
        else:
            settings = _settings(master)
            _start_quietly({"spark.master": master, **settings})
            builder = builder.master(master)
            for name, value in settings.items():
                builder = builder.config(name, value)
        ours = SparkSession.getActiveSession() is None
        with said_plainly(f"Spark at {master} does not answer"), waited(), _interrupts_kept():
            made = builder.getOrCreate()
        if ours:
            made._actorgraph_is_ours = True  # type: ignore[attr-defined]  # noqa: SLF001
            atexit.register(made.stop)
        return made


def _named(master: str | None) -> str:
    return master or os.environ.get("SPARK_MASTER") or "local[*]"


def is_here(master: str | None) -> bool:
    """Whether a session on a master reads the files of this machine."""
    return _named(master).startswith(LOCAL)


@contextmanager
def _interrupts_kept() -> Iterator[None]:
    """Let Ctrl-C be what it was: Spark's own handler calls Java amid a call to it, which fails.

    What was begun is ended by `end_jobs`, by whoever cleans up.
    """
    before = signal.getsignal(signal.SIGINT)
    try:
        yield
    finally:
        if threading.current_thread() is threading.main_thread() and before is not None:
            signal.signal(signal.SIGINT, before)


def end_jobs(session: SparkSession) -> None:
    """End what a session of our own still computes, so that nothing is written any more."""
    if not getattr(session, "_actorgraph_is_ours", False) or is_remote(session):
        return
    context = session.sparkContext
    with suppress(Exception):  # the first call after Ctrl-C finds its way to Java closed
        context.cancelAllJobs()
    context.cancelAllJobs()
    ends = time.monotonic() + _PATIENCE
    while context.statusTracker().getActiveStageIds() and time.monotonic() < ends:
        time.sleep(0.1)


def has_files_here(session: SparkSession) -> bool:
    """Whether a session that was handed in reads the files of this machine."""
    return not is_remote(session) and is_here(session.conf.get("spark.master"))


def _start_quietly(settings: Mapping[str, str]) -> None:
    """Start Java with what it says kept in a file: its warnings and traces are for its makers.

    ACTORGRAPH_SPARK_LOG names the file; without it the file goes when Python ends.

    Raises:
        UsageError: if Java does not start, with its own reason.
    """
    from pyspark import SparkConf, SparkContext
    from pyspark.errors import PySparkRuntimeError
    from pyspark.java_gateway import launch_gateway

    if SparkContext._gateway is not None:  # noqa: SLF001 - Java runs already
        return
    logging.getLogger("py4j").setLevel(logging.CRITICAL)  # at Ctrl-C it prints traces, there and
    logging.getLogger().addFilter(_is_not_of_py4j)  # in the log of all
    if path := os.environ.get("ACTORGRAPH_SPARK_LOG"):
        log = Path(path)
    else:
        folder = tempfile.mkdtemp(prefix="actorgraph-")
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        log = Path(folder) / "spark.log"
    try:
        with log.open("ab") as file, waited():
            conf = SparkConf().setAll([*settings.items()])
            gateway = launch_gateway(conf, {"stderr": file})  # type: ignore[no-untyped-call]
    except (OSError, PySparkRuntimeError) as error:
        raise UsageError(_why_not_started(log) or f"{error}.", hint=JAVA_HINT) from None
    SparkContext._ensure_initialized(gateway=gateway)  # noqa: SLF001 - what its constructor calls


def _is_not_of_py4j(record: logging.LogRecord) -> bool:
    """Whether something else than Py4J writes a record."""
    return record.module not in ("java_gateway", "clientserver")


def _why_not_started(log: Path) -> str:
    """Return a sentence on why Java did not start, from what it said; "" if it said nothing."""
    try:
        said = log.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    if "UnsupportedClassVersionError" in said:
        return "Spark needs Java 17 or later; the one that is found is older."
    found = (line for line in said.splitlines() if re.match(r"(Exception|Error|.*Error:)", line))
    reason = next(found, "").strip().rstrip(".")
    return reason and f"Spark does not start: {reason}."


def work_folder() -> str | None:
    """Return the folder that ACTORGRAPH_WORK names for what is set down on the way."""
    return os.environ.get("ACTORGRAPH_WORK")


def collected(answer: DataFrame) -> list[tuple[Any, ...]]:
    """Rows of an answer.

    Raises:
        UsageError: with Spark's reason, if it cannot answer.
    """
    with said_plainly("Spark could not answer"), waited(answer.sparkSession):
        return [tuple(row) for row in answer.collect()]


def mapped(table: DataFrame, function: OfBatches, form: Mapping[str, str]) -> DataFrame:
    """A table as a function makes it of Arrow batches, on the executors."""
    with warnings.catch_warnings():  # on the version of pandas, which is not asked here
        warnings.simplefilter("ignore")
        return table.mapInArrow(function, declared(form))


def ship(session: SparkSession) -> None:
    """Let executors import what they run, wherever they are: this package, and what it reads with.

    Not where there is one process, which knows the way already.
    """
    master = session.conf.get("spark.master", "") or ""
    is_one_process = master.startswith(ALONE) and not is_remote(session)
    if is_one_process or getattr(session, "_actorgraph_is_shipped", False):
        return
    folder = tempfile.mkdtemp(prefix="actorgraph-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)  # executors fetch it from here
    path = Path(folder) / "actorgraph-executors.zip"
    _zip(path, ("actorgraph", "anyascii"))
    with said_plainly("Spark does not take what its executors need"):
        if is_remote(session):
            session.addArtifacts(str(path), pyfile=True)
        else:
            session.sparkContext.addPyFile(str(path))
    session._actorgraph_is_shipped = True  # type: ignore[attr-defined]  # noqa: SLF001


def is_remote(session: SparkSession) -> bool:
    """Whether this is Spark Connect."""
    return type(session).__module__.startswith("pyspark.sql.connect")


def _zip(path: Path, packages: tuple[str, ...]) -> None:
    import zipfile
    from importlib.util import find_spec

    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as zipped:
        for package in packages:
            spec = find_spec(package)
            for root in map(Path, (spec and spec.submodule_search_locations) or ()):
                for file in sorted(root.rglob("*")):
                    is_needed = "__pycache__" not in file.parts and "page" not in file.parts
                    if file.is_file() and is_needed:
                        zipped.write(file, f"{package}/{file.relative_to(root)}")


def check_installed(master: str) -> None:
    """Refuse with one sentence where something is missing.

    Raises:
        UsageError: if pyspark is not installed, or no Java is found and the master needs one here.
    """
    try:
        import pyspark  # noqa: F401
    except ImportError:
        raise UsageError(
            "Spark is asked for, but pyspark is not installed.",
            hint="Install it with: pip install 'actorgraph[spark]'",
        ) from None
    if master.startswith(CONNECT):
        return
    home = os.environ.get("JAVA_HOME")  # which Spark takes before any other
    if home and not shutil.which("java", path=f"{home}/bin"):
        raise UsageError(
            f"Spark needs Java, and there is none in {home}, which JAVA_HOME names.",
            hint="Unset JAVA_HOME, or let it name the folder of Java 17 or later.",
        )
    if not home and not shutil.which("java"):
        raise UsageError("Spark needs Java, and there is none here.", hint=JAVA_HINT)


def _settings(master: str) -> dict[str, str]:
    """What we set for a session of our own."""
    log = resources.files("actorgraph.engines.spark") / "log4j2.properties"
    settings = {
        "spark.driver.extraJavaOptions": f"-Dlog4j2.configurationFile=file:{log} {_COLLECTOR}",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
    }
    if master.startswith(LOCAL):
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        settings |= {
            "spark.driver.bindAddress": "127.0.0.1",
            "spark.driver.host": "127.0.0.1",
            "spark.executor.extraJavaOptions": _COLLECTOR,
            "spark.sql.shuffle.partitions": "8",
        }
    return settings
