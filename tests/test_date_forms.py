"""Dates as people write them: what each is read as, what is proposed for it, what is asked.

Nothing proposed is more exact than the text. The table is by kinds; add a form of yours below its
kind.
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actorgraph import dates
from actorgraph.dates import DateError, edtf, period
from actorgraph.dates.date_forms import advice_on

UNKNOWN = ("",)
OPEN = ("..",)

FORMS: dict[str, tuple[str, ...]] = {
    # The 73 of the case, each with what its expectation says.
    "19840506": ("1984-05-06",),
    "1984/05/06": ("1984-05-06",),
    "06.05.1984": ("1984-05-06", "1984-06-05"),
    "6/5/1984": ("1984-05-06", "1984-06-05"),
    "05/26/1984": ("1984-05-26",),
    "6 May 1984": ("1984-05-06",),
    "May 6, 1984": ("1984-05-06",),
    "6-May-1984": ("1984-05-06",),
    "06-MAY-1984": ("1984-05-06",),
    "May 1984": ("1984-05",),
    "c. 1984": ("1984~",),
    "ca. 1984": ("1984~",),
    "circa 1984": ("1984~",),
    "1984 or 1985": ("[1984..1985]",),
    "1984-1986": ("1984/1986",),
    "1984–1986": ("1984/1986",),
    "1980s": ("[1980..1989]",),
    "20th century": ("[1900..2000]",),
    "before 1984": ("[..1983-12-31]",),
    "after 1984": ("[1985-01-01..]",),
    "44 BC": ("-0043",),
    "44 BCE": ("-0043",),
    "-43": ("-0043", "-0042"),
    "0000": UNKNOWN,
    "0000-00-00": UNKNOWN,
    "476": ("0476",),
    "1984-05-06 10:00": ("1984-05-06T10:00",),
    "1984-00-00": ("1984",),
    "1984-05-00": ("1984-05",),
    "+1984-05-06T00:00:00Z": ("1984-05-06",),
    "43831.5": ("2020-01-01T12:00",),
    "452649600": ("1984-05-06",),
    "2018-W05": ("[2018-01-29..2018-02-04]",),
    "2018-032": ("2018-02-01",),
    "٢٠١٨-٠١-٢٦": ("2018-01-26",),
    "２０１８年１月２６日": ("2018-01-26",),
    "2018年1月26日": ("2018-01-26",),
    "平成30年": ("2018",),
    "26 января 2018": ("2018-01-26",),
    "26.01.2018 г.": ("2018-01-26",),
    "Q1 2018": ("[2018-01..2018-03]",),
    "FY2018": ("2018", "[2017..2018]", "[2018..2019]"),
    "2018-01-26/": ("2018-01-26/..", "2018-01-26"),
    "/2018-01-26": ("../2018-01-26", "2018-01-26"),
    "mid-2018": ("2018",),
    "early 2018": ("2018",),
    "Y-17E7": ("[..-9999]",),
    "[1984,1986]": ("[1984..1986]",),
    "{1984,1986}": ("1984", "1986"),
    "1984-05-06..1984-05-09": ("1984-05-06/1984-05-09", "[1984-05-06..1984-05-09]"),
    "[2016-02-03, 2016-02-04]": ("[2016-02-03..2016-02-04]",),
    # Months by name.
    "26. Januar 2018": ("2018-01-26",),
    "26. Jänner 2018": ("2018-01-26",),
    "5. März 2018": ("2018-03-05",),
    "1er janvier 2018": ("2018-01-01",),
    "14 juil. 2018": ("2018-07-14",),
    "août 2018": ("2018-08",),
    "décembre 2018": ("2018-12",),
    "26 de enero de 2018": ("2018-01-26",),
    "setiembre de 2018": ("2018-09",),
    "26 gennaio 2018": ("2018-01-26",),
    "3 ott. 2018": ("2018-10-03",),
    "в мае 2018 г.": ("2018-05",),
    "26 янв. 2018": ("2018-01-26",),
    "2018 May 6": ("2018-05-06",),
    "2018-Jan-26": ("2018-01-26",),
    "26JAN2018": ("2018-01-26",),
    "Sept. 2018": ("2018-09",),
    "January 26th, 2018": ("2018-01-26",),
    "the 26th of January 2018": ("2018-01-26",),
    # About, in doubt.
    "um 1984": ("1984~",),
    "vers 1984": ("1984~",),
    "hacia mayo de 1984": ("1984-05~",),
    "около 1984 г.": ("1984~",),
    "verso il 1984": ("1984~",),
    "1984 ca.": ("1984~",),
    "c1984": ("1984~",),
    "about 1980s": ("[1980~..1989~]",),
    "1984 (?)": ("1984?",),
    "1984 ?": ("1984?",),
    "vermutlich Mai 1984": ("1984-05?",),
    "peut-être 1984": ("1984?",),
    "probably c. 1984": ("1984%",),
    "198x": ("198X",),
    "1984-XX": ("1984",),
    "1984-05-XX": ("1984-05",),
    "1XXX": ("[1000..1999]",),
    "[1984]": ("1984",),
    "(1984)": ("1984",),
    # Bounds.
    "vor 1984": ("[..1983-12-31]",),
    "avant mai 1984": ("[..1984-04-30]",),
    "nach 1990": ("[1991-01-01..]",),
    "después del 6 de mayo de 1984": ("[1984-05-07..]",),
    "до 1984": ("[..1983-12-31]", "[..1984]"),
    "by 1984": ("[..1984]",),
    "spätestens 1984": ("[..1984]",),
    "не ранее 1984": ("[1984..]",),
    "<1984": ("[..1983-12-31]",),
    "before the 1980s": ("[..1979-12-31]",),
    # Between, intervals.
    "between 1984 and 1986": ("[1984..1986]",),
    "zwischen 1984 und 1986": ("[1984..1986]",),
    "entre 1984 et 1986": ("[1984..1986]",),
    "между 1984 и 1986": ("[1984..1986]",),
    "tra il 1984 e il 1986": ("[1984..1986]",),
    "from 1984 to 1986": ("1984/1986",),
    "von 1984 bis 1986": ("1984/1986",),
    "de 1984 à 1986": ("1984/1986",),
    "с 1984 по 1986 г.": ("1984/1986",),
    "dal 1984 al 1986": ("1984/1986",),
    "1984-86": ("1984/1986",),
    "2018/19": ("2018/2019",),
    "2011/12": ("2011-12", "2011/2012"),
    "2018-21": ("2018/2021", "[2018-03..2018-06]", "[2018-09..2018-12]"),
    "26–28 January 2018": ("2018-01-26/2018-01-28",),
    "26.-28.1.2018": ("2018-01-26/2018-01-28",),
    "Jan–Mar 2018": ("2018-01/2018-03",),
    "January 26 - February 3, 2018": ("2018-01-26/2018-02-03",),
    "2012–present": ("2012/..",),
    "2012 - heute": ("2012/..",),
    "2012-": ("2012/..", "2012"),
    # Parts of a time.
    "Mitte 2018": ("2018",),
    "début 2018": ("2018",),
    "a finales de 2018": ("2018",),
    "в начале 2018 года": ("2018",),
    "Ende Mai 2018": ("2018-05",),
    "early 1980s": ("[1980..1989]",),
    "1980er Jahre": ("[1980..1989]",),
    "les années 80": ("[1980..1989]",),
    "anni '20": ("[2020..2029]", "[1920..1929]"),
    "1980-е": ("[1980..1989]",),
    "XX век": ("[1900..2000]",),
    "XXe siècle": ("[1900..2000]",),
    "20. Jahrhundert": ("[1900..2000]",),
    "Spring 2018": ("[2018-03..2018-06]", "[2018-09..2018-12]"),
    "Herbst 2018": ("[2018-09..2018-12]", "[2018-03..2018-06]"),
    "Winter 2018/19": ("[2018-12..2019-03]",),
    "2018 Q3": ("[2018-07..2018-09]",),
    "3. Quartal 2018": ("[2018-07..2018-09]",),
    "H2 2018": ("[2018-07..2018-12]",),
    "1. Halbjahr 2018": ("[2018-01..2018-06]",),
    "KW 5 2018": ("[2018-01-29..2018-02-04]",),
    # Before Christ.
    "44 v. Chr.": ("-0043",),
    "44 av. J.-C.": ("-0043",),
    "44 a. C.": ("-0043",),
    "44 до н. э.": ("-0043",),
    "1 BC": ("[-0001..0001]",),
    "AD 1066": ("1066",),
    # Open and unknown.
    "present": OPEN,
    "heute": OPEN,
    "aujourd’hui": OPEN,
    "en cours": OPEN,
    "actualidad": OPEN,
    "по настоящее время": OPEN,
    "oggi": OPEN,
    "至今": OPEN,
    "n/a": UNKNOWN,
    "?": UNKNOWN,
    "-": UNKNOWN,
    "–": UNKNOWN,
    "k. A.": UNKNOWN,
    "s.d.": UNKNOWN,
    "н/д": UNKNOWN,
    "NaT": UNKNOWN,
    "TBC": UNKNOWN,
    # Numbers.
    "06.05.84": ("1984-05-06", "2084-05-06", "1984-06-05", "2084-06-05"),
    "'84": ("1984", "2084"),
    "18": ("2018", "1918"),
    "Jan-18": ("2018-01", "1918-01"),
    "43126": ("2018-01-26",),
    "43101": ("2018-01-01", "2018-01", "2018"),
    "43132": ("2018-02-01", "2018-02"),
    "1516924800": ("2018-01-26",),
    "1516924800000": ("2018-01-26",),
    "1516962600": ("2018-01-26T10:30Z",),
    "2018.0": ("2018",),
    "201801": ("2018-01",),
    "26012018": ("2018-01-26",),
    # Times of day.
    "2018-01-26 00:00:00": ("2018-01-26",),
    "26.01.2018 10:30 Uhr": ("2018-01-26T10:30",),
    "1/26/2018 3:45 PM": ("2018-01-26T15:45",),
    "1/26/2018 12:05 AM": ("2018-01-26T00:05",),
    "Fri, 26 Jan 2018 10:30:00 +0000": ("2018-01-26T10:30:00+00:00",),
    "Fri Jan 26 10:30:00 UTC 2018": ("2018-01-26T10:30:00Z",),
    "Friday, January 26, 2018": ("2018-01-26",),
    "Fr., 26.1.2018": ("2018-01-26",),
    # No date, and nothing that could be one.
    "2018-02-30": (),
    "2018-13": (),
    "31.04.2018": (),
    "18-Jan": (),
    "26/01": (),
    "#####": (),
    "10:30": (),
    "yesterday": (),
    "hello": (),
}

READ = ("1984~", "1984?", "1984-05~", "198X", "19XX", "-0043", "1984-05-06T10:00:00Z", "[..1984]")


@pytest.mark.parametrize("text", READ)
def test_what_is_written_as_ours_is_read(text):
    period(text, "")


@pytest.mark.parametrize("text", FORMS)
def test_each_form_is_refused_with_what_it_can_mean(text):
    with pytest.raises(DateError) as refused:
        period(text, "")
    assert refused.value.readings == FORMS[text]
    assert repr(text) in str(refused.value)
    assert all(reading in str(refused.value) for reading in FORMS[text])


@pytest.mark.parametrize("text", FORMS)
def test_what_is_proposed_is_accepted(text):
    for reading in FORMS[text]:
        assert period("", reading) if reading == ".." else period(reading, "")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("n/a", "'n/a' says that the date is not known; leave the cell empty"),
        ("?", "'?' says that the date is not known; leave the cell empty"),
        ("2018-02-30", "'2018-02-30' is no day of the calendar; write the right one, or 2018-02"),
        ("2018-13", "'2018-13' is no day of the calendar; write the right one, or 2018"),
        ("18-Jan", "'18-Jan' has no year; write the day with its year, such as 2018-01-26"),
        ("since 1984", "'since 1984' cannot be read as a date; write 1984 under start_date"),
        ("bis 1984", "'bis 1984' cannot be read as a date; write 1984 under end_date"),
        ("2014²", "'2014²' cannot be read as a date; write 2014 if no more is known"),
        (
            "12 March 2014①",
            "'12 March 2014①' cannot be read as a date; write 2014 if no more is known",
        ),
        (
            "12 Muharram 1435",
            "'12 Muharram 1435' is a day of another calendar; write which of ours it was",
        ),
        ("5 Nisan 5774", "'5 Nisan 5774' is a day of another calendar; write which of ours it was"),
        (
            "Nisan 2014'te",
            '"Nisan 2014\'te" cannot be read as a date; write 2014 if no more is known',
        ),
        (
            "left in 1984, it seems",
            "'left in 1984, it seems' cannot be read as a date; write 1984 if no more is known",
        ),
    ],
)
def test_a_refusal_says_what_to_do(text, message):
    with pytest.raises(DateError) as refused:
        dates.read_date(text)
    assert str(refused.value) == message


def test_what_goes_on_belongs_under_the_end():
    assert advice_on("present").side == "end_date"
    assert advice_on("seit 2012").side == "start_date"
    assert advice_on("2012 bis heute").side == ""


DAYS = st.dates(date(1000, 1, 1), date(2999, 12, 31))
NAMES = {
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre "
    "dicembre",
}
AROUND = st.sampled_from(
    ["{}", "ca. {}", "vor {}", "after {}", "{} ?", "~{}", "{} 10:30", "by {}", "Ende {}", "({})",
     "{} - heute", "до {}", "between {} and 3000", "{} or 3000", "seit {}", " {} ", "{}г."]
)  # fmt: skip


@st.composite
def written(draw):
    """A date of one exactness in one of many forms, with what is put around it."""
    day = draw(DAYS)
    name = draw(st.sampled_from(sorted(NAMES)))
    month = NAMES[name].split()[day.month - 1]
    forms = [
        (f"{day.day}.{day.month}.{day.year}", day, day),
        (f"{day.month}/{day.day}/{day.year}", day, day),
        (f"{day.year}/{day.month:02}/{day.day:02}", day, day),
        (f"{day:%d.%m.%y}", day, day),
        (f"{day.day} {month} {day.year}", day, day),
        (f"{month} {day.day}, {day.year}", day, day),
        (f"{month} {day.year}", *of_month(day)),
        (f"{day.month}/{day.year}", *of_month(day)),
        (f"{day.year}", date(day.year, 1, 1), date(day.year, 12, 31)),
        (f"{day.year}-00-00", date(day.year, 1, 1), date(day.year, 12, 31)),
    ]
    plain, first, last = draw(st.sampled_from(forms))
    return draw(AROUND).format(plain), first, last


def of_month(day):
    last = calendar.monthrange(day.year, day.month)[1]
    return day.replace(day=1), day.replace(day=last)


@settings(max_examples=400)
@given(written())
def test_what_is_proposed_is_accepted_and_no_more_exact_than_the_text(case):
    text, first, last = case
    try:
        period(text, "")
    except DateError as refused:
        readings = refused.readings
    else:
        return
    for reading in filter(None, readings):
        bounds = dates.span(reading)
        assert bounds.latest - bounds.earliest >= (last - first) // timedelta(days=1)


@settings(max_examples=300)
@given(st.text(alphabet="0123456789-/. []~?XT:s,'abcdé年月", max_size=14))
def test_no_text_breaks_the_proposals(text):
    try:
        period(text, "")
    except DateError as refused:
        for reading in filter(None, refused.readings):
            assert dates.span(reading)
            assert edtf.without_time(reading)
