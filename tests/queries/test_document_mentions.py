"""Who is named in a document: sure only if nobody else can be meant, and never a wrong one."""

from __future__ import annotations

import csv
import json

import pytest
from click.testing import CliRunner
from factory import graph_of

from actorgraph.cli import cli
from actorgraph.errors import UsageError
from actorgraph.passages.document_folder import DocumentFolder, read_documents
from actorgraph.passages.document_texts import document_text, html_text
from actorgraph.queries.document_mentions import document_mentions

ENTITIES = """id,name,type,aliases
p,Michael Pompeo,person,Mike Pompeo
n,Sergei Naryshkin,person,Сергей Нарышкин
a,Bashar al-Assad,person,
v,Ursula von der Leyen,person,
cia,CIA,agency,Central Intelligence Agency
r,Russia,state,
m,Foreign Ministry,agency,
s1,Anna Smith,person,
s2,Berta Smith,person,
may,Theresa May,person,
x,习近平,person,
l,李明,person,
ym,ياسر عرفات,person,
"""


@pytest.fixture
def graph(tmp_path):
    return graph_of(tmp_path, entities=ENTITIES, relations="source,target,relation\np,n,met_with\n")


def read(graph, text):
    return document_mentions(graph.engine, {"d": document_text(text, "")})


def named(graph, text):
    """What stands in a text, and who it surely is; a question has no id but candidates."""
    return [
        (one.words, one.sure.id if one.sure else [c.entity.id for c in one.candidates])
        for one in read(graph, text).mentions
    ]


def unlisted(graph, text):
    return [(one.name, len(one.places)) for one in read(graph, text).unlisted]


def test_a_whole_name_is_sure_and_its_surname_after_it(graph):
    text = "Then Mike Pompeo spoke.\n\nNobody answered Pompeo's question."
    assert named(graph, text) == [("Mike Pompeo", "p"), ("Pompeo", "p")]
    assert [one.locator for one in read(graph, text).mentions] == ["p1", "p2"]


def test_the_words_and_the_sentence_stand_at_their_place(graph):
    text = "It rained. On Friday Sergei\nNaryshkin left. He was alone."
    (one,) = read(graph, text).mentions
    assert (one.words, text[slice(*one.span)]) == ("Sergei Naryshkin", "Sergei\nNaryshkin")
    assert one.sentence == "On Friday Sergei\nNaryshkin left."


@pytest.mark.parametrize(
    ("words", "entity"),
    [
        ("НАРЫШКИН Сергей", "n"),
        ("Sergej Naryschkin", "n"),
        ("President Bashar al-Assad", "a"),
        ("Ursula von der Leyen", "v"),
        ("the CIA", "cia"),
        ("习近平", "x"),
        ("ياسر عرفات", "ym"),
    ],
)
def test_a_name_is_found_in_any_spelling_and_script(graph, words, entity):
    ((_, found),) = named(graph, f"yesterday, {words}, again")
    assert found == entity


@pytest.mark.parametrize(
    "text",
    [
        "we saw Pompeo there",
        "we saw Mr Pompeo there",
        "we saw M. Pompeo there",
        "we saw Mike Pompeo and John Pompeo; then Pompeo left",
        "we saw Smith there",
        "we saw Anna Smith and Berta Smith; Smith left",
        "we saw Theresa May in May",
        "we heard that 李明博 came",
    ],
)
def test_the_last_name_of_these_texts_is_never_sure(graph, text):
    assert not isinstance(named(graph, text)[-1][1], str)


@pytest.mark.parametrize(
    "text",
    [
        "they met at Pompeo Tower",
        "they met at Russia House",
        "they met at the Bank of Russia",
        "they met at the Ukrainian Foreign Ministry",
        "they met at the Foreign Ministry of Ukraine",
        "they met at the Mike Pompeo Foundation",
        "they met John Pompeo",
    ],
)
def test_a_name_within_a_longer_one_is_never_sure(graph, text):
    assert [one for one in named(graph, text) if isinstance(one[1], str)] == []


