"""The application of `actorgraph serve`: the page, and what it asks under `api/`."""

from __future__ import annotations

import asyncio
import json
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from actorgraph.errors import ActorgraphError, ArgumentError, UsageError
from actorgraph.render.growing_columns import json_text
from actorgraph.serving.money_questions import money_answer
from actorgraph.serving.page_questions import hidden_given, ids_asked, part_asked, values_given
from actorgraph.serving.security import Guard, Refused

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Sequence
    from pathlib import Path

    from starlette.requests import Request
    from starlette.types import ASGIApp

    from actorgraph.serving.live_graph import LiveGraph

LOOKS_EVERY = 0.5
"""Seconds between two looks at the files."""
BEATS_EVERY = 15.0
"""Seconds after which a stream without an event shows that it lives."""
MOST_TYPED = 300
"""Of a text that is sought so many letters are looked at."""
_DIGITS = 12
"""No number of an address has more."""
_UNKNOWN = "Something went wrong in actorgraph that should not; the terminal says what."


@dataclass
class Served:
    """What the routes share.

    Attributes:
        live: the graph.
        edit: whether anything may be changed.
        documents: the folder of the documents' texts, if there is one.
        around: who is shown first; "" for who is connected best.
        report: called with a sentence on an error of ours, for the terminal.
    """

    live: LiveGraph
    edit: bool = False
    documents: Path | None = None
    around: str = ""
    report: Callable[[str], None] = print
    _listeners: set[asyncio.Queue[tuple[str, Any]]] = field(default_factory=set)

    def tell(self, event: str, data: Any = None) -> None:
        """Tell every open page of an event."""
        for listener in self._listeners:
            listener.put_nowait((event, data))

    async def events(self) -> AsyncIterator[str]:
        """Yield the events from now on as server-sent events."""
        listener: asyncio.Queue[tuple[str, Any]] = asyncio.Queue()
        self._listeners.add(listener)
        try:
            yield _event("hello", self.live.version)
            while True:
                try:
                    event, data = await asyncio.wait_for(listener.get(), BEATS_EVERY)
                except TimeoutError:
                    yield ": still here\n\n"
                else:
                    yield _event(event, data)
        finally:
            self._listeners.discard(listener)

    async def watch(self) -> None:
        """Look at the files again and again, and read them anew after an edit."""
        while True:
            await asyncio.sleep(LOOKS_EVERY)
            try:
                await self.catch_up()
            except Refused:  # many ask; the next look is soon
                continue
            except Exception as error:  # noqa: BLE001 -- our own error; the pages must go on
                self.report(f"The files cannot be read: {type(error).__name__}: {error}")

    async def catch_up(self) -> None:
        """Read the files anew if they are others, and tell the pages if they show anything else."""
        live = self.live
        if await run_in_threadpool(live.is_changed) and await live.ask(live.reopen):
            self.tell("changed", {"version": live.version, "trouble": live.trouble})


def _event(name: str, data: Any) -> str:
    return f"event: {name}\ndata: {json.dumps(data)}\n\n"


def route(
    path: str, answer: Callable[[Served, Request], Awaitable[Response]], *, method: str = "GET"
) -> Route:
    """Return a route under which a function of the workspace and the request answers.

    What a user can cause is answered with its sentence; anything else is told to the terminal in
    one, and never shows a traceback.
    """

    async def endpoint(request: Request) -> Response:
        served: Served = request.app.state.served
        try:
            response: Response = await answer(served, request)
        except Refused as refused:
            return JSONResponse({"error": refused.reason}, refused.status)
        except ClientDisconnect:
            return Response(status_code=400)
        except ActorgraphError as error:
            return refusal(400 if error.exit_code != 1 else 404, error)
        except Exception as error:  # noqa: BLE001 -- our own error; the page must go on
            served.report(f"{method} {path} failed: {type(error).__name__}: {error}")
            return JSONResponse({"error": _UNKNOWN}, 500)
        return response

    return Route(path, endpoint, methods=[method])


def refusal(status: int, error: ActorgraphError) -> JSONResponse:
    """Return the answer that says what is wrong, and what to do."""
    return JSONResponse({"error": error.message, "hint": error.hint}, status)


