"""What is wrong with a folder or a master of Spark is one sentence, before Java is started."""

from __future__ import annotations

import json
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from click.testing import CliRunner

from actorgraph.cli import cli
from actorgraph.engines.spark import session
from actorgraph.engines.spark.places import (
    ABOUT,
    VERSION,
    check_master,
    check_place,
    check_version,
    is_tables,
)
from actorgraph.errors import UsageError
from actorgraph.loading import load

RELATIONS = "source,target\na,b\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "x.spark").mkdir()
    return tmp_path / "x.spark"


def said(folder):
    with pytest.raises(UsageError) as error:
        check_place(str(folder))
    assert "convert DATA FOLDER.spark" in error.value.hint
    return error.value.message


def test_a_folder_that_is_not_there(tmp_path):
    assert said(tmp_path / "x.spark") == f"There is no {tmp_path}/x.spark."


def test_of_what_is_no_data_the_name_is_to_be_corrected_and_nothing_written_anew(folder):
    for place in (folder, folder / "nothing"):
        with pytest.raises(UsageError) as error:
            check_place(str(place))
        assert error.value.hint.startswith("Correct its name. ")


def test_a_folder_of_something_else(folder):
    (folder / "notes.txt").write_text("x")
    assert "holds neither tables for Spark nor relations.csv" in said(folder)
    (folder / "tables-1").mkdir()
    assert "is unfinished" in said(folder)


@pytest.mark.parametrize("as_spark_writes", [False, True])
def test_tables_of_another_version(folder, as_spark_writes):
    about = folder / ABOUT
    if as_spark_writes:
        about.mkdir()
        about = about / "part-00000"
    about.write_text(json.dumps({"version": VERSION - 1}))
    assert f"tables of version {VERSION - 1}; this one reads version {VERSION}" in said(folder)
    about.write_text("{")
    assert "holds no tables for Spark that can be read" in said(folder)
    about.write_text(json.dumps({"version": VERSION}))
    assert "about.json is damaged" in said(folder)


@pytest.mark.parametrize("name", ["relations.csv", "relations.csv.gz", "relations/part-0.parquet"])
def test_files_as_they_lie_are_left_to_spark(folder, name):
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text(RELATIONS)
    check_place(str(folder))
    assert not is_tables(folder)


@pytest.mark.parametrize("path", ["hdfs://host/x", "s3a://b/x", "file:///x", "data/*.csv"])
def test_a_place_that_only_spark_can_see_is_left_to_it(path):
    check_place(path)


def test_tables_elsewhere_are_checked_when_they_are_read():
    with pytest.raises(UsageError, match="holds no tables"):
        check_version("hdfs://host/x", {})


@pytest.mark.parametrize(
    "master",
    ["local", "local[*]", "local[4]", "local[*, 3]", "local-cluster[2, 1, 512]", "yarn",
     "k8s://https://host:443"],
)  # fmt: skip
def test_masters_that_need_no_knock(master):
    check_master(master)


@pytest.mark.parametrize(
    "master", ["nonsense", "local[", "spark:/x", "spark://", "http://x", "Yarn"]
)
def test_what_is_no_master(master):
    with pytest.raises(UsageError, match="is no master of Spark") as error:
        check_master(master)
    assert "spark://HOST:7077" in error.value.hint


@pytest.mark.parametrize("kind", ["spark://", "sc://"])
def test_a_master_answers_or_is_named(kind):
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        check_master(f"{kind}127.0.0.1:{port}")
        if kind == "spark://":
            check_master(f"{kind}127.0.0.1:1,127.0.0.1:{port}")
    for name in ("127.0.0.1:1", "127.0.0.1:99999999"):
        with pytest.raises(UsageError, match=f"Spark at {kind}{name} does not answer: "):
            check_master(f"{kind}{name}")


def test_what_answers_and_is_no_master_is_told_from_one():
    with ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler) as web:
        threading.Thread(target=web.serve_forever, daemon=True).start()
        with pytest.raises(UsageError, match="is no master of Spark") as error:
            check_master(f"spark://127.0.0.1:{web.server_address[1]}")
        web.shutdown()
    assert "7077" in error.value.hint


def test_a_folder_of_tables_is_known_without_the_engine(folder, monkeypatch):
    (folder / ABOUT).write_text(json.dumps({"version": VERSION - 1}))
    monkeypatch.setattr(session, "check_installed", lambda _master: None)
    done = CliRunner().invoke(cli, ["--data", str(folder), "show", "x"])
    assert isinstance(done.exception, UsageError)
    assert "another version of actorgraph" in done.exception.message


def test_in_python_too(tmp_path):
    with pytest.raises(UsageError, match="There is no"):
        load(tmp_path / "x.spark", engine="spark")
