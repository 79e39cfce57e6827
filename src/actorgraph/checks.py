"""Problems in the cells of one row, and the messages for problems between rows.

Called by the dataset, the index and Spark's executors; each problem is added to the table of the
row. Leaves out finding what needs other rows: ambiguous names, duplicates.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from actorgraph import cells as cell_rules
from actorgraph import dates, quantities, schema
from actorgraph.hosts import host_of
from actorgraph.statements import attested, values_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from actorgraph.errors import Problem
    from actorgraph.tables import Table


def check_entity(table: Table, line: int, cells: Mapping[str, str]) -> None:
    """Check the words and dates of a row of entities.csv."""
    for column in schema.WORDS_OF_DESCRIPTIONS:
        _check_word(table, line, column, cells.get(column, ""), schema.CLOSED_SETS[column])
    check_date(table, line, "statement_date", cells.get("statement_date", ""))
    start, end = cells.get("start_date", ""), cells.get("end_date", "")
    check_date(table, line, "published_date", cells.get("published_date", ""))
    good = [
        check_date(table, line, column, cell)
        for column, cell in (("start_date", start), ("end_date", end))
    ]
    if all(good):
        _check_period(table, line, start, end)
    for column, message in doubtful_cells(cells, COLUMNS_OF_ENTITIES):
        table.problem("warning", line, column, message)


def check_relation(table: Table, line: int, cells: Mapping[str, str]) -> None:
    """Check the words and dates of a row of relations.csv."""
    for column, message in doubtful_cells(cells, COLUMNS_OF_CLAIMS):
        table.problem("warning", line, column, message)
    for column, allowed in schema.CLOSED_SETS.items():
        _check_word(table, line, column, cells.get(column, ""), allowed)
    for part in values_of(cells.get("inferred", "")):
        _check_word(table, line, "inferred", part, schema.INFERRED_PARTS)
    for column in ("statement_date", "checked_date"):
        check_date(table, line, column, cells.get(column, ""))
    both = cells.get(schema.DATE_COLUMN, "")
    for column in ("start_date", "end_date"):
        if both and cells.get(column, "") not in ("", both):
            message = f"{cells[column]!r} beside date {both!r}; date fills both, write one"
            table.problem("error", line, column, message)
    if both:
        if check_date(table, line, schema.DATE_COLUMN, both):
            _check_period(table, line, both, both)
        return
    start, end = cells.get("start_date", ""), cells.get("end_date", "")
    good = [
        check_date(table, line, column, cell)
        for column, cell in (("start_date", start), ("end_date", end))
    ]
    if all(good):
        _check_period(table, line, start, end)


def _check_word(table: Table, line: int, column: str, cell: str, allowed: Collection[str]) -> None:
    if cell and (word := cell.strip().lower()) and word not in allowed:
        table.problem("error", line, column, f"{cell!r} is none of {', '.join(allowed)}")


def check_date(table: Table, line: int, column: str, cell: str) -> bool:
    """Return whether a cell can be read as a date; add a problem if it cannot."""
    if not cell:
        return True
    try:
        dates.period(cell, "")
    except dates.DateError as error:
        table.problem("error", line, column, str(error))
        return False
    return True


SEVERAL, ONE = "several", "one"
"""Whether a column of a row may hold several values."""
COLUMNS_OF_CLAIMS = {
    "attributed_to": SEVERAL,
    "via": SEVERAL,
    "document": SEVERAL,
    **dict.fromkeys(quantities.COLUMNS, ONE),
}
COLUMNS_OF_ENTITIES = {
    "id": ONE,
    "name": ONE,
    "aliases": SEVERAL,
    "type": ONE,
    "attributed_to": SEVERAL,
}
"""Columns in which cells are looked for that hardly mean what is read."""
_NAMING = frozenset({"id", "name", "attributed_to", "via", "document"})
_SEPARATING = re.compile(r"[;|\r\n]")
_BETWEEN_WORDS = re.compile(r"[;|]")
"""Of a wording; a line break there only wraps it."""


def doubtful_cells(
    cells: Mapping[str, str], columns: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Yield columns whose cell hardly means what is read, each with a message.

    Args:
        columns: those that are looked at, and whether they may hold several values.
    """
    for column, holds in columns.items():
        cell = cells.get(column, "").strip()
        if cell and (message := doubtful_cell(column, cell, may_be_several=holds is SEVERAL)):
            yield column, message


