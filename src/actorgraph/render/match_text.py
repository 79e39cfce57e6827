"""Who of the data is in a list: as text, as JSON and as rows that can be judged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from actorgraph.formats.actorgraph_json import entity_object
from actorgraph.judgements import UNSURE
from actorgraph.plurals import counted
from actorgraph.render.terminal import PLAIN, Style, clean
from actorgraph.render.wording import left_out_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from actorgraph.queries.match import Counterpart, Matched, Matching
    from actorgraph.render.flat_rows import Row
    from actorgraph.render.objects import Object


def matched(answer: Matched, style: Style = PLAIN) -> Iterator[str]:
    """Yield what is sure, then the questions, each candidate with its score and reasons."""
    yield _summary(answer)
    heading = ""
    for one in answer.found:
        title = "Questions" if one.sure is None else "Sure by name, and nothing contradicts"
        if title != heading:
            yield ""
            yield style(title, "bold")
            heading = title
        yield f"  {_called(one.entity.name, one.entity.id)}"
        for counterpart in one.counterparts:
            yield f"    {_candidate(counterpart)}"
        if one.rivals:
            yield f"    as sure for {', '.join(map(clean, one.rivals))}"
    yield from filter(None, [left_out_line(answer.left_out)])


def _summary(answer: Matched) -> str:
    open_ones = len(answer.found) - answer.sure
    judged = f", {answer.judged:,} judged already" if answer.judged else ""
    absent = counted(answer.asked - len(answer.found), "has", "have")
    asked = counted(answer.asked, "entity", "entities")
    sure = counted(answer.sure, "is", "are")
    return (
        f"Of {asked} {sure} surely in the list, {open_ones:,} "
        f"may be{judged}; {absent} no candidate."
    )


def _called(name: str, entity_id: str) -> str:
    return clean(name) if name == entity_id else f"{clean(name)} ({clean(entity_id)})"


def _candidate(one: Counterpart) -> str:
    reason = one.match.reason
    if one.match.matched_name != one.entity.name:
        reason += f" ({clean(one.match.matched_name)})"
    parts = [f"{one.score:.2f}", _called(one.entity.name, one.entity.id), reason]
    if one.agreement.agreeing:
        parts.append(f"both: {clean(', '.join(one.agreement.agreeing))}")
    if one.agreement.differing:
        parts.append(f"BUT {clean('; '.join(one.agreement.differing))}")
    return f"{parts[0]} {parts[1]}: {'; '.join(parts[2:])}"


def matched_object(answer: Matched) -> Object:
    """Return the answer of `match`: {asked, sure, judged, found: [{entity, candidates, ...}]}."""
    return {
        "asked": answer.asked,
        "sure": answer.sure,
        "judged": answer.judged,
        "found": [
            {
                "entity": entity_object(one.entity),
                "sure": None if one.sure is None else one.sure.id,
                "rivals": list(one.rivals),
                "candidates": [
                    {
                        "entity": entity_object(candidate.entity),
                        "score": round(candidate.score, 4),
                        "reason": candidate.match.reason,
                        "name": candidate.match.matched_name,
                        "agreeing": list(candidate.agreement.agreeing),
                        "differing": list(candidate.agreement.differing),
                    }
                    for candidate in one.counterparts
                ],
            }
            for one in answer.found
        ],
        "left_out": answer.left_out,
    }


def matched_rows(answer: Matched) -> Iterator[Row]:
    """Yield a row a candidate, as judgements.csv has it; nobody has judged it yet."""
    for one in answer.found:
        for candidate in one.counterparts:
            yield _row(one, candidate)


def _row(one: Matching, candidate: Counterpart) -> Row:
    is_sure = one.sure is not None and one.sure.id == candidate.entity.id
    return {
        "left_id": one.entity.id,
        "right_id": candidate.entity.id,
        "judgement": UNSURE,
        "user": "",
        "created_at": "",
        "left_name": one.entity.name,
        "right_name": candidate.entity.name,
        "score": round(candidate.score, 4),
        "sure": "yes" if is_sure else "",
        "reason": candidate.match.reason,
        "matched_name": candidate.match.matched_name,
        "agreeing": "; ".join(candidate.agreement.agreeing),
        "differing": "; ".join(candidate.agreement.differing),
    }
