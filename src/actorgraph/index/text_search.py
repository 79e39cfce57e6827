"""Rows of an index that can have all of some words, by a scan of the files as they stand.

Stands for reading every claim and every entity; tests/queries/test_search.py holds both together.
A row that is not plain ASCII is folded cell by cell, as whoever asks does again.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol

from actorgraph.names.fold import fold, folded_words
from actorgraph.names.lexicon import pattern
from actorgraph.schema import SEPARATOR

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from actorgraph.index.reading import Index


class Parted(Protocol):
    """Texts by number of which many are read at once."""

    def parts(self) -> Iterator[tuple[int, bytes, memoryview[int]]]:
        """Yield the number of the first of some texts, all of them, and where each begins."""

    def cells_in(self, text: bytes) -> list[str]:
        """Return the cells of one of them."""


def rows_of_claims(index: Index, words: Collection[str]) -> Iterator[int]:
    """Yield the rows with one of some folded words and the others in the names of their ends."""
    if len(words) == 1:
        yield from (row for row, _ in _rows_with(index.relations, words))
        return
    named = _entities_by_word(index, words)
    for row, lacking in _rows_with(index.relations, words):
        ends = index.ends_of(row) if lacking else ()
        if all(any(end in named[word] for end in ends) for word in lacking):
            yield row


def entities_with(index: Index, words: Collection[str]) -> Iterator[int]:
    """Yield the numbers of the entities that can hold one of some folded words, in order."""
    yield from sorted(set().union(*_entities_by_word(index, words).values()))


def _entities_by_word(index: Index, words: Collection[str]) -> dict[str, set[int]]:
    """Return for each word the numbers of the entities that can hold it."""
    in_file = 0 if index.entities is None else index.listed
    described: list[tuple[int, list[str]]] = []
    if index.entities is not None:
        described = list(_rows_with(index.entities, words))
    made = [(in_file + row, lacking) for row, lacking in _rows_with(index.made_names, words)]
    made += [one for one in _rows_with(index.id_texts, words) if one[0] >= in_file]
    return {
        word: {
            *_described_by(index, [row for row, lacking in described if word not in lacking]),
            *(number for number, lacking in made if word not in lacking),
        }
        for word in words
    }


def _described_by(index: Index, rows: Sequence[int]) -> list[int]:
    """Return the entities that rows of the file of entities describe, in order."""
    if "described.at" not in index.store:
        return list(rows)
    import numpy as np

    described = np.asarray(index.store.column("described.row").whole())
    places = np.flatnonzero(np.isin(described, rows))
    at = np.asarray(index.store.column("described.at").whole())
    numbers: list[int] = np.unique(np.searchsorted(at, places, "right") - 1).tolist()
    return numbers


def _rows_with(texts: Parted, words: Collection[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield the numbers of texts that can hold one of some words, each with the words it lacks."""
    for first, text, starts in texts.parts():
        offsets = [start - starts[0] for start in starts]
        holding = _holding(text, offsets, words)
        if not text.isascii():
            others = {
                number: texts.cells_in(one)
                for number, (start, stop) in enumerate(pairwise(offsets))
                if len(holding.get(number, ())) < len(words)
                and not (one := text[start:stop]).isascii()
            }
            for number, folded in _folded(others).items():
                holding[number] |= {word for word in words if f" {word}" in folded}
        for number in sorted(number for number, held in holding.items() if held):
            yield first + number, [word for word in words if word not in holding[number]]


def _holding(text: bytes, offsets: list[int], words: Iterable[str]) -> defaultdict[int, set[str]]:
    """Return the words that stand in texts, by number, where these are plain ASCII.

    Args:
        text: all texts.
        offsets: where each begins, and the end.
    """
    plain, begins = _without_apostrophes(text, offsets)
    holding: defaultdict[int, set[str]] = defaultdict(set)
    for word in words:
        sought = word.encode()
        at = plain.find(sought)
        while at >= 0:
            number = bisect_right(begins, at) - 1
            is_within = at + len(sought) <= begins[number + 1]
            if is_within:
                holding[number].add(word)
            at = plain.find(sought, begins[number + 1] if is_within else at + 1)
    return holding


def _folded(cells: Mapping[int, Iterable[str]]) -> dict[int, str]:
    """Return the words of those cells that are not plain ASCII, a space before each.

    They are folded together, which takes a fifth of the time. A cell of several values is folded
    as a whole too.
    """
    numbers: list[int] = []
    listed: list[str] = []
    folded: dict[int, str] = dict.fromkeys(cells, "")
    for number, of_row in cells.items():
        for cell in of_row:
            if cell.isascii():
                continue
            several = cell.split(SEPARATOR) if SEPARATOR in cell else ()
            for text in (cell, *several):
                if "\n" in text:
                    folded[number] += f" {fold(text)}"
                else:
                    numbers.append(number)
                    listed.append(text)
    for number, found in zip(numbers, folded_words(listed), strict=True):
        folded[number] += "".join(f" {word}" for word in found)
    return folded


def _without_apostrophes(text: bytes, offsets: list[int]) -> tuple[bytes, list[int]]:
    """Return small letters without what folding takes away, and where texts begin in them then."""
    import numpy as np

    taken_away = [c for c in pattern("latin", "apostrophes") if c.isascii()]
    plain = text.translate(None, "".join(taken_away).encode()).lower()
    if len(plain) == len(text):
        return plain, offsets
    is_taken = np.zeros(256, bool)
    is_taken[[ord(c) for c in taken_away]] = True
    places = np.flatnonzero(is_taken[np.frombuffer(text, np.uint8)])
    before = np.searchsorted(places, offsets)
    return plain, (np.asarray(offsets) - before).tolist()
