"""What every command has: help in sections with examples, and the options of the data.

The options that name the data may stand before or after a command, of which each is a `Command`.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from actorgraph.cli.context import Context
from actorgraph.errors import ActorgraphError, ArgumentError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


MOST_TOLD = 3
"""A word that more commands have in their help tells none of them."""


class Option(click.Option):
    """An option in a section of the help.

    Args:
        section: the title of the section.
    """

    def __init__(self, *args: Any, section: str = "Options", **more: Any) -> None:
        super().__init__(*args, **more)
        self.section = section


def _noted(context: click.Context, option: click.Parameter, value: Any) -> None:
    """Add what an option says of the data to the context of the command."""
    if value not in (None, ()):
        known: Context = context.obj or Context()
        name = str(option.name)
        before = getattr(known, name)
        context.obj = known._replace(**{name: before + value if option.multiple else value})


def _data_option(*names: str, **more: Any) -> Option:
    return Option(names, section="Data", callback=_noted, expose_value=False, **more)


DATA_OPTIONS = (
    _data_option(
        "--data",
        metavar="PATH",
        multiple=True,
        type=click.Path(),
        help="A folder with relations.csv (and entities.csv), or one CSV file of relations; - is "
        "such a file on standard input. Otherwise ACTORGRAPH_DATA, ./data, the current folder, or "
        "the data that ships with actorgraph. Repeat it to combine several.",
    ),
    _data_option(
        "--column",
        "renamed",
        metavar="OURS=THEIRS",
        multiple=True,
        help="Read a column of relations under another header: source='Entity A'; in every row the "
        "same: relation==holds_position; not as ours: status=-; of a table without a header by its "
        "place: source=#1. Repeatable; or write these into actorgraph.toml beside the data.",
    ),
    _data_option(
        "--documents",
        metavar="FOLDER",
        type=click.Path(path_type=Path),
        help="The documents' texts, FOLDER/ID.txt for the document ID: copies and reprints of one "
        "text count as one origin; `check` looks up quotes and locators in them.",
    ),
    _data_option(
        "--engine",
        type=click.Choice(["local", "spark"]),
        help="What computes the answer: local unless this is given. spark reads a folder that "
        "`convert DATA FOLDER.spark` wrote, or CSV files directly, which takes longer; it also "
        "converts.",
    ),
    _data_option(
        "--master",
        metavar="URL",
        help="Spark master: local[*], spark://, yarn, k8s://, or sc:// for Spark Connect.",
    ),
)
"""The options that name the data and what answers, on either side of a command."""


class Sectioned(click.Command):
    """A command whose help lists its options in sections, and its examples last.

    Attributes:
        examples: calls of the command line, without the name of the program.
    """

    examples: Sequence[str] = ()

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, a section for each of their kinds."""
        self.format_sections(ctx, formatter)

    def format_sections(
        self, ctx: click.Context, formatter: click.HelpFormatter, *, without: Sequence[Option] = ()
    ) -> None:
        """Write the options but some."""
        sections: dict[str, list[tuple[str, str]]] = {}
        options = (one for one in self.get_params(ctx) if isinstance(one, click.Option))
        for option in options:
            if option not in without and (record := option.get_help_record(ctx)):
                sections.setdefault(getattr(option, "section", "Options"), []).append(record)
        for title, records in sections.items():
            with formatter.section(title):
                formatter.write_dl(records)

    def format_examples(self, formatter: click.HelpFormatter) -> None:
        """Write the examples, a line each."""
        if self.examples:
            with formatter.section("Examples"):
                for example in self.examples:
                    formatter.write(f"  actorgraph {example}\n")

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples last."""
        self.format_examples(formatter)
        super().format_epilog(ctx, formatter)


class Command(Sectioned):
    """A command that takes the options of the data too; its help names them in one line.

    An error about an argument of a question is told under the name of its option.
    """

    def __init__(self, *args: Any, examples: Sequence[str] = (), **more: Any) -> None:
        super().__init__(*args, **more)
        self.examples = examples
        self.params += DATA_OPTIONS

    def invoke(self, ctx: click.Context) -> object:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except ArgumentError as error:
            error.hint = self._in_options(error.hint)
            for param in self.params:
                if param.name == error.argument:
                    is_option = isinstance(param, click.Option)
                    raise error.called(
                        param.opts[0] if is_option else param.human_readable_name
                    ) from None
            raise
        except ActorgraphError as error:
            error.hint = self._in_options(error.hint)
            raise

    def _in_options(self, hint: str) -> str:
        """Return a hint that is in terms of Python, as force=True is, in those of a command."""
        for param in self.params:
            if isinstance(param, click.Option):
                hint = hint.replace(f"{param.name}=True", param.opts[0])
                hint = hint.replace(f" {param.name}=", f" {param.opts[0]} ")
        if "force=True" in hint:
            hint = "Name another folder, or move what is there away."
        return re.sub(r"`graph\.(\w+)\((?:(\w+)=(.+?))?\)`", _as_command, hint)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options of its own, and the names of those that go anywhere."""
        self.format_sections(ctx, formatter, without=DATA_OPTIONS)
        formatter.write_paragraph()
        formatter.write_text(
            f"Before or after the command also: {', '.join(one.opts[0] for one in DATA_OPTIONS)}. "
            "`actorgraph --help` explains them."
        )


