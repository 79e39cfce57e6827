from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from click.testing import CliRunner
from factory import claim, graph_of, write_text
from hypothesis import given, settings
from hypothesis import strategies as st

from actorgraph.cli import cli
from actorgraph.errors import UsageError
from actorgraph.formats.document_record import record_new
from actorgraph.passages.document_checks import against_documents, reprinted, reprinted_in
from actorgraph.passages.document_folder import DocumentFolder
from actorgraph.passages.fingerprints import RECORD, changed_documents
from actorgraph.passages.quotations import find_quote
from actorgraph.passages.shared_texts import first_by_date

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

    def check(row, head=HEAD):
        engine = graph_of(tmp_path, relations=head + row).engine
        return [
            (p.level, p.line, p.column, p.message)
            for p in against_documents(engine, folder).problems
            if p.line
        ]

    return check


@pytest.mark.parametrize(
    "row",
    [
        'a,b,met,doc,p2,"Ann met ""Bob"" - she says so."\n',
        "a,b,met,doc,,nobody denied\n".replace("nobody", "Nobody"),
        "a,b,met,doc,page=2,Page two\n",
        "a,b,met,doc,p3,\n",
        "a,b,met,doc,p. 2,Page two\n",
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
        (
            "a,b,met,doc,p2,says so. Nobody\n",
            "error",
            "quote",
            "runs over p2-3 of doc; p2 is a part",
        ),
        (
            "a,b,met,doc,p9,\n",
            "warning",
            "locator",
            "doc has no p9: it has 4 paragraphs, 2 pages and no times.",
        ),
        ("a,b,met,doc,p3-2,\n", "warning", "locator", "p3-2 runs backwards"),
        (
            "a,b,met,doc,t=00:12:04,denied it\n",
            "warning",
            "locator",
            "no times. The quote is at p3.",
        ),
        ("a,b,met,doc,page=3,Page two\n", "warning", "locator", "The quote is at p4."),
        (
            'a,b,met,doc,"p1, p3",denied it\n',
            "warning",
            "locator",
            "The locator p1, p3 is not understood. These are: p8",
        ),
        ("a,b,met,doc,chapter 2,denied it\n", "warning", "locator", "The quote is at p3."),
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


@pytest.mark.parametrize("locator", ["chapter 2", "p9", "page=9", "t=9"])
def test_a_quote_that_is_nowhere_is_an_error_also_at_a_locator_that_names_nothing(checked, locator):
    wrong, (level, _, column, message) = checked(f"a,b,met,doc,{locator},Nobody ever denied it.\n")
    assert (wrong[0], wrong[2]) == ("warning", "locator")
    assert (level, column) == ("error", "quote")
    assert "Nobody [-ever-] denied it." in message


def test_no_path_is_taken_from_the_data(checked, tmp_path):
    ((_, _, column, message),) = checked(f"a,b,met,{tmp_path / 'outside'},p1,x\n")
    assert (column, "there is no text of" in message) == ("document", True)


def test_a_link_that_leads_out_of_the_folder_is_an_error(checked, tmp_path):
    folder = tmp_path / "documents"
    (folder / "out.txt").symlink_to(tmp_path / "outside.txt")
    (folder / "within.txt").symlink_to("doc.txt")
    said = f"out.txt is a link that leads out of the folder {folder}."
    rows = "a,b,met,out,p2,Ann met\na,c,met,out,p2,Ann met\na,b,met,within,p2,Ann met\n"
    ((level, line, column, message),) = checked(rows)
    assert (level, line, column) == ("error", 2, "document")
    assert message.startswith(said)
    graph = graph_of(tmp_path, relations=HEAD + "a,b,met,,,\n")
    for named in (folder, folder / "out.txt"):
        with pytest.raises(UsageError, match="leads out of the folder"):
            graph.mentions(named)
    assert graph.mentions(folder / "within.txt").result.documents == ("within",)
    (tmp_path / "linked").symlink_to(folder, target_is_directory=True)
    assert graph.mentions(tmp_path / "linked" / "doc.txt").result.documents == ("doc",)


def test_a_missing_document_is_said_once(checked):
    assert len(checked("a,b,met,other,p1,x\na,b,met,other,p2,y\n")) == 1


def test_a_missing_folder_is_a_wrong_use(tmp_path):
    engine = graph_of(tmp_path, relations=HEAD).engine
    with pytest.raises(UsageError, match="no folder"):
        against_documents(engine, tmp_path / "nowhere")


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


def test_reprints_are_told_with_the_passage_they_share_and_who_printed_it_first(stories, tmp_path):
    rows = "".join(f"a,b,met,{name},,\n" for name in ("wire", "far", "own", "paper", "gone"))
    dated = "id,type,published_date\nwire,document,2018-02-01\npaper,document,2018-02-02\n"
    engine = graph_of(tmp_path, relations=HEAD + rows, entities=dated).engine
    *_, problem = against_documents(engine, stories).problems
    assert (problem.level, problem.line, problem.column) == ("note", 5, "document")
    assert problem.message == (
        "paper shares its text with wire, own, up to 34 words in a row (paper p2-3, wire p1-2): "
        "“The envoy met the director at the port of Vienna on Monday evening, two officials said. "
        "They talked for three hours about the treaty, and neither of them would ...”. First by "
        "date: wire (2018-02-01), then paper (2018-02-02). With these documents at hand they are "
        "one origin."
    )


@pytest.mark.parametrize(
    ("dates", "said"),
    [
        (("2018-02-03", "2018-02-01", "2018-01"), "First by date: c (2018-01), then b (2018-02-01), a (2018-02-03)."),
        (("2018-02-03", "2018-02", "2018-03"), "Who printed it first cannot be told by date: b (2018-02), a (2018-02-03), c (2018-03)."),
        (("2018-02-03", "2018-02-03", "2019"), "Who printed it first cannot be told by date: a (2018-02-03), b (2018-02-03), c (2019)."),
        (("2018-02-03", "2017?", "2019"), "Who printed it first cannot be told by date: b (2017?), a (2018-02-03), c (2019)."),
        (("2018-02-03", "", "2019"), "Who printed it first cannot be told: b has no date, others do: a (2018-02-03), c (2019)."),
        (("", "", "soon"), "Who printed it first cannot be told: a, b, c have no date."),
    ],
)  # fmt: skip
def test_who_printed_first_is_told_only_where_the_dates_leave_no_doubt(dates, said):
    assert first_by_date("abc", dict(zip("abc", dates, strict=True))) == said


def test_documents_share_a_text_with_those_they_copy_alone(stories):
    ids = ["wire", "own", "paper", "gone", "../documents/own", "far"]
    found = reprinted(DocumentFolder(stories), ids)
    assert found == {
        "wire": {"wire", "paper"}, "own": {"own", "paper"}, "paper": {"wire", "own", "paper"},
    }  # fmt: skip
    with pytest.raises(UsageError, match="no folder"):
        reprinted_in(stories / "nowhere")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ('a,b,met,doc,p2,"Ann met ""Rob"" - she says so."\n', '"Bob"'),
        ("a,b,met,doc,p3,Nobody ever denied it.\n", "Nobody [-ever-] denied it."),
    ],
)
def test_what_comes_nearest_is_shown_word_by_word(checked, row, said):
    ((level, _, column, message),) = checked(row)
    assert (level, column) == ("error", "quote")
    assert "nearest, at p" in message
    assert said in message


