"""The checksum of an edited file is the one that reading all of it gives."""

from __future__ import annotations

from zlib import crc32

from factory import write_text
from hypothesis import given
from hypothesis import strategies as st

from actorgraph import locating
from actorgraph.editing import saving
from actorgraph.editing.checksums import SummedPart, sum_of_edited
from actorgraph.editing.edits import Edit
from actorgraph.editing.file_bytes import TextBytes, sum_of_own
from actorgraph.editing.pieces import PieceTable
from actorgraph.editing.workspace import Workspace

REPLACED = st.tuples(st.integers(0, 400), st.integers(0, 60), st.binary(max_size=30))


@given(st.sampled_from([b"", b"\xef\xbb\xbf"]), st.binary(max_size=300), st.lists(REPLACED))
def test_it_is_that_of_the_bytes(head: bytes, base: bytes, edits: list[tuple[int, int, bytes]]):
    table = PieceTable(TextBytes(base))
    for start, count, new in edits:
        first = min(start, len(table))
        table.replace(first, min(first + count, len(table)), new)
    old, new = head + base, head + table.read(0, len(table))
    asked = sum_of_edited(
        SummedPart(crc32(old), len(old)),
        head,
        table.pieces(),
        lambda start, stop: crc32(old[start:stop]),
        lambda start, stop: crc32(new[start:stop]),
    )
    assert asked == crc32(new)


def test_of_what_stays_the_longest_part_is_not_read():
    old = bytes(range(256)) * 8
    table = PieceTable(TextBytes(old))
    table.replace(100, 110, b"new")
    new, read = table.read(0, len(table)), []

    def sum_in(content: bytes):
        def asked(start: int, stop: int) -> int:
            read.append(stop - start)
            return crc32(content[start:stop])

        return asked

    known = SummedPart(crc32(old), len(old))
    assert sum_of_edited(known, b"", table.pieces(), sum_in(old), sum_in(new)) == crc32(new)
    assert sum(read) == 110


def test_a_large_file_is_known_by_the_sum_of_its_bytes_after_each_save(tmp_path, monkeypatch):
    monkeypatch.setattr(locating, "LARGE", 0)
    rows = "".join(f"p{n},knows,p{n + 1},\n" for n in range(500))
    write_text(tmp_path, relations=f"source,relation,target,role\n{rows}")
    table = tmp_path / "relations.csv"
    read: list[int] = []

    def reading(path, start=0, stop=None):
        read.append((stop or path.stat().st_size) - start)
        return sum_of_own(path, start, stop)

    with Workspace(tmp_path) as editor:
        file = editor._files["relations"]
        file.may_have_changed = False  # as it is a while after the file was written
        monkeypatch.setattr(saving, "sum_of_own", reading)
        for line, role in ((5, "x"), (400, "longer"), (5, "")):
            row = editor.row("relations", line)
            edit = Edit("relations", "change", line, row.digest, {"role": role})
            editor.apply([edit])
            editor.wait_until_saved()
            assert file.base_sum == crc32(table.read_bytes())
            assert file.base_size == table.stat().st_size
    assert max(read) < 0.5 * table.stat().st_size
