"""`actorgraph serve` as a program: what it prints, where it listens, how it ends."""

from __future__ import annotations

import http.client
import json
import signal
import socket
import subprocess
import sys
from contextlib import closing, contextmanager

import pytest
from factory import write_text
from running import COMMAND, running

pytestmark = pytest.mark.process
TABLE = "source,relation,target\na,knows,b\n"


def asked(run, path, *, headers=None, method="GET", host="127.0.0.1", body=None):
    with closing(http.client.HTTPConnection(host, run.port, timeout=20)) as connection:
        connection.request(method, path, body, {"X-Actorgraph-Token": run.token, **(headers or {})})
        answer = connection.getresponse()
        return answer.status, answer.read().decode()


@contextmanager
def listening(run):
    with closing(http.client.HTTPConnection("127.0.0.1", run.port, timeout=20)) as connection:
        connection.request("GET", "/api/events", headers={"X-Actorgraph-Token": run.token})
        with connection.getresponse() as stream:
            yield stream


def test_it_prints_one_line_and_leaves_on_ctrl_c_in_one(tmp_path):
    with running(write_text(tmp_path, relations=TABLE)) as run:
        assert run.said == f"Serving at {run.url}  (Ctrl-C ends it)\n"
        assert asked(run, "/")[0] == 200
        assert run.end() == (0, "", "Ended.\n")


def test_it_leaves_while_a_page_listens(tmp_path):
    with running(write_text(tmp_path, relations=TABLE)) as run, listening(run) as stream:
        assert stream.readline() == b"event: hello\n"
        assert run.end() == (0, "", "Ended.\n")


def test_sigterm_ends_it(tmp_path):
    with running(write_text(tmp_path, relations=TABLE)) as run:
        run.process.send_signal(signal.SIGTERM)
        _, err = run.process.communicate(timeout=20)
        assert (run.process.returncode, err) == (143, "")


def test_only_this_machine_reaches_it(tmp_path):
    with running(write_text(tmp_path, relations=TABLE)) as run:
        addresses = {one[4][0] for one in socket.getaddrinfo(socket.gethostname(), None)}
        for address in addresses - {"127.0.0.1", "::1"}:
            if address.startswith("127."):
                continue
            with pytest.raises(OSError, match=r"refused|unreachable|timed out"):
                socket.create_connection((address, run.port), timeout=3)


def test_a_server_answers_who_has_the_token_under_its_own_name_and_nobody_else(tmp_path):
    with running(write_text(tmp_path, relations=TABLE), "--allow-host", "hub.example") as run:
        own = asked(run, "/api/about")
        assert own[0] == 200
        assert json.loads(own[1])["whole"] is True
        assert asked(run, "/api/about", headers={"X-Actorgraph-Token": "x"})[0] == 403
        assert asked(run, "/api/about", headers={"Host": "evil.example"})[0] == 421
        assert asked(run, "/api/about", headers={"Host": "hub.example"})[0] == 200
        assert asked(run, "/api/about", headers={"Origin": "http://evil.example"})[0] == 403
        huge = {"Content-Length": "9999999999"}
        assert asked(run, "/api/part", method="POST", headers=huge)[0] == 413
        assert asked(run, "/api/about")[0] == 200


@pytest.mark.parametrize("is_chunked", [False, True], ids=["of known length", "in pieces"])
def test_a_body_that_is_too_long_is_answered_while_it_is_sent(tmp_path, is_chunked):
    body = b"x" * 20_000_000
    with running(write_text(tmp_path, relations=TABLE)) as run:
        sent = (body[at : at + 65_536] for at in range(0, len(body), 65_536))
        status, said = asked(run, "/api/part", method="POST", body=sent if is_chunked else body)
        assert (status, json.loads(said)["error"]) == (
            413,
            "A request has at most 4,000,000 bytes.",
        )
        assert (
            asked(
                run,
                "/api/part",
                headers={"X-Actorgraph-Token": "x"},
                method="POST",
                body=body[:3_000_000],
            )[0]
            == 403
        )
        assert asked(run, "/api/about")[0] == 200


def test_a_port_that_is_taken_is_one_sentence(tmp_path):
    write_text(tmp_path, relations=TABLE)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        command = [*COMMAND, "--data", str(tmp_path), "serve", "--no-browser", "--port", port]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr == (
        f"Port {port} cannot be used: Address already in use.\nLeave out --port for a free one.\n"
    )


def test_without_the_extra_it_says_what_to_install(tmp_path):
    script = (
        "import sys; sys.modules['uvicorn'] = None\n"
        f"sys.argv = ['actorgraph', '--data', {str(write_text(tmp_path, relations=TABLE))!r}, 'serve']\n"
        "from actorgraph import cli; cli.main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "serve needs a part that is not installed.\n"
        "Install it with: pip install 'actorgraph[serve]'\n"
    )


@pytest.mark.parametrize(
    ("args", "said"),
    [(["--around", "Nobody At All"], "Nothing here is called 'Nobody At All'."),
     (["--port", "99999"], "99999 is not in the range 0<=x<=65535")],
    ids=["nobody", "no port"],
)  # fmt: skip
def test_what_cannot_be_served_is_said(tmp_path, args, said):
    write_text(tmp_path, relations=TABLE)
    command = [*COMMAND, "--data", str(tmp_path), "serve", "--no-browser", *args]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode in (1, 2), said in done.stderr) == (True, True), done.stderr
    assert "Traceback" not in done.stderr
