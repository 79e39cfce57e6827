"""A row as it is written, and what happens to its text in a step.

Called by table_file.py, which finds and changes rows, and by the history, which keeps the changes.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

from actorgraph.tables import count_lines

if TYPE_CHECKING:
    from actorgraph.editing.edits import TableName

COLUMN = 0
"""The line of a change that is of a column: before or after it is its name."""


class RowChange(NamedTuple):
    """What happens to the text of one row.

    Attributes:
        line: on which the row begins; COLUMN for a column, of which the texts are the name.
        before: its text without the line end; None if it is added.
        after: what it is then; None if it is removed.
        end: the line end of a row that is added or removed.
        lead: the line end that has to be put before an added row, as the last one has none.
        head: what tells the columns that a row which is added or removed was written for; "" for
            the header of a file that is made.
    """

    table: TableName
    line: int
    before: str | None
    after: str | None
    end: str = ""
    lead: str = ""
    head: str = ""

    @property
    def height(self) -> int:
        """How many more lines the file has then."""
        if self.line == COLUMN:
            return 0
        before = 0 if self.before is None else count_lines(self.before) + 1
        return (0 if self.after is None else count_lines(self.after) + 1) - before

    def undone(self) -> RowChange:
        """Return the change that takes this one back."""
        return self._replace(before=self.after, after=self.before)


class Record(NamedTuple):
    """A row as it is written.

    Attributes:
        number: among all rows, from 0.
        line: on which it begins.
        start: its first byte.
        text, end: as they stand in the file: the row, and its line end.
    """

    number: int
    line: int
    start: int
    text: str
    end: str

    @property
    def digest(self) -> str:
        """What tells this text from others."""
        return digest_of(self.text)


def digest_of(text: str) -> str:
    """Return what tells the text of a row from others."""
    return blake2b(text.encode(), digest_size=12).hexdigest()
