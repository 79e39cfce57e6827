"""What is redacted is in no file we write, and a leak is found wherever it hides."""

from __future__ import annotations

import base64
import gzip
import io
import json
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path
from urllib.parse import quote

import pytest
from click.testing import CliRunner
from factory import graph_of, write_text

from actorgraph.cli import cli as main
from actorgraph.errors import UsageError
from actorgraph.formats.registry import FORMATS
from actorgraph.loading import graph_of_tables, load
from actorgraph.publishing.leaks import leaks
from actorgraph.publishing.redact import Secret, redact
from actorgraph.queries.find import the_one

ENTITIES = """id,name,type,aliases,description,sensitivity,wikidata_id
src-7,Jana Nováková,person,Яна Новакова|J. N.,whistleblower at the ministry,secret,Q424242
ministry,Ministry of Examples,agency,,,,
rep,Rita Reporter,person,,met Jana Nováková twice,public,
doc,Nováková tapes,document,,,,
"""
RELATIONS = '''source,target,relation,role,attributed_to,document,quote,note,sensitivity
Jana Nováková,ministry,holds_position,Clerk,src-7|rep,doc,"""They knew,"" Novakova said",ask Jana Nováková again,
rep,src-7,met_with,,rep,,it was Яна Новакова,in the park,
rep,ministry,visited,,rep,,,through the back door,secret
'''


@pytest.fixture
def engine(tmp_path):
    return graph_of(tmp_path, relations=RELATIONS, entities=ENTITIES).engine


def redacted(engine, *what):
    return redact(engine, what, lambda name: the_one(engine, name))


SUFFIXES = sorted({suffix for one in FORMATS if one.writes for suffix in one.suffixes[:1]})


@pytest.mark.slow
@pytest.mark.parametrize("suffix", [*SUFFIXES, ".html"])
def test_a_redacted_export_holds_nothing_of_what_an_open_one_leaks(engine, tmp_path, suffix):
    left = redacted(engine, "src-7", "sensitivity", "column:note")
    from actorgraph.loading import Graph

    open_file, closed = tmp_path / f"open{suffix}", tmp_path / f"closed{suffix}"
    Graph(engine).export(open_file)
    graph_of_tables([left.entities], [left.relations]).export(closed)
    assert leaks(open_file, left.secrets), "the test itself would not see a leak"
    assert leaks(closed, left.secrets) == []


def test_one_who_is_redacted_has_the_same_pseudonym_everywhere(engine):
    left = redacted(engine, "Jana Nováková")
    graph = graph_of_tables([left.entities], [left.relations])
    hidden = graph.engine.entities(["redacted-1"])["redacted-1"]
    assert (hidden.name, hidden.type, hidden.aliases, hidden.description) == (
        "Person 1",
        "person",
        (),
        "",
    )
    said = [
        (e.source, e.relation, e.target, e.claims[0].attributed_to)
        for e in graph.engine.all_edges()
    ]
    assert ("redacted-1", "holds_position", "ministry-clerk", ("redacted-1", "rep")) in said
    assert ("rep", "met_with", "redacted-1", ("rep",)) in said
    others = graph.engine.entities(["rep", "doc"])
    assert others["rep"].description == "met Person 1 twice"
    assert others["doc"].name == "Person 1 tapes"


def test_no_name_or_alias_stays_in_what_others_say(engine, tmp_path):
    left = redacted(engine, "Jana Nováková")
    graph_of_tables([left.entities], [left.relations]).export(tmp_path / "x.json")
    text = (tmp_path / "x.json").read_text("utf-8")
    for said in ("Нов", "Яна", "Nov", "Jana", "src-7", "Q424242"):
        assert said not in text


