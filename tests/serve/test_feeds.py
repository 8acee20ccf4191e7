"""Feeds: what is newest between two states, and of a watch list that is an address."""

from __future__ import annotations

import pytest

pytest.importorskip("fastapi", reason="the extra `serve` is not installed")

from starlette.testclient import TestClient

import regesta
from regesta.export.atom import check_atom
from regesta.serve.app import create_app
from regesta.serve.config import ServeConfig

REPORTS = {
    "a": ("2024-03-05", "Kenyan President William Ruto met Ugandan President Yoweri Museveni in Nairobi on 4 March 2024."),
    "b": ("2024-03-08", "Kenya condemned <b>Uganda</b> & \"others\" on 7 March 2024."),
    "c": ("2024-03-07", "Ghana signed a trade agreement with Togo in Accra on 6 March 2024."),
}  # fmt: skip


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    folder = tmp_path_factory.mktemp("feeds")
    with regesta.open(folder / "r.db") as register:
        for name, (day, text) in REPORTS.items():
            (folder / f"{name}.txt").write_text(text, encoding="utf-8")
            register.add(folder / f"{name}.txt", published=day)
    return TestClient(create_app(ServeConfig(str(folder / "r.db"), hosts=("testserver",))))


def test_a_dyad_has_a_feed_that_readers_read(client):
    feedparser = pytest.importorskip("feedparser", reason="feedparser is not installed")
    answer = client.get("/feed/dyad/KEN-UGA.atom")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    assert check_atom(answer.text) == ()
    feed = feedparser.parse(answer.text)
    assert not feed.bozo
    assert feed.version == "atom10"
    days = [e.updated[:10] for e in feed.entries]
    assert days == sorted(days, reverse=True)
    assert days[0] == "2024-03-08"
    assert "<b>" in feed.entries[0].content[0].value, "the words of a report are text"
    assert all(client.get(e.link.removeprefix("http://testserver")).status_code == 200 for e in feed.entries)
    assert feed.feed.updated[:10] == "2024-03-08"
    said = [e.content[0].value for e in feed.entries]
    assert all(".txt)" in s and "/" not in s.rpartition("(")[2] for s in said), "no folder of the server"


def test_a_watch_list_joins_pairs_and_states(client):
    address = "/feed/watch.atom?pair=UGA-KEN&state=GHA"
    text = client.get(address).text
    assert check_atom(text) == ()
    assert "Togo" in text
    assert "Kenya" in text
    page = client.get("/watch?pair=UGA-KEN&state=GHA")
    assert "/feed/watch.atom?pair=UGA-KEN&amp;state=GHA" in page.text
    both = client.get("/watch.json?pair=UGA-KEN&state=GHA").json()
    assert [w["states"] for w in both["watched"]] == [["KEN", "UGA"], ["GHA"]]
    assert len({r["id"] for r in both["rows"]}) == len(both["rows"])
    assert client.get("/watch.csv?pair=UGA-KEN").status_code == 200


def test_a_feed_is_sent_once(client):
    first = client.get("/feed/dyad/KEN-UGA.atom")
    again = client.get("/feed/dyad/KEN-UGA.atom", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/feed/dyad/KEN-KEN.atom", 422),
        ("/feed/dyad/XXQ-KEN.atom", 404),
        ("/feed/watch.atom", 422),
        ("/watch?pair=KEN", 422),
        ("/watch?stat=KEN", 422),
        ("/feed/dyad/GHA-KEN.atom", 200),
    ],
)
def test_what_is_asked_wrongly_is_told(client, address, status):
    assert client.get(address).status_code == status


def test_a_feed_of_nothing_is_a_feed(client):
    assert check_atom(client.get("/feed/dyad/GHA-KEN.atom").text) == ()


def test_the_check_sees_faults():
    assert check_atom("<feed/>") == ("no Atom feed",)
    bare = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>x</id></entry><entry><id>x</id></entry></feed>'
    )
    found = check_atom(bare)
    assert "feed: no title" in found
    assert "entry 1: x is there twice" in found
