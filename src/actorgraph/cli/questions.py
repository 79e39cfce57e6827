"""The commands that ask the graph: each is its arguments, one query, one rendering."""

from __future__ import annotations

from typing import Any

import click

from actorgraph.cli.asking import (
    Asked,
    filter_from,
    filter_options,
    json_option,
    leave_if_nothing,
    load_graph,
    print_answer,
    say,
    the_one_named,
)
from actorgraph.cli.completion import ENTITY
from actorgraph.errors import NotAnswered, NotFoundError

CONFLICTS = (
    "contested",
    "dates-differ",
    "impossible-dates",
    "two-holders",
    "said-too-early",
    "similar-names",
)
"""The kinds of queries/conflicts.py, which is not imported for a list of words."""


@click.command()
@click.argument("name", type=ENTITY)
@filter_options
@json_option
@click.pass_obj
def show(data: Asked, /, name: str, as_json: bool, **filters: Any) -> None:
    """Who or what is NAME: offices with dates, relations, and who says so."""
    from actorgraph.queries.show import show as ask

    engine = load_graph(data).engine
    entity = the_one_named(engine, name, as_json)
    answer = ask(engine, entity, only=filter_from(engine, filters))
    print_answer("shown", "show", answer, as_json)
    leave_if_nothing(answer.edges)


@click.command()
@click.argument("query", type=ENTITY)
@click.option("--limit", metavar="N", type=click.IntRange(min=1), default=10, show_default=True)
@json_option
@click.pass_obj
def find(data: Asked, /, query: str, limit: int, as_json: bool) -> None:
    """Who can be meant by QUERY: candidates, best first, each with its reason."""
    from actorgraph.queries.find import find as ask

    answer = ask(load_graph(data).engine, query, limit=limit)
    if not answer.candidates and not as_json:
        raise NotFoundError(query)
    print_answer("found", "found", answer, as_json)
    leave_if_nothing(answer.candidates)


@click.command("list")
@click.option("--type", "types", multiple=True, help="Only entities of this type.")
@json_option
@click.pass_obj
def list_(data: Asked, /, types: tuple[str, ...], as_json: bool) -> None:
    """Every entity, or those of a type."""
    from actorgraph.queries.listing import listing

    answer = listing(load_graph(data).engine, types=types)
    if not answer.entities and not as_json:
        raise _no_such_type(types, ", ".join(answer.types))
    print_answer("entities", "entities", answer.entities, as_json)
    leave_if_nothing(answer.entities)


@click.command()
@filter_options
@json_option
@click.pass_obj
def stats(data: Asked, /, as_json: bool, **filters: Any) -> None:
    """What is in here: counts by type, relation, verdict, status, publisher."""
    from actorgraph.queries.stats import stats as ask

    engine = load_graph(data).engine
    print_answer("stats", "stats", ask(engine, only=filter_from(engine, filters)), as_json)


@click.command()
@click.argument("name", type=ENTITY)
@click.option("--depth", metavar="N", type=click.IntRange(min=1), default=1, show_default=True)
@click.option("--limit", metavar="N", type=click.IntRange(min=1), default=1000, show_default=True)
@filter_options
@json_option
@click.pass_obj
def neighbors(
    data: Asked, /, name: str, depth: int, limit: int, as_json: bool, **filters: Any
) -> None:
    """Who surrounds NAME, to N steps."""
    from actorgraph.queries.neighbors import neighbors as ask

    engine = load_graph(data).engine
    center = the_one_named(engine, name, as_json)
    answer = ask(engine, center, depth=depth, only=filter_from(engine, filters), limit=limit)
    print_answer("neighborhood", "neighborhood", answer, as_json)
    leave_if_nothing(answer.edges)


