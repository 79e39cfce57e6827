"""Popolo JSON, plain and as EveryPolitician has it.

Persons, organizations, posts, areas and events (legislative periods) are entities; a membership is
a relation; a date that it does not give is that of its legislative period, and it says so.
Written as far as Popolo goes: a membership that is denied, contested or planned is not written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from actorgraph import dates, schema
from actorgraph.formats.content import ENTITY, RELATION, Row, plain_date
from actorgraph.formats.documents import JsonObject, listed, read_json, refuse
from actorgraph.formats.row_builder import RowBuilder, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from actorgraph.formats.content import Content
    from actorgraph.formats.export_loss import ExportLoss
    from actorgraph.formats.notes import Notes

_SINGULAR = {
    "persons": "person",
    "people": "person",
    "organizations": "organization",
    "organisations": "organization",
    "posts": "position",
    "areas": "place",
    "events": "event",
}
_DATES = {
    "start_date": ("start_date", "birth_date", "founding_date", "valid_from"),
    "end_date": ("end_date", "death_date", "dissolution_date", "valid_until"),
}
_DESCRIPTIONS = ("summary", "description", "biography")
_MEMBERSHIPS = frozenset({"member_of", "member", "party", "committee"})
_NO_ENTITIES = frozenset({"document", "article"})
"""Types that Popolo has no class for."""


def read(path: Path, notes: Notes) -> Iterator[Row]:
    """Yield the entities and memberships of a file.

    Raises:
        DataError: if it is not such a file.
    """
    document = read_json(path, notes)
    if isinstance(document, list):
        home = "memberships" if "person_id" in (document or [{}])[0] else "persons"
        document = {home: document}
    if not isinstance(document, dict) or not ({"memberships"} | _SINGULAR.keys()) & document.keys():
        raise refuse(path, "there are no persons, organizations or memberships in it")
    ids = _RecordIds(document)
    nested: list[JsonObject] = []
    for home, entity_type in _SINGULAR.items():
        for item in document.get(home) or []:
            own = {f"{entity_type}_id": item.get("id")}
            nested += [own | membership for membership in item.get("memberships") or []]
            yield from _entity_rows(item, entity_type, ids, notes)
    periods = {text_of(event.get("id")): event for event in document.get("events") or []}
    memberships = [*(document.get("memberships") or []), *nested]
    posts = {text_of(post.get("id")): post for post in document.get("posts") or []}
    for number, membership in enumerate(memberships):
        record = text_of(membership.get("id")) or f"membership-{number + 1}"
        yield from _membership_rows(membership, record, periods, posts, ids, notes)


class _RecordIds:
    """Our id for each record: a person and a post of one id must not become one entity."""

    def __init__(self, document: JsonObject) -> None:
        types: dict[str, str] = {}
        self._renamed: dict[tuple[str, str], str] = {}
        for home, entity_type in _SINGULAR.items():
            for item in document.get(home) or []:
                record = text_of(item.get("id"))
                if types.setdefault(record, entity_type) != entity_type:
                    self._renamed[entity_type, record] = f"{entity_type}/{record}"

    def of(self, entity_type: str, record: Any) -> str:
        return self._renamed.get((entity_type, text_of(record)), text_of(record))


def _entity_rows(
    item: JsonObject, entity_type: str, ids: _RecordIds, notes: Notes
) -> Iterator[Row]:
    given = dict(item)
    given.pop("memberships", None)
    record = ids.of(entity_type, given.pop("id", "") or given.get("name", ""))
    builder = RowBuilder(ENTITY, notes, id=record, type=entity_type)
    if entity_type in ("organization", "event"):
        builder.cells["type"] = text_of(given.pop("classification", "")) or entity_type
        if entity_type == "event" and builder.cells["type"] != "event":
            builder.keep("classification", builder.cells["type"])
            builder.cells["type"] = "event"
    parts = (given.get("given_name"), given.get("family_name"))
    shown = given.pop("name", "") or given.pop("label", "") or given.get("role", "")
    builder.put("name", shown or " ".join(part for part in parts if part) or record)
    others = given.pop("other_names", None) or []
    builder.add_aliases(other.get("name") if isinstance(other, dict) else other for other in others)
    for column, choices in _DATES.items():
        for name in choices:
            builder.put_date(column, given.pop(name, ""), name)
    for name in _DESCRIPTIONS:
        if name in given and "description" not in builder.cells:
            builder.put("description", given.pop(name))
    builder.put("url", _url(given, "links"))
    builder.put("document", _url(given, "sources"))
    for identifier in given.pop("identifiers", None) or []:
        scheme, value = text_of(identifier.get("scheme")), identifier.get("identifier")
        if scheme == "wikidata":
            builder.put("wikidata_id", value)
        else:
            builder.keep(scheme or "identifier", value)
    links = _links(given, entity_type, record, ids)
    for name, value in given.items():
        builder.keep(name, value)
    yield Row(ENTITY, builder.cells, record)
    yield from links


_PARENTS = {
    "parent_id": ("part_of", "organization"),
    "organization_id": ("position_in", "organization"),
    "area_id": ("located_in", "place"),
}


def _links(given: JsonObject, entity_type: str, record: str, ids: _RecordIds) -> list[Row]:
    """Return the rows that link an entity to what it belongs to."""
    rows = []
    for name, (relation, target_type) in _PARENTS.items():
        there = given.pop(name, None)
        if not there:
            continue
        if name == "parent_id" and entity_type == "place":
            target_type = "place"  # noqa: PLW2901 - areas lie in areas
        if name == "organization_id" and entity_type == "event":
            relation = "event_of"  # noqa: PLW2901 - a period is no office
        target = ids.of(target_type, there)
        cells = {"source": record, "target": target, "relation": relation}
        rows.append(Row(RELATION, cells, f"{record}.{name}.{target}"))
    return rows


def _url(given: JsonObject, name: str) -> str:
    """Return the URL of a list of one link or source; a longer list stays where it is."""
    there = given.get(name)
    if isinstance(there, list) and len(there) == 1 and set(there[0]) <= {"url", "note"}:
        if not there[0].get("note"):
            del given[name]
        return text_of(there[0].get("url"))
    return ""


def _first_url(links: Any) -> str:
    """Return the URL of the first of several links; "" where there is none."""
    urls = (link.get("url") for link in links or [] if isinstance(link, dict))
    return next((text_of(url) for url in urls if url), "")


def _membership_rows(
    membership: JsonObject,
    record: str,
    periods: JsonObject,
    posts: JsonObject,
    ids: _RecordIds,
    notes: Notes,
) -> Iterator[Row]:
    given = dict(membership)
    builder = RowBuilder(RELATION, notes, id=text_of(given.pop("id", "")))
    member_type = "organization" if given.get("member_id") else "person"
    member = given.pop("person_id", None) or given.pop("member_id", None)
    post, body = given.pop("post_id", None), given.pop("organization_id", None)
    party = given.pop("on_behalf_of_id", None)
    builder.put("source", ids.of(member_type, member))
    if not member or not (post or body or party):
        notes.add("memberships", "without both ends; left out")
        return
    builder.put("role", given.pop("role", ""))
    builder.put_date("start_date", given.pop("start_date", ""))
    builder.put_date("end_date", given.pop("end_date", ""))
    builder.put("place", ids.of("place", given.pop("area_id", "")))
    builder.put("document", _url(given, "sources") or _first_url(given.get("sources")))
    term = text_of(given.get("legislative_period_id"))
    if term in periods:
        _date_from_term(builder, periods[term])
    tenure = builder.cells.get("id") or term
    for name, value in given.items():
        builder.keep(name, value)
    if post:
        target = ids.of("position", post)
        yield Row(
            RELATION,
            {**builder.cells, "target": target, "relation": "holds_position"},
            record,
            tenure=tenure,
        )
        if body and text_of(posts.get(text_of(post), {}).get("organization_id")) == text_of(body):
            body = None  # the office says where it belongs
    if body:
        target = ids.of("organization", body)
        cells = {**builder.cells, "target": target, "relation": "member_of"}
        if post:
            cells["id"] = f"{record}.organization_id"
        yield Row(RELATION, cells, cells["id"] if post else record, tenure=tenure)
    if party:
        cells = {**builder.cells, "target": ids.of("organization", party)}
        cells |= {"relation": "on_behalf_of", "role": "", "id": f"{record}.on_behalf_of_id"}
        yield Row(RELATION, cells, cells["id"], tenure=tenure)


def _date_from_term(builder: RowBuilder, term: JsonObject) -> None:
    """Fill the dates that a membership does not give itself from its legislative period.

    That is what the format says: a date is given where it differs from the period's.
    """
    own = dict(builder.cells)
    for column in ("start_date", "end_date"):
        builder.put_date(column, "" if own.get(column) else term.get(column))
    filled = [c for c in ("start_date", "end_date") if builder.cells.get(c) and not own.get(c)]
    start, end = builder.cells.get("start_date", ""), builder.cells.get("end_date", "")
    if dates.is_inverted(dates.period(start, end)):
        for column in filled:
            del builder.cells[column]
    elif len(filled) == len(("start_date", "end_date")):
        builder.put("note", "dated from its legislative period")
        builder.notes.add("memberships", "dated from their legislative period")
    elif filled and own.keys() & {"start_date", "end_date"}:
        builder.put("note", f"{filled[0]} from its legislative period")
        builder.notes.add("memberships", "with one date from their legislative period")


def write(content: Content, losses: ExportLoss) -> Iterator[str]:
    """Yield the graph as one document: persons, organizations, posts and so on."""
    types = {row.record: row.cells.get("type", "") for row in content.entities()}
    parents = _parents(content, types)
    notes, ids = _silent(), _RecordIds({})
    yield "{"
    homes = {"person": "persons", "position": "posts", "place": "areas", "event": "events"}
    for number, home in enumerate((*homes.values(), "organizations")):
        rows = (
            row
            for row in content.entities()
            if row.cells.get("type") not in _NO_ENTITIES
            and homes.get(row.cells.get("type", ""), "organizations") == home
        )
        yield f'{"," if number else ""}\n"{home}": ['
        yield from listed(_entities(rows, home, parents, losses, notes))
        yield "]"
    for row in content.entities():
        if row.cells.get("type") in _NO_ENTITIES:
            losses.account_entity(row, None)
    yield ',\n"memberships": ['
    yield from listed(_memberships(content, types, ids, losses, notes))
    yield "]}\n"


def _entities(
    rows: Iterable[Row],
    home: str,
    parents: dict[str, dict[str, str]],
    losses: ExportLoss,
    notes: Notes,
) -> Iterator[JsonObject]:
    for row in rows:
        fields = _entity_object(row.cells, home) | parents.get(row.record, {})
        documents = dict.fromkeys(cells.get("document", "") for cells in row.facts)
        if urls := [{"url": document} for document in documents if "://" in document]:
            fields["sources"] = urls
        read_back = _entity_rows(fields, _SINGULAR[home], _RecordIds({}), notes)
        losses.account_entity(row, next(read_back).cells)
        for link in read_back:
            losses.account(link._replace(derived=True), {})
        yield fields


def _entity_object(cells: dict[str, str], home: str) -> JsonObject:
    starts = {"persons": "birth_date", "organizations": "founding_date"}
    ends = {"persons": "death_date", "organizations": "dissolution_date"}
    fields: JsonObject = {
        "id": cells["id"],
        "label" if home == "posts" else "name": cells.get("name", ""),
        starts.get(home, "start_date"): plain_date(cells.get("start_date", "")),
        ends.get(home, "end_date"): plain_date(cells.get("end_date", "")),
        "summary" if home == "persons" else "description": cells.get("description", ""),
    }
    if home == "organizations":
        fields["classification"] = cells.get("type", "")
    if cells.get("aliases"):
        fields["other_names"] = [{"name": name} for name in cells["aliases"].split("|")]
    if cells.get("url"):
        fields["links"] = [{"url": cells["url"]}]
    if cells.get("wikidata_id"):
        fields["identifiers"] = [{"scheme": "wikidata", "identifier": cells["wikidata_id"]}]
    return {name: value for name, value in fields.items() if value}


def _parents(content: Content, types: dict[str, str]) -> dict[str, dict[str, str]]:
    """Return the parent of each office and organization: one value each, as Popolo wants it."""
    parents: dict[str, dict[str, str]] = {}
    for row, is_fact in content.facts():
        source, target = row.cells["source"], row.cells["target"]
        if not is_fact or types.get(source) == "person":
            continue
        relation = row.cells.get("relation")
        if relation == "position_in" and types.get(source) == "position":
            parents.setdefault(source, {}).setdefault("organization_id", target)
        elif relation == "part_of":
            parents.setdefault(source, {}).setdefault("parent_id", target)
    return parents


def _memberships(
    content: Content, types: dict[str, str], ids: _RecordIds, losses: ExportLoss, notes: Notes
) -> Iterator[JsonObject]:
    for row, is_fact in content.facts():
        fields = _membership_object(row, types) if is_fact else None
        if fields is None:
            if not row.derived:
                losses.account(row, None)
            continue
        losses.account(row, next(_membership_rows(fields, row.record, {}, {}, ids, notes)).cells)
        yield fields


def _membership_object(row: Row, types: dict[str, str]) -> JsonObject | None:
    """Return a claim as a membership; None when it is none."""
    cells = row.cells
    target = types.get(cells["target"], "")
    relation = cells.get("relation")
    office = relation in schema.OFFICE_RELATIONS and target == "position"
    member = relation in _MEMBERSHIPS and target not in ("person", "position", "place", "event")
    if not (office or member) or types.get(cells["source"]) != "person":
        return None
    document = cells.get("document", "")
    fields = {
        "id": row.record,
        "person_id": cells["source"],
        "post_id" if office else "organization_id": cells["target"],
        "role": cells.get("role", ""),
        "start_date": plain_date(cells.get("start_date", "")),
        "end_date": plain_date(cells.get("end_date", "")),
        "area_id": cells.get("place", ""),
        "sources": [{"url": document}] if "://" in document else [],
    }
    return {name: value for name, value in fields.items() if value}


def _silent() -> Notes:
    from actorgraph.formats.notes import Notes

    return Notes()
