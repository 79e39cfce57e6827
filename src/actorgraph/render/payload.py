"""The data of a page: columns of plain JSON, one contract for Python and JavaScript.

Both sides are tested against `tests/data/page/payload.json`. Everything that claims name is stored
once, in `names`, and referred to by number; so is each date, in `dates`, as text to show and as
days to compare. An edge is stored as Python computed it. Each claim is stored with all that
computing its edges needs (claim_payload.py), so that the page can do the same for some of them;
and so is each description of an entity, where anybody says who says it (description_payload.py).
`letters` transliterates the characters that not every page knows.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np

from actorgraph import dates, schema
from actorgraph.attributes import values_in
from actorgraph.edges import VERDICTS
from actorgraph.queries.sections import section_of_word
from actorgraph.render.claim_payload import Marks, Numbers, PageClaims, claim_columns
from actorgraph.render.description_payload import (
    PageEntities,
    description_columns,
    description_words,
)
from actorgraph.render.entity_text import LABELS
from actorgraph.render.importance import OfficeLine, groups, office_lines, sizes
from actorgraph.render.layout import LARGEST_LABELLED, positions
from actorgraph.render.memo import told
from actorgraph.render.passage_payload import passage_columns
from actorgraph.render.romanization import letters_of
from actorgraph.render.story_payload import story_columns

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from actorgraph.claims import Entity
    from actorgraph.edges import Edge
    from actorgraph.engine import Subgraph
    from actorgraph.passages.cited_passages import CitedPassages
    from actorgraph.story import Story

VERSION = 3
NAMED_FIRST = 60
"""So many of those who matter most have room for their names in the layout, where any have."""
ORDERED = 20_000
"""Beyond so many claims, in which order the data has them is not worth its bytes."""
OF_UNNAMED = 0.15
"""How much the place of all others counts."""
ALWAYS_OF_CLAIMS = ("status", "document", "publisher")


def payload(
    graph: Subgraph,
    *,
    title: str,
    note: str = "",
    credit: str = "",
    others: Mapping[str, Entity] | None = None,
    story: Story | None = None,
    passages: CitedPassages | None = None,
    progress: Callable[[float], None] | None = None,
    lay_out: bool = True,
    grouped: bool = True,
    rows: bool = False,
) -> dict[str, Any]:
    """Return the graph with positions, as columns that JSON can hold.

    Args:
        title, note, credit: of the page; others: who is named in claims and not drawn.
        story, passages: steps with claims of these edges; of the documents that claims cite.
        progress: called with the part of the layout that is done, from 0 to 1.
        lay_out, grouped, rows: whether to find positions, groups, and where claims stand.
    """
    numbers = {entity.id: number for number, entity in enumerate(graph.entities)}
    table = _NamedTable({**(others or {}), **{entity.id: entity for entity in graph.entities}})
    types, relations, texts, date_numbers = Numbers(), Numbers(), Numbers(), Numbers("")
    described = PageEntities.of(graph.entities)
    entities = _entity_columns(described, types, table.name)
    places = _place_columns(graph, numbers, progress, lay_out=lay_out, grouped=grouped)
    claims = PageClaims(graph.edges)
    edges = _edge_columns(graph.edges, claims, numbers, relations, date_numbers)
    columns, voices = _claim_columns(claims, table, date_numbers, relations, texts, rows=rows)
    cited, columns["passage"] = passage_columns(claims.stated, passages, table.number)
    return {
        **_head(title, note, credit),
        "types": types.words,
        "opening": graph.center,
        **_relation_columns(relations),
        "named_first": NAMED_FIRST if len(graph.entities) <= LARGEST_LABELLED else 0,
        "entities": {**entities, **places},
        "edges": edges,
        "claims": _without_empty(columns, always=ALWAYS_OF_CLAIMS),
        **_descriptions(described, table, date_numbers),
        "voices": voices,
        **cited,
        "texts": texts.words,
        "dates": _date_columns(date_numbers.words),
        "names": table.column,
        **story_columns(story, claims.stated),
        "letters": letters_of(chain.from_iterable((e.name, *e.aliases) for e in graph.entities)),
    }


def _head(title: str, note: str, credit: str) -> dict[str, Any]:
    return {"version": VERSION, "title": title, "note": note, "credit": credit}


def _claim_columns(
    claims: PageClaims,
    table: _NamedTable,
    dated: Numbers,
    relations: Numbers,
    texts: Numbers,
    *,
    rows: bool,
) -> tuple[dict[str, list[Any]], list[Marks]]:
    """Return the claims as columns, with their files and lines where asked, and their voices."""
    columns = claim_columns(
        claims.claims,
        named=table.number,
        dated=dated.number,
        relation=relations.number,
        text=texts.number,
    )
    columns["rank"], columns["remarks"] = claims.ranks(), claims.remarks()
    columns["order"] = claims.order() if len(claims.claims) <= ORDERED else []
    columns["voices"], voices = claims.voices()
    if rows:
        columns["file"] = [texts.number(claim.file) for claim in claims.stated]
        columns["line"] = [claim.line for claim in claims.stated]
    return columns, voices


def _relation_columns(relations: Numbers) -> dict[str, Any]:
    """Return the words of relations, how each is told and in which section; and all other words."""
    mains = _main_relations(relations)
    return {
        "main_relations": mains,
        "relations": relations.words,
        "sections": [section_of_word(word) for word in relations.words],
        "told": [told(word) for word in relations.words],
        **vocabulary(),
    }


def _main_relations(relations: Numbers) -> list[int]:
    """Return for each relation the one that it is from the other end, or itself."""
    mains = [relations.number(schema.main_word(word)) for word in relations.words]
    return [*mains, *range(len(mains), len(relations.words))]


def vocabulary() -> dict[str, list[str] | str]:
    """Return the vocabulary, so that the page needs none of its own."""
    return {
        "verdicts": list(VERDICTS),
        "statuses": list(schema.STATUSES),
        "certainties": list(schema.CERTAINTIES),
        "modes": list(schema.MODES),
        "office_relations": sorted(schema.OFFICE_RELATIONS),
        "position_in": schema.POSITION_IN,
        "participant": schema.PARTICIPANT,
        "reporting_relations": sorted(schema.REPORTING_RELATIONS),
        "through_types": list(schema.THROUGH_TYPES),
    }


def _place_columns(
    graph: Subgraph,
    numbers: Mapping[str, int],
    progress: Callable[[float], None] | None,
    *,
    lay_out: bool,
    grouped: bool,
) -> dict[str, Sequence[float]]:
    """Return where each entity is, rounded to what an eye can see, how large and in which group."""
    lines = office_lines(graph, numbers)
    radii = sizes(graph, numbers, lines)
    places: Sequence[Sequence[float]] = [(0.0, 0.0)] * len(radii)
    if lay_out:
        places = _positions(graph, numbers, lines, radii, progress)
    group = groups(graph, numbers) if grouped else []
    return {
        "x": [round(float(x), 1) for x, _ in places],
        "y": [round(float(y), 1) for _, y in places],
        "size": [round(radius, 1) for radius in radii],
        **({"group": group} if any(group) else {}),
    }


class _NamedTable:
    """Numbers for all that claims name: [id, name, url] of each, in the order of first use."""

    def __init__(self, entities: Mapping[str, Entity]) -> None:
        self._entities = entities
        self._numbers: dict[str, int] = {}
        self.column: list[list[str]] = []

    def name(self, named: str) -> str:
        """Return the name of an id, or the id itself where it is a name or an address."""
        entity = self._entities.get(named)
        return entity.name if entity else named

    def number(self, named: str) -> int:
        """Return the number of an id or a literal name; -1 for nobody."""
        if not named:
            return -1
        if named not in self._numbers:
            self._numbers[named] = len(self.column)
            entity = self._entities.get(named)
            url = entity.url if entity else named if "://" in named else ""
            self.column.append([named, self.name(named), url])
        return self._numbers[named]


def _positions(
    graph: Subgraph,
    numbers: Mapping[str, int],
    lines: Sequence[OfficeLine],
    radii: list[float],
    progress: Callable[[float], None] | None,
) -> Any:
    """Return (n, 2) positions; offices that are drawn as lines stand in the middle of theirs."""
    folded = {line.office for line in lines}
    pairs = [(line.holder, line.body) for line in lines]
    for edge in graph.edges:
        pair = numbers[edge.source], numbers[edge.target]
        if folded.isdisjoint(pair):
            pairs.append(pair)
    named = set(sorted(numbers.values(), key=lambda number: -radii[number])[:NAMED_FIRST])
    shown = [number for number in range(len(numbers)) if number not in folded]
    place = {number: at for at, number in enumerate(shown)}
    placed = positions(
        len(shown),
        np.array([(place[a], place[b]) for a, b in pairs], dtype=np.int64).reshape(-1, 2),
        sizes=np.array([radii[number] for number in shown]),
        labels=[graph.entities[number].name if number in named else "" for number in shown],
        masses=np.array([1.0 if number in named else OF_UNNAMED for number in shown]),
        progress=progress,
    )
    every = np.zeros((len(numbers), 2))
    every[shown] = placed
    for office in folded:
        ends = {end for line in lines if line.office == office for end in (line.holder, line.body)}
        every[office] = every[sorted(ends)].mean(axis=0)
    return every


def _entity_columns(
    entities: PageEntities, types: Numbers, name: Callable[[str], str]
) -> dict[str, Any]:
    used = entities.used
    columns: dict[str, Any] = {
        "id": [entity.id for entity in used],
        "name": [entity.name for entity in used],
        "type": [types.number(entity.type) for entity in used],
        "aliases": [list(entity.aliases) for entity in used],
        "facts": [[] if entity.descriptions else _facts(entity, name) for entity in used],
        "derived": [int(entity.derived) for entity in used],
    }
    for _, description in entities.descriptions:
        for column, text in values_in(description):
            if column == "type":
                types.number(text)
    columns["heading"] = [
        0 if heading == entity.type else 1 + types.number(heading)
        for entity, heading in zip(used, entities.headings, strict=True)
    ]
    return _without_empty(columns, always=("id", "name", "type"))


def _descriptions(entities: PageEntities, table: _NamedTable, numbers: Numbers) -> dict[str, Any]:
    """Return what the rows say that describe the entities; nothing where nobody says who says."""
    if not entities.descriptions:
        return {}
    columns = description_columns(entities, named=table.number, numbers=numbers.number)
    always = (*ALWAYS_OF_CLAIMS, "entity", "values")
    return {
        "descriptions": _without_empty(columns, always=always),
        "describing": description_words(entities),
    }


def _facts(entity: Entity, name: Callable[[str], str]) -> list[list[str]]:
    """Return what the card says about an entity: each text with its label; a description has none.

    A column of the data's own may have the name of a label, so that these are pairs.
    """
    known = {label: getattr(entity, column) for column, label in LABELS.items()}
    known[LABELS["publisher"]] = name(entity.publisher)
    facts = [("", entity.description), *known.items(), *entity.extra.items()]
    return [[label, text] for label, text in facts if text]


def _edge_columns(
    edges: Sequence[Edge],
    claims: PageClaims,
    numbers: Mapping[str, int],
    relations: Numbers,
    date_numbers: Numbers,
) -> dict[str, Any]:
    """Return the edges as columns; `claim` and `group` only where they do not simply count up.

    That is where a claim is on several edges, and where claims of one edge could be on another.
    """
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
        "symmetric": [int(edge.is_symmetric) for edge in edges],
    }
    numbered = list(chain.from_iterable(claims.of_edge))
    columns |= {} if _is_counting(numbered) else {"claim": numbered}
    columns |= {} if _is_counting(claims.group_of_edge) else {"group": claims.group_of_edge}
    always = ("source", "target", "relation", "verdict", "origins", "claims", "claim", "group")
    return _without_empty(columns, always=always)


def _is_counting(numbers: Sequence[int]) -> bool:
    return all(number == place for place, number in enumerate(numbers))


def _date_columns(texts: list[str]) -> dict[str, list[Any]]:
    """Return each date with its earliest and latest day; for `..` these depend on the side."""
    bounds = [dates.span(text) for text in texts]
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
        if name in always or _has_content(column, _empty(name))
    }


def _has_content(column: Sequence[object], empty: tuple[object, ...]) -> bool:
    return not all(map(empty.__contains__, column))


def _empty(column: str) -> tuple[object, ...]:
    """Return what means nothing in a column; in one of names, 0 is somebody."""
    return (-1,) if column in ("place", "checked_by") else (0, "", [], {})
