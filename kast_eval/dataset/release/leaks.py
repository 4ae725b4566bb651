"""The leak scan: all that is to leave, unpacked, searched for what must stay.

A number is told from one that only looks like it by its check digit (personnummer: Luhn). What is
found is told by kind and place, never by what it is.
"""

import re
import zipfile
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO

import pypdfium2
from pyarrow import parquet

_PERSONAL_NUMBER = re.compile(r"(?<![0-9])(?:[0-9]{2})?[0-9]{6}[-+ ]?[0-9]{4}(?![0-9])")
_PHONE = re.compile(r"(?<![0-9])(?:\+46|0046|0)[ -]?7[0-9](?:[ -]?[0-9]){7}(?![0-9])")
_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{2,63}")
_WORD = re.compile(r"\w*[^\W\d_]\w*")
"""A word with a letter in it; numbers alone stand everywhere in data."""

_COORDINATION = 60
"""What a coordination number adds to the day of birth."""
_LAST_MONTH, _LAST_DAY = 12, 31
_PARQUET, _PDF = b"PAR1", b"%PDF-"
FREE_TEXT = "fritext"
"""The kind of what somebody wrote; the others are the study's own codes and names."""
FEWEST_LETTERS = 4
"""A free text with fewer letters is told from nothing."""
_SHINGLE = 3
"""So many words of a text are looked for first; only where they stand is it looked for whole."""


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
) -> tuple[Leak, ...]:
    """Return what is found in the files, each file and kind once.

    `secrets` has by kind what must not leave: codes, names, free texts. What also stands in
    `public`, the same release made of no data, came from no data.
    """
    known = {
        kind: {_words(one) for one in texts if kind != FREE_TEXT or _telling(one)}
        for kind, texts in secrets.items()
    }
    own = _shingles(" ".join(part for one in (public or {}).values() for part in _parts(one)))
    found: set[Leak] = set()
    for name, contents in files.items():
        for part in _parts(contents):
            found |= {Leak(name, kind) for kind in (*_numbers(part), *_texts(part, known, own))}
    return tuple(sorted(found))


def _parts(contents: bytes) -> Iterator[str]:
    """Give the texts in a file, those of a packed one unpacked."""
    if zipfile.is_zipfile(BytesIO(contents)):
        with zipfile.ZipFile(BytesIO(contents)) as packed:
            for name in packed.namelist():
                yield name
                yield from _parts(packed.read(name))
    elif contents.startswith(_PARQUET):
        with parquet.ParquetFile(BytesIO(contents)) as opened:
            yield str(opened.metadata.metadata)
            for cells in opened.read().to_pydict().values():
                yield "\n".join(map(str, cells))
    elif contents.startswith(_PDF):
        yield from _pages(contents)
    else:
        yield contents.decode("utf-8", "replace")


def _pages(pdf: bytes) -> Iterator[str]:
    """Give what a PDF says of itself, and the text of each page."""
    with pypdfium2.PdfDocument(pdf) as opened:
        yield "\n".join(opened.get_metadata_dict(skip_empty=True).values())
        for page in opened:
            yield page.get_textpage().get_text_bounded()


def _numbers(text: str) -> Iterator[str]:
    if any(_is_personal_number(found[0]) for found in _PERSONAL_NUMBER.finditer(text)):
        yield "personnummer"
    if _PHONE.search(text):
        yield "telefon"
    if _MAIL.search(text):
        yield "e-post"


def _is_personal_number(found: str) -> bool:
    digits = re.sub("[^0-9]", "", found)[-10:]
    month, day = int(digits[2:4]), int(digits[4:6]) % _COORDINATION
    if not 1 <= month <= _LAST_MONTH or not 1 <= day <= _LAST_DAY:
        return False
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(digits))
    return sum(one // 10 + one % 10 for one in doubled) % 10 == 0


def _texts(text: str, known: Mapping[str, Collection[Words]], own: Collection[Words]) -> set[str]:
    shingles = _shingles(text) - set(own)
    return {
        kind
        for kind, secrets in known.items()
        if any(secret[:_SHINGLE] in shingles and _stands(secret, text) for secret in secrets)
    }


def _stands(secret: Words, text: str) -> bool:
    return len(secret) <= _SHINGLE or " ".join(secret) in " ".join(_words(text))


def _telling(text: str) -> bool:
    return sum(letter.isalpha() for letter in text) >= FEWEST_LETTERS


def _words(text: str) -> Words:
    return tuple(_WORD.findall(text.casefold()))


def _shingles(text: str) -> set[Words]:
    words = _words(text)
    return {
        words[start : start + size]
        for size in range(1, _SHINGLE + 1)
        for start in range(len(words))
    }
