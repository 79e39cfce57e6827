"""Locate the data: the files that a path means, whether they are ours and whether they are large.

Asked by `loading` and the command line. Leaves out reading the files.
"""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from actorgraph import schema
from actorgraph.errors import ActorgraphError, ArgumentError, UsageError
from actorgraph.limits import is_there
from actorgraph.settings import Settings, read_settings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from actorgraph.index.freshness import Inputs

Paths: TypeAlias = "str | Path | Sequence[str | Path] | None"
"""As callers give them: one path, several, or None for where the command line looks."""

LARGE = 400_000
"""Files of more bytes than this, together, are asked through an index: about 2,500 relations.

There a question in memory costs twice of what it costs on an index, and building one as much as two
questions in memory: it pays from the third. Measured by benchmarks/names/questions.py.
"""

GZIP_TRAILER = 4
"""Bytes at the end of a gzip file that give the size of its content."""

SEED = "seed"
STORY = "story.md"
STDIN = Path("-")
"""Stands for standard input by being this very object: a file of that name is another path."""

_SUFFIXES = (".csv", ".csv.gz")
_TABLES = (*_SUFFIXES, ".tsv", ".txt")
_SPREADSHEETS = (".xlsx", ".xlsm", ".xls", ".ods")
PAIRS = (
    ("entities", "relations"),
    ("nodes", "edges"),
    ("nodes", "links"),
    ("nodes", "relationships"),
    ("elements", "connections"),
    ("vertices", "edges"),
    ("actors", "ties"),
)
"""How tools call a file of entities and one of relations that lie together; ours first."""
_EDGES = tuple(dict.fromkeys(edges for _, edges in PAIRS))
_NODES = tuple(dict.fromkeys(nodes for nodes, _ in PAIRS))


class Location(NamedTuple):
    """The place of the data.

    Attributes:
        why: what led there; SEED when nothing was found and the shipped data answers.
    """

    path: Path
    why: str


def locate(path: str | Path | None = None) -> Location:
    """Find the data: the path given, else ACTORGRAPH_DATA, ./data, ., else the seed data."""
    if path is not None:
        return Location(Path(path), "given")
    if named := os.environ.get("ACTORGRAPH_DATA"):
        return Location(Path(named), "ACTORGRAPH_DATA")
    for folder in (Path("data"), Path()):
        if _file(folder, "relations"):
            return Location(folder, "here")
    _refuse_to_overlook(Path())
    return Location(seed_folder(), SEED)


def _refuse_to_overlook(folder: Path) -> None:
    """Refuse to answer from the shipped data where somebody's own lies under another name.

    Raises:
        UsageError: if there is such a file.
    """
    if there := misnamed_in(folder):
        raise UsageError(
            f"There is no relations.csv here, but there is {', '.join(there[:5])}.",
            hint=f"To ask it, say --data {shlex.quote(there[0])}; the data that ships with "
            f"actorgraph is --data {seed_folder()}",
        )


def misnamed_in(folder: Path) -> list[str]:
    """Return the names of files in a folder that look like data under a name that is not read.

    Those of entities come last: by themselves they relate nobody.
    """
    if not folder.is_dir():
        return []
    names = sorted(one.name for one in folder.iterdir() if _is_misnamed(one.name.lower()))
    return sorted(names, key=lambda name: name.lower().partition(".")[0] in _NODES)


def _is_misnamed(name: str) -> bool:
    stem = name.partition(".")[0]
    is_table = name.endswith(_TABLES) and stem in (*_EDGES, *_NODES)
    return is_table or (name.endswith(_SPREADSHEETS) and not name.startswith(("~$", ".")))


def seed_folder() -> Path:
    """Return the folder of the data that ships with actorgraph."""
    package = Path(__file__).parent
    shipped = package / "data"
    return shipped if shipped.is_dir() else package.parent.parent / "data"


