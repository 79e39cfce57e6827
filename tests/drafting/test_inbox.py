"""Drafts that wait in a file: added once, decided, entered into the tables, and taken back."""

from __future__ import annotations

import csv
import json
import shutil
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from actorgraph import load
from actorgraph.cli.context import Context
from actorgraph.cli.drafting import draft
from actorgraph.cli.reviewing import LatestEngine, Terminal, TerminalReview, review_drafts
from actorgraph.drafting.draft_review import DraftReview, id_for
from actorgraph.drafting.first_draft import only_date
from actorgraph.drafting.inbox import FILE, Inbox
from actorgraph.drafting.proposing_command import rows_from, words_of
from actorgraph.drafting.row_request import answer_schema
from actorgraph.editing.edits import EditRefused
from actorgraph.editing.workspace import Workspace
from actorgraph.errors import ActorgraphError, UsageError

DATA = Path(__file__).parent.parent / "data" / "workspace"
BUILT = {
    "source": "Skerry Rail", "target": "Ingrid Solheim", "relation": "founded_by",
    "date": "2019-05", "quote": "Skerry Rail, a company that Ingrid Solheim founded in May 2019",
}  # fmt: skip
MET = {
    "source": "Kalnins", "target": "Solheim", "relation": "met_with", "date": "2024-10-17",
    "place": "Tarn", "as_named": "Solheim", "quote": "Kalnins met Solheim in Tarn on 17 October 2024",
}  # fmt: skip


@pytest.fixture
def folder(tmp_path):
    copied = tmp_path / "data"
    shutil.copytree(DATA, copied)
    return copied


def drafted(folder, *arguments):
    document = str(folder / "documents" / "ore-line.txt")
    return CliRunner().invoke(draft, [document, *arguments], obj=Context((str(folder),)))


def proposed(folder, *rows):
    file = folder.parent / "rows.json"
    file.write_text(json.dumps(rows))
    return drafted(folder, "--rows", str(file))


def cells_of(folder, table):
    with (folder / table).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class Reviewing:
    """A review of a folder, with the terminal played by a list of keys and one of answers."""

    def __init__(self, folder, editor):
        self.editor = editor
        latest = LatestEngine(editor, load(folder).engine, lambda: load(folder).engine)
        self.review = DraftReview(Inbox(folder / FILE), editor, latest)

    def press(self, keys, answers=(), edit=None, checked_by="Ada"):
        pressed, said = iter(keys), iter(answers)
        terminal = Terminal(lambda: next(pressed), lambda _: next(said), edit)
        TerminalReview(self.review, terminal, checked_by).run()


@pytest.fixture
def reviewing(folder):
    assert proposed(folder, BUILT, MET).exit_code == 0
    with Workspace(folder) as editor:
        yield Reviewing(folder, editor)


def test_the_same_proposal_is_added_once(folder):
    proposed(folder, BUILT)
    turned = BUILT | {"source": BUILT["target"], "target": BUILT["source"], "relation": "founded"}
    done = proposed(folder, BUILT, turned, MET)
    assert [row["relation"] for row in cells_of(folder, FILE)] == ["founded_by", "met_with"]
    assert "Known already, proposed before or in the data: 2 rows." in done.stderr


def test_what_the_data_says_already_is_not_proposed(folder):
    with (folder / "relations.csv").open("a", encoding="utf-8") as file:
        quote = BUILT["quote"].replace(" ", "  ")
        file.write(f'Skerry Rail,Ingrid Solheim,founded_by,,,,,ore-line,p3,"{quote}",\n')
    proposed(folder, BUILT)
    assert not (folder / FILE).exists() or cells_of(folder, FILE) == []


def test_a_later_draft_finds_who_an_accepted_one_made_new(folder, reviewing, capsys):
    reviewing.press("aq", ["company", "person", "y"])
    shown = capsys.readouterr().out.rpartition("Draft 1 of")[2]
    assert "met_with — Solheim (Ingrid Solheim, ingrid-solheim)" in shown
    (second,) = reviewing.review.waiting()
    assert reviewing.review.new_names(second) == ["Tarn"]
    reviewing.review.undo()
    assert "Solheim" in reviewing.review.new_names(second)


