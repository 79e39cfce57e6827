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
    from actorgraph.formats.seal import SEAL, keep_stamp
    from actorgraph.formats.seal import seal as seal_folder

    context.require_own_data("to seal")
    paths = [Path(path) for path in context.located()]
    if len(paths) != 1 or not paths[0].is_dir():
        raise UsageError("A seal is of one folder of data.", hint="Name it: seal --data FOLDER")
    (folder,) = paths
    _refuse_outside(context.documents, folder)
    if stamp is not None:
        time, before = keep_stamp(folder, stamp, force=force)
        replaced = f" It replaces one made {before}." if before else ""
        say(
            f"Kept the time stamp of {folder / SEAL}, made {time}.{replaced} Its signature was not "
            "checked: `openssl ts -verify` does."
        )
        return
    sealed = seal_folder(folder, force=force)
    if sealed.removed:
        say(
            f"The time stamp beside the old seal, {sealed.removed}, is removed; ask for one of the "
            "new seal."
        )
    count = counted(sealed.files, "file")
    say(f"Sealed {count}: {folder / SEAL}. `actorgraph check` says what changes.")


def _refuse_outside(documents: Path | None, folder: Path) -> None:
    """Refuse documents that lie where no seal of the folder reaches.

    Raises:
        UsageError: if they do.
    """
    if documents is None:
        return
    is_within = documents.resolve().is_relative_to(folder.resolve())
    is_linked = documents.resolve() == (folder / "documents").resolve()
    if not (is_within or is_linked):
        raise UsageError(
            f"The documents in {documents} lie outside of {folder}, and a seal is of one folder.",
            hint=f"Move them to {folder / 'documents'}, or make that a link to them.",
        )