async def body_of(request: Request) -> dict[str, Any]:
    """Return the JSON object that a request holds.

    Raises:
        UsageError: if it holds none, or half a character, which no file and no answer can hold.
    """
    try:
        body = await request.json()
        json.dumps(body, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise UsageError("The request holds half a character.") from None
    except (ValueError, RecursionError):
        body = None
    if not isinstance(body, dict):
        raise UsageError("The request holds no JSON object.")
    return body


def number_in(request: Request, name: str, default: int) -> int:
    """Return a whole number of the address.

    Raises:
        ArgumentError: if it is none.
    """
    text = request.query_params.get(name, "")
    if not text:
        return default
    if not (text.isascii() and text.isdecimal() and len(text) <= _DIGITS):
        raise ArgumentError(name, f"{text!r} is no whole number.")
    return int(text)


async def about(served: Served, _: Request) -> Response:
    """Say what the page is about, and what may be done."""
    live = served.live
    title, credit, language = live.about
    opening = await live.ask(lambda: live.questions.opening(served.around))
    shown = {"title": title, "credit": credit, "language": language, "opening": opening}
    may = {"edit": served.edit, "whole": live.questions.is_whole}
    return JSONResponse({**shown, **may, "version": live.version, "trouble": live.trouble})


async def events(served: Served, _: Request) -> Response:
    """Send events as they happen."""
    return StreamingResponse(served.events(), media_type="text/event-stream")


async def whole(served: Served, request: Request) -> Response:
    """Send the payload of the whole graph, with positions unless the page has its own."""
    live, lay_out = served.live, request.query_params.get("placed") != "no"
    return await _told(live, lambda: live.questions.whole(lay_out=lay_out))


async def part(served: Served, request: Request) -> Response:
    """Send the payload of the part that the body asks for."""
    live, asked = served.live, part_asked(await body_of(request))
    return await _told(live, lambda: live.questions.part(asked))


async def search(served: Served, request: Request) -> Response:
    """Say whom a text can mean."""
    live, text = served.live, request.query_params.get("q", "")
    return await _told(live, lambda: live.questions.search(text[:MOST_TYPED]))


async def path(served: Served, request: Request) -> Response:
    """Say how two are linked."""
    live, given = served.live, request.query_params
    filters, through = values_given(given.multi_items()), given.get("through") == "all"
    a, b, hidden = given.get("a", ""), given.get("b", ""), hidden_given(given.multi_items())
    return await _told(
        live, lambda: live.questions.path(a, b, through=through, filters=filters, hidden=hidden)
    )


async def card(served: Served, request: Request) -> Response:
    """Say of somebody what `show` says, as text."""
    live, given = served.live, request.query_params
    filters, id_ = values_given(given.multi_items()), given.get("id", "")
    return JSONResponse({"text": await live.ask(lambda: live.questions.card(id_, filters))})


async def money(served: Served, request: Request) -> Response:
    """Say what `owners`, `owned` or `flows` says of somebody, and who is in that."""
    live, given = served.live, request.query_params
    filters, id_ = values_given(given.multi_items()), given.get("id", "")
    what = request.path_params["what"]
    return await _told(live, lambda: money_answer(live.graph, what, id_, filters))


async def export(served: Served, request: Request) -> Response:
    """Send the page as a file, as `export` writes it: of the whole, or of what is shown."""
    live, ids = served.live, ids_asked(await body_of(request))
    laid_out = await live.ask(lambda: live.questions.exported(ids))
    text = await run_in_threadpool(laid_out)  # while other questions are answered
    return Response(text, media_type="application/octet-stream")


async def _told(live: LiveGraph, question: Callable[[], dict[str, Any]]) -> Response:
    """Send what a question is answered, which is written before the next one changes it."""
    text = await live.ask(lambda: json_text(question()).encode("utf-8", "replace"))
    return Response(text, media_type="application/json")


ALWAYS = (
    route("/api/about", about),
    route("/api/events", events),
    route("/api/whole", whole),
    route("/api/part", part, method="POST"),
    route("/api/search", search),
    route("/api/path", path),
    route("/api/card", card),
    route("/api/money/{what}", money),
    route("/api/export", export, method="POST"),
)


def application(
    served: Served,
    *,
    token: str,
    hosts: Collection[str],
    routes: Sequence[Route] = (),
) -> ASGIApp:
    """Return the application behind its checks.

    Args:
        token: what every question carries.
        hosts: as Host may name the server, each with its port.
        routes: more of them.
    """
    from actorgraph.render.workspace_page import workspace_page

    text, policy = workspace_page(served.live.about)

    async def page(_: Request) -> Response:
        return HTMLResponse(text)

    @asynccontextmanager
    async def watching(_: Starlette) -> AsyncIterator[None]:
        watch = asyncio.create_task(served.watch())
        try:
            yield
        finally:
            watch.cancel()
            with suppress(asyncio.CancelledError):
                await watch
            served.live.close()

    async def unknown(_: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 500
        return JSONResponse({"error": "There is nothing here."}, status)

    app = Starlette(
        routes=[Route("/", page), *ALWAYS, *routes],
        exception_handlers={404: unknown, 405: unknown},
        lifespan=watching,
    )
    app.router.redirect_slashes = False
    app.state.served = served
    return Guard(app, token=token, hosts=hosts, policy=policy)
