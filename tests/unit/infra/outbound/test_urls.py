"""Customers' URLs: what is read, and what is refused however it is spelt."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planroom.infra.outbound.port import OutboundCode, OutboundError
from planroom.infra.outbound.urls import MAX_LENGTH, Target, parse_target


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("http://example.com", Target("http", "example.com", 80, b"/")),
        ("HTTPS://Example.COM:8443/A/b?x=1&y=%20#part", Target("https", "example.com", 8443, b"/A/b?x=1&y=%20")),
        ("https://example.com?x=1", Target("https", "example.com", 443, b"/?x=1")),
        ("http://example.com./a", Target("http", "example.com", 80, b"/a")),
        ("http://8.8.8.8:65535/", Target("http", "8.8.8.8", 65535, b"/")),
        ("http://[2606:4700:0:0::1111]/", Target("http", "2606:4700::1111", 80, b"/")),
        ("https://b\u00fccher.example/\u00e4?\u00f6", Target("https", "xn--bcher-kva.example", 443, b"/%C3%A4?%C3%B6")),
        ("https://my_bucket.s3.example/a", Target("https", "my_bucket.s3.example", 443, b"/a")),
        (
            "https://example.com/a?sig=a%2Fb%3D&u=me@home",
            Target("https", "example.com", 443, b"/a?sig=a%2Fb%3D&u=me@home"),
        ),
        ("https://1.example.com/", Target("https", "1.example.com", 443, b"/")),
    ],
)
def test_a_url_is_read_once_and_its_query_kept_as_sent(url: str, target: Target) -> None:
    assert parse_target(url) == target


@pytest.mark.parametrize(
    ("target", "host"),
    [
        (Target("http", "example.com", 80, b"/"), "example.com"),
        (Target("http", "example.com", 443, b"/"), "example.com:443"),
        (Target("https", "::1", 8443, b"/"), "[::1]:8443"),
    ],
)
def test_the_host_header_names_the_port_only_where_it_is_unusual(target: Target, host: str) -> None:
    assert target.host_header == host


HOSTILE = [
    "",
    "example.com",
    "//example.com/",
    "/etc/passwd",
    "http:",
    "http:/example.com",
    "http:example.com",
    "http://",
    "http:///path",
    "http://?x",
    "http://#x",
    "ftp://example.com/",
    "file:///etc/passwd",
    "gopher://example.com/",
    "javascript:alert(1)",
    "data:text/plain,x",
    "httpx://example.com/",
    # who is asked, really?
    "http://user@example.com/",
    "http://user:secret@example.com/",
    "http://:secret@example.com/",
    "http://@example.com/",
    "http://example.com@127.0.0.1/",
    "http://example.com:80@127.0.0.1/",
    "http://127.0.0.1\\@example.com/",
    "http://example.com\\.127.0.0.1/",
    "http://example.com%40127.0.0.1/",
    "http://example.com%2f@127.0.0.1/",
    "http://exam%70le.com/",
    # ports
    "http://example.com:0/",
    "http://example.com:65536/",
    "http://example.com:99999/",
    "http://example.com:/",
    "http://example.com:-1/",
    "http://example.com:+80/",
    "http://example.com:8o/",
    "http://example.com:80:80/",
    "http://example.com:\u0668\u0660/",
    "http://example.com:000000000080/",
    # addresses in disguise
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0x7f.0x0.0x0.0x1/",
    "http://0x7f.1/",
    "http://017700000001/",
    "http://0177.0.0.1/",
    "http://127.1/",
    "http://127.0.1/",
    "http://127.0.0.1.1/",
    "http://127.0.0.256/",
    "http://127.0.0.01/",
    "http://0/",
    "http://\uff11\uff12\uff17.0.0.1/",
    "http://\u2460\u2461\u2466.0.0.1/",
    "http://%31%32%37.0.0.1/",
    "http://1.2.3.0x4/",
    # brackets
    "http://[::1/",
    "http://::1/",
    "http://::1]/",
    "http://[::1]x/",
    "http://[::1]:x/",
    "http://[127.0.0.1]/",
    "http://[example.com]/",
    "http://[fe80::1%25eth0]/",
    "http://[fe80::1%eth0]/",
    "http://[]/",
    "http://[v1.x]/",
    "http://[::1][::1]/",
    # blanks and what cannot be seen
    " http://example.com/",
    "http://example.com/ ",
    "http://exam ple.com/",
    "http://example.com/a b",
    "http://exam\tple.com/",
    "http://example.com\r\nHost: evil/",
    "http://example.com/\x00",
    "http://exam\u200bple.com/",
    "http://exam\u00a0ple.com/",
    "http://example.com/\u2028",
    "http://example.com/\ud800",
    # names that cannot be
    "http://.example.com/",
    "http://example..com/",
    "http://example.com../",
    "http://-example.com/",
    "http://example-.com/",
    "http://" + "a" * 64 + ".com/",
    "http://" + ".".join(["a" * 60] * 5) + "/",
    "http://exam<ple.com/",
    "http://exam|ple.com/",
    "http://*.example.com/",
    "http://xn--/",
    "http://\u2603.example/",
    "http://example.com/" + "a" * MAX_LENGTH,
]


@pytest.mark.parametrize("url", HOSTILE)
def test_what_is_no_plain_absolute_url_is_refused_with_a_reason(url: str) -> None:
    with pytest.raises(OutboundError) as refused:
        parse_target(url)
    assert refused.value.code == OutboundCode.BAD_URL
    assert str(refused.value).endswith(".")


@given(st.text(max_size=40))
def test_no_text_makes_the_reader_of_urls_stumble(text: str) -> None:
    for url in (text, f"http://{text}", f"http://example.com{text}"):
        try:
            parse_target(url)
        except OutboundError as refused:
            assert refused.code == OutboundCode.BAD_URL  # noqa: PT017 — either outcome is right, only these two
