"""A dossier says what the cards say, cites numbered sources, and runs nothing of the data."""

from __future__ import annotations

import re
import zipfile
from hashlib import sha256
from itertools import pairwise

import pytest
from factory import graph_of

from actorgraph.errors import AmbiguousNameError, FileExistsAlreadyError, UsageError
from actorgraph.loading import load
from actorgraph.render.dossier import Drawing, Heading, Items, Paragraph, dossier
from actorgraph.render.drawing import DESCENT
from actorgraph.render.terminal import Style

EVIL = "<script>alert(1)</script> *bold* [x](http://e.example)"
ENTITIES = (
    "id,name,type,publisher,published_date,url\n"
    f'ann,"Ann {EVIL}",person,,,\nbo,Bo,person,,,\n'
    "one,First article,document,The Paper,2018-02-05,https://paper.example/1\n"
    "two,Second article,document,The Journal,2018-03-01,\n"
)
RELATIONS = (
    "source,target,relation,date,status,attributed_to,document,locator,note\n"
    "ann,bo,met_with,2018-01-05,,Cy,two,p4,not said: whether alone\n"
    "bo,ann,met_with,2018-01-05,,,one,p1,\n"
    "ann,bo,met_with,2018-01-05,denied,Dan,one,p2,\n"
    "bo,Fund,paid,,,,one,p3,\n"
)


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    return graph_of(tmp_path_factory.mktemp("dossier"), relations=RELATIONS, entities=ENTITIES)


def texts(graph, *names):
    shown = [graph.show(name).result for name in names]
    found = []
    for block in dossier(shown):
        if isinstance(block, (Heading, Paragraph)):
            found.append(block.text)
        elif isinstance(block, Items):
            found += [words for text, remarks in block.items for words in (text, *remarks)]
    return found


def test_sources_are_numbered_as_they_are_first_cited(graph):
    found = texts(graph, "ann", "bo")
    at = found.index("Sources")
    assert found[at + 1 :] == [
        "Second article. The Journal. published on 1 March 2018",
        "First article. The Paper. published on 5 February 2018. https://paper.example/1",
    ]
    assert (
        "met with Bo [CONTESTED]; on 5 January 2018. Cy ([1] p4); The Paper [2] p1 · 2 origins"
        in found
    )
    assert "DISPUTED: denied by Dan ([2] p2)" in found


def test_what_is_not_known_stands_at_the_end_of_each_card(graph):
    found = texts(graph, "ann", "bo")
    assert found[found.index("Not said") + 1] == "whether alone"
    assert found[found.index("Not here") + 1] == "any date of: Bo paid Fund"


def test_a_dossier_says_what_the_cards_say(graph):
    said = re.sub(r"\W+", " ", " ".join(texts(graph, "ann", "bo")))
    for name in ("ann", "bo"):
        for line in graph.show(name).lines(Style(width=1000)):
            words = re.sub(r"\W+", " ", line.partition("  ")[0] if line[:1] != " " else line[2:])
            start = words.split(" Cy ")[0].split(" The Paper ")[0].strip()
            if not line.startswith(("Ann", "Bo", "2 rel", "1 rel", "A line")):
                assert start in said, line


@pytest.mark.parametrize("suffix", [".md", ".html", ".docx"])
def test_every_form_holds_every_text(graph, tmp_path, suffix):
    path = tmp_path / f"d{suffix}"
    losses = graph.dossier(path, "ann", "bo")
    assert bool(losses) == (suffix == ".docx")
    if suffix == ".docx":
        docx = pytest.importorskip("docx")
        written = "\n".join(one.text for one in docx.Document(str(path)).paragraphs)
    else:
        import html

        written = path.read_text(encoding="utf-8")
        written = html.unescape(written) if suffix == ".html" else written.replace("\\", "")
    for text in texts(graph, "ann", "bo"):
        assert text in written


