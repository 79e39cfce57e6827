"""The names of an index are found as those in memory: same candidates, same order, same reasons."""

from __future__ import annotations

import csv
from importlib import import_module
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actorgraph.index.build import build_index
from actorgraph.index.name_index import IndexedNames
from actorgraph.locating import inputs_of
from actorgraph.names import EXACT, STRONG, NameIndex, circles
from actorgraph.names.circles import FILED
from actorgraph.names.keys import keys, near_keys
from actorgraph.names.lookup import lookup

lookup_module = import_module("actorgraph.names.lookup")

GIVEN = """Sergei|Sergey|Сергей|სერგო|Anna|Łukasz|Šarūnas|Dž.|J.|Γιώργος|Σωκράτης|محمد|יצחק|ジョン|정은|习|
Louis|King Louis|José|Jean-Pierre|Mike|Michael|Dr.|Sir|Ольга|அருண்|ကျော်|สมชาย""".replace(
    "\n", ""
).split("|")
FAMILY = """Naryshkin|Нарышкин|Narishkin|Müller|Mueller|Muller|O'Neil|van der Berg|de la Cruz|Žižek|Hussein|
حسين|נתניהו|ケネディ|김|近平|XIV|the Fourteenth|V|14|VI|fils|Segundo|Παπαδόπουλος|Brown, Jr.|Edwards|Kennedy|Ivanova|Иванова|Đoković""".replace(
    "\n", ""
).split("|")
BODIES = """Ministry of Foreign Affairs of Russia|Bank of 1984|ACME Ltd|Acme GmbH|Sp. z o.o. Orlen|
Федеральная служба безопасности|The|Foo limited liability company|National Security Council 12""".replace(
    "\n", ""
).split("|")
NAMES = st.one_of(
    st.builds(" ".join, st.tuples(st.sampled_from(GIVEN), st.sampled_from(FAMILY))),
    st.builds(", ".join, st.tuples(st.sampled_from(FAMILY), st.sampled_from(GIVEN))),
    st.builds(" ".join, st.lists(st.sampled_from([*GIVEN, *FAMILY]), min_size=1, max_size=4)),
    st.sampled_from(BODIES),
    st.text(alphabet="aАbшčé ,.-'1 3ΣIJRrDLltd語", min_size=1, max_size=12).map(
        lambda text: " ".join(text.split())
    ),
).filter(bool)
TYPES = st.sampled_from(["person", "agency", "", "Organization"])
ENTITIES = st.lists(st.tuples(NAMES, st.lists(NAMES, max_size=2), TYPES), min_size=1, max_size=12)


def letter_lost(name, at):
    at %= len(name)
    return name[:at] + name[at + 1 :]


QUERIES = st.one_of(NAMES, st.builds(letter_lost, NAMES, st.integers(0, 30)), st.text(max_size=8))


