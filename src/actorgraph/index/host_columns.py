"""The hosts of a column of addresses.

Stands for `host_of` of hosts.py on whole columns; tests/index/test_bulk_arrays.py and
tests/differential compare both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow.compute as pc

from actorgraph.hosts import ARCHIVES, LOOKS_LIKE_AN_ADDRESS, archive_of, host_of
from actorgraph.index.arrays import is_there, numbers_in, picked, truths_in

if TYPE_CHECKING:
    import pyarrow as arrow

    from actorgraph.index.array_types import Places

_USUAL_ADDRESS = r"^(?i:https?)://(?P<host>[A-Za-z0-9.-]+)(?:[/?#]|\z)"


def hosts_of(documents: arrow.StringArray) -> tuple[list[str], Places]:
    """The hosts of those documents that are addresses, and for each the number of its own.

    The number after the last is for no host. Of usual addresses each distinct host is looked at
    once; every other address, and every copy in an archive, is looked at by itself.
    """
    matched = pc.extract_regex(documents, _USUAL_ADDRESS)
    is_usual = is_there(matched)
    hosts = matched.field("host").dictionary_encode()
    names = [host_of(f"http://{host or ''}") for host in hosts.dictionary.to_pylist()]
    number = np.where(is_usual, numbers_in(hosts.indices), -1)
    archives = [place for place, name in enumerate(names) if archive_of(name) in ARCHIVES]
    unusual = np.isin(number, archives) | (
        ~is_usual & truths_in(pc.match_substring_regex(documents, LOOKS_LIKE_AN_ADDRESS))
    )
    places = np.flatnonzero(unusual)
    alone = [host_of(document) for document in picked(documents, places).to_pylist()]
    others = {host: place for place, host in enumerate(dict.fromkeys(alone), len(names))}
    number[places] = [others[host] for host in alone]
    names += others
    return names, np.where(number < 0, len(names), number)
