"""Whole data sets as files, drawn by hypothesis: what every copy of a rule has to read alike.

`data_sets()` draws entities.csv, relations.csv and, if asked for, judgements.csv, as bytes.
Each data set is small and first draws the few names, relations, dates and sources that its rows
are then made of, so that claims meet on one edge often. Most data sets are sound; some have one
error, which every copy has to report alike. `filters()` draws what a question leaves out from
what the data says; `names()` draws names in many scripts and `spellings()` other ways to write one.
"""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from dataclasses import dataclass
from itertools import count, pairwise, permutations, product
from typing import TYPE_CHECKING, Any

from differential.written import PLAIN, Dialect, written
from hypothesis import strategies as st

from actorgraph import dates, schema
from actorgraph.dataset import Dataset
from actorgraph.descriptions import is_sourced
from actorgraph.filters import Filter
from actorgraph.tables import table_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from hypothesis.strategies import DrawFn, SearchStrategy
    from hypothesis.vendor.pretty import RepresentationPrinter

    from actorgraph.engine import Engine

    Row = dict[str, str]

MIXED_NAMES = (
    "Anna", "ANNA", "Anna Berg", "Berg, Anna", "Anna B.", "Änna Berg", "A\u0308nna Berg", "Ann",
    "Hannah Berger", "Dr. Anna Berg", "Anna Maria de la Cruz", "Anna  Berg", "Anna\u200b Berg",
    "Анна Берг", "Анна Б.", "أنا بيرغ", "אנה ברג", "Άννα Μπεργκ", "안나 베르크", "アンナ",
    "李明", "黎明", "李 明", "Li Ming", "Straße", "STRASSE", "İzmir", "ﬁnch", "O'Neill", "O’Neill",
    "CIA", "cia", "C.I.A.", "Central Intelligence Agency", "Director, CIA", "Head,  X", "X",
    "Times", "The Times", "Acme Ltd", "ACME Limited", "007", "7", "1e5", "NA", "-", "👩‍🚒", "\u200b",
    "a", "A", "b", "https://x.org/1", "x.org", "a;b", 'the "boss"', "two\nlines", "two\rlines",
    "Müller", "Mueller", "Mu\u0308ller", "Muller", "Jean-Luc", "Jean Luc", "van der Berg",
)  # fmt: skip
_SCRIPTS = (
    "abeinst ", "аеиностр ", "ابتسن ", "אבגדה ", "αβγέσς ", "李明王国 ", "アンナのカ", "안나김이 ",
    "äöüßéñİı", "\u0301\u0308\u200b\u200d\ufeff\u00ad", ".,'-’ ", "0123",
)  # fmt: skip
BLANKS = (" ", "\u00a0", "\t", "\u3000", "\u2003", "\x1c", "\x85")
"""What stands around a cell and is no part of it."""

POINTS = ("2018", "2018-01", "2018-01-26", "2018~", "201X", "2017-12-31T10:30Z", "-0043",
          "9999-12-31", "[2018-01-22..2018-02]", "[..2018?]", "[2018-01-26..]",
          "[2017..2018-01-26]")  # fmt: skip
SPANS = ("2017/2018", "2018-01/..", "../2018", "../..", "[2016..2018]/2019-03", "2018/2018",
         "2018-02/2018-01")  # fmt: skip
DOCUMENTS = (
    "https://x.org/1", "https://x.org/2", "https://www.x.org/1?q", "HTTP://WWW.X.ORG/1",
    "http://x.org:80#p", "https://me@x.org/1", "https://x.org./1", "https://m.x.org/1",
    "https://[2001:db8::1]/1", "https://xn--mller-kva.example/", "https://müller.example/",
    "https://", "https:///1", "ftp://x.org/1", "x.org/1", "https://x.org\\@y.org/", "https://x.org|2",
    "https://web.archive.org/web/2018/https://x.org/1", "//x.org/1", "https://x.org /1",
)  # fmt: skip
ROOTS = (
    "https://x.org", "http://www.X.org/", "https://m.x.org:80//", "https://y.org/ ", "https:\\\\y.org",
    "https://müller.example/", "https://[2001:db8::1]", "https://x.org/?", "https://x.org/\x1f",
    "https://web.archive.org/web/2018/https://y.org/",
)  # fmt: skip
TYPES = ("", "agency", "person", "Agency", "agency", "organization", "document", "media", "position",
         "event", "place", "state", "PERSON ", "Straße", "something else")  # fmt: skip
