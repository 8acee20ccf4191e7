"""Read clauses without a parser, by word order, voice prefixes and prepositions.

In: a sentence, the report's text and mentions, and the language's pack. Out: the sentence's clauses,
verb and noun predicates alike, in the order of their predicates.

Only predicates of the pack make clauses; other verbs are recognised just well enough to bound them.
The reader makes one pass over words, one over chunks and one over clauses, so it is linear in the
sentence; what it cannot place it leaves out. It expects heads before their modifiers and subjects
before their verbs.

Pure: no clock, network or disk; the same input gives the same output.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from regesta.model.actors import Mention
from regesta.model.clauses import Argument, Clause, Modality, Relation, Tense
from regesta.model.reports import Sentence
from regesta.model.spans import Span
from regesta.packs.language import Language
from regesta.text.fold import fold, squeeze

MAX_DEPTH = 8  # clauses nested deeper are read as if they stood at this depth
MAX_OWNERS = 4  # mentions taken for the owners of a noun that is none itself
MAX_SAID = 40  # clauses that one verb of saying at the end of a sentence can claim
MAX_PHRASES = 12  # phrases after a noun predicate that are taken for its own
MAX_BRACKET = 14  # words between brackets that are passed over as an aside
_WORD = re.compile(r"\w+(?:[-'’.]\w+)*|[^\w\s]")
_DASHES = frozenset("-–—―")
_ACTING = frozenset({"person", "role", "roles", "state", "organisation", "pronoun", "pair", "name"})
_UNREAL = frozenset(
    {"AGREE", "REQUEST", "REJECT", "THREATEN"}
)  # what their complements tell of has not happened
_WISHED, _PLANNED, _REFUSED = "\0wished", "\0planned", "\0refused"  # marks of what depends on "urged", "agreed"
# A nasal at the end of a prefix swallows the voiceless consonant of its own place: me-ny-ita from "sita".
_SWALLOWED = (("ny", "s"), ("ng", "k"), ("m", "pf"), ("n", "t"))
_VOWELS = frozenset("aeiou")
_BOUNDARIES = frozenset({"comma", "stop", "colon", "sub", "rel", "comp", "conj", "quote"})

# --------------------------------------------------------------------------- the pack as look-ups


@dataclass(frozen=True, slots=True)
class _Found:
    """What a word or phrase may be: its kinds, and the predicate it is a form of."""

    length: int
    kinds: frozenset[str]
    lemma: str = ""
    passive: bool = False
    bare: bool = False


_NOTHING = _Found(1, frozenset())


class _Lexicon:
    """The look-ups that the reader needs of one language pack."""

    def __init__(self, language: Language) -> None:
        syntax = language.syntax
        self.code = language.code
        self.prefixes = tuple(sorted(map(fold, syntax.prefixes), key=len, reverse=True))
        self.passives = tuple(sorted(map(fold, syntax.passive_prefixes), key=len, reverse=True))
        self.suffixes = tuple(sorted(map(fold, syntax.suffixes), key=len, reverse=True))
        self.quotes = syntax.quotes
        self.passive_by = _folded(syntax.passive_by)
        self.negators = _folded(syntax.negators)
        self.future = _folded(syntax.future)
        self.conditional = _folded(syntax.conditional)
        self.wished = _folded(syntax.wished)
        self.past = _folded(syntax.past)
        self.light = _folded(syntax.light_verbs)
        self.adjuncts = _folded(syntax.occasion_prepositions)
        rows = (*language.frames, *language.cues, *language.commitments.verbs)
        self.verbs = frozenset(squeeze(p) for r in rows if r.kind != "noun" for p in r.predicates)
        self.nouns = frozenset(squeeze(p) for r in rows if r.kind != "verb" for p in r.predicates)
        self.cues = frozenset(squeeze(p) for c in language.cues for p in c.predicates)
        cues = language.cues_by_predicate
        # "kata", "ujar": words that report speech only beside what was said, and are other words elsewhere.
        self.speech_only = frozenset(
            p
            for p, found in cues.items()
            if all(c.content == ("complement",) for c in found) and " " not in p
        )
        self.urging = frozenset(
            p for p, found in cues.items() if any(c.stance == "urge" for c in found)
        ) | frozenset(
            p for p, found in language.frames_by_predicate.items() if any(f.type == "REQUEST" for f in found)
        )
        self.judging = frozenset(
            p for p, found in cues.items() if any(c.stance in {"condemn", "appreciate"} for c in found)
        ) | frozenset(
            p for p, found in language.frames_by_predicate.items() if any(f.type == "ACCUSE" for f in found)
        )
        self.unreal = self.urging | frozenset(
            p for p, found in language.frames_by_predicate.items() if any(f.type in _UNREAL for f in found)
        )
        self.unreal |= _folded(syntax.planning)
        self.refusing = frozenset(
            p for p, found in language.frames_by_predicate.items() if any(f.type == "REJECT" for f in found)
        )
        self.reporting = frozenset(
            p
            for p, found in cues.items()
            if p not in self.urging | self.judging and any("complement" in c.content for c in found)
        )
        self._phrases = self._predicate_phrases(language)
        self._irregular = {squeeze(form): squeeze(lemma) for form, lemma in syntax.irregular.items()}
        self._stems = self._stem_index()
        self._others = _phrase_kinds(
            ("prep", syntax.prepositions),
            ("prep", syntax.passive_by),
            ("sub", syntax.subordinators),
            ("rel", syntax.relative),
            ("comp", syntax.complementizers),
            ("conj", syntax.conjunctions),
            ("article", syntax.articles),
            *(("mark", words) for words in (syntax.negators, syntax.future, syntax.conditional)),
            *(("mark", words) for words in (syntax.wished, syntax.past, syntax.auxiliaries)),
        )
        self._seen: dict[str, bool] = {}

    def _predicate_phrases(self, language: Language) -> Mapping[str, tuple[tuple[str, ...], ...]]:
        found: dict[str, list[tuple[str, ...]]] = {}
        for phrase in sorted({*map(squeeze, language.predicates), *self.light}):
            words = tuple(phrase.split())
            found.setdefault(words[0], []).append(words)
        return {first: tuple(sorted(rows, key=len, reverse=True)) for first, rows in found.items()}

    def _stem_index(self) -> Mapping[str, tuple[str, ...]]:
        """File active forms under their stems: "menyita" under "sita", whose first letter the prefix swallowed."""
        found: dict[str, list[str]] = {}
        for word in self._phrases:
            for prefix in self.prefixes:
                rest = word[len(prefix) :]
                if not word.startswith(prefix) or len(rest) < 3:
                    continue
                swallowed = next((s for ending, s in _SWALLOWED if prefix.endswith(ending)), "")
                for stem in (rest, *((s + rest for s in swallowed) if rest[0] in _VOWELS else ())):
                    found.setdefault(stem, []).append(word)
        return {stem: tuple(words) for stem, words in found.items()}

    def find(self, words: Sequence[str], at: int) -> _Found:
        """Return the longest entry of the pack that begins at a word."""
        best = self._predicate(words, at)
        others = self._others.get(words[at], ())
        if best.bare and any(
            len(p) >= best.length and tuple(words[at : at + len(p)]) == p for p, _ in others
        ):
            best = _NOTHING
        for phrase, kinds in others:
            if len(phrase) < max(best.length, 1):
                break
            if tuple(words[at : at + len(phrase)]) == phrase:
                longer = len(phrase) > best.length or not best.lemma
                return _Found(len(phrase), kinds) if longer else replace(best, kinds=best.kinds | kinds)
        return best

    def _predicate(self, words: Sequence[str], at: int) -> _Found:
        for form, passive, bare in self._forms(words[at]):
            for phrase in self._phrases.get(form, ()):
                if tuple(words[at + 1 : at + len(phrase)]) != phrase[1:]:
                    continue
                lemma = " ".join(phrase)
                kinds = {"verb"} if lemma in self.verbs else {"light"} if lemma in self.light else set()
                if lemma in self.nouns and not passive and not bare:
                    kinds.add("noun")
                if kinds:
                    return _Found(len(phrase), frozenset(kinds), lemma, passive, bare)
        return _NOTHING

    def _forms(self, word: str) -> Iterator[tuple[str, bool, bool]]:
        """Yield the predicates' first words that `word` may be a form of: (form, passive, bare stem)."""
        yield word, False, False
        half, dash, rest = word.partition("-")
        if dash and half == rest:
            yield half, False, False
        for whole in self._without_suffix(word):
            begins = next((p for p in self.passives if whole.startswith(p)), None)
            if whole != word:
                yield whole, False, False
            if whole in self._irregular:
                lemma = self._irregular[whole]
                yield lemma, begins is not None and not lemma.startswith(self.passives), False
            if begins is not None:
                yield from ((form, True, False) for form in self._stems.get(whole[len(begins) :], ()))
        if len(word) > 3:
            yield from ((form, False, True) for form in self._stems.get(word, ()))

    def _without_suffix(self, word: str) -> Iterator[str]:
        yield word
        for suffix in self.suffixes:
            if word.endswith(suffix) and len(word) > len(suffix) + 2:
                yield word[: -len(suffix)]

    def looks_verbal(self, word: str) -> bool:
        """Return whether a word unknown to the pack is by its form a verb, active or passive."""
        if len(word) < 6 or not word.startswith((*self.prefixes, *self.passives)) or "-" in word:
            return False
        if word not in self._seen:
            if len(self._seen) > 50_000:
                self._seen.clear()
            self._seen[word] = _stem(word, self.code) != word
        return self._seen[word]

    def knows(self, name: str) -> bool:
        """Return whether what looks like a name begins with a word of the pack: "Menyambut", "Nota"."""
        found = self.find(fold(name).split()[:1] or [""], 0)
        return bool(found.kinds) and not found.bare

    def own_speaker(self, word: str) -> str | None:
        """Return the predicate in a word that also names its subject ("katanya": he said)."""
        for suffix in self.suffixes:
            stem = word[: -len(suffix)]
            if word.endswith(suffix) and stem in self.cues and stem in self.verbs:
                return stem
        return None

    def modality(self, marks: Iterable[str]) -> tuple[Modality, Tense, bool]:
        """Return what the markers before a verb make of it: modality, tense, negated."""
        seen = set(marks)
        negated = _REFUSED in seen or bool(seen & self.negators)
        planned = any(m in self.future for m in seen)
        modality: Modality = "fact"
        if _WISHED in seen or (seen & self.wished and _PLANNED not in seen):
            modality = "wished"
        elif seen & self.conditional:
            modality = "conditional"
        elif planned or _PLANNED in seen:
            modality = "planned"
        return modality, "future" if planned else "past" if seen & self.past else "none", negated


