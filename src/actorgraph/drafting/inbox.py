"""The drafts of a data folder that wait for a person, and what was decided: `drafts.csv`.

No command reads the file as data. A draft is known again by its document, its quote and its ends,
whatever was decided, so that nothing is proposed twice. Columns that somebody adds stay.
"""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from actorgraph.drafting.row_verification import COLUMNS
from actorgraph.errors import UsageError
from actorgraph.formats.files import write_file
from actorgraph.passages.quotations import folded
from actorgraph.records import record_lines
from actorgraph.schema import END_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from actorgraph.engine import Engine

FILE = "drafts.csv"
WAITING, ACCEPTED, REFUSED = "", "accepted", "refused"
"""What stands under `decision`."""
DECISION = ("draft", "decision", "decided_by", "decided_at")
"""The columns that are not of the proposed row."""
LARGEST = 64_000_000
_TRIES = 5

Ends = tuple[str, str, frozenset[str]]


def inbox_path(data: Path) -> Path:
    """Return the file of drafts of data: in its folder, or in that of its file."""
    return (data if data.is_dir() else data.parent) / FILE


class InboxRow(NamedTuple):
    """A draft of the file.

    Attributes:
        draft: its id, by which it is known whatever is changed in it.
        cells: of the file, by column.
    """

    draft: str
    cells: Mapping[str, str]

    @property
    def decision(self) -> str:
        """What was decided: WAITING, ACCEPTED or REFUSED."""
        return self.cells.get("decision", "")


class _ChangedMeanwhileError(Exception):
    """Somebody else wrote the file after it was read."""


class Inbox:
    """The drafts of a file, which is read anew at each question.

    Args:
        path: of the file; it need not be there.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def rows(self) -> list[InboxRow]:
        """Return all drafts, in the order of the file.

        Raises:
            UsageError: if the file cannot be read, or is none of drafts.
        """
        return self._parsed(self._content())[1]

    def add(self, drafts: Iterable[Mapping[str, str]], known: Iterable[Ends] = ()) -> int:
        """Add drafts that are not there yet; return how many are new.

        Args:
            drafts: the cells of each.
            known: what the data itself has already.
        """
        proposed, elsewhere = list(drafts), set(known)
        added = 0

        def make(header: list[str], rows: list[InboxRow]) -> list[InboxRow]:
            nonlocal added
            bare = {_as_proposed(one) for one in rows}
            there = elsewhere | {_as_proposed(one) for one in rows if _is_settled(one)}
            new = [
                InboxRow(_id_of(cells), cells)
                for cells in proposed
                if ends_of(cells) not in (there if cells.get("relation") else there | bare)
            ]
            header += [one for one in (*DECISION, *COLUMNS) if one not in header]
            added = len(new)
            return [*rows, *new]

        self._change(make)
        return added

    def decide(self, draft: str, decision: str, *, by: str = "") -> None:
        """Write what is decided of a draft."""
        now = datetime.now(UTC).isoformat(timespec="seconds") if decision else ""
        self.change(draft, {"decision": decision, "decided_by": by, "decided_at": now})

    def change(self, draft: str, cells: Mapping[str, str]) -> None:
        """Write cells of a draft.

        Raises:
            UsageError: if there is none of this id, or the file cannot be written.
        """

        def make(header: list[str], rows: list[InboxRow]) -> list[InboxRow]:
            if draft not in {one.draft for one in rows}:
                raise UsageError(f"There is no draft {draft!r} in {self.path}.")
            header += [name for name in cells if name not in header]
            return [
                one._replace(cells={**one.cells, **cells}) if one.draft == draft else one
                for one in rows
            ]

        self._change(make)

    def _content(self) -> bytes:
        try:
            if not self.path.exists():
                return b""
            if self.path.stat().st_size > LARGEST:
                raise UsageError(f"{self.path} is larger than {LARGEST // 1_000_000} MB.")
            return self.path.read_bytes()
        except OSError as error:
            raise UsageError(f"{self.path} cannot be read: {error.strerror}.") from None

    def _parsed(self, content: bytes) -> tuple[list[str], list[InboxRow]]:
        if not content:
            return [], []
        try:
            lines = io.StringIO(content.decode("utf-8-sig"), newline="")
            header, *records = [*csv.reader(lines, strict=True)]
        except (UnicodeDecodeError, csv.Error, ValueError) as error:
            raise UsageError(f"{self.path} cannot be read as CSV in UTF-8: {error}.") from None
        if absent := {"draft", "decision", *END_COLUMNS, "quote", "document"} - {*header}:
            raise UsageError(
                f"{self.path} is no file of drafts: it has no column {min(absent)}.",
                hint="Move it away, or name another file with --to.",
            )
        for number, record in enumerate(records, start=2):
            if len(record) > len(header):
                raise UsageError(f"{self.path}: record {number} has more cells than the header.")
        whole = [dict(zip(header, record, strict=False)) for record in records if any(record)]
        return header, [InboxRow(one["draft"] or _id_of(one), one) for one in whole]

    def _change(self, make: Callable[[list[str], list[InboxRow]], list[InboxRow]]) -> None:
        """Replace the file whole; what somebody else writes meanwhile is read first."""
        for _ in range(_TRIES):
            before = self._content()
            header, rows = self._parsed(before)
            made = make(header, rows)
            records = [[_cell(one, name) for name in header] for one in made]
            lines = record_lines([header, *records])

            def fill(temporary: Path, lines: Iterable[str] = lines) -> None:
                with temporary.open("w", encoding="utf-8", newline="") as file:
                    file.writelines(lines)

            def unchanged(before: bytes = before) -> None:
                if self._content() != before:
                    raise _ChangedMeanwhileError

            if records == [[_cell(one, name) for name in header] for one in rows]:
                return
            try:
                write_file(self.path, fill, force=True, before_replacing=unchanged)
            except _ChangedMeanwhileError:
                continue
            return
        raise UsageError(f"{self.path} is written by another program all the time; try again.")


def ends_of(cells: Mapping[str, str]) -> Ends:
    """Return by what a draft is known again: document, quote and ends, in either direction."""
    return (
        cells.get("document", ""),
        folded(cells.get("quote", "")),
        frozenset(cells.get(name, "") for name in END_COLUMNS),
    )


def claimed_ends(engine: Engine, document: str) -> Iterator[Ends]:
    """Yield by what claims of the data that cite a document are known."""
    for edge in engine.citing([document]):
        for claim in edge.claims:
            if claim.document == document and claim.quote:
                yield document, folded(claim.quote), frozenset((claim.source, claim.target))


def _as_proposed(row: InboxRow) -> Ends:
    """Return by what a draft of the file is known again: as it was before it was edited."""
    was: object = json.loads(row.cells.get("proposed") or "null")
    return ends_of({**row.cells, **was} if isinstance(was, dict) else row.cells)


def _is_settled(row: InboxRow) -> bool:
    """Return whether a draft says how its ends are connected, or was decided.

    One that does not leaves room for another that does.
    """
    return bool(row.cells.get("relation") or row.decision)


def _id_of(cells: Mapping[str, str]) -> str:
    told = [cells.get(name, "") for name in ("document", "quote", "source", "relation", "target")]
    return sha256(json.dumps(told).encode()).hexdigest()[:12]


def _cell(row: InboxRow, name: str) -> str:
    return row.draft if name == "draft" else row.cells.get(name, "")
