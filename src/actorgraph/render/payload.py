"""A graph as the page reads it: columns of plain JSON, one contract for Python and JavaScript.

`tests/data/page/payload.json` holds both sides to it. Who and what claims name stands once, in
`names`, and is referred to by number; dates come as text to show and as days to compare.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from actorgraph import claims, names, schema

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from actorgraph.claims import Claim, Entity
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
    """The graph with positions, as JSON-able columns.

    Args:
        title: what the page is called.
        note: a sentence under the title, such as the filters that were used.
        others: entities that claims name and that are not drawn themselves.
        progress: called with how much of the layout is done, from 0 to 1.
    """
    numbers = {entity.id: number for number, entity in enumerate(graph.entities)}
    table = _Names({**(others or {}), **{entity.id: entity for entity in graph.entities}})
    types = _Words()
    relations = _Words()
    degree = _degrees(graph, numbers)
    sizes = [min(LARGEST, SMALLEST + GROWTH * max(d - 1, 0) ** 0.5) for d in degree]
    laid = _laid(graph, numbers, sizes, progress)
    entities = _entity_columns(graph, types)
    edges, said = _edge_columns(graph, numbers, relations, table)
    return {
        "version": VERSION,
        "title": title,
        "note": note,
        "types": types.words,
        "relations": relations.words,
        "verdicts": list(claims.VERDICTS),
        "statuses": list(schema.STATUSES),
        "certainties": list(schema.CERTAINTIES),
        "entities": {
            **entities,
            "x": [round(float(x), 1) for x, _ in laid],
            "y": [round(float(y), 1) for _, y in laid],
            "size": [round(size, 1) for size in sizes],
        },
        "edges": edges,
        "claims": said,
        "names": table.column,
    }


class _Words:
    """Each word once, by number."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self._numbers: dict[str, int] = {}

    def number(self, word: str) -> int:
        if word not in self._numbers:
            self._numbers[word] = len(self.words)
            self.words.append(word)
        return self._numbers[word]


class _Names:
    """Everybody and everything that claims name: [id, name, url, date] each, by number."""

    def __init__(self, entities: Mapping[str, Entity]) -> None:
        self._entities = entities
        self._numbers: dict[str, int] = {}
        self.column: list[list[str]] = []

    def number(self, named: str) -> int:
        """The number of an id or a literal name; -1 for nobody."""
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


def _laid(
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
    columns["keys"] = [_keys(entity) for entity in graph.entities]
    return _without_empty(columns, always=("id", "name", "type"))


def _keys(entity: Entity) -> str:
    """The folded names, a line each; "" where the page folds them by itself: plain Latin."""
    these = (entity.name, *entity.aliases)
    return "" if all(map(str.isascii, these)) else "\n".join(map(names.fold, these))


def _facts(entity: Entity) -> dict[str, str]:
    """What the card says about an entity, label to text."""
    facts = {
        "description": entity.description,
        "country": entity.country,
        "from": entity.start_date,
        "to": entity.end_date,
        "publisher": entity.publisher,
        "published": entity.published_date,
        "wikidata": entity.wikidata_id,
        "url": entity.url,
        **entity.extra,
    }
    return {label: text for label, text in facts.items() if text}


def _edge_columns(
    graph: Subgraph, numbers: Mapping[str, int], relations: _Words, table: _Names
) -> tuple[dict[str, Any], dict[str, Any]]:
    stated = [claim for edge in graph.edges for claim in edge.claims]
    edges = {
        "source": [numbers[edge.source] for edge in graph.edges],
        "target": [numbers[edge.target] for edge in graph.edges],
        "relation": [relations.number(edge.relation) for edge in graph.edges],
        "role": [edge.role for edge in graph.edges],
        "start": [edge.start_date for edge in graph.edges],
        "end": [edge.end_date for edge in graph.edges],
        "certainty": [schema.CERTAINTIES.index(edge.certainty) for edge in graph.edges],
        "verdict": [claims.VERDICTS.index(edge.verdict) for edge in graph.edges],
        "origins": [edge.origins for edge in graph.edges],
        "derived": [int(edge.derived) for edge in graph.edges],
        "claims": [len(edge.claims) for edge in graph.edges],
    }
    always = ("source", "target", "relation", "verdict", "origins", "claims")
    return _without_empty(edges, always=always), _claim_columns(stated, table)


def _claim_columns(stated: list[Claim], table: _Names) -> dict[str, Any]:
    columns = {
        "status": [schema.STATUSES.index(claim.status) for claim in stated],
        "certainty": [schema.CERTAINTIES.index(claim.certainty) for claim in stated],
        "speakers": [[table.number(one) for one in claim.attributed_to] for claim in stated],
        "via": [[table.number(one) for one in claim.via] for claim in stated],
        "document": [table.number(claim.document) for claim in stated],
        "publisher": [table.number(claim.publisher) for claim in stated],
        "locator": [claim.locator for claim in stated],
        "said": [claim.statement_date for claim in stated],
        "place": [table.number(claim.place) for claim in stated],
        "quote": [claim.quote for claim in stated],
        "as_named": [claim.as_named for claim in stated],
        "assessment": [claim.assessment for claim in stated],
        "note": [claim.note for claim in stated],
    }
    return _without_empty(columns, always=("status", "document", "publisher"))


def _without_empty(columns: dict[str, Any], *, always: tuple[str, ...]) -> dict[str, Any]:
    """Columns without any content are left out; the page knows what their absence means."""
    return {
        name: column
        for name, column in columns.items()
        if name in always or any(cell not in (0, -1, "", [], {}) for cell in column)
    }
