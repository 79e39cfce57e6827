"""The page in a frame: a picture in a notebook, which needs no kernel and no network.

It works in saved and converted notebooks too, and is as dark as the notebook around it.
"""

from __future__ import annotations

import html

_FRAMED = "actorgraph-picture"
_UNTRUSTED = "actorgraph-untrusted"
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
    return f"<style>.{_UNTRUSTED}{{display:none}}{''.join(rules)}</style>"


def _explained(title: str) -> str:
    """Return what stands in place of a picture where frames and styles are taken out.

    JupyterLab does so with what is saved in a notebook that is not trusted yet.
    """
    return (
        f'<p class="{_UNTRUSTED}">Picture: {html.escape(title)}. It is shown once the notebook is '
        "trusted (in JupyterLab: View, Activate Command Palette, Trust Notebook) or has run.</p>"
    )


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
            f"{_themed()}{_explained(self.title)}"
            f'<iframe class="{_FRAMED}" title="{html.escape(self.title)}" '
            'sandbox="allow-scripts allow-downloads" '
            f'style="box-sizing:border-box;width:100%;height:{self.height}px;'
            'border:1px solid #8884;border-radius:6px" '
            f'srcdoc="{html.escape(self.page)}"></iframe>'
        )
