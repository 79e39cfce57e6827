"""Answers as flat rows, for CSV files and data frames: all rows of an answer have the same columns.

A cell is a text or a number; several values in one cell are separated as in our own files. Leaves
out how the rows are written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from actorgraph import schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from actorgraph.claims import Claim, Entity
    from actorgraph.edges import Edge
    from actorgraph.queries.check import Checked
    from actorgraph.queries.communities import Communities
    from actorgraph.queries.conflicts import Conflicts
    from actorgraph.queries.diff import Difference
    from actorgraph.queries.find import Found
    from actorgraph.queries.holders import Offices
    from actorgraph.queries.listing import Listing
    from actorgraph.queries.neighbors import Neighborhood
    from actorgraph.queries.path import Paths
    from actorgraph.queries.rank import Ranking
    from actorgraph.queries.show import Shown
    from actorgraph.queries.sources import Sources
    from actorgraph.queries.stats import Stats
    from actorgraph.queries.timeline import Timeline

Row: TypeAlias = "dict[str, str | int | float]"


def shown(answer: Shown) -> Iterator[Row]:
    """Yield one row per edge of the entity."""
    names = {**answer.others, answer.entity.id: answer.entity}
    return (_edge(edge, names) for edge in answer.edges)


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


def listing(answer: Listing) -> Iterator[Row]:
    """Yield one row per entity."""
    return ({**_entity(one), "description": one.description} for one in answer.entities)


def neighborhood(answer: Neighborhood) -> Iterator[Row]:
    """Yield one row per entity that was reached, with its steps from the centre."""
    for entity in answer.entities:
        if entity.id != answer.center.id:
            yield {**_entity(entity), "steps": answer.steps[entity.id]}


def paths(answer: Paths) -> Iterator[Row]:
    """Yield one row per step of each path."""
    for number, path in enumerate(answer.paths, start=1):
        for step, edge in enumerate(path.steps, start=1):
            place: Row = {"path": number, "step": step, "from": path.ids[step - 1]}
            yield {**place, "to": path.ids[step], **_edge(edge, answer.others)}


def timeline(answer: Timeline) -> Iterator[Row]:
    """Yield one row per moment, in order."""
    names = {**answer.others, **({answer.about.id: answer.about} if answer.about else {})}
    for moment in answer.moments:
        yield {
            "what": moment.what,
            "date": moment.date,
            "earliest": moment.earliest,
            "latest": moment.latest,
            **_edge(moment.edge, names),
        }


def offices(answer: Offices) -> Iterator[Row]:
    """Yield one row per holder of each office, in order."""
    for office in answer.offices:
        for holder in office.holders:
            yield {
                "position": office.position.id,
                "position_name": office.position.name,
                "holder": holder.entity.id,
                "holder_name": holder.entity.name,
                "vacant_from": holder.vacant_from,
                "vacant_to": holder.vacant_to,
                "overlaps": _several(holder.overlaps),
                **_edge(holder.edge, answer.others),
            }


def sources(answer: Sources) -> Iterator[Row]:
    """Yield one row per source, the most cited first."""
    from actorgraph.queries.sources import PARTS

    for source in answer.sources:
        parts: Row = {part: source.parts.get(part, 0) for part in PARTS}
        counts: Row = {"claims": source.claims, "edges": source.edges, "sole": source.sole}
        yield {"id": source.id, "name": source.name, **parts, **counts}


def conflicts(answer: Conflicts) -> Iterator[Row]:
    """Yield one row per conflict."""
    for conflict in answer.found:
        yield {
            "kind": conflict.kind,
            "message": conflict.message,
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
            yield from ({"of": name, "value": word, "count": n} for word, n in counts.items())


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
    names = ("source", "relation", "target", "role")
    cells: Row = {name: "" if stated is None else getattr(stated, name) for name in names}
    rest = {"columns": _several(columns), "before": before, "after": after, "entity": entity}
    return {"change": what, **cells, **rest}


def _entity(entity: Entity) -> Row:
    return {"id": entity.id, "name": entity.name, "type": entity.type}


def _edge(edge: Edge, entities: Mapping[str, Entity]) -> Row:
    """Return an edge as a row, with the number and the speakers of its claims."""

    def name(one: str) -> str:
        return entities[one].name if one in entities else one

    speakers = dict.fromkeys(name(one) for claim in edge.claims for one in claim.speakers)
    return {
        "source": edge.source,
        "source_name": name(edge.source),
        "relation": edge.relation,
        "target": edge.target,
        "target_name": name(edge.target),
        "role": edge.role,
        "start_date": edge.start_date,
        "end_date": edge.end_date,
        "certainty": edge.certainty,
        "verdict": edge.verdict,
        "origins": edge.origins,
        "holds": "" if edge.holds is None else str(edge.holds),
        "claims": len(edge.claims),
        "speakers": _several(speakers),
    }


def _several(values: Iterable[str]) -> str:
    return schema.SEPARATOR.join(values)
