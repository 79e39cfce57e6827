from __future__ import annotations

import pytest
from factory import graph_of, write_text

from actorgraph.errors import DataError
from actorgraph.loading import load, read_dataset

PEOPLE = """id,name,type,aliases
pompeo,Michael Pompeo,person,Mike|Secretary
coats,Dan Coats,person,Mike
cia,Central Intelligence Agency,agency,CIA
"""


def found(folder, *, relations, entities=""):
    problems = read_dataset(write_text(folder, relations=relations, entities=entities)).problems
    return [(p.level, p.line, p.column, p.message) for p in problems]


def edges(folder, **files):
    return [(e.source, e.relation, e.target) for e in graph_of(folder, **files).engine.all_edges()]


@pytest.mark.parametrize("name", ["pompeo", "Michael Pompeo", "Secretary", " pompeo "])
def test_an_end_is_an_id_a_name_or_an_alias(tmp_path, name):
    relations = f"source,target\n{name},CIA\n"
    assert edges(tmp_path, relations=relations, entities=PEOPLE) == [("pompeo", "", "cia")]


def test_an_ambiguous_name_is_an_error_that_lists_whom_it_can_mean(tmp_path):
    assert found(tmp_path, relations="source,target\nMike,cia\n", entities=PEOPLE) == [
        ("error", 2, "source", "'Mike' can be pompeo, coats; write the id that is meant")
    ]


def test_an_ambiguous_speaker_is_an_error(tmp_path):
    relations = "source,target,attributed_to\npompeo,cia,coats|Mike\n"
    assert found(tmp_path, relations=relations, entities=PEOPLE) == [
        ("error", 2, "attributed_to", "'Mike' can be pompeo, coats; write the id that is meant")
    ]


def test_a_name_that_is_nowhere_is_added_and_reported(tmp_path):
    ((level, line, column, message),) = found(
        tmp_path, relations="source,target\npompeo,Volker\n", entities=PEOPLE
    )
    assert (level, line, column) == ("warning", 2, "target")
    assert message.endswith("it was added by that name")


def test_without_entities_the_names_are_the_entities(tmp_path):
    graph = graph_of(tmp_path, relations="source,target\nAnna,Boris\n")
    made = [(e.id, e.name, e.derived) for e in graph.engine.all_entities()]
    assert made == [("Anna", "Anna", True), ("Boris", "Boris", True)]
    assert list(graph.engine.problems) == []


def test_a_taken_id_names_the_place_that_has_it(tmp_path):
    (problem,) = found(tmp_path, relations="source,target\n", entities="id,name\na,A\na,B\n")
    assert problem[:3] == ("error", 3, "id")
    assert "entities.csv:2; give each its own id" in problem[3]


def test_the_same_row_twice_is_a_warning_and_one_origin(tmp_path):
    relations = "source,target,attributed_to\na,b,c\na,b,c\n"
    assert found(tmp_path, relations=relations) == [
        ("warning", 3, "", "the same row as line 2; it counts once, as one origin")
    ]
    (edge,) = load(tmp_path).engine.all_edges()
    assert (edge.origins, len(edge.claims)) == (1, 2)


SHORT_FORM = "source,target,relation,role,start_date,status,certainty\n"


def test_the_short_form_makes_the_office_visibly(tmp_path):
    relations = f"{SHORT_FORM}pompeo,cia,holds_position,Director,2017,confirmed,\n"
    graph = graph_of(tmp_path, relations=relations, entities=PEOPLE)
    office = graph.engine.entities(["cia-director"])["cia-director"]
    assert (office.name, office.type, office.derived) == (
        "Director, Central Intelligence Agency", "position", True,
    )  # fmt: skip
    assert [
        (e.source, e.relation, e.target, e.start_date, e.derived, e.verdict)
        for e in graph.engine.all_edges()
    ] == [
        ("pompeo", "holds_position", "cia-director", "2017", False, "unsourced"),
        ("cia-director", "position_in", "cia", "", True, "unsourced"),
    ]


def test_who_denies_a_holder_does_not_deny_the_office(tmp_path):
    relations = f"{SHORT_FORM}coats,cia,holds_position,Director,,denied,planned\n"
    graph = graph_of(tmp_path, relations=relations, entities=PEOPLE)
    assert [(e.verdict, e.certainty) for e in graph.engine.all_edges()] == [
        ("denied", "planned"),
        ("our-reading", "stated"),
    ]


def test_an_office_is_not_made_in_a_position(tmp_path):
    entities = "id,type\nanna,person\nchair,position\n"
    relations = f"{SHORT_FORM}anna,chair,holds_position,Chair,,,\n"
    assert edges(tmp_path, relations=relations, entities=entities) == [
        ("anna", "holds_position", "chair")
    ]


def test_an_inverted_interval_is_a_warning_with_its_line(tmp_path):
    relations = "source,target,start_date,end_date\na,b,2018,2017\n"
    assert found(tmp_path, relations=relations) == [
        ("warning", 2, "end_date", "ends (2017) before it begins (2018); no day can lie in it")
    ]


def test_an_unreadable_date_of_an_entity_is_reported_once(tmp_path):
    entities = "id,start_date\na,26/01/2018\n"
    assert found(tmp_path, relations="source,target\n", entities=entities) == [
        ("error", 2, "start_date", "'26/01/2018' cannot be read as a date; write 2018-01-26")
    ]


