"""The page's names and dates without a browser, for all tests of this folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from differential.page_in_node import page_in_node

from actorgraph.render import payload

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@pytest.fixture(scope="session")
def page() -> Iterator[Callable[..., object]]:
    """Ask the page's modules for names and dates; page_names.js has the calls."""
    with page_in_node("page_names.js", "search", "model", "words") as running:
        yield running.ask


@pytest.fixture(scope="module")
def laid_on_a_line() -> Iterator[None]:
    """Lay nodes on a line: where they lie is not asked, and takes the most time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            payload,
            "_positions",
            lambda graph, *_: [(10.0 * n, 5.0) for n in range(len(graph.entities))],
        )
        yield
