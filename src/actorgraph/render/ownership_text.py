"""Who owns whom in the end: as text, as JSON and as rows.

A share is never shown as more than it is: of a range the lower end is rounded down and the upper
end up.
"""

from __future__ import annotations

from math import ceil, floor
from typing import TYPE_CHECKING

from actorgraph import dates
from actorgraph.formats.actorgraph_json import edge_object, entity_object
from actorgraph.plurals import counted
from actorgraph.queries.owners import CERTAIN, NOT, OWNERS, POSSIBLY
from actorgraph.queries.owning_links import CONTESTS, INDIRECT
from actorgraph.render.date_words import day_words
from actorgraph.render.flat_rows import edges_with_names
from actorgraph.render.relation_lines import EdgeCells, EdgeGroup, edges_in, group_rows
from actorgraph.render.share_words import percent
from actorgraph.render.shortened import Shortened, total_of
from actorgraph.render.terminal import PLAIN, Style, wrapped
from actorgraph.render.wording import (
    Names,
    all_of,
    in_what_is_left,
    one_publisher,
    rejected_lines,
    sentence,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from fractions import Fraction

    from actorgraph.edges import Edge
    from actorgraph.queries.integrated_shares import ShareRange
    from actorgraph.queries.owners import Chain, Holding, Ownership
    from actorgraph.queries.owning_links import OwningLink
    from actorgraph.render.flat_rows import Row
    from actorgraph.render.objects import Object

_TITLES = {CERTAIN: "For certain", POSSIBLY: "Possibly", NOT: "Not"}


def ownership(answer: Ownership, style: Style = PLAIN) -> Iterator[str]:
    """Yield who reaches the threshold, by verdict, each with its chains; then every link."""
    name = Names({**answer.others, answer.asked.id: answer.asked})
    yield from (style(line, "bold") for line in wrapped(headline(answer, name), style.width, "  "))
    verdict = ""
    for holding in answer.holdings:
        if holding.verdict != verdict:
            verdict = holding.verdict
            yield ""
            yield style(f"{verdict_words(answer, verdict)}:", "bold")
        yield from wrapped(f"  {holding_words(holding, answer, name)}", style.width, "    ")
        for chain in holding.chains:
            yield from wrapped(f"    {chain_words(chain, name)}", style.width, "      ")
    groups = edge_groups(answer, name)
    cells = EdgeCells.of(edges_in(groups), name)
    yield from group_rows(groups, cells, style)
    remarks = [*remarks_on(answer, name), one_publisher(groups[0].edges, name)]
    for line in filter(None, remarks):
        yield ""
        yield from wrapped(line, style.width, "  ")
    yield from rejected_lines(answer.rejected)


def headline(answer: Ownership, name: Names) -> str:
    """Return of whom and of which day the answer is, or that nothing is recorded."""
    asked = name(answer.asked.id)
    then = "" if answer.day is None else f" on {day_words(dates.day_text(answer.day))}"
    if not answer.holdings:
        what = (
            f"Nobody is recorded to own {asked}"
            if answer.direction == OWNERS
            else (f"{asked} is recorded to own nothing")
        )
        return f"{what}{then}{in_what_is_left(is_filtered=answer.is_filtered)}."
    number = total_of(answer.holdings)
    if answer.direction == OWNERS:
        return f"Owners of {asked}{then}: {number:,}"
    return f"Owned by {asked}{then}: {counted(number, 'company', 'companies')}"


def verdict_words(answer: Ownership, verdict: str) -> str:
    """Return a verdict with the threshold: "For certain 25% or more", "Not more than 25%"."""
    bound = f"{float(answer.threshold):.10g}%"
    asked = f"more than {bound}" if answer.is_more_than else f"{bound} or more"
    return f"{_TITLES[verdict]} {asked}"


def holding_words(holding: Holding, answer: Ownership, name: Names) -> str:
    """Return who or what it is, with the share in the end and the direct one."""
    words = [f"{name(holding.entity.id)}: {percent(holding.share)}"]
    is_told_apart = len(holding.chains) > 1 or holding.direct is None
    if holding.direct is not None and (is_told_apart or holding.direct.share != holding.share):
        words.append(f"{percent(holding.direct.share)} directly")
    if holding.direct is None:
        words.append("through others")
    if holding.is_end and answer.direction == OWNERS:
        words.append(f"no owner is recorded{in_what_is_left(is_filtered=answer.is_filtered)}")
    return ", ".join(words)


def chain_words(chain: Chain, name: Names) -> str:
    """Return the links of a chain from the owner down, and what they multiply to."""
    links = (f"{percent(link.share)} of {name(link.company)}" for link in chain.links)
    product = f" = {percent(chain.share)}" if len(chain.links) > 1 else ""
    return " × ".join(links) + product


def edge_groups(answer: Ownership, name: Names) -> tuple[EdgeGroup, EdgeGroup]:
    """Return the edges that the shares rest on, and those that count nothing."""
    counting = [edge for link in _links_shown(answer) for edge in link.edges]
    links = EdgeGroup("Links", counting, _link_words(answer, name))
    return links, EdgeGroup.of_uncounted(answer.uncounted, name)


def _links_shown(answer: Ownership) -> Sequence[OwningLink]:
    """Return the links; where a limit has shortened who is listed, those of their chains."""
    if not isinstance(answer.holdings, Shortened):
        return answer.links
    passed = {id(link) for one in answer.holdings for chain in one.chains for link in chain.links}
    return [link for link in answer.links if id(link) in passed]


def _link_words(answer: Ownership, name: Names) -> Callable[[Edge], str]:
    """Return what words a link: what its edge states, and what keeps the share from being sure."""
    link_of = {id(edge): link for link in answer.links for edge in link.edges}

    def words(edge: Edge) -> str:
        its = link_of[id(edge)].doubts_of(edge)
        doubts = [one for one in its if one != CONTESTS]  # it says so itself
        return f"{sentence(edge, name)} ({'; '.join(doubts)})" if doubts else sentence(edge, name)

    return words


def remarks_on(answer: Ownership, name: Names) -> Iterator[str]:
    """Yield what to know of the answer as a whole: circles, what cannot be, what is not listed."""
    for circle in answer.circles:
        if len(circle) == 1:
            yield f"{name(circle[0])} owns a part of itself; its shares are counted as solved."
        else:
            yield f"{all_of(circle, name)} own each other in a circle, which is solved as a whole."
    for company in answer.overfull:
        yield (
            f"More than 100% of {name(company)} is said to be owned, which cannot all be so: "
            "each share in it counts as possible alone."
        )
    if answer.day is None and answer.holdings and not answer.is_windowed:
        yield "Without a day, ownership counts that has no end recorded; --as-of asks for one day."
    if beside := _not_followed(answer):
        what = "owners" if answer.direction == OWNERS else "companies"
        yield (
            "What is stated as indirect is followed no further, so that there can be more "
            f"{what} and larger shares than are listed: ask `{answer.direction}` of "
            f"{all_of(beside, name)} too."
        )
    if answer.has_more_chains:
        yield "There are more chains than are listed; the shares count all of them."


def _not_followed(answer: Ownership) -> list[str]:
    """Return the ids of those from whom on what is stated as indirect is not followed.

    These are the far ends of what is stated so and counts.
    """
    is_upward = answer.direction == OWNERS
    found = (
        link.owner if is_upward else link.company
        for link in answer.links
        if INDIRECT in link.doubts
    )
    return list(dict.fromkeys(found))


def ownership_object(answer: Ownership) -> Object:
    """Return the answer of `owners` and `owned`: {asked, threshold, holdings, links, ...}."""
    shown = _links_shown(answer)
    place = {id(link): number for number, link in enumerate(shown)}
    return {
        "asked": answer.asked.id,
        "direction": answer.direction,
        "threshold": float(answer.threshold),
        "more_than": answer.is_more_than,
        "holdings": [
            {
                "id": one.entity.id,
                "verdict": one.verdict,
                "share": _share_object(one.share),
                "direct": None if one.direct is None else _share_object(one.direct.share),
                "is_end": one.is_end,
                "chains": [
                    {
                        "share": _share_object(chain.share),
                        "links": [place[id(link)] for link in chain.links],
                    }
                    for chain in one.chains
                ],
            }
            for one in answer.holdings
        ],
        "links": [
            {
                "owner": link.owner,
                "company": link.company,
                "share": _share_object(link.share),
                "doubts": list(link.doubts),
                "edges": list(map(edge_object, link.edges)),
            }
            for link in shown
        ],
        "uncounted": [
            {"reason": one.reason, "edge": edge_object(one.edge)} for one in answer.uncounted
        ],
        "circles": list(map(list, answer.circles)),
        "overfull": list(answer.overfull),
        "more_chains": answer.has_more_chains,
        "entities": {one: entity_object(entity) for one, entity in answer.others.items()},
        "rejected": answer.rejected,
    }


def _share_object(share: ShareRange) -> Object:
    """Return a share in percent; rounding to a float never makes more of it than it is."""
    return {
        "least": _float(share.least, floor),
        "largest": _float(share.largest, ceil),
        "not_reached": _not_reached(share),
    }


def _not_reached(share: ShareRange) -> list[str]:
    """Return which bounds of a share are not reached: it is more than the one, or less."""
    flags = {"least": share.is_above, "largest": share.is_below}
    return [bound for bound, is_left_out in flags.items() if is_left_out]


_PARTS = 10**10


def _float(part: Fraction, rounded: Callable[[Fraction], int]) -> float:
    return rounded(part * 100 * _PARTS) / _PARTS


def ownership_rows(answer: Ownership) -> Iterator[Row]:
    """Yield one row per edge of each link of each chain."""
    placed = [
        (holding, number, chain, step, link, edge)
        for holding in answer.holdings
        for number, chain in enumerate(holding.chains, start=1)
        for step, link in enumerate(chain.links, start=1)
        for edge in link.edges
    ]
    rows = edges_with_names((edge for *_, edge in placed), answer.others)
    for (holding, number, chain, step, link, _), cells in zip(placed, rows, strict=True):
        yield {
            **_holding_cells(holding),
            "chain": number,
            **_share_cells("chain", chain.share),
            "step": step,
            **_share_cells("link", link.share),
            "doubts": "; ".join(link.doubts),
            **cells,
        }


def _holding_cells(holding: Holding) -> Row:
    direct = holding.direct
    return {
        "id": holding.entity.id,
        "name": holding.entity.name,
        "verdict_of_threshold": holding.verdict,
        "is_end": "yes" if holding.is_end else "",
        **_share_cells("share", holding.share),
        **_share_cells("direct", None if direct is None else direct.share),
    }


def _share_cells(what: str, share: ShareRange | None) -> Row:
    """Return the bounds of a share, and which of them it does not reach."""
    return {
        f"{what}_least": "" if share is None else _float(share.least, floor),
        f"{what}_largest": "" if share is None else _float(share.largest, ceil),
        f"{what}_not_reached": "" if share is None else "; ".join(_not_reached(share)),
    }
