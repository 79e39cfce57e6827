"""Node, which runs JavaScript in tests without a browser."""

from __future__ import annotations

import shutil

import pytest


def node_here() -> str:
    """The path of Node; the test is skipped where there is none."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("no Node: tests/install_tools.sh installs it")
    return node
