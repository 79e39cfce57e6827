"""What actorgraph.toml says of relations."""

from __future__ import annotations

import pytest
from click.testing import CliRunner
from factory import write_text

from actorgraph.cli import cli
from actorgraph.errors import UsageError
from actorgraph.loading import load

RELATIONS = """source,target,relation,attributed_to,document
ann,bo,shared_a_flat_with,x,https://a.org/1
bo,ann,shared_a_flat_with,y,https://b.org/1
"""


def test_a_data_set_names_its_own_symmetric_relations(tmp_path):
    folder = write_text(tmp_path, relations=RELATIONS)
    assert len(load(folder).show("ann").edges) == 2
    (folder / "actorgraph.toml").write_text('[relations]\nsymmetric = ["shared_a_flat_with"]\n')
    (edge,) = load(folder).show("ann").edges
    assert (edge.verdict, edge.is_symmetric) == ("corroborated", True)


@pytest.mark.parametrize(
    "text", ['[relations]\nsymmetric = "met"\n', "[relations]\nsymetric = []\n", "relations = 1\n"]
)
def test_settings_of_relations_that_cannot_be_read_are_refused(tmp_path, text):
    folder = write_text(tmp_path, relations=RELATIONS)
    (folder / "actorgraph.toml").write_text(text)
    with pytest.raises(UsageError, match="symmetric = "):
        load(folder)


@pytest.mark.parametrize("cell", ["no", "undirected", "False"])
def test_a_row_says_that_it_is_the_same_from_either_end(tmp_path, cell):
    rows = RELATIONS.replace("document\n", "document,directed\n").replace("/1\n", f"/1,{cell}\n")
    (edge,) = load(write_text(tmp_path, relations=rows)).show("ann").edges
    assert edge.verdict == "corroborated"


def test_a_page_is_called_what_the_settings_say(tmp_path):
    folder = write_text(tmp_path, relations=RELATIONS)
    (folder / "actorgraph.toml").write_text(
        '[page]\ntitle = "Flats"\ncredit = "Research: Ann"\nlanguage = "de"\n'
    )
    graph = load(folder)
    assert graph.page_settings == ("Flats", "Research: Ann", "de")
    graph.export(tmp_path / "said.html")
    graph.export(tmp_path / "given.html", title="Homes", language="fr")
    said, given = [(tmp_path / f"{name}.html").read_text("utf-8") for name in ("said", "given")]
    assert '<html lang="de">' in said
    assert "<title>Flats</title>" in said
    assert '"credit":"Research: Ann"' in said
    assert '<html lang="fr">' in given
    assert "<title>Homes</title>" in given


def test_a_page_without_a_title_is_not_called_by_its_file(tmp_path):
    write_text(tmp_path, relations=RELATIONS)
    load(tmp_path).export(tmp_path / "secret-project.html", language="de")
    text = (tmp_path / "secret-project.html").read_text("utf-8")
    assert "<title>Wer mit wem verbunden ist</title>" in text
    assert "secret" not in text


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[page]\ntitel = "x"\n', ":2 [page]: 'titel' is no setting; did you mean title?"),
        ("[page]\n\ntitle = 3\n", ":3 [page]: title has to be a text in quotes, not 3."),
        (
            '[page]\nlanguage = "German"\n',
            ":2 [page]: the page does not speak 'German'; write language = \"de\".",
        ),
        (
            '[columns]\n[page]\nlanguage = "tlh"\n',
            ":3 [page]: the page does not speak 'tlh'; it speaks en, de, fr, es, ru.",
        ),
        ('page = "x"\n', ':1: write [page], and under it title = "...".'),
        (
            '[page]\nzzz = "x"\n',
            ":2 [page]: 'zzz' is no setting; there are title, credit, language.",
        ),
    ],
)
def test_settings_of_a_page_that_cannot_be_read_are_refused(tmp_path, text, message):
    folder = write_text(tmp_path, relations=RELATIONS)
    (folder / "actorgraph.toml").write_text(text)
    with pytest.raises(UsageError) as refused:
        load(folder)
    assert str(refused.value) == f"{folder / 'actorgraph.toml'}{message}"


def test_a_redacted_page_hides_names_in_its_title_and_credit(tmp_path):
    folder = write_text(
        tmp_path,
        entities="id,name,sensitivity\nann,Ann Petersen,redact\nbo,Bo,\n",
        relations="source,target,relation\nann,bo,paid\n",
    )
    (folder / "actorgraph.toml").write_text(
        '[page]\ntitle = "What Ann Petersen paid"\ncredit = "Thanks to Ann Petersen"\n'
    )
    page = tmp_path / "public.html"
    options = ["--data", str(folder), "export", str(page), "--redact", "sensitivity"]
    assert CliRunner().invoke(cli, options).exit_code == 0
    text = page.read_text("utf-8")
    assert "Petersen" not in text
    assert "<title>What " in text


@pytest.mark.parametrize("option", [["--embed"], ["--credit", "x"], ["--language", "de"]])
def test_options_of_a_page_are_refused_for_another_format(tmp_path, option):
    folder = write_text(tmp_path, relations=RELATIONS)
    options = ["--data", str(folder), "export", str(tmp_path / "graph.gexf"), *option]
    done = CliRunner().invoke(cli, options)
    assert "are for pages" in str(done.exception or done.output)
    assert not (tmp_path / "graph.gexf").exists()
