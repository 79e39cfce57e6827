"""A graph as a plain NetworkX MultiDiGraph with lazily read attributes."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, TypeAlias

from actorgraph.collector import collector_paused
from actorgraph.formats.actorgraph_json import edge_object, entity_object
from actorgraph.formats.content import is_number
from actorgraph.formats.graph_attributes import agreed_cells, number_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import networkx

    from actorgraph.engine import LazyGraph

Adjacent: TypeAlias = "dict[str, dict[int, Attributes]]"
"""From each neighbor's id to the parallel edges."""

_AT_ONCE = 1 << 16
_UNREAD = {"unread": "dict(...) reads it"}
"""Stands in an unread dict, because libraries in C take an empty one for empty."""


@collector_paused()
def to_networkx(graph: LazyGraph) -> networkx.MultiDiGraph:
    """Return a NetworkX graph: nodes are entity ids, one edge per edge, nothing overwritten.

    Node attributes are the entity's columns; edge attributes the keys of the JSON edge and its id,
    with `claims` a list of dicts, and the further columns on which its claims agree, numbers as
    numbers. An edge that is the same from either end stands in both directions, with `directed`
    False, one id and one dict of attributes: so NetworkX's measures count it both ways.
    """
    import networkx as nx

    def of_entity(number: int) -> dict[str, Any]:
        attributes = entity_object(graph.entity(number))
        del attributes["id"]
        return attributes

    def of_edge(number: int) -> dict[str, Any]:
        edge = graph.edge(number)
        attributes = {"id": edge.id, **edge_object(edge)}
        for name, cell in agreed_cells(edge).items():
            attributes.setdefault(name, number_of(cell) if is_number(cell) else cell)
        del attributes["source"], attributes["target"]
        return attributes

    multigraph = nx.MultiDiGraph()
    ids = graph.ids
    successors: list[Adjacent] = [{} for _ in ids]
    predecessors: list[Adjacent] = [{} for _ in ids]
    nodes = (Attributes(of_entity, number) for number in range(len(ids)))
    multigraph._node.update(zip(ids, nodes, strict=True))  # noqa: SLF001 -- adding copies attributes
    multigraph._succ.update(zip(ids, successors, strict=True))  # noqa: SLF001
    multigraph._pred.update(zip(ids, predecessors, strict=True))  # noqa: SLF001
    for number, (source, target, is_symmetric) in enumerate(_ends(graph)):
        attributes = Attributes(of_edge, number)
        # One after the other and not in a function: a million calls are a tenth of the time.
        parallel = successors[source].get(ids[target])
        if parallel is None:
            first = {0: attributes}
            successors[source][ids[target]] = predecessors[target][ids[source]] = first
        else:
            parallel[len(parallel)] = attributes
        if is_symmetric and source != target:
            parallel = successors[target].get(ids[source])
            if parallel is None:
                first = {0: attributes}
                successors[target][ids[source]] = predecessors[source][ids[target]] = first
            else:
                parallel[len(parallel)] = attributes
    return multigraph


def _ends(graph: LazyGraph) -> Iterator[tuple[int, int, bool]]:
    """Yield the numbers of both ends of each edge, and whether it is the same from either end."""
    for start in range(0, len(graph.ends), _AT_ONCE):
        part = slice(start, start + _AT_ONCE)
        sources, targets = graph.ends[part].T.tolist()
        yield from zip(sources, targets, graph.symmetric[part].tolist(), strict=True)


class Attributes(dict[str, Any]):
    """Lazy attributes of an entity or an edge: a dict that is filled on the first access.

    Args:
        read: returns the content.
        number: of the entity or the edge.
    """

    __slots__ = ("_number", "_read")

    def __init__(self, read: Callable[[int], dict[str, Any]], number: int) -> None:
        super().__init__(_UNREAD)
        self._read: Callable[[int], dict[str, Any]] | None = read
        self._number = number

    def read(self) -> None:
        """Fill the dict, unless it is filled."""
        if self._read is not None:
            content = self._read(self._number)
            dict.clear(self)
            dict.update(self, content)
            self._read = None

    def __missing__(self, key: str) -> Any:
        """Read, then return the value; dict calls this only while nothing has been read."""
        if self._read is None:
            raise KeyError(key)
        self.read()
        return self[key]

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle and copy as the plain dict that it stands for."""
        return dict, (dict(self),)


def _after_reading(name: str) -> Callable[..., Any]:
    """Return a method of dict that reads first."""
    plain = getattr(dict, name)

    @wraps(plain)
    def reading(self: Attributes, *args: Any, **named: Any) -> Any:
        self.read()
        return plain(self, *args, **named)

    return reading


for _name in (
    "__contains__", "__delitem__", "__eq__", "__ior__", "__iter__", "__len__", "__ne__", "__or__",
    "__repr__", "__reversed__", "__ror__", "__setitem__", "clear", "copy", "get", "items", "keys",
    "pop", "popitem", "setdefault", "update", "values",
):  # fmt: skip
    setattr(Attributes, _name, _after_reading(_name))
