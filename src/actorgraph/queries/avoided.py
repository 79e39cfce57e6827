"""Shorter paths that are not shown, because they lead through what links nobody by itself.

Called by `path`, so that what was avoided is said. Leaves out longer paths: they would not be shown
anyway.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from actorgraph import schema
from actorgraph.queries.routes import routes_along

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from actorgraph.queries.routes import SearchSpace, Web


@dataclass(frozen=True, slots=True)
class Avoided:
    """The shortest of the paths that are avoided.

    Attributes:
        number: how many there are.
        more: whether there are more than were counted.
        through: what they lead through, in the words of THROUGH.
    """

    number: int = 0
    more: bool = False
    through: tuple[str, ...] = ()


NOTHING_AVOIDED = Avoided()


def avoided_routes(
    space: SearchSpace, open_web: Web, shortest: int | None, *, most: int
) -> Avoided:
    """Count the shortest routes that a search space keeps out, if they are shorter than its own.

    Args:
        open_web: the web of all shortest routes of the same space opened.
        shortest: the number of steps of the shortest route in the space; None if there is none.
        most: stop counting at so many.
    """
    first = next(routes_along(open_web, space.ends), None)
    if first is None or (shortest is not None and shortest < len(first)):
        return NOTHING_AVOIDED
    candidates = routes_along(open_web, space.ends)
    routes = list(islice(candidates, most))
    words = {*_types_on(space, routes), *_relations_on(space, routes)}
    through = tuple(word for word in schema.THROUGH if word in words)
    return Avoided(len(routes), next(candidates, None) is not None, through)


def _types_on(space: SearchSpace, routes: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """Yield the closed types of the entities that routes pass."""
    passed = {one for route in routes for one in route[1:-1]}
    types = (entity.kind for entity in space.engine.entities(passed).values())
    return (one for one in types if one in space.closed)


def _relations_on(space: SearchSpace, routes: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """Yield why no edge that the filter leaves links two that follow each other on routes."""
    pairs = {pair for route in routes for pair in pairwise(route)}
    unlinked = pairs.difference(space.best_between(pairs))
    for best in space.opened.best_between(unlinked).values():
        yield from space.only.barriers(best.edge)
