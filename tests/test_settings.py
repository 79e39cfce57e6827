"""What actorgraph.toml says of relations."""

from __future__ import annotations

import pytest
from factory import write_text

from actorgraph.errors import UsageError
from actorgraph.loading import load

RELATIONS = """source,target,relation,attributed_to,document
ann,bo,shared_a_flat_with,x,https://a.org/1
bo,ann,shared_a_flat_with,y,https://b.org/1
"""


def test_a_data_set_names_its_own_symmetric_relations(tmp_path):
    folder = write_text(tmp_path, relations=RELATIONS)
    assert len(load(folder).show("ann").edges) == 2
    (folder / "actorgraph.toml").write_text('[relations]\nsymmetric = ["shared_a_flat_with"]\n')
    (edge,) = load(folder).show("ann").edges
    assert (edge.verdict, edge.is_symmetric) == ("corroborated", True)


@pytest.mark.parametrize(
    "text", ['[relations]\nsymmetric = "met"\n', "[relations]\nsymetric = []\n", "relations = 1\n"]
)
def test_settings_of_relations_that_cannot_be_read_are_refused(tmp_path, text):
    folder = write_text(tmp_path, relations=RELATIONS)
    (folder / "actorgraph.toml").write_text(text)
    with pytest.raises(UsageError, match="symmetric = "):
        load(folder)


@pytest.mark.parametrize("cell", ["no", "undirected", "False"])
def test_a_row_says_that_it_is_the_same_from_either_end(tmp_path, cell):
    rows = RELATIONS.replace("document\n", "document,directed\n").replace("/1\n", f"/1,{cell}\n")
    (edge,) = load(write_text(tmp_path, relations=rows)).show("ann").edges
    assert edge.verdict == "corroborated"
