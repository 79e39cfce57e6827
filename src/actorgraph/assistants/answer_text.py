"""The text of an answer: lines that begin with what they rest on, within a number of characters.

A line is `[ids] words`. The ids come first and are escaped, and no line of the data can begin one
of ours, so that no cell can lend itself a claim. All lines stand between two marks that carry a
number drawn for this answer alone: data that was written before cannot hold it.
"""

from __future__ import annotations

import json
import re
import secrets
from typing import TYPE_CHECKING, NamedTuple

from actorgraph.names.invisible import INVISIBLE
from actorgraph.plurals import counted
from actorgraph.render.cited_lines import COUNTED, HEADING, LEFT_OUT, NOTE
from actorgraph.render.terminal import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from actorgraph.claims import Claim
    from actorgraph.render.cited_lines import CitedLine

DEFAULT_CHARACTERS = 16_000
"""About 4,000 tokens."""
LEAST_CHARACTERS, MOST_CHARACTERS = 4_000, 200_000
SHORTEST_LINE = 24
"""No line that stands for an item of an answer has fewer characters."""
LONGEST_WORDS = 1_500
"""Longer lines are cut, and say so."""
LONGEST_ID, LONGEST_IDS = 200, 600
"""A claim with a longer id is named by its digest; ids beyond so many characters are counted."""
LONGEST_HEADING = 200
_FRAME = 700
"""Characters for the marks and for what is said of the answer around them."""
_UNSEEN = re.compile(f"(?![\u200c\u200d\ufe0f])[{INVISIBLE}]")
"""What nobody sees and a program reads; what joins letters and emoji stays."""
_PLAIN_ID = re.compile(r"[\w.@/+-]+(:[\w.@/+-]+)*")


class Page(NamedTuple):
    """A part of an answer.

    Attributes:
        lines: as they are sent.
        first, last: the numbers of the first and the last of them, from 1; headings do not count.
        left: how many lines follow.
        left_out: what the query itself has left out, in words.
    """

    lines: list[str]
    first: int
    last: int
    left: int
    left_out: list[str]


def items_within(characters: int, skip: int) -> int:
    """Return how many items of an answer can be on a page at most, or before it."""
    return skip + characters // SHORTEST_LINE


def page_of(lines: Iterable[CitedLine], *, characters: int, skip: int = 0) -> Page:
    """Return the lines that fit, beginning after those to skip.

    The heading under which the first of them stands comes with it. What the query has left out is
    told on each page.
    """
    page = Page([], skip + 1, 0, 0, [])
    space, number, last, left = characters - _FRAME, 0, 0, 0
    pending = ""
    for line in lines:
        if line.kind == LEFT_OUT:
            page.left_out.append(line.words)
            continue
        if line.kind == HEADING:
            pending = f"# {_cut(line.words, LONGEST_HEADING)}"
            continue
        number += 1
        if number <= skip:
            continue
        text = line_text(line)
        needed = len(text) + 1 + (len(pending) + 1 if pending else 0)
        if left or needed > space:
            left += 1
            continue
        page.lines.extend(filter(None, (pending, text)))
        pending, last = "", number
        space -= needed
    return page._replace(last=last, left=left)


def line_text(line: CitedLine) -> str:
    """Return a line with what it rests on before its words."""
    if line.kind == NOTE:
        return f"[note] {_cut(line.words)}"
    ids = "; against: ".join(
        ", ".join(_some(map(claim_reference, claims)))
        for claims in (line.claims, line.against)
        if claims
    )
    entities = ", ".join(_some(f"entity:{quoted_id(one)}" for one in line.entities))
    rests_on = ids or entities
    if line.kind == COUNTED:
        rests_on = f"counted; {entities}" if entities else "counted"
    return f"[{rests_on}] {_cut(line.words)}"


def claim_reference(claim: Claim) -> str:
    """Return the id of a claim as it stands before a line."""
    is_long = len(claim.id) > LONGEST_ID
    return quoted_id(claim._replace(id="").claim_id if is_long else claim.claim_id)


def quoted_id(name: str) -> str:
    """Return an id; one that could be taken for more than an id as a JSON text without brackets."""
    if _PLAIN_ID.fullmatch(name) and len(name) <= LONGEST_ID:
        return name
    text = json.dumps(name[:LONGEST_ID])
    return re.sub(r"[\[\],;]", lambda found: f"\\u{ord(found[0]):04x}", text)


def _some(ids: Iterable[str]) -> Iterator[str]:
    """Yield ids, each once, as long as they are not too many to read."""
    space, more = LONGEST_IDS, 0
    for one in dict.fromkeys(ids):
        if more or len(one) > space:
            more += 1
            continue
        space -= len(one)
        yield one
    if more:
        yield f"and {more:,} more"


def spelled_out(words: str) -> str:
    """Return words in which what a person would not see is spelled out, as in a terminal."""
    return _UNSEEN.sub(lambda found: f"\\u{{{ord(found[0]):x}}}", clean(words))


def _cut(words: str, most: int = LONGEST_WORDS) -> str:
    words = spelled_out(words[: most + 1]) + words[most + 1 :]
    if len(words) <= most:
        return words
    return f"{words[:most]}... ({len(words) - most:,} more characters)"


def cut_notes(message: str) -> list[str]:
    """Return what is said instead of an answer as lines, which fit where the fewest characters do.

    It can hold words of the data, and of whoever asks.
    """
    lines, space, left = [], LEAST_CHARACTERS - _FRAME, 0
    for one in message.split("\n"):
        text = f"[note] {_cut(one)}"
        if left or len(text) + 1 > space:
            left += 1
            continue
        lines.append(text)
        space -= len(text) + 1
    return [*lines, f"[note] {counted(left, 'more line')}."] if left else lines


def marked(lines: Iterable[str]) -> str:
    """Return lines between marks that none of them can hold."""
    text = "\n".join(lines)
    while (mark := f"data-{secrets.token_hex(8)}") in text:
        pass
    return f"<{mark}>\n{text}\n</{mark}>"


def answer_text(page: Page, *, beyond_limit: int = 0, goes_on: bool = False) -> str:
    """Return a page with what it leaves out and how to ask for it.

    Args:
        beyond_limit: how many items of the answer were counted and not read.
        goes_on: whether there are more than were counted.
    """
    nothing = "Nothing is recorded for this question." if page.first == 1 else "No line follows."
    parts = [marked(page.lines) if page.lines else nothing]
    more_than = "more than " if goes_on else ""
    items = [f"{more_than}{counted(beyond_limit, 'more item')}"] if beyond_limit else []
    left_out = [*page.left_out, *items]
    if page.left or beyond_limit:
        of = f"{page.first:,} to {page.last:,}" if page.last else "none"
        more = counted(page.left, "line") + " more"
        listed = ", ".join([*([more] if page.left else []), *left_out])
        parts.append(
            f"Shown: lines {of}. Left out: {listed}. Ask again with skip={page.last} for what "
            "follows, or narrow the question with its filters."
        )
    elif left_out:
        parts.append(
            f"Left out: {', '.join(left_out)}. Narrow the question with its filters, or ask with "
            "a larger limit."
        )
    return "\n".join(parts)
