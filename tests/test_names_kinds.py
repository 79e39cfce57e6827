"""Kinds of variants that a general rule explains: each is found first, and is never sure."""

from __future__ import annotations

import pytest

from actorgraph.names import NameIndex, decide

PEOPLE = (
    "Kim Jong-un", "Kim Jong-il", "Kim Il-sung", "Lee Myung-bak", "Roh Moo-hyun", "Moon Jae-in",
    "Park Geun-hye", "Abdel Fattah el-Sisi", "Abd al-Rahman al-Rashid",
    "Aung San Suu Kyi", "Aung San", "Donald Trump Jr.", "Donald J. Trump", "Alan Johnson",
)  # fmt: skip
POSTS = (
    "President of the United States", "Vice President of the United States",
    "Prime Minister of France", "Prime Minister of the United Kingdom",
    "Director of the Central Intelligence Agency", "President of France",
    "Director of the Federal Bureau of Investigation", "North Atlantic Treaty Organization",
)  # fmt: skip


@pytest.fixture(scope="module")
def index() -> NameIndex:
    people = [(f"#{n}", name, (), "person") for n, name in enumerate(PEOPLE)]
    return NameIndex(people + [(f"@{n}", name, (), "position") for n, name in enumerate(POSTS)])


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        pytest.param("김정은", "Kim Jong-un", id="each syllable is a word"),
        pytest.param("김정일", "Kim Jong-il", id="each syllable is a word, of two alike"),
        pytest.param("이명박", "Lee Myung-bak", id="a family name as the press spells it"),
        pytest.param("노무현", "Roh Moo-hyun", id="a family name that is not said as written"),
        pytest.param("عبد الفتاح السيسي", "Abdel Fattah el-Sisi", id="an article apart in Latin"),
        pytest.param("Aung San Su Kyi", "Aung San Suu Kyi", id="a letter before two words lacking"),
        pytest.param("Donald John Trump", "Donald J. Trump", id="an initial before a generation"),
        pytest.param("US President", "President of the United States", id="a state's initials"),
        pytest.param("UK Prime Minister", "Prime Minister of the United Kingdom", id="at the end"),
        pytest.param("FBI Director", "Director of the Federal Bureau of Investigation", id="FBI"),
        pytest.param("CIA Director", "Director of the Central Intelligence Agency", id="CIA"),
        pytest.param("N.A.T.O.", "North Atlantic Treaty Organization", id="initials with points"),
    ],
)
def test_what_is_meant_comes_first_and_is_asked_about(
    index: NameIndex, query: str, meant: str
) -> None:
    matches = index.lookup(query)
    assert [match.matched_name for match in matches[:1]] == [meant]
    assert decide(matches) is None


def test_a_whole_given_name_goes_before_one_of_its_syllables() -> None:
    index = NameIndex([("a", "Li Qiang", (), "person"), ("b", "Li Keqiang", (), "person")])
    assert [match.id for match in index.lookup("李克强")] == ["b", "a"]


@pytest.mark.parametrize(
    ("asked", "there"), [("汪晓明", "Wang Xiaoming"), ("김종운", "Kim Jongun")]
)
def test_characters_are_never_sure_by_how_they_sound(asked: str, there: str) -> None:
    """Many characters are read alike: those of the query tell people apart, and Latin has none."""
    matches = NameIndex([("a", there, (), "person")]).lookup(asked)
    assert [match.id for match in matches] == ["a"]
    assert decide(matches) is None


def test_a_syllable_for_a_word_is_never_sure() -> None:
    """김종운 sounds just as Kim Jong-un is spelled, and is somebody else."""
    assert decide(NameIndex([("a", "Kim Jong-un", (), "person")]).lookup("김종운")) is None


@pytest.mark.parametrize("query", ["الان جونسون", "آلان جونسون"])
def test_a_name_that_begins_like_an_article_keeps_its_beginning(
    index: NameIndex, query: str
) -> None:
    assert index.lookup(query)[0].matched_name == "Alan Johnson"
