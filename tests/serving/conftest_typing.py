"""Somebody at the workspace: what they press, click and select, counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

SELECT = """(words) => {
  for (const one of document.querySelectorAll(".ws-text p")) {
    const node = one.lastElementChild.firstChild, at = node.data.indexOf(words);
    if (at < 0) continue;
    one.scrollIntoView({ block: "center" });
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + words.length);
    const boxes = [...range.getClientRects()], first = boxes[0], last = boxes[boxes.length - 1];
    return [first.left + 1, first.top + first.height / 2, last.right - 1, last.top + last.height / 2];
  }
  throw new Error(`no ${words}`);
}"""


class ArticleClaim(NamedTuple):
    """A claim of the article.

    Attributes:
        source, target: what is typed to find them, or the name of somebody new.
        types: of the new ones among them.
        words: the passage that is selected.
        more: what is typed into other columns.
    """

    source: str
    relation: str
    target: str
    words: str
    types: tuple[str, ...] = ()
    more: tuple[tuple[str, str], ...] = ()


class Typist:
    """A person at a page, who waits for what they need to see and for nothing else.

    Attributes:
        keys, clicks, drags, thoughts: how often.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self.keys = self.clicks = self.drags = 0
        self.thoughts = 0

    @property
    def seconds(self) -> float:
        """How long it takes a person by the keystroke-level model.

        Card, Moran and Newell, CACM 23 (1980): a key of an average typist .28 s, a pointing 1.1 s, a
        press or release of a button .1 s, a hand that changes to the other device .4 s, a thought
        1.35 s; here before each word, click and selection.
        """
        clicking, dragging = 0.4 + 1.1 + 0.2 + 0.4, 0.4 + 2 * 1.1 + 0.2 + 0.4
        acts = 0.28 * self.keys + clicking * self.clicks + dragging * self.drags
        return acts + 1.35 * self.thoughts

    def press(self, key: str) -> None:
        """Press a key, or a key with others."""
        self.keys += 1 + key.count("+")
        self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        """Type a text."""
        self.keys += len(text)
        self.thoughts += 1
        self.page.keyboard.type(text)

    def click(self, target: Locator | str) -> None:
        """Click on something."""
        self.clicks += 1
        self.thoughts += 1
        (self.page.locator(target).first if isinstance(target, str) else target).click()

    def field(self, column: str) -> Locator:
        """Return what a column is typed into."""
        return self.page.locator(f".ws-field[data-column='{column}'] .ws-input").first

    def select(self, words: str) -> None:
        """Select words of the document with the pointer, until they are in the form."""
        x, y, end_x, end_y = self.page.evaluate(SELECT, words)
        self.drags += 1
        self.thoughts += 1
        mouse = self.page.mouse
        mouse.move(x, y)
        mouse.down()
        mouse.move(end_x, end_y, steps=3)
        mouse.up()
        self.page.wait_for_function(
            "words => document.querySelector('[data-column=quote] .ws-input').value.includes(words)",
            arg=words,
        )

    def name(self, column: str, text: str, new_type: str = "") -> None:
        """Type who is at an end: choose the first whom the list offers, or say what type is new."""
        box = f".ws-field[data-column='{column}']"
        self.type(text)
        if new_type:
            self.page.wait_for_selector(f"{box} .ws-new:not([hidden])")
            self.press("Tab")
            self.type(new_type)
        else:
            self.page.wait_for_selector(f"{box} [role=option]")
            self.press("Enter")
        self.press("Tab")

    def claim(self, one: ArticleClaim) -> None:
        """Type a claim and save it."""
        types = list(one.types)
        self.select(one.words)
        self.click(self.field("source"))
        self.name("source", one.source, types.pop(0) if one.source[0].isupper() else "")
        self.type(one.relation)
        self.press("Tab")
        self.name("target", one.target, types.pop(0) if one.target[0].isupper() else "")
        for column, text in one.more:
            if not self.page.evaluate(
                "name => document.activeElement.dataset.column === name", column
            ):
                self.click(self.field(column))
            if self.field(column).input_value():
                self.press("Control+A")
                self.press("Backspace")
            self.type(text)
        self.save()

    def save(self) -> None:
        """Save with the keys, and wait until the page says that the file has it."""
        self.press("Control+Enter")
        self.page.wait_for_selector(".ws-form .ws-status:text-matches('^Saved in')")


CLAIMS = (
    ArticleClaim("Ingrid Solheim", "founded", "Skerry Rail",
                 "a company that Ingrid Solheim founded in May 2019", ("person", "company"),
                 (("start_date", "2019-05"), ("end_date", "2019-05"))),
    ArticleClaim("solh", "leads", "sker", "Solheim leads it to this day"),
    ArticleClaim("Halden Fund", "paid", "sker",
                 "Skerry Rail received 3.4 million marks from the Halden Fund in October 2024",
                 ("organization",), (("start_date", "2024-10"), ("end_date", "2024-10"))),
    ArticleClaim("Pavel Dragan", "treasurer_of", "hald", "The treasurer of the fund is Pavel Dragan",
                 ("person",)),
    ArticleClaim("drag", "adviser_to", "kaln",
                 "Dragan was an adviser to the minister of works, Ruta Kalnins"),
    ArticleClaim("kaln", "met_with", "solh", "Kalnins met Solheim in Tarn on 17 October 2024", (),
                 (("start_date", "2024-10-17"), ("end_date", "2024-10-17"),
                  ("attributed_to", "ministry"))),
    ArticleClaim("minis", "approved", "Ore line of Brannock",
                 "A week later the Ministry of Works approved the line", ("project",),
                 (("attributed_to", ""),)),
    ArticleClaim("sker", "dismissed", "tomas aune", "They dismissed me in January 2025", (),
                 (("start_date", "2025-01"), ("end_date", "2025-01"), ("attributed_to", "aune"))),
    ArticleClaim("tomas aune", "works_for", "Miners' Union of Brannock",
                 "Aune now works for the Miners' Union of Brannock", ("organization",),
                 (("attributed_to", ""),)),
    ArticleClaim("Berit Moen", "chairs", "miner", "Its chair, Berit Moen, is his sister",
                 ("person",)),
)  # fmt: skip
"""The claims of tests/data/workspace/documents/ore-line.txt, as one types them one after the other."""
