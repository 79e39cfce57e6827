"""Graphviz DOT. Written only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from actorgraph.attributes import undisputed
from actorgraph.edges import CONTESTED, DENIED
from actorgraph.formats.graph_attributes import looks_like_no_fact, sizes, when, words
from actorgraph.formats.mermaid import say_losses

if TYPE_CHECKING:
    from collections.abc import Iterator

    from actorgraph.edges import Edge
    from actorgraph.formats.content import Content
    from actorgraph.formats.export_loss import ExportLoss

_SHAPES = {"person": "ellipse", "position": "cds", "event": "hexagon", "document": "note"}
_LOOKS = {DENIED: "color=red, style=dotted, arrowhead=tee", CONTESTED: "color=red"}


def write(content: Content, losses: ExportLoss) -> Iterator[str]:
    """Yield a directed graph in pieces; every text is quoted, so nothing in it is DOT."""
    yield 'digraph actorgraph {\n  graph [charset="UTF-8"];\n  node [shape=box];\n'
    for entity in content.all_entities():
        entity_type = undisputed(entity).type
        shape = _SHAPES.get(entity_type, "box")
        yield (
            f"  {_quoted(entity.id)} [label={_quoted(entity.name)}, shape={shape},"
            f" class={_quoted(entity_type)}];\n"
        )
    for edge in content.all_edges():
        yield f"  {_quoted(edge.source)} -> {_quoted(edge.target)} [{_attributes(edge)}];\n"
    yield "}\n"
    say_losses(content, losses)


def _attributes(edge: Edge) -> str:
    label = "\n".join(part for part in (words(edge), sizes(edge), when(edge)) if part)
    attributes = [f"label={_quoted(label)}", f"tooltip={_quoted(edge.verdict)}"]
    if edge.verdict in _LOOKS:
        attributes.append(_LOOKS[edge.verdict])
    if looks_like_no_fact(edge) and edge.verdict != DENIED:
        attributes.append("style=dashed")
    if edge.is_symmetric:
        attributes.append("dir=none")
    return ", ".join(attributes)


def _quoted(text: str) -> str:
    """Return a quoted string; a backslash would be an escape, a line break is one of DOT's own."""
    plain = text.replace("\x00", "\ufffd").replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "\\n".join(plain.splitlines()) + '"'
