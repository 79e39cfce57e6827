"""A link to a name that several notes have is asked about; the folder of the link comes first."""

from __future__ import annotations

from actorgraph.formats.notes import Notes
from actorgraph.formats.writing import import_files


def test_a_link_to_a_name_of_several_notes_is_asked_about(tmp_path, monkeypatch):
    vault = tmp_path / "vault"
    for name, text in {
        "A/Ann Lee.md": "x",
        "B/Ann Lee.md": "y",
        "Bob.md": "- knows [[Ann Lee]]",
        "B/Cy.md": "- knows [[Ann Lee]]",
        "Di.md": "- knows [[B/Ann Lee]]",
    }.items():
        (vault / name).parent.mkdir(parents=True, exist_ok=True)
        (vault / name).write_text(text, encoding="utf-8")
    (vault / ".obsidian").mkdir()
    monkeypatch.chdir(vault)
    notes = Notes()
    import_files([vault.relative_to(vault)], tmp_path / "to", notes)
    rows = (tmp_path / "to" / "relations.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert sorted(row.split(",")[:2] for row in rows) == [
        ["Bob", "A/Ann Lee"],
        ["Cy", "B/Ann Lee"],
        ["Di", "B/Ann Lee"],
    ]
    (said,) = [one for one in notes.sentences() if "several notes" in one]
    assert said.startswith("links: 2 to a name that several notes have")
    assert "and may be" in said
