"""The tables of a data folder kept line by line: what edits must make of them, byte for byte.

An oracle for the tests alone. It follows what docs/explanation/editing.md says of files and uses no
code of ours. Where that leaves two ways to write a cell (a new one may be in quotes or not, as its
neighbors are), the digest of the answer says which one was taken; all else is foretold.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from itertools import accumulate, product
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_BREAK = re.compile(r"\r\n?|\n")
JUDGEMENTS = ("left_id", "right_id", "judgement", "user", "created_at")
_JUDGED = {"same": "positive", "different": "negative"}
COLUMN, FILE, ROW = "column", "file", "row"


class Line(NamedTuple):
    """A row as it stands, cell by cell with their quotes, and its line end; no cells: a blank line."""

    written: tuple[str, ...]
    end: str


def held(written: str) -> str:
    return written[1:-1].replace('""', '"') if written[:1] == '"' else written


def breaks(text: str) -> int:
    return len(_BREAK.findall(text))


@dataclass(frozen=True)
class KeptTable:
    """A file.

    Attributes:
        head: all before the first row.
        lines: the rows, and the blank lines among them.
        order: the position of the column by which it was sorted when it was made, if it was.
        quotes_all: whether every cell is in quotes.
    """

    columns: tuple[str, ...]
    delimiter: str
    head: str
    lines: tuple[Line, ...]
    mark: bytes = b""
    encoding: str = "utf-8"
    order: int | None = None
    quotes_all: bool = False

    def raw(self) -> bytes:
        body = "".join(self.text(one) + one.end for one in self.lines)
        return self.mark + (self.head + body).encode(self.encoding)

    def text(self, line: Line) -> str:
        return self.delimiter.join(line.written)

    def digest(self, line: Line) -> str:
        return hashlib.blake2b(self.text(line).encode(), digest_size=12).hexdigest()

    def cells(self, line: Line) -> dict[str, str]:
        return dict(zip(self.columns, map(held, line.written), strict=True))

    def places(self) -> list[int]:
        """The physical line of each row or blank line, and that of a row at the end."""
        heights = [breaks(self.text(one)) + 1 for one in self.lines]
        return list(accumulate(heights, initial=breaks(self.head) + 1))

    def rows(self) -> list[tuple[int, Line]]:
        """The rows, each with its physical line."""
        return [pair for pair in zip(self.places(), self.lines, strict=False) if pair[1].written]

    def row(self, at: int) -> dict[str, Any]:
        line = self.lines[at]
        return {"line": self.places()[at], "digest": self.digest(line), "cells": self.cells(line)}

    def find(self, number: int, text: str, *, by_digest: bool = False) -> int | None:
        """Where the row of a text is: on its line, else in the only place where it stands."""
        of = self.digest if by_digest else self.text
        found = [at for at, one in enumerate(self.lines) if one.written and of(one) == text]
        places = self.places()
        there = [at for at in found if places[at] == number]
        return there[0] if there else found[0] if len(found) == 1 else None

    def put(self, at: int, *lines: Line, instead: int = 0) -> KeptTable:
        return replace(self, lines=(*self.lines[:at], *lines, *self.lines[at + instead :]))

    def from_line(self, number: int) -> int:
        """The first row or blank line that begins on a line or after it."""
        places = self.places()[:-1]
        return next((at for at, place in enumerate(places) if place >= number), len(places))

    def place_in_order(self, line: Line, now: int) -> int:
        """Where a row belongs: where it is put now, but in a sorted file after its equals."""
        if self.order is None:
            return now
        keys = [held(one.written[self.order]) for one in self.lines]
        key = held(line.written[self.order])
        if keys != sorted(keys):
            return now
        if all(one <= key for one in keys[:now][-1:]) and all(key <= one for one in keys[now:][:1]):
            return now
        return bisect_right(keys, key)

    def line_end(self, at: int) -> str:
        before = [one.end for one in self.lines[:at] if one.written]
        found = before[-1] if before else ""
        return found or _BREAK.findall(self.head + self.lines[0].end)[0]

    def is_open(self) -> bool:
        return bool(self.lines) and not self.lines[-1].end


class Change(NamedTuple):
    """What a step does to a table: a row, a column or the file itself that comes, goes or changes."""

    table: str
    kind: str
    number: int
    before: tuple[str, ...] | None
    after: tuple[str, ...] | None
    end: str = ""
    lead: str = ""

    def undone(self) -> Change:
        return self._replace(before=self.after, after=self.before)


def made(table: KeptTable | None, change: Change, *, anew: bool = False) -> KeptTable | None:
    """The table after a change; None if its row is not what it was.

    Args:
        anew: an added row goes where it belongs by now.
    """
    if change.kind == FILE:
        return new_judgements() if change.after else None
    if change.kind == COLUMN:
        return with_column(table, change)
    if change.before is None:
        return with_row(table, change, anew=anew)
    at = table.find(change.number, table.delimiter.join(change.before))
    if at is None:
        return None
    line = table.lines[at]
    if change.after is not None:
        return table.put(at, line._replace(written=change.after), instead=1)
    is_opened = not line.end and change.lead and at and table.lines[at - 1].end == change.lead
    table = table.put(at, instead=1)
    if is_opened:
        return table.put(at - 1, table.lines[at - 1]._replace(end=""), instead=1)
    return table


def with_row(table: KeptTable, change: Change, *, anew: bool) -> KeptTable:
    line = Line(change.after, change.end)
    at = table.from_line(change.number)
    if anew:
        at = table.place_in_order(line, at)
    if at < len(table.lines):
        return table.put(at, line._replace(end=line.end or table.line_end(at)))
    if table.is_open():
        lead = change.lead or table.line_end(at)
        table = table.put(at - 1, table.lines[-1]._replace(end=lead), instead=1)
    return table.put(at, line)


def with_column(table: KeptTable, change: Change) -> KeptTable | None:
    """The table with a column at the end, or without it; None if it is used."""
    head, end = table.head.rstrip("\r\n"), table.head[len(table.head.rstrip("\r\n")) :]
    if change.after:
        name = f'"{change.after[0]}"' if head.endswith('"') else change.after[0]
        lines = [one._replace(written=one.written and (*one.written, "")) for one in table.lines]
        head, columns = f"{head}{table.delimiter}{name}", (*table.columns, change.after[0])
    else:
        if any(one.written and one.written[-1] for one in table.lines):
            return None
        lines = [one._replace(written=one.written[:-1]) for one in table.lines]
        head, columns = head[: head.rindex(table.delimiter)], table.columns[:-1]
    return replace(table, head=head + end, columns=columns, lines=tuple(lines))


def new_judgements() -> KeptTable:
    return KeptTable(JUDGEMENTS, ",", ",".join(JUDGEMENTS) + "\n", ())


@dataclass(frozen=True)
class Kept:
    """The tables of a folder, and the steps that were made.

    Attributes:
        steps: by their numbers, which count from 1.
        done, undone: the steps that stand, and those that can be made again; the last one last.
    """

    tables: Mapping[str, KeptTable | None]
    steps: tuple[tuple[Change, ...], ...] = ()
    done: tuple[int, ...] = ()
    undone: tuple[int, ...] = ()

    def raw(self) -> dict[str, bytes | None]:
        return {name: table and table.raw() for name, table in self.tables.items()}

    def after(self, asked: Asked, answer: Answer) -> Kept | None:
        """The tables after an answer; None if it is not what has to be answered."""
        if asked.path in ("/api/undo", "/api/redo"):
            return self._again(asked.path == "/api/undo", answer)
        edits = self._judged(asked.body, answer) if "judge" in asked.path else asked.body["edits"]
        if asked.path == "/api/judge" and answer.status == 400:
            return self if self._were_one(asked.body) else None
        places = [one["do"] == "add" or self._find(one) for one in edits]
        if None in places:
            return self if answer.status == 409 and self._is_shown(edits, places, answer) else None
        is_bad = asked.is_bad or self._lacks_columns(edits)
        if is_bad or answer.status != 200:
            return self if is_bad and answer.status == 422 else None
        told = {(one["table"], one["digest"]): one for one in answer.said["rows"]}
        return self._edited(edits, places, answer, told)

    def _were_one(self, body: Mapping[str, Any]) -> bool:
        """Whether the two were judged to be one, and so may be one where the server looks."""
        judged = [one.after for step in self.steps for one in step if one.table == "judgements"]
        pair = {body["left"], body["right"]}
        return any(one and {*one[:2]} == pair and one[2] == "positive" for one in judged)

    def _lacks_columns(self, edits: Sequence[Mapping[str, Any]]) -> bool:
        """Whether a cell needs a column that is not there, as after the undo of its adding."""
        return any(
            cell and (table := self.tables[one["table"]]) and name not in table.columns
            for one in edits
            if not one.get("add_columns")
            for name, cell in one.get("cells", {}).items()
        )

    def _find(self, edit: Mapping[str, Any]) -> int | None:
        return self.tables[edit["table"]].find(edit["line"], edit["digest"], by_digest=True)

    def _is_shown(
        self, edits: Sequence[Mapping[str, Any]], places: Sequence[object], answer: Answer
    ) -> bool:
        """Whether the answer shows what stands on the line of the first row that is not found."""
        edit = edits[places.index(None)]
        rows = dict(self.tables[edit["table"]].rows())
        there, now = rows.get(edit["line"]), answer.said["now"]
        if there is None or now is None:
            return there is now
        return now["cells"] == self.tables[edit["table"]].cells(there)

    def _judged(self, body: Mapping[str, Any], answer: Answer) -> list[dict[str, Any]]:
        """The edit that a judgement is; its time is the server's."""
        left, right = body["left"], body["right"]
        table = self.tables["judgements"]
        rows = answer.said.get("rows") or [{"cells": {}}]
        at = {"table": "judgements"}
        cells = {
            "judgement": _JUDGED[body["judgement"]],
            "created_at": rows[0]["cells"].get("created_at", ""),
        }
        for number, line in table.rows() if table else ():
            if {*map(held, line.written[:2])} == {left, right}:
                place = {"line": number, "digest": table.digest(line)}
                return [{**at, **place, "do": "change", "cells": cells}]
        return [{**at, "do": "add", "cells": {"left_id": left, "right_id": right, **cells}}]

    def _edited(
        self,
        edits: Sequence[Mapping[str, Any]],
        places: Sequence[Any],
        answer: Answer,
        told: Mapping[tuple[str, str], Any],
    ) -> Kept | None:
        changes = [*self._headers(edits)]
        kept = self._with(changes)
        planned: list[tuple[str, float, Change]] = []
        for edit, place in zip(edits, places, strict=True):
            table = kept.tables[edit["table"]]
            change = kept._change(table, edit, place, told)
            if change is None:
                return None
            planned.append((edit["table"], change.number - (change.before is None) / 2, change))
        planned.sort(key=lambda one: one[:2], reverse=True)
        changes += [change for _, _, change in planned if change.before != change.after]
        if not changes:
            return self if answer.said["step"] == 0 else None
        kept = self._with(changes)
        step = len(self.steps) + 1
        if answer.said["step"] != step or not kept._tells(changes, answer):
            return None
        return replace(
            kept, steps=(*self.steps, tuple(changes)), done=(*self.done, step), undone=()
        )

    def _headers(self, edits: Sequence[Mapping[str, Any]]) -> Iterator[Change]:
        for edit in edits:
            table = self.tables[edit["table"]]
            if table is None:
                yield Change(edit["table"], FILE, 1, None, JUDGEMENTS)
            elif edit.get("add_columns"):
                for name in edit["cells"]:
                    if name not in table.columns:
                        yield Change(edit["table"], COLUMN, 0, None, (name,))

    def _change(
        self,
        table: KeptTable,
        edit: Mapping[str, Any],
        place: int,
        told: Mapping[tuple[str, str], Any],
    ) -> Change | None:
        """The change that an edit is, written as the answer says; None if it cannot be so."""
        cells, name = edit.get("cells", {}), edit["table"]
        if edit["do"] == "add":
            line = next(lines_of(table, name, [""] * len(table.columns), cells, told), None)
            if line is None:
                return None
            at = table.place_in_order(line, len(table.lines))
            is_last = at == len(table.lines)
            lead, end = table.line_end(at) if table.lines else "\n", ""
            if not (is_last and table.is_open()):
                lead, end = "", lead
            return Change(name, ROW, table.places()[at], None, line.written, end, lead)
        line, number = table.lines[place], table.places()[place]
        if edit["do"] == "remove":
            return Change(name, ROW, number, line.written, None, line.end)
        new = next(lines_of(table, name, line.written, cells, told), None)
        return new and Change(name, ROW, number, line.written, new.written)

    def _with(self, changes: Sequence[Change], *, anew: bool = False) -> Kept | None:
        tables = dict(self.tables)
        for one in changes:
            after = made(tables[one.table], one, anew=anew)
            if after is None and (one.kind, one.after) != (FILE, None):
                return None
            tables[one.table] = after
        return replace(self, tables=tables)

    def _tells(self, changes: Sequence[Change], answer: Answer) -> bool:
        """Whether the answer names the rows of a step, as they stand."""
        rows = []
        for one in changes:
            if one.kind == ROW and one.after is not None:
                table = self.tables[one.table]
                after = one.after[: len(table.columns)]
                at = table.find(one.number, table.delimiter.join(after))
                if at is None:
                    return False
                rows.append({"table": one.table, **table.row(at)})
        rows.sort(key=_place)
        return sorted(answer.said["rows"], key=_place) == rows

    def _again(self, is_undo: bool, answer: Answer) -> Kept | None:
        steps = self.done if is_undo else self.undone
        if not steps:
            return self if answer.status == 400 else None
        changes = self.steps[steps[-1] - 1]
        if is_undo:
            changes = tuple(one.undone() for one in reversed(changes))
        kept = self._with(changes, anew=not is_undo)
        if kept is None:
            return self if answer.status == 409 else None
        if (
            answer.status != 200
            or answer.said["step"] != steps[-1]
            or not kept._tells(changes, answer)
        ):
            return None
        done, undone = self.done, self.undone
        if is_undo:
            return replace(kept, done=done[:-1], undone=(*undone, steps[-1]))
        return replace(kept, done=(*done, steps[-1]), undone=undone[:-1])


def _place(row: Mapping[str, Any]) -> tuple[str, int]:
    return row["table"], row["line"]


def lines_of(
    table: KeptTable,
    name: str,
    before: Sequence[str],
    cells: Mapping[str, str],
    told: Mapping[tuple[str, str], Any],
) -> Iterator[Line]:
    """The rows that the answer tells of and that cells can make of another."""
    ways = []
    for column, old in zip(table.columns, before, strict=True):
        new = cells.get(column, held(old))
        if new == held(old) and old:
            ways.append([old])
            continue
        quoted = '"' + new.replace('"', '""') + '"'
        if re.search(f'["\r\n{re.escape(table.delimiter)}]', new) or old[:1] == '"':
            ways.append([quoted])
        elif old:
            ways.append([new])
        elif column not in cells and any(before):
            ways.append([old])
        else:
            ways.append([quoted] if table.quotes_all and new else [new, quoted])
    for written in product(*ways):
        if (name, table.digest(Line(written, ""))) in told:
            yield Line(written, "")


class Asked(NamedTuple):
    """What somebody asks of the server; `is_bad` if it has to be refused."""

    path: str
    body: dict[str, Any]
    is_bad: bool = False


class Answer(NamedTuple):
    status: int
    said: dict[str, Any]
