"""Names drawn in many scripts and spellings: every copy of the rules decides alike on them."""

from __future__ import annotations

from collections.abc import Callable
from itertools import cycle, pairwise, product
from typing import TYPE_CHECKING, Any

import pytest
from differential.strategies import MIXED_NAMES, names, spellings
from hypothesis import example, given
from hypothesis import strategies as st
from test_names_of_the_page import ASKED, NAMES, PEOPLE

from actorgraph.claims import Entity
from actorgraph.engine import Subgraph
from actorgraph.names import NameIndex, decide
from actorgraph.names.compare import compare
from actorgraph.names.fold import fold, spelling_key
from actorgraph.names.keys import keys, near_keys
from actorgraph.names.parts import parsed
from actorgraph.names.sounds import consonants, phonetic_key
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


GENERATIONS = (
    " XIV", " 14", " the Fourteenth", " V", " v.", " XI", " X of Denmark", " Segundo", " fils", " d. J.",
    " the Younger", " Пятый", " мл.", " الثاني", " IV Petrovich", "14世", " 2세", " Β΄", " 2nd", ", Jr.",
)  # fmt: skip


CHANGES: tuple[Callable[[str, int], str], ...] = (
    lambda name, _: name,
    _swapped,
    _initials,
    lambda name, at: name[: at % (len(name) + 1)] + name[at % (len(name) + 1) + 1 :],
    lambda name, at: name[: at % (len(name) + 1)] + "aeklmnrst"[at % 9] + name[at % (len(name) + 1) :],
    lambda name, at: ("Dr. ", "Mr ", "General ", "The ", "Sir ", "ООО ", "van ")[at % 7] + name,
    lambda name, at: name + (" Jr.", ", Sr", " III", " Ltd", " GmbH", " AG", " OJSC", "us")[at % 8],
    lambda name, at: ("King ", "Pope ", "IV. ", "ifj. ", "V. ", "Sr. ")[at % 6] + name,
    lambda name, at: name + GENERATIONS[at % len(GENERATIONS)],
    lambda name, _: ", ".join(reversed(name.rsplit(" ", 1))),
    lambda name, _: name.replace(" ", ""),
    lambda name, _: name.split(" ")[-1],
    lambda name, at: name.upper() if at % 2 else name.title(),
    lambda name, at: " ".join([*name.split(" ")[:-1], ROSTER[at % len(ROSTER)].split(" ")[-1]]),
    lambda name, at: f"{name} {ROSTER[at % len(ROSTER)]}",
    lambda name, _: fold(name),
    lambda name, _: " bin ".join(reversed(name.split(" bin "))),
    lambda name, at: name.replace(" ", (" & ", " and ", " bin ", " ibn ")[at % 4], 1),
)  # fmt: skip


def varied(name: str, raw: bytes) -> str:
    """The name, changed none to three times as the bytes say."""
    for change, at in zip(raw[1 : 1 + raw[0] % 4], raw[4:], strict=False):
        name = CHANGES[change % len(CHANGES)](name, at)
    return name


@st.composite
def families(draw: DrawFn) -> list[str]:
    """Names of which most are one or two names spelled in many ways."""
    first = draw(st.sampled_from(ROSTER) | names())
    second = draw(st.sampled_from(PEOPLE))
    raws = draw(st.lists(st.binary(min_size=8, max_size=8), min_size=2, max_size=14))
    return [varied(second if raw[7] % 4 == 0 else first, raw) for raw in raws]


@st.composite
def rosters(draw: DrawFn) -> tuple[tuple[Entity, ...], list[str]]:
    """A few entities, some with an alias, and names to ask for."""
    family = draw(families())
    kinds = draw(st.binary(min_size=len(family), max_size=len(family)))
    half = (len(family) + 1) // 2
    entities = tuple(
        Entity(f"e{at}", name, KINDS[kind % 3], aliases=tuple(family[-1:]) if kind % 5 == 0 else ())
        for at, (name, kind) in enumerate(zip(family[:half], kinds, strict=False))
    )
    return entities, [*family[half:], draw(st.sampled_from(family[:half]).flatmap(spellings))]


def known(page: Ask, *some: str) -> None:
    """Give the page the characters of these names, as an export gives those of its graph."""
    page("know", letters_of(some))


