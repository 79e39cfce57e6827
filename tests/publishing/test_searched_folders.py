"""A folder is searched whole: through links, by the names of folders, and never without an end."""

from __future__ import annotations

import os
import socket

import pytest

from actorgraph.errors import UsageError
from actorgraph.publishing.leaks import search
from actorgraph.publishing.redact import Secret

JANA = "Jana Nováková"
SECRETS = [Secret(JANA, "name")]


def found_in(folder):
    return [(leak.secret.text, leak.where) for leak in search(folder, SECRETS).leaks]


def test_a_linked_folder_is_searched(tmp_path):
    elsewhere, folder = tmp_path / "elsewhere", tmp_path / "folder"
    elsewhere.mkdir()
    folder.mkdir()
    (elsewhere / "x.txt").write_text(JANA, "utf-8")
    (folder / "link").symlink_to("../elsewhere")
    assert found_in(folder) == [(JANA, "")]


def test_a_linked_file_is_searched(tmp_path):
    (tmp_path / "x.txt").write_text(JANA, "utf-8")
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "link").symlink_to(tmp_path / "x.txt")
    assert found_in(folder) == [(JANA, "")]


def test_links_in_a_circle_end(tmp_path):
    folder = tmp_path / "folder"
    (folder / "inner").mkdir(parents=True)
    (folder / "x.txt").write_text("nobody", "utf-8")
    (folder / "inner" / "up").symlink_to(folder)
    assert found_in(folder) == []


@pytest.mark.parametrize("name", ["Jana Nováková", "jana_novakova"])
def test_the_name_of_an_empty_folder_counts(tmp_path, name):
    (tmp_path / "folder" / name).mkdir(parents=True)
    assert found_in(tmp_path / "folder") == [(JANA, "the file's name")]


def test_the_name_of_the_folder_itself_counts(tmp_path):
    (tmp_path / JANA).mkdir()
    (tmp_path / JANA / "x.txt").write_text("nobody", "utf-8")
    assert (JANA, "the file's name") in found_in(tmp_path / JANA)


def test_folders_without_content_are_not_vouched_for(tmp_path):
    (tmp_path / "folder" / "empty").mkdir(parents=True)
    with pytest.raises(UsageError, match="is empty: there is nothing to search"):
        search(tmp_path / "folder", SECRETS)


def endless(kind, place):
    if kind == "pipe":
        os.mkfifo(place)
    elif kind == "device":
        place.symlink_to("/dev/zero")
    elif kind == "socket":
        with socket.socket(socket.AF_UNIX) as one:
            one.bind(os.path.relpath(place))
    elif kind == "broken link":
        place.symlink_to("nowhere")
    else:
        place.symlink_to(place)


@pytest.mark.parametrize("kind", ["pipe", "device", "socket", "broken link", "link to itself"])
@pytest.mark.parametrize("is_alone", [True, False])
def test_what_has_no_end_is_an_error_that_names_it(tmp_path, monkeypatch, kind, is_alone):
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "a.txt").write_text("nobody", "utf-8")
    endless(kind, folder / "x")
    with pytest.raises(UsageError, match=r"folder/x (is no regular file|cannot be read)"):
        search(folder / "x" if is_alone else folder, SECRETS)
