"""The index under what happens to files: killed writers, crowds, full disks, flipped bytes.

The small form always runs; `pytest tests/test_index_torture.py --full` runs the large one.
"""

from __future__ import annotations

import json
import os
import random
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from factory import write_text

import actorgraph
from actorgraph import temporary_files
from actorgraph.engines.indexed import IndexedEngine
from actorgraph.engines.local import LocalEngine
from actorgraph.index.build import build_index, open_index
from actorgraph.index.overlay import OverlaidIndex
from actorgraph.loading import read_dataset
from actorgraph.locating import inputs_of

pytestmark = pytest.mark.process

SRC = str(Path(actorgraph.__file__).parents[1])
PEOPLE = 60
BUILDER = """
import sys
from pathlib import Path
from actorgraph.index.build import build_index
from actorgraph.locating import inputs_of
inputs = inputs_of(Path(sys.argv[1]))
print("ready", flush=True)
while True:
    build_index(inputs)
"""
READER = """
import json, random, sys
from pathlib import Path
from actorgraph.engines.indexed import IndexedEngine
from actorgraph.index.build import open_index
from actorgraph.locating import inputs_of
folder, questions, seed = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
expected = json.loads((folder / "expected.json").read_text())
draw = random.Random(seed)
wrong = 0
for _ in range(questions):
    one = draw.choice(list(expected))
    engine = IndexedEngine(open_index(inputs_of(folder)))
    wrong += [edge.id for edge in engine.touching([one])] != expected[one]
print(wrong)
"""

