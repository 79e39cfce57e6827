"""Near-duplicate documents: which texts are copies or reprints of each other, and what they share.

Two newspapers that print one agency's report are one origin. A reprint shares many shingles (runs
of a few words) with its original, measured by containment in the shorter of the two (Broder 1997,
"On the resemblance and containment of documents"), so that a report inside a longer article is
found. Direct speech does not count, since several reporters hear the same words; nor do formulas,
which documents share that share little else. All pairs are counted exactly, as one product of
sparse matrices. Called by passages/document_checks.py; leaves out where documents lie.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any, NamedTuple

from actorgraph.quotes import WORD, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

    Numbers = NDArray[Any]

SHINGLE = 5
"""Words in a row. Fewer are often a common phrase; of more, one changed word spoils more."""
CONTAINED = 0.3
"""The share of the shorter text's shingles, without direct speech, that makes it a reprint."""
CONTAINED_WITH_SPEECH = 0.7
"""The same with direct speech, for texts that hold little else."""
ENOUGH = 12
"""Fewer shared shingles (16 words in a row) make no reprint of a text that has more."""
FEWEST = 8
"""Texts of fewer words prove nothing, even if they are equal."""
COMMON = 4
"""A shingle of fewer documents is no formula."""
LITTLE = 0.2
"""Documents that share less of the shorter one than this share little."""
COMPARED = 12
"""So many of the documents that have a shingle are compared, each with the next."""
ROUNDS = 3
"""Removing formulas can uncover others, such as the rest of a footer."""
SPEECH_WORDS = 4
"""Fewer words in quotation marks are no direct speech."""

_SPEECH = re.compile(
    "(\u201c[^\u201c\u201d]+\u201d|\u201e[^\u201c\u201d\u201e]+[\u201c\u201d]|\u00ab[^\u00ab\u00bb]+\u00bb"
    '|\u300c[^\u300c\u300d]+\u300d|(?<!\\w)"(?=\\S)[^"\n]+(?<=\\S)"(?!\\w))'
)
_OFTEN = 32
_AT_ONCE = 20_000


class Passage(NamedTuple):
    """What two texts share word by word: the words as they stand in one, and their number."""

    text: str
    words: int


