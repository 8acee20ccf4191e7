"""What people hand in to be read: bytes with a name that is only shown, and what is said beside them.

In: files as a browser sends them, pasted text, reports as the API takes them. Out: `Upload` values. A name is text:
no file is ever opened or written under it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from regesta import settings
from regesta.export.cells import flat
from regesta.model.reports import MAX_REPORT_CHARS
from regesta.serve.filters import Day, Strict
from regesta.steps.read import Given, read_day

MOST_FILES = 100  # of one upload
MOST_REPORTS = 1000  # of one call of the API
_MOST_NAME = 200  # characters of a name

Words = Annotated[str, Field(max_length=300)]


@dataclass(frozen=True, slots=True)
class Upload:
    """A file to be read, or what stands for one."""

    name: str
    data: bytes
    given: Given


class Beside(Strict):
    """What is said beside files, for those that do not say it themselves."""

    publisher: Words | None = None
    published: Day | None = None
    language: Annotated[str, Field(pattern="^[a-z]{2,3}$", examples=["en"])] | None = None


class NewReport(BaseModel):
    """A report given as text."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    text: Annotated[str, Field(min_length=1, max_length=MAX_REPORT_CHARS)]
    title: Words | None = None
    publisher: Words | None = None
    published: Day | None = None
    language: Annotated[str, Field(pattern="^[a-z]{2,3}$", examples=["en"])] | None = None
    url: Annotated[str, Field(pattern=r"^https?://\S+$", max_length=2000)] | None = None


def max_bytes() -> int:
    """Return how much one upload may hold, in bytes."""
    return int(settings.number("max_upload_mb") * 1_000_000)


def file_of(name: str, data: bytes, beside: Beside) -> Upload:
    """Return a file under the last part of its name, on one line."""
    last = flat(name.replace("\\", "/").rpartition("/")[2])
    published = read_day(beside.published) if beside.published else None
    return Upload(
        last[-_MOST_NAME:] or "without a name", data, Given(published, beside.language, beside.publisher)
    )


def rows_of(name: str, reports: Iterable[NewReport]) -> Upload:
    """Return reports given as text, as JSON lines: so text is taken as it is, whatever it looks like."""
    rows = (json.dumps(_row(r), ensure_ascii=True) for r in reports)
    return Upload(f"{name}.jsonl", "\n".join(rows).encode("ascii"), Given())


def _row(report: NewReport) -> dict[str, Any]:
    # Known by what it says, so that two of one name are told apart.
    identity = hashlib.sha256(report.text.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return {"id": identity, **report.model_dump(exclude_none=True)}
