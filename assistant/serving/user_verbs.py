"""`exequatur user`: who may log in, kept in the file that EXEQUATUR_USERS names."""

import argparse
import sys
from collections.abc import Callable, Mapping
from getpass import getpass
from typing import Any

DONE, USERS_TO_FIX = 0, 2
PASSWORD_AT_LEAST = 10


def user_verbs(verbs: Any) -> argparse.ArgumentParser:
    """Add the verb to those of the command line."""
    user_: argparse.ArgumentParser = verbs.add_parser("user", help="who may log in: add, remove, list")
    user_.add_argument("act", choices=("add", "remove", "list"))
    user_.add_argument("name", nargs="?", help="a name; to add one again changes the password")
    user_.add_argument("--users", metavar="FILE", help="the users file, instead of EXEQUATUR_USERS")
    return user_


def user(given: argparse.Namespace) -> int:
    """Add or remove a user, or list them; the password is asked for, or read from standard input where nobody types."""
    from assistant.serving.accounts import NAME, hashed, users, write_users
    from assistant.settings import read_settings

    path = read_settings(users=given.users).users
    if path is None or (given.act != "list") != bool(given.name) or (given.name and not NAME.fullmatch(given.name)):
        print("Name a user without colon or comma, and a file: --users FILE, or EXEQUATUR_USERS.", file=sys.stderr)
        return USERS_TO_FIX
    known = users(path) if path.exists() else {}
    if given.act == "list":
        print("\n".join(sorted(known)) or "nobody yet")
        return DONE
    if given.act == "remove" and known.pop(given.name, None) is None:
        print(f"There is no user {given.name}.", file=sys.stderr)
        return USERS_TO_FIX
    if given.act == "add":
        password = getpass("Password: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
        if len(password) < PASSWORD_AT_LEAST:
            print(f"A password has at least {PASSWORD_AT_LEAST} characters.", file=sys.stderr)
            return USERS_TO_FIX
        known[given.name] = hashed(password)
    write_users(path, known)
    print(f"{'added' if given.act == 'add' else 'removed'} {given.name}; a running server knows it at once")
    return DONE


USER_VERBS: Mapping[str, Callable[[argparse.Namespace], int]] = {"user": user}
