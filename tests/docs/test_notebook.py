"""The notebook of `examples/` runs from its first cell to its last, and shows tables and charts."""

from __future__ import annotations

from pathlib import Path

import pytest

nbformat = pytest.importorskip("nbformat", reason="nbformat is not installed")
nbclient = pytest.importorskip("nbclient", reason="nbclient is not installed")
pytest.importorskip("vl_convert", reason="the extra `charts` is not installed")
pytest.importorskip("pandas", reason="the extra `analytics` is not installed")

NOTEBOOK = Path(__file__).parents[2] / "examples" / "first_look.ipynb"


def test_it_runs_and_shows_tables_and_charts():
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    assert all(not cell.get("outputs") for cell in notebook.cells), (
        "outputs belong to readers, not to the repository"
    )
    where = {"metadata": {"path": str(NOTEBOOK.parent)}}
    done = nbclient.NotebookClient(notebook, timeout=120, kernel_name="python3", resources=where).execute()
    shown = [o for cell in done.cells for o in cell.get("outputs", ()) if "data" in o]
    tables = [o for o in shown if "<table>" in o["data"].get("text/html", "")]
    charts = [o for o in shown if o["data"].get("image/svg+xml", "").startswith("<svg")]
    assert len(tables) >= 4
    assert len(charts) == 2
    quotes = next(o["data"]["text/plain"] for c in done.cells if "passages" in c.source for o in c.outputs)
    assert quotes.count("(") >= 2, "several witnesses"
