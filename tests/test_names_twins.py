"""Which entities can be one by their names, at any size, and in which order they are proposed."""

from __future__ import annotations

import os
from itertools import combinations, product

import pytest
from factory import graph_of
from hypothesis import example, given, settings
from hypothesis import strategies as st

from actorgraph.forking import processors, shared
from actorgraph.names import EXACT, STRONG, Entry
from actorgraph.names.compare import compare
from actorgraph.names.twins import FORMS, MANY, twins


def found(*named):
    """Who is proposed of (names, type), by number, each with the reason."""
    entries = [
        Entry(number, f"e{number}", (name,) if isinstance(name, str) else name, kind)
        for number, (name, kind) in enumerate(named)
    ]
    return [(one.numbers, one.reason) for one in twins(entries)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Ronald Marlow", "person"), ("RONALD P. MARLOW", "Person")),
        (("Ronald Marlow", "person"), ("Ronald Paul Marlow", "")),
        (("Ronald Marlow", "person"), ("Ronald Marlow Jr.", "person")),
        (("Ronald Marlow", "person"), ("Marlow, Ronald", "person")),
        (("Ronald Marlow", "person"), ("Dr. Ronald Marlow", "person")),
        (("Ronald Marlow", "person"), ("Ronald Marlow", "organization")),
        (("Ronald MacMarlow", "person"), ("Ronald Mac Marlow", "person")),
        (("Sergei Naryshkin", "person"), ("Sergey Naryshkin", "person")),
        (("Sergei Naryshkin", "person"), ("Сергей Нарышкин", "person")),
        (("José Muñoz", "person"), ("Jose Munoz", "person")),
        (("Acme Ltd", "agency"), ("ACME Limited", "")),
        (("Acme Ltd", "organization"), ("Acme", "organization")),
        (("王小明", "person"), ("王小明", "")),
        (("???", "person"), ("???", "person")),
    ],
)
def test_twins_are_proposed_whatever_their_types_and_case(one, other):
    assert [numbers for numbers, _ in found(one, other)] == [(0, 1)]
    assert [numbers for numbers, _ in found(other, one)] == [(0, 1)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Ronald P. Marlow", "person"), ("Ronald Q. Marlow", "person")),
        (("Ronald Paul Marlow", "person"), ("Ronald Quentin Marlow", "person")),
        (("John Smith Jr.", "person"), ("John Smith Sr.", "person")),
        (("King Charles III", "person"), ("King Charles II", "person")),
        (("Acme Ltd", "organization"), ("Acme Inc.", "organization")),
        (("李明", "person"), ("黎明", "person")),
        (("Bank of China", "organization"), ("China Bank of", "organization")),
        ((("Ann Lee", "CIA"), "person"), (("Bo Berg", "CIA"), "person")),
        (("???", "person"), ("!!!", "person")),
        (("Ann Lee", "person"), ("Ann Berg", "person")),
    ],
)
def test_what_tells_two_apart_makes_no_twins(one, other):
    assert found(one, other) == []
    assert found(other, one) == []


def test_the_most_likely_come_first():
    named = [
        ("Ronald P. Marlow", "person"),
        ("Ann Lee", "organization"),
        ("Ronald Marlow", "person"),
        ("Ann Lee", "person"),
        ("Bo Berg", "person"),
        ("BO BERG", "person"),
    ]
    assert found(*named) == [
        ((4, 5), "same name"),
        ((0, 2), "same name, given names left out"),
        ((1, 3), "same name"),
    ]


def test_a_name_that_many_have_is_proposed_once():
    many = 6
    assert many * (many - 1) // 2 > MANY
    assert found(*[("Ann Lee", "person")] * many) == [(tuple(range(many)), "same name")]


def test_a_name_in_too_many_forms_is_proposed_once():
    named = [(f"Ann {a}. {b}. Lee", "person") for a, b in product("ABCDEF", repeat=2)]
    assert len(named) > FORMS
    ((numbers, reason),) = found(*named)
    assert (numbers, reason.startswith("same name but for initials")) == (
        tuple(range(len(named))),
        True,
    )


