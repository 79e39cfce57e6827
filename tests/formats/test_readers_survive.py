"""No reader breaks on what is not its format: files are cut, garbled, and made of any bytes."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from foreign import written
from test_networks_read import DOT, GML, KUMU, MALTEGO, PACKAGE, PAJEK, RECORDS, VAULT, XGMML
from test_registers_read import EU, LEAK, LEVEL_1, RELATIONSHIPS, SDN, UK, UN, USA, psc

from actorgraph.errors import ActorgraphError
from actorgraph.formats.foreign import FOREIGN
from actorgraph.formats.notes import Notes
from actorgraph.formats.recognition import format_to_read
from actorgraph.formats.registry import FORMATS
from actorgraph.formats.writing import rows_of

CASES = Path(__file__).parent.parent / "data" / "cases"
CLASSIC = CASES / "classic-sna-files"
SAMPLES = {
    "psc": ("x.txt", psc(natures_of_control=["ownership-of-shares-25-to-50-percent"]) * 2),
    "gleif": ("x.csv", RELATIONSHIPS),
    "gleif-1": ("x.csv", LEVEL_1),
    "icij": ("x.zip", LEAK),
    "icij-1": ("x.csv", LEAK["relationships.csv"]),
    "watchlist": ("x.csv", (CASES / "watchlist-simple-csv/targets.simple.csv").read_text("utf-8")),
    "watchlist-1": ("x.csv", EU),
    "watchlist-2": ("x.csv", UK),
    "watchlist-3": ("x.csv", USA),
    "watchlist-4": ("x.csv", SDN),
    "un-list": ("x.xml", UN.format(born="<YEAR>1970</YEAR>")),
    "kumu": ("x.json", json.dumps(KUMU)),
    "records": ("x.jsonl", RECORDS),
    "gml": ("x.gml", GML),
    "pajek": ("x.paj", PAJEK),
    "gdf": ("x.gdf", (CLASSIC / "n.gdf").read_text("utf-8")),
    "tgf": ("x.tgf", (CLASSIC / "n.tgf").read_text("utf-8")),
    "sif": ("x.sif", (CLASSIC / "n.sif").read_text("utf-8")),
    "maltego": ("x.mtgx", {"Graphs/Graph1.graphml": MALTEGO}),
    "json-graph": (
        "x.jgf",
        '{"graph": {"nodes": [{"id": "a"}], "edges": [{"source": "a", "target": "a"}]}}',
    ),
    "ucinet": ("x.dl", (CLASSIC / "twomode.dl").read_text("utf-8")),
    "vna": ("x.vna", (CLASSIC / "n.vna").read_text("utf-8")),
    "xgmml": ("x.xgmml", XGMML),
    "graphviz": ("x.dot", DOT),
    "vault": ("x.md", VAULT["People/Runa Falk.md"]),
    "vault-1": ("x.zip", VAULT),
    "datapackage": ("x.zip", PACKAGE),
}
READ = [one for one in FORMATS if one.reads]


def outcome(path, form):
    """The rows of a file, or the error about it; anything else is a fault of ours."""
    try:
        return list(form.load().read(path, Notes()))
    except ActorgraphError as error:
        assert str(path.name) in str(error)
        return error


def test_every_format_that_is_only_read_has_a_sample():
    named = {name.partition("-")[0] for name in SAMPLES}
    assert named == {form.name.partition("-")[0] for form in FOREIGN}


@pytest.mark.slow
@pytest.mark.parametrize("name", SAMPLES)
def test_a_file_that_is_cut_or_garbled_is_read_or_refused(tmp_path, name):
    file_name, content = SAMPLES[name]
    path = written(tmp_path, file_name, content)
    form = format_to_read(path)
    whole, pick = path.read_bytes(), random.Random(name)
    assert not isinstance(outcome(path, form), ActorgraphError)
    for _ in range(60):
        damaged = bytearray(whole)
        kind = pick.randrange(4)
        if kind == 0:
            del damaged[pick.randrange(len(whole)) :]
        elif kind == 1:
            at = pick.randrange(len(whole))
            del damaged[at : at + pick.randrange(1, 30)]
        elif kind == 2:
            at = pick.randrange(len(whole))
            damaged[at:at] = damaged[max(at - 20, 0) : at]
        else:
            for _ in range(3):
                damaged[pick.randrange(len(whole))] = pick.choice(b'\x00\xff"\n[]{}<>|;,=* \t19az')
        path.write_bytes(damaged)
        outcome(path, form)


@pytest.mark.parametrize("form", READ, ids=lambda form: form.name)
def test_any_bytes_are_read_or_refused_with_the_name_of_the_file(tmp_path, form):
    pick = random.Random(form.name)
    for size in (0, 1, 7, 300):
        path = written(tmp_path, f"x{form.suffixes[0]}", pick.randbytes(size))
        try:
            list(rows_of(path, Notes(), name=form.name))
        except ActorgraphError as error:
            assert path.name in str(error)
