"""What a source's policy withholds is shown nowhere: not by the library, pages, API, exports, feeds or briefs."""

from __future__ import annotations

import io
import json

import pytest
from click.testing import CliRunner

import regesta
from regesta import export
from regesta.cli import main
from regesta.errors import PackError
from regesta.model.reports import Report
from regesta.model.spans import Evidence
from regesta.packs.policies import read_policies
from regesta.query.withhold import WITHHELD

OPEN = "Kenyan President William Ruto met Ugandan President Yoweri Museveni in Nairobi on 4 March 2024. Crowds waved."
QUOTED = "Kenya condemned Uganda on 5 March 2024 over the ferries. Umbrellas lined the road."
SILENT = (
    "Uganda's zealous envoys signed a memorandum of understanding on glassworks with Kenya in Kampala on 6 March 2024."
    " Kenya pledged to lend Uganda nine tugboats. Lanterns were lit."
)
WORDS = {
    "quotes": ("Umbrellas", "lined the road"),
    "offsets": ("zealous", "glassworks", "tugboats", "Lanterns"),
}
RULES = """
sources:
  - {publisher: Quiet Wire, show: quotes}
  - {source: "*silent*", show: offsets}
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("policies")
    (made / "rules.yml").write_text(RULES, encoding="utf-8")
    with regesta.open(made / "r.db") as register:
        for name, text, publisher in (
            ("open", OPEN, "Loud Post"), ("quoted", QUOTED, "Quiet Wire"), ("silent", SILENT, None),
        ):  # fmt: skip
            path = made / f"{name}.txt"
            path.write_text(text, encoding="utf-8")
            register.add(path, published="2024-03-07", publisher=publisher)
    return made


@pytest.fixture
def register(folder):
    with regesta.open(folder / "r.db", policies=folder / "rules.yml") as opened:
        yield opened


def shown_nowhere(text, *, of=("quotes", "offsets")):
    for show in of:
        for word in WORDS[show]:
            assert word.casefold() not in text.casefold(), f"{word} is shown"


def test_without_policies_everything_is_shown(folder):
    with regesta.open(folder / "r.db") as opened:
        told = json.dumps([dict(r) for r in opened.timeline("KEN", "UGA")])
        assert any(word in told for word in WORDS["offsets"])
        assert any("Lanterns" in opened.report(r["id"]).report.text for r in opened.reports())


def test_the_library_withholds(register):
    shown = [
        register.timeline("KEN", "UGA"),
        register.commitments("KEN", "UGA"),
        register.positions("KEN", "UGA"),
    ]
    shown += [register.issues(), register.reports(), register.changes(0), register.doubtful()]
    shown += [register.search(w) for w in ("glassworks", "umbrellas", "lanterns")]
    shown_nowhere(json.dumps([[dict(r) for r in table] for table in shown], default=str))
    for row in register.reports():
        shown_nowhere(
            json.dumps(register.report(row["id"]).report.text) + str(register.report(row["id"]).title)
        )


def test_records_in_full_withhold(register):
    ids = [i for f in register.records().findings() for i in [f.id]]
    told = json.dumps([dict(register.show(i)) for i in ids], default=str)
    shown_nowhere(told)
    assert "condemned Uganda" in told, "quotes may be quoted"
    assert WITHHELD in told
    assert "Crowds" in told, "a full text shows what stands around the words"


def test_offsets_stay_true(register, folder):
    with regesta.open(folder / "r.db") as whole:
        spans = {
            (e.report_id, e.span): e.quote
            for f in whole.snapshot().findings
            for e in f.evidence
            if isinstance(e, Evidence)
        }  # fmt: skip
    for finding in register.snapshot().findings:
        for e in finding.evidence:
            if isinstance(e, Evidence):
                assert e.quote in {WITHHELD, spans[e.report_id, e.span]}


@pytest.mark.parametrize("format", sorted(set(export.FORMATS) - {"parquet", "csv"}))
def test_exports_withhold(register, format):
    out = io.StringIO()
    register.export(format, out)
    shown_nowhere(out.getvalue())


@pytest.mark.parametrize("format", ["parquet", "csv"])
def test_exports_of_several_tables_withhold(register, format, tmp_path):
    pytest.importorskip("pyarrow", reason="the extra `analytics` is not installed")
    import pyarrow.parquet

    files = export.write_tables(register.records(), tmp_path, format)
    assert files
    for file in files:
        if format == "parquet":
            shown_nowhere(json.dumps(pyarrow.parquet.read_table(file).to_pylist(), default=str))
        else:
            shown_nowhere(file.read_text(encoding="utf-8"))


def test_pages_and_api_withhold(folder, monkeypatch):
    pytest.importorskip("fastapi", reason="the extra `serve` is not installed")
    from starlette.testclient import TestClient

    from regesta.serve.app import create_app
    from regesta.serve.config import ServeConfig

    monkeypatch.setenv("REGESTA_POLICIES", str(folder / "rules.yml"))
    client = TestClient(create_app(ServeConfig(str(folder / "r.db"), hosts=("testserver",))))
    with regesta.open(folder / "r.db") as whole:
        ids = [f"/record/{f.id}" for f in whole.records().findings()]
        reports = [f"/report/{r['id']}" for r in whole.reports()]
    pages = [
        "/",
        "/dyad/KEN-UGA",
        "/country/KEN",
        "/commitments",
        "/positions",
        "/reports",
        "/review",
        "/changes",
    ]
    for page in (*pages, *ids, *reports, "/search?q=glassworks", "/search?q=umbrellas"):
        stem, _, query = page.partition("?")
        for twin in (
            stem,
            f"{'/index' if stem == '/' else stem}.json",
            f"{'/index' if stem == '/' else stem}.csv",
        ):
            answer = client.get(f"{twin}?{query}" if query else twin)
            assert answer.status_code == 200, (twin, answer.text[:200])
            asked = answer.text.replace("q=glassworks", "").replace("q=umbrellas", "")
            shown_nowhere("" if query else asked)
            assert "lined the road" not in asked
            assert "zealous" not in asked
    for address in (
        "/api/v1/events",
        "/api/v1/commitments",
        "/api/v1/statements",
        "/api/v1/view/dyad/KEN-UGA",
        "/briefs?a=KEN&b=UGA",
        "/briefs.json?a=KEN&b=UGA",
        "/briefs.csv?a=KEN&b=UGA",
        "/briefs/KEN-UGA.md",
        "/briefs/KEN-UGA.html",
    ):
        assert client.get(address).status_code == 200
        shown_nowhere(client.get(address).text)
    from regesta.serve import views

    monkeypatch.setattr(views, "LARGE", 1)
    shown_nowhere(client.get("/index.json").text + client.get("/").text)
    assert "policy" in client.get(reports[1]).text + client.get(reports[2]).text + client.get(reports[0]).text


@pytest.mark.parametrize("format", ["md", "html"])
def test_briefs_withhold(folder, tmp_path, format):
    pytest.importorskip("vl_convert", reason="the extra `briefs` is not installed")
    out = tmp_path / f"b.{format}"
    command = ["--policies", str(folder / "rules.yml"), "brief", "KEN", "UGA", "--from", str(folder / "r.db")]
    done = CliRunner(env={"REGESTA_POLICIES": None}).invoke(
        main, [*command, "--format", format, "--out", str(out)]
    )
    assert done.exit_code == 0, done.output
    shown_nowhere(out.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        ("sources: [{show: quotes}]", "say which reports"),
        ("sources: [{publisher: X, show: nothing}]", "'full', 'quotes' or 'offsets'"),
        ("souces: []", "Did you mean 'sources'"),
        ("default: [", "not YAML"),
    ],
)
def test_bad_policies_show_nothing(folder, tmp_path, rules, said):
    (tmp_path / "p.yml").write_text(rules, encoding="utf-8")
    with pytest.raises(PackError) as caught:
        regesta.open(folder / "r.db", policies=tmp_path / "p.yml")
    assert said in str(caught.value)
    with pytest.raises(PackError, match="no such file"):
        regesta.open(folder / "r.db", policies=tmp_path / "none.yml")


def test_the_first_rule_that_fits_decides(tmp_path):
    (tmp_path / "p.yml").write_text(
        "default: quotes\nsources:\n"
        "  - {host: news.example, source: '*/free/*', show: full}\n"
        "  - {host: news.example, show: offsets}\n",
        encoding="utf-8",
    )
    policies = read_policies(tmp_path / "p.yml")

    def of(url, publisher=None):
        return policies.of(Report("r", url, "x", "r", url=url, publisher=publisher), (url,))

    assert of("https://www.news.example/free/1") == "full"
    assert of("https://eu.news.example/1") == "offsets"
    assert of("https://fakenews.example/1") == "quotes"
