"""Check the data against its evidence: quotes, documents, names.

`against_documents` looks up every quote in the text of its document and tells which documents are
reprints; `in_names` looks for letters that deceive a reader; `of_outlets` proposes whose outlet a
host may be. All report problems with file, line and column, as reading does. Leaves out what
reading itself finds (tables.py, dataset.py).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from actorgraph.errors import Problem, UsageError
from actorgraph.hosts import host_in, host_of
from actorgraph.names.invisible import INVISIBLE
from actorgraph.names.look_alike import skeleton
from actorgraph.reprints import longest_shared_passage, reprints

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from actorgraph.claims import Claim, Entity
    from actorgraph.engine import Engine

SUFFIXES = ("", ".txt", ".md", ".text")

_SHOWN = 160
_COMPARED = 20
_PROPOSED = 3
_PARAGRAPH = re.compile(r"p(?:ara(?:graph)?)?[ .=]?(\d+)\Z", re.IGNORECASE)
_PAGE = re.compile(r"page[ =]?(\d+)\Z", re.IGNORECASE)
_BLANK_LINE = re.compile(r"\f|\n[ \t\r]*(?:\n[ \t\r]*)+")
_ALIKE = str.maketrans(
    {"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2010": "-", "\u2011": "-",
     "\u2013": "-", "\u2014": "-", "\u00ad": None, "\u200b": None, "\ufeff": None}
)  # fmt: skip
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class _Text(NamedTuple):
    """A document: all of it, and its parts by the kind of locator that names them."""

    whole: str
    paragraphs: tuple[str, ...]
    pages: tuple[str, ...]


def against_documents(engine: Engine, folder: Path) -> list[Problem]:
    """Report quotes and locators that the documents in a folder do not bear out.

    A document's text is the file named by its id: `eir-2018-02-05.txt`. Paragraphs are parted by
    blank lines and counted from 1 (`p8`), pages by form feeds (`page=3`). Whitespace, the shape of
    quotation marks and of dashes do not count.

    Raises:
        UsageError: if the folder is not there.
    """
    _check_folder(folder)
    named = engine.entities({c.document for c in engine.all_claims() if c.document})
    missing: set[str] = set()
    problems = []
    read = lru_cache(maxsize=64)(_read)
    for claim in engine.all_claims():
        if not claim.document or claim.derived:
            continue
        text = read(folder, claim.document)
        if text is None:
            if claim.document not in missing:
                missing.add(claim.document)
                problems.append(_missing(claim, folder, named.get(claim.document)))
        else:
            problems += _of_claim(claim, text)
    return [*problems, *_of_reprints(engine, folder)]


def reprinted(folder: Path, documents: Iterable[str]) -> dict[str, frozenset[str]]:
    """Map each document that is a reprint to all that share its text.

    Args:
        folder: of the documents' texts, as `against_documents` reads it.
        documents: the ids to compare; those without a text there are reprints of none.

    Raises:
        UsageError: if the folder is not there.
    """
    _check_folder(folder)
    return reprints(_texts(folder, documents))


def reprinted_in(folder: Path) -> dict[str, frozenset[str]]:
    """Map each document of a folder that is a reprint to all that share its text.

    Raises:
        UsageError: if the folder is not there.
    """
    _check_folder(folder)
    files = sorted(path.name for path in folder.iterdir() if path.is_file())
    names = (name.removesuffix(suffix) for name in files for suffix in SUFFIXES)
    return reprinted(folder, dict.fromkeys(names))


def in_names(engine: Engine) -> list[Problem]:
    """Report deceptive names and ids: hidden directions, invisible letters, mixed scripts, twins.

    Twins are names, or ids, that look the same and are written with other code points.
    """
    problems = []
    names: dict[str, tuple[str, Entity]] = {}
    ids: dict[str, tuple[str, Entity]] = {}
    for entity in engine.all_entities():
        for name in (entity.name, *entity.aliases):
            problems += [_of(entity, message) for message in _deceptive(name)]
            problems += [_of(entity, message) for message in _twin(name, entity, names, "a name")]
        if entity.id != entity.name:
            in_id = (*_deceptive(entity.id), *_twin(entity.id, entity, ids, "the id"))
            problems += [_of(entity, message, "id") for message in in_id]
    return problems


def of_outlets(engine: Engine) -> list[Problem]:
    """Propose the entities to which a host may belong that publishes documents and has no owner.

    An entity with a url on the host may own it, or be one of many that publish there. Several
    entities whose url is its root cannot all own it.
    """
    cited: dict[str, Claim] = {}
    for claim in engine.all_claims():
        if claim.publisher and claim.publisher == host_of(claim.document):
            cited.setdefault(claim.publisher, claim)
    owners: dict[str, list[str]] = {}
    for entity in engine.all_entities() if cited else ():
        if entity.kind != "document":
            for host in _hosts_of(entity) & cited.keys():
                owners.setdefault(host, []).append(entity.id)
    return [
        Problem("note", claim.file, claim.line, "document", _proposed(host, owners[host]))
        for host, claim in cited.items()
        if len(owners.get(host, ())) in range(1, _PROPOSED + 1)
    ]


def _hosts_of(entity: Entity) -> set[str]:
    """Return the hosts that an entity's url and names name."""
    names = (name for name in (entity.name, *entity.aliases) if "." in name)
    return {host_of(entity.url), *map(host_in, names)}