def _folded(words: Iterable[str]) -> frozenset[str]:
    return frozenset(map(squeeze, words))


def _phrase_kinds(
    *groups: tuple[str, Iterable[str]],
) -> Mapping[str, tuple[tuple[tuple[str, ...], frozenset[str]], ...]]:
    kinds: dict[tuple[str, ...], set[str]] = {}
    for kind, phrases in groups:
        for phrase in phrases:
            kinds.setdefault(tuple(squeeze(phrase).split()), set()).add(kind)
    found: dict[str, list[tuple[tuple[str, ...], frozenset[str]]]] = {}
    for words, had in sorted(kinds.items(), key=lambda item: -len(item[0])):
        if words:
            found.setdefault(words[0], []).append((words, frozenset(had)))
    return {first: tuple(rows) for first, rows in found.items()}


@lru_cache(maxsize=8)
def _lexicon(language: Language) -> _Lexicon:
    return _Lexicon(language)


def _stem(word: str, code: str) -> str:
    """Return a word's lemma by `simplemma`, or the word where it does not know the language."""
    import simplemma

    try:
        return simplemma.lemmatize(word, lang=code)
    except (ValueError, TypeError, KeyError):
        return word


# --------------------------------------------------------------------------- words


@dataclass(slots=True)
class _Unit:
    """A word, a mention read as one word, a phrase of the pack, or a punctuation mark."""

    kind: str
    span: Span
    word: str
    found: _Found = _NOTHING
    mention: int | None = None
    acts: bool = False  # the mention can be somebody who acts
    inner: tuple[int, ...] = ()
    quote: int = -1  # which quoted stretch it stands in
    abstract: bool = False  # a noun that takes the verb after it: "pentingnya", "perlunya"

    @property
    def lemma(self) -> str:
        """Return the predicate it is a form of, else the word."""
        return self.found.lemma or self.word


def _units(sentence: Sentence, text: str, mentions: Sequence[Mention], words: _Lexicon) -> list[_Unit]:
    """Return the words of a sentence, phrases of the pack and mentions as one, their kinds settled."""
    raw = list(_raw(sentence.span, text, mentions, words))
    folded = ["\0" if u.mention is not None else u.word for u in raw]
    units: list[_Unit] = []
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


def _raw(within: Span, text: str, mentions: Sequence[Mention], words: _Lexicon) -> Iterator[_Unit]:
    at = within.start
    held = sorted((m.span.start, -m.span.end, i) for i, m in enumerate(mentions) if within.holds(m.span))
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
        yield _Unit(
            "mention", mention.span, word, mention=index, acts=mention.kind in _ACTING, inner=tuple(inner)
        )
        at = mention.span.end
    yield from _words(text, at, within.end)


def _no_name(mention: Mention, within: Span, text: str, words: _Lexicon) -> bool:
    """Return whether what looks like a name is a word: a lone capital at the head of the sentence, "Menyambut"."""
    name = mention.span.of(text)
    opens = not any(c.isalnum() for c in text[within.start : mention.span.start])
    return (opens and len(name.split()) == 1) or words.knows(name)


def _words(text: str, start: int, end: int) -> Iterator[_Unit]:
    for match in _WORD.finditer(text, start, end):
        word = fold(match[0])
        kind = "word" if word[0].isalnum() or word[0] == "_" else "mark"
        yield _Unit(
            _PUNCTUATION.get(word, "stop" if word in _DASHES else "sign") if kind == "mark" else kind,
            Span(match.start(), match.end()),
            word,
        )


