"""Separate the report from the page around it.

In: a report and every language pack (a "read also" line need not be in the report's language).
Out: the stretches to read, one a paragraph, and the stretches dropped, each with its reason. Both
are offsets into the stored text; together they cover everything in it but white space.

Marks of boilerplate count on short lines only, and a line that reads as a sentence needs a mark
that no sentence begins with: a dropped sentence is lost for good, a kept share bar harms nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from regesta.model.reports import CleanReport, Dropped, Report
from regesta.model.spans import Span
from regesta.packs.calendar import alternatives, calendar_of
from regesta.packs.language import Language
from regesta.packs.schema import Boilerplate
from regesta.text.fold import fold
from regesta.text.phrases import PhraseTable

_LINE = re.compile("[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_STOPS = ".!?…。！？؟।"
_CLOSERS = "\"'”’»)]}› \t\u00a0"
_URL_LINE = re.compile(
    r"(?:https?://\S+|www\.\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?:[\w-]+\.)+(?:com|net|org|info|int|news|press|gov|edu|tv|media|co|id|ir"
    r"|by|ru|cn|uk|de|fr|vn|in|pk|tr|my|sg|ph|th|jp|kr|br|mx|za|ng|ke|eg|sa|ae|qa|io|me)(?:\.[a-z]{2})?(?:/\S*)?)\W*",
    re.IGNORECASE,
)
_NEVER = re.compile(r"(?!)(?P<mark>)")
_HEADLINE_WORDS = 25
_LINE_CHARS = 300  # a longer line is a paragraph: no mark of boilerplate drops it
_CAPTION_WORDS = 45
_LONG_WORDS = 18  # after the last line as long as this, the page goes on and the report does not
_DATELINE_CHARS = 70
_WRAPPED_CHARS = 100
_LINK_SIGNS = "\"'[(<>|-–—•*·▪► "
_BULLETS = "-–—•*·»▪►>+"


@dataclass(frozen=True, slots=True)
class _Marks:
    """The boilerplate of all languages, ready to match in folded text."""

    read_also: re.Pattern[str]
    read_also_inside: re.Pattern[str]
    starts: re.Pattern[str]
    whole: PhraseTable[str]
    sections: frozenset[str]
    credit: re.Pattern[str]
    credit_words: PhraseTable[str]  # the first words of credits; without one no pattern need be tried
    byline: re.Pattern[str]
    published: re.Pattern[str]
    days: tuple[re.Pattern[str], ...]
    short_days: re.Pattern[str]
    cities: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that is not blank, trimmed, with its folded text and what neighbours need of it."""

    span: Span
    folded: str
    words: str  # folded, white space squeezed, marks and invisible characters stripped at both ends
    n_words: int
    ended: bool  # ends as a sentence does
    gap: bool  # a blank line stands before it
    low: bool  # begins with a small letter


def clean(report: Report, languages: Mapping[str, Language]) -> CleanReport:
    """Split a report into the stretches to read and those to leave.

    Args:
        report: As read.
        languages: Every pack, by code: the boilerplate of all of them counts.

    Returns:
        Blocks in reading order, the headline if one stands above the text, and what was dropped:
        "read-also", "repeated-headline", "repeated-line", "boilerplate", "section", "caption", "credit",
        "byline", "header" (a date line), "dateline", "url", "number".
    """
    marks = _marks(tuple(languages.values()))
    if not marks.credit_words.any(report.text):
        marks = replace(marks, credit=_NEVER)
    lines = tuple(_lines(report.text))
    reasons = _classify(lines, report, marks)
    headline = _headline(lines, reasons, report)
    _mark_repeats(lines, reasons, headline)
    blocks: list[Span] = []
    dropped: list[Dropped] = []
    opening = True  # no paragraph has been read yet: date lines and datelines stand here
    kept: list[int] = []
    head: Span | None = None
    repeated = _repeated(lines[headline].words) if headline is not None else None
    for i, line in enumerate(lines):
        reason = reasons.get(i)
        if reason is not None:
            dropped.append(Dropped(line.span, reason))
            continue
        again = repeated if i != headline else None
        pieces = tuple(_pieces(report.text, line, marks, again, opening=opening and i != headline))
        if i == headline:  # it may have lost its tail
            head = next((span for span, why in pieces if why is None), None)
        for span, why in pieces:
            if why is not None:
                dropped.append(Dropped(span, why))
            else:
                if _wraps_on(lines, reasons, kept, i) and len(pieces) == 1 and blocks:
                    blocks[-1] = blocks[-1].cover(span)
                else:
                    blocks.append(span)
        kept.append(i)
        opening = opening and (i == headline or line.n_words < 12)
    dropped.sort(key=lambda d: d.span)
    return CleanReport(report, tuple(blocks), head, tuple(dropped))


