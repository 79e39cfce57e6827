"""Which words of a person's names may be a surname: all of them, but for common given names.

A name does not say which of its words is the surname: García Márquez has two, Kim Jong-un begins
with it, Ann Leeman née Brown was born with another. In doubt a word is hidden: where too much is,
a pseudonym shows it, and where too little is, somebody is given away. A common given name stays,
since it tells little and is most often somebody else's; it is hidden where nothing else can be the
surname. Called by pseudonyms.py; leaves out how the words are found in texts (matching.py).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from actorgraph.names.fold import fold
from actorgraph.names.generations import GENERATION_WORDS, RULERS
from actorgraph.names.invisible import INVISIBLE
from actorgraph.names.lexicon import DESCENT, FACTS, HONORIFICS, PARTICLES, full_forms, spellings
from actorgraph.names.unspaced import characters_of, split_family

if TYPE_CHECKING:
    from collections.abc import Iterator

LEAST_SURNAME = 2
_LONGEST_LETTERS = 4
"""So long are letters behind a name that stand for a title: MP, CBE."""
_LONGEST_SYLLABLE = 3
_FAMILY = 2
"""The characters of a family name that is not told from the given name beside it."""

_BRACKETED = re.compile(r"[(\[{<（［【「〈《]([^()\[\]{}<>]*)[)\]}>）］】」〉》]?")
_DASHED = re.compile(r"\s[-‐‑‒–—|/~·•*†]+\s|\s*[;|/：:]\s*|\s*—\s*")
_BORN = re.compile(
    r"(?<!\w)(?:n[ée]e?|born|geb(?:\.|oren[e]?)|roz(?:\.|en[áa])|z domu|de domo|ur\.|ep\.|épouse"
    r"|veuve|vve\.?|født|född|fødd|o\.\s?s\.|nata|nato|nacid[ao]|nascid[ao]|dite?|genannt|vel|alias"
    r"|a\.?k\.?a\.?|also known as|formerly|maiden name|урожд(?:\.|[её]нн\w+)|рожд\.)(?!\w)"
    r"(?=.*\w)"
)
_JOINTS = re.compile(r"[-‐‑‒–—'’‘ʼʹ`´.·・‧•_=＝]+")
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_UNSEEN = re.compile(f"[{INVISIBLE}]")
_OTHER_SMALL = frozenset({"abd", "abdel", "abdul", "umm", "bou", "mac", "santa", "sankt", "dalla"})

_COMMON_GIVEN = frozenset(
    """
    adam adrian agnes agnieszka aisha alain alan albina aleksandra alena ales ali alice alicia
    alina aline alison alla allan alma alois amal amelia amina amit amy ana anastasiya anders
    andras andrea andreea andriy andrzej angel angelika angelo anika anil anita anja anjali anke
    annette antoine antonia antonin ariel arjun arne arnold artem artur arturo asif astrid
    august augusto axel aylin ayse barry bart bartosz beata beatrice beatriz ben bernadette
    bernd bianca birgit bjorn blanka bogdan bohdan boris brian brigitte bruce bruno bryan
    camille carla carmen carole cecilia celine cesar chiara chloe christel christelle christina
    christoph claire clara claude claudia claudio clement colin connor corinne cornelia craig
    dagmar dalia damian damien dana daniela danielle danuta daria dario darya dean deepak delia
    deniz derek diego dieter dina dirk dominic dominik dominique dora doris dorota duncan dusan
    dylan edgar edith edwin eileen ekkehard ela elaine elif elisa elise ella ellen elmar elon
    elsa elvira emil emilia emilie emily emma emre enzo erica erika ernest ernesto ernst erwin
    esther ethan eva evan evelyn evgeniya ewa fabian fabio fabrice faruk fatemeh fatih fatima
    fatma felix fiona flavio florian francine frieda fritz gabriela gabriele gabriella galina
    gary gavin genevieve gerard gerda gerhard gert gertrud gianni gina gisela giulia glen glenn
    gloria gordon grace graham grazyna greta guido gunter gunther guy hamid hana hannah hannes
    harald hartmut hasan hassan heather hector hedwig heidi heike heinz helga helge helmut
    henrietta herman hermann hilda hilde holger horst hossein hubert hugh hugo ian ibrahima
    ignacio igor ihor ilona ilse imre ines inga inge ingo ingrid inna ioana ion irene irina iris
    isabelle isla ismail iva ivana ivo iwona izabela jaap jadwiga jakob jakub jan jana jane
    janina janusz jarmila jaroslav jaroslaw jasmin jason javier jay jeanne jeannette jesus jill
    jitka jo joachim joan joaquin jochen joerg johan johanna jonas jordan jorg josefa joyce
    juergen jules julian juliane julie julien julio jurgen juri justin justyna kai kamil kamila
    karen karim karin karina karla karsten kasia katarina katarzyna katharina kathrin katja
    katrin keith kelly kevin kirill kirsten kjell klara klaudia klaus knut konrad krystyna
    krzysztof kurt kyle lara lars laszlo laura laurence laurent layla lea leila lena lenka
    leonardo leonid leonie liliana lily linda lisa lisbeth liza loic lorenz lorenzo lothar luc
    luca lucas lucia luciano lucie lucy ludek luisa lukas lukasz luke lutz lydia lynn lyubov
    lyudmyla maciej madeleine magda magdalena magnus mahmoud mahmud maja malgorzata manfred
    manuel manuela marcel marcela marcin marek margarita margit margot mariam marian mariana
    marianne marina marine mario marion marius mariya marketa marlene marta martha martina
    martine masha mateo mateusz mathias mathieu mats matteo matthias mauricio mauro megan mehdi
    melanie melissa mia michaela michelle mila milan milena milos mina miriam mirka miroslav
    mohammed mohamud mohsen mona monica monika monique moritz murat mustafa mykhaylo nadezhda
    nadia nadine nancy naomi nasreen nasser natalie neha neil nele nicole niels nigel nikita
    niklas nils nina noah noel nora norbert oksana ole oleg oleh olga olivia olivier oscar oskar
    otto owen paola pascal pasquale patrice patricio patrik paula paulina pauline pavla per
    petra pia piet pooja priya rafael rahul rainer rajesh ralf ralph ramon rania raphael raul
    ravi regina reiner reinhard renata renate rene reza ricarda rita roger roland rolf romain
    roman rosa rosario rose roy ruben rudi ruediger rupert ruslan ruth ryan sabine sabrina said
    salem salvatore samantha samir samira sanjay scott sean sebastian selma serena sergio sharon
    sheila shirley silke silvia silvio simone sofia sofie sofiya sonia sonja sophia sophie
    stanislav stanislaw stefania stella stephane stephanie sunil sunita suresh susanne suzanne
    sven svenja svitlana sylvia sylvie tamas tania tara taras tariq tatjana thierry thilo
    thorsten tomas tomasz torsten tracy ulrich ulrike urs ursula uta ute uwe vaclav valentin
    valentina valentyna vanessa vasyl vera veronica veronika veronique victor viktoria viktoriia
    viktoriya vincenzo viola violeta vit vlad vladislava vojtech volker waltraud wanda wendy
    werner wiktor wojciech wolfgang xavier yana yann yasmin yelena yevgeniya yolanda yves yvonne
    zdenek zeynep zoe zofia zoltan zsofia zuzana zuzanna
    """.split()
)


def surnames_in(name: str) -> set[str]:
    """Return what may be a surname in a person's name, as written: words, and parts of them.

    Args:
        name: as the data has it, additions included: Ann Leeman née Brown (politician).
    """
    found: set[str] = set()
    for section, is_addition in _sections(_plain(name)):
        found.update(_family(section))
        first, *born = _BORN.split(section)
        found.update(_of_addition(first) if is_addition else _of_name(first))
        for names in born:
            found.update(_of_name(names))
    return {word for word in found if sum(map(str.isalpha, word)) >= LEAST_SURNAME}


def without_additions(name: str) -> str:
    """Return a person's name without titles, initials and what is added: née Brown (politician)."""
    first = _BORN.split(next(_sections(_plain(name)))[0])[0]
    before, *behind = first.split(",")
    others = [word for part in behind for word in _words(part)]
    if any(not _is_title(word) and not word.islower() for word in others):
        return _EDGES.sub("", first)  # Leeman, Ann
    return " ".join(word for word in _words(before) if not word.isdigit())