def test_a_word_that_begins_a_sentence_is_no_part_of_a_name(graph):
    text = (
        "the day was long. The Mike Pompeo of old was gone. Yesterday Russia spoke, as yesterday."
    )
    assert [one for _, one in named(graph, text)] == ["p", "r"]


def test_a_question_names_first_whom_the_document_names_in_full(graph):
    assert named(graph, "we saw Berta Smith; Smith left")[-1] == ("Smith", ["s2", "s1"])


def test_a_body_and_its_head_are_two_names(graph):
    text = "the CIA director, and CIA Director Mike Pompeo"
    assert named(graph, text) == [("CIA", "cia"), ("CIA", "cia"), ("Mike Pompeo", "p")]


def test_who_is_not_in_the_graph_is_listed_with_all_places(graph):
    text = "we saw Jane Roe and Dr. Doe. Later Roe went to the FBI, and Jane Roe to Bath."
    assert unlisted(graph, text) == [("Jane Roe", 3), ("Doe", 1), ("FBI", 1)]


@pytest.mark.parametrize(
    ("text", "words", "entity"),
    [
        ("we saw Mike Pompeio there", "Mike Pompeio", "p"),
        ("in Rome Sergueï Narychkine spoke", "Sergueï Narychkine", "n"),
    ],
)
def test_a_name_that_is_merely_like_another_is_a_question(graph, text, words, entity):
    assert named(graph, text) == [(words, [entity])]
    assert unlisted(graph, text) == []


def test_letters_that_no_latin_ones_stand_for_are_a_name_too(graph):
    name = "\u01b8\u01b8\u01b8"  # the reversed ezh has no Latin letter
    assert unlisted(graph, f"we saw {name} and {name} there") == [(name, 2)]


def test_a_heading_and_what_is_written_small_elsewhere_are_no_names(graph):
    text = "Great Bridges Fall Down Again\n\nwe saw Great Bridges, those great old bridges"
    assert unlisted(graph, text) == []


def test_a_document_of_pages_is_cited_by_page(graph):
    (one,) = read(graph, "first\fthen Mike Pompeo").mentions
    assert one.locator == "page=2"


def ask(tmp_path, *words):
    return CliRunner().invoke(cli, ["--data", str(tmp_path), "mentions", *map(str, words)])


def test_the_command_prints_a_table_json_and_rows_to_fill_in(graph, tmp_path):
    report, drafts = tmp_path / "report.txt", tmp_path / "drafts.csv"
    report.write_text("Mike Pompeo saw Jane Roe and Smith.", encoding="utf-8")
    text = ask(tmp_path, report, "--rows", drafts)
    assert text.exit_code == 0
    assert "Michael Pompeo (p): p1" in text.output
    assert "Jane Roe: p1" in text.output
    assert "Wrote 3 rows to fill in" in text.output
    with drafts.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [(one["source"], one["relation"], one["as_named"]) for one in rows] == [
        ("p", "", "Mike Pompeo"),
        ("", "", "Smith"),
        ("Jane Roe", "", "Jane Roe"),
    ]
    assert {one["quote"] for one in rows} == {"Mike Pompeo saw Jane Roe and Smith."}
    answer = json.loads(ask(tmp_path, report, "--json").output)
    assert [one["sure"] for one in answer["mentions"]] == ["p", None]
    assert [one["name"] for one in answer["unlisted"]] == ["Jane Roe"]


def test_rows_replace_no_file_unless_forced(graph, tmp_path):
    report, drafts = tmp_path / "report.txt", tmp_path / "drafts.csv"
    report.write_text("Mike Pompeo", encoding="utf-8")
    drafts.write_text("mine", encoding="utf-8")
    assert isinstance(ask(tmp_path, report, "--rows", drafts).exception, UsageError)
    assert drafts.read_text(encoding="utf-8") == "mine"
    assert ask(tmp_path, report, "--rows", drafts, "--force").exit_code == 0


def test_a_folder_stands_for_its_documents_and_a_missing_one_is_an_error(graph, tmp_path):
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "a.txt").write_text("Mike Pompeo", encoding="utf-8")
    (folder / "b.html").write_text("<p>Mike Pompeo</p>", encoding="utf-8")
    assert "a p1; b p1" in ask(tmp_path, folder).output
    assert isinstance(ask(tmp_path, tmp_path / "none.txt").exception, UsageError)


