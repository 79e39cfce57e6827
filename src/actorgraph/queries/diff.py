"""What changed between two versions of the data, claim by claim.

Two claims are versions of one when they agree in what they state, who says it, through whom, in
which document and where in it; moved rows are no change. A claim without a partner in the other
version was added or withdrawn.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from actorgraph import schema
from actorgraph.edges import DENIED, edge_key
from actorgraph.filters import NOTHING_LEFT_OUT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from actorgraph.claims import Claim, Description, Entity
    from actorgraph.edges import Edge
    from actorgraph.engine import Engine

UPGRADED = "upgraded"
DOWNGRADED = "downgraded"
CONTRADICTED = "contradicted"
EDITED = "edited"

_COMPARED = (
    "role",
    "tenure",
    "start_date",
    "end_date",
    "place",
    "status",
    "certainty",
    "inferred",
    "directed",
    "about",
    "amount",
    "currency",
    "share",
    "statement_date",
    "quote",
    "as_named",
    "assessment",
    "checked_by",
    "checked_date",
    "note",
    "id",
)
_STATUS_STRENGTH = {"denied": 0, "claimed": 1, "confirmed": 2}


@dataclass(frozen=True, slots=True)
class Change:
    """A claim that is in both versions and differs.

    Attributes:
        kind: upgraded, downgraded, contradicted (now denied) or edited.
        columns: the columns that differ.
    """

    kind: str
    old: Claim
    new: Claim
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """An edge whose verdict changed."""

    edge: Edge
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Difference:
    """The difference between two versions.

    Attributes:
        added, withdrawn: claims only in the new, only in the old version.
        changed: claims in both that differ.
        turned: edges in both whose verdict differs.
        entities_added, entities_removed, entities_changed: by id.
        others: entities of both versions by id, the new ones first.
    """

    added: tuple[Claim, ...]
    withdrawn: tuple[Claim, ...]
    changed: tuple[Change, ...]
    turned: tuple[Turn, ...]
    entities_added: tuple[str, ...]
    entities_removed: tuple[str, ...]
    entities_changed: tuple[str, ...]
    others: Mapping[str, Entity]

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs."""
        claims = self.added or self.withdrawn or self.changed
        entities = self.entities_added or self.entities_removed or self.entities_changed
        return not claims and not entities


def diff(old: Engine, new: Engine) -> Difference:
    """Compare two versions."""
    before, after = _stated(old), _stated(new)
    only_before, only_after = _unmatched(before, after)
    changes = list(_changes(only_before, only_after))
    changed_old = {id(change.old) for change in changes}
    changed_new = {id(change.new) for change in changes}
    older = {entity.id: entity for entity in old.all_entities()}
    newer = {entity.id: entity for entity in new.all_entities()}
    return Difference(
        added=tuple(claim for claim in only_after if id(claim) not in changed_new),
        withdrawn=tuple(claim for claim in only_before if id(claim) not in changed_old),
        changed=tuple(changes),
        turned=tuple(_turned(before, after)),
        entities_added=tuple(one for one in newer if one not in older),
        entities_removed=tuple(one for one in older if one not in newer),
        entities_changed=tuple(
            one for one in newer if one in older and _facts(newer[one]) != _facts(older[one])
        ),
        others={**older, **newer},
    )


def content_of(claim: Claim) -> tuple[object, ...]:
    """Return everything a claim says, without the place of its row."""
    cells = tuple(getattr(claim, name) for name in _COMPARED)
    return (*_identity(claim), *cells, tuple(sorted(claim.extra.items())))


def _stated(engine: Engine) -> list[Claim]:
    return [claim for claim in engine.all_claims() if not claim.derived]


def _identity(claim: Claim) -> tuple[object, ...]:
    """Return what identifies a claim in both versions."""
    return (
        claim.source,
        claim.relation,
        claim.target,
        claim.attributed_to,
        claim.via,
        claim.document,
        claim.locator,
    )


def _unmatched(before: list[Claim], after: list[Claim]) -> tuple[list[Claim], list[Claim]]:
    """Return the claims without an equal in the other version; equals cancel one by one."""
    common = Counter(map(content_of, before)) & Counter(map(content_of, after))

    def without_common(version: list[Claim]) -> list[Claim]:
        remaining = Counter(common)
        unmatched = []
        for claim in version:
            content = content_of(claim)
            if remaining[content]:
                remaining[content] -= 1
            else:
                unmatched.append(claim)
        return unmatched

    return without_common(before), without_common(after)


def _changes(only_before: list[Claim], only_after: list[Claim]) -> Iterator[Change]:
    """Pair each new claim with the old claim of its identity that differs in the fewest cells."""
    old_claims: dict[tuple[object, ...], list[Claim]] = defaultdict(list)
    for claim in only_before:
        old_claims[_identity(claim)].append(claim)
    for new in only_after:
        candidates = old_claims.get(_identity(new))
        if candidates:
            old = min(candidates, key=lambda one: len(_differing(one, new)))
            candidates.remove(old)
            columns = _differing(old, new)
            yield Change(_kind(old, new), old, new, columns)


def _differing(old: Claim, new: Claim) -> tuple[str, ...]:
    columns = [name for name in _COMPARED if getattr(old, name) != getattr(new, name)]
    extra = {*old.extra, *new.extra}
    columns += sorted(n for n in extra if old.extra.get(n, "") != new.extra.get(n, ""))
    return tuple(columns)


def _kind(old: Claim, new: Claim) -> str:
    if new.status == DENIED != old.status:
        return CONTRADICTED
    status = _STATUS_STRENGTH[new.status] - _STATUS_STRENGTH[old.status]
    certainty = schema.CERTAINTIES.index(old.certainty) - schema.CERTAINTIES.index(new.certainty)
    step = status or certainty
    if step:
        return UPGRADED if step > 0 else DOWNGRADED
    return EDITED


def _turned(before: list[Claim], after: list[Claim]) -> Iterator[Turn]:
    """Yield edges whose verdict changed, identified by what they state, not by their dates."""

    def by_key(version: Iterable[Claim]) -> dict[tuple[str, ...], list[Edge]]:
        edges: dict[tuple[str, ...], list[Edge]] = defaultdict(list)
        for edge in NOTHING_LEFT_OUT.edges_of_any_type(version):
            edges[edge_key(edge.lead)].append(edge)
        return edges

    old_edges = by_key(before)
    for key, edges in by_key(after).items():
        earlier = old_edges.get(key, [])
        if len(edges) == len(earlier) == 1 and edges[0].verdict != earlier[0].verdict:
            yield Turn(edges[0], earlier[0].verdict, edges[0].verdict)


def _content_of_description(description: Description) -> str:
    """Return what a description says and who says so, to compare, without the place of its row."""
    return repr((sorted(description.values.items()), content_of(description.claim)))


def _facts(entity: Entity) -> tuple[object, ...]:
    names = ("name", "type", "aliases", "description", "country", "start_date", "end_date")
    more = ("wikidata_id", "url", "publisher", "published_date", "derived")
    return (
        *(getattr(entity, name) for name in (*names, *more)),
        tuple(sorted(entity.extra.items())),
        sorted(map(_content_of_description, entity.descriptions)),
    )
