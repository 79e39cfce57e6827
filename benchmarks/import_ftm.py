"""Import of a large FollowTheMoney file: time, memory, and both against reading its lines as JSON.

    python benchmarks/import_ftm.py 200        # megabytes; the file is made in a temporary folder

The rival is the least that any reader of such a file has to do: `json.loads` on every line.
"""

from __future__ import annotations

import json
import random
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

COUNTRIES = "us ru gb de fr cn ua cy".split()
JSON_ONLY = "import json,sys\nfor line in open(sys.argv[1],'rb'): json.loads(line)"


def main() -> None:
    megabytes = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.ftm.json"
        entities, edges = make(path, megabytes * 1_000_000)
        size = path.stat().st_size / 1e6
        print(f"{size:.0f} MB: {entities:,} entities, {edges:,} edges")
        command = [sys.executable, "-m", "actorgraph.cli", "import", str(path), "--to", folder]
        ours = measured(command)
        theirs = measured([sys.executable, "-c", JSON_ONLY, str(path)])
    print(f"import     {ours[0]:.1f} s CPU, {ours[1]:.0f} MB at most")
    print(f"json.loads {theirs[0]:.1f} s CPU, {theirs[1]:.0f} MB at most")
    print(f"ratio      {ours[0] / theirs[0]:.1f} in time")


def measured(command: list[str]) -> tuple[float, float]:
    """CPU seconds and the most memory (MB) of a program, run on its own."""
    script = (
        "import resource,subprocess,sys;subprocess.run(sys.argv[1:],check=True);"
        "u=resource.getrusage(resource.RUSAGE_CHILDREN);"
        "print(u.ru_utime+u.ru_stime,u.ru_maxrss/1024)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *command], check=True, stdout=subprocess.PIPE, text=True
    )
    seconds, megabytes = done.stdout.split()[-2:]
    return float(seconds), float(megabytes)


def make(path: Path, size: int) -> tuple[int, int]:
    """Companies, people and who owns or directs what, until the file is as large as wanted."""
    pick = random.Random(7)
    entities = edges = 0
    with path.open("w", encoding="utf-8") as file:
        while file.tell() < size:
            company, person = f"gb-coh-{pick.randrange(10**8):08}", f"gb-p-{pick.getrandbits(64):x}"
            for said in _four(pick, company, person):
                file.write(json.dumps(said) + "\n")
            entities, edges = entities + 2, edges + 2
    return entities, edges


def _four(pick: random.Random, company: str, person: str) -> list[dict]:
    when = f"{pick.randrange(1990, 2024)}-{pick.randrange(1, 13):02}-{pick.randrange(1, 29):02}"
    facts = {"datasets": ["gb_coh_psc"], "first_seen": "2024-01-01T00:00:00"}
    names = [f"Person {pick.randrange(10**6)}", f"P. {pick.randrange(10**6)}"]
    address = f"{pick.randrange(999)} High Street, London, SW1A {pick.randrange(9)}AA"
    link = {"startDate": [when], "recordId": [f"{pick.getrandbits(48):x}"]}
    return [
        {"id": company, "schema": "Company", "caption": f"{company} LTD", **facts,
         "properties": {"name": [f"{company} LTD"], "jurisdiction": ["gb"], "address": [address],
                        "registrationNumber": [company[-8:]], "incorporationDate": [when]}},
        {"id": person, "schema": "Person", "caption": names[0], **facts,
         "properties": {"name": names, "nationality": [pick.choice(COUNTRIES)],
                        "birthDate": [when[:7]], "address": [address]}},
        {"id": f"o-{person}", "schema": "Ownership", **facts,
         "properties": {"owner": [person], "asset": [company], "percentage": ["51"], **link}},
        {"id": f"d-{person}", "schema": "Directorship", **facts,
         "properties": {"director": [person], "organization": [company], "role": ["director"],
                        **link}},
    ]  # fmt: skip


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    main()
