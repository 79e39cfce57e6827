"""Files that break readers of CSV: each is read exactly, or refused with its line and a way out."""

from __future__ import annotations

import re

import pytest

from actorgraph.errors import ActorgraphError
from actorgraph.schema import RELATION_COLUMNS
from actorgraph.tables import read_table

HEAD = "source,target\n"
LONG = "x" * 1_000_000
WIDE = ",".join(f"c{n}" for n in range(10_000))

READ = {
    "mixed line ends": (b"source,target\r\na,b\nc,d\re,f\r\n", None),
    "no line end at the end": (HEAD + "a,b", [["a", "b"]]),
    "blank lines between": (HEAD + "a,b\n\n\nc,d\n", [["a", "b"], ["c", "d"]]),
    "a field of a million letters": (HEAD + f"{LONG},b\n", [[LONG, "b"]]),
    "ten thousand columns": (f"{WIDE}\n{WIDE}\n", [[f"c{n}" for n in range(10_000)]]),
    "quoted line ends": (HEAD + '"a\r\nb\rc\nd",e\n', [["a\r\nb\rc\nd", "e"]]),
    "doubled quotes": (HEAD + '"say ""a""",""""\n', [['say "a"', '"']]),
    "quoted delimiters": (HEAD + '"a,b",","\n', [["a,b", ","]]),
    "empty and quoted empty": (HEAD + 'a,\n"",b\n', [["a", ""], ["", "b"]]),
    "blanks around": (HEAD + " a , b \n", [[" a ", " b "]]),
    "a tab in a cell": (HEAD + "a\tb,c\n", [["a\tb", "c"]]),
    "semicolons": ("source;target\na,1;b\n", [["a,1", "b"]]),
    "tabs": ("source\ttarget\na,b\tc\n", [["a,b", "c"]]),
    "every cell quoted": ('"source","target"\n"a","b"\n', [["a", "b"]]),
    "UTF-8 with a mark": (b"\xef\xbb\xbfsource,target\na,b\n", [["a", "b"]]),
    "UTF-16, little end": ("source,target\nä,b\n".encode("utf-16"), [["ä", "b"]]),
    "UTF-16, big end": (b"\xfe\xff" + "source,target\nä,b\n".encode("utf-16-be"), [["ä", "b"]]),
    "letters beyond the first plane": (HEAD + "𝕏,👩‍👩‍👧\n", [["𝕏", "👩‍👩‍👧"]]),
    "line separators of Unicode": (
        HEAD + "a\u2028b,c\u2029\x85d\n",
        [["a\u2028b", "c\u2029\x85d"]],
    ),
    "vertical tab and form feed": (HEAD + "a\x0bb,c\x0cd\n", [["a\x0bb", "c\x0cd"]]),
    "a header with a line break": ('"source","tar\nget"\na,b\n', [["a", "b"]]),
    "a row of delimiters only, which is blank": (HEAD + ",\na,b\n", [["a", "b"]]),
    "a comment that is a row": (HEAD + "# not a comment,b\n", [["# not a comment", "b"]]),
    "a formula": (HEAD + "=1+1,@x\n", [["=1+1", "@x"]]),
    "one column": ("source\na\n", [["a"]]),
    "a header alone": (HEAD, []),
}
REFUSED = {
    "CP1251": ("source,target\nНарышкин,b\n".encode("cp1251"), r":2.*not UTF-8"),
    "Latin-1": ("source,target\na,b\nMünch,c\n".encode("latin-1"), r":3.*not UTF-8"),
    "UTF-16 without a mark": ("source,target\na,b\n".encode("utf-16-le"), r":1.*NUL"),
    "UTF-32": ("source,target\na,b\n".encode("utf-32"), r"UTF-32"),
    "NUL in a cell": (b"source,target\na\0,b\n", r":2.*NUL"),
    "a cell too few": (b"source,target,x\na,b,c\nd,e\n", r":3.*2 cells where the header has 3"),
    "a cell too many": (b"source,target\na,b\nc,d,e\n", r":3.*3 cells where the header has 2"),
    "a ragged row after a quoted line end": (b'source,target\n"a\nb",c\nd\n', r":4.*1 cell"),
    "a quote that never closes": (b'source,target\na,"b\nc,d\n', r":2.*quot"),
    "text after a closing quote": (b'source,target\n"a"b,c\n', r":2.*quot"),
    "a header twice": (b"source,target,target\na,b,c\n", r":1.*target"),
    "nothing at all": (b"", r"empty"),
    "a zip": (b"PK\x03\x04" + b"\0" * 30, r"zip or Excel"),
    "gzip under another name": (b"\x1f\x8b\x08\0", r"gzip"),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", r"NUL"),
    "a PDF": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", r"a PDF"),
}


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(one, marks=pytest.mark.slow) if one == "ten thousand columns" else one
        for one in READ
    ],
)
def test_it_is_read_exactly(tmp_path, name):
    content, rows = READ[name]
    path = tmp_path / "x.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    table = read_table(path, RELATION_COLUMNS)
    assert [problem for problem in table.problems if problem.level == "error"] == []
    assert table.rows == (rows if rows is not None else [["a", "b"], ["c", "d"], ["e", "f"]])


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_with_its_place(tmp_path, name):
    content, said = REFUSED[name]
    path = tmp_path / "x.csv"
    path.write_bytes(content)
    try:
        problems = [str(one) for one in read_table(path, ()).problems if one.level == "error"]
    except ActorgraphError as error:
        problems = [str(error)]
    assert problems

    assert any(re.search(said, problem) for problem in problems), problems
