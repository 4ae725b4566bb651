"""A change in plain words, and the names that it is told with."""

from dataclasses import dataclass, field
from enum import Enum
from typing import assert_never

from kast_eval.definition.form import Item, Role
from kast_eval.kinds import Choice, Count, Day, Kind, Scale, Several, Words
from kast_eval.wording import Language, Wording, marked, program_text

NOTHING = Wording("–", "–")


@dataclass(frozen=True)
class Told:
    """One line: a marked text of the program and its details."""

    text: str
    details: dict[str, object] = field(default_factory=dict)

    def in_language(self, language: Language) -> str:
        """Return the line in `language`; a detail that is an enum is a marked text itself."""
        details = {
            name: program_text(str(detail.value), language) if isinstance(detail, Enum) else detail
            for name, detail in self.details.items()
        }
        return program_text(self.text, language, **details)


def told(text: str, /, **details: object) -> Told:
    """Return a line of a marked text and its details."""
    return Told(text, details)


class KindWord(Enum):
    """How a kind of answer is called; the value is a marked text of the program."""

    CHOICE = marked("ett kryss")
    COUNT = marked("ett antal")
    DAY = marked("ett datum")
    SCALE = marked("en skala")
    SEVERAL = marked("flera kryss")
    WORDS = marked("ord")


def kind_word(kind: Kind) -> KindWord:
    """Return how a kind is called."""
    match kind:
        case Choice():
            return KindWord.CHOICE
        case Count():
            return KindWord.COUNT
        case Day():
            return KindWord.DAY
        case Scale():
            return KindWord.SCALE
        case Several():
            return KindWord.SEVERAL
        case Words():
            return KindWord.WORDS
        case _:
            assert_never(kind)


def called(item: Item) -> str:
    """Return the printed number and the name of a question: «12 buy_phys_30d_n»."""
    return f"{item.number} {item.name}".strip()


def left_columns(item: Item) -> tuple[str, ...]:
    """Return the columns that the item leaves with; words and what identifies never leave."""
    if item.role in {Role.IDENTIFIER, Role.TEXT}:
        return ()
    if item.export is not None:
        return (item.export.name,)
    return tuple(column.name for column in item.columns() if not column.is_day)
