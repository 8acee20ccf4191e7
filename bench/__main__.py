"""Measure speed and memory.

python -m bench [PATH…]          start-up, reading and memory through the command line
python -m bench ratio            against the bare parser, on the texts beside the repository
python -m bench growth           n against ten times n reports, merging included
python -m bench serve            pages under fifty readers, while a writer adds reports
python -m bench pages            each page once, cold and warm
"""

from __future__ import annotations

import sys

from bench import growth, pages, ratio, serve, startup


def main(arguments: list[str]) -> int:
    """Run the measurement that the first word names."""
    if arguments[:1] in (["-h"], ["--help"]):
        print(__doc__)
        return 0
    if arguments[:1] == ["ratio"]:
        return ratio.main(arguments[1:])
    if arguments[:1] == ["serve"]:
        return serve.main(arguments[1:])
    if arguments[:1] == ["pages"]:
        return pages.main(arguments[1:])
    if arguments[:1] == ["growth"]:
        return growth.main(arguments[1:])
    return startup.main(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
