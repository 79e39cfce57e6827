"""A surname as sentences write it: Захаровой, Novákovou, Παπαδόπουλου, Virtasen, Merkels, Lees.

Only forms whose stem changes: what is added behind a long name (Сечина, Bielskiego, Kovácsnak) is
found with the name. A form is listed, not its stem, since the stem of Путина is somebody else.
Called by pseudonyms.py. Leaves out forms of given names and of what is no person.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from actorgraph.publishing.matching import is_long

if TYPE_CHECKING:
    from collections.abc import Iterator

_ENDINGS = {
    # Russian, Ukrainian, Belarusian, Bulgarian, Serbian, Macedonian
    "а": "ы и е у ой ою ої ій ей ом і",
    "я": "и е ю ей ею ёй ої ї і єю",
    "ая": "ой ую ою",
    "ий": "ого его ому ему им ым ом ем",
    "ій": "ого ому ім им",
    "ый": "ого ому ым ом",
    "ой": "ого ому ым им ом",
    "ь": "я ю ем ём е і",
    "й": "я ю ем ём е ї єм",
    "о": "а у ом ові і",
    "ец": "ца цу цом цем це",
    # Czech, Slovak, Polish
    "ova": "ove ovou ovej ovu",
    "eva": "eve evou evej evu",
    "ska": "ske skou skej sku skiej",
    "cka": "cke ckou ckej cku ckiej",
    "sky": "skeho skemu skym skem",
    "cky": "ckeho ckemu ckym ckem",
    # Greek, Finnish
    "ος": "ου ο",
    "ης": "η",
    "ας": "α",
    "nen": "sen seen sta sella selle selta se",
}
_ACCENTS = str.maketrans("", "", "\u0300\u0301\u0342")
_GENITIVE = "s"


def inflected(surname: str) -> Iterator[str]:
    """Yield forms of a surname that do not hold it, or hold it where a short name must end."""
    bare = unicodedata.normalize("NFD", surname).translate(_ACCENTS)
    bare = unicodedata.normalize("NFC", bare)
    for ending, others in _ENDINGS.items():
        if bare.casefold().endswith(ending.casefold()):
            stem = bare[: -len(ending)]
            yield from (form for other in others.split() if is_long(form := stem + other))
    if bare.isascii() and not is_long(bare) and not bare.casefold().endswith(_GENITIVE):
        yield bare + _GENITIVE
