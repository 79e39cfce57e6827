"""Random edits through the real server by two clients and a browser, beside a program that writes too.

    make random-edits

makes 10,000 of them, and kills the server now and then; the gate makes some hundred. After each, the files hold the bytes that the tables
kept line by line foretell (kept_tables.py); at the end all is undone, and what the other program
wrote is left.
"""

from __future__ import annotations

import difflib
import http.client
import json
import os
import random
import signal
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import replace
from itertools import permutations
from typing import TYPE_CHECKING, Any

import pytest
from awkward_folders import NAMES, PAIRS, RELATIONS, RESERVED, SHAPES, TEXTS, made_folder
from conftest_typing import Typist
from kept_tables import Answer, Asked, Kept, KeptTable, Line, breaks, held
from running import Running, running

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from awkward_folders import Shape
    from playwright.sync_api import Page

pytestmark = pytest.mark.process
OF_SMALL, OF_LARGE, LARGE = 1300, 450, 1000
"""The edits of each small and each large folder in the long form, 10,000 in all; and what is large."""
PATIENCE = 60.0
"""Seconds until the files have to hold what was confirmed."""
FEW, MANY = 15, 50
"""With fewer rows some are added, with more some are removed."""


class Client:
    """Asks a server."""

    def __init__(self, run: Running) -> None:
        self._run = run

    def ask(self, asked: Asked) -> Answer:
        return self.send("POST", asked.path, json.dumps(asked.body))

    def send(self, method: str, path: str, body: str | None = None) -> Answer:
        # A connection for each: the server ends one that waits, and no edit may be sent twice.
        there = http.client.HTTPConnection("127.0.0.1", self._run.port, timeout=PATIENCE)
        with closing(there) as connection:
            connection.request(method, path, body, {"X-Actorgraph-Token": self._run.token})
            answer = connection.getresponse()
            return Answer(answer.status, json.loads(answer.read()))


