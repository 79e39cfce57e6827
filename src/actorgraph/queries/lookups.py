"""Many names looked up in one graph, by several processes where that is worth it.

Each process begins with all that the first has read (POSIX `fork`), so that nothing is read twice;
where there is no fork, or few names, one process asks them all. Called by match.py.
"""

from __future__ import annotations

import os
import sys
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from typing import TYPE_CHECKING

from actorgraph.engine import WholeGraphMeasures

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from actorgraph.engine import Engine
    from actorgraph.names import Match
    from actorgraph.progress import Progress

FIRST = 200
"""So many names are asked by one process, which files what it needs before there are others."""
TOGETHER = 50
MOST_PROCESSES = 4

_engines: list[Engine] = []
"""What a forked process asks; empty but for the moment of forking."""


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
    first, others = names[:FIRST], names[FIRST:]
    for at in range(0, len(first), TOGETHER):
        yield _asked(first[at : at + TOGETHER], engine, limit)
    parts = [others[at : at + TOGETHER] for at in range(0, len(others), TOGETHER)]
    count = 1 if len(others) < FIRST else processors_for(engine)
    if count == 1:
        yield from (_asked(part, engine, limit) for part in parts)
        return
    from multiprocessing import get_context

    _engines.append(engine)
    try:
        with ProcessPoolExecutor(count, mp_context=get_context("fork")) as processes:
            yield from processes.map(partial(_asked_in_a_fork, limit=limit), parts)
    finally:
        _engines.clear()


def processors_for(engine: Engine) -> int:
    """Return how many processes ask at once.

    A store that measures the whole graph itself has processes of its own, and is asked by one.
    """
    if sys.platform != "linux" or isinstance(engine, WholeGraphMeasures):
        return 1
    return min(len(os.sched_getaffinity(0)), MOST_PROCESSES)


def _asked_in_a_fork(names: Sequence[str], limit: int) -> list[list[Match]]:
    return _asked(names, _engines[0], limit)


def _asked(names: Sequence[str], engine: Engine, limit: int) -> list[list[Match]]:
    return [engine.find(name, limit, by_id=False) for name in names]
