"""Names and what proves them: passwords of a setting, or hashes of a file that is read again when it changes."""

import hashlib
import hmac
import logging
import os
import re
import secrets
import threading
from collections import OrderedDict
from collections.abc import Mapping
from pathlib import Path

from corpus.errors import ExequaturError

log = logging.getLogger(__name__)

NAME = re.compile(r"[^\s:,#][^:,\x00-\x1f]{0,99}")
COST, BLOCK, LANES = 2**14, 8, 1
"""Of scrypt: 16 MiB and about a twentieth of a second a guess."""

LINE = re.compile(r"scrypt\$(\d+)\$(\d+)\$(\d+)\$([0-9a-f]{32})\$([0-9a-f]{64})")
PROVED_AT_MOST = 1_000
ABOUT = "# exequatur users: one a line, written by `exequatur user add NAME`; EXEQUATUR_USERS names this file.\n"


class AuthBroken(ExequaturError):
    """EXEQUATUR_AUTH or EXEQUATUR_USERS does not have the form it needs."""


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


def users(path: Path) -> dict[str, str]:
    """Names and hashes of a users file.

    Raises:
        AuthBroken: it cannot be read, or a line is not of its form, or a name stands twice.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise AuthBroken(
            f"the users file {path} cannot be read ({type(error).__name__})",
            hint="Make it with `exequatur user add NAME`, or set EXEQUATUR_USERS to another one.",
        ) from error
    found: dict[str, str] = {}
    for number, line in enumerate(lines, 1):
        if line.strip() and not line.startswith("#"):
            name, _, hashed = line.strip().rpartition(":")
            if not NAME.fullmatch(name) or not _sound(hashed) or name in found:
                raise AuthBroken(
                    f"line {number} of the users file {path} is not of its form",
                    hint="Remove it, and make it again with `exequatur user add NAME`.",
                )
            found[name] = hashed
    return found


def hashed(password: str) -> str:
    """A password as a users file keeps it: with a salt, so that two that are alike look different."""
    salt = secrets.token_bytes(16)
    return f"scrypt${COST}${BLOCK}${LANES}${salt.hex()}${_scrypt(password, salt, COST, BLOCK, LANES).hex()}"


def write_users(path: Path, found: Mapping[str, str]) -> None:
    """Write a users file whole, readable by its owner alone.

    Raises:
        AuthBroken: it cannot be written.
    """
    fresh = path.with_name(f".{path.name}-{os.getpid()}")
    try:
        with os.fdopen(os.open(fresh, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            file.write(ABOUT + "".join(f"{name}:{hashed_}\n" for name, hashed_ in sorted(found.items())))
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except OSError as error:
        raise AuthBroken(
            f"the users file {path} cannot be written ({error.strerror})", hint="Name one in a folder that can be."
        ) from error
    finally:
        fresh.unlink(missing_ok=True)


class Accounts:
    """Who may log in. Safe to share between threads.

    Raises:
        AuthBroken: the setting or the file is not of its form, or both name the same person.
    """

    def __init__(self, auth: str = "", file: Path | None = None) -> None:
        self._plain, self._file = accounts(auth), file
        self._lock = threading.Lock()
        self._read_at = self._changed()
        self._hashes = users(file) if file else {}
        self._key = secrets.token_bytes(32)
        self._proved: OrderedDict[bytes, None] = OrderedDict()
        self._nobody = hashed(secrets.token_hex(16)) if file else ""
        if both := self._plain.keys() & self._hashes.keys():
            raise AuthBroken(f"{min(both)} is in EXEQUATUR_AUTH and in EXEQUATUR_USERS", hint="Keep one of the two.")

    def __bool__(self) -> bool:
        return bool(self._plain) or self._file is not None

    def fits(self, name: str, password: str) -> bool:
        """Whether a password is that of a name; it takes as long whether the name is known or not."""
        self._read_again()
        plain = self._plain.get(name)
        if plain is not None or not self._file:
            wanted = plain if plain is not None else secrets.token_hex(16)
            same = hmac.compare_digest(_sha256(password), _sha256(wanted)) and plain is not None
            if not same and self._file:
                _fits(password, self._nobody)
            return same
        kept = self._hashes.get(name, self._nobody)
        # Programs send name and password with every request; what was proved once is known by a hash that only we can make.
        proof = hmac.digest(self._key, f"{name}\x1f{kept}\x1f{password}".encode("utf-8", "surrogatepass"), "sha256")
        with self._lock:
            if proof in self._proved:
                return True
        if not _fits(password, kept) or name not in self._hashes:
            return False
        with self._lock:
            self._proved[proof] = None
            while len(self._proved) > PROVED_AT_MOST:
                self._proved.popitem(last=False)
        return True

    def account(self, name: str) -> str:
        """Stands for name and password as they are now; empty for a name without an account."""
        self._read_again()
        kept = self._plain.get(name) or self._hashes.get(name)
        return _sha256(f"{name}\x1f{kept}") if kept else ""

    def _changed(self) -> int:
        try:
            return self._file.stat().st_mtime_ns if self._file else 0
        except OSError:
            return -1

    def _read_again(self) -> None:
        if self._file is None or self._changed() == self._read_at:
            return
        with self._lock:
            self._read_at = self._changed()
            try:
                self._hashes = users(self._file)
                log.info("the users file was read again", extra={"users": len(self._hashes)})
            except AuthBroken:
                log.warning(
                    "the users file is broken; those who could log in still can", extra={"path": str(self._file)}
                )


def _sound(line: str) -> bool:
    form = LINE.fullmatch(line)
    if form is None:
        return False
    cost, block, lanes = (int(form[n]) for n in (1, 2, 3))
    return 2 <= cost <= 2**18 and cost & (cost - 1) == 0 and 1 <= block <= 16 and 1 <= lanes <= 4


def _fits(password: str, kept: str) -> bool:
    _, cost, block, lanes, salt, wanted = kept.split("$")
    found = _scrypt(password, bytes.fromhex(salt), int(cost), int(block), int(lanes))
    return hmac.compare_digest(found, bytes.fromhex(wanted))


def _scrypt(password: str, salt: bytes, cost: int, block: int, lanes: int) -> bytes:
    memory = 256 * cost * block * lanes
    given = password.encode("utf-8", "surrogatepass")
    return hashlib.scrypt(given, salt=salt, n=cost, r=block, p=lanes, maxmem=memory, dklen=32)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
