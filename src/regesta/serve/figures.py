"""What the page of quality shows: figures as measured and shipped, and those of the register that is served."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from importlib import resources
from typing import Any, get_args

from regesta.model.findings import EventType
from regesta.serve import meanings
from regesta.serve.audit import audit, table
from regesta.serve.library import Library
from regesta.serve.views import Json, Page

FEW = 20  # cases below which a figure says little
_YIELDING = {"CONCEDE", "RETREAT"}  # one of the sets tells these two as one, YIELD


def quality(library: Library) -> Page:
    """Return the figures shipped with this version, which are not measured for the page, and those of the register."""
    text = resources.files("regesta").joinpath("data/quality.json").read_text(encoding="utf-8")
    scores = [{**row, "asks": meanings.ASKED.get(row["name"], row["name"])} for row in json.loads(text)]
    data: Json = {
        "scores": scores,
        "typed": [{k: s[k] for k in ("name", "asks", "metric")} for s in scores if "types" in s],
        "types": by_type(scores),
        "languages": by_language(scores, sorted(library.register.packs.languages)),
        "few": FEW,
        "register": audit(library),
    }
    return Page("quality.html", "Quality", data, [*_rows(scores), *table(data["register"])])


def by_type(scores: Sequence[Mapping[str, Any]]) -> list[Json]:
    """Return each type of event with the figure of every set that has it, in the order of the codebook."""
    told = {s["name"]: {t["type"]: t for t in s["types"]} for s in scores if "types" in s}
    order = [*get_args(EventType), "YIELD"]
    return [
        {
            "type": kind,
            "means": "CONCEDE and RETREAT, told as one" if kind == "YIELD" else "",
            "figures": {name: types.get(kind) for name, types in told.items()},
        }
        for kind in order
        if any(kind in types for types in told.values())
    ]


def by_language(scores: Sequence[Mapping[str, Any]], languages: Sequence[str]) -> list[Json]:
    """Return each language with the figures measured in it alone, and those measured in it and others together."""
    return [
        {
            "language": code,
            "alone": [_plain(s) for s in scores if s["languages"] == [code]],
            "together": [_plain(s) for s in scores if code in s["languages"] and len(s["languages"]) > 1],
        }
        for code in languages
    ]


def _plain(score: Mapping[str, Any]) -> Json:
    return {k: v for k, v in score.items() if k != "types"}


def _rows(scores: Sequence[Mapping[str, Any]]) -> Iterator[Json]:
    """Yield the table: each figure, and beneath it those of its types."""
    for score in scores:
        whole = {**_plain(score), "languages": " ".join(score["languages"])}
        yield whole | {"type": ""}
        for kind in score.get("types", ()):
            yield {**whole, **kind}
