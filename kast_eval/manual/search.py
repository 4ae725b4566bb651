"""A search in the manual: paragraphs with every word, else those with the most of them."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kast_eval.manual.html import plain_lines, searched
from kast_eval.manual.tree import Heading, ManualTree, TreeChapter, plain_text

LONGEST_QUERY = 100
_SHORTEST, _BENT = 4, 2
_MINUS = {"\N{MINUS SIGN}": "-"}
"""A keyboard has no real minus sign."""
_BEFORE, _AFTER = 60, 160
"""How many signs of a paragraph are shown before the first word found, and from there on."""


@dataclass(frozen=True)
class Hit:
    """One paragraph that was found: where it stands, and what it says around the words.

    `parts` are the words in order, each with whether it was searched for.
    """

    chapter: TreeChapter
    anchor: str
    heading: str
    parts: tuple[tuple[str, bool], ...]


def search(tree: ManualTree, query: str) -> tuple[Hit, ...]:
    """Return the headings that have every word of the query, then the paragraphs."""
    words = _words(query)
    if not words:
        return ()
    found = [hit for chapter in tree.chapters for hit in _in_chapter(chapter, words)]
    return tuple(hit for _, hit in sorted(found, key=lambda one: not one[0]))


def search_nearly(tree: ManualTree, query: str) -> tuple[Hit, ...]:
    """Return the paragraphs with the most of the words, when none has them all.

    The ends of words are left out, as they are bent by what stands around them.
    """
    stems = [stem for word in _words(query) if (stem := _stem(word))]
    best: list[tuple[int, bool, Hit]] = []
    for chapter in tree.chapters:
        for is_heading, hit in _in_chapter(chapter, stems, every=False):
            said = fold("".join(words for words, is_hit in hit.parts if is_hit))[0]
            best.append((sum(stem in said for stem in stems), is_heading, hit))
    most = max((count for count, _, _ in best), default=0)
    enough = [one for one in best if one[0] == most]
    return tuple(hit for _, _, hit in sorted(enough, key=lambda one: not one[1]))


def _words(query: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fold(query[:LONGEST_QUERY])[0].split()))


def _stem(word: str) -> str:
    """Return the beginning of a word, or nothing of one that says too little to be searched for."""
    if len(word) < _SHORTEST:
        return ""
    return word[: max(_SHORTEST, len(word) - _BENT)]


def fold(text: str) -> tuple[str, tuple[int, ...]]:
    """Return the text without case and accents, and the place that each sign of it comes from."""
    signs: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        bare = [
            sign
            for sign in _MINUS.get(letter) or unicodedata.normalize("NFKD", letter).casefold()
            if not unicodedata.combining(sign)
        ]
        signs += bare
        places += [place] * len(bare)
    return "".join(signs), tuple(places)


def _in_chapter(
    chapter: TreeChapter, words: Sequence[str], *, every: bool = True
) -> Iterator[tuple[bool, Hit]]:
    """Yield each hit, and whether it is a heading."""
    anchor, heading = chapter.anchor, ""
    title = _parts(chapter.title, words, every=every)
    if title:
        yield True, Hit(chapter, anchor, heading, title)
    for block in chapter.blocks:
        is_heading = isinstance(block, Heading)
        if isinstance(block, Heading):
            anchor = block.anchors[0]
            heading = f"{block.label} {searched(plain_text(block.runs))}".strip()
        lines = plain_lines(block)
        if is_heading:
            # The names of its variables are found with the heading itself.
            lines = [" · ".join(lines)]
        for line in lines:
            parts = _parts(searched(line), words, every=every)
            if parts:
                yield is_heading, Hit(chapter, anchor, "" if is_heading else heading, parts)


def _parts(text: str, words: Sequence[str], *, every: bool) -> tuple[tuple[str, bool], ...]:
    """Return the text around the words, or nothing if one of them, or all of them, are missing."""
    folded, places = fold(text)
    there = [word in folded for word in words]
    if not (all(there) if every else any(there)):
        return ()
    longest_first = sorted(words, key=len, reverse=True)
    pattern = re.compile("|".join(re.escape(word) for word in longest_first))
    spans = [
        (places[match.start()], places[match.end() - 1] + 1) for match in pattern.finditer(folded)
    ]
    start = _start(text, spans[0][0])
    end = _end(text, spans[0][0])
    return tuple(part for part in _cut(text, spans, start, end) if part[0])


def _start(text: str, first: int) -> int:
    """Return where the part that is shown begins: at a word."""
    if first <= _BEFORE:
        return 0
    return text.find(" ", first - _BEFORE, first) + 1 or first


def _end(text: str, first: int) -> int:
    """Return where the part that is shown ends: after a word."""
    if len(text) <= first + _AFTER:
        return len(text)
    space = text.rfind(" ", first, first + _AFTER)
    return space if space > 0 else first + _AFTER


def _cut(
    text: str, spans: Sequence[tuple[int, int]], start: int, end: int
) -> Iterator[tuple[str, bool]]:
    at = start
    yield ("… " if start else ""), False
    for first, last in spans:
        if at <= first and last <= end:
            yield text[at:first], False
            yield text[first:last], True
            at = last
    yield text[at:end], False
    yield (" …" if end < len(text) else ""), False
