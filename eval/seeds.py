"""Score the register of the seed reports and hold it against its floor.

In: the folder beside the repository that holds seeds/ and gold/ (public inputs, never copied here).
Out: the scorer's own table on standard output; exit 1 if the overall figure is under the floor.

The register is built through the command line, in a folder of its own, so that what is scored is
what a user gets. The scorer is run as a program: it belongs to the data, not to us.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
FLOORS = HERE / "floors.json"
_OVERALL = re.compile(r"^seeds overall (?P<score>\d\.\d+)$", re.MULTILINE)


def main(arguments: list[str] | None = None) -> int:
    """Build, export, score and compare.

    Args:
        arguments: Words of the command line; None takes those of the process.

    Returns:
        The exit code: 0 at or above the floor, or where the data is absent outside CI; else 1.
    """
    parser = argparse.ArgumentParser(prog="python -m eval.seeds", description=__doc__)
    parser.add_argument(
        "--shared", type=Path, default=HERE.parent.parent / "shared", help="folder with seeds/ and gold/"
    )
    parser.add_argument("--verbose", action="store_true", help="list what was missed")
    options = parser.parse_args(arguments)

    seeds = sorted((options.shared / "seeds").glob("*.txt"))
    scorer = options.shared / "gold" / "score_seeds.py"
    if not seeds or not scorer.is_file():
        print(
            f"eval: no seed reports under {options.shared}; say where they are with --shared DIR",
            file=sys.stderr,
        )
        # A gate that finds nothing to measure must not pass where it is relied on.
        return 1 if os.environ.get("CI") else 0

    floor = float(json.loads(FLOORS.read_text(encoding="utf-8"))["seeds overall"])
    table = score(seeds, scorer, verbose=options.verbose)
    print(table, end="")
    found = _OVERALL.search(table)
    if found is None:
        print(f"eval: {scorer} printed no overall figure", file=sys.stderr)
        return 1
    overall = float(found["score"])
    print(f"floor         {floor:.3f}")
    return 0 if overall >= floor else 1


def score(seeds: list[Path], scorer: Path, *, verbose: bool) -> str:
    """Return what the scorer says of a register made of these reports.

    Args:
        seeds: Report files, added in one run.
        scorer: Program that reads an export in JSON lines and prints its table.
        verbose: Ask the scorer for what was missed.

    Returns:
        The scorer's standard output.

    Raises:
        subprocess.CalledProcessError: `regesta` or the scorer failed; their words are on standard error.
    """
    regesta = str(Path(sys.executable).with_name("regesta"))
    with tempfile.TemporaryDirectory() as folder:
        register, export = Path(folder, "seeds.db"), Path(folder, "seeds.jsonl")
        subprocess.run(
            [regesta, "add", *map(str, seeds), "--into", str(register)], check=True, stdout=sys.stderr
        )
        with export.open("wb") as out:
            subprocess.run(
                [regesta, "export", "--from", str(register), "--format", "jsonl"], check=True, stdout=out
            )
        words = [sys.executable, str(scorer), str(export), *(["--verbose"] if verbose else [])]
        return subprocess.run(words, check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout


if __name__ == "__main__":
    sys.exit(main())
