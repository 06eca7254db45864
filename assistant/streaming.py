"""The claims of a language model on a terminal, one by one as each has passed its checks, until the answer is whole."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.live import Live
from rich.text import Text

from assistant.types import Claim


@contextmanager
def checked_claims(console: Console | None = None) -> Iterator[Callable[[Claim], None]]:
    """Gives what is to be called with each claim.

    They stand on standard error while the answer is made, and the answer takes their place. Where that is no terminal,
    nothing is shown: the answer alone counts.
    """
    at = console or Console(stderr=True)
    shown: list[str] = []
    with Live(Text(""), console=at, transient=True, auto_refresh=False) as live:

        def show(claim: Claim) -> None:
            if at.is_terminal and claim.text not in shown:
                shown.append(claim.text)
                live.update(Text("\n".join(f"✓ {text}" for text in shown)), refresh=True)

        yield show
