"""How many independent origins claims have."""

from __future__ import annotations

from itertools import combinations

import pytest
from factory import claim
from hypothesis import given
from hypothesis import strategies as st

from actorgraph import origins as origins_module
from actorgraph import schema
from actorgraph.origins import origins
from actorgraph.quotes import same_wording

DATES = ["", "2017", "2018", "2018-01", "2018-01-26", "[2018-01-22..2018-01-28]", "2019"]
NAMES = st.sampled_from(["", "tass", "eir", "bbc"])
CLAIMS = st.lists(
    st.builds(
        claim,
        start_date=st.sampled_from(DATES),
        end_date=st.sampled_from(["", "..", "2018", "2020"]),
        certainty=st.sampled_from(schema.CERTAINTIES),
        status=st.sampled_from(["claimed", "confirmed", "denied"]),
        attributed_to=st.lists(st.sampled_from(["surkov", "volker", "coats"]), max_size=2).map(
            tuple
        ),
        via=st.lists(st.sampled_from(["tass", "ria"]), max_size=1).map(tuple),
        publisher=NAMES,
        quote=st.sampled_from(["", "We met.", "we  MET."]),
    ),
    max_size=7,
)

COPIES = frozenset({"wire", "copy"})


def said_by(speaker: str = "", publisher: str = "", via: str = "", quote: str = ""):
    speakers, relays = (speaker,) if speaker else (), (via,) if via else ()
    return claim(attributed_to=speakers, publisher=publisher, via=relays, quote=quote)


@given(CLAIMS, st.data())
def test_removing_a_claim_never_raises_origins(those, data):
    if those:
        left_out = data.draw(st.integers(0, len(those) - 1))
        fewer = those[:left_out] + those[left_out + 1 :]
        assert origins(fewer) <= origins(those)


@given(CLAIMS)
def test_origins_are_at_most_the_speakers_and_at_most_the_claims(those):
    speakers = {name for one in those for name in one.speakers}
    assert origins(those) <= len(speakers) <= 2 * len(those) + 1


@pytest.mark.parametrize(
    ("those", "number"),
    [
        ([said_by()], 0),
        ([said_by("surkov")], 1),
        ([said_by(publisher="eir")], 1),
        ([said_by("surkov", "eir"), said_by("volker", "eir")], 1),
        ([said_by("surkov", "eir"), said_by("surkov", "bbc")], 1),
        ([said_by("surkov", "eir"), said_by("volker", "bbc")], 2),
        # Greedily, surkov takes bbc and volker is left without; the matching finds both.
        ([said_by("surkov", "eir"), said_by("surkov", "bbc"), said_by("volker", "bbc")], 2),
        ([said_by("surkov", "eir", via="tass"), said_by("volker", "bbc", via="tass")], 1),
        ([said_by("surkov", "eir", via="tass"), said_by("volker", "bbc", via="ria")], 2),
        ([said_by("surkov", "eir", quote="We met."), said_by("volker", "bbc", quote="we  MET.")],
         1),
    ],
)  # fmt: skip
def test_independent_origins(those, number):
    assert origins(those) == number


def test_a_claim_that_is_our_reading_is_no_origin():
    assert origins([claim(attributed_to=("x",), inferred=("relation",))]) == 0
    assert origins([claim(attributed_to=("x",), inferred=("date",))]) == 1


@pytest.mark.parametrize(
    ("one", "two", "number"),
    [
        ({"document": "wire", "reprints": COPIES}, {"document": "copy", "reprints": COPIES}, 1),
        ({"document": "wire", "reprints": COPIES}, {"document": "other"}, 2),
        ({"quote": "We met in Dubai."}, {"quote": "“We met in Dubai!”"}, 1),
        ({"quote": "We met in Dubai."}, {"quote": "We did not meet in Dubai."}, 2),
    ],
)
def test_copies_of_one_text_are_one_origin(one, two, number):
    assert origins([claim(publisher="a", **one), claim(publisher="b", **two)]) == number


def test_a_thousand_speakers_are_counted_and_no_search_goes_deeper_with_each():
    """Python ends a search that is a thousand calls deep."""
    several = [
        claim(attributed_to=(f"s{n}",), publisher=f"o{n:04}", via=(f"r{n}",)) for n in range(1050)
    ]
    assert origins(several) == 1050
    chain = [
        claim(attributed_to=(f"s{n:04}",), publisher=f"o{n + m:04}")
        for n in range(1050)
        for m in (0, 1)
    ]
    last = claim(attributed_to=("t",), publisher="o0000")
    assert origins([*chain, last]) == 1051


def test_a_long_search_ends_with_a_number_that_is_not_too_large(monkeypatch):
    several = [
        claim(
            attributed_to=(f"s{n}",),
            publisher=f"o{n}",
            quote=f"He was seen in room {n}.",
            via=(f"r{n // 2}",),
        )
        for n in range(300)
    ]
    assert origins(several) == 150
    monkeypatch.setattr(origins_module, "SEARCHED_COMBINATIONS", 100)
    assert 30 < origins(several) < 60


TOLD = "They knew of it five days before the vote and said so to no one at all"
voiced = st.builds(
    lambda speaker, publisher, via, quote: claim(
        attributed_to=(speaker,), publisher=publisher, via=via, quote=quote
    ),
    st.sampled_from("abcdef"),
    st.sampled_from(["", *"uvwxyz"]),
    st.sampled_from([(), (), ("r",)]),
    st.sampled_from(["", "", "no comment", "No comment!", TOLD, TOLD.removesuffix(" at all")]),
)


@given(st.lists(voiced, max_size=7))
def test_no_more_and_no_fewer_origins_are_counted_than_there_are(claims):
    def is_one(a, b):
        return (
            a.attributed_to == b.attributed_to
            or (a.publisher or a.document) == (b.publisher or b.document)
            or (a.via == b.via != ())
            or same_wording(a.quote, b.quote)
        )

    apart = [
        size
        for size in range(1, len(claims) + 1)
        for some in combinations(claims, size)
        if not any(is_one(a, b) for a, b in combinations(some, 2))
    ]
    assert origins(claims) == max(apart, default=0)
