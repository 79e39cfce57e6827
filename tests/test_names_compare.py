"""How well two names agree, with the reason a reader is told."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actorgraph.names import COMPLETE
from actorgraph.names.compare import compare
from actorgraph.names.scores import OTHER_ORDER, SOME, WORTH_PROPOSING, Score
from actorgraph.names.sureness import PART

NAMES = st.lists(
    st.sampled_from(
        "Mike Michael Pompeo Sergei Сергей Naryškin Нарышкин "
        "J. van der Leyen Ltd ООО CIA Ян 约翰".split()
    ),
    min_size=1,
    max_size=4,
).map(" ".join)


@pytest.mark.parametrize(
    ("query", "candidate", "kind", "score"),
    [
        ("Mike Pompeo", "Mike Pompeo", "person", Score(1.0, "same name", "exact")),
        ("mike POMPEO", "Mike Pompeo", "person", Score(0.99, "same name", "exact")),
        ("Jose Perez", "José Pérez", "person", Score(0.99, "same name but for marks", "exact")),
        (
            "Dr. Mike Pompeo",
            "Mike Pompeo",
            "person",
            Score(0.98, "same name but for titles or forms", "strong"),
        ),
        (
            "Gazprom OAO",
            "PJSC Gazprom",
            "company",
            Score(0.87, "same name but for titles or forms, but another legal form", "similar"),
        ),
        (
            "Pompeo, Mike",
            "Mike Pompeo",
            "person",
            Score(0.97, "same name, other word order", "strong"),
        ),
        (
            "Good Will",
            "Goodwill",
            "company",
            Score(0.96, "same name, words joined otherwise", "strong"),
        ),
        (
            "Владимир Путин",
            "Vladimir Putin",
            "person",
            Score(0.99, "same name, transliterated from Cyrillic", "exact"),
        ),
        (
            "Сергей Нарышкин",
            "Sergei Naryshkin",
            "person",
            Score(0.95, "same name, other spelling, transliterated from Cyrillic", "strong"),
        ),
        (
            "Sergey Naryshkin",
            "Sergei Naryshkin",
            "person",
            Score(0.95, "same name, other spelling", "strong"),
        ),
        (
            "Mike Pompeo",
            "Mike Richard Pompeo",
            "person",
            Score(0.93, "same name, given names left out", "strong"),
        ),
        (
            "Vladimir Vladimirovich Putin",
            "Vladimir Putin",
            "person",
            Score(0.87, "same name with more given names", "similar"),
        ),
        (
            "NARYSHKIN, S.",
            "Sergei Evgenievich Naryshkin",
            "person",
            Score(0.92, "initials and surname", "strong"),
        ),
        ("V.V. Putin", "Vladimir Putin", "person", Score(0.87, "initials and surname", "similar")),
        ("Pompeo", "Mike Pompeo", "person", Score(0.9, "surname", "strong")),
        ("General Gerasimov", "Valery Gerasimov", "person", Score(0.9, "surname", "strong")),
        ("al-Assad", "Bashar al-Assad", "person", Score(0.9, "surname", "strong")),
        ("von der Leyen", "Ursula von der Leyen", "person", Score(0.9, "surname", "strong")),
        (
            "Нарышкин",
            "Sergei Naryshkin",
            "person",
            Score(0.9, "surname, transliterated from Cyrillic", "strong"),
        ),
        (
            "Naryškin",
            "Sergei Naryshkin",
            "person",
            Score(0.89, "surname, marks spelled out", "strong"),
        ),
        (
            "Mike Pompeo",
            "Michael Pompeo",
            "person",
            Score(0.86, "nickname: Mike for Michael", "similar"),
        ),
        ("Mike", "Mike Pompeo", "person", Score(0.85, "given name or other part", "similar")),
        (
            "CIA",
            "Central Intelligence Agency",
            "agency",
            Score(0.82, "initials of Central Intelligence Agency", "similar"),
        ),
        (
            "Naryschkin",
            "Sergei Naryshkin",
            "person",
            Score(0.8, "surname, other spelling", "similar"),
        ),
        ("Mike Pompeo", "Angela Merkel", "person", Score(0.0, "", "none")),
        ("", "Mike Pompeo", "person", Score(0.0, "", "none")),
    ],
)
def test_compare(query: str, candidate: str, kind: str, score: Score) -> None:
    assert compare(query, candidate, entity_type=kind) == score


def test_one_letter_is_named() -> None:
    score = compare("Igor Kolobov", "Igor Korobov", entity_type="person")
    assert (score.reason, score.level) == ("one letter differs: kolobov for korobov", "similar")


@pytest.mark.parametrize(
    ("query", "meant", "other"),
    [
        ("Чак Гейгель", "Chuck Hagel", "Itzhak Gagula"),
        ("조지 J. 미첼", "George Mitchell", "Michael Jack"),
        ("צ'אק שומר", "Charles E. Schumer", "Yitzhak Shamir"),
        ("ᕼᐊᑐᓐ ᑐᑐ", "Hunter Tootoo", "Tuula Haatainen"),
        ("யக் லேற்ரன்", "Jack Layton", "Jackie Lawrence"),
        ("ဒေးဗစ် ကင်မရွန်", "David Cameron", "David Bennett"),
    ],
)
def test_what_a_script_cannot_write_does_not_count(query: str, meant: str, other: str) -> None:
    assert (
        compare(query, meant, entity_type="person").value
        > compare(query, other, entity_type="person").value
    )


@pytest.mark.parametrize("query", ["约翰·格伦", "존 글렌", "ג'ון גלן"])
def test_doubled_letters_and_generations_are_of_latin_names(query: str) -> None:
    one, other = (
        compare(query, name, entity_type="person") for name in ("John Glen", "John Glenn, Jr.")
    )
    assert one.value == other.value


def test_an_initial_waits_for_the_words_that_are_alike() -> None:
    score = compare("Georg J. Mitchel", "George Mitchell", entity_type="person")
    assert "georg for george" in score.reason


def test_equal_given_names_are_no_nickname_of_each_other() -> None:
    other = compare("Sergey Ivanovich Lavrov", "Sergey Viktorovich Lavrov", entity_type="person")
    assert "nickname" not in other.reason
    assert other.value < WORTH_PROPOSING


def test_particles_weigh_little() -> None:
    score = compare("Osama bin Laden", "Usama ibn Laden", entity_type="person")
    assert score.value >= WORTH_PROPOSING


def test_a_nickname_outranks_a_false_friend() -> None:
    nickname = compare("Mike Pompeo", "Michael Pompeo", entity_type="person")
    assert nickname.value > compare("Igor Kolobov", "Igor Korobov", entity_type="person").value
    assert nickname.value > compare("Kolobov", "Korobov", entity_type="person").value


@pytest.mark.parametrize(
    ("query", "candidate"),
    [
        ("Ben Carson", "Ann Carson"),
        ("Ted Stevens", "Ned Stevens"),
        ("A. Nazarbayev", "Nursultan Nazarbayev"),
        ("Thomas R. Atanasov", "Rompopoulos Thomas"),
        ("Robert P. Casey, Lahti", "Robert P. Casey, Jr."),
        ("Moshe Jen-Ami", "Moshe Ben-Ami"),
        ("Pavel Marinv Marinov", "Pavel Marinov Marinov"),
        ("Игор Сечин", "Игорь Сечин"),
        ("David III", "Wayne David"),
        ("A. B. Corker Smith", "Alan Smith"),
        ("Бjариев Марат", "Bariev Marat"),
    ],
)
def test_what_differs_is_never_sure(query: str, candidate: str) -> None:
    assert compare(query, candidate, entity_type="person").level in ("similar", "none")


@given(NAMES, st.sampled_from(["", "person", "agency"]))
def test_a_name_is_exactly_itself(name: str, kind: str) -> None:
    assert compare(name, name, entity_type=kind) == Score(1.0, "same name", "exact")


@given(NAMES)
def test_words_in_another_order_are_found_and_asked_about_unless_they_follow_in_turn(
    name: str,
) -> None:
    """Turned round, an ambassador of A to B is one of B to A."""
    words = name.split()
    turned = compare(name, " ".join(reversed(words)), entity_type="agency")
    assert turned.value >= COMPLETE or turned.reason.startswith(OTHER_ORDER)
    for at in range(len(words)):
        in_turn = " ".join([*words[at:], *words[:at]])
        assert compare(name, in_turn, entity_type="agency").value >= COMPLETE


@settings(deadline=None)
@given(NAMES, NAMES)
def test_exactness_is_symmetric(one: str, other: str) -> None:
    there, back = (
        compare(one, other, entity_type="agency"),
        compare(other, one, entity_type="agency"),
    )
    assert (there.level in ("exact", "strong")) == (back.level in ("exact", "strong"))
    # Who asks by a part means the whole; nobody means a part by the whole.
    if not any(score.reason.startswith((PART, SOME)) for score in (there, back)):
        assert there.level == back.level
        assert there.value == pytest.approx(back.value)


@settings(deadline=None)
@given(st.text(max_size=30), st.text(max_size=30), st.sampled_from(["", "person", "agency"]))
def test_any_two_texts_have_a_score_between_nothing_and_one(
    one: str, other: str, kind: str
) -> None:
    score = compare(one, other, entity_type=kind)
    assert 0.0 <= score.value <= 1.0
    assert score.level in ("exact", "strong", "similar", "none")
