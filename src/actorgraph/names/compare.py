"""How well two names agree, and why, in words that a reader can check."""

from __future__ import annotations

from typing import NamedTuple

from actorgraph.names.fold import skeleton
from actorgraph.names.parts import Name, is_person, parsed
from actorgraph.names.sounds import code, consonants
from actorgraph.names.words import FULL_FORMS, PARTICLES

EXACT = "exact"
STRONG = "strong"
SIMILAR = "similar"
NONE = "none"

LEAST_SIMILAR = 0.62
"""Below this two names are not shown beside each other."""



class Score(NamedTuple):
    """How well two names agree.

    Attributes:
        value: from 0 to 1.
        reason: why, in words.
        level: exact or strong (the same name), similar (look yourself), none.
    """

    value: float
    reason: str
    level: str


DIFFERENT = Score(0.0, "", NONE)


def compare(query: str, candidate: str, *, kind: str = "") -> Score:
    """Compare a name that is asked for with one that is there.

    Args:
        kind: the entity type of the candidate; surnames and given names are a person's.
    """
    return compare_parsed(parsed(query, kind), parsed(candidate, kind), kind=kind)


def compare_parsed(query: Name, candidate: Name, *, kind: str = "") -> Score:
    """The same for names already taken apart."""
    if not query.words or not candidate.words:
        identical = query.text.strip() == candidate.text.strip() != ""
        return Score(1.0, "same name", EXACT) if identical else DIFFERENT
    same = _same(query, candidate)
    if same is not DIFFERENT:
        return same
    if is_person(kind):
        part = _same_person(query, candidate)
        if part is not DIFFERENT:
            return part
    return _similar(query, candidate)


def _same(query: Name, candidate: Name) -> Score:
    if query.text == candidate.text:
        return Score(1.0, "same name", EXACT)
    across = query.script or candidate.script
    script = f", transliterated from {across}" if query.script != candidate.script else ""
    if query.folded == candidate.folded:
        plain = query.text.casefold() == candidate.text.casefold()
        why = "same name" if plain or script else "same name but for marks"
        return Score(0.99, why + script, EXACT)
    if query.words == candidate.words:
        return Score(0.98, f"same name but for titles or forms{script}", EXACT)
    if sorted(query.words) == sorted(candidate.words):
        return Score(0.97, f"same name, other word order{script}", EXACT)
    if "".join(query.words) == "".join(candidate.words):
        return Score(0.96, f"same name, words joined otherwise{script}", EXACT)
    if query.script and _sounds(query) == _sounds(candidate) and len(query.words) > 1:
        return Score(0.95, f"same name, other spelling{script}", STRONG)
    return DIFFERENT


def _sounds(name: Name) -> list[str]:
    return sorted(skeleton(word) for word in name.words)


def _same_person(query: Name, candidate: Name) -> Score:
    """Surname alone, initials, left-out middle names, short forms of given names."""
    script = ""
    if query.script != candidate.script:
        script = f", transliterated from {query.script or candidate.script}"
    if len(query.words) == 1:
        return _single_word(query, candidate, script)
    given = [w for w in query.words if w != candidate.surname and w not in PARTICLES]
    there = [w for w in candidate.words if w != candidate.surname and w not in PARTICLES]
    if candidate.surname not in query.words or not given or not there:
        return DIFFERENT
    if all(word in there for word in given) or all(word in given for word in there):
        return Score(0.93, f"same name, given names left out{script}", STRONG)
    if _initials_agree(given, there):
        return Score(0.92, f"initials and surname{script}", STRONG)
    short = _short_form(given[0], there[0])
    if short:
        return Score(0.91, f"surname, and {short}{script}", STRONG)
    return DIFFERENT


def _single_word(query: Name, candidate: Name, script: str) -> Score:
    word = query.words[0]
    if word == candidate.surname:
        return Score(0.9, f"surname{script}", STRONG)
    if word in candidate.words:
        return Score(0.85, f"given name or other part{script}", SIMILAR)
    if query.script and candidate.surname and skeleton(word) == skeleton(candidate.surname):
        return Score(0.88, f"surname, other spelling{script}", STRONG)
    if candidate.surname and skeleton(word) == skeleton(candidate.surname):
        return Score(0.8, "surname, other spelling", SIMILAR)
    return DIFFERENT


def _initials_agree(one: list[str], other: list[str]) -> bool:
    """Every given name agrees in its place, at least one side of it as an initial."""
    some = False
    for a, b in zip(one, other, strict=False):
        if a == b:
            continue
        if (len(a) > 1 and len(b) > 1) or a[0] != b[0]:
            return False
        some = True
    return some


def _short_form(one: str, other: str) -> str:
    common = FULL_FORMS.get(one, frozenset()) & FULL_FORMS.get(other, frozenset())
    if not common:
        return ""
    return f"{one.title()} and {other.title()} are forms of {min(common).title()}"


def _similar(query: Name, candidate: Name) -> Score:
    """How much of the spelling agrees, word by word, in the best order."""
    pairs = _alignment(query.words, candidate.words)
    weights = [max(len(a), len(b)) if min(len(a), len(b)) > 1 else 1 for a, b, _ in pairs]
    left_over = abs(len(query.words) - len(candidate.words))
    total = sum(weights) + 1.2 * left_over
    value = sum(w * how for w, (_, _, how) in zip(weights, pairs, strict=True)) / total
    if min((how for _, _, how in pairs), default=0.0) < 0.5:  # noqa: PLR2004 - half a word
        value *= 0.8
    value = min(0.84, value)
    if value < LEAST_SIMILAR:
        return DIFFERENT
    unlike = [(a, b) for a, b, how in pairs if how < 1]
    if not unlike:
        return Score(value, "part of the name", SIMILAR)
    shown = ", ".join(f"{a} for {b}" for a, b in unlike[:2])
    return Score(value, f"similar spelling: {shown}", SIMILAR)


def _alignment(one: tuple[str, ...], other: tuple[str, ...]) -> list[tuple[str, str, float]]:
    """Pairs of words that belong together, the best first, each word used once."""
    scored = sorted(
        (
            (_word_likeness(a, b), -abs(i - j), i, j)
            for i, a in enumerate(one)
            for j, b in enumerate(other)
        ),
        reverse=True,
    )
    pairs, used_one, used_other = [], set(), set()
    for how, _, i, j in scored:
        if i not in used_one and j not in used_other:
            pairs.append((one[i], other[j], how))
            used_one.add(i)
            used_other.add(j)
    return pairs


def _word_likeness(one: str, other: str) -> float:
    if one == other:
        return 1.0
    if len(one) == 1 or len(other) == 1:
        return 0.85 if one[0] == other[0] else 0.0
    from rapidfuzz.distance import OSA, JaroWinkler

    if skeleton(one) == skeleton(other):
        return 0.97
    if FULL_FORMS.get(one, frozenset()) & FULL_FORMS.get(other, frozenset()):
        return 0.93
    spelled = max(
        OSA.normalized_similarity(one, other),
        OSA.normalized_similarity(skeleton(one), skeleton(other)) * 0.97,
    )
    sounded = 0.0
    if min(len(one), len(other)) > 2:  # noqa: PLR2004 - two letters have no skeleton to speak of
        sounded = JaroWinkler.similarity(consonants(one), consonants(other)) * 0.88
    return float(max(spelled, sounded))
