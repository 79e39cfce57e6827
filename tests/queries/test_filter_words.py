"""The words of a filter are those of the data, in any spelling; an unknown one is an error."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from factory import write_text

from actorgraph import dates, load
from actorgraph.errors import ArgumentError
from actorgraph.queries.filter import filter_of

ENTITIES = """id,name,type,attributed_to
ann,Ann,person,
ann,,agency,bo
bo,Bo,Person,
cia,CIA,agency,
"""
RELATIONS = """source,target,relation,role,start_date
ann,bo,met_with,,2018
bo,ann,Met with,,2018
ann,cia,holds_position,Head,2018
ann,bo,owned_by,,2018
"""


@pytest.fixture(params=["never", "always"], ids=["memory", "index"])
def engine(request, tmp_path, monkeypatch):
    monkeypatch.setenv("ACTORGRAPH_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("ACTORGRAPH_INDEX", request.param)
    return load(write_text(tmp_path, relations=RELATIONS, entities=ENTITIES)).engine


def test_an_engine_knows_the_words_of_its_rows(engine):
    assert sorted(engine.words("relation")) == [
        "Met with", "holds_position", "met_with", "owned_by", "position_in",
    ]  # fmt: skip
    assert sorted(engine.words("type")) == ["Person", "agency", "person", "position"]


def test_a_type_that_only_a_further_row_of_an_entity_gives_can_be_asked_for(tmp_path, engine):
    further = ENTITIES.replace("agency,bo", " spy,bo")
    described = load(write_text(tmp_path, relations=RELATIONS, entities=further)).engine
    assert type(described) is type(engine)
    assert sorted(described.words("type")) == ["Person", "agency", "person", "position", "spy"]


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("met_with", {"met_with", "Met with"}),
        ("MET WITH", {"met_with", "Met with"}),
        ("met-with", {"met_with", "Met with"}),
        ("Owned by", {"owned_by"}),
        ("owns", {"owns"}),
        ("position in", {"position_in"}),
        (["met with", "owns"], {"met_with", "Met with", "owns"}),
    ],
)
def test_a_relation_is_meant_as_it_is_displayed(engine, given, meant):
    assert filter_of(engine, relations=given).relations == meant


def test_types_and_closed_words_are_meant_in_any_case(engine):
    only = filter_of(engine, types="PERSON", statuses="Denied", certainties=["Likely"])
    assert only.types == {"person", "Person"}
    assert (only.statuses, only.certainties) == ({"denied"}, {"likely"})


@pytest.mark.parametrize(
    ("argument", "value", "message"),
    [
        ("relations", "met_wth", "relations: no relation here is called 'met_wth'.\nDid you mean Met with?"),
        ("relations", "met wiht", "relations: no relation here is called 'met wiht'.\nDid you mean Met with?"),
        ("types", "agencie", "types: no type here is called 'agencie'.\nDid you mean agency?"),
        ("types", "xyz", "types: no type here is called 'xyz'.\nThere are: Person, agency, position."),
        ("statuses", "denyed", "statuses: no status is called 'denyed'.\nDid you mean denied?"),
        ("certainties", "sure", "certainties: no certainty is called 'sure'.\nThere are: stated, likely, conditional, planned."),
        ("assessments", "acepted", "assessments: no assessment is called 'acepted'.\nDid you mean accepted?"),
        ("types", [5], "types: 5 is not text; write it as '5'."),
        ("statuses", 5, "statuses: 5 is not text; write it as '5'."),
    ],
)  # fmt: skip
def test_an_unknown_word_is_an_error_with_what_can_be_meant(engine, argument, value, message):
    with pytest.raises(ArgumentError) as refused:
        filter_of(engine, **{argument: value})
    assert str(refused.value) == message


def test_data_without_types_says_so(tmp_path):
    graph = load(write_text(tmp_path, relations="source,target\na,b\n"))
    with pytest.raises(ArgumentError, match=r"types: no type .* 'person'\.\nNo entity .* type\."):
        graph.list(types="person")


def test_today_is_a_day(engine, monkeypatch):
    today = datetime.now(UTC).astimezone().date()
    only = filter_of(engine, as_of="today", since="2018", until="Today")
    assert dates.day_text(only.as_of) == dates.day_text(only.until) == today.isoformat()


@pytest.mark.parametrize(
    "days",
    [
        {"since": "2019", "until": "2018"},
        {"since": "2019", "as_of": "2018-01-01"},
        {"until": "2017", "as_of": "2018-01-01"},
    ],
)
def test_days_that_exclude_each_other_are_an_error(engine, days):
    with pytest.raises(ArgumentError, match="is after"):
        filter_of(engine, **days)
