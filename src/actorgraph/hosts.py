"""The host of an address: the outlet that a document without an entity of its own belongs to.

Called for every document by statements.py, by the index and by Spark's executors. An address is
read as a browser reads it (the URL Standard and UTS 46), so that none can show another host than
the one it leads to, and two spellings of one host are one outlet. Leaves out which entity a host
belongs to (dataset.py).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

LOOKS_LIKE_AN_ADDRESS = r":[\t\n\r]*[/\\]"
"""What every text that has a host contains, for stores that look for such texts in bulk."""

_MEMENTO = r"(?:[\w-]+/){0,2}\d{4}[^/]*/(.+)"
ARCHIVES = {
    "web.archive.org": r"web/[^/]*/(.+)|save/(.+)",
    "archive.today": r"(?:(?:o/)?[\w.-]+/)?(https?:.+)|\?(?:.*&)?url=([^&]+)",
    "arquivo.pt": _MEMENTO,
    "swap.stanford.edu": _MEMENTO,
    "wayback.archive-it.org": _MEMENTO,
    "webarchive.loc.gov": _MEMENTO,
    "webarchive.nationalarchives.gov.uk": _MEMENTO,
    "webarchive.org.uk": _MEMENTO,
    "webcitation.org": r"query\?(?:.*&)?url=([^&]+)",
    "webcache.googleusercontent.com": (
        r"search\?(?:.*&)?q=cache(?::|%3A)(?:[\w-]{6,16}(?::|%3A))?([^+&]+)"
    ),
    "google.com": r"amp/(?:s/)?(.+)|url\?(?:.*&)?(?:q|url)=([^&]+)",
    "cdn.ampproject.org": r"[a-z]+/(?:s/)?(.+)",
}
"""Who keeps copies of others' pages, and where in a path the original address stands."""

_SAME_ARCHIVE = dict.fromkeys(
    (f"archive.{domain}" for domain in ("fo", "is", "li", "md", "ph", "vn")), "archive.today"
)
_ADDRESS = re.compile(
    r"https?:[/\\]+(?P<authority>[^/\\?#]*)[/\\]*(?P<rest>.*)", re.IGNORECASE | re.DOTALL
)
_UNSEEN = "[\u00ad\u034f\u180b-\u180f\u200b-\u200d\u2060\u2064\ufe00-\ufe0f\ufeff]"
_CONTROLS_AND_BLANK = "".join(map(chr, range(0x21)))
_LINE_BREAKS = str.maketrans(dict.fromkeys("\t\n\r"))
_DOTS = str.maketrans(dict.fromkeys("\u3002\uff0e\uff61", "."))
_EDITIONS = ("m.", "mobile.", "amp.")
_SECOND_LEVEL = r"(?:ac|co|com|edu|go|gov|ne|net|or|org)\.[a-z]{2}"
_TIMES_COPIED = 4
_FORBIDDEN = r"[\x00-\x20\x7f#%/:<>?@\[\\\]^|]"
_NUMBER = r"(?:0[xX][0-9a-fA-F]*|\d+)"


@lru_cache(maxsize=65536)
def host_of(document: str) -> str:
    """Return the host of a web address, in one spelling; "" for anything else.

    Case, port, user, trailing dots, `www.` and a mobile edition's `m.` are dropped, punycode is
    decoded, and of a copy in an archive it is the host of the original, where its address tells.

    Example:
        >>> host_of("https://web.archive.org/web/2018/http://www.BBC.com:80/news")
        'bbc.com'
    """
    return _host(document, _TIMES_COPIED)


def host_in(text: str) -> str:
    """Return the host that an address, or a host written without `https://`, stands for."""
    return host_of(text) or host_of(f"http://{text}")


def is_root(document: str) -> bool:
    """Return whether an address names a host alone, without a path, query or fragment."""
    address = _matched(document)
    return address is not None and not address["rest"]


def _matched(document: str) -> re.Match[str] | None:
    return _ADDRESS.match(document.strip(_CONTROLS_AND_BLANK).translate(_LINE_BREAKS))


