"""The page's modules give each other what they import: the script that joins them reads no more."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from actorgraph.render import html

FOLDERS = [Path(html.__file__).parent / name for name in ("page", "money")]
IMPORTED = re.compile(r'^import \{([^}]*)\} from "\.(?:\./\w+)?/(\w+)\.js";$', re.MULTILINE)
RETURNED = re.compile(r"return \{([^}]*)\};\n\}\)\(\);")


def test_each_name_that_a_module_imports_is_given_by_the_other() -> None:
    modules = [path for folder in FOLDERS for path in folder.glob("*.js")]
    given = {path.stem: _names(_given(path.stem)) for path in modules}
    for path in modules:
        for names, module in IMPORTED.findall(path.read_text("utf-8")):
            assert _names(names) <= given[module], (path.name, module)


def test_without_rjsmin_the_page_holds_its_script_as_it_is_and_allows_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "rjsmin", None)
    script = html._script.__wrapped__("en", embed=False)
    assert html.with_short_names(html.viewer_source("shell")) in script
    assert not re.search("</script|<!--", script, re.IGNORECASE)
    monkeypatch.setattr(html, "_script", lambda *_, **__: script)
    page = html.assembled("Title", "{}")
    assert script in page
    assert html.policy(script, html.style_source()) in page


def _given(module: str) -> str:
    own = html.viewer_source(module).partition(f"const module_{module} = ")[2]
    returned = RETURNED.search(own)
    assert returned is not None, module
    return returned[1]


def _names(some: str) -> set[str]:
    return {name.strip() for name in some.split(",") if name.strip()}
