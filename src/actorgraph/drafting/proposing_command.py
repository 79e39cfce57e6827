"""Run a command that reads a request for rows on its standard input, and read back its rows.

The command is the user's own, and is run as it is, without a shell. It gets a time limit; what it
writes on stderr is seen as it writes it. Leaves out what the request says (row_request.py) and
which rows are right (row_verification.py).
"""

from __future__ import annotations

import contextlib
import os
import shlex
import signal
import subprocess
import tempfile
import time
from typing import TYPE_CHECKING

from actorgraph.drafting.proposals import LARGEST_FILE, rows_in
from actorgraph.errors import UsageError
from actorgraph.plurals import counted

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import IO

_LOOKS_EVERY = 0.2
"""Seconds after which it is seen how much a command has written, so that it fills no disk."""
CALLED = "What the command wrote"


def words_of(command: str) -> list[str]:
    """Return the program and the arguments of a command line.

    Raises:
        UsageError: if it is empty, or a quotation mark in it is not closed.
    """
    try:
        words = shlex.split(command, posix=os.name == "posix")
    except ValueError as error:
        raise UsageError(f"The command {command!r} cannot be read: {error}.") from None
    if not words:
        raise UsageError("The command is empty.", hint="Name a program that writes JSON.")
    return words


def rows_from(command: Sequence[str], request: str, *, seconds: int) -> list[object]:
    """Return the rows that a command proposes.

    Args:
        command: the program and its arguments.
        request: what it reads on standard input.
        seconds: after which it is ended, with all that it started.

    Raises:
        UsageError: if it cannot be started, fails, takes too long, or writes no rows.
    """
    with tempfile.TemporaryFile() as asked, tempfile.TemporaryFile() as written:
        asked.write(request.encode())
        asked.seek(0)
        try:
            process = subprocess.Popen(  # noqa: S603 -- the user's own command
                command, stdin=asked, stdout=written, start_new_session=os.name == "posix"
            )
        except OSError as error:
            raise UsageError(
                f"{command[0]} cannot be started: {error.strerror}.",
                hint="No shell reads the command; a script can have pipes in it.",
            ) from None
        except ValueError:
            raise UsageError("The command has a character that no argument can have.") from None
        try:
            code = _waited(process, written, seconds)
        except subprocess.TimeoutExpired:
            raise UsageError(
                f"{command[0]} was ended after {counted(seconds, 'second')}: it was not done.",
                hint="--time-limit gives it more.",
            ) from None
        finally:
            _end(process)
        if code:
            raise UsageError(f"{command[0]} failed, with exit code {code}; nothing was written.")
        written.seek(0)
        return rows_in(written.read(LARGEST_FILE + 1), CALLED)


def _waited(process: subprocess.Popen[bytes], written: IO[bytes], seconds: int) -> int:
    """Return the exit code of a process; one that writes more than is read is not waited for.

    Raises:
        subprocess.TimeoutExpired: if it takes too long.
    """
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        with contextlib.suppress(subprocess.TimeoutExpired):
            return process.wait(min(_LOOKS_EVERY, left))
        if os.fstat(written.fileno()).st_size > LARGEST_FILE:
            return 0  # what it wrote is refused for its size
    raise subprocess.TimeoutExpired(process.args, seconds)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process that still runs, with those that it started."""
    if process.poll() is not None:
        return
    if os.name == "posix":
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()
