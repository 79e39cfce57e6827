"""The page: one HTML file with the graph, its evidence and a viewer, which works offline.

The viewer (`page/`) draws every size on a canvas; Python joins its modules into one script.
Nothing from the data is ever written as HTML: it is stored as JSON and displayed as text.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
import zlib
from dataclasses import replace
from functools import cache
from importlib import resources
from itertools import product
from typing import TYPE_CHECKING, Any

from actorgraph.errors import UsageError
from actorgraph.page_settings import ENGLISH
from actorgraph.render.columns import pack_decimals, pack_integers, pack_words
from actorgraph.render.languages import words_in
from actorgraph.render.payload import payload, vocabulary
from actorgraph.render.romanization import facts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from actorgraph.claims import Entity
    from actorgraph.engine import Subgraph
    from actorgraph.passages.cited_passages import CitedPassages
    from actorgraph.story import Story

LARGEST = 100_000
PLAIN_BELOW = 1_500
"""Up to so many entities the page holds its data as readable JSON, beyond as packed columns."""

_COMPACT: dict[str, Any] = {"separators": (",", ":")}
_IMPORT = re.compile(r'^import \{([^}]*)\} from "\.(?:\./\w+)?/(\w+)\.js";$', re.MULTILINE)
_FOLDERS = ("page", "money", "workspace")
"""Where modules lie; no two have one name."""
WITH_MONEY = "moneypage"
"""The module that shows shares and amounts, for pages that have any."""
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_AROUND_MARKS = re.compile(r"\s*([{};])\s*")
_EXPORT = re.compile(r"^export ", re.MULTILINE)
_MODULE = re.compile(r"\bmodule_\w+")
_EXPORTED = re.compile(r"^export (?:async )?(?:function|const|class) (\w+)", re.MULTILINE)


def page(
    graph: Subgraph,
    *,
    title: str = "",
    note: str = "",
    credit: str = "",
    language: str = "",
    embed: bool = False,
    others: Mapping[str, Entity] | None = None,
    story: Story | None = None,
    passages: CitedPassages | None = None,
    force: bool = False,
    progress: Callable[[float], None] | None = None,
) -> str:
    """Return the whole page as text, to be written in UTF-8.

    Args:
        title: the page's heading; by default who is connected to whom, in the page's language.
        note, credit: a sentence under the heading; a line that says whose work the page shows.
        language: of the page's own words, one of LANGUAGES.
        embed: make a page for a frame in an article.
        others: entities that claims name and that are not drawn.
        story: steps that a reader is led through, each with claims of the graph.
        passages: of the documents that claims cite.
        force: draw more than LARGEST entities.
        progress: called with the part of the layout that is done, from 0 to 1.

    Raises:
        UsageError: if there is nothing to draw, or too much.
    """
    _check_size(len(graph.entities), force=force)
    if len(graph.entities) > PLAIN_BELOW:
        graph = in_order_of_ends(graph)
    language = language or ENGLISH
    title = title or words_in(language)["title"]
    # An argument of the command line may hold bytes that are no text.
    title, note, credit = (
        text.encode("utf-8", "replace").decode() for text in (title, note, credit)
    )
    data = payload(
        graph,
        title=title,
        note=note,
        credit=credit,
        others=others,
        story=story,
        passages=passages,
        progress=progress,
    )
    return assembled(title, island(data), language, embed=embed, has_money="money" in data)


def _check_size(entities: int, *, force: bool) -> None:
    if not entities:
        raise UsageError("There is nothing to draw: the filters leave no entity.")
    if entities > LARGEST and not force:
        raise UsageError(
            f"{entities:,} entities are more than one page can show well.",
            hint="Draw the neighborhood of one entity, filter, or draw it anyway: force=True.",
        )


def in_order_of_ends(graph: Subgraph) -> Subgraph:
    """Sort edges by their ends: packed as columns, they then take a third of the space."""
    place = {entity.id: number for number, entity in enumerate(graph.entities)}
    edges = sorted(graph.edges, key=lambda edge: (place[edge.source], place[edge.target]))
    return replace(graph, edges=tuple(edges))


def viewer_source(*entries: str, language: str = ENGLISH) -> str:
    """Join the page's ES modules into one script, each in a function of its own.

    `import {a} from "./b.js"` becomes `const {a} = module_b`; each function returns its exports.

    Args:
        entries: the modules that are needed; the modules that they import are put before them.
        language: whose words the page speaks.
    """
    sources: dict[str, str] = {}
    for entry in entries or ("shell", WITH_MONEY):
        _gather(entry, sources)
    enclosed = {name: _enclosed(name, source) for name, source in sources.items()}
    if "language" in enclosed:
        known = words_in(language)
        for entry, folder in ((WITH_MONEY, "money"), ("workspace", "workspace")):
            if entry in enclosed:
                known = known | words_in(language, folder)
        words = json.dumps(known, ensure_ascii=False, **_COMPACT)
        enclosed["language"] += f'\nmodule_language.learn("{language}",{words});'
    script = "\n".join(enclosed.values())
    if "lexicon" in sources:
        script += f'\nmodule_lexicon.learn("{packed_facts()}");'
    return script


@cache
def packed_facts() -> str:
    """Return what every page knows about names, packed; nothing of it is from the data."""
    return deflated(json.dumps(facts(), ensure_ascii=False, **_COMPACT))


def deflated(text: str) -> str:
    """Return a text as raw DEFLATE in base64, which `page/inflate.js` unpacks."""
    packing = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = packing.compress(text.encode()) + packing.flush()
    return base64.b64encode(packed).decode("ascii")


def minified(script: str) -> str:
    """Return a script without comments and blanks, a quarter of it; names stay.

    Where rjsmin is not to be had, as in a browser, the script stays as it is, and does the same.
    """
    try:
        from rjsmin import jsmin
    except ImportError:
        return script
    text: str = jsmin(script)
    return text


def with_short_names(script: str) -> str:
    """Return a joined script in which modules are numbered: their names are 4 kB of each page."""
    numbers: dict[str, int] = {}
    return _MODULE.sub(lambda named: f"${numbers.setdefault(named[0], len(numbers))}", script)


def _gather(name: str, sources: dict[str, str]) -> None:
    """Add a module's source after the sources of the modules that it imports."""
    if name in sources:
        return
    files = (resources.files("actorgraph.render") / folder / f"{name}.js" for folder in _FOLDERS)
    source = next(file for file in files if file.is_file()).read_text(encoding="utf-8")
    for _, imported in _IMPORT.findall(source):
        _gather(imported, sources)
    sources[name] = source