RELATIONS = ("met_with", "knows", "participant", "has_participant", "member_of", "position_in", "", " knows",
             "Met_With", "holds_position ", "знает\u00a0", "owns", "owned_by", "met_with")  # fmt: skip
ROLES = ("Director", "Director ", 'Head, "acting"', "Head,  X", "head x", "HEAD-X", " ", "部長",
         "line\nbreak", "Straße", "STRASSE", "?!", "Director, CIA")  # fmt: skip
STATUSES = ("", "claimed", "confirmed", "denied", "Denied", " CONFIRMED", "denied ")
CERTAINTIES = (
    "",
    "stated",
    "likely",
    "implied",
    "planned",
    "conditional",
    "Planned",
    " likely",
    "implied ",
)
INFERRED = ("", "", "relation", "date", "Source | date", "place", "target|")
DIRECTED = ("", "", "no", "Yes", " undirected", "false")
QUOTES = ("so it was", "So  it\nwas", "so it was not", "«так»", "so\rit", "'", '"', "\\", "a|b")
BAD_CELLS = {
    "source": ("", " "), "target": ("", "\u00a0"), "status": ("perhaps",), "certainty": ("sure",),
    "assessment": ("good",), "start_date": ("26.01.2018", "2018-1", "2018 ", "Jan 2018", "[..]"),
    "end_date": ("2018-02-30", "2019/2018/2017"), "date": ("yesterday",),
    "statement_date": ("2018-13",), "checked_date": ("today",), "inferred": ("relation|who",),
    "directed": ("both",),
}  # fmt: skip


LEGIBLE = 10_000
"""Bytes of files that are printed when a comparison fails."""


@dataclass(frozen=True, repr=False)
class DataSet:
    """A data set as it lies in a folder.

    Attributes:
        entities, relations, judgements: its rows by our column names; None where no file is.
        files: what is written, by the names of the files.
        plain: whether every file is UTF-8 text as any reader of CSV takes it.
    """

    entities: tuple[Row, ...] | None
    relations: tuple[Row, ...]
    judgements: tuple[Row, ...] | None
    files: dict[str, bytes]
    plain: bool = True

    def __repr__(self) -> str:
        """The files, or how many rows they have where nobody would read them."""
        if sum(map(len, self.files.values())) < LEGIBLE:
            return f"DataSet(files={self.files!r})"
        return f"DataSet of {len(self.entities or ())} entities, {len(self.relations)} relations"

    def _repr_pretty_(self, printer: RepresentationPrinter, _cycle: bool) -> None:
        """Let hypothesis print the same, and not every row."""
        printer.text(repr(self))

    def write(self, folder: Path) -> Path:
        """Write the files to a folder; gives the folder."""
        for name, content in self.files.items():
            (folder / name).write_bytes(content)
        return folder

    def with_relations(self, rows: Sequence[Row]) -> DataSet:
        """The same with other rows of relations, written plainly."""
        columns = {name: name for name in dict.fromkeys(("source", "target", *_keys(rows)))}
        files = {n: raw for n, raw in self.files.items() if not n.startswith("relations")}
        files["relations.csv"] = written(columns, rows, PLAIN)
        return DataSet(self.entities, tuple(rows), self.judgements, files, self.plain)

    def with_judgements(self, rows: Sequence[Row]) -> DataSet:
        """The same with other judgements, written plainly."""
        columns = {name: name for name in ("left_id", "right_id", "judgement")}
        files = self.files | {"judgements.csv": written(columns, rows, PLAIN)}
        return DataSet(self.entities, self.relations, tuple(rows), files, self.plain)


def _keys(rows: Sequence[Row]) -> list[str]:
    return list(dict.fromkeys(name for row in rows for name in row))


