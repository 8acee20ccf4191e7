"""Cut a sentence into words and chunks for the shallow reader.

In: a sentence, the report's text and mentions, a `Lexicon`. Out: units (words, mentions, phrases of
the pack), their kinds settled by their neighbours, and pieces: noun phrases with their prepositions
and coordinated heads, verbs, quotations, marks of structure. Each in one pass.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from regesta.model.actors import Mention
from regesta.model.reports import Sentence
from regesta.model.spans import Span
from regesta.steps.extract.shallow_lexicon import NOTHING, Found, Lexicon
from regesta.text.fold import fold, squeeze

MAX_BRACKET = 14  # words between brackets that are passed over as an aside
_WORD = re.compile(r"\w+(?:[-'’.]\w+)*|[^\w\s]")
_DASHES = frozenset("-–—―")
_ACTING = frozenset({"person", "role", "roles", "state", "organisation", "group", "pronoun", "pair", "name"})
_LEAVES = frozenset({"", "comma", "stop", "colon", "conj", "rel", "sub", "comp"})
_BOUNDARIES = frozenset({"comma", "stop", "colon", "sub", "rel", "comp", "conj", "quote"})

# --------------------------------------------------------------------------- words


@dataclass(slots=True)
class Unit:
    """A word, a mention read as one word, a phrase of the pack, or a punctuation mark."""

    kind: str
    span: Span
    word: str
    found: Found = NOTHING
    mention: int | None = None
    acts: bool = False  # the mention can be somebody who acts
    inner: tuple[int, ...] = ()
    quote: int = -1  # which quoted stretch it stands in
    abstract: bool = False  # a noun that takes the verb after it: "pentingnya", "perlunya"

    @property
    def lemma(self) -> str:
        """Return the predicate it is a form of, else the word."""
        return self.found.lemma or self.word


def tag_words(sentence: Sentence, text: str, mentions: Sequence[Mention], words: Lexicon) -> list[Unit]:
    """Return the words of a sentence, phrases of the pack and mentions as one, their kinds settled."""
    raw = list(_raw(sentence.span, text, mentions, words))
    folded = ["\0" if u.mention is not None else u.word for u in raw]
    units: list[Unit] = []
    i = 0
    while i < len(raw):
        unit, length = raw[i], 1
        if unit.kind == "word":
            found = words.find(folded, i)
            length = max(found.length, 1)
            unit.found = found
            unit.span = unit.span.cover(raw[i + length - 1].span)
            unit.word = " ".join(folded[i : i + length])
        units.append(unit)
        i += length
    units = _without_asides(units)
    _mark_quotes(units, sentence.quoted or _own_quotes(units, words))
    _settle_kinds(units, words, headline=sentence.headline)
    return units


def _raw(within: Span, text: str, mentions: Sequence[Mention], words: Lexicon) -> Iterator[Unit]:
    at = within.start
    held = sorted(
        (mentions[i].span.start, -mentions[i].span.end, i) for i in mentions_within(within, mentions)
    )
    k = 0
    while k < len(held):
        index = held[k][2]
        mention = mentions[index]
        if mention.span.start < at or (mention.kind == "name" and _no_name(mention, within, text, words)):
            k += 1
            continue
        inner = []
        k += 1
        while k < len(held) and mentions[held[k][2]].span.start < mention.span.end:
            if mention.span.holds(mentions[held[k][2]].span):
                inner.append(held[k][2])
            k += 1
        yield from _words(text, at, mention.span.start)
        word = squeeze(mention.span.of(text))
        yield Unit(
            "mention", mention.span, word, mention=index, acts=mention.kind in _ACTING, inner=tuple(inner)
        )
        at = mention.span.end
    yield from _words(text, at, within.end)


def mentions_within(within: Span, mentions: Sequence[Mention]) -> Iterator[int]:
    """Yield the indices of the mentions inside a stretch; mentions stand in reading order."""
    i = bisect_left(mentions, within.start, key=lambda m: m.span.start)
    while i < len(mentions) and mentions[i].span.start < within.end:
        if mentions[i].span.end <= within.end:
            yield i
        i += 1


def _no_name(mention: Mention, within: Span, text: str, words: Lexicon) -> bool:
    """Return whether what looks like a name is a word: a lone capital at the head of the sentence."""
    name = mention.span.of(text)
    opens = not any(c.isalnum() for c in text[within.start : mention.span.start])
    return (opens and len(name.split()) == 1) or words.knows(name)


def _words(text: str, start: int, end: int) -> Iterator[Unit]:
    for match in _WORD.finditer(text, start, end):
        word = fold(match[0])
        kind = "word" if word[0].isalnum() or word[0] == "_" else "mark"
        yield Unit(
            _PUNCTUATION.get(word, "stop" if word in _DASHES else "sign") if kind == "mark" else kind,
            Span(match.start(), match.end()),
            word,
        )


_PUNCTUATION = {",": "comma", ";": "stop", ":": "colon", "(": "open", ")": "close", ".": "stop", "،": "comma"}


def _without_asides(units: list[Unit]) -> list[Unit]:
    """Drop what stands between brackets, where it is short: "(16/6)", "(PBB)"."""
    kept: list[Unit] = []
    i = 0
    while i < len(units):
        if units[i].kind == "open":
            ahead = range(i + 1, min(i + 1 + MAX_BRACKET, len(units)))
            close = next((j for j in ahead if units[j].kind == "close"), i)
            i = close + 1
            continue
        if units[i].kind != "close":
            kept.append(units[i])
        i += 1
    return kept


def _own_quotes(units: Sequence[Unit], words: Lexicon) -> tuple[Span, ...]:
    """Pair the quotation marks of the pack, where the sentence came without its quotations."""
    closers: dict[str, set[str]] = {}
    for left, right in words.quotes:
        closers.setdefault(fold(left), set()).add(fold(right))
    found: list[Span] = []
    start, own = -1, ""
    for unit in units:
        if start < 0 and unit.word in closers and unit.kind == "sign":
            start, own = unit.span.end, unit.word
        elif start >= 0 and unit.word in closers[own]:
            if unit.span.start > start:
                found.append(Span(start, unit.span.start))
            start = -1
    return tuple(found)


def _mark_quotes(units: Sequence[Unit], quoted: Sequence[Span]) -> None:
    k = 0
    for unit in units:
        while k < len(quoted) and quoted[k].end <= unit.span.start:
            k += 1
        if k < len(quoted) and quoted[k].meets(unit.span):
            unit.quote = k


def _settle_kinds(units: Sequence[Unit], words: Lexicon, *, headline: bool) -> None:
    """Decide what each word is, looking at its neighbours; from the end, as prepositions look ahead."""
    verb_ahead = False  # a verb stands further on, before the clause ends
    for i in range(len(units) - 1, -1, -1):
        unit = units[i]
        if unit.kind == "word":
            unit.kind = _kind(units, i, words, verb_ahead=verb_ahead, headline=headline)
        elif unit.kind == "mention" and (stem := words.own_speaker(unit.word)):
            unit.kind, unit.found = "verb", Found(1, frozenset({"verb"}), stem)
        following = units[i + 1].kind if i + 1 < len(units) else ""
        if unit.kind == "prep" and following in _LEAVES:
            unit.kind = "word"  # "komisi bersama": a preposition with nothing after it
        unit.abstract = (
            unit.kind == "word" and following in {"verb", "light"} and unit.word.endswith(words.suffixes)
        )
        if unit.kind in _BOUNDARIES or (i + 1 < len(units) and units[i + 1].quote != unit.quote):
            verb_ahead = False
        if unit.kind in {"verb", "light"}:
            verb_ahead = True


def _kind(units: Sequence[Unit], i: int, words: Lexicon, *, verb_ahead: bool, headline: bool) -> str:
    unit = units[i]
    kinds, lemma = unit.found.kinds, unit.found.lemma
    before = units[i - 1] if i else None
    if lemma and "prep" in kinds and lemma in words.cues:
        return "verb"  # "menurut": a preposition that attributes
    if lemma and kinds & {"verb", "light"} and _is_verb(units, i, words, headline=headline):
        return "verb" if lemma in words.verbs else "light"
    if "noun" in kinds:
        return "noun"
    if "rel" in kinds:
        return "rel"
    if "comp" in kinds:
        return "comp"
    if "sub" in kinds and ("prep" not in kinds or verb_ahead):
        return "sub"
    if "prep" in kinds and "conj" in kinds:  # "bersama": "and" between names, "with" elsewhere
        after = units[i + 1].kind if i + 1 < len(units) else ""
        if after == "prep":
            return "word"
        return "conj" if before is not None and before.kind == "mention" and after not in _LEAVES else "prep"
    if "prep" in kinds:
        return "prep"
    if "conj" in kinds and ("mark" not in kinds or before is None or before.kind in {"comma", "stop"}):
        return "conj"
    if "article" in kinds:
        return "article"
    if "mark" in kinds:
        return "mark"
    if not headline and not lemma and words.looks_verbal(unit.word):
        unit.found = Found(1, kinds, unit.word, unit.word.startswith(words.passives))
        return "light"
    return "word"


def _is_verb(units: Sequence[Unit], i: int, words: Lexicon, *, headline: bool) -> bool:
    """Return whether a word that may be a verb is one here."""
    unit, before = units[i], units[i - 1] if i else None
    after = units[i + 1] if i + 1 < len(units) else None
    lemma = unit.found.lemma
    beside = after is not None and (after.kind in {"comp", "colon", "mention"} or after.quote > unit.quote)
    opens = before is None or before.kind in {"comma", "sign", "stop"} or before.quote > unit.quote
    if unit.found.bare or lemma in words.speech_only:
        # A bare stem is a verb in headlines and after its subject; elsewhere it is often a noun or adjective.
        subject = before is not None and before.kind == "mention" and before.acts
        if lemma in words.speech_only:
            return (opens and beside) or (
                subject and beside and after is not None and after.kind != "mention"
            )
        return subject or (headline and before is not None and before.kind in {"word", "mention"})
    if "noun" in unit.found.kinds:
        return before is not None and (before.kind == "mention" or bool(before.found.kinds & {"mark"}))
    return True


# --------------------------------------------------------------------------- chunks


@dataclass(slots=True)
class Piece:
    """A chunk: a noun phrase with its preposition, a verb, a quotation, or a mark of structure."""

    kind: str  # "np", "verb", "rel", "comp", "sub", "comma", "stop", "colon", "conj", "quote"
    span: Span
    units: list[Unit] = field(default_factory=list)
    prep: str | None = None
    members: list[int] = field(default_factory=lambda: [0])  # where in `units` coordinated phrases begin
    marks: tuple[str, ...] = ()
    word: str = ""
    opener: str | None = None  # preposition right before a verb: "untuk", "dengan"
    start: int = -1  # of the phrase with its preposition
    inside: list[Piece] = field(default_factory=list)  # of a quotation

    @property
    def whole(self) -> Span:
        """Return the span with the preposition."""
        return Span(self.start if self.start >= 0 else self.span.start, self.span.end)

    @property
    def unit(self) -> Unit:
        """Return the verb of a verb piece."""
        return self.units[0]

    @property
    def head(self) -> Unit:
        """Return the head of a noun phrase: its first word that is no article."""
        return self.head_of(0)

    def head_of(self, member: int) -> Unit:
        """Return the head of one of the coordinated phrases."""
        start = self.members[member]
        end = self.members[member + 1] if member + 1 < len(self.members) else len(self.units)
        part = self.units[start:end]
        return next((u for u in part if u.kind not in {"article", "conj", "comma"}), part[0])

    def heads(self) -> Iterator[Unit]:
        """Yield the heads of all coordinated phrases."""
        return (self.head_of(i) for i in range(len(self.members)))

    @property
    def abstract(self) -> bool:
        """Return whether it is a noun that takes the verb after it."""
        return self.units[-1].abstract

    @property
    def acts(self) -> bool:
        """Return whether the head is a mention of somebody who may act."""
        return self.head.acts


def chunk_words(units: Sequence[Unit], words: Lexicon) -> list[Piece]:
    """Chunk words; a quotation that says something becomes one piece with its own pieces inside."""
    pieces: list[Piece] = []
    plain: list[Unit] = []
    i = 0
    while i < len(units):
        j = i + 1
        while j < len(units) and units[j].quote == units[i].quote:
            j += 1
        stretch = units[i:j]
        if stretch[0].quote >= 0 and _says(stretch):
            pieces += _chunk(plain)
            plain = []
            span = stretch[0].span.cover(stretch[-1].span)
            pieces.append(Piece("quote", span, inside=_coordinated(_chunk(stretch), words)))
        else:
            plain += stretch
        i = j
    return _coordinated([*pieces, *_chunk(plain)], words)


def _says(stretch: Sequence[Unit]) -> bool:
    """Return whether words between quotation marks are a statement, not a word set apart."""
    ends = len(stretch) > 3 and stretch[-1].kind in {"comma", "stop"}
    return ends or any(u.kind in {"verb", "light"} for u in stretch)


def _chunk(units: Sequence[Unit]) -> list[Piece]:
    pieces: list[Piece] = []
    marks: list[str] = []
    prep: Unit | None = None
    phrase: Piece | None = None
    before_verb = _before_verb(units)
    for i, unit in enumerate(units):
        if unit.kind in {"word", "mention", "noun", "article"} or (
            unit.kind == "mark" and phrase and not before_verb[i]
        ):
            if phrase is None or prep is not None:
                start = prep.span.start if prep else unit.span.start
                phrase = Piece("np", unit.span, [unit], prep.word if prep else None, start=start)
                pieces.append(phrase)
            else:
                phrase.units.append(unit)
                phrase.span = phrase.span.cover(unit.span)
            marks, prep = [], None
            continue
        if unit.kind == "sign":
            continue
        phrase = None
        if unit.kind == "mark":
            marks.append(unit.word)
        elif unit.kind == "prep":
            prep = unit
        elif unit.kind in {"verb", "light"}:
            piece = Piece("verb", unit.span, [unit], marks=tuple(marks), opener=prep.word if prep else None)
            piece.start = prep.span.start if prep else unit.span.start
            pieces.append(piece)
            marks, prep = [], None
        else:
            pieces.append(Piece(unit.kind, unit.span, [unit], word=unit.word))
            marks, prep = [], None
    return pieces


def _before_verb(units: Sequence[Unit]) -> list[bool]:
    """For each word, whether a verb follows with nothing but markers between."""
    found = [False] * len(units)
    ahead = False
    for i in range(len(units) - 1, -1, -1):
        found[i] = ahead
        if units[i].kind != "mark":
            ahead = units[i].kind in {"verb", "light"}
    return found


def _coordinated(pieces: Sequence[Piece], words: Lexicon) -> list[Piece]:
    """Join coordinated noun phrases: "A dan B", "A, B, dan C"."""
    out: list[Piece] = []
    verb_seen = False  # since the last boundary
    i = 0
    while i < len(pieces):
        piece = pieces[i]
        following = pieces[i + 1] if i + 1 < len(pieces) else None
        if (
            piece.kind == "conj"
            and following is not None
            and following.kind == "np"
            and following.prep is None
        ):
            comma = bool(out) and out[-1].kind == "comma"
            left = out[-2] if comma and len(out) > 1 else out[-1] if out else None
            if (
                left is not None
                and left.kind == "np"
                and _joins(out, left, pieces, i + 1, words, verb_seen=verb_seen, comma=comma)
            ):
                if comma:
                    out.pop()
                _join(out, following, verb_follows=_verb_follows(pieces, i + 2))
                i += 2
                continue
        if piece.kind == "verb":
            verb_seen = True
        elif piece.kind in {"sub", "rel", "comp", "stop", "colon", "quote"}:
            verb_seen = False
        out.append(piece)
        i += 1
    return out


def _verb_follows(pieces: Sequence[Piece], i: int) -> bool:
    for j in range(i, min(i + 6, len(pieces))):
        if pieces[j].kind != "np" or pieces[j].prep is None:
            return pieces[j].kind == "verb" and pieces[j].opener is None
        if pieces[j].abstract:
            return False
    return False


def _joins(
    out: Sequence[Piece],
    left: Piece,
    pieces: Sequence[Piece],
    right: int,
    words: Lexicon,
    *,
    verb_seen: bool,
    comma: bool,
) -> bool:
    verb_next = _verb_follows(pieces, right + 1)
    at = len(out) - (2 if comma else 1)
    before = out[at - 1] if at > 0 else None
    if before is not None and before.kind == "verb" and before.unit.lemma in words.commanding:
        return True  # "urged A and B to agree"
    free = left.prep is None and (before is None or before.kind != "verb")
    if verb_next and verb_seen and not free:
        return False  # "A met B and C signed …": C begins a clause
    if comma:
        listed = before is not None and before.kind == "comma" and at > 1 and out[at - 2].kind == "np"
        return listed or (not verb_next and left.acts == pieces[right].acts)
    return True


def _join(out: list[Piece], right: Piece, *, verb_follows: bool) -> None:
    """Join `right` to the last phrase of `out`, and that to the list before it."""
    group = out.pop()
    parts = [group, right]
    while len(out) > 1 and out[-1].kind == "comma" and out[-2].kind == "np" and parts[0].prep is None:
        first = out[-2]
        if first.acts != parts[0].acts or (
            verb_follows and (first.prep or (len(out) > 2 and out[-3].kind == "verb"))
        ):
            break
        out.pop()
        parts.insert(0, out.pop())
    first = parts[0]
    for part in parts[1:]:
        base = len(first.units)
        first.units.extend(part.units)
        first.members.extend(base + m for m in part.members)
        first.span = first.span.cover(part.span)
    out.append(first)
