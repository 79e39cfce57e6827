"""Read the pages of a web archive in the form WACZ: a zip with what servers sent, as WARC.

The pages are those that `pages/pages.jsonl` lists, each as one page of the document. Called by
document_texts.py; leaves out what else a browser fetched, and how HTML is read.
"""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from typing import IO, TYPE_CHECKING, NamedTuple

from actorgraph.errors import DataError, UsageError
from actorgraph.limits import (
    LARGEST_DOCUMENT,
    LARGEST_LINE,
    bounded_lines,
    check_archive,
    gunzipped,
    is_packed,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_LISTED = "pages/pages.jsonl"
_HTML = ("text/html", "application/xhtml+xml")
_MOST_HEADERS = 1000
_PIECE = 1 << 20
_UNSOUND = (zipfile.BadZipFile, ValueError, OSError, EOFError, RuntimeError, zlib.error)
"""What reading fails with; RuntimeError if it is encrypted, or its JSON nests without end."""


class ArchivedPage(NamedTuple):
    """A page of HTML as a server sent it.

    Attributes:
        charset: as the server named it; "" if it did not.
    """

    url: str
    content: bytes
    charset: str


def archived_pages(raw: bytes, place: str) -> list[ArchivedPage]:
    """Return the pages of a web archive in the order of its list, or of the archive without one.

    Args:
        raw: the zip.
        place: what a message calls it.

    Raises:
        UsageError: if it is no sound WACZ, holds no page, or unpacks to more than it may.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            check_archive(archive, place, len(raw))
            urls = _listed(archive, place)
            names = [n for n in archive.namelist() if n.lower().endswith((".warc", ".warc.gz"))]
            found: dict[str, ArchivedPage] = {}
            for name in names:
                with archive.open(name) as file:
                    for page in _pages(_opened(file, place), urls, place):
                        found.setdefault(page.url, page)
    except DataError as error:
        raise UsageError(str(error)) from error
    except _UNSOUND as error:
        raise UsageError(f"{place} is no WACZ that can be read: {error}.") from error
    if not found:
        raise UsageError(f"{place} holds no page of HTML that its list names.")
    return [found[url] for url in urls or found if url in found]


def _opened(file: IO[bytes], place: str) -> IO[bytes]:
    return gunzipped(file, place) if is_packed(file) else file


def _listed(archive: zipfile.ZipFile, place: str) -> list[str]:
    """Return the addresses of the pages; none where the archive has no list."""
    if _LISTED not in archive.namelist():
        return []
    with archive.open(_LISTED) as file:
        entries = [json.loads(line) for line in bounded_lines(file, place) if line.strip()]
    urls = (one.get("url") for one in entries if isinstance(one, dict))
    return list(dict.fromkeys(_address(url) for url in urls if isinstance(url, str)))


def _address(url: str) -> str:
    """Return what a server is asked for: the address without what a browser keeps for itself."""
    return url.partition("#")[0]


def _pages(file: IO[bytes], urls: Iterable[str], place: str) -> Iterator[ArchivedPage]:
    """Yield the pages of HTML that a WARC has of some addresses; of all where there are none."""
    wanted = frozenset(urls)
    while start := file.readline(LARGEST_LINE):
        if not start.strip():
            continue
        if not start.startswith(b"WARC/"):
            raise ValueError("a record of its WARC does not begin with WARC/")
        headers = _headers(file)
        length = max(0, int(headers.get("content-length", "0")))
        url = _address(headers.get("warc-target-uri", "").strip("<>"))
        if headers.get("warc-type") != "response" or (wanted and url not in wanted):
            _skip(file, length)
        elif length > LARGEST_DOCUMENT:
            raise ValueError(f"{url} has more than {LARGEST_DOCUMENT >> 20} MB")
        elif page := _page(url, file.read(length), place):
            yield page


def _headers(file: IO[bytes]) -> dict[str, str]:
    """Read the headers of a record or of an answer, up to the empty line, by small letters."""
    headers: dict[str, str] = {}
    for _ in range(_MOST_HEADERS):
        line = file.readline(_PIECE).strip()
        if not line:
            return headers
        name, _, value = line.decode("utf-8", "replace").partition(":")
        headers[name.strip().lower()] = value.strip()
    raise ValueError("a record of its WARC has too many headers")


def _skip(file: IO[bytes], length: int) -> None:
    while length > 0 and (piece := file.read(min(length, _PIECE))):
        length -= len(piece)


def _page(url: str, answer: bytes, place: str) -> ArchivedPage | None:
    """Return the page in what a server answered; None where that is no HTML."""
    file = io.BytesIO(answer)
    status = file.readline().split()
    headers = _headers(file)
    kind, _, parameters = headers.get("content-type", "").partition(";")
    if status[1:2] != [b"200"] or kind.strip().lower() not in (
        "text/html",
        "application/xhtml+xml",
    ):
        return None
    body = file.read()
    if headers.get("transfer-encoding", "").lower() == "chunked":
        body = _joined(body)
    packed = headers.get("content-encoding", "").lower()
    if packed in ("gzip", "x-gzip") and is_packed(io.BytesIO(body)):
        body = gunzipped(io.BytesIO(body), place).read()
    elif packed not in ("", "identity", "gzip", "x-gzip"):
        raise ValueError(f"{url} is packed as {packed}, which is not read")
    name, _, charset = parameters.strip().partition("=")
    return ArchivedPage(url, body, charset.strip("\"' ") if name.lower() == "charset" else "")


def _joined(body: bytes) -> bytes:
    """Return a body that was sent in chunks; as it is where an archiver has joined them."""
    pieces: list[bytes] = []
    at = 0
    while (end := body.find(b"\r\n", at, at + 100)) >= 0:
        try:
            size = int(body[at:end].partition(b";")[0], 16)
        except ValueError:
            return body
        if not size:
            return b"".join(pieces)
        pieces.append(body[end + 2 : end + 2 + size])
        at = end + 2 + size + 2
    return b"".join(pieces) or body
