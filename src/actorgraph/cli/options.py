"""The options that questions share, and the decorator that turns a question into a command."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from actorgraph import schema
from actorgraph.cli.commands import Command, Option
from actorgraph.cli.completion import ENTITY, RELATION, SOURCE, TYPE, ClosedWord
from actorgraph.cli.context import ANSWERED_FROM_SHIPPED
from actorgraph.cli.output import candidates_as_json, print_answer, wants_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from actorgraph.cli.context import Context
    from actorgraph.graph import Graph
    from actorgraph.render.answers import Answer


def _filter(*names: str, **more: Any) -> Option:
    return Option(names, section="Filters", **more)


def _words(words: Sequence[str]) -> ClosedWord:
    return ClosedWord(lambda: words)


FILTERS = (
    _filter("--as-of", metavar="DAY", help="Only what held, or possibly held, on DAY, or today."),
    _filter("--since", metavar="DATE", help="Only what can have held on or after DATE."),
    _filter("--until", metavar="DATE", help="Only what can have held on or before DATE."),
    _filter(
        "--type",
        "types",
        metavar="TYPE",
        multiple=True,
        type=TYPE,
        help="Only entities of this type.",
    ),
    _filter(
        "--relation",
        "relations",
        metavar="RELATION",
        multiple=True,
        type=RELATION,
        help="Only this relation, as it is displayed or as it stands in the data.",
    ),
    _filter(
        "--status",
        "statuses",
        multiple=True,
        type=_words(schema.STATUSES),
        help="Only relations with a claim of this status.",
    ),
    _filter(
        "--certainty",
        "certainties",
        multiple=True,
        type=_words(schema.CERTAINTIES),
        help="Only relations of this certainty.",
    ),
    _filter(
        "--assessment",
        "assessments",
        multiple=True,
        type=_words(schema.ASSESSMENTS),
        help="Only relations with a claim that is assessed so; rejected claims are used by no "
        "question that does not name them here.",
    ),
    _filter(
        "--speaker",
        "speakers",
        metavar="WHO",
        multiple=True,
        type=SOURCE,
        help="Use only the claims that WHO says: a speaker, or a publisher that speaks for itself.",
    ),
    _filter(
        "--without",
        metavar="SOURCE",
        multiple=True,
        type=SOURCE,
        help="Trust everybody but SOURCE: leave out the claims that rest on this speaker, relay, "
        "document or publisher.",
    ),
    _filter(
        "--min-origins",
        metavar="N",
        type=click.IntRange(min=0),
        default=0,
        help="Only relations with at least N independent origins.",
    ),
)
"""The options of the filter, the same on every command that takes them."""
OUTPUTS = (
    Option(["--json", "as_json"], section="Output", is_flag=True, help="The whole answer as JSON."),
    Option(
        ["--csv", "as_csv"], section="Output", is_flag=True, help="The rows of the answer as CSV."
    ),
    Option(
        ["--for-spreadsheet"],
        section="Output",
        is_flag=True,
        help="The rows as CSV for Excel: marked as UTF-8, with an apostrophe before cells that "
        "look like formulas.",
    ),
)
"""The options of how an answer is printed."""


MOST_ON_A_TERMINAL = 200
"""A list in an answer on a terminal is no longer, unless --limit says so."""
LIMIT = Option(
    ["--limit", "most"],
    section="Output",
    metavar="N",
    type=click.IntRange(min=0),
    help="At most N items of each list, 0 for all.  [default: 200 on a terminal, elsewhere all]",
)
"""The option of answers that can be long."""


def own_limit(what: str, default: int) -> Option:
    """Return the option --limit of a question that lists no more by itself: 0 means all."""
    return Option(
        ["--limit"],
        section="Output",
        metavar="N",
        type=click.IntRange(min=0),
        default=default,
        show_default=True,
        callback=lambda _context, _option, limit: limit or None,
        help=f"{what}; 0 shows all.",
    )


class Question(Command):
    """A command that asks a question of `Graph` and prints its answer."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments; refuse too many, which are often the words of one name."""
        ctx.allow_extra_args = True
        super().parse_args(ctx, args)
        if ctx.args and not ctx.resilient_parsing:
            arguments = "argument" if len(ctx.args) == 1 else "arguments"
            words = f"Got unexpected extra {arguments} ({' '.join(ctx.args)})"
            ctx.fail(words + self._about_quotes(ctx))
        return ctx.args

    def _about_quotes(self, ctx: click.Context) -> str:
        """Return how to write a name of several words; "" if the question takes no name."""
        names = [one.name for one in self.params if isinstance(one, click.Argument) and one.name]
        if not names:
            return ""
        given = " ".join((str(ctx.params[names[0]]), *ctx.args))
        example = f': "{given}"' if len(names) == 1 else ""
        return f"\nA name of several words stands in quotes{example}."


