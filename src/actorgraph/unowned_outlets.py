"""Ask which entity owns a host that publishes documents and that no entity is known to own.

Called by queries/check.py; outlets.py says who owns which host.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from actorgraph.errors import Problem
from actorgraph.hosts import host_in, host_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from actorgraph.engine import Published
    from actorgraph.names import Entry

_PROPOSED = 3
"""A host is proposed to at most so many entities."""


class UnownedOutlets:
    """Entities to which a host may belong that publishes documents and has no owner.

    An entity with a url on the host may own it, or be one of many that publish there. Several
    entities whose url is its root cannot all own it.

    Args:
        published: the documents that claims cite, in order.
        urls: the addresses of entities, by their ids.
    """

    def __init__(self, published: Iterable[Published], urls: Mapping[str, str]) -> None:
        self._cited: dict[str, Published] = {}
        for one in published:
            is_new = one.publisher and one.publisher not in self._cited
            if is_new and one.publisher == one.host:
                self._cited[one.publisher] = one
        self._urls = urls
        self._owners: dict[str, list[str]] = {}

    def look_at(self, entry: Entry) -> None:
        """Note the hosts that an entity may own."""
        called = [name for name in entry.names if "." in name and _may_be_host(name)]
        url = self._urls.get(entry.id, "")
        if (called or url) and self._cited and entry.type.lower() != "document":
            for host in {host_of(url), *map(host_in, called)}:
                if host in self._cited:
                    self._owners.setdefault(host, []).append(entry.id)

    def problems(self) -> list[Problem]:
        """Return whom to ask about, at the first row that cites a document of the host."""
        return [
            Problem("note", one.file, one.line, "document", _proposed(host, self._owners[host]))
            for host, one in self._cited.items()
            if len(self._owners.get(host, ())) in range(1, _PROPOSED + 1)
        ]


def _may_be_host(name: str) -> bool:
    """Return whether a name with a dot can be a host or an address: no host has a blank in it."""
    return " " not in name.strip() or not _IN_ADDRESSES.isdisjoint(name)


_IN_ADDRESSES = frozenset("/\\?#@:")


def _proposed(host: str, ids: list[str]) -> str:
    return (
        f"{host} may be the same outlet as {' or '.join(ids)}; if so, they count as one where "
        f'actorgraph.toml says [outlets] "{host}" = "{ids[0]}".'
    )
