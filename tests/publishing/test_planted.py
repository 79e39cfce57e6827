"""A name planted in forty and more ways: out of the data it is taken, in a file it is found."""

from __future__ import annotations

import base64
import bz2
import gzip
import html
import io
import json
import lzma
import quopri
import re
import struct
import unicodedata
import zipfile
import zlib
from urllib.parse import quote, unquote

import pyarrow
import pytest
from factory import graph_of, write_csv

import actorgraph
from actorgraph.errors import UsageError
from actorgraph.loading import Graph, graph_of_tables, load
from actorgraph.publishing.leaks import leaks, search
from actorgraph.publishing.redact import Secret, redact
from actorgraph.queries.find import the_one

JANA = "Jana Nováková"
HIDDEN = {"id": "src-7", "name": JANA, "type": "person", "aliases": "Яна Новакова"}
OTHERS = [
    {"id": "rep", "name": "Rita Reporter", "type": "person"},
    {"id": "min", "name": "Ministry of Examples", "type": "agency"},
]
MEETING = {"source": "rep", "target": "src-7", "relation": "met_with", "attributed_to": "rep"}
FORBIDDEN = ("novakova", "новакова", "src7", "jana")


def seen(text: str) -> str:
    """A text as a patient reader sees it: without escapes, marks, blanks and what is invisible."""
    for _ in range(3):
        text = html.unescape(unquote(text)).replace("\\u", "%u")
        text = re.sub("%u([0-9a-f]{4})", lambda hit: chr(int(hit[1], 16)), text)
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(letter for letter in text if letter.isalnum())


def redacted(graph: Graph, *what: str):
    return redact(graph.engine, what, lambda name: the_one(graph.engine, name))


def published(folder, left) -> str:
    graph = graph_of_tables([left.entities], [left.relations], left.outlets)
    for name in ("x.json", "x.csv", "x.html"):
        graph.export(folder / name)
    assert [
        leak for name in ("x.json", "x.csv") for leak in leaks(folder / name, left.secrets)
    ] == []
    page = (folder / "x.html").read_text("utf-8")
    island = re.search(r'id="data">(.*?)</script>', page, re.DOTALL)
    assert island is not None
    return "\n".join(
        [island[1], *((folder / name).read_text("utf-8") for name in ("x.json", "x.csv"))]
    )


def note(text):
    return {"relations": [{**MEETING, "note": text}]}


def about_rita(**cells):
    return {"entities": [{**OTHERS[0], **cells}]}


