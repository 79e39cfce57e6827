"""A real server in a process of its own, as `actorgraph serve` starts it."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

COMMAND = (sys.executable, "-m", "actorgraph")


class Running(NamedTuple):
    process: subprocess.Popen[str]
    said: str
    url: str

    @property
    def port(self) -> int:
        return int(re.search(r":(\d+)/", self.url)[1])

    @property
    def token(self) -> str:
        return self.url.partition("#token=")[2]

    def end(self) -> tuple[int, str, str]:
        """End it as Ctrl-C does; its exit code, and what it has said since."""
        self.process.send_signal(signal.SIGINT)
        out, err = self.process.communicate(timeout=20)
        return self.process.returncode, out, err


@contextmanager
def running(folder: Path, *args: str) -> Iterator[Running]:
    command = [*COMMAND, "--data", str(folder), "serve", "--no-browser", *args]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    )
    try:
        said = process.stdout.readline()
        yield Running(process, said, re.search(r"http\S+", said)[0])
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()
