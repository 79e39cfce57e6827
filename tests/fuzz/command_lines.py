"""Command lines, settings and files as anybody may try them, drawn by Hypothesis."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import click
from hypothesis import strategies as st
from mangled import DATES, RELATION_FILES, mostly

from actorgraph.cli import cli

if TYPE_CHECKING:
    from collections.abc import Callable

    from mangled import Mangled

LEFT_OUT = {"--engine", "--master", "--open", "--help"}
"""Spark takes seconds to start, and a browser is not ours to open."""
NAMES = [
    "ann", "Ann", "bo", "Bo Ltd", "trump", "", " ", "-", "--", "?", "*", "[", "\\", "'", '"', "\udcff",
    "é\u0301", "İ", "\u202e", "\u200b", "a" * 5000, "\n", "\x1b[31m", "%s", "{}", "王", "😀", "..", "a b",
    "ann bo", "1", "nan", "__proto__", "id:ann", "ann|bo", "=1", "@x", "-1", "c-ann", "@file.txt",
]  # fmt: skip
NUMBERS = [
    "0", "1", "2", "-1", "1.5", "99999999999999", "1" * 5000, "1e400", "nan", "inf", "-0", "", "x",
    "٣", "0x1", "1_0", " 1",
]  # fmt: skip
DAYS = [
    *DATES, "today", "", "2018-02-30", "0000", "99999", "-99999", "2018-13", "2018/..", "../..",
    "2018-01-26T25:00", "١٩٨٤", "2018-W05", "20180", "1-1-1", "[..]", "[..2018-01-30]", "2018~/2019?",
    "9" * 400, "{1,2}", "-0001-12-31", "10000-01-01", "2018-01-26/2017-01-01", "XXXX", "2X18", "-198X",
]  # fmt: skip
PATHS = [
    "list.csv", "more", ".", "", "missing.csv", "missing/x.csv", "x.html", "x.gexf", "x.graphml", "x.md",
    "x.docx", "x.xlsx", "x.json", "x.ftm.json", "x.parquet", "x.sqlite", "x.zip", "x.dot", "x.svg", "x.csv",
    "x.spark", "x.unknown", "x", "-", "a\udcff.csv", "\n.csv", "list.csv/x", "x" * 300 + ".csv",
    "more/relations.csv", "more/actorgraph.toml", "pipe", "loop", "closed.csv", "empty.csv",
    "x.net", "x.gml", "x.gdf", "x.cyjs", "x.tgf", "x.mtgx", "x.csv.gz", "HEAD:relations.csv", "x.jsonl",
]  # fmt: skip
COLUMNS = [
    "source=target", "source=", "=x", "source", "status=-", "relation==owns", "source=#1", "target=#0",
    "target=#99999999999999999999", "x=y", "==", "date=#2", "name=source", "start_date==2018-99",
    "source==", "directed==no", "id==1", "source=\udcff", "relation==\udcff", "status==denied",
]  # fmt: skip
TOML = [
    "", "[columns]\nsource='a'", "[columns]\nsource=1", "columns=1", "[dates]\norder='dmy'", "[dates]\norder=[]",
    "[dates]\norder={}", "[outlets]\n'x.org'='Ann'", "[outlets]\n'' = ''", "[outlets]\n'[::1' = 'a'",
    "[outlets]\n'http://[x' = 'a'", "[relations]\nsymmetric=['knows']", "[relations]\nsymmetric='a'",
    "[page]\ntitle='a'", "[page]\ntitle=1", "[page]\nlanguage='xx'", "[page]\ncolours=1", "[page]\nstory=[]",
    "[[page]]", "[page", "a=1979-05-27", "[columns]\nsource=2018-01-01", "\ufeff[columns]", "[entities]\nid=[]",
    "[columns]\nstatus='-'\nrelation='=owns'", "x=" + "[" * 5000, "x=" + "1" * 5000, "[columns]\nsource=nan",
    "[outlets]\n'xn--\udcff'='a'", "[outlets]\n'xn--zz--'='a'", "\r", "\0", "[page]\ncredit='\\u0000'",
    "[page.colours]\nperson='red'", "[page.types]\nperson=1", "[dates]\norder='ymd'\nx=1",
]  # fmt: skip
WORDS = [*NAMES, *NUMBERS, *DAYS, *PATHS]
ENCODINGS = ["utf-8", "cp1252", "ascii", "latin-1", "utf-16", "shift_jis", "cp437", "utf-8-sig"]
STREAMS = ["open", "none", "full", "broken"]
ENVIRONMENT = {
    "COLUMNS": ["0", "1", "-5", "x", "99999999999", "", "80"],
    "LINES": ["0", "-1", "x"],
    "NO_COLOR": ["", "1"],
    "FORCE_COLOR": ["1"],
    "TERM": ["dumb", "", "xterm"],
    "LANG": ["C", "de_DE", "xx_YY.UTF-9", "tr_TR.ISO-8859-9", ""],
    "LC_ALL": ["C", "POSIX", "\udcff"],
    "ACTORGRAPH_DATA": ["", "missing", "list.csv", "more", "\udcff", "loop"],
    "ACTORGRAPH_INDEX": ["always", "never", "sometimes", ""],
    "ACTORGRAPH_CACHE": ["cache", "", "list.csv", "\udcff", "missing/deep"],
    "HOME": ["", "missing", "list.csv"],
    "XDG_CACHE_HOME": ["", "relative", "list.csv"],
    "PAGER": ["", "missing-program", "cat"],
    "TZ": ["x", "UTC", ""],
    "SOURCE_DATE_EPOCH": ["x", "-1", "1e400", "0", "9" * 30],
}
STORIES = [
    "",
    "# a",
    "---\n---\n",
    "## Step\nAnn (c-1).\n",
    "\udcff",
    "## [x](#as-of=2018)\n> ann\n",
    "\0",
]
JUDGEMENTS = [
    "",
    "left,right,judgement\nann,bo,positive\n",
    "left,right\n,,\n",
    'a\n"',
    "left,right,judgement\nann,ann,x\n",
]


class Called(NamedTuple):
    """A call of the command line in a folder.

    Attributes:
        arguments: of the command line.
        table: list.csv, and relations.csv in the folder `more`, beside which the settings lie.
        toml, story, judgements: the files of that folder; None for none.
        environment: variables that are set.
        encoding: of both streams.
        streams: how standard output and error are.
        stdin: what comes through a pipe; None where it is closed.
    """

    arguments: list[str]
    table: Mangled
    toml: str | None
    story: str | None
    judgements: str | None
    environment: dict[str, str]
    encoding: str
    streams: tuple[str, str]
    stdin: bytes | None


def words_for(param: click.Parameter) -> st.SearchStrategy[str]:
    """Draw a word for an argument or an option: one that suits it, or any."""
    kind = param.type
    if isinstance(kind, click.Choice):
        suited = [str(one) for one in kind.choices]
    elif isinstance(kind, (click.types.IntParamType, click.types.FloatParamType)):
        suited = NUMBERS
    elif isinstance(kind, click.Path) or param.name in ("source", "target", "path", "old", "new"):
        suited = PATHS
    elif param.name == "renamed":
        suited = COLUMNS
    else:
        suited = DAYS if param.name in ("as_of", "since", "until", "day") else NAMES
    return st.one_of(st.sampled_from(suited), mostly("ann", *WORDS, of=3))


@st.composite
def arguments(draw: Callable) -> list[str]:
    """Draw the words of a command line."""
    name = draw(st.sampled_from([*cli.list_commands(None), *ODD_COMMANDS]))
    command = cli.get_command(None, name)
    if command is None:
        return [name, *draw(st.lists(st.sampled_from(WORDS), max_size=2))]
    words = []
    for param in command.params:
        if isinstance(param, click.Argument):
            count = draw(st.integers(0, 3)) if param.nargs == -1 else draw(mostly(1, 0, 2))
            words += [draw(words_for(param)) for _ in range(count)]
    options = [
        one for one in command.params
        if isinstance(one, click.Option) and not LEFT_OUT & {*one.opts}
    ]  # fmt: skip
    for option in draw(st.lists(st.sampled_from(options), max_size=4)):
        words.append(draw(st.sampled_from(option.opts + option.secondary_opts)))
        if not option.is_flag and draw(mostly(True, False)):
            words.append(draw(words_for(option)))
    return [name, *draw(mostly(words, ["--help"], ["--json", *words], ["--csv", *words], of=3))]


ODD_COMMANDS = ["shwo", "", "-", "--version", "--help", "--data", "\udcff"]


@st.composite
def calls(draw: Callable) -> Called:
    """Draw a call of the command line with what lies around it."""
    environment = draw(st.fixed_dictionaries({}, optional={
        name: st.sampled_from(values) for name, values in ENVIRONMENT.items()}))  # fmt: skip
    kept = draw(st.sets(st.sampled_from(sorted(ENVIRONMENT)), max_size=2))
    return Called(
        draw(arguments()),
        draw(RELATION_FILES),
        draw(mostly(None, *TOML, of=3)),
        draw(mostly(None, *STORIES)),
        draw(mostly(None, *JUDGEMENTS)),
        {name: value for name, value in environment.items() if name in kept},
        draw(mostly("utf-8", *ENCODINGS, of=3)),
        (draw(mostly("open", *STREAMS)), draw(mostly("open", *STREAMS))),
        draw(st.sampled_from([None, b"", b"source,target\nann,bo\n", b"\xff\0", b"y\n"])),
    )
