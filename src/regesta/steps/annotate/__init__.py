"""Annotate: sentences, mentions, and tokens where the language has a parser.

In: a clean report, its language's pack and tools. Out: an `AnnotatedReport`.

Mentions come before the parser (see `parse.py`), and a gate decides what the parser sees. A surname
once seen as a person's stays one through the report. Pure: the parser is an argument.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from regesta.model.actors import Actor, Mention
from regesta.model.reports import AnnotatedReport, CleanReport, Sentence
from regesta.model.spans import Span
from regesta.packs.calendar import calendar_of
from regesta.packs.knowledge import Knowledge
from regesta.packs.language import Language
from regesta.steps.annotate.atoms import VERB, WORD, Atom, Tables, cut_atoms, tables
from regesta.steps.annotate.chunks import mentions as chunk_mentions
from regesta.steps.annotate.gate import SEVERAL, Gate
from regesta.steps.annotate.groups import with_groups
from regesta.steps.annotate.log_lines import Line, cut_lines, ends_open, read_heading
from regesta.steps.annotate.noun_phrases import Recognise
from regesta.steps.annotate.parse import (
    MAX_PARSE_WORDS,
    Parse,
    Tokenize,
    Word,
    cut_long,
    eased,
    parser_words,
    with_subject,
    with_tokens,
)
from regesta.steps.annotate.prospects import Encounters
from regesta.steps.annotate.scope import names_two_parties, party_tables
from regesta.text.fold import fold, squeeze, squeezed
from regesta.text.names import GIVEN_NAMES, skeleton
from regesta.text.names import words as name_words
from regesta.text.phrases import PhraseTable, PhraseTables
from regesta.text.sentences import quoted_spans, split_sentences

_LONGEST_IT = 12  # letters
_THEY_REACH = 3  # sentences in which the two stand that "they" are: this one and those before
REACH = 4  # sentences back to what a word takes up, as in `extract/event_back.py`

__all__ = ["Annotator", "annotate", "find_mentions", "in_scope", "parse_sentences"]


@dataclass(frozen=True, slots=True)
class Annotator:
    """Everything `annotate` looks things up in, built once a process and language."""

    language: Language
    tables: Tables
    gate: Gate
    surnames: Mapping[str, frozenset[str]]  # folded last names -> states whose offices such persons held
    names: frozenset[str]  # folded names that are somebody's without more being said
    parties: PhraseTables  # whom a report must name two of to be read
    parse: Parse | None = None
    tokenize: Tokenize | None = None
    state_of: Callable[[str], str | None] = lambda _: None  # the state of a city, as written
    recognise: Recognise | None = None  # for `namings`, which nothing else needs

    @classmethod
    def build(
        cls,
        language: Language,
        knowledge: Knowledge,
        cities: PhraseTable[str],
        parse: Parse | None = None,
        tokenize: Tokenize | None = None,
        state_of: Callable[[str], str | None] = lambda _: None,
        recognise: Recognise | None = None,
    ) -> Annotator:
        """Build the look-ups for a language. `parse` is None where no parser exists."""
        full: list[tuple[str, str]] = []
        surnames: dict[str, frozenset[str]] = {}
        names: set[str] = set()
        famous: list[tuple[str, str]] = []
        given = set(GIVEN_NAMES)
        for person in knowledge.persons.values():
            for name in (person.name, *person.names):
                words = name.split()
                if len(words) > 1:
                    full.append((name, person.id))
                    names.update(_whole_name(name))
                    given.add(fold(words[0]))
                if person.full_name:
                    continue
                last = fold(words[-1])
                if person.surname_known:
                    names.add(last)
                    famous.append((words[-1], person.id))
                surnames[last] = surnames.get(last, frozenset()) | language.states_of_person(person.id)
        persons = PhraseTable(full, case=True)
        return cls(
            language,
            tables(language, persons, cities, frozenset(given - surnames.keys())),
            Gate(language),
            surnames,
            frozenset(names),
            party_tables(language, (persons, PhraseTable(famous, case=True))),
            parse,
            tokenize,
            state_of,
            recognise,
        )


def in_scope(clean: CleanReport, tools: Annotator) -> bool:
    """Return whether a report can tell of dealings: whether it names two parties."""
    language = tools.language
    return names_two_parties(
        clean.report.text, clean.blocks, language, tools.parties, language.states_of_person, tools.surnames
    )


def annotate(clean: CleanReport, tools: Annotator) -> AnnotatedReport:
    """Return the report with sentences, mentions and tokens."""
    return parse_sentences(find_mentions(clean, tools), tools)


def find_mentions(clean: CleanReport, tools: Annotator) -> AnnotatedReport:
    """Return the report with sentences and mentions, none of it parsed."""
    text, language = clean.report.text, tools.language
    sentences: list[Sentence] = []
    lacking: dict[int, Line] = {}  # the sentences without a subject
    above: Span | None = None
    for number, block in enumerate(clean.blocks):
        headline = clean.headline is not None and clean.headline.holds(block)
        quotes = language.syntax.quotes
        spans = (block,) if headline else split_sentences(text, block, language.syntax.abbreviations, quotes)
        lines = tuple(map(Line, spans)) if headline else cut_lines(text, block, spans, language, above)
        above = _heading_below(text, block, lines, above)
        for line in lines:
            span = line.span
            quoted = quoted_spans(text, span, quotes)
            parts = cut_long(text, span, language.syntax.conjunctions) if tools.parse else (span,)
            if line.heading is not None:
                lacking[len(sentences)] = line
            sentences.extend(Sentence(part, number, (), headline, _within(quoted, part)) for part in parts)
    per_sentence = [_mentions(text, s, tools, lacking.get(k)) for k, s in enumerate(sentences)]
    per_sentence = _second_look(text, per_sentence, tools)
    per_sentence = [
        with_groups(text, s.span, group, language, tools.state_of)
        for s, group in zip(sentences, per_sentence, strict=True)
    ]
    numbered = _numbered(per_sentence)
    sentences = _with_headings(text, sentences, lacking, numbered, language)
    mentions = tuple(m for _, m in (pair for group in numbered for pair in group))
    return AnnotatedReport(clean, language.code, tuple(sentences), mentions)


def _heading_below(text: str, block: Span, lines: Sequence[Line], above: Span | None) -> Span | None:
    """Return the heading that the lines below a block may hang on."""
    if any(line.heading is not None for line in lines):
        return next(line.heading for line in lines if line.heading is not None)
    return block if ends_open(text, block) else None


def _with_headings(
    text: str,
    sentences: Sequence[Sentence],
    lacking: Mapping[int, Line],
    numbered: Sequence[Sequence[tuple[int, Mention]]],
    language: Language,
) -> list[Sentence]:
    """Return the sentences, those without a subject with what their heading gives them."""
    done = list(sentences)
    for k, line in lacking.items():
        span = line.heading
        if span is None:
            continue
        there = [
            pair
            for s, group in zip(sentences[: k + 1], numbered, strict=False)
            if span.holds(s.span)
            for pair in group
        ]
        done[k] = replace(done[k], heading=read_heading(text, line, there, language))
    return done


def _mentions(text: str, sentence: Sentence, tools: Annotator, line: Line | None) -> tuple[Mention, ...]:
    span = sentence.span
    if line is not None and line.opened is not None and span.start < line.opened < span.end:
        span = Span(line.opened, span.end)  # the capital of "Met with" begins no name
    pieces = cut_atoms(
        text, span, tools.tables, headline=sentence.headline and _title_cased(sentence.span.of(text))
    )
    pieces = tuple(
        Atom(VERB, p.span, p.value) if p.letter == WORD and _is_verbal(p.span.of(text), tools.language) else p
        for p in pieces
    )
    return chunk_mentions(text, pieces, state_follows=tools.language.syntax.state_follows_title)


@lru_cache(maxsize=1 << 15)
def _is_verbal(word: str, language: Language) -> bool:
    """Return whether a word's form says it is a verb: "sent", "deployed", not "armed", which stands before nouns."""
    key = fold(word)
    verbal = key in language.syntax.irregular or key.endswith(language.verb_endings)
    return verbal and key not in language.sector_modifiers


