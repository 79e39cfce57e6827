"""No word of a person's name that may be the surname is published, wherever it stands in the name."""

from __future__ import annotations

import pytest
from factory import write_csv

from actorgraph.loading import load
from actorgraph.publishing.leaks import search
from actorgraph.publishing.redact import redact
from actorgraph.publishing.surnames import surnames_in, without_additions
from actorgraph.queries.find import the_one

HIDDEN = {
    "joined by a hyphen": ("Anna Müller-Schmidt", "Frau Müller-Schmidt; Müller; Schmidt", "muller schmidt"),
    "Arabic article": ("Bashar al-Assad", "Assad, al-Assad, Al Assad", "assad"),
    "Egyptian article": ("Abdel Fattah el-Sisi", "Sisi, el-Sisi; Fattah", "sisi fattah"),
    "kunya": ("Abu Bakr al-Baghdadi", "Baghdadi fled; Bakr", "baghdadi bakr"),
    "each half and the whole": ("Olga Ivanova-Petrova", "Ivanova; Petrova; Ivanova-Petrova", "ivanova petrova"),
    "apostrophe": ("Gabriele D'Annunzio", "Annunzio, D’Annunzio", "annunzio"),
    "stroke in a half": ("Marie Curie-Skłodowska", "Curie; Sklodowska", "curie sklodowska"),
    "two surnames": ("Juan García Márquez", "señor García; Marquez", "garcia marquez"),
    "surnames joined by y": ("José Ortega y Gasset", "Ortega wrote; Gasset", "ortega gasset"),
    "family first": ("Kim Jong-un", "Mr Kim said", "kim"),
    "short family first": ("Xi Jinping", "Mr Xi said", "xi"),
    "given name last": ("Orbán Viktor", "Orban said", "orban"),
    "father's name last": ("Poroshenko Petro Oleksiyovych", "Poroshenko said", "poroshenko"),
    "characters with a blank": ("山田 太郎", "山田さんは", "山田"),
    "characters without a blank": ("山田太郎", "山田さんは", "山田"),
    "blank between characters": ("王小明", "他见了王 小明和王　小明", "小明"),
    "blank between syllables": ("김정은", "김 정은 said", "정은"),
    "blank left out": ("王 小明", "他见了王小明", "小明"),
    "born otherwise": ("Ann Leeman née Brown", "Mrs Leeman, Miss Brown", "leeman brown"),
    "born, in small letters": ("Ann Leeman geb. brown", "Miss Brown", "brown"),
    "born, in brackets": ("Ann Leeman (née Brown)", "Ann Leeman; Brown", "leeman brown"),
    "name in brackets": ("Ann (Brown) Leeman", "Leeman; Brown", "leeman brown"),
    "politician": ("Ann Leeman (politician)", "Ann Leeman; Leeman", "leeman ann"),
    "journalist": ("Ann Leeman [journalist]", "Ann Leeman; Leeman", "leeman ann"),
    "half that is a given name": ("Ann Leeman-Thomas", "Mr Thomas", "thomas"),
    "O' before a given name": ("Sinéad O’Connor", "Connor sang", "connor"),
    "name behind a comma in brackets": ("Ann Leeman (journalist, Brown)", "Mrs Brown", "brown"),
    "pointed brackets": ("Ann Leeman <spy>", "Ann Leeman; Leeman", "leeman ann"),
    "title behind": ("Ann Leeman, Ph.D.", "Ann Leeman; Leeman", "leeman ann"),
    "dash": ("Ann Leeman - journalist", "Ann Leeman; Leeman", "leeman ann"),
    "long dash": ("Ann Leeman — Labour", "Ann Leeman; Leeman", "leeman ann"),
    "comma": ("Ann Leeman, journalist", "Ann Leeman; Leeman", "leeman ann"),
    "surname before a comma": ("Thomas, Ann", "Mr Thomas", "thomas"),
    "title for a surname": ("John Major", "Major said", "major"),
    "letters behind": ("John Thomas PhD", "Mr Thomas said", "thomas"),
    "number behind": ("Martin Luther King III", "Dr King; Mr Luther", "king luther"),
    "small letters": ("anna müller-schmidt", "Frau Schmidt", "schmidt"),
    "Cyrillic": ("Анна Мюллер-Шмидт", "госпожа Шмидт и Мюллер", "шмидт мюллер"),
}  # fmt: skip


def published(tmp_path, name, quote, **more):
    write_csv(tmp_path, "entities", [{"id": "h1", "name": name, "type": "person", **more}])
    row = {"source": "rita", "target": "h1", "relation": "met_with", "quote": quote}
    write_csv(tmp_path, "relations", [row])
    graph = load(tmp_path)
    left = redact(graph.engine, ["h1"], lambda one: the_one(graph.engine, one))
    return left, left.relations.rows[0][left.relations.columns["quote"]]


@pytest.mark.parametrize("kind", HIDDEN)
def test_whatever_may_be_a_surname_is_taken_out_and_found(tmp_path, kind):
    from actorgraph.publishing.matching import folded

    name, quote, forbidden = HIDDEN[kind]
    left, words = published(tmp_path, name, quote)
    assert [one for one in forbidden.split() if folded(one) in folded(words)] == []
    assert left.quotes == 1
    (tmp_path / "said.txt").write_text(quote, "utf-8")
    assert search(tmp_path / "said.txt", left.secrets).leaks


def test_a_name_with_an_addition_is_replaced_as_a_whole(tmp_path):
    _, words = published(tmp_path, "Ann Leeman (politician)", "Ann Leeman said so")
    assert words == "[Person 1] said so"


KEPT = {
    "common given name": ("Michael Pompeo", "Michael Cohen said"),
    "double given name": ("Jean-Claude Juncker", "Jean-Claude Trichet and Claude"),
    "particle": ("Ursula von der Leyen", "der Mann von nebenan"),
    "article": ("Bashar al-Assad", "Al Jazeera"),
    "syllable": ("Kim Jong-un", "un homme, the UN"),
    "description": ("Ann Leeman (Member of Parliament)", "a member of the parliament"),
    "title": ("Senator Ann Leeman, MP", "a senator and an MP"),
    "family name of one character": ("王小明", "国王来了"),
}


@pytest.mark.parametrize("kind", KEPT)
def test_what_most_others_are_called_too_stays(tmp_path, kind):
    name, quote = KEPT[kind]
    assert published(tmp_path, name, quote)[1] == quote


def test_an_initial_matches_no_beginning_of_a_word(tmp_path):
    said = "Ann Leeman; Ann Mary Leeman; Leeman, Ann M."
    _, words = published(tmp_path, "Ann M. Leeman", said)
    assert words == "[Person 1]; Ann Mary [Person 1]; [Person 1]."


def test_surnames_are_as_written():
    assert surnames_in("Ann Leeman née Brown-Smith (BBC)") == {
        *("Leeman", "Brown-Smith", "Brown", "Smith", "BBC"),
    }
    assert without_additions("Ann Leeman née Brown-Smith (BBC)") == "Ann Leeman"
    assert surnames_in("J. N.") == set()
