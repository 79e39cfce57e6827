"""How several are linked, and what contradicts what, as lines that name their claims.

As cited_lines.py, for paths, webs, what several share, and conflicts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from actorgraph.plurals import counted
from actorgraph.render.cited_lines import (
    COUNTED,
    STATED,
    CitedLine,
    edge_line,
    edge_lines,
    entity_line,
    group_lines,
    heading,
    left_out,
    note,
    notes,
    rejected,
)
from actorgraph.render.conflict_text import message, names_left
from actorgraph.render.connection_text import apart, avoided_pairs
from actorgraph.render.ownership_text import (
    chain_words,
    edge_groups,
    headline,
    holding_words,
    remarks_on,
    verdict_words,
)
from actorgraph.render.path_text import avoided_paths, ends_words, no_path
from actorgraph.render.relation_lines import EdgeCells, edges_in
from actorgraph.render.terminal import clean
from actorgraph.render.wording import (
    Names,
    all_of,
    in_what_is_left,
    one_publisher,
    taking_part,
    weakness,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from actorgraph.edges import Edge
    from actorgraph.queries.common import Common
    from actorgraph.queries.conflicts import Conflict, Conflicts
    from actorgraph.queries.connect import Connection
    from actorgraph.queries.owners import Holding, Ownership
    from actorgraph.queries.participations import Participation
    from actorgraph.queries.path import Path, Paths


def paths(answer: Paths) -> Iterator[CitedLine]:
    """Yield each path step by step, what is not said of it, and its weakest step."""
    name = Names(answer.others)
    ends = ends_words(answer, name)
    if not answer.paths:
        yield note(no_path(answer, name))
    for number, path in enumerate(answer.paths, start=1):
        yield heading(f"Path {number}: {ends}, {counted(len(path.steps), 'step')}")
        yield from _steps(path, name)
    if answer.avoided.number:
        yield note(avoided_paths(answer.avoided, shorter="shorter " if answer.paths else ""))


def _steps(path: Path, name: Names) -> Iterator[CitedLine]:
    cells = EdgeCells.of(path.steps, name)
    for number, edge in enumerate(path.steps, start=1):
        line = edge_line(edge, cells, seen_from=path.ids[number - 1])
        yield line._replace(words=f"{number}. {line.words}")
    for number, two in zip(path.co_participants, path.participations, strict=True):
        yield _both(path.ids[number], path.ids[number + 2], two, name)
    for number, together in enumerate(path.together):
        if together == "no":
            both = path.steps[number : number + 2]
            words = f"By what is said here, steps {number + 1} and {number + 2} were not at the "
            claims = tuple(claim for edge in both for claim in edge.claims)
            yield CitedLine(STATED, f"{words}same time.", claims)
    yield from _weakest(path.weakest, path.steps, name)


def _weakest(number: int | None, steps: Sequence[Edge], name: Names) -> Iterator[CitedLine]:
    if number is not None:
        edge = steps[number]
        words = f"Weakest: step {number + 1} ({weakness(edge, name)})."
        yield CitedLine(STATED, clean(words), tuple(edge.claims))


def _both(one: str, other: str, two: Participation, name: Names) -> CitedLine:
    """Return what is said of two who took part in one event, with all claims of either."""
    both = two.naming_both
    claims = (*two.one, *two.other) if both is None else (both, *two.one, *two.other)
    unique = {claim.row_key: claim for claim in claims}
    words = f"{name(one)} and {name(other)}: {taking_part(one, other, two, name)}"
    return CitedLine(STATED, clean(words), tuple(unique.values()))


def connection(answer: Connection) -> Iterator[CitedLine]:
    """Yield the steps of a web, its weakest step, and what it does not link."""
    name = Names({**answer.others, **{entity.id: entity for entity in answer.asked}})
    if not answer.steps:
        names = all_of([entity.id for entity in answer.asked], name)
        yield note(f"Nothing links {names}{in_what_is_left(is_filtered=answer.is_filtered)}.")
    yield from notes(one_publisher(answer.steps, name))
    cells = EdgeCells.of(answer.steps, name)
    for number, edge in enumerate(answer.steps, start=1):
        line = edge_line(edge, cells)
        yield line._replace(words=f"{number}. {line.words}")
    for two in answer.co_participants:
        yield _both(two.one, two.other, two.participation, name)
    yield from _weakest(answer.weakest, answer.steps, name)
    yield from notes(*apart(answer, name)) if answer.steps else ()
    if answer.avoided.pairs:
        yield note(avoided_pairs(answer.avoided))


def common(answer: Common) -> Iterator[CitedLine]:
    """Yield what several have in common, each with the relations that link them with it."""
    name = Names({**answer.others, **{entity.id: entity for entity in answer.asked}})
    if not answer.shared:
        names = all_of([entity.id for entity in answer.asked], name)
        leave = in_what_is_left(is_filtered=answer.is_filtered)
        yield note(f"Nothing here links all of {names}{leave}.")
    edges = [edge for one in answer.shared for edges in one.links for edge in edges]
    yield from notes(one_publisher(edges, name))
    cells = EdgeCells.of(edges, name)
    for one in answer.shared:
        yield heading(f"{one.kind.capitalize()}: {one.entity.name}")
        yield entity_line(one.entity)
        its = {edge.key: edge for edges in one.links for edge in edges}
        yield from edge_lines(its.values(), cells)
        for first, second, both in one.together:
            yield _both(first, second, both, name)
    yield from left_out(answer.left_out, "thing in common", "things in common")
    if answer.unlinked:
        words = (
            f"{answer.unlinked:,} more shared only by relations that are denied, planned, "
            "conditional or of reporting; `status`, `certainty` or `relation` asks for those"
        )
        yield CitedLine(COUNTED, words)


def conflicts(answer: Conflicts) -> Iterator[CitedLine]:
    """Yield the contradictions, kind by kind, each in a sentence."""
    name = Names(answer.others)
    if not answer.found:
        leave = in_what_is_left(is_filtered=answer.is_filtered)
        yield note(f"No conflict of the kinds asked for{leave}.")
    kind = ""
    for one in answer.found:
        if one.kind != kind:
            kind = one.kind
            yield heading(kind.replace("-", " ").capitalize())
        yield _conflict(one, name)
    listed = len(answer.found)
    yield from notes(names_left(answer))
    yield from left_out(sum(answer.counts.values()) - listed, "conflict")
    yield from rejected(answer.rejected)


def _conflict(one: Conflict, name: Names) -> CitedLine:
    claims = [*one.claims, *(claim for edge in one.edges for claim in edge.supporting)]
    denying = [claim for edge in one.edges for claim in edge.denying]
    supporting = {claim.row_key: claim for claim in claims or denying}
    against = tuple(denying) if claims else ()
    entities = () if supporting else one.entities
    words = clean(message(one, name))
    return CitedLine(STATED, words, tuple(supporting.values()), against, entities)


def ownership(answer: Ownership) -> Iterator[CitedLine]:
    """Yield who reaches the threshold, each with its chains, then every link and what is left."""
    name = Names({**answer.others, answer.asked.id: answer.asked})
    yield (heading if answer.holdings else note)(headline(answer, name))
    verdict = ""
    for holding in answer.holdings:
        if holding.verdict != verdict:
            verdict = holding.verdict
            yield heading(verdict_words(answer, verdict))
        yield _holding(holding, answer, name)
    groups = edge_groups(answer, name)
    cells = EdgeCells.of(edges_in(groups), name)
    yield from group_lines(groups, cells)
    yield from notes(*remarks_on(answer, name), one_publisher(groups[0].edges, name))
    yield from rejected(answer.rejected)


def _holding(holding: Holding, answer: Ownership, name: Names) -> CitedLine:
    """Return what one has in the end, with its chains; it rests on the leads of their links."""
    chains = "; ".join(chain_words(chain, name) for chain in holding.chains)
    edges = [edge for one in holding.chains for link in one.links for edge in link.edges]
    claims = {edge.lead.row_key: edge.lead for edge in edges}
    against = {claim.row_key: claim for edge in edges for claim in edge.denying}
    words = clean(f"{holding_words(holding, answer, name)} ({chains})")
    return CitedLine(STATED, words, tuple(claims.values()), tuple(against.values()))
