"""Unpack a file: everything that is compressed or encoded in it, as bytes, from the outside in.

Finds packed parts wherever they begin, not only where a format says so. What is packed as a whole
and cannot be unpacked is an error; what only looks packed is let go. Called by leaks.py.
"""

from __future__ import annotations

import base64
import binascii
import bz2
import gzip
import io
import lzma
import re
import sqlite3
import zipfile
import zlib
from contextlib import contextmanager, suppress
from typing import IO, TYPE_CHECKING, NamedTuple

from actorgraph.errors import UsageError
from actorgraph.limits import MOST_TIMES, SMALL
from actorgraph.publishing.own_words import without_our_page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

MOST_BYTES = 1_000_000_000
"""A part that unpacks to more than this is refused: a few bytes can stand for any number."""
DEPTH = 6

_BROKEN = (zlib.error, lzma.LZMAError, zipfile.BadZipFile, sqlite3.Error)
_PIECE = 1 << 16
_LEAST_BASE64 = 8
_LEAST_UNPACKED = 2
_LETTERS = rb"[A-Za-z0-9+/_-]"
_LINE_BREAK = rb"(?:[ \t]*(?:\\r|\\n|[\r\n])[ \t]*)+"
_BASE64 = re.compile(rb"%b{4,}(?:%b%b+)*" % (_LETTERS, _LINE_BREAK, _LETTERS))
_HEX = re.compile(rb"(?:(?:0x|\\x)?[0-9A-Fa-f]{2}[\s:,-]{0,2}){4,}[0-9A-Fa-f]?")
_BASE32 = re.compile(rb"[A-Z2-7]{8,}|[a-z2-7]{8,}")
_QUANTUM = 8
"""Letters of base32 that stand for whole bytes."""
_NO_HEX = re.compile(rb"0x|[^0-9A-Fa-f]")
_ZLIB = re.compile(rb"[\x08\x18\x28\x38\x48\x58\x68\x78][\x00-\xff]")
_ZLIB_STEP = 31
_PNG = b"\x89PNG\r\n\x1a\n"
_UNKNOWN = {
    b"7z\xbc\xaf\x27\x1c": "7z archive",
    b"Rar!\x1a\x07": "RAR archive",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "old or encrypted Office file",
    b"\x04\x22\x4d\x18": "LZ4 file",
    b"LZIP\x01": "lzip file",
    b"\x89LZO\0\r\n": "lzop file",
    b"\xff\x06\0\0sNaPpY": "Snappy file",
    b"MSCF\0\0\0\0": "Cabinet archive",
    b"Obj\x01": "Avro file",
    b"ITSF\x03\0\0\0": "CHM file",
    b"AT&TFORM": "DjVu file",
    b"!BDN": "Outlook folder",
    b"-----BEGIN PGP MESSAGE": "PGP message",
    b"age-encryption.org/": "age file",
    b"Salted__": "file encrypted with OpenSSL",
}
_MEMBER = b"PK\x03\x04"
_DEFLATED = b"\x08\0"
_METHOD_AT = 8
_HEAD_OF_MEMBER = 30
_STARTS = {
    "gzip": b"\x1f\x8b\x08",
    "bz2": b"BZh",
    "xz": b"\xfd7zXZ\0",
    "zstd": b"\x28\xb5\x2f\xfd",
}
_BOOK, _BOOK_AT = b"BOOKMOBI", 60
_UNKNOWN_FILES = {b"\x1f\x9d\x90": "file of compress (.Z)", b"\x60\xea": "ARJ archive"}
"""Begin as many other bytes do, so that they count only where a file begins."""
_DRAWN = {
    _PNG: "image",
    b"\xff\xd8\xff": "image",
    b"GIF8": "image",
    b"II*\0": "image",
    b"MM\0*": "image",
    b"BM": "image",
    b"wOFF": "font",
    b"wOF2": "font",
    b"OTTO": "font",
    b"\0\1\0\0": "font",
    b"ID3": "recording",
    b"OggS": "recording",
    b"%PDF-": "PDF",
}
_MAGIC = (*_UNKNOWN, *_DRAWN, b"PK", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"PAR1", b"SQLite format 3")
_LEAST_FILE = 200
_BETWEEN_TEXTS = b"\nx\n"
_BETWEEN_OTHERS = b"\1x\1"
_RIFF = {b"WEBP": "image", b"WAVE": "recording", b"AVI ": "recording"}
_FILM_AT = 4