_PUNCTUATION = {",": "comma", ";": "stop", ":": "colon", "(": "open", ")": "close", ".": "stop", "،": "comma"}


def _without_asides(units: list[_Unit]) -> list[_Unit]:
    """Drop what stands between brackets, where it is short: "(16/6)", "(PBB)"."""
    kept: list[_Unit] = []
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


def _own_quotes(units: Sequence[_Unit], words: _Lexicon) -> tuple[Span, ...]:
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


def _mark_quotes(units: Sequence[_Unit], quoted: Sequence[Span]) -> None:
    k = 0
    for unit in units:
        while k < len(quoted) and quoted[k].end <= unit.span.start:
            k += 1
        if k < len(quoted) and quoted[k].meets(unit.span):
            unit.quote = k


def _settle_kinds(units: Sequence[_Unit], words: _Lexicon, *, headline: bool) -> None:
    """Decide what each word is, looking at its neighbours; from the end, as prepositions look ahead."""
    verb_ahead = False  # a verb stands further on, before the clause ends
    for i in range(len(units) - 1, -1, -1):
        unit = units[i]
        if unit.kind == "word":
            unit.kind = _kind(units, i, words, verb_ahead=verb_ahead, headline=headline)
        elif unit.kind == "mention" and (stem := words.own_speaker(unit.word)):
            unit.kind, unit.found = "verb", _Found(1, frozenset({"verb"}), stem)
        following = units[i + 1].kind if i + 1 < len(units) else ""
        unit.abstract = (
            unit.kind == "word" and following in {"verb", "light"} and unit.word.endswith(words.suffixes)
        )
        if unit.kind in _BOUNDARIES or (i + 1 < len(units) and units[i + 1].quote != unit.quote):
            verb_ahead = False
        if unit.kind in {"verb", "light"}:
            verb_ahead = True


def _kind(units: Sequence[_Unit], i: int, words: _Lexicon, *, verb_ahead: bool, headline: bool) -> str:
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
    if "prep" in kinds and "conj" in kinds:  # "bersama": "and" between names, "with" after a verb
        return (
            "conj"
            if (before is not None and before.kind == "word" and before.found.kinds <= {"article"})
            or (before is not None and before.kind == "mention")
            else "prep"
        )
    if "prep" in kinds:
        return "prep"
    if "conj" in kinds and ("mark" not in kinds or before is None or before.kind in {"comma", "stop"}):
        return "conj"
    if "article" in kinds:
        return "article"
    if "mark" in kinds:
        return "mark"
    if not headline and not lemma and words.looks_verbal(unit.word):
        unit.found = _Found(1, kinds, unit.word, unit.word.startswith(words.passives))
        return "light"
    return "word"


def _is_verb(units: Sequence[_Unit], i: int, words: _Lexicon, *, headline: bool) -> bool:
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
class _Piece:
    """A chunk: a noun phrase with its preposition, a verb, a quotation, or a mark of structure."""

    kind: str  # "np", "verb", "rel", "comp", "sub", "comma", "stop", "colon", "conj", "quote"
    span: Span
    units: list[_Unit] = field(default_factory=list)
    prep: str | None = None
    members: list[int] = field(default_factory=lambda: [0])  # where in `units` coordinated phrases begin
    marks: tuple[str, ...] = ()
    word: str = ""
    opener: str | None = None  # preposition right before a verb: "untuk", "dengan"
    start: int = -1  # of the phrase with its preposition
    inside: list[_Piece] = field(default_factory=list)  # of a quotation

    @property
    def whole(self) -> Span:
        """Return the span with the preposition."""
        return Span(self.start if self.start >= 0 else self.span.start, self.span.end)

    @property
    def unit(self) -> _Unit:
        """Return the verb of a verb piece."""
        return self.units[0]

    @property
    def head(self) -> _Unit:
        """Return the head of a noun phrase: its first word that is no article."""
        return self.head_of(0)

    def head_of(self, member: int) -> _Unit:
        """Return the head of one of the coordinated phrases."""
        start = self.members[member]
        end = self.members[member + 1] if member + 1 < len(self.members) else len(self.units)
        part = self.units[start:end]
        return next((u for u in part if u.kind not in {"article", "conj", "comma"}), part[0])

    def heads(self) -> Iterator[_Unit]:
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


def _pieces(units: Sequence[_Unit]) -> list[_Piece]:
    """Chunk words; a quotation that holds a verb becomes one piece with its own pieces inside."""
    pieces: list[_Piece] = []
    i = 0
    while i < len(units):
        quote = units[i].quote
        j = i
        while j < len(units) and units[j].quote == quote:
            j += 1
        if quote >= 0 and any(u.kind in {"verb", "light"} for u in units[i:j]):
            span = units[i].span.cover(units[j - 1].span)
            pieces.append(_Piece("quote", span, inside=_coordinated(_chunk(units[i:j]))))
            i = j
            continue
        k = i
        while k < len(units) and (
            units[k].quote < 0 or not any(u.kind in {"verb", "light"} for u in _same_quote(units, k))
        ):
            k = k + 1 if units[k].quote < 0 else k + len(_same_quote(units, k))
        pieces.extend(_chunk(units[i:k]))
        i = k
    return _coordinated(pieces)


def _same_quote(units: Sequence[_Unit], at: int) -> Sequence[_Unit]:
    end = at
    while end < len(units) and units[end].quote == units[at].quote:
        end += 1
    return units[at:end]


def _chunk(units: Sequence[_Unit]) -> list[_Piece]:
    pieces: list[_Piece] = []
    marks: list[str] = []
    prep: _Unit | None = None
    phrase: _Piece | None = None
    before_verb = _before_verb(units)
    for i, unit in enumerate(units):
        if unit.kind in {"word", "mention", "noun", "article"} or (
            unit.kind == "mark" and phrase and not before_verb[i]
        ):
            if phrase is None or prep is not None:
                start = prep.span.start if prep else unit.span.start
                phrase = _Piece("np", unit.span, [unit], prep.word if prep else None, start=start)
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
            piece = _Piece("verb", unit.span, [unit], marks=tuple(marks), opener=prep.word if prep else None)
            piece.start = prep.span.start if prep else unit.span.start
            pieces.append(piece)
            marks, prep = [], None
        else:
            pieces.append(_Piece(unit.kind, unit.span, [unit], word=unit.word))
            marks, prep = [], None
    return pieces


def _before_verb(units: Sequence[_Unit]) -> list[bool]:
    """For each word, whether a verb follows with nothing but markers between."""
    found = [False] * len(units)
    ahead = False
    for i in range(len(units) - 1, -1, -1):
        found[i] = ahead
        if units[i].kind != "mark":
            ahead = units[i].kind in {"verb", "light"}
    return found


def _coordinated(pieces: Sequence[_Piece]) -> list[_Piece]:
    """Join coordinated noun phrases: "A dan B", "A, B, dan C"."""
    out: list[_Piece] = []
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
                and _joins(out, left, pieces, i + 1, verb_seen, comma=comma)
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


def _verb_follows(pieces: Sequence[_Piece], i: int) -> bool:
    for j in range(i, min(i + 6, len(pieces))):
        if pieces[j].kind != "np" or pieces[j].prep is None:
            return pieces[j].kind == "verb" and pieces[j].opener is None
        if pieces[j].abstract:
            return False
    return False


