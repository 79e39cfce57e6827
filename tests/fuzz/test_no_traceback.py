"""Nothing that a user can cause is a traceback: arguments, environment, streams, settings, files.

The small form runs in the gate; `make fuzz-tracebacks SECONDS=1800` draws others until time is over.
"""

from __future__ import annotations

import io
import os
import sys
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from command_lines import calls
from hypothesis import HealthCheck, event, given, settings

import actorgraph.cli

EXIT_CODES = {0, 1, 2, 130}


@pytest.mark.slow
@settings(
    max_examples=max(25, settings().max_examples // 4),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(call=calls())
def test_no_call_ends_in_a_traceback(call, monkeypatch):
    with tempfile.TemporaryDirectory() as folder, monkeypatch.context() as changed:
        home = Path(folder) / "deep" / "down"
        furnish(home, call)
        changed.chdir(home)
        surround(changed, home, call)
        code, stderr = run(call)
        event(f"{code}")
        assert code in EXIT_CODES, (code, stderr)
        assert b"Traceback" not in stderr
        if call.streams[0] == "open":
            assert b"The answer cannot be written" not in stderr


def furnish(home: Path, call) -> None:
    """Write the files of a call into a folder of its own."""
    more = home / "more"
    more.mkdir(parents=True)
    call.table.write(home, "list")
    (home / "empty.csv").write_bytes(b"")
    os.mkfifo(home / "pipe")
    (home / "loop").symlink_to("loop")
    (more / "relations.csv").write_text(
        "source,target,relation,start_date,id,odd\nann,bo,knows,2018,c-1,é\nbo,cy,owns,,c-2,😀\n"
        "cy,ann,knows,1984~,c-3,\n",
        encoding="utf-8",
    )
    for name in ("toml", "story", "judgements"):
        text = getattr(call, name)
        if text is not None:
            path = more / {"toml": "actorgraph.toml", "story": "story.md"}.get(name, f"{name}.csv")
            path.write_bytes(text.encode("utf-8", "surrogateescape"))


def surround(changed: pytest.MonkeyPatch, home: Path, call) -> None:
    """Set the environment, and let no signal handler of ours stay."""
    changed.setenv("ACTORGRAPH_CACHE", str(home / "cache"))
    changed.setenv("ACTORGRAPH_DATA", "more")
    changed.setenv("BROWSER", "true")
    for name, value in call.environment.items():
        changed.setenv(name, value)
    changed.setattr(sys, "argv", ["actorgraph", *call.arguments])
    changed.setattr(actorgraph.cli, "end_in_order", lambda: None)
    changed.setattr("gc.freeze", lambda: None)
    changed.setattr("click.launch", lambda _: 0)
    for serving in (
        "actorgraph.serving.running.run",
        "actorgraph.assistants.http.serve",
        "anyio.run",
    ):
        changed.setattr(serving, lambda *_: None)  # goes on until somebody ends it
    if call.streams[0] == "open":
        changed.setattr(actorgraph.cli, "_forget_stdout", lambda: None)  # it has no number here


def run(call) -> tuple[object, bytes]:
    """Run the command line in this process, with streams of its own; return code and errors."""
    heard = io.BytesIO()
    before = sys.stdin, sys.stdout, sys.stderr
    given = None if call.stdin is None else io.BytesIO(call.stdin)
    sys.stdin = given and io.TextIOWrapper(given, encoding="utf-8")
    with opened(call.streams[0], io.BytesIO()) as out, opened(call.streams[1], heard) as err:
        sys.stdout, sys.stderr = (
            raw and io.TextIOWrapper(io.BufferedWriter(raw), call.encoding, newline="")
            for raw in (out, err)
        )
        try:
            actorgraph.cli.main()
        except SystemExit as leaving:
            code = leaving.code or 0
        finally:
            for one in (sys.stdout, sys.stderr):
                with suppress(OSError):
                    one.flush()
            told = heard.getvalue()
            for one in (sys.stdin, sys.stdout, sys.stderr):
                with suppress(OSError):
                    one.close()
            sys.stdin, sys.stdout, sys.stderr = before
    return code, told


@contextmanager
def opened(kind: str, kept: io.BytesIO):
    """Open a stream: one that is read, not there, on a full device, or broken off."""
    if kind == "full":
        raw = open("/dev/full", "wb", buffering=0)  # noqa: PTH123, SIM115
    elif kind == "broken":
        reader, writer = os.pipe()
        os.close(reader)
        raw = os.fdopen(writer, "wb", buffering=0)
    else:
        raw = kept if kind == "open" else None
    try:
        yield raw
    finally:
        if raw is not None:
            raw.close()
