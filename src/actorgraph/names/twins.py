"""Entities whose names can be one, among any number of entities.

Names are put into blocks by their words as spelled anywhere, without initials, titles and legal
forms, and only names of one block are compared: the time grows with the entities, not with their
pairs. Called by queries/similar_names.py. Leaves out names that are merely alike.
"""

from __future__ import annotations

import pickle
from array import array
from itertools import chain, combinations, islice, product, repeat
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from actorgraph.collector import collector_paused
from actorgraph.forking import shared
from actorgraph.names.compare import compare_surely
from actorgraph.names.entries import Entry
from actorgraph.names.fold import folded_words, spelling_key, spelling_keys
from actorgraph.names.lexicon import HONORIFICS, LEGAL_FORMS
from actorgraph.names.parts import Name, is_person, parsed
from actorgraph.names.scores import DIFFERENT, Score
from actorgraph.names.sureness import COMPLETE, EXACT, STRONG

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence


MANY = 10
"""From so many pairs on who can be one is one group."""
FORMS = 30
"""So many ways to write a name are compared with each other; more are one group."""
FOLDED_AT_ONCE = 1 << 13
BLOCKS_AT_ONCE = 1 << 12
FEW_PARTS = 2
"""So many parts of the work are done by one process."""
MOST_WORDS = 1 << 18
OTHER_TYPE = 0.1
"""How much less likely a person and something else of one name are one."""

Part = TypeVar("Part")
_TELLS_NOTHING = HONORIFICS | LEGAL_FORMS
_MANY_FORMS = Score(0.9, "same name but for initials, titles or marks", STRONG)


class Twins(NamedTuple):
    """Entities whose names can be one.

    Attributes:
        numbers: of the entities, in the order of the data.
        ids: of the same.
        likelihood: to sort by; from 0 to 1.
        reason: why, in words.
    """

    numbers: tuple[int, ...]
    ids: tuple[str, ...]
    likelihood: float
    reason: str


@collector_paused()
def twins(entries: Iterable[Entry], processes: int = 1) -> list[Twins]:
    """Return entities with names that can be one, the most likely first.

    Two are twins if, of the name of one and a name of the other, every part that both have agrees:
    whatever their types, case, marks, word order, titles, initials and middle names.

    Args:
        entries: all of them, in order; they are kept packed until it is known who has a twin.
        processes: how many work at once where there are many.
    """
    kept: list[bytes] = []
    blocks = _blocks(_packed(entries, kept), processes)
    named = _members(kept, {number for block in blocks for number in block.numbers}, processes)

    def found_in(some: Sequence[_Block]) -> list[_Found]:
        return [one for block in some for one in _found(block, named)]

    best: dict[tuple[int, ...], tuple[float, str]] = {}
    parts = [blocks[at : at + BLOCKS_AT_ONCE] for at in range(0, len(blocks), BLOCKS_AT_ONCE)]
    count = processes if len(parts) > FEW_PARTS else 1
    for numbers, why in chain.from_iterable(shared(found_in, parts, count)):
        best[numbers] = max(best.get(numbers, (0.0, "")), why)
    order = sorted(best.items(), key=lambda item: (-item[1][0], len(item[0]), item[0]))
    return [Twins(n, tuple(named[one].entry.id for one in n), *why) for n, why in order]


_Found = tuple[tuple[int, ...], tuple[float, str]]
"""The numbers of those who can be one, how likely, and why."""


def _found(block: _Block, named: Mapping[int, _Keyed]) -> Iterator[_Found]:
    """Yield who can be one in a block."""
    members = [named[number] for number in block.numbers]
    for numbers, score in _within([(one, one.under(block.keys)) for one in members]):
        differ = _differ_in_type([named[number] for number in numbers])
        yield numbers, (score.value - OTHER_TYPE * differ, score.reason)


def _packed(entries: Iterable[Entry], kept: list[bytes]) -> Iterator[bytes]:
    """Yield entities, many at once, as they are sent to a process, and keep them."""
    plain = map(tuple, entries)
    while some := list(islice(plain, FOLDED_AT_ONCE)):
        kept.append(pickle.dumps(some))
        yield kept[-1]


def _unpacked(part: bytes) -> list[Entry]:
    return list(map(Entry._make, pickle.loads(part)))  # noqa: S301 - packed by ourselves


def _members(kept: Iterable[bytes], numbers: set[int], processes: int) -> dict[int, _Keyed]:
    """Return the entities of these numbers; only one of several names has keys to be told by."""

    def with_keys(part: bytes, spelled: _Spelled) -> list[tuple[Entry, list[list[int]]]]:
        there = [one for one in _unpacked(part) if one.number in numbers]
        several = [one for one in there if len(one.names) > 1]
        keys = iter(list(_keyed(several, spelled)))
        return [(one, next(keys) if len(one.names) > 1 else []) for one in there]

    found = chain.from_iterable(_per_part(with_keys, kept, processes))
    return {one.number: _Keyed(one, keys) for one, keys in found}


