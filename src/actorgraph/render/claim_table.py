"""Every claim of an answer as one line of a table, to search and to compare.

Dates stand as the data has them, so that a search for a day or a month finds them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from actorgraph import schema
from actorgraph.render.entity_text import entity_title, source_lines, value_lines
from actorgraph.render.terminal import PLAIN, Style, clean, table
from actorgraph.render.wording import (
    OUR_READING,
    Names,
    bare_sentence,
    further_cells,
    read_parts,
    rejected_lines,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from actorgraph.claims import Claim
    from actorgraph.edges import Edge
    from actorgraph.queries.show import Shown

HEADER = (
    "",
    "what",
    "from",
    "to",
    "who says",
    "through",
    "said",
    "where",
    "how",
    "founded",
    "further",
)


def shown(answer: Shown, style: Style = PLAIN) -> Iterator[str]:
    """Yield every claim that touches an entity, then every one that it makes, one a line."""
    entity = answer.entity
    name = Names({**answer.others, entity.id: entity})
    yield entity_title(entity, style)
    yield from value_lines(entity, name)
    yield ""
    touching = {edge.key for edge in answer.edges}
    said = [edge for edge in answer.says if edge.key not in touching]
    rows = [*claim_rows("R", answer.edges, name), *claim_rows("S", said, name)]
    yield from table(HEADER, rows, style)
    yield ""
    yield "R is a relation of it, S is what it says of others; equal numbers are one relation."
    yield from source_lines(entity, name, style)
    yield from rejected_lines(answer.rejected)


def claim_rows(letter: str, edges: Iterable[Edge], name: Names) -> Iterator[tuple[str, ...]]:
    """Yield the cells of each claim; relations are numbered after a letter."""
    for number, edge in enumerate(edges, start=1):
        for claim in edge.claims:
            yield (f"{letter}{number}", *_cells(claim, name), edge.verdict, _further(claim, name))


def _cells(claim: Claim, name: Names) -> tuple[str, ...]:
    read = f" ({OUR_READING})" if "date" in claim.inferred else ""
    where = " ".join(filter(None, (name(claim.document), clean(claim.locator))))
    return (
        bare_sentence(claim, name),
        f"{clean(claim.start_date)}{read}" if claim.start_date else "-",
        f"{clean(claim.end_date)}{read}" if claim.end_date else "-",
        ", ".join(map(name, claim.speakers)) or "-",
        ", ".join(map(name, claim.via)) or "-",
        clean(claim.statement_date) or "-",
        where or "-",
        _how(claim),
    )


def _how(claim: Claim) -> str:
    hedge = claim.certainty if claim.certainty != schema.STATED else ""
    read = f"{OUR_READING}: {words}" if (words := read_parts(claim)) else ""
    return ", ".join(filter(None, (claim.status, hedge, read)))


def _further(claim: Claim, name: Names) -> str:
    place = [f"in {name(claim.place)}"] if claim.place else []
    return " · ".join((*place, *further_cells(claim, name))) or "-"
