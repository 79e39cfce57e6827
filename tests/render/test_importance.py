"""Who is drawn large and named first, which offices are lines, and who forms a group."""

from __future__ import annotations

from pathlib import Path

import pytest
from factory import write_text

from actorgraph import load
from actorgraph.render.importance import OfficeLine, groups, office_lines, sizes

HEADER = "source,target,relation,certainty\n"
ENTITIES = """id,name,type
ann,Ann,person
bo,Bo,person
chief,Chief of the Bureau,position
seat,Seat that a paper names,position
bureau,Bureau,agency
paper,Paper,document
town,Town,place
talks,Talks,event
"""
RELATIONS = (
    HEADER
    + """ann,chief,holds_position,stated
chief,bureau,position_in,stated
bo,seat,holds_position,stated
seat,bureau,position_in,stated
paper,seat,mentioned,stated
ann,talks,participant,stated
bo,talks,participant,stated
bo,town,lives_in,stated
bo,town,born_in,stated
"""
)


def drawn(folder: Path, relations: str = RELATIONS):
    graph = load(write_text(folder, relations=relations, entities=ENTITIES)).subgraph()
    return graph, {entity.id: number for number, entity in enumerate(graph.entities)}


def test_an_office_is_a_line_unless_something_else_is_said_of_it(tmp_path: Path) -> None:
    graph, numbers = drawn(tmp_path)
    line = OfficeLine(numbers["ann"], numbers["chief"], numbers["bureau"])
    assert office_lines(graph, numbers) == [line]


def test_offices_and_meetings_make_larger_than_places_do(tmp_path: Path) -> None:
    graph, numbers = drawn(tmp_path)
    of = sizes(graph, numbers, office_lines(graph, numbers))
    size = {id_: of[number] for id_, number in numbers.items()}
    assert size["ann"] > size["town"]
    assert size["talks"] > size["town"]
    assert size["bureau"] > size["paper"]


@pytest.mark.parametrize("certainty", ["planned", "conditional"])
def test_what_has_not_happened_makes_nobody_larger(tmp_path: Path, certainty: str) -> None:
    for name in ("done", "planned"):
        (tmp_path / name).mkdir()
    graph, numbers = drawn(tmp_path / "done", f"{HEADER}ann,bo,met_with,stated\n")
    planned, others = drawn(tmp_path / "planned", f"{HEADER}ann,bo,met_with,{certainty}\n")
    done = sizes(graph, numbers, [])[numbers["ann"]]
    assert sizes(planned, others, [])[others["ann"]] < done


def test_groups_are_those_that_communities_finds() -> None:
    graph = load(Path(__file__).parent.parent.parent / "data")
    part = graph.subgraph()
    numbers = {entity.id: number for number, entity in enumerate(part.entities)}
    found: dict[int, set[str]] = {}
    for entity, group in zip(part.entities, groups(part, numbers), strict=True):
        found.setdefault(group, set()).add(entity.id)
    expected = [{entity.id for entity in group} for group in graph.communities().groups]
    assert [found[number] for number in range(1, len(expected) + 1)] == expected
