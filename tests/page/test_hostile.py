"""Hostile text in every column: nothing runs, nothing is fetched, everything is shown as text."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest_page import export

from actorgraph import schema

pytestmark = pytest.mark.browser

CORES = [
    "<script>alert(1)</script>",
    "</script><script>alert(2)</script>",
    "<img src=x onerror=alert(3)>",
    "<svg onload=alert(4)>",
    "javascript:alert(5)",
    "data:text/html,<script>alert(6)</script>",
    '"><script>alert(7)</script>',
    "'><img src=//evil.example/a.png>",
    "<!--<script>",
    "]]><script>alert(8)</script>",
    '<a href="javascript:alert(9)">href</a>',
    "{{7*7}}",
    "${alert(10)}",
    "`alert(11)`",
    "\u202eevil\u202c",
    "\u2066iso\u2069",
    "<iframe src=javascript:alert(12)>",
    "<style>@import '//evil.example/x.css'</style>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "\\u003cscript\\u003ealert(13)\\u003c/script\\u003e",
    "&lt;script&gt;alert(14)&lt;/script&gt;",
    '=HYPERLINK("//evil.example")',
    "\u2028alert(15)//",
    "<math><mtext></p><script>alert(16)</script>",
    "__proto__",
]
WRAPS = ["{}", "x {} y", "href {}", "{}{}"]
STRINGS = [wrap.format(core, core) for core in CORES for wrap in WRAPS]
KEPT = {
    *schema.CLOSED_SETS, "inferred", "start_date", "end_date", "statement_date", "checked_date", "id",
}  # fmt: skip


def hostile_data(folder: Path) -> Path:
    folder.mkdir()
    relation_columns = [c.name for c in schema.RELATION_COLUMNS if c.name not in KEPT] + [
        "<b>x</b>"
    ]
    entity_columns = [c.name for c in schema.ENTITY_COLUMNS if not c.name.endswith("_date")] + [
        "</script>"
    ]
    turns = iter(STRINGS * 200)
    ids = [f"{number} {text}" for number, text in enumerate(STRINGS)]
    with (folder / "entities.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(entity_columns)
        for one in ids:
            name = f"{next(turns)} n{len(one)} {one}"
            writer.writerow([one, name, *(next(turns) for _ in entity_columns[2:])])
    with (folder / "relations.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(relation_columns)
        for one, other in zip(ids, ids[1:] + ids[:1], strict=True):
            writer.writerow([one, other, *(next(turns) for _ in relation_columns[2:])])
    return folder


def test_at_least_a_hundred_hostile_strings() -> None:
    assert len(set(STRINGS)) >= 100


def test_nothing_runs_on_load_hover_click_search_table_and_export(
    open_page: Callable[..., object], tmp_path: Path
) -> None:
    path = export(
        tmp_path / "hostile.html",
        "--title",
        "</title><script>alert('title')</script>",
        data=hostile_data(tmp_path / "data"),
    )
    watched = open_page(path)
    page = watched.page
    for x in range(100, 900, 160):
        page.mouse.move(x, 300)
    for number in range(0, len(STRINGS), 3):
        page.evaluate(f"actorgraph.select(actorgraph.model.ids[{number}])")
    for text in STRINGS[::8]:
        page.fill(".ag-search", text)
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    page.click(".ag-filterbutton")
    page.click("button:has-text('Save')")
    with page.expect_download() as waiting:
        page.click("text=Drawing (SVG)")
    svg = Path(waiting.value.path()).read_text("utf-8")
    page.click("button:has-text('Save')")
    page.click("[aria-label='Show as a table (T)']")
    page.wait_for_timeout(200)
    assert watched.trespasses == []
    assert "<script" not in svg
    assert page.evaluate("document.scripts.length") == 2
    links = page.evaluate(
        "[...document.querySelectorAll('a:not(.ag-name)')].map((a) => a.protocol)"
    )
    assert set(links) <= {"http:", "https:"}
    assert "\u202e" not in page.inner_text("body")


def test_only_an_address_of_the_web_becomes_a_link(
    open_page: Callable[..., object], tmp_path: Path
) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    addresses = (
        "https://example.org/1",
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc",
        " JaVaScRiPt:x",
    )
    rows = "".join(f'a,b{n},knows,"{one}"\n' for n, one in enumerate(addresses))
    (folder / "relations.csv").write_text("source,target,relation,document\n" + rows)
    page = open_page(export(tmp_path / "x.html", data=folder)).page
    page.evaluate("actorgraph.select('a')")
    for line in page.locator(".ag-card summary").all():
        line.click()
    links = page.evaluate("[...document.querySelectorAll('a:not(.ag-name)')].map((a) => a.href)")
    assert links == ["https://example.org/1"]


def test_a_script_put_into_the_page_would_be_noticed(
    open_page: Callable[..., object], seed_page: Path, tmp_path: Path
) -> None:
    """The trap itself: a page without our policy and with a dialog is caught."""
    broken = seed_page.read_text("utf-8").replace("Content-Security-Policy", "X-Nothing")
    path = tmp_path / "broken.html"
    path.write_text(broken.replace("</body>", "<script>alert(1)</script></body>"), "utf-8")
    watched = open_page(path)
    assert watched.trespasses == ["dialog: 1"]
