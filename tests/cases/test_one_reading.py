"""`import` and `--data` read the same; matrices, folders and files beside each other are read."""

from __future__ import annotations

import csv
import json
import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner
from factory import write_text
from hypothesis import given, settings
from hypothesis import strategies as st

from actorgraph import locating, schema
from actorgraph.cli import cli
from actorgraph.errors import ActorgraphError, DataError, UsageError
from actorgraph.formats.content import RELATION
from actorgraph.formats.notes import Notes
from actorgraph.formats.registry import FORMATS
from actorgraph.formats.writing import import_files, rows_of
from actorgraph.headings.column_words import EITHER, SIMILAR
from actorgraph.loading import check_files, load, raise_errors_in, read_dataset
from actorgraph.settings import table_columns

CASES = Path(__file__).parents[1] / "data" / "cases"
BOARD = CASES / "person-organisation-role" / "board.csv"
GEPHI = CASES / "gephi-timeset-csv"


def imported(folder: Path, *files: Path, columns: tuple[str, ...] = ()) -> Path:
    import_files(
        files, folder, Notes(), renamed=table_columns(columns), check=raise_errors_in, force=True
    )
    return folder


def file(tmp_path: Path, text: str, name: str = "list.csv") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def edges(path: Path, **how: object) -> list[tuple[str, ...]]:
    dataset = read_dataset(path, **how)
    dataset.raise_errors()
    return [
        (one.source, one.target, one.relation, one.role, one.start_date, one.end_date)
        for one in dataset.all_claims()
    ]


@pytest.mark.parametrize("path", [BOARD, *sorted(GEPHI.glob("*.csv"))], ids=lambda path: path.stem)
def test_an_import_states_what_data_states(path, tmp_path):
    assert edges(imported(tmp_path, path)) == edges(path)


def test_an_import_takes_columns_constants_and_columns_set_aside(tmp_path):
    folder = imported(tmp_path, BOARD, columns=("relation==holds_position", "start_date=-"))
    assert "Chair" in str(load(folder).holders("Orrin Bank plc"))
    assert "from 2009" not in str(load(folder).holders("Orrin Bank plc"))
    assert {row["From"] for row in rows_in(folder / "relations.csv")} >= {"2009", "2011"}


def test_an_import_takes_what_actorgraph_toml_says(tmp_path):
    path = file(tmp_path, "Wer,Wem,Status\na,b,ACTIVE\n")
    said = '[columns]\nsource = "Wer"\ntarget = "Wem"\nstatus = "-"\nrelation = "=paid"\n'
    file(tmp_path, said, "actorgraph.toml")
    assert edges(imported(tmp_path / "new", path)) == [("a", "b", "paid", "", "", "")]
    assert edges(path) == [("a", "b", "paid", "", "", "")]


@pytest.mark.parametrize("how", ["import", "data"])
def test_columns_named_for_a_file_that_is_no_table_are_an_error(how, tmp_path):
    path = file(tmp_path, "<gexf/>", "x.gexf")
    read = {
        "import": lambda: imported(tmp_path / "new", path, columns=("source=x",)),
        "data": lambda: read_dataset(path, columns={"source": "x"}),
    }
    with pytest.raises(UsageError, match="--column source"):
        read[how]()


def test_a_list_of_entities_can_be_named_on_the_command_line(tmp_path):
    path = file(tmp_path, "Bezeichnung,Land\nKelp Ltd,SM\n")
    folder = imported(tmp_path / "new", path, columns=("name=Bezeichnung", "country=Land"))
    assert rows_in(folder / "entities.csv") == [
        {"id": "", "name": "Kelp Ltd", "type": "", "country": "SM"}
    ]


def test_a_table_whose_ends_are_called_otherwise_is_no_list_of_entities(tmp_path):
    path = file(tmp_path, "Source Name,Target Name,label\na,b,x\n")
    with pytest.raises(DataError, match="source=Source Name"):
        imported(tmp_path / "new", path)


