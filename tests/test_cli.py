"""The command line: what it prints, what it exits with, how fast it starts."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.store.made import MERGER, coder

import regesta
from regesta.cli import main

TEXT = """meet BLR IRN 2024-05-01
say IRN transit
pledge BLR IRN roads
unclear what this was
"""
SECOND = """meet BLR IRN 2024-05-01
say BLR transit
hold IRN Mina Sadr
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a register of two reports, read by a made-up coder: no parser is loaded."""
    folder = tmp_path_factory.mktemp("cli")
    (folder / "first report.txt").write_text(TEXT, encoding="utf-8")
    (folder / "second.txt").write_text(SECOND, encoding="utf-8")
    path = folder / "made.db"
    with regesta.open(path, coder=coder(), merger=MERGER) as register:
        done = register.add([folder / "first report.txt", folder / "second.txt"])
    assert done.n_reports == 2
    return path


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("REGESTA_STORE", "REGESTA_PACKS", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(w) for w in words], prog_name="regesta")


# --------------------------------------------------------------------------- starting


def test_help_starts_in_under_a_third_of_a_second() -> None:
    env = {**os.environ, "PYTHONPATH": str(Path(regesta.__file__).parents[1])}
    taken_s = []
    for _ in range(3):  # processor time: the clock on the wall counts what else the machine does
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-m", "regesta", "--help"], check=True, capture_output=True, env=env)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        taken_s.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)

    assert min(taken_s) < 0.3


def test_help_loads_no_parser_no_database_and_no_table_maker() -> None:
    heavy = "('spacy', 'sqlalchemy', 'rich', 'pydantic', 'yaml')"
    code = f"import sys, regesta.cli; print([m for m in {heavy} if m in sys.modules])"
    env = {**os.environ, "PYTHONPATH": str(Path(regesta.__file__).parents[1])}
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, env=env)

    assert done.stdout.strip() == "[]"


def test_version_is_printed_both_ways() -> None:
    assert run("version").output.strip() == regesta.__version__
    assert regesta.__version__ in run("--version").output


# --------------------------------------------------------------------------- views


VIEWS = [
    ("timeline", "IRN", "BLR"),
    ("timeline", "Iran"),
    ("commitments", "IRN", "Belarus"),
    ("commitments", "IRN", "BLR", "--open"),
    ("positions", "IRN", "BLR"),
    ("offices", "IRN"),
    ("reports",),
    ("issues",),
    ("search", "transit"),
]


@pytest.mark.parametrize("view", VIEWS, ids=" ".join)
def test_a_view_is_readable_at_eighty_columns(view: tuple[str, ...], store: Path) -> None:
    done = run(*view, "--from", store)

    assert done.exit_code == 0, done.output
    assert done.output.strip()
    for line in done.output.splitlines():
        assert len(line) <= 80
        assert line == line.rstrip()


@pytest.mark.parametrize("view", VIEWS, ids=" ".join)
def test_a_view_is_json_for_programs(view: tuple[str, ...], store: Path) -> None:
    done = run(*view, "--from", store, "--json")

    assert done.exit_code == 0, done.output
    assert isinstance(json.loads(done.stdout), list)


def test_the_timeline_counts_what_it_counts_and_shows_ids(store: Path) -> None:
    rows = json.loads(run("timeline", "IRN", "BLR", "--from", store, "--json").stdout)
    output = run("timeline", "IRN", "BLR", "--from", store).output

    assert output.startswith("Belarus – Iran   2 reports · 1 meeting · 1 commitment · 2024\n")
    assert "2024-05-01" in output
    assert "Wed" in output
    assert rows[0]["id"][:4] in output


def test_days_and_types_narrow_a_view(store: Path) -> None:
    def n_rows(*options: str) -> int:
        return len(json.loads(run("timeline", "IRN", "BLR", "--from", store, "--json", *options).stdout))

    assert n_rows() == 1
    assert n_rows("--since", "2024-05-02") == n_rows("--until", "2024-04") == n_rows("--type", "ACCUSE") == 0
    assert n_rows("--since", "2024", "--until", "2024", "--type", "consult") == 1


def test_a_record_is_shown_as_a_regest_by_the_beginning_of_its_id(store: Path) -> None:
    row = json.loads(run("timeline", "IRN", "BLR", "--from", store, "--json").stdout)[0]
    done = run("show", row["id"][:8], "--from", store)

    assert done.exit_code == 0, done.output
    lines = done.output.splitlines()
    assert "Belarus" in lines[0]
    assert lines[1].startswith("Wed 2024-05-01")
    assert "│ meet BLR IRN 2024-05-01" in done.output
    assert "first report.txt" in done.output
    assert "second.txt" in done.output
    assert all(len(line) <= 80 for line in lines)


def test_every_kind_of_record_can_be_shown(store: Path) -> None:
    export = run("export", "--from", store).stdout
    ids = {(line["record"], line["id"]) for line in map(json.loads, export.splitlines()) if "id" in line}
    assert len({record for record, _ in ids}) >= 7

    for _, identity in sorted(ids):
        done = run("show", identity, "--from", store)
        assert done.exit_code == 0, (identity, done.output)
        assert all(len(line) <= 80 for line in done.output.splitlines())


# --------------------------------------------------------------------------- errors


def test_a_misspelt_state_is_an_error_with_a_suggestion(store: Path) -> None:
    done = run("timeline", "Belaruss", "--from", store)

    assert done.exit_code == 1
    assert "Did you mean Belarus (BLR)?" in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize(
    "words",
    [
        ("timeline", "IRN", "--since", "soon"),
        ("export", "--as-of", "soon"),
        ("export", "--record", "meeting"),
        ("export", "--format", "csv"),
        ("explain", "x.txt", "--published", "soon"),
        ("packs", "check", "--quick", "--language", "xx"),
        ("nothing",),
        ("timeline",),
        ("search", "transit", "--limit", "0"),
    ],
    ids=" ".join,
)
def test_wrong_usage_exits_with_two(
    words: tuple[str, ...], store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REGESTA_STORE", str(store))
    done = run(*words)

    assert done.exit_code == 2, done.output
    assert done.stderr


def test_a_register_that_is_not_there_is_not_made_by_looking(tmp_path: Path) -> None:
    done = run("reports", "--from", tmp_path / "none.db")

    assert done.exit_code == 1
    assert not (tmp_path / "none.db").exists()


def test_an_unknown_id_says_so(store: Path) -> None:
    assert run("show", "zzzz", "--from", store).exit_code == 1


def test_ctrl_c_exits_with_130_and_says_what_is_kept(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("regesta.register.Register.reports", interrupted)
    done = run("reports", "--from", store)

    assert done.exit_code == 130
    assert "kept" in done.stderr


def test_the_register_is_the_one_named_by_the_environment(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REGESTA_STORE", str(store))
    assert "2 reports" in run("reports").output


def test_what_a_report_holds_is_shown_and_not_obeyed(tmp_path: Path) -> None:
    hostile = "\x1b[2J\x9b31m\u202egpj\u2066 [bold]Talks[/bold]\x07"
    path = tmp_path / "x.db"
    named = tmp_path / "a\x1b[31m\nregesta: all is well.txt"
    named.write_text(f"meet BLR IRN 2024-05-01 {hostile}\n", encoding="utf-8")
    with regesta.open(path, coder=coder(), merger=MERGER) as register:
        register.add([named])
        (event,) = register.timeline("IRN", "BLR")
    views = [
        run(*words, "--from", path) for words in (("reports",), ("search", "talks"), ("show", event["id"]))
    ]
    missing = run("reports", "--from", f"{named}.db")

    assert "[bold]Talks[/bold]" in views[1].output
    for shown in [v.output for v in views] + [missing.stderr]:
        assert "\ufffd" in shown
        assert not set(shown) & set("\x1b\x9b\x07\u202e\u2066")
    assert len(missing.stderr.splitlines()) == 1


def test_a_timeline_of_one_type_does_not_count_what_it_did_not_seek(store: Path) -> None:
    assert "commitment" in run("timeline", "IRN", "BLR", "--from", store).output.splitlines()[0]
    narrowed = run("timeline", "IRN", "BLR", "--type", "CONSULT", "--from", store).output
    assert "commitment" not in narrowed.splitlines()[0]


def test_commitments_are_counted_as_open_where_open_lists_them(store: Path) -> None:
    every = json.loads(run("commitments", "IRN", "BLR", "--json", "--from", store).output)
    still = json.loads(run("commitments", "IRN", "BLR", "--open", "--json", "--from", store).output)

    assert sum(row["open"] for row in every) == len(still)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no device that is always full")
@pytest.mark.parametrize("words", [("reports",), ("export",), ("reports", "--json")], ids=" ".join)
def test_a_full_disk_under_standard_output_is_told(words: tuple[str, ...], store: Path) -> None:
    env = {**os.environ, "PYTHONPATH": str(Path(regesta.__file__).parents[1])}
    command = [sys.executable, "-m", "regesta", *words, "--from", str(store)]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, env=env, check=False)

    assert done.returncode == 1
    assert done.stderr == "regesta: standard output: cannot be written: no space left on device. Make room\n"


# --------------------------------------------------------------------------- packs that are wrong


@pytest.fixture
def _broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a pack in the way that is wrong as written."""
    folder = tmp_path / "broken" / "knowledge" / "states"
    folder.mkdir(parents=True)
    (folder / "x.yml").write_text("- id: [open\n", encoding="utf-8")
    monkeypatch.setenv("REGESTA_PACKS", str(tmp_path / "broken"))


