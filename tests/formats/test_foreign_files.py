"""Small files in the shape that other tools write them."""

from __future__ import annotations

import contextlib
import json
import random
import sqlite3
from contextlib import closing

import pytest

from actorgraph.errors import DataError, UsageError
from actorgraph.formats.content import ENTITY, RELATION
from actorgraph.formats.notes import Notes
from actorgraph.formats.recognition import format_to_read
from actorgraph.formats.registry import FORMATS
from actorgraph.formats.writing import rows_of
from actorgraph.loading import load
from actorgraph.locating import seed_folder


def tables(tmp_path, name, content, *, form=None, notes=None):
    """What a file becomes: entities by id, relations in order; its format is found by itself."""
    path = tmp_path / name
    text = content if isinstance(content, str) else json.dumps(content)
    path.write_text(text, encoding="utf-8")
    if form:
        assert format_to_read(path).name == form
    entities, relations = {}, []
    for row in rows_of(path, notes or Notes()):
        if row.kind == ENTITY:
            entities[row.cells["id"]] = row.cells
        else:
            relations.append(row.cells)
    return entities, relations


EVERYPOLITICIAN = {
    "posts": [],
    "persons": [
        {
            "id": "p1",
            "name": "Ian Tugby",
            "other_names": [{"lang": "fr", "name": "I. Tugby", "note": "multilingual"}],
            "birth_date": "1950-02",
            "identifiers": [{"identifier": "Q5", "scheme": "wikidata"}],
            "gender": "male",
        }
    ],
    "organizations": [
        {"id": "states", "name": "States", "classification": "legislature"},
        {"id": "independent", "name": "Independent", "classification": "party"},
    ],
    "memberships": [
        {
            "person_id": "p1",
            "organization_id": "states",
            "on_behalf_of_id": "independent",
            "legislative_period_id": "term/2014",
            "area_id": "alderney",
            "role": "member",
            "sources": [{"url": "https://example.org/4081"}],
        },
        {
            "person_id": "p1",
            "organization_id": "states",
            "legislative_period_id": "term/2014",
            "start_date": "2016-05-01",
        },
    ],
    "events": [
        {
            "id": "term/2014",
            "name": "2015-2016",
            "classification": "legislative period",
            "organization_id": "states",
            "start_date": "2015-01-01",
            "end_date": "2016-12-31",
        }
    ],
    "areas": [{"id": "alderney", "name": "Alderney", "type": "constituency"}],
}


def test_a_membership_without_dates_has_those_of_its_period_and_says_so(tmp_path):
    notes = Notes()
    entities, relations = tables(tmp_path, "x.json", EVERYPOLITICIAN, form="popolo", notes=notes)
    assert sorted(entities) == ["alderney", "independent", "p1", "states", "term/2014"]
    assert entities["p1"] == {
        "id": "p1",
        "type": "person",
        "name": "Ian Tugby",
        "aliases": "I. Tugby",
        "start_date": "1950-02",
        "wikidata_id": "Q5",
        "gender": "male",
    }
    member = {
        "source": "p1",
        "role": "member",
        "place": "alderney",
        "document": "https://example.org/4081",
        "start_date": "2015-01-01",
        "end_date": "2016-12-31",
        "note": "dated from its legislative period",
        "legislative_period_id": "term/2014",
    }
    assert relations[1] == member | {"target": "states", "relation": "member_of"}
    assert relations[2]["target"] == "independent"
    assert relations[3]["start_date"] == "2016-05-01"
    assert relations[3]["end_date"] == "2016-12-31"
    assert relations[3]["note"] == "end_date from its legislative period"
    assert sorted(notes.sentences()) == [
        "memberships: 1 dated from their legislative period.",
        "memberships: 1 with one date from their legislative period.",
        "persons/other_names/lang: 1 value not taken over.",
        "persons/other_names/note: 1 value not taken over.",
    ]


def test_plain_popolo_has_posts_and_nested_memberships(tmp_path):
    said = {
        "persons": [{"id": 1, "name": "Ann", "memberships": [{"post_id": 1, "role": "Mayor"}]}],
        "posts": [{"id": 1, "label": "Mayor of X", "organization_id": 1}],
        "organizations": [{"id": 1, "name": "X", "parent_id": 2}, {"id": 2, "name": "Y"}],
    }
    entities, relations = tables(tmp_path, "x.popolo.json", said)
    assert {one: row["type"] for one, row in entities.items()} == {
        "1": "person",
        "organization/1": "organization",
        "2": "organization",
        "position/1": "position",
    }
    assert [(r["source"], r["relation"], r["target"]) for r in relations] == [
        ("organization/1", "part_of", "2"),
        ("position/1", "position_in", "organization/1"),
        ("1", "holds_position", "position/1"),
    ]


BODS_02 = [
    {
        "statementID": "c",
        "statementType": "entityStatement",
        "entityType": "registeredEntity",
        "name": "CHRINON LTD",
        "foundingDate": "2010-11-18",
        "identifiers": [{"scheme": "GB-COH", "id": "07444723"}],
    },
    {
        "statementID": "p",
        "statementType": "personStatement",
        "personType": "knownPerson",
        "names": [
            {"type": "individual", "fullName": "Christopher Taggart"},
            {"type": "alternative", "fullName": "Chris Taggart"},
        ],
        "nationalities": [{"code": "GB", "name": "UK"}],
        "birthDate": "1964-04",
    },
    {
        "statementID": "o",
        "statementType": "ownershipOrControlStatement",
        "statementDate": "2017-11-18",
        "subject": {"describedByEntityStatement": "c"},
        "interestedParty": {"describedByPersonStatement": "p"},
        "interests": [
            {"type": "shareholding", "share": {"minimum": 25, "exclusiveMinimum": True,
             "maximum": 50}, "startDate": "2016-04-06", "interestLevel": "direct"},
            {"type": "appointmentOfBoard", "details": "majority"},
        ],
        "source": {"type": ["officialRegister"], "url": "https://example.org/psc",
                   "assertedBy": [{"name": "CHRINON LTD"}]},
    },
]  # fmt: skip


