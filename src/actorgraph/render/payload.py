"""The data of a page: columns of plain JSON, one contract for Python and JavaScript.

Both sides are tested against `tests/data/page/payload.json`. Everything that claims name is stored
once, in `names`, and referred to by number; so is each date, in `dates`, as text to show and as
days to compare. An edge is stored as Python computed it. Each claim is stored with all that
computing its edges needs (claim_payload.py), so that the page can do the same for some of them;
and so is each description of an entity, where anybody says who says it (description_payload.py).
`letters` transliterates the characters that not every page knows.
"""

from __future__ import annotations

from itertools import chain, count
from operator import ne
from typing import TYPE_CHECKING, Any

import numpy as np

from actorgraph import dates, schema
from actorgraph.attributes import values_in
from actorgraph.edges import VERDICTS
from actorgraph.engine import Subgraph
from actorgraph.queries.sections import section_of_word
from actorgraph.render.claim_payload import Numbers, PageClaims, VoiceTable, claim_columns
from actorgraph.render.description_payload import (
    PageEntities,
    description_columns,
    description_words,
)
from actorgraph.render.entity_text import LABELS
from actorgraph.render.growing_columns import Columns, GrowingColumns, GrowingList, has_content
from actorgraph.render.importance import OfficeLine, groups, office_lines, sizes
from actorgraph.render.layout import LARGEST_LABELLED, positions
from actorgraph.render.memo import told
from actorgraph.render.money_payload import figures_of, money_columns
from actorgraph.render.passage_payload import passage_columns
from actorgraph.render.romanization import letters_of
from actorgraph.render.story_payload import story_columns

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from actorgraph.claims import Entity
    from actorgraph.edges import Edge
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
ALWAYS_OF_EDGES = (
    "source", "target", "relation", "verdict", "origins", "claims", "claim", "group",
)  # fmt: skip


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
    made = GrowingPayload(title=title, note=note, credit=credit, passages=passages, rows=rows)
    made.add(graph, others or {})
    return made.columns(story=story, progress=progress, lay_out=lay_out, grouped=grouped)


class GrowingPayload:
    """The payload of a part of a graph that may grow: what was added is not made again.

    Numbers stay, what is added comes last. The arguments are those of `payload`.
    """

    def __init__(
        self,
        *,
        title: str,
        note: str = "",
        credit: str = "",
        passages: CitedPassages | None = None,
        rows: bool = False,
    ) -> None:
        self._head = {"version": VERSION, "title": title, "note": note, "credit": credit}
        self._passages, self._has_rows = passages, rows
        self._drawn = Subgraph((), ())
        self._numbers: dict[str, int] = {}
        self._edge_ids: set[str] = set()
        self._table = _NamedTable()
        self._types, self._relations, self._texts = Numbers(), Numbers(), Numbers()
        self._dated = _DateTable()
        self._stated = PageClaims(())
        self._cited: tuple[dict[str, Any], list[int]] = {}, []
        self._entities = GrowingColumns("id", "name", "type")
        self._edges = GrowingColumns(*ALWAYS_OF_EDGES)
        self._claims = GrowingColumns(*ALWAYS_OF_CLAIMS)
        self._descriptions = GrowingColumns(*ALWAYS_OF_CLAIMS, "entity", "values")
        self._description_voices = VoiceTable()
        self._is_marked = False
        self._letters: dict[str, str] = {}

    def rest_of(self, entities: Mapping[str, Entity], edges: Mapping[str, Edge]) -> Subgraph | None:
        """Return what a part has that is not here yet; None where this cannot grow to that part.

        It cannot where it has what the part lacks, and where what is new changes the claims of
        edges that are here.

        Args:
            entities, edges: of the part, by their ids.
        """
        if not (self._numbers.keys() <= entities.keys() and self._edge_ids <= edges.keys()):
            return None
        new = tuple(edge for id_, edge in edges.items() if id_ not in self._edge_ids)
        if not self._stated.can_add(new):
            return None
        return Subgraph(
            tuple(one for id_, one in entities.items() if id_ not in self._numbers), new
        )

    def add(self, graph: Subgraph, others: Mapping[str, Entity]) -> None:
        """Add entities and edges; no end of an edge is missing then.

        Args:
            others: who is named by the claims and not drawn.
        """
        first, count = len(self._numbers), len(self._stated.claims)
        drawn = self._drawn
        self._drawn = Subgraph(
            (*drawn.entities, *graph.entities), (*drawn.edges, *graph.edges), graph.center
        )
        for entity in graph.entities:
            self._numbers.setdefault(entity.id, len(self._numbers))
        self._edge_ids.update(edge.id for edge in graph.edges)
        self._table.know(others)
        self._table.know({entity.id: entity for entity in graph.entities})
        names = chain.from_iterable((one.name, *one.aliases) for one in graph.entities)
        self._letters |= letters_of(names)
        described = PageEntities.of(graph.entities)
        self._entities.add(_entity_columns(described, self._types, self._table.name))
        self._stated.add(graph.edges)
        self._edges.add(
            _edge_columns(graph.edges, self._stated, self._numbers, self._relations, self._dated)
        )
        self._claims.add(self._claim_columns(count))
        claims = self._stated.stated
        self._cited = passage_columns(claims, self._passages, self._table.number)
        self._describe(described, first)

    def _claim_columns(self, first: int) -> Columns:
        """Return the claims from one on as columns, with their files and lines where asked."""
        stated, texts = self._stated, self._texts
        columns = claim_columns(
            stated.claims[first:],
            named=self._table.number,
            dated=self._dated.number,
            relation=self._relations.number,
            text=texts.number,
        )
        columns |= {"rank": stated.ranks[first:], "voices": stated.voices[first:]}
        columns["figure"] = figures_of(claim for claim, _ in stated.claims[first:])
        if self._has_rows:
            claims = [claim for claim, _ in stated.claims[first:]]
            columns["file"] = [texts.number(claim.file) for claim in claims]
            columns["line"] = [claim.line for claim in claims]
        return columns

    def _describe(self, entities: PageEntities, first: int) -> None:
        """Add what the rows say that describe entities; nothing where nobody says who says."""
        if not entities.descriptions:
            return
        self._is_marked |= any(one.among_sourced for _, one in entities.descriptions)
        self._descriptions.add(
            description_columns(
                entities,
                first,
                named=self._table.number,
                numbers=self._dated.number,
                voices=self._description_voices,
            )
        )

    def columns(
        self,
        *,
        story: Story | None = None,
        progress: Callable[[float], None] | None = None,
        lay_out: bool = True,
        grouped: bool = True,
    ) -> dict[str, Any]:
        """Return all that was added, as `payload` does."""
        graph, stated = self._drawn, self._stated
        named_first = NAMED_FIRST if len(graph.entities) <= LARGEST_LABELLED else 0
        places = _place_columns(graph, self._numbers, progress, lay_out=lay_out, grouped=grouped)
        tables, passages = self._cited
        return {
            **self._head,
            "types": self._types.words,
            "opening": graph.center,
            **_relation_columns(self._relations),
            "named_first": named_first,
            "entities": {**self._entities.shown(), **places},
            "edges": _where_not_counting(self._edges.shown()),
            "claims": self._claims.shown()
            | _with_content(
                {
                    "remarks": stated.remarks(),
                    "order": stated.order() if len(stated.claims) <= ORDERED else [],
                    "passage": passages,
                }
            ),
            **self._described(),
            **money_columns(
                self._claims.shown().get("figure"),
                self._relations.words,
                (edge.role for edge in graph.edges),
            ),
            "voices": stated.voice_table.words,
            **tables,
            "texts": self._texts.words,
            "dates": self._dated.columns(),
            "names": self._table.column,
            **story_columns(story, stated.stated),
            "letters": dict(sorted(self._letters.items())),
        }

    def _described(self) -> dict[str, Any]:
        columns = self._descriptions.shown()
        if not columns:
            return {}
        words = description_words(self._description_voices, is_marked=self._is_marked)
        return {"descriptions": columns, "describing": words}


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

    def __init__(self) -> None:
        self._entities: dict[str, Entity] = {}
        self._numbers: dict[str, int] = {}
        self.column: GrowingList[list[str]] = GrowingList()

    def know(self, entities: Mapping[str, Entity]) -> None:
        """Know more entities by their ids, before they are named."""
        self._entities |= entities

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


