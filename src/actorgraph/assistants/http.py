"""The server over HTTP on this machine: streamable HTTP of the protocol, behind a token.

A request has to name one of our addresses as Host, come from no page of a stranger (Origin), and
carry the token. Leaves out what is answered (server.py).
"""

from __future__ import annotations

import secrets
import socket
from typing import TYPE_CHECKING

import uvicorn
from mcp.server.transport_security import TransportSecuritySettings
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse

from actorgraph.errors import UsageError

if TYPE_CHECKING:
    from mcp.server import Server
    from starlette.types import ASGIApp, Receive, Scope, Send

HOST = "127.0.0.1"
PATH = "/mcp"
LEAST_TOKEN = 32
"""A token of one's own has at least so many characters."""


class TokenGuard:
    """An application that answers nobody without the token.

    Args:
        app: what answers.
        token: to be sent as `Authorization: Bearer TOKEN`.
    """

    def __init__(self, app: ASGIApp, token: str) -> None:
        self._app = app
        self._expected = f"Bearer {token}".encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request that carries the token; refuse any other."""
        if scope["type"] == "http":
            given = Headers(scope=scope).getlist("authorization")
            one = given[0].encode() if len(given) == 1 else b""
            if not secrets.compare_digest(one, self._expected):
                refusal = PlainTextResponse("The token is missing or wrong.", 401)
                await refusal(scope, receive, send)
                return
        elif scope["type"] != "lifespan":
            await send({"type": "websocket.close", "code": 1008})
            return
        await self._app(scope, receive, send)


def guarded_app(server: Server[object], *, token: str, port: int) -> ASGIApp:
    """Return the server as an application of ASGI, for this port of this machine alone."""
    names = [f"{HOST}:{port}", f"localhost:{port}"]
    security = TransportSecuritySettings(
        enable_dns_rebinding_protection=True,
        allowed_hosts=names,
        allowed_origins=[f"http://{name}" for name in names],
    )
    app = server.streamable_http_app(streamable_http_path=PATH, transport_security=security)
    return TokenGuard(app, token)


def token_of(given: str) -> str:
    """Return a token that was given, or a new one that nobody can guess.

    Raises:
        UsageError: if the one given is short, or could not stand in a header.
    """
    if not given:
        return secrets.token_urlsafe(32)
    if len(given) < LEAST_TOKEN or not given.isascii() or not given.isprintable() or " " in given:
        raise UsageError(
            f"The token has to be at least {LEAST_TOKEN} letters and digits, without blanks."
        )
    return given


def bound(port: int) -> socket.socket:
    """Return a socket on this machine; port 0 takes a free one.

    Raises:
        UsageError: if the port is taken.
    """
    listening = socket.socket()
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((HOST, port))
    except OSError as error:
        listening.close()
        raise UsageError(
            f"Port {port} cannot be used: {error.strerror}.", hint="Port 0 takes a free one."
        ) from None
    return listening


def serve(server: Server[object], listening: socket.socket, token: str) -> None:
    """Answer until the process is told to end."""
    port = listening.getsockname()[1]
    app = guarded_app(server, token=token, port=port)
    config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False)
    uvicorn.Server(config).run(sockets=[listening])
