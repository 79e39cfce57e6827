"""`export FILE NAME...`: a dossier on some entities."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from actorgraph.cli.leakcheck import redacted_filters, redacted_for, say_redacted
from actorgraph.cli.options import names_given
from actorgraph.cli.output import say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from actorgraph.graph import Graph
    from actorgraph.passages.cited_passages import CitedPassages
    from actorgraph.publishing.redact import Redacted
    from actorgraph.queries.filter import Filters


def write_dossier(
    graph: Graph,
    file: Path,
    names: Sequence[str],
    names_file: Path | None,
    filters: Filters,
    title: str | None,
    redact: tuple[str, ...],
    *,
    documents: Path | None,
    force: bool,
) -> None:
    """Write a dossier and say so; names are those of the data before anything is redacted."""
    passages = passages_in(documents)
    ids = [graph.entity(name).id for name in names_given(graph, names, names_file)]
    if redact:
        from actorgraph.loading import graph_of_tables

        public = redacted_for(file, graph, redact)
        say_redacted(public)
        graph = graph_of_tables([public.entities], [public.relations], public.outlets)
        ids = [public.ids.get(one, one) for one in ids]
        title = public.clean(title) if title else title
        filters = redacted_filters(public, filters)
        passages = publishable_passages_in(documents, public, redact)
    for sentence in graph.dossier(
        file, *ids, title=title, documents=passages, force=force, **filters
    ):
        say(sentence)
    say(f"Wrote {file}: a dossier on {', '.join(graph.entity(one).name for one in ids)}.")


def passages_in(documents: Path | None) -> CitedPassages | None:
    """Return the passages of a folder, if one is given, and say which files are not as recorded."""
    if documents is None:
        return None
    from actorgraph.passages.cited_passages import CitedPassages
    from actorgraph.passages.fingerprints import altered_files

    passages = CitedPassages(documents)
    if altered := altered_files(documents):
        have, was = ("has", "it was") if len(altered) == 1 else ("have", "they were")
        say(
            f"{', '.join(altered)} {have} changed since {was} first cited; the passages are those "
            "that stand there now. `actorgraph check` says where."
        )
    return passages


def publishable_passages_in(
    documents: Path | None, public: Redacted, redact: tuple[str, ...]
) -> CitedPassages | None:
    """Return the passages of a folder that may be published, and say which are left out."""
    if documents is None:
        return None
    from actorgraph.publishing.published_passages import hidden_documents, publishable_passages

    passages = publishable_passages(documents, public, redact)
    if sentence := hidden_documents(documents, public):
        say(sentence)
    return passages


def refuse_graph_options(file: Path, **given: object) -> None:
    """Refuse, beside names, standard output and options that only a whole graph has.

    Raises:
        UsageError: naming the first of them.
    """
    if str(file) == "-":
        raise click.UsageError(
            "A dossier goes to a file in .md, .html or .docx, not to standard output."
        )
    for option, value in given.items():
        if value:
            raise click.UsageError(
                f"--{option.replace('_', '-')} is for a graph, but names ask for a dossier: leave "
                "out one of them. A dossier goes to a file in .md, .html or .docx."
            )
