"""A file that is not plain, written out as one that is: then one builder serves every file.

For packed files, other encodings, stray quotes and rows that are blank or too long: whatever the
checked reader (tables.py) makes of them is what the builder sees. Costs one pass of Python over
the file, about 20 MB a second, and room for its text.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np

from actorgraph import schema
from actorgraph.errors import DataError
from actorgraph.index.scan import CsvShape, FaultyError, regular_lines
from actorgraph.input_tables import part_documents
from actorgraph.records import record_lines
from actorgraph.tables import read_in_batches

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

_TOGETHER = 1 << 14


def normalized_shape(
    path: Path,
    known: Sequence[schema.Column],
    *,
    required: Sequence[str] = (),
    renamed: Mapping[str, str] | None = None,
) -> CsvShape:
    """The shape of what a file says, with its text.

    Raises:
        FaultyError: if the file has errors.
    """
    text = BytesIO()
    lines = [np.empty(0, np.uint32)]
    sizes = [np.zeros(1, np.int64)]
    batches = read_in_batches(path, known, required=required, renamed=renamed, size=_TOGETHER)
    try:
        for table in batches:
            if known is schema.RELATION_COLUMNS:
                part_documents(table)
            records = [record.encode() for record in record_lines(table.rows)]
            text.write(b"".join(records))
            sizes.append(np.fromiter(map(len, records), np.int64, len(records)))
            lines.append(np.array(table.lines, np.uint32))
            table.rows.clear()
            table.lines.clear()
    except DataError as error:
        raise FaultyError(str(error)) from None
    for problem in table.problems:
        if problem.level == "error":
            raise FaultyError(problem.message)
    # No view of the file itself: Python 3.13 complains of a file that goes while it is viewed.
    written = memoryview(text.getvalue())
    starts = np.cumsum(np.concatenate(sizes))
    breaks = text.getvalue().count(b"\n") >= len(starts) or b"\r" in text.getvalue()
    skipped, irregular = regular_lines(np.concatenate(lines))
    return CsvShape(
        path=path,
        table=table,
        delimiter=",",
        size=len(written),
        starts=starts,
        skipped=skipped,
        lines=irregular,
        breaks_in_cells=breaks,
        sums=None,
        text=written,
    )
