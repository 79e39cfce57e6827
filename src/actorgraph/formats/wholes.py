"""Files that are read as one whole and mean something else each by itself: notes, a data package.

A shell names them one by one (`import vault/*`). Called before an import reads anything, and to
tell what a folder holds.
"""

from __future__ import annotations

import shlex
from collections import Counter
from typing import TYPE_CHECKING

from actorgraph.errors import UsageError
from actorgraph.formats.documents import parsed_json
from actorgraph.formats.row_builder import text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from actorgraph.formats.documents import JsonObject

PACKAGE = "datapackage.json"
"""The description of a data package."""
_NOTE = ".md"
NOTES = (f"*{_NOTE}",)
"""What a folder of notes has at least; where data lies beside them, they explain the data."""


def has_data(names: Iterable[str], suffixes: tuple[str, ...]) -> bool:
    """Return whether there are files of any format but notes among the names of a folder.

    Args:
        names: in lower case.
        suffixes: of the files that are read.
    """
    data = (*suffixes, *(f"{one}.gz" for one in suffixes))
    seen = (name for name in names if not any(part[:1] == "." for part in name.split("/")))
    return any(name.endswith(data) for name in seen if not name.endswith((_NOTE, ".txt")))


def refuse_parts(paths: Sequence[Path]) -> None:
    """Refuse several notes of one folder, and the tables of a data package beside the package.

    Each note would be read without the others, so that none of their links would lead to a note;
    the tables would be read twice.

    Raises:
        UsageError: with what to name instead.
    """
    notes = Counter(one.parent for one in paths if one.suffix.lower() == _NOTE)
    for folder, number in notes.items():
        if number > 1:
            raise UsageError(
                f"{number:,} notes of {folder} are named, and notes link to each other.",
                hint=f"Name the folder, which is read as a whole: {shlex.quote(str(folder))}",
            )
    named = {one.resolve() for one in paths}
    for path in paths:
        twice = [one for one in _tables_of(path) if one.resolve() in named]
        if twice:
            raise UsageError(
                f"{path} describes {twice[0].name}, which is named too and would be read twice.",
                hint=f"Of these files name {shlex.quote(str(path))} alone.",
            )


def paths_of(given: JsonObject) -> list[str]:
    """Return the files of a resource: several are one table in parts."""
    paths = given.get("path")
    return [text_of(one) for one in (paths if isinstance(paths, list) else [paths])]


def _tables_of(path: Path) -> Iterator[Path]:
    """Yield the files that a data package lists; its reader says what is wrong with it."""
    if path.name != PACKAGE or not path.is_file():
        return
    try:
        package = parsed_json(path.read_bytes())
    except ValueError:
        return
    listed = package.get("resources") if isinstance(package, dict) else None
    for resource in listed if isinstance(listed, list) else ():
        if isinstance(resource, dict):
            yield from (path.parent / one for one in paths_of(resource) if one)
