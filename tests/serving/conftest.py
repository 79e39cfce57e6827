from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from asgi import Asking, opened
from factory import write_text

from actorgraph.locating import seed_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from actorgraph.serving.app import Served


@pytest.fixture
def serving() -> Iterator[Callable[..., Asking]]:
    """Serve a folder, or two tables, to one request after the other."""
    made: list[Served] = []

    def serve(folder: Path, *, relations: str = "", entities: str = "", **more: object) -> Asking:
        if relations:
            write_text(folder, relations=relations, entities=entities)
        made.append(opened(folder, **more))
        return Asking(made[-1])

    yield serve
    for served in made:
        served.live.close()


@pytest.fixture(scope="module")
def ask() -> Iterator[Asking]:
    """The data that ships with actorgraph, served."""
    served = opened(seed_folder())
    yield Asking(served)
    served.live.close()
