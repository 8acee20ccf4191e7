"""Fill the slots of a frame from a clause: who stands there, where, when.

In: a clause and the resolved report. Out: actors, places, dates, words. Nothing is taken from
outside the clause: that is the fault that users of event tables complain of most.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property

from regesta.model.actors import Actor, Mention
from regesta.model.clauses import Argument, Clause
from regesta.model.findings import Place
from regesta.model.reports import DateMention, Heading, PlaceMention, ResolvedReport, Sentence, Token
from regesta.model.spans import Evidence, Span
from regesta.packs.language import Language
from regesta.text.fold import fold, squeeze, squeezed

_DATE_HOPS = 4  # clauses between a side clause and the act that has the date
_LONG_AGO_DAYS = 60
_WORD = re.compile(r"[^\W_]+(?:[-'][^\W_]+)*", re.UNICODE)
MAX_QUOTE_CHARS = 600


@cache
def _split(phrases: tuple[str, ...]) -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the single words of a row's condition, and its phrases with a space on either side; folded once."""
    folded = [squeeze(p) for p in phrases]
    return frozenset(p for p in folded if " " not in p), tuple(f" {p} " for p in folded if " " in p)


def any_of(phrases: tuple[str, ...], words: frozenset[str], stretch: str) -> bool:
    """Return whether one of some phrases stands among the words of a clause, or, if it has several, in its stretch."""
    return held(phrases, words, stretch) > 0


def held(phrases: tuple[str, ...], words: frozenset[str], stretch: str) -> int:
    """Return 2 where a phrase of several words stands in a clause's stretch, 1 where only a word does, else 0."""
    if not phrases:
        return 0
    single, several = _split(phrases)
    for phrase in several:
        if phrase in stretch:
            return 2
    return 0 if single.isdisjoint(words) else 1


_Placed = list[tuple[int, str]]  # words with where they start, in reading order


def _by_the_same(one: Clause, two: Clause) -> bool:
    """Return whether two coordinated verbs have one subject, or one undergoer."""
    first, second = (
        {a.span for a in c.args("subject")} or {a.span for a in c.args("object")} for c in (one, two)
    )
    return first == second or not first or not second


def _taken_up(clause: Clause) -> Iterator[tuple[int, int]]:
    """Yield where the nouns stand that a relative clause is about: "*the duty* it slapped on tea"."""
    for argument in clause.args("object"):
        if clause.relation == "relative" and argument.head.end <= clause.span.start:
            yield argument.span.start, argument.head.end


def _without(span: Span, left_out: Iterable[Span]) -> Iterator[tuple[int, int]]:
    """Yield what is left of a stretch without others, as (start, end)."""
    at = span.start
    for cut in sorted(left_out):
        if at < min(cut.start, span.end):
            yield at, min(cut.start, span.end)
        at = max(at, cut.end)
    if at < span.end:
        yield at, span.end


