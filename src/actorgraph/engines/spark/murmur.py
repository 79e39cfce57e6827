"""In which part of a table a key stands: Spark's own hash, so that its shuffles split tables.

Murmur3 (Appleby 2008, public domain) with 32 bits, as Spark spells it: the bytes that are left
after the last whole word are mixed in one by one.
"""

from __future__ import annotations

import struct

_MASK = 0xFFFFFFFF
_SEED = 42
_BYTE = 0x80


def part_of(key: str | int, parts: int) -> int:
    """The part of so many in which a key stands."""
    number = _of_number(key) if isinstance(key, int) else _of_bytes(key.encode())
    signed = number - (1 << 32) if number >> 31 else number
    return signed % parts


def _of_bytes(text: bytes) -> int:
    whole = len(text) // 4
    state = _SEED
    for word in struct.unpack_from(f"<{whole}I", text):
        state = _mixed(state, word)
    for byte in text[4 * whole :]:
        state = _mixed(state, (byte - 2 * _BYTE if byte >= _BYTE else byte) & _MASK)
    return _finished(state, len(text))


def _of_number(number: int) -> int:
    state = _mixed(_mixed(_SEED, number & _MASK), (number >> 32) & _MASK)
    return _finished(state, 8)


def _mixed(state: int, word: int) -> int:
    word = (word * 0xCC9E2D51) & _MASK
    word = ((word << 15 | word >> 17) * 0x1B873593) & _MASK
    state ^= word
    state = (state << 13 | state >> 19) & _MASK
    return (state * 5 + 0xE6546B64) & _MASK


def _finished(state: int, length: int) -> int:
    state ^= length
    state = ((state ^ state >> 16) * 0x85EBCA6B) & _MASK
    state = ((state ^ state >> 13) * 0xC2B2AE35) & _MASK
    return state ^ state >> 16