def _enclosed(name: str, source: str) -> str:
    exported = ", ".join(_EXPORTED.findall(source))
    body = _EXPORT.sub("", _IMPORT.sub(r"const {\1} = module_\2;", source))
    return f"const module_{name} = (() => {{\n{body}return {{ {exported} }};\n}})();"


def style_source(folder: str = "page", sheet: str = "viewer.css") -> str:
    """Return a style sheet without comments and the blanks around its marks."""
    style = (resources.files("actorgraph.render") / folder / sheet).read_text("utf-8")
    return _AROUND_MARKS.sub(r"\1", _COMMENT.sub("", style)).replace(";}", "}").strip()


_SHEETS = {"page": "viewer.css", "workspace": "workspace.css"}


def island(data: dict[str, Any]) -> str:
    """Return the payload as JSON text that is safe inside a script element."""
    if len(data["entities"]["id"]) > PLAIN_BELOW:
        data = _packed(data)
    text = json.dumps(data, ensure_ascii=False, **_COMPACT)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return _BIDI.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def opening_on(data: str, link: str) -> str:
    """Return a data island whose page opens on a link, unless its address has one."""
    return f'{data.removesuffix("}")},"link":{json.dumps(link)}}}'


def _packed(data: dict[str, Any]) -> dict[str, Any]:
    """Return the payload with its columns packed, by part ("" is the whole) and name."""
    rest = dict(data)
    rest["packed"] = {}
    parts = ("entities", "edges", "claims", "dates", "descriptions")
    for part in (part for part in parts if part in data):
        rest[part] = {}
        rest["packed"][part] = {name: _column(name, data[part][name]) for name in data[part]}
    rest["packed"][""] = {"names": _column("names", rest.pop("names"))}
    return rest


