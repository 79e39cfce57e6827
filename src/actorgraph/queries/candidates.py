"""Whom a name may mean that is in no row of the entities: named beside the warning.

Called by check.py for the few warnings that somebody will read first. Leaves out who is meant: a
person has to write it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from actorgraph import checks
from actorgraph.names.nearest import nearest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from actorgraph.engine import Engine
    from actorgraph.errors import Problem
    from actorgraph.names.nearest import Near

MOST = 50
"""So many names are looked up."""
PROPOSED = 3


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
    near = nearest([*asked.values()], engine.all_names())
    listed = engine.entities({one.id for several in near for one in several})
    for number, several in zip(asked, near, strict=True):
        known = [one for one in several if not listed[one.id].derived][:PROPOSED]
        if known:
            named = [_named(listed[one.id].name, one) for one in known]
            message = f"{problems[number].message}; did you mean {' or '.join(named)}?"
            proposed[number] = problems[number]._replace(message=message)
    return proposed


def _named(name: str, one: Near) -> str:
    why = one.reason if one.id == name else f"{one.id}: {one.reason}"
    return f"{name} ({why})"