def _proposed(host: str, ids: list[str]) -> str:
    return (
        f"{host} may be the same outlet as {' or '.join(ids)}; if so, they count as one where "
        f'actorgraph.toml says [outlets] "{host}" = "{ids[0]}".'
    )


def _deceptive(name: str) -> Iterator[str]:
    if name.isascii():
        return
    if _BIDI.search(name):
        yield f"{name!r} holds characters that turn the direction of text; take them out."
    elif hidden := [one for one in _HIDDEN.findall(name) if not _BIDI.match(one)]:
        yield f"{name!r} holds what nobody sees ({_told(hidden)}); take it out."
    for word in name.split():
        scripts = {_script(letter) for letter in word if letter.isalpha()}
        if len(scripts & _LOOK_ALIKE) > 1:
            mixed = " and ".join(sorted(scripts & _LOOK_ALIKE))
            yield f"{word!r} mixes {mixed} letters; one of them only looks right."


_LOOK_ALIKE = frozenset({"Latin", "Cyrillic", "Greek"})
_BEFORE_JOINERS = (
    "[\u0600-\u10ff\u1780-\u1fff\u2600-\u27bf\u2e80-\ud7a3\uf900-\ufaff\U0001f000-\U0003ffff]"
)
"""Where joiners and the choice of a shape are honest: Arabic, Indic, Mongolian, Han, emoji."""
_HIDDEN = re.compile(
    f"(?<!{_BEFORE_JOINERS})[\u200c\u200d\u180b-\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]"
    f"|(?![\u200c\u200d\u180b-\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef])[{INVISIBLE}]"
)

_INVISIBLE = re.compile(f"[{INVISIBLE}]")


def _told(letters: Iterable[str]) -> str:
    """Return letters by their numbers and names."""
    each = (
        f"U+{ord(one):04X} {unicodedata.name(one, '')}".strip() for one in dict.fromkeys(letters)
    )
    return ", ".join(each)


def _twin(
    text: str, entity: Entity, written: dict[str, tuple[str, Entity]], what: str
) -> Iterator[str]:
    """Yield that a text looks like another that was met before, unless both are plain ASCII."""
    first, other = written.setdefault(skeleton(text), (text, entity))
    if first == text or (first.isascii() and text.isascii()):
        return
    whose = f"{what} of {other.id} (line {other.line})"
    if _composed(first) == _composed(text):
        yield (
            f"{text!r} looks like {whose} and is written with other code points; write both in "
            "one form (NFC)."
        )
    elif entity.id != other.id and _visible(first) == _visible(text):
        hidden = [one for one in text + first if not _visible(one)]
        yield f"{text!r} looks like {whose} but for letters that nobody sees ({_told(hidden)})."
    elif entity.id != other.id:
        others = [one for one in unicodedata.normalize("NFC", text) if one not in first]
        others = others or [one for one in first if one not in text]
        yield f"{text!r} looks like {whose} and is written in other letters ({_told(others)})."


def _visible(text: str) -> str:
    """Return a text without letters that nobody sees."""
    return _INVISIBLE.sub("", _composed(text))


def _composed(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0].title()


def _of(entity: Entity, message: str, column: str = "name") -> Problem:
    return Problem("warning", entity.file, entity.line, column, message)


