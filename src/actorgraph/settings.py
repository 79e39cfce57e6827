"""`actorgraph.toml`, which says how to read the files beside it.

    [columns]                       # relations.csv, or the edge list: ours = "theirs"
    source = "Entity A"
    source_type = "Entity A Type"   # types for entities that only an edge list names
    document = "Source URL"
    relation = "=holds_position"    # a constant: every row has it
    status = "-"                    # set aside: their column, kept and not read as ours

    [entities]                      # entities.csv
    name = "Full name"

    [relations]
    symmetric = ["shared_a_flat_with"]   # words that are the same from either end
    [outlets]                       # which entity publishes on a host, by id or name
    "ft.com" = "Financial Times"
    [dates]
    order = "dmy"                        # 05/06/1984 is the fifth of June: date_order.py
    [page]                               # what an exported page says of itself: page_settings.py
    title = "Spies in Washington"

Read by locating.py; what the command line says goes before what stands here.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from actorgraph import schema
from actorgraph.dates.date_order import ORDERS
from actorgraph.errors import UsageError
from actorgraph.headings.column_options import ASIDE
from actorgraph.hosts import host_in
from actorgraph.limits import is_there, written_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from actorgraph.page_settings import PageSettings

FILE = "actorgraph.toml"


class Settings(NamedTuple):
    """What actorgraph.toml says.

    Attributes:
        columns, entities: from our column names to the headers in the files.
        outlets: from hosts, as `host_in` writes them, to ids or names of entities.
        symmetric: relations that are the same from either end, beside those that always are.
        page: what an exported page says of itself; None where nothing stands of it.
        date_order: of day, month and year in dates of three numbers: dmy, mdy or ymd; "" if not
            told.
    """

    columns: Mapping[str, str] = MappingProxyType({})
    entities: Mapping[str, str] = MappingProxyType({})
    outlets: Mapping[str, str] = MappingProxyType({})
    symmetric: frozenset[str] = frozenset()
    page: PageSettings | None = None
    date_order: str = ""


def read_settings(folder: Path) -> Settings:
    """Return the settings of a folder; empty ones where there is no file.

    Raises:
        UsageError: if the file is none, cannot be read or names what we do not know.
    """
    path = folder / FILE
    if not is_there(path):
        return Settings()
    return settings_in(written_text(path), str(path))


def settings_in(text: str, path: str) -> Settings:
    """Return the settings that the text of a file says.

    Raises:
        UsageError: if it cannot be read or names what we do not know.
    """
    import tomllib

    from actorgraph.page_settings import page_settings_in

    try:
        sections = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        # Not only what is no TOML: numbers of thousands of digits, lists in lists in lists.
        raise UsageError(f"{path} cannot be read: {error}.") from None
    known = ("columns", "entities", "outlets", "relations", "page", "dates")
    unknown = sections.keys() - set(known)
    if unknown:
        raise UsageError(
            f"{path}: there is no section [{min(unknown)}]; "
            f"{', '.join(f'[{section}]' for section in known)} are known."
        )
    return Settings(
        _mapping(sections.get("columns", {}), schema.RELATION_NAMES, f"{path} [columns]"),
        _mapping(sections.get("entities", {}), schema.ENTITY_NAMES, f"{path} [entities]"),
        _outlets(sections.get("outlets", {}), f"{path} [outlets]"),
        _symmetric(sections.get("relations", {}), f"{path} [relations]"),
        page_settings_in(sections["page"], text, path) if "page" in sections else None,
        _date_order(sections.get("dates", {}), f"{path} [dates]"),
    )


def relation_columns(pairs: tuple[str, ...]) -> dict[str, str]:
    """Return columns of relations as the command line gives them: `ours=theirs` each.

    Raises:
        UsageError: if one is not of that form or names no column of ours.
    """
    return _pairs(pairs, schema.RELATION_NAMES)


def table_columns(pairs: tuple[str, ...]) -> dict[str, str]:
    """Return columns of relations or entities as the command line gives them.

    Raises:
        UsageError: if one is not of that form or names no column of ours.
    """
    return _pairs(pairs, tuple(dict.fromkeys((*schema.RELATION_NAMES, *schema.ENTITY_NAMES))))


def _pairs(pairs: tuple[str, ...], known: tuple[str, ...]) -> dict[str, str]:
    renamed = {}
    for pair in pairs:
        ours, sign, theirs = pair.partition("=")
        if not sign or not theirs:
            raise UsageError(f"--column {pair}: write it as source='Entity A'.")
        renamed[ours.strip()] = theirs
    return _mapping(renamed, known, "--column")


def _symmetric(section: object, where: str) -> frozenset[str]:
    words = section.get("symmetric") if isinstance(section, dict) else None
    is_known = isinstance(section, dict) and not section.keys() - {"symmetric"}
    if section == {}:
        return frozenset()
    if is_known and isinstance(words, list) and all(isinstance(word, str) for word in words):
        return frozenset(word.strip() for word in words)
    raise UsageError(f'{where}: write it as symmetric = ["word", "word"]; nothing else is read.')


def _date_order(section: object, where: str) -> str:
    order = section.get("order", "") if isinstance(section, dict) else None
    if isinstance(section, dict) and not section.keys() - {"order"} and order in ("", *ORDERS):
        return str(order)
    raise UsageError(f'{where}: write it as order = "dmy", "mdy" or "ymd"; nothing else is read.')


def _outlets(outlets: object, where: str) -> dict[str, str]:
    if not isinstance(outlets, dict):
        raise UsageError(f'{where}: write it as "ft.com" = "Financial Times", an outlet each.')
    owners = {}
    for address, name in outlets.items():
        host = host_in(address)
        if not host:
            raise UsageError(f"{where}: {address!r} is no host; write it as ft.com.")
        if not isinstance(name, str) or not name.strip():
            raise UsageError(f'{where}: write it as "ft.com" = "Financial Times", each in quotes.')
        owners[host] = name
    return owners


def _mapping(columns: object, known: tuple[str, ...], where: str) -> dict[str, str]:
    if not isinstance(columns, dict):
        raise UsageError(f'{where}: write it as ours = "theirs", a column each.')
    for ours, theirs in columns.items():
        if ours not in known and theirs != ASIDE:
            raise UsageError(f"{where}: {ours!r} is no column; there are {', '.join(known)}.")
        if not isinstance(theirs, str):
            raise UsageError(f"{where}: {ours} has to be the text of a header, not {theirs!r}.")
    return dict(columns)
