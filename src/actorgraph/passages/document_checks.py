"""Hold claims against the documents that they cite: locators, quotes, names, copies, changes.

All is reported with file, line and column, as reading does. Leaves out how a text is read and
searched (document_texts.py, quotations.py).
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from actorgraph.errors import Problem, UsageError
from actorgraph.passages.document_folder import DocumentFolder
from actorgraph.passages.fingerprints import changed_documents
from actorgraph.passages.locators import paragraph_at, part_of, problem_of
from actorgraph.passages.quotations import LEFT_OUT, find_cited, find_quote, nearest
from actorgraph.passages.shared_texts import shared_texts
from actorgraph.reprints import reprints

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from actorgraph.claims import Claim, Entity
    from actorgraph.engine import Engine
    from actorgraph.passages.document_texts import DocumentText, Span

VERBATIM = {"quote": "the quote", "as_named": "the wording of as_named"}
"""The columns whose words must stand in the document, and what a message calls them."""
_LISTED = 10


class DocumentCheck(NamedTuple):
    """What documents say to the claims that cite them.

    Attributes:
        problems: what they do not bear out.
        cited: the ids of all documents that claims cite, there or not.
    """

    problems: list[Problem]
    cited: tuple[str, ...]


def against_documents(engine: Engine, folder: Path) -> DocumentCheck:
    """Report locators, quotes and names that the documents in a folder do not bear out.

    A document's text is the file named by its id: `eir-2018-02-05.txt`. Whitespace, the shape of
    quotation marks and of dashes do not count. Documents that have changed since their SHA-256 was
    recorded, documents that no claim cites, and reprints are reported too.

    Raises:
        UsageError: if the folder is not there.
    """
    documents = DocumentFolder(folder)
    unread: set[str] = set()
    cited: dict[str, Claim] = {}
    problems = []
    for claim in chain(engine.all_claims(), _descriptions_citing(engine)):
        if not claim.document or claim.derived:
            continue
        cited.setdefault(claim.document, claim)
        if claim.document in unread:
            continue
        try:
            text = documents.get(claim.document)
        except UsageError as error:
            unread.add(claim.document)
            problems.append(_at(claim, "error", "document", str(error)))
            continue
        if text is None:
            unread.add(claim.document)
            named = engine.entities([claim.document])
            problems.append(_missing(claim, folder, named.get(claim.document)))
        else:
            problems += claim_against_document(claim, text)
    known = {document: claim for document, claim in cited.items() if document not in unread}
    problems += changed_documents(documents, known)
    dated = _dates(engine, known)
    problems += [*_uncited(documents, cited), *shared_texts(known, documents, dated)]
    return DocumentCheck(problems, tuple(cited))


def _descriptions_citing(engine: Engine) -> Iterator[Claim]:
    """Yield who says what an entity is, of the rows of entities.csv that cite a document."""
    for entity in engine.described_entities():
        for description in entity.descriptions:
            if description.claim.document:
                yield description.claim


def _dates(engine: Engine, documents: Iterable[str]) -> dict[str, str]:
    """Map documents to the dates on which they were published, as the data writes them."""
    named = engine.entities(documents)
    return {one.id: one.published_date for one in named.values() if one.published_date}


def claim_against_document(claim: Claim, document: DocumentText) -> Iterator[Problem]:
    """Yield what a document does not bear out: the locator, the quote, how somebody is named."""
    wrong = problem_of(document, claim.locator, claim.document)
    problems = []
    for column, what in VERBATIM.items():
        words = getattr(claim, column)
        if not words or find_cited(words, document, claim.locator):
            continue
        if wrong and (found := find_quote(words, document.text)):
            wrong += f" {what.capitalize()} is at {_paragraphs(document, found)}."
        else:
            problems.append(_at(claim, "error", column, _not_there(what, words, claim, document)))
    if wrong:
        yield _at(claim, "warning", "locator", wrong)
    yield from problems


def reprinted(documents: DocumentFolder, ids: Iterable[str]) -> dict[str, frozenset[str]]:
    """Map each document that is a reprint to all that share its text.

    Args:
        ids: the documents to compare; those without a text are reprints of none.

    Raises:
        UsageError: if one of them cannot be read.
    """
    return reprints(documents.texts(ids))


def reprinted_in(folder: Path) -> dict[str, frozenset[str]]:
    """Map each document of a folder that is a reprint to all that share its text.

    Raises:
        UsageError: if the folder is not there, or one of its documents cannot be read.
    """
    documents = DocumentFolder(folder)
    names = (name for file in documents.files() for name in (file.name, file.stem))
    return reprinted(documents, dict.fromkeys(names))


def _not_there(what: str, words: str, claim: Claim, document: DocumentText) -> str:
    """Return that words are not where they should be, and where they are."""
    if found := find_quote(words, document.text):
        at = _paragraphs(document, found)
        part = part_of(document, claim.locator)
        if part is not None and found[0] < part[1] and part[0] < found[1]:
            return f"{what} runs over {at} of {claim.document}; {claim.locator} is a part of that."
        return f"{what} is not at {claim.locator} of {claim.document} but at {at}."
    if find_quote(words, document.text, left_out=len(document.text)):
        return (
            f"more than {LEFT_OUT:,} letters are left out of {what} in {claim.document}; make it "
            "two claims, each with its own words."
        )
    if near := nearest(words, document.text):
        number = paragraph_at(document, near.span[0])
        return f"{what} is not in {claim.document}; nearest, at p{number}: {near.difference}"
    return f"{what} is not in {claim.document}; correct it, or leave it empty."


def _paragraphs(document: DocumentText, found: Span) -> str:
    """Return the paragraphs of a place as a locator."""
    first, last = (paragraph_at(document, place) for place in (found[0], found[1] - 1))
    return f"p{first}" if first == last else f"p{first}-{last}"


def _uncited(documents: DocumentFolder, cited: Mapping[str, Claim]) -> Iterator[Problem]:
    """Yield one note that names the documents that no claim cites."""
    files = {documents.file_of(document) for document in cited}
    others = [file.name for file in documents.files() if file not in files]
    if others:
        more = f" and {len(others) - _LISTED} more" if len(others) > _LISTED else ""
        message = f"no claim cites {', '.join(others[:_LISTED])}{more}."
        yield Problem("note", str(documents.path), 0, "", message)


def _missing(claim: Claim, folder: Path, document: Entity | None) -> Problem:
    name = f" ({document.name})" if document else ""
    message = f"there is no text of {claim.document}{name} in {folder}; nothing of it was checked."
    return _at(claim, "warning", "document", message)


def _at(claim: Claim, level: str, column: str, message: str) -> Problem:
    return Problem(level, claim.file, claim.line, column, message)
