"""The command `seal`: the SHA-256 of the data and its documents, and a time stamp of these."""

from __future__ import annotations

from pathlib import Path

import click

from actorgraph.cli.commands import command
from actorgraph.cli.context import Context  # noqa: TC001 -- click passes it
from actorgraph.cli.output import say
from actorgraph.errors import UsageError
from actorgraph.plurals import counted


@command(
    examples=(
        "seal --data mydata",
        "seal --data mydata --stamp answer.tsr     # keeps a time stamp of the seal",
    )
)
@click.option(
    "--stamp",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Keep the answer of a time stamp authority (RFC 3161) to SEAL.sha256 beside it.",
)
@click.option("--force", is_flag=True, help="Seal anew what is sealed already.")
@click.pass_obj
def seal(context: Context, *, stamp: Path | None, force: bool) -> None:
    """Seal the folder of the data: write the SHA-256 of each file in it into SEAL.sha256.

    `check` says later what has changed, and so does `sha256sum --check SEAL.sha256`. Documents are
    sealed where they lie in the folder. Nothing is sent to anybody.
    """
    from actorgraph.formats.seal import SEAL, STAMP, keep_stamp
    from actorgraph.formats.seal import seal as seal_folder

    context.require_own_data("to seal")
    paths = [Path(path) for path in context.located()]
    if len(paths) != 1 or not paths[0].is_dir():
        raise UsageError("A seal is of one folder of data.", hint="Name it: seal --data FOLDER")
    (folder,) = paths
    if stamp is not None:
        say(f"Kept the time stamp of {folder / SEAL}, {keep_stamp(folder, stamp, force=force)}.")
        return
    was_stamped = (folder / STAMP).is_file()
    count = counted(seal_folder(folder, force=force), "file")
    if was_stamped:
        say("The time stamp of the old seal is removed; ask for one of the new seal.")
    say(f"Sealed {count}: {folder / SEAL}. `actorgraph check` says what changes.")
