"""A vault of Markdown notes (Obsidian and its like): a note is an entity, a link is a relation.

The vault is a folder, a zip, or one note. A link in the front matter (`employer: "[[Kelp]]"`) or
in a field (`employer:: [[Kelp]]`) is named by its key, any other `links_to`; each names the line it
stands on and quotes it. Read only.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from actorgraph.formats.content import ENTITY, RELATION, Row
from actorgraph.formats.front_matter import split
from actorgraph.formats.row_builder import RowBuilder
from actorgraph.formats.text_lines import text_files

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from actorgraph.formats.notes import Notes
    from actorgraph.formats.text_lines import TextFile

LINK = "links_to"
_WIKI = re.compile(r"(!?)\[\[([^\[\]|#^]*)(?:[#^][^\[\]|]*)?(?:\|([^\[\]]*))?\]\]")
_MARKDOWN = re.compile(r"(!?)\[([^\[\]]*)\]\(<?([^()<>#]+?\.md)(?:#[^()]*)?>?\)", re.IGNORECASE)
_FIELD = re.compile(r"\s*(?:[-*]\s+)?[\[(]?([^\W\d][\w /-]{0,60}?)::\s*(.*)\Z")
_CODE = re.compile(r"`[^`]*`|%%.*?%%")
_FENCE = re.compile(r"\s*(```|~~~|%%\s*\Z)")
_UPWARDS = re.compile(r"(?:\.{1,2}/)+")
_NAMES = ("aliases", "alias")
_DATES = {"start_date": ("start_date", "born", "founded"), "end_date": ("end_date", "died")}
_ATTACHED = re.compile(r"\.(?!md\Z)[A-Za-z0-9]{2,5}\Z", re.IGNORECASE)


class _Link(NamedTuple):
    """A link in a note: what it is called there, its target as written, its text and line."""

    relation: str
    target: str
    shown: str
    line: int
    quote: str


def read(path: Path, notes: Notes) -> Iterator[Row]:
    """Yield each note, whoever a link names without a note, and the links.

    Raises:
        DataError: if a note is no text.
    """
    files = [file for file in text_files(path, "*.md") if not _is_of_tool(file.name)]
    ids = _ids([file.name for file in files])
    by_name: dict[str, list[str]] = {}
    for name, note_id in _names_of(ids):
        by_name.setdefault(_folded(name), []).append(note_id)
    absent: dict[str, str] = {}
    for file in files:
        lines = [line.text for line in file.lines()]
        given, taken = split(lines)
        yield _note(file, ids[file.name], given, notes)
        if any(line.strip() and not line.lstrip().startswith("#") for line in lines[taken:]):
            notes.add("texts of notes", "not taken over, but for the lines with links")
        for link in (*_in_front(given), *_in_text(lines, taken, notes)):
            named = by_name.get(_folded(link.target), [])
            target = _meant(named, file.name, link.target, notes)
            if not target:
                name = link.target.rpartition("/")[2].removesuffix(".md").strip()
                target = absent.setdefault(name.casefold(), name)
            yield _relation(link, ids[file.name], target, file, notes)
    for name in absent.values():
        yield Row(ENTITY, {"id": name, "name": name, "no_note": "true"}, name)
    if absent:
        notes.add("links", "to names without a note: entities without more", len(absent))


def _is_of_tool(name: str) -> bool:
    return any(part.startswith(".") for part in name.split("/"))


def _ids(names: list[str]) -> dict[str, str]:
    """Return the id of each note: its name, or its path where two have one name."""
    stems: dict[str, list[str]] = {}
    for name in names:
        stems.setdefault(_stem(name).casefold(), []).append(name)
    return {
        name: _stem(name) if len(alike) == 1 else name[: -len(".md")]
        for alike in stems.values()
        for name in alike
    }


def _stem(name: str) -> str:
    return name.rpartition("/")[2][: -len(".md")]


def _names_of(ids: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield what a link can call a note: its name, its path and the ends of that path."""
    for name, note_id in reversed(ids.items()):
        parts = name[: -len(".md")].split("/")
        for first in range(len(parts)):
            yield "/".join(parts[first:]), note_id


