"""Read the answer of a time stamp authority (RFC 3161): what it stamped, and when.

An answer says that the stamp is granted, and holds a signed statement (TSTInfo) with the hash of
what is stamped and the time. The digest of that statement, which is what is signed, is compared.
Called by seal.py; leaves out the signature and who signed: `openssl ts -verify` tells these.
"""

from __future__ import annotations

import hmac
import re
from datetime import datetime
from hashlib import new as hash_of
from typing import NamedTuple

_INTEGER, _OCTETS, _OBJECT, _TIME, _SEQUENCE, _SET, _FIRST = 2, 4, 6, 0x18, 0x30, 0x31, 0xA0
"""Tags of DER; the last is `[0]`."""
_PKCS = b"\x2a\x86\x48\x86\xf7\x0d\x01"
_SIGNED_DATA = _PKCS + b"\x07\x02"
_STATEMENT = _PKCS + b"\x09\x10\x01\x04"
_MESSAGE_DIGEST = _PKCS + b"\x09\x04"
_HASHES = {
    b"\x60\x86\x48\x01\x65\x03\x04\x02" + bytes([number]): name
    for number, name in ((1, "sha256"), (2, "sha384"), (3, "sha512"))
} | {b"\x2b\x0e\x03\x02\x1a": "sha1"}
_GRANTED = (0, 1)
"""The statuses of an answer with a stamp: as it was asked for, or with changes."""
_LONG = 0x80
"""From here on, a length is the number of the bytes behind it that hold the length."""
_LENGTH_BYTES = 4
"""A longer length is not read."""


class NotAStampError(ValueError):
    """A file is no time stamp; the text says why, as the end of a sentence."""


class TimeStamp(NamedTuple):
    """What an authority states.

    Attributes:
        algorithm: of the hash, as hashlib calls it.
        imprint: the hash of what is stamped.
        time: of the stamp, in UTC.
    """

    algorithm: str
    imprint: bytes
    time: datetime

    def is_of(self, content: bytes) -> bool:
        """Return whether this content is what is stamped."""
        return hmac.compare_digest(hash_of(self.algorithm, content).digest(), self.imprint)


def read_time_stamp(raw: bytes) -> TimeStamp:
    """Read the answer of an authority.

    Raises:
        NotAStampError: if it is none, grants nothing, or what it states is not what was signed.
    """
    try:
        return _read(raw)
    except NotAStampError:
        raise
    except (ValueError, IndexError) as error:
        raise NotAStampError("it is no answer of a time stamp authority (RFC 3161)") from error


def _read(raw: bytes) -> TimeStamp:
    (whole,) = _elements(raw)
    parts = _elements(whole.of(_SEQUENCE))
    if parts[0].tag == _INTEGER:
        raise NotAStampError("it is the query to a time stamp authority, not its answer")
    if parts[0].tag == _OBJECT:
        raise NotAStampError("it is a token alone; keep the whole answer of the authority")
    status = _number(_elements(parts[0].of(_SEQUENCE))[0])
    if status not in _GRANTED:
        raise NotAStampError(f"the authority granted no stamp: its answer has status {status}")
    kind, content = _elements(parts[1].of(_SEQUENCE))
    if kind.of(_OBJECT) != _SIGNED_DATA:
        raise ValueError("no signed data")
    (signed,) = _elements(content.of(_FIRST))
    _, _, stated, *others = _elements(signed.of(_SEQUENCE))
    kind, content = _elements(stated.of(_SEQUENCE))
    if kind.of(_OBJECT) != _STATEMENT:
        raise ValueError("no statement of a time")
    (octets,) = _elements(content.of(_FIRST))
    statement = octets.of(_OCTETS)
    if not _is_signed(statement, others[-1]):
        raise NotAStampError("what it states is not what the authority signed; it was altered")
    return _stamp(statement)


def _stamp(statement: bytes) -> TimeStamp:
    (whole,) = _elements(statement)
    _, _, imprint, _, time, *_ = _elements(whole.of(_SEQUENCE))
    algorithm, digest = _elements(imprint.of(_SEQUENCE))
    text = time.of(_TIME).decode("ascii")
    if not re.fullmatch(r"\d{14}(\.\d+)?Z", text):
        raise ValueError("no time")
    stated = datetime.strptime(f"{text[:14]}+0000", "%Y%m%d%H%M%S%z")
    return TimeStamp(_hash_name(algorithm), digest.of(_OCTETS), stated)


def _is_signed(statement: bytes, signers: _Element) -> bool:
    """Return whether each signer's signed attributes hold the digest of the statement."""
    told = []
    for signer in _elements(signers.of(_SET)):
        _, _, algorithm, attributes, *_ = _elements(signer.of(_SEQUENCE))
        for attribute in _elements(attributes.of(_FIRST)):
            name, values = _elements(attribute.of(_SEQUENCE))
            if name.of(_OBJECT) == _MESSAGE_DIGEST:
                (value,) = _elements(values.of(_SET))
                digest = hash_of(_hash_name(algorithm), statement).digest()
                told.append(hmac.compare_digest(value.of(_OCTETS), digest))
    return bool(told) and all(told)


def _hash_name(algorithm: _Element) -> str:
    name = _HASHES.get(_elements(algorithm.of(_SEQUENCE))[0].of(_OBJECT))
    if name is None:
        raise NotAStampError("its hash is none of SHA-1, SHA-256, SHA-384 and SHA-512")
    return name


class _Element(NamedTuple):
    """One element of DER."""

    tag: int
    content: bytes

    def of(self, tag: int) -> bytes:
        """Return what it holds if it has this tag."""
        if self.tag != tag:
            raise ValueError(f"tag {self.tag:#x} is not {tag:#x}")
        return self.content


def _number(element: _Element) -> int:
    return int.from_bytes(element.of(_INTEGER), signed=True)


def _elements(content: bytes) -> list[_Element]:
    """Return the elements that follow each other in DER, to its end."""
    found = []
    at = 0
    while at < len(content):
        tag, length = content[at], content[at + 1]
        at += 2
        if length >= _LONG:
            size = length - _LONG
            if not 0 < size <= _LENGTH_BYTES:
                raise ValueError("no length")
            length = int.from_bytes(content[at : at + size])
            at += size
        if at + length > len(content):
            raise ValueError("cut")
        found.append(_Element(tag, content[at : at + length]))
        at += length
    return found
