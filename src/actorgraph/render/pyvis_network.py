"""The graph as a pyvis Network, to edit by hand; the pages that it writes work offline."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pyvis.network import Network

from actorgraph.edges import CONTESTED, DENIED
from actorgraph.formats.graph_attributes import looks_like_no_fact, sizes, words
from actorgraph.render.payload import payload

if TYPE_CHECKING:
    from actorgraph.edges import Edge
    from actorgraph.engine import Subgraph

_FROM_A_NETWORK = re.compile(
    r"""<link\s[^>]*href=["']https?://[^>]*>|<script\s[^>]*src=["']https?://[^>]*></script>"""
)


class OfflineNetwork(Network):  # type: ignore[misc]  # pyvis has no types
    """A Network whose pages leave out the style sheets that pyvis fetches from a network."""

    def generate_html(self, *args: object, **options: object) -> str:
        """Return the page, which fetches nothing."""
        text: str = super().generate_html(*args, **options)
        self.html = _FROM_A_NETWORK.sub("", text)
        return self.html


def to_pyvis(graph: Subgraph) -> Network:
    """Return the graph as a Network with fixed positions.

    Nodes and edges are appended directly: pyvis's own methods take quadratic time and lose
    parallel edges.
    """
    data = payload(graph, title="")
    network = OfflineNetwork(directed=True, cdn_resources="in_line")
    entities = data["entities"]
    for number, entity_id in enumerate(entities["id"]):
        network.nodes.append(
            {
                "id": entity_id,
                "label": entities["name"][number],
                "group": data["types"][entities["type"][number]],
                "shape": "dot",
                "size": entities["size"][number],
                "x": entities["x"][number],
                "y": entities["y"][number],
            }
        )
        network.node_ids.append(entity_id)
        network.node_map[entity_id] = network.nodes[-1]
    network.edges.extend(_drawn(edge) for edge in graph.edges)
    network.toggle_physics(status=False)
    return network


def _drawn(edge: Edge) -> dict[str, Any]:
    """Return an edge of the network: one that is denied or planned does not look like a fact."""
    disputed = edge.verdict in (DENIED, CONTESTED)
    return {
        "from": edge.source,
        "to": edge.target,
        "title": ", ".join(filter(None, (words(edge), sizes(edge)))),
        "arrows": "" if edge.is_symmetric else "to",
        "dashes": edge.verdict == DENIED or looks_like_no_fact(edge),
        "color": "red" if disputed else "gray",  # else that of the type
    }