def _meant(named: list[str], file: str, link: str, notes: Notes) -> str:
    """Return the note that a link means: of several the one in the folder of the linking note."""
    if len(named) <= 1:
        return named[0] if named else ""
    folder = file.rpartition("/")[0]
    beside = [one for one in named if one.rpartition("/")[0] == folder]
    meant = beside[0] if len(beside) == 1 else named[-1]
    others = ", ".join(sorted({*named} - {meant}))
    notes.add(
        "links",
        "to a name that several notes have: write which is meant with its folder",
        example=lambda: f"{link} is read as {meant}, and may be {others}",
    )
    return meant


def _folded(target: str) -> str:
    plain = _UPWARDS.sub("", unquote(target).strip())
    return plain.removesuffix(".md").strip("/").casefold()


def _note(file: TextFile, note_id: str, given: dict[str, list[str]], notes: Notes) -> Row:
    builder = RowBuilder(ENTITY, notes, id=note_id)
    attributes = {name: texts for name, texts in given.items() if not _is_linked(texts)}
    names = [text for name in _NAMES for text in attributes.pop(name, [])]
    titles = attributes.pop("title", [])
    builder.put("name", titles[0] if titles else _stem(file.name))
    builder.add_aliases([*([_stem(file.name)] if titles else []), *names])
    for column, choices in _DATES.items():
        for name in choices:
            for text in attributes.pop(name, []):
                builder.put_date(column, text, name if name != column else "")
    builder.take({name: "|".join(texts) for name, texts in attributes.items()})
    folder = file.name.rpartition("/")[0]
    builder.keep("folder", folder)
    return Row(ENTITY, builder.cells, note_id)


def _is_linked(texts: list[str]) -> bool:
    return any(_WIKI.search(text) for text in texts)


def _in_front(given: dict[str, list[str]]) -> Iterator[_Link]:
    for name, texts in given.items():
        for text in texts:
            for match in _WIKI.finditer(text):
                if match[2].strip():
                    yield _Link(name, match[2].strip(), match[3] or "", 0, "")


def _in_text(lines: list[str], taken: int, notes: Notes) -> Iterator[_Link]:
    """Yield the links in the text of a note, but for those in code and comments."""
    fence = ""
    for number, line in enumerate(lines[taken:], taken + 1):
        if (match := _FENCE.match(line)) and match[1][:2] in (fence or match[1]):
            fence = "" if fence else match[1][:2]
            continue
        if fence:
            continue
        text = _CODE.sub("", line)
        field = _FIELD.match(text)
        relation = "_".join(field[1].split()).lower() if field else LINK
        for target, shown, is_embedded in _targets(text):
            if _ATTACHED.search(target):
                notes.add("attachments", "linked from notes: not taken over")
            else:
                word = "embeds" if is_embedded and relation == LINK else relation
                yield _Link(word, target, shown, number, line.strip())


def _targets(text: str) -> Iterator[tuple[str, str, bool]]:
    for match in _WIKI.finditer(text):
        if match[2].strip():
            yield match[2].strip(), (match[3] or "").strip(), bool(match[1])
    for match in _MARKDOWN.finditer(text):
        if "://" not in match[3]:
            yield unquote(match[3]).strip(), match[2].strip(), bool(match[1])


def _relation(link: _Link, source: str, target: str, file: TextFile, notes: Notes) -> Row:
    builder = RowBuilder(RELATION, notes, source=source, target=target, relation=link.relation)
    builder.put("document", file.name)
    builder.put("locator", f"line {link.line}" if link.line else "front matter")
    builder.put("quote", link.quote)
    if link.shown and link.shown != target:
        builder.put("as_named", link.shown)
    return Row(RELATION, builder.cells, "")
