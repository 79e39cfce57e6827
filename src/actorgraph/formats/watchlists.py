"""Watch lists as plain tables: OpenSanctions' targets.simple.csv, the lists of the EU, USA and UK.

Whoever is listed becomes an entity with all names; what is said of the listing stands in columns
under the list's own names, each value apart. Read only.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from actorgraph.formats.content import ENTITY, Row
from actorgraph.formats.day_cells import put_day
from actorgraph.formats.ftm_rows import compatible_dates, type_of
from actorgraph.formats.row_builder import RowBuilder
from actorgraph.formats.text_lines import text_files, values_between_semicolons

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from actorgraph.formats.notes import Notes

_NAMES = {
    "person": "person", "p": "person", "individual": "person", "enterprise": "organization",
    "e": "organization", "entity": "organization", "vessel": "vessel", "ship": "vessel",
    "aircraft": "aircraft",
}  # fmt: skip
"""Our type for what the lists call whoever is listed."""


def read(path: Path, notes: Notes) -> Iterator[Row]:
    """Yield whoever a list names.

    Raises:
        DataError: if it is no table, or none of these lists.
    """
    for file in text_files(path, "*.csv"):
        header = [name.lower() for name in file.columns()]
        if header[0].isdigit() or "sdn_name" in header:
            columns = () if "sdn_name" in header else _AMERICAN[len(header) > _OF_ALIASES]
            yield from (_listed_by_ofac(cells, notes) for cells in file.rows(notes, columns))
            continue
        everybody = file.rows(notes)
        if "entity_logicalid" in header:
            yield from _european(everybody, notes)
        elif "group id" in header:
            yield from _british(everybody, notes)
        elif "entity_number" in header:
            yield from (_american(cells, notes) for cells in everybody)
        else:
            yield from (_simple(cells, notes) for cells in everybody)


_SIMPLE = ("id", "schema", "name", "aliases", "birth_date", "countries")


def _simple(cells: dict[str, str], notes: Notes) -> Row:
    """Return a row of targets.simple.csv; of dates that exclude each other, the span of all."""
    record = cells.get("id", "")
    builder = RowBuilder(ENTITY, notes, id=record, name=cells.get("name", ""))
    builder.put("type", type_of(cells.get("schema", "")))
    builder.add_aliases(values_between_semicolons(cells.get("aliases", "")))
    dates = compatible_dates(
        values_between_semicolons(cells.get("birth_date", "")), builder, "birth_date"
    )
    for date in sorted(dates, key=len, reverse=True):
        put_day(builder, "start_date", date, "birth_date")
    builder.put(
        "country", [code.upper() for code in values_between_semicolons(cells.get("countries", ""))]
    )
    for name, cell in cells.items():
        if name not in _SIMPLE:
            builder.keep(name, values_between_semicolons(cell))
    return Row(ENTITY, builder.cells, record)


def _type(word: str) -> str:
    return _NAMES.get(word.strip().lower(), word.strip().lower())


def _european(rows: Iterable[dict[str, str]], notes: Notes) -> Iterator[Row]:
    """Yield whoever the EU lists: a row there is one name, address, birth or document."""
    for record, group in groupby(rows, key=lambda cells: cells.get("Entity_LogicalId", "")):
        several = list(group)
        builder = RowBuilder(ENTITY, notes, id=f"eu-{record}")
        names = [cells.get("NameAlias_WholeName", "") for cells in several]
        codes = ("Entity_SubjectType", "Entity_SubjectType_ClassificationCode")
        for code in codes:
            builder.put("type", _type(several[0].get(code, "")))
        taken = ("Entity_LogicalId", "NameAlias_WholeName", *codes)
        _put_names(builder, names)
        births = [cells.get("BirthDate_BirthDate", "") for cells in several]
        _put_births(builder, [*filter(None, births)], "BirthDate_BirthDate")
        for cells in several:
            for code in ("Citizenship_CountryIso2Code", "Address_CountryIso2Code"):
                builder.put("country", cells.get(code, ""))
            _keep_all(builder, cells, (*taken, "BirthDate_BirthDate"))
        yield Row(ENTITY, builder.cells, builder.cells["id"])


def _put_names(builder: RowBuilder, names: list[str]) -> None:
    whole = [name for name in names if name]
    builder.put("name", next(iter(whole), ""))
    builder.add_aliases(whole[1:])


def _put_births(builder: RowBuilder, given: list[str], name: str) -> None:
    for date in sorted(compatible_dates(given, builder, name), key=len, reverse=True):
        put_day(builder, "start_date", date, name)


def _keep_all(builder: RowBuilder, cells: dict[str, str], taken: Iterable[str]) -> None:
    for name, cell in cells.items():
        if name not in taken:
            builder.keep(name, cell)


_BRITISH_NAMES = tuple(f"Name {number}" for number in (1, 2, 3, 4, 5, 6))
_DAY_FIRST = re.compile(r"(\d\d)/(\d\d)/(\d{4})\Z")


def _british(rows: Iterable[dict[str, str]], notes: Notes) -> Iterator[Row]:
    """Yield whoever the United Kingdom lists: a row there is one of the names."""
    for record, group in groupby(rows, key=lambda cells: cells.get("Group ID", "")):
        several = list(group)
        builder = RowBuilder(ENTITY, notes, id=f"uk-{record}")
        names = [" ".join(filter(None, map(cells.get, _BRITISH_NAMES))) for cells in several]
        primary = ["primary" in cells.get("Alias Type", "").lower() for cells in several]
        ordered = sorted(zip(primary, names, strict=True), key=lambda pair: not pair[0])
        builder.put("type", _type(several[0].get("Group Type", "")))
        _put_names(builder, [name for _, name in ordered])
        births = [_iso(cells.get("DOB", "")) for cells in several]
        _put_births(builder, list(dict.fromkeys(filter(None, births))), "DOB")
        for cells in several:
            builder.add_aliases([cells.get("Name Non-Latin Script", "")])
            builder.put("country", cells.get("Nationality") or cells.get("Country"))
            taken = ("Group ID", "Group Type", "DOB", "Name Non-Latin Script", *_BRITISH_NAMES)
            _keep_all(builder, cells, taken)
        yield Row(ENTITY, builder.cells, builder.cells["id"])


def _iso(text: str) -> str:
    """Return a day written 31/12/1960 as ours; 00 is a part that is not known."""
    match = _DAY_FIRST.match(text.strip())
    return "-".join(reversed(match.groups())) if match else text.strip()


_AMERICAN = (
    ("ent_num", "alt_num", "alt_type", "alt_name", "alt_remarks"),
    (
        "ent_num", "SDN_Name", "SDN_Type", "Program", "Title", "Call_Sign", "Vess_type", "Tonnage",
        "GRT", "Vess_flag", "Vess_owner", "Remarks",
    ),
)  # fmt: skip
"""The columns of the lists sdn.csv and alt.csv, which do not name them."""
_OF_ALIASES = len(_AMERICAN[0])
_BORN = re.compile(
    r"(?<!alt\. )\bDOB (\d{1,2} [A-Z][a-z]{2} \d{4}|[A-Z][a-z]{2} \d{4}|\d{4})\s*[.;]"
)
_NOTHING = "-0-"


def _listed_by_ofac(cells: dict[str, str], notes: Notes) -> Row:
    """Return a row of the list of the United States' treasury, or of its other names."""
    given = {name: cell for name, cell in cells.items() if cell and cell != _NOTHING}
    record = f"ofac-{given.pop('ent_num', '')}"
    builder = RowBuilder(ENTITY, notes, id=record)
    builder.put("name", given.pop("SDN_Name", ""))
    if "alt_name" in given:
        builder.add_aliases([given.pop("alt_name")])
        given.pop("alt_num", "")
    else:
        builder.put("type", _type(given.pop("SDN_Type", "")))
    remarks = given.get("Remarks", "")
    if (births := _BORN.findall(remarks)) and "alt. DOB" not in remarks:
        put_day(builder, "start_date", births[0], "DOB")
    for name, cell in given.items():
        builder.keep(name, cell)
    return Row(ENTITY, builder.cells, record)


def _american(cells: dict[str, str], notes: Notes) -> Row:
    """Return a row of the consolidated screening list of the United States."""
    record = cells.get("_id") or cells.get("id") or cells.get("entity_number", "")
    builder = RowBuilder(ENTITY, notes, id=record, name=cells.get("name", ""))
    builder.put("type", _type(cells.get("type", "")))
    builder.add_aliases(values_between_semicolons(cells.get("alt_names", "")))
    _put_births(
        builder, values_between_semicolons(cells.get("dates_of_birth", "")), "dates_of_birth"
    )
    codes = values_between_semicolons(cells.get("nationalities", "")) or values_between_semicolons(
        cells.get("citizenships", "")
    )
    builder.put("country", codes)
    for name, cell in cells.items():
        if name in ("start_date", "end_date"):
            builder.keep(f"listing_{name}", cell)
        elif name not in ("_id", "name", "type", "alt_names", "dates_of_birth"):
            builder.keep(name, values_between_semicolons(cell))
    return Row(ENTITY, builder.cells, record)
