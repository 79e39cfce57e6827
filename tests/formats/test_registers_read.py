"""What registers of control, of legal entities, of leaks and of sanctions become."""

from __future__ import annotations

import json

import pytest
from foreign import problems_of_import, tables_of, written

from actorgraph.errors import DataError
from actorgraph.formats.notes import Notes
from actorgraph.formats.recognition import format_to_read
from actorgraph.formats.writing import rows_of


def psc(**data):
    """A line of a snapshot; the link is that of a person, unless another is given."""
    kind = "individual-person-with-significant-control"
    link = {"self": "/company/09/persons-with-significant-control/individual/x1"}
    said = {"name": "Ida Reef", "kind": kind, "links": link, "natures_of_control": [], **data}
    return json.dumps({"company_number": "09", "data": said}) + "\n"


@pytest.mark.parametrize(
    ("codes", "relation", "share"),
    [
        (["ownership-of-shares-50-to-75-percent"], "owns", ">50-<75"),
        (["ownership-of-shares-more-than-25-percent-registered-overseas-entity"], "owns", ">25"),
        (["voting-rights-75-to-100-percent"], "controls", "75-100"),
        (["ownership-of-shares-25-to-50-percent-as-trust"], "controls", ">25-50"),
        (
            ["ownership-of-shares-25-to-50-percent", "voting-rights-50-to-75-percent"],
            "owns",
            ">25-50",
        ),
        (["voting-rights-25-to-50-percent", "voting-rights-50-to-75-percent"], "controls", None),
        (["part-right-to-share-surplus-assets-75-to-100-percent"], "owns", "75-100"),
        (["right-to-appoint-and-remove-directors", "significant-influence"], "controls", None),
        (
            ["right-to-share-surplus-assets-25-to-50-percent-limited-liability-partnership"],
            "owns",
            ">25-50",
        ),
    ],
)
def test_only_a_share_of_ones_own_is_owned(tmp_path, codes, relation, share):
    path = written(tmp_path, "snapshot.txt", psc(natures_of_control=codes))
    _, (row,) = tables_of(path, "psc")
    assert (row["relation"], row.get("share")) == (relation, share)
    assert row["role"] == "; ".join(code.replace("-", " ") for code in codes)


def test_whoever_the_register_does_not_name_is_one_for_each_record(tmp_path):
    lines = "".join(
        psc(name="", kind="super-secure-person-with-significant-control", links={"self": link})
        for link in ("/company/09/p/super-secure/a", "/company/09/p/super-secure/b")
    )
    notes = Notes()
    entities, relations = tables_of(written(tmp_path, "x.txt", lines), "psc", notes)
    assert {entities[one]["name"] for one in "ab"} == {"Name withheld by the register"}
    assert [row["source"] for row in relations] == ["a", "b"]
    assert notes.sentences() == [
        "people with significant control: 2 without a name in the register."
    ]


def test_what_has_no_column_keeps_its_name_and_an_unreal_day_is_no_date(tmp_path):
    line = psc(
        ceased_on="9999-12-31",
        is_sanctioned=True,
        identity_verification_details={"identity_verified_on": "2025-07-29"},
        name_elements={"title": "Dr", "forename": "Ida", "surname": "Reef"},
        date_of_birth={"month": 4, "year": 1960},
    )
    notes = Notes()
    entities, (row,) = tables_of(written(tmp_path, "x.jsonl", line), "psc", notes)
    assert "end_date" not in row
    assert row["ceased_on"] == "9999-12-31"
    assert row["is_sanctioned"] == "true"
    assert row["identity_verification_details.identity_verified_on"] == "2025-07-29"
    assert (entities["x1"]["title"], entities["x1"]["start_date"]) == ("Dr", "1960-04")
    assert notes.sentences() == ["ceased_on: 1 standing for no day: kept as given."]


def test_an_owner_that_is_a_company_is_not_joined_with_the_one_of_its_number(tmp_path):
    line = psc(
        name="Tide Ltd",
        kind="corporate-entity-person-with-significant-control",
        identification={"registration_number": "10", "country_registered": "Wales"},
    )
    notes = Notes()
    entities, (row,) = tables_of(written(tmp_path, "x.jsonl", line), "psc", notes)
    assert entities["x1"]["registration_number"] == "10"
    assert (entities["x1"]["country"], row["source"]) == ("Wales", "x1")
    (sentence,) = notes.sentences()
    assert sentence == (
        "owners that are companies: 1 with a registration number, kept: "
        "not joined with the company of that number."
    )


