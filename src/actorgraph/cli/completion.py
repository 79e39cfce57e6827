"""Shell completion of what an argument can be: names and words of the data, and our own words."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Any

import click

from actorgraph.cli.context import Context

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from click.shell_completion import CompletionItem

    from actorgraph.engine import Engine

PROGRAM, VARIABLE = "actorgraph", "_ACTORGRAPH_COMPLETE"
CANDIDATES = 50

_NOT_ONE_LINE = "[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]"
"""Compiled only when a shell asks."""


class _OfTheData(click.types.StringParamType):
    """A text that is completed from the data that the command line names."""

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem[Any]]:
        """Return what the text can become."""
        del param
        from click.shell_completion import CompletionItem

        context: Context = ctx.obj or Context()
        if "-" in context.data:  # standard input is the terminal on which somebody is typing
            return []
        try:
            texts = self.beginning(context.graph_quietly().engine, incomplete)
            lines = [text for text in texts if not re.search(_NOT_ONE_LINE, text)]
        except Exception:  # noqa: BLE001 -- an error would break the line that is being typed
            return []
        return [CompletionItem(line) for line in dict.fromkeys(lines)]

    def beginning(self, engine: Engine, begun: str) -> Iterable[str]:
        """Return what begins with a text."""
        raise NotImplementedError


class EntityName(_OfTheData):
    """The name or id of an entity."""

    name = "name"

    def beginning(self, engine: Engine, begun: str) -> Iterator[str]:
        """Yield ids that begin with the text, and names in which a word does."""
        for entity in engine.entities(engine.starting_with(begun, CANDIDATES)).values():
            is_id = entity.id.casefold().startswith(begun.casefold())
            yield entity.id if is_id or not entity.name else entity.name


class SourceName(EntityName):
    """A speaker, relay, document or publisher: an entity, or a name that only claims give."""

    name = "source"

    def beginning(self, engine: Engine, begun: str) -> Iterator[str]:
        """Yield entities that claims cite; in data that is in memory also other names they cite."""
        from actorgraph.engines.local import LocalEngine

        for one, text in zip(
            engine.starting_with(begun, CANDIDATES), super().beginning(engine, begun), strict=True
        ):
            if engine.is_source(one):
                yield text
        if isinstance(engine, LocalEngine):
            cited = {source for claim in engine.all_claims() for source in claim.sources}
            unlisted = cited.difference(engine.entities(cited))
            yield from islice(sorted(_beginning(unlisted, begun)), CANDIDATES)


class DataWord(_OfTheData):
    """A word that rows hold in a column: relation, or type."""

    def __init__(self, column: str) -> None:
        self.name = column

    def beginning(self, engine: Engine, begun: str) -> list[str]:
        """Return the words that begin with the text, with blanks or underscores."""
        return sorted(_beginning(engine.words(self.name), begun))


class ClosedWord(click.types.StringParamType):
    """One of our own words, which are looked up when they are first wanted.

    The question that takes the word checks it, so that it is meant, or refused, as in Python.

    Args:
        read: returns the words.
    """

    name = "word"

    def __init__(self, read: Callable[[], Iterable[str]]) -> None:
        self._read = read

    def words(self) -> Iterable[str]:
        """Return the words."""
        return self._read()

    def get_metavar(self, *_: object, **__: object) -> str:
        """Return the words as the help shows them."""
        return f"[{'|'.join(self._read())}]"

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem[Any]]:
        """Return the words that begin with the text."""
        del ctx, param
        from click.shell_completion import CompletionItem

        return [CompletionItem(word) for word in _beginning(self._read(), incomplete)]


def _formats_read() -> Iterable[str]:
    from actorgraph.formats.registry import FORMATS

    return [one.name for one in FORMATS if one.reads]


def _formats_written() -> Iterable[str]:
    from actorgraph.export import PAGE
    from actorgraph.formats.registry import FORMATS

    return [PAGE, *(one.name for one in FORMATS if one.writes)]


FORMAT_READ, FORMAT_WRITTEN = ClosedWord(_formats_read), ClosedWord(_formats_written)
ENTITY, SOURCE = EntityName(), SourceName()
RELATION, TYPE = DataWord("relation"), DataWord("type")


def _beginning(words: Iterable[str], begun: str) -> Iterator[str]:
    """Yield the words that begin with a text, whatever its case and its blanks."""
    from actorgraph.schema import folded_header

    start = folded_header(begun)
    return (word for word in words if word and folded_header(word).startswith(start))
