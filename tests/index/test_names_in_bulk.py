"""The keys of many names at once equal the keys of each alone."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from actorgraph.index import arrays, name_keys
from actorgraph.index.name_keys import keys_of, keys_of_all, near_numbers, number_of
from actorgraph.locating import seed_folder
from actorgraph.names.fold import fold, folded_words, spelling_key, spelling_keys
from actorgraph.names.keys import LONGEST_WORD, near_keys
from actorgraph.names.parts import is_person, plain_words
from actorgraph.names.scripts import spoken, spoken_lines
from actorgraph.names.sounds import phonetic_key, phonetic_keys

ODD = """Prof. Dr. Müller, Jr.|Dr.|Dr|Brown, Lord|Mr. Smith|Šešelj, Vojislav|ACME Ltd|Ltd
Limited Liability Company Foo|foo limited liability company|Public Limited|???|a|A B|J. F. Kennedy
J.F. Kennedy|X, Y, Z|1 22 333|a b c d e f|Sir John A B C|Dr Mr|, x|x ,y|Łukasz Żak|Ş Ž|Dž Ď
Anna-Maria O'Neil van der Berg|Иванов, Пётр|Нарышкин|Порошенко Петро Олексійович|Ivan Petrovich Popovich|Petrovich|A B Petrovich|Popov Ivan Petrovich|McCain|Djordje Dzhanov|Σωκράτης|习近平|محمد|ジョン|김정은|of the|Bank
Ministry of Foreign Affairs of Russia 1122|Sergey  Naryshkin|x y|The of and in|Chancellor of the Duchy of Lancaster|a of b and c|ﬁn İI
Louis XIV|Gustaf VI Adolf|PIUS XI|Xi Jinping|George V|Ivan V. Petrov|John V Smith|Christian X of Denmark|King Louis the Fourteenth|Felipe Segundo
Louis 14|Bank 14|IV. Béla|Иван IV|ルイ14世|루이 14세|Γεώργιος Β΄|لويس الرابع عشر|أنور السادات|Sr. Perez|Cranach d. J.|Lucas Cranach d. Ä.|William Pitt the Younger|Henry VIII, King|Alexandre Dumas père|Dumas fils
Z\u030ciz\u030cek|Petr S\u030c. C\u030cech|王小明|欧阳明华|海草科技有限公司|김민준|高橋 健一|Wang 王"""
NAMES = [name for line in ODD.splitlines() for name in line.split("|")]
TYPES = ("person", "agency", "", "Organization")


def of_the_seed():
    with (Path(seed_folder()) / "entities.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [name for row in rows for name in (row["name"], *row["aliases"].split("|")) if name]


def all_filed(named):
    texts, kinds = zip(*named, strict=True)
    person = np.array([is_person(kind) for kind in kinds], bool)
    owners = np.arange(len(named), dtype=np.uint32)
    return keys_of_all(arrays.texts(texts), owners, person, kinds.__getitem__)


def filed_in_bulk(named):
    names = all_filed(named)
    pairs = {divmod(pair, 1 << 32) for part in names.pairs.parts() for pair in part.tolist()}
    return pairs, names.spelled, set(names.written.to_pylist())


def assert_alike(named):
    keys = keys_of((text, kind, n) for n, (text, kind) in enumerate(named))
    pairs, spelled, written = filed_in_bulk(named)
    assert pairs == set(zip(keys.numbers, keys.owners, strict=True))
    # Words that every name leaves out, and letters, may be met besides.
    assert {word for word in keys.spelled if not word.isdigit()} <= spelled
    assert keys.written <= written


def line_of(name, kind):
    """What a line says of a name, made from the name alone."""
    words = plain_words(name) if is_person(kind) else None
    if words is None:
        return ""
    written, heard = words
    line = " ".join(sorted(map(spelling_key, written)))
    others = [spelling_key(b) for a, b in zip(written, heard, strict=True) if a != b]
    return "\t".join([line, " ".join(others)]) if others else line


def assert_lines_alike(named):
    for (name, kind), line in zip(named, all_filed(named).lines.to_pylist(), strict=True):
        # A name that is looked at by itself may be plain after all.
        assert line in ("", line_of(name, kind))
        if is_person(kind) and name.isalpha() and name.isascii() and plain_words(name):
            assert line


def test_lines_of_odd_names_and_of_the_seed_are_those_of_each(monkeypatch):
    monkeypatch.setattr(name_keys, "AT_ONCE", 50)
    assert_lines_alike([(name, kind) for name in (*NAMES, *of_the_seed()) for kind in TYPES])
    assert all_filed([("Ann Šešelj", "person")]).lines.to_pylist() == ["an seseli\tseseli"]


def test_an_entity_has_a_line_for_each_name_if_all_have_one():
    texts = ["Ann Lee", "Bob Ray", "Dr. Cy Fox", "Di Poe", "Lee Ann Roe", "Mo Bo", "C. F."]
    owners = np.array([0, 1, 2, 3, 0, 1, 2], np.uint32)
    person = np.ones(4, bool)
    names = keys_of_all(arrays.texts(texts), owners, person, lambda _: "person")
    assert names.lines.to_pylist() == ["an le\nan le ro", "bob ri\nbo mo", "", "di po"]


def test_keys_of_odd_names_and_of_the_seed_are_those_of_each(monkeypatch):
    monkeypatch.setattr(name_keys, "AT_ONCE", 50)
    assert_alike([(name, kind) for name in (*NAMES, *of_the_seed()) for kind in TYPES])


LETTERS = st.text(alphabet="aАbшčé ,.-'1 3ΣIJRrDLltd語", max_size=12)


@given(st.lists(st.tuples(LETTERS, st.sampled_from(TYPES)), min_size=1, max_size=12))
def test_keys_and_lines_of_any_names_are_those_of_each(named):
    assert_alike([(text.replace("\n", " "), kind) for text, kind in named])
    assert_lines_alike([(text.replace("\n", " "), kind) for text, kind in named])


@given(st.lists(st.text().map(lambda text: " ".join(text.split())), max_size=12))
def test_names_folded_together_are_those_folded_alone(names):
    assert [" ".join(words) for words in folded_words(names)] == [fold(name) for name in names]
    assert [" ".join(words) for words in folded_words(names, spoken=True)] == [
        fold(spoken(name)) for name in names
    ]
    assert spoken_lines("\n".join(names)) == "\n".join(map(spoken, names))


@given(st.lists(st.from_regex(r"[a-z0-9]{1,12}", fullmatch=True), max_size=12))
def test_words_rewritten_together_are_those_rewritten_alone(words):
    assert spelling_keys(words) == [spelling_key(word) for word in words]
    assert phonetic_keys(words) == [phonetic_key(word) for word in words]


@given(st.lists(st.from_regex(r"[a-z]{1,9}", fullmatch=True), unique=True, max_size=9))
def test_near_numbers_are_those_of_the_near_keys(words):
    numbers, owners = near_numbers(words)
    found = set(zip(numbers.tolist(), owners.tolist(), strict=True))
    assert found == {(number_of(key), n) for n, word in enumerate(words) for key in near_keys(word)}


@pytest.mark.parametrize("letters", [LONGEST_WORD, LONGEST_WORD + 1])
def test_a_long_word_is_filed_without_each_letter_only_if_it_can_be_a_word(letters):
    words = ["ab", ("dl" * letters)[:letters]]
    numbers, owners = near_numbers(words)
    found = set(zip(numbers.tolist(), owners.tolist(), strict=True))
    assert found == {(number_of(key), n) for n, word in enumerate(words) for key in near_keys(word)}
    assert (len(near_keys(words[1])) > 1) == (letters == LONGEST_WORD)