def test_how_a_row_names_who_is_hidden_is_hidden_too(tmp_path):
    rows = "source,target,relation,as_named,quote\n"
    rows += "src-7,ministry,works_for,the clerk with the red scarf,they knew\n"
    rows += "rep,ministry,visited,our reporter,\n"
    left = redacted(graph_of(tmp_path, relations=rows, entities=ENTITIES).engine, "src-7")
    graph = graph_of_tables([left.entities], [left.relations])
    assert [claim.as_named for claim in graph.engine.all_claims()] == ["", "our reporter"]
    assert [claim.quote for claim in graph.engine.all_claims()] == ["they knew", ""]


def test_what_is_marked_sensitive_goes_and_public_stays(engine):
    left = redacted(engine, "sensitivity")
    assert (list(left.ids), left.dropped) == (["src-7"], 1)
    graph = graph_of_tables([left.entities], [left.relations])
    assert "visited" not in {edge.relation for edge in graph.engine.all_edges()}
    assert "sensitivity" not in left.entities.columns
    assert "sensitivity" not in left.relations.columns


def test_a_column_is_emptied_and_what_stood_in_it_is_a_secret(engine):
    left = redacted(engine, "column:note")
    assert "note" not in left.relations.columns
    assert {"in the park", "through the back door"} <= {secret.text for secret in left.secrets}


def test_relations_verdicts_and_origins_are_those_of_the_open_data(engine):
    left = redacted(engine, "src-7")
    graph = graph_of_tables([left.entities], [left.relations])
    told = [(e.relation, e.role, e.verdict, e.origins, e.start_date) for e in engine.all_edges()]
    assert told == [
        (e.relation, e.role, e.verdict, e.origins, e.start_date) for e in graph.engine.all_edges()
    ]


SETTINGS = """
[outlets]
"ft.com" = "Financial Times"
"novak.example" = "src-7"

[relations]
symmetric = ["shared_a_flat_with"]
"""
COPIES = """source,target,relation,attributed_to,document
rep,ministry,visited,,https://ft.com/1
rep,ministry,visited,Financial Times,https://ft.com/2
rep,ministry,left,,https://novak.example/1
rep,src-7,shared_a_flat_with,rep,
src-7,rep,shared_a_flat_with,rep,
"""


def test_whose_hosts_are_and_what_is_symmetric_stays_unless_the_name_is_redacted(tmp_path):
    (tmp_path / "actorgraph.toml").write_text(SETTINGS)
    engine = graph_of(tmp_path, relations=COPIES, entities=ENTITIES).engine
    left = redacted(engine, "src-7")
    assert left.outlets == {"ft.com": "Financial Times"}
    graph = graph_of_tables([left.entities], [left.relations], left.outlets)
    found = [(e.relation, e.origins, e.is_symmetric) for e in graph.engine.all_edges()]
    assert found == [(e.relation, e.origins, e.is_symmetric) for e in engine.all_edges()]
    assert found[0] == ("visited", 1, False)
    assert found[-1] == ("shared_a_flat_with", 1, True)
    assert redacted(engine, "src-7", "column:document").outlets == {}


@pytest.mark.parametrize(
    ("what", "said"), [("column:nothing", "no column"), ("column:name", "cannot be left")]
)
def test_a_column_that_is_not_there_or_must_be_is_refused(engine, what, said):
    with pytest.raises(UsageError, match=said):
        redacted(engine, what)


MARKED = "id,name,type,{header}\nsrc-7,Jana Nováková,person,secret\nrep,Rita Reporter,person,\n"
MEETING = "source,target,relation\nrep,src-7,met_with\n"
OTHER_LETTERS = [
    "sensi\u200btivity",
    "SENS\u0130T\u0130V\u0130TY",
    "\uff33\uff45nsitivity",
    "sensitivity *",
]


@pytest.mark.parametrize("header", ["Sensitivity", "SENSITIVITY", " sensitivity ", *OTHER_LETTERS])
def test_what_is_sensitive_is_found_in_any_spelling_of_the_header(tmp_path, header):
    engine = graph_of(tmp_path, relations=MEETING, entities=MARKED.format(header=header)).engine
    assert list(redacted(engine, "sensitivity").ids) == ["src-7"]
    assert list(redacted(engine, "Sensitivity").ids) == ["src-7"]