def test_each_interest_of_a_bods_statement_is_a_claim(tmp_path):
    entities, relations = tables(tmp_path, "x.json", BODS_02, form="bods")
    assert entities["p"] == {
        "id": "p",
        "type": "person",
        "name": "Christopher Taggart",
        "aliases": "Chris Taggart",
        "start_date": "1964-04",
        "country": "GB",
        "personType": "knownPerson",
    }
    said = {
        "source": "p",
        "target": "c",
        "statement_date": "2017-11-18",
        "document": "https://example.org/psc",
        "attributed_to": "CHRINON LTD",
        "bods_source_type": "officialRegister",
    }
    assert relations == [
        said
        | {
            "relation": "owns",
            "role": "shareholding",
            "share": ">25-50",
            "start_date": "2016-04-06",
            "interestLevel": "direct",
            "id": "o",
        },
        said
        | {"relation": "controls", "role": "appointmentOfBoard", "note": "majority", "id": "o-2"},
    ]


def test_bods_0_4_records_are_read_once_in_their_last_statement(tmp_path):
    def said(statement, record, kind, **details):
        return {"statementId": statement, "recordId": record, "recordType": kind,
                "recordStatus": "new", "recordDetails": details}  # fmt: skip

    statements = [
        said("s1", "c", "entity", name="Co", entityType={"type": "registeredEntity"}),
        said("s2", "c", "entity", name="Co Ltd", entityType={"type": "registeredEntity"}),
        said("s3", "p", "person", personType="knownPerson", names=[{"fullName": "Ann"}]),
        said("s4", "r", "relationship", subject="c", interestedParty="p",
             interests=[{"type": "votingRights", "share": {"exact": 100}}]),
        said("s5", "q", "relationship", subject="c",
             interestedParty={"reason": "subjectUnableToConfirm", "description": "none found"}),
    ]  # fmt: skip
    entities, relations = tables(tmp_path, "x.json", statements, form="bods")
    assert {one: row["name"] for one, row in entities.items()} == {
        "c": "Co Ltd",
        "p": "Ann",
        "unknown-s5": "Unknown owner",
    }
    assert [(r["source"], r["relation"], r["target"], r.get("role")) for r in relations] == [
        ("p", "owns", "c", "votingRights"),
        ("unknown-s5", "controls", "c", None),
    ]


@pytest.mark.parametrize("reason", ["no-beneficial-owners", "noBeneficialOwners"])
def test_that_nobody_owns_a_company_of_bods_makes_no_owner(tmp_path, reason):
    statements = [
        {"statementID": "s1", "statementType": "entityStatement", "name": "Co"},
        {"statementID": "s2", "statementType": "ownershipOrControlStatement",
         "statementDate": "2020-01-02", "source": {"assertedBy": [{"name": "Registry"}]},
         "subject": {"describedByEntityStatement": "s1"},
         "interestedParty": {"unspecified": {"reason": reason, "description": "none"}}},
    ]  # fmt: skip
    path = tmp_path / "x.bods.json"
    path.write_text(json.dumps(statements), encoding="utf-8")
    graph = load(path)
    assert "Nobody is recorded to own Co" in graph.owners("s1").text()
    assert f"{reason}: none" in graph.show("s1").text()
    assert not graph.claims().result.claims


def closing_statements(**details):
    """Return what is said of a share: new, updated and closed, in no order; and of another."""

    def said(statement, record, status, day, interest):
        return {"statementId": statement, "recordId": record, "recordType": "relationship",
                "recordStatus": status, "statementDate": day, **details,
                "recordDetails": {"subject": "c", "interestedParty": "p", "interests": [interest]}}  # fmt: skip

    share = {"type": "shareholding", "share": {"exact": 40}, "startDate": "2019-01-01"}
    whole = share | {"share": {"exact": 100}}
    return [
        said("s3", "r", "closed", "2023-03-03", share),
        said("s1", "r", "new", "2019-01-20", whole),
        said("s2", "r", "updated", "2021-09-25", share),
        said("s4", "q", "new", "2019-01-20", whole),
        said("s5", "q", "closed", "2022-01-21T11:56:47Z", whole | {"endDate": "2021-04-03"}),
    ]


def test_a_closed_record_of_bods_has_ended_by_the_day_of_its_last_statement(tmp_path):
    notes = Notes()
    _, relations = tables(tmp_path, "x.json", closing_statements(), form="bods", notes=notes)
    columns = ("id", "share", "start_date", "end_date", "recordStatus")
    assert [tuple(row[column] for column in columns) for row in relations] == [
        ("s3", "40", "2019-01-01", "[..2023-03-03]", "closed"),
        ("s5", "100", "2019-01-01", "2021-04-03", "closed"),
    ]
    assert notes.sentences()[0] == "statements: 3 replaced by later ones; not read."


def test_a_closing_statement_without_a_date_has_that_of_its_publication(tmp_path):
    statements = [
        {name: cell for name, cell in one.items() if name != "statementDate"}
        for one in closing_statements(publicationDetails={"publicationDate": "2023-05-01"})[:1]
    ]
    _, (row,) = tables(tmp_path, "x.json", statements, form="bods")
    assert row["end_date"] == "[..2023-05-01]"


def test_how_a_source_of_bods_came_about_is_no_type_of_an_owner(tmp_path):
    statement = {
        "statementId": "s", "recordId": "r", "recordType": "relationship",
        "source": {"type": ["selfDeclaration", "verified"]},
        "recordDetails": {"subject": "c", "interestedParty": "p",
                          "interests": [{"type": "shareholding"}]},
    }  # fmt: skip
    entities, (row,) = tables(tmp_path, "x.json", [statement], form="bods")
    assert row["bods_source_type"] == "selfDeclaration|verified"
    assert "source_type" not in row
    assert entities == {}


