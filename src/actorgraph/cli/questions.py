"""The commands that ask the graph a question: each declares its arguments and makes one call."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from actorgraph.cli.completion import ENTITY, SOURCE, ClosedWord
from actorgraph.cli.options import (
    LIMIT,
    names_given,
    own_limit,
    question,
    several_names,
    what_links,
)
from actorgraph.cli.output import bars_of_reading, say, wants_rows
from actorgraph.errors import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from typing import Unpack

    from actorgraph.cli.context import Context
    from actorgraph.queries.check import Checked
    from actorgraph.queries.claim_list import ClaimList
    from actorgraph.queries.common import Common
    from actorgraph.queries.communities import Communities
    from actorgraph.queries.conflicts import Conflicts
    from actorgraph.queries.connect import Connection
    from actorgraph.queries.diff import Difference
    from actorgraph.queries.filter import Filters
    from actorgraph.queries.find import Found
    from actorgraph.queries.holders import Offices
    from actorgraph.queries.listing import Listing
    from actorgraph.queries.neighbors import Neighborhood
    from actorgraph.queries.offices import HeldOffices
    from actorgraph.queries.path import Paths
    from actorgraph.queries.rank import Ranking
    from actorgraph.queries.search import TextFound
    from actorgraph.queries.show import Shown
    from actorgraph.queries.sources import Sources
    from actorgraph.queries.stats import Stats
    from actorgraph.queries.timeline import Timeline
    from actorgraph.render.answers import Answer

_AT_LEAST_ONE = click.IntRange(min=1)


def _kinds() -> Iterable[str]:
    from actorgraph.queries.conflicts import KINDS

    return KINDS


def _measures() -> Iterable[str]:
    from actorgraph.queries.rank import MEASURES

    return MEASURES


@question(
    filtered=True,
    examples=(
        "show Pompeo",
        "show CIA --as-of 2018-01-30",
        "show Surkov --without Antonov",
    ),
    limit=own_limit("At most N lines in a section of a card", 10),
)
@click.argument("name", type=ENTITY)
@click.option("--full", is_flag=True, help="Every claim with all its cells, one a line.")
@click.option("--sentences", is_flag=True, help="Sentences for a memo, and what is not known.")
def show(
    context: Context,
    name: str,
    full: bool,
    sentences: bool,
    limit: int | None,
    **filters: Unpack[Filters],
) -> Answer[Shown]:
    """Show who or what NAME is: offices, relations, what it says, and who says so."""
    is_given = click.get_current_context().get_parameter_source("limit") != ParameterSource.DEFAULT
    if not is_given and (full or sentences or wants_rows()):
        limit = None
    return context.graph().show(name, full=full, sentences=sentences, limit=limit, **filters)


@question(
    filtered=False,
    examples=(
        "find Нарышкин",
        'find "Mike Pompeo" --limit 3',
    ),
    limit=own_limit("At most N candidates", 10),
)
@click.argument("query", type=ENTITY)
def find(context: Context, query: str, limit: int | None) -> Answer[Found]:
    """List the entities that QUERY can mean, best first, each with its reason."""
    answer = context.graph().find(query, limit=limit)
    if not answer.result.candidates and not wants_rows():
        raise NotFoundError(query)
    return answer


@question(
    filtered=True,
    limit=LIMIT,
    examples=(
        "search Dubai",
        "search intelligence officials --csv",
    ),
)
@click.argument("words", nargs=-1, required=True)
def search(
    context: Context, words: tuple[str, ...], **filters: Unpack[Filters]
) -> Answer[TextFound]:
    """Find WORDS in quotes, notes, roles, names and all else that claims and entities say.

    All words have to be there, in any case or script; each may be the beginning of a longer one.
    """
    return context.graph().search(" ".join(words), **filters)


@question(
    filtered=True,
    limit=LIMIT,
    examples=(
        "list --type agency",
        'list --relation "met with" --csv',
    ),
)
def list_(context: Context, **filters: Unpack[Filters]) -> Answer[Listing]:
    """List all entities, those of a type, or those with a relation that passes the filters."""
    return context.graph().list(**filters)


@question(
    filtered=True,
    examples=(
        "stats",
        "stats --without Antonov",
    ),
)
def stats(context: Context, **filters: Unpack[Filters]) -> Answer[Stats]:
    """Count entities and relations by type, relation, verdict, status and publisher."""
    return context.graph().stats(**filters)


@question(
    filtered=True,
    examples=(
        "neighbors Surkov",
        "neighbors Surkov --depth 2 --type person",
    ),
    limit=own_limit("At most N neighbors, the nearest first", 1000),
)
@click.argument("name", type=ENTITY)
@click.option(
    "--depth",
    metavar="N",
    type=_AT_LEAST_ONE,
    default=1,
    show_default=True,
    help="At most N steps.",
)
def neighbors(
    context: Context, name: str, depth: int, limit: int | None, **filters: Unpack[Filters]
) -> Answer[Neighborhood]:
    """Show the entities within N steps of NAME, and what links them."""
    return context.graph().neighbors(name, depth=depth, limit=limit, **filters)


@question(
    filtered=True,
    limit=LIMIT,
    examples=(
        "path Volker Surkov",
        "path Naryshkin Coats --all",
        "path Pompeo Putin --through state --through planned",
        "path Volker Surkov --directed",
    ),
)
@click.argument("a", type=ENTITY)
@click.argument("b", type=ENTITY)
@click.option("--all", "every", is_flag=True, help="All shortest paths, the best-supported first.")
@click.option("--max-length", metavar="N", type=_AT_LEAST_ONE, help="At most N steps.")
@click.option(
    "--directed", is_flag=True, help="Follow each relation from its source to its target."
)
@what_links
def path(
    context: Context,
    a: str,
    b: str,
    every: bool,
    max_length: int | None,
    directed: bool,
    without_entities: tuple[str, ...],
    no_derived: bool,
    through: tuple[str, ...],
    **filters: Unpack[Filters],
) -> Answer[Paths]:
    """Show how A and B are linked: each step with its evidence, and the weakest step."""
    return context.graph().path(
        a,
        b,
        every=every,
        max_length=max_length,
        without_entities=without_entities,
        derived=not no_derived,
        through=through,
        directed=directed,
        **filters,
    )


@question(
    filtered=True,
    examples=(
        "connect Pompeo Naryshkin Volker",
        'connect "Pompeo, Naryshkin, Volker" --through planned',
    ),
)
@several_names
@what_links
def connect(
    context: Context,
    names: tuple[str, ...],
    names_file: Path | None,
    without_entities: tuple[str, ...],
    no_derived: bool,
    through: tuple[str, ...],
    **filters: Unpack[Filters],
) -> Answer[Connection]:
    """Show the smallest well-founded web between several: each step, and the weakest one."""
    graph = context.graph()
    given = names_given(graph, names, names_file)
    return graph.connect(
        *given,
        without_entities=without_entities,
        derived=not no_derived,
        through=through,
        **filters,
    )


@question(
    filtered=True,
    examples=(
        "common Naryshkin Coats",
        'common "Volker, Surkov" --certainty planned',
    ),
    limit=own_limit("At most N with whom all are linked", 20),
)
@several_names
def common(
    context: Context,
    names: tuple[str, ...],
    names_file: Path | None,
    limit: int | None,
    **filters: Unpack[Filters],
) -> Answer[Common]:
    """Show what several have in common: whom all are linked with, bodies and events."""
    graph = context.graph()
    given = names_given(graph, names, names_file)
    return graph.common(*given, limit=limit, **filters)


@question(
    filtered=True,
    limit=LIMIT,
    examples=(
        "timeline Schumer",
        "timeline --since 2018-01-26 --until 2018-02-02",
    ),
)
@click.argument("name", required=False, type=ENTITY)
@click.option(
    "--held",
    is_flag=True,
    help="Without NAME: list what had begun before --since, too; it is counted otherwise.",
)
def timeline(
    context: Context, name: str | None, held: bool, **filters: Unpack[Filters]
) -> Answer[Timeline]:
    """List what happened and what was said about NAME, or in the whole graph, in order of time."""
    return context.graph().timeline(name, held=held, **filters)


@question(
    filtered=True,
    limit=LIMIT,
    examples=(
        "holders CIA",
        'holders "Director of the CIA" --as-of 2018-01-30 --full',
    ),
)
@click.argument("position", type=ENTITY)
@click.option("--full", is_flag=True, help="Every claim with all its cells.")
def holders(
    context: Context, position: str, full: bool, **filters: Unpack[Filters]
) -> Answer[Offices]:
    """List the holders of POSITION in order; for an agency, the holders of its offices."""
    return context.graph().holders(position, full=full, **filters)


@question(
    filtered=True,
    limit=LIMIT,
    examples=(
        "offices --as-of 2018-01-30",
        "offices --since 2018 --csv",
    ),
)
def offices(context: Context, **filters: Unpack[Filters]) -> Answer[HeldOffices]:
    """List who held any office, by body and office: on a day with --as-of, or ever."""
    return context.graph().offices(**filters)


@question(
    filtered=True,
    limit=LIMIT,
    examples=(
        "sources",
        "sources Antonov",
    ),
)
@click.argument("name", required=False, type=SOURCE)
def sources(context: Context, name: str | None, **filters: Unpack[Filters]) -> Answer[Sources]:
    """Count what each source says; with NAME, show what it says and who speaks about it."""
    return context.graph().sources(name, **filters)


@question(
    filtered=True,
    limit=LIMIT,
    examples=(
        "claims Surkov",
        "claims --speaker Antonov",
        "claims --citing TASS --for-spreadsheet > tass.csv",
        "claims --status denied",
    ),
)
@click.argument("name", required=False, type=ENTITY)
@click.option(
    "--citing",
    metavar="WHO",
    type=ENTITY,
    help="Only claims that cite WHO: a speaker, relay, document or publisher.",
)
def claims(
    context: Context, name: str | None, citing: str | None, **filters: Unpack[Filters]
) -> Answer[ClaimList]:
    """List every claim, or those about NAME, with quote, place and speaker; rejected ones too.

    The filters of status, certainty, assessment and time choose claims here, not relations.
    """
    return context.graph().claims(name, citing=citing, **filters)


@question(
    filtered=True,
    examples=(
        "conflicts",
        "conflicts --kind contested",
    ),
    limit=own_limit("At most N conflicts of each kind; all are counted", 50),
)
@click.option(
    "--kind", "kinds", multiple=True, type=ClosedWord(_kinds), help="Only conflicts of this kind."
)
def conflicts(
    context: Context, kinds: tuple[str, ...], limit: int | None, **filters: Unpack[Filters]
) -> Answer[Conflicts]:
    """Find contradictions: claims, dates, holders, shares above 100%, near-duplicate names."""
    return context.graph().conflicts(kinds=kinds, limit=limit, **filters)


@question(
    filtered=True,
    examples=(
        "rank",
        "rank --by betweenness --limit 5",
    ),
    limit=own_limit("At most N entities", 20),
)
@click.option(
    "--by",
    "measure",
    type=ClosedWord(_measures),
    default="degree",
    show_default=True,
    help="The measure.",
)
def rank(
    context: Context, measure: str, limit: int | None, **filters: Unpack[Filters]
) -> Answer[Ranking]:
    """Rank entities by a measure, and say what the measure means."""
    return context.graph().rank(measure, limit=limit, warn=say, **filters)


@question(
    filtered=True,
    limit=LIMIT,
    examples=(
        "communities",
        "communities --connected",
    ),
)
@click.option("--connected", is_flag=True, help="Connected components, however loosely connected.")
def communities(
    context: Context, connected: bool, **filters: Unpack[Filters]
) -> Answer[Communities]:
    """Find groups that have more relations inside than between them."""
    return context.graph().communities(connected=connected, warn=say, **filters)


@question(
    filtered=False,
    examples=(
        "check",
        "check --data mydata --documents mydata/documents",
        "check --data mydata --fix           # shows what it would rewrite",
        "check --data mydata --fix --yes",
    ),
)
@click.option("--fix", is_flag=True, help="Rewrite dates and numbers with exactly one reading.")
@click.option("--yes", is_flag=True, help="With --fix: write without asking.")
@click.option("--undo", is_flag=True, help="Put back what the last --fix has changed.")
def check(context: Context, *, fix: bool, yes: bool, undo: bool) -> Answer[Checked]:
    """List every problem of the data, with file, line and column.

    In the folder `documents` beside the data, or the one of --documents, it looks up quotes and
    locators, tells which are reprints of each other, and records each document's SHA-256 when it is
    first cited: a document that changes later is an error. --fix shows each cell that it would
    rewrite, and writes when that is confirmed; the originals are kept beside the files, and --undo
    puts them back.
    """
    from actorgraph.loading import check_files

    context.require_own_data("to check")
    if fix or yes or undo:
        from actorgraph.cli.cell_fixing import fix_or_undo

        fix_or_undo(context, fix=fix, yes=yes, undo=undo)
    return check_files(
        context.located(),
        columns=context.columns,
        documents=context.documents,
        record=True,
        bars=bars_of_reading(),
    )


@question(
    filtered=False,
    examples=(
        "diff old/ new/",
        "diff HEAD~1:data data",
    ),
)
@click.argument("old")
@click.argument("new")
def diff(context: Context, old: str, new: str) -> Answer[Difference]:
    """Compare OLD with NEW, claim by claim: folders, files, or REVISION:PATH in git."""
    from actorgraph.loading import load
    from actorgraph.versions import version

    with version(old) as before, version(new) as after:
        older, newer = (load(path, columns=context.columns) for path in (before, after))
        return older.diff(newer)
