"""What is wrong with the data of a graph: every warning and note, with file, line and column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from actorgraph import checks, dates, evidence, schema
from actorgraph.edges import is_given
from actorgraph.errors import Problem
from actorgraph.queries.candidates import with_candidates
from actorgraph.queries.enumerations import enumerations
from actorgraph.queries.placeholder_dates import placeholder_dates
from actorgraph.story import check_story

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

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
    problems = [*with_candidates(engine, engine.problems), *_doubtful_dates(engine)]
    problems += placeholder_dates(engine)
    problems += [*_vanished(engine), *evidence.in_names(engine), *evidence.of_outlets(engine)]
    problems += enumerations(engine)
    if documents is not None:
        problems += evidence.against_documents(engine, documents)
    if story is not None:
        problems += check_story(engine, story)
    return Checked(tuple(problems))


def _vanished(engine: Engine) -> Iterator[Problem]:
    """Yield each row that speaks of a claim which is not there, or no longer."""
    speaking = [claim for claim in engine.all_claims() if claim.about and not claim.derived]
    if not speaking:
        return
    ids = {claim.claim_id for claim in engine.all_claims()}
    for claim in speaking:
        if claim.about not in ids:
            yield Problem("error", claim.file, claim.line, "about", checks.vanished(claim.about))


def _doubtful_dates(engine: Engine) -> Iterator[Problem]:
    """Yield each event with a beginning alone, and each unknown word once that a date makes one."""
    known = schema.STATE_RELATIONS | schema.EVENT_RELATIONS
    asked: set[str] = set()
    for claim in engine.all_claims():
        word, date = claim.relation, claim.row.get(schema.DATE_COLUMN, "")
        names_time = date not in ("", dates.OPEN) and "/" not in date
        if names_time and word and word not in known and word not in asked:
            asked.add(word)
            message = checks.unknown_event(word, date)
            yield Problem("note", claim.file, claim.line, schema.DATE_COLUMN, message)
        elif word in schema.EVENT_RELATIONS and not claim.end_date and is_given(claim.start_date):
            message = checks.begun_event(word, claim.start_date)
            yield Problem("warning", claim.file, claim.line, "start_date", message)
