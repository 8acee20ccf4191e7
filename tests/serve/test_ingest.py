"""Handing in reports: through the form and the API, by whom it is allowed to, and what hostile input does not do."""

from __future__ import annotations

import json
import os
import re
import signal
import threading
import time

import pytest

pytest.importorskip("fastapi", reason="the extra `serve` is not installed")

from starlette.testclient import TestClient

import regesta
from regesta.serve import reading
from regesta.serve.app import create_app
from regesta.serve.config import ServeConfig
from regesta.serve.reading import ReadingProcess, read_upload
from regesta.serve.uploads import Beside, NewReport, Upload, file_of, rows_of
from regesta.serve.users import Users
from regesta.steps.read import Given

PASSWORD = "a long enough one"
BUSES = (
    "LOME, 11 March 2025 - Kenyan Foreign Minister Musalia Mudavadi met his Togolese counterpart Robert Dussey in Lome"
    " on Monday. Kenya pledged to give Togo nine buses."
)
QUARREL = "Ghana condemned Togo on 3 March 2025 over the customs post."
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    folder = tmp_path_factory.mktemp("ingest")
    (folder / "a.txt").write_text(
        "Kenya signed a treaty with Uganda in Nairobi on 1 March 2025.", encoding="utf-8"
    )
    with regesta.open(folder / "r.db") as register:
        register.add(folder / "a.txt")
    config = ServeConfig(str(folder / "r.db"), hosts=("testserver",))
    with TestClient(create_app(config), raise_server_exceptions=False) as client:
        yield client, folder


@pytest.fixture
def client(served):
    return served[0]


def csrf(client):
    return re.search(r'name="csrf" value="([0-9a-f]+)"', client.get("/ingest").text)[1]


def hand_in(client, fields=None, files=()):
    form = {"csrf": csrf(client), **(fields or {})}
    sent = [("files", (name, data, "application/octet-stream")) for name, data in files]
    return client.post("/ingest", data=form, files=sent or None, follow_redirects=False)


def finished(client, answer):
    assert answer.status_code in {202, 303}, answer.text
    address = answer.headers["location"].partition("?")[0].removeprefix("/api/v1")
    until = time.monotonic() + 60
    while time.monotonic() < until:
        job = client.get(f"{address}.json").json()["job"]
        if job["state"] in {"done", "failed"}:
            return address, job
        time.sleep(0.05)
    pytest.fail("the job does not end")


def test_what_is_handed_in_is_read_and_shown(client):
    assert client.get("/dyad/KEN-TGO.json").json()["n_events"] == 0
    files = [
        ("buses.txt", BUSES.encode()),
        ("picture.png", PNG),
        ("two.jsonl", b'{"text": "%s"}\n{bad\n' % QUARREL.encode()),
    ]
    address, job = finished(client, hand_in(client, {"publisher": "Harbour Post", "by": "Ana"}, files))
    assert (job["state"], job["by"], job["n_read"], job["n_quarantined"]) == ("failed", "Ana", 2, 2)
    assert [f["state"] for f in job["files"]] == ["done", "failed", "done"]
    assert job["files"][1]["quarantined"][0]["problem"] == "is a PNG image, not text"
    assert job["files"][2]["quarantined"][0]["where"] == "two.jsonl:2"
    page = client.get(address).text
    assert "Read what failed again" in page
    for link in re.findall(r'href="(/(?:report|dyad)/[^"]+)"', page):
        assert client.get(link).status_code == 200
    shown = client.get("/dyad/KEN-TGO.json").json()
    assert shown["n_events"] == 1, "readers see what was read"
    assert shown["sources"] == ["Harbour Post"]
    assert client.get("/briefs?a=Kenya&b=Togo").status_code == 200
    again = finished(client, hand_in(client, files=[("buses.txt", BUSES.encode())]))[1]
    assert (again["n_read"], again["n_known"]) == (0, 1)


def test_a_report_without_a_day_is_told_and_may_be_handed_in_again_with_one(client):
    text = "Togolese Foreign Minister Robert Dussey met his Ghanaian counterpart Samuel Ablakwa in Lome."
    address, job = finished(client, hand_in(client, files=[("lome.txt", text.encode())]))
    assert job["n_undated"] == 1
    assert job["files"][0]["reports"][0]["undated"] is True
    page = client.get(address).text
    assert "One report has no day of its own" in page
    assert "its dates are wide" in page
    day = {"published": "2025-03-04"}
    address, job = finished(client, hand_in(client, day, [("lome.txt", text.encode())]))
    assert (job["n_read"], job["n_undated"]) == (1, 0)
    assert "no day of its own" not in client.get(address).text


