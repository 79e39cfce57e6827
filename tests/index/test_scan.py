"""Where records begin is what a reader that goes byte by byte finds, however the file is cut."""

from __future__ import annotations

import csv
import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from actorgraph.index import scan
from actorgraph.schema import ENTITY_COLUMNS

CELLS = st.text(st.sampled_from('ab,"\n\r é😀'), max_size=5)
ROWS = st.lists(st.tuples(CELLS, CELLS), max_size=8)
QUOTING = [csv.QUOTE_ALL, csv.QUOTE_MINIMAL]
CUTS = [1, 2, 7, 1 << 20]


def written(rows, quoting, ending):
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=quoting)
    writer.writerow(("id", "name"))
    begins = text.tell()
    pieces = [text.getvalue().removesuffix("\r\n")]
    for row in rows:
        writer.writerow(row)
        pieces.append(text.getvalue()[begins:].removesuffix("\r\n"))
        begins = text.tell()
    return "".join(piece + ending for piece in pieces).encode()


def records(data):
    """Start and physical line of each record that is not blank, after the header; and the end."""
    found, start, line, begins, is_open = [], 0, 1, 1, False
    for place, byte in enumerate(data):
        is_open ^= byte == ord('"')
        line += byte == ord("\n") or (byte == ord("\r") and data[place + 1 : place + 2] != b"\n")
        if byte == ord("\n") and not is_open:
            found.append((data[start : place + 1], start, begins))
            start, begins = place + 1, line
    if start < len(data):
        found.append((data[start:], start, begins))
    return [(at, of) for text, at, of in found[1:] if text.strip(b"\r\n")]


def shape(folder, data, cut):
    path = folder / "entities.csv"
    path.write_bytes(data)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scan, "CHUNK", cut)
        patch.setattr(scan, "WIDE", 30)  # offsets beyond are wide
        return scan.shape_of(path, ENTITY_COLUMNS)


def said(found):
    lines = found.lines_of(np.arange(len(found))).tolist()
    return list(zip(found.starts[:-1].tolist(), lines, strict=True))


@pytest.mark.parametrize("cut", CUTS)
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("quoting", QUOTING)
@given(rows=ROWS, blanks=st.lists(st.booleans(), max_size=8), is_ended=st.booleans())
def test_records_of_a_plain_file(tmp_path_factory, quoting, ending, cut, rows, blanks, is_ended):
    parts = [written([], quoting, ending)]
    for place, row in enumerate(rows):
        parts.append(written([row], quoting, ending)[len(parts[0]) :])
        if any(blanks[place : place + 1]):
            parts.append(ending.encode())
    data = b"".join(parts)
    if rows and not is_ended:
        data = data.removesuffix(ending.encode())
    found = shape(tmp_path_factory.mktemp("scan"), data, cut)
    assert said(found) == records(data)
    assert found.starts[-1] == len(data) or not len(found)


@pytest.mark.parametrize("cut", CUTS)
@given(data=st.lists(st.sampled_from([b'"', b",", b"\n", b"\r", b"a", b"\\", b"\xc3", b"\xa9"])))
def test_what_is_not_plain_is_told_or_read_alike(tmp_path_factory, cut, data):
    whole = b"id,name\n" + b"".join(data)
    try:
        found = shape(tmp_path_factory.mktemp("scan"), whole, cut)
    except scan.NotPlainError:
        return
    whole.decode()
    assert said(found) == records(whole)


@pytest.mark.parametrize(
    "rest",
    [
        b'a,b"c\n',
        b'"a"b,c\n',
        b'"a,b\n',
        b"a,\0\n",
        b'a,"\\"\n',
        b"a,b\rc,d\n",
        b"a,\xff\n",
        b"a,\xc3",
    ],
)
@pytest.mark.parametrize("cut", CUTS)
def test_what_readers_take_differently_is_not_plain(tmp_path, rest, cut):
    with pytest.raises(scan.NotPlainError):
        shape(tmp_path, b"id,name\n" + rest, cut)
