"""How the lexical index lies on disk: sorted tokens, and for each the places of its texts with their weights.

It is made block by block and merged token by token, so that no more than a block is in memory, and it is read through
the memory map, so that a search touches the postings of its own words and opening touches none.
"""

import heapq
import json
import math
import mmap
import zlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import IO, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[Any]
K1, B = 1.5, 0.75
BLOCK_TOKENS = 2_000_000
"""Tokens of texts that are held in memory before they are written as a block."""
MERGED_AT_ONCE = 500_000
"""Postings that are weighed and written together."""
CHECKED_AT_OPENING = 4 * 2**20
"""Bytes up to which a file is read whole at opening to see that it is as it was written."""
META = "meta.json"
ARRAYS = {
    "token_ends": np.int64,
    "posting_ends": np.int64,
    "places": np.int32,
    "weights": np.float32,
    "id_ends": np.int64,
}
TEXTS = ("tokens", "ids")


class Postings(NamedTuple):
    """Sorted tokens in UTF-8; the postings of the token at `n` are `places` and `weights` from end `n` to end `n + 1`."""

    tokens: "Texts"
    posting_ends: Ints
    places: Ints
    weights: Ints
    ids: "Texts"


class Texts(Sequence[str]):
    """Texts one after the other in UTF-8, each cut out when it is asked for."""

    def __init__(self, joined: Any, ends: Ints) -> None:
        self._joined, self._ends = joined, ends

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __getitem__(self, at: Any) -> Any:
        if not 0 <= at < len(self):
            raise IndexError(at)
        return self.raw(at).decode("utf-8")

    def raw(self, at: int) -> bytes:
        """The bytes of one."""
        return bytes(self._joined[self._ends[at] : self._ends[at + 1]])

    def find(self, wanted: bytes) -> int | None:
        """Where a text is among texts that are sorted by their bytes; None if it is not there."""
        low, high = 0, len(self)
        while low < high:
            middle = (low + high) // 2
            if self.raw(middle) < wanted:
                low = middle + 1
            else:
                high = middle
        return low if low < len(self) and self.raw(low) == wanted else None


class Block(NamedTuple):
    """The postings of some texts: `counts` says how often a token stands in the text at a place; 0 for a label."""

    tokens: list[bytes]
    ends: Ints
    places: Ints
    counts: Ints


def block(worded: Sequence[tuple[Sequence[str], Sequence[str]]], first: int) -> Block:
    """The postings of texts, each its tokens and its labels; the first of them has the place `first`."""
    numbers: dict[str, int] = {}
    of_words = [numbers.setdefault(token, len(numbers)) for tokens, _ in worded for token in tokens]
    of_labels = [numbers.setdefault(label, len(numbers)) for _, labels in worded for label in dict.fromkeys(labels)]
    at_words = np.repeat(np.arange(len(worded)), [len(tokens) for tokens, _ in worded])
    at_labels = np.repeat(np.arange(len(worded)), [len(set(labels)) for _, labels in worded])
    by_bytes = sorted(numbers, key=str.encode)
    ranks = np.empty(len(numbers), np.int64)
    ranks[[numbers[token] for token in by_bytes]] = np.arange(len(numbers))
    count = max(1, len(worded))
    counted, counts = np.unique(ranks[np.array(of_words, np.int64)] * count + at_words, return_counts=True)
    labelled = ranks[np.array(of_labels, np.int64)] * count + at_labels
    keys = np.concatenate([counted, labelled])
    counts = np.concatenate([counts, np.zeros(len(labelled), np.int64)])
    order = np.argsort(keys, kind="stable")
    keys, counts = keys[order], counts[order]
    ends = np.searchsorted(keys, np.arange(len(numbers) + 1) * count)
    return Block([token.encode() for token in by_bytes], ends, first + keys % count, counts)


