"""A browser that follows the tables folds as Python does."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from actorgraph.names import NameIndex, fold
from actorgraph.names.browser import browser_tables, tables_module
from actorgraph.names.fold import skeleton
from actorgraph.names.parts import is_person
from actorgraph.names.sounds import code, consonants

pytestmark = pytest.mark.process

NAMES = """Michael R. Pompeo|Сергей Евгеньевич Нарышкин|Naryškin|O’Neill|Łódź|Schtscherbakow
Кънчо Яневъ|George Wright-Hughes|John Johnson|Xi Jinping|Đorđe Ljubić|Garneau""".split("|")

SCRIPT = r"""
const {tables, names} = JSON.parse(require("fs").readFileSync(0, "utf8"));
const rules = (list) => list.map(([pattern, sound]) => [new RegExp(pattern, "g"), sound]);
const spelled = rules(tables.skeleton), heard = rules(tables.sounds);
const rewrite = (word, by) => by.reduce((text, [from, to]) => text.replace(from, to), word);
const letters = (text) => [...text].map((c) => tables.letters[c] ?? c).join("");
const fold = (name) => {
  let text = name.normalize("NFKC").toLowerCase();
  text = letters(text.replace(/ъ(?=[бвгджзклмнпрстфхцчшщй])/g, "a"));
  text = letters(text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").normalize("NFC"));
  return (text.replace(/['’‘ʼʹʺ`´ʻʾʿ.·]/g, "").match(/[a-z0-9]+/g) ?? []).join(" ");
};
const code = (word) => [...rewrite(word, heard)].map((c) => tables.classes[c] ?? c).join("")
  .replace(/([A-Z])\1+/g, "$1").replace(/-/g, "");
console.log(JSON.stringify(names.map((name) => [
  fold(name), fold(name).split(" ").map((word) => [rewrite(word, spelled), code(word)]),
])));
"""


@pytest.mark.skipif(shutil.which("node") is None, reason="needs Node to run JavaScript")
def test_javascript_folds_as_python_does() -> None:
    asked = json.dumps({"tables": browser_tables(), "names": NAMES})
    said = subprocess.run(
        ["node", "-e", SCRIPT], input=asked, capture_output=True, text=True, check=True
    )
    assert json.loads(said.stdout) == [
        [fold(name), [[skeleton(word), code(word)] for word in fold(name).split()]]
        for name in NAMES
    ]


PAGE = Path(__file__).parent.parent / "src" / "actorgraph" / "render" / "page"
PEOPLE = """Stephen Harper|Ivan Kostov|Charles E. Schumer|Dianne Feinstein|George Osborne|David Cameron
John Edwards|Tarja Halonen|Sergei Naryshkin|Meglena Kuneva|Anneli Jäätteenmäki|Jean-Claude Juncker|Angela Merkel
Gazprom OJSC|European Central Bank|Bank of England|The Sberbank Company|Michael Pompeo|Margrethe Vestager|Theresa May|Ted Kennedy|Barack Obama|Bill de Blasio|Nicolas Sarkozy""".replace(
    "\n", "|"
).split("|")
ASKED = (
    """Stephen Harper|स्टीफन हार्पर|ஸ்டீபன் ஹார்ப்பர்|史蒂芬·哈珀|Иван Костов|Iwan Kostow|이반 코스토프|Chuck Schumer|צ'אק שומר
チャック・シューマー|Diana Feinstein|戴安·芬斯坦|George Osbourne|ديفيد كاميرون|Ντέιβιντ Κάμερον|데이비드 캐머런
존 에드워즈|ジョン・エドワーズ|Тарья Халонен|Нарышкин, С. Е.|NARYSHKIN, S. E.|Naryschkin|Меглена Кунева|Anneli Jaatteenmaki
Юнкер|Juncker, Jean Claude|Ангела Меркель|ანგელა მერკელი|Անգելա Մերկել|Mike Pompeo|Pompeo|Майк Помпео|Vestager|Терезa Мэй
тереза мэй|Edward Kennedy|Обама|باراك أوباما|de Blasio|Sarkosy|Nicholas Sarkozy|Kameron|Merkle|Osborn George|harpar|Газпром|ECB|BE|BOE|Sberbank ao|Bank of Englnd|Gazprom Limited Liability Company
""".replace("\n", "|")
    .strip("|")
    .split("|")
)


def test_the_tables_of_the_page_are_those_of_the_names_package(request) -> None:
    path = PAGE / "tables.js"
    if request.config.getoption("--update-docs"):
        path.write_text(tables_module(), encoding="utf-8")
    assert path.read_text(encoding="utf-8") == tables_module()


def _of_the_page(script: str, given: object) -> object:
    done = subprocess.run(
        ["node", "--input-type=module", "-e", script.replace("PAGE", PAGE.as_uri())],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


@pytest.mark.skipif(shutil.which("node") is None, reason="needs Node to run JavaScript")
def test_the_page_folds_every_script_as_python_does() -> None:
    script = """
        import { readFileSync } from "fs";
        import { fold, skeleton, code, consonants } from "PAGE/names.js";
        const names = JSON.parse(readFileSync(0, "utf8"));
        console.log(JSON.stringify(names.map((name) => [fold(name), fold(name).split(" ").map(
            (word) => [skeleton(word), code(word), consonants(word)])])));
    """
    names = [*PEOPLE, *ASKED, *NAMES]
    assert _of_the_page(script, names) == [
        [fold(name), [[skeleton(w), code(w), consonants(w)] for w in fold(name).split(" ")]]
        for name in names
    ]


@pytest.mark.skipif(shutil.which("node") is None, reason="needs Node to run JavaScript")
def test_the_page_gives_surnames_to_the_types_that_python_does() -> None:
    script = """
        import { readFileSync } from "fs";
        import { isPerson } from "PAGE/names.js";
        console.log(JSON.stringify(JSON.parse(readFileSync(0, "utf8")).map(isPerson)));
    """
    types = [
        "",
        "person",
        "People",
        "INDIVIDUAL",
        "salesperson",
        "no type",
        "agency",
        "personality",
    ]
    assert _of_the_page(script, types) == list(map(is_person, types))


@pytest.mark.skipif(shutil.which("node") is None, reason="needs Node to run JavaScript")
@pytest.mark.parametrize("kind", ["person", "", "organization"])
def test_the_first_hit_of_the_page_is_that_of_the_command_line(kind: str) -> None:
    script = """
        import { readFileSync } from "fs";
        import { find } from "PAGE/search.js";
        const { people, folded, asked, type } = JSON.parse(readFileSync(0, "utf8"));
        const model = { n: people.length, ids: people.map((_, i) => `p${i}`), names: people, keys: folded,
            aliases: () => [], size: people.map(() => 1), kind: people.map(() => 0), data: { types: [type] } };
        console.log(JSON.stringify(asked.map((name) => {
            const hit = find(model, name, 1)[0];
            return hit ? [people[hit.node], ["exact", "strong"].includes(hit.level) ? hit.why : ""] : null;
        })));
    """
    index = NameIndex((f"p{at}", name, (), kind) for at, name in enumerate(PEOPLE))
    told = []
    for name in ASKED:
        hits = index.lookup(name, 1)
        sure = [hit.reason if hit.level != "similar" else "" for hit in hits]
        told.append([hits[0].matched_name, *sure] if hits else None)
    given = {"people": PEOPLE, "folded": list(map(fold, PEOPLE)), "asked": ASKED, "type": kind}
    assert _of_the_page(script, given) == told
