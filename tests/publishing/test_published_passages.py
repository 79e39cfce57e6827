"""Passages in a page hide who is hidden, or are refused."""

from __future__ import annotations

import json
import re

import pytest
from click.testing import CliRunner
from factory import write_text

from actorgraph import load, redacted
from actorgraph.cli import cli
from actorgraph.publishing.leaks import leaks

ENTITIES = "id,name,type,aliases\njana,Jana Nováková,person,Яна Новакова\nrita,Rita Reporter,person,\ndoc,Minutes,document,\n"
TEXT = """Minutes of Monday.

Rita Reporter met Jana Nováková at noon. "They knew," No\u00advakova\u0301 said.

Яна  Новакова left; jana.novakova@example.org was copied.

Nothing else.
"""
RELATIONS = """source,target,relation,document,locator,quote
rita,jana,met_with,doc,p2,Rita Reporter met Jana Nováková
rita,doc,wrote,doc,p3,
"""


@pytest.fixture
def data(tmp_path):
    folder = tmp_path / "data"
    folder.mkdir()
    write_text(folder, relations=RELATIONS, entities=ENTITIES)
    (folder / "documents").mkdir()
    (folder / "documents" / "doc.txt").write_text(TEXT, encoding="utf-8")
    return folder


def export(data, *words):
    where = ["--data", str(data), "--documents", str(data / "documents")]
    words = ["export", str(data / "page.html"), "--force", *words, *where]
    done = CliRunner().invoke(cli, words)
    return done, data / "page.html"


def island(page):
    text = page.read_text("utf-8")
    return json.loads(re.search(r'<script[^>]*id="data"[^>]*>(.*?)</script>', text, re.DOTALL)[1])


def test_a_page_holds_the_passages_that_its_claims_cite(data):
    _, page = export(data)
    table = island(page)["passages"]
    assert table["number"] == [1, 2, 3, 4]
    assert "Rita Reporter met Jana Nováková at noon" in table["text"][1]
    assert all(table["digests"].values())


def test_without_documents_a_page_holds_none(data):
    page = data / "page.html"
    CliRunner().invoke(cli, ["export", str(page), "--data", str(data)])
    assert "passages" not in island(page)


def test_who_is_hidden_is_hidden_in_passages_too(data):
    done, page = export(data, "--redact", "jana")
    assert done.exit_code == 0, done.output
    table = island(page)["passages"]
    assert "Rita Reporter met [Person 1] at noon" in table["text"][1]
    assert set(table["digests"].values()) == {""}, "the SHA-256 is that of another text"
    plain = [text.casefold() for text in table["text"]]
    assert not [text for text in plain if "jana" in text or "nov" in text or "нов" in text]
    assert leaks(page, [secret_of("Jana Nováková"), secret_of("Яна Новакова")]) == []


def secret_of(text):
    from actorgraph.publishing.redact import Secret

    return Secret(text, "asked")


@pytest.mark.parametrize("column", ["quote", "Quote", "locator", "document", "as_named"])
def test_a_hidden_column_is_not_shown_again_by_passages(data, column):
    text = RELATIONS.replace("\n", ",as_named\n", 1).replace("Nováková\n", "Nováková,her\n", 1)
    write_text(data, relations=text.replace(",p3,\n", ",p3,,\n"), entities=ENTITIES)
    done, page = export(data, "--redact", f"column:{column}")
    assert "Passages of documents would show" in str(done.exception), done.output
    assert not page.exists()


def test_what_cannot_be_taken_out_of_a_passage_is_an_error(data):
    import base64

    hidden = base64.b64encode("Jana Nováková was here".encode()).decode()
    text = TEXT.replace("Nothing else.", f"Nothing else: {hidden}")
    (data / "documents" / "doc.txt").write_text(text, encoding="utf-8")
    done, page = export(data, "--redact", "jana")
    assert "cannot be taken out" in str(done.exception), done.output
    assert not page.exists()


