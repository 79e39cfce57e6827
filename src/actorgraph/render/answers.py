"""The answer to a question, and how each type of answer is displayed: text, JSON, rows.

A question of `Graph` returns an `Answer`: the result of the query with the `Rendering` of its type.
A new question adds one rendering here; the type checker sees that the functions of a rendering take
the type that the query returns. The words, keys and columns are in text, objects and flat_rows.
"""

from __future__ import annotations

from contextlib import contextmanager
from importlib import import_module
from itertools import chain
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from actorgraph.errors import NotAnswered
from actorgraph.render.shortened import Shortened
from actorgraph.render.terminal import PLAIN, Style

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    import pandas

    from actorgraph.queries.check import Checked
    from actorgraph.queries.claim_list import ClaimList
    from actorgraph.queries.common import Common
    from actorgraph.queries.communities import Communities
    from actorgraph.queries.conflicts import Conflicts
    from actorgraph.queries.connect import Connection
    from actorgraph.queries.diff import Difference
    from actorgraph.queries.document_mentions import DocumentMentions
    from actorgraph.queries.find import Found
    from actorgraph.queries.flows import Flows
    from actorgraph.queries.holders import Offices
    from actorgraph.queries.listing import Listing
    from actorgraph.queries.match import Matched
    from actorgraph.queries.neighbors import Neighborhood
    from actorgraph.queries.offices import HeldOffices
    from actorgraph.queries.owners import Ownership
    from actorgraph.queries.path import Paths
    from actorgraph.queries.rank import Ranking
    from actorgraph.queries.search import TextFound
    from actorgraph.queries.show import Shown
    from actorgraph.queries.sources import Sources
    from actorgraph.queries.stats import Stats
    from actorgraph.queries.timeline import Timeline
    from actorgraph.render import (
        card_text,
        claim_table,
        common_text,
        conflict_text,
        connection_text,
        flat_rows,
        match_text,
        memo,
        mention_text,
        money_text,
        objects,
        office_text,
        ownership_text,
        path_text,
        row_columns,
        search_text,
        text,
        timeline_text,
    )
    from actorgraph.render.flat_rows import Row
    from actorgraph.render.row_columns import Columns
else:

    class _Module:
        """A module of this package, imported when one of its functions is first called.

        An answer is displayed in one way: importing all of them is a twelfth of `show`.
        """

        def __init__(self, name: str) -> None:
            self._name = f"actorgraph.render.{name}"

        def __getattr__(self, function: str) -> Callable[..., object]:
            def call(*args: object) -> object:
                return getattr(import_module(self._name), function)(*args)

            return call

    card_text, claim_table, common_text, conflict_text, connection_text = map(
        _Module, ("card_text", "claim_table", "common_text", "conflict_text", "connection_text")
    )
    flat_rows, memo, money_text, objects, office_text, ownership_text = map(
        _Module, ("flat_rows", "memo", "money_text", "objects", "office_text", "ownership_text")
    )
    path_text, search_text, text, timeline_text, match_text, mention_text = map(
        _Module,
        ("path_text", "search_text", "text", "timeline_text", "match_text", "mention_text"),
    )
    row_columns = _Module("row_columns")

COUNTED_FURTHER = 2_000
"""Of a list that is only begun, so many items beyond the limit are counted."""
Result = TypeVar("Result")
Result_co = TypeVar("Result_co", covariant=True)


def _answered(_result: object) -> int:
    return 0


class Rendering(NamedTuple, Generic[Result]):
    """How one type of answer is displayed.

    Attributes:
        lines: returns the answer as text, line by line.
        to_json: returns the answer as values that JSON can hold.
        to_rows: returns the answer as flat rows, all with the same columns.
        to_columns: returns the columns that rows of this type always have.
        exit_code: returns the exit code: 0 answered, 1 nothing found, 2 bad data.
        parts: the lists of the result that can be long.
        inner_parts: of some of these lists, the list of each item that can be long too.
    """

    lines: Callable[[Result, Style], Iterable[str]]
    to_json: Callable[[Result], object]
    to_rows: Callable[[Result], Iterable[Row]]
    to_columns: Callable[[Result], Columns]
    exit_code: Callable[[Result], int] = _answered
    parts: tuple[str, ...] = ()
    inner_parts: Mapping[str, str] = MappingProxyType({})


