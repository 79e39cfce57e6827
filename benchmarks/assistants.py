"""What each tool of `actorgraph mcp` costs on a folder of data, and whether its answer fits.

    python benchmarks/assistants.py FOLDER [TOOL ...] [--resolve]

Starts the server over FOLDER, asks `show` once so that the index is open, and then each tool once,
with the entity of the most relations, a middling one and a common word where it takes such. Prints
the seconds of the clock and of the CPU, the characters, the claims that the answer names, and the
most memory of the server so far, in MiB (CPU and memory on Linux). The bar is 16,000 characters for
each answer. --resolve goes through all claims of the data in the end: each that is named has to be
one of them.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import time
from pathlib import Path

import anyio
from mcp import Client, StdioServerParameters
from mcp.client.stdio import stdio_client

import actorgraph

MOST = 16_000
CLAIM = re.compile(r"\bag-[0-9a-f]{16}\b")
BRACKET = re.compile(r"^\[([^\]]*)\] ", re.MULTILINE)
"""What a line rests on; brackets further on are words."""


def questions(graph: actorgraph.Graph) -> dict[str, dict[str, object]]:
    """Return the arguments of each tool, by the actors with the most relations in the data."""
    first, second, *_, last = (one.entity.id for one in graph.rank(limit=20).ranked)
    company = next(iter(graph.rank(limit=1, relations=["owns"]).ranked)).entity.id
    office = next(iter(graph.rank(limit=1, types=["position"]).ranked)).entity.id
    word = graph.entity(first).name.split()[0]
    return {
        "show": {"name": first},
        "find": {"query": graph.entity(last).name},
        "search": {"words": word},
        "list": {},
        "neighbors": {"name": first, "depth": 2},
        "path": {"a": first, "b": last},
        "connect": {"names": [first, second, last]},
        "common": {"names": [first, second]},
        "owners": {"name": company},
        "owned": {"name": company},
        "flows": {"name": company},
        "timeline": {"name": first},
        "holders": {"position": office},
        "offices": {},
        "sources": {},
        "claims": {"name": first},
        "conflicts": {},
        "rank": {},
        "communities": {"connected": True},
        "stats": {},
        "check": {},
    }


async def ask(
    folder: Path, asked: dict[str, dict[str, object]], tools: list[str]
) -> tuple[int, set[str]]:
    """Ask a question with each tool; return how many answers do not fit, and the claims named."""
    too_long, named = 0, set()
    server = StdioServerParameters(
        command=sys.executable, args=["-m", "actorgraph.cli", "--data", str(folder), "mcp"]
    )
    async with Client(stdio_client(server), read_timeout_seconds=3_600) as client:
        await client.call_tool("show", asked["show"])
        print(f"{'tool':12} {'seconds':>8} {'CPU s':>7} {'letters':>8} {'claims':>7} {'MiB':>6}")
        for tool in tools or asked:
            begun, spent = time.perf_counter(), cpu()
            said = await client.call_tool(tool, asked[tool])
            took, worked = time.perf_counter() - begun, cpu() - spent
            text = said.content[0].text
            claims = {one for ids in BRACKET.findall(text) for one in CLAIM.findall(ids)}
            named |= claims
            cost = f"{took:8.2f} {worked:7.2f} {len(text):8,} {len(claims):7} {peak():6,}"
            print(f"{tool:12} {cost}", flush=True)
            if said.is_error:
                print("  refused:", text[:300])
            too_long += len(text) > MOST
    return too_long, named


def told(file: str) -> str:
    """Return what Linux tells of the server in a file of its process; "" elsewhere."""
    children = Path(f"/proc/self/task/{os.getpid()}/children")
    if not children.is_file():
        return ""
    (server,) = children.read_text().split()
    return Path(f"/proc/{server}/{file}").read_text()


def peak() -> int:
    """Return the most memory that the server has had, in MiB; 0 where nobody tells."""
    found = re.search(r"VmHWM:\s+(\d+)", told("status"))
    return int(found[1]) // 1024 if found else 0


def cpu() -> float:
    """Return the seconds of CPU of the server and of its children that ended; 0 as above."""
    fields = told("stat").rpartition(")")[2].split()[11:15]
    return sum(map(int, fields)) / os.sysconf("SC_CLK_TCK") if fields else 0.0


def lost(graph: actorgraph.Graph, named: set[str]) -> set[str]:
    """Return those ids that no claim of the data has."""
    left = set(named)
    for claim in graph.engine.all_claims():
        left.discard(claim.claim_id)
        if not left:
            break
    return left


def main() -> None:
    reading = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    reading.add_argument("folder", type=Path)
    reading.add_argument("tool", nargs="*")
    reading.add_argument("--resolve", action="store_true")
    given = reading.parse_args()
    graph = actorgraph.load(given.folder)
    too_long, named = anyio.run(ask, given.folder, questions(graph), given.tool)
    if given.resolve:
        missing = lost(graph, named)
        print(f"{len(named) - len(missing):,} of {len(named):,} claims named are in the data")
        if missing:
            sys.exit(f"No claim has the id {min(missing)}.")
    sys.exit(f"{too_long} answers are longer than {MOST:,} characters." if too_long else 0)


if __name__ == "__main__":
    main()
