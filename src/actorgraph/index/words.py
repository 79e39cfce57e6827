"""The words of many names, as the lookup of names will ask for them, folded once each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from actorgraph.index.keys import checksums

if TYPE_CHECKING:
    from collections.abc import Sequence


def words_of(name: str, kind: str) -> set[str]:
    """The keys under which a name is found."""
    from actorgraph.names.parts import parsed

    words = parsed(name, kind).words
    return {*words, "".join(words)}


def words_of_all(names: Any, owners: Any, type_of: Sequence[str]) -> tuple[Any, Any]:
    """Checksums of the keys of all names, each with the number of the entity.

    Args:
        names: Arrow array.
        owners: whose they are.
        type_of: the type of each entity.

    A name is cut at its blanks and each distinct piece is folded once. Titles and legal forms are
    keys here too: they find more than is asked, and whoever asks compares.
    """
    import numpy as np
    import pyarrow as arrow
    import pyarrow.compute as pc

    from actorgraph.names.words import HONORIFICS, LEGAL_FORMS

    lists = pc.utf8_split_whitespace(names)
    name_of = pc.list_parent_indices(lists).to_numpy()
    pieces = pc.list_flatten(lists).dictionary_encode()
    codes = pieces.indices.to_numpy()
    folded = _folded(pieces.dictionary)
    counts = np.fromiter(map(len, folded), np.int64, len(folded))
    sums = checksums(word.encode() for words in folded for word in words)
    whole_sums = sums[_runs(counts, codes)]
    whole_owners = owners[np.repeat(name_of, counts[codes])]
    # Names of several words are also found when they are written as one.
    joined = arrow.array(["".join(words) for words in folded], arrow.string())
    together = pc.binary_join(
        arrow.ListArray.from_arrays(lists.offsets, joined.take(pieces.indices)), ""
    )
    together_sums = checksums(together.cast(arrow.binary()).to_pylist())
    dropped = HONORIFICS | LEGAL_FORMS
    disjoint = dropped.isdisjoint
    special = ~np.fromiter(map(disjoint, folded), bool, len(folded))
    named = np.unique(name_of[special[codes]])
    more = [
        (word, int(owner))
        for text, owner in zip(
            names.take(arrow.array(named)).to_pylist(), owners[named], strict=True
        )
        for word in words_of(text, type_of[owner])
    ]
    more_sums = checksums(word.encode() for word, _ in more)
    more_owners = np.fromiter((owner for _, owner in more), np.int64, len(more))
    return (
        np.concatenate([whole_sums, together_sums, more_sums]),
        np.concatenate([whole_owners, owners, more_owners]),
    )


def _folded(pieces: Any) -> list[Sequence[str]]:
    """The words of each piece; a plain one is just made small."""
    import pyarrow.compute as pc

    from actorgraph.names.fold import fold

    plain = pc.match_substring_regex(pieces, "^[A-Za-z0-9]+$").to_pylist()
    small = pc.ascii_lower(pieces).to_pylist()
    return [
        (text,) if is_plain else fold(text).split()
        for text, is_plain in zip(small, plain, strict=True)
    ]


def _runs(counts: Any, codes: Any) -> Any:
    """Where the words of each piece stand in the list of the words of all distinct pieces."""
    import numpy as np

    starts = np.concatenate([[0], np.cumsum(counts)[:-1]]) if len(counts) else counts
    lengths = counts[codes]
    ends = np.cumsum(lengths)
    within = np.arange(ends[-1] if len(ends) else 0) - np.repeat(ends - lengths, lengths)
    return np.repeat(starts[codes], lengths) + within