def test_a_snapshot_comes_in_a_zip_and_the_list_of_companies_names_them(tmp_path):
    snapshot = written(
        tmp_path, "s.zip", {"persons-with-significant-control-snapshot-2024-01-01.txt": psc()}
    )
    listed = written(
        tmp_path,
        "BasicCompanyData.csv",
        "CompanyName, CompanyNumber,IncorporationDate,PreviousName_1.CompanyName,URI\n"
        "KELP LTD,09,01/02/2003,OLD KELP LTD,https://reg.example/09\n",
    )
    entities, _ = tables_of(listed, "psc")
    assert entities["09"] == {
        "id": "09",
        "type": "organization",
        "name": "KELP LTD",
        "url": "https://reg.example/09",
        "start_date": "2003-02-01",
        "aliases": "OLD KELP LTD",
    }
    tables_of(snapshot, "psc")
    assert problems_of_import(tmp_path / "out", snapshot, listed) == []
    assert "09,KELP LTD,organization" in (tmp_path / "out" / "entities.csv").read_text()


def test_a_broken_line_is_named(tmp_path):
    path = written(tmp_path, "x.txt", psc() + '{"company_number": "09", "natures_of_control"\n')
    with pytest.raises(DataError, match=r"x\.txt:2"):
        list(rows_of(path, Notes()))


RELATIONSHIPS = """Relationship.StartNode.NodeID,Relationship.EndNode.NodeID,\
Relationship.RelationshipType,Relationship.RelationshipStatus,Registration.RegistrationStatus,\
Registration.ManagingLOU
A,B,IS_ULTIMATELY_CONSOLIDATED_BY,ACTIVE,ANNULLED,LOU1
A,C,IS_FUND-MANAGED_BY,ACTIVE,PUBLISHED,LOU1
"""
LEVEL_1 = """LEI,Entity.LegalName,Entity.LegalName.xmllang,\
Entity.OtherEntityNames.OtherEntityName.1,Entity.OtherEntityNames.OtherEntityName.1.type,\
Entity.LegalAddress.Country,Entity.LegalJurisdiction,Entity.EntityCreationDate,\
Entity.EntityExpirationDate,Entity.SuccessorEntity.1.SuccessorLEI
A,Kelp Fonds,de,Kelp Fund,TRADING_OR_OPERATING_NAME,DE,DE,1999-05-01T00:00:00+02:00,\
9999-12-31T00:00:00Z,B
"""


def test_a_relationship_that_the_register_takes_back_is_rejected(tmp_path):
    notes = Notes()
    _, relations = tables_of(written(tmp_path, "rr.csv", RELATIONSHIPS), "gleif", notes)
    assert [(row["relation"], row.get("assessment")) for row in relations] == [
        ("ultimately_consolidated_by", "rejected"),
        ("fund_managed_by", None),
    ]
    assert relations[0]["ManagingLOU"] == "LOU1"
    assert notes.sentences() == [
        "relationships: 1 annulled or duplicates of others: marked as rejected."
    ]


def test_a_legal_entity_has_all_its_names_and_its_successor(tmp_path):
    path = written(tmp_path, "lei2.csv.gz", LEVEL_1)
    entities, relations = tables_of(path, "gleif")
    assert entities["A"] == {
        "id": "A",
        "type": "organization",
        "name": "Kelp Fonds",
        "aliases": "Kelp Fund",
        "country": "DE",
        "start_date": "1999-05-01",
        "Entity.EntityExpirationDate": "9999-12-31T00:00:00Z",
        "Entity.LegalName.xmllang": "de",
        "Entity.OtherEntityNames.OtherEntityName.1.type": "TRADING_OR_OPERATING_NAME",
        "Entity.LegalJurisdiction": "DE",
        "Entity.SuccessorEntity.1.SuccessorLEI": "B",
    }
    assert [(row["source"], row["relation"], row["target"]) for row in relations] == [
        ("B", "successor_of", "A")
    ]


LEAK = {
    "nodes-entities.csv": "node_id,name,former_name,jurisdiction,incorporation_date,"
    "struck_off_date,status,country_codes,countries,sourceID,valid_until,note\n"
    "1,Kelp Inc,Old Kelp,SAM,23-MAR-2006,15-Feb-2013,Defaulted,WSM;VGB,Samoa;Virgin Islands,"
    "Reef Papers,current through 2015,\n",
    "nodes-officers.csv": "node_id,name,countries,country_codes,sourceID\n"
    "2,Runa Falk,Sweden,SWE,Reef Papers\n3,FALK RUNA,,,Reef Papers\n",
    "nodes-addresses.csv": "node_id,address,countries,sourceID\n4,1 Reef Street,Samoa,Reef Papers\n",
    "relationships.csv": "node_id_start,node_id_end,rel_type,link,status,start_date,end_date,"
    "sourceID\n2,1,officer_of,shareholder of,,01-JAN-2007,,Reef Papers\n"
    "1,4,registered_address,registered address,,,,Reef Papers\n2,3,similar,similar name,,,,\n",
}


