"""The page of `actorgraph serve`: the exported page's modules, and those of `workspace/`.

It holds no data and no secret: its modules ask the server, with the token of the address.
"""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING

from actorgraph.page_settings import ENGLISH
from actorgraph.render import html
from actorgraph.render.languages import words_in

if TYPE_CHECKING:
    from actorgraph.page_settings import PageSettings

_SHEETS = ("workspace.css", "editor.css")
_ASKING = "connect-src 'self'; "
"""What its policy allows beyond that of an exported page."""


def workspace_page(about: PageSettings) -> tuple[str, str]:
    """Return the page as text, and the Content-Security-Policy that the server sends with it."""
    language = about.language or ENGLISH
    script, style = _script(language), _style()
    title = about.title or words_in(language)["title"]
    words = words_in(language, "workspace")["noscript"]
    text = html.filled(
        title, json.dumps({}), language, script, style, allowing=_ASKING, noscript=words
    )
    return text, f"{html.policy(script, style, allowing=_ASKING)}; frame-ancestors 'none'"


@cache
def _script(language: str) -> str:
    return html.minified(
        f"{html.viewer_source('workspace', html.WITH_MONEY, language=language)}\n"
        f"module_workspace.start(document.getElementById('app'));\n"
    )


@cache
def _style() -> str:
    own = (html.style_source("workspace", sheet) for sheet in _SHEETS)
    return "".join([html.style_source(), *own])
