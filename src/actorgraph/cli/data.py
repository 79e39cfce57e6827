"""The commands that write: `export` writes the graph as a file, `init` a folder to start from."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from actorgraph.cli.commands import DATA_OPTIONS, command
from actorgraph.cli.completion import ENTITY, FORMAT_WRITTEN
from actorgraph.cli.leakcheck import (
    redact_option,
    redacted_filters,
    redacted_for,
    say_redacted,
)
from actorgraph.cli.options import FILTERS, names_option
from actorgraph.cli.output import progress_bar, say
from actorgraph.errors import NotAnswered, UsageError
from actorgraph.export import PYVIS, is_page
from actorgraph.page_settings import LANGUAGES, PageSettings

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Unpack

    from actorgraph.claims import Entity
    from actorgraph.cli.context import Context
    from actorgraph.engine import Subgraph
    from actorgraph.graph import Graph
    from actorgraph.passages.cited_passages import CitedPassages
    from actorgraph.queries.filter import Filters
    from actorgraph.story import Story


CANVAS = "canvas"
_FOR_PAGES = (
    "--credit, --language, --embed and --story are for pages that we draw: FILE ends in .html, "
    "without --renderer pyvis."
)
STDOUT = Path("-")
"""As FILE: standard output."""


class _Chosen(NamedTuple):
    """What is written: a graph, its centre, its filters, and what a page of it says."""

    graph: Graph
    center: Entity | None
    filters: Filters
    about: PageSettings
    note: str
    embed: bool
    story: Story | None
    passages: CitedPassages | None = None


@command(
    examples=(
        "export graph.html                        # one page to open, mail and keep",
        "export surkov.html --around Surkov --depth 2",
        "export graph.gexf                        # for Gephi",
        "export claims.csv --for-spreadsheet      # for Excel",
        "export - --format csv --without Antonov  # to standard output",
        "export surkov.docx Surkov                # a dossier, to send or to print",
    )
)
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@click.argument("names", nargs=-1, metavar="[NAME]...", type=ENTITY)
@names_option
@click.option("--around", metavar="NAME", type=ENTITY, help="Only the neighborhood of NAME.")
@click.option(
    "--depth",
    metavar="N",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    help="With --around: the number of steps.",
)
@click.option("--title", help="The title of the page.")
@click.option("--credit", metavar="TEXT", help="A line that says whose work it is.")
@click.option(
    "--language",
    type=click.Choice([*LANGUAGES], case_sensitive=False),
    help="The language of the page's own words; words from the data stay as they are.",
)
@click.option("--embed", is_flag=True, help="A page for a frame in an article.")
@click.option(
    "--story",
    "story_file",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="What the page leads its reader through; story.md beside the data if not given.",
)
@click.option("--no-story", is_flag=True, help="A page without the story beside the data.")
@click.option(
    "--format",
    metavar="NAME",
    type=FORMAT_WRITTEN,
    help="The format, if the suffix does not show it.",
)
@click.option(
    "--renderer",
    type=click.Choice([CANVAS, PYVIS], case_sensitive=False),
    default=CANVAS,
    show_default=True,
    help="What draws the page: ours, or pyvis, for those who edit its pages.",
)
@redact_option
@click.option(
    "--for-spreadsheet",
    is_flag=True,
    help="Put an apostrophe before cells that look like formulas, and mark CSV as UTF-8.",
)
@click.option("--open", "open_it", is_flag=True, help="Open the file afterwards.")
@click.option("--force", is_flag=True, help="Replace an existing file.")
@click.pass_obj
def export(
    context: Context,
    /,
    file: Path,
    names: tuple[str, ...],
    names_file: Path | None,
    around: str | None,
    depth: int,
    title: str | None,
    credit: str | None,
    language: str | None,
    embed: bool,
    story_file: Path | None,
    no_story: bool,
    format: str | None,
    renderer: str,
    redact: tuple[str, ...],
    for_spreadsheet: bool,
    open_it: bool,
    force: bool,
    **filters: Unpack[Filters],
) -> None:
    """Write FILE: a page of the graph (.html), another tool's format, or a dossier on each NAME.

    `formats` lists the formats; FILE can be -, for standard output. With NAME, FILE is a
    dossier to mail: .docx, .html or .md. With --documents a page and a dossier show the passages
    that their claims cite.
    """
    from actorgraph.cli.dossier_export import passages_in, refuse_graph_options, write_dossier

    if names or names_file:
        refuse_graph_options(file, around=around, format=format, for_spreadsheet=for_spreadsheet)
    _refuse_place(file, format, open_it=open_it, force=force)
    context.require_own_data("to export")
    graph = context.graph()
    if names or names_file:
        asked = (names, names_file, filters, title, redact)
        write_dossier(graph, file, *asked, documents=context.documents, force=force)
        _open(file, wanted=open_it)
        return
    center = graph.entity(around) if around else None
    format = _drawn_by(renderer, file, format, ours=bool(credit or language or embed or story_file))
    about = PageSettings(title or "", credit or "", language or "").or_else(graph.page_settings)
    story = _story(graph, story_file, wanted=is_page(file, format) and not no_story)
    documents = context.documents if is_page(file, format) else None
    note = _note(around, depth, filters)
    chosen = _Chosen(graph, center, filters, about, note, embed, story, passages_in(documents))
    chosen = _publishable(chosen, file, redact, documents, for_spreadsheet=for_spreadsheet)
    _write(chosen, file, depth, format, force=force, for_spreadsheet=for_spreadsheet)
    _open(file, wanted=open_it)


export.params[-len(DATA_OPTIONS) : -len(DATA_OPTIONS)] = FILTERS


def _drawn_by(renderer: str, file: Path, format: str | None, *, ours: bool) -> str | None:
    """Return the format that a renderer stands for, and refuse options that it does not know.

    Args:
        ours: whether an option is given that is only for the pages that we draw.
    """
    if renderer == PYVIS and not is_page(file, format):
        raise UsageError(
            "--renderer is for pages: FILE ends in .html.",
            hint="`actorgraph formats` lists what other suffixes write.",
        )
    format = PYVIS if renderer == PYVIS else format
    if ours and not is_page(file, format):
        raise UsageError(_FOR_PAGES)
    return format


def _open(file: Path, *, wanted: bool) -> None:
    if wanted:
        click.launch(file.resolve().as_uri())


def _refuse_place(file: Path, format: str | None, *, open_it: bool, force: bool) -> None:
    """Refuse a file that is there already, and standard output for what nobody has named."""
    from actorgraph.formats.files import refuse_to_replace

    if file != STDOUT:
        refuse_to_replace(file, force=force)
    elif open_it:
        raise UsageError("What goes to standard output is no file to open.")
    elif not format:
        raise UsageError(
            "Say with --format what to write to standard output.",
            hint="Such as: actorgraph export - --format csv",
        )


def _say_written(where: str, part: Subgraph | None) -> None:
    from actorgraph.plurals import entities_and_relations

    counts = f": {entities_and_relations(len(part.entities), len(part.edges))}" if part else ""
    say(f"Wrote {where}{counts}.")


def _write(
    chosen: _Chosen,
    file: Path,
    depth: int,
    format: str | None,
    *,
    force: bool,
    for_spreadsheet: bool,
) -> None:
    """Write what was chosen to a file or to standard output, and say what is lost on the way."""
    from actorgraph.cli.standard_output import written_to_stdout
    from actorgraph.publishing.spreadsheets import mark_as_utf8

    part = _part(chosen, depth, is_page=is_page(file, format))
    is_stdout = file == STDOUT
    is_marked = for_spreadsheet and (format == "csv" or file.suffix.lower() == ".csv")

    def write(place: Path) -> Sequence[str]:
        losses = _written(chosen, part, place, format, force=force, sidecar=not is_stdout)
        if is_marked:
            mark_as_utf8(place)
        return losses

    for sentence in written_to_stdout(write) if is_stdout else write(file):
        say(sentence)
    _say_written("standard output" if is_stdout else str(file), part)


def _written(
    chosen: _Chosen,
    part: Subgraph | None,
    place: Path,
    format: str | None,
    *,
    force: bool,
    sidecar: bool,
) -> Sequence[str]:
    """Write what was chosen; return a sentence for each loss."""
    with progress_bar("Laying out the picture") as progress:
        return chosen.graph.export(
            place,
            part,
            **chosen.about._asdict(),
            note=chosen.note,
            embed=chosen.embed,
            story=chosen.story or False,
            documents=chosen.passages,
            format=format,
            force=force,
            sidecar=sidecar,
            progress=progress,
        )


def _story(graph: Graph, file: Path | None, *, wanted: bool) -> Story | None:
    """Return the story of a file, or else the one beside the data.

    Raises:
        UsageError: if the file that is named is none, or a story is named and refused.
        DataError: if it tells no story as it is written.
    """
    from actorgraph.story import asked_story

    if file is None:
        return graph.story if wanted else None
    if not wanted:
        raise UsageError("--story and --no-story exclude each other.")
    return asked_story(file)


def _publishable(
    chosen: _Chosen,
    file: Path,
    redact: tuple[str, ...],
    documents: Path | None,
    *,
    for_spreadsheet: bool,
) -> _Chosen:
    """Redact what must not be published, and defuse formulas for spreadsheets, where asked to."""
    if not redact and not for_spreadsheet:
        return chosen
    from actorgraph.cli.dossier_export import publishable_passages_in
    from actorgraph.loading import graph_of_tables
    from actorgraph.publishing.spreadsheets import defused
    from actorgraph.publishing.stories import publishable

    public = redacted_for(file, chosen.graph, redact)
    tables = [public.entities, public.relations]
    entities, relations = map(defused, tables) if for_spreadsheet else tables
    graph = graph_of_tables([entities], [relations], public.outlets)
    center = chosen.center
    if center is not None:
        center = graph.entity(public.ids.get(center.id, center.id))
    filters = redacted_filters(public, chosen.filters)
    if redact:
        say_redacted(public)
    title, credit, language = chosen.about
    about = PageSettings(public.clean(title), public.clean(credit), language)
    passages = publishable_passages_in(documents, public, redact)
    story = chosen.story and publishable(chosen.story, public, chosen.graph.engine)
    return _Chosen(
        graph, center, filters, about, public.clean(chosen.note), chosen.embed, story, passages
    )


def _part(chosen: _Chosen, depth: int, *, is_page: bool) -> Subgraph | None:
    """Fetch the part to write; None stands for the whole graph, which need not be in memory.

    Raises:
        NotAnswered: if the filters leave nothing.
    """
    everything = chosen.center is None and not any(chosen.filters.values())
    if everything and not is_page:
        return None
    around = None if chosen.center is None else chosen.center.id
    part = chosen.graph.subgraph(around, depth=depth, **chosen.filters)
    if not part.entities:
        raise NotAnswered("The filters leave nothing to write.")
    return part


def _note(around: str | None, depth: int, filters: Filters) -> str:
    """Return the note under the title of a page that does not show everything.

    For today it names the day: the page is read later.
    """
    from actorgraph.dates import day_meant

    parts = [f"around {around}, depth {depth}"] if around else []
    for option, value in filters.items():
        values = value if isinstance(value, tuple) else (value,)
        words = (day_meant(one) if isinstance(one, str) else one for one in values if one)
        parts += [f"{option.replace('_', ' ')} {word}" for word in words]
    return f"Only: {'; '.join(parts)}" if parts else ""


@command(
    examples=(
        "init mydata",
        "init mydata --from affair.xlsx             # the sheets of a workbook",
        "init mydata --from people.csv --from links.csv",
    )
)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--from",
    "files",
    metavar="FILE",
    multiple=True,
    type=click.Path(path_type=Path),
    help="A spreadsheet (.xlsx, .csv), or a file of a register or another tool; several are fine.",
)
def init(folder: Path, files: tuple[Path, ...]) -> None:
    """Create FOLDER to start from: with two small tables, or with what is in your files.

    On a terminal it asks what you have. The headers of a spreadsheet stay; `actorgraph.toml` in
    FOLDER says how they are read. Nothing is ever replaced.
    """
    from actorgraph.starting import start_folder, start_with

    if not files and is_asked():
        files = _files_asked_for()
    if files:
        for sentence in start_with(folder, files):
            say(sentence)
        say(f"Now ask: actorgraph --data {folder} check")
        return
    for path in start_folder(folder):
        say(f"Wrote {path}")
    say(f"Now ask: actorgraph --data {folder} show ann")


def is_asked() -> bool:
    """Return whether somebody at a terminal can be asked."""
    return sys.stdin.isatty()


def _files_asked_for() -> tuple[Path, ...]:
    """Ask what somebody has, and for the files that hold it."""
    say("What do you have?")
    for number, what in enumerate(_TO_START_FROM, start=1):
        say(f"  {number}  {what}")
    last = len(_TO_START_FROM)
    if click.prompt("Number", type=click.IntRange(1, last), default=last, err=True) == last:
        return ()
    files: list[Path] = []
    while given := click.prompt(_WHICH_FILE[bool(files)], default="", show_default=False, err=True):
        files.append(Path(given.strip().strip("'\"")).expanduser())
    return tuple(files)


_TO_START_FROM = (
    "a spreadsheet: an Excel file, or CSV",
    "a file of a register, a watch list or another tool",
    "nothing yet",
)
_WHICH_FILE = ("File", "Another file (Enter if that is all)")
