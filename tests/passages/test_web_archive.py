"""A web archive is read by its pages, however a server sent them, and never beyond its bounds."""

from __future__ import annotations

import gzip
import io
import json
import zipfile

import pytest
from factory import graph_of

from actorgraph.errors import UsageError
from actorgraph.passages import web_archive
from actorgraph.passages.document_checks import against_documents
from actorgraph.passages.document_texts import read_document
from actorgraph.passages.locators import part_of

PAGE = (
    "<html><head><title>T</title></head><body><p>Ann met Bo.</p><p>Zoë denied it.</p></body></html>"
)


def record(url, body, *, kind="response", status="200 OK", warc="", **headers):
    """A record of a WARC with what a server answered.

    Args:
        warc: headers of the record.
    """
    headers = {"Content-Type": "text/html; charset=utf-8", **headers}
    lines = [f"HTTP/1.1 {status}", *(f"{k.replace('_', '-')}: {v}" for k, v in headers.items())]
    answer = "\r\n".join([*lines, "", ""]).encode() + body
    head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\n{warc}"
        f"Content-Length: {len(answer)}"
    )
    return f"{head}\r\n\r\n".encode() + answer + b"\r\n\r\n"


def archive(path, records, pages=("https://a.example/",), name="archive/data.warc.gz"):
    """A WACZ; each record is packed by itself, as archivers do."""
    packed = [gzip.compress(one) for one in records] if name.endswith(".gz") else records
    listed = [{"format": "json-pages-1.0", "id": "pages"}, *({"url": url} for url in pages)]
    with zipfile.ZipFile(path, "w") as file:
        file.writestr(name, b"".join(packed))
        if pages:
            file.writestr("pages/pages.jsonl", "\n".join(map(json.dumps, listed)))
    return path


def chunked(body):
    half = len(body) // 2
    parts = (body[:half], body[half:])
    return b"".join(b"%x\r\n%s\r\n" % (len(one), one) for one in parts) + b"0\r\n\r\n"


PLAIN = PAGE.encode()


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (PLAIN, {}),
        (gzip.compress(PLAIN, mtime=0), {"Content_Encoding": "gzip"}),
        (chunked(PLAIN), {"Transfer_Encoding": "chunked"}),
        (
            chunked(gzip.compress(PLAIN, mtime=0)),
            {"Transfer_Encoding": "chunked", "Content_Encoding": "gzip"},
        ),
        (PLAIN, {"Transfer_Encoding": "chunked", "Content_Encoding": "gzip"}),
        (PAGE.encode("latin-1"), {"Content-Type": "text/html; charset=iso-8859-1"}),
        (PAGE.encode("cp1252"), {"Content-Type": "text/html; charset=none-such"}),
        (PAGE.encode("cp1252"), {"Content-Type": "text/html; charset=undefined"}),
        (PAGE.encode("cp1252"), {"Content-Type": "text/html; charset=utf\0-8"}),
    ],
)
def test_a_page_is_read_as_it_was_sent(tmp_path, body, headers):
    path = archive(tmp_path / "a.wacz", [record("https://a.example/", body, **headers)])
    assert read_document(path).text == "Ann met Bo.\n\nZoë denied it."


def test_only_the_pages_of_the_list_are_read_each_as_a_page_in_its_order(tmp_path):
    records = [
        record("https://a.example/", b"<p>First.</p>"),
        record("https://a.example/style", b"p {}", **{"Content-Type": "text/css"}),
        record("https://a.example/frame", b"<p>An advertisement.</p>"),
        record("https://b.example/", b"<p>Moved.</p>", status="301 Moved"),
        record("https://b.example/", b"<p>Second.</p>"),
        record("https://b.example/", b"<p>Later.</p>"),
        record("https://b.example/", b"<p>A request.</p>", kind="request"),
    ]
    path = archive(tmp_path / "a.wacz", records, ["https://b.example/#top", "https://a.example/"])
    document = read_document(path)
    assert document.text == "Second.\fFirst."
    assert part_of(document, "page=2") == (8, 14)


def moved(url, to, status="301 Moved"):
    return record(url, b"<p>Moved.</p>", status=status, Location=to)


def again(url, refers="", digest="sha1:D"):
    warc = f"WARC-Payload-Digest: {digest}\r\n"
    warc += f"WARC-Refers-To-Target-URI: {refers}\r\n" if refers else ""
    return record(url, b"", kind="revisit", warc=warc)


SECOND = record("https://b.example/p", b"<p>Second.</p>", warc="WARC-Payload-Digest: sha1:D\r\n")
A = "https://a.example/"


@pytest.mark.parametrize(
    "records",
    [
        [moved(A, "https://b.example/p"), SECOND],
        [SECOND, moved(A, "https://b.example/p", "302 Found")],
        [moved(A, "/q#top"), moved(A + "q", "//c.example/"),
         moved("https://c.example/", "https://b.example/p"), SECOND],
        [SECOND, again(A)],
        [again(A, "https://b.example/p", "sha1:E"), SECOND],
        [again(A, A), SECOND],
        [moved(A, "https://c.example/"), again("https://c.example/"), SECOND],
    ],
    ids=["moved", "from behind", "hops", "again", "referred", "itself", "moved again"],
)  # fmt: skip
def test_a_page_that_moved_or_was_fetched_again_is_found(tmp_path, records):
    assert read_document(archive(tmp_path / "a.wacz", records)).text == "Second."


