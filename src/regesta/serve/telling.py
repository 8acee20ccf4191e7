"""Records in words on the page of one: what it says, what those tied to it say, and by which other names it goes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from regesta import query
from regesta.model.records import Records
from regesta.query import words
from regesta.query.lines import line_of
from regesta.serve.library import Library
from regesta.serve.views import Json, in_tongue, name_of
from regesta.serve.wording import foreign, names_of

FOUND = frozenset({"event", "statement", "commitment", "office"})  # records that stand for findings


def says(library: Library, line: Mapping[str, Any]) -> str:
    """Return what a page is headed by: the record in a sentence, the reason of an issue, else the id."""
    if line["record"] in FOUND:
        return words.sentence(line)
    if line["record"] == "position":
        return _position(library, line["states"], line["stance"], line["topic"])
    return str(line.get("reason") or line["id"]) if line["record"] == "issue" else str(line["id"])


def sentences(library: Library, records: Records, languages: Mapping[str, str]) -> dict[str, Json]:
    """Return each record in a sentence with its foreign words, by its id."""
    sources = query.sources_of(records)
    lines = (line_of(item, sources) for item in records.items())
    told = ((line, words.sentence(line)) for line in lines)
    shown: dict[str, Json] = {
        line["id"]: {"id": line["id"], "says": says, **in_tongue({**line, "says": says}, languages)}
        for line, says in told
    }
    return shown | {
        p.id: {"id": p.id, "says": _position(library, p.states, p.stance, p.topic)} for p in records.positions
    }


def spoken(sentences: Mapping[str, Json], identity: str) -> Json:
    """Return what a record says and its foreign words; its id where it is not there."""
    found = sentences.get(identity, {"says": identity})
    return {key: found[key] for key in ("says", "foreign") if key in found}


def other_names(records: Records, line: Mapping[str, Any], languages: Mapping[str, str]) -> list[Json]:
    """Return what else reports call a commitment; of any other record nothing."""
    found = next((t for t in records.commitments if t.id == line["id"]), None)
    return names_of(found.members, words.commitment(line), languages) if found else []


def sectors(line: Mapping[str, Any], languages: Mapping[str, str]) -> Json:
    """Return the fields of a commitment that are told in words of another language, with these words."""
    told = {s: foreign({**line, "title": s}, languages) for s in line.get("sectors", ())}
    return {s: found for s, found in told.items() if found}


def _position(library: Library, states: Sequence[str], stance: str, topic: str) -> str:
    """Return a position in a sentence: "Belarus and Iran support multilateralism"."""
    who = words.listed([words.with_article(name_of(library, s)) for s in states])
    return f"{who[:1].upper()}{who[1:]} {words.takes(stance, len(states), topic)}"
