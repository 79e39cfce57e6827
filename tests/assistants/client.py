"""Ask the server as a client does: with the client of the SDK, in this process.

`problems` checks an answer: what each of its lines rests on has to be in the data, and to be about
what the line says.
"""

from __future__ import annotations

import json
import re
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, NamedTuple

import anyio
from mcp import Client

from actorgraph.assistants.answer_text import spelled_out
from actorgraph.assistants.server import AssistantsServer
from actorgraph.cli.assistants import askings, reopened
from actorgraph.cli.context import Context

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from actorgraph.graph import Graph

MARKED = re.compile(r"<(data-[0-9a-f]{16})>\n(.*?)\n</\1>", re.DOTALL)
LINE = re.compile(r"\[([^\]]*)\] (.*)")
ABOUT_A_STEP = ("Weakest:", "By what is said here, steps")
"""Lines that name steps by their numbers."""
PARTS = re.compile(r'(?:entity:)?"(?:[^"\\]|\\.)*"|[^,;]+')


class Said(NamedTuple):
    """What a server answers."""

    text: str
    is_error: bool = False


def server_of(folder: Path | str) -> AssistantsServer:
    context = Context((str(folder),))
    return AssistantsServer(lambda: reopened(context), askings())


def with_client(folder, use):
    """What a function of a client returns."""

    async def run():
        async with Client(server_of(folder).server) as client:
            return await use(client)

    return in_own_thread(run)


def in_own_thread(run):
    """What an asynchronous function returns; where a browser is driven, this thread has a loop."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(anyio.run, run).result()


def ask(folder, question, /, **arguments) -> Said:
    return ask_all(folder, [(question, arguments)])[0]


def ask_all(folder, questions) -> list[Said]:
    async def use(client):
        said = []
        for question, arguments in questions:
            result = await client.call_tool(question, arguments)
            (content,) = result.content
            said.append(Said(content.text, bool(result.is_error)))
        return said

    return with_client(folder, use)


def marked(text: str) -> str:
    """What stands between the marks of an answer."""
    found = MARKED.search(text)
    return found[2] if found else ""


def lines_of(text: str) -> list[str]:
    return marked(text).split("\n")


def rests_on(line: str) -> list[str]:
    """What the bracket at the beginning of a line names."""
    found = LINE.fullmatch(line)
    if found is None:
        raise ValueError(f"no bracket: {line}")
    return [
        read(part.strip().removeprefix("against: "))
        for part in PARTS.findall(found[1])
        if not re.fullmatch(r" *and [\d,]+ more", part)
    ]


def read(part: str) -> str:
    kind = "entity:" if part.startswith("entity:") else ""
    name = part.removeprefix(kind)
    return kind + (json.loads(name) if name.startswith('"') else name)


def problems(graph: Graph, text: str) -> Iterator[str]:
    """What is wrong with an answer: a line that rests on nothing, or on what is not there."""
    claims = {}
    for claim in graph.engine.all_claims():
        claims[claim.claim_id] = claims[claim._replace(id="").claim_id] = claim
    names = {f"entity:{one.id}": spelled_out(one.name) for one in graph.engine.all_entities()}
    for line in lines_of(text):
        parts = [] if line.startswith("# ") else rests_on(line)
        if not (parts or line.startswith("# ")):
            yield f"rests on nothing: {line}"
        stated = [part for part in parts if part not in ("note", "counted")]
        for part in stated:
            if part not in claims and part not in names:
                yield f"no claim or entity is called {part!r}: {line}"
        ends = [
            names[f"entity:{end}"]
            for part in stated
            if part in claims
            for end in (claims[part].source, claims[part].target)
        ]
        words = line.partition("] ")[2]
        if ends and not words.startswith(ABOUT_A_STEP) and not any(end in words for end in ends):
            yield f"its claims are about something else: {line}"
