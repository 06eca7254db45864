"""What can be wrong with an index, each with its remedy."""

from corpus.errors import ExequaturError


class IndexMissing(ExequaturError):
    """No index has been built where the settings look for one."""


class IndexStale(ExequaturError):
    """The index was built from another corpus or with another model."""


class IndexBroken(ExequaturError):
    """The files of an index are damaged or incomplete."""


class IndexBusy(ExequaturError):
    """Another process is building an index in the same folder."""


class ModelUntrusted(ExequaturError):
    """The weights on disk are not the ones that were tested."""


class StoreUnreachable(ExequaturError):
    """The vector store does not answer."""


class LibraryBroken(ExequaturError):
    """A library of own documents that is damaged, full, or named as none can be."""