@pytest.mark.usefixtures("_broken")
def test_a_broken_pack_stops_the_work_with_one_message(store: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("meet BLR IRN 2024-05-01\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text("meet BLR IRN 2024-05-02\n", encoding="utf-8")
    for words in (
        ("add", tmp_path / "a.txt", tmp_path / "b.txt", "--into", tmp_path / "x.db"),
        ("redo", "--into", store),
        ("demo", "--examples", tmp_path),
        ("timeline", "IRN", "--from", store),
        ("explain", tmp_path / "a.txt"),
        ("packs", "check", "--quick"),
    ):
        done = run(*words)

        assert done.exit_code == 1, words
        (message,) = done.stderr.splitlines()
        assert "x.yml:2: not YAML" in message


def test_a_demo_without_reports_fails(tmp_path: Path) -> None:
    assert run("demo", "--examples", tmp_path).exit_code != 0


# --------------------------------------------------------------------------- export


def test_export_writes_the_same_to_a_file_and_to_standard_output(store: Path, tmp_path: Path) -> None:
    out = tmp_path / "x.jsonl"
    assert run("export", "--from", store, "--out", out).exit_code == 0

    assert out.read_text(encoding="utf-8") == run("export", "--from", store).stdout


def test_export_to_csv_takes_a_folder_or_a_kind(store: Path, tmp_path: Path) -> None:
    assert run("export", "--from", store, "--format", "csv", "--out", tmp_path / "t").exit_code == 0
    one = run("export", "--from", store, "--format", "csv", "--record", "event")

    assert (tmp_path / "t" / "event.csv").read_bytes() == one.stdout_bytes


def test_an_export_that_cannot_be_written_names_the_file(store: Path, tmp_path: Path) -> None:
    out = tmp_path / "no" / "such" / "folder.jsonl"
    done = run("export", "--from", store, "--out", out)

    assert done.exit_code == 2
    assert str(out) in done.stderr


# --------------------------------------------------------------------------- adding


@pytest.fixture
def _made(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every register read with the made-up coder."""
    from regesta.register import Register

    monkeypatch.setattr(Register, "coder", coder())
    monkeypatch.setattr(Register, "merger", MERGER)


@pytest.mark.usefixtures("_made")
def test_the_demo_shows_a_timeline_open_commitments_and_one_record(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.txt").write_text(SECOND, encoding="utf-8")
    done = run("demo", "--examples", tmp_path)

    assert done.exit_code == 0, done.output
    commands = [line.split()[2] for line in done.output.splitlines() if line.startswith("$ ")]
    assert commands == ["add", "timeline", "commitments", "show"]


@pytest.mark.usefixtures("_made")
class TestAdding:
    def test_it_says_what_was_added_and_what_was_known(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text("meet BLR IRN 2024-05-01\n", encoding="utf-8")
        first = run("add", tmp_path / "a.txt", "--into", tmp_path / "x.db")
        again = run("add", tmp_path / "a.txt", "--into", tmp_path / "x.db")

        assert first.stdout == "1 report added: 1 finding, 0 issues\n"
        assert again.output == "0 reports added (1 known already): 0 findings, 0 issues\n"

    def test_what_cannot_be_read_is_named_and_the_others_are_added(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text("meet BLR IRN 2024-05-01\n", encoding="utf-8")
        done = run("add", tmp_path / "none.txt", tmp_path / "a.txt", "--into", tmp_path / "x.db")

        assert done.exit_code == 1
        assert "none.txt" in done.stderr
        assert done.stdout.startswith("1 report added")

    def test_a_malformed_day_is_told_before_a_register_is_made(self, tmp_path: Path) -> None:
        done = run("add", tmp_path, "--published", "2025-13-01", "--into", tmp_path / "x.db")

        assert done.exit_code == 2
        assert not (tmp_path / "x.db").exists()

    def test_strict_exits_with_three_if_a_passage_was_left(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text("unclear what this was\n", encoding="utf-8")
        done = run("add", tmp_path / "a.txt", "--into", tmp_path / "x.db", "--strict", "--json")

        assert done.exit_code == 3
        assert json.loads(done.stdout)["issues"] == 1

    def test_what_a_file_cannot_say_is_given_beside_it(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text("meet BLR IRN 2024-05-01\n", encoding="utf-8")
        run(
            "add",
            tmp_path / "a.txt",
            "--into",
            tmp_path / "x.db",
            "--published",
            "2024-05-02",
            "--publisher",
            "P",
        )
        row = json.loads(run("reports", "--from", tmp_path / "x.db", "--json").stdout)[0]

        assert (row["publisher"], row["published"]["earliest"]) == ("P", "2024-05-02")

    def test_a_report_is_taken_down_and_stays_out(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text("meet BLR IRN 2024-05-01\n", encoding="utf-8")
        into = ("--into", tmp_path / "x.db")
        run("add", tmp_path / "a.txt", *into)

        assert run("remove", str(tmp_path / "a.txt"), *into).exit_code == 0
        again = run("add", tmp_path / "a.txt", *into)
        assert "stays out" in again.stderr
        assert json.loads(run("timeline", "IRN", "--from", tmp_path / "x.db", "--json").stdout) == []

    def test_redo_reads_only_what_others_have_read(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text("meet BLR IRN 2024-05-01\n", encoding="utf-8")
        into = ("--into", tmp_path / "x.db")
        run("add", tmp_path / "a.txt", *into)

        assert run("redo", *into).output == "0 reports read again: 0 findings, 0 issues\n"
        assert run("redo", *into, "--force").output == "1 report read again: 1 finding, 0 issues\n"