def test_all_errors_of_both_files_come_at_once(tmp_path):
    write_text(
        tmp_path,
        relations="source,target,status\na,,\na,b,maybe\n",
        entities="id,name\n,\nx,\n,Y\nx,\n",
    )
    with pytest.raises(DataError) as refused:
        load(tmp_path)
    places = [(p.file.rsplit("/")[-1], p.line, p.column) for p in refused.value.problems]
    assert places == [
        ("entities.csv", 5, "id"), ("relations.csv", 2, "target"), ("relations.csv", 3, "status"),
    ]  # fmt: skip


def test_a_source_that_is_a_document_gets_a_hint(tmp_path):
    ((level, _, column, message),) = found(
        tmp_path, relations="source,target\nhttps://www.bbc.co.uk/1,b\n"
    )
    assert (level, column) == ("warning", "source")
    assert "a document belongs in the column document" in message


def test_unknown_columns_are_kept_also_one_called_date(tmp_path):
    entities = "id,date,shoe size\na,2018,42\n"
    graph = graph_of(tmp_path, relations="source,target,colour\na,b,red\n", entities=entities)
    assert dict(graph.engine.entities(["a"])["a"].extra) == {"date": "2018", "shoe size": "42"}
    (claim,) = graph.engine.all_claims()
    assert dict(claim.extra) == {"colour": "red"}


def test_a_date_or_an_interval_fills_both_sides(tmp_path):
    relations = "source,target,date\na,b,2018\nc,d,2018-01-22/2018-01-28\n"
    dates = [
        (c.start_date, c.end_date)
        for c in graph_of(tmp_path, relations=relations).engine.all_claims()
    ]
    assert dates == [("2018", "2018"), ("2018-01-22", "2018-01-28")]


def test_the_publisher_of_a_bare_url_is_its_host(tmp_path):
    relations = "source,target,document\na,b,https://www.eir.de:443/x?y#z\n"
    (claim,) = graph_of(tmp_path, relations=relations).engine.all_claims()
    assert (claim.publisher, claim.speakers) == ("eir.de", ("eir.de",))


OUTLETS = """id,name,type,url,publisher
ft,Financial Times,media,https://www.FT.com/,
one,One,agency,https://two.org,
two,Two,agency,http://two.org/,
ann,Ann,person,https://ann.org/,
report,Report,document,https://r.org/,https://ft.com
page,Page,document,https://x.org/,FT.com.
story,Story,document,https://m.ft.com/story,
memo,Memo,document,https://www.Memos.org./1,
loose,Loose,document,,
"""


def publishers(tmp_path, *documents, toml=""):
    (tmp_path / "actorgraph.toml").write_text(toml)
    relations = "source,target,document\n" + "".join(f"a,b,{one}\n" for one in documents)
    graph = graph_of(tmp_path, relations=relations, entities=OUTLETS)
    return [claim.publisher for claim in graph.engine.all_claims()]


def test_a_host_is_the_outlet_whose_url_is_its_root(tmp_path):
    documents = (
        "https://m.ft.com/1",
        "https://web.archive.org/web/2018/https://ft.com/2",
        "report",
        "page",
    )
    assert publishers(tmp_path, *documents) == ["ft", "ft", "ft", "ft"]


def test_a_document_without_a_publisher_has_the_host_of_its_url_as_outlet(tmp_path):
    assert publishers(tmp_path, "story", "memo", "loose") == ["ft", "memos.org", ""]


def test_a_host_of_several_or_of_a_person_is_nobodys(tmp_path):
    documents = ("https://two.org/1", "https://ann.org/1", "https://r.org/1", "https://x.org/1")
    assert publishers(tmp_path, *documents) == ["two.org", "ann.org", "r.org", "x.org"]


def test_actorgraph_toml_says_whose_a_host_is(tmp_path):
    toml = '[outlets]\n"https://www.two.org" = "Two"\n"ann.org" = "ann"\n"ft.com" = "The FT"\n'
    documents = ("https://two.org/1", "https://ann.org/1", "https://ft.com/1")
    assert publishers(tmp_path, *documents, toml=toml) == ["two", "ann", "The FT"]


def test_an_outlet_that_can_be_several_is_an_error(tmp_path):
    entities = "id,name\na,Times\nb,Times\n"
    (tmp_path / "actorgraph.toml").write_text('[outlets]\n"x.org" = "Times"\n')
    with pytest.raises(DataError, match="'Times' can be a, b; write the id that is meant"):
        graph_of(tmp_path, relations="source,target\nc,d\n", entities=entities)


def test_of_descriptions_that_are_united_no_unknown_cell_is_lost(tmp_path):
    folders = []
    for name, entities in (("one", "id,seen,rank\na,x,\n"), ("two", "id,seen,rank,age\na,y,1,7\n")):
        (tmp_path / name).mkdir()
        folders.append(
            write_text(tmp_path / name, relations="source,target\na,b\n", entities=entities)
        )
    extra = load(folders).engine.entities(["a"])["a"].extra
    assert extra == {"seen": "x|y", "rank": "1", "age": "7"}


def test_of_entities_that_are_merged_no_unknown_cell_is_lost(tmp_path):
    (tmp_path / "judgements.csv").write_text("left_id,right_id,judgement\na,b,positive\n")
    entities = "id,seen,rank\na,x,1\nb,y,1\n"
    graph = graph_of(tmp_path, relations="source,target\na,b\n", entities=entities)
    extra = graph.engine.entities(["a"])["a"].extra
    assert extra == {"seen": "x|y", "rank": "1", "merged_from": "b"}