def test_how_somebody_is_named_has_to_stand_there_too(checked):
    head = "source,target,relation,document,locator,as_named\n"
    assert checked("a,b,met,doc,p2,ann  met\n", head)[0][2] == "as_named"
    assert checked("a,b,met,doc,p2,Ann met\n", head) == []


@pytest.mark.parametrize("quote", ["Ann ... says so.", "Ann met [her brother] – she", "Ann […] so"])
def test_an_editors_marks_stand_for_what_is_left_out(checked, quote):
    assert checked(f"a,b,met,doc,p2,{quote}\n") == []
    assert checked(f"a,b,met,doc,p2,so {quote}\n") != []


def checks(data):
    return CliRunner().invoke(cli, ["check", "--data", str(data)])


def place(data, name, text=TEXT):
    (data / "documents").mkdir(exist_ok=True)
    (data / "documents" / name).write_text(text, encoding="utf-8")


def test_documents_that_nobody_cites_are_named_once(tmp_path):
    for name in ("doc.txt", "other.html", "more.pdf", "notes.docx"):
        place(tmp_path, name)
    engine = graph_of(tmp_path, relations=HEAD + "a,b,met,doc,p2,\n").engine
    (problem,) = against_documents(engine, tmp_path / "documents").problems
    assert (problem.level, problem.message) == ("note", "no claim cites more.pdf, other.html.")


