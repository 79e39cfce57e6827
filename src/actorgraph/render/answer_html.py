"""The lines of an answer as HTML for a notebook: as wide as the cell, and folded where it is long.

Lines set in columns become tables, whose cells wrap; in a narrow cell they stand below one another.
What is long is folded by section and opened by a click, without a script. Colours are mixed with
the colour of the notebook's own text, so they can be read on a light and on a dark ground. The fill
of the text has them, not its `color`: there Chromium keeps a mix when the notebook turns dark.
"""

from __future__ import annotations

import html
import re
from itertools import groupby, islice
from typing import TYPE_CHECKING, NamedTuple

from actorgraph.render.python_advice import in_python
from actorgraph.render.terminal import CELL_END

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MOST_LINES = 2_000
"""So many lines are read of an answer: more would make a notebook that no browser opens."""
MOST_ROWS = 72
"""So many rows of text an answer takes unfolded where its cell is narrow: two screens."""
NARROW = 42
"""Characters in a row of a narrow cell."""
SHARES = (40, 20, 12, 8, 5, 3)
"""How many lines each section of a long answer shows: the most with which all of it fits."""

_STYLE_CODE = re.compile("\x1b\\[([0-9;]*)m")
_BOLD = "\x1b[1m"
_TAG = re.compile("<[^>]*>")
_NUMBER = re.compile(r"[\d,.]+ ?%?")
_DAY = re.compile(r"\d{4}-\d\d(-\d\d)?")
_STYLES = {"1": "b", "2": "dim", "31": "red", "32": "green", "33": "amber", "36": "teal"}
_SHEET = (
    ".ag-answer{container-type:inline-size;font-size:.95em;line-height:1.45;max-height:1600px;"
    "overflow:auto;border-left:3px solid #8884;padding:.2em .8em}"
    ".ag-answer p{white-space:pre-wrap;overflow-wrap:anywhere;"
    "text-indent:-1.5em}"
    ".ag-answer section+section{margin-top:.8em}"
    ".ag-answer table{border-collapse:collapse;margin:.1em 0;width:auto;border:0;font-size:inherit}"
    ".ag-answer tr{background:none!important;border:0;text-align:left!important;line-height:1.35}"
    ".ag-answer td{padding:.1em 1.2em .1em 0;text-align:left!important;vertical-align:top;border:0;"
    "max-width:none;white-space:normal;overflow-wrap:anywhere;min-width:8ch;line-height:inherit}"
    ".ag-answer td:first-child{padding-left:var(--indent,0)}"
    ".ag-answer tr.h td{overflow-wrap:normal}.ag-answer td.d{white-space:nowrap}"
    ".ag-answer td.n{text-align:right!important;white-space:nowrap;min-width:0}"
    ".ag-answer summary{cursor:pointer;width:fit-content}"
    ".ag-answer b,.ag-answer .b{font-weight:600}"
    ".ag-answer .dim,.ag-answer summary"
    "{-webkit-text-fill-color:color-mix(in srgb,currentColor 72%,transparent)}"
    ".ag-answer .red{-webkit-text-fill-color:color-mix(in srgb,currentColor 56%,#f0342b)}"
    ".ag-answer .green{-webkit-text-fill-color:color-mix(in srgb,currentColor 40%,#17934a)}"
    ".ag-answer .amber{-webkit-text-fill-color:color-mix(in srgb,currentColor 40%,#c07a00)}"
    ".ag-answer .teal{-webkit-text-fill-color:color-mix(in srgb,currentColor 40%,#0f8fb8)}"
    "@container (max-width:560px){.ag-answer table,.ag-answer tbody,.ag-answer tr,.ag-answer td"
    "{display:block}.ag-answer tr{padding:.3em 0 0 calc(var(--indent,0em) + 1.5em)}"
    ".ag-answer td{padding:0}.ag-answer td:first-child{padding:0;margin-left:-1.5em}"
    ".ag-answer td.n{text-align:left!important}.ag-answer tr.h{display:none}"
    ".ag-answer td.n:first-child{float:left;min-width:1.5em}"
    ".ag-answer td[data-of]{display:inline-block;min-width:0;padding-right:1em}"
    ".ag-answer td[data-of]::after{content:' ' attr(data-of);opacity:.75}}"
)


class AnswerLine(NamedTuple):
    """One line of an answer.

    Attributes:
        indent: the blanks before it.
        cells: its text as HTML; several where it is set in columns.
        rows: about how many rows it takes in a narrow cell.
        is_header: whether it names the columns of the lines below it.
    """

    indent: int
    cells: Sequence[str]
    rows: int
    is_header: bool = False


