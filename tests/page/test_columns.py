"""What columns.py packs, columns.js unpacks, in the browser that readers have."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from actorgraph.render import columns, html

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

FIXTURE = Path(__file__).parent.parent / "data" / "page" / "payload.json"
UNPACK = "([how, column]) => columns[how](column).then((values) => Array.from(values))"


@pytest.fixture
def unpack(bare_page: Page):
    return lambda how, column: bare_page.evaluate(UNPACK, [how, column])


RISING = list(range(999))
RISING_AND_FALLING = [1_000 * (k % 2) + k for k in range(500)]
EVERY_WIDTH = [0, 255, 256, 65_535, 65_536, 2**32 - 1, 0]


def test_differences_are_kept_where_they_are_shorter() -> None:
    assert columns.pack_integers(RISING_AND_FALLING)["delta"]


@pytest.mark.parametrize(
    "numbers", [[], [0], [7, 7, 7], [3, 1, 2], EVERY_WIDTH, RISING, RISING_AND_FALLING]
)
def test_whole_numbers_come_back_as_they_were(unpack, numbers) -> None:
    assert unpack("unpackIntegers", columns.pack_integers(numbers)) == numbers


def test_decimals_come_back_within_half_a_step(unpack) -> None:
    packed = columns.pack_decimals([-1.5, 0.0, 2.25, 1000.0])

    read = unpack("unpackDecimals", packed)

    assert read == pytest.approx([-1.5, 0.0, 2.25, 1000.0], abs=packed["step"] / 2 + 1e-4)


def test_one_position_comes_back_where_it_was(unpack) -> None:
    assert unpack("unpackDecimals", columns.pack_decimals([4.5, 4.5])) == [4.5, 4.5]


def test_words_keep_every_character(unpack) -> None:
    words = ["Сергей Нарышкин", "", "a\nb\u0000c", '</script>"\\', "\u202eevil", "😀", "\u2028"]

    assert unpack("unpackWords", columns.pack_words(words)) == words


def test_a_lone_surrogate_does_not_stop_the_export(unpack) -> None:
    packed = columns.pack_words(["\ud800 broken", "whole"])

    assert unpack("unpackWords", packed)[1] == "whole"


def test_packed_text_never_closes_the_data_island() -> None:
    assert "<" not in columns.pack_words(["</script>"] * 9)["data"]


@pytest.mark.parametrize("wrong", [[-1], [2**32], [0.5]])
def test_a_number_that_would_be_changed_is_refused(wrong) -> None:
    with pytest.raises(ValueError, match="whole numbers"):
        columns.pack_integers(wrong)


def test_a_position_that_is_nowhere_is_refused() -> None:
    with pytest.raises(ValueError, match="finite"):
        columns.pack_decimals([0.0, float("nan")])


def test_sorted_ends_of_edges_take_less_than_a_tenth_of_their_bytes() -> None:
    assert len(columns.pack_integers(sorted([5, 9, 700, 12] * 2_000))["data"]) < 8_000 * 4 / 10


def test_a_packed_payload_comes_back_as_it_was(bare_page, monkeypatch) -> None:
    data = json.loads(FIXTURE.read_text("utf-8"))
    monkeypatch.setattr(html, "PLAIN_BELOW", 0)
    packed = json.loads(html.island(data))
    page = bare_page.evaluate(
        """async (packed) => { const data = await window.columns.unpackPayload(packed);
        const plain = (part) => Object.fromEntries(Object.entries(data[part]).map(([k, v]) => [k, Array.from(v)]));
        return [plain('entities'), plain('edges'), plain('claims'), plain('dates'), data.names]; }""",
        packed,
    )
    entities, edges, claims, dates, names = page
    expected = tuple(data[part] for part in ("edges", "claims", "dates", "names"))
    assert (edges, claims, dates, names) == expected
    for column, values in entities.items():
        if column in ("x", "y", "size"):
            assert values == pytest.approx(data["entities"][column], abs=0.05)
        else:
            assert values == data["entities"][column]
