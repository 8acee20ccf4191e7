"""How much faster Regesta reads than its parser's model alone would: two ratios.

    python -m bench ratio [--shared DIR] [--rounds N]

Both sides get the same texts in one process and one run: bare `nlp.pipe` of the model as it is shipped (batch
16), and the whole pipeline from a report to its findings, with the collector of garbage as the command line
sets it. "diplomatic" is the government reports and the seeds; "mixed" is a stream of which nine reports in ten
are not between states. Rounds alternate and the fastest of each side counts, so that a busy machine disturbs
both alike. Memory is read after Regesta's first round, before the bare model is loaded.

Half of the bare time is the model's entity recogniser, which mentions found before parsing make needless; what
remains of the ratios without it is printed too. Decision 0014 says why the last line counts it.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import resource
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from eval.common import Coder, DataError, coder
from eval.ecbplus import read_document
from regesta import memory
from regesta.model.reports import Report
from regesta.pipeline import read_report, trace
from regesta.steps.extract.undecided import Classify

Pipe = Callable[[Sequence[str]], None]
SHARED = Path(__file__).parent.parent.parent / "shared"
N_OTHERS = 9  # reports not between states for each that is


@dataclass(frozen=True, slots=True)
class Stream:
    """Some reports and what reading them took, in seconds, on both sides."""

    name: str
    reports: tuple[Report, ...]
    regesta_s: float = float("inf")
    bare_s: float = float("inf")
    nameless_s: float = float("inf")  # of the bare model without its entity recogniser

    @property
    def ratio(self) -> float:
        """Return how many times as fast Regesta is as the bare model."""
        return self.bare_s / self.regesta_s

    @property
    def nameless_ratio(self) -> float:
        """Return how many times as fast Regesta is as the model without its entity recogniser."""
        return self.nameless_s / self.regesta_s


def main(arguments: list[str]) -> int:
    """Print what each side took, and last the two ratios."""
    parser = argparse.ArgumentParser(
        prog="python -m bench ratio", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("--shared", type=Path, default=SHARED, help="folder with data/ and seeds/")
    parser.add_argument("--rounds", type=int, default=3, help="times each side reads everything")
    given = parser.parse_args(arguments)
    by = coder()
    try:
        streams = (Stream("diplomatic", diplomatic(given.shared)), Stream("mixed", mixed(given.shared, by)))
    except DataError as exc:
        print(f"bench: {exc}", file=sys.stderr)
        return 1
    memory.collect_rarely()
    _read(streams[0].reports[:2], by)  # loads model and packs
    first = [_seconds(lambda s=s: _read(s.reports, by)) for s in streams]  # type: ignore[misc]
    memory_mb = _peak_mb()
    bare, nameless = _bare(by), _bare(by, "ner")
    for pipe in (bare, nameless):
        pipe([streams[0].reports[0].text])
    done = [
        _measured(replace(s, regesta_s=whole_s), bare, nameless, by, given.rounds)
        for s, whole_s in zip(streams, first, strict=True)
    ]
    for stream in done:
        n_sentences, n_parsed, n_asked = _shares(stream.reports, by)
        parsed, classified = n_parsed / max(1, n_sentences), n_asked / max(1, n_sentences)
        bares = f"bare model {stream.bare_s:.2f} s, without its recogniser {stream.nameless_s:.2f} s"
        print(
            f"{stream.name:<12} {len(stream.reports):5d} reports  Regesta {stream.regesta_s:.2f} s, {bares}"
        )
        print(f"  sentences {n_sentences}, to the parser {parsed:.1%}, to the classifier {classified:.1%}")
    print(f"memory at most {memory_mb:.0f} MB")
    print("without the recogniser: " + ", ".join(f"{s.name} {s.nameless_ratio:.2f}" for s in done))
    print(" ".join(f"{s.name} {s.ratio:.2f}" for s in done))
    return 0


def _measured(stream: Stream, bare: Pipe, nameless: Pipe, by: Coder, n_rounds: int) -> Stream:
    """Return a stream with the fastest of some rounds of each side."""
    texts = [r.text for r in stream.reports]
    for _ in range(n_rounds):
        stream = replace(
            stream,
            bare_s=min(stream.bare_s, _seconds(lambda: bare(texts))),
            nameless_s=min(stream.nameless_s, _seconds(lambda: nameless(texts))),
            regesta_s=min(stream.regesta_s, _seconds(lambda s=stream: _read(s.reports, by))),  # type: ignore[misc]
        )
    return stream


# --------------------------------------------------------------------------- texts


def diplomatic(shared: Path) -> tuple[Report, ...]:
    """Return the government reports and the seeds."""
    texts = [
        str(json.loads(line)["text"])
        for file in sorted((shared / "data" / "re3d").rglob("documents.json"))
        for line in file.read_text(encoding="utf-8").splitlines()
    ]
    texts += [file.read_text(encoding="utf-8") for file in sorted((shared / "seeds").glob("*.txt"))]
    if not texts:
        raise DataError(f"{shared}: no data/re3d and no seeds; say where they are with --shared DIR")
    return tuple(_report(t) for t in texts)


def mixed(shared: Path, by: Coder) -> tuple[Report, ...]:
    """Return a stream with nine reports that name no two states after each one that is diplomatic."""
    files = sorted((shared / "data" / "ecbplus").rglob("*_*ecb*.xml"))
    others = [t for t in map(read_document, files) if _n_states(t, by) < 2]
    if not others:
        raise DataError(f"{shared}: no data/ecbplus; say where it is with --shared DIR")
    between = [r for r in diplomatic(shared) if _n_states(r.text, by) >= 2]
    stream: list[Report] = []
    for i in range(len(others) // N_OTHERS):
        stream += [
            between[i % len(between)],
            *(_report(t) for t in others[i * N_OTHERS : (i + 1) * N_OTHERS]),
        ]
    return tuple(stream)


def _n_states(text: str, by: Coder) -> int:
    return len({v.state for hit in by.language.state_table.hits(text) for v in hit.values})


def _report(text: str) -> Report:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Report(digest, "bench", text, digest)


# --------------------------------------------------------------------------- sides


def _read(reports: Sequence[Report], by: Coder) -> None:
    for report in reports:
        read_report(report, by.packs, by.tools)


def _bare(by: Coder, *without: str) -> Pipe:
    """Return what runs texts through the parser's model, some of its parts left out."""
    import spacy

    nlp = spacy.load(by.language.syntax.model or "en_core_web_sm", exclude=list(without))

    def run(texts: Sequence[str]) -> None:
        for _ in nlp.pipe(texts, batch_size=16):
            pass

    return run


class _Counting:
    """A classifier that counts how often it is asked."""

    def __init__(self, classifier: Classify) -> None:
        self._classifier, self.n_asked = classifier, 0

    @property
    def index(self) -> Mapping[str, int]:
        return self._classifier.index

    def probabilities(self, features: Sequence[str]) -> dict[str, float]:
        self.n_asked += 1
        return self._classifier.probabilities(features)


def _shares(reports: Sequence[Report], by: Coder) -> tuple[int, int, int]:
    """Return how many sentences there are, how many the parser saw, and how often the classifier was asked."""
    counting = {code: _Counting(c) for code, c in by.tools.classifiers.items()}
    tools = replace(by.tools, classifiers=counting)
    n_sentences = n_parsed = 0
    for report in reports:
        resolved = trace(report, by.packs, tools).resolved
        if resolved is not None:
            n_sentences += len(resolved.annotated.sentences)
            n_parsed += sum(bool(s.tokens) for s in resolved.annotated.sentences)
    return n_sentences, n_parsed, sum(c.n_asked for c in counting.values())


def _seconds(work: Callable[[], None]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _peak_mb() -> float:
    per_mb = 1024 if sys.platform != "darwin" else 1024 * 1024  # macOS counts bytes
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / per_mb
