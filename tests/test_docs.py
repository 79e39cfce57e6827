"""Every example in README and docs runs, and prints what the page says it prints.

A console block holds commands after `$ ` and their output; `make docs` writes the output anew.
A block after the comment `<!-- not run: why -->` is only read by people.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from node import node_here

pytestmark = pytest.mark.process

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
BLOCK = re.compile(r"(?P<told><!-- not run: [^>]*-->\s*)?```console\n(?P<body>.*?)```", re.DOTALL)
FILE = re.compile(r"<!-- file: (?P<file>\S+) -->\s*```text\n(?P<body>.*?)```", re.DOTALL)
PYTHON_BLOCK = re.compile(r"```pycon\n(?P<body>.*?)```", re.DOTALL)


def run(command: str, folder: Path) -> str:
    """What a command prints on stdout and stderr, run where the page's examples run."""
    words = shlex.split(command)
    assert words[0] == "actorgraph", f"only actorgraph is run in docs: {command}"
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "COLUMNS": "100"}
    done = subprocess.run(
        [sys.executable, "-m", "actorgraph.cli", *words[1:]],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return (done.stderr + done.stdout).replace(f"{folder}/", "")


def told(body: str, folder: Path) -> str:
    """The block with the output that its commands have today."""
    lines = []
    for line in body.splitlines():
        if line.startswith("$ "):
            command = line[2:]
            lines.append(line)
            short = re.search(r" \| head -(\d+)$", command)
            printed = run(command[: short.start()] if short else command, folder).splitlines()
            lines += printed[: int(short[1])] if short else printed
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_examples_print_what_the_page_says(
    page: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    (tmp_path / "data").symlink_to(ROOT / "data")
    for example in (ROOT / "docs" / "examples").iterdir():
        (tmp_path / example.name).symlink_to(example)
    text = page.read_text(encoding="utf-8")

    def renewed(block: re.Match[str]) -> str:
        if block["told"]:
            return block[0]
        return f"```console\n{told(block['body'], tmp_path)}```"

    fresh = BLOCK.sub(renewed, text)
    if request.config.getoption("--update-docs"):
        page.write_text(fresh, encoding="utf-8")
    assert fresh == text


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_files_on_a_page_are_those_that_its_examples_use(page: Path) -> None:
    for block in FILE.finditer(page.read_text(encoding="utf-8")):
        kept = ROOT / "docs" / "examples" / block["file"]
        assert block["body"] == kept.read_text(encoding="utf-8"), block["file"]


FAQ = "guide/faq"
FOUND = {
    "install windows": "guide/install",
    "macos": "guide/install",
    "pyodide browser": "guide/install",
    "excel": "guide/excel",
    "semicolon": "guide/excel",
    "xlsx sheet": "guide/excel",
    "rename columns": FAQ,
    "encoding": FAQ,
    "redact": FAQ,
    "leakcheck": "security",
    "date format": "reference/data",
    "circa": "reference/data",
    "unknown date": "reference/data",
    "alias": "reference/data",
    "unknown columns": "reference/data",
    "symmetric": "reference/data",
    "amount currency": "guide/flows",
    "beneficial owner": "guide/ownership",
    "share percent": "guide/ownership",
    "gephi": "explanation/comparison",
    "neo4j": "reference/formats",
    "followthemoney": "reference/formats",
    "matrix": "guide/your-data",
    "merge duplicates": FAQ,
    "misspelt": FAQ,
    "cyrillic": "explanation/names",
    "contested": "guide/conflicts",
    "independent sources": FAQ,
    "shortest path": "guide/paths",
    "timeline": "guide/timeline",
    "pagerank": "guide/rank",
    "json schema": "reference/json",
    "dataframe": "reference/python",
    "iframe": "guide/embed",
    "word document": FAQ,
    "pdf": "guide/evidence",
    "pre-commit": "guide/git",
    "docker": "guide/git",
    "undo": "guide/serve",
    "delete row": FAQ,
    "filter": FAQ,
    "million": "explanation/large-data",
    "watch list": "guide/match",
    "exit code": "reference/cli",
    "licence": FAQ,
    "print": FAQ,
    "tutorial": "tutorial",
    "getting started": "tutorial",
    "update": FAQ,
    "uninstall": FAQ,
    "keyboard shortcuts": FAQ,
    "dark mode": FAQ,
    "google sheets": FAQ,
    "report bug": FAQ,
    "privacy": FAQ,
    "anonymous": FAQ,
    "python api": FAQ,
    "performance": FAQ,
    "screenshots": "guide/pictures",
    "subsidiaries": "guide/ownership",
    "ultimate owner": "guide/ownership",
}
"""What people look for, in their words, and a page that answers."""
RESULTS_READ = 5


def test_a_site_is_made_of_the_documents_and_lists_each_page_and_finds_what_is_looked_for(
    tmp_path: Path,
) -> None:
    command = [sys.executable, "-m", "sphinx", "--quiet", "--fail-on-warning", "--keep-going"]
    subprocess.run([*command, str(ROOT / "docs"), str(tmp_path)], check=True)
    home = (tmp_path / "README.html").read_text(encoding="utf-8")
    for page in sorted((ROOT / "docs").rglob("*.md")):
        made = page.relative_to(ROOT / "docs").with_suffix(".html").as_posix()
        is_data = made.startswith("examples/")
        assert is_data or page.name == "README.md" or f'href="{made}"' in home, made
    assert missed(tmp_path) == {}


def missed(site: Path) -> dict[str, list[str]]:
    """The words whose page is not among the first that the site's search finds, with those."""
    command = [
        node_here(),
        str(ROOT / "tests" / "site_search.mjs"),
        str(site),
        json.dumps([*FOUND]),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    results = [list(dict.fromkeys(pages))[:RESULTS_READ] for pages in json.loads(done.stdout)]
    return {
        words: pages
        for (words, page), pages in zip(FOUND.items(), results, strict=True)
        if page not in pages
    }
