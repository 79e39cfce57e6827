"""The claims of a page as columns: what is shown of each, and what makes edges of some of them.

Called by payload.py. Rules about words stay in Python: which claims can be on one edge, which of
them goes before another and what two of them must not share to be independent are numbers here,
and page/claims.js only compares them. A claim is stored once, also a denial of several edges.
"""

from __future__ import annotations

from collections import Counter
from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from actorgraph import schema
from actorgraph.dates import Holds
from actorgraph.edges import group_key, rank
from actorgraph.origins import voices_of
from actorgraph.quotes import wordings
from actorgraph.render.wording import BOOKKEEPING

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence

    from actorgraph.claims import Claim
    from actorgraph.edges import Edge
    from actorgraph.render.growing_columns import Columns

TEXTS = (
    "locator", "quote", "as_named", "assessment", "note", "amount", "currency", "share",
    "checked_date", "about", "id",
)  # fmt: skip
"""What is shown as it stands in the file."""

SUREST = (Holds.YES, Holds.POSSIBLE, Holds.PLANNED)
"""The most that a claim can say of a day."""

Marks = list[list[int]]
"""The voices of a claim: of each its speaker, its outlet and what else it may share."""


class Numbers:
    """Numbers for words: each word is stored once, in the order of its first use."""

    def __init__(self, *words: Hashable) -> None:
        self._numbers = {word: number for number, word in enumerate(words)}

    @property
    def words(self) -> list[Any]:
        """The words in the order of their numbers."""
        return list(self._numbers)

    def __len__(self) -> int:
        """Return how many words there are."""
        return len(self._numbers)

    def __contains__(self, word: Hashable) -> bool:
        """Return whether a word has a number."""
        return word in self._numbers

    def number(self, word: Hashable) -> int:
        """Return the number of a word; a new word gets the next one."""
        return self._numbers.setdefault(word, len(self._numbers))


class PageClaims:
    """The claims of some edges, each once; more edges may be added.

    Attributes:
        claims: each with its first edge, group by group in the order of the rows.
        of_edge: for each edge the numbers of its claims.
        group_of_edge: for each edge the number of its group; no edge has claims of two groups.
        ranks: the place of each claim in its group; of any claims the lead has the lowest.
        voices: for each claim the number of its voices in `voice_table`.
    """

    def __init__(self, edges: Sequence[Edge]) -> None:
        self._group_numbers, self._files = Numbers(), Numbers()
        self.voice_table = VoiceTable()
        self.claims: list[tuple[Claim, Edge]] = []
        self.of_edge: list[list[int]] = []
        self.group_of_edge: list[int] = []
        self.ranks: list[int] = []
        self.voices: list[int] = []
        self.add(edges)

    def can_add(self, edges: Iterable[Edge]) -> bool:
        """Return whether edges can be added: none is of a group that is here already."""
        return not any(group_key(edge.lead) in self._group_numbers for edge in edges)

    def add(self, edges: Sequence[Edge]) -> None:
        """Add edges, and their claims after all that are here."""
        groups, known, files = self._group_numbers, Numbers(), self._files
        first, count = len(groups), len(self.claims)
        group_of_edge = [groups.number(group_key(edge.lead)) for edge in edges]
        members: list[dict[int, tuple[Claim, Edge]]] = [{} for _ in range(first, len(groups))]
        numbered = [[known.number(claim.row_key) for claim in edge.claims] for edge in edges]
        for edge, group, numbers in zip(edges, group_of_edge, numbered, strict=True):
            for claim, number in zip(edge.claims, numbers, strict=True):
                members[group - first].setdefault(number, (claim, edge))

        def place(item: tuple[int, tuple[Claim, Edge]]) -> tuple[int, int]:
            claim = item[1][0]
            return files.number(claim.file), claim.line

        in_order = [sorted(group.items(), key=place) for group in members]
        in_rows = chain.from_iterable(in_order)
        renumbered = {number: place for place, (number, _) in enumerate(in_rows, count)}
        self.of_edge += [[renumbered[number] for number in numbers] for numbers in numbered]
        self.group_of_edge += group_of_edge
        for rows in in_order:
            self.claims += [claim for _, claim in rows]
            claims = [claim for _, (claim, _) in rows]
            self.ranks += _ranks(claims)
            self.voices += self.voice_table.numbers(claims)

    def order(self) -> list[int]:
        """Return the place of each claim in the order of the data; empty where they stand so."""
        files = Numbers(*(edge.claims[0].file for _, edge in self.claims))
        keys = [(files.number(one.file), one.line, one.derived) for one, _ in self.claims]
        places = sorted(range(len(keys)), key=keys.__getitem__)
        order = [0] * len(keys)
        for place, number in enumerate(places):
            order[number] = place
        return [] if places == sorted(places) else order

    @property
    def stated(self) -> list[Claim]:
        """The claims, without their edges."""
        return [claim for claim, _ in self.claims]

    def remarks(self) -> list[list[int]]:
        """Return for each claim the numbers of those that speak of it."""
        speaking: dict[str, list[int]] = {}
        for number, (claim, _) in enumerate(self.claims):
            if claim.about and not claim.derived:
                speaking.setdefault(claim.about, []).append(number)
        if not speaking:
            return [[] for _ in self.claims]
        return [speaking.get(claim.claim_id, []) for claim, _ in self.claims]


