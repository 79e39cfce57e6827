"""The long form of generated tests: again and again with other seeds, for so many seconds.

    python tests/differential/long_form.py 1800                           # every comparison of copies
    python tests/differential/long_form.py 1800 fuzz/test_silent_loss.py  # what is named

Prints each difference with the smallest data set that shows it, and at the end how many data sets
were tried and how many differences were found. Exit 1 if there was one.
"""

from __future__ import annotations

import random
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

TESTS = Path(__file__).parents[1]
SUITES = ("differential", "index/test_name_index.py")
ONE_ROUND = (
    "--hypothesis-show-statistics",
    "-q",
    "-rf",
    f"--ignore={TESTS / 'differential' / 'test_strategies.py'}",  # counts what is drawn, by one seed
)
_TRIED = re.compile(r"(\d+) passing(?: examples)?, (\d+) failing")
_FAILED = re.compile(r"^FAILED (\S+)", re.MULTILINE)


def main(seconds: float, suites: Sequence[str] = SUITES) -> int:
    """Try rounds of some tests until the time is over."""
    profile = "differential" if suites is SUITES else "fuzz"
    began = time.monotonic()
    tried, differences, rounds = 0, 0, 0
    while (lasted := time.monotonic() - began) < seconds:
        seed = random.SystemRandom().randrange(1 << 32)
        done = subprocess.run(
            [sys.executable, "-m", "pytest", *ONE_ROUND, f"--hypothesis-seed={seed}",
             f"--hypothesis-profile={profile}",
             *(str(TESTS / suite) for suite in suites if (TESTS / suite).exists())],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        rounds += 1
        tried += sum(int(passed) for passed, _ in _TRIED.findall(done.stdout))
        failed = sorted(set(_FAILED.findall(done.stdout)))
        differences += len(failed)
        if done.returncode:
            print(f"Seed {seed}:\n{done.stdout}{done.stderr}", flush=True)
        print(f"Round {rounds}: {tried:,} data sets, {differences} differences", flush=True)
    print(f"{tried:,} data sets in {lasted:.0f} s and {rounds} rounds; {differences} differences.")
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]), sys.argv[2:] or SUITES))
