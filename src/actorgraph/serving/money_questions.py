"""What a page asks about ownership and money: the answer of the command line, and who is in it.

The page draws whom it names and what lies between them; which relations count is the page's own, as
in a file. A large answer is shown in part, and says so.
"""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from actorgraph.errors import ArgumentError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from actorgraph.graph import Graph
    from actorgraph.queries.filter import Filters

MOST_NAMED = 400
"""So many entities of an answer are drawn."""
MOST_LINES = 400
"""So many lines of an answer are sent."""


def money_answer(graph: Graph, what: str, id_: str, filters: Filters) -> dict[str, Any]:
    """Return the answer about an entity: {text, ids, left_out}.

    `ids` are those who are drawn, the one asked about first; `left_out` is how many are not.

    Args:
        what: owners, owned or flows.
        id_: whom it is about.

    Raises:
        ArgumentError: if there is no such question.
    """
    asked: Mapping[str, Callable[..., Any]] = {
        "owners": graph.owners,
        "owned": graph.owned,
        "flows": graph.flows,
    }
    if what not in asked:
        raise ArgumentError("what", f"{what!r} is none of {', '.join(asked)}.")
    answer = asked[what](id_, **filters)
    result = answer.result
    if what == "flows":
        edges = [payment.edge for total in result.totals for payment in total.payments]
    else:
        edges = [edge for link in result.links for edge in link.edges]
    edges += [one.edge for one in result.uncounted]
    named = dict.fromkeys(chain([result.asked.id], *((one.source, one.target) for one in edges)))
    ids = [*islice(named, MOST_NAMED)]
    return {
        "text": "\n".join(_first_lines([*answer.lines()], f"actorgraph {what} {id_}")),
        "ids": ids,
        "left_out": len(named) - len(ids),
    }


def _first_lines(lines: list[str], command: str) -> list[str]:
    rest = len(lines) - MOST_LINES
    return [*lines[:MOST_LINES], f"… {rest:,} more lines: {command}"] if rest > 0 else lines
