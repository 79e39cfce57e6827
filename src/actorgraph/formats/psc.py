"""The British register of people with significant control, and the companies it speaks of.

Snapshots of Companies House are JSON, one object a line (.txt, .jsonl, in a zip); others pass the
same columns on as CSV. A snapshot does not name the companies: the register's list of companies
(BasicCompanyData, a CSV) does, and is read here too. Read only.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from actorgraph.formats.content import ENTITY, RELATION, Row
from actorgraph.formats.day_cells import put_day
from actorgraph.formats.row_builder import RowBuilder, text_of
from actorgraph.formats.text_lines import leaves, text_files
from actorgraph.share_notation import band, bounds_of, reading

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from actorgraph.formats.documents import JsonObject
    from actorgraph.formats.notes import Notes

REGISTER = "Companies House"
_FILES = ("*.txt", "*.jsonl", "*.json", "*.csv")
_IN_LINK = re.compile(r"/company/([^/]+)/")
_SHARE = re.compile(r"(\d+)-to-(\d+)-percent|more-than-(\d+)-percent")
_OWNING = (
    "ownership-of-shares",
    "right-to-share-surplus-assets",
    "part-right-to-share-surplus-assets",
)
_FOR_OTHERS = ("-as-trust", "-as-firm", "-as-control-over")
"""What a code says where a trust or a firm holds it, and the person stands behind that."""
_TYPES = {"individual": "person", "corporate": "organization", "legal": "organization"}
_PROTECTED = "Name withheld by the register"


def read(path: Path, notes: Notes) -> Iterator[Row]:
    """Yield companies, those who control them, and how, from when to when.

    Raises:
        DataError: if it is neither JSON nor a table.
    """
    for file in text_files(path, *_FILES):
        is_table = file.name.lower().removesuffix(".gz").endswith(".csv")
        if not is_table:
            for record in file.objects(notes):
                yield from _rows_of(record, notes)
            continue
        for cells in file.rows(notes):
            if "CompanyName" in cells and "natures_of_control" not in cells:
                yield _company(cells, notes)
            else:
                yield from _rows_of(_nested(cells), notes)


def _nested(cells: dict[str, str]) -> JsonObject:
    """Return a row as a snapshot's object; numbered natures of control are one list."""
    record: JsonObject = {}
    for header, cell in cells.items():
        name = header.removeprefix("data.")
        head, _, rest = name.partition(".")
        if head.startswith("natures_of_control"):
            record.setdefault("natures_of_control", []).extend(_codes(cell))
        elif rest and isinstance(record.setdefault(head, {}), dict):
            record[head][rest] = cell
        else:
            record[name] = cell
    return record


def _codes(cell: str) -> list[str]:
    """Return the natures of control in a cell, however they are listed there."""
    parts = re.split(r"[;|\n]|,\s*|['\"\[\]]+", cell)
    return [part.strip() for part in parts if part.strip()]


def _rows_of(record: JsonObject, notes: Notes) -> Iterator[Row]:
    inner = record.get("data")
    data = dict(inner if isinstance(inner, dict) else record)
    number = text_of(record.get("company_number")) or _number_in(data)
    data.pop("company_number", None)
    kind = text_of(data.pop("kind", ""))
    if not number:
        notes.add(kind or "records", "naming no company: not read")
        return
    builder = RowBuilder(ENTITY, notes, id=number, type="organization")
    builder.put("name", data.pop("company_name", ""))
    if "statement" in kind or "exemption" in kind:
        builder.keep("psc_statement", _statement(data))
    yield Row(ENTITY, builder.cells, number)
    if "psc_statement" not in builder.cells:
        yield from _control(number, kind, data, notes)


def _number_in(data: JsonObject) -> str:
    match = _IN_LINK.match(_link(data))
    return match[1] if match else ""


def _link(data: JsonObject) -> str:
    links = data.get("links")
    return text_of(links.get("self")) if isinstance(links, dict) else text_of(links)


def _statement(data: JsonObject) -> str:
    """Return in one text what a company says instead of naming somebody, with its dates."""
    left = [
        f"{name}: {text}"
        for name, text in leaves(data)
        if name not in ("statement", "etag", "links.self")
    ]
    return "; ".join([text_of(data.get("statement")) or "exempt", *left])


def _control(number: str, kind: str, data: JsonObject, notes: Notes) -> Iterator[Row]:
    link = _link(data)
    holder = _holder(number, kind, data, link, notes)
    yield Row(ENTITY, holder.cells, holder.cells["id"])
    claim = RowBuilder(RELATION, notes, source=holder.cells["id"], target=number)
    _put_natures(claim, data.pop("natures_of_control", None) or [])
    put_day(claim, "start_date", text_of(data.pop("notified_on", "")), "notified_on")
    put_day(claim, "end_date", text_of(data.pop("ceased_on", "")), "ceased_on")
    if percentage := text_of(data.pop("percentage", "")):
        _put_percentage(claim, percentage)
    if link.startswith("/company/"):
        claim.cells |= {"attributed_to": REGISTER, "locator": link}
        data.pop("links")
    for name, text in leaves(data):
        claim.keep(name, text)
    yield Row(RELATION, claim.cells, link, tenure=link.rpartition("/")[2])


