"""Check names and outlets: what deceives a reader, and whose a host may be.

`in_names` looks for letters that deceive a reader; `of_outlets` proposes whose outlet a host may
be. Both report problems with file, line and column, as reading does. Leaves out what reading itself
finds (tables.py, dataset.py), and what documents bear out (passages/).
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from actorgraph.errors import Problem
from actorgraph.hosts import host_in, host_of
from actorgraph.names.invisible import INVISIBLE
from actorgraph.names.look_alike import skeleton

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from actorgraph.claims import Claim, Entity
    from actorgraph.engine import Engine

_PROPOSED = 3
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def in_names(engine: Engine) -> list[Problem]:
    """Report deceptive names and ids: hidden directions, invisible letters, mixed scripts, twins.

    Twins are names, or ids, that look the same and are written with other code points.
    """
    problems = []
    names: dict[str, tuple[str, Entity]] = {}
    ids: dict[str, tuple[str, Entity]] = {}
    for entity in engine.all_entities():
        for name in (entity.name, *entity.aliases):
            problems += [_of(entity, message) for message in _deceptive(name)]
            problems += [_of(entity, message) for message in _twin(name, entity, names, "a name")]
        if entity.id != entity.name:
            in_id = (*_deceptive(entity.id), *_twin(entity.id, entity, ids, "the id"))
            problems += [_of(entity, message, "id") for message in in_id]
    return problems


def of_outlets(engine: Engine) -> list[Problem]:
    """Propose the entities to which a host may belong that publishes documents and has no owner.

    An entity with a url on the host may own it, or be one of many that publish there. Several
    entities whose url is its root cannot all own it.
    """
    cited: dict[str, Claim] = {}
    for claim in engine.all_claims():
        if claim.publisher and claim.publisher == host_of(claim.document):
            cited.setdefault(claim.publisher, claim)
    owners: dict[str, list[str]] = {}
    for entity in engine.all_entities() if cited else ():
        if entity.kind != "document":
            for host in _hosts_of(entity) & cited.keys():
                owners.setdefault(host, []).append(entity.id)
    return [
        Problem("note", claim.file, claim.line, "document", _proposed(host, owners[host]))
        for host, claim in cited.items()
        if len(owners.get(host, ())) in range(1, _PROPOSED + 1)
    ]


def _hosts_of(entity: Entity) -> set[str]:
    """Return the hosts that an entity's url and names name."""
    names = (name for name in (entity.name, *entity.aliases) if "." in name)
    return {host_of(entity.url), *map(host_in, names)}


def _proposed(host: str, ids: list[str]) -> str:
    return (
        f"{host} may be the same outlet as {' or '.join(ids)}; if so, they count as one where "
        f'actorgraph.toml says [outlets] "{host}" = "{ids[0]}".'
    )


def _deceptive(name: str) -> Iterator[str]:
    if name.isascii():
        return
    if _BIDI.search(name):
        yield f"{name!r} holds characters that turn the direction of text; take them out."
    elif hidden := [one for one in _HIDDEN.findall(name) if not _BIDI.match(one)]:
        yield f"{name!r} holds what nobody sees ({_told(hidden)}); take it out."
    for word in name.split():
        scripts = {_script(letter) for letter in word if letter.isalpha()}
        if len(scripts & _LOOK_ALIKE) > 1:
            mixed = " and ".join(sorted(scripts & _LOOK_ALIKE))
            yield f"{word!r} mixes {mixed} letters; one of them only looks right."


_LOOK_ALIKE = frozenset({"Latin", "Cyrillic", "Greek"})
_BEFORE_JOINERS = (
    "[\u0600-\u10ff\u1780-\u1fff\u2600-\u27bf\u2e80-\ud7a3\uf900-\ufaff\U0001f000-\U0003ffff]"
)
"""Where joiners and the choice of a shape are honest: Arabic, Indic, Mongolian, Han, emoji."""
_HIDDEN = re.compile(
    f"(?<!{_BEFORE_JOINERS})[\u200c\u200d\u180b-\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]"
    f"|(?![\u200c\u200d\u180b-\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef])[{INVISIBLE}]"
)

_INVISIBLE = re.compile(f"[{INVISIBLE}]")


def _told(letters: Iterable[str]) -> str:
    """Return letters by their numbers and names."""
    each = (
        f"U+{ord(one):04X} {unicodedata.name(one, '')}".strip() for one in dict.fromkeys(letters)
    )
    return ", ".join(each)


def _twin(
    text: str, entity: Entity, written: dict[str, tuple[str, Entity]], what: str
) -> Iterator[str]:
    """Yield that a text looks like another that was met before, unless both are plain ASCII."""
    first, other = written.setdefault(skeleton(text), (text, entity))
    if first == text or (first.isascii() and text.isascii()):
        return
    whose = f"{what} of {other.id} (line {other.line})"
    if _composed(first) == _composed(text):
        yield (
            f"{text!r} looks like {whose} and is written with other code points; write both in "
            "one form (NFC)."
        )
    elif entity.id != other.id and _visible(first) == _visible(text):
        hidden = [one for one in text + first if not _visible(one)]
        yield f"{text!r} looks like {whose} but for letters that nobody sees ({_told(hidden)})."
    elif entity.id != other.id:
        others = [one for one in unicodedata.normalize("NFC", text) if one not in first]
        others = others or [one for one in first if one not in text]
        yield f"{text!r} looks like {whose} and is written in other letters ({_told(others)})."


def _visible(text: str) -> str:
    """Return a text without letters that nobody sees."""
    return _INVISIBLE.sub("", _composed(text))


def _composed(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0].title()


def _of(entity: Entity, message: str, column: str = "name") -> Problem:
    return Problem("warning", entity.file, entity.line, column, message)
