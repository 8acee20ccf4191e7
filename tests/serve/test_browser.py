"""The pages in a real browser: nothing overflows, axe finds nothing serious, and keys walk through the review."""

import os
import shutil
import threading
import time
from collections import Counter

import pytest

pytest.importorskip("fastapi", reason="the extra `serve` is not installed")
pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")

import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

import regesta
from regesta.serve.app import create_app
from regesta.serve.config import ServeConfig

CHROMIUM = shutil.which("chromium")
pytestmark = [
    pytest.mark.long,
    # Where `.ci/run` runs it has installed one; its absence there is a failure, not a skip.
    pytest.mark.skipif(
        CHROMIUM is None and not os.environ.get("CI"),
        reason="no Chromium on PATH; on Debian: apt-get install chromium",
    ),
]
REFERENCE = (
    "/office/IRN/president", "/org/SCO", "/calendar", "/compare?d=BLR-IRN&d=IDN-VNM", "/watch?pair=BLR-IRN&state=IDN",
    "/entity/person:abbas-araghchi", "/map", "/map?state=IRN&type=CONSULT&place=Minsk, BLR", "/map?state=ATA", "/network",
    "/network?state=IRN&least=2",
)  # fmt: skip
PAGES = (
    "/", "/commitments", "/positions", "/reports", "/review", "/search?q=border", "/quality", "/data", "/decisions",
    "/changes", "/codebook", "/method", "/about", "/api", "/login", "/watch", "/compare", "/nowhere",
    "/search?q=agreement&kind=event", "/positions?state=BLR&state=IRN", "/commitments?open=true",
    "/briefs", "/briefs?a=BLR&b=IRN&since=2020", "/briefs?a=BLR&b=KEN", "/ingest", "/jobs",
)  # fmt: skip


@pytest.fixture(scope="module")
def address(path):
    config = uvicorn.Config(create_app(ServeConfig(str(path))), host="127.0.0.1", port=0, log_level="error")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 30
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.05)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield opened
        opened.close()


@pytest.fixture
def page(browser):
    opened = browser.new_page()
    faults = []
    opened.on("pageerror", lambda exc: faults.append(str(exc)))
    yield opened
    opened.close()
    assert faults == []


def every_page(page, address):
    page.goto(f"{address}/")
    pair = page.locator("td a").first.get_attribute("href")
    page.goto(f"{address}/reports")
    report = page.locator("td a").first.get_attribute("href")
    page.goto(address + pair)
    event = page.locator(".lines a").first.get_attribute("href")
    return (*PAGES, pair, report, event, f"/country/{pair[-3:]}", *REFERENCE)


def fits_and_is_accessible(page, place):
    """Check the page that is open at three widths, and what axe says of it."""
    for width in (400, 800, 1400):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (place, width)
    found = Axe().run(page).response["violations"]
    bad = [(v["id"], v["nodes"][0]["html"]) for v in found if v["impact"] in {"serious", "critical"}]
    assert bad == [], (place, bad)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_and_nothing_overflows(page, address, scheme):
    page.emulate_media(color_scheme=scheme)
    for place in every_page(page, address):
        page.goto(address + place)
        fits_and_is_accessible(page, place)


def test_keys_walk_through_the_review_and_back(page, address, path):
    page.goto(f"{address}/review")
    first = page.locator(".item h2").first.inner_text()
    page.keyboard.press("j")
    assert page.locator(".item.here h2").inner_text() == page.locator(".item h2").nth(1).inner_text()
    page.keyboard.press("k")
    with page.expect_navigation():
        page.keyboard.press("x")
    assert page.locator(".item h2").first.inner_text() != first
    with regesta.open(path) as register:
        assert [d["kind"] for d in register.decisions(persons_only=True)] == ["reject"]
    page.goto(f"{address}/decisions")
    with page.expect_navigation():
        page.keyboard.press("u")
    page.goto(f"{address}/review")
    assert page.locator(".item h2").first.inner_text() == first


