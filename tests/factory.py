"""Claims, entities and files with only what a fact needs; everything else has its default."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from actorgraph.claims import Claim, Entity
from actorgraph.loading import Graph, load
from actorgraph.records import record_line, record_lines

if TYPE_CHECKING:
    from pathlib import Path


def claim(source: str = "a", relation: str = "knows", target: str = "b", **said: Any) -> Claim:
    return Claim(source=source, relation=relation, target=target, **said)


def entity(entity_id: str, **said: Any) -> Entity:
    return Entity(**{"id": entity_id, "name": entity_id.title(), **said})


def write_csv(folder: Path, name: str, rows: list[dict[str, str]]) -> Path:
    """Rows as a CSV file with the columns that any of them has, in order of meeting."""
    columns = list(dict.fromkeys(column for row in rows for column in row))
    path = folder / f"{name}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(record_line(columns))
        file.writelines(record_lines([row.get(name, "") for name in columns] for row in rows))
    return path


def write_text(folder: Path, *, relations: str, entities: str = "") -> Path:
    """Both files as text; no entities.csv when none is given."""
    (folder / "relations.csv").write_text(relations, encoding="utf-8", newline="")
    if entities:
        (folder / "entities.csv").write_text(entities, encoding="utf-8", newline="")
    return folder


def graph_of(folder: Path, *, relations: str, entities: str = "") -> Graph:
    return load(write_text(folder, relations=relations, entities=entities))
