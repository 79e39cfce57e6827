"""What a form of a row asks for: the columns of its table, those in use first, with suggestions.

Leaves out who may be meant by a name: a form asks `/api/search` while somebody types.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from actorgraph import schema
from actorgraph.column_hints import HINTS
from actorgraph.judgements import COLUMNS as JUDGEMENT_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from actorgraph.editing.edits import TableName

ROWS = 2_000
"""The columns that so many first rows fill are in use."""
SUGGESTED = 500
"""No more words of the data are suggested."""
GROUPS: Mapping[str, Mapping[str, Sequence[str]]] = {
    "relations": {
        "What is said": (
            "source", "relation", "target", "role", schema.DATE_COLUMN, "start_date", "end_date",
            "place", "amount", "currency", "share", "directed", "tenure",
        ),
        "Where it stands": ("document", "locator", "quote", "as_named"),
        "Who says so": ("attributed_to", "via", "statement_date", "status", "certainty"),
        "What we make of it": (
            "inferred", "about", "assessment", "checked_by", "checked_date", "note", "id",
            *schema.TYPE_COLUMNS,
        ),
    },
    "entities": {
        "Who or what it is": (
            "name", "type", "aliases", "description", "country", "start_date", "end_date",
            "wikidata_id", "url", "publisher", "published_date", "id",
        ),
        "Where it stands": ("document", "locator", "quote"),
        "Who says so": ("attributed_to", "via", "statement_date", "status"),
        "What we make of it": ("assessment", "note"),
    },
    "judgements": {"Judgement": tuple(column.name for column in JUDGEMENT_COLUMNS)},
}  # fmt: skip
"""The columns of each table, in the order in which one thinks of them."""
OTHERS = "Further columns of this file"
ALWAYS = {
    "relations": ("source", "relation", "target"),
    "entities": ("name", "type"),
    "judgements": ("left_id", "right_id", "judgement"),
}
"""Asked for in any file."""
AT_FIRST = {
    "relations": ("start_date", "end_date", "document", "locator", "quote", "attributed_to",
                  "statement_date", "note"),
    "entities": ("id", "aliases", "description", "country"),
    "judgements": ("user", "created_at"),
}  # fmt: skip
"""Asked for in any file that has them, and where there is no file yet."""
LONG = ("quote", "description", "note")
"""Columns of sentences."""


class FormColumn(NamedTuple):
    """A column of a form.

    Attributes:
        group: the heading under which it stands.
        kind: name, date, words, long or text: what is typed into it.
        is_used: whether a row of the file fills it, so that it is asked for at once.
        is_in_file: whether the file has it.
        several: whether `|` parts several values in it.
        choices: the only words that it may hold; empty for any.
        suggestions: words that rows hold, and that the schema knows.
        hint: what stands in the field while it is empty.
    """

    name: str
    group: str
    kind: str
    is_used: bool
    is_in_file: bool
    several: bool = False
    choices: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()
    hint: str = ""


def form_columns(
    table: TableName,
    header: Sequence[str],
    rows: Iterable[Mapping[str, str]],
    words: Mapping[str, Iterable[str]],
) -> list[FormColumn]:
    """Return the columns of a form, group by group; within each the most used first.

    Args:
        header: the columns of the file, by our names.
        rows: some of its rows.
        words: for `relation` and `type`, the words that the data uses.
    """
    filled = Counter(name for row in rows for name, cell in row.items() if cell.strip())
    first = [name for name in AT_FIRST[table] if name in header or not header]
    used = {*ALWAYS[table], *first, *filled}
    groups = {group: list(names) for group, names in GROUPS[table].items()}
    known = {name for names in groups.values() for name in names}
    hidden = {column.name for column in schema.STATEMENT_COLUMNS}
    groups[OTHERS] = [name for name in header if name and name not in known | hidden]
    columns = []
    for group, names in groups.items():
        always = [name for name in names if name in ALWAYS[table]]
        others = sorted(set(names) - set(always), key=lambda one: (-filled[one], names.index(one)))
        columns += [
            _column(table, name, group, is_used=name in used, is_in_file=name in header,
                    words=words.get(name, ()))
            for name in (*always, *others)
        ]  # fmt: skip
    return columns


def _column(
    table: str, name: str, group: str, *, is_used: bool, is_in_file: bool, words: Iterable[str]
) -> FormColumn:
    ours = schema.RELATION_COLUMNS if table == "relations" else schema.ENTITY_COLUMNS
    column = next((one for one in ours if one.name == name), schema.Column(name))
    choices = schema.CLOSED_SETS.get(name, ()) if group != OTHERS else ()
    if name == "inferred":
        choices = schema.INFERRED_PARTS
    return FormColumn(
        name,
        group,
        _kind(column, group),
        is_used,
        is_in_file,
        column.several,
        tuple(choices),
        tuple(_suggested(name, words)),
        HINTS[table].get(name, "") if group != OTHERS else "",
    )


def _kind(column: schema.Column, group: str) -> str:
    if group == OTHERS:
        return "text"
    if column.refers or column.name == "checked_by":
        return "name"
    if column.name in schema.DATE_COLUMNS:
        return "date"
    if column.name in ("relation", "type", *schema.TYPE_COLUMNS):
        return "words"
    return "long" if column.name in LONG else "text"


def _suggested(name: str, words: Iterable[str]) -> list[str]:
    """Return the words of the data, then those that the schema knows."""
    known: Iterable[str] = ()
    if name == "relation":
        known = sorted(schema.STATE_RELATIONS | schema.EVENT_RELATIONS | schema.REPORTING_RELATIONS)
    elif name in ("type", *schema.TYPE_COLUMNS):
        known = TYPES
    return list(dict.fromkeys((*sorted(filter(None, words))[:SUGGESTED], *known)))


TYPES = (
    "person", "agency", "organization", "position", "event", "document", "media", "state", "place",
    "group", "initiative",
)  # fmt: skip
"""The types that docs/reference/data.md explains; any other word is one too."""
