"""A file that would cost more than it may is refused, with what is too much; benchmarks/bombs.py measures."""

from __future__ import annotations

import bz2
import gzip
import lzma
import sqlite3
import struct
import zipfile
import zlib
from contextlib import closing

import pytest

from actorgraph import limits, load
from actorgraph.errors import ActorgraphError, DataError, UsageError
from actorgraph.publishing.leaks import leaks
from actorgraph.publishing.pseudonyms import Secret

ROWS = "source,target\na,b\n" + "a,b\n" * 5000
XML = "<graphml><graph>" + "<node id='a'/>" * 5000 + "</graph></graphml>"
SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    + "<row/>" * 5000
    + "</sheetData></worksheet>"
)
PACKED = {
    "relations.csv.gz": ROWS,
    "x.statements.csv.gz": "id,entity_id,prop,schema,value,dataset\n"
    + "1,a,name,Person,b,c\n" * 5000,
    "x.popolo.json.gz": '{"persons":[' + "{}," * 5000 + "{}]}",
    "x.ftm.json.gz": '{"id":"a","schema":"Person"}\n' * 5000,
    "x.psc.json.gz": '{"company_number":"1","data":{}}\n' * 5000,
    "x.net.gz": "*Vertices 2\n1 a\n2 b\n*Arcs\n" + "1 2\n" * 5000,
    "x.gephi.zip": {"nodes.csv": "Id,Label\n", "edges.csv": ROWS},
    "x.neo4j.zip": {"neo4j-nodes.csv": ":ID,name\n" + "a,b\n" * 5000},
    "x.mtgx": {"Graphs/Graph1.graphml": XML},
    "x.xlsx": {"[Content_Types].xml": "", "xl/worksheets/sheet1.xml": SHEET},
}
"""By name a file, or the files of a zip, whose content takes more than a hundred times its size."""


def written(folder, name):
    path = folder / name
    content = PACKED[name]
    if isinstance(content, str):
        path.write_bytes(gzip.compress(content.encode()))
    else:
        zip_of(path, content)
    return path


def zip_of(path, members, method=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)


@pytest.mark.parametrize("name", PACKED)
def test_a_bomb_is_refused_in_every_compressed_input(tmp_path, monkeypatch, name):
    path = written(tmp_path, name)
    monkeypatch.setattr(limits, "SMALL", 100)
    monkeypatch.setattr(limits, "MOST_TIMES", 5)
    with pytest.raises(DataError, match="it unpacks to more than 5 times its size") as refused:
        load(path)
    assert refused.value.problems[0].file.startswith(str(path))
    assert len(refused.value.problems) == 1


def test_a_small_file_may_be_of_one_letter(tmp_path):
    """What compresses well is no bomb as long as it is small: a sheet of equal rows is one."""
    path = tmp_path / "relations.csv.gz"
    path.write_bytes(gzip.compress(("source,target\n" + "a,b\n" * 3_000).encode()))
    assert path.stat().st_size * limits.MOST_TIMES < 12_000 < limits.SMALL
    assert len(list(load(path).claims().claims)) == 3_000


def test_several_packed_parts_are_counted_together(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "LARGEST_EXPANSION", 5000)
    part = gzip.compress(b"a,b\n" * 1000)
    path = tmp_path / "relations.csv.gz"
    path.write_bytes(gzip.compress(b"source,target\n") + part + part)
    with pytest.raises(DataError, match="unpacks to more than"):
        load(path)


def test_a_zip_that_says_it_is_small_gives_no_more(tmp_path):
    path = tmp_path / "x.gephi.zip"
    zip_of(path, {"nodes.csv": "Id,Label\n", "edges.csv": ROWS})
    stated = struct.pack("<I", len(ROWS))
    raw = path.read_bytes()
    assert raw.count(stated) == 2
    path.write_bytes(raw.replace(stated, struct.pack("<I", 20)))
    with pytest.raises(DataError, match="Bad CRC-32"):
        load(path)


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
@pytest.mark.parametrize("name", ["x.gephi.zip", "x.mtgx", "x.xlsx"])
def test_what_unpacks_without_a_bound_is_refused(tmp_path, name, method):
    path = tmp_path / name
    zip_of(path, PACKED[name], method)
    with pytest.raises(DataError, match="pack it again with deflate"):
        load(path)


