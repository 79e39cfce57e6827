"""Shares, amounts and currencies in every format: they come back, stand in a drawing, or are told.

Each format that is written is asked; what is beside a file of another tool is first there and
then gone.
"""

from __future__ import annotations

import pytest
from factory import graph_of

from actorgraph.formats.export_loss import sidecar_of
from actorgraph.formats.registry import FORMATS
from actorgraph.loading import load

WRITTEN = [one for one in FORMATS if one.writes]
READ_BACK = [one for one in WRITTEN if one.reads]
DRAWINGS = [one for one in WRITTEN if not one.reads]
WITHOUT_RELATIONS = {"popolo"}
"""Formats that know memberships and offices alone: every other relation is left out and told."""
RELATIONS = """source,target,relation,share,amount,currency,attributed_to,document
ann,kelp,owns,>25.125-50,,,reg,one
bo,kelp,owns,<7.5,,,reg,one
cy,kelp,owns,31,,,reg,one
cy,kelp,owns,32,,,press,two
dee,kelp,owns,about a third,,,reg,one
kelp,ann,paid,,1234567.89,NOK,reg,one
kelp,bo,paid,,7654321,,reg,one
kelp,cy,paid,,-44.5,CHF,reg,one
kelp,dee,paid,,5.000 or so,kr,reg,one
"""
IN_A_LABEL = (
    ">25.125-50%", "<7.5%", "31% or 32%", "about a third", "1234567.89 NOK", "7654321", "-44.5 CHF",
    "5.000 or so kr",
)  # fmt: skip


def figures(graph):
    """Return the cells of all claims; a share that nobody can read may keep the name it had."""
    return sorted(
        (
            one.source,
            one.target,
            one.share or one.extra.get("percentage", ""),
            one.amount,
            one.currency,
        )
        for one in graph.engine.all_claims()
    )


def names(forms):
    return [form.name for form in forms]


@pytest.mark.parametrize("form", READ_BACK, ids=names(READ_BACK))
def test_they_come_back_as_they_were(tmp_path, form):
    graph = graph_of(tmp_path, relations=RELATIONS)
    path = tmp_path / f"written{form.suffixes[0]}"
    graph.export(path, format=form.name)
    assert figures(load(path)) == figures(graph)


@pytest.mark.parametrize("form", READ_BACK, ids=names(READ_BACK))
def test_they_are_in_the_file_itself_or_told_not_to_be(tmp_path, form):
    graph = graph_of(tmp_path, relations=RELATIONS)
    path = tmp_path / f"written{form.suffixes[0]}"
    losses = " ".join(graph.export(path, format=form.name))
    sidecar_of(path).unlink(missing_ok=True)
    if form.name in WITHOUT_RELATIONS:
        assert "9 relations are not in it at all" in losses
    else:
        assert figures(load(path)) == figures(graph)


@pytest.mark.parametrize("form", DRAWINGS, ids=names(DRAWINGS))
def test_a_drawing_has_them_in_its_labels(tmp_path, form):
    graph = graph_of(tmp_path, relations=RELATIONS)
    path = tmp_path / f"written{form.suffixes[0]}"
    graph.export(path, format=form.name)
    text = path.read_text(encoding="utf-8")
    for code in ("#37;", "#62;", "#60;"):  # Mermaid's way to write %, > and <
        text = text.replace(code, chr(int(code[1:-1])))
    assert [one for one in IN_A_LABEL if one not in text] == []
