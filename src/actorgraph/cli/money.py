"""The command that asks where money comes from and goes to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from actorgraph.cli.completion import ENTITY, ClosedWord
from actorgraph.cli.options import LIMIT, question

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Unpack

    from actorgraph.cli.context import Context
    from actorgraph.queries.filter import Filters
    from actorgraph.queries.flows import Flows
    from actorgraph.render.answers import Answer


def _periods() -> Iterable[str]:
    from actorgraph.queries.flows import PERIODS

    return PERIODS


@question(
    filtered=True,
    limit=LIMIT,
    examples=(
        "flows brine --data dredging",
        'flows "Port Authority" "Coast Party" --data dredging --max-length 3',
    ),
)
@click.argument("name", type=ENTITY)
@click.argument("to", type=ENTITY, required=False)
@click.option(
    "--per",
    metavar="PERIOD",
    type=ClosedWord(_periods),
    default="year",
    show_default=True,
    help="Add up by year, by month, or all that has a date.",
)
@click.option(
    "--max-length",
    metavar="N",
    type=click.IntRange(min=1),
    default=5,
    show_default=True,
    help="At most N payments in a chain.",
)
def flows(
    context: Context,
    name: str,
    to: str | None,
    per: str,
    max_length: int,
    **filters: Unpack[Filters],
) -> Answer[Flows]:
    """Show the money of NAME, in and out, and round trips; or chains of payments from NAME to TO.

    A payment that several tell of counts once, amounts that differ are a range, and nothing is
    added across currencies. What is denied, planned or conditional is in no total and is named.
    --type chooses which counterparts are listed, --relation which relations are payments.
    """
    return context.graph().flows(name, to, per=per, max_length=max_length, **filters)
