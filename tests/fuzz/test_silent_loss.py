"""No cell of a table is lost without a word, however people and programs mangle tables.

The small form runs in the gate; `make fuzz-losses SECONDS=1800` draws others until time is over.
"""

from __future__ import annotations

import csv
import tempfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from mangled import ENTITY_FILES, RELATION_FILES, Mangled

from actorgraph.errors import ActorgraphError
from actorgraph.formats.content import Content
from actorgraph.formats.notes import Notes
from actorgraph.formats.writing import import_files
from actorgraph.loading import check_files, load, raise_errors_in
from actorgraph.locating import files_at

ROWS_NOT_READ = "rows not read"
"""Counts the rows of a sheet that is taken for none of our tables."""
ROOMY = settings(
    max_examples=max(25, settings().max_examples // 4), suppress_health_check=[HealthCheck.too_slow]
)


def texts_of(tables) -> Counter:
    """Count the cells of rows, each whole and by its values."""
    cells = [cell for row in tables for cell in row.values() if cell]
    return Counter(
        plain(one) for cell in cells for one in {cell, *(part.strip() for part in cell.split("|"))}
    )


def plain(cell: str) -> str:
    """Return a cell without what no answer depends on: blanks around, capitals, midnight of a day."""
    return cell.strip().lower().removesuffix(" 00:00:00")


def lost(mangled, kept: Counter, said: str) -> set[str]:
    """Return the cells that are neither kept nor named; a usual word goes without saying."""
    usual = {"claimed", "stated", "implied"}
    known = kept.keys() | usual | {""}
    unkept = {
        cell
        for cell in mangled.cells
        if plain(cell) not in known and any(plain(part) not in known for part in cell.split("|"))
    }
    if ROWS_NOT_READ in said:
        return set()
    if mangled.typed and not any(plain(text) in kept for text in mangled.typed[-1]):
        unkept.add(min(mangled.typed[-1]))
    return {cell for cell in unkept if not is_named(cell, said)}


def is_named(cell: str, said: str) -> bool:
    return any(one in said.lower() for one in (cell, repr(cell)[1:-1]))


FILES = {"relations": RELATION_FILES, "entities": ENTITY_FILES}


def imported(path: Path) -> tuple[Counter, str]:
    """Import a file; return what was written and what was said."""
    notes = Notes()
    folder = (path if path.is_dir() else path.parent) / "new"
    files = files_at(path)
    import_files(files, folder, notes, check=raise_errors_in)
    written = []
    for one in folder.iterdir():
        with one.open(encoding="utf-8", newline="") as stream:
            written += csv.DictReader(stream)
    problems = [*check_files(folder).problems]
    assert [one for one in problems if one.level == "error"] == []
    return texts_of(written), "\n".join(notes.sentences())


def shown(path: Path) -> tuple[Counter, str]:
    """Read a file as data; return what every answer can show and what was said."""
    engine = load(path).engine
    content = Content(engine.all_entities, engine.all_edges, engine.all_claims)
    rows = [row.stated or row.cells for row in (*content.described(), *content.relations())]
    days = [{"date": day} for day in map(attested_day, rows) if day]
    return texts_of([*rows, *days]), "\n".join(map(str, engine.problems))


def attested_day(row) -> str:
    """Return the date on which a row says that a state held; it may have begun and ended then."""
    start, end = row.get("start_date", ""), row.get("end_date", "")
    day = start.removeprefix("[..").removesuffix("]")
    return day if (start, end) == (f"[..{day}]", f"[{day}..]") else ""


@pytest.mark.slow
@pytest.mark.parametrize("read", [imported, shown])
@pytest.mark.parametrize("kind", FILES)
@ROOMY
@given(data=st.data())
def test_a_mangled_table_is_kept_named_or_refused(kind, read, data):
    mangled = data.draw(FILES[kind])
    with tempfile.TemporaryDirectory() as folder:
        try:
            kept, said = read(placed(mangled, kind, Path(folder)))
        except ActorgraphError as error:
            event("refused")
            assert str(error)
            return
        event("read")
        assert lost(mangled, kept, said) == set()


def placed(mangled, kind: str, folder: Path) -> Path:
    """Write a table; one of entities has a table of relations beside it."""
    if kind == "relations" or mangled.suffix != ".csv":
        return mangled.write(folder, "list")
    (folder / "relations.csv").write_text("source,target\na,b\n", encoding="utf-8")
    mangled.write(folder, "entities")
    return folder


def test_the_day_on_which_a_state_held_is_kept(tmp_path):
    table = Mangled(["source", "target", "relation", "date"], [["Ida", "Kelp", "owns", "1980"]], ".csv",
                    "source,target,relation,date\nIda,Kelp,owns,1980\n")  # fmt: skip
    assert lost(table, *shown(table.write(tmp_path, "list"))) == set()


def test_a_cell_that_is_neither_kept_nor_named_is_found():
    table = Mangled(["source", "target", "odd"], [["Ida", "Kelp", "red"]], ".csv")
    kept = texts_of([{"source": "Ida", "target": "Kelp"}])
    assert lost(table, kept, "") == {"red"}
    assert lost(table, kept, "odd: 'red' is not taken over") == set()
