"""Break twenty guards, one at a time, and see a test fail for each.

    python tests/mutation.py [WORD ...]

Works on a copy of the checkout. WORDs choose guards by what they say. Exit code 1 if a guard can be
broken without a test noticing.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent


class Guard(NamedTuple):
    """A guard, and how it is broken."""

    says: str
    file: str
    whole: str
    broken: str
    tests: str


GUARDS = (
    Guard("control characters are spelled out", "render/terminal.py", "return _HIDDEN.sub(", 'return re.compile("(?!)").sub(', "tests/test_naughty_strings.py -k text"),
    Guard("JSON holds no raw bidi", "render/objects.py", "return _UNSAFE.sub(", 'return re.compile("(?!)").sub(', "tests/test_naughty_strings.py -k json"),
    Guard("a link is http or https", "render/page/dom.js", 'url.protocol === "https:" ||', "true ||", "tests/page/test_hostile.py"),
    Guard("the data island ends no script", "render/html.py", 'for character in "<>&\\u2028\\u2029":', 'for character in "":', "tests/page/test_hostile.py tests/render"),
    Guard("a file is not replaced without force", "formats/files.py", "if path.exists() and not force:", "if False:", "tests/test_cli.py -k replace"),
    Guard("a failed export leaves the old file", "formats/files.py", "        fill(temporary)\n", "        fill(path)\n        shutil_copy(path, temporary)\n", "tests/test_failures.py -k full_disk"),
    Guard("a document type is refused", "formats/xml.py", "a DOCTYPE is not read", "a DOC is not read", "tests/formats -k doctype"),
    Guard("gzip is capped", "tables.py", "if left < 0:", "if False:", "tests/test_failures.py -k bomb"),
    Guard("a planned claim is no fact", "claims.py", 'planned = "planned" if claim.certainty == "planned" else ""', 'planned = ""', "tests/test_claims.py"),
    Guard("redaction reaches free text", "publishing/redact.py", "            found[column] = scrub(text)\n", "            found[column] = text\n", "tests/publishing"),
    Guard("redaction reaches aliases", "publishing/redact.py", 'texts += [("alias", alias, shown) for alias in one.aliases]', "texts += []", "tests/publishing"),
    Guard("sensitive rows go", "publishing/redact.py", 'kept = [row for row in rows if row[0].get(SENSITIVITY, "") in PUBLIC]', "kept = rows", "tests/publishing"),
    Guard("leaks are sought in base64", "publishing/leaks.py", '            yield "base64", decoded\n', "", "tests/publishing"),
    Guard("leaks are sought without marks", "publishing/leaks.py", "        yield without_marks(said)\n", "        yield plain\n", "tests/publishing"),
    Guard("formulas are defused", "publishing/spreadsheets.py", "if cell.startswith(LIVE)", "if cell.startswith('=')", "tests/publishing/test_spreadsheets.py"),
    Guard("a quote is looked up where it is said to be", "evidence.py", "if not quote or quote in part:", "if not quote or quote in text.whole:", "tests/test_evidence.py"),
    Guard("a path never comes from data", "evidence.py", 'if "/" in document or', "if", "tests/test_evidence.py"),
    Guard("a completed name is quoted", "cli/shells.py", r'return _PLAIN_IN_A_SHELL.sub(r"\\\g<0>", text)', "return text", "tests/test_completion.py -k bash"),
    Guard("a name that is no line is not offered", "cli/completion.py", "if not _NOT_ONE_LINE.search(text):", "if True:", "tests/test_completion.py -k no_line"),
    Guard("a changed row is seen under an index", "index/column_file.py", "crc32(", "(lambda *_: 0)(", "tests/test_index.py tests/test_index_torture.py"),
    Guard("a name several bear is never guessed", "names/lookup.py", "if len(of_level) == 1 else None", "", "tests/test_names_lookup.py tests/queries"),
)  # fmt: skip


def main() -> None:
    chosen = [g for g in GUARDS if not sys.argv[1:] or any(word in g.says for word in sys.argv[1:])]
    missed = 0
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "checkout"
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".git", ".venv", "__pycache__"))
        for guard in chosen:
            path = copy / "src" / "actorgraph" / guard.file
            text = path.read_text(encoding="utf-8")
            if guard.whole not in text:
                raise SystemExit(f"{guard.file} no longer holds {guard.whole!r}")
            path.write_text(text.replace(guard.whole, guard.broken, 1), encoding="utf-8")
            noticed = fails(copy, guard.tests)
            path.write_text(text, encoding="utf-8")
            missed += not noticed
            print(f"{'noticed' if noticed else 'NOT NOTICED':12} {guard.says}", flush=True)
    print(f"{len(chosen) - missed} of {len(chosen)} noticed")
    sys.exit(bool(missed))


def fails(copy: Path, tests: str) -> bool:
    """Whether the tests fail; being unable to run at all does not count."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *tests.split()]
    environment = {**os.environ, "PYTHONPATH": str(copy / "src")}
    done = subprocess.run(command, cwd=copy, env=environment, capture_output=True, check=False)
    if done.returncode not in (0, 1):
        raise SystemExit(done.stdout.decode()[-2000:])
    return done.returncode == 1


if __name__ == "__main__":
    main()
