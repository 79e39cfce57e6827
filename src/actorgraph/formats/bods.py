"""Beneficial Ownership Data Standard: statements on who owns or controls what (0.2 to 0.4).

Each interest of a statement is a claim: its type is the role, with its share and dates, attributed
to the publisher on the statement's date, with its source. An unknown person stays unknown; that a
company has no beneficial owners is said of the company, and makes no owner. What a record said last
is read; a record that is closed had ended by the date of its last statement. Read only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from actorgraph.formats.content import ENTITY, RELATION, Row, read_date
from actorgraph.formats.documents import JsonObject, read_json
from actorgraph.formats.row_builder import RowBuilder, text_of
from actorgraph.share_notation import written

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from actorgraph.formats.notes import Notes

_OWNING = frozenset({"shareholding", "votingRights", "rightsToProfitOrIncome"})
_ENTITY_TYPES = {"state": "state", "stateBody": "agency", "arrangement": "arrangement"}
_GONE = "closed"


def read(path: Path, notes: Notes) -> Iterator[Row]:
    """Yield the statements of a file: one JSON list, or one statement a line.

    Raises:
        DataError: if it is not JSON.
    """
    statements = list(_statements(path, notes))
    replaced = {
        text_of(old)
        for statement in statements
        for old in statement.get("replacesStatements") or []
    }
    last = _last_of_each(statements)
    for number, statement in enumerate(statements):
        if number not in last or _id(statement) in replaced:
            notes.add("statements", "replaced by later ones; not read")
        else:
            yield from _rows(statement, notes)


def _statements(path: Path, notes: Notes) -> Iterator[JsonObject]:
    document = read_json(path, notes)
    if isinstance(document, dict):
        document = document.get("statements") or document.get("statementGroups") or [document]
    for item in document:
        yield from item.get("statements") or [item]


def _last_of_each(statements: list[JsonObject]) -> set[int]:
    """Return which statements are the last about their record (0.4), or the only one of their id.

    Files are in no order that means anything: the later date is later, and a record that is closed
    stays so.
    """
    last: dict[str, tuple[tuple[bool, str, int], int]] = {}
    for number, statement in enumerate(statements):
        about = text_of(statement.get("recordId")) or _id(statement) or f"#{number}"
        is_closed = statement.get("recordStatus") == _GONE
        place = (is_closed, text_of(statement.get("statementDate")), number)
        last[about] = max(last.get(about, (place, number)), (place, number))
    return {number for _, number in last.values()}


def _id(statement: JsonObject) -> str:
    return text_of(
        statement.get("statementID") or statement.get("statementId") or statement.get("id")
    )


def _rows(statement: JsonObject, notes: Notes) -> Iterator[Row]:
    record_type = text_of(statement.get("recordType") or statement.get("statementType"))
    details = {**statement, **(statement.get("recordDetails") or {})}
    details.pop("recordDetails", None)
    if record_type in ("entity", "entityStatement"):
        yield _node(statement, details, "organization", notes)
    elif record_type in ("person", "personStatement"):
        yield _node(statement, details, "person", notes)
    elif record_type in ("relationship", "ownershipOrControlStatement"):
        yield from _interests(statement, details, notes)
    else:
        notes.add(f"statements of type {record_type!r}", "not read")


_READ = frozenset(
    """statementID statementId id recordId recordType statementType statementDate recordStatus
    publicationDetails source replacesStatements isComponent declarationSubject declaration
    subject interestedParty interests names name alternateNames entityType foundingDate
    dissolutionDate birthDate deathDate identifiers nationalities incorporatedInJurisdiction
    jurisdiction componentStatementIDs componentRecords uri""".split()
)


def _node(statement: JsonObject, details: JsonObject, node_type: str, notes: Notes) -> Row:
    record = text_of(statement.get("recordId")) or _id(statement)
    builder = RowBuilder(ENTITY, notes, id=record)
    entity_type = details.get("entityType")
    their_type = text_of(entity_type.get("type") if isinstance(entity_type, dict) else entity_type)
    builder.put("type", _ENTITY_TYPES.get(their_type, node_type))
    builder.keep("entityType", their_type)
    names = [_full(name) for name in details.get("names") or []]
    names = [text_of(details.get("name")), *names]
    names = [name for name in names if name]
    builder.put("name", names[0] if names else "")
    builder.add_aliases([*names[1:], *(details.get("alternateNames") or [])])
    for column, choices in (
        ("start_date", ("foundingDate", "birthDate")),
        ("end_date", ("dissolutionDate", "deathDate")),
    ):
        for name in choices:
            builder.put_date(column, details.get(name), name)
    places = details.get("nationalities") or [
        details.get("incorporatedInJurisdiction") or details.get("jurisdiction") or {}
    ]
    builder.put("country", [place.get("code", "") for place in places])
    builder.put("url", details.get("uri"))
    for identifier in details.get("identifiers") or []:
        scheme = identifier.get("scheme") or identifier.get("schemeName")
        builder.keep(text_of(scheme) or "identifier", identifier.get("id"))
    builder.keep("bods_statement", _id(statement) if _id(statement) != record else "")
    source = _who_says(builder, statement, details)
    given = ((name, text_of(source.get(name))) for name in _OF_SOURCES)
    builder.put("note", "; ".join(f"source {name}: {text}" for name, text in given if text))
    _keep_rest(builder, details)
    if not builder.cells.get("name"):
        builder.put(
            "name", f"Unknown ({text_of(details.get('personType')) or their_type or node_type})"
        )
    return Row(ENTITY, builder.cells, record)


def _full(name: JsonObject) -> str:
    parts = (name.get("givenName"), name.get("patronymicName"), name.get("familyName"))
    return text_of(name.get("fullName")) or " ".join(part for part in parts if part)


def _keep_rest(builder: RowBuilder, details: JsonObject) -> None:
    for name, value in details.items():
        if name not in _READ:
            builder.keep(name, value)


def _interests(statement: JsonObject, details: JsonObject, notes: Notes) -> Iterator[Row]:
    owner, owned = _end(details.get("interestedParty")), _end(details.get("subject"))
    record = _id(statement)
    if not owned:
        notes.add("statements", "without a subject; left out")
        return
    if not owner:
        owner = f"unknown-{record}"
        unspecified = details.get("interestedParty") or {}
        unspecified = unspecified.get("unspecified") or unspecified
        if _is_nobody(unspecified) and not details.get("interests"):
            yield _without_owners(owned, statement, details, unspecified, notes)
            return
        builder = RowBuilder(ENTITY, notes, id=owner, name="Unknown owner", type="person")
        builder.put("description", unspecified.get("description"))
        builder.keep("reason", unspecified.get("reason"))
        yield Row(ENTITY, builder.cells, owner)
    for number, interest in enumerate(details.get("interests") or [{}]):
        builder = _claim(statement, details, interest, notes)
        builder.cells |= {"source": owner, "target": owned}
        builder.put("id", f"{record}-{number + 1}" if number else record)
        yield Row(RELATION, builder.cells, record, tenure=builder.cells["id"])


def _is_nobody(unspecified: JsonObject) -> bool:
    """Return whether nobody is said to be the owner: no-beneficial-owners, noBeneficialOwners."""
    return text_of(unspecified.get("reason")).replace("-", "").lower() == "nobeneficialowners"


def _without_owners(
    owned: str, statement: JsonObject, details: JsonObject, unspecified: JsonObject, notes: Notes
) -> Row:
    """Return a description of a company that says that it has no beneficial owners."""
    builder = RowBuilder(ENTITY, notes, id=owned)
    given = (text_of(unspecified.get(name)) for name in ("reason", "description"))
    builder.keep("beneficial_owners", ": ".join(filter(None, given)))
    builder.keep("bods_statement", _id(statement))
    builder.keep("recordStatus", _GONE if statement.get("recordStatus") == _GONE else "")
    _who_says(builder, statement, details)
    _keep_rest(builder, details)
    return Row(ENTITY, builder.cells, owned)


def _end(end: Any) -> str:
    """Return the id of the record (0.4) or the statement (before) that an end names."""
    if not isinstance(end, dict):
        return text_of(end)
    for name, value in end.items():
        if name.startswith("describedBy"):
            return text_of(value)
    return ""


def _claim(
    statement: JsonObject, details: JsonObject, interest: JsonObject, notes: Notes
) -> RowBuilder:
    interest_type = text_of(interest.get("type"))
    relation = "owns" if interest_type in _OWNING else "controls"
    builder = RowBuilder(RELATION, notes, relation=relation)
    builder.put("role", interest_type)
    _put_share(builder, interest.get("share") or {})
    builder.put_date("start_date", interest.get("startDate"), "startDate")
    builder.put_date("end_date", interest.get("endDate"), "endDate")
    if statement.get("recordStatus") == _GONE:
        _put_closed(builder, statement)
    builder.put("note", interest.get("details"))
    for name in ("interestLevel", "directOrIndirect", "beneficialOwnershipOrControl"):
        builder.keep(name, interest.get(name))
    source = _who_says(builder, statement, details)
    for name in _OF_SOURCES:
        builder.keep(f"bods_source_{name}", source.get(name))  # source_type is a column of ours
    if details.get("isComponent"):
        builder.keep("isComponent", True)
    _keep_rest(builder, details)
    return builder


def _put_closed(builder: RowBuilder, statement: JsonObject) -> None:
    """Say that an interest had ended by the day on which its record was closed, if no end is given.

    A statement without a date has that of its publication.
    """
    builder.keep("recordStatus", _GONE)
    published = (statement.get("publicationDetails") or {}).get("publicationDate")
    closed, _ = read_date(text_of(statement.get("statementDate") or published))
    if "end_date" not in builder.cells and closed:
        builder.put("end_date", f"[..{closed.partition('T')[0]}]")


_OF_SOURCES = ("type", "description", "retrievedAt")


def _who_says(builder: RowBuilder, statement: JsonObject, details: JsonObject) -> JsonObject:
    """Fill who asserts a statement, else who publishes it, when and where; return its source."""
    builder.put_date("statement_date", statement.get("statementDate"), "statementDate")
    source: JsonObject = details.get("source") or {}
    builder.put("document", source.get("url"))
    by = [party.get("name") for party in source.get("assertedBy") or []]
    publication = statement.get("publicationDetails") or {}
    builder.put("attributed_to", by or (publication.get("publisher") or {}).get("name"))
    return source


def _put_share(builder: RowBuilder, share: JsonObject) -> None:
    """Fill the share: exact, or from its lower to its upper bound.

    A bound that is not given is that of a whole. Bounds between which no share lies are kept in
    words beside it.
    """
    if share.get("exact") is not None:
        builder.put("share", text_of(share["exact"]))
        return
    low, is_above = _bound(share, "minimum", "exclusiveMinimum")
    high, is_below = _bound(share, "maximum", "exclusiveMaximum")
    if low or high:
        text = written(low, high, is_above=is_above, is_below=is_below)
        builder.put("share", text)
        if not text:
            words = [f"{'above' if is_above else 'from'} {low}%"] if low else []
            words += [f"{'below' if is_below else 'to'} {high}%"] if high else []
            builder.keep("share_as_given", " ".join(words))


def _bound(share: JsonObject, name: str, exclusive: str) -> tuple[str, bool]:
    """Return a bound and whether it is exclusive: 0.1 marks that by true, 0.2 by the number."""
    outside = share.get(exclusive)
    if outside is None or isinstance(outside, bool):
        return text_of(share.get(name)), bool(outside)
    return text_of(outside), True