def _ranks(claims: Sequence[Claim]) -> list[int]:
    """Return the place of each claim of a group; those that say the same have the same."""
    if len(claims) == 1:
        return [0]
    keys = [rank(claim) for claim in claims]
    places = {key: place for place, key in enumerate(sorted(set(keys)))}
    return [places[key] for key in keys]


class VoiceTable:
    """Numbers for the voices of claims; who says it is stored once."""

    def __init__(self) -> None:
        self._marks, self._table = Numbers(), Numbers(())
        self._alone: dict[Hashable, int] = {}

    @property
    def words(self) -> list[Marks]:
        """The voices in the order of their numbers."""
        return [[list(voice) for voice in voices] for voices in self._table.words]

    def numbers(self, claims: Sequence[Claim]) -> list[int]:
        """Return for each claim of a group the number of its voices.

        Two voices of one group with a mark in common may be one origin.
        """
        if len(claims) != 1:
            return list(map(self._number, claims, _shared_marks(claims)))
        [claim] = claims  # most claims have a group of their own, and share who says it
        said_by = (claim.is_reading, claim.speakers, claim.publisher or claim.document)
        if said_by not in self._alone:
            self._alone[said_by] = self._number(claim, [])
        return [self._alone[said_by]]

    def _number(self, claim: Claim, more: list[tuple[str, ...]]) -> int:
        marks = self._marks
        voices = () if claim.is_reading else voices_of(claim)
        numbered = (
            (
                marks.number(("speaker", voice.speaker)),
                marks.number(("outlet", voice.outlet)),
                *map(marks.number, more),
            )
            for voice in voices
        )
        return self._table.number(tuple(numbered))


def _shared_marks(claims: Sequence[Claim]) -> list[list[tuple[str, ...]]]:
    """Return what each claim shares with another one: a relay, a text or a quote."""
    wording = Numbers()
    own: list[set[tuple[str, ...]]] = [
        {("quote", str(wording.number(mark))) for mark in marks}
        for marks in wordings([claim.quote.strip() for claim in claims])
    ]
    cited = {claim.document for claim in claims if claim.document}
    for claim, marks in zip(claims, own, strict=True):
        marks.update((("relay", claim.via[0]),) if claim.via else ())
        others = cited & claim.reprints - {claim.document} if claim.document else ()
        marks.update(("texts", *sorted((claim.document, other))) for other in others)
    held = Counter(chain.from_iterable(own))
    return [sorted(mark for mark in marks if held[mark] > 1) for marks in own]


def claim_columns(
    stated: Sequence[tuple[Claim, Claim | Edge]],
    *,
    named: Callable[[str], int],
    dated: Callable[[str], int],
    relation: Callable[[str], int],
    text: Callable[[str], int],
) -> Columns:
    """Return a column for each part of the claims; 0 where a part is that of the first edge.

    Args:
        stated: each claim with its first edge, or with itself where it states no relation.
        named, dated, relation, text: from what somebody or something is called, a date, a relation
            or a role to its number.
    """
    claims = [claim for claim, _ in stated]
    edges = [edge for _, edge in stated]

    def column(part: str) -> list[Any]:
        return list(map(attrgetter(part), claims))

    def own(part: str, number: Callable[[str], int]) -> list[int]:
        return _where_other(column(part), map(attrgetter(part), edges), number)

    return {
        "reversed": [int(claim.source != edge.source) for claim, edge in stated],
        "relation": own("relation", relation),
        "role": own("role", text),
        "tenure": own("tenure", text),
        "start": own("start_date", dated),
        "end": own("end_date", dated),
        "status": list(map(schema.STATUSES.index, column("status"))),
        "certainty": list(map(schema.CERTAINTIES.index, column("certainty"))),
        "surest": [SUREST.index(claim.surest) for claim in claims],
        "inferred": [list(claim.inferred) for claim in claims],
        "reading": [int(claim.is_reading) for claim in claims],
        "derived": list(map(int, column("derived"))),
        "speakers": [[named(one) for one in claim.attributed_to] for claim in claims],
        "via": [[named(one) for one in claim.via] for claim in claims],
        "document": list(map(named, column("document"))),
        "publisher": list(map(named, column("publisher"))),
        "said": list(map(dated, column("statement_date"))),
        "place": list(map(named, column("place"))),
        "checked_by": list(map(named, column("checked_by"))),
        "extra": [_extra(claim) for claim in claims],
        **{name: column(name) for name in TEXTS},
    }


def _where_other(
    words: Iterable[str], of_edges: Iterable[str], number: Callable[[str], int]
) -> list[int]:
    """Return 1 and the number of each word that is another than that of its edge; else 0."""
    return [
        0 if word == of_edge else 1 + number(word)
        for word, of_edge in zip(words, of_edges, strict=True)
    ]


def _extra(claim: Claim) -> dict[str, str]:
    return {name: cell for name, cell in claim.extra.items() if cell and name not in BOOKKEEPING}
