"""Each claim of a page opens its passage with one click, also where the data is packed."""

from __future__ import annotations

from pathlib import Path
from shutil import copyfile

import pytest
from conftest_page import ROOT, export

pytestmark = pytest.mark.browser
FERRY = ROOT / "docs" / "examples" / "ferry"
SEED_TEXT = next((ROOT.parent / "shared" / "seed").glob("*.txt"), None)

OPENED = """async (id) => {
  actorgraph.select(id);
  const card = document.querySelector(".ag-card"), found = { claims: 0, passages: 0, marks: [] };
  for (const box of card.querySelectorAll(".ag-evidence")) {
    box.open = true;
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    for (const claim of box.querySelectorAll(".ag-claims > li")) {
      const passage = claim.querySelector(".ag-passage");
      found.claims++;
      if (!passage) continue;
      passage.open = true;
      found.passages += passage.checkVisibility() && passage.innerText.length > 20;
      found.marks.push([...passage.querySelectorAll("mark")].map((one) => one.innerText).join(" "));
    }
  }
  return found;
}"""


def opened(page, ids):
    found = [page.evaluate(OPENED, one) for one in ids]
    claims, passages = (sum(one[what] for one in found) for what in ("claims", "passages"))
    return claims, passages, {words for one in found for words in one["marks"]}


def test_each_claim_of_the_example_opens_its_passage_with_its_words_marked(open_page, tmp_path):
    file = export(tmp_path / "f.html", "--documents", str(FERRY / "documents"), data=FERRY)
    watched = open_page(file)
    ids = ["vance", "lindqvist", "company", "marek", "town"]
    claims, passages, marks = opened(watched.page, ids)
    assert claims == passages >= 10
    assert "the mayor, Edda Vance" in marks
    assert "" not in marks
    assert watched.trespasses == []


@pytest.mark.skipif(SEED_TEXT is None, reason="the article of the seed is not shipped")
def test_each_claim_of_the_seed_opens_its_passage(open_page, tmp_path):
    copyfile(SEED_TEXT, tmp_path / "eir-2018-02-05.txt")
    page = open_page(export(tmp_path / "seed.html", "--documents", str(tmp_path))).page
    claims, passages, _ = opened(page, ["trump", "pompeo", "surkov", "svr"])
    assert claims == passages > 20


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page of 1,700 entities, of which each claim has a paragraph of its own."""
    folder = tmp_path_factory.mktemp("packed")
    (folder / "documents").mkdir()
    said = [f"Number {n} knows number {n + 1} of old, “Zoë” \U0001f600 said." for n in range(1700)]
    (folder / "documents" / "list.txt").write_text("\n\n".join(said), encoding="utf-8")
    rows = [f"e{n},e{n + 1},knows,list,p{n + 1},number {n + 1} of old" for n in range(1700)]
    head = "source,target,relation,document,locator,quote"
    (folder / "relations.csv").write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    documents = str(folder / "documents")
    return export(folder / "packed.html", "--documents", documents, data=folder)


def test_a_packed_page_opens_the_passage_of_each_claim_with_its_words_marked(open_page, packed):
    watched = open_page(packed)
    claims, passages, marks = opened(watched.page, ["e0", "e850", "e1700"])
    assert (claims, passages) == (4, 4)
    assert marks == {f"number {n} of old" for n in (1, 850, 851, 1700)}
    assert watched.trespasses == []
