"""The parts of an index from checked tables in memory: any file at all, at the speed of Python.

Used where the fast way stumbles (unpacked files, other encodings, rows that need every rule), and
for data that is small. The rows are kept in the index.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from actorgraph.dataset import read_files
from actorgraph.index import ENTITIES, NOBODY, RELATIONS, features
from actorgraph.index.keys import checksums
from actorgraph.index.namekeys import keys_of
from actorgraph.index.parts import Parts, Rows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from actorgraph.dataset import Dataset
    from actorgraph.errors import Problem
    from actorgraph.index.freshness import Inputs
    from actorgraph.tables import Table


def parts_of(inputs: Inputs) -> Parts:
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
    exact = [(entity.id, number) for number, entity in enumerate(entities)]
    for number, entity in enumerate(entities):
        exact += [(name, number) for name in (entity.name, *entity.aliases) if name != entity.id]
    folded = [(i.casefold(), n) for i, n in numbers.items() if i.casefold() != i]
    filed, owners, words = keys_of(
        (name, entity.type, number)
        for number, entity in enumerate(entities)
        for name in (entity.name, *entity.aliases)
    )
    claims = [dataset.claims(number) for number in range(len(dataset.rows))]
    sources = [(source, n) for n, made in enumerate(claims) for source in made[0].sources]
    return Parts(
        entities=_rows(dataset.entity_tables[0]) if dataset.entity_tables else None,
        relations=_rows(dataset.relation_tables[0]),
        ids=[entity.id.encode() for entity in entities],
        types=[entity.type for entity in entities],
        made_names=[b"" if one.name == one.id else one.name.encode() for one in made],
        made_lines=[one.line for one in made],
        exact=_pairs(exact),
        folded_ids=_pairs(folded),
        filed=(np.array(filed, np.uint32), np.array(owners, np.uint32)),
        words=sorted(word for word in words if not word.isdigit()),
        ends=_ends(claims, numbers),
        sources=_pairs(sources),
        features=features.columns_of_claims(claims),
        problems=anonymous(dataset),
    )


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


def _pairs(pairs: Iterable[tuple[str, int]]) -> tuple[Any, Any]:
    import numpy as np

    listed = list(pairs)
    sums = checksums(text.encode() for text, _ in listed)
    return sums, np.fromiter((number for _, number in listed), np.uint32, len(listed))


def _ends(claims: list[Any], numbers: dict[str, int]) -> Any:
    import numpy as np

    ends = np.full((len(claims), 3), NOBODY, np.uint32)
    for row, made in enumerate(claims):
        ends[row, 0] = numbers[made[0].source]
        ends[row, 1] = numbers[made[-1].target]
        if len(made) > 1:
            ends[row, 2] = numbers[made[0].target]
    return ends


def _rows(table: Table) -> Rows:
    """The rows written out again, one after the other."""
    starts, text = [0], io.StringIO(newline="")
    pieces: list[bytes] = []
    for row in table.rows:
        csv.writer(text, lineterminator="\n").writerow(row)
        pieces.append(text.getvalue().encode())
        starts.append(starts[-1] + len(pieces[-1]))
        text.seek(0)
        text.truncate()
    return Rows(list(table.columns), ",", starts, table.lines, kept=b"".join(pieces))
