"""Read the pages of a web archive in the form WACZ: a zip with what servers sent, as WARC.

The pages are those that `pages/pages.jsonl` lists, each as one page of the document, in their
order; one without HTML is empty. A page that moved is what it moved to, and one that was fetched
again what was fetched before, where the archive has it. Called by document_texts.py; leaves out
what else a browser fetched, and how HTML is read.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
import zlib
from contextlib import suppress
from typing import IO, TYPE_CHECKING, NamedTuple
from urllib.parse import urljoin

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
    from collections.abc import Iterable

_LISTED = "pages/pages.jsonl"
_HTML = ("text/html", "application/xhtml+xml")
_MOST_HEADERS = 1000
_PIECE = 1 << 20
_HEAD = 1 << 16
"""So many bytes of an answer are read for where a page moved."""
_HOST = re.compile(r"https?://[^/?#]+", re.IGNORECASE)
_MOVED = (b"301", b"302", b"303", b"307", b"308")
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
            records = _Records(urls)
            _read(archive, names, records, place)
            if records.ask_for_targets(urls):
                _read(archive, names, records, place)
    except DataError as error:
        raise UsageError(str(error)) from error
    except _UNSOUND as error:
        raise UsageError(f"{place} is no WACZ that can be read: {error}.") from error
    if not records.pages:
        raise UsageError(f"{place} holds no page of HTML that its list names.")
    return [records.page(url) for url in urls or records.pages]


def _read(archive: zipfile.ZipFile, names: Iterable[str], records: _Records, place: str) -> None:
    for name in names:
        with archive.open(name) as file:
            records.read(gunzipped(file, place) if is_packed(file) else file, place)


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
    asked = url.partition("#")[0]
    return f"{asked}/" if _HOST.fullmatch(asked) else asked


class _Records:
    """What the WARCs of an archive hold of some addresses; of all where there are none.

    Attributes:
        pages: the first page of HTML that each address answered.
    """

    def __init__(self, urls: Iterable[str]) -> None:
        self.pages: dict[str, ArchivedPage] = {}
        self._wanted = frozenset(urls)
        self._moved: dict[str, str] = {}
        self._again: dict[str, tuple[str, str]] = {}
        self._by_digest: dict[str, str] = {}

    def page(self, url: str) -> ArchivedPage:
        """Return the page of an address, of what it moved to, or an empty one."""
        return self.pages.get(self._target(url)) or ArchivedPage(url, b"", "")

    def ask_for_targets(self, urls: Iterable[str]) -> bool:
        """Want what addresses moved to or had before; return whether that is to be read."""
        targets = {self._target(url) for url in urls}
        self._wanted = frozenset(targets - self.pages.keys() - self._wanted)
        return bool(self._wanted)

    def _target(self, url: str) -> str:
        """Return the address whose page is that of another; itself where it has one."""
        passed: set[str] = set()
        while url not in self.pages and url not in passed:
            passed.add(url)
            refers, digest = self._again.get(url, ("", ""))
            url = self._moved.get(url) or self._by_digest.get(digest) or refers or url
        return url

    def read(self, file: IO[bytes], place: str) -> None:
        """Read a WARC."""
        while start := file.readline(LARGEST_LINE):
            if not start.strip():
                continue
            if not start.startswith(b"WARC/"):
                raise ValueError("a record of its WARC does not begin with WARC/")
            headers = _headers(file)
            length = max(0, int(headers.get("content-length", "0")))
            url = _address(headers.get("warc-target-uri", "").strip("<>"))
            kind, digest = headers.get("warc-type"), headers.get("warc-payload-digest", "")
            if kind == "response" and (not self._wanted or url in self._wanted):
                self._read_page(url, file, length, place)
            elif kind == "response":
                self._note_move(url, file.read(min(length, _HEAD)))
                _skip(file, length - _HEAD)
                if digest:
                    self._by_digest.setdefault(digest, url)
            else:
                if kind == "revisit":
                    refers = _address(headers.get("warc-refers-to-target-uri", "").strip("<>"))
                    self._again.setdefault(url, (refers, digest))
                _skip(file, length)

    def _read_page(self, url: str, file: IO[bytes], length: int, place: str) -> None:
        if length > LARGEST_DOCUMENT:
            raise ValueError(f"{url} has more than {LARGEST_DOCUMENT >> 20} MB")
        answer = file.read(length)
        self._note_move(url, answer)
        if url not in self.pages and (page := _page(url, answer, place)):
            self.pages[url] = page

    def _note_move(self, url: str, answer: bytes) -> None:
        """Note where an answer says that a page is now, if it does."""
        file = io.BytesIO(answer)
        status = file.readline(_HEAD).split()
        if status[1:2] and status[1] in _MOVED:
            with suppress(ValueError):  # what is no address leads nowhere
                if to := _headers(file).get("location"):
                    self._moved.setdefault(url, _address(urljoin(url, to)))


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
    if status[1:2] != [b"200"] or kind.strip().lower() not in _HTML:
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
