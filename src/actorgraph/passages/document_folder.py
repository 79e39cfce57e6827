"""The documents of a folder, each in the file that its id names: `eir-2018-02-05.txt`.

Leaves out how a document is read (document_texts.py).
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from actorgraph.errors import UsageError
from actorgraph.passages.document_texts import READERS, DocumentText, read_document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

RECORD = "SHA256SUMS"
"""The file of a folder with the SHA-256 of its documents, which is none of them."""

_KEPT = 512
"""How many texts are kept at once; claims cite them in any order, and a PDF is slow to read."""


class DocumentFolder:
    """The documents of a folder, read when they are asked for.

    Args:
        path: the folder.
        prepare: makes of each document that is read what is to be used of it.

    Raises:
        UsageError: if the folder is not there.
    """

    def __init__(
        self, path: Path, prepare: Callable[[DocumentText], DocumentText] | None = None
    ) -> None:
        try:
            is_there = path.is_dir()
        except (OSError, ValueError):  # a name that no file can have
            is_there = False
        if not is_there:
            raise UsageError(
                f"There is no folder {path}.", hint="Give the folder of the documents."
            )
        self.path = path

        def read(file: Path) -> DocumentText:
            refuse_link_out(file, path)
            document = read_document(file)
            return prepare(document) if prepare else document

        self._read = lru_cache(maxsize=_KEPT)(read)

    def file_of(self, document: str) -> Path | None:
        """Return the file of a document, by its id; None if there is none.

        A path comes from the user, never from data: an id that is one has no file.
        """
        if not document or "/" in document or "\\" in document or document.startswith("."):
            return None
        files = (self.path / f"{document}{suffix}" for suffix in READERS)
        return next((file for file in files if _is_file(file)), None)

    def has(self, name: str) -> bool:
        """Return whether there is a file of this name."""
        return _is_file(self.path / name)

    def get(self, document: str) -> DocumentText | None:
        """Return what a document says, by its id; None if the folder does not have it.

        Raises:
            UsageError: if its file cannot be read, or is a link that leads out of the folder.
        """
        file = self.file_of(document)
        return self._read(file) if file else None

    def files(self) -> Iterator[Path]:
        """Yield the files that are read as documents, by name."""
        for file in sorted(self.path.iterdir()):
            is_hidden = file.name.startswith(".") or file.name == RECORD
            if not is_hidden and _is_file(file) and file.suffix.lower() in READERS:
                yield file

    def texts(self, documents: Iterable[str]) -> dict[str, str]:
        """Return the text of each document that has one, a paragraph a line."""
        found = ((document, self.get(document)) for document in documents)
        return {
            document: "\n".join(one.text[start:stop] for start, stop in one.paragraphs)
            for document, one in found
            if one is not None
        }


def read_documents(paths: Iterable[Path]) -> dict[str, DocumentText]:
    """Read documents, and those of folders, by the ids by which their folders find them.

    Where two folders have one id, all of the path is it.

    Raises:
        UsageError: if one cannot be read, or is a link that leads out of its folder.
    """
    files: dict[Path, None] = {}
    for path in paths:
        files.update(dict.fromkeys(DocumentFolder(path).files() if path.is_dir() else (path,)))
    named = [id_of(file) for file in files]
    times = Counter(named)
    ids = [one if times[one] == 1 else str(file) for one, file in zip(named, files, strict=True)]
    for file in files:
        refuse_link_out(file, file.parent)
    return {one: read_document(file) for one, file in zip(ids, files, strict=True)}


def refuse_link_out(file: Path, folder: Path) -> None:
    """Raise UsageError if a file of a folder is a link to one elsewhere.

    Whoever gave the folder may have made it: the words of any file would be shown, quoted and sent.
    """
    if _is_file(file) and not file.resolve().is_relative_to(folder.resolve()):
        raise UsageError(
            f"{file.name} is a link that leads out of the folder {folder}.",
            hint="Put the document itself there, or name the file that the link leads to.",
        )


def id_of(file: Path) -> str:
    """Return the id by which its folder finds a file: without its suffix where that is enough.

    `n.html` beside `n.txt` keeps its suffix, as do a name with a point (`v1.2`) and `X.TXT`.
    """
    if not _is_file(file):
        return file.stem
    folder = DocumentFolder(file.parent)
    is_found = folder.file_of(file.stem) == folder.path / file.name
    return file.stem if is_found else file.name


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a name that no file can have
        return False
