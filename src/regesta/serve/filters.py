"""What may stand after the question mark: every option of a page, strictly; what is not known is refused."""

from __future__ import annotations

import datetime as dt
import urllib.parse
from typing import Annotated, Any, Literal, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from regesta.model.findings import CommitmentKind, EventType, Stage, Stance


def _day(text: str) -> str:
    from regesta.steps.read import read_day

    if read_day(text) is None:
        raise ValueError("is no day: write YYYY-MM-DD, YYYY-MM or YYYY")
    return text


Day = Annotated[str, Field(max_length=10, examples=["2024-05", "2023"]), AfterValidator(_day)]
Search = Annotated[str, Field(max_length=200)]


States = Annotated[tuple[Annotated[str, Field(max_length=60)], ...], Field(max_length=4)]
Least = Annotated[int, Field(ge=1, le=10_000, description="events of a tie, at least")]


class Strict(BaseModel):
    """A set of options; one that is not in it is an error, never ignored."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _said(cls, given: Any) -> Any:
        """Leave out what a form sends empty: a field that nobody filled in asks for nothing.

        Raises:
            PydanticCustomError: an option is not in the set; it names those that are.
        """
        if not isinstance(given, dict):
            return given
        unknown = sorted(map(str, given.keys() - cls.model_fields.keys()))
        if unknown:
            told = {"given": ", ".join(unknown), "expected": ", ".join(cls.model_fields) or "none"}
            raise PydanticCustomError("unknown_option", "no option here is called {given}", told)
        filled = {k: [w for w in v if w != ""] if isinstance(v, list) else v for k, v in given.items()}
        return {k: v for k, v in filled.items() if v not in ("", [], ())}


class Nothing(Strict):
    """No options."""


class Leafed(Strict):
    """Which hundred rows, the latest first."""

    page: Annotated[int, Field(ge=1, le=10_000)] = 1


class Period(Strict):
    """First and last day that count."""

    since: Day | None = None
    until: Day | None = None


class Download(Strict):
    """Of an export: one kind of record, where the format has one table."""

    record: Annotated[str | None, Field(max_length=20)] = None


def axis_of(text: str) -> tuple[dt.date, dt.date]:
    """Return the first and the last day of a stretch of time: two days, months or years with / between.

    Raises:
        ValueError: it is none.
    """
    from regesta.steps.read import read_day

    first, last = (read_day(part) for part in (*text.split("/", 1), "")[:2])
    if first is None or last is None or first.start is None or last.last is None or first.start > last.last:
        raise ValueError("is no stretch of time: write two days with / between, the earlier first")
    return first.start, last.last


def _axis(text: str) -> str:
    axis_of(text)
    return text


class Drawn(Period):
    """Of a chart. `state`, `type`, `least`, `size` and `axis` are of some charts only; others refuse them."""

    theme: Literal["light", "dark"] = "light"
    size: Literal["wide", "narrow"] = "wide"
    state: States = ()
    type: tuple[EventType, ...] = ()
    least: Least = 1
    axis: Annotated[str, Field(max_length=21, examples=["2023/2025-06"]), AfterValidator(_axis)] | None = None


class Events(Period):
    """Of a dyad: the period, the types of events, and which hundred of them, the latest first."""

    type: tuple[EventType, ...] = ()
    page: Annotated[int, Field(ge=1, le=10_000)] = 1


class Told(Period):
    """Of a state: the period, and which hundred of its events, the latest first."""

    page: Annotated[int, Field(ge=1, le=10_000)] = 1


class Promises(Period):
    """Of commitments."""

    state: States = ()
    kind: tuple[CommitmentKind, ...] = ()
    stage: tuple[Stage, ...] = ()
    open: bool = False
    silent: Annotated[int, Field(ge=0, le=1200, description="months without news, at least")] = 0


class Acts(Strict):
    """Of a commitment: whose act, "-" where the words do not say whose, and which."""

    party: Annotated[str | None, Field(max_length=60, examples=["IRN"])] = None
    act: Stage | None = None


class Read(Strict):
    """Of a report: its text as it came, or as it is read, without what is no part of the report."""

    text: Literal["original", "cleaned"] = "original"


class Stands(Period):
    """Of positions."""

    state: States = ()
    stance: tuple[Stance, ...] = ()
    topic: Annotated[str | None, Field(max_length=100)] = None


class Words(Strict):
    """Of a search: words, and what narrows what they find."""

    q: Search = ""
    kind: Literal["report", "event", "statement", "commitment", "office"] | None = None
    type: EventType | None = None
    state: Annotated[str | None, Field(max_length=60, description="a code")] = None
    year: Annotated[str | None, Field(pattern=r"^\d{4}$")] = None
    language: Annotated[str | None, Field(max_length=12, examples=["id"])] = None
    limit: Annotated[int, Field(ge=1, le=200)] = 50


class Queue(Strict):
    """Of the review."""

    state: States = ()
    at: Annotated[int, Field(ge=0, le=100_000)] = 0


class Paged(Strict):
    """Of a list in the API: how many, and after which."""

    limit: Annotated[int, Field(ge=1, le=500)] = 100
    cursor: Annotated[str | None, Field(max_length=200)] = None


class Watched(Strict):
    """Of a watch list: pairs of states and states."""

    pair: Annotated[tuple[Annotated[str, Field(max_length=60)], ...], Field(max_length=50)] = ()
    state: Annotated[tuple[Annotated[str, Field(max_length=60)], ...], Field(max_length=50)] = ()


class Month(Strict):
    """Of the calendar: one month, and states of which all take part."""

    month: Annotated[str | None, Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")] = None
    state: States = ()


class Places(Period):
    """Of the map: states of which all take part, types of events, and the place whose events are told."""

    state: States = ()
    type: tuple[EventType, ...] = ()
    place: Annotated[str | None, Field(max_length=120, examples=["Minsk, BLR"])] = None


class Ties(Period):
    """Of the network: the states about which it lies, types of events, the events of a tie, and which hundred ties."""

    state: States = ()
    type: tuple[EventType, ...] = ()
    least: Least = 1
    page: Annotated[int, Field(ge=1, le=10_000)] = 1


class Compared(Strict):
    """Of a comparison: pairs of states."""

    d: Annotated[tuple[Annotated[str, Field(max_length=60)], ...], Field(max_length=12)] = ()


class Briefed(Period):
    """Of a brief: two states, by code or by name, and a format to be led to its file."""

    a: Annotated[str | None, Field(max_length=60)] = None
    b: Annotated[str | None, Field(max_length=60)] = None
    format: Literal["md", "html", "docx", "pdf"] | None = None


class Followed(Strict):
    """Of jobs: whether the page loads itself again while something is being read."""

    follow: bool = False


class Since(Strict):
    """Of changes: since when, and which hundred."""

    since: Annotated[str | None, Field(max_length=20, pattern=r"^(\d{1,9}|\d{4}-\d\d-\d\d)$")] = None
    page: Annotated[int, Field(ge=1, le=10_000)] = 1


def first_last(period: Period) -> tuple[dt.date | None, dt.date | None]:
    """Return the first and last day of a period."""
    from regesta.steps.read import read_day

    first = read_day(period.since) if period.since else None
    last = read_day(period.until) if period.until else None
    return (first.start if first else None, last.last if last else None)


def in_address(period: Period) -> str:
    """Return a period as it stands after a question mark, "" where there is none."""
    given = (("since", period.since), ("until", period.until))
    return urllib.parse.urlencode([(k, v) for k, v in given if v])


STAGES, STANCES, KINDS = get_args(Stage), get_args(Stance), get_args(CommitmentKind)
