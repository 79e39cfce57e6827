"""A story: steps of a few sentences each, bound to claims and to what a page shows, in Markdown.

    # Who met whom

    ## Naryshkin in Washington

    Antonov says that Naryshkin was there; the CIA confirms it.

    Claims: visit (confirmed), ag-0123456789abcdef (claimed, our reading)
    See: #id=naryshkin&asof=2018-01-26

`Claims` names claims by their ids, with the words that stood for each when the step was written: if
these change, the step may say more than its claims, and `check` reports it. `See` is a link that
the page copied, or its fragment. Called by `export`, which leaves out steps that are not borne
out, and by `check`. Leaves out how a page shows a story (render/page/story.js).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import parse_qsl

from actorgraph import dates, schema
from actorgraph.edges import CONTESTED
from actorgraph.errors import DataError, Problem
from actorgraph.limits import written_text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from pathlib import Path

    from actorgraph.claims import Claim
    from actorgraph.edges import Edge
    from actorgraph.engine import Engine

OUR_READING = "our reading"

_ENTITIES = (
    "id", "from", "to", "mark", "around", "only", "apart", "line", "owners", "owned", "flows",
)  # fmt: skip
_DAYS = ("asof", "since", "until")
_OTHERS = ("edge", "without", "notype", "norelation", "noverdict", "origins", "through", "parallel")
KNOWN = (*_ENTITIES, *_DAYS, *_OTHERS, "offices", "colour", "width", "view", "step", "at")
"""What a link can say; render/page/permalink.js writes and reads it."""
_EDGE_ENDS = (0, 2)
"""Where the words that name a relation in a link have its ends."""

_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*$")
_LABEL = re.compile(r"(claims|see)\s*:\s*(.*)$", re.IGNORECASE)
_CITED = re.compile(r"([^()]+?)\s*(?:\(([^()]*)\))?$")
_APART = re.compile(r",(?![^(]*\))")


class Cited(NamedTuple):
    """A claim as a step names it.

    Attributes:
        words: what stood for it when the step was written; empty where the step does not say.
    """

    id: str
    words: tuple[str, ...]
    line: int


@dataclass(slots=True)
class Step:
    """A step of a story.

    Attributes:
        line: of its heading.
        see: the fragment of a link, without its mark; "" shows everything.
        see_line: where that stands; 0 for nowhere.
    """

    title: str
    line: int
    text: str = ""
    claims: tuple[Cited, ...] = ()
    see: str = ""
    see_line: int = 0

    @property
    def asked(self) -> list[tuple[str, str]]:
        """What the step shows: each part of its link by name."""
        return parse_qsl(self.see)

    @property
    def entities(self) -> list[str]:
        """The ids of entities that its link names."""
        edge = [text for name, text in self.asked if name == "edge"]
        ends = [edge[place] for place in _EDGE_ENDS if place < len(edge)]
        return [text for name, text in self.asked if name in _ENTITIES] + ends


@dataclass(slots=True)
class Story:
    """A story as it was read.

    Attributes:
        left_out: how many of its steps are no part of it any more.
        problems: what is wrong with the way it is written.
    """

    file: str
    title: str = ""
    steps: list[Step] = field(default_factory=list)
    left_out: int = 0
    problems: list[Problem] = field(default_factory=list)

    def without(self, steps: Collection[Step]) -> Story:
        """Return the story without some of its steps, which are counted."""
        left = [step for step in self.steps if not any(step is one for one in steps)]
        return replace(self, steps=left, left_out=self.left_out + len(self.steps) - len(left))


def read_story(path: Path) -> Story:
    """Read a file with a story.

    Raises:
        UsageError: if it cannot be read.
    """
    return story_in(written_text(path), str(path))


def asked_story(path: Path) -> Story:
    """Read a file with a story that somebody names: it has to tell one.

    Raises:
        UsageError: if it cannot be read.
        DataError: if it tells no story as it is written.
    """
    story = read_story(path)
    if story.problems:
        raise DataError(story.problems)
    return story


def story_in(text: str, file: str) -> Story:
    """Return the story that a text tells; its problems are kept, not raised."""
    story = Story(file)
    for number, line in enumerate(text.splitlines(), start=1):
        _take(story, line.strip(), number)
    for step in story.steps:
        step.text = step.text.strip()
        for missing, what in ((step.text, "text"), (step.claims, "claims")):
            if not missing:
                advice = "write Claims: and the ids of what it says" if what == "claims" else ""
                words = f"the step {step.title!r} has no {what}"
                _wrong(story, step.line, "; ".join(filter(None, (words, advice))))
    if not story.steps:
        _wrong(story, 0, "tells no step; a step begins with a heading: ## Who met whom")
    return story


def _wrong(story: Story, line: int, message: str, level: str = "error") -> None:
    story.problems.append(Problem(level, story.file, line, "", message))


def _take(story: Story, line: str, number: int) -> None:
    """Add one line to the story."""
    heading, label = _HEADING.match(line), _LABEL.match(line)
    if heading and len(heading[1]) == 1 and not story.steps and not story.title:
        story.title = heading[2]
    elif heading:
        story.steps.append(Step(heading[2], number))
    elif not story.steps:
        if line:
            _wrong(story, number, "stands before the first step; write a heading above it: ## ...")
    elif label and label[1].lower() == "claims":
        story.steps[-1].claims += tuple(_cited(story, label[2], number))
    elif label:
        step = story.steps[-1]
        if step.see_line:
            _wrong(story, number, f"the step has a link already, in line {step.see_line}")
        step.see, step.see_line = _fragment(label[2]), number
    else:
        _add_text(story.steps[-1], line)


def _add_text(step: Step, line: str) -> None:
    """Add a line of text; an empty one parts paragraphs."""
    between = "\n\n" if not line else "" if step.text.endswith("\n") or not step.text else " "
    step.text = step.text.rstrip() + between if not line else step.text + between + line


def _cited(story: Story, text: str, line: int) -> Iterator[Cited]:
    for part in filter(None, map(str.strip, _APART.split(text))):
        if match := _CITED.match(part):
            words = tuple(filter(None, map(str.strip, (match[2] or "").lower().split(","))))
            yield Cited(match[1], words, line)
        else:
            _wrong(story, line, f"{part!r} names no claim; write it as: id (claimed)")


def _fragment(link: str) -> str:
    """Return what follows the first # of a link, or of one in angle brackets."""
    return link.strip("<>").partition("#")[2] if "#" in link else link.strip("<>")


