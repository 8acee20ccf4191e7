"""The grid of a commitment: parties by what they did, each number with the words it counts."""

from __future__ import annotations

import csv
import io

import pytest

pytest.importorskip("fastapi", reason="the extra `serve` is not installed")

from starlette.testclient import TestClient

from regesta.serve.app import create_app
from regesta.serve.config import ServeConfig


@pytest.fixture(scope="module")
def client(path):
    return TestClient(create_app(ServeConfig(str(path), hosts=("testserver",))))


@pytest.fixture(scope="module")
def promises(client):
    rows = client.get("/commitments.json").json()["commitments"]
    assert rows
    return rows


def grid_of(client, identity):
    return client.get(f"/record/{identity}.json").json()["acts"]


def test_every_number_counts_the_reports_it_leads_to(client, promises):
    n_cells = 0
    for promise in promises:
        at = f"/record/{promise['id']}"
        for row in grid_of(client, promise["id"])["rows"]:
            for act, n in row["reports"].items():
                told = client.get(f"{at}.json", params={"party": row["party"], "act": act}).json()
                assert len({w["report_id"] for w in told["witnesses"]}) == n
                n_cells += n > 0
    assert n_cells > len(promises)


def test_an_invitation_is_the_act_of_who_invites_and_a_visit_that_of_who_comes(client, promises):
    invitation = next(p for p in promises if p["kind"] == "invitation" and p["stage"] == "fulfilled")
    inviting = {a["state"] for a in invitation["by"]}
    told = {r["party"]: r["reports"] for r in grid_of(client, invitation["id"])["rows"]}
    assert {party for party, acts in told.items() if acts["offered"]} == inviting
    assert set(invitation["parties"]) <= told.keys()


def test_who_signed_is_told_for_each_signer(client, promises):
    signed = next(
        p for p in promises if any(h["stage"] == "signed" for h in p["history"]) and len(p["by"]) == 2
    )
    told = {r["party"]: r["reports"]["signed"] for r in grid_of(client, signed["id"])["rows"]}
    assert all(told[a["state"]] > 0 for a in signed["by"])


def test_where_nobody_is_named_the_act_is_nobodys(client, promises):
    unsaid = next(p for p in promises if not p.get("by") and "by" not in p["history"][0])
    rows = grid_of(client, unsaid["id"])["rows"]
    assert rows[-1]["party"] == "-"
    assert "not said who" in client.get(f"/record/{unsaid['id']}").text


def test_what_lapsed_by_itself_is_nobodys_act(client, promises):
    lapsed = next(p for p in promises if p["stage"] == "lapsed")
    assert "lapsed" not in grid_of(client, lapsed["id"])["stages"]


def test_the_page_and_the_table_are_narrowed_alike(client, promises):
    promise = next(p for p in promises if len(p["history"]) > 1 and "by" in p["history"][1])
    act = promise["history"][1]["stage"]
    row = next(r for r in grid_of(client, promise["id"])["rows"] if r["reports"][act])
    asked = f"party={row['party']}&act={act.replace(' ', '+')}"
    page = client.get(f"/record/{promise['id']}?{asked}").text
    assert page.count('<article class="witness">') == len(
        list(csv.DictReader(io.StringIO(client.get(f"/record/{promise['id']}.csv?{asked}").text)))
    )
    assert 'aria-current="true"' in page
    assert f"?{asked.replace('&', '&amp;')}#witnesses" in client.get(f"/record/{promise['id']}").text


def test_the_short_address_keeps_what_is_asked(client, promises):
    moved = client.get(f"/commitment/{promises[0]['id']}?act=signed", follow_redirects=False)
    assert moved.headers["location"] == f"/record/{promises[0]['id']}?act=signed"


def test_acts_are_asked_of_commitments_only(client):
    event = client.get("/dyad/BLR-IRN.json").json()["timeline"][0]["id"]
    assert client.get(f"/record/{event}?party=IRN").status_code == 422
    assert client.get(f"/record/{event}.json").json()["acts"]["rows"] == []
