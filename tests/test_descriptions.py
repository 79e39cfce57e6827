"""Several rows with one id describe one entity, and each value has somebody who gives it."""

from __future__ import annotations

import pytest
from factory import graph_of

from actorgraph import load
from actorgraph.attributes import attributes_of, under
from actorgraph.descriptions import differ
from actorgraph.errors import DataError
from actorgraph.filters import Filter
from actorgraph.formats.writing import import_files

RELATIONS = "source,target,relation,attributed_to\nobama,cia,informed_by,EIR\n"
HEADER = (
    "id,name,type,aliases,description,country,start_date,status,attributed_to,document,locator\n"
)
ENTITIES = HEADER + (
    "obama,Barack Obama,person,,,,,,,,\n"
    "obama,Barack Hussein Obama,,Renegade,President until 2017,US,1961-08-04,,EIR,eir,para 3\n"
    "obama,,,,,KE,1961-08-05,,Register B,regb,row 7\n"
    "obama,,,,,KE,,denied,Register C,,\n"
    "cia,CIA,agency,,an agency,,,,,,\n"
)


@pytest.fixture
def graph(tmp_path):
    return graph_of(tmp_path, relations=RELATIONS, entities=ENTITIES)


def values(graph, name, **filters):
    shown = graph.show(name, **filters)
    return {
        one.column: {
            value.text: (
                [speaker for claim in value.stated_by for speaker in claim.speakers],
                [speaker for claim in value.denied_by for speaker in claim.speakers],
            )
            for value in one.values
        }
        for one in attributes_of(shown.entity)
    }


def test_every_value_has_its_speakers(graph):
    assert values(graph, "obama") == {
        "name": {"Barack Obama": ([], []), "Barack Hussein Obama": (["EIR"], [])},
        "type": {"person": ([], [])},
        "aliases": {"Renegade": (["EIR"], [])},
        "description": {"President until 2017": (["EIR"], [])},
        "country": {"US": (["EIR"], []), "KE": (["Register B"], ["Register C"])},
        "start_date": {"1961-08-04": (["EIR"], []), "1961-08-05": (["Register B"], [])},
    }


def test_the_first_row_names_it_and_every_name_finds_it(graph):
    entity = graph.entity("Renegade")
    assert entity.name == "Barack Obama"
    assert entity.aliases == ("Barack Hussein Obama", "Renegade")
    assert graph.entity("Barack Hussein Obama").id == "obama"


def test_the_card_says_who_gives_each_value(graph):
    text = graph.show("obama").text()
    assert "President until 2017 (EIR)" in text
    assert "Country: US (EIR); KE (Register B; denied by Register C)" in text
    assert "From: 1961-08-04 (EIR); 1961-08-05 (Register B)" in text
    assert "- Register B says · regb, row 7" in text


def test_what_nobody_says_is_marked_where_others_are_named(graph, tmp_path):
    assert "an agency (nobody is named for this)" in graph.show("cia").text()
    plain = HEADER + "cia,CIA,agency,,an agency,,,,,,\n"
    folder = tmp_path / "plain"
    folder.mkdir()
    text = graph_of(folder, relations=RELATIONS, entities=plain).show("cia").text()
    assert "an agency" in text
    assert "nobody" not in text


def test_of_many_values_that_rest_on_nobody_the_number_is_said_once_without_the_name(tmp_path):
    columns = [f"c{number}" for number in range(22)]
    entities = (
        f"id,name,attributed_to,{','.join(columns)}\na,A,,{','.join(columns)}\nb,B,X{',' * 22}\n"
    )
    graph = graph_of(tmp_path, relations="source,target\na,b\n", entities=entities)
    text = graph.show("a").text()
    assert "For 22 values of these nobody is named." in text
    assert "nobody is named for this" not in text


