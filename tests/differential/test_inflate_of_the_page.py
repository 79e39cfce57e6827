"""The page unpacks what zlib packs, in each kind of block."""

from __future__ import annotations

import base64
import zlib

import pytest
from differential.page_in_node import page_in_node
from hypothesis import given
from hypothesis import strategies as st

from actorgraph.render.html import deflated

pytestmark = pytest.mark.process

texts = st.one_of(
    st.text(alphabet=st.characters(exclude_categories=["Cs"])),
    st.lists(
        st.sampled_from(["Ann met Bob", "Яна", "约翰", "\U0001f600", "\0", "a"]), max_size=3000
    ).map("".join),
)


@pytest.fixture(scope="module")
def page():
    with page_in_node("page_inflate.js", "inflate") as running:
        yield running


@given(
    texts,
    st.integers(0, 9),
    st.sampled_from([zlib.Z_DEFAULT_STRATEGY, zlib.Z_FIXED, zlib.Z_HUFFMAN_ONLY]),
)
def test_a_text_comes_back(page, text, level, strategy):
    packing = zlib.compressobj(level, zlib.DEFLATED, -15, strategy=strategy)
    packed = base64.b64encode(packing.compress(text.encode()) + packing.flush()).decode()
    assert page.ask("inflate", packed) == text
    assert page.ask("inflate", deflated(text)) == text


def test_a_long_text_of_several_blocks_comes_back(page):
    text = "".join(f"{n:x} Ann met Bob {n * n}\n" for n in range(40_000))
    assert page.ask("inflate", deflated(text)) == text
