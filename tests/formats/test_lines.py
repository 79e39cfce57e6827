from __future__ import annotations

import io

import pytest

from actorgraph.formats import lines


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "long.jsonl"
    path.write_bytes(b"{}\n" * 5000)
    return path


def test_a_long_reading_says_how_far_it_is_on_a_terminal(file, monkeypatch):
    monkeypatch.setattr(lines, "PATIENCE", -1.0)
    monkeypatch.setattr(lines, "EVERY", -1.0)
    terminal = Terminal()
    assert len(list(lines.lines_of(file, stream=terminal))) == 5000
    assert "long.jsonl: " in terminal.getvalue()
    assert terminal.getvalue().endswith("\r\x1b[K")


def test_a_short_reading_and_a_pipe_say_nothing(file, monkeypatch):
    terminal, pipe = Terminal(), io.StringIO()
    list(lines.lines_of(file, stream=terminal))
    monkeypatch.setattr(lines, "PATIENCE", -1.0)
    list(lines.lines_of(file, stream=pipe))
    assert terminal.getvalue() + pipe.getvalue() == ""
