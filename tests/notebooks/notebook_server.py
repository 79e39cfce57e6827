"""Servers of notebooks on this machine alone, for the tests that open them in a browser."""

from __future__ import annotations

import socket
import subprocess
import time
import urllib.request
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def running(
    command: Sequence[str], port: int, path: str, environment: Mapping[str, str], log: Path
) -> Iterator[None]:
    """Run a server until the block ends, which begins when it answers this path."""
    with (
        log.open("w") as written,
        subprocess.Popen(command, stdout=written, stderr=written, env=environment) as server,
    ):
        try:
            for _ in range(240):
                try:
                    urllib.request.urlopen(f"http://127.0.0.1:{port}{path}").read()
                    break
                except OSError:
                    time.sleep(0.25)
            yield
        finally:
            server.terminate()
