"""What a page has to know of shares and amounts, where any claim gives one: else nothing.

Which cells can be read, which relations own or pay and of what a role speaks is decided here, as
for `owners` and `flows`; the modules in `money/` take it from there. Called by payload.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from actorgraph import schema
from actorgraph.quantities import AMOUNT, SHARE, is_plain
from actorgraph.queries.owning_links import is_marked_indirect, says_indirect, spoken_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from actorgraph.claims import Claim

SHARE_BIT, AMOUNT_BIT, INDIRECT_BIT = 1, 2, 4
"""What of a claim can be read, as bits: its share, its amount, that its interest is indirect."""


def figures_of(claims: Iterable[Claim]) -> list[int]:
    """Return for each claim which of its figures can be read, as bits."""
    return [
        SHARE_BIT * is_plain(SHARE, one.share)
        | AMOUNT_BIT * is_plain(AMOUNT, one.amount)
        | INDIRECT_BIT * is_marked_indirect(one)
        if one.share or one.amount or one.extra
        else 0
        for one in claims
    ]


def money_columns(
    figures: Sequence[int] | None, relations: Sequence[str], roles: Iterable[str]
) -> dict[str, dict[str, object]]:
    """Return what the modules need under its key; nothing where no claim has a figure.

    Args:
        figures: of the claims, if any has one.
        relations: the words of relations in the order of their numbers.
        roles: of the edges.
    """
    if not any(bits & (SHARE_BIT | AMOUNT_BIT) for bits in figures or ()):
        return {}

    def numbers(words: frozenset[str]) -> list[int]:
        mains = words | {schema.main_word(word) for word in words}
        return [number for number, word in enumerate(relations) if word in mains]

    unique = sorted({*roles} - {""})
    return {
        "money": {
            "owning": numbers(schema.OWNERSHIP_RELATIONS),
            "paying": numbers(schema.PAYMENT_RELATIONS),
            "uncounted": {role: spoken_of(role) for role in unique if spoken_of(role)},
            "indirect": [role for role in unique if says_indirect(role)],
        }
    }
