"""People who log in, ask, follow up, look at their conversations, and read before they ask again.

Each checks that what comes back is theirs: the answer is to the question they asked, their conversation holds their
turns and no other, and another's is not there. `python -m tests.load` starts the server and runs this.
"""

import itertools
import random
from typing import Any

from locust import HttpUser, between, task

TURNS = (
    ("Can a {0} judgment be enforced in Kazakhstan without a treaty?", "How long do I have?", "Which court decides?"),
    (
        "How is an arbitral award made in {0} enforced in Kazakhstan?",
        "Which documents do I need?",
        "What does it cost?",
    ),
    ("Does Kazakhstan have a treaty with {0} on judgments?", "And what if it is a settlement?", "Is there a case?"),
)
STATES = ("Dutch", "German", "Turkish", "Chinese", "Russian", "French", "Korean", "Italian", "Swiss", "Georgian")
NUMBERS = itertools.count()
BEGUN: dict[str, str] = {}
"""A conversation of each person, for the others to try."""


class Person(HttpUser):
    """One of many; what they ask is theirs alone, because their number is in it."""

    wait_time = between(4, 12)

    def on_start(self) -> None:
        """Log in."""
        self.number = next(NUMBERS)
        self.name, self.chance = f"person{self.number}", random.Random(self.number)
        self.client.auth = (self.name, f"password{self.number}")
        self.begin()

    def begin(self) -> None:
        """Open a new conversation."""
        self.turns: list[str] = []
        self.talk = self.client.post("/api/v1/conversations", json={"name": self.name}).json().get("id", "")
        self.script = [turn.format(self.chance.choice(STATES)) for turn in self.chance.choice(TURNS)]
        BEGUN[self.name] = self.talk

    @task(8)
    def ask(self) -> None:
        """The next question of the conversation; a new one after the last."""
        if len(self.turns) == len(self.script):
            self.begin()
        text = f"{self.script[len(self.turns)]} My file is number {self.number}-{len(self.turns)}."
        body = {"question": text, "conversation": self.talk}
        with self.client.post("/api/v1/ask", json=body, catch_response=True) as reply:
            if reply.status_code != 200:
                return
            self.turns.append(text)
            answer: dict[str, Any] = reply.json()
            if answer["question"] != text:
                reply.failure("the answer is to another question")
            elif not answer["lead"]:
                reply.failure("the answer says nothing")

    @task(2)
    def look(self) -> None:
        """Their own conversation, which holds their turns and no other."""
        with self.client.get(
            f"/api/v1/conversations/{self.talk}", name="/api/v1/conversations/[mine]", catch_response=True
        ) as reply:
            if reply.status_code == 200 and [t["answer"]["question"] for t in reply.json()["turns"]] != self.turns:
                reply.failure("the conversation holds other turns")

    @task(1)
    def pry(self) -> None:
        """Another's conversation, which is not there for them."""
        name, talk = self.chance.choice(list(BEGUN.items()))
        if name == self.name:
            return
        with self.client.get(
            f"/api/v1/conversations/{talk}", name="/api/v1/conversations/[another's]", catch_response=True
        ) as reply:
            if reply.status_code == 404:
                reply.success()
            elif reply.status_code == 200:
                reply.failure("another's conversation was shown")
