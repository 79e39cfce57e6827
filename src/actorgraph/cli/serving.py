"""The command that serves the workspace on this machine. Only click is imported until it runs."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from actorgraph.cli.commands import command
from actorgraph.cli.completion import ENTITY
from actorgraph.cli.output import say
from actorgraph.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.routing import Route

    from actorgraph.cli.context import Context
    from actorgraph.serving.app import Served
    from actorgraph.serving.live_graph import LiveGraph

HIGHEST_PORT = 65_535


@command(
    examples=(
        "serve                       # the page, live over the files here",
        "serve --around Surkov       # open on somebody",
        "serve --edit                # and change what you see",
    )
)
@click.option("--around", metavar="NAME", type=ENTITY, help="Open on NAME.")
@click.option("--edit", is_flag=True, help="Allow changes to the files; else they are only read.")
@click.option(
    "--port",
    metavar="N",
    type=click.IntRange(0, HIGHEST_PORT),
    default=0,
    show_default=True,
    help="The port; 0 takes a free one.",
)
@click.option("--no-browser", is_flag=True, help="Print the address and open no browser.")
@click.option(
    "--allow-host",
    "hosts",
    metavar="HOST:PORT",
    multiple=True,
    help="An address under which a proxy on this machine passes requests on, such as JupyterLab's.",
)
@click.pass_obj
def serve(
    context: Context,
    /,
    around: str | None,
    edit: bool,
    port: int,
    no_browser: bool,
    hosts: tuple[str, ...],
) -> None:
    """Show the graph in a browser, live: any size, and anew whenever a file changes.

    Only programs on this machine reach it, and only with the token in the address that it prints.
    Ctrl-C ends it.
    """
    from actorgraph.errors import MissingExtraError
    from actorgraph.locating import documents_beside

    try:
        from actorgraph.serving.app import Served
        from actorgraph.serving.running import Address, run
    except ImportError as error:
        if (error.name or "").partition(".")[0] not in ("starlette", "uvicorn"):
            raise
        raise MissingExtraError("serve", extra="serve") from None
    if "-" in context.data:
        raise UsageError("Standard input cannot be read again; name files with --data.")
    live = _live(context)
    documents = context.documents or documents_beside(live.places)
    served = Served(live, edit=edit, documents=documents, around=around or "", report=say)
    live.questions.opening(served.around)
    with _routes(context, served) as routes, Address.bound(port, hosts) as address:
        click.echo(f"Serving at {address.url}  (Ctrl-C ends it)")
        if not no_browser:
            click.launch(address.url)
        run(served, address, routes)
    say("Ended.")


@contextmanager
def _routes(context: Context, served: Served) -> Iterator[list[Route]]:
    """Yield the routes of documents, and those of edits if they are allowed; save at the end.

    Raises:
        UsageError: if the data cannot be edited.
    """
    from actorgraph.serving.document_routes import DocumentRoutes

    routes = DocumentRoutes.of(served.documents).routes()
    if not served.edit:
        yield routes
        return
    from actorgraph.drafting.draft_review import DraftReview
    from actorgraph.drafting.inbox import Inbox, inbox_path
    from actorgraph.editing.workspace import Workspace
    from actorgraph.locating import SEED, locate
    from actorgraph.serving.draft_routes import DraftRoutes
    from actorgraph.serving.edit_routes import EditRoutes

    if len(served.live.places) > 1:
        raise UsageError("--edit changes the files of one folder; give one with --data.")
    if not context.data and locate().why == SEED:
        raise UsageError(
            "There is no data here that could be edited.",
            hint="Name its folder with --data; `actorgraph init FOLDER` makes one.",
        )
    with Workspace(served.live.places[0], documents=context.documents) as editor:
        if not context.columns:  # else the columns that the editor knows are others
            editor.follow_index()
            served.live.prefer(editor.graph)
        edits = EditRoutes(editor)
        inbox = Inbox(inbox_path(served.live.places[0]))
        review = DraftReview(inbox, editor, lambda: served.live.graph.engine)
        review.catch_up()
        yield [*routes, *edits.routes(), *DraftRoutes(review, edits).routes()]


def _live(context: Context) -> LiveGraph:
    """Open the data, and say what is unusual about it; it is read again without a word."""
    from actorgraph.cli.dossier_export import passages_in
    from actorgraph.serving.live_graph import LiveGraph

    passages = passages_in(context.documents)
    return LiveGraph(context.graph, context.places, passages, again=context.graph_again)
