from __future__ import annotations

import pytest
from factory import graph_of, write_text

from actorgraph import evidence
from actorgraph.errors import UsageError

TEXT = """THE TITLE

Ann  met “Bob” –
she says so.

Nobody denied it.\f
Page two, a new paragraph.
"""
HEAD = "source,target,relation,document,locator,quote\n"


@pytest.fixture
def checked(tmp_path):
    folder = tmp_path / "documents"
    folder.mkdir()
    for path in (folder / "doc.txt", tmp_path / "outside.txt"):
        path.write_text(TEXT, encoding="utf-8")

    def check(row):
        engine = graph_of(tmp_path, relations=HEAD + row).engine
        return [
            (p.level, p.line, p.column, p.message)
            for p in evidence.against_documents(engine, folder)
        ]

    return check


@pytest.mark.parametrize(
    "row",
    [
        'a,b,met,doc,p2,"Ann met ""Bob"" - she says so."\n',
        "a,b,met,doc,,nobody denied\n".replace("nobody", "Nobody"),
        "a,b,met,doc,page=2,Page two\n",
        "a,b,met,doc,p3,\n",
        "a,b,met,doc,t=00:12:04,denied it\n",
        "a,b,met,,,\n",
    ],
)
def test_what_the_document_bears_out_is_no_problem(checked, row):
    assert checked(row) == []


@pytest.mark.parametrize(
    ("row", "level", "column", "said"),
    [
        ("a,b,met,doc,p3,Ann met\n", "error", "quote", "not at p3 of doc but at p2"),
        ("a,b,met,doc,p2,Ann hated\n", "error", "quote", "the quote is not in doc"),
        ("a,b,met,doc,p2,says so. Nobody\n", "error", "quote", "over several parts"),
        (
            "a,b,met,doc,p9,\n",
            "warning",
            "locator",
            "doc has no p9: it has 4 paragraphs and 2 pages",
        ),
        ("a,b,met,doc,p0,\n", "warning", "locator", "has no p0"),
        (f"a,b,met,doc,p{'9' * 5000},\n", "warning", "locator", "has no p999"),
        ("a,b,met,doc,page=3,\n", "warning", "locator", "has no page=3"),
        ("a,b,met,other,p1,x\n", "warning", "document", "there is no text of other"),
        ("a,b,met,../outside,p1,x\n", "warning", "document", "there is no text of ../outside"),
    ],
)
def test_what_it_does_not_is_said_with_its_place(checked, row, level, column, said):
    ((got_level, line, got_column, message),) = checked(row)
    assert (got_level, line, got_column) == (level, 2, column)
    assert said in message


def test_no_path_is_taken_from_the_data(checked, tmp_path):
    ((_, _, column, message),) = checked(f"a,b,met,{tmp_path / 'outside'},p1,x\n")
    assert (column, "there is no text of" in message) == ("document", True)


def test_a_missing_document_is_said_once(checked):
    assert len(checked("a,b,met,other,p1,x\na,b,met,other,p2,y\n")) == 1


def test_a_missing_folder_is_a_wrong_use(tmp_path):
    engine = graph_of(tmp_path, relations=HEAD).engine
    with pytest.raises(UsageError, match="no folder"):
        evidence.against_documents(engine, tmp_path / "nowhere")


def test_an_outlet_that_is_likely_somebodys_is_proposed(tmp_path):
    entities = (
        "id,name,type,url\nft,Financial Times,media,https://ft.com/world\nann,Ann,person,https://ann.org\n"
        "doc,Page,document,https://far.org/1\nfar,FAR.org,,\n"
        + "".join(f"t{n},T{n},person,https://many.org/{n}\n" for n in range(9))
    )
    hosts = ("ft.com", "ann.org", "far.org", "many.org", "www.ft.com", "alone.org")
    rows = "".join(f"a,b,met,https://{host}/1,,\n" for host in hosts)
    engine = graph_of(tmp_path, relations=HEAD + rows, entities=entities).engine
    found = [(p.level, p.line, p.message) for p in evidence.of_outlets(engine)]
    assert found == [
        ("note", line, evidence._proposed(host, [owner]))
        for line, host, owner in ((2, "ft.com", "ft"), (3, "ann.org", "ann"), (4, "far.org", "far"))
    ]
    assert found[0][2] == (
        "ft.com may be the same outlet as ft; if so, they count as one where actorgraph.toml says "
        '[outlets] "ft.com" = "ft".'
    )


STORY = (
    "The envoy met the director at the port of Vienna on Monday evening, two officials said.\n\n"
    "They talked for three hours about the treaty, and neither of them would say what came of it.\n"
)
OWN = (
    "Nobody at the ministry knew of any visit, and the harbour master had seen no ship that week.\n"
)


@pytest.fixture
def stories(tmp_path):
    folder = tmp_path / "documents"
    folder.mkdir()
    texts = {
        "own": OWN,
        "wire": STORY,
        "paper": f"By Ann Berg\n\n{STORY}\n{OWN}",
        "far": STORY[::-1],
    }
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def test_reprints_are_told_with_the_passage_they_share(stories, tmp_path):
    rows = "".join(f"a,b,met,{name},,\n" for name in ("wire", "far", "own", "paper", "gone"))
    engine = graph_of(tmp_path, relations=HEAD + rows).engine
    *_, problem = evidence.against_documents(engine, stories)
    assert (problem.level, problem.line, problem.column) == ("note", 5, "document")
    assert problem.message == (
        "paper shares its text with wire, own, up to 34 words in a row: “The envoy met the "
        "director at the port of Vienna on Monday evening, two officials said. They talked for "
        "three hours about the treaty, and neither of them would ...”. With these documents at "
        "hand they are one origin."
    )


