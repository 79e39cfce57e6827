"""The drafts that wait beside the data: listed, shown, accepted, refused, changed.

Only a server that was started with `--edit` has these routes. Leaves out what a decision does
(drafting/draft_review.py).
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from starlette.responses import JSONResponse

from actorgraph.drafting.draft_review import CHANGEABLE
from actorgraph.errors import ArgumentError, NotFoundError
from actorgraph.serving.app import body_of, route

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

    from actorgraph.drafting.draft_review import DraftReview
    from actorgraph.drafting.inbox import InboxRow
    from actorgraph.serving.app import Served
    from actorgraph.serving.edit_routes import EditRoutes


class DraftRoutes:
    """What is asked of the drafts of a folder.

    Args:
        review: of them.
        edits: which make the step of an accepted draft.
    """

    def __init__(self, review: DraftReview, edits: EditRoutes) -> None:
        self._review = review
        self._edits = edits

    def routes(self) -> list[Route]:
        """Return the routes."""
        return [
            route("/api/drafts", self.drafts),
            route("/api/draft", self.draft),
            route("/api/draft", self.decide, method="POST"),
        ]

    async def drafts(self, served: Served, _: Request) -> Response:
        """List the ids of the drafts that wait."""
        waiting = await served.live.ask(self._review.waiting)
        return JSONResponse({"drafts": [one.draft for one in waiting]})

    async def draft(self, served: Served, request: Request) -> Response:
        """Send a draft that waits, and who its names are."""
        name = request.query_params.get("draft", "")

        def shown() -> dict[str, Any]:
            for one in self._review.waiting():
                if one.draft == name:
                    return self._shown(one)
            raise NotFoundError(name)

        return JSONResponse(await served.live.ask(shown))

    def _shown(self, row: InboxRow) -> dict[str, Any]:
        ends = [row.cells.get(name, "") for name in ("source", "target")]
        known = {end: self._review.known(end) for end in ends if end}
        return {
            "draft": row.draft,
            "cells": {name: row.cells.get(name, "") for name in CHANGEABLE},
            "to_review": row.cells.get("to_review", ""),
            "names": {end: {"id": one.id, "name": one.name} for end, one in known.items() if one},
            "new": self._review.new_names(row),
        }

    async def decide(self, served: Served, request: Request) -> Response:
        """Accept, refuse, change or reopen a draft."""
        asked = await body_of(request)
        draft, do = str(asked.get("draft", "")), asked.get("do")
        by = str(asked.get("checked_by", ""))
        if do == "accept":
            step = partial(self._review.accept, draft, checked_by=by,
                           types=_texts(asked, "types"),
                           add_columns=asked.get("add_columns") is True)  # fmt: skip
            return await self._edits.made(served, step, adds={"entities", "relations"})
        if do == "change":
            cells = _texts(asked, "cells")
            row = await served.live.ask(partial(self._review.change, draft, cells))
            return JSONResponse(await served.live.ask(partial(self._shown, row)))
        if do == "refuse":
            await served.live.ask(partial(self._review.refuse, draft, by=by))
        elif do == "reopen":
            await served.live.ask(partial(self._review.reopen, draft))
        else:
            raise ArgumentError("do", "it is accept, refuse, change or reopen.")
        return JSONResponse({"step": 0})


def _texts(asked: Mapping[str, Any], name: str) -> dict[str, str]:
    """Return an object of texts.

    Raises:
        ArgumentError: if it is none.
    """
    given = asked.get(name) or {}
    if not isinstance(given, dict) or not all(isinstance(one, str) for one in given.values()):
        raise ArgumentError(name, "it maps names to texts.")
    return given
