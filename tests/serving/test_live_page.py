"""The page in a real browser over a real server: open, search, expand, path, filter, day, edit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from factory import write_text
from running import running

from actorgraph.locating import seed_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.process]
PEOPLE = 1_800
ROWS = [
    *(f"hub,knows,p{n},{1950 + n % 60}-01-01,news" for n in range(300)),
    *(f"p{n},met_with,q{n},,news" for n in range(PEOPLE)),
    "q7,funded,far,,paper", "far,knows,end,2001,paper", "q9,knows,out,,paper",
]  # fmt: skip
TABLE = "source,relation,target,start_date,publisher\n"


class Live:
    """A page of the workspace, and all that went wrong in it."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.wrong: list[str] = []
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on("console", self._said)
        page.on("request", lambda request: self._asked(request.url, url.partition("#")[0]))
        page.goto(url)
        self.rest()

    def _said(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.wrong.append(message.text)

    def _asked(self, address: str, own: str) -> None:
        if not address.startswith((own, "blob:", "data:")):
            self.wrong.append(f"asked {address}")

    def rest(self) -> None:
        """Wait until nothing moves and nothing is asked."""
        self.until("globalThis.actorgraph?.isResting()")

    def until(self, condition: str) -> None:
        # The policy of the page keeps Playwright from waiting in it.
        for _ in range(2_000):
            if self.page.evaluate(f"Boolean({condition})"):
                return
            self.page.wait_for_timeout(10)
        raise AssertionError(f"never {condition}; {self.page.inner_text('body')[:500]}")

    def ids(self, what: str) -> list[str]:
        return self.page.evaluate(f"[...({what})].map((i) => actorgraph.model.ids[i])")

    @property
    def shown(self) -> set[str]:
        every = "actorgraph.model.ids.keys()"
        return set(self.ids(f"[...{every}].filter((i) => actorgraph.view.node[i])"))

    @property
    def card(self) -> str:
        return self.page.inner_text(".ag-card")

    def search(self, text: str) -> None:
        self.page.fill(".ag-search", text)
        self.page.wait_for_selector("#ag-hit-0")

    def press(self, words: str) -> None:
        self.page.click(f".ag-card button:text-is('{words}')")
        self.rest()

    def places(self) -> dict[str, list[float]]:
        """Where each held node is on the screen."""
        return dict(
            self.page.evaluate(
                "actorgraph.model.ids.map((id, i) => {"
                "const { x, y } = actorgraph.renderer.position(i); return [id, [x, y]]; })"
            )
        )


@pytest.fixture
def live(browser, tmp_path) -> Iterator[Any]:
    contexts = []

    def opened(url: str, **options: Any) -> Live:
        contexts.append(
            browser.new_context(**{"viewport": {"width": 1280, "height": 800}, **options})
        )
        return Live(contexts[-1].new_page(), url)

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def folder(tmp_path):
    return write_text(tmp_path, relations=TABLE + "\n".join(ROWS) + "\n")


def is_near(one, other) -> bool:
    return all(abs(a - b) < 0.6 for a, b in zip(one, other, strict=True))


def test_the_token_leaves_the_address_bar_and_the_page_can_be_loaded_again(live):
    with running(seed_folder()) as run:
        page = live(run.url)
        assert run.token not in page.page.url
        assert run.token not in page.page.content()
        page.page.reload()
        page.rest()
        assert "pompeo" in page.shown
        assert page.wrong == []


def test_without_the_token_the_page_says_where_it_is(live, browser):
    with running(seed_folder()) as run:
        page = browser.new_page()
        page.goto(run.url.partition("#")[0])
        page.wait_for_selector(".ag-closed")
        assert "actorgraph serve" in page.inner_text(".ag-closed")
        page.close()


def test_a_small_graph_is_shown_as_it_is_exported(live):
    with running(seed_folder()) as run:
        page = live(f"{run.url}&id=pompeo")
        assert page.page.inner_text(".ag-card h2") == "Michael Pompeo"
        page.search("Сурков")
        page.page.keyboard.press("Enter")
        page.rest()
        assert page.page.inner_text(".ag-card h2") == "Vladislav Surkov"
        page.page.evaluate(
            "actorgraph.showPath(...['volker', 'surkov'].map((id) => actorgraph.model.numberOf.get(id)))"
        )
        page.rest()
        assert "Kurt Volker" in page.card
        assert page.wrong == []


def test_a_large_graph_opens_on_a_part_and_grows_by_what_is_asked(live, folder):
    with running(folder) as run:
        page = live(run.url)
        assert len(page.shown) == 201
        assert "100 more neighbors are not here." in page.card
        page.search("p7")
        page.page.keyboard.press("Enter")
        page.rest()
        assert page.page.inner_text(".ag-card h2") == "p7"
        assert "q7" in page.card  # which nobody has drawn yet
        assert "q7" not in page.shown
        before = page.places()
        page.press("Expand")
        assert "q7" in page.shown
        assert all(is_near(place, page.places()[id_]) for id_, place in before.items())
        page.press("Collapse")
        assert "q7" not in page.shown
        assert page.wrong == []


def test_a_path_goes_around_what_is_hidden_through_whom_the_page_does_not_hold(live, tmp_path):
    around = ["p1,advises,x1,,", "x1,advises,x2,,", "x2,advises,x3,,", "x3,advises,q1,,"]
    folder = write_text(tmp_path, relations=TABLE + "\n".join([*ROWS, *around]) + "\n")
    with running(folder, "--around", "p1") as run:
        page = live(run.url)
        assert "x2" not in page.shown
        page.page.evaluate("""() => {
            const v = actorgraph;
            v.state.hiddenRelations = new Set([v.model.relations.indexOf("met_with")]);
            v.change();
            v.showPath(...["p1", "q1"].map((id) => v.model.numberOf.get(id)));
        }""")
        page.rest()
        assert page.ids("actorgraph.view.path.map((k) => actorgraph.model.target[k])") == [
            "x1", "x2", "x3", "q1"
        ]  # fmt: skip
        assert page.wrong == []


def test_an_answer_about_owners_is_drawn_and_told(live, tmp_path):
    owning = ["c,owned_by,b,,news,60", "a,owns,b,,news,25-100", "b,owns,e,,paper,5"]
    rows = [*(f"{row}," for row in ROWS), *owning]
    table = f"{TABLE.strip()},share\n"
    folder = write_text(tmp_path, relations=table + "\n".join(rows) + "\n")
    with running(folder, "--around", "c") as run:
        page = live(run.url)
        assert "a" not in page.shown
        page.press("Owners")
        assert page.shown == {"a", "b", "c"}
        assert "For certain 25% or more:" in page.card
        assert "a: 15-60%" in page.card
        assert {"60% (unsourced)", "≥25% (unsourced)"} == set(
            page.page.evaluate("actorgraph.renderer.drawn().words")
        )
        places = page.places()
        assert places["a"][1] < places["b"][1] < places["c"][1]
        address = page.page.url
        assert "owners=c" in address
        page.press("Show all found so far")
        assert "far" not in page.shown
        again = live(f"{run.url}&owned=a")
        assert again.shown == {"a", "b", "c", "e"}
        assert [page.wrong, again.wrong] == [[], []]


def test_more_neighbors_come_when_they_are_asked_for(live, folder):
    with running(folder) as run:
        page = live(run.url)
        page.press("More of them")
        assert len(page.shown) == 301
        assert "not here" not in page.card
        assert page.wrong == []


def test_whoever_is_found_comes_into_the_picture(live, folder):
    with running(folder, "--around", "p1") as run:
        page = live(run.url)
        assert page.shown == {"hub", "p1", "q1"}
        page.search("far")
        page.page.keyboard.press("Enter")
        page.rest()
        assert page.shown == {"hub", "p1", "q1", "far", "q7", "end"}
        page.page.go_back()
        page.rest()
        assert page.shown == {"hub", "p1", "q1"}
        assert page.wrong == []


def test_a_path_leads_through_those_whom_the_page_never_held(live, folder):
    with running(folder, "--around", "p1") as run:
        page = live(run.url)
        page.press("Path from here")
        page.search("end")
        page.page.keyboard.press("Enter")
        page.rest()
        assert "5 steps" in page.card
        assert {"p1", "hub", "p7", "q7", "far", "end"} <= page.shown
        assert page.wrong == []


def test_filters_and_days_are_those_of_the_page_and_choose_among_neighbors(live, folder):
    with running(folder) as run:
        page = live(run.url)
        page.page.fill(".ag-date", "1955")
        page.page.keyboard.press("Enter")
        page.page.wait_for_timeout(700)
        page.rest()
        graph_says = {f"p{n}" for n in range(300) if 1950 + n % 60 <= 1955}
        assert graph_says <= page.shown
        assert page.page.input_value(".ag-date") == "1955-01-01/1955-12-31"
        assert page.wrong == []


def test_an_edit_is_shown_where_the_reader_is(live, folder):
    with running(folder, "--around", "p1") as run:
        page = live(run.url)
        page.page.evaluate(
            "actorgraph.state.hiddenTypes.size, actorgraph.renderer.look({ x: 20, y: 10, span: 500 })"
        )
        page.rest()
        before = page.places()
        with (folder / "relations.csv").open("a") as file:
            file.write("p1,employs,newcomer,2020,news\n")
        page.until("actorgraph.model.numberOf.has('newcomer')")
        page.rest()
        assert "newcomer" in page.card
        assert "newcomer" in page.shown
        assert all(is_near(place, page.places()[id_]) for id_, place in before.items())
        assert page.page.evaluate("actorgraph.about.version") == 2
        # A card that is scrolled stays where it is, though all of it is made anew.
        page.page.evaluate("actorgraph.select(actorgraph.model.numberOf.get('hub'))")
        page.until("actorgraph.frame.card.querySelectorAll('.ag-line').length > 5")
        page.rest()
        page.page.evaluate("document.querySelector('.ag-card .ag-more').click()")
        page.page.evaluate("actorgraph.frame.sheet.box.scrollTop = 2400")
        page.until("actorgraph.root.classList.contains('ws-scrolled')")
        lines = "[...document.querySelectorAll('.ag-line')].map((one) => one.getBoundingClientRect().top)"
        before = page.page.evaluate(lines)
        page.page.evaluate("globalThis.former = document.querySelector('.ag-line')")
        with (folder / "relations.csv").open("a") as file:
            file.write("hub,knows,p59,2009-01-01,journal\n")
        page.until("!globalThis.former.isConnected")
        page.rest()
        assert page.page.evaluate(lines) == before
        assert page.wrong == []


def test_an_edit_of_a_small_graph_moves_nobody(live, tmp_path):
    folder = write_text(tmp_path, relations="source,relation,target\na,met_with,b\nb,met_with,c\n")
    places = (
        "actorgraph.model.ids.map((id, i) => [id, [actorgraph.model.x[i], actorgraph.model.y[i]]])"
    )
    with running(folder) as run:
        page = live(run.url)
        page.rest()
        before = dict(page.page.evaluate(places))
        with (folder / "relations.csv").open("a") as file:
            file.write("a,met_with,newcomer\n")
        page.until("actorgraph.model.numberOf.has('newcomer')")
        page.rest()
        after = dict(page.page.evaluate(places))
        assert after == {**before, "newcomer": after["newcomer"]}
        assert after["newcomer"] not in before.values()
        assert page.wrong == []


def test_an_edit_that_cannot_be_read_is_said_and_nothing_is_lost(live, tmp_path):
    folder = write_text(tmp_path, relations="source,relation,target\na,knows,b\n")
    with running(folder) as run:
        page = live(run.url)
        (folder / "relations.csv").write_text("source,relation,target\n,knows,b\n")
        page.until("!actorgraph.trouble.hidden")
        assert "relations.csv:2" in page.page.inner_text(".ag-trouble")
        assert page.shown == {"a", "b"}
        (folder / "relations.csv").write_text("source,relation,target\na,knows,c\n")
        page.until("actorgraph.trouble.hidden && actorgraph.model.numberOf.has('c')")
        assert page.shown == {"a", "c"}
        assert page.wrong == []


def test_a_server_that_ends_is_said(live, tmp_path):
    folder = write_text(tmp_path, relations="source,relation,target\na,knows,b\n")
    with running(folder) as run:
        page = live(run.url)
        run.end()
        page.until("!actorgraph.trouble.hidden")
        assert "does not answer" in page.page.inner_text(".ag-trouble")
        assert page.shown == {"a", "b"}


def test_a_page_of_another_site_reads_and_posts_nothing(live, browser, folder):
    with running(folder) as run:
        other = browser.new_page()
        other.route(
            "http://evil.example/",
            lambda route: route.fulfill(body="<p>evil", content_type="text/html"),
        )
        other.goto("http://evil.example/")
        tried = f"""async () => {{
            const tries = [["api/about", {{}}], ["api/part", {{ method: "POST", body: "{{}}" }}], ["", {{}}],
                ["api/about", {{ headers: {{ "X-Actorgraph-Token": "{run.token}" }} }}], ["api/part", {{ method: "POST", mode: "no-cors", body: "{{}}" }}]];
            return Promise.all(tries.map(([path, how]) => fetch("http://127.0.0.1:{run.port}/" + path, how).then((r) => r.type, () => "refused")));
        }}"""
        assert set(other.evaluate(tried)) <= {"refused", "opaque"}
        framed = f"""() => new Promise((done) => {{
            const frame = document.createElement("iframe"); frame.src = "{run.url}";
            frame.onload = () => done(frame.contentDocument === null && frame.contentWindow.length); document.body.append(frame); }})"""
        assert other.evaluate(framed) == 0
        other.close()


def test_the_page_is_saved_as_a_file(live, folder, tmp_path):
    with running(folder, "--around", "p1") as run:
        page = live(run.url)
        page.page.click(".ag-save > button")
        with page.page.expect_download() as download:
            page.page.click("text=Page (.html)")
        text = download.value.path().read_text("utf-8")
        assert '"id":["hub","p1","q1"]' in text.replace('"p1","hub"', '"hub","p1"')
        assert "connect-src" not in text
        assert page.wrong == []
