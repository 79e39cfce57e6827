"""Completion in real shells, on a terminal: what is completed, and that nothing in a name runs."""

from __future__ import annotations

import csv
import json
import os
import pty
import re
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from factory import write_text

pytestmark = pytest.mark.process
SHELLS = {
    "bash": ["bash", "--norc", "--noprofile", "-i"],
    "zsh": ["zsh", "-f", "-i"],
    "fish": ["fish", "--no-config", "-i"],
}
PROMPT = "ready>"
SETUP = {
    "bash": "bind 'set bell-style none'; bind 'set enable-bracketed-paste off'; "
    'eval "$(actorgraph completion bash)"; PS1="rea""dy> "',
    "zsh": "autoload -Uz compinit; compinit -D -u; unsetopt beep prompt_sp; "
    'eval "$(actorgraph completion zsh)"; PS1="rea""dy> "',
    "fish": "actorgraph completion fish | source; function fish_prompt; echo 'rea''dy> '; end",
}
PATIENCE = 30.0
"""Seconds for a shell to answer, on a machine that has much else to do."""
PIECES = (
    "$(touch pwned)", "`touch pwned`", "'; touch pwned; '", '"; touch pwned; "', "; touch pwned;",
    "&& touch pwned", "| touch pwned", "> pwned", "$HOME", "${IFS}touch${IFS}pwned", "\\", "\\\\",
    "'", '"', "''", '""', "*", "?", "[a-z]", "{a,b}", "~", "!!", "!touch", "#", "%1", "(touch pwned)",
    "<(touch pwned)", "$'\\x41'", "a,b", "a:b", "a=b", "-rf", "--help", "&", ";", "|", "<", ">", "^x^y",
    "\u202eabc", "é", "Ж", "名", "\u00a0", "a  b", "$((1+1))", "$[1+1]", "`", "$", "@(a|b)",
)  # fmt: skip
HOSTILE = [f"Zq{number:03d} {PIECES[number % len(PIECES)]}" for number in range(50)]
HOSTILE += [f"Zq{number:03d}x {PIECES[number % len(PIECES)]} end" for number in range(50, 100)]
A_LINE_BREAKS = ["Zr1 a\ntouch pwned\n", "Zr2 a\rtouch pwned\r", "Zr3 a\x03touch pwned", "Zr4\tb"]

WRAPPER = """#!{python}
import json, os, sys
sys.path.insert(0, {src!r})
if "_ACTORGRAPH_COMPLETE" not in os.environ and "completion" not in sys.argv:
    with open(os.environ["ASKED"], "a", encoding="utf-8") as log:
        log.write(json.dumps(sys.argv[1:]) + "\\n")
    print("answered:", len(sys.argv))
    sys.exit()
from actorgraph.cli import main
sys.argv[0] = "actorgraph"
try:
    main()
finally:
    sys.stdout.flush()
    with open(os.environ["ASKED"] + ".completed", "a") as log:
        log.write("x")
"""


