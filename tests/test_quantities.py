"""Amounts and shares in the notations of people and programs: never read as more than they say."""

from __future__ import annotations

import pytest
from factory import graph_of

from actorgraph.quantities import is_plain, question, readings


@pytest.mark.parametrize(
    "cell",
    [
        "25",
        "25.5",
        "25.500",
        "0",
        "100",
        "100.0",
        "25-50",
        "0-100",
        " 7 ",
        ">25",
        "<5",
        ">25-50",
        "50-<75",
        ">0",
    ],
)
def test_a_plain_share_is_not_asked_about(cell):
    assert question("share", cell) == ""


@pytest.mark.parametrize(
    ("cell", "share"),
    [
        ("25,5 %", "25.5"),
        ("25%", "25"),
        ("25,500 %", "25.500"),
        ("25 Prozent", "25"),
        ("\u0662\u0665 %", "25"),
        ("> 25 %", ">25"),
        ("\u2265 50", "50-100"),
        ("mehr als 25 %", ">25"),
        ("75+", "75-100"),
        ("plus de 50 pour cent", ">50"),
        ("under 5 %", "<5"),
        ("25 \u2013 50 %", "25-50"),
        ("between 25 and 50 %", "25-50"),
        ("zwischen 25 % und 50 %", "25-50"),
        ("1/4", "25"),
        ("at most 5 %", "0-5"),
        ("at least 25%", "25-100"),
        ("75%-or-more", "75-100"),
        ("75 % or more", "75-100"),
        ("more than 25% but not more than 50%", ">25-50"),
        ("more than 50% but less than 75%", ">50-<75"),
        ("> 25 % - 50 %", ">25-50"),
        ("> 50 - < 75", ">50-<75"),
        (">=25 <=50", "25-50"),
        ("ownership-of-shares-25-to-50-percent", ">25-50"),
        ("ownership-of-shares-50-to-75-percent", ">50-<75"),
        ("ownership-of-shares-75-to-100-percent", "75-100"),
        ("ownership-of-shares-more-than-25-percent", ">25"),
    ],
)
def test_a_share_in_another_notation_is_asked_about_with_what_to_write(cell, share):
    assert question("share", cell) == f"{cell!r} is no plain share; write {share}"
    assert is_plain("share", share)


@pytest.mark.parametrize(
    "cell",
    [
        "120", "100.1", ">100", "<0", ">25-25", ">50-25", "<25-50", "< 101", "more than 50% but less than 50%", "-5", "50-25", "ca. 25 %", "~25", "1/3", "3/2", "1/0", "a third", "50 % (indirect)",
        "voting-rights-25-to-50-percent", "ownership-of-shares-25-to-50-percent-as-trust", "x", ">",
    ],
)  # fmt: skip
def test_a_share_that_nobody_can_know_exactly_gets_no_number(cell):
    assert readings("share", cell) == ()
    assert "neither percent up to 100" in question("share", cell)


@pytest.mark.parametrize("cell", ["1250", "-5", "0.125", "12.5", "1250.000", "0"])
def test_a_plain_amount_is_not_asked_about(cell):
    assert question("amount", cell) == ""


@pytest.mark.parametrize(
    ("cell", "write"),
    [
        ("1.250,00 \u20ac", "1250.00, and EUR under currency"),
        ("USD 1,250.00", "1250.00, and USD under currency"),
        ("$5", "5, and $ under currency"),
        ("5 000,50 kr", "5000.50, and kr under currency"),
        ("CHF 1'250.\u2013", "1250, and CHF under currency"),
        ("1.250,-", "1250"),
        ("12.345.678", "12345678"),
        ("1 250", "1250"),
        ("12,5", "12.5"),
        ("0,125", "0.125"),
        ("\u22125", "-5"),
        ("1.2E+07", "12000000"),
    ],
)
def test_an_amount_in_another_notation_is_asked_about_with_what_to_write(cell, write):
    assert question("amount", cell) == f"{cell!r} is no plain amount; write {write}"
    assert is_plain("amount", write.partition(",")[0])


def test_thousands_or_decimals_are_for_somebody_to_say_in_a_way_that_ends_the_question():
    said = question("amount", "1.250 EUR")
    assert said == ("'1.250 EUR' can be 1250 or 1.25; write the one it is, and EUR under currency")
    for cell, other in (("1,250", "1.25"), ("1.255", "1.2550"), ("1.000", "1.00")):
        assert [one.text for one in readings("amount", cell)] == [cell[0] + cell[2:], other]
        assert is_plain("amount", other)


@pytest.mark.parametrize(
    "cell",
    [
        "1,5 Mio. \u20ac",
        "2 million",
        "5k",
        "ca. 5000",
        "1000-2000",
        "(500)",
        "12 %",
        "12 cows",
        "$ 5 \u20ac",
        "5.",
        ".5",
    ],
)
def test_an_amount_that_nobody_can_know_exactly_gets_no_number(cell):
    assert readings("amount", cell) == ()
    assert "is no number" in question("amount", cell)


def test_check_asks_about_each_such_cell_and_shows_it_as_it_is(tmp_path):
    rows = 'source,target,relation,amount,share\na,b,owns,,> 25 %\na,c,paid,"1.250,00",\n'
    graph = graph_of(tmp_path, relations=rows)
    assert [(one.line, one.column, one.level) for one in graph.engine.problems] == [
        (2, "share", "warning"),
        (3, "amount", "warning"),
    ]
    assert [one.share or one.amount for one in graph.engine.all_claims()] == ["> 25 %", "1.250,00"]


def test_shares_of_which_none_is_above_one_are_asked_about_once(tmp_path):
    rows = "source,target,relation,share\na,b,owns,0.255\nc,b,owns,0.745\n"
    asked = graph_of(tmp_path, relations=rows).check().problems
    assert [(one.line, one.column, one.message) for one in asked] == [
        (
            2,
            "share",
            (
                "'0.255' is read as percent, and no share here is above 1; if these 2 are parts of "
                "one, multiply them by 100: 25.5"
            ),
        )
    ]
    more = graph_of(tmp_path, relations=f"{rows}d,b,owns,12\n")
    assert more.check().problems == ()


def test_amounts_without_a_currency_and_currencies_that_are_none_are_asked_about(tmp_path):
    rows = (
        "source,target,relation,amount,currency\n"
        "a,b,paid,100,EUR\na,c,paid,200,\na,d,paid,300,\na,e,paid,400,usd\na,f,paid,500,$\na,g,paid,1,DEM\n"
    )
    asked = graph_of(tmp_path, relations=rows).check().problems
    no_code = "is no code of a currency, and its amounts are added to no others; write"
    no_currency = "has no currency here as in 1 more; write its code under currency, such as EUR"
    assert [(one.line, one.column, one.message) for one in asked if one.level == "warning"] == [
        (5, "currency", f"'usd' {no_code} USD"),
        (6, "currency", f"'$' {no_code} its code, such as EUR, USD or CHF"),
        (3, "amount", f"'200' {no_currency}"),
    ]