def test_a_changed_letter_of_a_document_is_an_error(tmp_path):
    folder = tmp_path / "documents"
    place(tmp_path, "doc.txt")
    graph_of(tmp_path, relations=HEAD + "a,b,met,doc,p2,\na,b,met,doc,p3,\n")
    first = checks(tmp_path)
    assert "the SHA-256 of 1 new document is recorded here now" in first.output
    recorded = (folder / RECORD).read_bytes()
    assert recorded == f"{hashlib.sha256(TEXT.encode()).hexdigest()}  doc.txt\n".encode()
    assert "recorded" not in checks(tmp_path).output
    place(tmp_path, "doc.txt", TEXT.replace("denied", "Denied"))
    changed = checks(tmp_path)
    assert changed.exit_code == 2
    assert changed.output.count("has changed since it was first cited") == 1
    assert (folder / RECORD).read_bytes() == recorded


def test_a_record_that_cannot_be_read_is_an_error(tmp_path, monkeypatch):
    place(tmp_path, "doc.txt")
    place(tmp_path, RECORD, "")

    def refused(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_text", refused)
    with pytest.raises(UsageError, match=f"{RECORD} cannot be read: Permission denied"):
        list(changed_documents(DocumentFolder(tmp_path / "documents"), {}))


@pytest.mark.parametrize(
    ("now", "said"),
    [
        ((), "doc.txt was cited, and it is not there any more"),
        (("doc.md",), "doc.md is another file than was first cited, doc.txt in SHA256SUMS"),
        (("doc.txt", "doc"), "doc is another file than was first cited, doc.txt in SHA256SUMS"),
    ],
)
def test_a_recorded_document_that_is_gone_or_meant_no_more_is_an_error(tmp_path, now, said):
    place(tmp_path, "doc.txt")
    graph_of(tmp_path, relations=HEAD + "a,b,met,doc,p2,\n")
    assert checks(tmp_path).exit_code == 0
    recorded = (tmp_path / "documents" / RECORD).read_bytes()
    (tmp_path / "documents" / "doc.txt").unlink()
    for name in now:
        place(tmp_path, name, TEXT.replace("denied", "Denied"))
    done = checks(tmp_path)
    assert done.exit_code == 2
    assert said in " ".join(done.output.split())
    assert (tmp_path / "documents" / RECORD).read_bytes() == recorded


def test_documents_of_one_stem_are_two_where_both_are_cited(tmp_path):
    for name in ("doc.txt", "doc.pdf.txt"):
        place(tmp_path, name)
    graph_of(tmp_path, relations=HEAD + "a,b,met,doc.pdf,p2,\n")
    checks(tmp_path)
    place(tmp_path, "doc.md")
    graph_of(tmp_path, relations=HEAD + "a,b,met,doc.pdf,p2,\na,b,met,doc,p2,\n")
    done = checks(tmp_path)
    assert done.exit_code == 0, done.output
    assert "1 new document is recorded" in " ".join(done.output.split())


DESCRIBED = "id,name,description,document,locator,quote\na,A,tall,doc,{},{}\nb,B,,,,\n"


@pytest.mark.parametrize(
    ("locator", "quote", "said"),
    [
        ("p2", "Ann met", ""),
        ("p2", "Ann never met", "the quote is not in doc"),
        ("p99", "", "doc has no p99"),
    ],
)
def test_documents_that_descriptions_cite_are_checked_and_recorded_too(
    tmp_path, locator, quote, said
):
    place(tmp_path, "doc.txt")
    graph_of(tmp_path, relations=HEAD + "a,b,met,,,\n", entities=DESCRIBED.format(locator, quote))
    done = checks(tmp_path)
    output = " ".join(done.output.split())
    assert "no claim cites" not in output
    assert "1 new document is recorded" in output
    assert said in output
    assert ("entities.csv:2" in output) == bool(said)
    place(tmp_path, "doc.txt", TEXT + "!")
    assert "has changed since it was first cited" in " ".join(checks(tmp_path).output.split())


@pytest.fixture(scope="module")
def recorded(tmp_path_factory):
    """A text, a page, subtitles and a PDF, with their record; and what they hold."""
    folder = tmp_path_factory.mktemp("recorded")
    contents = {
        "text.txt": TEXT.encode(),
        "page.html": b"<p title='unseen'>Ann met Bob.</p><!-- unseen -->",
        "film.srt": b"1\n00:00:01,000 --> 00:00:02,000\nAnn\n",
        "scan.pdf": b"%PDF-1.7 \x00\xff",
    }
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    (note,) = record_new(folder, [name.partition(".")[0] for name in contents])
    assert "of 4 new documents is recorded" in note.message
    return folder, contents


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_one_altered_byte_of_any_document_is_an_error_wherever_it_stands(recorded, data):
    folder, contents = recorded
    name = data.draw(st.sampled_from(sorted(contents)))
    content = contents[name]
    at = data.draw(st.integers(0, len(content) - 1))
    other = data.draw(st.integers(0, 255).filter(lambda byte: byte != content[at]))
    file = folder / name
    file.write_bytes(content[:at] + bytes([other]) + content[at + 1 :])
    try:
        documents = DocumentFolder(folder)
        cited = {name.partition(".")[0]: claim(document=name)}
        (problem,) = changed_documents(documents, cited)
    finally:
        file.write_bytes(content)
    assert (problem.level, f"{name} has changed" in problem.message) == ("error", True)


def test_the_claims_are_walked_once(tmp_path, monkeypatch):
    place(tmp_path, "doc.txt")
    rows = "a,b,met,doc,p2,\na,b,met,gone,p2,\na,b,met,lost,p2,\n"
    engine = graph_of(tmp_path, relations=HEAD + rows).engine
    walks = []
    walk = type(engine).all_claims

    def counted(self):
        walks.append(1)
        return walk(self)

    monkeypatch.setattr(type(engine), "all_claims", counted)
    messages = [one.message for one in against_documents(engine, tmp_path / "documents").problems]
    assert len(walks) == 1
    assert [one.partition(" in ")[0] for one in messages] == [
        "there is no text of gone", "there is no text of lost",
    ]  # fmt: skip


def test_a_quote_that_is_not_there_is_an_error_at_its_row(tmp_path):
    data = write_text(tmp_path, relations=HEAD + "a,b,met,doc,p1,never said\n")
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "doc.txt").write_text("Something else.")
    check = ["--data", str(data), "check"]
    assert CliRunner().invoke(cli, check).exit_code == 0
    done = CliRunner().invoke(cli, [*check, "--documents", str(tmp_path / "texts")])
    assert done.exit_code == 2
    assert "relations.csv:2" in done.stdout


