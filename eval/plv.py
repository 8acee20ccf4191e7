"""Score PLOVER types: a sentence and the spans of its source and target in, one of 15 types out.

In: a TSV with the columns of the PLV files (`marked_sentence`, `gold_root`). Out: macro-F1 over the types
with both spans given, its 95 % interval, the figure without the label map, and that of the sentence alone.

The coder is given the two spans as mentions: two made-up states that no pack knows, so that its rules find
two parties where the data has a government and a court. YIELD stands for CONCEDE and RETREAT, as in the
data. Where the data's own coding rule differs from the codebook, a map from our codes to its labels says so
(`plv_labels.json`; `--plv-labels none` leaves it out).
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from eval import stats
from eval.common import (
    Coder,
    DataError,
    Line,
    Options,
    Result,
    claused,
    coder,
    read_text,
    report,
    resolved,
    unparsed,
)
from eval.told import Told, told
from regesta.model.actors import Actor, Mention
from regesta.model.clauses import Argument
from regesta.model.findings import Event
from regesta.model.reports import AnnotatedReport, Sentence
from regesta.model.spans import Span
from regesta.pipeline import read_report
from regesta.steps.annotate.parse import parser_words, with_tokens
from regesta.steps.extract.events import find_events
from regesta.steps.extract.fill import ClausedReport

LABELS = Path(__file__).with_name("plv_labels.json")
SOURCE, TARGET = "XXS", "XXT"
_TAG = re.compile(r"</?[st]>")
_LEAD = re.compile(
    r"(?:(?:on|of|by|for|to|in|from|with|against|at|into|over|toward|towards|between|among)\s+)+",
    re.IGNORECASE,
)
_YIELD = {"CONCEDE", "RETREAT"}


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence, the spans of its source and target where it names them, and its gold type."""

    text: str
    source: Span | None
    target: Span | None
    gold: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The type taken for a row: of an event that joins the two spans, else of the nearest clause."""

    type: str | None
    foresees: str | None = None
    modes: tuple[str, ...] = ()
    rule: str = "none"
    joins: bool = False


def score(path: Path, options: Options) -> Result:
    """Return how well types are told, both spans given."""
    rows = stats.sampled(read_rows(path), options.n)
    by = coder()
    answers = with_spans(rows, by)
    labels = _labels(options.labels)
    mapped = [(row.gold, label(a, labels)) for row, a in zip(rows, answers, strict=True)]
    plain = [(row.gold, label(a, {})) for row, a in zip(rows, answers, strict=True)]
    alone = [(row.gold, label(of_event(sentence_alone(row, by)), labels)) for row in rows]
    low, high = stats.interval(mapped, stats.macro_f1)
    silent = sum(a.type is None for a in answers)
    loose = [
        (row.gold, label(a, labels)) if a.joins else (row.gold, None)
        for row, a in zip(rows, answers, strict=True)
    ]
    classes = tuple(
        Line(name, c.f1, c.gold, (("precision", c.precision), ("recall", c.recall)))
        for name, c in stats.by_class(mapped).items()
    )
    extra = (
        Line("frames only, codebook's types", stats.macro_f1(plain), len(rows)),
        Line("events that join both spans", stats.macro_f1(loose), len(rows)),
        Line("sentence alone", stats.macro_f1(alone), len(rows)),
        Line("accuracy", stats.share([g == a for g, a in mapped]), len(rows)),
        Line("silent", silent / len(rows), len(rows)),
        Line("95 % interval", low, len(rows), (("to", high),)),
    )
    misses = tuple(
        f"{row.gold} <- {answer or 'none'} [{a.rule}{'' if a.joins else ' loose'}] {_marked(row)}"
        for row, a, (_, answer) in zip(rows, answers, mapped, strict=True)
        if row.gold != answer
    )
    return Result(
        "plv", "macro-F1", stats.macro_f1(mapped), len(rows), (*classes, *confusion(mapped)), extra, misses
    )


def confusion(pairs: Sequence[tuple[str, str | None]]) -> tuple[Line, ...]:
    """Return the commonest mistakes: gold and answer, as a share of the gold class."""
    gold = Counter(g for g, _ in pairs)
    wrong = Counter((g, a or "none") for g, a in pairs if g != a)
    return tuple(
        Line(f"{g} taken for {a}", n / gold[g], gold[g])
        for (g, a), n in sorted(wrong.items(), key=lambda kv: (-kv[1], kv[0]))[:40]
    )


# --------------------------------------------------------------------------- rows


def read_rows(path: Path) -> list[Row]:
    """Return the rows of a PLV file.

    Raises:
        DataError: the file is absent or lacks a column.
    """
    rows = list(csv.DictReader(io.StringIO(read_text(path)), delimiter="\t"))
    if not rows or not {"marked_sentence", "gold_root"} <= set(rows[0]):
        raise DataError(f"{path}: no columns marked_sentence and gold_root; give a file like PLV_train.tsv")
    return [_row(r["marked_sentence"], r["gold_root"]) for r in rows]


def _row(marked: str, gold: str) -> Row:
    """Return the sentence without its tags, and where they first stood. A side that is not named has none."""
    at: dict[str, int] = {}
    text, last = "", 0
    for tag in _TAG.finditer(marked):
        text += marked[last : tag.start()]
        at.setdefault(tag.group(), len(text))
        last = tag.end()
    text += marked[last:]
    sides = [
        Span(at[a], at[b]) if a in at and at.get(b, -1) > at[a] else None
        for a, b in (("<s>", "</s>"), ("<t>", "</t>"))
    ]
    return Row(text, sides[0], sides[1], gold)


def _marked(row: Row) -> str:
    text = row.text
    cuts = [(s.start, 1, f"<{t}>") for s, t in ((row.source, "s"), (row.target, "t")) if s]
    cuts += [(s.end, 0, f"</{t}>") for s, t in ((row.source, "s"), (row.target, "t")) if s]
    for at, _, tag in sorted(cuts, reverse=True):
        text = text[:at] + tag + text[at:]
    return text


# --------------------------------------------------------------------------- the coder, spans given


def with_spans(rows: Sequence[Row], by: Coder) -> list[Answer]:
    """Return the event that the coder takes from each row when it knows where source and target stand."""
    forced = [force(row, by) for row in rows]
    parsed = _parse(forced, by)
    return [_best(annotated, by) for annotated in parsed]


def force(row: Row, by: Coder) -> AnnotatedReport:
    """Return the sentence as one sentence whose mentions at the two spans are two made-up states."""
    annotated = unparsed(row.text, by)
    source, target = (_trim(row.text, s) if s else None for s in (row.source, row.target))
    if (
        source and target and source.meets(target)
    ):  # one inside the other: the inner one is cut out of the outer
        source, target = _apart(source, target)
    given = [_mention(s, state, annotated.mentions) for s, state in ((source, SOURCE), (target, TARGET)) if s]
    others = [m for m in annotated.mentions if not any(m.span.meets(g.span) for g in given)]
    mentions = tuple(sorted([*others, *given], key=lambda m: m.span))
    whole = Span(0, len(row.text))
    quoted = tuple(q for s in annotated.sentences for q in s.quoted)
    return replace(annotated, sentences=(Sentence(whole, 0, (), quoted=quoted),), mentions=mentions)


def _trim(text: str, span: Span) -> Span:
    """Return a span without the preposition it starts with and the genitive mark or stop it ends in."""
    words = span.of(text)
    lead = _LEAD.match(words)
    start = span.start + (lead.end() if lead and lead.end() < len(words) else 0)
    kept = re.sub(r"(?:['’]s?|[\s,.;:])+$", "", text[start : span.end])
    left = len(kept) - len(kept.lstrip())
    return Span(start + left, start + len(kept)) if kept.strip() else span


def _apart(source: Span, target: Span) -> tuple[Span, Span]:
    if source == target:
        middle = (source.start + source.end) // 2
        return Span(source.start, max(middle, source.start + 1)), Span(
            max(middle, source.start + 1), max(source.end, middle + 2)
        )
    inner, outer = (source, target) if target.holds(source) else (target, source)
    before, after = inner.start - outer.start, outer.end - inner.end
    rest = (
        Span(outer.start, inner.start)
        if before >= after and before > 0
        else Span(inner.end, max(outer.end, inner.end + 1))
    )
    return (inner, rest) if inner is source else (rest, inner)


def _mention(span: Span, state: str, known: Iterable[Mention]) -> Mention:
    """Return the mention at a span: of a person where the coder sees one there, else of a state."""
    inside = [m for m in known if span.holds(m.span) and m.span.end == span.end]
    person = next((m for m in inside if m.kind == "person"), None)
    if person is not None:
        return replace(
            person, span=span, states=(state,), organisation=None, counterpart=False, spokesman=False
        )
    return Mention(span, "state", span, states=(state,), form="name")


def _parse(reports: Sequence[AnnotatedReport], by: Coder) -> list[AnnotatedReport]:
    annotator = by.annotator
    if annotator.parse is None or annotator.tokenize is None:
        raise DataError(f"language {by.language.code} has no parser to give spans to")
    tokenize = annotator.tokenize
    words = [
        parser_words(r.text, r.sentences[0].span, list(enumerate(r.mentions)), tokenize) for r in reports
    ]
    return [
        replace(r, sentences=(with_tokens(r.sentences[0], w, parsed),))
        for r, w, parsed in zip(reports, words, annotator.parse(words), strict=True)
    ]


def _best(annotated: AnnotatedReport, by: Coder) -> Answer:
    """Return the event between source and target; failing that, what the nearest clause tells."""
    report_ = claused(resolved(annotated, by), by)
    events = [d.finding for d in find_events(report_) if isinstance(d.finding, Event)]
    event = max(events, key=_fit, default=None)
    if event is not None and _fit(event) > 0:
        return of_event(event, joins=True)
    clauses = told(report_)
    if not clauses:
        return Answer(None)
    ranks = {id(t): _nearness(t, report_) for t in clauses}
    near = max(clauses, key=lambda t: ranks[id(t)])
    mode = (near.frame.mode,) if near.frame.mode else ()
    return Answer(near.type, near.foresees, mode, f"{by.language.code}/frames#{near.frame.id}")


def of_event(event: Event | None, *, joins: bool = False) -> Answer:
    """Return an event as an answer."""
    if event is None:
        return Answer(None)
    foresees = event.foresees.type if event.foresees else None
    return Answer(event.type, foresees, event.modes, event.evidence[0].rule, joins)


def _nearness(act: Told, report_: ClausedReport) -> int:
    """Return how near a clause comes to joining the two: its doer counts most, then whom it is done to."""
    clause = act.clause

    def there(arguments: Iterable[Argument], *, deep: bool) -> set[str]:
        ids = [i for a in arguments for i in (*a.mentions, *a.owners, *(a.inner if deep else ()))]
        return {a.state for i in ids for a in report_.report.actors[i] if a.state}

    doers = [*clause.args("subject", "possessor", "agent", "oblique:by")]
    others = [a for a in clause.arguments if a not in doers]
    inside = {
        m.states[0] for m in report_.report.annotated.mentions if m.states and clause.span.holds(m.span)
    }
    rank = (
        6
        if SOURCE in there(doers, deep=False)
        else 4
        if SOURCE in there(doers, deep=True)
        else int(SOURCE in inside)
    )
    rank += 4 if TARGET in there(others, deep=True) else 3 if TARGET in inside else 0
    return rank - 3 * (not act.firm)


def _fit(event: Event) -> int:
    """Return how an event joins the two: 3 directed, 2 as equals, 1 the other way round, 0 not at all."""
    does, undergoes = _states(event.actors), _states(event.recipients)
    if SOURCE in does:
        return 3 if TARGET in undergoes else 2 if TARGET in does else 0
    return int(TARGET in does and SOURCE in undergoes)


def _states(actors: Iterable[Actor]) -> set[str]:
    return {a.state for a in actors if a.state}


def sentence_alone(row: Row, by: Coder) -> Event | None:
    """Return the event that the whole coder takes from the sentence; of several that between the spans."""
    reading = read_report(report(row.text), by.packs, by.tools)
    events = [f for f in reading.findings if isinstance(f, Event)]

    def near(event: Event) -> int:
        source, target = row.source, row.target
        does = any(source and s.meets(source) for a in event.actors for s in a.spans)
        undergoes = any(
            target and s.meets(target) for a in (*event.recipients, *event.actors) for s in a.spans
        )
        return does + undergoes

    return max(events, key=near, default=None)


# --------------------------------------------------------------------------- labels


def label(answer: Answer, labels: Mapping[str, str]) -> str | None:
    """Return the data's label for an answer: by its frame, what it foresees, its mode, its type."""
    if answer.type is None:
        return None
    keys = [
        answer.rule,
        f"{answer.type}>{answer.foresees}",
        *(f"{answer.type}/{m}" for m in answer.modes),
        answer.type,
    ]
    found = next((labels[k] for k in keys if k in labels), answer.type)
    return "YIELD" if found in _YIELD else found


def _labels(path: Path | None) -> Mapping[str, str]:
    """Return the label map; an empty one for a path named "none"."""
    if path is not None and path.name == "none":
        return {}
    data = json.loads(read_text(path or LABELS))
    return {str(k): str(v) for k, v in data["labels"].items()}
