"""Weights, amounts and shares: they stand in every answer, and no direction is made up for them."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from actorgraph.cli import cli
from actorgraph.loading import load

CASES = Path(__file__).parent.parent / "data" / "cases"
UNDIRECTED = CASES / "undirected-pagerank"
SIZES = {
    "own.ftm.json": ("share 25-50", "sharesCount 1200"),
    "shares.bods.json": ("share >25-50", "share 49.5"),
    "littlesis.json": ("5000 USD",),
}
QUESTIONS = (
    ["show", "Runa Falk"],
    ["show", "Runa Falk", "--full"],
    ["show", "Runa Falk", "--sentences"],
    ["neighbors", "Runa Falk"],
    ["timeline"],
    ["claims"],
)


def answer(file, *words):
    done = CliRunner().invoke(cli, ["--data", str(file), *words])
    assert done.exit_code == 0, done.output
    return " ".join(done.output.split())


@pytest.mark.parametrize("question", QUESTIONS, ids=" ".join)
@pytest.mark.parametrize("name", SIZES)
def test_a_share_and_an_amount_stand_in_every_answer(name, question):
    text = answer(CASES / "ownership-share" / name, *question)
    sizes = SIZES[name] if question[0] != "timeline" else SIZES[name][:1]
    words = set(re.split(r"[\s,]+|[.] ", f"{text} "))  # a table wraps its cells
    assert set(" ".join(sizes).split()) <= words


@pytest.mark.parametrize("question", [["path"], ["connect"]], ids=" ".join)
def test_an_amount_stands_on_the_way_between_two(question):
    text = answer(
        CASES / "parallel-edges-weights" / "payments.csv",
        *question,
        "Ostra Holding",
        "Party of Dawn",
    )
    assert "5000" in text
    assert "EUR" in text


@pytest.mark.parametrize(
    ("number", "amount"),
    [
        ("12345678901234567.10", "12345678901234567.10"),
        ("0.1234567890123456789", "0.1234567890123456789"),
        ("5000.50", "5000.5"),
        ("5000.0", "5000"),
        ("1e3", "1000"),
    ],
)
def test_an_amount_of_more_digits_than_a_float_holds_is_not_rounded(tmp_path, number, amount):
    text = (CASES / "ownership-share" / "littlesis.json").read_text(encoding="utf-8")
    path = tmp_path / "littlesis.json"
    path.write_text(text.replace('"amount":5000', f'"amount":{number}'), encoding="utf-8")
    (claim,) = load(path).engine.all_claims()
    assert claim.amount == amount


@pytest.mark.parametrize("name", ["edges.csv", "und.graphml"])
def test_pagerank_of_an_undirected_file_heeds_no_order_of_cells(name):
    graph = load(UNDIRECTED / name)
    ranked = {one.entity.id: round(one.value, 4) for one in graph.rank("pagerank").ranked}
    assert ranked == {"Abel": 0.3861, "Bea": 0.1949, "Zed": 0.1949, "Cyd": 0.1121, "Dov": 0.1121}


def exported(folder, suffix):
    path = folder / f"x.{suffix}"
    load(UNDIRECTED / "edges.csv").export(path)
    return path


def test_an_undirected_file_is_undirected_in_gephi_with_its_weights(tmp_path):
    with zipfile.ZipFile(exported(tmp_path, "gephi.zip")) as archive:
        lines = list(csv.DictReader(io.StringIO(archive.read("edges.csv").decode())))
    assert {line["Type"] for line in lines} == {"Undirected"}
    assert [line["Weight"] for line in lines] == ["9", "9", "9", "1", "1"]


@pytest.mark.parametrize(
    ("suffix", "words"),
    [
        ("gexf", 'defaultedgetype="undirected"'),
        ("graphml", 'edgedefault="undirected"'),
        ("cyjs", '"directed": false'),
        ("nodelink.json", '"directed": false'),
        ("dot", "dir=none"),
        ("mmd", "---"),
    ],
)
def test_an_undirected_file_is_undirected_in_every_export(tmp_path, suffix, words):
    assert words in exported(tmp_path, suffix).read_text()
