"""UCINET DL: matrices, edge and node lists, one or two modes, several relations. Read only."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from actorgraph.formats.graph_rows import GraphRows
from actorgraph.formats.text_lines import text_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from actorgraph.formats.content import Row
    from actorgraph.formats.notes import Notes
    from actorgraph.formats.text_lines import TextFile

_WORD = re.compile(r'"([^"]*)"|(\S+)')
_LABEL = re.compile(r'"([^"]*)"|([^\s,]+)')
_SETTING = re.compile(r"\b(n|nr|nc|m|nm|format|diagonal)\s*=\s*([\w]+)", re.IGNORECASE)
_SECTIONS = re.compile(
    r"(?<![\w=])(?P<labels>(?P<of>row|col|column|matrix|level)?\s*labels?)\s*(?::|(?P<embedded>embedded)\s*:?)"
    r"|(?P<data>data)\s*:",
    re.IGNORECASE,
)
_FORMATS = (
    "fullmatrix", "upperhalf", "lowerhalf", "edgelist1", "edgelist2", "nodelist1", "nodelist2"
)  # fmt: skip


def read(path: Path, notes: Notes) -> Iterator[Row]:
    """Yield the nodes and ties of a file.

    Raises:
        DataError: if it is not DL; with the line.
    """
    yield from _Dl(text_file(path), notes).rows()


class _Dl:
    """One file: what its head says, and the ties under `data:`."""

    def __init__(self, file: TextFile, notes: Notes) -> None:
        self._file = file
        self._lines = [line.text for line in file.lines()]
        head, self._first = self._split()
        settings = {match[1].lower(): match[2].lower() for match in _SETTING.finditer(head)}
        self._format = settings.get("format", "fullmatrix")
        if self._format not in _FORMATS:
            raise file.refuse(1, f"format={self._format} is not read; {', '.join(_FORMATS)} are")
        self._size = (
            self._number(settings, "nr", "n"),
            self._number(settings, "nc", "m", "n"),
        )
        self._matrices = self._number(settings, "nm") or 1
        self._has_diagonal = settings.get("diagonal", "present") != "absent"
        self._is_two_mode = bool({"nr", "nc", "m"} & settings.keys()) or self._format.endswith("2")
        self._labels: dict[str, list[str]] = {}
        self._embedded: set[str] = set()
        self._read_labels(head)
        self._graph = GraphRows(notes, directed=not self._format.endswith("half"))

    def _number(self, settings: dict[str, str], *names: str) -> int:
        text = next((settings[name] for name in names if name in settings), "0")
        if not text.isdecimal() or int(text) > self._file.most_nodes:
            raise self._file.refuse(1, f"{text} is no number of nodes")
        return int(text)

    def _split(self) -> tuple[str, int]:
        """Return the head as one text, and how many lines come before the data."""
        if not self._lines or not re.match(r"\s*dl\b", self._lines[0], re.IGNORECASE):
            raise self._file.refuse(1, "a DL file begins with the word dl")
        for number, line in enumerate(self._lines):
            if re.match(r"\s*data\s*:", line, re.IGNORECASE):
                rest = line.partition(":")[2]
                self._lines[number] = rest
                return "\n".join(self._lines[:number]), number
        raise self._file.refuse(len(self._lines), "there is no line data: in it")

    def _read_labels(self, head: str) -> None:
        """Take over the labels in the head, or that they stand among the data."""
        marks = list(_SECTIONS.finditer(head))
        for mark, following in zip(marks, [*marks[1:], None], strict=False):
            of = {"": "all", "col": "column", "level": "matrix"}.get(mark["of"] or "", mark["of"])
            of = (of or "all").lower()
            if mark["embedded"]:
                self._embedded.add(of)
                continue
            text = head[mark.end() : following.start() if following else len(head)]
            self._labels[of] = [match[1] or match[2] for match in _LABEL.finditer(text)]

    def rows(self) -> Iterator[Row]:
        """Yield the nodes, then the ties."""
        ties = list(self._ties())
        if self._is_two_mode:
            self._check("row", self._size[0])
            self._check("column", self._size[1])
        else:
            self._check("all", self._size[0])
        for of, mode in (("all", ""), ("row", "row"), ("column", "column")):
            for label in self._labels.get(of, ()):
                given = {"label": label, "mode": mode}
                yield from self._graph.node(self._id(of, label), given)
        for source, target, relation, value in ties:
            given = {"relation": relation, "weight": value}
            yield from self._graph.edge(source, target, given)
        self._graph.finish()

    def _check(self, of: str, size: int) -> None:
        """Refuse more labels than nodes; nodes without one are called by their numbers."""
        labels = self._labels.setdefault(of, [])
        if size and len(labels) > size:
            raise self._file.refuse(1, f"{len(labels)} labels for {size} nodes")
        labels += [str(number) for number in range(len(labels) + 1, size + 1)]

    def _id(self, of: str, label: str) -> str:
        """Return the id of a node; a label of both modes is two nodes."""
        is_both = of == "column" and label in self._labels.get("row", ())
        return f"column/{label}" if is_both else label

    def _ties(self) -> Iterator[tuple[str, str, str, str]]:
        if self._format.startswith(("edge", "node")):
            yield from self._listed()
        else:
            yield from self._matrix()

    def _listed(self) -> Iterator[tuple[str, str, str, str]]:
        """Yield the ties of a list; its ends are numbers, or labels if these are embedded."""
        for number, words in self._data():
            if len(words) == 1 and self._format.startswith("node"):
                self._end("row", words[0], number)
                continue
            if len(words) == 1:
                raise self._file.refuse(number, "a tie of a single end; it needs two")
            source = self._end("row", words[0], number)
            if self._format.startswith("node"):
                for word in words[1:]:
                    yield source, self._end("column", word, number), "", ""
            else:
                target = self._end("column", words[1], number)
                yield source, target, "", " ".join(words[2:])

    def _end(self, mode: str, word: str, line: int) -> str:
        of = mode if self._is_two_mode else "all"
        labels = self._labels.setdefault(of, [])
        if self._embedded & {"all", of}:
            if word not in labels:
                labels.append(word)
            return self._id(of, word)
        if not word.isdecimal() or not 0 < int(word) <= self._size[mode == "column"]:
            raise self._file.refuse(line, f"{word[:40]!r} is not the number of a node")
        self._check(of, self._size[mode == "column"])
        return self._id(of, labels[int(word) - 1])

    def _data(self) -> Iterator[tuple[int, list[str]]]:
        """Yield the words of each line under `data:`."""
        for number, text in enumerate(self._lines[self._first :], self._first + 1):
            words = [match[1] if match[2] is None else match[2] for match in _WORD.finditer(text)]
            if words and words != ["!"]:
                yield number, words

    def _matrix(self) -> Iterator[tuple[str, str, str, str]]:
        """Yield a tie for each value that is not 0; a row may be broken over several lines."""
        of_rows, of_columns = ("row", "column") if self._is_two_mode else ("all", "all")
        values = self._values(of_rows, of_columns)
        height, width = self._size
        self._check(of_rows, height)
        self._check(of_columns, width)
        names = self._labels.get("matrix", [])
        for matrix in range(self._matrices):
            relation = names[matrix] if matrix < len(names) else ""
            for row in range(height):
                for column in self._columns(row, width):
                    line, value = next(values, (0, ""))
                    if not value:
                        last = len(self._lines)
                        raise self._file.refuse(last, "the matrix breaks off: values are missing")
                    if self._amount(value, line):
                        source = self._id(of_rows, self._labels[of_rows][row])
                        target = self._id(of_columns, self._labels[of_columns][column])
                        yield source, target, relation, value
        if rest := next(values, None):
            raise self._file.refuse(rest[0], "more values than the matrix has places")

    def _columns(self, row: int, width: int) -> Sequence[int]:
        """Return the columns that a row gives values for."""
        ranges = {"upperhalf": range(row, width), "lowerhalf": range(row + 1)}
        columns = ranges.get(self._format, range(width))
        return columns if self._has_diagonal else [one for one in columns if one != row]

    def _values(self, of_rows: str, of_columns: str) -> Iterator[tuple[int, str]]:
        """Yield the values of a matrix, after taking over the labels that stand around it."""
        lines = self._data()
        if self._embedded & {"all", "column"}:
            self._labels[of_columns] = next(lines, (0, []))[1]
        labelled = bool(self._embedded & {"all", "row"})
        return self._without_labels(lines, of_rows, labelled=labelled)

    def _without_labels(
        self, lines: Iterator[tuple[int, list[str]]], of_rows: str, *, labelled: bool
    ) -> Iterator[tuple[int, str]]:
        labels: list[str] = []
        for line, words in lines:
            if labelled:
                labels.append(words[0])
                self._labels[of_rows][: len(labels)] = labels
            yield from ((line, word) for word in words[labelled:])

    def _amount(self, value: str, line: int) -> float:
        try:
            return float(value)
        except ValueError:
            raise self._file.refuse(line, f"{value[:40]!r} is not a number") from None
