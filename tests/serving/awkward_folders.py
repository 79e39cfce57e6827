"""Data folders whose files are written in awkward ways, each kept line by line as well."""

from __future__ import annotations

import codecs
import random
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from kept_tables import Kept, KeptTable, Line

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

NAMES = (
    "Ångström, Jürgen", "Олена Гримайло", "王小明", "محمد علي", "Ελένη Παππά", "דנה כהן", "김민수",
    "अमित शर्मा", 'Ann "Nan" Lee', "O’Neill; Bob", "Nguyễn Thị Hoa", "Ömer\nFaruk", "Zoë|Maria", "山田 太郎",
)  # fmt: skip
TEXTS = (
    "plain", "two\nlines", 'a "quoted" word', "a, b; c|d\te", "=1+1", "Straße — 日本語 🙂", "it's", "'", " x ",
    "C:\\temp\\", "#1", "NULL", "0012", "e\u0301", "\u2028", "100 %",
)  # fmt: skip
RELATIONS = ("knows", "works_for", "met_with", "paid", "", "owns")
RELATION_COLUMNS = ("source", "target", "relation", "start_date", "note", "no")
ENTITY_COLUMNS = ("id", "name", "type", "description")
RESERVED = "f"
"""With this begin the numbers of the rows that are another program's to change."""
PAIRS = 5


class Shape(NamedTuple):
    """How a folder's files are written."""

    name: str
    relations: tuple[str, ...] = RELATION_COLUMNS
    entities: tuple[str, ...] = ENTITY_COLUMNS
    delimiter: str = ","
    ends: tuple[str, ...] = ("\n",)
    mark: bytes = b""
    encoding: str = "utf-8"
    quotes: str = "needed"
    is_sorted: bool = False
    is_open: bool = False
    has_blank_lines: bool = False
    separator: str = ""
    rows: int = 30


SHAPES = (
    Shape("plain"),
    Shape("sorted", is_sorted=True),
    Shape("from Windows", delimiter=";", ends=("\r\n",), mark=codecs.BOM_UTF8, quotes="all", is_open=True,
          relations=("no", "note", "Aktenzeichen", "target", "start_date", "relation", "source")),
    Shape("of many hands", quotes="mixed", ends=("\n", "\r\n"), has_blank_lines=True,
          relations=("Stimmung", "target", "source", "note", "no", "relation", "start_date", "Аркуш"),
          entities=("ملاحظة", "name", "id", "description", "type")),
    Shape("in UTF-16", delimiter="\t", mark=codecs.BOM_UTF16_LE, encoding="utf-16-le", ends=("\r\n",)),
    Shape("from Excel", delimiter=";", separator="sep=;\r\n", ends=("\r\n",), is_sorted=True, is_open=True),
    Shape("sorted, without the last line end", is_sorted=True, is_open=True, quotes="mixed"),
    Shape("asked by an index", rows=6000),
    Shape("sorted, asked by an index", rows=6000, is_sorted=True),
)  # fmt: skip


def written(cell: str, shape: Shape, chance: random.Random) -> str:
    is_needed = any(mark in cell for mark in (shape.delimiter, '"', "\n", "\r"))
    is_quoted = shape.quotes == "all" or (shape.quotes == "mixed" and chance.random() < 0.3)
    return '"' + cell.replace('"', '""') + '"' if is_needed or is_quoted else cell


def made_folder(folder: Path, shape: Shape, chance: random.Random) -> Kept:
    """Write the files of a shape; return them line by line."""
    entities = _entities(shape, chance)
    ids = [one["id"] for one in entities if not one["id"].startswith("loose")]
    relations = [_relation(number, ids, chance) for number in range(shape.rows)]
    if shape.is_sorted:
        entities.sort(key=lambda one: one["id"])
        relations.sort(key=lambda one: one["source"])
    kept = Kept(
        {
            "entities": _table(shape.entities, entities, "id", shape, chance),
            "relations": _table(shape.relations, relations, "source", shape, chance),
            "judgements": None,
        }
    )
    for name, raw in kept.raw().items():
        if raw is not None:
            (folder / f"{name}.csv").write_bytes(raw)
    return kept


def _entities(shape: Shape, chance: random.Random) -> list[dict[str, str]]:
    ids = [f"e{chance.randrange(16**6):06x}" for _ in range(14)]
    ids += [f"twin{number}{side}" for number in range(PAIRS) for side in "ab"]
    ids += [f"loose{chance.randrange(16**6):06x}" for _ in range(6)]
    ids += [f"{RESERVED}{number}" for number in range(3)]
    names = {one: f"{NAMES[number % len(NAMES)]} {number}" for number, one in enumerate(ids)}
    chance.shuffle(ids)
    rows = []
    for one in ids:
        row = {"id": one, "name": names[one], "type": "person", "description": chance.choice(TEXTS)}
        rows.append(
            row | {column: chance.choice(TEXTS) for column in {*shape.entities} - {*ENTITY_COLUMNS}}
        )
    return rows


def _relation(number: int, ids: Sequence[str], chance: random.Random) -> dict[str, str]:
    source, target = chance.sample(ids, 2)
    no = f"{RESERVED if number % 7 == 3 else 'n'}{chance.randrange(16**8):08x}"
    cells = {"source": source, "target": target, "relation": chance.choice(RELATIONS), "no": no}
    return cells | {
        "start_date": chance.choice(("", "2019", "2020-05-17")),
        "note": chance.choice(TEXTS),
    }


def _table(
    columns: tuple[str, ...],
    rows: list[dict[str, str]],
    key: str,
    shape: Shape,
    chance: random.Random,
) -> KeptTable:
    def row_of(cells: dict[str, str]) -> tuple[str, ...]:
        return tuple(written(cells.get(name, ""), shape, chance) for name in columns)

    lines = []
    for cells in rows:
        lines.append(Line(row_of(cells), chance.choice(shape.ends)))
        if shape.has_blank_lines and chance.random() < 0.2:
            lines.append(Line((), chance.choice(shape.ends)))
    if shape.is_open:
        while not lines[-1].written:
            lines.pop()
        lines[-1] = lines[-1]._replace(end="")
    header = row_of({name: name for name in columns})
    head = f"{shape.separator}{shape.delimiter.join(header)}{shape.ends[0]}"
    table = KeptTable(columns, shape.delimiter, head, tuple(lines), shape.mark, shape.encoding)
    order = columns.index(key) if shape.is_sorted else None
    return replace(table, order=order, quotes_all=shape.quotes == "all")
