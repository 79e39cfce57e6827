"""The commands that ask who owns whom in the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from actorgraph.cli.completion import ENTITY
from actorgraph.cli.options import LIMIT, question

if TYPE_CHECKING:
    from typing import Unpack

    from actorgraph.cli.context import Context
    from actorgraph.queries.filter import Filters
    from actorgraph.queries.owners import Ownership
    from actorgraph.render.answers import Answer

_threshold = click.option(
    "--threshold",
    metavar="PERCENT",
    default="25",
    show_default=True,
    help="Who has so much or more, or with '>25' more than that: for certain, possibly, or not.",
)


@question(
    filtered=True,
    limit=LIMIT,
    examples=(
        "owners kelp --data shipyard",
        "owners kelp --data shipyard --threshold 50 --as-of 2018-07-01",
    ),
)
@click.argument("name", type=ENTITY)
@_threshold
def owners(
    context: Context, name: str, threshold: str, **filters: Unpack[Filters]
) -> Answer[Ownership]:
    """Show who owns NAME in the end: all chains, direct and indirect shares, circles solved.

    A range stays a range, a missing share is anything from 0 to 100, and what is contested or
    hedged is possible alone. Without --as-of, ownership counts that has no end recorded. --type
    chooses which owners are listed, --relation which relations are followed.
    """
    return context.graph().owners(name, threshold=threshold, **filters)


@question(
    filtered=True,
    limit=LIMIT,
    examples=(
        "owned runa --data shipyard",
        "owned runa --data shipyard --threshold 50 --json",
    ),
)
@click.argument("name", type=ENTITY)
@_threshold
def owned(
    context: Context, name: str, threshold: str, **filters: Unpack[Filters]
) -> Answer[Ownership]:
    """Show what NAME owns in the end: directly, through others, and through circles."""
    return context.graph().owned(name, threshold=threshold, **filters)
