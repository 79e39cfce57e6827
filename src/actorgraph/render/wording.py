"""Relations, dates and claims in words; text.py composes answers from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from actorgraph import dates, edges, schema
from actorgraph.claims import MADE_ID
from actorgraph.plurals import counted
from actorgraph.render.date_words import moment, period_words
from actorgraph.render.terminal import PLAIN, Style, clean

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from actorgraph.claims import Claim, Entity
    from actorgraph.edges import Edge
    from actorgraph.queries.participations import Participation

COLOURS = {
    edges.CORROBORATED: "green",
    edges.SINGLE_ORIGIN: "yellow",
    edges.OUR_READING: "yellow",
    edges.UNSOURCED: "yellow",
    edges.CONTESTED: "red",
    edges.DENIED: "red",
}
OUR_READING = "our reading"
"""Stands beside everything that the compiler of the data reads into what was said."""


class Names:
    """The names of the entities in an answer, by id.

    Attributes:
        entities: the entities themselves, by id.
    """

    def __init__(self, others: Mapping[str, Entity]) -> None:
        self.entities = others

    def __call__(self, entity_id: str) -> str:
        """Return the name of an id, or the id itself where it is a name or an address."""
        entity = self.entities.get(entity_id)
        return clean(entity.name if entity else entity_id)


def edge_lines(
    edge: Edge,
    name: Callable[[str], str],
    style: Style = PLAIN,
    *,
    indent: str = "",
    seen_from: str = "",
    remarks: Mapping[str, Sequence[Claim]] | None = None,
) -> Iterator[str]:
    """Yield a relation as a sentence, when it held, how well founded it is, then each claim.

    Args:
        seen_from: the id of the end with which a symmetric relation begins.
        remarks: the claims that speak of others, by the ids of those (`remarks_in`).
    """
    yield f"{indent}{style(sentence(edge, name, seen_from=seen_from), 'bold')}"
    facts = [style(when(edge, name), "cyan"), style(standing(edge, name), COLOURS[edge.verdict])]
    yield f"{indent}  {' · '.join(facts)}"
    for claim in edge.claims:
        yield f"{indent}  {style('-', 'dim')} {claim_line(claim, name, under=edge)}"
        yield from remark_lines(claim, remarks or {}, name, indent=f"{indent}    ")


def remarks_in(claims: Iterable[Claim]) -> dict[str, list[Claim]]:
    """Return the claims that speak of others, each once, by the ids of those."""
    remarks: dict[str, list[Claim]] = {}
    for claim in {one.row_key: one for one in claims if one.about and not one.derived}.values():
        remarks.setdefault(claim.about, []).append(claim)
    return remarks


def remark_lines(
    claim: Claim,
    remarks: Mapping[str, Sequence[Claim]],
    name: Callable[[str], str],
    *,
    indent: str,
) -> Iterator[str]:
    """Yield what others say of a claim."""
    for remark in remarks_on(claim, remarks):
        yield f"{indent}of this: {bare_sentence(remark, name)} ({claim_line(remark, name)})"


def remarks_on(claim: Claim, remarks: Mapping[str, Sequence[Claim]]) -> Sequence[Claim]:
    """Return the claims that speak of one; its digest is made only if one speaks of a digest."""
    if claim.id:
        return remarks.get(claim.id, ())
    is_digest_needed = any(about.startswith(MADE_ID) for about in remarks)
    return remarks.get(claim.claim_id, ()) if is_digest_needed else ()


def sentence(edge: Edge, name: Callable[[str], str], *, seen_from: str = "") -> str:
    """Return the relation in words as the lead states it; a symmetric one from either end."""
    is_turned = edge.is_symmetric and seen_from == edge.target
    ends = (edge.target, edge.source) if is_turned else (edge.source, edge.target)
    role = clean(edge.role)
    if role and is_turned:
        role = f"{role}: {name(edge.source)}"
    words = f"{words_of(edge.relation)} ({role})" if role else words_of(edge.relation)
    return f"{name(ends[0])} — {words} — {name(ends[1])}{marks(edge, name, is_turned=is_turned)}"


def marks(edge: Edge, name: Callable[[str], str], *, is_turned: bool = False) -> str:
    """Return in brackets what makes a relation less than a plain fact; "" if nothing does.

    Args:
        is_turned: whether the ends of a symmetric relation are named in the other order.
    """
    lead = edge.lead
    words = []
    if lead.certainty != schema.STATED:
        is_said = edge.verdict != edges.DENIED and lead.speakers
        words.append(lead.certainty + (f", as {_say(lead, name)}" if is_said else ""))
    if read := read_parts(lead, is_turned=is_turned):
        words.append(f"our reading: {read}")
    words += ["derived"] if edge.derived else []
    words += [schema.REJECTED.upper()] if lead.assessment == schema.REJECTED else []
    words += [edge.verdict.upper()] if edge.verdict in (edges.DENIED, edges.CONTESTED) else []
    return f" [{', '.join(words)}]" if words else ""


def bare_sentence(stated: Claim | Edge, name: Callable[[str], str]) -> str:
    """Return what a claim or an edge states, without who says so and how sure it is."""
    role = f" ({clean(stated.role)})" if stated.role else ""
    return f"{name(stated.source)} — {words_of(stated.relation)}{role} — {name(stated.target)}"


def relation_of(edge: Edge, name: Callable[[str], str]) -> str:
    """Return what an edge states, marked where it is only a plan or depends on a condition."""
    return bare_sentence(edge, name) + (f" [{edge.lead.mode}]" if edge.lead.mode else "")


def is_office(entity: Entity | None) -> bool:
    """Return whether an entity can be an office itself, by its type; one without a type can."""
    return entity is None or entity.kind in ("", "position")


def office_words(edge: Edge, name: Names) -> str:
    """Return the office that an edge says somebody holds; of a body, one that is not named."""
    office = name(edge.target)
    return office if is_office(name.entities.get(edge.target)) else f"an office in {office}"


def role_words(edge: Edge, name: Names) -> str:
    """Return in brackets as what somebody holds an office, unless its name begins so."""
    role, office = clean(edge.role), f"{name(edge.target)},".casefold()
    is_said = office.startswith((f"{role},".casefold(), f"{role} of ".casefold()))
    return f" ({role})" if role and not is_said else ""


def words_of(relation: str) -> str:
    """Return a relation without underscores, as it is spoken."""
    return clean(relation.replace("_", " ")) or "related to"


def when(edge: Edge, name: Callable[[str], str]) -> str:
    """Return when a relation held, who alone says so, and what is said of the day asked for."""
    words = period_words(edge.start_date, edge.end_date)
    if remarks := ", ".join(date_remarks(edge, name)):
        words += f" ({remarks})"
    if edge.holds is None:
        return words
    answer = str(edge.holds)
    if edge.holds in (dates.Holds.YES, dates.Holds.PLANNED):
        answer += f" (by {who(edge.holding, name)})"
    if edge.holds is dates.Holds.NO:
        return f"{words}; on that day: no (denied by {who(edge.claims, name)})"
    if edge.excluding:
        answer += f", no by {who(edge.excluding, name, of_dates=True)}"
    return f"{words}; on that day: {answer}"


def date_remarks(edge: Edge, name: Callable[[str], str]) -> Iterator[str]:
    """Yield whose date an edge shows, unless all say it, and whether it is our reading."""
    dated = edge.dated_by
    if not dated.is_dated:
        return
    if "date" in dated.inferred:
        if dated is not edge.lead or edge.origins >= edges.ENOUGH_TO_CORROBORATE:
            yield who([dated], name)
        yield OUR_READING
    elif (number := edge.origins_of_date) < edge.origins:
        is_one = number < edges.ENOUGH_TO_CORROBORATE
        alone = f"{who(edge.giving_dates, name)} alone"
        yield alone if is_one else f"{number} of {counted(edge.origins, 'origin')}"
    elif dated is not edge.lead:
        yield who([dated], name)


def who(claims: Iterable[Claim], name: Callable[[str], str], *, of_dates: bool = False) -> str:
    """Return who makes claims, each once, marked where that is hedged or our reading of them.

    Args:
        of_dates: whether they stand for the dates of the claims, which can be our reading too.
    """
    remarks: dict[str, str] = {}
    for claim in claims:
        is_read = of_dates and "date" in claim.inferred
        doubt = OUR_READING if is_read else doubt_of(claim)
        for speaker in claim.speakers or (claim.document,):
            remarks[speaker] = min(remarks.get(speaker, "~"), doubt)
    unnamed = "a claim without a speaker" if len(remarks) > 1 else "nobody named"
    *first, last = (
        (name(speaker) if speaker else unnamed) + (f" [{doubt}]" if doubt else "")
        for speaker, doubt in remarks.items()
    )
    return f"{', '.join(first)} and {last}" if first else last


def _say(claim: Claim, name: Callable[[str], str]) -> str:
    """Return the speakers of a claim and what they do, as in `Pompeo says`."""
    verb = _VERBS[claim.status][len(claim.speakers) > 1]
    return f"{' and '.join(name(one) for one in claim.speakers)} {verb}"


def doubt_of(claim: Claim) -> str:
    """Return why what a claim says is not to be taken for a plain statement; "" if it is."""
    if claim.is_reading:
        return OUR_READING
    return schema.LIKELY if claim.certainty == schema.LIKELY else ""


def read_parts(claim: Claim, *, is_turned: bool = False) -> str:
    """Return in words which ends and whether the relation are our reading of a claim."""
    ends = ("whom", "who") if is_turned else ("who", "whom")
    words = dict(zip(("source", "target"), ends, strict=True)) | {"relation": "what"}
    return ", ".join(word for part, word in words.items() if part in claim.inferred)


def claim_line(claim: Claim, name: Callable[[str], str], *, under: Edge | None = None) -> str:
    """Return who makes a claim, through whom, and every cell that the claim has.

    Args:
        under: the edge whose sentence stands above the line; what the sentence says is left out.
    """
    words = [who_says(claim, name), *_own_relation(claim, name, under)]
    if claim.is_dated:
        own = period_words(claim.start_date, claim.end_date)
        words.append(f"{own} ({OUR_READING})" if "date" in claim.inferred else own)
    elif under is not None and under.dated_by.is_dated:
        words.append("no date given")
    if read := read_parts(claim):
        words.append(f"{OUR_READING}: {read}")
    if claim.statement_date:
        words.append(f"said {moment(claim.statement_date)}")
    if claim.document:
        locator = f", {clean(claim.locator)}" if claim.locator else ""
        words.append(f"{name(claim.document)}{locator}")
    else:
        words.append(f"no document, {clean(claim.locator)}" if claim.locator else "no document")
    if claim.place:
        read = f" ({OUR_READING})" if "place" in claim.inferred else ""
        words.append(f"in {name(claim.place)}{read}")
    words += further_cells(claim, name)
    return " · ".join(words)


def who_says(claim: Claim, name: Callable[[str], str]) -> str:
    """Return the speakers, through whom, what they do and how they hedge it."""
    speakers = " and ".join(name(one) for one in claim.speakers) or "no speaker is named"
    relays = "".join(f" via {name(one)}" for one in claim.via)
    if not claim.speakers:
        hedge = f", {claim.certainty}" if claim.certainty != schema.STATED else ""
        return f"{speakers}{relays} ({claim.status}{hedge})"
    one, several = _VERBS[claim.status]
    verb = one if len(claim.speakers) == 1 else several
    return f"{speakers}{relays} {verb}{_HEDGES[claim.certainty]}"


_VERBS = {
    schema.CLAIMED: ("says", "say"),
    schema.CONFIRMED: ("confirms", "confirm"),
    schema.DENIED: ("denies", "deny"),
}
_HEDGES = {
    schema.STATED: "",
    schema.LIKELY: " it, hedged as likely",
    schema.CONDITIONAL: " it depends on a condition",
    schema.PLANNED: " it is planned",
}


def _own_relation(claim: Claim, name: Callable[[str], str], under: Edge | None) -> Iterator[str]:
    """Yield what a claim states in other words than the sentence above it."""
    if under is None:
        return
    if claim.relation != under.relation:
        ends = f"{name(claim.source)} — {words_of(claim.relation)} — {name(claim.target)}"
        yield f"as: {ends}"
    if claim.role and (claim.role, claim.source) != (under.role, under.source):
        of = f" of {name(claim.source)}" if claim.is_symmetric else ""
        yield f"role{of}: {clean(claim.role)}"


def further_cells(claim: Claim, name: Callable[[str], str]) -> Iterator[str]:
    """Yield every other cell of a claim that is not empty, unknown columns last."""
    checked = [f"by {name(claim.checked_by)}"] if claim.checked_by else []
    checked += [moment(claim.checked_date)] if claim.checked_date else []
    ours = (
        ("tenure:", claim.tenure),
        ("as", f'"{claim.as_named}"' if claim.as_named else ""),
        ("quote:", f'"{claim.quote}"' if claim.quote else ""),
        ("checked", " ".join(checked)),
        ("assessed:", claim.assessment),
        ("note:", claim.note),
        ("id", claim.id),
        ("about claim", claim.about),
        ("amount", claim.amount),
        ("currency", claim.currency),
        ("share", claim.share),
    )
    further = ((name, cell) for name, cell in claim.extra.items() if name not in BOOKKEEPING)
    return (f"{clean(label)} {clean(cell)}" for label, cell in (*ours, *further) if cell)


BOOKKEEPING = {schema.STATEMENTS_COLUMN, *(column.name for column in schema.STATEMENT_COLUMNS)}
"""Columns that say how another tool holds what a claim says already."""


def standing(edge: Edge, name: Callable[[str], str]) -> str:
    """Return how well founded an edge is: its origins, then who confirms and who denies it."""
    words = [_origins(edge)]
    if edge.confirming:
        words.append(f"confirmed by {who(edge.confirming, name)}")
    if edge.verdict == edges.CONTESTED:
        claiming = [claim for claim in edge.supporting if claim.status != schema.CONFIRMED]
        by_others = f"said by {who(claiming, name)}, " if claiming else ""
        words.append(f"contested: {by_others}denied by {who(edge.denying, name)}")
    elif edge.verdict == edges.DENIED:
        words.append(f"DENIED by {who(edge.denying, name)}")
    return " · ".join(words)


def _origins(edge: Edge) -> str:
    if edge.origins:
        return "single origin" if edge.origins == 1 else counted(edge.origins, "origin")
    if not edge.supporting:
        return "no origin"
    is_read = all(claim.is_reading for claim in edge.supporting)
    return f"{OUR_READING} alone" if is_read else "unsourced"


def weakness(edge: Edge, name: Callable[[str], str]) -> str:
    """Return the reason why an edge is not better founded, with names."""
    if edge.verdict == edges.DENIED:
        words = f"denied by {who(edge.claims, name)}"
    elif edge.lead.mode:
        words = f"{edge.lead.mode}, not said to have happened"
    elif edge.verdict == edges.CONTESTED:
        words = f"contested: denied by {who(edge.denying, name)}"
    elif edge.verdict == edges.OUR_READING:
        words = "our reading; nobody says it as it stands here"
    elif edge.verdict == edges.UNSOURCED:
        words = "no source is named"
    elif edge.verdict == edges.SINGLE_ORIGIN:
        statements = [claim for claim in edge.supporting if not claim.is_reading]
        speakers = tuple(dict.fromkeys(one for claim in statements for one in claim.speakers))
        words = f"one origin, {all_of(speakers, name)}" if speakers else "one origin"
    else:
        words = counted(edge.origins, "origin")
    return f"{words}; only {edge.certainty}" if edge.certainty == schema.LIKELY else words


def taking_part(one: str, other: str, claims: Participation, name: Callable[[str], str]) -> str:
    """Return what is said of two who took part in one event, without saying that they met."""
    both = claims.naming_both
    if both is None:
        sides = f"{name(one)} by {_by_whom(claims.one, name)}, {name(other)} by "
        return f"{_apart(claims, name)}: {sides}{_by_whom(claims.other, name)}."
    place = " ".join(filter(None, (_speaker_of(both, name), clean(both.locator))))
    verb = "name" if len(both.speakers) > 1 else "names"
    hedge = f", hedged as {both.certainty}" if both.certainty != schema.STATED else ""
    return (
        f"{place} {verb} both as taking part{hedge}. Whether they met each other alone is not said."
    )


def _apart(claims: Participation, name: Callable[[str], str]) -> str:
    """Return in words that no claim names both, though one speaker may at two places."""
    sides = (claims.one, claims.other)
    ones, others = ({_speaker_of(claim, name) for claim in side} for side in sides)
    if ones.isdisjoint(others):
        return "No source here names both"
    return "No one place here names both as taking part"


def _by_whom(claims: Sequence[Claim], name: Callable[[str], str]) -> str:
    """Return who makes claims and at which place, each once."""
    words = {
        "".join(
            (
                _speaker_of(claim, name),
                f" [{doubt}]" if (doubt := claim.mode or doubt_of(claim)) else "",
                f" ({clean(claim.locator)})" if claim.locator else "",
            )
        ): None
        for claim in claims
    }
    return " and ".join(words) or "nobody"


def _speaker_of(claim: Claim, name: Callable[[str], str]) -> str:
    return all_of(claim.speakers, name) or (
        name(claim.document) if claim.document else "a claim without a speaker"
    )


def all_of(ids: Sequence[str], name: Callable[[str], str]) -> str:
    """Return the names of all in one list; "" if there are none."""
    *first, last = [name(one) for one in ids] or [""]
    return f"{', '.join(first)} and {last}" if first else last


def uncounted_lines(uncounted: Mapping[str, int]) -> Iterator[str]:
    """Yield which rows a measure does not count, since they link nobody; nothing if none."""
    if uncounted:
        rows = ", ".join(f"{number:,} {reason}" for reason, number in uncounted.items())
        yield f"Not counted, since they link nobody by themselves: claims ({rows})."


def with_rejected(note: str, number: int) -> str:
    """Return the note of a page, which also says how many rejected claims are not shown."""
    be = "is" if number == 1 else "are"
    words = f"{counted(number, 'claim')} {be} rejected and not shown." if number else ""
    return ". ".join(filter(None, (note, words)))


def nothing_recorded(what: str, *, is_filtered: bool) -> str:
    """Return that nothing is recorded, and that the filters may be why where some were given."""
    return f"No {what} is recorded {'that passes the filters' if is_filtered else 'here'}."


def in_what_is_left(*, is_filtered: bool) -> str:
    """Return the words that say that an answer is about what filters leave; "" without filters."""
    return " in what the filters leave" if is_filtered else ""


def rejected_lines(number: int) -> Iterator[str]:
    """Yield how many rejected claims an answer does not use, after an empty line; nothing for 0."""
    if number:
        be, them = ("is", "it") if number == 1 else ("are", "them")
        words = f"{counted(number, 'claim')} {be} rejected and not used"
        yield ""
        yield f"{words}; --assessment rejected shows {them}."


def begun_before_lines(number: int) -> Iterator[str]:
    """Yield how many relations had begun before a window, after an empty line; nothing for 0."""
    if number:
        them = "it" if number == 1 else "them"
        yield ""
        yield f"{counted(number, 'relation')} had begun before; --held lists {them}."


def left_out_line(number: int) -> str:
    """Return how many items a limit leaves out, and how to see them; "" if it leaves out none."""
    be = "is" if number == 1 else "are"
    return f"{number:,} more {be} left out: `--limit 0` shows all." if number else ""


def one_publisher(answer: Collection[Edge], name: Callable[[str], str]) -> str:
    """Return in words that the edges of an answer come through one publisher; "" if not."""
    publishers = {claim.publisher for edge in answer for claim in edge.claims}
    if len(answer) < edges.ENOUGH_TO_CORROBORATE or len(publishers) != 1 or "" in publishers:
        return ""
    words = f"All of this comes through one publisher: {name(*publishers)}."
    is_alone = all(edge.origins < edges.ENOUGH_TO_CORROBORATE for edge in answer)
    return f"{words} Nothing here has a second origin." if is_alone else words
