"""The classes that a form definition is read into."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import cached_property

from kast_eval.definition.change_notes import NO_CHANGES, ChangeNotes
from kast_eval.definition.rule import Rule
from kast_eval.definition.score import Score
from kast_eval.kinds import Kind
from kast_eval.kinds.answer import Answer, Column
from kast_eval.wording import Wording

LARGEST_PAGE_CODE = 249
"""A page has four of the thousand corner markers."""


class Role(StrEnum):
    """What an item could give away, which decides where it may leave to."""

    IDENTIFIER = "identifier"
    QUASI = "quasi"
    SENSITIVE = "sensitive"
    OTHER = "other"
    TEXT = "text"
    TECHNICAL = "technical"


class Asked(StrEnum):
    """When an item stands on the paper."""

    ALWAYS = "always"
    """Core: the same at every clinic."""
    BY_DEFAULT = "by default"
    """Optional, on unless the clinic leaves it out."""
    ON_REQUEST = "on request"
    """Optional, off unless the clinic asks for it."""


class Filler(StrEnum):
    """Who fills in the paper."""

    CLIENT = "client"
    RELATIVE = "relative"
    STAFF = "staff"
    MANAGER = "manager"
    RESEARCHER = "researcher"


class Subject(StrEnum):
    """Whom a form is about, which decides what code stands on the paper."""

    CLIENT = "client"
    RELATIVE = "relative"
    """A relative of a client, with a code of their own that is never linked to the client's."""
    CLINIC = "clinic"
    """The clinic itself, its manager or its contacts: no code of a person."""


class Timing(StrEnum):
    """How the time point of a sheet is found, most often from one number beside the form."""

    START = "t0"
    SESSION = "session"
    """One sheet a session; the session's number gives the time point s01 to s99."""
    CLOSING = "t1"
    FOLLOW_UP = "follow-up"
    """Months after the closing: 3, 6 or 12."""
    YEAR = "year"
    OCCASION = "occasion"
    """A running number: of a respondent, an interview, a deviation."""
    ROW = "row"
    """One sheet record a row of the paper; the row's number at the clinic."""


@dataclass(frozen=True)
class Condition:
    """The answers to an earlier item that let this item be asked."""

    item: str
    values: frozenset[int]


@dataclass(frozen=True)
class Band:
    """One exported group of counts, both ends included."""

    code: int
    smallest: int
    largest: int
    label: Wording


Hierarchy = tuple[tuple[tuple[int, ...], ...], ...]
"""Levels of merging, finest first; each level groups every exported code once."""


class Counted(StrEnum):
    """How a day becomes a number of days."""

    FROM_FIRST_SESSION = "from first session"
    TO_FIRST_SESSION = "to first session"
    """For a day before it, such as that of the first contact: how long the wait was."""


@dataclass(frozen=True)
class Export:
    """How an item leaves under another name: a day as a number of days, a count in bands."""

    name: str
    bands: tuple[Band, ...] = ()
    counted: Counted = Counted.FROM_FIRST_SESSION


@dataclass(frozen=True)
class Licence:
    """By what right the items of somebody else's instrument are used, and who made sure of it."""

    holder: str
    terms: str
    version: str
    day: date
    checked_by: str


@dataclass(frozen=True)
class Item:
    """One thing that is asked and gets one text.

    `number` is what is printed ("12", "23a"); `wording` is the whole question, with the row and
    column of a grid put in; `short` is only what the row or column adds. An item is led past when
    its `condition` is not met, or when its `skip_rule` holds over earlier items.
    """

    name: str
    number: str
    wording: Wording
    short: Wording
    kind: Kind
    role: Role
    asked: Asked = Asked.ALWAYS
    condition: Condition | None = None
    export: Export | None = None
    hierarchy: Hierarchy = ()
    write_in_for: str | None = None
    skip_rule: Rule | None = None

    def read(self, text: str) -> Answer:
        """Return what `text` means, or raise AnswerError."""
        return self.kind.read(text)

    def columns(self) -> tuple[Column, ...]:
        """Return the columns that the item's answer fills, as coded and before any export."""
        return self._columns

    @cached_property
    def _columns(self) -> tuple[Column, ...]:
        return self.kind.columns(self.name)


@dataclass(frozen=True)
class Question:
    """One printed question: a single item, or a grid of items that share a wording.

    In a grid `rows` × `columns` counts the items, row by row; a grid with one column has
    `columns` empty. A write-in item stands directly after the item whose box it belongs to
    and is not counted.
    """

    number: str
    wording: Wording
    items: tuple[Item, ...]
    hint: Wording | None = None
    rows: tuple[Wording, ...] = ()
    columns: tuple[Wording, ...] = ()

    @property
    def is_grid(self) -> bool:
        """Tell whether several items share the question."""
        return bool(self.rows)


