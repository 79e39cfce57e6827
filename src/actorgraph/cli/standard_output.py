"""Write a file to standard output. Imported only when somebody asks for that."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def written_to_stdout(write: Callable[[Path], Sequence[str]]) -> Sequence[str]:
    """Write a file that lies elsewhere for a moment to standard output, whole or not at all.

    Args:
        write: writes a file; what it returns is returned.
    """
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "actorgraph"
        sentences = write(place)
        with place.open("rb") as file:
            shutil.copyfileobj(file, sys.stdout.buffer)
            sys.stdout.buffer.flush()
    return sentences
