"""Which questions of `Graph` are tools, and how each is asked: one table.

What a tool and its arguments are called and how they are explained comes from the help of the
command of the same name (`Asking`); only how many items are read is decided here.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from actorgraph.assistants.answer_text import (
    DEFAULT_CHARACTERS,
    LEAST_CHARACTERS,
    MOST_CHARACTERS,
    answer_text,
    items_within,
    marked,
    page_of,
)
from actorgraph.errors import ArgumentError, NotAnswered, UsageError
from actorgraph.plurals import counted
from actorgraph.render import cited_flows, cited_lines, cited_links

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from actorgraph.graph import Graph
    from actorgraph.render.answers import Answer
    from actorgraph.render.cited_lines import CitedLine

    Values = Mapping[str, object]


class Parameter(NamedTuple):
    """An argument of a tool.

    Attributes:
        name: as an assistant writes it: the option without its dashes.
        keyword: what `Graph` calls it; "" where it is given by its place.
        schema: its type and its words, as JSON Schema.
        is_required: whether the question needs it.
        is_negated: whether it says the opposite of the keyword.
    """

    name: str
    keyword: str
    schema: Mapping[str, object]
    is_required: bool = False
    is_negated: bool = False


class Asking(NamedTuple):
    """How a question is explained and what it takes.

    Attributes:
        title: a sentence.
    """

    name: str
    title: str
    parameters: Sequence[Parameter] = ()


class Tool(NamedTuple):
    """A question as a tool.

    Attributes:
        lines: returns its answer as lines.
        is_listed: whether its answer has lists of which any part can be read by itself; then no
            more items are read than fit.
        bounds: what an answer that an assistant waits for may cost, by the keywords of `Graph`.
    """

    lines: Callable[[Any], Iterable[CitedLine]]
    is_listed: bool = False
    bounds: Values = MappingProxyType({})


NAMES_COMPARED = 100_000
"""Names of so many entities are compared while somebody waits, in some seconds."""


def _counts(answer: Answer[object]) -> Iterator[CitedLine]:
    return cited_lines.as_counts(answer.lines())


TOOLS = {
    "show": Tool(cited_lines.shown),
    "find": Tool(cited_lines.found),
    "search": Tool(cited_lines.text_found, is_listed=True),
    "list": Tool(cited_lines.listing, is_listed=True),
    "neighbors": Tool(cited_lines.neighborhood),
    "path": Tool(cited_links.paths, is_listed=True),
    "connect": Tool(cited_links.connection),
    "common": Tool(cited_links.common),
    "owners": Tool(cited_links.ownership, is_listed=True),
    "owned": Tool(cited_links.ownership, is_listed=True),
    "flows": Tool(cited_flows.flows, is_listed=True),
    "timeline": Tool(cited_lines.timeline, is_listed=True),
    "holders": Tool(cited_lines.offices, is_listed=True),
    "offices": Tool(cited_lines.held_offices, is_listed=True),
    "sources": Tool(cited_lines.sources, is_listed=True),
    "claims": Tool(cited_lines.claim_list, is_listed=True),
    "conflicts": Tool(cited_links.conflicts, bounds={"most_names": NAMES_COMPARED}),
    "rank": Tool(cited_lines.ranking),
    "communities": Tool(cited_lines.communities, is_listed=True),
    "stats": Tool(_counts),
    "check": Tool(_counts),
}
"""The questions that are tools, in the order of the command line's help."""
NO_TOOLS = {
    "diff": "reads a second folder that a person names",
    "match": "reads a list that a person names",
    "mentions": "reads documents that a person names",
}
"""The questions that are none, since an assistant names no files, each with the reason."""

PAGING = (
    Parameter(
        "characters",
        "",
        {
            "type": "integer",
            "minimum": LEAST_CHARACTERS,
            "maximum": MOST_CHARACTERS,
            "default": DEFAULT_CHARACTERS,
            "description": "At most so many characters; a token is about four.",
        },
    ),
    Parameter(
        "skip",
        "",
        {
            "type": "integer",
            "minimum": 0,
            "default": 0,
            "description": "Leave out so many lines at the beginning, to read on in a long answer.",
        },
    ),
)
"""The arguments that every tool takes."""


