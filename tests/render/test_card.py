"""The card of an entity: everything known, once, in short lines that say no more than the claims."""

from __future__ import annotations

import pytest
from factory import graph_of

from actorgraph.errors import UsageError
from actorgraph.queries import show as query
from actorgraph.queries.sections import sections
from actorgraph.render.terminal import Style

HEADER = "source,target,relation,date,status,attributed_to,via,document,locator,certainty,note\n"
AGENCY = HEADER + (
    "ann,chief,holds_position,2018-01-30,,Bo,,paper,p1,,\n"
    "ann,talks,participant,,,Bo,,paper,p2,,\n"
    "eve,talks,participant,,,Bo,,paper,p2,,\n"
    "dan,talks,participant,,,Bo,,paper,p2,planned,\n"
    "ann,vote,participant,,,Bo,,paper,p3,planned,\n"
    "ann,cy,met_with,2018-01-05,,Bo,,paper,p4,,\n"
    "cy,ann,met_with,2018-01-05,denied,Cy,,letter,p1,,\n"
    "ann,taxes,will_lower,,,ann,radio,paper,p5,likely,NOT SAID: by how much.\n"
    "gazette,ann,reported_on,,,,,paper,p6,,\n"
    "chief,agency,position_in,,,Bo,,paper,p1,,\n"
    "vice,agency,position_in,,,Bo,,paper,p1,,\n"
)
NAMES = "id,name,type\nann,Ann Berg,person\nagency,Agency,agency\nchief,Chief,position\nbo,Bo,\ncy,Cy,\n"


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    return graph_of(tmp_path_factory.mktemp("agency"), relations=AGENCY, entities=NAMES)


def lines(answer):
    return [" ".join(line.split()) for line in answer.lines(Style(width=400))]


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("ann", "Chief, Agency on 30 January 2018; beginning and end not given Bo (paper p1)"),
        ("chief", "Ann Berg on 30 January 2018; beginning and end not given Bo (paper p1)"),
        ("agency", "Chief: Ann Berg on 30 January 2018; beginning and end not given Bo (paper p1)"),
        ("agency", "vice: no holder is recorded no date given Bo (paper p1)"),
        ("chief", "in Agency no date given Bo (paper p1)"),
    ],
)
def test_an_office_is_shown_with_its_holder_from_every_side(graph, name, line):
    assert line in lines(graph.show(name))


def test_what_somebody_does_says_and_is_said_stand_apart(graph):
    text = graph.show("ann").text()
    titles = ("Offices", "Meetings and events", "Planned, hoped or conditional", "Says", "Others ")
    at = [text.index(f"\n{title}") for title in titles]
    assert at == sorted(at)
    assert text.index("will lower") > text.index("\nSays") > text.index("met with")
    assert text.index("gazette — reported on") > text.index("\nOthers about this person")


def test_a_plan_never_reads_as_done(graph):
    (planned,) = [line for line in lines(graph.show("ann")) if "vote" in line]
    assert planned == "participant in vote [planned, as Bo says] no date given Bo (paper p3)"
    assert "took part in talks" in graph.show("ann").text()
    assert "also said to have taken part: eve" in lines(graph.show("ann"))


def test_a_dispute_shows_both_sides(graph):
    shown = lines(graph.show("ann"))
    at = shown.index("met with Cy [CONTESTED] on 5 January 2018 Bo (paper p4)")
    assert shown[at + 1] == "DISPUTED: denied by Cy (letter p1)"


def test_lines_beyond_the_limit_are_counted(graph):
    text = graph.show("ann", limit=1).text()
    assert text.count("... 1 more: `--limit 0` shows all") == 1
    assert "met with" in text
    assert "took part" not in text
    assert "more:" not in graph.show("ann").text()


