"""What every page of ours holds, whatever the data: its script, style, keys and vocabulary.

It holds common words (`position: absolute`, `"holds_position"`) and, packed, any three letters by
chance, so that a search for what was redacted would always find something. Only what is exactly
ours is left out, byte for byte: a page of another version is searched whole. Called by unpacking.py
and leaks.py.
"""

from __future__ import annotations

import json
import re
from functools import cache

from actorgraph import schema

_MARK = b'<meta name="generator" content="actorgraph">'
_PAGE = re.compile(rb'<html lang="([a-z]{2,8})">')
_RELATIONS = re.compile(rb'"relations":(\[[^\]]*\])')
_KEY = re.compile(rb'(?<=[{,])"(\w{1,40})":')
_NUMBERED = {"status": schema.STATUSES, "certainty": schema.CERTAINTIES}
_INSTEAD = b"\nx\n"
VOCABULARY = frozenset().union(
    schema.OFFICE_WORDS,
    schema.ANNOUNCING_RELATIONS,
    schema.SYMMETRIC_RELATIONS,
    schema.INVERSE_RELATIONS,
    schema.STATE_RELATIONS,
    schema.EVENT_RELATIONS,
    schema.REPORTING_RELATIONS,
)
"""Words of relations that say nothing of the data by one of their parts."""


def without_our_page(content: bytes) -> bytes:
    """Leave out of a page what every page of this version holds."""
    if _MARK not in content:
        return content
    from actorgraph.page_settings import LANGUAGES
    from actorgraph.render.html import packed_facts

    named = _PAGE.search(content)
    if named and (language := named[1].decode()) in LANGUAGES:
        content = _without_told(content) + _meant(content)
        for part in _fixed(language):
            content = content.replace(part, _INSTEAD)
        content = _without_keys(content, language)
    return content.replace(packed_facts().encode(), b"")


def _meant(content: bytes) -> bytes:
    """Return the words that a page stores as their numbers in our vocabulary.

    What nobody says has the number 0. Beyond 1,500 entities a page has packed numbers, whose words
    are not told.
    """
    used = [
        words[int(number)]
        for column, words in _NUMBERED.items()
        for said in re.findall(rb'"%b":\[([\d,]*)\]' % column.encode(), content)
        for number in {*said.split(b",")} - {b"", b"0"}
        if int(number) < len(words)
    ]
    return "".join(f"\n{word}" for word in used).encode()


def is_part_of_ours(text: str, start: int, stop: int) -> bool:
    """Return whether a place in a text is a part of a longer word of our vocabulary."""
    first, last = start, stop
    while first and _is_of_word(text[first - 1]):
        first -= 1
    while last < len(text) and _is_of_word(text[last]):
        last += 1
    return last - first > stop - start and text[first:last] in VOCABULARY


def _is_of_word(letter: str) -> bool:
    return letter.isalnum() or letter == "_"


@cache
def _fixed(language: str) -> tuple[bytes, ...]:
    from actorgraph.render.html import fixed_parts

    return tuple(part.encode() for part in fixed_parts(language))


@cache
def _script_words(language: str) -> frozenset[bytes]:
    return frozenset(word for part in _fixed(language) for word in re.findall(rb"\w+", part))


def _without_keys(content: bytes, language: str) -> bytes:
    """Leave out the keys under which the page's script looks for its data."""
    known = _script_words(language)
    return _KEY.sub(lambda hit: _INSTEAD if hit[1] in known else hit[0], content)


def _without_told(content: bytes) -> bytes:
    """Leave out how relations are told and grouped, which their words say already."""
    from actorgraph.queries.sections import section_of_word
    from actorgraph.render.memo import told

    for found in _RELATIONS.finditer(content):
        try:
            words = [str(word) for word in json.loads(found[1])]
        except ValueError:
            continue
        for told_so in (map(told, words), map(section_of_word, words)):
            said = json.dumps([*told_so], ensure_ascii=False, separators=(",", ":"))
            content = content.replace(said.encode(), b"[]")
    return content
