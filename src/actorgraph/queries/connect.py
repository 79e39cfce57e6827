"""The smallest well-founded web between several entities, with the evidence for each step.

A Steiner tree over the shortest paths between each two of them, which are those of `path`. A step
costs the same as any other and a little more the weaker it is founded: of webs with equally many
steps the better founded is the cheaper. Its cost is at most twice the least.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, islice, pairwise
from typing import TYPE_CHECKING, NamedTuple

from actorgraph import schema
from actorgraph.edges import FROM_WEAK_TO_STRONG
from actorgraph.filters import NOTHING_LEFT_OUT, Filter
from actorgraph.queries.arguments import several_entities
from actorgraph.queries.avoided import avoided_routes
from actorgraph.queries.mentions import named_in
from actorgraph.queries.participations import Participation, participations
from actorgraph.queries.routes import routes_along, search_space, shortest_web, shortest_web_within
from actorgraph.queries.steiner import steiner_forest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from actorgraph.claims import Entity
    from actorgraph.edges import Edge, Support
    from actorgraph.engine import Engine
    from actorgraph.queries.routes import SearchSpace, Web

Pair = tuple[str, str]

STEP = 10_000
"""What the best-founded step costs; the weakest costs so little more that steps count first."""
_PATHS_COUNTED = 200
_STEPS_COMPARED = 2_000
"""Of a pair that more steps lie between, only the first paths are compared."""
_STRONGEST = 1 + len(FROM_WEAK_TO_STRONG)


class CoParticipants(NamedTuple):
    """Two who are linked in a web by an event in which both took part.

    Attributes:
        steps: the numbers of the two steps, from 0.
        participation: who says so of the one and of the other.
    """

    event: str
    one: str
    other: str
    steps: tuple[int, int]
    participation: Participation


class AvoidedBetween(NamedTuple):
    """The pairs that a path which is avoided would link in fewer steps.

    Attributes:
        through: what these paths lead through, in the words of THROUGH.
    """

    pairs: int = 0
    through: tuple[str, ...] = ()


NO_PAIRS = AvoidedBetween()


@dataclass(frozen=True, slots=True)
class Connection:
    """The web between several entities.

    Attributes:
        asked: those to connect, each once.
        pairs: the two ends of each step, as one walks from the first that is asked for.
        steps: the best-supported edge of each step.
        weakest: the number of the weakest step, from 0; None when there is no step.
        parts: the ids of those asked for that are linked; one part if all of them are.
        co_participants: those whom only an event links in which both took part.
        others: all entities that the steps name, by id.
        is_filtered: whether a filter may have left something out.
    """

    asked: tuple[Entity, ...]
    pairs: tuple[Pair, ...]
    steps: tuple[Edge, ...]
    weakest: int | None
    parts: tuple[tuple[str, ...], ...]
    co_participants: tuple[CoParticipants, ...]
    others: Mapping[str, Entity]
    avoided: AvoidedBetween = NO_PAIRS
    is_filtered: bool = False


def connect(
    engine: Engine,
    asked: Iterable[Entity],
    *,
    only: Filter = NOTHING_LEFT_OUT,
    without: frozenset[str] = frozenset(),
    derived: bool = True,
    through: str | Iterable[str] = (),
) -> Connection:
    """Find a web of few and well-founded steps between entities, in either direction of the edges.

    Args:
        without: ids of entities that the web does not pass.
        derived: whether the web may link two by an event in which both took part.
        through: words of THROUGH.

    Raises:
        ArgumentError: if there are not two to connect, or a word is not known.
    """
    entities = several_entities(asked)
    ids = [entity.id for entity in entities]
    spaces = [
        search_space(engine, only, ends, without=without, derived=derived, through=through)
        for ends in combinations(ids, 2)
    ]
    open_webs = [shortest_web(space.opened, None) for space in spaces]
    webs = [
        shortest_web_within(space, open_web, None)
        for space, open_web in zip(spaces, open_webs, strict=True)
    ]
    between = {pair for space, web in zip(spaces, webs, strict=True) for pair in _steps(space, web)}
    best = engine.best_between(sorted(between), spaces[0].only)
    costs = {pair: cost_of(edge.support) for pair, edge in best.items()}
    pairs = tuple(_walk(steiner_forest(costs, ids), ids))
    taken = [best[min(pair), max(pair)] for pair in pairs]
    steps = tuple(one.edge for one in taken)
    co_participants = tuple(_co_participants(engine, spaces[0].only, steps))
    return Connection(
        entities,
        pairs,
        steps,
        min(range(len(taken)), key=lambda n: taken[n].support, default=None),
        _parts(pairs, ids),
        co_participants,
        engine.entities([*ids, *_named(steps, co_participants)], only),
        _avoided(spaces, open_webs, webs),
        is_filtered=not only.is_empty or bool(without) or not derived,
    )


def cost_of(support: Support) -> int:
    """Return what a step costs that is so well founded."""
    order, doubt, _ = support
    return STEP + (_STRONGEST - order) * len(schema.CERTAINTIES) - doubt


def _steps(space: SearchSpace, web: Web) -> Iterator[Pair]:
    """Yield the steps of a web, the ends of each in order of their ids."""
    pairs: Iterable[Pair] = ((one, other) for one, others in web.items() for other in others)
    if sum(map(len, web.values())) > _STEPS_COMPARED:
        routes = islice(routes_along(web, space.ends), _PATHS_COUNTED)
        pairs = (pair for route in routes for pair in pairwise(route))
    return ((min(pair), max(pair)) for pair in pairs)


def _walk(forest: Sequence[Pair], ids: Iterable[str]) -> Iterator[Pair]:
    """Yield each pair of a forest as one comes to it, from the first id of each tree on."""
    beside: dict[str, list[str]] = {}
    for one, other in forest:
        beside.setdefault(one, []).append(other)
        beside.setdefault(other, []).append(one)
    passed = set[str]()
    for root in ids:
        unfinished = [(root, root)]
        while unfinished:
            before, node = unfinished.pop()
            if node not in passed:
                passed.add(node)
                if node != before:
                    yield before, node
                unfinished += [(node, one) for one in sorted(beside.get(node, ()), reverse=True)]


def _parts(pairs: Iterable[Pair], ids: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Return the ids that pairs link with each other, in the order asked."""
    part_of = {one: {one} for one in ids}
    for one, other in pairs:
        part = part_of.setdefault(one, {one}) | part_of.get(other, {other})
        part_of.update(dict.fromkeys(part, part))
    parts = (tuple(one for one in ids if one in part_of[first]) for first in ids)
    return tuple(dict.fromkeys(parts))