def _joins(
    out: Sequence[_Piece], left: _Piece, pieces: Sequence[_Piece], right: int, verb_seen: bool, *, comma: bool
) -> bool:
    verb_next = _verb_follows(pieces, right + 1)
    at = len(out) - (2 if comma else 1)
    before = out[at - 1] if at > 0 else None
    free = left.prep is None and (before is None or before.kind != "verb")
    if verb_next and verb_seen and not free:
        return False  # "A met B and C signed …": C begins a clause
    if comma:
        listed = before is not None and before.kind == "comma" and at > 1 and out[at - 2].kind == "np"
        return listed or (not verb_next and left.acts == pieces[right].acts)
    return True


def _join(out: list[_Piece], right: _Piece, *, verb_follows: bool) -> None:
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


# --------------------------------------------------------------------------- clauses


@dataclass(slots=True, eq=False)
class _Node:
    """A verb and what stands about it, while the sentence is read."""

    piece: _Piece
    relation: Relation
    parent: _Node | None = None
    surface: _Piece | None = None  # the subject as it stands: of a passive, the undergoer
    shares: _Node | None = None  # whose surface subject it shares
    borrowed: bool = False  # its surface subject stands outside the clause
    lender: _Node | None = None  # whose object it shares: "menandatangani dan meratifikasi X"
    doer: _Piece | None = None  # of a passive
    object: _Piece | None = None
    obliques: list[_Piece] = field(default_factory=list)
    purposes: list[_Node] = field(
        default_factory=list
    )  # verbs that a preposition ties to it: "untuk memperluas"
    complement: Span | None = None
    complement_node: _Node | None = None
    said_by: _Node | None = None
    marks: tuple[str, ...] = ()
    reach: int = 0  # end of what belongs to its object
    end: int = 0  # end of all that hangs on it
    quoted: bool = False
    index: int | None = None

    @property
    def lemma(self) -> str:
        """Return the predicate's lemma."""
        return self.piece.unit.lemma

    @property
    def passive(self) -> bool:
        """Return whether the verb is passive."""
        return self.piece.unit.found.passive


@dataclass(slots=True, eq=False)
class _Context:
    """A stretch that can hold a clause: the sentence, a complement, a relative or adverbial clause."""

    kind: Relation
    parent: _Node | None = None
    antecedent: _Piece | None = None
    pending: list[_Piece] = field(default_factory=list)  # phrases before the verb, with the commas between
    last: _Node | None = None
    first: _Node | None = None
    marks: tuple[str, ...] = ()
    begin: int = -1
    end: int = -1
    speaker: _Node | None = None  # the cue whose complement this is