def test_pages_read_without_javascript_at_twice_the_size_and_on_paper(browser, address):
    opened = browser.new_page(java_script_enabled=False, viewport={"width": 400, "height": 900})
    for place in ("/dyad/BLR-IRN", "/review", "/search?q=agreement"):
        opened.goto(f"{address}{place}")
        assert opened.locator("h1").is_visible()
    with opened.expect_navigation():
        opened.locator(".facets a", has_text="event").first.click()
    assert "kind=event" in opened.url
    opened.close()
    # What 200 % makes of a window of 800 pixels: half as many, each twice as large.
    opened = browser.new_page(
        viewport={"width": 400, "height": 450}, device_scale_factor=2, reduced_motion="reduce"
    )
    opened.goto(f"{address}/dyad/BLR-IRN")
    assert opened.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert opened.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    opened.emulate_media(media="print")
    for hidden in (".top nav", ".filter", "footer", ".jump"):
        assert not opened.locator(hidden).first.is_visible(), hidden
    assert opened.locator("#timeline .lines").is_visible()
    assert opened.pdf(format="A4").startswith(b"%PDF")
    opened.close()


def test_every_quote_says_its_language_and_finds_its_direction(page, address):
    for place in ("/dyad/BLR-IRN", "/positions", "/review", "/search?q=Iran", "/topic/multilateralism"):
        page.goto(f"{address}{place}")
        quotes = page.locator("main :is(blockquote, q)")
        assert quotes.count() > 0, place
        bare = quotes.evaluate_all(
            "found => found.filter(q => !q.lang || q.dir !== 'auto').map(q => q.outerHTML)"
        )
        assert bare == [], (place, bare[:2])


def test_words_selected_in_an_indonesian_report_correct_it_and_the_correction_survives_redo(
    page, address, path, indonesian
):
    with regesta.open(path) as register:
        report = next(r for r in register.reports() if r["source"].endswith("id.txt"))
    page.goto(f"{address}/report/{report['id']}")
    page.evaluate(
        """() => {
            const piece = document.querySelector("#text a");
            const at = piece.firstChild.data.indexOf("bertemu");
            getSelection().setBaseAndExtent(piece.firstChild, at, piece.firstChild, at + 7);
        }"""
    )
    page.wait_for_function("document.getElementById('correct').elements.start.value !== ''")
    hint = page.get_by_role("link", name="Correct “bertemu”")
    assert hint.is_visible()
    hint.click()
    assert page.evaluate("getSelection().isCollapsed") or page.locator("#correct").is_visible()
    start = indonesian.index("bertemu")
    assert page.locator("#correct [name=start]").input_value() == str(start)
    page.locator("#correct [name=record]").select_option("event")
    page.locator("#correct [name=field]").select_option("date")
    page.locator("#correct [name=value]").fill("2025-03-03")
    with page.expect_navigation():
        page.locator("#correct button").click()
    with regesta.open(path) as register:
        made = list(register.decisions(persons_only=True))[-1]
        register.redo(force=True)
        assert register.show(made["of"][0])["date"]["earliest"] == "2025-03-03"


def test_code_points_are_counted_not_units(page, address):
    page.goto(f"{address}/reports")
    assert page.evaluate("codePoints('a😀b', 3)") == 2