def weighed(places: Ints, counts: Ints, found_in: Ints, lengths: Ints) -> Ints:
    """BM25 weights by Lucene's variant: how much each posting adds to the score of its text.

    The inverse document frequency is rounded to 32 bits before it is multiplied, and the product again.

    Args:
        places: of the texts.
        counts: how often the token stands in each.
        found_in: for each posting, how many texts have its token.
        lengths: of all texts, in tokens.
    """
    average = lengths.sum() / len(lengths) or 1.0  # texts without a token have labels at most
    different, which = np.unique(found_in, return_inverse=True)
    rarity = np.array(
        [math.log(1 + (len(lengths) - df + 0.5) / (df + 0.5)) for df in different.tolist()], np.float32
    )[which]
    often = counts.astype(np.float64)
    against = K1 * ((1 - B) + B * lengths[places].astype(np.float64) / average)
    return np.asarray(rarity * (often / (against + often)), np.float32)


def postings_of(ids: Sequence[str], worded: Sequence[tuple[Sequence[str], Sequence[str]]]) -> Postings:
    """The postings of texts that are in memory."""
    made = block(worded, 0)
    lengths = np.array([len(tokens) for tokens, _ in worded], np.int64)
    found_in = np.repeat(np.diff(made.ends), np.diff(made.ends))
    weights = weighed(made.places, made.counts, found_in, lengths) if len(made.places) else np.empty(0, np.float32)
    named = [id_.encode() for id_ in ids]
    return Postings(
        Texts(b"".join(made.tokens), _ends(map(len, made.tokens))),
        made.ends,
        made.places.astype(np.int32),
        weights,
        Texts(b"".join(named), _ends(map(len, named))),
    )


def _ends(lengths: Iterable[int]) -> Ints:
    return np.fromiter(chain([0], lengths), np.int64).cumsum()