def indexed(folder, entities):
    folder.mkdir(exist_ok=True)
    with (folder / "entities.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["id", "name", "aliases", "type"])
        rows.writerows(
            (one, name, "|".join(aliases), kind) for one, name, aliases, kind in entities
        )
    (folder / "relations.csv").write_text("source,target,relation\ne0,e0,met_with\n")
    return IndexedNames(build_index(inputs_of(folder)))


@pytest.mark.slow
@settings(deadline=None, max_examples=20)
@given(named=ENTITIES, asked=st.lists(QUERIES, max_size=5), also_similar=st.booleans())
def test_an_index_finds_what_names_in_memory_find(tmp_path_factory, named, asked, also_similar):
    entities = [(f"e{n}", *one) for n, one in enumerate(named)]
    folder = tmp_path_factory.mktemp("names")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ACTORGRAPH_CACHE", str(folder / "cache"))
        stored = indexed(folder / "data", entities)
    # What the file of entities says is the truth of both: cells may have lost blanks at their ends.
    in_memory = NameIndex(
        (one.id, one.names[0], one.names[1:], one.type) for one in in_order(stored, len(entities))
    )
    own = [name for one in in_order(in_memory, len(entities)) for name in one.names]
    for query in [*asked, *own, *(letter_lost(name, 7) for name in own)]:
        expected = lookup(in_memory, query, also_similar=also_similar)
        assert lookup(stored, query, also_similar=also_similar) == expected
        for key in keys(query):
            assert numbers_under(stored, key) == numbers_under(in_memory, key)
        for word in query.split():
            near = near_keys(word)
            # Words that every name leaves out may be met besides; nothing is filed under them.
            met = {word for word in stored.words_near(near) if found_under(stored, word)}
            assert met == set(in_memory.words_near(near))


@pytest.mark.slow
@settings(deadline=None, max_examples=20)
@given(named=ENTITIES, asked=st.lists(QUERIES, max_size=5), compared=st.integers(1, 3))
def test_a_first_look_at_many_leaves_the_same_as_names_in_memory(
    tmp_path_factory, named, asked, compared
):
    entities = [(f"e{n}", *one) for n, one in enumerate([*named, *(2 * [named[0]])])]
    folder = tmp_path_factory.mktemp("names")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ACTORGRAPH_CACHE", str(folder / "cache"))
        patch.setattr(lookup_module, "COMPARED", compared)
        stored = indexed(folder / "data", entities)
        in_memory = NameIndex(
            (one.id, one.names[0], one.names[1:], one.type)
            for one in in_order(stored, len(entities))
        )
        own = [name for one in in_order(in_memory, len(entities)) for name in one.names]
        for query in [*asked, *own, *(letter_lost(name, 5) for name in own)]:
            assert lookup(stored, query) == lookup(in_memory, query)


RESPELLED = ("Džons", "Dzhons", "Sergej", "Yevgeny", "Evgenii", "Evgeny", "Pyotr", "Petr", "A.")


@pytest.mark.slow
def test_a_first_look_leaves_out_nobody_who_can_surely_be_meant(tmp_path, monkeypatch):
    monkeypatch.setenv("ACTORGRAPH_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(lookup_module, "COMPARED", 2)
    both = list(product([*GIVEN, *RESPELLED], [*FAMILY, "Unesh"]))
    entities = [(f"e{n}", " ".join(pair), (), "person") for n, pair in enumerate(both)]
    stored, in_memory = indexed(tmp_path / "data", entities), NameIndex(entities)
    for given_name, family in both[::7]:
        initial = f"{given_name[0]}. {family}"
        for query in (initial, f"{given_name} bin {family}", f"{family}, {given_name}"):
            assert surely_found(stored, query) == surely_found(in_memory, query)
    for family in (*FAMILY, "Ğüneş"):
        assert surely_found(stored, family) == surely_found(in_memory, family)


def surely_found(store, query):
    return [match for match in lookup(store, query, 5000) if match.level in (EXACT, STRONG)]


@pytest.mark.parametrize("ids", [("e0", "The New Times"), ("e0", "e1")])
def test_an_id_of_several_words_is_found_in_any_case(tmp_path, monkeypatch, ids):
    monkeypatch.setenv("ACTORGRAPH_CACHE", str(tmp_path / "cache"))
    stored = indexed(tmp_path / "data", [(one, "Sought", (), "outlet") for one in ids])
    found = [match.reason for match in lookup(stored, "the new TIMES")]
    assert found == (["id"] if "The New Times" in ids else [])


@given(named=ENTITIES, asked=st.lists(QUERIES, max_size=5), ids=st.booleans())
def test_a_name_as_it_is_written_is_found_as_if_it_were_parsed(named, asked, ids):
    store = NameIndex((f"e{n}", *one) for n, one in enumerate(named))
    own = [name for one in in_order(store, len(named)) for name in one.names]
    for query in [*asked, *own]:
        found = lookup(store, query, ids=ids)
        with pytest.MonkeyPatch.context() as patch:
            for module in (lookup_module, circles):
                patch.setattr(module, "read_plainly", lambda _: None)
            assert lookup(store, query, ids=ids) == found


def found_under(store, word):
    return any(store.filed([f"s{word}", f"w{word}"], 1))


def numbers_under(store, key):
    return [list(numbers) for numbers in store.filed([key], FILED)]


def in_order(store, count):
    return list(store.entries(range(count)))