def test_a_diagram_of_aleph_is_its_entities_and_their_places(tmp_path):
    diagram = {
        "layout": {
            "vertices": [
                {"id": "entity:a", "type": "entity", "label": "Ann", "entityId": "a",
                 "position": {"x": 3, "y": -1}},
                {"id": "phone:+1", "type": "phone", "label": "+1", "position": {"x": 0, "y": 0}},
            ],
            "edges": [{"id": "e(entity:a, entity:b)", "sourceId": "entity:a"}],
            "groupings": [{"id": "g", "label": "G", "vertices": ["entity:a"]}],
            "entities": [
                {"id": "a", "schema": "Person", "properties": {"name": ["Ann"]}},
                {"id": "b", "schema": "Company", "properties": {"name": ["B"]}},
                {"id": "e", "schema": "Ownership", "properties": {"owner": ["a"], "asset": ["b"]}},
            ],
        },
        "viewport": {"center": {"x": 0, "y": 0}},
    }  # fmt: skip
    notes = Notes()
    entities, relations = tables(tmp_path, "x.vis", diagram, form="vis", notes=notes)
    assert entities["a"] == {"id": "a", "type": "person", "name": "Ann", "x": "3", "y": "-1"}
    assert relations == [{"id": "e", "relation": "owns", "source": "a", "target": "b"}]
    assert notes.sentences() == [
        "layout/groupings: 1 value not taken over.",
        "layout/vertices/position/x: 1 value not taken over.",
        "layout/vertices/position/y: 1 value not taken over.",
    ]


def test_littlesis_objects_are_read_wherever_they_lie(tmp_path):
    said = {
        "data": [
            {
                "type": "relationships",
                "id": 12,
                "attributes": {
                    "id": 12, "entity1_id": 1, "entity2_id": 2, "category_id": 1,
                    "description1": "Director", "start_date": "2009-04-00", "is_current": True,
                    "amount": None,
                },
                "links": {"self": "https://littlesis.org/relationships/12"},
            }
        ],
        "included": [
            {"type": "entities", "id": 1, "attributes": {
                "id": 1, "name": "Ann", "primary_ext": "Person", "aliases": ["Ann"],
                "types": ["Person", "Lobbyist"], "blurb": "A director"}},
            {"type": "lists", "id": 9, "attributes": {"id": 9, "name": "A list"}},
        ],
    }  # fmt: skip
    entities, relations = tables(tmp_path, "x.json", said, form="littlesis")
    assert entities == {
        "1": {"id": "1", "name": "Ann", "type": "person", "types": "Lobbyist",
              "description": "A director"}
    }  # fmt: skip
    assert relations == [
        {
            "id": "12",
            "source": "1",
            "target": "2",
            "relation": "position",
            "role": "Director",
            "start_date": "2009-04",
            "end_date": "..",
            "document": "https://littlesis.org/relationships/12",
            "is_current": "true",
        }
    ]


def snak(prop, value=None, kind="value"):
    return {"snaktype": kind, "property": prop, "datavalue": {"value": value}}


def when(time, precision):
    return {"time": time, "precision": precision}


def test_a_wikidata_statement_is_a_claim_for_each_reference(tmp_path):
    item = {"entity-type": "item", "id": "Q100"}
    office = {
        "id": "Q1$a",
        "mainsnak": snak("P39", item),
        "rank": "normal",
        "qualifiers": {
            "P580": [snak("P580", when("+2017-01-23T00:00:00Z", 11))],
            "P582": [snak("P582", when("+2018-04-00T00:00:00Z", 10))],
            "P1365": [snak("P1365", {"entity-type": "item", "id": "Q9"})],
        },
        "references": [
            {"snaks": {"P248": [snak("P248", {"entity-type": "item", "id": "Q55"})],
                       "P304": [snak("P304", "12")]}},
            {"snaks": {"P854": [snak("P854", "https://example.org/x")],
                       "P1683": [snak("P1683", {"text": "he became", "language": "en"})]}},
        ],
    }  # fmt: skip
    member = {
        "id": "Q1$b",
        "mainsnak": snak("P463", item),
        "rank": "deprecated",
        "qualifiers": {"P582": [snak("P582", kind="novalue")],
                       "P580": [snak("P580", when("+1950-00-00T00:00:00Z", 8))]},
    }  # fmt: skip
    ann = {
        "id": "Q1",
        "labels": {"ru": {"value": "Анна"}, "en": {"value": "Ann"}},
        "aliases": {"en": [{"value": "Annie"}]},
        "descriptions": {"en": {"value": "an officer"}},
        "claims": {
            "P31": [{"mainsnak": snak("P31", {"entity-type": "item", "id": "Q5"})}],
            "P569": [{"mainsnak": snak("P569", when("+1961-00-00T00:00:00Z", 9))}],
            "P39": [office],
            "P463": [member],
            "P18": [{"mainsnak": snak("P18", "a.jpg")}],
        },
    }
    notes = Notes()
    said = {"entities": {"Q1": ann}}
    entities, relations = tables(tmp_path, "x.json", said, form="wikidata", notes=notes)
    assert entities["Q1"] == {
        "id": "Q1",
        "wikidata_id": "Q1",
        "name": "Ann",
        "aliases": "Анна|Annie",
        "description": "an officer",
        "type": "person",
        "instance_of": "Q5",
        "start_date": "1961",
        "document": "https://www.wikidata.org/wiki/Q1",
    }
    held = {
        "relation": "holds_position",
        "source": "Q1",
        "target": "Q100",
        "start_date": "2017-01-23",
        "end_date": "2018-04",
        "P1365": "Q9",
    }
    assert relations == [
        held | {"id": "Q1$a", "document": "Q55", "locator": "12"},
        held | {"id": "Q1$a-2", "document": "https://example.org/x", "quote": "he became"},
        {
            "relation": "member_of",
            "source": "Q1",
            "target": "Q100",
            "id": "Q1$b",
            "assessment": "rejected",
            "start_date": "[1950..1959]",
            "end_date": "..",
            "document": "https://www.wikidata.org/wiki/Q1#P463",
        },
    ]
    assert notes.sentences() == ["P18: 1 statement not read."]


