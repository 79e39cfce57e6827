"""The options that questions share, and the decorator that makes a command of a question."""

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
    click.Option(["--as-of"], metavar="DAY", help="Only what held, or possibly held, then."),
    click.Option(["--since"], metavar="DATE", help="Only what can have held on or after."),
    click.Option(["--until"], metavar="DATE", help="Only what can have held on or before."),
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
        ["--without"],
        metavar="SOURCE",
        multiple=True,
        help="Leave out what rests on this speaker, relay, document or publisher.",
    ),
    click.Option(
        ["--min-origins"],
        metavar="N",
        type=click.IntRange(min=0),
        default=0,
        help="Only relations with at least N independent origins.",
    ),
)
"""The options of the one filter, the same on every command that can take them."""
OPTIONS = {str(option.name): option.opts[0] for option in FILTERS}
"""From the keyword of a filter in Python to its option."""
JSON = click.Option(["--json", "as_json"], is_flag=True, help="The whole answer as JSON.")


class Question(click.Command):
    """A command that asks a question of `Graph` and prints its answer."""


if TYPE_CHECKING:
    _Choice = click.Choice[str]
else:
    _Choice = click.Choice  # older versions of click know no type of choices


class LazyChoice(_Choice):
    """A choice of words that are looked up when a command needs them, not when it is declared.

    Args:
        read: gives the words.
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
    """Make a command of a function that asks a question of the data it is about.

    The command has the name, the help and the options of the function and --json; it prints the
    answer and leaves with its exit code.

    Args:
        filtered: whether the options of the filter belong to it.
    """

    def command_of(ask: Callable[..., Answer[object]]) -> click.Command:
        def run(context: Context, /, *, as_json: bool, **arguments: object) -> None:
            with candidates_as_json(wanted=as_json):
                answer = ask(context, **arguments)
            print_answer(answer, as_json=as_json)

        run.__doc__ = ask.__doc__
        declared = reversed(getattr(ask, "__click_params__", ()))
        shared = (*FILTERS, JSON) if filtered else (JSON,)
        return Question(
            ask.__name__.rstrip("_"),
            callback=click.pass_obj(run),
            params=[*declared, *shared],
            help=ask.__doc__,
        )

    return command_of


def wants_json() -> bool:
    """Whether the command that runs is to print JSON."""
    return bool(click.get_current_context().params.get("as_json"))
