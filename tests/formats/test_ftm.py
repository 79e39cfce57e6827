"""FollowTheMoney files in the shapes that Aleph, OpenSanctions and memorious write."""

from __future__ import annotations

import json

import pytest
from factory import graph_of

from actorgraph.errors import DataError
from actorgraph.formats import ftm
from actorgraph.formats.content import ENTITY, RELATION
from actorgraph.formats.deduplicate import Deduplicated
from actorgraph.formats.notes import Notes


def tables(tmp_path, *lines, notes=None):
    """What a file of these lines becomes: entities by id, relations in order."""
    path = tmp_path / "x.ftm.json"
    text = (line if isinstance(line, str) else json.dumps(line) for line in lines)
    path.write_text("\n".join(text), encoding="utf-8")
    notes = notes or Notes()
    deduplicated = Deduplicated(ftm.read(path, notes), notes)
    entities = {row["id"]: row for row in deduplicated.rows(ENTITY)}
    relations = list(deduplicated.rows(RELATION))
    deduplicated.close()
    return entities, relations


def thing(entity_id, schema, **properties):
    return {"id": entity_id, "schema": schema, "properties": properties}


def test_a_person_keeps_every_property(tmp_path):
    person = thing(
        "Q1", "Person", name=["Ivan Petrov", "Иван Петров"], weakAlias=["Vanya"],
        nationality=["ru", "us"], birthDate=["1961", "1961-02-03"], birthPlace=["Perm"],
        topics=["role.pep", "sanction"], summary=["A politician"],
    )  # fmt: skip
    person |= {"caption": "Ivan Petrov", "datasets": ["ru_duma"], "first_seen": "2023-01-01"}
    entities, _ = tables(tmp_path, person)
    assert entities["Q1"] == {
        "id": "Q1",
        "type": "person",
        "name": "Ivan Petrov",
        "aliases": "Иван Петров|Vanya",
        "country": "RU|US",
        "start_date": "1961-02-03",
        "birthDate": "1961",
        "birthPlace": "Perm",
        "topics": "role.pep|sanction",
        "description": "A politician",
        "wikidata_id": "Q1",
        "datasets": "ru_duma",
        "first_seen": "2023-01-01",
    }


@pytest.mark.parametrize(
    ("schema", "source", "target", "relation"),
    [
        ("Occupancy", "holder", "post", "holds_position"),
        ("Membership", "member", "organization", "member_of"),
        ("Directorship", "director", "organization", "director_of"),
        ("Ownership", "owner", "asset", "owns"),
        ("Family", "person", "relative", "relative_of"),
        ("Associate", "person", "associate", "associate_of"),
        ("Employment", "employee", "employer", "employed_by"),
        ("Representation", "agent", "client", "represents"),
        ("Succession", "successor", "predecessor", "successor_of"),
        ("UnknownLink", "subject", "object", "linked_to"),
    ],
)
def test_an_interstitial_entity_is_a_relation(tmp_path, schema, source, target, relation):
    edge = thing("e", schema, **{source: ["a"], target: ["b"], "startDate": ["2018-01"]})
    _, relations = tables(tmp_path, edge)
    assert relations == [
        {"relation": relation, "id": "e", "start_date": "2018-01", "source": "a", "target": "b"}
    ]


def test_an_edge_says_who_says_so_and_where(tmp_path):
    edge = thing(
        "e", "Ownership", owner=["a"], asset=["b"], percentage=["51"], role=["shareholder"],
        sourceUrl=["https://example.org/1", "https://example.org/2"], publisher=["Register"],
        summary=["see p. 3"], endDate=["not known"],
    )  # fmt: skip
    _, relations = tables(tmp_path, edge)
    assert relations == [
        {
            "relation": "owns",
            "id": "e",
            "role": "shareholder",
            "endDate": "not known",
            "document": "https://example.org/1",
            "attributed_to": "Register",
            "note": "see p. 3",
            "share": "51",
            "sourceUrl": "https://example.org/2",
            "source": "a",
            "target": "b",
        }
    ]


def test_every_pair_of_several_ends_is_a_relation(tmp_path):
    _, relations = tables(tmp_path, thing("e", "Ownership", owner=["a", "b"], asset=["c"]))
    assert [(r["source"], r["target"], r["id"]) for r in relations] == [
        ("a", "c", "e"),
        ("b", "c", "e-2"),
    ]


def test_participants_of_an_event_are_relations_to_it(tmp_path):
    event = thing("m", "Event", name=["Meeting"], involved=["a", "b"], date=["2018-01-26"])
    entities, relations = tables(tmp_path, event)
    assert [(r["source"], r["relation"], r["target"]) for r in relations] == [
        ("a", "participant", "m"),
        ("b", "participant", "m"),
    ]
    assert entities["m"]["date"] == "2018-01-26"


