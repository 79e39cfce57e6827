"""What is known of an entity in sections: what it holds, does and says, and what is said of it.

A section is told by the vocabulary of relations. Words of the data's own come after ours: they are
how one speaker, or whoever compiled the data, puts it. Leaves out words for people.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from actorgraph import schema
from actorgraph.edges import DENIED, beginning

if TYPE_CHECKING:
    from actorgraph.edges import Edge
    from actorgraph.queries.show import Shown

OFFICES = "offices"
TIES = "ties"
EVENTS = "events"
OTHER = "other"
PLANS = "plans"
ABOUT = "about"
SECTIONS = (OFFICES, TIES, EVENTS, OTHER, PLANS, ABOUT)
"""Of the edges of an entity; what it says follows before ABOUT."""

_EVENTS = schema.EVENT_RELATIONS | schema.SYMMETRIC_RELATIONS


class Section(NamedTuple):
    """Edges of one kind, in order of time, the undated after the dated, readings last."""

    kind: str
    edges: tuple[Edge, ...]


def sections(answer: Shown) -> list[Section]:
    """Return the sections that have edges.

    What an entity alone says in words of its own is among its statements, not here.
    """
    id_ = answer.entity.id
    by_kind: dict[str, list[Edge]] = {kind: [] for kind in SECTIONS}
    for edge in answer.edges:
        if not _is_own_statement(edge, id_):
            by_kind[_kind(edge, id_)].append(edge)
    inside = {edge.source for edge in by_kind[OFFICES] if _is_in(edge, id_)}
    by_kind[PLANS] += [edge for edge in answer.beyond if _is_planned_in(edge, inside)]
    by_kind[OFFICES] = _offices(answer, by_kind[OFFICES])
    return [
        Section(kind, tuple(sorted(edges, key=_order))) for kind, edges in by_kind.items() if edges
    ]


def statements_apart(answer: Shown) -> list[Edge]:
    """Return the edges of what an entity says that stand in none of its sections."""
    if not answer.says:
        return []
    id_ = answer.entity.id
    elsewhere = {edge.key for edge in answer.edges if not _is_own_statement(edge, id_)}
    return [edge for edge in answer.says if edge.key not in elsewhere]


def section_of_word(relation: str) -> str:
    """Return the section of a relation that happened, by its word alone."""
    if relation in schema.OFFICE_RELATIONS or relation == schema.POSITION_IN:
        return OFFICES
    if relation in schema.STATE_RELATIONS:
        return TIES
    return EVENTS if relation in _EVENTS else OTHER


def _is_own_statement(edge: Edge, id_: str) -> bool:
    is_alone = all(claim.attributed_to == (id_,) for claim in edge.claims)
    return is_alone and section_of_word(edge.relation) == OTHER


def _kind(edge: Edge, id_: str) -> str:
    if edge.lead.about or (edge.relation in schema.REPORTING_RELATIONS and edge.target == id_):
        return ABOUT
    if edge.lead.mode:
        return PLANS
    return section_of_word(edge.relation)


def _offices(answer: Shown, edges: list[Edge]) -> list[Edge]:
    """Return who holds what, seen from an entity: as the holder, the office or the body.

    An office that is recorded in a body and held by nobody stays as the edge between the two.
    """
    id_ = answer.entity.id
    held = [
        edge
        for edge in answer.beyond
        if edge.relation in schema.OFFICE_RELATIONS and not edge.lead.mode
    ]
    of_the_body = {edge.source for edge in edges if _is_in(edge, id_)}
    holders = [edge for edge in held if edge.target in of_the_body]
    filled = {edge.target for edge in holders if edge.supporting}
    own = [edge for edge in edges if not (_is_in(edge, id_) and edge.source in filled)]
    return own + holders


def _is_planned_in(edge: Edge, offices: set[str]) -> bool:
    is_planned = bool(edge.lead.mode) and edge.relation in schema.OFFICE_RELATIONS
    return is_planned and edge.target in offices


def _is_in(edge: Edge, body: str) -> bool:
    return edge.relation == schema.POSITION_IN and edge.target == body


def _order(edge: Edge) -> tuple[bool, bool, tuple[int, int]]:
    return (edge.verdict == DENIED, bool(edge.inferred), beginning(edge.period))
