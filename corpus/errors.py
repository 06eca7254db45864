"""What an operator can put right: every error carries the remedy."""


class ExequaturError(Exception):
    """A failure with a message and a hint that says how to mend it."""

    def __init__(self, message: str, *, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}. {self.hint}"


class SourceBroken(ExequaturError):
    """A source folder that does not satisfy the format of docs/corpus-format.md."""


class Misfit(ExequaturError):
    """Values that exist each by itself and do not go together."""


class UnknownName(ExequaturError):
    """A setting or an argument names something that is not in its table."""


class DocumentUnreadable(ExequaturError):
    """A user's file that cannot be read, or not within the limits; `code` says why in one word."""

    def __init__(self, code: str, message: str, *, hint: str) -> None:
        super().__init__(message, hint=hint)
        self.code = code
