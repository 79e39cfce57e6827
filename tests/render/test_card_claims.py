"""A card loses no claim and says no more than its claims, whatever the claims are."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from render.test_headlines import CLAIMS

from actorgraph import dates, schema
from actorgraph.claims import Entity
from actorgraph.edges import CONTESTED, DENIED, as_of, edges_of
from actorgraph.loading import load
from actorgraph.queries.sections import sections
from actorgraph.queries.show import Shown
from actorgraph.render import card_text, claim_table, memo
from actorgraph.render.card import Card
from actorgraph.render.date_words import day_words
from actorgraph.render.terminal import Style

pytestmark = pytest.mark.slow

DAY = "2018-01-05"
WIDE = Style(width=10**6)


def shown(claims, entity_id, day=None):
    edges = [edge for edge in edges_of(claims) if entity_id in (edge.source, edge.target)]
    if day is not None:
        edges = as_of(edges, dates.day_number(day))
    says = [e for e in edges_of(claims) if any(entity_id in c.speakers for c in e.claims)]
    return Shown(Entity(entity_id, entity_id), tuple(edges), {}, says=tuple(says))


def cards(claims):
    for entity_id in sorted({end for claim in claims for end in (claim.source, claim.target)}):
        yield shown(claims, entity_id)
        yield shown(claims, entity_id, DAY)


def lines_of(answer):
    """Each line of a card with the edges of its section whose lines read the same."""
    made = Card(answer)
    for section in sections(answer):
        for edge in section.edges:
            (line,) = made._merged([edge])
            yield line, edge


@given(CLAIMS)
@settings(max_examples=150)
def test_every_edge_has_its_line_and_every_line_its_claims(claims):
    for answer in cards(claims):
        text = "\n".join(card_text.card(answer, WIDE))
        for line, edge in lines_of(answer):
            said = f"{line.what} {line.when} {line.who} {' '.join(line.remarks)}"
            for claim in edge.claims:
                assert all(name in said for name in claim.attributed_to), (said, claim)
                assert claim.locator in said
            assert (edge.verdict == CONTESTED) == any("DISPUTED" in one for one in line.remarks)
            assert (edge.verdict == DENIED) == ("[DENIED" in said or ", DENIED" in said)
            assert line.who in text
        assert text.count("\n") < 400


@given(CLAIMS)
@settings(max_examples=150)
def test_a_line_shows_the_hedge_the_plan_and_the_reading_of_its_lead(claims):
    for answer in cards(claims):
        for line, edge in lines_of(answer):
            lead = edge.lead
            if lead.mode:
                assert f"[{lead.mode}" in line.what
                assert "took part" not in line.what
            if lead.certainty == schema.LIKELY:
                assert "[likely" in line.what
            for part, word in (("relation", "what"),):
                if part in lead.inferred:
                    assert re.search(rf"our reading: [^\]]*{word}", line.what)


@given(CLAIMS)
@settings(max_examples=150)
def test_every_date_of_a_line_is_a_claims_own(claims):
    for answer in cards(claims):
        for line, edge in lines_of(answer):
            given_dates = {
                day_words(day)
                for claim in edge.claims
                for cell in (claim.start_date, claim.end_date)
                for day in re.split(r"\.\.|/", cell.strip("[]"))
                if day
            }
            before_day = line.when.partition("; on that day")[0]
            for day in re.findall(r"\b\d{1,2} \w+ \d{4}\b", before_day):
                assert day in given_dates, (line, edge)


@given(CLAIMS)
@settings(max_examples=100)
def test_what_is_said_is_in_a_section_or_under_says_and_in_no_other(claims):
    for answer in cards(claims):
        in_sections = [edge.id for section in sections(answer) for edge in section.edges]
        assert len(in_sections) == len(set(in_sections))
        apart = {edge.id for edge in Card(answer).said_apart}
        assert not apart & set(in_sections)
        touching = {edge.id for edge in answer.edges}
        speaks = {edge.id for edge in answer.says}
        assert touching | speaks <= set(in_sections) | apart


@given(CLAIMS)
@settings(max_examples=100)
def test_full_and_sentences_lose_no_claim(claims):
    for answer in cards(claims):
        full = "\n".join(claim_table.shown(answer, WIDE))
        told = "\n".join(memo.sentences(answer, WIDE))
        for edge in (*answer.edges, *answer.says):
            for claim in edge.claims:
                for cell in (*claim.attributed_to, claim.document, claim.locator, claim.quote):
                    assert cell in full
                assert all(name in told for name in claim.attributed_to)


def test_no_card_of_the_seed_gives_a_plan_a_past_or_a_date_to_another():
    graph = load()
    for entity in graph.engine.all_entities():
        answer = graph.show(entity.id).result
        for line, edge in lines_of(answer):
            if edge.lead.mode:
                assert "[" in line.what
                assert "took part" not in line.what
        text = graph.show(entity.id, sentences=True).text()
        for edge in answer.edges:
            if edge.lead.mode == schema.PLANNED:
                assert re.search("planned, as", text, re.IGNORECASE)


@pytest.mark.parametrize("name", ["pompeo", "cia", "naryshkin", "eir"])
def test_a_narrow_terminal_loses_nothing(name):
    graph = load()
    answer = graph.show(name)
    wide = re.sub(r"\s+", "", "".join(sorted("".join(answer.lines(WIDE)))))
    narrow = re.sub(r"\s+", "", "".join(sorted("".join(answer.lines(Style(width=30))))))
    assert wide == narrow
