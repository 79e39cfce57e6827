"""The passages behind an answer, as HTML below it in a notebook: each paragraph once, marked.

Opened by a click, without a script. Leaves out how the answer itself is displayed.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING

from actorgraph.claims import Claim, Entity
from actorgraph.edges import Edge
from actorgraph.render.dossier import MarkedParagraph, passage_blocks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from actorgraph.passages.cited_passages import CitedPassages


def claims_of(answer: object) -> Iterator[Claim]:
    """Yield the claims of an answer, in whatever lists it has them; not of whom it merely names."""
    if isinstance(answer, Claim):
        yield answer
    elif isinstance(answer, Edge):
        yield from answer.claims
    elif isinstance(answer, Entity):
        yield from (one.claim for one in answer.descriptions)
    elif is_dataclass(answer):
        for field in fields(answer):
            yield from claims_of(getattr(answer, field.name))
    elif isinstance(answer, Sequence) and not isinstance(answer, str):
        for one in answer:
            yield from claims_of(one)


def passages_html(answer: object, passages: CitedPassages, title: Callable[[str], str]) -> str:
    """Return the passages that the claims of an answer cite; "" where there are none.

    Args:
        title: what a document is called.

    Raises:
        UsageError: if a document cannot be read.
    """
    pieces = []
    for block in passage_blocks(claims_of(answer), passages, title):
        if isinstance(block, MarkedParagraph):
            told = [(html.escape(text), is_marked) for text, is_marked in block.pieces]
            text = "".join(f"<mark>{words}</mark>" if m else words for words, m in told)
            pieces.append(f"<blockquote><small>{block.label}</small> {text}</blockquote>")
        elif block.level > 1:
            pieces.append(f"<p><strong>{html.escape(block.text)}</strong></p>")
    body = "".join(pieces)
    return f"<details><summary>Passages</summary>{body}</details>" if pieces else ""
