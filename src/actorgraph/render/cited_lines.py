"""Answers as lines of which each names the claims that it rests on; for readers that are programs.

The words are those of the other renderings; what is new is what each line rests on. Called by the
assistants' side, which bounds how many lines are sent. A line that states nothing of the world says
so by its kind: a heading, a count over claims, or a note about the answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from actorgraph import dates, schema
from actorgraph.edges import edge_of
from actorgraph.errors import AmbiguousNameError, NotFoundError
from actorgraph.moments import SAID
from actorgraph.plurals import counted
from actorgraph.queries.sections import sections, statements_apart
from actorgraph.render import timeline_text
from actorgraph.render.card import TITLES
from actorgraph.render.date_words import day_words, moment
from actorgraph.render.entity_text import entity_title, value_lines
from actorgraph.render.office_text import MOST_UNHELD, holder
from actorgraph.render.relation_lines import EdgeCells
from actorgraph.render.terminal import PLAIN, clean
from actorgraph.render.text import edges_by_heading
from actorgraph.render.wording import (
    Names,
    all_of,
    bare_sentence,
    claim_line,
    nothing_recorded,
    office_words,
    one_publisher,
    remarks_in,
    remarks_on,
    sentence,
    uncounted_lines,
    who_says,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from actorgraph.claims import Claim, Entity
    from actorgraph.edges import Edge
    from actorgraph.errors import NotAnswered
    from actorgraph.queries.claim_list import ClaimList
    from actorgraph.queries.communities import Communities
    from actorgraph.queries.find import Candidate, Found
    from actorgraph.queries.holders import Office, Offices
    from actorgraph.queries.listing import Listing
    from actorgraph.queries.neighbors import Neighborhood
    from actorgraph.queries.offices import HeldOffices
    from actorgraph.queries.rank import Ranking
    from actorgraph.queries.search import TextFound
    from actorgraph.queries.show import Shown
    from actorgraph.queries.sources import Sources
    from actorgraph.queries.timeline import Timeline
    from actorgraph.render.relation_lines import EdgeGroup

HEADING, STATED, COUNTED, NOTE, LEFT_OUT = "heading", "stated", "counted", "note", "left out"
"""The kinds of lines: only what is stated rests on claims or on the rows of entities."""


class CitedLine(NamedTuple):
    """A line of an answer.

    Attributes:
        kind: one of those above.
        words: one line, in which nothing of the data can begin another.
        claims: those that say so, the lead first.
        against: those that deny it.
        entities: ids of the entities whose rows say so, where no claim does.
    """

    kind: str
    words: str
    claims: tuple[Claim, ...] = ()
    against: tuple[Claim, ...] = ()
    entities: tuple[str, ...] = ()


def heading(words: str) -> CitedLine:
    """Return a heading: it states nothing."""
    return CitedLine(HEADING, clean(words))


def note(words: str) -> CitedLine:
    """Return a line about the answer itself."""
    return CitedLine(NOTE, clean(words))


def notes(*lines: str) -> Iterator[CitedLine]:
    """Yield a note for each line that is not empty."""
    return map(note, filter(None, lines))


def left_out(number: int, what: str, several: str = "") -> Iterator[CitedLine]:
    """Yield how many the query itself has left out; nothing for none."""
    if number:
        yield CitedLine(LEFT_OUT, counted(number, f"more {what}", several and f"more {several}"))


def rejected(number: int) -> Iterator[CitedLine]:
    """Yield how many rejected claims an answer does not use; nothing for none."""
    if number:
        be = "is" if number == 1 else "are"
        yield note(f"{counted(number, 'claim')} {be} rejected and not used.")


def edge_line(edge: Edge, cells: EdgeCells, words: str = "", *, seen_from: str = "") -> CitedLine:
    """Return a relation with when and where, who says so and who denies it."""
    stated = words or sentence(edge, cells.name, seen_from=seen_from)
    parts = (stated, cells.when(edge), cells.who(edge), *cells.disputes(edge))
    return _of_edge(edge, " · ".join(filter(None, parts)))


def group_lines(groups: Iterable[EdgeGroup], cells: EdgeCells) -> Iterator[CitedLine]:
    """Yield each group that has any edges: its title, then a line for each edge."""
    for group in groups:
        if group.edges:
            yield heading(group.title)
        for at, edge in enumerate(group.edges, start=1):
            number = f"{at}. " if group.numbered else ""
            yield edge_line(edge, cells, number + group.words(edge))


def _of_edge(edge: Edge, words: str) -> CitedLine:
    supporting = edge.supporting or edge.claims
    first = [edge.lead, *(claim for claim in supporting if claim is not edge.lead)]
    against = edge.denying if edge.supporting else ()
    return CitedLine(STATED, clean(words), tuple(first), tuple(against))


def edge_lines(edges: Iterable[Edge], cells: EdgeCells) -> Iterator[CitedLine]:
    """Yield relations, each with what other claims say of its claims below it."""
    listed = list(edges)
    remarks = remarks_in(claim for edge in listed for claim in edge.claims)
    for edge in listed:
        yield edge_line(edge, cells)
        for claim in edge.claims if remarks else ():
            yield from _remarks(remarks_on(claim, remarks), cells)


def _remarks(remarks: Iterable[Claim], cells: EdgeCells) -> Iterator[CitedLine]:
    for remark in remarks:
        words = f"of this: {bare_sentence(remark, cells.name)} ({cells.cite([remark])})"
        yield CitedLine(STATED, clean(words), (remark,))


def entity_line(entity: Entity, *more: str) -> CitedLine:
    """Return who or what is meant, by its row."""
    words = "; ".join(filter(None, (entity_title(entity, PLAIN), *more)))
    return CitedLine(STATED, clean(words), entities=(entity.id,))


def shown(answer: Shown) -> Iterator[CitedLine]:
    """Yield what is known of an entity: its rows, its relations by section, what it says."""
    entity = answer.entity
    name = Names({**answer.others, entity.id: entity})
    yield entity_line(entity)
    for line in value_lines(entity, name):
        yield CitedLine(STATED, clean(line), entities=(entity.id,))
    parts = [(TITLES[one.kind], one.edges) for one in sections(answer)]
    parts += [("Says", tuple(statements_apart(answer)))]
    everything = [edge for _, edges in parts for edge in edges]
    if not everything:
        yield note(nothing_recorded("relation", is_filtered=answer.is_filtered))
    yield from notes(one_publisher(everything, name))
    cells, cut = EdgeCells.of(everything, name), 0
    for title, edges in parts:
        if edges:
            yield heading(title)
            yield from edge_lines(edges[: answer.limit], cells)
            cut += len(edges) - len(edges[: answer.limit])
    yield from left_out(cut, "relation")
    yield from left_out(answer.left_out, "neighbor")
    if answer.rest_on_it or answer.says_more:
        more = "more than " if answer.says_more else ""
        words = f"{more}{counted(answer.rest_on_it, 'further claim')} cite it"
        yield CitedLine(COUNTED, words, entities=(entity.id,))
    yield from rejected(answer.rejected)


def found(answer: Found) -> Iterator[CitedLine]:
    """Yield whom a name can mean, the best first, each with the reason."""
    if not answer.candidates:
        yield note(f"Nothing here is called {answer.query!r}.")
    yield from candidates(answer.candidates)
    yield from left_out(answer.left_out, "candidate")


def candidates(ranked: Iterable[Candidate]) -> Iterator[CitedLine]:
    """Yield candidates, each with the reason why it can be meant."""
    for one in ranked:
        matched = one.match.matched_name
        by = f" ({matched})" if matched and matched != one.entity.name else ""
        yield entity_line(one.entity, f"{one.match.reason}{by}")


def who_is_meant(error: NotAnswered) -> Iterator[CitedLine]:
    """Yield the candidates of a name that is not sure, or similar names of one that is unknown."""
    yield note(error.message)
    if isinstance(error, AmbiguousNameError):
        yield from candidates(error.candidates)
    elif isinstance(error, NotFoundError):
        yield from candidates(error.similar)


def text_found(answer: TextFound) -> Iterator[CitedLine]:
    """Yield the entities and the claims that have the words, with the cells that have them."""
    if not answer.entities and not answer.claims:
        yield note(f"Nothing here has all of: {' '.join(answer.words)}.")
    for entity in answer.entities:
        yield entity_line(entity.entity, *(f"{cell.column}: {cell.text}" for cell in entity.cells))
    claims = list(answer.claims)
    name = Names(answer.named(_named(one.claim for one in claims)))
    edges = [edge_of([one.claim]) for one in claims]
    cells = EdgeCells.of(edges, name)
    for claim, edge in zip(claims, edges, strict=True):
        words = (f"{cell.column}: {cell.text}" for cell in claim.cells)
        line = edge_line(edge, cells)
        yield line._replace(words=clean(" · ".join((line.words, *words))))
    yield from rejected(answer.rejected)


def _named(claims: Iterable[Claim]) -> Iterator[str]:
    """Yield the ids that lines about claims name."""
    for claim in claims:
        named = (claim.source, claim.target, claim.document, claim.publisher, claim.place)
        yield from filter(None, (*named, *claim.speakers, *claim.via, claim.checked_by))


def listing(answer: Listing) -> Iterator[CitedLine]:
    """Yield entities."""
    yield from map(entity_line, answer.entities)
    yield from rejected(answer.rejected)


def neighborhood(answer: Neighborhood) -> Iterator[CitedLine]:
    """Yield what links an entity with those around it, then who these are."""
    name = Names({**answer.others, **{entity.id: entity for entity in answer.entities}})
    if not answer.edges:
        yield note(nothing_recorded("relation", is_filtered=answer.is_filtered))
    yield from notes(one_publisher(answer.edges, name))
    yield from edge_lines(answer.edges, EdgeCells.of(answer.edges, name))
    if answer.edges:
        yield heading("Who they are")
    for entity in answer.entities:
        if entity.id != answer.center.id:
            office = answer.through.get(entity.id, "")
            through = f"through {name(office)}" if office else ""
            yield entity_line(entity, counted(answer.steps[entity.id], "step"), through)
    yield from left_out(answer.left_out, "neighbor")
    yield from rejected(answer.rejected)


def timeline(answer: Timeline) -> Iterator[CitedLine]:
    """Yield moments in order of time, then what is only known to have held by then."""
    name, cite = timeline_text.naming(answer)
    seen_from = answer.about.id if answer.about else ""
    cells = EdgeCells((), name, cite)
    if not answer.moments and not answer.by_then and not answer.begun_before:
        yield note(nothing_recorded("date", is_filtered=answer.is_filtered))
    for one in answer.moments:
        if one.what == SAID:
            stated = timeline_text.stated_in_words(one.claim, cite)
            words = f"{moment(one.date)}  {who_says(one.claim, name)}: {stated}"
            yield CitedLine(STATED, clean(words), (one.claim,))
        else:
            yield _of_edge(one.edge, timeline_text.happened(one, cells, PLAIN, seen_from))
    if answer.by_then:
        yield heading("By then")
    for edge in answer.by_then:
        yield _of_edge(edge, timeline_text.held_by_then(edge, cells, PLAIN, seen_from))
    for number, words in (
        (answer.begun_before, "had begun before; `held` lists them"),
        (answer.undated, "without a date of their own are not listed"),
        (answer.possible, "can have held then, but no date of theirs says that they did"),
    ):
        if number:
            yield CitedLine(COUNTED, f"{counted(number, 'relation')}: {words}")
    yield from rejected(answer.rejected)


def offices(answer: Offices) -> Iterator[CitedLine]:
    """Yield the holders of each office in order, with gaps and overlaps."""
    name = Names(answer.others)
    cells = EdgeCells.of(answer.edges, name)
    yield from notes(one_publisher(answer.edges, name))
    for office in answer.offices:
        role = f", as {office.role}" if office.role else ""
        yield heading(f"Holders of {office.position.name}{role}")
        yield from _holders(office, answer.day, cells, name)
        for entity, reason in office.renamed:
            yield entity_line(entity, f"see also: {reason}")
    yield from rejected(answer.rejected)


def _holders(office: Office, day: int | None, cells: EdgeCells, name: Names) -> Iterator[CitedLine]:
    edges = {one.entity.id: one.edge for one in office.holders}
    for one in office.holders:
        if one.vacant_from:
            vacant = f"{day_words(one.vacant_from)} to {day_words(one.vacant_to)}"
            yield note(f"Nobody is recorded from {vacant}.")
        yield edge_line(one.edge, cells, holder(one.edge, name))
        for other in dict.fromkeys(one.overlaps):
            claims = (*one.edge.supporting, *(edges[other].supporting if other in edges else ()))
            words = f"{name(one.entity.id)}: at the same time as {name(other)}"
            yield CitedLine(STATED, words, claims)
    if office.is_held or (day is None and office.holders):
        return
    on_day = "" if day is None else f" on {day_words(dates.day_text(day))}"
    yield note(f"Nobody is recorded as its holder{on_day}.")
    for word, those in (("before", office.before), ("after", office.after)):
        for edge in those:
            yield edge_line(edge, cells, f"{word} that day: {holder(edge, name)}")


def held_offices(answer: HeldOffices) -> Iterator[CitedLine]:
    """Yield who holds which office, body by body."""
    name = Names(answer.others)
    edges = [one.edge for one in answer.held]
    on_day = "" if answer.day is None else f" on {day_words(dates.day_text(answer.day))}"
    if not edges:
        yield note(f"Nobody is recorded to hold an office{on_day}.")
    yield from notes(one_publisher(edges, name))
    cells, body = EdgeCells.of(edges, name), None
    for one in answer.held:
        if one.bodies != body:
            body = one.bodies
            yield heading(", ".join(entity.name for entity in body) or "No body is recorded")
        words = f"{office_words(one.edge, name)}: {holder(one.edge, name)}"
        yield edge_line(one.edge, cells, words)
    if answer.unheld:
        names = all_of([one.id for one in answer.unheld[:MOST_UNHELD]], name)
        more = len(answer.unheld) - MOST_UNHELD
        further = f", nor of {counted(more, 'other office')}" if more > 0 else ""
        yield note(f"Nobody is recorded as the holder of {names}{further}{on_day}.")
    yield from rejected(answer.rejected)


def sources(answer: Sources) -> Iterator[CitedLine]:
    """Yield what rests on a source, alone or not, then how much each source says."""
    name = Names(answer.others)
    cells = EdgeCells.of(answer.says, name)
    for title, edges in edges_by_heading(answer).items():
        if edges:
            yield heading(title.format(name(answer.asked)))
            yield from edge_lines(edges, cells)
    for entity in answer.described:
        yield entity_line(entity, *value_lines(entity, name))
    if answer.sources:
        yield heading(f"Who speaks of {name(answer.asked)}" if answer.asked else "Who says what")
    for one in answer.sources:
        parts = ", ".join(f"{part} {count:,}" for part, count in one.parts.items())
        words = f"{one.name}: as {parts}; {counted(one.claims, 'claim')}, "
        words += f"{counted(one.edges, 'relation')}, on it alone {one.sole:,}"
        words += f"; describes {counted(one.entities, 'entity', 'entities')}" * bool(one.entities)
        meant = (one.id,) if one.id in answer.others else ()
        yield CitedLine(COUNTED, clean(words), entities=meant)
    if answer.total:
        total = counted(answer.total, "relation")
        yield CitedLine(COUNTED, f"{answer.single:,} of {total} rest on one origin or none")
    yield from rejected(answer.rejected)


def claim_list(answer: ClaimList) -> Iterator[CitedLine]:
    """Yield claims, each with who says so, where and in which words."""
    claims: Sequence[Claim] = answer.claims
    name = Names(answer.others)
    remarks = remarks_in(claims) if answer.has_remarks else {}
    is_empty = True
    for claim in claims:
        is_empty = False
        mark = f" [{schema.REJECTED.upper()}]" if claim.assessment == schema.REJECTED else ""
        words = f"{bare_sentence(claim, name)}{mark} · {claim_line(claim, name)}"
        yield CitedLine(STATED, clean(words), (claim,))
        for remark in remarks_on(claim, remarks):
            words = f"of this: {bare_sentence(remark, name)} ({claim_line(remark, name)})"
            yield CitedLine(STATED, clean(words), (remark,))
    if is_empty:
        yield note(nothing_recorded("claim", is_filtered=answer.is_filtered))
    if answer.about and answer.is_source:
        about = name(answer.about.id)
        yield note(f"These are about {about}; `citing` asks for those that cite it.")


def ranking(answer: Ranking) -> Iterator[CitedLine]:
    """Yield entities by their value, after what the measure means."""
    from actorgraph.queries.rank import CAUTION

    how = f"; estimated from {answer.sampled:,} entities" if answer.sampled else ""
    yield note(f"{answer.measure.capitalize()}: {answer.meaning}{how}.")
    yield from notes(CAUTION, *uncounted_lines(answer.uncounted))
    for number, one in enumerate(answer.ranked, start=1):
        value = f"{one.value:,.0f}" if one.value == int(one.value) else f"{one.value:.4f}"
        words = f"{number}. {entity_title(one.entity, PLAIN)}; {answer.measure} {value}"
        yield CitedLine(COUNTED, clean(words), entities=(one.entity.id,))
    yield from notes("More follow; a larger `limit` shows them." * answer.is_cut)


def communities(answer: Communities) -> Iterator[CitedLine]:
    """Yield groups, each with its best connected members."""
    if answer.modularity is not None:
        yield note(f"Modularity {answer.modularity:.2f}.")
    yield from notes(f"{counted(answer.alone, 'entity', 'entities')} alone.")
    yield from notes(*uncounted_lines(answer.uncounted))
    for number, group in enumerate(answer.groups, start=1):
        first = group[:8]
        names = ", ".join(clean(entity.name) for entity in first)
        more = ", ..." if len(group) > len(first) else ""
        words = f"{number}. {counted(len(group), 'entity', 'entities')}: {names}{more}"
        yield CitedLine(COUNTED, words, entities=tuple(entity.id for entity in first))


def as_counts(lines: Iterable[str]) -> Iterator[CitedLine]:
    """Yield lines that count, or name problems of the data, as such; an empty line is none."""
    return (CitedLine(COUNTED, clean(line.strip())) for line in lines if line.strip())
