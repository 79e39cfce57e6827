"""Other scripts in plain Latin letters, as the press would write the name in English.

Called by fold.py for what is not ASCII. Cyrillic, Greek, Kana, Hebrew, Arabic, Thai, Tamil and
Myanmar have rules of their own, because their spelling hides the sound; all other scripts go
through anyascii. Tables are written by hand from the usual romanisations (BGN/PCGN for Cyrillic).
Leaves out how alike two names sound (sounds.py).
"""

from __future__ import annotations

import re
import unicodedata

CYRILLIC = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґўјљњћђџѓќѕӣ",
        "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch  y  e yu ya "
        "i yi ye g w j lj nj c dj dz g k dz i".split(" "),
        strict=True,
    )
)
"""BGN/PCGN as the English-language press writes it; hard and soft sign fall away."""

LATIN = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th"}
LATIN |= {"ı": "i", "ə": "a", "ŋ": "n", "ħ": "h"}

GREEK_PAIRS = (
    ("ου", "u"), ("αι", "e"), ("ει", "i"), ("οι", "i"), ("υι", "i"), ("αυ", "av"), ("ευ", "ev"),
    ("μπ", "b"), ("ντ", "d"), ("γκ", "g"), ("γγ", "ng"), ("γχ", "nh"), ("τζ", "j"), ("τσ", "ch"),
)  # fmt: skip
GREEK = dict(
    zip(
        "αβγδεζηθικλμνξοπρσςτυφχψω",
        "a v g d e z i th i k l m n x o p r s s t y f h ps o".split(),
        strict=True,
    )
)
HEBREW_PAIRS = (
    ("דזש", "j"), ("זש", "j"), ("טש", "ch"), ("תש", "ch"), ("ג'", "j"), ("ז'", "zh"), ("צ'", "ch"),
    ("ץ'", "ch"), ("ת'", "th"), ("ד'", "d"), ("וו", "w"), ("יי", "ey"), ("װ", "v"),
)  # fmt: skip
HEBREW = dict(
    zip(
        "אבגדהוזחטיכךלמםנןסעפףצץקרשת",
        "a b g d h o z h t i k k l m m n n s e p f ts ts k r sh t".split(),
        strict=True,
    )
)
ARABIC = dict(
    zip(
        "اأإآبپتثجچحخدذرزژسشصضطظعغفقکكگلمنهةويیىءئؤ",
        "a a i a b p t th j ch h kh d z r z zh s sh s d t z a g f k k k g l m n h a o i i a  i "
        "o".split(" "),
        strict=True,
    )
)
TAMIL = (
    (r"(?<!\w)இ(ஸ்|சு)(?=[கடதப])", "ஸ்"), ("ற்[றர]", "ட்ட"), ("(?<!ச்)(?<!ஞ்)ச(?!்ச)", "ஸ"),
)  # fmt: skip
"""Tamil sets an i before sk, st and sp; a doubled r is a t, a c alone an s."""
MYANMAR_ENDS = dict(zip("ကခဂငစညတဒနပဗမဏ", "k k k n t n t t n p p m n".split(), strict=True))
"""How a consonant sounds that ends a syllable, as the sign after it says; others are silent."""
MYANMAR_END = "([က-အ])[္်]"
MYANMAR_RUN = ("ွန်", "ုန်")
"""A w before a last n is spoken as a vowel."""
MYANMAR = dict(
    zip(
        "ကခဂဃငစဆဇဈညတထဒဓနပဖဗဘမယရလဝသဟဠအျြွှာါိီုူေဲံ",
        "k k g g ng s s z z ny t t d d n p f b b m y r l w th h l a y y w h a a i i u u e e "
        "n".split(),
        strict=True,
    )
) | dict.fromkeys("့း်္", "")
_KANA_ROWS = {
    "": "アイウエオ", "k": "カキクケコ", "g": "ガギグゲゴ", "s": "サシスセソ", "z": "ザジズゼゾ",
    "t": "タチツテト", "d": "ダヂヅデド", "n": "ナニヌネノ", "h": "ハヒフヘホ", "b": "バビブベボ",
    "p": "パピプペポ", "m": "マミムメモ", "r": "ラリルレロ",
}  # fmt: skip
KANA = {k: c + v for c, row in _KANA_ROWS.items() for k, v in zip(row, "aiueo", strict=True)}
KANA |= {"シ": "shi", "ジ": "ji", "チ": "chi", "ツ": "tsu", "フ": "fu", "ヂ": "ji", "ヅ": "zu"}
KANA |= {"ヤ": "ya", "ユ": "yu", "ヨ": "yo", "ワ": "wa", "ヲ": "o", "ン": "n", "ヴ": "vu"}
SMALL = dict(zip("ァィゥェォャュョ", ("a", "i", "u", "e", "o", "ya", "yu", "yo"), strict=True))
PINYIN = (
    ("zh", "j"),
    ("ch", "C"),
    ("c", "ts"),
    ("C", "ch"),
    ("q", "ch"),
    ("x", "sh"),
    ("hua", "wa"),
    ("hui", "wei"),
)

