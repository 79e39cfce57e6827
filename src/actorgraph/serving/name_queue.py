"""The queue of similar names: pairs that wait for a person to judge whether they are one.

First what somebody left open in judgements.csv, then what similar_names finds, the most likely
first. Comparing a million names takes half a minute, so a process of its own does it, and a server
goes on answering: `python -m actorgraph.serving.name_queue DATA ...` writes a line for each.
"""

from __future__ import annotations

import asyncio
import json
import sys
from itertools import combinations, islice
from typing import TYPE_CHECKING, NamedTuple

from actorgraph.errors import ActorgraphError, UsageError
from actorgraph.filters import NOTHING_LEFT_OUT
from actorgraph.loading import load
from actorgraph.queries.show import show
from actorgraph.queries.similar_names import similar_names
from actorgraph.render.card import Card
from actorgraph.render.entity_text import value_lines
from actorgraph.render.wording import Names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from actorgraph.claims import Entity
    from actorgraph.engine import Engine
    from actorgraph.judgements import Judgements

MOST = 20_000
"""So many groups of similar names are kept, the most likely; nobody judges more in one sitting."""
PAIRS_OF_A_GROUP = 100
"""Of a name that very many have, so many pairs are asked about."""
LINES = 4
"""So many relations are shown of each of the two."""
LEFT_OPEN = "left open in judgements.csv"


class SimilarGroup(NamedTuple):
    """Entities whose names can be one, as the process that compares them writes it."""

    ids: tuple[str, ...]
    reason: str


class NamePair(NamedTuple):
    """Two entities that can be one.

    Attributes:
        number: its place in the queue.
        left, right: their ids.
        reason: why they can be one, in words.
    """

    number: int
    left: str
    right: str
    reason: str

    @property
    def ids(self) -> frozenset[str]:
        """Both ids, whichever comes first."""
        return frozenset((self.left, self.right))


class PairSide(NamedTuple):
    """What one of the two is, in the words of its card.

    Attributes:
        facts: its values.
        relations: some lines about its relations.
        left_out: how many more relations it has, as far as they were read.
    """

    id: str
    name: str
    type: str
    facts: tuple[str, ...]
    relations: tuple[str, ...]
    left_out: int


class NameQueue:
    """The pairs of some groups, in a stable order.

    Args:
        groups: as similar_names orders them.
        judgements: of the file beside the data; what it leaves open comes first.
    """

    def __init__(self, groups: Iterable[SimilarGroup], judgements: Judgements) -> None:
        undecided = sorted(tuple(sorted(pair)) for pair in judgements.undecided if len(pair) > 1)
        open_groups = [SimilarGroup(pair, LEFT_OPEN) for pair in undecided]
        pairs: dict[frozenset[str], NamePair] = {}
        for group in (*open_groups, *groups):
            for left, right in islice(combinations(group.ids, 2), PAIRS_OF_A_GROUP):
                pair = NamePair(len(pairs), left, right, group.reason)
                pairs.setdefault(pair.ids, pair)
        self._pairs = list(pairs.values())

    def waiting(
        self, judgements: Judgements, engine: Engine, after: int, limit: int
    ) -> tuple[list[NamePair], int]:
        """Return some pairs that wait for a judgement, and how many follow them.

        Those that judgements have made one by way of others are left out, and those of which an id
        is gone from the data.

        Args:
            after: the first place in the queue that is asked for.
            limit: how many at most.
        """
        judged = judgements.apart | {frozenset((a, b)) for a, b, _ in judgements.same}
        lead = _leads(judgements)
        waiting = [
            pair
            for pair in self._pairs[after:]
            if pair.ids not in judged and lead(pair.left) != lead(pair.right)
        ]
        found: list[NamePair] = []
        for looked_at, pair in enumerate(waiting):
            if len(found) == limit:
                return found, len(waiting) - looked_at
            if len(engine.entities([pair.left, pair.right])) > 1:
                found.append(pair)
        return found, 0


def _leads(judgements: Judgements) -> _Leads:
    leads = _Leads()
    for left, right, _ in judgements.same:
        leads.join(left, right)
    return leads


class _Leads:
    """Which ids judgements make one: a disjoint-set forest."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def __call__(self, one: str) -> str:
        while (above := self._above.get(one, one)) != one:
            one = above
        return one

    def join(self, one: str, other: str) -> None:
        first, second = self(one), self(other)
        if first != second:
            self._above[second] = first


def pair_side(engine: Engine, entity: Entity) -> PairSide:
    """Return what an entity is, in the words of `show`: its values and some of its relations."""
    shown = show(engine, entity, limit=LINES)
    card = Card(shown)
    relations = [
        " · ".join(filter(None, (line.what, line.when)))
        for part in card.parts()
        for group in part.groups
        for line in group.lines
    ]
    facts = tuple(value_lines(shown.entity, Names({**shown.others, entity.id: entity})))
    return PairSide(
        entity.id, entity.name, entity.type, facts, tuple(relations[:LINES]),
        max(0, len(shown.edges) + shown.left_out - LINES),
    )  # fmt: skip


async def compared(places: Sequence[Path]) -> list[SimilarGroup]:
    """Compare the names of data in a process of its own.

    Args:
        places: of the data, as `load` takes them.

    Raises:
        UsageError: if the data cannot be read.
    """
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "actorgraph.serving.name_queue",
        *map(str, places),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        out, err = await process.communicate()
    except asyncio.CancelledError:
        process.kill()
        await process.wait()
        raise
    if process.returncode:
        raise UsageError(err.decode(errors="replace").strip() or "The names were not compared.")
    return list(_read(out.decode().splitlines()))


def _read(lines: Iterable[str]) -> Iterator[SimilarGroup]:
    for line in lines:
        ids, reason = json.loads(line)
        yield SimilarGroup(tuple(ids), reason)


def main(places: Sequence[str]) -> int:
    """Write the groups of similar names of data, a line of JSON each."""
    try:
        engine = load(list(places)).engine
        for one in similar_names(engine, NOTHING_LEFT_OUT)[0][:MOST]:
            sys.stdout.write(json.dumps((one.ids, one.reason)) + "\n")
    except ActorgraphError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
