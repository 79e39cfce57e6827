"""Relations, dates and claims in words; text.py composes answers from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from actorgraph import dates, edges, schema
from actorgraph.render.terminal import PLAIN, Style, clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from actorgraph.claims import Claim, Entity
    from actorgraph.edges import Edge

COLOURS = {
    edges.CORROBORATED: "green",
    edges.SINGLE_ORIGIN: "yellow",
    edges.OUR_READING: "yellow",
    edges.UNSOURCED: "yellow",
    edges.CONTESTED: "red",
    edges.DENIED: "red",
}


class Names:
    """The names of the entities in an answer, by id."""

    def __init__(self, others: Mapping[str, Entity]) -> None:
        self._others = others

    def __call__(self, entity_id: str) -> str:
        """Return the name of an id, or the id itself where it is a name or an address."""
        entity = self._others.get(entity_id)
        return clean(entity.name if entity else entity_id)


def edge_lines(
    edge: Edge, name: Callable[[str], str], style: Style = PLAIN, *, indent: str = ""
) -> Iterator[str]:
    """Yield a relation as a sentence, when it held, its verdict, then each claim."""
    yield f"{indent}{style(sentence(edge, name), 'bold')}"
    facts = [style(when(edge), "cyan"), style(standing(edge), COLOURS[edge.verdict])]
    yield f"{indent}  {' · '.join(facts)}"
    for claim in edge.claims:
        yield f"{indent}  {style('-', 'dim')} {claim_line(claim, name)}"


def sentence(edge: Edge, name: Callable[[str], str]) -> str:
    """Return the relation in words, from its source to its target."""
    role = f" ({clean(edge.role)})" if edge.role else ""
    words = f"{name(edge.source)} — {words_of(edge.relation)}{role} — {name(edge.target)}"
    marks = [edge.certainty] if edge.certainty != schema.CERTAINTIES[0] else []
    marks += ["derived"] if edge.derived else []
    marks += [edge.verdict.upper()] if edge.verdict in (edges.DENIED, edges.CONTESTED) else []
    return words + (f" [{', '.join(marks)}]" if marks else "")


def words_of(relation: str) -> str:
    """Return a relation without underscores, as it is spoken."""
    return clean(relation.replace("_", " ")) or "related to"


def when(edge: Edge) -> str:
    """Return when a relation held, no more exact than its dates, and whether on that day."""
    start, end = edge.start_date, edge.end_date
    if not start and not end:
        words = "dates not recorded"
    elif start == end and start != "..":
        words = moment(start)
    else:
        words = f"{_since(start)}, {_until(end)}"
    if edge.holds is None:
        return words
    return f"{words}; on that day: {'yes' if edge.holds is dates.Holds.YES else 'possible'}"


def claim_line(claim: Claim, name: Callable[[str], str]) -> str:
    """Return who makes a claim, through whom, where and when."""
    verb = {"claimed": "says", "confirmed": "confirms", "denied": "denies"}[claim.status]
    speakers = " and ".join(name(one) for one in claim.speakers)
    words = [f"{speakers} {verb}" if speakers else f"no speaker is named ({claim.status})"]
    if claim.via:
        words[0] += " via " + " via ".join(name(one) for one in claim.via)
    if claim.certainty != schema.CERTAINTIES[0]:
        words.append(claim.certainty)
    if claim.statement_date:
        words.append(f"said {moment(claim.statement_date)}")
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


def standing(edge: Edge) -> str:
    """Return the verdict on an edge and the number of its origins."""
    return f"{edge.verdict}, {counted(edge.origins, 'origin')}"


def rejected_lines(number: int) -> Iterator[str]:
    """Yield how many rejected claims an answer does not use, after an empty line; nothing for 0."""
    if number:
        words = "1 claim is" if number == 1 else f"{number:,} claims are"
        them = "it" if number == 1 else "them"
        yield ""
        yield f"{words} rejected and not used; --assessment rejected shows {them}."


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def moment(date: str) -> str:
    """Return a date in words that are no more exact than it is."""
    if date == dates.OPEN:
        return "on a day left open"
    if "/" in date:
        first, last = date.split("/")
        if date.strip("[].") == date:
            return f"throughout {first} to {last}"
        return f"{_since(first)}, {_until(last)}"
    if date.startswith("["):
        first, last = date[1:-1].split("..")
        if not first:
            return f"by {last}"
        return f"some day from {first} to {last}" if last else f"some day from {first} on"
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
