"""What is the same name once marks, case and script are gone, and what still differs."""

from __future__ import annotations

import re
import subprocess
import sys
from unittest import mock

import pytest
from differential.strategies import name_pairs
from hypothesis import example, given
from hypothesis import strategies as st

from actorgraph.names import fold as fold_module
from actorgraph.names import parts
from actorgraph.names.fold import fold, spelling_key
from actorgraph.names.parts import Name, parsed, plain_words
from actorgraph.names.scripts import script_of
from actorgraph.names.sounds import phonetic_key


@pytest.mark.parametrize(
    ("name", "script"),
    [
        ("Łódź", ""),
        ("ﬁnch", ""),
        ("ﬁnch Анна", "Cyrillic"),
        ("Ａｌｉｃｅ", ""),
        ("Oʼneill", ""),
        ("ʼІван", "Cyrillic"),
        ("ـمحمد", "Arabic"),
        ("ー太郎", "Chinese characters"),
        ("々木", "Chinese characters"),
    ],
)
def test_a_script_is_that_of_the_first_letter_that_is_not_latin(name: str, script: str) -> None:
    """Of letters as they are folded; a mark that any script can have says nothing."""
    assert script_of(name) == script


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Michael R. Pompeo", "michael r pompeo"),
        ("  NARYSHKIN,\tSergei ", "naryshkin sergei"),
        ("C.I.A.", "cia"),
        ("O’Neill", "oneill"),
        ("François Søren Łódź", "francois soren lodz"),
        ("Großmann", "grossmann"),
        ("Сергей Шойгу Хрущёв", "sergey shoygu khrushchev"),
        ("Володимир Зеленський", "volodimir zelenskiy"),
        ("Ђорђе Љубић", "djordje ljubic"),
        ("Кънчо", "kancho"),
        ("Μπόρις Τζόνσον", "boris jonson"),
        ("ジョー・バイデン", "jo baiden"),
        ("ジョン・ロックフェラー4世", "jon rokufera"),
        ("ג'ון", "jon"),
        ("约翰·格伦", "john gelun"),
        ("고든 브라운", "godeun beulaun"),
        ("จอห์น", "chon"),
        ("เกล็นน์", "klen"),
        ("เดล", "del"),
        ("ஸ்டீபன்", "stipan"),
        ("இஸ்டீபன்", "stipan"),
        ("இஸ்ரேல் சுரேஷ் மச்சான்", "isrel sures machchan"),
        ("கொற்றவை", "kottavai"),
        ("ဒေးဗစ် ကင်မရွန်", "debt knmrun"),
        ("စတီဖင်", "stifn"),
        ("ირინა ბოკოვა", "irina bokova"),
        ("Ջոն", "jon"),
        ("डेविड", "devid"),
        ("بوريس جونسون", "boris jonson"),
        ("", ""),
        ("—", ""),
    ],
)
def test_fold(name: str, folded: str) -> None:
    assert fold(name) == folded


def in_one_piece(name: str) -> tuple[str, Name]:
    """Return a name folded and taken apart as a whole, whatever its letters."""
    remembered = (fold_module._piece, parts._written, parts._taken_apart)
    for one in remembered:
        one.cache_clear()
    with mock.patch.object(fold_module, "_READ_AS_A_WHOLE", re.compile("")):
        whole = fold(name), parsed(name, "person")
    for one in remembered:
        one.cache_clear()
    return whole


@given(st.lists(st.one_of(st.text(), name_pairs().map(" ".join)), max_size=3).map(" ".join))
@example("Ž´ž, \u0301b ΆΣς Σ. ъезд ъ, İi")
@example("Dr. Šešelj II")
@example("Müller d. J.")
@example("dp ȍ\x85z")
def test_a_name_is_read_by_its_pieces_as_it_is_in_one(name: str) -> None:
    whole = in_one_piece(name)
    assert (fold(name), parsed(name, "person")) == whole
    assert plain_words(name) in (None, (whole[1].words, whole[1].spoken))


@given(st.text())
def test_folding_twice_changes_nothing(name: str) -> None:
    assert fold(fold(name)) == fold(name)


@given(st.text())
def test_a_fold_is_lower_case_ascii_words_by_one_blank(name: str) -> None:
    folded = fold(name)
    assert folded.isascii()
    assert folded == " ".join(folded.lower().split())


@pytest.mark.parametrize("word", ["sergey", "sergej", "sergei"])
def test_endings_in_i_y_and_j_have_one_spelling_key(word: str) -> None:
    assert spelling_key(word) == "sergi"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("naryschkin", "naryshkin"),
        ("velikov", "welikow"),
        ("philip", "filip"),
        ("kennedy", "kenedi"),
    ],
)
def test_other_languages_have_the_same_spelling_key(one: str, other: str) -> None:
    assert spelling_key(one) == spelling_key(other)


@pytest.mark.parametrize("word", ["john", "dzhon", "jon", "chon", "jan"])
def test_john_sounds_alike_in_every_script(word: str) -> None:
    assert phonetic_key(word) == "SN"


IMPORTS = """
import sys
from actorgraph.names.fold import fold
from actorgraph.names.keys import keys
fold("Pompeo")
keys("Mike Pompeo")
print(*{"rapidfuzz", "anyascii", "pandas", "unicodedata"} & set(sys.modules))
"""


@pytest.mark.process
def test_importing_names_imports_nothing_heavy() -> None:
    said = subprocess.run(
        [
            sys.executable,
            "-c",
            IMPORTS,
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout.strip() == ""
