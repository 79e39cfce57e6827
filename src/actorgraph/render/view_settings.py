"""What a view can be set to: who is selected, the day, who stands out, what is hidden.

Checks each setting before it reaches the picture, which would pass over what it does not know; and
writes all of them as the link by which a page opens so. Leaves out how they travel (widget).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias
from urllib.parse import urlencode

from actorgraph import dates
from actorgraph.errors import ArgumentError
from actorgraph.queries.arguments import (
    nearest_words,
    text_given,
    values_among,
    values_of,
    whole_number,
)
from actorgraph.queries.filter import day_asked

if TYPE_CHECKING:
    from actorgraph.engine import Subgraph

HIDDEN = {
    "hidden_types": "notype",
    "hidden_relations": "norelation",
    "hidden_verdicts": "noverdict",
}
WITHOUT = "without"
MIN_ORIGINS = "min_origins"
"""The filters of a view; the first ones with the words that links have for them."""


ViewFilters: TypeAlias = "dict[str, list[str] | int]"


class ViewSettings(NamedTuple):
    """What one view knows, and so can be set to.

    Attributes:
        names: of the entities that are drawn, by id.
        words: what each of the HIDDEN filters can name.
        sources: ids that claims of the view name: whose claims can be left out.
    """

    names: Mapping[str, str]
    words: Mapping[str, list[str]]
    sources: Mapping[str, str]

    @classmethod
    def of(cls, graph: Subgraph, content: Mapping[str, Any]) -> ViewSettings:
        """Return what the view of a part of a graph knows, of which this is the payload."""
        words = {
            "hidden_types": content["types"],
            "hidden_relations": content["relations"],
            "hidden_verdicts": content["verdicts"],
        }
        return cls(
            {entity.id: entity.name for entity in graph.entities},
            words,
            {one[0]: one[1] if len(one) > 1 else one[0] for one in content["names"]},
        )

    def entity(self, value: object, argument: str) -> str | None:
        """Return the id of somebody who is drawn, or None.

        Raises:
            ArgumentError: if nobody here has that id.
        """
        return None if value is None else _id_among(self.names, value, argument)

    def entities(self, value: object, argument: str) -> list[str]:
        """Return ids of those who are drawn; a text is one.

        Raises:
            ArgumentError: if nobody here has one of them.
        """
        return [_id_among(self.names, one, argument) for one in values_of(value, argument)]

    def day(self, value: object, argument: str) -> str | None:
        """Return a day, given as text or date, as YYYY-MM-DD.

        Raises:
            ArgumentError: if it is no one day.
        """
        try:
            return None if value is None else dates.day_text(day_asked(value))
        except ArgumentError as error:
            raise error.called(argument) from None

    def filters(self, value: object, argument: str) -> ViewFilters:
        """Return all filters of a view, with what is given of them.

        Raises:
            ArgumentError: if a filter or a word of one is not known.
        """
        known = (*HIDDEN, WITHOUT, MIN_ORIGINS)
        if not isinstance(value, Mapping):
            raise ArgumentError(argument, f"{value!r} is no dict.", hint=f"It has {_or(known)}.")
        for name in value:
            if name not in known:
                nearest = nearest_words(str(name), known)
                hint = f"Did you mean {nearest[0]}?" if nearest else f"There are {_or(known)}."
                raise ArgumentError(argument, f"a view has no filter {name!r}.", hint=hint)
        read: ViewFilters = {}
        for name in known:
            try:
                read[name] = self._filter(name, value.get(name))
            except ArgumentError as error:
                raise error.called(f'{argument}["{name}"]') from None
        return read

    def _filter(self, name: str, value: object) -> list[str] | int:
        if name == MIN_ORIGINS:
            return whole_number(0 if value is None else value, least=0, argument=name)
        given = values_of(value, name)
        if name == WITHOUT:
            return [_id_among(self.sources, one, name, "cited in this view") for one in given]
        return [*values_among(self.words[name], given, argument=name, place="here")]


def link(
    selection: str | None, as_of: str | None, highlight: Iterable[str], filters: ViewFilters
) -> str:
    """Return the fragment by which a page opens as a view is set."""
    parts = [("id", selection)] if selection else []
    parts += [("mark", one) for one in highlight]
    for name, key in {**HIDDEN, WITHOUT: WITHOUT}.items():
        parts += [(key, word) for word in values_of(filters[name])]
    if filters[MIN_ORIGINS]:
        parts.append(("origins", str(filters[MIN_ORIGINS])))
    if as_of:
        parts.append(("asof", as_of))
    return urlencode([*parts, ("at", "all")])


def _id_among(
    names: Mapping[str, str], value: object, argument: str, where: str = "in this view"
) -> str:
    """Return an id that is known; of a name that is known instead, the error says whose it is.

    Args:
        where: where nobody has it, for the error.

    Raises:
        ArgumentError: if it is not known.
    """
    text = text_given(value, argument)
    if text in names:
        return text
    folded = text.casefold()
    alike = [one for one, name in names.items() if folded in (one.casefold(), name.casefold())]
    nearest = alike or nearest_words(text, names) or _nearest_by_name(text, names)
    hint = f"Did you mean {_or(map(repr, nearest))}?" if nearest else ""
    raise ArgumentError(argument, f"nobody {where} has the id {text!r}.", hint=hint)


def _nearest_by_name(text: str, names: Mapping[str, str]) -> list[str]:
    ids = {name: one for one, name in names.items()}
    return [ids[name] for name in nearest_words(text, ids)]


def _or(words: Iterable[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} or {last}" if first else last
