"""Who is meant, for whole columns: ids, names and aliases of all entities, looked up in bulk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from actorgraph import schema
from actorgraph.index import cells
from actorgraph.index.scan import NotPlainError, Shape, shape_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from actorgraph.index.cells import Coded

DATES = ("start_date", "end_date", "published_date")


@dataclass(slots=True)
class Named:
    """The entities of a file, as columns.

    Attributes:
        ids: Arrow array, one for each entity.
        types: one for each entity.
        names: Arrow array of names and aliases; owners: whose they are.
        dates: the date columns that there are.
    """

    shape: Shape | None
    ids: Any
    types: Coded
    names: Any
    owners: Any
    publishers: Coded | None
    dates: dict[str, Coded]

    def numbers(self, column: Any) -> Any:
        """For each text the number of the entity of that id, or -1."""
        import pyarrow.compute as pc

        return pc.fill_null(pc.index_in(column, self.ids), -1).to_numpy(zero_copy_only=False)

    def meant_by(self, texts: Sequence[str]) -> dict[str, int]:
        """From texts that are no ids to the one entity of that name; others are left out.

        Raises:
            NotPlainError: if a text can mean several.
        """
        import pyarrow as arrow
        import pyarrow.compute as pc

        if not texts or not len(self.names):
            return {}
        there = pc.is_in(self.names, arrow.array(texts, arrow.string()))
        found: dict[str, int] = {}
        pairs = zip(
            self.names.filter(there).to_pylist(), self.owners[there.to_numpy(False)], strict=True
        )
        for text, owner in pairs:
            if found.setdefault(text, int(owner)) != owner:
                raise NotPlainError(f"{text!r} can mean several")
        return found

    def name(self, number: int) -> str:
        """The name of an entity: the first of its names."""
        return str(self.names[number])


def read_named(path: Path | None) -> Named:
    """The entities of a plain file; none when there is no file.

    Raises:
        NotPlainError: if it needs the careful reader.
    """
    import numpy as np
    import pyarrow as arrow
    import pyarrow.compute as pc

    if path is None:
        nothing = arrow.array([], arrow.string())
        empty = np.empty(0, np.int64)
        return Named(None, nothing, cells.Coded([], empty), nothing, empty, None, {})
    shape = shape_of(path, schema.ENTITY_COLUMNS)
    coded = ("type", "publisher", *DATES)
    read = cells.read_columns(shape, ("id", "name", "aliases"), coded)
    count = len(shape.starts) - 1
    ids, names = _ids_and_names(read, count)
    if pc.any(
        pc.not_equal(pc.index_in(ids, ids), arrow.array(np.arange(count, dtype=np.int32)))
    ).as_py():
        raise NotPlainError("an id twice")
    owners = np.arange(count)
    if "aliases" in read:
        aliases, whose = cells.parts_of_cells(read["aliases"], schema.SEPARATOR)
        names = arrow.concat_arrays([names, aliases])
        owners = np.concatenate([owners, whose])
    types = read.get("type") or cells.Coded([""], np.zeros(count, np.int32))
    types = cells.Coded([word.strip() for word in types.distinct], types.codes)
    dates = {name: read[name] for name in DATES if name in read}
    return Named(shape, ids, types, names, owners, read.get("publisher"), dates)


def _ids_and_names(read: dict[str, Any], count: int) -> tuple[Any, Any]:
    """The ids, made from the names where they are missing, and the other way round."""
    import pyarrow.compute as pc

    if "id" not in read and "name" not in read:
        raise NotPlainError("neither ids nor names")
    names = read.get("name", read.get("id"))
    ids = cells.stripped(read.get("id", names))
    plain = cells.stripped(names)
    ids = pc.if_else(pc.equal(ids, ""), plain, ids)
    if count and pc.any(pc.equal(ids, "")).as_py():
        raise NotPlainError("neither id nor name")
    return ids, pc.if_else(pc.equal(plain, ""), ids, names)
