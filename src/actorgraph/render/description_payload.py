"""The descriptions of a page's entities as columns: who says what each of them is.

Called by payload.py; empty where nobody in the data says who says it. The page computes of them
what attributes.py does, and words it as entity_text.py does, whose labels it gets from here.
"""

from __future__ import annotations

from itertools import chain
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, NamedTuple

from actorgraph.attributes import heading_type, under, values_in
from actorgraph.filters import NOTHING_LEFT_OUT
from actorgraph.render.claim_payload import claim_columns
from actorgraph.render.entity_text import LABELS, MOST_MARKS, NOBODY, ROW

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from actorgraph.claims import Description, Entity
    from actorgraph.render.claim_payload import VoiceTable
    from actorgraph.render.growing_columns import Columns


class PageEntities(NamedTuple):
    """The entities of a page.

    Attributes:
        used: each as the rows describe it that are used.
        headings: the type that each keeps whoever is left out.
    """

    used: list[Entity]
    headings: list[str]

    @classmethod
    def of(cls, entities: Sequence[Entity]) -> PageEntities:
        """Leave out what rejected rows say."""
        headings = [heading_type(one) if one.descriptions else one.type for one in entities]
        return cls([under(one, NOTHING_LEFT_OUT) for one in entities], headings)

    @property
    def descriptions(self) -> list[tuple[int, Description]]:
        """Each description with the number of its entity, entity by entity."""
        return [(number, row) for number, one in enumerate(self.used) for row in one.descriptions]


def description_columns(
    entities: PageEntities,
    first: int,
    *,
    named: Callable[[str], int],
    numbers: Callable[[str], int],
    voices: VoiceTable,
) -> Columns:
    """Return a column for each part of the descriptions.

    Args:
        first: the number of the first entity.
        named, numbers: from what somebody or something is called, and from a word, to its number.
        voices: gets the voices of the descriptions.
    """
    described = entities.descriptions
    claims = [one.claim for _, one in described]
    groups = ([row.claim for row in one.descriptions] for one in entities.used)
    return {
        "entity": [first + number for number, _ in described],
        "values": [_values(one, named) for _, one in described],
        "row": [_row(one) for _, one in described],
        **claim_columns(
            [(claim, claim) for claim in claims],
            named=named,
            dated=numbers,
            relation=numbers,
            text=numbers,
        ),
        "voices": list(chain.from_iterable(map(voices.numbers, groups))),
    }


def description_words(voices: VoiceTable, *, is_marked: bool) -> dict[str, Any]:
    """Return the words of a card that says who says what, and the voices of the descriptions.

    Args:
        is_marked: whether some description says that nobody is named for it, where others are.
    """
    return {
        "labels": [*LABELS.items(), ("id", ROW)],
        "nobody": NOBODY if is_marked else "",
        "most_marks": MOST_MARKS,
        "voices": voices.words,
    }


def _values(description: Description, named: Callable[[str], int]) -> list[list[str | int]]:
    """Return each value with its column; a publisher also as the number of its name."""
    return [
        [column, text, named(text)] if column == "publisher" else [column, text]
        for column, text in values_in(description)
    ]


def _row(description: Description) -> str:
    """Return the place of a row that is told apart by it, because nobody is named for it.

    Readers of a page are not told in which folder its file lay.
    """
    claim = description.claim
    is_told_apart = not claim.is_sourced and not description.among_sourced
    return f"{PurePath(claim.file).name}:{claim.line}" if is_told_apart else ""