def test_documents_share_a_text_with_those_they_copy_alone(stories):
    found = evidence.reprinted(stories, ["wire", "own", "paper", "gone", "../documents/own", "far"])
    assert found == {
        "wire": {"wire", "paper"}, "own": {"own", "paper"}, "paper": {"wire", "own", "paper"},
    }  # fmt: skip
    with pytest.raises(UsageError, match="no folder"):
        evidence.reprinted(stories / "nowhere", [])


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Anna \u202eBerg", "turn the direction"),
        ("P\u0430vel Berg", "mixes Cyrillic and Latin"),
        ("\u0410NNA", "mixes Cyrillic and Latin"),
        ("Ren\u0065\u0301 Descartes", "looks like a name of a"),
    ],
)
def test_a_name_that_deceives_is_said(tmp_path, name, said):
    entities = f"id,name\na,Ren\u00e9 Descartes\nb,{name}\n"
    engine = graph_of(tmp_path, relations="source,target\na,b\n", entities=entities).engine
    (problem,) = evidence.in_names(engine)
    assert (problem.line, problem.column) == (3, "name")
    assert said in problem.message


INVISIBLE = [
    "\u00ad", "\u034f", "\u115f", "\u180b", "\u180e", "\u200b", "\u200c", "\u200d", "\u2060", "\u2063",
    "\u2800", "\u3164", "\ufe0f", "\ufeff", "\uffa0", "\U000e0041", "\U000e0100", "\u17b4",
]  # fmt: skip


@pytest.mark.parametrize("letter", INVISIBLE, ids=lambda one: f"{ord(one):04X}")
@pytest.mark.parametrize("column", ["name", "id"])
def test_what_nobody_sees_is_said(tmp_path, letter, column):
    name, entity_id = ("Ann Berg", f"b{letter}b") if column == "id" else (f"An{letter}n Lee", "bb")
    entities = f"id,name\n{entity_id},{name}\nc,Cy\n"
    engine = graph_of(tmp_path, relations="source,target\nc,c\n", entities=entities).engine
    (problem,) = evidence.in_names(engine)
    assert (problem.line, problem.column) == (2, column)
    assert f"what nobody sees (U+{ord(letter):04X}" in problem.message


TWINS = {
    "all Cyrillic": ("CAP", "САР", "written in other letters (U+0421 CYRILLIC CAPITAL LETTER ES"),
    "all Greek": ("OTTO KAI", "ΟΤΤΟ ΚΑΙ", "U+039F GREEK CAPITAL LETTER OMICRON"),
    "Armenian": ("oso", "օѕօ", "U+0585 ARMENIAN SMALL LETTER OH"),
    "Cherokee": ("DAVE", "ᎠAVE", "U+13A0 CHEROKEE LETTER A"),
    "a capital I": ("Il Capo", "Іl Саро", "U+0406 CYRILLIC CAPITAL LETTER"),
    "of one's own script": ("Сергей", "Cepгей", "mixes Cyrillic and Latin"),
    "a no-break space": ("Ann\u00e9 Lee", "Ann\u00e9\u00a0Lee", "other code points"),
    "a blank without width": (
        "Local Gov",
        "\u200bLocal Gov",
        "but for letters that nobody sees (U+200B ZERO WIDTH SPACE)",
    ),
    "a dotless i": ("Aydin", "Ayd\u0131n", "U+0131 LATIN SMALL LETTER DOTLESS I"),
}


@pytest.mark.parametrize("kind", TWINS)
@pytest.mark.parametrize("column", ["name", "id"])
def test_who_looks_like_another_is_said(tmp_path, kind, column):
    first, second, said = TWINS[kind]
    rows = f"{first},A\n{second},B\n" if column == "id" else f"a,{first}\nb,{second}\n"
    relations = "source,target\na,b\n" if column == "name" else f"source,target\n{first},{first}\n"
    engine = graph_of(tmp_path, relations=relations, entities=f"id,name\n{rows}").engine
    problems = evidence.in_names(engine)
    assert {(problem.line, problem.column) for problem in problems} == {(3, column)}
    assert any(said in problem.message for problem in problems)


HONEST = {
    "Cyrillic": ("Сергей Нарышкин", "Sergey Naryshkin|SVR СВР"),
    "all letters look Latin": ("Роса Сара", ""),
    "Japanese and Greek": ("名前 Name", "Αλέξης"),
    "joined Persian": ("علی\u200cرضا", ""),
    "joined Hindi": ("क्\u200dष", ""),
    "an old form of Han": ("葛\U000e0100城", ""),
    "emoji": ("Club ❤\ufe0f 👩\u200d⚖\ufe0f", ""),
    "two names in two scripts": ("CAP", "САР"),
    "plain letters": ("Al Lee", "AI Lee|A1 Lee"),
}


@pytest.mark.parametrize("kind", HONEST)
def test_honest_names_are_not(tmp_path, kind):
    name, aliases = HONEST[kind]
    entities = f"id,name,aliases\na,{name},{aliases}\nb,Boris Б,\n"
    engine = graph_of(tmp_path, relations="source,target\na,b\n", entities=entities).engine
    assert evidence.in_names(engine) == []


@pytest.mark.process
def test_a_command_says_it_and_exits_2(tmp_path):
    import subprocess
    import sys

    data = write_text(tmp_path, relations=HEAD + "a,b,met,doc,p1,never said\n")
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "doc.txt").write_text("Something else.")
    command = [sys.executable, "-m", "actorgraph.cli", "--data", str(data), "check"]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
    done = subprocess.run(
        [*command, "--documents", str(tmp_path / "texts")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "relations.csv:2" in done.stdout
