"""Sound tables as people, spreadsheets and exports mangle them, drawn by Hypothesis.

A table is drawn with its cells first and its looks after: other headers, delimiters, encodings,
quotes, line ends, blank lines, ways to write a date or a number, several values in a cell.
"""

from __future__ import annotations

import csv
import gzip
import io
from datetime import date, datetime, time
from typing import TYPE_CHECKING, NamedTuple

from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NAMES = [
    "Ida Falk", "Kelp Ltd", "Orrin Bank plc", "Žižek", "О'Нил", "王小明", "Smith, John", "1001",
    "ida-falk", "Kelp | Orrin", "Ida; Joss", "Ida and Joss", "a/b", "?", "n/a", "TBC", "unknown",
    '"Big" Joe', "Line\nbreak", " Ida Falk", "Ida\u00a0Falk", "İda", "=1+1", "-", "null", "0",
]  # fmt: skip
DATES = [
    "2018-01-26", "2018-01", "2018", "26.1.2018", "26/01/2018", "1/26/2018", "Jan-18", "c. 1984",
    "1984~", "1984?", "198X", "1980s", "26 January 2018", "2018-01-26T10:00:00Z", "43126", "..",
    "present", "2009-2016", "[2001..2002]", "9999-12-31", "1900-01-01", "0000-00-00", "20180126",
    "2018-1-6", "-0043", "before 1984", "2018-01-26 00:00:00", "26 Januar 2018", "Q1 2018", "n/a",
]  # fmt: skip
WORDS = [
    "Trustee", "met_with", "owns", "holds_position", "Chair; Member", "Vorsitz", "a,b", "a\tb",
    "a|b", "x.org", "https://x.org/a?b=1;2", "knows", "NA", "TRUE", "é", "e\u0301", "“quoted”",
    "It's", "back\\slash", "p. 3",
]  # fmt: skip
NUMBERS = [
    "3", "003", "1,000", "1.000,50", "1e5", "25 %", "25%", "$1,000", "€ 3", "-5", "+5", "0.1", "",
    "1 000", "１２", "½", "NaN", "Infinity", "12345678901234567890", "0.30000000000000004",
]  # fmt: skip
CLOSED = {
    "status": ["claimed", "confirmed", "denied", "Denied", "ACTIVE", "rejected"],
    "certainty": ["stated", "likely", "planned", "conditional", "implied", "maybe"],
    "directed": ["yes", "no", "Directed", "Undirected", "1"],
    "inferred": ["date", "relation|date", "all"],
    "assessment": ["accepted", "rejected", "open", "?"],
    "type": ["person", "company", "Directed", "Person", "position", "owns"],
}
HEADERS = {
    "source": "source,Source,SOURCE,from,From,Von,Subject,Person,Entity A,src,Source Name, source ",
    "target": "target,Target,to,To,Object,Organisation,Entity B,dst,Nach,Target\u00a0",
    "relation": "relation,Relation,type,Type,Label,relationship,category,Beziehung",
    "role": "role,Role,function,Position,Funktion,job title,Role name",
    "start_date": "start_date,startDate,Start Date,since,From,Von,start_dat,begin,valid from",
    "end_date": "end_date,endDate,until,To,Bis,valid until,End,ended",
    "date": "date,Date,Datum,when,on",
    "status": "status,Status",
    "certainty": "certainty,Certainty",
    "directed": "directed,Directed,Type",
    "inferred": "inferred",
    "assessment": "assessment",
    "attributed_to": "attributed_to,Source(s),said by,according_to,speaker",
    "document": "document,source url,Source URL,proof,cited_in,Fuente",
    "quote": "quote,quotation",
    "note": "note,comment,notes,remark",
    "place": "place,location",
    "amount": "amount,Amount,Betrag,value",
    "share": "share,percentage,Anteil",
    "weight": "weight,Weight,colour,x,Unnamed: 3,index,_id,__proto__,constructor, ,#1",
    "id": "id,Id,ID,claim id,node id",
    "name": "name,Name,Full name,label,title",
    "type": "type,Type,schema,kind",
    "aliases": "aliases,alias,other names,AKA",
    "country": "country,nationality,Land",
    "description": "description,bio",
    "timeset": "timeset,interval",
    "source_type": "source_type",
}
OF_RELATIONS = [
    "relation", "role", "start_date", "end_date", "date", "status", "certainty", "directed",
    "inferred", "assessment", "attributed_to", "document", "quote", "note", "place", "amount",
    "share", "weight", "id", "timeset", "source_type",
]  # fmt: skip
OF_ENTITIES = [
    "id", "type", "aliases", "country", "description", "start_date", "end_date", "note", "weight",
    "status", "attributed_to", "document",
]  # fmt: skip
KINDS = {
    "start_date": DATES, "end_date": DATES, "date": DATES, "timeset": ["<[2016, 2018]>", "often",
    "<[2016-02-03, 2016-02-04]; [2018, 2019)>", ""], "amount": NUMBERS, "share": NUMBERS,
    "weight": [*NUMBERS, *WORDS], "source": NAMES, "target": NAMES, "name": NAMES,
    "aliases": NAMES, "source_type": ["person", "company"], **CLOSED,
}  # fmt: skip
YEARS = {"start_date": 200, "end_date": 201, "date": 198}
ENCODINGS = [
    "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "cp1251",
    "latin-1", "mac_roman", "cp437", "shift_jis",
]  # fmt: skip


