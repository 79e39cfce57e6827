"""What changes the data: rows to edit, checks while somebody types, edits, undo, judgements.

Only a server that was started with `--edit` has these routes. Leaves out how a file is changed
(editing/) and which pairs wait for a judgement (name_queue.py).
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from starlette.responses import JSONResponse

from actorgraph.editing.edits import ADD, TABLES, Edit, EditConflict, EditRefused
from actorgraph.errors import ActorgraphError, ArgumentError, NotFoundError
from actorgraph.judgements import NEGATIVE, POSITIVE, REQUIRED, Judgements
from actorgraph.serving.app import body_of, number_in, route
from actorgraph.serving.form_columns import ROWS, form_columns
from actorgraph.serving.name_queue import NameQueue, compared, pair_side
from actorgraph.serving.security import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

    from actorgraph.editing.edits import Applied, TableName
    from actorgraph.editing.workspace import Workspace
    from actorgraph.serving.app import Served

PAIRS = 20
"""So many pairs are sent at once."""
MOST_ROWS = 200
"""So many rows that describe an entity are sent."""
MOST_STEPS = 100
"""So many steps of the history are sent, the last ones."""
AGAIN = 5.0
"""Seconds until it is asked again whether the files could be written."""
_JUDGED = {"same": POSITIVE, "different": NEGATIVE}


class EditRoutes:
    """What is asked of the tables of a folder that may be edited.

    Args:
        editor: of the folder.
    """

    def __init__(self, editor: Workspace) -> None:
        self._editor = editor
        self._queue: NameQueue | None = None
        self._comparing: asyncio.Task[NameQueue] | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._wanted: dict[int, bool] = {}

    def routes(self) -> list[Route]:
        """Return the routes."""
        return [
            route("/api/form", self.form),
            route("/api/row", self.row),
            route("/api/rows", self.rows),
            route("/api/history", self.history),
            route("/api/pairs", self.pairs),
            route("/api/check", self.check, method="POST"),
            route("/api/edit", self.edit, method="POST"),
            route("/api/undo", self.undo, method="POST"),
            route("/api/redo", self.redo, method="POST"),
            route("/api/judge", self.judge, method="POST"),
        ]

    async def form(self, served: Served, request: Request) -> Response:
        """Say which columns a form of a table asks for."""
        table = _table(request.query_params.get("table", ""))

        def columns() -> list[dict[str, Any]]:
            engine = served.live.graph.engine
            words = {"relation": engine.words("relation"), "type": engine.words("type")}
            rows = (row.cells for row in self._editor.first_rows(table, ROWS))
            header = self._editor.columns(table)
            return [one._asdict() for one in form_columns(table, header, rows, words)]

        found = await served.live.ask(columns)
        self._begin(served, served.live.prepare)  # whoever opens a form edits soon
        return JSONResponse({"table": table, "columns": found})

    def _begin(self, served: Served, work: Callable[[], None]) -> None:
        """Begin some work for a question that is to come, which says itself what is wrong."""

        async def done() -> None:
            with suppress(Refused, ActorgraphError, OSError):
                await served.live.ask(work)
            self._editor.answered()

        self._keep(asyncio.create_task(done()))

    def _keep(self, task: asyncio.Task[None]) -> None:
        """Keep a task until it is done: the loop alone does not."""
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def row(self, served: Served, request: Request) -> Response:
        """Send a row as it stands in its file."""
        table = _table(request.query_params.get("table", ""))
        line = number_in(request, "line", 0)
        row = await served.live.ask(partial(self._editor.row, table, line))
        return JSONResponse(row.to_json())

    async def rows(self, served: Served, request: Request) -> Response:
        """Say on which lines of entities.csv an entity is described."""
        entity_id = request.query_params.get("entity", "")
        engine = served.live.graph.engine

        def lines() -> list[int]:
            entity = engine.entities([entity_id]).get(entity_id)
            if entity is None:
                raise NotFoundError(entity_id)
            if entity.descriptions:
                return [one.claim.line for one in entity.descriptions[:MOST_ROWS]]
            return [entity.line] if entity.line and not entity.derived else []

        return JSONResponse({"lines": await served.live.ask(lines)})

    async def history(self, served: Served, _: Request) -> Response:
        """List the steps of the history, the last first."""
        steps = await served.live.ask(self._editor.history)
        last = [step.to_json() for step in steps[: -MOST_STEPS - 1 : -1]]
        return JSONResponse({"steps": last, "left": max(0, len(steps) - MOST_STEPS)})

    async def check(self, served: Served, request: Request) -> Response:
        """Say what `check` would say of edited rows; nothing is written."""
        edits = _edits(await body_of(request))
        review = await served.live.ask(partial(self._editor.check, edits))
        return JSONResponse(review.to_json())

    async def edit(self, served: Served, request: Request) -> Response:
        """Make edits as one step of the history."""
        asked = await body_of(request)
        edits, note = _edits(asked), str(asked.get("note", ""))
        adds = {edit.table for edit in edits if edit.do == ADD}
        return await self.made(served, partial(self._editor.apply, edits, note=note), adds=adds)

    async def undo(self, served: Served, request: Request) -> Response:
        """Take back the last step that stands; with `anyway` also what `check` would refuse."""
        anyway = (await body_of(request)).get("anyway") is True
        return await self.made(served, partial(self._editor.undo, anyway=anyway), stands=False)

    async def redo(self, served: Served, request: Request) -> Response:
        """Make the step that was taken back last again; with `anyway` as undo."""
        anyway = (await body_of(request)).get("anyway") is True
        return await self.made(served, partial(self._editor.redo, anyway=anyway), adds=TABLES)

    async def made(
        self,
        served: Served,
        step: Callable[[], Applied],
        *,
        adds: Collection[TableName] = (),
        stands: bool = True,
    ) -> Response:
        """Make a step; say what is refused, and what stands there where somebody was before.

        Args:
            adds: the tables that may get rows. Until it is known where these belong, all else is
                answered.
            stands: whether the step is to stand then; it does not once it is undone.
        """
        await asyncio.to_thread(self._editor.wait_for_order, adds)

        def in_turn() -> Applied:
            self._editor.answer_first()
            return step()

        is_shown = False
        try:
            applied = await served.live.ask(in_turn)
            if applied.step:
                self._wanted[applied.step] = stands
                is_shown = await served.live.ask(served.live.show_edits)
        except EditRefused as refused:
            told = {"error": refused.message, "review": refused.review.to_json()}
            return JSONResponse(told, 422)
        except EditConflict as conflict:
            row = conflict.row.to_json() if conflict.row else None
            return JSONResponse({"error": conflict.message, "now": row}, 409)
        finally:
            if not is_shown:
                self._editor.answered()
        if not applied.step:  # nothing was to be changed
            return JSONResponse(applied.to_json())
        if is_shown:
            served.tell("changed", {"version": served.live.version, "trouble": ""})
            self._begin(served, served.live.foresee)
        self._keep(asyncio.create_task(self._tell_when_saved(served, applied.step)))
        return JSONResponse(applied.to_json())

    async def _tell_when_saved(self, served: Served, step: int) -> None:
        """Tell every page once the files hold a step, or that they cannot be written.

        A step that could not be made in a file that somebody else changed just then is told as a
        conflict: it is in the history, and not in the file.
        """
        while True:
            try:
                await asyncio.to_thread(self._editor.wait_until_saved)
                break
            except ActorgraphError as fault:
                served.tell("unsaved", {"step": step, "error": str(fault)})
                await asyncio.sleep(AGAIN)
        steps = await asyncio.to_thread(self._editor.history)
        stands = next((not one.is_undone for one in steps if one.number == step), False)
        served.tell("saved" if stands == self._wanted[step] else "conflict", {"step": step})
        await served.catch_up()
        await asyncio.to_thread(self._editor.follow_index)

    async def pairs(self, served: Served, request: Request) -> Response:
        """Send the next pairs of similar names that wait for a judgement."""
        after = number_in(request, "after", 0)
        queue = await self._compared(served, anew="anew" in request.query_params)

        def waiting() -> dict[str, Any]:
            engine = served.live.graph.engine
            some, left = queue.waiting(self._judgements(), engine, after, PAIRS)
            pairs = [
                {"number": one.number, "reason": one.reason,
                 "sides": [pair_side(engine, entity)._asdict() for entity in
                           engine.entities([one.left, one.right]).values()]}
                for one in some
            ]  # fmt: skip
            return {"pairs": pairs, "left": left}

        return JSONResponse(await served.live.ask(waiting))

    async def _compared(self, served: Served, *, anew: bool) -> NameQueue:
        """Return the queue; the names are compared when it is first asked for, or anew."""
        if self._comparing is None and (anew or self._queue is None):
            self._comparing = asyncio.create_task(self._compare(served))
        if self._comparing is not None:
            task = self._comparing
            try:
                self._queue = await asyncio.shield(task)
            finally:
                if task.done():
                    self._comparing = None
        if self._queue is None:
            raise NotFoundError("The names are not compared yet.")
        return self._queue

    async def _compare(self, served: Served) -> NameQueue:
        groups = await compared(served.live.places)
        judgements = await served.live.ask(self._judgements)
        return NameQueue(groups, judgements)

    def _judgements(self) -> Judgements:
        """Return what is judged, also what no file holds yet."""
        judged = Judgements()
        for row in self._editor.first_rows("judgements"):
            left, right, judgement = (row.cells[name] for name in REQUIRED)
            judged.add(left, right, judgement, row.line)
        return judged

    async def judge(self, served: Served, request: Request) -> Response:
        """Write that two entities are one, or are not."""
        asked = await body_of(request)
        judgement = _JUDGED.get(str(asked.get("judgement", "")))
        if judgement is None:
            raise ArgumentError("judgement", f"it is one of {', '.join(_JUDGED)}.")
        left, right = (str(asked.get(side, "")) for side in ("left", "right"))
        known = await served.live.ask(lambda: served.live.graph.engine.entities([left, right]))
        if left == right or not {left, right} <= set(known):
            raise ArgumentError("left", f"{left!r} and {right!r} are no two entities of the data.")

        def step() -> Applied:
            return self._editor.apply([self._judged(left, right, judgement)])

        return await self.made(served, step, adds={"judgements"})

    def _judged(self, left: str, right: str, judgement: str) -> Edit:
        """Return the edit of a judgement: of the row of this pair, if there is one, else a new."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        for row in self._editor.first_rows("judgements"):
            if {row.cells["left_id"].strip(), row.cells["right_id"].strip()} == {left, right}:
                cells = {"judgement": judgement}
                cells |= {"created_at": now} if "created_at" in row.cells else {}
                return Edit("judgements", "change", row.line, row.digest, cells)
        header = self._editor.columns("judgements")
        cells = {"left_id": left, "right_id": right, "judgement": judgement, "created_at": now}
        kept = {name: cell for name, cell in cells.items() if name in header or not header}
        return Edit("judgements", "add", cells=kept)


def _table(name: str) -> TableName:
    for table in TABLES:
        if name == table:
            return table
    raise ArgumentError("table", f"{name!r} is none of {', '.join(TABLES)}.")


def _edits(asked: dict[str, Any]) -> Sequence[Edit]:
    told = asked.get("edits")
    if not isinstance(told, list) or not told:
        raise ArgumentError("edits", "a list of edits is expected.")
    return [Edit.from_json(one) for one in told]
