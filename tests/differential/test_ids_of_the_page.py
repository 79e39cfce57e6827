"""A draft that is accepted gives a new name the id that the form of the workspace gives it."""

from __future__ import annotations

import unicodedata

import pytest
from differential.page_in_node import page_in_node
from hypothesis import given
from hypothesis import strategies as st

from actorgraph.drafting.draft_review import id_for

pytestmark = pytest.mark.process
NAMES = st.one_of(
    st.text(
        st.sampled_from("aZéøßñŁİıДйЯκά王あ한हि١9 ’'-_.|😀\u0301\u0308\u0328\u200d"), max_size=12
    ),
    st.text(st.characters(max_codepoint=0x2FFF, exclude_categories=["Cs", "Cn"]), max_size=8),
)


@pytest.fixture(scope="module")
def page():
    with page_in_node("page_new_entity.js", "newentity") as running:
        yield running


@given(NAMES)
def test_ids_of_new_names_are_those_of_the_form(page, name):
    assert page.ask("idFor", name) == id_for(name), unicodedata.normalize("NFKD", name)