def _within(quoted: Iterable[Span], part: Span) -> tuple[Span, ...]:
    """Return what of some quoted stretches lies in a part of their sentence."""
    clipped = ((max(q.start, part.start), min(q.end, part.end)) for q in quoted)
    return tuple(Span(start, end) for start, end in clipped if start < end)


def _title_cased(line: str) -> bool:
    words = list(re.findall(r"[^\W\d_]{4,}", line))
    return len(words) > 2 and sum(w[0].isupper() for w in words) > 0.7 * len(words)


def _numbered(groups: Iterable[Sequence[Mention]]) -> list[list[tuple[int, Mention]]]:
    numbered: list[list[tuple[int, Mention]]] = []
    count = 0
    for group in groups:
        numbered.append([(count + i, m) for i, m in enumerate(group)])
        count += len(group)
    return numbered


def _second_look(text: str, groups: list[tuple[Mention, ...]], tools: Annotator) -> list[tuple[Mention, ...]]:
    """Make bare names persons where the report, or the knowledge pack beside a named state, says they are."""
    seen: set[str] = set()
    states = {s for group in groups for m in group for s in m.states}
    for mention in (m for group in groups for m in group if m.kind == "person" and m.name):
        words = fold(mention.name or "").split()
        seen.update((words[-1], " ".join(words)))
        seen.update(w for w in words if len(w) > 3)

    def judged(mention: Mention) -> Mention:
        if mention.kind not in {"name", "place"}:
            return mention
        name = mention.span.of(text)
        key = fold(name)
        if mention.kind == "place" and key not in seen and tools.names.isdisjoint(_whole_name(name)):
            return mention
        last = key.split()[-1]
        if (
            key in seen
            or not tools.names.isdisjoint(_whole_name(name))
            or (last in seen and len(key.split()) <= 3)
            or (len(key.split()) <= 2 and not states.isdisjoint(tools.surnames.get(last, ())))
        ):
            return replace(mention, kind="person", name=name, name_span=mention.span)
        return mention

    return [tuple(map(judged, group)) for group in groups]