def test_a_file_handed_in_becomes_a_record_and_what_could_not_be_read_is_named(page, address):
    page.goto(f"{address}/ingest")
    text = "Ghanaian Foreign Minister Samuel Ablakwa met his Togolese counterpart Robert Dussey in Lome on 4 March 2025."
    files = [("<b>lome.txt", text.encode()), ("picture.png", b"\x89PNG\r\n\x1a\n")]
    sent = [{"name": name, "mimeType": "text/plain", "buffer": data} for name, data in files]
    page.get_by_label("Files").set_input_files(sent)
    page.get_by_label("Source, where").fill("Harbour Post")
    page.get_by_role("button", name="Add the files").click()
    page.get_by_role("button", name="Read what failed again").wait_for(timeout=60_000)
    assert page.locator("h1").inner_text() == "<b>lome.txt and 1 more"
    assert "is a PNG image, not text" in page.locator("main").inner_text()
    assert page.locator('meta[http-equiv="refresh"]').count() == 0, "it ends with the job"
    found = Axe().run(page).response["violations"]
    assert [v["id"] for v in found if v["impact"] in {"serious", "critical"}] == []
    page.set_viewport_size({"width": 400, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("link", name="Ghana – Togo").click()
    assert "Robert Dussey" in page.locator("#timeline").inner_text()
    page.goto(f"{address}/jobs")
    assert page.locator(".lines .tag").first.inner_text() == "partly failed"


def test_words_inside_a_mark_are_selected_with_the_mouse(page, address, path, indonesian):
    with regesta.open(path) as register:
        report = next(r for r in register.reports() if r["source"].endswith("id.txt"))
    page.goto(f"{address}/report/{report['id']}")
    line = page.evaluate("document.querySelector('#text a').getClientRects()[0].toJSON()")
    middle = line["y"] + line["height"] / 2
    page.mouse.move(line["x"] + 40, middle)
    page.mouse.down()
    page.mouse.move(line["x"] + 160, middle, steps=8)
    page.mouse.up()
    page.wait_for_function(
        """() => {
            const { start, end } = document.getElementById("correct").elements;
            const chosen = Array.from(getSelection().toString()).length;
            return chosen > 0 && end.value - start.value === chosen;
        }"""
    )
    chosen = page.evaluate("getSelection().toString()")
    start, end = (int(page.locator(f"#correct [name={n}]").input_value()) for n in ("start", "end"))
    assert chosen
    assert indonesian[start:end] == chosen
    # With nothing selected a mark is a link again. One click: a second would end the journey of the first.
    page.evaluate("getSelection().removeAllRanges()")
    with page.expect_navigation(url="**/record/*"):
        page.mouse.click(line["x"] + 5, middle)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_was_rejected_and_the_question_which_of_them_are_accessible_too(page, address, path, scheme):
    page.emulate_media(color_scheme=scheme)
    with regesta.open(path) as register:
        records = register.records()
    whole = max(records.events, key=lambda e: (len(e.members), e.id))
    places = Counter(
        (words.report_id, words.span.start, words.span.end)
        for item in (*records.events, *records.statements)
        for member in item.members
        for words in member.evidence[:1]
    )
    record = f"{address}/record/{whole.id}"
    page.goto(record)
    with page.expect_navigation():
        page.get_by_role("button", name="Reject").click()
    assert page.locator(".kind").inner_text() == "rejected"
    assert page.locator(".witness").count() >= len(whole.members)
    fits_and_is_accessible(page, "rejected")
    page.goto(f"{address}/review")
    assert "rejected this record" in page.locator(".last").inner_text()
    fits_and_is_accessible(page, "review after a decision")
    page.goto(f"{address}/decisions")
    fits_and_is_accessible(page, "decisions")
    page.goto(record)
    with page.expect_navigation():
        page.get_by_role("button", name="Undo").click()
    page.goto(record)
    assert page.locator("#witnesses .witness").count() >= len(whole.members)
    (report, start, end), n_records = max(places.items(), key=lambda place: (place[1], place[0]))
    assert n_records > 1
    page.goto(f"{address}/report/{report}")
    for name, value in (("start", start), ("end", end), ("value", "2025-03-09")):
        page.locator(f"#correct [name={name}]").fill(str(value))
    with page.expect_navigation():
        page.locator("#correct button").click()
    assert page.locator("h1").inner_text() == "Which of them?"
    assert page.get_by_role("button", name="Correct this one").count() > 1
    fits_and_is_accessible(page, "which")


def test_after_a_decision_the_next_stands_there_and_u_takes_the_last_one_back(page, address, path):
    page.goto(f"{address}/review")
    second, third = (page.locator(".item h2").nth(n).inner_text() for n in (1, 2))
    page.keyboard.press("?")
    assert page.locator("kbd").first.is_visible()
    page.keyboard.press("j")
    with page.expect_navigation(url="**/review#item-2"):
        page.keyboard.press("a")
    assert page.locator(".item.here h2").inner_text() == third
    with regesta.open(path) as register:
        assert register.decisions(persons_only=True)[-1]["kind"] == "confirm"
    with page.expect_navigation(url="**/review#item-2"):
        page.keyboard.press("u")
    assert page.locator(".item.here h2").inner_text() == second
    assert "confirm" not in page.locator("main").inner_text().partition("Keys")[0]
