"""What is wrong with the data of a graph: every warning and note, with file, line and column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from actorgraph import checks, evidence
from actorgraph.errors import Problem
from actorgraph.passages.document_checks import against_documents
from actorgraph.queries.candidates import with_candidates
from actorgraph.queries.claim_questions import DoubtfulDates, Shares
from actorgraph.queries.enumerations import enumerations
from actorgraph.queries.placeholder_dates import PlaceholderDates
from actorgraph.story import check_story

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from actorgraph.claims import Claim
    from actorgraph.engine import Engine
    from actorgraph.story import Story


@dataclass(frozen=True, slots=True)
class Checked:
    """Problems in the order in which they were found."""

    problems: tuple[Problem, ...]

    @property
    def has_errors(self) -> bool:
        """Whether the data cannot be used as it is."""
        return any(problem.level == "error" for problem in self.problems)


def check(engine: Engine, *, documents: Path | None = None, story: Story | None = None) -> Checked:
    """Report what reading the data found, deceptive names, outlets and quotes.

    Args:
        documents: the folder of the documents in which quotes are looked up; None looks up none.
        story: what a page would tell, of which the claims are looked up.

    Raises:
        UsageError: if the folder is not there.
    """
    problems = [*with_candidates(engine, engine.problems), *_questions(engine)]
    problems += [*evidence.in_names(engine), *evidence.of_outlets(engine)]
    problems += enumerations(engine)
    if documents is not None:
        problems += against_documents(engine, documents)
    if story is not None:
        problems += check_story(engine, story)
    return Checked(tuple(problems))


def _questions(engine: Engine) -> Iterator[Problem]:
    """Yield what each claim by itself raises; looks at every claim once."""
    dates_asked, placeholders, shares = DoubtfulDates(), PlaceholderDates(), Shares()
    speaking = []
    for claim in engine.all_claims():
        dates_asked.look_at(claim)
        placeholders.look_at(claim)
        shares.look_at(claim)
        if claim.about and not claim.derived:
            speaking.append(claim)
    placeholders.look_at_entities(engine)
    yield from dates_asked.problems
    yield from placeholders.problems()
    yield from shares.problems()
    yield from _vanished(engine, speaking)


def _vanished(engine: Engine, speaking: Sequence[Claim]) -> Iterator[Problem]:
    """Yield each row that speaks of a claim which is not there, or no longer."""
    ids = {claim.claim_id for claim in engine.all_claims()} if speaking else set()
    for claim in speaking:
        if claim.about not in ids:
            yield Problem("error", claim.file, claim.line, "about", checks.vanished(claim.about))
