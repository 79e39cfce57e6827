"""The commands `import`, `convert` and `formats`: read and write files of other tools.

They do not use the data of the other commands. Only click is imported until one of them runs.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from actorgraph.cli.commands import command
from actorgraph.cli.completion import FORMAT_READ
from actorgraph.cli.output import say, say_warnings
from actorgraph.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from actorgraph.cli.context import Context, Spark

_PATH = click.Path(path_type=Path)
_format = click.option(
    "--format", "format", metavar="NAME", type=FORMAT_READ, help="The format of the input."
)


@command(
    "import",
    examples=(
        "import network.gexf --to data/",
        "import people.csv payments.csv --to data/ --force",
        "import download.json --format popolo --to data/",
    ),
)
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=_PATH)
@click.option(
    "--to", "folder", required=True, metavar="DIR", type=_PATH, help="The folder to write."
)
@click.option("--force", is_flag=True, help="Replace existing tables.")
@_format
@click.pass_obj
def import_(
    context: Context,
    /,
    files: tuple[Path, ...],
    folder: Path,
    format: str | None,
    *,
    force: bool,
) -> None:
    """Write files of other tools as entities.csv and relations.csv.

    The suffix and the content of a file show its format; `formats` lists all formats. Tables are
    read as --data reads them, with --column and actorgraph.toml. What could not be used is not
    written.
    """
    from actorgraph.formats.notes import Notes
    from actorgraph.formats.writing import import_files
    from actorgraph.loading import raise_errors_in
    from actorgraph.locating import files_at
    from actorgraph.plurals import entities_and_relations

    notes = Notes()
    written = import_files(
        [file for path in files for file in files_at(path)],
        folder,
        notes,
        name=format,
        renamed=context.columns_of_any_table,
        force=force,
        check=raise_errors_in,
    )
    _say_all(notes.sentences())
    counts = entities_and_relations(written["entity"], written["relation"])
    say(f"Wrote {folder}: {counts}.")


@command(
    examples=(
        "convert data/ graph.gexf",
        "convert network.graphml network.ftm.json",
        "convert data/ data.spark --engine spark",
    )
)
@click.argument("source", metavar="IN")
@click.argument("target", metavar="OUT")
@click.option("--force", is_flag=True, help="Replace an existing file.")
@_format
@click.pass_obj
def convert(
    context: Context, /, source: str, target: str, format: str | None, *, force: bool
) -> None:
    """Write the file or folder IN as OUT, in the format that each name shows.

    OUT.spark is a folder of tables for `--engine spark`. With `--engine spark --master URL` Spark
    writes it; IN and OUT are then any paths that Spark can use. IN can be -, for CSV of relations
    on standard input.
    """
    if context.spark:
        _convert_on_spark(context, context.spark, source, target, format, force=force)
    else:
        _convert_here(source, Path(target), format, force=force)


def _convert_on_spark(
    context: Context, spark: Spark, source: str, target: str, format: str | None, *, force: bool
) -> None:
    from actorgraph.engines.spark import session as sessions
    from actorgraph.engines.spark.waiting import show_on
    from actorgraph.engines.spark.writer import convert as convert_there
    from actorgraph.export import SPARK

    if format or not target.rstrip("/").lower().endswith(SPARK):
        raise UsageError(
            "Spark converts our own tables, as CSV or Parquet, to a folder that ends in .spark.",
            hint="For every other format leave out --engine spark.",
        )
    show_on(sys.stderr)
    problems = convert_there(
        sessions.session(spark.master),
        source,
        target,
        columns=context.columns,
        base=sessions.work_folder(),
        force=force,
    )
    _say_all(str(problem) for problem in problems if problem.level == "note")
    say_warnings(len(problems))
    say(f"Wrote {target}.")


def _convert_here(source: str, target: Path, format: str | None, *, force: bool) -> None:
    from actorgraph.export import SPARK
    from actorgraph.loading import load

    if target.suffix.lower() == SPARK:
        from actorgraph.engines.spark.local_writer import refuse_to_replace
    else:
        from actorgraph.formats.files import refuse_to_replace
    refuse_to_replace(target, force=force)
    graph = load(source, format=format)
    _say_all(str(problem) for problem in graph.engine.problems if problem.level == "note")
    _say_all(graph.export(target, force=force))
    say(f"Wrote {target}.")


@command(examples=("formats",))
@click.option("--markdown", is_flag=True, help="Print the reference page of the manual.")
def formats(*, markdown: bool) -> None:
    """List the formats that are read or written, what each keeps and what it loses."""
    from actorgraph.formats.registry import FORMATS, reference

    if markdown:
        click.echo(reference(), nl=False)
        return
    for format in FORMATS:
        click.echo(
            f"{format.name}: {format.title} ({', '.join(format.suffixes)}), {format.directions}"
        )
        click.echo(f"  keeps {format.keeps}")
        click.echo(f"  loses {format.loses}")


def _say_all(sentences: Iterable[str]) -> None:
    for sentence in sentences:
        say(sentence)
