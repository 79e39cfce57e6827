"""Answers as sentences and tables for people, in a terminal, a pipe or a notebook.

Every answer is a sequence of lines. Nothing is cut: a terminal wraps what is too long. Text from
the data can hold anything, so control and bidi characters are made visible before they are shown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from unicodedata import combining, east_asian_width

from actorgraph import claims, dates, schema

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from actorgraph.claims import Claim, Edge, Entity
    from actorgraph.errors import Problem
    from actorgraph.queries.find import Candidate, Found
    from actorgraph.queries.neighbors import Neighborhood
    from actorgraph.queries.path import Path, Paths
    from actorgraph.queries.show import Shown
    from actorgraph.queries.stats import Stats

_HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
_CODES = {"bold": "1", "dim": "2", "green": "32", "yellow": "33", "red": "31", "cyan": "36"}
_COLOURS = {
    claims.CONFIRMED: "green",
    claims.CORROBORATED: "green",
    claims.SINGLE_ORIGIN: "yellow",
    claims.UNSOURCED: "yellow",
    claims.CONTESTED: "red",
    claims.DENIED: "red",
}


def clean(text: str) -> str:
    """Text from the data with every character that would act, rather than show, spelled out."""
    return _HIDDEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def clean_lines(text: str) -> str:
    """The same for a text of several lines of ours, which stay lines."""
    return "\n".join(clean(line) for line in text.split("\n"))


@dataclass(frozen=True, slots=True)
class Style:
    """How lines are dressed.

    Attributes:
        color: whether to use the terminal's colours.
    """

    color: bool = False

    def __call__(self, text: str, *dress: str) -> str:
        """Text in the given dresses ("bold", "dim", "green", ...)."""
        if not (self.color and dress and text):
            return text
        codes = ";".join(_CODES[one] for one in dress)
        return f"\x1b[{codes}m{text}\x1b[0m"


PLAIN = Style()


class _Names:
    """What ids are called in an answer."""

    def __init__(self, others: Mapping[str, Entity]) -> None:
        self._others = others

    def __call__(self, entity_id: str) -> str:
        entity = self._others.get(entity_id)
        return clean(entity.name if entity else entity_id)


def show(answer: Shown, style: Style = PLAIN) -> Iterator[str]:
    """An entity, its offices, then its other relations by kind, each with its evidence."""
    yield from _title(answer.entity, answer.others, style)
    name = _Names({**answer.others, answer.entity.id: answer.entity})
    if not answer.edges:
        yield ""
        yield "No relation is recorded that passes the filters."
    for heading, edges in _grouped(answer.edges):
        yield ""
        yield style(heading, "bold")
        for edge in edges:
            yield from edge_lines(edge, name, style, indent="  ")


def found(answer: Found, style: Style = PLAIN) -> Iterator[str]:
    """Candidates, best first."""
    return candidates(answer.candidates, style)


def candidates(these: Iterable[Candidate], style: Style = PLAIN) -> Iterator[str]:
    """A table of candidates: id, name, type, why."""
    rows = []
    for one in these:
        also = one.match.matched_name
        why = one.match.reason
        if also and also != one.entity.name:
            why += f" ({also})"
        rows.append((one.entity.id, one.entity.name, one.entity.type, why))
    return table(("id", "name", "type", "why"), rows, style)


def entities(answer: Iterable[Entity], style: Style = PLAIN) -> Iterator[str]:
    """A table of entities."""
    rows = [(one.id, one.name, one.type, one.description) for one in answer]
    return table(("id", "name", "type", "description"), rows, style)


def neighborhood(answer: Neighborhood, style: Style = PLAIN) -> Iterator[str]:
    """Who was reached, by steps; then what links them."""
    name = _Names({**answer.others, **{entity.id: entity for entity in answer.entities}})
    reached = len(answer.entities) - 1
    words = f"{reached} within {answer.depth} step{'s' if answer.depth != 1 else ''}"
    yield style(f"Around {name(answer.center.id)}: {words}", "bold")
    for step in range(1, answer.depth + 1):
        yield from _reached_in(answer, step, style)
    if answer.left_out:
        yield ""
        yield f"{answer.left_out} more were left out; raise --limit or narrow the question."
    yield ""
    yield style(f"What links them: {_count(len(answer.edges), 'relation')}", "bold")
    for edge in answer.edges:
        yield f"  {sentence(edge, name)}  {style(_standing(edge), _COLOURS[edge.verdict])}"


def paths(answer: Paths, style: Style = PLAIN) -> Iterator[str]:
    """Each way step by step with its evidence, and where it is weakest."""
    name = _Names(answer.others)
    ends = f"{name(answer.source.id)} and {name(answer.target.id)}"
    if not answer.paths:
        yield f"No path links {ends} in what the filters leave."
        return
    for number, way in enumerate(answer.paths, start=1):
        if number > 1:
            yield ""
        which = f"Path {number} of {len(answer.paths)}" if len(answer.paths) > 1 else "Path"
        yield style(f"{which}: {ends}, {_count(len(way.steps), 'step')}", "bold")
        yield from _way(way, name, style)


def stats(answer: Stats, style: Style = PLAIN) -> Iterator[str]:
    """Counts as sentences and small tables."""
    yield style(
        f"{_count(answer.entities, 'entity', 'entities')}, {_count(answer.edges, 'relation')}, "
        f"{_count(answer.claims, 'claim')}",
        "bold",
    )
    rest = (
        _count(answer.documents, "document"),
        _count(answer.speakers, "speaker"),
        _count(len(answer.publishers), "publisher"),
    )
    yield f"Resting on {', '.join(rest)}."
    if answer.earliest:
        yield f"Dates from {answer.earliest} to {answer.latest}."
    headings = (
        ("Entities by type", answer.types),
        ("Relations by kind", answer.relations),
        ("Relations by verdict", answer.verdicts),
        ("Claims by status", answer.statuses),
        ("Relations by certainty", answer.certainties),
        ("Claims by publisher", dict(list(answer.publishers.items())[:10])),
    )
    for heading, counts in headings:
        yield ""
        yield style(heading, "bold")
        width = max((len(f"{count:,}") for count in counts.values()), default=0)
        for word, count in counts.items():
            yield f"  {count:>{width},}  {clean(word) or '(none)'}"


def problems(answer: Sequence[Problem], style: Style = PLAIN) -> Iterator[str]:
    """Every problem with its place, then how many there are."""
    dress = {"error": "red", "warning": "yellow", "note": "cyan"}
    for problem in answer:
        level = style(problem.level, dress[problem.level])
        place = ":".join(str(part) for part in problem[1:4] if part)
        yield f"{clean(place)}: {level}: {clean(problem.message)}"
    counts = {level: sum(one.level == level for one in answer) for level in dress}
    if not answer:
        yield "No problems."
    else:
        yield ", ".join(_count(n, level) for level, n in counts.items() if n)


def edge_lines(
    edge: Edge, name: Callable[[str], str], style: Style = PLAIN, *, indent: str = ""
) -> Iterator[str]:
    """A relation as a sentence, when it held, what it adds up to, then each claim."""
    yield f"{indent}{style(sentence(edge, name), 'bold')}"
    facts = [style(when(edge), "cyan"), style(_standing(edge), _COLOURS[edge.verdict])]
    yield f"{indent}  {' · '.join(facts)}"
    for claim in edge.claims:
        yield f"{indent}  {style('-', 'dim')} {claim_line(claim, name)}"


def sentence(edge: Edge, name: Callable[[str], str]) -> str:
    """The relation in words, from its source to its target."""
    role = f" ({clean(edge.role)})" if edge.role else ""
    words = f"{name(edge.source)} — {words_of(edge.relation)}{role} — {name(edge.target)}"
    marks = [edge.certainty] if edge.certainty != schema.CERTAINTIES[0] else []
    marks += ["derived"] if edge.derived else []
    marks += [edge.verdict.upper()] if edge.verdict in (claims.DENIED, claims.CONTESTED) else []
    return words + (f" [{', '.join(marks)}]" if marks else "")


def words_of(relation: str) -> str:
    """A relation as it is spoken: without underscores."""
    return clean(relation.replace("_", " ")) or "related to"


def when(edge: Edge) -> str:
    """When it held, in words no more exact than the dates; with the answer to --as-of."""
    start, end = edge.start_date, edge.end_date
    if not start and not end:
        words = "dates not recorded"
    elif start == end and start != "..":
        words = _moment(start)
    else:
        words = f"{_since(start)}, {_until(end)}"
    if edge.holds is None:
        return words
    return f"{words}; on that day: {'yes' if edge.holds is dates.Holds.YES else 'possible'}"


def claim_line(claim: Claim, name: Callable[[str], str]) -> str:
    """Who says so, through whom, where and when."""
    said = {"claimed": "says", "confirmed": "confirms", "denied": "denies"}[claim.status]
    who = " and ".join(name(one) for one in claim.speakers) or "nobody named"
    words = [f"{who} {said}" if claim.speakers else f"{who} as the speaker ({claim.status})"]
    if claim.via:
        words[0] += " via " + " via ".join(name(one) for one in claim.via)
    if claim.certainty != schema.CERTAINTIES[0]:
        words.append(claim.certainty)
    if claim.statement_date:
        words.append(f"said {_moment(claim.statement_date)}")
    if claim.document:
        locator = f", {clean(claim.locator)}" if claim.locator else ""
        words.append(f"{name(claim.document)}{locator}")
    else:
        words.append("no document")
    if claim.place:
        words.append(f"in {name(claim.place)}")
    if claim.as_named:
        words.append(f'as "{clean(claim.as_named)}"')
    if claim.quote:
        words.append(f'quote: "{clean(claim.quote)}"')
    if claim.assessment:
        words.append(f"assessed: {claim.assessment}")
    if claim.note:
        words.append(f"note: {clean(claim.note)}")
    return " · ".join(words)


def table(
    header: Sequence[str], rows: Sequence[Sequence[str]], style: Style = PLAIN
) -> Iterator[str]:
    """Columns side by side, as wide as their widest cell; the last one runs free."""
    cleaned = [[clean(cell) for cell in row] for row in rows]
    widths = [max(map(_width, column)) for column in zip(header, *cleaned, strict=True)]
    yield style(_padded(header, widths), "bold")
    for row in cleaned:
        yield _padded(row, widths)


def _title(entity: Entity, others: Mapping[str, Entity], style: Style) -> Iterator[str]:
    what = f"{clean(entity.type) or 'no type'}, id {clean(entity.id)}"
    if entity.derived:
        what += ", derived"
    yield f"{style(clean(entity.name), 'bold')}  {style(what, 'dim')}"
    if entity.description:
        yield clean(entity.description)
    if entity.aliases:
        yield f"Also: {', '.join(clean(alias) for alias in entity.aliases)}"
    publisher = others.get(entity.publisher)
    facts = {
        "Country": entity.country,
        "From": entity.start_date,
        "To": entity.end_date,
        "Publisher": publisher.name if publisher else entity.publisher,
        "Published": entity.published_date,
        "Wikidata": entity.wikidata_id,
        "URL": entity.url,
        **entity.extra,
    }
    for label, value in facts.items():
        if value:
            yield f"{clean(label)}: {clean(value)}"


def _grouped(edges: Iterable[Edge]) -> list[tuple[str, list[Edge]]]:
    """Offices first, then the other relations by their word, in the order of the data."""
    groups: dict[str, list[Edge]] = {"Offices": []}
    for edge in edges:
        office = edge.relation in schema.OFFICE_RELATIONS
        heading = "Offices" if office else words_of(edge.relation).capitalize()
        groups.setdefault(heading, []).append(edge)
    return [(heading, group) for heading, group in groups.items() if group]


def _standing(edge: Edge) -> str:
    return f"{edge.verdict}, {_count(edge.origins, 'origin')}"


def _reached_in(answer: Neighborhood, step: int, style: Style) -> Iterator[str]:
    these = [entity for entity in answer.entities if answer.steps[entity.id] == step]
    if these:
        yield ""
        yield style(f"{_count(step, 'step')} away: {len(these)}", "bold")
        for line in table(("id", "name", "type"), [(e.id, e.name, e.type) for e in these], style):
            yield f"  {line}"


def _way(way: Path, name: Callable[[str], str], style: Style) -> Iterator[str]:
    for number, edge in enumerate(way.steps, start=1):
        lines = edge_lines(edge, name, style)
        yield f"  {number}. {next(lines)}"
        yield from (f"     {line}" for line in lines)
    if way.weakest is not None:
        edge = way.steps[way.weakest]
        certainty = "" if edge.certainty == schema.CERTAINTIES[0] else f", only {edge.certainty}"
        yield f"  Weakest: step {way.weakest + 1} ({_standing(edge)}{certainty})."


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _moment(date: str) -> str:
    if date.startswith("["):
        first, last = date[1:-1].split("..")
        if not first:
            return f"by {last}"
        return f"some day from {first} to {last}" if last else f"some day from {first} on"
    if "/" in date:
        return f"throughout {date.replace('/', ' to ')}"
    return f"on {date}" if date.count("-") == 2 else f"in {date}"  # noqa: PLR2004 - Y-M-D


def _since(date: str) -> str:
    if date == "..":
        return "from an open beginning"
    if date.startswith("["):
        first, last = date[1:-1].split("..")
        if not first:
            return f"begun by {last}"
        return f"begun between {first} and {last}" if last else f"begun on or after {first}"
    return f"from {date}" if date else "beginning not recorded"


def _until(date: str) -> str:
    if date == "..":
        return "end left open"
    if date.startswith("["):
        first, last = date[1:-1].split("..")
        if not first:
            return f"ended by {last}"
        return f"ended between {first} and {last}" if last else f"ended on or after {first}"
    return f"to {date}" if date else "end not recorded"


def _padded(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = (
        cell + " " * (width - _width(cell)) for cell, width in zip(cells, widths, strict=True)
    )
    return "  ".join(padded).rstrip()


def _width(text: str) -> int:
    if text.isascii():
        return len(text)
    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)
