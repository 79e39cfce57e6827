"""Nobody but our own page, on this machine, is answered: what a stranger's page or program tries."""

from __future__ import annotations

import pytest
from asgi import HEADERS, HOST, TOKEN

from actorgraph.serving.security import MOST_BYTES, new_token

API = "/api/about"
REFUSED = (400, 403, 404, 405, 413, 421)


def with_header(name, value):
    return [*(pair for pair in HEADERS if pair[0] != name), (name, value)]


def test_our_own_page_is_answered(ask):
    own = [*HEADERS, ("origin", f"http://{HOST}"), ("sec-fetch-site", "same-origin")]
    assert ask(API, headers=own).status == 200
    assert ask("/", headers=[("host", HOST)]).status == 200


@pytest.mark.parametrize(
    "host",
    ["evil.example", f"evil.example:{HOST[-4:]}", "127.0.0.1", "127.0.0.1:1", f"{HOST}.evil.example",
     f"{HOST}@evil.example", f"127.0.0.1.evil.example:{HOST[-4:]}", "0.0.0.0:8642", ""],
)  # fmt: skip
def test_a_strangers_name_for_this_machine_is_refused(ask, host):
    for path in ("/", API):
        assert ask(path, headers=with_header("host", host)).status == 421


def test_a_request_names_its_host_once(ask):
    assert ask(API, headers=[*HEADERS, ("host", HOST)]).status == 421
    assert ask(API, headers=HEADERS[1:]).status == 421


def test_the_name_of_a_proxy_can_be_allowed(ask):
    from asgi import Asking

    behind = Asking(ask.served, hosts=[HOST, "hub.example"])
    asked = [*with_header("host", "hub.example"), ("origin", "https://hub.example")]
    assert behind(API, headers=asked).status == 200
    assert behind(API, headers=with_header("host", "other.example")).status == 421


@pytest.mark.parametrize(
    "token", ["", "x", TOKEN[:-1], f"{TOKEN} ", TOKEN.upper(), "é" * 20, TOKEN + "\0"]
)
def test_without_the_token_nothing_is_answered(ask, token):
    assert ask(API, headers=with_header("x-actorgraph-token", token)).status == 403


def test_a_token_in_the_address_or_in_a_cookie_is_none(ask):
    bare = [("host", HOST), ("cookie", f"token={TOKEN}")]
    for path in (f"{API}?token={TOKEN}", f"{API}#token={TOKEN}", API):
        assert ask(path, headers=bare).status == 403
    assert ask(API, headers=[*HEADERS, ("x-actorgraph-token", TOKEN)]).status == 403


def test_every_token_is_another_and_long():
    tokens = {new_token() for _ in range(100)}
    assert len(tokens) == 100
    assert min(map(len, tokens)) >= 43


@pytest.mark.parametrize(
    ("name", "value"),
    [("origin", "http://evil.example"), ("origin", "null"), ("origin", ""), ("origin", "http://127.0.0.1:1"),
     ("origin", f"http://{HOST}.evil.example"), ("origin", f"http://evil.example#{HOST}"),
     ("sec-fetch-site", "cross-site"), ("sec-fetch-site", "same-site"), ("sec-fetch-site", "Same-Origin ")],
)  # fmt: skip
def test_another_site_is_refused_even_with_the_token(ask, name, value):
    for method in ("GET", "POST"):
        assert ask(API, method=method, headers=[*HEADERS, (name, value)]).status == 403


def test_without_javascript_the_page_says_that_the_server_has_its_data(ask):
    page = ask("/").body.decode()
    said = page.partition("<noscript>")[2].partition("</noscript>")[0]
    assert "actorgraph serve" in said
    assert "in this file" not in said


def test_a_link_from_anywhere_opens_the_page_which_says_nothing_of_the_data(ask):
    followed = ask("/", headers=[("host", HOST), ("sec-fetch-site", "cross-site")])
    assert followed.status == 200
    assert TOKEN.encode() not in followed.body
    assert b"Pompeo" not in followed.body


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "X"])
def test_no_other_method_is_known(ask, method):
    for path in ("/", API, "/api/part"):
        assert ask(path, method=method).status == 405


