"""Asking a model: again when a passing trouble is over, with less evidence when it was too much, not at all while it rests."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from tenacity import RetryCallState, Retrying, retry_if_exception, wait_exponential_jitter

from assistant.breaker import Breaker
from assistant.llms import LLM, Prompt, Usage, clock
from assistant.troubles import PASSING, ModelTrouble, Trouble
from assistant.writing.in_time import in_time

TRIES = 3
FIRST_WAIT_S, LONGEST_WAIT_S = 0.4, 6.0
CUTS = 4
"""How often the evidence is halved when the server says that it does not fit."""


@dataclass(slots=True)
class Record:
    """What happened while a model was asked, for the trace."""

    tries: int = 0
    usages: list[Usage] = field(default_factory=list)
    cuts: int = 0
    sent: bool = False
    """Whether a server may have seen what was asked."""

    def tokens(self) -> dict[str, Any]:
        """Tokens of all calls, and whether the server counted every one of them."""
        return {
            "tokens_in": sum(usage.tokens_in for usage in self.usages),
            "tokens_out": sum(usage.tokens_out for usage in self.usages),
            "counted": all(usage.counted for usage in self.usages),
        }


class Asker:
    """Asks one model for all who need it."""

    def __init__(self, llm: LLM, breaker: Breaker, timeout_s: float) -> None:
        self.llm = llm
        self.timeout_s = timeout_s
        self._breaker = breaker

    def ask(
        self, prompts: Callable[[int], Prompt], until: float, record: Record, read: Callable[[Iterator[str]], bool]
    ) -> None:
        """Ask until `read` has read an answer.

        Args:
            prompts: the prompt after so many cuts of its evidence.
            until: when time is up, on `assistant.llms.clock`.
            record: told of every call.
            read: takes the pieces as they come; says whether anything was understood. It is called anew for each try.

        Raises:
            ModelTrouble: nothing came, or nothing that could be read.
        """
        rest = self._breaker.open_for()
        if rest:
            raise ModelTrouble(Trouble.RESTING, f"for {rest:.0f} s")

        def stop(state: RetryCallState) -> bool:
            return state.attempt_number >= TRIES or clock() + state.upcoming_sleep >= until

        retrying = Retrying(stop=stop, wait=_wait, retry=retry_if_exception(_may_pass), reraise=True)
        try:
            retrying(self._once, prompts, until, record, read)
        except ModelTrouble:
            self._breaker.failed()
            raise
        self._breaker.worked()

    def _once(
        self, prompts: Callable[[int], Prompt], until: float, record: Record, read: Callable[[Iterator[str]], bool]
    ) -> None:
        while True:
            left = until - clock()
            if left <= 0:
                raise ModelTrouble(Trouble.SLOW, "its time was up")
            record.tries += 1
            used = len(record.usages)
            try:
                call = self.llm.call(prompts(record.cuts), left)
                record.usages.append(call.usage)
                if not read(in_time(call, until)):
                    raise ModelTrouble(Trouble.GARBLED, "nothing of the shape asked for")
            except ModelTrouble as trouble:
                record.sent = record.sent or trouble.sent
                if not trouble.sent:
                    del record.usages[used:]
                if trouble.kind is not Trouble.OVERFLOW or record.cuts >= CUTS:
                    raise
                record.cuts += 1
            else:
                record.sent = True
                return


def _may_pass(error: BaseException) -> bool:
    return isinstance(error, ModelTrouble) and error.kind in PASSING


_growing = wait_exponential_jitter(multiplier=FIRST_WAIT_S, max=LONGEST_WAIT_S)


def _wait(state: RetryCallState) -> float:
    error = state.outcome.exception() if state.outcome else None
    told = error.retry_after_s if isinstance(error, ModelTrouble) else None
    return told if told is not None else float(_growing(state))
