"""What `find` and `show` cost among many names, beside `show` on the data that ships.

    python benchmarks/names/questions.py ENTITIES.csv [ROUNDS]

ENTITIES.csv has id, name and country, as registers of parliaments do; each is made a member of its
country's parliament. All commands are whole processes, run in turn, warm. Prints medians of CPU
time, and each as a multiple of `show` on the data that ships; also what the first question costs,
which builds an index, and what a question costs in memory.
"""

from __future__ import annotations

import csv
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

COMMAND = Path(sys.executable).parent / "actorgraph"


def main() -> None:
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 9
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        person = written(Path(sys.argv[1]), folder)
        letter_lost = person[:-2] + person[-1:]
        asked = {
            "python -c pass": [sys.executable, "-c", "pass"],
            "show, the data that ships": [COMMAND, "show", "Pompeo"],
            "show": [COMMAND, "--data", folder, "show", person],
            "find": [COMMAND, "--data", folder, "find", person],
            "find, a letter lost": [COMMAND, "--data", folder, "find", letter_lost],
            "find, nobody": [COMMAND, "--data", folder, "find", "Xqzwv Brtk"],
        }
        warm = {**os.environ, "ACTORGRAPH_CACHE": str(folder / "cache")}
        in_memory = {**warm, "ACTORGRAPH_INDEX": "never"}
        print(f"the first question: {spent(asked['show'], warm) * 1000:.0f} ms")
        times: dict[str, list[float]] = {}
        for _ in range(rounds):
            for what, command in asked.items():
                times.setdefault(what, []).append(spent(command, warm))
            times.setdefault("show, in memory", []).append(spent(asked["show"], in_memory))
        medians = {what: statistics.median(all_times) for what, all_times in times.items()}
        seed = medians["show, the data that ships"]
        for what, median in medians.items():
            print(f"{what:28} {median * 1000:6.0f} ms  {median / seed:5.2f}")
        print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")


def written(register: Path, folder: Path) -> str:
    """Write the data and return whom to ask for."""
    with register.open(encoding="utf-8", newline="") as file:
        people = list(csv.DictReader(file))
    with (folder / "entities.csv").open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(["id", "name", "type"])
        out.writerows([one["id"], one["name"], "person"] for one in people)
    with (folder / "relations.csv").open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(["source", "target", "relation", "document"])
        for one in people:
            parliament = f"Parliament of {one['country'].replace('_', ' ')}"
            document = f"https://register.example/{one['country']}"
            out.writerow([one["id"], parliament, "member_of", document])
    return people[0]["name"]


def spent(command: list[object], environment: dict[str, str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(list(map(str, command)), env=environment, capture_output=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main()