def test_what_the_data_writes_is_never_markup(graph, tmp_path):
    graph.dossier(tmp_path / "d.html", "ann")
    page = (tmp_path / "d.html").read_text()
    assert "<script" not in page
    assert "http-equiv" in page
    graph.dossier(tmp_path / "d.md", "ann")
    text = (tmp_path / "d.md").read_text()
    assert "<script" not in re.sub(r"\\<", "", text)
    outside = re.sub(r"<svg.*</svg>", "", text).replace("\\]", "")
    assert "](http" not in outside


def test_a_dossier_is_refused_without_a_name_or_form_or_on_an_unsure_name(graph, tmp_path):
    with pytest.raises(UsageError):
        graph.dossier(tmp_path / "d.md")
    with pytest.raises(UsageError, match="A dossier is written as"):
        graph.dossier(tmp_path / "d.txt", "bo")
    two = graph_of(tmp_path, relations="source,target\nAnn Lee,x\nBo Lee,x\n")
    with pytest.raises(AmbiguousNameError):
        two.dossier(tmp_path / "d.md", "Lee")
    assert not (tmp_path / "d.md").exists()
    graph.dossier(tmp_path / "d.md", "bo")
    with pytest.raises(FileExistsAlreadyError):
        graph.dossier(tmp_path / "d.md", "bo")


def test_a_redacted_dossier_names_nobody_who_is_hidden(tmp_path):
    from click.testing import CliRunner

    from actorgraph.cli import cli

    (tmp_path / "data").mkdir()
    entities = "id,name,sensitivity\nann,Ann Petersen,redact\nbo,Bo,\n"
    graph_of(
        tmp_path / "data",
        relations="source,target,relation,note\nann,bo,paid,Ann Petersen paid\n",
        entities=entities,
    )
    done = CliRunner().invoke(
        cli, ["--data", str(tmp_path / "data"), "export", str(tmp_path / "d.md"), "ann", "bo", "--redact", "sensitivity"],
    )  # fmt: skip
    written = (tmp_path / "d.md").read_text() if (tmp_path / "d.md").exists() else ""
    assert done.exit_code == 0, done.output
    assert "Petersen" not in written + done.output
    assert "Bo" in written


def test_the_seed_gives_a_dossier(tmp_path):
    assert load().dossier(tmp_path / "d.html", "Surkov") == []
    page = (tmp_path / "d.html").read_text()
    assert page.count("<svg") == 1
    assert "EIR article of 5 February" in page


@pytest.mark.parametrize("neighbors", [1, 2, 3, 5])
def test_a_drawing_is_high_enough_for_all_of_its_words(tmp_path, neighbors):
    rows = "".join(f"Ann,other {number},knows\n" for number in range(neighbors))
    shown = graph_of(tmp_path, relations=f"source,target,relation\n{rows}").show("Ann").result
    (svg,) = (block.svg for block in dossier([shown]) if isinstance(block, Drawing))
    height = int(re.search(r'viewBox="0 0 \d+ (\d+)"', svg)[1])
    lines = [int(y) for y in re.findall(r'<text x="\d+" y="(\d+)"', svg)]
    assert len(lines) == 1 + 2 * neighbors
    assert max(lines) + DESCENT <= height


@pytest.mark.parametrize(
    ("claims", "said"),
    [
        ([",", "confirmed,"], "knows"),
        ([",", "denied,"], "knows [contested]"),
        (["denied,"], "knows [denied]"),
        ([",likely"], "knows [likely]"),
        ([",planned", "denied,planned"], "knows [contested, planned]"),
    ],
)
def test_a_drawing_says_of_a_line_why_it_is_no_plain_fact(tmp_path, claims, said):
    rows = "".join(f"Ann,Bo,knows,S{n},{claim}\n" for n, claim in enumerate(claims))
    head = "source,target,relation,attributed_to,status,certainty\n"
    shown = graph_of(tmp_path, relations=head + rows).show("Ann").result
    (svg,) = (block.svg for block in dossier([shown]) if isinstance(block, Drawing))
    assert f"<title>{said}</title>" in svg
    assert ("stroke-dasharray" in svg) == (said != "knows")


