"""All tables together: the entity each cell means, every problem, the entities made from relations.

From two tables to entities, rows that name them, and every problem of both. Called by the
engines; leaves out what claims add up to (claims.py) and how names are found (names/).
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from actorgraph import checks, descriptions, schema
from actorgraph.claims import Entity
from actorgraph.errors import DataError, Problem
from actorgraph.hosts import host_of
from actorgraph.outlets import outlet_of, outlets_of, publisher_in
from actorgraph.settings import FILE
from actorgraph.statements import (
    NO_OFFICES_IN,
    claim_of,
    claims_through_office,
    derived_office,
    entity_of,
    values_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from actorgraph.claims import Claim
    from actorgraph.judgements import Judgements
    from actorgraph.tables import Table

MERGED_FROM = "merged_from"
"""The column that shows from which ids an entity was merged."""

_CITED = tuple(column for column in schema.ENTITY_COLUMNS if column.refers)
REFERRING = tuple(
    column.name
    for column in schema.RELATION_COLUMNS
    if column.refers and column.name not in ("source", "target")
)
"""The columns of relations.csv, apart from its ends, that may name an entity."""


class _Named:
    """The entities that each name can mean."""

    def __init__(self) -> None:
        self.by_name: dict[str, list[str]] = {}

    def add(self, name: str, entity_id: str) -> None:
        ids = self.by_name.setdefault(name, [])
        if entity_id not in ids:
            ids.append(entity_id)


CITING = ("attributed_to", "via", "document")
"""The columns that say what a row cites; the publisher follows from the document."""


class Dataset:
    """Checked tables.

    Args:
        entity_tables: tables of entities.csv's columns; none when there is no such file.
        relation_tables: tables of relations.csv's columns.
        judgements: which entities are one; the rows stay as they are.
        outlets: from hosts to the names of the entities they belong to, as actorgraph.toml says.

    Attributes:
        entities: by id, in the order of the files, those made from relations.csv last.
        rows: (table number, row number) of every relation, in the order of the files.
        merged: from the id of each entity that was merged to the one that stands for it.
        problems: those of every file, errors first.
        reprints: the documents that share their text with others, each with these; empty until
            somebody has compared the documents.
    """

    def __init__(
        self,
        entity_tables: Sequence[Table],
        relation_tables: Sequence[Table],
        judgements: Judgements | None = None,
        outlets: Mapping[str, str] | None = None,
    ) -> None:
        from actorgraph.judgements import Judgements

        self.entity_tables = list(entity_tables)
        self.relation_tables = list(relation_tables)
        self._named_outlets = dict(outlets or {})
        self.entities: dict[str, Entity] = {}
        self._named = _Named()
        self._ends: list[tuple[str, str]] = []
        self._offices: dict[int, str] = {}
        self._made_problems: dict[str, tuple[Table, Problem]] = {}
        self._other_types: set[tuple[str, str]] = set()
        self.rows: list[tuple[int, int]] = []
        self._rows_of: dict[str, list[tuple[int, int]]] = {}
        self._is_sourced = False
        self._annotated: set[str] = set()
        self._without_id: set[str] = set()
        for number, table in enumerate(self.entity_tables):
            self._read_entities(number, table)
        self.reprints: Mapping[str, frozenset[str]] = {}
        self.judgements = judgements or Judgements()
        self.merged: dict[str, str] = {}
        listed = list(self.entities)
        self._merge(listed)
        for number, table in enumerate(self.relation_tables):
            self._read_relations(number, table)
        self._check_cited()
        ambiguous_outlets = list(self._ambiguous_outlets())
        self._make_offices()
        self._merge_made(listed)
        tables = (*self.entity_tables, *self.relation_tables)
        # A row that names several documents is checked once for each.
        problems = list(dict.fromkeys(problem for table in tables for problem in table.problems))
        problems += self.judgements.problems
        problems += ambiguous_outlets
        self.problems: list[Problem] = sorted(problems, key=lambda p: p.level != "error")

    def raise_errors(self) -> None:
        """Refuse data with errors.

        Raises:
            DataError: with all errors of all files.
        """
        errors = [problem for problem in self.problems if problem.level == "error"]
        if errors:
            raise DataError(errors)

    def resolve(self, cell: str) -> str:
        """Return the entity id that a cell means; the cell itself when no entity has it."""
        cell = cell.strip()
        if cell in self.entities:
            return cell
        if cell in self.merged:
            return self.merged[cell]
        ids = self._named.by_name.get(cell, ())
        return ids[0] if len(ids) == 1 else cell

    def touching(self, entity_id: str) -> list[int]:
        """Return the numbers of the rows whose claims have this end, in the order of the files."""
        return self._rows_by_end.get(entity_id, [])

    def claims(self, number: int) -> list[Claim]:
        """Return the claims that a row states: one, or two where it also makes an office."""
        stated = self._stated(number)
        office = self._offices.get(number)
        return [stated] if office is None else claims_through_office(stated, office)

    def cells(self, number: int) -> dict[str, str]:
        """Return the cells of a row, by our column names."""
        table_number, row_number = self.rows[number]
        return self._reader(table_number)(self.relation_tables[table_number].rows[row_number])

    def all_claims(self) -> Iterator[Claim]:
        """Yield every claim of every row, in the order of the files."""
        for number in range(len(self.rows)):
            yield from self.claims(number)

    def words(self, column: str) -> set[str]:
        """Return the words under type or a column of relations; "" if a row holds none."""
        if column == "type":
            tables, words = self.entity_tables, {one.type for one in self.entities.values()}
        else:
            is_relation = column == "relation" and bool(self._offices)
            tables, words = self.relation_tables, {schema.POSITION_IN} if is_relation else set()
        for table in tables:
            at = table.columns.get(column)
            words.update({""} if at is None else {row[at].strip() for row in table.rows})
        return words

    def _stated(self, number: int) -> Claim:
        table_number, row_number = self.rows[number]
        table = self.relation_tables[table_number]
        return claim_of(
            *self._ends[number],
            self.cells(number),
            resolve=self.resolve,
            publisher_of=self.publisher_of,
            place=(table.file, table.lines[row_number]),
            symmetric=table.symmetric,
            reprints=self.reprints,
        )

    @cached_property
    def rows_by_source(self) -> dict[str, list[int]]:
        """The numbers of the rows that cite each speaker, relay, document and publisher.

        What a row cites is asked once for all rows with the same cells.
        """
        cited: dict[tuple[str, ...], frozenset[str]] = {}
        rows: dict[str, list[int]] = {}
        for number, (table_number, row_number) in enumerate(self.rows):
            table = self.relation_tables[table_number]
            row, at = table.rows[row_number], table.columns
            cells = tuple(row[at[column]] if column in at else "" for column in CITING)
            if cells not in cited:
                cited[cells] = self._cited(dict(zip(CITING, cells, strict=True)))
            for source in cited[cells]:
                rows.setdefault(source, []).append(number)
        return rows

    def _cited(self, cells: dict[str, str]) -> frozenset[str]:
        claim = claim_of(
            "", "", cells, resolve=self.resolve, publisher_of=self.publisher_of, place=("", 0)
        )
        return claim.sources

    def publisher_of(self, document: str) -> str:
        """Return the publisher of a document: as the data states it, else the host of its address.

        A host that is an entity's own is that entity.
        """
        entity = self.entities.get(document)
        if entity is None:
            return outlet_of(host_of(document), self.outlets)
        said = publisher_in(entity)
        publisher = self.resolve(said) if said else ""
        stated = self.entities.get(publisher)
        listed = stated is not None and not stated.derived
        return publisher if listed else outlet_of(publisher, self.outlets)

    @cached_property
    def outlets(self) -> dict[str, str]:
        """From the hosts that are somebody's own to the entity or name."""
        named = {host: self.resolve(name) for host, name in self._named_outlets.items()}
        return outlets_of(self.entities.values()) | named

    def _reader(self, table_number: int) -> Callable[[list[str]], dict[str, str]]:
        names = list(self.relation_tables[table_number].columns)

        def cells(row: list[str]) -> dict[str, str]:
            return dict(zip(names, row, strict=True))

        return cells

    @cached_property
    def _rows_by_end(self) -> dict[str, list[int]]:
        rows: dict[str, list[int]] = {}
        for number, (source, target) in enumerate(self._ends):
            rows.setdefault(source, []).append(number)
            if target != source:
                rows.setdefault(target, []).append(number)
            office = self._offices.get(number)
            if office is not None and office not in (source, target):
                rows.setdefault(office, []).append(number)
        return rows

    def described(self, entity_id: str) -> Entity:
        """Return an entity with its descriptions: who says what of it.

        There are none where a single row describes it that says nothing of its source, as does no
        other row of entities.csv.

        Raises:
            KeyError: if there is no such entity.
        """
        entity = self.entities[entity_id]
        rows = self._rows_of.get(entity_id, ())
        if len(rows) <= 1 and not self._is_sourced and entity_id not in self._annotated:
            return entity
        described = tuple(
            descriptions.description_of(
                entity_id,
                self._entity_cells(number, row),
                resolve=self.resolve,
                publisher_of=self.publisher_of,
                place=(self.entity_tables[number].file, self.entity_tables[number].lines[row]),
                reprints=self.reprints,
                among_sourced=self._is_sourced,
            )
            for number, row in rows
        )
        return entity._replace(descriptions=described)

    @cached_property
    def describers(self) -> frozenset[str]:
        """All that the rows of entities cite: speakers, relays, documents, publishers."""
        if not self._is_sourced and not self._annotated:
            return frozenset()
        described = map(self.described, self._rows_of)
        return frozenset(one for entity in described for one in descriptions.cited_in(entity))

    def _entity_cells(self, number: int, row: int) -> dict[str, str]:
        table = self.entity_tables[number]
        return dict(zip(table.columns, table.rows[row], strict=True))

    def _read_entities(self, number: int, table: Table) -> None:
        unknown = schema.unknown_columns(table.columns)
        names = list(table.columns)
        for row_number, (line, row) in enumerate(zip(table.lines, table.rows, strict=True)):
            cells = dict(zip(names, row, strict=True))
            entity = entity_of(cells, unknown, (table.file, line))
            checks.check_entity(table, line, cells)
            if not entity.id:
                table.problem("error", line, "id", checks.nameless())
                continue
            first = self.entities.get(entity.id)
            is_sourced = descriptions.is_sourced(cells)
            if not cells.get("id", "").strip():
                self._without_id.add(entity.id)
            may_join = is_sourced and entity.id not in self._without_id
            if first is not None and first.file == table.file and not may_join:
                table.problem("error", line, "id", checks.taken(entity.id, first.file, first.line))
                continue
            self._is_sourced |= is_sourced
            if not is_sourced and descriptions.has_evidence(cells):
                self._annotated.add(entity.id)
            is_adding = descriptions.adds(cells)
            self._describe(table, line, entity, (number, row_number), is_adding=is_adding)

    def _describe(
        self, table: Table, line: int, entity: Entity, row: tuple[int, int], *, is_adding: bool
    ) -> None:
        """Add a description to those of its entity; warn if it hardly describes the same one."""
        known = self.entities.get(entity.id)
        self._rows_of.setdefault(entity.id, []).append(row)
        described, warning = descriptions.described_again(known, entity, is_adding=is_adding)
        self.entities[entity.id] = described
        if warning:
            table.problem("warning", line, "id", warning)
        if known is None or is_adding:
            added = described if known is None else entity
            for name in (added.name, *added.aliases):
                self._named.add(name, entity.id)

    def _merge(self, ids: Sequence[str]) -> None:
        """Let one entity stand for those judged to be one; it takes over their names and rows.

        Args:
            ids: of all entities that there are, also of those that were merged before.
        """
        from actorgraph.judgements import merged

        self.merged = merged(self.judgements, ids)
        going = [one for one in self.merged if one in self.entities]
        for merged_id in going:
            self._take_over(self.merged[merged_id], merged_id)
        if going:
            self._named = _Named()
            for entity in self.entities.values():
                for name in (entity.name, *entity.aliases):
                    self._named.add(name, entity.id)

    def _take_over(self, leader: str, merged_id: str) -> None:
        gone, stays = self.entities.pop(merged_id), self.entities[leader]
        self._rows_of.setdefault(leader, []).extend(self._rows_of.pop(merged_id, ()))
        sources = [*values_of(stays.extra.get(MERGED_FROM, "")), gone.id]
        if before := gone.extra.get(MERGED_FROM, ""):
            sources += values_of(before)
        one = descriptions.united([stays, gone._replace(aliases=(*gone.aliases, gone.id))])
        extra = {**one.extra, MERGED_FROM: schema.SEPARATOR.join(dict.fromkeys(sources))}
        self.entities[leader] = one._replace(extra=extra)
        if made := self._made_problems.pop(merged_id, None):
            table, problem = made
            table.problems.remove(problem)

    def _merge_made(self, listed: Sequence[str]) -> None:
        """Merge the entities, too, that relations made: their ids are there only now.

        Args:
            listed: the ids of the files of entities, in their order.
        """
        from actorgraph.judgements import report

        ids = dict.fromkeys((*listed, *self.entities))
        before = len(self.merged)
        self._merge(list(ids))
        report(self.judgements, self.merged, ids)
        if len(self.merged) != before:
            lead = self.merged.get
            self._ends = [(lead(one, one), lead(other, other)) for one, other in self._ends]
            self._offices = {row: lead(one, one) for row, one in self._offices.items()}

    def _read_relations(self, table_number: int, table: Table) -> None:
        cells = self._reader(table_number)
        seen: dict[tuple[str, ...], int] = {}
        for row_number, (line, row) in enumerate(zip(table.lines, table.rows, strict=True)):
            named = cells(row)
            source = self._end(table, line, "source", named)
            target = self._end(table, line, "target", named)
            checks.check_relation(table, line, named)
            self._check_references(table, line, named)
            twin = seen.setdefault(tuple(row), line)
            if twin != line:
                table.problem("warning", line, "", checks.twin(twin))
            if source and target:
                self.rows.append((table_number, row_number))
                self._ends.append((source, target))

    def _end(self, table: Table, line: int, column: str, cells: dict[str, str]) -> str:
        name = cells[column].strip()
        if not name:
            table.problem("error", line, column, checks.empty_end())
            return ""
        ids = (name,) if name in self.entities else self._named.by_name.get(name, ())
        if len(ids) > 1:
            table.problem("error", line, column, checks.ambiguous(name, ids))
            return ""
        entity_type = cells.get(f"{column}_type", "").strip()
        if ids:
            self._take_type(table, line, f"{column}_type", ids[0], entity_type)
            return ids[0]
        if message := checks.refused_end(name):
            table.problem("error", line, column, message)
            return ""
        return self._made_entity(table, line, column, Entity(name, name, entity_type, derived=True))

    def _take_type(
        self, table: Table, line: int, column: str, entity_id: str, entity_type: str
    ) -> None:
        """Let an entity that rows made be of the first type that a row gives it."""
        entity = self.entities[entity_id]
        kind = entity_type.lower()
        if not kind or kind == entity.kind:
            return
        if entity.derived and not entity.type:
            self.entities[entity_id] = entity._replace(type=entity_type)
        elif (entity_id, kind) not in self._other_types:
            self._other_types.add((entity_id, kind))
            table.problem("warning", line, column, checks.other_type(entity_type, entity.type))

    def _made_entity(self, table: Table, line: int, column: str, entity: Entity) -> str:
        name = entity.id
        self.entities[name] = entity._replace(file=table.file, line=line)
        self._named.add(name, name)
        listed_in = self.entity_tables[0].file if self.entity_tables else ""
        if message := checks.made_warning(name, column, listed_in):
            table.problem("warning", line, column, message)
            self._made_problems[name] = (table, table.problems[-1])
        return name

    def _check_references(self, table: Table, line: int, cells: dict[str, str]) -> None:
        """Refuse names that can mean several entities."""
        for column in REFERRING:
            for name in values_of(cells.get(column, "")):
                ids = self._named.by_name.get(name, ())
                if len(ids) > 1 and name not in self.entities:
                    table.problem("error", line, column, checks.ambiguous(name, ids))

    def _ambiguous_outlets(self) -> Iterator[Problem]:
        """Refuse names in actorgraph.toml that can mean several entities."""
        for host, name in self._named_outlets.items():
            ids = self._named.by_name.get(name.strip(), ())
            if len(ids) > 1 and name.strip() not in self.entities:
                yield Problem("error", FILE, 0, host, checks.ambiguous(name, ids))

    def _check_cited(self) -> None:
        """Refuse names of publishers and sources of entities that can mean several."""
        for table in self.entity_tables:
            for column in _CITED:
                position = table.columns.get(column.name)
                if position is None:
                    continue
                for line, row in zip(table.lines, table.rows, strict=True):
                    cell = row[position]
                    for name in values_of(cell) if column.several else (cell.strip(),):
                        ids = self._named.by_name.get(name, ())
                        if len(ids) > 1 and name not in self.entities:
                            table.problem("error", line, column.name, checks.ambiguous(name, ids))

    def _make_offices(self) -> None:
        """Make the offices of the short form, such as `pompeo holds_position cia` as `Director`."""
        for number, (_source, target) in enumerate(self._ends):
            table_number, row_number = self.rows[number]
            table = self.relation_tables[table_number]
            row = table.rows[row_number]
            relation, role = table.columns.get("relation"), table.columns.get("role")
            if relation is None or role is None or not row[role].strip():
                continue
            if row[relation].strip() != schema.HOLDS_POSITION:
                continue
            body = self.entities[target]
            if body.kind not in NO_OFFICES_IN:
                self._offices[number] = self._office(body, row[role].strip(), table, number)

    def _office(self, body: Entity, role: str, table: Table, number: int) -> str:
        office = derived_office(body, role, (table.file, table.lines[self.rows[number][1]]))
        there = self.entities.setdefault(office.id, office)
        self._named.add(there.name, there.id)
        return there.id
