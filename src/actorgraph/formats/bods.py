"""Beneficial Ownership Data Standard: statements on who owns or controls what (0.2 to 0.4).

Each interest of a statement is a claim: what kind, how much, since when, said by the statement's
publisher on its date, with its source. Somebody unknown stays somebody unknown. Read only.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from actorgraph.formats.content import ENTITY, RELATION, Row
from actorgraph.formats.documents import read_json
from actorgraph.formats.row_builder import RowBuilder, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from actorgraph.formats.notes import Notes

_OWNING = frozenset({"shareholding", "votingRights", "rightsToProfitOrIncome"})
_ENTITY_TYPES = {"state": "state", "stateBody": "agency", "arrangement": "arrangement"}
_GONE = "closed"


def read(path: Path, notes: Notes) -> Iterator[Row]:
    """The statements of a file: one JSON list, or one statement a line.

    Raises:
        DataError: if it is not JSON.
    """
    statements = list(_statements(path))
    replaced = {
        text_of(old) for one in statements for old in one.get("replacesStatements") or []
    } | _older_records(statements)
    for one in statements:
        if _id(one) in replaced:
            notes.add("statements", "replaced by later ones; not read")
        elif one.get("recordStatus") == _GONE:
            notes.add("statements", "say that a record is closed; not read")
        else:
            yield from _rows(one, notes)


def _statements(path: Path) -> Iterator[dict[str, Any]]:
    with path.open("rb") as file:
        first = file.readline().strip()
    if first.startswith(b"{") and first.endswith(b"}"):
        with path.open("rb") as file:
            yield from (json.loads(line) for line in file if line.strip())
        return
    said = read_json(path)
    if isinstance(said, dict):
        said = said.get("statements") or said.get("statementGroups") or [said]
    for one in said:
        yield from one.get("statements") or [one]


def _older_records(statements: list[dict[str, Any]]) -> set[str]:
    """Of several statements about one record (0.4), all but the last."""
    last: dict[str, str] = {}
    older = set()
    for one in statements:
        record = text_of(one.get("recordId"))
        if record and record in last:
            older.add(last[record])
        if record:
            last[record] = _id(one)
    return older


def _id(one: dict[str, Any]) -> str:
    return text_of(one.get("statementID") or one.get("statementId") or one.get("id"))


def _rows(one: dict[str, Any], notes: Notes) -> Iterator[Row]:
    kind = text_of(one.get("recordType") or one.get("statementType"))
    details = {**one, **(one.get("recordDetails") or {})}
    details.pop("recordDetails", None)
    if kind in ("entity", "entityStatement"):
        yield _node(one, details, "organization", notes)
    elif kind in ("person", "personStatement"):
        yield _node(one, details, "person", notes)
    elif kind in ("relationship", "ownershipOrControlStatement"):
        yield from _interests(one, details, notes)
    else:
        notes.add(f"statements of type {kind!r}", "not read")


_READ = frozenset(
    """statementID statementId id recordId recordType statementType statementDate recordStatus
    publicationDetails source replacesStatements isComponent declarationSubject declaration
    subject interestedParty interests names name alternateNames entityType foundingDate
    dissolutionDate birthDate deathDate identifiers nationalities incorporatedInJurisdiction
    jurisdiction componentStatementIDs componentRecords uri""".split()
)


def _node(one: dict[str, Any], details: dict[str, Any], kind: str, notes: Notes) -> Row:
    record = text_of(one.get("recordId")) or _id(one)
    said = RowBuilder(ENTITY, notes, id=record)
    kinds = details.get("entityType")
    theirs = text_of(kinds.get("type") if isinstance(kinds, dict) else kinds)
    said.put("type", _ENTITY_TYPES.get(theirs, kind))
    said.keep("entityType", theirs)
    names = [_full(name) for name in details.get("names") or []]
    names = [text_of(details.get("name")), *names]
    names = [name for name in names if name]
    said.put("name", names[0] if names else "")
    said.add_aliases([*names[1:], *(details.get("alternateNames") or [])])
    for column, choices in (
        ("start_date", ("foundingDate", "birthDate")),
        ("end_date", ("dissolutionDate", "deathDate")),
    ):
        for name in choices:
            said.put_date(column, details.get(name), name)
    places = details.get("nationalities") or [
        details.get("incorporatedInJurisdiction") or details.get("jurisdiction") or {}
    ]
    said.put("country", [place.get("code", "") for place in places])
    said.put("url", details.get("uri"))
    for identifier in details.get("identifiers") or []:
        scheme = identifier.get("scheme") or identifier.get("schemeName")
        said.keep(text_of(scheme) or "identifier", identifier.get("id"))
    said.keep("bods_statement", _id(one) if _id(one) != record else "")
    _keep_rest(said, details)
    if not said.cells.get("name"):
        said.put("name", f"Unknown ({text_of(details.get('personType')) or theirs or kind})")
    return Row(ENTITY, said.cells, record)


def _full(name: dict[str, Any]) -> str:
    parts = (name.get("givenName"), name.get("patronymicName"), name.get("familyName"))
    return text_of(name.get("fullName")) or " ".join(part for part in parts if part)


def _keep_rest(said: RowBuilder, details: dict[str, Any]) -> None:
    for name, value in details.items():
        if name not in _READ:
            said.keep(name, value)


def _interests(one: dict[str, Any], details: dict[str, Any], notes: Notes) -> Iterator[Row]:
    owner, owned = _end(details.get("interestedParty")), _end(details.get("subject"))
    record = _id(one)
    if not owned:
        notes.add("statements", "without a subject; left out")
        return
    if not owner:
        owner = f"unknown-{record}"
        unspecified = details.get("interestedParty") or {}
        unspecified = unspecified.get("unspecified") or unspecified
        said = RowBuilder(ENTITY, notes, id=owner, name="Unknown owner", type="person")
        said.put("description", unspecified.get("description"))
        said.keep("reason", unspecified.get("reason"))
        yield Row(ENTITY, said.cells, owner)
    for number, interest in enumerate(details.get("interests") or [{}]):
        said = _claim(one, details, interest, notes)
        said.cells |= {"source": owner, "target": owned}
        said.put("id", f"{record}-{number + 1}" if number else record)
        yield Row(RELATION, said.cells, record)


def _end(said: Any) -> str:
    """The id that an end names: a record (0.4) or a statement (before)."""
    if not isinstance(said, dict):
        return text_of(said)
    for name, value in said.items():
        if name.startswith("describedBy"):
            return text_of(value)
    return ""


def _claim(
    one: dict[str, Any], details: dict[str, Any], interest: dict[str, Any], notes: Notes
) -> RowBuilder:
    kind = text_of(interest.get("type"))
    relation = "owns" if kind in _OWNING else "controls"
    said = RowBuilder(RELATION, notes, relation=relation)
    share = _share(interest.get("share") or {})
    said.put("role", " ".join(part for part in (kind, share) if part))
    said.put_date("start_date", interest.get("startDate"), "startDate")
    said.put_date("end_date", interest.get("endDate"), "endDate")
    said.put("note", interest.get("details"))
    for name in ("interestLevel", "directOrIndirect", "beneficialOwnershipOrControl"):
        said.keep(name, interest.get(name))
    said.put_date("statement_date", one.get("statementDate"), "statementDate")
    source = details.get("source") or {}
    said.put("document", source.get("url"))
    by = [party.get("name") for party in source.get("assertedBy") or []]
    publication = one.get("publicationDetails") or {}
    said.put("attributed_to", by or (publication.get("publisher") or {}).get("name"))
    for name in ("type", "description", "retrievedAt"):
        said.keep(f"source_{name}", source.get(name))
    if details.get("isComponent"):
        said.keep("isComponent", True)
    _keep_rest(said, details)
    return said


def _share(share: dict[str, Any]) -> str:
    """How much: exactly, or between what bounds, and whether a bound itself is left out."""
    if share.get("exact") is not None:
        return f"{text_of(share['exact'])}%"
    low, high = share.get("minimum"), share.get("maximum")
    above, below = share.get("exclusiveMinimum"), share.get("exclusiveMaximum")
    if not isinstance(above, bool) and above is not None:
        low, above = above, True
    if not isinstance(below, bool) and below is not None:
        high, below = below, True
    if low is None and high is None:
        return ""
    words = [f"{'above' if above else 'from'} {text_of(low)}%"] if low is not None else []
    if high is not None:
        words.append(f"{'below' if below else 'to'} {text_of(high)}%")
    return " ".join(words)
