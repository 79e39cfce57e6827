"""How Sphinx makes a site of these pages: `make site`.

The pages are plain Markdown and are read as well where they lie. What stands in which part of the
site is what `README.md` of this folder links, so that there is one list of the pages.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx

project = "actorgraph"
author = copyright = "The actorgraph authors"
extensions = ["myst_parser"]
root_doc = "README"
exclude_patterns = ["examples", "man"]
html_theme = "furo"
html_title = "actorgraph"
html_static_path: list[str] = []
html_show_sphinx = False
html_search_scorer = str(Path(__file__).with_name("search_order.js"))
html_copy_source = False
pygments_style = "default"
myst_heading_anchors = 3
myst_enable_extensions = ["deflist"]
suppress_warnings = ["misc.highlighting_failure"]

_PART = re.compile(r"^## (?P<title>.+)\n(?P<pages>(?:(?!## ).*\n?)*)", re.MULTILINE)
_LINK = re.compile(r"\]\((?P<page>[^)#]+)\.md\)")


def contents(text: str) -> str:
    """Return a table of contents, as MyST writes one, of each part of the list of pages.

    Args:
        text: the Markdown of README.md, with a heading of the second level over each part.
    """
    parts = []
    for part in _PART.finditer(text):
        pages = "\n".join(link["page"] for link in _LINK.finditer(part["pages"]))
        parts.append(f"```{{toctree}}\n:hidden:\n:caption: {part['title']}\n\n{pages}\n```\n")
    return "\n".join(parts)


def _add_contents(_app: Sphinx, page: str, source: list[str]) -> None:
    if page == root_doc:
        source[0] += "\n\n" + contents(source[0])


def setup(app: Sphinx) -> None:
    """Add the table of contents when the list of pages is read."""
    app.connect("source-read", _add_contents)
