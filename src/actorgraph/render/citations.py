"""Who says something and where, in as few words as name both: `Jon Huntsman (EIR, p8)`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from actorgraph import schema
from actorgraph.render.date_words import moment
from actorgraph.render.terminal import clean
from actorgraph.render.wording import doubt_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from actorgraph.claims import Claim

NO_SOURCE = "no source"


class Citations:
    """Cites the claims of one answer.

    A document is called by its publisher where the answer cites no other of this publisher.

    Args:
        claims: all claims of the answer.
        name: returns the name of an id.
    """

    def __init__(self, claims: Iterable[Claim], name: Callable[[str], str]) -> None:
        self.name = name
        document_of: dict[str, str] = {}
        for claim in claims:
            document = claim.document
            if document and document_of.setdefault(claim.publisher, document) != document:
                document_of[claim.publisher] = ""
        self._alone = {who for who, document in document_of.items() if who and document}

    def __call__(self, claims: Iterable[Claim], *, lead: Claim | None = None) -> str:
        """Return who makes claims, through whom, when and where, each once.

        Args:
            lead: the claim whose hedge and reading stand beside them already; a claim that is
                hedged or read otherwise is marked.
        """
        return "; ".join(
            cited if status == schema.CLAIMED else f"{status} by {cited}"
            for status, cited in self._by_status(claims, lead)
        )

    def before_sentence(self, claims: Iterable[Claim], *, lead: Claim | None = None) -> str:
        """Return the same as the beginning of a sentence: `According to ...: `."""
        words = "; ".join(
            "without a source" if cited == NO_SOURCE else f"{_BEFORE[status]} {cited}"
            for status, cited in self._by_status(claims, lead)
        )
        return f"{words[:1].upper()}{words[1:]}: "

    def _by_status(self, claims: Iterable[Claim], lead: Claim | None) -> Iterator[tuple[str, str]]:
        places: dict[tuple[str, str, str, str], dict[str, None]] = {}
        for claim in claims:
            own = doubt_of(claim) if lead is not None and doubt_of(claim) != doubt_of(lead) else ""
            key = (claim.status, self._speakers(claim), self.document(claim), own)
            places.setdefault(key, {})[clean(claim.locator)] = None
        for (status, speakers, document, doubt), locators in places.items():
            cited = _cited(speakers, document, ", ".join(filter(None, locators)))
            yield status, f"{cited} [{doubt}]" if doubt else cited

    def places(self, claims: Iterable[Claim]) -> str:
        """Return in which documents claims stand, and where in each; "" where none is named."""
        places: dict[str, dict[str, None]] = {}
        for claim in claims:
            if document := self.document(claim):
                places.setdefault(document, {})[clean(claim.locator)] = None
        return "; ".join(
            " ".join(filter(None, (document, ", ".join(filter(None, locators)))))
            for document, locators in places.items()
        )

    def occasion(self, claim: Claim) -> str:
        """Return through whom, when and where a speaker said something."""
        via = " and ".join(map(self.name, claim.via))
        words = [f"via {via}"] if via else []
        words += [moment(claim.statement_date)] if claim.statement_date else []
        words += [] if claim.attributed_to else ["in its own voice"]
        document = self.document(claim)
        said = ", ".join(words) or "undated"
        return f"{said} ({document})" if document else said

    def _speakers(self, claim: Claim) -> str:
        """Return who is named as the speaker; "" where the document speaks for itself."""
        if not claim.attributed_to and not claim.via:
            return ""
        words = " and ".join(map(self.name, claim.speakers)) or "somebody unnamed"
        words += "".join(f" via {self.name(one)}" for one in claim.via)
        date = claim.statement_date
        return f"{words}, {moment(date)}" if date and claim.attributed_to else words

    def document(self, claim: Claim) -> str:
        """Return what a claim's document is called; "" if it has none."""
        if not claim.document:
            return ""
        return self.name(claim.publisher if claim.publisher in self._alone else claim.document)


_BEFORE = {
    schema.CLAIMED: "according to",
    schema.CONFIRMED: "confirmed by",
    schema.DENIED: "denied by",
}


def _cited(speakers: str, document: str, locators: str) -> str:
    where = " ".join(filter(None, (document, locators)))
    if not speakers:
        return where or NO_SOURCE
    return f"{speakers} ({where})" if where else f"{speakers} (no document)"