@given(family=families(), kind=st.sampled_from(KINDS))
@example(family=["C.I.A.", "J.R.R. Tolkien"], kind="person")
def test_names_are_folded_and_filed_alike(page: Ask, family: list[str], kind: str) -> None:
    known(page, *family)
    for name in family:
        words = [[spelling_key(w), phonetic_key(w), consonants(w)] for w in fold(name).split()]
        assert page("fold", name) == [fold(name), words]
        near = [sorted(key[1:] for key in near_keys(word)) for word in parsed(name, kind).words]
        assert page("keys", name, kind) == [sorted(keys(name, entity_type=kind)), near]


@given(family=families(), kind=st.sampled_from(KINDS))
@example(family=["Nadeschda Nejnski", "NADEZHDA NIKOLOVA MIKHAILOVA"], kind="person")
@example(family=["ﬁnch", "ﬁnch Анна Берг"], kind="person")
@example(family=["O'Neill", "Oʼneill", "Ｏ’Ｎｅｉｌｌ", "ʼ Іван", "µ O’Neill"], kind="person")
@example(family=["ー太郎", "太郎", "々木 太郎", "ˇ太郎", "አበበ ቢቂላ"], kind="person")
def test_names_are_compared_alike(page: Ask, family: list[str], kind: str) -> None:
    known(page, *family)
    for one, other in [*pairwise(family), *((family[0], name) for name in family)]:
        score = compare(one, other, entity_type=kind)
        told = page("compare", one, other, kind) or [0.0, "", "none"]
        assert told == [pytest.approx(score.value), score.reason, score.level], (one, other)


@given(drawn=rosters())
@example(drawn=((Entity("bom", "\ufeff", "person"),), ["\ufeff"]))
@example(
    drawn=(
        (
            Entity("more", "Mary Ann Cole", "person"),
            Entity("less", "Mary Cole", "person"),
            Entity("given", "José María Prats", "person"),
            Entity("surname", "José Prats Roca", "person"),
        ),
        ["Mary A. Cole", "M. A. Cole", "José Prats", "Ann Mary Cole"],
    )
)
def test_the_same_are_found_in_the_same_order_and_as_surely(
    page: Ask, drawn: tuple[tuple[Entity, ...], list[str]]
) -> None:
    _compare_lookups(page, *drawn)


@pytest.mark.parametrize("size", [250, 2100])
def test_a_crowd_of_one_surname_is_cut_alike(page: Ask, size: int) -> None:
    """More than 100 are first looked at by what they share with a long name, and by their spelling.

    Of more than 2,000 no match is sure.
    """
    crowd = [f"{first}{n} {last}" for n, (first, last) in zip(range(size), _crowd(), strict=False)]
    entities = [
        Entity(str(n), name, "person", aliases=(f"Ivanov {n}",)) for n, name in enumerate(crowd)
    ]
    entities.append(Entity("near", "Sergei Q Ivanov", "person"))
    entities.append(Entity("far", f"Sergei {'Maximilian ' * 6}Ivanov", "person"))
    asked = ["Sergei Ivanov", "Ivanov", "Ivanow", "Sergei Petrovich Ivanow", "S Ivanov", "Иванов 7"]
    _compare_lookups(page, tuple(entities), asked)


def test_a_crowd_that_shares_words_of_a_title_is_cut_alike(page: Ask) -> None:
    bodies = [
        f"{kind} of {place} {n}" for n, (kind, place) in zip(range(600), _bodies(), strict=False)
    ]
    entities = tuple(Entity(str(n), name, "agency") for n, name in enumerate(bodies))
    asked = ["Ministry of Foreign Affairs of Chad 7", "Ministr of Foreign Affairs of Peru 14",
             "Ministry of Foreign Affirs of Chad 401", "Foreign Affairs", "Министри оф Чад 7"]  # fmt: skip
    _compare_lookups(page, entities, asked)


def _bodies() -> Iterator[tuple[str, str]]:
    kinds = ("Ministry of Foreign Affairs", "Foreign Affairs Committee", "Ministry of Defence")
    return cycle(product(kinds, ("Chad", "Peru", "Mali", "Fiji", "Oman")))


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
