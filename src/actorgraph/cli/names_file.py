"""Names after a comma list or from a file, for commands that take several.

Imported only when such a command runs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from actorgraph.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from actorgraph.engine import Engine

REMARK = "#"


def parted(engine: Engine, text: str) -> list[str]:
    """Return the names in a text between its commas; the text alone if something is called so."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if len(parts) < 2 or engine.entities([text]) or _is_a_name(engine, text):  # noqa: PLR2004
        return [text]
    return parts


def names_in(file: Path) -> list[str]:
    """Return the names in a file, one a line, without blank lines and remarks.

    Raises:
        UsageError: if it cannot be read, or holds no name.
    """
    try:
        with click.open_file(str(file), encoding="utf-8-sig") as lines:
            names = [line.strip() for line in lines]
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise UsageError(f"{file} is not text in UTF-8.") from None
    names = [name for name in names if name and not name.startswith(REMARK)]
    if not names:
        raise UsageError(f"{file} holds no name.", hint="Write one name a line.")
    return names


def _is_a_name(engine: Engine, text: str) -> bool:
    """Return whether an entity is called so, as `find` is sure of it: "Director, CIA"."""
    return any(
        match.matched_name.casefold() == text.casefold() for match in engine.find(text, limit=1)
    )