SOUNDED = {"š": "sh", "ž": "zh", "č": "ch", "ć": "ch", "ś": "sh", "ż": "zh", "ź": "zh", "ş": "sh"}
SOUNDED |= {
    "ș": "sh",
    "ţ": "ts",
    "ț": "ts",
    "ř": "r",
    "ğ": "",
    "ç": "s",
    "ĉ": "ch",
    "ŝ": "sh",
    "ĵ": "zh",
}
"""What a mark on a Latin letter does to its sound in most languages that write it."""

_TO_SOUND = str.maketrans(SOUNDED)
_TO_LATIN = str.maketrans(CYRILLIC | LATIN)
_TO_GREEK_LATIN = str.maketrans(GREEK)
_TO_HEBREW_LATIN = str.maketrans(HEBREW)
_TO_MYANMAR_LATIN = str.maketrans(MYANMAR)
_TO_ARABIC_LATIN = str.maketrans(ARABIC)
_NO_MARKS = {mark: None for mark in range(0x300, 0x370) if unicodedata.combining(chr(mark))}
_SPOKEN_HARD_SIGN = re.compile("ъ(?=[бвгджзклмнпрстфхцчшщй])")
"""Bulgarian's vowel; in Russian the sign stands before vowels only and is silent."""
_GERESH = str.maketrans("׳’‘`´", "'''''")
_HIRAGANA = {code: code + 0x60 for code in range(0x3041, 0x3097)}
# Patterns are compiled when they are first used: most data has few scripts.
_GENERATION = "[0-9一二三四]世"
THAI_LEADING = "([เแโใไ])([กขคตทปผพบฟด][รล](?=[ก-๎])|[ก-ฮ])"
_THAI_SILENT = "[ก-ฮ][ิุ]?์"
_CHINESE = "[㐀-鿿]+"
_BREATH = "([kgdb])h"
INHERENT_VOWEL = (
    "([\u0915-\u0939\u0995-\u09b9\u0a15-\u0a39\u0a95-\u0ab9\u0b95-\u0bb9\u0c15-\u0c39\u0c95-\u0cb9"
    "\u0d15-\u0d39\u0d9a-\u0dc6]\u093c?)"
    "(?=[\u0904-\u0939\u0985-\u09b9\u0a05-\u0a39\u0a85-\u0ab9\u0b85-\u0bb9\u0c05-\u0c39"
    "\u0c85-\u0cb9\u0d05-\u0d39\u0d85-\u0dc6n])"
)
"""A consonant right before another letter is spoken with an a."""
INDIC_NASAL = r"[ंংਂੰંంಂംං](?=\w)"


def romanised(name: str) -> str:
    """A name in lower-case Latin letters; what has none stays away."""
    return _romanised(_plain(name))


def heard(name: str) -> str:
    """The same with the marks of Latin letters spelled out: dž as in Džons sounds dzh."""
    return _romanised(_plain(name).translate(_TO_SOUND))


def romanised_lines(names: str) -> str:
    """`romanised` of many names at once, a line each."""
    return _lines(_plain(names))


def heard_lines(names: str) -> str:
    """`heard` of many names at once, a line each."""
    return _lines(_plain(names).translate(_TO_SOUND))


def _plain(names: str) -> str:
    return unicodedata.normalize("NFKC", names).casefold()


def _lines(text: str) -> str:
    """What Latin, Cyrillic and marks need is done for all lines at once, the rest by line."""
    latin = _in_latin(text)
    if latin.isascii():
        return latin
    both = zip(latin.split("\n"), text.split("\n"), strict=True)
    return "\n".join(line if line.isascii() else _romanised(whole) for line, whole in both)