class Writer:
    """Writes the postings of any number of texts into a folder; they are there once `finish` has returned."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        for left in folder.iterdir():
            left.unlink()
        self._folder = folder
        self._held: list[tuple[Sequence[str], Sequence[str]]] = []
        self._tokens = self._first = self._blocks = 0
        self._lengths: list[Ints] = []
        self._files = {name: (folder / f"{name}.bin").open("wb") for name in (*TEXTS, *ARRAYS)}
        self._id_end = 0
        self._files["id_ends"].write(np.int64(0).tobytes())

    def add(self, id_: str, tokens: Sequence[str], labels: Sequence[str] = ()) -> None:
        """Add one text."""
        raw = id_.encode()
        self._id_end += len(raw)
        self._files["ids"].write(raw)
        self._files["id_ends"].write(np.int64(self._id_end).tobytes())
        self._held.append((tokens, labels))
        self._tokens += len(tokens)
        if self._tokens >= BLOCK_TOKENS:
            self._spill()

    def finish(self) -> None:
        """Merge the blocks and say that all is there."""
        self._spill()
        self._merge()
        for file in self._files.values():
            file.close()
        for left in self._folder.glob("block-*"):
            left.unlink()
        written = {path.name: [path.stat().st_size, _sum(path)] for path in sorted(self._folder.glob("*.bin"))}
        fresh = self._folder / f".{META}"
        fresh.write_text(json.dumps(written, indent=1), encoding="utf-8")
        fresh.replace(self._folder / META)

    def close(self) -> None:
        """Let go of the files, finished or not."""
        for file in self._files.values():
            file.close()

    def _spill(self) -> None:
        if not self._held:
            return
        made = block(self._held, self._first)
        name = self._folder / f"block-{self._blocks:05}"
        name.with_suffix(".tokens").write_bytes(b"".join(token + b"\n" for token in made.tokens))
        np.diff(made.ends).astype(np.int32).tofile(name.with_suffix(".sizes"))
        made.places.astype(np.int32).tofile(name.with_suffix(".places"))
        made.counts.astype(np.int32).tofile(name.with_suffix(".counts"))
        self._lengths.append(np.array([len(tokens) for tokens, _ in self._held], np.int32))
        self._first += len(self._held)
        self._blocks += 1
        self._held, self._tokens = [], 0

    def _merge(self) -> None:
        lengths = np.concatenate(self._lengths) if self._lengths else np.empty(0, np.int32)
        for name in ("token_ends", "posting_ends"):
            self._files[name].write(np.int64(0).tobytes())
        token_end = posting_end = 0
        taken: list[tuple[Ints, Ints]] = []
        sizes: list[int] = []
        for token, slices in _merged([self._folder / f"block-{at:05}" for at in range(self._blocks)]):
            taken += slices
            sizes.append(sum(len(places) for places, _ in slices))
            token_end, posting_end = token_end + len(token), posting_end + sizes[-1]
            self._files["tokens"].write(token)
            self._files["token_ends"].write(np.int64(token_end).tobytes())
            self._files["posting_ends"].write(np.int64(posting_end).tobytes())
            if sum(sizes) >= MERGED_AT_ONCE or len(sizes) >= MERGED_AT_ONCE // 10:
                self._write(taken, sizes, lengths)
                taken, sizes = [], []
        self._write(taken, sizes, lengths)

    def _write(self, taken: Sequence[tuple[Ints, Ints]], sizes: Sequence[int], lengths: Ints) -> None:
        if not taken:
            return
        places = np.concatenate([one for one, _ in taken])
        counts = np.concatenate([one for _, one in taken])
        self._files["places"].write(places.tobytes())
        self._files["weights"].write(weighed(places, counts, np.repeat(sizes, sizes), lengths).tobytes())


def _merged(blocks: Sequence[Path]) -> Iterator[tuple[bytes, list[tuple[Ints, Ints]]]]:
    """Each token of some blocks in turn, with its places and counts block by block."""
    current = b""
    slices: list[tuple[Ints, Ints]] = []
    for token, _, cut in heapq.merge(*(_walked(number, name) for number, name in enumerate(blocks)), key=_order):
        if slices and token != current:
            yield current, slices
            slices = []
        current = token
        slices.append(cut)
    if slices:
        yield current, slices


def _order(item: tuple[bytes, int, Any]) -> tuple[bytes, int]:
    return item[0], item[1]


def _walked(number: int, name: Path) -> Iterator[tuple[bytes, int, tuple[Ints, Ints]]]:
    sizes = _mapped(name.with_suffix(".sizes"), np.int32)
    places, counts = (_mapped(name.with_suffix(suffix), np.int32) for suffix in (".places", ".counts"))
    at = 0
    with name.with_suffix(".tokens").open("rb") as tokens:
        for token, size in zip(tokens, sizes, strict=True):
            yield token[:-1], number, (places[at : at + size], counts[at : at + size])
            at += int(size)


def opened(folder: Path) -> Postings:
    """The postings that were written into a folder.

    Raises:
        OSError: a file is missing.
        ValueError: a file is not as it was written, as far as that is seen without reading large ones.
    """
    _verify(folder, CHECKED_AT_OPENING)
    arrays = {name: _mapped(folder / f"{name}.bin", type_) for name, type_ in ARRAYS.items()}
    tokens, ids = (_mapped(folder / f"{name}.bin", np.uint8).data for name in TEXTS)
    return Postings(
        Texts(tokens, arrays["token_ends"]),
        arrays["posting_ends"],
        arrays["places"],
        arrays["weights"],
        Texts(ids, arrays["id_ends"]),
    )


def complete(folder: Path) -> bool:
    """Whether all was written into a folder."""
    return (folder / META).is_file()


def verify(folder: Path) -> None:
    """Read every file whole.

    Raises:
        OSError, ValueError: as `opened`.
    """
    _verify(folder, None)


def _verify(folder: Path, at_most: int | None) -> None:
    written = json.loads((folder / META).read_text(encoding="utf-8"))
    if set(written) != {f"{name}.bin" for name in (*TEXTS, *ARRAYS)}:
        raise ValueError(f"{META} names other files")
    for name, (size, sum_) in written.items():
        path = folder / name
        if path.stat().st_size != size or ((at_most is None or size <= at_most) and _sum(path) != sum_):
            raise ValueError(f"{name} is not as it was written")


def _sum(path: Path) -> int:
    found = 0
    with path.open("rb") as file:
        while piece := file.read(2**20):
            found = zlib.crc32(piece, found)
    return found


def _mapped(path: Path, type_: Any) -> Ints:
    """A file as an array that is read where it is looked at."""
    file: IO[bytes]
    with path.open("rb") as file:
        if not path.stat().st_size:
            return np.empty(0, type_)
        return np.frombuffer(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ), type_)
