"""Where there are accounts: nobody unknown sees anything, roles hold, tokens work, and too many tries must wait."""

import json
import re

import pytest

pytest.importorskip("fastapi", reason="the extra `serve` is not installed")

from starlette.testclient import TestClient

import regesta
from regesta.serve.access import Limit
from regesta.serve.app import create_app
from regesta.serve.config import ServeConfig
from regesta.serve.users import Users

PASSWORD = "a long enough one"


@pytest.fixture
def served(tmp_path):
    with regesta.open(tmp_path / "r.db") as register:
        register.add("examples/reports")
        event = register.records().events[0].id
    users = Users(tmp_path / "users.db", create=True)
    for name, role in (("rea", "reader"), ("rev", "reviewer"), ("edi", "editor")):
        users.add(name, role, PASSWORD)
    app = create_app(ServeConfig(str(tmp_path / "r.db"), users=tmp_path / "users.db", hosts=("testserver",)))
    return app, users, event, tmp_path


def csrf(client, path="/login"):
    return re.search(r'name="csrf" value="([0-9a-f]+)"', client.get(path).text)[1]


def logged_in(app, name):
    client = TestClient(app, raise_server_exceptions=False)
    form = {"name": name, "password": PASSWORD, "csrf": csrf(client), "back": "/review"}
    done = client.post("/login", data=form, follow_redirects=False)
    assert (done.status_code, done.headers["location"]) == (303, "/review")
    assert "httponly" in done.headers["set-cookie"].lower()
    return client


def test_nobody_unknown_sees_anything(served):
    client = TestClient(served[0], raise_server_exceptions=False)
    moved = client.get("/dyad/BLR-IRN?since=2020", follow_redirects=False)
    assert moved.headers["location"] == "/login?back=/dyad/BLR-IRN%3Fsince%3D2020"
    for path in ("/api/v1/events", "/index.json", "/reports.csv"):
        refused = client.get(path)
        assert refused.status_code == 401
        assert refused.headers["www-authenticate"] == "Bearer"
    assert client.post("/decide", data={}).status_code == 401
    assert client.get("/static/regesta.css").status_code == 200


def test_a_wrong_password_is_refused_and_too_many_must_wait(served):
    client = TestClient(served[0], raise_server_exceptions=False)
    answers = []
    for _ in range(9):
        form = {"name": "rea", "password": "wrong", "csrf": csrf(client)}
        answers.append(client.post("/login", data=form))
    assert [a.status_code for a in answers] == [403] * 8 + [429]
    assert int(answers[-1].headers["retry-after"]) > 0


def test_roles_hold_and_decisions_are_noted(served):
    app, _, event, folder = served
    reader, reviewer, editor = (logged_in(app, name) for name in ("rea", "rev", "edi"))
    form = {"kind": "confirm", "of": event, "by": "somebody else", "back": "/"}
    assert reader.get("/").status_code == 200
    assert reader.post("/decide", data=form | {"csrf": csrf(reader, "/")}).status_code == 403
    assert (
        reviewer.post("/decide", data=form | {"csrf": csrf(reader, "/")}).status_code == 403
    )  # another's form
    assert reviewer.post("/decide", data=form | {"csrf": csrf(reviewer, "/")}).status_code == 200
    made = reviewer.get("/decisions.json").json()["decisions"][-1]
    assert made["by"] == "person:rev"
    by_editor = editor.post("/decide", data=form | {"csrf": csrf(editor, "/")})
    assert by_editor.status_code == 200
    other = editor.get("/decisions.json").json()["decisions"][-1]
    undo = {"kind": "withdraw", "of": other["id"], "back": "/"}
    assert reviewer.post("/decide", data=undo | {"csrf": csrf(reviewer, "/")}).status_code == 403
    undo["of"] = made["id"]
    assert editor.post("/decide", data=undo | {"csrf": csrf(editor, "/")}).status_code == 200
    log = [json.loads(x) for x in (folder / "users.db.log").read_text(encoding="utf-8").splitlines()]
    assert [(x["user"], x["what"]) for x in log] == [
        ("rev", "confirm"),
        ("edi", "confirm"),
        ("edi", "withdraw"),
    ]
    assert (folder / "users.db.log").stat().st_mode & 0o077 == 0


def test_logging_out_ends_the_session(served):
    client = logged_in(served[0], "rea")
    key = client.cookies["session"]
    assert client.post("/logout", data={"csrf": csrf(client, "/")}).status_code == 200
    again = TestClient(served[0], cookies={"session": key})
    assert again.get("/", follow_redirects=False).status_code == 303


def test_tokens_work_for_programs_within_their_role(served):
    app, users, event, _ = served
    client = TestClient(app, raise_server_exceptions=False)
    reader, reviewer = users.token("edi", "read", "reader"), users.token("edi", "write", "reviewer")
    new = {"kind": "confirm", "of": [event], "by": "somebody else"}
    assert client.get("/api/v1/events", headers={"authorization": f"Bearer {reader}"}).status_code == 200
    assert (
        client.post("/api/v1/decisions", json=new, headers={"authorization": f"Bearer {reader}"}).status_code
        == 403
    )
    made = client.post("/api/v1/decisions", json=new, headers={"authorization": f"Bearer {reviewer}"})
    assert (made.status_code, made.json()["by"]) == (201, "person:edi")
    undo = {"kind": "withdraw", "of": [made.json()["id"]], "by": "x"}
    assert (
        client.post(
            "/api/v1/decisions", json=undo, headers={"authorization": f"Bearer {reviewer}"}
        ).status_code
        == 403
    )
    assert client.get("/api/v1/events", headers={"authorization": "Bearer rgs_0_0"}).status_code == 401


def test_a_limit_counts_by_key_and_forgets():
    clock = [0.0]
    limit = Limit(2, 10, lambda: clock[0])
    assert [limit.wait_s("a"), limit.wait_s("a"), limit.wait_s("b")] == [0, 0, 0]
    assert limit.wait_s("a") == 10
    clock[0] = 10.5
    assert limit.wait_s("a") == 0
