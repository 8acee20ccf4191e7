"""The page of a record: reject and take back, split a witness off, merge, and say which of several is corrected."""

import re

import pytest

pytest.importorskip("fastapi", reason="the extra `serve` is not installed")

from starlette.testclient import TestClient

import regesta
from regesta.serve.addresses import id_in
from regesta.serve.app import create_app
from regesta.serve.config import ServeConfig
from regesta.serve.security import token


@pytest.fixture
def config(path):
    return ServeConfig(str(path), hosts=("testserver",))


@pytest.fixture
def client(config):
    return TestClient(create_app(config), raise_server_exceptions=False)


@pytest.fixture
def whole(path):
    """Return an event of several witnesses; what was decided about it is taken back at the end."""
    with regesta.open(path) as register:
        yield max(register.records().events, key=lambda e: (len(e.members), e.id))
        for row in register.decisions(persons_only=True):
            if row["kind"] != "withdraw" and row["state"] == "stands":
                register.decide("withdraw", row["id"], by="Ana")


def post(client, config, to, **form):
    given = {"csrf": token(config.secret), "by": "Ana", **form}
    return client.post(to, data=given, follow_redirects=False)


def events(path):
    with regesta.open(path) as register:
        return {e.id: {m.id for m in e.members} for e in register.records().events}


def test_a_rejected_event_is_gone_with_all_its_witnesses_and_its_page_takes_it_back(
    client, config, path, whole
):
    before = events(path)
    page = f"/record/{whole.id}"
    done = post(client, config, "/decide", kind="reject", of=whole.id, back=page, reason="no such meeting")
    assert (done.status_code, done.headers["location"]) == (303, page)
    members = {m.id for m in whole.members}
    assert not any(members & found for found in events(path).values())
    shown = client.get(page)
    assert shown.status_code == 410
    assert "Rejected by <bdi>Ana</bdi>" in shown.text
    assert "no such meeting" in shown.text
    assert shown.text.count('class="witness"') >= len(members)
    (undo,) = re.findall(
        r'name="kind" value="withdraw"><input type="hidden" name="of" value="(\w+)"', shown.text
    )
    post(client, config, "/decide", kind="withdraw", of=undo)
    assert client.get(page).status_code == 200
    assert events(path) == before


def test_one_witness_is_split_off_and_the_others_stay_together(client, config, path, whole):
    before = events(path)
    offered = re.findall(r'action="/split".*?name="of" value="(\w+)"', client.get(f"/record/{whole.id}").text)
    assert sorted(offered) == sorted(m.id for m in whole.members)
    witness = offered[-1]
    assert post(client, config, "/split", of=witness, back="/review").status_code == 303
    now = events(path)
    assert {witness} in now.values()
    assert {m.id for m in whole.members} - {witness} in now.values()
    with regesta.open(path) as register:
        last = register.decisions(persons_only=True)[-1]
        assert (last["kind"], last["of"][0]) == ("different", witness)
        register.decide("withdraw", last["id"], by="Ana")
    assert events(path) == before


def test_a_lone_witness_cannot_be_split_off(client, config, path):
    alone = next(i for i, members in events(path).items() if len(members) == 1)
    assert 'action="/split"' not in client.get(f"/record/{alone}").text
    done = post(client, config, "/split", of=alone)
    assert done.status_code == 422
    assert "only witness" in done.text


def test_two_records_are_merged_by_the_address_of_one(client, config, path, whole):
    other = next(i for i in events(path) if i != whole.id)
    done = post(
        client, config, "/merge", of=whole.id, other=f"http://127.0.0.1:8321/record/{other}?a=1", back="/"
    )
    assert done.status_code == 303
    assert any({whole.id, other} <= members for members in events(path).values())


@pytest.mark.parametrize(
    "given", ["ab12", " ab12 ", "/record/ab12", "http://h/record/ab12#x", "http://h/event/ab12/?q=1"]
)
def test_an_id_is_found_in_an_address(given):
    assert id_in(given) == "ab12"


def test_where_several_records_rest_on_the_words_the_page_asks_which(client, config, path, whole):
    with regesta.open(path) as register:
        found = [
            (e.report_id, e.span.start, e.span.end)
            for kind in (register.records().events, register.records().statements)
            for item in kind
            for m in item.members
            for e in m.evidence[:1]
        ]
    report, start, end = max(set(found), key=lambda place: (found.count(place), place))
    assert found.count((report, start, end)) > 1
    form = {"report": report, "start": start, "end": end, "field": "date", "value": "2025-03-09"}
    asked = post(client, config, "/correct", **form)
    assert asked.status_code == 409
    ids = re.findall(r'name="kind" value="override"><input type="hidden" name="of" value="(\w+)"', asked.text)
    assert len(ids) > 1
    post(client, config, "/decide", kind="override", of=ids[0], field="date", value="2025-03-09")
    assert client.get(f"/record/{ids[0]}.json").json()["line"]["date"]["earliest"] == "2025-03-09"


def test_a_position_is_told_in_words_on_its_page_and_where_it_is_named(client, path):
    with regesta.open(path) as register:
        held = next(p for p in register.records().positions if len(p.states) == 2 and p.stance == "support")
    page = client.get(f"/record/{held.id}").text
    heading = page.partition("<h1>")[2].partition("</h1>")[0]
    assert held.id not in heading
    assert " support " in heading
    assert "<dt>Held by</dt>" in page
    named = client.get(f"/record/{held.statements[0]}").text
    assert f'<a href="/record/{held.id}">{heading}</a>' in named
