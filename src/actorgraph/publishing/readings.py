"""Read bytes as text in every way that a reader of the file may: encodings, escapes, marks between.

Called by leaks.py. Leaves out what is compressed or in base64 (unpacking.py), and what matching
looks through itself: case, marks, blanks, escapes of addresses.
"""

from __future__ import annotations

import codecs
import html
import io
import json
import quopri
import re
import sqlite3
import sys
from contextlib import closing
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, unquote_to_bytes

from actorgraph.publishing.unpacking import searchable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_ROUNDS = 3
_MOST_GUESSED = 1_000_000
"""Bytes of more than this are read as UTF-16 only where something in them says that they may be."""
_LEGACY = (
    "latin-1", "iso8859-2", "cp1250", "mac_latin2", "cp852", "mac_roman", "cp850", "cp437",
    "cp1254", "cp1257", "iso8859-15", "cp1258", "cp1251", "koi8-u", "cp866", "iso8859-5",
    "mac_cyrillic", "cp1253", "mac_greek", "cp737", "cp1255", "cp862", "cp1256", "cp864", "cp874",
    "gb18030", "big5", "shift_jis", "euc_jp", "euc-kr",
)  # fmt: skip
_IN_ASCII = {"utf-7": b"+", "iso2022_jp": b"\x1b", "iso2022_kr": b"\x1b", "hz": b"~{"}
"""Encodings that write other letters in ASCII, and what each such text holds."""
_UNICODE = ("utf-16-le", "utf-16-be")
_ESCAPED = re.compile(r"(?:\\+|%)u([0-9a-fA-F]{4})|\\+x([0-9a-fA-F]{2})|\\+u\{([0-9a-fA-F]{1,6})\}")
_CSS = re.compile(r"\\([0-9a-fA-F]{2,6})[ \t\n]?")
_BYTES = re.compile(r"(?:\\+(?:[0-3][0-7]{2}|x[0-9a-fA-F]{2}))+")
_BYTE = re.compile(r"\\+(?:([0-3][0-7]{2})|x([0-9a-fA-F]{2}))")
_ACCENT = re.compile(
    r"\\(?:['`^\"~=.][ \t]*|[uvHcdbkrt](?:[ \t]+|[ \t]*(?=[{\\])))(?:\{[ \t]*)?"
    r"(?:\\([ij])(?![A-Za-z])[ \t]?|([A-Za-z]))(?:[ \t]*\})?"
)
_LATEX_LETTER = re.compile(r"\\(ss|ae|oe|aa|[oliOLj]|AE|OE|AA)(?:\{\}|(?![A-Za-z])[ \t]?)")
_SHORT_ESCAPE = re.compile(r"\\(?:([nrt])|([/\\\"']))")
_OCTAL = re.compile(r"\\([0-3][0-7]{2})")
_RTF = re.compile(r"\\'([0-9a-fA-F]{2})|\\u(-?[0-9]{1,5}) ?\??")
_TAG = re.compile(r"<[^<>]{0,2000}>")
_WHOLE_TAG = re.compile(
    r"<!--(?:(?!-->|<!--).)*+-->"
    r"|<[A-Za-z/!?](?:[^<>\"']|\"[^\"]{0,10000}\"|'[^']{0,10000}')*+>",
    re.DOTALL,
)
"""A comment, or a tag whose attributes may hold `>`."""
_BLANKS_AT_A_MARK = re.compile(r"\s*\x00\s*")
_QUOTED = re.compile(rb"=[0-9A-Fa-f]{2}|=\r?\n")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]|\xff\xfe|\xfe\xff")
_PERCENT = re.compile(rb"%[89A-Fa-f][0-9A-Fa-f]")
_SHOWN = re.compile(rb"T[jJ]|\)\s*'|\((?:\\376\\377|\xfe\xff)|\\\r?\n")
_END_OF_TEXT = re.compile(rb"\bET\b")
_PIECES = re.compile(rb"\(((?:[^()\\]|\\[\x00-\xff])*+)\)|<([0-9A-Fa-f\s]+)>")
_IN_A_PIECE = re.compile(rb"\\(?:([0-3]?[0-7]{1,2})|(\r?\n)|([\x00-\xff]))")


