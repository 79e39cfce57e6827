"""The references, written from the code: of the command line as a page and a man page, of Python.

Called by test_documented.py, which holds docs/reference and docs/man to what these say.
"""

from __future__ import annotations

import inspect
import re
from importlib import import_module
from typing import TYPE_CHECKING

import click

import actorgraph
from actorgraph import __version__
from actorgraph.cli import cli as program
from actorgraph.cli.commands import DATA_OPTIONS, CommandGroup
from actorgraph.graph import Graph
from actorgraph.links import Links
from actorgraph.outputs import Outputs
from actorgraph.queries.filter import Filters, filter_of
from actorgraph.queries.rank import Ranking
from actorgraph.render import answers
from actorgraph.render.answer_frame import DTYPES
from actorgraph.render.answers import Answer, Rendering
from actorgraph.render.row_columns import EDGE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

EXIT_CODES = {
    "0": "The question is answered; also when the answer is that nothing is recorded of an entity.",
    "1": "Nothing was found, or a name can mean several or nobody.",
    "2": "Wrong use, or data with errors.",
    "130": "Stopped by Ctrl-C.",
}
VARIABLES = {
    "ACTORGRAPH_DATA": "The data, where --data does not name it.",
    "ACTORGRAPH_CACHE": "The folder of the indexes.",
    "ACTORGRAPH_INDEX": "Whether an index answers: auto (where files are large), always or never.",
    "NO_COLOR": "Set to anything: answers have no colours.",
}


def commands_in_sections() -> Iterator[tuple[str, list[tuple[str, click.Command]]]]:
    """Yield each section of the help with its commands; those of a group under its own name."""
    context = click.Context(program)
    for title, names in program.sections.items():
        there = []
        for name in names:
            command = program.get_command(context, name)
            if isinstance(command, CommandGroup):
                there += [(f"{name} {inner}", one) for inner, one in command.commands.items()]
            else:
                there.append((name, command))
        yield title, there


def usage(name: str, command: click.Command) -> str:
    pieces = (piece for piece in command.collect_usage_pieces(click.Context(command)))
    return " ".join(["actorgraph", name, *pieces])


def options_of(command: click.Command, *, own: bool = True) -> list[tuple[str, str]]:
    """Return the options of a command as its help explains them, without those of the data."""
    context = click.Context(command)
    options = (one for one in command.params if isinstance(one, click.Option))
    shown = (one for one in options if not own or one not in DATA_OPTIONS)
    return [record for one in shown if (record := one.get_help_record(context))]


def paragraphs(command: click.Command) -> list[str]:
    return [" ".join(part.split()) for part in (command.help or "").split("\n\n") if part.strip()]


def shared_options() -> dict[str, list[tuple[str, str]]]:
    from actorgraph.cli.options import FILTERS, OUTPUTS

    context = click.Context(program)
    return {
        title: [record for one in options if (record := one.get_help_record(context))]
        for title, options in (("Data", DATA_OPTIONS), ("Filters", FILTERS), ("Output", OUTPUTS))
    }


def own_options(command: click.Command) -> list[tuple[str, str]]:
    shared = [record for records in shared_options().values() for record in records]
    return [record for record in options_of(command) if record not in shared]


def takes(command: click.Command) -> list[str]:
    """Return the titles of the shared options that a command takes."""
    there = options_of(command, own=False)
    return [title for title, records in shared_options().items() if records[0] in there]


def command_page() -> str:
    """Return docs/reference/cli.md."""
    lines = [
        "# The command line",
        "",
        "Written from the commands by `make docs`; `actorgraph COMMAND --help` says the same, and so does",
        "`man actorgraph`. The options of the data go before or after a command; filters and output are the",
        "same on every question that takes them.",
        "",
    ]
    for title, records in shared_options().items():
        lines += [f"## {title}", "", *table(records), ""]
    for title, commands in commands_in_sections():
        lines += [f"## {title}", ""]
        for name, command in commands:
            lines += [f"### {name}", "", f"    {usage(name, command)}", ""]
            lines += [line for text in paragraphs(command) for line in (text, "")]
            if own := own_options(command):
                lines += [*table(own), ""]
            also = ", ".join(f"[{one.lower()}](#{one.lower()})" for one in takes(command))
            lines += [f"Also: {also}.", ""] if also else []
            lines += [*(f"    actorgraph {example}" for example in command.examples), ""]
    lines += ["## Exit codes", "", *table(EXIT_CODES.items()), ""]
    lines += ["## Environment", "", *table(VARIABLES.items())]
    return "\n".join(lines) + "\n"