def _of_claim(claim: Claim, text: _Text) -> Iterable[Problem]:
    part = _part(claim.locator, text)
    if part is None:
        yield Problem(
            "warning",
            claim.file,
            claim.line,
            "locator",
            f"{claim.document} has no {claim.locator}: it has {len(text.paragraphs)} paragraphs"
            f" and {len(text.pages)} pages.",
        )
        return
    quote = _folded(claim.quote)
    if not quote or quote in part:
        return
    places = [
        f"p{at}" for at, paragraph in enumerate(text.paragraphs, start=1) if quote in paragraph
    ]
    if places:
        message = f"the quote is not at {claim.locator} of {claim.document} but at {places[0]}."
    elif quote in text.whole:
        message = f"the quote runs over several parts of {claim.document}; {claim.locator} is one."
    else:
        message = f"the quote is not in {claim.document}; correct it, or leave it empty."
    yield Problem("error", claim.file, claim.line, "quote", message)


def _part(locator: str, text: _Text) -> str | None:
    """Return the part a locator points at; the whole document if we do not know its form."""
    for form, parts in ((_PARAGRAPH, text.paragraphs), (_PAGE, text.pages)):
        match = form.match(locator.strip())
        if match:
            digits = match[1].lstrip("0")
            # Python reads no number of thousands of digits.
            number = int(digits or 0) if len(digits) <= len(str(len(parts))) else 0
            return parts[number - 1] if 1 <= number <= len(parts) else None
    return text.whole


def _of_reprints(engine: Engine, folder: Path) -> Iterator[Problem]:
    """Yield a note for each document that shares its text with others, unless a note named it."""
    cited = {claim.document: claim for claim in reversed([*engine.all_claims()]) if claim.document}
    texts = _texts(folder, reversed(cited))
    sharing = reprints(texts)
    named: set[str] = set()
    for document in sorted(sharing, key=lambda one: (-len(sharing[one]), one)):
        if document not in named:
            named |= sharing[document]
            others = [one for one in texts if one in sharing[document] and one != document]
            claim = cited[document]
            message = _shared_text(document, others, texts)
            yield Problem("note", claim.file, claim.line, "document", message)


def _shared_text(document: str, others: list[str], texts: Mapping[str, str]) -> str:
    passages = [longest_shared_passage(texts[document], texts[one]) for one in others[:_COMPARED]]
    longest = max(passages, key=lambda passage: passage.words)
    passage = " ".join(longest.text.split())
    if len(passage) > _SHOWN:
        passage = f"{passage[:_SHOWN].rpartition(' ')[0]} ..."
    return (
        f"{document} shares its text with {', '.join(others)}, up to {longest.words} words in a "
        f"row: “{passage}”. With these documents at hand they are one origin."
    )


def _check_folder(folder: Path) -> None:
    try:
        is_there = folder.is_dir()
    except (OSError, ValueError):  # a name that no file can have
        is_there = False
    if not is_there:
        raise UsageError(f"There is no folder {folder}.", hint="Give the folder of the documents.")


def _texts(folder: Path, documents: Iterable[str]) -> dict[str, str]:
    """Return the text of each document that has one, a paragraph a line."""
    texts = ((document, _read(folder, document)) for document in documents)
    return {document: "\n".join(text.paragraphs) for document, text in texts if text is not None}


def _missing(claim: Claim, folder: Path, document: Entity | None) -> Problem:
    name = f" ({document.name})" if document else ""
    message = f"there is no text of {claim.document}{name} in {folder}; nothing of it was checked."
    return Problem("warning", claim.file, claim.line, "document", message)


def _read(folder: Path, document: str) -> _Text | None:
    if "/" in document or "\\" in document or document.startswith("."):
        return None  # a path comes from the user, never from data
    for suffix in SUFFIXES:
        path = folder / f"{document}{suffix}"
        if path.is_file():
            raw = path.read_text(encoding="utf-8", errors="replace")
            parts = [part for part in map(_folded, _BLANK_LINE.split(raw)) if part]
            return _Text(_folded(raw), tuple(parts), tuple(map(_folded, raw.split("\f"))))
    return None


def _folded(text: str) -> str:
    """Return the text with one form of blanks, quotation marks and dashes."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(_ALIKE).split())
