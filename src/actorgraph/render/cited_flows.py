"""Where money comes from and goes to, as lines that name their claims; as cited_lines.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

from actorgraph.queries.flows import IN, OUT
from actorgraph.render.cited_lines import (
    COUNTED,
    CitedLine,
    group_lines,
    heading,
    note,
    notes,
    rejected,
)
from actorgraph.render.money_text import (
    PaymentNumbers,
    chain_words,
    chains_words,
    direction_words,
    edge_groups,
    headline,
    names_of,
    remarks_on,
    sum_words,
    total_cells,
)
from actorgraph.render.relation_lines import EdgeCells, edges_in
from actorgraph.render.terminal import clean
from actorgraph.render.wording import one_publisher

if TYPE_CHECKING:
    from collections.abc import Iterator

    from actorgraph.queries.flows import Flows


def flows(answer: Flows) -> Iterator[CitedLine]:
    """Yield totals in and out, chains of payments, then every payment and what is left."""
    name, number = names_of(answer), PaymentNumbers(answer)
    yield (heading if answer.sums or answer.chains else note)(headline(answer, name))
    for direction in (IN, OUT):
        totals = [one for one in answer.totals if one.direction == direction]
        sums = [one for one in answer.sums if one.direction == direction]
        if sums:
            yield heading(direction_words(direction, answer, name))
        words = [", ".join(total_cells(one, number, name)) for one in totals]
        for line in (*words, *map(sum_words, sums)):
            yield CitedLine(COUNTED, clean(line))
    if answer.chains:
        yield heading(chains_words(answer, name))
    for chain in answer.chains:
        claims = tuple(payment.edge.lead for payment in chain.payments)
        yield CitedLine(COUNTED, clean(chain_words(chain, number, name)), claims)
    groups = edge_groups(number, answer, name)
    cells = EdgeCells.of(edges_in(groups), name)
    yield from group_lines(groups, cells)
    yield from notes(*remarks_on(answer, name), one_publisher(groups[0].edges, name))
    yield from rejected(answer.rejected)