def test_without_a_source_its_values_go(graph):
    assert "EIR" not in graph.show("obama", without="EIR").text()
    left = values(graph, "obama", without="EIR")
    assert left["start_date"] == {"1961-08-05": (["Register B"], [])}
    assert "description" not in left
    assert graph.show("obama", without="EIR").entity.aliases == ()


def test_nothing_is_left_without_the_only_source(tmp_path):
    entities = HEADER + "o,Obama,person,,,,,,,,\no,,,,President,,,,EIR,,\n"
    graph = graph_of(
        tmp_path, relations="source,target,attributed_to\no,x,EIR\n", entities=entities
    )
    assert "Nothing is left" in graph.show("o", without="EIR").text()
    assert "Nothing is left" not in graph.show("o").text()
    assert graph.show("o", without="EIR").entity.description == ""


def test_a_speaker_alone_and_several_origins(graph):
    assert set(values(graph, "obama", speakers="Register B")) == {"country", "start_date"}
    assert values(graph, "obama", min_origins=2) == {}


def test_two_origins_are_counted_by_value(tmp_path):
    entities = HEADER + (
        "o,Obama,person,,,US,1961-08-04,,A,a-doc,\n"
        "o,,,,,US,1961-08-05,,B,b-doc,\n"
        "o,,,,,KE,,,B,c-doc,\n"
    )
    graph = graph_of(tmp_path, relations="source,target\no,x\n", entities=entities)
    assert values(graph, "o", min_origins=2) == {"country": {"US": (["A", "B"], [])}}


def test_conflicts_name_both_registers(graph):
    found = graph.conflicts(kinds="attributes").text()
    assert "Barack Obama, start date: 1961-08-04 (EIR); 1961-08-05 (Register B)" in found
    assert "country: KE (Register B; denied by Register C)" in found


def test_dates_that_have_a_day_in_common_are_no_conflict(tmp_path):
    entities = HEADER + "o,O,person,,,,1961,,A,,\no,,,,,,1961-08,,B,,\n"
    graph = graph_of(tmp_path, relations="source,target\no,x\n", entities=entities)
    assert not graph.conflicts(kinds="attributes").found


def test_check_asks_whether_two_people_share_an_id(graph, tmp_path):
    (problem,) = (one for one in graph.check().problems if one.column == "id")
    assert problem.level == "warning"
    assert problem.line == 4
    assert "differs from" in problem.message
    assert "start_date" in problem.message


def test_a_row_without_a_source_is_an_id_twice(tmp_path):
    entities = HEADER + "o,O,person,,,,,,,,\no,P,person,,,,,,,,\n"
    with pytest.raises(DataError, match="attributed_to or document who says"):
        graph_of(tmp_path, relations="source,target\no,x\n", entities=entities)


def test_rows_without_ids_are_never_united_by_name(tmp_path):
    entities = "name,type,attributed_to\nAnn Lee,person,A\nAnn Lee,person,B\n"
    with pytest.raises(DataError, match="Ann Lee"):
        graph_of(tmp_path, relations="source,target\nx,y\n", entities=entities)


def test_a_rejected_row_is_used_only_if_asked_for(tmp_path):
    entities = "id,name,country,attributed_to,assessment\no,O,,,\no,,US,A,rejected\no,,KE,B,\n"
    graph = graph_of(tmp_path, relations="source,target\no,x\n", entities=entities)
    assert graph.show("o").entity.country == "KE"
    assert "US" not in graph.show("o").text()
    assert graph.show("o", assessments="rejected").entity.country == "US"


def test_a_status_that_is_not_ours_stays_a_column_of_its_own(tmp_path):
    entities = "id,name,status\nacme,Acme,dissolved\n"
    graph = graph_of(tmp_path, relations="source,target\nacme,x\n", entities=entities)
    assert graph.entity("acme").extra == {"status_as_given": "dissolved"}
    assert any("status_as_given" in problem.message for problem in graph.check().problems)
    mixed = "id,name,status\nacme,Acme,dissolved\nbeta,Beta,denied\n"
    with pytest.raises(DataError, match="'dissolved' is none of"):
        graph_of(tmp_path, relations="source,target\nacme,x\n", entities=mixed)


