"""The command `leakcheck`, and the option `--redact` that it shares with `export`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from actorgraph.cli.commands import command
from actorgraph.cli.output import print_csv, print_json, say
from actorgraph.errors import UsageError

if TYPE_CHECKING:
    from actorgraph.cli.context import Context
    from actorgraph.graph import Graph
    from actorgraph.publishing.leaks import Leak, Search
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


def redacted_for(file: Path, graph: Graph, what: tuple[str, ...]) -> Redacted:
    """Return the data of a graph without what must not be published, to be written to a file.

    Raises:
        UsageError: if the file's own name gives away what is hidden.
    """
    public = redacted(graph, what)
    if public.clean(file.name) != file.name:
        raise UsageError(
            "The name of the file gives away who is hidden.", hint="Give it another name."
        )
    return public


def say_redacted(public: Redacted) -> None:
    """Say how much was redacted, without repeating it."""
    from actorgraph.plurals import counted

    hidden, quotes = len(public.ids), public.quotes
    parts = [f"{counted(hidden, 'entity', 'entities')} under pseudonyms"] if hidden else []
    parts += [f"{counted(public.dropped, 'sensitive row')} left out"] if public.dropped else []
    parts = parts or ["columns emptied"]
    say(f"Redacted: {', '.join(parts)}. `actorgraph leakcheck` looks for it.")
    if quotes:
        say(
            f"{counted(quotes, 'quote')} named who is hidden: there the pseudonym stands in "
            "brackets, which the speaker did not say."
        )


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

    FILE can be a folder. It also searches compressed and encoded parts. Exit code 0: nothing was
    found; 2: something.
    """
    from actorgraph.publishing.leaks import search
    from actorgraph.render.terminal import clean

    if as_json and as_csv:
        raise click.UsageError("--json and --csv exclude each other.")
    if not redact:
        raise click.UsageError("Say with --redact what must not be in the file.")
    found = search(file, redacted(context.graph(), redact).secrets)
    if as_json:
        print_json([_object(leak) for leak in found.leaks])
    elif as_csv:
        print_csv([{**_object(leak)} for leak in found.leaks])
    else:
        for leak in found.leaks:
            where = f" in {leak.where}" if leak.where else ""
            what = f"{leak.secret.text!r} ({leak.secret.why})"
            click.echo(clean(f"{file}: {what}{where}: {leak.context}"))
    _say_limits(found)
    if found.leaks:
        sys.exit(LEAKING)
    say(f"None of {found.sought:,} redacted texts is in {file}.")
    say("Not seen: pictures, sound, ciphers, LZW streams, other spellings; see docs/security.md.")


def _say_limits(found: Search) -> None:
    """Say what a search could not see."""
    from actorgraph.plurals import counted

    if found.unsought:
        why = ", ".join(sorted({secret.why for secret in found.unsought}))
        say(f"Not looked for, as a letter or a few digits can be anything: {why}.")
    for kind, number in sorted(found.unseen.items()):
        say(f"{counted(number, kind)} in it can show what no search for text sees: look yourself.")


def _object(leak: Leak) -> dict[str, str]:
    secret = leak.secret
    return {
        "text": secret.text,
        "what": secret.why,
        "where": leak.where,
        "context": leak.context,
    }
