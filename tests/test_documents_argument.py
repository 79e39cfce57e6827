"""The folder of documents is a path or its text, and anything else is said."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from factory import write_csv

from actorgraph.errors import ArgumentError
from actorgraph.loading import check_files, load


@pytest.fixture
def data(tmp_path):
    rows = [{"source": "a", "target": "b", "relation": "knows", "document": "d1", "quote": "so"}]
    write_csv(tmp_path, "relations", rows)
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "d1.txt").write_text("he said so")
    return tmp_path


def test_a_text_names_the_folder(data):
    assert load(data, documents=str(data / "texts")).check(str(data / "texts")).problems == ()
    assert check_files(data, documents=str(data / "texts")).result.problems == ()


@pytest.mark.parametrize("wrong", [7, ["texts"], b"texts"])
def test_what_is_no_path_is_said(data, wrong):
    for ask in (
        lambda: load(data, documents=wrong),
        lambda: check_files(data, documents=wrong),
        lambda: load(data).check(wrong),
        lambda: load(data).export(data / "x.html", documents=wrong),
    ):
        with pytest.raises(ArgumentError, match=r"documents: .* is no path of a folder"):
            ask()


@pytest.mark.process
@pytest.mark.parametrize("said", ["x", "", "1.5"])
def test_a_time_of_the_environment_that_is_no_number_is_said(data, said):
    done = subprocess.run(
        [sys.executable, "-m", "actorgraph.cli", "--data", str(data), "check"],
        env={**os.environ, "SOURCE_DATE_EPOCH": said, "ACTORGRAPH_INDEX": "always"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, "SOURCE_DATE_EPOCH is" in done.stderr) == (2, True)
    assert "Traceback" not in done.stderr
