"""Whom a name may mean that is in no row of the entities: named beside the warning.

Called by check.py for the few warnings that somebody will read first. Leaves out who is meant: a
person has to write it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from actorgraph import checks
from actorgraph.headings.column_options import toml_text
from actorgraph.names.nearest import nearest

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from actorgraph.engine import Engine
    from actorgraph.errors import Problem
    from actorgraph.names.nearest import Near

MOST = 50
"""So many names are looked up."""
PROPOSED = 3
FEWEST = 2
"""So many names at least stand in a column that may be the one of ids."""


def with_candidates(engine: Engine, problems: Sequence[Problem]) -> list[Problem]:
    """Return the problems, the first names that no row states with those that they may mean."""
    unlisted = {
        number: name
        for number, problem in enumerate(problems)
        if problem.column in ("source", "target") and (name := checks.unlisted_name(problem))
    }
    asked = dict(list(unlisted.items())[:MOST])
    if not asked:
        return list(problems)
    proposed = list(problems)
    called = _called_otherwise(engine, {*asked.values()})
    near = nearest([*asked.values()], engine.all_names())
    listed = engine.entities({one.id for several in near for one in several})
    for number, several in zip(asked, near, strict=True):
        known = [one for one in several if not listed[one.id].derived][:PROPOSED]
        if asked[number] in called:
            message = f"{problems[number].message}; {called[asked[number]]}"
            proposed[number] = problems[number]._replace(message=message)
        elif known:
            named = [_named(listed[one.id].name, one) for one in known]
            message = f"{problems[number].message}; did you mean {' or '.join(named)}?"
            proposed[number] = problems[number]._replace(message=message)
    return proposed


def _called_otherwise(engine: Engine, names: Collection[str]) -> dict[str, str]:
    """Map names to what to say of them that stand in a column of entities which is none of ours.

    A short name or a number of a list of one's own is an id there, under whatever header.
    """
    found: dict[str, dict[str, list[str]]] = {}
    for entity in engine.all_entities():
        for column, cell in entity.extra.items():
            if cell in names:
                found.setdefault(column, {}).setdefault(cell, []).append(entity.name)
    called = {}
    for column, owners in found.items():
        is_unique = all(len(several) == 1 for several in owners.values())
        if is_unique and len(owners) >= FEWEST:
            told = f"id = {toml_text(column)} under [entities] in actorgraph.toml"
            for cell, (owner,) in owners.items():
                called[cell] = f"it is the {column} of {owner}; if that is the id, say {told}"
    return called


def _named(name: str, one: Near) -> str:
    why = one.reason if one.id == name else f"{one.id}: {one.reason}"
    return f"{name} ({why})"
