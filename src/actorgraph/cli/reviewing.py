"""Review drafts in a terminal, one after the other, by keystroke: `draft --review`.

Leaves out what a decision does (drafting/draft_review.py).
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, NamedTuple

import click

from actorgraph.cli.output import echo_lines, say, style_for
from actorgraph.errors import ActorgraphError, UsageError
from actorgraph.plurals import counted
from actorgraph.render.terminal import clean, wrapped_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from actorgraph.cli.context import Context
    from actorgraph.drafting.draft_review import DraftReview
    from actorgraph.drafting.inbox import InboxRow
    from actorgraph.editing.workspace import Workspace
    from actorgraph.engine import Engine

KEYS = "a accept, r refuse, e edit, j next, k previous, u undo, q quit"
_STOPS = ("q", "\x03", "\x04", "\x1b")
_APART = ("source", "relation", "target", "quote", "document", "locator", "to_review")
"""The cells that are not listed as the others are."""


class Terminal(NamedTuple):
    """How somebody is asked.

    Attributes:
        key: waits for a keystroke and returns it.
        ask: asks for a line, and returns it without blanks around it.
        edit: opens a text in an editor, and returns what it has become; None if nothing was saved.
    """

    key: Callable[[], str]
    ask: Callable[[str], str]
    edit: Callable[[str], str | None] | None = None


def review_drafts(context: Context, file: Path, checked_by: str) -> None:
    """Go through the drafts of a file that wait.

    Raises:
        UsageError: if standard input is no terminal, or there is nothing to enter drafts into.
    """
    from actorgraph.drafting.draft_review import DraftReview
    from actorgraph.drafting.inbox import Inbox
    from actorgraph.editing.workspace import Workspace

    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(
            "--review reads keystrokes, and needs a terminal for input and output.",
            hint="`actorgraph serve --edit` has the same queue in a browser.",
        )
    context.require_own_data("to review drafts for")
    if len(context.data) > 1:
        raise UsageError("--review changes the files of one folder; give one with --data.")
    inbox = Inbox(file)
    if not inbox.rows():
        raise UsageError(f"{file} has no drafts.", hint="`actorgraph draft DOCUMENT` makes some.")
    engine = context.graph().engine
    editor_of_words = bool(os.environ.get("VISUAL") or os.environ.get("EDITOR"))
    terminal = Terminal(
        click.getchar,
        lambda text: str(click.prompt(text, default="", show_default=False)).strip(),
        _edited if editor_of_words else None,
    )
    with Workspace(context.places[0], documents=context.documents) as editor:
        latest = LatestEngine(editor, engine, lambda: context.graph_again().engine)
        review = DraftReview(inbox, editor, latest)
        review.catch_up()
        TerminalReview(review, terminal, checked_by).run()
        editor.wait_until_saved()


def _edited(text: str) -> str | None:
    return click.edit(text, extension=".txt")


class LatestEngine:
    """Returns the engine of the data with all steps of an editor, so that a name finds who is new.

    Args:
        engine: of the data as it is now.
        again: loads the data anew, which is done after a step, once it is saved.
    """

    def __init__(self, editor: Workspace, engine: Engine, again: Callable[[], Engine]) -> None:
        self._editor = editor
        self._engine = engine
        self._again = again
        self._steps = self._standing()

    def __call__(self) -> Engine:
        """Return it, loaded anew if steps were made or undone since."""
        if (steps := self._standing()) != self._steps:
            self._editor.wait_until_saved()
            self._engine, self._steps = self._again(), steps
        return self._engine

    def _standing(self) -> list[int]:
        return [one.number for one in self._editor.history() if not one.is_undone]


class TerminalReview:
    """The loop of keystrokes.

    Args:
        checked_by: who checks; "" to ask before the first draft is accepted.
    """

    def __init__(self, review: DraftReview, terminal: Terminal, checked_by: str = "") -> None:
        self._review = review
        self._terminal = terminal
        self._checked_by = checked_by
        self._at = 0
        self._counts = {"accepted": 0, "refused": 0}
        self._acts: Mapping[str, Callable[[InboxRow], None]] = {
            "a": self._accept,
            "r": self._refuse,
            "e": self._edit,
            "j": lambda _: self._move(1),
            "k": lambda _: self._move(-1),
            "u": self._undo,
        }

    def run(self) -> None:
        """Show a draft, wait for a key and act on it, until none waits or somebody quits."""
        while waiting := self._review.waiting():
            self._at = min(self._at, len(waiting) - 1)
            row = waiting[self._at]
            echo_lines(self._shown(row, len(waiting)))
            while (key := self._terminal.key().lower()) not in (*self._acts, *_STOPS):
                say(f"Keys: {KEYS}.")
            if key in _STOPS:
                break
            try:
                self._acts[key](row)
            except ActorgraphError as error:
                say(clean(str(error)))
        else:
            say("No draft waits.")
        accepted, refused = self._counts["accepted"], self._counts["refused"]
        left = len(self._review.waiting())
        say(f"Accepted {accepted:,}, refused {refused:,}; {counted(left, 'draft')} left.")

    def _shown(self, row: InboxRow, count: int) -> Iterator[str]:
        """Yield the lines of a draft."""
        style, cells = style_for(sys.stdout), row.cells
        place = " ".join(filter(None, (cells.get("document", ""), cells.get("locator", ""))))
        new = set(self._review.new_names(row))
        ends = [self._called(cells.get(name, ""), new) for name in ("source", "target")]
        relation = cells.get("relation", "") or "(which relation?)"
        yield ""
        yield style(clean(f"Draft {self._at + 1} of {count} · {place}"), "dim")
        yield style(clean(f"{ends[0]} — {relation} — {ends[1]}"), "bold")
        for name, cell in cells.items():
            if cell and name in self._listed():
                yield clean(f"  {name}: {cell}")
        yield from wrapped_line(clean(f"  “{cells.get('quote', '')}”"), style.width)
        if told := cells.get("to_review", ""):
            for line in wrapped_line(clean(f"  Look at: {told}"), style.width):
                yield style(line, "yellow")
        yield style(f"  {KEYS}", "dim")

    def _listed(self) -> list[str]:
        from actorgraph.drafting.draft_review import CHANGEABLE

        return [name for name in CHANGEABLE if name not in _APART]

    def _called(self, cell: str, new: set[str]) -> str:
        entity = self._review.known(cell) if cell else None
        if entity is None:
            return f"{cell} (new)" if cell in new else cell
        if cell in (entity.id, entity.name):
            return f"{entity.name} ({entity.id})"
        return f"{cell} ({entity.name}, {entity.id})"

    def _move(self, step: int) -> None:
        self._at = max(0, self._at + step)

    def _accept(self, row: InboxRow) -> None:
        from actorgraph.editing.edits import EditRefused

        if not row.cells.get("relation", ""):
            relation = self._terminal.ask("Relation")
            if not relation:
                return
            row = self._review.change(row.draft, {"relation": relation})
        if not self._checked_by:
            self._checked_by = self._terminal.ask("Checked by (your name)")
        types = {
            name: self._terminal.ask(f"Type of {clean(name)}, who is not in the data (or nothing)")
            for name in self._review.new_names(row)
        }
        try:
            self._review.accept(row.draft, checked_by=self._checked_by, types=types)
        except EditRefused as refused:
            missing = refused.review.missing_columns
            if not missing:
                raise
            columns = ", ".join(f"{table}.csv {column}" for table, column in missing)
            say(f"Columns are missing: {columns}. They would be added to every row.")
            if self._terminal.ask("Add them? (y/n)").lower() not in ("y", "yes"):
                return
            self._review.accept(
                row.draft, checked_by=self._checked_by, types=types, add_columns=True
            )
        self._counts["accepted"] += 1
        say("Accepted.")

    def _refuse(self, row: InboxRow) -> None:
        self._review.refuse(row.draft, by=self._checked_by)
        self._counts["refused"] += 1
        say("Refused.")

    def _edit(self, row: InboxRow) -> None:
        from actorgraph.drafting.draft_review import CHANGEABLE

        before = {name: row.cells.get(name, "") for name in CHANGEABLE}
        if self._terminal.edit is not None:
            text = "".join(f"{name}: {cell}\n" for name, cell in before.items())
            after = _cells_in(self._terminal.edit(text) or "")
        else:
            after = {}
            column = self._terminal.ask(f"Column ({', '.join(CHANGEABLE)})")
            if column:
                say(clean(f"It is now: {before.get(column, '')}"))
                after[column] = self._terminal.ask("What shall it be")
        changed = {name: cell for name, cell in after.items() if cell != before.get(name)}
        if changed:
            self._review.change(row.draft, changed)

    def _undo(self, _: InboxRow) -> None:
        draft, was = self._review.undo()
        self._counts[was] -= 1
        at = [one.draft for one in self._review.waiting()].index(draft)
        self._at = at
        say("Taken back.")


def _cells_in(text: str) -> dict[str, str]:
    """Return the cells of a text with a line for each."""
    lines = (line.partition(":") for line in text.splitlines() if ":" in line)
    return {name.strip(): cell.strip() for name, _, cell in lines}
