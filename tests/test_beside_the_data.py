"""What has the name of a file that counts beside the data and is none is an error, not nothing."""

from __future__ import annotations

import os

import pytest
from click.testing import CliRunner

from actorgraph.cli import cli as main
from actorgraph.errors import UsageError
from actorgraph.judgements import add_proposals, pairs_judged
from actorgraph.loading import check_files, load
from actorgraph.passages.document_folder import RECORD

RELATIONS = "source,target,relation,document\na1,b1,knows,d1\n"
OTHERWISE = ("broken link", "folder", "pipe", "link to itself")


def put(kind, place):
    match kind:
        case "broken link":
            place.symlink_to("nowhere.csv")
        case "folder":
            place.mkdir()
        case "pipe":
            os.mkfifo(place)
        case _:
            place.symlink_to(place)


@pytest.mark.parametrize("kind", OTHERWISE)
@pytest.mark.parametrize(
    "name", ["judgements.csv", "entities.csv", "entities.csv.gz", "actorgraph.toml"]
)
@pytest.mark.parametrize("path", ["", "relations.csv"])
def test_it_is_an_error_that_names_it(tmp_path, kind, name, path):
    (tmp_path / "relations.csv").write_text(RELATIONS)
    put(kind, tmp_path / name)
    with pytest.raises(UsageError, match=rf"/{name} is no regular file"):
        load(tmp_path / path)
    with pytest.raises(UsageError, match=rf"/{name} is no regular file"):
        check_files(tmp_path / path)


@pytest.mark.parametrize("kind", OTHERWISE)
def test_no_other_pair_answers_for_relations_that_are_no_file(tmp_path, kind):
    (tmp_path / "edges.csv").write_text(RELATIONS)
    put(kind, tmp_path / "relations.csv")
    with pytest.raises(UsageError, match=r"relations\.csv is no regular file"):
        load(tmp_path)


def test_nobody_is_published_whom_a_broken_judgement_would_hide(tmp_path):
    (tmp_path / "relations.csv").write_text(RELATIONS)
    (tmp_path / "entities.csv").write_text("id,name,sensitivity\na1,A,secret\nb1,B,\n")
    put("broken link", tmp_path / "judgements.csv")
    out = str(tmp_path / "x.json")
    told = ["--data", str(tmp_path), "export", out, "--redact", "sensitivity"]
    done = CliRunner().invoke(main, told)
    assert "judgements.csv is no regular file" in f"{done.output}{done.exception}"
    assert not os.path.lexists(out)


@pytest.mark.parametrize("kind", OTHERWISE)
def test_proposals_are_added_to_no_judgements_that_are_no_file(tmp_path, kind):
    put(kind, tmp_path / "j.csv")
    for ask in (pairs_judged, lambda place: add_proposals(place, [])):
        with pytest.raises(UsageError, match=r"j\.csv is no regular file"):
            ask(tmp_path / "j.csv")


@pytest.mark.parametrize("kind", OTHERWISE)
def test_a_record_of_documents_that_is_no_file_is_an_error(tmp_path, kind):
    (tmp_path / "relations.csv").write_text(RELATIONS)
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "d1.txt").write_text("a1 knows b1")
    put(kind, tmp_path / "documents" / RECORD)
    with pytest.raises(UsageError, match=f"{RECORD} is no regular file"):
        check_files(tmp_path, record=True)


@pytest.mark.parametrize("kind", ["file", "broken link", "pipe", "link to itself"])
def test_documents_that_are_no_folder_are_an_error(tmp_path, kind):
    (tmp_path / "relations.csv").write_text(RELATIONS)
    place = tmp_path / "documents"
    if kind == "file":
        place.write_text("a1 knows b1")
    else:
        put(kind, place)
    with pytest.raises(UsageError, match="documents is no folder"):
        check_files(tmp_path)
