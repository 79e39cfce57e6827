"""Dossiers as files: Markdown, one HTML file without scripts, or a Word document."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from actorgraph.errors import UsageError
from actorgraph.render.dossier import Drawing, Heading, Items, MarkedParagraph, Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from actorgraph.render.dossier import Block

SUFFIXES = (".md", ".html", ".docx")
OLD_WORD = "The drawings of a Word document are SVG: Word before 2016 shows white paper instead."
_STYLE = (
    "body{max-width:46em;margin:2em auto;padding:0 1em;font:16px/1.5 Georgia,serif;color:#111}"
    "h1{margin-top:2em;border-bottom:1px solid #ccc}h2{font-size:1.1em;margin-top:1.5em}"
    "h3{font-size:1em;font-style:italic;font-weight:400}svg{max-width:100%;height:auto}"
    "li{margin:.25em 0}li p{margin:0 0 0 1em;color:#444}"
    "@media print{body{margin:0;max-width:none}h1{break-after:avoid}}"
)
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~])")


def write(path: Path, title: str, blocks: Iterable[Block], *, force: bool) -> list[str]:
    """Write a dossier in the format of the suffix of its path.

    Returns:
        A sentence for each loss: what the format cannot hold.

    Raises:
        UsageError: if the suffix is none of SUFFIXES.
        MissingExtraError: if a Word document is wanted and python-docx is not installed.
        FileExistsAlreadyError: if a file is there and force is not given.
    """
    from actorgraph.formats.files import write_file, write_text

    suffix = path.suffix.lower()
    if suffix == ".docx":
        from actorgraph.render.dossier_docx import save

        write_file(path, lambda place: save(place, title, blocks), force=force)
        return [OLD_WORD]
    if suffix not in SUFFIXES:
        listed = ", ".join(SUFFIXES)
        raise UsageError(f"A dossier is written as {listed}, not as {suffix or 'that'}.")
    write_text(path, (as_markdown if suffix == ".md" else as_html)(title, blocks), force=force)
    return []


def as_markdown(title: str, blocks: Iterable[Block]) -> Iterator[str]:
    """Yield a dossier as Markdown; what the data writes is never markup."""
    yield f"# {_plain(title)}\n\n"
    for block in blocks:
        if isinstance(block, Heading):
            yield f"{'#' * (block.level + 1)} {_plain(block.text)}\n\n"
        elif isinstance(block, Paragraph):
            yield f"{_plain(block.text)}\n\n"
        elif isinstance(block, Drawing):
            yield f"{block.svg}\n\n"
        elif isinstance(block, MarkedParagraph):
            pieces = (_bold(text) if mark else _plain(text) for text, mark in block.pieces)
            yield f"> {block.label}: {''.join(pieces)}\n\n"
        else:
            for number, (text, remarks) in enumerate(block.items, start=1):
                mark = f"{number}." if block.is_numbered else "-"
                yield f"{mark} {_plain(text)}\n"
                yield from (f"  - {_plain(remark)}\n" for remark in remarks)
            yield "\n"


def _bold(text: str) -> str:
    """Return a text in bold; Markdown reads no mark with a blank beside it inside."""
    text = _plain(text)
    inside = text.strip()
    return text.replace(inside, f"**{inside}**", 1) if inside else text


def _plain(text: str) -> str:
    return _MARKUP.sub(r"\\\1", text.replace("\n", " "))


def as_html(title: str, blocks: Iterable[Block]) -> Iterator[str]:
    """Yield a dossier as one HTML file that loads nothing and runs nothing."""
    yield (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "style-src 'unsafe-inline'\">"
        f"<title>{html.escape(title)}</title><style>{_STYLE}</style></head><body>\n"
        f"<header><strong>{html.escape(title)}</strong></header>\n"
    )
    for block in blocks:
        if isinstance(block, Heading):
            yield f"<h{block.level}>{html.escape(block.text)}</h{block.level}>\n"
        elif isinstance(block, Paragraph):
            yield f"<p>{html.escape(block.text)}</p>\n"
        elif isinstance(block, Drawing):
            words = html.escape(block.words)
            yield f'<figure role="img" aria-label="{words}">{block.svg}</figure>\n'
        elif isinstance(block, MarkedParagraph):
            pieces = [(html.escape(text), is_marked) for text, is_marked in block.pieces]
            text = "".join(f"<mark>{text}</mark>" if m else text for text, m in pieces)
            yield f"<blockquote><p><small>{block.label}</small> {text}</p></blockquote>\n"
        else:
            yield from _html_list(block)
    yield "</body></html>\n"


def _html_list(block: Items) -> Iterator[str]:
    tag = "ol" if block.is_numbered else "ul"
    yield f"<{tag}>\n"
    for text, remarks in block.items:
        below = "".join(f"<p>{html.escape(remark)}</p>" for remark in remarks)
        yield f"<li>{html.escape(text)}{below}</li>\n"
    yield f"</{tag}>\n"