def html_of(lines: Iterable[str]) -> str:
    """Turn the lines of an answer into HTML; their text is escaped.

    Args:
        lines: styled for a terminal, cells ended by CELL_END.
    """
    read = [in_python(line) for line in islice(lines, MOST_LINES + 1)]
    sections = _sections(read[:MOST_LINES])
    share = _share(sections)
    shown: list[str] = []
    room = MOST_ROWS
    for number, section in enumerate(sections):
        cost = _cost(section, share)
        if cost > room and shown:
            rest = "".join(_section(one, len(one)) for one in sections[number:])
            shown.append(_folded(sum(map(len, sections[number:])), rest))
            break
        shown.append(_section(section, share))
        room -= cost
    if len(read) > MOST_LINES:
        shown.append(f"<p>{_BEYOND}</p>")
    return f'<div class="ag-answer"><style>{_SHEET}</style>{"".join(shown)}</div>'


_BEYOND = (
    f"Only the first {MOST_LINES:,} lines are here: <code>answer.text()</code> has all of them, "
    "<code>answer.frame()</code> is a table."
)


def _sections(lines: Sequence[str]) -> list[list[AnswerLine]]:
    """Return what stands between blank lines."""
    groups = groupby(map(_line, lines), key=lambda line: any(line.cells))
    return [list(group) for is_text, group in groups if is_text]


def _share(sections: Sequence[Sequence[AnswerLine]]) -> int:
    """Return how many lines of a section are shown."""
    if sum(_cost(section, len(section)) for section in sections) <= MOST_ROWS:
        return MOST_LINES
    fitting = (n for n in SHARES if sum(_cost(one, n) for one in sections) <= MOST_ROWS)
    return next(fitting, SHARES[-1])


def _cost(section: Sequence[AnswerLine], share: int) -> int:
    """Return how many rows a section takes, with the blank above it and what opens the rest."""
    shown = section if len(section) <= share + 1 else section[:share]
    return sum(line.rows for line in shown) + 1 + (len(shown) < len(section))


def _section(section: Sequence[AnswerLine], share: int) -> str:
    if len(section) <= share + 1:
        return f"<section>{_lines(section)}</section>"
    rest = section[share:]
    return f"<section>{_lines(section[:share])}{_folded(len(rest), _lines(rest))}</section>"


def _folded(count: int, content: str) -> str:
    return f"<details><summary>{count:,} more lines</summary>{content}</details>"


def _lines(lines: Sequence[AnswerLine]) -> str:
    """Write lines; from the first that is set in columns on, all are rows of one table."""
    begin = next((at for at, line in enumerate(lines) if len(line.cells) > 1), len(lines))
    paragraphs = "".join(
        f'<p style="margin:0;padding-left:{line.indent * 0.6 + 1.5:g}em">{"".join(line.cells)}</p>'
        for line in lines[:begin]
    )
    rest = lines[begin:]
    if not rest:
        return paragraphs
    header = rest[0].cells if rest[0].is_header else ()
    width = max(len(line.cells) for line in rest)
    rows = "".join(_row(line, width, header) for line in rest)
    return f"{paragraphs}<table><tbody>{rows}</tbody></table>"


def _row(line: AnswerLine, width: int, header: Sequence[str]) -> str:
    *first, last = line.cells
    cells = [*((cell, 1) for cell in first), (last, width - len(first))]
    labels = header if len(header) == len(cells) and not line.is_header else [""] * len(cells)
    written = "".join(
        _cell(text, span, label if at else "")
        for at, ((text, span), label) in enumerate(zip(cells, labels, strict=True))
    )
    kind = ' class="h"' if line.is_header else ""
    indent = f' style="--indent:{line.indent * 0.6:g}em"' if line.indent else ""
    return f"<tr{kind}{indent}>{written}</tr>"


def _cell(text: str, span: int, label: str) -> str:
    """Write a cell; its label stands beside it where the row of headers is not shown."""
    attributes = f' colspan="{span}"' if span > 1 else ""
    if is_number := bool(_NUMBER.fullmatch(text)):
        attributes += ' class="n"'
    elif _DAY.fullmatch(text):
        attributes += ' class="d"'
    if label and text:
        words = _TAG.sub("", label)
        attributes += f' data-of="{words if is_number else ""}"'
    return f"<td{attributes}>{text}</td>"


def _line(text: str) -> AnswerLine:
    bare = _STYLE_CODE.sub("", text)
    indent = len(bare) - len(bare.lstrip(" "))
    cells = bare.split(CELL_END)
    rows = sum(-(-len(cell) // NARROW) for cell in cells)
    is_header = len(cells) > 1 and text.lstrip(" ").startswith(_BOLD)
    return AnswerLine(indent, _cells(text), rows, is_header)


def _cells(text: str) -> list[str]:
    """Return the cells of a line as HTML; `split` returns text and style in turn."""
    cells, names = [""], ""
    for at, part in enumerate(_STYLE_CODE.split(text)):
        if at % 2:
            names = " ".join(filter(None, map(_STYLES.get, part.split(";"))))
            continue
        for place, piece in enumerate(part.split(CELL_END)):
            if place:
                cells.append("")
            is_first = len(cells) == 1 and not cells[0]
            bare = html.escape(piece.lstrip(" ") if is_first else piece)
            cells[-1] += _styled(bare, names) if names and bare else bare
    return cells


def _styled(text: str, names: str) -> str:
    if names == "b":
        return f"<b>{text}</b>"
    return f'<span class="{names}">{text}</span>'
