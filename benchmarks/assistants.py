"""What each tool of `actorgraph mcp` costs on a folder of data, and whether its answer fits.

    python benchmarks/assistants.py FOLDER [TOOL ...]

Starts the server over FOLDER, asks `show` once so that the index is open, and then each tool once,
with the entity of the most relations, a middling one and a common word where it takes such. Prints
the seconds, the characters, the claims that the answer names, and the most memory of the server so
far, in MiB (on Linux). The bar is 16,000 characters for each answer.
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
        "communities": {},
        "stats": {},
        "check": {},
    }


async def ask(folder: Path, asked: dict[str, dict[str, object]], tools: list[str]) -> int:
    """Ask a question with each tool; return how many answers do not fit."""
    too_long = 0
    server = StdioServerParameters(
        command=sys.executable, args=["-m", "actorgraph.cli", "--data", str(folder), "mcp"]
    )
    async with Client(stdio_client(server), read_timeout_seconds=3_600) as client:
        await client.call_tool("show", asked["show"])
        print(f"{'tool':12} {'seconds':>8} {'letters':>8} {'claims':>7} {'MiB':>6}")
        for tool in tools or asked:
            begun = time.perf_counter()
            said = await client.call_tool(tool, asked[tool])
            took = time.perf_counter() - begun
            text = said.content[0].text
            claims = len(set(CLAIM.findall(text)))
            print(f"{tool:12} {took:8.2f} {len(text):8,} {claims:7} {peak():6,}", flush=True)
            if said.is_error:
                print("  refused:", text[:300])
            too_long += len(text) > MOST
    return too_long


def peak() -> int:
    """Return the most memory that the server has had, in MiB; 0 where Linux does not tell."""
    children = Path(f"/proc/self/task/{os.getpid()}/children")
    if not children.is_file():
        return 0
    (server,) = children.read_text().split()
    found = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{server}/status").read_text())
    return int(found[1]) // 1024 if found else 0


def main() -> None:
    reading = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    reading.add_argument("folder", type=Path)
    reading.add_argument("tool", nargs="*")
    given = reading.parse_args()
    asked = questions(actorgraph.load(given.folder))
    too_long = anyio.run(ask, given.folder, asked, given.tool)
    sys.exit(f"{too_long} answers are longer than {MOST:,} characters." if too_long else 0)


if __name__ == "__main__":
    main()
