"""Graphviz DOT. Written only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from actorgraph.formats.graph_attributes import words
from actorgraph.formats.mermaid import say_losses

if TYPE_CHECKING:
    from collections.abc import Iterator

    from actorgraph.edges import Edge
    from actorgraph.formats.content import Content
    from actorgraph.formats.export_loss import ExportLoss

_SHAPES = {"person": "ellipse", "position": "cds", "event": "hexagon", "document": "note"}
_LOOKS = {"denied": "color=red, style=dotted, arrowhead=tee", "contested": "color=red"}


def write(content: Content, losses: ExportLoss) -> Iterator[str]:
    """Yield a directed graph in pieces; every text is quoted, so nothing in it is DOT."""
    yield 'digraph actorgraph {\n  graph [charset="UTF-8"];\n  node [shape=box];\n'
    for entity in content.all_entities():
        shape = _SHAPES.get(entity.type, "box")
        yield (
            f"  {_quoted(entity.id)} [label={_quoted(entity.name)}, shape={shape},"
            f" class={_quoted(entity.type)}];\n"
        )
    for edge in content.all_edges():
        yield f"  {_quoted(edge.source)} -> {_quoted(edge.target)} [{_attributes(edge)}];\n"
    yield "}\n"
    say_losses(content, losses)


def _attributes(edge: Edge) -> str:
    when = f"{edge.start_date}/{edge.end_date}".strip("/")
    label = f"{words(edge)}\n{when}" if when else words(edge)
    looks = _LOOKS.get(edge.verdict, "")
    if edge.certainty == "planned":
        looks = ", ".join(part for part in (looks, "style=dashed") if part)
    attributes = [f"label={_quoted(label)}", f"tooltip={_quoted(edge.verdict)}", looks]
    return ", ".join(part for part in attributes if part)


def _quoted(text: str) -> str:
    """Return a quoted string; a backslash would be an escape, a line break is one of DOT's own."""
    plain = text.replace("\x00", "\ufffd").replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "\\n".join(plain.splitlines()) + '"'
