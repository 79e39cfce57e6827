"""The filters of a question as keywords that a notebook completes.

A type checker reads them from `**filters: Unpack[Filters]`; Jedi and IPython look at the signature,
which names none of them. Called when a program first uses a public name; the command line, which
completes nothing here, does not import `inspect` for it. How methods are called does not change.
"""

from __future__ import annotations

import inspect
from functools import cache
from typing import TYPE_CHECKING

from actorgraph.graph import Graph
from actorgraph.queries.filter import Filters, filter_of

if TYPE_CHECKING:
    from collections.abc import Iterator


@cache
def name_filters() -> None:
    """Name every filter in the signatures of the questions of a graph that end in `**filters`."""
    for base in Graph.__mro__:
        for method in vars(base).values():
            if inspect.isfunction(method) and "filters" in method.__annotations__:
                plain = inspect.signature(method)
                setattr(method, "__signature__", plain.replace(parameters=[*_named(plain)]))  # noqa: B010 -- functions declare no such attribute


def _named(plain: inspect.Signature) -> Iterator[inspect.Parameter]:
    """Yield the parameters of a method, with a keyword for each filter in place of `**filters`."""
    defaults = inspect.signature(filter_of).parameters
    for parameter in plain.parameters.values():
        if parameter.kind is not inspect.Parameter.VAR_KEYWORD:
            yield parameter
        else:
            yield from (defaults[name] for name in Filters.__annotations__)
