"""The ways to hold a data set on this machine: its tables in memory, and an index.

Large files are read in parts; here the sizes are lowered, so that small data sets are too.
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
    """On an index."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ACTORGRAPH_CACHE", str(folder / "cache"))
        return Graph(IndexedEngine(build.build_index(inputs_of(folder))))


def indexed_in_parts(folder: Path) -> Graph:
    """The same with a few hundred bytes and a few rows at a time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(csv_columns, "WHOLE", 0)
        patch.setattr(csv_columns, "AT_ONCE", 1000)
        patch.setattr(csv_columns, "BLOCK", 500)
        patch.setattr(endpoints, "TOGETHER", 3)
        return indexed(folder)


INDEXED = (indexed, indexed_in_parts)
