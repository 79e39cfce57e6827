"""Answers as flat rows, for CSV files and data frames: all rows of an answer have the same columns.

A cell is a text or a number; several values in one cell are separated as in our own files. Leaves
out how the rows are written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from actorgraph import schema
from actorgraph.formats import content
from actorgraph.queries.lazy import Streamed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from actorgraph.claims import Claim, Entity
    from actorgraph.edges import Edge
    from actorgraph.moments import Moment
    from actorgraph.queries.check import Checked
    from actorgraph.queries.claim_list import ClaimList
    from actorgraph.queries.common import Common
    from actorgraph.queries.communities import Communities
    from actorgraph.queries.conflicts import Conflicts
    from actorgraph.queries.connect import Connection
    from actorgraph.queries.diff import Difference
    from actorgraph.queries.find import Found
    from actorgraph.queries.holders import Holder, Office, Offices
    from actorgraph.queries.listing import Listing
    from actorgraph.queries.neighbors import Neighborhood
    from actorgraph.queries.offices import HeldOffices
    from actorgraph.queries.path import Paths
    from actorgraph.queries.rank import Ranking
    from actorgraph.queries.search import TextFound
    from actorgraph.queries.show import Shown
    from actorgraph.queries.sources import Sources
    from actorgraph.queries.stats import Stats
    from actorgraph.queries.timeline import Timeline

Row: TypeAlias = "dict[str, str | int | float]"


def shown(answer: Shown) -> Iterator[Row]:
    """Yield one row per edge of the entity."""
    names = {**answer.others, answer.entity.id: answer.entity}
    return edges_with_names(answer.edges, names)


def found(answer: Found) -> Iterator[Row]:
    """Yield one row per candidate, best first."""
    for one in answer.candidates:
        yield {
            **_entity(one.entity),
            "score": round(one.match.score, 4),
            "reason": one.match.reason,
            "matched_name": one.match.matched_name,
            "level": one.match.level,
        }


def text_found(answer: TextFound) -> Iterator[Row]:
    """Yield one row per entity and per claim, each with the columns that have the words."""
    stated = list(_claims([one.claim for one in answer.claims], answer.others))
    blank = dict.fromkeys(stated[0] if stated else ("source", "source_name"), "")
    for one in answer.entities:
        matched = _several(cell.column for cell in one.cells)
        ends = {"source": one.entity.id, "source_name": one.entity.name}
        yield {"kind": "entity", "matched": matched, **blank, **ends}
    for claim, row in zip(answer.claims, stated, strict=True):
        matched = _several(cell.column for cell in claim.cells)
        yield {"kind": "claim", "matched": matched, **row}


def listing(answer: Listing) -> Iterator[Row]:
    """Yield one row per entity, or one for each that describes it, with who says so."""
    cells = Streamed(lambda: (row for one in answer.entities for row in _description(one)))
    columns = dict.fromkeys(name for one in cells for name in one)
    return ({name: one.get(name, "") for name in columns} for one in cells)


def _description(entity: Entity) -> Iterable[dict[str, str]]:
    """Return the rows that a file of entities has for an entity."""
    return content.description_rows(entity) if entity.descriptions else [content.entity_row(entity)]


def neighborhood(answer: Neighborhood) -> Iterator[Row]:
    """Yield one row per entity that was reached, with its steps from the centre."""
    for entity in answer.entities:
        if entity.id != answer.center.id:
            through = answer.through.get(entity.id, "")
            yield {**_entity(entity), "steps": answer.steps[entity.id], "through": through}


def paths(answer: Paths) -> Iterator[Row]:
    """Yield one row per step of each path."""
    steps = edges_with_names((edge for path in answer.paths for edge in path.steps), answer.others)
    for number, path in enumerate(answer.paths, start=1):
        for step in range(1, len(path.ids)):
            place: Row = {"path": number, "step": step, "from": path.ids[step - 1]}
            yield {**place, "to": path.ids[step], **next(steps)}


def connection(answer: Connection) -> Iterator[Row]:
    """Yield one row per step of a web."""
    steps = edges_with_names(answer.steps, answer.others)
    for number, ((one, other), step) in enumerate(zip(answer.pairs, steps, strict=True), start=1):
        yield {"step": number, "from": one, "to": other, **step}


def common(answer: Common) -> Iterator[Row]:
    """Yield one row per relation that links one of those asked for with what they share."""
    placed = [
        (one, entity, edge)
        for one in answer.shared
        for entity, edges in zip(answer.asked, one.links, strict=True)
        for edge in edges
    ]
    rows = edges_with_names((edge for *_, edge in placed), answer.others)
    for (one, entity, _), cells in zip(placed, rows, strict=True):
        shared: Row = {"kind": one.kind, "shared": one.entity.id, "shared_name": one.entity.name}
        yield {**shared, "of": entity.id, **cells}


def timeline(answer: Timeline) -> Iterator[Row]:
    """Yield one row per moment, in order, then one per edge that held by then."""
    about = answer.about
    name = _names({**answer.others, about.id: about} if about else answer.others)

    def placed() -> Iterator[tuple[Moment | None, Edge]]:
        yield from ((moment, moment.edge) for moment in answer.moments)
        yield from ((None, edge) for edge in answer.by_then)

    # They are gone through twice, since the claims of any of them can have a cell of a new column.
    columns = dict.fromkeys(column for _, edge in placed() for column in _claim_cells(edge, str))
    for moment, edge in placed():
        claim = moment.claim if moment else edge.dated_by
        yield {
            "what": moment.what if moment else "by then",
            "date": moment.date if moment else "",
            "earliest": moment.earliest if moment else "",
            "latest": moment.latest if moment else "",
            "said_by": _several(map(name, claim.speakers)),
            **_edge_row(edge, _claim_cells(edge, name), columns, name),
        }


def offices(answer: Offices) -> Iterator[Row]:
    """Yield one row per holder of each office, in order.

    Where nobody held it on the day asked for, `neighbor` marks rows of who did before and after.
    """
    placed = [(office, *one) for office in answer.offices for one in _around(office)]
    edges = edges_with_names((edge for *_, edge in placed), answer.others)
    for (office, holder, neighbor, edge), cells in zip(placed, edges, strict=True):
        person = answer.others[edge.source]
        yield {
            "position": office.position.id,
            "position_name": office.position.name,
            "holder": person.id,
            "holder_name": person.name,
            "vacant_from": holder.vacant_from if holder else "",
            "vacant_to": holder.vacant_to if holder else "",
            "overlaps": _several(holder.overlaps) if holder else "",
            "neighbor": neighbor,
            **cells,
        }


def _around(office: Office) -> Iterator[tuple[Holder | None, str, Edge]]:
    """Yield who holds an office and, where nobody does, who did before and after."""
    yield from ((holder, "", holder.edge) for holder in office.holders)
    yield from ((None, "before", edge) for edge in office.before)
    yield from ((None, "after", edge) for edge in office.after)


def held_offices(answer: HeldOffices) -> Iterator[Row]:
    """Yield one row per office and holder, by body and office."""
    edges = edges_with_names((one.edge for one in answer.held), answer.others)
    for one, cells in zip(answer.held, edges, strict=True):
        yield {
            "body": _several(body.id for body in one.bodies),
            "body_name": _several(body.name for body in one.bodies),
            "position": one.office.id,
            "position_name": one.office.name,
            "holder": one.edge.source,
            "holder_name": answer.others[one.edge.source].name,
            **cells,
        }


def sources(answer: Sources) -> Iterator[Row]:
    """Yield one row per source, the most cited first."""
    from actorgraph.citation_counts import PARTS

    for source in answer.sources:
        parts: Row = {part: source.parts.get(part, 0) for part in PARTS}
        counts: Row = {"claims": source.claims, "edges": source.edges, "sole": source.sole}
        counts["entities"] = source.entities
        yield {"id": source.id, "name": source.name, **parts, **counts}


def claim_list(answer: ClaimList) -> Iterator[Row]:
    """Yield one row per claim with every cell that it has, and the place of its row."""
    return _claims(answer.claims, answer.others)


def _claims(claims: Sequence[Claim], entities: Mapping[str, Entity]) -> Iterator[Row]:
    further = dict.fromkeys(column for claim in claims for column in claim.extra)
    for claim in claims:
        cells: Row = {}
        for column in schema.RELATION_COLUMNS:
            cell = getattr(claim, column.name)
            cells[column.name] = _several(cell) if column.several else cell
        named = {"source_name": [claim.source], "target_name": [claim.target]}
        for key, ids in {**named, "speakers": claim.speakers}.items():
            cells[key] = _several(entities[one].name if one in entities else one for one in ids)
        place: Row = {"publisher": claim.publisher, "file": claim.file, "line": claim.line}
        extra: Row = {
            f"{name} (column)" if name in cells or name in place else name: claim.extra.get(
                name, ""
            )
            for name in further
        }
        yield {**cells, **place, **extra}


def conflicts(answer: Conflicts) -> Iterator[Row]:
    """Yield one row per conflict."""
    from actorgraph.render.conflict_text import message
    from actorgraph.render.wording import Names

    name = Names(answer.others)
    for conflict in answer.found:
        yield {
            "kind": conflict.kind,
            "message": message(conflict, name),
            "entities": _several(conflict.entities),
        }


def ranking(answer: Ranking) -> Iterator[Row]:
    """Yield one row per entity, the highest value first."""
    for number, one in enumerate(answer.ranked, start=1):
        yield {"rank": number, answer.measure: one.value, **_entity(one.entity)}


def communities(answer: Communities) -> Iterator[Row]:
    """Yield one row per member of each group."""
    for number, group in enumerate(answer.groups, start=1):
        for entity in group:
            yield {"group": number, **_entity(entity)}


def stats(answer: Stats) -> Iterator[Row]:
    """Yield one row per count: what is counted, its value, the number."""
    for name in answer.__slots__:
        counts = getattr(answer, name)
        if isinstance(counts, int):
            yield {"of": name, "value": "", "count": counts}
        elif not isinstance(counts, str):
            numbers = ((word, n) for word, n in counts.items() if isinstance(n, int))
            yield from ({"of": name, "value": word, "count": n} for word, n in numbers)


def checked(answer: Checked) -> Iterator[Row]:
    """Yield one row per problem."""
    return (problem._asdict() for problem in answer.problems)


def difference(answer: Difference) -> Iterator[Row]:
    """Yield one row per claim, verdict and entity that differs."""
    for what, claims in (("added", answer.added), ("withdrawn", answer.withdrawn)):
        yield from (_change(what, claim) for claim in claims)
    for change in answer.changed:
        yield _change(change.kind, change.new, columns=change.columns)
    for turn in answer.turned:
        yield _change("turned", turn.edge, before=turn.before, after=turn.after)
    for what, ids in (
        ("entity added", answer.entities_added),
        ("entity removed", answer.entities_removed),
        ("entity changed", answer.entities_changed),
    ):
        yield from (_change(what, None, entity=one) for one in ids)


def _change(
    what: str,
    stated: Claim | Edge | None,
    *,
    columns: Iterable[str] = (),
    before: str = "",
    after: str = "",
    entity: str = "",
) -> Row:
    names = ("source", "relation", "target", "role", "status", "certainty")
    cells: Row = {name: getattr(stated, name, "") for name in names}
    cells["inferred"] = "" if stated is None else _several(stated.inferred)
    rest = {"columns": _several(columns), "before": before, "after": after, "entity": entity}
    return {"change": what, **cells, **rest}


def _entity(entity: Entity) -> Row:
    return {"id": entity.id, "name": entity.name, "type": entity.type}


def edges_with_names(edges: Iterable[Edge], entities: Mapping[str, Entity]) -> Iterator[Row]:
    """Yield edges as rows, each with the cells that claims of any of them have."""
    name = _names(entities)
    rows = [(edge, _claim_cells(edge, name)) for edge in edges]
    columns = dict.fromkeys(column for _, cells in rows for column in cells)
    return (_edge_row(edge, cells, columns, name) for edge, cells in rows)


def _edge_row(
    edge: Edge, cells: dict[str, str], columns: Iterable[str], name: Callable[[str], str]
) -> Row:
    """Return an edge as a row, with what its claims have in the columns of all claims."""
    row = _edge(edge, name)
    further = {
        (f"{column} of claims" if column in row or column in _BESIDE else column): cells.get(
            column, ""
        )
        for column in columns
    }
    return {**row, **further}


def _names(entities: Mapping[str, Entity]) -> Callable[[str], str]:
    return lambda one: entities[one].name if one in entities else one


def _edge(edge: Edge, name: Callable[[str], str]) -> Row:
    """Return what an edge shows as a row, with the number and the speakers of its claims."""
    dated_by = edge.dated_by.speakers if edge.dated_by.is_dated else ()
    return {
        "source": edge.source,
        "source_name": name(edge.source),
        "relation": edge.relation,
        "target": edge.target,
        "target_name": name(edge.target),
        "role": edge.role,
        "tenure": edge.tenure,
        "start_date": edge.start_date,
        "end_date": edge.end_date,
        "dated_by": _several(map(name, dated_by)),
        "origins_of_date": edge.origins_of_date if edge.dated_by.is_dated else 0,
        "certainty": edge.certainty,
        "inferred": _several(edge.inferred),
        "verdict": edge.verdict,
        "origins": edge.origins,
        "confirmed_by": _several(map(name, edge.confirmed_by)),
        "denied_by": _several(map(name, edge.denied_by)),
        "holds": "" if edge.holds is None else str(edge.holds),
        "holds_by": _several(name(one) for claim in edge.holding for one in claim.speakers),
        "excluded_by": _several(name(one) for claim in edge.excluding for one in claim.speakers),
        "claims": len(edge.claims),
        "speakers": _several(name(one) for claim in edge.supporting for one in claim.speakers),
    }


_BESIDE = frozenset(
    {"path", "step", "from", "to", "what", "date", "earliest", "latest", "said_by"}
    | {"position", "position_name", "holder", "holder_name", "vacant_from", "vacant_to", "overlaps"}
    | {"id", "name", "verdict_of_threshold", "is_end", "chain", "doubts"}
    | {"neighbor", "body", "body_name", "kind", "shared", "shared_name", "of"}
)
"""What answers put beside an edge in its row."""

_ON_EDGE = frozenset(
    {"source", "relation", "target", "directed", "role", "tenure", "start_date", "end_date"}
    | {"certainty", "inferred", "status", "attributed_to"}
)


def _claim_cells(edge: Edge, name: Callable[[str], str]) -> dict[str, str]:
    """Return the other cells that the claims of an edge have; several values side by side.

    The cells of those who deny what others say stand in columns of their own.
    """
    values: dict[str, list[str]] = {}
    for claim in edge.claims:
        is_against = claim.status == schema.DENIED and bool(edge.supporting)
        for column, cell in _cells(claim, edge, name):
            key = f"{column} of denials" if is_against else column
            values.setdefault(key, []).append(cell)
    return {column: _several(cells) for column, cells in values.items()}


def _cells(claim: Claim, edge: Edge, name: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    """Yield the cells of a claim that its edge does not show, each with its column."""
    for column in schema.RELATION_COLUMNS:
        cell = getattr(claim, column.name)
        if cell and column.name not in _ON_EDGE:
            key = "claim_id" if column.name == "id" else column.name
            for one in cell if column.several else (cell,):
                yield key, name(one) if column.refers else one
    for part in claim.inferred:
        if part not in edge.inferred:
            yield "inferred", part
    for column_name, cell in claim.extra.items():
        if cell:
            yield column_name, cell


def _several(values: Iterable[str]) -> str:
    """Return values as one cell, each once."""
    return schema.SEPARATOR.join(dict.fromkeys(values))
