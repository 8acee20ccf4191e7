"""A language made of the rows a test needs, and nothing else."""

from __future__ import annotations

from typing import Any, cast

from regesta.packs import schema as s
from regesta.packs.knowledge import Knowledge
from regesta.packs.language import Language


def language(code: str = "en", **rows: Any) -> Language:
    """Build a language: give `boilerplate`, `chronology`, `places`, `states` or `syntax` as needed."""
    return Language(
        syntax=rows.get("syntax", s.Syntax(code=code, name=code, reader="shallow", passive_by=("by",))),
        states=rows.get("states", {}),
        titles=s.TitlesFile(offices=(), standing={}, honorifics=()),
        coref=s.CorefFile(),
        chronology=rows.get("chronology", s.Chronology()),
        boilerplate=rows.get("boilerplate", s.Boilerplate()),
        places=rows.get("places", s.PlacesFile()),
        frames=(),
        cues=(),
        content_stances=(),
        topics=(),
        commitments=s.CommitmentsFile(nouns=(), verbs=()),
        knowledge=cast(Knowledge, None),
    )
