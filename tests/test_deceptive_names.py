from __future__ import annotations

import sys

import pytest
from factory import graph_of
from hypothesis import given
from hypothesis import strategies as st

from actorgraph import deceptive_names
from actorgraph.deceptive_names import _BIDI, _HIDDEN
from actorgraph.names.invisible import is_invisible
from actorgraph.names.look_alike import plain_skeletons, skeleton, skeletons


@pytest.fixture(autouse=True)
def all_entities_are_many(monkeypatch):
    monkeypatch.setattr(deceptive_names, "FEW", 0)
    monkeypatch.setattr(deceptive_names, "_AT_ONCE", 2)


def in_names(engine):
    suspects = deceptive_names.Suspects()
    for entry in engine.all_names():
        suspects.look_at(entry)
    found = deceptive_names.deceptive_names(engine.entities(suspects.ids()).values())
    assert found == deceptive_names.deceptive_names(engine.all_entities())
    return found


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Anna \u202eBerg", "turn the direction"),
        ("P\u0430vel Berg", "mixes Cyrillic and Latin"),
        ("\u0410NNA", "mixes Cyrillic and Latin"),
        ("Ren\u0065\u0301 Descartes", "looks like a name of a"),
    ],
)
def test_a_name_that_deceives_is_said(tmp_path, name, said):
    entities = f"id,name\na,Ren\u00e9 Descartes\nb,{name}\n"
    engine = graph_of(tmp_path, relations="source,target\na,b\n", entities=entities).engine
    (problem,) = in_names(engine)
    assert (problem.line, problem.column) == (3, "name")
    assert said in problem.message


INVISIBLE = [
    "\u00ad", "\u034f", "\u115f", "\u180b", "\u180e", "\u200b", "\u200c", "\u200d", "\u2060", "\u2063",
    "\u2800", "\u3164", "\ufe0f", "\ufeff", "\uffa0", "\U000e0041", "\U000e0100", "\u17b4",
]  # fmt: skip


@pytest.mark.parametrize("letter", INVISIBLE, ids=lambda one: f"{ord(one):04X}")
@pytest.mark.parametrize("column", ["name", "id"])
def test_what_nobody_sees_is_said(tmp_path, letter, column):
    name, entity_id = ("Ann Berg", f"b{letter}b") if column == "id" else (f"An{letter}n Lee", "bb")
    entities = f"id,name\n{entity_id},{name}\nc,Cy\n"
    engine = graph_of(tmp_path, relations="source,target\nc,c\n", entities=entities).engine
    (problem,) = in_names(engine)
    assert (problem.line, problem.column) == (2, column)
    assert f"what nobody sees (U+{ord(letter):04X}" in problem.message


TWINS = {
    "all Cyrillic": ("CAP", "САР", "written in other letters (U+0421 CYRILLIC CAPITAL LETTER ES"),
    "all Greek": ("OTTO KAI", "ΟΤΤΟ ΚΑΙ", "U+039F GREEK CAPITAL LETTER OMICRON"),
    "Armenian": ("oso", "օѕօ", "U+0585 ARMENIAN SMALL LETTER OH"),
    "Cherokee": ("DAVE", "ᎠAVE", "U+13A0 CHEROKEE LETTER A"),
    "a capital I": ("Il Capo", "Іl Саро", "U+0406 CYRILLIC CAPITAL LETTER"),
    "of one's own script": ("Сергей", "Cepгей", "mixes Cyrillic and Latin"),
    "a no-break space": ("Ann\u00e9 Lee", "Ann\u00e9\u00a0Lee", "other code points"),
    "a blank without width": (
        "Local Gov",
        "\u200bLocal Gov",
        "but for letters that nobody sees (U+200B ZERO WIDTH SPACE)",
    ),
    "a dotless i": ("Aydin", "Ayd\u0131n", "U+0131 LATIN SMALL LETTER DOTLESS I"),
}


@pytest.mark.parametrize("kind", TWINS)
@pytest.mark.parametrize("column", ["name", "id"])
def test_who_looks_like_another_is_said(tmp_path, kind, column):
    first, second, said = TWINS[kind]
    rows = f"{first},A\n{second},B\n" if column == "id" else f"a,{first}\nb,{second}\n"
    relations = "source,target\na,b\n" if column == "name" else f"source,target\n{first},{first}\n"
    engine = graph_of(tmp_path, relations=relations, entities=f"id,name\n{rows}").engine
    problems = in_names(engine)
    assert {(problem.line, problem.column) for problem in problems} == {(3, column)}
    assert any(said in problem.message for problem in problems)


HONEST = {
    "Cyrillic": ("Сергей Нарышкин", "Sergey Naryshkin|SVR СВР"),
    "all letters look Latin": ("Роса Сара", ""),
    "Japanese and Greek": ("名前 Name", "Αλέξης"),
    "joined Persian": ("علی\u200cرضا", ""),
    "joined Hindi": ("क्\u200dष", ""),
    "an old form of Han": ("葛\U000e0100城", ""),
    "emoji": ("Club ❤\ufe0f 👩\u200d⚖\ufe0f", ""),
    "two names in two scripts": ("CAP", "САР"),
    "plain letters": ("Al Lee", "AI Lee|A1 Lee"),
}


@pytest.mark.parametrize("kind", HONEST)
def test_honest_names_are_not(tmp_path, kind):
    name, aliases = HONEST[kind]
    entities = f"id,name,aliases\na,{name},{aliases}\nb,Boris Б,\n"
    engine = graph_of(tmp_path, relations="source,target\na,b\n", entities=entities).engine
    assert in_names(engine) == []


@given(st.lists(st.text(st.characters(max_codepoint=127)), min_size=1))
def test_plain_texts_are_drawn_together_as_each_alone(texts):
    assert plain_skeletons(texts) == [skeleton(text) for text in texts]


def test_every_plain_letter_is_drawn_together_as_alone():
    letters = [chr(code) for code in range(128)]
    assert plain_skeletons(letters) == [skeleton(letter) for letter in letters]


@given(st.lists(st.text(), min_size=1))
def test_texts_are_drawn_together_as_each_alone(texts):
    assert skeletons(texts) == [skeleton(text) for text in texts]


@pytest.mark.slow
def test_every_letter_is_drawn_together_as_alone():
    letters = [chr(code) for code in range(sys.maxunicode + 1)]
    assert skeletons(letters) == [skeleton(letter) for letter in letters]


@pytest.mark.slow
def test_all_that_hides_or_turns_is_invisible():
    letters = (chr(code) for code in range(sys.maxunicode + 1))
    hiding = [one for one in letters if _BIDI.search(one) or _HIDDEN.search(one)]
    assert all(map(is_invisible, hiding))
