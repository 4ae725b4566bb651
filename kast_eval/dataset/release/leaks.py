"""The leak scan: all that is to leave, unpacked, searched for what must stay.

A number is told from one that only looks like it by its check digit (personnummer: Luhn). What is
found is told by kind and place, never by what it is.
"""

import re
import zipfile
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from itertools import chain

from kast_eval.study.personal_number import is_personal_number

_BLANK, _DASH = "[ \u00a0]", "[-\u2010\u2011\u2012\u2013\u2212]"
"""How people write a blank and a hyphen: as such, or as what a word processor makes of them."""
_BETWEEN = f"(?:{_BLANK}?(?:{_DASH}|[+/]){_BLANK}?|{_BLANK})?"
_STEP = f"(?:{_BLANK}|{_DASH})?"
_LAST_NINE = f"{_STEP}7[0-9](?:{_STEP}[0-9]){{7}}"
_PERSONAL_NUMBER = re.compile(f"(?<![0-9])(?:[0-9]{{2}})?[0-9]{{6}}{_BETWEEN}[0-9]{{4}}(?![0-9])")
_PHONE = re.compile(rf"(?<![0-9])(?:(?:\+46|0046){_STEP}(?:\(0\))?|0){_LAST_NINE}(?![0-9])")
_HOME_PHONE = re.compile(
    rf"(?<![\w-])0[1-9][0-9]{{0,2}}[-/\u2010\u2011]"
    rf"(?:[0-9]{{2,3}}(?:{_BLANK}[0-9]{{2,3}}){{2}}|[0-9]{{5,8}})(?!\w)"
)
"""With its blanks, or with none; a long dash would be a span, and a hyphen before it a day."""
_ABROAD = re.compile(rf"(?:\+46|0046){_STEP}(?:\(0\))?(?:{_STEP}[0-9]){{7,9}}(?![0-9])")
_IN_PARTS = re.compile(
    rf"(?<![0-9])(?:[0-9]{{2}})?[0-9]{{2}}-[0-9]{{2}}-[0-9]{{2}}{_BETWEEN}[0-9]{{4}}(?![0-9])"
)
"""A personal number whose day of birth is written as a day."""
_DAY = re.compile(
    r"(?<![0-9/-])[0-9]{4}([-/])(?:0[1-9]|1[0-2])\1(?:0[1-9]|[12][0-9]|3[01])(?![0-9/-])"
)
_CHECKSUM = re.compile(r"(?<!\w)[0-9a-f]{64}(?!\w)")
"""SHA-256 as it is written; by chance, two in a thousand have digits that look like a number."""
_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{2,63}")
_WORD = re.compile(r"[^\W\d_]\w*")
"""A word from its first letter on; numbers alone stand everywhere in data."""
_NEAR_PHONE = re.compile(f"[06)]{_LAST_NINE}")
_NEAR_PERSONAL_NUMBER = re.compile(f"[0-9]{{6}}{_BETWEEN}[0-9]{{4}}")
"""What is quick to look for, and stands wherever the whole number does."""
_AROUND = 16
"""So far from it the whole number begins or ends at most."""
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
        kind: {_words(one) for one in texts if kind != FREE_TEXT or _telling(one)} - {()}
        for kind, texts in secrets.items()
    }
    open_text = "\n".join(part for one in (public or {}).values() for part in _parts(one))
    own = _Said(open_text)
    may_stand = None if days is None else {*days, *_days(open_text)}
    found: set[Leak] = set()
    for name, contents in files.items():
        for part in _parts(contents):
            for piece in _pieces(part):
                kinds = (*_numbers(piece), *_texts(_Said(piece), known, own))
                found |= {Leak(name, kind) for kind in kinds}
                if may_stand is not None and _days(piece) - may_stand:
                    found.add(Leak(name, "datum"))
    return tuple(sorted(found))


class _Said:
    """The words of a text: which there are, and in which order."""

    def __init__(self, text: str) -> None:
        """Take the words out of the text."""
        words = _words(text)
        self._words = frozenset(words)
        self._in_order = f" {' '.join(words)} "

    def holds(self, secret: Words) -> bool:
        """Tell whether the words of a secret stand there one after another."""
        return self._words.issuperset(secret) and f" {' '.join(secret)} " in self._in_order


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


def _days(text: str) -> set[str]:
    """Return the calendar days in a text, as days are written."""
    return {found[0].replace("/", "-") for found in _DAY.finditer(text)}


def _numbers(written: str) -> Iterator[str]:
    text = _CHECKSUM.sub("", written)
    whole = _found(text, _NEAR_PERSONAL_NUMBER, _PERSONAL_NUMBER)
    found = (re.sub("[^0-9]", "", one)[-10:] for one in chain(whole, _IN_PARTS.findall(text)))
    if any(is_personal_number(ten) for ten in found):
        yield "personnummer"
    if _HOME_PHONE.search(text) or _ABROAD.search(text) or any(_found(text, _NEAR_PHONE, _PHONE)):
        yield "telefon"
    if "@" in text and _MAIL.search(text):
        yield "e-post"


def _found(text: str, near: re.Pattern[str], whole: re.Pattern[str]) -> Iterator[str]:
    """Give what a pattern finds, looked for only around what is quick to find."""
    for close in near.finditer(text):
        start = max(0, close.start() - _AROUND)
        for found in whole.finditer(text, start, close.end() + _AROUND):
            # What the end of the search cut off may go on.
            if exact := whole.match(text, found.start()):
                yield exact[0]


def _texts(said: _Said, known: Mapping[str, Collection[Words]], own: _Said) -> Iterator[str]:
    for kind, secrets in known.items():
        if any(said.holds(secret) and not own.holds(secret) for secret in secrets):
            yield kind


def _telling(text: str) -> bool:
    return sum(letter.isalpha() for letter in text) >= FEWEST_LETTERS


def _words(text: str) -> Words:
    return tuple(_WORD.findall(text.casefold()))
