"""Every golden case: what a careful reader takes from a report, and nothing beside it."""

from __future__ import annotations

import datetime as dt
import re
import warnings

import pytest
from tests.golden_format import ROOT, check, find_cases, known_misses, load_case

from regesta.engines.local import tools
from regesta.errors import ReportError
from regesta.model.actors import Actor
from regesta.model.findings import Event, Place, Reading
from regesta.model.reports import Report
from regesta.model.spans import Evidence, Span
from regesta.model.times import on
from regesta.packs.load import load_packs
from regesta.pipeline import read_report
from regesta.steps.read import given_of, read_bytes

LONGEST_QUOTE_CHARS = 600
N_EVENT_TYPES = 16  # of PLOVER

CASES = find_cases()
assert CASES, "no golden cases found: a glob that finds nothing must not pass"
BY_NAME = {case.name: case for case in CASES}
KNOWN_MISSES = known_misses()

each_case = pytest.mark.parametrize("name", BY_NAME)


@pytest.fixture(scope="module")
def read():
    """Return a function from a case's name to its report and reading; every report is read once."""
    packs = load_packs()
    built = tools(packs)
    done: dict[str, tuple[Report, Reading]] = {}

    def read_case(name: str) -> tuple[Report, Reading]:
        if name not in done:
            case = BY_NAME[name]
            given = given_of(case.sidecar, "report.json")
            (report,) = read_bytes(case.report.name, case.report.read_bytes(), given)
            assert not isinstance(report, ReportError)
            done[name] = (report, read_report(report, packs, built))
        return done[name]

    return read_case


@each_case
def test_report_gives_what_a_reader_takes_from_it(name, read):
    case = BY_NAME[name]
    _, reading = read(name)

    verdicts = check(case.notes, reading)

    wrong = {n: why for n, why in verdicts.items() if why is not None}
    new = [f"{name}/expected.jsonl:{n}: {why}" for n, why in wrong.items() if (name, n) not in KNOWN_MISSES]
    healed = [f"{name}:{n}" for n in verdicts if (name, n) in KNOWN_MISSES and n not in wrong]
    assert not new, "\n".join(["", *new])
    if healed:  # good news stops nobody; `python -m tests.golden.misses --write` makes it binding
        warnings.warn(f"these hold now, take them out of known_misses.txt: {healed}", stacklevel=1)


@each_case
def test_evidence_is_the_words_of_the_report(name, read):
    report, reading = read(name)

    for finding in reading.findings:
        spans = [e for e in finding.evidence if isinstance(e, Evidence)]
        assert spans, f"{finding} rests on no words of the report"
        for evidence in spans:
            assert report.text[evidence.span.start : evidence.span.end] == evidence.quote
            assert len(evidence.quote) <= LONGEST_QUOTE_CHARS
    for issue in reading.issues:
        assert report.text[issue.span.start : issue.span.end] == issue.quote


@each_case
def test_part_of_names_another_event_of_the_report(name, read):
    _, reading = read(name)

    ids = {f.id for f in reading.findings if isinstance(f, Event)}
    assert all(f.part_of in ids - {f.id} for f in reading.findings if isinstance(f, Event) and f.part_of)


def test_known_misses_name_lines_that_exist():
    assert [key for key in KNOWN_MISSES if key[0] not in BY_NAME or key[1] not in BY_NAME[key[0]].notes] == []


def test_cases_say_what_they_are_for_and_who_read_them():
    for case in CASES:
        about = (case.report.parent / "about.md").read_text(encoding="utf-8")
        assert re.search(r"[Rr]ead by the author, \d{4}-\d{2}", about), case.name


def test_every_folder_is_a_case():
    folders = {p.parent for p in ROOT.rglob("report.*")}
    assert folders == {case.report.parent for case in CASES}


def test_cases_cover_every_type_of_event():
    notes = [note for case in CASES for note in case.notes.values() if note.get("record") == "event"]
    types = [note.get("type") for note in notes if not note.get("not")]
    assert len({kind for kind in types if isinstance(kind, str)}) == N_EVENT_TYPES


# --------------------------------------------------------------------------- the reader's notation itself

WORDS = "The foreign minister of Norland, Ada Ek, met her Vesprian counterpart in Port Anna on Tuesday."
NOTE = {
    "record": "event", "type": "CONSULT", "mode": "visit", "actors": ["NOR Ada Ek", "VES"],
    "place": "Port Anna", "earliest": "2025-06-10", "latest": "2025-06-10",
    "quote": "met her Vesprian counterpart",
}  # fmt: skip


