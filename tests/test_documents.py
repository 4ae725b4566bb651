"""The documents for those who answer for the program."""

import re
from collections import Counter
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]
DOCUMENTS = PROJECT / "manual" / "documents"
ANSWERS = {"yes", "part", "host", "no", "–"}
ROWS = 253 + 4
"""As many as the standard has at levels 1 and 2, and four of level 3."""


def rows() -> list[list[str]]:
    lines = (DOCUMENTS / "asvs.md").read_text("utf-8").splitlines()
    return [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in lines
        if re.match(r"\| [0-9]+\.", line)
    ]


def test_every_requirement_is_answered_once() -> None:
    numbers = Counter(number for number, *_rest in rows())
    assert (len(numbers), set(numbers.values())) == (ROWS, {1})


def test_answers_are_those_that_are_explained() -> None:
    assert {answer for _number, _what, answer, _how in rows()} <= ANSWERS


def test_what_is_not_a_whole_yes_says_why() -> None:
    unsaid = [row[0] for row in rows() if row[2] in {"part", "no"} and not row[3]]
    assert unsaid == []


@pytest.mark.parametrize("document", sorted(DOCUMENTS.glob("*.md")), ids=lambda path: path.name)
def test_the_files_that_are_named_are_there(document: Path) -> None:
    text = document.read_text("utf-8")
    named = re.findall(r"`((?:kast_eval|tests|manual|forms|benchmarks)/[^`*]*)`", text)
    linked = re.findall(r"\]\(([^)]+)\)", text)
    missing = [name for name in named if not (PROJECT / name).exists()]
    assert missing + [name for name in linked if not (DOCUMENTS / name).exists()] == []


def test_every_document_is_in_the_list() -> None:
    listed = (DOCUMENTS / "README.md").read_text("utf-8")
    names = {path.name for path in DOCUMENTS.glob("*.md")} - {"README.md"}
    assert {name for name in names if f"({name})" in listed} == names
