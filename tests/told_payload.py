"""What a payload says, in words: two of different order and numbers say the same."""

from __future__ import annotations

from itertools import count, pairwise
from typing import Any

NAMED = ("document", "publisher", "place", "checked_by")
ALL_NAMED = ("speakers", "via")
FIRST_OR_EDGE = {"start": "dates", "end": "dates", "role": "texts", "tenure": "texts"}
NUMBERS = ("types", "relations", "main_relations", "sections", "told", "voices", "texts", "names")
PARTS = ("entities", "edges", "claims", "dates", "descriptions", "describing")


def told(data: dict[str, Any]) -> dict[str, Any]:
    """Return what a payload without places and passages says, with nothing left out."""
    assert "passages" not in data
    assert not any(data["entities"]["x"] + data["entities"]["y"])
    words = {name: data[name] for name in ("texts", "names", "types", "relations")}
    words["dates"] = rows_of(data["dates"])
    relations = zip(
        data["relations"],
        (data["relations"][main] for main in data["main_relations"]),
        data["sections"],
        data["told"],
        strict=True,
    )
    return {
        **{name: part for name, part in data.items() if name not in (*NUMBERS, *PARTS)},
        "types": sorted(data["types"]),
        "relations": sorted(relations),
        "names": sorted(data["names"]),
        "entities": {one["id"]: one for one in map(entity_in(words), rows_of(data["entities"]))},
        "edges": sorted(groups_of(data, words), key=repr),
        "descriptions": descriptions_of(data, words),
    }


def rows_of(columns: dict[str, list[Any]]) -> list[dict[str, Any]]:
    """Return columns as rows; what a column that is not there means is left out."""
    assert len({len(column) for column in columns.values()}) <= 1
    cells = zip(*columns.values(), strict=True)
    return [{name: cell for name, cell in zip(columns, row, strict=True) if cell} for row in cells]


def entity_in(words):
    def entity(row):
        kinds = {"type": words["types"][row.get("type", 0)]}
        if "heading" in row:
            kinds["heading"] = words["types"][row["heading"] - 1]
        return {"id": "", **row, **kinds}

    return entity


def claims_of(columns: dict[str, list[Any]], words) -> list[dict[str, Any]]:
    """Return claims with words for numbers, but for those of other claims and of voices."""
    claims = []
    for place, row in enumerate(rows_of(columns)):
        claim = dict(row)
        for name in NAMED:
            number = columns.get(name, [-1] * (place + 1))[place]
            claim[name] = words["names"][number] if number >= 0 else None
        for name in ALL_NAMED:
            claim[name] = [words["names"][number] for number in row.get(name, [])]
        for name, table in FIRST_OR_EDGE.items():
            if name in row:
                claim[name] = words[table][row[name] - 1]
        if "relation" in row:
            claim["relation"] = words["relations"][row["relation"] - 1]
        claim["said"] = words["dates"][row.get("said", 0)]
        if "line" in row:
            claim["file"] = words["texts"][row.get("file", 0)]
        claims.append(claim)
    return claims


def groups_of(data, words) -> list[list[Any]]:
    """Return the edges, those together of which a claim could be on another."""
    edges, claims = data["edges"], claims_of(data["claims"], words)
    order = data["claims"].get("order", range(len(claims)))
    in_data = {
        number: place
        for place, number in enumerate(sorted(count_of(claims), key=order.__getitem__))
    }
    ids, starts = data["entities"]["id"], [0]
    for many in edges["claims"]:
        starts.append(starts[-1] + many)
    numbered = edges.get("claim", range(starts[-1]))
    of_edge = [list(numbered[one:other]) for one, other in pairwise(starts)]
    rows = rows_of({n: c for n, c in edges.items() if n not in ("claim", "group")})
    groups: dict[int, list[int]] = {}
    for edge, group in zip(count_of(rows), edges.get("group", count()), strict=False):
        groups.setdefault(group, []).append(edge)
    told_groups = []
    for members in groups.values():
        own = sorted({claim for edge in members for claim in of_edge[edge]}, key=in_data.get)
        voices = voices_in([data["voices"][claims[c].get("voices", 0)] for c in own])
        said = {
            c: {**claims[c], "voices": voice, "order": None,
                "remarks": sorted(in_data[one] for one in claims[c].get("remarks", []))}
            for c, voice in zip(own, voices, strict=True)
        }  # fmt: skip
        told_groups.append(sorted(
            ([
                ids[rows[k].get("source", 0)], ids[rows[k].get("target", 0)],
                words["relations"][rows[k].get("relation", 0)],
                words["dates"][rows[k].get("start", 0)], words["dates"][rows[k].get("end", 0)],
                {n: cell for n, cell in rows[k].items()
                 if n not in ("source", "target", "relation", "start", "end")},
                [(in_data[c], said[c]) for c in of_edge[k]],
            ] for k in members), key=repr,
        ))  # fmt: skip
    return told_groups


def descriptions_of(data, words) -> dict[str, Any]:
    """Return what is said of each entity, row by row."""
    if "descriptions" not in data:
        return {}
    columns, describing = data["descriptions"], dict(data["describing"])
    table = describing.pop("voices")
    of: dict[str, list[Any]] = {}
    for place, claim in enumerate(claims_of(columns, words)):
        id_ = data["entities"]["id"][columns["entity"][place]]
        values = [
            [column, text, *(words["names"][number] for number in named)]
            for column, text, *named in columns["values"][place]
        ]
        of.setdefault(id_, []).append({**claim, "entity": id_, "values": values})
    for rows in of.values():
        voices = voices_in([table[row.get("voices", 0)] for row in rows])
        for row, voice in zip(rows, voices, strict=True):
            row["voices"] = voice
    return {"of": of, "words": describing}


def voices_in(claims: list[list[list[int]]]) -> list[list[list[int]]]:
    """Number the marks of a group by their first use: only whether they are the same counts."""
    numbers: dict[int, int] = {}
    return [
        [[numbers.setdefault(mark, len(numbers)) for mark in voice] for voice in voices]
        for voices in claims
    ]


def count_of(rows) -> range:
    return range(len(rows))