def test_a_draft_is_accepted_with_its_new_names_as_one_step(folder, reviewing):
    before = [(folder / name).read_bytes() for name in ("entities.csv", "relations.csv")]
    first = reviewing.review.waiting()[0]
    assert reviewing.review.new_names(first) == ["Skerry Rail", "Ingrid Solheim"]
    with pytest.raises(EditRefused) as refused:
        reviewing.review.accept(first.draft, checked_by="Ada")
    assert ("relations", "checked_by") in refused.value.review.missing_columns
    reviewing.review.accept(
        first.draft, checked_by="Ada", types={"Skerry Rail": "company"}, add_columns=True
    )
    reviewing.editor.wait_until_saved()
    (row,) = [one for one in cells_of(folder, "relations.csv") if one["relation"] == "founded_by"]
    assert row["checked_by"] == "Ada"
    assert (row["source"], row["target"], row["date"]) == (
        "skerry-rail",
        "ingrid-solheim",
        "2019-05",
    )
    assert ("skerry-rail", "company") in {
        (one["id"], one["type"]) for one in cells_of(folder, "entities.csv")
    }
    assert [one.cells["relation"] for one in reviewing.review.waiting()] == ["met_with"]
    reviewing.review.undo()
    reviewing.editor.wait_until_saved()
    assert [(folder / name).read_bytes() for name in ("entities.csv", "relations.csv")] == before
    assert len(reviewing.review.waiting()) == 2
    with pytest.raises(UsageError, match="decided nothing"):
        reviewing.review.undo()


def test_a_review_that_was_killed_is_caught_up_with(folder, reviewing):
    first, second = reviewing.review.waiting()
    before = (folder / FILE).read_bytes()
    reviewing.review.accept(first.draft, checked_by="Ada", add_columns=True)
    (folder / FILE).write_bytes(before)  # as if it had been killed before it wrote this file
    assert [row["decision"] for row in cells_of(folder, FILE)] == ["", ""]
    reviewing.review.catch_up()
    assert [row["decision"] for row in cells_of(folder, FILE)] == ["accepted", ""]
    assert cells_of(folder, FILE)[0]["decided_at"] == reviewing.editor.history()[0].when
    accepted = (folder / FILE).read_bytes()
    reviewing.review.undo()
    assert [row["decision"] for row in cells_of(folder, FILE)] == ["", ""]
    (folder / FILE).write_bytes(accepted)
    reviewing.review.catch_up()
    assert [row["decision"] for row in cells_of(folder, FILE)] == ["", ""]
    assert reviewing.review.waiting() == [first, second]


def test_a_file_of_drafts_that_cannot_be_read_stays_as_it_is(folder, reviewing):
    first, _ = reviewing.review.waiting()
    reviewing.review.accept(first.draft, checked_by="Ada", add_columns=True)
    (folder / FILE).write_bytes(b"no,drafts\n")
    reviewing.review.catch_up()
    assert (folder / FILE).read_bytes() == b"no,drafts\n"


def test_a_second_draft_names_whom_the_first_has_entered(folder, reviewing):
    first, second = reviewing.review.waiting()
    reviewing.review.accept(first.draft, checked_by="Ada", add_columns=True)
    reviewing.review.change(second.draft, {"target": "Ingrid Solheim"})
    reviewing.review.accept(second.draft, checked_by="Ada", add_columns=True)
    reviewing.editor.wait_until_saved()
    ids = [one["id"] for one in cells_of(folder, "entities.csv")]
    assert ids.count("ingrid-solheim") == 1
    assert "ingrid-solheim-2" not in ids


def test_an_edit_undone_elsewhere_lets_its_draft_wait_again(reviewing):
    first = reviewing.review.waiting()[0]
    reviewing.review.accept(first.draft, checked_by="Ada", add_columns=True)
    reviewing.editor.undo()
    assert first.draft in {one.draft for one in reviewing.review.waiting()}
    reviewing.editor.redo()
    assert first.draft not in {one.draft for one in reviewing.review.waiting()}


def test_a_refused_draft_is_not_proposed_again(folder, reviewing):
    for one in reviewing.review.waiting():
        reviewing.review.refuse(one.draft, by="Ada")
    proposed(folder, BUILT, MET)
    assert reviewing.review.waiting() == []
    assert {one["decision"] for one in cells_of(folder, FILE)} == {"refused"}


def test_a_changed_draft_is_known_again_by_what_was_proposed(folder, reviewing):
    first = reviewing.review.waiting()[0]
    reviewing.review.change(first.draft, {"source": "Brannock", "quote": "in May 2019"})
    proposed(folder, BUILT, MET)
    assert len(cells_of(folder, FILE)) == 2


def test_a_row_is_not_accepted_without_a_name_of_who_checks_or_a_relation(reviewing):
    first = reviewing.review.waiting()[0]
    with pytest.raises(ActorgraphError, match="checked by somebody"):
        reviewing.review.accept(first.draft, checked_by=" ")
    reviewing.review.change(first.draft, {"relation": ""})
    with pytest.raises(ActorgraphError, match="does not say how"):
        reviewing.review.accept(first.draft, checked_by="Ada")
    with pytest.raises(ActorgraphError, match="is none of"):
        reviewing.review.change(first.draft, {"decision": "accepted"})
    with pytest.raises(ActorgraphError, match="waits for a decision"):
        reviewing.review.refuse("none")


def test_keys_accept_refuse_and_take_back(folder, reviewing, capsys):
    reviewing.press("xaauarq", ["", "", "n", "", "", "y", "", "", "y"], checked_by="Ada")
    told = capsys.readouterr()
    assert "Keys: a accept" in told.err
    assert "Draft 1 of 2 · ore-line p3" in told.out
    assert "Skerry Rail (new) — founded_by — Ingrid Solheim (new)" in told.out
    assert "Accepted 1, refused 1; 0 drafts left." in told.err
    assert {one["decision"] for one in cells_of(folder, FILE)} == {"accepted", "refused"}


def test_keys_go_on_back_and_edit(folder, reviewing, capsys):
    reviewing.press("kjjkeq", ["relation", "established_by"])
    assert cells_of(folder, FILE)[0]["relation"] == "established_by"
    reviewing.press("eq", edit=lambda text: text.replace("established_by", "set_up_by"))
    assert cells_of(folder, FILE)[0]["relation"] == "set_up_by"
    reviewing.press("euq", edit=lambda _: None)
    assert "You have decided nothing yet." in capsys.readouterr().err


def test_the_review_asks_who_checks_and_for_a_relation(folder, capsys):
    first = {"source": "Kalnins", "target": "ministry"}
    drafted(folder)
    Inbox(folder / FILE).add([{**first, "document": "ore-line", "quote": "Kalnins met"}])
    with Workspace(folder) as editor:
        Reviewing(folder, editor).press("aa", ["", "heads", "Ada", "y"], checked_by="")
    (row,) = [one for one in cells_of(folder, "relations.csv") if one.get("checked_by")]
    assert (row["source"], row["relation"], row["checked_by"]) == ("kalnins", "heads", "Ada")
    assert "No draft waits." in capsys.readouterr().err


def test_without_a_terminal_the_review_is_refused_with_a_sentence(folder):
    done = CliRunner().invoke(draft, ["--review"], obj=Context((str(folder),)))
    assert "needs a terminal" in str(done.exception)
    assert "serve --edit" in done.exception.hint


def test_a_review_of_nothing_says_how_drafts_are_made(folder, monkeypatch):
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    with pytest.raises(UsageError, match="has no drafts"):
        review_drafts(Context((str(folder),)), folder / FILE, "Ada")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "Name the DOCUMENT"),
        (["a.txt", "--review"], "takes no DOCUMENT"),
        (["--review", "--request"], "do not go together"),
        (["a.txt", "--rows", "x", "--with", "y"], "do not go together"),
    ],
    ids=["nothing", "document", "two", "both"],
)
def test_what_does_not_go_together_is_a_sentence(folder, arguments, words):
    done = CliRunner().invoke(draft, arguments, obj=Context((str(folder),)))
    assert words in str(done.exception)


def test_a_first_draft_names_no_relation_and_invents_nothing(folder):
    text = "Kalnins said so.\n\nRuta Kalnins heads the Ministry of Works since June 2023.\n"
    document = folder / "documents" / "note.txt"
    document.write_text(text)
    done = CliRunner().invoke(draft, [str(document)], obj=Context((str(folder),)))
    assert done.exit_code == 0, done.output
    (row,) = cells_of(folder, FILE)
    assert (row["source"], row["relation"], row["target"]) == ("kalnins", "", "ministry")
    assert (row["date"], row["locator"]) == ("2023-06", "p2")
    assert row["quote"] in text
    assert "the relation is yours to name" in row["to_review"]


def test_a_relation_may_still_be_proposed_for_a_first_draft(folder):
    text = "Ruta Kalnins heads the Ministry of Works since June 2023.\n"
    (folder / "documents" / "ore-line.txt").write_text(text)
    drafted(folder)
    row = {"source": "kalnins", "target": "ministry", "relation": "heads", "quote": text.strip()}
    proposed(folder, row)
    drafted(folder)
    assert [one["relation"] for one in cells_of(folder, FILE)] == ["", "heads"]


@pytest.mark.parametrize(
    ("sentence", "date"),
    [
        ("They met on 3 May 2019 in Rostock.", "2019-05-03"),
        ("In June 2020 it began", "2020-06"),
        ("He leads it since 2016", "2016"),
        ("about 1984 he left", ""),
        ("Jan. 12 was the day", ""),
        ("on 3 May 2019 and on 4 June 2020", ""),
        ("in the 1990s", ""),
        ("before 2018", ""),
    ],
    ids=str,
)
def test_a_sentence_with_one_date_gives_it_and_no_other(sentence, date):
    assert only_date(sentence) == date


def test_the_request_marks_the_document_as_data(folder):
    done = drafted(folder, "--request")
    asked = json.loads(done.stdout)
    assert list(asked) == ["instructions", "schema", "relations", "names", "document"]
    assert asked["document"]["id"] == "ore-line"
    assert asked["document"]["passages"][0] == {
        "locator": "p1",
        "text": "Who paid for the ore line at Brannock",
    }
    assert "data by strangers" in asked["instructions"]
    assert asked["schema"] == answer_schema()
    assert not (folder / FILE).exists()


def script(tmp_path, lines):
    file = tmp_path / "propose.py"
    file.write_text(f"import json, sys, time\n{lines}\n")
    return f'"{sys.executable}" "{file}"'


@pytest.mark.process
def test_a_command_reads_the_request_and_its_rows_are_verified(folder, tmp_path):
    lines = f"asked = json.load(sys.stdin)\nassert asked['document']\nprint('Here:\\n```json')\nprint(json.dumps({[BUILT, BUILT | {'date': '2019-05-03'}]!r}))\nprint('```\\nDone.')"
    done = drafted(folder, "--with", script(tmp_path, lines))
    assert done.exit_code == 0, done.output
    assert [one["date"] for one in cells_of(folder, FILE)] == ["2019-05"]
    assert "no date as exact as 2019-05-03" in done.stdout


@pytest.mark.process
@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ("sys.exit(3)", "exit code 3"),
        ("print('I cannot do that.')", "It begins: I cannot do that."),
        ("print('')", "It is empty."),
        ("print('\\x1b[31mred')", r"\\u001b"),
        ("time.sleep(60)", "was ended after 1 second: "),
        ("while True: print('[' * 1_000_000)", "is larger than 16 MB"),
    ],
    ids=["fails", "prose", "empty", "escape", "slow", "endless"],
)
def test_a_command_that_gives_no_rows_is_a_sentence(tmp_path, lines, words):
    with pytest.raises(UsageError, match=words):
        rows_from(
            words_of(script(tmp_path, lines)), "{}", seconds=20 if "sleep" not in lines else 1
        )


@pytest.mark.process
@pytest.mark.parametrize("command", ["", "'open", "no-such-program-here"])
def test_a_command_that_cannot_be_started_is_a_sentence(command):
    with pytest.raises(UsageError, match=r"command|cannot be started"):
        rows_from(words_of(command), "{}", seconds=5)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("a,b\n1,2\n", "no column"),
        ("draft,decision,source,target,quote,document\n1,,a,b,q,d,more\n", "more cells"),
        ("\udcff", "cannot be read as CSV"),
    ],
    ids=["other", "long", "bytes"],
)
def test_a_file_that_is_none_of_drafts_is_not_touched(folder, content, words):
    file = folder / FILE
    file.write_bytes(content.encode("utf-8", "surrogateescape"))
    before = file.read_bytes()
    with pytest.raises(UsageError, match=words):
        Inbox(file).add([BUILT])
    assert file.read_bytes() == before


def test_what_another_program_writes_meanwhile_is_kept(folder, monkeypatch):
    proposed(folder, BUILT)
    inbox = Inbox(folder / FILE)
    (draft_id,) = [one.draft for one in inbox.rows()]
    real, once = inbox._parsed, iter([True])

    def parsed(content):
        if next(once, False):
            proposed(folder, MET)
        return real(content)

    monkeypatch.setattr(inbox, "_parsed", parsed)
    inbox.decide(draft_id, "refused")
    assert [one["decision"] for one in cells_of(folder, FILE)] == ["refused", ""]


def test_rows_and_columns_that_somebody_adds_by_hand_stay(folder):
    proposed(folder, BUILT)
    with (folder / FILE).open(encoding="utf-8", newline="") as file:
        header, row = list(csv.reader(file))
    with (folder / FILE).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(
            [[*header, "mine"], [*row, "x"], ["", "", *["own"] * (len(header) - 2), "y"]]
        )
    proposed(folder, MET)
    assert [one["mine"] for one in cells_of(folder, FILE)] == ["x", "y", ""]


@pytest.mark.parametrize(
    ("name", "id_"),
    [("Oskar Weiß", "oskar-weiß"), ("José  Müller-Lüdenscheidt", "jose-muller-ludenscheidt"),
     ("Сергей Нарышкин", "сергей-нарышкин"), ("A_B.", "a-b"), ("हिन्दी", "हिन्दी")],
    ids=["sharp", "marks", "cyrillic", "signs", "devanagari"],
)  # fmt: skip
def test_an_id_is_made_of_a_name(name, id_):
    assert id_for(name) == id_