def _whole_name(name: str) -> tuple[str, ...]:
    """Return what a name is known by: its folded form; long ones also by sound ("Mohammed", "Mohamed")."""
    folded = fold(name)
    parts = name_words(name)
    return (folded, f"~{skeleton(''.join(parts))}") if len(parts) > 2 else (folded,)


def parse_sentences(
    report: AnnotatedReport, tools: Annotator, actors: Sequence[Sequence[Actor]] | None = None
) -> AnnotatedReport:
    """Return the report with the tokens of the sentences that are worth a parser.

    Args:
        report: With mentions.
        tools: Of its language.
        actors: Whom each mention is resolved to, as far as that can be told before parsing; it lets the gate
            close on sentences about nobody's state.
    """
    if tools.parse is None or tools.tokenize is None:
        return report
    text, sentences, mentions = report.text, report.sentences, report.mentions
    numbered = _by_sentence(sentences, mentions)
    met = None if actors is None else _encounters(report, numbered, tools.gate, actors)
    groups = [
        (*_lent(text, sentences[k - 1 : k + 1], numbered[k - 1], tools.language), *group)
        if k
        else tuple(group)
        for k, group in enumerate(numbered if actors is None else _without_strangers(numbered, actors))
    ]
    chosen = [
        i
        for i, s in enumerate(sentences)
        if _opens(text, s, groups[i], mentions, tools, actors, met, _earlier(text, sentences, i))
    ]
    times = calendar_of(tools.language)
    days = frozenset((*times.months, *times.weekdays))
    before = frozenset(map(fold, tools.language.chronology.day_before))
    acts = tools.language.noun_predicates
    possessives = tuple(map(fold, tools.language.syntax.possessives))
    words = [
        _whole(
            sentences[i],
            mentions,
            eased(
                parser_words(text, sentences[i].span, numbered[i], tools.tokenize, acts, possessives),
                days,
                before,
            ),
        )
        for i in chosen
    ]
    fit = [(i, w) for i, w in zip(chosen, words, strict=True) if 1 < len(w) <= MAX_PARSE_WORDS]
    done = list(sentences)
    for (i, w), parsed in zip(fit, tools.parse([w for _, w in fit]), strict=True):
        done[i] = with_tokens(sentences[i], w, parsed)
    return replace(report, sentences=tuple(done))


