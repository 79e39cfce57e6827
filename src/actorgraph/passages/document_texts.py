"""Read a document as text, with its paragraphs, pages and times.

A text parts paragraphs by blank lines and pages by form feeds; HTML is read by its blocks; a PDF by
its pages, with pypdfium2; a web archive (WACZ) by the pages that it lists. A transcript's lines may
begin with a time. Leaves out where documents lie (document_folder.py).
"""

from __future__ import annotations

import re
import unicodedata
from codecs import BOM_UTF32_BE, BOM_UTF32_LE, lookup
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from actorgraph.errors import UsageError
from actorgraph.limits import LARGEST_DOCUMENT
from actorgraph.tables import BYTE_ORDER_MARKS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

Span = tuple[int, int]
"""Where a part of a text begins and ends, in characters."""

PAGE_END = "\f"
_BROKEN_WORD = re.compile(r"[\x02\ufffe][ \t]*\n?")
"""What pdfium writes for a hyphen that ends a line, and for the end of the line."""
_BLANK_LINE = re.compile(r"\f|\n[ \t\r]*(?:\n[ \t\r]*)+")
_TIME = re.compile(r"^[ \t]*[\[(]?(?:(\d{1,3}):)?(\d{1,2}):(\d{2})(?:[.,]\d{1,3})?\b", re.MULTILINE)
_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE
)
_WITHIN_WORD = re.compile(r"(?<=[^\W\d_][-\u2010\u00ad])[ \t\r]*\n\s*(?=[^\W\d_])")
"""The end of a line of HTML that a hyphen before it makes more than a blank: it breaks a word."""
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_MARKUP = re.compile(
    r"</?(?:[bciuv]|font|lang|ruby|rt)\b[^<>\n]{0,100}>|<[\d:.]{5,12}>", re.IGNORECASE
)
_MARKS = ((BOM_UTF32_LE, "utf-32"), (BOM_UTF32_BE, "utf-32"), *BYTE_ORDER_MARKS)
"""The longer first: that of UTF-32 begins as one of UTF-16 does."""
_REPLACED = "\ufffd"
"""Stands where bytes are no letter."""
_LEAST_SOUND = 4
"""So many letters beyond ASCII there are at least in UTF-8 for each that is damaged."""
_LOOKED_AT = 1000
"""So many pairs of bytes are looked at for UTF-16."""
_BLOCKS = frozenset(
    "address article aside blockquote body caption dd details dialog div dl dt fieldset figcaption"
    " figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table"
    " tbody td tfoot th thead tr ul".split()
)
_UNSEEN = frozenset("iframe noscript object script style svg template textarea title".split())


class DocumentText(NamedTuple):
    """What a document says.

    Attributes:
        text: all of it, in Unicode's form NFC; pages end with a form feed.
        paragraphs, pages: their places in the text, in order; it can be without pages.
        times: the seconds that mark a place of a transcript, and the place, in order.
        digest: the SHA-256 of the file, in hexadecimal digits.
    """

    text: str
    paragraphs: tuple[Span, ...]
    pages: tuple[Span, ...]
    times: tuple[tuple[int, int], ...]
    digest: str


def read_document(path: Path) -> DocumentText:
    """Read one document: text, HTML, PDF or a web archive, by its suffix.

    Raises:
        UsageError: if it cannot be read, is no PDF though it is called so, is larger than
            `LARGEST_DOCUMENT`, or pypdfium2 is missing.
    """
    try:
        if path.stat().st_size > LARGEST_DOCUMENT:
            raise UsageError(f"{path} is larger than {LARGEST_DOCUMENT >> 20} MB; split it.")
        raw = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.") from error
    suffix = path.suffix.lower()
    text = unicodedata.normalize("NFC", READERS.get(suffix, plain_text)(raw, str(path)))
    return document_text(text, sha256(raw).hexdigest(), is_paged=suffix in _PAGED)


def document_text(text: str, digest: str, *, is_paged: bool = False) -> DocumentText:
    """Part a text into paragraphs, pages and times.

    Args:
        is_paged: whether form feeds stand between pages; otherwise each ends one, and a text
            without them has no pages.
    """
    paged = text if is_paged else text.removesuffix(PAGE_END)
    pages = _spans(re.compile(PAGE_END), paged, also_empty=True)
    return DocumentText(
        text,
        tuple(_spans(_BLANK_LINE, text)),
        tuple(pages) if is_paged or PAGE_END in text else (),
        tuple(_times(text)),
        digest,
    )


def plain_text(raw: bytes, _: str) -> str:
    """Return the text of a plain file: Unicode as its mark or its bytes say, else of Windows."""
    return _with_line_feeds(_marked(raw) or _unmarked(raw))


def _marked(raw: bytes) -> str | None:
    """Return the text of bytes with a mark of Unicode; None without one, or if it is wrong."""
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            try:
                return raw.decode(encoding)
            except UnicodeDecodeError:
                continue
    return None


def _unmarked(raw: bytes) -> str:
    """Return the text of bytes without a mark.

    In UTF-16 every other byte of most texts is zero. UTF-8 that is damaged or cut at few places is
    still UTF-8: read as of Windows, it would have no letter with an accent right.
    """
    even, odd = (raw[at : 2 * _LOOKED_AT : 2].count(0) for at in (0, 1))
    if max(even, odd) * 2 > len(raw[: 2 * _LOOKED_AT : 2]) and not min(even, odd):
        return raw.decode("utf-16-be" if even else "utf-16-le", errors="replace")
    text = raw.decode("utf-8", errors="replace")
    beyond = sum(not letter.isascii() for letter in text) if _REPLACED in text else 0
    if text.count(_REPLACED) * _LEAST_SOUND > beyond:
        return raw.decode("cp1252", errors="replace")
    return text


