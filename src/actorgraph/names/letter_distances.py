"""How alike texts are by their letters: rapidfuzz's numbers, or the same in plain Python.

Called by whatever compares names letter by letter. Where rapidfuzz is not installed,
plain_distances.py stands in for it. Leaves out what the letters sound like (likeness.py).
"""

from __future__ import annotations

from functools import cache
from heapq import nsmallest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import ModuleType


@cache
def distances() -> ModuleType:
    """Return what measures how far two words are apart: imported when first needed, and once."""
    try:
        from rapidfuzz import distance
    except ImportError:
        from actorgraph.names import plain_distances

        return plain_distances
    return distance


def closest(text: str, lines: Sequence[str], limit: int) -> list[int]:
    """Return the places of the lines that look most like a text; of equals, the first."""
    try:
        from rapidfuzz import fuzz, process
    except ImportError:
        return closest_plainly(text, lines, limit)
    found = process.extract(text, lines, scorer=fuzz.ratio, limit=limit, processor=None)
    return [place for _, _, place in found]


def closest_plainly(text: str, lines: Sequence[str], limit: int) -> list[int]:
    """Return the same as `closest`, without rapidfuzz."""
    from actorgraph.names.plain_distances import ratio

    unlike = ((-ratio(text, line), place) for place, line in enumerate(lines))
    return [place for _, place in nsmallest(limit, unlike)]


def close_lines(
    texts: Sequence[str], lines: Sequence[str], *, least: int, limit: int
) -> Iterator[list[tuple[int, int]]]:
    """Yield for each text the lines that are like it: how much, in percent, and their places.

    Args:
        least: lines less alike are left out; in percent.
        limit: of so many the most alike; of equals, the first.
    """
    try:
        from rapidfuzz import fuzz, process
    except ImportError:
        yield from close_lines_plainly(texts, lines, least=least, limit=limit)
        return
    import numpy as np

    alike = process.cdist(texts, lines, scorer=fuzz.ratio, score_cutoff=least, dtype=np.uint8)
    for percents in alike:
        places = np.flatnonzero(percents)
        nearest_first = places[np.argsort(-percents[places].astype(int), kind="stable")]
        yield [(int(percents[place]), place) for place in nearest_first[:limit].tolist()]


def close_lines_plainly(
    texts: Sequence[str], lines: Sequence[str], *, least: int, limit: int
) -> Iterator[list[tuple[int, int]]]:
    """Yield the same as `close_lines`, without rapidfuzz."""
    from actorgraph.names.plain_distances import ratio

    for text in texts:
        percents = ((ratio(text, line), place) for place, line in enumerate(lines))
        alike = ((-int(percent + 0.5), place) for percent, place in percents if percent >= least)
        yield [(-unlike, place) for unlike, place in nsmallest(limit, alike)]
