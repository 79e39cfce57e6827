"""Positions: nothing on top of another, the same every time, room for every name."""

from __future__ import annotations

import hashlib
import subprocess
import sys

import numpy as np
import pytest

from actorgraph.render.layout import positions

OFFICES = 18
PEOPLE = 42
NONE = np.zeros((0, 2), dtype=np.int64)


def office_network() -> tuple[int, np.ndarray, np.ndarray, list[str]]:
    """Sixty nodes: each person holds an office or two, each office belongs to one of six others."""
    random = np.random.default_rng(4)
    edges = [(office, office % 6) for office in range(6, OFFICES)]
    for person in range(OFFICES, OFFICES + PEOPLE):
        edges += [
            (person, int(random.integers(OFFICES))) for _ in range(int(random.integers(1, 3)))
        ]
    n = OFFICES + PEOPLE
    pairs = np.array(edges)
    names = [
        f"Deputy Director of Office {i}" if i < OFFICES else f"Anna Person {i}" for i in range(n)
    ]
    return n, pairs, radii(n, pairs), names


def large_network(n: int = 1500) -> tuple[int, np.ndarray, np.ndarray]:
    """Twenty groups, most relations inside them, and forty nodes with none."""
    random = np.random.default_rng(5)
    source = random.integers(n - 40, size=3 * n)
    near = (source // 73) * 73 + random.integers(73, size=3 * n)
    target = np.where(random.random(3 * n) < 0.8, near, random.integers(n - 40, size=3 * n))
    pairs = np.stack([source, np.minimum(target, n - 41)], axis=1)
    return n, pairs, radii(n, pairs)


def radii(n: int, pairs: np.ndarray) -> np.ndarray:
    degree = np.bincount(pairs.ravel(), minlength=n)
    return np.minimum(26.0, 7.0 + 2.4 * np.sqrt(np.maximum(degree - 1, 0)))


def written_over(placed: np.ndarray, sizes: np.ndarray, names: list[str]) -> list[str]:
    """Names that, written under their nodes at 12.5 pixels, cover another name or a node."""
    high = np.array([14.0 if len(name) <= 20 else 28.0 for name in names])
    wide = np.array([6.4 * min(len(name), 20) for name in names])
    middle = placed + np.stack([np.zeros(len(names)), sizes + 2 + high / 2], axis=1)
    apart = np.abs(middle[:, None] - middle[None])
    names_touch = (apart[:, :, 0] < (wide[:, None] + wide) / 2) & (
        apart[:, :, 1] < (high[:, None] + high) / 2
    )
    outside = np.maximum(
        np.abs(middle[:, None] - placed[None]) - np.stack([wide, high], axis=1)[:, None] / 2, 0
    )
    nodes_touch = np.linalg.norm(outside, axis=2) < sizes[None]
    np.fill_diagonal(names_touch, val=False)
    np.fill_diagonal(nodes_touch, val=False)
    return [names[i] for i in np.flatnonzero((names_touch | nodes_touch).any(axis=1))]


def touching(placed: np.ndarray, sizes: np.ndarray) -> int:
    """How many pairs of discs lie on one another."""
    distance = np.linalg.norm(placed[:, None] - placed[None], axis=2)
    return int(np.triu(distance < sizes[:, None] + sizes[None], 1).sum())


def extent(placed: np.ndarray) -> np.ndarray:
    return placed.max(axis=0) - placed.min(axis=0)


def test_no_nodes_need_no_place() -> None:
    assert positions(0, NONE, sizes=np.zeros(0)).shape == (0, 2)


def test_one_node_stands_in_the_middle() -> None:
    assert positions(1, NONE, sizes=np.array([7.0])).tolist() == [[0.0, 0.0]]


def test_two_nodes_stand_apart() -> None:
    placed = positions(2, np.array([[0, 1]]), sizes=np.array([7.0, 7.0]))
    assert np.linalg.norm(placed[0] - placed[1]) > 14


def test_loops_and_the_order_of_edges_change_nothing() -> None:
    n, edges, sizes, names = office_network()
    turned = np.concatenate([edges[::-1, ::-1], [[3, 3]]])
    assert np.array_equal(
        positions(n, edges, sizes=sizes, labels=names),
        positions(n, turned, sizes=sizes, labels=names),
    )


def test_names_of_sixty_nodes_cover_neither_names_nor_nodes() -> None:
    n, edges, sizes, names = office_network()
    placed = positions(n, edges, sizes=sizes, labels=names)
    assert written_over(placed, sizes, names) == []
    assert touching(placed, sizes) == 0


def test_sixty_nodes_make_a_landscape_that_fits_a_screen() -> None:
    n, edges, sizes, names = office_network()
    wide, high = extent(positions(n, edges, sizes=sizes, labels=names))
    assert 1.0 < wide / high < 2.0
    assert wide < 1500


@pytest.mark.slow
def test_no_node_of_a_large_picture_lies_on_another() -> None:
    n, edges, sizes = large_network()
    assert touching(positions(n, edges, sizes=sizes), sizes) == 0


@pytest.mark.slow
def test_groups_of_a_large_picture_stand_together() -> None:
    n, edges, sizes = large_network()
    placed = positions(n, edges, sizes=sizes)[: n - 41]
    group = np.arange(n - 41) // 73
    distance = np.linalg.norm(placed[:, None] - placed[None], axis=2)
    nearest = np.argsort(distance, axis=1)[:, 1:11]
    assert (group[nearest] == group[:, None]).mean() > 0.8


@pytest.mark.slow
def test_nodes_without_relations_stay_near_the_picture() -> None:
    n, edges, sizes = large_network()
    placed = positions(n, edges, sizes=sizes)
    main = extent(placed[: n - 40])
    assert (extent(placed) < 1.25 * main).all()


def test_many_nodes_without_relations_make_a_compact_block() -> None:
    n = 600
    wide, high = extent(positions(n, NONE, sizes=np.full(n, 7.0)))
    assert 1.0 < wide / high < 2.0


def test_an_added_loner_leaves_the_others_where_they_stand_to_each_other() -> None:
    n, edges, sizes, names = office_network()
    alone = positions(n, edges, sizes=sizes, labels=names)
    joined = positions(n + 1, edges, sizes=np.append(sizes, 7.0), labels=[*names, "Lone Person"])
    moved = joined[:n] - alone
    assert np.allclose(moved, moved[0], atol=0.02)


@pytest.mark.parametrize("network", [office_network, large_network])
@pytest.mark.process
def test_two_processes_give_the_same_bytes(network: object) -> None:
    assert len({_mark_of_another_process(network.__name__) for _ in range(2)}) == 1


def _mark_of_another_process(network: str) -> str:
    script = (
        "import hashlib, runpy, sys; made = runpy.run_path(sys.argv[1])[sys.argv[2]]()[:3];"
        "from actorgraph.render.layout import positions;"
        "placed = positions(*made[:2], sizes=made[2]);"
        "print(hashlib.sha256(placed.tobytes()).hexdigest())"
    )
    command = [sys.executable, "-c", script, __file__, network]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@pytest.mark.slow
def test_another_seed_gives_another_large_picture() -> None:
    n, edges, sizes = large_network()
    marks = {
        hashlib.sha256(positions(n, edges, sizes=sizes, seed=seed).tobytes()).hexdigest()
        for seed in (0, 1)
    }
    assert len(marks) == 2


@pytest.mark.slow
def test_progress_only_grows_and_ends_at_one() -> None:
    n, edges, sizes = large_network()
    said: list[float] = []
    positions(n, edges, sizes=sizes, progress=said.append)
    assert said == sorted(said)
    assert said[-1] == 1.0
    assert min(said) >= 0.0
