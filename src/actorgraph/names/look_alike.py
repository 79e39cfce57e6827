"""What a name looks like: texts in other letters that are drawn alike have one skeleton.

The letters are those of Unicode's confusables (confusables.json, whose notice says under which
licence), the skeleton is that of its UTS 39. Called by deceptive_names.py; leaves out what a
likeness means.
"""

from __future__ import annotations

import json
import unicodedata
from functools import cache
from typing import Any

from actorgraph.names.invisible import without_invisible

_LOADER: Any = __spec__.loader
_FILE = __file__.removesuffix("look_alike.py") + "confusables.json"


def skeleton(text: str) -> str:
    """Return what a text is drawn as: equal for texts that nobody can tell apart.

    >>> skeleton("\u0421\u0410\u0420") == skeleton("CAP")
    True
    """
    plain = " ".join(without_invisible(text).split())
    if not plain.isascii():
        plain = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", plain))
    return unicodedata.normalize("NFD", plain.translate(_drawn_as()))


@cache
def _drawn_as() -> dict[int, str]:
    by_prototype: dict[str, str] = json.loads(_LOADER.get_data(_FILE))["letters"]
    return {ord(one): drawn for drawn, letters in by_prototype.items() for one in letters}
