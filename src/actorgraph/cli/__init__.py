"""The command line: it parses, calls, prints, and turns every error into a sentence.

Imports click and our errors only. Each command imports what it needs, so that a question about
fifty rows does not wait for the tools of a million.
"""

from __future__ import annotations

import gc
import os
import sys
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Any, NoReturn

import click

from actorgraph import __version__
from actorgraph.cli import completion
from actorgraph.cli.commands import DATA_OPTIONS, CommandGroup
from actorgraph.cli.context import Context
from actorgraph.cli.output import report
from actorgraph.cli.signals import end_in_order
from actorgraph.cli.streams import prepare_streams
from actorgraph.errors import ActorgraphError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

SHORT = 100
"""The longest short help of a command, in characters."""


def main() -> NoReturn:
    """Run the command line and leave with its exit code: 0 answered, 1 not, 2 wrong use or data."""
    prepare_streams()
    end_in_order()
    if completion.VARIABLE in os.environ:
        from actorgraph.cli.shells import install

        install()
    try:
        _refuse_unreadable_settings()
        sys.exit(cli.main(standalone_mode=False))
    except ActorgraphError as error:
        report(error)
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
        _report_device(error)
        sys.exit(2)
    except MemoryError:
        click.echo("There is not enough memory on this machine for that.", err=True)
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped.", err=True)
        sys.exit(130)
    finally:
        gc.freeze()  # else Python collects once more when it ends: a tenth of the time of `show`


def _refuse_unreadable_settings() -> None:
    """Refuse a setting of the environment at which packages that we use end in a traceback.

    Raises:
        UsageError: if SOURCE_DATE_EPOCH is no number.
    """
    said = os.environ.get("SOURCE_DATE_EPOCH", "0")
    try:
        int(said)
    except ValueError:
        raise UsageError(
            f"The variable SOURCE_DATE_EPOCH is {said!r}; it has to be a number of seconds.",
            hint="Unset it, or set it to the seconds since 1970.",
        ) from None


_SECTIONS = {
    "Ask who": ["show", "find", "search", "list"],
    "Ask how": ["neighbors", "path", "connect", "common"],
    "Ask about ownership and money": ["owners", "owned", "flows"],
    "Ask when": ["timeline", "holders", "offices"],
    "Ask who says so": ["sources", "claims", "conflicts"],
    "Ask about the whole": ["stats", "rank", "communities", "diff", "match", "mentions"],
    "Data in and out": ["init", "check", "seal", "import", "convert", "formats", "export", "serve"],
    "For assistants": ["mcp", "draft"],
    "Work around it": ["leakcheck", "index", "completion"],
}
"""The commands, by what one wants of them, in the order of the help."""
_MODULES = {
    "assistants": "mcp",
    "data": "export init",
    "drafting": "draft",
    "leakcheck": "leakcheck",
    "list_matching": "match",
    "money": "flows",
    "name_finding": "mentions",
    "ownership": "owners owned",
    "sealing": "seal",
    "serving": "serve",
    "conversions": "import convert formats",
    "indexes": "index",
    "shells": "completion",
}
_MODULE_OF = {name: module for module, names in _MODULES.items() for name in names.split()}
"""The module of each command that is not in `questions`."""
_COMMANDS = [name for names in _SECTIONS.values() for name in names]


class _LazyGroup(CommandGroup):
    """A group that imports only the command that runs, and stops quietly at a closed pipe."""

    sections = _SECTIONS

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 -- click passes it
        """List the names of all commands."""
        return _COMMANDS

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import and return a command."""
        if cmd_name not in _COMMANDS:
            return None
        module = import_module(f"actorgraph.cli.{_MODULE_OF.get(cmd_name, 'questions')}")
        commands = (one for one in vars(module).values() if isinstance(one, click.Command))
        return next(command for command in commands if command.name == cmd_name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what each command is for, in sections."""
        for title, names in _SECTIONS.items():
            commands = [(name, self.get_command(ctx, name)) for name in names]
            with formatter.section(title):
                formatter.write_dl(
                    [(name, one.get_short_help_str(SHORT)) for name, one in commands if one]
                )

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write examples and commands before the options: they are what one looks for."""
        self.format_examples(formatter)
        self.format_commands(ctx, formatter)
        self.format_sections(ctx, formatter)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write nothing more."""

    def make_context(self, *args: Any, **more: Any) -> click.Context:
        """Read the command line; `--help` is printed meanwhile."""
        with _quiet_at_a_closed_pipe():
            return super().make_context(*args, **more)

    def invoke(self, ctx: click.Context) -> object:
        """Run the command."""
        with _quiet_at_a_closed_pipe():
            result: object = super().invoke(ctx)
            sys.stdout.flush()
        return result


@contextmanager
def _quiet_at_a_closed_pipe() -> Iterator[None]:
    """Leave with 0 where nobody reads on; click would make it exit code 1."""
    try:
        yield
    except BrokenPipeError:
        _forget_stdout()
        sys.exit(0)


def _report_device(error: OSError) -> None:
    """Say what a file or a stream refused; only a file has a name."""
    reason = error.strerror or error
    if error.filename is not None:
        report(UsageError(f"{error.filename} cannot be used: {reason}."))
        return
    click.echo(f"The answer cannot be written: {reason}.", err=True)
    _forget_stdout()


def _forget_stdout() -> None:
    """Discard the rest of stdout: Python would complain again when it flushes it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@click.group(
    cls=_LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="actorgraph")
@click.pass_context
def cli(context: click.Context) -> None:
    """Who is connected to whom, since when, and who says so."""
    context.obj = context.obj or Context()


cli.params[:0] = DATA_OPTIONS
cli.examples = (
    "show Pompeo              # who is this, and who says so",
    "path Volker Surkov       # how two are linked",
    "export graph.html        # one page to open, mail and keep",
)