def _by_sentence(
    sentences: Sequence[Sentence], mentions: Sequence[Mention]
) -> list[list[tuple[int, Mention]]]:
    """Return the mentions of each sentence with their numbers; both stand in reading order."""
    groups: list[list[tuple[int, Mention]]] = []
    k = 0
    for sentence in sentences:
        group: list[tuple[int, Mention]] = []
        while k < len(mentions) and mentions[k].span.start < sentence.span.end:
            group.append((k, mentions[k]))
            k += 1
        groups.append(group)
    return groups


def _earlier(text: str, sentences: Sequence[Sentence], k: int) -> str:
    """Return the sentences before one whose words it may take up; a headline says what comes."""
    told = [s.span for s in sentences[max(0, k - REACH) : k] if not s.headline]
    return text[told[0].start : told[-1].end] if told else ""


def _without_strangers(
    groups: Sequence[Sequence[tuple[int, Mention]]], actors: Sequence[Sequence[Actor]]
) -> list[Sequence[tuple[int, Mention]]]:
    """Return the mentions of each sentence without a "they" behind which no two parties can stand.

    It may stand for two of one sentence, this one or one shortly before; what is nobody's opens no gate.
    """
    kept: list[Sequence[tuple[int, Mention]]] = []
    last = -_THEY_REACH  # the last sentence with two parties
    for k, group in enumerate(groups):
        sides = {a.state for i, _ in group for a in actors[i] if a.state}
        if len(sides) > 1 or any(m.kind in SEVERAL for _, m in group):
            last = k
        met_them = k - last < _THEY_REACH
        kept.append(group if met_them else [(i, m) for i, m in group if m.form != "they"])
        if met_them and any(m.form == "they" for _, m in group):
            last = k
    return kept


def _lent(
    text: str, pair: Sequence[Sentence], before: Sequence[tuple[int, Mention]], language: Language
) -> tuple[tuple[int, Mention], ...]:
    """Return whom an "It" that opens a sentence may stand for: the first state or body of the sentence before."""
    start = pair[1].span.start
    opening = squeeze(text[start : start + _LONGEST_IT]).split()[:1]
    if not squeezed(language.coref.it).intersection(opening):
        return ()
    bodies = ((i, m) for i, m in before if m.kind in {"state", "organisation", "group"})
    return tuple((i, replace(m, span=Span(start, start + 1))) for i, m in bodies)[:1]


def _encounters(
    report: AnnotatedReport,
    numbered: Sequence[Sequence[tuple[int, Mention]]],
    gate: Gate,
    actors: Sequence[Sequence[Actor]],
) -> Encounters:
    """Return who may have met in a report; lines below a heading tell of meetings with whom it names."""
    if any(s.heading is not None for s in report.sentences):
        return Encounters.of([a for found in actors for a in found])
    told = [(s.span, group) for s, group in zip(report.sentences, numbered, strict=True) if not s.headline]
    here = [[m for _, m in group] for _, group in told]
    whom = [[actors[i] for i, _ in group] for _, group in told]
    return gate.encounters(report.text, [span for span, _ in told], here, whom)


def _opens(
    text: str,
    sentence: Sentence,
    group: Sequence[tuple[int, Mention]],
    mentions: Sequence[Mention],
    tools: Annotator,
    actors: Sequence[Sequence[Actor]] | None,
    met: Encounters | None,
    earlier: str,
) -> bool:
    """Return whether the gate opens on a sentence; a line without a subject has its heading's.

    A headline says what the text below says better, and nothing is recorded of it.
    """
    if sentence.headline:
        return False
    here = tuple(m for _, m in group)
    if (
        sentence.heading is not None
    ):  # who does it stands in the heading, and whom he met may be of the host's state
        start = sentence.span.start
        subject = replace(mentions[sentence.heading.subject], span=Span(start - 1, start))
        return tools.gate.opens(text, sentence.span, (*here, subject))
    if actors is None:
        return tools.gate.opens(text, sentence.span, here)
    return tools.gate.opens(text, sentence.span, here, [actors[i] for i, _ in group], met, earlier)


def _whole(sentence: Sentence, mentions: Sequence[Mention], words: tuple[Word, ...]) -> tuple[Word, ...]:
    """Return the words to parse, with the subject that the line leaves out."""
    if sentence.heading is None:
        return words
    subject = sentence.heading.subject
    return with_subject(words, subject, mentions[subject].span, sentence.heading.verb)