class Reading(NamedTuple):
    """Bytes as text.

    Attributes:
        is_guess: whether nothing says that they are text in this encoding.
    """

    text: str
    is_guess: bool = False


def readings(content: bytes, alphabet: str) -> Iterator[Reading]:
    """Yield bytes as text.

    Args:
        alphabet: the letters that are looked for: only encodings that have one of them are tried.
    """
    text = content.decode("utf-8", "replace")
    is_text = "\ufffd" not in text
    yield from (Reading(one, not is_text) for one in (text, *_decoded_text(text)))
    if _QUOTED.search(content):
        yield from _in_bytes(quopri.decodestring(content), alphabet, is_guess=not is_text)
    if _PERCENT.search(content):
        yield from _in_bytes(unquote_to_bytes(content), alphabet, is_guess=not is_text)
    if _SHOWN.search(content):
        yield Reading(_pieces_joined(content), not is_text)
    if b"\0" in content:
        yield from (Reading(one, is_guess=True) for one in _without_zeros(content))
    for encoding, mark in _IN_ASCII.items():
        if mark in content:
            yield Reading(content.decode(encoding, "replace"), is_guess=True)
    if not is_text or _CONTROL.search(content) or len(content) <= _MOST_GUESSED:
        for encoding in (*_UNICODE, *(() if is_text else _encodings(alphabet))):
            yield Reading(content.decode(encoding, "replace"), is_guess=True)
            if encoding in _UNICODE:
                yield Reading(content[1:].decode(encoding, "replace"), is_guess=True)


def _in_bytes(content: bytes, alphabet: str, *, is_guess: bool) -> Iterator[Reading]:
    """Yield what was escaped byte by byte in a text, which before Unicode was any encoding."""
    text = content.decode("utf-8", "replace")
    yield Reading(text, is_guess)
    for encoding in _encodings(alphabet) if "\ufffd" in text and not is_guess else ():
        yield Reading(content.decode(encoding, "replace"))


def _encodings(alphabet: str) -> Iterator[str]:
    """Yield the encodings of before Unicode that have one of some letters, each in its own way."""
    others = sorted({letter for letter in alphabet if not letter.isascii()})
    seen: set[tuple[bytes, ...]] = {(b"",) * len(others)}
    for encoding in _LEGACY:
        written = tuple(letter.encode(encoding, "ignore") for letter in others)
        if written not in seen:
            seen.add(written)
            yield encoding


def cells_in_tables(name: str, content: bytes) -> Iterator[str]:
    """Yield the cells of SQLite, Parquet and Arrow, which lie in their files in pieces.

    Raises:
        UsageError: if they are broken.
    """
    if content.startswith(b"SQLite format 3\0"):
        with searchable("SQLite"):
            cells = "\n".join(_cells_of_sqlite(content))
        yield cells
    if content.startswith(b"PAR1") or name.endswith(".parquet"):
        with searchable("Parquet"):
            cells = "\n".join(_cells_of_parquet(content))
        yield cells
    if content.startswith(b"ARROW1\0\0"):
        with searchable("Arrow"):
            cells = "\n".join(_cells_of_arrow(content))
        yield cells


def _decoded_text(text: str) -> Iterator[str]:
    """Yield a text without its escapes, one kind at a time and all together, and without tags."""
    ways: tuple[Callable[[str], str], ...] = (html.unescape, unquote, _unescaped)
    if "\\" in text:
        ways += (_from_rtf, _from_css, _from_bytes, _from_latex)
    yield from {way(text) for way in ways} - {text}
    for _ in range(_ROUNDS):
        if "<" in text:
            yield _TAG.sub("", text)
            yield _BLANKS_AT_A_MARK.sub("", _WHOLE_TAG.sub("\0", text.replace("\0", "")))
        plain = html.unescape(unquote(_unescaped(text)))
        if plain == text:
            return
        text = plain
        yield text


