"""The command `draft`: rows that a program proposes from a document, verified, and their review."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from actorgraph.cli.commands import command
from actorgraph.cli.output import echo_lines, say
from actorgraph.errors import UsageError
from actorgraph.plurals import counted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from actorgraph.cli.context import Context
    from actorgraph.drafting.row_verification import Draft
    from actorgraph.engine import Engine
    from actorgraph.passages.document_texts import DocumentText

TIME_LIMIT = 600
"""Seconds that a command gets."""


@command(
    examples=(
        "draft report.txt                                # who is named together, and when",
        'draft report.txt --with "llm -m MODEL"          # rows that a program proposes',
        "draft report.txt --rows proposed.json           # or has proposed",
        'draft --review --checked-by "Ada Byron"         # accept and refuse, by keystroke',
    )
)
@click.argument("document", required=False, type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--with",
    "program",
    metavar="COMMAND",
    help="Run COMMAND: it reads on standard input what to do, a JSON Schema and the document, and "
    "writes rows as JSON. No shell reads it.",
)
@click.option(
    "--rows",
    "file",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The proposed rows: JSON, a list of objects with the columns of relations.csv.",
)
@click.option("--request", is_flag=True, help="Print what COMMAND would read, and do nothing else.")
@click.option("--review", is_flag=True, help="Accept and refuse the drafts, by keystroke.")
@click.option("--checked-by", metavar="NAME", help="With --review: who checks; else it is asked.")
@click.option(
    "--time-limit",
    metavar="SECONDS",
    type=click.IntRange(min=1),
    default=TIME_LIMIT,
    show_default=True,
    help="After which COMMAND is ended.",
)
@click.option(
    "--to",
    "drafts",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where the drafts are, and wait; otherwise drafts.csv in the folder of the data. No "
    "command reads them as data.",
)
@click.pass_obj
def draft(
    context: Context,
    /,
    document: Path | None,
    program: str | None,
    file: Path | None,
    drafts: Path | None,
    checked_by: str | None,
    time_limit: int,
    *,
    request: bool,
    review: bool,
) -> None:
    """Propose rows from DOCUMENT, hold each against it, and keep those that it bears out.

    A row is kept if its quote stands in the document word for word, the quote names both ends,
    and no date is more exact than it. The others are listed with the reasons. What is kept waits
    in drafts.csv until somebody accepts it. Exit code 1: no row is kept.
    """
    given = [one for one, is_given in (("--with", program), ("--rows", file),
             ("--request", request), ("--review", review)) if is_given]  # fmt: skip
    if len(given) > 1:
        raise UsageError(f"{given[0]} and {given[1]} do not go together.")
    if review:
        from actorgraph.cli.reviewing import review_drafts

        if document is not None:
            raise UsageError("--review is of all drafts that wait, and takes no DOCUMENT.")
        review_drafts(context, drafts or _beside_data(context), checked_by or "")
        return
    if document is None:
        raise UsageError("Name the DOCUMENT, or say --review.")
    from actorgraph.cells import LIVE
    from actorgraph.passages.document_folder import read_documents

    ((name, text),) = read_documents([document]).items()
    if name.startswith(LIVE):
        raise UsageError(
            f"{name} begins as a formula of a spreadsheet does, and would stand in each row.",
            hint="Give the file another name.",
        )
    engine = context.graph().engine
    if request:
        from actorgraph.drafting.row_request import row_request

        click.echo(row_request(engine, name, text), nl=False)
        return
    to = drafts or _beside_data(context)
    looked_at = list(_looked_at(engine, name, text, file, program, time_limit))
    _keep(looked_at, engine, name, to, is_proposed=bool(file or program))


def _looked_at(
    engine: Engine,
    name: str,
    text: DocumentText,
    file: Path | None,
    program: str | None,
    time_limit: int,
) -> Iterable[Draft]:
    """Return the rows that a file or a program proposes, else a first draft without either."""
    from actorgraph.drafting.first_draft import first_drafts
    from actorgraph.drafting.row_verification import verified

    if file is not None:
        from actorgraph.drafting.proposals import proposed_rows

        return verified(engine, name, text, proposed_rows(file))
    if program is not None:
        from actorgraph.drafting.proposing_command import rows_from, words_of
        from actorgraph.drafting.row_request import row_request

        words = words_of(program)
        request = row_request(engine, name, text)
        return verified(engine, name, text, rows_from(words, request, seconds=time_limit))
    return first_drafts(engine, name, text)


def _keep(
    looked_at: list[Draft], engine: Engine, document: str, to: Path, *, is_proposed: bool
) -> None:
    """Add what is borne out to the drafts, and say what is not and why."""
    from actorgraph.drafting.inbox import Inbox, claimed_ends
    from actorgraph.render.terminal import clean

    kept = [one.cells for one in looked_at if not one.reasons]
    for one in looked_at:
        if one.reasons:
            echo_lines([clean(f"row {one.number} is refused: {'; '.join(one.reasons)}.")])
    added = Inbox(to).add(kept, claimed_ends(engine, document)) if kept else 0
    if added:
        say(f"Added {counted(added, 'draft')} to {to}; `draft --review` goes through them.")
    if known := len(kept) - added:
        say(f"Known already, proposed before or in the data: {counted(known, 'row')}.")
    if is_proposed and not looked_at:
        say("No row was proposed.")
    elif is_proposed:
        say(f"{len(kept):,} of {counted(len(looked_at), 'proposed row')} borne out.")
    elif not kept:
        say("No sentence surely names two of the data.")
    else:
        say("Each has two ends and their sentence; the relation is left for you to name.")
    if not kept:
        sys.exit(1)


def _beside_data(context: Context) -> Path:
    """Return the file of drafts in the folder of the data.

    Raises:
        UsageError: if there is no one folder of one's own.
    """
    from actorgraph.drafting.inbox import inbox_path

    context.require_own_data("to draft for")
    if len(context.data) > 1 or "-" in context.data or context.spark:
        raise UsageError("There is no one folder of data to put drafts into; name FILE with --to.")
    return inbox_path(context.places[0])