def listed(paths: Paths) -> list[Path]:
    """Return the paths that a caller means; for the text - alone STDIN.

    Raises:
        ArgumentError: if they are neither a path nor several.
    """
    if paths is None:
        return [locate().path]
    one_path = (str, os.PathLike)
    several = (paths,) if isinstance(paths, one_path) or not isinstance(paths, Iterable) else paths
    several = tuple(several)
    for path in several:
        if not isinstance(path, one_path):
            raise ArgumentError("path", f"{path!r} is not a path.")
    return [
        path if isinstance(path, Path) else STDIN if path == "-" else Path(path) for path in several
    ]


def tables_here() -> list[str]:
    """Return the names of files in the current folder that look like data under another name."""
    suffixes = (*_TABLES, ".xlsx", ".ods")
    return sorted(one.name for one in Path().iterdir() if one.name.lower().endswith(suffixes))


def is_foreign(path: Path, format_name: str | None) -> bool:
    """Return whether a file is no table of ours but another tool's."""
    if not path.is_file():
        return path.is_dir() and not _file(path, "relations") and _is_folder_of_another_tool(path)
    if format_name or not path.name.lower().endswith(_TABLES):
        return True
    from actorgraph.formats.registry import STATEMENTS, suffix_of

    return path.name.lower().endswith(suffix_of(STATEMENTS)) or _is_of_another_tool(path)


def _is_folder_of_another_tool(folder: Path) -> bool:
    """Return whether a folder, or the nodes and edges in it, are another tool's."""
    if _is_of_another_tool(folder):
        return True
    return _holds_tables(folder) and any(map(_is_of_another_tool, files_at(folder)))


def _is_of_another_tool(path: Path) -> bool:
    """Return whether a folder, a table or a text is one that another tool writes, by its look."""
    from actorgraph.formats.recognition import by_look, folder_format

    if path.is_dir():
        return folder_format(path) is not None
    with path.open("rb") as file:
        is_json = file.read(1) == b"{"
    return is_json or by_look(path) is not None


def is_plain(path: Path, format_name: str | None) -> bool:
    """Return whether the data is two files of ours that nothing beside them changes."""
    if is_foreign(path, format_name):
        return False
    settings = settings_of(path)
    return judgements_of(path) is None and not settings.entities and not settings.date_order


def settings_of(path: Path) -> Settings:
    """Read actorgraph.toml beside the data."""
    return read_settings(_folder(path))


def judgements_of(path: Path) -> Path | None:
    """Return the file of judgements beside the data, if there is one."""
    file = _folder(path) / schema.JUDGEMENTS_FILE
    return file if is_there(file) else None


def story_of(path: Path) -> Path | None:
    """Return the story beside the data, if there is one."""
    file = _folder(path) / STORY
    return file if is_there(file) else None


def folders_of(paths: Iterable[Path]) -> list[Path]:
    """Return the folders in which data lies, each once."""
    return list(dict.fromkeys(_folder(path) for path in paths if path is not STDIN))


def document_folder(documents: str | Path | None) -> Path | None:
    """Return the folder of documents that a caller means, if one is meant.

    Raises:
        ArgumentError: if it is no path.
    """
    if documents is None or isinstance(documents, Path):
        return documents
    if isinstance(documents, (str, os.PathLike)):
        return Path(documents)
    raise ArgumentError("documents", f"{documents!r} is no path of a folder.")


def documents_beside(paths: Iterable[Path]) -> Path | None:
    """Return the folder `documents` beside the first data that has one.

    Raises:
        UsageError: if something else has its name: its documents would not be looked up.
    """
    for folder in (_folder(path) / "documents" for path in paths):
        if folder.is_dir():
            return folder
        if os.path.lexists(folder):
            raise UsageError(
                f"{folder} is no folder, so no document is looked up in it.",
                hint="Put the folder there, or take away the file or broken link of this name.",
            )
    return None


def tables_of(path: Path) -> tuple[Path | None, Path]:
    """Return the file of entities, if there is one, and the file of relations.

    Raises:
        UsageError: if nothing is there.
    """
    if path.is_file():
        return _beside(path), path
    if not path.exists():
        raise UsageError(
            f"There is no file or folder {path}.",
            hint="Give a folder with relations.csv, or one CSV file of relations.",
        )
    for nodes, edges in PAIRS:
        if relations := _file(path, edges):
            return _file(path, nodes), relations
    raise _without_relations(path)


