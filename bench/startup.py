"""Measure start-up, reading and memory through the command line, as a user meets them.

Nothing is asserted; floors for speed would measure the machine.
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


def main(arguments: list[str]) -> int:
    """Print the measurements on the reports under some paths, the examples by default."""
    roots = [Path(word) for word in arguments] or [EXAMPLES]
    files = sorted(p for root in roots for p in (root.rglob("*.txt") if root.is_dir() else [root]))
    if not files:
        print(f"bench: no reports under {', '.join(map(str, roots))}", file=sys.stderr)
        return 1

    help_s = min(_run(REGESTA, "--help")[0] for _ in range(5))
    with tempfile.TemporaryDirectory() as folder:
        register = str(Path(folder, "bench.db"))
        first_s, _ = _run(REGESTA, "add", str(files[0]), "--into", register)
        rest_s, memory_mb = _run(REGESTA, "add", *map(str, files), "--into", register)
        again_s, _ = _run(REGESTA, "add", *map(str, files), "--into", register)
    reading_s = max(rest_s - again_s, 1e-3)  # what starting and recognising known reports costs is taken off

    print(f"regesta --help            {help_s:8.2f} s (best of five)")
    print(f"first report, cold start  {first_s:8.2f} s")
    print(f"{len(files) - 1:3d} reports more          {rest_s:8.2f} s")
    print(f"all of them again         {again_s:8.2f} s")
    print(f"reading                   {(len(files) - 1) / reading_s:8.1f} reports a second")
    print(f"memory at most            {memory_mb:8.0f} MB")
    return 0


def _run(*words: str) -> tuple[float, float]:
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
