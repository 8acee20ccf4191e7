"""Briefs: a readable account of two states' dealings, every sentence resting on records and footnoted to their words.

brief = compose(records, ("BLR", "IRN"), names)
write(brief, "md")
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from regesta.brief.compose import Brief, Note, Section, Sentence, compose
from regesta.brief.documents import to_docx, to_pdf
from regesta.brief.texts import to_html, to_markdown
from regesta.errors import BadValue

_WRITERS: Mapping[str, Callable[[Brief], bytes]] = {
    "md": lambda brief: to_markdown(brief).encode(),
    "html": lambda brief: to_html(brief).encode(),
    "docx": to_docx,
    "pdf": to_pdf,
}
FORMATS = tuple(_WRITERS)


def write(brief: Brief, format: str) -> bytes:
    """Return a brief as a file that needs nothing beside it.

    Raises:
        BadValue: there is no such format.
    """
    if format not in _WRITERS:
        raise BadValue(format, "is no format of a brief", f"Take one of {', '.join(FORMATS)}")
    return _WRITERS[format](brief)


__all__ = ["FORMATS", "Brief", "Note", "Section", "Sentence", "compose", "write"]
