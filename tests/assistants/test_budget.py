"""No answer is longer than it may be; what it leaves out is counted, and can be asked for."""

from __future__ import annotations

import re

import pytest
from client import ask, ask_all, lines_of, rests_on
from factory import write_text

from actorgraph.assistants.answer_text import (
    DEFAULT_CHARACTERS,
    LEAST_CHARACTERS,
    LONGEST_WORDS,
    answer_text,
    page_of,
)
from actorgraph.claims import Claim
from actorgraph.locating import seed_folder
from actorgraph.render import answers
from actorgraph.render.cited_lines import HEADING, LEFT_OUT, NOTE, STATED, CitedLine

SEED = seed_folder()
MANY = 1_000


@pytest.fixture(scope="module")
def crowd(tmp_path_factory):
    """One who met many, each by a claim of its own, with long notes."""
    folder = tmp_path_factory.mktemp("crowd")
    rows = "".join(
        f"hub,Person {n:04},met_with,{2000 + n % 20},speaker {n % 7},{'words ' * 20}{n}\n"
        for n in range(MANY)
    )
    header = "source,target,relation,start_date,attributed_to,note\n"
    write_text(folder, relations=header + rows)
    return folder


WHOLE = [
    ("list", {}), ("timeline", {}), ("timeline", {"name": "hub"}), ("claims", {}),
    ("claims", {"name": "hub"}), ("sources", {}), ("sources", {"name": "speaker 1"}),
    ("search", {"words": "words"}), ("neighbors", {"name": "hub"}), ("offices", {}),
    ("show", {"name": "hub", "limit": 1000}), ("find", {"query": "Person", "limit": 1000}),
    ("conflicts", {"limit": 1000}), ("rank", {"limit": 1000}), ("communities", {}), ("stats", {}),
    ("check", {}), ("holders", {"position": "hub"}), ("path", {"a": "hub", "b": "Person 0001"}),
]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("characters", [LEAST_CHARACTERS, DEFAULT_CHARACTERS])
def test_no_answer_is_longer_than_asked_for(crowd, characters):
    asked = [(name, {**arguments, "characters": characters}) for name, arguments in WHOLE]
    for (name, arguments), said in zip(asked, ask_all(crowd, asked), strict=True):
        assert not said.is_error, (name, said.text)
        assert len(said.text) <= characters, (name, arguments)


LONG = "x" * 1_000_000


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("stats", {"until": LONG}),
        ("list", {"relation": [LONG]}),
        ("list", {LONG: 1}),
        ("search", {"words": "words", "speaker": [LONG]}),
        ("show", {"name": "x\n" * 100_000}),
        ("find", {"query": LONG}),
        ("list", {"type": ["\U0001f600" * 5_000] * 9}),
    ],
    ids=["date", "relation", "argument", "speaker", "name", "query", "types"],
)
def test_a_refusal_is_no_longer_than_any_answer_may_be(crowd, name, arguments):
    assert len(ask(crowd, name, **arguments).text) <= LEAST_CHARACTERS


def test_candidates_that_do_not_fit_are_counted(tmp_path):
    rows = "".join(f"p{n},Jan {'von ' * 200}{n} Lang,\n" for n in range(10))
    write_text(tmp_path, entities=f"id,name,type\n{rows}", relations="source,target,relation\n")
    said = ask(tmp_path, "show", name="Lang", characters=LEAST_CHARACTERS)
    assert "Which one is meant?" in said.text
    assert len(said.text) <= LEAST_CHARACTERS
    assert re.search(r"Left out: \d more candidate", said.text)


@pytest.mark.parametrize(
    ("name", "arguments", "words"),
    [
        ("stats", {"skip": -1}, "skip: -1 is not a whole number from 0 on."),
        ("stats", {"characters": 10}, "characters: 10 is not from 4,000 to 200,000."),
        ("stats", {"characters": 10**9}, "characters: 1,000,000,000 is not from 4,000 to 200,000."),
        ("find", {"query": "hub", "limit": 0}, "limit: 0 is not from 1 to 1,000."),
        ("find", {"query": "hub", "limit": "9" * 5_000}, "limit has to be a whole number."),
    ],
    ids=["skip", "few", "many", "none", "digits"],
)
def test_a_number_out_of_its_bounds_is_refused_with_them(crowd, name, arguments, words):
    said = ask(crowd, name, **arguments)
    assert said.is_error
    assert words in said.text