class Chooser:
    """Chooses what is asked next, of what the tables hold."""

    def __init__(self, chance: random.Random) -> None:
        self._chance, self._count = chance, 0

    def text(self) -> str:
        """A text that stands nowhere yet."""
        self._count += 1
        return f"{self._chance.choice(TEXTS)} {self._count}"

    def name(self) -> str:
        """A name that nobody has."""
        self._count += 1
        return f"{self._chance.choice(NAMES)} {self._count}"

    def asked(self, kept: Kept) -> Asked:
        kinds = {self._change: 8, self._add: 4, self._remove: 2, self._several: 2, self._judge: 1,
                 self._undo: 4, self._redo: 3, self._bad: 1, self._column: 0.2}  # fmt: skip
        [kind] = self._chance.choices([*kinds], [*kinds.values()])
        return kind(kept)

    def _undo(self, _: Kept) -> Asked:
        return Asked("/api/undo", {})

    def _redo(self, _: Kept) -> Asked:
        return Asked("/api/redo", {})

    def _change(self, kept: Kept) -> Asked:
        return _edits(self._changed(kept, self._table()))

    def _add(self, kept: Kept) -> Asked:
        return _edits(self._added(kept, self._table()))

    def _remove(self, kept: Kept) -> Asked:
        return _edits(self._removed(kept, self._table()))

    def _several(self, kept: Kept) -> Asked:
        """A new entity with the claim that names it, and a change beside them."""
        entity, claim = self._added(kept, "entities"), self._added(kept, "relations")
        if claim["do"] == entity["do"] == "add":
            claim["cells"]["target"] = entity["cells"]["id"]
        edits = [entity, claim, self._changed(kept, "relations")]
        places = [(one["table"], one.get("line")) for one in edits]
        return _edits(*edits) if len({*places}) == len(places) else self._change(kept)

    def _judge(self, _: Kept) -> Asked:
        number = self._chance.randrange(PAIRS)
        sides = [f"twin{number}{side}" for side in self._chance.sample("ab", 2)]
        judgement = self._chance.choice(["same", "different"])
        return Asked("/api/judge", {"left": sides[0], "right": sides[1], "judgement": judgement})

    def _bad(self, kept: Kept) -> Asked:
        """What has to be refused."""
        at, line = self._chance.choice(self._rows(kept.tables["relations"]))
        place = {"table": "relations", "line": at, "digest": kept.tables["relations"].digest(line)}
        used = next(
            (number, kept.tables["entities"].digest(one))
            for number, one in kept.tables["entities"].rows()
            if _reserved(kept)["source"] in map(held, one.written)
        )
        bad = self._chance.choice([
            {**place, "do": "change", "cells": {"start_date": "May 2019"}},
            {**place, "do": "change", "cells": {"target": ""}},
            {**place, "do": "change", "cells": {"locator": "p3"}},
            {"table": "entities", "line": used[0], "digest": used[1], "do": "remove"},
            {"table": "relations", "do": "add", "cells": {"source": "alone"}},
        ])  # fmt: skip
        if "locator" in kept.tables["relations"].columns and "locator" in bad.get("cells", {}):
            return self._undo(kept)
        return _edits(bad)._replace(is_bad=True)

    def _column(self, kept: Kept) -> Asked:
        """A cell of a column that the file lacks."""
        edit = self._changed(kept, "relations")
        columns = kept.tables["relations"].columns
        missing = [name for name in ("quote", "attributed_to") if name not in columns]
        if not missing:
            return _edits(edit)
        return _edits({**edit, "cells": {missing[0]: "said so"}, "add_columns": True})

    def _table(self) -> str:
        return self._chance.choice(["relations", "relations", "entities"])

    def _rows(self, table: KeptTable) -> list[tuple[int, Line]]:
        return [(at, one) for at, one in table.rows() if not is_reserved(table, one)]

    def _changed(self, kept: Kept, name: str) -> dict[str, Any]:
        table = kept.tables[name]
        at, line = self._chance.choice(self._rows(table))
        cells, column = table.cells(line), ""
        while not column or column in ("source", "target", "no", "id", "type"):
            column = self._chance.choice(table.columns)
        new = {"name": self.name(), "start_date": self._chance.choice(["2018", "2021-02", ""]),
               "relation": self._chance.choice(RELATIONS)}.get(column, self.text())  # fmt: skip
        if new == cells[column]:
            column, new = ("note" if name == "relations" else "description"), self.text()
        at_row = {"table": name, "line": at, "digest": table.digest(line)}
        return {**at_row, "do": "change", "cells": {column: new}}

    def _added(self, kept: Kept, name: str) -> dict[str, Any]:
        table = kept.tables[name]
        if len(self._rows(table)) > MANY + len(table.lines) // 1000 * 1000:
            return self._removed(kept, name)
        self._count += 1
        if name == "entities":
            new = f"loose{self._chance.randrange(16**6):06x}{self._count}"
            cells = {"id": new, "name": self.name(), "type": "person", "description": self.text()}
        else:
            ids = [held(one.written[kept.tables["entities"].columns.index("id")])
                   for _, one in kept.tables["entities"].rows()]  # fmt: skip
            source, target = self._chance.sample([one for one in ids if one[:5] != "loose"], 2)
            no = f"n{self._chance.randrange(16**8):08x}{self._count}"
            cells = {"source": source, "target": target, "no": no, "note": self.text()}
        return {"table": name, "do": "add", "cells": cells}

    def _removed(self, kept: Kept, name: str) -> dict[str, Any]:
        table = kept.tables[name]
        used = {held(cell) for _, one in kept.tables["relations"].rows() for cell in one.written}
        rows = [
            (at, one)
            for at, one in self._rows(table)
            if name == "relations"
            or ((cells := table.cells(one)["id"]).startswith("loose") and cells not in used)
        ]
        if len(rows) < (FEW if name == "relations" else 3):
            return self._changed(kept, name)
        at, line = self._chance.choice(rows)
        return {"table": name, "line": at, "digest": table.digest(line), "do": "remove"}


def _edits(*edits: dict[str, Any]) -> Asked:
    return Asked("/api/edit", {"edits": [*edits]})


def is_reserved(table: KeptTable, line: Line) -> bool:
    """Whether a row is the other program's to change."""
    return table.cells(line).get("no", table.cells(line).get("id", "")).startswith(RESERVED)


def _reserved(kept: Kept) -> dict[str, str]:
    table = kept.tables["relations"]
    return next(table.cells(one) for _, one in table.rows() if is_reserved(table, one))


