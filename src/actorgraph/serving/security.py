"""Who may ask the server: the page that it gave itself, on this machine, and nobody else.

Wraps the whole application. Checked of every request, before anything reads it:

- Host is one of ours: a name of a stranger that leads to 127.0.0.1 (DNS rebinding) is refused.
- Origin and Sec-Fetch-Site, where a browser says them, are of our own page: a page of a stranger
  can neither read nor post. There are no CORS headers, so no browser lets one try.
- What is under `api/` carries the token, in a header that no form and no link can set.
- A body is no longer than MOST_BYTES, whatever it says of its own length.

Leaves out what is answered (questions.py).
"""

from __future__ import annotations

import asyncio
import json
import secrets
from contextlib import suppress
from typing import TYPE_CHECKING

from starlette.datastructures import Headers, MutableHeaders

if TYPE_CHECKING:
    from collections.abc import Collection

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

TOKEN_HEADER = "x-actorgraph-token"  # noqa: S105 -- the name of a header
MOST_BYTES = 4_000_000
"""Of the body of a request."""
MOST_DROPPED = 16 * MOST_BYTES
"""So many bytes of a body that is refused are let in and dropped: who still sends when a connection
ends sees that alone, and not the answer."""
WAITS = 5.0
"""Seconds in which they may come."""
_READING = ("GET", "HEAD")
_KNOWN_METHODS = (*_READING, "POST")
_OWN_SITES = ("", "none", "same-origin")
_SENT_ALWAYS = {
    "cache-control": "no-store",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}


def new_token() -> str:
    """Return a token that nobody can guess: 256 bits."""
    return secrets.token_urlsafe(32)


class Refused(Exception):  # noqa: N818 -- no error of the program
    """A request that is not answered.

    Args:
        status: of HTTP.
        reason: a sentence for whoever sees it.
    """

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason


class Guard:
    """The application behind its checks.

    Args:
        app: what answers.
        token: what the page carries.
        hosts: as Host may name us, each with its port.
        policy: the Content-Security-Policy of all answers.
        header: the header that carries the token.
        advice: what whoever comes without it is told.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        token: str,
        hosts: Collection[str],
        policy: str,
        header: str = TOKEN_HEADER,
        advice: str = "Open the address that `actorgraph serve` printed: it has a token.",
    ) -> None:
        self._app = app
        self._token = token.encode()
        self._header, self._advice = header, advice
        self._hosts = frozenset(host.lower() for host in hosts)
        self._policy = policy

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        try:
            self._check(scope)
            body = _Limited(receive)
            await self._app(scope, body, self._sealed(send))
        except Refused as refused:
            await _refuse(self._sealed(send), refused, receive)

    def _check(self, scope: Scope) -> None:
        """Raise Refused unless our own page asks."""
        headers = Headers(scope=scope)
        if len(headers.getlist("host")) != 1 or headers["host"].lower() not in self._hosts:
            raise Refused(421, "This is not the address of this server.")
        if scope["method"] not in _KNOWN_METHODS:
            raise Refused(405, "The server does not know this method.")
        is_page = scope["path"] == "/" and scope["method"] in _READING
        self._check_site(headers, is_page=is_page)
        length = headers.get("content-length", "0")
        if not length.isascii() or not length.isdigit() or int(length) > MOST_BYTES:
            raise Refused(413, f"A request has at most {MOST_BYTES:,} bytes.")
        given = headers.getlist(self._header)
        if not is_page and (
            len(given) != 1 or not secrets.compare_digest(given[0].encode(), self._token)
        ):
            raise Refused(403, self._advice)

    def _check_site(self, headers: Headers, *, is_page: bool) -> None:
        """Raise Refused if a browser says that a page of somebody else asks.

        A link to the page itself may stand anywhere: without a token it shows nothing.
        """
        origins = headers.getlist("origin")
        if any(one.partition("://")[2].lower() not in self._hosts for one in origins):
            raise Refused(403, "Another site asks, which must not.")
        sites = headers.getlist("sec-fetch-site")
        if not is_page and any(one not in _OWN_SITES for one in sites):
            raise Refused(403, "Another site asks, which must not.")

    def _sealed(self, send: Send) -> Send:
        """Return what sends an answer with the headers that protect it."""

        async def sealed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _SENT_ALWAYS.items():
                    headers[name] = value
                headers["content-security-policy"] = self._policy
            await send(message)

        return sealed


class _Limited:
    """A body that is refused once it is longer than MOST_BYTES."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._bytes = 0

    async def __call__(self) -> Message:
        message = await self._receive()
        self._bytes += len(message.get("body", b""))
        if self._bytes > MOST_BYTES:
            raise Refused(413, f"A request has at most {MOST_BYTES:,} bytes.")
        return message


async def _drop(receive: Receive) -> None:
    """Let the rest of a body in while it comes, or as much as MOST_DROPPED, and keep nothing."""
    dropped = 0
    with suppress(TimeoutError):
        async with asyncio.timeout(WAITS):
            while dropped < MOST_DROPPED:
                message = await receive()
                dropped += len(message.get("body", b""))
                if not message.get("more_body"):
                    return


async def _refuse(send: Send, refused: Refused, receive: Receive) -> None:
    """Answer with a sentence, and let in what is still sent before the connection ends."""
    body = json.dumps({"error": refused.reason}).encode()
    headers = [
        (b"content-type", b"application/json"),
        (b"content-length", b"%d" % len(body)),
        (b"connection", b"close"),
    ]
    await send({"type": "http.response.start", "status": refused.status, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": True})
    await _drop(receive)
    await send({"type": "http.response.body", "body": b"", "more_body": False})
