"""Notice a document that has changed: its SHA-256 is recorded when it is first cited.

The record lies with the documents as `SHA256SUMS`, in the form that `sha256sum --check` reads, so
that anybody can check it without this program. Leaves out who writes it (the command line).
"""

from __future__ import annotations

import re
from hashlib import sha256
from typing import TYPE_CHECKING

from actorgraph.errors import Problem
from actorgraph.limits import is_there
from actorgraph.passages.document_folder import RECORD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from actorgraph.claims import Claim
    from actorgraph.passages.document_folder import DocumentFolder

_LINE = re.compile(r"([0-9a-fA-F]{64}) [ *](.+)")
_PIECE = 1 << 20


def read_record(path: Path) -> dict[str, str]:
    """Map the names of files to the SHA-256 that is recorded for each; {} without a record.

    Lines of another form are left out; `unreadable_lines` tells them.
    """
    return {match[2]: match[1].lower() for _, match in _lines(path) if match}


def unreadable_lines(path: Path) -> list[int]:
    """Return the numbers of lines in a record that say nothing."""
    return [number for number, match in _lines(path) if not match]


def _lines(path: Path) -> Iterator[tuple[int, re.Match[str] | None]]:
    try:
        text = path.read_text("utf-8", "surrogateescape") if is_there(path) else ""
    except OSError:
        return
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


def changed_documents(documents: DocumentFolder, cited: Mapping[str, Claim]) -> Iterator[Problem]:
    """Yield an error for each cited document that is not the one that was recorded."""
    path = documents.path / RECORD
    recorded = read_record(path)
    for number in unreadable_lines(path):
        message = "this line is no SHA-256 and name of a file; put it right or take it out."
        yield Problem("error", str(path), number, "", message)
    for document, claim in cited.items():
        file = documents.file_of(document)
        if file is None or file.name not in recorded:
            continue
        if digest_of(file) != recorded[file.name]:
            message = (
                f"{file} has changed since it was first cited: its SHA-256 is another than in "
                f"{path}. Put the old file back, or look at each claim again and take its line "
                "out of the record."
            )
            yield Problem("error", claim.file, claim.line, "document", message)


def new_documents(documents: DocumentFolder, cited: Iterable[str]) -> dict[str, str]:
    """Return the SHA-256 of the files of cited documents that no record has yet."""
    recorded = read_record(documents.path / RECORD)
    files = {documents.file_of(document) for document in cited}
    new = sorted(file for file in files if file and file.name not in recorded)
    return {file.name: digest_of(file) for file in new}
