"""The front matter of a Markdown note: keys with a text or a list of texts, as Obsidian writes it.

A small part of YAML. What is more (maps, anchors, several lines of text) is kept as it stands.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_FENCE = "---"
_KEY = re.compile(r"([^\s:#][^:#]*?)\s*:(?:\s+(.*))?\Z")
_ITEM = re.compile(r"\s*-\s+(.*)\Z")
_COMMENT = re.compile(r"\s+#.*\Z")
_PART = re.compile(r"""\s*("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|\[\[.*?\]\]|[^,]*?)\s*(?:,|\Z)""")


def split(lines: Sequence[str]) -> tuple[dict[str, list[str]], int]:
    """Return the values under each key, and how many lines they take."""
    if not lines or lines[0].rstrip() != _FENCE:
        return {}, 0
    ends = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() in (_FENCE, "...")), 0)
    if not ends:
        return {}, 0
    values: dict[str, list[str]] = {}
    key = ""
    for line in lines[1:ends]:
        match = None if line[:1].isspace() else _KEY.match(line.rstrip())
        if match:
            key = _plain(match[1])
            values.setdefault(key, []).extend(_listed((match[2] or "").strip()))
        elif item := _ITEM.match(line):
            values.setdefault(key or "list", []).append(_plain(item[1]))
        elif line.strip() and not line.lstrip().startswith("#"):
            values.setdefault(key or "front matter", []).append(line.strip())
    return {name: [text for text in texts if text] for name, texts in values.items()}, ends + 1


def _listed(text: str) -> list[str]:
    """Return the values in a text: those of `[a, b]`, or the one that it is."""
    if text in ("", "|", ">", "|-", ">-", "null", "~"):
        return []
    if not (text.startswith("[") and text.endswith("]")) or text.startswith("[["):
        return [_plain(text)]
    inner, at, values = text[1:-1], 0, []
    while at < len(inner):
        match = _PART.match(inner, at)
        if match is None or match.end() == at:
            values.append(_plain(inner[at:]))
            break
        values.append(_plain(match[1]))
        at = match.end()
    return values


def _plain(text: str) -> str:
    """Return a scalar without its quotes, or without a comment behind it."""
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] == '"':
        return re.sub(r"\\(.)", r"\1", text[1:-1])
    if len(text) > 1 and text[0] == text[-1] == "'":
        return text[1:-1].replace("''", "'")
    return _COMMENT.sub("", text)