def test_a_sanction_goes_from_its_authority_to_whom_it_hits(tmp_path):
    sanction = thing(
        "s", "Sanction", entity=["a"], authority=["OFAC"], program=["SDN"], reason=["arms"],
        startDate=["2014-03-20"],
    )  # fmt: skip
    _, relations = tables(tmp_path, sanction)
    assert relations == [
        {
            "relation": "sanctioned",
            "id": "s",
            "role": "SDN",
            "start_date": "2014-03-20",
            "note": "arms",
            "source": "OFAC",
            "target": "a",
        }
    ]


def test_an_unknown_schema_is_kept_with_all_its_properties(tmp_path):
    entities, _ = tables(tmp_path, thing("x", "SpaceShip", name=["Rocinante"], drive=["Epstein"]))
    assert entities["x"] == {
        "id": "x",
        "type": "space_ship",
        "name": "Rocinante",
        "drive": "Epstein",
    }


def test_fragments_of_one_entity_become_one(tmp_path):
    entities, _ = tables(
        tmp_path,
        thing("a", "Person", name=["Ann"]),
        thing("b", "Person", name=["Bo"]),
        thing("a", "Person", name=["Anna"], birthDate=["1950"]),
    )
    assert entities["a"] == {
        "id": "a", "type": "person", "name": "Ann", "aliases": "Anna", "start_date": "1950"
    }  # fmt: skip


def test_a_delta_adds_changes_and_takes_back(tmp_path):
    notes = Notes()
    entities, relations = tables(
        tmp_path,
        thing("a", "Person", name=["Ann"]),
        thing("b", "Person", name=["Bo"]),
        thing("e", "Family", person=["a"], relative=["b"]),
        {"op": "ADD", "entity": thing("c", "Person", name=["Cy"])},
        {"op": "MOD", "entity": thing("a", "Person", name=["Anna"])},
        {"op": "DEL", "entity": {"id": "b"}},
        {"op": "DEL", "entity": {"id": "e"}},
        {"op": "DEL", "entity": {"id": "unheard-of"}},
        notes=notes,
    )
    assert {one: row["name"] for one, row in entities.items()} == {"a": "Anna", "c": "Cy"}
    assert relations == []
    assert notes.sentences() == ["corrections: 1 of records that are not in these files."]


def test_nested_entities_are_read_with_the_end_they_hang_on(tmp_path):
    owned = thing("c", "Company", name=["Co"])
    edge = thing("o", "Ownership", asset=[owned], role=["owner"])
    sanction = thing("s", "Sanction", authority=["EU"])
    person = thing("a", "Person", name=["Ann"], ownershipOwner=[edge], sanctions=[sanction])
    entities, relations = tables(tmp_path, person)
    assert set(entities) == {"a", "c"}
    assert [(r["source"], r["relation"], r["target"]) for r in relations] == [
        ("a", "owns", "c"),
        ("EU", "sanctioned", "a"),
    ]


def test_a_broken_line_is_named(tmp_path):
    with pytest.raises(DataError, match=r"x\.ftm\.json:2: this line is not JSON"):
        tables(tmp_path, thing("a", "Person", name=["Ann"]), '{"id": ')


def test_what_was_imported_goes_back_with_its_schema_and_properties(tmp_path):
    vessel = thing("v1", "Vessel", name=["Ann"], imoNumber=["1"], flag=["ru", "pa"], tonnage=["5"])
    vessel["datasets"] = ["un_sc"]
    edge = thing(
        "e", "Ownership", owner=["o"], asset=["v1"], percentage=["51"], status=["active"],
        recordId=["7"],
    )  # fmt: skip
    entities, relations = tables(tmp_path, vessel, edge)
    assert ftm.entity_object(entities["v1"]) == vessel
    assert ftm.edge_object(relations[0], "e", {}) == edge


def test_denied_contested_and_planned_claims_are_not_written_as_facts(tmp_path):
    rows = (
        "source,target,relation,status,certainty,attributed_to\n"
        "ann,club,member_of,,,x\n"
        "ann,bank,member_of,,,x\n"
        "ann,bank,member_of,denied,,ann\n"
        "ann,firm,member_of,denied,,ann\n"
        "ann,union,member_of,,planned,x\n"
    )
    graph = graph_of(tmp_path, relations=rows)
    losses = graph.export(tmp_path / "x.ftm.json")
    written = map(json.loads, (tmp_path / "x.ftm.json").read_text().splitlines())
    memberships = [one["properties"] for one in written if one["schema"] == "Membership"]
    assert [one["organization"] for one in memberships] == [["club"]]
    assert losses[0] == "4 relations are not in it at all."


@pytest.mark.slow
def test_what_is_written_is_valid_for_the_library(tmp_path):
    library = pytest.importorskip("followthemoney")
    from actorgraph.loading import load
    from actorgraph.locating import seed_folder

    path = tmp_path / "seed.ftm.json"
    load(seed_folder()).export(path)
    for line in path.read_text(encoding="utf-8").splitlines():
        said = json.loads(line)
        library.model.get(said["schema"]).validate(said)


