"""With the documents at hand, copies of one text are one origin, in memory and through an index."""

from __future__ import annotations

import pytest
from factory import write_text

from actorgraph.loading import load

WIRE = (
    "The two ministers met in Vienna on Friday and agreed to open the border crossing at Velm " * 4
)
OWN = "A shopkeeper near the station says that she saw both of them leave the hotel by a side door "
ROWS = """source,target,relation,attributed_to,document
ann,bo,met_with,,post-1
ann,bo,met_with,,times-7
ann,bo,met_with,,herald-2
"""
ENTITIES = """id,name,type,publisher
ann,Ann,person,
bo,Bo,person,
post-1,A report,document,Post
times-7,A report,document,Times
herald-2,Seen at the hotel,document,Herald
"""


@pytest.mark.parametrize("index", ["never", "always"])
def test_copies_of_a_text_are_one_origin_when_the_documents_are_at_hand(
    tmp_path, monkeypatch, index
):
    monkeypatch.setenv("ACTORGRAPH_INDEX", index)
    folder = write_text(tmp_path, relations=ROWS, entities=ENTITIES)
    texts = tmp_path / "documents"
    texts.mkdir()
    (texts / "post-1.txt").write_text(WIRE, encoding="utf-8")
    (texts / "times-7.txt").write_text(f"From our wire. {WIRE}", encoding="utf-8")
    (texts / "herald-2.txt").write_text(OWN * 3, encoding="utf-8")
    assert [edge.origins for edge in load(folder).show("Ann").edges] == [3]
    assert [edge.origins for edge in load(folder, documents=texts).show("Ann").edges] == [2]
