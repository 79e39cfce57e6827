"""Export loss: what a file cannot hold, counted and kept beside it in a sidecar.

A writer gives every row together with what its file would be read back as; the difference is the
loss, so that no format has to promise anything about itself. Beside `graph.gexf` stands
`graph.gexf.actorgraph.csv`: one line per cell that differs. Leaves out the formats themselves.
"""

from __future__ import annotations

import csv
import tempfile
from collections import Counter
from typing import TYPE_CHECKING, Any

from actorgraph.descriptions import is_sourced
from actorgraph.formats.content import ENTITY, RELATION, Row, without_made_id
from actorgraph.records import record_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from actorgraph.formats.content import Content

SUFFIX = ".actorgraph.csv"
HEADER = ("kind", "record", "column", "value", "file_says")
_ABSENT = "(not in the file)"
_MADE = "(made by actorgraph)"


def sidecar_of(path: Path) -> Path:
    """Return the path of the sidecar of a file, or of a folder, which can be `.`."""
    named = path if path.name else path.absolute()
    return named.parent / f"{named.name}{SUFFIX}"


class ExportLoss:
    """The losses of one file that is being written."""

    def __init__(self) -> None:
        self.missing: Counter[tuple[str, str]] = Counter()
        self.altered: Counter[tuple[str, str]] = Counter()
        self.absent: Counter[str] = Counter()
        self._sentences: list[str] = []
        self._spool: Any = tempfile.TemporaryFile(  # noqa: SIM115 - closed by close()
            "w+", encoding="utf-8", errors="surrogatepass", newline=""
        )
        self._any = False

    def account(self, row: Row, read_back: dict[str, str] | None) -> None:
        """Note what a row loses.

        Args:
            row: what our tables hold.
            read_back: its cells as a reader of the file will find them; None when the row is not
                in the file at all.
        """
        if row.derived:
            if read_back is not None:
                self.altered[row.kind, "derived"] += 1
                self._note(row, _MADE, "", read_back.get("name", ""))
            return
        stated = row.stated or row.cells
        if read_back is None:
            is_description = row.kind == ENTITY and is_sourced(stated)
            self.absent[DESCRIPTION if is_description else row.kind] += 1
            self._note(row, _ABSENT, "", "")
            for column, cell in stated.items():
                self._note(row, column, cell, "")
            return
        for column in stated.keys() | read_back.keys():
            if column == "id" and not stated.get("id") and row.kind == RELATION:
                continue  # an id of our making, dropped when read
            cell, says = stated.get(column, ""), read_back.get(column, "")
            if cell != says:
                counts = self.altered if says else self.missing
                counts[row.kind, column] += 1
                self._note(row, column, cell, says)

    def account_entity(self, row: Row, read_back: dict[str, str] | None) -> None:
        """Note what an entity loses in a file that has no place for who describes it how.

        The file has one row for all that is said of it: read back, that is the first description,
        and the others come from the sidecar.

        Args:
            row: the entity, with its descriptions.
            read_back: the one row of the file as a reader will find it; None where there is none.
        """
        if not row.descriptions:
            self.account(row, read_back)
            return
        first, *others = row.descriptions
        self.account(row._replace(cells=first), read_back)
        for number, cells in enumerate(others, start=2):
            self.account(Row(ENTITY, cells, f"{row.record} {number}"), None)

    def say_descriptions(self, content: Content) -> None:
        """Note how many descriptions with a source a file leaves out that cannot be read back."""
        if number := sum(1 for _ in content.sourced_descriptions()):
            self.say(f"{_counted(number, DESCRIPTION)} not in it: who says what an entity is.")

    def account_rejected(self, content: Content) -> None:
        """Note the rejected claims, which a format that lists claims under edges does not hold."""
        for row in content.rejected():
            self.account(row, None)

    def account_outlets(self, content: Content) -> None:
        """Note the hosts of which only the settings say whose they are: no file holds them."""
        if hosts := content.hosts_of_settings():
            *first, last = hosts
            words = f"{', '.join(first)} and {last} are" if first else f"{last} is"
            whose = "Whose hosts" if first else "Whose host"
            self.say(
                f"{whose} {words} stands in actorgraph.toml alone: "
                "without it beside the file, origins can be more."
            )

    def say(self, sentence: str) -> None:
        """Note what no sidecar keeps, in a sentence."""
        self._sentences.append(sentence)

    def sentences(self) -> list[str]:
        """Return a sentence for each sort of loss, counted by column."""
        sentences = [*self._sentences]
        sentences += [f"{_counted(n, kind)} not in it at all." for kind, n in self.absent.items()]
        for counts, words in ((self.missing, "not in it"), (self.altered, "only approximately")):
            for kind in (ENTITY, RELATION):
                columns = [
                    f"{column} ({number:,})"
                    for (of, column), number in sorted(counts.items())
                    if of == kind
                ]
                if columns:
                    sentences.append(f"{_PLURAL[kind].capitalize()} {words}: {', '.join(columns)}.")
        return sentences

    def sidecar(self) -> Iterator[str] | None:
        """Return the text of the sidecar in pieces; None when there is nothing to keep."""
        if not self._any:
            return None
        self._spool.seek(0)
        return self._pieces()

    def close(self) -> None:
        """Let go of the temporary file."""
        self._spool.close()

    def _pieces(self) -> Iterator[str]:
        yield record_line(HEADER)
        yield from self._spool

    def _note(self, row: Row, column: str, value: str, says: str) -> None:
        self._any = True
        self._spool.write(record_line((row.kind, row.record, column, value, says)))


