"""`check` asks about dates that programs write where none is known."""

from __future__ import annotations

from factory import write_csv

from actorgraph import loading


def asked(folder, **columns):
    rows = [{"source": f"a{n}", "target": "b", "relation": "works_for"} for n in range(4)]
    for name, cells in columns.items():
        for row, cell in zip(rows, cells, strict=False):
            row[name] = cell
    write_csv(folder, "relations", rows)
    problems = loading.check_files(folder).problems
    return [(one.line, one.column, one.message) for one in problems if one.level == "warning"]


def test_an_end_of_9999_is_asked_about_once_with_how_many_there_are(tmp_path):
    message = (
        "'9999-12-31' stands for no end in many programs; write .. under end_date where it goes "
        "on, or nothing if no end is known (2 more under end_date)"
    )
    assert asked(tmp_path, end_date=["9999-12-31"] * 3) == [(2, "end_date", message)]


def test_the_first_day_of_a_spreadsheet_is_asked_about(tmp_path):
    ((line, column, message),) = asked(tmp_path, start_date=["", "1900-01-01"])
    assert (line, column) == (3, "start_date")
    assert "leave the cell empty if it is one, or write 1900" in message


def test_the_first_day_of_unix_is_asked_about_where_it_is_many(tmp_path):
    assert asked(tmp_path, start_date=["1970-01-01"] * 2) == []
    assert len(asked(tmp_path, start_date=["1970-01-01"] * 3)) == 1


def test_a_far_year_and_a_dash_before_a_year_are_asked_about(tmp_path):
    far, ago = asked(tmp_path, end_date=["3018", "-1984"])
    assert "lies far in the future" in far[2]
    assert "is 1,985 BC; if the dash means until, write 1984 under end_date" in ago[2]


def test_common_dates_and_antiquity_are_not_asked_about(tmp_path):
    assert asked(tmp_path, start_date=["1900", "-0043", "1899-05-06", "2018-01-26"]) == []


def test_the_dates_of_entities_are_asked_about_too(tmp_path):
    write_csv(tmp_path, "entities", [{"id": "a0", "name": "A", "start_date": "1900-01-01"}])
    found = asked(tmp_path)
    assert "start_date" in {column for _, column, _ in found}
