"""CSV read letter by letter: the records of a text as they are written, and what their cells hold.

Written for the tests alone, so that they do not compare the editor with itself.
"""

from __future__ import annotations

from typing import NamedTuple


class ReadRecord(NamedTuple):
    raw: str
    cells: list[str]


def decoded(raw: bytes) -> str:
    for mark, name in (
        (b"\xef\xbb\xbf", "utf-8"),
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
    ):
        if raw.startswith(mark):
            return raw[len(mark) :].decode(name)
    return raw.decode()


def read(text: str, delimiter: str) -> list[ReadRecord]:
    """The records, blank lines among them (their cells are empty lists)."""
    records, at = [], 0
    while at < len(text):
        start, cells = at, []
        while True:
            cell, at = _cell(text, at, delimiter)
            cells.append(cell)
            if text[at : at + 1] != delimiter:
                break
            at += 1
        is_blank = at == start
        if text[at : at + 2] == "\r\n":
            at += 2
        elif text[at : at + 1] in ("\n", "\r"):
            at += 1
        records.append(ReadRecord(text[start:at], [] if is_blank else cells))
    return records


def _cell(text: str, at: int, delimiter: str) -> tuple[str, int]:
    held = ""
    if text[at : at + 1] != '"':
        while at < len(text) and text[at] not in (delimiter, "\n", "\r"):
            held += text[at]
            at += 1
        return held, at
    at += 1
    while text[at] != '"' or text[at + 1 : at + 2] == '"':
        at += text[at] == '"'
        held += text[at]
        at += 1
    return held, at + 1
