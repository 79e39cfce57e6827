"""The index on disk: lookups in files of any size without reading them.

Lies in the user's cache folder, keyed by the content of the CSV files, which stay the truth: it
may be deleted at any moment and is built again when it is missing, stale or damaged.
"""