IN_THE_DATA = {
    "as it is": note(f"ask {JANA} again"),
    "another case": note(JANA.upper()),
    "without marks": note("Jana Novakova"),
    "marks apart": note(unicodedata.normalize("NFD", JANA)),
    "no-break space": note("Jana\u00a0Nováková"),
    "double blanks": note("Jana  Nováková"),
    "line break": note("Jana\r\n   Nováková"),
    "broken at a hyphen": note("Jana Nová-\nková"),
    "soft hyphen": note("Ja\u00adna Nová\u00adková"),
    "zero width": note("Jana No\u200bvá\u2060ková"),
    "joiner and selector": note("J\u200da\ufe0fna Nováková"),
    "byte order mark": note("Jana\ufeff Nováková"),
    "full width": note("Ｊａｎａ Ｎｏｖａｋｏｖａ"),
    "other script": note("Яна НОВАКОВА"),
    "surname alone": note("Nováková said so"),
    "surname first": note("Nováková, Jana"),
    "glued with a line": note("file jana_novakova_17.pdf"),
    "glued": note("JanaNovakova.txt"),
    "in the middle of a word": note("xjananovakovax"),
    "address": note("https://x.example/jana-nov%C3%A1kov%C3%A1/1"),
    "address, escaped twice": note("https://x.example/jana%2520nov%25C3%25A1kov%25C3%25A1"),
    "entities of HTML": note("Jana Nov&aacute;kov&#xE1;"),
    "escapes of JSON": note('{"n": "Jana Nov\\u00e1kov\\u00e1"}'),
    "punycode": note(f"https://{'nováková'.encode('idna').decode()}.example/"),
    "quote": {"relations": [{**MEETING, "quote": f"I told {JANA}."}]},
    "how a row names it": {"relations": [{**MEETING, "as_named": "J. from the ministry"}]},
    "locator": {"relations": [{**MEETING, "locator": "novakova-p3"}]},
    "document": {"relations": [{**MEETING, "document": "https://x.example/novakova.pdf"}]},
    "speaker in a list": {"relations": [{**MEETING, "attributed_to": f"rep|{JANA}"}]},
    "place": {"relations": [{**MEETING, "place": "Nováková's flat"}]},
    "unknown column": {"relations": [{**MEETING, "remark": JANA}]},
    "header of a column": {"relations": [{**MEETING, f"{JANA} on it": "yes"}]},
    "id of a row": {"relations": [{**MEETING, "id": "novakova-1"}]},
    "another's description": about_rita(description="a friend of Jana Nováková"),
    "another's alias": about_rita(aliases="Mrs Nováková"),
    "another's id": {"entities": [{**OTHERS[0], "id": "friend-of-novakova"}], "relations": [{**MEETING, "source": "friend-of-novakova"}]},
    "another's url": about_rita(url="https://x.example/novakova"),
    "office": {"relations": [MEETING, {"source": "rep", "target": "min", "relation": "holds_position", "role": "Aide to Jana Nováková"}]},
    "made end": {"relations": [MEETING, {"source": "rep", "target": "Friends of Nováková", "relation": "member_of"}]},
    "end by name": {"relations": [{**MEETING, "target": JANA}]},
    "role": {"relations": [{**MEETING, "role": "Nováková's boss"}]},
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("way", IN_THE_DATA)
def test_what_is_planted_in_the_data_is_not_published(tmp_path, way):
    planted = IN_THE_DATA[way]
    entities = [*planted.get("entities", [OTHERS[0]]), OTHERS[1], HIDDEN]
    write_csv(tmp_path, "entities", entities)
    write_csv(tmp_path, "relations", planted.get("relations", [MEETING]))
    text = seen(published(tmp_path, redacted(load(tmp_path), JANA)))
    assert [one for one in FORBIDDEN if one in text] == []
    assert "ffromtheministry" not in text


OTHER_NAMES = {
    "sharp s": ("Anna Groß", "ANNA GROSS was there", "gross"),
    "dotted capital I": ("Öz İpek", "IPEK said; O\u0308Z I\u0307PEK left; İpek", "ipek"),
    "dotless i": ("Ayşe Yılmaz", "AYŞE YILMAZ", "ylmaz"),
    "stroke": ("Łukasz Żółw", "Lukasz Zolw", "zolw"),
    "umlaut spelled out": ("Jörg Müller", "Joerg Mueller", "mueller"),
    "surname of two letters": ("Anna Li", "Li said; anna_li; /li/", "li"),
    "glued short surname": ("Anna Lee", "anna_lee, lee42, AnnaLee, jLee", "lee"),
    "no blanks between words": ("李明", "他见了李明在北京", "李明"),
}


@pytest.mark.parametrize("kind", OTHER_NAMES)
def test_a_name_is_found_in_each_of_its_spellings(tmp_path, kind):
    name, text, forbidden = OTHER_NAMES[kind]
    write_csv(tmp_path, "entities", [{"id": "h1", "name": name, "type": "person"}])
    write_csv(tmp_path, "relations", [{"source": "x", "target": "h1", "relation": "knows", "note": text}])  # fmt: skip
    left = redacted(load(tmp_path), name)
    note_left = left.relations.rows[0][left.relations.columns["note"]]
    assert forbidden not in seen(note_left).replace("said", "").replace("yilmaz", "ylmaz")


REFUSED = {
    "base64": base64.b64encode(JANA.encode()).decode(),
    "hex": JANA.encode().hex(),
    "quoted-printable": "Jana Nov=C3=A1kov=C3=A1",
    "deflate in base64": base64.b64encode(zlib.compress(JANA.encode())).decode(),
    "tags between letters": "Jana No<b>vá</b>ková",
}


@pytest.mark.parametrize("way", REFUSED)
def test_what_cannot_be_taken_out_is_refused(tmp_path, way):
    write_csv(tmp_path, "entities", [*OTHERS, HIDDEN])
    write_csv(tmp_path, "relations", [{**MEETING, "note": REFUSED[way]}])
    with pytest.raises(UsageError, match=r"column 'note' of .* holds the .* of redacted-1"):
        redacted(load(tmp_path), JANA)


def test_a_quote_says_what_was_written_into_it(tmp_path):
    entities = [{"id": "h1", "name": "Theresa May", "type": "person", "aliases": "US"}]
    write_csv(tmp_path, "entities", entities)
    row = {"source": "x", "target": "h1", "relation": "knows"}
    write_csv(tmp_path, "relations", [{**row, "quote": "In May he told us and US."}, row])
    left = redacted(load(tmp_path), "h1")
    assert left.relations.rows[0][-1] == "In [Person 1] he told us and [Person 1]."
    assert left.quotes == 1


def test_redacting_twice_numbers_on(tmp_path):
    write_csv(
        tmp_path,
        "entities",
        [HIDDEN, {**OTHERS[0], "aliases": ""}, {**OTHERS[1], "aliases": "Person 2"}],
    )
    write_csv(tmp_path, "relations", [MEETING])
    once = redacted(load(tmp_path), JANA)
    twice = redacted(graph_of_tables([once.entities], [once.relations]), "Rita Reporter")
    assert (dict(once.ids), dict(twice.ids)) == ({"src-7": "redacted-1"}, {"rep": "redacted-3"})
    assert [row[:2] for row in twice.entities.rows] == [
        ["redacted-1", "Person 1"],
        ["redacted-3", "Person 3"],
        ["min", "Ministry of Examples"],
    ]


def test_no_id_joins_what_lost_something_to_a_public_file(tmp_path):
    rows = [
        {**MEETING, "id": "r1", "record_id": "R-1", "weather": "kept"},
        {"id": "r2", "source": "rep", "target": "min", "relation": "visited", "record_id": "R-2"},
        {"id": "r3", "source": "min", "target": "rep", "relation": "said", "about": "r1"},
    ]
    write_csv(tmp_path, "entities", [*OTHERS, HIDDEN])
    write_csv(tmp_path, "relations", rows)
    left = redacted(load(tmp_path), JANA)
    column = left.relations.columns
    assert [row[column["id"]] for row in left.relations.rows] == ["row-1", "r2", "r3"]
    assert [row[column["about"]] for row in left.relations.rows] == ["", "", "row-1"]
    assert [row[column["record_id"]] for row in left.relations.rows] == ["", "R-2", ""]
    assert left.relations.rows[0][column["weather"]] == "kept"
    assert left.relations.lines == [2, 3, 4]
    assert dict(left.claims) == {"r1": "row-1"}


def test_what_spoke_of_a_row_that_is_left_out_speaks_of_none(tmp_path):
    rows = "id,source,target,relation,about,sensitivity\nr1,a,b,met,,secret\nr2,a,c,met,r1,\n"
    left = redacted(graph_of(tmp_path, relations=rows), "sensitivity")
    assert (left.dropped, "about" in left.relations.columns) == (1, False)


def test_an_office_that_is_hidden_is_not_made_again(tmp_path):
    rows = "source,target,relation,role\nrep,min,holds_position,Head of Security\n"
    entities = "id,name,type\nrep,Rita,person\nmin,Ministry,agency\n"
    graph = graph_of(tmp_path, relations=rows, entities=entities)
    left = redacted(graph, "Head of Security, Ministry")
    assert "headofsecurity" not in seen(published(tmp_path, left))


def test_an_office_follows_its_body_wherever_it_is_named(tmp_path):
    rows = (
        "source,target,relation,role\nrep,cia,holds_position,Director\nrep,cia-director,wrote_of,\n"
    )
    entities = "id,name,type\nrep,Rita,person\ncia,Central Agency,agency\n"
    left = redacted(graph_of(tmp_path, relations=rows, entities=entities), "Central Agency")
    graph = graph_of_tables([left.entities], [left.relations])
    assert {edge.target for edge in graph.engine.all_edges()} == {
        "redacted-1-director",
        "redacted-1",
    }


@pytest.mark.parametrize("first", ["a,b", "b,a"])
def test_a_reference_by_an_id_that_was_merged_is_hidden(tmp_path, first):
    entities = "id,name,type\na,Ann,person\nb2,Beatrice,person\nb3,Bea,person\nc,C,\n"
    (tmp_path / "judgements.csv").write_text(
        f"left_id,right_id,judgement\n{first.replace('b', 'b2')},positive\na,b3,positive\n"
    )
    relations = "source,target,relation,attributed_to\na,c,knows,b2\nb3,c,likes,b3\n"
    graph = graph_of(tmp_path, relations=relations, entities=entities)
    text = seen(published(tmp_path, redacted(graph, "Beatrice")))
    assert [one for one in ("beatrice", "b2", "b3", "bea") if f'"{one}"' in text] == []


def test_whose_id_is_an_alias_of_the_hidden_stays_another(tmp_path):
    entities = "id,name,type,aliases\nh1,Hanna Quux,person,rep\nrep,Rita Reporter,person,\n"
    relations = "source,target,relation\nrep,h1,knows\n"
    left = redacted(graph_of(tmp_path, relations=relations, entities=entities), "h1")
    assert left.relations.rows[0][:2] == ["entity-1", "redacted-1"]
    assert [row[:2] for row in left.entities.rows] == [
        ["redacted-1", "Person 1"],
        ["entity-1", "Rita Reporter"],
    ]


def test_no_number_in_a_text_is_taken_for_an_id(tmp_path):
    entities = "id,name,type\n7,Hidden Person,person\n8,Rita,person\n"
    rows = "source,target,relation,start_date,note,amount\n8,7,paid,2018-01-07,7 people,7\n"
    left = redacted(graph_of(tmp_path, relations=rows, entities=entities), "Hidden Person")
    assert left.relations.rows[0] == ["8", "redacted-1", "paid", "2018-01-07", "7", "7 people"]


def png(*chunks: tuple[bytes, bytes]) -> bytes:
    packed = (struct.pack(">I", len(body)) + kind + body + b"crc!" for kind, body in chunks)
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


def zipped(content: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", content)
    return made.getvalue()


LONG = f"The name of the source is {JANA}, she works at the ministry. " * 3
BASE64 = base64.b64encode(LONG.encode()).decode()
LINES = [BASE64[at : at + 60] for at in range(0, len(BASE64), 60)]
STREAM = zlib.compress(JANA.encode())

IN_A_FILE = {
    "PDF stream": b"%PDF-1.7\nstream\n" + zlib.compress(b"BT (Jana Nov\\341kov\\341) Tj ET") + b"\nendstream",
    "PDF in pieces": b"%PDF-1.7\n" + zlib.compress(b"[(Jana No) -20 (v\\341) 5 (kov\\341)] TJ"),
    "PDF in hex": b"%PDF-1.4\n<" + JANA.encode("utf-16-be").hex().encode() + b"> Tj",
    "PNG text": png((b"zTXt", b"Author\0\0" + STREAM)),
    "PNG pixels in two pieces": png((b"IDAT", STREAM[:9]), (b"IDAT", STREAM[9:])),
    "base64 in lines": "\n".join(LINES).encode(),
    "base64 in lines of CRLF": "\r\n  ".join(LINES).encode(),
    "base64 in lines, in JSON": json.dumps({"image": "\n".join(LINES)}).encode(),
    "base64 glued to letters": b"data" + base64.b64encode(JANA.encode()) + b"end",
    "base64 of a short text": b"x=" + base64.b64encode(b"Nov\xc3\xa1kov\xc3\xa1"),
    "hex": JANA.encode().hex().encode(),
    "hex in pairs": JANA.encode().hex(" ").encode(),
    "hex glued to digits": b"a" + JANA.encode().hex().upper().encode(),
    "quoted-printable": quopri.encodestring(LONG.encode()),
    "quoted-printable, broken": b"Jana Nov=C3=\r\n=A1kov=C3=A1",
    "head of a mail": b"From: =?utf-8?B?" + base64.b64encode(JANA.encode()) + b"?=",
    "gzip inside": b"before " + gzip.compress(JANA.encode()) + b" after",
    "bz2": bz2.compress(JANA.encode()),
    "bz2 inside": b"before " + bz2.compress(JANA.encode()),
    "xz": lzma.compress(JANA.encode()),
    "xz inside": b"before " + lzma.compress(JANA.encode()),
    "lzma": lzma.compress(JANA.encode(), lzma.FORMAT_ALONE),
    "zip with runs of text": zipped("<w:t>Jana No</w:t></w:r><w:r><w:t>váková</w:t>".encode()),
    "zip after other bytes": b"GIF89a picture" + zipped(JANA.encode()),
    "deflate without a head in base64": base64.b64encode(zlib.compress(LONG.encode(), wbits=-15)),
    "percent": quote(JANA, safe="").encode(),
    "percent twice": quote(quote(JANA)).encode(),
    "entities of entities": html.escape("Jana Nov&aacute;kov&#225;").encode(),
    "escapes of escapes": json.dumps(json.dumps(JANA)).encode(),
    "escapes of bytes": b"var a = 'Jana Nov\\xe1kov\\xe1'",
    "UTF-16": JANA.encode("utf-16"),
    "UTF-16 without a mark": "Яна Новакова".encode("utf-16-le"),
    "UTF-32": JANA.encode("utf-32"),
    "Central European": JANA.encode("cp1250"),
    "Russian of before Unicode": "Яна Новакова".encode("koi8-r"),
    "RTF": rb"{\rtf1 Jana Nov\'e1kov\u225?}",
    "letters apart": b"J a n a" + b" Nov\xc3\xa1kov\xc3\xa1",
    "name of the file": b"nothing",
    "old address": b"xn--" + "nováková".encode("punycode"),
    "invisible letters": "Jana No\u200bv\u00adá\u2060ková".encode(),
    "five times over": base64.b64encode(gzip.compress(base64.b64encode(bz2.compress(zipped(JANA.encode()))))),
}  # fmt: skip
PDF = b"%PDF-1.7\nstream\n" + zlib.compress(LONG.encode()) + b"\nendstream\n"
NOTHING = zipped(b"nothing")
IN_A_FILE |= {
    "PDF with a zip behind it": PDF + NOTHING,
    "zip with a gzip behind its list": NOTHING + gzip.compress(LONG.encode()),
    "member that is no longer listed": zipped(LONG.encode()).partition(b"PK\x01\x02")[0] + NOTHING,
    "zip before many other bytes": b"GIF89a" + zipped(LONG.encode()) + bytes(70_000),
    "zstd inside": b"before " + pyarrow.compress(LONG.encode(), codec="zstd", asbytes=True),
}
SOUGHT = [Secret(JANA, "name"), Secret("Яна Новакова", "alias"), Secret("Nováková", "surname")]


@pytest.mark.parametrize("way", IN_A_FILE)
def test_what_is_planted_in_a_file_is_found(tmp_path, way):
    path = tmp_path / ("jana_novakova.bin" if way == "name of the file" else "file.bin")
    path.write_bytes(IN_A_FILE[way])
    assert leaks(path, SOUGHT) != []


SHORT = {
    "among zeros": b"\0\0Bo Li\0\0\0",
    "alone between zeros": b"abc\0Li\0def",
    "file of words": b"report_li_2018.pdf",
    "base64": base64.b64encode(b"The report was written by Li in May of that year."),
}


@pytest.mark.parametrize("way", SHORT)
def test_a_short_name_is_found_in_a_text(tmp_path, way):
    (tmp_path / "x").write_bytes(SHORT[way])
    assert leaks(tmp_path / "x", [Secret("Li", "surname"), Secret("Bo Li", "name")]) != []


@pytest.mark.slow
def test_a_short_name_is_not_found_by_chance(tmp_path):
    noise = b"".join(zlib.crc32(b"%d" % n).to_bytes(4, "big") for n in range(30_000))
    (tmp_path / "x").write_bytes(noise)
    assert leaks(tmp_path / "x", [Secret("Li", "surname"), Secret("J. N.", "alias")]) == []


UNSEARCHABLE = {
    "7z": b"7z\xbc\xaf\x27\x1c and more",
    "RAR": b"Rar!\x1a\x07\x01 and more",
    "Office under a password": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and more",
    "PDF under a password": b"%PDF-1.7 /Encrypt 5 0 R",
    "bz2 cut short": bz2.compress(JANA.encode())[:-5],
    "xz cut short": lzma.compress(JANA.encode())[:-5],
    "ORC": b"ORC\0 and more ORC\x03",
    "lzip": b"LZIP\x01 and more",
    "compress": b"\x1f\x9d\x90 and more",
    "Cabinet": b"MSCF\0\0\0\0 and more",
    "ARJ": b"\x60\xea and more",
    "Avro": b"Obj\x01 and more",
    "Snappy": b"\xff\x06\0\0sNaPpY and more",
    "DjVu": b"AT&TFORM and more",
    "Mobipocket": b"\0" * 60 + b"BOOKMOBI",
    "PGP": b"-----BEGIN PGP MESSAGE-----\n\nhQEMA",
    "age": b"age-encryption.org/v1\n-> X25519",
    "OpenSSL in base64": base64.b64encode(b"Salted__ and more"),
    "7z in base64": base64.b64encode(b"7z\xbc\xaf\x27\x1c and more"),
}


@pytest.mark.parametrize("kind", UNSEARCHABLE)
def test_what_cannot_be_unpacked_is_not_vouched_for(tmp_path, kind):
    (tmp_path / "file").write_bytes(UNSEARCHABLE[kind])
    with pytest.raises(UsageError, match="was not searched"):
        leaks(tmp_path / "file", SOUGHT)


def test_what_is_drawn_is_said_not_to_be_seen(tmp_path):
    (tmp_path / "file").write_bytes(b"url(data:font/woff2;base64," + base64.b64encode(b"wOF2" * 20))
    (tmp_path / "x.png").write_bytes(png((b"IDAT", STREAM)))
    found = search(tmp_path, [Secret("Somebody Else", "name"), Secret("7", "id")])
    assert (found.leaks, dict(found.unseen), found.sought) == ([], {"font": 1, "image": 1}, 1)
    assert [secret.why for secret in found.unsought] == ["id"]


def test_an_empty_file_is_not_vouched_for(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(UsageError, match="nothing to search"):
        leaks(tmp_path / "file", SOUGHT)


def test_to_look_for_what_can_be_anything_is_an_error(tmp_path):
    (tmp_path / "file").write_bytes(b"7 b")
    with pytest.raises(UsageError, match="nothing to look for"):
        leaks(tmp_path / "file", [Secret("7", "id"), Secret("b", "id")])


OUTPUTS = {
    "page": lambda graph, path: graph.export(path.with_suffix(".html")),
    "JSON": lambda graph, path: graph.export(path.with_suffix(".json")),
    "CSV": lambda graph, path: graph.export(path.with_suffix(".csv")),
    "GraphML": lambda graph, path: graph.export(path.with_suffix(".graphml")),
    "dossier": lambda graph, path: graph.dossier(path.with_suffix(".md"), "rep"),
    "notebook": lambda graph, path: path.with_suffix(".ipynb").write_text(
        json.dumps(
            {"cells": [{"outputs": [{"data": {"text/html": graph.picture()._repr_html_()}}]}]}
        )
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("kind", OUTPUTS)
def test_a_redacted_graph_shows_none_of_it_wherever_it_is_shown(tmp_path, kind):
    folder = tmp_path / "jana-novakova"
    folder.mkdir()
    write_csv(folder, "entities", [*OTHERS, {**HIDDEN, "url": "https://x.example/jana"}])
    write_csv(folder, "relations", [MEETING, {**MEETING, "target": "min", "note": f"with {JANA}"}])
    graph = load(folder)
    secrets = redacted(graph, JANA).secrets
    (tmp_path / "open").mkdir()
    (tmp_path / "closed").mkdir()
    OUTPUTS[kind](graph, tmp_path / "open" / "x")
    OUTPUTS[kind](actorgraph.redacted(graph, JANA), tmp_path / "closed" / "x")
    assert leaks(tmp_path / "open", secrets) != []
    assert leaks(tmp_path / "closed", secrets) == []
    text = "".join(path.read_text("utf-8") for path in (tmp_path / "closed").iterdir())
    assert [one for one in ("novakova", "src7") if one in seen(text)] == []
