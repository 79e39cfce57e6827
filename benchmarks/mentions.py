"""How long it takes to find who of 100,000 entities is named in 300 pages, and who is found.

    python benchmarks/mentions.py ENTITIES.csv [--entities 100000] [--pages 300]

ENTITIES.csv has id, name, type. The pages are written here, of 500 words each: a third of the names
in them are of entities, in full and then by the surname, some in Cyrillic or with a title; the
others are of nobody in the list, half of them with the surname of an entity. Prints the time with
the index built before, and from cold; how many of the entities' places are sure, a question or
missing; how many names of nobody are listed; and how often a wrong one is sure.
"""

from __future__ import annotations

import argparse
import csv
import itertools
import os
import random
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from names.variants import plain, written_in

import actorgraph
from actorgraph.passages.document_texts import document_text
from actorgraph.queries.document_mentions import document_mentions

WORDS_OF_A_PAGE = 500
SENTENCES = (
    "The committee heard {} on the accounts of the fund, and nothing in the minutes says who paid.",
    "According to a letter of the bank, {} signed for the loan two days before it fell due.",
    "Nobody at the ministry wished to say why {} had left the meeting early.",
    "In the register of the port, {} appears as the agent of three ships.",
    "Two witnesses saw {} at the airport, and one of them took a photograph of the car.",
    "The court asked {} for the contract; it came back with a page missing.",
    "A year later {} was on the board again, this time without a vote.",
    "Whether {} knew of the second account is not clear from the files.",
    "Money went through four companies, and at the end of the chain stood {}.",
    "Over the summer {} sold the house by the lake and moved the office to the capital.",
    "The lawyers of {} call that a mistake of the newspaper.",
    "For the auditors it was enough that {} had read the report.",
)


class Planted(NamedTuple):
    """A name in a text: its place, and the id of the entity; "" for nobody."""

    start: int
    stop: int
    entity: str
    is_full: bool


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("entities_csv", type=Path)
    parser.add_argument("--entities", type=int, default=100_000)
    parser.add_argument("--pages", type=int, default=300)
    asked = parser.parse_args()
    rng = random.Random(7)
    with asked.entities_csv.open(encoding="utf-8") as file:
        rows = list(itertools.islice(csv.DictReader(file), asked.entities))
    pages = [page(rows, rng) for _ in range(asked.pages)]
    documents = {f"d{at}": document_text(text, "") for at, (text, _) in enumerate(pages)}
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder), rows)
        os.environ["ACTORGRAPH_CACHE"] = f"{folder}/cache"
        for state in ("cold", "warm"):
            began, cpu = time.perf_counter(), sum(os.times()[:4])
            graph = actorgraph.load(folder)
            answer = document_mentions(graph.engine, documents)
            print(
                f"{state}: {time.perf_counter() - began:.1f} s, "
                f"{sum(os.times()[:4]) - cpu:.1f} s of CPU"
            )
    report({f"d{at}": planted for at, (_, planted) in enumerate(pages)}, answer)


def write(folder: Path, rows: list[dict[str, str]]) -> None:
    """Write entities as a folder of data."""
    with (folder / "entities.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, ["id", "name", "type"], extrasaction="ignore")
        table.writeheader()
        table.writerows(rows)
    (folder / "relations.csv").write_text("source,target,relation\n", encoding="utf-8")


def page(rows: list[dict[str, str]], rng: random.Random) -> tuple[str, list[Planted]]:
    """Return a page and the names in it."""
    cast = [named(rows, rng) for _ in range(6)]
    text, planted, words = "", [], 0
    seen: set[str] = set()
    while words < WORDS_OF_A_PAGE:
        sentence = rng.choice(SENTENCES)
        entity, name = rng.choice(cast)
        is_full = name not in seen or rng.random() < 0.2
        seen.add(name)
        written = variant(name, rng) if is_full else name.rpartition(" ")[2]
        before, _, after = sentence.partition("{}")
        start = len(text) + len(before)
        planted.append(Planted(start, start + len(written), entity, is_full))
        text += f"{before}{written}{after}" + ("\n\n" if rng.random() < 0.2 else " ")
        words += len(sentence.split())
    return text, planted


def named(rows: list[dict[str, str]], rng: random.Random) -> tuple[str, str]:
    """Return an entity's id and name, or a name of nobody."""
    row, other = rng.choice(rows), rng.choice(rows)
    chance = rng.random()
    if chance < 1 / 3:
        return row["id"], plain(row["name"])
    if chance < 2 / 3:
        return "", f"{made_up(rng)} {plain(row['name']).rpartition(' ')[2]}"
    return "", f"{plain(other['name']).partition(' ')[0]} {made_up(rng)}"


def made_up(rng: random.Random) -> str:
    """Return a word that nobody is called by."""
    syllables = ("qua", "zno", "vry", "plu", "xed", "wob", "gli", "thra", "jup", "mek")
    return "".join(rng.choices(syllables, k=3)).title()


def variant(name: str, rng: random.Random) -> str:
    """Return a name as it is, with a title, or in Cyrillic."""
    chance = rng.random()
    if chance < 0.1:
        return written_in("Russian", name).title()
    return f"Dr. {name}" if chance < 0.2 else name


def report(planted: dict[str, list[Planted]], answer: object) -> None:
    """Print how many places are found, and how many are wrongly sure."""
    counts: Counter[str] = Counter()
    at: dict[tuple[str, int], object] = {}
    for one in answer.mentions:
        for place in range(*one.span):
            at[one.document, place] = one
    listed = {(m.document, place) for one in answer.unlisted for m in one.places
              for place in range(*m.span)}  # fmt: skip
    for document, names in planted.items():
        for name in names:
            kind = "in full" if name.is_full else "by surname"
            mention = at.get((document, name.stop - 1))
            if name.entity:
                state = "missing"
                if mention is not None:
                    ids = [one.entity.id for one in mention.candidates]
                    sure = mention.sure
                    state = (
                        ("sure" if sure.id == name.entity else "WRONG")
                        if sure
                        else ("question" if name.entity in ids else "question of others")
                    )
                counts[f"entity {kind}: {state}"] += 1
            else:
                state = (
                    "WRONG"
                    if mention and mention.sure
                    else "question"
                    if mention
                    else ("listed" if (document, name.stop - 1) in listed else "missing")
                )
                counts[f"nobody {kind}: {state}"] += 1
    for what, number in sorted(counts.items()):
        print(f"{number:7,} {what}")


if __name__ == "__main__":
    main()
