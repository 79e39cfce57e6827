"""Ask the application without a network: one request, with headers as they would travel."""

from __future__ import annotations

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, NamedTuple

from actorgraph.loading import load
from actorgraph.serving.app import Served, application
from actorgraph.serving.live_graph import LiveGraph

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

TOKEN = "a-token-of-this-test"  # noqa: S105
HOST = "127.0.0.1:8642"
HEADERS = [("host", HOST), ("x-actorgraph-token", TOKEN)]


def opened(folder: Path, **more: object) -> Served:
    return Served(LiveGraph(lambda: load(folder), [folder]), **more)


class Answered(NamedTuple):
    status: int
    headers: list[tuple[str, str]]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    def header(self, name: str) -> str | None:
        return dict(self.headers).get(name)


class Asking:
    """The application of some data, asked one request after the other."""

    def __init__(self, served: Served, hosts: Sequence[str] = (HOST,)) -> None:
        self.served = served
        self.app = application(served, token=TOKEN, hosts=hosts)

    def __call__(
        self,
        path: str,
        *,
        method: str = "GET",
        headers: Sequence[tuple[str, str]] = HEADERS,
        body: Sequence[bytes] = (b"",),
        scheme: str = "http",
    ) -> Answered:
        """Ask; the body comes in these pieces."""
        # In a thread of its own: where a browser is driven, this one has a loop already.
        with ThreadPoolExecutor(1) as thread:
            asked = self._ask(path, method, headers, list(body), scheme)
            return thread.submit(asyncio.run, asked).result()

    def post(self, path: str, said: object) -> Answered:
        return self(path, method="POST", body=[json.dumps(said).encode()])

    async def _ask(self, path, method, headers, pieces, scheme) -> Answered:
        where, _, query = path.partition("?")
        sent: list[dict[str, Any]] = []
        scope = {
            "type": scheme, "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method,
            "scheme": "http", "path": where, "raw_path": where.encode(), "root_path": "",
            "query_string": query.encode(), "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 2),
            "headers": [(name.encode(), value.encode("latin-1")) for name, value in headers],
        }  # fmt: skip

        async def receive() -> dict[str, Any]:
            if not pieces:
                return {"type": "http.disconnect"}
            return {"type": "http.request", "body": pieces.pop(0), "more_body": bool(pieces)}

        async def send(message: dict[str, Any]) -> None:
            sent.append(message)

        await self.app(scope, receive, send)
        if not sent or sent[0]["type"] != "http.response.start":
            return Answered(0, [], json.dumps(sent).encode())
        body = b"".join(message.get("body", b"") for message in sent[1:])
        headers = [(name.decode(), value.decode()) for name, value in sent[0].get("headers", [])]
        return Answered(sent[0]["status"], headers, body)
