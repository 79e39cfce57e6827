"""A browser that follows the tables folds as Python does."""

from __future__ import annotations

import json
import shutil
import subprocess

import pytest

from actorgraph.names import fold
from actorgraph.names.browser import browser_tables
from actorgraph.names.fold import skeleton
from actorgraph.names.sounds import code

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
