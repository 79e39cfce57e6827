"""Cells that hardly mean what is read, looked for in whole columns.

Stands for the same in checks.py and cells.py: columns show which cells can be meant, and only these
are judged, by the checks themselves. A million ends take .15 s, where Python alone takes 1 s.
tests/differential holds both together.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as arrow
import pyarrow.compute as pc

from actorgraph import cells, checks, quantities
from actorgraph.index import csv_columns
from actorgraph.index.arrays import kept, numbers_in, picked, texts, truths_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from actorgraph.index.array_types import Flags, Numbers
    from actorgraph.index.csv_columns import EncodedColumn, Part

_ENDS = r"[|\r\n]"
_SEVERAL = r"[;\r\n]"
_ADDRESSES = r"(?i)https?:[/\\](?s:.)*[ \t\r\n\x{a0};]https?:[/\\]"


def holds_refused_end(names: arrow.StringArray) -> bool:
    """Return whether any of these ends is nobody in particular, or surely several."""
    suspected = _nobody(names) | truths_in(pc.match_substring_regex(names, _ENDS))
    return any(map(checks.refused_end, kept(names, suspected).to_pylist()))


def holds_several_documents(documents: arrow.StringArray) -> bool:
    """Return whether any of these cells names several documents."""
    suspected = np.array(truths_in(pc.match_substring(documents, "|")))
    links = np.flatnonzero(numbers_in(pc.count_substring(documents, ":")) > 1)
    if len(links):
        some = picked(documents, links)
        suspected[links] |= truths_in(pc.match_substring_regex(some, _ADDRESSES))
    return any(len(cells.documents_of(one)) > 1 for one in kept(documents, suspected).to_pylist())


def doubtful_rows(part: Part, columns: Mapping[str, str]) -> Numbers:
    """Return the rows of a part in which a cell of these columns is doubtful."""
    found = np.zeros(part.stop - part.first, bool)
    for name, holds in columns.items():
        if name in part.plain:
            column = csv_columns.stripped(part.plain[name]).combine_chunks()
            found |= _of_plain(name, column, holds)
        elif name in part.coded:
            found |= _of_coded(name, part.coded[name], holds)
    return np.flatnonzero(found) + part.first


def _of_plain(name: str, column: arrow.StringArray, holds: str) -> Flags:
    if name == quantities.AMOUNT:
        suspected = ~truths_in(pc.match_substring_regex(column, quantities.PLAIN_AMOUNT))
    else:
        pattern = _SEVERAL if holds is checks.SEVERAL else r"[;|\r\n]"
        suspected = truths_in(pc.match_substring_regex(column, pattern))
        if name != "aliases":
            suspected = suspected | _nobody(column)
    found = np.zeros(len(column), bool)
    places = np.flatnonzero(suspected)
    for place, cell in zip(places.tolist(), picked(column, places).to_pylist(), strict=True):
        found[place] = _is_doubtful(name, cell, holds)
    return found


def _of_coded(name: str, column: EncodedColumn, holds: str) -> Flags:
    return column.mapped(lambda cell: _is_doubtful(name, cell.strip(), holds), np.bool_)


def _is_doubtful(name: str, cell: str, holds: str) -> bool:
    return bool(cell) and bool(
        checks.doubtful_cell(name, cell, may_be_several=holds is checks.SEVERAL)
    )


def _nobody(names: arrow.StringArray) -> Flags:
    """Return which names may be words for nobody; Arrow knows no letter that ends a word."""
    folded = pc.utf8_trim(pc.utf8_lower(names), cells.TRIMMED)
    return truths_in(pc.is_in(folded, value_set=_words()))


@cache
def _words() -> arrow.StringArray:
    words = cells.words_for_nobody()
    return texts(sorted({*words, *(word.replace("\u03c2", "\u03c3") for word in words)}))
