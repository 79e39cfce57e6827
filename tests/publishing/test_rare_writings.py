"""Writings that few use are read too, and what is not read is said in docs/security.md."""

from __future__ import annotations

import base64
import io
import json
import quopri
import zlib
from urllib.parse import quote

import pyarrow
import pytest
from pyarrow import feather

from actorgraph.publishing.leaks import leaks
from actorgraph.publishing.redact import Secret

JANA = "Jana Nováková"
YANA = "Яна Новакова"
UTF_8 = "".join(f"\\{byte:03o}" for byte in JANA.encode())


def octal(content: bytes) -> bytes:
    return b"".join(b"\\%03o" % byte for byte in content)


def arrow(packed: str) -> bytes:
    made = io.BytesIO()
    feather.write_feather(pyarrow.table({"name": [JANA] * 50}), made, compression=packed)
    return made.getvalue()


RARE = {
    "DOS, Cyrillic": (YANA, YANA.encode("cp866")),
    "ISO, Cyrillic": (YANA, YANA.encode("iso8859-5")),
    "Mac, Cyrillic": (YANA, YANA.encode("mac_cyrillic")),
    "Ukrainian": ("Яна Їжакевич", "Яна Їжакевич".encode("koi8-u")),
    "Mac, Central European": (JANA, JANA.encode("mac_latin2")),
    "Mac, Western": (JANA, JANA.encode("mac_roman")),
    "DOS, Western": (JANA, JANA.encode("cp850")),
    "DOS, Central European": (JANA, JANA.encode("cp852")),
    "ISO, Central European": ("Jiří Křížek", "Jiří Křížek".encode("iso8859-2")),
    "Baltic": ("Ģirts Ķēniņš", "Ģirts Ķēniņš".encode("cp1257")),
    "Greek": ("Γιώργος Νίκου", "Γιώργος Νίκου".encode("iso8859-7")),
    "Hebrew": ("יעל כהנוביץ", "יעל כהנוביץ".encode("cp1255")),
    "Arabic": ("سمير الخطيب", "سمير الخطيب".encode("cp1256")),
    "Thai": ("สมชาย ใจดีมาก", "สมชาย ใจดีมาก".encode("cp874")),
    "Japanese": ("山田太郎一", "山田太郎一".encode("euc_jp")),
    "Japanese, in escapes": ("山田太郎一", "山田太郎一".encode("iso2022_jp")),
    "UTF-7": (JANA, JANA.encode("utf-7")),
    "escape() of JavaScript": (JANA, b"Jana%20Nov%u00e1kov%u00e1"),
    "CSS": (JANA, rb"content: 'Jana Nov\e1 kov\e1'"),
    "CSS, six digits": (JANA, rb"content: 'Jana Nov\0000e1kov\0000E1 '"),
    "octal bytes of UTF-8": (JANA, UTF_8.encode()),
    "LaTeX": (JANA, rb"Jana Nov\'akov\'a"),
    "LaTeX, in braces": (JANA, rb"Jana Nov\'{a}kov{\'a}"),
    "LaTeX, hacek": ("Jiří Křížek", rb"Ji\v{r}\'{\i} K\v{r}\'\i\v zek"),
    "BibTeX": ("Jörg Müller", rb'J{\"o}rg M{\"{u}}ller'),
    "base32": (JANA, base64.b32encode(JANA.encode())),
    "base32 in small letters": (JANA, b"key=" + base64.b32encode(JANA.encode()).lower()),
    "Ascii85": (JANA, b"%PDF-1.7\nstream\n" + base64.a85encode(JANA.encode()) + b"~>\nendstream"),
    "deflate in Ascii85": (
        JANA,
        b"%PDF-1.7\n/Filter [/ASCII85Decode /FlateDecode]\nstream\n"
        + base64.a85encode(zlib.compress(JANA.encode() * 3), wrapcol=20)
        + b"~>\nendstream",
    ),
    "quoted-printable, Western": (JANA, b"Subject: =?iso-8859-1?Q?Jana_Nov=E1kov=E1?="),
    "quoted-printable, Cyrillic": (YANA, quopri.encodestring(YANA.encode("cp1251"))),
    "address, Western": (JANA, b"https://x.example/?q=Jana+Nov%E1kov%E1"),
    "address, Cyrillic": (YANA, quote(YANA, encoding="cp1251").encode()),
    "list of letters": (JANA, json.dumps([*JANA]).encode()),
    "runs of words, indented": (JANA, "<w:t>Jana Nov</w:t></w:r>\n  <w:r>\n  <w:t>áková</w:t>".encode()),
    "letters of a picture": (JANA, "\n".join(f"<tspan>{one}</tspan>" for one in JANA).encode()),
    "tag with an angle in it": (JANA, 'Jana Nov<b title="a > b">áková'.encode()),
    "long tag": (JANA, f"Jana Nov<b style='{'x' * 3000}'>áková".encode()),
    "remark of HTML": (JANA, "Jana Nov<!-- a > b -->áková".encode()),
    "PDF, one string after the other": (JANA, b"BT (Jana No) Tj 5 0 Td (v\\341) Tj (kov\\341) ' ET"),
    "PDF, UTF-16 in octal": (YANA, b"/Title (" + octal(YANA.encode("utf-16")[:2][::-1] + YANA.encode("utf-16-be")) + b")"),
    "PDF, string over two lines": (JANA, b"(Jana No\\\nv\\341kov\\341) Tj"),
    "Arrow with LZ4": (JANA, arrow("lz4")),
}  # fmt: skip


@pytest.mark.parametrize("way", RARE)
def test_a_rare_writing_is_read(tmp_path, way):
    name, content = RARE[way]
    (tmp_path / "x").write_bytes(content)
    assert [leak.secret.text for leak in leaks(tmp_path / "x", [Secret(name, "name")])][:1] == [
        name
    ]


@pytest.mark.parametrize("way", RARE)
def test_nobody_else_is_found_in_it(tmp_path, way):
    (tmp_path / "x").write_bytes(RARE[way][1])
    other = [Secret("Rita Örnsköld", "name"), Secret("Борис Годунов", "name")]
    assert leaks(tmp_path / "x", other) == []