class _Reader:
    """One pass over the pieces of a sentence; see the module's docstring."""

    def __init__(self, words: _Lexicon) -> None:
        self.words = words
        self.nodes: list[_Node] = []
        self.stack: list[_Context] = [_Context("root")]
        self.orphans: list[_Node] = []  # verbs before their subject: "Menyatakan optimisme, X …"
        self.quotes: list[tuple[_Piece, int, list[_Node]]] = []
        self.last_np: _Piece | None = None

    # ---- driving

    def read(self, pieces: Sequence[_Piece], *, quoted: bool = False) -> list[_Node]:
        """Read the pieces; return the verbs met, in order."""
        ahead = _ahead(pieces)
        for i, piece in enumerate(pieces):
            before = pieces[i - 1] if i else None
            if piece.kind == "np":
                self._phrase(piece, before, ahead[i + 1])
            elif piece.kind == "verb":
                self._verb(piece, pieces, i, quoted=quoted)
            elif piece.kind == "quote":
                self._quotation(piece, len(self.nodes))
            else:
                self._structure(piece, pieces[i + 1] if i + 1 < len(pieces) else None)
            self._extend(piece)
        while len(self.stack) > 1:
            self._pop()
        return self.nodes

    def _extend(self, piece: _Piece) -> None:
        if piece.kind in {"np", "verb", "quote"}:
            for context in self.stack:
                context.end = piece.span.end
                if context.begin < 0:
                    context.begin = piece.whole.start

    @property
    def top(self) -> _Context:
        """Return the innermost open stretch."""
        return self.stack[-1]

    def _push(self, context: _Context) -> None:
        if len(self.stack) >= MAX_DEPTH:
            self._pop()
        self.stack.append(context)

    def _pop(self) -> None:
        """Close the innermost stretch; what it said belongs to the object of the verb above it."""
        done = self.stack.pop()
        if done.parent is None or done.begin < 0:
            return
        done.parent.end = max(done.parent.end, done.end)
        if done.speaker is None:
            done.parent.reach = max(done.parent.reach, done.end)
        if done.speaker is not None and done.end > done.begin:
            speaker = done.speaker
            if speaker.complement is None or speaker.complement.end < done.end:
                speaker.complement = Span(done.begin, done.end)
            if speaker.complement_node is None:
                speaker.complement_node = done.first

    def _pop_finished(self) -> None:
        while len(self.stack) > 1 and self.top.kind in {"relative", "adverbial"}:
            self._pop()

    # ---- structure

    def _structure(self, piece: _Piece, following: _Piece | None) -> None:
        top = self.top
        if piece.kind == "comma":
            while len(self.stack) > 1 and self.top.kind in {"relative", "adverbial"}:
                self._pop()
            if self.top.last is not None:
                self.top.pending.clear()
            else:
                self.top.pending.append(piece)
        elif piece.kind in {"stop", "colon"}:
            if piece.kind == "colon" and top.last is not None and top.last.lemma in self.words.reporting:
                self._open_complement(top.last)
                return
            self._pop_finished()
            self.top.pending.clear()
        elif piece.kind == "rel":
            self._push(_Context("relative", top.last, antecedent=self.last_np))
        elif piece.kind == "comp":
            cue = self._nearest_cue()
            self._open_complement(cue or top.last)
        elif piece.kind == "sub":
            parent = top.last
            if parent is not None and top.pending:
                top.pending.clear()
            marks = (piece.word,)
            if following is not None and following.kind == "comma":
                return
            if (
                parent is not None
                and parent.lemma in self.words.reporting
                and piece.word in self.words.wished
            ):
                self._push(_Context("complement", parent, marks=marks, speaker=parent))
            else:
                self._push(_Context("adverbial", parent, marks=marks))

    def _nearest_cue(self) -> _Node | None:
        for context in reversed(self.stack):
            if context.last is not None and context.last.lemma in self.words.cues:
                return context.last
        return None

    def _open_complement(self, cue: _Node | None) -> None:
        while len(self.stack) > 1 and self.top.kind in {"relative", "adverbial"} and self.top.last is not cue:
            self._pop()
        is_cue = cue is not None and cue.lemma in self.words.cues
        self._push(_Context("complement", cue, speaker=cue if is_cue else None))

    def _quotation(self, piece: _Piece, at: int) -> None:
        inner = _Reader(self.words)
        nodes = inner.read(piece.inside, quoted=True)
        for node in nodes:
            node.quoted = True
        self.quotes.append((piece, at, nodes))

    # ---- phrases

    def _phrase(self, piece: _Piece, before: _Piece | None, ahead: str) -> None:
        self.last_np = piece
        top = self.top
        node = top.last
        if node is None:
            top.pending.append(piece)
            return
        fresh = before is not None and before.kind in {"comma", "conj", "stop", "colon"}
        if piece.prep is not None:
            if fresh and ahead == "verb":
                top.pending.append(piece)
            else:
                self._oblique(node, piece)
            return
        if fresh or top.pending:
            top.pending.append(piece)
            return
        adjacent = before is not None and before.kind == "verb"
        if adjacent and self._inverted(node, piece, ahead):
            node.surface, node.shares = piece, None
        elif adjacent and node.passive:
            self._after_passive(node, piece)
        elif adjacent or (
            node.object is None and not node.passive and before is not None and before.kind == "np"
        ):
            if (
                ahead == "verb"
                and node.lemma in self.words.reporting
                and not node.passive
                and not piece.abstract
            ):
                self._open_complement(node)
                self.top.pending.append(piece)
            elif adjacent or not _timely(piece):
                node.object = piece
                node.reach = max(node.reach, piece.span.end)
        else:
            top.pending.append(piece)

    def _inverted(self, node: _Node, piece: _Piece, ahead: str) -> bool:
        """Return whether the phrase after a verb of saying is who said it: "…," kata Presiden X."""
        if node.piece.unit.mention is not None:
            return False
        attributes = "prep" in node.piece.unit.found.kinds and node.lemma in self.words.cues
        return attributes or (
            node.lemma in self.words.speech_only and node.surface is None and ahead != "comp"
        )

    def _after_passive(self, node: _Node, piece: _Piece) -> None:
        if piece.acts and node.doer is None:
            node.doer = piece
        elif node.object is None:
            node.object = piece  # "dijatuhi sanksi": a second object

    def _oblique(self, node: _Node, piece: _Piece) -> None:
        if piece.prep in self.words.passive_by and node.passive and node.doer is None:
            node.doer = piece
        else:
            node.obliques.append(piece)
        node.reach = max(node.reach, piece.span.end)

    # ---- verbs

    def _verb(self, piece: _Piece, pieces: Sequence[_Piece], i: int, *, quoted: bool) -> None:
        before = pieces[i - 1] if i else None
        adjacent = before is not None and before.kind == "verb"
        if piece.unit.mention is not None:
            self._add(piece, "root", None).surface = _own_subject(piece)
            return
        if "prep" in piece.unit.found.kinds and piece.unit.lemma in self.words.cues:
            self._attribution(piece)
            return
        if piece.opener is not None:
            self._opened(piece)
            return
        self._leave_finished(before, adjacent=adjacent)
        top = self.top
        if top.last is None:
            self._first_verb(piece, top)
            return
        if adjacent:
            self._dependent(piece, top.last, before)
        elif any(p.kind == "np" and p.prep is None for p in top.pending):
            self._next_clause(piece, top)
        elif before is not None and before.kind == "np" and top.last.object is before:
            self._dependent(piece, top.last, None if before.abstract else before, wished=before.abstract)
        elif before is not None and before.kind == "np" and before.abstract:
            self._dependent(piece, top.last, None, wished=True)
        else:
            self._sharing(piece, top, conj=before is not None and before.kind == "conj")

    def _leave_finished(self, before: _Piece | None, *, adjacent: bool) -> None:
        """Close relative and adverbial clauses that have their verb, where an outer clause waits for its own."""
        conj = before is not None and before.kind == "conj"
        while len(self.stack) > 1 and not adjacent and not conj:
            top, below = self.top, self.stack[-2]
            if top.kind not in {"relative", "adverbial"} or top.last is None:
                return
            if (below.last is None and (below.pending or top.pending)) or (
                top.pending and top.kind == "adverbial"
            ):
                below.pending.extend(top.pending)
                self._pop()
            else:
                return

    def _add(self, piece: _Piece, relation: Relation, parent: _Node | None) -> _Node:
        node = _Node(piece, relation, parent, marks=piece.marks)
        node.reach = piece.span.end
        node.said_by = next((c.speaker for c in reversed(self.stack) if c.speaker is not None), None)
        self.nodes.append(node)
        top = self.top
        top.last = node
        if top.first is None:
            top.first = node
            node.marks = (*top.marks, *node.marks)
        return node

    def _first_verb(self, piece: _Piece, top: _Context) -> None:
        relation: Relation = top.kind
        node = self._add(piece, relation, top.parent)
        subject = _subject(top.pending)
        node.obliques.extend(p for p in top.pending if p.kind == "np" and p.prep is not None)
        if top.kind == "relative":
            self._relative(node, top, subject)
        elif subject is not None:
            node.surface = subject
        elif top.parent is not None:
            self._control(node, top.parent, reason=top.kind == "adverbial")
        elif (outer := self._waiting()) is not None:
            node.surface, node.borrowed = outer, True
        elif top.kind in {"root", "adverbial"}:
            if top.kind == "root":
                node.relation = "adverbial"
            self.orphans.append(node)
        top.pending.clear()
        if top.kind in {"root", "complement"} and node.surface is not None:
            self._adopt(node)

    def _adopt(self, node: _Node) -> None:
        for orphan in self.orphans:
            if orphan is not node:
                orphan.surface, orphan.borrowed = node.surface, True
                orphan.parent = orphan.parent or node
                if node.relation == "conjunct" and orphan.relation == "adverbial":
                    node.relation = "root"
        self.orphans.clear()

    def _waiting(self) -> _Piece | None:
        """Return the subject of an outer clause that has no verb yet."""
        for context in reversed(self.stack[:-1]):
            if context.last is not None:
                return None
            found = _subject(context.pending)
            if found is not None:
                return found
        return None

    def _relative(self, node: _Node, top: _Context, subject: _Piece | None) -> None:
        if subject is None:
            node.surface, node.borrowed = top.antecedent, True
        elif node.passive or not node.piece.unit.found.bare:
            node.surface = subject
        else:  # "yang mereka tandatangani": the antecedent is the object
            node.surface, node.object = subject, top.antecedent

    def _opened(self, piece: _Piece) -> None:
        """A verb right after a preposition: "untuk memperluas", "dengan menekankan"."""
        while len(self.stack) > 1 and self.top.kind == "relative" and self.top.last is None:
            self._pop()
        top = self.top
        conjoined = top.kind == "adverbial" and top.marks[:1] == (piece.opener,)
        parent = top.parent if conjoined and top.last is not None else top.last
        if parent is None and top.parent is not None and top.kind != "relative":
            parent = top.parent
        marks = (piece.opener or "",)
        content = (
            parent is not None
            and parent.lemma in self.words.cues
            and piece.opener in self.words.wished
            and (parent.object is None or parent.object.acts)
        )
        if parent is not None:
            top.pending.clear()
        kind: Relation = "complement" if content else "adverbial"
        self._push(_Context(kind, parent, marks=marks, speaker=parent if content else None))
        node = self._add(piece, kind, parent)
        if parent is not None:
            parent.purposes.append(node)
            self._control(node, parent)
        elif (outer := self._waiting()) is not None:
            node.surface, node.borrowed = outer, True
        else:
            self.orphans.append(node)
        self._modal(node, parent)

    def _control(self, node: _Node, parent: _Node, *, reason: bool = False) -> None:
        """Give a verb without a subject that of the verb it depends on, or its object: "urged X to".

        `reason`: the verb stands in a clause of its own, "praised X because …": X did it.
        """
        node.shares, node.borrowed = parent, True
        if reason and parent.lemma in self.words.judging and parent.object is not None and parent.object.acts:
            node.surface = parent.object
            return
        asked = next((p for p in parent.obliques if p.acts and p.span.start > parent.piece.span.start), None)
        if parent.lemma in self.words.urging and not parent.passive and (parent.object or asked):
            node.surface = parent.object if parent.object is not None and parent.object.acts else asked
        elif (
            parent.object is not None
            and parent.object.acts
            and parent.lemma in self.words.unreal
            and not parent.passive
        ):
            node.surface = parent.object

    def _modal(self, node: _Node, parent: _Node | None) -> None:
        """What depends on a verb of promising or refusing has not happened; on one of wishing, is wished."""
        if parent is None:
            return
        lemma = parent.lemma
        if lemma in self.words.refusing:
            node.marks = (*node.marks, _PLANNED, _REFUSED)
        elif lemma in self.words.urging or lemma in self.words.wished:
            node.marks = (*node.marks, _WISHED)
        elif lemma in self.words.unreal or lemma in self.words.future:
            node.marks = (*node.marks, _PLANNED)

    def _dependent(
        self, piece: _Piece, governor: _Node, before: _Piece | None, *, wished: bool = False
    ) -> None:
        """A verb right after a verb, or after its object: "sepakat memperluas", "meminta X menghentikan"."""
        is_cue = governor.lemma in self.words.cues
        self._push(_Context("complement", governor, speaker=governor if is_cue and not wished else None))
        node = self._add(piece, "complement", governor)
        if before is not None and before.kind == "np":
            node.surface = before
            node.borrowed = False
            self.top.begin = before.span.start
        else:
            self._control(node, governor)
        if not is_cue and not wished:
            governor.complement_node = governor.complement_node or node
        self._modal(node, governor)
        if wished:
            node.marks = (*node.marks, _WISHED)

    def _next_clause(self, piece: _Piece, top: _Context) -> None:
        """A verb with a subject of its own, after a clause that has ended."""
        parent = top.last.parent if top.last is not None else None
        node = self._add(piece, "conjunct", parent)
        node.surface = _subject(top.pending)
        node.obliques.extend(p for p in top.pending if p.kind == "np" and p.prep is not None)
        top.pending.clear()
        self._adopt(node)

    def _sharing(self, piece: _Piece, top: _Context, *, conj: bool) -> None:
        """A verb without a subject, after a comma or a conjunction: it shares that of a clause before."""
        cue = piece.unit.lemma in self.words.cues
        if cue and not conj:
            while len(self.stack) > 1 and self._outer_speaks():
                self._pop()
        elif not conj and top.kind == "complement" and top.speaker is None and len(self.stack) > 1:
            self._pop()
        top = self.top
        anchor = top.last if conj else top.first
        pending = [p for p in top.pending if p.kind == "np"]
        relation: Relation = "conjunct" if conj else "adverbial"
        node = self._add(piece, relation, anchor if not conj else anchor.parent if anchor else None)
        if piece.unit.lemma not in self.words.speech_only:
            node.shares, node.borrowed = anchor, True
        if conj and anchor is not None and anchor is self._bare_before(node):
            anchor.lender = node
        if anchor is not None and conj and anchor.marks:
            node.marks = (*(m for m in anchor.marks if m not in self.words.negators), *node.marks)
        node.obliques.extend(pending)
        top.pending.clear()

    def _bare_before(self, node: _Node) -> _Node | None:
        """Return the verb right before a coordinated one, if it has nothing of its own after it."""
        above = self.nodes[-2] if len(self.nodes) > 1 else None
        bare = (
            above is not None
            and above.object is None
            and not above.passive
            and above.reach == above.piece.span.end
        )
        return above if bare else None

    def _outer_speaks(self) -> bool:
        return any(c.last is not None and c.last.lemma in self.words.cues for c in self.stack[:-1])

    def _attribution(self, piece: _Piece) -> None:
        """ "Menurut X, …": the phrase after it is who says, the rest of the sentence what is said."""
        while len(self.stack) > 1:
            self._pop()
        root = self.top
        last, first = root.last, root.first
        node = self._add(piece, "adverbial", None)
        root.last, root.first = last, first
        self.stack.append(_Context("adverbial", None, last=node, first=node))

    # ---- after the pass

    def settle(self) -> None:
        """Attach quotations and what was said before or after a verb of saying to that verb."""
        outer = self.nodes
        for piece, at, nodes in self.quotes:
            cue = self._cue_of(piece, at, outer)
            if cue is not None:
                if (
                    cue.complement is None
                    or piece.span.end - piece.span.start > cue.complement.end - cue.complement.start
                ):
                    cue.complement = piece.span
                    cue.complement_node = nodes[0] if nodes else None
                for node in nodes:
                    node.said_by = node.said_by or cue
                    node.parent = node.parent or (
                        cue if node.relation != "root" or node is nodes[0] else None
                    )
        self._unquoted(outer)
        for nodes in (outer, *(n for _, _, n in self.quotes)):
            for node in nodes:
                if node.surface is None and node.shares is not None:
                    node.surface = node.shares.surface
                if node.lender is not None:
                    node.object = node.lender.object

    def _cue_of(self, piece: _Piece, at: int, outer: Sequence[_Node]) -> _Node | None:
        """Return the cue of a quotation: a verb of saying right after it, else the nearest before it."""
        cues = self.words.cues
        after = outer[at] if at < len(outer) and outer[at].lemma in cues else None
        before = next((n for n in reversed(outer[max(0, at - 8) : at]) if n.lemma in cues), None)
        speaks = after is not None and (
            after.lemma in self.words.speech_only or after.piece.unit.mention is not None
        )
        return after if speaks or before is None else before

    def _unquoted(self, outer: Sequence[_Node]) -> None:
        """Give "…, kata X" and "Menurut X, …" the rest of the sentence as what was said."""
        for k, node in enumerate(outer):
            unit = node.piece.unit
            attributes = "prep" in unit.found.kinds and node.lemma in self.words.cues
            trailing = node.lemma in self.words.speech_only or unit.mention is not None
            if node.complement is not None or not (attributes or trailing):
                continue
            said = (
                [n for n in outer[k + 1 : k + MAX_SAID] if n.said_by is None] if attributes and k == 0 else []
            )
            if not said and k:
                said = [
                    n
                    for n in outer[max(0, k - MAX_SAID) : k]
                    if n.said_by is None and n.lemma not in self.words.speech_only
                ]
            if said:
                for other in said:
                    other.said_by = node
                node.complement_node = said[0]
                span = _extent(said[0])
                for other in said[1:]:
                    span = span.cover(_extent(other))
                node.complement = span


