"""Run one scorer, or the gate over all of them.

    python -m eval NAME PATH [--verbose] [--json] [--sample N] [--plv-labels FILE] [--frames-only]
    python -m eval --gate [--shared DIR]

Names: plv, gsr, polnear, actors, dates, datespecs, meetings, re3d, seeds, ecbplus.
"""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from pathlib import Path

from eval.common import DataError, Options, Result

NAMES = ("plv", "gsr", "polnear", "actors", "dates", "datespecs", "meetings", "re3d", "seeds", "ecbplus")


def run(name: str, path: Path, options: Options) -> Result:
    """Return the result of a scorer on the data at a path."""
    result: Result = import_module(f"eval.{name}").score(path, options)
    return result


def main(arguments: list[str]) -> int:
    """Print a scorer's lines; return the exit code: 2 for wrong usage, 1 where the data is not there."""
    if "--gate" in arguments:
        from eval.gate import main as gate

        return gate([a for a in arguments if a != "--gate"])
    parser = argparse.ArgumentParser(
        prog="python -m eval", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("name", choices=NAMES)
    parser.add_argument("path", type=Path, help="the file or folder of the data set")
    parser.add_argument("--verbose", action="store_true", help="list what was missed")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of lines")
    parser.add_argument("--sample", type=int, metavar="N", help="score N rows drawn with a fixed seed")
    parser.add_argument(
        "--plv-labels",
        type=Path,
        metavar="FILE",
        help="label map for plv in place of ours; 'none' for no map",
    )
    parser.add_argument("--frames-only", action="store_true", help="leave the classifier out")
    given = parser.parse_args(arguments)
    try:
        result = run(given.name, given.path, Options(given.sample, given.plv_labels, given.frames_only))
    except DataError as exc:
        print(f"eval: {exc}", file=sys.stderr)
        return 1
    print(result.json() if given.json else result.text(verbose=given.verbose))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