def test_every_cell_of_every_claim_stands_in_full(graph):
    for name in ("ann", "agency", "Bo", "Cy"):
        answer = graph.show(name, full=True)
        text = answer.text()
        claims = [claim for edge in (*answer.edges, *answer.says) for claim in edge.claims]
        for claim in claims:
            for column, cell in claim.row.items():
                words = graph.entities.set_index("id")["name"].get(cell, cell)
                assert words.replace("_", " ") in text, (column, cell)


def test_full_tells_what_touches_an_entity_from_what_it_says(graph):
    shown = graph.show("Bo", full=True).text().splitlines()
    numbers = dict.fromkeys(line[:2] for line in shown if line[1:2].isdigit())
    assert list(numbers) == [f"S{number}" for number in range(1, 9)]


def test_sentences_say_who_says_so_and_name_what_is_not_known(graph):
    shown = " ".join(lines(graph.show("ann", sentences=True)))
    assert "According to Bo (paper p1): Ann Berg was Chief; on 30 January 2018;" in shown
    assert (
        "According to Bo (paper p3): planned, as Bo puts it: Ann Berg — participant — vote;"
        in shown
    )
    assert "on 5 January 2018. DISPUTED: denied by Cy (letter p1)." in shown
    assert "NOT SAID: by how much." in shown
    assert "NOT HERE: when Ann Berg began and ended as Chief;" in shown
    assert "second publisher" not in shown


def test_sentences_of_one_publisher_say_so_once(tmp_path):
    entities = "id,name,publisher\npaper,Paper,The Paper\n"
    graph = graph_of(
        tmp_path, relations=HEADER + "a,b,aide_to,,,,,paper,p1,,\n" * 2, entities=entities
    )
    shown = graph.show("a", sentences=True).text()
    assert "NOT SAID" not in shown


def test_full_and_sentences_exclude_each_other(graph):
    with pytest.raises(UsageError):
        graph.show("ann", full=True, sentences=True)


def test_data_without_sources_says_so_once(tmp_path):
    graph = graph_of(tmp_path, relations="source,target,relation\na,b,knows\na,c,knows\n")
    text = graph.show("a").text()
    assert text.count("source") == 1
    assert "No source is named for any of this." in text
    assert "knows b, c  no date given" in text


def test_who_has_no_relation_is_told_so_without_a_word_of_filters(tmp_path):
    graph = graph_of(tmp_path, relations="source,target\na,b\n", entities="id,name\nz,Zoe\n")
    answer = graph.show("z")
    assert answer.text() == "Zoe  no type, id z: No relation is recorded here."
    assert (answer.exit_code, graph.show("z", statuses="denied").exit_code) == (0, 1)


def test_columns_of_the_data_and_amounts_stand_in_the_line(tmp_path):
    header = "source,target,relation,amount,currency,share,place,weight,document,attributed_to\n"
    rows = "a,b,paid,5,EUR,,Rome,heavy,d,X\na,b,paid,7,EUR,,Rome,,e,Y\n"
    (line,) = [
        one for one in lines(graph_of(tmp_path, relations=header + rows).show("a")) if "paid" in one
    ]
    assert "in Rome, " in line
    assert "weight heavy" in line
    assert "5 EUR (X), 7 EUR (Y)" in line


@pytest.mark.parametrize("always", ["always", "never"])
def test_of_a_hub_some_edges_and_all_offices_are_read(tmp_path, monkeypatch, always):
    monkeypatch.setenv("ACTORGRAPH_INDEX", always)
    monkeypatch.setattr(query, "MANY", 20)
    rows = "".join(f"hub,n{n},knows,d{n}\n" for n in range(100)) + "chief,hub,position_in,d\n"
    rows += "ann,chief,holds_position,d\n"
    graph = graph_of(tmp_path, relations="source,target,relation,document\n" + rows)
    answer = graph.show("hub", limit=3)
    assert len(answer.edges) == query.NEIGHBORS_OF_A_HUB + 1
    assert answer.left_out == 101 - len(answer.edges)
    assert "chief: ann" in answer.text()
    assert "60 more neighbors are left out" in answer.text()
    whole = graph.show("hub")
    assert (len(whole.edges), whole.left_out) == (101, 0)
    assert "left out" not in whole.text()


