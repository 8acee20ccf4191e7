"""A register opens in Datasette, with views that read well."""

import asyncio

import pytest

pytest.importorskip("datasette", reason="Datasette is not installed")

from datasette.app import Datasette

import regesta


def test_a_register_opens_in_datasette_with_readable_views(tmp_path):
    path = tmp_path / "border.db"
    with regesta.open(path) as register:
        register.add("examples/reports")
        events = {f.id for f in register.snapshot(texts=False).findings if type(f).__name__ == "Event"}
        texts = {r["id"]: register.report(r["id"]).report.text for r in register.reports()}

    async def asked():
        served = Datasette([str(path)], settings={"max_returned_rows": 5000})
        await served.invoke_startup()
        rows = {}
        for name in ("events", "statements", "commitments", "reports"):
            answer = await served.client.get(f"/border/readable_{name}.json?_shape=array&_size=max")
            assert answer.status_code == 200, answer.text
            rows[name] = answer.json()
        page = await served.client.get("/border/readable_events")
        assert page.status_code == 200
        return rows

    rows = asyncio.run(asked())
    assert {r["id"] for r in rows["events"]} == events
    assert len(rows["reports"]) == len(texts)
    for row in (*rows["events"], *rows["statements"], *rows["commitments"]):
        assert texts[row["report"]][row["starts"] : row["ends"]] == row["words"]
    assert any(r["actors"] and r["type"] for r in rows["events"])
    assert all(r["title"] for r in rows["commitments"])
