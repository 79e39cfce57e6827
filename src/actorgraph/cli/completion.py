"""Shell completion of entities by their ids and names."""

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
"""Compiled only when a shell asks."""


class EntityName(click.types.StringParamType):
    """The name or id of an entity, completed from the data that the command line names."""

    name = "name"

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem[Any]]:
        """Return ids that begin with the text, and names in which a word does."""
        del param
        from click.shell_completion import CompletionItem

        options = ctx.find_root().params
        context = Context(tuple(options.get("paths") or ()), tuple(options.get("columns") or ()))
        try:
            names = _names(context.graph_quietly().engine, incomplete)
        except Exception:  # noqa: BLE001 -- an error would break the line that is being typed
            return []
        return [CompletionItem(name) for name in names]


ENTITY = EntityName()


def _names(engine: Engine, begun: str) -> list[str]:
    """Return an id or a name for each entity that an unfinished name can mean."""
    names: dict[str, None] = {}
    for entity in engine.entities(engine.starting_with(begun, CANDIDATES)).values():
        is_id = entity.id.casefold().startswith(begun.casefold())
        text = entity.id if is_id or not entity.name else entity.name
        if not re.search(_NOT_ONE_LINE, text):
            names[text] = None
    return list(names)
