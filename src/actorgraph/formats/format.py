"""What is known of a format before its module is imported."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Any


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file.

    Attributes:
        name: what it is called on the command line.
        title: what it is called by people.
        suffixes: the longest that fits a file name decides; what is written gets the first.
        module: where it is read and written, under actorgraph.formats.
        keeps, loses: what it holds of ours and what not, in words for people.
        maps: what of it becomes what of ours, where it is only read.
        reads, writes: whether it can be imported, exported.
        binary: whether it is written by `write_file`.
        marks: what the beginning of such a file has, when its suffix does not say enough:
            all of one of these texts.
        headers: of a table, the columns that its first line names: all of one of these.
        begins: what the first text in such a file looks like, as a regular expression.
        takes_columns: whether it is a table whose columns can be named otherwise: `read` then takes
            a mapping from our columns to its headers.
        members: of a folder or a zip, patterns of the names in it: each of one of these is there.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    module: str
    keeps: str
    loses: str
    maps: str = ""
    reads: bool = True
    writes: bool = True
    binary: bool = False
    marks: tuple[tuple[str, ...], ...] = ()
    headers: tuple[tuple[str, ...], ...] = ()
    begins: str = ""
    members: tuple[tuple[str, ...], ...] = ()
    takes_columns: bool = False

    @property
    def directions(self) -> str:
        """Say whether it is read, written or both."""
        directions = (("read", self.reads), ("written", self.writes))
        return " and ".join(word for word, supported in directions if supported)

    def load(self) -> Any:
        """Return the module that reads and writes it."""
        return import_module(f"actorgraph.formats.{self.module}")