@pytest.mark.parametrize("suffix", [".md", ".html"])
def test_a_dossier_hides_who_is_hidden_in_its_passages_and_leakcheck_finds_nothing(data, suffix):
    dossier = data / f"rita{suffix}"
    where = ["--data", str(data), "--documents", str(data / "documents")]
    words = ["export", str(dossier), "rita", "--redact", "jana", *where]
    assert CliRunner().invoke(cli, words).exit_code == 0
    text = dossier.read_text("utf-8")
    assert "Person 1" in text.partition("Passages")[2]
    assert "SHA-256" not in text
    assert leaks(dossier, [secret_of("Jana Nováková"), secret_of("Яна Новакова")]) == []


def test_a_dossier_is_refused_where_a_hidden_column_would_be_shown_again(data):
    where = ["--data", str(data), "--documents", str(data / "documents")]
    words = ["export", str(data / "d.md"), "rita", "--redact", "column:quote", *where]
    done = CliRunner().invoke(cli, words)
    assert "would show what column:quote hides" in str(done.exception)
    assert not (data / "d.md").exists()


SHIFTED = "A.\n\nWe saw Jana\n \nNov\u00e1kov\u00e1 here.\n\nShown.\n\nOther.\n\nSecret.\n"


def test_what_is_taken_out_moves_no_paragraph(data):
    """A name that runs over the border of two paragraphs is hidden in both, and both stay."""
    (data / "documents" / "doc.txt").write_text(SHIFTED, encoding="utf-8")
    write_text(
        data,
        relations="source,target,relation,document,locator\nrita,jana,met_with,doc,p4\n",
        entities=ENTITIES,
    )
    done, page = export(data, "--redact", "jana")
    assert done.exit_code == 0, done.output
    table = island(page)["passages"]
    assert table["number"] == [3, 4, 5]
    assert table["text"] == ["[Person 1] here.", "Shown.", "Other."]


@pytest.mark.parametrize("end", ["-\n", "-\n\f", "-\f", "\u0002", "\u0002\n", "\ufffe"])
def test_a_name_that_is_broken_at_the_end_of_a_line_or_page_is_hidden(data, end):
    text = TEXT.replace("met Jana Nov\u00e1kov\u00e1", f"met Jana Nov\u00e1{end}kov\u00e1")
    (data / "documents" / "doc.txt").write_text(text, encoding="utf-8")
    write_text(data, relations=RELATIONS.replace(",p2,", ",,"), entities=ENTITIES)
    done, page = export(data, "--redact", "jana")
    assert done.exit_code == 0, done.output
    shown = " ".join(island(page)["passages"]["text"]).casefold()
    assert not [part for part in ("jana", "nov", "kov\u00e1") if part in shown]


def test_times_and_pages_stay_where_they_were_when_a_name_before_them_is_taken_out():
    from actorgraph.passages.cited_passages import _cleaned
    from actorgraph.passages.document_texts import document_text
    from actorgraph.publishing.matching import Sought

    sought = Sought(["Jana Nov\u00e1kov\u00e1"])
    text = "00:00:01 Jana\n00:00:05 Nov\u00e1kov\u00e1 Jana\n00:00:09 no\fJana\fNov\u00e1kov\u00e1"
    document = _cleaned(
        lambda pieces: sought.replaced_in_pieces(pieces, lambda _: "[P]"), document_text(text, "x")
    )
    times = [(seconds, document.text[place : place + 8]) for seconds, place in document.times]
    assert times == [(1, "00:00:01"), (5, "00:00:05"), (9, "00:00:09")]
    pages = [document.text[start:stop] for start, stop in document.pages]
    assert pages[1:] == ["[P]", "[P]"]
    assert document.digest == ""


@pytest.mark.parametrize(
    "document", ["interview-jana", "Jana Nov\u00e1kov\u00e1", "interview-jana.txt"]
)
def test_passages_of_a_document_whose_id_names_who_is_hidden_are_shown_under_its_new_id(
    data, document
):
    (data / "documents" / "doc.txt").rename(data / "documents" / f"{document}.txt")
    rows = RELATIONS.replace("jana,met_with,doc", f"jana,met_with,{document}")
    write_text(data, relations=rows, entities=ENTITIES)
    done, page = export(data, "--redact", "jana")
    assert done.exit_code == 0, done.output
    table = island(page)["passages"]
    assert "Rita Reporter met [Person 1] at noon" in table["text"][1]
    assert "jana" not in page.read_text("utf-8").casefold()