def _ahead(pieces: Sequence[_Piece]) -> list[str]:
    """For each place, the kind of the first piece from there on that is no noun phrase."""
    found = ["end"] * (len(pieces) + 1)
    for i in range(len(pieces) - 1, -1, -1):
        piece = pieces[i]
        if piece.kind == "np":
            found[i] = "abstract" if piece.abstract else found[i + 1]
        elif piece.kind == "verb" and piece.opener is not None:
            found[i] = "opened"
        else:
            found[i] = piece.kind
    return found


def _subject(pending: Sequence[_Piece]) -> _Piece | None:
    """Return the phrase that is the subject of a verb: the last bare one, or the first of an apposition."""
    bare = [i for i, p in enumerate(pending) if p.kind == "np" and p.prep is None]
    if not bare:
        return None
    last = pending[bare[-1]]
    if pending[-1].kind == "comma" and len(bare) > 1:  # "X, presiden Y, bertemu"
        return next((pending[i] for i in bare if pending[i].acts), last)
    return last


def _timely(piece: _Piece) -> bool:
    """Return whether a phrase without a mention may just be a word of time after its verb's phrases."""
    return not any(u.mention is not None or u.kind == "noun" for u in piece.units)


def _own_subject(piece: _Piece) -> _Piece:
    unit = replace(piece.unit, kind="mention", acts=True)
    return _Piece("np", piece.span, [unit], start=piece.span.start)


