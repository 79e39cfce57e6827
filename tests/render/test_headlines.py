"""Every headline says what a claim under it says: read from the text and the JSON of answers."""

from __future__ import annotations

import re

import pytest
from factory import claim
from hypothesis import given, settings
from hypothesis import strategies as st

from actorgraph import dates, schema
from actorgraph.edges import as_of, edges_of
from actorgraph.formats.actorgraph_json import edge_object
from actorgraph.loading import load
from actorgraph.render.date_words import period_words
from actorgraph.render.wording import edge_lines

pytestmark = pytest.mark.slow

DAY = "2018-01-26"
STARTS = [
    "",
    "2017",
    "2018-01",
    DAY,
    "[2018-01-22..2018-01-28]",
    "[..2018-01-30]",
    "[2018..]",
    "..",
]


def said(kind, **cells):
    return claim(relation=kind, is_symmetric=kind == "met_with", **cells)


CLAIMS = st.lists(
    st.builds(
        said,
        source=st.sampled_from("aab"),
        target=st.sampled_from("bba"),
        kind=st.sampled_from(["met_with", "met_with", "owns", "owned_by"]),
        role=st.sampled_from(["", "", "host"]),
        start_date=st.sampled_from(STARTS),
        end_date=st.sampled_from(["", "2018", DAY, "[2018-01-30..]", ".."]),
        certainty=st.sampled_from(schema.CERTAINTIES),
        inferred=st.lists(st.sampled_from(schema.INFERRED_PARTS), max_size=2).map(tuple),
        status=st.sampled_from(schema.STATUSES),
        attributed_to=st.lists(st.sampled_from(["x", "y", "z"]), max_size=2, unique=True).map(
            tuple
        ),
        via=st.lists(st.sampled_from(["tass", "ria"]), max_size=1).map(tuple),
        publisher=st.sampled_from(["", "tass", "eir"]),
        document=st.sampled_from(["", "paper"]),
        place=st.sampled_from(["", "Dubai"]),
    ),
    min_size=1,
    max_size=5,
)

HEDGES = {
    "likely": ("hedged as likely", ", likely)"),
    "conditional": ("it depends on a condition", ", conditional)"),
    "planned": ("it is planned", ", planned)"),
}
FACTS = re.compile(
    r"(?P<words>.*?)(?: \((?P<remark>[^;]*)\))?(?:; on that day: (?P<day>yes|possible|planned|no)"
    r"(?: \((?:denied )?by (?P<by>.*?)\))?(?:, no by (?P<no>.*))?)?"
)


class Headline:
    """The two lines of an edge as a reader takes them apart, with the lines of its claims."""

    def __init__(self, sentence: str, facts: str, claims: list[str]) -> None:
        self.claims = [line.split(" · ") for line in claims]
        when, self.origins, *self.marks = facts.split(" · ")
        match = FACTS.fullmatch(when)
        assert match
        self.words, self.remark, self.day, self.by, self.no = match.groups()
        found = re.search(r" \[(.*)\]$", sentence)
        self.brackets = found[1] if found else ""

    def leads(self) -> list[list[str]]:
        """Return the claims that say what the sentence says: as firmly, with the same readings."""
        return [one for one in self.claims if self._is_as_firm(one) and self._reads(one)]

    def _is_as_firm(self, one: list[str]) -> bool:
        hedge = next((word for word in HEDGES if self.brackets.startswith(word)), "")
        hedges = [word for word, forms in HEDGES.items() if any(form in one[0] for form in forms)]
        denies = "DENIED" in self.brackets
        return hedges == [hedge] * bool(hedge) and ("den" in one[0].split(" it")[0]) == denies

    def _reads(self, one: list[str]) -> bool:
        read = re.search(r"our reading: ((?:(?:who|whom|what)(?:, |$))+)", self.brackets)
        shown = set(read[1].strip(", ").split(", ")) if read else set()
        parts = {w for p in one if p.startswith("our reading: ") for w in p[13:].split(", ")}
        ends = {"who", "whom"}
        return shown - ends == parts - ends and len(shown) == len(parts)

    def dated(self) -> list[list[str]]:
        """Return the claims that give the dates on display."""
        return [one for one in self.claims if {self.words, f"{self.words} (our reading)"} & {*one}]