DEFAULTS = {
    "graphml": """<graphml>
<key id="k" for="node" attr.name="sensitivity"><default>secret</default></key>
<key id="e" for="edge" attr.name="status"><default>claimed</default></key>
<key id="x" for="all" attr.name="lot"><default>7</default></key>
<graph edgedefault="directed"><node id="a"/><node id="b"><data key="k">public</data></node>
<edge source="a" target="b"/></graph></graphml>""",
    "gexf": """<gexf><graph defaultedgetype="directed"><attributes class="node">
<attribute id="k" title="sensitivity" type="string"><default>secret</default></attribute>
<attribute id="x" title="lot" type="string"><default>7</default></attribute></attributes>
<attributes class="edge">
<attribute id="k" title="status" type="string"><default>claimed</default></attribute>
<attribute id="x" title="lot" type="string"><default>7</default></attribute></attributes>
<nodes><node id="a"/><node id="b"><attvalues><attvalue for="k" value="public"/></attvalues></node>
</nodes><edges><edge source="a" target="b"/></edges></graph></gexf>""",
}


@pytest.mark.parametrize("suffix", DEFAULTS)
def test_who_has_no_value_of_an_attribute_has_its_default(tmp_path, suffix):
    entities, relations = tables(tmp_path, f"x.{suffix}", DEFAULTS[suffix], form=suffix)
    assert [(row["sensitivity"], row["lot"]) for row in entities.values()] == [
        ("secret", "7"),
        ("public", "7"),
    ]
    assert [(row["status"], row["lot"]) for row in relations] == [("claimed", "7")]


def test_graphml_of_yed_and_of_an_undirected_graph(tmp_path):
    text = """<?xml version="1.0"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="http://www.yworks.com/xml/graphml">
<key id="d0" for="node" yfiles.type="nodegraphics"/><key id="d1" for="edge" attr.name="weight"/>
<graph edgedefault="undirected">
<node id="n0"><data key="d0"><y:ShapeNode><y:NodeLabel>Ann</y:NodeLabel></y:ShapeNode></data></node>
<node id="n1"/>
<edge source="n0" target="n1"><data key="d1">2.5</data></edge>
</graph></graphml>"""
    entities, relations = tables(tmp_path, "x.graphml", text, form="graphml")
    assert {one: row["name"] for one, row in entities.items()} == {"n0": "Ann", "n1": "n1"}
    assert relations == [{"source": "n0", "target": "n1", "weight": "2.5", "directed": "no"}]


def test_gexf_of_gephi(tmp_path):
    text = """<?xml version="1.0"?>
<gexf xmlns="http://www.gexf.net/1.3"><graph defaultedgetype="directed" mode="dynamic">
<attributes class="node"><attribute id="0" title="type" type="string"/></attributes>
<nodes><node id="a" label="Ann" start="2017-01-02"><attvalues><attvalue for="0" value="person"/>
</attvalues><viz:size xmlns:viz="http://www.gexf.net/1.3/viz" value="4"/></node>
<node id="b" label="Bo"/></nodes>
<edges><edge id="0" source="a" target="b" label="knows" start="2018" end="2019"/></edges>
</graph></gexf>"""
    entities, relations = tables(tmp_path, "x.xml", text, form="gexf")
    assert entities["a"] == {
        "id": "a", "name": "Ann", "type": "person", "start_date": "2017-01-02"
    }  # fmt: skip
    assert relations == [
        {"source": "a", "target": "b", "relation": "knows", "start_date": "2018",
         "end_date": "2019"}
    ]  # fmt: skip


@pytest.mark.parametrize("suffix", ["graphml", "gexf"])
@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>',
        '<!DOCTYPE x SYSTEM "http://example.org/x.dtd">',
    ],
)
def test_a_document_type_is_refused(tmp_path, suffix, doctype):
    with pytest.raises(DataError, match="DOCTYPE"):
        tables(tmp_path, f"x.{suffix}", f"{doctype}<{suffix}><node id='a'>&e;</node></{suffix}>")


@pytest.mark.parametrize("suffix", ["graphml", "gexf"])
def test_elements_deeper_in_each_other_than_in_any_graph_are_refused(tmp_path, suffix):
    deep = f"<{suffix}>" + '<graph><node id="a">' * 100_000
    with pytest.raises(DataError, match="200 deep"):
        tables(tmp_path, f"x.{suffix}", deep)


def test_gephis_type_is_a_direction_and_no_relation(tmp_path):
    _, relations = tables(
        tmp_path, "e.csv", "Source,Target,Type,Id,Label,Weight\na,b,Undirected,0,knows,1.0\n",
        form="gephi",
    )  # fmt: skip
    assert relations == [
        {"source": "a", "target": "b", "relation": "knows", "Weight": "1.0", "directed": "no"}
    ]


def test_headers_of_neo4j_admin(tmp_path):
    nodes = 'personId:ID(Person),name,born:int,names:string[],:LABEL\nk,Keanu,1964,"A;B",Actor\n'
    links = ":START_ID(Person),role,:END_ID(Movie),:TYPE\nk,Neo,m1,ACTED_IN\n"
    entities, _ = tables(tmp_path, "n.csv", nodes, form="neo4j")
    _, relations = tables(tmp_path, "r.csv", links, form="neo4j")
    assert entities == {
        "Person-k": {
            "id": "Person-k", "name": "Keanu", "born": "1964", "names": "A|B", "type": "Actor",
        }
    }  # fmt: skip
    assert relations == [
        {"source": "Person-k", "target": "Movie-m1", "relation": "ACTED_IN", "role": "Neo"}
    ]


