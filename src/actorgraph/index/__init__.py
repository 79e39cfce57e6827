"""The index on disk: lookups in files of any size without reading them.

Lies in the user's cache folder, keyed by the content of the CSV files, which stay the truth: it
may be deleted at any moment and is built again when it is missing, stale or damaged.
"""

NOBODY = 0xFFFFFFFF
"""Stands where a number of an entity could, and there is none."""

ENTITIES = "\x1eentities"
RELATIONS = "\x1erelations"
"""Stand for the names of the files, which a user may write in several ways."""