def test_sections_hold_every_edge_once(graph):
    answer = graph.show("agency")
    assert [one.kind for one in sections(answer)] == ["offices"]
    numbers = [n for section in answer.json()["sections"] for n in section["edges"]]
    everything = answer.json()["edges"] + answer.json()["beyond"]
    assert [everything[n]["relation"] for n in numbers] == ["holds_position", "position_in"]


TWO = HEADER.replace(",note", ",note,place") + (
    "ann,chief,holds_position,,,,,one,p1,,,\nbo,chief,holds_position,,,,,two,p1,,,\n"
    "chief,agency,position_in,,,,,one,p1,,,\n"
    "cy,dan,met_with,2018-01-05,confirmed,,,two,p2,,,\n"
    "cy,dan,met_with,2018-01-05,,Eve,,one,p3,likely,,Rome\n"
)
PAPERS = "id,name,type,publisher\none,One,document,Post\ntwo,Two,document,Ledger\n"


def test_who_holds_an_office_by_another_publisher_is_no_part_of_one_publishers_card(tmp_path):
    graph = graph_of(tmp_path, relations=TWO, entities=PAPERS)
    text = graph.show("agency").text()
    assert "chief: bo" in text
    assert "one publisher" not in text
    assert "leaves no relation" not in text
    assert "when bo began" not in graph.show("ann", sentences=True).text()


def test_a_place_or_a_hedge_that_one_of_several_claims_has_names_whose_it_is(tmp_path):
    graph = graph_of(tmp_path, relations=TWO, entities=PAPERS)
    (line,) = [one for one in lines(graph.show("cy")) if "met with" in one]
    assert "in Rome (Eve [likely])" in line
    assert "Eve (Post p3) [likely]" in line
    assert "[likely] · " not in line.partition("confirmed")[2].partition(";")[0]


def test_who_is_denied_to_have_taken_part_is_not_shown_among_those_who_did(tmp_path):
    rows = "ann,talks,participant,,denied,,,one,p1,,\nbo,talks,participant,,,,,one,p2,,\n"
    graph = graph_of(tmp_path, relations=HEADER + rows, entities=PAPERS)
    assert "participant in talks [DENIED]" in graph.show("ann").text()
    assert "taken part" not in graph.show("ann").text()
    assert "ann" not in graph.show("bo").text()


def test_a_publisher_is_named_although_no_relation_names_it(tmp_path):
    entities = "id,name,type,publisher\nd1,Report,document,pub\npub,The Publisher,media,\n"
    graph = graph_of(tmp_path, relations="source,target\nd1,x\n", entities=entities)
    assert "Publisher: The Publisher" in graph.show("d1").text()


MEMO = (
    "source,target,relation,attributed_to,via,document\na,b,paid,Bo,,memo\na,c,paid,,radio,memo\n"
)


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("memo", "2 claims rest on Memo: `sources memo` lists them."),
        ("radio", "1 claim rests on Radio: `sources radio` lists it."),
    ],
)
def test_a_document_without_relations_says_how_many_claims_rest_on_it(tmp_path, name, line):
    entities = "id,name,type\nmemo,Memo,document\nradio,Radio,media\nbo,Bo,\n"
    graph = graph_of(tmp_path, relations=MEMO, entities=entities)
    answer = graph.show(name)
    assert lines(answer)[0].endswith(": No relation is recorded here.")
    assert lines(answer)[-1] == line
    assert answer.json()["rest_on_it"] == int(line[0])
    assert "rest" not in graph.show("bo").text()