@dataclass(frozen=True)
class ClausedReport:
    """A resolved report with its clauses and its language: what every extractor gets."""

    report: ResolvedReport
    clauses: tuple[Clause, ...]
    language: Language

    @property
    def text(self) -> str:
        """Return the stored text."""
        return self.report.annotated.text

    @property
    def id(self) -> str:
        """Return the report's id."""
        return self.report.annotated.id

    def sentence(self, clause: Clause) -> Sentence:
        """Return the sentence of a clause."""
        return self.report.annotated.sentences[clause.sentence]

    @cached_property
    def carriers(self) -> frozenset[str]:
        """Words that stand for the government that owns them: "delegation", "officials", "forces"."""
        words = squeezed((*self.language.titles.delegation, *self.language.titles.carriers))
        ends = self.language.syntax.plural_endings
        # one of several is theirs as well: "a Kenyan *warship*"
        return words | {w.removesuffix(e) for w in words for e in ends if w.endswith(e)}

    @cached_property
    def _by_sentence(self) -> dict[int, tuple[Clause, ...]]:
        groups: dict[int, list[Clause]] = {}
        for clause in self.clauses:
            groups.setdefault(clause.sentence, []).append(clause)
        return {k: tuple(v) for k, v in groups.items()}

    def clauses_in(self, sentence: int) -> tuple[Clause, ...]:
        """Return the clauses of a sentence."""
        return self._by_sentence.get(sentence, ())

    @cached_property
    def _mentions_in(self) -> dict[int, list[int]]:
        groups: dict[int, list[int]] = {}
        for i, mention in enumerate(self.report.annotated.mentions):
            groups.setdefault(self.sentence_at(mention.span.start), []).append(i)
        return groups

    @cached_property
    def _starts(self) -> list[int]:
        return [s.span.start for s in self.report.annotated.sentences]

    def sentence_at(self, place: int) -> int:
        """Return the number of the sentence in which a place of the text lies."""
        return bisect_right(self._starts, place) - 1

    def mentions_in(self, clause: Clause) -> list[int]:
        """Return the numbers of the mentions in a clause's stretch, in reading order."""
        mentions = self.report.annotated.mentions
        return [i for i in self._mentions_in.get(clause.sentence, ()) if clause.span.holds(mentions[i].span)]

    @cached_property
    def _mention_starts(self) -> list[int]:
        return [m.span.start for m in self.report.annotated.mentions]

    def named_in(self, span: Span) -> list[tuple[Mention, tuple[Actor, ...]]]:
        """Return the mentions within a stretch of the text, each with whom it is resolved to, in reading order."""
        starts, mentions = self._mention_starts, self.report.annotated.mentions
        near = range(bisect_left(starts, span.start), bisect_left(starts, span.end))
        return [(mentions[i], self.report.actors[i]) for i in near if span.holds(mentions[i].span)]

    @cached_property
    def _dates_in(self) -> dict[int, list[DateMention]]:
        groups: dict[int, list[DateMention]] = {}
        for date in self.report.dates:
            groups.setdefault(self.sentence_at(date.span.start), []).append(date)
        return groups

    @cached_property
    def _words(self) -> dict[tuple[int, tuple[Span, ...]], frozenset[str]]:
        return {}

    def words(self, clause: Clause, without: Iterable[Span] = ()) -> frozenset[str]:
        """Return the folded words and lemmas of a clause, those of clauses loosely hung on it left out.

        Args:
            clause: A clause of the report.
            without: Further stretches to leave out.
        """
        left_out = (
            *without,
            *(c.span for c in self.side_clauses(clause)),
        )
        key = (clause.index, left_out)
        known = self._words.get(key)
        if known is None:
            words, lemmas = self._placed(clause.sentence)
            known = self._words[key] = frozenset(
                word
                for start, end in (*_without(clause.span, left_out), *_taken_up(clause))
                for placed in (words, lemmas)
                for _, word in placed[bisect_left(placed, (start,)) : bisect_left(placed, (end,))]
            )
        return known

    def side_clauses(self, clause: Clause) -> list[Clause]:
        """Return the clauses loosely hung on a clause, or on a noun of it that names an act: "the ban *it imposed*"."""
        here = self.clauses_in(clause.sentence)
        nouns = {c.index for c in here if c.kind == "noun" and c.parent == clause.index}
        return [
            c
            for c in here
            if c.kind == "verb"
            and (
                (c.parent == clause.index and c.relation in {"relative", "conjunct", "adverbial"})
                or (c.parent in nouns and c.relation == "relative")
            )
        ]

    @cached_property
    def _placed_in(self) -> dict[int, tuple[_Placed, _Placed]]:
        return {}

    def _placed(self, sentence: int) -> tuple[_Placed, _Placed]:
        """Return the folded words of a sentence and the lemmas of its tokens, each with where it starts."""
        known = self._placed_in.get(sentence)
        if known is None:
            whole = self.report.annotated.sentences[sentence]
            base = whole.span.start
            words = [(base + m.start(), m.group()) for m in _WORD.finditer(fold(whole.span.of(self.text)))]
            lemmas = sorted(
                (t.span.start, lemma) for t in whole.tokens for lemma in (fold(t.lemma), *self._singular(t))
            )
            known = self._placed_in[sentence] = words, lemmas
        return known

    @cached_property
    def _behind(self) -> dict[int, list[frozenset[str]]]:
        return {}

    def following(self, clause: Clause) -> list[frozenset[str]]:
        """Return what stands behind a clause's verb: for each word its form and its lemma.

        What clauses with a subject of their own say is left out: "said *that no ship sailed*".
        """
        known = self._behind.get(clause.index)
        if known is None:
            known = self._behind[clause.index] = self._following(clause)
        return known

    def _following(self, clause: Clause) -> list[frozenset[str]]:
        first = _WORD.match(self.text, clause.predicate.start)
        start = first.end() if first else clause.predicate.end
        own = [
            c.span
            for c in self.clauses_in(clause.sentence)
            if c.parent == clause.index and any(c.span.holds(a.span) for a in c.args("subject"))
        ]
        forms: dict[int, set[str]] = {}
        for placed in self._placed(clause.sentence):
            for at, word in placed[bisect_left(placed, (start,)) : bisect_left(placed, (clause.span.end,))]:
                if not any(o.start <= at < o.end for o in own):
                    forms.setdefault(at, set()).add(word)
        return [frozenset(forms[at]) for at in sorted(forms)]

    def _singular(self, token: Token) -> tuple[str, ...]:
        """Return what a mention of several is one of, where the parser has seen it as one word: "its *ambassadors*"."""
        named = self.report.annotated.mentions[token.mention] if token.mention is not None else None
        if named is None or not (named.kind in {"roles", "group"} or named.delegation):
            return ()
        last = squeeze(token.span.of(self.text)).rsplit(" ", 1)[-1]
        endings = (
            e for e in self.language.syntax.plural_endings if last.endswith(e) and len(last) > len(e) + 2
        )
        return tuple(last.removesuffix(e) for e in endings)

    @cached_property
    def _stretches(self) -> dict[int, str]:
        return {}

    def stretch(self, clause: Clause) -> str:
        """Return the folded words of a clause in their order, but for what is beside the act, spaces on both sides."""
        known = self._stretches.get(clause.index)
        if known is None:
            start, parts = clause.span.start, []
            for cut in sorted(self.beside(clause)):
                parts.append(self.text[start : max(start, cut.start)])
                start = max(start, cut.end)
            parts.append(self.text[start : clause.span.end])
            words = _WORD.findall(squeeze(" ".join(parts)))
            known = self._stretches[clause.index] = f" {' '.join(words)} "
        return known

    @cached_property
    def _circumstantial(self) -> frozenset[str]:
        return frozenset(f"oblique:{squeeze(p)}" for p in self.language.syntax.circumstances)

    def beside(self, clause: Clause) -> tuple[Span, ...]:
        """Return the stretches of a clause that do not tell its act.

        They are the phrases that say when or why ("after the break", "because of the fighting"), the name of the
        body that does it ("union" of "the African Union" says nothing of what it did), and what somebody denies:
        who "denied that it had sent arms" refused nobody arms.
        """
        known = self._beside.get(clause.index)
        if known is None:
            known = self._beside[clause.index] = self._find_beside(clause)
        return known

    @cached_property
    def _beside(self) -> dict[int, tuple[Span, ...]]:
        return {}

    def _find_beside(self, clause: Clause) -> tuple[Span, ...]:
        own = clause.predicate
        mentions = self.report.annotated.mentions
        when = [a.span for a in clause.arguments if a.role in self._circumstantial]
        doers = [
            mentions[i].head
            for a in clause.args("subject", "oblique:by")
            for i in a.mentions
            if mentions[i].kind == "organisation"
        ]
        why = self.reason(clause)
        open_ = self._left_open(clause)
        return tuple(
            s
            for s in (*when, *doers, *open_, *((why,) if why else ()))
            if clause.span.holds(s) and not s.meets(own)
        )

    def _left_open(self, clause: Clause) -> list[Span]:
        """Return the clauses within a clause that it does not tell as so: what is rumoured, what it denies."""
        denies = squeeze(clause.lemma) in self.language.denying
        denied = {a.clause for a in clause.args("complement")} if denies else set[int | None]()
        return [
            c.span
            for c in self.clauses_in(clause.sentence)
            if c.kind == "verb"
            and (c.modality == "doubted" or c.index in denied)
            and clause.span.holds(c.span)
        ]

    def reason(self, clause: Clause) -> Span | None:
        """Return where a clause says why its act was done, from the first such word on: "over its offensive"."""
        starts = [a.span.start for a in clause.arguments if self._gives_reason(a)]
        after = fold(self.text[clause.predicate.end : clause.span.end])
        for phrase in squeezed(self.language.syntax.reasons):
            at = after.find(f" {phrase} ") if " " in phrase else -1
            if at >= 0:
                starts.append(clause.predicate.end + at + 1)
        start = min(starts, default=clause.span.end)
        return Span(start, clause.span.end) if clause.predicate.end <= start < clause.span.end else None

    def _gives_reason(self, argument: Argument) -> bool:
        """Return whether a phrase says why: "over its offensive", "in protest against the war"."""
        if not argument.role.startswith("oblique:"):
            return False
        lead, syntax = argument.role.removeprefix("oblique:"), self.language.syntax
        said = f"{lead} {squeeze(argument.span.of(self.text))} "
        found = [p for p in squeezed(syntax.reasons) if said.startswith(f"{p} ")]
        if not found or any(" " in p for p in found):
            return bool(found)
        # "over its offensive", "over the fighting"; but "over the telephone", "over the border"
        words = said.split()[1:4]
        return any(w in squeezed(self.language.coref.possessive) for w in words[:1]) or not (
            self.language.noun_predicates.isdisjoint(words)
        )

    def denies(self, clause: Clause) -> bool:
        """Return whether what a clause says is a denial: "reaffirmed that it would *not* recognise the zone"."""
        inner = {a.clause for a in clause.args("complement")}
        return any(c.negated for c in self.clauses_in(clause.sentence) if c.index in inner)

    def tells_nothing(self, clause: Clause) -> bool:
        """Return whether nothing in a clause is told of dealings: its sentence is about a match, or asks."""
        return self.is_sport(clause) or self.is_question(clause)

    def is_question(self, clause: Clause) -> bool:
        """Return whether a sentence asks: what it asks about is not said to be so. A quotation in it is said."""
        sentence = self.sentence(clause)
        end = sentence.span.of(self.text).rstrip("\"'”’») ")[-1:]
        return end in {"?", "؟", "？"} and not clause.quoted

    def is_seat(self, argument: Argument) -> bool:
        """Return whether a capital only names a gathering held there: "the *Manama* Dialogue", not "Manama's talks"."""
        if argument.role != "possessor" or len(argument.mentions) != 1:
            return False
        named = self.report.annotated.mentions[argument.mentions[0]]
        after = fold(self.text[named.span.end : named.span.end + 3])
        owns = any(after.startswith(p) for p in self.language.syntax.possessives)
        city = any(p.kind == "city" for p in self.places(named.span))
        return city and not owns and named.form in {"capital", "metonym"}

    def is_sport(self, clause: Clause) -> bool:
        """Return whether a sentence is about a match: states "meet" and "beat" there in another sense.

        A sentence that names somebody in office is not.
        """
        known = self._sporting.get(clause.sentence)
        if known is None:
            sentence = self.sentence(clause).span
            known = self.language.sport_table.any(sentence.of(self.text)) and not any(
                sentence.holds(m.span) and m.offices for m in self.report.annotated.mentions
            )
            self._sporting[clause.sentence] = known
        return known

    @cached_property
    def _sporting(self) -> dict[int, bool]:
        return {}

    # ------------------------------------------------------------- who

    def actors(self, arguments: Iterable[Argument], *, owners: str = "carriers") -> tuple[Actor, ...]:
        """Return the actors that head the arguments, each entity once, in reading order.

        Args:
            arguments: Of one clause.
            owners: Whether "Iran's X" stands for Iran: "carriers" (X is a word such as
                "delegation"), "any", or "no".
        """
        found: list[Actor] = []
        for argument in arguments:
            indices: Sequence[int] = [i for i in argument.mentions if owners == "any" or not self._idle(i)]
            if not indices and owners != "no":
                head = fold(argument.head.of(self.text))
                carried = owners == "any" or argument.head_lemma in self.carriers or head in self.carriers
                indices = argument.owners if carried else ()
            for i in indices:
                if self._bare_demonym(i) and i in argument.mentions:
                    continue
                found.extend(
                    a
                    for a in self._named_by(i)
                    if (a.kind != "group" or a.state)  # whose people they are is not said
                    and all(a.entity != f.entity or a.office != f.office for f in found)
                )
        return tuple(found)

    def _named_by(self, index: int) -> tuple[Actor, ...]:
        """Return whom a mention is resolved to; a government that a person's name stands before is his state's."""
        found = self.report.actors[index]
        mentions = self.report.annotated.mentions
        mention = mentions[index]
        head = squeeze(mention.span.of(self.text)).split()[-1:]
        if (
            index == 0
            or mention.kind != "group"
            or any(a.state for a in found)
            or not self.carriers.issuperset(head)
        ):
            return found
        before = mentions[index - 1]
        if before.kind != "person" or self.text[before.span.end : mention.span.start] != " ":
            return found
        states = {a.state for a in self.report.actors[index - 1] if a.state}
        if len(states) != 1:
            return found
        state = states.pop()  # "the *Ortega* government"
        return tuple(
            replace(a, entity=f"state:{state}", kind="state", state=state, via="metonym") for a in found
        )

    def _idle(self, index: int) -> bool:
        """Return whether a mention is a site, which does nothing itself: "a Kenyan hotel"."""
        mention = self.report.annotated.mentions[index]
        return mention.kind == "group" and mention.form == "site"

    def _bare_demonym(self, index: int) -> bool:
        """Return whether a mention is a nationality without an article: an adjective, or a surname ("Cuban said")."""
        mention = self.report.annotated.mentions[index]
        if mention.form != "demonym" or mention.delegation or not self.language.syntax.articles:
            return False
        before = squeeze(self.text[max(0, mention.span.start - 12) : mention.span.start]).split()[-1:]
        first = squeeze(mention.span.of(self.text)).split()[0]
        articles = {squeeze(a) for a in self.language.syntax.articles}
        if before and (before[0][:1].isdigit() or before[0] in self._numbers):
            return False  # "deported 300 *Chadians*": people
        return first not in articles and not (before and before[0] in articles)

    @cached_property
    def _numbers(self) -> frozenset[str]:
        return frozenset(map(squeeze, self.language.chronology.numbers))

    # ------------------------------------------------------------- where, when

    def places(self, span: Span) -> tuple[PlaceMention, ...]:
        """Return the places named in a stretch."""
        return tuple(p for p in self.report.places if span.holds(p.span))

    def place(self, clause: Clause, slots: Sequence[str] = ()) -> Place | None:
        """Return where a clause happens: its place slots, then phrases with a preposition of place."""
        at = {f"oblique:{p}" for p in squeezed(self.language.places.at)}
        named = [a for slot in slots for a in clause.args(slot)]
        named += [a for a in clause.arguments if a.role in at and a not in named]
        hung = [
            c.span
            for c in self.clauses_in(clause.sentence)
            if c.parent == clause.index and c.kind == "verb" and c.relation in {"relative", "adverbial"}
        ]
        for argument in named:
            there = [
                p
                for p in self.places(argument.span)
                if not self._acts(argument, p) and not any(h.holds(p.span) for h in hung)
            ]
            cities = [p for p in there if p.kind == "city"] or there
            if cities:
                best = cities[0]
                return Place(best.name, best.state, best.lat, best.lon)
        return self._heading_place(clause)

    def _heading_place(self, clause: Clause) -> Place | None:
        """Return where a log line happens that names no place itself: where its heading says."""
        heading = self.sentence(clause).heading
        if heading is None:
            return None
        spot = self._spot(clause, heading)
        if spot is not None:
            return spot
        subject = self.report.annotated.mentions[heading.subject].span
        there = [p for p in self.places(heading.span) if p.span.start >= subject.end]
        best = next((p for p in there if p.kind == "city"), there[0] if there else None)
        return Place(best.name, best.state, best.lat, best.lon) if best else None

    def _spot(self, clause: Clause, heading: Heading) -> Place | None:
        """Return where the line itself says it happens, though its parser hangs the words elsewhere.

        A line of a log has one place. A spot that no gazetteer knows keeps its name, in the state of the heading.
        """
        at = {squeeze(p) for p in self.language.places.at}
        span = self.sentence(clause).span
        for i, mention in enumerate(self.report.annotated.mentions):
            before = squeeze(self.text[max(span.start, mention.span.start - 12) : mention.span.start]).split()
            if not span.holds(mention.span) or not before or before[-1] not in at:
                continue
            known = next((p for p in self.report.places if p.span == mention.span and p.kind == "city"), None)
            if known is not None:
                return Place(known.name, known.state, known.lat, known.lon)
            if mention.kind in {"name", "place"} and heading.state and not self.report.actors[i]:
                return Place(mention.span.of(self.text), heading.state, None, None)
        return None

    def _acts(self, argument: Argument, place: PlaceMention) -> bool:
        """Return whether the place stands inside a longer mention ("president of *Belarus*")."""
        return any(
            m.span.holds(place.span) and m.span != place.span and m.kind not in {"place", "state"}
            for m in self.report.annotated.mentions
        )

    def dates(self, clause: Clause) -> tuple[DateMention, ...]:
        """Return the expressions of time that belong to a clause.

        An expression belongs to the smallest clause that holds it; a verb without one shares those
        of the verb it is coordinated with ("met and spoke to him on Monday"), a participle those of the verb it
        goes with ("expelled him on Monday, accusing Chad of spying").
        """
        own = self._own_dates(clause) or self._dates_opening(clause)
        if own or clause.kind == "noun":
            return own
        here = self.clauses_in(clause.sentence)
        beside = clause.relation == "conjunct" or (clause.relation == "adverbial" and clause.tense == "none")
        above = next((c for c in here if c.index == clause.parent and beside), None)
        if above is not None and clause.relation == "conjunct" and not _by_the_same(clause, above):
            above = None  # "Peru acted *in May*, and Chile has followed"
        planning = squeezed(self.language.syntax.planning)  # "called him and invited him *for 25 June*"
        below = next(
            (
                c
                for c in here
                if c.parent == clause.index
                and c.relation == "conjunct"
                and c.kind == "verb"
                and squeeze(c.lemma) not in planning
                and _by_the_same(clause, c)
            ),
            None,
        )
        shared = (self._own_dates(above) if above else ()) or (self._own_dates(below) if below else ())
        return shared or self._older_dates(clause)

    def _older_dates(self, clause: Clause) -> tuple[DateMention, ...]:
        """Return the dates of the act that a side clause tells more of, if it was long ago: "the treaty *of 1998*".

        "Chad, which expelled him, said on Monday" tells nothing of the day; "signed a treaty in 1998 under which it
        gave up the port" does.
        """
        if clause.relation not in {"relative", "adverbial", "complement"} or clause.tense == "future":
            return ()
        up = {c.index: c for c in self.clauses_in(clause.sentence)}
        above, hops = up.get(clause.parent) if clause.parent is not None else None, 0
        while above is not None and hops < _DATE_HOPS:
            own = self._own_dates(above)
            if own:
                return own if all(self._long_ago(d) for d in own) else ()
            above, hops = up.get(above.parent) if above.parent is not None else None, hops + 1
        return ()

    def _long_ago(self, date: DateMention) -> bool:
        """Return whether the words of a date alone put it well before the report."""
        end, now = date.range.end if date.range else None, self.report.published.start
        return end is not None and now is not None and (now - end).days > _LONG_AGO_DAYS

    def _dates_opening(self, clause: Clause) -> tuple[DateMention, ...]:
        """Return the date that a clause tells more of: "had soured in *July*, when Chad accused …"."""
        if clause.kind == "noun" or clause.relation not in {"relative", "adverbial"}:
            return ()
        openers = tuple(f"{w} " for w in squeezed(self.language.syntax.dating))
        sentence = self.sentence(clause).span
        for date in self._dates_in.get(clause.sentence, ()):
            if not sentence.holds(date.span) or date.span.end > clause.predicate.start:
                continue
            after = self.text[date.span.end : clause.predicate.start]
            opened = date.span.end + len(after) - len(after.lstrip(" ,"))
            if not squeeze(after).lstrip(" ,").startswith(openers):
                continue
            holders = [
                c
                for c in self.clauses_in(clause.sentence)
                if c.kind == "verb" and c.span.start <= opened < c.span.end
            ]
            smallest = min(holders, key=lambda c: c.span.end - c.span.start, default=None)
            if smallest is not None and smallest.index == clause.index:
                return (date,)
        return ()

    def _own_dates(self, clause: Clause) -> tuple[DateMention, ...]:
        sentence = self.sentence(clause).span
        found: list[DateMention] = []
        for date in self._dates_in.get(clause.sentence, ()):
            if not sentence.holds(date.span):
                continue
            holders = [c for c in self.clauses_in(clause.sentence) if c.span.holds(date.span)]
            smallest = min(holders, key=lambda c: (c.span.end - c.span.start, c.kind == "verb"), default=None)
            if (
                smallest is None
                or smallest.index == clause.index
                or (clause.kind == "noun" and smallest.index == clause.parent)
                or (
                    smallest.kind == "noun"
                    and smallest.parent == clause.index
                    and self._shares(clause, smallest)
                )
            ):
                found.append(date)
        return tuple(found)

    def _shares(self, verb: Clause, noun: Clause) -> bool:
        """Return whether a verb's own time may be said of its noun: "held talks on Monday"."""
        return noun.governor_role == "object" or (noun.governor_role or "").startswith("oblique:")

    # ------------------------------------------------------------- evidence

    def evidence(self, clause: Clause, rule: str) -> Evidence:
        """Return the sentence of a clause as evidence; of a very long one, the stretch about the clause."""
        sentence = self.sentence(clause)
        span = sentence.span
        if sentence.heading is not None and span.end - sentence.heading.span.start <= MAX_QUOTE_CHARS:
            span = sentence.heading.span.cover(span)
        if span.end - span.start > MAX_QUOTE_CHARS:
            middle = clause.span
            if middle.end - middle.start > MAX_QUOTE_CHARS:
                start = max(middle.start, clause.predicate.start - MAX_QUOTE_CHARS // 2)
                middle = Span(start, min(middle.end, start + MAX_QUOTE_CHARS))
            span = middle
        return Evidence(self.id, span, span.of(self.text), rule)