def doubtful_cell(column: str, cell: str, *, may_be_several: bool) -> str:
    """Return the message for a cell that names nobody, or several by another separator than ours.

    A name or a title may hold a semicolon. An amount or a share is to be a plain number.
    """
    if column in quantities.COLUMNS:
        return quantities.question(column, cell)
    if column in _NAMING and any(map(cell_rules.is_nobody, values_of(cell))):
        return _nobody_named(column, cell)
    if not (_SEPARATING if may_be_several else _BETWEEN_WORDS).search(cell):
        return ""
    read = values_of(cell) if may_be_several else (cell,)
    parts = cell_rules.parts_of(cell)
    if len(parts) <= len(read) or (column in ("id", "name") and schema.SEPARATOR not in cell):
        return ""
    if may_be_several:
        return read_as_one(cell, parts, len(read))
    return _one_only(column, cell)


def _nobody_named(column: str, cell: str) -> str:
    if column in ("id", "name"):
        return (
            f"{cell!r} is nobody in particular, and whoever is linked with it is linked with all "
            "others who are; give each unknown one a row and an id of its own"
        )
    return f"{cell!r} names nobody who says so, and counts as a source; leave the cell empty"


def _one_only(column: str, cell: str) -> str:
    if column in ("id", "name"):
        return f"{cell!r} holds {schema.SEPARATOR}; further names belong in aliases"
    return f"{cell!r} is read as one {column}; write the one that is meant"


def read_as_one(cell: str, parts: Sequence[str], count: int = 1) -> str:
    """Return the warning for a cell that names more than are read from it.

    Args:
        count: how many are read.
    """
    write = schema.SEPARATOR.join(parts)
    return f"{cell!r} is read as {_counted(count)}; if it is {len(parts)}, write {write!r}"


def _counted(count: int) -> str:
    return "one" if count == 1 else str(count)


def refused_end(name: str) -> str:
    """Return the error for an end that is nobody in particular, or surely several; "" for others.

    Asked for names that are in no row of the entities.
    """
    if cell_rules.is_nobody(name):
        return (
            f"{name!r} is nobody in particular, so that two rows that say so need not mean the "
            "same; write who it is, or a name that is this one's alone, such as 'buyer of the "
            "boat, not named'; if there was nobody, take the row out"
        )
    parts = several_ends(name)
    if parts and cell_rules.is_surely_several(name):
        each = ", ".join(map(repr, parts))
        return f"{name!r} is no one name; write a row for each of {each}, or the one name in a line"
    return ""


def several_ends(name: str) -> tuple[str, ...]:
    """Return the several entities that an end names by some separator; none if it may be one."""
    parts = cell_rules.parts_of(name) if _SEPARATING.search(name) else ()
    return parts if len(parts) > 1 else ()


def may_be_several(name: str, parts: Sequence[str]) -> str:
    """Return the warning for an end that may be several entities."""
    return (
        f"{name!r} is read as one entity; if it is {len(parts)}, write a row for each of "
        f"{', '.join(map(repr, parts))}; if it is one, give it a row in entities.csv"
    )


def rows_of_documents(count: int) -> str:
    """Return the error where a cell names several documents and each row can name one alone."""
    return (
        f"names {count} documents, which Spark does not read; write a row for each, or let "
        "`actorgraph convert DATA DATA.spark` do it"
    )


def begun_event(relation: str, start: str) -> str:
    """Return the message for an event with a beginning alone."""
    return (
        f"{relation} happens once, but {start!r} says only when it began; write it under "
        f"{schema.DATE_COLUMN}, or give the end"
    )


def parts_of_one(share: str, count: int) -> str:
    """Return the question for shares of which none is above 1."""
    percent = f"{float(share.rpartition('-')[2].strip('<>')) * 100:.10g}"
    return (
        f"{share!r} is read as percent, and no share here is above 1; if these {count:,} are parts "
        f"of one, multiply them by 100: {percent}"
    )


def unknown_currency(currency: str, advice: str) -> str:
    """Return the warning for a currency that is none of ISO 4217."""
    return (
        f"{currency!r} is no code of a currency, and its amounts are added to no others; {advice}"
    )


def without_currency(amount: str, count: int) -> str:
    """Return the warning for amounts of which nobody says in which currency they are."""
    others = f" here as in {count - 1:,} more" if count > 1 else ""
    return f"{amount!r} has no currency{others}; write its code under currency, such as EUR"


