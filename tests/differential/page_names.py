"""The page's modules for names, asked from Python: one Node process, a JSON line each."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from actorgraph.render.romanization import facts

HERE = Path(__file__).parent
PAGE = HERE.parent.parent / "src" / "actorgraph" / "render" / "page"


class PageNames:
    """A running page without a screen."""

    def __init__(self) -> None:
        node = shutil.which("node")
        if node is None:
            pytest.skip("needs Node to run JavaScript")
        self._process = subprocess.Popen(
            [node, str(HERE / "page_names.mjs"), PAGE.as_uri()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        self.ask("learn", facts())

    def ask(self, call: str, *given: object) -> Any:
        """Return what a call of page_names.mjs answers."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps([call, *given]) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())

    def close(self) -> None:
        """End the process."""
        self._process.communicate()
