"""Rows of an index that can have all of some words, by a scan of the files as they stand.

Stands for reading every claim and every entity; tests/queries/test_search.py holds both together.
A row that is not plain ASCII may hold any word: whoever asks folds what is in it.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Protocol

from actorgraph.names.lexicon import pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from actorgraph.index.reading import Index


class Parted(Protocol):
    """Texts by number of which many are read at once."""

    def parts(self) -> Iterator[tuple[int, bytes, memoryview[int]]]:
        """Yield the number of the first of some texts, all of them, and where each begins."""


def rows_of_claims(index: Index, words: Collection[str]) -> Iterator[int]:
    """Yield the rows with one of some folded words and the others in the names of their ends."""
    if len(words) == 1:
        yield from (row for row, _ in _rows_with(index.relations, words))
        return
    named = {word: set(entities_with(index, [word])) for word in words}
    for row, lacking in _rows_with(index.relations, words):
        ends = index.ends_of(row) if lacking else ()
        if all(any(end in named[word] for end in ends) for word in lacking):
            yield row


def entities_with(index: Index, words: Collection[str]) -> Iterator[int]:
    """Yield the numbers of the entities that can hold one of some folded words, in order."""
    in_file = 0
    if index.entities is not None:
        in_file = index.listed
        rows = [row for row, _ in _rows_with(index.entities, words)]
        yield from _described_by(index, rows)
    made = {in_file + number for number, _ in _rows_with(index.made_names, words)}
    made.update(number for number, _ in _rows_with(index.id_texts, words) if number >= in_file)
    yield from sorted(made)


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
    plain = _without_apostrophes()
    encoded = [(word, word.encode()) for word in words]
    for first, text, starts in texts.parts():
        whole = plain(text)
        if text.isascii() and not any(word in whole for _, word in encoded):
            continue
        begin = starts[0]
        for number, (start, stop) in enumerate(pairwise(starts), start=first):
            one = text[start - begin : stop - begin]
            if not one.isascii():
                yield number, []
                continue
            one = plain(one)
            lacking = [word for word, there in encoded if there not in one]
            if len(lacking) < len(encoded):
                yield number, lacking


def _without_apostrophes() -> Callable[[bytes], bytes]:
    """Return what takes away what folding takes away, so that what stands beside is one word."""
    taken_away = "".join(c for c in pattern("latin", "apostrophes") if c.isascii()).encode()

    def plain(text: bytes) -> bytes:
        return text.translate(None, taken_away).lower()

    return plain
