"""The keys under which names are filed (names/keys.py), as numbers, for one name or for millions.

A key is the kind of key and words; its number is made from the checksums of the words, so that
the keys of all plain names come out of a few passes over arrays: each distinct word is folded
and sounded once. What is not plain (titles, legal forms, other scripts) goes name by name.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_MASK = 0xFFFFFFFF
_STEP = 0x2C1B3C6D
_LETTER = 0x01000193
_AT_ONCE = 1 << 19
"""How many names are looked at together: enough to be quick, few enough to be held."""


def number_of(key: str) -> int:
    """The number of a key."""
    kind, rest = key[0], key[1:]
    if kind == "=":
        found = sum(_mixed(crc32(word.encode())) for word in rest.split(" "))
    elif kind in "pi":
        one, _, other = rest.partition("+")
        found = _mixed(crc32(one.encode())) + _mixed(crc32(other.encode()))
    elif kind == "a":
        found = 0
        for letter in rest:
            found = (found * _LETTER + ord(letter)) & _MASK
    else:
        found = _mixed(crc32(rest.encode()))
    return _of_kind(kind, found & _MASK)


def keys_of(names: Iterable[tuple[str, str, int]]) -> tuple[list[int], list[int], set[str]]:
    """The numbers of the keys of names, whose they are, and the words to be found by near ones.

    Args:
        names: name, type and number of the entity.
    """
    from actorgraph.names.keys import keys_parsed
    from actorgraph.names.parts import parsed

    numbers, owners, words = [], [], set()
    for text, kind, owner in names:
        for key in keys_parsed(parsed(text, kind)):
            numbers.append(number_of(key))
            owners.append(owner)
            if key[0] in "sw":
                words.add(key[1:])
    return numbers, owners, words


def keys_of_all(names: Any, owners: Any, types: Sequence[str]) -> tuple[Any, Any, set[str]]:
    """The same for an Arrow array of names.

    Args:
        owners: whose they are.
        types: of each entity.
    """
    import numpy as np

    from actorgraph.names.parts import is_person

    persons = {kind: is_person(kind) for kind in set(types)}
    person = np.fromiter((persons[kind] for kind in types), bool, len(types))
    found: list[tuple[Any, Any]] = [(np.empty(0, np.uint32), np.empty(0, np.uint32))]
    words: set[str] = set()
    for start in range(0, len(names), _AT_ONCE):
        part, whose = names[start : start + _AT_ONCE], owners[start : start + _AT_ONCE]
        said = _Said(part, person[whose])
        found.append(_keys_of_odd(part, whose, types, said.odd, words))
        found += [(sums, whose[name].astype(np.uint32)) for sums, name in said.filed()]
        words.update(said.near_words())
    sums, all_owners = zip(*found, strict=True)
    return np.concatenate(sums), np.concatenate(all_owners), words


def _keys_of_odd(
    names: Any, owners: Any, types: Sequence[str], odd: Any, words: set[str]
) -> tuple[Any, Any]:
    """The keys of names that must be looked at one by one; their words are added."""
    import numpy as np
    import pyarrow as arrow

    chosen = np.flatnonzero(odd)
    texts = names.take(arrow.array(chosen)).to_pylist()
    whose = owners[chosen].tolist()
    kinds = [types[owner] for owner in whose]
    numbers, of_entities, met = keys_of(zip(texts, kinds, whose, strict=True))
    words.update(met)
    return np.array(numbers, np.uint32), np.array(of_entities, np.uint32)


class _Said:
    """Many names as words: one array of words, one of the names they stand in.

    Attributes:
        odd: for each name, whether it must be looked at by itself.
    """

    def __init__(self, names: Any, person: Any) -> None:
        import numpy as np
        import pyarrow.compute as pc

        lists = pc.utf8_split_whitespace(names)
        pieces = pc.list_flatten(lists).dictionary_encode()
        of_name = pc.list_parent_indices(lists).to_numpy().astype(np.int64)
        codes = pieces.indices.to_numpy()
        read = [_read_piece(text) for text in pieces.dictionary.to_pylist()]
        counts = np.fromiter((len(words) for words, _ in read), np.int64, len(read))
        numbers: dict[tuple[str, str], int] = {}
        flat = [numbers.setdefault(word, len(numbers)) for words, _ in read for word in words]
        self._words = list(numbers)
        self._person = person
        lengths = counts[codes]
        self._word = np.array(flat, np.int64)[_runs(counts, codes)]
        self._of_name = np.repeat(of_name, lengths)
        self.odd = self._odd(len(names), of_name, codes, read)
        comma = np.fromiter((how == _COMMA for _, how in read), bool, len(read))
        self._last_before_comma = self._ends_of_pieces(lengths, comma[codes], len(names), of_name)
        kept = ~self.odd[self._of_name]
        self._position = np.cumsum(kept) - 1
        self._kept = kept
        self._word, self._of_name = self._word[kept], self._of_name[kept]

    def _odd(self, count: int, of_name: Any, codes: Any, read: list[Any]) -> Any:
        import numpy as np

        from actorgraph.names.words import HONORIFICS, LEGAL_FORMS, LONG_LEGAL_FORMS

        forms = LEGAL_FORMS | {word for form in LONG_LEGAL_FORMS for word in form.split()}
        strange = np.fromiter((how == _STRANGE for _, how in read), bool, len(read))
        titled = self._pieces_with(read, HONORIFICS) | strange
        formed = self._pieces_with(read, forms) | strange
        odd = np.zeros(count, bool)
        person = self._person[of_name]
        odd[of_name[np.where(person, titled[codes], formed[codes])]] = True
        words = np.bincount(self._of_name, minlength=count)
        return odd | (words == 0) | (self._person & (words > _MOST_WORDS))

    @staticmethod
    def _pieces_with(read: list[Any], words: frozenset[str] | set[str]) -> Any:
        import numpy as np

        return np.fromiter(
            (any(word in words for word, _ in found) for found, _ in read), bool, len(read)
        )

    @staticmethod
    def _ends_of_pieces(lengths: Any, comma: Any, count: int, of_name: Any) -> Any:
        """For each name the place of the last word before its first comma, or -1."""
        import numpy as np

        found = np.full(count, -1, np.int64)
        places = np.cumsum(lengths) - 1
        with_comma = np.flatnonzero(comma)[::-1]  # the first comma of a name is written last
        found[of_name[with_comma]] = places[with_comma]
        return found

    def near_words(self) -> set[str]:
        """The words, as spelled anywhere, that a query one letter off may mean."""
        import numpy as np

        size = np.bincount(self._of_name, minlength=len(self.odd))
        alone = np.unique(self._word[size[self._of_name] == 1]).tolist()
        found = {_skeleton(self._words[number][0]) for number in alone}
        numbers = np.unique(self._word).tolist()
        words = (self._words[number][0] for number in numbers)
        return found.union(_skeleton(word) for word in words if len(word) > 1)

    def filed(self) -> Iterable[tuple[Any, Any]]:
        """Numbers of keys, each with the name it is for; in parts."""
        import numpy as np

        from actorgraph.names.words import SMALL_WORDS

        texts = [word for word, _ in self._words]
        word, name = self._word, self._of_name
        count = len(self.odd)
        size = np.bincount(name, minlength=count)
        person = self._person[name]
        many = size[name] > 1
        spelled = _mix_all(texts)[word]
        sounds = [_code(heard) for _, heard in self._words]
        both = zip(self._words, sounds, strict=True)
        plain = [sound if word == heard else _code(word) for (word, heard), sound in both]
        letters = np.fromiter((ord(text[0]) for text in texts), np.uint32, len(texts))
        initial = _mix_all([text[0] for text in texts])[word]
        like = _mix_all([_skeleton(text) for text in texts])[word]
        long = np.fromiter((len(text) > 1 for text in texts), bool, len(texts))[word]

        whole = np.zeros(count, np.uint32)
        np.add.at(whole, name, spelled)
        there = np.flatnonzero(size)
        yield _all_of_kind("=", whole[there]), there
        several = np.flatnonzero(size > 1)
        yield _all_of_kind("=", _mix_all(self._joined(texts, several))), several

        surname = self._surnames(long, size)
        of_word = surname[name]
        has_surname = person & many
        is_surname = has_surname & (word == word[of_word])
        by_word = (long | ~many) & ~(has_surname & (like == like[of_word]))
        yield _all_of_kind("w", like[by_word]), name[by_word]
        places = surname[np.flatnonzero((size > 1) & self._person)]
        yield _all_of_kind("s", like[places]), name[places]
        given = has_surname & ~is_surname
        yield _all_of_kind("i", initial[given] + like[of_word[given]]), name[given]

        organised = ~has_surname
        small = np.fromiter((text in SMALL_WORDS for text in texts), bool, len(texts))[word]
        for counted in (organised, organised & ~small):
            kept = counted & (size[name] >= _LEAST_ACRONYM)
            initials = _polynomial(letters[word[kept]], name[kept], count)
            known = np.unique(name[kept])
            yield _all_of_kind("a", initials[known]), known

        yield from self._pairs(sounds, size, self._person)
        yield from self._pairs(plain, size, ~self._person)

    def _joined(self, texts: list[str], names: Any) -> list[str]:
        """The words of names written as one."""
        import numpy as np
        import pyarrow as arrow
        import pyarrow.compute as pc

        size = np.bincount(self._of_name, minlength=len(self.odd))
        chosen = np.zeros(len(self.odd), bool)
        chosen[names] = True
        words = arrow.array(texts).take(arrow.array(self._word[chosen[self._of_name]]))
        offsets = np.concatenate([[0], np.cumsum(size[names])]).astype(np.int32)
        lists = arrow.ListArray.from_arrays(arrow.array(offsets), words)
        return list(pc.binary_join(lists, "").to_pylist())

    def _surnames(self, long: Any, size: Any) -> Any:
        """For each name the place of its surname: the last word, the first if that is a letter."""
        import numpy as np

        ends = np.cumsum(size) - 1
        ends[ends < 0] = 0
        begins = np.maximum(ends - size + 1, 0)
        found = np.where(long[ends], ends, begins)
        told = np.flatnonzero((self._last_before_comma >= 0) & (size > 0))
        found[told] = self._position[self._last_before_comma[told]]
        return found

    def _pairs(self, sounds: list[str], size: Any, of: Any) -> Iterable[tuple[Any, Any]]:
        """Neighbours as they sound; in short names also the first with the last."""
        import numpy as np

        loud = np.fromiter(map(bool, sounds), bool, len(sounds))[self._word] & of[self._of_name]
        name = self._of_name[loud]
        heard = _mix_all(sounds)[self._word[loud]]
        beside = np.flatnonzero(name[1:] == name[:-1])
        yield _all_of_kind("p", heard[beside] + heard[beside + 1]), name[beside]
        count = np.bincount(name, minlength=len(size))
        short = self._person | (size <= _FEW_WORDS)
        apart = np.flatnonzero(name[2:] == name[:-2])
        apart = apart[(count[name[apart]] == _FEW_WORDS) & short[name[apart]]]
        yield _all_of_kind("p", heard[apart] + heard[apart + 2]), name[apart]


_PLAIN, _COMMA, _STRANGE = range(3)
_FEW_WORDS = _MOST_WORDS = _LEAST_ACRONYM = 3
_FIRST_OTHER_LETTER = "\u0370"
_TWICE = re.compile(r"(.)\1+")
_LAST_PLAIN_LETTER = "\u052f"


def _read_piece(text: str) -> tuple[list[tuple[str, str]], int]:
    """The words of a piece between blanks, each with how it is heard, and how to treat it."""
    from actorgraph.names.fold import fold
    from actorgraph.names.scripts import heard

    if text.isascii():
        if text.isalnum():
            small = text.lower()
            return [(small, small)], _PLAIN
        words = fold(text).split()
        pairs = [(word, word) for word in words]
        if "," in text[:-1] or "." in text[:-1]:
            return pairs, _STRANGE
        return pairs, _COMMA if text[-1:] == "," else _PLAIN
    words = fold(text).split()
    # Only marks of Latin letters are heard otherwise than they are spelled.
    marked = any("\x7f" < letter < _FIRST_OTHER_LETTER for letter in text)
    sounded = fold(heard(text)).split() if marked else words
    plain = max(text) <= _LAST_PLAIN_LETTER and len(words) == len(sounded)
    if not plain or "," in text[:-1] or "." in text[:-1]:
        return [(word, word) for word in words], _STRANGE
    how = _COMMA if text[-1:] == "," else _PLAIN
    return list(zip(words, sounded, strict=True)), how


def _skeleton(word: str) -> str:
    """How a word is spelled anywhere; of a number only doubled digits are rewritten."""
    from actorgraph.names.fold import skeleton

    return _TWICE.sub(r"\1", word) if word.isdigit() else skeleton(word)


def _code(word: str) -> str:
    """How a word is filed by its sound; a number as it is, a letter not at all."""
    from actorgraph.names.sounds import code

    if len(word) <= 1:
        return ""
    return word if word.isdigit() else code(word)


def _runs(counts: Any, codes: Any) -> Any:
    """Where the words of each piece stand in the list of the words of all distinct pieces."""
    import numpy as np

    starts = np.concatenate([[0], np.cumsum(counts)[:-1]]) if len(counts) else counts
    lengths = counts[codes]
    ends = np.cumsum(lengths)
    within = np.arange(ends[-1] if len(ends) else 0) - np.repeat(ends - lengths, lengths)
    return np.repeat(starts[codes], lengths) + within


def _mixed(number: int) -> int:
    number = ((number ^ (number >> 15)) * _STEP) & _MASK
    return number ^ (number >> 12)


def _of_kind(kind: str, number: int) -> int:
    return _mixed((number + crc32(kind.encode())) & _MASK)


def _mix_all(texts: Sequence[str]) -> Any:
    import numpy as np

    return _mixed_all(np.fromiter(map(crc32, map(str.encode, texts)), np.uint32, len(texts)))


def _mixed_all(numbers: Any) -> Any:
    import numpy as np

    numbers = (numbers ^ (numbers >> np.uint32(15))) * np.uint32(_STEP)
    return numbers ^ (numbers >> np.uint32(12))


def _all_of_kind(kind: str, numbers: Any) -> Any:
    import numpy as np

    return _mixed_all(numbers + np.uint32(crc32(kind.encode())))


def _polynomial(letters: Any, names: Any, count: int) -> Any:
    """For each name its letters in order, as one number."""
    import numpy as np

    size = np.bincount(names, minlength=count)
    ends = np.cumsum(size)
    place = np.arange(len(names)) - np.repeat(ends - size, size)[: len(names)]
    found = np.zeros(count, np.uint32)
    for at in range(int(size.max()) if len(names) else 0):
        here = place == at
        found[names[here]] = found[names[here]] * np.uint32(_LETTER) + letters[here]
    return found