class FilePart(NamedTuple):
    """Bytes of a file.

    Attributes:
        where: how they were packed, from the outside in: "", "base64, deflate".
    """

    where: str
    content: bytes


def parts(content: bytes, where: str = "", depth: int = DEPTH) -> Iterator[FilePart]:
    """Yield bytes, and whatever unpacks from them.

    Raises:
        UsageError: if a part is broken, under a password or packed in a way not known here.
    """
    content = without_our_page(content)
    yield FilePart(where, content)
    _refuse_unknown(content, _UNKNOWN if where else _UNKNOWN | _UNKNOWN_FILES)
    for how, unpacked in _unpacked(content, is_outside=not where):
        if depth == 0:
            raise UsageError("A part of the file is packed too many times and was not searched.")
        yield from parts(unpacked, f"{where}, {how}".lstrip(", "), depth - 1)


def drawn_as(content: bytes) -> str:
    """Say what a part shows that no search for text sees; "" for nothing."""
    if content[_FILM_AT : _FILM_AT + 4] == b"ftyp":
        return "recording"
    if content.startswith(b"RIFF"):
        return _RIFF.get(content[8:12], "")
    return next((kind for magic, kind in _DRAWN.items() if content.startswith(magic)), "")


@contextmanager
def searchable(part: str) -> Iterator[None]:
    """Refuse a part that is broken, under a password or packed in a way not known here.

    Raises:
        UsageError: whatever the tools that unpack it raise.
    """
    try:
        yield
    except (OSError, EOFError, ValueError, RuntimeError, NotImplementedError, *_BROKEN) as error:
        raise UsageError(
            f"A part of the file, {part}, cannot be unpacked and was not searched: {error}.",
            hint="Write the file again, without a password.",
        ) from None


def _refuse_unknown(content: bytes, unknown: Mapping[bytes, str]) -> None:
    kind = next((kind for magic, kind in unknown.items() if content.startswith(magic)), "")
    if content.startswith(b"%PDF-") and b"/Encrypt" in content:
        kind = "encrypted PDF"
    if content.startswith(_BOOK, _BOOK_AT):
        kind = "Mobipocket book"
    if content.startswith(b"ORC") and content.endswith(b"ORC", 0, -1) and b"\0" in content:
        kind = "ORC file"
    if kind:
        with searchable(kind):
            raise ValueError("nothing here reads it")


def _unpacked(content: bytes, *, is_outside: bool) -> Iterator[tuple[str, bytes]]:
    """Yield what unpacks from bytes.

    Args:
        is_outside: whether they are the file itself.
    """
    if content.startswith(_MEMBER) or zipfile.is_zipfile(io.BytesIO(content)):
        yield from _members(content)
        for gap in _beside_members(content):
            yield from _compressed_inside(gap)
        return
    yield from _compressed_whole(content)
    yield from _compressed_inside(content)
    if not is_outside:
        yield from _found("deflate", _inflated(content, 0, -zlib.MAX_WBITS)[0])
    for how, decoded in (("base64", _from_base64(content)), ("hex", _from_hex(content))):
        yield from _gathered(how, decoded)
    yield from _found("base32", _BETWEEN_TEXTS.join(_from_base32(content)))
    yield from _from_ascii85(content)