def test_where_two_columns_say_how_sensitive_the_stricter_counts(tmp_path):
    entities = "id,name,Sensitivity,sensitivity\nsrc-7,Jana,secret,public\nrep,Rita,,\n"
    engine = graph_of(tmp_path, relations=MEETING, entities=entities).engine
    left = redacted(engine, "sensitivity")
    assert (list(left.ids), left.entities.header) == (["src-7"], ["id", "name"])


def test_data_that_does_not_say_what_is_sensitive_is_refused(tmp_path):
    engine = graph_of(tmp_path, relations=MEETING).engine
    with pytest.raises(UsageError, match=r"no column 'sensitivity'") as refused:
        redacted(engine, "sensitivity")
    assert "Add" in str(refused.value)


def engine_of_two(tmp_path, first, second):
    """The engine of two folders united: entities, then relations of each."""
    folders = []
    for name, (entities, relations) in (("one", first), ("two", second)):
        (tmp_path / name).mkdir()
        folders.append(write_text(tmp_path / name, relations=relations, entities=entities))
    return load(folders).engine


OPEN = "id,name,type{header}\nsrc-7,J. Novakova,person{cell}\nrep,Rita Reporter,person{end}\n"


@pytest.mark.parametrize("said", [("", ""), (",sensitivity", ",public"), (",sensitivity", ",")])
@pytest.mark.parametrize("secret_first", [False, True])
def test_one_input_that_calls_an_entity_secret_is_enough(tmp_path, said, secret_first):
    header, cell = said
    open_one = (OPEN.format(header=header, cell=cell, end="," if header else ""), MEETING)
    two = [open_one, (MARKED.format(header="Sensitivity"), MEETING)]
    engine = engine_of_two(tmp_path, *(reversed(two) if secret_first else two))
    assert list(redacted(engine, "sensitivity").ids) == ["src-7"]


def test_one_input_that_calls_a_relation_secret_is_enough(tmp_path):
    marked = "source,target,relation,sensitivity\nrep,src-7,met_with,secret\n"
    entities = OPEN.format(header="", cell="", end="")
    engine = engine_of_two(tmp_path, (entities, MEETING), (entities, marked))
    left = redacted(engine, "sensitivity")
    assert (left.dropped, left.relations.rows) == (2, [])


def test_a_row_is_secret_where_a_row_of_the_same_id_is(tmp_path):
    header = "id,source,target,relation,quote,sensitivity\n"
    open_one = header + "r1,rep,src-7,met_with,as first told,\nr2,rep,src-7,knows,,\n"
    secret_one = header + "r1,rep,src-7,met_with,as told later,secret\n"
    left = redacted(engine_of_two(tmp_path, ("", open_one), ("", secret_one)), "sensitivity")
    assert [row[left.relations.columns["id"]] for row in left.relations.rows] == ["r2"]


@pytest.mark.parametrize("pair", ["a,b", "b,a"])
def test_who_is_judged_to_be_a_secret_entity_is_secret_too(tmp_path, pair):
    entities = "id,name,type,sensitivity\na,Ann,person,public\nb,Beatrice,person,secret\nc,C,,\n"
    (tmp_path / "judgements.csv").write_text(f"left_id,right_id,judgement\n{pair},positive\n")
    relations = "source,target,relation\na,c,knows\nb,c,knows\n"
    left = redacted(
        graph_of(tmp_path, relations=relations, entities=entities).engine, "sensitivity"
    )
    assert list(left.ids) == ["a"]
    graph_of_tables([left.entities], [left.relations]).export(tmp_path / "x.json")
    assert leaks(tmp_path / "x.json", left.secrets) == []


