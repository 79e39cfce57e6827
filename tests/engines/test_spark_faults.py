"""Whatever goes wrong in Spark is said in a sentence, and no damaged table is answered from."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import ExitStack, suppress
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from engines.on_spark import actorgraph
from factory import write_text

from actorgraph.engines.spark import faults, local_writer
from actorgraph.engines.spark.places import ABOUT, check_place
from actorgraph.engines.spark.spark_engine import SparkEngine
from actorgraph.errors import UsageError
from actorgraph.loading import load

ROWS = "".join(f"a{n},b{n % 7},knows\n" for n in range(200))
AT = "An error occurred while calling o1.collectToPython.\n: org.apache.spark.SparkException: "
LOST = (
    "Job aborted due to stage failure: Task 0 in stage 4.0 failed 1 times, most recent failure: "
    "Lost task 0.0 in stage 4.0 (TID 4) (127.0.0.1 executor driver): "
)


def cut_off(file):
    file.write_bytes(file.read_bytes()[:-50])


def emptied(file):
    file.write_bytes(b"")


def removed(file):
    file.unlink()


def garbled_inside(file):
    """Damage a page of the column that claims are read from, in a way that only a checksum shows."""
    pages = pq.ParquetFile(file).metadata.row_group(0)
    cells = pages.column(pages.num_columns - 1)
    assert cells.path_in_schema == "cells"
    at = cells.dictionary_page_offset or cells.data_page_offset
    changed(file, at + cells.total_compressed_size // 2)


def garbled_at_its_end(file):
    changed(file, file.stat().st_size - 40)


def changed(file, at):
    content = bytearray(file.read_bytes())
    content[at] ^= 1
    file.write_bytes(content)


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    """Tables that are whole."""
    data = write_text(tmp_path_factory.mktemp("whole"), relations=f"source,target,relation\n{ROWS}")
    load(data).export(data / "x.spark")
    return data / "x.spark"


@pytest.fixture
def copied(tables, tmp_path):
    return shutil.copytree(tables, tmp_path / "x.spark")


def relations_in(folder):
    return folder / local_writer.FOLDER / "relations" / "part-00000.parquet"


@pytest.mark.parametrize(
    ("damage", "said"),
    [(cut_off, "is damaged or cut off"), (emptied, "is empty"), (removed, "is gone")],
)
def test_a_file_of_the_tables_that_is_not_whole_is_named_before_java_starts(copied, damage, said):
    check_place(str(copied))
    file = relations_in(copied)
    damage(file)
    with pytest.raises(UsageError) as error:
        check_place(str(copied))
    assert error.value.message == f"{file} {said}."
    assert "from a copy, or write the tables anew" in error.value.hint


def test_a_description_of_the_tables_that_lacks_something_is_damaged(copied):
    about = json.loads((copied / ABOUT).read_text())
    del about["placed"]
    (copied / ABOUT).write_text(json.dumps(about))
    with pytest.raises(UsageError, match=r"about\.json is damaged"):
        check_place(str(copied))


@pytest.mark.spark
@pytest.mark.parametrize("damage", [garbled_inside, removed, cut_off, garbled_at_its_end])
def test_spark_answers_from_no_damaged_file(spark, copied, damage):
    """Where the files are elsewhere, only Spark reads them."""
    file = relations_in(copied)
    damage(file)
    with pytest.raises(UsageError) as error:
        list(SparkEngine(spark, str(copied)).all_claims())
    assert str(file) in error.value.message
    assert "damaged" in error.value.message or "is gone" in error.value.message
    assert "\n" not in error.value.message
    assert "write the tables anew" in error.value.hint


@pytest.mark.spark
def test_files_that_convert_did_not_write_are_no_part_of_the_tables(spark, copied):
    before = len(list(SparkEngine(spark, str(copied)).all_claims()))
    shutil.copy(relations_in(copied), relations_in(copied).with_name("copy.parquet"))
    relations_in(copied).with_name("notes.txt").write_text("x")
    assert len(list(SparkEngine(spark, str(copied)).all_claims())) == before == 200


@pytest.mark.parametrize(
    ("message", "said"),
    [
        (
            (f"{AT}[FAILED_READ_FILE.NO_HINT] Encountered error while reading file "
            "file:///data/a b/c.parquet.  SQLSTATE: KD001\n\tat org.apache.spark.sql"),
            "/data/a b/c.parquet is damaged, or no longer there.",
        ),
        (
            "[PATH_NOT_FOUND] Path does not exist: file:/data/d. SQLSTATE: 42K03",
            "There is no /data/d.",
        ),
        (
            "[PATH_NOT_FOUND] Path does not exist: s3a://bucket/d. SQLSTATE: 42K03",
            "There is no s3a://bucket/d.",
        ),
        (
            f"{AT}{LOST}java.io.IOException: No space left on device\n\tat java.base",
            "The disk is full where Spark writes.",
        ),
        (
            f"{AT}{LOST}java.lang.OutOfMemoryError: Java heap space\n\tat java.base",
            "Spark has not enough memory for this.",
        ),
        (
            (f"{AT}{LOST}java.io.IOException: Mkdirs failed to create file:/locked/x/_temporary "
            "(exists=false, cwd=file:/home)\n\tat org.apache"),
            "/locked/x/_temporary cannot be written.",
        ),
        (
            f"{AT}{LOST}java.io.FileNotFoundException: /locked/x (Permission denied)\n\tat java",
            "/locked/x cannot be read or written: permission denied.",
        ),
        (f"{AT}[A.B_C] Something odd. SQLSTATE: 42K03\n\tat x", "It failed: Something odd."),
        (f"{AT}{LOST}java.lang.RuntimeException: odd\n\tat x", "It failed: odd"),
        (f"{AT}Cannot call methods on a stopped SparkContext.\n\tat x", "It failed."),
        (
            "o1.save.\n: java.io.FileNotFoundException: Parent path is not a directory: file:/a/b\n",
            "/a/b is a file, so nothing can be written in it.",
        ),
        ("odd", "It failed: odd"),
    ],
)  # fmt: skip
def test_a_fault_is_said_without_what_java_calls_it(message, said):
    with pytest.raises(UsageError) as error, faults.said_plainly("It failed"):
        raise RuntimeError(message)
    assert error.value.message == said


def test_that_spark_ended_is_said():
    ended = pytest.raises(UsageError, match="Spark ended before it answered")
    with ended, faults.said_plainly("It failed"):
        raise ConnectionRefusedError


@pytest.mark.parametrize("closed", [RuntimeError("Answer is empty"), ConnectionResetError()])
def test_what_fails_after_ctrl_c_is_not_what_is_told(closed):
    def clean_up():
        raise closed

    stopped = pytest.raises(KeyboardInterrupt)
    with stopped, faults.said_plainly("It failed"), ExitStack() as stack:
        stack.callback(clean_up)
        raise KeyboardInterrupt


@pytest.mark.process
@pytest.mark.parametrize(
    ("variables", "said"),
    [
        (
            {"JAVA_HOME": "{folder}"},
            "Spark needs Java 17 or later; the one that is found is older.",
        ),
        (
            {"JAVA_HOME": "/nowhere"},
            "Spark needs Java, and there is none in /nowhere, which JAVA_HOME names.",
        ),
    ],
    ids=["old", "nowhere"],
)
def test_a_java_that_does_not_do_is_said(tables, tmp_path, variables, said):
    java = tmp_path / "bin" / "java"
    java.parent.mkdir()
    java.write_text(
        "#!/bin/sh\necho 'Error: A JNI error has occurred' >&2\n"
        "echo 'Exception in thread \"main\" java.lang.UnsupportedClassVersionError: x' >&2\nexit 1\n"
    )
    java.chmod(0o755)
    given = {name: value.format(folder=tmp_path) for name, value in variables.items()}
    done = actorgraph("--engine", "spark", "--data", tables, "show", "a1", **given)
    assert done.stderr.splitlines()[0] == said
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 2)


@pytest.mark.spark
@pytest.mark.long("starts a session of its own for each moment")
@pytest.mark.parametrize("asked", ["convert", "rank"])
def test_ctrl_c_is_one_line_and_leaves_neither_java_nor_half_a_table(tables, asked):
    """Ends when tables are being written, or set down on the way to an answer."""
    target = tables.with_name(f"{asked}.spark")
    work = tables.with_name(f"{asked}-work")
    arguments = {
        "convert": ["convert", tables.parent, target],
        "rank": ["--data", tables, "rank", "--by", "pagerank"],
    }[asked]
    begun = target if asked == "convert" else work
    running = subprocess.Popen(
        [sys.executable, "-m", "actorgraph", "--engine", "spark", "--master", "local[2]"]
        + [str(argument) for argument in arguments],
        env=os.environ | {"ACTORGRAPH_WORK": str(work)} if asked == "rank" else None,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    wait_until(begun.exists)
    os.killpg(running.pid, signal.SIGINT)  # as a terminal does: to Java too
    stdout, stderr = running.communicate(timeout=120)
    assert (running.returncode, stdout, stderr.split()) == (130, "", ["Stopped."])
    wait_until(lambda: not others_in(running.pid))
    assert not [file for file in begun.rglob("*") if file.is_file()]


def others_in(group):
    """The command lines of the processes of a group."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            of = (place / "stat").read_text().rpartition(")")[2].split()
            if int(of[2]) == group and of[0] != "Z":
                found.append((place / "cmdline").read_text())
    return found


def wait_until(happened):
    ends = time.monotonic() + 200
    while not happened() and time.monotonic() < ends:
        time.sleep(0.1)
    assert happened()