def _found(how: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    if len(content) >= _LEAST_UNPACKED:
        yield how, content


def _gathered(how: str, decoded: Iterable[bytes]) -> Iterator[tuple[str, bytes]]:
    """Yield what may be a file by itself; of the rest, most of it made of plain words, all in one.

    Words and bytes are told apart, so that words do not stand among bytes.
    """
    texts: list[bytes] = []
    others: list[bytes] = []
    inflated: list[bytes] = []
    for one in decoded:
        if len(one) >= _LEAST_FILE or one.startswith(_MAGIC):
            yield how, one
            continue
        inflated.append(_inflated(one, 0, -zlib.MAX_WBITS)[0])
        (texts if _is_text(one) else others).append(one)
    yield from _found(how, _BETWEEN_TEXTS.join(texts))
    yield from _found(how, _BETWEEN_OTHERS.join(others))
    yield from _found(f"{how}, deflate", _BETWEEN_OTHERS.join(filter(None, inflated)))


def _is_text(content: bytes) -> bool:
    try:
        return content.decode("utf-8").isprintable()
    except UnicodeDecodeError:
        return False


def _compressed_whole(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield what a compressed file holds; a broken one is an error."""
    opened: dict[bytes, tuple[str, type]] = {
        b"\x1f\x8b": ("gzip", gzip.GzipFile),
        b"BZh": ("bz2", bz2.BZ2File),
        b"\xfd7zXZ\0": ("xz", lzma.LZMAFile),
        b"\x5d\0\0": ("lzma", lzma.LZMAFile),
    }
    for magic, (how, kind) in opened.items():
        if content.startswith(magic):
            with searchable(how):
                file = io.BytesIO(content)
                packed = kind(fileobj=file) if how == "gzip" else kind(file)
                unzipped = _bounded(packed, len(content))
            yield how, unzipped
    if content.startswith(b"\x28\xb5\x2f\xfd"):
        import pyarrow

        with searchable("zstd"):
            stream = pyarrow.CompressedInputStream(pyarrow.BufferReader(content), "zstd")
            unzipped = _bounded(stream, len(content))
        yield "zstd", unzipped


def _compressed_inside(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield what is compressed anywhere in bytes; what cannot be unpacked only looked so."""
    if content.startswith(_PNG):
        yield from _found("deflate", _inflated(_pixels(content), 0, zlib.MAX_WBITS)[0])
    beyond = 0
    for match in _ZLIB.finditer(content):
        at = match.start()
        if at >= beyond and int.from_bytes(match[0], "big") % _ZLIB_STEP == 0:
            inflated, used = _inflated(content, at, zlib.MAX_WBITS)
            if len(inflated) >= _LEAST_UNPACKED:
                beyond = at + used
                yield "deflate", inflated
    at = content.find(_MEMBER)
    while at >= 0:
        if content[at + _METHOD_AT : at + _METHOD_AT + 2] == _DEFLATED:
            start = _start_of_packed(content, at)
            inflated, used = _inflated(content, start, -zlib.MAX_WBITS)
            yield from _found("deflate", inflated)
            at = start + used - 1 if inflated else at
        at = content.find(_MEMBER, at + 1)
    for how, magic in _STARTS.items():
        at = content.find(magic, 1)
        while at > 0:
            yield from _found(how, _started(how, content, at))
            at = content.find(magic, at + 1)


def _started(how: str, content: bytes, at: int) -> bytes:
    """Return what unpacks from a place on, as far as it does."""
    if how == "gzip":
        return _inflated(content, at, zlib.MAX_WBITS | 16)[0]
    if how == "zstd":
        return _from_zstd(memoryview(content)[at:])
    unpacker = bz2.BZ2Decompressor() if how == "bz2" else lzma.LZMADecompressor()
    most = _most(len(content))
    try:
        unpacked = unpacker.decompress(memoryview(content)[at:], most + 1)
    except (OSError, ValueError, lzma.LZMAError):
        return b""
    if len(unpacked) > most:
        raise _too_large()
    return unpacked


def _from_zstd(content: memoryview) -> bytes:
    """Return what unpacks from the beginning of bytes, as far as it does."""
    import pyarrow

    pieces, size, most = [], 0, _most(len(content))
    with suppress(OSError, ValueError):
        stream = pyarrow.CompressedInputStream(pyarrow.BufferReader(content), "zstd")
        while piece := stream.read(_PIECE):
            pieces.append(piece)
            size += len(piece)
            if size > most:
                raise _too_large()
    return b"".join(pieces)


def _inflated(content: bytes, at: int, bits: int) -> tuple[bytes, int]:
    """Return what inflates from a place on, as far as it does, and how many bytes that took."""
    inflater = zlib.decompressobj(bits)
    pieces, size, start, most = [], 0, at, _most(len(content))
    while not inflater.eof and at < len(content):
        try:
            pieces.append(inflater.decompress(content[at : at + _PIECE], most - size + 1))
        except zlib.error:
            break
        size += len(pieces[-1])
        if size > most:
            raise _too_large()
        at += _PIECE
    return b"".join(pieces), min(at, len(content)) - start - len(inflater.unused_data)


def _pixels(content: bytes) -> bytes:
    """Return the compressed pixels of a PNG, which lie in several pieces."""
    pieces, at = [], len(_PNG)
    while at + 8 <= len(content):
        length = int.from_bytes(content[at : at + 4], "big")
        if content[at + 4 : at + 8] == b"IDAT":
            pieces.append(content[at + 8 : at + 8 + length])
        at += 12 + length
    return b"".join(pieces)


def _members(content: bytes) -> Iterator[tuple[str, bytes]]:
    with searchable("zip"):
        archive = zipfile.ZipFile(io.BytesIO(content))
    with archive:
        for member in archive.infolist():
            yield "names of members", member.filename.encode("utf-8", "surrogateescape")
            with searchable(member.filename), archive.open(member) as opened:
                unzipped = _bounded(opened, len(content))
            yield member.filename, unzipped


def _beside_members(content: bytes) -> Iterator[bytes]:
    """Yield what lies in a zip and belongs to no member: other files, members of before."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        places = sorted(member.header_offset for member in archive.infolist())
        sizes = {member.header_offset: member.compress_size for member in archive.infolist()}
        end = archive.start_dir
    at = 0
    for start in (*places, end):
        if start > at:
            yield b"\0" + content[at:start]
        at = max(at, _start_of_packed(content, start) + sizes.get(start, 0))
    yield b"\0" + content[end:]


def _start_of_packed(content: bytes, at: int) -> int:
    """Return where the bytes of a member begin, behind its head, name and extra fields."""
    name, extra = (int.from_bytes(content[at + n : at + n + 2], "little") for n in (26, 28))
    return at + _HEAD_OF_MEMBER + name + extra


def _bounded(opened: IO[bytes], packed: int) -> bytes:
    """Return what a part unpacks to; of so many bytes that is packed in, not too much."""
    most = _most(packed)
    content = opened.read(most + 1)
    if len(content) > most:
        raise _too_large()
    return content


def _most(packed: int) -> int:
    return min(MOST_BYTES, max(SMALL, MOST_TIMES * packed))


def _too_large() -> UsageError:
    return UsageError(
        f"A part of the file unpacks to more than {MOST_TIMES} times its size, or to more than "
        f"{MOST_BYTES // 10**9} GB, and was not searched."
    )


def _from_base64(content: bytes) -> Iterator[bytes]:
    """Yield what runs of letters are in base64, wherever among other letters it begins."""
    seen: set[bytes] = set()
    for run in _BASE64.findall(content):
        letters = re.sub(rb"\\[rn]|\s", b"", run).translate(bytes.maketrans(b"-_", b"+/"))
        if len(letters) >= _LEAST_BASE64 and letters not in seen:
            seen.add(letters)
            for start in range(4):
                whole = letters[start : start + (len(letters) - start) // 4 * 4]
                rest = letters[start + len(whole) :]
                padded = rest + b"=" * (4 - len(rest)) if len(rest) > 1 else b""
                yield binascii.a2b_base64(whole + padded)


def _from_hex(content: bytes) -> Iterator[bytes]:
    """Yield what runs of digits are in base 16, wherever among others it begins."""
    for run in {*_HEX.findall(content)}:
        digits = _NO_HEX.sub(b"", run)
        for start in range(2):
            whole = digits[start : start + (len(digits) - start) // 2 * 2]
            yield base64.b16decode(whole, casefold=True)


def _from_base32(content: bytes) -> Iterator[bytes]:
    """Yield what runs of letters are in base32, if that is text: most words are such runs too."""
    for run in {*_BASE32.findall(content)}:
        padded = run + b"=" * (-len(run) % _QUANTUM)
        try:
            decoded = base64.b32decode(padded, casefold=True)
        except binascii.Error:
            continue
        if _is_text(decoded):
            yield decoded


def _from_ascii85(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield what stands in Ascii85, as in streams of PDF and PostScript: it ends with `~>`."""
    before, end = 0, content.find(b"~>")
    while end > 0:
        marks = ((content.rfind(mark, before, end), len(mark)) for mark in (b"<~", b"stream"))
        begun = max(at + length if at >= 0 else 0 for at, length in marks)
        with suppress(ValueError):  # it only looks so
            yield from _found("Ascii85", base64.a85decode(content[begun:end]) if begun else b"")
        before, end = end + 2, content.find(b"~>", end + 2)
