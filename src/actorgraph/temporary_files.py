"""Name files that are being written, so that whoever comes next knows which of them are abandoned.

A process that is killed cannot remove what it has begun. The name says which process on which
machine began it; the next write to the same place removes what nobody goes on with. Asked by the
index and by whatever writes files.
"""

from __future__ import annotations

import os
import re
import time
import zlib
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

OPEN_FILES_CAN_BE_REPLACED = os.name == "posix"
"""Elsewhere, as on Windows, nobody can write a file anew as long as another has it open."""

_SUFFIX = ".part"
_BEGUN = re.compile(r"\.[0-9a-f]{8}\.\d+\.[0-9a-f]{8}\.part\Z")
"""How a name ends that `temporary_beside` made: host, process, a number by chance."""
_LONGEST = 150
"""Letters of a name that are kept: with what is added it stays one that a file can have."""
_DAY = 86400.0


def temporary_beside(path: Path) -> Path:
    """Return a name to write under, that says which process on which machine does."""
    kept = path.name if len(os.fsencode(path.name)) <= _LONGEST else path.name[: _LONGEST // 4]
    return path.with_name(f"{kept}.{host_mark()}.{os.getpid()}.{os.urandom(4).hex()}{_SUFFIX}")


def hidden_beside(path: Path) -> Path:
    """Return such a name that is hidden."""
    return temporary_beside(path.with_name(f".{path.name}"))


def is_temporary(path: Path) -> bool:
    """Return whether a file is one that a writer has begun."""
    return _BEGUN.search(path.name) is not None


def is_abandoned(path: Path) -> bool:
    """Return whether the writer of a temporary file is gone; one elsewhere is given a day."""
    host, process = path.name.split(".")[-4:-2]
    if host != host_mark() or os.name != "posix":
        return time.time() - path.stat().st_mtime > _DAY
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        pass
    return False


def abandoned_like(begun: Path) -> Iterator[Path]:
    """Yield what writers who are gone began for the same place as one that is about to begin."""
    stem = _BEGUN.sub("", begun.name)
    with suppress(OSError):
        for path in begun.parent.iterdir():
            if path != begun and is_temporary(path) and _BEGUN.sub("", path.name) == stem:
                with suppress(OSError):
                    if is_abandoned(path):
                        yield path


def host_mark() -> str:
    """Return what tells the temporary files of this machine from those of others."""
    from socket import gethostname

    return f"{zlib.crc32(gethostname().encode()):08x}"
