"""XML read in pieces and written safely, for GraphML and GEXF.

A document type is refused before anything in it is looked at: no entity is ever expanded and
nothing outside the file is ever opened.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from xml.parsers import expat  # DOCTYPE is refused below, and with it every entity

from actorgraph.errors import DataError, Problem, UsageError
from actorgraph.formats.lines import Progress

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOT_IN_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PIECE = 1 << 16
_ESCAPED = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "\t": "&#9;",
    "\n": "&#10;",
    "\r": "&#13;",
}
_TO_ESCAPE = re.compile('[&<>"\t\n\r]')


class Event(NamedTuple):
    """The beginning or the end of an element.

    Attributes:
        name: without its namespace.
        attributes: at the beginning; names without namespace.
        text: at the end: what stands directly in it.
    """

    name: str
    attributes: dict[str, str]
    begins: bool
    text: str = ""


def clean(text: str) -> str:
    """Return the text with a replacement character for each that XML cannot hold."""
    return NOT_IN_XML.sub("\ufffd", text)


def escaped(text: str) -> str:
    """Return text for an element or an attribute; line breaks and tabs survive in both."""
    return _TO_ESCAPE.sub(lambda match: _ESCAPED[match[0]], clean(text))


def attributes(**values: object) -> str:
    """Return attributes of an element, without those that are None or empty and without `_`."""
    return "".join(
        f' {name.strip("_")}="{escaped(str(value))}"'
        for name, value in values.items()
        if value not in (None, "")
    )


def events(path: Path) -> Iterator[Event]:
    """Yield the elements of a file, while it is being read.

    Raises:
        UsageError: if it cannot be opened.
        DataError: if it is not sound XML, or has a document type.
    """
    parsed: list[Event] = []
    reader = _Reader(parsed)
    parser = reader.parser
    try:
        with path.open("rb") as file:
            progress = Progress(path)
            while piece := file.read(_PIECE):
                parser.Parse(piece, False)
                yield from parsed
                parsed.clear()
                progress.at(file.tell())
            progress.done()
        parser.Parse(b"", True)
        yield from parsed
    except expat.ExpatError as error:
        message = f"this is not sound XML: {expat.ErrorString(error.code)}"
        raise DataError([Problem("error", str(path), error.lineno, "", message)]) from None
    except _DoctypeError:
        message = "a DOCTYPE is not read, for entities in it can do harm; remove it"
        raise DataError(
            [Problem("error", str(path), parser.CurrentLineNumber, "", message)]
        ) from None
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.") from None


class _DoctypeError(Exception):
    """A document type was found."""


class _Reader:
    """The handlers that expat calls."""

    def __init__(self, parsed: list[Event]) -> None:
        self._found = parsed
        self._texts: list[list[str]] = []
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._begin
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.EntityDeclHandler = self._refuse
        self.parser.ExternalEntityRefHandler = self._refuse

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        self._texts.append([])
        plain = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        self._found.append(Event(name.rpartition(":")[2], plain, begins=True))

    def _end(self, name: str) -> None:
        text = "".join(self._texts.pop())
        self._found.append(Event(name.rpartition(":")[2], {}, begins=False, text=text))

    def _text(self, text: str) -> None:
        if self._texts:
            self._texts[-1].append(text)

    def _refuse(self, *_: object) -> int:
        raise _DoctypeError
