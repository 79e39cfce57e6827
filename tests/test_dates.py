from __future__ import annotations

from datetime import date, timedelta

import edtf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actorgraph import dates
from actorgraph.claims import Claim
from actorgraph.dates import Bounds, DateError, Holds, holds_on, period, read_date

ORACLE = settings(max_examples=30)  # the edtf package takes its time
DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31))


def shapes(day: date) -> st.SearchStrategy[str]:
    iso = day.isoformat()
    return st.sampled_from([iso[:4], iso[:7], iso])


POINTS = DAYS.flatmap(shapes)


def by_edtf(text: str) -> Bounds:
    """The bounds as the edtf package reads them."""
    read = edtf.parse_edtf(text)
    sides = (date(*side[:3]).toordinal() for side in (read.lower_strict(), read.upper_strict()))
    return Bounds(*sides)


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


@pytest.mark.slow
@ORACLE
@given(POINTS)
def test_a_day_month_or_year_has_the_bounds_that_edtf_gives_it(text):
    assert read_date(text) == by_edtf(text)


@pytest.mark.slow
@ORACLE
@given(DAYS, st.integers(0, 4000))
def test_a_choice_has_the_bounds_that_edtf_gives_it(first, length):
    last = date.fromordinal(min(first.toordinal() + length, date.max.toordinal()))
    text = f"[{first.isoformat()}..{last.isoformat()}]"
    assert read_date(text) == by_edtf(text)


@pytest.mark.slow
@ORACLE
@given(DAYS, st.integers(0, 4000), st.data())
def test_an_interval_begins_at_its_first_and_ends_at_its_last_date(first, length, data):
    last = min(first.toordinal() + length, date.max.toordinal())
    text = f"{data.draw(shapes(first))}/{data.draw(shapes(date.fromordinal(last)))}"
    found = period(text, "")
    assert Bounds(found.start.earliest, found.end.latest) == by_edtf(text)


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("[..2018-02-05]", Bounds(dates.EARLIEST, day("2018-02-05"))),
        ("[2018-02-05..]", Bounds(day("2018-02-05"), dates.LATEST)),
        ("", dates.UNKNOWN),
    ],
)
def test_a_side_that_is_not_given_is_unknown(text, bounds):
    assert read_date(text) == bounds


def days(first: str, last: str) -> Bounds:
    return Bounds(day(first), day(last))


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("1984~", days("1983-01-01", "1985-12-31")),
        ("1984-01~", days("1983-12-01", "1984-02-29")),
        ("1984-03-01~", days("1984-02-29", "1984-03-02")),
        ("1984?", days("1984-01-01", "1984-12-31")),
        ("1984%", days("1983-01-01", "1985-12-31")),
        ("198X", days("1980-01-01", "1989-12-31")),
        ("19XX", days("1900-01-01", "1999-12-31")),
        ("198X~", days("1970-01-01", "1999-12-31")),
        ("[1984~..1990?]", days("1983-01-01", "1990-12-31")),
        ("2018-01-26T10:30:00.000+02:00", days("2018-01-26", "2018-01-26")),
        ("9999~", days("9998-01-01", "9999-12-31")),
    ],
)
def test_what_sources_really_say_has_its_bounds(text, bounds):
    assert read_date(text) == bounds


def test_a_year_before_1_lies_before_the_year_1_and_reads_back():
    bounds = read_date("-0043")
    assert tuple(map(dates.day_text, bounds)) == ("-0043-01-01", "-0043-12-31")
    assert bounds.latest < day("0001-01-01")
    assert read_date("-0044-03-15").latest < bounds.earliest
    assert dates.day_text(dates.day_number("-9999-01-01")) == "-9999-01-01"


@given(st.integers(dates.EARLIEST + 1, dates.LATEST - 1))
def test_each_day_is_the_day_of_its_text(number):
    text = dates.day_text(number)
    if not text.startswith("0000"):  # 1 BC, which is no date of ours: files write it for unknown
        assert read_date(text) == Bounds(number, number)


def test_an_uncertain_date_makes_nothing_more_than_possible():
    claim = Claim("a", "b", "works_for", start_date="1984?", end_date="1990")
    assert claim.holds_on(day("1985-06-01")) is Holds.POSSIBLE
    assert claim._replace(start_date="1984").holds_on(day("1985-06-01")) is Holds.YES


