"""How the names of entities are spelled anywhere, in lines: what a first look at many needs.

A line has the spelling keys of the words of a plain name (`plain_words` of names/parts.py) in order
of the alphabet and, after a tab, those of its marked words as they are heard. Stands for reading
each name from its row and taking it apart, in a twentieth of the time; names/lookup.py does that
where there is no line. tests/index/test_names_in_bulk.py compares both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as arrow
import pyarrow.compute as pc

from actorgraph.index.arrays import flags, lengths, picked, texts
from actorgraph.index.token_table import NOT_HEARD

if TYPE_CHECKING:
    from actorgraph.index.array_types import Numbers, Owners, Places
    from actorgraph.index.token_table import TokenTable

_WORDS = 32
"""Bits of the place of a key; the number of the name stands before them."""


def spelled_lines(table: TokenTable, word: Places, name: Places, count: int) -> arrow.StringArray:
    """Return a line for each name, an empty text for those without words.

    Args:
        word, name: the words of names, in their order, and to which name each belongs.
        count: how many names there are.
    """
    key = table.distinct[word].astype(np.int64)
    order = np.argsort((name.astype(np.int64) << _WORDS) + table.rank[key], kind="stable")
    lines = _joined(picked(table.keys, key[order]), name, count, " ")
    heard = table.heard_as[word]
    marked = heard != NOT_HEARD
    if not marked.any():
        return lines
    sounds = _joined(picked(table.keys, heard[marked]), name[marked], count, " ")
    tabs = pc.if_else(flags(lengths(sounds) > 0), _scalar("\t"), _scalar(""))
    return pc.binary_join_element_wise(lines, tabs, sounds, _scalar(""))


def lines_of_entities(lines: arrow.StringArray, owners: Owners, count: int) -> arrow.StringArray:
    """Return the lines of each entity; an empty text for those of whom a name has none.

    Args:
        lines: of all names, those on display first; owners: the numbers of their entities.
        count: how many entities there are.
    """
    if len(owners) == count and bool((owners == np.arange(count)).all()):
        return lines
    order = np.argsort(owners, kind="stable")
    several = _joined(picked(lines, order), owners[order], count, "\n")
    odd = np.zeros(count, bool)
    odd[owners[lengths(lines) == 0]] = True
    return pc.if_else(flags(odd), _scalar(""), several)


def _joined(some: arrow.StringArray, of: Numbers, count: int, between: str) -> arrow.StringArray:
    """Return texts joined, those of each of so many; `of` says in order whose they are."""
    if not len(some):
        return texts([""] * count)
    ends = np.append(0, np.cumsum(np.bincount(of, minlength=count))).astype(np.int32)
    offsets = arrow.Array.from_buffers(arrow.int32(), len(ends), [None, arrow.py_buffer(ends)])
    return pc.binary_join(arrow.ListArray.from_arrays(offsets, some), _scalar(between))


def _scalar(text: str) -> arrow.StringScalar:
    """Return a text as Arrow has it; made of a plain text by pyarrow itself, it imports pandas."""
    return texts([text])[0]
