"""Every date that is read without an error can be asked about, shown and written."""

from __future__ import annotations

import json
from datetime import date

import pytest
from factory import write_csv
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from actorgraph.errors import UsageError
from actorgraph.formats.registry import FORMATS
from actorgraph.loading import load, read_dataset

ISO = st.dates(date(1, 1, 1), date(9999, 12, 31)).map(date.isoformat)
POINTS = st.builds(lambda iso, length: iso[:length], ISO, st.sampled_from([4, 7, 10]))
CHOICES = st.builds("[{}..{}]".format, st.just("") | POINTS, st.just("") | POINTS)
SIDES = st.just("..") | POINTS | CHOICES
CELLS = st.just("") | SIDES | st.builds("{}/{}".format, SIDES, SIDES)
ENTITY = st.fixed_dictionaries(
    {"start_date": CELLS, "end_date": CELLS, "published_date": CELLS, "type": st.just("person")}
)
RELATION = st.fixed_dictionaries(
    {
        "source": st.sampled_from("abc"),
        "target": st.sampled_from("abc"),
        "relation": st.sampled_from(["knows", "holds_position", "announced", "invited"]),
        "role": st.sampled_from(["", "first"]),
        "date": st.just("") | CELLS,
        "start_date": CELLS,
        "end_date": CELLS,
        "statement_date": CELLS,
        "attributed_to": st.sampled_from(["c", "d"]),
    }
).map(lambda row: row | {"start_date": "", "end_date": ""} if row["date"] else row)
DATA = st.tuples(st.lists(RELATION, min_size=1, max_size=12), st.tuples(ENTITY, ENTITY, ENTITY))
END = {"relations": {"source": "a", "target": "b"}, "entities": {"id": "z"}}
WITHOUT_NAME = ["stats", "timeline", "conflicts", "sources", "rank", "communities"]
WITH_NAME = ["show", "neighbors", "timeline", "holders"]
TEXTS = sorted(one.suffixes[0] for one in FORMATS if one.writes and not one.binary)


def accepted(folder, rows, described):
    """The data without the rows that `check` calls errors."""
    entities = [{"id": name, **cells} for name, cells in zip("abc", described, strict=True)]
    tables = {"relations": rows, "entities": entities}
    for name, written in tables.items():
        write_csv(folder, name, written)
    for name, cells in tables.items():
        wrong = {
            problem.line
            for problem in read_dataset(folder).problems
            if problem.level == "error" and problem.file.endswith(f"{name}.csv")
        }
        kept = [row for line, row in enumerate(cells, start=2) if line not in wrong]
        write_csv(folder, name, [*kept, END[name]])
    return load(folder)


@pytest.mark.slow
@settings(max_examples=25, phases=[Phase.generate])
@given(data=DATA)
def test_every_question_has_an_answer(data, tmp_path_factory):
    graph = accepted(tmp_path_factory.mktemp("dates"), *data)
    answers = [getattr(graph, question)() for question in WITHOUT_NAME]
    for entity in graph.engine.all_entities():
        answers += [getattr(graph, question)(entity.id) for question in WITH_NAME]
        answers.append(graph.show(entity.id, as_of="2018-01-26"))
        answers.append(graph.show(entity.id, since="2018", until="2018-02"))
        answers.append(graph.path("a", entity.id))
    for answer in answers:
        assert str(answer)
        assert json.dumps(answer.json())


@pytest.mark.slow
@settings(max_examples=4, phases=[Phase.generate])
@pytest.mark.parametrize("suffix", [*TEXTS, ".html"])
@given(data=DATA)
def test_every_date_can_be_written(data, suffix, tmp_path_factory):
    folder = tmp_path_factory.mktemp("dates")
    accepted(folder, *data).export(folder / f"x{suffix}")
    assert (folder / f"x{suffix}").stat().st_size


@pytest.mark.parametrize("cells", [("..", "..", ""), ("../..", "", ""), ("", "", "..")])
def test_what_is_explicitly_open_names_no_day(cells, tmp_path):
    columns = ("start_date", "end_date", "statement_date")
    row = {"source": "a", "target": "b"} | dict(zip(columns, cells, strict=True))
    write_csv(tmp_path, "relations", [row])
    graph = load(tmp_path)
    assert (graph.timeline().moments, graph.timeline().undated) == ((), 1)
    assert graph.conflicts().json()["conflicts"] == []


@pytest.mark.parametrize("day", ["..", "../..", "2018/2019", "[2018..2019]", "2018"])
def test_a_question_as_of_no_single_day_is_refused(day, tmp_path):
    write_csv(tmp_path, "relations", [{"source": "a", "target": "b"}])
    with pytest.raises(UsageError, match="is not"):
        load(tmp_path).show("a", as_of=day)
