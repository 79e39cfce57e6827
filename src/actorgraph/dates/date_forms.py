"""What a date can mean that is written as people write it: for proposals, never for reading.

A reading is a date of ours that is no more exact than the text. Of several somebody has to choose;
where there is exactly one, `check --fix` can write it. date_points.py knows single dates; this
module what stands around them: about, before, between, a time of day. The words are in
date_lexicon.py.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from actorgraph.dates import date_lexicon as words
from actorgraph.dates import edtf
from actorgraph.dates.date_points import bare_year, points, readable

if TYPE_CHECKING:
    from collections.abc import Sequence

START, END = "start_date", "end_date"
OPEN = ".."
_MOST = 6
"""So many readings are proposed; a text with more means nothing in particular."""
_FIRST_YEAR = re.compile(r"(?<!\d)([12]\d{3})(?!\d)")
_NUMERIC = re.compile(r"\d{1,2}([-./ ])\s?\d{1,2}\1\s?(?:\d{4}|\d{2})\b")
_TIME = re.compile(
    r"(?:(?<=\d)t|\b)(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?\s*(am|pm|a\.m\.|p\.m\.)?"
    r"\s*(z|utc|gmt|[+-]\d\d:?\d\d)?(?:\s*(?:uhr|h))?(?![\d:])"
)
_BETWEEN = re.compile(
    r"(?:between|zwischen|entre|tra|fra|между|either)\s+(?:le |il |el |dem )?(.+)"
)
_AND = re.compile(r"\s+(?:and|und|et|y|e|и|or)\s+(?:le |il |el |dem )?")
_OR = re.compile(r"\s*(?:\bor\b|\boder\b|\bou\b|\bo\b|\bили\b|\boppure\b)\s*")
_TO = (
    re.compile(
        r"\s*(?:\s-\s|--|\.\.\.?|/|\bto\b|\bthrough\b|\bthru\b|\buntil\b|\btill\b|\bbis\b|\bau\b|"
        r"\bjusqu'a\b|\bjusqu'en\b|\ba\b|\bhasta\b|\bal\b|\bfino al\b|\bпо\b|\bдо\b)\s*"
    ),
    re.compile(r"\s*-\s*"),
)
"""What stands between two dates: what hardly stands in a date first."""
_BARE_NUMBER = re.compile(r"'?\d{1,3}\.?")
_LONGEST = 80
"""A longer text is no date but speaks of one."""


class Advice(NamedTuple):
    """What is said of a text that is no date.

    Attributes:
        readings: what it can mean.
        message: what to write.
        side: the column that the text speaks of, where it is one of a beginning or of an end.
    """

    readings: tuple[str, ...]
    message: str
    side: str = ""


def readings_of(plain: str) -> tuple[tuple[str, ...], str]:
    """Return what a folded text can mean as one date, and the column it speaks of, if of one.

    That is START after "since" and END after "until". No readings: it is no date.
    """
    return _sided(plain)


def advice_on(text: str) -> Advice:
    """Return what to write instead of a text that is no date."""
    plain = words.folded(text)
    readings, side = _sided(plain)
    if readings == ("",):
        return Advice(readings, f"{text!r} says that the date is not known; leave the cell empty")
    if readings == (OPEN,):
        message = (
            f"{text!r} names no day; write .. under end_date where it goes on, or "
            "[2018-01-26..] with the day on which that was known"
        )
        return Advice(readings, message, END)
    if readings:
        under = f" under {side}" if side else ""
        meant = f"{text!r} cannot be read as a date; write {' or '.join(readings)}{under}"
        return Advice(readings, meant + _order_hint(plain, readings), side)
    return Advice((), _without_reading(text, plain))


def _order_hint(plain: str, readings: tuple[str, ...]) -> str:
    """Return how to say once for all dates which number is the day, where that is the question."""
    if len(readings) == 1 or not _NUMERIC.search(plain):
        return ""
    return '; [dates] order = "dmy" (or "mdy") in actorgraph.toml says it for all'


def _without_reading(text: str, plain: str) -> str:
    if words.SPREADSHEET_ERROR.fullmatch(plain):
        return (
            f"{text!r} is what a spreadsheet shows for an error, or for a date in a narrow column; "
            "mend it there and save the file again"
        )
    if _once(_dated(f"{plain.rstrip('.')}.2000")) or _once(_dated(f"{plain} 2000")):
        return f"{text!r} has no year; write the day with its year, such as 2018-01-26"
    if shorter := _calendar_fault(plain):
        return f"{text!r} is no day of the calendar; write the right one, or {shorter}"
    years = set(_FIRST_YEAR.findall(plain))
    if words.OTHER_CALENDAR.search(plain) and not any(map(_is_recent, years)):
        return f"{text!r} is a day of another calendar; write which of ours it was"
    if len(years) == 1:
        return f"{text!r} cannot be read as a date; write {years.pop()} if no more is known"
    return (
        f"{text!r} is not a date; write 2018, 2018-01, 2018-01-26, a span for an interval "
        "(2018-01-22/2018-01-28), [2018-01-22..2018-01-28] for some day in it, "
        ".. for an open end, or nothing if it is unknown"
    )


def _is_recent(year: str) -> bool:
    """Return whether a year is one of our calendar where it stands beside a month of another."""
    return len(year) == len("2018") and "1600" <= year <= "2100"


def _calendar_fault(plain: str) -> str:
    """Return what is left of a day or month that the calendar does not have."""
    match = re.match(r"([12]\d{3})[-./](\d{1,2})(?:[-./]\d{1,2})?(?:t.*)?\Z", plain)
    if match is None:
        match = re.match(r"\d{1,2}[-./](?P<m>\d{1,2})[-./](?P<y>[12]\d{3})\Z", plain)
        year, month = (match["y"], match["m"]) if match else ("", "")
    else:
        year, month = match[1], match[2]
    shorter = f"{year}-{month.zfill(2)}"
    return "" if not year else shorter if readable(shorter) else year


def _sided(plain: str) -> tuple[tuple[str, ...], str]:
    """Return readings, and the column that a text with `since` or `until` speaks of."""
    if not plain or words.UNKNOWN.fullmatch(plain):
        return ("",), ""
    if words.PRESENT.fullmatch(plain):
        return (OPEN,), END
    kind, rest = _opening(plain)
    sides = {"since": START, "until": END}
    if kind in sides and (inner := _once(_dated(rest))):
        is_interval = any("/" in one for one in inner)
        return inner, "" if is_interval else sides[kind]
    return _once(bare_year(plain) or _dated(plain)), ""


def _once(readings: Sequence[str]) -> tuple[str, ...]:
    """Return each reading once; none where they are too many to mean anything."""
    unique = tuple(dict.fromkeys(filter(readable, readings)))
    return unique if len(unique) <= _MOST else ()


@lru_cache(maxsize=4096)
def _dated(plain: str) -> Sequence[str]:
    """Return the readings of a text that is about a date, by the first form that it has."""
    if len(plain) > _LONGEST:
        return []
    for form in (
        points, _bracketed, _timed, _hedged, _opened, _part, _between, _either, _interval, _bare,
    ):  # fmt: skip
        if readings := form(plain):
            return readings
    return []


def _bracketed(plain: str) -> Sequence[str]:
    """Return what is in brackets or quotes; of a list of alternatives, some moment among them."""
    pairs = {"(": ")", "[": "]", "{": "}", '"': '"', "'": "'"}
    if len(plain) < len("(8)") or pairs.get(plain[0]) != plain[-1]:
        return []
    inner = plain[1:-1].strip()
    several = [_dated(one.strip()) for one in inner.split(",")]
    if len(several) == 1:
        readings = _dated(inner)
        is_choice = plain[0] == "[" and all("/" in one for one in readings)
        return [_choice(*one.split("/")) for one in readings] if is_choice else readings
    if not all(len(one) == 1 for one in several):
        return []
    dates = [one[0] for one in several]
    # "{a, b}" is both of them: a row for each, and somebody has to write them.
    return dates if plain[0] == "{" else [_choice(dates[0], dates[-1])]


def _hedged(plain: str) -> Sequence[str]:
    """Return a date with the mark of doubt, or of about, for which words beside it stand."""
    for pattern, mark in ((words.DOUBT, "?"), (words.CIRCA, "~")):
        for rest in _beside(pattern, plain):
            marked = [_marked(one, mark) for one in _dated(rest)]
            if marked and all(marked):
                return marked
    return []


def _beside(pattern: re.Pattern[str], plain: str) -> list[str]:
    """Return what is left of a text without words of a pattern, at its beginning or at its end."""
    rests = []
    before = pattern.match(plain)
    if before and before.end() < len(plain) and not _cuts_word(plain, before.end()):
        rests.append(plain[before.end() :])
    after = re.search(rf"(?:\s|(?<=\d))\(?(?:{pattern.pattern})\)?\Z", plain)
    if after and after.start():
        rests.append(plain[: after.start()].strip())
    return rests


def _cuts_word(plain: str, at: int) -> bool:
    return plain[at - 1].isalpha() and plain[at].isalpha()


def _marked(reading: str, mark: str) -> str:
    """Return a date with a mark; "" where none can be put."""
    if "/" in reading:
        sides = [side if side == OPEN else _marked(side, mark) for side in reading.split("/")]
        return "/".join(sides) if all(sides) else ""
    if sides_of := edtf.sides_of(reading):
        return _choice(*(side and _marked(side, mark) for side in sides_of))
    reading = edtf.without_time(reading)
    if reading[-1:] in ("?", "~", "%"):
        mark, reading = ("%" if reading[-1] != mark else mark), reading[:-1]
    return reading + mark if readable(reading + mark) else ""


def _opening(plain: str) -> tuple[str, str]:
    """Return the kind of a word such as before or since at the beginning, and the rest."""
    match = words.OPENING.match(plain)
    if match is None or match.end() == len(plain) or _cuts_word(plain, match.end()):
        return "", plain
    return str(match.lastgroup).replace("_", " "), plain[match.end() :].strip()


def _opened(plain: str) -> Sequence[str]:
    """Return the bound that a word such as before, after or by makes of a date."""
    kind, rest = _opening(plain)
    inner = _dated(rest) if kind else []
    if not inner or any("/" in one or one == "" for one in inner):
        return inner if kind in ("since", "until") else []
    bounded: list[str] = []
    for one in inner:
        bounds = edtf.bounds_of(one)
        first, last = _ends(one)
        if bounds is None:
            return []
        before = f"[..{edtf.day_text(bounds.earliest - 1)}]"
        after = f"[{edtf.day_text(bounds.latest + 1)}..]"
        meant = {
            "before": [before],
            "after": [after],
            "by": [f"[..{last}]"],
            "not before": [f"[{first}..]"],
            "before or until": [before, f"[..{last}]"],
        }
        bounded += meant.get(kind, [one])
    return [one for one in bounded if readable(one)]


def _part(plain: str) -> Sequence[str]:
    """Return the whole of which a text names the beginning, the middle or the end."""
    match = words.PART.match(plain)
    if match is None or match.end() == len(plain) or _cuts_word(plain, match.end()):
        return []
    return [one for one in _dated(plain[match.end() :].lstrip(" -")) if "/" not in one]


def _between(plain: str) -> Sequence[str]:
    """Return some moment between two dates."""
    match = _BETWEEN.match(plain)
    for split in _AND.finditer(match[1]) if match else ():
        text = match[1] if match else ""
        if readings := _pairs(text[: split.start()], text[split.end() :]):
            return [_choice(*pair) for pair in readings]
    return []


def _either(plain: str) -> Sequence[str]:
    """Return some moment from the first to the second of two alternatives."""
    for split in _OR.finditer(plain):
        if pairs := _pairs(plain[: split.start()], plain[split.end() :]):
            return [_choice(*pair) for pair in pairs]
    return []


def _interval(plain: str) -> Sequence[str]:
    """Return the interval from one date to another, or to an open end."""
    for split in (split for sign in _TO for split in sign.finditer(plain)):
        first, last = plain[: split.start()].strip(), plain[split.end() :].strip()
        if not (first or last) or _BARE_NUMBER.fullmatch(last or first):
            continue
        if first and words.PRESENT.fullmatch(last):
            return [f"{one}/{OPEN}" for one in _dated(first) if "/" not in one]
        if not last:
            # Open, or not known: "2012-" says which to nobody.
            return [text for one in _dated(first) for text in (f"{one}/{OPEN}", one)]
        if not first:
            return [text for one in _dated(last) for text in (f"{OPEN}/{one}", one)]
        if pairs := _pairs(first, last):
            return _by_sign(split[0].strip(), pairs)
    return []


def _by_sign(sign: str, pairs: list[tuple[str, str]]) -> list[str]:
    """Return intervals; two dots can stand for one as well as for some moment between."""
    intervals = [one if one == other else f"{one}/{other}" for one, other in pairs]
    return [*intervals, *(_choice(*pair) for pair in pairs)] if sign[:2] == OPEN else intervals


def _pairs(first: str, last: str) -> list[tuple[str, str]]:
    """Return the readings of two dates of which the second does not lie before the first.

    The first may leave out what the second says: `26-28 January 2018`, `Jan-Mar 2018`.
    """
    ends = [one for one in _dated(last) if "/" not in one]
    starts = [one for one in _dated(first) if "/" not in one and not _BARE_NUMBER.fullmatch(first)]
    year = re.search(r"(?<!\d)\d{4}(?!\d)", last)
    if year and not re.search(r"\d{4}", first):
        completed = [f"{first} {year[0]}", re.sub(r"\A\d{1,2}", first.rstrip("."), last, count=1)]
        if not first.rstrip(".").isdigit():
            completed.pop()
        starts = next((found for one in reversed(completed) if (found := list(_dated(one)))), [])
    pairs = []
    for one, other in product(starts, ends):
        low, high = edtf.bounds_of(one), edtf.bounds_of(other)
        if low and high and low.earliest <= high.latest:
            pairs.append((one, other))
    return pairs


def _bare(plain: str) -> Sequence[str]:
    """Return a date without words that say nothing of it."""
    if before := words.FILLERS.match(plain):
        return _dated(plain[before.end() :])
    if after := words.ENDINGS.search(plain):
        return _dated(plain[: after.start()]) if after.start() else []
    shorter = plain.strip(" .,;:")
    return _dated(shorter) if shorter != plain else []


def _timed(plain: str) -> Sequence[str]:
    """Return a day with its time; the name of its weekday is dropped, for the day implies it."""
    without_day = words.WEEKDAY.sub(" ", plain).strip(" ,")
    match = _TIME.search(without_day)
    if match is None:
        return _dated(" ".join(without_day.split())) if without_day != plain.strip(" ,") else []
    rest = f"{without_day[: match.start()]} {without_day[match.end() :]}".strip(" ,t")
    days = _dated(re.sub(r"\s+(?:um|at|a|alle|в|a las)?\s*\Z", "", " ".join(rest.split())))
    time = _time(match)
    return [day for one in days if (day := edtf.without_midnight(one + time)) and readable(day)]


def _time(match: re.Match[str]) -> str:
    hour, minute, second, half, zone = match.groups()
    number = int(hour) % 12 + 12 * half.startswith("p") if half else int(hour)
    zone = {"utc": "Z", "gmt": "Z", "z": "Z", None: ""}.get(zone, zone)
    if zone and zone != "Z" and ":" not in zone:
        zone = f"{zone[:3]}:{zone[3:]}"
    return f"T{number:02}:{minute}" + (f":{second}" if second else "") + zone


def _choice(first: str, last: str) -> str:
    """Return some moment from the first to the second date, each of which may be one of several."""
    if first and last and first == last:
        return first
    return f"[{_ends(first)[0]}..{_ends(last)[1]}]"


def _ends(reading: str) -> tuple[str, str]:
    return edtf.sides_of(reading) or (reading, reading)
