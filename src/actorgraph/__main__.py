"""The command line as a program: what the installed command runs, and `python -m actorgraph`.

The collector has to be told before anything is imported how rarely to run: an answer makes fewer
objects than that, and saves a twentieth of its time.
"""

from __future__ import annotations

import gc
from typing import NoReturn

_RARELY = 100_000
"""So many new objects make the collector run."""


def main() -> NoReturn:
    """Run the command line and leave with its exit code."""
    gc.set_threshold(_RARELY)
    from actorgraph.cli import main as run

    run()


if __name__ == "__main__":
    main()
