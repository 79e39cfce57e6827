"""Counts of claims: a row is counted once, however many edges it belongs to."""

from factory import graph_of

TWO_MEETINGS_DENIED_AT_ONCE = (
    "source,target,relation,date,status,attributed_to,via\n"
    "Ann,Bob,met_with,2018-01-05,,x,w\n"
    "Ann,Bob,met_with,2019-02-06,,y,\n"
    "Bob,Ann,met_with,,denied,z,w\n"
)


def test_a_denial_of_several_edges_is_one_claim_in_stats(tmp_path):
    counted = graph_of(tmp_path, relations=TWO_MEETINGS_DENIED_AT_ONCE).stats()

    assert (counted.claims, counted.edges) == (3, 2)
    assert counted.statuses == {"claimed": 2, "denied": 1}


def test_a_denial_of_several_edges_is_one_claim_of_its_source(tmp_path):
    answer = graph_of(tmp_path, relations=TWO_MEETINGS_DENIED_AT_ONCE).sources()
    of = {one.id: one for one in answer.sources}

    assert (of["z"].claims, of["z"].edges, dict(of["z"].parts)) == (1, 2, {"speaker": 1})
    assert (of["w"].claims, of["w"].edges, dict(of["w"].parts)) == (2, 2, {"relay": 2})