def _column(name: str, values: list[Any]) -> dict[str, Any]:
    if name in ("x", "y", "size"):
        return {"kind": "decimals", **pack_decimals(values)}
    if values and isinstance(values[0], int):
        less = max(0, -min(values))
        return {"kind": "integers", "less": less, **pack_integers([v + less for v in values])}
    return {"kind": "words", **pack_words(values)}


_BIDI = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def assembled(
    title: str,
    data: str,
    language: str = ENGLISH,
    *,
    embed: bool = False,
    has_money: bool = False,
) -> str:
    """Return the page for a data island.

    Args:
        has_money: whether the data has shares or amounts to be shown.
    """
    script = _script(language, embed=embed, has_money=has_money)
    return filled(title, data, language, script, style_source())


def filled(
    title: str,
    data: str,
    language: str,
    script: str,
    style: str,
    *,
    allowing: str = "",
    noscript: str = "",
) -> str:
    """Return a page of these parts.

    Args:
        data: the content of its data island.
        allowing: what its policy allows beyond its own script and style, if anything.
        noscript: what it says without JavaScript; by default that its data is in the file.
    """
    parts = {
        "LANGUAGE": language,
        "TITLE": html.escape(title),
        "NOSCRIPT": html.escape(noscript or words_in(language)["noscript"], quote=False),
        "POLICY": policy(script, style, allowing=allowing),
        "STYLE": style,
        "DATA": data,
        "VIEWER": script,
    }
    return re.sub(r"\{\{(\w+)\}\}", lambda match: parts[match[1]], _template())


def policy(script: str, style: str, *, allowing: str = "") -> str:
    """Return the Content-Security-Policy of a page: its own script and style, and nothing else."""
    return (
        f"default-src 'none'; {allowing}script-src {_digest(script)}; style-src {_digest(style)}; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )


def fixed_parts(language: str) -> tuple[str, ...]:
    """Return what every page in a language holds, the longest first; nothing is from the data."""
    scripts = [
        _script(language, embed=embed, has_money=has_money)
        for embed, has_money in product((False, True), repeat=2)
    ]
    style = style_source()
    words = html.escape(words_in(language)["noscript"], quote=False)
    frame = (part.strip() for part in re.split(r"\{\{\w+\}\}", _template()))
    known = json.dumps(vocabulary(), ensure_ascii=False, **_COMPACT).strip("{}")
    policies = (policy(script, style) for script in scripts)
    parts = {known, *scripts, style, words, *policies, *frame} - {""}
    return tuple(sorted(parts, key=len, reverse=True))


def _template() -> str:
    return (resources.files("actorgraph.render") / "page" / "page.html").read_text("utf-8")


@cache
def _script(language: str, *, embed: bool, has_money: bool = False) -> str:
    elements = "document.getElementById('app'), document.getElementById('data')"
    boot = f"module_shell.start({elements}, {json.dumps(embed)});"
    entries = ("shell", WITH_MONEY) if has_money else ("shell",)
    return with_short_names(minified(f"{viewer_source(*entries, language=language)}\n{boot}\n"))


def _digest(source: str) -> str:
    raw = hashlib.sha256(source.encode()).digest()
    return f"'sha256-{base64.b64encode(raw).decode()}'"
