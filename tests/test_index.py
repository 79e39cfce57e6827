"""The index on disk: when it is trusted, when it is built again, and what it leaves behind."""

from __future__ import annotations

import gzip
import json
import os
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from factory import write_text

from actorgraph import cli, temporary_files
from actorgraph.engines.indexed import IndexedEngine
from actorgraph.errors import DataError, UsageError
from actorgraph.index import column_file, freshness
from actorgraph.index.build import build_index, open_index
from actorgraph.index.cache_folders import make_folder
from actorgraph.index.texts import ChangedError
from actorgraph.loading import load
from actorgraph.locating import inputs_of, uses_index

RELATIONS = "source,target,relation\na,b,met_with\n"
EDITED = "source,target,relation\na,c,met_with\n"


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("ACTORGRAPH_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def inputs(tmp_path):
    folder = tmp_path / "data"
    folder.mkdir()
    return inputs_of(write_text(folder, relations=RELATIONS))


def ask(inputs):
    return IndexedEngine(open_index(inputs)).neighbors(["a"])["a"]


def built(inputs):
    """The file of the index, which is another one after every build."""
    (path,) = inputs.folder.glob("*.agx")
    return path.stat().st_ino, path.stat().st_mtime_ns


def aged(inputs, monkeypatch):
    """As if the files had been written long before they were indexed."""
    monkeypatch.setattr(freshness, "TOO_FRESH", 0)
    open_index(inputs)


def test_an_index_is_built_once(inputs):
    ask(inputs)
    before = built(inputs)
    assert ask(inputs) == ["b"]
    assert built(inputs) == before


def test_an_edit_is_seen(inputs):
    ask(inputs)
    inputs.relations.write_text(RELATIONS + "a,d,met_with\n")
    assert ask(inputs) == ["b", "d"]


def test_an_edit_that_keeps_size_and_time_is_seen(inputs, monkeypatch):
    aged(inputs, monkeypatch)
    told = inputs.relations.stat()
    inputs.relations.write_text(EDITED)
    os.utime(inputs.relations, ns=(told.st_atime_ns, told.st_mtime_ns))
    assert inputs.relations.stat().st_mtime_ns == told.st_mtime_ns
    assert ask(inputs) == ["c"]


def test_an_edit_within_a_tick_of_the_clock_is_seen(inputs, monkeypatch):
    same = freshness.state_of(inputs.relations)
    monkeypatch.setattr(freshness, "state_of", lambda _: same)
    open_index(inputs)
    inputs.relations.write_text(EDITED)
    assert ask(inputs) == ["c"]


def test_in_the_ordinary_case_the_content_is_not_read(inputs, monkeypatch):
    aged(inputs, monkeypatch)
    monkeypatch.setattr(freshness.Inputs, "content", lambda _: pytest.fail("read"))
    assert ask(inputs) == ["b"]


def test_a_file_that_is_only_touched_keeps_its_index(inputs):
    ask(inputs)
    before = built(inputs)
    os.utime(inputs.relations, (1, 1))
    assert ask(inputs) == ["b"]
    assert built(inputs) == before


def test_a_copy_put_in_its_place_keeps_its_index(inputs, tmp_path):
    ask(inputs)
    before = built(inputs)
    shutil.copy(inputs.relations, tmp_path / "copy")
    (tmp_path / "copy").replace(inputs.relations)
    assert ask(inputs) == ["b"]
    assert built(inputs) == before


def test_entities_that_come_later_are_seen(inputs):
    open_index(inputs)
    (inputs.relations.parent / "entities.csv").write_text("id,name\nb,Boris\n")
    engine = IndexedEngine(open_index(inputs_of(inputs.relations.parent)))
    assert engine.entities(["b"])["b"].name == "Boris"


def test_entities_that_go_are_seen(inputs):
    (inputs.relations.parent / "entities.csv").write_text("id,name\nh1,Ann\n", encoding="utf-8")
    with_entities = inputs_of(inputs.relations.parent)
    before = [entity.id for entity in IndexedEngine(open_index(with_entities)).all_entities()]
    with_entities.entities.unlink()
    after = [entity.id for entity in IndexedEngine(open_index(inputs)).all_entities()]
    assert before == ["h1", *after]


def test_an_edit_under_an_open_graph_is_an_error_and_no_answer(inputs, monkeypatch):
    engine = IndexedEngine(open_index(inputs))
    with inputs.relations.open("r+") as file:
        file.write(EDITED)
    with pytest.raises(ChangedError):
        engine.touching(["a"])


def test_an_open_graph_outlives_the_replacement_of_its_file(inputs, monkeypatch, tmp_path):
    engine = IndexedEngine(open_index(inputs))
    (tmp_path / "new").write_text(EDITED)
    (tmp_path / "new").replace(inputs.relations)
    assert [edge.target for edge in engine.touching(["a"])] == ["b"]
    assert ask(inputs) == ["c"]


def test_without_a_cache_folder_it_is_made_in_memory_and_said(inputs, cache, monkeypatch):
    cache.write_text("a file, not a folder")
    index = open_index(inputs)
    assert IndexedEngine(index).neighbors(["a"]) == {"a": ["b"]}
    assert index.note == f"The index cannot be kept in {cache}: Not a directory."
    monkeypatch.setenv("ACTORGRAPH_INDEX", "always")
    done = CliRunner().invoke(cli.cli, ["--data", str(inputs.relations), "show", "a"])
    assert done.stderr.count("cannot be kept") == 1


def test_files_with_errors_leave_no_index(inputs, cache):
    inputs.relations.write_text("source,target\na,\n")
    with pytest.raises(DataError):
        open_index(inputs)
    assert list(cache.rglob("*.agx")) == []


def test_a_file_that_does_not_keep_still_is_given_up(inputs, monkeypatch):
    states = iter(range(100))
    monkeypatch.setattr(freshness, "state_of", lambda _: [next(states)])
    with pytest.raises(UsageError, match="changes while it is being read"):
        build_index(inputs)


@pytest.mark.parametrize("harm", [b"", b"short", b"x" * 5000], ids=["empty", "short", "other"])
def test_a_file_that_is_no_index_is_replaced(inputs, harm):
    ask(inputs)
    (path,) = inputs.folder.glob("*.agx")
    path.write_bytes(harm)
    assert ask(inputs) == ["b"]
    column_file.open_columns(path).check_all()


def test_damage_met_in_the_middle_of_a_question_is_mended(inputs):
    engine = IndexedEngine(open_index(inputs))
    (path,) = inputs.folder.glob("*.agx")
    whole = bytearray(path.read_bytes())
    body = bytes(column_file.open_columns(path).column("adjacency.other").view)
    block = body.ljust(column_file.BLOCK, b"\0")
    starts = range(0, len(whole), column_file.BLOCK)
    whole[next(start for start in starts if whole.startswith(block, start))] ^= 1
    path.write_bytes(whole)
    engine = IndexedEngine(open_index(inputs))
    assert engine.neighbors(["a"]) == {"a": ["b"]}
    column_file.open_columns(path).check_all()


@pytest.mark.parametrize("text", [b"", b"no stamp", b"00000000\n{}", b"zz\n"])
def test_a_stamp_that_cannot_be_read_is_written_anew(inputs, text):
    ask(inputs)
    (inputs.folder / "stamp.json").write_bytes(text)
    assert ask(inputs) == ["b"]


def test_litter_of_the_dead_is_swept_and_that_of_the_living_is_not(inputs):
    ask(inputs)
    living = temporary_files.temporary_beside(inputs.folder / "stamp.json")
    dead = Path(str(living).replace(f".{os.getpid()}.", ".999999999."))
    elsewhere = Path(str(dead).replace(f".{temporary_files.host_mark()}.", ".00000000."))
    theirs = inputs.folder / "foo.part"
    for path in (living, dead, elsewhere, theirs):
        path.touch()
    build_index(inputs)
    kept = [path.exists() for path in (living, dead, elsewhere, theirs)]
    assert kept == [True, False, True, True]


def test_indexes_of_files_that_are_gone_are_swept(inputs, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    write_text(other, relations=RELATIONS)
    gone = inputs_of(other)
    open_index(gone)
    shutil.rmtree(other)
    build_index(inputs)
    assert not gone.folder.exists()
    assert inputs.folder.exists()


def test_the_same_folder_by_another_way_has_the_same_index(inputs, monkeypatch):
    ask(inputs)
    before = built(inputs)
    monkeypatch.chdir(inputs.relations.parent)
    engine = IndexedEngine(open_index(inputs_of(Path())))
    assert built(inputs) == before
    assert engine.touching(["a"])[0].claims[0].file == "relations.csv"


@pytest.mark.parametrize(
    ("told", "size", "expected"),
    [
        ("always", 1, True),
        ("never", 10**9, False),
        ("auto", 100, False),
        ("auto", 10**9, True),
    ],
)
def test_large_files_are_indexed_unless_told_otherwise(inputs, monkeypatch, told, size, expected):
    monkeypatch.setenv("ACTORGRAPH_INDEX", told)
    os.truncate(inputs.relations, size)
    assert uses_index(inputs.files) is expected


def test_a_word_that_is_no_setting_is_refused(inputs, monkeypatch):
    monkeypatch.setenv("ACTORGRAPH_INDEX", "sometimes")
    with pytest.raises(UsageError, match="auto, always or never"):
        load(inputs.relations)


@pytest.mark.parametrize(
    ("platform", "environment", "expected"),
    [
        ("linux", {"XDG_CACHE_HOME": "/x"}, "/x/actorgraph"),
        ("linux", {"XDG_CACHE_HOME": "relative"}, "/home/u/.cache/actorgraph"),
        ("linux", {}, "/home/u/.cache/actorgraph"),
        ("darwin", {}, "/home/u/Library/Caches/actorgraph"),
        ("win32", {"LOCALAPPDATA": "/local"}, "/local/actorgraph/Cache"),
        ("linux", {"ACTORGRAPH_CACHE": "/own", "XDG_CACHE_HOME": "/x"}, "/own"),
    ],
)
def test_the_cache_lies_where_the_system_keeps_caches(monkeypatch, platform, environment, expected):
    for name in ("ACTORGRAPH_CACHE", "XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("HOME", "/home/u")
    monkeypatch.setattr(freshness.sys, "platform", platform)
    assert freshness.cache_folder() == Path(expected)


def test_the_command_shows_builds_and_clears(inputs, cache):
    run = CliRunner().invoke
    data = ["--data", str(inputs.relations), "index"]
    assert run(cli.cli, [*data, "show"]).stdout == ""
    assert "Built" in run(cli.cli, [*data, "build"]).stderr
    assert str(inputs.relations) in run(cli.cli, [*data, "show"]).stdout
    for name in ("one", "other"):
        make_folder(cache / name)
    assert "2 broken off or of another version" in run(cli.cli, [*data, "show"]).stdout
    for name in ("one", "other"):
        freshness.remove(cache / name)
    (cache / "not ours").touch()
    assert "Deleted" in run(cli.cli, [*data, "clear"]).stderr
    assert [path.name for path in cache.iterdir()] == ["not ours"]


OTHERS = ("app/stamp.json", "app/0123456789abcdef0123.agx", "app/x.agx.part", "notes.agx", "empty/")


def test_of_what_others_keep_there_nothing_is_deleted(inputs, cache):
    for name in OTHERS:
        (cache / name).parent.mkdir(parents=True, exist_ok=True)
        (cache / name).mkdir() if name.endswith("/") else (cache / name).write_bytes(b"theirs")
    (cache / "link").symlink_to(cache / "app")
    data = ["--data", str(inputs.relations), "index"]
    for command in (["build"], ["show"], ["clear", "--all"]):
        assert CliRunner().invoke(cli.cli, [*data, *command]).exit_code == 0
    assert all((cache / name).exists() for name in (*OTHERS, "link"))
    assert not inputs.folder.exists()


def test_a_folder_of_others_is_not_built_into(inputs):
    inputs.folder.mkdir(parents=True)
    (inputs.folder / "theirs.txt").touch()
    assert "files of something else" in build_index(inputs).note
    assert [path.name for path in inputs.folder.iterdir()] == ["theirs.txt"]


@pytest.mark.skipif(os.name != "posix", reason="modes of files")
def test_nobody_else_reads_an_index(inputs, cache):
    before = os.umask(0)
    try:
        build_index(inputs)
        made = [cache, inputs.folder, *inputs.folder.iterdir()]
        assert {path.stat().st_mode & 0o077 for path in made} == {0}
        inputs.folder.chmod(0o755)
        open_index(inputs)
    finally:
        os.umask(before)
    assert inputs.folder.stat().st_mode & 0o777 == 0o700


def test_the_index_says_what_the_warnings_are(tmp_path, monkeypatch):
    write_text(
        tmp_path,
        relations="source,target,start_date,end_date\na,b,2018,2017\na,b,2018,2017\n",
        entities="id,name\na,A\n",
    )
    monkeypatch.setenv("ACTORGRAPH_INDEX", "always")
    done = CliRunner().invoke(cli.cli, ["--data", str(tmp_path), "show", "a"])
    assert "The data has 4 warnings" in done.stderr
    found = json.loads(
        CliRunner().invoke(cli.cli, ["--data", str(tmp_path), "check", "--json"]).stdout
    )
    assert len(found) == 4


def test_a_compressed_file_is_as_large_as_its_content(tmp_path, monkeypatch):
    monkeypatch.delenv("ACTORGRAPH_INDEX", raising=False)
    rows = b"source,target\n" + b"a,b\n" * 1_000_000
    (tmp_path / "relations.csv.gz").write_bytes(gzip.compress(rows, 1))
    inputs = inputs_of(tmp_path)
    assert inputs.relations.stat().st_size < 100_000
    assert uses_index(inputs.files)
