"""The page's names and dates without a browser, for all tests of this folder."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from differential.page_in_node import PageInNode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@pytest.fixture(scope="session")
def page() -> Iterator[Callable[..., object]]:
    """Ask the page's modules for names and dates; page_names.js has the calls."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("needs Node to run JavaScript")
    running = PageInNode(node, "page_names.js", "search", "model", "words")
    yield running.ask
    running.close()