EDITOR = """
import os, random, sys
from pathlib import Path
from actorgraph.engines.indexed import IndexedEngine
from actorgraph.index.build import open_index
from actorgraph.locating import inputs_of
folder, draw = Path(sys.argv[1]), random.Random(int(sys.argv[2]))
path = folder / "relations.csv"
print("ready", flush=True)
while True:
    header, *rows = path.read_text().splitlines(keepends=True)
    at = draw.randrange(len(rows) + 1)
    one, other = (f"p{draw.randrange(60)}" for _ in range(2))
    row = f"{one},{other},knows,p1,d{draw.randrange(1000)}\\n"
    rows[at : at + draw.randrange(2)] = [row] * draw.randrange(2)
    (folder / "new").write_text("".join([header, *rows]))
    os.replace(folder / "new", path)
    engine = IndexedEngine(open_index(inputs_of(folder)))
    engine.touching([one])
    if not draw.randrange(5):
        engine.all_claims()  # makes a new index
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("ACTORGRAPH_CACHE", str(tmp_path / "cache"))
    data = tmp_path / "data"
    data.mkdir()
    draw = random.Random(1)
    names = [f"p{number}" for number in range(PEOPLE)]
    rows = "".join(
        f"{draw.choice(names)},{draw.choice(names)},met_with,{draw.choice(names)},d{number % 9}\n"
        for number in range(600)
    )
    entities = "id,name\n" + "".join(f"{name},Person {name}\n" for name in names)
    header = "source,target,relation,attributed_to,document\n"
    write_text(data, relations=header + rows)
    # Relations are read where they stand, entities are copied into the index.
    (data / "entities.csv").write_text(entities, encoding="utf-16")
    return data


@pytest.fixture
def expected(folder):
    """The edges of each, as the tables have them, also in a file for other processes."""
    engine = LocalEngine(read_dataset(folder))
    ids = [entity.id for entity in engine.all_entities()]
    found = {one: [edge.id for edge in engine.touching([one])] for one in ids}
    (folder / "expected.json").write_text(json.dumps(found))
    return found


def start(script, *args):
    return subprocess.Popen(
        [sys.executable, "-c", script, *map(str, args)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": SRC},
    )


def answers(folder, ids):
    engine = IndexedEngine(open_index(inputs_of(folder)))
    return {one: [edge.id for edge in engine.touching([one])] for one in ids}


def litter(folder):
    return [
        path for path in inputs_of(folder).folder.iterdir() if temporary_files.is_temporary(path)
    ]


def test_a_killed_builder_leaves_no_wrong_answer(folder, expected, full):
    draw = random.Random(2)
    began = time.perf_counter()
    build_index(inputs_of(folder))
    lasts = time.perf_counter() - began
    for _ in range(500 if full else 4):
        with start(BUILDER, folder) as builder:
            assert builder.stdout.readline() == "ready\n"
            # The moment is drawn from the first builds; no other way to kill in their middle.
            time.sleep(draw.random() * 3 * lasts)
            builder.send_signal(signal.SIGKILL)
        asked = draw.sample(list(expected), 5)
        assert answers(folder, asked) == {one: expected[one] for one in asked}
    build_index(inputs_of(folder))
    assert litter(folder) == []


def test_a_killed_editor_leaves_no_wrong_answer(folder, full):
    draw = random.Random(4)
    entities = folder / "entities.csv"
    entities.write_text(entities.read_text(encoding="utf-16"))  # so that blocks of it have sums
    build_index(inputs_of(folder))
    edited = 0
    for number in range(500 if full else 4):
        with start(EDITOR, folder, number) as editor:
            assert editor.stdout.readline() == "ready\n"
            # The moment is drawn; no other way to kill in the middle of an edit or a build.
            time.sleep(draw.random() * 0.5)
            editor.send_signal(signal.SIGKILL)
        expected = LocalEngine(read_dataset(folder))
        engine = IndexedEngine(open_index(inputs_of(folder)))
        edited += isinstance(engine._index, OverlaidIndex)
        asked = [f"p{draw.randrange(PEOPLE)}" for _ in range(5)]
        assert engine.touching(asked) == expected.touching(asked)
        assert list(engine.problems) == list(expected.problems)
    assert edited
    build_index(inputs_of(folder))
    assert litter(folder) == []
    assert answers(folder, ["p1"]) == {"p1": [edge.id for edge in expected.touching(["p1"])]}


def test_readers_and_builders_at_once_give_no_wrong_answer(folder, expected, full):
    readers, questions = (8, 1000) if full else (2, 40)
    builders = [start(BUILDER, folder) for _ in range(2)]
    try:
        asking = [start(READER, folder, questions, seed) for seed in range(readers)]
        assert [reader.communicate()[0] for reader in asking] == ["0\n"] * readers
    finally:
        for builder in builders:
            builder.kill()
            builder.communicate()


def test_a_full_disk_leaves_no_wrong_answer_and_no_litter(folder, expected, full):
    build_index(inputs_of(folder))
    (path,) = inputs_of(folder).folder.glob("*.agx")
    size = path.stat().st_size
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    for point in range(count := 50 if full else 8):
        if point % 2:
            path.unlink(missing_ok=True)
        try:
            resource.setrlimit(resource.RLIMIT_FSIZE, (size * point // count, hard))
            index = build_index(inputs_of(folder))
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert "File too large" in index.note
        engine = IndexedEngine(index)
        assert {one: [edge.id for edge in engine.touching([one])] for one in expected} == expected
        assert litter(folder) == []
        assert answers(folder, ["p1"]) == {"p1": expected["p1"]}


def test_a_flipped_byte_gives_no_wrong_answer(folder, expected, full):
    draw = random.Random(3)
    build_index(inputs_of(folder))
    (path,) = inputs_of(folder).folder.glob("*.agx")
    for _ in range(1000 if full else 40):
        file = draw.choice([path, path, path, inputs_of(folder).folder / "stamp.json"])
        at = draw.randrange(file.stat().st_size)
        with file.open("r+b") as raw:
            raw.seek(at)
            byte = raw.read(1)[0] ^ (1 << draw.randrange(8))
            raw.seek(at)
            raw.write(bytes([byte]))
        assert answers(folder, expected) == expected, (file, at)
