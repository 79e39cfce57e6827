"""Mermaid flowcharts, for documents that draw them. Written only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from actorgraph.attributes import undisputed
from actorgraph.edges import CONTESTED, DENIED
from actorgraph.formats.graph_attributes import looks_like_no_fact, sizes, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from actorgraph.edges import Edge
    from actorgraph.formats.content import Content
    from actorgraph.formats.export_loss import ExportLoss

_SHAPES = {
    "person": ("([", "])"),
    "position": ("[/", "/]"),
    "event": ("{{", "}}"),
    "document": (">", "]"),
}
_COMMON = 500
"""Mermaid refuses to draw more edges unless it is told to."""


def write(content: Content, losses: ExportLoss) -> Iterator[str]:
    """Yield a flowchart in pieces: facts solid, what is in doubt dotted, what is denied crossed."""
    yield "flowchart LR\n"
    numbers: dict[str, int] = {}
    for entity in content.all_entities():
        number = numbers[entity.id] = len(numbers)
        left, right = _SHAPES.get(undisputed(entity).type, ("[", "]"))
        yield f'  n{number}{left}"{_text(entity.name)}"{right}\n'
    count = 0
    for count, edge in enumerate(content.all_edges(), start=1):  # noqa: B007 - counted
        source, target = numbers[edge.source], numbers[edge.target]
        label = ", ".join(filter(None, (words(edge), sizes(edge))))
        yield f'  n{source} {_arrow(edge)}|"{_text(label)}"| n{target}\n'
    say_losses(content, losses)
    if count > _COMMON:
        losses.say(f"Mermaid draws no more than {_COMMON} edges unless maxEdges is raised.")


def say_losses(content: Content, losses: ExportLoss) -> None:
    """Say how many claims stand behind the edges that are drawn."""
    claims = sum(1 for _ in content.all_claims())
    losses.say(f"A drawing holds no claims: the sources of {claims:,} are not in it.")
    losses.say_descriptions(content)


def _arrow(edge: Edge) -> str:
    if edge.verdict == DENIED:
        return "x--x" if edge.is_symmetric else "--x"
    if edge.verdict == CONTESTED or looks_like_no_fact(edge):
        return "-.-" if edge.is_symmetric else "-.->"
    return "---" if edge.is_symmetric else "-->"


def _text(text: str) -> str:
    """Escape text inside quotes, where Mermaid reads HTML and its own entities."""
    plain = " ".join(text.split())
    return "".join(c if c.isalnum() or c in " .,:;-()/'" else f"#{ord(c)};" for c in plain) or " "
