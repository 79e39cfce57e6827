"""Files of other tools in tests: what they become, and whether that passes `check`."""

from __future__ import annotations

import gzip
import zipfile

from actorgraph.formats.content import ENTITY, RELATION
from actorgraph.formats.notes import Notes
from actorgraph.formats.recognition import format_to_read
from actorgraph.formats.writing import import_files, rows_of
from actorgraph.loading import check_files


def written(tmp_path, name, text):
    """A file of that name; of a .gz or .zip the content, or the contents by name, is packed."""
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(text, dict):
        with zipfile.ZipFile(path, "w") as archive:
            for member, content in text.items():
                archive.writestr(member, content)
    elif name.endswith(".gz"):
        path.write_bytes(gzip.compress(text.encode()))
    else:
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def links_under(name):
    """How NetworkX is told what node-link JSON calls its links; before 3.4 the word was another."""
    import networkx as nx

    version = tuple(map(int, nx.__version__.split(".")[:2]))
    return {"edges" if version >= (3, 4) else "link": name}


def tables_of(path, form, notes=None):
    """What a file becomes: entities by id, relations in order; its format is found by itself."""
    assert format_to_read(path).name == form
    entities, relations = {}, []
    for row in rows_of(path, notes or Notes()):
        if row.kind == ENTITY:
            entities.setdefault(row.cells["id"], {}).update(row.cells)
        else:
            relations.append(row.cells)
    return entities, relations


def read(path):
    """The entities by id, the relations, and what is said of the reading."""
    notes = Notes()
    rows = list(rows_of(path, notes))
    entities = {row.record: row.cells for row in rows if row.kind == ENTITY}
    relations = [row.cells for row in rows if row.kind == RELATION]
    return entities, relations, notes.sentences()


def problems_of_import(folder, *paths):
    """What `check` says of the tables that an import writes: errors and warnings."""
    import_files(paths, folder, Notes(), force=True)
    checked = check_files(folder).result
    return [f"{one.level}: {one.message}" for one in checked.problems if one.level != "note"]
