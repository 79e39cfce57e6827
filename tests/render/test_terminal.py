"""Text from the data is shown and never acts: on a terminal, in JSON, in a page."""

from __future__ import annotations

import json

import pytest

from actorgraph.render.html import island
from actorgraph.render.objects import dumps
from actorgraph.render.terminal import clean

ACTING = ["\x1b[31m", "\x07", "\x7f", "\x9b", "\u202e", "\u2066", "\u200f", "\u2028", "\ud800"]


@pytest.mark.parametrize("acting", ACTING)
def test_what_would_act_on_a_terminal_is_spelled_out(acting: str) -> None:
    shown = clean(f"Anna {acting}Berg")
    assert acting not in shown
    assert f"\\u{ord(acting[0]):04x}" in shown


@pytest.mark.parametrize("acting", ACTING)
def test_json_holds_nothing_that_acts_and_says_the_same(acting: str) -> None:
    written = dumps([acting])
    assert acting not in written
    assert json.loads(written) == [acting]


@pytest.mark.parametrize("hostile", ["</script>", "<!--", "]]>", "&lt;", "\u2028", "\u202e"])
def test_no_text_ends_the_data_of_a_page(hostile: str) -> None:
    data = {"title": hostile, "entities": {"id": []}}
    written = island(data)
    assert not set(written) & set("<>&\u2028\u2029\u202e")
    assert json.loads(written) == data
