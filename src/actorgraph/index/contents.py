"""What an index is made of, whichever way the files were read; and how it is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as arrow
import pyarrow.compute as pc

from actorgraph.index import NOBODY
from actorgraph.index.arrays import bytes_of, texts
from actorgraph.index.posting_sort import SortedPairs, counting_sort
from actorgraph.index.postings import hash_table, posting_lists

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from actorgraph.errors import Problem
    from actorgraph.index.array_types import Flags, Hashes, Numbers
    from actorgraph.index.claim_columns import SourcePostings
    from actorgraph.index.column_file import Writer
    from actorgraph.index.csv_columns import EncodedColumn
    from actorgraph.index.entity_columns import EntityColumns
    from actorgraph.index.name_keys import FiledNames
    from actorgraph.index.postings import Columns
    from actorgraph.index.row_filter import Kind
    from actorgraph.index.scan import CsvShape


@dataclass(slots=True)
class Contents:
    """Everything that goes into an index; what needs much room is made when it is asked for.

    Attributes:
        descriptions: which rows of entities describe which entity, and which differ.
        ids: Arrow array, of all entities: those of the file, those made by name, those of offices.
        types: of all of them.
        made_names: Arrow array, for those that no row states, in order: the name, or "" for the id.
        made_lines: for the same, the line of relations.csv that made them.
        ends: (n, 2) array: for each row source and target.
        office: for each row the office that it makes, or NOBODY; None if none does.
        sources: hashes of the sources that rows cite, with the number of the row.
        shared_sums: the hashes that several sources have.
        described: the sources that descriptions of entities cite.
        outlets: from hosts to the entities that they belong to, as far as rows cite them.
        kinds, features: the filter columns of rows (row_filter.py).
        kept: the columns that say when rows held and were said (kept_columns.py).
        exact: hashes of texts that mean an entity (ids in any case, names, aliases), with its
            number.
        names: the keys of names and the words in them (name_keys.py).
    """

    entities: CsvShape | None
    descriptions: EntityColumns
    relations: CsvShape
    ids: arrow.StringArray
    types: EncodedColumn
    made_names: arrow.StringArray
    made_lines: Sequence[int]
    ends: NDArray[np.uint32]
    office: NDArray[np.uint32] | None
    sources: SortedPairs
    shared_sums: Hashes
    described: SourcePostings
    outlets: Mapping[str, str]
    kinds: list[Kind]
    features: Columns
    kept: Columns
    problems: Sequence[Problem]
    exact: Callable[[], SortedPairs]
    names: Callable[[], FiledNames]


def write(writer: Writer, contents: Contents) -> None:
    """Write an index, column by column, so that not all of it need be held."""
    files: dict[str, object] = {}
    for name, shape in (("entities", contents.entities), ("relations", contents.relations)):
        if shape is not None:
            files[name] = {
                "columns": list(shape.table.columns),
                "delimiter": shape.delimiter,
                "first_line": shape.skipped + 1 if shape.lines is None else None,
            }
            _write(writer, _rows(name, shape))
    about = {
        "types": contents.types.distinct,
        "type_words": _each_once(contents.types.distinct, contents.descriptions.type_cells),
        "entities": len(contents.ids),
        "files": files,
        "kinds": contents.kinds,
        "problems": len(contents.problems),
        "outlets": dict(contents.outlets),
        "listed": len(contents.descriptions.ids),
        "is_sourced": contents.descriptions.is_sourced,
        "blank_in_ids": bool(pc.any(pc.match_substring(contents.ids, " ")).as_py()),
    }
    _write(writer, _descriptions(contents.descriptions))
    _write(writer, posting_lists("described.sources", contents.described.filed))
    writer.add("described.shared", "I", contents.described.shared())
    writer.add("problems", "B", _problems(contents.problems))
    _write(writer, posting_lists("sources", contents.sources))
    writer.add("sources.shared", "I", contents.shared_sums)
    _write(writer, contents.features)
    _write(writer, contents.kept)
    _write(writer, _adjacency(contents.ends, contents.office, len(contents.ids)))
    _write(writer, _people(contents))
    _write(writer, hash_table("exact", contents.exact()))
    names = contents.names()
    _write(writer, posting_lists("filed", names.pairs))
    _write(writer, _words(names.spelled))
    _write(writer, _texts("written_words", _in_order(names.written)))
    _write(writer, _texts("spelled_lines", names.lines))
    writer.close(about)


def _each_once(*lists: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(word for words in lists for word in words))


def _write(writer: Writer, columns: Columns) -> None:
    for name, code, *bodies in columns:
        writer.add(name, code, *bodies)
    arrow.default_memory_pool().release_unused()


def _rows(name: str, shape: CsvShape) -> Columns:
    yield f"{name}.at", *_offsets(shape.starts)
    if shape.text is None:
        yield f"{name}.sums", "I", shape.sums
        yield f"{name}.digests", "B", shape.digests
    else:
        yield f"{name}.text", "B", shape.text
    if shape.lines is not None:
        yield f"{name}.lines", "I", shape.lines.astype(np.uint32, copy=False)


def _descriptions(entities: EntityColumns) -> Columns:
    """Yield the rows that describe each entity, and the entities whose rows differ."""
    if entities.rows is not None:
        at, rows = entities.rows.in_order
        yield "described.at", "I", at.astype(np.uint32)
        yield "described.row", "I", rows.astype(np.uint32)
    in_doubt = np.empty(0, np.uint32) if entities.in_doubt is None else entities.in_doubt
    yield "described.in_doubt", "I", in_doubt.astype(np.uint32)


def _people(contents: Contents) -> Columns:
    yield from _texts("ids", contents.ids)
    yield from _texts("made_names", contents.made_names)
    yield "made_lines", "I", np.asarray(contents.made_lines, np.uint32)
    yield "types", "I", contents.types.codes.astype(np.uint32)


def _words(words: set[str]) -> Columns:
    from actorgraph.index.name_keys import near_numbers

    listed = sorted(word for word in words if not word.isdigit())
    yield from _texts("words", texts(listed))
    yield from posting_lists("near_words", SortedPairs(*near_numbers(listed)))


def _in_order(words: arrow.StringArray) -> arrow.StringArray:
    distinct = words.unique()
    return distinct.take(pc.array_sort_indices(distinct))


def _texts(name: str, of: arrow.StringArray) -> Columns:
    content, at = bytes_of(of)
    yield f"{name}.at", *_offsets(at)
    yield f"{name}.text", "B", content


def _offsets(offsets: Numbers) -> tuple[str, Numbers]:
    """Return offsets in as few bytes as can hold them, after the code of their type."""
    if len(offsets) and int(offsets[-1]) >= 1 << 32:
        return "Q", offsets.astype(np.uint64)
    return "I", offsets.astype(np.uint32, copy=False)


def _adjacency(
    ends: NDArray[np.uint32], office: NDArray[np.uint32] | None, entities: int
) -> Columns:
    """Yield for every entity its rows in order, with their other ends.

    A row that makes an office links source with office and office with target.
    """
    yield "ends", "I", ends.ravel()
    if office is None:
        nodes, others = ends.ravel(), ends[:, ::-1].ravel()
        kept = np.ones(ends.shape, bool)
        kept[:, 1] = ends[:, 0] != ends[:, 1]
    else:
        yield "offices", "I", office
        nodes, others, kept = _steps_with_offices(ends, office)
    steps_a_row = 2 if office is None else 4
    left = None if kept.all() else np.flatnonzero(kept)
    if left is not None:
        nodes, others = nodes[left], others[left]
    others, at, steps = counting_sort(nodes, entities, others)
    yield "adjacency.at", "I", at.astype(np.uint32)
    yield "adjacency.other", "I", others
    steps = steps if left is None else left[steps]
    yield "adjacency.row", "I", (steps // steps_a_row).astype(np.uint32)


def _steps_with_offices(
    ends: NDArray[np.uint32], office: NDArray[np.uint32]
) -> tuple[NDArray[np.uint32], NDArray[np.uint32], Flags]:
    """Return for the four steps of each row: start, end, and whether there is such a step."""
    source, target = ends.T
    made = office != NOBODY
    first = np.where(made, office, target)
    nodes = np.stack([source, first, office, target], axis=1)
    others = np.stack([first, source, target, office], axis=1)
    kept = np.stack([np.ones(len(ends), bool), source != first, made, made], axis=1)
    return nodes.ravel(), others.ravel(), kept


def _problems(problems: Sequence[Problem]) -> bytes:
    import json

    return json.dumps([list(problem) for problem in problems]).encode()
