"""Work shared by processes that begin with all that the first has in memory (POSIX `fork`).

Nothing is read twice, and the answers come in the order of the parts, as one process gives them.
Called by queries/lookups.py and names/twins.py. Leaves out where it is worth it.
"""

from __future__ import annotations

import gc
import os
import sys
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Future

Part = TypeVar("Part")
Answer = TypeVar("Answer")

MOST_PROCESSES = 4
AHEAD = 4
"""So many parts for each process are made before the first is answered: not all are held."""

_works: list[Callable[..., object]] = []
"""What a forked process does; empty in the first one."""


def processors() -> int:
    """Return how many processes can work at once; where there is no fork, one."""
    if sys.platform != "linux":
        return 1
    return min(len(os.sched_getaffinity(0)), MOST_PROCESSES)


def shared(
    work: Callable[[Part], Answer], parts: Iterable[Part], processes: int
) -> Iterator[Answer]:
    """Yield what becomes of each part, in their order.

    Args:
        work: is not sent to the processes, who have all that it needs; parts and answers are sent.
        processes: how many; one works without a fork.
    """
    if processes == 1:
        yield from map(work, parts)
        return
    from multiprocessing import get_context

    waiting: deque[Future[Answer]] = deque()
    context = get_context("fork")
    with ProcessPoolExecutor(processes, context, _begin, (work,)) as workers:
        for part in parts:
            waiting.append(workers.submit(_worked, part))
            if len(waiting) > AHEAD * processes:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _begin(work: Callable[..., object]) -> None:
    """Take what to do, and leave what the first process made out of each search for garbage.

    To look through millions of objects again and again takes a tenth of the time of questions.
    """
    gc.freeze()
    _works.append(work)


def _worked(part: object) -> Any:
    return _works[0](part)
