"""`packs check` and `explain`: they use the steps that read reports, not a second copy of the rules."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from regesta.cli import main
from regesta.packs import check
from regesta.packs import schema as s
from regesta.packs.knowledge import Knowledge
from regesta.packs.load import Packs, load_packs


@pytest.fixture(scope="module")
def packs() -> Packs:
    return load_packs()


def run(*words: object):  # type: ignore[no-untyped-def]
    return CliRunner().invoke(main, [str(w) for w in words], prog_name="regesta")


# --------------------------------------------------------------------------- examples


def test_every_entry_is_tried_with_its_examples_and_counter_examples(packs: Packs) -> None:
    language = packs.languages["en"]
    tried = list(check.trials(language))
    frame = language.frames[0]
    mine = [t for t in tried if t.where == f"en/frames#{frame.id}"]

    assert [t.fires for t in mine] == [True] * len(frame.examples) + [False] * len(frame.counter_examples)
    assert len(tried) > 100


def test_an_example_that_does_not_fire_and_a_counter_example_that_does_are_errors() -> None:
    example = check.Trial("en/frames#x", "A met B.", "en", True, "en/frames#x")
    counter = check.Trial("en/frames#x", "A met a deadline.", "en", False, "en/frames#x")

    assert check.tried(example, lambda *_: {"en/frames#x"}) is None
    assert check.tried(counter, lambda *_: set()) is None
    for trial, rules in ((example, {"en/frames#y"}), (counter, {"en/frames#x"})):
        problem = check.tried(trial, lambda *_, found=rules: found)
        assert problem is not None
        assert problem.severity == "error"
        assert trial.text in problem.what


def test_a_phrase_that_leaves_no_rule_is_wrong_only_if_a_finding_comes_of_it() -> None:
    counter = check.Trial(
        "en/stances#x", "You are welcome.", "en", False, "statement:appreciate", lambda _: True
    )
    example = check.Trial("en/stances#x", "Welcome.", "en", True, "statement:appreciate", lambda _: False)

    assert check.tried(counter, lambda *_: set()) is None
    assert check.tried(counter, lambda *_: {"statement:appreciate"}) is not None
    assert check.tried(example, lambda *_: {"statement:appreciate"}) is not None


# --------------------------------------------------------------------------- knowledge


def known(*tenures: tuple[str, str, str | None], **more: object) -> Knowledge:
    """Return a pack of two states in which Ann and Bo are foreign ministers as (person, since, until)."""
    rows = tuple(
        s.TenureRow(office="foreign-minister", person=p, since=a, until=b, source="made")  # type: ignore[arg-type]
        for p, a, b in tenures
    )
    people = (s.PersonRow(id="ann", name="Ann", died=more.get("died")), s.PersonRow(id="bo", name="Bo"))  # type: ignore[arg-type]
    kind = s.OfficeKind(id="foreign-minister", label="foreign minister", sector="GOV", rank="minister")
    state = s.StateRow(id="NOR", name="Norland", source="made")
    file = s.OfficesFile(state=str(more.get("state", "NOR")), persons=people, tenures=rows)
    return Knowledge(dt.date(2026, 6, 30), (state,), (), (kind,), (file,), (), (), ())


def found(pack: Knowledge) -> list[tuple[str, str]]:
    return [(p.severity, p.what) for p in check.knowledge_problems(pack)]


def test_a_sound_pack_has_no_problems() -> None:
    assert found(known(("ann", "2015-01-01", "2020-01-01"), ("bo", "2020-01-05", None))) == []


def test_two_holders_at_once_are_a_warning_but_a_handover_is_none() -> None:
    both = known(("ann", "2015-01-01", "2020-06-01"), ("bo", "2020-01-01", None))
    assert [severity for severity, _ in found(both)] == ["warning"]
    assert "for 152 days" in found(both)[0][1]
    assert found(known(("ann", "2015-01-01", "2020-01-20"), ("bo", "2020-01-01", None))) == []


def test_a_gap_is_a_note() -> None:
    problems = found(known(("ann", "2015-01-01", "2019-01-01"), ("bo", "2020-01-01", None)))
    assert problems == [("note", "foreign-minister: nobody from 2019-01-01 to 2020-01-01")]


@pytest.mark.parametrize(
    ("pack", "what"),
    [
        (known(("ann", "2020-01-01", "2019-01-01")), "is not after"),
        (known(("cy", "2020-01-01", None)), "there is no person cy"),
        (known(("ann", "2020-01-01", None), state="VES"), "there is no VES"),
        (known(("ann", "2020-01-01", None), died="2021-01-01"), "death"),
    ],
    ids=["backward", "person", "state", "death"],
)
def test_what_cannot_be_is_an_error(pack: Knowledge, what: str) -> None:
    problems = found(pack)
    assert any(severity == "error" and what in words for severity, words in problems), problems


def test_the_shipped_knowledge_refers_to_nothing_that_is_not_there(packs: Packs) -> None:
    errors = [p for p in check.knowledge_problems(packs.knowledge) if p.severity == "error"]
    assert errors == []


def test_a_misspelt_reference_in_a_pack_of_ones_own_fails_the_check(tmp_path: Path) -> None:
    offices = tmp_path / "knowledge" / "offices"
    offices.mkdir(parents=True)
    row = "{office: foreign-minster, person: ann-x, since: 2020-01-01, source: made}"
    (offices / "NZL.yml").write_text(
        f"state: NZL\npersons:\n  - {{id: ann-x, name: Ann X}}\ntenures:\n  - {row}\n", encoding="utf-8"
    )
    done = run("--packs", tmp_path, "packs", "check", "--quick", "--json")

    assert done.exit_code == 1
    assert any("foreign-minster" in p["what"] for p in json.loads(done.stdout))


# --------------------------------------------------------------------------- explain


def test_explain_says_what_was_found_and_why_nothing_was(tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text(
        "On 12 March 2024, Foreign Minister Wang Yi met his Indonesian counterpart Retno Marsudi.\n\n"
        "The weather in the capital was mild and many people walked in the parks near the river.\n\n"
        "China repainted a bridge near the old station in the north of the city last year.\n",
        encoding="utf-8",
    )
    done = run("explain", report, "--all", "--language", "en")

    assert done.exit_code == 0, done.output
    assert "CONSULT" in done.output
    assert "in the text: 12 March 2024" in done.output.replace("12 march", "12 March")
    assert "gate" in done.output
    assert all(len(line) <= 80 for line in done.output.splitlines())


def test_explain_names_a_file_that_it_cannot_read(tmp_path: Path) -> None:
    done = run("explain", tmp_path / "none.txt")

    assert done.exit_code == 1
    assert "none.txt" in done.stderr


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("The foreign minister of Kenya met the president of Kenya in Nairobi.", "are all of one state, KEN"),
        (
            "Wang Yi of China met Retno Marsudi of Indonesia in Jakarta. The two ministers met.",
            "tells the same: CONSULT",
        ),
    ],
    ids=["one state", "told already"],
)
def test_explain_tells_which_of_two_causes_it_was(tmp_path: Path, text: str, reason: str) -> None:
    report = tmp_path / "report.txt"
    report.write_text(f"NAIROBI, 12 March 2024 - {text}\n", encoding="utf-8")
    done = run("explain", report, "--language", "en")

    said = " ".join(done.output.split())
    assert reason in said
    assert "or another finding" not in said


MEETING = (
    "Kenyan Foreign Minister Musalia Mudavadi met his Ugandan counterpart Jeje Odongo in Nairobi on Monday.\n"
)


def test_add_warns_of_reports_that_give_no_day_and_is_still_once_they_do(tmp_path: Path) -> None:
    store = tmp_path / "r.db"
    report = tmp_path / "bare.txt"
    report.write_text(MEETING, encoding="utf-8")
    (tmp_path / "dated.txt").write_text(f"NAIROBI, 11 March 2025 - {MEETING}", encoding="utf-8")
    done = run("add", tmp_path, "--into", store)
    assert done.exit_code == 0
    assert "1 report does not say when published, so dates are wide: bare.txt\n" in done.stderr
    assert "bare.json beside the report" in done.stderr

    (tmp_path / "bare.json").write_text('{"published": "2025-03-12"}', encoding="utf-8")
    again = run("add", report, "--into", store)
    assert "1 report added" in again.stdout
    assert again.stderr == ""
    told = run("add", report, "--into", tmp_path / "s.db", "--json")
    assert json.loads(told.stdout)["undated"] == []
