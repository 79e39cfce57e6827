"""The warnings and notes that an index holds, read when somebody looks at them.

Called by reading.py. Leaves out which they are (warnings.py).
"""

from __future__ import annotations

import json
from abc import abstractmethod
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, overload

from actorgraph.errors import Problem
from actorgraph.index import ENTITIES, RELATIONS

if TYPE_CHECKING:
    from actorgraph.index.column_file import ColumnFile
    from actorgraph.index.freshness import Inputs


class ListedProblems(Sequence[Problem]):
    """Problems that are made out, all at once, when one is looked at."""

    @overload
    def __getitem__(self, number: int) -> Problem: ...

    @overload
    def __getitem__(self, number: slice) -> list[Problem]: ...

    def __getitem__(self, number: int | slice) -> Problem | list[Problem]:
        """Return one problem, or a slice."""
        return self._listed[number]

    @property
    @abstractmethod
    def _listed(self) -> list[Problem]:
        """All of them."""


class Problems(ListedProblems):
    """The problems of the data: counted at once, read when they are looked at."""

    def __init__(self, store: ColumnFile, inputs: Inputs) -> None:
        self._store = store
        self._inputs = inputs

    def __len__(self) -> int:
        """Return their number."""
        return int(self._store.about["problems"])

    def checked(self) -> Problems:
        """Return these problems, after checking that they can be read.

        Raises:
            DamagedError: if they cannot.
        """
        if len(self):
            self._store.column("problems").whole()
        return self

    @cached_property
    def _listed(self) -> list[Problem]:
        files = {ENTITIES: str(self._inputs.entities), RELATIONS: str(self._inputs.relations)}
        rows = json.loads(bytes(self._store.column("problems").whole()))
        problems = []
        for level, file, line, column, message in rows:
            plain = message
            for sign, name in files.items():
                plain = plain.replace(sign, name)
            problems.append(Problem(level, files[file], line, column, plain))
        return problems
