"""Many names looked up in one graph, by several processes where that is worth it.

Called by match.py. How processes share work is in forking.py; few names are asked by one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from actorgraph.engine import WholeGraphMeasures
from actorgraph.forking import processors, shared

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from actorgraph.engine import Engine
    from actorgraph.names import Match
    from actorgraph.progress import Progress

FIRST = 50
"""So many names are asked by one process, which files what it needs before there are others."""
TOGETHER = 50


def lookups(
    engine: Engine, names: Sequence[str], limit: int, progress: Progress
) -> Iterator[list[Match]]:
    """Yield for each name the entities that it can mean, best first, in the order of the names.

    Args:
        limit: how many at most for each name.
    """
    done = 0
    for answers in _answers(engine, names, limit):
        done += len(answers)
        progress(done / len(names))
        yield from answers


def _answers(engine: Engine, names: Sequence[str], limit: int) -> Iterator[list[list[Match]]]:
    def asked(part: Sequence[str]) -> list[list[Match]]:
        return [engine.find(name, limit, by_id=False) for name in part]

    first, others = names[:FIRST], names[FIRST:]
    yield from map(asked, _parts(first))
    yield from shared(asked, _parts(others), 1 if len(others) < FIRST else processors_for(engine))


def _parts(names: Sequence[str]) -> Iterator[Sequence[str]]:
    return (names[at : at + TOGETHER] for at in range(0, len(names), TOGETHER))


def processors_for(engine: Engine) -> int:
    """Return how many processes ask at once.

    A store that measures the whole graph itself has processes of its own, and is asked by one.
    """
    return 1 if isinstance(engine, WholeGraphMeasures) else processors()