def _unescaped(text: str) -> str:
    """Replace escapes of JSON, JavaScript and PostScript, also in pairs, by their letters."""
    plain = _ESCAPED.sub(lambda hit: _letter(int(hit[1] or hit[2] or hit[3], 16)), text)
    plain = _OCTAL.sub(lambda hit: chr(int(hit[1], 8)), plain)
    plain = plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return _SHORT_ESCAPE.sub(lambda hit: " " if hit[1] else hit[2], plain)


def _from_rtf(text: str) -> str:
    if "\\'" not in text and "\\u" not in text:
        return text
    return _RTF.sub(lambda hit: _letter(int(hit[1], 16) if hit[1] else int(hit[2]) % 65536), text)


def _from_css(text: str) -> str:
    return _CSS.sub(lambda hit: _letter(int(hit[1], 16)), text)


def _from_bytes(text: str) -> str:
    """Replace escapes of bytes, octal or in base 16, by what they are in UTF-8."""
    return _BYTES.sub(
        lambda run: bytes(
            int(hit[1], 8) if hit[1] else int(hit[2], 16) for hit in _BYTE.finditer(run[0])
        ).decode("utf-8", "replace"),
        text,
    )


def _from_latex(text: str) -> str:
    """Leave the accents of LaTeX away, as a search does with all marks, and its braces."""
    bare = _ACCENT.sub(lambda hit: hit[1] or hit[2], text)
    return re.sub("[{}]", "", _LATEX_LETTER.sub(lambda hit: hit[1], bare))


def _letter(code: int) -> str:
    return chr(code) if code <= sys.maxunicode else "\ufffd"


def _pieces_joined(content: bytes) -> str:
    """Return the strings of a PDF, those of a text together: it is shown in pieces."""
    shown = []
    for text in _END_OF_TEXT.split(content):
        pieces = [_piece(*match) for match in _PIECES.findall(text)]
        shown += ["".join(pieces).replace("\0", ""), *pieces]
    return "\n".join(shown)


def _piece(written: bytes, digits: bytes) -> str:
    """Return a string of a PDF, written in brackets or in base 16."""
    plain = bytes.fromhex(_even(digits)) or _IN_A_PIECE.sub(_escaped_in_a_piece, written)
    if plain.startswith(codecs.BOM_UTF16_BE):
        return plain[2:].decode("utf-16-be", "replace")
    return plain.decode("latin-1")


def _escaped_in_a_piece(hit: re.Match[bytes]) -> bytes:
    if hit[1]:
        return bytes([int(hit[1], 8)])
    return b"" if hit[2] else hit[3]


def _even(digits: bytes) -> str:
    plain = "".join(digits.decode("ascii").split())
    return plain + "0" * (len(plain) % 2)


def _without_zeros(content: bytes) -> Iterator[str]:
    """Yield bytes without zeros, which are text in UTF-16 and UTF-32, or stand between texts."""
    yield content.replace(b"\0", b"").decode("utf-8", "replace")
    yield content.replace(b"\0", b"").decode("latin-1")
    for encoding in ("utf-32-le", "utf-32-be"):
        for start in range(4):
            yield content[start:].decode(encoding, "ignore")


def _cells_of_arrow(content: bytes) -> Iterable[str]:
    from pyarrow import ipc

    table = ipc.open_file(io.BytesIO(content)).read_all()
    yield from map(str, (table.schema.metadata or {}).values())
    yield json.dumps(table.to_pylist(), ensure_ascii=False, default=str)


def _cells_of_sqlite(content: bytes) -> Iterable[str]:
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(content)
        named = "select name from sqlite_master where type in ('table', 'view')"
        tables = [row[0] for row in database.execute(named)]
        for table in tables:
            yield table
            quoted = table.replace('"', '""')
            for row in database.execute(f'select * from "{quoted}"'):  # noqa: S608 -- quoted
                yield from (str(cell) for cell in row if isinstance(cell, str))


def _cells_of_parquet(content: bytes) -> Iterable[str]:
    from pyarrow import parquet

    read = parquet.read_table(io.BytesIO(content))
    yield from map(str, (read.schema.metadata or {}).values())
    yield json.dumps(read.to_pylist(), ensure_ascii=False, default=str)