def _extent(node: _Node) -> Span:
    """Return the stretch of a verb with its phrases."""
    span = node.piece.span
    phrases = [node.doer, node.object, *node.obliques]
    if node.surface is not None and not node.borrowed:
        phrases.append(node.surface)
    for phrase in phrases:
        if phrase is not None:
            span = span.cover(phrase.whole)
    if node.complement is not None:
        span = span.cover(node.complement)
    return Span(span.start, max(span.end, node.reach, node.end))


# --------------------------------------------------------------------------- output


def read_shallow(
    sentence: Sentence,
    index: int,
    first_clause: int,
    text: str,
    mentions: Sequence[Mention],
    language: Language,
) -> tuple[Clause, ...]:
    """Return the clauses of a sentence in a language without a parser.

    Args:
        sentence: The sentence; its tokens are not looked at.
        index: The sentence's number in the report.
        first_clause: Number of the first clause made here.
        text: The report's stored text.
        mentions: All mentions of the report; those of the sentence are taken as single words.
        language: The pack that drives the reader.

    Returns:
        Verb and noun clauses in the order of their predicates. Roles are logical: "subject" is the
        doer in passives too. Empty where no predicate of the pack stands in the sentence.
    """
    words = _lexicon(language)
    pieces = _pieces(_units(sentence, text, mentions, words))
    reader = _Reader(words)
    reader.read(pieces)
    reader.settle()
    return _Writer(reader, pieces, sentence, index, mentions, words).clauses(first_clause)


@dataclass(slots=True, eq=False)
class _Noun:
    """A noun predicate: where it stands, and the verb that governs its phrase."""

    unit: _Unit
    place: int  # in its phrase's units
    phrase: _Piece
    after: list[_Piece]  # the prepositional phrases that follow
    quoted: bool = False
    governor: _Node | None = None
    role: str | None = None
    index: int | None = None


