"""The host of an address, as a browser reads it."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from actorgraph.hosts import ARCHIVES, archive_of, host_of


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://www.eir.de:443/x?y#z", "eir.de"),
        ("HTTPS://BBC.com./news", "bbc.com"),
        ("https://m.bbc.com/news", "bbc.com"),
        ("https://amp.bbc.com", "bbc.com"),
        ("https://www.m.bbc.co.uk", "bbc.co.uk"),
        ("https://mobile.twitter.com/x", "twitter.com"),
        ("https://m.co.uk/", "m.co.uk"),
        ("https://www.com/", "www.com"),
        ("https://m.com/", "m.com"),
        ("  https://bbc.com/x ", "bbc.com"),
        ("https://b%62c.com/", "bbc.com"),
        ("https://ＢＢＣ。com/", "bbc.com"),
        ("https://b\u00adbc.com/", "bbc.com"),
        ("http:/bbc.com/x", "bbc.com"),
        ("https://münchen.de/", "münchen.de"),
        ("https://MÜNCHEN.de/", "münchen.de"),
        ("https://mu\u0308nchen.de/", "münchen.de"),
        ("https://xn--mnchen-3ya.de/", "münchen.de"),
        ("https://xn--strae-oqa.de/", "straße.de"),
        ("http://xn--80ak6aa92e.com/", "xn--80ak6aa92e.com"),  # Cyrillic that reads "apple"
        ("http://аррӏе.com/", "xn--80ak6aa92e.com"),
        ("http://xn--d1abbgf6aiiy.xn--p1ai/", "президент.рф"),
        ("http://xn--a/", "xn--a"),
        ("http://xn--99999999999/", "xn--99999999999"),
        ("https://evil.example\\@bbc.com/", "evil.example"),
        ("https://bbc.com@evil.example/", "evil.example"),
        ("https:\\\\evil.example\\bbc.com", "evil.example"),
        ("https://ev\til.exam\nple/bbc.com", "evil.example"),
        ("https://evil.example#@bbc.com/", "evil.example"),
        ("https://[2001:DB8::1]:80/", "[2001:db8::1]"),
        ("https://[2001:db8:0:0::1]/", "[2001:db8::1]"),
        ("https://[2001:db8::2]/", "[2001:db8::2]"),
        ("https://[bbc.com]/", ""),
        ("https://0x7f.1/", "127.0.0.1"),
        ("https://2130706433/", "127.0.0.1"),
        ("https://999.1.1.1/", "999.1.1.1"),
        ("https://a b.com/", ""),
        ("https://", ""),
        ("ftp://bbc.com/", ""),
        ("eir-2018-02-05", ""),
        ("", ""),
    ],
)
def test_an_address_belongs_to_the_host_that_a_browser_would_open(address, host):
    assert host_of(address) == host


@pytest.mark.parametrize(
    "address",
    [
        "https://web.archive.org/web/20180105120000/https://www.bbc.com/news",
        "web.archive.org/web/2018id_/bbc.com/news",
        "web.archive.org/web/2018*/http:/bbc.com:80/news",
        "web.archive.org/save/https://bbc.com/news",
        "web.archive.org/web/2018/https://web.archive.org/web/2017/https://bbc.com/",
        "archive.ph/2018.01.05-120000/https://bbc.com/news",
        "archive.today/o/aBcDe/https://bbc.com/news",
        "archive.is/newest/https://bbc.com/news",
        "archive.is/?run=1&url=https%3A%2F%2Fbbc.com%2Fnews",
        "www.webarchive.org.uk/wayback/archive/20180105120000/https://bbc.com/news",
        "webarchive.nationalarchives.gov.uk/ukgwa/20180105120000/https://bbc.com/news",
        "webcache.googleusercontent.com/search?q=cache:aBcDeFgHiJkL:https://bbc.com/news+&cd=1",
        "webcache.googleusercontent.com/search?q=cache:bbc.com/news",
        "www.google.com/amp/s/www.bbc.com/news/amp",
        "www-bbc-com.cdn.ampproject.org/c/s/www.bbc.com/news",
    ],
)
def test_a_copy_in_an_archive_belongs_to_the_host_of_the_original(address):
    assert host_of(address if "://" in address[:8] else f"https://{address}") == "bbc.com"


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://perma.cc/AB12-CD34", "perma.cc"),
        ("https://archive.is/aBcDe", "archive.today"),
        ("https://archive.ph/aBcDe", "archive.today"),
        ("https://archive.org/details/x", "archive.org"),
        ("https://web.archive.org/", "web.archive.org"),
        ("https://web.archive.org/web/2018/evil.example?x=https://bbc.com", "evil.example"),
        ("https://evil.example/web/2018/https://bbc.com/", "evil.example"),
    ],
)
def test_an_archive_is_the_host_where_its_address_tells_no_original(address, host):
    assert host_of(address) == host


def test_copies_of_copies_without_end_are_an_archive():
    assert (
        host_of("https://web.archive.org/web/2018/" * 50 + "https://bbc.com") == "web.archive.org"
    )


LABELS = st.text(st.sampled_from("abmwxn-09ßéІіαЖ中。．／%2\u00ad\u200d"), max_size=9)
HOSTS = st.lists(LABELS, min_size=1, max_size=4).map(".".join) | st.text(max_size=30)


@given(HOSTS)
@example("www.m.www.com")
def test_the_host_of_a_host_is_itself(text):
    host = host_of(f"http://{text}")
    assert not host or host_of(f"http://{host}") == host


@given(st.text(max_size=40) | HOSTS.map("http://".__add__))
def test_what_has_a_host_looks_like_an_address(text):
    import re

    from actorgraph.hosts import LOOKS_LIKE_AN_ADDRESS

    assert not host_of(text) or re.search(LOOKS_LIKE_AN_ADDRESS, text)


def test_every_archive_stands_under_the_name_its_host_has():
    assert [archive_of(host_of(f"https://{host}")) for host in ARCHIVES] == list(ARCHIVES)
