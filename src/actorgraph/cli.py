"""The command line: parse, call, print. One place where errors become sentences.

Imports click and our errors only; everything else is imported by the command that needs it, so
that an answer about fifty rows does not wait for the tools of a million.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from actorgraph import __version__
from actorgraph.cli_index import index, progress_bar
from actorgraph.errors import (
    ActorgraphError,
    AmbiguousNameError,
    DataError,
    NotAnswered,
    NotFoundError,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from actorgraph.claims import Entity
    from actorgraph.graph import Engine, Filter, Subgraph
    from actorgraph.loading import Graph
    from actorgraph.render.words import Style

NOTHING_FOUND = 1
CONFLICTS = (
    "contested",
    "dates-differ",
    "impossible-dates",
    "two-holders",
    "said-too-early",
    "similar-names",
)
"""The kinds of queries/conflicts.py, which is not imported for a list of words."""


def main() -> NoReturn:
    """Run the command line and leave with its exit code: 0 answered, 1 not, 2 wrong use or data."""
    try:
        sys.exit(cli.main(standalone_mode=False))
    except ActorgraphError as error:
        _report(error)
        sys.exit(error.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.exceptions.Exit as leaving:
        sys.exit(leaving.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped.", err=True)
        sys.exit(130)


class _QuietGroup(click.Group):
    """Leaves without a word when whoever reads us has had enough."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a closed pipe is caught here, since click would make it exit code 1."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            # Python would complain once more when it flushes stdout.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(0)


