"""Search a file, or a folder of files, for what was redacted.

Looks into everything that is packed in it (unpacking.py), read in every way (readings.py), for
texts however they are written (matching.py). What is encrypted it refuses; what is drawn, as in a
picture, it cannot see, and says so.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from unicodedata import category
from unicodedata import name as name_of

from actorgraph.errors import UsageError
from actorgraph.publishing.matching import Sought, is_long, is_sought
from actorgraph.publishing.own_words import is_part_of_ours
from actorgraph.publishing.readings import Reading, cells_in_tables, readings
from actorgraph.publishing.unpacking import drawn_as, parts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from actorgraph.publishing.matching import Hit
    from actorgraph.publishing.pseudonyms import Secret

CONTEXT = 30
_AROUND = 8
"""Letters on either side of a short text that tell whether it stands in a text or among bytes."""
_LEAST_WORDS = 0.7
"""How many of them are letters and blanks, where nothing says that the bytes are text."""


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


@dataclass(frozen=True, slots=True)
class Search:
    """What a search found, and what it could not see.

    Attributes:
        leaks: every secret that was found, once for each part.
        sought: how many texts were looked for.
        unsought: those that cannot be told from others, such as a number of two digits.
        unseen: how many parts show something that no search for text sees, by kind.
    """

    leaks: list[Leak] = field(default_factory=list)
    sought: int = 0
    unsought: list[Secret] = field(default_factory=list)
    unseen: Counter[str] = field(default_factory=Counter)


def leaks(path: Path, secrets: Sequence[Secret]) -> list[Leak]:
    """Return every secret that is in a file, once for each part it is found in.

    Raises:
        UsageError: as `search` does.
    """
    return search(path, secrets).leaks


def search(path: Path, secrets: Sequence[Secret]) -> Search:
    """Look for secrets in a file, or in every file of a folder.

    Raises:
        UsageError: if there is nothing to look for or to look into, or the file or a part of it
            cannot be read: of what was not searched nothing can be said.
    """
    known = {secret.text: secret for secret in reversed(secrets) if is_sought(secret.text)}
    if not known:
        raise UsageError(
            "There is nothing to look for: what is redacted holds no text.",
            hint="Name with --redact whom or what the file must not give away.",
        )
    unsought = [secret for secret in secrets if secret.text.strip() and secret.text not in known]
    searched = Search(sought=len(known), unsought=unsought)
    sought = Sought(known)
    is_empty = True
    for name, content in _files(path):
        is_empty = is_empty and not content
        searched.leaks.extend(_leaks_in(name, content, known, sought, searched.unseen))
    if is_empty and not searched.leaks:
        raise UsageError(f"{path} is empty: there is nothing to search.")
    return searched


def leaks_in(content: bytes, secrets: Sequence[Secret]) -> list[Leak]:
    """Return every secret that is in bytes."""
    known = {secret.text: secret for secret in reversed(secrets) if is_sought(secret.text)}
    return list(_leaks_in("", content, known, Sought(known), Counter())) if known else []


def _files(path: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the files at a path, each under its name, and folders without content.

    Links are followed, each folder once: what is shared with a folder is what it leads to.

    Raises:
        UsageError: if one cannot be read, or is none that ends, such as a pipe or a device.
    """
    try:
        if not path.is_dir():
            yield path.name, _content(path)
            return
        yield path.resolve().name, b""
        seen: set[tuple[int, int]] = set()
        yield from _files_in(path, path.name, seen)
    except (OSError, RuntimeError) as error:  # a link to itself is the second in Python 3.11
        why = (error.strerror if isinstance(error, OSError) else "") or error
        where = getattr(error, "filename", "") or path
        raise UsageError(f"{where} cannot be read: {why}.") from None


def _files_in(folder: Path, name: str, seen: set[tuple[int, int]]) -> Iterator[tuple[str, bytes]]:
    """Yield what is in a folder, unless it was seen under another name.

    Args:
        name: of the folder, from the one that is searched.
        seen: device and number of each folder so far.
    """
    place = folder.stat()
    if (place.st_dev, place.st_ino) in seen:
        return
    seen.add((place.st_dev, place.st_ino))
    for inside in sorted(folder.iterdir()):
        inside_name = f"{name}/{inside.name}".lstrip("/")
        if inside.is_dir():
            yield inside_name, b""
            yield from _files_in(inside, inside_name, seen)
        else:
            yield inside_name, _content(inside)


def _content(file: Path) -> bytes:
    """Return the bytes of a regular file.

    Raises:
        UsageError: if it is a pipe, a device or a socket, which may never end.
    """
    if file.exists() and not file.is_file():
        raise UsageError(
            f"{file} is no regular file, and was not searched.",
            hint="Search a file or folder without pipes, devices and sockets.",
        )
    return file.read_bytes()


def _leaks_in(
    name: str, content: bytes, known: Mapping[str, Secret], sought: Sought, unseen: Counter[str]
) -> Iterator[Leak]:
    told: set[tuple[str, str]] = set()
    read: set[str] = set()
    alphabet = "".join({letter for text in known for letter in text})
    for where, (text, is_guess) in _texts(name, content, alphabet, unseen):
        if text in read:
            continue
        read.add(text)
        for hit in sought.hits(text):
            is_new = (hit.text, where) not in told
            if is_part_of_ours(text, hit.start, hit.stop):
                continue
            is_sure = is_long(hit.text) and not (is_guess and _mixes_scripts(text, hit))
            if is_new and (is_sure or _is_in_text(text, hit, is_guess=is_guess)):
                told.add((hit.text, where))
                around = text[max(0, hit.start - CONTEXT) : hit.stop + CONTEXT]
                yield Leak(known[hit.text], where, " ".join(around.split()))


def _texts(
    name: str, content: bytes, alphabet: str, unseen: Counter[str]
) -> Iterator[tuple[str, Reading]]:
    """Yield every reading of a file as text, its name among them, with its place."""
    if name:
        yield "the file's name", Reading(name)
    for part in parts(content):
        if kind := drawn_as(part.content):
            unseen[kind] += 1
        yield from ((part.where, reading) for reading in readings(part.content, alphabet))
        of_part = f"{part.where}, cells".lstrip(", ")
        for cells in cells_in_tables(part.where or name, part.content):
            yield of_part, Reading(cells)


def _mixes_scripts(text: str, hit: Hit) -> bool:
    """Return whether a hit mixes scripts, as bytes do that are read as letters by mistake."""
    letters = {letter for letter in text[hit.start : hit.stop] if letter.isalpha()}
    return len({name_of(letter, "").partition(" ")[0] for letter in letters}) > 1


def _is_in_text(text: str, hit: Hit, *, is_guess: bool) -> bool:
    """Return whether a short text stands among others, and was not met by chance among bytes."""
    before, after = max(0, hit.start - _AROUND), hit.stop + _AROUND
    around = text[before:after] if is_guess else text[before : hit.start] + text[hit.stop : after]
    if "\ufffd" in around or any(category(one) == "Cc" and one not in "\0\t\r\n" for one in around):
        return False
    words = sum(one.isalpha() or one.isspace() for one in around)
    return not is_guess or (words >= _LEAST_WORDS * len(around) and "\xad" not in around)
