"""The nodes and edges of a drawn graph as rows of ours, for the formats of network analysis.

Where things stand in a drawing and how they look is no statement about them: it is counted and
left. Called by the readers of GML, Pajek, GDF and their like; leaves out their syntax.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from actorgraph.formats import graph_attributes

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from actorgraph.formats.content import Row
    from actorgraph.formats.notes import Notes


class GraphRows:
    """The rows of one graph.

    Args:
        notes: where it is counted what is not taken over.
        directed: whether an edge that says nothing has a direction.
        looks: names, in small letters, of attributes that only tell how to draw.
    """

    def __init__(self, notes: Notes, *, directed: bool, looks: Collection[str] = ()) -> None:
        self._notes = notes
        self._default = "directed" if directed else "undirected"
        self._looks = looks
        self._nodes: set[str] = set()
        self._ends: Counter[str] = Counter()

    def has(self, node_id: str) -> bool:
        """Return whether a node of that id has been read."""
        return node_id in self._nodes

    def node(self, node_id: str, attributes: Mapping[str, Any]) -> Iterator[Row]:
        """Yield a node."""
        self._nodes.add(node_id)
        yield from graph_attributes.node_row(node_id, self._seen(attributes, "nodes"), self._notes)

    def edge(
        self, source: str, target: str, attributes: Mapping[str, Any], direction: str = ""
    ) -> Iterator[Row]:
        """Yield an edge.

        Args:
            direction: what the edge says of it, `true`, `undirected` and the like.
        """
        self._ends.update((source, target))
        given = self._seen(attributes, "edges")
        given["directed"] = graph_attributes.directed_cell(direction, self._default)
        yield from graph_attributes.edge_rows(source, target, given, self._notes)

    def finish(self) -> None:
        """Count the ends that no node is for, at the end of the file."""
        strange = [end for end in self._ends if end not in self._nodes]
        if strange and self._nodes:
            self._notes.add("ends of edges", "that are no node of the file", len(strange))

    def _seen(self, attributes: Mapping[str, Any], what: str) -> dict[str, Any]:
        kept = {}
        for name, value in attributes.items():
            if name.lower().partition(".")[0] in self._looks:
                self._notes.add(f"{name.partition('.')[0]} of {what}", "not taken over: drawing")
            else:
                kept[name] = value
        return kept