def _holder(number: str, kind: str, data: JsonObject, link: str, notes: Notes) -> RowBuilder:
    """Return who controls; takes what is said of them out of the data."""
    name = text_of(data.pop("name", ""))
    birth = data.pop("date_of_birth", None)
    key = link.rpartition("/")[2] or "-".join([number, name, *(t for _, t in leaves(birth))])
    builder = RowBuilder(ENTITY, notes, id=key, name=name or _PROTECTED)
    their_type = next((ours for word, ours in _TYPES.items() if kind.startswith(word)), "")
    builder.put("type", their_type or ("person" if birth or "name_elements" in data else ""))
    builder.keep("psc_kind", kind)
    if not name:
        notes.add("people with significant control", "without a name in the register")
    _put_birth(builder, birth)
    _put_plain_name(builder, data.pop("name_elements", None))
    identification = data.pop("identification", None)
    if isinstance(identification, dict) and identification.get("registration_number"):
        what = "with a registration number, kept: not joined with the company of that number"
        notes.add("owners that are companies", what)
    for whole, column in (("country_of_residence", "country"), ("nationality", "")):
        text = text_of(data.pop(whole, ""))
        if column:
            builder.put(column, text)
        else:
            builder.keep(whole, text)
    for part, text in leaves(identification):
        if part == "country_registered":
            builder.put("country", text)
        else:
            builder.keep(part, text)
    for whole in ("address", "principal_office_address"):
        builder.keep(whole, ", ".join(text for _, text in leaves(data.pop(whole, None))))
    return builder


def _put_birth(builder: RowBuilder, birth: Any) -> None:
    if isinstance(birth, dict):
        parts = [text_of(birth.get(part)) for part in ("year", "month", "day")]
        given = "-".join(part.zfill(2) for part in parts if part)
    else:
        given = text_of(birth)
    put_day(builder, "start_date", given, "date_of_birth")


def _put_plain_name(builder: RowBuilder, elements: Any) -> None:
    """Add the name without its title; a part that is not in the name stays under its own name."""
    if not isinstance(elements, dict):
        builder.keep("name_elements", elements)
        return
    parts = [text_of(elements.get(part)) for part in ("forename", "middle_name", "surname")]
    builder.add_aliases([" ".join(part for part in parts if part)])
    for part, text in leaves(elements):
        if text not in builder.cells["name"] and part not in ("forename", "middle_name", "surname"):
            builder.keep(part, text)


def _put_natures(claim: RowBuilder, given: Any) -> None:
    """Fill relation, role and share; of a share held by a trust or firm nobody is the owner."""
    codes = [text_of(code) for code in given] if isinstance(given, list) else _codes(text_of(given))
    owning = [
        code
        for code in codes
        if code.startswith(_OWNING) and not any(mark in code for mark in _FOR_OTHERS)
    ]
    claim.put("relation", "owns" if owning else "controls")
    claim.put("role", "; ".join(code.replace("-", " ") for code in codes))
    shares = dict.fromkeys(share for code in owning or codes if (share := _share(code)))
    if len(shares) == 1:
        claim.put("share", next(iter(shares)))


def _share(code: str) -> str:
    match = _SHARE.search(code)
    return band(match[1] or match[3], match[2] or "") if match else ""


def _put_percentage(claim: RowBuilder, given: str) -> None:
    """Fill the share from a column of its own, unless the natures of control give it."""
    read, known = bounds_of(reading(given)[0]), bounds_of(claim.cells.get("share", ""))
    if read and known and read[:2] == known[:2] and read[2:] <= known[2:]:
        return
    claim.put_share(given, "percentage")


_COMPANY_COLUMNS = {
    "IncorporationDate": "start_date",
    "DissolutionDate": "end_date",
}


def _company(cells: dict[str, str], notes: Notes) -> Row:
    """Return a row of the list of companies; earlier names are aliases."""
    number = cells.pop("CompanyNumber", "")
    builder = RowBuilder(ENTITY, notes, id=number, type="organization")
    builder.put("name", cells.pop("CompanyName", ""))
    builder.put("url", cells.pop("URI", ""))
    builder.put("country", cells.pop("CountryOfOrigin", ""))
    for name, column in _COMPANY_COLUMNS.items():
        put_day(builder, column, _day_first(cells.pop(name, "")), name)
    for name, cell in cells.items():
        if name.startswith("PreviousName") and name.endswith("CompanyName"):
            builder.add_aliases([cell])
        else:
            builder.keep(name, cell)
    return Row(ENTITY, builder.cells, number)


def _day_first(text: str) -> str:
    """Return the register's day, 31/12/2019, the other way round."""
    match = re.fullmatch(r"(\d\d)/(\d\d)/(\d{4})", text.strip())
    return "-".join(reversed(match.groups())) if match else text