def answered(graph: Graph, asking: Asking, values: Values) -> str:
    """Return the text of the answer to a question, or a question back where a name is not sure.

    Raises:
        ActorgraphError: if an argument cannot be, or nothing of a name is here.
    """
    said: list[str] = []
    graph.tell = said.append
    characters = _number(values, PAGING[0])
    skip = _number(values, PAGING[1])
    tool = TOOLS[asking.name]
    try:
        answer = _asked(graph, asking, values)
    except NotAnswered as error:
        return _question_back(error, characters)
    goes_on = False
    if tool.is_listed:
        answer, goes_on = answer.beginning(items_within(characters, skip))
    whole: Any = answer if tool.lines is _counts else answer.result
    lines_of_answer = (*cited_lines.notes(*said), *tool.lines(whole))
    page = page_of(lines_of_answer, characters=characters, skip=skip)
    return answer_text(page, beyond_limit=answer.beyond_limit, goes_on=goes_on)


def _question_back(error: NotAnswered, characters: int) -> str:
    """Return who can be meant by a name that is not sure, and what to do."""
    page = page_of(cited_lines.who_is_meant(error), characters=characters)
    if page.last == 1 and not page.left:
        return f"Nothing here is called so, or like it.\n{marked(page.lines)}"
    more = f" Left out: {counted(page.left, 'more candidate')}." if page.left else ""
    which = "Which one is meant? Ask the person, or ask again with the id of one of these."
    return f"The name is not sure.\n{marked(page.lines)}\n{which}{more}"


def _asked(graph: Graph, asking: Asking, values: Values) -> Answer[object]:
    """Ask the graph; an error about an argument calls it as the tool does."""
    by_place: list[object] = []
    by_name: dict[str, object] = {**TOOLS[asking.name].bounds}
    for one in asking.parameters:
        value = values.get(one.name)
        if value is None:
            value = one.schema.get("default")
        if value is None:
            continue
        if not one.keyword:
            by_place += value if isinstance(value, list) else [value]
        else:
            by_name[one.keyword] = not value if one.is_negated else value
    try:
        answer: Answer[object] = getattr(graph, asking.name)(*by_place, **by_name)
    except ArgumentError as error:
        called = {one.keyword: one.name for one in asking.parameters}
        raise error.called(called.get(error.argument, error.argument)) from None
    return answer


def read_values(asking: Asking, given: Mapping[str, object]) -> dict[str, object]:
    """Return the arguments of a call as the question takes them.

    Raises:
        UsageError: if one is missing, not known, of another type or out of its bounds.
    """
    known = {one.name: one for one in (*asking.parameters, *PAGING)}
    if unknown := [name for name in given if name not in known]:
        raise UsageError(
            f"{asking.name} takes no argument {unknown[0][:80]!r}; it takes {', '.join(known)}."
        )
    values = {name: _read(known[name], value) for name, value in given.items()}
    for one in asking.parameters:
        if one.is_required and values.get(one.name) in (None, "", []):
            raise UsageError(f"{asking.name} needs the argument {one.name}.")
    return values


def _read(parameter: Parameter, value: object) -> object:
    """Return a value of the type of a parameter; a text may stand for a list of one."""
    kind = parameter.schema["type"]
    if value is None:
        return None
    if kind == "array":
        texts = value if isinstance(value, list) else [value]
        if all(isinstance(one, str) for one in texts):
            return texts
    elif kind == "integer":
        if isinstance(value, str) and re.fullmatch(r"[0-9]{1,18}", value):
            value = int(value)
        if isinstance(value, int) and not isinstance(value, bool):
            return _within_bounds(parameter, value)
    elif isinstance(value, bool if kind == "boolean" else str):
        return value
    wanted = {"array": "a list of texts", "integer": "a whole number", "boolean": "true or false"}
    raise UsageError(f"{parameter.name} has to be {wanted.get(str(kind), 'a text')}.")


def _within_bounds(parameter: Parameter, number: int) -> int:
    """Return a number that its parameter allows."""
    least, most = parameter.schema.get("minimum", 0), parameter.schema.get("maximum")
    if not isinstance(least, int) or not isinstance(most, int | None):
        raise TypeError(parameter.name)
    if most is not None and not least <= number <= most:
        raise ArgumentError(parameter.name, f"{number:,} is not from {least:,} to {most:,}.")
    if number < least:
        raise ArgumentError(parameter.name, f"{number:,} is not a whole number from {least:,} on.")
    return number


def _number(values: Values, parameter: Parameter) -> int:
    """Return a number of characters or lines, by default that of its parameter."""
    value = values.get(parameter.name)
    number = parameter.schema["default"] if value is None else value
    if not isinstance(number, int):
        raise TypeError(parameter.name)
    return number
