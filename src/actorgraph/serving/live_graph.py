"""The graph that is asked while its files may change: opened once, and opened anew after an edit.

One question is answered at a time: stores read lazily and keep what they read, and no two threads
do that together. Leaves out who asks (app.py).
"""

from __future__ import annotations

import asyncio
import gc
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from actorgraph.errors import ActorgraphError
from actorgraph.serving.page_questions import Questions
from actorgraph.serving.security import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from actorgraph.graph import Graph
    from actorgraph.passages.cited_passages import CitedPassages

MOST_WAITING = 32
"""So many questions wait for their turn; more are told to come again."""
READ_BESIDE = ("entities.csv", "judgements.csv", "actorgraph.toml", "story.md")
"""What is read beside a file of relations."""

Asked = ParamSpec("Asked")
Answered = TypeVar("Answered")
State = dict[str, tuple[int, int, int]]


class LiveGraph:
    """A graph over files that may change.

    Attributes:
        questions: to the graph as it was last opened.
        about: what the page says of itself.
        version: counts up each time it is opened anew.
        trouble: why it could not be opened anew after an edit; "" if it could.

    Args:
        open_graph: reads the files.
        places: the folders and files that are watched.
        passages: of the documents that claims cite, if their texts are at hand.
        again: reads the files after an edit; by default as the first time.
    """

    def __init__(
        self,
        open_graph: Callable[[], Graph],
        places: Sequence[Path],
        passages: CitedPassages | None = None,
        *,
        again: Callable[[], Graph] | None = None,
    ) -> None:
        self._again = again or open_graph
        self._edited: Callable[[], Graph | None] = _unedited
        self._prepared: Graph | None = None
        self.places = places
        self._passages = passages
        self._state = self._read_state()
        self.questions = self._opened(open_graph)
        self.version = 1
        self.trouble = ""
        self._waiting = 0
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="question")

    async def ask(
        self,
        question: Callable[Asked, Answered],
        *args: Asked.args,
        **more: Asked.kwargs,
    ) -> Answered:
        """Answer a question in the thread of questions, when its turn comes.

        Raises:
            Refused: if too many wait already.
        """
        if self._waiting >= MOST_WAITING:
            raise Refused(503, "Too many questions wait for an answer; ask again in a moment.")
        self._waiting += 1
        try:
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self._thread, lambda: question(*args, **more))
        finally:
            self._waiting -= 1

    def is_changed(self) -> bool:
        """Whether a file is another than when the graph was last read, or tried to."""
        return self._read_state() != self._state

    def reopen(self) -> bool:
        """Read the files anew; where that fails the graph stays, and `trouble` says why.

        Returns:
            whether there is anything to see that was not before: nothing is where an editor has
            but saved what it shows.
        """
        seen = self.version, self.trouble
        before, self._state = self._state, self._read_state()
        changed = (name for name, _ in before.items() ^ self._state.items())
        is_of_rows = all(name.endswith(".csv") for name in changed)
        try:
            if not (is_of_rows and self.show_edits()):
                self.questions = self._opened(self._again)
                self.version += 1
        except (ActorgraphError, OSError) as error:
            self.trouble = str(error)
            self.version += 1
        else:
            self.trouble = ""
        return (self.version, self.trouble) != seen

    def prefer(self, edited: Callable[[], Graph | None]) -> None:
        """Ask from now on the graph that an editor holds, wherever it holds one."""
        self._edited = edited

    def show_edits(self) -> bool:
        """Answer with edits that are in no file yet, if an editor can; return whether it can."""
        graph = self._edited()
        if graph is None:
            return False
        if graph is self.graph:
            return True
        # An edit of some rows does not make a small graph large, and to count again takes long.
        asked, is_whole = self.questions.asked, self.questions.is_whole
        self.questions = Questions(graph, self.about, self._passages, is_whole=is_whole)
        self.questions.asked = asked
        self.version += 1
        return True

    def prepare(self) -> None:
        """Read what the answer after an edit needs, before somebody waits for it."""
        graph, asked = self._edited(), self.questions.asked
        if graph is None or asked is None or graph in (self.graph, self._prepared):
            return
        self._prepared = graph
        Questions(graph, self.about, is_whole=self.questions.is_whole).part(asked)

    def foresee(self) -> None:
        """Answer what a page that hears of an edit asks next, while it hears of it."""
        if self.questions.asked is not None:
            self.questions.part(self.questions.asked)

    @property
    def graph(self) -> Graph:
        """The graph as it was last opened."""
        return self.questions.graph

    def _opened(self, open_graph: Callable[[], Graph]) -> Questions:
        gc.unfreeze()
        graph = open_graph()
        self.about = graph.page_settings
        questions = Questions(graph, self.about, self._passages)
        gc.collect()
        gc.freeze()  # what stays until the next edit is not looked through at every answer
        return questions

    def close(self) -> None:
        """Answer nothing any more."""
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _read_state(self) -> State:
        """Return size, time and inode of every file that is read."""
        state: State = {}
        for file in self._files():
            try:
                status = file.stat()
            except OSError:
                continue
            state[str(file)] = (status.st_size, status.st_mtime_ns, status.st_ino)
        return state

    def _files(self) -> list[Path]:
        files: list[Path] = []
        for place in self.places:
            if place.is_dir():
                with suppress(OSError):
                    files += [one for one in place.iterdir() if not one.name.startswith(".")]
            else:
                files += [place, *(place.parent / name for name in READ_BESIDE)]
        return files


def _unedited() -> Graph | None:
    """Return nothing: nobody edits."""
    return None