@pytest.mark.parametrize("text", ["source,target\n", "id,name\n", "", "\n\n", "name,type\n,\n"])
def test_an_import_of_nothing_is_an_error_and_writes_nothing(text, tmp_path):
    with pytest.raises(DataError):
        imported(tmp_path / "new", file(tmp_path, text))
    assert not (tmp_path / "new").exists()


def test_an_import_that_check_would_refuse_writes_nothing(tmp_path):
    path = file(tmp_path, "source,target,start_date\na,b,soon\n")
    with pytest.raises(DataError, match="soon"):
        imported(tmp_path / "new", path)
    assert [one.name for one in tmp_path.iterdir()] == ["list.csv"]


def test_ambiguous_ends_are_refused_before_anything_is_written(tmp_path):
    nodes = file(tmp_path, "id,name\n1,Ann\n2,Ann\n", "nodes.csv")
    links = file(tmp_path, "source,target\nAnn,3\n", "links.csv")
    with pytest.raises(DataError, match=r"links\.csv:2:source: 'Ann' can be 1, 2"):
        imported(tmp_path / "new", nodes, links)
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    "name", [one.name for one in FORMATS if one.reads and one.writes and one.name != "xlsx"]
)
def test_what_is_imported_of_any_format_passes_check(name, tmp_path):
    write_text(
        tmp_path,
        entities="id,name,type,start_date\nann,Ann,person,1980\nbo,Bo Ltd,company,[2001..2002]\n",
        relations="source,target,relation,role,start_date,end_date,attributed_to,colour\n"
        "ann,bo,holds_position,Chair,2011,..,cy,red\nann,bo,owns,,,[..2018-01],,\n",
    )
    suffix = next(one.suffixes[0] for one in FORMATS if one.name == name)
    path = tmp_path / f"x{suffix}"
    load(tmp_path).export(path)
    problems = check_files(imported(tmp_path / "new", path)).problems
    assert [one for one in problems if one.level == "error"] == []


HEADERS = sorted(
    {
        *schema.RELATION_NAMES, *schema.ENTITY_NAMES, *list(EITHER)[::5], "Person", "Organisation",
        *(words[0] for words in SIMILAR.values()), "startDate", "Source(s)", "timeset", "colour",
        "Sta tus", "x", "From", "TO", "Label", "Id",
    }
)  # fmt: skip
CELLS = [
    "", "Ida", "Kelp Ltd", "2011", "2018-01-26", "[2016, 2018)", "1", "0", "x.org", "claimed",
    "directed", " ", "a|b", "3.2.2018", "present", "?", "Joss", "=1",
]  # fmt: skip


@pytest.mark.slow
@settings(max_examples=150)
@given(
    header=st.lists(st.sampled_from(HEADERS), min_size=1, max_size=6, unique=True),
    rows=st.lists(st.lists(st.sampled_from(CELLS), min_size=6, max_size=6), min_size=1, max_size=4),
    delimiter=st.sampled_from(",;\t|"),
)
def test_no_cell_of_a_table_is_lost_and_what_is_written_passes_check(
    header, rows, delimiter, tmp_path_factory
):
    tmp_path = tmp_path_factory.mktemp("mutated")
    rows = [row[: len(header)] for row in rows]
    path = tmp_path / "list.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, delimiter=delimiter).writerows([header, *rows])
    try:
        folder = imported(tmp_path / "new", path)
    except ActorgraphError:
        assert not (tmp_path / "new").exists()
        return
    assert [one for one in check_files(folder).problems if one.level == "error"] == []
    kept = {cell for one in folder.iterdir() for row in rows_in(one) for cell in row.values()}
    parts = {part for cell in kept for part in cell.split("|")} | kept
    lost = {cell for row in rows for cell in row if cell.strip()} - parts
    assert lost == set()


