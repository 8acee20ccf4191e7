"""Regesta reads news reports about dealings between states and keeps a register of them.

    import regesta

    with regesta.open("border.db") as register:
        register.add(["reports/"])
        register.timeline("IRN", "BLR").to_pandas()

Everything is loaded on first use: importing the package loads no parser and no database.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regesta import settings

if TYPE_CHECKING:
    from regesta.register import Added, Coder, Register, open
    from regesta.table import Table

__version__ = settings.VERSION
__all__ = ["Added", "Coder", "Register", "Table", "__version__", "open"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        from regesta import register, table

        return getattr(table if name == "Table" else register, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
