"""Reprints planted among other articles: how many are found, how many invented, in what time.

    python benchmarks/reprints.py [--documents 10000] [--reprints 500] [--seed 2018]

The articles are made here, from lists of words and a small grammar. Reprints are verbatim or
lightly rewritten, in eight ways. What is no reprint and looks like one: the footer of an outlet
under all of its articles, the phrases of agencies, several reporters at one press conference who
quote the same sentences and name the same people, short notes that are half footer, and reports
made from one form. Thresholds were set on seeds 1 to 3; 2018 is held out. A pair of documents is
right if one is a reprint of the other or both are of a third; precision and recall are of pairs.
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from itertools import combinations
from typing import TYPE_CHECKING

from actorgraph.reprints import reprints

if TYPE_CHECKING:
    from collections.abc import Callable

NOUNS = """
minister ambassador director envoy committee embassy agency delegation budget treaty pipeline
harbour railway factory bank court prosecutor witness senator governor council union strike
election ballot coalition opposition border convoy garrison airport contract tender audit inquiry
report memo archive ledger account loan bond shareholder trustee foundation charity lobbyist
consultant lawyer judge clerk editor reporter newspaper broadcaster network server satellite drone
refinery mine farm vineyard fishery forest reservoir dam bridge tunnel highway hospital school
university laboratory vaccine patient nurse teacher student pensioner tenant landlord developer
architect engineer mechanic driver pilot captain colonel general sergeant recruit veteran museum
""".split()
ADJECTIVES = """
senior former acting regional federal foreign domestic secret public private annual interim joint
urgent disputed lucrative modest rival veteran outspoken cautious reluctant confidential ambitious
controversial temporary permanent illegal lawful costly profitable bankrupt remote coastal
northern southern eastern western central provincial municipal independent loyal hostile friendly
""".split()
VERBS = """
approved rejected signed postponed cancelled financed inspected visited questioned praised
criticised defended ignored replaced appointed dismissed recruited suspended sued audited bought
sold leased expanded closed reopened renovated evacuated searched seized released published
withdrew amended challenged supported blocked monitored rescued transferred borrowed repaid
""".split()
TIMES = """
yesterday recently afterwards meanwhile overnight eventually reportedly quietly repeatedly abruptly
""".split()
PLACES = "in near outside behind beyond above across around beside against".split()
LINKS = "while because although after before since unless until whereas once".split()
FORMULAS = [
    "according to two people familiar with the matter",
    "said in a statement released late on the same day",
    "speaking on condition of anonymity because they were not authorised to talk to the press",
    "did not immediately respond to a request for comment",
    "the news agency could not independently verify the claim",
    "for the first time since the end of the war",
    "in what observers called an unprecedented step",
    "as previously reported by this newspaper",
    "the ministry declined to comment on the details of the case",
    "told reporters on the sidelines of the conference",
    "is expected to reach a decision by the end of the month",
    "whose name is being withheld for security reasons",
]
SYLLABLES = "ba ko ri ten mar lo vi sha del nu por ka zen ti gro ham el fi wor ste an du".split()
FORM = (
    "The {} index closed at {} points on {} after {} shares changed hands, {} per cent more than "
    "on {}. The {} rose by {} while the {} fell by {}. Traders in {} named {} as the {} of the "
    "day, and {} as its {}. A {} of {} cost {} at the close, and {} of {} were sold to {}. "
)


class Writer:
    """Whoever writes articles: all of them from one seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.footers = [self.sentences(self.random.randint(2, 5)) for _ in range(40)]

    def name(self) -> str:
        draw = self.random
        first, last = (
            "".join(draw.choices(SYLLABLES, k=draw.randint(2, 3))).title() for _ in range(2)
        )
        return f"{first} {last}"

    def noun(self) -> str:
        draw = self.random
        adjective = f"{draw.choice(ADJECTIVES)} " if draw.random() < 0.6 else ""
        return f"the {adjective}{draw.choice(NOUNS)}"

    def clause(self, names: list[str]) -> str:
        draw = self.random
        who = draw.choice(names) if names and draw.random() < 0.4 else self.noun()
        when = f" {draw.choice(TIMES)}" if draw.random() < 0.4 else ""
        where = f" {draw.choice(PLACES)} {self.noun()}" if draw.random() < 0.6 else ""
        return f"{who}{when} {draw.choice(VERBS)} {self.noun()}{where}"

    def sentence(self, names: list[str]) -> str:
        draw = self.random
        text = self.clause(names)
        if draw.random() < 0.5:
            text += f" {draw.choice(LINKS)} {self.clause(names)}"
        if draw.random() < 0.12:
            text += f", {draw.choice(FORMULAS)}"
        return f"{text[0].upper()}{text[1:]}."

    def sentences(self, count: int, names: list[str] | None = None) -> list[str]:
        return [self.sentence(names or []) for _ in range(count)]

    def article(self, low: int = 14, high: int = 45, names: list[str] | None = None) -> list[str]:
        names = names or [self.name() for _ in range(self.random.randint(1, 4))]
        return self.sentences(self.random.randint(low, high), names)

    def printed(self, sentences: list[str], *, footer: bool | None = None) -> str:
        """An article as an outlet prints it: in paragraphs, often with a byline and a footer."""
        draw = self.random
        lines = [f"By {self.name()}, {self.name()}"] if draw.random() < 0.4 else []
        at = 0
        while at < len(sentences):
            size = draw.randint(1, 4)
            lines.append(" ".join(sentences[at : at + size]))
            at += size
        if footer or (footer is None and draw.random() < 0.5):
            lines.append(" ".join(draw.choice(self.footers)))
        return "\n\n".join(lines)


