"""The page finds the same entities as the command line, and is sure of the same ones."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from actorgraph.claims import Entity
from actorgraph.engine import Subgraph
from actorgraph.loading import load
from actorgraph.names import NameIndex, decide
from actorgraph.render.payload import payload

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Ask = Callable[..., Any]

SEED = Path(__file__).parent.parent.parent / "data"
OPENSTATES = SEED.parent.parent / "shared" / "data" / "openstates-small"

MIXED = (
    Entity("li-1", "李明", "person"),
    Entity("li-2", "黎明", "person"),
    Entity("boyko-c", "БОЙКО СТЕФАНОВ ВЕЛИКОВ", "person"),
    Entity("boyko-l", "BOIKO STEFANOV VELIKOV", "person"),
    Entity("mestan", "LYUTVI AKHMED MESTAN", "person", aliases=("Лютви Местан",)),
    Entity("mestan-h", "LYUTVI AHMED MESTAN", "person"),
    Entity("poroshenko", "Порошенко Петро Олексійович", "person"),
    Entity("wang", "王小明", "person", aliases=("Wang Xiaoming",)),
    Entity("ouyang", "欧阳明华", "person"),
    Entity("kim", "김민준", "person"),
    Entity("seagrass", "海草科技有限公司", "company"),
    Entity("rare", "𠮷野 龘", "person"),
    Entity("naryshkin", "Сергей Нарышкин", "person", aliases=("Sergei Naryshkin",)),
    Entity("edwards", "ジョン・エドワーズ", "person"),
    Entity("merkel", "Ангела Меркель", "person"),
    Entity("mitchell", "조지 미첼", "person"),
    Entity("oneill", "Seán Ó Néill", "person"),
    Entity("kovac", "Đorđe Kovač, Jr.", "person"),
    Entity("sberbank", "ПАО Сбербанк", "company", aliases=("Sberbank",)),
    Entity("layton", "யக் லேற்ரன்", "person"),
    Entity("tootoo", "ᕼᐊᑐᓐ ᑐᑐ", "person"),
    Entity("kerry", "جون كيري", "person"),
    Entity("dash", "—", "group"),
)


def entities_of(source: str) -> Sequence[Entity]:
    if source == "mixed":
        return MIXED
    folder = SEED if source == "seed" else OPENSTATES
    if not folder.exists():
        pytest.skip(f"needs {folder}")
    return load(folder).subgraph().entities


@pytest.mark.parametrize("source", ["seed", "openstates", "mixed"])
def test_every_entity_finds_itself_by_each_of_its_names(
    page: Ask, source: str, request: pytest.FixtureRequest
) -> None:
    """Of the large set one name in eight is asked; all are with --full."""
    entities = entities_of(source)
    step = 8 if source == "openstates" and not request.config.getoption("--full") else 1
    index = NameIndex((one.id, one.name, one.aliases, one.type) for one in entities)
    page("graph", payload(Subgraph(tuple(entities), ()), title=""))
    known = Counter(name for one in entities for name in {one.name, *one.aliases})
    lost, other = [], []
    for entity in entities[::step]:
        for name in (entity.name, *entity.aliases):
            told = page("find", name)
            matches = index.lookup(name)
            sure = decide(matches)
            if told["sure"] != (sure.id if sure else None):
                other.append(name)
            if not told["hits"] or (known[name] == 1 and told["hits"][0][0] != entity.id):
                lost.append(name)
    assert (lost, other) == ([], [])


@pytest.mark.parametrize(
    ("query", "other"),
    [
        ("Vladimir Zelensky", "Vladimir Putin"),
        ("Владимир Зеленский", "Vladimir Putin"),
        ("Michael Flynn", "Michael Pompeo"),
        ("Donald Tusk", "Donald Trump"),
        ("Donald Tusk", "Donald J. Trump"),
    ],
)
def test_an_equal_given_name_carries_no_unrelated_surname(
    page: Ask, query: str, other: str
) -> None:
    page("graph", payload(Subgraph((Entity("other", other, "person"),), ()), title=""))
    assert page("find", query) == {"hits": [], "sure": None}
    assert NameIndex([("other", other, (), "person")]).lookup(query) == []


def test_a_name_one_letter_off_ends_the_search(page: Ask) -> None:
    """Names that are less alike are not looked for, as where the name itself is found."""
    named = (Entity("anna", "Anna Vytsyan", "person"), Entity("zanna", "Zanna Vytsyan", "person"))
    index = NameIndex((one.id, one.name, (), one.type) for one in named)
    page("graph", payload(Subgraph(named, ()), title=""))
    for query, found in (("Anna Vytsyn", ["anna"]), ("Anna Vyxyyn", ["anna", "zanna"])):
        assert [match.id for match in index.lookup(query)] == found
        assert [hit[0] for hit in page("find", query)["hits"]] == found


def test_characters_of_one_sound_are_two_names(page: Ask) -> None:
    page("graph", payload(Subgraph(MIXED[1:2], ()), title=""))
    assert page("find", "李明") == {"hits": [["li-2", "similar"]], "sure": None}


@pytest.mark.parametrize(
    "query",
    "BOIKO STEFANOVV VELIKOV|Бойко Стефанов Великов|Лютви Ахмед Местан|Местан|Порошенко|Олексійович|"
    "王|小明|欧阳|歐陽明華|민준|Kim Minjun|海草|海草科技|海草科技有限责任公司|海草科技集团|明|黎".split(
        "|"
    ),
)
def test_names_in_other_scripts_are_found_alike(page: Ask, query: str) -> None:
    index = NameIndex((one.id, one.name, one.aliases, one.type) for one in MIXED)
    page("graph", payload(Subgraph(MIXED, ()), title=""))
    matches = index.lookup(query)
    told = page("lookup", query)
    assert [(hit[0], hit[2]) for hit in told["hits"]] == [(m.id, m.reason) for m in matches]
    sure = decide(matches)
    assert told["sure"] == (sure.id if sure else None)


def test_an_id_is_sure_as_it_is_written(page: Ask) -> None:
    twins = (Entity("jim", "Jim Brown", "person"), Entity("brown", "James Brown", "person"))
    page("graph", payload(Subgraph(twins, ()), title=""))
    assert page("find", "brown")["sure"] == "brown"
    assert page("find", "Brown")["sure"] == "brown"
    assert page("find", "Bro")["sure"] is None
