"""The command `leakcheck`, and the option `--redact` that it shares with `export`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from actorgraph.cli.commands import command
from actorgraph.cli.output import print_csv, print_json, say

if TYPE_CHECKING:
    from actorgraph.cli.context import Context
    from actorgraph.graph import Graph
    from actorgraph.publishing.leaks import Leak
    from actorgraph.publishing.redact import Redacted
    from actorgraph.queries.filter import Filters

LEAKING = 2
"""The exit code when the file holds a redacted text."""

redact_option = click.option(
    "--redact",
    "redact",
    metavar="WHAT",
    multiple=True,
    help="Leave out an entity (by name), column:NAME, or `sensitivity`. Repeatable.",
)


def redacted(graph: Graph, what: tuple[str, ...]) -> Redacted:
    """Return the data of a graph without what must not be published."""
    from actorgraph.publishing.redact import redact

    return redact(graph.engine, what, graph.entity)


def redacted_filters(public: Redacted, filters: Filters) -> Filters:
    """Return filters that name speakers and sources as the redacted data does."""
    speakers = tuple(map(public.meaning, filters.get("speakers", ())))
    without = tuple(map(public.meaning, filters.get("without", ())))
    return {**filters, "speakers": speakers, "without": without}


@command(examples=("leakcheck page.html --redact Surkov",))
@click.argument("file", type=click.Path(path_type=Path))
@redact_option
@click.option("--json", "as_json", is_flag=True, help="The whole answer as JSON.")
@click.option("--csv", "as_csv", is_flag=True, help="The rows of the answer as CSV.")
@click.pass_obj
def leakcheck(
    context: Context, /, file: Path, redact: tuple[str, ...], *, as_json: bool, as_csv: bool
) -> None:
    """Search FILE for what --redact took out of it: names, aliases, ids, cells.

    It also searches compressed and encoded parts. Exit code 0: nothing was found; 2: something.
    """
    from actorgraph.publishing.leaks import leaks
    from actorgraph.render.terminal import clean

    if as_json and as_csv:
        raise click.UsageError("--json and --csv exclude each other.")
    if not redact:
        raise click.UsageError("Say with --redact what must not be in the file.")
    secrets = redacted(context.graph(), redact).secrets
    remains = leaks(file, secrets)
    if as_json:
        print_json([_object(leak) for leak in remains])
    elif as_csv:
        print_csv([{**_object(leak)} for leak in remains])
    else:
        for leak in remains:
            where = f" in {leak.where}" if leak.where else ""
            what = f"{leak.secret.text!r} ({leak.secret.why})"
            click.echo(clean(f"{file}: {what}{where}: {leak.context}"))
    if remains:
        sys.exit(LEAKING)
    say(f"None of {len(secrets):,} redacted texts is in {file}.")


def _object(leak: Leak) -> dict[str, str]:
    secret = leak.secret
    return {
        "text": secret.text,
        "what": secret.why,
        "where": leak.where,
        "context": leak.context,
    }