def _in_latin(text: str) -> str:
    text = _SPOKEN_HARD_SIGN.sub("a", text).translate(_TO_LATIN)
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", _without_marks(text)).translate(_TO_LATIN)


def _romanised(text: str) -> str:
    text = _in_latin(text)
    for of_script, rewrite in _REWRITES:
        if text.isascii():
            return text
        if re.search(of_script, text):
            text = rewrite(text)
    if text.isascii():
        return text
    from anyascii import anyascii

    return str(anyascii(text)).lower()


def script_of(name: str) -> str:
    """The script of the first letter that is not Latin, as words for a reader; "" if all are."""
    for letter in name:
        if letter.isalpha() and ord(letter) > 0x24F:  # noqa: PLR2004 - end of Latin Extended-B
            script = unicodedata.name(letter, "").split(" ", 1)[0].title()
            return {"Cjk": "Chinese characters", "Latin": ""}.get(script, script)
    return ""


def _without_marks(text: str) -> str:
    """Accents of Latin, Cyrillic and Greek fall away; the vowel signs of other scripts stay."""
    return unicodedata.normalize("NFD", text).translate(_NO_MARKS)


def _greek(text: str) -> str:
    for pair, sound in GREEK_PAIRS:
        text = text.replace(pair, sound)
    return text.translate(_TO_GREEK_LATIN)


def _hebrew(text: str) -> str:
    text = "".join(c for c in text if not "\u0591" <= c <= "\u05c7").translate(_GERESH)
    for pair, sound in HEBREW_PAIRS:
        text = text.replace(pair, sound)
    return re.sub(r"\bו", "v", text).translate(_TO_HEBREW_LATIN)


def _arabic(text: str) -> str:
    text = "".join(c for c in text if not "\u064b" <= c <= "\u0652")
    return re.sub(r"\bو|و(?=[اآيی])", "w", text).translate(_TO_ARABIC_LATIN)


def _kana(text: str) -> str:
    out: list[str] = []
    text = re.sub(_GENERATION, "", text)
    for letter in text.translate(_HIRAGANA):
        small = SMALL.get(letter)
        if small is not None and out and out[-1][-1:] in "aiueo":
            first = out.pop()[:-1]
            soft = first[-1:] in ("h", "j") and first != "h"
            out.append(first + (small[-1] if soft else small) if first else "w" + small)
        elif letter in "ーッ":
            continue
        else:
            out.append(" " if letter in "・=" else KANA.get(letter, letter))
    return "".join(out)


def _thai(text: str) -> str:
    return _breathless(re.sub(THAI_LEADING, r"\2\1", re.sub(_THAI_SILENT, "", text)))


def _chinese(text: str) -> str:
    from actorgraph.names.chinese import NAMES

    return " ".join(
        NAMES.get(part) or re.sub(_CHINESE, _pinyin, part)
        for part in re.split(r"[\s·・‧•,\-–=]+", text)
    )


def _pinyin(found: re.Match[str]) -> str:
    from anyascii import anyascii

    text = str(anyascii(found.group())).lower()
    for spelled, sounded in PINYIN:
        text = text.replace(spelled, sounded)
    return text


def _tamil(text: str) -> str:
    for written, spoken in TAMIL:
        text = re.sub(written, spoken, text)
    return _indic(text)


def _myanmar(text: str) -> str:
    text = text.replace(*MYANMAR_RUN)
    ended = re.sub(MYANMAR_END, lambda found: MYANMAR_ENDS.get(found[1], ""), text)
    return ended.translate(_TO_MYANMAR_LATIN)


def _indic(text: str) -> str:
    spoken = re.sub(INHERENT_VOWEL, r"\1a", re.sub(INDIC_NASAL, "n", text))
    return _breathless(spoken).replace("ch", "c").replace("c", "ch")


def _breathless(text: str) -> str:
    """Thai and Indic letters for k with a breath are written kh, which elsewhere is a sound."""
    from anyascii import anyascii

    return re.sub(_BREATH, r"\1", str(anyascii(text)).lower())


_REWRITES = (
    ("[\u0370-\u03ff]", _greek),
    ("[\u0590-\u05ff]", _hebrew),
    ("[\u0600-\u06ff]", _arabic),
    ("[\u3041-\u30ff]", _kana),
    ("[ก-๛]", _thai),
    (_CHINESE, _chinese),
    ("[\u0b80-\u0bff]", _tamil),
    ("[\u1000-\u109f]", _myanmar),
    ("[\u0900-\u0dff]", _indic),
)
