"""The page's own words: every language says all that English says, and nothing in English."""

from __future__ import annotations

import json
import re
import subprocess
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from node import node_here

from actorgraph import schema
from actorgraph.page_settings import ENGLISH, LANGUAGES
from actorgraph.render.html import viewer_source
from actorgraph.render.languages import words_in

RENDER = Path(__file__).parent.parent.parent / "src" / "actorgraph" / "render"
FOLDERS = ("page", "money")
"""Whose words exported pages speak."""
OTHERS = [code for code in LANGUAGES if code != ENGLISH]
CALL = re.compile(r"\b(?:t|hasWords)\(\s*([\"`])([^\"`$]*)(\$?)")
SAME_AS_ENGLISH = {
    "fr": {"frame.table-panel", "relations", "filters.relations", "legend.colour.type"},
}
"""Texts that are the same words in both languages, or only places for others."""


def words_of(code: str) -> dict[str, Any]:
    return {key: said for one in FOLDERS for key, said in words_in(code, one).items()}


def texts_of(wording: str | dict[str, str]) -> list[str]:
    return [wording] if isinstance(wording, str) else list(wording.values())


def places_of(wording: str | dict[str, str]) -> set[str]:
    return {place for text in texts_of(wording) for place in re.findall(r"\{\w+\}", text)}


VOCABULARY = ("relation.", "type.")
"""Words of the schema, which English says as the data has them."""
TYPES = "person|agency|organization|position|event|document|media|state|place|group|initiative|topic".split(
    "|"
)


def frame_words(code: str) -> dict[str, Any]:
    return {
        key: wording
        for key, wording in words_of(code).items()
        if not key.startswith(VOCABULARY) or key == "type.none"
    }


@pytest.mark.parametrize("code", OTHERS)
def test_a_language_has_the_words_of_english(code: str) -> None:
    assert [*frame_words(code)] == [*words_of(ENGLISH)]


@pytest.mark.parametrize("code", OTHERS)
def test_a_language_has_a_word_for_each_relation_and_type_of_the_schema(code: str) -> None:
    words = words_of(code)
    assert {f"relation.{word}" for word in schema.KNOWN_RELATIONS} == {
        key for key in words if key.startswith("relation.")
    }
    assert {f"type.{word}" for word in (*TYPES, "none")} == {
        key for key in words if key.startswith("type.")
    }


@pytest.mark.parametrize("code", OTHERS)
def test_a_language_has_the_places_of_english(code: str) -> None:
    ours, theirs = frame_words(code), words_of(ENGLISH)
    assert {key: places_of(ours[key]) for key in ours} == {
        key: places_of(theirs[key]) for key in theirs
    }


@pytest.mark.parametrize("code", OTHERS)
def test_no_words_are_left_in_english(code: str) -> None:
    ours, theirs = frame_words(code), words_of(ENGLISH)
    equal = {
        key
        for key, wording in theirs.items()
        if set(texts_of(wording)) & set(texts_of(ours[key])) and has_words(wording)
    }
    assert equal == SAME_AS_ENGLISH.get(code, set())


def has_words(wording: str | dict[str, str]) -> bool:
    """Return whether a text is more than places for other texts."""
    plain = re.sub(r"\{\w+\}", "", " ".join(texts_of(wording)))
    return re.search(r"[a-z]{2}", plain) is not None


def test_all_words_are_used_and_all_that_is_used_is_there() -> None:
    asked, begun = set(), {"title", "noscript"}
    for module in chain.from_iterable((RENDER / one).glob("*.js") for one in FOLDERS):
        for _, key, rest in CALL.findall(module.read_text("utf-8")):
            (begun if rest else asked).add(key)
    known = set(words_of(ENGLISH))
    assert "" not in begun
    assert asked - known == set()
    assert {key for key in known - asked if not key.startswith(tuple(begun))} == set()


def told_by_node(script: str) -> Any:
    """What a script prints as JSON."""
    told = subprocess.run(
        [node_here(), "-e", script], capture_output=True, text=True, check=True
    ).stdout
    return json.loads(told)


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.process
def test_a_count_has_each_plural_form_of_its_language(code: str) -> None:
    rules = f"new Intl.PluralRules('{code}').resolvedOptions().pluralCategories"
    script = f"console.log(JSON.stringify({rules}))"
    forms = set(told_by_node(script))
    # Of French and Spanish, `many` is for millions; there `other` stands in.
    needed = forms - {"many"} if code in ("fr", "es") else forms
    counts = [wording for wording in words_of(code).values() if isinstance(wording, dict)]
    assert [one for one in counts if not needed <= set(one) <= forms] == []


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.process
def test_numbers_are_separated_as_the_language_does(code: str) -> None:
    numbers = "[0, 7, 999, 1000, 9999, 10000, 123456, 1234567, -1234, 1234.5]"
    script = f"""{viewer_source("language", language=code)}
    const told = {numbers}.map((n) => [module_language.numberWords(n), n.toLocaleString("{code}")]);
    console.log(JSON.stringify(told))"""
    assert [one for one in told_by_node(script) if one[0] != one[1]] == []


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.process
def test_a_number_asks_for_the_plural_form_that_the_language_has_for_it(code: str) -> None:
    script = f"""{viewer_source("language", language=code)}
    const rules = new Intl.PluralRules("{code}");
    const numbers = [...Array(1500).keys(), 1e6, 1e6 + 1, 2e6, 2e6 + 5, 1.5];
    console.log(JSON.stringify(numbers.filter((n) => module_language.pluralForm(n) !== rules.select(n))))"""
    assert told_by_node(script) == []
