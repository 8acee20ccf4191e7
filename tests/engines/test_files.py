"""From what the user names to bytes: folders, sidecars, standard input, and what cannot be opened."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from regesta.engines.files import InputFile, find_files, read_file
from regesta.errors import NotText, ReportError, ReportTooLong, UnreadableReport
from regesta.model.reports import Report
from regesta.steps.read import Given

ROOT = Path(__file__).parents[2]


def names(paths, folder, **kw):
    return [
        os.path.relpath(f.name, folder) if isinstance(f, InputFile) else type(f).__name__
        for f in find_files(paths, **kw)
    ]


def fill(folder, *files, text="Words."):
    for name in files:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def test_folders_are_read_in_any_depth_and_in_order(tmp_path):
    fill(tmp_path, "b.txt", "a.txt", "z/a.txt", "c/d/e.html", ".hidden", ".git/config")
    assert names([tmp_path], tmp_path) == ["a.txt", "b.txt", "c/d/e.html", "z/a.txt"]


def test_a_file_named_twice_comes_once(tmp_path):
    fill(tmp_path, "a.txt")
    assert names([tmp_path / "a.txt", tmp_path, tmp_path / "a.txt"], tmp_path) == ["a.txt"]


def test_names_are_as_given(tmp_path, monkeypatch):
    fill(tmp_path, "in/a.txt")
    monkeypatch.chdir(tmp_path)
    assert [f.name for f in find_files(["in"])] == [f.name for f in find_files(["./in/"])] == ["in/a.txt"]


def test_what_belongs_to_the_register_is_passed_over(tmp_path):
    fill(tmp_path, "a.txt", "r.db")
    assert names([tmp_path], tmp_path, besides={tmp_path / "r.db"}) == ["a.txt"]


def test_links_to_folders_are_not_followed_in_circles(tmp_path):
    fill(tmp_path, "a.txt")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "b.txt").symlink_to(tmp_path / "a.txt")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    assert names([tmp_path], tmp_path) == ["a.txt", "b.txt"]


def test_a_missing_path_is_named_and_the_others_go_on(tmp_path):
    fill(tmp_path, "a.txt")
    found = list(find_files([tmp_path / "no", "bad\0name", tmp_path]))
    assert isinstance(found[0], UnreadableReport)
    assert str(found[0]).startswith(f"{tmp_path / 'no'}: no such file or directory.")
    assert isinstance(found[1], UnreadableReport)
    assert found[2].name.endswith("a.txt")


def test_a_folder_without_permission_is_named_and_the_others_go_on(tmp_path):
    import shutil
    import tempfile

    folder = Path(tempfile.mkdtemp(prefix="regesta-test-"))
    fill(folder, "a.txt", "closed/b.txt", "open/c.txt", "shut.txt")
    for part in (folder, folder / "open"):
        part.chmod(0o755)
    (folder / "closed").chmod(0o000)
    (folder / "shut.txt").chmod(0o000)
    script = """
        import os, sys
        from regesta.engines.files import find_files, read_file
        from regesta.model.reports import Report
        from regesta.steps.read import Given
        from regesta.text import decode
        if os.geteuid() == 0:
            os.setgid(65534)
            os.setuid(65534)
        for file in find_files([sys.argv[1]]):
            for report in [file] if isinstance(file, Exception) else read_file(file, Given()):
                print(type(report).__name__, report if isinstance(report, Exception) else report.source)
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script), str(folder)],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        timeout=60,
    )
    (folder / "closed").chmod(0o755)
    shutil.rmtree(folder)
    lines = sorted(done.stdout.splitlines())
    assert [line.split()[0] for line in lines] == [
        "Report",
        "Report",
        "UnreadableReport",
        "UnreadableReport",
    ], done.stdout + done.stderr
    assert "closed: permission denied" in lines[2]
    assert "shut.txt: permission denied" in lines[3]


# --------------------------------------------------------------------------- sidecars


def read(path, given=Given()):  # noqa: B008 (frozen)
    (file,) = find_files([path])
    return list(read_file(file, given))