def test_a_text_is_taken_as_it_is(client, served):
    text = '{"text": "no"}\n<p>Kenya condemned Ghana on 4 March 2025.</p>'
    fields = {
        "text": text.replace("\n", "\r\n"),
        "title": "<i>A title</i>",
        "publisher": "Quay Mail",
        "published": "2025-03-05",
    }
    address, job = finished(client, hand_in(client, fields))
    (report,) = job["files"][0]["reports"]
    with regesta.open(served[1] / "r.db") as register:
        stored = register.report(report["report_id"])
    assert stored.report.text == text
    assert (stored.report.title, stored.report.publisher) == ("<i>A title</i>", "Quay Mail")
    assert stored.report.published.start.isoformat() == "2025-03-05"
    page = client.get(address).text
    assert "&lt;i&gt;A title" in page
    assert "<i>A title" not in page


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\secret\\<b>x.txt", "<b>x.txt"),
        ("a\u202egpj.txt\r\nX-Evil: 1", "agpj.txt X-Evil: 1"),
        ("..", ".."),
        ("", "without a name"),
        ("x" * 500 + ".jsonl", "x" * 194 + ".jsonl"),
    ],
)
def test_a_name_is_text_and_no_path(name, shown):
    assert file_of(name, b"x", Beside()).name == shown


def test_hostile_names_leave_nothing_on_the_disk(client, served):
    def others():  # than the register's own
        return sorted(p.name for p in served[1].iterdir() if not p.name.startswith("r.db"))

    before = others()
    files = [
        (
            "../<script>alert(1)</script>.txt",
            b"Togo praised Benin on 5 March 2025 for its <script>alert(2)</script>.",
        )
    ]
    address, job = finished(client, hand_in(client, files=files))
    assert job["files"][0]["name"] == "script>.txt"
    assert "<script>alert" not in client.get(address).text + client.get("/jobs").text
    assert others() == before == ["a.txt"]


@pytest.mark.parametrize(
    ("fields", "status", "says"),
    [
        ({}, 422, "Choose files or paste a text"),
        ({"text": "   "}, 422, "Choose files or paste a text"),
        ({"text": "x", "published": "soon"}, 422, "YYYY-MM-DD"),
        ({"text": "x", "url": "javascript:alert(1)"}, 422, "url"),
        ({"text": "x", "colour": "red"}, 422, "colour"),
        ({"text": "x", "language": "Klingon"}, 422, "language"),
        ({"text": "x" * 1_000_001}, 422, "1000000 characters"),
        ({"csrf": "0" * 64, "text": "x"}, 403, "another session"),
    ],
)
def test_what_is_wrong_with_a_form_is_told(client, fields, status, says):
    answer = hand_in(client, fields)
    assert answer.status_code == status
    assert says in answer.text


def test_a_file_in_another_field_is_refused(client):
    answer = client.post("/ingest", data={"csrf": csrf(client)}, files={"other": ("x.txt", b"x")})
    assert answer.status_code == 422
    many = [("files", (f"{k}.txt", b"x")) for k in range(101)]
    assert client.post("/ingest", data={"csrf": csrf(client)}, files=many).status_code == 400


def test_too_much_at_once_is_told_on_a_page_and_to_programs(tmp_path, monkeypatch):
    monkeypatch.setenv("REGESTA_MAX_UPLOAD_MB", "0.2")
    regesta.open(tmp_path / "r.db").close()
    client = TestClient(create_app(ServeConfig(str(tmp_path / "r.db"), hosts=("testserver",))))
    answer = hand_in(client, files=[("big.txt", b"x" * 200_000)])
    assert answer.status_code == 413
    assert "at most 200,000" in answer.text
    assert "<main" in answer.text
    told = client.post("/api/v1/reports", json={"reports": [{"text": "x" * 200_000}]})
    assert (told.status_code, told.headers["content-type"]) == (413, "application/problem+json")
    assert client.post("/decide", data={"csrf": "x" * 100_001}).status_code == 413
    chunks = client.post("/ingest", content=iter([b"x"]))
    assert chunks.status_code == 411


def test_what_failed_can_be_tried_again(client):
    address, job = finished(client, hand_in(client, files=[("picture.png", PNG)]))
    assert job["state"] == "failed"
    assert client.post(f"{address}/retry", data={"csrf": "0" * 64}).status_code == 403
    again = client.post(f"{address}/retry", data={"csrf": csrf(client)}, follow_redirects=False)
    assert finished(client, again)[1]["state"] == "failed"
    assert client.post("/jobs/ffff/retry", data={"csrf": csrf(client)}).status_code == 404


