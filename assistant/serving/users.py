"""Who asks: the one user of this machine, an account, or a guest that only a cookie knows."""

import base64
import binascii
import hashlib
import hmac
import ipaddress
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from assistant.keeping.logins import Logins
from assistant.keeping.types import LOCAL
from assistant.serving.limits import Rate
from corpus.errors import ExequaturError

COOKIE = "exequatur"
USER = "exequatur.user"
"""Where the scope of a request carries who asks; None for a stranger at an open door."""

GUESSES_A_MINUTE = 10
GUEST = re.compile(r"[0-9a-f]{32}")


class AuthBroken(ExequaturError):
    """EXEQUATUR_AUTH does not have the form it needs."""


class OpenRefused(ExequaturError):
    """The page would be open to all who reach this machine, and nobody said that it may be."""


class GuessedTooOften(ExequaturError):
    """Too many wrong passwords from one address."""


class Access(StrEnum):
    """Who may come in."""

    LOCAL = "local"
    ACCOUNTS = "accounts"
    GUESTS = "guests"


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Who asks. `user` is None for a stranger; `cookie` is to be set with the answer, None where nothing changes."""

    user: str | None
    cookie: str | None = None


def accounts(auth: str) -> Mapping[str, str]:
    """Names and passwords of `name:password,name:password`.

    Raises:
        AuthBroken: it is not of that form, or a name stands twice.
    """
    found: dict[str, str] = {}
    for entry in filter(None, (part.strip() for part in auth.split(","))):
        name, colon, password = entry.partition(":")
        if not (name and colon and password) or name in found:
            raise AuthBroken(
                "EXEQUATUR_AUTH is not of the form name:password",
                hint="Write name:password, several parted by commas, each name once.",
            )
        found[name] = password
    return found


def is_loopback(host: str) -> bool:
    """Whether an address is reached from this machine only."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def access(host: str, auth: str, open_: bool) -> Access:
    """Who may come in at an address.

    Raises:
        OpenRefused: others reach it, nobody has to log in, and `open_` does not allow that.
    """
    if accounts(auth):
        return Access.ACCOUNTS
    if is_loopback(host):
        return Access.LOCAL
    if not open_:
        raise OpenRefused(
            f"{host} is reached from other machines, and nobody would have to log in",
            hint="Set EXEQUATUR_AUTH to name:password, or EXEQUATUR_OPEN=yes if all who reach it may ask.",
        )
    return Access.GUESTS


class Gate:
    """Tells who asks from what a request carries."""

    def __init__(self, access_: Access, auth: str, logins: Logins) -> None:
        self.access = access_
        self._accounts = accounts(auth)
        self._logins = logins
        self._guesses = Rate(GUESSES_A_MINUTE)

    def visitor(self, cookie: str | None, authorization: str | None, client: str) -> Visitor:
        """The visitor of a request.

        Args:
            cookie: the value of our cookie.
            authorization: the header of that name; Basic is understood.
            client: the address it comes from.

        Raises:
            GuessedTooOften: that address guessed passwords.
        """
        if self.access is Access.LOCAL:
            return Visitor(user=LOCAL)
        if self.access is Access.GUESTS:
            known = cookie if cookie and GUEST.fullmatch(cookie) else None
            token = known or secrets.token_hex(16)
            return Visitor(user=f"guest-{_hash(token)[:32]}", cookie=None if known else token)
        if authorization:
            name, password = _basic(authorization)
            if not name:
                return Visitor(user=None)
            return Visitor(user=name if self._right(name, password, client) else None)
        found = self._logins.user(cookie) if cookie else None
        if found is None or found[1] != self._account(found[0]):
            return Visitor(user=None)
        return Visitor(user=found[0])

    def log_in(self, name: str, password: str, client: str) -> str | None:
        """The token of a new log-in; None where name and password do not fit.

        Raises:
            GuessedTooOften: that address guessed passwords.
        """
        return self._logins.begin(name, self._account(name)) if self._right(name, password, client) else None

    def log_out(self, cookie: str | None) -> None:
        """End a log-in."""
        if cookie:
            self._logins.end(cookie)

    def _right(self, name: str, password: str, client: str) -> bool:
        """Whether a password fits; it takes as long whether the name is known or not."""
        if self._guesses.wait_s(client, take=False):
            raise GuessedTooOften("too many wrong passwords", hint="Wait a minute, then try again.")
        wanted = self._accounts.get(name)
        fits = hmac.compare_digest(_hash(password), _hash(wanted if wanted is not None else secrets.token_hex(16)))
        if not fits or wanted is None:
            self._guesses.wait_s(client)
            return False
        return True

    def _account(self, name: str) -> str:
        """Stands for name and password as they are now; nothing for a name without an account."""
        password = self._accounts.get(name)
        return "" if password is None else _hash(f"{name}\x1f{password}")


def _basic(header: str) -> tuple[str, str]:
    kind, _, encoded = header.partition(" ")
    if kind.lower() != "basic":
        return "", ""
    try:
        name, _, password = base64.b64decode(encoded, validate=True).decode("utf-8").partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return name, password


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