def test_what_only_reads_cannot_be_posted_to_and_the_other_way_round(ask):
    assert ask("/api/about", method="POST").status == 405
    assert ask("/api/part", method="GET").status == 405
    assert ask("/", method="POST").status == 405


def test_no_answer_lets_another_site_read_it(ask):
    for path in ("/", API, "/nothing", "/api/nothing"):
        answered = ask(path)
        assert [one for one, _ in answered.headers if one.startswith("access-control")] == []
        assert answered.header("x-content-type-options") == "nosniff"
        assert answered.header("referrer-policy") == "no-referrer"
        assert answered.header("cache-control") == "no-store"
        policy = answered.header("content-security-policy")
        assert policy.startswith("default-src 'none'; connect-src 'self'; script-src 'sha256-")
        assert policy.endswith("frame-ancestors 'none'")


@pytest.mark.parametrize("length", ["4000001", "99999999999999999999", "-1", "1e3", "x", "٣"])
def test_a_body_that_says_it_is_huge_is_not_read(ask, length):
    headers = [*HEADERS, ("content-length", length.encode().decode("latin-1"))]
    assert ask("/api/part", method="POST", headers=headers).status == 413


def test_a_body_that_is_huge_is_read_no_further_than_it_may(ask):
    pieces = [b"[" * 1_000_000 for _ in range(50)]
    answered = ask("/api/part", method="POST", body=pieces)
    assert answered.status == 413
    assert str(f"{MOST_BYTES:,}") in answered.json["error"]


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"null", b"x", b"\xff", b"[" * 100_000, b'{"centers": 1}', b'{"centers": [1]}',
     b'{"limits": 0}', b'{"limits": {"a": 0}}', b'{"limits": {"a": "5"}}', b'{"limits": {"a": true}}',
     b'{"filters": []}', b'{"filters": {"x": 1}}', b'{"filters": {"as_of": {}}, "centers": ["pompeo"]}',
     b'{"filters": {"as_of": "nodate"}, "centers": ["pompeo"]}', b'{"also": {"a": 1}}'],
)  # fmt: skip
def test_a_body_that_asks_nothing_is_told_so_in_a_sentence(ask, body):
    answered = ask("/api/part", method="POST", body=[body])
    assert answered.status in REFUSED
    assert answered.json["error"]
    assert "Traceback" not in answered.body.decode()


@pytest.mark.parametrize(
    "path",
    ["/../etc/passwd", "/api/../../etc/passwd", "/api/%2e%2e/%2e%2e/etc/passwd", "//etc/passwd",
     "/api/about/", "/api/about/../export", "/data/relations.csv", "/relations.csv", "/api", "/.git/config"],
)  # fmt: skip
def test_no_path_leads_to_a_file(ask, path):
    answered = ask(path)
    assert answered.status == 404
    assert answered.json == {"error": "There is nothing here."}


def test_a_socket_of_the_web_is_closed(ask):
    assert b"websocket.close" in ask("/api/events", scheme="websocket").body


def test_an_error_of_ours_is_a_sentence_here_and_there(ask, monkeypatch):
    said = []
    monkeypatch.setattr(ask.served, "report", said.append)
    monkeypatch.setattr(ask.served.live.questions, "search", lambda _: 1 / 0)
    answered = ask("/api/search?q=x")
    assert answered.status == 500
    assert "division" not in answered.body.decode()
    assert said == ["GET /api/search failed: ZeroDivisionError: division by zero"]


def test_too_many_questions_at_once_are_told_to_come_again(ask, monkeypatch):
    monkeypatch.setattr(ask.served.live, "_waiting", 1_000)
    answered = ask(API)
    assert (answered.status, "again" in answered.json["error"]) == (503, True)
