"""The parts of an index from plain files, column by column: large data at the speed of Arrow.

Means the same as the tables read with care (dataset.py): what would be an error there, or needs a
rule that is not here, ends this way and the careful one is taken. What would be a warning is left
to the dataset itself, on just the rows it concerns (suspects.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from actorgraph import schema
from actorgraph.claims import Entity
from actorgraph.dataset import (
    CLOSED_SETS,
    NO_OFFICES_IN,
    REQUIRED_COLUMNS,
    derived_office,
    host_of,
    leave_gephi_its_type,
    values_of,
)
from actorgraph.index import NOBODY, RELATIONS, cells, features, keys, suspects
from actorgraph.index.named import Named, read_named
from actorgraph.index.namekeys import keys_of_all
from actorgraph.index.parts import Parts, Rows
from actorgraph.index.periods import check_dates, periods_of
from actorgraph.index.scan import NotPlainError, Shape, shape_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from actorgraph.index.freshness import Inputs
    from actorgraph.index.progress import Progress

_SOURCES = ("attributed_to", "via", "document")
_CODED = (
    "relation", "role", "tenure", "status", "certainty", "assessment", "start_date", "end_date",
    "date", "statement_date", "place", *_SOURCES, *schema.TYPE_COLUMNS,
)  # fmt: skip


def parts_of(inputs: Inputs, progress: Progress) -> Parts:
    """The parts of the index of these files.

    Raises:
        NotPlainError: if they need the careful reader.
    """
    named = read_named(inputs.entities)
    check_dates(named.dates)
    progress(0.15)
    shape = shape_of(
        inputs.relations, schema.RELATION_COLUMNS, required=REQUIRED_COLUMNS, renamed=inputs.renamed
    )
    progress(0.3)
    read = cells.read_columns(shape, REQUIRED_COLUMNS, _CODED)
    _leave_gephi_its_type(shape, read)
    progress(0.5)
    for column, allowed in CLOSED_SETS.items():
        _check_words(read.get(column), allowed)
    graph = BulkGraph(named, shape, read)
    progress(0.7)
    sources = graph.sources()
    filed, owners, words = keys_of_all(*graph.all_names(), graph.types)
    progress(0.85)
    return Parts(
        entities=None if named.shape is None else _rows(named.shape),
        relations=_rows(shape),
        ids=graph.ids,
        types=graph.types,
        made_names=[*[b""] * graph.made, *(one.name.encode() for one in graph.offices)],
        made_lines=[*graph.made_lines, *(one.line for one in graph.offices)],
        exact=graph.exact(),
        folded_ids=graph.folded_ids(),
        filed=(filed, owners),
        words=sorted(word for word in words if not word.isdigit()),
        ends=graph.ends,
        sources=sources,
        features=graph.features(),
        problems=suspects.problems(named, shape, graph),
    )


def _rows(shape: Shape) -> Rows:
    columns = list(shape.table.columns)
    return Rows(columns, shape.delimiter, shape.starts, shape.lines, sums=shape.sums)


def _leave_gephi_its_type(shape: Shape, read: dict[str, Any]) -> None:
    if "relation" in read:
        at = shape.table.columns["relation"]
        width = len(shape.table.header)
        shape.table.rows = [
            [word if place == at else "" for place in range(width)]
            for word in read["relation"].distinct
        ]
        leave_gephi_its_type(shape.table)
        shape.table.rows = []
        if "relation" not in shape.table.columns:
            del read["relation"]


def _check_words(column: cells.Coded | None, allowed: tuple[str, ...]) -> None:
    if column is not None:
        for cell in column.distinct:
            if cell.strip() and cell.strip().lower() not in allowed:
                raise NotPlainError(f"{cell!r} is none of {', '.join(allowed)}")


class BulkGraph:
    """Rows with their ends, and the entities that rows have made."""

    def __init__(self, named: Named, shape: Shape, read: dict[str, Any]) -> None:
        self.named, self.shape, self.read = named, shape, read
        self.offices: list[Entity] = []
        self.first_rows: Any
        self.made_ids: list[str]
        source, target = self._ends()
        self.made = len(self.made_ids)
        self.made_lines = shape.lines[self.first_rows].tolist()
        words = [named.types.distinct[code] for code in named.types.codes.tolist()]
        self.types: list[str] = [*words, *self._made_types()]
        self.ids = _binary(named.ids).to_pylist()
        self.ids += [one.encode() for one in self.made_ids]
        self._numbers_of_made = {
            one: number for number, one in enumerate(self.made_ids, len(named.ids))
        }
        office = self._make_offices(target)
        import numpy as np

        self.ends = np.stack([source, target, office], axis=1).astype(np.uint32)
        self.when = periods_of(read, len(shape.starts) - 1)

    def _ends(self) -> tuple[Any, Any]:
        """The number of both ends of each row; those nobody knows are numbered as they come."""
        import numpy as np
        import pyarrow as arrow

        columns = [cells.stripped(self.read[name]) for name in REQUIRED_COLUMNS]
        numbers = [self.named.numbers(column).astype(np.int64) for column in columns]
        unknown = [one < 0 for one in numbers]
        left = [c.filter(arrow.array(u)) for c, u in zip(columns, unknown, strict=True)]
        coded = arrow.concat_arrays(left).dictionary_encode()
        texts = coded.dictionary.to_pylist()
        if "" in texts:
            raise NotPlainError("a relation without an end")
        meant = self.named.meant_by(texts)
        # Places in the order of reading: row by row, source before target.
        places = np.concatenate([np.flatnonzero(u) * 2 + n for n, u in enumerate(unknown)])
        codes = coded.indices.to_numpy()
        first = np.full(len(texts), np.iinfo(np.int64).max)
        np.minimum.at(first, codes, places)
        number_of = np.fromiter((meant.get(text, -1) for text in texts), np.int64, len(texts))
        made = np.flatnonzero(number_of < 0)
        made = made[np.argsort(first[made], kind="stable")]
        number_of[made] = len(self.named.ids) + np.arange(len(made))
        self.made_ids = [texts[code] for code in made.tolist()]
        self.first_rows = first[made] // 2
        self.made_at_source = (first[made] % 2 == 0).tolist()
        split = int(unknown[0].sum())
        numbers[0][unknown[0]] = number_of[codes[:split]]
        numbers[1][unknown[1]] = number_of[codes[split:]]
        return numbers[0], numbers[1]

    def _made_types(self) -> list[str]:
        """What the row that is the first to name somebody says they are."""
        firsts = list(zip(self.first_rows.tolist(), self.made_at_source, strict=True))
        found = [""] * len(firsts)
        for name, at_source in zip(schema.TYPE_COLUMNS, (True, False), strict=True):
            if name in self.read:
                column = self.read[name]
                for number, (row, is_source) in enumerate(firsts):
                    if is_source == at_source:
                        found[number] = column.distinct[column.codes[row]].strip()
        return found

    def _make_offices(self, target: Any) -> Any:
        """The short form of an office, as the dataset makes it, once for each body and role."""
        import numpy as np

        office = np.full(len(target), NOBODY, np.int64)
        if "relation" not in self.read or "role" not in self.read:
            return office
        roles = self.read["role"]
        holds = self.read["relation"].mapped(
            lambda word: word.strip() == schema.HOLDS_POSITION, bool
        ) & roles.mapped(lambda role: bool(role.strip()), bool)
        rows = np.flatnonzero(holds)
        short = list(zip(target[rows].tolist(), roles.codes[rows].tolist(), strict=True))
        first = dict(zip(reversed(short), reversed(rows.tolist()), strict=True))
        made: dict[tuple[int, int], Entity] = {}
        for body, role in dict.fromkeys(short):
            kind = self.types[body]
            if kind.lower() not in NO_OFFICES_IN:
                whose = Entity(self.ids[body].decode(), self._name(body), kind)
                place = (RELATIONS, int(self.shape.lines[first[body, role]]))
                made[body, role] = derived_office(whose, roles.distinct[role].strip(), place)
        numbers = self._number_offices(list(made.values()))
        for row, key in zip(rows.tolist(), short, strict=True):
            if key in made:
                office[row] = numbers[made[key].id]
        return office

    def _number_offices(self, offices: list[Entity]) -> dict[str, int]:
        """A number for each id; entities that are there already keep theirs."""
        ids = [one.id for one in offices]
        there = self.named.numbers(_texts(ids)).tolist() if ids else []
        numbers = {one: number for one, number in zip(ids, there, strict=True) if number >= 0}
        for one in offices:
            if one.id in self._numbers_of_made:
                numbers[one.id] = self._numbers_of_made[one.id]
            elif one.id not in numbers:
                numbers[one.id] = len(self.ids)
                self.offices.append(one)
                self.ids.append(one.id.encode())
                self.types.append(one.type)
        return numbers

    def _name(self, number: int) -> str:
        known = len(self.named.ids)
        return self.named.name(number) if number < known else self.made_ids[number - known]

    def all_names(self) -> tuple[Any, Any]:
        """The names of all entities, those made here too, with the numbers of their owners."""
        import numpy as np
        import pyarrow as arrow

        made = [*self.made_ids, *(one.name for one in self.offices)]
        owners = np.arange(len(self.named.ids), len(self.ids))
        return (
            arrow.concat_arrays([self.named.names, _texts(made)]),
            np.concatenate([self.named.owners, owners]),
        )

    def exact(self) -> tuple[Any, Any]:
        """Checksums of ids, and of names that are not just the id again."""
        import numpy as np
        import pyarrow.compute as pc

        names, owners = self.all_names()
        ids = _binary_array(self.ids)
        other = pc.not_equal(_binary(names), ids.take(owners))
        sums = keys.checksums(_binary(names).filter(other).to_pylist())
        return (
            np.concatenate([keys.checksums(self.ids), sums]),
            np.concatenate([np.arange(len(self.ids)), owners[other.to_numpy(False)]]),
        )

    def folded_ids(self) -> tuple[Any, Any]:
        """Checksums of ids without case, where that makes a difference."""
        import numpy as np

        folded = [one.lower() if one.isascii() else _casefolded(one) for one in self.ids]
        pairs = [
            (f, n) for n, (f, one) in enumerate(zip(folded, self.ids, strict=True)) if f != one
        ]
        numbers = np.fromiter((number for _, number in pairs), np.int64, len(pairs))
        return keys.checksums(text for text, _ in pairs), numbers

    def sources(self) -> tuple[Any, Any]:
        """Checksums of what each row rests on, with the number of the row."""
        import numpy as np

        found = [np.empty(0, np.uint32)], [np.empty(0, np.int64)]

        def add(codes: Any, texts: list[str]) -> None:
            """The rows of a column, by what each of its distinct cells rests on; "" on nothing."""
            there = np.fromiter(map(bool, texts), bool, len(texts))
            rows = np.flatnonzero(there[codes])
            found[0].append(keys.checksums(map(str.encode, texts))[codes[rows]])
            found[1].append(rows)

        for name in ("attributed_to", "via"):
            if name in self.read:
                column = self.read[name]
                several = [values_of(cell) for cell in column.distinct]
                meant = self._meant({one for cell in several for one in cell})
                for place in range(max(map(len, several), default=0)):
                    ones = (cell[place] if place < len(cell) else "" for cell in several)
                    add(column.codes, [meant.get(one, one) for one in ones])
        if "document" in self.read:
            column = self.read["document"]
            documents = [cell.strip() for cell in column.distinct]
            meant = self._meant(set(documents) - {""})
            if meant:
                documents = [meant.get(one, one) for one in documents]
            add(column.codes, documents)
            add(column.codes, self._published(documents))
        return np.concatenate(found[0]), np.concatenate(found[1])

    def features(self) -> tuple[keys.Columns, list[features.Kind]]:
        """What a walk must know of the rows."""
        import numpy as np

        count = len(self.ends)
        nothing = cells.Coded([""], np.zeros(count, np.int32))
        relation = _same(self.read.get("relation", nothing), str.strip)
        status = _same(self.read.get("status", nothing), _word, schema.STATUSES[0])
        certainty = _same(self.read.get("certainty", nothing), _word, schema.CERTAINTIES[0])
        group = [relation.codes, *(self.read.get(n, nothing).codes for n in ("role", "tenure"))]
        shared = suspects.twins([self.ends[:, 0], self.ends[:, 1], *group])
        stands = np.full(count, features.ALONE)
        stands[shared] = features.SHARED
        stands[self.ends[:, 2] != NOBODY] = features.OFFICE
        says = [self.read.get(name, nothing) for name in ("attributed_to", "document")]
        founded = says[0].mapped(lambda cell: bool(values_of(cell)), bool)
        founded |= says[1].mapped(lambda cell: bool(cell.strip()), bool)
        mixed = relation.codes.astype(np.int64)
        for column, size in ((status, 3), (certainty, 4)):
            mixed = mixed * size + column.codes
        mixed = (mixed * 2 + founded) * 3 + stands
        first, codes = np.unique(mixed, return_index=True, return_inverse=True)[1:]
        kinds = [
            (
                relation.distinct[relation.codes[row]],
                status.distinct[status.codes[row]],
                certainty.distinct[certainty.codes[row]],
                int(founded[row]),
                int(stands[row]),
            )
            for row in first.tolist()
        ]
        return features.columns(kinds, codes, self.when)

    def _meant(self, texts: set[str]) -> dict[str, str]:
        """From names to ids, as the dataset resolves them when all entities are made."""
        asked = list(texts)
        if self._numbers_of_made:
            asked = [text for text in asked if text not in self._numbers_of_made]
        known = self.named.numbers(_texts(asked)) >= 0
        unknown = [text for text, there in zip(asked, known.tolist(), strict=True) if not there]
        office_ids = {one.id for one in self.offices}
        unknown = [text for text in unknown if text not in office_ids]
        by_name = self.named.meant_by(unknown)
        meant = {text: self.ids[number].decode() for text, number in by_name.items()}
        by_office: dict[str, set[str]] = {}
        for one in self.offices:
            by_office.setdefault(one.name, set()).add(one.id)
        for text in unknown:
            if text in by_office:
                several = by_office[text] | {meant.pop(text, "")} - {""}
                if len(several) == 1:
                    meant[text] = next(iter(several))
        return meant

    def _published(self, documents: list[str]) -> list[str]:
        """The publisher of each document: what its entity says, else the host of its URL."""
        published = [host_of(document) for document in documents]
        known = self._numbers_of_made.keys() | {one.id for one in self.offices}
        if known:
            for place, document in enumerate(documents):
                if document in known:
                    published[place] = ""
        numbers = self.named.numbers(_texts(documents))
        said = self.named.publishers
        cells_ = [] if said is None else [cell.strip() for cell in said.distinct]
        meant = self._meant(set(cells_) - {""})
        for place in (numbers >= 0).nonzero()[0].tolist():
            cell = "" if said is None else cells_[said.codes[numbers[place]]]
            published[place] = meant.get(cell, cell)
        return published


def _same(column: cells.Coded, plain: Callable[[str], str], default: str = "") -> cells.Coded:
    """A column with its cells made plain; cells that are then the same share a code."""
    import numpy as np

    numbers: dict[str, int] = {}
    codes = [numbers.setdefault(plain(one) or default, len(numbers)) for one in column.distinct]
    return cells.Coded(list(numbers), np.array(codes, np.int64)[column.codes])


def _word(cell: str) -> str:
    return cell.strip().lower()


def _casefolded(text: bytes) -> bytes:
    return text.decode().casefold().encode()


def _texts(texts: list[str]) -> Any:
    import pyarrow as arrow

    return arrow.array(texts, arrow.string())


def _binary_array(texts: list[bytes]) -> Any:
    import pyarrow as arrow

    return arrow.array(texts, arrow.binary())


def _binary(column: Any) -> Any:
    import pyarrow as arrow

    return column.cast(arrow.binary())
