"""One line about a relation: what, when and where, who says so; what is disputed stands below it.

The words of cards and of every answer that lists relations; the terminal sets them in columns.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from actorgraph import edges
from actorgraph.plurals import counted
from actorgraph.render.citations import Citations
from actorgraph.render.terminal import PLAIN, Style, clean, columns, wrapped
from actorgraph.render.wording import (
    BOOKKEEPING,
    COLOURS,
    OUR_READING,
    bare_sentence,
    remarks_in,
    remarks_on,
    sentence,
    when,
    who,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from actorgraph.claims import Claim
    from actorgraph.edges import Edge
    from actorgraph.queries.uncounted import Uncounted


class EdgeCells:
    """The cells of lines about the edges of one answer.

    Args:
        claims: all claims of the answer.
        name: returns the name of an id.
        cite: how claims are cited; by default in words of this answer alone.

    Attributes:
        cite: returns who makes claims, and where.
        is_sourced: whether any of the claims names who makes it.
    """

    def __init__(
        self, claims: Sequence[Claim], name: Callable[[str], str], cite: Citations | None = None
    ) -> None:
        self.name = name
        self.cite = cite or Citations(claims, name)
        self.is_sourced = any(claim.is_sourced for claim in claims)
        self._remarks = remarks_in(claims)

    @classmethod
    def of(cls, shown: Iterable[Edge], name: Callable[[str], str]) -> EdgeCells:
        """Return the cells of an answer that shows these edges."""
        return cls([claim for edge in shown for claim in edge.claims], name)

    def when(self, edge: Edge) -> str:
        """Return when an edge held, where, and what else its claims give."""
        words = [when(edge, self.name), *self._places(edge), *self.sizes(edge)]
        given = (name for one in edge.supporting for name, cell in one.extra.items() if cell)
        for column in dict.fromkeys(given):
            if column not in BOOKKEEPING:
                words += self._cells(edge, partial(_further, column))
        return ", ".join(words)

    def sizes(self, edge: Edge) -> list[str]:
        """Return the amounts and shares that the claims of an edge give."""
        amounts = self._cells(edge, lambda one: f"{one.amount} {one.currency}".strip())
        shares = self._cells(edge, lambda one: f"share {one.share}" if one.share else "")
        return [*amounts, *shares]

    def who(self, edge: Edge) -> str:
        """Return who says so, and how many origins it has if there is more than one."""
        if not self.is_sourced:
            return ""
        words = self.cite(edge.supporting or edge.claims, lead=edge.lead)
        if edge.origins >= edges.ENOUGH_TO_CORROBORATE:
            words += f" · {counted(edge.origins, 'origin')}"
        return words

    def disputes(self, edge: Edge) -> Iterator[str]:
        """Yield who denies what others say."""
        if edge.verdict == edges.CONTESTED:
            yield f"DISPUTED: {self.cite(edge.denying)}"

    def of_this(self, claims: Iterable[Claim]) -> Iterator[str]:
        """Yield what others say of claims."""
        for claim in claims:
            for remark in remarks_on(claim, self._remarks):
                yield f"of this: {bare_sentence(remark, self.name)} ({self.cite([remark])})"

    def _places(self, edge: Edge) -> list[str]:
        def place(claim: Claim) -> str:
            read = f" ({OUR_READING})" if "place" in claim.inferred else ""
            return f"in {self.name(claim.place)}{read}" if claim.place else ""

        return self._cells(edge, place)

    def _cells(self, edge: Edge, words: Callable[[Claim], str]) -> list[str]:
        """Return what the claims of an edge give: the lead's alone, else each with who gives it."""
        giving: dict[str, list[Claim]] = {}
        for claim in edge.supporting or edge.claims:
            if given := words(claim):
                giving.setdefault(given, []).append(claim)
        if len(giving) == 1 and edge.lead in next(iter(giving.values())):
            return [*map(clean, giving)]
        return [f"{clean(given)} ({who(claims, self.name)})" for given, claims in giving.items()]


def edge_rows(
    shown: Iterable[Edge],
    cells: EdgeCells,
    style: Style = PLAIN,
    *,
    indent: str = "  ",
    words: Callable[[Edge], str] | None = None,
    numbered: bool = False,
) -> Iterator[list[str]]:
    """Yield the lines of each edge, set in columns, with what is disputed or remarked below it.

    Args:
        words: returns what an edge states; a whole sentence if it is None.
        numbered: whether the lines have numbers, from 1.
    """
    listed = list(shown)
    rows = [
        (
            *([f"{number}."] if numbered else []),
            sentence(edge, cells.name) if words is None else words(edge),
            cells.when(edge),
            cells.who(edge),
        )
        for number, edge in enumerate(listed, start=1)
    ]
    for edge, text in zip(listed, columns(rows, style.width, indent), strict=True):
        lines = [style(line, COLOURS[edge.verdict]) for line in text]
        for remark in (*cells.disputes(edge), *cells.of_this(edge.claims)):
            lines += wrapped(f"{indent}  {remark}", style.width, f"{indent}    ")
        yield lines


class EdgeGroup(NamedTuple):
    """Relations that an answer lists under one title.

    Attributes:
        words: returns what an edge states.
        numbered: whether they have numbers, from 1.
    """

    title: str
    edges: Sequence[Edge]
    words: Callable[[Edge], str]
    numbered: bool = False

    @classmethod
    def of_uncounted(cls, uncounted: Iterable[Uncounted], name: Callable[[str], str]) -> EdgeGroup:
        """Return the edges that count nothing, each with the reason unless its marks say it."""
        reason_of = {id(one.edge): one.reason for one in uncounted}

        def words(edge: Edge) -> str:
            reason = reason_of[id(edge)]
            is_marked = reason in (edge.verdict, edge.lead.certainty)
            return sentence(edge, name) + ("" if is_marked else f" ({reason})")

        return cls("Not counted", [one.edge for one in uncounted], words)


def edges_in(groups: Iterable[EdgeGroup]) -> list[Edge]:
    """Return the edges of groups, in order."""
    return [edge for group in groups for edge in group.edges]


def group_rows(
    groups: Iterable[EdgeGroup], cells: EdgeCells, style: Style = PLAIN
) -> Iterator[str]:
    """Yield each group that has any edges: its title, then the lines of its edges in columns."""
    for group in groups:
        if group.edges:
            yield ""
            yield style(f"{group.title}:", "bold")
            rows = edge_rows(group.edges, cells, style, words=group.words, numbered=group.numbered)
            yield from (line for lines in rows for line in lines)


def _further(column: str, claim: Claim) -> str:
    cell = claim.extra.get(column, "")
    return f"{column} {cell}" if cell else ""
