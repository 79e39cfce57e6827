"""The shape of the house: what CONTRIBUTING promises of names, sizes and imports, counted.

Reads the source as text; runs nothing of it.
"""

from __future__ import annotations

import ast
from collections import Counter
from functools import cache
from pathlib import Path
from typing import NamedTuple

import networkx as nx

SRC = Path(__file__).parent.parent / "src"
MODULES = {
    ".".join(path.relative_to(SRC).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted((SRC / "actorgraph").rglob("*.py"))
}
LONGEST_FUNCTION = 50
LONGEST_MODULE = 500
MOST_OF_ANY_TYPE = 250


class Contents(NamedTuple):
    """What the tests ask of a module.

    Attributes:
        imports: the modules of ours that it imports, at its head or inside a function; no types.
        functions: the length of each function in lines, with its name.
        classes: their names.
        any_type: how often `Any` stands in it.
    """

    imports: set[str]
    functions: list[tuple[str, int]]
    classes: list[str]
    any_type: int


@cache
def contents():
    """The contents of each module; the trees themselves are large, and are not kept."""
    return {name: contents_of(ast.parse(path.read_text("utf-8"))) for name, path in MODULES.items()}


def contents_of(tree):
    nodes = list(ast.walk(tree))
    for_types = {
        id(node)
        for block in nodes
        if isinstance(block, ast.If)
        and isinstance(block.test, ast.Name)
        and block.test.id == "TYPE_CHECKING"
        for node in ast.walk(block)
    }
    return Contents(
        {one for node in nodes if id(node) not in for_types for one in imported_by(node)},
        [
            (node.name, node.end_lineno - node.lineno + 1)
            for node in nodes
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        ],
        [node.name for node in nodes if isinstance(node, ast.ClassDef)],
        sum(isinstance(node, ast.Name) and node.id == "Any" for node in nodes),
    )


def imported_by(node):
    if isinstance(node, ast.Import):
        yield from (one.name for one in node.names)
    elif isinstance(node, ast.ImportFrom) and node.module:
        for one in node.names:
            inner = f"{node.module}.{one.name}"
            yield inner if inner in MODULES else node.module


def test_no_two_modules_have_one_name():
    stems = Counter(
        path.stem for path in MODULES.values() if path.stem not in ("__init__", "__main__")
    )
    assert [stem for stem, count in stems.items() if count > 1] == []


def test_no_import_goes_in_a_circle_not_even_inside_functions():
    imports = nx.DiGraph(
        (name, other)
        for name, its in contents().items()
        for other in its.imports
        if other in MODULES
    )
    assert [
        sorted(loop) for loop in nx.strongly_connected_components(imports) if len(loop) > 1
    ] == []


def test_no_function_is_longer_than_a_screen():
    long = {
        f"{name}.{function}": length
        for name, its in contents().items()
        for function, length in its.functions
        if length > LONGEST_FUNCTION
    }
    assert long == {}


def test_no_module_is_longer_than_it_can_be_read():
    lines = {name: len(path.read_text().splitlines()) for name, path in MODULES.items()}
    assert {name: count for name, count in lines.items() if count > LONGEST_MODULE} == {}


def test_few_values_may_be_of_any_type():
    """Where data enters from JSON, or from a library without types; not for want of a name."""
    counts = Counter({name: its.any_type for name, its in contents().items()})
    assert counts.total() <= MOST_OF_ANY_TYPE, counts.most_common(9)


def test_no_two_classes_have_one_name():
    names = Counter(name for its in contents().values() for name in its.classes)
    assert [name for name, count in names.items() if count > 1] == []
