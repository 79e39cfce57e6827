"""Names drawn in many scripts and spellings: every copy of the rules decides alike on them."""

from __future__ import annotations

from collections.abc import Callable
from itertools import cycle, product
from typing import TYPE_CHECKING, Any

import pytest
from differential.strategies import MIXED_NAMES, names, spellings
from hypothesis import example, given
from hypothesis import strategies as st
from test_names_of_the_page import ASKED, NAMES, PEOPLE

from actorgraph.claims import Entity
from actorgraph.engine import Subgraph
from actorgraph.names import NameIndex, compare, decide, fold, keys, near_keys
from actorgraph.names.fold import skeleton
from actorgraph.names.parts import parsed
from actorgraph.names.sounds import code, consonants
from actorgraph.render.payload import payload
from actorgraph.render.romanization import letters_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hypothesis.strategies import DrawFn

Ask = Callable[..., Any]
KINDS = ("person", "", "organization")
ROSTER = (*PEOPLE, *ASKED, *NAMES, *MIXED_NAMES)


def _swapped(name: str, at: int) -> str:
    at %= max(len(name), 1)
    return name[:at] + name[at + 1 : at + 2] + name[at : at + 1] + name[at + 2 :]


def _initials(name: str, at: int) -> str:
    words = name.split()
    return " ".join(
        [word[0] + "." if n < at % 3 + 1 else word for n, word in enumerate(words[:-1])]
        + words[-1:]
    )


CHANGES: tuple[Callable[[str, int], str], ...] = (
    lambda name, _: name,
    _swapped,
    _initials,
    lambda name, at: name[: at % (len(name) + 1)] + name[at % (len(name) + 1) + 1 :],
    lambda name, at: name[: at % (len(name) + 1)] + "aeklmnrst"[at % 9] + name[at % (len(name) + 1) :],
    lambda name, at: ("Dr. ", "Mr ", "General ", "The ", "Sir ", "ООО ", "van ")[at % 7] + name,
    lambda name, at: name + (" Jr.", ", Sr", " III", " Ltd", " GmbH", " AG", " OJSC", "us")[at % 8],
    lambda name, _: ", ".join(reversed(name.rsplit(" ", 1))),
    lambda name, _: name.replace(" ", ""),
    lambda name, _: name.split(" ")[-1],
    lambda name, at: name.upper() if at % 2 else name.title(),
    lambda name, at: " ".join([*name.split(" ")[:-1], ROSTER[at % len(ROSTER)].split(" ")[-1]]),
    lambda name, at: f"{name} {ROSTER[at % len(ROSTER)]}",
    lambda name, _: fold(name),
)  # fmt: skip


@st.composite
def spelled(draw: DrawFn) -> str:
    """A name of the roster or any other, spelled otherwise once or twice."""
    name = draw(st.sampled_from(ROSTER) | names())
    for change, at in draw(
        st.lists(st.tuples(st.sampled_from(CHANGES), st.integers(0, 99)), max_size=2)
    ):
        name = change(name, at)
    return name


@st.composite
def pairs(draw: DrawFn) -> tuple[str, str]:
    """Two names, the second often the first spelled otherwise."""
    one = draw(spelled())
    change = draw(st.sampled_from(CHANGES))
    other = st.one_of(st.integers(0, 99).map(lambda at: change(one, at)), spellings(one), spelled())
    return one, draw(other)


@st.composite
def rosters(draw: DrawFn) -> tuple[tuple[Entity, ...], list[str]]:
    """A few entities, and names to ask for."""
    entities = tuple(
        Entity(f"e{at}", name, draw(st.sampled_from(KINDS)), aliases=tuple(aliases))
        for at, (name, aliases) in enumerate(
            draw(
                st.lists(
                    st.tuples(spelled(), st.lists(spelled(), max_size=2)), min_size=1, max_size=8
                )
            )
        )
    )
    own = [name for one in entities for name in (one.name, *one.aliases)]
    asked = draw(
        st.lists(
            st.one_of(st.sampled_from(own).flatmap(spellings), spelled()), min_size=1, max_size=5
        )
    )
    return entities, asked


def known(page: Ask, *some: str) -> None:
    """Give the page the characters of these names, as an export gives those of its graph."""
    page("know", letters_of(some))


@given(name=spelled(), kind=st.sampled_from(KINDS))
@example(name="C.I.A.", kind="person")
@example(name="J.R.R. Tolkien", kind="person")
def test_a_name_is_folded_and_filed_alike(page: Ask, name: str, kind: str) -> None:
    known(page, name)
    words = [[skeleton(w), code(w), consonants(w)] for w in fold(name).split()]
    assert page("fold", name) == [fold(name), words]
    near = [sorted(key[1:] for key in near_keys(word)) for word in parsed(name, kind).words]
    assert page("keys", name, kind) == [sorted(keys(name, kind=kind)), near]


@given(names=pairs(), kind=st.sampled_from(KINDS))
def test_two_names_are_compared_alike(page: Ask, names: tuple[str, str], kind: str) -> None:
    known(page, *names)
    score = compare(*names, kind=kind)
    told = page("compare", *names, kind)
    expected = (
        None if score.level == "none" else [pytest.approx(score.value), score.reason, score.level]
    )
    assert told == expected


@given(drawn=rosters())
@example(drawn=((Entity("bom", "\ufeff", "person"),), ["\ufeff"]))
def test_the_same_are_found_in_the_same_order_and_as_surely(
    page: Ask, drawn: tuple[tuple[Entity, ...], list[str]]
) -> None:
    _compare_lookups(page, *drawn)


@pytest.mark.parametrize("size", [250, 2100])
def test_a_crowd_of_one_surname_is_cut_alike(page: Ask, size: int) -> None:
    """More than 200 are first looked at by their spelling, of more than 2,000 no match is sure."""
    crowd = [f"{first}{n} {last}" for n, (first, last) in zip(range(size), _crowd(), strict=False)]
    entities = [
        Entity(str(n), name, "person", aliases=(f"Ivanov {n}",)) for n, name in enumerate(crowd)
    ]
    entities.append(Entity("near", "Sergei Q Ivanov", "person"))
    entities.append(Entity("far", f"Sergei {'Maximilian ' * 6}Ivanov", "person"))
    asked = ["Sergei Ivanov", "Ivanov", "Ivanow", "Sergei Petrovich Ivanow", "S Ivanov", "Иванов 7"]
    _compare_lookups(page, tuple(entities), asked)


def _crowd() -> Iterator[tuple[str, str]]:
    return cycle(product(("S", "Sergey", "Anna", "Igor"), ("Ivanov", "Ivanova", "Iwanow")))


def _compare_lookups(page: Ask, entities: tuple[Entity, ...], asked: list[str]) -> None:
    index = NameIndex((one.id, one.name, one.aliases, one.type) for one in entities)
    page("graph", payload(Subgraph(entities, ()), title=""))
    known(page, *asked)
    for query in asked:
        matches = index.lookup(query.strip(), len(entities))
        sure = decide(matches)
        told = page("lookup", query.strip())
        assert _ranked(told["hits"]) == _ranked([m.id, m.score, m.reason, m.level] for m in matches)
        assert told["sure"] == (sure.id if sure else None)


def _ranked(hits: Any) -> list[tuple[float, str, str, str]]:
    """Hits in order, those of one score by id: the last bit of a score is nobody's decision."""
    return sorted((-round(score, 9), id_, why, level) for id_, score, why, level in hits)
