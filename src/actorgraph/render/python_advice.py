"""The advice in answers, in the words of Python: a notebook has arguments and no options.

The command line's words are in the sentences that render writes. What data says is left as it is:
only whole sentences of ours are replaced.
"""

from __future__ import annotations

import json
import re

_KNOWN = (
    ("`--limit 0` shows all", "`limit=None` shows all"),
    ("`--limit 0` lists all", "`limit=None` lists all"),
    ("`--full` prints every claim", "`full=True` shows every claim"),
    ("--held lists ", "`held=True` lists "),
    ("--assessment rejected shows ", '`assessments="rejected"` shows '),
    (
        "`actorgraph conflicts --kind similar-names` compares all.",
        '`conflicts(kinds="similar-names")` compares all.',
    ),
    ("; --as-of asks for one day.", "; `as_of` asks for one day."),
    ("A smaller --max-length or a filter", "A smaller `max_length` or a filter"),
    (
        "; --status, --certainty or --relation can ask for those.",
        "; `statuses`, `certainties` or `relations` can ask for those.",
    ),
    (
        "narrow the question with --relation, --type, --since or --until, or ask `neighbors`.",
        "narrow the question with `relations`, `types`, `since` or `until`, or ask `neighbors`.",
    ),
)
"""Advice as the command line words it and as a program has to."""
_WITHOUT = re.compile(r"^`--without ([^`]+)` leaves no relation\.")
_SOURCES = re.compile(r"`sources( [^`]+)?` lists (?=it\.|them\.|all$)")
_CITING = re.compile(r"; `actorgraph claims --citing ([^`]+)` lists those with this source\.$")
_THROUGH = re.compile(r"(?<= not shown; )((?:--through \w+ ?)+)(?= allows (?:it|them)\.)")


def in_python(line: str) -> str:
    """Return a line of an answer whose advice, if it gives any, names arguments and not options.

    Example:
        >>> in_python("... and more: `--limit 0` shows all")
        '... and more: `limit=None` shows all'
    """
    for option, argument in _KNOWN:
        line = line.replace(option, argument)
    line = _WITHOUT.sub(lambda match: f"`without={_text(match[1])}` leaves no relation.", line)
    line = _CITING.sub(
        lambda match: f"; `claims(citing={_text(match[1])})` lists those with this source.", line
    )
    line = _SOURCES.sub(lambda match: f"`sources({_text(match[1])})` lists ", line)
    return _THROUGH.sub(_through, line)


def _through(match: re.Match[str]) -> str:
    words = match[1].replace("--through", "").split()
    values = ", ".join(map(_text, words))
    return f"`through={values if len(words) == 1 else f'[{values}]'}`"


def _text(word: str | None) -> str:
    """Return a word of the command line, with or without quotes, as a text of Python."""
    if not word:
        return ""
    bare = word.strip()
    if bare[0] in "'\"" and bare[0] == bare[-1]:
        bare = bare[1:-1].replace("'\"'\"'", "'")  # so a shell writes an apostrophe
    return json.dumps(bare, ensure_ascii=False)