def _co_participants(
    engine: Engine, only: Filter, steps: Sequence[Edge]
) -> Iterator[CoParticipants]:
    """Yield each two of whom the web says only that they took part in one event."""
    taking_part: dict[str, list[tuple[str, int]]] = {}
    for number, step in enumerate(steps):
        who, word, event = schema.by_main_word(step.source, step.relation, step.target)
        if word == schema.PARTICIPANT:
            taking_part.setdefault(event, []).append((who, number))
    for event, members in taking_part.items():
        for (one, a), (other, b) in combinations(members, 2):
            said = participations(engine, only, one, event, other)
            yield CoParticipants(event, one, other, (a, b), said)


def _named(steps: Iterable[Edge], co_participants: Iterable[CoParticipants]) -> Iterator[str]:
    """Yield the ids that steps and participations name."""
    yield from named_in(steps)
    for two in co_participants:
        yield from two.participation.named


def _avoided(
    spaces: Iterable[SearchSpace], open_webs: Iterable[Web], webs: Iterable[Web]
) -> AvoidedBetween:
    """Count the pairs that a path which is avoided would link in fewer steps."""
    pairs, words = 0, set[str]()
    for space, open_web, web in zip(spaces, open_webs, webs, strict=True):
        route = next(routes_along(web, space.ends), None) if web else None
        shortest = None if route is None else len(route) - 1
        avoided = avoided_routes(space, open_web, shortest, most=_PATHS_COUNTED)
        pairs += bool(avoided.number)
        words.update(avoided.through)
    return AvoidedBetween(pairs, tuple(word for word in schema.THROUGH if word in words))
