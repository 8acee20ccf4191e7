"""Rows of a view as people work with them: a sequence, a frame, a table in a notebook."""

from __future__ import annotations

import html
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, overload

if TYPE_CHECKING:
    import pandas
    import polars


class Table(Sequence[Mapping[str, Any]]):
    """Rows of a view, in the record format: a sequence that becomes a pandas or Polars frame.

    Rows are dictionaries and may be of different kinds; a column is there if any row has it.
    """

    __slots__ = ("_rows",)

    def __init__(self, rows: Iterable[Mapping[str, Any]]) -> None:
        self._rows = tuple(rows)

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the names of all columns, in order of first appearance."""
        return tuple(dict.fromkeys(key for row in self._rows for key in row))

    @overload
    def __getitem__(self, index: int) -> Mapping[str, Any]: ...
    @overload
    def __getitem__(self, index: slice) -> Table: ...
    def __getitem__(self, index: int | slice) -> Mapping[str, Any] | Table:
        return Table(self._rows[index]) if isinstance(index, slice) else self._rows[index]

    def __len__(self) -> int:
        return len(self._rows)

    def __eq__(self, other: object) -> bool:
        return self._rows == other._rows if isinstance(other, Table) else NotImplemented

    def __hash__(self) -> int:
        return hash(repr(self._rows))

    def __repr__(self) -> str:
        return f"<Table of {len(self)} rows: {', '.join(self.columns)}>"

    def _repr_html_(self) -> str:
        columns = self.columns
        head = "".join(f"<th>{html.escape(c)}</th>" for c in columns)
        body = "".join(
            "<tr>" + "".join(f"<td>{html.escape(_cell(row.get(c)))}</td>" for c in columns) + "</tr>"
            for row in self
        )
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"

    def to_pandas(self) -> pandas.DataFrame:
        """Return a pandas frame; nested values stay Python objects. Needs the `analytics` extra."""
        import pandas

        return pandas.DataFrame([dict(row) for row in self._rows], columns=list(self.columns))

    def to_polars(self) -> polars.DataFrame:
        """Return a Polars frame; nested values become structs and lists. Needs the `analytics` extra."""
        import polars

        rows = [{column: row.get(column) for column in self.columns} for row in self._rows]
        return polars.DataFrame(rows, infer_schema_length=None)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, (dict, list, tuple)) else str(value)
