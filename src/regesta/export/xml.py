"""Text of any origin as XML 1.0 has it: escaped, without characters that XML forbids."""

from __future__ import annotations

from xml.sax.saxutils import escape as _escape

from regesta.export.cells import flat

_QUOTES = {'"': "&quot;", "'": "&apos;"}


def text(value: str) -> str:
    """Return words for the content of an element or, being quoted too, of an attribute."""
    return _escape(flat(value), _QUOTES)


def element(name: str, value: str, **attributes: str) -> str:
    """Return an element with words in it."""
    given = "".join(f' {key}="{text(word)}"' for key, word in attributes.items())
    return f"<{name}{given}>{text(value)}</{name}>"
