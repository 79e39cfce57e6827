"""The page's modules give each other what they import: the script that joins them reads no more."""

from __future__ import annotations

import re
from pathlib import Path

from actorgraph.render import html

FOLDER = Path(html.__file__).parent / "page"
IMPORTED = re.compile(r'^import \{([^}]*)\} from "\./(\w+)\.js";$', re.MULTILINE)
RETURNED = re.compile(r"return \{([^}]*)\};\n\}\)\(\);")


def test_each_name_that_a_module_imports_is_given_by_the_other() -> None:
    given = {path.stem: _names(_given(path.stem)) for path in FOLDER.glob("*.js")}
    for path in FOLDER.glob("*.js"):
        for names, module in IMPORTED.findall(path.read_text("utf-8")):
            assert _names(names) <= given[module], (path.name, module)


def _given(module: str) -> str:
    own = html.viewer_source(module).partition(f"const module_{module} = ")[2]
    returned = RETURNED.search(own)
    assert returned is not None, module
    return returned[1]


def _names(some: str) -> set[str]:
    return {name.strip() for name in some.split(",") if name.strip()}
