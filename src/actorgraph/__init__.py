"""Who is connected to whom, since when, and who says so.

    >>> import actorgraph
    >>> graph = actorgraph.load()

Everything public is here and is imported when it is first used, so that importing actorgraph
costs next to nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from actorgraph.errors import ActorgraphError, DataError, NotAnswered, UsageError
    from actorgraph.filters import Filter
    from actorgraph.graph import Graph
    from actorgraph.lists import load_list
    from actorgraph.loading import from_frames, load
    from actorgraph.publishing.redact import redacted

__version__ = "0.2.0"
__all__ = [
    "ActorgraphError",
    "DataError",
    "Filter",
    "Graph",
    "NotAnswered",
    "UsageError",
    "__version__",
    "from_frames",
    "load",
    "load_list",
    "redacted",
]

_HOMES = {
    "ActorgraphError": "errors",
    "DataError": "errors",
    "Filter": "filters",
    "Graph": "graph",
    "NotAnswered": "errors",
    "UsageError": "errors",
    "from_frames": "loading",
    "load": "loading",
    "load_list": "lists",
    "redacted": "publishing.redact",
}

_GRAPHS = {"Graph", "from_frames", "load", "redacted"}
"""The names of which a program gets a graph."""


def __dir__() -> list[str]:
    return __all__


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    if name in _GRAPHS:
        import_module(f"{__name__}.filter_keywords").name_filters()
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
