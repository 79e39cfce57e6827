"""What is wrong with the data of a graph: every warning and note, with file, line and column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from actorgraph import checks, schema
from actorgraph.claims import MADE_ID
from actorgraph.deceptive_names import Suspects, deceptive_names
from actorgraph.errors import Problem
from actorgraph.passages.document_checks import against_documents
from actorgraph.queries.candidates import with_candidates
from actorgraph.queries.claim_questions import (
    COLUMNS,
    doubtful_dates,
    shares_of_one,
    unknown_currencies,
)
from actorgraph.queries.enumerations import enumerations, may_name_several
from actorgraph.queries.placeholder_dates import PlaceholderDates
from actorgraph.story import check_story
from actorgraph.unowned_outlets import UnownedOutlets

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from actorgraph.engine import CellsOfRows, Engine
    from actorgraph.story import Story


@dataclass(frozen=True, slots=True)
class Checked:
    """Problems in the order in which they were found.

    Attributes:
        cited: the documents that claims cite, where these were looked up.
    """

    problems: tuple[Problem, ...]
    cited: tuple[str, ...] = ()

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
    cited: tuple[str, ...] = ()
    if documents is not None:
        found, cited = against_documents(engine, documents)
        problems += found
    if story is not None:
        problems += check_story(engine, story)
    return Checked(tuple(problems), cited)


_CITING = ("attributed_to", "via", "document")
_COLUMNS = frozenset({*schema.DATE_COLUMNS, *COLUMNS, schema.ABOUT, *_CITING})
"""The columns of relations that are asked about."""


def _questions(engine: Engine) -> Iterator[Problem]:
    """Yield what rows and entities raise by themselves; looks at every name once."""
    cells = engine.cells(_COLUMNS)
    placeholders, suspects, urls = PlaceholderDates(), Suspects(), dict[str, str]()
    placeholders.look_at_rows(cells)
    for entity in engine.entities_holding(("url", *schema.DATE_COLUMNS)):
        placeholders.look_at(entity)
        urls[entity.id] = entity.url
    outlets, enumerated = UnownedOutlets(cells.published(), urls), []
    for entry in engine.all_names():
        suspects.look_at(entry)
        outlets.look_at(entry)
        if may_name_several(entry.id):
            enumerated.append(entry.id)
    yield from doubtful_dates(cells)
    yield from placeholders.problems()
    yield from shares_of_one(cells)
    yield from unknown_currencies(cells)
    yield from _vanished(engine, cells)
    yield from deceptive_names(engine.entities(suspects.ids()).values())
    yield from outlets.problems()
    compound = engine.entities(enumerated).values()
    yield from enumerations(engine, compound, cells.speakers())


def _vanished(engine: Engine, cells: CellsOfRows) -> Iterator[Problem]:
    """Yield each row that speaks of a claim which is not there, or no longer."""
    speaking = [
        (row[schema.ABOUT].strip(), place)
        for _, place, row in cells.where({schema.ABOUT: lambda cell: bool(cell.strip())})
    ]
    gone = {claim_id for claim_id, _ in speaking}
    if gone:
        gone.difference_update(one.cells[0] for one in engine.cells(["id"]).distinct("id"))
    if any(claim_id.startswith(MADE_ID) for claim_id in gone):
        gone.difference_update(claim.claim_id for claim in engine.all_claims())
    for claim_id, place in speaking:
        if claim_id in gone:
            yield Problem("error", place.file, place.line, "about", checks.vanished(claim_id))
