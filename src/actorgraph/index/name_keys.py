"""The keys under which names are filed (names/keys.py), as hashes, for one name or for millions.

A key is the kind of key and words; its hash is made from the hashes of the words. `keys_of_all`
stands for `keys_of`, which makes the keys of each name by itself: it takes the hashes of all plain
names out of a few passes over the token table, in a tenth of the time. What is not plain (long
legal forms, scripts that are not spelled word by word) goes name by name. The two, and
`near_numbers` with `near_keys`, are compared by tests/index/test_names_in_bulk.py.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from actorgraph.index.hashing import (
    MASK,
    hashes_without_a_letter,
    joined_hashes,
    mix,
    word_hash,
    word_hashes,
)
from actorgraph.progress import unreported

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    import pyarrow as arrow

    from actorgraph.index.array_types import Flags, Hashes, Owners, Places
    from actorgraph.index.posting_sort import SortedPairs
    from actorgraph.index.token_table import TokenTable
    from actorgraph.progress import Progress

AT_ONCE = 1 << 18
"""How many names are looked at together: enough to be quick, few enough to be held."""


_SALTS = {kind: crc32(kind.encode()) for kind in "=swipcab-"}


def number_of(key: str) -> int:
    """Return the number of a key."""
    kind, rest = key[0], key[1:]
    words = rest.split(" ") if kind == "=" else rest.split("+") if kind in "pi" else [rest]
    number = _SALTS[kind]
    for word in words:
        number += _number_of_word(word)
    return mix(number & MASK)


@lru_cache(maxsize=1 << 15)
def _number_of_word(word: str) -> int:
    """Return what a word counts in the number of a key: many names share their words."""
    return mix(word_hash(word))


class NameKeys(NamedTuple):
    """The keys of some names, each name by itself.

    Attributes:
        numbers: of the keys.
        owners: for each key the number of the entity.
        spelled: the words of the names as they are spelled anywhere, to be found by near ones.
        written: the words of the names as they are written, to be found by their beginnings.
    """

    numbers: list[int]
    owners: list[int]
    spelled: set[str]
    written: set[str]


class FiledNames(NamedTuple):
    """The keys of all names.

    Attributes:
        pairs: numbers of keys, with the number of the entity.
        spelled: as NameKeys has it; it may hold words that every name leaves out.
        written: Arrow array of the written words, in any order.
        lines: Arrow array, for each entity what `spelled_lines` says of its names.
    """

    pairs: SortedPairs
    spelled: set[str]
    written: arrow.StringArray
    lines: arrow.StringArray


def keys_of(names: Iterable[tuple[str, str, int]]) -> NameKeys:
    """Return the keys of names.

    Args:
        names: name, type and number of the entity.
    """
    from actorgraph.names.keys import keys_read
    from actorgraph.names.parts import readings
    from actorgraph.names.unfinished import completion_keys, written_words

    keys = NameKeys([], [], set(), set())
    for text, entity_type, owner in names:
        read = readings(text, entity_type)
        keys.written.update(written_words(read[0].folded))
        for key in keys_read(read) | completion_keys(read[0]):
            keys.numbers.append(number_of(key))
            keys.owners.append(owner)
            if key[0] in "sw":
                keys.spelled.add(key[1:])
    return keys


def keys_of_all(
    names: arrow.StringArray,
    owners: Owners,
    person: Flags,
    type_of: Callable[[int], str],
    progress: Progress = unreported,
) -> FiledNames:
    """Return the same for an Arrow array of names.

    Args:
        owners: whose they are.
        person: for each entity whether it has a surname.
        type_of: the type of an entity.
        progress: is told how far this is.
    """
    import numpy as np
    import pyarrow as arrow

    from actorgraph.index.arrays import joined, picked, texts
    from actorgraph.index.posting_sort import SortedPairs
    from actorgraph.index.spelled_lines import lines_of_entities
    from actorgraph.index.token_table import token_table_of

    table = token_table_of(names, at_once=AT_ONCE)
    pairs, lines = SortedPairs(), [texts([])]
    spelled, odd_words = table.spelling_keys, set[str]()
    for number, start in enumerate(range(0, len(names), AT_ONCE)):
        whose = owners[start : start + AT_ONCE]
        part = _NameWords(table, number, person[whose])
        for sums, name in part.filed():
            pairs.add(sums, whose[name])
        lines.append(part.lines())
        odd = np.flatnonzero(part.odd)
        of = whose[odd].tolist()
        odd_names = zip(picked(names, odd + start).to_pylist(), map(type_of, of), of, strict=True)
        keys = keys_of(odd_names)
        pairs.add(np.array(keys.numbers, np.uint32), keys.owners)
        spelled |= keys.spelled
        odd_words |= keys.written
        progress(min(1.0, (start + AT_ONCE) / len(names)))
    written = arrow.concat_arrays([table.written, texts(odd_words)])
    of_entities = lines_of_entities(joined(*lines), owners, len(person))
    return FiledNames(pairs, spelled, written, of_entities)


def near_numbers(words: Sequence[str]) -> tuple[Hashes, Places]:
    """Return the numbers of the near keys of words, and for each the number of the word."""
    import numpy as np

    from actorgraph.index.arrays import lengths, picked, texts
    from actorgraph.names.fold import spelling_keys
    from actorgraph.names.keys import LONGEST_WORD

    spelled = texts(spelling_keys(words))
    plain = np.flatnonzero(lengths(spelled) <= LONGEST_WORD)
    shorter, owners = hashes_without_a_letter(picked(spelled, plain))
    sums = np.concatenate([word_hashes(spelled), shorter])
    return _of_kind("-", mix(sums)), np.concatenate([np.arange(len(words)), plain[owners]])


class _NameWords:
    """Some names as the words they are made of, one array for all.

    Args:
        table: the words of all names.
        number: which of its parts these names are.
        person: for each of them whether it is a person's.

    Attributes:
        odd: for each name, whether it must be looked at by itself.
    """

    def __init__(self, table: TokenTable, number: int, person: Flags) -> None:
        import numpy as np

        self._table, self._person = table, person
        self._count = len(person)
        codes, at = table.parts[number]
        lengths = table.count[codes]
        word = _runs(table.start[codes], lengths)
        ends = np.append(0, np.cumsum(lengths))
        self.odd = np.zeros(self._count, bool)
        self.odd[_names_of(np.flatnonzero(table.strange[codes]), at)] = True
        commas = np.flatnonzero(table.comma[codes])
        of_name, first = np.unique(_names_of(commas, at), return_index=True)
        before_comma = ends[commas[first] + 1]
        self._take(word, ends[at])
        self.odd[self._size == 0] = True
        self._find_long_forms()
        self._find_generations()
        kept = self._kept()
        before_comma = kept[before_comma]
        self._sur = self._surnames(of_name, before_comma)

    def _take(self, word: Places, at: Places) -> None:
        """Set the words of the names, and where those of each begin."""
        import numpy as np

        self._word, self._at = word, at
        self._size = np.diff(at)
        self._name = np.repeat(np.arange(self._count, dtype=np.int32), self._size)

    def _find_long_forms(self) -> None:
        """Mark names as odd in which a legal form of several words may stand."""
        import numpy as np

        begins = np.flatnonzero(self._table.begins_form[self._word[:-1]])
        goes_on = begins[self._table.continues_form[self._word[begins + 1]]]
        names = self._name[goes_on]
        self.odd[names[~self._person[names]]] = True

    def _find_generations(self) -> None:
        """Mark people as odd of whose names a word can say the generation, by where it stands."""
        names = self._name[self._table.generation[self._word]]
        self.odd[names[self._person[names]]] = True

    def _kept(self) -> Places:
        """Leave out titles, legal forms and odd names; return how many words stay before each."""
        import numpy as np

        table, name = self._table, self._name
        left_out = np.where(self._person[name], table.title[self._word], table.form[self._word])
        places = np.flatnonzero(left_out)
        fewer = np.bincount(name[places], minlength=self._count)
        # Of a name that is nothing else all words stay.
        left_out[places[fewer[name[places]] == self._size[name[places]]]] = False
        places = places[left_out[places] & ~self.odd[name[places]]]
        self._left_out = self._word[places], name[places]
        kept = ~left_out
        if self.odd.any():
            kept &= ~self.odd[name]
        before = np.append(0, np.cumsum(kept))
        if not kept.all():
            self._take(self._word[kept], before[self._at])
        return before

    def _surnames(self, of_name: Places, before_comma: Places) -> Places:
        """Return the place of each surname: the last word, if that is no letter or father's name.

        Else it is the first.
        """
        import numpy as np

        from actorgraph.names.parts import FULL

        if not len(self._word):
            return np.zeros(self._count, np.int64)
        last = np.maximum(self._at[1:] - 1, 0)
        fathers = self._table.patronymic
        is_last = (self._size == FULL) & fathers[self._word[last]]
        is_last &= ~fathers[self._word[np.maximum(last - 1, 0)]]
        given = self._table.long[self._word[last]] & ~is_last
        surname = np.where(given, last, self._at[:-1])
        told = before_comma > self._at[of_name]
        surname[of_name[told]] = before_comma[told] - 1
        return np.minimum(surname, len(self._word) - 1)

    def lines(self) -> arrow.StringArray:
        """Return a line for each plain name of a person, an empty text for any other."""
        from actorgraph.index.spelled_lines import spelled_lines

        table = self._table
        plain = self._person & ~self.odd & (self._size > 0)
        plain[self._left_out[1]] = False
        plain[self._name[table.title[self._word]]] = False
        kept = plain[self._name]
        return spelled_lines(table, self._word[kept], self._name[kept], self._count)

    def filed(self) -> Iterator[tuple[Hashes, Places]]:
        """Yield the numbers of keys, each with the place of its name; in parts."""
        if len(self._word):
            yield from self._as_wholes()
            yield from self._by_word()
            yield from self._by_initials()
            yield from self._by_pair()
            yield from self._as_written()

    def _as_wholes(self) -> Iterator[tuple[Hashes, Places]]:
        import numpy as np

        table, word = self._table, self._word
        names = np.flatnonzero(self._size)
        starts = self._at[names]
        yield _of_kind("=", np.add.reduceat(table.spelled[word], starts, dtype=np.uint32)), names
        joined = joined_hashes(table.sum[word], table.length[word], starts)
        many = self._size[names] > 1
        yield _of_kind("=", mix(joined[many])), names[many]

    def _by_word(self) -> Iterator[tuple[Hashes, Places]]:
        """Yield the keys of words as spelled anywhere; of persons also surnames with initials."""
        import numpy as np

        table, word, name = self._table, self._word, self._name
        many = self._size > 1
        named = many & self._person
        surname = word[self._sur]
        like, family = table.like[word], table.like[surname]
        of_person = np.flatnonzero(named[name])
        by_word = table.long[word] | ~many[name]
        whose = name[of_person]
        by_word[of_person[like[of_person] == family[whose]]] = False
        yield _of_kind("w", like[by_word]), name[by_word]
        names = np.flatnonzero(named)
        yield _of_kind("s", family[names]), names
        given = of_person[table.distinct[word[of_person]] != table.distinct[surname[whose]]]
        whose = name[given]
        yield _of_kind("i", table.initial[word[given]] + family[whose]), whose

    def _by_initials(self) -> Iterator[tuple[Hashes, Places]]:
        """Yield the keys of abbreviations of organisations, with and without small words."""
        import numpy as np

        from actorgraph.names.parts import LEAST_ACRONYM

        table = self._table
        of = ~self._person & (self._size >= LEAST_ACRONYM)
        words = np.flatnonzero(of[self._name])
        for kept in (words, words[~table.small[self._word[words]]]):
            name = self._name[kept]
            starts = np.flatnonzero(np.append(True, name[1:] != name[:-1])[: len(name)])
            letters = table.letter[self._word[kept]]
            sums = joined_hashes(letters, np.ones(len(kept), np.int64), starts)
            yield _of_kind("a", mix(sums)), name[starts]

    def _by_pair(self) -> Iterator[tuple[Hashes, Places]]:
        """Yield the keys of two words as they sound: any two of short names, else neighbours."""
        import numpy as np

        from actorgraph.names.keys import FEW_WORDS, PAIRED_WORDS

        table, word = self._table, self._word
        persons = self._person[self._name]
        heard = np.where(persons, table.heard[word], table.sound[word])
        kept = self._content()
        size = np.bincount(self._name[kept], minlength=self._count)
        loud = np.flatnonzero((heard != 0) & kept)
        name, heard = self._name[loud], heard[loud]
        count = np.bincount(name, minlength=self._count)
        wide = (count <= PAIRED_WORDS) & (self._person | (size <= FEW_WORDS))
        for apart in range(1, PAIRED_WORDS):
            places = np.flatnonzero(name[apart:] == name[:-apart])
            if apart > 1:
                places = places[wide[name[places]]]
            if len(places):
                yield _of_kind("p", heard[places] + heard[places + apart]), name[places]

    def _content(self) -> Flags:
        """Mark words that say what is named: all of persons, of others those that are not small."""
        import numpy as np

        bound = self._table.small[self._word] & ~self._person[self._name]
        others = np.bincount(self._name[~bound], minlength=self._count)
        content: Flags = ~bound | (others[self._name] == 0)
        return content

    def _as_written(self) -> Iterator[tuple[Hashes, Places]]:
        """Yield the keys of words that no other key has: titles, legal forms and letters."""
        import numpy as np

        word, name = self._left_out
        yield _of_kind("b", self._table.spelled[word]), name
        letters = np.flatnonzero(~self._table.long[self._word] & (self._size > 1)[self._name])
        yield _of_kind("b", self._table.spelled[self._word[letters]]), self._name[letters]


def _of_kind(kind: str, sums: Hashes) -> Hashes:
    import numpy as np

    return mix(sums + np.uint32(_SALTS[kind]))


def _names_of(places: Places, at: Places) -> Places:
    """Return the name in which each place lies; `at` says where names begin."""
    import numpy as np

    return np.searchsorted(at, places, side="right") - 1


def _runs(starts: Places, lengths: Places) -> Places:
    """Return the numbers of runs: from each start on as many as its length says."""
    import numpy as np

    if len(lengths) and lengths.min() == lengths.max() == 1:
        return starts
    ends = np.cumsum(lengths)
    first = np.repeat(starts - (ends - lengths), lengths)
    return first + np.arange(len(first))
