"""Maltego graphs (.mtgx): GraphML in a zip, whose nodes hold properties. Read only."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from actorgraph.formats.bundle import Bundle
from actorgraph.formats.documents import refuse
from actorgraph.formats.graph_rows import GraphRows
from actorgraph.formats.xml import elements_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from actorgraph.formats.content import Row
    from actorgraph.formats.notes import Notes
    from actorgraph.formats.xml import Element

_MAIN = (
    "person.fullname", "properties.value", "title", "text", "fqdn", "email", "phonenumber",
    "ipv4-address", "ipv6-address", "location.name", "alias", "properties.alias", "url",
    "short-title", "affiliation.name", "ipv4-range", "as.number", "description",
)  # fmt: skip
"""The properties that Maltego shows as the name, the first that is there."""
_LABELS = ("maltego.link.manual.type", "maltego.link.label", "maltego.link.manual.description")
_LOOKS = (
    "maltego.link.color", "maltego.link.style", "maltego.link.thickness",
    "maltego.link.show-label", "maltego.link.transform.display-name",
)  # fmt: skip
_TYPES = {
    "person": "person", "company": "organization", "organization": "organization",
    "location": "place", "document": "document", "event": "event", "website": "media",
}  # fmt: skip
_FORMAL = frozenset(
    """key displayName hidden nullable readonly VersionInfo attr.name attr.type for xmlns
    yfiles.type DisplayInformation createdBy subtitle version""".split()
)
"""What says how the file is written and which property is shown where."""
_OF_ENTITY, _OF_LINK = "MaltegoEntity", "MaltegoLink"


def read(path: Path, notes: Notes) -> Iterator[Row]:
    """Yield the entities and links of every graph in a file.

    Raises:
        DataError: if there is none in it, or it is broken.
    """
    bundle = Bundle(path)
    graphs = bundle.matching("graphs/*.graphml", "*.graphml") if bundle.is_zip else bundle.names
    if not graphs:
        raise refuse(path, "there is no graph in it; Maltego keeps them in Graphs/")
    if len(bundle.names) > len(graphs):
        number = len(bundle.names) - len(graphs)
        notes.add("files of icons, settings and the like", "not taken over", number)
    for number, name in enumerate(graphs):
        prefix = f"graph{number + 1}/" if number else ""
        with bundle.open(name) as file:
            yield from _graph(file, bundle.place(name), prefix, notes)


def _graph(file: IO[bytes], place: str, prefix: str, notes: Notes) -> Iterator[Row]:
    rows = GraphRows(notes, directed=True)
    for element in elements_in(file, place, notes, containers=("graphml", "graph"), formal=_FORMAL):
        if element.name == "node":
            given = _given(element, _OF_ENTITY)
            yield from rows.node(prefix + element.get("id"), _entity(given))
        elif element.name == "edge":
            element.get("id")  # a number of the file
            source, target = (prefix + element.get(end) for end in ("source", "target"))
            yield from rows.edge(source, target, _link(_given(element, _OF_LINK), notes))
        elif element.name == "graph":
            element.get("id")
            element.get("edgedefault")  # links of Maltego have a direction
    rows.finish()


def _given(element: Element, holder: str) -> dict[str, str]:
    """Return the type, the properties and the notes that a node or an edge holds."""
    given: dict[str, str] = {}
    for held in element.within(holder):
        given["type"] = held.get("type")
        held.get("id")
        for part in held.within("Property"):
            value = part.child("Value")
            if value is not None and (text := value.text.strip()):
                given[part.get("name")] = text
        for part in held.within("Notes", "Bookmarks", "Weight"):
            if (text := part.text.strip()) not in ("", "0", "-1"):
                given[part.name.lower()] = text
    return given


def _entity(given: dict[str, str]) -> dict[str, str]:
    """Return the attributes of a node: its name is the property that Maltego shows."""
    theirs = given.pop("type", "")
    word = theirs.removeprefix("maltego.").rpartition(".")[2].lower()
    main = next((name for name in _MAIN if name in given), next(iter(given), ""))
    shown = given.pop(main, "")
    kept = {"maltego_type": theirs} if _TYPES.get(word, "") != word else {}
    return {"label": shown, "type": _TYPES.get(word, word), **kept, **given}


def _link(given: dict[str, str], notes: Notes) -> dict[str, str]:
    for name in _LOOKS:
        if given.pop(name, ""):
            notes.add("looks of links", "not taken over: drawing")
    theirs = given.pop("type", "")
    label = next((given.pop(name) for name in _LABELS if name in given), "")
    return {"relation": label or theirs.rpartition(".")[2], "maltego_type": theirs, **given}
