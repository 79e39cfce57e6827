"""The columns that the rows of every answer have, with what they hold.

Frames take them from here, so that an answer without rows is a table too; the reference lists
them. Rows have further columns beside these: those that the data adds (see flat_rows).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from actorgraph import schema
from actorgraph.citation_counts import PARTS
from actorgraph.formats import content

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from actorgraph.queries.rank import Ranking

Columns: TypeAlias = "Mapping[str, str]"
"""What each column holds, by its name."""

TEXT = "text"
COUNT = "whole number"
PLACE = "whole number or nothing"
NUMBER = "number"
PERCENT = "number or nothing"
DAY = "day"

ENTITY: Columns = dict.fromkeys(("id", "name", "type"), TEXT)
DESCRIPTION: Columns = dict.fromkeys((column.name for column in content.OF_ENTITIES), TEXT)
EDGE: Columns = {
    **dict.fromkeys(("source", "source_name", "relation", "target", "target_name"), TEXT),
    **dict.fromkeys(("role", "tenure", "start_date", "end_date", "dated_by"), TEXT),
    "origins_of_date": COUNT,
    **dict.fromkeys(("certainty", "inferred", "verdict"), TEXT),
    "origins": COUNT,
    **dict.fromkeys(("confirmed_by", "denied_by", "holds", "holds_by", "excluded_by"), TEXT),
    "claims": COUNT,
    "speakers": TEXT,
}
CLAIM: Columns = {
    **dict.fromkeys((column.name for column in schema.RELATION_COLUMNS), TEXT),
    **dict.fromkeys(("source_name", "target_name", "speakers", "publisher", "file"), TEXT),
    "line": COUNT,
}


def _always(**columns: str) -> Callable[[object], Columns]:
    """Return a function that gives these columns, whatever the answer is."""
    return lambda _: columns


shown = _always(**EDGE)
found = _always(**ENTITY, score=NUMBER, reason=TEXT, matched_name=TEXT, level=TEXT)
text_found = _always(kind=TEXT, matched=TEXT, **{**CLAIM, "line": PLACE})
listing = _always(**DESCRIPTION)
neighborhood = _always(**ENTITY, steps=COUNT, through=TEXT)
paths = _always(path=COUNT, step=COUNT, **{"from": TEXT}, to=TEXT, **EDGE)
connection = _always(step=COUNT, **{"from": TEXT}, to=TEXT, **EDGE)
common = _always(kind=TEXT, shared=TEXT, shared_name=TEXT, of=TEXT, **EDGE)
ownership = _always(
    id=TEXT, name=TEXT, verdict_of_threshold=TEXT, is_end=TEXT,
    share_least=NUMBER, share_largest=NUMBER, share_not_reached=TEXT,
    direct_least=PERCENT, direct_largest=PERCENT, direct_not_reached=TEXT,
    chain=COUNT, chain_least=NUMBER, chain_largest=NUMBER, chain_not_reached=TEXT,
    step=COUNT, link_least=NUMBER, link_largest=NUMBER, link_not_reached=TEXT, doubts=TEXT,
    **EDGE,
)  # fmt: skip
flows = _always(
    direction=TEXT, counterpart=TEXT, period=TEXT, chain=PLACE, step=PLACE, order=TEXT,
    payer=TEXT, payee=TEXT, kind_of_amount=TEXT, least=TEXT, largest=TEXT,
    currency_of_amount=TEXT, remarks=TEXT,
    **EDGE,
)  # fmt: skip
timeline = _always(what=TEXT, date=TEXT, earliest=DAY, latest=DAY, said_by=TEXT, **EDGE)
offices = _always(
    position=TEXT, position_name=TEXT, holder=TEXT, holder_name=TEXT,
    vacant_from=TEXT, vacant_to=TEXT, overlaps=TEXT, neighbor=TEXT,
    **EDGE,
)  # fmt: skip
held_offices = _always(
    body=TEXT, body_name=TEXT, position=TEXT, position_name=TEXT, holder=TEXT, holder_name=TEXT,
    **EDGE,
)  # fmt: skip
sources = _always(
    id=TEXT, name=TEXT, **dict.fromkeys((*PARTS, "claims", "edges", "sole", "entities"), COUNT)
)
claim_list = _always(**CLAIM)
conflicts = _always(kind=TEXT, message=TEXT, entities=TEXT)
communities = _always(group=COUNT, **ENTITY)
stats = _always(of=TEXT, value=TEXT, count=COUNT)
checked = _always(level=TEXT, file=TEXT, line=COUNT, column=TEXT, message=TEXT)
matched = _always(
    left_id=TEXT, right_id=TEXT, judgement=TEXT, user=TEXT, created_at=TEXT,
    left_name=TEXT, right_name=TEXT, score=NUMBER, sure=TEXT, reason=TEXT, matched_name=TEXT,
    agreeing=TEXT, differing=TEXT,
)  # fmt: skip
mentions = _always(
    document=TEXT, locator=TEXT, words=TEXT, status=TEXT, entity=TEXT, entity_name=TEXT,
    candidates=TEXT, reason=TEXT, sentence=TEXT,
)  # fmt: skip
difference = _always(
    change=TEXT, source=TEXT, relation=TEXT, target=TEXT, role=TEXT, status=TEXT, certainty=TEXT,
    inferred=TEXT, columns=TEXT, before=TEXT, after=TEXT, entity=TEXT,
)  # fmt: skip


def ranking(answer: Ranking) -> Columns:
    """Return the columns of a ranking: its values stand under the name of the measure."""
    kind = COUNT if answer.measure == "degree" else NUMBER
    return {"rank": COUNT, answer.measure: kind, **ENTITY}
