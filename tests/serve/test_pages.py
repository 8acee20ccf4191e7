"""The pages: each loads, links lead somewhere, twins say the same, bad input is told, decisions change and undo."""

import csv
import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import get_args
from urllib.parse import urljoin, urlsplit

import pytest

pytest.importorskip("fastapi", reason="the extra `serve` is not installed")

from starlette.testclient import TestClient

import regesta
from regesta.model.findings import Stage, Stance
from regesta.serve.app import create_app
from regesta.serve.config import ServeConfig, require_login
from regesta.serve.security import token

PAGES = (
    "/", "/search", "/search?q=border", "/commitments", "/positions", "/reports", "/review", "/changes", "/decisions",
    "/data", "/quality", "/codebook", "/method", "/about", "/api", "/watch", "/compare", "/map", "/map?state=IRN", "/network", "/network?state=IRN",
    "/briefs", "/briefs?a=BLR&b=IRN&since=2020", "/ingest", "/jobs", "/jobs?follow=true",
)  # fmt: skip


@pytest.fixture(scope="module")
def config(path):
    return ServeConfig(str(path), hosts=("testserver",))


@pytest.fixture
def client(config):
    return TestClient(create_app(config), raise_server_exceptions=False)


class Links(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found, self.ids, self.unnamed = set(), set(), 0

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        for key in ("href", "src", "srcset"):
            if given.get(key):
                self.found.add(given[key])
        self.ids.add(given.get("id"))
        if tag == "img" and not given.get("alt"):
            self.unnamed += 1


def links_of(text):
    parser = Links()
    parser.feed(text)
    return parser


def test_every_link_of_every_page_leads_somewhere(client):
    seen, waiting, n_pages = set(), ["/"], 0
    per_kind = {}
    while waiting:
        address = waiting.pop()
        place = urlsplit(address)
        bare = place.path + (f"?{place.query}" if place.query else "")
        kind = place.path.split("/")[1]
        if bare in seen or per_kind.get(kind, 0) >= 12:
            continue
        seen.add(bare)
        per_kind[kind] = per_kind.get(kind, 0) + 1
        answer = client.get(bare)
        assert answer.status_code == 200, (bare, answer.status_code, answer.text[:300])
        if not answer.headers["content-type"].startswith("text/html"):
            continue
        n_pages += 1
        found = links_of(answer.text)
        assert not found.unnamed
        waiting += [urljoin(bare, link) for link in sorted(found.found)]
        for link in found.found:
            if link.startswith("#"):
                assert link[1:] in found.ids
    assert n_pages > 40


@pytest.mark.parametrize("page", PAGES)
def test_each_page_has_its_twins(client, page):
    stem, _, query = page.partition("?")
    stem = "/index" if stem == "/" else stem
    told = client.get(f"{stem}.json?{query}")
    assert told.status_code == 200
    assert told.json()["title"]
    table = client.get(f"{stem}.csv?{query}")
    assert table.headers["content-type"].startswith("text/csv")
    for row in csv.reader(io.StringIO(table.text)):
        assert not any(cell.startswith(("=", "+", "@")) for cell in row)


def first_pair(client):
    return client.get("/index.json").json()["busiest"][0]["pair"]


def test_a_dyad_in_the_other_order_or_by_name_moves_for_good(client):
    one, two = first_pair(client).split("-")
    moved = client.get(f"/dyad/{two}-{one}?since=2020", follow_redirects=False)
    assert moved.status_code == 308
    assert moved.headers["location"] == f"/dyad/{one}-{two}?since=2020"
    assert client.get(f"/dyad/{two}-{one}.json").url.path == f"/dyad/{one}-{two}.json"


def test_a_record_by_an_id_merged_into_it_moves_for_good(client, path):
    with regesta.open(path) as register:
        names = dict(register.records().merged_into)
    old, new = next(((o, n) for o, n in names.items() if o != n), (None, None))
    if old is None:
        pytest.fail("the examples hold no merged record")
    moved = client.get(f"/event/{old}", follow_redirects=True)
    assert moved.url.path == f"/record/{new}"
    assert moved.history[-1].status_code == 308


@pytest.mark.parametrize(
    "address",
    ["/dyad/BLR-IRN?since=2023&until=", "/commitments?state=&silent=0", "/search?q=", "/positions?topic="],
)
def test_a_field_left_empty_asks_for_nothing(client, address):
    stem = re.sub(r"[?&](until|state|q|topic)=(?=&|$)", "", address).replace("&silent", "?silent")
    full, short = client.get(address), client.get(stem)
    assert full.status_code == short.status_code == 200
    main = re.compile(r"<main.*</main>", re.DOTALL)
    assert len(main.search(full.text)[0]) == pytest.approx(len(main.search(short.text)[0]), abs=120)


@pytest.mark.parametrize(
    ("address", "status", "says"),
    [
        ("/dyad/XXQ-IRN", 404, "names no state"),
        ("/dyad/IRN-IRN", 422, "one state twice"),
        ("/dyad/IRN", 422, "such as BLR-IRN"),
        ("/dyad/BLR-IRN?since=soon", 422, "YYYY-MM-DD"),
        ("/dyad/BLR-IRN?sinc=2020", 422, "sinc"),
        ("/dyad/BLR-IRN?type=QUARREL", 422, "ASSAULT"),
        ("/commitments?silent=-1", 422, "silent"),
        ("/record/ffff0000ffff", 404, "no record"),
        ("/report/nothing", 404, "no such report"),
        ("/entity/person:nobody", 404, "nobody in the register"),
        ("/nowhere", 404, "Nothing stands at this address"),
        ("/chart/pie/BLR-IRN.svg", 422, "timeline"),
        ("/data/xls", 422, "jsonl"),
        ("/changes?since=yesterday", 422, "since"),
    ],
)
def test_bad_input_says_what_is_wrong_and_what_is_allowed(client, address, status, says):
    answer = client.get(address)
    assert answer.status_code == status
    assert says in answer.text
    assert "Traceback" not in answer.text


def test_hostile_text_is_shown_as_text(client, path):
    with regesta.open(path) as register:
        report = next(r for r in register.reports() if "hostile" in r["source"])
    page = client.get(f"/report/{report['id']}")
    assert "<script>alert" not in page.text
    assert "&lt;script&gt;alert(1)" in page.text
    assert "<b>hostile" not in client.get("/reports").text
    policy = page.headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy


def test_marks_stand_at_the_offsets_of_the_text(client, path):
    with regesta.open(path) as register:
        report = next(r for r in register.reports() if "hostile" in r["source"])
        text = register.report(report["id"]).report.text
    data = client.get(f"/report/{report['id']}.json").json()
    assert "".join(p["text"] for p in data["pieces"]) == text
    assert all(text[p["start"] :].startswith(p["text"]) for p in data["pieces"])
    assert any(p["ids"] for p in data["pieces"])


def test_a_decision_from_a_page_changes_the_register_and_undoing_gives_it_back(client, config):
    row = client.get("/review.json").json()["queue"][0]
    form = {"csrf": token(config.secret), "kind": "reject", "of": row["id"], "by": "Ana", "back": "/review"}
    done = client.post("/decide", data=form, follow_redirects=False)
    assert (done.status_code, done.headers["location"]) == (303, "/review")
    assert client.get(f"/record/{row['id']}").status_code == 410
    made = client.get("/decisions.json").json()["decisions"][-1]
    undo = {"csrf": token(config.secret), "kind": "withdraw", "of": made["id"], "by": "Ana"}
    assert client.post("/decide", data=undo).status_code == 200
    assert client.get(f"/record/{row['id']}").status_code == 200


def test_the_review_names_the_record_that_may_be_the_same(tmp_path):
    (tmp_path / "a.txt").write_text("Kenyan farmers sell tea.\n\nKenya had praised Uganda.", encoding="utf-8")
    (tmp_path / "b.txt").write_text("Kenya had praised Uganda for its ferries.", encoding="utf-8")
    with regesta.open(tmp_path / "r.db") as register:
        register.add([tmp_path / "a.txt", tmp_path / "b.txt"])
    client = TestClient(create_app(ServeConfig(str(tmp_path / "r.db"), hosts=("testserver",))))
    row = next(r for r in client.get("/review.json").json()["queue"] if "other" in r)
    assert row["other_says"] == "Kenya praises or thanks Uganda"
    link = f'<a href="/record/{row["other"]}"><bdi>{row["other_says"]}</bdi></a>'
    assert f"The other record: {link}" in client.get("/review").text


def test_what_changed_shows_all_days_on_which_it_may_have_happened(client):
    rows = [r for r in client.get("/changes.json?since=0").json()["changes"] if " to " in r.get("when", "")]
    assert rows
    first, _, last = rows[0]["when"].partition(" to ")
    assert (
        f'<span class="d">{first}</span> <span class="d">to {last}</span>'
        in client.get("/changes?since=0").text
    )


def test_words_selected_in_a_report_correct_a_record(client, config, path, hostile):
    with regesta.open(path) as register:
        report = next(r for r in register.reports() if "hostile" in r["source"])
    start = hostile.index("met his")
    form = {
        "csrf": token(config.secret), "report": report["id"], "start": start, "end": start + 3, "record": "event",
        "field": "date", "value": "2025-03-09", "by": "Ana", "back": f"/report/{report['id']}",
    }  # fmt: skip
    assert client.post("/correct", data=form).status_code == 200
    made = client.get("/decisions.json").json()["decisions"][-1]
    shown = client.get(f"/record/{made['of'][0]}.json").json()["line"]
    assert shown["date"]["earliest"] == "2025-03-09"
    client.post("/decide", data={"csrf": token(config.secret), "kind": "withdraw", "of": made["id"]})
    assert "select words" in client.post("/correct", data=form | {"end": 10**6}).text.casefold()


def test_forms_of_others_are_refused(client, config):
    form = {"csrf": "0" * 64, "kind": "confirm", "of": "abcd"}
    assert client.post("/decide", data=form).status_code == 403
    good = form | {"csrf": token(config.secret)}
    assert client.post("/decide", data=good, headers={"origin": "http://evil.example"}).status_code == 403
    assert client.post("/decide", data=good, headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert client.get("/", headers={"host": "evil.example"}).status_code == 421
    done = client.post("/theme", data={"to": "dark", "back": "//evil.example"}, follow_redirects=False)
    assert done.headers["location"] == "/"


def test_an_answer_that_the_client_has_is_not_sent_again(client):
    first = client.get("/commitments")
    again = client.get("/commitments", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_charts_come_as_svg_png_and_csv(client):
    pair = first_pair(client)
    assert client.get(f"/chart/timeline/{pair}.svg?theme=dark").text.startswith("<svg")
    assert client.get(f"/chart/series/{pair}.png").content.startswith(b"\x89PNG")
    assert client.get(f"/chart/stages/{pair}.csv").text.startswith("stage,")
    assert client.get("/chart/partners/all.svg").status_code == 200


@pytest.mark.parametrize("kind", ["empty", "absent", "foreign"])
def test_a_register_that_cannot_be_read_is_told_on_the_page(tmp_path, kind):
    path = tmp_path / "r.db"
    if kind == "empty":
        regesta.open(path).close()
    elif kind == "foreign":
        path.write_text("something else")
    client = TestClient(
        create_app(ServeConfig(str(path), hosts=("testserver",))), raise_server_exceptions=False
    )
    answer = client.get("/")
    assert answer.status_code == (200 if kind == "empty" else 503)
    says = {"empty": "register is empty", "absent": "there is no register", "foreign": "no register"}[kind]
    assert says in answer.text


def test_only_loopback_may_be_listened_on_without_accounts(tmp_path):
    require_login("127.0.0.1", None)
    require_login("::1", None)
    require_login("0.0.0.0", tmp_path / "users.db")
    for host in ("0.0.0.0", "example.org", "192.168.1.4"):
        with pytest.raises(regesta.errors.BadValue, match="no accounts"):
            require_login(host, None)


# --------------------------------------------------------------------------- API


def test_cursors_walk_the_whole_list_once(client):
    ids, cursor, total = [], None, None
    while True:
        rest = f"&cursor={cursor}" if cursor else ""
        answer = client.get(f"/api/v1/events?limit=3{rest}").json()
        ids += [line["id"] for line in answer["items"]]
        total, cursor = answer["total"], answer["next"]
        if cursor is None:
            break
    assert len(ids) == len(set(ids)) == total > 3
    assert ids == sorted(ids)
    shown = client.get(f"/api/v1/events/{ids[0]}").json()
    assert shown["id"] == ids[0]
    assert shown["context"]


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/api/v1/events?limit=0", 422),
        ("/api/v1/events?page=2", 422),
        ("/api/v1/events?cursor=%25%25", 422),
        ("/api/v1/quarrels", 422),
        ("/api/v1/events/ffffffff", 404),
        ("/api/v1/view/dyad/XXQ-IRN", 404),
        ("/api/v1/export/xls", 422),
    ],
)
def test_the_api_tells_errors_for_programs(client, address, status):
    answer = client.get(address)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["detail"]


def test_the_api_describes_itself_and_decides(client):
    told = client.get("/api/v1/openapi.json").json()
    assert told["openapi"] == "3.1.0"
    assert "/api/v1/view/dyad/{pair}" in told["paths"]
    pair = first_pair(client)
    one, two = pair.split("-")
    assert client.get(f"/api/v1/view/dyad/{pair}").json()["summary"]
    assert client.get(f"/api/v1/view/dyad/{two}-{one}").url.path.endswith(pair)
    event = client.get("/api/v1/events?limit=1").json()["items"][0]
    made = client.post("/api/v1/decisions", json={"kind": "confirm", "of": [event["id"]], "by": "Ana"})
    assert made.status_code == 201
    again = client.post("/api/v1/decisions", json={"kind": "confirm", "of": [event["id"]], "by": "Ana"})
    assert (again.status_code, again.json()["id"]) == (200, made.json()["id"])
    undone = {"kind": "withdraw", "of": [made.json()["id"]], "by": "Ana"}
    assert client.post("/api/v1/decisions", json=undone).status_code == 201
    assert (
        client.post("/api/v1/decisions", json={"kind": "confirm", "of": [], "by": "Ana"}).status_code == 422
    )
    assert re.fullmatch(r"[0-9a-f]+", json.loads(made.text)["id"])


@pytest.mark.parametrize("asked", ["Belarus Iran", "iran, belarus", "IRN BLR"])
def test_a_search_that_names_two_states_leads_to_their_page(client, asked):
    shown = client.get("/search", params={"q": asked}).text
    assert 'href="/dyad/BLR-IRN"' in shown
    assert 'href="/country/IRN"' in shown


def test_a_file_is_shown_by_its_name_alone(client, path):
    shown = client.get("/reports").text
    assert "<bdi>id.txt</bdi>" in shown
    assert f"<bdi>{path.parent}" not in shown


def test_events_that_did_not_occur_are_told_where_they_count_and_where_not(client):
    listed = client.get("/dyad/IND-KEN.json").json()
    unreal = sum(e["status"] not in ("occurred", "historical") for e in listed["timeline"])
    drawn = client.get("/network.json?state=IND&state=KEN").json()
    tie = next(t for t in drawn["ties"] if t["pair"] == "IND-KEN")
    assert unreal
    assert listed["n_events"] - unreal == tie["events"]
    assert f"({unreal} of them planned, denied or conditional)" in listed["summary"]
    assert "Not counted here" in client.get("/network?state=IND&state=KEN").text


def test_the_page_of_a_report_shows_what_reading_everything_shows(config, path):
    from regesta.serve import views
    from regesta.serve.library import Library

    class Whole(Library):
        def records(self, *states, **how):
            return super().records(**how)

    with regesta.open(path) as register:
        ids = [r["id"] for r in register.reports()]
    for report in ids:
        assert views.report(Library(config), report) == views.report(Whole(config), report)


def test_without_accounts_the_login_says_that_none_is_needed(client):
    page = client.get("/login?back=/review")
    assert page.status_code == 200
    assert "No login is needed" in page.text
    assert 'type="password"' not in page.text
    assert 'href="/review"' in page.text


def test_about_tells_what_this_register_is_and_whose_the_parts_are(client, path):
    told = client.get("/about.json").json()
    with regesta.open(path) as register:
        assert told["reports"] == len(list(register.reports()))
        assert told["revision"] == register.revision
    notice = Path("NOTICE").read_text(encoding="utf-8")
    for other in told["others"]:
        assert other["of"].removeprefix("Unicode ") in notice
        assert other["licence"] in notice.replace("licence.", "licence") or other["licence"] in {
            "see NOTICE",
            "MIT",
        }


def test_the_api_page_lists_all_that_openapi_describes(client):
    rows = client.get("/api.json").json()["operations"]
    described = client.get("/api/v1/openapi.json").json()["paths"]
    assert {(r["method"].lower(), r["path"]) for r in rows} == {
        (method, path) for path, methods in described.items() for method in methods
    }
    assert all(r["does"] for r in rows)


def test_every_code_has_a_meaning(client):
    told = client.get("/codebook.json").json()
    assert len(told["types"]) == 16
    assert all(t["means"] and t["modes"] == sorted(t["modes"]) for t in told["types"])
    assert set(told["stages"]) == set(get_args(Stage))
    assert set(told["stances"]) == set(get_args(Stance))
    assert all(row["asks"] != row["name"] for row in client.get("/quality.json").json()["scores"])


@pytest.mark.parametrize("named", ["abbas-araghchi", "person:abbas-araghchi"])
def test_a_person_has_a_short_address(client, named):
    answer = client.get(f"/person/{named}")
    assert answer.status_code == 200
    assert answer.url.path == "/entity/person:abbas-araghchi"


@pytest.mark.parametrize("page", ["/watch", "/compare"])
def test_where_nobody_is_named_those_with_most_dealings_are_offered(client, page):
    pair = first_pair(client)
    assert f'value="{pair}"' in client.get(page).text


def test_tables_are_downloaded_under_names_of_their_own(client):
    names = {
        client.get(f"/data/csv?record={kind}").headers["content-disposition"] for kind in ("event", "office")
    }
    assert names == {f'attachment; filename="regesta-{kind}.csv"' for kind in ("event", "office")}


def test_decisions_are_told_in_words(client, config):
    event = client.get("/api/v1/events?limit=1").json()["items"][0]["id"]
    form = {"csrf": token(config.secret), "by": "Ana", "kind": "confirm", "of": event, "back": "/decisions"}
    client.post("/decide", data=form)
    told = client.get("/decisions.json").json()
    assert told["says"][event] == client.get(f"/record/{event}.json").json()["says"]
    withdrawn = {"csrf": token(config.secret), "kind": "withdraw", "of": told["decisions"][-1]["id"]}
    client.post("/decide", data=withdrawn)


def test_what_was_rejected_is_told_in_words_too(client, config):
    event = client.get("/api/v1/events?limit=1").json()["items"][0]["id"]
    says = client.get(f"/record/{event}.json").json()["says"]
    form = {"csrf": token(config.secret), "by": "Ana", "kind": "reject", "of": event, "back": "/decisions"}
    page = client.post("/decide", data=form).text
    told = client.get("/decisions.json").json()
    made = told["decisions"][-1]
    assert says in {told["says"][i] for i in made["of"]}
    assert "rejected" in page
    assert f"<code>{event}" not in page
    client.post("/decide", data={"csrf": token(config.secret), "kind": "withdraw", "of": made["id"]})
    undone = client.get("/decisions.json").json()["decisions"][-1]
    assert (undone["kind"], undone["undone"], undone["about"]) == ("withdraw", "reject", made["of"])
    assert f'href="/record/{made["id"]}"' not in client.get("/decisions").text


def test_a_wrong_option_is_named_as_in_the_form_and_once(client):
    page = client.get("/commitments?stage=foo").text
    assert "<code>stage</code>" in page
    assert "query.stage" not in page
    assert page.count("partly fulfilled") == 1


def test_the_newest_words_of_a_position_have_their_own_day(client):
    rows = client.get("/positions.json").json()["positions"]
    assert rows
    for row in rows:
        said = client.get(f"/record/{row['newest']['id']}.json").json()
        assert row["newest"]["id"] in row["statements"]
        assert said["when"] == row["newest"]["when"]
        assert row["words"]["quote"] in {w["quote"] for w in said["witnesses"]}


def test_a_commitment_tells_what_it_is_worth_and_by_when(client):
    made = client.get("/api/v1/commitments?limit=100").json()["items"]
    target = next(c for c in made if c.get("due") and c.get("value"))
    told = client.get(f"/record/{target['id']}.json").json()
    assert told["value"].endswith(f"billion {target['value']['currency']}")
    page = client.get(f"/record/{target['id']}").text
    assert f"<dt>Value</dt><dd>{told['value']}</dd>" in page
    assert "<dt>Due</dt>" in page


def test_an_office_leads_to_its_holder_and_tells_no_key_of_a_pack_as_its_reason(client):
    held = client.get("/api/v1/offices?limit=1").json()["items"][0]
    page = client.get(f"/record/{held['id']}").text
    assert f'<a href="/entity/{held["entity"]}">' in page
    assert f"terms of office: {held['state']}/" not in page


def test_the_notes_of_a_brief_name_files_without_their_folders(client):
    page = client.get("/briefs?a=BLR&b=IRN").text
    assert "examples/reports/" not in page


def test_an_organisation_with_a_dash_in_its_code_has_drawings(client):
    assert client.get("/chart/holders/Non-Aligned-Movement.svg").status_code == 200
    assert client.get("/country/Non-Aligned-Movement").status_code == 200


def test_the_home_page_tells_which_commitments_moved_last(client):
    told = client.get("/index.json").json()
    assert 0 < len(told["moved"]) <= 5
    last = [
        max(s["date"].get("earliest") or s["date"].get("latest") for s in r["history"]) for r in told["moved"]
    ]
    assert last == sorted(last, reverse=True)
