from __future__ import annotations

import pytest

from actorgraph.errors import UsageError
from actorgraph.passages.document_texts import document_text, read_document
from actorgraph.passages.locators import paragraph_at, part_of, problem_of

PAGE = """<!doctype html><html><head><meta charset="iso-8859-2"><title>Not shown</title>
<style>p { color: red }</style></head><body><h1>Nov\u00e1kov\u00e1</h1>
<p>One<br>two &amp; thr<b>ee</b> <script>alert("x")</script>
  four<ul><li>first<li>second</ul><svg><p>drawn</p></svg><div>d<p>e</div></body></html>"""


def parts(document):
    return [document.text[start:stop] for start, stop in document.paragraphs]


def test_html_is_read_by_its_blocks(tmp_path):
    path = tmp_path / "a.html"
    path.write_bytes(PAGE.encode("iso-8859-2"))
    assert parts(read_document(path)) == [
        "Nov\u00e1kov\u00e1", "One\ntwo & three four", "first", "second", "d", "e",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "raw",
    [
        "Jana Nov\u00e1k\r\n\r\nTwo".encode(),
        "Jana Nov\u00e1k\n \nTwo".encode("utf-8-sig"),
        "Jana Nova\u0301k\n\n\nTwo".encode("utf-16"),
        "Jana Nov\u00e1k\r\rTwo".encode("cp1252"),
        "Jana Nov\u00e1k\n\nTwo".encode("utf-16-le"),
        "Jana Nov\u00e1k\n\nTwo".encode("utf-16-be"),
        "Jana Nov\u00e1k\n\nTwo".encode("utf-32"),
    ],
)
def test_a_text_is_read_however_it_is_encoded(tmp_path, raw):
    path = tmp_path / "a.txt"
    path.write_bytes(raw)
    assert parts(read_document(path)) == ["Jana Nov\u00e1k", "Two"]


def test_damaged_utf_8_keeps_its_other_letters(tmp_path):
    path = tmp_path / "a.txt"
    for damaged in (b"\xff", "\u00e1".encode()[:1]):
        path.write_bytes(("Nov\u00e1k " * 10).encode() + damaged)
        assert read_document(path).text == "Nov\u00e1k " * 10 + "\ufffd"


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ("<meta charset=iso-8859-1>", "utf-8-sig"),
        ("<meta charset=utf-8>", "utf-16"),
        ("<meta charset=utf-16le>", "utf-8"),
        ("<!-- <meta charset=koi8-r> --><meta charset=utf-8>", "utf-8"),
    ],
)
def test_the_letters_of_html_are_those_that_a_browser_shows(tmp_path, head, encoding):
    path = tmp_path / "a.html"
    path.write_bytes(f"<html>{head}<p>\u201cNov\u00e1k\u201d ".encode(encoding))
    assert read_document(path).text == "\u201cNov\u00e1k\u201d"


@pytest.mark.parametrize("suffix", ["srt", "vtt"])
def test_the_marks_in_subtitles_are_not_said(tmp_path, suffix):
    path = tmp_path / f"a.{suffix}"
    said = '<v.loud Eve>He <i>never</i> <00:00:01.500>said <font color="#fff">a < b</font></v>'
    path.write_text(f"00:00:01.000 --> 00:00:02.000\n{said}\n")
    assert read_document(path).text.split("\n")[1] == "He never said a < b"


def test_a_word_of_html_that_is_broken_at_the_end_of_a_line_is_read_as_in_a_text(tmp_path):
    path = tmp_path / "a.html"
    path.write_text("<p>Mara Lind-\r\n\r\n qvist\nwas - \nhere")
    assert read_document(path).text == "Mara Lind-\nqvist was - here"


