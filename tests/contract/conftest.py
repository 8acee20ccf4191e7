"""The stores that are held to the contract: a new one is a line here."""

from __future__ import annotations

import pytest

from regesta.store.sqlite import open_sqlite

STORES = {"sqlite": lambda folder: open_sqlite(folder / "r.db", wait_s=5)}


@pytest.fixture(params=sorted(STORES))
def store(request, tmp_path):
    opened = STORES[request.param](tmp_path)
    yield opened
    opened.close()