def rows_in(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


SQUARE = ",Ida,Joss,Kelp\nIda,0,1,0\nJoss,1,0,2\nKelp,0,2,0\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (SQUARE, ["Ida-Joss-no-1", "Joss-Kelp-no-2"]),
        (SQUARE.replace("Joss,1", "Joss,0"), ["Ida-Joss--1", "Joss-Kelp--2", "Kelp-Joss--2"]),
        (SQUARE.replace(",", ";"), ["Ida-Joss-no-1", "Joss-Kelp-no-2"]),
        (SQUARE.replace(",", "\t").replace("0", ""), ["Ida-Joss-no-1", "Joss-Kelp-no-2"]),
        ("x,Ida,Joss\nIda,,x\nJoss,x,\n", ["Ida-Joss-no-"]),
        (",Kelp,Dawn\nida,1,0\njoss,1,1\nruna,0,1\n", ["ida-Kelp--", "joss-Kelp--", "joss-Dawn--",
                                                      "runa-Dawn--"]),
        ("Teilnehmer;Gala;Messe\nida;x;\njoss;;x\n", ["ida-Gala--", "joss-Messe--"]),
        ("Id,1,2\n1,0,3\n2,1,0\n", ["1-2--3", "2-1--1"]),
        (",Ida,Joss,Kelp\nIda,0,,\nJoss,1,0,\nKelp,0,1,0\n", ["Joss-Ida-no-", "Kelp-Joss-no-"]),
        (";Ida;Joss;Kelp\nIda;;2;1,5\nJoss;;;\nKelp;;;\n", ["Ida-Joss-no-2", "Ida-Kelp-no-1.5"]),
    ],
)  # fmt: skip
def test_an_adjacency_matrix_is_read_as_relations(text, expected, tmp_path):
    path = file(tmp_path, text)
    folder = imported(tmp_path / "new", path)
    found = [
        "-".join(row.get(name, "") for name in ("source", "target", "directed", "weight"))
        for row in rows_in(folder / "relations.csv")
    ]
    assert found == expected
    assert edges(path) == edges(folder)
    assert any("matrix" in one.message for one in read_dataset(path).problems)


def test_a_half_matrix_says_that_it_has_no_direction_and_how_to_give_it_one(tmp_path):
    path = file(tmp_path, ",Ida,Joss,Kelp\nIda,0,1,0\nJoss,0,0,1\nKelp,0,0,0\n")
    assert any("--column directed==yes" in one.message for one in read_dataset(path).problems)
    told = {"directed": "=yes", "relation": "=knows"}
    relations = [row.cells for row in rows_of(path, Notes(), renamed=told) if row.kind == RELATION]
    assert relations == [
        {"source": one, "target": other, "directed": "yes", "weight": "", "relation": "knows"}
        for one, other in (("Ida", "Joss"), ("Joss", "Kelp"))
    ]
    with pytest.raises(DataError, match="has names along its top and no columns"):
        list(rows_of(path, Notes(), renamed={"source": "Ida"}))


def test_who_is_linked_to_nobody_in_a_matrix_is_there_too(tmp_path):
    path = file(tmp_path, ",Ida,Joss,Kelp\nIda,0,1,0\nJoss,1,0,0\nKelp,0,0,0\n")
    assert set(read_dataset(path).entities) == {"Ida", "Joss", "Kelp"}


@pytest.mark.parametrize(
    "text",
    [
        "name,is_member,is_chair\nida,1,0\njoss,1,1\nruna,0,1\n",
        ",population,gdp\nfrance,67,3\nitaly,60,2\nspain,47,1\n",
        "country,1990,1991\nfrance,0,1\nitaly,1,0\nspain,1,1\n",
        "id,a,b\n1,0,1\n2,1,1\n3,0,0\n",
        "source,target,weight\n1,2,0\n2,3,1\n3,1,1\n",
    ],
)
def test_a_table_of_figures_is_no_matrix(text, tmp_path):
    assert not locating.is_foreign(file(tmp_path, text), None)


def test_a_matrix_with_a_word_in_it_is_refused(tmp_path):
    path = file(tmp_path, SQUARE + "".join(f"n{n},0,0,0\n" for n in range(300)) + "m,0,often,0\n")
    with pytest.raises(DataError, match="305:Joss: 'often' is neither"):
        read_dataset(path, format="matrix")