def _plain(name: str) -> str:
    return _UNSEEN.sub("", unicodedata.normalize("NFC", name))


def _sections(name: str) -> Iterator[tuple[str, bool]]:
    """Yield the name itself and what is added to it in brackets or behind a dash."""
    first, *behind = _DASHED.split(_BRACKETED.sub(" ", name))
    yield first, False
    for addition in (*behind, *_BRACKETED.findall(name)):
        yield from ((part, True) for part in re.split("[,;]", addition))


def _family(section: str) -> Iterator[str]:
    """Yield the family name that a name without blanks begins with, where it can be told."""
    if not characters_of(section) or len(section.split()) > 1:
        return
    plain = section.strip()
    split = split_family(plain)
    yield split[0] if split else plain[:_FAMILY]


def _of_addition(section: str) -> Iterator[str]:
    """Yield what may be a surname in an addition, unless that describes somebody: a politician."""
    if (section == section.lower() != section.upper()) or any(map(_describes, _words(section))):
        return
    yield from _of_name(" ".join(word for word in section.split() if not _is_title(word)))


def _of_name(section: str) -> Iterator[str]:
    """Yield what may be a surname in a name.

    Words before a comma are surnames, and so is the last one. All words may be where the last is a
    common given name: Orbán Viktor.
    """
    before, *behind = section.split(",")
    is_small = section == section.lower() != section.upper()
    words, others = _words(before), [word for part in behind for word in _words(part)]
    others = [word for word in others if not _is_title(word)]
    if not is_small:
        others = [word for word in others if not word.islower()]
        place = next((at for at, word in enumerate(words) if _describes(word)), len(words))
        words = [*words[:place], *words[place:][-1:]]  # Butcher of Bosnia
    takes_all = bool(others) or any(map(_is_given, words[-1:]))
    for at, word in enumerate(words):
        is_last = at == len(words) - 1
        if is_last or takes_all or not _is_given(word):
            also_given = is_last or takes_all
            yield from _parts(word, also_small=is_last or is_small, also_given=also_given)
    for word in others:
        if not _is_given(word):
            yield from _parts(word, also_small=is_small)