def table(records: Iterator[tuple[str, str]]) -> list[str]:
    def cell(text: str) -> str:
        return text.replace("|", "\\|")

    rows = [f"| `{cell(name)}` | {cell(text)} |" for name, text in records]
    return ["| | |", "|---|---|", *rows]


def man_page() -> str:
    """Return docs/man/actorgraph.1, in the macros of man(7)."""
    lines = [
        '.\\" Written from the commands by `make man`; do not edit.',
        f'.TH ACTORGRAPH 1 "" "actorgraph {__version__}" "User Commands"',
        ".SH NAME",
        rf"actorgraph \- {troff(paragraphs(program)[0])}",
        ".SH SYNOPSIS",
        ".B actorgraph",
        r"[\fIoptions\fR] \fIcommand\fR [\fIarguments\fR]",
        ".SH EXAMPLES",
        *verbatim(program.examples),
    ]
    for title, commands in commands_in_sections():
        lines.append(f'.SH "{troff(title.upper())}"')
        for name, command in commands:
            lines += [f'.SS "{troff(usage(name, command))}"']
            lines += [line for text in paragraphs(command) for line in (troff(text), ".PP")][:-1]
            lines += defined(own_options(command))
            lines += verbatim(command.examples)
    for title, records in shared_options().items():
        lines += [f'.SH "{title.upper()} OPTIONS"', *defined(records)]
    lines += [".SH EXIT STATUS", *defined(EXIT_CODES.items())]
    lines += [".SH ENVIRONMENT", *defined(VARIABLES.items())]
    return "\n".join(lines) + "\n"


def defined(records: Iterator[tuple[str, str]]) -> list[str]:
    return [
        line for name, text in records for line in (".TP", rf"\fB{troff(name)}\fR", troff(text))
    ]


def verbatim(examples: tuple[str, ...]) -> list[str]:
    return [".PP", ".nf", *(f"    actorgraph {troff(one)}" for one in examples), ".fi"]


def troff(text: str) -> str:
    """Return a text that troff prints as it is: a line of it must not begin as a request does."""
    escaped = text.replace("\\", r"\e").replace("-", r"\-")
    return re.sub(r"^(?=[.'])", r"\\&", escaped)


SECTION = re.compile(r"^(Args|Returns|Raises|Attributes|Example|Yields):$")


def python_page() -> str:
    """Return docs/reference/python.md."""
    lines = [
        "# Python",
        "",
        "Written from the docstrings by `make docs`. `actorgraph.load()` makes a graph; each question is a method",
        "of it, and each answer displays itself.",
        "",
        "## The package",
        "",
    ]
    for name in sorted(set(actorgraph.__all__) - {"__version__"}):
        of = getattr(actorgraph, name)
        lines += entry(name, of, signature(of) if inspect.isfunction(of) else "")
    lines += ["### `__version__`", "", "The version as text.", ""]
    lines += ["## Filters", "", *filters(), ""]
    for title, owner in (
        ("Graph: questions", Graph),
        ("Graph: links", Links),
        ("Graph: outputs", Outputs),
        ("Answer", Answer),
    ):
        lines += [f"## {title}", "", first_sentence(owner), ""]
        for name, of in vars(owner).items():
            if not name.startswith("_"):
                lines += entry(name, of, "" if isinstance(of, property) else signature(of))
        if owner is Outputs:
            lines += ["### `tell`", "", attribute(Outputs, "tell"), ""]
            lines += ["### `engine`", "", "Where the graph is stored.", ""]
    lines += ["## Rows and frames", "", *row_table()]
    return "\n".join(lines).rstrip() + "\n"


ROW = re.compile(r"Yield (?:one|a) row(?: per| a)? (.*?)\.(?: |$)")


def row_table() -> list[str]:
    """Return the table of the columns that the rows and the frame of each question have."""
    intro = (
        "An answer has `rows()`, which `--csv` writes, and `frame()`, a DataFrame. A frame has these columns with "
        "and without rows, and beside them those that the data adds. A column holds text unless its dtype is "
        "named; Int64 and Float64 can be without a value. Beside each `start_date` and `end_date` a frame has the "
        "first and the last day that it can be: `start_earliest`, `start_latest`, `end_earliest`, `end_latest`."
    )
    rows = []
    for name, rendering in renderings().items():
        columns = rendering.to_columns(Ranking("pagerank", "", ()))
        own = {column: kind for column, kind in columns.items() if column not in EDGE}
        parts = [*columns_with_dtypes(own if EDGE.keys() <= columns.keys() else columns)]
        parts += ["*relation*"] if EDGE.keys() <= columns.keys() else []
        rows.append(f"| `{name}` | {what_a_row_is(rendering)} | {', '.join(parts)} |")
    relation = f"*relation* stands for: {', '.join(columns_with_dtypes(EDGE))}."
    return [intro, "", "| question | one row per | columns |", "|---|---|---|", *rows, "", relation]


