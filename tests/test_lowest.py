"""What `make lowest` installs are the lowest versions that pyproject.toml declares."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
_REQUIREMENT = re.compile(r"([\w.-]+)(?:\[[\w,]+\])?(?:[>=]=([\d.]+)(?:,<\d+)?)?(?:; .+)?")
WITHOUT = {"pandas-stubs"}
"""Whatever version there is."""


def declared():
    said = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = said["dependency-groups"] | said["project"]["optional-dependencies"]
    for one in [
        *said["project"]["dependencies"],
        *(one for group in groups.values() for one in group),
    ]:
        if isinstance(one, str):
            yield _REQUIREMENT.fullmatch(one).groups()


def test_the_constraints_are_the_lowest_versions_declared():
    lines = (ROOT / "tests" / "lowest.txt").read_text(encoding="utf-8").splitlines()
    installed = {tuple(line.split("==")) for line in lines if not line.startswith("#")}
    lowest = {(name, version) for name, version in declared() if name not in WITHOUT}
    assert installed == lowest
    assert len({name for name, _ in lowest}) == len(lowest)
