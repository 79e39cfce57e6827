"""What the documents name exists, and what exists is named in the documents.

Commands, options and Python names, both ways: a command without a word in README or docs fails by
name, and so does a word for a command that is gone. Files and functions that documents, docstrings
and comments point to are there.
"""

from __future__ import annotations

import io
import os
import re
import shlex
import shutil
import subprocess
import tokenize
from pathlib import Path

import click
import pytest
import reference

import actorgraph
from actorgraph.cli import cli as program
from actorgraph.graph import Graph

ROOT = Path(__file__).parent.parent
PAGES = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "data/README.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
]
TEXT = {str(page.relative_to(ROOT)): page.read_text(encoding="utf-8") for page in PAGES}
CALL = re.compile(r"(?:`|^\$ |^)(actorgraph [^`\n|#]+)", re.MULTILINE)
FILES = {"toml", "html", "csv", "json", "gexf", "ftm", "spark", "copy"}
"""What may follow a dot after `graph` or `actorgraph` in the name of a file."""


def commands(group=program, prefix=()):
    """Every command by the words that call it."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        yield (*prefix, name), command
        if isinstance(command, click.Group):
            yield from commands(command, (*prefix, name))


COMMANDS = dict(commands())


def calls():
    """(page, words) of every call of the command line in the documents."""
    for page, text in TEXT.items():
        for call in CALL.findall(text):
            try:
                yield page, shlex.split(call.rstrip())[1:]
            except ValueError:  # a quote of prose
                continue


def options_of(command):
    return {name for one in command.params for name in (*one.opts, *one.secondary_opts)}


def test_every_command_in_the_documents_exists():
    unknown = []
    for page, words in calls():
        path, options = (), options_of(program) | {"--help", "--version"}
        for word in words:
            if (*path, word) in COMMANDS:
                path = (*path, word)
                options |= options_of(COMMANDS[path])
            elif word.startswith("--") and word.partition("=")[0] not in options:
                unknown.append(f"{page}: {' '.join(words)}: {word}")
        if not path and words and words[0].isalpha() and words[0].islower():
            unknown.append(f"{page}: {' '.join(words)}")
    assert unknown == []


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_command_is_documented(words):
    written = "\n".join(TEXT.values())
    assert re.search(rf"\b{words[-1]}\b", written), f"no page names {' '.join(words)}"


def test_every_option_is_explained_in_its_help():
    silent = [
        f"{' '.join(words)} {option.opts[0]}"
        for words, command in COMMANDS.items()
        for option in command.params
        if isinstance(option, click.Option) and not option.help
    ]
    assert silent == []


def test_every_python_name_in_the_documents_exists():
    unknown = []
    for page, text in TEXT.items():
        for owner, name in re.findall(r"\b(graph|actorgraph)\.([a-z_]+)\b", text):
            there = Graph if owner == "graph" else actorgraph
            if name not in FILES | {"engine", "tell"} and not hasattr(there, name):
                unknown.append(f"{page}: {owner}.{name}")
    assert unknown == []


FILES_OF_OURS = [
    path.relative_to(ROOT).as_posix()
    for folder in ("src", "tests", "docs", "benchmarks", "notebooks", "data")
    for path in (ROOT / folder).rglob("*")
    if path.is_file() and "__pycache__" not in path.parts
] + [path.name for path in ROOT.iterdir() if path.is_file()]
PATH = re.compile(r"(?<![\w./~-])[\w-][\w./-]*")
NAMED_IN_FULL = ("src/", "docs/", "tests/", "benchmarks/", "notebooks/")
NAMED_MEMBER = re.compile(r"`(\w+)`(?:,? and `(\w+)`)? of ([\w/]+\.py)")
CODE = (".py", ".js", ".css", ".md", ".sh")
OF_OTHERS = {"sigma.js"}
REMARK = r"//.*|/\*(?s:.*?)\*/"
"""A comment of JavaScript."""


def prose():
    """(file, text) of every document, docstring and comment, and of what builds and checks."""
    yield from TEXT.items()
    for name in ("pyproject.toml", "Makefile"):
        yield name, (ROOT / name).read_text(encoding="utf-8")
    for name in FILES_OF_OURS:
        if name.endswith((".py", ".js")):
            text = (ROOT / name).read_text(encoding="utf-8")
            remarks = remarks_of(text) if name.endswith(".py") else re.findall(REMARK, text)
            yield name, "\n".join(remarks)


def remarks_of(code):
    """Comments and docstrings of Python; other strings on several lines too."""
    for token in tokenize.generate_tokens(io.StringIO(code).readline):
        if token.type == tokenize.COMMENT or (
            token.type == tokenize.STRING and '"""' in token.string[:5]
        ):
            yield token.string


def named_files(text):
    """Paths of code and documents of ours that a text names, whole or by their ends."""
    for path in (path.rstrip("./-") for path in PATH.findall(text)):
        if (path.endswith(CODE) or path.startswith(NAMED_IN_FULL)) and path not in OF_OTHERS:
            yield path


def files_called(name):
    """Files and folders' files whose paths end so, or go on from there."""
    return [path for path in FILES_OF_OURS if f"/{name}/" in f"/{path}/"]


@pytest.mark.slow
def test_every_file_and_folder_in_the_prose_exists():
    gone = {
        f"{page}: {name}"
        for page, text in prose()
        for name in named_files(text)
        if not files_called(name)
    }
    assert gone == set()


@pytest.mark.slow
def test_every_function_that_the_prose_finds_in_a_module_is_there():
    gone = {
        f"{page}: {member} of {module}"
        for page, text in prose()
        for *members, module in NAMED_MEMBER.findall(re.sub(r"\s+", " ", text))
        for member in filter(None, members)
        if not any(
            re.search(rf"\b(?:def|class) {member}\b|^ *{member}\b.* =", source, re.MULTILINE)
            for path in files_called(module)
            for source in [(ROOT / path).read_text(encoding="utf-8")]
        )
    }
    assert gone == set()


GENERATED = {
    "docs/reference/cli.md": reference.command_page,
    "docs/reference/python.md": reference.python_page,
    "docs/man/actorgraph.1": reference.man_page,
}


@pytest.mark.parametrize("path", GENERATED)
def test_a_generated_page_says_what_the_code_says(request, path):
    page = ROOT / path
    if request.config.getoption("--update-docs"):
        page.parent.mkdir(exist_ok=True)
        page.write_text(GENERATED[path](), encoding="utf-8")
    assert page.read_text(encoding="utf-8") == GENERATED[path]()


def test_every_command_option_and_public_name_is_in_the_reference():
    commands = reference.command_page()
    for words, command in COMMANDS.items():
        if not isinstance(command, click.Group):
            assert f"\n### {' '.join(words)}\n" in commands
        options = {name for name in options_of(command) if name.startswith("--")}
        assert [name for name in options if f"`{name}" not in commands] == []
    python = reference.python_page()
    methods = [name for name in dir(Graph) if not name.startswith("_")]
    assert [name for name in (*actorgraph.__all__, *methods) if f"`{name}" not in python] == []


@pytest.mark.process
@pytest.mark.skipif(shutil.which("man") is None, reason="no man on this machine")
def test_the_man_page_has_no_fault_that_man_warns_of():
    done = subprocess.run(
        ["man", "--warnings", "-E", "UTF-8", "-l", str(ROOT / "docs/man/actorgraph.1")],
        capture_output=True, text=True, check=True, env={**os.environ, "MANWIDTH": "100"},
    )  # fmt: skip
    assert done.stderr == ""
    assert "actorgraph show Pompeo" in done.stdout
