"""A name that a reader sees and a simple search does not: out of the data, and found in a file."""

from __future__ import annotations

import pytest
from factory import write_csv

from actorgraph.loading import load
from actorgraph.publishing.leaks import leaks, leaks_in
from actorgraph.publishing.redact import Secret, redact
from actorgraph.queries.find import the_one

JANA = "Jana Nováková"
DISGUISED = {
    "Cyrillic o": (JANA, "Nоvákоvá"),
    "Greek o, omicron": (JANA, "Nοváková"),
    "whole words in Cyrillic": ("Sara Poccia", "Ѕаrа Рoссіа"),
    "small capitals": (JANA, "ɴᴏᴠᴀᴋᴏᴠᴀ"),
    "negative squares": (JANA, "🅽🅾🆅🅰🅺🅾🆅🅰"),
    "letters in circles": (JANA, "N⃝o⃝v⃝a⃝k⃝o⃝v⃝a⃝"),
    "strokes": (JANA, "Nøvȧꝁøvⱥ"),
    "format characters": (JANA, "No\u0600vá\u06ddková"),
    "modifier apostrophe": ("Yuri O'Brien", "O\u02bcBrien"),
    "apostrophe for a modifier one": ("Мар\u02bcяна Дем\u02bcянюк", "Дем'янюк"),
    "no apostrophe": ("Мар'яна Дем'янюк", "Демянюк"),
    "prime of a transliteration": ("Ivan Vasil'kov", "Vasil\u02b9kov"),
    "okina": ("Keala Kaʻiulani", "Ka'iulani"),
    "kashida": ("سمير الخطيب", "الخطـــيب"),
    "Persian kaf and yeh": ("علی کریمی", "كريمي"),
    "Arabic kaf and yeh": ("علي كريمي", "کریمی"),
    "heh for teh marbuta": ("سمير حمزاوية", "حمزاويه"),
    "hyphen inside": (JANA, "Nová-ková"),
    "hyphen and blank": (JANA, "Nová- ková"),
    "no-break hyphen": (JANA, "Nová\u2011ková"),
    "dash and line break": (JANA, "Nová–\nková"),
    "not sign": (JANA, "Nová¬\nková"),
    "line break alone": (JANA, "Nová\nková"),
    "line separator": (JANA, "Nová\u2028ková"),
    "emphasis of Markdown": (JANA, "Nov**ákov**á"),
    "letters spaced out": (JANA, "N o v á k o v á"),
    "letters spaced out by thin blanks": (JANA, "N\u2009o\u2009v\u2009á\u2009k\u2009o\u2009v\u2009á"),
    "dots between letters": (JANA, "N.o.v.á.k.o.v.á"),
    "umlaut that the data spells out": ("Hans Mueller", "MÜLLER"),
    "ring that the data spells out": ("Søren Aakjær", "Åkjær"),
    "Russian, feminine": ("Мария Захарова", "Захаровой"),
    "Russian, adjective": ("Иван Бельский", "Бельскому"),
    "Ukrainian": ("Олена Зеленська", "Зеленської"),
    "Ukrainian, -enko": ("Юрій Шевченко", "Шевченкові"),
    "Czech": (JANA, "Novákovou"),
    "Slovak, adjective": ("Jozef Lipský", "Lipskému"),
    "Polish": ("Anna Lewicka", "Lewickiej"),
    "Greek": ("Σωκράτης Παπαδόπουλος", "Παπαδοπούλου"),
    "Finnish": ("Ville Virtanen", "Virtasen"),
    "German genitive of a short name": ("Anna Kim", "Kims"),
}  # fmt: skip


@pytest.mark.parametrize("way", DISGUISED)
def test_a_disguised_name_is_taken_out_of_a_note(tmp_path, way):
    name, text = DISGUISED[way]
    write_csv(tmp_path, "entities", [{"id": "h1", "name": name, "type": "person"}])
    row = {"source": "x", "target": "h1", "relation": "knows", "note": f"ask {text}, again"}
    write_csv(tmp_path, "relations", [row])
    engine = load(tmp_path).engine
    left = redact(engine, [name], lambda one: the_one(engine, one))
    assert left.relations.rows[0][left.relations.columns["note"]] == "ask Person 1, again"


@pytest.mark.parametrize("way", DISGUISED)
def test_a_disguised_name_is_found_in_a_file(tmp_path, way):
    name, text = DISGUISED[way]
    write_csv(tmp_path, "entities", [{"id": "h1", "name": name, "type": "person"}])
    write_csv(tmp_path, "relations", [{"source": "x", "target": "h1", "relation": "knows"}])
    engine = load(tmp_path).engine
    left = redact(engine, [name], lambda one: the_one(engine, one))
    (tmp_path / "published").write_text(f"ask {text}, again", encoding="utf-8")
    assert leaks(tmp_path / "published", left.secrets) != []


STAYS = {
    "stem of a feminine name": ("Мария Захарова", "Захаров"),
    "two words of a line": ("Ann Goodman", "a good man"),
    "word beside a hyphen": (JANA, "pre-war no-va kova"),
    "single letters": ("Ann Abcde", "a, b, c or d, e, f"),
    "who ends as others begin": ("Anna Kim", "Kimst; okim"),
}


@pytest.mark.parametrize("way", STAYS)
def test_what_is_another_word_stays(way):
    name, text = STAYS[way]
    assert leaks_in(text.encode(), [Secret(name, "name"), Secret(name.split()[1], "surname")]) == []


def test_what_stands_beside_a_name_stays(tmp_path):
    write_csv(tmp_path, "entities", [{"id": "h1", "name": JANA, "type": "person"}])
    quote = "A Nováková-led, pro-Nová-\nková group;\nNováková\nleft."
    row = {"source": "x", "target": "h1", "relation": "knows", "quote": quote}
    write_csv(tmp_path, "relations", [row])
    engine = load(tmp_path).engine
    left = redact(engine, [JANA], lambda one: the_one(engine, one))
    said = left.relations.rows[0][left.relations.columns["quote"]]
    assert said == "A [Person 1]-led, pro-[Person 1] group;\n[Person 1]\nleft."


def test_letters_that_only_look_right_are_not_met_among_bytes():
    noise = b"\xff\x01\x81" + "Nоvаk".encode("cp866") + b"\x02\xfe\x90"
    assert leaks_in(noise, [Secret("Novak", "surname")]) == []
