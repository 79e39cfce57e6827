"""FollowTheMoney statements: each value keeps the dataset that says it, on the way in and out."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from factory import graph_of
from hypothesis import given, settings
from hypothesis import strategies as st

from actorgraph.attributes import attributes_of
from actorgraph.checks import refused_end
from actorgraph.errors import DataError
from actorgraph.formats import ftm, ftm_statements
from actorgraph.formats.content import ENTITY, RELATION
from actorgraph.formats.deduplicate import Deduplicated
from actorgraph.formats.ftm_statement import Statement, key_of, statement_of
from actorgraph.formats.notes import Notes
from actorgraph.formats.recognition import format_to_read
from actorgraph.formats.registry import FORMATS
from actorgraph.formats.writing import import_files
from actorgraph.loading import load

FIELDS = Statement._fields
BOTH_WAYS = [one for one in FORMATS if one.reads and one.writes and one.name != "csv"]


def said(prop, value, dataset="ru_duma", schema="Person", **more):
    """A statement by its fields; of entity Q7 unless told otherwise."""
    given = {"canonical_id": "Q7", "prop": prop, "value": value, "schema": schema}
    return statement_of({**given, "dataset": dataset, "external": "f", **more})


PERSON = [
    said("id", "x1", entity_id="x1"),
    said("name", "Ivan Petrov", entity_id="x1", lang="eng", original_value="Иван Петров", id="s1"),
    said("weakAlias", "Vanya|V", entity_id="x1", origin="list.html"),
    said("birthDate", "1950-02-03", entity_id="x1", first_seen="2023-01-01T00:00:00"),
    said("id", "y1", "us_sdn", entity_id="y1"),
    said("name", "Ivan Petrov", "us_sdn", entity_id="y1"),
    said("nationality", "ru", "us_sdn", entity_id="y1", original_value="Russia"),
    said("birthDate", "1950-02-04", "us_sdn", entity_id="y1", last_seen="2024-05-06"),
    said("birthDate", "not known", "us_sdn", entity_id="y1"),
    said("topics", "role.pep", "us_sdn", entity_id="y1"),
    said("topics", "role.pep", entity_id="x1"),
]


def owned(prop, value, dataset, **more):
    return said(prop, value, dataset, "Ownership", canonical_id="own", entity_id="own", **more)


OWNERSHIP = [
    owned("id", "own", "x"),
    owned("owner", "y1", "x"),
    owned("asset", "c1", "x"),
    owned("startDate", "2001", "x", original_value="in 2001"),
    owned("startDate", "2003", "y"),
    owned("percentage", "25-50%", "y"),
    owned("asset", "c1", "y"),
]


def write_statements(path, statements):
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, dialect=csv.unix_dialect)
        rows.writerow(FIELDS)
        rows.writerows(statements)
    return path


def read_statements(path):
    with path.open(encoding="utf-8", newline="") as file:
        return [statement_of(fields) for fields in csv.DictReader(file)]


def tables(path):
    """The rows that a file becomes, of each kind."""
    notes = Notes()
    deduplicated = Deduplicated(ftm_statements.read(path, notes), notes)
    rows = list(deduplicated.rows(ENTITY)), list(deduplicated.rows(RELATION))
    deduplicated.close()
    return rows


def test_a_dataset_that_calls_a_relation_something_else_keeps_its_statements(tmp_path):
    own = {"canonical_id": "own", "entity_id": "own"}
    statements = [
        *(owned(prop, value, "x") for prop, value in (("owner", "y1"), ("asset", "c1"))),
        said("id", "own", "y", **own),
    ]
    assert set(round_trip(tmp_path, statements)) == set(map(said_again, statements))


def said_again(one):
    """A statement as it comes back: one without an id has the one that it stands for."""
    return one if one.id else one._replace(id=key_of(one))


def round_trip(folder, statements):
    """What is written of the tables that statements were imported to."""
    source = write_statements(folder / "x.statements.csv", statements)
    import_files([source], folder / "tables", Notes(), force=True)
    if not (folder / "tables" / "relations.csv").is_file():
        return []
    losses = load(folder / "tables").export(folder / "y.statements.csv", force=True)
    assert losses == []
    return read_statements(folder / "y.statements.csv")


def test_each_value_is_said_by_its_dataset(tmp_path):
    graph = load(write_statements(tmp_path / "x.statements.csv", [*PERSON, *OWNERSHIP]))
    values = {
        attribute.column: {
            value.text: [speaker for claim in value.stated_by for speaker in claim.speakers]
            for value in attribute.values
        }
        for attribute in attributes_of(graph.entity("Q7"))
    }
    assert values == {
        "name": {"Ivan Petrov": ["ru_duma", "us_sdn"]},
        "type": {"person": ["ru_duma", "us_sdn"]},
        "aliases": {"Vanya/V": ["ru_duma"]},
        "country": {"RU": ["us_sdn"]},
        "start_date": {"1950-02-03": ["ru_duma"], "1950-02-04": ["us_sdn"]},
        "birthDate": {"not known": ["us_sdn"]},
        "topics": {"role.pep": ["us_sdn", "ru_duma"]},
    }


def test_an_entity_that_several_describe_is_counted_once(tmp_path):
    path = write_statements(tmp_path / "x.statements.csv", [*PERSON, *OWNERSHIP])
    assert import_files([path], tmp_path / "tables", Notes()) == {ENTITY: 1, RELATION: 2}


def test_without_a_dataset_its_values_go(tmp_path):
    graph = load(write_statements(tmp_path / "x.statements.csv", [*PERSON, *OWNERSHIP]))
    left = graph.show("Q7", without="us_sdn").entity
    assert (left.country, left.start_date) == ("", "1950-02-03")
    assert "1950-02-03 (ru_duma); 1950-02-04 (us_sdn)" in graph.conflicts(kinds="attributes").text()


def test_what_a_statement_has_beside_its_value_is_kept_under_names_of_its_own(tmp_path):
    (row,), _ = tables(write_statements(tmp_path / "x.csv", [PERSON[1]]))
    assert row == {
        "id": "Q7",
        "name": "Ivan Petrov",
        "type": "person",
        "attributed_to": "ru_duma",
        "ftm_prop": "name",
        "ftm_schema": "Person",
        "ftm_value": "Ivan Petrov",
        "ftm_entity_id": "x1",
        "ftm_lang": "eng",
        "ftm_original_value": "Иван Петров",
        "ftm_external": "f",
        "ftm_id": "s1",
    }


def test_a_relation_is_a_claim_of_each_dataset_with_its_values_alone(tmp_path):
    _, rows = tables(write_statements(tmp_path / "x.csv", OWNERSHIP))
    columns = ("source", "target", "attributed_to", "inferred", "start_date", "share")
    assert [[row.get(name, "") for name in columns] for row in rows] == [
        ["y1", "c1", "x", "", "2001", ""],
        ["y1", "c1", "y", "source", "2003", "25-50"],
    ]


def test_a_relation_ends_at_the_entity_that_an_end_was_merged_into(tmp_path):
    _, rows = tables(write_statements(tmp_path / "x.csv", [*OWNERSHIP, *PERSON]))
    assert {row["source"] for row in rows} == {"Q7"}


def test_an_end_that_only_a_link_says_is_merged_comes_back(tmp_path):
    link = said("parent", "a", "x", "Company", canonical_id="b", entity_id="a")
    statements = [said("name", "A", canonical_id="a"), link]
    assert Counter(round_trip(tmp_path, statements)) == Counter(map(said_again, statements))


def test_a_broad_schema_does_not_contradict_a_narrow_one(tmp_path):
    statements = [said("name", "Acme", "x", "Company"), said("name", "Acme", "y", "LegalEntity")]
    rows, _ = tables(write_statements(tmp_path / "x.csv", statements))
    assert [row.get("type") for row in rows] == ["company", None]


def test_statements_scattered_over_a_file_are_read_as_if_they_stood_together(tmp_path):
    together = tables(write_statements(tmp_path / "x.csv", [*PERSON, *OWNERSHIP]))
    scattered = [
        one for pair in zip(PERSON, [*OWNERSHIP, *PERSON[7:]], strict=True) for one in pair
    ]
    again = tables(write_statements(tmp_path / "y.csv", dict.fromkeys(scattered)))
    assert [sorted(map(str, rows)) for rows in again] == [
        sorted(map(str, rows)) for rows in together
    ]


@pytest.mark.parametrize("name", ["x.statements.csv", "x.csv", "x.tsv", "bare"])
def test_a_table_of_statements_is_recognised(tmp_path, name):
    path = write_statements(tmp_path / name, [*PERSON, *OWNERSHIP])
    assert format_to_read(path).name == "ftm-statements"
    assert load(path).entity("Q7").name == "Ivan Petrov"


def test_a_table_without_values_is_refused(tmp_path):
    path = tmp_path / "x.statements.csv"
    path.write_text("canonical_id,prop\nQ7,name\n", encoding="utf-8")
    with pytest.raises(DataError, match="no column schema, value"):
        load(path)


def test_everything_comes_back(tmp_path):
    statements = [*PERSON, *OWNERSHIP, said("parent", "c2", "x", "Company", canonical_id="c1")]
    back = round_trip(tmp_path, statements)
    assert Counter(back) == Counter(map(said_again, statements))


@pytest.mark.parametrize("form", BOTH_WAYS, ids=lambda one: one.name)
def test_statements_come_back_by_way_of_any_format(tmp_path, form):
    statements = [*PERSON, *OWNERSHIP, said("parent", "c2", "x", "Company", canonical_id="c1")]
    source = write_statements(tmp_path / "x.statements.csv", statements)
    load(source).export(tmp_path / f"way{form.suffixes[0]}")
    load(tmp_path / f"way{form.suffixes[0]}").export(tmp_path / "y.statements.csv")
    back = read_statements(tmp_path / "y.statements.csv")
    assert Counter(back) == Counter(map(said_again, statements))


def test_two_registers_say_the_same_as_rows_and_as_statements(tmp_path):
    rows = "id,name,type,country,start_date,attributed_to\n"
    statements = []
    for number in range(100):
        for register, country in (("a_register", "us"), ("b_register", "ru")):
            born = f"19{number:02}" if register == "a_register" else f"19{99 - number:02}"
            rows += f"p{number},Person {number},person,{country.upper()},{born},{register}\n"
            own = {"canonical_id": f"p{number}"}
            statements += [
                said("id", f"p{number}", register, **own),
                said("name", f"Person {number}", register, **own),
                said("nationality", country, register, **own),
                said("birthDate", born, register, **own),
            ]
    (tmp_path / "data").mkdir()
    of_rows = graph_of(tmp_path / "data", relations="source,target\np0,p1\n", entities=rows)
    of_statements = load(write_statements(tmp_path / "x.statements.csv", statements))
    for number in range(100):
        shown = [graph.show(f"p{number}") for graph in (of_rows, of_statements)]
        first, second = (values_with_speakers(one.entity) for one in shown)
        assert first == second
        texts = [one.text() for one in shown]
        for line in ("Country: US (a_register); RU (b_register)", "Type: person (a_register and"):
            assert all(line in text for text in texts)


def values_with_speakers(entity):
    return {
        (one.column, value.text): sorted(s for claim in value.stated_by for s in claim.speakers)
        for one in attributes_of(entity)
        for value in one.values
    }


def test_lines_of_json_are_read_as_the_table_is(tmp_path):
    path = tmp_path / "x.ftm.json"
    lines = (json.dumps(one._asdict(), ensure_ascii=False) for one in [*PERSON, *OWNERSHIP])
    path.write_text("\n".join(lines), encoding="utf-8")
    of_lines = list(ftm.read(path, Notes()))
    of_table = list(
        ftm_statements.read(write_statements(tmp_path / "x.csv", [*PERSON, *OWNERSHIP]), Notes())
    )
    assert of_lines == of_table


TEXTS = st.text("aAé1|.-' \n\",=", min_size=1, max_size=6).filter(str.strip)
IDS = st.sampled_from(["a", "b", "Q7", "c.d"])


def _links_somebody(one):
    """Return whether no link leads to `.` and its kin, which tables refuse: it is nobody."""
    return one.prop not in ("parent", "owner", "asset") or not refused_end(one.value.strip())


@st.composite
def _statements(draw):
    """Statements about entities and relations of a few datasets; each once."""
    one = st.builds(
        said,
        st.sampled_from(
            "id name alias country nationality birthDate startDate summary topics parent owner "
            "asset percentage date type sourceUrl publisher title notes".split()
        ),
        st.one_of(TEXTS, IDS, st.sampled_from(["1950", "1950-02-03T10:00:00", "ru", "RU", "51"])),
        st.sampled_from(["x", "y", "z z"]),
        st.sampled_from(["Person", "Company", "LegalEntity", "Ownership", "SpaceShip"]),
        canonical_id=IDS,
        entity_id=st.sampled_from(["a", "b", "e1", "e2", ""]),
        lang=st.sampled_from(["", "eng"]),
        original_value=st.one_of(st.just(""), TEXTS),
        first_seen=st.sampled_from(["", "2023-01-01"]),
        last_seen=st.sampled_from(["", "2024-01-01T00:00:00"]),
        origin=st.sampled_from(["", "list"]),
        external=st.sampled_from(["t", "f", ""]),
        id=st.sampled_from(["", "s1", "s2"]),
    )
    one = one.filter(_links_somebody)
    statements = draw(st.lists(one, min_size=1, max_size=12, unique=True))
    return sorted(statements, key=lambda said: said.canonical_id)


@pytest.mark.slow
@settings(max_examples=40)
@given(statements=_statements())
def test_no_statement_is_lost_and_none_is_given_to_another_source(tmp_path_factory, statements):
    folder = tmp_path_factory.mktemp("statements")
    back = round_trip(folder, statements)
    assert Counter(back) == Counter(map(said_again, statements))


@pytest.mark.parametrize(
    ("prop", "schema"),
    [
        ("parent", "LegalEntity"),
        ("parent", "Company"),
        ("parent", "Ownership"),
        ("owner", "Ownership"),
    ],
)
def test_a_dataset_that_says_a_link_alone_of_a_relation_is_kept(tmp_path, schema, prop):
    link = said(prop, "c9", "z", schema, canonical_id="own", entity_id="own")
    for statements in ([*OWNERSHIP, link], [link, *OWNERSHIP], [*OWNERSHIP[:3], link]):
        back = round_trip(tmp_path, statements)
        assert Counter(back) == Counter(map(said_again, statements))


@pytest.mark.long("a million statements take minutes")
def test_of_a_million_statements_none_is_lost_or_given_to_another_source(tmp_path):
    benchmark = Path(__file__).parents[2] / "benchmarks" / "ftm_statements.py"
    done = subprocess.run(
        [sys.executable, benchmark, "1000000"], check=True, capture_output=True, text=True
    )
    assert "lost or changed: 0; not there before: 0" in done.stdout


def test_a_value_that_was_changed_in_the_table_comes_back_changed(tmp_path):
    import_files([write_statements(tmp_path / "x.statements.csv", PERSON)], tmp_path, Notes())
    table = tmp_path / "entities.csv"
    changed = table.read_text(encoding="utf-8").replace(",RU,", ",DE,")
    table.write_text(changed, encoding="utf-8", newline="")
    load(tmp_path).export(tmp_path / "y.statements.csv")
    back = read_statements(tmp_path / "y.statements.csv")
    (country,) = (one for one in back if one.prop == "nationality")
    assert (country.value, country.original_value, country.dataset) == ("de", "", "us_sdn")


def test_what_somebody_adds_to_the_row_of_a_statement_is_a_statement_too(tmp_path):
    import_files([write_statements(tmp_path / "x.statements.csv", PERSON)], tmp_path, Notes())
    table = tmp_path / "entities.csv"
    changed = table.read_text(encoding="utf-8").replace(
        "Q7,Ivan Petrov,,", "Q7,Ivan Petrov,,Vasya", 1
    )
    table.write_text(changed, encoding="utf-8", newline="")
    load(tmp_path).export(tmp_path / "y.statements.csv")
    back = Counter(read_statements(tmp_path / "y.statements.csv"))
    added = back - Counter(map(said_again, PERSON))
    assert [(one.prop, one.value, one.dataset) for one in added] == [("alias", "Vasya", "ru_duma")]
    assert Counter(map(said_again, PERSON)) - back == Counter()


def test_who_is_merged_by_a_judgement_keeps_the_id_that_each_dataset_gives(tmp_path):
    ann = [said("name", "Ann", "x", canonical_id="a"), said("name", "Anne", "y", canonical_id="b")]
    import_files([write_statements(tmp_path / "x.statements.csv", ann)], tmp_path, Notes())
    judgements = "left_id,right_id,judgement\na,b,positive\n"
    (tmp_path / "judgements.csv").write_text(judgements, encoding="utf-8")
    load(tmp_path).export(tmp_path / "y.statements.csv")
    back = read_statements(tmp_path / "y.statements.csv")
    assert {(one.canonical_id, one.entity_id, one.value, one.dataset) for one in back} == {
        ("a", "a", "Ann", "x"),
        ("a", "b", "Anne", "y"),
    }


def test_rows_of_others_become_statements_of_who_says_them(tmp_path):
    entities = (
        "id,name,type,country,attributed_to,status\n"
        "ann,Ann,person,US,Register A,\n"
        "ann,,,KE,Register B,\n"
        "ann,,,FR,Register B,denied\n"
    )
    (tmp_path / "data").mkdir()
    relations = "source,target,relation,attributed_to\nann,Club,member_of,Register A\n"
    graph = graph_of(tmp_path / "data", relations=relations, entities=entities)
    losses = graph.export(tmp_path / "x.statements.csv")
    written = read_statements(tmp_path / "x.statements.csv")
    assert {(one.prop, one.value, one.dataset) for one in written if one.entity_id == "ann"} == {
        ("id", "ann", "Register A"),
        ("name", "Ann", "Register A"),
        ("country", "us", "Register A"),
        ("country", "ke", "Register B"),
    }
    assert "1 description is not in it at all." in losses


@pytest.mark.slow
def test_what_the_library_reads_is_what_was_written(tmp_path):
    library = pytest.importorskip("followthemoney.statement.serialize")
    round_trip(tmp_path, [*PERSON, *OWNERSHIP])
    written = io.BytesIO((tmp_path / "y.statements.csv").read_bytes())
    read = list(library.read_csv_statements(written))
    assert {(one.canonical_id, one.prop, one.value, one.dataset) for one in read} == {
        (one.canonical_id, one.prop, one.value, one.dataset) for one in [*PERSON, *OWNERSHIP]
    }


def test_a_statement_of_no_dataset_is_a_value_that_nobody_is_named_for(tmp_path):
    notes = Notes()
    statements = [said("name", "Ann", "", lang="eng"), said("country", "us", "")]
    path = write_statements(tmp_path / "x.statements.csv", statements)
    import_files([path], tmp_path / "tables", notes)
    assert load(tmp_path / "tables").entity("Ann").country == "US"
    assert notes.sentences() == [
        "statements: 2 name no dataset; their values are kept, without language, original and days."
    ]


def test_an_index_answers_as_memory_does(tmp_path, monkeypatch):
    source = write_statements(tmp_path / "x.statements.csv", [*PERSON, *OWNERSHIP])
    import_files([source], tmp_path / "tables", Notes())
    entities = []
    for choice in ("never", "always"):
        monkeypatch.setenv("ACTORGRAPH_INDEX", choice)
        entities.append(list(load(tmp_path / "tables").engine.all_entities()))
    assert entities[0] == entities[1]
    assert not any(name.startswith("ftm_") for name in entities[0][0].extra)