@pytest.mark.parametrize("name", ["x.gephi.zip", "x.mtgx", "x.xlsx"])
def test_a_zip_of_too_many_files_is_refused(tmp_path, monkeypatch, name):
    monkeypatch.setattr(limits, "MOST_FILES", 2)
    path = tmp_path / name
    zip_of(path, {**PACKED[name], "a": "", "b": "", "c": ""})
    with pytest.raises(DataError, match="files; 2 are read at most"):
        load(path)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("x.ftm.json", '{"id":"a","schema":"Person"}\n{"id":"' + "a" * 3000),
        ("x.net", "*Vertices 2\n1 " + "a" * 3000),
        ("x.gephi.csv", "Source,Target,Type\na," + "b" * 3000),
        (
            "x.statements.csv",
            "id,entity_id,prop,schema,value,dataset\n1,a,name,Person," + "b" * 3000,
        ),
    ],
)
def test_a_line_that_is_too_long_is_refused_with_its_number(tmp_path, monkeypatch, name, text):
    monkeypatch.setattr(limits, "LARGEST_LINE", 1000)
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as refused:
        load(path, format="gephi" if "gephi" in name else None)
    (problem,) = refused.value.problems
    assert (problem.line, problem.message[:16]) == (2, "a line of more t")


@pytest.mark.parametrize("index", ["always", "never"])
@pytest.mark.parametrize("name", ["relations.csv", "relations.csv.gz"])
@pytest.mark.parametrize("text", ["source,target\na," + "b" * 5000, "source,target" + ",c" * 1000])
def test_a_table_with_a_line_of_any_length_is_refused(tmp_path, monkeypatch, name, text, index):
    monkeypatch.setattr(limits, "LARGEST_ROW", 1000)
    monkeypatch.setenv("ACTORGRAPH_INDEX", index)
    path = tmp_path / name
    path.write_bytes(gzip.compress(text.encode()) if name.endswith(".gz") else text.encode())
    with pytest.raises(DataError, match="a line of more than"):
        load(path)


@pytest.mark.parametrize(
    "name",
    ["x.json", "x.ftm.json", "x.popolo.json", "x.nodelink.json", "x.cyjs", "x.bods.json",
     "x.littlesis.json", "x.wikidata.json", "x.vis", "datapackage.json", "x.jsonl"],
)  # fmt: skip
@pytest.mark.parametrize(
    "text",
    ["[" * 100_000, '{"nodes":' * 100_000, '[{"id":1,"a":' + "[" * 100_000 + "]" * 100_000 + "}]"],
)
def test_json_in_json_without_end_is_refused(tmp_path, name, text):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ActorgraphError) as refused:
        load(path)
    assert "recursion" not in str(refused.value).lower()


@pytest.mark.parametrize(
    ("name", "text", "many"),
    [
        ("x.net", "*Vertices {}\n*Arcs\n1 2\n", "{} vertices, more than the file can name"),
        ("x.dl", "dl n={} format=edgelist1\ndata:\n1 2\n", "{} is no number of nodes"),
    ],
)
def test_more_nodes_than_a_file_can_name_are_refused(tmp_path, monkeypatch, name, text, many):
    monkeypatch.setattr("actorgraph.formats.text_lines.MOST_UNNAMED", 1000)
    path = tmp_path / name
    path.write_text(text.format(1000), encoding="utf-8")
    assert len(load(path).list().entities) >= 2
    path.write_text(text.format(1001), encoding="utf-8")
    with pytest.raises(DataError, match=many.format(1001)):
        load(path)


@pytest.mark.parametrize("name", [name for name in PACKED if name.endswith(".gz")])
@pytest.mark.parametrize("cut", [-1, -30, 12])
def test_what_is_cut_short_is_said_whatever_its_end_says(tmp_path, name, cut):
    path = written(tmp_path, name)
    path.write_bytes(path.read_bytes()[:cut] + b"\xff" * (cut == -30) * 4)
    with pytest.raises(DataError, match=r"cut short|not sound gzip data"):
        load(path)


