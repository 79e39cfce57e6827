"""Completion of entities in a shell, by their ids and names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import click

from actorgraph.cli.context import Context

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from actorgraph.engine import Engine

PROGRAM, VARIABLE = "actorgraph", "_ACTORGRAPH_COMPLETE"
CANDIDATES = 50

_NOT_ONE_LINE = "[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]"
"""Compiled when it is needed: only a shell asks."""


class EntityName(click.types.StringParamType):
    """The name or id of an entity, which completes from the data that the command asks."""

    name = "name"

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem[Any]]:
        """Return ids that begin so, and names of which a word begins so."""
        del param
        from click.shell_completion import CompletionItem

        asked = ctx.find_root().params
        context = Context(tuple(asked.get("paths") or ()), tuple(asked.get("columns") or ()))
        try:
            names = _names(context.graph_quietly().engine, incomplete)
        except Exception:  # noqa: BLE001 -- in the middle of a line there is no place for errors
            return []
        return [CompletionItem(name) for name in names]


ENTITY = EntityName()


def _names(engine: Engine, begun: str) -> list[str]:
    """Return an id or a name for each entity that the beginning of a name can mean."""
    names: dict[str, None] = {}
    for entity in engine.entities(engine.starting_with(begun, CANDIDATES)).values():
        is_id = entity.id.casefold().startswith(begun.casefold())
        text = entity.id if is_id or not entity.name else entity.name
        if not re.search(_NOT_ONE_LINE, text):
            names[text] = None
    return list(names)
