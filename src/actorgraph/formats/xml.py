"""XML read in pieces and written safely, for GraphML and GEXF.

A document type is refused before anything in it is looked at: no entity is ever expanded and
nothing outside the file is ever opened.
"""

from __future__ import annotations

import re
from typing import IO, TYPE_CHECKING, NamedTuple, TypeAlias
from xml.parsers import expat  # DOCTYPE is refused below, and with it every entity

from actorgraph.errors import DataError, Problem, UsageError
from actorgraph.formats.accounting import Untaken
from actorgraph.formats.lines import Progress
from actorgraph.limits import DEEPEST, LARGEST_CELL, MOST_ELEMENTS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from actorgraph.formats.notes import Notes

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


class Element:
    """An element with all that is in it, which marks what of it is looked at.

    Attributes:
        tag: its name as it is written, such as `viz:color`.
        name: the same without its namespace.
        is_taken: whether anybody has asked for it.
    """

    __slots__ = (
        "_attributes", "_children", "_is_text_taken", "_taken", "_texts", "is_taken", "name", "tag",
    )  # fmt: skip

    def __init__(self, tag: str, attributes: dict[str, str]) -> None:
        self.tag = tag
        self.name = tag.rpartition(":")[2]
        self.is_taken = False
        self._attributes = _plain(attributes)
        self._taken: set[str] = set()
        self._children: list[Element] = []
        self._texts: list[str] = []
        self._is_text_taken = False

    def get(self, name: str, default: str = "") -> str:
        """Return an attribute by its name without a namespace."""
        self._taken.add(name)
        return self._attributes.get(name, default)

    def has_any(self, names: Collection[str]) -> bool:
        """Return whether it has an attribute of some names; marks nothing."""
        return any(name in names for name in self._attributes)

    def attributes(self) -> dict[str, str]:
        """Return all attributes by their names without namespaces."""
        self._taken.update(self._attributes)
        return dict(self._attributes)

    @property
    def text(self) -> str:
        """What stands directly in it."""
        self._is_text_taken = True
        return "".join(self._texts)

    def children(self, *names: str) -> Iterator[Element]:
        """Yield the elements directly in it; those of some names, or all of them."""
        for child in self._children:
            if not names or child.name in names:
                child.is_taken = True
                yield child

    def parts(self) -> Iterator[Element]:
        """Yield the elements directly in it without marking them."""
        yield from self._children

    def child(self, name: str) -> Element | None:
        """Return the first element of a name directly in it."""
        return next(self.children(name), None)

    def within(self, *names: str) -> list[Element]:
        """Return the elements of some names at any depth in it, with what they stand in taken."""
        above: dict[int, Element] = {}
        found = []
        left = [self]
        while left:
            element = left.pop()
            if element.name in names and element is not self:
                found.append(element)
                inner: Element | None = element
                while inner is not None and not inner.is_taken:
                    inner.is_taken = True
                    inner = above.get(id(inner))
            for child in reversed(list(element.parts())):
                above[id(child)] = element
                left.append(child)
        return found

    def untaken(self, formal: Collection[str] = ()) -> Iterator[Untaken]:
        """Yield the attributes, texts and elements in it that nobody has looked at."""
        left = [self]
        while left:
            element = left.pop()
            yield from element.untaken_here(formal)
            for child in element.parts():
                if child.is_taken:
                    left.append(child)
                elif child.has_content() and child.name not in formal:
                    yield Untaken("", f"<{child.tag}>", "elements")

    def untaken_here(self, formal: Collection[str]) -> Iterator[Untaken]:
        """Yield the attributes and the text on itself that nobody has looked at."""
        tag = f"<{self.tag}>"
        for name, value in self._attributes.items():
            if value and name not in self._taken and name not in formal:
                yield Untaken(tag, f"{tag} {name}", "attributes")
        if not self._is_text_taken and "".join(self._texts).strip():
            yield Untaken(tag, tag, "texts")

    def is_looked_at(self) -> bool:
        """Return whether anybody has looked at an attribute, the text or a child of it."""
        return (
            self._is_text_taken
            or not self._taken.isdisjoint(self._attributes)
            or any(child.is_taken for child in self._children)
        )

    def has_content(self) -> bool:
        """Return whether it or anything in it says something; marks nothing."""
        left = [self]
        while left:
            element = left.pop()
            if any(element.untaken_here(())) or element.is_looked_at():
                return True
            left += element.parts()
        return False

    def append(self, child: Element) -> None:
        """Add an element, while the file is being read."""
        self._children.append(child)

    def append_text(self, text: str) -> None:
        """Add text, while the file is being read."""
        self._texts.append(text)


def _plain(attributes: dict[str, str]) -> dict[str, str]:
    """Return attributes by names without namespaces; what only says how to read XML is left out."""
    if not any(":" in name or name == "xmlns" for name in attributes):
        return attributes
    plain: dict[str, str] = {}
    for name, value in attributes.items():
        prefix, _, bare = name.rpartition(":")
        if name != "xmlns" and prefix not in ("xmlns", "xsi", "xml"):
            plain[name if bare in plain else bare] = value
    return plain


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


