"""Popolo JSON, plain and as EveryPolitician has it.

Persons, organizations, posts, areas and events (legislative periods) are entities; a membership is
a relation, dated from its legislative period where it has no dates of its own, and then says so.
Written as far as Popolo goes: a membership that is denied or only planned is not written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from actorgraph import schema
from actorgraph.formats.content import ENTITY, RELATION, Row, plain_date
from actorgraph.formats.documents import listed, read_json, refuse
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
"""Types that nothing in Popolo is."""


def read(path: Path, notes: Notes) -> Iterator[Row]:
    """The entities and memberships of a file.

    Raises:
        DataError: if it is not such a file.
    """
    said = read_json(path)
    if isinstance(said, list):
        said = {"memberships" if "person_id" in (said or [{}])[0] else "persons": said}
    if not isinstance(said, dict) or not ({"memberships"} | _SINGULAR.keys()) & said.keys():
        raise refuse(path, "there are no persons, organizations or memberships in it")
    names = _Names(said)
    inside: list[dict[str, Any]] = []
    for home, kind in _SINGULAR.items():
        for one in said.get(home) or []:
            inside += [{f"{kind}_id": one.get("id"), **m} for m in one.get("memberships") or []]
            yield from _entity_rows(one, kind, names, notes)
    periods = {text_of(one.get("id")): one for one in said.get("events") or []}
    memberships = [*(said.get("memberships") or []), *inside]
    posts = {text_of(one.get("id")): one for one in said.get("posts") or []}
    for number, one in enumerate(memberships):
        record = text_of(one.get("id")) or f"membership-{number + 1}"
        yield from _membership_rows(one, record, periods, posts, names, notes)
    for name in said.keys() - _SINGULAR.keys() - {"memberships", "meta"}:
        notes.add(name, "not read")


class _Names:
    """Ids that are ours: the same id of a person and of a post would be one entity."""

    def __init__(self, said: dict[str, Any]) -> None:
        met: dict[str, str] = {}
        self._renamed: dict[tuple[str, str], str] = {}
        for home, kind in _SINGULAR.items():
            for one in said.get(home) or []:
                there = text_of(one.get("id"))
                if met.setdefault(there, kind) != kind:
                    self._renamed[kind, there] = f"{kind}/{there}"

    def of(self, kind: str, there: Any) -> str:
        return self._renamed.get((kind, text_of(there)), text_of(there))


def _entity_rows(one: dict[str, Any], kind: str, names: _Names, notes: Notes) -> Iterator[Row]:
    given = dict(one)
    given.pop("memberships", None)
    record = names.of(kind, given.pop("id", "") or given.get("name", ""))
    said = RowBuilder(ENTITY, notes, id=record, type=kind)
    if kind in ("organization", "event"):
        said.cells["type"] = text_of(given.pop("classification", "")) or kind
        if kind == "event" and said.cells["type"] != "event":
            said.keep("classification", said.cells["type"])
            said.cells["type"] = "event"
    parts = (given.get("given_name"), given.get("family_name"))
    shown = given.pop("name", "") or given.pop("label", "") or given.get("role", "")
    said.put("name", shown or " ".join(part for part in parts if part) or record)
    others = given.pop("other_names", None) or []
    said.add_aliases(other.get("name") if isinstance(other, dict) else other for other in others)
    for column, choices in _DATES.items():
        for name in choices:
            said.put_date(column, given.pop(name, ""), name)
    for name in _DESCRIPTIONS:
        if name in given and "description" not in said.cells:
            said.put("description", given.pop(name))
    said.put("url", _url(given, "links"))
    for identifier in given.pop("identifiers", None) or []:
        scheme, value = text_of(identifier.get("scheme")), identifier.get("identifier")
        if scheme == "wikidata":
            said.put("wikidata_id", value)
        else:
            said.keep(scheme or "identifier", value)
    links = _links(given, kind, record, names)
    for name, value in given.items():
        said.keep(name, value)
    yield Row(ENTITY, said.cells, record)
    yield from links


_PARENTS = {
    "parent_id": ("part_of", "organization"),
    "organization_id": ("position_in", "organization"),
    "area_id": ("located_in", "place"),
}


def _links(given: dict[str, Any], kind: str, record: str, names: _Names) -> list[Row]:
    """What an entity says it belongs to."""
    found = []
    for name, (relation, target_kind) in _PARENTS.items():
        there = given.pop(name, None)
        if not there:
            continue
        if name == "parent_id" and kind == "place":
            target_kind = "place"  # noqa: PLW2901 - areas lie in areas
        if name == "organization_id" and kind == "event":
            relation = "event_of"  # noqa: PLW2901 - a period is no office
        target = names.of(target_kind, there)
        cells = {"source": record, "target": target, "relation": relation}
        found.append(Row(RELATION, cells, f"{record}.{name}.{target}"))
    return found


def _url(given: dict[str, Any], name: str) -> str:
    """The one URL of a list of links or sources; more of them stay where they are."""
    there = given.get(name)
    if isinstance(there, list) and len(there) == 1 and set(there[0]) <= {"url", "note"}:
        if not there[0].get("note"):
            del given[name]
        return text_of(there[0].get("url"))
    return ""


def _membership_rows(
    one: dict[str, Any],
    record: str,
    periods: dict[str, Any],
    posts: dict[str, Any],
    names: _Names,
    notes: Notes,
) -> Iterator[Row]:
    given = dict(one)
    said = RowBuilder(RELATION, notes, id=text_of(given.pop("id", "")))
    kind = "organization" if given.get("member_id") else "person"
    member = given.pop("person_id", None) or given.pop("member_id", None)
    post, body = given.pop("post_id", None), given.pop("organization_id", None)
    party = given.pop("on_behalf_of_id", None)
    said.put("source", names.of(kind, member))
    if not member or not (post or body or party):
        notes.add("memberships", "without both ends; left out")
        return
    said.put("role", given.pop("role", ""))
    said.put_date("start_date", given.pop("start_date", ""))
    said.put_date("end_date", given.pop("end_date", ""))
    said.put("place", names.of("place", given.pop("area_id", "")))
    said.put("document", _url(given, "sources"))
    period = periods.get(text_of(given.get("legislative_period_id")))
    if period and not said.cells.keys() & {"start_date", "end_date"}:
        said.put_date("start_date", period.get("start_date"))
        said.put_date("end_date", period.get("end_date"))
        said.put("note", "dated from its legislative period")
        notes.add("memberships", "dated from their legislative period")
    for name, value in given.items():
        said.keep(name, value)
    if post:
        target = names.of("position", post)
        yield Row(RELATION, {**said.cells, "target": target, "relation": "holds_position"}, record)
        if body and text_of(posts.get(text_of(post), {}).get("organization_id")) == text_of(body):
            body = None  # the office says where it belongs
    if body:
        target = names.of("organization", body)
        cells = {**said.cells, "target": target, "relation": "member_of"}
        if post:
            cells["id"] = f"{record}.organization_id"
        yield Row(RELATION, cells, cells["id"] if post else record)
    if party:
        cells = {**said.cells, "target": names.of("organization", party)}
        cells |= {"relation": "on_behalf_of", "role": "", "id": f"{record}.on_behalf_of_id"}
        yield Row(RELATION, cells, cells["id"])


def write(content: Content, losses: ExportLoss) -> Iterator[str]:
    """The graph as one document: persons, organizations, posts, areas, events, memberships."""
    kinds = {row.record: row.cells.get("type", "") for row in content.entities()}
    parents = _parents(content, kinds)
    notes, names = _silent(), _Names({})
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
            losses.account(row, None)
    yield ',\n"memberships": ['
    yield from listed(_memberships(content, kinds, names, losses, notes))
    yield "]}\n"


def _entities(
    rows: Iterable[Row],
    home: str,
    parents: dict[str, dict[str, str]],
    losses: ExportLoss,
    notes: Notes,
) -> Iterator[dict[str, Any]]:
    for row in rows:
        said = _entity_object(row.cells, home) | parents.get(row.record, {})
        read_back = _entity_rows(said, _SINGULAR[home], _Names({}), notes)
        losses.account(row, next(read_back).cells)
        for link in read_back:
            losses.account(link._replace(derived=True), {})
        yield said


def _entity_object(cells: dict[str, str], home: str) -> dict[str, Any]:
    starts = {"persons": "birth_date", "organizations": "founding_date"}
    ends = {"persons": "death_date", "organizations": "dissolution_date"}
    said: dict[str, Any] = {
        "id": cells["id"],
        "label" if home == "posts" else "name": cells.get("name", ""),
        starts.get(home, "start_date"): plain_date(cells.get("start_date", "")),
        ends.get(home, "end_date"): plain_date(cells.get("end_date", "")),
        "summary" if home == "persons" else "description": cells.get("description", ""),
    }
    if home == "organizations":
        said["classification"] = cells.get("type", "")
    if cells.get("aliases"):
        said["other_names"] = [{"name": name} for name in cells["aliases"].split("|")]
    if cells.get("url"):
        said["links"] = [{"url": cells["url"]}]
    if cells.get("wikidata_id"):
        said["identifiers"] = [{"scheme": "wikidata", "identifier": cells["wikidata_id"]}]
    return {name: value for name, value in said.items() if value}


def _parents(content: Content, kinds: dict[str, str]) -> dict[str, dict[str, str]]:
    """Where offices and organizations belong, as one value each, as Popolo wants it."""
    found: dict[str, dict[str, str]] = {}
    for row in content.relations():
        source, target = row.cells["source"], row.cells["target"]
        if not _is_fact(row.cells) or kinds.get(source) == "person":
            continue
        relation = row.cells.get("relation")
        if relation == "position_in" and kinds.get(source) == "position":
            found.setdefault(source, {}).setdefault("organization_id", target)
        elif relation == "part_of":
            found.setdefault(source, {}).setdefault("parent_id", target)
    return found


def _is_fact(cells: dict[str, str]) -> bool:
    return cells.get("status") != "denied" and cells.get("certainty") != "planned"


def _memberships(
    content: Content, kinds: dict[str, str], names: _Names, losses: ExportLoss, notes: Notes
) -> Iterator[dict[str, Any]]:
    for row in content.relations():
        said = _membership_object(row, kinds)
        if said is None:
            if not row.derived:
                losses.account(row, None)
            continue
        losses.account(row, next(_membership_rows(said, row.record, {}, {}, names, notes)).cells)
        yield said


def _membership_object(row: Row, kinds: dict[str, str]) -> dict[str, Any] | None:
    """A claim as a membership; None when it is none, or says that something is not."""
    cells = row.cells
    target = kinds.get(cells["target"], "")
    relation = cells.get("relation")
    office = relation in schema.OFFICE_RELATIONS and target == "position"
    member = relation in _MEMBERSHIPS and target not in ("person", "position", "place", "event")
    if not (office or member) or not _is_fact(cells) or kinds.get(cells["source"]) != "person":
        return None
    document = cells.get("document", "")
    said = {
        "id": row.record,
        "person_id": cells["source"],
        "post_id" if office else "organization_id": cells["target"],
        "role": cells.get("role", ""),
        "start_date": plain_date(cells.get("start_date", "")),
        "end_date": plain_date(cells.get("end_date", "")),
        "area_id": cells.get("place", ""),
        "sources": [{"url": document}] if "://" in document else [],
    }
    return {name: value for name, value in said.items() if value}


def _silent() -> Notes:
    from actorgraph.formats.notes import Notes

    return Notes()
