"""The ways to hold a data set on this machine: its tables in memory, and an index of each build.

Large files are indexed in another way than small ones; here the sizes are lowered, so that small
data sets go every way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from actorgraph import Graph
from actorgraph.engines.indexed import IndexedEngine
from actorgraph.engines.local import LocalEngine
from actorgraph.index import build, csv_columns, endpoints
from actorgraph.loading import read_dataset
from actorgraph.locating import inputs_of

if TYPE_CHECKING:
    from pathlib import Path


def in_memory(folder: Path) -> Graph:
    """The reference: every rule in plain Python."""
    return Graph(LocalEngine(read_dataset(folder)))


def indexed(folder: Path) -> Graph:
    """On an index, built as that of small files is."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ACTORGRAPH_CACHE", str(folder / "cache"))
        return Graph(IndexedEngine(build.build_index(inputs_of(folder))))


def indexed_in_bulk(folder: Path) -> Graph:
    """On an index, built column by column if the files are plain."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build, "SMALL", -1)
        return indexed(folder)


def indexed_in_parts(folder: Path) -> Graph:
    """The same with a few hundred bytes and a few rows at a time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(csv_columns, "WHOLE", 0)
        patch.setattr(csv_columns, "AT_ONCE", 1000)
        patch.setattr(csv_columns, "_BLOCK", 500)
        patch.setattr(endpoints, "_TOGETHER", 3)
        return indexed_in_bulk(folder)


INDEXED = (indexed, indexed_in_bulk, indexed_in_parts)