def unknown_event(relation: str, date: str) -> str:
    """Return the message for an unknown word whose date is taken for that of an event."""
    first, last = attested(date)
    return (
        f"{relation!r} is taken for an event that happened then; if it lasts, write "
        f"start_date {first} and end_date {last}"
    )


def ambiguous(name: str, ids: list[str]) -> str:
    """Return the message for a name that can mean several entities."""
    return f"{name!r} can be {', '.join(ids[:5])}; write the id that is meant"


def empty_end() -> str:
    """Return the message for a relation that lacks an end."""
    return "is empty; every relation needs both ends"


def like_a_document(name: str) -> str:
    """Return the message for a source that looks like a document."""
    return (
        f"{name!r} looks like a document; source is where the relation begins, "
        "a document belongs in the column document"
    )


def unlisted(name: str, file: str) -> str:
    """Return the message for an end that is in no row of the entities."""
    return f"{name!r} is not in {file}{_ADDED}"


_ADDED = "; it was added by that name"


def other_type(said: str, kept: str) -> str:
    """Return the message for a type that a row gives somebody who has another one already."""
    if not kept:
        return f"{said!r} is not taken over; add it to the row of entities, which gives no type"
    return f"{said!r} is given here, but {kept!r} before; {kept!r} is kept, make both the same"


def unlisted_name(problem: Problem) -> str:
    """Return the name that a problem says is in no row of the entities; "" for other problems."""
    import ast

    name = problem.message.removesuffix(_ADDED).rpartition(" is not in ")[0]
    if not problem.message.endswith(_ADDED):
        return ""
    return str(ast.literal_eval(name))


def made_warning(name: str, column: str, listed_in: str) -> str:
    """Return the warning for an end that had to be made an entity; "" where there is none.

    Args:
        column: source or target.
        listed_in: the file of entities; "" where there is none.
    """
    if column == "source" and host_of(name):
        return like_a_document(name)
    if parts := several_ends(name):
        return may_be_several(name, parts)
    if _LINKED.search(name):
        return named_with_address(name)
    return unlisted(name, listed_in) if listed_in else ""


_LINKED = re.compile(r"\S\s*\(https?://")


def named_with_address(name: str) -> str:
    """Return the warning for an end that is a link with its text, as Notion exports one."""
    names = [one.strip(" ,") for one in re.split(r"\s*\(https?://[^()\s]*\)", name)]
    each = ", ".join(repr(one) for one in names if one)
    return f"{name!r} is read as one name, address and all; write a row for each of {each}"


def nameless() -> str:
    """Return the message for an entity with neither id nor name."""
    return "neither id nor name"


def taken(entity_id: str, file: str, line: int) -> str:
    """Return the message for an id that is used twice."""
    return (
        f"id {entity_id!r} is taken by {file}:{line}; give each its own id, or, if both rows "
        "describe one, say under attributed_to or document who says this one"
    )


def may_be_two(columns: str, file: str, line: int) -> str:
    """Return the warning for two rows of one id of which not both can describe one entity."""
    return (
        f"differs from {file}:{line} in {columns}; if these are two, give each its own id; "
        "if sources differ on one, leave both"
    )


def no_word_of_ours(column: str) -> str:
    """Return the note for a column of entities that means something else than ours."""
    return (
        f"no cell of the column {column!r} is one of {', '.join(schema.CLOSED_SETS[column])}; "
        f"it is kept as {column}_as_given"
    )


def vanished(claim_id: str) -> str:
    """Return the error for a row that speaks of a claim which no row is."""
    return f"no claim has the id {claim_id!r}; `actorgraph claims --json` lists the id of each"


def twin(line: int) -> str:
    """Return the message for a repeated row."""
    return f"{_TWIN}{line}; it counts once, as one origin"


_TWIN = "the same row as line "


def line_of_twin(problem: Problem) -> int | None:
    """Return the line that a problem says is repeated; None for other problems."""
    if not problem.message.startswith(_TWIN):
        return None
    return int(problem.message.removeprefix(_TWIN).partition(";")[0])


def _check_period(table: Table, line: int, start: str, end: str) -> None:
    if not start and not end:
        return
    try:
        inverted = dates.is_inverted(dates.period(start, end))
    except dates.DateError as error:
        table.problem("error", line, "start_date", str(error))
        return
    if inverted:
        what = (
            f"ends ({end}) before it begins ({start})" if end else f"{start} ends before it begins"
        )
        message = f"{what}; no day can lie in it"
        table.problem("warning", line, "end_date", message)