@pytest.mark.parametrize(
    ("nodes", "links"),
    [
        ("nodes", "edges"),
        ("nodes", "links"),
        ("elements", "connections"),
        ("nodes", "relationships"),
    ],
)
def test_node_and_edge_files_in_one_folder_are_read_together(nodes, links, tmp_path):
    file(tmp_path, "Id,Label\n1,Runa Falk\n2,Kelp Ltd\n", f"{nodes}.csv")
    path = file(tmp_path, "Source,Target,Type,Weight\n1,2,Directed,3\n", f"{links}.csv")
    assert load(tmp_path).show("Runa Falk").edges[0].target == "2"
    assert load(path).show("Runa Falk").edges[0].target == "2"
    folder = imported(tmp_path / "new", *locating.files_at(tmp_path))
    assert load(folder).show("Runa Falk").edges[0].target == "2"


def test_gephis_labels_and_periods_are_read_in_a_folder(tmp_path):
    file(tmp_path, "Id,Label\n1,Runa Falk\n2,Kelp Ltd\n", "nodes.csv")
    file(tmp_path, 'Source,Target,Type,Label,timeset\n1,2,Directed,owns,"<[2011, 2014]>"\n',
         "edges.csv")  # fmt: skip
    assert edges(tmp_path) == [("1", "2", "owns", "", "2011", "2014")]


def test_neo4js_nodes_and_relationships_are_read_in_a_folder(tmp_path):
    file(tmp_path, "personId:ID(Person),name,:LABEL\nk,Runa,Person\nc,Kelp,Company\n", "nodes.csv")
    file(tmp_path, ":START_ID(Person),:END_ID(Person),:TYPE\nk,c,OWNS\n", "relationships.csv")
    assert edges(tmp_path) == [("Person-k", "Person-c", "OWNS", "", "", "")]
    assert load(tmp_path).show("Runa").entity.type == "Person"


def test_a_file_of_relations_is_read_with_the_entities_beside_it(tmp_path):
    write_text(tmp_path, relations="source,target\n1,2\n", entities="id,name\n1,Runa\n2,Kelp\n")
    assert load(tmp_path / "relations.csv").show("Runa").edges[0].target == "2"


def run(*arguments: str) -> tuple[str, BaseException | None]:
    done = CliRunner().invoke(cli, arguments)
    return done.output, done.exception


def test_another_file_says_that_the_entities_beside_it_are_not_read(tmp_path):
    write_text(tmp_path, relations="source,target\n1,2\n", entities="id,name\n1,Runa\n")
    path = file(tmp_path, "source,target\n1,2\n", "other.csv")
    output, _ = run("list", "--data", str(path))
    assert f"{path} alone is read, without entities.csv beside it; --data {tmp_path}" in output


