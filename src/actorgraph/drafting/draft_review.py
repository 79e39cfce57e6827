"""A person's review of drafts: accepted into the data, refused, changed, or taken back.

Called by the terminal and by the workspace. An accepted draft enters the tables through the editor,
as one step with those whom the data did not have. What the history of the editor says of that step
counts before the file of drafts does: where it is undone, the draft waits again.
"""

from __future__ import annotations

import json
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from actorgraph import schema
from actorgraph.drafting.inbox import ACCEPTED, REFUSED, WAITING
from actorgraph.drafting.row_verification import COLUMNS, NAMES
from actorgraph.editing.edits import Edit
from actorgraph.errors import AmbiguousNameError, ArgumentError, NotFoundError, UsageError
from actorgraph.queries.find import the_one

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from actorgraph.claims import Entity
    from actorgraph.drafting.inbox import Inbox, InboxRow
    from actorgraph.editing.edits import Applied
    from actorgraph.editing.workspace import Workspace
    from actorgraph.engine import Engine

CHANGEABLE = tuple(name for name in COLUMNS if name != "to_review")
"""The cells of a draft that a person may change."""
_NOTE = "Draft "
"""What the note of a step begins with; the id of its draft follows."""


class _Decided(NamedTuple):
    """A decision of this review, to be taken back.

    Attributes:
        step: of the editor; 0 for one that is in the file of drafts alone.
    """

    draft: str
    step: int


