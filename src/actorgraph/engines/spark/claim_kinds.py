"""The kind of a claim as one text: all that decides about an edge of that claim alone, but dates.

Tables keep it in one column. A question about the whole graph asks the filter once for each
distinct kind, in Python, and joins the answer in SQL, so that SQL repeats no rule. Who says a claim
and between whom it stands are columns of their own.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING

from actorgraph import schema
from actorgraph.index.row_filter import ALONE, Kind
from actorgraph.statements import claim_of, claims_through_office

if TYPE_CHECKING:
    from actorgraph.claims import Claim

DECISIVE = ("relation", *schema.CLOSED_SETS, "inferred", "about")
"""The cells of a row that make the kind of its claims, beside whether anybody says it."""


def kinds_of(
    cells: dict[str, str], symmetric: frozenset[str], *, is_sourced: bool, is_short: bool
) -> list[str]:
    """Return the kinds of the claims that a row may state, before it is known who its ends are.

    Args:
        cells: the decisive ones.
        symmetric: relations that actorgraph.toml calls symmetric.
        is_short: whether the row makes an office if its target can have one: then the kinds of the
            two claims through that office follow the one of the row as it stands.
    """
    stated = claim_of(
        "",
        "",
        cells | {"document": "any" if is_sourced else ""},
        resolve=str.strip,
        publisher_of=lambda _document: "",
        place=("", 0),
        symmetric=symmetric,
    )
    through_office = claims_through_office(stated, "") if is_short else ()
    return list(map(kind_text, (stated, *through_office)))


def kind_text(claim: Claim) -> str:
    """Return the kind of a claim as a text; equal for claims of one kind."""
    *parts, _ = Kind.of(claim, ALONE)
    return json.dumps(parts, ensure_ascii=False, separators=(",", ":"))


@lru_cache(maxsize=65536)
def kind_in(text: str) -> Kind:
    """Return the kind that a text says."""
    return Kind._make((*json.loads(text), ALONE))