def test_a_document_that_names_nobody_is_answered_with_1(graph, tmp_path):
    report = tmp_path / "report.txt"
    report.write_text("nobody at all", encoding="utf-8")
    assert ask(tmp_path, report).exit_code == 1


def test_a_draft_row_names_a_document_as_its_folder_finds_it(graph, tmp_path):
    folder = tmp_path / "papers"
    folder.mkdir()
    names = ["n.html", "n.txt", "v1.2", "v1.2.txt", "X.TXT", "plain.txt"]
    for name in names:
        (folder / name).write_text(f"{name} Mike Pompeo", encoding="utf-8")
    asked = [folder, folder / "v1.2"]
    found = read_documents(asked)
    assert set(found) == {"n.html", "n", "v1.2", "v1.2.txt", "X.TXT", "plain"}
    for document, text in found.items():
        assert DocumentFolder(folder).get(document) == text


PEOPLE = """id,name,type,aliases
m,Mara Lindqvist,person,
t,Tobias Renner,person,
v,Edda Vance,person,
h,أحمد حسن,person,
he,דוד כהן,person,
g,გიორგი მელაძე,person,
d,Jean Dupont,person,
j,Jordan,country,
n,Nice,city,
r,Russia,state,
f,Renner & Sons,company,
"""


@pytest.fixture
def people(tmp_path):
    return graph_of(tmp_path, entities=PEOPLE, relations="source,target,relation\nm,t,met_with\n")


def last(graph, text):
    """The last mention of a text: its words, and who it surely is or can be."""
    return named(graph, text)[-1]


@pytest.mark.parametrize(
    ("text", "words", "entity"),
    [
        # the end of a line or a mark parts a name
        ("Jansson, Mara\nLindqvist, Peter", "Mara Lindqvist", "m"),
        ("Jansson, Mara\nLindqvist, Peter\n\nLindqvist said no.", "Lindqvist", "m"),
        ("the list has Mara Lind-\nqvist on it", "Mara Lindqvist", "m"),
        ("the list has Ma\u00adra Lind\u00adqvist on it", "Mara Lindqvist", "m"),
        # a word beside a name in a script without capitals
        ("قال أحمد حسن البكر.", "أحمد حسن", "h"),
        ("قال محمد أحمد حسن.", "أحمد حسن", "h"),
        ("אמר דוד כהן אתמול.", "דוד כהן", "he"),
        ("თქვა გიორგი მელაძე წავიდა", "გიორგი მელაძე", "g"),
        # a surname alone is a relative's, or another's
        ("we saw Mara Lindqvist. Lindqvist, Anna (1990).", "Lindqvist", "m"),
        ("we saw Edda Vance. Vance, Peter: On ferries. later Vance left", "Vance", "v"),
        ("we saw Edda Vance. Vance; Anna; Paul.", "Vance", "v"),
        ("we saw Tobias Renner, and Frau Renner", "Renner", "t"),
        ("we saw Edda Vance. Her husband stayed. Mr Vance was angry.", "Vance", "v"),
        ("we saw Edda Vance. Dr. Vance was angry.", "Vance", "v"),
        ("we saw Tobias Renner. the son of Renner came.", "Renner", "t"),
        ("we saw Tobias Renner. her brother-in-law Renner came.", "Renner", "t"),
        ("we saw Tobias Renner. his widow, Renner, came.", "Renner", "t"),
        # what joins a name to something else
        ("Mara & Lindqvist is a law firm", "Mara & Lindqvist", "m"),
        ("the son, Tobias Renner, Jr., left", "Tobias Renner", "t"),
        ("the house of Tobias Renner and Sons", "Tobias Renner", "t"),
        ("the house of Tobias Renner & Cie", "Tobias Renner", "t"),
        ("Ottilie Mara Lindqvist came", "Mara Lindqvist", "m"),
        ("there Ottilie Mara Lindqvist came", "Mara Lindqvist", "m"),
        ("we met Tobias Renner von Berg", "Tobias Renner", "t"),
        ("we met Jean du Pont", "Jean du Pont", "d"),
        ("we saw Mara Lindqvist–Berg", "Mara Lindqvist", "m"),
        ("we saw the elder Tobias Renner", "Tobias Renner", "t"),
        ("the columns are\tTobias\tRenner", "Tobias Renner", "t"),
        ("we saw Edda Vance. later Vance (Peter) left", "Vance", "v"),
        ("we saw Edda Vance. then De Vance left", "Vance", "v"),
        ("we saw Anna and Tobias Renner; then Renner left", "Renner", "t"),
        ("we saw Mara Lind Qvist", "Mara Lind Qvist", "m"),
        ("we saw Jean D'Upont", "Jean D'Upont", "d"),
        ("we saw Jean-Dupont", "Jean-Dupont", "d"),
        ("we saw Mr and Mrs Tobias Renner", "Mrs Tobias Renner", "t"),
        ("we saw another Tobias Renner", "Tobias Renner", "t"),
        ("we saw the ship Tobias Renner", "Tobias Renner", "t"),
        ("we saw the Tobias Renner school", "Tobias Renner", "t"),
        ("we saw Tobias Renner, and Jane Roe née Renner", "Renner", "t"),
        # one word
        ("then we met Jordan there", "Jordan", "j"),
        ("they were in Jordan. then Mr Jordan left", "Jordan", "j"),
        ("we saw Peter Jordan. then Jordan left", "Jordan", "j"),
        ("Jordan Smith is a plumber. Jordan left.", "Jordan", "j"),
        ("Jordan left.", "Jordan", "j"),
        ("they work nearby. Nice work!", "Nice", "n"),
    ],
)
def test_the_last_of_these_names_is_a_question(people, text, words, entity):
    found, candidates = last(people, text)
    assert found.removeprefix("Mr ").removeprefix("Dr. ") == words
    assert candidates == [entity]


