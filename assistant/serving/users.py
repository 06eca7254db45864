"""Who asks: the one user of this machine, an account, or a guest that only a cookie knows."""

import base64
import binascii
import hashlib
import ipaddress
import re
import secrets
from dataclasses import dataclass
from enum import StrEnum

from assistant.keeping.logins import Logins
from assistant.keeping.types import LOCAL
from assistant.serving.accounts import NAME, Accounts, AuthBroken
from assistant.serving.limits import Rate
from corpus.errors import ExequaturError

COOKIE = "exequatur"
USER = "exequatur.user"
"""Where the scope of a request carries who asks; None for a stranger at an open door."""

GUESSES_A_MINUTE = 10
GUEST = re.compile(r"[0-9a-f]{32}")


class OpenRefused(ExequaturError):
    """The page would be open to all who reach this machine, and nobody said that it may be."""


class GuessedTooOften(ExequaturError):
    """Too many wrong passwords from one address."""


class Access(StrEnum):
    """Who may come in."""

    LOCAL = "local"
    ACCOUNTS = "accounts"
    GUESTS = "guests"
    PROXY = "proxy"


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Who asks. `user` is None for a stranger; `cookie` is to be set with the answer, None where nothing changes."""

    user: str | None
    cookie: str | None = None


def is_loopback(host: str) -> bool:
    """Whether an address is reached from this machine only."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def access(host: str, known: Accounts, open_: bool, user_header: str = "") -> Access:
    """Who may come in at an address.

    Args:
        user_header: the header in which a proxy that logs people in says who asks.

    Raises:
        OpenRefused: others reach it, nobody has to log in, and `open_` does not allow that.
        AuthBroken: both accounts and a header are set.
    """
    if user_header and known:
        raise AuthBroken(
            "EXEQUATUR_USER_HEADER and accounts are both set",
            hint="Let either the proxy log people in, or this server.",
        )
    if user_header:
        return Access.PROXY
    if known:
        return Access.ACCOUNTS
    if is_loopback(host):
        return Access.LOCAL
    if not open_:
        raise OpenRefused(
            f"{host} is reached from other machines, and nobody would have to log in",
            hint="Set EXEQUATUR_AUTH to name:password, or EXEQUATUR_USERS to a file of users, or EXEQUATUR_OPEN=yes if all who "
            "reach it may ask.",
        )
    return Access.GUESTS


class Gate:
    """Tells who asks from what a request carries.

    Args:
        user_header: in lower case, the header in which a proxy says who asks.
        proxies: addresses and networks, parted by commas, from which that header is believed.
    """

    def __init__(
        self, access_: Access, known: Accounts, logins: Logins, user_header: str = "", proxies: str = ""
    ) -> None:
        self.access = access_
        self.user_header = user_header.lower()
        self._accounts = known
        self._logins = logins
        self._proxies = networks(proxies) if user_header else ()
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
        if found is None or found[1] != self._accounts.account(found[0]):
            return Visitor(user=None)
        return Visitor(user=found[0])

    def told(self, peer: str, name: str) -> Visitor:
        """The visitor of a request that came straight from `peer`, which says who asks; a stranger unless it is a proxy."""
        try:
            address = ipaddress.ip_address(peer)
        except ValueError:
            return Visitor(user=None)
        trusted = any(address in network for network in self._proxies)
        sound = NAME.fullmatch(name) and name != LOCAL and not name.startswith("guest-")
        return Visitor(user=name if trusted and sound else None)

    def log_in(self, name: str, password: str, client: str) -> str | None:
        """The token of a new log-in; None where name and password do not fit.

        Raises:
            GuessedTooOften: that address guessed passwords.
        """
        return self._logins.begin(name, self._accounts.account(name)) if self._right(name, password, client) else None

    def log_out(self, cookie: str | None) -> None:
        """End a log-in."""
        if cookie:
            self._logins.end(cookie)

    def _right(self, name: str, password: str, client: str) -> bool:
        """Whether a password fits; it takes as long whether the name is known or not."""
        if self._guesses.wait_s(client, take=False):
            raise GuessedTooOften("too many wrong passwords", hint="Wait a minute, then try again.")
        fits = self._accounts.fits(name, password)
        if not fits:
            self._guesses.wait_s(client)
        return fits


def networks(proxies: str) -> tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...]:
    """The addresses and networks of a setting.

    Raises:
        AuthBroken: one of them is neither.
    """
    try:
        return tuple(ipaddress.ip_network(part.strip(), strict=False) for part in proxies.split(",") if part.strip())
    except ValueError as error:
        raise AuthBroken(
            "EXEQUATUR_PROXIES is no list of addresses and networks", hint="Write 127.0.0.1,10.0.0.0/8 or the like."
        ) from error


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
