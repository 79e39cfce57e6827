"""Answers of a time stamp authority (RFC 3161) in DER, without a signature."""

from __future__ import annotations

from hashlib import sha256

PKCS = b"\x2a\x86\x48\x86\xf7\x0d\x01"
HASHES = {"sha256": 1, "sha384": 2, "sha512": 3}


def der(tag, *parts):
    """One element of DER."""
    content = b"".join(parts)
    if len(content) < 0x80:
        return bytes([tag, len(content)]) + content
    return bytes([tag, 0x82]) + len(content).to_bytes(2) + content


def algorithm(number):
    name = b"\x60\x86\x48\x01\x65\x03\x04\x02" + bytes([number])
    return der(0x30, der(6, name), der(5))


def statement_of(content, time=b"20261127210305Z", number=1, hashed=sha256):
    imprint = der(0x30, algorithm(number), der(4, hashed(content).digest()))
    return der(0x30, der(2, b"\1"), der(6, b"\x2a\3"), imprint, der(2, b"\7"), der(0x18, time))


def answer_of(statement, status=b"\0", signed=None):
    """What an authority answers: a status and the statement, whose digest is signed."""
    digest = sha256(statement if signed is None else signed).digest()
    told = der(0x30, der(6, PKCS + b"\x09\4"), der(0x31, der(4, digest)))
    signer = der(0x30, der(2, b"\1"), der(0x30), algorithm(1), der(0xA0, told), der(4, b"unsigned"))
    stated = der(0x30, der(6, PKCS + b"\x09\x10\1\4"), der(0xA0, der(4, statement)))
    data = der(0x30, der(2, b"\3"), der(0x31, algorithm(1)), stated, der(0x31, signer))
    token = der(0x30, der(6, PKCS + b"\7\2"), der(0xA0, data))
    return der(0x30, der(0x30, der(2, status)), token)


def query_of(content):
    imprint = der(0x30, algorithm(1), der(4, sha256(content).digest()))
    return der(0x30, der(2, b"\1"), imprint, der(1, b"\xff"))


def stamp_of(content, **how):
    return answer_of(statement_of(content, **how))
