"""What most tests need: the packs and the tools, built once, and functions that read a text with them.

Imports stand inside, so that tests which need none of this load none of it.
"""

from __future__ import annotations

from functools import lru_cache

import pytest


@pytest.fixture(scope="session")
def packs():
    """Return the packs as shipped."""
    from regesta.packs.load import load_packs

    return load_packs()


@pytest.fixture(scope="session")
def tools(packs):
    """Return the parser, the gazetteer and the look-ups."""
    from regesta.engines.local import tools

    return tools(packs)


@pytest.fixture(scope="session")
def report_of():
    """Return a function from a text to a report as the read step gives it."""
    from regesta.errors import ReportError
    from regesta.steps.read import given_of, read_bytes

    def make(text, language="en", published=None):
        given = {"language": language} | ({"published": published} if published else {})
        (report,) = read_bytes("report.txt", text.encode("utf-8"), given_of(given, "report.json"))
        assert not isinstance(report, ReportError), report
        return report

    return make


@pytest.fixture(scope="session")
def traced(packs, tools, report_of):
    """Return a function from a text to all that the pipeline makes of it; equal texts are read once."""
    from regesta.pipeline import trace

    @lru_cache(maxsize=2048)
    def traced_text(text, language="en", published=None):
        return trace(report_of(text, language, published), packs, tools)

    return traced_text


@pytest.fixture(scope="session")
def read(traced):
    """Return a function from a text to its reading: findings, issues, entities."""

    def read_text(text, language="en", published=None):
        return traced(text, language, published).reading

    return read_text