def _shortened(result: Any, parts: Iterable[str], limit: int) -> tuple[Any, int]:
    """Return a result with lists of a limited length, and how many items they leave out."""
    lists = {part: getattr(result, part) for part in parts}
    long = {part: items for part, items in lists.items() if len(items) > limit}
    cut = {part: Shortened.of(items, limit) for part, items in long.items()}
    return _with(result, cut), sum(len(items) - limit for items in long.values())


def _with(result: Any, lists: Mapping[str, Sequence[object]]) -> Any:
    """Return a result with other lists; one that was shortened stays marked so."""
    if not lists:
        return result
    from dataclasses import replace

    marked = {}
    for part, items in lists.items():
        before = getattr(result, part)
        marked[part] = items if isinstance(items, Shortened) else Shortened.like(before, items)
    return replace(result, **marked)


class Answer(Generic[Result_co]):
    """The answer to a question, which displays itself.

    The parts of the result are attributes (`answer.edges`).

    Args:
        result: the result of the query.
        rendering: how results of this type are displayed.
        beyond_limit: the number of items that a limit has left out.
        below: returns the HTML that a notebook shows below it, such as passages.
    """

    def __init__(
        self,
        result: Result_co,
        rendering: Rendering[Result_co],
        beyond_limit: int = 0,
        below: Callable[[object], str] = lambda _: "",
    ) -> None:
        self.result = result
        self._rendering = rendering
        self.beyond_limit = beyond_limit
        self._below = below

    def limited(self, limit: int) -> Answer[Result_co]:
        """Return the same answer with at most so many items in each of its lists.

        Raises:
            ArgumentError: if the limit is not a whole number from 1 on.

        Example:
            >>> load().list().limited(10).beyond_limit > 0
            True
        """
        from actorgraph.queries.arguments import whole_number

        limit, code = whole_number(limit, argument="limit"), self.exit_code
        cut, beyond = _shortened(self.result, self._rendering.parts, limit)
        for part, inner in self._rendering.inner_parts.items():
            items = [_shortened(item, (inner,), limit) for item in getattr(cut, part)]
            cut = _with(cut, {part: [item for item, _ in items]})
            beyond += sum(number for _, number in items)
        rendering: Rendering[Any] = self._rendering
        return Answer(cut, rendering._replace(exit_code=lambda _: code), beyond, self._below)

    def beginning(self, limit: int) -> tuple[Answer[Result_co], bool]:
        """Return the same with at most so many items in a list, and whether one goes on uncounted.

        Unlike `limited` it counts only 2,000 further items of a list that is read on the way
        through it: of ten million claims all would take minutes.
        """
        from actorgraph.queries.lazy import Streamed

        begun: dict[str, Sequence[object]] = {}
        for part in self._rendering.parts:
            if isinstance(items := getattr(self.result, part), Streamed):
                begun[part] = items[: limit + COUNTED_FURTHER]
        goes_on = any(len(items) == limit + COUNTED_FURTHER for items in begun.values())
        result = _with(self.result, begun)
        begun_answer: Answer[Result_co] = Answer(
            result, self._rendering, self.beyond_limit, self._below
        )
        return begun_answer.limited(limit), goes_on

    def lines(self, style: Style = PLAIN) -> Iterable[str]:
        """Return the text that the command line prints, line by line."""
        lines = self._rendering.lines(self.result, style)
        if not self.beyond_limit:
            return lines
        from actorgraph.render.wording import left_out_line

        return chain(lines, ("", left_out_line(self.beyond_limit)))

    def text(self) -> str:
        """Return the text that the command line prints."""
        return "\n".join(self.lines())

    def json(self) -> Any:
        """Return lists, dicts and texts, with the keys of the command line's --json."""
        return objects.plain(self._json())

    def json_pieces(self) -> Iterator[str]:
        """Yield the text of --json piece by piece, so that a long answer is never held whole."""
        return objects.pieces(self._json())

    def _json(self) -> object:
        answer = self._rendering.to_json(self.result)
        if self.beyond_limit and isinstance(answer, dict):
            return {**answer, "left_out": self.beyond_limit}
        return answer

    def rows(self) -> list[Row]:
        """Return flat rows for a table: every row has the same columns."""
        return list(self.each_row())

    def each_row(self) -> Iterator[Row]:
        """Yield the same rows one after the other."""
        return iter(self._rendering.to_rows(self.result))

    def frame(self) -> pandas.DataFrame:
        """Return the rows as a DataFrame: one row for each relation, claim, entity or count.

        Counts and scores are numbers, the days of a moment are days. A date is text, no more exact
        than its source; beside it stand the first and the last day that it can be:
        `start_earliest`, `start_latest`, `end_earliest`, `end_latest`, NaT where there is none.
        An answer without rows has the same columns.

        Example:
            >>> load().holders("CIA").frame()["holder_name"].tolist()
            ['Michael Pompeo']
        """
        from actorgraph.render.answer_frame import frame_of

        return frame_of(self.each_row(), self._rendering.to_columns(self.result))

    @property
    def exit_code(self) -> int:
        """The exit code of the command: 0 answered, 1 nothing found, 2 bad data."""
        return self._rendering.exit_code(self.result)

    def __getattr__(self, name: str) -> Any:
        """Return a part of the result."""
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self.result, name)

    def __dir__(self) -> list[str]:
        """List the parts of the result too, for completion."""
        return sorted({*super().__dir__(), *(n for n in dir(self.result) if not n.startswith("_"))})

    def __repr__(self) -> str:
        """Return the text that the command line prints."""
        return self.text()

    def _repr_html_(self) -> str:
        from actorgraph.render.answer_html import html_of
        from actorgraph.render.terminal import FLOWING

        lines = self.lines(Style(color=True, width=FLOWING))
        return html_of(lines) + self._below(self.result)