@dataclass(frozen=True)
class Section:
    """Questions under one heading; `starts_page` puts it at the top of a new page.

    An `extra` one holds what a clinic has added and the pages of the default print have no room
    for: it is a page of its own, after them.
    """

    title: Wording
    questions: tuple[Question, ...]
    intro: Wording | None = None
    starts_page: bool = False
    extra: bool = False


@dataclass(frozen=True)
class Check:
    """A rule across items of one sheet; a soft one gives a doubt, a hard one an error."""

    rule: Rule
    message: Wording
    hard: bool = False


@dataclass(frozen=True)
class FormDefinition:
    """One form in one version: everything that is asked, and how.

    `head` holds the items of the printed head that are keyed (fill date, fill mode, …) in the
    order of the paper, `kept` what the store knows of a sheet besides its texts (person type,
    form status, …), `sections` the rest. `checksum` is the SHA-256 of the file and of the head
    file that it uses, in hex. A form with `rows` is a table on paper: each row is a record of its
    own, with all items. `changes` is what the author says of the version before; `lines` has the
    line of each item in the file, for errors that come to light between versions.
    """

    form: str
    version: int
    letter: str
    title: Wording
    instruction: Wording
    legend: Wording
    filler: Filler
    timing: Timing
    pages: int
    page_codes: tuple[int, ...]
    head: tuple[Item, ...]
    kept: tuple[Item, ...]
    sections: tuple[Section, ...]
    checks: tuple[Check, ...]
    checksum: str
    closing: Wording | None = None
    subject: Subject = Subject.CLIENT
    rows: int = 0
    licence: Licence | None = None
    scores: tuple[Score, ...] = ()
    changes: ChangeNotes = NO_CHANGES
    lines: Mapping[str, int] = field(default_factory=dict, compare=False, repr=False)

    @property
    def refusal_boxes(self) -> bool:
        """Tell whether each question has a printed box for «Vill inte svara».

        Forms that a client or a relative fills in have it.
        """
        return self.filler in {Filler.CLIENT, Filler.RELATIVE}

    @property
    def has_extra_page(self) -> bool:
        """Tell whether the last page holds what the others have no room for."""
        return any(section.extra for section in self.sections)

    @property
    def extra_page_code(self) -> int:
        """Return the page code of an extra page: counted from the other end of all codes."""
        return LARGEST_PAGE_CODE - self.page_codes[0]

    @property
    def every_page_code(self) -> tuple[int, ...]:
        """Return the codes of all pages that the version may have."""
        can_add = any(item.asked is Asked.ON_REQUEST for item in self.items)
        return (*self.page_codes, self.extra_page_code) if can_add else self.page_codes

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """Return all questions in the order of the paper."""
        return tuple(question for section in self.sections for question in section.questions)

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """Return the items of the head and of all questions in the order of the paper."""
        return self.head + tuple(item for question in self.questions for item in question.items)

    def item(self, name: str) -> Item:
        """Return the item called `name`, or raise KeyError."""
        return self._items_by_name[name]

    @cached_property
    def passable_items(self) -> tuple[Item, ...]:
        """Return the items that an earlier answer may lead past, in the order of the paper."""
        return tuple(item for item in self.items if item.condition or item.skip_rule)

    @cached_property
    def column_places(self) -> Mapping[str, tuple[str, int]]:
        """Return the item that each column is of, and which of the item's columns it is."""
        return {
            column.name: (item.name, place)
            for item in self.items
            for place, column in enumerate(item.columns())
        }

    @cached_property
    def item_names(self) -> frozenset[str]:
        """Return the names of all items that are keyed."""
        return frozenset(self._items_by_name)

    @cached_property
    def _items_by_name(self) -> Mapping[str, Item]:
        return {item.name: item for item in self.items}

    @property
    def optional_items(self) -> frozenset[str]:
        """Return the names of all items that a clinic may leave out or ask for."""
        return frozenset(item.name for item in self.items if item.asked is not Asked.ALWAYS)

    def as_asked(self, optional: frozenset[str] | None = None) -> "FormDefinition":
        """Return the definition with only the items that stand on the paper.

        `optional` names the optional items that the clinic asks beside the core; None is the
        default print. The first section of a page may be left out: the next one begins the page.
        """
        sections: list[Section] = []
        starts_page = False
        for section in self.sections:
            starts_page = starts_page or section.starts_page
            questions = tuple(one for one in section.questions if _is_asked(one, optional))
            if questions:
                sections.append(replace(section, questions=questions, starts_page=starts_page))
                starts_page = False
        return replace(self, sections=tuple(sections))


def _is_asked(question: Question, optional: frozenset[str] | None) -> bool:
    """Tell whether the question stands on the paper: a grid is asked whole, as its first item."""
    item = question.items[0]
    if item.asked is Asked.ALWAYS:
        return True
    return item.asked is Asked.BY_DEFAULT if optional is None else item.name in optional