@pytest.fixture(params=["folder", "zip", "files"])
def leak(request, tmp_path):
    """The same database as a folder, as a zip, and as single files."""
    if request.param == "zip":
        return [written(tmp_path, "full-oldb.zip", LEAK)]
    files = [written(tmp_path, f"leak/{name}", text) for name, text in LEAK.items()]
    return [tmp_path / "leak"] if request.param == "folder" else files


def test_a_leak_has_nodes_of_every_kind_and_dated_relations(leak):
    entities, relations = {}, []
    for path in leak:
        named, related = tables_of(path, "icij")
        entities |= named
        relations += related
    assert entities["1"] == {
        "id": "1",
        "name": "Kelp Inc",
        "type": "organization",
        "icij_kind": "entity",
        "aliases": "Old Kelp",
        "country": "WSM|VGB",
        "start_date": "2006-03-23",
        "end_date": "2013-02-15",
        "jurisdiction": "SAM",
        "status_as_given": "Defaulted",
        "countries": "Samoa|Virgin Islands",
        "sourceid": "Reef Papers",
        "valid_until": "current through 2015",
    }
    assert (entities["4"]["name"], entities["4"]["type"]) == ("1 Reef Street", "place")
    assert "type" not in entities["2"]
    assert relations == [
        {
            "source": "2",
            "target": "1",
            "relation": "shareholder_of",
            "rel_type": "officer_of",
            "start_date": "2007-01-01",
            "attributed_to": "ICIJ",
            "document": "Reef Papers",
        },
        {
            "source": "1",
            "target": "4",
            "relation": "registered_address",
            "attributed_to": "ICIJ",
            "document": "Reef Papers",
        },
        {
            "source": "2",
            "target": "3",
            "relation": "similar_name",
            "directed": "no",
            "rel_type": "similar",
            "attributed_to": "ICIJ",
        },
    ]


def test_an_imported_leak_passes_check(leak, tmp_path):
    assert problems_of_import(tmp_path / "out", *leak) == []


EU = """fileGenerationDate;Entity_LogicalId;Entity_SubjectType;Entity_Regulation_Programme;\
NameAlias_WholeName;BirthDate_BirthDate;Citizenship_CountryIso2Code;Identification_Number
01/01/2024;13;P;TIDE;Runa Falk;1960-04-01;SE;
01/01/2024;13;P;TIDE;Руна Фальк;;;P77
01/01/2024;14;E;TIDE;Kelp Ltd;;;
"""
UK = """Name 6,Name 1,Name 2,Name Non-Latin Script,DOB,Nationality,Group Type,Alias Type,Regime,\
Group ID
FALK,R,,,00/00/1960,Sweden,Individual,AKA,Tide,77
FALK,Runa,Ida,Руна,00/00/1960,Sweden,Individual,Primary name,Tide,77
"""
USA = """_id,source,entity_number,type,programs,name,alt_names,dates_of_birth,nationalities,\
start_date,source_list_url
z1,SDN,306,Individual,TIDE; REEF,"FALK, Runa","The Eel; FALK, R.",1960-04,SE,2014-05-06,https://l.example
"""


@pytest.mark.parametrize(
    ("text", "record", "kept"),
    [
        (EU, "eu-13", {"Entity_Regulation_Programme": "TIDE", "Identification_Number": "P77"}),
        (UK, "uk-77", {"Regime": "Tide", "Alias Type": "AKA|Primary name"}),
        (USA, "z1", {"programs": "TIDE|REEF", "listing_start_date": "2014-05-06"}),
    ],
)
def test_a_list_of_sanctions_gives_everybody_with_all_names(tmp_path, text, record, kept):
    entities, _ = tables_of(written(tmp_path, "list.csv", text), "watchlist")
    listed = entities[record]
    assert listed["type"] == "person"
    assert listed["start_date"].startswith("1960")
    assert {name: listed[name] for name in kept} == kept
    assert (listed["name"], listed["aliases"]) in [
        ("Runa Falk", "Руна Фальк"),
        ("Runa Ida FALK", "R FALK|Руна"),
        ("FALK, Runa", "The Eel|FALK, R."),
    ]


