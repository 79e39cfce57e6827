"""Whether two quotes are the same words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actorgraph.quotes import longest_common_subsequence, same_wording, words_of

LONG = "We met the director on 5 January at the embassy in Vienna, and talked about nothing else"


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("No comment", "no  COMMENT"),
        ("No comment.", "“No comment!”"),
        ("it’s so", "its so"),
        ("It's so", "It’s so"),
        ("Ｎo comment", "no comment"),
        ("He [Pompeo] met them", "He met them"),
        ("He met … them", "He met [...] them"),
        (LONG, f"Later she said: “{LONG}, as far as I know.”"),
        ("We met the director (...) in Vienna, and talked about nothing else", LONG),
        ("we met the director on 5 January at the embassy ... and talked about nothing", LONG),
        (LONG.replace("talked", "spoke").replace("Vienna", "Wien"), LONG),
        ("他们星期一在维也纳会见了局长", "她说：“他们星期一在维也纳会见了局长”。"),
        ("?!", "?!"),
    ],
)
def test_the_same_words_are_one_wording(one, two):
    assert same_wording(one, two)
    assert same_wording(two, one)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("", ""),
        ("", "No comment"),
        (" ", "\n"),
        ("?!", "!?"),
        ("no comment", "She had no comment on that"),
        ("in a statement on Monday", "They said in a statement on Monday that it was so"),
        ("nothing else in Vienna ... we met the director on 5 January", LONG),
        ("we met the director of 5 January at the embassy", LONG),
        (LONG.replace("5", "6"), LONG),
        (LONG.replace("January", "1 January"), LONG),
        (LONG, "They never met, said the director, and nothing was talked about in any embassy"),
        ("会见了局长", "他们会见了局长"),
    ],
)
def test_other_words_and_common_phrases_are_not(one, two):
    assert not same_wording(one, two)
    assert not same_wording(two, one)


QUOTES = st.lists(st.sampled_from("a b a. ... [c] … 1 2 ' “ \n".split(" ")), max_size=40).map(
    " ".join
)


@given(QUOTES, QUOTES)
def test_order_does_not_matter_and_a_quote_is_its_own_wording(one, two):
    assert same_wording(one, two) == same_wording(two, one)
    assert same_wording(one, one) == bool(one.strip())


@given(*[st.lists(st.sampled_from("abcd"), max_size=70).map(tuple)] * 2)
def test_the_longest_common_subsequence_is_that_of_the_textbook(one, two):
    row = [0] * (len(two) + 1)
    for a in one:
        before, row = row, [0]
        for place, b in enumerate(two):
            row.append(before[place] + 1 if a == b else max(before[place + 1], row[-1]))
    assert longest_common_subsequence(one, two) == row[-1]


def test_words_have_no_case_and_no_punctuation():
    assert words_of("“It’s Straße—no. 5!” 維也納") == [
        "its",
        "strasse",
        "no",
        "5",
        "維",
        "也",
        "納",
    ]