@pytest.mark.parametrize("number", [1_048_577, "9" * 40])
def test_a_row_that_no_sheet_has_is_refused(tmp_path, number):
    """openpyxl makes an empty row for each that is not there."""
    rows = f'<row r="{number}"><c r="A{number}"><v>1</v></c></row>'
    path = tmp_path / "x.xlsx"
    zip_of(
        path, {**PACKED["x.xlsx"], "xl/worksheets/sheet1.xml": SHEET.replace("<row/>", "") + rows}
    )
    with pytest.raises(DataError, match="a row beyond the 1,048,576 that a sheet has"):
        load(path)


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        ("<node id='a'><data key='k'>" + "b" * 200_000, "a text of more than"),
        (" " * 200_000, "a text of more than"),
        ("<node id='" + "b" * 200_000, "a tag of more than"),
        ("<!--" + "b" * 200_000, "a tag of more than"),
        ("<node id='a'>" + "<b/>" * 200, "an element holds more than 100 others"),
    ],
)
def test_a_part_of_xml_without_end_is_refused(tmp_path, monkeypatch, inside, said):
    monkeypatch.setattr("actorgraph.formats.xml.LARGEST_CELL", 100_000)
    monkeypatch.setattr("actorgraph.formats.xml.MOST_ELEMENTS", 100)
    path = tmp_path / "x.graphml"
    path.write_text("<graphml><graph>" + inside, encoding="utf-8")
    with pytest.raises(DataError, match=said):
        load(path)


@pytest.mark.parametrize(
    "columns", [{"source": ["a"] * 50_000, "target": ["b"] * 50_000}, {"source": ["a" * 100_000]}]
)
def test_parquet_that_unpacks_to_too_much_is_refused(tmp_path, monkeypatch, columns):
    import pyarrow as pa
    import pyarrow.parquet as pq

    path = tmp_path / "x.parquet"
    pq.write_table(pa.table(columns), path, compression="zstd")
    monkeypatch.setattr(limits, "SMALL", 10_000)
    monkeypatch.setattr(limits, "MOST_TIMES", 5)
    with pytest.raises(DataError, match="unpacks to more than"):
        load(path)


def test_a_cell_that_a_database_makes_up_is_refused(tmp_path):
    path = tmp_path / "x.sqlite"
    with closing(sqlite3.connect(path)) as base, base:
        base.execute("CREATE TABLE relations (source, target, quote AS (hex(zeroblob(99999999))))")
        base.execute("INSERT INTO relations VALUES ('a', 'b')")
    base.close()
    with pytest.raises(DataError, match="too big"):
        load(path)


@pytest.mark.parametrize("name", ["x.gz", "x.xz", "x.bz2", "x.zip", "x.pdf"])
def test_what_leakcheck_cannot_unpack_it_does_not_vouch_for(tmp_path, monkeypatch, name):
    monkeypatch.setattr("actorgraph.publishing.unpacking.SMALL", 1000)
    content = b"a" * 1_000_000
    path = tmp_path / name
    if name == "x.zip":
        zip_of(path, {"a": content})
    else:
        packed = {"x.gz": gzip, "x.xz": lzma, "x.bz2": bz2, "x.pdf": zlib}[name].compress(content)
        path.write_bytes(b"%PDF-1.4 " * (name == "x.pdf") + packed)
    with pytest.raises(UsageError, match="unpacks to more than 100 times its size"):
        leaks(path, [Secret("Ann Brook", "a name")])


@pytest.mark.parametrize("name", ["actorgraph.toml", "story.md"])
def test_what_nobody_can_have_written_is_refused_in_one_sentence(tmp_path, name):
    (tmp_path / "relations.csv").write_text("source,target\na,b\n")
    with (tmp_path / name).open("wb") as file:
        file.write(b"# ")
        file.truncate(5 << 20)
    with pytest.raises(UsageError, match=f"{name} is larger than 4 MB: nobody wrote that"):
        load(tmp_path).export(tmp_path / "page.html")
    assert not (tmp_path / "page.html").exists()


def test_a_page_of_more_cells_than_can_be_held_is_refused(tmp_path, monkeypatch):
    from actorgraph.queries import subgraph

    columns = ",".join(f"c{n}" for n in range(9))
    rows = "".join(f"a{n},b{',x' * 9}\n" for n in range(9))
    (tmp_path / "relations.csv").write_text(f"source,target,{columns}\n{rows}")
    monkeypatch.setattr(subgraph, "MOST_CELLS", 81)
    load(tmp_path).export(tmp_path / "x.html")
    monkeypatch.setattr(subgraph, "MOST_CELLS", 80)
    with pytest.raises(UsageError, match="more than 80 cells in columns of your own"):
        load(tmp_path).export(tmp_path / "y.html", force=True)
    load(tmp_path).export(tmp_path / "part.html", load(tmp_path).subgraph("a1"))
    assert not (tmp_path / "y.html").exists()