class _Block(NamedTuple):
    """The numbers of the entities that have some keys in common, each once and in order."""

    keys: set[int]
    numbers: tuple[int, ...]


def _blocks(packed: Iterable[bytes], processes: int) -> list[_Block]:
    """Return the blocks of two entities or more; of those with the same entities one."""
    import numpy as np

    hashes, owners = array("q"), array("q")
    for some_hashes, some_owners in _per_part(_keys_in_order, packed, processes):
        hashes.extend(some_hashes)
        owners.extend(some_owners)
    found, numbers = np.asarray(hashes, np.int64), np.asarray(owners, np.int64)
    order = np.argsort(found, kind="stable")
    found, numbers = found[order], numbers[order]
    is_first = np.append(True, (found[1:] != found[:-1]) | (numbers[1:] != numbers[:-1]))
    found, numbers = found[is_first[: len(found)]], numbers[is_first[: len(found)]]
    starts = np.flatnonzero(np.append(True, found[1:] != found[:-1])[: len(found)])
    sizes = np.diff(np.append(starts, len(found)))
    several = sizes > 1
    blocks: dict[tuple[int, ...], set[int]] = {}
    keys, members = found[starts[several]].tolist(), numbers[np.repeat(several, sizes)].tolist()
    waiting = iter(members)
    for key, size in zip(keys, sizes[several].tolist(), strict=True):
        blocks.setdefault(tuple(islice(waiting, size)), set()).add(key)
    return [_Block(keys, of) for of, keys in blocks.items()]


def _per_part(
    work: Callable[[bytes, _Spelled], Part], packed: Iterable[bytes], processes: int
) -> Iterator[Part]:
    """Yield what becomes of entities, many of which are folded at once, by several processes."""
    parts = iter(packed)
    first = list(islice(parts, FEW_PARTS + 1))
    count = processes if len(first) > FEW_PARTS else 1
    spelled = _Spelled()
    return shared(lambda part: work(part, spelled), chain(first, parts), count)


def _keys_in_order(part: bytes, spelled: _Spelled) -> tuple[array[int], array[int]]:
    """Return the keys of entities, and for each key whose it is; one can be there twice."""
    keys, owners = array("q"), array("q")
    some = _unpacked(part)
    for one, of_names in zip(some, _keyed(some, spelled), strict=True):
        for own in of_names:
            keys.extend(own)
            owners.extend([one.number] * len(own))
    return keys, owners


def _keyed(some: Sequence[Entry], spelled: _Spelled) -> Iterator[list[list[int]]]:
    """Yield for each entity the keys of each of its names."""
    texts = [name for one in some for name in one.names]
    folded = _folded(texts)
    spelled.learn(set(chain.from_iterable(folded)))
    of_person = (is_person(one.type) for one in some for _ in one.names)
    of_names = map(_keys, texts, folded, of_person, repeat(spelled.telling))
    for one in some:
        yield list(islice(of_names, len(one.names)))


class _Spelled:
    """The words of names met so far, as they are spelled anywhere.

    Attributes:
        telling: those that tell names apart, which titles, legal forms and initials do not.
    """

    def __init__(self) -> None:
        self.telling: dict[str, str] = {}
        self._met: set[str] = set()

    def learn(self, words: set[str]) -> None:
        """Spell words, of which few are new; too many to keep are forgotten."""
        if len(self._met) > MOST_WORDS:
            self.telling.clear()
            self._met.clear()
        new = list(words - self._met)
        self._met.update(new)
        for word, spelled in zip(new, spelling_keys(new), strict=True):
            if len(word) > 1 and word not in _TELLS_NOTHING:
                self.telling[word] = spelled


def _folded(texts: list[str]) -> list[list[str]]:
    """Return the folded words of names: of those in ASCII apart, which is quicker."""
    lines = [" ".join(text.splitlines()) for text in texts]
    in_ascii = iter(folded_words([line for line in lines if line.isascii()]))
    romanised = iter(folded_words([line for line in lines if not line.isascii()]))
    return [next(in_ascii if line.isascii() else romanised) for line in lines]


def _keys(
    name: str,
    folded: list[str],
    of_person: bool,
    spelled: Mapping[str, str],
) -> list[int]:
    """Return hashes of what names that can be one have in common.

    Args:
        folded: the words of the name.
        spelled: the words that tell names apart, as they are spelled anywhere.
    """
    words = [spelled[word] for word in folded if word in spelled]
    is_told = len(words) == len(folded)
    told = folded if is_told else [word for word in folded if word in spelled]
    if not words:
        told = [word for word in folded if word not in _TELLS_NOTHING] or folded
        words = [spelling_key(word) for word in told]
    keys = [hash("".join(told) or name.strip())]
    if len(words) < 2:  # noqa: PLR2004 - nothing to order
        keys += map(hash, words)
    elif len(words) == 2 or of_person:  # noqa: PLR2004 - a given name and a surname
        first, last = words[0], words[-1]
        keys.append(hash((first, last) if first < last else (last, first)))
    if len(words) > 2:  # noqa: PLR2004
        keys.append(hash(tuple(sorted(words))))
    return keys


