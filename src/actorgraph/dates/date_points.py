"""Single dates as people write them, each with what it can mean: `6 May 1984`, `1980s`, `Q1 2018`.

Asked by date_forms.py with folded texts (date_lexicon.py). A number of two digits as a year can be
of two centuries, and one of a day can be that of a month: each reading is returned.
"""

from __future__ import annotations

import re
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from actorgraph.dates import date_lexicon as words
from actorgraph.dates import edtf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Form = tuple[re.Pattern[str], Callable[[re.Match[str]], Iterable[str]]]

_LAST_YEAR_OF_PEOPLE = 2999
_FIRST_YEAR_OF_PEOPLE = 1000
_SERIALS = range(10_000, 80_000)
"""Numbers of days in spreadsheets, from 1927 to 2119."""
_SECONDS = range(100_000_000, 4_102_444_800)
"""Seconds since 1970, from 1973 to 2099."""
_EPOCH = date(1970, 1, 1).toordinal()
_SERIAL_ZERO = date(1899, 12, 30).toordinal()
_SECONDS_OF_DAY = 86_400
_YEAR_DIGITS = 4
_LIKELY_OF_THIS_CENTURY = 40
"""Up to this number a year of two digits is hardly of the last century; that is proposed second."""
_DECADES_OF_TWO_CENTURIES = ("00", "10", "20")
_MONTHS = range(1, 13)
_ROMAN = {"i": 1, "v": 5, "x": 10}
_ERA_BEGINS = "\u5143"


def points(plain: str) -> list[str]:
    """Return what a folded text can mean as one date; nothing where it is none."""
    for pattern, meant in _FORMS:
        if match := pattern.fullmatch(plain):
            readings = [one for one in meant(match) if readable(one)]
            if readings:
                return readings
    return []


def bare_year(plain: str) -> list[str]:
    """Return the years that two or three digits alone can mean: only where nothing else stands."""
    return _years(plain) if re.fullmatch(r"\d{2,3}", plain) else []


def readable(text: str) -> bool:
    """Return whether a text is a date of ours, alone or as an interval."""
    try:
        found = [edtf.bounds_of(side) for side in text.split("/") if side != ".."]
    except ValueError:
        return False
    return all(one is not None and one.earliest <= one.latest for one in found)


def _day(year: str, month: int | str, day: int | str) -> list[str]:
    """Return a day of one or, where the year has two digits, of two centuries, if it exists."""
    if not _is_zero(month) and _is_zero(day):
        return _month(year, month)
    if _is_zero(month):
        return [one for one in _years(year) if _is_zero(day)]
    days = [f"{one}-{int(month):02}-{int(day):02}" for one in _years(year)]
    return [one for one in days if readable(one)]


def _is_zero(number: int | str) -> bool:
    return not int(number)


def _month(year: str, month: int | str) -> list[str]:
    return [f"{one}-{int(month):02}" for one in _years(year) if int(month) in _MONTHS]


def _years(year: str) -> list[str]:
    """Return the years that a number can mean: of two digits this century or the last."""
    digits = year.strip("' ")
    if len(digits) == len("84"):
        years = [f"19{digits}", f"20{digits}"]
        return years if int(digits) > _LIKELY_OF_THIS_CENTURY else years[::-1]
    return [digits.zfill(_YEAR_DIGITS)]


def _named(name: str) -> int:
    return words.MONTHS.get(name.strip(". "), 0)


def _ours(match: re.Match[str]) -> list[str]:
    """Return a date of ours that is only written with blanks, in small letters or with zeros."""
    plain = match[0].replace(" ", "").upper().removeprefix("+")
    return [edtf.without_midnight(plain)]


def _three_numbers(match: re.Match[str]) -> list[str]:
    first, second, third = match["a"], match["b"], match["c"]
    if len(first) == _YEAR_DIGITS:
        return _day(first, second, third) or _day(first, third, second)
    readings = _day(third, second, first) + _day(third, first, second)
    return readings + (_day(first, second, third) if len(third) <= len("84") else [])


def _two_numbers(match: re.Match[str]) -> list[str]:
    """Return a month of a year and, where the numbers can be two years, the years."""
    first, second = match["a"], match["b"]
    if len(first) != _YEAR_DIGITS:
        return _month(second, first) if not _is_zero(first) else [second]
    if _is_zero(second):
        return [first]
    readings = _month(first, second)
    if len(second) == len("84") and int(second) > int(first[2:]):
        readings.append(f"{first}/{first[:2]}{second}")
    return readings + _season_by_number(first, second)


def _season_by_number(year: str, number: str) -> list[str]:
    """Return the season that EDTF gives a number from 21 to 24."""
    seasons = dict(zip(("21", "22", "23", "24"), words.SEASONS, strict=True))
    return _season(year, seasons[number]) if number in seasons else []