def test_a_word_document_has_each_drawing_as_svg_with_words_for_those_who_hear_it(graph, tmp_path):
    docx = pytest.importorskip("docx")
    path = tmp_path / "d.docx"
    graph.dossier(path, "ann", "bo")
    with zipfile.ZipFile(path) as archive:
        drawings = [name for name in archive.namelist() if name.endswith(".svg")]
        assert len(drawings) == 2
        assert all("<svg" in archive.read(name).decode() for name in drawings)
        types = archive.read("[Content_Types].xml").decode()
        assert types.count("image/svg+xml") >= 1
    opened = docx.Document(str(path))
    assert len(opened.inline_shapes) == 2
    related = {
        relation.target_part.partname
        for relation in opened.part.rels.values()
        if not relation.is_external
    }
    assert {f"/{name}" for name in drawings} <= related
    words = [shape._inline.docPr.get("descr") for shape in opened.inline_shapes]
    assert all(words)


PASSAGES = (
    "source,target,relation,document,locator,quote\n"
    "ann,bo,met_with,one,p2,met Bo in Rome\n"
    "ann,bo,paid,one,p2,in Rome and paid\n"
    "ann,bo,sued,two,p1,never there\n"
)
TEXT = "First.\n\nAnn *met Bo in Rome and paid* him <b>.\n\nThird.\n\nFourth.\n"


@pytest.fixture(scope="module")
def cited(tmp_path_factory):
    folder = tmp_path_factory.mktemp("cited")
    (folder / "papers").mkdir()
    (folder / "papers" / "one.txt").write_text(TEXT, encoding="utf-8")
    return graph_of(folder, relations=PASSAGES, entities=ENTITIES), folder / "papers"


@pytest.mark.parametrize(
    ("suffix", "shown"),
    [
        (".md", "> p2: Ann \\***met Bo in Rome and paid**\\* him \\<b\\>."),
        (".html", "<small>p2</small> Ann *<mark>met Bo in Rome and paid</mark>* him &lt;b&gt;."),
    ],
)
def test_a_dossier_shows_each_passage_once_with_what_is_cited_marked(
    cited, tmp_path, suffix, shown
):
    graph, papers = cited
    file = tmp_path / f"d{suffix}"
    graph.dossier(file, "ann", documents=papers)
    text = file.read_text(encoding="utf-8")
    assert text.count(shown) == 1
    assert [one in text for one in ("First.", "Third.", "Fourth.")] == [True, True, False]
    assert sha256(TEXT.encode()).hexdigest() in text


def test_a_word_document_shows_passages_with_what_is_cited_in_bold(cited, tmp_path):
    docx = pytest.importorskip("docx")
    graph, papers = cited
    graph.dossier(tmp_path / "d.docx", "ann", documents=papers)
    runs = [run for one in docx.Document(tmp_path / "d.docx").paragraphs for run in one.runs]
    assert [run.text for run in runs if run.bold] == ["met Bo in Rome and paid"]


@pytest.mark.parametrize("suffix", [".md", ".html", ".docx"])
def test_a_line_that_ends_within_a_passage_is_a_blank(tmp_path, suffix):
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "one.txt").write_text("First.\n\nAnn met Bo\nin\tRome\nand paid him.")
    graph = graph_of(tmp_path, relations=PASSAGES, entities=ENTITIES)
    file = tmp_path / f"d{suffix}"
    graph.dossier(file, "ann", documents=tmp_path / "papers")
    if suffix == ".docx":
        docx = pytest.importorskip("docx")
        text = "\n".join(one.text for one in docx.Document(file).paragraphs)
    else:
        text = re.sub(r"\*\*|</?mark>", "", file.read_text(encoding="utf-8"))
    assert "Ann met Bo in Rome and paid him." in text
    assert "u000a" not in text


def test_a_dossier_without_documents_has_no_passages(cited, tmp_path):
    graph, _ = cited
    graph.dossier(tmp_path / "d.md", "ann")
    assert "Passages" not in (tmp_path / "d.md").read_text(encoding="utf-8")


def test_a_picture_and_a_view_hold_the_passages(cited):
    graph, papers = cited
    assert "met Bo in Rome and paid" in graph.picture(documents=papers)._repr_html_()
    assert "and paid* him" not in graph.picture()._repr_html_()
    assert "and paid* him" in str(graph.view(documents=papers).picture.page)


