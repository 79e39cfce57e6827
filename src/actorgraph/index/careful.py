"""The parts of an index from checked tables in memory: any file at all, at the speed of Python.

Used where the fast way stumbles (unpacked files, other encodings, rows that need every rule), and
for data that is small. The rows are kept in the index.
"""

from __future__ import annotations

from collections import Counter
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from actorgraph.dataset import read_files
from actorgraph.index import ENTITIES, NOBODY, RELATIONS, row_filter
from actorgraph.index.arrays import texts
from actorgraph.index.contents import Contents, RecordOffsets
from actorgraph.index.csv_columns import EncodedColumn
from actorgraph.index.hashing import caseless_hash, text_hash
from actorgraph.index.name_keys import keys_of
from actorgraph.index.posting_sort import SortedPairs
from actorgraph.records import record_lines

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from actorgraph.claims import Claim, Entity
    from actorgraph.dataset import Dataset
    from actorgraph.errors import Problem
    from actorgraph.index.freshness import Inputs
    from actorgraph.tables import Table


def parts_of(inputs: Inputs) -> Contents:
    """The parts of the index of these files.

    Raises:
        DataError: if they have errors.
    """
    import numpy as np

    dataset = read_files(inputs.entities, inputs.relations, inputs.renamed)
    dataset.raise_errors()
    numbers = {entity_id: number for number, entity_id in enumerate(dataset.entities)}
    entities = list(dataset.entities.values())
    in_file = sum(len(table.rows) for table in dataset.entity_tables)
    made = entities[in_file:]
    claims = [dataset.claims(number) for number in range(len(dataset.rows))]
    types = {kind: number for number, kind in enumerate(dict.fromkeys(e.type for e in entities))}
    codes = np.fromiter((types[entity.type] for entity in entities), np.int32, len(entities))
    ends, office = _ends(claims, numbers)
    kinds, columns = row_filter.of_claims(claims)
    return Contents(
        entities=_rows(dataset.entity_tables[0]) if dataset.entity_tables else None,
        relations=_rows(dataset.relation_tables[0]),
        ids=texts([entity.id for entity in entities]),
        types=EncodedColumn(texts(list(types)), codes),
        made_names=texts(["" if one.name == one.id else one.name for one in made]),
        made_lines=[one.line for one in made],
        ends=ends,
        office=office,
        **_sources(claims),
        kinds=kinds,
        features=columns,
        problems=anonymous(dataset),
        exact=lambda: _exact(entities),
        names=lambda: _names(entities),
    )


def _exact(entities: Sequence[Entity]) -> SortedPairs:
    pairs = [
        (text_hash(name), number)
        for number, entity in enumerate(entities)
        for name in (entity.name, *entity.aliases)
    ]
    pairs += [(caseless_hash(entity.id), n) for n, entity in enumerate(entities)]
    return _pairs(pairs)


def _names(entities: Sequence[Entity]) -> tuple[SortedPairs, set[str]]:
    filed, owners, words = keys_of(
        (name, entity.type, number)
        for number, entity in enumerate(entities)
        for name in (entity.name, *entity.aliases)
    )
    return _pairs(list(zip(filed, owners, strict=True))), words


def _sources(claims: Sequence[Sequence[Claim]]) -> dict[str, Any]:
    """On whom rows rest, and which hashes several of them share."""
    import numpy as np

    rests = [(source, row) for row, made in enumerate(claims) for source in made[0].sources]
    sums = {source: text_hash(source) for source, _ in rests}
    shared = sorted(number for number, count in Counter(sums.values()).items() if count > 1)
    pairs = _pairs([(sums[source], row) for source, row in rests])
    return {"sources": pairs, "shared_sums": np.array(shared, np.uint32)}


def anonymous(dataset: Dataset) -> list[Problem]:
    """The problems, with signs in place of the names of the files."""
    signs = {table.file: ENTITIES for table in dataset.entity_tables}
    signs |= {table.file: RELATIONS for table in dataset.relation_tables}
    found = []
    for problem in dataset.problems:
        message = problem.message
        for file, sign in signs.items():
            message = message.replace(file, sign)
        found.append(problem._replace(file=signs[problem.file], message=message))
    return found


def _pairs(pairs: Sequence[tuple[int, int]]) -> SortedPairs:
    import numpy as np

    both = np.array(pairs, np.uint64).reshape(-1, 2)
    return SortedPairs(*both.T)


def _ends(claims: Sequence[Sequence[Claim]], numbers: Mapping[str, int]) -> tuple[Any, Any]:
    """Source and target of each row, and the office that it makes, if one does."""
    import numpy as np

    pairs = [(numbers[made[0].source], numbers[made[-1].target]) for made in claims]
    office = np.full(len(claims), NOBODY, np.uint32)
    for row, made in enumerate(claims):
        if len(made) > 1:
            office[row] = numbers[made[0].target]
    ends = np.array(pairs, np.uint32).reshape(-1, 2)
    return ends, office if (office != NOBODY).any() else None


def _rows(table: Table) -> RecordOffsets:
    """The rows written out again, one after the other."""
    pieces = [line.encode() for line in record_lines(table.rows)]
    starts = [0, *accumulate(map(len, pieces))]
    lines = table.lines
    first = lines[0] if lines else 1
    regular = all(line == at for at, line in enumerate(lines, first))
    kept = b"".join(pieces)
    return RecordOffsets(
        list(table.columns), ",", starts, first, None if regular else lines, kept=kept
    )