def statement(dataset, prop, value, schema="Ownership"):
    return {"canonical_id": "own", "entity_id": "own", "schema": schema, "dataset": dataset,
            "prop": prop, "value": value}  # fmt: skip


TWO_SOURCES = [
    statement("x", "owner", "p1"),
    statement("x", "asset", "c1"),
    statement("x", "startDate", "2001"),
    statement("y", "startDate", "2003"),
    statement("y", "percentage", "25-50%"),
    statement("y", "asset", "c1"),
]


@pytest.mark.parametrize("form", ["one a line", "in their entity"])
def test_statements_of_different_sources_stay_apart(tmp_path, form):
    whole = [{"id": "own", "schema": "Ownership", "statements": TWO_SOURCES}]
    _, relations = tables(tmp_path, *(TWO_SOURCES if form == "one a line" else whole))
    said = [(row["id"], row["attributed_to"], row["start_date"]) for row in relations]
    assert said == [("own", "x", "2001"), ("own-y", "y", "2003")]
    assert [row.get("share") for row in relations] == [None, "25-50"]
    assert {(row["source"], row["target"]) for row in relations} == {("p1", "c1")}


def test_a_link_is_stated_by_the_sources_that_state_it(tmp_path):
    statements = [
        statement("x", "name", "A", schema="Company"),
        statement("y", "parent", "b.c", schema="Company"),
        statement("z", "parent", "b.c", schema="Company"),
    ]
    _, relations = tables(tmp_path, *statements)
    assert [(row["relation"], row["target"], row["attributed_to"]) for row in relations] == [
        ("part_of", "b.c", "y"),
        ("part_of", "b.c", "z"),
    ]


@pytest.mark.parametrize(
    ("given", "read"),
    [
        (["2001", "2003"], "[2001..2003]"),
        (["2001", "2001-05"], "2001-05"),
        (["2001-05", "2001-07-02"], "[2001-05..2001-07-02]"),
        (["2001"], "2001"),
    ],
)
def test_dates_that_exclude_each_other_are_not_chosen_from(tmp_path, given, read):
    edge = thing("own", "Ownership", owner=["p1"], asset=["c1"], startDate=given)
    _, (row,) = tables(tmp_path, edge | {"datasets": ["x", "y"]})
    assert (row["start_date"], row["attributed_to"]) == (read, "x|y")


def test_shares_and_amounts_are_columns_and_go_back(tmp_path):
    own = thing("own", "Ownership", owner=["p1"], asset=["c1"], percentage=["25-50%"],
                sharesCount=["1200"])  # fmt: skip
    paid = thing("pay", "Payment", payer=["p1"], beneficiary=["c1"], amount=["5000"],
                 currency=["EUR"])  # fmt: skip
    _, relations = tables(tmp_path, own, paid)
    assert [(r.get("share"), r.get("amount"), r.get("currency")) for r in relations] == [
        ("25-50", None, None),
        (None, "5000", "EUR"),
    ]
    written = [ftm.edge_object({**row}, row["id"], {})["properties"] for row in relations]
    assert [written[0]["percentage"], written[1]["amount"]] == [["25-50"], ["5000"]]
    assert written[0]["sharesCount"] == ["1200"]


def test_the_role_of_kin_is_said_of_the_relative(tmp_path):
    family = thing("f", "Family", person=["kid"], relative=["mum"], relationship=["mother"])
    _, (row,) = tables(tmp_path, family)
    assert (row["source"], row["role"], row["target"]) == ("mum", "mother", "kid")
    assert ftm.edge_object(row, "f", {})["properties"] == family["properties"]


def test_two_periods_of_one_holder_have_a_tenure_each(tmp_path):
    def held(record, start, dataset):
        occupancy = thing(record, "Occupancy", holder=["p"], post=["o"], startDate=[start])
        return occupancy | {"datasets": [dataset]}

    _, relations = tables(
        tmp_path, held("a", "2001", "x"), held("b", "2009", "x"), held("c", "2009", "y")
    )
    assert [row.get("tenure") for row in relations] == ["a", "b", None]


@pytest.mark.parametrize(
    ("schema", "ends", "period"),
    [
        ("Ownership", ("owner", "asset"), ("[..2010-03]", "[2010-03..]")),
        ("Payment", ("payer", "beneficiary"), ("2010-03", "2010-03")),
    ],
)
def test_a_date_of_a_state_is_neither_its_beginning_nor_its_end(tmp_path, schema, ends, period):
    line = thing("o1", schema, date=["2010-03"], **{ends[0]: ["a"], ends[1]: ["b"]})
    _, (row,) = tables(tmp_path, line)
    assert (row["start_date"], row["end_date"]) == period
