"""Which entity an outlet's host belongs to: `Financial Times` and ft.com are one outlet.

An entity is the outlet of a host if its `url` is the root of that host, as an outlet's is, and no
other entity's is; or if actorgraph.toml says so, which goes before. A person, a document, an
office, an event or a place is never an outlet by its url. Called where publishers are read:
dataset.py, the index and Spark.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from actorgraph.hosts import host_in, host_of, is_root

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from actorgraph.claims import Entity

NO_OUTLETS = frozenset({"document", "event", "person", "place", "position"})
"""Types of entities whose url may be on anybody's host."""


def outlets_of(entities: Iterable[Entity]) -> dict[str, str]:
    """Return the entity that each host belongs to; hosts that several share are left out."""
    owners: dict[str, list[str]] = {}
    for entity in entities:
        if host := own_host(entity.type, entity.url):
            owners.setdefault(host, []).append(entity.id)
    return {host: ids[0] for host, ids in owners.items() if len(ids) == 1}


def own_host(entity_type: str, url: str) -> str:
    """Return the host that an entity of this type and url is the outlet of; "" for none."""
    if not url or entity_type.lower() in NO_OUTLETS or not is_root(url):
        return ""
    return host_of(url)


def publisher_in(entity: Entity) -> str:
    """Return who publishes what an entity is: as it states it, else the host of its url."""
    return entity.publisher or host_of(entity.url)


def outlet_of(publisher: str, outlets: Mapping[str, str]) -> str:
    """Return the entity that a publisher's host or address belongs to; else the publisher."""
    return outlets.get(host_in(publisher), publisher) if publisher else ""