def _season(year: str, season: str) -> list[str]:
    """Return the months of a season, north and south of the equator."""
    number, after = int(year), f"{int(year) + 1:04}"
    before = f"{number - 1:04}"
    spring, summer, autumn = (
        f"[{year}-{a}..{year}-{b}]" for a, b in (("03", "06"), ("06", "09"), ("09", "12"))
    )
    at_both_ends = [f"[{before}-12..{year}-03]", f"[{year}-12..{after}-03]"]
    return {
        "spring": [spring, autumn],
        "summer": [summer, *at_both_ends],
        "autumn": [autumn, spring],
        "winter": [*at_both_ends, summer],
    }[season]


def _long_number(match: re.Match[str]) -> list[str]:
    """Return what a number without signs can mean: a day, a count of days or of seconds."""
    digits = match[0]
    if len(digits) == len("20180126"):
        readings = _of_people(digits[:4], digits[4:6], digits[6:])
        year, one, other = digits[4:], digits[2:4], digits[:2]
        return readings + _of_people(year, one, other) + _of_people(year, other, one)
    if len(digits) == len("201801"):
        a, b, c = digits[:2], digits[2:4], digits[4:]
        month = _of_people(digits[:4], digits[4:], "00")
        return month or _day(a, b, c) + _day(c, b, a) + _day(c, a, b)
    seconds = int(digits[:-3]) if len(digits) == len("1516924800000") else int(digits)
    if len(digits) > len("20180126") and seconds in _SECONDS:
        return [_moment(_EPOCH + seconds // _SECONDS_OF_DAY, seconds % _SECONDS_OF_DAY, "Z")]
    return []


def _of_people(year: str, month: str, day: str) -> list[str]:
    is_likely = _FIRST_YEAR_OF_PEOPLE <= int(year) <= _LAST_YEAR_OF_PEOPLE
    return _day(year, month, day) if is_likely else []


def _serial(match: re.Match[str]) -> list[str]:
    """Return the day that a spreadsheet counts so; its month or year where it may show only that.

    What is typed as Jan-18 is kept as the first of January.
    """
    number, part = int(match[1]), float(f"0.{match[2] or 0}")
    if number not in _SERIALS:
        return []
    day = edtf.day_text(_SERIAL_ZERO + number)
    if part:
        return [_moment(_SERIAL_ZERO + number, round(part * _SECONDS_OF_DAY), "")]
    shorter = [day[:7]] if day.endswith("-01") else []
    return [day, *shorter, *([day[:4]] if day.endswith("-01-01") else [])]


def _moment(day: int, second: int, zone: str) -> str:
    minutes, second = divmod(second, 60)
    hour, minute = divmod(minutes, 60)
    clock = f"T{hour:02}:{minute:02}" + (f":{second:02}" if second else "")
    return edtf.without_midnight(edtf.day_text(day) + clock + zone)


def _month_and_short_number(match: re.Match[str]) -> list[str]:
    """Return a month with a year of two digits; `Jan 18` may be a day too, of which year?"""
    return _month(match["y"], _named(match["m"]))


def _era(match: re.Match[str]) -> list[str]:
    before = words.ERAS[match["e"]]
    year = f"{before + (1 if match['y'] == _ERA_BEGINS else int(match['y'])):04}"
    return _day(year, match["m"] or 0, match["d"] or 0)


def _decade(match: re.Match[str]) -> list[str]:
    decades = [year for year in _years(match[1]) if year.endswith("0")]
    if len(match[1]) == len("80") and match[1] not in _DECADES_OF_TWO_CENTURIES:
        decades = [year for year in decades if year.startswith("19")]
    return [f"[{first}..{first[:3]}9]" for first in decades]


def _century(match: re.Match[str]) -> list[str]:
    """Return a century from 00 or from 01 on: people mean either."""
    number = _roman(match[1]) if match[1].isalpha() else int(match[1])
    last = number * 100
    if match["bc"]:
        return [f"[-{last:04}..-{max(last - 101, 0):04}]"] if number > 1 else []
    return [f"[{max(last - 100, 1):04}..{last:04}]"]


def _roman(numeral: str) -> int:
    values = [_ROMAN[c] for c in numeral]
    return sum(
        -one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True)
    )


def _quarter(match: re.Match[str]) -> list[str]:
    first = 3 * int(match["q"]) - 2
    return [f"[{match['y']}-{first:02}..{match['y']}-{first + 2:02}]"]


def _half(match: re.Match[str]) -> list[str]:
    is_first = match["h"][0] in "1fpeп"
    return [
        f"[{match['y']}-01..{match['y']}-06]" if is_first else f"[{match['y']}-07..{match['y']}-12]"
    ]


def _week(match: re.Match[str]) -> list[str]:
    try:
        monday = date.fromisocalendar(int(match["y"]), int(match["w"]), 1)
    except ValueError:
        return []
    if weekday := match.groupdict().get("d"):
        return [edtf.day_text(monday.toordinal() + int(weekday) - 1)]
    return [f"[{monday.isoformat()}..{edtf.day_text(monday.toordinal() + 6)}]"]


def _day_of_year(match: re.Match[str]) -> list[str]:
    number = int(match[2])
    day = edtf.day_text(edtf.ordinal(int(match[1]), 1, 1) + number - 1)
    return [day] if number and day.startswith(match[1]) else []


def _business_year(match: re.Match[str]) -> list[str]:
    """Return a calendar year, or the two that a year of business can lie in."""
    year = int(match["y"])
    return [f"{year:04}", f"[{year - 1:04}..{year:04}]", f"[{year:04}..{year + 1:04}]"]


def _before_christ(match: re.Match[str]) -> list[str]:
    """Return a year BC as ISO 8601 counts them, where 1 BC is the year 0, which is not read."""
    year = int(match[1])
    return [f"-{year - 1:04}"] if year > 1 else ["[-0001..0001]"]


def _negative(match: re.Match[str]) -> list[str]:
    """Return a negative year, as ISO counts them and as historians do."""
    year = int(match[1])
    return [f"-{year:04}", f"-{year - 1:04}" if year > 1 else "[-0001..0001]"]


_M = r"(?P<m>[^\W\d_]{3,}\.?)"
_SUFFIX = r"(?:st|nd|rd|th|er|re|o|\.|º)?"
_OF = r"[\s,./-]*(?:(?:de|of|del|d')\s*)?"
_Y = r"(?P<y>\d{4}|'\d\d)"
_season_words = "|".join(f"(?P<{name}>{any_of})" for name, any_of in words.SEASONS.items())
_HALF = (
    r"(?P<h>1|2|first|second|1st|2nd|1er|premier|deuxieme|primer|segundo|primo|secondo|"
    r"первое|второе)"
)
_CENTURY_WORDS = (
    r"(?:century|c\.?|cent\.?|jh\.?|jahrhunderts?|jhdt?\.?|siecle|s\.|век[а]?|в\.|secolo|sec\.?)"
)


_EASTERN = r"(?P<m>\d{1,2})\s?[\u6708\uc6d4]\s?(?:(?P<d>\d{1,2})\s?[\u65e5\u53f7\u865f\uc77c])?"


def _eastern(match: re.Match[str]) -> list[str]:
    return _day(match["y"], match["m"] or 0, match["d"] or 0)


def _by_name(match: re.Match[str]) -> list[str]:
    month = _named(match["m"])
    return _day(match["y"], month, match["d"]) if month else []


def _month_by_name(match: re.Match[str]) -> list[str]:
    month = _named(match["m"])
    return _month(match["y"], month) if month else []


def _in_season(match: re.Match[str]) -> list[str]:
    return _season(match["y"], next(name for name in words.SEASONS if match[name]))


def _in_season_of_two_years(match: re.Match[str]) -> list[str]:
    """Return the months around the turn of two years: winter in the north, summer in the south."""
    year = int(match["y"])
    return [f"[{year:04}-12..{year + 1:04}-03]"] if match["winter"] or match["summer"] else []


def _same(text: str, _match: re.Match[str]) -> list[str]:
    return [text]


_FORMS: tuple[Form, ...] = tuple(
    (re.compile(pattern), meant)
    for pattern, meant in (
        (r"\+?-?\d[\dx]{3}[-\dt:z+., x]*[?~%]?|\[.*\.\..*\]", _ours),
        (r"(\d{4})(-\d\d)?(?:-xx)+", lambda m: [m[1] + (m[2] or "")]),
        (r"(\d)xxx", lambda m: [f"[{m[1]}000..{m[1]}999]"]),
        (r"-(\d{1,3})", _negative),
        (r"(?P<a>\d{4})\s?[-./]\s?(?P<b>\d{1,2})\s?[-./]\s?(?P<c>\d{1,2})\.?", _three_numbers),
        (r"(?P<a>\d{4}) (?P<b>\d{1,2}) (?P<c>\d{1,2})", _three_numbers),
        (
            r"(?P<a>\d{1,2})\s?[-./ ]\s?(?P<b>\d{1,2})\s?[-./ ]\s?(?P<c>\d{4}|'?\d\d)",
            _three_numbers,
        ),
        (r"(?P<a>\d{4})\s?[-./]\s?(?P<b>\d{1,2})", _two_numbers),
        (r"(?P<a>\d{1,2})\s?[-./]\s?(?P<b>\d{4})", _two_numbers),
        (rf"(?P<d>\d{{1,2}}){_SUFFIX}{_OF}{_M}{_OF}{_Y}", _by_name),
        (rf"(?P<d>\d{{1,2}}){_SUFFIX}-{_M}-(?P<y>\d\d)", _by_name),
        (rf"{_M}[\s-]*(?P<d>\d{{1,2}}){_SUFFIX}[\s,-]+{_Y}", _by_name),
        (rf"(?P<y>\d{{4}})[\s,./-]*{_M}[\s,./-]*(?P<d>\d{{1,2}})\.?", _by_name),
        (rf"{_M}{_OF}{_Y}", _month_by_name),
        (rf"(?P<y>\d{{4}})[\s,./-]*{_M}", _month_by_name),
        (rf"{_M}[\s-]?(?P<y>\d\d)", _month_and_short_number),
        (rf"(?P<y>\d{{4}})\s?[\u5e74\ub144]\s?(?:{_EASTERN})?", _eastern),
        (
            rf"(?P<e>{'|'.join(words.ERAS)})(?P<y>\d{{1,3}}|{_ERA_BEGINS})\u5e74(?:{_EASTERN})?",
            _era,
        ),
        (r"'?(\d{2,4})['`]?\s?-?(?:s|er|er jahre?n?|-?е|-?х|е годы|х годов)", _decade),
        (
            r"(?:annees|les annees|dans les annees|anos|los anos|anni|gli anni)\s'?(\d{2,4})",
            _decade,
        ),
        (
            rf"(\d{{1,2}}|[ivx]+)\s?(?:st|nd|rd|th|\.|e|eme)?[\s-]?{_CENTURY_WORDS}(?P<bc>)",
            _century,
        ),
        (
            (rf"(\d{{1,2}}|[ivx]+)\s?(?:st|nd|rd|th|\.|e|eme)?[\s-]?{_CENTURY_WORDS}\s(?P<bc>bce?|"
            rf"v\. chr\.)"),
            _century,
        ),
        (r"(?:siglo|secolo|s\.)\s([ivx]+|\d{1,2})(?P<bc>)", _century),
        (r"(?:q|t|kv)\.?\s?(?P<q>[1-4])[\s/-]*(?P<y>\d{4})", _quarter),
        (r"(?P<y>\d{4})[\s/-]*(?:q|t|kv)\.?\s?(?P<q>[1-4])", _quarter),
        (
            (r"(?P<q>[1-4])(?:st|nd|rd|th|\.|er|e|o|-и|й)?\s?(?:q|quarter|quartal|trimestre|"
            r"trim\.?|квартал|кв\.?)[\s/-]*(?:of |de |del )?(?P<y>\d{4})"),
            _quarter,
        ),
        (
            (rf"{_HALF}(?:\.|st|nd)?[\s-]?(?:half|halbjahr|hj\.?|semestre|полугодие|h|s)(?:\s?(?:of|"
            rf"de|del))?[\s/-]*(?P<y>\d{{4}})"),
            _half,
        ),
        (r"[hs](?P<h>[12])[\s/-]*(?P<y>\d{4})", _half),
        (r"(?P<y>\d{4})[\s/-]*[hs](?P<h>[12])", _half),
        (
            rf"(?:{_season_words})[\s,]*(?P<y>\d{{4}})\s?[-/]\s?(?:\d\d){{1,2}}",
            _in_season_of_two_years,
        ),
        (rf"(?:{_season_words})[\s,]*(?:of |de |del |des )?(?P<y>\d{{4}})", _in_season),
        (r"(?P<y>\d{4})-?w(?P<w>\d{1,2})(?:-?(?P<d>[1-7]))?", _week),
        (
            (r"(?:kw|cw|wk|week|woche|semaine|semana|неделя|w)\.?\s?(?P<w>\d{1,2})[\s,/-]*(?:of )"
            r"?(?P<y>\d{4})"),
            _week,
        ),
        (r"(\d{4})-(\d{3})", _day_of_year),
        (
            r"(?:fy|fiscal year|gj|geschaftsjahr|exercice|ejercicio)\s?-?'?(?P<y>\d{4})",
            _business_year,
        ),
        (rf"(\d{{1,4}}){words.BEFORE_CHRIST.pattern}", _before_christ),
        (r"y-\d+(?:e\d+)?|-\d{5,}", partial(_same, "[..-9999]")),
        (r"(\d{4})[.,]0+", lambda m: [m[1]]),
        (r"(\d{5})(?:[.,](\d+))?", _serial),
        (r"\d{6}|\d{8,10}|\d{13}", _long_number),
        (r"'(\d\d)", lambda m: _years(m[1])),
        (r"(\d{4})", lambda m: [m[1]]),
    )
)  # fmt: skip
