"""Score mentions: government reports in, spans of persons, organisations, places and nationalities out.

In: a folder with one folder a publisher, each with `documents.json` and `entities.json` (JSON lines). Out: F1
over exact spans and types of the coder's namings.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from eval import stats
from eval.common import Coder, DataError, Line, Options, Result, clean_lines, coder, read_jsonl
from regesta.model.spans import Span
from regesta.steps.annotate import find_mentions
from regesta.steps.annotate.namings import find_namings

_TYPE_OF = {
    "person": "Person",
    "organisation": "Organisation",
    "place": "Location",
    "nationality": "Nationality",
}
TYPES = tuple(_TYPE_OF.values())
Entities = frozenset[tuple[int, int, str]]


def score(path: Path, options: Options) -> Result:
    """Return exact-span F1 of the four types."""
    documents = stats.sampled(list(read_documents(path).items()), options.n)
    by = coder()
    found = [(gold, entities(text, by), text) for text, gold in (d for _, d in documents)]
    counts = {t: sum((_counts(g, f, t) for g, f, _ in found), stats.Counts()) for t in TYPES}
    total = sum(counts.values(), stats.Counts())
    classes = tuple(
        Line(t, c.f1, c.gold, (("precision", c.precision), ("recall", c.recall))) for t, c in counts.items()
    )
    loose = _overlap(found)
    low, high = stats.interval([(g, f) for g, f, _ in found], _f1)
    extra = (
        Line("all types", total.f1, total.gold, (("precision", total.precision), ("recall", total.recall))),
        Line("overlapping spans", loose, total.gold),
        Line("95 % interval", low, len(found), (("to", high),)),
    )
    return Result("re3d", "F1", total.f1, total.gold, classes, extra, tuple(_misses(found)))


def read_documents(path: Path) -> Mapping[str, tuple[str, Entities]]:
    """Return text and entities of each document under a folder, by its id.

    Raises:
        DataError: there is no `documents.json` under the folder.
    """
    texts: dict[str, str] = {}
    entities_of: dict[str, set[tuple[int, int, str]]] = {}
    for file in sorted(path.rglob("documents.json")):
        for row in read_jsonl(file):
            texts[str(row["_id"])] = str(row["text"])
        for row in read_jsonl(file.with_name("entities.json")):
            if row["type"] in TYPES:
                key = (int(row["begin"]), int(row["end"]), str(row["type"]))
                entities_of.setdefault(str(row["documentId"]), set()).add(key)
    if not texts:
        raise DataError(f"{path}: no documents.json in it or below; give the folder of the publishers")
    return {i: (text, frozenset(entities_of.get(i, ()))) for i, text in texts.items()}


def entities(text: str, by: Coder) -> Entities:
    """Return the typed spans that the coder names."""
    report = find_mentions(clean_lines(text), by.annotator)
    return frozenset((n.span.start, n.span.end, _TYPE_OF[n.kind]) for n in find_namings(report, by.annotator))


def _counts(gold: Entities, found: Entities, kind: str) -> stats.Counts:
    ours, theirs = {e for e in found if e[2] == kind}, {e for e in gold if e[2] == kind}
    return stats.Counts(len(ours & theirs), len(ours), len(theirs))


def _f1(rows: Iterable[tuple[Entities, Entities]]) -> float:
    return sum((stats.Counts(len(g & f), len(f), len(g)) for g, f in rows), stats.Counts()).f1


def _overlap(found: Iterable[tuple[Entities, Entities, str]]) -> float:
    total = stats.Counts()
    for gold, ours, _ in found:
        touched = sum(any(k == t and a < e and s < b for s, e, t in gold) for a, b, k in ours)
        total += stats.Counts(min(touched, len(gold)), len(ours), len(gold))
    return total.f1


def _misses(found: Iterable[tuple[Entities, Entities, str]]) -> Iterable[str]:
    """Yield what was missed and what was claimed for nothing, commonest words first."""
    missed: Counter[tuple[str, str, str]] = Counter()
    for gold, ours, text in found:
        for s, e, t in gold - ours:
            near = next((f"{k} {text[a:b]!r}" for a, b, k in sorted(ours) if a < e and s < b), "nothing")
            missed[f"missed {t}", Span(s, max(e, s + 1)).of(text), near] += 1
        for a, b, k in ours - gold:
            if not any(a < e and s < b for s, e, _ in gold):
                missed[f"false {k}", text[a:b], "nothing there"] += 1
    for (kind, words, near), n in missed.most_common():
        yield f"{n} × {kind}: {words!r} (ours: {near})"
