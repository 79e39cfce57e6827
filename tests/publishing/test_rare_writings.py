"""Writings that few use are read too, and what is not read is said in docs/security.md."""

from __future__ import annotations

import base64
import zlib

import pytest

from actorgraph.publishing.leaks import leaks
from actorgraph.publishing.redact import Secret

JANA = "Jana Nováková"
YANA = "Яна Новакова"
UTF_8 = "".join(f"\\{byte:03o}" for byte in JANA.encode())
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
