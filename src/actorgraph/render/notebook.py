"""Display answers in notebooks: the text of the command line as HTML, and the page in a frame.

A picture works in saved and converted notebooks, without a kernel and without a network.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_STYLE_CODE = re.compile("\x1b\\[([0-9;]*)m")
_STYLES = {
    "1": "font-weight:600",
    "2": "opacity:.65",
    "31": "color:#b3261e",
    "32": "color:#1b7837",
    "33": "color:#8a5a00",
    "36": "color:#0b6e8a",
}
_FRAME = (
    "margin:0;padding:.6em .8em;overflow-x:auto;line-height:1.45;white-space:pre;"
    "border-left:3px solid #8884;font-size:.92em"
)


_FRAMED = "actorgraph-picture"
_DARK = (
    "[data-jp-theme-light=false]", ".vscode-dark", ".vscode-high-contrast", ".dark",
    "[data-theme=dark]", "[theme=dark]",
)  # fmt: skip
_LIGHT = (
    "[data-jp-theme-light=true]", ".vscode-light", ".vscode-high-contrast-light", ".light",
    "[data-theme=light]", "[theme=light]",
)  # fmt: skip
"""What JupyterLab, VS Code, marimo and Colab say of their theme, above an output."""


def _themed() -> str:
    """Return the rules by which a frame, and so the page in it, is as dark as the notebook."""
    rules = (
        f"{','.join(f'{host} .{_FRAMED}' for host in hosts)}{{color-scheme:{scheme}}}"
        for scheme, hosts in (("light", _LIGHT), ("dark", _DARK))
    )
    return f"<style>{''.join(rules)}</style>"


class Picture:
    """The page of a graph, in a frame.

    Args:
        page: the whole page, as `export` writes it.
        title: the title of the frame, for screen readers.
        height: the height of the frame in CSS pixels.
    """

    def __init__(self, page: str, title: str, height: int) -> None:
        self.page = page
        self.title = title
        self.height = height

    def __repr__(self) -> str:
        """Describe the picture in one line."""
        return f"<Picture of {self.title}: {len(self.page):,} characters of HTML>"

    def _repr_html_(self) -> str:
        return (
            f'{_themed()}<iframe class="{_FRAMED}" title="{html.escape(self.title)}" '
            'sandbox="allow-scripts allow-downloads" '
            f'style="width:100%;height:{self.height}px;border:1px solid #8884;border-radius:6px" '
            f'srcdoc="{html.escape(self.page)}"></iframe>'
        )


def html_of(lines: Iterable[str]) -> str:
    """Turn lines styled for a terminal into HTML; their text is escaped."""
    return f'<pre style="{_FRAME}">' + "\n".join(map("".join, map(_spans, lines))) + "</pre>"


def _spans(line: str) -> Iterator[str]:
    """Yield the parts of a line as HTML; `split` returns text and style in turn."""
    open_spans = 0
    for at, part in enumerate(_STYLE_CODE.split(line)):
        if at % 2 == 0:
            yield html.escape(part)
        elif part == "0":
            yield "</span>" * open_spans
            open_spans = 0
        else:
            open_spans += 1
            styles = ";".join(filter(None, map(_STYLES.get, part.split(";"))))
            yield f'<span style="{styles}">'
    yield "</span>" * open_spans
