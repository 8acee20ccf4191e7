"""Score PLOVER types: a sentence and the spans of its source and target in, one of 15 types out.

In: a TSV with the columns of the PLV files (`marked_sentence`, `gold_root`). Out: macro-F1 over the types
with both spans given, its 95 % interval, the figure without the label map, and that of the sentence alone.

The coder is given the two spans as mentions (`eval/given.py`); the frames answer, and the classifier where they are
silent or it is surer of something else. YIELD stands for CONCEDE and RETREAT, as in the
data. Where the data's own coding rule differs from the codebook, a map from our codes to its labels says so
(`plv_labels.json`; `--plv-labels none` leaves it out).
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval import stats
from eval.common import Coder, DataError, Line, Options, Result, coder, read_text, report
from eval.given import Given, read_given
from regesta.engines.models import load_classifier
from regesta.model.findings import Event
from regesta.model.spans import Span
from regesta.pipeline import read_report
from regesta.steps.extract.classify import NONE, Classifier, type_of

LABELS = Path(__file__).with_name("plv_labels.json")
_TAG = re.compile(r"</?[st]>")
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
    labels = _labels(options.labels)
    given = read_given([(r.text, r.source, r.target) for r in rows], by)
    frames = [by_frames(g) for g in given]
    classifier = None if options.frames_only else load_classifier("en")
    answers = (
        frames
        if classifier is None
        else [by_examples(g, a, classifier, labels) for g, a in zip(given, frames, strict=True)]
    )
    alone_by_frames = [(row.gold, label(a, labels)) for row, a in zip(rows, frames, strict=True)]
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
        Line("frames alone", stats.macro_f1(alone_by_frames), len(rows)),
        Line("without the label map", stats.macro_f1(plain), len(rows)),
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


def by_frames(row: Given) -> Answer:
    """Return the event between source and target; failing that, what the nearest clause tells."""
    if row.event is not None:
        return of_event(row.event, joins=True)
    if row.near is None:
        return Answer(None)
    mode = (row.near.frame.mode,) if row.near.frame.mode else ()
    return Answer(row.near.type, row.near.foresees, mode, f"en/frames#{row.near.frame.id}")


def by_examples(row: Given, frames: Answer, classifier: Classifier, labels: Mapping[str, str]) -> Answer:
    """Return what frames and examples together say: the frames' answer where the classifier agrees, else its own.

    The chances of acts that the map gives one label are added up before the best is taken.
    """
    chances: dict[str, float] = {}
    named: dict[str, Answer] = {}
    for act, chance in classifier.probabilities(row.features).items():
        if act == NONE:
            continue
        answer = Answer(type_of(act), None, (), act, frames.joins)
        told = label(answer, labels) or ""
        chances[told] = chances.get(told, 0.0) + chance
        named.setdefault(told, answer)
    best = max(chances, key=lambda t: chances[t])
    return frames if best == label(frames, labels) else named[best]


def of_event(event: Event | None, *, joins: bool = False) -> Answer:
    """Return an event as an answer."""
    if event is None:
        return Answer(None)
    foresees = event.foresees.type if event.foresees else None
    return Answer(event.type, foresees, event.modes, event.evidence[0].rule, joins)


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
