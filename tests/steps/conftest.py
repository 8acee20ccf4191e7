"""Fixtures shared by the tests of the steps."""

import pytest


@pytest.fixture
def told(traced):
    """Return a function from a text to its events: type, status, who, whom."""

    def find(text):
        found = traced(text, "en", "2025-01-17").reading.findings
        return {
            (f.type, f.status, *(a.state for a in f.actors), "->", *(r.state for r in f.recipients))
            for f in found
            if hasattr(f, "recipients")
        }

    return find
