"""Search a file for what was redacted: its bytes, and everything packed inside them.

Looks where a text can hide in the files that we write and in most others: compressed parts (gzip,
deflate, zip members, Parquet), base64, escapes of JSON, HTML and URLs, UTF-16, the cells of an
SQLite file, letters with their marks taken off. What is encrypted, or drawn as a picture, it cannot
see.
"""

from __future__ import annotations

import base64
import binascii
import gzip
import html
import io
import json
import lzma
import re
import sqlite3
import zipfile
import zlib
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING
from urllib.parse import unquote

from actorgraph.errors import UsageError
from actorgraph.publishing.redact import LEAST_SUBSTRING, pattern, without_marks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from actorgraph.publishing.redact import Secret

MOST_BYTES = 1_000_000_000
"""A part that unpacks to more than this is refused: a few bytes can stand for any number."""
DEPTH = 4
CONTEXT = 30

_BROKEN = (zlib.error, lzma.LZMAError, zipfile.BadZipFile, sqlite3.Error)
_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{16,}={0,2}")
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})")


@dataclass(frozen=True, slots=True)
class Leak:
    """A secret in a file.

    Attributes:
        where: the part of the file, from the outside in: "", "base64, deflate".
        context: the text around it.
    """

    secret: Secret
    where: str
    context: str


def leaks(path: Path, secrets: Sequence[Secret]) -> list[Leak]:
    """Return every secret that is in a file, once for each part it is found in.

    Raises:
        UsageError: if there is nothing to look for, or the file or a part of it cannot be read:
            of what was not searched nothing can be said.
    """
    sought_for = [secret for secret in secrets if secret.text.strip()]
    if not sought_for:
        raise UsageError(
            "There is nothing to look for: what is redacted holds no text.",
            hint="Name with --redact whom or what the file must not give away.",
        )
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.") from error
    leaks_found: dict[tuple[str, str], Leak] = {}
    known = {secret.text.casefold(): secret for secret in secrets}
    known |= {without_marks(text): secret for text, secret in known.items()}
    sought = pattern(known)
    # Among bytes that are no text a short word turns up by chance.
    long = pattern(text for text in known if len(text) >= LEAST_SUBSTRING)
    for where, text in _texts(path.name, content):
        looked_for = long if "\0" in text else sought
        for hit in looked_for.finditer(text) if looked_for else ():
            secret = known.get(hit[0].casefold()) or known[without_marks(hit[0])]
            around = text[max(0, hit.start() - CONTEXT) : hit.end() + CONTEXT]
            leaks_found.setdefault(
                (secret.text, where), Leak(secret, where, " ".join(around.split()))
            )
    return list(leaks_found.values())


def _texts(name: str, content: bytes) -> Iterator[tuple[str, str]]:
    """Yield every reading of a file as text, its name among them, with its place."""
    yield from (("the file's name", text) for text in _readings(name.encode()))
    for where, part in _parts(content, "", DEPTH):
        yield from ((where, text) for text in _readings(part))
    if content.startswith(b"SQLite format 3\0"):
        with _searchable("SQLite"):
            cells = "\n".join(_cells_of_sqlite(content))
        yield "cells", cells
    if content.startswith(b"PAR1") or name.endswith(".parquet"):
        with _searchable("Parquet"):
            cells = "\n".join(_cells_of_parquet(content))
        yield "cells", cells


def _parts(content: bytes, where: str, depth: int) -> Iterator[tuple[str, bytes]]:
    """Yield the bytes, and whatever unpacks from them, with its place."""
    yield where, content
    if depth == 0:
        return
    for how, part in _unpacked(content):
        yield from _parts(part, f"{where}, {how}".lstrip(", "), depth - 1)


def _unpacked(content: bytes) -> Iterator[tuple[str, bytes]]:
    if content.startswith(b"\x1f\x8b"):
        with _searchable("gzip"):
            unzipped = _bounded(gzip.GzipFile(fileobj=io.BytesIO(content)))
        yield "gzip", unzipped
    if content.startswith(b"PK\x03\x04") or zipfile.is_zipfile(io.BytesIO(content)):
        yield from _members(content)
        return
    seen: set[bytes] = set()
    for run in _BASE64.findall(content):
        if run in seen:
            continue
        seen.add(run)
        decoded = _decoded(run)
        if decoded:
            yield "base64", decoded
            inflated = _inflated(decoded)
            if inflated:
                yield "base64, deflate", inflated


def _members(content: bytes) -> Iterator[tuple[str, bytes]]:
    with _searchable("zip"):
        archive = zipfile.ZipFile(io.BytesIO(content))
    with archive:
        for member in archive.infolist():
            yield "names of members", member.filename.encode()
            with _searchable(member.filename), archive.open(member) as opened:
                unzipped = _bounded(opened)
            yield member.filename, unzipped


@contextmanager
def _searchable(part: str) -> Iterator[None]:
    """Refuse a part that is broken, under a password or packed in a way not known here.

    Raises:
        UsageError: whatever the tools that unpack it raise.
    """
    try:
        yield
    except (OSError, EOFError, ValueError, RuntimeError, *_BROKEN) as error:
        raise UsageError(
            f"A part of the file, {part}, cannot be unpacked and was not searched: {error}.",
            hint="Write the file again, without a password.",
        ) from None


def _bounded(opened: IO[bytes] | gzip.GzipFile) -> bytes:
    content = opened.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise UsageError("A part of the file unpacks to more than 1 GB and was not searched.")
    return content


def _decoded(run: bytes) -> bytes:
    try:
        padded = run.rstrip(b"=") + b"=" * (-len(run.rstrip(b"=")) % 4)
        return base64.b64decode(padded, altchars=b"-_" if b"-" in run or b"_" in run else None)
    except (binascii.Error, ValueError):
        return b""


def _inflated(content: bytes) -> bytes:
    for bits in (-zlib.MAX_WBITS, zlib.MAX_WBITS):
        try:
            return zlib.decompressobj(bits).decompress(content, MOST_BYTES)
        except zlib.error:
            continue
    return b""


def _readings(content: bytes) -> Iterator[str]:
    """Yield bytes as text in every encoding that a reader may assume, in small letters."""
    text = content.decode("utf-8", "replace")
    plain = text.casefold()
    yield plain
    for reading in {html.unescape(text), unquote(text), _unescaped(text)} - {text}:
        yield reading.casefold()
    if not plain.isascii():
        yield without_marks(text)
    if b"\0" in content[:4096]:
        for encoding in ("utf-16-le", "utf-16-be"):
            yield content.decode(encoding, "replace").casefold()
            yield content[1:].decode(encoding, "replace").casefold()
    if "\ufffd" in text:
        yield content.decode("latin-1").casefold()
        yield content.decode("cp1251", "replace").casefold()


def _unescaped(text: str) -> str:
    """Replace escapes of JSON and JavaScript, also in pairs, by their letters."""
    plain = _ESCAPED.sub(lambda hit: chr(int(hit[1] or hit[2], 16)), text)
    return plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\\/", "/")


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