def _without_relations(folder: Path) -> UsageError:
    """Return the error about a folder without relations, with what can be asked in it."""
    misnamed = misnamed_in(folder)
    there = misnamed or _readable_in(folder)
    named = f" It holds {', '.join(there[:_NAMED])}." if there else ""
    first, *others = [shlex.quote(str(folder / one)) for one in there[:_NAMED]] or [""]
    hint = (
        "It needs at least the columns source and target; `actorgraph init` makes a folder to "
        "start from."
    )
    if there:
        hint = f"To ask one of these, say --data {first}"
    if others and not misnamed:
        together = " ".join((first, *others))
        hint += f"; to have them together, `actorgraph import {together} --to NEW_FOLDER`"
    return UsageError(f"The folder {folder} holds no relations.csv.{named}", hint=hint)


_NAMED = 5
_LOOKED_INTO = 50
"""So many files of a folder are looked into, to say which of them can be read."""


def _readable_in(folder: Path) -> list[str]:
    """Return the names of files in a folder that are of a format that is read."""
    from actorgraph.formats.recognition import format_to_read

    readable = []
    for path in sorted(folder.iterdir())[:_LOOKED_INTO]:
        is_candidate = path.is_file() and not path.name.startswith(".")
        if not is_candidate or path.suffix.lower() == ".md":
            continue
        try:
            format_to_read(path)
        except (ActorgraphError, OSError):
            continue
        readable.append(path.name)
    return readable


def files_at(path: Path) -> list[Path]:
    """Return the files that an import of a path reads: both tables of a folder that has such."""
    if not path.is_dir() or _is_of_another_tool(path) or not _holds_tables(path):
        return [path]
    entities, relations = tables_of(path)
    return [file for file in (entities, relations) if file]


def unread_beside(path: Path) -> str:
    """Return the name of a file of entities that is not read with a file of relations; or ""."""
    if not path.is_file() or not path.name.lower().endswith(_TABLES) or _beside(path):
        return ""
    entities = _file(path.parent, "entities")
    return "" if entities is None or entities == path else entities.name


def _holds_tables(folder: Path) -> bool:
    return any(_file(folder, edges) for _, edges in PAIRS)


def _beside(path: Path) -> Path | None:
    """Return the file of entities that belongs to a file of relations, by the names of both."""
    stem = path.name.lower().partition(".")[0]
    nodes = (nodes for nodes, edges in PAIRS if edges == stem and path.name.endswith(_SUFFIXES))
    return next((file for name in nodes if (file := _file(path.parent, name))), None)


def inputs_of(path: Path, columns: Mapping[str, str] | None = None) -> Inputs:
    """Return the files at a path, as an index knows them.

    Raises:
        UsageError: if nothing is there.
    """
    from actorgraph.index.freshness import Inputs

    settings = settings_of(path)
    renamed = {**settings.columns, **(columns or {})}
    return Inputs(*tables_of(path), renamed, settings.outlets, settings.symmetric)


def uses_index(files: Iterable[Path]) -> bool:
    """Return whether an index answers for these files: when they are large, or by ACTORGRAPH_INDEX.

    Raises:
        UsageError: if ACTORGRAPH_INDEX is none of auto, always, never.
    """
    choice = os.environ.get("ACTORGRAPH_INDEX", "auto")
    if choice not in ("auto", "always", "never"):
        raise UsageError(f"ACTORGRAPH_INDEX is {choice!r}; it can be auto, always or never.")
    if choice != "auto":
        return choice == "always"
    return sum(map(_bytes, files)) > LARGE


def _bytes(file: Path) -> int:
    """Return the size of a file, or of its content, as its end states it, if it is compressed."""
    size = file.stat().st_size
    if file.suffix.lower() != ".gz" or size < GZIP_TRAILER:
        return size
    with file.open("rb") as content:
        content.seek(-GZIP_TRAILER, os.SEEK_END)
        return max(size, int.from_bytes(content.read(), "little"))


def _folder(path: Path) -> Path:
    return path if path.is_dir() else path.parent


def _file(folder: Path, stem: str) -> Path | None:
    return next((p for suffix in _SUFFIXES if is_there(p := folder / f"{stem}{suffix}")), None)