SHOWN: Rendering[Shown] = Rendering(
    card_text.card,
    objects.shown,
    flat_rows.shown,
    row_columns.shown,
    lambda answer: int(answer.is_filtered and not answer.edges),
)
SHOWN_FULL: Rendering[Shown] = SHOWN._replace(lines=claim_table.shown)
SHOWN_SENTENCES: Rendering[Shown] = SHOWN._replace(lines=memo.sentences)
FOUND: Rendering[Found] = Rendering(
    text.found,
    objects.found,
    flat_rows.found,
    row_columns.found,
    lambda answer: int(not answer.candidates),
)
TEXT_FOUND: Rendering[TextFound] = Rendering(
    search_text.text_found,
    objects.text_found,
    flat_rows.text_found,
    row_columns.text_found,
    lambda answer: int(not answer.entities and not answer.claims),
    parts=("entities", "claims"),
)
LISTING: Rendering[Listing] = Rendering(
    text.listing,
    objects.listing,
    flat_rows.listing,
    row_columns.listing,
    lambda answer: int(not answer.entities),
    parts=("entities",),
)
NEIGHBORHOOD: Rendering[Neighborhood] = Rendering(
    text.neighborhood,
    objects.neighborhood,
    flat_rows.neighborhood,
    row_columns.neighborhood,
    lambda answer: int(not answer.edges and answer.is_filtered),
)
PATHS: Rendering[Paths] = Rendering(
    path_text.paths,
    objects.paths,
    flat_rows.paths,
    row_columns.paths,
    lambda answer: int(not answer.paths),
    parts=("paths",),
)
CONNECTION: Rendering[Connection] = Rendering(
    connection_text.connection,
    objects.connection,
    flat_rows.connection,
    row_columns.connection,
    lambda answer: int(not answer.steps),
)
COMMON: Rendering[Common] = Rendering(
    common_text.common,
    objects.common,
    flat_rows.common,
    row_columns.common,
    lambda answer: int(not answer.shared),
)
OWNERSHIP: Rendering[Ownership] = Rendering(
    ownership_text.ownership,
    ownership_text.ownership_object,
    ownership_text.ownership_rows,
    row_columns.ownership,
    lambda answer: int(not answer.holdings),
    parts=("holdings", "uncounted"),
    inner_parts={"holdings": "chains"},
)
FLOWS: Rendering[Flows] = Rendering(
    money_text.flows,
    money_text.flows_object,
    money_text.flows_rows,
    row_columns.flows,
    lambda answer: int(not answer.sums and not answer.chains),
    parts=("totals", "uncounted", "chains"),
)
TIMELINE: Rendering[Timeline] = Rendering(
    timeline_text.timeline,
    objects.timeline,
    flat_rows.timeline,
    row_columns.timeline,
    lambda answer: int(not answer.moments),
    parts=("moments", "by_then"),
)
OFFICES: Rendering[Offices] = Rendering(
    office_text.holders,
    objects.offices,
    flat_rows.offices,
    row_columns.offices,
    lambda answer: int(
        not any(
            office.holders if answer.day is None else office.is_held for office in answer.offices
        )
    ),
    parts=("offices",),
    inner_parts={"offices": "holders"},
)
OFFICES_FULL: Rendering[Offices] = OFFICES._replace(lines=office_text.holders_full)
HELD_OFFICES: Rendering[HeldOffices] = Rendering(
    office_text.held_offices,
    objects.held_offices,
    flat_rows.held_offices,
    row_columns.held_offices,
    lambda answer: int(not answer.held),
    parts=("held",),
)
SOURCES: Rendering[Sources] = Rendering(
    text.sources,
    objects.sources,
    flat_rows.sources,
    row_columns.sources,
    lambda answer: int(not answer.sources),
    parts=("sources", "says", "described"),
)
CLAIMS: Rendering[ClaimList] = Rendering(
    text.claim_list,
    objects.claim_list,
    flat_rows.claim_list,
    row_columns.claim_list,
    lambda answer: int(answer.is_filtered and not answer.claims),
    parts=("claims",),
)
CONFLICTS: Rendering[Conflicts] = Rendering(
    conflict_text.conflicts,
    objects.conflicts,
    flat_rows.conflicts,
    row_columns.conflicts,
)
RANKING: Rendering[Ranking] = Rendering(
    text.ranking, objects.ranking, flat_rows.ranking, row_columns.ranking
)
COMMUNITIES: Rendering[Communities] = Rendering(
    text.communities,
    objects.communities,
    flat_rows.communities,
    row_columns.communities,
    parts=("groups",),
)
STATS: Rendering[Stats] = Rendering(text.stats, objects.stats, flat_rows.stats, row_columns.stats)
CHECKED: Rendering[Checked] = Rendering(
    text.checked,
    objects.checked,
    flat_rows.checked,
    row_columns.checked,
    lambda answer: 2 * answer.has_errors,
)
MATCHED: Rendering[Matched] = Rendering(
    match_text.matched,
    match_text.matched_object,
    match_text.matched_rows,
    row_columns.matched,
    lambda answer: int(not answer.found),
    parts=("found",),
)
MENTIONS: Rendering[DocumentMentions] = Rendering(
    mention_text.mentions,
    mention_text.mentions_object,
    mention_text.mention_rows,
    row_columns.mentions,
    lambda answer: int(not answer.mentions and not answer.unlisted),
    parts=("mentions", "unlisted"),
)
DIFFERENCE: Rendering[Difference] = Rendering(
    text.difference, objects.difference, flat_rows.difference, row_columns.difference
)


@contextmanager
def similar_names_noted() -> Iterator[None]:
    """Note similar names on an error that says that a name means no entity surely."""
    try:
        yield
    except NotAnswered as error:
        if similar := "\n".join(text.similar(error)):
            error.add_note(similar)
        raise
