"""Practice sheets with their key, and how a practised keying is marked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kast_eval.answers.compare import differing_items
from kast_eval.definition.form import FormDefinition
from kast_eval.definition.library import Library
from kast_eval.definition.nodes import Node, read_yaml
from kast_eval.errors import KastEvalError
from kast_eval.kinds.answer import Ruling, Value
from kast_eval.manual.errors import ManualError
from kast_eval.study.client_code import read_client_code
from kast_eval.wording import marked

ENOUGH = 99
"""Who keys real sheets has at least so many of a hundred practice answers right (manual, 14)."""


@dataclass(frozen=True)
class PracticeMark:
    """One answer of a practice sheet: what a reader sees, what is to be keyed, and its code.

    `drawn` is what stands on the printed practice sheet, and `struck` the boxes struck out there.
    """

    item: str
    paper: str
    text: str
    values: tuple[Value, ...]
    rulings: frozenset[Ruling] = frozenset()
    drawn: str = ""
    struck: tuple[int, ...] = ()


@dataclass(frozen=True)
class PracticeSheet:
    """One filled-in paper of a made-up person; what is not among its marks is blank."""

    name: str
    definition: FormDefinition
    title: str
    client_code: str
    number: int | None
    known: Mapping[str, int]
    marks: tuple[PracticeMark, ...]

    @property
    def texts(self) -> Mapping[str, str]:
        """Return the key: the text to type for each item that is not blank."""
        return {mark.item: mark.text for mark in self.marks if mark.text}

    @property
    def drawn(self) -> Mapping[str, str]:
        """Return what is drawn on the paper for each item."""
        return {mark.item: mark.drawn for mark in self.marks if mark.drawn}


@dataclass(frozen=True)
class MarkedAnswer:
    """One answer of a practised keying beside the key."""

    item: str
    expected: str
    keyed: str
    right: bool


@dataclass(frozen=True)
class MarkedPractice:
    """A whole practised keying beside the key, in the order of the paper."""

    answers: tuple[MarkedAnswer, ...]

    @property
    def wrong(self) -> tuple[MarkedAnswer, ...]:
        """Return the answers that mean something else than the key."""
        return tuple(answer for answer in self.answers if not answer.right)

    @property
    def right(self) -> int:
        """Return how many answers mean the same as the key."""
        return len(self.answers) - len(self.wrong)


def mark_practice(
    definition: FormDefinition, key: Mapping[str, str], keyed: Mapping[str, str]
) -> MarkedPractice:
    """Return each answer beside the key; texts of one meaning, as «04» and «4», are both right."""
    wrong = set(differing_items(definition, key, keyed))
    return MarkedPractice(
        tuple(
            MarkedAnswer(
                item.name,
                key.get(item.name, ""),
                keyed.get(item.name, ""),
                item.name not in wrong,
            )
            for item in definition.items
        )
    )


def enough_right(sheets: Sequence[MarkedPractice]) -> bool:
    """Tell whether enough of the answers of all practised sheets together are right."""
    return is_enough(
        sum(sheet.right for sheet in sheets), sum(len(sheet.answers) for sheet in sheets)
    )


def is_enough(right: int, answers: int) -> bool:
    """Tell whether so many right ones of so many answers are enough."""
    return 100 * right >= ENOUGH * answers


def read_practice(folder: Path, library: Library) -> tuple[PracticeSheet, ...]:
    """Return the practice sheets of a folder by name, or raise ManualError."""
    return tuple(_read(path, library) for path in sorted(folder.glob("*.yaml")))


def _read(path: Path, library: Library) -> PracticeSheet:
    root = read_yaml(path.name, path.read_text(encoding="utf-8"))
    keys = root.mapping(
        ("form", "version", "title", "client_code", "answers"), ("number", "person_type")
    )
    definition = _form(keys, library)
    marks = tuple(_read_mark(one, definition) for one in keys["answers"].sequence())
    return PracticeSheet(
        name=path.stem,
        definition=definition,
        title=keys["title"].text(),
        client_code=_client_code(keys["client_code"]),
        number=keys["number"].integer() if "number" in keys else None,
        known={"person_type": keys["person_type"].integer()} if "person_type" in keys else {},
        marks=marks,
    )


def _form(keys: Mapping[str, Node], library: Library) -> FormDefinition:
    try:
        return library.get(keys["form"].text(), keys["version"].integer()).as_asked()
    except KastEvalError as error:
        node = keys["form"]
        raise ManualError(node.file, node.line, error.text, **error.details) from error


def _client_code(node: Node) -> str:
    try:
        return read_client_code(node.text())
    except KastEvalError as error:
        raise ManualError(node.file, node.line, error.text, **error.details) from error


def _read_mark(node: Node, definition: FormDefinition) -> PracticeMark:
    keys = node.mapping(("item", "paper", "code"), ("text", "flags", "drawn", "struck"))
    name = keys["item"].text()
    if all(item.name != name for item in definition.items):
        raise ManualError(
            node.file, keys["item"].line, marked("Frågan «{name}» finns inte på formuläret."),
            name=name,
        )  # fmt: skip
    text = keys["text"].text() if "text" in keys else ""
    return PracticeMark(
        item=name,
        paper=keys["paper"].text(),
        text=text,
        values=tuple(_value(one) for one in keys["code"].sequence()),
        rulings=frozenset(Ruling(one.one_of(list(Ruling))) for one in _list(keys, "flags")),
        drawn=keys["drawn"].text() if "drawn" in keys else text,
        struck=tuple(one.integer() for one in _list(keys, "struck")),
    )


def _list(keys: Mapping[str, Node], name: str) -> tuple[Node, ...]:
    return keys[name].sequence() if name in keys else ()


def _value(node: Node) -> Value:
    written = node.text()
    if written.count("-") <= 1:
        return node.integer()
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise node.error(marked("Skriv dagen som år-månad-dag: 2026-03-09.")) from error
