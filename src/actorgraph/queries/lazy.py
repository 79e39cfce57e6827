"""Parts of an answer that are read when they are first looked at, and are then what they stand for.

For evidence that costs more than what leads to it. Equal, shown, copied and stored as the plain
tuple or dict; a file that changed before it is looked at is an error then.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Part_co = TypeVar("Part_co", covariant=True)


class LazyTuple(Sequence[Part_co]):
    """A tuple.

    Args:
        read: gives it; called once.
    """

    def __init__(self, read: Callable[[], tuple[Part_co, ...]]) -> None:
        self._read = read

    @cached_property
    def _parts(self) -> tuple[Part_co, ...]:
        return self._read()

    def __len__(self) -> int:
        """How many parts."""
        return len(self._parts)

    def __getitem__(self, place: Any) -> Any:
        """A part, or a slice."""
        return self._parts[place]

    def __iter__(self) -> Iterator[Part_co]:
        """The parts in order."""
        return iter(self._parts)

    def __eq__(self, other: object) -> bool:
        """As tuples are."""
        return self._parts == (other._parts if isinstance(other, LazyTuple) else other)

    def __hash__(self) -> int:
        """As of the tuple."""
        return hash(self._parts)

    def __repr__(self) -> str:
        """As the tuple."""
        return repr(self._parts)

    def __reduce__(self) -> tuple[Any, ...]:
        """Stored and copied as the tuple."""
        return tuple, (self._parts,)


class LazyDict(Mapping[str, Part_co]):
    """A dict by id.

    Args:
        read: gives it; called once.
    """

    def __init__(self, read: Callable[[], dict[str, Part_co]]) -> None:
        self._read = read

    @cached_property
    def _parts(self) -> dict[str, Part_co]:
        return self._read()

    def __len__(self) -> int:
        """How many ids."""
        return len(self._parts)

    def __getitem__(self, key: str) -> Part_co:
        """What is under an id."""
        return self._parts[key]

    def __iter__(self) -> Iterator[str]:
        """The ids in order."""
        return iter(self._parts)

    def __repr__(self) -> str:
        """As the dict."""
        return repr(self._parts)

    def __reduce__(self) -> tuple[Any, ...]:
        """Stored and copied as the dict."""
        return dict, (self._parts,)
