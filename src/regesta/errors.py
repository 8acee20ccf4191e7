"""Every error Regesta raises, one tree.

    RegestaError
    ├── PackError            a pack file is wrong as written
    ├── ReportError          a report cannot be read; the others go on
    │   ├── UnreadableReport     no permission, no such file, broken container
    │   ├── ReportTooLong        over a million characters
    │   └── NotText              a binary, or no text inside
    ├── ModelError           a trained model in the package cannot be used
    ├── StoreError           the register cannot be used as it is
    │   ├── NotARegister         the file is something else
    │   ├── NewerRegister        written by a later version
    │   ├── RegisterLocked       another writer holds it
    │   └── RegisterFull         the disk or the size limit is reached
    ├── UsersError           the file of accounts cannot be used, or holds no such account
    ├── UnknownRecord        no record, report or decision has that id
    ├── AmbiguousRecord      an abbreviated id fits several
    ├── UnknownState         a word that names no state we know
    └── BadValue             an option or argument out of range

Each says where, what and what to do. Constructor arguments equal `args`, so that errors survive
pickling between processes. Classes know nothing of HTTP or exit codes.
"""

from __future__ import annotations

from pathlib import Path


class RegestaError(Exception):
    """Base of all errors that Regesta raises on purpose."""


class PackError(RegestaError):
    """A pack is wrong as written. Nothing of it is loaded."""

    def __init__(self, path: Path, line: int, problem: str, fix: str) -> None:
        super().__init__(path, line, problem, fix)
        self.path, self.line, self.problem, self.fix = path, line, problem, fix

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.problem}. {self.fix}"


class _Placed(RegestaError):
    """An error about one file or thing: where, what, what to do."""

    def __init__(self, where: str, problem: str, fix: str) -> None:
        super().__init__(where, problem, fix)
        self.where, self.problem, self.fix = where, problem, fix

    def __str__(self) -> str:
        return f"{self.where}: {self.problem}. {self.fix}"


class ReportError(_Placed):
    """A report cannot be read. The other reports go on."""


class UnreadableReport(ReportError):
    """A file that cannot be opened or whose container is broken."""


class ReportTooLong(ReportError):
    """A report over the limit of characters."""


class NotText(ReportError):
    """A binary file, or one without any text."""


class ModelError(_Placed):
    """A trained model that the package ships cannot be used."""


class StoreError(_Placed):
    """The register cannot be used as it is."""


class NotARegister(StoreError):
    """The file exists and is something else."""


class NewerRegister(StoreError):
    """The register was written by a later version of Regesta."""


class RegisterLocked(StoreError):
    """Another writer holds the register."""


class RegisterFull(StoreError):
    """The disk, or the size allowed to the file, is used up."""


class UsersError(_Placed):
    """The file of accounts cannot be used, or holds no such account."""


class UnknownRecord(_Placed):
    """No record, report or decision has that id."""


class AmbiguousRecord(_Placed):
    """An abbreviated id fits more than one record."""


class UnknownState(_Placed):
    """A word that names no state or organisation in the pack."""


class BadValue(_Placed):
    """An option or argument that is out of range or malformed."""
