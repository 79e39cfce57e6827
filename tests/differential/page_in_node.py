"""The page's modules asked without a browser: one Node process, a JSON line a question."""

from __future__ import annotations

import json
import subprocess
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from node import node_here

from actorgraph.render import html

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent


class PageInNode:
    """Node with the page's modules; close it when nothing more is asked.

    Args:
        answers: the script of this folder that answers, run in one function with the modules.
        modules: what it needs, with all that they import.
    """

    def __init__(self, node: str, answers: str, *modules: str) -> None:
        self.script = html.viewer_source(*modules)
        self._folder = TemporaryDirectory()
        whole = Path(self._folder.name) / "page.cjs"  # a file: one argument holds only 128 KiB
        answering = (HERE / answers).read_text("utf-8")
        whole.write_text(f"'use strict';\n{self.script}\n{answering}", "utf-8")
        self._process = subprocess.Popen(
            [node, whole],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def answer(self, **question: Any) -> dict[str, Any]:
        """What the page answers to page_claims.js."""
        return self._answer(question)

    def ask(self, call: str, *given: object) -> Any:
        """What the page answers to a script that takes a call with its arguments."""
        return self._answer([call, *given])

    def _answer(self, question: object) -> Any:
        """The answer; an error in the page is an error here."""
        process = self._process
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps(question) + "\n")
        process.stdin.flush()
        line = process.stdout.readline()
        if not line:
            raise AssertionError(process.communicate()[1])
        return json.loads(line)

    def close(self) -> None:
        self._process.communicate()
        self._folder.cleanup()


@contextmanager
def page_in_node(answers: str, *modules: str) -> Iterator[PageInNode]:
    """Ask modules of the page; a test is skipped where no Node runs them."""
    running = PageInNode(node_here(), answers, *modules)
    try:
        yield running
    finally:
        running.close()