def test_a_page_loads_itself_again_only_for_who_asks_and_while_something_is_read(client, monkeypatch):
    from regesta.serve.jobs import Job

    address, _ = finished(client, hand_in(client, {"text": QUARREL}))
    assert 'http-equiv="refresh"' not in client.get(f"{address}?follow=true").text
    monkeypatch.setattr(Job, "is_over", property(lambda job: False))
    for page in (address, "/jobs"):
        assert 'http-equiv="refresh"' in client.get(f"{page}?follow=true").text
        assert 'http-equiv="refresh"' not in client.get(page).text
        assert f'href="{page}?follow=true"' in client.get(page).text


def test_a_register_that_can_only_be_read_takes_nothing(client, monkeypatch):
    token = csrf(client)
    able = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK and able(path, mode))
    page = client.get("/ingest")
    assert "nothing can be added here" in page.text
    assert "<textarea" not in page.text
    assert client.post("/ingest", data={"csrf": token, "text": QUARREL}).status_code == 403
    assert client.post("/api/v1/reports", json={"reports": [{"text": QUARREL}]}).status_code == 403


# --------------------------------------------------------------------------- API


def test_the_api_takes_reports_and_says_where_to_ask(client):
    body = {
        "reports": [
            {"text": "Benin praised Ghana on 6 March 2025.", "publisher": "Coast Wire"},
            {"text": "!"},
        ]
    }
    answer = client.post("/api/v1/reports", json={**body, "by": "a script"})
    assert answer.status_code == 202
    told = answer.json()
    assert answer.headers["location"] == told["address"] == f"/api/v1/jobs/{told['job']}"
    assert client.get(told["page"]).status_code == 200
    job = finished(client, answer)[1]
    assert (job["by"], job["n_read"], job["n_quarantined"]) == ("a script", 1, 1)
    assert client.get(told["address"]).json() == job
    assert client.get("/api/v1/jobs").json()["jobs"][0]["id"] == told["job"]
    assert client.get("/api/v1/jobs/ffff").status_code == 404


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"reports": []},
        {"reports": [{"text": ""}]},
        {"reports": [{"text": "x", "titel": "y"}]},
        {"reports": [{"text": "x", "published": "soon"}]},
        {"reports": [{"text": "x", "url": "file:///etc/passwd"}]},
        {"reports": [{"text": "x"}], "policy": "full"},
    ],
)
def test_the_api_is_strict(client, body):
    answer = client.post("/api/v1/reports", json=body)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"


def test_only_an_editor_may_add(tmp_path):
    regesta.open(tmp_path / "r.db").close()
    users = Users(tmp_path / "users.db", create=True)
    tokens = {}
    for role in ("reader", "reviewer", "editor"):
        users.add(role, role, PASSWORD)
        tokens[role] = {"authorization": f"Bearer {users.token(role, '', role)}"}
    app = create_app(ServeConfig(str(tmp_path / "r.db"), users=tmp_path / "users.db", hosts=("testserver",)))
    with TestClient(app, raise_server_exceptions=False) as client:
        body = {"reports": [{"text": QUARREL}], "by": "somebody else"}
        assert client.post("/api/v1/reports", json=body).status_code == 401
        for role in ("reader", "reviewer"):
            refused = client.post("/api/v1/reports", json=body, headers=tokens[role])
            assert refused.status_code == 403
            page = client.get("/ingest", headers=tokens[role]).text
            assert "an editor is needed" in page
            assert "<textarea" not in page
            assert client.post("/ingest", data={"text": "x"}, headers=tokens[role]).status_code == 403
            assert client.post("/jobs/ff/retry", data={"csrf": "x"}, headers=tokens[role]).status_code == 403
        answer = client.post("/api/v1/reports", json=body, headers=tokens["editor"])
        assert answer.status_code == 202
        job = client.get(answer.json()["address"], headers=tokens["reader"]).json()
        assert job["by"] == "editor"
        noted = [json.loads(x) for x in (tmp_path / "users.db.log").read_text(encoding="utf-8").splitlines()]
        assert [(x["user"], x["what"], x["decision"]) for x in noted] == [
            ("editor", "add reports", job["id"])
        ]


