"""What a page says of itself, as the section [page] of `actorgraph.toml` has it.

    [page]
    title = "Spies in Washington"
    credit = "Research: Ann Example"
    language = "de"

Read by settings.py; the options of `export` go before it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from actorgraph.errors import UsageError

ENGLISH = "en"
LANGUAGES = {
    ENGLISH: ("english",),
    "de": ("german", "deutsch"),
    "fr": ("french", "français", "francais"),
    "es": ("spanish", "español", "espanol"),
    "ru": ("russian", "русский"),
}
"""The languages of a page's own words by their codes, with names that are taken for them."""


class PageSettings(NamedTuple):
    """What a page says of itself; "" where nobody says.

    Attributes:
        title: its heading, by default who is connected to whom.
        credit: whose work it is.
        language: of its own words, one of LANGUAGES; by default English.
    """

    title: str = ""
    credit: str = ""
    language: str = ""

    def or_else(self, other: PageSettings) -> PageSettings:
        """Return these settings, with those of another where these say nothing."""
        return PageSettings(*(own or theirs for own, theirs in zip(self, other, strict=True)))


def page_settings_in(section: object, text: str, path: str) -> PageSettings:
    """Return what the section [page] says.

    Args:
        section: its content.
        text: of the file, in which the line of an error is looked up.
        path: of the file.

    Raises:
        UsageError: if it names what we do not know; the message names the line.
    """
    if not isinstance(section, dict):
        where = f"{path}:{_line_of('page', text)}"
        raise UsageError(f'{where}: write [page], and under it title = "...".')
    for key, value in section.items():
        where = f"{path}:{_line_of(key, text)} [page]"
        if key not in PageSettings._fields:
            raise UsageError(f"{where}: {_unknown(key, PageSettings._fields)}")
        if not isinstance(value, str):
            raise UsageError(f"{where}: {key} has to be a text in quotes, not {value!r}.")
        if key == "language":
            _check_language(value, where)
    return PageSettings(**{key: " ".join(value.split()) for key, value in section.items()})


def _check_language(word: str, where: str) -> None:
    if word in LANGUAGES:
        return
    lowered = word.strip().lower().replace("_", "-")
    codes = [
        code for code, names in LANGUAGES.items() if lowered in names or lowered.startswith(code)
    ]
    hint = f'write language = "{codes[0]}"' if codes else f"it speaks {', '.join(LANGUAGES)}"
    raise UsageError(f"{where}: the page does not speak {word!r}; {hint}.")


def _unknown(key: str, known: tuple[str, ...]) -> str:
    from difflib import get_close_matches

    nearest = get_close_matches(key.lower(), known, 1)
    hint = f"did you mean {nearest[0]}?" if nearest else f"there are {', '.join(known)}."
    return f"{key!r} is no setting; {hint}"


def _line_of(key: str, text: str) -> int:
    """Return the line of a key in the section [page], or of the section."""
    lines = text.splitlines()
    heading = next(
        (number for number, line in enumerate(lines) if re.match(r"\s*\[?\s*page\b", line)), 0
    )
    written = re.compile(rf"""\s*["']?{re.escape(key)}["']?\s*=""")
    there = (number for number in range(heading, len(lines)) if written.match(lines[number]))
    return 1 + next(there, heading)
