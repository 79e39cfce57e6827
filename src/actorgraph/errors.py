"""Every error that a user can meet.

ActorgraphError                 exit 2
├── DataError                   the data cannot be read as it stands: all problems at once
├── UsageError                  the request was wrong: unknown value, missing file, ...
│   ├── ArgumentError           an argument, or option, has a value that it cannot have
│   ├── MissingExtraError       an optional part is not installed
│   └── FileExistsAlreadyError  the file exists, and nobody asked to replace it
└── NotAnswered                 exit 1
    ├── NotFoundError           nothing of that name; the error carries similar names
    └── AmbiguousNameError      several of that name; the error carries the candidates

The code that knows most raises them; only the command line catches them. Any other exception that
escapes is our own bug and keeps its traceback.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

LISTED_PROBLEMS = 20


class Problem(NamedTuple):
    """A problem at one place in one file.

    Attributes:
        level: "error" (the data cannot be used), "warning" (it can, but look) or "note".
        file: the file as the user named it.
        line: physical line, from 1; 0 when the whole file is meant.
        column: the name of the CSV column; "" when the whole line is meant.
        message: what is wrong and what to do.
    """

    level: str
    file: str
    line: int
    column: str
    message: str

    def __str__(self) -> str:
        """Return the problem as compilers write it: the place, then the message."""
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part)
        return f"{place}: {self.message}"


class ActorgraphError(Exception):
    """Any error that a user can cause.

    Args:
        message: what is wrong, in one sentence.
        hint: what to do about it.
    """

    exit_code = 2

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        """Return the message with its hint."""
        return f"{self.message}\n{self.hint}" if self.hint else self.message


class DataError(ActorgraphError):
    """The files cannot be read as they stand.

    Args:
        problems: all problems, not only the first.
    """

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = list(problems)
        shown = [str(problem) for problem in self.problems[:LISTED_PROBLEMS]]
        left = len(self.problems) - len(shown)
        hint = f"... and {left} more; `actorgraph check` lists them all" if left else ""
        super().__init__("\n".join(shown), hint=hint)


class UsageError(ActorgraphError):
    """The request was wrong: an unknown value, a missing file and so on."""


class ArgumentError(UsageError):
    """An argument of a question has a value that it cannot have.

    Args:
        argument: its name in Python; the command line shows the option instead.
        reason: what is wrong.
    """

    def __init__(self, argument: str, reason: str, *, hint: str = "") -> None:
        super().__init__(f"{argument}: {reason}", hint=hint)
        self.argument = argument
        self.reason = reason

    def called(self, name: str) -> ArgumentError:
        """Return the same error about an argument that goes by another name."""
        return ArgumentError(name, self.reason, hint=self.hint)


class MissingExtraError(UsageError):
    """An optional part is not installed.

    Args:
        what: what the user wanted.
        extra: the extra that installs the part.
    """

    def __init__(self, what: str, *, extra: str) -> None:
        super().__init__(
            f"{what} needs a part that is not installed.",
            hint=f"Install it with: pip install 'actorgraph[{extra}]'",
        )


class FileExistsAlreadyError(UsageError):
    """A file exists, or several do, and nobody asked to replace them."""

    def __init__(self, path: str, *others: str) -> None:
        exists, it = ("exist", "them") if others else ("exists", "it")
        said = " and ".join((path, *others))
        super().__init__(f"{said} {exists} already.", hint=f"force=True replaces {it}.")


class NotAnswered(ActorgraphError):  # noqa: N818 - nothing is broken: the answer is "no"
    """The question was understood and has no (single) answer."""

    exit_code = 1


class NotFoundError(NotAnswered):
    """Nothing of that name.

    Args:
        query: the name that was asked for.
        similar: similar matches, best first; never taken as the answer.
    """

    def __init__(self, query: str, similar: Sequence[Any] = ()) -> None:
        self.query = query
        self.similar = list(similar)
        super().__init__(f"Nothing here is called {query!r}.")


class AmbiguousNameError(NotAnswered):
    """Several entities of that name.

    Args:
        query: the name that was asked for.
        candidates: the matches, best first.
    """

    def __init__(self, query: str, candidates: Sequence[Any]) -> None:
        self.query = query
        self.candidates = list(candidates)
        super().__init__(f"{query!r} can be any of {len(self.candidates)} here.")
