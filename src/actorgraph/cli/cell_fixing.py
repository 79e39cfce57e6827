"""What `check --fix` and `check --undo` print and ask; cell_fixes.py does the work."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from actorgraph.cli.output import say
from actorgraph.errors import UsageError
from actorgraph.plurals import counted

if TYPE_CHECKING:
    from actorgraph.cli.context import Context
    from actorgraph.fixing.cell_fixes import CellFixes


def fix_or_undo(context: Context, *, fix: bool, yes: bool, undo: bool) -> None:
    """Rewrite cells, or put back the originals; leave the command where nothing is written.

    Raises:
        UsageError: if the options exclude each other, or the files cannot be changed.
    """
    from actorgraph.fixing.cell_fixes import find_fixes, undo_fixes, write_fixes

    if undo and (fix or yes):
        raise UsageError("--undo stands alone: it puts back what the last --fix has changed.")
    if yes and not fix:
        raise UsageError("--yes goes with --fix.")
    if undo:
        for place in undo_fixes(context.located()):
            say(f"Put back {place}.")
        return
    fixes = find_fixes(context.located(), context.columns)
    _show(fixes)
    if not fixes.files:
        return
    if not (yes or _is_confirmed()):
        say("Nothing is written; --fix --yes writes it.")
        click.get_current_context().exit()
    kept = write_fixes(fixes)
    for file, original in zip(fixes.files, kept, strict=True):
        say(f"Wrote {file.path}; what stood there before is in {original.name}.")
    say("`actorgraph check --undo` puts it back.")


def _show(fixes: CellFixes) -> None:
    """Print each cell that changes, and how many are left to somebody."""
    from actorgraph.render.terminal import clean

    for file in fixes.files:
        for line in file.lines():
            click.echo(clean(line))
    if not fixes.files:
        say("No date and no number has exactly one reading that is not written already.")
    else:
        say(f"{counted(fixes.cells, 'cell')} to rewrite.")
    if fixes.left:
        dates = counted(fixes.left, "cell is", "cells are")
        say(f"{dates} left, for somebody to choose: `actorgraph check` says what each can mean.")


def _is_confirmed() -> bool:
    return sys.stdin.isatty() and click.confirm("Write this?", err=True)