def test_several_processes_find_the_same_in_the_same_order(monkeypatch):
    from actorgraph.names import twins as module

    firsts, lasts = ("Ann", "ANN", "Sergei", "Сергей", "Ann P.", "Jo"), ("Lee", "Мороз", "Ltd")
    entries = [
        Entry(n, f"e{n}", (f"{one} {other}", f"{other}, {one} Q."), kind)
        for n, (one, other, kind) in enumerate(product(firsts, lasts, ("person", "agency", "")))
    ]
    one = twins(entries)
    for name, count in (("FOLDED_AT_ONCE", 7), ("BLOCKS_AT_ONCE", 2), ("FEW_PARTS", 1)):
        monkeypatch.setattr(module, name, count)
    assert twins(iter(entries), processors()) == one
    assert len(one) > len(entries) / 2


@pytest.mark.parametrize("processes", {1, processors()})
def test_shared_work_is_answered_in_the_order_of_its_parts(processes):
    factor = 3
    answers = list(shared(lambda part: (part * factor, os.getpid()), iter(range(40)), processes))
    assert [answer for answer, _ in answers] == [part * factor for part in range(40)]
    assert {pid == os.getpid() for _, pid in answers} == {processes == 1}


WORDS = st.sampled_from(
    ["Ann", "ann", "Anna", "Lee", "LEE", "P.", "Q.", "Paul", "Jr.", "Sr.", "Dr.", "Ltd", "Sergei",
     "Sergey", "Сергей", "Ли", "Mac", "Leod", "MacLeod", "Bank", "of"]
)  # fmt: skip
NAMES = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)
PEOPLE = st.lists(NAMES, min_size=2, max_size=12)


@pytest.mark.slow
@settings(max_examples=300)
@given(people=PEOPLE)
@example(people=["P.", "P. Dr."])
def test_no_two_people_of_surely_one_name_are_missed(people):
    entries = [Entry(n, f"e{n}", (name,), "person") for n, name in enumerate(people)]
    proposed = {pair for one in twins(entries) for pair in combinations(sorted(one.numbers), 2)}
    for one, other in combinations(range(len(people)), 2):
        scores = [
            compare(people[a], people[b], entity_type="person")
            for a, b in ((one, other), (other, one))
        ]
        told = "surname" if any("surname" in score.reason for score in scores) else ""
        sure = any(score.level in (EXACT, STRONG) for score in scores)
        left_out = "given names left out"
        if sure and not told and not any(left_out in score.reason for score in scores):
            assert (one, other) in proposed, (people[one], people[other], scores)


def test_twins_are_found_among_more_people_than_are_compared_by_likeness(tmp_path):
    others = "".join(f"x{n},Given{n} Surname{n},person\n" for n in range(600))
    entities = f"id,name,type\n{others}a,Ronald Marlow,person\nb,RONALD P. MARLOW,Person\n"
    entities += "c,Pompeo,\nd,Michael Pompeo,person\n"
    graph = graph_of(tmp_path, relations="source,target\na,b\n", entities=entities)
    answer = graph.conflicts(kinds="similar-names")
    assert [one.entities for one in answer.found] == [("a", "b"), ("c", "d")]
    assert answer.likenesses == {"same name, given names left out": 1, "surname": 1}


def test_many_conflicts_are_counted_and_the_first_listed(tmp_path):
    head = "source,target,relation,start_date,end_date\n"
    rows = "".join(f"p{n},o,holds_position,2001,2010\n" for n in range(4))
    entities = "id,name,type\no,Office,position\n" + "".join(
        f"q{n},Ann Lee,person\nr{n},{'ABC'[n]}nn Lee,person\n" for n in range(3)
    )
    graph = graph_of(tmp_path, relations=head + rows, entities=entities)
    answer = graph.conflicts(kinds=("two-holders", "similar-names"), limit=2)
    assert answer.counts == {"two-holders": 6, "similar-names": sum(answer.likenesses.values())}
    text = answer.text()
    assert "Two holders: 6; 2 are listed, `--limit 0` lists all" in text
    assert answer.json()["counts"] == dict(answer.counts)
    assert len(answer.found) == 4