class Mangled(NamedTuple):
    """A table and how it stands in a file.

    Attributes:
        header, rows: what it holds.
        suffix: of the file's name.
        text: of the file; "" for a workbook.
        encoding: of the text.
        sheet: the title of the sheet, where the file is a workbook.
        above: what stands above the header there.
        left: whether the first column of the sheet is empty.
        typed: a last column there: its header, and a value with its format and its texts.
    """

    header: list[str]
    rows: list[list[str]]
    suffix: str
    text: str = ""
    encoding: str = "utf-8"
    sheet: str = ""
    above: str | None = ""
    left: bool = False
    typed: tuple[str, object, str, frozenset[str]] | None = None

    @property
    def cells(self) -> set[str]:
        """Return the cells that the file holds: an encoding may lack some letters."""
        cells = {cell for row in self.rows for cell in row if cell.strip()}
        return {cell.encode(self.encoding, "replace").decode(self.encoding) for cell in cells}

    def write(self, folder: Path, stem: str) -> Path:
        """Write the file into a folder."""
        path = folder / f"{stem}{self.suffix}"
        if self.suffix == ".xlsx":
            self._write_workbook(path)
            return path
        content = self.text.encode(self.encoding, "replace")
        path.write_bytes(gzip.compress(content, 1) if self.suffix.endswith(".gz") else content)
        return path

    def _write_workbook(self, path: Path) -> None:
        import openpyxl

        book = openpyxl.Workbook()
        sheet = book.active
        sheet.title = self.sheet
        if self.above != "":
            sheet.append([self.above])
        for row in [self.header, *self.rows]:
            sheet.append([*([None] * self.left), *(cell or None for cell in row)])
            for cell in sheet[sheet.max_row]:
                cell.data_type = "s" if cell.value is not None else cell.data_type
        if self.typed:
            header, value, shape, _ = self.typed
            sheet.cell(sheet.max_row - len(self.rows), sheet.max_column + 1, header)
            sheet.cell(sheet.max_row, sheet.max_column, value).number_format = shape
        book.save(path)


def mostly(usual: object, *others: object, of: int = 12) -> st.SearchStrategy:
    """Draw the first, but for one time of so many: a table with many faults is only refused."""
    return st.integers(1, of).flatmap(
        lambda n: st.sampled_from(others) if n == of else st.just(usual)
    )


@st.composite
def grids(draw: Callable, required: list[str], optional: list[str]) -> tuple[list, list]:
    """Draw a header and rows: a few columns under some header, sound cells more often than not."""
    some = draw(st.lists(st.sampled_from(optional), max_size=5, unique=True))
    columns = draw(st.permutations([*required, *some])) if draw(mostly(False, True)) else (
        [*required, *some]
    )  # fmt: skip
    header = [draw(mostly(one, *HEADERS[one].split(","), of=4)) for one in columns]
    rows: list[list[str]] = []
    for number in range(draw(st.integers(1, 4))):
        row = []
        for column in columns:
            usual = f"{column} {number}" if column in ("source", "target", "name", "note") else ""
            if column in YEARS:
                usual = f"{YEARS[column]}{number}"
            row.append(draw(mostly(usual, *KINDS.get(column, WORDS), of=4)))
        rows.append(row)
    return header, rows


