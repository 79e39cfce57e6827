"""What a page asks about ownership and money: the answer of the command line, and who is in it.

The page draws whom it names and what lies between them; which relations count is the page's own, as
in a file. A large answer is shown in part, and says so.
"""

from __future__ import annotations

import shlex
from itertools import chain, islice
from typing import TYPE_CHECKING

from actorgraph.errors import ArgumentError

if TYPE_CHECKING:
    from actorgraph.graph import Graph
    from actorgraph.queries.filter import Filters

QUESTIONS = ("owners", "owned", "flows")
MOST_NAMED = 400
"""So many entities of an answer are drawn."""
MOST_LINES = 400
"""So many lines of an answer are sent."""


def money_answer(graph: Graph, what: str, id_: str, filters: Filters) -> dict[str, object]:
    """Return the answer about an entity: {text, ids, left_out}.

    `ids` are those who are drawn, the one asked about first; `left_out` is how many are not.

    Args:
        what: owners, owned or flows.
        id_: whom it is about.

    Raises:
        ArgumentError: if there is no such question.
    """
    if what not in QUESTIONS:
        raise ArgumentError("what", f"{what!r} is none of {', '.join(QUESTIONS)}.")
    if what == "flows":
        money = graph.flows(id_, **filters)
        lines, asked, uncounted = [*money.lines()], money.result.asked, money.result.uncounted
        edges = [one.edge for total in money.result.totals for one in total.payments]
    else:
        owning = (graph.owners if what == "owners" else graph.owned)(id_, **filters)
        lines, asked, uncounted = [*owning.lines()], owning.result.asked, owning.result.uncounted
        edges = [edge for link in owning.result.links for edge in link.edges]
    edges += [one.edge for one in uncounted]
    named = dict.fromkeys(chain([asked.id], *((one.source, one.target) for one in edges)))
    ids = [*islice(named, MOST_NAMED)]
    return {
        "text": "\n".join(_first_lines(lines, f"actorgraph {what} {shlex.quote(id_)}")),
        "ids": ids,
        "left_out": len(named) - len(ids),
    }


def _first_lines(lines: list[str], command: str) -> list[str]:
    rest = len(lines) - MOST_LINES
    return [*lines[:MOST_LINES], f"… {rest:,} more lines: {command}"] if rest > 0 else lines