def test_a_pdf_is_read_by_its_pages(tmp_path):
    import matplotlib as mpl
    from matplotlib.backends.backend_pdf import PdfPages
    from matplotlib.figure import Figure

    path = tmp_path / "a.pdf"
    with mpl.rc_context({"pdf.fonttype": 42}), PdfPages(path) as pdf:
        for text in ("The envoy met\nthe director.", "", "Page three."):
            figure = Figure()
            figure.text(0.1, 0.8, text)
            pdf.savefig(figure)
    document = read_document(path)
    found = [" ".join(document.text[start:stop].split()) for start, stop in document.pages]
    assert found == ["The envoy met the director.", "", "Page three."]


def pdf_of(path, text):
    import matplotlib as mpl
    from matplotlib.figure import Figure

    with mpl.rc_context({"pdf.fonttype": 42}):
        figure = Figure()
        figure.text(0.1, 0.8, text)
        figure.savefig(path)


def test_a_word_of_a_pdf_that_is_broken_at_the_end_of_a_line_is_read_as_in_a_text(tmp_path):
    """pdfium writes U+0002 for the hyphen and the end of the line."""
    pdf_of(tmp_path / "a.pdf", "Mara Lind-\nqvist was here")
    assert read_document(tmp_path / "a.pdf").text.strip() == "Mara Lind-\nqvist was here"


@pytest.mark.parametrize("charset", ["undefined", "idna", "base64", "none-such"])
def test_html_that_names_no_character_set_is_read_as_without_one(tmp_path, charset):
    path = tmp_path / "a.html"
    path.write_bytes(f'<meta charset="{charset}"><p>Zo\u00eb'.encode())
    assert parts(read_document(path)) == ["Zo\u00eb"]


@pytest.mark.parametrize("mark", ["<![foo[ x ]]>", "<![ x>", "<![if !IE]>"])
def test_marks_that_html_does_not_know_are_skipped(tmp_path, mark):
    path = tmp_path / "a.html"
    path.write_text(f"<p>One {mark}two")
    assert parts(read_document(path)) == ["One two"]


