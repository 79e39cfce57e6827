"""An index, open: entities, rows and names by number, each read where it lies.

Entities and claims are the same as from tables in memory: cells go through the same functions
(statements.py). Called by the engine.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property, lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from actorgraph import schema
from actorgraph.claims import Claim, Entity
from actorgraph.descriptions import WHO_SAYS, cited_in, description_of, has_evidence, stated
from actorgraph.hosts import host_of
from actorgraph.index import NOBODY, stored_rows
from actorgraph.index.adjacency import StoredAdjacency
from actorgraph.index.hashing import text_hash
from actorgraph.index.plain_names import NamesInRows
from actorgraph.index.postings import HashTable, Postings
from actorgraph.index.row_filter import Kind, RowColumns, RowFilter, kinds_in, words_of
from actorgraph.index.stored_problems import Problems
from actorgraph.index.stored_rows import Records, Texts
from actorgraph.outlets import outlet_of, publisher_in
from actorgraph.statements import claim_of, claims_through_office

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from actorgraph.edges import Edge, Support
    from actorgraph.filters import Filter
    from actorgraph.index.column_file import ColumnFile, StoredColumn
    from actorgraph.index.freshness import Inputs
    from actorgraph.index.name_index import CompletingNames
    from actorgraph.index.row_filter import RowColumn
    from actorgraph.names.entries import Entry
    from actorgraph.progress import Bars

    _Told = Callable[[str], str]

_REMEMBERED = 65536
WORTH_A_LOOK = 64
"""The documents of fewer rows are looked up one by one."""


class Index:
    """An index and the files it stands for.

    Args:
        store: the columns.
        inputs: the files, as the user named them.
        note: what a user should know about this index; usually "".
    """

    def __init__(self, store: ColumnFile, inputs: Inputs, note: str = "") -> None:
        self.store = store
        self.inputs = inputs
        self.note = note
        self.relations = Records(store, "relations", inputs.relations)
        self._ids = Texts(store, "ids")
        self.types = store.column("types")
        self.types_by_code: list[str] = store.about["types"]
        self._exact = HashTable(store, "exact")
        self._ends = store.column("ends")
        self._offices = store.column("offices") if "offices" in store else None
        self.adjacency = StoredAdjacency(store)
        self.id = lru_cache(_REMEMBERED)(self._ids.__getitem__)
        self.stated = lru_cache(_REMEMBERED)(self._stated)
        self.entity = lru_cache(_REMEMBERED)(self._entity)
        self._meant = lru_cache(_REMEMBERED)(self._exact.numbers)
        self.resolve = lru_cache(_REMEMBERED)(self._resolve)
        self.publisher_of = lru_cache(_REMEMBERED)(self._publisher_of)
        self.reprints: Mapping[str, frozenset[str]] = {}

    def __len__(self) -> int:
        """Return the number of entities."""
        return int(self.store.about["entities"])

    @cached_property
    def entities(self) -> Records | None:
        """The rows of entities.csv."""
        if self.inputs.entities is None or "entities" not in self.store.about["files"]:
            return None
        records = Records(self.store, "entities", self.inputs.entities)
        records.bars = self.relations.bars
        return records

    @cached_property
    def problems(self) -> Problems:
        """Warnings and notes about the data."""
        return Problems(self.store, self.inputs)

    @cached_property
    def kinds(self) -> list[tuple[Kind, Edge]]:
        """The kinds of rows, by their codes, each with the edge of such a row that stands alone."""
        return [(kind, kind.edge) for kind in kinds_in(self.store)]

    @property
    def relation_words(self) -> set[str]:
        """The words for relations, from the kinds of rows: the number of rows does not matter."""
        return set(words_of(kinds_in(self.store)))

    @property
    def type_words(self) -> list[str]:
        """The words for types that rows hold; those of further rows of an entity too."""
        words: list[str] = self.store.about["type_words"]
        return words

    @cached_property
    def supports(self) -> list[Support]:
        """How well founded such an edge is, for each kind."""
        return [edge.support for _, edge in self.kinds]

    def show_progress(self, bars: Bars) -> None:
        """Show from now on how far a reading of many rows is."""
        self.relations.bars = bars
        if self.entities is not None:
            self.entities.bars = bars

    def refuse_other_files(self) -> None:
        """Do nothing: an index that is damaged is built of the files as they are."""

    def ids(self) -> list[str]:
        """Return the ids of all entities."""
        return self._ids.all()

    def number(self, entity_id: str) -> int | None:
        """Return the number of the entity with this id; None if there is none."""
        for number in self._meant(entity_id):
            if self.id(number) == entity_id:
                return number
        return None

    def type(self, number: int) -> str:
        """Return the type of an entity, without reading its row."""
        return self.types_by_code[self.types[number]]

    def type_of(self, entity_id: str) -> str:
        """Return the type of the entity with this id; "" if there is none."""
        number = self.number(entity_id)
        return "" if number is None else self.type(number)

    def of_types(self, numbers: Iterable[int], keeps: Callable[[str], bool]) -> list[int]:
        """Return those of some entities whose type is kept."""
        codes = self._type_codes
        kept = [keeps(word) for word in self.types_by_code]
        return [number for number in numbers if kept[codes[number]]]

    def claims(self, row: int) -> list[Claim]:
        """Return the claims that a row states."""
        source, target = self._ends.part(2 * row, 2 * row + 2)
        office = NOBODY if self._offices is None else self._offices[row]
        through = "" if office == NOBODY else self.id(office)
        ends = self.id(source), self.id(target)
        cells = self.relations.row(row)
        return self._stated_in(row, cells, *ends, through, self.resolve, self.publisher_of)

    def claims_of(self, rows: Sequence[int]) -> Iterator[tuple[int, list[Claim]]]:
        """Yield the claims of many rows in order, each row with its number.

        What they need of the index is checked as a whole, before the first.
        """
        ends, id_of = self._ends.whole(), self._ids.unchecked()
        offices = None if self._offices is None else self._offices.whole()
        for together in self._rows_together(rows):
            meaning = self._meaning_of_documents([cells for _, cells in together])
            for row, cells in together:
                office = NOBODY if offices is None else offices[row]
                through = "" if office == NOBODY else id_of(office)
                ends_of_row = id_of(ends[2 * row]), id_of(ends[2 * row + 1])
                yield row, self._stated_in(row, cells, *ends_of_row, through, *meaning)

    def _rows_together(self, rows: Sequence[int]) -> Iterator[list[tuple[int, list[str]]]]:
        """Yield rows in order, so many at once as are worth a look at all their documents."""
        read = self.relations.rows(rows)
        while together := list(islice(read, stored_rows.READ_AT_ONCE)):
            yield together

    def _meaning_of_documents(self, rows: Sequence[list[str]]) -> tuple[_Told, _Told]:
        """Return what the documents of rows mean and who publishes them, looked up together."""
        resolve, publisher_of = self.resolve, self.publisher_of
        if "document" not in self.relations.columns or len(rows) < WORTH_A_LOOK:
            return resolve, publisher_of
        from actorgraph.index.cell_meanings import meaning_of_documents

        at = self.relations.columns.index("document")
        return meaning_of_documents(self, {row[at] for row in rows})

    def _stated_in(
        self,
        row: int,
        cells: list[str],
        source: str,
        target: str,
        office: str,
        resolve: _Told,
        publisher_of: _Told,
    ) -> list[Claim]:
        """Return the claims that the cells of a row state.

        Args:
            source, target: the ids of its ends.
            office: the id of the office that it makes; "" for none.
            resolve, publisher_of: as for `claim_of`.
        """
        stated = claim_of(
            source,
            target,
            dict(zip(self.relations.columns, cells, strict=True)),
            resolve=resolve,
            publisher_of=publisher_of,
            place=self.relations.place(row),
            symmetric=self.inputs.symmetric,
            reprints=self.reprints,
        )
        return claims_through_office(stated, office) if office else [stated]

    def rows_citing(self, source: str) -> list[int]:
        """Return the rows that cite a speaker, relay, document or publisher."""
        return self.rows_citing_among(source, lambda _: True)

    def rows_citing_among(self, source: str, stays: Callable[[int], bool]) -> list[int]:
        """Return those of them that stay; no other is read."""
        rows = [*filter(stays, self._sources.numbers(source))]
        if not rows:
            return rows
        if text_hash(source) in self._shared_sums:
            return [row for row in rows if source in self.claims(row)[0].sources]
        # All rows under this hash cite one source: the first row tells whether it is this one.
        return rows if source in self.claims(rows[0])[0].sources else []

    def leaves_nothing(self, only: Filter) -> bool:
        """Return whether no row has one of the assessments that a filter asks for."""
        if not only.assessments:
            return False
        return only.assessments.isdisjoint(kind.assessment for kind, _ in self.kinds)

    def row_filter(self, only: Filter) -> RowFilter:
        """Return which single rows a filter keeps."""
        without = {row for source in only.without for row in self.rows_citing(source)}
        said = self._rows_said_by(only.speakers)
        return RowFilter(only, self.row_columns, self.kinds, without, said)

    @cached_property
    def row_columns(self) -> RowColumns:
        """The numbers by which rows are filtered."""
        return RowColumns.of(self.store)

    @cached_property
    def kind_of_row(self) -> RowColumn:
        """For each row the number of its kind."""
        return self.store.column("row.kind").whole()

    def _rows_said_by(self, speakers: Collection[str]) -> frozenset[int] | None:
        """Return the rows that one of some speakers says; None where nobody is asked for."""
        if not speakers:
            return None
        rows = {row for one in speakers for row in self.rows_citing(one)}
        wanted = frozenset(speakers)
        said = (row for row in rows if not wanted.isdisjoint(self.claims(row)[0].speakers))
        return frozenset(said)

    def with_folded_id(self, folded: str) -> list[int]:
        """Return the entities whose id is this, whatever its case."""
        if " " in folded and not self.store.about["blank_in_ids"]:
            return []  # Most that is asked are names of several words.
        numbers = dict.fromkeys(self._exact.numbers(folded))
        return [number for number in numbers if self.id(number).casefold() == folded]

    def with_id_beginning(self, folded: str) -> Iterator[int]:
        """Yield the entities whose id begins so, whatever its case; this looks through all ids."""
        for number in self._ids.may_begin(folded):
            if self.id(number).casefold().startswith(folded):
                yield number

    def all_entities(self) -> Iterator[Entity]:
        """Yield every entity with its descriptions.

        Entities with descriptions are not remembered: on a way through all of them they would fill
        the memory and be gone before anybody asks again.
        """
        return self.entities_of(range(len(self)))

    def entities_with_ids(self, ids: Iterable[str]) -> dict[str, Entity]:
        """Return many of the entities in the order asked; their rows are read as they stand."""
        from actorgraph.index.cell_meanings import numbers_of

        numbers = numbers_of(self, list(ids))
        in_order = sorted(set(numbers.values()))
        entities = dict(zip(in_order, self.entities_of(in_order), strict=True))
        return {one: entities[number] for one, number in numbers.items()}

    def entities_of(self, numbers: Sequence[int]) -> Iterator[Entity]:
        """Yield the entities of numbers that ascend; plain rows are read block by block."""
        records, columns = self.entities, self._unknown_columns
        if records is None or self.has_descriptions:
            yield from map(self._entity, numbers)
            return
        stop = bisect_left(numbers, self._listed)
        for number, row in records.rows(numbers[:stop]):
            cells = dict(zip(records.columns, row, strict=True))
            yield stated([(cells, records.place(number))], columns)
        yield from map(self.stated, numbers[stop:])

    def numbers(self, ids: Iterable[str]) -> list[int]:
        """Return the numbers of entities that are there."""
        return [number for number in map(self.number, ids) if number is not None]

    def all_names(self, read: Callable[[int], Entity]) -> Iterator[Entry]:
        """Yield the names of every entity; of plain rows without making entities of them.

        Args:
            read: returns an entity of which a row says who describes it.
        """
        return self._names.all(range(len(self)), read)

    def named(self, number: int) -> Entry:
        """Return the names of an entity, of a plain row without making an entity of it."""
        return self._names.of(number, self.entity)

    @cached_property
    def _names(self) -> NamesInRows:
        # Several rows, or sources, may give the names of an entity.
        is_plain = not self.store.about["is_sourced"] and "described.at" not in self.store
        return NamesInRows(self.entities if is_plain else None)

    def open_names(self) -> CompletingNames:
        """Return the names, to be looked up."""
        from actorgraph.index.name_index import IndexedNames

        return IndexedNames(self)

    def may_be_known(self, ids: Sequence[str]) -> Sequence[str]:
        """Return those of many texts that may be ids of entities."""
        from actorgraph.index.cell_meanings import may_be_known

        return may_be_known(self, ids)

    def may_mean(self, text: str) -> list[int]:
        """Return the entities of which a text may be the id or a name; whoever asks compares."""
        return self._meant(text)

    def ends_of(self, row: int) -> list[int]:
        """Return the entities that a row links, and the office that it makes, if any."""
        ends = list(self._ends.part(2 * row, 2 * row + 2))
        office = NOBODY if self._offices is None else self._offices[row]
        return ends if office == NOBODY else [*ends, office]

    @property
    def made_names(self) -> Texts:
        """The names of the entities that only relations name, "" where that is the id."""
        return self._made_names

    @property
    def made_lines(self) -> StoredColumn:
        """The lines that made those."""
        return self._made_lines

    @property
    def id_texts(self) -> Texts:
        """The ids of all entities."""
        return self._ids

    @property
    def listed(self) -> int:
        """The number of entities in the file of entities."""
        return self._listed

    def _entity(self, number: int) -> Entity:
        """Return an entity with its descriptions, as `Dataset.described` does."""
        if self.entities is None or number >= self._listed:
            return self.stated(number)
        rows = self._rows_of(number)
        is_sourced: bool = self.store.about["is_sourced"]
        entity = stated(rows, self._unknown_columns)
        if len(rows) == 1 and not is_sourced and not has_evidence(rows[0][0]):
            return entity
        described = (
            description_of(
                entity.id,
                cells,
                resolve=self.resolve,
                publisher_of=self.publisher_of,
                place=place,
                reprints=self.reprints,
                among_sourced=is_sourced,
            )
            for cells, place in rows
        )
        return entity._replace(descriptions=tuple(described))

    @property
    def has_descriptions(self) -> bool:
        """Whether a row of entities may say who describes what, so that a filter can change it."""
        if self.entities is None:
            return False
        is_told = self.store.about["is_sourced"] or "described.at" in self.store
        return bool(is_told) or not WHO_SAYS.isdisjoint(self.entities.columns)

    def describes(self, source: str) -> bool:
        """Return whether a row of entities cites this, or a document that this published."""
        wanted = text_hash(source)
        is_shared = wanted in self.store.column("described.shared").whole()
        # All entities under a hash that is not shared cite one source: the first tells which.
        postings = Postings(self.store, "described.sources")
        numbers = postings.numbers_of(wanted, limit=None if is_shared else 1)
        return any(source in cited_in(self.entity(number)) for number in numbers)

    def in_doubt(self) -> Iterator[Entity]:
        """Yield the entities that rows describe differently, and perhaps others."""
        return map(self._entity, self.store.column("described.in_doubt").whole())

    def _rows_of(self, number: int) -> list[tuple[dict[str, str], tuple[str, int]]]:
        """Return the cells of the rows that describe an entity of the file, each with its place."""
        records = self.entities
        if records is None:
            return []
        numbers: Sequence[int] = [number]
        if "described.at" in self.store:
            start, stop = self.store.column("described.at").part(number, number + 2)
            numbers = self.store.column("described.row").part(start, stop)
        return [(records.cells(row), records.place(row)) for row in numbers]

    @cached_property
    def _listed(self) -> int:
        """The number of entities in the file of entities."""
        return int(self.store.about["listed"])

    def _stated(self, number: int) -> Entity:
        in_file = 0 if self.entities is None else self._listed
        if number < in_file:
            return stated(self._rows_of(number), self._unknown_columns)
        entity_id = self.id(number)
        return Entity(
            id=entity_id,
            name=self._made_names[number - in_file] or entity_id,
            type=self.type(number),
            derived=True,
            file=self.relations.file,
            line=self._made_lines[number - in_file],
        )

    def _resolve(self, cell: str) -> str:
        cell = cell.strip()
        numbers = self._meant(cell)
        meant: list[str] = []
        for number in dict.fromkeys(numbers):
            if self.id(number) == cell:
                return cell
            entity = self.stated(number)
            if cell == entity.name or cell in entity.aliases:
                meant.append(entity.id)
        return meant[0] if len(meant) == 1 else cell

    def _publisher_of(self, document: str) -> str:
        outlets = self.store.about["outlets"]
        number = self.number(document)
        if number is None:
            return outlet_of(host_of(document), outlets)
        named = publisher_in(self.stated(number))
        publisher = self.resolve(named) if named else ""
        number = self.number(publisher)
        listed = number is not None and not self.stated(number).derived
        return publisher if listed else outlet_of(publisher, outlets)

    @cached_property
    def _type_codes(self) -> memoryview[int]:
        return self.types.whole()

    @cached_property
    def _unknown_columns(self) -> list[str]:
        return [] if self.entities is None else schema.unknown_columns(self.entities.columns)

    @cached_property
    def _sources(self) -> Postings:
        return Postings(self.store, "sources")

    @cached_property
    def _shared_sums(self) -> frozenset[int]:
        """The hashes that several sources have."""
        return frozenset(self.store.column("sources.shared").whole())

    @cached_property
    def _made_names(self) -> Texts:
        return Texts(self.store, "made_names")

    @cached_property
    def _made_lines(self) -> StoredColumn:
        return self.store.column("made_lines")