def _words(text: str) -> list[str]:
    """Return the words of a name without titles before it, generations and initials."""
    words = [bare for word in text.split() if (bare := _EDGES.sub("", word))]
    words = [word for word in words if not _is_initials(word) and not _is_generation(word)]
    while len(words) > 1 and fold(words[0]) in HONORIFICS | RULERS:
        words = words[1:]
    while len(words) > 1 and _is_title(words[-1]) and len(words[-1]) <= _LONGEST_LETTERS:
        words = words[:-1]
    return words


def _is_initials(word: str) -> bool:
    """Return whether a word is made of single letters of a script in which these are no words."""
    letters = _JOINTS.split(word)
    return all(len(one) <= 1 for one in letters) and word.lower() != word.upper()


def _is_title(word: str) -> bool:
    return fold(word) in HONORIFICS


def _is_generation(word: str) -> bool:
    return fold(word) in GENERATION_WORDS


def _is_small(word: str) -> bool:
    """Return whether a word only joins others: von, al, y."""
    return fold(word) in PARTICLES | DESCENT | _OTHER_SMALL


def _describes(word: str) -> bool:
    """Return whether a word shows that it is none of names: Member of Parliament."""
    return word == "of" or (word.islower() and not _is_small(_JOINTS.split(word)[0]))


def _is_given(word: str) -> bool:
    """Return whether a word is a common given name, or several: Jean-Claude."""
    parts = [fold(part) for part in _JOINTS.split(word)]
    return all(part in _common_given() for part in parts if part)


@cache
def _common_given() -> frozenset[str]:
    families = {str(family) for family in FACTS["unspaced"]["spelled"].values()}
    return (_COMMON_GIVEN | full_forms().keys() | spellings().keys()) - families


def _parts(word: str, *, also_small: bool, also_given: bool = False) -> Iterator[str]:
    """Yield a word of a name, and what its hyphens and apostrophes part: al-Assad, Assad.

    Args:
        also_small: also words in small letters, which join or describe elsewhere.
        also_given: also parts that are common given names: the Connor of O'Connor.
    """
    bare = _EDGES.sub("", word)
    joined = [part for part in _JOINTS.split(bare) if part]
    if not _is_small(bare) and (also_small or not bare.islower()):
        yield bare
    for part in joined if len(joined) > 1 else ():
        is_syllable = part.islower() and len(part) <= _LONGEST_SYLLABLE  # Jong-un, Geun-hye
        is_kept = is_syllable or _is_small(part) or (_is_given(part) and not also_given)
        if len(part) >= LEAST_SURNAME and not is_kept:
            yield part
