"""The order in which reports are added, and how many at a time, changes no byte of what comes out."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import regesta
from regesta.register import Coder

REPORTS = Path(__file__).parents[1] / "examples" / "reports"
NAMES = sorted(p.name for p in REPORTS.iterdir() if p.suffix != ".json")
assert len(NAMES) > 5, "no example reports found: a folder that holds nothing must not pass"

# Two outlets that count differently, a loosely dated mention between two dated meetings, a later visit.
CLASHING = {
    "a.txt": "Kenya and Indonesia signed seven memorandums of understanding in Nairobi on Monday.",
    "b.txt": "Kenya and Indonesia signed six memorandums of understanding in Nairobi on Monday.",
    "c.txt": "Kenyan President William Ruto met Indonesian President Prabowo Subianto in Jakarta on Monday. "
    "Prabowo invited Ruto to visit Surabaya.",
    "d.txt": "Kenyan President William Ruto met Indonesian President Prabowo Subianto in Nairobi on Tuesday.",
    "e.txt": "Kenyan President William Ruto met Indonesian President Prabowo Subianto last week.",
    "f.txt": "Kenyan Trade Minister Juma Otieno met Indonesian President Prabowo Subianto in Jakarta on Monday.",
}


@pytest.fixture(scope="session")
def coder(packs, tools):
    """Return the coder of Regesta, which reads each report once however often it is added."""
    from regesta.pipeline import CODER, read_report

    done = {}

    def read(report):
        key = (report.id, report.published, report.language, report.title)
        if key not in done:
            done[key] = read_report(report, packs, tools)
        return done[key]

    return Coder(read, CODER, packs.fingerprint)


@pytest.fixture(scope="session")
def clashing(tmp_path_factory):
    """Return a folder of reports that disagree."""
    folder = tmp_path_factory.mktemp("clashing")
    for name, text in CLASHING.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "a.json").write_text('{"published": "2025-01-17"}', encoding="utf-8")
    for name in "bcdef":
        shutil.copy(folder / "a.json", folder / f"{name}.json")
    return folder


@pytest.fixture(scope="session")
def exported(coder, tmp_path_factory):
    """Return a function from lists of files, one list for each call of `add`, to the export."""
    count = iter(range(10**6))

    def export(folder, calls, times=1):
        path = tmp_path_factory.getbasetemp() / f"order-{next(count)}.db"
        with regesta.open(path, coder=coder) as register:
            for _ in range(times):
                for names in calls:
                    added = register.add([folder / n for n in names])
                    assert added.failures == ()
            out = io.StringIO()
            register.export("jsonl", out)
        for left in path.parent.glob(path.name + "*"):
            left.unlink()
        return out.getvalue()

    return export


def splits(names):
    """Any order of the names, cut into any number of calls."""
    cuts = st.sets(st.integers(1, len(names) - 1)).map(sorted)

    def cut(drawn):
        order, at = drawn
        return [order[i:j] for i, j in zip([0, *at], [*at, len(order)], strict=True)]

    return st.tuples(st.permutations(names), cuts).map(cut)


# Not shrunk: each try fills a register.
few = settings(
    deadline=None,
    max_examples=6,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)
many = settings(few, max_examples=60)


@pytest.fixture(scope="session")
def first(exported):
    """Return a function from a folder and names to the export of all, added at once in sorted order."""
    done = {}

    def export(folder, names):
        key = (folder, tuple(names))
        if key not in done:
            done[key] = exported(folder, [sorted(names)])
        return done[key]

    return export


@few
@given(calls=splits(NAMES))
def test_any_order_of_the_examples_gives_the_same_bytes(calls, exported, first):
    assert exported(REPORTS, calls) == first(REPORTS, NAMES)


@few
@given(calls=splits(sorted(CLASHING)))
def test_any_order_of_reports_that_disagree_gives_the_same_bytes(calls, exported, first, clashing):
    assert exported(clashing, calls) == first(clashing, sorted(CLASHING))


@pytest.mark.long
@many
@given(calls=splits(NAMES))
def test_any_order_of_the_examples_gives_the_same_bytes_long(calls, exported, first):
    assert exported(REPORTS, calls) == first(REPORTS, NAMES)


@pytest.mark.long
@many
@given(calls=splits(sorted(CLASHING)))
def test_any_order_of_reports_that_disagree_gives_the_same_bytes_long(calls, exported, first, clashing):
    assert exported(clashing, calls) == first(clashing, sorted(CLASHING))


def test_the_same_reports_twice_change_nothing(exported, first):
    assert exported(REPORTS, [NAMES], times=2) == first(REPORTS, NAMES)
    assert exported(REPORTS, [NAMES[:4], NAMES]) == first(REPORTS, NAMES)


def test_a_run_in_another_process_gives_the_same_bytes(exported, first, tmp_path):
    """Ids, sets and hashes hold still whatever the seed of Python's hashing."""
    import os
    import subprocess
    import sys

    script = (
        "import io, sys, regesta\n"
        "with regesta.open(sys.argv[1]) as r:\n"
        "    r.add(sys.argv[2:])\n"
        "    out = io.StringIO(); r.export('jsonl', out)\n"
        "sys.stdout.buffer.write(out.getvalue().encode())\n"
    )
    root = Path(regesta.__file__).parents[1]
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "r.db"), *(str(REPORTS / n) for n in NAMES)],
        env={**os.environ, "PYTHONPATH": str(root), "PYTHONHASHSEED": "12345"},
        capture_output=True,
        check=True,
    )
    assert done.stdout.decode() == first(REPORTS, NAMES)


def test_every_evidence_quotes_the_words_at_its_place(first):
    texts = {}
    for name in NAMES:
        texts[str(REPORTS / name)] = (REPORTS / name).read_bytes().decode("utf-8-sig")
    seen = 0
    for line in map(json.loads, first(REPORTS, NAMES).splitlines()):
        quoted = [e for e in _evidence(line) if "quote" in e]
        for e in quoted:
            text = texts[e["report"]]
            assert text[e["start"] : e["end"]] == e["quote"], (line["id"], e)
            assert 0 < e["end"] - e["start"] <= 600
            seen += 1
        if line["record"] in {"event", "statement", "commitment", "office"}:
            assert quoted, line
    assert seen > 50


def _evidence(value):
    if isinstance(value, dict):
        yield from value.get("evidence", [])
        for key, inner in value.items():
            if key != "evidence":
                yield from _evidence(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _evidence(inner)


def test_lines_are_sorted_and_every_id_stands_once(first):
    lines = [json.loads(line) for line in first(REPORTS, NAMES).splitlines()]
    keys = [(row["record"], row["id"]) for row in lines[1:]]

    assert lines[0]["record"] == "about"
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)


def test_examples_make_every_kind_of_record(first):
    kinds = {json.loads(line)["record"] for line in first(REPORTS, NAMES).splitlines()}
    assert {"about", "commitment", "decision", "entity", "event", "office", "report", "statement"} <= kinds
