"""What is wrong with the data of a graph: every warning and note, with file, line and column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from actorgraph import evidence

if TYPE_CHECKING:
    from pathlib import Path

    from actorgraph.engine import Engine
    from actorgraph.errors import Problem


@dataclass(frozen=True, slots=True)
class Checked:
    """Problems in the order in which they were found."""

    problems: tuple[Problem, ...]

    @property
    def has_errors(self) -> bool:
        """Whether the data cannot be used as it is."""
        return any(problem.level == "error" for problem in self.problems)


def check(engine: Engine, *, documents: Path | None = None) -> Checked:
    """Report what reading the data found, deceptive names, outlets and quotes.

    Args:
        documents: the folder of the documents in which quotes are looked up; None looks up none.

    Raises:
        UsageError: if the folder is not there.
    """
    problems = [*engine.problems, *evidence.in_names(engine), *evidence.of_outlets(engine)]
    if documents is not None:
        problems += evidence.against_documents(engine, documents)
    return Checked(tuple(problems))