@pytest.mark.parametrize("sidecar", ["a.txt.json", "a.json"])
def test_a_sidecar_says_what_the_file_cannot(tmp_path, sidecar):
    fill(tmp_path, "a.txt")
    said = {
        "published": "2024-05-01",
        "language": "id",
        "publisher": "P",
        "title": "T",
        "url": "https://e.org",
    }
    (tmp_path / sidecar).write_text("\ufeff" + json.dumps(said), encoding="utf-8")
    (report,) = read(tmp_path)
    assert isinstance(report, Report)
    assert (report.language, report.publisher, report.title, report.url) == ("id", "P", "T", "https://e.org")
    assert report.published.start.isoformat() == "2024-05-01"


def test_a_sidecar_outranks_what_is_given_for_all(tmp_path):
    fill(tmp_path, "a.txt", "b.txt")
    (tmp_path / "a.json").write_text('{"publisher": "Mine"}')
    given = Given(None, "en", "All")
    reports = [r for f in find_files([tmp_path]) for r in read_file(f, given)]
    assert [(r.publisher, r.language) for r in reports] == [("Mine", "en"), ("All", "en")]


def test_sidecars_named_by_the_shell_are_no_reports(tmp_path):
    fill(tmp_path, "a.txt", "a.txt.json", "b.html", "b.json", text="{}")
    assert names(sorted(tmp_path.iterdir()), tmp_path) == ["a.txt", "b.html"]


def test_a_json_file_alone_is_a_report(tmp_path):
    (tmp_path / "a.json").write_text('{"text": "Words of a report."}')
    (report,) = read(tmp_path)
    assert report.text == "Words of a report."


@pytest.mark.parametrize("content", [b"{", b"[]", b'{"published": "soon"}', b'{"title": 1}', b"\xff\xfe{"])
def test_a_broken_sidecar_is_named(tmp_path, content):
    fill(tmp_path, "a.txt")
    (tmp_path / "a.json").write_bytes(content)
    (error,) = read(tmp_path)
    assert isinstance(error, ReportError)
    assert error.where.endswith("a.json")


# --------------------------------------------------------------------------- reading


def test_standard_input(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("Kata é".encode())))
    (report,) = read("-")
    assert (report.source, report.text) == ("-", "Kata é")


def test_bad_lines_do_not_stop_the_others(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"text": "One."}\n{oops\n{"text": "Two."}\n')
    assert [type(r).__name__ for r in read(tmp_path)] == ["Report", "ReportError", "Report"]


def test_an_empty_and_a_huge_file_are_named(tmp_path, monkeypatch):
    fill(tmp_path, "a.txt", text="")
    (error,) = read(tmp_path)
    assert isinstance(error, NotText)
    monkeypatch.setenv("REGESTA_MAX_FILE_MB", "0.001")
    fill(tmp_path, "a.txt", text="x" * 1001)
    (error,) = read(tmp_path)
    assert isinstance(error, ReportTooLong)
    assert "the limit is 0.001 MB" in str(error)


def test_what_has_no_size_is_read_up_to_the_limit(monkeypatch):
    monkeypatch.setenv("REGESTA_MAX_FILE_MB", "0.001")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"x" * 2000)))
    errors = [*read("-"), *read("/dev/zero")]
    assert [type(e) for e in errors] == [ReportTooLong, ReportTooLong]
    assert "the limit of 0.001 MB" in str(errors[0])


def test_a_file_that_went_away_is_named(tmp_path):
    (error,) = read_file(InputFile("gone", tmp_path / "gone"), Given())
    assert isinstance(error, UnreadableReport)


def test_a_name_in_no_encoding_can_be_stored(tmp_path):
    path = os.fsencode(tmp_path) + b"/\xff.txt"
    Path(os.fsdecode(path)).write_text("Words.")
    (report,) = read(os.fsdecode(tmp_path))
    assert report.source.endswith("\ufffd.txt")
    report.source.encode("utf-8")