def _as_command(call: re.Match[str]) -> str:
    """Return a call of the graph, in which the one argument is a text, as a command."""
    import ast
    import shlex

    command, option, text = call.groups()
    argument = f" --{option} {shlex.quote(ast.literal_eval(text))}" if option else ""
    return f"`actorgraph {command}{argument}`"


class CommandGroup(click.Group, Sectioned):
    """A group of commands that suggests the nearest one for a misspelt name."""

    command_class = Command

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options and the commands."""
        self.format_sections(ctx, formatter, without=DATA_OPTIONS)
        self.format_commands(ctx, formatter)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that is called.

        Raises:
            UsageError: if there is none of that name; it suggests the nearest.
        """
        if self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            from actorgraph.queries.arguments import nearest_words

            nearest = nearest_words(args[0].lower(), self.list_commands(ctx))
            hint = (
                f" Did you mean {' or '.join(nearest)}?" if nearest else self._told_of(ctx, args[0])
            )
            ctx.fail(f"No such command {args[0]!r}.{hint}")
        return super().resolve_command(ctx, args)

    def _told_of(self, ctx: click.Context, word: str) -> str:
        """Return which commands have a word in their help; "" if none or too many have."""
        commands = ((name, self.get_command(ctx, name)) for name in self.list_commands(ctx))
        telling = [
            f"`{_called(ctx, name)} --help`"
            for name, command in commands
            if command and word.lower() in re.findall(r"\w+", (command.help or "").lower())
        ]
        return f" See {' or '.join(telling)}." if 0 < len(telling) <= MOST_TOLD else ""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments; of an option of a command that stands before it, say so."""
        words = list(args)
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            name = next((word for word in words if word in self.list_commands(ctx)), "")
            command = self.get_command(ctx, name)
            if command and any(error.option_name in param.opts for param in command.params):
                place = f"{_called(ctx, name)} {error.option_name} ..."
                ctx.fail(
                    f"{error.message}\nIt belongs to a command, and stands after its name: {place}"
                )
            raise


def _called(ctx: click.Context, name: str) -> str:
    """Return a command of a group as one writes it, whatever the program was started by."""
    return f"actorgraph {name}" if ctx.parent is None else f"actorgraph {ctx.info_name} {name}"


def command(
    name: str | None = None, *, examples: Sequence[str]
) -> Callable[[Callable[..., object]], Command]:
    """Turn a function into a command with examples."""
    return click.command(name, cls=Command, examples=examples)
