"""Who is named in documents: as text, as JSON, as rows, and as rows to make claims of."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from actorgraph.formats.actorgraph_json import entity_object
from actorgraph.plurals import counted
from actorgraph.render.terminal import PLAIN, Style, clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from actorgraph.claims import Entity
    from actorgraph.queries.document_mentions import DocumentMentions, Mention
    from actorgraph.queries.find import Candidate
    from actorgraph.render.flat_rows import Row
    from actorgraph.render.objects import Object

DRAFT_COLUMNS = (
    "source", "relation", "target", "document", "locator", "quote", "as_named", "note",
)  # fmt: skip
"""Columns of relations.csv; a person fills in the second and the third."""
PLACES = 8
"""How many places of one name a line lists; all are counted."""


def mentions(answer: DocumentMentions, style: Style = PLAIN) -> Iterator[str]:
    """Yield who is surely named and where, then the questions, then who is not in the graph."""
    questions = [one for one in answer.mentions if one.sure is None]
    named = _by_entity(answer.mentions)
    yield (
        f"{counted(answer.entities, 'entity is', 'entities are')} surely named in "
        f"{counted(len(answer.documents), 'document')}, at {counted(answer.sure, 'place')}; "
        f"{counted(answer.questions, 'place')} to decide; {counted(answer.names, 'name')} "
        "of nobody in the graph."
    )
    several = len(answer.documents) > 1
    if named:
        yield from ("", style("Named", "bold"))
    for entity, places in named:
        yield f"  {_called(entity)}: {_places(places, several=several)}"
    if questions:
        yield from ("", style("Questions", "bold"))
    for (words, reason), these in _by_question(questions):
        yield f"  {clean(words)}: {_places(these, several=several)}"
        first, *others = these[0].candidates
        yield f"    {_called(first.entity)}: {clean(reason)}"
        yield from (f"    {_called(one.entity)}: {clean(one.match.reason)}" for one in others)
    if answer.unlisted:
        yield from ("", style("Seem to be names, and nobody here is called so", "bold"))
    for unlisted in answer.unlisted:
        yield f"  {clean(unlisted.name)}: {_places(unlisted.places, several=several)}"


def _by_entity(mentions: Iterable[Mention]) -> list[tuple[Entity, list[Mention]]]:
    """Return who is surely named, with the places, the most often named first."""
    places: dict[str, tuple[Entity, list[Mention]]] = {}
    for one in mentions:
        if one.sure is not None:
            places.setdefault(one.sure.id, (one.sure, []))[1].append(one)
    return sorted(places.values(), key=lambda item: -len(item[1]))


def _by_question(questions: Iterable[Mention]) -> list[tuple[tuple[str, str], list[Mention]]]:
    """Return questions by their words and reason."""
    found: dict[tuple[str, str], list[Mention]] = {}
    for one in questions:
        found.setdefault((one.words, one.reason), []).append(one)
    return list(found.items())


def _called(entity: Entity) -> str:
    name = clean(entity.name)
    return name if entity.name == entity.id else f"{name} ({clean(entity.id)})"


def _places(places: Sequence[Mention], *, several: bool) -> str:
    """Return where a name stands: each place once, and how often if that is more."""
    listed = []
    for document, these in groupby(places, key=lambda one: one.document):
        locators = ", ".join(dict.fromkeys(one.locator for one in these))
        listed.append(f"{clean(document)} {locators}" if several else locators)
    text = "; ".join(listed)
    parts = text.split(", ")
    if len(parts) > PLACES:
        text = f"{', '.join(parts[:PLACES])} and {len(parts) - PLACES} more"
    return f"{text} ({counted(len(places), 'time')})" if len(places) > 1 else text


def mentions_object(answer: DocumentMentions) -> Object:
    """Return the answer of `mentions`: {documents, sure, mentions: [...], unlisted: [...]}."""
    return {
        "documents": list(answer.documents),
        "sure": answer.sure,
        "mentions": [
            {
                **_place(one),
                "sure": None if one.sure is None else one.sure.id,
                "reason": one.reason,
                "candidates": [_candidate(candidate) for candidate in one.candidates],
            }
            for one in answer.mentions
        ],
        "unlisted": [
            {
                "name": one.name,
                "places": [_place(place) for place in one.places],
            }
            for one in answer.unlisted
        ],
    }


def _place(one: Mention) -> Object:
    return {
        "document": one.document,
        "locator": one.locator,
        "words": one.words,
        "start": one.span[0],
        "stop": one.span[1],
        "sentence": one.sentence,
    }


def _candidate(one: Candidate) -> Object:
    return {
        "entity": entity_object(one.entity),
        "score": round(one.match.score, 4),
        "reason": one.match.reason,
        "name": one.match.matched_name,
    }


def mention_rows(answer: DocumentMentions) -> Iterator[Row]:
    """Yield a row a place: those of the graph's entities, then those of nobody."""
    for one in answer.mentions:
        status = "question" if one.sure is None else "sure"
        yield _row(one, status, [candidate.entity for candidate in one.candidates], one.reason)
    for unlisted in answer.unlisted:
        for place in unlisted.places:
            yield _row(place, "unlisted", [], "")


def _row(one: Mention, status: str, entities: Sequence[Entity], reason: str) -> Row:
    return {
        "document": one.document,
        "locator": one.locator,
        "words": one.words,
        "status": status,
        "entity": one.sure.id if one.sure else "",
        "entity_name": one.sure.name if one.sure else "",
        "candidates": "|".join(entity.id for entity in entities),
        "reason": reason,
        "sentence": one.sentence,
    }


def draft_rows(answer: DocumentMentions) -> Iterator[Row]:
    """Yield a row of relations.csv for each place, of which a person writes relation and target.

    A question has no source: its note says between whom it is.
    """
    for one in answer.mentions:
        ids = ", ".join(candidate.entity.id for candidate in one.candidates)
        note = "" if one.sure else f"who? {ids}: {one.reason}"
        yield _draft(one, one.sure.id if one.sure else "", note)
    for unlisted in answer.unlisted:
        for place in unlisted.places:
            yield _draft(place, unlisted.name, "not in the graph")


def _draft(one: Mention, source: str, note: str) -> Row:
    cells = (source, "", "", one.document, one.locator, one.sentence, one.words, note)
    return dict(zip(DRAFT_COLUMNS, cells, strict=True))