def subtitle_text(raw: bytes, place: str) -> str:
    """Return the text of subtitles without the marks of italics, colours and voices in it."""
    return _MARKUP.sub("", plain_text(raw, place))


def html_text(raw: bytes, place: str, charset: str = "") -> str:
    """Return what HTML shows, a paragraph for each block.

    As browsers do, a mark of Unicode counts first, then what the server says, then the page itself.

    Args:
        charset: as a server named it; "" if it did not.
    """
    source = _marked(raw) or (_decoded(raw, charset) if charset else None)
    if source is None and (said := _CHARSET.search(_COMMENT.sub(b"", raw[:4096]))):
        named = said[1].decode()
        # A page that can be searched for its charset is in none of UTF-16.
        source = _decoded(raw, "utf-8" if named.lower().startswith("utf-16") else named)
    return _shown(plain_text(raw, place) if source is None else source)


def _decoded(raw: bytes, charset: str) -> str | None:
    """Return what bytes say in a named character set; None if it is none, or not theirs.

    ISO 8859-1 is read as Windows-1252, as browsers do: pages that name it have quotation marks that
    it has not.
    """
    try:
        if lookup(charset).name == "iso8859-1":
            return raw.decode("cp1252", errors="replace")
        return raw.decode(charset)
    except (LookupError, ValueError):  # also of the set `undefined`, and of a name that has a NUL
        return None


def _shown(source: str) -> str:
    shown = _Shown()
    shown.feed(source)
    shown.close()
    return shown.text()


def wacz_text(raw: bytes, place: str) -> str:
    """Return what the pages of a web archive show; each is a page of the text."""
    from actorgraph.passages.web_archive import archived_pages

    pages = archived_pages(raw, place)
    return PAGE_END.join(html_text(page.content, place, page.charset) for page in pages)


def pdf_text(raw: bytes, place: str) -> str:
    """Return the text of a PDF's pages; a page that is only a picture is empty."""
    try:
        import pypdfium2
    except ImportError as error:
        raise UsageError(
            f"{place} is a PDF, and pypdfium2 is missing.",
            hint="Install actorgraph with the extra `documents`.",
        ) from error
    try:
        document = pypdfium2.PdfDocument(raw)
        pages = [page.get_textpage().get_text_bounded() for page in document]
    except pypdfium2.PdfiumError as error:
        raise UsageError(f"{place} is no PDF that can be read: {error}.") from error
    return PAGE_END.join(_BROKEN_WORD.sub("-\n", _with_line_feeds(page)) for page in pages)


READERS: dict[str, Callable[[bytes, str], str]] = {
    "": plain_text,
    ".txt": plain_text,
    ".text": plain_text,
    ".md": plain_text,
    ".srt": subtitle_text,
    ".vtt": subtitle_text,
    ".html": html_text,
    ".htm": html_text,
    ".pdf": pdf_text,
    ".wacz": wacz_text,
}
"""How a document is read, by its suffix in small letters."""
_PAGED = frozenset({".pdf", ".wacz"})
"""The suffixes of documents that always have pages."""


class _Shown(HTMLParser):
    """The text that a browser would show, a line for each block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._pieces: list[str] = []
        self._unseen = ""
        self._depth = 0

    def text(self) -> str:
        """Return the blocks, parted by blank lines."""
        blocks = ("".join(self._pieces)).split("\0")
        lines = (
            "\n".join(" ".join(line.split()) for line in b.split("\n")).strip() for b in blocks
        )
        return "\n\n".join(line for line in lines if line)

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - the base's name
        if self._unseen:
            self._depth += tag == self._unseen
        elif tag in _UNSEEN:
            self._unseen, self._depth = tag, 1
        elif tag in _BLOCKS:
            self._pieces.append("\0")
        elif tag == "br":
            self._pieces.append("\n")

    def handle_startendtag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
        if not self._unseen:
            self._pieces.append("\0" if tag in _BLOCKS else "\n" if tag == "br" else "")

    def handle_endtag(self, tag: str) -> None:
        if self._unseen:
            self._depth -= tag == self._unseen
            if not self._depth:
                self._unseen = ""
        elif tag in _BLOCKS:
            self._pieces.append("\0")

    def parse_marked_section(self, i: int, report: bool = True) -> int:  # noqa: ARG002
        """Skip `<![...>` as browsers do; the base knows some kinds of it and fails at others."""
        return self.rawdata.find(">", i) + 1 or -1

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            lines = _WITHIN_WORD.split(data.replace("\0", ""))
            self._pieces.append("\n".join(re.sub(r"[\r\n]", " ", line) for line in lines))


def _with_line_feeds(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _spans(separator: re.Pattern[str], text: str, *, also_empty: bool = False) -> Iterator[Span]:
    """Yield the parts between separators, without blanks around them."""
    start = 0
    for end, then in [*(match.span() for match in separator.finditer(text)), (len(text), 0)]:
        part = text[start:end]
        left = len(part) - len(part.lstrip())
        if part.strip() or also_empty:
            yield start + left, max(start + left, start + len(part.rstrip()))
        start = then


def _times(text: str) -> Iterator[tuple[int, int]]:
    """Yield the times with which lines begin, if they never go back.

    One alone is a time only of subtitles.
    """
    marks = [
        (int(match[1] or 0) * 3600 + int(match[2]) * 60 + int(match[3]), match.start())
        for match in _TIME.finditer(text)
    ]
    if len(marks) > ("-->" not in text) and all(one[0] <= two[0] for one, two in pairwise(marks)):
        yield from marks
