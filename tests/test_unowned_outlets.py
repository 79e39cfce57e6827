from __future__ import annotations

from factory import graph_of

from actorgraph import unowned_outlets


def of_outlets(engine):
    urls = {one.id: one.url for one in engine.all_entities()}
    unowned = unowned_outlets.UnownedOutlets(engine.cells(["document"]).published(), urls)
    for entry in engine.all_names():
        unowned.look_at(entry)
    return unowned.problems()


def test_an_outlet_that_is_likely_somebodys_is_proposed(tmp_path):
    entities = (
        "id,name,type,url\nft,Financial Times,media,https://ft.com/world\nann,Ann,person,https://ann.org\n"
        "doc,Page,document,https://far.org/1\nfar,FAR.org,,\n"
        + "".join(f"t{n},T{n},person,https://many.org/{n}\n" for n in range(9))
    )
    hosts = ("ft.com", "ann.org", "far.org", "many.org", "www.ft.com", "alone.org")
    rows = "".join(f"a,b,met,https://{host}/1,,\n" for host in hosts)
    engine = graph_of(
        tmp_path,
        relations="source,target,relation,document,locator,quote\n" + rows,
        entities=entities,
    ).engine
    found = [(p.level, p.line, p.message) for p in of_outlets(engine)]
    assert found == [
        ("note", line, unowned_outlets._proposed(host, [owner]))
        for line, host, owner in ((2, "ft.com", "ft"), (3, "ann.org", "ann"), (4, "far.org", "far"))
    ]
    assert found[0][2] == (
        "ft.com may be the same outlet as ft; if so, they count as one where actorgraph.toml says "
        '[outlets] "ft.com" = "ft".'
    )
