"""SQLite's full-text index over our own terms: it is given words already cut, and only splits at spaces.

A table of term and report would do on any database, and was tried: each report then touches a page of the
tree for every word it holds, and adding took eight times as long.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import Connection, text

from regesta.store.search import QueryWord


class Fts5:
    """The index of a SQLite register: the contract is `regesta.store.search.Index`."""

    def put(self, conn: Connection, report: int, words: Iterable[str]) -> None:
        """Index a report by its terms."""
        conn.execute(
            text("INSERT INTO search_terms (rowid, words) VALUES (:report, :words)"),
            {"report": report, "words": " ".join(words)},
        )

    def drop(self, conn: Connection, report: int) -> None:
        """Take a report out of the index; its terms stay in the file until `purge`."""
        conn.execute(text("DELETE FROM search_terms WHERE rowid = :report"), {"report": report})

    def purge(self, conn: Connection) -> None:
        """Write the index anew, without what was dropped."""
        conn.execute(text("INSERT INTO search_terms (search_terms) VALUES ('optimize')"))

    def match(self, conn: Connection, words: Sequence[QueryWord]) -> Iterator[tuple[int, float]]:
        """Yield the reports that hold all words with their score, in no order."""
        # Terms hold letters, digits and accents only, so nothing in them needs escaping.
        wanted = " AND ".join(f"({' OR '.join(_forms(word))})" for word in words)
        rows = conn.execute(
            text("SELECT rowid, bm25(search_terms) FROM search_terms WHERE search_terms MATCH :wanted"),
            {"wanted": wanted},
        )
        yield from ((int(row[0]), -float(row[1])) for row in rows)


def _forms(word: QueryWord) -> list[str]:
    forms = [f'"{form}"' for form in sorted(word.forms)]
    return forms if word.prefix is None else [*forms, f'"{word.prefix}"*']