class Session:
    """A server over a folder, and what its files have to hold.

    Attributes:
        kept: the tables as they have to be.
        others: the tables with what the other program wrote, and nothing of ours.
        made: how many answers were compared.
    """

    def __init__(self, folder: Path, shape: Shape, seed: int) -> None:
        self.folder, self._stack = folder, ExitStack()
        self._chance = random.Random(f"{shape.name} {seed}")
        self.kept = self.others = made_folder(folder, shape, self._chance)
        self.choose, self.made = Chooser(self._chance), 0
        self.counted = Counter[str]()
        self._threads = ThreadPoolExecutor(2)
        self.start()

    def start(self) -> None:
        self.run = self._stack.enter_context(running(self.folder, "--edit"))
        self.clients = [Client(self.run) for _ in range(2)]

    def close(self) -> None:
        self._stack.close()
        self._threads.shutdown()

    def kill(self) -> None:
        """Kill the server, and start it anew."""
        self.counted["killed"] += 1
        self.run.process.kill()
        self.run.process.wait()
        self._stack.close()
        self.start()

    def round(self) -> None:
        """One or two clients ask something at once."""
        asked = [self.choose.asked(self.kept) for _ in range(self._chance.choice([1, 2]))]
        asking = [
            self._threads.submit(client.ask, one)
            for client, one in zip(self.clients, asked, strict=False)
        ]
        self.take([*zip(asked, [one.result() for one in asking], strict=True)])

    def take(self, exchanges: Sequence[tuple[Asked, Answer]]) -> None:
        """Compare answers with what has to be answered, in the one order or the other."""
        for order in permutations(exchanges):
            kept: Kept | None = self.kept
            for asked, answer in order:
                kept = kept and kept.after(asked, answer)
            if kept is not None:
                self.kept, self.made = kept, self.made + len(exchanges)
                self.counted.update(f"{one.path[5:]} {answer.status}" for one, answer in exchanges)
                return
        raise AssertionError(f"unexpected: {exchanges}")

    def told(self) -> str:
        """What was made, for whoever reads the long form."""
        return ", ".join(f"{one}: {count}" for one, count in sorted(self.counted.items()))

    def settle(self) -> None:
        """Wait until the files hold what was confirmed, to the byte."""
        wanted, until = self.kept.raw(), time.monotonic() + PATIENCE
        while (found := self.raw()) != wanted:
            if time.monotonic() > until:
                raise AssertionError(differences(wanted, found))
            time.sleep(0.001)

    def raw(self) -> dict[str, bytes | None]:
        """What stands in the files."""
        raw: dict[str, bytes | None] = {}
        for name in self.kept.tables:
            try:
                raw[name] = (self.folder / f"{name}.csv").read_bytes()
            except FileNotFoundError:
                raw[name] = None
        return raw

    def write_beside(self) -> None:
        """Let another program change a row, while the server stands still.

        Not while the server writes a file: between its last look at the old one and the move of the
        new one are some microseconds in which it could not see that.
        """
        process = self.run.process.pid
        self.counted["another program"] += 1
        for _ in range(1000):
            os.kill(process, signal.SIGSTOP)
            os.waitid(os.P_PID, process, os.WSTOPPED)  # until then it may still put a file in place
            if not [*self.folder.glob(".*.part")]:
                break
            os.kill(process, signal.SIGCONT)
            time.sleep(0.002)
        try:
            self._write_beside(self._chance.choice(["relations", "relations", "entities"]))
        finally:
            os.kill(process, signal.SIGCONT)

    def _write_beside(self, name: str) -> None:
        path, table, others = (
            self.folder / f"{name}.csv",
            self.kept.tables[name],
            self.others.tables[name],
        )
        raw = path.read_bytes()
        rows = [at for at, one in enumerate(table.lines) if one.written and is_reserved(table, one)]
        at = self._chance.choice(rows)
        old, column = (
            table.lines[at],
            table.columns.index("note" if name == "relations" else "description"),
        )
        # As many lines as before: a removed row comes back on the line on which it stood.
        lines = [self.choose.text().replace('"', "").replace("\n", " ")] * (
            1 + breaks(old.written[column])
        )
        text = '"' + "\n".join(lines) + '"'
        new = old._replace(written=(*old.written[:column], text, *old.written[column + 1 :]))
        before = (table.text(old) + old.end).encode(table.encoding)
        assert raw.count(before) == 1
        raw = raw.replace(before, (table.text(new) + new.end).encode(table.encoding))
        there = others.find(
            0, others.text(old._replace(written=old.written[: len(others.columns)]))
        )
        kept = others.lines[there]._replace(written=new.written[: len(others.columns)])
        self._now(name, table.put(at, new, instead=1), others.put(there, kept, instead=1))
        temporary = self.folder / "other.tmp"
        if self._chance.random() < 0.5:
            path.write_bytes(raw)
        else:
            temporary.write_bytes(raw)
            temporary.replace(path)

    def _now(self, name: str, table: KeptTable, others: KeptTable) -> None:
        self.kept = replace(self.kept, tables={**self.kept.tables, name: table})
        self.others = replace(self.others, tables={**self.others.tables, name: others})

    def undo_all(self) -> None:
        """Undo every step; the files hold what others wrote then, and nothing of ours."""
        while self.kept.done:
            asked = Asked("/api/undo", {})
            self.take([(asked, self.clients[0].ask(asked))])
        self.settle()
        assert self.raw() == self.others.raw(), differences(self.others.raw(), self.raw())

    def check_history(self) -> None:
        steps = self.clients[0].send("GET", "/api/history").said["steps"]
        assert {one["number"] for one in steps if not one["is_undone"]} == {
            *self.kept.done[-100:]
        } & {one["number"] for one in steps}
        about = self.clients[0].send("GET", "/api/about").said
        assert about["trouble"] == ""


