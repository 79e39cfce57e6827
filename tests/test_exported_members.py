from __future__ import annotations

import pytest

import actorgraph


def test_everything_public_can_be_had():
    assert [name for name in actorgraph.__all__ if getattr(actorgraph, name, None) is None] == []


def test_every_lazy_name_is_public():
    assert set(actorgraph._HOMES) | {"__version__"} == set(actorgraph.__all__)


def test_completion_offers_what_is_public():
    assert dir(actorgraph) == sorted(actorgraph.__all__)


def test_what_is_not_there_is_an_attribute_error():
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        _ = actorgraph.nothing
