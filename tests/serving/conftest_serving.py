"""The workspace to ask: its application in this process, and the program with a browser."""

from __future__ import annotations

import shutil
import subprocess
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.testclient import TestClient

from actorgraph.drafting.draft_review import DraftReview
from actorgraph.drafting.inbox import Inbox, inbox_path
from actorgraph.editing.workspace import Workspace
from actorgraph.loading import load
from actorgraph.serving.app import Served, application
from actorgraph.serving.document_routes import DocumentRoutes
from actorgraph.serving.draft_routes import DraftRoutes
from actorgraph.serving.edit_routes import EditRoutes
from actorgraph.serving.live_graph import LiveGraph

if TYPE_CHECKING:
    from collections.abc import Iterator

DATA = Path(__file__).parent.parent / "data" / "workspace"
TOKEN = "t" * 20


def copy_of_data(folder: Path) -> Path:
    """Copy the data of an article that nobody has typed yet, with three documents' claims."""
    shutil.copytree(DATA, folder)
    return folder


@contextmanager
def client_of(folder: Path) -> Iterator[TestClient]:
    """Ask the application over a folder, as its own page does."""
    live = LiveGraph(lambda: load(folder), [folder], None)
    served = Served(live, edit=True, documents=folder / "documents")
    routes = DocumentRoutes.of(served.documents).routes()
    with Workspace(folder) as editor:
        edits = EditRoutes(editor)
        review = DraftReview(Inbox(inbox_path(folder)), editor, lambda: live.graph.engine)
        app = application(
            served,
            token=TOKEN,
            hosts=["testserver"],
            routes=[*routes, *edits.routes(), *DraftRoutes(review, edits).routes()],
        )
        with TestClient(app, headers={"X-Actorgraph-Token": TOKEN}) as client:
            yield client


def git(folder: Path, *words: str) -> str:
    """Ask git about a folder."""
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "core.autocrlf=false"]
    done = subprocess.run(
        ["git", "-C", str(folder), *who, *words], check=True, capture_output=True, text=True
    )
    return done.stdout


def committed(folder: Path) -> Path:
    """Put a folder under version control, as it is."""
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "As it was")
    return folder