def renderings() -> dict[str, Rendering[object]]:
    """Return how the answer of each question of a graph is displayed, by the name of the question."""
    kinds = {
        kind.removeprefix("Rendering"): getattr(answers, name)
        for name, kind in reversed(answers.__annotations__.items())
    }
    methods = {name: of for owner in (Graph, Links) for name, of in vars(owner).items()}
    returned = {
        name: getattr(of, "__annotations__", {}).get("return") for name, of in methods.items()
    }
    return {
        name: kinds[kind.removeprefix("Answer")]
        for name, kind in returned.items()
        if str(kind).startswith("Answer[")
    }


def what_a_row_is(rendering: Rendering[object]) -> str:
    """Return what the function that makes the rows says that it makes one of."""
    named = inspect.getclosurevars(rendering.to_rows).nonlocals  # it is imported when it is called
    of = getattr(import_module(named["self"]._name), named["function"])
    return ROW.match(" ".join(inspect.getdoc(of).split()))[1]


def columns_with_dtypes(columns: Mapping[str, str]) -> Iterator[str]:
    """Yield columns, each with its dtype unless it holds text."""
    for name, kind in columns.items():
        dtype = f" {DTYPES[kind]}" if kind in DTYPES else ""
        yield f"`{name}`{dtype}"


def filters() -> list[str]:
    """Return the table of the filters that every question with `**filters` takes."""
    said = " ".join(inspect.getdoc(filter_of).split())
    intro = (
        "Questions that end in `**filters` take these, as on the command line. A text stands for a list of one; "
        "an unknown word is an error with a suggestion."
    )
    defaults = inspect.signature(filter_of).parameters

    def written(kind: object) -> str:
        return (kind if isinstance(kind, str) else kind.__forward_arg__).replace("|", "\\|")

    rows = [
        f"| `{name}` | `{written(kind)}` | `{defaults[name].default!r}` |"
        for name, kind in Filters.__annotations__.items()
    ]
    assert "as_of: one day" in said
    return [
        intro,
        "",
        "| filter | type | default |",
        "|---|---|---|",
        *rows,
    ]


def entry(name: str, of: object, call: str) -> list[str]:
    """Return the section of a name: how it is called, then its docstring."""
    return [f"### `{name}{call}`", "", *docstring(of), ""]


def docstring(of: object) -> list[str]:
    """Return a docstring as Markdown: prose as it is, arguments as a list, examples as code."""
    lines: list[str] = []
    for block in (inspect.getdoc(of) or "").split("\n\n"):
        title, *rest = block.split("\n")
        if match := SECTION.match(title):
            body = inspect.cleandoc("\n" + "\n".join(rest)).split("\n")
            is_code = match[1] == "Example"
            lines += [f"{match[1]}:" if not is_code else "Example:", ""]
            lines += [f"    {line}" for line in body] if is_code else listed(body)
        else:
            lines.append(" ".join(block.split()))
        lines.append("")
    return lines[:-1]


def listed(body: list[str]) -> list[str]:
    """Return `name: text` lines, which may go on indented, as a list."""
    items: list[str] = []
    for line in body:
        if line.startswith(" ") and items:
            items[-1] += f" {line.strip()}"
        else:
            items.append(line)
    return [
        re.sub(r"^([\w, ]+): ", lambda found: f"- `{found[1].replace(', ', '`, `')}`: ", item)
        if re.match(r"[\w, ]+: ", item)
        else f"- {item}"
        for item in items
    ]


def first_sentence(of: object) -> str:
    return " ".join((inspect.getdoc(of) or "").split("\n\n")[0].split())


def attribute(of: type, name: str) -> str:
    """Return what a docstring says of an attribute."""
    found = re.search(rf"^ +{name}: (.*)$", inspect.getdoc(of) or "", re.MULTILINE)
    assert found, name
    return found[1][0].upper() + found[1][1:]


def signature(of: object) -> str:
    """How it is called: names and plain defaults, without types; all filters as `**filters`."""
    bare, plain = [], inspect.signature(of)
    parameters = [
        one for one in plain.parameters.values() if one.name not in Filters.__annotations__
    ]
    if len(parameters) < len(plain.parameters):
        parameters.append(inspect.Parameter("filters", inspect.Parameter.VAR_KEYWORD))
    for one in parameters:
        default = "..." if callable(one.default) and one.default is not one.empty else one.default
        bare.append(one.replace(annotation=one.empty, default=default))
    bare = [one for one in bare if one.name != "self"]
    return str(inspect.Signature(bare)).replace("'...'", "...")
