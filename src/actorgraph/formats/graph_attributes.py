"""Node and edge attributes for the tools that draw graphs, and back without a loss.

One edge of a file is one edge of ours, with its verdict and its origins; the claims it rests on
are a JSON text on it, so that a reader gets every row back. Shared by GraphML, GEXF, node-link
and Cytoscape JSON. What somebody changes on the edge in between is taken over.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from actorgraph.formats.content import ENTITY, RELATION, Row, stated_cells
from actorgraph.formats.row_builder import RowBuilder, text_of
from actorgraph.formats.xml import NOT_IN_XML, clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from actorgraph.edges import Edge
    from actorgraph.formats.notes import Notes

CLAIMS = "claims"
WHOLE = "actorgraph"
"""The attribute with all cells of an entity that has columns or characters a format cannot hold."""
_ON_EDGE = ("relation", "role", "tenure")
RESERVED = frozenset({"label", WHOLE, "derived", "id", "source", "target", "start", "end"})


def node_attributes(row: Row) -> dict[str, str]:
    """Return an entity as the attributes of a node, `label` first; the id is not among them."""
    cells = {name: cell for name, cell in row.cells.items() if name != "id"}
    attributes = {"label": cells.get("name", "")}
    if RESERVED & cells.keys() or any(NOT_IN_XML.search(cell) for cell in cells.values()):
        attributes[WHOLE] = json.dumps(row.cells)
    attributes |= {name: cell for name, cell in cells.items() if name not in RESERVED}
    if row.derived:
        attributes["derived"] = "true"
    return attributes


def edge_attributes(edge: Edge, offices: frozenset[str]) -> dict[str, Any]:
    """Return an edge as attributes: what it states, what its claims add up to, and the claims."""
    attributes: dict[str, Any] = {"label": words(edge)}
    for name in (*_ON_EDGE, "start_date", "end_date", "certainty", "verdict"):
        if cell := getattr(edge, name):
            attributes[name] = cell
    attributes["origins"] = edge.origins
    if edge.holds is not None:
        attributes["holds"] = str(edge.holds)
    if edge.derived:
        attributes["derived"] = "true"
    attributes[CLAIMS] = json.dumps(_claims(edge, offices))
    return attributes


def words(edge: Edge) -> str:
    """Return the label of an edge: relation, role, and a mark where it is denied or planned."""
    text = edge.relation.replace("_", " ")
    text = f"{text}: {edge.role}" if edge.role and text else edge.role or text
    if edge.verdict in ("denied", "contested"):
        text += f" ({edge.verdict})"
    return f"{text} (planned)" if edge.certainty == "planned" else text


def _claims(edge: Edge, offices: frozenset[str]) -> list[dict[str, str]]:
    """Return the stated claims, each without the cells that the edge repeats."""
    claims = []
    for claim in edge.claims:
        if claim.derived:
            continue
        cells = stated_cells(claim, offices)
        ends = {"source": edge.source, "target": edge.target}
        for name, end in ends.items():
            if cells[name] == end:
                del cells[name]
        for name in _ON_EDGE:
            if cells.get(name, "").isprintable():
                cells.pop(name, None)
        claims.append(cells)
    return claims


def node_row(node_id: str, attributes: Mapping[str, Any], notes: Notes) -> Iterator[Row]:
    """Yield a node as an entity; nothing for a node that we made ourselves."""
    given = {name: value for name, value in attributes.items() if value not in ("", None)}
    if given.pop("derived", "") in ("true", True):
        return
    label = text_of(given.get("label"))
    whole = _json(given.pop(WHOLE, ""))
    if isinstance(whole, dict) and clean(whole.get("name", "")) == clean(label):
        cells = {str(name): text_of(cell) for name, cell in whole.items()}
    else:
        taken = RowBuilder(ENTITY, notes, id=node_id)
        taken.take(given)
        taken.put("name", label or node_id)
        cells = taken.cells
    yield Row(ENTITY, {**cells, "id": node_id}, node_id)


def edge_rows(
    source: str, target: str, attributes: Mapping[str, Any], notes: Notes, record: str = ""
) -> Iterator[Row]:
    """Yield the claims of an edge; one row from its attributes when we did not write it."""
    given = {name: value for name, value in attributes.items() if value not in ("", None)}
    claims = given.get(CLAIMS)
    claims = _json(claims) if isinstance(claims, str) else claims
    if not isinstance(claims, list) or not all(isinstance(claim, dict) for claim in claims):
        yield _foreign_edge(source, target, given, notes, record)
        return
    of_edge = {"source": source, "target": target}
    of_edge |= {name: text_of(given[name]) for name in _ON_EDGE if name in given}
    for claim in claims:
        cells = of_edge | {str(name): text_of(cell) for name, cell in claim.items()}
        for name in ("start_date", "end_date"):
            edited = text_of(given.get(name))
            if edited and all(edited != other.get(name, "") for other in claims):
                cells[name] = edited
        yield Row(RELATION, cells, record)


def _foreign_edge(
    source: str, target: str, given: dict[str, Any], notes: Notes, record: str
) -> Row:
    cells = RowBuilder(RELATION, notes, source=source, target=target)
    label = given.pop("label", "")
    cells.take({name: v for name, v in given.items() if name not in ("source", "target")})
    if cells.cells.get("relation"):
        if text_of(label) != cells.cells["relation"]:
            cells.keep("label", label)
    else:
        cells.put("relation", label)
    return Row(RELATION, cells.cells, record)


def _json(text: Any) -> Any:
    if not isinstance(text, str) or not text:
        return text
    try:
        return json.loads(text)
    except ValueError:
        return None
