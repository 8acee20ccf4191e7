"""Scorers are tried on rows written here: one they must count right and one they must not."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from eval import (
    actors,
    dates,
    datespecs,
    ecbplus,
    gate,
    gsr,
    meetings,
    plv,
    polnear,
    re3d,
    stats,
)
from eval.__main__ import NAMES, main
from eval.common import DataError, Options, coder, digest
from regesta.model.times import between, on


def test_macro_f1_counts_each_class_once() -> None:
    pairs = [("A", "A"), ("A", "A"), ("A", None), ("B", "A")]

    assert stats.macro_f1(pairs) == pytest.approx((2 / 3 + 0) / 2)


def test_interval_holds_the_figure_and_is_the_same_twice() -> None:
    flags = [True] * 30 + [False] * 10

    low, high = stats.interval(flags, stats.share)

    assert low < 0.75 < high
    assert (low, high) == stats.interval(flags, stats.share)


def test_b_cubed_of_one_heap_has_full_recall_and_half_precision() -> None:
    gold = {"a": "1", "b": "1", "c": "2", "d": "2"}

    precision, recall, f1 = stats.b_cubed(gold, dict.fromkeys(gold, "heap"))

    assert (precision, recall, f1) == (0.5, 1.0, pytest.approx(2 / 3))


def test_sample_keeps_order_and_draws_the_same_rows() -> None:
    rows = list(range(100))

    assert stats.sampled(rows, 10) == sorted(stats.sampled(rows, 10)) == stats.sampled(rows, 10)
    assert stats.sampled(rows, None) == rows


def _plv(tmp_path: Path, *rows: tuple[str, str]) -> Path:
    path = tmp_path / "rows.tsv"
    lines = ["\tmarked_sentence\tgold_root", *(f"\t{text}\t{gold}" for text, gold in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_plv_gives_the_coder_two_parties_that_are_no_states(tmp_path: Path) -> None:
    path = _plv(
        tmp_path,
        ("<s>The harbour board</s> condemned <t>the dockers' union</t> on Monday.", "ACCUSE"),
        ("<s>The harbour board</s> condemned <t>the dockers' union</t> on Monday.", "AID"),
    )

    result = plv.score(path, Options())

    assert {line.label: line.more[1][1] for line in result.classes[:2]} == {"ACCUSE": 1.0, "AID": 0.0}
    assert result.last_line().startswith("plv macro-F1 0.")


def test_plv_takes_rows_that_name_one_side_only(tmp_path: Path) -> None:
    path = _plv(tmp_path, ("<s>The teachers</s> went on strike on Monday.", "PROTEST"))

    assert plv.read_rows(path)[0].target is None
    assert plv.score(path, Options()).n == 1


def test_plv_counts_concede_and_retreat_as_yield() -> None:
    assert plv.label(plv.Answer("RETREAT"), {}) == plv.label(plv.Answer("CONCEDE"), {}) == "YIELD"
    assert plv.label(plv.Answer("CONCEDE", "RETREAT"), {"CONCEDE>RETREAT": "AGREE"}) == "AGREE"


def test_gsr_wants_type_and_both_sides_in_one_event(tmp_path: Path) -> None:
    record = {
        "event": "DISAPPROVE", "text": "Norway condemned Peru on Monday.", "date": "2019-05-06",
        "source": [{"code": "NOR"}], "target": [{"code": "PER"}],
    }  # fmt: skip
    turned = {**record, "source": record["target"], "target": record["source"]}
    path = tmp_path / "gold.json"
    path.write_text(json.dumps([{"event": "DOCUMENT"}, record, turned]), encoding="utf-8")

    result = gsr.score(path, Options())

    assert (result.value, result.n) == (0.5, 2)


def test_dates_want_start_granularity_and_refusals() -> None:
    row = {"start": "2025-05-12", "granularity": "day"}

    assert dates.agrees(row, on(dt.date(2025, 5, 12)))
    assert not dates.agrees(row, between(dt.date(2025, 5, 1), dt.date(2025, 5, 31), "month"))
    assert dates.agrees({"type": "unresolved"}, None)
    assert not dates.agrees({"type": "unresolved"}, on(dt.date(2025, 5, 12)))


def test_datespecs_take_the_past_reading_and_leave_times_out(tmp_path: Path) -> None:
    values = [{"value": "2019-05-06"}, {"value": "2019-05-13"}]
    results = [
        {
            "Text": "monday",
            "Start": 10,
            "End": 15,
            "TypeName": "datetimeV2.date",
            "Resolution": {"values": values},
        },
        {"Text": "at 5", "Start": 17, "End": 20, "TypeName": "datetimeV2.time", "Resolution": {"values": []}},
    ]
    row = {
        "Input": "I left on Monday at 5",
        "Context": {"ReferenceDateTime": "2019-05-09T00:00:00"},
        "Results": results,
    }
    path = tmp_path / "English.json"
    path.write_text(json.dumps([row]), encoding="utf-8-sig")

    result = datespecs.score(path, Options())

    assert (result.value, result.n) == (1.0, 1)


def test_actors_score_state_sector_and_nobody(tmp_path: Path) -> None:
    def row(phrase: str, **fields: object) -> str:
        return json.dumps({"args": [phrase], "kwargs": {}, "skipped": False, "expect": [], "fields": fields})

    path = tmp_path / "cases.jsonl"
    rows = [row("Norway", country="NOR", code_1=""), row("a kettle", _none=True), row("Peru", country="CHL")]
    path.write_text("\n".join(rows), encoding="utf-8")

    result = actors.score(path, Options())

    assert (result.value, result.n) == (pytest.approx(2 / 3), 3)


def test_meetings_read_who_was_met_and_where(tmp_path: Path) -> None:
    trip = {
        "kind": "trip", "role": "president", "name": "Jane Q. Doe", "start": "1999-03-02",
        "end": "1999-03-04",
        "country": "Korea, Republic of", "locale": "Seoul, Busan",
        "text": "Met with President Oberon and\n   Norwegian Foreign Minister Lind.",
    }  # fmt: skip
    path = tmp_path / "trips.jsonl"
    path.write_text(json.dumps(trip), encoding="utf-8")

    (found,) = meetings.read_rows(path, coder())

    assert found.text.startswith("Jane Q. Doe, President of the United States, in Seoul, Busan, Korea")
    assert (found.traveller, found.met, found.states) == ("Doe", ("Oberon", "Lind"), ("USA", "KOR"))
    assert found.places == ("Seoul", "Busan")


def test_re3d_counts_exact_spans(tmp_path: Path) -> None:
    text = "Norway signed a treaty."
    folder = tmp_path / "Publisher"
    folder.mkdir()
    (folder / "documents.json").write_text(json.dumps({"_id": "d", "text": text}), encoding="utf-8")
    entity = {"documentId": "d", "begin": 0, "end": 6, "type": "Location"}
    (folder / "entities.json").write_text(json.dumps(entity), encoding="utf-8")

    assert re3d.score(tmp_path, Options()).value == 1.0


def test_polnear_counts_spans_of_a_quotation_over_two_sentences(tmp_path: Path) -> None:
    text = 'The mayor said, "The bridge is safe. It will open on Monday."\n'
    (tmp_path / "text").mkdir()
    (tmp_path / "attributions").mkdir()
    (tmp_path / "text" / "a.txt").write_text(text, encoding="utf-8")
    end = text.index("\n")
    standoff = f"T1\tSource 0 9\tThe mayor\nT2\tCue 10 14\tsaid\nT3\tContent 16 {end}\t…\n"
    (tmp_path / "attributions" / "a_1f.ann").write_text(standoff, encoding="utf-8")

    assert polnear.score(tmp_path, Options()).value == 1.0


def test_ecbplus_puts_tokens_together(tmp_path: Path) -> None:
    path = tmp_path / "1_1ecb.xml"
    words = [
        ("0", "Rain"),
        ("0", "fell"),
        ("0", "."),
        (
            "1",
            "(",
        ),
        ("1", "Again"),
        ("1", ")"),
    ]
    tokens = "".join(f'<token t_id="{i}" sentence="{s}">{w}</token>' for i, (s, w) in enumerate(words))
    path.write_text(f"<Document>{tokens}</Document>", encoding="utf-8")

    assert ecbplus.read_document(path) == "Rain fell.\n(Again)"


def test_absent_data_is_an_error_for_every_scorer(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in NAMES:
        path = tmp_path / "English.json" if name == "datespecs" else tmp_path / "nothing"
        assert main([name, str(path)]) == 1, name
        assert "nothing" in capsys.readouterr().err or name == "datespecs"


def test_gate_refuses_absent_data_and_a_fall(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    data = tmp_path / "cases.jsonl"
    data.write_text(
        json.dumps({"expr": "2019-05-06", "ref": "2019-05-09", "start": "2019-05-06"}), encoding="utf-8"
    )
    row = {"name": "dates", "path": "cases.jsonl", "sample": None, "metric": "accuracy", "floor": 0.9}
    book = tmp_path / "floors.json"
    monkeypatch.setattr(gate, "FLOORS", book)

    def run(**change: object) -> int:
        book.write_text(json.dumps({"slack": 0.01, "floors": [{**row, "sha256": digest(data), **change}]}))
        return gate.main(["--shared", str(tmp_path)])

    assert run() == 0
    assert run(floor=1.1) == 1
    assert run(path="elsewhere.jsonl") == 1
    assert run(sha256="other") == 1
    assert "FELL" in capsys.readouterr().out


def test_digest_of_nothing_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(DataError):
        digest(tmp_path / "absent")