@pytest.mark.parametrize(
    ("quote", "text", "is_there"),
    [
        ("Ann", "Annette left.", False),
        ("Ann", "Annette and Ann left.", True),
        ("she said", "He or she saidonia", False),
        ("2,000", "It cost 42,000 euros.", False),
        ("2,000", "It cost 2,0001 euros.", False),
        ("cost 2", "It cost 2,000 euros.", False),
        ("000 euros", "It cost 2,000 euros.", False),
        ("It cost 2,000", "It cost 2,000.", True),
        ("in 2018", "It was in 2018.12 Then", True),
        ("said so", "He said so12 and left.", True),
        ("Ann", "\u201cAnn\u2019s\u201d", True),
        ("[T]he minister left", "The minister left.", True),
        ("Unbe... said", "Unbelievable, he said.", True),
        ("Unbe", "Unbelievable, he said.", False),
        ("\u5c0f\u660e", "\u738b\u5c0f\u660e\u6765\u4e86", True),
        ("\u05d4\u05e9\u05e8", "\u05d5\u05d4\u05e9\u05e8", True),
        ("in 40\u00b2 rooms", "in 40\u00b2 rooms", True),
        ("40", "in 40\u00b2 rooms", True),
    ],
)
def test_words_and_numbers_of_a_quote_are_whole(quote, text, is_there):
    found = find_quote(quote, text)
    assert bool(found) == is_there