def test_two_inputs_that_describe_one_id_are_both_shown(tmp_path):
    folders = []
    for name, country in (("one", "US"), ("two", "KE")):
        folder = tmp_path / name
        folder.mkdir()
        entities = f"id,name,country\no,Obama,{country}\n"
        graph_of(folder, relations="source,target\no,x\n", entities=entities)
        folders.append(folder)
    text = load(folders).show("o").text()
    assert f"US ({folders[0]}/entities.csv:2)" in text
    assert f"KE ({folders[1]}/entities.csv:2)" in text


def test_a_merge_keeps_the_source_of_every_row(tmp_path):
    entities = HEADER + "a,Ann,person,,,US,,,A,,\nb,Anna,person,,,KE,,,B,,\n"
    (tmp_path / "judgements.csv").write_text("left_id,right_id,judgement\na,b,positive\n")
    graph = graph_of(tmp_path, relations="source,target\na,x\n", entities=entities)
    shown = values(graph, "a")
    assert shown["country"] == {"US": (["A"], []), "KE": (["B"], [])}
    assert shown["name"] == {"Ann": (["A"], []), "Anna": (["B"], [])}
    assert shown["id"] == {"b": (["B"], [])}
    assert "Row: b (B)" in graph.show("a").text()


def test_a_filter_that_takes_nothing_leaves_the_entity_as_it_is(graph):
    entity = graph.entity("obama")
    assert under(entity, Filter(without=frozenset({"nobody"}))) is entity


@pytest.mark.parametrize(
    "suffix", ["json", "xlsx", "graphml", "gexf", "nodelink.json", "cyjs", "parquet"]
)
def test_every_value_keeps_its_register_on_the_way_out_and_back(graph, tmp_path, suffix):
    from actorgraph.formats.notes import Notes

    path = tmp_path / f"graph.{suffix}"
    graph.export(path)
    import_files([path], tmp_path / "back", Notes())
    assert values(load(tmp_path / "back"), "obama") == values(graph, "obama")


def test_json_gives_each_description(graph):
    shown = graph.show("obama").json()
    described = shown["entity"]["descriptions"]
    assert [one["attributed_to"] for one in described] == [
        [],
        ["EIR"],
        ["Register B"],
        ["Register C"],
    ]
    assert described[2]["values"] == {"country": "KE", "start_date": "1961-08-05"}
    assert described[3]["status"] == "denied"


def test_a_table_has_a_row_for_each_description(graph):
    frame = graph.descriptions.set_index("id").loc["obama"]
    assert frame["attributed_to"].tolist() == ["", "EIR", "Register B", "Register C"]


def test_a_source_that_only_describes_is_listed_with_whom_it_describes(graph):
    table = graph.sources()
    counts = {one.name: (one.claims, one.entities) for one in table.sources}
    assert counts["EIR"] == (1, 1)
    assert counts["Register B"] == (0, 1)
    assert "describes" in table.text()
    text = graph.sources("Register B").text()
    assert "Whom Register B describes" in text
    assert "Barack Obama (obama): Country: KE (Register B); From: 1961-08-05 (Register B)" in text
    assert "EIR" not in text


def test_the_type_of_a_rejected_row_is_no_heading(tmp_path):
    entities = "id,name,type,assessment\no,O,agency,rejected\n"
    graph = graph_of(tmp_path, relations="source,target\no,x\n", entities=entities)
    assert graph.entity("o").type == ""
    assert graph.show("o").entity.type == ""


def test_one_date_excludes_none_though_it_ends_before_it_begins():
    """The check says so of the date itself."""
    assert not differ("start_date", ["2018-02/2018-01"])
    assert not differ("start_date", ["2018-02/2018-01", "2018-02/2018-01"])
    assert differ("start_date", ["2017", "2018-02"])