@pytest.mark.parametrize(
    ("text", "words", "entity"),
    [
        ("said «أحمد حسن»، قال", "أحمد حسن", "h"),
        ("ის, გიორგი მელაძე, იქ", "გიორგი მელაძე", "g"),
        ("we saw Dr Edda Vance. Then Dr Vance left", "Dr Vance", "v"),
        ("we saw Frau Edda Vance, and later Frau Vance", "Vance", "v"),
        ("we saw Tobias Renner. Yesterday Renner said no. So Renner left.", "Renner", "t"),
        ("the house of Renner & Sons", "Renner & Sons", "f"),
        ("we met Tobias Renner of Bonn", "Tobias Renner", "t"),
        ("they met Director Tobias Renner", "Tobias Renner", "t"),
        ("they were in Russia then. Russia said no.", "Russia", "r"),
        ("then they lived in Jordan for years", "Jordan", "j"),
    ],
)
def test_the_last_of_these_names_is_sure(people, text, words, entity):
    assert last(people, text) == (words, entity)


def test_a_name_parted_by_a_hyphen_is_no_unlisted_one(people):
    assert unlisted(people, "the list has Mara Lind-\nqvist on it") == []


def test_the_first_word_of_a_sentence_makes_no_namesake(people):
    text = "we saw Tobias Renner. Yesterday Renner said no. then Renner left."
    assert [one.reason for one in read(people, text).mentions if one.sure is None] == []


def test_a_break_of_a_line_in_html_parts_a_name(people):
    text = document_text(html_text(b"<p>Jansson, Mara<br>Lindqvist, Peter</p>", "x"), "")
    found = document_mentions(people.engine, {"d": text}).mentions
    assert [(one.words, one.sure) for one in found] == [("Mara Lindqvist", None)]


GENDERED = """id,name,type,gender
tobias,Tobias Renner,person,
edda,Edda Vance,person,
gud,Gudbrand Holm,person,
zora,Zora Kell,person,female
"""


@pytest.fixture
def gendered(tmp_path):
    return graph_of(
        tmp_path, entities=GENDERED, relations="source,target,relation\ntobias,edda,met_with\n"
    )


