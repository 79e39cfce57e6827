"""Answers as JSON documents, with the keys that docs/reference/json.md promises."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from actorgraph.formats.actorgraph_json import claim_object, edge_object, entity_object
from actorgraph.queries.lazy import Streamed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from actorgraph.claims import Claim, Entity
    from actorgraph.moments import Moment
    from actorgraph.queries.check import Checked
    from actorgraph.queries.claim_list import ClaimList
    from actorgraph.queries.common import Common
    from actorgraph.queries.communities import Communities
    from actorgraph.queries.conflicts import Conflicts
    from actorgraph.queries.connect import Connection
    from actorgraph.queries.diff import Difference
    from actorgraph.queries.find import Candidate, Found
    from actorgraph.queries.holders import Offices
    from actorgraph.queries.listing import Listing
    from actorgraph.queries.neighbors import Neighborhood
    from actorgraph.queries.offices import HeldOffices
    from actorgraph.queries.path import Paths
    from actorgraph.queries.rank import Ranking
    from actorgraph.queries.search import Cell, TextFound
    from actorgraph.queries.show import Shown
    from actorgraph.queries.source_list import Source
    from actorgraph.queries.sources import Sources
    from actorgraph.queries.stats import Stats
    from actorgraph.queries.timeline import Timeline

Object: TypeAlias = "dict[str, object]"

_UNSAFE = "[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"


def dumps(answer: object) -> str:
    """Write JSON, indented, readable in every script, with control and bidi characters escaped."""
    import json

    text = json.dumps(answer, ensure_ascii=False, indent=2)
    return re.sub(_UNSAFE, lambda match: f"\\u{ord(match[0]):04x}", text)


def pieces(answer: object) -> Iterator[str]:
    """Yield the same text piece by piece, of a list that is streamed an item at a time."""
    if not isinstance(answer, dict) or not answer:
        yield dumps(answer)
        return
    before = "{"
    for key, value in answer.items():
        yield f"{before}\n  {dumps(key)}: "
        yield from _pieces_of(value, "\n  ")
        before = ","
    yield "\n}"


def _pieces_of(value: object, line: str) -> Iterator[str]:
    """Yield the text of a value piece by piece.

    Args:
        line: a line break, and the blanks with which each line of the value begins.
    """
    if isinstance(value, Streamed):
        yield from _listed(value, line)
    elif isinstance(value, _Members):
        yield from _keyed(value, line)
    else:
        yield dumps(value).replace("\n", line)


def _listed(items: Streamed[object], line: str) -> Iterator[str]:
    before, inner = "[", f"{line}  "
    for item in items:
        yield f"{before}{inner}"
        yield from _pieces_of(item, inner)
        before = ","
    yield "[]" if before == "[" else f"{line}]"


def _keyed(members: _Members, line: str) -> Iterator[str]:
    before, inner = "{", f"{line}  "
    for key, item in members.items:
        yield f"{before}{inner}{dumps(key)}: "
        yield from _pieces_of(item, inner)
        before = ","
    yield "{}" if before == "{" else f"{line}}}"


class _Members(NamedTuple):
    """An object of which the members are streamed, each with its key."""

    items: Streamed[tuple[str, object]]


def plain(answer: object) -> object:
    """Return an answer with lists and dicts in place of those that are streamed."""
    if not isinstance(answer, dict):
        return answer
    return {key: _held(value) for key, value in answer.items()}


def _held(value: object) -> object:
    if isinstance(value, _Members):
        return dict(value.items)
    return [_held(item) for item in value] if isinstance(value, Streamed) else value


def candidates(ranked: Iterable[Candidate]) -> list[Object]:
    """Return candidates as [{entity, score, reason, name, level}]."""
    return [
        {
            "entity": entity_object(one.entity),
            "score": round(one.match.score, 4),
            "reason": one.match.reason,
            "name": one.match.matched_name,
            "level": one.match.level,
        }
        for one in ranked
    ]


def found(answer: Found) -> list[Object]:
    """Return the answer of `find`."""
    return candidates(answer.candidates)


def text_found(answer: TextFound) -> Object:
    """Return the answer of `search`: {words, described: [{entity, cells}], claims, ...}."""
    return {
        "words": list(answer.words),
        "described": [
            {"entity": entity_object(one.entity), "cells": _cells(one.cells)}
            for one in answer.entities
        ],
        "claims": [
            {"claim": _claim(one.claim), "cells": _cells(one.cells)} for one in answer.claims
        ],
        "entities": _by_id(answer.others),
        "rejected": answer.rejected,
    }


def _cells(cells: Iterable[Cell]) -> list[Object]:
    return [cell._asdict() for cell in cells]


def shown(answer: Shown) -> Object:
    """Return the answer of `show`: {entity, edges, sections, beyond, says, entities, ...}.

    Sections are [{kind, edges}], in the order of a card; the numbers of their edges count from 0
    through edges, then through beyond.
    """
    from actorgraph.queries.sections import sections

    numbers = {id(edge): number for number, edge in enumerate((*answer.edges, *answer.beyond))}
    return {
        "entity": entity_object(answer.entity),
        "edges": [edge_object(edge) for edge in answer.edges],
        "sections": [
            {"kind": one.kind, "edges": [numbers[id(edge)] for edge in one.edges]}
            for one in sections(answer)
        ],
        "beyond": [edge_object(edge) for edge in answer.beyond],
        "says": [edge_object(edge) for edge in answer.says],
        "left_out": answer.left_out,
        "says_more": answer.says_more,
        "rest_on_it": answer.rest_on_it,
        "entities": _by_id(answer.others),
        "rejected": answer.rejected,
    }


def neighborhood(answer: Neighborhood) -> Object:
    """Return the answer of `neighbors`: {center, depth, entities, edges, through, ...}."""
    return {
        "center": answer.center.id,
        "depth": answer.depth,
        "entities": [
            entity_object(entity) | {"steps": answer.steps[entity.id]} for entity in answer.entities
        ],
        "edges": [edge_object(edge) for edge in answer.edges],
        "through": dict(answer.through),
        "left_out": answer.left_out,
        "rejected": answer.rejected,
    }


def paths(answer: Paths) -> Object:
    """Return the answer of `path`: {paths: [{length, steps, weakest, ids}], entities}."""
    return {
        "source": answer.source.id,
        "target": answer.target.id,
        "paths": [
            {
                "length": len(one.steps),
                "ids": list(one.ids),
                "steps": [edge_object(edge) for edge in one.steps],
                "weakest": one.weakest,
                "together": list(one.together),
                "co_participants": list(one.co_participants),
                "named_together": [two.naming_both is not None for two in one.participations],
            }
            for one in answer.paths
        ],
        "more": answer.more,
        "avoided": {
            "number": answer.avoided.number,
            "more": answer.avoided.more,
            "through": list(answer.avoided.through),
        },
        "entities": _by_id(answer.others),
    }


def connection(answer: Connection) -> Object:
    """Return the answer of `connect`: {asked, steps: [{from, to, edge}], weakest, parts, ...}."""
    return {
        "asked": [entity.id for entity in answer.asked],
        "steps": [
            {"from": one, "to": other, "edge": edge_object(edge)}
            for (one, other), edge in zip(answer.pairs, answer.steps, strict=True)
        ],
        "weakest": answer.weakest,
        "parts": list(map(list, answer.parts)),
        "co_participants": [
            {
                "event": two.event,
                "ids": [two.one, two.other],
                "steps": list(two.steps),
                "named_together": two.participation.naming_both is not None,
            }
            for two in answer.co_participants
        ],
        "avoided": {"pairs": answer.avoided.pairs, "through": list(answer.avoided.through)},
        "entities": _by_id(answer.others),
    }


def common(answer: Common) -> Object:
    """Return the answer of `common`: {asked, shared: [{kind, id, links, named_together}], ...}."""
    return {
        "asked": [entity.id for entity in answer.asked],
        "shared": [
            {
                "kind": one.kind,
                "id": one.entity.id,
                "links": [
                    {"of": entity.id, "edges": [edge_object(edge) for edge in edges]}
                    for entity, edges in zip(answer.asked, one.links, strict=True)
                ],
                "named_together": [
                    [first, second]
                    for first, second, both in one.together
                    if both.naming_both is not None
                ],
            }
            for one in answer.shared
        ],
        "left_out": answer.left_out,
        "unlinked": answer.unlinked,
        "entities": _by_id(answer.others),
    }


def timeline(answer: Timeline) -> Object:
    """Return the answer of `timeline`: {moments, by_then, undated, ...}."""
    return {
        "about": answer.about.id if answer.about else None,
        "moments": Streamed(lambda: map(_moment, answer.moments)),
        "by_then": Streamed(lambda: map(edge_object, answer.by_then)),
        "undated": answer.undated,
        "possible": answer.possible,
        "begun_before": answer.begun_before,
        "entities": _streamed_by_id(answer.others),
        "rejected": answer.rejected,
    }


def _moment(moment: Moment) -> Object:
    return {
        "what": moment.what,
        "date": moment.date,
        "earliest": moment.earliest,
        "latest": moment.latest,
        "edge": edge_object(moment.edge),
        "claim": moment.edge.claims.index(moment.claim),
        "said_by": list(moment.claim.speakers),
    }


def offices(answer: Offices) -> Object:
    """Return the answer of `holders`: {holders: [{entity, edge, position, ...}], ...}.

    Holders come office by office. `missed` has the offices without one on the day asked for.
    """
    holders = [
        {
            "entity": entity_object(holder.entity),
            "edge": edge_object(holder.edge),
            "position": office.position.id,
            "role": office.role,
            "vacant_from": holder.vacant_from,
            "vacant_to": holder.vacant_to,
            "overlaps": list(holder.overlaps),
        }
        for office in answer.offices
        for holder in office.holders
    ]
    missed = [
        {
            "position": office.position.id,
            "role": office.role,
            "before": list(map(edge_object, office.before)),
            "after": list(map(edge_object, office.after)),
        }
        for office in answer.offices
        if answer.day is not None and not office.is_held
    ]
    return {"holders": holders, "missed": missed, "rejected": answer.rejected}


def held_offices(answer: HeldOffices) -> Object:
    """Return the answer of `offices`: {held: [{office, bodies, holder, edge}], unheld, ...}."""
    return {
        "held": [
            {
                "office": one.office.id,
                "bodies": [body.id for body in one.bodies],
                "holder": one.edge.source,
                "edge": edge_object(one.edge),
            }
            for one in answer.held
        ],
        "unheld": [office.id for office in answer.unheld],
        "entities": _by_id(answer.others),
        "rejected": answer.rejected,
    }


def sources(answer: Sources) -> Object:
    """Return the answer of `sources`: {sources, says, about, single, total}."""
    return {
        "asked": answer.asked,
        "sources": Streamed(lambda: map(_source, answer.sources)),
        "says": [edge_object(edge) for edge in answer.says],
        "about": [edge_object(edge) for edge in answer.about],
        "described": [entity_object(entity) for entity in answer.described],
        "single": answer.single,
        "total": answer.total,
        "entities": _streamed_by_id(answer.others),
        "rejected": answer.rejected,
    }


def _source(source: Source) -> Object:
    return {
        "id": source.id,
        "name": source.name,
        "parts": dict(source.parts),
        "claims": source.claims,
        "edges": source.edges,
        "sole": source.sole,
        "entities": source.entities,
    }


def claim_list(answer: ClaimList) -> Object:
    """Return the answer of `claims`: {about, claims, entities}."""
    return {
        "about": answer.about.id if answer.about else None,
        "claims": Streamed(lambda: map(_claim, answer.claims)),
        "entities": _streamed_by_id(answer.others),
    }


def conflicts(answer: Conflicts) -> Object:
    """Return the answer of `conflicts`: {conflicts: [{kind, message, ...}], counts, ...}."""
    from actorgraph.render.conflict_text import message
    from actorgraph.render.wording import Names

    name = Names(answer.others)
    found = [
        {
            "kind": conflict.kind,
            "message": message(conflict, name),
            "entities": list(conflict.entities),
            "edges": [edge_object(edge) for edge in conflict.edges],
        }
        for conflict in answer.found
    ]
    return {
        "conflicts": found,
        "counts": dict(answer.counts),
        "likenesses": dict(answer.likenesses),
        "names_compared": answer.names_compared,
        "rejected": answer.rejected,
    }


def difference(answer: Difference) -> Object:
    """Return the answer of `diff`: {added, withdrawn, changed, turned, entities}."""
    return {
        "added": [_claim(claim) for claim in answer.added],
        "withdrawn": [_claim(claim) for claim in answer.withdrawn],
        "changed": [
            {
                "kind": change.kind,
                "columns": list(change.columns),
                "old": _claim(change.old),
                "new": _claim(change.new),
            }
            for change in answer.changed
        ],
        "turned": [
            {"edge": edge_object(turn.edge), "before": turn.before, "after": turn.after}
            for turn in answer.turned
        ],
        "entities": {
            "added": list(answer.entities_added),
            "removed": list(answer.entities_removed),
            "changed": list(answer.entities_changed),
        },
    }


def _claim(claim: Claim) -> Object:
    """Return a claim together with the relation that it states."""
    stated = ("source", "relation", "target", "role", "tenure")
    return {name: getattr(claim, name) for name in stated} | claim_object(claim)


def ranking(answer: Ranking) -> Object:
    """Return the answer of `rank`: {measure, meaning, sampled, uncounted, ranked, is_cut, is_tied}.

    Uncounted is {reason: number of rows}, ranked [{entity, value}].
    """
    return {
        "measure": answer.measure,
        "meaning": answer.meaning,
        "sampled": answer.sampled,
        "uncounted": dict(answer.uncounted),
        "ranked": [
            {"entity": entity_object(one.entity), "value": one.value} for one in answer.ranked
        ],
        "is_cut": answer.is_cut,
        "is_tied": answer.is_tied,
    }


def communities(answer: Communities) -> Object:
    """Return the answer of `communities`: {groups: [[entity]], modularity, alone, uncounted}.

    Where groups are connected components, modularity is null.
    """
    return {
        "groups": Streamed(lambda: map(_streamed_entities, answer.groups)),
        "modularity": answer.modularity,
        "alone": answer.alone,
        "uncounted": dict(answer.uncounted),
    }


def listing(answer: Listing) -> Object:
    """Return the answer of `list`: {entities, rejected}."""
    return {"entities": _streamed_entities(answer.entities), "rejected": answer.rejected}


def stats(answer: Stats) -> Object:
    """Return the answer of `stats`."""
    return {name: getattr(answer, name) for name in answer.__slots__ if name != "others"}


def checked(answer: Checked) -> list[Object]:
    """Return the answer of `check`: [{level, file, line, column, message}]."""
    return [problem._asdict() for problem in answer.problems]


def _streamed_entities(entities: Iterable[Entity]) -> Streamed[Object]:
    return Streamed(lambda: map(entity_object, entities))


def _streamed_by_id(others: Mapping[str, Entity]) -> _Members:
    return _Members(Streamed(lambda: ((one, entity_object(it)) for one, it in others.items())))


def _by_id(others: Mapping[str, Entity]) -> Object:
    return {entity_id: entity_object(entity) for entity_id, entity in others.items()}
