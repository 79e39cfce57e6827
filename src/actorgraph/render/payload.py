"""The data of a page: columns of plain JSON, one contract for Python and JavaScript.

Both sides are tested against `tests/data/page/payload.json`. Everything that claims name is stored
once, in `names`, and referred to by number; so is each date, in `dates`, as text to show and as
days to compare. An edge is stored as Python computed it. Each claim is stored with all that
computing its edge needs, so that the page can do the same for some of the claims (page/claims.js).
`letters` transliterates the characters that not every page knows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from actorgraph import dates, schema
from actorgraph.edges import VERDICTS
from actorgraph.render.romanization import letters_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from actorgraph.claims import Entity
    from actorgraph.edges import Edge
    from actorgraph.engine import Subgraph

VERSION = 1
SMALLEST, LARGEST, GROWTH = 7.0, 26.0, 2.4


def payload(
    graph: Subgraph,
    *,
    title: str,
    note: str = "",
    others: Mapping[str, Entity] | None = None,
    progress: Callable[[float], None] | None = None,
) -> dict[str, Any]:
    """Return the graph with positions, as columns that JSON can hold.

    Args:
        title: the title of the page.
        note: a sentence under the title, such as the filters that were used.
        others: entities that claims name and that are not drawn themselves.
        progress: called with the part of the layout that is done, from 0 to 1.
    """
    numbers = {entity.id: number for number, entity in enumerate(graph.entities)}
    table = _NamedTable({**(others or {}), **{entity.id: entity for entity in graph.entities}})
    types = _Words()
    relations = _Words()
    date_numbers = _Words("")
    degree = _degrees(graph, numbers)
    sizes = [min(LARGEST, SMALLEST + GROWTH * max(d - 1, 0) ** 0.5) for d in degree]
    positions = _positions(graph, numbers, sizes, progress)
    entities = _entity_columns(graph, types)
    edges = _edge_columns(graph.edges, numbers, relations, date_numbers)
    claim_columns = _claim_columns(graph.edges, table, date_numbers)
    return {
        "version": VERSION,
        "title": title,
        "note": note,
        "types": types.words,
        "relations": relations.words,
        "verdicts": list(VERDICTS),
        "statuses": list(schema.STATUSES),
        "certainties": list(schema.CERTAINTIES),
        "office_relations": sorted(schema.OFFICE_RELATIONS),
        "position_in": schema.POSITION_IN,
        "entities": {**entities, **_place_columns(positions, sizes)},
        "edges": edges,
        "claims": claim_columns,
        "dates": _date_columns(date_numbers.words),
        "names": table.column,
        "letters": letters_of(
            name for entity in graph.entities for name in (entity.name, *entity.aliases)
        ),
    }


def _place_columns(positions: Any, sizes: list[float]) -> dict[str, list[float]]:
    """Return the position and size of each entity, rounded to what an eye can see."""
    return {
        "x": [round(float(x), 1) for x, _ in positions],
        "y": [round(float(y), 1) for _, y in positions],
        "size": [round(size, 1) for size in sizes],
    }


class _Words:
    """Numbers for words: each word is stored once, in the order of its first use."""

    def __init__(self, *words: str) -> None:
        self._numbers = {word: number for number, word in enumerate(words)}

    @property
    def words(self) -> list[str]:
        return list(self._numbers)

    def number(self, word: str) -> int:
        return self._numbers.setdefault(word, len(self._numbers))


class _NamedTable:
    """Numbers for all that claims name: [id, name, url] of each, in the order of first use."""

    def __init__(self, entities: Mapping[str, Entity]) -> None:
        self._entities = entities
        self._numbers: dict[str, int] = {}
        self.column: list[list[str]] = []

    def number(self, named: str) -> int:
        """Return the number of an id or a literal name; -1 for nobody."""
        if not named:
            return -1
        if named not in self._numbers:
            self._numbers[named] = len(self.column)
            entity = self._entities.get(named)
            url = entity.url if entity else named if "://" in named else ""
            name = entity.name if entity else named
            self.column.append([named, name, url])
        return self._numbers[named]


def _degrees(graph: Subgraph, numbers: Mapping[str, int]) -> list[int]:
    degree = [0] * len(numbers)
    for edge in graph.edges:
        degree[numbers[edge.source]] += 1
        degree[numbers[edge.target]] += 1
    return degree


def _positions(
    graph: Subgraph,
    numbers: Mapping[str, int],
    sizes: list[float],
    progress: Callable[[float], None] | None,
) -> Any:
    import numpy as np

    from actorgraph.render.layout import positions

    pairs = [(numbers[edge.source], numbers[edge.target]) for edge in graph.edges]
    return positions(
        len(numbers),
        np.array(pairs, dtype=np.int64).reshape(-1, 2),
        sizes=np.array(sizes),
        labels=[entity.name for entity in graph.entities],
        progress=progress,
    )


def _entity_columns(graph: Subgraph, types: _Words) -> dict[str, Any]:
    columns: dict[str, Any] = {
        "id": [entity.id for entity in graph.entities],
        "name": [entity.name for entity in graph.entities],
        "type": [types.number(entity.type) for entity in graph.entities],
        "aliases": [list(entity.aliases) for entity in graph.entities],
        "facts": [_facts(entity) for entity in graph.entities],
        "derived": [int(entity.derived) for entity in graph.entities],
    }
    return _without_empty(columns, always=("id", "name", "type"))


def _facts(entity: Entity) -> dict[str, str]:
    """Return what the card says about an entity: a text for each label.

    Labels of known columns are their names with spaces, which no unknown column can have.
    """
    facts = {
        "description": entity.description,
        "country": entity.country,
        "start date": entity.start_date,
        "end date": entity.end_date,
        "publisher": entity.publisher,
        "published date": entity.published_date,
        "wikidata id": entity.wikidata_id,
        "url": entity.url,
        **entity.extra,
    }
    return {label: text for label, text in facts.items() if text}


def _edge_columns(
    edges: Sequence[Edge], numbers: Mapping[str, int], relations: _Words, date_numbers: _Words
) -> dict[str, Any]:
    columns = {
        "source": [numbers[edge.source] for edge in edges],
        "target": [numbers[edge.target] for edge in edges],
        "relation": [relations.number(edge.relation) for edge in edges],
        "role": [edge.role for edge in edges],
        "tenure": [edge.tenure for edge in edges],
        "start": [date_numbers.number(edge.start_date) for edge in edges],
        "end": [date_numbers.number(edge.end_date) for edge in edges],
        "certainty": [schema.CERTAINTIES.index(edge.certainty) for edge in edges],
        "verdict": [VERDICTS.index(edge.verdict) for edge in edges],
        "origins": [edge.origins for edge in edges],
        "claims": [len(edge.claims) for edge in edges],
    }
    always = ("source", "target", "relation", "verdict", "origins", "claims")
    return _without_empty(columns, always=always)


def _claim_columns(
    edges: Sequence[Edge], table: _NamedTable, date_numbers: _Words
) -> dict[str, Any]:
    pairs = [(edge, claim) for edge in edges for claim in edge.claims]
    wordings = _Words("")
    columns = {
        "start": [_own(claim.start_date, edge.start_date, date_numbers) for edge, claim in pairs],
        "end": [_own(claim.end_date, edge.end_date, date_numbers) for edge, claim in pairs],
        "status": [schema.STATUSES.index(claim.status) for _, claim in pairs],
        "certainty": [schema.CERTAINTIES.index(claim.certainty) for _, claim in pairs],
        "derived": [int(claim.derived) for _, claim in pairs],
        "speakers": [[table.number(one) for one in claim.attributed_to] for _, claim in pairs],
        "via": [[table.number(one) for one in claim.via] for _, claim in pairs],
        "document": [table.number(claim.document) for _, claim in pairs],
        "publisher": [table.number(claim.publisher) for _, claim in pairs],
        "locator": [claim.locator for _, claim in pairs],
        "said": [claim.statement_date for _, claim in pairs],
        "place": [table.number(claim.place) for _, claim in pairs],
        "quote": [claim.quote for _, claim in pairs],
        "wording": [
            wordings.number(" ".join(claim.quote.casefold().split())) for _, claim in pairs
        ],
        "as_named": [claim.as_named for _, claim in pairs],
        "assessment": [claim.assessment for _, claim in pairs],
        "note": [claim.note for _, claim in pairs],
    }
    return _without_empty(columns, always=("status", "document", "publisher"))


def _own(date: str, of_edge: str, date_numbers: _Words) -> int:
    """Return 0 where a claim's date equals its edge's, else one more than the date's number."""
    return 0 if date == of_edge else 1 + date_numbers.number(date)


def _date_columns(texts: list[str]) -> dict[str, list[Any]]:
    """Return each date with its earliest and latest day; for `..` these depend on the side."""
    bounds = [dates.UNKNOWN if text == ".." else dates.read_date(text) for text in texts]
    return {
        "text": texts,
        "earliest": [one.earliest for one in bounds],
        "latest": [one.latest for one in bounds],
    }


def _without_empty(columns: dict[str, Any], *, always: tuple[str, ...]) -> dict[str, Any]:
    """Leave out columns without content; the page knows what their absence means."""
    return {
        name: column
        for name, column in columns.items()
        if name in always or any(cell not in (0, -1, "", [], {}) for cell in column)
    }


def _folded(quote: str) -> str:
    return " ".join(quote.casefold().split())