def test_the_default_is_four_thousand_tokens(crowd):
    said = ask(crowd, "claims")
    assert len(said.text) <= 16_000
    left = re.search(
        r"Shown: lines 1 to (\d+)\. Left out: (.*)\. Ask again with skip=(\d+)", said.text
    )
    assert left[1] == left[3]
    lines, more = re.findall(r"([\d,]+) (?:lines|more items)", left[2])
    numbers = [int(one.replace(",", "")) for one in (left[1], lines, more)]
    assert sum(numbers) == MANY


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "arguments"),
    [("claims", {}), ("timeline", {}), ("list", {}), ("sources", {"name": "speaker 1"})],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_reading_on_gives_each_line_once(crowd, name, arguments):
    whole = ask(crowd, name, **arguments, characters=200_000)
    expected = [one for one in lines_of(whole.text) if not one.startswith("# ")]
    read, skip = [], 0
    while len(read) < min(len(expected), 400):
        said = ask(crowd, name, **arguments, skip=skip)
        page = [one for one in lines_of(said.text) if not one.startswith("# ")]
        assert page
        read += page
        skip = len(read)
    assert read == expected[: len(read)]


def test_a_list_that_is_read_on_the_way_is_not_counted_to_its_end(monkeypatch):
    monkeypatch.setattr(answers, "COUNTED_FURTHER", 10)
    page = ask(SEED, "claims", characters=LEAST_CHARACTERS)
    assert "more than 10 more items" in page.text
    whole = ask(SEED, "claims", characters=200_000)
    assert "more items" not in whole.text


def test_beyond_the_end_nothing_follows(crowd):
    assert ask(crowd, "claims", name="Person 0001", skip=50).text == "No line follows."


def line(words, kind=STATED):
    claims = (Claim("a", "b"),) if kind == STATED else ()
    return CitedLine(kind, words, claims)


def test_a_page_begins_with_the_heading_that_its_first_line_stands_under():
    lines = [line("One", HEADING), line("a"), line("b"), line("Two", HEADING), line("c")]
    assert page_of(lines, characters=4_000, skip=1).lines[0] == "# One"
    assert page_of(lines, characters=4_000, skip=2).lines[0] == "# Two"


def test_a_long_cell_is_cut_and_says_so():
    (text,) = page_of([line("x" * 5_000_000)], characters=LEAST_CHARACTERS).lines
    assert len(text) < LONGEST_WORDS + 100
    assert text.endswith("(4,998,500 more characters)")


def test_many_claims_of_one_line_are_counted():
    claims = tuple(Claim("a", "b", id=f"claim-{n}") for n in range(1_000))
    (text,) = page_of([CitedLine(STATED, "a", claims)], characters=LEAST_CHARACTERS).lines
    named = rests_on(text)
    assert named[0] == "claim-0"
    assert f"and {1_000 - len(named):,} more" in text


def test_the_widest_line_fits_into_the_narrowest_answer():
    claims = tuple(Claim("a", "b", id="[" * 200 + str(n)) for n in range(9))
    widest = CitedLine(STATED, "x" * 9_000, claims, claims)
    lines = [line("h" * 9_000, HEADING), widest, widest]
    page = page_of(lines, characters=LEAST_CHARACTERS)
    assert page.last >= 1
    assert len(answer_text(page, beyond_limit=10**9)) <= LEAST_CHARACTERS


def test_what_the_query_left_out_is_told():
    lines = [line("a"), CitedLine(LEFT_OUT, "12 more neighbors"), line("b", NOTE)]
    text = answer_text(page_of(lines, characters=4_000))
    assert "Left out: 12 more neighbors." in text
    assert text.count("\n") == 4


def test_a_card_counts_what_its_limit_leaves_out():
    assert re.search(r"Left out: \d+ more relations", ask(SEED, "show", name="EIR", limit=1).text)