@pytest.mark.parametrize(
    "name", ["Relations.csv", "relations.csv.csv", "edges.csv", "Nodes.CSV", "case.xlsx", "a b.ods"]
)
def test_data_under_another_name_is_named_instead_of_the_shipped_article(
    name, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ACTORGRAPH_DATA", raising=False)
    file(tmp_path, "source,target\na,b\n", name)
    output, error = run("list")
    assert isinstance(error, UsageError)
    assert name in error.message
    assert "--data" in error.hint
    assert "Trump" not in output


def test_a_folder_without_relations_names_what_it_holds(tmp_path):
    file(tmp_path, "source,target\na,b\n", "relations.csv.csv")
    with pytest.raises(UsageError, match=r"It holds relations\.csv\.csv"):
        load(tmp_path)


def test_an_import_says_that_the_entities_beside_relations_are_not_read(tmp_path):
    write_text(tmp_path, relations="source,target\n1,2\n", entities="id,name\n1,Runa\n2,Kelp\n")
    files = [tmp_path / "relations.csv", tmp_path / "entities.csv"]
    alone, both = Notes(), Notes()
    import_files(files[:1], tmp_path / "alone", alone)
    import_files(files, tmp_path / "both", both)
    assert alone.sentences() == [
        f"{files[1]}: 1 file beside relations.csv not read; name it too to have it."
    ]
    assert both.sentences() == []


def test_a_table_in_a_text_file_is_imported_as_it_is_read(tmp_path):
    path = tmp_path / "svyazi.txt"
    path.write_text("Лицо\tОрганизация\tДата прекращения\nИда\tМаяк\t2014\n", encoding="utf-16")
    assert edges(path) == edges(imported(tmp_path / "new", path)) == [
        ("Ида", "Маяк", "", "", "", "2014")
    ]  # fmt: skip


def test_a_list_parted_by_blanks_says_what_parts_cells(tmp_path):
    with pytest.raises(DataError, match="part cells by a comma, semicolon, tab or"):
        read_dataset(file(tmp_path, "1 2 0.5\n2 3 1.5\n")).raise_errors()


def written(path: Path, text: str) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def run_import(tmp_path, *paths):
    command = ["import", *map(str, paths), "--to", str(tmp_path / "to")]
    return CliRunner().invoke(cli, command)


def test_notes_that_are_named_one_by_one_are_refused_with_their_folder(tmp_path):
    vault = tmp_path / "my vault"
    written(vault / "Ida.md", "Works for [[Kelp]].\n")
    written(vault / "Kelp.md", "A company.\n")
    refused = run_import(tmp_path, vault / "Ida.md", vault / "Kelp.md")
    assert isinstance(refused.exception, UsageError)
    assert f"is read as a whole: '{vault}'" in refused.exception.hint
    assert not (tmp_path / "to").exists()
    assert run_import(tmp_path, vault).exit_code == 0
    assert "no_note" not in (tmp_path / "to" / "entities.csv").read_text()


def test_one_note_is_read_by_itself(tmp_path):
    written(tmp_path / "Ida.md", "Works for [[Kelp]].\n")
    assert run_import(tmp_path, tmp_path / "Ida.md").exit_code == 0


@pytest.mark.parametrize("path", ["ties.csv", ["more.csv", "ties.csv"]])
def test_tables_of_a_data_package_are_not_read_twice(path, tmp_path):
    package = written(
        tmp_path / "datapackage.json", json.dumps({"resources": [{"name": "t", "path": path}]})
    )
    ties = written(tmp_path / "ties.csv", "source,target\nIda,Kelp\n")
    written(tmp_path / "more.csv", "source,target\nJoss,Kelp\n")
    refused = run_import(tmp_path, package, ties)
    assert isinstance(refused.exception, UsageError)
    assert "describes ties.csv, which is named too and would be" in str(refused.exception)
    assert run_import(tmp_path, package).exit_code == 0


@pytest.mark.parametrize("text", ["[", "[1]", "{}"])
def test_a_data_package_that_is_none_is_refused_by_its_reader(text, tmp_path):
    package = written(tmp_path / "datapackage.json", text)
    ties = written(tmp_path / "ties.csv", "source,target\nIda,Kelp\n")
    refused = run_import(tmp_path, package, ties).exception
    assert isinstance(refused, DataError)
    assert "datapackage.json" in str(refused)


def test_a_data_package_that_names_no_file_leaves_the_tables_beside_it(tmp_path):
    package = written(tmp_path / "datapackage.json", '{"resources": [1, {"path": null}]}')
    ties = written(tmp_path / "ties.csv", "source,target\nIda,Kelp\n")
    assert run_import(tmp_path, package, ties).exit_code == 0
    assert load(tmp_path / "to").stats().relations == {"": 1}


def test_what_an_import_refuses_is_named_in_the_file_in_which_it_stands(tmp_path):
    ties = written(tmp_path / "ties.csv", "source,target\nIda,Kelp\n\nJoss,Kelp\n")
    more = written(tmp_path / "more.csv", "source,target\nKelp,Moss\nunknown,Kelp\n")
    with pytest.raises(DataError) as refused:
        import_files([ties, more], tmp_path / "to", Notes(), check=raise_errors_in)
    assert [(p.file, p.line, p.column) for p in refused.value.problems] == [
        (str(more), 3, "source")
    ]


def test_a_row_that_an_error_speaks_of_is_named_in_its_file_too(tmp_path):
    people = written(tmp_path / "people.csv", "name,type\nIda,person\nKelp,company\nIda,person\n")
    other = written(tmp_path / "other.csv", "name,type\nMoss,person\n")
    with pytest.raises(DataError) as refused:
        import_files([other, people], tmp_path / "to", Notes(), check=raise_errors_in)
    (problem,) = refused.value.problems
    assert (problem.file, problem.line) == (str(people), 4)
    assert f"is taken by {people}:2;" in problem.message


def test_what_stands_on_no_line_is_named_by_what_it_says(tmp_path):
    text = json.dumps([{"source": "Ida", "target": "Kelp"}, {"source": "Ida", "target": "n/a"}])
    path = written(tmp_path / "ties.json", text)
    with pytest.raises(DataError) as refused:
        import_files([path], tmp_path / "to", Notes(), check=raise_errors_in)
    (problem,) = refused.value.problems
    assert (problem.file, problem.line) == (str(path), 0)
    assert problem.message.endswith("(the relation from 'Ida' to 'n/a')")


def test_a_folder_with_files_of_other_tools_says_how_to_ask_them(tmp_path):
    written(tmp_path / "a b.gml", 'graph [ node [ id 1 label "Ida" ] ]')
    written(tmp_path / "notes.md", "no data")
    written(tmp_path / "actorgraph.toml", "")
    with pytest.raises(UsageError, match=r"It holds a b\.gml\.") as refused:
        load(tmp_path)
    assert refused.value.hint == f"To ask one of these, say --data '{tmp_path}/a b.gml'"
    assert load(tmp_path / "a b.gml").stats().entities


def test_of_tables_named_otherwise_the_one_of_relations_is_proposed(tmp_path):
    written(tmp_path / "Entities.csv", "id,name\nida,Ida\n")
    written(tmp_path / "Relations.csv.csv", "source,target\nida,Kelp\n")
    with pytest.raises(UsageError, match=r"It holds Relations\.csv\.csv, Entities\.csv") as refused:
        load(tmp_path)
    assert refused.value.hint == f"To ask one of these, say --data {tmp_path}/Relations.csv.csv"


def test_a_folder_with_several_tables_says_how_to_have_them_together(tmp_path):
    written(tmp_path / "2011.csv", "source,target\nIda,Kelp\n")
    written(tmp_path / "2012.csv", "source,target\nJoss,Kelp\n")
    with pytest.raises(UsageError) as refused:
        load(tmp_path)
    (command,) = re.findall("`actorgraph (.+)`", refused.value.hint)
    new = tmp_path / "new"
    done = CliRunner().invoke(cli, shlex.split(command.replace("NEW_FOLDER", str(new))))
    assert done.exit_code == 0
    assert load(new).stats().relations == {"": 2}


@pytest.mark.parametrize("name", ["ties.gml", "ties.xlsx", "sub/ties.csv", "ties.graphml.gz"])
def test_notes_that_explain_data_are_no_vault(name, tmp_path):
    written(tmp_path / "README.md", "Made by [[Ida]].")
    written(tmp_path / name, "")
    with pytest.raises(UsageError, match="holds no relations"):
        load(tmp_path)


@pytest.mark.parametrize("name", [".obsidian/app.json", "LICENSE.txt", "photo.png"])
def test_notes_beside_what_is_no_data_are_a_vault(name, tmp_path):
    written(tmp_path / "Ida.md", "Works for [[Kelp]].")
    written(tmp_path / name, "{}")
    assert {entity.name for entity in load(tmp_path).engine.all_entities()} == {"Ida", "Kelp"}


def test_a_data_package_with_a_note_is_a_data_package(tmp_path):
    written(tmp_path / "README.md", "Made by [[Ida]].")
    written(
        tmp_path / "datapackage.json", json.dumps({"resources": [{"name": "t", "path": "t.csv"}]})
    )
    written(tmp_path / "t.csv", "source,target\nJoss,Kelp\n")
    assert {entity.name for entity in load(tmp_path).engine.all_entities()} == {"Joss", "Kelp"}
