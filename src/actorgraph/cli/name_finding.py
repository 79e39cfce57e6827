"""The command `mentions`: who of the graph is named in documents, and who is not in it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from actorgraph.cli.options import LIMIT, question
from actorgraph.cli.output import progress_bar, say
from actorgraph.plurals import counted

if TYPE_CHECKING:
    from actorgraph.cli.context import Context
    from actorgraph.queries.document_mentions import DocumentMentions
    from actorgraph.render.answers import Answer


@question(
    filtered=False,
    limit=LIMIT,
    examples=(
        "mentions report.pdf",
        "mentions minutes.txt letters.html --csv",
        "mentions report.pdf --rows drafts.csv",
    ),
)
@click.argument(
    "paths",
    metavar="DOCUMENT...",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path),
)
@click.option(
    "--rows",
    "drafts",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Also write a row for each place into FILE, with the columns of relations.csv: who is "
    "named, where, and the sentence. Relation and target are yours to fill in.",
)
@click.option("--force", is_flag=True, help="With --rows: replace an existing file.")
def mentions(
    context: Context, paths: tuple[Path, ...], drafts: Path | None, *, force: bool
) -> Answer[DocumentMentions]:
    """Find who of the graph is named in each DOCUMENT and where, and who is not in the graph.

    DOCUMENT is a text, HTML or PDF, or a folder of them. A name is sure as elsewhere, and if
    nothing in the document speaks against it; else it is a question with those who can be meant.
    """
    graph = context.graph()
    with progress_bar("Looking for names") as progress:
        answer = graph.mentions(*paths, progress=progress)
    if drafts is not None:
        from actorgraph.formats.files import write_text
        from actorgraph.records import record_lines
        from actorgraph.render.mention_text import DRAFT_COLUMNS, draft_rows

        rows = [map(str, row.values()) for row in draft_rows(answer.result)]
        write_text(drafts, record_lines([DRAFT_COLUMNS, *rows]), force=force)
        say(f"Wrote {counted(len(rows), 'row')} to fill in into {drafts}.")
    return answer
