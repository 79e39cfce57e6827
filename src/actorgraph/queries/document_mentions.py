"""Who of a graph is named in documents, and who seems to be named and is not in the graph.

Words that stand together as names do (passages/name_spans.py) are looked up as `find` looks up a
name. A mention is sure if the name is, and if nothing beside it or elsewhere in the document tells
that somebody else can be meant (naming_doubts.py); else it is a question with its candidates.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from actorgraph import names
from actorgraph.names.fold import fold
from actorgraph.names.keys import whole_key
from actorgraph.passages.known_words import KnownWords
from actorgraph.passages.locators import locator_at, paragraph_of
from actorgraph.passages.name_spans import sentence_at, sentence_ends
from actorgraph.progress import unreported
from actorgraph.queries.find import Candidate
from actorgraph.queries.lookups import lookups
from actorgraph.queries.named_runs import DocumentRuns
from actorgraph.queries.naming_doubts import Doubts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from actorgraph.claims import Entity
    from actorgraph.engine import Engine
    from actorgraph.names import Match
    from actorgraph.passages.document_texts import DocumentText, Span
    from actorgraph.passages.name_spans import NameRun
    from actorgraph.progress import Progress
    from actorgraph.queries.named_runs import SegmentedRun

LOOKED_AT = 10
"""How many who can be meant are looked at; `find` decides by all."""
LIKE = 0.75
"""Whose name is less like another can hardly be meant by it."""
CANDIDATES = 3
"""How many of them a question lists."""


class Mention(NamedTuple):
    """Where a document names somebody.

    Attributes:
        document: its id. locator: the paragraph or page.
        words: as they stand.
        span: their place in the text.
        sentence: in which they stand.
        sure: who is meant; None for a question.
        candidates: who can be meant, the most likely first; none for a name of nobody.
        reason: why the name means them, and what makes it doubtful.
    """

    document: str
    locator: str
    words: str
    span: Span
    sentence: str
    sure: Entity | None = None
    candidates: tuple[Candidate, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Unlisted:
    """A name that seems to be nobody's in the graph.

    Attributes:
        name: as it is written first.
        places: where it stands; they have no candidates.
    """

    name: str
    places: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class DocumentMentions:
    """Who is named in documents.

    Attributes:
        documents: their ids.
        mentions: of the graph's entities, in the order of the text.
        unlisted: who seems to be named and is not in the graph, the most often named first.
        sure: the number of mentions that are sure; questions: of the others.
        entities: the number of entities that are surely named; names: of unlisted names.
    """

    documents: tuple[str, ...]
    mentions: tuple[Mention, ...]
    unlisted: tuple[Unlisted, ...]
    sure: int
    questions: int
    entities: int
    names: int


def document_mentions(
    engine: Engine, documents: Mapping[str, DocumentText], *, progress: Progress = unreported
) -> DocumentMentions:
    """Find who is named in documents.

    Args:
        documents: by id.
        progress: is told how far this is.
    """
    known = KnownWords(engine.all_names())
    found = {document: DocumentRuns(text, known) for document, text in documents.items()}
    whole = (text for these in found.values() for text in these.whole())
    matches = _looked_up(engine, whole, {}, progress)
    parts = (text for these in found.values() for text in these.parts(matches))
    matches = _looked_up(engine, parts, matches, progress)
    entities = engine.entities(dict.fromkeys(m.id for these in matches.values() for m in these))
    mentions: list[Mention] = []
    for document, these in found.items():
        runs = list(these.segmented(matches))
        doubts = Doubts(runs, these.small, entities, known)
        read = _NamesOfDocument(document, documents[document], runs, doubts, matches, entities)
        mentions += sorted([*read.mentions(), *read.others()], key=lambda one: one.span)
    unlisted = tuple(_together(one for one in mentions if not one.candidates))
    mentions = [one for one in mentions if one.candidates]
    meant = [one.sure.id for one in mentions if one.sure is not None]
    return DocumentMentions(
        tuple(documents),
        tuple(mentions),
        unlisted,
        sure=len(meant),
        questions=len(mentions) - len(meant),
        entities=len(set(meant)),
        names=len(unlisted),
    )


def _looked_up(
    engine: Engine,
    asked: Iterable[str],
    before: Mapping[str, Sequence[Match]],
    progress: Progress,
) -> dict[str, Sequence[Match]]:
    """Return what each text finds, with what others have found before."""
    new = [text for text in dict.fromkeys(asked) if text not in before]
    return {**before, **dict(zip(new, lookups(engine, new, LOOKED_AT, progress), strict=True))}


class _NamesOfDocument:
    """One document with what its words have found."""

    def __init__(
        self,
        document: str,
        text: DocumentText,
        runs: Sequence[SegmentedRun],
        doubts: Doubts,
        matches: Mapping[str, Sequence[Match]],
        entities: Mapping[str, Entity],
    ) -> None:
        self._document = document
        self._text = text
        self._runs = runs
        self._doubts = doubts
        self._matches = matches
        self._entities = entities
        self._ends: dict[Span, list[int]] = {}

    def mentions(self) -> Iterator[Mention]:
        """Yield who of the graph is named, in order."""
        for one in self._runs:
            for segment in one.segments:
                if self._doubts.is_nobody(one, segment):
                    continue
                doubt = self._doubts.of(one, segment)
                meant = names.decide(segment.matches)
                candidates = self._candidates(self._doubts.likeliest(segment))
                sure = candidates[0].entity if meant and not doubt else None
                reason = "; ".join(filter(None, (candidates[0].match.reason, doubt)))
                mention = self._mention(one.run, segment.first, segment.stop)
                yield mention._replace(sure=sure, candidates=candidates, reason=reason)

    def others(self) -> Iterator[Mention]:
        """Yield names that seem to be nobody's here; a question where one here is like it."""
        for run, first, stop in self._doubts.unlisted(self._runs):
            likest: Sequence[Match] = ()
            part = first, stop
            for start in range(first, stop - 1):
                for end in range(stop, start + 1, -1):
                    matches = self._matches.get(run.between(start, end), ())
                    if matches and matches[0].score > max([LIKE, *(m.score for m in likest)]):
                        likest, part = matches, (start, end)
            mention = self._mention(run, *part)
            if likest:
                candidates = self._candidates([one for one in likest if one.score >= LIKE])
                mention = mention._replace(candidates=candidates, reason=likest[0].reason)
            yield mention

    def _candidates(self, matches: Sequence[Match]) -> tuple[Candidate, ...]:
        return tuple(Candidate(self._entities[one.id], one) for one in matches[:CANDIDATES])

    def _sentence(self, span: Span) -> str:
        part = paragraph_of(self._text, span[0])
        if part not in self._ends:
            self._ends[part] = sentence_ends(self._text.text, part)
        return sentence_at(self._text.text, self._ends[part], span)

    def _mention(self, run: NameRun, first: int, stop: int) -> Mention:
        span = run.span(first, stop)
        return Mention(
            self._document,
            locator_at(self._text, span[0]),
            run.between(first, stop),
            span,
            self._sentence(span),
        )


def _together(found: Iterable[Mention]) -> list[Unlisted]:
    """Return the names, each with all its places, the most often named first.

    A surname by itself stands with the only name that ends with it.
    """
    named: dict[str, list[Mention]] = {}
    for mention in found:
        named.setdefault(whole_key(_words(mention)), []).append(mention)
    by_last: dict[str, list[str]] = {}
    for key, places in named.items():
        by_last.setdefault(_words(places[0])[-1], []).append(key)
    for last, keys in by_last.items():
        alone = whole_key((last,))
        if alone in keys and len(keys) == 2:  # noqa: PLR2004 -- itself and one more
            (other,) = (key for key in keys if key != alone)
            named[other] += named.pop(alone)
    listed = [Unlisted(places[0].words, tuple(places)) for places in named.values()]
    return sorted(listed, key=lambda one: -len(one.places))


def _words(mention: Mention) -> tuple[str, ...]:
    """Return the folded words of a name; as they are where no Latin letters stand for them."""
    return tuple(fold(mention.words).split() or mention.words.split())