def reprints(texts: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """Map each document that shares its text with others to all of these and itself.

    Sharing is not transitive: a round-up shares text with each report that it copies, but the
    reports share none with each other. The order of the texts changes nothing.

    Args:
        texts: by the id of the document.
    """
    copies: dict[tuple[str, ...], list[str]] = {}
    for document, text in texts.items():
        copies.setdefault(tuple(words_of(text)), []).append(document)
    distinct = [copies[words] for words in sorted(copies, key=_digest) if len(words) >= FEWEST]
    sharing = [{place} for place in range(len(distinct))]
    for one, other in _pairs([texts[documents[0]] for documents in distinct]):
        sharing[one].add(other)
        sharing[other].add(one)
    groups: dict[str, frozenset[str]] = {}
    for place, places in enumerate(sharing):
        together = frozenset(document for one in places for document in distinct[one])
        if len(together) > 1:
            groups |= dict.fromkeys(distinct[place], together)
    return groups


def _digest(words: tuple[str, ...]) -> bytes:
    """Return a key that sorts texts in an order of chance, but the same in every run."""
    from hashlib import blake2b

    return blake2b(" ".join(words).encode()).digest()


def longest_shared_passage(one: str, other: str) -> Passage:
    """Return the longest run of words that stands in both texts, as it stands in the first."""
    plain = unicodedata.normalize("NFKC", one)
    spans = [match.span() for match in WORD.finditer(plain)]
    words = [plain[start:stop].casefold() for start, stop in spans]
    places: dict[tuple[str, ...], list[int]] = {}
    normalized = unicodedata.normalize("NFKC", other).casefold()
    for place, run in enumerate(_runs(WORD.findall(normalized))):
        places.setdefault(run, []).append(place)
    best = last = 0
    lengths: dict[int, int] = {}
    for number, run in enumerate(_runs(words)):
        matches = places.get(run, ())[:_OFTEN]
        lengths = {place: lengths.get(place - 1, 0) + 1 for place in matches}
        longest = max(lengths.values(), default=0)
        if longest > best:
            best, last = longest, number
    if not best:
        return Passage("", 0)
    start, stop = spans[last - best + 1][0], spans[last + SHINGLE - 1][1]
    return Passage(plain[start:stop], best + SHINGLE - 1)


def _runs(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return zip(*(words[place:] for place in range(SHINGLE)), strict=False)


def _pairs(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the places of texts that are reprints, two by two."""
    documents, shingles, spoken = _shingles(texts)
    if not len(shingles):
        return
    count = int(shingles.max()) + 1
    every = _incidence(documents, shingles, (len(texts), count))
    plain = _incidence(documents[~spoken], shingles[~spoken], (len(texts), count))
    for _ in range(ROUNDS):
        telling = ~_formulas(every)
        every, plain = every[:, telling], plain[:, telling]
    yield from _contained(plain, CONTAINED)
    yield from _contained(every, CONTAINED_WITH_SPEECH)


def _shingles(texts: Sequence[str]) -> tuple[Numbers, Numbers, NDArray[Any]]:
    """Return every shingle: its text's place, its number, and whether it is direct speech."""
    import numpy as np

    known: dict[str, int] = {}
    lengths: list[int] = []
    words: list[int] = []
    speech: list[bool] = []
    for text in texts:
        before = len(words)
        for number, part in enumerate(_SPEECH.split(text)):
            numbers = [known.setdefault(word, len(known)) for word in words_of(part)]
            words += numbers
            speech += [number % 2 == 1 and len(numbers) >= SPEECH_WORDS] * len(numbers)
        lengths.append(len(words) - before)
    documents = np.repeat(np.arange(len(texts)), lengths)
    numbered = np.array(words, np.uint64)
    stop = max(len(words) - SHINGLE + 1, 0)
    mixed = np.zeros(stop, np.uint64)
    spoken = np.zeros(stop, bool)
    for place in range(SHINGLE):
        # Runs are told apart by a sum of 64 bits: two in billions are taken for one.
        mixed = (mixed ^ numbered[place : place + stop]) * np.uint64(0x9E3779B97F4A7C15)
        mixed ^= mixed >> np.uint64(29)
        spoken |= np.array(speech[place : place + stop], bool)
    inside = documents[:stop] == documents[SHINGLE - 1 : SHINGLE - 1 + stop]
    _, codes = np.unique(mixed[inside], return_inverse=True)
    return documents[:stop][inside], codes, spoken[inside]


def _incidence(documents: Numbers, shingles: Numbers, shape: tuple[int, int]) -> csr_matrix:
    """Return a matrix with a one where a document has a shingle."""
    import numpy as np
    from scipy.sparse import csr_matrix

    matrix = csr_matrix((np.ones(len(shingles), np.int32), (documents, shingles)), shape)
    matrix.data[:] = 1
    return matrix


def _formulas(matrix: csr_matrix) -> NDArray[Any]:
    """Return which shingles are formulas: most of the documents that have one share little else.

    Shingles of the same documents are one passage. Of the documents that have it, each is compared
    with the next; they stand in an order of chance. Whether a passage is most of what they say
    counts too: verbatim copies share nothing else.
    """
    import numpy as np

    by_shingle = matrix.tocsc()
    counts = np.diff(by_shingle.indptr)
    common = np.flatnonzero(counts >= COMMON)
    chance = np.random.default_rng(0).integers(0, 1 << 63, matrix.shape[0], np.uint64)
    holders = np.add.reduceat(np.append(chance[by_shingle.indices], 0), by_shingle.indptr[:-1])
    _, first, passage, length = np.unique(
        holders[common], return_index=True, return_inverse=True, return_counts=True
    )
    pairs = np.minimum(counts[common[first]] - 1, COMPARED)
    owners = np.repeat(np.arange(len(first)), pairs)
    step = np.arange(len(owners)) - np.repeat(np.cumsum(pairs) - pairs, pairs)
    place = by_shingle.indptr[common[first]][owners] + step
    left, right = by_shingle.indices[place], by_shingle.indices[place + 1]
    sizes = np.diff(matrix.indptr)
    shorter, longer = np.minimum(sizes[left], sizes[right]), np.maximum(sizes[left], sizes[right])
    rest = _shared(matrix, left, right) - length[owners]
    related = (rest > LITTLE * (shorter - length[owners])) | (2 * length[owners] > longer)
    alike = np.bincount(owners, related, len(first))
    formulas = np.zeros(matrix.shape[1], bool)
    formulas[common[(2 * alike < pairs)[passage]]] = True
    return formulas


def _shared(matrix: csr_matrix, left: Numbers, right: Numbers) -> Numbers:
    """Return for pairs of documents how many shingles they share."""
    import numpy as np

    keys, numbers = np.unique(left.astype(np.int64) * matrix.shape[0] + right, return_inverse=True)
    shared = np.zeros(len(keys), np.int64)
    for start in range(0, len(keys), _AT_ONCE):
        some = keys[start : start + _AT_ONCE]
        both = matrix[some // matrix.shape[0]].multiply(matrix[some % matrix.shape[0]])
        shared[start : start + len(some)] = np.asarray(both.sum(axis=1)).ravel()
    return shared[numbers]


def _contained(matrix: csr_matrix, share: float) -> Iterator[tuple[int, int]]:
    """Yield the pairs of documents of which one contains that share of the other."""
    import numpy as np
    from scipy.sparse import triu

    sizes = np.diff(matrix.indptr)
    several = matrix[:, np.bincount(matrix.indices, minlength=matrix.shape[1]) > 1]
    both = triu(several @ several.T, k=1).tocoo()
    shorter = np.minimum(sizes[both.row], sizes[both.col])
    least = np.maximum(share * shorter, np.minimum(ENOUGH, shorter))
    is_reprint = (both.data >= least) & (shorter > FEWEST - SHINGLE)
    yield from zip(both.row[is_reprint].tolist(), both.col[is_reprint].tolist(), strict=True)
