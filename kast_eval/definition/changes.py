"""Everything that can differ between two versions of a form: a closed set."""

from dataclasses import dataclass
from enum import Enum

from kast_eval.definition.form import Item
from kast_eval.definition.score import Score
from kast_eval.wording import Wording, marked


class Part(Enum):
    """Which printed words of a question changed; the value is a marked text of the program."""

    QUESTION = marked("frågan")
    HINT = marked("hjälptexten")
    LABEL = marked("texten vid svaret")
    ANCHOR = marked("texten vid steget")
    UNIT = marked("enheten")
    NONE_BOX = marked("texten vid rutan för inget")


class Setting(Enum):
    """Which setting of a question changed; the value is a marked text of the program."""

    ROLE = marked("rollen")
    ASKED = marked("när den frågas")
    CONDITION = marked("villkoret")
    SKIP = marked("när den hoppas över")
    EXPORT = marked("hur den lämnas ut")
    HIERARCHY = marked("hur koderna slås ihop")
    BOX_ORDER = marked("rutornas ordning")
    ORDERED = marked("om svaren har en ordning")
    TIES = marked("koden vid två kryss bredvid varandra")
    AT_MOST = marked("högsta antalet kryss")
    WINDOW = marked("tiden i dagar")
    DASH = marked("om ett streck är noll")
    LINES = marked("antalet rader att skriva på")


class FormPart(Enum):
    """Which part of the form around its questions changed."""

    LETTER = marked("bokstaven")
    TITLE = marked("rubriken")
    INSTRUCTION = marked("inledningen")
    LEGEND = marked("anvisningen för kryss")
    CLOSING = marked("slutorden")
    SECTION = marked("en mellanrubrik")
    INTRO = marked("texten under en mellanrubrik")
    FILLER = marked("vem som fyller i")
    TIMING = marked("när bladet fylls i")
    PAGES = marked("antalet sidor")
    ROWS = marked("antalet rader på en sida")
    SUBJECT = marked("vem bladet handlar om")


@dataclass(frozen=True)
class Spot:
    """Where a question stands: its page and the heading above it."""

    page: int
    heading: Wording


@dataclass(frozen=True)
class Added:
    """A question that only the new version asks; some are kept of a sheet and not printed."""

    item: Item
    printed: bool = True


@dataclass(frozen=True)
class Removed:
    """A question that only the old version asks; without a `reason` nothing of it was stored."""

    item: Item
    reason: Wording | None = None
    printed: bool = True


@dataclass(frozen=True)
class Renamed:
    """A question whose name changed."""

    old: Item
    new: Item


@dataclass(frozen=True)
class Reworded:
    """Printed words that changed; `code` tells whose label or step it is."""

    item: Item
    part: Part
    old: Wording | None
    new: Wording | None
    code: str = ""


@dataclass(frozen=True)
class Renumbered:
    """A question whose printed number changed."""

    old: Item
    new: Item


@dataclass(frozen=True)
class Moved:
    """A question that stands on another page or under another heading."""

    item: Item
    old: Spot
    new: Spot


@dataclass(frozen=True)
class NewCode:
    """An answer that only the new version offers."""

    item: Item
    code: str
    label: Wording


@dataclass(frozen=True)
class LostCode:
    """Answers that the new version has no place for: kept as answered only, for the reason."""

    item: Item
    codes: str
    reason: Wording


@dataclass(frozen=True)
class Recoded:
    """Answers that have another code in the new version."""

    item: Item
    codes: str
    to: str


@dataclass(frozen=True)
class Split:
    """Answers that became an answer to another question, or one tick among several."""

    item: Item
    codes: str
    into: Item
    to: str


@dataclass(frozen=True)
class ChangedLimits:
    """A number, scale or text whose smallest or largest changed."""

    item: Item
    old: str
    new: str


@dataclass(frozen=True)
class ChangedKind:
    """A question that is answered in another way."""

    old: Item
    new: Item


@dataclass(frozen=True)
class ChangedSetting:
    """A setting of a question that changed; both are as a definition writes them."""

    item: Item
    setting: Setting
    old: str | Wording
    new: str | Wording


@dataclass(frozen=True)
class ChangedCheck:
    """A rule across questions that came or went."""

    rule: str
    hard: bool
    added: bool


@dataclass(frozen=True)
class ChangedForm:
    """Something around the questions that changed."""

    part: FormPart
    old: str | Wording
    new: str | Wording


@dataclass(frozen=True)
class ChangedScore:
    """A score that came, went, or is worked out in another way; None where it is not."""

    name: str
    old: Score | None
    new: Score | None


QuestionChange = Added | Removed | Renamed | Renumbered | Moved
"""A question that came, went, or goes by another name, number or place."""

CodeChange = NewCode | LostCode | Recoded | Split
"""A single answer that came, went, or became another."""

SettingChange = ChangedLimits | ChangedKind | ChangedSetting
"""A question that is answered, read or left out in another way."""

FormChange = ChangedCheck | ChangedForm | ChangedScore
"""What belongs to no single question."""

Change = QuestionChange | Reworded | CodeChange | SettingChange | FormChange
"""Every change there is; a `match` over it ends in `assert_never`."""
