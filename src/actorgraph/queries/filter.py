"""Make a filter of the words of a question: read dates, find sources, refuse unknown values."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, TypedDict, TypeVar

from actorgraph import dates, schema
from actorgraph.errors import ArgumentError, NotFoundError
from actorgraph.filters import Filter
from actorgraph.progress import unreported
from actorgraph.queries.arguments import day_given, values_among, values_of, whole_number
from actorgraph.queries.find import source_called

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from actorgraph.engine import Engine
    from actorgraph.queries.find import Tell

MOST_SIMILAR = 5
WHO_SAYS = "`graph.sources()` lists who says how much."
Read = TypeVar("Read")


class Filters(TypedDict, total=False):
    """The filters of a question as users write them; a single text stands for a list of one."""

    as_of: str | date | None
    since: str | date | None
    until: str | date | None
    types: str | Iterable[str]
    relations: str | Iterable[str]
    statuses: str | Iterable[str]
    certainties: str | Iterable[str]
    assessments: str | Iterable[str]
    speakers: str | Iterable[str]
    without: str | Iterable[str]
    min_origins: int


def filter_of(
    engine: Engine,
    *,
    as_of: str | date | None = None,
    since: str | date | None = None,
    until: str | date | None = None,
    types: str | Iterable[str] = (),
    relations: str | Iterable[str] = (),
    statuses: str | Iterable[str] = (),
    certainties: str | Iterable[str] = (),
    assessments: str | Iterable[str] = (),
    speakers: str | Iterable[str] = (),
    without: str | Iterable[str] = (),
    min_origins: int = 0,
    tell: Tell = unreported,
) -> Filter:
    """Read a filter from text as users write it.

    Args:
        tell: called with a sentence on whom a name was taken for, if it is not written so.
        as_of: one day, YYYY-MM-DD or today, or a date.
        since, until: a day, month or year, or today; since its first day, until its last.
        types, relations: words of the data, in any case, with blanks or underscores.
        speakers: by id or name; only what they say is used.
        without: sources by id or name.

    Raises:
        ArgumentError: if a date or number cannot be, or a word, speaker or source is not known.
        AmbiguousNameError, NotFoundError: if it is not sure which speaker or source is meant.
    """
    first = None if since is None else _read("since", since, dates.read_date).earliest
    last = None if until is None else _read("until", until, dates.read_date).latest
    day = None if as_of is None else day_asked(as_of)
    _refuse_disorder(("since", since, first), ("as_of", as_of, day), ("until", until, last))
    return Filter(
        as_of=day,
        since=first,
        until=last,
        types=_types(engine, types),
        relations=_relations(engine, relations),
        statuses=_among(schema.STATUSES, statuses, "statuses"),
        certainties=_among(schema.CERTAINTIES, certainties, "certainties"),
        assessments=_among(schema.ASSESSMENTS, assessments, "assessments"),
        speakers=_sources(engine, speakers, "speakers", tell),
        without=_sources(engine, without, "without", tell),
        min_origins=whole_number(min_origins, least=0, argument="min_origins"),
    )


def day_asked(as_of: object) -> int:
    """Return the number of the day that is asked about.

    Raises:
        ArgumentError: if it is no one day.
    """
    return _read("as_of", as_of, dates.day_number)


def _read(argument: str, moment: object, read: Callable[[str], Read]) -> Read:
    try:
        return read(dates.day_meant(day_given(moment, argument)))
    except dates.DateError as error:
        raise ArgumentError(argument, f"{error}.") from None


def _refuse_disorder(*moments: tuple[str, object, int | None]) -> None:
    """Refuse days of which an earlier one is after a later one: nothing can be asked for then.

    Args:
        moments: argument, what was given and day of each, in the order that they have to have.
    """
    given = [
        (argument, day_given(moment, argument), day)
        for argument, moment, day in moments
        if day is not None
    ]
    for (argument, text, day), (after, later_text, later) in combinations(given, 2):
        if day > later:
            raise ArgumentError(argument, f"{text!r} is after {_ENDS[after]}, {later_text!r}.")


_ENDS = {"until": "the end", "as_of": "the day that is asked about"}


def _among(known: Sequence[str], words: str | Iterable[str], argument: str) -> frozenset[str]:
    return frozenset(values_among(known, words, argument=argument))


def _types(engine: Engine, types: str | Iterable[str]) -> frozenset[str]:
    if not (given := values_of(types, "types")):
        return frozenset()
    known = sorted(engine.words("type"))
    return frozenset(
        values_among(
            known, given, argument="types", place="here", if_none="No entity here has a type."
        )
    )


def _relations(engine: Engine, relations: str | Iterable[str]) -> frozenset[str]:
    """Return the words of the data that are meant, and those that invert one of them."""
    if not (given := values_of(relations, "relations")):
        return frozenset()
    words = engine.words("relation")
    main = {schema.main_word(word) for word in words}
    inverse = {word for word, inverted in schema.INVERSE_RELATIONS.items() if inverted in main}
    known = sorted({*words, *main, *inverse})
    return frozenset(values_among(known, given, argument="relations", place="here"))


def _sources(
    engine: Engine, names: str | Iterable[str], argument: str, tell: Tell
) -> frozenset[str]:
    return frozenset(_source(engine, name, argument, tell) for name in values_of(names, argument))


def _source(engine: Engine, name: str, argument: str, tell: Tell) -> str:
    """Return the id or the literal name by which claims cite a source.

    A speaker has to say a claim: who is only cited, as a relay or a document, would silently leave
    nothing.

    Raises:
        AmbiguousNameError, NotFoundError: if it is not sure who is meant; both list who can be.
        ArgumentError: if nobody like it can be meant.
    """
    is_meant = engine.speaks if argument == "speakers" else bool
    source = ""
    try:
        source = source_called(engine, name, tell)
    except NotFoundError as error:
        similar = [one for one in error.similar if is_meant(one.entity.id)]
        if similar:
            raise NotFoundError(name, similar) from None
    else:
        if is_meant(source):
            return source
    does = "is said by anybody" if argument == "speakers" else "cites a source"
    matches = engine.find(name, MOST_SIMILAR, also_similar=True)
    listed = ", ".join(f"{one.matched_name} ({one.id})" for one in matches if is_meant(one.id))
    hint = f"Similar names: {listed}." if listed else WHO_SAYS
    if source and engine.is_source(source):
        hint += f" Others say what cites it: `graph.claims(citing={name!r})`."
    raise ArgumentError(argument, f"no claim {does} called {name!r}.", hint=hint)
