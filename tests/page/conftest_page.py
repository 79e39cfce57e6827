"""Pages to open: exported as users export them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


def export(path: Path, *options: str, data: Path | None = None) -> Path:
    where = ["--data", str(data)] if data else ["--data", str(ROOT / "data")]
    subprocess.run(
        [sys.executable, "-m", "actorgraph.cli", *where, "export", str(path), *options],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        check=True,
        capture_output=True,
    )
    return path
