"""Lists that a limit has shortened: what an answer counts is what there is, not what it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Item_co = TypeVar("Item_co", covariant=True)


class Shortened(tuple[Item_co, ...]):  # noqa: SLOT001 - a tuple with slots holds no number
    """The first items of a list.

    Attributes:
        total: the number of items in the whole list.
    """

    total: int

    @classmethod
    def of(cls, items: Sequence[Item_co], limit: int) -> Shortened[Item_co]:
        """Return the first items of a list."""
        first = cls(items[:limit])
        first.total = len(items)
        return first

    @classmethod
    def like(cls, before: Sequence[object], items: Iterable[Item_co]) -> tuple[Item_co, ...]:
        """Return items in the place of others, marked as shortened where those were."""
        if not isinstance(before, Shortened):
            return tuple(items)
        changed = cls(items)
        changed.total = before.total
        return changed


def total_of(items: Sequence[object]) -> int:
    """Return the number of items in a list, shortened or not."""
    return items.total if isinstance(items, Shortened) else len(items)


def counted_of(items: Sequence[object], one: str, many: str = "") -> str:
    """Return how many items there are with their noun, and how many of them are shown."""
    from actorgraph.plurals import counted

    words = counted(total_of(items), one, many)
    return f"{len(items):,} of {words}" if isinstance(items, Shortened) else words
