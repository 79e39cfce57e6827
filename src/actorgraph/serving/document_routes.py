"""The documents beside the data, to read and to cite from: `/api/documents`, `/api/document`.

Leaves out which words become a quote (passages/selected_quotes.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from starlette.responses import JSONResponse

from actorgraph.errors import ArgumentError, NotFoundError
from actorgraph.passages.document_folder import DocumentFolder, id_of
from actorgraph.passages.locators import page_at, paragraph_at, part_of, time_at
from actorgraph.passages.selected_quotes import selected_quote
from actorgraph.serving.app import body_of, number_in, route

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

    from actorgraph.engine import Engine
    from actorgraph.passages.document_texts import DocumentText
    from actorgraph.serving.app import Served

PARAGRAPHS = 300
"""So many paragraphs are sent at once, and more when they are asked for."""
BEFORE = 2
"""So many paragraphs are sent before the one that is looked for."""
LETTERS = 300_000
"""No more letters are sent at once, but for a paragraph that is longer by itself."""


@dataclass(frozen=True)
class DocumentRoutes:
    """What is asked of the documents of a folder.

    Attributes:
        folder: of the documents; None where there is none.
    """

    folder: DocumentFolder | None

    @classmethod
    def of(cls, folder: Path | None) -> DocumentRoutes:
        """Return the routes of a folder, if there is one."""
        return cls(DocumentFolder(folder) if folder else None)

    def routes(self) -> list[Route]:
        """Return the routes."""
        return [
            route("/api/documents", self.documents),
            route("/api/document", self.document),
            route("/api/cite", self.cite, method="POST"),
        ]

    async def documents(self, served: Served, _: Request) -> Response:
        """List the documents, each with what the data says of it."""
        found = await served.live.ask(lambda: self._listed(served.live.graph.engine))
        return JSONResponse({"documents": found})

    async def document(self, served: Served, request: Request) -> Response:
        """Send some of the text of a document: from a paragraph on, or where a locator leads."""
        name = request.query_params.get("id", "")
        first = number_in(request, "from", 1)
        locator = request.query_params.get("locator", "")
        return JSONResponse(await served.live.ask(lambda: self._pieces(name, first, locator)))

    async def cite(self, served: Served, request: Request) -> Response:
        """Return the quote and the locator of a selected part of a document."""
        asked = await body_of(request)
        start, stop = (_place(asked, name) for name in ("start", "end"))
        name = str(asked.get("document", ""))

        def cited() -> dict[str, Any]:
            one = selected_quote(self._read(name), start, stop)
            return {"quote": one.quote, "locator": one.locator, "start": one.span[0],
                    "end": one.span[1], "is_found": one.is_found}  # fmt: skip

        return JSONResponse(await served.live.ask(cited))

    def _listed(self, engine: Engine) -> list[dict[str, str]]:
        """Return the documents by name: those of the folder, with what the data calls them."""
        if self.folder is None:
            return []
        ids = [id_of(file) for file in self.folder.files()]
        named = engine.entities(ids)
        listed = []
        for one in ids:
            entity = named.get(one)
            name, date = (entity.name, entity.published_date) if entity else (one, "")
            listed.append({"id": one, "name": name, "date": date})
        return listed

    def _read(self, name: str) -> DocumentText:
        """Return the text of a document.

        Raises:
            NotFoundError: if the folder does not have it.
            UsageError: if it cannot be read, or is a link that leads out of the folder.
        """
        text = self.folder.get(name) if self.folder else None
        if text is None:
            raise NotFoundError(name)
        return text

    def _pieces(self, name: str, first: int, locator: str) -> dict[str, Any]:
        """Return paragraphs of a document for JSON, and from which the next ones begin."""
        text = self._read(name)
        part = part_of(text, locator) if locator.strip() else None
        if part is not None:
            first = paragraph_at(text, part[0]) - BEFORE
        first = max(1, first)
        pieces = list(_pieces(text, first))
        following = first + len(pieces)
        return {
            "id": name,
            "pieces": pieces,
            "paragraphs": len(text.paragraphs),
            "next": following if following <= len(text.paragraphs) else None,
            "part": part,
        }


def _pieces(text: DocumentText, first: int) -> Iterator[dict[str, Any]]:
    """Yield paragraphs from a number on, each with its place in the text and what locates it."""
    letters = 0
    last = first - 1 + PARAGRAPHS
    for number, (start, stop) in enumerate(text.paragraphs[first - 1 : last], first):
        letters += stop - start
        if letters > LETTERS and letters > stop - start:
            return
        yield {"number": number, "start": start, "text": text.text[start:stop],
               "page": page_at(text, start), "time": time_at(text, start)}  # fmt: skip


def _place(asked: dict[str, Any], name: str) -> int:
    place = asked.get(name)
    if type(place) is not int:
        raise ArgumentError(name, "it is a place in the text, a whole number.")
    return place