@st.composite
def dialects(draw: DrawFn, *, only_plain: bool = False) -> Dialect:
    """A way to write CSV; the plainest first."""
    if draw(st.booleans()):
        return PLAIN
    odd = not only_plain
    delimiter, newline, quotes, encoding, trailing, unended, told, packed = pick(
        draw,
        [",", ";", "\t", "|"],
        ["\n", "\r\n"] + ["\r"] * odd,
        ["needed", "all"],
        ["utf-8", "utf-8-sig"] + ["utf-16-le", "utf-16-be"] * odd,
        RARELY,
        RARELY,
        RARELY if odd else [False],
        RARELY if odd else [False],
    )
    return Dialect(
        delimiter=delimiter,
        newline=newline,
        quotes=quotes,
        encoding=encoding,
        blank_after=tuple(draw(st.sets(st.integers(0, 4), max_size=2))),
        trailing=trailing,
        ended=not unended,
        told=told,
        packed=packed,
    )


RARELY = (False, False, False, False, False, True)


def pick(draw: DrawFn, *choices: Sequence[Any]) -> list[Any]:
    """One of each of several lists, in a single draw: that is what makes data sets cheap."""
    size = len(choices)
    raw = draw(st.binary(min_size=size, max_size=size))
    return [some[byte % len(some)] for byte, some in zip(raw, choices, strict=True)]


def names() -> SearchStrategy[str]:
    """A name that has something to be found by, in some script or in several."""
    return st.one_of(st.sampled_from(MIXED_NAMES), _COMPOSED).filter(str.strip)


def _composed(raw: bytes) -> str:
    """A name of letters of one script, or of two."""
    first, second, switch, *letters = raw
    scripts = [_SCRIPTS[first % len(_SCRIPTS)], _SCRIPTS[second % len(_SCRIPTS)]]
    of = [scripts[at > switch % 8] for at in range(len(letters))]
    return "".join(some[letter % len(some)] for some, letter in zip(of, letters, strict=True))


_COMPOSED = st.binary(min_size=4, max_size=10).map(_composed)
_SPELLED: tuple[Callable[[str], str], ...] = (
    str, str.upper, str.lower, str.title, str.casefold,
    lambda name: unicodedata.normalize("NFD", name),
    lambda name: unicodedata.normalize("NFKC", name),
    lambda name: " ".join(reversed(name.split())),
    lambda name: ", ".join(reversed(name.split(maxsplit=1))),
    lambda name: name.replace(" ", "\u00a0 "),
    lambda name: name.replace(" ", "-"),
    lambda name: name[:1] + "\u200b" + name[1:],
    lambda name: name[:-1], lambda name: name[1:], lambda name: name + "s",
    lambda name: name.split()[-1] if name.split() else name,
    lambda name: name.split()[0] if name.split() else name,
    lambda name: f"Dr. {name}", lambda name: f" {name}\u00a0",
)  # fmt: skip


def spellings(name: str) -> SearchStrategy[str]:
    """Another way to write a name, or something near it."""
    return st.sampled_from(_SPELLED).map(lambda spelled: spelled(name))


def name_pairs() -> SearchStrategy[tuple[str, str]]:
    """Two names, of which the second is often another spelling of the first."""
    return names().flatmap(
        lambda name: st.tuples(st.just(name), st.one_of(spellings(name), names()))
    )


@st.composite
def data_sets(
    draw: DrawFn,
    *,
    judged: bool = False,
    sound: bool = False,
    only_plain: bool = False,
    most_rows: int = 9,
) -> DataSet:
    """A data set.

    Args:
        judged: with judgements.csv.
        sound: none with an error on purpose; a name may still mean several.
        only_plain: in UTF-8 and not compressed.
        most_rows: of relations.
    """
    entities = draw(_entities()) if draw(st.sampled_from([True, True, True, False])) else None
    pools = draw(_pools(entities or ()))
    relations = draw(_relations(pools, most_rows))
    if relations and not sound and draw(st.sampled_from(RARELY)):
        relations = draw(_with_an_error(relations))
    judgements = draw(_judgements(entities or (), relations)) if judged else None
    files, plain = {}, True
    for stem, rows, known, needed in (
        ("entities", entities, schema.ENTITY_COLUMNS, ("id",)),
        ("relations", relations, schema.RELATION_COLUMNS, ("source", "target")),
        ("judgements", judgements, (), ("left_id", "right_id", "judgement")),
    ):
        if rows is None:
            continue
        how = draw(dialects(only_plain=only_plain or stem == "judgements"))
        plain = plain and how.is_plain and how.newline != "\r"
        headers = draw(_headers(list(dict.fromkeys((*needed, *_keys(rows)))), known))
        files[f"{stem}.csv" + ".gz" * how.packed] = written(headers, rows, how)
    if draw(st.sampled_from(RARELY)):
        files["actorgraph.toml"] = draw(_settings(entities or ()))
    return DataSet(
        None if entities is None else tuple(entities),
        tuple(relations),
        None if judgements is None else tuple(judgements),
        files,
        plain,
    )