class DraftReview:
    """The drafts of a folder while somebody reviews them.

    Args:
        inbox: the file of drafts.
        editor: of the folder.
        engine: returns the engine of the data as it is.
    """

    def __init__(self, inbox: Inbox, editor: Workspace, engine: Callable[[], Engine]) -> None:
        self._inbox = inbox
        self._editor = editor
        self._engine = engine
        self._decided: list[_Decided] = []
        self._entered: dict[str, tuple[str, int]] = {}

    def waiting(self) -> list[InboxRow]:
        """Return the drafts that wait for a decision, in the order of the file."""
        stands = self._steps()
        return [one for one in self._inbox.rows() if _decision(one, stands) == WAITING]

    def catch_up(self) -> None:
        """Write into the file of drafts what the history of the editor knows better.

        Whoever accepts a draft or takes one back changes the data first: a review that was killed
        between the two has left the file behind. One that cannot be read or written stays as it is.
        """
        stands = self._steps()
        if not stands:
            return
        made = {one.note.removeprefix(_NOTE): one.when for one in self._editor.history()}
        try:
            for one in self._inbox.rows():
                decided = _decision(one, stands)
                if decided != one.decision:
                    at = made[one.draft] if decided else ""
                    told = {"decision": decided, "decided_by": "", "decided_at": at}
                    self._inbox.change(one.draft, told)
        except UsageError:
            return

    def new_names(self, row: InboxRow) -> list[str]:
        """Return the names of a draft that are nobody's in the data."""
        names = (name for column in NAMES for name in _names_in(row.cells.get(column, "")))
        return [name for name in dict.fromkeys(names) if self._is_new(name)]

    def known(self, name: str) -> Entity | None:
        """Return whom a name means; None for one who is new, or a name that can mean several."""
        try:
            found = self._id_of(name)
        except AmbiguousNameError:
            return None
        return self._engine().entities([found]).get(found) if found else None

    def accept(
        self,
        draft: str,
        *,
        checked_by: str,
        types: Mapping[str, str] | None = None,
        add_columns: bool = False,
    ) -> Applied:
        """Enter a draft into the data, as one step; the new ones of it into entities.

        Args:
            checked_by: who checks it.
            types: of new names.
            add_columns: whether the tables may get columns that they lack.

        Raises:
            EditRefused: if `actorgraph check` would refuse the rows, or columns are missing.
            UsageError: if the draft does not wait, or says no relation.
        """
        row = self._waiting(draft)
        if not checked_by.strip():
            raise ArgumentError("checked_by", "a row is checked by somebody; say by whom.")
        if not row.cells.get("relation", "").strip():
            raise UsageError("The draft does not say how the two are connected.",
                             hint="Change it first: relation.")  # fmt: skip
        ids = {name: self._id_for(name) for name in self.new_names(row)}
        edits = [
            *self._entities(ids, types or {}, add_columns=add_columns),
            Edit("relations", "add", cells=self._cells(row, ids, checked_by.strip()),
                 add_columns=add_columns),
        ]  # fmt: skip
        applied = self._editor.apply(edits, note=f"{_NOTE}{draft}")
        self._entered |= {name: (entity, applied.step) for name, entity in ids.items()}
        self._decided.append(_Decided(draft, applied.step))
        self._inbox.decide(draft, ACCEPTED, by=checked_by.strip())
        return applied

    def refuse(self, draft: str, *, by: str = "") -> None:
        """Remember that a draft is not wanted; it is not proposed again."""
        self._waiting(draft)
        self._inbox.decide(draft, REFUSED, by=by)
        self._decided.append(_Decided(draft, 0))

    def change(self, draft: str, cells: Mapping[str, str]) -> InboxRow:
        """Change cells of a draft that waits; return it as it is then."""
        row = self._waiting(draft)
        if unknown := [name for name in cells if name not in CHANGEABLE]:
            raise ArgumentError("cells", f"{unknown[0]!r} is none of {', '.join(CHANGEABLE)}.")
        if any(not text.isprintable() for text in cells.values()):
            raise ArgumentError("cells", "they have characters that nobody sees.")
        was = row.cells.get("proposed") or json.dumps(
            {name: row.cells.get(name, "") for name in (*schema.END_COLUMNS, "document", "quote")}
        )
        self._inbox.change(draft, {**cells, "proposed": was})
        return self._waiting(draft)

    def reopen(self, draft: str) -> None:
        """Let a draft wait again that was refused."""
        self._inbox.decide(draft, WAITING)

    def undo(self) -> tuple[str, str]:
        """Take back the last decision of this review; return the draft and what it was.

        Raises:
            UsageError: if there is none, or something else was changed since.
        """
        if not self._decided:
            raise UsageError("You have decided nothing yet.")
        draft, step = self._decided[-1]
        if step:
            standing = [one.number for one in self._editor.history() if not one.is_undone]
            if standing and standing[-1] == step:
                self._editor.undo()
            elif step in standing:
                raise UsageError("Something else was changed since; it has to be undone first.")
        self._decided.pop()
        self._inbox.decide(draft, WAITING)
        return draft, ACCEPTED if step else REFUSED

    def _steps(self) -> dict[str, bool]:
        """Return the drafts that steps of the history entered, and whether the last one stands."""
        steps = (one for one in self._editor.history() if one.note.startswith(_NOTE))
        return {one.note.removeprefix(_NOTE): not one.is_undone for one in steps}

    def _waiting(self, draft: str) -> InboxRow:
        row = next((one for one in self.waiting() if one.draft == draft), None)
        if row is None:
            raise UsageError(f"No draft {draft!r} waits for a decision.")
        return row

    def _id_of(self, name: str) -> str | None:
        """Return whom a name means: one of the data, or one whom this review has entered.

        Raises:
            AmbiguousNameError: if it can mean several.
        """
        entity, step = self._entered.get(name, ("", 0))
        if entity and any(one.number == step and not one.is_undone
                          for one in self._editor.history()):  # fmt: skip
            return entity
        engine = self._engine()
        if name in engine.entities([name]):
            return name
        try:
            return the_one(engine, name).id
        except NotFoundError:
            return None

    def _is_new(self, name: str) -> bool:
        try:
            return self._id_of(name) is None
        except AmbiguousNameError:
            return False

    def _id_for(self, name: str) -> str:
        """Return the id that a new name gets; itself where entities have no ids."""
        if "id" not in self._editor.columns("entities"):
            return name
        plain = id_for(name)
        taken = {entity for entity, _ in self._entered.values()}
        number, one = 1, plain
        while one and (one in taken or one in self._engine().entities([one])):
            number += 1
            one = f"{plain}-{number}"
        return one or name

    def _entities(
        self, ids: Mapping[str, str], types: Mapping[str, str], *, add_columns: bool
    ) -> Iterator[Edit]:
        """Yield the rows of new names, where there is a table of entities."""
        header = self._editor.columns("entities")
        for name, entity in ids.items():
            if header or types.get(name):
                cells = {"id": entity, "name": name, "type": types.get(name, "")}
                kept = {key: cell for key, cell in cells.items() if cell and
                        (key != "id" or not header or "id" in header)}  # fmt: skip
                yield Edit("entities", "add", cells=kept, add_columns=add_columns)

    def _cells(self, row: InboxRow, ids: Mapping[str, str], checked_by: str) -> dict[str, str]:
        cells = {name: row.cells.get(name, "").strip() for name in CHANGEABLE}
        for column in NAMES:
            named = _names_in(cells[column])
            known = (ids.get(name) or self._id_of(name) or name for name in named)
            cells[column] = schema.SEPARATOR.join(known)
        cells["checked_by"] = checked_by
        return {name: cell for name, cell in cells.items() if cell}


def id_for(name: str) -> str:
    """Return an id for a name: small letters and digits, parted by hyphens.

    As the form of the workspace makes one (render/workspace/newentity.js); tests/differential holds
    the two together. Marks go from Latin letters alone: in Cyrillic they make another letter.
    """
    bare: list[str] = []
    is_latin = False
    for one in unicodedata.normalize("NFKD", name):
        is_mark = unicodedata.category(one)[0] == "M"
        if not is_mark:
            is_latin = unicodedata.name(one, "").startswith("LATIN ")
        if not (is_mark and is_latin):
            bare.append(one)
    plain = unicodedata.normalize("NFC", "".join(bare))
    kept = (one if unicodedata.category(one)[0] in "LMN" else " " for one in plain.lower())
    return "-".join("".join(kept).split())


def _names_in(cell: str) -> list[str]:
    return [name for one in cell.split(schema.SEPARATOR) if (name := one.strip())]


def _decision(row: InboxRow, stands: Mapping[str, bool]) -> str:
    """Return what is decided of a draft; the history of the editor knows better than the file."""
    entered = stands.get(row.draft)
    if entered:
        return ACCEPTED
    return WAITING if entered is False and row.decision == ACCEPTED else row.decision