def edit_at_random(
    session: Session, count: int, *, kills: int = 0, page: Page | None = None
) -> None:
    """Make so many edits and more, some of them in the page, if there is one; undo all at the end."""
    chance = random.Random(count)
    visitor = Visitor(session, page) if page else None
    kill_at = [count * (number + 1) // (kills + 1) for number in range(kills)]
    while session.made < count:
        session.round()
        if visitor and chance.random() < 0.025:
            session.settle()
            visitor.act(chance)
        if chance.random() < 0.05:
            session.write_beside()
        if chance.random() < 0.9:
            session.settle()
        if kill_at and session.made >= kill_at[0]:
            kill_at.pop(0)
            session.kill()
            if visitor:
                visitor.open()
    session.settle()
    session.check_history()
    session.undo_all()


def differences(wanted: Mapping[str, bytes | None], found: Mapping[str, bytes | None]) -> str:
    """The lines of files that differ, as they have to be and as they are."""
    told = []
    for name in wanted:
        if wanted[name] != found[name]:
            both = [repr(one).split("\\n") for one in (wanted[name], found[name])]
            told += [name, *difflib.unified_diff(*both, "wanted", "found", n=1, lineterm="")]
    return "\n".join(told)


class Visitor:
    """Somebody at the page, who edits in its forms.

    Args:
        page: of a browser.
    """

    def __init__(self, session: Session, page: Page) -> None:
        self._session, self._page, self._typist = session, page, Typist(page)
        self.errors = list[str]()
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.set_default_timeout(1000 * PATIENCE)
        self.open()

    def open(self) -> None:
        """Open the page of the server, also of one that was started anew."""
        self._page.goto("about:blank")
        self.errors.clear()  # of the page whose server was killed
        self._page.goto(self._session.run.url)
        self._page.wait_for_selector(".ag-status:not(:empty)", state="attached")
        self._page.wait_for_selector(".ws-edit", state="attached")

    def act(self, chance: random.Random) -> None:
        """Do something at random in the page."""
        self.do(chance.choice([self.add, self.change, self.change, self.step]), chance)

    def do(self, act: Callable[[random.Random], None], chance: random.Random) -> None:
        """Do it, and see that nothing fails in the page."""
        self._typist.press("Escape")
        act(chance)
        assert self.errors == []

    def add(self, chance: random.Random) -> None:
        """Type a claim."""
        table = self._session.kept.tables["entities"]
        ids = [id_ for _, one in table.rows() if (id_ := table.cells(one)["id"])[:1] == "e"]
        source, target = chance.sample(ids, 2)
        text, typist = (
            f"typed {self._session.choose.text()}".replace("\n", " ").strip(),
            self._typist,
        )
        typist.press("c")
        for column, name in (("source", source), ("target", target)):
            typist.click(typist.field(column))
            typist.type(name)
            self._page.wait_for_selector(f"[data-column={column}] .ws-known:not(:empty)")
        typist.click(typist.field("note"))
        typist.press("Control+A")
        self._page.keyboard.insert_text(text)
        asked = self._made("Control+Enter", "/api/edit")
        cells = asked.body["edits"][0]["cells"]
        assert {name: cells[name] for name in ("source", "target", "note")} == {
            "source": source, "target": target, "note": text,
        }  # fmt: skip

    def change(self, chance: random.Random) -> None:
        """Open the row of an entity, and type into one of its fields."""
        table = self._session.kept.tables["entities"]
        rows = [cells for _, one in table.rows() if (cells := table.cells(one))["id"][:1] == "e"]
        broken = [one for one in rows if "\n" in one["name"]]  # which no field of one line shows
        cells = chance.choice(broken if broken and chance.random() < 0.5 else rows)
        text = self._session.choose.text().replace("\n", " ").strip()
        typist = self._typist
        typist.press("/")
        typist.press("Control+A")
        typist.type(cells["id"])
        hits = self._page.locator(".ag-hits:not(.ws-hits) [role=option]")
        hits.first.wait_for()
        if not hits.and_(self._page.locator("[aria-selected=true]")).count():
            typist.press("ArrowDown")
        typist.press("Enter")
        typist.click(
            self._page.locator(".ag-actions").get_by_role("button", name="Change", exact=True)
        )
        self._page.wait_for_selector(".ws-title:text-matches('^Change an entity')")
        typist.click(typist.field("description"))
        typist.press("Control+A")
        self._page.keyboard.insert_text(text)
        asked = self._made("Control+Enter", "/api/edit")
        assert [one["cells"] for one in asked.body["edits"]] == [{"description": text}]

    def step(self, chance: random.Random) -> None:
        """Undo or redo in the history, where that can be done."""
        keys = [*["u"] * bool(self._session.kept.done), *["r"] * bool(self._session.kept.undone)]
        if not keys:
            return
        self._typist.press("h")
        self._page.wait_for_selector(".ws-history")
        key = chance.choice(keys)
        self._made(key, {"u": "/api/undo", "r": "/api/redo"}[key])

    def _made(self, key: str, path: str) -> Asked:
        """Press a key that makes a step; compare the answer and the files."""
        self._session.counted["in the browser"] += 1
        with self._page.expect_response(lambda answer: answer.url.endswith(path)) as told:
            self._typist.press(key)
        asked = Asked(path, told.value.request.post_data_json)
        self._session.take([(asked, Answer(told.value.status, told.value.json()))])
        self._session.settle()
        return asked


BY_SHAPE = {one.name: one for one in SHAPES}
SMALL = ("of many hands", "sorted, without the last line end")


@pytest.mark.parametrize("name", SMALL)
def test_edits_of_two_clients_touch_their_cells_alone_and_are_undone_to_the_byte(tmp_path, name):
    session = Session(tmp_path, BY_SHAPE[name], 1)
    with closing(session):
        edit_at_random(session, 60)


def test_edits_in_the_forms_of_a_browser_do_so_too(tmp_path, browser):
    session = Session(tmp_path, BY_SHAPE["from Windows"], 1)
    with closing(session), closing(browser.new_page()) as page:
        visitor = Visitor(session, page)
        chance = random.Random(1)
        for act in (visitor.add, visitor.change, visitor.change, visitor.change, visitor.step):
            visitor.do(act, chance)
        session.undo_all()


@pytest.mark.slow
@pytest.mark.long("10,000 edits take half an hour")
@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
def test_edits_of_two_clients_and_a_browser_beside_another_program_and_kills(
    tmp_path, shape, browser
):
    session = Session(tmp_path, shape, 1)
    with closing(session), closing(browser.new_page()) as page:
        is_large = shape.rows > LARGE
        count = OF_LARGE if is_large else OF_SMALL
        edit_at_random(session, count, kills=3, page=None if is_large else page)
        print(f"{shape.name}: {session.told()}")
