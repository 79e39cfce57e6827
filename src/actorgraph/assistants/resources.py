"""What can be read about the data without a question: its vocabulary, and its sources."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from actorgraph import schema
from actorgraph.assistants.answer_text import (
    DEFAULT_CHARACTERS,
    answer_text,
    items_within,
    page_of,
)
from actorgraph.render import cited_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from actorgraph.graph import Graph
    from actorgraph.render.cited_lines import CitedLine

MOST_WORDS = 200
"""So many types and relation words of the data are listed."""


class Resource(NamedTuple):
    """Something to read.

    Attributes:
        about: what it is.
        text: returns it, marked as data where it is that.
    """

    uri: str
    name: str
    about: str
    text: Callable[[Graph], str]


def _schema(graph: Graph) -> str:
    return answer_text(page_of(_vocabulary(graph), characters=DEFAULT_CHARACTERS))


def _vocabulary(graph: Graph) -> Iterator[CitedLine]:
    """Yield the columns and our words, then the words of the data with how often each stands."""
    note = cited_lines.note
    yield note(f"Columns of relations: {_listed(one.name for one in schema.RELATION_COLUMNS)}.")
    yield note(f"Columns of entities: {_listed(one.name for one in schema.ENTITY_COLUMNS)}.")
    yield note(f"A claim's status is one of: {', '.join(schema.STATUSES)}.")
    yield note(f"Its certainty is one of: {', '.join(schema.CERTAINTIES)}.")
    yield note(f"Whoever checks it may assess it as one of: {', '.join(schema.ASSESSMENTS)}.")
    stats = graph.stats().result
    for title, counts in (("Types", stats.types), ("Relations", stats.relations)):
        yield cited_lines.heading(f"{title} in this data")
        words = [f"{count:,}  {word or '(none)'}" for word, count in counts.items()]
        yield from cited_lines.as_counts(islice(words, MOST_WORDS))
        yield from cited_lines.left_out(max(0, len(words) - MOST_WORDS), "word")


def _listed(names: Iterator[str]) -> str:
    return ", ".join(names)


def _sources(graph: Graph) -> str:
    answer, goes_on = graph.sources().beginning(items_within(DEFAULT_CHARACTERS, 0))
    page = page_of(cited_lines.sources(answer.result), characters=DEFAULT_CHARACTERS)
    return answer_text(page, beyond_limit=answer.beyond_limit, goes_on=goes_on)


RESOURCES = (
    Resource(
        "actorgraph://schema",
        "schema",
        "The columns, our closed words, and the types and relations of this data.",
        _schema,
    ),
    Resource(
        "actorgraph://sources",
        "sources",
        "Who says how much of this data, and what rests on whom alone.",
        _sources,
    ),
)
