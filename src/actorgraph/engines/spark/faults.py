"""What goes wrong in Spark, in a sentence: its own messages are for those who make it.

Its messages are matched by their error conditions and by the exceptions of Java that they quote.
Needs no pyspark until something is watched.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from actorgraph.engines.spark.places import BRING_BACK, CORRECT_NAME
from actorgraph.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator


class _Fault(NamedTuple):
    """A kind of fault: how Spark's message shows it, what is said of it, and what to do.

    Attributes:
        sentence: the first group that the pattern found replaces {}.
    """

    pattern: re.Pattern[str]
    sentence: str
    hint: str


def _fault(pattern: str, sentence: str, hint: str) -> _Fault:
    return _Fault(re.compile(pattern, re.DOTALL), sentence, hint)


_PLACE = r"(?:file:(?://)?(?=/))?(\S.*?)"
_FREE = "Free some, or name another folder for what is set down on the way: ACTORGRAPH_WORK."
_FAULTS = (
    _fault(
        r"No space left on device|There is not enough space on the disk|Disk quota exceeded",
        "The disk is full where Spark writes.",
        _FREE,
    ),
    _fault(
        r"OutOfMemoryError|Java heap space|GC overhead limit|ExecutorLostFailure.*?memory",
        "Spark has not enough memory for this.",
        "Give it more, as by SPARK_DRIVER_MEMORY=8g here, or spark.executor.memory on a cluster.",
    ),
    _fault(
        rf"FAILED_READ_FILE.*?(?:reading file|path:|file) {_PLACE}\.\s+(?:Did|It|SQLSTATE)",
        "{} is damaged, or no longer there.",
        BRING_BACK,
    ),
    _fault(
        rf"PATH_NOT_FOUND\] Path does not exist: {_PLACE}\.\s+SQLSTATE",
        "There is no {}.",
        CORRECT_NAME,
    ),
    _fault(
        rf"Parent path is not a directory: {_PLACE}(?:\n|$)",
        "{} is a file, so nothing can be written in it.",
        "Name another folder.",
    ),
    _fault(
        rf"Mkdirs failed to create {_PLACE}(?: \(exists|\n|$)",
        "{} cannot be written.",
        "Name a folder that Spark may write to.",
    ),
    _fault(
        rf"(?:FileNotFoundException|AccessDeniedException|AccessControlException): {_PLACE}"
        r"(?: \(Permission denied\)|: Permission denied|\n|$)",
        "{} cannot be read or written: permission denied.",
        "Name a folder that Spark may use.",
    ),
)
_UNREGISTERED = re.compile(r"stopped SparkContext|All masters are unresponsive")
_AGAIN = re.compile(r"Job aborted due to stage failure: .*?most recent failure: Lost task[^:]*: ")
_OF_JAVA = re.compile(r"^(?::|[\w.$]+(?:Exception|Error):|\[[A-Z_.0-9]+\])\s*")
_STATE = re.compile(r"\s*SQLSTATE: \w+\s*$")


@contextmanager
def said_plainly(what: str) -> Iterator[None]:
    """What goes wrong in Spark as one sentence.

    Args:
        what: what failed, said before a reason that we have no words of our own for.

    Raises:
        UsageError: for every error of Spark, and when Spark itself has ended.
    """
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    try:
        yield
    except ConnectionError as error:
        _raise_if_stopped(error)
        raise UsageError(
            "Spark ended before it answered.",
            hint="ACTORGRAPH_SPARK_LOG=FILE keeps what it says of the reason.",
        ) from error
    except (PySparkException, Py4JError, RuntimeError) as error:
        _raise_if_stopped(error)
        raise _in_words(what, str(error) or type(error).__name__) from error


def _raise_if_stopped(error: BaseException | None) -> None:
    """Raise KeyboardInterrupt if an error came only while one was handled.

    Whoever cleans up after Ctrl-C may find the way to Java closed.
    """
    while error is not None:
        if isinstance(error, KeyboardInterrupt):
            raise KeyboardInterrupt from None
        error = error.__context__


def _in_words(what: str, message: str) -> UsageError:
    """Return what Spark's message means."""
    for fault in _FAULTS:
        if found := fault.pattern.search(message):
            return UsageError(fault.sentence.format(*found.groups()), hint=fault.hint)
    if _UNREGISTERED.search(message):
        return UsageError(f"{what}.", hint="ACTORGRAPH_SPARK_LOG=FILE keeps what Spark says of it.")
    return UsageError(f"{what}: {_reason(message)}")


def _reason(message: str) -> str:
    """Return the line of a message that says why, without the names of classes and conditions."""
    lines = [line.strip() for line in message.splitlines() if line.strip()]
    # Py4J puts a line of its own before the line of Java that says why.
    reason = next((line for line in lines if line.startswith(":")), lines[0])
    if "Python worker" in reason:
        reason = lines[-1]
    reason = _STATE.sub("", _AGAIN.sub("", reason))
    while (shorter := _OF_JAVA.sub("", reason)) not in ("", reason):
        reason = shorter
    return reason