TYPED_HEADERS = ["start_date", "weight", "note", "amount", "date", "id"]
TYPED = [
    (3, "000", {"3", "003"}),
    (0.25, "0%", {"0.25", "25%"}),
    (1234.5, "#,##0.00", {"1234.5", "1,234.50"}),
    (12345678901234567890, "General", {"12345678901234567890", "12345678901234570000"}),
    (1e-7, "0.0000000", {"1e-07", "0.0000001", "1e-7"}),
    (True, "General", {"true", "TRUE", "True"}),
    (date(2018, 1, 26), "mmm-yy", {"2018-01"}),
    (date(2018, 1, 26), "dd.mm.yyyy", {"2018-01-26"}),
    (datetime(2018, 1, 26, 10, 30), "yyyy-mm-dd hh:mm", {"2018-01-26T10:30"}),  # noqa: DTZ001
    (date(2018, 1, 26), "yyyy", {"2018"}),
    (date(2018, 1, 26), "d mmmm", {"26 January"}),
    (43126, "General", {"43126", "2018-01-26"}),
    (time(10, 30), "hh:mm", {"10:30", "10:30:00"}),
]
"""Values of a spreadsheet with the format of their cell, and the texts that may stand for them."""


@st.composite
def texts(draw: Callable, header: list[str], rows: list[list[str]]) -> str:
    """Draw how a table is written as text."""
    delimiter = draw(mostly(",", ";", "\t", "|", of=2))
    ends = draw(mostly("\n", "\r\n", "\r", of=2))
    quoting = draw(mostly(csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC, of=2))
    above = draw(mostly([], ["sep"], [""], ["Board members, 2018"], ["", ""], ["# exported"]))
    text = io.StringIO()
    for line in above:
        text.write((f"sep={delimiter}" if line == "sep" else line) + ends)
    for at, row in enumerate([header, *rows]):
        further = draw(mostly([], *([[""], ["", ""], ["beyond"]] * (len(row) > 1) or [[]])))
        line = io.StringIO()  # with both signs as its end, so that a cell with either is quoted
        writer = csv.writer(line, delimiter=delimiter, lineterminator="\r\n", quoting=quoting)
        writer.writerow(row + further if at else row)
        text.write(line.getvalue().removesuffix("\r\n") + ends)
        text.write(draw(mostly("", ends, delimiter * (len(header) - 1) + ends, " " + ends)))
    whole = text.getvalue()
    return draw(st.sampled_from([whole, whole, whole.rstrip("\r\n"), whole + "\x1a"]))


@st.composite
def files(draw: Callable, required: list[str], optional: list[str]) -> Mangled:
    """Draw a table as a file of text, or as a workbook."""
    header, rows = draw(grids(required, optional))
    if draw(st.integers(0, 7)) == 7:
        sheet = draw(mostly("Sheet1", "relations", "entities", "Données"))
        above, left = draw(mostly("", "Board members", None)), draw(mostly(False, True))
        typed = draw(st.sampled_from([None, *TYPED]))
        if typed:
            typed = (draw(st.sampled_from(TYPED_HEADERS)), *typed)
        if typed and typed[0] in header:
            typed = None
        return Mangled(header, rows, ".xlsx", sheet=sheet, above=above, left=left, typed=typed)
    encoding = draw(mostly("utf-8", *ENCODINGS, of=5))
    suffix = draw(mostly(".csv", ".csv.gz", ".CSV", ".tsv", ".txt", of=6))
    return Mangled(header, rows, suffix, draw(texts(header, rows)), encoding)


RELATION_FILES = files(["source", "target"], OF_RELATIONS)
ENTITY_FILES = files(["name"], OF_ENTITIES)
