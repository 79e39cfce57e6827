"""Words with which people write dates, in English, German, French, Spanish, Russian and Italian.

Only for proposals (date_forms.py): no date is ever read by them. Every word is folded: lower case,
no accents.
"""

from __future__ import annotations

import re
import unicodedata


def folded(text: str) -> str:
    """Return a text in lower case, without accents, with plain digits, dashes and blanks.

    The number of a footnote (2014², 2014①) becomes an asterisk: it is none of the date's digits.
    """
    noted = "".join("*" if unicodedata.category(c) == "No" else c for c in text)
    plain = unicodedata.normalize("NFKD", noted).casefold()
    letters = (
        str(unicodedata.decimal(c, c))
        for c in plain
        if not unicodedata.combining(c) and c != "\xad"
    )
    joined = unicodedata.normalize("NFC", "".join(letters)).translate(_PLAIN)
    return " ".join(joined.split())


_PLAIN = str.maketrans(
    {
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u301c\u223c\uff5e", "-"),
        **dict.fromkeys("\u2019\u2018\u02bc\u02b9`\u00b4", "'"),
        **dict.fromkeys("\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"),
        "\u2248": "~",
        "\u2264": "<=",
        "\u2265": ">=",
    }
)

_MONTHS = (
    "january february march april may june july august september october november december",
    "januar februar marz april mai juni juli august september oktober november dezember",
    "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "январь февраль март апрель маи июнь июль август сентябрь октябрь ноябрь декабрь",
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "январе феврале марте апреле мае июне июле августе сентябре октябре ноябре декабре",
    "janner feber maerz april mai juno julei august setiembre okt nov dez",
)
_SHORTEST = 3


def _by_beginning() -> dict[str, int]:
    """Map each month, and each beginning that no other month shares, to its number."""
    meant: dict[str, set[int]] = {}
    for names in _MONTHS:
        for number, name in enumerate(names.split(), start=1):
            for length in range(min(_SHORTEST, len(name)), len(name) + 1):
                meant.setdefault(name[:length], set()).add(number)
    return {name: numbers.pop() for name, numbers in meant.items() if len(numbers) == 1}


MONTHS = _by_beginning()


