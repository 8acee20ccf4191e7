"""What a server is told when it starts."""

from __future__ import annotations

import ipaddress
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from regesta.errors import BadValue


@dataclass(frozen=True, slots=True)
class ServeConfig:
    """Where register and accounts are, under which names requests come, and what forms are signed with."""

    register: str | None = None
    packs: tuple[Path, ...] = ()
    secret: str = field(default_factory=lambda: secrets.token_hex(32))  # new at every start
    users: Path | None = None  # the file of accounts; None: whoever sits at this machine
    warm_s: float = 0.0  # seconds to make pages before listening; then it goes on in the background
    hosts: tuple[str, ...] = ()  # names a request may come under, besides loopback's; tests add theirs


def require_login(host: str, users: Path | None) -> None:
    """Refuse to listen where others could come, unless there are accounts.

    Raises:
        BadValue: the host is no loopback address and there are no accounts.
    """
    if host == "localhost" or users is not None:
        return
    try:
        local = ipaddress.ip_address(host).is_loopback
    except ValueError:
        local = False
    if not local:
        raise BadValue(
            host,
            "is open to others, and there are no accounts",
            "Make some (regesta users add NAME --users FILE) and give --users FILE, or listen on 127.0.0.1",
        )