def test_a_dossier_says_who_owns_it_in_the_end_with_numbered_sources(tmp_path):
    graph = graph_of(
        tmp_path,
        relations="source,target,relation,share,status,document\n"
        "ann,reef,owns,60,,one\nreef,kelp,owns,50,,two\nbo,kelp,owns,20,denied,one\n",
    )
    shown, owned_by = graph.show("kelp").result, graph.owners("kelp").result
    blocks = list(dossier([shown], None, [owned_by, graph.owned("kelp").result]))
    at = blocks.index(Heading(2, "Owners of kelp: 2"))
    assert blocks[at + 1 : at + 6] == [
        Items(
            (
                ("For certain 25% or more: reef: 50%", ("50% of kelp",)),
                (
                    "For certain 25% or more: ann: 30%, through others, no owner is recorded",
                    ("60% of reef × 50% of kelp = 30%",),
                ),
            )
        ),
        Heading(3, "Links"),
        Items(
            (
                ("reef — owns — kelp; no date given, share 50. [1]", ()),
                ("ann — owns — reef; no date given, share 60. [2]", ()),
            )
        ),
        Heading(3, "Not counted"),
        Items((("bo — owns — kelp [DENIED]; no date given, share 20. denied by [2]", ()),)),
    ]
    assert blocks[-1] == Items((("two", ()), ("one", ())), is_numbered=True)
    assert not any("Owned by" in getattr(block, "text", "") for block in blocks)
    graph.dossier(tmp_path / "kelp.md", "kelp")
    assert "Owners of kelp: 2" in (tmp_path / "kelp.md").read_text(encoding="utf-8")


PAYMENTS = """source,target,relation,date,amount,currency,status,document
ann,reef,paid,2019-03-01,100,EUR,,one
reef,ann,paid,2019-05-01,40.50,EUR,,two
reef,ann,paid,2019-06-01,7,USD,,one
bo,ann,paid,2020-01-01,5,EUR,denied,one
"""


def test_a_dossier_says_what_came_in_and_went_out_with_numbered_sources(tmp_path):
    graph = graph_of(tmp_path, relations=PAYMENTS)
    shown, money = graph.show("ann").result, graph.flows("ann").result
    nothing = graph.flows("bo").result
    blocks = list(dossier([shown], None, [], [money, nothing]))
    at = blocks.index(Heading(2, "Money of ann: 2 payments in, 1 out"))
    back = "ann → 100 EUR (payment 3) → reef → 40.50 EUR (payment 1) → ann"
    listed = {
        one.text: its.items for one, its in pairwise(blocks[at + 1 :]) if isinstance(one, Heading)
    }
    assert listed == {
        "In": (
            ("2019, reef, 40.50 EUR, payment 1; one origin", ()),
            ("2019, reef, 7 USD, payment 2; one origin", ()),
            ("In all: 40.50 EUR (1 payment, one origin)", ()),
            ("In all: 7 USD (1 payment, one origin)", ()),
        ),
        "Out": (
            ("2019, reef, 100 EUR, payment 3; one origin", ()),
            ("In all: 100 EUR (1 payment, one origin)", ()),
        ),
        "Round trips, each payment no earlier than the one before": (
            (f"{back}; at most 40.50 EUR all the way", ()),
            ("ann → 100 EUR (payment 3) → reef → 7 USD (payment 2) → ann", ()),
        ),
        "Payments": (
            ("reef — paid — ann; on 1 May 2019, 40.50 EUR. [2]", ()),
            ("reef — paid — ann; on 1 June 2019, 7 USD. [1]", ()),
            ("ann — paid — reef; on 1 March 2019, 100 EUR. [1]", ()),
        ),
        "Not counted": (("bo — paid — ann [DENIED]; on 1 January 2020, 5 EUR. denied by [1]", ()),),
        "Sources": (("one", ()), ("two", ())),
    }
    graph.dossier(tmp_path / "ann.md", "ann")
    assert "Money of ann: 2 payments in, 1 out" in (tmp_path / "ann.md").read_text("utf-8")
