"""The page shows the paragraphs and marks the words that `CitedPassages` does."""

from __future__ import annotations

import csv
import io

import pytest
from differential.page_in_node import page_in_node
from factory import graph_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actorgraph.passages.cited_passages import CitedPassages
from actorgraph.render.claim_payload import PageClaims
from actorgraph.render.payload import payload

pytestmark = [pytest.mark.process, pytest.mark.usefixtures("laid_on_a_line")]

WORDS = ("Ann", "met", "“Bob”", "–", "ﬁnch", "\U0001f600", "Åsa", "e\u0301", "at\u00a0noon", "5")
paragraphs = st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join)
texts = st.lists(paragraphs, min_size=1, max_size=5)
parts = st.tuples(st.integers(0, 40), st.integers(1, 12))
rows = st.lists(
    st.tuples(
        st.sampled_from(["one", "two", "gone"]),
        st.sampled_from(["", "p1", "p2", "p2-3", "page=1", "page=2", "p9", "chapter 1"]),
        st.one_of(st.none(), parts),
        st.one_of(st.none(), parts),
        st.sampled_from([" ", "\n"]),
    ),
    min_size=1,
    max_size=6,
)


@pytest.fixture(scope="module")
def page():
    with page_in_node("page_passages.js", "model", "passage") as running:
        yield running


def shown(passages, claim):
    """The paragraphs of a claim in pieces, as a page shows them."""
    cited = passages.of(claim)
    if cited is None:
        return None
    made = []
    for number in range(cited.first, cited.last + 1):
        text, at, pieces = passages.paragraph(cited.document, number), 0, []
        for mark in (mark for mark in cited.marks if mark.paragraph == number):
            pieces += [(text[at : mark.start], False), (text[mark.start : mark.stop], True)]
            at = mark.stop
        pieces.append((text[at:], False))
        made.append(
            [number, [[_in_a_line(words), is_marked] for words, is_marked in pieces if words]]
        )
    return made


def _in_a_line(text):
    """Blanks as the page writes them."""
    import re

    return re.sub(r"\s+", " ", text)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(one=texts, two=texts, cited=rows)
def test_the_page_marks_what_python_does(page, tmp_path_factory, one, two, cited):
    data = tmp_path_factory.mktemp("data")
    (data / "documents").mkdir()
    whole = {"one": "\n\n".join(one), "two": "\f".join(two)}
    for name, text in whole.items():
        (data / "documents" / f"{name}.txt").write_text(text, encoding="utf-8")
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow("source target relation document locator quote as_named".split())
    for number, (document, locator, quoted, named, blank) in enumerate(cited):
        text = whole.get(document, "")
        quote, as_named = (
            "" if part is None else " ".join(text[part[0] : sum(part)].split()).replace(" ", blank)
            for part in (quoted, named)
        )
        writer.writerow([f"a{number}", "b", "met_with", document, locator, quote, as_named])
    graph = graph_of(data, relations=out.getvalue())
    passages, drawn = CitedPassages(data / "documents"), graph.subgraph()
    stated = [claim for claim, _ in PageClaims(drawn.edges).claims]
    made = page.ask("passages", payload(drawn, title="T", passages=passages))
    assert made == [shown(passages, claim) for claim in stated]


def test_most_passages_are_found_by_their_words(tmp_path):
    (tmp_path / "documents").mkdir()
    text = "Nobody.\n\nAnn met Bob \U0001f600 at noon.\n\nMore.\n\nNot shown."
    (tmp_path / "documents" / "doc.txt").write_text(text, encoding="utf-8")
    rows = "source,target,document,locator,quote\na,b,doc,p2,met Bob\nc,d,doc,p2,met  Bob 😀 at\n"
    drawn = graph_of(tmp_path, relations=rows).subgraph()
    data = payload(drawn, title="T", passages=CitedPassages(tmp_path / "documents"))
    assert data["passages"]["text"] == ["Nobody.", "Ann met Bob \U0001f600 at noon.", "More."]
    assert data["claims"]["passage"] == [2, 4]
    assert data["passages"]["cited"] == [[1, 4, 17]]