def _settings(entities: Sequence[Row]) -> SearchStrategy[bytes]:
    """What actorgraph.toml says of outlets."""
    known = [name for row in entities for name in (id_of(row), row.get("name", ""))]
    names = st.sampled_from([*filter(str.strip, known), "The Times", "x.org"])
    outlets = st.dictionaries(st.sampled_from(["x.org", "https://www.y.org/1", "z.org"]), names)
    return outlets.map(
        lambda found: "\n".join(
            ["[outlets]", *(f'"{host}" = {json.dumps(name)}' for host, name in found.items())]
        ).encode()
    )


@st.composite
def large_data_sets(draw: DrawFn, *, groups: int = 30) -> DataSet:
    """A sound data set of hundreds of rows, for what takes seconds however small the data is.

    Args:
        groups: of rows that are made of the same few names, dates and sources.
    """
    entities = _each_once([row for _ in range(groups // 3) for row in draw(_entities())])
    relations = [
        row
        for _ in range(groups)
        for row in draw(_relations(draw(_pools(draw(_some_of(entities)))), 9))
    ]
    entities, relations = _without_errors(entities, relations)
    files = {}
    for stem, rows, needed in (
        ("entities", entities, ("id",)),
        ("relations", relations, ("source", "target")),
    ):
        how = draw(dialects(only_plain=True))
        columns = {name: name for name in dict.fromkeys((*needed, *_keys(rows)))}
        clear = [row for row in rows if not _looks_escaped(row, columns)]
        files[f"{stem}.csv"] = written(columns, clear, how)
    return DataSet(tuple(entities), tuple(relations), None, files)


def _looks_escaped(row: Row, columns: Iterable[str]) -> bool:
    """Whether two cells side by side are refused, because they look like a quote after a backslash."""
    cells = [row.get(name, "") for name in columns]
    return any(one.endswith("\\") and next_.endswith('"') for one, next_ in pairwise(cells))


def _some_of(rows: Sequence[Row]) -> SearchStrategy[list[Row]]:
    return st.lists(st.sampled_from(rows), max_size=4) if rows else st.just([])


def _each_once(rows: Sequence[Row]) -> list[Row]:
    return list({id_of(row): row for row in rows}.values())


def _without_errors(
    entities: Sequence[Row], relations: Sequence[Row]
) -> tuple[list[Row], list[Row]]:
    """The rows that the dataset finds no error in."""
    kept = {"entities": list(entities), "relations": list(relations)}
    needed = {"entities": ["id"], "relations": ["source", "target"]}
    while True:
        tables = {
            name: table_of(
                name,
                list(dict.fromkeys((*needed[name], *_keys(rows)))),
                zip(rows, count(1), strict=False),
            )
            for name, rows in kept.items()
        }
        problems = Dataset([tables["entities"]], [tables["relations"]]).problems
        wrong = {(one.file, one.line) for one in problems if one.level == "error"}
        if not wrong:
            return kept["entities"], kept["relations"]
        kept = {
            name: [
                row for row, line in zip(rows, count(1), strict=False) if (name, line) not in wrong
            ]
            for name, rows in kept.items()
        }


@st.composite
def _headers(draw: DrawFn, names: list[str], known: Sequence[schema.Column]) -> dict[str, str]:
    """The columns in some order, each under its own header or under one that means the same."""
    if draw(st.booleans()):
        return {name: name for name in names}
    synonyms = {column.name: column.synonyms for column in known}
    order = draw(st.permutations(names))
    spelled = [
        [n, n.upper(), n.replace("_", " ").title(), f" {n}", *synonyms.get(n, ())]
        if n in synonyms or not known
        else [n]
        for n in order
    ]
    headers: dict[str, str] = {}
    for name, other in zip(order, pick(draw, *spelled), strict=True):
        taken = {schema.folded_header(header) for header in headers.values()}
        headers[name] = name if schema.folded_header(other) in taken else other
    return headers


ENTITY_EXTRAS = (
    "type", "aliases", "description", "country", "start_date", "end_date", "wikidata_id",
    "url", "publisher", "published_date", "our own", "date", "from",
)  # fmt: skip
WHO_SAYS = tuple(column.name for column in schema.WHO_SAYS)


@st.composite
def _entities(draw: DrawFn) -> list[Row]:
    """Rows of entities.csv, none without a name; an id again where a row names its source."""
    columns = _some(draw, ENTITY_EXTRAS)
    if draw(st.booleans()):
        columns += _some(draw, WHO_SAYS)
    known_by = draw(st.sampled_from([("id", "name"), ("id", "name"), ("id",), ("name",)]))
    pool = draw(st.lists(names(), min_size=1, max_size=5))
    cells = [_entity_cells(column, pool) for column in columns]
    rows: list[Row] = []
    taken: set[str] = set()
    made: set[str] = set()
    for _ in range(draw(_count(6))):
        name, unnamed, short, *said = pick(draw, pool, RARELY, range(7), *cells)
        both = {"id": _ids(name)[short], "name": "" if unnamed else name}
        row = {column: both[column] for column in known_by}
        the_id, is_made = id_of(row), not row.get("id", "").strip()
        row |= dict(zip(columns, said, strict=True))
        made |= {the_id} if is_made else set()
        if the_id and (the_id not in taken or (is_sourced(row) and the_id not in made)):
            taken.add(the_id)
            rows.append(row)
    return rows


def id_of(row: Row) -> str:
    """The id of a row of entities.csv, made from the name if there is none."""
    return row.get("id", "").strip() or row.get("name", "").strip()


def _count(most: int) -> SearchStrategy[int]:
    """How many rows: any number, and none in a few data sets only."""
    return st.sampled_from([*range(1, most + 1), *range(2, most + 1), 0])


def _ids(name: str) -> Sequence[str]:
    short = "".join(c for c in name.casefold() if c.isalnum())[:4] or "x"
    return [short, short.upper(), "", name, "a", "1", f" {short} "]


def _entity_cells(column: str, pool: Sequence[str]) -> Sequence[str]:
    cells: dict[str, Sequence[str]] = {
        "type": TYPES,
        "aliases": ["", *_several([*pool, *MIXED_NAMES[:12:4]]), "A.| |Änna", "|"],
        "start_date": ("", "", *POINTS, "..", *SPANS),
        "end_date": ("", "", *POINTS, ".."),
        "published_date": ("", *POINTS),
        "publisher": (
            "",
            *pool,
            "Times",
            "x.org",
            " a ",
            "https://www.x.org/",
            "y.org",
            "www.x.org",
        ),
        "url": ("", *ROOTS, *DOCUMENTS),
        "wikidata_id": ("", "Q1", "q2 "),
        "date": ("", "2018", "not a date"),
        "status": (*STATUSES, "", ""),
        "assessment": ("", "", "rejected", "open", " Rejected"),
        "attributed_to": ["", *_several([*pool, "Register A", "b"]), "|"],
        "via": ("", "", *pool, "Wire"),
        "document": ("", *pool, *DOCUMENTS),
        "statement_date": ("", "", *POINTS),
    }
    return cells.get(column, ("", "x", "two\nlines", "a,b;c"))


def _several(words: Sequence[str]) -> list[str]:
    """Cells of one and of two of these words."""
    return [*words, *("|".join(pair) for pair in permutations(words[:4], 2))]


@dataclass(frozen=True)
class _Pools:
    """What the rows of one data set are made of."""

    pairs: list[tuple[str, str]]
    relations: list[str]
    roles: list[str]
    points: list[str]
    speakers: list[str]
    documents: list[str]


@st.composite
def _pools(draw: DrawFn, entities: Sequence[Row]) -> _Pools:
    known = _unmistakable(entities)
    new = st.one_of(names(), st.sampled_from(["Director, CIA", "cia-director", *DOCUMENTS]))
    anybody = st.one_of(st.sampled_from(known), new) if known else new
    ends = draw(st.lists(anybody, min_size=2, max_size=4))
    if draw(st.booleans()):
        ends.append(draw(st.sampled_from(BLANKS)) + ends[0] + draw(st.sampled_from(BLANKS)))
    one, other, third, fourth = pick(draw, *[ends] * 4)
    relations, roles, points, documents = (
        pick(draw, words, words) for words in (RELATIONS, ROLES, POINTS, DOCUMENTS)
    )
    others = draw(st.lists(anybody, max_size=2))
    return _Pools(
        pairs=[(one, other), (one, other), (other, one), (third, fourth)],
        relations=[*relations, schema.HOLDS_POSITION],
        roles=[*roles, ""],
        points=["", *points],
        speakers=[*ends[:2], *others],
        documents=["", *documents, *others[:1]],
    )


def _some(draw: DrawFn, columns: Sequence[str]) -> list[str]:
    """Some of these columns; the fewer, the simpler."""
    chosen = pick(draw, *[(0, 1, 1)] * len(columns))
    return [name for name, there in zip(columns, chosen, strict=True) if there]


def _unmistakable(entities: Sequence[Row]) -> list[str]:
    """Ids, and the names that only one of the entities has."""
    ids = [*map(id_of, entities)]
    named: Counter[str] = Counter()
    for one, row in zip(ids, entities, strict=True):
        aliases = [alias.strip() for alias in row.get("aliases", "").split("|")]
        name = row.get("name", "")
        named.update(filter(None, dict.fromkeys((name.strip() or one, name, *aliases))))
    return [*ids, *(name for name, count in named.items() if count == 1)]


RELATION_EXTRAS = (
    "relation", "role", "place", "status", "attributed_to", "via", "statement_date", "document",
    "locator", "quote", "certainty", "inferred", "directed", "as_named", "assessment", "tenure", "id", "about",
    "note", "amount", "share", "checked_by", "checked_date",
    "source_type", "target_type", "our own", "Weight",
)  # fmt: skip
ELSEWHERE = {"attributed_to": "Somebody else", "document": "https://z.example/1", "quote": ""}
"""Who else says what a row says, and where."""
_DATED = (
    ("start_date", "end_date"), (), ("start_date",), ("end_date",), ("date",),
    ("date", "end_date", "start_date"),
)  # fmt: skip


@st.composite
def _relations(draw: DrawFn, pools: _Pools, most: int) -> list[Row]:
    columns = _some(draw, RELATION_EXTRAS)
    when = _dates(pools.points, draw(st.sampled_from(_DATED)))
    cells = [_relation_cells(column, pools) for column in columns]
    rows = []
    for _ in range(draw(_count(most))):
        (source, target), dated, *said = pick(draw, pools.pairs, when, *cells)
        row = {"source": source, "target": target} | dated
        rows.append(row | dict(zip(columns, said, strict=True)))
    again = draw(st.sampled_from([*RARELY, "elsewhere", "elsewhere"]))
    if again == "elsewhere":
        return [*rows, *({**row, **ELSEWHERE} for row in rows[:2])]
    return [*rows, *rows[:1]] if again else rows


def _dates(points: Sequence[str], columns: Sequence[str]) -> list[Row]:
    """Cells of the date columns that go together."""
    if not columns:
        return [{}]
    apart = [column for column in columns if column != "date"]
    found = [
        dict(zip(apart, said, strict=True)) for said in product([*points, ".."], repeat=len(apart))
    ]
    spans = [{column: span} for column in columns for span in SPANS[:: len(columns)]]
    at_once = [{"date": point} for point in points] if "date" in columns else []
    return [*found, *at_once, *spans]


def _relation_cells(column: str, pools: _Pools) -> Sequence[str]:
    speakers = ["", *_several(pools.speakers)]
    cells: dict[str, Sequence[str]] = {
        "relation": pools.relations,
        "role": pools.roles,
        "place": ("", "Berlin", *pools.speakers),
        "amount": ("", "5", "1,250", "1.25 \u20ac", " 7 ", "x"),
        "share": ("", "25-50", "> 25 %", "120", "100.0"),
        "status": STATUSES,
        "attributed_to": speakers,
        "via": speakers,
        "statement_date": pools.points,
        "document": pools.documents,
        "quote": ("", *QUOTES),
        "certainty": CERTAINTIES,
        "inferred": INFERRED,
        "directed": DIRECTED,
        "checked_date": pools.points,
        "assessment": ("", "accepted", "Rejected", "conflict "),
        "tenure": ("", "1", "2", "1 "),
        "id": ("", "c1", "c2"),
        "about": (*[""] * 12, "c1", " c2", "gone"),
        "source_type": TYPES,
        "target_type": TYPES,
    }
    return cells.get(column, ("", "", "x", "two\r\nlines", "1,5", "x\x1fy"))


@st.composite
def _with_an_error(draw: DrawFn, rows: list[Row]) -> list[Row]:
    column = draw(st.sampled_from(sorted(BAD_CELLS)))
    wrong = draw(st.integers(0, len(rows) - 1))
    bad = draw(st.sampled_from(BAD_CELLS[column]))
    return [row | {column: bad} if at == wrong else row for at, row in enumerate(rows)]


@st.composite
def _judgements(draw: DrawFn, entities: Sequence[Row], relations: Sequence[Row]) -> list[Row]:
    ids = [*map(id_of, entities)]
    ids += [row["source"] for row in relations]
    if not ids:
        return []
    one = st.sampled_from([*ids, *ids, *ids, "nobody"])
    word = st.sampled_from(["positive", "positive", "Positive ", "negative", "unsure"])
    pairs = draw(st.lists(st.tuples(one, one, word), max_size=4))
    return [{"left_id": a, "right_id": b, "judgement": said} for a, b, said in pairs]


@st.composite
def filters(draw: DrawFn, engine: Engine) -> Filter:
    """What a question leaves out, drawn from what the data says."""
    claims = list(engine.all_claims())
    described = (one.claim for entity in engine.all_entities() for one in entity.descriptions)
    says = [*claims, *described]
    sides = [side for claim in claims for side in claim.period]
    known = sorted({day for side in sides for day in side} - {dates.EARLIEST, dates.LATEST})
    if known and draw(st.sampled_from(RARELY)):
        return Filter(**{draw(st.sampled_from(["since", "until"])): draw(st.sampled_from(known))})
    near = [day + step for day in known for step in (0, -1, 1)]
    day = st.sampled_from([day for day in near if dates.EARLIEST < day < dates.LATEST] or [1])
    said = {
        "types": {entity.type for entity in engine.all_entities()},
        "relations": {claim.relation for claim in claims},
        "statuses": set(schema.STATUSES),
        "certainties": set(schema.CERTAINTIES),
        "assessments": {claim.assessment for claim in claims} & set(schema.ASSESSMENTS),
        "speakers": {speaker for claim in says for speaker in claim.speakers},
        "without": {source for claim in says for source in claim.sources},
    }
    words = {
        name: st.frozensets(st.sampled_from(sorted(some)), min_size=1, max_size=2)
        for name, some in said.items()
        if some
    }
    parts = words | {
        "as_of": day, "since": day, "until": day, "min_origins": st.integers(1, 3),
        "linking": st.just(True),
    }  # fmt: skip
    chosen = draw(st.sets(st.sampled_from(sorted(parts)), min_size=1, max_size=3))
    drawn = {name: draw(parts[name]) for name in sorted(chosen)}
    moments = [name for name in ("since", "as_of", "until") if name in chosen]
    # A window that ends before it begins is refused, and a day outside it.
    in_order = sorted(drawn[name] for name in moments)
    return Filter(**drawn | dict(zip(moments, in_order, strict=True)))