def test_what_is_no_pdf_is_an_error_that_names_it(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.7 broken")
    with pytest.raises(UsageError, match=r"a\.pdf is no PDF that can be read"):
        read_document(path)


TRANSCRIPT = "Ann: hello\n[00:00:05] Bob: no.\n00:01:10 Ann: yes.\nand more\n(1:02:03) Bob left.\n"


@pytest.mark.parametrize(
    ("locator", "said"),
    [
        ("t=00:00:04", None),
        ("t=5", "[00:00:05] Bob: no.\n"),
        ("t=1:09", "[00:00:05] Bob: no.\n"),
        ("t=01:30", "00:01:10 Ann: yes.\nand more\n"),
        ("t=9:00:00", "(1:02:03) Bob left.\n"),
        ("00:01:30", "00:01:10 Ann: yes.\nand more\n"),
        ("1:30", "00:01:10 Ann: yes.\nand more\n"),
        ("t=5s", "[00:00:05] Bob: no.\n"),
        ("t=5.25", "[00:00:05] Bob: no.\n"),
        ("t=0:05-1:30", "[00:00:05] Bob: no.\n00:01:10 Ann: yes.\nand more\n"),
        ("00:00:05 \u2013 00:00:06", "[00:00:05] Bob: no.\n"),
        ("t=1:30-0:05", None),
    ],
)
def test_a_time_names_what_is_said_from_the_last_mark_on(locator, said):
    document = document_text(TRANSCRIPT, "")
    part = part_of(document, locator)
    assert said == (part and document.text[part[0] : part[1]])


@pytest.mark.parametrize(
    ("locator", "said"),
    [
        ("p1", "One."),
        ("\u00b62", "Two."),
        ("paragraph 002", "Two."),
        ("p1-2", "One.\n\nTwo."),
        ("p2\u20133", "Two.\fThree."),
        ("page=1", "One.\n\nTwo."),
        ("page 2", "Three."),
        ("page=1-2", "One.\n\nTwo.\fThree."),
        ("p3-2", None),
        ("p4", None),
        ("p0", None),
        (f"p{'9' * 5000}", None),
        ("", "One.\n\nTwo.\fThree."),
        ("p. 2", "Three."),
        ("P.2", "Three."),
        ("pp. 1-2", "One.\n\nTwo.\fThree."),
        ("pp 1\u20132", "One.\n\nTwo.\fThree."),
        ("pages 1 to 2", "One.\n\nTwo.\fThree."),
        ("page=1-page=2", "One.\n\nTwo.\fThree."),
        ("pg. 2", "Three."),
        ("S. 2", "Three."),
        ("Seiten 1-2", "One.\n\nTwo.\fThree."),
        ("p\u00e1g. 2", "Three."),
        ("\u0441\u0442\u0440. 2", "Three."),
        ("Absatz 2", "Two."),
        ("\u00b6 2", "Two."),
        ("\u00b6\u00b6 1-2", "One.\n\nTwo."),
        ("para. 3", "Three."),
        ("p. 3", None),
        ("p 2", None),
        ("p1, p2", None),
        ("chapter 2", None),
        ("2", None),
        ("t=00:12:04", None),
        ("00:12:04", None),
    ],
)
def test_a_locator_names_a_part_or_none(locator, said):
    document = document_text("One.\n\nTwo.\fThree.", "")
    part = part_of(document, locator)
    assert said == (part and document.text[part[0] : part[1]])
    assert bool(problem_of(document, locator, "d")) == (part is None)


@pytest.mark.parametrize("locator", ["page=1", "p. 1", "pp. 1-2", "t=0:10", "0:10"])
def test_a_text_without_pages_and_times_has_no_part_of_these(locator):
    document = document_text("One.\n\nTwo.", "")
    assert part_of(document, locator) is None
    assert "2 paragraphs, no pages and no times" in problem_of(document, locator, "d")


@pytest.mark.parametrize(
    ("text", "is_paged", "count"),
    [("One.", False, 0), ("One.\f", False, 1), ("One.\fTwo.\f", False, 2),
     ("One.", True, 1), ("One.\f", True, 2)],
)  # fmt: skip
def test_a_form_feed_ends_a_page_and_a_file_of_pages_has_at_least_one(text, is_paged, count):
    assert len(document_text(text, "", is_paged=is_paged).pages) == count


def test_all_that_begins_in_one_second_is_at_its_time():
    text = (
        "00:01.000 --> 00:01.400\nOne\n\n00:01.500 --> 00:02.000\nTwo\n\n00:03.000 --> x\nThree\n"
    )
    document = document_text(text, "")
    start, stop = part_of(document, "t=1")
    assert ("One" in text[start:stop], "Two" in text[start:stop]) == (True, True)
    assert "Three" not in text[start:stop]


def test_subtitles_of_one_line_have_a_time():
    document = document_text("1\n00:00:01,000 --> 00:00:02,000\nOne\n", "")
    assert part_of(document, "t=1") is not None


def test_a_place_has_a_paragraph():
    document = document_text("One.\n\nTwo.\fThree.", "")
    assert [paragraph_at(document, place) for place in (0, 3, 6, 9, 11)] == [1, 1, 2, 2, 3]


@pytest.mark.parametrize("charset", ["iso-8859-1", "latin1", "windows-1252"])
def test_quotation_marks_of_windows_are_read_where_iso_8859_1_is_named(tmp_path, charset):
    path = tmp_path / "a.html"
    page = f'<meta charset="{charset}"><p>\u201cZo\u00eb\u2019s\u201d'
    path.write_bytes(page.encode("cp1252"))
    assert parts(read_document(path)) == ["\u201cZo\u00eb\u2019s\u201d"]


def test_a_head_that_is_not_closed_hides_nothing(tmp_path):
    path = tmp_path / "a.html"
    path.write_text("<html><head><title>T</title><meta charset=utf-8><body><p>One<p>Two")
    assert parts(read_document(path)) == ["One", "Two"]
