"""The appendix of practice sheets: what stands on each paper, and the key."""

from collections.abc import Iterator, Sequence

from kast_eval.definition.form import FormDefinition
from kast_eval.definition.numbered import numbered
from kast_eval.manual.generated.forms import form_title
from kast_eval.manual.generated.rules import codes_in_words, flags_in_words
from kast_eval.manual.practice import PracticeMark, PracticeSheet
from kast_eval.manual.tree import Block, Heading, Paragraph, Run, Runs, Table

_UNLISTED = "Frågor som inte står i tabellen är tomma på papperet."


def practice_blocks(sheets: Sequence[PracticeSheet]) -> tuple[Block, ...]:
    """Return what a reader sees on each practice sheet, without the key."""
    head = _cells("Fråga", "", "På papperet")
    return tuple(
        block
        for sheet in sheets
        for block in (
            *_opening(sheet, "ovning"),
            Table(head, tuple(_seen(sheet.definition, mark) for mark in sheet.marks), (1, 6, 6)),
        )
    )


def key_blocks(sheets: Sequence[PracticeSheet]) -> tuple[Block, ...]:
    """Return what is to be keyed for each practice sheet, with codes and flags."""
    head = _cells("Fråga", "Variabel", "Du skriver", "Kod", "Flagga")
    return tuple(
        block
        for sheet in sheets
        for block in (
            *_opening(sheet, "facit"),
            Table(
                head, tuple(_keyed(sheet.definition, mark) for mark in sheet.marks), (1, 4, 4, 4, 3)
            ),
        )
    )


def _opening(sheet: PracticeSheet, prefix: str) -> Iterator[Block]:
    code = f"Klientkod {sheet.client_code}."
    number = f" Nummer {sheet.number}." if sheet.number is not None else ""
    form = f"{form_title(sheet.definition)}. {code}{number} {_UNLISTED}"
    yield Heading(3, (Run(sheet.title),), (f"{prefix}-{sheet.name}",))
    yield Paragraph((Run(form),))


def _seen(definition: FormDefinition, mark: PracticeMark) -> tuple[Runs, ...]:
    item = definition.item(mark.item)
    return _cells(_number(definition, mark), item.wording.sv, mark.paper)


def _keyed(definition: FormDefinition, mark: PracticeMark) -> tuple[Runs, ...]:
    return _cells(
        _number(definition, mark),
        mark.item,
        mark.text or "(tomt)",
        codes_in_words(mark.values),
        flags_in_words(mark.rulings),
    )


def _number(definition: FormDefinition, mark: PracticeMark) -> str:
    number = definition.item(mark.item).number
    return numbered(definition, number) if number else "–"


def _cells(*texts: str) -> tuple[Runs, ...]:
    return tuple((Run(text),) if text else () for text in texts)
