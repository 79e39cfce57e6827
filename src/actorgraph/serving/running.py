"""Run the application on this machine until somebody ends it: sockets, address, Ctrl-C."""

from __future__ import annotations

import gc
import socket
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, NamedTuple

import uvicorn

from actorgraph.errors import UsageError
from actorgraph.serving.app import application
from actorgraph.serving.security import new_token

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from starlette.routing import Route
    from starlette.types import ASGIApp

    from actorgraph.serving.app import Served

LOOPBACK = "127.0.0.1"
LOOPBACK_6 = "::1"
AT_ONCE = 64
"""Connections that are held open; a browser holds six."""
COLLECTED_AT = (100_000, 20, 50)
"""Python looks for cycles after so many objects: answers have hardly any, and to look through all
that is remembered took as long as an answer."""
SWITCHES_EVERY = 0.0005
"""Seconds after which a thread that computes lets another one go on. Whoever saves a file or passes
an answer on needs the interpreter for some microseconds, again and again, beside the thread that
answers; with the 5 milliseconds of Python each of these waits as long as a disk."""
GRACE = 1
"""Seconds that open answers get when somebody ends the server."""


class Address(NamedTuple):
    """Where the server listens.

    Attributes:
        sockets: listening on this machine alone.
        token: that every question has to carry.
        hosts: as a request may name the server.
    """

    sockets: list[socket.socket]
    port: int
    token: str
    hosts: frozenset[str]

    @property
    def url(self) -> str:
        """The address to open; what follows # never leaves the browser."""
        return f"http://{LOOPBACK}:{self.port}/#token={self.token}"

    @classmethod
    @contextmanager
    def bound(cls, port: int, allowed: Sequence[str] = ()) -> Iterator[Address]:
        """Listen on a port of this machine, 0 for a free one.

        Args:
            allowed: further names of the server, as a proxy passes them on.

        Raises:
            UsageError: if the port is taken.
        """
        sockets = [_listening(socket.AF_INET, LOOPBACK, port)]
        port = sockets[0].getsockname()[1]
        with suppress(UsageError):  # without IPv6, or with somebody else there
            sockets.append(_listening(socket.AF_INET6, LOOPBACK_6, port))
        own = (f"{LOOPBACK}:{port}", f"localhost:{port}", f"[{LOOPBACK_6}]:{port}")
        try:
            yield cls(sockets, port, new_token(), frozenset((*own, *allowed)))
        finally:
            for one in sockets:
                one.close()


def _listening(family: socket.AddressFamily, host: str, port: int) -> socket.socket:
    try:
        made = socket.socket(family, socket.SOCK_STREAM)
    except OSError as error:
        raise UsageError(f"This machine cannot listen on {host}: {error.strerror}.") from None
    try:
        if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):  # Windows: nobody else may listen there too
            made.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((host, port))
        made.listen(AT_ONCE)
    except OSError as error:
        made.close()
        raise UsageError(
            f"Port {port} cannot be used: {error.strerror or error}.",
            hint="Leave out --port for a free one.",
        ) from None
    return made


def run(served: Served, address: Address, routes: Sequence[Route] = ()) -> None:
    """Serve until Ctrl-C, or a signal that ends programs."""
    app = application(served, token=address.token, hosts=address.hosts, routes=routes)
    run_application(app, address)


def run_application(app: ASGIApp, address: Address) -> None:
    """Let an application answer at an address until Ctrl-C, or a signal that ends programs."""
    config = uvicorn.Config(
        app,
        log_config=None,
        log_level="critical",
        access_log=False,
        proxy_headers=False,
        server_header=False,
        date_header=False,
        ws="none",
        limit_concurrency=AT_ONCE,
        timeout_graceful_shutdown=GRACE,
    )
    gc.set_threshold(*COLLECTED_AT)
    sys.setswitchinterval(SWITCHES_EVERY)
    with suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=address.sockets)
