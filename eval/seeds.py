"""Score the register of the seed reports with the scorer that lies beside them.

In: the folder with `seeds/` and `gold/` in it, or the folder of the reports beside `gold/`. Out: the scorer's
lines and its overall figure. The scorer is run as a program: it belongs to the data, not to us.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

from eval.common import DataError, Line, Options, Result
from regesta import register

_LINE = re.compile(r"^(?P<part>[a-z][a-z ,()]*?)\s+\d+\.\d+ \/ \d+\s+(?P<score>\d\.\d+)$", re.MULTILINE)
_OVERALL = re.compile(r"^seeds overall (?P<score>\d\.\d+)$", re.MULTILINE)


def score(path: Path, options: Options) -> Result:
    """Return what the scorer says of a register made of the seed reports."""
    reports, scorer = _where(path)
    table = _table(reports, scorer)
    overall = _OVERALL.search(table)
    if overall is None:
        raise DataError(f"{scorer} printed no overall figure")
    parts = tuple(
        Line(m["part"], float(m["score"]), len(reports))
        for m in _LINE.finditer(table)
        if not m[0].startswith("seeds ")
    )
    told = tuple(line for line in table.splitlines() if not _LINE.match(line))
    return Result("seeds", "overall", float(overall["score"]), len(reports), parts, (), told)


def _where(path: Path) -> tuple[list[Path], Path]:
    folder = path / "seeds" if (path / "seeds").is_dir() else path
    reports, scorer = sorted(folder.glob("*.txt")), folder.parent / "gold" / "score_seeds.py"
    if not reports or not scorer.is_file():
        raise DataError(
            f"{path}: no reports with gold/score_seeds.py beside them; give the folder that holds both"
        )
    return reports, scorer


def _table(reports: list[Path], scorer: Path) -> str:
    with tempfile.TemporaryDirectory() as folder:
        export = Path(folder, "seeds.jsonl")
        with register.open(Path(folder, "seeds.db")) as opened:
            opened.add(reports)
            with export.open("w", encoding="utf-8", newline="") as out:
                opened.export("jsonl", out)
        words = [sys.executable, str(scorer), str(export), "--verbose"]
        return subprocess.run(words, check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout
