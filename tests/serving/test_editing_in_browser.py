"""An article typed in a browser, as a new user would: claims, corrections, undo, a pair of names."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

import pytest
from conftest_serving import committed, copy_of_data, git
from conftest_typing import CLAIMS, ArticleClaim, Typist
from running import running

from actorgraph.drafting.inbox import FILE, Inbox

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.process


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return committed(copy_of_data(tmp_path / "data"))


@pytest.fixture
def address(folder: Path) -> Iterator[str]:
    with running(folder, "--edit") as there:
        yield there.url


@pytest.fixture
def open_workspace(browser: Browser, address: str) -> Iterator[Callable[..., Page]]:
    """Open the workspace in a browser of its own; any error in it fails the test."""
    contexts, errors = [], list[str]()

    def opened(**options: Any) -> Page:
        context = browser.new_context(**{"viewport": {"width": 1440, "height": 900}, **options})
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.set_default_timeout(10_000)
        page.goto(address)
        page.wait_for_selector(".ag-status:not(:empty)", state="attached")
        page.wait_for_selector(".ws-edit", state="attached")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert errors == []


@pytest.fixture(scope="session")
def axe(from_npm: Callable[[str], Path]) -> str:
    """axe-core from npm."""
    return (from_npm("axe-core@4") / "axe-core" / "axe.min.js").read_text("utf-8")


def begin(page: Page) -> Typist:
    """Open the form of a claim with the document beside it."""
    typist = Typist(page)
    typist.press("c")
    page.wait_for_selector(".ws-document option[value=ore-line]", state="attached")
    typist.clicks += 2
    page.select_option(".ws-document select", "ore-line")
    page.wait_for_selector(".ws-text p")
    return typist


def change(typist: Typist, name: str, line: str) -> None:
    """Open a claim to change it, by way of the card of somebody."""
    page = typist.page
    typist.press("Escape")
    typist.press("/")
    typist.type(name)
    page.wait_for_selector(".ag-hits [role=option]")
    if not page.locator(".ag-hits [aria-selected=true]").count():
        typist.press("ArrowDown")
    typist.press("Enter")
    found = page.locator(".ag-line", has_text=line).first
    typist.click(found.locator("summary"))
    typist.click(found.get_by_role("button", name="Change or remove"))
    typist.click(found.get_by_role("button", name="Change", exact=True).first)
    page.wait_for_selector(".ws-title:text-matches('^Change a claim')")


WRITTEN = (
    ("ingrid-solheim", "skerry-rail", "founded", "2019-05", "2019-05", "", "p3", ""),
    ("ingrid-solheim", "skerry-rail", "leads", "2019", "", "", "p3", ""),
    ("halden-fund", "skerry-rail", "paid", "2024-10", "2024-10", "", "p4", "a loan, says Dragan"),
    ("pavel-dragan", "halden-fund", "treasurer_of", "", "", "", "p4", ""),
    ("pavel-dragan", "kalnins", "adviser_to", "", "", "", "p5", ""),
    ("kalnins", "ingrid-solheim", "met_with", "2024-10-17", "2024-10-17", "ministry", "p5", ""),
    ("ministry", "ore-line-of-brannock", "approved", "", "", "", "p5", ""),
    ("skerry-rail", "aune", "dismissed", "2025-01", "2025-01", "aune", "p6", ""),
    ("aune", "miners-union-of-brannock", "works_for", "", "", "", "p7", ""),
    ("berit-moen", "miners-union-of-brannock", "chairs", "", "", "", "p7", ""),
)
"""What is in relations.csv then: ends, relation, dates, speaker, locator and note of each claim."""
NEW = (
    "ingrid-solheim,Ingrid Solheim,person", "skerry-rail,Skerry Rail,company",
    "halden-fund,Halden Fund,organization", "pavel-dragan,Pavel Dragan,person",
    "ore-line-of-brannock,Ore line of Brannock,project",
    "miners-union-of-brannock,Miners' Union of Brannock,organization",
    "berit-moen,Berit Moen,person",
)  # fmt: skip


READING = 62
"""Seconds in which an adult reads the article once: 206 words, 200 a minute."""
TEN_MINUTES = 600


def changes(folder: Path, file: str) -> list[str]:
    """The lines of a file that git shows as changed, without their places."""
    git(folder, "add", "--intent-to-add", ".")
    lines = git(folder, "diff", "-U0", "--", file).splitlines()
    return [one for one in lines if one[:1] in "+-" and one[:3] not in ("+++", "---")]


def exported(typist: Typist) -> str:
    """Save the page as a file, and read it."""
    page = typist.page
    typist.click(page.get_by_role("button", name="Save", exact=True).first)
    with page.expect_download() as download:
        typist.click(page.get_by_role("button", name="Page (.html)"))
    return download.value.path().read_text("utf-8")


def rows_of(lines: list[str]) -> list[list[str]]:
    """The cells of lines of CSV that were added."""
    assert all(line[0] == "+" for line in lines)
    return list(csv.reader(line[1:] for line in lines))


def correct(typist: Typist) -> None:
    """Change two of the claims."""
    change(typist, "Halden", "paid")
    typist.click(typist.field("note"))
    typist.type("a loan, says Dragan")
    typist.save()
    change(typist, "Ingrid", "leads")
    typist.click(typist.field("start_date"))
    typist.type("2019")
    typist.save()


def test_an_article_is_typed_corrected_judged_and_shown_by_git(
    open_workspace: Callable[..., Page], folder: Path
) -> None:
    page = open_workspace()
    typist = begin(page)
    for one in CLAIMS:
        typist.claim(one)
    typist.claim(ArticleClaim("moen", "sued", "minis", "Moen plans to sue the ministry"))
    for key in ("Escape", "h", "u"):
        typist.press(key)
    page.wait_for_selector(".ws-steps .ws-undone")
    typist.press("Escape")
    correct(typist)
    for key in ("Escape", "n"):
        typist.press(key)
    page.wait_for_selector(".ws-sides")
    typist.press("d")
    page.wait_for_selector(".ws-queue .ws-status:text-matches('Saved in')")
    typist.press("Escape")
    assert "Berit Moen" in exported(typist)
    added = rows_of(changes(folder, "relations.csv"))
    assert [(*row[:6], row[8], row[10]) for row in added] == list(WRITTEN)
    assert [row[9] for row in added] == [one.words for one in CLAIMS]
    assert {row[7] for row in added} == {"ore-line"}
    assert changes(folder, "entities.csv") == [f"+{one},,," for one in NEW]
    judged = rows_of(changes(folder, "judgements.csv"))
    assert judged[0][:3] == ["left_id", "right_id", "judgement"]
    assert [row[:3] for row in judged[1:]] == [["aune", "aune-2", "negative"]]
    assert typist.seconds + 2 * READING < TEN_MINUTES
    names = ["entities.csv", "judgements.csv", "relations.csv"]
    assert [one.split()[-1] for one in git(folder, "status", "--short").splitlines()] == names


def test_two_browsers_see_each_other_and_nothing_is_overwritten(
    open_workspace: Callable[..., Page], folder: Path
) -> None:
    one, other = Typist(open_workspace()), Typist(open_workspace())
    for typist in (one, other):
        change(typist, "Kalnins", "heads")
    one.click(one.field("start_date"))
    one.page.keyboard.press("Control+A")
    one.type("2022")
    one.save()
    other.page.wait_for_function("() => actorgraph.about.version > 1")
    other.click(other.field("note"))
    other.page.keyboard.press("Control+A")
    other.type("mine")
    other.press("Control+Enter")
    conflict = other.page.locator(".ws-conflict")
    conflict.wait_for()
    cells = [row.inner_text().split("\t") for row in conflict.locator("tbody tr").all()]
    assert cells == [
        ["start date", "2023-06", "2022", "2022"],
        ["note", "from the register of the state", "from the register of the state", "mine"],
    ]
    before = "-kalnins,ministry,heads,2023-06,,,,,,,from the register of the state"
    theirs = "+kalnins,ministry,heads,2022,,,,,,,from the register of the state"
    assert changes(folder, "relations.csv") == [before, theirs]
    other.click(conflict.get_by_role("button", name="Put my cells into it"))
    other.save()
    assert changes(folder, "relations.csv") == [before, "+kalnins,ministry,heads,2022,,,,,,,mine"]


def test_a_claim_is_typed_with_the_keys_alone(
    open_workspace: Callable[..., Page], folder: Path
) -> None:
    page = open_workspace()
    typist = Typist(page)
    typist.press("c")
    page.wait_for_selector(".ws-document option[value=ore-line]", state="attached")
    page.focus(".ws-document select")
    typist.type("Who paid")
    page.wait_for_selector(".ws-text p")
    page.focus(".ws-text")
    for key in (*["ArrowDown"] * 4, "Shift+ArrowDown", "Enter"):
        typist.press(key)
    page.wait_for_function(
        "() => document.querySelector('[data-column=quote] .ws-input').value.startsWith('On 11')"
    )
    typist.field("source").focus()
    typist.name("source", "kaln")
    typist.type("leads")
    typist.press("Tab")
    typist.name("target", "minis")
    typist.save()
    [row] = rows_of(changes(folder, "relations.csv"))
    assert row[:3] == ["kalnins", "ministry", "leads"]
    assert row[8] == "p3"
    assert row[9].startswith("On 11 February 2026 two surveyors told the Brannock Ledger")
    assert row[9].endswith("a company that Ingrid Solheim founded in May 2019.")


def test_enter_takes_nobody_who_was_found_for_fewer_letters(
    open_workspace: Callable[..., Page],
) -> None:
    page = open_workspace()
    typist = Typist(page)
    typist.press("c")
    typist.click(typist.field("source"))
    typist.type("a")
    page.wait_for_selector("[data-column=source] [role=option]:has-text('Aune')")
    page.route("**/api/search*", lambda route: (page.wait_for_timeout(300), route.continue_()))
    page.keyboard.press("Backspace")
    typist.type("kaln")
    typist.press("Enter")
    assert typist.field("source").input_value() == "kaln"
    page.wait_for_function("() => document.activeElement.value === 'kalnins'")


def test_enter_marks_whose_name_is_only_similar_and_takes_them_at_the_second(
    open_workspace: Callable[..., Page],
) -> None:
    page = open_workspace()
    typist = Typist(page)
    typist.press("c")
    typist.click(typist.field("source"))
    typist.type("kalninz")
    page.wait_for_selector("[data-column=source] [role=option]")
    typist.press("Enter")
    page.wait_for_selector("[data-column=source] [role=option][aria-selected=true]")
    assert page.evaluate("document.querySelector('.ws-form').scrollLeft") == 0
    assert typist.field("source").input_value() == "kalninz"
    typist.press("Enter")
    assert typist.field("source").input_value() == "kalnins"


def test_a_name_that_nobody_has_is_said_to_be_new(open_workspace: Callable[..., Page]) -> None:
    page = open_workspace()
    typist = Typist(page)
    typist.press("c")
    for column, name, told in (
        ("source", "Олена Гримайло", "its id will be олена-гримайло."),
        ("target", "Jürgen Ångström", "its id will be jurgen-angstrom."),
        ("attributed_to", "Dniprovi Visti", "Not in the data yet; it will stand as it is typed."),
    ):
        typist.click(typist.field(column))
        typist.type(name)
        if column != "attributed_to":
            page.wait_for_selector(f"[data-column={column}] .ws-new:not([hidden])")
            typist.press("Tab")
            typist.type("person")
        page.wait_for_selector(f"[data-column={column}]:has-text('{told}')")


@pytest.mark.parametrize("width", [1440, 480])
def test_what_has_the_focus_is_not_under_the_buttons(
    open_workspace: Callable[..., Page], width: int
) -> None:
    page = open_workspace(viewport={"width": width, "height": 700})
    page.keyboard.press("c")
    page.wait_for_selector(".ws-form")
    typist = Typist(page)
    typist.field("source").focus()
    seen = []
    for _ in range(40):
        name, below = page.evaluate("""() => {
          const buttons = document.querySelector(".ws-form > .ws-actions").getBoundingClientRect();
          const { bottom } = document.activeElement.getBoundingClientRect();
          return [document.activeElement.dataset.column ?? "", bottom - buttons.top];
        }""")
        if not name:
            break
        seen.append(name)
        assert below <= 0, name
        page.keyboard.press("Tab")
    assert {"source", "attributed_to", "note"} <= {*seen}


def test_a_column_that_the_file_lacks_is_offered_beside_the_button_and_added(
    open_workspace: Callable[..., Page], folder: Path
) -> None:
    page = open_workspace()
    typist = Typist(page)
    typist.press("c")
    typist.click(typist.field("source"))
    typist.name("source", "kaln")
    typist.type("paid")
    typist.press("Tab")
    typist.name("target", "minis")
    typist.click(page.locator(".ws-more summary"))
    typist.click(typist.field("amount"))
    typist.type("1250")
    box = page.locator(".ws-form > .ws-actions .ws-missing input")
    box.wait_for()
    typist.click(box)
    page.wait_for_selector("[data-column=amount] .ws-problem:empty", state="attached")
    typist.save()
    assert not box.is_visible()
    assert not box.is_checked()
    head, *_, last = (folder / "relations.csv").read_text().splitlines()
    assert head.endswith(",amount")
    assert last.endswith(",1250")


def test_drafts_are_accepted_refused_and_taken_back_with_the_keys_alone(
    open_workspace: Callable[..., Page], folder: Path
) -> None:
    ends = {"document": "ore-line", "locator": "p5", "source": "kalnins"}
    Inbox(folder / FILE).add(
        [
            {
                **ends,
                "target": "ministry",
                "relation": "",
                "quote": "minister of works, Ruta Kalnins",
            },
            {**ends, "target": "Ingrid Solheim", "relation": "met", "quote": "Kalnins met Solheim"},
        ]
    )
    page = open_workspace()
    page.keyboard.press("d")
    page.wait_for_selector(".ws-queue h3:has-text('(which relation?)')")
    page.wait_for_selector(".ws-text .ws-cited:has-text('Kalnins met Solheim')")
    page.keyboard.press("a")
    page.wait_for_selector(".ws-status:has-text('Name the relation first')")
    page.keyboard.type("heads")
    page.keyboard.press("Enter")
    page.wait_for_selector(".ws-queue h3:has-text('heads')")
    page.keyboard.press("a")
    page.keyboard.type("Ada")
    page.keyboard.press("Escape")
    page.keyboard.press("a")
    page.wait_for_selector(".ws-status:has-text('Columns are missing')")
    page.click(".ws-columns")
    page.wait_for_selector(".ws-queue .ws-status:has-text('Saved in relations.csv')")
    page.wait_for_selector(".ws-queue h3:has-text('(new)')")
    page.keyboard.press("r")
    page.wait_for_selector(".ws-queue:has-text('No draft waits')")
    assert any("heads" in line and "Ada" in line for line in changes(folder, "relations.csv"))
    page.keyboard.press("u")
    page.wait_for_selector(".ws-queue h3:has-text('(new)')")
    page.keyboard.press("u")
    page.wait_for_selector(".ws-queue h3:has-text('heads')")
    page.wait_for_selector(".ws-queue .ws-status:has-text('Taken back')")


def test_undo_of_a_judgement_takes_nothing_else_back(
    open_workspace: Callable[..., Page], folder: Path
) -> None:
    page = open_workspace()
    typist = Typist(page)
    typist.press("n")
    page.wait_for_selector(".ws-sides")
    typist.press("s")
    page.wait_for_selector(".ws-queue .ws-status:text-matches('Saved in')")
    for key in ("Escape", "c"):
        typist.press(key)
    typist.click(typist.field("source"))
    typist.name("source", "kaln")
    typist.type("leads")
    typist.press("Tab")
    typist.name("target", "minis")
    typist.save()
    for key in ("Escape", "n"):
        typist.press(key)
    page.get_by_role("button", name="Compare the names again").wait_for()
    page.wait_for_selector(".ws-pair:focus")
    typist.press("u")
    page.wait_for_selector(".ws-queue .ws-status:text-matches('^Not taken back')")
    assert len(changes(folder, "relations.csv")) == 1
    for key in ("Escape", "h", "u"):
        typist.press(key)
    page.wait_for_selector(".ws-steps .ws-undone")
    for key in ("Escape", "n"):
        typist.press(key)
    page.get_by_role("button", name="Compare the names again").wait_for()
    page.wait_for_selector(".ws-pair:focus")
    typist.press("u")
    page.wait_for_selector(".ws-queue .ws-status:text-matches('^Taken back')")
    page.wait_for_selector(".ws-sides")


def test_the_keys_go_on_working_when_the_names_are_compared_again(
    open_workspace: Callable[..., Page], folder: Path
) -> None:
    page = open_workspace()
    typist = Typist(page)
    typist.press("n")
    page.wait_for_selector(".ws-sides")
    typist.press("d")
    again = page.get_by_role("button", name="Compare the names again")
    again.wait_for()
    with (folder / "entities.csv").open("a") as file:
        file.write("kalnins-2,Ruta Kalnins,person,,,\n")
    page.wait_for_function("() => actorgraph.about.version > 1")
    typist.click(again)
    page.wait_for_selector(".ws-sides")
    typist.press("d")
    page.wait_for_selector(".ws-queue .ws-status:has-text('Kalnins')")


def test_what_is_half_typed_is_not_lost_without_a_word(
    open_workspace: Callable[..., Page],
) -> None:
    page = open_workspace()
    typist = Typist(page)
    typist.press("c")
    typist.click(typist.field("note"))
    typist.type("half a thought")
    typist.press("Escape")
    typist.press("/")
    typist.type("kalnins")
    page.wait_for_selector(".ag-hits [role=option][aria-selected=true]")
    typist.press("Enter")
    typist.click(page.get_by_role("button", name="Add a claim"))
    page.wait_for_selector(".ws-conflict:has-text('What you typed here is not saved')")
    typist.press("Enter")
    assert typist.field("note").input_value() == "half a thought"
    assert typist.field("source").input_value() == ""
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.reload()
    assert asked == ["beforeunload"]


def test_a_row_is_removed_and_comes_back(open_workspace: Callable[..., Page], folder: Path) -> None:
    page = open_workspace()
    typist = Typist(page)
    change(typist, "Kalnins", "heads")
    typist.press("Escape")
    typist.click(page.locator(".ag-line .ws-rows").get_by_role("button", name="Remove"))
    page.wait_for_selector(".ws-conflict")
    typist.press("Enter")
    page.wait_for_selector(".ws-conflict [role=status]")
    page.wait_for_selector(".ws-steps li:not(:has-text('not in the file yet'))")
    assert len(changes(folder, "relations.csv")) == 1
    typist.click(page.get_by_role("button", name="Undo"))
    page.wait_for_selector(".ws-steps .ws-undone:not(:has-text('not in the file yet'))")
    assert changes(folder, "relations.csv") == []


PARTS = {
    "c": ".ws-form",
    "e": ".ws-form",
    "n": ".ws-sides",
    "d": ".ws-queue blockquote",
    "h": ".ws-steps",
}


@pytest.mark.parametrize("width", [1440, 480])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_editor_can_be_used_by_all(
    open_workspace: Callable[..., Page], folder: Path, axe: str, width: int, scheme: str
) -> None:
    ends = {"source": "kalnins", "target": "Ingrid Solheim", "document": "ore-line"}
    Inbox(folder / FILE).add([{**ends, "locator": "p5", "quote": "Kalnins met Solheim"}])
    page = open_workspace(viewport={"width": width, "height": 900}, color_scheme=scheme)
    for key, shown in PARTS.items():
        page.keyboard.press(key)
        page.wait_for_selector(shown, state="attached")
        if key == "c":
            page.fill(".ws-field[data-column=start_date] .ws-input", "May 2019")
            page.wait_for_selector(".ws-field[data-column=start_date] .ws-error")
        page.evaluate(axe)
        found = page.evaluate(
            "axe.run('.ws-editor').then((answer) => answer.violations"
            ".map((one) => [one.id, one.nodes[0].html.slice(0, 200)]))"
        )
        assert found == []
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0
        page.keyboard.press("Escape")


def test_undo_that_leaves_errors_is_asked_about(
    open_workspace: Callable[..., Page], folder: Path
) -> None:
    page = open_workspace()
    typist = Typist(page)
    typist.press("e")
    for column, text in (("name", "Cy"), ("id", "cy")):
        typist.click(typist.field(column))
        typist.press("Control+A")
        typist.type(text)
    typist.save()
    file = folder / "relations.csv"
    file.write_text(f"{file.read_text()}cy,ministry,knows,,,,,,,,\n")
    for key in ("Escape", "h", "u"):
        typist.press(key)
    asked = page.locator(".ws-history .ws-conflict")
    asked.wait_for()
    assert "'cy' is still named" in asked.inner_text()
    assert changes(folder, "entities.csv") == ["+cy,Cy,,,,"]
    typist.click(asked.get_by_role("button", name="Undo anyway"))
    page.wait_for_selector(".ws-steps .ws-undone")
    assert not asked.is_visible()
    for _ in range(200):
        if not changes(folder, "entities.csv"):
            break
        page.wait_for_timeout(50)
    assert changes(folder, "entities.csv") == []
