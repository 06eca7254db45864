"""What keeps an evaluation from running, each with its remedy."""

from corpus.errors import ExequaturError


class NoCases(ExequaturError):
    """Nothing to run."""


class ReportBroken(ExequaturError):
    """A report that cannot be read or written."""


class ReportsUnlike(ExequaturError):
    """Two reports that must not be compared."""


class AssistantBroken(ExequaturError):
    """The assistant cannot be started at all."""


class LibraryBroken(ExequaturError):
    """A file of passages that cannot be read."""


class ResumeRefused(ExequaturError):
    """A log of replies that is not of this run, or cannot be used."""


class ReuseRefused(ExequaturError):
    """Stored answers of which nobody can tell whether they still stand."""


class YardsticksMissing(ExequaturError):
    """Public sets that are not there or not what they should be."""


class AddRefused(ExequaturError):
    """A case that cannot be added."""


class GraderRefused(ExequaturError):
    """A model that must not grade."""


class BuildUnfit(ExequaturError):
    """An index build that cannot be asked."""