SPREADSHEET = {
    "26/01/2018": ["2018-01-26"],
    "01/26/2018": ["2018-01-26"],
    "01/02/2018": ["2018-02-01", "2018-01-02"],
    "2018/01/26": ["2018-01-26"],
    "2018/1/6": ["2018-01-06"],
    "26.01.2018": ["2018-01-26"],
    "26-01-2018": ["2018-01-26"],
    "Jan 26, 2018": ["2018-01-26"],
    "January 26th, 2018": ["2018-01-26"],
    "26 January 2018": ["2018-01-26"],
    "26. Jan 2018": ["2018-01-26"],
    "Jan 2018": ["2018-01"],
    "20180126": ["2018-01-26"],
    "2018-1-6": ["2018-01-06"],
    "2018-1": ["2018-01"],
    "2018-01-26 10:30:00": ["2018-01-26T10:30:00"],
    "2018-01-26 00:00:00": ["2018-01-26"],
    "01/2018": ["2018-01"],
    "2018/01": ["2018-01"],
}


@pytest.mark.parametrize("text", SPREADSHEET)
def test_a_spreadsheet_date_is_refused_with_the_edtf_it_can_mean(text):
    with pytest.raises(DateError) as refused:
        period(text, "")
    meant = " or ".join(SPREADSHEET[text])
    message = f"{text!r} cannot be read as a date; write {meant}"
    hint = '; [dates] order = "dmy" (or "mdy") in actorgraph.toml says it for all'
    assert str(refused.value) == message + hint * (len(SPREADSHEET[text]) > 1)
    assert list(refused.value.readings) == SPREADSHEET[text]


@pytest.mark.parametrize(
    "text",
    ["2018-13", "2018-02-30", "0000", "spring", " 2018", "18", "2018-01-26/", "/2018",
     "1/2/3/4", "[2019..2018]", "[..]", "٢٠١٨", "2018-01-26\n", "[2018,2019]"],
)  # fmt: skip
def test_what_is_no_date_is_never_guessed(text):
    with pytest.raises(DateError):
        period(text, "")


def test_a_period_says_of_each_side_what_follows_from_the_other():
    assert period("2018", "2018-03-31") == dates.Period(
        Bounds(day("2018-01-01"), day("2018-03-31")), Bounds(day("2018-03-31"), day("2018-03-31"))
    )


@pytest.mark.parametrize(
    ("start", "end", "on", "holds"),
    [
        ("2017-01-23", "2018-04-26", "2017-01-23", Holds.YES),
        ("2017-01-23", "2018-04-26", "2018-04-26", Holds.YES),
        ("2017-01-23", "2018-04-26", "2018-04-27", Holds.NO),
        ("2017-01-23", "2018-04-26", "2017-01-22", Holds.NO),
        ("2017", "2018", "2017-12-31", Holds.YES),
        ("2017", "2018", "2017-06-01", Holds.POSSIBLE),
        ("2017", "", "2030-01-01", Holds.POSSIBLE),
        ("2017", "..", "2030-01-01", Holds.YES),
        ("", "", "2018-01-01", Holds.POSSIBLE),
        ("[2018-01-22..2018-01-28]", "[2018-01-22..2018-01-28]", "2018-01-25", Holds.POSSIBLE),
        ("2018-01-22/2018-01-28", "", "2018-01-25", Holds.YES),
        ("[..2018-02-05]", "", "1990-01-01", Holds.POSSIBLE),
        ("2018", "2017", "2017-06-01", Holds.NO),
    ],
)
def test_as_of_a_day_the_answer_is_yes_possible_or_no(start, end, on, holds):
    assert holds_on(period(start, end), day(on)) is holds


@given(POINTS, POINTS, st.integers(1, date.max.toordinal()))
def test_what_holds_for_sure_lies_within_the_outer_bounds(start, end, number):
    when = period(start, end)
    if holds_on(when, number) is Holds.YES:
        assert when.start.earliest <= number <= when.end.latest


@ORACLE
@given(POINTS, POINTS)
def test_a_period_is_inverted_when_it_ends_before_it_can_begin(start, end):
    expected = by_edtf(end).latest < by_edtf(start).earliest
    assert dates.is_inverted(period(start, end)) is expected


@pytest.mark.parametrize("text", ["2018", "2018-01", "", "[2018-01-01..2018-01-02]"])
def test_only_one_day_is_one_day(text):
    with pytest.raises(DateError, match="is not one day"):
        dates.day_number(text)


def test_a_day_number_reads_back_as_the_day():
    assert dates.day_text(dates.day_number("2018-01-26")) == "2018-01-26"
    assert dates.day_text(dates.LATEST) == ""
    assert date.max.toordinal() + timedelta(days=1).days == dates.LATEST