Edited = list[str]


def verbatim(_: Writer, text: Edited) -> Edited:
    return text


def new_lead(writer: Writer, text: Edited) -> Edited:
    return writer.sentences(writer.random.randint(1, 3)) + text[2:]


def cut(writer: Writer, text: Edited) -> Edited:
    """Keep the beginning, as editors do, or take out sentences here and there."""
    share = writer.random.uniform(0.35, 0.7)
    if writer.random.random() < 0.5:
        return text[: max(5, int(len(text) * share))]
    return [text[n] for n in sorted(writer.random.sample(range(len(text)), int(len(text) * share)))]


def synonyms(writer: Writer, text: Edited) -> Edited:
    draw, share = writer.random, writer.random.uniform(0.03, 0.12)
    words = {**dict.fromkeys(NOUNS, NOUNS), **dict.fromkeys(VERBS, VERBS)}
    words |= dict.fromkeys(ADJECTIVES, ADJECTIVES)

    def changed(word: str) -> str:
        bare = word.strip(".,")
        if draw.random() > share * 1.6 or bare not in words:
            return word
        return word.replace(bare, draw.choice(words[bare]))

    return [" ".join(map(changed, sentence.split())) for sentence in text]


def reordered(writer: Writer, text: Edited) -> Edited:
    rest = [text[at : at + 3] for at in range(1, len(text), 3)]
    writer.random.shuffle(rest)
    return [text[0], *(sentence for part in rest for sentence in part)]


def embedded(writer: Writer, text: Edited) -> Edited:
    own = writer.article(20, 60)
    at = writer.random.randrange(len(own))
    start = writer.random.randrange(max(1, len(text) // 3))
    taken = text[start : start + max(6, int(len(text) * writer.random.uniform(0.5, 0.9)))]
    return own[:at] + taken + own[at:]


def several(writer: Writer, text: Edited) -> Edited:
    return synonyms(writer, new_lead(writer, text))


def tidied(_: Writer, text: Edited) -> Edited:
    """Other quotation marks and dashes, and the first sentence in capitals."""
    lead, *rest = text
    return [lead.replace(", ", " \u2014 ").upper(), *(one.replace("'", "\u2019") for one in rest)]


WAYS: tuple[Callable[[Writer, Edited], Edited], ...] = (
    verbatim, new_lead, cut, synonyms, reordered, embedded, several, tidied,
)  # fmt: skip


def press_conference(writer: Writer) -> list[str]:
    """Several reporters' own articles on one event, with its people and the same quotations."""
    names = [writer.name() for _ in range(3)]
    quotes = [
        f'"{" ".join(writer.sentences(writer.random.randint(1, 3), names))}"' for _ in range(3)
    ]
    found = []
    for _ in range(writer.random.randint(2, 8)):
        text = writer.article(8, 25, names)
        for quote in quotes:
            said = f"{quote} {writer.random.choice(names)} said."
            text.insert(writer.random.randrange(1, len(text)), said)
        found.append(writer.printed(text))
    return found


def form_report(writer: Writer) -> str:
    """A report made from a form that others fill in otherwise."""
    draw = writer.random

    def filled() -> str:
        return draw.choice([writer.name(), str(draw.randint(2, 9999)), draw.choice(NOUNS)])

    texts = [FORM.format(*(filled() for _ in range(FORM.count("{}")))) for _ in range(4)]
    return "\n\n".join(texts)


def collection(
    documents: int, planted: int, seed: int
) -> tuple[dict[str, str], set[frozenset[str]]]:
    """Articles by id, and the pairs that are right."""
    writer = Writer(seed)
    texts: list[tuple[str, int]] = []
    family = 0
    left = planted
    while left:
        family += 1
        original = writer.article()
        texts.append((writer.printed(original), family))
        for _ in range(min(left, writer.random.choice([1, 1, 1, 2, 2, 3, 5, 12]))):
            texts.append((writer.printed(writer.random.choice(WAYS)(writer, original)), family))
            left -= 1
    while len(texts) < documents:
        kind = writer.random.random()
        if kind < 0.04:
            found = press_conference(writer)
        elif kind < 0.08:
            found = [form_report(writer)]
        elif kind < 0.2:
            found = [writer.printed(writer.article(3, 7), footer=True)]
        else:
            found = [writer.printed(writer.article())]
        for text in found[: documents - len(texts)]:
            family += 1
            texts.append((text, family))
    writer.random.shuffle(texts)
    members: dict[int, list[str]] = {}
    for number, (_, own) in enumerate(texts):
        members.setdefault(own, []).append(f"d{number}")
    right = {frozenset(pair) for ids in members.values() for pair in combinations(ids, 2)}
    return {f"d{number}": text for number, (text, _) in enumerate(texts)}, right


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--reprints", type=int, default=500)
    parser.add_argument("--seed", type=int, default=2018)
    given = parser.parse_args()
    texts, right = collection(given.documents, given.reprints, given.seed)
    words = sum(len(text.split()) for text in texts.values())
    began = time.perf_counter()
    sharing = reprints(texts)
    seconds = time.perf_counter() - began
    found = {
        frozenset((one, other)) for one, ids in sharing.items() for other in ids if one != other
    }
    hits = len(found & right)
    precision, recall = hits / max(len(found), 1), hits / len(right)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{len(texts):,} documents of {words / len(texts):.0f} words, {len(right):,} right pairs")
    score = 2 * hits / (len(found) + len(right))
    print(f"precision {precision:.3f}, recall {recall:.3f}, F1 {score:.3f}")
    print(f"{seconds:.1f} s, {memory:.0f} MB")


if __name__ == "__main__":
    main()