class _DateTable:
    """Numbers for dates, each with its earliest and latest day; those of `..` are of no use."""

    def __init__(self) -> None:
        self._numbers = Numbers("")
        self._columns = GrowingColumns("text", "earliest", "latest")
        self._count = 0

    def number(self, text: str) -> int:
        """Return the number of a date; a new one gets the next."""
        return self._numbers.number(text)

    def columns(self) -> Columns:
        """Return the dates by number."""
        texts = self._numbers.words[self._count :]
        bounds = [dates.span(text) for text in texts]
        self._count += len(texts)
        self._columns.add(
            {
                "text": texts,
                "earliest": [one.earliest for one in bounds],
                "latest": [one.latest for one in bounds],
            }
        )
        return self._columns.shown()


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
    return columns


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
    dated: _DateTable,
) -> Columns:
    """Return the edges as columns; they are the last ones of which the claims are known."""
    first = len(claims.of_edge) - len(edges)
    return {
        "source": [numbers[edge.source] for edge in edges],
        "target": [numbers[edge.target] for edge in edges],
        "relation": [relations.number(edge.relation) for edge in edges],
        "role": [edge.role for edge in edges],
        "tenure": [edge.tenure for edge in edges],
        "start": [dated.number(edge.start_date) for edge in edges],
        "end": [dated.number(edge.end_date) for edge in edges],
        "certainty": [schema.CERTAINTIES.index(edge.certainty) for edge in edges],
        "verdict": [VERDICTS.index(edge.verdict) for edge in edges],
        "origins": [edge.origins for edge in edges],
        "claims": [len(edge.claims) for edge in edges],
        "symmetric": [int(edge.is_symmetric) for edge in edges],
        "claim": list(chain.from_iterable(claims.of_edge[first:])),
        "group": claims.group_of_edge[first:],
    }


def _where_not_counting(columns: Columns) -> Columns:
    """Leave out `claim` and `group` of edges where they simply count up.

    They do not where a claim is on several edges, and where claims of one edge could be on another.
    """
    return {
        name: column
        for name, column in columns.items()
        if name not in ("claim", "group") or any(map(ne, column, count()))
    }


def _with_content(columns: Columns) -> Columns:
    """Leave out columns without content; the page knows what their absence means."""
    return {name: column for name, column in columns.items() if has_content(name, column)}
