"""Relations, dates, claims and tables in words: what every answer for people is made of.

Nothing is cut: a terminal wraps what is too long. Text from the data can hold anything, so control
and bidi characters are made visible before they are shown.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import combining, east_asian_width

from actorgraph import claims, dates, schema

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from actorgraph.claims import Claim, Edge, Entity

_HIDDEN = (
    "[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
_CODES = {"bold": "1", "dim": "2", "green": "32", "yellow": "33", "red": "31", "cyan": "36"}
COLOURS = {
    claims.CONFIRMED: "green",
    claims.CORROBORATED: "green",
    claims.SINGLE_ORIGIN: "yellow",
    claims.UNSOURCED: "yellow",
    claims.CONTESTED: "red",
    claims.DENIED: "red",
}


def clean(text: str) -> str:
    """Text from the data with every character that would act, rather than show, spelled out."""
    if text.isprintable():
        return text  # as nearly all: the expression takes as long to compile as a lookup
    return re.sub(_HIDDEN, lambda found: f"\\u{ord(found[0]):04x}", text)


def clean_lines(text: str) -> str:
    """The same for a text of several lines of ours, which stay lines."""
    return "\n".join(clean(line) for line in text.split("\n"))


class Style(NamedTuple):
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


class Names:
    """What ids are called in an answer."""

    def __init__(self, others: Mapping[str, Entity]) -> None:
        self._others = others

    def __call__(self, entity_id: str) -> str:
        """The name of an id, or the id itself where it is a name or an address."""
        entity = self._others.get(entity_id)
        return clean(entity.name if entity else entity_id)


def edge_lines(
    edge: Edge, name: Callable[[str], str], style: Style = PLAIN, *, indent: str = ""
) -> Iterator[str]:
    """A relation as a sentence, when it held, what it adds up to, then each claim."""
    yield f"{indent}{style(sentence(edge, name), 'bold')}"
    facts = [style(when(edge), "cyan"), style(standing(edge), COLOURS[edge.verdict])]
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
        words = moment(start)
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


def table(
    header: Sequence[str], rows: Sequence[Sequence[str]], style: Style = PLAIN
) -> Iterator[str]:
    """Columns side by side, as wide as their widest cell; the last one runs free."""
    cleaned = [[clean(cell) for cell in row] for row in rows]
    widths = [max(map(_width, column)) for column in zip(header, *cleaned, strict=True)]
    yield style(_padded(header, widths), "bold")
    for row in cleaned:
        yield _padded(row, widths)


def standing(edge: Edge) -> str:
    """What the claims of an edge add up to."""
    return f"{edge.verdict}, {counted(edge.origins, 'origin')}"


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def moment(date: str) -> str:
    """A date in words that are no more exact than it is."""
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
