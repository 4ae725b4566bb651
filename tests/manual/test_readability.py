import re

import pytest

from kast_eval.manual.texts import TextChapter
from tests.manual.source import real_manual

HARDEST = 45
"""Swedish texts above this are called difficult; below 30 they are very easy."""

_LONG = 6


def lix(text: str) -> float:
    """Return words a sentence plus the percentage of words over six letters."""
    running = "\n".join(line for line in text.splitlines() if not line.startswith("|"))
    running = re.sub(r"\{\{.*?\}\}|\[[^\]]*\]", "", running)
    running = re.sub(r"\{[^}]*\}", "A1", running)
    sentences, words = 0, []
    for block in re.split(r"\n(?=[-#>0-9\n])", running):
        found = re.findall(r"\w+", block)
        words += found
        sentences += max(1, len(re.findall(r"[.:?](?=\s|$|»)", block))) if found else 0
    long = sum(len(word) > _LONG for word in words)
    return len(words) / sentences + 100 * long / len(words)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Jag bor här. Du bor där.", 3.0), ("Mottagningen är öppen.", 3 + 100 / 3)],
)
def test_the_measure_is_the_known_one(text: str, expected: float) -> None:
    assert lix(text) == pytest.approx(expected)


@pytest.mark.parametrize("chapter", real_manual().texts, ids=lambda one: one.file)
def test_every_chapter_is_in_plain_swedish(chapter: TextChapter) -> None:
    assert lix(chapter.text) <= HARDEST
