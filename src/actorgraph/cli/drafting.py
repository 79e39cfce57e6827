"""The command `draft`: rows that a program proposes from a document, verified against it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from actorgraph.cli.commands import command
from actorgraph.cli.output import echo_lines, say
from actorgraph.plurals import counted

if TYPE_CHECKING:
    from actorgraph.cli.context import Context


@command(
    examples=(
        "draft report.txt --rows proposed.json",
        "draft report.txt --rows proposed.json --to report-drafts.csv",
    )
)
@click.argument("document", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--rows",
    "file",
    metavar="FILE",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="The proposed rows: JSON, a list of objects with the columns of relations.csv.",
)
@click.option(
    "--to",
    "drafts",
    metavar="FILE",
    default=Path("drafts.csv"),
    show_default=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where the accepted rows are written; no command reads them as data.",
)
@click.option("--force", is_flag=True, help="Replace an existing file.")
@click.pass_obj
def draft(context: Context, /, document: Path, file: Path, drafts: Path, *, force: bool) -> None:
    """Hold rows that a program proposes against DOCUMENT, and keep those that it bears out.

    A row is accepted if its quote stands in the document word for word, the quote names both ends,
    and no date is more exact than it. The others are listed with the reasons. Exit code 1: none.
    """
    from actorgraph.drafting.proposals import proposed_rows
    from actorgraph.drafting.row_verification import COLUMNS, verified
    from actorgraph.formats.files import write_text
    from actorgraph.passages.document_folder import read_documents
    from actorgraph.records import record_lines
    from actorgraph.render.terminal import clean

    rows = proposed_rows(file)
    ((name, text),) = read_documents([document]).items()
    looked_at = list(verified(context.graph().engine, name, text, rows))
    accepted = [one for one in looked_at if not one.reasons]
    for one in looked_at:
        if one.reasons:
            echo_lines([clean(f"row {one.number} is refused: {'; '.join(one.reasons)}.")])
    if accepted:
        cells = [[one.cells[column] for column in COLUMNS] for one in accepted]
        write_text(drafts, record_lines([COLUMNS, *cells]), force=force)
        say(f"Wrote {counted(len(accepted), 'row')} to review into {drafts}.")
    say(f"{len(accepted):,} of {counted(len(rows), 'proposed row')} accepted.")
    if not accepted:
        sys.exit(1)