def _words(text: str) -> str:
    """Return a pattern of any of some words, divided by `|`, the longest first."""
    words = sorted((word.strip() for word in text.split("|")), key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", r"\s*") for word in words)


UNKNOWN = re.compile(
    r"[-?._*/x\u00f8]+|0[0\-/.:t z]*|" + _words(
        "n/a|n.a.|na|#n/a|n / a|unknown|unk|unk.|unclear|uncertain|not known|not given|undated|"
        "no date|"
        "n.d.|nd|none|null|nil|nan|nat|missing|tbc|tbd|tba|to be confirmed|(blank)|blank|empty|"
        "unbekannt|unklar|k.a.|k. a.|keine angabe|nicht bekannt|o.d.|o. d.|o.j.|o. j.|"
        "ohne datum|offen|"
        "inconnu|inconnue|s.d.|s. d.|sans date|non precise|non renseigne|nc|n.c.|nr|"
        "desconocido|desconocida|se desconoce|sin fecha|s/f|s.f.|no consta|"
        "sconosciuto|sconosciuta|ignoto|senza data|non noto|non disponibile|n.d|n.p.|"
        "неизвестно|неизв.|не известно|нет данных|н/д|н.д.|б.д.|без даты|нет|unbek.|xxxx|0000|00"
    ),
)  # fmt: skip
"""Texts that say that a date is unknown."""

PRESENT = re.compile(_words(
    "present|the present|now|today|to date|to the present|to present|to this day|until now|"
    "until today|until present|till now|current|currently|ongoing|on-going|continuing|incumbent|"
    "in office|still|still active|active|open|open end|open-ended|"
    "heute|bis heute|bis dato|jetzt|gegenwart|gegenwartig|laufend|andauernd|aktuell|derzeit|"
    "im amt|amtierend|fortlaufend|"
    "aujourd'hui|a ce jour|jusqu'a aujourd'hui|jusqu'a present|present jour|actuel|actuelle|"
    "actuellement|en cours|maintenant|en fonction|en poste|"
    "presente|el presente|hoy|hasta hoy|hasta la fecha|hasta la actualidad|actualidad|"
    "la actualidad|actual|actualmente|en curso|vigente|"
    "oggi|a oggi|ad oggi|fino ad oggi|fino a oggi|attuale|attualmente|in corso|in carica|corrente|"
    "сегодня|по сегодня|настоящее время|по настоящее время|по наст. время|по н.в.|н.в.|наст. время|"
    "по сеи день|до сих пор|сеичас|теперь|наши дни|до настоящего времени|\u81f3\u4eca|"
    "\u73b0\u5728|\u73fe\u5728"
))  # fmt: skip
"""Texts that say that something goes on."""

SPREADSHEET_ERROR = re.compile(
    r"#+|#(?:ref|value|name|num|null|div/0|calc|spill)[!?]?|#wert!|#bezug!"
)

CIRCA = re.compile(r"\s*(?:" + _words(
    "c.|ca.|ca|c|circa|cca|cca.|about|around|approx.|approx|approximately|roughly|est.|estimated|~|"
    "um|gegen|etwa|rund|ungefahr|zirka|in etwa|"
    "environ|vers|env.|autour de|aux environs de|a peu pres|"
    "hacia|alrededor de|aprox.|aprox|aproximadamente|cerca de|sobre|"
    "verso il|verso|intorno al|attorno al|"
    "около|ок.|примерно|прибл.|приблизительно|ориентировочно"
) + r")\s*")  # fmt: skip
DOUBT = re.compile(r"\s*(?:" + _words(
    "?|probably|prob.|possibly|poss.|perhaps|maybe|presumably|likely|allegedly|uncertain|"
    "vermutlich|wahrscheinlich|vielleicht|wohl|moglicherweise|evtl.|eventuell|"
    "probablement|peut-etre|sans doute|vraisemblablement|"
    "probablemente|quizas|quiza|tal vez|posiblemente|"
    "forse|probabilmente|presumibilmente|"
    "вероятно|возможно|наверное|предположительно|предп.|видимо"
) + r")\s*")  # fmt: skip

_OPENINGS = {
    "before": "before|prior to|earlier than|pre|pre-|ante|<|vor|vor dem|avant|avant le|antes de|"
    "antes del|prima del|prima di|prima dell'|раньше|ранее",
    "by": "by|no later than|not later than|at the latest by|<=|spatestens|bis spatestens|"
    "au plus tard|"
    "au plus tard en|a mas tardar en|a mas tardar|не позднее|не позже|entro il|entro",
    "after": "after|later than|post|post-|>|nach|nach dem|apres|apres le|despues de|despues del|"
    "dopo il|"
    "dopo|после|позднее|позже",
    "not before": "not before|no earlier than|not earlier than|at the earliest|>=|fruhestens|"
    "nicht vor|"
    "au plus tot|au plus tot en|no antes de|non prima del|не ранее|не раньше",
    "since": "since|from|starting|starting in|as of|as from|beginning in|seit|seit dem|ab|"
    "ab dem|von|vom|"
    "depuis|depuis le|a partir de|a partir du|des|desde|desde el|dal|da|dall'|с|со|начиная с",
    "until": "until|till|til|up to|to|through|thru|ended|ended in|bis|bis zum|jusqu'en|jusqu'a|"
    "jusqu'au|"
    "hasta|hasta el|fino al|fino a|sino al|по",
    "before or until": "до",
}
OPENING = re.compile("|".join(
    f"(?P<{kind.replace(' ', '_')}>(?:{_words(words)}))" for kind, words in _OPENINGS.items()
))  # fmt: skip

FILLERS = re.compile(r"(?:" + _words(
    "ad|a.d.|anno domini|"
    "in the year|in the|the year|in|the|on|on the|year|as at|dated|born|died|b.|d.|*|\u2020|"
    "im jahr|im jahre|jahr|im|in den|am|den|der|die|das|"
    "en l'an|l'annee|annee|en|le|l'|les|la|les annees|annees|dans les|"
    "en el ano|el ano|ano|el|los anos|anos|en los|en el|del|de|"
    "nell'anno|nel|negli anni|gli anni|anni|il|anno|lo|"
    "в|во|на|в году|год"
) + r")(?:\s+|(?<=['.*\u2020])\s*)")  # fmt: skip
"""Words before a date that say nothing of it."""
ENDINGS = re.compile(r"\s*(?:" + _words(
    "г.|г|года|год|году|годы|гг.|гг|uhr|h|approx.|jahr|a.d.|ad|ce|c.e.|n. chr.|nach christus|"
    "u.z.|apr. j.-c.|ap. j.-c.|d.c.|d. c.|n.e.|н. э.|нашеи эры|\u5e74"
) + r")\Z")  # fmt: skip
BEFORE_CHRIST = re.compile(r"\s*(?:" + _words(
    "bc|bce|b.c.|b.c.e.|b. c.|v. chr.|v. chr|vor christus|vor chr.|v.u.z.|av. j.-c.|av. jc|"
    "avant j.-c.|avant jesus-christ|a.c.|a. c.|a.e.c.|antes de cristo|avanti cristo|"
    "до н. э.|до н.э|до нашеи эры|до рождества христова|p.n.e."
) + r")")  # fmt: skip

PART = re.compile(r"(?:" + _words(
    "early|mid|mid-|middle of|in the middle of|late|end of|the end of|beginning of|start of|"
    "anfang|mitte|ende|fruhe|spate|spat|fruh|mitte der|ende der|anfang der|"
    "debut|au debut de|mi|mi-|milieu|au milieu de|fin|a la fin de|"
    "principios de|a principios de|comienzos de|inicios de|mediados de|a mediados de|finales de|"
    "a finales de|fines de|inizio|inizi|meta|fine|all'inizio del|alla fine del|a meta del|"
    "нач.|сер.|серед.|кон.|начало|в начале|середина|в середине|конец|в конце"
) + r")(?:\s*(?:of|the|des|der|du|de|d'|del|dell'|di)\b)*\s*")  # fmt: skip

SEASONS = {
    "spring": r"spring|fruhling|fruhjahr|printemps|primavera|весна|весно[ий]|весны",
    "summer": r"summer|sommer|ete|verano|estate|лето|летом|лета",
    "autumn": r"autumn|fall|herbst|automne|otono|autunno|осень|осенью|осени",
    "winter": r"winter|hiver|invierno|inverno|зима|зимои|зимы",
}

WEEKDAY = re.compile(
    r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b[.,]?\s*|"
    r"\b(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag|"
    r"lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|"
    r"lunes|martes|miercoles|jueves|viernes|sabado|domingo|"
    r"lunedi|martedi|mercoledi|giovedi|venerdi|sabato|domenica|"
    r"понедельник|вторник|среда|среду|четверг|пятница|пятницу|суббота|субботу|"
    r"воскресенье)\b[.,]?\s*|"
    r"\A(?:mo|di|mi|do|fr|sa|so|пн|вт|ср|чт|пт|сб|вс)[.,]+\s*"
)

ERAS = {
    "\u660e\u6cbb": 1867,
    "\u5927\u6b63": 1911,
    "\u662d\u548c": 1925,
    "\u5e73\u6210": 1988,
    "\u6c11\u56fd": 1911,
    "\u6c11\u570b": 1911,
    "\u4ee4\u548c": 2018,
}
"""Eras of Japan and of the Republic of China, with the year before their first."""

OTHER_CALENDAR = re.compile(
    r"\b(?:muharram|safar|rabi|jumada|rajab|sha'?ban|ramadan|shawwal|dhu'?l?|"
    r"tishrei|tishri|cheshvan|kislev|tevet|shevat|adar|nisan|iyyar|iyar|sivan|tammuz|elul|"
    r"farvardin|ordibehesht|khordad|mordad|shahrivar|aban|azar|bahman|esfand|"
    r"vendemiaire|brumaire|frimaire|nivose|pluviose|ventose|germinal|floreal|prairial|messidor|"
    r"thermidor|fructidor|hijri)\b|هجري|พ\.ศ"
)
"""Months and eras of calendars that count years otherwise: Islamic, Jewish, Persian, and others."""
