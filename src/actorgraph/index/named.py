"""Who is meant, for whole columns: ids, names and aliases of all entities, looked up in bulk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from actorgraph import schema
from actorgraph.index import cells
from actorgraph.index.arrays import flags, joined, lengths, picked, texts, truths_in
from actorgraph.index.keys import checksums_of_any_case
from actorgraph.index.pairs import twins
from actorgraph.index.places import Places
from actorgraph.index.scan import NotPlainError, Shape, shape_of

if TYPE_CHECKING:
    from pathlib import Path

    from actorgraph.index.cells import Coded

DATES = ("start_date", "end_date", "published_date")


@dataclass(slots=True)
class Named:
    """The entities of a file, as columns.

    Attributes:
        ids: Arrow array, one for each entity; sums: their checksums in any case.
        types: one for each entity.
        names: places of names and aliases; owners: whose they are.
        dates: the date columns that there are.
    """

    shape: Shape | None
    ids: Any
    sums: Any
    types: Coded
    names: Places
    owners: Any
    publishers: Coded | None
    dates: dict[str, Coded]

    def meant_by(self, names: Any) -> dict[str, int]:
        """From texts that are no ids to the one entity of that name; others are left out.

        Args:
            names: an Arrow array.

        Raises:
            NotPlainError: if a text can mean several.
        """
        import pyarrow.compute as pc

        names = picked(names, self.names.may_hold(names))
        if not len(names):
            return {}
        there = pc.is_in(self.names.among, names)
        found: dict[str, int] = {}
        known, owners = self.names.among.filter(there).to_pylist(), self.owners[truths_in(there)]
        for text, owner in zip(known, owners.tolist(), strict=True):
            if found.setdefault(text, owner) != owner:
                raise NotPlainError(f"{text!r} can mean several")
        return found

    def name(self, number: int) -> str:
        """The name of an entity: the first of its names."""
        return str(self.names.among[number])


def read_named(path: Path | None) -> Named:
    """The entities of a plain file; none when there is no file.

    Raises:
        NotPlainError: if it needs the careful reader.
    """
    import numpy as np

    if path is None:
        nothing = texts([])
        empty = np.empty(0, np.uint32)
        return Named(None, nothing, empty, cells.nothing(0), Places(nothing), empty, None, {})
    shape = shape_of(path, schema.ENTITY_COLUMNS)
    coded = ("type", "publisher", *DATES)
    read = cells.Reading(shape, ("id", "name", "aliases"), coded).whole()
    count = len(shape)
    ids, names = _ids_and_names(read)
    sums = checksums_of_any_case(ids)
    alike = picked(ids, twins(sums))
    if len(alike.unique()) != len(alike):
        raise NotPlainError("an id twice")
    owners = np.arange(count, dtype=np.uint32)
    if "aliases" in read:
        aliases, whose = cells.parts_of_cells(read["aliases"], schema.SEPARATOR)
        names = joined(names, aliases)
        owners = np.concatenate([owners, whose.astype(np.uint32)])
    types = read.get("type") or cells.nothing(count)
    types = cells.Coded(cells.stripped(types.cells), types.codes)
    dates = {name: read[name] for name in DATES if name in read}
    publishers = read.get("publisher")
    return Named(shape, ids, sums, types, Places(names), owners, publishers, dates)


def _ids_and_names(read: dict[str, Any]) -> tuple[Any, Any]:
    """The ids, made from the names where they are missing, and the other way round."""
    import pyarrow.compute as pc

    if "id" not in read and "name" not in read:
        raise NotPlainError("neither ids nor names")
    names = read.get("name", read.get("id"))
    ids = cells.stripped(read.get("id", names))
    plain = cells.stripped(names)
    ids = pc.if_else(flags(lengths(ids) == 0), plain, ids)
    if not lengths(ids).all():
        raise NotPlainError("neither id nor name")
    return ids, pc.if_else(flags(lengths(plain) == 0), ids, names)