class _Writer:
    """Turns what the reader found into clauses."""

    def __init__(
        self,
        reader: _Reader,
        pieces: Sequence[_Piece],
        sentence: Sentence,
        index: int,
        mentions: Sequence[Mention],
        words: _Lexicon,
    ) -> None:
        self.words, self.sentence, self.index, self.mentions = words, sentence, index, mentions
        self.nodes = sorted(
            (*reader.nodes, *(n for q in reader.quotes for n in q[2])), key=lambda n: n.piece.span
        )
        held = ((m.span.start, i) for i, m in enumerate(mentions) if sentence.span.holds(m.span))
        self.starts = sorted(held)
        self.quoted = sentence.quoted
        self.governed: dict[int, tuple[_Node, str]] = {}
        self.relatives: dict[int, tuple[_Node, str]] = {}
        for node in self.nodes:
            self._govern(node)
        self.nouns = list(self._find_nouns(pieces))

    def _govern(self, node: _Node) -> None:
        """Note which verb each phrase belongs to, and in which role."""
        slots = [(p, f"oblique:{p.prep}") for p in node.obliques]
        slots += [(p, role) for p, role in ((node.object, "object"), (node.doer, "subject")) if p is not None]
        for phrase, role in slots:
            self.governed.setdefault(id(phrase), (node, role))
        if node.surface is not None:
            role = "object" if node.passive else "subject"
            if node.relation == "relative" and node.borrowed:
                self.relatives.setdefault(id(node.surface), (node, role))
            elif not node.borrowed:
                self.governed.setdefault(id(node.surface), (node, role))

    def _find_nouns(self, pieces: Sequence[_Piece], *, quoted: bool = False) -> Iterator[_Noun]:
        for i, piece in enumerate(pieces):
            if piece.kind == "quote":
                yield from self._find_nouns(piece.inside, quoted=True)
            if piece.kind != "np" or not any(u.kind == "noun" for u in piece.units):
                continue
            after: list[_Piece] = []
            for j in range(i + 1, min(i + 1 + MAX_PHRASES, len(pieces))):
                if pieces[j].kind != "np" or pieces[j].prep is None:
                    break
                after.append(pieces[j])
                if pieces[j].head.kind == "noun":
                    break
            node, role = self._governor(piece)
            for place, unit in enumerate(piece.units):
                if unit.kind == "noun":
                    head = unit is piece.head or any(unit is h for h in piece.heads())
                    inner = f"inner:{piece.prep or 'of'}" if node is not None else None
                    yield _Noun(unit, place, piece, after, quoted, node, role if head else inner)

    def _governor(self, piece: _Piece) -> tuple[_Node | None, str | None]:
        found = self.governed.get(id(piece))
        relative = self.relatives.get(id(piece))
        if relative is not None and relative[0].lemma in self.words.light:
            if found is None or found[0].lemma not in self.words.light:
                return relative
        return found if found is not None else (None, None)

    # ---- clauses

    def clauses(self, first: int) -> tuple[Clause, ...]:
        """Return the clauses, numbered from `first` on."""
        known = [n for n in self.nodes if n.piece.unit.kind == "verb" and n.lemma in self.words.verbs]
        made: list[tuple[int, _Node | _Noun]] = [(n.piece.span.start, n) for n in known]
        made += [(n.unit.span.start, n) for n in self.nouns]
        made.sort(key=lambda item: item[0])
        for k, (_, item) in enumerate(made):
            item.index = first + k
        return tuple(self._verb(i) if isinstance(i, _Node) else self._noun(i) for _, i in made)

    def _verb(self, node: _Node) -> Clause:
        arguments: list[Argument] = []
        first, second = ("object", "subject") if node.passive else ("subject", "object")
        if node.surface is not None:
            arguments.append(self._argument(first, node.surface))
        if node.doer is not None:
            arguments.append(self._argument(second, node.doer))
        if node.object is not None:
            arguments.append(self._argument("complement" if node.passive else "object", node.object, node))
        arguments += [self._argument(f"oblique:{p.prep}", p) for p in node.obliques]
        if node.complement is not None or node.complement_node is not None:
            arguments.append(self._complement(node))
        arguments += [self._purpose(p) for p in node.purposes if p is not node.complement_node]
        modality, tense, negated = self.words.modality(node.marks)
        assert node.index is not None
        return Clause(
            index=node.index,
            sentence=self.index,
            span=_extent(node),
            predicate=node.piece.unit.span,
            lemma=node.lemma,
            kind="verb",
            relation=node.relation,
            arguments=tuple(arguments),
            voice="passive" if node.passive else "active",
            tense=tense,
            modality=modality,
            negated=negated,
            parent=_known(node.parent),
            quoted=node.quoted or self._in_quotes(node.piece.span),
            speech=_known(node.said_by),
        )

    def _complement(self, node: _Node) -> Argument:
        below = node.complement_node
        span = (
            node.complement if node.complement is not None else _extent(below) if below else node.piece.span
        )
        if below is not None:
            heads = self._heads(below.surface) if below.surface is not None and not below.borrowed else ()
            inner = tuple(m for m in self._within(span) if m not in heads)
            owners = self._undergoers(below)
            return Argument("complement", span, below.piece.span, below.lemma, heads, inner, owners, _known(below))
        return Argument("complement", span, span, "", (), self._within(span))

    def _undergoers(self, node: _Node) -> tuple[int, ...]:
        """Return whom a verb is done to: "threatened to attack *X*" threatens X."""
        slots = [node.surface if node.passive else node.object, *node.obliques]
        for phrase in (p for p in slots if p is not None):
            found = self._heads(phrase) or tuple(u.mention for u in phrase.units if u.mention is not None)
            if found and phrase.prep not in self.words.passive_by:
                return found[:MAX_OWNERS]
        return ()

    def _purpose(self, node: _Node) -> Argument:
        """Make an argument of a verb behind a preposition: "untuk memperluas perdagangan"."""
        span = _extent(node)
        return Argument(
            f"oblique:{node.piece.opener}",
            span,
            node.piece.span,
            node.lemma,
            (),
            self._within(span),
            (),
            node.index,
        )

    def _noun(self, noun: _Noun) -> Clause:
        arguments = [*self._owned(noun), *(self._argument(f"oblique:{p.prep}", p) for p in noun.after)]
        node, role = noun.governor, noun.role
        light = node is not None and node.lemma in self.words.light and role in {"object", "subject"}
        if node is not None:
            arguments += self._lent(node, role or "", {a.role for a in arguments}, light=light)
        modality, tense, negated = self.words.modality(node.marks) if node else ("fact", "none", False)
        same = light or role == "object"
        end = max([noun.phrase.span.end, *(p.span.end for p in noun.after)])
        assert noun.index is not None
        return Clause(
            index=noun.index,
            sentence=self.index,
            span=Span(noun.unit.span.start, end),
            predicate=noun.unit.span,
            lemma=noun.unit.lemma,
            kind="noun",
            relation="nominal",
            arguments=tuple(arguments),
            tense=tense if same else "none",
            modality=modality if same else "fact",
            negated=negated and same,
            parent=_known(node) if node is not None else None,
            governor=node.lemma if node is not None else None,
            governor_role=role,
            quoted=noun.quoted or self._in_quotes(noun.unit.span),
            speech=_known(node.said_by) if node is not None else None,
        )

    def _owned(self, noun: _Noun) -> list[Argument]:
        """Return what follows a noun predicate in its phrase: words ("of"), then a mention ("possessor")."""
        units = noun.phrase.units
        words: list[_Unit] = []
        i = noun.place + 1
        while i < len(units) and units[i].kind in {"word", "article"} and i not in noun.phrase.members:
            words.append(units[i])
            i += 1
        found = []
        if words:
            span = words[0].span.cover(words[-1].span)
            found.append(Argument("of", span, words[0].span, words[0].word))
        if i < len(units) and units[i].mention is not None and i not in noun.phrase.members:
            heads = [units[i]]
            for k, start in enumerate(noun.phrase.members):
                if start > i:
                    if noun.phrase.head_of(k).mention is None:
                        break
                    heads.append(noun.phrase.head_of(k))
            mentions = tuple(u.mention for u in heads if u.mention is not None)
            span = heads[0].span.cover(heads[-1].span)
            inner = tuple(m for u in heads for m in u.inner)
            found.append(Argument("possessor", span, heads[0].span, heads[0].word, mentions, inner))
        return found

    def _lent(self, node: _Node, role: str, taken: set[str], *, light: bool) -> list[Argument]:
        """Return what a verb lends its noun: its subject, and to a noun it carries its other phrases."""
        found: list[Argument] = []
        adjunct = role.startswith("oblique:") and role.removeprefix("oblique:") in self.words.adjuncts
        doer = node.doer if node.passive else node.surface
        if adjunct and doer is None:
            doer = node.surface
        if (adjunct or (light and role == "object")) and doer is not None:
            found.append(self._argument("subject", doer))
        if light:
            obliques = (self._argument(f"oblique:{p.prep}", p) for p in node.obliques)
            found += [a for a in obliques if a.role not in taken]
        return found

    # ---- arguments

    def _argument(self, role: str, phrase: _Piece, node: _Node | None = None) -> Argument:
        """Make an argument; the object of `node`, where it is no mention, reaches as far as its phrases do."""
        span = phrase.span
        whole = phrase.head.mention is None or (node is not None and node.lemma in self.words.cues)
        if node is not None and whole and span.end < node.reach:
            span = Span(span.start, node.reach)
        mentions = self._heads(phrase)
        owners: tuple[int, ...] = ()
        if phrase.head.mention is None:
            held = [u.mention for u in phrase.units if u.mention is not None]
            if node is not None and not node.passive:  # "mengutuk serangan oleh X": X owns the attack
                by = (p for p in node.obliques if p.prep in self.words.passive_by)
                held += [m for p in by for m in self._heads(p)]
            owners = tuple(dict.fromkeys(held))[:MAX_OWNERS]
        inner = tuple(m for m in self._within(span) if m not in mentions)
        lemma = phrase.head.lemma if phrase.head.kind == "noun" else phrase.head.word
        return Argument(role, span, phrase.head.span, lemma, mentions, inner, owners)

    def _heads(self, phrase: _Piece) -> tuple[int, ...]:
        if phrase.head.mention is None:
            return ()
        return tuple(dict.fromkeys(h.mention for h in phrase.heads() if h.mention is not None))

    def _within(self, span: Span) -> tuple[int, ...]:
        low, high = bisect_left(self.starts, (span.start, -1)), bisect_left(self.starts, (span.end, -1))
        return tuple(i for _, i in self.starts[low:high] if self.mentions[i].span.end <= span.end)

    def _in_quotes(self, span: Span) -> bool:
        return any(q.holds(span) for q in self.quoted)


def _known(node: _Node | None) -> int | None:
    """Return the number of a verb's clause, or of the nearest one above it that makes a clause."""
    hops = 0
    while node is not None and hops < MAX_DEPTH:
        if node.index is not None:
            return node.index
        node, hops = node.parent, hops + 1
    return None