def elements(
    path: Path, notes: Notes, *, containers: Collection[str], formal: Collection[str] = ()
) -> Iterator[Element]:
    """Yield the elements of a file, while it is being read.

    A container comes as it begins, with its attributes and nothing in it; then what is in it comes
    element by element. Everything else comes with all that is in it, and is to be read before the
    next one is asked for.

    Args:
        notes: told of every attribute, text and element that nobody has looked at.
        containers: names of elements that hold many others.
        formal: names of attributes and elements that carry nothing, wherever they stand.

    Raises:
        UsageError: if the file cannot be opened.
        DataError: if it is not sound XML, or has a document type.
    """
    try:
        with path.open("rb") as file:
            yield from elements_in(
                file,
                str(path),
                notes,
                containers=containers,
                formal=formal,
                progress=Progress(path),
            )
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.") from None


def elements_in(
    file: IO[bytes],
    place: str,
    notes: Notes,
    *,
    containers: Collection[str],
    formal: Collection[str] = (),
    progress: Progress | None = None,
) -> Iterator[Element]:
    """Yield the elements of an open file, such as one in a zip, as `elements` does.

    Args:
        place: what a message calls the file.
        progress: told how far the reading is.
    """
    for element, is_yielded, is_whole in _parsed(file, place, containers, progress):
        if is_yielded:
            yield element
        if is_whole:
            notes.account(_Done(element, formal, is_container=not is_yielded))


class _Done(NamedTuple):
    """An element that its reader is done with."""

    element: Element
    formal: Collection[str]
    is_container: bool

    def untaken(self) -> Iterator[Untaken]:
        if self.is_container or self.element.is_looked_at():
            yield from self.element.untaken(self.formal)
        elif self.element.has_content() and self.element.name not in self.formal:
            yield Untaken("", f"<{self.element.tag}>", "elements")


_Step: TypeAlias = tuple[Element, bool, bool]
"""An element, whether a reader gets it now, and whether it has ended."""


def _parsed(
    file: IO[bytes], place: str, containers: Collection[str], progress: Progress | None
) -> Iterator[_Step]:
    steps: list[_Step] = []
    reader = _Reader(steps, containers)
    parser, given = reader.parser, 0
    try:
        while piece := file.read(_PIECE):
            parser.Parse(piece, False)
            given += len(piece)
            reader.check_tag(given - parser.CurrentByteIndex)
            yield from steps
            steps.clear()
            if progress:
                progress.at(file.tell())
        if progress:
            progress.done()
        parser.Parse(b"", True)
        yield from steps
    except expat.ExpatError as error:
        message = f"this is not sound XML: {expat.ErrorString(error.code)}"
        raise DataError([Problem("error", place, error.lineno, "", message)]) from None
    except _RefusedError as error:
        problem = Problem("error", place, parser.CurrentLineNumber, "", str(error))
        raise DataError([problem]) from None


class _RefusedError(Exception):
    """Something was found that is not read at all; the text says what."""


class _Reader:
    """The handlers that expat calls."""

    def __init__(self, steps: list[_Step], containers: Collection[str]) -> None:
        self._steps = steps
        self._containers = containers
        self._open: list[Element] = []
        self._containers_open = 0
        self._elements = self._letters = 0
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._begin
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.EntityDeclHandler = self._refuse
        self.parser.ExternalEntityRefHandler = self._refuse

    def _begin(self, tag: str, attributes: dict[str, str]) -> None:
        if len(self._open) == DEEPEST:
            raise _RefusedError(
                f"elements stand in each other more than {DEEPEST} deep; that is no drawing's graph"
            )
        element = Element(tag, attributes)
        self._elements = 0 if self._is_in_container() else self._elements + 1
        self._letters = 0
        if self._elements > MOST_ELEMENTS:
            raise _RefusedError(f"an element holds more than {MOST_ELEMENTS:,} others")
        if self._is_in_container() and element.name in self._containers:
            self._containers_open += 1
            self._steps.append((element, True, False))
        elif not self._is_in_container():
            self._open[-1].append(element)
        self._open.append(element)

    def _is_in_container(self) -> bool:
        return len(self._open) == self._containers_open

    def _end(self, _: str) -> None:
        element = self._open.pop()
        self._letters = 0
        if len(self._open) < self._containers_open:
            self._containers_open -= 1
            self._steps.append((element, False, True))
        elif self._is_in_container():
            self._steps.append((element, True, True))

    def _text(self, text: str) -> None:
        self._letters += len(text)
        if self._letters > LARGEST_CELL:
            raise _RefusedError(f"a text of more than {LARGEST_CELL // 1024**2} MB")
        if self._open and (text.strip() or not self._is_in_container()):
            self._open[-1].append_text(text)

    def check_tag(self, size: int) -> None:
        """Refuse a tag of which there are so many bytes already, and no end."""
        if size > LARGEST_CELL:
            raise _RefusedError(f"a tag of more than {LARGEST_CELL // 1024**2} MB")

    def _refuse(self, *_: object) -> int:
        raise _RefusedError("a DOCTYPE is not read, for entities in it can do harm; remove it")