def test_a_column_is_emptied_whatever_the_case_of_its_header(tmp_path):
    relations = "source,target,Remarks\nrep,src-7,in the park\n"
    left = redacted(graph_of(tmp_path, relations=relations).engine, "column:remarks")
    assert (left.relations.header, left.secrets[0].text) == (["source", "target"], "in the park")


def test_who_is_hidden_has_no_type_where_types_are_emptied(engine):
    left = redacted(engine, "src-7", "column:type")
    assert "type" not in left.entities.columns
    assert left.entities.rows[0][:2] == ["redacted-1", "Entity 1"]


def test_what_was_said_in_rows_that_are_left_out_is_secret(engine):
    secrets = {secret.text for secret in redacted(engine, "sensitivity").secrets}
    assert "through the back door" in secrets


def test_to_look_for_nothing_is_an_error(tmp_path):
    with pytest.raises(UsageError, match="nothing to look for"):
        leaks(tmp_path / "x", [])
    with pytest.raises(UsageError, match="nothing to look for"):
        leaks(tmp_path / "x", [Secret("", "name")])


JANA = "Jana Nováková"
WAYS = {
    "plain": JANA.encode(),
    "another case": JANA.upper().encode(),
    "UTF-16": JANA.encode("utf-16"),
    "UTF-16, big end": JANA.encode("utf-16-be"),
    "Latin-1": JANA.encode("latin-1"),
    "without marks": b"Jana Novakova",
    "marks apart": "Jana Nova\u0301kova\u0301".encode(),
    "escapes of JSON": json.dumps(JANA).encode(),
    "entities of HTML": b"Jana Nov&#225;kov&aacute;",
    "escapes of an address": quote(JANA).encode(),
    "gzip": gzip.compress(JANA.encode()),
    "base64": base64.b64encode(f"name: {JANA}!".encode()),
    "base64 of an address": base64.urlsafe_b64encode(f"ÿÿÿ name: {JANA}!".encode()),
    "deflate in base64": b'{"data":"' + base64.b64encode(zlib.compress(JANA.encode() * 3)) + b'"}',
    "gzip in base64": base64.b64encode(gzip.compress(JANA.encode())),
    "twice base64": base64.b64encode(base64.b64encode(f"name: {JANA}!".encode())),
    "inside a word": b"xJana_Novakova_17".replace(b"_Nov", b" Nov"),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_leak_is_found(tmp_path, way):
    (tmp_path / "file").write_bytes(b"before " + WAYS[way] if way != "gzip" else WAYS[way])
    found = leaks(tmp_path / "file", [Secret(JANA, "name")])
    assert [leak.secret.text for leak in found][:1] == [JANA]


def test_a_leak_is_found_in_a_zip_in_a_zip_and_in_the_name_of_a_member(tmp_path):
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", JANA)
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr("inner.zip", inner.getvalue())
        archive.writestr("notes on hidden-source.txt", "")
    secrets = [Secret(JANA, "name"), Secret("hidden-source", "id")]
    found = leaks(tmp_path / "x.zip", secrets)
    assert {(leak.secret.text, leak.where) for leak in found} >= {
        (JANA, "inner.zip, a.txt"),
        ("hidden-source", "names of members"),
    }


def zip_of(compression=zipfile.ZIP_DEFLATED, *, flags=0):
    """A zip whose only member names the secret; flags are set where readers look for them."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", compression) as archive:
        archive.writestr("a.txt", JANA * 3)
    content = bytearray(made.getvalue())
    content[6] |= flags
    content[content.index(b"PK\x01\x02") + 8] |= flags
    return bytes(content)


UNREADABLE = {
    "gzip cut short": gzip.compress(JANA.encode())[:-8],
    "zip cut short": zip_of()[:-30],
    "zip with a broken member": zip_of().replace(b"a.txt", b"a.txt\xff", 1),
    "zip under a password": zip_of(zipfile.ZIP_STORED, flags=1),
    "Parquet cut short": b"PAR1 and no more",
    "SQLite cut short": b"SQLite format 3\0 and no more",
}


@pytest.mark.parametrize("kind", UNREADABLE)
def test_a_file_with_a_part_that_cannot_be_searched_is_not_vouched_for(tmp_path, kind):
    (tmp_path / "file").write_bytes(UNREADABLE[kind])
    with pytest.raises(UsageError, match="cannot be unpacked"):
        leaks(tmp_path / "file", [Secret(JANA, "name")])


def test_a_text_that_begins_as_a_zip_does_is_searched_as_text(tmp_path):
    (tmp_path / "file").write_text(f"PK: {JANA}", "utf-8")
    assert [leak.where for leak in leaks(tmp_path / "file", [Secret(JANA, "name")])] == [""]


def test_a_short_text_is_sought_as_a_word_of_its_own(tmp_path):
    (tmp_path / "file").write_text("Annual report by Bo.")
    found = leaks(tmp_path / "file", [Secret("Ann", "name"), Secret("Bo", "name")])
    assert [leak.secret.text for leak in found] == ["Bo"]


def test_the_name_of_the_file_counts(tmp_path):
    (tmp_path / "nováková.html").write_text("nothing")
    assert (
        leaks(tmp_path / "nováková.html", [Secret("Nováková", "surname")])[0].where
        == "the file's name"
    )


def run(*args, data):
    command = [sys.executable, "-m", "actorgraph.cli", "--data", str(data), *map(str, args)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.process
def test_on_the_command_line(tmp_path):
    data = write_text(tmp_path, relations=RELATIONS, entities=ENTITIES)
    page = tmp_path / "page.html"
    done = run(
        "export",
        page,
        "--around",
        "Jana Nováková",
        "--title",
        "All of Nováková",
        "--redact",
        "src-7",
        data=data,
    )
    assert done.returncode == 0, done.stderr
    assert "Nov" not in done.stderr
    checked = run("leakcheck", page, "--redact", "src-7", data=data)
    assert (checked.returncode, checked.stdout) == (0, "")
    run("export", "--force", page, data=data)
    checked = run("leakcheck", page, "--redact", "src-7", "--json", data=data)
    assert checked.returncode == 2
    assert {row["text"] for row in json.loads(checked.stdout)} >= {"src-7", JANA}
    assert run("leakcheck", page, data=data).returncode == 2
    assert Path(page).exists()


@pytest.mark.slow
def test_the_seed_without_pompeo(tmp_path):
    engine = load().engine
    left = redacted(engine, "Pompeo")
    graph_of_tables([left.entities], [left.relations]).export(tmp_path / "x.html")
    assert leaks(tmp_path / "x.html", left.secrets) == []


def test_a_file_is_not_named_after_who_is_hidden(tmp_path):
    data = write_text(tmp_path, relations=RELATIONS, entities=ENTITIES)
    told = ["--data", str(data), "export", str(tmp_path / "novakova.csv"), "--redact", "src-7"]
    done = CliRunner().invoke(main, told)
    assert done.exit_code == 2 or isinstance(done.exception, UsageError)
    assert "gives away" in f"{done.output}{done.exception}"
    assert not (tmp_path / "novakova.csv").exists()


def test_what_was_written_into_quotes_and_what_is_not_seen_is_said(tmp_path):
    data = write_text(tmp_path, relations=RELATIONS, entities=ENTITIES)
    out = str(tmp_path / "x.json")
    done = CliRunner().invoke(main, ["--data", str(data), "export", out, "--redact", "src-7"])
    assert "2 quotes named who is hidden: there the pseudonym stands in brackets" in done.output
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "x.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    checked = ["--data", str(data), "leakcheck", str(tmp_path / "out"), "--redact", "src-7"]
    done = CliRunner().invoke(main, checked)
    assert (done.exit_code, "1 image in it can show" in done.output) == (0, True)
