"""What an index is built from, whichever way the files were read; and its columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from actorgraph.index import NOBODY, keys

if TYPE_CHECKING:
    from collections.abc import Sequence

    from actorgraph.errors import Problem
    from actorgraph.index.features import Kind
    from actorgraph.index.keys import Columns


@dataclass(slots=True)
class Rows:
    """Where the records of one file begin.

    Attributes:
        columns: our names of its columns, in the order of the file.
        starts: offsets of the records, and the end of the last one.
        lines: the physical line each begins on.
        kept: the text, when it is not read from the file; else None.
        sums: checksums of the blocks of the file, when it is.
    """

    columns: Sequence[str]
    delimiter: str
    starts: Any
    lines: Any
    kept: Any = None
    sums: Any = None


@dataclass(slots=True)
class Parts:
    """Everything that goes into an index.

    Attributes:
        ids: of all entities, as bytes: those of the file, those made by name, those of offices.
        types: one word for each of them.
        made_names: for those that no row states, in order: the name, or b"" if it is the id.
        made_lines: for the same, the line of relations.csv that made them.
        exact: texts that mean an entity (ids, names, aliases) with its number.
        folded_ids: ids without case, where they differ from the ids, with the number.
        filed: numbers of keys of names (namekeys.py), with the number of the entity.
        words: distinct words of names, as spelled anywhere.
        ends: for each row source, target and office (or NOBODY), one after the other.
        sources: checksums of what rows rest on, with the number of the row.
        features: what a walk must know of rows (features.py).
    """

    entities: Rows | None
    relations: Rows
    ids: Sequence[bytes]
    types: Sequence[str]
    made_names: Sequence[bytes]
    made_lines: Any
    exact: tuple[Any, Any]
    folded_ids: tuple[Any, Any]
    filed: tuple[Any, Any]
    words: Sequence[str]
    ends: Any
    sources: tuple[Any, Any]
    features: tuple[Columns, list[Kind]]
    problems: Sequence[Problem] = ()


def columns_of(parts: Parts) -> tuple[Columns, dict[str, Any]]:
    """The columns of the index, and what is said about it."""
    import numpy as np

    words = sorted(set(parts.types))
    code = {word: number for number, word in enumerate(words)}
    columns: Columns = {
        **_texts("ids", parts.ids),
        **_texts("made_names", parts.made_names),
        "types": ("I", np.fromiter((code[t] for t in parts.types), np.uint32, len(parts.types))),
        "made_lines": ("I", np.asarray(parts.made_lines, np.uint32)),
        **_ends(parts.ends),
        **_near(parts.ends, len(parts.ids)),
        **keys.table("exact", *parts.exact),
        **keys.table("folded_ids", *parts.folded_ids),
        **keys.postings("filed", *parts.filed),
        **_texts("words", [word.encode() for word in parts.words]),
        **keys.postings("near_words", *_near_words(parts.words)),
        **keys.postings("sources", *parts.sources),
        **parts.features[0],
    }
    about: dict[str, Any] = {"types": words, "entities": len(parts.ids)}
    about |= {"kinds": parts.features[1], "files": {}}
    for name, rows in (("entities", parts.entities), ("relations", parts.relations)):
        if rows is not None:
            about["files"][name] = {
                "columns": list(rows.columns),
                "delimiter": rows.delimiter,
                "first_line": _first_line(rows),
            }
            columns |= _row_columns(name, rows)
    columns["problems"] = ("B", _problems(parts.problems))
    about["problems"] = len(parts.problems)
    return columns, about


def _near_words(words: Sequence[str]) -> tuple[Any, Any]:
    """Checksums of the keys under which words one letter off are found, with their numbers."""
    import numpy as np

    from actorgraph.names.keys import near_keys

    filed = [near_keys(word) for word in words]
    sums = keys.checksums(key.encode() for several in filed for key in several)
    counts = np.fromiter(map(len, filed), np.int64, len(filed))
    return sums, np.repeat(np.arange(len(words)), counts)


def _row_columns(name: str, rows: Rows) -> Columns:
    import numpy as np

    text = ("I", rows.sums) if rows.kept is None else ("B", rows.kept)
    columns = {
        f"{name}.at": _offsets(np.asarray(rows.starts, np.uint64)),
        f"{name}.{'sums' if rows.kept is None else 'text'}": text,
    }
    lines = np.asarray(rows.lines, np.uint32)
    if _first_line(rows) is None:
        columns[f"{name}.lines"] = ("I", lines)
    return columns


def _first_line(rows: Rows) -> int | None:
    """The line of the first row, if each row after it is on the next line."""
    import numpy as np

    lines = np.asarray(rows.lines, np.int64)
    first = int(lines[0]) if len(lines) else 1
    return first if bool((lines == first + np.arange(len(lines))).all()) else None


def _offsets(offsets: Any) -> tuple[str, Any]:
    """Offsets in as few bytes as hold them."""
    import numpy as np

    if len(offsets) and int(offsets[-1]) >= 1 << 32:
        return "Q", offsets.astype(np.uint64)
    return "I", offsets.astype(np.uint32)


def _texts(name: str, texts: Sequence[bytes]) -> Columns:
    import numpy as np

    lengths = np.fromiter(map(len, texts), np.uint64, len(texts))
    starts = np.zeros(len(texts) + 1, np.uint64)
    np.cumsum(lengths, out=starts[1:])
    return {f"{name}.at": _offsets(starts), f"{name}.text": ("B", b"".join(texts))}


def _ends(ends: Any) -> Columns:
    """Source and target of each row; offices only if there are any."""
    import numpy as np

    ends = np.asarray(ends, np.uint32).reshape(-1, 3)
    columns: Columns = {"ends": ("I", np.ascontiguousarray(ends[:, :2]))}
    if (ends[:, 2] != NOBODY).any():
        columns["offices"] = ("I", np.ascontiguousarray(ends[:, 2]))
    return columns


def _near(ends: Any, entities: int) -> Columns:
    """For every entity its rows in order, and who stands at the other end.

    A row that makes an office links source with office and office with target.
    """
    import numpy as np

    ends = np.asarray(ends, np.uint32).reshape(-1, 3)
    source, target, office = ends.T
    number = np.arange(len(ends), dtype=np.uint32)
    made = office != NOBODY
    first = np.where(made, office, target)
    loop = source == first
    node = np.concatenate([source, first[~loop], office[made], target[made]])
    other = np.concatenate([first, source[~loop], target[made], office[made]])
    row = np.concatenate([number, number[~loop], number[made], number[made]])
    order = np.argsort((node.astype(np.uint64) << np.uint64(32)) | row, kind="stable")
    at = np.zeros(entities + 1, np.uint32)
    np.cumsum(np.bincount(node, minlength=entities), out=at[1:])
    return {
        "near.at": ("I", at),
        "near.other": ("I", other[order]),
        "near.row": ("I", row[order]),
    }


def _problems(problems: Sequence[Problem]) -> bytes:
    import json

    return json.dumps([list(problem) for problem in problems]).encode()