SDN = (
    '36,"KELP AIRLINES",-0- ,"TIDE",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \n'
    '2674,"FALK, Runa","individual","REEF","Director",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"DOB 10 Dec 1948."\n'
    '2675,"EMBER, Joss","individual","REEF",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,'
    '"DOB 1948; alt. DOB 1950; POB Port."\n'
)


def test_a_list_without_a_header_is_known_by_its_rows(tmp_path):
    entities, _ = tables_of(written(tmp_path, "sdn.csv", SDN), "watchlist")
    assert entities["ofac-36"] == {"id": "ofac-36", "name": "KELP AIRLINES", "Program": "TIDE"}
    assert entities["ofac-2674"]["start_date"] == "1948-12-10"
    assert entities["ofac-2674"]["type"] == "person"
    assert "start_date" not in entities["ofac-2675"]
    assert entities["ofac-2675"]["Remarks"] == "DOB 1948; alt. DOB 1950; POB Port."
    other = written(tmp_path, "alt.csv", '36,12,"aka","KELP-AIR",-0- \n')
    entities, _ = tables_of(other, "watchlist")
    assert entities == {"ofac-36": {"id": "ofac-36", "aliases": "KELP-AIR", "alt_type": "aka"}}


def test_a_value_with_a_semicolon_in_it_stays_whole(tmp_path):
    text = (
        "id,schema,name,aliases,birth_date,countries\n"
        '1,Person,Runa,"Ida;""Falk; the Eel""",1960;1960-04,se\n'
    )
    entities, _ = tables_of(written(tmp_path, "t.csv", text), "watchlist")
    assert entities["1"]["aliases"] == "Ida|Falk; the Eel"
    assert entities["1"]["start_date"] == "1960-04"


UN = """<CONSOLIDATED_LIST dateGenerated="2026-01-05"><INDIVIDUALS><INDIVIDUAL>
<DATAID>1</DATAID><FIRST_NAME>ANN</FIRST_NAME><THIRD_NAME>BERG</THIRD_NAME>
<NAME_ORIGINAL_SCRIPT>\u0410\u043d\u043d\u0430</NAME_ORIGINAL_SCRIPT>
<DESIGNATION><VALUE>Head</VALUE><VALUE>Clerk</VALUE></DESIGNATION>
<INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Anna Berg</ALIAS_NAME></INDIVIDUAL_ALIAS>
<INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>A. B.</ALIAS_NAME></INDIVIDUAL_ALIAS>
<INDIVIDUAL_ADDRESS><CITY>Oslo</CITY></INDIVIDUAL_ADDRESS>
<INDIVIDUAL_DATE_OF_BIRTH>{born}</INDIVIDUAL_DATE_OF_BIRTH><SORT_KEY/>
</INDIVIDUAL></INDIVIDUALS><ENTITIES><ENTITY><DATAID>2</DATAID><FIRST_NAME>KELP</FIRST_NAME>
<LISTED_ON>2016-03-02</LISTED_ON></ENTITY></ENTITIES></CONSOLIDATED_LIST>"""


@pytest.mark.parametrize(
    ("born", "date"),
    [
        ("<TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1970-02-03</DATE>", "1970-02-03"),
        ("<TYPE_OF_DATE>EXACT</TYPE_OF_DATE><YEAR>1970</YEAR>", "1970"),
        ("<TYPE_OF_DATE>APPROXIMATELY</TYPE_OF_DATE><YEAR>1970</YEAR>", "1970~"),
        ("<FROM_YEAR>1960</FROM_YEAR><TO_YEAR>1963</TO_YEAR>", "[1960..1963]"),
    ],
)
def test_the_list_of_the_united_nations_is_read_no_more_exactly_than_it_is(tmp_path, born, date):
    path = tmp_path / "list.xml"
    path.write_text(UN.format(born=born), encoding="utf-8")
    notes = Notes()
    assert format_to_read(path).name == "un-list"
    ann, kelp = (row.cells for row in rows_of(path, notes))
    assert ann == {
        "id": "un-1",
        "type": "person",
        "name": "ANN BERG",
        "aliases": "\u0410\u043d\u043d\u0430|Anna Berg",
        "designation": "Head|Clerk",
        "alias_of_low_quality": "A. B.",
        "individual_address_city": "Oslo",
        "start_date": date,
    }
    assert kelp == {
        "id": "un-2", "type": "organization", "name": "KELP", "listed_on": "2016-03-02"
    }  # fmt: skip
    assert notes.sentences() == ["<CONSOLIDATED_LIST> dateGenerated: 1 attribute not taken over."]