DESCRIPTION = "description"
"""What somebody says of an entity by itself, counted apart from entities."""
_PLURAL = {ENTITY: "entities", DESCRIPTION: "descriptions", RELATION: "relations"}


def _counted(number: int, kind: str) -> str:
    return f"1 {kind} is" if number == 1 else f"{number:,} {_PLURAL[kind]} are"


class Sidecar:
    """The sidecar of a file, whose cells are put back into the rows of the file.

    A cell is put back only where the file still says what was written there; what somebody has
    changed in the file since stays changed.
    """

    def __init__(self, path: Path) -> None:
        self._by_record: dict[tuple[str, str], list[tuple[str, str, str]]] = {}
        with path.open(encoding="utf-8", errors="surrogatepass", newline="") as file:
            lines = csv.reader(file)
            next(lines, None)
            for kind, record, column, value, says in lines:
                self._by_record.setdefault((kind, record), []).append((column, value, says))

    def restored(self, rows: Iterable[Row]) -> Iterator[Row]:
        """Yield the rows with what they had lost, then those that were not in the file."""
        for row in rows:
            notes = self._by_record.pop((row.kind, row.record), None)
            if notes is None:
                yield row
            elif (back := _put_back(row, notes)) is not None:
                yield back
        for (kind, record), notes in self._by_record.items():
            if notes[0][0] == _ABSENT:
                cells = {column: value for column, value, _ in notes[1:]}
                yield Row(kind, cells, record)


def _put_back(row: Row, notes: list[tuple[str, str, str]]) -> Row | None:
    cells = dict(row.cells)
    for column, value, says in notes:
        if column == _MADE:
            if cells.get("name", "") == says:
                return None
        elif column != _ABSENT and cells.get(column, "") == says:
            cells[column] = value
            if not value:
                del cells[column]
    return row._replace(cells=cells)


def read_beside(path: Path, rows: Iterable[Row]) -> Iterator[Row]:
    """Yield rows of a file with what its sidecar keeps for it, without ids of our making."""
    beside = sidecar_of(path)
    kept = rows
    if beside.is_file():  # our own file: the periods are told apart as far as ours are
        kept = Sidecar(beside).restored(row._replace(tenure="") for row in rows)
    return (without_made_id(row) for row in kept)