def names(text: str) -> list[str]:
    return re.split(r", | and ", text)


def is_said_by(
    marked: str, claims: list[list[str]], verbs: str = "", *, of_dates: bool = False
) -> bool:
    """Return whether somebody, or nobody in a document, makes a claim as surely as is marked."""
    name = re.sub(r" \[[^\]]*\]$", "", marked)
    for one in claims:
        doubts = {"our reading" for part in one if part.startswith("our reading: ")}
        read = [part for part in one if "(our reading)" in part and "Dubai" not in part]
        doubts |= {"our reading" for _ in read if of_dates}
        doubts |= {"likely" for form in HEDGES["likely"] if form in one[0]}
        is_so = any(doubt in marked for doubt in doubts) if doubts else name == marked
        if one[0].startswith("no speaker is named"):
            documents = {part.split(", ")[0] for part in one[1:]} | {
                "nobody named",
                "a claim without a speaker",
            }
            is_theirs = name in documents
        else:
            is_theirs = name in one[0] and bool(re.search(verbs, one[0]))
        if is_so and is_theirs:
            return True
    return False


def check(headline: Headline) -> None:
    """Find a claim for everything that a headline says."""
    leads, dated = headline.leads(), headline.dated()
    assert leads
    remark = headline.remark or ""
    if headline.words != "no date given":
        assert dated
        assert remark.removesuffix("our reading") or any(one in leads for one in dated)
        if "our reading" not in re.sub(r"\[.*?\]", "", remark):
            assert any(headline.words in one for one in dated)
    whose = re.sub(r"(, )?our reading$", "", remark).removesuffix(" alone")
    if whose and not re.fullmatch(r"\d+ of \d+ origins", whose):
        is_read = remark.endswith("our reading")
        givers = [one for one in dated if is_read or headline.words in one]
        assert all(is_said_by(name, givers) for name in names(whose))
    for mark in headline.marks:
        for verb, who in re.findall(
            r"(confirmed|denied|DENIED|said) by (.*?)(?=, denied by|$)", mark
        ):
            verbs = {"confirmed": "confirm", "said": "say|claim|confirm"}.get(verb, "den")
            assert all(is_said_by(name, headline.claims, verbs) for name in names(who))
    if "contested" in " ".join(headline.marks):
        assert "CONTESTED" in headline.brackets
    if headline.by:
        assert all(is_said_by(name, headline.claims) for name in names(headline.by))
    if headline.no:
        assert all(is_said_by(name, headline.claims, of_dates=True) for name in names(headline.no))
    if number := re.match(r"(\d+) origins", headline.origins):
        assert len([one for one in headline.claims if "our reading: " not in str(one)]) >= int(
            number[1]
        )


def blocks(lines: list[str]) -> list[Headline]:
    """Return the headlines of a text that stand above claims, not above who describes an entity."""
    found = []
    for number, line in enumerate(lines):
        if line.lstrip().startswith("- ") and re.match(r" +[^ -]", lines[number - 1]):
            claims = []
            for one in lines[number:]:
                if not one.lstrip().startswith("- "):
                    break
                claims.append(one.lstrip()[2:])
            found.append(Headline(lines[number - 2], lines[number - 1].strip(), claims))
    return found