# --------------------------------------------------------------------------- lines


def _lines(text: str) -> Iterator[_Line]:
    before = 0
    for match in _LINE.finditer(text):
        span = _trim(text, match.start(), match.end())
        if span is None:
            continue
        breaks = text.count("\n", before, span.start) or text.count("\r", before, span.start)
        before = span.end
        raw = span.of(text)
        folded = fold(raw)
        seen = folded if folded.isascii() else _INVISIBLE.sub("", folded)
        words = " ".join(seen.split()).strip(" |" + _BULLETS)
        yield _Line(span, folded, words, words.count(" ") + 1, _is_ended(raw), breaks > 1, raw[0].islower())


def _trim(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None


def _is_ended(line: str) -> bool:
    bare = _INVISIBLE.sub("", line[-20:]).rstrip(_CLOSERS)
    return bool(bare) and bare[-1] in _STOPS


def _is_title(line: _Line) -> bool:
    """Return whether a line could be a headline: short, and without a sentence's stop."""
    stop = line.ended and not line.words.rstrip(_CLOSERS).endswith(("?", "!", "…", "؟", "？", "！"))
    return line.n_words <= _HEADLINE_WORDS and not stop and line.span.end - line.span.start <= _LINE_CHARS


# --------------------------------------------------------------------------- which lines go


def _classify(lines: tuple[_Line, ...], report: Report, marks: _Marks) -> dict[int, str]:
    """Return the lines to drop for what they are by themselves, or under a "read also" that stands alone."""
    reasons: dict[int, str] = {}
    last_long = max((i for i, ln in enumerate(lines) if ln.n_words >= _LONG_WORDS), default=len(lines))
    under_mark = False  # the line before was "Read also:" with its headlines to follow
    for i, line in enumerate(lines):
        first_under = (
            under_mark and i - 1 in reasons and marks.read_also.fullmatch(lines[i - 1].words.rstrip(":»> "))
        )
        bulleted = line.folded[0] in _BULLETS
        reason = _own_reason(line, report, marks, i > last_long)
        follows = under_mark and (first_under or bulleted or i > last_long)
        if follows and reason is None and _is_title(line):
            reasons[i] = "read-also"
            continue
        if reason is not None:
            reasons[i] = reason
        alone = reason == "read-also" and marks.read_also.fullmatch(line.words.rstrip(":»> ")) is not None
        under_mark = alone or (under_mark and reason is not None)
    return reasons


def _own_reason(line: _Line, report: Report, marks: _Marks, tail: bool) -> str | None:
    words = line.words
    if not any(map(str.isalpha, words)):
        return "header" if _is_date_line(words, marks) else "number"
    if len(words) > _LINE_CHARS:
        return None
    if _is_date_line(words, marks):
        return "header"
    if _URL_LINE.fullmatch(words):
        return "url"
    if words in marks.sections and line.n_words <= 4:
        return "section"
    if report.publisher and words == " ".join(fold(report.publisher).split()):
        return "byline"
    if _covered(words, marks.whole):
        return "boilerplate"
    link = words.lstrip(_LINK_SIGNS)
    mark = marks.read_also.match(link)
    if mark:
        rest = link[mark.end() :].lstrip()
        if (
            not rest
            or rest[0] in ":|»>-–—[("
            or (not line.ended and mark[0].count(" ") >= 1 and _is_title(line))
        ):
            return "read-also"
    mark = marks.starts.match(words)
    if mark:
        pointed = not mark[0].rstrip()[-1].isalnum()
        if pointed or not line.ended or mark[0].count(" ") >= 4 or tail:
            return "boilerplate"
    if (
        not line.ended
        and line.n_words <= 8
        and marks.byline.match(words)
        and _is_capitalised(line.span.of(report.text))
    ):
        return "byline"
    return "caption" if _is_caption(line, marks) else None


def _covered(words: str, table: PhraseTable[str]) -> bool:
    """Return whether a line is made of nothing but such phrases: "Share | Tweet | Print"."""
    if len(words) > 120:
        return False
    free = 0
    for hit in table.hits(words):
        if any(map(str.isalnum, words[free : hit.span.start])):
            return False
        free = hit.span.end
    return free > 0 and not any(map(str.isalpha, words[free:]))


_PLACE = re.compile(r"[^\W\d_]+(?:[ '.-][^\W\d_]+){0,3}, ?")  # "new york, " before a date


def _is_date_line(words: str, marks: _Marks) -> bool:
    """Return whether a line says nothing but when it was published."""
    if len(words) > 90 or not any(map(str.isdigit, words)):
        return False
    mark = marks.published.match(words) or _mark_inside(words, marks)
    rest = words[mark.end() :].lstrip(" ,:-–|") if mark else words
    for pattern in marks.days:
        day = pattern.match(rest) or (pattern.search(rest) if _PLACE.match(rest) else None)
        if day and day.start() > 0 and not _PLACE.fullmatch(rest[: day.start()]):
            continue
        if day and not any(map(str.isalpha, rest[day.end() :].lstrip(" |,-–"))):
            return True
    return False


def _mark_inside(words: str, marks: _Marks) -> re.Match[str] | None:
    """Return the word that says when a line was published, behind whoever did: "Ministry of Trade. Press release"."""
    found = next(marks.published.finditer(words), None)
    return found if found and words[: found.start()].rstrip()[-1:] in set(".,|–-·") else None


def _is_capitalised(raw: str) -> bool:
    words = [w for w in raw.split()[1:] if w[0].isalpha()]
    return bool(words) and all(w[0].isupper() or len(w) <= 3 for w in words)


def _is_caption(line: _Line, marks: _Marks) -> bool:
    if line.n_words > _CAPTION_WORDS:
        return False
    credit = _credit(line.folded, marks)
    if credit is None:
        return False
    before = line.folded[:credit].rstrip(" (|/[-–—")
    bracketed = line.folded[credit] in "([/" or before != line.folded[:credit].rstrip()
    n_stops = len(re.findall(r"[a-z\d]{3,}[.!?][\s\"”]", before + " "))
    return n_stops <= 1 and (bracketed or not before.endswith(tuple(_STOPS)))


def _credit(folded: str, marks: _Marks) -> int | None:
    """Return where a picture's credit begins that ends the line, if there is one."""
    start = max(0, len(folded) - 120)
    for match in marks.credit.finditer(folded, start):
        rest = folded[match.end() :].strip(" |)]")
        sentence = rest.endswith(tuple(_STOPS)) and rest.count(" ") > 3
        if rest.count(" ") < 8 and not sentence:
            return match.start("mark")
    return None


def _headline(lines: tuple[_Line, ...], reasons: Mapping[int, str], report: Report) -> int | None:
    """Return the headline: the line that is the known title, else the first like one above longer lines."""
    kept = [i for i in range(len(lines)) if i not in reasons]
    title = " ".join(fold(report.title).split()) if report.title else None
    if title:
        for i in kept[:10]:
            words = lines[i].words
            if words == title or (lines[i].n_words >= 4 and title.startswith(words)):
                return i
    for place, i in enumerate(kept[:5]):
        if lines[i].n_words > _HEADLINE_WORDS or (lines[i].ended and not _is_title(lines[i])):
            return None  # the text has begun
        longer = any(lines[j].n_words > lines[i].n_words and lines[j].n_words >= 8 for j in kept[place + 1 :])
        if _is_title(lines[i]) and lines[i].n_words >= 3 and longer:
            return i
    return None


def _mark_repeats(lines: tuple[_Line, ...], reasons: dict[int, str], headline: int | None) -> None:
    seen: set[str] = set()
    title = lines[headline].words if headline is not None else None
    for i, line in enumerate(lines):
        if i in reasons or i == headline:
            continue
        bare = line.words.rstrip(_STOPS + _CLOSERS)
        if title is not None and bare == title.rstrip(_STOPS + _CLOSERS):
            reasons[i] = "repeated-headline"
        elif line.n_words >= 3 and line.words in seen:
            reasons[i] = "repeated-line"
        seen.add(line.words)


# --------------------------------------------------------------------------- parts of lines


def _pieces(
    text: str, line: _Line, marks: _Marks, title: re.Pattern[str] | None, *, opening: bool
) -> Iterator[tuple[Span, str | None]]:
    """Yield the parts of a line: date, dateline or repeated headline before it, credit or link after it."""
    start, end = line.span.start, line.span.end
    if opening:
        for cut, reason in (
            (_header_end(line.folded, marks), "header"),
            (_dateline_end(text, line, marks), "dateline"),
        ):
            rest = _trim(text, line.span.start + cut, end) if cut else None
            if cut and rest and line.span.start + cut > start:
                yield Span(start, line.span.start + len(line.folded[:cut].rstrip())), reason
                start = rest.start
                line = _Line(
                    rest, fold(rest.of(text)), line.words, line.n_words, line.ended, line.gap, line.low
                )
    same = title.match(line.folded) if title is not None else None
    rest = _trim(text, start + same.end(), end) if same else None
    if same and rest:
        yield Span(start, start + len(same[0].rstrip())), "repeated-headline"
        start = rest.start
    tail = _tail(text[start:end], marks)
    if tail is None:
        yield Span(start, end), None
        return
    cut, reason = tail
    body = _trim(text, start, start + cut)
    if body:
        yield body, None
    yield Span(start + cut, end), reason


def _repeated(title: str) -> re.Pattern[str] | None:
    """Return what matches a headline that opens a paragraph; one of two words may open any."""
    words = title.split()
    if len(words) < 3:
        return None
    return re.compile(r"\s+".join(map(re.escape, words)) + r"\s*(?:[.|:]\s+|\s[-–—]+\s+)(?=\S)")


def _tail(raw: str, marks: _Marks) -> tuple[int, str] | None:
    """Return where a "read also" or a credit at the end of a paragraph begins."""
    folded = fold(raw)
    inside = marks.read_also_inside.search(folded, max(0, len(folded) - _LINE_CHARS))
    if inside and not _is_ended(raw) and folded[inside.end() :].count(" ") <= _HEADLINE_WORDS:
        return inside.start("mark"), "read-also"
    credit = _credit(folded, marks)
    if credit is not None and folded[:credit].rstrip(" ([/|-–—").endswith(tuple(_STOPS + "\"'")):
        return credit, "credit"
    return None


def _header_end(folded: str, marks: _Marks) -> int:
    """Return where a date that opens a line ends: "date 2021-03-04 Norland's …"."""
    mark = marks.published.match(folded)
    at = len(folded) - len(folded[mark.end() :].lstrip(" :-–|")) if mark else 0
    for pattern in marks.days:
        day = pattern.match(folded, at)
        # Without a word such as "Published" a date may open a sentence: "13 September 2024 was…".
        if day and (mark or re.match(r"\s*(?:[|–—:]|--|\s-\s)", folded[day.end() :])):
            return len(folded) - len(folded[day.end() :].lstrip(" |–—:-.,"))
    return 0


_DATELINE = re.compile(
    r"(?P<place>[^\n:–—]{2,70}?)\s*"
    r"(?P<mark>[–—]|--+|(?<=\s)-(?=\s)|(?<=\))\s?\.\s?[-–—]+|:|(?:(?<=\d{4})|(?<=\)))\.(?=\s))"
    r"\s*(?=[\"“«'‘(]?\w)"
)


def _dateline_end(text: str, line: _Line, marks: _Marks) -> int:
    """Return where a dateline ends: "OSTHEIM, 2 May (NNA) –", "Ostheim, The Norland Post:"."""
    raw = line.span.of(text)
    match = _DATELINE.match(raw)
    if match is None or line.n_words < 6:
        return 0
    after = raw[match.end() :].lstrip("\"“«'‘(")
    if not after[:1].isalnum() or after[0].islower():
        return 0
    place = match["place"]
    folded = fold(place)
    day = marks.short_days.search(folded)
    names = [w for w in re.findall(r"[^\W_][\w.'’-]*", place) if not w[0].isdigit()]
    names = [w for w in names if day is None or fold(w).strip(".") not in day[0]]
    if not 0 < len(names) <= 8 or not all(w[0].isupper() or fold(w) in _LINKS or "." in w for w in names):
        return 0
    city = re.split(r"[,(./]", folded)[0].strip() in marks.cities or (
        len(names[0]) > 2 and names[0].isupper()
    )
    agency = re.search(r"[,(]|\. ", place) is not None
    # "Araghchi, Tehran: …" could be a speaker; a colon asks for more than a dash does.
    if match["mark"] == ".":  # "Geneva, 3 May 2021. The two": a sentence may end there
        return match.end() if city and day is not None else 0
    sure = agency and (city or day is not None or len(names) > 2) if match["mark"] == ":" else agency or city
    return match.end() if sure else 0


_LINKS = frozenset({"the", "of", "de", "al", "la", "el", "and", "dan", "di"})


def _wraps_on(lines: tuple[_Line, ...], reasons: Mapping[int, str], kept: list[int], i: int) -> bool:
    """Return whether a line goes on the one before: a text broken at a fixed width, not at paragraphs."""
    if not kept or kept[-1] != i - 1 or lines[i].gap:
        return False
    before, line = lines[i - 1], lines[i]
    width, here = before.span.end - before.span.start, line.span.end - line.span.start
    if width > _WRAPPED_CHARS or here > _WRAPPED_CHARS or line.folded[0] in _BULLETS:
        return False
    first = i - 1
    while first > 0 and not lines[first].gap and first - 1 not in reasons and i - first < 8:
        first -= 1
    last = i
    while last + 1 < len(lines) and not lines[last + 1].gap and last + 1 not in reasons and last - i < 8:
        last += 1
    lengths = [lines[j].span.end - lines[j].span.start for j in range(first, last + 1)]
    if max(lengths) > _WRAPPED_CHARS:
        return False
    # All lines but the last are about as long as the longest: only a margin does that.
    even = len(lengths) >= 3 and min(lengths[:-1]) >= 0.7 * max(lengths)
    broken = sum(not lines[j].ended for j in range(first, last)) * 2 >= last - first
    return (even and broken) or (line.low and not before.ended and width >= 40)


# --------------------------------------------------------------------------- tables


@lru_cache(maxsize=8)
def _marks(languages: tuple[Language, ...]) -> _Marks:
    """Join the boilerplate of all packs. Cached: packs are frozen and few."""
    rows = [language.boilerplate for language in languages]
    calendars = [calendar_of(language) for language in languages]
    also = alternatives(w for row in rows for w in row.read_also)
    names = alternatives(n for c in calendars for n in (*c.months, *c.weekdays))
    starts = alternatives(w for row in rows for w in row.line_starts)
    by = alternatives(w for language in languages for w in language.syntax.passive_by)
    published = alternatives(w for language in languages for w in language.chronology.published)
    cities = [c for language in languages for c in language.places.cities]
    for language in languages:
        for forms in language.states.values():
            cities += [*forms.capitals, *forms.metonyms]
    whole = [w for row in rows for w in (*row.line_is, *row.sections)]
    return _Marks(
        read_also=re.compile(rf"(?:{also})(?!\w)"),
        read_also_inside=re.compile(rf"[.!?…”\")]\s+(?P<mark>[(\[]?(?:{also})\s*:)"),
        starts=re.compile(rf"(?:{starts})(?:(?<!\w)|(?!\w))"),
        whole=PhraseTable([(w, w) for w in whole]),
        sections=frozenset(" ".join(fold(w).split()) for row in rows for w in row.sections),
        credit=re.compile(
            rf"(?:[.!?…|)\]”\"–—/]\s*|\s-\s|^|(?=[(\[/]))(?P<mark>(?:{_credits(rows)}))(?:(?<!\w)|(?!\w))"
        ),
        credit_words=PhraseTable((w.split()[0], w) for row in rows for w in row.credit if w.strip()),
        byline=re.compile(rf"(?:{by})\s"),
        published=re.compile(rf"(?:{published})(?!\w)"),
        days=tuple(c.day_pattern for c in calendars),
        short_days=re.compile(
            rf"(?:\b\d{{1,2}}\s*)?\b(?:{names})\b\.?(?:\s*\d{{1,2}}\b)?(?:,?\s*\d{{4}})?"
            r"|\b\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?"
        ),
        cities=frozenset(" ".join(fold(c).split()) for c in cities),
    )


def _credits(rows: list[Boilerplate]) -> str:
    return alternatives(w for row in rows for w in row.credit)
