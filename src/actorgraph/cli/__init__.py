"""The command line: it parses, calls, prints, and turns every error into a sentence.

Imports click and our errors only. Each command imports what it needs, so that a question about
fifty rows does not wait for the tools of a million.
"""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import NoReturn

import click

from actorgraph import __version__
from actorgraph.cli import completion
from actorgraph.cli.context import Context, Spark
from actorgraph.cli.options import OPTIONS
from actorgraph.cli.output import report
from actorgraph.cli.streams import prepare_streams
from actorgraph.errors import ActorgraphError

_RARELY = 100_000
"""The collector runs after so many new objects: an answer makes fewer and saves a twentieth."""


def main() -> NoReturn:
    """Run the command line and leave with its exit code: 0 answered, 1 not, 2 wrong use or data."""
    gc.set_threshold(_RARELY)
    prepare_streams()
    if completion.VARIABLE in os.environ:
        from actorgraph.cli.shells import install

        install()
    try:
        sys.exit(cli.main(standalone_mode=False))
    except ActorgraphError as error:
        report(error, OPTIONS)
        sys.exit(error.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.exceptions.Exit as leaving:
        sys.exit(leaving.exit_code)
    except ConnectionRefusedError:  # nothing else here connects to anything
        click.echo("Spark ended before it answered; its own messages say why.", err=True)
        sys.exit(2)
    except OSError as error:
        click.echo(f"The answer cannot be written: {error.strerror or error}.", err=True)
        _forget_stdout()
        sys.exit(2)
    except MemoryError:
        click.echo("There is not enough memory on this machine for that.", err=True)
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped.", err=True)
        sys.exit(130)
    finally:
        gc.freeze()  # else Python collects once more when it ends: a tenth of the time of `show`


_WHERE = {
    "questions": (
        "show find list neighbors path timeline holders sources claims conflicts rank communities "
        "stats check diff"
    ),
    "data": "export init",
    "leakcheck": "leakcheck",
    "conversions": "import convert formats",
    "indexes": "index",
    "shells": "completion",
}
_COMMANDS = {name: module for module, names in _WHERE.items() for name in names.split()}


class _QuietGroup(click.Group):
    """A group that imports only the command that runs, and stops quietly at a closed pipe."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 -- click passes it
        """List the names of all commands."""
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import and return a command."""
        if cmd_name not in _COMMANDS:
            return None
        module = import_module(f"actorgraph.cli.{_COMMANDS[cmd_name]}")
        commands = (one for one in vars(module).values() if isinstance(one, click.Command))
        return next(command for command in commands if command.name == cmd_name)

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; catch a closed pipe here, since click would make it exit code 1."""
        try:
            result: object = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            _forget_stdout()
            sys.exit(0)
        return result


def _forget_stdout() -> None:
    """Discard the rest of stdout: Python would complain again when it flushes it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@click.group(
    cls=_QuietGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option(
    "--data",
    "paths",
    metavar="PATH",
    multiple=True,
    help="A folder with relations.csv (and entities.csv), or one CSV file of relations. "
    "Otherwise ACTORGRAPH_DATA, ./data, the current folder, or the data that ships with "
    "actorgraph. Repeat it to combine several.",
)
@click.option(
    "--column",
    "columns",
    metavar="OURS=THEIRS",
    multiple=True,
    help="Read a column of relations under another header: source='Entity A'. Repeatable; or "
    "write these into actorgraph.toml beside the data.",
)
@click.option(
    "--documents",
    metavar="FOLDER",
    type=click.Path(path_type=Path),
    help="The documents' texts, each file named by the document's id: copies and reprints of one "
    "text count as one origin.",
)
@click.option(
    "--engine",
    type=click.Choice(["local", "spark"]),
    default="local",
    help="What computes the answer. spark reads a folder that `convert DATA FOLDER.spark` wrote, "
    "or CSV files directly, which takes longer; it also converts.",
)
@click.option(
    "--master",
    metavar="URL",
    help="Spark master: local[*], spark://, yarn, k8s://, or sc:// for Spark Connect.",
)
@click.version_option(__version__, prog_name="actorgraph")
@click.pass_context
def cli(
    context: click.Context,
    paths: tuple[str, ...],
    columns: tuple[str, ...],
    documents: Path | None,
    engine: str,
    master: str | None,
) -> None:
    """Who is connected to whom, since when, and who says so.

    \b
    actorgraph show Pompeo              who is this, and who says so
    actorgraph path Volker Surkov       how two are linked
    actorgraph export graph.html        one page to open, mail and keep
    """  # noqa: D301 -- click wants the character, which keeps the lines apart
    if master and engine != "spark":
        raise click.UsageError("--master goes with --engine spark.")
    on_spark = Spark(paths, master) if engine == "spark" else None
    context.obj = Context(tuple(map(Path, paths)), columns, on_spark, documents)