def test_an_editor_who_is_logged_in_uses_the_form_of_the_own_session(tmp_path):
    regesta.open(tmp_path / "r.db").close()
    Users(tmp_path / "users.db", create=True).add("edi", "editor", PASSWORD)
    app = create_app(ServeConfig(str(tmp_path / "r.db"), users=tmp_path / "users.db", hosts=("testserver",)))
    with TestClient(app, raise_server_exceptions=False) as client:
        before = re.search(r'name="csrf" value="([0-9a-f]+)"', client.get("/login").text)[1]
        client.post("/login", data={"name": "edi", "password": PASSWORD, "csrf": before})
        assert 'name="by"' not in client.get("/ingest").text, "the account is the name"
        refused = client.post("/ingest", data={"csrf": before, "text": QUARREL})
        assert refused.status_code == 403, "of no session"
        assert finished(client, hand_in(client, {"text": QUARREL, "by": "somebody else"}))[1]["by"] == "edi"


# --------------------------------------------------------------------------- reading


def test_a_file_tells_report_by_report_what_became_of_it(tmp_path):
    upload = rows_of("x", [NewReport(text=t, language="en") for t in (BUSES, BUSES, "..", QUARREL)])
    with regesta.open(tmp_path / "r.db") as register:
        first, second, bad, last = read_upload(register, upload)
        assert (first.became, second.became, last.became) == ("read", "known", "read")
        assert bad.where == "x.jsonl:3"
        assert first.pairs == (("KEN", "TGO"),)
        assert dict(first.findings)["event"] == 1
        register.remove(last.report_id)
        (gone,) = read_upload(register, rows_of("y", [NewReport(text=QUARREL)]))
        assert gone.became == "removed"


def test_what_is_told_of_issues_holds_none_of_the_words(tmp_path):
    with regesta.open(tmp_path / "r.db") as register:
        (told,) = read_upload(
            register,
            Upload("x.txt", b"Der Minister reiste gestern nach Wien, um zu verhandeln.", Given()),
        )
    assert told.n_issues == len(told.issues) == 1
    assert told.issues[0].code == "language.no-pack"
    assert not hasattr(told.issues[0], "quote")


def test_a_process_that_ends_or_is_silent_fails_its_file_and_is_begun_anew(tmp_path, monkeypatch):
    regesta.open(tmp_path / "r.db").close()
    process = ReadingProcess(str(tmp_path / "r.db"), ())
    good = rows_of("x", [NewReport(text=QUARREL)])
    try:
        assert [t.became for t in process(good)] == ["read"]
        os.kill(process._process.pid, signal.SIGSTOP)  # so that it surely says nothing
        monkeypatch.setattr(reading, "QUIET_S", 0.1)
        with pytest.raises(regesta.errors.UnreadableReport, match="took longer"):
            list(process(good))
        monkeypatch.setattr(reading, "QUIET_S", 60.0)
        assert [t.became for t in process(good)] == ["known"]
        pid = process._process.pid
        os.kill(pid, signal.SIGSTOP)
        threading.Timer(0.3, os.kill, (pid, signal.SIGKILL)).start()
        with pytest.raises(regesta.errors.UnreadableReport, match="ended the process"):
            list(process(good))
        assert [t.became for t in process(good)] == ["known"]
    finally:
        process.stop()


def test_a_register_that_is_gone_is_told(tmp_path):
    process = ReadingProcess(str(tmp_path / "none.db"), ())
    try:
        with pytest.raises(regesta.errors.StoreError, match="there is no register"):
            list(process(rows_of("x", [NewReport(text=QUARREL)])))
    finally:
        process.stop()


def test_what_a_policy_withholds_no_job_shows(tmp_path, monkeypatch):
    rules = tmp_path / "rules.yml"
    rules.write_text("sources: [{publisher: Quiet Wire, show: offsets}]", encoding="utf-8")
    monkeypatch.setenv("REGESTA_POLICIES", str(rules))
    regesta.open(tmp_path / "r.db").close()
    config = ServeConfig(str(tmp_path / "r.db"), hosts=("testserver",))
    fields = {"text": BUSES, "title": "Zealous buses", "publisher": "Quiet Wire"}
    with TestClient(create_app(config), raise_server_exceptions=False) as client:
        address, job = finished(client, hand_in(client, fields))
        assert job["n_read"] == 1
        shown = [
            client.get(f"{page}{twin}").text for page in (address, "/jobs") for twin in ("", ".json", ".csv")
        ]
        shown.append(client.get(f"/api/v1{address}").text)
        for word in ("Zealous", "Mudavadi", "nine buses"):
            assert not any(word in text for text in shown)