@pytest.fixture
def meeting():
    """A reading with one meeting in it, as `NOTE` describes it."""
    event = Event(
        id="1",
        type="CONSULT",
        status="occurred",
        modes=("visit",),
        actors=(
            Actor("person:ada-ek", "Ada Ek", "The foreign minister of Norland", "person", "NOR"),
            Actor("person:x1", "Bo Vyl", "her Vesprian counterpart", "person", "VES"),
        ),
        date=on(dt.date(2025, 6, 10)),
        place=Place("Port Anna", "NOR"),
        evidence=(Evidence("r", Span(0, len(WORDS)), WORDS, "en/events#meet"),),
    )
    return Reading("r", "en", None, on(dt.date(2025, 6, 12)), (event,), (), ())


def test_a_right_note_holds(meeting):
    assert check({1: NOTE}, meeting) == {1: None}


@pytest.mark.parametrize(
    "changed",
    [
        {"earliest": "2025-06-11", "latest": "2025-06-11"},
        {"actors": ["NOR Eva Moe", "VES"]},
        {"actors": ["NOR Ada Ek", "KEN"]},
        {"actors": ["NOR Ada Ek"]},
        {"actors": ["NOR Ada Ek", "VES", "KEN"]},
        {"recipients": ["VES"]},
        {"place": "Lagos"},
        {"place": None},
        {"status": "denied"},
        {"mode": "phone"},
        {"quote": "Port Anna on Monday"},
        {"part_of": True},
    ],
    ids=str,
)
def test_a_wrong_note_fails(meeting, changed):
    assert check({1: NOTE | changed}, meeting)[1]


def test_two_notes_need_two_findings(meeting):
    assert [why is None for why in check({1: NOTE, 2: NOTE}, meeting).values()].count(True) == 1


def test_limits_report_what_lies_beyond_the_notes(meeting):
    wrong = {"only": ["CONSULT"]}, {"none": "event"}, {"none": "CONSULT"}, {"never": "Vesprian counterpart"}
    right = {"only": ["ASSAULT"]}, {"none": "ASSAULT"}, {"none": "statement"}, {"never": "Lagos"}

    assert [note for note in wrong if check({1: note}, meeting)[1] is None] == []
    assert [note for note in right if check({1: note}, meeting)[1]] == []
    assert check({1: NOTE, 2: {"only": ["CONSULT"]}}, meeting)[2] is None
    assert (
        check({1: {"only": ["CONSULT"]}, 2: {"may": ["CONSULT"], "among": ["NOR", "VES"]}}, meeting)[1]
        is None
    )
    assert check({1: {"only": ["CONSULT"]}, 2: {"may": ["CONSULT"], "among": ["NOR"]}}, meeting)[1]
    assert check({1: {"not": True, "record": "event", "between": ["VES"]}}, meeting)[1]
    assert check({1: {"not": True, "record": "event", "between": ["KEN"]}}, meeting)[1] is None
    assert check({1: {"issue": "date.vague"}}, meeting)[1]


def test_a_meeting_with_the_wrong_person_or_on_the_wrong_day_is_beyond_the_notes(meeting):
    limit = {"only": ["CONSULT"]}

    for changed in ({"actors": ["NOR Ada Ek", "VES Bo Vyl", "KEN"]}, {"actors": ["NOR", "VES"]}):
        assert check({1: NOTE | changed, 2: limit}, meeting)[2] is None
    for changed in (
        {"actors": ["NOR Ada Ek"]},
        {"latest": "2025-06-09"},
        {"status": "denied"},
        {"place": "Lagos"},
    ):
        assert check({1: NOTE | {"earliest": "2025-06-01"} | changed, 2: limit}, meeting)[2]


def test_misspelt_notes_are_refused(tmp_path):
    (tmp_path / "report.txt").write_text("Ada Ek met Bo Vyl.", encoding="utf-8")
    (tmp_path / "about.md").write_text("A case.", encoding="utf-8")

    for note in (
        '{"record":"event","typ":"CONSULT"}',
        '{"record":"event","quote":"met Eva"}',
        '{"nones":"event"}',
    ):
        (tmp_path / "expected.jsonl").write_text(note + "\n", encoding="utf-8")
        with pytest.raises(AssertionError, match=r"unknown keys|not in the report"):
            load_case(tmp_path, tmp_path.parent)
