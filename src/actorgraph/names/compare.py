"""How well two names agree, and why, in words that a reader can check."""

from __future__ import annotations

import re
from collections import Counter
from itertools import product
from typing import TYPE_CHECKING

from actorgraph.names.fold import spelling_key
from actorgraph.names.generations import is_byname, is_number
from actorgraph.names.lexicon import PARTICLES, pattern, spellings
from actorgraph.names.likeness import are_forms, once
from actorgraph.names.parts import Name, content_of, initials_of, is_person, readings
from actorgraph.names.scores import (
    DIFFERENT,
    GUESSED,
    LACKING,
    LEFT_OUT,
    MORE_WORDS,
    MOST_SIMILAR,
    OTHER_NUMBER,
    OTHER_ORDER,
    PART_OF,
    PART_SHARE,
    SOME,
    SOME_SHARE,
    SOME_WORDS,
    UNSURE,
    Score,
)
from actorgraph.names.similarity import numbers_differ, share_of_generation, similar
from actorgraph.names.sounds import sounded
from actorgraph.names.sureness import (
    ANOTHER_GENERATION,
    COMPLETE,
    EXACT,
    GENERATION_LEFT_OUT,
    GIVEN_LEFT_OUT,
    INITIALS,
    MORE_GIVEN,
    NICKNAME,
    PART,
    SAME_NAME,
    SIMILAR,
    STRONG,
)
from actorgraph.names.telling import (
    abbreviated,
    begins_as_a_ruler,
    descents_differ,
    forms_agree,
    lacking,
    parted_name,
    titles_differ,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence


def compare(query: str, candidate: str, *, entity_type: str = "") -> Score:
    """Compare a name that is asked for with one that is there.

    Args:
        entity_type: of the candidate; surnames and given names are a person's.
    """
    return compare_read(
        readings(query, entity_type), readings(candidate, entity_type), entity_type=entity_type
    )


def compare_read(
    queries: Iterable[Name], candidates: Iterable[Name], *, entity_type: str = ""
) -> Score:
    """Compare names in each way to read them: the way in which they agree best counts."""
    both = product(queries, candidates)
    scores = (compare_parsed(one, other, entity_type=entity_type) for one, other in both)
    return max(scores, key=lambda score: score.value)


def compare_parsed(
    query: Name, candidate: Name, *, entity_type: str = "", least: float = 0.0
) -> Score:
    """Compare names already taken apart.

    Args:
        least: people whose names are less alike need not be told from those who differ.
    """
    same = compare_surely(query, candidate, entity_type=entity_type)
    if same is not DIFFERENT or not query.words or not candidate.words:
        return same
    if not is_person(entity_type):
        for short, name in ((query, candidate), (candidate, query)):
            if len(short.words) == 1 and short.words[0] in initials_of(name):
                return Score(0.82, f"initials of {name.text}", SIMILAR)
        shared = _some_words(query, candidate)
        return max(shared, similar(query, candidate, person=False), key=lambda one: one.value)
    return similar(query, candidate, person=True, least=least)


def learn(names: Collection[Name], *, across: bool = False) -> None:
    """Look at the words of names that will be compared all at once, which is quicker.

    Args:
        across: whether they are compared with a name in another script, which doubles no letters.
    """
    words = {word for name in names for word in (*name.words, *name.spoken)}
    words.update("".join(name.words) for name in names)
    sounded.learn(words | set(map(once, words)) if across else words)
    spelling_key.learn(words)


def compare_surely(query: Name, candidate: Name, *, entity_type: str = "") -> Score:
    """The same without a look at how alike the spelling is, which is cheap."""
    if not query.words or not candidate.words:
        identical = query.text.strip() == candidate.text.strip() != ""
        return Score(1.0, SAME_NAME, EXACT) if identical else DIFFERENT
    same = _same(query, candidate)
    if same is DIFFERENT:
        same = (_same_person if is_person(entity_type) else _same_title)(query, candidate)
    if query.characters and candidate.characters:
        same = _by_characters(same, query, candidate)
    elif (query.family or candidate.family) and same.value > COMPLETE:
        # Many characters are read alike.
        same = Score(COMPLETE, same.reason, STRONG)
    return _told_apart(same, query, candidate)


def _by_characters(score: Score, query: Name, candidate: Name) -> Score:
    """Return a score that holds for the characters of names without blanks, not for their sound."""
    if query.script == candidate.script and lacking(
        tuple(query.characters), tuple(candidate.characters)
    ):
        if score.level not in (EXACT, STRONG):
            return score
        return Score(MOST_SIMILAR, f"{score.reason}, in Latin letters only", SIMILAR)
    if score is not DIFFERENT or query.characters not in candidate.characters:
        return score
    if query.characters == candidate.family:
        return Score(0.9, "surname", STRONG)
    return Score(0.85, "given name or other part" if candidate.family else PART, SIMILAR)


def _told_apart(score: Score, query: Name, candidate: Name) -> Score:
    """Return a score that counts against it what tells father from son and firm from firm.

    What the query gives and the candidate lacks or contradicts leaves a doubt; what only the
    candidate has is left out, and may belong to somebody else.
    """
    is_guess = query.is_guess or candidate.is_guess
    is_only_heard = is_guess or (query.characters and not candidate.script)
    if score.level in (EXACT, STRONG) and is_only_heard:
        how = "read" if is_guess and query.generation else "heard"
        score = Score(
            min(score.value, MOST_SIMILAR), f"{score.reason}, as it can be {how}", SIMILAR
        )
    elif score.level == SIMILAR and is_guess:
        score = score._replace(value=score.value * GUESSED)
    if score.level == SIMILAR:
        return score._replace(value=score.value * share_of_generation(query, candidate))
    if score.level not in (EXACT, STRONG) or query.folded == candidate.folded:
        return score
    if query.generation != candidate.generation:
        return _of_another_generation(score, query, candidate)
    if titles_differ(query, candidate):
        why = f"{score.reason}, but another title"
        return Score(min(score.value, UNSURE), why, SIMILAR)
    if descents_differ(query, candidate):
        why = f"{score.reason}, but another descent"
        return Score(min(score.value, UNSURE), why, SIMILAR)
    if query.script == candidate.script and not forms_agree(query.forms, candidate.forms):
        if query.forms and candidate.forms:
            why = f"{score.reason}, but another legal form"
            return Score(min(score.value, UNSURE), why, SIMILAR)
        return Score(min(score.value, LEFT_OUT), f"{score.reason}, legal form left out", STRONG)
    return score


def _of_another_generation(score: Score, query: Name, candidate: Name) -> Score:
    """Return a score that is sure only where nothing but the generation of a full name is left out.

    Of a ruler's name hardly anything else is left.
    """
    if query.generation:
        share = OTHER_NUMBER if numbers_differ(query, candidate) else 1.0
        why = f"{score.reason}, {ANOTHER_GENERATION}"
        return Score(min(score.value, UNSURE) * share, why, SIMILAR)
    why = f"{score.reason}, {GENERATION_LEFT_OUT}"
    if len(candidate.words) == 1:
        return Score(PART_OF + PART_SHARE, why, SIMILAR)
    return Score(min(score.value, LEFT_OUT), why, STRONG)


def _same(query: Name, candidate: Name) -> Score:
    """The same words, however ordered, joined or written; never merely alike."""
    if query.text == candidate.text:
        return Score(1.0, SAME_NAME, EXACT)
    script = _crossing(query, candidate)
    if query.folded == candidate.folded:
        if not script and query.script and _bare(query.text) != _bare(candidate.text):
            if query.characters and query.characters == candidate.characters:
                return Score(0.98, "same name in variant characters", STRONG)
            return Score(MOST_SIMILAR, "same in Latin letters only", SIMILAR)
        plain = query.text.casefold() == candidate.text.casefold()
        why = SAME_NAME if plain or script else "same name but for marks"
        return Score(0.99, why + script, EXACT)
    if query.words == candidate.words:
        return Score(0.98, f"same name but for titles or forms{script}", STRONG)
    if len(query.words) == len(candidate.words) and sorted(query.words) == sorted(candidate.words):
        in_turn = _in_turn(query, query.words, candidate.words)
        if in_turn and not begins_as_a_ruler(query, candidate):
            return Score(0.97, f"same name, other word order{script}", STRONG)
        return Score(UNSURE, f"{OTHER_ORDER}{script}", SIMILAR)
    if "".join(query.words) == "".join(candidate.words):
        return Score(0.96, f"same name, words joined otherwise{script}", STRONG)
    if len(query.words) > 1 and _same_sound(query, candidate):
        return Score(COMPLETE, f"same name, other spelling{script}", STRONG)
    return DIFFERENT


def _same_sound(query: Name, candidate: Name) -> bool:
    """Whether only the way into Latin letters differs: Sergei and Sergey, š and sh."""
    if len(query.words) != len(candidate.words):
        return False
    latin = not query.script and not candidate.script
    if latin and _in_turn(query, _respelled(query), _respelled(candidate)):
        return True
    if query.script == candidate.script or _is_mixed(query) or _is_mixed(candidate):
        return False
    return _in_turn(query, _spelled(query), _spelled(candidate))


def _in_turn(query: Name, words: Sequence[str], others: Sequence[str]) -> bool:
    """Whether words follow each other as others do, one after the last, or of persons backwards.

    The surname can stand first or last, but Mary Ann is not Ann Mary.
    """
    ones, count = list(words), len(others)
    if len(ones) != count:
        return False
    twice = [*others, *others]
    return any(ones == twice[at : at + count] for at in range(count)) or (
        query.surname != "" and ones[::-1] == list(others)
    )


def _is_mixed(name: Name) -> bool:
    """Whether a name in another script holds Latin letters, as a slip of the keyboard leaves."""
    return bool(name.script) and any("a" <= letter <= "z" for letter in name.text.casefold())


def _respelled(name: Name) -> list[str]:
    return [spellings().get(word, word) for word in name.spoken]


def _crossing(query: Name, candidate: Name) -> str:
    """What to say of a name that came from another script."""
    if query.script == candidate.script:
        return ""
    return f", transliterated from {query.script or candidate.script}"


def _bare(text: str) -> str:
    """A name in its own script without case, accents and punctuation; vowel signs stay."""
    import unicodedata

    marked = re.sub(pattern("latin", "accents"), "", unicodedata.normalize("NFKD", text.casefold()))
    kept = (c if c.isalnum() or unicodedata.category(c)[0] == "M" else " " for c in marked)
    return " ".join("".join(kept).split())


def _spelled(name: Name) -> list[str]:
    return [spelling_key(word) for word in name.words]


def _same_title(query: Name, candidate: Name) -> Score:
    """Return how the words agree that say what it is, in any order and whatever binds them."""
    own, there = content_of(query.words), content_of(candidate.words)
    script = _crossing(query, candidate)
    if len(own) > 1 and own == there and len(query.words) == len(candidate.words):
        return Score(LEFT_OUT, f"same name but for small words{script}", STRONG)
    if len(own) > 1 and sorted(own) == sorted(there):
        return Score(UNSURE, f"same words, otherwise bound{script}", SIMILAR)
    shared = (Counter(own) & Counter(there)).total()
    if shared == len(own):
        return Score(PART_OF + PART_SHARE * shared / len(there), PART + script, SIMILAR)
    return DIFFERENT


def _some_words(query: Name, candidate: Name) -> Score:
    """Return how many words two titles share, if those are half of the query's."""
    own, there = content_of(query.words), content_of(candidate.words)
    shared = list((Counter(own) & Counter(there)).elements())
    short = abbreviated(lacking(own, there), lacking(there, own)) if shared else {}
    shared += short
    if len(shared) * 2 < len(own):
        return DIFFERENT
    agreeing = 2 * len(shared) - len(short) + sum(short.values())
    value = SOME_WORDS + SOME_SHARE * agreeing / (len(own) + len(there))
    why = f"{SOME}: {' '.join(sorted(set(shared)))}{_crossing(query, candidate)}"
    return Score(value, why, SIMILAR)


def _same_person(query: Name, candidate: Name) -> Score:
    """Rulers by number, surname alone, initials, left-out middle names, short given names."""
    script = _crossing(query, candidate)
    ruler = _same_ruler(query, candidate, script)
    if ruler is not DIFFERENT:
        return ruler
    if len(query.words) == 1:
        return _single_word(query, candidate, script)
    return _same_parts(query, candidate, script)


def _same_parts(query: Name, candidate: Name, script: str) -> Score:
    own = [w for w in query.words if w not in PARTICLES or w not in candidate.words]
    if own == [candidate.surname]:
        return Score(0.9, f"surname{script}", STRONG)
    given, there = (_given(name.words, candidate.surname) for name in (query, candidate))
    if candidate.surname not in query.words or not given or not there:
        is_part = len(own) > 1 and _is_part(query.words, candidate.words)
        return Score(PART_OF + PART_SHARE, PART + script, SIMILAR) if is_part else DIFFERENT
    unknown = lacking(query.words, candidate.words)
    if not unknown:
        if not _follows(given, there) or begins_as_a_ruler(query):
            return Score(UNSURE, f"{OTHER_ORDER}{script}", SIMILAR)
        return _left_out(query, candidate, script)
    if not lacking(candidate.words, query.words):
        patronymics = pattern("given_names", "patronymics")
        if all(len(word) == 1 or re.search(patronymics, word) for word in unknown):
            return Score(UNSURE, f"{MORE_GIVEN}{script}", SIMILAR)
        value = MORE_WORDS - LACKING * (len(unknown) - 1)
        return Score(value, f"same name with more words{script}", SIMILAR)
    initials = _by_initials(given, there) if query.surname == candidate.surname else ""
    if initials:
        value = 0.92 if initials == STRONG else UNSURE
        return Score(value, f"{INITIALS}{script}", initials)
    short = _short_form(given[0], there[0])
    if short and given[0] != there[0] and _no_other_middle_name(given, there):
        return Score(0.86, f"{NICKNAME}: {short}{script}", SIMILAR)
    return DIFFERENT


def _given(words: tuple[str, ...], surname: str) -> list[str]:
    """Return the words beside a surname as they follow when it is last: J. Pérez of Cordero."""
    at = words.index(surname) if surname in words else len(words)
    turned = (*words[at + 1 :], *words[:at])
    return [w for w in turned if w != surname and (len(w) == 1 or w not in PARTICLES)]


def _follows(given: list[str], there: list[str]) -> bool:
    """Whether given names stand among others in their order."""
    left = iter(there)
    return all(word in left for word in given)


def _by_initials(given: list[str], there: list[str]) -> str:
    """Return how surely given names agree by initials: STRONG if all that is given is there."""
    if _initials_agree(given, there):
        said = all(len(a) <= len(b) for a, b in zip(given, there, strict=False))
        return STRONG if said and len(given) <= len(there) else SIMILAR
    return SIMILAR if _initials_fit(given, there) else ""


def _initials_fit(given: list[str], there: list[str]) -> bool:
    """Whether names agree in order if initials of one and middle names of the other are left out.

    J. J. Pérez can be José Pérez.
    """
    if not any(len(word) == 1 for word in given) or not _agree(given[0], there[0]):
        return False
    at = 1
    for word in given[1:]:
        places = [place for place in range(at, len(there)) if _agree(word, there[place])]
        if places:
            at = places[0] + 1
        elif len(word) > 1:
            return False
    return True


def _agree(one: str, other: str) -> bool:
    """Whether two given names are one, or one is the other's initial."""
    return one == other or (1 in (len(one), len(other)) and one[0] == other[0])


def _left_out(query: Name, candidate: Name, script: str) -> Score:
    """Return how names agree of which the query has every word but middle names."""
    parted = parted_name(query, candidate)
    if parted:
        return Score(UNSURE, f"same name with a part of {parted} only{script}", SIMILAR)
    return Score(0.93, f"same name, {GIVEN_LEFT_OUT}{script}", STRONG)


def _same_ruler(query: Name, candidate: Name, script: str) -> Score:
    """Return how names of one number agree if one has a country or a father more.

    Different ones reigned under one name and number, so that what only the query gives is a doubt.
    """
    own, there = query.words, candidate.words
    if not is_number(query.generation) or query.generation != candidate.generation:
        return DIFFERENT
    shorter = min(len(own), len(there))
    more = (own[shorter:] or there[shorter:])[:1]
    if own[:shorter] != there[:shorter] or not more or not is_byname(more[0]):
        return DIFFERENT
    if len(own) > len(there):
        return Score(UNSURE, f"same name with more words{script}", SIMILAR)
    return Score(LEFT_OUT, f"same name and number, the rest left out{script}", STRONG)


def _is_part(words: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    return not lacking(words, whole)


def _single_word(query: Name, candidate: Name, script: str) -> Score:
    word = query.words[0]
    if word == candidate.surname:
        return Score(0.9, f"surname{script}", STRONG)
    if query.spoken[0] == candidate.surname:
        return Score(0.89, f"surname, marks spelled out{script}", STRONG)
    if word in candidate.words:
        return Score(0.85, f"given name or other part{script}", SIMILAR)
    if query.script and candidate.surname and spelling_key(word) == spelling_key(candidate.surname):
        return Score(0.88, f"surname, other spelling{script}", STRONG)
    if candidate.surname and spelling_key(word) == spelling_key(candidate.surname):
        return Score(0.8, "surname, other spelling", SIMILAR)
    return DIFFERENT


def _no_other_middle_name(one: list[str], other: list[str]) -> bool:
    """Whether second given names, where both have one, begin alike."""
    return len(one) == 1 or len(other) == 1 or one[1][0] == other[1][0]


def _initials_agree(one: list[str], other: list[str]) -> bool:
    """Every given name agrees in its place, at least one side of it as an initial."""
    some = False
    if any(len(word) > 1 for word in one[len(other) :]):
        return False
    for a, b in zip(one, other, strict=False):
        if a == b:
            continue
        if (len(a) > 1 and len(b) > 1) or a[0] != b[0]:
            return False
        some = True
    return some


def _short_form(one: str, other: str) -> str:
    return f"{one.title()} for {other.title()}" if are_forms(one, other) else ""
