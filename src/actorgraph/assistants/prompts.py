"""Prompts for the tasks that come up most: each says which tools to ask and how to answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from actorgraph.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST_ARGUMENT = 2_000
_HOW = (
    "Answer in sentences, each with who says it and the ids of its claims in brackets. Say what is "
    "denied, planned, likely or our reading as such, and what the data does not say."
)


class Prompt(NamedTuple):
    """A task.

    Attributes:
        about: what it is for.
        arguments: what it needs, each with its meaning.
        task: the words, with the arguments by name.
    """

    name: str
    about: str
    arguments: Mapping[str, str]
    task: str


PROMPTS = (
    Prompt(
        "who_is",
        "Who somebody is, by the claims of this data.",
        {"name": "A person, body, office or event."},
        "Who is {name}? Ask `show`, then `claims` for the quotes of what matters most.",
    ),
    Prompt(
        "how_linked",
        "How two are linked, and how well founded that is.",
        {"a": "The one.", "b": "The other."},
        "How are {a} and {b} linked? Ask `path` for both, and if it finds none, once more with "
        "what it says it avoided; then `common`. Name the weakest step.",
    ),
    Prompt(
        "what_happened",
        "What happened on a day, and whose dates these are.",
        {"day": "A day, YYYY-MM-DD, a month or a year."},
        "What happened on {day}? Ask `timeline` with since and until on it. Keep apart what "
        "happened then and what was said then.",
    ),
    Prompt(
        "check_statement",
        "Whether the data bears out a sentence, for whoever checks facts.",
        {"statement": "The sentence to check."},
        "Which claims bear this out, deny it, or say less: {statement}? Ask `claims` for each name "
        "in it, and `conflicts`. Say for each part of the sentence what is claimed, by whom, in "
        "which words and where, or that nothing here says it.",
    ),
    Prompt(
        "what_rests_on",
        "What would be left without a source.",
        {"source": "A speaker, relay, document or publisher."},
        "What rests on {source} alone? Ask `sources` for it, and `stats` once with it and once "
        "without it.",
    ),
)


def text_of(name: str, arguments: Mapping[str, str]) -> str:
    """Return the words of a prompt.

    Raises:
        UsageError: if there is none of that name, or an argument is missing.
    """
    prompt = next((one for one in PROMPTS if one.name == name), None)
    if prompt is None:
        known = ", ".join(one.name for one in PROMPTS)
        raise UsageError(f"No prompt is called {name[:80]!r}; there are {known}.")
    given = {one: arguments.get(one, "")[:LONGEST_ARGUMENT] for one in prompt.arguments}
    if missing := [one for one, value in given.items() if not value]:
        raise UsageError(f"{name} needs the argument {missing[0]}.")
    return f"{prompt.task.format(**given)} {_HOW}"