def test_ids_of_neo4j_count_within_their_group(tmp_path):
    people, _ = tables(tmp_path, "p.csv", "id:ID(Person),name\n1,Ada\n", form="neo4j")
    bodies, _ = tables(tmp_path, "o.csv", "id:ID(Org),name\n1,Kelp\n", form="neo4j")
    links = ":START_ID(Person),:END_ID(Org),:TYPE\n1,1,WORKS_AT\n"
    _, relations = tables(tmp_path, "r.csv", links, form="neo4j")
    assert {*people, *bodies} == {"Person-1", "Org-1"}
    assert relations == [{"source": "Person-1", "target": "Org-1", "relation": "WORKS_AT"}]


@pytest.mark.parametrize("delimiter", [";", "\t", ",", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_tables_of_gephi_are_read_whatever_parts_their_cells(tmp_path, delimiter, encoding):
    rows = (
        ("Source", "Target", "Type", "Id", "Label", "Timeset"),
        ("1", "2", "Undirected", "0", "weiß", '"<[2010, 2012]; [2015, 2016]>"'),
    )
    path = tmp_path / "edges.csv"
    path.write_text("\n".join(map(delimiter.join, rows)), encoding=encoding)
    relations = [row.cells for row in rows_of(path, Notes()) if row.kind == RELATION]
    assert [(row["source"], row["target"], row["relation"]) for row in relations] == [
        ("1", "2", "weiß"), ("1", "2", "weiß"),
    ]  # fmt: skip
    assert [row["start_date"] for row in relations] == ["2010", "2015"]


def test_node_link_json_of_networkx_and_of_d3(tmp_path):
    said = {"directed": False, "nodes": [{"id": "a", "label": "Ann"}, {"id": "b"}],
            "edges": [{"source": "a", "target": "b", "type": "knows", "key": 0}]}  # fmt: skip
    entities, relations = tables(tmp_path, "x.json", said, form="node-link")
    assert entities["a"]["name"] == "Ann"
    assert relations == [
        {"source": "a", "target": "b", "relation": "knows", "directed": "no"}
    ]  # fmt: skip
    old = {"nodes": [{"name": "x"}, {"name": "y"}], "links": [{"source": 0, "target": 1}]}
    assert tables(tmp_path, "y.json", old)[1] == [{"source": "x", "target": "y"}]


def test_cytoscape_elements_in_one_list(tmp_path):
    said = [
        {"group": "nodes", "data": {"id": "a", "name": "Ann", "SUID": 4}},
        {"group": "edges", "data": {"id": "e", "source": "a", "target": "a", "interaction": "is"}},
    ]
    entities, relations = tables(tmp_path, "x.json", said, form="cytoscape")
    assert entities == {"a": {"id": "a", "name": "Ann"}}
    assert relations == [{"source": "a", "target": "a", "relation": "is"}]


def test_sheets_and_tables_of_any_name_are_known_by_their_headers(tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    from datetime import datetime

    book = openpyxl.Workbook()
    book.active.append(["From", "To", "Type", "Since"])
    book.active.append(["Ann", "Bo", "knows", datetime(2018, 1, 2)])  # noqa: DTZ001
    book.create_sheet("notes").append(["anything"])
    book.save(tmp_path / "x.xlsx")
    notes = Notes()
    (row,) = rows_of(tmp_path / "x.xlsx", notes)
    assert row.cells == {
        "source": "Ann", "target": "Bo", "relation": "knows", "start_date": "2018-01-02"
    }  # fmt: skip
    assert notes.sentences() == ["sheet notes: 1 row not read: neither entities nor relations."]
    with closing(sqlite3.connect(tmp_path / "x.db")) as base, base:
        base.execute("CREATE TABLE people (id, label, born INTEGER)")
        base.execute("INSERT INTO people VALUES (7, 'Ann', 1950)")
    (row,) = rows_of(tmp_path / "x.db", notes)
    assert row.cells == {"id": "7", "name": "Ann", "born": "1950"}


@pytest.mark.parametrize(
    ("shown", "date"),
    [
        ("mmm-yy", "2018-01"),
        ("mmmm yyyy", "2018-01"),
        ("[$-409]mmmm\\ yyyy;@", "2018-01"),
        ("yyyy/mm", "2018-01"),
        ("yyyy", "2018"),
        ('"year "yyyy', "2018"),
        ("yyyy-mm-dd", "2018-01-26"),
        ("d-mmm-yy", "2018-01-26"),
        ("[Red]dddd, d mmmm yyyy", "2018-01-26"),
        ("m/d/yy h:mm", "2018-01-26T12:30"),
        ("yyyy h:mm", "2018"),
        ("YYYY-MM", "2018-01"),
        ("dddd mmmm yyyy", "2018-01"),
        ("ddd yyyy", "2018"),
        ("dd yyyy", "2018"),
        ("yyyy hh.mm", "2018"),
        ('yyyy h"h "mm', "2018"),
        ("mm yyyy ss", "2018-01"),
        ("dd/mm/yyyy hh:mm:ss", "2018-01-26T12:30:00"),
        ("[<50000]dd.mm.yyyy;yyyy", "2018"),
        ("[<9]yyyy;[>9]mm/yyyy;@", "2018"),
        ("dd.mm.yyyy;yyyy", "2018-01-26"),
        ('[$-411]ggge"年"m"月"', "2018-01"),
    ],
)
def test_a_date_in_a_sheet_is_as_exact_as_it_is_shown(tmp_path, shown, date):
    assert date_of_a_sheet(tmp_path, shown)["start_date"] == date


@pytest.mark.parametrize(
    ("shown", "kept"),
    [
        ("d-mmm", "26 January"),
        ("mmmm", "January"),
        ("dd", "26"),
        ("h:mm", "12:30:00"),
        ("dddd", "Friday"),
    ],
)
def test_a_date_in_a_sheet_that_shows_no_year_is_no_date(tmp_path, shown, kept):
    assert date_of_a_sheet(tmp_path, shown) == {"start_date_as_given": kept}


def test_a_date_that_the_file_spells_out_is_that_date_in_a_cell_without_a_format(tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    from datetime import datetime

    book = openpyxl.Workbook(iso_dates=True)
    book.iso_dates = True
    book.active.append(["source", "target", "start_date"])
    book.active.append(["a", "b", datetime(2018, 1, 26)])  # noqa: DTZ001
    book.active["C2"].number_format = "General"
    book.save(tmp_path / "x.xlsx")
    (row,) = rows_of(tmp_path / "x.xlsx", Notes())
    assert row.cells["start_date"] == "2018-01-26"


def date_of_a_sheet(folder, shown):
    openpyxl = pytest.importorskip("openpyxl")
    from datetime import datetime

    book = openpyxl.Workbook()
    book.active.append(["source", "target", "start_date"])
    book.active.append(["a", "b", datetime(2018, 1, 26, 12, 30)])  # noqa: DTZ001
    book.active["C2"].number_format = shown
    book.save(folder / "x.xlsx")
    (row,) = rows_of(folder / "x.xlsx", Notes())
    return {name: cell for name, cell in row.cells.items() if name not in ("source", "target")}


def test_half_a_letter_is_no_text_and_said(tmp_path):
    from actorgraph.loading import load

    text = '{"nodes": [{"id": "a", "name": "x\\ud800y"}], "links": []}'
    (tmp_path / "x.json").write_text(text)
    notes = Notes()
    assert [row.cells["name"] for row in rows_of(tmp_path / "x.json", notes)] == ["x\ufffdy"]
    assert notes.sentences() == ["name: 1 with half a letter that is no text: read as \ufffd."]
    load(tmp_path / "x.json").export(tmp_path / "half \udcff.html")
    assert "x\ufffdy" in (tmp_path / "half \udcff.html").read_text("utf-8")


def test_a_formula_stays_a_text(tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    from factory import graph_of

    formula = '=HYPERLINK("http://evil")'
    quoted = '"' + formula.replace('"', '""') + '"'
    graph = graph_of(tmp_path, relations=f"source,target,note\na,b,{quoted}\n")
    graph.export(tmp_path / "x.xlsx")
    cell = openpyxl.load_workbook(tmp_path / "x.xlsx")["relations"]["D2"]
    assert (cell.value, cell.data_type) == (formula, "s")


def test_a_file_of_no_format_is_refused_with_the_way_on(tmp_path):
    (tmp_path / "x.json").write_text('{"a": 1}')
    with pytest.raises(UsageError, match="none of the files that are read here"):
        format_to_read(tmp_path / "x.json")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.ftm.json", {"id": "a", "schema": "Person", "properties": ["name"]}),
        ("x.popolo.json", {"persons": ["Ann"]}),
        ("x.bods.json", ["statement"]),
        ("x.cyjs", {"elements": [{"data": {"source": "a"}}]}),
        ("x.vis", {"layout": {"entities": [7]}}),
        ("x.wikidata.json", {"entities": {"Q1": {"id": "Q1", "claims": {"P39": [7]}}}}),
    ],
)
def test_a_file_of_another_shape_is_an_error_of_the_user(tmp_path, name, content):
    with pytest.raises(DataError, match="has not the shape of"):
        tables(tmp_path, name, content)


@pytest.mark.slow
@pytest.mark.parametrize(
    "form", [one for one in FORMATS if one.reads and one.writes], ids=lambda one: one.name
)
def test_a_damaged_file_is_an_error_of_the_user_or_is_read(tmp_path, form):
    load(seed_folder()).export(tmp_path / f"x{form.suffixes[0]}")
    path = tmp_path / f"x{form.suffixes[0]}"
    whole, pick = path.read_bytes(), random.Random(3)
    for _ in range(25):
        damaged = bytearray(whole[: pick.randrange(len(whole))] if pick.random() < 0.3 else whole)
        for _ in range(20 if damaged else 0):
            damaged[pick.randrange(len(damaged))] = pick.randrange(256)
        path.write_bytes(damaged)
        with contextlib.suppress(DataError, UsageError):
            list(rows_of(path, Notes(), name=form.name))


@pytest.mark.parametrize("name", ["x.json", "x.popolo.json", "x.vis", "x.cyjs", "x.nodelink.json"])
def test_a_broken_document_is_an_error_of_the_user(tmp_path, name):
    with pytest.raises((DataError, UsageError)):
        tables(tmp_path, name, '{"nodes": [')


UNDIRECTED = {
    "edges.csv": "Source,Target,Type\nabel,bea,Undirected\nbea,abel,Undirected\n",
    "und.graphml": """<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
<graph edgedefault="undirected"><edge source="abel" target="bea"/>
<edge source="bea" target="abel"/></graph></graphml>""",
    "own.graphml": """<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
<graph edgedefault="directed"><edge source="abel" target="bea" directed="false"/>
<edge source="bea" target="abel" directed="false"/></graph></graphml>""",
    "und.gexf": """<gexf xmlns="http://gexf.net/1.3"><graph defaultedgetype="undirected"><edges>
<edge id="0" source="abel" target="bea"/><edge id="1" source="bea" target="abel"/>
</edges></graph></gexf>""",
    "own.gexf": """<gexf xmlns="http://gexf.net/1.3"><graph><edges>
<edge id="0" source="abel" target="bea" type="undirected"/>
<edge id="1" source="bea" target="abel" type="undirected"/></edges></graph></gexf>""",
    "x.nodelink.json": """{"directed": false, "nodes": [{"id": "abel"}, {"id": "bea"}],
"links": [{"source": "abel", "target": "bea"}, {"source": "bea", "target": "abel"}]}""",
    "x.graphology.json": """{"options": {"type": "undirected"}, "nodes": [{"key": "abel"},
{"key": "bea"}], "edges": [{"source": "abel", "target": "bea"},
{"source": "bea", "target": "abel", "undirected": true}]}""",
    "x.cyjs": """{"elements": {"nodes": [{"data": {"id": "abel"}}, {"data": {"id": "bea"}}],
"edges": [{"data": {"source": "abel", "target": "bea", "directed": false}},
{"data": {"source": "bea", "target": "abel", "directed": false}}]}}""",
}


@pytest.mark.parametrize("back", ["gexf", "graphml", "gephi.zip", "nodelink.json", "cyjs", "csv"])
@pytest.mark.parametrize("name", UNDIRECTED)
def test_what_has_no_direction_is_one_edge_and_stays_so(tmp_path, name, back):
    path = tmp_path / name
    path.write_text(UNDIRECTED[name], encoding="utf-8")
    (edge,) = load(path).engine.all_edges()
    assert edge.is_symmetric
    assert {edge.source, edge.target} == {"abel", "bea"}
    load(path).export(tmp_path / f"back.{back}")
    (again,) = load(tmp_path / f"back.{back}").engine.all_edges()
    assert again.is_symmetric
    assert len(again.claims) == 2


DIRECTED = {
    "edges.csv": "Source,Target,Type,Label\na,b,Directed,met_with\n",
    "d.graphml": """<graphml xmlns="http://graphml.graphdrawing.org/xmlns"><key id="r" for="edge"
attr.name="relation" attr.type="string"/><graph edgedefault="directed">
<edge source="a" target="b"><data key="r">met_with</data></edge></graph></graphml>""",
}


@pytest.mark.parametrize("name", DIRECTED)
def test_a_direction_that_nobody_chose_does_not_overrule_the_word(tmp_path, name):
    _, relations = tables(tmp_path, name, DIRECTED[name])
    (row,) = relations
    assert (row["relation"], row.get("directed", "")) == ("met_with", "")


def test_a_direction_that_differs_from_the_rest_of_its_file_is_read(tmp_path):
    text = "Source,Target,Type,Label\na,b,Directed,met_with\nc,d,Undirected,knows\n"
    _, relations = tables(tmp_path, "edges.csv", text)
    assert [row["directed"] for row in relations] == ["yes", "no"]


def test_gephis_type_is_a_direction_also_without_an_import(tmp_path):
    chosen = "source,target,type\na,b,Directed\nb,c,Undirected\n"
    (tmp_path / "relations.csv").write_text(chosen, encoding="utf-8")
    said = [edge.is_symmetric for edge in load(tmp_path).engine.all_edges()]
    assert said == [False, True]
    (tmp_path / "relations.csv").write_text(chosen.replace("Un", ""), encoding="utf-8")
    (claim, _) = load(tmp_path / "relations.csv").engine.all_claims()
    assert (claim.directed, claim.extra) == ("", {"type": "Directed"})


def test_a_date_outside_its_term_is_not_filled_from_it(tmp_path):
    late = {**EVERYPOLITICIAN["memberships"][1], "start_date": "2017-02-01"}
    _, relations = tables(tmp_path, "x.json", {**EVERYPOLITICIAN, "memberships": [late]})
    assert [row for row in relations if "role" in row or "end_date" in row] == []


HALF_DATED = {
    "persons": [{"id": "p1", "name": "Ann"}],
    "organizations": [{"id": "house", "name": "House"}],
    "memberships": [
        {"id": "m1", "person_id": "p1", "organization_id": "house", "end_date": "2013-12-12"},
        {"id": "m2", "person_id": "p1", "organization_id": "house", "start_date": "2013-12-12"},
        {"id": "m3", "person_id": "p1", "organization_id": "house", "role": "chair"},
    ],
}


def test_two_periods_of_one_membership_have_a_tenure_each(tmp_path):
    path = tmp_path / "x.popolo.json"
    path.write_text(json.dumps(HALF_DATED), encoding="utf-8")
    edges = list(load(path).engine.all_edges())
    assert [(edge.tenure, edge.start_date, edge.end_date) for edge in edges] == [
        ("m1", "", "2013-12-12"),
        ("m2", "2013-12-12", ""),
        ("", "", ""),
    ]


def test_two_terms_of_an_office_in_wikidata_have_a_tenure_each(tmp_path):
    def held(statement, year):
        start = snak("P580", when(f"+{year}-01-01T00:00:00Z", 9))
        mainsnak = snak("P39", {"entity-type": "item", "id": "Q100"})
        return {"id": statement, "mainsnak": mainsnak, "qualifiers": {"P580": [start]}}

    item = {"id": "Q1", "labels": {}, "claims": {"P39": [held("Q1$a", 2001), held("Q1$b", 2009)]}}
    path = tmp_path / "x.wikidata.json"
    path.write_text(json.dumps({"entities": {"Q1": item}}), encoding="utf-8")
    edges = list(load(path).engine.all_edges())
    assert [(edge.tenure, edge.start_date) for edge in edges] == [
        ("Q1$a", "2001"),
        ("Q1$b", "2009"),
    ]


def test_a_parent_and_a_child_in_wikidata_are_one_relation_with_the_role_of_its_source(tmp_path):
    def kin(prop, other):
        return {
            "id": f"{prop}{other}",
            "mainsnak": snak(prop, {"entity-type": "item", "id": other}),
        }

    items = {
        "Q1": {"id": "Q1", "labels": {}, "claims": {"P40": [kin("P40", "Q2")]}},
        "Q2": {"id": "Q2", "labels": {}, "claims": {"P22": [kin("P22", "Q1")]}},
    }
    path = tmp_path / "x.wikidata.json"
    path.write_text(json.dumps({"entities": items}), encoding="utf-8")
    (edge,) = load(path).engine.all_edges()
    said = [(claim.source, claim.role) for claim in edge.claims]
    assert said == [("Q2", "child"), ("Q1", "father")]


def test_an_amount_of_littlesis_is_one_and_friends_have_no_direction(tmp_path):
    def relationship(number, **given):
        return {"type": "relationships", "id": number, "attributes": {"id": number, **given}}

    gift = relationship(1, entity1_id=1, entity2_id=2, category_id=5, amount=5000, currency="usd")
    friends = relationship(2, entity1_id=1, entity2_id=2, category_id=8)
    _, relations = tables(tmp_path, "x.json", {"data": [gift, friends]}, form="littlesis")
    assert [(row.get("amount"), row.get("currency"), row.get("directed")) for row in relations] == [
        ("5000", "USD", None),
        (None, None, "no"),
    ]


@pytest.mark.parametrize(
    ("share", "cells"),
    [
        ({"exact": 49.5}, ("49.5", None)),
        ({"minimum": 25, "maximum": 50}, ("25-50", None)),
        ({"minimum": 25, "maximum": 50, "exclusiveMinimum": True}, (">25-50", None)),
        ({"exclusiveMinimum": 75}, (">75", None)),
        ({"exclusiveMinimum": 50, "exclusiveMaximum": 75}, (">50-<75", None)),
        ({"minimum": 0, "exclusiveMaximum": 5}, ("0-<5", None)),
        ({"exclusiveMaximum": 5}, ("<5", None)),
        ({"exclusiveMinimum": 100}, (None, "above 100%")),
        ({"maximum": 5}, ("0-5", None)),
        ({}, (None, None)),
    ],
)
def test_a_share_of_a_bods_interest(tmp_path, share, cells):
    statement = {
        "statementId": "s3", "recordId": "r1", "recordType": "relationship",
        "recordDetails": {"subject": "c1", "interestedParty": "p1",
                          "interests": [{"type": "shareholding", "share": share}]},
    }  # fmt: skip
    _, (row,) = tables(tmp_path, "x.bods.json", [statement])
    assert (row.get("share"), row.get("share_as_given")) == cells
    assert row["role"] == "shareholding"


def in_wikidata(tmp_path, prop, qualifiers, **item):
    mainsnak = snak(prop, {"entity-type": "item", "id": "Q100"})
    statement = {"id": "s", "mainsnak": mainsnak, "qualifiers": qualifiers}
    return tables(
        tmp_path,
        "x.json",
        {"entities": {"Q1": {"id": "Q1", **item, "claims": {prop: [statement]}}}},
        form="wikidata",
    )


@pytest.mark.parametrize(
    ("prop", "dates"),
    [("P39", ("[..2010-03-04]", "[2010-03-04..]")), ("P1344", ("2010-03-04", "2010-03-04"))],
)
def test_a_point_in_time_of_a_state_is_neither_its_beginning_nor_its_end(tmp_path, prop, dates):
    day = snak("P585", when("+2010-03-04T00:00:00Z", 11))
    _, (row,) = in_wikidata(tmp_path, prop, {"P585": [day]})
    assert (row["start_date"], row["end_date"]) == dates


def test_a_point_in_time_fills_no_date_beside_those_that_are_given(tmp_path):
    day, year = when("+2010-03-04T00:00:00Z", 11), when("+2009-00-00T00:00:00Z", 9)
    qualifiers = {"P585": [snak("P585", day)], "P580": [snak("P580", year)]}
    _, (row,) = in_wikidata(tmp_path, "P39", qualifiers)
    assert (row["start_date"], row.get("end_date"), row["P585"]) == ("2009", None, "2010-03-04")


@pytest.mark.parametrize(
    ("prop", "word"), [("P5102", "Q32188232"), ("P5102", "Q18912752"), ("P1480", "Q5727902")]
)
def test_a_hedged_statement_of_wikidata_is_only_likely(tmp_path, prop, word):
    hedge = snak(prop, {"entity-type": "item", "id": word})
    _, (row,) = in_wikidata(tmp_path, "P39", {prop: [hedge]})
    assert (row["certainty"], row[prop]) == ("likely", word)


def test_circa_in_wikidata_is_said_of_the_dates_of_a_statement(tmp_path):
    circa = snak("P1480", {"entity-type": "item", "id": "Q5727902"})
    start = snak("P580", {"time": "+1984-00-00T00:00:00Z", "precision": 9})
    _, (row,) = in_wikidata(tmp_path, "P39", {"P580": [start], "P1480": [circa]})
    assert (row["start_date"], row.get("certainty")) == ("1984~", None)


def test_wikidata_counts_no_year_0(tmp_path):
    start = snak("P580", {"time": "-0044-03-15T00:00:00Z", "precision": 11})
    _, (row,) = in_wikidata(tmp_path, "P39", {"P580": [start]})
    assert row["start_date"] == "-0043-03-15"


def test_an_end_that_wikidata_does_not_know_is_kept(tmp_path):
    _, (row,) = in_wikidata(tmp_path, "P39", {"P582": [snak("P582", kind="somevalue")]})
    assert (row.get("end_date"), row["P582"]) == (None, "unknown")


def test_a_participant_in_wikidata_takes_part_in_the_event(tmp_path):
    _, (row,) = in_wikidata(tmp_path, "P710", {})
    assert (row["source"], row["relation"], row["target"]) == ("Q100", "participant", "Q1")


def test_a_membership_of_popolo_with_several_sources_is_not_unsourced(tmp_path):
    urls = [{"url": "https://a.example/1"}, {"url": "https://b.example/2"}]
    member = {"person_id": "p1", "organization_id": "o1", "sources": urls}
    _, (row,) = tables(tmp_path, "x.popolo.json", {"persons": [], "memberships": [member]})
    assert row["document"] == "https://a.example/1"
    assert "https://b.example/2" in row["sources"]