def words_for(claim: Claim, *, is_contested: bool) -> tuple[str, ...]:
    """Return the words that stand for a claim: what its speaker does, and what makes it weaker."""
    words = [claim.status]
    if claim.certainty != schema.STATED:
        words.append(claim.certainty)
    if claim.inferred:
        words.append(OUR_READING)
    if is_contested and claim.status != schema.DENIED:
        words.append(CONTESTED)
    if claim.assessment == schema.REJECTED:
        words.append(schema.REJECTED)
    return tuple(words)


class Words:
    """The words that stand for claims, by their ids."""

    def __init__(self, edges: Iterable[Edge], others: Iterable[Claim] = ()) -> None:
        self._words: dict[str, tuple[str, ...]] = {}
        for edge in edges:
            for claim in edge.claims:
                words = words_for(claim, is_contested=edge.verdict == CONTESTED)
                self._words.setdefault(claim.claim_id, words)
        for claim in others:
            self._words.setdefault(claim.claim_id, words_for(claim, is_contested=False))

    def problem(self, cited: Cited) -> tuple[str, str] | None:
        """Return what is wrong with how a step names a claim, as a level and a message."""
        words = self._words.get(cited.id)
        if words is None:
            return "error", (
                f"no claim has the id {cited.id!r}; it has changed or is gone, "
                "`actorgraph claims --json` lists the id of each"
            )
        now = f"{cited.id} ({', '.join(words)})"
        if not cited.words:
            return "warning", f"write {now}; then `check` tells if that changes"
        if set(cited.words) != set(words):
            was = ", ".join(cited.words)
            return "error", f"was {was} when the step was written, and is now {now}"
        return None


def borne_out(story: Story, edges: Iterable[Edge], ids: Collection[str]) -> Story:
    """Return the story without the steps that these edges and entities do not bear out.

    A step goes that names a claim or an entity which is not there, or a claim for which other
    words stand now, or that is not whole.
    """
    words = Words(edges)
    broken = {problem.line for problem in story.problems}

    def fails(step: Step) -> bool:
        lines = {step.line, step.see_line, *(cited.line for cited in step.claims)}
        problems = (words.problem(cited) for cited in step.claims)
        return (
            not broken.isdisjoint(lines)
            or any(problem and problem[0] == "error" for problem in problems)
            or any(entity not in ids for entity in step.entities)
        )

    return story.without([step for step in story.steps if fails(step)])


def check_story(engine: Engine, story: Story) -> Iterator[Problem]:
    """Yield what is wrong with a story: how it is written, and what the data do not bear out."""
    yield from story.problems
    words = Words(engine.all_edges(), engine.all_claims())
    known = _known_words(engine)
    for step in story.steps:
        for cited in step.claims:
            if problem := words.problem(cited):
                level, message = problem
                yield Problem(level, story.file, cited.line, "", message)
        for message in _wrong_parts(engine, step, known):
            yield Problem("error", story.file, step.see_line, "", message)


def _known_words(engine: Engine) -> Mapping[str, Collection[str]]:
    """Return for each filter that a link can name the words that it can have."""
    claims = list(engine.all_claims())
    return {
        "without": {source for claim in claims for source in claim.sources},
        "norelation": {schema.main_word(claim.relation) for claim in claims},
        "notype": {entity.type for entity in engine.all_entities()},
    }


def _wrong_parts(engine: Engine, step: Step, known: Mapping[str, Collection[str]]) -> Iterator[str]:
    """Yield what is wrong with the link of a step."""
    there = engine.entities(step.entities)
    for entity in step.entities:
        if entity not in there:
            yield f"no entity has the id {entity!r}"
    for name, text in step.asked:
        if name not in KNOWN:
            yield f"a link has no part {name!r}; there are {', '.join(KNOWN)}"
        elif name in _DAYS and not _is_day(text):
            yield f"{name}={text} is no day; write it as {name}=2018-01-26"
        elif name in known and schema.main_word(text) not in known[name]:
            yield f"{name}={text} names nothing that is here"


def _is_day(text: str) -> bool:
    try:
        return dates.day_text(dates.day_number(text)) == text
    except (dates.DateError, ValueError):
        return False
