"""Contradictions as text: each in a sentence, then the edges on which it rests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from actorgraph import dates
from actorgraph.edges import CONTESTED, DENIED
from actorgraph.plurals import counted
from actorgraph.render.date_words import moment, period_words
from actorgraph.render.terminal import PLAIN, Style, clean
from actorgraph.render.wording import (
    Names,
    edge_lines,
    in_what_is_left,
    rejected_lines,
    relation_of,
    who,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from actorgraph.edges import Edge
    from actorgraph.queries.conflicts import Conflict, Conflicts


_NAMED = 10
"""So many owners a sentence names; all of them are listed below it."""


def conflicts(answer: Conflicts, style: Style = PLAIN) -> Iterator[str]:
    """Yield the contradictions, kind by kind, with their evidence."""
    name = Names(answer.others)
    if not answer.found:
        yield _nothing(answer)
    kind = ""
    for one in answer.found:
        if one.kind != kind:
            if kind:
                yield ""
            kind = one.kind
            yield style(_heading(kind, answer), "bold")
        yield f"  {message(one, name)}"
        for edge in one.edges:
            yield from edge_lines(edge, name, style, indent="    ")
    if words := names_left(answer):
        yield words
    yield from rejected_lines(answer.rejected)


def names_left(answer: Conflicts) -> str:
    """Return in words that some names were not compared; "" if all were."""
    if answer.names_compared is None:
        return ""
    those = counted(answer.names_compared, "entity", "entities")
    return (
        f"Only the names of the first {those} were compared, and those of the others were not. "
        "`actorgraph conflicts --kind similar-names` compares all."
    )


def _heading(kind: str, answer: Conflicts) -> str:
    """Return what is listed below and, where not all of it is, how much there is of it."""
    words = kind.replace("-", " ").capitalize()
    listed, count = sum(one.kind == kind for one in answer.found), answer.counts[kind]
    if listed == count:
        return words
    return f"{words}: {_counts(kind, answer)}; {listed:,} are listed, `--limit 0` lists all"


def _counts(kind: str, answer: Conflicts) -> str:
    from actorgraph.queries.conflicts import SIMILAR_NAMES

    total = f"{answer.counts[kind]:,}"
    if kind != SIMILAR_NAMES:
        return total
    ways = "; ".join(f"{likeness} {count:,}" for likeness, count in answer.likenesses.items())
    return f"{total}, the most likely first ({ways})"


def _nothing(answer: Conflicts) -> str:
    """Return that nothing was found, and for which kinds of conflicts that holds."""
    from actorgraph.queries.conflicts import KINDS

    if set(answer.kinds) == set(KINDS):
        leave = in_what_is_left(is_filtered=answer.is_filtered)
        return f"Nothing contradicts anything else{leave}."
    kinds = [kind.replace("-", " ") for kind in KINDS if kind in answer.kinds]
    return f"No conflict of the kind asked for: {', '.join(kinds)}."


def message(conflict: Conflict, name: Names) -> str:
    """Return a conflict as a sentence that says no more than its claims."""
    from actorgraph.queries import conflicts as kinds  # 2 ms, which `show` need not spend

    sentences = {
        CONTESTED: _contested,
        kinds.DATES_DIFFER: _dates_differ,
        kinds.IMPOSSIBLE_DATES: _impossible_dates,
        kinds.TWO_HOLDERS: _two_holders,
        kinds.SAID_TOO_EARLY: _said_too_early,
        kinds.OVEROWNED: _overowned,
        kinds.ATTRIBUTES: _attributes,
        kinds.SIMILAR_NAMES: _similar_names,
    }
    return sentences[conflict.kind](conflict, name)


def _contested(conflict: Conflict, name: Names) -> str:
    (edge,) = conflict.edges
    sides = f"said by {who(edge.supporting, name)}, denied by {who(edge.denying, name)}"
    return f"{relation_of(edge, name)}: {sides}"


def _dates_differ(conflict: Conflict, name: Names) -> str:
    one, other = conflict.edges
    return f"{relation_of(one, name)}: {_dates(one, name)}; {_dates(other, name)}"


def _impossible_dates(conflict: Conflict, name: Names) -> str:
    (edge,) = conflict.edges
    if dates.is_inverted(edge.period):
        return f"{relation_of(edge, name)} ends before it begins: {_dates(edge, name)}"
    entity = name.entities[conflict.entities[0]]
    lifetime = f"{clean(entity.name)} ({period_words(entity.start_date, entity.end_date)})"
    return f"{relation_of(edge, name)} lies outside the time of {lifetime}: {_dates(edge, name)}"


def _two_holders(conflict: Conflict, name: Names) -> str:
    one, other = conflict.edges
    holders = f"{name(one.source)} and {name(other.source)}"
    datings = f"{_dates(one, name)}; {_dates(other, name)}"
    return f"{holders} are both said to have held {name(one.target)} at once: {datings}"


def _said_too_early(conflict: Conflict, name: Names) -> str:
    edge, *announcements = conflict.edges
    (claim,) = conflict.claims
    speech = f"said by {who([claim], name)} {moment(claim.statement_date)}"
    if not announcements:
        return f"{relation_of(edge, name)}: {speech}, before it began, {_dates(edge, name)}"
    (first,) = announcements
    announced = f"{relation_of(first, name)} only {_dates(first, name)}"
    return f"{relation_of(edge, name)}: {speech}, but {announced}"


def _overowned(conflict: Conflict, name: Names) -> str:
    from actorgraph.render.share_words import percent

    if conflict.overowned is None:
        raise ValueError(conflict.kind)
    company, day, links = conflict.overowned
    when = ", counting what has no end recorded" if day is None else ""
    if day is not None and (text := dates.day_text(day)):
        when = f" {moment(text)}"
    shares = [f"{name(link.owner)} {percent(link.share)}" for link in links]
    shares[_NAMED:] = [f"{len(shares) - _NAMED:,} more"] if len(shares) > _NAMED else []
    return f"More than 100% of {name(company)} is said to be owned{when}: {', '.join(shares)}"


def _attributes(conflict: Conflict, name: Names) -> str:
    from actorgraph.render.entity_text import attribute_words, with_givers

    if conflict.attribute is None:
        raise ValueError(conflict.kind)
    column, values = conflict.attribute.column, conflict.attribute.values
    differing = "; ".join(
        with_givers(column, one, name, "nobody is named", is_one_of_several=False) for one in values
    )
    return f"{name(conflict.entities[0])}, {attribute_words(column)}: {differing}"


def _similar_names(conflict: Conflict, name: Names) -> str:
    *first, last = (f"{name(entity)} ({clean(entity)})" for entity in conflict.entities)
    return f"{', '.join(first)} and {last} can be one: {clean(conflict.reason)}"


def _dates(edge: Edge, name: Names) -> str:
    """Return the dates of an edge and who gives them, or denies what they are the dates of."""
    givers = who([edge.dated_by], name, of_dates=True)
    by = "denied by" if edge.verdict == DENIED else "by"
    return f"{period_words(edge.start_date, edge.end_date)} ({by} {givers})"
