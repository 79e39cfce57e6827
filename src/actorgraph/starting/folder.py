"""The files of a folder to start from with nothing: tables that load, settings, a workbook."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from actorgraph.errors import UsageError
from actorgraph.formats.files import refuse_to_replace, write_text
from actorgraph.formats.wholes import PACKAGE
from actorgraph.settings import FILE
from actorgraph.starting.data_package import write_package

if TYPE_CHECKING:
    from collections.abc import Iterable
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
SETTINGS = """\
# How the two files beside this one are read. Take out the # before what you need.

# [columns]                   # relations.csv: our column = "your header"
# source = "Von"
# target = "An"

# [entities]                  # entities.csv
# name = "Name"

# [relations]                 # relations that are the same from either end
# symmetric = ["shared_a_flat_with"]

# [page]                      # what an exported page says of itself
# title = "Who is connected to whom"
# credit = "Research: your name"
# language = "en"
"""
TEMPLATE = "template.xlsx"


def start_folder(folder: Path) -> list[Path]:
    """Write the two tables, settings and, where Excel files can be written, a workbook.

    Raises:
        UsageError: if the folder cannot be made, or holds one of the files already.
    """
    texts = {"entities.csv": ENTITIES, "relations.csv": RELATIONS, FILE: SETTINGS}
    has_template = find_spec("openpyxl") is not None
    make_folder(folder, [*texts, PACKAGE, *([TEMPLATE] if has_template else [])])
    for name, text in texts.items():
        write_text(folder / name, [text])
    written = [*(folder / name for name in texts), write_package(folder)]
    if has_template:
        from actorgraph.starting.template import write_template

        write_template(folder / TEMPLATE, {"entities": ENTITIES, "relations": RELATIONS})
        written.append(folder / TEMPLATE)
    return written


def make_folder(folder: Path, names: Iterable[str]) -> None:
    """Make a folder in which files of these names can be written.

    Raises:
        UsageError: if it cannot be made, or holds one of them already.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{folder} cannot be made: {error.strerror}.") from None
    for name in names:
        refuse_to_replace(folder / name, force=False)
