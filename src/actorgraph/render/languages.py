"""The page's own words: a table for each language, in `page/words/`.

Words from the data are never translated. Which languages there are, page_settings.py says.
"""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import Any


@cache
def words_in(language: str, folder: str = "page") -> dict[str, Any]:
    """Return the words of a language by their keys: texts, or texts by plural form.

    Args:
        folder: whose words: those of every page, or those that only `money` or `workspace` has.
    """
    file = resources.files("actorgraph.render") / folder / "words" / f"{language}.json"
    words: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return words
