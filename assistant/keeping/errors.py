"""What can go wrong with what is kept, each with its remedy."""

from corpus.errors import ExequaturError


class KeepingBroken(ExequaturError):
    """The database cannot be opened, read or written."""


class NotKept(ExequaturError):
    """There is nothing of that id, or it is somebody else's; the two are told apart for nobody."""


class Refused(ExequaturError):
    """A name, a note or a reason that cannot be kept as it is."""


class BackupBroken(ExequaturError):
    """A backup that cannot be written, or cannot be read whole."""