def test_a_name_that_a_line_of_html_breaks_is_hidden(data):
    (data / "documents" / "doc.txt").unlink()
    page = "<p>Minutes.</p><p>Rita met Jana Nov\u00e1-\nkov\u00e1 at noon.</p><p>Left.</p>"
    (data / "documents" / "doc.html").write_text(page, encoding="utf-8")
    done, page = export(data, "--redact", "jana")
    assert done.exit_code == 0, done.output
    assert island(page)["passages"]["text"][1] == "Rita met [Person 1] at noon."


def test_documents_that_would_have_one_id_without_who_is_hidden_are_refused(data):
    for name in ("on-Nov\u00e1kov\u00e1", "on-novakova"):
        (data / "documents" / f"{name}.txt").write_text(TEXT, encoding="utf-8")
    assert export(data, "--redact", "jana")[0].exit_code == 0, "nobody cites both"
    rows = RELATIONS.replace(",doc,p2", ",on-Nov\u00e1kov\u00e1,p2").replace(
        ",doc,p3", ",on-novakova,p3"
    )
    write_text(data, relations=rows, entities=ENTITIES)
    done, _ = export(data, "--redact", "jana")
    assert "several documents would be called" in str(done.exception), done.output
    assert "on-Person 1" in str(done.exception)


@pytest.mark.parametrize("file", ["page.html", "rita.md"])
def test_that_the_passages_of_a_hidden_document_are_left_out_is_said(data, file):
    names = ["rita"] if file.endswith(".md") else []
    where = ["--data", str(data), "--documents", str(data / "documents")]
    words = ["export", str(data / file), *names, "--redact", "doc", *where]
    done = CliRunner().invoke(cli, words)
    assert done.exit_code == 0, done.output
    said = " ".join(done.stderr.split())
    assert "1 document is hidden itself, so its passages are left out" in said
    assert "Minutes of Monday" not in (data / file).read_text("utf-8")


@pytest.fixture
def public(data):
    return redacted(load(data), "jana")


@pytest.mark.parametrize(
    "shown",
    [
        lambda graph, folder: graph.show("rita", documents=folder)._repr_html_(),
        lambda graph, folder: graph.path(
            "rita", "doc", through="document", documents=folder
        )._repr_html_(),
        lambda graph, folder: graph.picture(documents=folder).page,
    ],
    ids=["show", "path", "picture"],
)
def test_a_redacted_graph_shows_no_passage_as_it_stands(data, public, shown):
    text = shown(public, data / "documents")
    assert "[Person 1] left" in text
    assert not [
        word for word in ("Jana", "Nov\u00e1kov", "\u041d\u043e\u0432\u0430\u043a") if word in text
    ]


def test_a_dossier_of_a_redacted_graph_shows_no_passage_as_it_stands(data, public):
    public.dossier(data / "d.md", "rita", documents=data / "documents")
    text = (data / "d.md").read_text("utf-8")
    assert "Person 1" in text.partition("Passages")[2]
    assert "Nov" not in text


@pytest.mark.parametrize("names", [[], ["rita"]], ids=["page", "dossier"])
def test_a_document_that_has_changed_since_it_was_cited_is_said_where_it_is_published(data, names):
    def exported(name):
        where = ["--data", str(data), "--documents", str(data / "documents")]
        done = CliRunner().invoke(cli, ["export", str(data / name), *names, *where])
        assert done.exit_code == 0, done.output
        return " ".join(done.stderr.split())

    assert CliRunner().invoke(cli, ["check", "--data", str(data)]).exit_code == 0
    assert "changed since" not in exported("a.html")
    (data / "documents" / "doc.txt").write_text(TEXT.replace("noon", "moon"), encoding="utf-8")
    assert "doc.txt has changed since it was first cited" in exported("b.html")
