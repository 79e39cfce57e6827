"""Answers as text for people: lines of sentences and tables, worded by wording.py."""

from __future__ import annotations

import shlex
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from actorgraph import schema
from actorgraph.errors import AmbiguousNameError, NotFoundError
from actorgraph.plurals import counted
from actorgraph.queries.lazy import Streamed
from actorgraph.render.date_words import moment
from actorgraph.render.entity_text import entity_title, value_lines
from actorgraph.render.relation_lines import EdgeCells, edge_rows
from actorgraph.render.shortened import Shortened, counted_of, total_of
from actorgraph.render.terminal import PLAIN, Style, clean, table
from actorgraph.render.wording import (
    Names,
    bare_sentence,
    claim_line,
    left_out_line,
    nothing_recorded,
    one_publisher,
    rejected_lines,
    relation_of,
    remark_lines,
    remarks_in,
    sentence,
    uncounted_lines,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from actorgraph.claims import Claim
    from actorgraph.edges import Edge
    from actorgraph.errors import ActorgraphError
    from actorgraph.queries.check import Checked
    from actorgraph.queries.claim_list import ClaimList
    from actorgraph.queries.communities import Communities
    from actorgraph.queries.diff import Change, Difference
    from actorgraph.queries.find import Candidate, Found
    from actorgraph.queries.listing import Listing
    from actorgraph.queries.neighbors import Neighborhood
    from actorgraph.queries.rank import Ranking
    from actorgraph.queries.sources import Sources
    from actorgraph.queries.stats import Stats


def found(answer: Found, style: Style = PLAIN) -> Iterator[str]:
    """Yield candidates, the best first."""
    if answer.candidates:
        yield from candidates(answer.candidates, style)
    else:
        yield f"Nothing here is called {clean(repr(answer.query))}."
    yield from filter(None, [left_out_line(answer.left_out)])


def candidates(ranked: Iterable[Candidate], style: Style = PLAIN) -> Iterator[str]:
    """Yield a table of candidates: id, name, type, why."""
    rows = []
    for one in ranked:
        matched_name = one.match.matched_name
        reason = one.match.reason
        if matched_name and matched_name != one.entity.name:
            reason += f" ({matched_name})"
        rows.append((one.entity.id, one.entity.name, one.entity.type, reason))
    return table(("id", "name", "type", "why"), rows, style)


def similar(error: ActorgraphError, style: Style = PLAIN) -> Iterator[str]:
    """Yield the candidates of an ambiguous or unknown name; nothing for other errors."""
    if isinstance(error, AmbiguousNameError):
        yield "Which one? Ask again with the id:"
        yield from candidates(error.candidates, style)
    elif isinstance(error, NotFoundError) and error.similar:
        yield "Similar names:"
        yield from candidates(error.similar, style)


def listing(answer: Listing, style: Style = PLAIN) -> Iterator[str]:
    """Yield a table of entities."""
    rows = Streamed(
        lambda: ((one.id, one.name, one.type, one.description) for one in answer.entities)
    )
    if answer.entities:
        yield from table(("id", "name", "type", "description"), rows, style)
    else:
        yield "No entity passes the filters."
    yield from rejected_lines(answer.rejected)


def neighborhood(answer: Neighborhood, style: Style = PLAIN) -> Iterator[str]:
    """Yield the entities reached, step by step, then the relations that link them."""
    name = Names({**answer.others, **{entity.id: entity for entity in answer.entities}})
    if not answer.edges:
        title = entity_title(answer.center, style)
        yield f"{title}: {nothing_recorded('relation', is_filtered=answer.is_filtered)}"
        yield from rejected_lines(answer.rejected)
        return
    words = f"{_how_many(answer)} within {counted(answer.depth, 'step')}"
    yield style(f"Around {name(answer.center.id)}: {words}", "bold")
    if publisher := one_publisher(answer.edges, name):
        yield publisher
    for step in range(1, max(answer.steps.values(), default=0) + 1):
        yield from _reached_in(answer, step, name, style)
    if answer.left_out:
        yield ""
        yield left_out_line(answer.left_out)
    yield ""
    yield style(f"What links them: {counted(len(answer.edges), 'relation')}", "bold")

    def words_of_edge(edge: Edge) -> str:
        near = min((edge.source, edge.target), key=lambda end: answer.steps[end])
        return sentence(edge, name, seen_from=near)

    cells = EdgeCells.of(answer.edges, name)
    for lines in edge_rows(answer.edges, cells, style, words=words_of_edge):
        yield from lines
    yield from rejected_lines(answer.rejected)


def sources(answer: Sources, style: Style = PLAIN) -> Iterator[str]:
    """Yield a table of sources; for one source, first the relations that rest on it."""
    name = Names(answer.others)
    yield from _resting(answer, name, style)
    if answer.described:
        yield style(f"Whom {name(answer.asked)} describes", "bold")
        for entity in answer.described:
            values = "; ".join(value_lines(entity, name))
            yield f"  {clean(entity.name)} ({clean(entity.id)}){': ' if values else ''}{values}"
        yield ""
    if answer.asked and answer.about:
        yield style(f"Who speaks of {name(answer.asked)}", "bold")
    elif not answer.asked:
        yield style("Who says what", "bold")
    rows: list[tuple[str, ...]] = []
    describes = False
    for one in answer.sources:
        describes = describes or one.entities > 0
        counts = one.claims, one.edges, one.sole, one.entities
        rows.append((one.name, *_cells_of_source(tuple(one.parts.items()), *counts)))
    columns: tuple[str, ...] = (
        "source", "as", "claims", "relations", "on it alone", "describes"
    )  # fmt: skip
    if not describes:
        columns, rows = columns[:-1], [row[:-1] for row in rows]
    if rows:
        yield from table(columns, rows, style)
    else:
        yield (
            "Nothing here rests on it or is said of it."
            if answer.asked and not answer.total
            else "No source is named."
        )
    if answer.total:
        yield ""
        rest = "rests" if answer.total == 1 else "rest"
        relations = counted(answer.total, "relation")
        yield f"{answer.single:,} of {relations} {rest} on one origin or none."
    yield from rejected_lines(answer.rejected)


@lru_cache(maxsize=4096)
def _cells_of_source(parts: tuple[tuple[str, int], ...], *counts: int) -> tuple[str, ...]:
    """Return the cells of a source beside its name: most are cited as often as many others."""
    return ", ".join(f"{part} {count:,}" for part, count in parts), *(f"{n:,}" for n in counts)


def _resting(answer: Sources, name: Names, style: Style) -> Iterator[str]:
    """Yield what rests on the source that was asked for alone, then what others say too."""
    cells = EdgeCells.of(answer.says, name)
    for heading, those in edges_by_heading(answer).items():
        if those:
            # Which of the relations that a limit leaves out belong here is not known.
            is_whole = not isinstance(answer.says, Shortened)
            number = f": {counted(len(those), 'relation')}" if is_whole else ""
            yield style(f"{heading.format(name(answer.asked))}{number}", "bold")
            for lines in edge_rows(those, cells, style):
                yield from lines
            yield ""


RESTING = (
    "Rests on {} alone",
    "Rests on {} alone, denied by others",
    "Rests on {} and others",
    "Denied through {}",
)
"""The headings under which the relations of a source stand."""


def edges_by_heading(answer: Sources) -> dict[str, list[Edge]]:
    """Return the edges that rest on the source that was asked for, by heading."""
    by_heading: dict[str, list[Edge]] = {heading: [] for heading in RESTING}
    for edge in answer.says:
        by_heading[_resting_as(edge, answer.asked)].append(edge)
    return by_heading


def _resting_as(edge: Edge, source: str) -> str:
    """Return under which heading an edge stands that a source is cited for or against."""
    alone, contested, with_others, against = RESTING
    supporting = [source in claim.sources for claim in edge.supporting]
    if not any(supporting):
        return against
    if not all(supporting):
        return with_others
    return alone if all(source in claim.sources for claim in edge.denying) else contested


def claim_list(answer: ClaimList, style: Style = PLAIN) -> Iterator[str]:
    """Yield each claim: what it states, then who says so, where, and in which words."""
    name = Names(answer.others)
    remarks = remarks_in(answer.claims) if answer.has_remarks else {}
    is_empty = True
    for claim in answer.claims:
        is_empty = False
        mark = f" [{schema.REJECTED.upper()}]" if claim.assessment == schema.REJECTED else ""
        yield f"{style(bare_sentence(claim, name), 'bold')}{style(mark, 'red')}"
        yield f"  {claim_line(claim, name)}"
        yield from remark_lines(claim, remarks, name, indent="    ")
    if is_empty:
        title = f"{entity_title(answer.about, style)}: " if answer.about else ""
        yield f"{title}{nothing_recorded('claim', is_filtered=answer.is_filtered)}"
    else:
        yield f"{counted_of(answer.claims, 'claim')}."
    if answer.about and answer.is_source:
        asked = f"claims --citing {shlex.quote(answer.about.name)}"
        told = f"`actorgraph {asked}` lists those with this source."
        yield f"These are about {answer.about.name}; {told}"


def difference(answer: Difference, style: Style = PLAIN) -> Iterator[str]:
    """Yield the changes as a list that can be pasted into a pull request."""
    name = Names(answer.others)
    if answer.is_empty:
        yield "No difference."
        return
    turns = [
        f"- {relation_of(turn.edge, name)}: {turn.before} → **{turn.after}**"
        for turn in answer.turned
    ]
    yield from _listed("Verdicts that changed", turns, style)
    for kind in ("contradicted", "upgraded", "downgraded", "edited"):
        lines = [
            f"- {bare_sentence(one.new, name)}: {_edits(one)} ({claim_line(one.new, name)})"
            for one in answer.changed
            if one.kind == kind
        ]
        yield from _listed(f"Claims {kind}", lines, style)
    for title, claims in (("added", answer.added), ("withdrawn", answer.withdrawn)):
        lines = [f"- {bare_sentence(one, name)} ({claim_line(one, name)})" for one in claims]
        yield from _listed(f"Claims {title}", lines, style)
    for title, ids in (
        ("added", answer.entities_added),
        ("removed", answer.entities_removed),
        ("changed", answer.entities_changed),
    ):
        lines = [f"- {name(one)} ({clean(one)})" for one in ids]
        yield from _listed(f"Entities {title}", lines, style)


def _listed(title: str, lines: Sequence[str], style: Style) -> Iterator[str]:
    if lines:
        yield style(f"### {title} ({len(lines):,})", "bold")
        yield from lines
        yield ""


def _edits(change: Change) -> str:
    def cell(claim: Claim, column: str) -> str:
        value = getattr(claim, column) if column in claim._fields else claim.extra.get(column, "")
        if isinstance(value, tuple):
            value = schema.SEPARATOR.join(value)
        return clean(str(value)) or "empty"

    return ", ".join(
        f"{clean(column)} {cell(change.old, column)} → {cell(change.new, column)}"
        for column in change.columns
    )


def ranking(answer: Ranking, style: Style = PLAIN) -> Iterator[str]:
    """Yield entities by their value, after a sentence on what the measure means."""
    from actorgraph.queries.rank import CAUTION

    how = f"; estimated from {answer.sampled:,} entities" if answer.sampled else ""
    yield f"{answer.measure.capitalize()}: {answer.meaning}{how}."
    yield CAUTION
    yield from uncounted_lines(answer.uncounted)
    yield ""
    if not answer.ranked:
        yield "No relation that counts is left: nobody is ranked."
        return
    whole = all(one.value == int(one.value) for one in answer.ranked)
    rows = [
        (
            str(number),
            f"{one.value:,.0f}" if whole else f"{one.value:.4f}",
            one.entity.name,
            one.entity.type,
            one.entity.id,
        )
        for number, one in enumerate(answer.ranked, start=1)
    ]
    yield from table(("", answer.measure, "name", "type", "id"), rows, style)
    if answer.is_cut:
        tied = ", the next with the same value" if answer.is_tied else ""
        yield f"... and more{tied}: `--limit 0` shows all"


def communities(answer: Communities, style: Style = PLAIN) -> Iterator[str]:
    """Yield groups, each with its best connected members."""
    groups = counted(total_of(answer.groups), "group")
    alone = counted(answer.alone, "entity", "entities")
    modularity = "" if answer.modularity is None else f", modularity {answer.modularity:.2f}"
    yield f"{groups}{modularity}. {alone} alone."
    yield from uncounted_lines(answer.uncounted)
    for number, group in enumerate(answer.groups, start=1):
        yield ""
        yield style(f"{number}. {counted(len(group), 'entity', 'entities')}", "bold")
        names = ", ".join(clean(entity.name) for entity in group[:8])
        yield f"  {names}{', ...' if len(group) > 8 else ''}"  # noqa: PLR2004 - see the slice


def stats(answer: Stats, style: Style = PLAIN) -> Iterator[str]:
    """Yield counts as sentences and small tables."""
    from actorgraph.queries.stats import MOST_PUBLISHERS

    yield style(
        f"{counted(answer.entities, 'entity', 'entities')}, {counted(answer.edges, 'relation')}, "
        f"{counted(answer.claims, 'claim')}",
        "bold",
    )
    rest = (
        counted(answer.documents, "document"),
        counted(answer.speakers, "speaker"),
        counted(len(answer.publishers), "publisher"),
    )
    yield f"Resting on {', '.join(rest)}."
    if answer.earliest:
        yield f"The first date: {moment(answer.earliest)}. The last: {moment(answer.latest)}."
    name = Names(answer.others)
    first = islice(answer.publishers.items(), MOST_PUBLISHERS)
    publishers = {
        f"{name(one)} ({clean(one)})" if one in answer.others else one: number
        for one, number in first
    }
    headings = (
        ("Entities by type", answer.types),
        ("Relations by kind", answer.relations),
        ("Relations by verdict", answer.verdicts),
        ("Claims by status", answer.statuses),
        ("Relations by certainty", answer.certainties),
        ("Claims by publisher", publishers),
    )
    for heading, counts in headings:
        if not counts:
            continue
        yield ""
        yield style(heading, "bold")
        width = max((len(f"{count:,}") for count in counts.values()), default=0)
        for word, count in counts.items():
            yield f"  {count:>{width},}  {clean(word) or '(none)'}"
    if (more := len(answer.publishers) - MOST_PUBLISHERS) > 0:
        yield f"  and {counted(more, 'more publisher')}: `sources` lists all"
    yield from rejected_lines(answer.rejected)


def checked(answer: Checked, style: Style = PLAIN) -> Iterator[str]:
    """Yield every problem with its place, then how many there are."""
    colours = {"error": "red", "warning": "yellow", "note": "cyan"}
    for problem in answer.problems:
        level = style(problem.level, colours[problem.level])
        place = ":".join(str(part) for part in problem[1:4] if part)
        yield f"{clean(place)}: {level}: {clean(problem.message)}"
    counts = {level: sum(one.level == level for one in answer.problems) for level in colours}
    if not answer.problems:
        yield "No problems."
    else:
        yield ", ".join(counted(n, level) for level, n in counts.items() if n)


def _how_many(answer: Neighborhood) -> str:
    """Return how many are shown, and of how many; behind those left out nobody is counted."""
    shown = len(answer.entities) - 1
    if not answer.left_out:
        return f"{shown:,}"
    is_whole = max(answer.steps.values()) == answer.depth
    return f"{shown:,} of {'' if is_whole else 'at least '}{shown + answer.left_out:,}"


def _reached_in(
    answer: Neighborhood, step: int, name: Callable[[str], str], style: Style
) -> Iterator[str]:
    reached = [entity for entity in answer.entities if answer.steps[entity.id] == step]
    if not reached:
        return
    yield ""
    yield style(f"{counted(step, 'step')} away: {len(reached)}", "bold")
    through = {one: f"through {name(office)}" for one, office in answer.through.items()}
    rows = [(one.id, one.name, one.type, through.get(one.id, "")) for one in reached]
    columns = ("id", "name", "type", "how")
    width = len(columns) - (not any(one.id in through for one in reached))
    for line in table(columns[:width], [row[:width] for row in rows], style):
        yield f"  {line}"