class _Keyed:
    """An entity with the keys of each of its names."""

    __slots__ = ("display", "entry", "keys")

    def __init__(self, entry: Entry, keys: list[list[int]]) -> None:
        self.entry = entry
        self.display = entry.names[0].strip().casefold()
        self.keys = keys

    def under(self, keys: set[int]) -> list[str]:
        """Return its names that have one of some keys; an only name is why it is in the block."""
        if len(self.entry.names) == 1:
            return list(self.entry.names)
        return [
            name
            for name, own in zip(self.entry.names, self.keys, strict=True)
            if not keys.isdisjoint(own)
        ]


_PERSON, _BODY = "person", "organization"
_KINDS = (_PERSON, _BODY)
"""By whose rules names compare; a type that is not given is a person's."""


class _Form:
    """A way to write a name.

    Attributes:
        named: the entities that have it.
        shown: the numbers of those that have it on display.
        kinds: of the entities, of _KINDS.
    """

    __slots__ = ("_names", "kinds", "named", "shown", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.named: list[_Keyed] = []
        self.shown: set[int] = set()
        self.kinds: set[str] = set()
        self._names: dict[str, Name] = {}

    def add(self, named: _Keyed) -> None:
        """Add an entity that has it."""
        if named not in self.named[-1:]:
            self.named.append(named)
            self.kinds.add(_PERSON if is_person(named.entry.type) else _BODY)
        if self.text.strip().casefold() == named.display:
            self.shown.add(named.entry.number)

    def as_name(self, kind: str) -> Name:
        """Return it taken apart as the name of a kind, once."""
        if kind not in self._names:
            self._names[kind] = parsed(self.text, kind)
        return self._names[kind]


def _within(block: Sequence[tuple[_Keyed, list[str]]]) -> Iterator[tuple[tuple[int, ...], Score]]:
    """Yield who can be one in a block: the numbers of two or more, and how well their names agree.

    At least one of two has the name on display: further names are often abbreviations.
    """
    forms = _forms(block)
    for form in forms:
        if len(form.named) > 1 and form.shown:
            yield from _together(form, form, _SAME)
    if len(forms) > FORMS:
        yield _numbers([one for one, _ in block]), _MANY_FORMS
        return
    for one, other in combinations(forms, 2):
        if one.shown or other.shown:
            score = _agreement(one, other)
            if score is not DIFFERENT:
                yield from _together(one, other, score)


_SAME = Score(1.0, "same name", EXACT)
_SURE = (EXACT, STRONG)


def _forms(block: Sequence[tuple[_Keyed, list[str]]]) -> list[_Form]:
    forms: dict[str, _Form] = {}
    for named, names in block:
        for name in names:
            written = name.strip().casefold()
            if written not in forms:
                forms[written] = _Form(name)
            forms[written].add(named)
    return list(forms.values())


def _together(one: _Form, other: _Form, score: Score) -> Iterator[tuple[tuple[int, ...], Score]]:
    """Yield each of one form with each of another, or all of them at once if they are many."""
    if len(one.named) * len(other.named) > MANY * (1 + (one is other)):
        yield _numbers([*one.named, *other.named]), score
        return
    for a, b in product(one.named, other.named):
        is_shown = a.entry.number in one.shown or b.entry.number in other.shown
        if is_shown and a is not b:
            yield _numbers((a, b)), score


def _numbers(named: Iterable[_Keyed]) -> tuple[int, ...]:
    return tuple(sorted({one.entry.number for one in named}))


def _agreement(one: _Form, other: _Form) -> Score:
    """Return how well two ways to write a name agree, by the rules of either's types."""
    score = DIFFERENT
    for kind in _KINDS:
        if kind in one.kinds or kind in other.kinds:
            names = one.as_name(kind), other.as_name(kind)
            for query, candidate in (names, names[::-1]):
                score = compare_surely(query, candidate, entity_type=kind)
                if score.level in _SURE and (kind == _PERSON or _is_one_body(score)):
                    return score
    return DIFFERENT


def _is_one_body(score: Score) -> bool:
    """Return whether two names that agree are one body's: many share all their words."""
    return "left out" in score.reason or (score.value > COMPLETE and "order" not in score.reason)


def _differ_in_type(named: Sequence[_Keyed]) -> bool:
    """Return whether a person and something else are among these; what has no type can be both."""
    types = {one.entry.type for one in named if one.entry.type}
    return len({is_person(one) for one in types}) > 1