def sure_of(graph, text):
    return [one.sure and one.sure.id for one in read(graph, text).mentions]


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("Mr Tobias Renner came.", ["tobias"]),
        ("Mrs Tobias Renner came.", [None]),
        ("Ms. Tobias Renner came.", [None]),
        ("Frau Tobias Renner came. Renner left.", [None, None]),
        ("Mrs Edda Vance came. Mrs Vance left. Vance left.", ["edda", "edda", "edda"]),
        ("Mr Edda Vance came.", [None]),
        ("Mrs Gudbrand Holm came.", [None]),
        ("Ms Gudbrand Holm came.", ["gud"]),
        ("Mrs Zora Kell came, not Mr Zora Kell.", ["zora", None]),
        ("Tobias Renner came. Mrs Renner came. Renner left.", ["tobias", None, None]),
        ("Edda Vance came. Mr Vance came. Vance left.", ["edda", None, None]),
        ("Tobias Renner came. Cousin Renner came. Renner left.", ["tobias", None, None]),
        ("Tobias Renner came. Mr Renner came. Renner left.", ["tobias", None, "tobias"]),
        ("Tobias Renner came. Edda Vance (formerly Renner) left.", ["tobias", "edda", None]),
        ("Renner AG paid Tobias Renner. Renner left.", ["tobias", None]),
        ("Vance & Co paid Edda Vance. Vance left.", ["edda", None]),
        ("Tobias Renner lives in Renner.", ["tobias", None]),
        (
            "Tobias Renner Denies Charges\n\nTobias Renner sat. Renner left.",
            [None, "tobias", "tobias"],
        ),
    ],
)
def test_a_title_that_cannot_be_the_persons_tells_another(gendered, text, sure):
    assert sure_of(gendered, text) == sure


@pytest.mark.parametrize(
    "told",
    [
        "Renner's wife left.",
        "Renner\u2019s late second wife left.",
        "Renner and his wife left.",
        "The wife of Tobias Renner left.",
        "The daughter of Renner left.",
    ],
)
def test_where_a_paragraph_speaks_of_a_relative_its_surnames_are_in_doubt(gendered, told):
    text = f"Tobias Renner came.\n\n{told} Then Renner came.\n\nRenner left."
    assert sure_of(gendered, text)[-2:] == [None, "tobias"]


def test_a_relative_of_somebody_else_is_no_doubt(gendered):
    text = "Tobias Renner came.\n\nVance's wife left. Then Renner came."
    assert sure_of(gendered, text)[-1] == "tobias"


NAMESAKES = """id,name,type,start_date
tobias,Tobias Renner,person,1950-02-01
edda,Edda Vance,person,
"""


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("Tobias Renner came.", True),
        ("The other Tobias Renner came.", False),
        ("A man named Tobias Renner came.", False),
        ("Not Tobias Renner but a namesake came.", False),
        ("\u201cTobias Renner\u201d is a novel.", False),
        ("\u201cTobias Renner came,\u201d he said.", True),
        ("The brig Tobias Renner sank.", False),
        ("The novel Tobias Renner sold well.", False),
        ("Tobias Renner (born 1950) came.", True),
        ("Tobias Renner (born 3 May 1980) came.", False),
        ("Tobias Renner, b. 1980, came.", False),
        ("Tobias Renner (1980\u20132001) came.", False),
        ("Tobias Renner, in 1980, came.", True),
        ("Edda Vance (born 1950) came.", True),
        ("Edda Vance (born 1950) met Edda Vance (born 1980).", False),
        ("Edda Vance, the mother of the minister Edda Vance, died.", False),
        ("Tobias Renner and his wife Anna Renner came.", True),
    ],
)
def test_a_whole_name_is_not_sure_where_the_text_tells_of_a_namesake(tmp_path, text, sure):
    graph = graph_of(
        tmp_path, entities=NAMESAKES, relations="source,target,relation\ntobias,edda,met_with\n"
    )
    assert (sure_of(graph, text)[0] is not None) == sure
