"""Unfinished names: which entities a text can go on to name, as a shell completes it.

The rule stands here and nowhere else. Memory asks it of every entity; a store that keeps names by
key finds the words that begin so among its written words, and asks it of the entities under them.
Called by the engines, and by whatever files names (index/name_keys.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from actorgraph.names.fold import fold, spelling_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from actorgraph.names.parts import Name


class UnfinishedName:
    """A text that somebody has begun to type.

    Args:
        text: as it was typed.

    Attributes:
        folded_id: what an id begins with, whatever its case.
        whole_words: folded words that a name has to have.
        last_word: the folded beginning of one more; "" if nothing is left of the text.
    """

    def __init__(self, text: str) -> None:
        self.folded_id = text.casefold()
        *self.whole_words, self.last_word = written_words(fold(text)) or [""]

    def can_be(self, entity_id: str, names: Iterable[str]) -> bool:
        """Tell whether the id starts so, or a name has all words and starts of the last."""
        if entity_id.casefold().startswith(self.folded_id):
            return True
        return bool(self.last_word) and any(map(self._can_be, names))

    def _can_be(self, name: str) -> bool:
        words = written_words(fold(name))
        begun = any(word.startswith(self.last_word) for word in words)
        return begun and set(self.whole_words) <= set(words)


def written_words(folded: str) -> list[str]:
    """Return the words that a folded name offers: all of them, titles and initials too."""
    return folded.split()


def completion_keys(name: Name) -> set[str]:
    """Return the keys of the written words under which `keys` does not file a name.

    Those are titles, legal forms, and letters that stand for a word.
    """
    left_out = set(written_words(name.folded)).difference(name.words)
    letters = {word for word in name.words if len(word) == 1} if len(name.words) > 1 else set()
    return {"b" + word for word in left_out | letters}


def keys_of_written_word(word: str) -> tuple[str, str, str]:
    """Return the keys under one of which every name with this written word is filed."""
    key = spelling_key(word)
    return "s" + key, "w" + key, "b" + word
