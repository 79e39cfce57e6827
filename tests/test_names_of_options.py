"""Every option that takes a name refuses one that is not surely meant, and lists who can be."""

from __future__ import annotations

import sys

import pytest
from factory import graph_of, write_text

from actorgraph.cli import main
from actorgraph.errors import AmbiguousNameError

PERSON, FIRM = "person", "organization"

NAMESAKES = {
    "suffix left out": ("Ronald Marlow", {"RONALD MARLOW JR.": PERSON, "RONALD P. MARLOW": PERSON}),
    "other suffix": ("John Smith Jr.", {"John Smith Sr.": PERSON}),
    "numeral": ("King Charles III", {"King Charles II": PERSON}),
    "number": ("Pope Pius XII", {"Pope Pius XI": PERSON}),
    "number in digits": ("Louis 15", {"Louis XIV": PERSON}),
    "number left out": ("Louis", {"Louis XIV": PERSON}),
    "ordinal": ("Henry the Sixth", {"Henry VII": PERSON}),
    "title of a ruler": ("Emperor Alexander VI", {"Pope Alexander VI": PERSON}),
    "elder or younger": ("William Pitt the Elder", {"William Pitt the Younger": PERSON}),
    "initials of two": ("J.D. Brien", {"Jon Brien": PERSON, "Jon D. Brien": PERSON}),
    "other order": ("Ann Mary Cole", {"Mary Ann Cole": PERSON}),
    "half a double name": ("Luc Bodart", {"Jean-Luc Bodart": PERSON}),
    "initials": ("George H.W. Bush", {"George W. Bush": PERSON}),
    "father's name": ("Ivan Petrovich Sidorov", {"Ivan Ilyich Sidorov": PERSON}),
    "person or firm": ("Marlow", {"THE MARLOW CORPORATION": FIRM, "Ann Marlow": PERSON}),
    "one surname": ("Marlow", {"Ann Marlow": PERSON, "Bert Marlow": PERSON}),
    "a letter lost": ("Jon Huntman", {"Jon Huntsman": PERSON}),
}
OPTIONS = {
    "show": ("show", "{name}"),
    "neighbors": ("neighbors", "{name}"),
    "path": ("path", "one", "{name}"),
    "claims": ("claims", "{name}"),
    "timeline": ("timeline", "{name}"),
    "holders": ("holders", "{name}"),
    "--without-entity": ("path", "one", "two", "--without-entity", "{name}"),
    "--without": ("show", "one", "--without", "{name}"),
    "--without of stats": ("stats", "--without", "{name}"),
    "--speaker": ("show", "one", "--speaker", "{name}"),
    "--around": ("export", "{folder}/out.html", "--around", "{name}"),
    "--redact of export": ("export", "{folder}/out.json", "--redact", "{name}"),
    "--redact of leakcheck": ("leakcheck", "{folder}/relations.csv", "--redact", "{name}"),
    "--without of export": ("export", "{folder}/out.json", "--without", "{name}"),
}


def data_of(folder, there):
    """Write a data set in which each of some speaks, stands between others and is named."""
    entities = ["id,name,type", "one,First,person", "two,Second,person"]
    entities += [f"e{number},{name},{kind}" for number, (name, kind) in enumerate(there.items())]
    rows = ["source,target,relation,attributed_to,document"]
    for number in range(len(there)):
        rows += [f"one,e{number},knows,,", f"e{number},two,knows,,"]
        rows += [f"one,two,knows,e{number},https://a{number}.example/"]
    return write_text(folder, relations="\n".join(rows), entities="\n".join(entities))


@pytest.fixture(params=["never", "always"], ids=["in memory", "with an index"])
def run(request, monkeypatch, tmp_path, capsys):
    """Run a command on a folder: exit code, stdout, stderr."""
    monkeypatch.setenv("ACTORGRAPH_INDEX", request.param)
    monkeypatch.setenv("ACTORGRAPH_CACHE", str(tmp_path / "cache"))

    def call(folder, option, name):
        args = [word.format(name=name, folder=folder) for word in OPTIONS[option]]
        monkeypatch.setattr(sys, "argv", ["actorgraph", "--data", str(folder), *args])
        with pytest.raises(SystemExit) as left:
            main()
        return left.value.code or 0, *capsys.readouterr()

    return call


@pytest.mark.slow
@pytest.mark.parametrize("namesake", NAMESAKES)
def test_who_is_not_surely_meant_is_asked_for_and_nothing_is_done(tmp_path, run, namesake):
    asked, there = NAMESAKES[namesake]
    folder = data_of(tmp_path, there)
    answers = {}
    for option in OPTIONS:
        code, out, said = run(folder, option, asked)
        answers[option] = (code, out, [name for name in there if name not in said])
    assert answers == dict.fromkeys(OPTIONS, (1, "", []))
    assert list(folder.glob("out.*")) == []


def test_whoever_is_taken_for_somebody_is_said_unless_it_is_written_so(tmp_path, run):
    folder = data_of(tmp_path, {"Ann Marlow": PERSON, "Ben Marley": PERSON})
    for option in OPTIONS:
        _, _, said = run(folder, option, "Marlow")
        assert "'Marlow' is taken for Ann Marlow (e0): only surname.\n" in said, option
        for file in folder.glob("out.*"):
            file.unlink()
        assert "taken for" not in run(folder, option, "Ann Marlow")[2], option
        for file in folder.glob("out.*"):
            file.unlink()


def test_a_question_lists_whoever_makes_a_surname_doubtful(tmp_path):
    rows = "source,target,relation\nSalman bin Abdulaziz,Mohammed bin Salman,father\n"
    graph = graph_of(tmp_path, relations=rows)
    with pytest.raises(AmbiguousNameError) as raised:
        graph.neighbors("Salman")
    listed = {one.entity.name for one in raised.value.candidates}
    assert listed == {"Salman bin Abdulaziz", "Mohammed bin Salman"}
