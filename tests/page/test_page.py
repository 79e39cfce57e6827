"""The exported seed in a real Chromium, from file://, as a reader uses it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest_page import export

from actorgraph.render.claim_table import HEADER

pytestmark = pytest.mark.browser
Open = Callable[..., "object"]
ENTITIES, RELATIONS, CLAIMS = 148, 220, 236
EVERYTHING = f"{ENTITIES} entities, {RELATIONS} relations shown; 8 offices drawn as lines"
"""What the seed data holds."""
NOT_DRAWN, POSSIBLE, YES = 0, 3, 4
"""Whether a relation held on a day, as page/dates.js has it."""


def test_opens_without_a_request_or_an_error(open_page: Open, seed_page: Path) -> None:
    watched = open_page(seed_page)
    watched.page.wait_for_timeout(300)
    assert watched.trespasses == []
    assert watched.page.inner_text(".ag-status") == EVERYTHING


def test_search_finds_a_name_in_another_script_and_shows_the_card(
    open_page: Open, seed_page: Path
) -> None:
    page = open_page(seed_page).page
    page.keyboard.press("/")
    page.keyboard.type("Нарышкин")
    assert page.inner_text(".ag-hits li:first-child .ag-hitname") == "Sergei Naryshkin"
    page.keyboard.press("Enter")
    assert page.inner_text(".ag-card h2") == "Sergei Naryshkin"
    assert page.evaluate("actorgraph.model.ids[actorgraph.state.selected]") == "naryshkin"


def test_enter_opens_nobody_who_is_not_surely_meant(open_page: Open, seed_page: Path) -> None:
    page = open_page(seed_page).page
    page.keyboard.press("/")
    page.keyboard.type("Vladimir")
    page.keyboard.press("Enter")
    assert page.evaluate("actorgraph.state.selected") is None
    assert page.inner_text(".ag-hits li:first-child") == "Who is meant? Choose with the arrow keys."
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.inner_text(".ag-card h2") == "Vladimir Putin"


def test_a_stranger_of_an_equal_given_name_is_nobody_here(open_page: Open, seed_page: Path) -> None:
    page = open_page(seed_page).page
    page.keyboard.press("/")
    page.keyboard.type("Vladimir Zelensky")
    page.keyboard.press("Enter")
    assert page.inner_text(".ag-hits") == "Nobody here is called “Vladimir Zelensky”."
    assert page.evaluate("actorgraph.state.selected") is None


def test_an_empty_search_says_so(open_page: Open, seed_page: Path) -> None:
    page = open_page(seed_page).page
    page.fill(".ag-search", "Zaphod <i>Beeblebrox")
    assert page.inner_text(".ag-hits") == "Nobody here is called “Zaphod <i>Beeblebrox”."


def test_the_card_shows_who_says_so_and_where(open_page: Open, seed_page: Path) -> None:
    page = open_page(seed_page, "id=surkov").page
    line = page.locator(".ag-line", has_text="invited Kurt Volker").first
    assert line.locator(".ag-claims").count() == 0  # made when somebody asks
    line.locator("summary").click()
    line.locator(".ag-claims").first.wait_for()
    planned = line.inner_text()
    assert "Vladislav Surkov via TASS says it is planned" in planned
    assert "EIR article of 5 February, p19" in planned
    assert "no date given" in planned


def test_distrusting_the_only_publisher_leaves_nothing_and_says_so(
    open_page: Open, seed_page: Path
) -> None:
    page = open_page(seed_page, "without=eir").page
    assert page.is_visible(".ag-empty")
    page.click(".ag-empty button")
    assert page.inner_text(".ag-status") == EVERYTHING


def test_distrusting_a_speaker_takes_away_the_denial(open_page: Open, seed_page: Path) -> None:
    page = open_page(seed_page).page
    verdicts = """() => { const g = actorgraph; const k = [...g.model.source.keys()].find((k) =>
        k < g.model.m && g.model.relations[g.model.relation[k]] === 'involved');
        return g.model.verdictWord(k); }"""
    assert page.evaluate(verdicts) == "contested"
    page.click(".ag-filterbutton")
    page.uncheck(".ag-tick:has-text('Michael Pompeo') input")
    assert page.evaluate(verdicts) == "single-origin"


def test_each_filter_narrows_what_is_shown(open_page: Open, seed_page: Path) -> None:
    page = open_page(seed_page).page
    page.click(".ag-filterbutton")
    page.uncheck(".ag-tick:has-text('state') input")
    types = page.evaluate("actorgraph.view().entities")
    page.uncheck(".ag-tick:has-text('Contested') input")
    verdicts = page.evaluate("actorgraph.view().relations")
    page.uncheck(".ag-tick:has-text('holds position') input")
    relations = page.evaluate("actorgraph.view().relations")
    page.evaluate(
        "() => { const r = document.querySelector('.ag-range input'); r.value = 2;"
        "r.dispatchEvent(new Event('input')); }"
    )
    assert types < ENTITIES
    assert relations < verdicts < RELATIONS
    assert page.evaluate("actorgraph.view().relations") == 0


def test_as_of_tells_yes_from_possible(open_page: Open, seed_page: Path) -> None:
    page = open_page(seed_page).page
    page.fill(".ag-date", "2018-01-26")
    page.keyboard.press("Enter")
    held = """(day) => { const g = actorgraph; const out = {};
        for (let k = 0; k < g.model.m; k++) {
          const words = [g.model.ids[g.model.source[k]], g.model.relations[g.model.relation[k]], g.model.ids[g.model.target[k]]].join(' ');
          out[words] = g.view().edge[k];
        } return out; }"""
    on_the_day = page.evaluate(held)
    assert on_the_day["volker met_with surkov"] == YES
    assert on_the_day["pompeo met_with naryshkin"] == POSSIBLE
    status = page.inner_text(".ag-status")
    sure, possible = (int(words) for words in re.findall(r"(\d+) (?:yes|possible)", status))
    assert "on 26 January 2018: " in status
    standing = page.evaluate("[...actorgraph.view().standing]")
    assert (sure, possible) == (standing.count(YES), standing.count(POSSIBLE))
    page.fill(".ag-date", "2018-01-29")
    page.keyboard.press("Enter")
    assert page.evaluate(held)["volker met_with surkov"] == NOT_DRAWN


def test_a_day_that_cannot_be_read_is_never_shown_beside_another(
    open_page: Open, seed_page: Path
) -> None:
    page = open_page(seed_page, "asof=2018-01-20").page
    page.fill(".ag-date", "26.01.2018")
    page.keyboard.press("Enter")
    assert page.get_attribute(".ag-date", "aria-invalid") == "true"
    assert page.inner_text(".ag-advice").startswith(
        "26.01.2018 is no day. Write a day as 2018-01-26"
    )
    assert page.evaluate("actorgraph.state.asOf") is None
    page.fill(".ag-date", "2018-01-26")
    page.keyboard.press("Enter")
    assert page.get_attribute(".ag-date", "aria-invalid") == "false"
    assert page.is_hidden(".ag-advice")
    assert "on 26 January 2018" in page.inner_text(".ag-status")


def test_a_path_shows_its_steps_with_evidence(open_page: Open, seed_page: Path) -> None:
    page = open_page(seed_page, "id=surkov").page
    page.click("text=Path from here")
    page.fill(".ag-search", "Putin")
    page.keyboard.press("Enter")
    assert page.inner_text(".ag-card h2") == "Vladislav Surkov and Vladimir Putin"
    assert page.locator(".ag-steps .ag-relation").count() == 1
    assert "aide to" in page.inner_text(".ag-steps")


def test_a_path_between_unconnected_people_says_so(open_page: Open, seed_page: Path) -> None:
    page = open_page(seed_page, "from=pompeo&to=eir").page
    assert "No path links Michael Pompeo and EIR." in page.inner_text(".ag-card")


DATA = {
    "entities": "id,name,type\nann,Ann,person\nben,Ben,person\ncy,Cy,person\ntalks,Talks,event\n"
    "memo,Memo,document\n",
    "relations": "source,relation,target,status,attributed_to,document,locator,start_date,end_date,"
    "certainty,share\n"
    "ann,participant,talks,,x,memo,p8,,,,\n"
    "ben,participant,talks,,x,memo,p8,,,,\n"
    "cy,participant,talks,,y,memo,p12,,,,\n"
    "cy,met_with,ann,confirmed,y,https://one.example/a,,,,,\n"
    "ann,met_with,cy,,x,https://two.example/b,,2018-01-05,2018-01-05,,25\n"
    "ben,named_in,memo,,x,memo,,,,,\n"
    "cy,named_in,memo,,y,memo,,,,,\n"
    "ben,met_with,cy,denied,y,https://one.example/a,,,,,\n",
}


@pytest.fixture(scope="module")
def small_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("small")
    for name, text in DATA.items():
        (folder / f"{name}.csv").write_text(text)
    return export(folder / "small.html", data=folder)


def test_the_card_of_either_end_says_whose_date_it_is(open_page: Open, small_page: Path) -> None:
    line = open_page(small_page, "id=cy").page.locator(".ag-line", has_text="met with Ann")
    assert "on 5 January 2018 (x alone), share 25" in line.inner_text()
    assert "2 origins" in line.inner_text()
    line.locator("summary").click()
    line.locator(".ag-claims").wait_for()
    assert "confirmed by y" in line.inner_text()
    other = open_page(small_page, "id=ann").page
    assert other.locator(".ag-line", has_text="met with Cy").count() == 1


def test_without_a_source_dates_are_those_of_what_is_left(
    open_page: Open, small_page: Path
) -> None:
    page = open_page(small_page, "without=x&id=cy").page
    met = page.locator(".ag-line", has_text="met with Ann").inner_text()
    assert "origins" not in met
    assert "no date given" in met
    assert "2018-01-05" not in met
    assert "left out: not trusted now" in page.inner_text(".ag-card")


REGISTERS = {
    "entities": "id,name,type,aliases,description,country,attributed_to,document,locator\n"
    "obama,Barack Obama,person,,,,,,\n"
    "obama,,,Renegade,President until 2017,US,EIR,eir,para 3\n"
    "obama,,,,,KE,Register B,regb,row 7\n"
    "solo,Solo,person,,,,,,\n"
    "solo,,organization,,A man of EIR,,EIR,eir,\n"
    "cia,CIA,,,an agency,,,,\n"
    "cia,,agency,,,,EIR,,\n",
    "relations": "source,target,attributed_to\nobama,cia,EIR\nobama,cia,Register B\nsolo,cia,EIR\n",
}


@pytest.fixture(scope="module")
def register_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("registers")
    for name, text in REGISTERS.items():
        (folder / f"{name}.csv").write_text(text)
    return export(folder / "registers.html", data=folder)


def test_the_card_says_who_gives_each_value(open_page: Open, register_page: Path) -> None:
    opened = open_page(register_page, "id=obama")
    card = opened.page.inner_text(".ag-card")
    assert "President until 2017 (EIR)" in card
    assert "Also: Renegade (EIR)" in card
    assert "Country: US (EIR); KE (Register B)" in card
    assert "Register B says · regb, row 7" in card.split("Who describes it so")[1]
    other = open_page(register_page, "id=cia").page.inner_text(".ag-card")
    assert "an agency (nobody is named for this)" in other
    assert opened.trespasses == []


def test_without_a_source_its_values_and_names_go_and_come_back(
    open_page: Open, register_page: Path
) -> None:
    page = open_page(register_page, "id=obama").page
    page.click("button:has-text('Filters')")
    page.locator(".ag-filters label", has_text="EIR").locator("input").uncheck()
    facts = page.inner_text(".ag-facts")
    assert facts == "Country: KE (Register B)"
    page.fill(".ag-search", "Renegade")
    assert "Nobody here is called" in page.inner_text("#ag-hits")
    page.wait_for_url(lambda url: "without=EIR" in url)
    page.locator(".ag-filters label", has_text="EIR").locator("input").check()
    assert "President until 2017 (EIR)" in page.inner_text(".ag-facts")
    page.fill(".ag-search", "Renegade")
    assert "Barack Obama" in page.inner_text("#ag-hits")


def test_a_link_without_the_only_source_leaves_nothing(
    open_page: Open, register_page: Path
) -> None:
    page = open_page(register_page, "id=solo&without=EIR").page
    words = "Nothing is left: no relation passes the filters, nor does any description that names its source."
    assert words in page.inner_text(".ag-card")
    assert "A man of EIR" not in page.inner_text(".ag-card")
    kind = open_page(register_page, "id=cia&without=EIR").page.inner_text(".ag-kicker")
    assert kind.lower() == "no type"


def test_the_legend_lists_only_types_that_somebody_has(
    open_page: Open, register_page: Path
) -> None:
    def listed(link: str) -> list[str]:
        page = open_page(register_page, link).page
        page.click("button:has-text('Filters')")
        group = page.locator(".ag-group", has=page.locator("summary", has_text="Who"))
        return group.locator("label span:not(.ag-count)").all_inner_texts()

    assert listed("") == ["person", "agency"]  # an organization too, says EIR of a person
    assert listed("without=EIR") == ["person", "no type"]


def test_what_is_said_of_a_claim_stands_under_it(open_page: Open, seed_page: Path) -> None:
    card = open_page(seed_page, "id=russian-service-heads").page
    remark = "of this: Many Americans — shocked by — Meetings to which Trump invited"
    line = card.locator(".ag-line", has_text="invited (to Washington)")
    line.locator("summary").click()
    line.locator(".ag-claims").wait_for()
    assert remark in line.inner_text()
    left = open_page(seed_page, "id=russian-service-heads&without=eir").page
    assert "of this" not in left.inner_text(".ag-card")


def test_a_path_through_an_event_says_who_names_both(open_page: Open, small_page: Path) -> None:
    both = open_page(small_page, "from=ann&to=ben").page.inner_text(".ag-card")
    assert "x p8 names both as taking part. Whether they met each other alone is not said." in both
    apart = open_page(small_page, "from=ben&to=cy").page
    assert "No source here names both: Ben by x (p8), Cy by y (p12)." in apart.inner_text(
        ".ag-card"
    )
    assert "A shorter path through denied relations is not shown." in apart.inner_text(".ag-card")
    apart.click("text=Show it")
    assert "DENIED by y" in apart.inner_text(".ag-steps")
    apart.wait_for_url(lambda url: "through=all" in url)


def test_offices_collapse_into_lines_from_holder_to_agency(
    open_page: Open, seed_page: Path
) -> None:
    page = open_page(seed_page, "id=pompeo").page
    shown = """() => { const g = actorgraph.model, v = actorgraph.view(); return g.collapsed
        .map((c, j) => v.edge[g.m + j] && g.ids[c.source] + ' ' + g.ids[c.target]).filter(Boolean); }"""
    assert "pompeo cia" in page.evaluate(shown)
    assert (
        page.evaluate("actorgraph.view().node[actorgraph.model.numberOf.get('cia-director')]") == 0
    )


def test_cards_table_and_paths_keep_an_office_that_is_drawn_as_a_line(
    open_page: Open, seed_page: Path
) -> None:
    page = open_page(seed_page, "id=pompeo").page
    assert page.inner_text(".ag-card h3 >> nth=0").startswith("Offices")
    page.click("text=Path from here")
    page.fill(".ag-search", "CIA")
    page.keyboard.press("Enter")
    assert page.locator(".ag-steps .ag-relation").count() == 2
    assert "Derived" not in page.inner_text(".ag-steps")
    page.keyboard.press("t")
    page.click(".ag-tablewrap > .ag-button")
    office = page.locator(".ag tbody tr", has_text="holds position — Director of the CIA")
    assert office.count() == 2


def test_surroundings_expand_and_collapse(open_page: Open, seed_page: Path) -> None:
    page = open_page(seed_page, "id=volker").page
    page.click("text=Only surroundings")
    near = page.evaluate("actorgraph.view().entities")
    page.click(".ag-card .ag-name:has-text('Vladislav Surkov') >> nth=0")
    page.click(".ag-actions >> text=Expand")
    wider = page.evaluate("actorgraph.view().entities")
    page.click(".ag-actions >> text=Collapse")
    assert near < wider
    assert page.evaluate("actorgraph.view().entities") < wider
    page.click("text=Show everything")
    assert page.evaluate("actorgraph.view().entities") == ENTITIES


def test_the_table_carries_every_relation_and_claim(open_page: Open, seed_page: Path) -> None:
    page = open_page(seed_page).page
    page.keyboard.press("t")
    page.click(".ag-tablewrap > .ag-button")
    assert page.locator(".ag tbody tr").count() == CLAIMS
    assert page.locator(".ag th").all_inner_texts() == list(HEADER[1:])
    page.click("th button:has-text('what')")
    first = page.locator(".ag tbody tr td").first.inner_text()
    assert page.get_attribute("th >> nth=0", "aria-sort") == "ascending"
    assert first.startswith("Alexander Bortnikov")


def test_a_link_asks_for_a_day_of_the_calendar_or_for_none(bare_page) -> None:
    asked = {
        "2018-01-26": "2018-01-26", "736720": None, "0001-01-01": "0001-01-01",
        "9999-12-31": "9999-12-31", "1e9": None, "-5": None, "0": None, "1.5": None, "NaN": None,
        "2018-02-30": None, "2018": None, "3652060": None, "Infinity": None, "": None,
    }  # fmt: skip
    found = bare_page.evaluate(
        """(asked) => asked.map((text) => {
          const model = { numberOf: new Map(), relations: [], data: { types: [], verdicts: [], names: [] }, leaveOut() {} };
          const chosen = state.initialState();
          permalink.applyLink(chosen, model, permalink.readLink("asof=" + text));
          return new URLSearchParams(permalink.toFragment(chosen, model)).get("asof");
        })""",
        list(asked),
    )
    assert dict(zip(asked, found, strict=True)) == asked


@pytest.mark.parametrize(("button", "suffix"), [("Picture (PNG)", "png"), ("Drawing (SVG)", "svg")])
def test_pictures_are_saved(open_page: Open, seed_page: Path, button: str, suffix: str) -> None:
    watched = open_page(seed_page)
    page = watched.page
    page.click("button:has-text('Save')")
    with page.expect_download() as waiting:
        page.click(f"text={button}")
    content = Path(waiting.value.path()).read_bytes()
    assert waiting.value.suggested_filename == f"Seed.{suffix}"
    starts = {"png": b"\x89PNG", "svg": b"<svg"}[suffix]
    assert content.startswith(starts)
    assert watched.trespasses == []


def test_dark_readers_get_a_dark_page(open_page: Open, seed_page: Path) -> None:
    page = open_page(seed_page, color_scheme="dark").page
    assert (
        page.evaluate("getComputedStyle(document.querySelector('.ag')).backgroundColor")
        == "rgb(12, 15, 19)"
    )
    page.click("[aria-label='Dark or light']")
    assert (
        page.evaluate("getComputedStyle(document.querySelector('.ag')).backgroundColor")
        == "rgb(246, 247, 249)"
    )


def test_a_phone_held_upright_shows_everything_in_its_width(
    open_page: Open, seed_page: Path
) -> None:
    page = open_page(seed_page, "id=pompeo", viewport={"width": 390, "height": 844}).page
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    too_wide = """[...document.querySelectorAll('.ag-header *, .ag-footer *, .ag-cardbox')]
        .filter((e) => e.getBoundingClientRect().right > 391).length"""
    assert page.evaluate(too_wide) == 0
    assert page.is_visible(".ag-card h2")


def test_everything_is_reached_by_keyboard(open_page: Open, seed_page: Path) -> None:
    page = open_page(seed_page).page
    labels = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        labels.add(
            page.evaluate(
                "(document.activeElement.getAttribute('aria-label') || document.activeElement.textContent).trim()"
            )
        )
    wanted = {
        "Search a name",
        "Show or hide filters (F)",
        "Show as a table (T)",
        "Save",
        "Dark or light",
        "Play through time",
        "From",
        "Until",
    }
    assert wanted <= labels
    page.focus(".ag-stage")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    assert page.locator(".ag-card h2").inner_text()
    page.keyboard.press("Escape")
    assert page.evaluate("actorgraph.state.selected") is None


def test_a_claim_without_a_speaker_is_worded_so_in_the_table(
    open_page: Open, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "entities.csv").write_text("id,name\nann,Ann\nben,Ben\n")
    (data / "relations.csv").write_text("source,relation,target,status\nann,knows,ben,denied\n")
    page = open_page(export(tmp_path / "two.html", data=data), "view=table").page
    said = page.locator(".ag tbody td").all_inner_texts()
    assert said == ["Ann — knows — Ben", *"------", "denied", "denied", "-"]


def test_a_line_and_a_card_are_copied_in_the_words_of_the_command_line(
    open_page: Open, seed_page: Path
) -> None:
    page = open_page(seed_page, "id=pompeo", permissions=["clipboard-read", "clipboard-write"]).page
    page.locator(".ag-line", has_text="met with Sergei Naryshkin").locator(".ag-cite").click()
    page.wait_for_selector(".ag-cite:has-text('Copied')")
    assert page.evaluate("navigator.clipboard.readText()") == (
        "According to Jon Huntsman, on 30 January 2018 (EIR p8): our reading (what): "
        "Michael Pompeo met with Sergei Naryshkin; no date given."
    )
    page.click("text=Copy this card")
    page.wait_for_selector(".ag-actions :text('Copied')")
    text = page.evaluate("navigator.clipboard.readText()")
    assert text.startswith("Michael Pompeo  person, id pompeo\nAlso: Mike Pompeo")
    assert "\n\nOffices\n  Director of the CIA  on 30 January 2018;" in text


def test_a_source_lists_what_it_says_ten_at_first(open_page: Open, seed_page: Path) -> None:
    page = open_page(seed_page, "id=eir").page
    said = page.locator(".ag-card section", has=page.locator("h3:has-text('Says')"))
    assert said.locator(".ag-line").count() == 10
    said.locator(".ag-more").click()
    assert said.locator(".ag-line").count() == 110


def test_a_card_stays_while_it_says_the_same(open_page: Open, small_page: Path) -> None:
    page = open_page(small_page, "id=ann").page
    page.evaluate("document.querySelector('.ag-card').dataset.kept = 'yes'")
    page.evaluate("actorgraph.refresh()")
    assert page.get_attribute(".ag-card", "data-kept") == "yes"
    page.evaluate("actorgraph.setAsOf('2018-01-05')")
    assert page.get_attribute(".ag-card", "data-kept") is None


def test_a_page_around_somebody_opens_with_their_card(open_page: Open, tmp_path: Path) -> None:
    page = open_page(export(tmp_path / "around.html", "--around", "Surkov")).page
    assert page.inner_text(".ag-card h2") == "Vladislav Surkov"


def test_the_words_of_most_lines_of_who_is_chosen_are_read(
    open_page: Open, seed_page: Path
) -> None:
    page = open_page(seed_page, "id=pompeo", viewport={"width": 1440, "height": 900}).page
    page.wait_for_selector(".ag-stage[data-drawn=complete]")
    drawing = page.evaluate("actorgraph.renderer.drawing('').text()")
    words = ["interviewed", "assured", "participant", "proud of", "was asked about +2"]
    assert sum(f">{one}" in drawing for one in words) >= 4