@click.command()
@click.argument("a", type=ENTITY)
@click.argument("b", type=ENTITY)
@click.option("--all", "every", is_flag=True, help="All shortest paths, best founded first.")
@click.option("--max-length", metavar="N", type=click.IntRange(min=1), help="At most N steps.")
@click.option(
    "--without-entity", metavar="NAME", type=ENTITY, multiple=True, help="No path through NAME."
)
@click.option("--no-derived", is_flag=True, help="No path through an event both took part in.")
@filter_options
@json_option
@click.pass_obj
def path(
    data: Asked,
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

    engine = load_graph(data).engine
    source, target = the_one_named(engine, a, as_json), the_one_named(engine, b, as_json)
    only = filter_from(engine, filters)
    answer = ask(
        engine,
        source,
        target,
        only=only,
        max_length=max_length,
        every=every,
        without=frozenset(the_one_named(engine, name, as_json).id for name in without_entity),
        derived=not no_derived,
    )
    print_answer("paths", "paths", answer, as_json)
    leave_if_nothing(answer.paths)


@click.command()
@click.argument("name", required=False, type=ENTITY)
@filter_options
@json_option
@click.pass_obj
def timeline(data: Asked, /, name: str | None, as_json: bool, **filters: Any) -> None:
    """What happened in order, for NAME or for all."""
    from actorgraph.queries.timeline import timeline as ask

    engine = load_graph(data).engine
    about = None if name is None else the_one_named(engine, name, as_json)
    answer = ask(engine, about, only=filter_from(engine, filters))
    print_answer("timeline", "timeline", answer, as_json)
    leave_if_nothing(answer.moments)


@click.command()
@click.argument("position", type=ENTITY)
@filter_options
@json_option
@click.pass_obj
def holders(data: Asked, /, position: str, as_json: bool, **filters: Any) -> None:
    """Who held POSITION, in order; of an agency, who held its offices."""
    from actorgraph.queries.holders import holders as ask

    engine = load_graph(data).engine
    asked = the_one_named(engine, position, as_json)
    answer = ask(engine, asked, only=filter_from(engine, filters))
    print_answer("offices", "offices", answer, as_json)
    leave_if_nothing([office for office in answer.offices if office.holders])


@click.command()
@click.argument("name", required=False, type=ENTITY)
@filter_options
@json_option
@click.pass_obj
def sources(data: Asked, /, name: str | None, as_json: bool, **filters: Any) -> None:
    """Who says what; with NAME, what that source says and who speaks of it."""
    from actorgraph.queries.sources import sources as ask

    engine = load_graph(data).engine
    only = filter_from(engine, filters)
    asked = ""
    if name is not None:
        literal = bool(engine.citing([name]))
        asked = name if literal else the_one_named(engine, name, as_json).id
    answer = ask(engine, asked, only=only)
    print_answer("sources", "sources", answer, as_json)
    leave_if_nothing(answer.sources)


@click.command()
@click.option("--kind", "kinds", multiple=True, type=click.Choice(CONFLICTS), help="Only these.")
@filter_options
@json_option
@click.pass_obj
def conflicts(data: Asked, /, kinds: tuple[str, ...], as_json: bool, **filters: Any) -> None:
    """What contradicts what: claims, dates, two holders of one seat, near-duplicate names."""
    from actorgraph.queries.conflicts import conflicts as ask

    engine = load_graph(data).engine
    answer = ask(engine, only=filter_from(engine, filters), kinds=kinds or CONFLICTS)
    print_answer("conflicts", "conflicts", answer, as_json)


@click.command()
@click.option(
    "--by",
    "measure",
    type=click.Choice(["degree", "pagerank", "betweenness"]),
    default="degree",
    show_default=True,
)
@click.option("--limit", metavar="N", type=click.IntRange(min=1), default=20, show_default=True)
@filter_options
@json_option
@click.pass_obj
def rank(data: Asked, /, measure: str, limit: int, as_json: bool, **filters: Any) -> None:
    """Who matters, by a measure, and what the measure means."""
    from actorgraph.queries.rank import rank as ask

    engine = load_graph(data).engine
    only = filter_from(engine, filters)
    answer = ask(engine, measure=measure, limit=limit, only=only, warn=say)
    print_answer("ranking", "ranking", answer, as_json)


@click.command()
@click.option("--connected", is_flag=True, help="Whatever hangs together at all, however loosely.")
@filter_options
@json_option
@click.pass_obj
def communities(data: Asked, /, connected: bool, as_json: bool, **filters: Any) -> None:
    """Groups that have more relations inside than across."""
    from actorgraph.queries import communities as query

    engine = load_graph(data).engine
    only = filter_from(engine, filters)
    if connected:
        answer = query.connected(engine, only=only)
    else:
        answer = query.communities(engine, only=only, warn=say)
    print_answer("communities", "communities", answer, as_json)


def _no_such_type(types: tuple[str, ...], there: str) -> NotAnswered:
    hint = f"There are: {there}." if there else "No entity here has a type."
    return NotAnswered(f"No entity is of type {' or '.join(types)}.", hint=hint)
