"""Tuples and dicts that are read when they are first used.

They hold evidence that costs more to read than to find. They print, compare, copy and pickle as the
plain tuple or dict. If a file changed before they are read, reading them is an error.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, TypeVar, overload

from actorgraph.progress import unshown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from actorgraph.progress import Bars

Item_co = TypeVar("Item_co", covariant=True)


class LazyTuple(Sequence[Item_co]):
    """A tuple that is read when it is first used.

    Args:
        read: returns the tuple; called once.
    """

    def __init__(self, read: Callable[[], tuple[Item_co, ...]]) -> None:
        self._read = read

    @cached_property
    def _items(self) -> tuple[Item_co, ...]:
        return self._read()

    def __len__(self) -> int:
        """Return the number of items."""
        return len(self._items)

    @overload
    def __getitem__(self, place: int) -> Item_co: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Item_co, ...]: ...
    def __getitem__(self, place: int | slice) -> Item_co | tuple[Item_co, ...]:
        """Return an item or a slice."""
        return self._items[place]

    def __iter__(self) -> Iterator[Item_co]:
        """Yield the items in order."""
        return iter(self._items)

    def __eq__(self, other: object) -> bool:
        """Compare as tuples do."""
        return self._items == (other._items if isinstance(other, LazyTuple) else other)

    def __hash__(self) -> int:
        """Return the hash of the tuple."""
        return hash(self._items)

    def __repr__(self) -> str:
        """Show the tuple."""
        return repr(self._items)

    def __reduce__(self) -> tuple[type, tuple[object]]:
        """Pickle and copy as the tuple."""
        return tuple, (self._items,)


class Streamed(LazyTuple[Item_co]):
    """A tuple that is read anew on each way through it and not held, unless it is indexed.

    Args:
        iterate: returns a new iterator of the items; called again for each way through.
    """

    def __init__(self, iterate: Callable[[], Iterator[Item_co]]) -> None:
        super().__init__(lambda: tuple(iterate()))
        self._iterate = iterate

    def __iter__(self) -> Iterator[Item_co]:
        """Yield the items in order."""
        return iter(self._items) if "_items" in vars(self) else self._counted()

    def _counted(self) -> Iterator[Item_co]:
        """Yield the items, and know their number in the end."""
        count = 0
        for count, item in enumerate(self._iterate(), start=1):  # noqa: B007 -- used below
            yield item
        vars(self)["_count"] = count

    def __bool__(self) -> bool:
        """Return whether there is any item; no other is read."""
        return any(True for _ in self)

    @cached_property
    def _count(self) -> int:
        return sum(1 for _ in self)

    def __len__(self) -> int:
        """Return the number of items, counted on a way through them."""
        return self._count

    @overload
    def __getitem__(self, place: int) -> Item_co: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Item_co, ...]: ...
    def __getitem__(self, place: int | slice) -> Item_co | tuple[Item_co, ...]:
        """Return an item or a slice; of a slice from the beginning no later item is read."""
        if isinstance(place, slice) and place.start is None and (place.stop or 0) > 0:
            return tuple(islice(iter(self), place.start, place.stop, place.step))
        return self._items[place]


class LazyItems(LazyTuple[Item_co]):
    """A tuple whose number of items is known, and of which a slice reads its own items alone.

    Args:
        readers: return the items.
    """

    def __init__(self, readers: Sequence[Callable[[], Item_co]]) -> None:
        super().__init__(lambda: tuple(read() for read in readers))
        self._readers = readers

    def __len__(self) -> int:
        """Return the number of items."""
        return len(self._readers)

    @overload
    def __getitem__(self, place: int) -> Item_co: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Item_co, ...]: ...
    def __getitem__(self, place: int | slice) -> Item_co | tuple[Item_co, ...]:
        """Return an item or a slice."""
        if isinstance(place, slice) and "_items" not in vars(self):
            return tuple(read() for read in self._readers[place])
        return self._items[place]


class BatchedTuple(LazyTuple[Item_co]):
    """A tuple of known length that is read in batches, as far as it is looked at, and not held.

    Args:
        length: the number of items.
        read: returns the items from one number to another.
        bars, name: show how far a way through all of them is, under a name.
    """

    AT_ONCE = 4096
    """So many are read together."""

    def __init__(
        self,
        length: int,
        read: Callable[[int, int], tuple[Item_co, ...]],
        bars: Bars = unshown,
        name: str = "",
    ) -> None:
        super().__init__(lambda: tuple(self))
        self._length, self._read_part, self._bars, self._name = length, read, bars, name

    def __len__(self) -> int:
        """Return the number of items."""
        return self._length

    def __iter__(self) -> Iterator[Item_co]:
        """Yield the items in order."""
        with self._bars(self._name) as progress:
            for first in range(0, self._length, self.AT_ONCE):
                stop = min(first + self.AT_ONCE, self._length)
                yield from self._read_part(first, stop)
                progress(stop / self._length)

    @overload
    def __getitem__(self, place: int) -> Item_co: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Item_co, ...]: ...
    def __getitem__(self, place: int | slice) -> Item_co | tuple[Item_co, ...]:
        """Return an item or a slice, and read no others."""
        numbers = range(self._length)[place]
        if isinstance(numbers, int):
            return self._read_part(numbers, numbers + 1)[0]
        first, stop = min(numbers, default=0), max(numbers, default=-1) + 1
        read = self._read_part(first, stop)
        return tuple(read[number - first] for number in numbers)


class LazyDict(Mapping[str, Item_co]):
    """A dict by id that is read when it is first used.

    Args:
        read: returns the dict; called once.
    """

    def __init__(self, read: Callable[[], dict[str, Item_co]]) -> None:
        self._read = read

    @cached_property
    def _items(self) -> dict[str, Item_co]:
        return self._read()

    def __len__(self) -> int:
        """Return the number of ids."""
        return len(self._items)

    def __getitem__(self, key: str) -> Item_co:
        """Return the value of an id."""
        return self._items[key]

    def __iter__(self) -> Iterator[str]:
        """Yield the ids in order."""
        return iter(self._items)

    def __repr__(self) -> str:
        """Show the dict."""
        return repr(self._items)

    def __reduce__(self) -> tuple[type, tuple[object]]:
        """Pickle and copy as the dict."""
        return dict, (self._items,)
