"""What in a document makes it doubtful whom a name means, though the graph has only one of it.

A graph does not hold everybody. One word of a person's name is many people's, and words beside a
name can belong to it: Trump Tower, John Pompeo, the Bank of Russia. Called by document_mentions.py;
leaves out how names compare.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from actorgraph import names
from actorgraph.dates.date_lexicon import MONTHS
from actorgraph.names.fold import fold, spelling_key
from actorgraph.names.parts import is_person
from actorgraph.passages.name_spans import JOINING, TITLES
from actorgraph.queries.common_words import DAYS, GIVEN_AND_PLACES, OFFICES, WORDS_AND_NAMES
from actorgraph.queries.named_runs import is_acronym
from actorgraph.queries.naming_context import (
    OF_PLACE,
    birth_year,
    given_behind,
    is_within_place,
    joined_doubt,
    namesake_doubt,
    sharer_before,
    surname_doubt,
    titles_of,
)
from actorgraph.queries.naming_genders import gender_of, other_by_title, title_doubt

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from actorgraph.claims import Entity
    from actorgraph.names import Match
    from actorgraph.passages.known_words import KnownWords
    from actorgraph.passages.name_spans import NameRun, Word
    from actorgraph.queries.named_runs import Segment, SegmentedRun

FULL_UNSPACED = 3
"""Characters of a whole name of a person in a script without blanks; two can begin a longer one."""


class Doubts:
    """What one document says about its names.

    Args:
        runs: of the document, each with the names that it consists of.
        small: the words that the document has in small letters.
        entities: whom the names can mean, by id.
        known: the words of all names.
    """

    def __init__(
        self,
        runs: Sequence[SegmentedRun],
        small: Collection[str],
        entities: Mapping[str, Entity],
        known: KnownWords,
    ) -> None:
        self._small = small
        self._entities = entities
        self._known = known
        self._in_full: set[str] = set()
        self._titles: dict[str, frozenset[str]] = {}
        self._namesakes: dict[str, str] = {}
        self._longer: dict[str, str] = {}
        self._inside: set[str] = set()
        self._born: dict[str, set[str]] = {}
        each = [(one, segment) for one in runs for segment in one.segments]
        for one, segment in each:
            year = birth_year(one.run, segment.first, segment.stop)
            if year and (meant := self._meant(segment)) is not None:
                self._born.setdefault(meant.id, set()).add(year)
        for one, segment in each:
            self._note(one, segment)

    def _note(self, one: SegmentedRun, segment: Segment) -> None:
        """Note who is named in full, and by what name somebody else of a surname is."""
        run, words = one.run, content_words(one.run, segment)
        meant = self._meant(segment) or self._entities[segment.matches[0].id]
        if not words:
            return
        beside = self._beside(one, segment, meant)
        if not is_person(meant.type):
            self._note_word(one, segment, words, is_longer=bool(beside))
        elif len(words) > 1 and self._meant(segment) and not (beside or self._joined(one, segment)):
            self._in_full.add(meant.id)
            if self._known.is_given_name(sharer := sharer_before(run, segment.first)):
                self._namesakes.setdefault(spelling_key(words[-1]), f"{sharer} {words[-1]}")
            carried = self._titles.get(meant.id, frozenset())
            self._titles[meant.id] = carried.union(titles_of(run, segment.first, segment.stop))
        elif other := self._other_name(one, segment, meant, beside):
            self._namesakes.setdefault(spelling_key(words[-1]), other)

    def _other_name(self, one: SegmentedRun, segment: Segment, meant: Entity, beside: str) -> str:
        """Return by what name a surname is somebody else's; "" if it is not.

        John Pompeo; Pompeo, John; Pompeo Ltd; Mrs Pompeo after Mike Pompeo; Mrs Mike Pompeo.
        """
        run, words = one.run, content_words(one.run, segment)
        written = run.between(segment.first, segment.stop)
        if len(words) > 1:
            return written if self._title_doubt(one, segment, meant) else ""
        given = given_behind(run, segment.first, segment.stop)
        if beside and segment.first > one.start and segment.stop == len(run.words):
            return run.between(segment.first - 1, segment.stop)
        if given and self._known.is_given_name(given):
            return f"{written}, {given}"
        if beside and segment.stop < len(run.words) and not run.is_in_heading:
            return run.between(segment.first, len(run.words))
        titles = titles_of(run, segment.first, segment.stop)
        title = other_by_title(titles, gender_of(meant))
        return f"{title.capitalize()} {run.words[segment.stop - 1].text}" if title else ""

    def _title_doubt(self, one: SegmentedRun, segment: Segment, meant: Entity) -> str:
        """Return what makes a whole name with its titles doubtful; "" if nothing does."""
        titles = titles_of(one.run, segment.first, segment.stop)
        return title_doubt(titles, gender_of(meant))

    def _note_word(
        self, one: SegmentedRun, segment: Segment, words: Sequence[str], *, is_longer: bool
    ) -> None:
        """Note of one word whether it begins a longer name, or has its capital in a sentence."""
        run, first = one.run, segment.first
        if len(words) > 1 or _is_acronym(run, segment):
            return
        after_given = first > one.start and self._known.is_given_name(run.words[first - 1].text)
        begins = segment.stop < len(run.words) and not run.is_in_heading
        if is_longer and (after_given or begins):
            self._longer.setdefault(words[0], run.between(first - after_given, len(run.words)))
        elif not (is_longer or run.words[first].is_first or run.is_in_heading):
            self._inside.add(words[0])

    def _meant(self, segment: Segment) -> Entity | None:
        match = names.decide(segment.matches)
        return self._entities[match.id] if match else None

    def of(self, one: SegmentedRun, segment: Segment) -> str:
        """Return what makes a name doubtful that means one entity; "" if nothing does."""
        meant = self._meant(segment)
        if meant is None:
            return self._other_of_name(content_words(one.run, segment))
        return (
            self._joined(one, segment)
            or self._beside(one, segment, meant)
            or self._alone(one, segment, meant)
        )

    def _joined(self, one: SegmentedRun, segment: Segment) -> str:
        """Return what is written within or around a sure name that makes it another one."""
        match = names.decide(segment.matches)
        if match is None:
            return ""
        is_of_person = is_person(self._entities[match.id].type)
        name = match.matched_name or self._entities[match.id].name
        doubt = joined_doubt(one.run, segment.first, segment.stop, name, is_of_person=is_of_person)
        if doubt or not is_of_person:
            return doubt
        return self._namesake_doubt(one, segment, self._entities[match.id])

    def _namesake_doubt(self, one: SegmentedRun, segment: Segment, meant: Entity) -> str:
        """Return what tells that a whole name is that of another person; "" if nothing does."""
        if len(content_words(one.run, segment)) < 2:  # noqa: PLR2004 -- a surname is no whole name
            return ""
        part = segment.first, segment.stop
        if doubt := self._title_doubt(one, segment, meant):
            return doubt
        if len(years := self._born.get(meant.id, ())) > 1:
            return f"but the document names persons born in {' and '.join(sorted(years))} so"
        return namesake_doubt(one.run, *part, meant.start_date)

    def likeliest(self, segment: Segment) -> list[Match]:
        """Return who can be meant, first whom the document names in full."""
        meant = names.decide(segment.matches)
        can_be = [meant] if meant else names.to_choose_from(segment.matches)
        return sorted(can_be, key=lambda match: match.id not in self._in_full)

    def is_nobody(self, one: SegmentedRun, segment: Segment) -> bool:
        """Whether one word is a part of a longer name, of which nothing else agrees.

        Where the document names in full who can be meant, it is a question all the same.
        """
        if one.run.is_unspaced or len(content_words(one.run, segment)) != 1:
            return False
        first = self.likeliest(segment)[0]
        likeliest = self._entities[first.id]
        if segment.stop == len(one.run.words):
            begins = segment.first > 0 and one.run.words[segment.first - 1].is_first
            is_known = first.id in self._in_full
            if is_known or (begins and not self._known.is_given_name(one.run.words[0].text)):
                return False
        return bool(self._beside(one, segment, likeliest))

    def _alone(self, one: SegmentedRun, segment: Segment, meant: Entity) -> str:
        """Return what makes one word doubtful: a person's surname, or what is a word, too."""
        run, words = one.run, content_words(one.run, segment)
        if len(words) != 1 or run.is_unspaced or _is_acronym(run, segment):
            return self._other_of_name(words) if is_person(meant.type) else ""
        word = run.words[segment.stop - 1]
        if not is_person(meant.type):
            titles = titles_of(run, segment.first, segment.stop)
            if titles:
                return f"but {titles[0]} stands before it as before a person"
            return self._alone_of_body(run, segment.first, words[0])
        if other := self._other_of_name(words):
            return other
        if meant.id not in self._in_full:
            return "but the document names them nowhere in full"
        is_word = words[0] in MONTHS or word.text.lower() in self._small
        if is_word or (word.is_first and words[0] in WORDS_AND_NAMES):
            return "but it is a common word, too"
        return surname_doubt(run, segment.first, segment.stop, self._titles[meant.id])

    def _alone_of_body(self, run: NameRun, first: int, folded: str) -> str:
        """Return what makes one word doubtful that names a place or body."""
        word = run.words[first]
        if longer := self._longer.get(folded):
            return f"but the document also names {longer}"
        is_given = self._known.is_given_name(word.text) or folded in GIVEN_AND_PLACES
        if is_given and not is_within_place(run, first):
            return "but it is a given name, too"
        if word.text.lower() in self._small or (word.is_first and folded in WORDS_AND_NAMES):
            return "but it is a common word, too"
        if word.is_first and folded not in self._inside:
            return "but its capital can be that of the sentence alone"
        return ""

    def _other_of_name(self, words: Sequence[str]) -> str:
        other = self._namesakes.get(spelling_key(words[0])) if len(words) == 1 else None
        return f"but the document also names {other}" if other else ""

    def _beside(self, one: SegmentedRun, segment: Segment, meant: Entity) -> str:
        """Return what stands beside a name and can belong to it."""
        run = one.run
        if run.is_without_case:
            return ""
        if run.is_unspaced:
            is_whole = is_person(meant.type) and len(run.words[0].text) >= FULL_UNSPACED
            return "" if is_whole or run.is_bounded else "but it can be a part of a longer name"
        number = self._before(one, segment, meant)
        if number is None:
            number = self._after(one, segment, meant)
        return "" if number is None else f"but {run.words[number].text} stands beside it"

    def _before(self, one: SegmentedRun, segment: Segment, meant: Entity) -> int | None:
        """Return the number of the word before a name that can belong to it."""
        words = one.run.words
        number = segment.first - 1
        while number >= one.start and words[number].is_joining:
            number -= 1
        if number < one.start or words[number].is_title:
            return None
        word = words[number]
        is_word = word.text.lower() in self._small
        if not is_person(meant.type):
            is_apart = _is_acronym(one.run, segment) and (
                is_word or segment.first - number > 1 or one.is_in_name(number)
            )
        elif len(content_words(one.run, segment)) > 1:
            is_apart = not self._known.is_given_name(word.text) and (
                is_word or self._is_office(word) or self._is_body(one, number)
            )
        else:
            is_apart = number == segment.first - 1 and (is_word or self._is_body(one, number))
        return None if is_apart else number

    def _after(self, one: SegmentedRun, segment: Segment, meant: Entity) -> int | None:
        """Return the number of the word after a name that can belong to it."""
        words = one.run.words
        number = segment.stop
        while number < len(words) and words[number].is_joining:
            number += 1
        if number >= len(words):
            return None
        word = words[number]
        if not is_person(meant.type):
            is_apart = self._is_holder(one, number) or (
                _is_acronym(one.run, segment)
                and (word.is_title or word.text.lower() in self._small or one.is_in_name(number))
            )
        else:
            is_apart = len(content_words(one.run, segment)) > 1 and (
                words[segment.stop].text in OF_PLACE or word.is_title
            )
        return None if is_apart else number

    def _is_office(self, word: Word) -> bool:
        """Whether a word before a name tells an office or a day and is of no name."""
        return fold(word.text) in OFFICES or fold(word.text) in DAYS

    def _is_holder(self, one: SegmentedRun, number: int) -> bool:
        """Whether a word begins the name of a person named in full: Pompeo after CIA Director."""
        for segment in one.segments:
            if segment.first == number and (meant := self._meant(segment)) is not None:
                is_full = len(content_words(one.run, segment)) > 1
                return is_person(meant.type) and (is_full or meant.id in self._in_full)
        return False

    def _is_body(self, one: SegmentedRun, number: int) -> bool:
        """Whether a word is of a name that is surely not a person's: CIA before Pompeo."""
        for segment in one.segments:
            if segment.first <= number < segment.stop:
                meant = self._meant(segment)
                return meant is not None and not is_person(meant.type)
        return False

    def unlisted(self, runs: Sequence[SegmentedRun]) -> Iterator[tuple[NameRun, int, int]]:
        """Yield the words of runs that seem to be a name of nobody in the graph.

        One word alone is one where it is initials, follows a title, or ends a name of several.
        """
        last_words: set[str] = set()
        others: list[tuple[NameRun, int, int]] = []
        for one in runs:
            run, first = one.run, max(one.start, one.run.without_titles())
            words = [word for word in run.words[first:] if not word.is_joining]
            if not words or not self._is_unlisted(one, words):
                continue
            is_titled = first > 0 and run.words[first - 1].is_title
            if len(words) > 1 and not self._may_begin_sentence(words):
                last_words.add(words[-1].text)
            elif not (is_titled or is_acronym(words[0])):
                others.append((run, first, len(words)))
                continue
            yield run, first, len(run.words)
        for run, first, count in others:
            if run.words[-1].text in last_words:
                yield run, len(run.words) - 1, len(run.words)
            elif count > 1:
                yield run, first, len(run.words)

    def _may_begin_sentence(self, words: Sequence[Word]) -> bool:
        """Whether the first of two words can be a common word, with the capital of a sentence."""
        one, *others = words
        return len(others) == 1 and one.is_first and not self._known.is_given_name(one.text)

    def _is_unlisted(self, one: SegmentedRun, words: Sequence[Word]) -> bool:
        """Whether some words of a run are a name, and none of a graph's is among them."""
        run = one.run
        if run.is_unspaced or run.is_without_case or run.is_in_heading:
            return False
        if all(word.text.lower() in self._small or word.is_title for word in words):
            return False
        return all(self.is_nobody(one, segment) for segment in one.segments)


def content_words(run: NameRun, segment: Segment) -> list[str]:
    """Return the folded words of a name without titles, joining words and initials.

    Initials are those of many, as a surname is.
    """
    words = fold(run.between(segment.first, segment.stop)).split()
    told = [word for word in words if word not in TITLES and word not in JOINING]
    return [word for word in told if len(word) > 1] or told


def _is_acronym(run: NameRun, segment: Segment) -> bool:
    return segment.stop - segment.first == 1 and is_acronym(run.words[segment.first])
