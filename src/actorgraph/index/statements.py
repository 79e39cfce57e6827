"""What rows say beside their ends: on whom they rest, when they held, of which kind they are.

Reads the cells that are no ends, part by part, and keeps a few numbers of each row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from actorgraph import schema
from actorgraph.dataset import CLOSED_SETS, host_of, values_of
from actorgraph.index import NOBODY, cells, features, keys, suspects
from actorgraph.index.arrays import is_there, lengths, numbers_in, picked, texts
from actorgraph.index.pairs import Pairs, twins
from actorgraph.index.periods import is_inverted, periods_of
from actorgraph.index.scan import NotPlainError
from actorgraph.index.sums import sums_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from actorgraph.errors import Problem
    from actorgraph.index.cells import Coded, Reading
    from actorgraph.index.ends import Ends
    from actorgraph.index.named import Named
    from actorgraph.index.scan import Shape

CODED = (
    "tenure", "place", "attributed_to", "via", "document", *CLOSED_SETS,
    "start_date", "end_date", schema.DATE_COLUMN, "statement_date",
)  # fmt: skip
_URL = "^(?i:https?)://(?P<host>[^/?#]*)"


class Statements:
    """What rows say.

    Args:
        named, shape, reading: of the files.
        ends: of the rows.

    Attributes:
        sources: on whom rows rest.
        periods: (n, 2) array: for each row the earliest start and the latest end.
        inverted: rows that end before they begin.
        alike: for each row a number that rows with the same cells share.
        edge: the same for source, target, relation, role and tenure alone.
    """

    def __init__(self, named: Named, shape: Shape, ends: Ends, reading: Reading) -> None:
        import numpy as np

        self._named, self._shape, self._ends = named, shape, ends
        self.sources = Sources()
        self.periods = np.empty((ends.count, 2), np.int32)
        self._said = np.empty(ends.count, np.uint8)
        self._relation = _same(ends.relation, str.strip)
        columns = (*ends.ends.T, self._relation.codes, ends.role.codes)
        self.edge = stirred(np.zeros(ends.count, np.uint64), *columns)
        self.alike = self.edge.copy()
        inverted = [np.empty(0, np.int64)]
        for first, stop, read in reading.parts(CODED):
            for column, allowed in CLOSED_SETS.items():
                _check_words(read.get(column), allowed)
            periods = periods_of(read, stop - first)
            self.periods[first:stop] = periods[:, (0, 3)]
            inverted.append(np.flatnonzero(is_inverted(periods)) + first)
            self._stir(slice(first, stop), read)
            self._take_sources(first, stop, read)
        self.inverted = np.concatenate(inverted)

    def _stir(self, rows: slice, read: dict[str, Coded]) -> None:
        """Tell rows apart by what they say."""
        for name, column in read.items():
            told = column.mapped(hash, "int64")
            self.alike[rows] = stirred(self.alike[rows], told)
            if name == "tenure":
                self.edge[rows] = stirred(self.edge[rows], told)

    def _take_sources(self, first: int, stop: int, read: dict[str, Coded]) -> None:
        import numpy as np

        status = _numbers(read.get("status"), schema.STATUSES)
        certainty = _numbers(read.get("certainty"), schema.CERTAINTIES)
        founded = np.zeros(stop - first, bool)
        rows = np.arange(first, stop)
        for name in ("attributed_to", "via"):
            if name in read:
                several = [values_of(cell) for cell in read[name].distinct]
                if name == "attributed_to":
                    founded |= np.array([*map(bool, several)], bool)[read[name].codes]
                self._take_names(several, read[name].codes, rows)
        if "document" in read:
            codes = read["document"].codes
            documents, numbers = self._resolved(cells.stripped(read["document"].cells))
            founded |= (lengths(documents) > 0)[codes]
            self.sources.add(documents, codes, rows)
            self.sources.add(self._published(documents, numbers), codes, rows)
        if "place" in read:
            self._resolved(cells.stripped(read["place"].cells))
        self._said[first:stop] = (status * len(schema.CERTAINTIES) + certainty) * 2 + founded

    def _take_names(self, several: list[tuple[str, ...]], codes: Any, rows: Any) -> None:
        """Rows that rest on several, by what the distinct cells of a column say."""
        distinct = list(dict.fromkeys(one for cell in several for one in cell))
        resolved = self._resolved(texts(distinct))[0].to_pylist()
        meant = dict(zip(distinct, resolved, strict=True))
        for place in range(max(map(len, several), default=0)):
            ones = [meant[cell[place]] if place < len(cell) else "" for cell in several]
            self.sources.add(texts(ones), codes, rows)

    def kinds(self) -> tuple[list[features.Kind], Any]:
        """The distinct kinds of rows, and for each row which of them it is."""
        import numpy as np

        stands = np.full(self._ends.count, features.ALONE)
        stands[twins(self.edge)] = features.SHARED
        if self._ends.office is not None:
            stands[self._ends.office != NOBODY] = features.OFFICE
        ways = len(schema.STATUSES), len(schema.CERTAINTIES), 2, features.OFFICE + 1
        mixed = (self._relation.codes * np.prod(ways[:3]) + self._said) * ways[3] + stands
        there, codes = features.distinct(mixed)
        kinds = []
        for number in there.tolist():
            rest, stand = divmod(number, ways[3])
            rest, founded = divmod(rest, 2)
            rest, certainty = divmod(rest, ways[1])
            relation, status = divmod(rest, ways[0])
            said = (schema.STATUSES[status], schema.CERTAINTIES[certainty])
            kinds.append((self._relation.distinct[relation], *said, founded, stand))
        return kinds, codes

    def problems(self) -> list[Problem]:
        """Every warning, as the dataset words it, with signs in place of the names of the files."""
        suspected = [self.inverted, twins(self.alike)]
        return suspects.problems(self._named, self._shape, self._ends, suspected)

    def _resolved(self, names: Any) -> tuple[Any, Any]:
        """Texts as the ids they mean, or as they are; and the numbers of those entities, or -1.

        Raises:
            NotPlainError: if a text can mean several.
        """
        import numpy as np

        numbers = cells.places_of(names, self._ends.ids)
        unknown = np.flatnonzero(numbers < 0)
        meant = self._meant(picked(names, unknown))
        if meant:
            listed = names.to_pylist()
            for place in unknown.tolist():
                number = meant.get(listed[place])
                if number is not None:
                    numbers[place] = number
                    listed[place] = str(self._ends.ids[number])
            names = texts(listed)
        return names, numbers

    def _meant(self, unknown: Any) -> dict[str, int]:
        """From names to numbers of entities; offices too have names."""
        meant = self._named.meant_by(unknown)
        first = len(self._ends.ids) - len(self._ends.offices)
        by_office: dict[str, set[int]] = {}
        for number, one in enumerate(self._ends.offices, first):
            by_office.setdefault(one.name, set()).add(number)
        if by_office:
            for text in unknown.to_pylist():
                several = by_office.get(text, set())
                if several and text in meant:
                    several = several | {meant.pop(text)}
                if len(several) == 1:
                    meant[text] = next(iter(several))
        return meant

    def _published(self, documents: Any, numbers: Any) -> Any:
        """The publisher of each document: what its entity says, else the host of its URL."""
        import numpy as np
        import pyarrow.compute as pc

        found = pc.extract_regex(documents, _URL)
        urls = is_there(found)
        hosts = found.field("host").dictionary_encode()
        names = [host_of(f"http://{host or ''}") for host in hosts.dictionary.to_pylist()]
        number = np.where(urls, numbers_in(hosts.indices), len(names))
        published = picked(texts([*names, ""]), number)
        known = np.flatnonzero(numbers >= 0)
        if not len(known):
            return published
        said = self._named.publishers or cells.nothing(self._ends.known)
        words = self._resolved(cells.stripped(said.cells))[0].to_pylist()
        listed = published.to_pylist()
        for place in known.tolist():
            number = numbers[place]
            listed[place] = words[said.codes[number]] if number < self._ends.known else ""
        return texts(listed)


class Sources:
    """On whom rows rest.

    Attributes:
        filed: checksums of sources, with the number of a row.
    """

    def __init__(self) -> None:
        self.filed = Pairs()
        self._known = Pairs()

    def add(self, names: Any, codes: Any, rows: Any) -> None:
        """Rows that rest on these texts.

        Args:
            names: Arrow array; "" is nobody.
            codes: for each row which of them.
        """
        sums, there = keys.checksums(names), lengths(names) > 0
        self._known.add(sums[there], sums_of(names)[there])
        if not there.all():
            kept = there[codes]
            codes, rows = codes[kept], rows[kept]
        self.filed.add(sums[codes], rows)

    def shared(self) -> Any:
        """The checksums that several sources have: their rows are looked at one by one."""
        import numpy as np

        found = [np.empty(0, np.uint32)]
        for part in self._known.parts():
            sums = (part >> np.uint64(32)).astype(np.uint32)
            found.append(np.unique(sums[1:][sums[1:] == sums[:-1]]))
        return np.concatenate(found)


def stirred(mixed: Any, *columns: Any) -> Any:
    """Numbers that are the same for rows with the same cells, and hardly ever for others."""
    import numpy as np

    for column in columns:
        mixed = (mixed ^ column.astype(np.uint64)) * np.uint64(0x9E3779B97F4A7C15)
        mixed ^= mixed >> np.uint64(29)
    return mixed


def _same(column: Coded, plain: Callable[[str], str]) -> Coded:
    """A column with its cells made plain; cells that are then the same share a code."""
    import numpy as np

    numbers: dict[str, int] = {}
    codes = [numbers.setdefault(plain(one), len(numbers)) for one in column.distinct]
    return cells.Coded(texts(numbers), np.array(codes, np.int64)[column.codes])


def _numbers(column: Coded | None, words: Sequence[str]) -> Any:
    """For each row which of these words it says; the first if it says nothing."""
    if column is None:
        return 0
    number = {word: place for place, word in enumerate(words)}
    return column.mapped(lambda cell: number[cell.strip().lower() or words[0]], "uint8")


def _check_words(column: Coded | None, allowed: Sequence[str]) -> None:
    if column is not None:
        for cell in column.distinct:
            if cell.strip() and cell.strip().lower() not in allowed:
                raise NotPlainError(f"{cell!r} is none of {', '.join(allowed)}")
