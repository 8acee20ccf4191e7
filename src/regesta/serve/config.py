"""What a server is told when it starts."""

from __future__ import annotations

import ipaddress
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from regesta.errors import BadValue


@dataclass(frozen=True, slots=True)
class ServeConfig:
    """Where the register is, where to listen, and the secret that forms are signed with (new at every start)."""

    register: str | None = None
    packs: tuple[Path, ...] = ()
    host: str = "127.0.0.1"
    port: int = 8321
    secret: str = field(default_factory=lambda: secrets.token_hex(32))
    hosts: tuple[str, ...] = ()  # names a request may come under, besides loopback's; tests add theirs


def require_loopback(host: str) -> None:
    """Refuse to listen where others could come: there is no login yet.

    Raises:
        BadValue: the host is no loopback address.
    """
    if host == "localhost":
        return
    try:
        local = ipaddress.ip_address(host).is_loopback
    except ValueError:
        local = False
    if not local:
        raise BadValue(
            host,
            "is open to others, and this version has no login",
            "Listen on 127.0.0.1, and let a proxy that asks for a password stand before it",
        )
