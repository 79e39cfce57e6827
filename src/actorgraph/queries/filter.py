"""From the words of a question to a filter: dates read, sources resolved, nonsense refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from actorgraph import dates, names
from actorgraph.errors import UsageError
from actorgraph.filters import Filter

if TYPE_CHECKING:
    from collections.abc import Iterable

    from actorgraph.engine import Engine


def filter_of(
    engine: Engine,
    *,
    as_of: str | None = None,
    since: str | None = None,
    until: str | None = None,
    types: Iterable[str] = (),
    relations: Iterable[str] = (),
    statuses: Iterable[str] = (),
    certainties: Iterable[str] = (),
    without: Iterable[str] = (),
    min_origins: int = 0,
) -> Filter:
    """A filter from text as users write it.

    Args:
        as_of: one day, YYYY-MM-DD.
        since, until: a day, month or year; its first and its last day are meant.
        without: sources by id or name.

    Raises:
        UsageError: if a date cannot be read or a source is not known.
    """
    return Filter(
        as_of=None if as_of is None else _day("--as-of", as_of),
        since=None if since is None else _bounds("--since", since).earliest,
        until=None if until is None else _bounds("--until", until).latest,
        types=frozenset(types),
        relations=frozenset(relations),
        statuses=frozenset(statuses),
        certainties=frozenset(certainties),
        without=frozenset(_source(engine, name) for name in without),
        min_origins=min_origins,
    )


def _day(option: str, text: str) -> int:
    try:
        return dates.day_number(text)
    except dates.DateError as error:
        raise UsageError(f"{option}: {error}.") from None


def _bounds(option: str, text: str) -> dates.Bounds:
    try:
        return dates.read_date(text)
    except dates.DateError as error:
        raise UsageError(f"{option}: {error}.") from None


def _source(engine: Engine, name: str) -> str:
    """The id or the literal name under which claims rest on a source."""
    if engine.is_source(name):
        return name
    matches = engine.find(name)
    sure = names.decide(matches)
    if sure is not None:
        return sure.id
    near = ", ".join(f"{match.matched_name} ({match.id})" for match in matches[:5])
    raise UsageError(
        f"--without: no claim rests on anything called {name!r}.",
        hint=f"Near that name: {near}." if near else "",
    )
