"""A folder to start from, written by `init`: two small files that load without a problem."""

from __future__ import annotations

from typing import TYPE_CHECKING

from actorgraph.errors import UsageError
from actorgraph.formats.files import refuse_to_replace, write_text

if TYPE_CHECKING:
    from pathlib import Path

ENTITIES = """\
id,name,type,aliases,description,country,url,publisher,published_date
ann,Ann Example,person,A. Example|Анна Пример,replace this row with somebody real,,,,
registry,Registry of Companies,agency,,,,,,
registry-head,Head of the Registry,position,,,,,,
gazette,The Gazette,media,,,,,,
gazette-2018-01-26,The Gazette of 26 January 2018,document,,,,,gazette,2018-01-26
"""
RELATIONS = """\
source,target,relation,start_date,end_date,status,attributed_to,via,document,locator,note
ann,registry-head,holds_position,2018-01-26,,claimed,,,gazette-2018-01-26,p3,no end is known
registry-head,registry,position_in,,,claimed,,,gazette-2018-01-26,p3,
"""


def start_folder(folder: Path) -> list[Path]:
    """Write the two files.

    Raises:
        UsageError: if the folder cannot be made, or holds one of the files already.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{folder} cannot be made: {error.strerror}.") from None
    files = {folder / "entities.csv": ENTITIES, folder / "relations.csv": RELATIONS}
    for path in files:
        refuse_to_replace(path, force=False)
    for path, text in files.items():
        write_text(path, [text])
    return list(files)
