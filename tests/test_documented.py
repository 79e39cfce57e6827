"""What the documents name exists, and what exists is named in the documents.

Commands, options and Python names, both ways: a command without a word in README or docs fails by
name, and so does a word for a command that is gone. Files and functions that documents, docstrings
and comments point to are there.
"""

from __future__ import annotations

import inspect
import re
import shlex
from pathlib import Path

import click
import pytest

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
FILES = {"toml", "html", "csv", "json", "ftm", "spark", "copy"}
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
            if name not in FILES and not hasattr(there, name):
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


def prose():
    """(file, text) of every document, docstring and comment, and of what builds and checks."""
    yield from TEXT.items()
    for name in ("pyproject.toml", "Makefile"):
        yield name, (ROOT / name).read_text(encoding="utf-8")
    for name in FILES_OF_OURS:
        if name.endswith((".py", ".js")):
            text = (ROOT / name).read_text(encoding="utf-8")
            remark = r'"""(?s:.*?)"""|#.*' if name.endswith(".py") else r"//.*|/\*(?s:.*?)\*/"
            yield name, "\n".join(re.findall(remark, text))


def named_files(text):
    """Paths of code and documents of ours that a text names, whole or by their ends."""
    for path in (path.rstrip("./-") for path in PATH.findall(text)):
        if (path.endswith(CODE) or path.startswith(NAMED_IN_FULL)) and path not in OF_OTHERS:
            yield path


def files_called(name):
    """Files and folders' files whose paths end so, or go on from there."""
    return [path for path in FILES_OF_OURS if f"/{name}/" in f"/{path}/"]


def test_every_file_and_folder_in_the_prose_exists():
    gone = {
        f"{page}: {name}"
        for page, text in prose()
        for name in named_files(text)
        if not files_called(name)
    }
    assert gone == set()


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


def first_sentence(of):
    text = " ".join((inspect.getdoc(of) or "").split("\n\n")[0].split())
    assert text, f"{of} has no docstring"
    return text


def signature(of):
    """How it is called: names and plain defaults, without types."""
    bare = []
    for one in inspect.signature(of).parameters.values():
        default = "..." if callable(one.default) and one.default is not one.empty else one.default
        bare.append(one.replace(annotation=one.empty, default=default))
    bare = [one for one in bare if one.name != "self"]
    return str(inspect.Signature(bare)).replace("'...'", "...")


def python_reference():
    """docs/reference/python.md: every public name with what its docstring says first."""
    lines = [
        "# Python",
        "",
        "Written from the docstrings by `make docs`; `help(actorgraph.Graph.path)` shows a whole one.",
        "Filters are `as_of`, `since`, `until`, `types`, `relations`, `statuses`, `certainties`,",
        "`assessments`, `speakers`, `without` and `min_origins`, as on the command line.",
        "",
        "## actorgraph",
        "",
    ]
    for name in sorted(set(actorgraph.__all__) - {"__version__"}):
        of = getattr(actorgraph, name)
        call = signature(of) if inspect.isfunction(of) else ""
        lines.append(f"- `{name}{call}`: {first_sentence(of)}")
    lines += ["- `__version__`: The version as text.", "", "## Graph", ""]
    for name, of in vars(Graph).items():
        if not name.startswith("_"):
            call = "" if isinstance(of, property) else signature(of)
            lines.append(f"- `{name}{call}`: {first_sentence(of)}")
    return "\n".join(lines) + "\n"


def test_every_public_name_is_in_the_reference(request):
    page = ROOT / "docs" / "reference" / "python.md"
    if request.config.getoption("--update-docs"):
        page.write_text(python_reference(), encoding="utf-8")
    assert page.read_text(encoding="utf-8") == python_reference()
