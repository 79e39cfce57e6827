"""The page takes names apart, compares them and finds them as Python does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from actorgraph.claims import Entity
from actorgraph.engine import Subgraph
from actorgraph.names import NameIndex
from actorgraph.names.fold import fold, spelling_key
from actorgraph.names.parts import is_person
from actorgraph.names.sounds import consonants, phonetic_key
from actorgraph.render.payload import payload

if TYPE_CHECKING:
    from collections.abc import Callable

    Ask = Callable[..., Any]

NAMES = """Michael R. Pompeo|Сергей Евгеньевич Нарышкин|Naryškin|O’Neill|Łódź|Schtscherbakow
Кънчо Яневъ|George Wright-Hughes|John Johnson|Xi Jinping|Порошенко Петро Олексійович|Petro Oleksiyovych Poroshenko|יריב לוין|ريتشارد تشيني|McCain|Makkeyn|Džanov|
王小明|王|小明|欧阳明华|歐陽明華|陳大文
高橋 健一|海草科技有限公司|海草科技有限责任公司|김민준|민준|남궁 민수
Salman bin Muhammad Al-Rawi|Muhammad bin Salman Al-Rawi|Đorđe Ljubić|Garneau""".replace(
    "\n", "|"
).split("|")

PEOPLE = """Stephen Harper|Ivan Kostov|Charles E. Schumer|Dianne Feinstein|George Osborne|David Cameron
John Edwards|Tarja Halonen|Sergei Naryshkin|Meglena Kuneva|Anneli Jäätteenmäki|Jean-Claude Juncker|Angela Merkel
Gazprom OJSC|European Central Bank|Bank of England|The Sberbank Company|Michael Pompeo|Margrethe Vestager|Theresa May|Ted Kennedy|Barack Obama|Bill de Blasio|Secretary of State for Defence|Minister of Foreign Affairs|José Luis Núñez-Ortega|Nicolas Sarkozy""".replace(
    "\n", "|"
).split("|")
ASKED = (
    """Stephen Harper|स्टीफन हार्पर|ஸ்டீபன் ஹார்ப்பர்|史蒂芬·哈珀|Иван Костов|Iwan Kostow|이반 코스토프|Chuck Schumer|צ'אק שומר
チャック・シューマー|Diana Feinstein|戴安·芬斯坦|George Osbourne|ديفيد كاميرون|Ντέιβιντ Κάμερον|데이비드 캐머런
존 에드워즈|ジョン・エドワーズ|Тарья Халонен|Нарышкин, С. Е.|NARYSHKIN, S. E.|Naryschkin|Меглена Кунева|Anneli Jaatteenmaki
Юнкер|Juncker, Jean Claude|Ангела Меркель|ანგელა მერკელი|Անգելա Մերկել|Mike Pompeo|Pompeo|Майк Помпео|Vestager|Терезa Мэй
тереза мэй|Edward Kennedy|Обама|باراك أوباما|de Blasio|Sarkosy|Nicholas Sarkozy|Kameron|Merkle|Osborn George|harpar|Газпром|ECB|BE|BOE|Sberbank ao|Bank of Englnd|Defence Secretary|Secretary of the Treasury and Secretary|Bank Bank of Finland|Minister for Foreign Affairs|Foreign Affairs Minister|Jose Nunez|Foreign|Gazprom Limited Liability Company
""".replace("\n", "|")
    .strip("|")
    .split("|")
)


def test_every_script_is_folded_alike(page: Ask) -> None:
    for name in (*PEOPLE, *ASKED, *NAMES):
        words = [[spelling_key(w), phonetic_key(w), consonants(w)] for w in fold(name).split()]
        assert page("fold", name) == [fold(name), words]


@pytest.mark.parametrize(
    "kind",
    ["", "person", "People", "INDIVIDUAL", "salesperson", "no type", "agency", "personality"],
)
def test_the_same_types_have_surnames(page: Ask, kind: str) -> None:
    assert page("isPerson", kind) == is_person(kind)


@pytest.mark.parametrize("kind", ["person", "", "organization"])
def test_the_first_hit_is_that_of_the_command_line(page: Ask, kind: str) -> None:
    people = tuple(Entity(f"p{at}", name, kind) for at, name in enumerate(PEOPLE))
    index = NameIndex((one.id, one.name, (), kind) for one in people)
    page("graph", payload(Subgraph(people, ()), title=""))
    for name in ASKED:
        told = [(hit.id, hit.level, hit.reason) for hit in index.lookup(name, 1)]
        hits = page("lookup", name)["hits"][:1]
        page_told = [(id_, level, why) for id_, _, why, level in hits]
        assert page_told == told
