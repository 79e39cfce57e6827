"""What changed between two versions of the data, claim by claim.

A claim is known again by what it states, who says it, through whom, in which document and where in
it; moved rows are no change. What is left over on either side was added or withdrawn.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from actorgraph import claims as claims_module
from actorgraph import schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from actorgraph.claims import Claim, Edge, Entity
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
    "statement_date",
    "quote",
    "as_named",
    "assessment",
    "note",
    "id",
)
_STATUS_STRENGTH = {"denied": 0, "claimed": 1, "confirmed": 2}


@dataclass(frozen=True, slots=True)
class Change:
    """A claim that is there before and after, and not the same.

    Attributes:
        kind: upgraded, downgraded, contradicted (now denied) or edited.
        columns: what differs.
    """

    kind: str
    old: Claim
    new: Claim
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """An edge whose verdict is another now."""

    edge: Edge
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Difference:
    """From one version to another.

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
    left, came = _left_over(before, after)
    changed = list(_paired(left, came))
    gone = Counter(id(change.old) for change in changed)
    new_ones = Counter(id(change.new) for change in changed)
    was = {entity.id: entity for entity in old.all_entities()}
    now = {entity.id: entity for entity in new.all_entities()}
    return Difference(
        added=tuple(claim for claim in came if not new_ones[id(claim)]),
        withdrawn=tuple(claim for claim in left if not gone[id(claim)]),
        changed=tuple(changed),
        turned=tuple(_turned(before, after)),
        entities_added=tuple(one for one in now if one not in was),
        entities_removed=tuple(one for one in was if one not in now),
        entities_changed=tuple(
            one for one in now if one in was and _facts(now[one]) != _facts(was[one])
        ),
        others={**was, **now},
    )


def content_of(claim: Claim) -> tuple[object, ...]:
    """Everything a claim says, without where its row stands."""
    cells = tuple(getattr(claim, name) for name in _COMPARED)
    return (*_identity(claim), *cells, tuple(sorted(claim.extra.items())))


def _stated(engine: Engine) -> list[Claim]:
    return [claim for claim in engine.all_claims() if not claim.derived]


def _identity(claim: Claim) -> tuple[object, ...]:
    """What makes it the same claim in both versions."""
    return (
        claim.source,
        claim.relation,
        claim.target,
        claim.attributed_to,
        claim.via,
        claim.document,
        claim.locator,
    )


def _left_over(before: list[Claim], after: list[Claim]) -> tuple[list[Claim], list[Claim]]:
    """What stands in one version only, word for word; equal claims cancel one by one."""
    common = Counter(map(content_of, before)) & Counter(map(content_of, after))

    def rest(these: list[Claim]) -> list[Claim]:
        still = Counter(common)
        left = []
        for claim in these:
            content = content_of(claim)
            if still[content]:
                still[content] -= 1
            else:
                left.append(claim)
        return left

    return rest(before), rest(after)


def _paired(left: list[Claim], came: list[Claim]) -> Iterator[Change]:
    """Claims that are the same but for some cells, the most alike first."""
    waiting: dict[tuple[object, ...], list[Claim]] = defaultdict(list)
    for claim in left:
        waiting[_identity(claim)].append(claim)
    for new in came:
        candidates = waiting.get(_identity(new))
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
    if new.status == claims_module.DENIED != old.status:
        return CONTRADICTED
    status = _STATUS_STRENGTH[new.status] - _STATUS_STRENGTH[old.status]
    certainty = schema.CERTAINTIES.index(old.certainty) - schema.CERTAINTIES.index(new.certainty)
    step = status or certainty
    if step:
        return UPGRADED if step > 0 else DOWNGRADED
    return EDITED


def _turned(before: list[Claim], after: list[Claim]) -> Iterator[Turn]:
    """Edges whose verdict changed; told apart by what they state, not by their dates."""

    def verdicts(these: Iterable[Claim]) -> dict[tuple[str, ...], list[Edge]]:
        by_key: dict[tuple[str, ...], list[Edge]] = defaultdict(list)
        for edge in claims_module.edges_of(these):
            by_key[claims_module.edge_key(edge)].append(edge)
        return by_key

    was = verdicts(before)
    for key, edges in verdicts(after).items():
        earlier = was.get(key, [])
        if len(edges) == len(earlier) == 1 and edges[0].verdict != earlier[0].verdict:
            yield Turn(edges[0], earlier[0].verdict, edges[0].verdict)


def _facts(entity: Entity) -> tuple[object, ...]:
    names = ("name", "type", "aliases", "description", "country", "start_date", "end_date")
    more = ("wikidata_id", "url", "publisher", "published_date", "derived")
    return (
        *(getattr(entity, name) for name in (*names, *more)),
        tuple(sorted(entity.extra.items())),
    )
