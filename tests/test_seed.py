"""The seed data holds what the article states, no more; and its traps come out right."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from actorgraph import dates
from actorgraph.filters import Filter
from actorgraph.loading import Graph, load
from actorgraph.locating import seed_folder
from actorgraph.queries.conflicts import conflicts
from actorgraph.queries.path import path

ARTICLES = Path(__file__).parent.parent.parent / "shared" / "seed"
"""Where the text lies beside the repository; it is not ours to ship."""
COPIED = 8
"""So many words in a row that are not a quote would be the article's sentence, not ours."""
LONGEST_QUOTE = 12


@pytest.fixture(scope="module")
def seed() -> Graph:
    return load(seed_folder())


def rows_of(name: str) -> list[dict[str, str]]:
    with (seed_folder() / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    """Every row of both files that cites the article."""
    read = [*rows_of("entities.csv"), *rows_of("relations.csv")]
    return [row for row in read if row["document"] == "eir-2018-02-05"]


@pytest.fixture(scope="module")
def paragraphs() -> dict[str, str]:
    """The paragraphs of the article by their locators, without the marks of italics."""
    texts = list(ARTICLES.glob("*.txt"))
    if not texts:
        pytest.skip(f"the article is not at hand in {ARTICLES.parent.name}/{ARTICLES.name}")
    lines = texts[0].read_text(encoding="utf-8").splitlines()
    full = [line.replace("*", "") for line in lines if line.strip()]
    return {f"p{number}": line for number, line in enumerate(full, start=1)}


def edges(seed: Graph, **wanted: str) -> list:
    return [
        edge
        for edge in seed.engine.all_edges()
        if all(getattr(edge, name) == value for name, value in wanted.items())
    ]


def test_nothing_is_wrong_with_it(seed: Graph) -> None:
    assert list(seed.engine.problems) == []
    assert not [entity.id for entity in seed.engine.all_entities() if entity.derived]


def test_fifteen_persons_are_named_and_one_is_not(seed: Graph) -> None:
    people = {entity.id for entity in seed.engine.all_entities() if entity.type == "person"}
    assert len(people - {"moscow-us-intelligence-official"}) == 15


def test_every_row_says_where_its_words_stand(
    rows: list[dict[str, str]], paragraphs: dict[str, str]
) -> None:
    verbatim = [
        (row["locator"], row[column])
        for row in rows
        for column in ("quote", "as_named")
        if row.get(column)
    ]
    assert len(verbatim) > 100
    assert {row["locator"] for row in rows} == set(paragraphs)
    assert [one for one in verbatim if one[1] not in paragraphs[one[0]]] == []


def test_only_quotes_and_names_are_words_of_the_article(
    rows: list[dict[str, str]], paragraphs: dict[str, str]
) -> None:
    def words(text: str) -> str:
        return " ".join(re.findall(r"\w+", text.casefold()))

    text = words(" ".join(paragraphs.values()))
    cells = [
        words(cell).split()
        for row in rows
        for column, cell in row.items()
        if column not in ("quote", "as_named")
    ]
    runs = {" ".join(cell[n : n + COPIED]) for cell in cells for n in range(len(cell) - COPIED + 1)}
    assert runs
    assert [run for run in runs if run in text] == []


def test_quotes_are_short_and_of_somebody_who_is_quoted(rows: list[dict[str, str]]) -> None:
    quoted = [row for row in rows if row.get("quote")]
    assert max(len(row["quote"].split()) for row in quoted) <= LONGEST_QUOTE
    assert all(row["attributed_to"] for row in quoted)


def test_only_what_the_article_dates_is_dated(seed: Graph) -> None:
    dated = {
        (claim.start_date, claim.end_date) for e in seed.engine.all_edges() for claim in e.claims
    }
    week, by_then = "[2018-01-28..2018-02-05]", "[..2018-02-05]"
    assert dated == {
        ("", ""),
        ("2018-01-26", "2018-01-26"),
        ("2018-01-29", "2018-01-29"),
        ("2018-01-30", "2018-01-30"),
        ("2018-02-02", "2018-02-02"),
        ("[2018-01-21..2018-01-29]", "[..2018-01-29]"),
        (week, week),
        (by_then, by_then),
        *((f"[..2018-{day}]", f"[2018-{day}..]") for day in ("01-26", "01-29", "01-30")),
        *((f"[..2018-{day}]", f"[2018-{day}..]") for day in ("01", "02-02", "02-05")),
    }


def test_nobody_who_is_quoted_is_given_the_date_of_another(seed: Graph) -> None:
    given = {
        claim.attributed_to
        for edge in seed.engine.all_edges()
        for claim in edge.claims
        if claim.is_dated and claim.attributed_to
    }
    assert given == {("antonov",)}


def test_nothing_but_names_is_left_without_the_publisher(seed: Graph) -> None:
    left = Filter(without=frozenset({"eir"}))
    assert list(seed.engine.all_edges(left)) == []
    facts = ("description", "published_date")
    stated = [row for row in rows_of("entities.csv") if any(row[column] for column in facts)]
    assert stated
    assert [row["id"] for row in stated if not row["document"]] == []


def test_every_claim_about_a_claim_names_one(seed: Graph) -> None:
    claims = [claim for edge in seed.engine.all_edges() for claim in edge.claims]
    about = {claim.about for claim in claims if claim.about}
    assert about == {"invitation", "push-back", "secrets", "russian-interest"}
    assert about <= {claim.id for claim in claims}


def test_every_relation_has_a_claim_with_a_paragraph_and_one_origin(seed: Graph) -> None:
    for edge in seed.engine.all_edges():
        said = [claim for claim in edge.supporting if not claim.is_reading]
        assert edge.origins == (1 if said else 0)
        assert all(claim.document and claim.locator.startswith("p") for claim in edge.claims)
        assert all(claim.speakers and claim.publisher == "eir" for claim in edge.claims)


def test_its_readme_counts_what_it_holds(seed: Graph) -> None:
    counted = seed.stats()
    text = (seed_folder() / "README.md").read_text(encoding="utf-8")
    assert f"| entities | {counted.entities}: " in text
    assert f"| claims | {counted.claims}, " in text


def test_nobody_is_in_office_only_for_lack_of_an_end(seed: Graph) -> None:
    later = Filter(as_of=dates.day_number("2026-01-01"), relations=frozenset({"holds_position"}))
    holds = {edge.holds for edge in seed.engine.all_edges(later)}
    assert holds == {dates.Holds.POSSIBLE}


def test_schumers_suggestion_is_contested_by_pompeos_letter(seed: Graph) -> None:
    (edge,) = edges(seed, relation="involved", target="something-untoward")
    assert edge.verdict == "contested"
    assert {(claim.attributed_to, claim.status) for claim in edge.claims} == {
        (("schumer",), "claimed"),
        (("pompeo",), "denied"),
    }


def test_schumer_spoke_before_the_first_announcement(seed: Graph) -> None:
    (found,) = conflicts(seed.engine, kinds=["said-too-early"]).found
    ((claim,), (_, first)) = found.claims, found.edges
    assert (claim.speakers, claim.statement_date) == (("schumer",), "2018-01-29")
    assert (first.source, first.start_date) == ("antonov", "2018-01-30")


def test_who_only_was_in_washington_did_not_thereby_meet_anybody(seed: Graph) -> None:
    met = {frozenset((edge.source, edge.target)) for edge in edges(seed, relation="met_with")}
    assert met == {frozenset(("pompeo", "naryshkin")), frozenset(("volker", "surkov"))}


def test_to_invite_to_a_new_meeting_is_a_plan_without_a_date(seed: Graph) -> None:
    (met,) = edges(seed, relation="met_with", target="surkov")
    (invited,) = edges(seed, relation="invited", source="surkov", target="volker")
    assert (met.certainty, met.start_date) == ("stated", "2018-01-26")
    assert (invited.certainty, invited.start_date) == ("planned", "")


def test_who_confirms_that_three_were_in_washington_gives_no_date(seed: Graph) -> None:
    confirmed = [c for e in edges(seed, relation="was_in") for c in e.claims if c.attributed_to[1:]]
    assert {(c.source, c.status, c.attributed_to, c.is_dated) for c in confirmed} == {
        (one, "confirmed", ("cia", "state-department"), False)
        for one in ("naryshkin", "bortnikov", "korobov")
    }


@pytest.mark.parametrize("group", ["russian-counterparts", "cia-russian-counterparts"])
def test_unnamed_counterparts_are_no_service_that_is_named(seed: Graph, group: str) -> None:
    named = {"svr", "fsb", "gru", "three-russian-services"}
    with_it = {end for e in seed.engine.touching({group}) for end in (e.source, e.target)}
    assert with_it
    assert not with_it & named


def test_surkovs_words_came_through_tass_and_eir(seed: Graph) -> None:
    through = [
        claim
        for edge in seed.engine.citing({"tass"})
        for claim in edge.claims
        if "tass" in claim.via
    ]
    assert through
    assert {(claim.attributed_to, claim.publisher) for claim in through} == {(("surkov",), "eir")}


def test_offices_without_a_named_holder_stay_without_one(seed: Graph) -> None:
    held = {edge.target for edge in edges(seed, relation="holds_position")}
    assert not held & {"us-chiefs-of-staff", "russian-chiefs-of-staff"}
    assert "moscow-us-intelligence-official" not in {
        edge.source for edge in edges(seed, relation="holds_position")
    }


@pytest.mark.parametrize(
    ("one", "other", "length"),
    [("naryshkin", "svr", 2), ("pompeo", "cia", 2), ("volker", "surkov", 1)],
)
def test_what_must_be_there_is_there(seed: Graph, one: str, other: str, length: int) -> None:
    ends = seed.engine.entities([one, other])
    (way,) = path(seed.engine, ends[one], ends[other]).paths
    assert len(way.steps) == length
