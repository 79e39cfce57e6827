"""Ten natural questions about the seed, through the client: whole, within their budget, with claims.

What an answer has to name is taken from the rows by a rule of its own, not from another answer.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import pytest
from client import lines_of, problems, rests_on, with_client

from actorgraph import dates, load
from actorgraph.assistants.answer_text import DEFAULT_CHARACTERS
from actorgraph.locating import seed_folder

if TYPE_CHECKING:
    from collections.abc import Callable

    from actorgraph.claims import Claim

SEED = seed_folder()
MEETING = {"met_with", "met_periodically_with", "held_discussions_with", "participant"}
DAY = dates.day_number("2018-01-30")


class Question(NamedTuple):
    """A question in words, the call that answers it, and which claims it has to name."""

    words: str
    tool: str
    arguments: dict[str, object]
    expects: Callable[[Claim], bool]


def touches(who):
    return lambda claim: who in (claim.source, claim.target)


QUESTIONS = (
    Question(
        "Who met whom according to whom?",
        "claims",
        {"relation": sorted(MEETING)},
        lambda claim: claim.relation in MEETING,
    ),
    Question(
        "Who held which office on 30 January 2018?",
        "offices",
        {"as_of": "2018-01-30"},
        lambda claim: claim.relation == "holds_position" and str(claim.holds_on(DAY)) != "no",
    ),
    Question(
        "What is denied by whom?",
        "claims",
        {"status": ["denied"]},
        lambda claim: claim.status == "denied",
    ),
    Question(
        "What was planned?",
        "claims",
        {"certainty": ["planned"]},
        lambda claim: claim.certainty == "planned",
    ),
    Question(
        "What happened on 2 February 2018?",
        "timeline",
        {"since": "2018-02-02", "until": "2018-02-02"},
        lambda claim: "2018-02-02" in (claim.start_date, claim.statement_date),
    ),
    Question(
        "What does EIR tell in its own voice?",
        "claims",
        {"speaker": ["EIR"]},
        lambda claim: not claim.attributed_to,
    ),
    Question(
        "What did Pompeo say?",
        "claims",
        {"speaker": ["Pompeo"]},
        lambda claim: "pompeo" in claim.attributed_to,
    ),
    Question(
        "Who is linked to Surkov and how?", "neighbors", {"name": "Surkov"}, touches("surkov")
    ),
    Question(
        "What rests on Antonov alone?",
        "sources",
        {"name": "Antonov"},
        lambda claim: "antonov" in claim.sources,
    ),
    Question("Which dates are whose?", "timeline", {}, lambda claim: bool(claim.statement_date)),
)


@pytest.fixture(scope="module")
def graph():
    return load(SEED)


@pytest.fixture(scope="module")
def answers():
    """The pages of each answer, read on until nothing is left."""

    async def use(client):
        pages = {}
        for one in QUESTIONS:
            skip, texts = 0, []
            while skip is not None:
                arguments = {**one.arguments, "skip": skip}
                (content,) = (await client.call_tool(one.tool, arguments)).content
                texts.append(content.text)
                following = re.search(r"Ask again with skip=(\d+)", content.text)
                skip = int(following[1]) if following else None
            pages[one.words] = texts
        return pages

    return with_client(SEED, use)


@pytest.mark.slow
@pytest.mark.parametrize("question", QUESTIONS, ids=lambda one: one.words)
def test_each_sentence_names_claims_that_are_there(question, answers, graph):
    for page in answers[question.words]:
        assert list(problems(graph, page)) == []


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda one: one.words)
def test_no_answer_is_longer_than_four_thousand_tokens(question, answers):
    lengths = [len(page) for page in answers[question.words]]
    assert max(lengths) <= DEFAULT_CHARACTERS
    assert len(lengths) <= 4


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda one: one.words)
def test_an_answer_names_every_claim_that_it_has_to(question, answers, graph):
    lines = [line for page in answers[question.words] for line in lines_of(page)]
    named = {id_ for line in lines if not line.startswith("# ") for id_ in rests_on(line)}
    expected = {one.claim_id for one in graph.engine.all_claims() if question.expects(one)}
    assert expected
    assert expected - named == set()


def test_what_rests_on_one_alone_stands_apart(answers, graph):
    (page,) = answers["What rests on Antonov alone?"]
    alone = marked_part(page, "Rests on Anatoly Antonov alone")
    assert len(alone) == 6
    for line in alone:
        for edge in graph.engine.all_edges():
            if {one.claim_id for one in edge.claims} & set(rests_on(line)):
                assert all("antonov" in one.sources for one in edge.claims)


def marked_part(text, title):
    """The lines under a heading."""
    after = text.partition(f"# {title}\n")[2]
    return [one for one in re.split(r"\n# ", after)[0].split("\n") if one.startswith("[")]
