"""Timelines as text: a line for each moment with who says so, then what held by then."""

from __future__ import annotations

from itertools import chain, groupby
from typing import TYPE_CHECKING

from actorgraph.edges import CONTESTED, DENIED, edge_of
from actorgraph.moments import BEGAN, ENDED, SAID
from actorgraph.plurals import counted
from actorgraph.render.citations import Citations
from actorgraph.render.date_words import moment
from actorgraph.render.relation_lines import EdgeCells
from actorgraph.render.terminal import PLAIN, Style, clean
from actorgraph.render.wording import (
    COLOURS,
    Names,
    begun_before_lines,
    date_remarks,
    nothing_recorded,
    rejected_lines,
    sentence,
    standing,
    when,
    who,
    who_says,
)
from actorgraph.schema import CLAIMED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from actorgraph.claims import Claim
    from actorgraph.edges import Edge
    from actorgraph.moments import Moment
    from actorgraph.queries.timeline import Timeline


def naming(answer: Timeline) -> tuple[Names, Citations]:
    """Return what names those in a timeline, and what cites its claims."""
    about = answer.about
    name = Names({**answer.others, about.id: about} if about else answer.others)
    edges = chain((one.edge for one in answer.moments), answer.by_then)
    return name, Citations((claim for edge in edges for claim in edge.claims), name)


def timeline(answer: Timeline, style: Style = PLAIN) -> Iterator[str]:
    """Yield moments in order, then what is only known to have held by then."""
    name, cite = naming(answer)
    seen_from = answer.about.id if answer.about else ""
    cells = EdgeCells((), name, cite)
    if not answer.moments and not answer.by_then and not answer.begun_before:
        yield nothing_recorded("date", is_filtered=answer.is_filtered)

    def speech(one: Moment) -> tuple[str, str]:
        return (one.date, who_says(one.claim, name)) if one.what == SAID else ("", "")

    for (date, speaker), moments in groupby(answer.moments, speech):
        if speaker:
            yield from _statements(date, speaker, list(moments), cite, style)
        else:
            yield from (happened(one, cells, style, seen_from) for one in moments)
    if answer.by_then:
        yield ""
        yield style("By then", "bold")
    for edge in answer.by_then:
        yield f"  {held_by_then(edge, cells, style, seen_from)}"
    yield from begun_before_lines(answer.begun_before)
    if answer.undated:
        yield ""
        own = "has no date of its own" if answer.undated == 1 else "have no date of their own"
        yield f"{counted(answer.undated, 'relation')} {own}."
    if answer.possible:
        yield ""
        whose = "its own says that it" if answer.possible == 1 else "theirs says that they"
        can = f"{counted(answer.possible, 'relation')} can have held then"
        yield f"{can}, but no date of {whose} did."
    yield from rejected_lines(answer.rejected)


def happened(one: Moment, cells: EdgeCells, style: Style, seen_from: str) -> str:
    """Return what began, ended or was so at a moment, with who says so."""
    name = cells.name
    date = style(moment(one.date), "bold" if one.earliest == one.latest != "" else "cyan")
    what = f" ({one.what})" if one.what in (BEGAN, ENDED) else ""
    words = f"{sentence(one.edge, name, seen_from=seen_from)}{what}"
    words = ", ".join([words, *cells.sizes(one.edge)])
    remarks = ", ".join(date_remarks(one.edge, name))
    date += f" ({remarks})" if remarks else _givers(one.edge, name)
    return f"{date}  {words} · {_standing(one.edge, cells.cite, style)}"


def held_by_then(edge: Edge, cells: EdgeCells, style: Style, seen_from: str) -> str:
    """Return what held by then, since when as far as is said, and who says so."""
    name = cells.name
    words = ", ".join([sentence(edge, name, seen_from=seen_from), *cells.sizes(edge)])
    dated = f"{when(edge, name)}{_givers(edge, name)}"
    return f"{words}: {dated} · {_standing(edge, cells.cite, style)}"


def _givers(edge: Edge, name: Callable[[str], str]) -> str:
    """Return who gives the dates of an edge where others beside them do not; else ""."""
    if list(date_remarks(edge, name)):
        return ""
    giving = {speaker for claim in edge.giving_dates for speaker in claim.speakers}
    others = {speaker for claim in edge.supporting for speaker in claim.speakers} - giving
    return f" ({who(edge.giving_dates, name)})" if giving and others else ""


def _statements(
    date: str, speaker: str, moments: list[Moment], cite: Citations, style: Style
) -> Iterator[str]:
    """Yield what somebody said on a date: one line, or a list under one line."""
    head = f"{style(moment(date), 'cyan')}  {speaker}:"
    words = [stated_in_words(one.claim, cite) for one in moments]
    if len(words) == 1:
        yield f"{head} {words[0]}"
        return
    yield head
    yield from (f"    {one}" for one in words)


def stated_in_words(claim: Claim, cite: Citations) -> str:
    """Return what a claim states, and in which document and where in it unless that speaks."""
    is_own_voice = not claim.attributed_to and not claim.via
    where = clean(claim.locator) if is_own_voice else cite.places([claim])
    stated = edge_of([claim._replace(status=CLAIMED)])
    words = ", ".join([sentence(stated, cite.name), *EdgeCells([claim], cite.name).sizes(stated)])
    return f"{words} ({where})" if where else words


def _standing(edge: Edge, cite: Citations, style: Style) -> str:
    """Return who says so and where, or both sides where it is contested or denied."""
    if edge.verdict in (CONTESTED, DENIED):
        return style(standing(edge, cite.name), COLOURS[edge.verdict])
    speakers, where = who(edge.claims, cite.name), cite.places(edge.claims)
    if where.startswith(f"{speakers} "):
        return where
    return f"{speakers} ({where})" if where not in ("", speakers) else speakers