@pytest.mark.parametrize(
    "records", [[moved(A, A)], [moved(A, "/q"), moved(A + "q", A)], [again(A, A, "sha1:E")], [moved(A, "//[")]],
    ids=["itself", "circle", "again", "no address"],
)  # fmt: skip
def test_a_page_that_moved_to_nowhere_is_empty_and_the_others_keep_their_numbers(tmp_path, records):
    pages = (A, "https://b.example/p")
    path = archive(tmp_path / "a.wacz", [*records, SECOND], pages)
    document = read_document(path)
    assert (document.text, len(document.pages)) == ("\fSecond.", 2)
    with pytest.raises(UsageError, match="no page of HTML"):
        read_document(archive(path, [*records, SECOND]))


def test_a_host_without_a_path_is_its_first_page(tmp_path):
    path = archive(tmp_path / "a.wacz", [record(A, PLAIN)], ["https://a.example"])
    assert read_document(path).text.startswith("Ann met Bo.")


def test_without_a_list_all_pages_are_read(tmp_path):
    records = [
        record("https://a.example/", b"<p>One.</p>"),
        record("https://b.example/", b"<p>Two.</p>"),
    ]
    path = archive(tmp_path / "a.wacz", records, (), name="data.warc")
    assert read_document(path).text == "One.\fTwo."


def test_quotes_are_looked_up_in_it(tmp_path):
    (tmp_path / "documents").mkdir()
    archive(tmp_path / "documents" / "a.wacz", [record("https://a.example/", PLAIN)])
    rows = "source,target,relation,document,locator,quote\nx,y,met,a,p1,Ann met Bo\nx,y,met,a,p2,Ann hit Bo\n"
    engine = graph_of(tmp_path, relations=rows).engine
    (problem,) = against_documents(engine, tmp_path / "documents").problems
    assert (problem.line, problem.column) == (3, "quote")


GOOD = record("https://a.example/", PLAIN)


@pytest.mark.parametrize(
    ("records", "name", "said"),
    [
        ([record("https://a.example/", b"x", Content_Encoding="br")], "d.warc", "packed as br"),
        ([record("https://c.example/", PLAIN)], "d.warc", "no page of HTML"),
        ([b"nothing\r\n"], "d.warc", "does not begin with WARC/"),
        ([b"WARC/1.1\r\n" + b"a: b\r\n" * 2000], "d.warc", "too many headers"),
        ([b"WARC/1.1\r\nContent-Length: many\r\n\r\n"], "d.warc", "no WACZ that can be read"),
        ([record("https://a.example/", bytes(30_000_000))], "d.warc.gz", "unpacks to more than"),
    ],
)
def test_what_cannot_be_read_is_an_error_that_names_the_file(tmp_path, records, name, said):
    path = archive(tmp_path / "a.wacz", records, name=name)
    with pytest.raises(UsageError, match=rf"a\.wacz.*{said}"):
        read_document(path)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"no zip at all"])
def test_what_is_no_zip_is_an_error_that_names_the_file(tmp_path, content):
    path = tmp_path / "a.wacz"
    path.write_bytes(content)
    with pytest.raises(UsageError, match=r"a\.wacz is no WACZ that can be read"):
        read_document(path)


def encrypted(raw):
    """Say of each file in a zip that it is encrypted."""
    turned = bytearray(raw)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = raw.find(mark)
        while place >= 0:
            turned[place + at] |= 1
            place = raw.find(mark, place + 1)
    return bytes(turned)


def deflated(path, pages):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("pages/pages.jsonl", pages)
        file.writestr("archive/data.warc", GOOD * 9)
    return path.read_bytes()


def damaged(raw):
    start = raw.find(b"pages/pages.jsonl") + len("pages/pages.jsonl")
    return raw[:start] + b"\xff" * 8 + raw[start + 8 :]


@pytest.mark.parametrize(
    ("pages", "broken"),
    [
        ('{"url": "https://a.example/"}', encrypted),
        ('{"url": "https://a.example/"}', damaged),
        ("[" * 100_000, bytes),
    ],
)
def test_an_archive_that_cannot_be_unpacked_or_nests_without_end_is_an_error(
    tmp_path, pages, broken
):
    path = tmp_path / "a.wacz"
    path.write_bytes(broken(deflated(path, pages)))
    with pytest.raises(UsageError, match=r"a\.wacz is no WACZ that can be read"):
        read_document(path)


@pytest.mark.parametrize("cut", range(1, 400, 37))
def test_an_archive_that_is_cut_or_turned_is_read_or_an_error(tmp_path, cut):
    whole = io.BytesIO()
    archive(whole, [GOOD])
    raw = bytearray(whole.getvalue())
    raw[cut % len(raw)] ^= 0xFF
    path = tmp_path / "a.wacz"
    for content in (bytes(raw), whole.getvalue()[:-cut]):
        path.write_bytes(content)
        try:
            read_document(path)
        except UsageError as error:
            assert "a.wacz" in str(error)


def test_a_page_that_is_too_large_is_an_error(tmp_path, monkeypatch):
    monkeypatch.setattr(web_archive, "LARGEST_DOCUMENT", 1000)
    path = archive(tmp_path / "a.wacz", [record("https://a.example/", bytes(2000))])
    with pytest.raises(UsageError, match=r"a\.wacz.*https://a\.example/ has more than"):
        read_document(path)