OFFICES = HEADER + (
    "ann,minister,holds_position,,,,,one,p1,,\n"
    "cy,minister,holds_position,,,Cy,,one,p1,planned,\n"
    "minister,ministry,position_in,,,,,one,p1,,\n"
    "dan,chief,holds_position,,,,,one,p1,,\n"
    "chief,minister,position_in,,,,,one,p1,,\n"
    "eve,clerk,holds_position,,denied,Eve,,one,p1,,\n"
    "clerk,ministry,position_in,,,,,one,p1,,\n"
    "fay,ministry,holds_position,,,,,one,p1,,\n"
)
TYPES = "id,name,type\nministry,Ministry,agency\nminister,Minister,position\nchief,Chief,position\n"


def test_only_those_who_hold_an_office_stand_under_held_by(tmp_path):
    graph = graph_of(tmp_path, relations=OFFICES, entities=TYPES)
    parts = graph.show("minister").text().split("\n\n")
    held = next(part for part in parts if part.startswith("Held by"))
    assert [line.split()[0] for line in held.splitlines()[1:]] == ["ann"]
    offices = next(part for part in parts if part.startswith("Offices"))
    assert [line.split("  ")[1] for line in offices.splitlines()[1:]] == [
        "in Ministry",
        "Chief: dan",
    ]


def test_a_body_shows_who_is_planned_to_hold_its_offices_and_which_nobody_holds(tmp_path):
    graph = graph_of(tmp_path, relations=OFFICES, entities=TYPES)
    text = graph.show("ministry").text()
    assert "Held by" not in text
    assert "an office that is not named: fay" in text
    assert "clerk: no holder is recorded" in text
    assert "cy — holds position — Minister [planned, as Cy says]" in text
    assert text.index("\nPlanned,") < text.index("cy — holds")
    assert "an office in Ministry" in graph.show("fay").text()
    assert "fay held an office in Ministry" in graph.show("fay", sentences=True).text()


def test_a_filter_that_leaves_out_holders_does_not_say_that_there_are_none(tmp_path):
    graph = graph_of(tmp_path, relations=OFFICES, entities=TYPES)
    text = graph.show("ministry", relations="position_in").text()
    assert "Minister: no holder passes the filters" in text
    assert "recorded" not in text


def test_a_role_that_begins_the_name_of_its_office_is_not_said_twice(tmp_path):
    rows = (
        "source,target,relation,role\nann,body,holds_position,Chair\nbo,x,holds_position,acting\n"
    )
    graph = graph_of(tmp_path, relations=rows, entities="id,name,type\nbody,Body,agency\n")
    assert "Chair, Body: ann  " in graph.show("body").text()
    assert "x (acting)" in graph.show("bo").text()


TERMS = (
    "source,target,relation,role,start_date,end_date,document,status,amount,assessment\n"
    "ann,chief,holds_position,,2001,,one,,,\n"
    "ann,chief,holds_position,,,2004,two,,,\n"
    "bo,chief,holds_position,,2005,,two,,,\n"
    "cy,chief,holds_position,,,,two,denied,,\n"
    "ann,bo,paid,,,,,,5,\n"
    "ann,cy,paid,,,,one,,5,rejected\n"
)


def test_what_another_claim_gives_or_nobody_says_to_be_is_not_said_to_be_missing(tmp_path):
    memo = graph_of(tmp_path, relations=TERMS).show("chief", sentences=True).text()
    assert "NOT HERE: when bo ended as chief." in memo


def test_a_sentence_loses_no_amount_and_a_memo_counts_what_it_leaves_out(tmp_path):
    graph = graph_of(tmp_path, relations=TERMS)
    memo = graph.show("ann", sentences=True).text()
    assert "Without a source: ann paid bo; no date given, 5." in memo
    assert "LEFT OUT" not in memo
    assert memo.endswith("1 claim is rejected and not used; --assessment rejected shows it.")
    short = graph.show("ann", sentences=True, limit=1).text()
    assert "LEFT OUT: 1 more relation; `--limit 0` shows all." in short
    assert "3. " not in short