def check_json(edge: dict) -> None:
    """Find a claim for everything that an edge in JSON says."""
    claims, lead = edge["claims"], edge["claims"][edge["lead"]]
    ends = {"source": edge["source"], "relation": edge["relation"], "target": edge["target"]}
    stated = ends | lead
    for name in ("source", "relation", "target", "role", "tenure", "certainty"):
        assert edge[name] == stated[name]
    dated = {} if edge["dated_by"] is None else claims[edge["dated_by"]]
    assert (edge["start_date"], edge["end_date"]) == (
        dated.get("start_date", ""),
        dated.get("end_date", ""),
    )
    assert {*lead["inferred"]} - {"date"} == {*edge["inferred"]} - {"date"}
    assert ("date" in edge["inferred"]) == ("date" in dated.get("inferred", lead["inferred"]))
    for status in ("confirmed", "denied"):
        speakers = {name for c in claims if c["status"] == status for name in c["attributed_to"]}
        assert {*edge[f"{status}_by"]} == speakers
    statuses = {c["status"] == "denied" for c in claims}
    assert (edge["verdict"] == "denied") == (statuses == {True})
    assert (edge["verdict"] == "contested") == (statuses == {True, False})
    supporting = [c for c in claims if c["status"] != "denied"]
    founded = [c for c in supporting if not {"source", "target", "relation"} & {*c["inferred"]}]
    assert (
        edge["origins_of_date"]
        <= edge["origins"]
        <= sum(max(1, len(c["attributed_to"])) for c in founded)
    )


def edges_in(answer: object) -> list[dict]:
    """Return every edge of an answer in JSON, at any depth."""
    if isinstance(answer, dict):
        here = [answer] if "verdict" in answer and "claims" in answer else []
        return here + [edge for part in answer.values() for edge in edges_in(part)]
    return [edge for part in answer for edge in edges_in(part)] if isinstance(answer, list) else []


@given(CLAIMS)
@settings(max_examples=300)
def test_one_claim_says_what_a_headline_says_or_who_says_the_other_part_is_named(those):
    for edge in (*edges_of(those), *as_of(edges_of(those), dates.day_number(DAY))):
        lines = list(edge_lines(edge, str))
        (headline,) = blocks(lines)
        check(headline)
        check_json(edge_object(edge))
        if headline.words != "no date given":
            period = (edge.start_date, edge.end_date)
            givers = [c for c in edge.claims if (c.start_date, c.end_date) == period]
            assert headline.words == period_words(*period)
            assert headline.remark or givers


@given(CLAIMS)
def test_yes_names_only_those_who_say_yes_by_themselves(those):
    day = dates.day_number(DAY)
    for edge in as_of(edges_of(those), day):
        (headline,) = blocks(list(edge_lines(edge, str)))
        if headline.day == "yes":
            sure = [c for c in edge.supporting if c.holds_on(day) is dates.Holds.YES]
            named = {name for c in sure for name in c.speakers or (c.document or "nobody named",)}
            said = {re.sub(r" \[.*", "", one) for one in names(headline.by or "")}
            said = {"nobody named" if "without" in one else one for one in said}
            assert said == named


@pytest.fixture(scope="module")
def answers():
    """Every answer about the seed that shows edges."""
    graph = load()
    ids = [entity.id for entity in graph.engine.all_entities()]
    return [
        *(graph.show(one) for one in ids),
        *(graph.show(one, as_of=DAY) for one in ids),
        *(graph.neighbors(one, depth=2) for one in ids),
        *(graph.sources(one) for one in ids),
        *(graph.timeline(one) for one in ids),
        graph.timeline(),
        graph.conflicts(),
        *(graph.path("pompeo", one) for one in ids if one != "pompeo"),
    ]


def test_in_every_answer_about_the_seed_a_claim_says_what_stands_above_it(answers):
    headlines = [one for answer in answers for one in blocks(answer.text().splitlines())]
    assert headlines
    for headline in headlines:
        check(headline)


def test_in_every_answer_about_the_seed_in_json_the_claim_is_named(answers):
    edges = [edge for answer in answers for edge in edges_in(answer.json())]
    assert edges
    for edge in edges:
        check_json(edge)
