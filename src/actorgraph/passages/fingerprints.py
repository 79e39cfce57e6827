"""Notice a document that has changed: its SHA-256 is recorded when it is first cited.

The record lies with the documents as `SHA256SUMS`, in the form that `sha256sum --check` reads, so
that anybody can check it without this program. Leaves out who writes it (the command line).
"""

from __future__ import annotations

import re
from hashlib import sha256
from typing import TYPE_CHECKING

from actorgraph.errors import Problem, UsageError
from actorgraph.limits import is_there
from actorgraph.passages.document_folder import RECORD
from actorgraph.passages.document_texts import READERS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from pathlib import Path

    from actorgraph.claims import Claim
    from actorgraph.passages.document_folder import DocumentFolder

_LINE = re.compile(r"([0-9a-fA-F]{64}) [ *](.+)")
_PIECE = 1 << 20


def read_record(path: Path) -> dict[str, str]:
    """Map the names of files to the SHA-256 that is recorded for each; {} without a record.

    Lines of another form are left out; `unreadable_lines` tells them.

    Raises:
        UsageError: if it cannot be read.
    """
    return {match[2]: match[1].lower() for _, match in _lines(path) if match}


def unreadable_lines(path: Path) -> list[int]:
    """Return the numbers of lines in a record that say nothing."""
    return [number for number, match in _lines(path) if not match]


def _lines(path: Path) -> Iterator[tuple[int, re.Match[str] | None]]:
    try:
        text = path.read_text("utf-8", "surrogateescape") if is_there(path) else ""
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.") from error
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            yield number, _LINE.fullmatch(line)


def record_of(digests: Mapping[str, str]) -> Iterable[str]:
    """Return the lines of a record, by the names of the files."""
    return (f"{digests[name]}  {name}\n" for name in sorted(digests))


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal digits."""
    digest = sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
    return digest.hexdigest()


def altered_files(folder: Path) -> list[str]:
    """Return the files of a folder that are not as they were recorded, by name.

    Raises:
        UsageError: if the record cannot be read.
    """
    recorded = read_record(folder / RECORD)
    there = {name: folder / name for name in recorded if (folder / name).is_file()}
    return sorted(name for name, file in there.items() if digest_of(file) != recorded[name])


def changed_documents(documents: DocumentFolder, cited: Mapping[str, Claim]) -> Iterator[Problem]:
    """Yield an error for each document that is not the one that was recorded, or is gone."""
    path = documents.path / RECORD
    recorded = read_record(path)
    for number in unreadable_lines(path):
        message = "this line is no SHA-256 and name of a file; put it right or take it out."
        yield Problem("error", str(path), number, "", message)
    yield from _gone(documents, recorded)
    meant = {file.name for file in map(documents.file_of, cited) if file}
    for document, claim in cited.items():
        file = documents.file_of(document)
        if file is None:
            continue
        if file.name not in recorded:
            if others := _recorded_as(document, recorded, meant):
                yield Problem("error", claim.file, claim.line, "document", _another(file, others))
        elif digest_of(file) != recorded[file.name]:
            message = (
                f"{file} has changed since it was first cited: its SHA-256 is another than in "
                f"{path}. Put the old file back, or look at each claim again and take its line "
                "out of the record."
            )
            yield Problem("error", claim.file, claim.line, "document", message)


def _gone(documents: DocumentFolder, recorded: Iterable[str]) -> Iterator[Problem]:
    """Yield an error for each recorded document that is not there."""
    for name in recorded:
        if not documents.has(name):
            message = (
                f"{name} was cited, and it is not there any more. Put the file back, or look at "
                "each claim that cites it and take its line out of the record."
            )
            yield Problem("error", str(documents.path / RECORD), 0, "", message)


def _recorded_as(document: str, recorded: Iterable[str], meant: Collection[str]) -> list[str]:
    """Return the recorded files that an id meant, of those that no id means now."""
    named = {f"{document}{suffix}" for suffix in READERS}
    return [name for name in recorded if name in named and name not in meant]


def _another(file: Path, others: Iterable[str]) -> str:
    return (
        f"{file} is another file than was first cited, {', '.join(others)} in {RECORD}. Put the "
        "old file back, or look at each claim again and take its line out of the record."
    )


def new_documents(documents: DocumentFolder, cited: Iterable[str]) -> dict[str, str]:
    """Return the SHA-256 of the files of cited documents that no record has yet.

    A file that took the place of a recorded one is none of them: `changed_documents` tells it.
    """
    recorded = read_record(documents.path / RECORD)
    files = {document: file for document in cited if (file := documents.file_of(document))}
    meant = {file.name for file in files.values()}
    new = {
        file
        for document, file in files.items()
        if file.name not in recorded and not _recorded_as(document, recorded, meant)
    }
    return {file.name: digest_of(file) for file in sorted(new)}