@click.group(
    cls=_QuietGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option(
    "--data",
    metavar="PATH",
    type=click.Path(path_type=Path),
    help="A folder with relations.csv (and entities.csv), or one CSV file of relations. "
    "Otherwise ACTORGRAPH_DATA, ./data, the current folder, or the data that ships with us.",
)
@click.version_option(__version__, prog_name="actorgraph")
@click.pass_context
def cli(context: click.Context, data: Path | None) -> None:
    r"""Who is connected to whom, since when, and who says so.

    \b
    actorgraph show Pompeo              who is this, and who says so
    actorgraph path Volker Surkov       how two are linked
    actorgraph export graph.html        one page to open, mail and keep
    """
    context.obj = data


def _filters(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of the one filter, the same on every command that can take them."""
    for option in reversed(
        (
            click.option("--as-of", metavar="DAY", help="Only what held, or possibly held, then."),
            click.option("--since", metavar="DATE", help="Only what can have held on or after."),
            click.option("--until", metavar="DATE", help="Only what can have held on or before."),
            click.option("--type", "types", multiple=True, help="Only entities of this type."),
            click.option("--relation", "relations", multiple=True, help="Only this relation."),
            click.option(
                "--status",
                "statuses",
                multiple=True,
                type=click.Choice(["claimed", "confirmed", "denied"]),
                help="Only relations with a claim of this status.",
            ),
            click.option(
                "--certainty",
                "certainties",
                multiple=True,
                type=click.Choice(["stated", "likely", "implied", "planned"]),
                help="Only relations of this certainty.",
            ),
            click.option(
                "--without",
                metavar="SOURCE",
                multiple=True,
                help="Leave out what rests on this speaker, relay, document or publisher.",
            ),
            click.option(
                "--min-origins",
                metavar="N",
                type=click.IntRange(min=0),
                default=0,
                help="Only relations with at least N independent origins.",
            ),
        )
    ):
        command = option(command)
    return command


cli.add_command(index)
_as_json = click.option("--json", "as_json", is_flag=True, help="The whole answer as JSON.")


@cli.command()
@click.argument("name")
@_filters
@_as_json
@click.pass_obj
def show(data: Path | None, /, name: str, as_json: bool, **filters: Any) -> None:
    """Who or what is NAME: offices with dates, relations, and who says so."""
    from actorgraph.queries.show import show as ask

    engine = _load(data).engine
    entity = _the_one(engine, name, as_json)
    _print("shown", "show", ask(engine, entity, only=_filter(engine, filters)), as_json)


@cli.command()
@click.argument("query")
@click.option("--limit", metavar="N", type=click.IntRange(min=1), default=10, show_default=True)
@_as_json
@click.pass_obj
def find(data: Path | None, /, query: str, limit: int, as_json: bool) -> None:
    """Who can be meant by QUERY: candidates, best first, each with its reason."""
    from actorgraph.queries.find import find as ask

    answer = ask(_load(data).engine, query, limit=limit)
    if not answer.candidates and not as_json:
        raise NotFoundError(query)
    _print("found", "found", answer, as_json)
    if not answer.candidates:
        sys.exit(NOTHING_FOUND)


@cli.command("list")
@click.option("--type", "types", multiple=True, help="Only entities of this type.")
@_as_json
@click.pass_obj
def list_(data: Path | None, /, types: tuple[str, ...], as_json: bool) -> None:
    """Every entity, or those of a type."""
    everything = list(_load(data).engine.all_entities())
    answer = [entity for entity in everything if not types or entity.type in types]
    if not answer and not as_json:
        there = ", ".join(sorted({entity.type for entity in everything} - {""}))
        raise _no_such_type(types, there)
    _print("entities", "entities", answer, as_json)
    if not answer:
        sys.exit(NOTHING_FOUND)


@cli.command()
@_filters
@_as_json
@click.pass_obj
def stats(data: Path | None, /, as_json: bool, **filters: Any) -> None:
    """What is in here: counts by type, relation, verdict, status, publisher."""
    from actorgraph.queries.stats import stats as ask

    engine = _load(data).engine
    _print("stats", "stats", ask(engine, only=_filter(engine, filters)), as_json)


@cli.command()
@click.argument("name")
@click.option("--depth", metavar="N", type=click.IntRange(min=1), default=1, show_default=True)
@click.option("--limit", metavar="N", type=click.IntRange(min=1), default=1000, show_default=True)
@_filters
@_as_json
@click.pass_obj
def neighbors(
    data: Path | None, /, name: str, depth: int, limit: int, as_json: bool, **filters: Any
) -> None:
    """Who surrounds NAME, to N steps."""
    from actorgraph.queries.neighbors import neighbors as ask

    engine = _load(data).engine
    center = _the_one(engine, name, as_json)
    answer = ask(engine, center, depth=depth, only=_filter(engine, filters), limit=limit)
    _print("neighborhood", "neighborhood", answer, as_json)


@cli.command()
@click.argument("a")
@click.argument("b")
@click.option("--all", "every", is_flag=True, help="All shortest paths, best founded first.")
@click.option("--max-length", metavar="N", type=click.IntRange(min=1), help="At most N steps.")
@click.option("--without-entity", metavar="NAME", multiple=True, help="No path through NAME.")
@click.option("--no-derived", is_flag=True, help="No path through an event both took part in.")
@_filters
@_as_json
@click.pass_obj
def path(
    data: Path | None,
    /,
    a: str,
    b: str,
    every: bool,
    max_length: int | None,
    without_entity: tuple[str, ...],
    no_derived: bool,
    as_json: bool,
    **filters: Any,
) -> None:
    """How A and B are linked: each step with its evidence, and the weakest link."""
    from actorgraph.queries.path import path as ask

    engine = _load(data).engine
    source, target = _the_one(engine, a, as_json), _the_one(engine, b, as_json)
    only = _filter(engine, filters)
    answer = ask(
        engine,
        source,
        target,
        only=only,
        max_length=max_length,
        every=every,
        without=frozenset(_the_one(engine, name, as_json).id for name in without_entity),
        derived=not no_derived,
    )
    _print("paths", "paths", answer, as_json)
    if not answer.paths:
        sys.exit(NOTHING_FOUND)


@cli.command()
@click.argument("name", required=False)
@_filters
@_as_json
@click.pass_obj
def timeline(data: Path | None, /, name: str | None, as_json: bool, **filters: Any) -> None:
    """What happened in order, for NAME or for all."""
    from actorgraph.queries.timeline import timeline as ask

    engine = _load(data).engine
    about = None if name is None else _the_one(engine, name, as_json)
    answer = ask(engine, about, only=_filter(engine, filters))
    _print("timeline", "timeline", answer, as_json)


@cli.command()
@click.argument("position")
@_filters
@_as_json
@click.pass_obj
def holders(data: Path | None, /, position: str, as_json: bool, **filters: Any) -> None:
    """Who held POSITION, in order; of an agency, who held its offices."""
    from actorgraph.queries.holders import holders as ask

    engine = _load(data).engine
    asked = _the_one(engine, position, as_json)
    answer = ask(engine, asked, only=_filter(engine, filters))
    _print("offices", "offices", answer, as_json)
    if not any(office.holders for office in answer.offices):
        sys.exit(NOTHING_FOUND)


@cli.command()
@click.argument("name", required=False)
@_filters
@_as_json
@click.pass_obj
def sources(data: Path | None, /, name: str | None, as_json: bool, **filters: Any) -> None:
    """Who says what; with NAME, what that source says and who speaks of it."""
    from actorgraph.queries.sources import sources as ask

    engine = _load(data).engine
    only = _filter(engine, filters)
    asked = ""
    if name is not None:
        literal = bool(engine.resting_on([name]))
        asked = name if literal else _the_one(engine, name, as_json).id
    _print("sources", "sources", ask(engine, asked, only=only), as_json)


@cli.command()
@click.option("--kind", "kinds", multiple=True, type=click.Choice(CONFLICTS), help="Only these.")
@_filters
@_as_json
@click.pass_obj
def conflicts(data: Path | None, /, kinds: tuple[str, ...], as_json: bool, **filters: Any) -> None:
    """What contradicts what: claims, dates, two holders of one seat, near-duplicate names."""
    from actorgraph.queries.conflicts import conflicts as ask

    engine = _load(data).engine
    answer = ask(engine, only=_filter(engine, filters), kinds=kinds or CONFLICTS)
    _print("conflicts", "conflicts", answer, as_json)


@cli.command()
@click.option(
    "--by",
    "measure",
    type=click.Choice(["degree", "pagerank", "betweenness"]),
    default="degree",
    show_default=True,
)
@click.option("--limit", metavar="N", type=click.IntRange(min=1), default=20, show_default=True)
@_filters
@_as_json
@click.pass_obj
def rank(data: Path | None, /, measure: str, limit: int, as_json: bool, **filters: Any) -> None:
    """Who matters, by a measure, and what the measure means."""
    from actorgraph.queries.rank import rank as ask

    engine = _load(data).engine
    answer = ask(engine, measure=measure, limit=limit, only=_filter(engine, filters))
    _print("ranking", "ranking", answer, as_json)


@cli.command()
@_filters
@_as_json
@click.pass_obj
def communities(data: Path | None, /, as_json: bool, **filters: Any) -> None:
    """Groups that have more relations inside than across."""
    from actorgraph.queries.communities import communities as ask

    engine = _load(data).engine
    answer = ask(engine, only=_filter(engine, filters))
    _print("communities", "communities", answer, as_json)


@cli.command()
@_as_json
@click.pass_obj
def check(data: Path | None, /, as_json: bool) -> None:
    """Every problem of the data, with file, line and column."""
    from actorgraph.loading import read_dataset

    try:
        problems = read_dataset(_located(data)).problems
    except DataError as error:
        problems = error.problems
    _print("problems", "problems", problems, as_json)
    if any(problem.level == "error" for problem in problems):
        sys.exit(DataError.exit_code)


@cli.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--around", metavar="NAME", help="Only what surrounds NAME.")
@click.option("--depth", metavar="N", type=click.IntRange(min=1), default=1, show_default=True)
@click.option("--title", help="What the page is called.")
@click.option("--format", "form", metavar="NAME", help="The format, if the suffix is not its own.")
@click.option("--open", "open_it", is_flag=True, help="Open the file afterwards.")
@click.option("--force", is_flag=True, help="Replace a file that is there.")
@_filters
@click.pass_obj
def export(
    data: Path | None,
    /,
    file: Path,
    around: str | None,
    depth: int,
    title: str | None,
    form: str | None,
    open_it: bool,
    force: bool,
    **filters: Any,
) -> None:
    """Write FILE: .html to open, or a file for other tools by its suffix (see `formats`)."""
    from actorgraph.formats.files import refuse_to_replace

    refuse_to_replace(file, force=force)
    graph = _load(data)
    only = _filter(graph.engine, filters)
    if around is None:
        part = None if only.is_empty else graph.subgraph(only=only)
    else:
        from actorgraph.queries.neighbors import neighbors as ask

        center = _the_one(graph.engine, around, as_json=False)
        part = ask(graph.engine, center, depth=depth, only=only).subgraph
    for sentence in graph.export(file, part, title=title, form=form, force=force):
        click.echo(sentence, err=True)
    entities, edges = _counts(graph, part)
    click.echo(f"Wrote {file}: {entities:,} entities, {edges:,} relations.", err=True)
    if open_it:
        click.launch(file.resolve().as_uri())


def _counts(graph: Graph, part: Subgraph | None) -> tuple[int, int]:
    """How many entities and edges were written."""
    if part is not None:
        return len(part.entities), len(part.edges)
    engine = graph.engine
    return sum(1 for _ in engine.all_entities()), sum(1 for _ in engine.all_edges())


def _located(data: Path | None) -> Path:
    """Where the data is; says so when the data that ships with us answers."""
    from actorgraph.loading import locate

    location = locate(data)
    if location.why == "seed":
        click.echo(
            "No relations.csv here: answering from the data that ships with actorgraph "
            "(one 2018 article). Use --data PATH for your own.",
            err=True,
        )
    return location.path


def _load(data: Path | None) -> Graph:
    from actorgraph.loading import load

    with progress_bar("Building the index") as progress:
        graph = load(_located(data), progress=progress)
    if note := getattr(graph.engine, "note", ""):
        click.echo(note, err=True)
    if problems := len(graph.engine.problems):
        words = "1 warning" if problems == 1 else f"{problems:,} warnings"
        click.echo(f"The data has {words}; `actorgraph check` lists them.", err=True)
    return graph


def _filter(engine: Engine, filters: dict[str, Any]) -> Filter:
    from actorgraph.queries.filter import filter_of

    return filter_of(engine, **filters)


def _the_one(engine: Engine, name: str, as_json: bool) -> Entity:
    """The entity that is surely meant; as JSON, candidates are the answer, and exit 1."""
    from actorgraph.queries.find import the_one

    try:
        return the_one(engine, name)
    except (AmbiguousNameError, NotFoundError) as error:
        if as_json:
            from actorgraph.render import json

            near = error.candidates if isinstance(error, AmbiguousNameError) else error.similar
            click.echo(json.dumps({"error": error.message, "candidates": json.candidates(near)}))
        raise


def _print(as_object: str, as_lines: str, answer: object, as_json: bool) -> None:
    """One answer on stdout, for programs or for people."""
    if as_json:
        from actorgraph.render import json

        click.echo(json.dumps(getattr(json, as_object)(answer)))
    else:
        from actorgraph.render import text

        _echo(getattr(text, as_lines)(answer, _style(sys.stdout)))


def _echo(lines: Iterable[str], *, err: bool = False) -> None:
    for line in lines:
        click.echo(line, err=err, color=True)


def _style(stream: Any) -> Style:
    from actorgraph.render.words import Style

    wanted = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return Style(color=wanted and stream.isatty())


def _report(error: ActorgraphError) -> None:
    """An error as a sentence, with candidates where there are some."""
    from actorgraph.render import text
    from actorgraph.render.words import clean_lines

    click.echo(clean_lines(str(error)), err=True)
    style = _style(sys.stderr)
    if isinstance(error, AmbiguousNameError):
        click.echo("Which one? Ask again with the id:", err=True)
        _echo(text.candidates(error.candidates, style), err=True)
    elif isinstance(error, NotFoundError) and error.similar:
        click.echo("Similar names, none of them sure:", err=True)
        _echo(text.candidates(error.similar, style), err=True)


def _no_such_type(types: tuple[str, ...], there: str) -> NotAnswered:
    hint = f"There are: {there}." if there else "No entity here has a type."
    return NotAnswered(f"No entity is of type {' or '.join(types)}.", hint=hint)


def _conversions() -> None:
    """The commands about files of other tools, which know nothing of the others."""
    from actorgraph.conversions import convert, formats, import_

    for command in (import_, convert, formats):
        cli.add_command(command)


_conversions()

if __name__ == "__main__":
    main()
