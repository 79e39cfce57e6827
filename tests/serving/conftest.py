from __future__ import annotations

import sys
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from asgi import Asking, opened
from factory import write_text

from actorgraph.locating import seed_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from actorgraph.serving.app import Served


@pytest.fixture(scope="session", autouse=True)
def _garbage_is_left_alone() -> Iterator[None]:
    """Each opening of data looks through all objects once: in these tests those of all others."""
    with pytest.MonkeyPatch.context() as patch:
        as_nothing = dict.fromkeys(("collect", "freeze", "unfreeze"), lambda: None)
        patch.setattr("actorgraph.serving.live_graph.gc", SimpleNamespace(**as_nothing))
        yield


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