class Terminal:
    """A shell on a terminal of its own, in a folder of its own."""

    def __init__(self, shell: str, folder: Path, data: Path) -> None:
        self.folder = folder
        program = folder / "bin" / "actorgraph"
        program.parent.mkdir(parents=True)
        src = str(Path(__file__).parent.parent / "src")
        program.write_text(WRAPPER.format(python=sys.executable, src=src))
        program.chmod(0o755)
        self.log = folder / "asked.jsonl"
        environment = {
            **os.environ,
            "PATH": f"{program.parent}:{os.environ['PATH']}",
            "HOME": str(folder),
            "TERM": "dumb" if shell != "fish" else "xterm",
            "ASKED": str(self.log),
            "ACTORGRAPH_DATA": str(data),
            "LC_ALL": "C.UTF-8",
            "PS1": "$ ",
        }
        pid, self._terminal = pty.fork()
        if pid == 0:
            os.chdir(folder)
            os.execvpe(SHELLS[shell][0], SHELLS[shell], environment)  # noqa: S606
        self.pid = pid
        self.read(0.5)
        self.write(SETUP[shell] + "\r")
        self.read(PATIENCE, until=PROMPT)

    def write(self, text: str) -> None:
        os.write(self._terminal, text.encode())

    def read(self, seconds: float, until: str = "") -> str:
        """What the shell prints, until it says what a pattern asks or the time is up."""
        got = b""
        ends = time.monotonic() + seconds
        while time.monotonic() < ends:
            if select.select([self._terminal], [], [], 0.05)[0]:
                try:
                    more = os.read(self._terminal, 65536)
                except OSError:
                    break
                got += more
                if b"\x1b[c" in more or b"\x1b[0c" in more:
                    os.write(self._terminal, b"\x1b[?1;2c")  # fish asks which terminal this is
                if until and re.search(until, got.decode(errors="replace"), re.DOTALL):
                    break
        return got.decode(errors="replace")

    def completed(self) -> int:
        """How often the program has answered a shell."""
        log = self.log.with_name("asked.jsonl.completed")
        return log.stat().st_size if log.exists() else 0

    def wait_for_completion(self, before: int) -> None:
        ends = time.monotonic() + PATIENCE
        while self.completed() == before and time.monotonic() < ends:
            self.read(0.05)

    def asked(self, line: str) -> list[str] | None:
        """Type a line, complete it, run it: the arguments that the command got."""
        before = self.log.read_text().count("\n") if self.log.exists() else 0
        completed = self.completed()
        self.write(line + "\t")
        self.wait_for_completion(completed)
        self.read(0.2)
        self.write("\r")
        self.read(PATIENCE, until=f"answered:.*{PROMPT}")
        lines = self.log.read_text(encoding="utf-8").splitlines() if self.log.exists() else []
        return json.loads(lines[-1]) if len(lines) == before + 1 else None

    def close(self) -> None:
        os.close(self._terminal)
        os.waitpid(self.pid, 0)


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    folder = tmp_path_factory.mktemp("data")
    rows = [("pompeo", "Michael Pompeo"), ("x17", "Zoltán O'Brien"), ("zebra-1", "Zebra")]
    rows += [(f"q{number}", name) for number, name in enumerate([*HOSTILE, *A_LINE_BREAKS])]
    with (folder / "entities.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("id", "name"), *rows])
    (folder / "relations.csv").write_text("source,target\npompeo,x17\n")
    return folder


@pytest.fixture
def terminal(request, tmp_path, data):
    shell = request.param
    if shutil.which(shell) is None:
        pytest.skip(f"no {shell}: tests/install_tools.sh installs it")
    made = Terminal(shell, tmp_path, data)
    yield made
    made.close()


every_shell = pytest.mark.parametrize("terminal", SHELLS, indirect=True)


@every_shell
def test_the_beginning_of_an_id_or_a_name_is_completed(terminal):
    assert terminal.asked("actorgraph show Po") == ["show", "pompeo"]
    assert terminal.asked("actorgraph show Zolt") == ["show", "Zoltán O'Brien"]
    assert terminal.asked("actorgraph neighbors zeb") == ["neighbors", "zebra-1"]


@every_shell
def test_nothing_in_a_name_runs(terminal, full):
    names = HOSTILE if full else HOSTILE[::12]
    for name in names:
        got = terminal.asked(f"actorgraph show {name[:6].strip()}")
        assert not (terminal.folder / "pwned").exists(), name
        assert got == ["show", name], name


@every_shell
def test_a_name_that_is_no_line_is_not_offered(terminal):
    for begun in ("Zr1", "Zr2", "Zr3", "Zr4"):
        assert terminal.asked(f"actorgraph show {begun}") == ["show", begun]
    assert not (terminal.folder / "pwned").exists()


def offered(data: Path, word: str) -> tuple[str, str]:
    """What bash is offered for a name after `show`, and what is said beside."""
    return offered_after(data, f"show {word}".split(" ", 1))


def offered_after(data: Path, words: list[str]) -> tuple[str, str]:
    """What bash is offered for the last of some words, and what is said beside."""
    done = subprocess.run(
        [Path(sys.executable).parent / "actorgraph"],
        env={
            **os.environ,
            "ACTORGRAPH_DATA": str(data),
            "_ACTORGRAPH_COMPLETE": "bash_complete",
            "COMP_WORDS": "\n".join(["actorgraph", *words]),
            "COMP_CWORD": str(len(words)),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout.strip(), done.stderr


@pytest.mark.process
def test_within_open_quotes_only_what_they_can_hold_is_offered(data):
    assert offered(data, '"Zq000') == ("", "")
    assert offered(data, "'Zq012") == ("", "")
    assert offered(data, '"Zq030')[0] == f"plain\t{HOSTILE[30]}"
    assert offered(data, "'Mich")[0] == "plain\tMichael Pompeo"


@pytest.mark.process
def test_data_that_cannot_be_read_completes_to_nothing(tmp_path):
    assert offered(tmp_path, "Po") == ("", "")


@pytest.fixture(scope="module")
def cited(tmp_path_factory):
    return write_text(
        tmp_path_factory.mktemp("cited"),
        entities="id,name,type\neir,EIR,media\nann,Ann,person\nstranger,Stranger,person\n",
        relations="source,target,relation,attributed_to,document\n"
        "ann,bo,met_with,Strelka,\nann,bo,Member of,eir,strange-1\n",
    )


@pytest.mark.process
@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("sh", ["show"]),
        ("show ann --relation m", ["Member of", "met_with"]),
        ("show ann --relation met-w", ["met_with"]),
        ("show ann --type Me", ["media"]),
        ("show ann --without str", ["Strelka", "strange-1"]),
        ("show ann --speaker EI", ["eir"]),
        ("show ann --status de", ["denied"]),
        ("path ann bo --through pl", ["place", "planned"]),
        ("conflicts --kind cont", ["contested"]),
        ("rank --by b", ["betweenness"]),
        ("export x --format gra", ["graphml"]),
        ("export - --format ht", ["html"]),
        ("import x --format stat", []),
        ("show ann --as", ["--as-of", "--assessment"]),
        ("show ann --dat", ["--data"]),
        ("show --data - an", []),
    ],
)
def test_words_of_the_data_and_of_ours_are_completed(cited, line, values):
    out, err = offered_after(cited, line.split())
    there = [text.partition("\t")[2].replace("\\ ", " ") for text in out.splitlines()]
    assert (there, err) == (values, "")


@pytest.mark.process
def test_names_are_completed_from_data_named_after_the_command(cited, tmp_path):
    assert offered_after(tmp_path, ["show", "--data", str(cited), "stran"])[0] == "plain\tstranger"
