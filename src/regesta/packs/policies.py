"""How much of each source's words may be shown: read from a file that goes with the register's owner, not with it.

In: a YAML file. Out: rules in order; the first that fits a report decides, else the default.

    default: full
    sources:
      - {publisher: Border Gazette, show: quotes}
      - {host: wire.example, show: offsets}
      - {source: "leaked/*", show: offsets}
"""

from __future__ import annotations

import fnmatch
import urllib.parse
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, model_validator

from regesta.errors import PackError
from regesta.model.reports import Report
from regesta.packs.load import read_rows
from regesta.packs.schema import Row, Text

Show = Literal["full", "quotes", "offsets"]


class SourcePolicy(Row):
    """Which reports a rule is about, by one or more of these, and what may be shown of them."""

    publisher: Text | None = None  # as reports or `--publisher` name it, capitals aside
    host: Text | None = None  # of the report's address, subdomains included
    source: Text | None = None  # path or address, with * and ?
    show: Show

    @model_validator(mode="after")
    def _about_something(self) -> SourcePolicy:
        if self.publisher is None and self.host is None and self.source is None:
            raise ValueError("say which reports: publisher, host or source")
        return self

    def fits(self, report: Report, sources: tuple[str, ...]) -> bool:
        """Return whether the rule is about a report that came under these sources."""
        if self.publisher is not None and (report.publisher or "").casefold() != self.publisher.casefold():
            return False
        if self.host is not None and not _of_host(report.url, sources, self.host):
            return False
        return self.source is None or any(fnmatch.fnmatchcase(s, self.source) for s in sources)


class Policies(Row):
    """What may be shown of which report."""

    default: Show = "full"
    sources: Annotated[tuple[SourcePolicy, ...], Field(max_length=10_000)] = ()

    def of(self, report: Report, sources: tuple[str, ...]) -> Show:
        """Return what may be shown of a report that came under these sources."""
        return next((p.show for p in self.sources if p.fits(report, sources)), self.default)

    @property
    def show_everything(self) -> bool:
        """Return whether nothing is withheld of any report."""
        return self.default == "full" and all(p.show == "full" for p in self.sources)


def read_policies(path: Path | None) -> Policies:
    """Return the policies of a file; without one everything may be shown.

    Raises:
        PackError: there is no such file, or it is not of its shape. Nothing is shown by mistake then.
    """
    if path is None:
        return Policies()
    if not path.is_file():
        raise PackError(path, 0, "no such file of policies", "Give a file, or unset REGESTA_POLICIES")
    read: Policies = read_rows(path, Policies)
    return read


def _of_host(url: str | None, sources: tuple[str, ...], host: str) -> bool:
    wanted = host.casefold().removeprefix("www.")
    hosts = (urllib.parse.urlsplit(a).hostname or "" for a in (url, *sources) if a and "://" in a)
    return any(h == wanted or h.endswith(f".{wanted}") for h in hosts)
