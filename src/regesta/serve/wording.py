"""Which words of a record's sentence are a report's own, in another language than the page: browsers read them by it.

In: records as JSON objects, and the language of each report. Out: the words with their language, and HTML that marks
them.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from markupsafe import Markup, escape

from regesta.model.findings import Commitment
from regesta.model.spans import Evidence

Json = dict[str, Any]
OWN = "en"  # the language of the pages
_QUOTED = re.compile(r"“(.+?)”")
_CUT = " …"  # ends a title or an excerpt that is cut short
_ALIKE = 0.9  # of two wordings, from which on one is the other's plural: "memorandums of understanding"


def foreign(line: Mapping[str, Any], languages: Mapping[str, str]) -> Json | None:
    """Return the words of a report in another language that stand in a record's sentence, with that language.

    Args:
        line: A record, with its title or its sentence as `says`, and its evidence.
        languages: Of each report, by id.
    """
    told = [str(line.get("title") or ""), *_QUOTED.findall(str(line.get("says") or ""))]
    quotes = [
        (languages.get(e.get("report_id", ""), ""), _flat(str(e.get("quote") or "")))
        for e in line.get("evidence", ())
    ]
    for words in (own for text in told for own in _own_words(text)):
        said = {language for language, quote in quotes if words in quote}
        if said:  # the shorter words of the same title say no more
            others = sorted(said - {OWN, ""})
            return {"words": words, "language": others[0]} if others and OWN not in said else None
    return None


def names_of(members: Iterable[Commitment], headline: str, languages: Mapping[str, str]) -> list[Json]:
    """Return other names that reports give a commitment, sorted, each with its language.

    A title that we make (of an invitation, of a sum) is no report's, and what says its kind only is no name.

    Args:
        members: Its findings.
        headline: What the page calls it.
        languages: Of each report, by id.
    """
    found: dict[str, Json] = {}
    for item in members:
        title, kind = item.title, item.kind
        quotes = [e for e in item.evidence if isinstance(e, Evidence)]
        told = [(e, w) for e in quotes for w in _own_words(title) if w in _flat(e.quote)]
        of_kind = difflib.SequenceMatcher(None, title.casefold(), kind).ratio() > _ALIKE
        if not told or of_kind or title.removesuffix(_CUT).casefold() in headline.casefold():
            continue
        language = languages.get(told[0][0].report_id, "")
        words = {"words": told[0][1], "language": language} if language not in {OWN, ""} else None
        found.setdefault(title, {"name": title, "language": language, "foreign": words})
    return [found[title] for title in sorted(found)]


def marked(text: str, words: Mapping[str, str] | None) -> Markup:
    """Return a text as HTML, with the words of another language in it marked; they stay where they are."""
    before, found, after = text.partition(words["words"]) if words else (text, "", "")
    if not found or words is None:
        return Markup(escape(text))
    return Markup('{}<bdi lang="{}">{}</bdi>{}').format(before, words["language"], found, after)


def _own_words(title: str) -> Iterator[str]:
    """Yield what of a title may be a report's own words: all of it, or what follows a word of ours, "report of"."""
    whole = _flat(title).removesuffix(_CUT)
    for words in (whole, whole.partition(" of ")[2]):
        if words:
            yield words


def _flat(text: str) -> str:
    return " ".join(text.split())
