"""The leak scan: all that is to leave, unpacked, searched for what must stay.

What is found is told by kind and place, never by what it is.
"""

import re
import zipfile
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from itertools import chain

from kast_eval.dataset.release.day_leaks import days_in
from kast_eval.dataset.release.number_leaks import checksums_in, numbers_in

_WORD = re.compile(r"[^\W\d_]\w*")
"""A word from its first letter on; numbers alone stand everywhere in data."""
_RUN = re.compile(rb"[^\x00-\x1f]{2,}")
"""Signs in a row in a file of numbers and texts; the bytes of its numbers are mostly others."""

_PARQUET, _PDF = b"PAR1", b"%PDF-"
FREE_TEXT = "fritext"
"""The kind of what somebody wrote; the others are the study's own codes and names."""
FEWEST_LETTERS = 4
"""A free text with fewer letters is told from nothing."""
_PIECE, _OVERLAP = 1_000_000, 2_000
"""A long text is gone through in pieces that overlap by more than any text that was keyed."""


@dataclass(frozen=True, order=True)
class Leak:
    """Something found: in which file, and of which kind."""

    file: str
    kind: str


Words = tuple[str, ...]
ByWord = Mapping[str, Collection[Words]]
"""Secrets by the longest of their words, which hardly any text has that does not hold them."""


def find_leaks(
    files: Mapping[str, bytes],
    secrets: Mapping[str, Collection[str]],
    public: Mapping[str, bytes] | None = None,
    days: Collection[str] | None = None,
) -> tuple[Leak, ...]:
    """Return what is found in the files, each file and kind once.

    `secrets` has by kind what must not leave: codes, names, free texts. What also stands in
    `public`, the same release made of no data, came from no data. Where no calendar day of anybody
    may leave, `days` has those of the release itself; None lets every day leave.
    """
    known = {
        kind: _by_word({_words(one) for one in texts if kind != FREE_TEXT or _telling(one)} - {()})
        for kind, texts in secrets.items()
    }
    open_text = "\n".join(part for one in (public or {}).values() for part in _parts(one))
    own = _Said(open_text)
    may_stand = None if days is None else {*days, *days_in(open_text)}
    # What a report prints the beginning of stands whole in what computers read.
    read = (contents.decode() for name, contents in files.items() if name.endswith(".json"))
    checksums = {one for text in read for one in checksums_in(text)}
    found: set[Leak] = set()
    for name, contents in files.items():
        for part in _parts(contents):
            for piece in _pieces(part):
                kinds = (*numbers_in(piece, checksums), *_texts(_Said(piece), known, own))
                found |= {Leak(name, kind) for kind in kinds}
                if may_stand is not None and days_in(piece) - may_stand:
                    found.add(Leak(name, "datum"))
    return tuple(sorted(found))


class _Said:
    """The words of a text: which there are, and in which order."""

    def __init__(self, text: str) -> None:
        """Take the words out of the text."""
        words = _words(text)
        self.words = frozenset(words)
        self._in_order = f" {' '.join(words)} "

    def holds(self, secret: Words) -> bool:
        """Tell whether the words of a secret stand there one after another."""
        return self.words.issuperset(secret) and f" {' '.join(secret)} " in self._in_order


def _pieces(text: str) -> Iterator[str]:
    for start in range(0, len(text), _PIECE):
        yield text[max(0, start - _OVERLAP) : start + _PIECE]


def _parts(contents: bytes) -> Iterator[str]:
    """Give the texts in a file, those of a packed one unpacked."""
    if zipfile.is_zipfile(BytesIO(contents)):
        with zipfile.ZipFile(BytesIO(contents)) as packed:
            for name in packed.namelist():
                yield name
                yield from _parts(packed.read(name))
    elif contents.startswith(_PARQUET):
        from pyarrow import parquet

        with parquet.ParquetFile(BytesIO(contents)) as opened:
            yield str(opened.metadata.metadata)
            for cells in opened.read().to_pydict().values():
                yield "\n".join(map(str, cells))
    elif contents.startswith(_PDF):
        yield from _pages(contents)
    elif b"\x00" in contents:
        yield b"\n".join(_RUN.findall(contents)).decode("utf-8", "replace")
    else:
        yield contents.decode("utf-8", "replace")


def _pages(pdf: bytes) -> Iterator[str]:
    """Give what a PDF says of itself, and the text of each page."""
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as opened:
        yield "\n".join(opened.get_metadata_dict(skip_empty=True).values())
        for page in opened:
            yield page.get_textpage().get_text_bounded()


def _by_word(secrets: Collection[Words]) -> ByWord:
    found: dict[str, list[Words]] = defaultdict(list)
    for secret in secrets:
        found[max(secret, key=len)].append(secret)
    return found


def _texts(said: _Said, known: Mapping[str, ByWord], own: _Said) -> Iterator[str]:
    for kind, secrets in known.items():
        near = chain.from_iterable(secrets[word] for word in secrets.keys() & said.words)
        if any(said.holds(secret) and not own.holds(secret) for secret in near):
            yield kind


def _telling(text: str) -> bool:
    return sum(letter.isalpha() for letter in text) >= FEWEST_LETTERS


def _words(text: str) -> Words:
    return tuple(_WORD.findall(text.casefold()))
