"""Node and edge attributes for the tools that draw graphs, and back without a loss.

One edge of a file is one edge of ours, with its verdict and its origins; the claims it rests on
are a JSON text on it, so that a reader gets every row back. Shared by GraphML, GEXF, node-link
and Cytoscape JSON. What somebody changes on the edge in between is taken over.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from actorgraph import schema
from actorgraph.edges import CONTESTED, DENIED
from actorgraph.formats.content import ENTITY, RELATION, Row, agreeable_cells, stated_cells
from actorgraph.formats.row_builder import RowBuilder, text_of
from actorgraph.formats.xml import NOT_IN_XML, clean
from actorgraph.quantities import SHARE, is_plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from actorgraph.claims import Claim
    from actorgraph.edges import Edge
    from actorgraph.formats.content import Content
    from actorgraph.formats.documents import JsonObject
    from actorgraph.formats.notes import Notes

CLAIMS = "claims"
WHOLE = "actorgraph"
"""The attribute with all cells of an entity that has columns or characters a format cannot hold."""
DESCRIPTIONS = "descriptions"
"""The attribute with the rows that describe an entity, where they say who does."""
WHOLES = (WHOLE, DESCRIPTIONS)
_ON_EDGE = ("relation", "role", "tenure")
EDGE_ATTRIBUTES = (
    "label", *_ON_EDGE, "start_date", "end_date", "certainty", "verdict", "origins", "directed",
    "inferred", "confirmed_by", "denied_by", "dated_by", "origins_of_date", "holds", "derived",
    CLAIMS,
)  # fmt: skip
WHOLE_NUMBERS = ("origins", "origins_of_date")
RESERVED = frozenset(
    {"label", WHOLE, DESCRIPTIONS, "derived", "id", "source", "target", "start", "end"}
)

_NOT_COLUMNS = RESERVED.union(EDGE_ATTRIBUTES, ("interaction", "key", "kind", "type"))
"""Names that an unknown column of relations cannot have as an attribute of an edge."""


def node_attributes(row: Row) -> dict[str, str]:
    """Return an entity as the attributes of a node, `label` first; the id is not among them."""
    cells = {name: cell for name, cell in row.cells.items() if name != "id"}
    attributes = {"label": cells.get("name", "")}
    if RESERVED & cells.keys() or any(NOT_IN_XML.search(cell) for cell in cells.values()):
        attributes[WHOLE] = json.dumps(row.cells)
    attributes |= {name: cell for name, cell in cells.items() if name not in RESERVED}
    if row.descriptions:
        attributes[DESCRIPTIONS] = json.dumps(row.descriptions, ensure_ascii=False)
    if row.derived:
        attributes["derived"] = "true"
    return attributes


def edge_attribute_names(content: Content) -> dict[str, bool]:
    """Return every attribute that an edge can have, and whether it is a number."""
    columns = content.edge_columns().items()
    ours = {name: name in WHOLE_NUMBERS for name in EDGE_ATTRIBUTES}
    return {**ours, **{name: number for name, number in columns if name not in _NOT_COLUMNS}}


def edge_attributes(edge: Edge, claims: Sequence[Claim], offices: frozenset[str]) -> JsonObject:
    """Return an edge as attributes: what it states, what its claims add up to, and the claims.

    Args:
        claims: those to write under it (`Content.edges`).
    """
    attributes: JsonObject = {"label": words(edge)}
    for name in (*_ON_EDGE, "start_date", "end_date", "certainty", "verdict"):
        if cell := getattr(edge, name):
            attributes[name] = cell
    attributes["origins"] = edge.origins
    attributes |= _marks(edge)
    if edge.holds is not None:
        attributes["holds"] = str(edge.holds)
    if edge.derived:
        attributes["derived"] = "true"
    agreed = agreed_cells(edge).items()
    attributes |= {name: cell for name, cell in agreed if name not in _NOT_COLUMNS}
    attributes[CLAIMS] = json.dumps(_claims(edge, claims, offices))
    return attributes


def json_attributes(
    edge: Edge, claims: Sequence[Claim], offices: frozenset[str], names: Mapping[str, bool]
) -> JsonObject:
    """Return the attributes of an edge with numbers, truth values and claims as JSON has them."""
    attributes = edge_attributes(edge, claims, offices)
    for name in attributes.keys() - EDGE_ATTRIBUTES:
        if names.get(name):
            attributes[name] = number_of(attributes[name])
    if "directed" in attributes:
        attributes["directed"] = False
    attributes[CLAIMS] = json.loads(attributes[CLAIMS])
    return attributes


def _marks(edge: Edge) -> JsonObject:
    """Return what keeps a reader from taking an edge for more than its claims say."""
    marks: JsonObject = {}
    if edge.is_symmetric:
        marks["directed"] = "false"
    for name, texts in (
        ("inferred", edge.inferred),
        ("confirmed_by", edge.confirmed_by),
        ("denied_by", edge.denied_by),
        ("dated_by", () if edge.dated_by is edge.lead else _sources_of(edge.dated_by)),
    ):
        if texts:
            marks[name] = schema.SEPARATOR.join(texts)
    if edge.dated_by.is_dated and edge.origins_of_date < edge.origins:
        marks["origins_of_date"] = edge.origins_of_date
    return marks


def agreed_cells(edge: Edge) -> dict[str, str]:
    """Return the cells of further columns on which all claims agree that support an edge."""
    if edge.derived:
        return {}
    first, *others = (dict(agreeable_cells(claim)) for claim in edge.supporting or edge.claims)
    return {
        name: cell
        for name, cell in first.items()
        if all(cells.get(name) == cell for cells in others)
    }


def weight_of(names: Mapping[str, bool]) -> str:
    """Return the name of the attribute that tools take for the weight of an edge, or ""."""
    return next((name for name, number in names.items() if number and _is_weight(name)), "")


def _is_weight(name: str) -> bool:
    return name.casefold() == "weight"


def number_of(cell: str) -> int | float:
    """Return a cell that is a number as one."""
    return float(cell) if "." in cell else int(cell)


def words(edge: Edge) -> str:
    """Return the label of an edge: relation, role, and a mark where it is no plain fact."""
    text = edge.relation.replace("_", " ")
    text = f"{text}: {edge.role}" if edge.role and text else edge.role or text
    return "".join([text, *(f" ({mark})" for mark in doubts(edge))])


def sizes(edge: Edge) -> str:
    """Return the shares and amounts that the claims of an edge give, for a label; "" for none.

    Where they differ, all of them.
    """
    claims = edge.supporting or edge.claims
    shares = [f"{one.share}%" if is_plain(SHARE, one.share) else one.share for one in claims]
    amounts = [f"{one.amount} {one.currency}".strip() for one in claims]
    given = (" or ".join(filter(None, dict.fromkeys(texts))) for texts in (shares, amounts))
    return ", ".join(filter(None, given))


def when(edge: Edge) -> str:
    """Return the dates of an edge for a label, with who gives them if not all do.

    A beginning alone keeps its slash, and so does an end: neither is when it happened.
    """
    period = f"{edge.start_date}/{edge.end_date}" if edge.dated_by.is_dated else ""
    dated = edge.dated_by
    if not period or (dated is edge.lead and edge.origins_of_date >= edge.origins):
        return period
    if "date" in dated.inferred:
        is_alone = dated is edge.lead and edge.origins == 1
        return period if is_alone else f"{period}, our reading of {_named([dated])}"
    return f"{period}, by {_named(edge.giving_dates or [dated])}"


def _named(claims: Iterable[Claim]) -> str:
    """Return who makes claims, each once, marked where that is hedged or our reading."""
    named: dict[str, None] = {}
    for claim in claims:
        is_likely = claim.certainty == schema.LIKELY
        mark = " (our reading)" if claim.is_reading else " (likely)" if is_likely else ""
        sources = _sources_of(claim) or ("nobody named",)
        named |= dict.fromkeys(f"{source}{mark}" for source in sources)
    return " and ".join(named)


def _sources_of(claim: Claim) -> tuple[str, ...]:
    return claim.speakers or ((claim.document,) if claim.document else ())


def looks_like_no_fact(edge: Edge) -> bool:
    """Return whether an edge is drawn as what is planned is: hedged, rejected or our reading."""
    is_rejected = edge.lead.assessment == schema.REJECTED
    return edge.certainty != schema.STATED or edge.lead.is_reading or is_rejected


def doubts(edge: Edge) -> Iterator[str]:
    """Yield what makes an edge less than a plain fact, each in a word or two."""
    if edge.lead.assessment == schema.REJECTED:
        yield schema.REJECTED
    if edge.verdict in (DENIED, CONTESTED):
        yield edge.verdict
    if edge.certainty != schema.STATED:
        yield edge.certainty
    if edge.lead.is_reading:
        yield "our reading"
    elif edge.lead.inferred:
        yield f"{', '.join(edge.lead.inferred)}: our reading"


def _claims(edge: Edge, claims: Sequence[Claim], offices: frozenset[str]) -> list[dict[str, str]]:
    """Return the stated claims, each without the cells that the edge repeats."""
    of_edge = {name: getattr(edge, name) for name in ("source", "target", *_ON_EDGE)}
    stated = []
    for claim in claims:
        if claim.derived:
            continue
        cells = stated_cells(claim, offices)
        for name, cell in of_edge.items():
            if cells.get(name, "") != cell:
                cells.setdefault(name, "")  # said, so that reading does not take the edge's
            elif cell.isprintable():
                cells.pop(name, None)
        stated.append(cells)
    return stated


def node_row(node_id: str, attributes: Mapping[str, Any], notes: Notes) -> Iterator[Row]:
    """Yield a node as an entity; nothing for a node that we made ourselves."""
    given = {name: value for name, value in attributes.items() if value not in ("", None)}
    if given.pop("derived", "") in ("true", True):
        return
    label = text_of(given.get("label"))
    described = _json(given.pop(DESCRIPTIONS, ""))
    whole = _json(given.pop(WHOLE, ""))
    if isinstance(described, list) and all(isinstance(one, dict) for one in described):
        yield from _description_rows(node_id, text_of(label), described)
        return
    if isinstance(whole, dict) and clean(whole.get("name", "")) == clean(label):
        cells = {str(name): text_of(cell) for name, cell in whole.items()}
    else:
        taken = RowBuilder(ENTITY, notes, id=node_id)
        taken.take(given)
        taken.put("name", label or node_id)
        cells = taken.cells
    yield Row(ENTITY, {**cells, "id": node_id}, node_id)


def _description_rows(node_id: str, label: str, described: list[JsonObject]) -> Iterator[Row]:
    """Yield the rows that describe an entity; a label that somebody changed is its name."""
    for number, one in enumerate(described):
        cells = {str(name): text_of(cell) for name, cell in one.items()} | {"id": node_id}
        if not number and label and clean(cells.get("name", "")) != clean(label):
            cells["name"] = label
        yield Row(ENTITY, cells, node_id)


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


def _foreign_edge(source: str, target: str, given: JsonObject, notes: Notes, record: str) -> Row:
    cells = RowBuilder(RELATION, notes, source=source, target=target)
    label = given.pop("label", "")
    if directed := text_of(given.get("directed")):
        given["directed"] = directed if directed.lower() == "yes" else directed_cell(directed)
    cells.take({name: v for name, v in given.items() if name not in ("source", "target")})
    if cells.cells.get("relation"):
        if text_of(label) != cells.cells["relation"]:
            cells.keep("label", label)
    else:
        cells.put("relation", label)
    return Row(RELATION, cells.cells, record)


def leave_id(edge_id: str, attributes: Mapping[str, Any], notes: Notes) -> None:
    """Count an edge's own id as left, unless it is a number of the file or the edge is ours.

    Tools number edges as they write them (`12`, `e12`, `edge_12`); any other id somebody gave.
    """
    if edge_id and CLAIMS not in attributes and not _NUMBER_OF_FILE.fullmatch(edge_id):
        notes.add("ids of edges", "not taken over", example=lambda: edge_id)


_NUMBER_OF_FILE = re.compile(r"(?:[a-z]{1,5}[-_]?)?\d{1,10}", re.IGNORECASE)


def directed_cell(own: str, default: str = "directed") -> str:
    """Return the cell `directed` of an edge in a file that is directed or not by default.

    Most tools write that an edge is directed where nobody has chosen it; the word of the relation
    decides then. An edge that differs from the rest of its file says so.
    """
    usual = schema.DIRECTIONS.get(default.strip().lower(), False)
    symmetric = schema.DIRECTIONS.get(own.strip().lower(), usual)
    return "no" if symmetric else "yes" if usual else ""


def _json(text: Any) -> Any:
    if not isinstance(text, str) or not text:
        return text
    try:
        return json.loads(text)
    except ValueError:
        return None
