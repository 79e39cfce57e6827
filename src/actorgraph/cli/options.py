"""The options that questions share, and the decorator that turns a question into a command."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from actorgraph import schema
from actorgraph.cli.output import candidates_as_json, print_answer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from actorgraph.cli.context import Context
    from actorgraph.render.answers import Answer

FILTERS = (
    click.Option(["--as-of"], metavar="DAY", help="Only what held, or possibly held, on DAY."),
    click.Option(["--since"], metavar="DATE", help="Only what can have held on or after DATE."),
    click.Option(["--until"], metavar="DATE", help="Only what can have held on or before DATE."),
    click.Option(["--type", "types"], multiple=True, help="Only entities of this type."),
    click.Option(["--relation", "relations"], multiple=True, help="Only this relation."),
    click.Option(
        ["--status", "statuses"],
        multiple=True,
        type=click.Choice(schema.STATUSES),
        help="Only relations with a claim of this status.",
    ),
    click.Option(
        ["--certainty", "certainties"],
        multiple=True,
        type=click.Choice(schema.CERTAINTIES),
        help="Only relations of this certainty.",
    ),
    click.Option(
        ["--assessment", "assessments"],
        multiple=True,
        type=click.Choice(schema.ASSESSMENTS),
        help="Only relations with a claim that is assessed so; rejected claims are used by no "
        "question that does not name them here.",
    ),
    click.Option(
        ["--speaker", "speakers"],
        metavar="WHO",
        multiple=True,
        help="Use only the claims that WHO says: a speaker, or a publisher that speaks for itself.",
    ),
    click.Option(
        ["--without"],
        metavar="SOURCE",
        multiple=True,
        help="Trust everybody but SOURCE: leave out the claims that rest on this speaker, relay, "
        "document or publisher.",
    ),
    click.Option(
        ["--min-origins"],
        metavar="N",
        type=click.IntRange(min=0),
        default=0,
        help="Only relations with at least N independent origins.",
    ),
)
"""The options of the filter, the same on every command that takes them."""
OPTIONS = {str(option.name): option.opts[0] for option in FILTERS}
"""The option of each filter, by its keyword in Python."""
CSV = click.Option(["--csv", "as_csv"], is_flag=True, help="The rows of the answer as CSV.")
JSON = click.Option(["--json", "as_json"], is_flag=True, help="The whole answer as JSON.")


class Question(click.Command):
    """A command that asks a question of `Graph` and prints its answer."""


if TYPE_CHECKING:
    _Choice = click.Choice[str]
else:
    _Choice = click.Choice  # older versions of click know no type of choices


class LazyChoice(_Choice):
    """A choice whose words are looked up when a command runs, not when it is declared.

    Args:
        read: returns the words.
    """

    def __init__(self, read: Callable[[], Iterable[str]]) -> None:
        self._read = read
        self.case_sensitive = True

    def __getattr__(self, name: str) -> tuple[str, ...]:
        """Look the words up when click first wants them."""
        if name != "choices":
            raise AttributeError(name)
        words = tuple(self._read())
        self.choices = words
        return words


def question(*, filtered: bool) -> Callable[[Callable[..., Answer[object]]], click.Command]:
    """Turn a function that asks the graph a question into a command.

    The command has the name, the help and the options of the function, --json and --csv; it prints
    the answer and leaves with its exit code.

    Args:
        filtered: whether the command takes the options of the filter.
    """

    def command_of(ask: Callable[..., Answer[object]]) -> click.Command:
        def run(context: Context, /, *, as_json: bool, as_csv: bool, **arguments: object) -> None:
            if as_json and as_csv:
                raise click.UsageError("--json and --csv exclude each other.")
            with candidates_as_json(wanted=as_json):
                answer = ask(context, **arguments)
            print_answer(answer, as_json=as_json, as_csv=as_csv)

        run.__doc__ = ask.__doc__
        declared = reversed(getattr(ask, "__click_params__", ()))
        shared = (*FILTERS, JSON, CSV) if filtered else (JSON, CSV)
        return Question(
            ask.__name__.rstrip("_"),
            callback=click.pass_obj(run),
            params=[*declared, *shared],
            help=ask.__doc__,
        )

    return command_of


def wants_rows() -> bool:
    """Whether the running command was given --json or --csv."""
    given = click.get_current_context().params
    return bool(given.get("as_json") or given.get("as_csv"))
