"""Score the grouping of reports by the event they share.

In: a folder of topics with ECB+ files (`T_Necb.xml`, `T_Necbplus.xml`). Out: B³ F1 of grouping the reports,
gold groups being topic and kind of file; pair F1 beside it. Two reports are of one group where the register
holds that they witness one event.
"""

from __future__ import annotations

import io
import json
import re
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path

from eval import stats
from eval.common import DataError, Line, Options, Result
from regesta import register

_NAME = re.compile(r"(?P<topic>\d+)_\d+(?P<kind>ecb|ecbplus)$")
_BEFORE = re.compile(r" ([.,;:!?)\]}]|'s\b|n't\b|'(?:re|ve|ll|d|m)\b)")
_AFTER = re.compile(r"([(\[{$]) ")


def score(path: Path, options: Options) -> Result:
    """Return B³ F1 of the register's grouping of the reports."""
    files = stats.sampled(_files(path), options.n)
    gold = {f.stem: _group(f) for f in files}
    found = _grouped(files)
    precision, recall, f1 = stats.b_cubed(gold, found)
    alone = {item: item for item in gold}
    pairs = stats.pair_counts(gold, found)
    classes = (
        Line("B³ precision", precision, len(gold)),
        Line("B³ recall", recall, len(gold)),
        Line("pairs", pairs.f1, pairs.gold, (("precision", pairs.precision), ("recall", pairs.recall))),
    )
    extra = (Line("every report alone", stats.b_cubed(gold, alone)[2], len(gold)),)
    return Result("ecbplus", "B3", f1, len(gold), classes, extra, ())


def read_document(path: Path) -> str:
    """Return the text of an ECB+ file, one sentence a line, spaces before stops taken out."""
    sentences: dict[int, list[str]] = {}
    for token in ET.parse(path).getroot().iter("token"):
        sentences.setdefault(int(token.attrib["sentence"]), []).append(token.text or "")
    lines = (" ".join(words) for _, words in sorted(sentences.items()))
    return "\n".join(
        _AFTER.sub(r"\1", _BEFORE.sub(r"\1", line)).replace("`` ", '"').replace(" ''", '"') for line in lines
    )


def _files(path: Path) -> list[Path]:
    files = sorted((f for f in path.rglob("*.xml") if _NAME.fullmatch(f.stem)), key=lambda f: f.stem)
    if not files:
        raise DataError(f"{path}: no files like 1_1ecb.xml below it")
    return files


def _group(file: Path) -> str:
    match = _NAME.fullmatch(file.stem)
    return f"{match['topic']} {match['kind']}" if match else file.stem


def _grouped(files: list[Path]) -> dict[str, str]:
    """Return the group of each report: reports joined by shared events, named by their first."""
    with tempfile.TemporaryDirectory() as folder:
        for file in files:
            Path(folder, f"{file.stem}.txt").write_text(read_document(file), encoding="utf-8")
        out = io.StringIO()
        with register.open(Path(folder, "reports.db")) as opened:
            opened.add(sorted(Path(folder).glob("*.txt")), language="en")
            opened.export("jsonl", out)
    group = {file.stem: file.stem for file in files}

    def root(item: str) -> str:
        while group[item] != item:
            item = group[item]
        return item

    for line in out.getvalue().splitlines():
        row = json.loads(line)
        if row["record"] == "event":
            witnesses = sorted({Path(e["report"]).stem for e in row.get("evidence", ())} & group.keys())
            for other in witnesses[1:]:
                group[root(other)] = root(witnesses[0])
    return {item: root(item) for item in group}