def _host(document: str, copies: int) -> str:
    address = _matched(document)
    if address is None:
        return ""
    host = _one_spelling(address["authority"].rpartition("@")[2])
    original = _original(host, address["rest"]) if copies else ""
    return (_host(original, copies - 1) if original else "") or host


def _original(host: str, rest: str) -> str:
    """Return the address that a path in an archive is a copy of; "" where it does not tell."""
    from urllib.parse import unquote

    pattern = ARCHIVES.get(archive_of(host))
    match = re.match(pattern, rest, re.IGNORECASE | re.DOTALL) if pattern else None
    if match is None:
        return ""
    address = next(part for part in match.groups() if part)
    if re.match(r"https?%3a", address, re.IGNORECASE):
        address = unquote(address)
    return address if re.match(r"https?:[/\\]", address, re.IGNORECASE) else f"http://{address}"


def archive_of(host: str) -> str:
    """Return under which name of ARCHIVES a host stands, if it is one."""
    return "cdn.ampproject.org" if host.endswith(".cdn.ampproject.org") else host


def _one_spelling(authority: str) -> str:
    from urllib.parse import unquote

    bracketed = re.match(r"\[([^\]]*)\]", authority)
    if bracketed:
        return _ip_version_6(bracketed[1])
    host = _mapped(unquote(authority.partition(":")[0])).strip(".")
    if re.fullmatch(_NUMBER, host.rpartition(".")[2]):
        return _ip_version_4(host)
    labels = [_decoded(label) for label in host.split(".") if label]
    own = _without_editions(".".join(_shown(label, labels[-1]) for label in labels))
    return "" if re.search(_FORBIDDEN, own) else _SAME_ARCHIVE.get(own, own)


def _mapped(host: str) -> str:
    """Return a host as UTS 46 maps it: compatible letters, lower case, without unseen ones."""
    if host.isascii():
        return host.lower()
    host = unicodedata.normalize("NFKC", re.sub(_UNSEEN, "", host)).lower()
    return unicodedata.normalize("NFKC", host).translate(_DOTS)


def _decoded(label: str) -> str:
    """Return a label in Unicode; one that is no proper punycode of a word stays as it is."""
    if not label.startswith("xn--"):
        return label
    try:
        decoded = label[4:].encode("ascii").decode("punycode")
    except UnicodeError:
        return label
    is_word = all(unicodedata.category(one)[0] in "LMN" or one == "-" for one in decoded)
    return decoded if is_word and not decoded.isascii() and _mapped(decoded) == decoded else label


def _shown(label: str, top: str) -> str:
    """Return a label as it is safe to read.

    Greek and Cyrillic letters look like Latin ones: as browsers do, they are shown as such only
    under a top-level domain that is itself in other letters, and never beside Latin ones.
    """
    if label.isascii():
        return label
    scripts = {unicodedata.name(letter, "").partition(" ")[0] for letter in label}
    if scripts & {"GREEK", "CYRILLIC"} and ("LATIN" in scripts or top.isascii()):
        return f"xn--{label.encode('punycode').decode('ascii')}"
    return label


def _without_editions(host: str) -> str:
    """Drop `www.` and the mark of a mobile edition, as long as a domain is left."""
    for prefix in ("www.", *_EDITIONS):
        rest = host.removeprefix(prefix)
        if (
            rest != host
            and "." in rest
            and not (prefix in _EDITIONS and re.fullmatch(_SECOND_LEVEL, rest))
        ):
            return _without_editions(rest)
    return host


def _ip_version_4(host: str) -> str:
    """Return an address of numbers in the usual form: a browser reads `0x7f.1` as 127.0.0.1."""
    import socket

    try:
        return socket.inet_ntoa(socket.inet_aton(host))
    except (OSError, UnicodeError):
        return host


def _ip_version_6(text: str) -> str:
    """Return an address of version 6 in brackets and the shortest form."""
    import ipaddress

    try:
        return f"[{ipaddress.IPv6Address(text).compressed}]"
    except ValueError:
        return ""
