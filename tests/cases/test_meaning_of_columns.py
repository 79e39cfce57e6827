"""Columns are understood by their header and their cells; what resembles ours is asked about."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner
from factory import write_text

from actorgraph import schema
from actorgraph.cli import cli
from actorgraph.errors import DataError, UsageError
from actorgraph.formats.notes import Notes
from actorgraph.formats.writing import rows_of
from actorgraph.headings.cell_kinds import kind_of_cells
from actorgraph.headings.column_likeness import similar_columns
from actorgraph.headings.column_meanings import folded
from actorgraph.headings.column_options import toml_text
from actorgraph.index.build import open_index
from actorgraph.loading import check_files, load, read_dataset
from actorgraph.locating import inputs_of
from actorgraph.settings import relation_columns

CASES = Path(__file__).parents[1] / "data" / "cases"
BOARD = CASES / "person-organisation-role" / "board.csv"
GEPHI = CASES / "gephi-timeset-csv"


def told(*pairs: str) -> dict[str, str]:
    return relation_columns(pairs)


def claims_in(tmp_path: Path, text: str, *pairs: str) -> list[tuple[str, ...]]:
    path = tmp_path / "list.csv"
    path.write_text(text, encoding="utf-8")
    return claims_of(path, *pairs)


def claims_of(path: Path, *pairs: str) -> list[tuple[str, ...]]:
    dataset = read_dataset(path, columns=told(*pairs))
    dataset.raise_errors()
    return [
        (one.source, one.target, one.relation, one.role, one.start_date, one.end_date)
        for one in dataset.all_claims()
        if not one.derived
    ]


def messages(tmp_path: Path, text: str, *pairs: str) -> list[str]:
    path = tmp_path / "list.csv"
    path.write_text(text, encoding="utf-8")
    return [f"{p.level}: {p.message}" for p in check_files(path, columns=told(*pairs)).problems]


def test_from_and_to_are_dates_where_their_cells_are_and_person_and_organisation_the_ends():
    assert claims_of(BOARD)[:2] == [
        ("Mara Quill", "Fennel Trust", "", "Trustee", "2011", "2014"),
        ("Mara Quill", "Orrin Bank plc", "", "Non-executive director", "2013-06", ""),
    ]


def test_a_constant_relation_makes_offices_of_roles_in_organisations():
    holders = load(BOARD, columns=told("relation==holds_position")).holders("Orrin Bank plc")
    shown = str(holders)
    assert "Teo Vance  from 2009, to 2016" in shown
    assert "Mara Quill  from June 2013" in shown


def test_a_list_of_people_and_employers_is_refused_with_what_to_write():
    with pytest.raises(DataError, match="--column source=name"):
        read_dataset(CASES / "person-organisation-role" / "landing.csv")


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("Person;Organisation;Funktion;Von;Bis", "Ida;Kelp;Rat;2011;2014"),
        ("Personne,Entreprise,Fonction,Depuis,Jusqu'à", "Ida,Kelp,Rat,2011,2014"),
        ("Persona;Empresa;Cargo;Desde;Hasta", "Ida;Kelp;Rat;2011;2014"),
        ("Персона,Организация,Должность,С,По", "Ida,Kelp,Rat,2011,2014"),
        ("Persona\tAzienda\tRuolo\tDal\tAl", "Ida\tKelp\tRat\t2011\t2014"),
        ("Until,Since,Role,Company,Person", "2014,2011,Rat,Kelp,Ida"),
        ("start,end,source,target,role", "2011,2014,Ida,Kelp,Rat"),
        ("Source,Target,Role,startDate,endDate", "Ida,Kelp,Rat,2011,2014"),
    ],
)
def test_headers_in_six_languages_and_any_order_mean_the_same(header, row, tmp_path):
    text = f"{header}\n{row}\n"
    assert claims_in(tmp_path, text) == [("Ida", "Kelp", "", "Rat", "2011", "2014")]


def test_from_and_to_stay_the_ends_where_their_cells_are_names(tmp_path):
    assert claims_in(tmp_path, "From,To,Start\nIda,Kelp,2011\n") == [
        ("Ida", "Kelp", "", "", "2011", "")
    ]


def test_an_end_full_of_years_is_refused_with_what_to_write(tmp_path):
    (message, *_) = messages(tmp_path, "Subject,Object\n2011-01-02,Ida\n2014-01-03,Joss\n")
    assert message.startswith("error: the header reads as source, but every cell looks like a date")
    assert "--column start_date=Subject" in message


def test_a_column_called_as_ours_is_read_and_asked_about(tmp_path):
    text = "source,target\nIda,1950-02-03T10:00:00\nIda,1951-02-03\n"
    (message, *_) = messages(tmp_path, text)
    assert message.startswith("warning: the header reads as target, but every cell looks like a")
    assert len(claims_in(tmp_path, text)) == 2


def test_tags_are_no_days_and_an_open_end_alone_is_no_date(tmp_path):
    assert not [
        one
        for one in messages(tmp_path, "source,target,Tags\nIda,[illegible],a|b\nBo,Kelp,c\n")
        if "no column of ours" in one or "looks like" in one
    ]
    assert kind_of_cells(["..", ""]) == ""
    assert kind_of_cells(["2018", ".."]) == "dates"
    assert kind_of_cells(["[illegible]"]) == "names"


def test_a_date_full_of_names_is_refused_with_what_to_write(tmp_path):
    (message,) = messages(tmp_path, "source,target,valid from\na,b,Ida\nc,d,Joss\n")
    assert "no cell looks like a date" in message
    assert "--column 'valid from=-'" in message


@pytest.mark.parametrize("ids", ["1001", "2018"])
def test_ids_of_four_digits_are_no_dates_under_our_own_names(ids, tmp_path):
    assert messages(tmp_path, f"source,target\n{ids},x\n") == []


@pytest.mark.parametrize(
    ("header", "proposal"),
    [
        ("start_dat", "start_date=start_dat"),
        ("Source(s)", "'attributed_to=Source(s)'"),
        ("according_to", "attributed_to=according_to"),
        ("cited_in", "document=cited_in"),
        ("Beziehung", "relation=Beziehung"),
        ("Должность", "role=Должность"),
        ("Fuente", "document=Fuente"),
        ("Montant", "amount=Montant"),
        ("realtion", "relation=realtion"),
        ("Role name", "'role=Role name'"),
        ("percentage", "share=percentage"),
    ],
)
def test_a_header_near_ours_is_asked_about(header, proposal, tmp_path):
    (message,) = messages(tmp_path, f'source,target,"{header}"\na,b,2011\n')
    assert message.startswith("warning: ")
    assert f"--column {proposal}" in message
    assert messages(tmp_path, f'source,target,"{header}"\na,b,2011\n', f"{header}=-") == []


@pytest.mark.parametrize(
    "header", ["Source Name,Target Name", "node1,node2", "src,dst", "Entity 1,Entity 2", "Who,Whom",
               "Quelle,Ziel", "Origen,Destino", "отправитель,получатель", "Sender,Receiver"]
)  # fmt: skip
def test_ends_under_other_headers_are_refused_with_the_options_to_copy(header, tmp_path):
    problem = messages(tmp_path, f"{header},weight\nIda,Kelp,3\n")[-1]
    source, target = header.split(",")
    assert all(
        f"{ours}={name}" in problem for ours, name in (("source", source), ("target", target))
    )
    pairs = (f"source={source}", f"target={target}")
    assert claims_in(tmp_path, f"{header}\nIda,Kelp\n", *pairs)[0][:2] == ("Ida", "Kelp")


@pytest.mark.parametrize("header", ["weight", "colour", "shoe size", "x", "Id number of row"])
def test_a_header_unlike_ours_is_not_asked_about(header, tmp_path):
    assert messages(tmp_path, f"source,target,{header}\na,b,3\n") == []


def test_a_column_of_theirs_is_set_aside_and_kept(tmp_path):
    text = "source,target,status\na,b,ACTIVE\n"
    assert messages(tmp_path, text)[0].startswith("error: 'ACTIVE' is none of")
    assert messages(tmp_path, text, "status=-") == []
    (claim,) = read_dataset(tmp_path / "list.csv", columns=told("status=-")).all_claims()
    assert (claim.status, claim.extra) == ("claimed", {"status_as_given": "ACTIVE"})


def test_constants_and_columns_set_aside_stand_in_actorgraph_toml_too(tmp_path):
    write_text(tmp_path, relations="source,target,status\na,b,ACTIVE\n")
    settings = '[columns]\nrelation = "=owns"\nstatus = "-"\n'
    (tmp_path / "actorgraph.toml").write_text(settings, encoding="utf-8")
    assert claims_of(tmp_path) == [("a", "b", "owns", "", "", "")]


def test_a_constant_goes_before_a_column_of_that_name_which_is_kept(tmp_path):
    path = write_text(tmp_path, relations="source,target,relation\na,b,x\n") / "relations.csv"
    (claim,) = read_dataset(path, columns=told("relation==owns")).all_claims()
    assert (claim.relation, claim.extra) == ("owns", {"relation_as_given": "x"})


def test_to_leave_out_what_is_not_there_is_an_error(tmp_path):
    (message,) = messages(tmp_path, "source,target\na,b\n", "colour=-")
    assert message == "error: there is no column 'colour' to leave out; found 'source', 'target'"


def test_a_constant_for_no_column_of_ours_is_an_error():
    with pytest.raises(UsageError, match="'colour' is no column"):
        told("colour==red")


def test_a_list_without_a_header_is_refused_and_read_by_places(tmp_path):
    text = "Ida,Kelp\nJoss,Kelp\nKelp,Ida\n"
    assert messages(tmp_path, text)[-1].endswith("--column 'source=#1' --column 'target=#2'")
    assert claims_in(tmp_path, text, "source=#1", "target=#2")[0][:2] == ("Ida", "Kelp")


def test_long_headers_are_never_cut_in_a_word(tmp_path):
    long = "which of the many parties to the agreement of the year was named there"
    assert long in messages(tmp_path, f"{long},b\n1,2\n")[0]


def test_periods_in_gephis_notation_are_claims_with_their_dates():
    table = [(*one[:2], *one[4:]) for one in claims_of(GEPHI / "edges-comma.csv")]
    assert table == [
        ("Rhea", "Sol", "2016-02-03", "2016-02-04"),
        ("Sol", "Rhea", "2016-03-04", ".."),
        ("Ugo", "Rhea", "..", "2016-02-04"),
        ("Rhea", "Sol", "2016-02-05", "2016-02-08"),
    ]
    assert claims_of(GEPHI / "edges.csv") == claims_of(GEPHI / "edges-comma.csv")
    shown = str(load(GEPHI / "edges-comma.csv").show("Rhea", as_of="2015-01-01"))
    assert "on that day: yes" in shown
    assert "Sol" not in shown


def test_a_cell_with_several_periods_is_a_claim_for_each():
    assert [(*one[1:2], *one[4:]) for one in claims_of(GEPHI / "interval.csv")] == [
        ("Sol", "2016-02-03", "2016-02-04"),
        ("Ugo", "2016", "2017"),
        ("Ugo", "2020", "2021"),
    ]


@pytest.mark.parametrize(
    ("cell", "dates"),
    [
        ("<[2003.0, 2005.0]>", [("2003", "2005")]),
        ("<[2003, 2004, 2009]>", [("2003", "2003"), ("2004", "2004"), ("2009", "2009")]),
        ("(2016-02-03, 2016-02-10)", [("2016-02-04", "2016-02-09")]),
        ("<[2016-01, 2016-03)>", [("2016-01", "2016-02")]),
        ("[-Infinity, Infinity]", [("..", "..")]),
        ("", [("", "")]),
    ],
)
def test_brackets_leave_out_or_keep_the_dates_beside_them(cell, dates, tmp_path):
    claims = claims_in(tmp_path, f'source,target,timeset\na,b,"{cell}"\n')
    assert [one[4:] for one in claims] == dates


def test_a_period_that_cannot_be_read_is_an_error(tmp_path):
    (message,) = messages(tmp_path, "source,target,interval\na,b,often\n")
    assert message.startswith("error: 'often' is no period; write [2016-02-03, 2016-02-04]")


@pytest.mark.parametrize(
    ("path", "pairs"),
    [(BOARD, ["relation==holds_position"]), (GEPHI / "interval.csv", []), (BOARD, ["role=-"])],
)
def test_an_index_reads_columns_as_memory_does(path, pairs, tmp_path, monkeypatch):
    monkeypatch.setenv("ACTORGRAPH_CACHE", str(tmp_path))
    index = open_index(inputs_of(path, told(*pairs)))
    in_memory = read_dataset(path, columns=told(*pairs))
    assert [str(one) for one in index.problems] == [str(one) for one in in_memory.problems]
    assert len(index.problems) == len(in_memory.problems)
    graph = load(path, columns=told(*pairs))
    monkeypatch.setenv("ACTORGRAPH_INDEX", "always")
    assert str(load(path, columns=told(*pairs)).list()) == str(graph.list())


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("Name,Company,Position,Start,End\nIda,Kelp,Chair,2011,\n",
         "source=Name --column target=Company --column role=Position"),
        ("Mitglied;Gremium;Rolle;Beginn\nIda;Rat;Vorsitz;2011\n",
         "source=Mitglied --column target=Gremium --column role=Rolle"),
        ("Eigentümer;Firma;Anteil\nIda;Kelp;25\n",
         "source=Eigentümer --column target=Firma --column share=Anteil"),
        ("Actor1,Actor2,EventDate\nIda,Joss,2011-01-02\n",
         "source=Actor1 --column target=Actor2 --column date=EventDate"),
        ("de,à,relation\nIda,Kelp,possède\n", "source=de --column target=à"),
        ("Член;Партия\nИда;Кельп\n", "source=Член --column target=Партия"),
        ("Chair,Ship\nIda,Kelp\n", "source=Chair --column target=Ship"),
        ("Officer,Boat\nIda,Kelp\n", "source=Officer --column target=Boat"),
    ],
)  # fmt: skip
def test_a_list_of_any_kind_is_refused_with_the_whole_command(text, options, tmp_path):
    problems = messages(tmp_path, text)
    assert problems[-1].endswith(f"--column {options}")
    assert all(one.startswith("error: ") for one in problems)


@pytest.mark.parametrize("header", ["finish", "Resigned", "Enddatum", "left", "ceased_on"])
def test_words_for_an_end_over_dates_are_end_dates(header, tmp_path):
    text = f"source,target,since,{header}\na,b,2011,2014\n"
    assert claims_in(tmp_path, text) == [("a", "b", "", "", "2011", "2014")]


def test_people_who_are_years_are_refused(tmp_path):
    (message,) = messages(tmp_path, "Person,From,To\n2011,Ida,Kelp\n")
    assert "a list of names, but every cell looks like a date" in message


def test_one_line_without_a_header_is_taken_for_data(tmp_path):
    assert "the first line seems to be data" in messages(tmp_path, "Ida,Kelp,2011\n")[-1]
    assert "--column 'date=#3'" in messages(tmp_path, "Ida,Kelp,2011\n")[-1]


def test_a_list_that_may_be_of_entities_says_how_to_read_it_so(tmp_path):
    path = tmp_path / "people.csv"
    path.write_text("Name,Organisation,Mail\nIda,Kelp,i@x.org\n", encoding="utf-8")
    with pytest.raises(
        DataError, match="if each row is an entity, read it with --column name=Name"
    ):
        [*rows_of(path, Notes())]
    rows = [*rows_of(path, Notes(), renamed={"name": "Name"})]
    assert [row.cells["name"] for row in rows] == ["Ida"]


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        (
            "Runa Falk,Kelp Ltd,director,2010\nIda Rook,Kelp Ltd,clerk,2012\n",
            "'source=#1' --column",
        ),
        ("Who,From,To\nIda,2010,2012\n", "--column source=Who --column target==NAME"),
        ("From,To,Note\n2010,2012,chair\n", "no column seems to name who is linked with whom"),
        ("Beirat der AG;;\n\nPerson;Firma;Von\nIda;Kelp;2010\n", "the header seems to be line 3"),
        ("Soci\nAccionista,Sociedad,Cargo\nIda,Kelp,jefa\n", "the header seems to be line 2"),
    ],
)
def test_a_list_without_ends_in_its_first_line_says_what_to_do(text, advice, tmp_path):
    assert advice in messages(tmp_path, text)[-1]


def test_no_column_is_proposed_for_both_ends(tmp_path):
    rows = "Person,Blub\nAnn,Kelp\nBo,Kelp\n"
    (tmp_path / "relations.csv").write_text(rows, encoding="utf-8")
    with pytest.raises(DataError) as refused:
        load(tmp_path)
    said = "\n".join(one.message for one in refused.value.problems)
    assert "--column source=Person --column target=Blub" in said


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("Anteil in %", "share"),
        ("Betrag (EUR)", "amount"),
        ("Montant en \u20ac", "amount"),
        ("Rolle / Funktion", "role"),
        ("Anteil\nin %", "share"),
    ],
)
def test_units_remarks_and_second_words_do_not_hide_what_a_header_means(header, column):
    assert column in similar_columns(folded(header), schema.RELATION_NAMES)


def test_a_proposed_option_and_setting_hold_for_a_header_of_two_lines(tmp_path):
    header = 'source,target,"Anteil\nin %"\n'
    (tmp_path / "relations.csv").write_text(f"{header}a,b,25\n", encoding="utf-8")
    (asked,) = load(tmp_path).engine.problems
    assert "--column 'share=Anteil in %'" in asked.message
    assert toml_text("Anteil\nin %") == '"Anteil in %"'
    (claim,) = load(tmp_path, columns={"share": "Anteil in %"}).engine.all_claims()
    assert claim.share == "25"


def test_a_column_of_closed_words_is_proposed_only_for_cells_that_are_such_words(tmp_path):
    for cells, is_proposed in ((("high", "low"), False), (("stated", "likely"), True)):
        rows = "".join(f"Ann,Bo{at},{cell}\n" for at, cell in enumerate(cells))
        (tmp_path / "relations.csv").write_text(f"Entity 1,Entity 2,Confidence\n{rows}")
        with pytest.raises(DataError) as refused:
            load(tmp_path)
        said = refused.value.problems[-1].message
        assert "source=Entity 1" in said
        assert ("certainty=Confidence" in said) is is_proposed


def test_a_list_of_edges_parted_by_blanks_is_read_as_the_error_proposes(tmp_path):
    path = tmp_path / "edges.txt"
    path.write_text("Ann Bo\nBo Cy\n", encoding="utf-8")
    with pytest.raises(DataError) as refused:
        load(path)
    proposal = "--column 'source=#1' --column 'target=#2'"
    assert proposal in refused.value.problems[-1].message
    claims = load(path, columns=told("source=#1", "target=#2")).engine.all_claims()
    assert [(one.source, one.target) for one in claims] == [("Ann", "Bo"), ("Bo", "Cy")]


def ends_and_documents(tmp_path: Path, text: str, *pairs: str) -> list[tuple[str, str, str]]:
    path = tmp_path / "list.csv"
    path.write_text(text, encoding="utf-8")
    dataset = read_dataset(path, columns=told(*pairs))
    dataset.raise_errors()
    return [(one.source, one.target, one.document) for one in dataset.all_claims()]


@pytest.mark.parametrize(
    ("header", "row", "expected"),
    [
        ("From,To,Relation,Source", "Ann,Acme,owns,Post", ("Ann", "Acme", "Post")),
        ("Source,From,To", "Post,Ann,Acme", ("Ann", "Acme", "Post")),
        ("Person,Company,Role,Source", "Ann,Acme,chair,Post", ("Ann", "Acme", "Post")),
        ("Subject,Object,source", "Ann,Acme,Post", ("Ann", "Acme", "Post")),
        ("Source,Target,From", "Ann,Acme,2014", ("Ann", "Acme", "")),
        ("Source,To", "Ann,Acme", ("Ann", "Acme", "")),
        ("Source,Company,Amount", "Ann,Acme,5", ("Ann", "Acme", "")),
        ("From,To,Source,Document", "Ann,Acme,Bob,Post", ("Ann", "Acme", "Post")),
    ],
)
def test_a_source_beside_both_ends_is_what_is_cited(tmp_path, header, row, expected):
    assert ends_and_documents(tmp_path, f"{header}\n{row}\n") == [expected]


@pytest.mark.parametrize(
    ("header", "ends"),
    [
        ("Person A,Person B,Relationship,Source", ("Person A", "Person B")),
        ("Donor,Party,Amount,Source", ("Donor", "Party")),
        ("Shareholder,Company,Share,Source", ("Shareholder", "Company")),
        ("Alpha,Beta,Source", ("Alpha", "Beta")),
    ],
)
def test_a_source_beside_what_may_be_both_ends_is_proposed_as_what_is_cited(tmp_path, header, ends):
    with pytest.raises(DataError) as refused:
        ends_and_documents(tmp_path, f"{header}\nAnn,Acme,Cy,Post\n")
    pairs = [f"source={ends[0]}", f"target={ends[1]}", "document=Source"]
    for pair in pairs:
        assert pair in str(refused.value)
    between = "" if header == "Alpha,Beta,Source" else "5,"
    found = ends_and_documents(tmp_path, f"{header}\nAnn,Acme,{between}Post\n", *pairs)
    assert found == [("Ann", "Acme", "Post")]


def test_which_of_two_pairs_are_the_ends_is_asked(tmp_path):
    text = "Person 1,Person 2,From,To\nAnn,Bob,London,Paris\n"
    (said,) = messages(tmp_path, text)
    assert "--column source=From --column target=To" in said
    assert "--column 'source=Person 1' --column 'target=Person 2'" in said
    people = ("source=Person 1", "target=Person 2")
    assert ends_and_documents(tmp_path, text, *people) == [("Ann", "Bob", "")]
    dated = "Person 1,Person 2,From,To\nAnn,Bob,2014,2015\n"
    assert "two pairs" not in " ".join(messages(tmp_path, dated))


@pytest.mark.parametrize("end", ["source", "target"])
def test_an_end_that_is_left_out_is_missed(tmp_path, end):
    text = "source,target\nAnn,Bob\n"
    with pytest.raises(DataError, match=f"no column '{end}'"):
        ends_and_documents(tmp_path, text, f"{end}=-")


@pytest.mark.parametrize(
    "header", ["Date de nomination", "Amtsantritt", "就任日", "timestamp", "Begindatum", "x"]
)
def test_a_column_of_days_is_asked_about_whatever_its_header_where_no_date_is_known(
    tmp_path, header
):
    text = f"source,target,{header}\nann,bob,2014-02-03\nann,cy,\n"
    (said,) = messages(tmp_path, text)
    assert f"start_date={header}" in said
    assert f"{header}=- ends this question" in said.replace("'", "")
    assert messages(tmp_path, text, f"{header}=-") == []
    assert messages(tmp_path, text, f"start_date={header}") == []


@pytest.mark.parametrize(
    "text",
    [
        "source,target,x\nann,bob,2014\n",
        "source,target,x\nann,bob,20140203\n",
        "source,target,x\nann,bob,May\n",
        "source,target,start_date,x\nann,bob,2014,2014-02-03\n",
    ],
)
def test_a_column_of_numbers_or_beside_dates_is_none_of_days(tmp_path, text):
    assert messages(tmp_path, text) == []


def test_a_table_of_periods_without_ends_is_no_list_of_entities(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("Position,From,To,Name\nMinister,2014,2016,Ann\n", encoding="utf-8")
    with pytest.raises(DataError, match="source=Name") as refused:
        list(rows_of(path, Notes()))
    assert "if each row is an entity, read it with --column name=Name" in str(refused.value)


def test_a_day_in_another_language_is_no_name_of_an_end(tmp_path):
    text = "Persona;Empresa;Desde;Hasta\nJuan;Alfa;15-mar-14;16-ene-2015\n"
    assert [one for one in messages(tmp_path, text) if "cannot be read as a date" not in one] == []


def test_a_role_is_no_end_and_a_companys_number_is(tmp_path):
    text = "company_number,officer_name,officer_role,appointed_on\n12,Ann Lee,director,2014-02-03\n"
    said = " ".join(messages(tmp_path, text))
    assert "source=officer_name" in said
    assert "target=company_number" in said
    assert "target=officer_role" not in said


def test_a_name_in_two_columns_is_to_be_written_in_one(tmp_path):
    text = "First name,Last name,Company,Role\nAnn,Lee,Acme,chair\n"
    said = " ".join(messages(tmp_path, text))
    assert "is one part of a name and Last name another; write both in one column" in said
    assert "source=First name" not in said


@pytest.mark.parametrize(
    ("starts", "ends"),
    [
        (("2011", "ca. 2012"), ("unknown", "2014")),
        (("2011", "Mitte 2012"), ("2013", "?")),
        (("about 2010", "before 2012"), ("n/a", "present")),
    ],
)
@pytest.mark.parametrize("header", ["From,To", "Start,End"])
def test_dates_typed_by_hand_under_a_header_of_dates_make_no_people(header, starts, ends, tmp_path):
    cells = zip(("Ida", "Joss"), starts, ends, strict=True)
    rows = "".join(f"{person},Kelp,{start},{end}\n" for person, start, end in cells)
    found = messages(tmp_path, f"Person,Organisation,{header}\n{rows}")
    assert found
    assert all("a date; write" in one or "names no day" in one or "not known" in one
               for one in found), found  # fmt: skip


def test_a_name_among_typed_dates_is_refused_as_a_date(tmp_path):
    text = "Person,Organisation,From\nIda,Kelp,ca. 2011\nJoss,Kelp,Moss\nKim,Kelp,2013\n"
    found = messages(tmp_path, text)
    assert any("'Moss' is not a date" in one for one in found)


def test_numbers_under_from_and_to_are_ids_of_ends(tmp_path):
    assert claims_in(tmp_path, "From,To,Since\n12,Kelp,2011\n44197,13,2012\n") == [
        ("12", "Kelp", "", "", "2011", ""),
        ("44197", "13", "", "", "2012", ""),
    ]


def test_unknown_under_a_header_of_ends_stays_nobody(tmp_path):
    (message,) = messages(tmp_path, "From,To\nIda,unknown\nKelp,Joss\n")
    assert "is nobody in particular" in message


@pytest.mark.parametrize(
    ("text", "proposed"),
    [
        ("Ida,works for,Kelp,2011\nJoss,owns,Moss,2012\n", "source=#1 target=#3 relation=#2 date=#4"),
        ("Ида,владеет,Келп\nЁж,владеет,Мох\n", "source=#1 target=#3 relation=#2"),
        ("Ida,Kelp,owns\nJoss,Kelp,owns\n", "source=#1 target=#2 relation=#3"),
        ("ida,kelp,owns\njoss,kelp,owns\n", "source=#1 target=#2"),
    ],
)  # fmt: skip
def test_words_in_small_letters_between_names_are_the_relation(text, proposed, tmp_path):
    message = messages(tmp_path, text)[-1]
    assert message.partition("read it with ")[2].replace("'", "").split("--column ")[1:] == [
        *(f"{one} " for one in proposed.split()[:-1]),
        proposed.split()[-1],
    ]


@pytest.mark.parametrize(
    ("header", "options", "unread"),
    [
        ("Company,Director 1,Director 2", ("target=Company", "source=Director 1"), "Director 2"),
        ("Company,Director,Director (2)", ("target=Company", "source=Director"), "Director (2)"),
        ("Person 1,Person 2,Person 3", ("source=Person 1", "target=Person 2"), "Person 3"),
    ],
)
def test_a_further_column_of_ends_is_asked_about(header, options, unread, tmp_path):
    text = f"{header}\nKelp,Ida,Joss\n"
    (message,) = messages(tmp_path, text, *options)
    assert message.startswith("warning: is not read: a row has one ")
    assert f"{unread}=-" in message
    assert messages(tmp_path, text, *options, f"{unread}=-") == []


def test_a_and_b_are_the_ends_in_this_order(tmp_path):
    message = messages(tmp_path, "A,B,Beziehung\nIda,Joss,Mutter von\n")[-1]
    assert "--column source=A --column target=B --column relation=Beziehung" in message


@pytest.mark.parametrize(
    "text",
    [
        ",Ida,Joss,Kim\nIda,,x,\nJoss,x,,x\nKim,,x,\n",
        "Person,Kelp,Moss,Fern\nIda,1,0,1\nJoss,0,1,0\nKim,1,1,0\n",
    ],
)
def test_a_matrix_says_how_it_is_read(text, tmp_path):
    (tmp_path / "relations.csv").write_text(text)
    message = check_files(tmp_path).problems[-1].message
    (command,) = re.findall("`actorgraph (.+?)`", message)
    done = CliRunner().invoke(
        cli, shlex.split(command.replace("FOLDER", shlex.quote(str(tmp_path / "to"))))
    )
    assert done.exit_code == 0, done.output
    assert load(tmp_path / "to").stats().relations


def test_a_matrix_without_names_down_its_side_says_what_to_do(tmp_path):
    message = messages(tmp_path, "Ida,Joss,Kim\n0,1,0\n1,0,1\n0,1,0\n")[-1]
    assert "a matrix without names down its side; put those of the first line there" in message


@pytest.mark.parametrize(
    ("header", "ends"),
    [
        ("item,itemLabel,position,positionLabel,start", ("itemLabel", "positionLabel")),
        ("human,humanLabel,spouse,spouseLabel,since", ("humanLabel", "spouseLabel")),
    ],
)
def test_in_a_result_of_wikidata_the_ends_are_what_has_a_name(header, ends, tmp_path):
    row = "http://www.wikidata.org/entity/Q1,Ida,http://www.wikidata.org/entity/Q2,Kelp,2011"
    text = f"{header}\n{row}\n"
    message = messages(tmp_path, text)[-1]
    options = f"--column source={ends[0]} --column target={ends[1]}"
    assert message == f"error: read it with {options}"
    told_ends = [
        f"{ours}={theirs}" for ours, theirs in zip(("source", "target"), ends, strict=True)
    ]
    assert claims_in(tmp_path, text, *told_ends)[0][:2] == ("Ida", "Kelp")


def test_addresses_of_ends_whose_names_stand_beside_them_are_refused(tmp_path):
    text = "person,personLabel,employer,employerLabel\nhttp://a/Q1,Ida,http://a/Q2,Kelp\n"
    (message,) = messages(tmp_path, text)
    assert "error: holds what 'personLabel' names; if no two share a name, read" in message
    options = re.findall(r"--column (\S+=\w+)", message)
    assert claims_in(tmp_path, text, *options)[0][:2] == ("Ida", "Kelp")


@pytest.mark.parametrize(
    "text",
    [
        "Source,Target,SourceLabel\nhttp://a/1,http://a/2,Ida\n",
        "Person,Organisation,PersonLabel\nida,kelp,Ida\n",
    ],
)
def test_a_label_beside_an_end_that_is_ours_or_no_address_is_kept(text, tmp_path):
    assert claims_in(tmp_path, text)


def test_a_status_of_their_own_says_how_it_is_kept(tmp_path):
    text = "source,target,Status\nIda,Kelp,settled\nJoss,Kelp,pending\n"
    found = messages(tmp_path, text)
    (message,) = (one for one in found if one.startswith("warning"))
    assert "no cell is one of claimed, confirmed, denied" in message
    assert messages(tmp_path, text, re.findall(r"--column (\S+)", message)[0]) == []


@pytest.mark.parametrize("cells", [("settled", "Denied"), ("", "")])
def test_a_column_with_one_word_of_ours_is_ours(cells, tmp_path):
    found = messages(tmp_path, "source,target,status\n" + "".join(f"Ida,Kelp,{c}\n" for c in cells))
    assert not any(one.startswith("warning: the header") for one in found)


@pytest.mark.parametrize("mark", ["->", "\u2192", "\u2013"])
@pytest.mark.parametrize("header", ["", "link\n"])
def test_a_list_parted_by_arrows_says_what_to_write(mark, header, tmp_path):
    text = f"{header}Ida Orr {mark} Kelp Ltd\nJoss Orr {mark} Kelp Ltd\n"
    message = messages(tmp_path, text)[-1]
    assert f"on both sides of '{mark}'; write a comma" in message
    mended = f"source,target\n{text.removeprefix(header)}".replace(f" {mark} ", ",")
    assert claims_in(tmp_path, mended)[0][:2] == ("Ida Orr", "Kelp Ltd")