BROKEN = "Then Mara Lind-\nqvist of the Anglo-\nAmerican bank\u2010\n er\u00ad\n s met co-op-\f era-\n\ntors."


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("Mara Lindqvist", "Mara Lind-\nqvist"),
        ("Mara Lind-qvist", "Mara Lind-\nqvist"),
        ("Mara Lind- qvist", "Mara Lind-\nqvist"),
        ("Lindqvist of the Anglo-American bankers met", BROKEN[10 : BROKEN.index(" co-op")]),
        ("Lindqvist ... Anglo-American", "Lind-\nqvist of the Anglo-\nAmerican"),
        ("coopera", None),
        ("co-opera", "co-op-\f era"),
        ("operators", None),
        ("Lindquist", None),
        ("Mara Lindqvists", None),
        ("Lind qvist", None),
    ],
)
def test_a_word_that_the_end_of_a_line_breaks_is_whole(quote, found):
    span = find_quote(quote, BROKEN)
    assert found == (span and BROKEN[span[0] : span[1]])


SUBTITLES = (
    "1\n00:00:01,000 --> 00:00:02,500\nWe never met\n\n"
    "2\n00:00:02,500 --> 00:00:04,000 align:start\nthat man, not once.\n"
)


@pytest.mark.parametrize("locator", ["", "p1-2", "t=1", "00:00:02", "t=1-2"])
def test_a_sentence_runs_on_over_the_times_of_subtitles(tmp_path, locator):
    place(tmp_path, "film.srt", SUBTITLES)
    row = f'a,b,met,film,{locator},"We never met that man, not once."\n'
    engine = graph_of(tmp_path, relations=HEAD + row).engine
    assert against_documents(engine, tmp_path / "documents").problems == []
    assert find_quote("met 2 that", SUBTITLES) is None


@pytest.mark.parametrize(("locator", "is_there"), [("t=1", False), ("t=5", True), ("t=9", False)])
def test_what_is_said_before_or_after_a_time_is_not_at_it(tmp_path, locator, is_there):
    lines = "".join(f"00:00:0{at} {words}\n" for at, words in ((1, "One"), (5, "Two"), (9, "Six")))
    place(tmp_path, "talk.txt", lines)
    engine = graph_of(tmp_path, relations=HEAD + f"a,b,met,talk,{locator},Two\n").engine
    problems = against_documents(engine, tmp_path / "documents").problems
    assert [one.column for one in problems] == ([] if is_there else ["quote"])


FAR = (
    f"Ann said this. {'Then it rained. ' * 300} Ann said that. She left. {'It rained. ' * 300} left"
)


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("Ann said ... left", "Ann said that. She left"),
        ("Ann ... that ... left", "Ann said that. She left"),
        ("said this ... said that", None),
        ("this. ... She left", None),
        ("Then ... Ann said [on Monday] that", "Then it rained.  Ann said that"),
    ],
)
def test_what_is_left_out_of_a_quote_has_a_bound(quote, found):
    span = find_quote(quote, FAR)
    assert found == (span and FAR[span[0] : span[1]])


def test_pieces_that_stand_too_far_apart_are_an_error_that_says_so(tmp_path):
    place(tmp_path, "doc.txt", FAR)
    engine = graph_of(tmp_path, relations=HEAD + "a,b,met,doc,p1,said this ... said that\n").engine
    (problem,) = against_documents(engine, tmp_path / "documents").problems
    assert (problem.level, problem.column) == ("error", "quote")
    assert "more than 2,000 letters are left out of the quote" in problem.message
