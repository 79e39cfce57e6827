"""The command `match`: who of the data is in a list, and which pairs are to be judged."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from actorgraph.cli.options import own_limit, question
from actorgraph.cli.output import progress_bar, say
from actorgraph.plurals import counted

if TYPE_CHECKING:
    from actorgraph.cli.context import Context
    from actorgraph.queries.match import Matched
    from actorgraph.render.answers import Answer


@question(
    filtered=False,
    examples=(
        "match watchlist.csv",
        "match members.xlsx --judgements judgements.csv",
        "match names.txt --limit 1 --csv",
    ),
    limit=own_limit("At most N candidates for each entity", 3),
)
@click.argument("listed", metavar="LIST", type=click.Path(path_type=Path))
@click.option(
    "--least",
    metavar="SCORE",
    type=click.FloatRange(0, 1),
    default=0.65,
    show_default=True,
    help="Propose nobody with a lower score.",
)
@click.option(
    "--judgements",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Leave out who is judged in FILE, and add the others to it, to be judged.",
)
def match(
    context: Context, listed: Path, limit: int | None, least: float, judgements: Path | None
) -> Answer[Matched]:
    """Look for each of your entities in LIST: candidates with reasons, and who is surely there.

    LIST is a folder or a file of any format that is read, or a text file with a name a line. Types,
    dates, countries and numbers of registers that contradict count against a candidate.
    """
    from actorgraph.lists import load_list

    graph = context.graph()
    with progress_bar("Reading the list") as progress:
        others = load_list(listed, progress=progress)
    with progress_bar("Looking for names") as progress:
        answer = graph.match(
            others, limit=limit, least=least, judgements=judgements, progress=progress
        )
    if judgements is not None:
        from actorgraph.judgements import add_proposals

        count = add_proposals(judgements, answer.rows())
        pairs = counted(count, "pair")
        say(f"Wrote {pairs} to judge into {judgements}.")
    return answer
