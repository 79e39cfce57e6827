"""The command `mcp`: the questions as tools for assistants. Only click is imported until it runs.

A tool is explained by the help of the command of the same name, so that the two never differ.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import click

from actorgraph.cli import money, ownership, questions
from actorgraph.cli.commands import command
from actorgraph.cli.completion import ENTITY, SOURCE, ClosedWord
from actorgraph.cli.output import say
from actorgraph.errors import MissingExtraError, UsageError

if TYPE_CHECKING:
    from actorgraph.assistants.tools import Asking, Parameter
    from actorgraph.cli.context import Context
    from actorgraph.graph import Graph

TOKEN = "ACTORGRAPH_MCP_TOKEN"  # noqa: S105 - the name of a variable
MOST_ITEMS = 1_000
"""An assistant may ask for no more items of a list at once."""
_NOT_FOR_ASSISTANTS = {
    *("as_json", "as_csv", "for_spreadsheet", "most", "names_file"),
    *("full", "sentences", "fix", "yes", "undo"),
}
_SHOWS_ALL = "; 0 shows all"
"""What the command line says of a limit, and a tool does not do."""
_PLACES = {
    ENTITY.name: "A name in any spelling, order or script, or an id.",
    SOURCE.name: "A speaker, relay, document or publisher, by name or id.",
    "words": "All of them have to be there; each may be the beginning of a longer one.",
}


@command(
    examples=(
        "mcp --data mydata           # for a client that starts it: standard input and output",
        "mcp --http --port 8765      # for a client that connects to this machine",
    )
)
@click.option("--http", "over_http", is_flag=True, help="Serve HTTP on this machine alone.")
@click.option(
    "--port",
    metavar="N",
    type=click.IntRange(0, 65_535),
    default=0,
    show_default=True,
    help="With --http: the port; 0 takes a free one.",
)
@click.pass_obj
def mcp(context: Context, /, *, over_http: bool, port: int) -> None:
    """Answer assistants over the Model Context Protocol: each question is a tool that only reads.

    Over HTTP each request needs the token that is printed, or the one in the variable
    ACTORGRAPH_MCP_TOKEN.
    """
    try:
        from actorgraph.assistants.server import AssistantsServer
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] == "actorgraph":
            raise
        raise MissingExtraError("mcp", extra="mcp") from None
    if "-" in context.data:
        raise UsageError("Standard input is the client's; name files with --data.")
    context.graph()  # says what is unusual about the data, and builds its index if it needs one
    assistants = AssistantsServer(lambda: reopened(context), askings())
    if over_http:
        from actorgraph.assistants import http
        from actorgraph.serving.running import Address

        token = http.token_of(os.environ.get(TOKEN, ""))
        with Address.bound(port) as address:
            say(f"Address: {http.url_of(address)}")
            say(f"Header: Authorization: Bearer {token}")
            http.serve(assistants.server, address, token)
        return
    import anyio
    from mcp.server.stdio import stdio_server

    async def run() -> None:
        async with stdio_server() as (reading, writing):
            options = assistants.server.create_initialization_options()
            await assistants.server.run(reading, writing, options)

    anyio.run(run)


def reopened(context: Context) -> Graph:
    """Load the graph as the files are now, without a word."""
    from actorgraph.loading import load
    from actorgraph.locating import locate

    data = context.data or (locate().path,)
    return load(data, columns=context.columns, documents=context.documents)


def askings() -> dict[str, Asking]:
    """Return how each question is explained, and what it takes, by its name."""
    from actorgraph.assistants.tools import Asking

    modules = (questions, ownership, money)
    there = [one for module in modules for one in vars(module).values()]
    commands = [one for one in there if isinstance(one, click.Command)]
    return {
        str(one.name): Asking(
            str(one.name),
            _explained(one),
            [_parameter(param) for param in one.params if _is_for_assistants(param)],
        )
        for one in commands
    }


def _explained(question: click.Command) -> str:
    """Return the help of a command without the paragraphs about options that are no arguments."""
    absent = [
        option
        for param in question.params
        if not _is_for_assistants(param)
        for option in param.opts
        if option.startswith("--")
    ]
    paragraphs = (question.help or "").split("\n\n")
    told = [one for one in paragraphs if not any(option in one for option in absent)]
    return " ".join(" ".join(told).split())


def _is_for_assistants(param: click.Parameter) -> bool:
    return param.expose_value and param.name not in _NOT_FOR_ASSISTANTS


def _parameter(param: click.Parameter) -> Parameter:
    """Return an argument or option of a command as an argument of a tool."""
    from actorgraph.assistants.tools import Parameter

    name = str(param.name)
    if isinstance(param, click.Argument):
        about = _PLACES.get(param.type.name, _PLACES.get(name, ""))
        kind: dict[str, Any] = {"type": "string"}
        if param.nargs != 1 and name != "words":  # a search takes them as one text
            kind = {"type": "array", "items": kind}
        is_placed = param.required or param.nargs != 1
        keyword = "" if is_placed else name
        return Parameter(name, keyword, {**kind, "description": about}, is_required=is_placed)
    option = max(param.opts, key=len).lstrip("-").replace("-", "_")
    is_negated = option.startswith("no_")
    keyword = option.removeprefix("no_") if is_negated else name
    about = str(getattr(param, "help", "") or "").replace(_SHOWS_ALL, "")
    schema = {**_typed(param), "description": about}
    return Parameter(option, keyword, schema, is_negated=is_negated)


def _typed(option: click.Parameter) -> dict[str, Any]:
    """Return the type of an option as JSON Schema."""
    kind: dict[str, Any] = {"type": "string"}
    if getattr(option, "is_flag", False):
        return {"type": "boolean"}
    if isinstance(option.type, click.IntRange):
        kind = {"type": "integer", "minimum": option.type.min or 0}
    if isinstance(option.type, ClosedWord):
        kind["enum"] = list(option.type.words())
    if option.name == "limit":
        kind |= {"minimum": 1, "maximum": MOST_ITEMS, "default": option.default}
    return {"type": "array", "items": kind} if option.multiple else kind