def question(
    *, filtered: bool, examples: Sequence[str], limit: Option | None = None
) -> Callable[[Callable[..., Answer[object]]], click.Command]:
    """Turn a function that asks the graph a question into a command.

    The command has the name, the help and the options of the function, and those of OUTPUTS; it
    prints the answer and leaves with its exit code.

    Args:
        filtered: whether the command takes the options of the filter.
        examples: calls of it, for its help.
        limit: the option --limit that the command takes: LIMIT, or one of its own.
    """

    def command_of(ask: Callable[..., Answer[object]]) -> click.Command:
        def run(
            context: Context,
            /,
            *,
            as_json: bool,
            as_csv: bool,
            for_spreadsheet: bool,
            most: int | None = None,
            **arguments: object,
        ) -> None:
            if as_json and (as_csv or for_spreadsheet):
                rows = "--csv" if as_csv else "--for-spreadsheet"
                raise click.UsageError(f"--json and {rows} exclude each other.")
            with candidates_as_json(wanted=as_json):
                answer = ask(context, **arguments)
            print_answer(
                _within(answer, most) if limit is LIMIT else answer,
                as_json=as_json,
                as_csv=as_csv,
                for_spreadsheet=for_spreadsheet,
                is_shipped=ANSWERED_FROM_SHIPPED in click.get_current_context().meta,
            )

        run.__doc__ = ask.__doc__
        declared = reversed(getattr(ask, "__click_params__", ()))
        shared = [*(FILTERS if filtered else ()), *((limit,) if limit else ()), *OUTPUTS]
        return Question(
            ask.__name__.rstrip("_"),
            callback=click.pass_obj(run),
            params=[*declared, *shared],
            help=ask.__doc__,
            examples=examples,
        )

    return command_of


def _within(answer: Answer[object], most: int | None) -> Answer[object]:
    """Return an answer within the limit that was given, or that a terminal has by itself."""
    if most is None and is_terminal() and not wants_rows():
        most = MOST_ON_A_TERMINAL
    return answer.limited(most) if most else answer


def is_terminal() -> bool:
    """Whether a person reads what is printed."""
    return sys.stdout.isatty()


def what_links(ask: Callable[..., Answer[object]]) -> Callable[..., Answer[object]]:
    """Give a question the options of what paths may lead through."""
    without = click.option(
        "--without-entity",
        "without_entities",
        metavar="NAME",
        type=ENTITY,
        multiple=True,
        help="No path through NAME.",
    )
    no_derived = click.option(
        "--no-derived", is_flag=True, help="No path through an event in which two took part."
    )
    through = click.option(
        "--through",
        multiple=True,
        type=ClosedWord(lambda: schema.THROUGH),
        help="Let paths lead through documents, places, states, reporting, or relations that are "
        "denied, planned or conditional.",
    )
    return without(no_derived(through(ask)))


names_option = click.option(
    "--names",
    "names_file",
    metavar="FILE",
    type=click.Path(path_type=Path, allow_dash=True),
    help="Also the names in FILE, one a line; - is standard input. Lines that begin with # are "
    "remarks.",
)
"""The option --names of a command that takes several: `names_file`."""


def several_names(ask: Callable[..., Answer[object]]) -> Callable[..., Answer[object]]:
    """Give a question the arguments NAME... and the option --names: `names` and `names_file`.

    `names_given` reads both.
    """
    arguments = click.argument("names", nargs=-1, metavar="NAME...", type=ENTITY)
    return arguments(names_option(ask))


def names_given(graph: Graph, names: Sequence[str], names_file: Path | None = None) -> list[str]:
    """Return the names that a command was given, each once: one by one, in lists or in a file.

    A text with commas is a list, unless it is as a whole what something here is called.

    Raises:
        UsageError: if the file cannot be read.
    """
    from actorgraph.cli.names_file import names_in, parted

    given = [name for text in names for name in parted(graph.engine, text)]
    listed = [] if names_file is None else names_in(names_file)
    return list(dict.fromkeys([*given, *listed]))
