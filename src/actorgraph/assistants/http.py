"""The server over HTTP on this machine: streamable HTTP of the protocol.

It stands behind the guard of the workspace (serving/security.py); the token is where clients of the
protocol write one: `Authorization: Bearer`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from actorgraph.errors import UsageError
from actorgraph.serving.running import LOOPBACK, run_application
from actorgraph.serving.security import Guard, new_token

if TYPE_CHECKING:
    from collections.abc import Collection

    from mcp.server import Server
    from starlette.types import ASGIApp

    from actorgraph.serving.running import Address

PATH = "/mcp"
LEAST_TOKEN = 32
"""A token of one's own has at least so many characters."""


def guarded_app(server: Server[object], *, token: str, hosts: Collection[str]) -> ASGIApp:
    """Return the server as an application of ASGI that answers only under these names."""
    return Guard(
        server.streamable_http_app(streamable_http_path=PATH),
        token=f"Bearer {token}",
        hosts=hosts,
        policy="default-src 'none'",
        header="authorization",
        advice="The header Authorization has to carry the token that `actorgraph mcp` printed.",
    )


def token_of(given: str) -> str:
    """Return a token that was given, or a new one that nobody can guess.

    Raises:
        UsageError: if the one given is short, or could not stand in a header.
    """
    if not given:
        return new_token()
    if len(given) < LEAST_TOKEN or not given.isascii() or not given.isprintable() or " " in given:
        raise UsageError(
            f"The token has to be at least {LEAST_TOKEN} letters and digits, without blanks."
        )
    return given


def url_of(address: Address) -> str:
    """Return the address that a client is given."""
    return f"http://{LOOPBACK}:{address.port}{PATH}"


def serve(server: Server[object], address: Address, token: str) -> None:
    """Answer until the process is told to end."""
    run_application(guarded_app(server, token=token, hosts=address.hosts), address)
