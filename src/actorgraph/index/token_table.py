"""The tokens of many names, each looked at once: how it is spelled, sounds and abbreviates.

Stands for `parsed` (names/parts.py) and the keys of its words, name by name; for what that gains
and the test that compares both see name_keys.py.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from actorgraph.index.arrays import bytes_of, joined, kept, numbers_in, picked, texts, truths_in
from actorgraph.index.hashing import mix, word_hashes

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as arrow

    from actorgraph.index.array_types import Flags, Hashes, Places

_STRANGE = re.compile("[,.](?=.)|[^\x00-\u052f]|^d[.]$|[Ͱ-Ͽ][΄ʹʹ´'’]$", re.DOTALL)
"""A comma or a stop in the middle, a letter of scripts that are not spelled word by word, or a sign
of a generation: d. J. in German, the mark of a Greek number."""


NOT_HEARD = -1
"""In place of a key, of words that are heard as they are spelled."""


@dataclass(slots=True)
class TokenTable:
    """Names as pieces between blanks, and pieces as words.

    A word is a place in the arrays that are said to be of words: those of one piece lie one after
    the other, and the same word may have several places.

    Attributes:
        parts: of some names each, the piece at each place, and where the pieces of a name begin.
        start, count: of pieces, their words.
        strange: of pieces, whether a name with it must be looked at by itself.
        comma: of pieces, whether a comma ends it.
        distinct: of words, a number that tells different ones apart.
        sum, length: of words, of their letters.
        spelled, like, initial: of words, sums of the word, its spelling key, first letter, mixed.
        letter: of words, the first.
        long: of words, whether they are more than a letter.
        small, title, form, begins_form, continues_form, patronymic, generation: of words, what they
            can be.
        sound, heard: of words, the sum of how they sound, and with the marks of Latin letters
            spelled out, mixed; 0 if they have none.
        heard_as: of words, which of the keys says how they are heard; NOT_HEARD if they are heard
            as they are spelled.
        keys: Arrow array of spelling keys, those of distinct words first; rank: their order.
        spelling_keys: of all words that are no numbers.
        written: Arrow array of all words, each once.
    """

    parts: list[tuple[Places, Places]]
    start: Places
    count: Places
    strange: Flags
    comma: Flags
    distinct: Places
    sum: Hashes
    length: Places
    spelled: Hashes
    like: Hashes
    initial: Hashes
    letter: Hashes
    long: Flags
    small: Flags
    title: Flags
    form: Flags
    begins_form: Flags
    continues_form: Flags
    patronymic: Flags
    generation: Flags
    sound: Hashes
    heard: Hashes
    heard_as: Places
    keys: arrow.StringArray
    rank: Places
    spelling_keys: set[str]
    written: arrow.StringArray


def token_table_of(names: arrow.StringArray, *, at_once: int) -> TokenTable:
    """The words of an Arrow array of names, which are taken apart so many at a time."""
    import pyarrow as arrow
    import pyarrow.compute as pc

    coded, begins = [], []
    for start in range(0, len(names), at_once):
        lists = pc.ascii_split_whitespace(names[start : start + at_once])
        coded.append(pc.list_flatten(lists).dictionary_encode())
        offsets = numbers_in(lists.offsets)
        begins.append(offsets - offsets[0])
    if not coded:
        return _read(texts([]), [])
    chunks = arrow.chunked_array(coded).unify_dictionaries().chunks
    coded.clear()
    codes = [numbers_in(chunk.indices) for chunk in chunks]
    pieces = chunks[0].dictionary
    return _read(pieces, list(zip(codes, begins, strict=True)))


def _read(pieces: arrow.StringArray, parts: list[tuple[Places, Places]]) -> TokenTable:
    import numpy as np
    import pyarrow as arrow
    import pyarrow.compute as pc

    plain = pc.and_(pc.string_is_ascii(pieces), pc.ascii_is_alnum(pieces))
    is_plain = truths_in(plain)
    others = _Others(kept(pieces, ~is_plain).to_pylist())
    words = arrow.concat_arrays([pc.ascii_lower(pieces.filter(plain)), texts(others.words)])
    plain_ones = int(is_plain.sum())
    count = np.ones(len(pieces), np.int32)
    count[~is_plain] = others.counts
    start = np.empty(len(pieces), np.int32)
    start[is_plain] = np.arange(plain_ones)
    start[~is_plain] = plain_ones + np.cumsum(others.counts) - others.counts
    strange, comma = np.zeros((2, len(pieces)), bool)
    strange[~is_plain], comma[~is_plain] = others.strange, others.comma
    return TokenTable(parts, start, count, strange, comma, **_looked_at(words, others, plain_ones))


class _Others:
    """Pieces that are not just ASCII letters and digits.

    Attributes:
        words: of all of them, one piece after the other; counts: of each.
        strange, comma: of each, as TokenTable has it.
        marked: from the place of a word to how it is heard, where that differs.
    """

    def __init__(self, pieces: Sequence[str]) -> None:
        import numpy as np

        from actorgraph.names.fold import folded_words

        words = folded_words(pieces)
        self.counts = np.fromiter(map(len, words), np.int32, len(words))
        self.comma = np.array([text[-1:] == "," for text in pieces], bool)
        self.strange = np.array([_STRANGE.search(text) is not None for text in pieces], bool)
        self.words = [word for several in words for word in several]
        self.marked = self._hear(pieces, words)

    def _hear(self, pieces: Sequence[str], words: list[list[str]]) -> dict[int, str]:
        """Only marks of Latin letters are heard otherwise than they are spelled."""
        from actorgraph.names.fold import folded_words
        from actorgraph.names.scripts import is_marked

        marked = [number for number, text in enumerate(pieces) if is_marked(text)]
        places = [0, *self.counts.cumsum().tolist()]
        found: dict[int, str] = {}
        sounds = folded_words([pieces[number] for number in marked], spoken=True)
        for number, sounded in zip(marked, sounds, strict=True):
            if len(sounded) != len(words[number]):
                self.strange[number] = True
            else:
                both = enumerate(zip(words[number], sounded, strict=True), places[number])
                found |= {place: heard for place, (word, heard) in both if word != heard}
        return found


def _looked_at(words: arrow.StringArray, others: _Others, plain_ones: int) -> dict[str, Any]:
    """All that the table says of words."""
    import numpy as np
    import pyarrow.compute as pc

    from actorgraph.names.fold import spelling_keys
    from actorgraph.names.sounds import phonetic_keys

    coded = words.dictionary_encode()
    spelled, distinct = coded.dictionary, numbers_in(coded.indices)
    letters, at = bytes_of(spelled)
    letter, length = letters[at[:-1]].astype(np.uint32), np.diff(at)
    sums = word_hashes(spelled)
    digits = truths_in(pc.ascii_is_decimal(spelled))
    keys = _keys(spelled, digits)
    spelled_keys = set(kept(keys, ~digits).to_pylist())
    sound = sums.copy()
    lettered = np.flatnonzero(~digits & (length > 1))
    sound[lettered] = word_hashes(texts(phonetic_keys(picked(spelled, lettered).to_pylist())))
    sound[length <= 1] = 0
    heard = _mixed_or_nothing(sound)[distinct]
    marked = np.fromiter(others.marked, np.int64, len(others.marked)) + plain_ones
    marked_words = list(others.marked.values())
    heard[marked] = _mixed_or_nothing(word_hashes(texts(_sounds(marked_words))))
    heard_as = np.full(len(words), NOT_HEARD)
    heard_as[marked] = np.arange(len(marked_words)) + len(keys)
    of_words = {
        "sum": sums,
        "length": length,
        "spelled": mix(sums),
        "like": mix(word_hashes(keys)),
        "initial": mix(letter),
        "letter": letter,
        "long": length > 1,
        "sound": _mixed_or_nothing(sound),
    }
    of_words |= _kinds_of(spelled)
    of_each = {name: values[distinct] for name, values in of_words.items()}
    keys = joined(keys, texts(spelling_keys(marked_words)))
    return {
        **of_each,
        "distinct": distinct,
        "heard": heard,
        "heard_as": heard_as,
        "keys": keys,
        "rank": _ranks(keys),
        "spelling_keys": spelled_keys,
        "written": spelled,
    }


def _kinds_of(words: arrow.StringArray) -> dict[str, Flags]:
    """What words can be."""
    import pyarrow.compute as pc

    from actorgraph.names.generations import TELLING
    from actorgraph.names.lexicon import (
        HONORIFICS,
        LEGAL_FORMS,
        LONG_LEGAL_FORMS,
        SMALL_WORDS,
        pattern,
    )

    forms = [form.split() for form in LONG_LEGAL_FORMS]
    patronymics = pattern("given_names", "patronymics")
    kinds = {"patronymic": truths_in(pc.match_substring_regex(words, patronymics))}
    for name, some in (
        ("small", SMALL_WORDS),
        ("title", HONORIFICS),
        ("generation", TELLING),
        ("form", LEGAL_FORMS),
        ("begins_form", {form[0] for form in forms}),
        ("continues_form", {form[1] for form in forms}),
    ):
        kinds[name] = truths_in(pc.is_in(words, texts(some)))
    return kinds


def _keys(words: arrow.StringArray, digits: Flags) -> arrow.StringArray:
    """The spelling keys of words."""
    import numpy as np

    from actorgraph.names.fold import spelling_keys

    # Of a number only doubled digits are rewritten.
    lettered = texts(spelling_keys(kept(words, ~digits).to_pylist()))
    places = np.empty(len(words), np.int64)
    places[~digits] = np.arange(len(lettered))
    places[digits] = np.arange(len(words) - len(lettered)) + len(lettered)
    return picked(joined(lettered, _undoubled(kept(words, digits))), places)


def _ranks(keys: arrow.StringArray) -> Places:
    """The place of each key in the order of all."""
    import numpy as np
    import pyarrow.compute as pc

    ranks = np.empty(len(keys), np.int64)
    ranks[numbers_in(pc.array_sort_indices(keys)).astype(np.int64)] = np.arange(len(keys))
    return ranks


def _undoubled(numbers: arrow.StringArray) -> arrow.StringArray:
    """Texts without the second of two like letters."""
    import numpy as np
    import pyarrow as arrow

    data, at = bytes_of(numbers)
    new = np.append(True, data[1:] != data[:-1])[: len(data)]
    new[at[:-1]] = True
    before = np.zeros(len(data) + 1, np.int32)
    np.cumsum(new, out=before[1:])
    offsets = arrow.py_buffer(before[at])
    return arrow.StringArray.from_buffers(len(numbers), offsets, arrow.py_buffer(data[new]))


def _sounds(words: Sequence[str]) -> list[str]:
    from actorgraph.names.sounds import phonetic_keys

    pairs = zip(words, phonetic_keys(words), strict=True)
    return ["" if len(word) == 1 else key for word, key in pairs]


def _mixed_or_nothing(sums: Hashes) -> Hashes:
    import numpy as np

    return np.where(sums == 0, sums, mix(sums))
