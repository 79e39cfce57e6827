"""Which words of a run are looked up, and into which names they part it.

Called by document_mentions.py; how runs are found is in passages/name_spans.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from actorgraph import names
from actorgraph.passages.name_spans import runs, unspaced_names, words_in
from actorgraph.queries.common_words import OPENING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from actorgraph.names import Match
    from actorgraph.passages.document_texts import DocumentText
    from actorgraph.passages.known_words import KnownWords
    from actorgraph.passages.name_spans import NameRun, Word

LONGEST_NAME = 8
"""Words of the longest name that is looked up."""
LONGEST_WITHOUT_CASE = 4
"""The same in a script in which any word can be a name."""


class Segment(NamedTuple):
    """Some words of a run, from `first` to before `stop`, and who can be meant by them."""

    first: int
    stop: int
    matches: Sequence[Match]


class SegmentedRun(NamedTuple):
    """A run with the names that it consists of.

    Attributes:
        start: the number of the first word that can be of a name.
        segments: in order.
    """

    run: NameRun
    start: int
    segments: Sequence[Segment]

    def is_in_name(self, number: int) -> bool:
        """Whether a word is of one of the names."""
        return any(one.first <= number < one.stop for one in self.segments)


class DocumentRuns:
    """What can be names in a document.

    Attributes:
        runs: what stands together as names do.
        small: the words that the document has in small letters.
    """

    def __init__(self, document: DocumentText, known: KnownWords) -> None:
        self._known = known
        self.runs: list[NameRun] = []
        small: set[str] = set()
        for part in document.paragraphs:
            words = list(words_in(document.text, part))
            small.update(
                word.text for word in words if word.text.islower() and not word.is_without_case
            )
            self.runs += runs(document.text, words)
            if not document.text.isascii():
                self.runs += unspaced_names(document.text, part, known)
        self.small = frozenset(small)

    def _start(self, run: NameRun) -> int:
        """Return the number of the first word whose capital is not that of a sentence alone."""
        first = run.words[0]
        if not first.is_first:
            return 0
        is_opening = first.text.lower() in OPENING and not self._known.is_given_name(first.text)
        return int(is_opening or first.text.lower() in self.small)

    def whole(self) -> Iterator[str]:
        """Yield the texts that are looked up first: runs, and what follows titles in them."""
        for run in self.runs:
            if run.is_without_case:
                continue
            start = self._start(run)
            bare = max(start, run.without_titles())
            for first in dict.fromkeys((start, bare)):
                if 0 < len(run.words) - first <= LONGEST_NAME:
                    text = run.between(first, len(run.words))
                    if self._can_be(run, text, is_titled=first < bare):
                        yield text

    def _can_be(self, run: NameRun, text: str, *, is_titled: bool) -> bool:
        """Whether a text is worth a look; with its title only where somebody's name has it."""
        if run.is_unspaced or text.isupper():
            return True
        return self._known.has_all(text) if is_titled else self._known.can_mean(text)

    def parts(self, matches: Mapping[str, Sequence[Match]]) -> Iterator[str]:
        """Yield the parts of runs whose words one entity has, where the whole is not sure."""
        for run in self.runs:
            start = self._start(run)
            whole = run.between(start, len(run.words)) if start < len(run.words) else ""
            if run.is_unspaced or names.decide(matches.get(whole, ())) is not None:
                continue
            for first, stop in _parts(run, start, len(run.words)):
                text = run.between(first, stop)
                is_short = stop - first == 1 and is_acronym(run.words[first])
                if is_short or self._known.can_name(text):
                    yield text

    def segmented(self, matches: Mapping[str, Sequence[Match]]) -> Iterator[SegmentedRun]:
        """Yield each run with the names that mean somebody, the longest first.

        Args:
            matches: what texts have found; what was not looked up means nobody.
        """
        for run in self.runs:
            start = self._start(run)
            yield SegmentedRun(run, start, _segments(run, start, matches))


def _parts(run: NameRun, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """Yield the parts of a run that can be names, the longest first, of equals the first first."""
    most = LONGEST_WITHOUT_CASE if run.is_without_case else LONGEST_NAME
    for length in range(min(most, stop - start), 0, -1):
        for first in range(start, stop - length + 1):
            one, last = run.words[first], run.words[first + length - 1]
            if not last.is_joining and (one.can_lead or not one.is_joining):
                yield first, first + length


def is_acronym(word: Word) -> bool:
    """Whether a word is written as initials are: CIA, U.S."""
    return word.text.isupper() and len(word.text) > 1


def _segments(run: NameRun, start: int, matches: Mapping[str, Sequence[Match]]) -> list[Segment]:
    """Return the names in a run, in order."""
    found: list[Segment] = []
    open_parts = [(start, len(run.words))]
    while open_parts:
        left, right = open_parts.pop()
        for first, stop in _parts(run, left, right):
            these = matches.get(run.between(first, stop), ())
            if names.decide(these) or names.to_choose_from(these):
                found.append(Segment(first, stop, these))
                open_parts += [(left, first), (stop, right)]
                break
    return sorted(found, key=lambda segment: segment.first)
