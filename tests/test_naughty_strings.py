"""Strings that break programs, through every way in and out: none changes, none acts."""

from __future__ import annotations

import csv
import json
import re

import pytest
from click.testing import CliRunner

from actorgraph.cli import cli
from actorgraph.errors import ActorgraphError
from actorgraph.formats.registry import FORMATS
from actorgraph.loading import load
from actorgraph.queries.find import the_one

pytestmark = pytest.mark.slow

TREACHEROUS = (
    "NA", "N/A", "NaN", "nan", "NULL", "null", "None", "none", "nil", "-", "--", "#N/A", "#REF!", "?",
    "true", "TRUE", "false", "yes", "no", "on", "off", "0", "00", "001", "-0", "+1", "1.0", "1.", ".5",
    "1e5", "1E400", "0x1F", "0b1", "1_000", "1,000", "1.000,5", "Infinity", "-inf", "inf", "\u0661\u0662",
    "12345678901234567890", "3.141592653589793238", "2018-01-26", "26/01/2018", "01-02-03", "Jan 26",
    "12:30", "MARCH1", "SEPT2", " leading", "trailing ", "  ", "a\tb", "a\nb", "a\r\nb", "a\rb", '"', '""',
)  # fmt: skip
OURS = (
    "<script>alert(1)</script>", "</script><script>alert(1)</script>", "<!--<script>", "]]>", "<![CDATA[x]]>",
    "javascript:alert(1)", "&lt;b&gt;", "&amp;amp;", "'; DROP TABLE entities; --", "=1+1", "+1+1", "-1+1",
    "@SUM(A1)", '=HYPERLINK("http://x","y")', "$(touch x)", "`touch x`", "%s%n", "{0}", "{{7*7}}", "${7*7}",
    "\\", "\\n", "\\u0041", "\u202eevil", "\u2066iso\u2069", "\u200bzero", "\ufeffbom", "e\u0301", "\u00e9",
    "\x1b[31mred\x1b[0m", "\x1b]0;title\x07", "\x07", "\x08", "\x7f", "\x85", "\x9b31m", "\u2028", "\u2029",
    "👩‍👩‍👧", "𝕏", "ﬀ", "ǅ", "İ", "ß", "ſ", "\ud7ff\ue000", "\uffff", "\U0010ffff", "a" * 5000, ",", ";", "#",
    "a/b", "../../etc/passwd", "C:\\con", "file:///etc/passwd", "http://example.org/?a=1&b=<2>",
    "@import url(x)", "url(javascript:x)", '" onmouseover="x', "' onclick='x", "%00", "a:b", "a=b", "_:x",
)  # fmt: skip
RAW = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
BOTH_WAYS = [one for one in FORMATS if one.reads and one.writes]


@pytest.fixture(scope="session")
def strings(from_npm):
    """Ours, and the big list of naughty strings; NUL is no text of a CSV file and is refused."""
    package = from_npm("big-list-of-naughty-strings@1") / "big-list-of-naughty-strings"
    listed = json.loads((package / "blns.json").read_text(encoding="utf-8"))
    found = [*TREACHEROUS, *OURS, *listed]
    return [one for one in dict.fromkeys(found) if one and "\0" not in one]


@pytest.fixture(scope="session")
def data(strings, tmp_path_factory):
    folder = tmp_path_factory.mktemp("naughty")
    for name, header in (
        ("entities", ["id", "name", "type", "description", "hint"]),
        ("relations", ["source", "target", "relation", "role", "quote", "note", "hint", "id"]),
    ):
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, quoting=csv.QUOTE_ALL)
            writer.writerow(header)
            for number, one in enumerate(strings):
                if name == "entities":
                    writer.writerow([f"e{number}", one, "person", one, one])
                else:
                    writer.writerow([f"e{number}", "e0", "knows", one, one, one, one, f"r{number}"])
    return folder


def told(graph):
    """What is stated of each entity and claim, by id."""
    entities = {
        one.id: (one.name, one.description, one.extra.get("hint", ""))
        for one in graph.engine.all_entities()
    }
    claims = {
        one.id: (one.role, one.quote, one.note, one.extra.get("hint", ""))
        for one in graph.engine.all_claims()
    }
    return entities, claims


def test_reading_changes_none(data, strings):
    entities, claims = told(load(data))
    assert len(strings) > 500
    for number, one in enumerate(strings):
        name = one if one.strip() else f"e{number}"
        assert entities[f"e{number}"] == (name, one, one), one
        assert claims[f"r{number}"] == (claims[f"r{number}"][0], one, one, one), one


@pytest.mark.parametrize("form", BOTH_WAYS, ids=lambda one: one.name)
def test_every_format_gives_them_back(data, tmp_path, form):
    graph = load(data)
    path = tmp_path / f"x{form.suffixes[0]}"
    graph.export(path)
    entities, claims = told(graph)
    again_entities, again_claims = told(load(path))
    if form.name != "csv":  # which holds the relations alone
        assert {k: v for k, v in again_entities.items() if v != entities.get(k)} == {}
        assert len(again_entities) == len(entities)
    assert {k: v for k, v in again_claims.items() if v != claims.get(k)} == {}
    assert len(again_claims) == len(claims)


@pytest.mark.parametrize(
    "question",
    [
        ["list"],
        ["neighbors", "e0", "--limit", "5000"],
        ["show", "e0"],
        ["timeline"],
        ["sources"],
        ["stats"],
        ["path", "e5", "e300"],
        ["rank", "--limit", "1000"],
        ["conflicts", "--kind", "contested"],
        ["check"],
    ],
    ids=lambda question: question[0],
)
@pytest.mark.parametrize("as_json", [False, True], ids=["text", "json"])
def test_nothing_acts_on_a_terminal(data, question, as_json):
    args = ["--data", str(data), *question, *(["--json"] if as_json else [])]
    done = CliRunner().invoke(cli, args)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    assert RAW.findall(done.output) == []
    if as_json:
        json.loads(done.stdout)


def test_every_string_can_be_asked_for(data, strings):
    """Each question ends in an answer or a sentence, never in a traceback."""
    engine = load(data).engine
    found = sum(_is_found(engine, one) for one in strings)
    assert found > len(strings) * 0.5


def _is_found(engine, name):
    try:
        return bool(the_one(engine, name))
    except ActorgraphError:
        return False
