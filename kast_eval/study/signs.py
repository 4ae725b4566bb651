"""Which answers the ledger reads of a sheet: the signs that schedule.yaml names."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from kast_eval.definition.form import FormDefinition
from kast_eval.definition.nodes import Node
from kast_eval.study.expected import SheetFacts


class Sign(StrEnum):
    """Something that a sheet says by a code."""

    HELD = "held"
    CHECKIN_UNUSED = "checkin_unused"
    """What a client fills in at a session was not used at that one."""
    STAYED_AWAY = "stayed_away"
    CLOSING_DECLINED = "closing_declined"
    CLOSING_IMPOSSIBLE = "closing_impossible"
    RESEARCH_DECLINED = "research_declined"
    FOLLOW_UP_DECLINED = "follow_up_declined"
    WITHDREW = "withdrew"
    WITHDREW_FOLLOW_UP = "withdrew_follow_up"
    WITHDREW_BUT_KEPT = "withdrew_but_kept"
    """The answers until then may be used."""
    WITHDREW_AND_ERASE = "withdrew_and_erase"
    """The answers until then are to be erased."""
    ELIGIBLE = "eligible"
    """A contact of somebody who can take part."""
    ASKED = "asked"
    CONSENTED = "consented"
    ASKED_AT_START = "asked_at_start"
    """The same as staff tell it of a client who has begun."""
    CONSENTED_AT_START = "consented_at_start"
    CAME_AS_COUPLE = "came_as_couple"
    """The client's partner was there, whom the client may be found by and the other way round."""


class SignDay(StrEnum):
    """A day that a sheet tells beside its own."""

    CLOSED = "closed_on"
    WITHDREW = "withdrew_on"


@dataclass(frozen=True)
class CodeSign:
    """Where a sign stands: a form, an item of it, and the codes that say so."""

    form: str
    item: str
    codes: frozenset[int]


@dataclass(frozen=True)
class DaySign:
    """Where a day stands: a form and an item of it."""

    form: str
    item: str


@dataclass(frozen=True)
class Signs:
    """Every sign and every day that the ledger goes by."""

    codes: Mapping[Sign, CodeSign] = field(default_factory=dict)
    days: Mapping[SignDay, DaySign] = field(default_factory=dict)

    def said(self, sign: Sign, sheet: SheetFacts) -> bool:
        """Tell whether the sheet says so."""
        known = self.codes[sign]
        return sheet.form == known.form and sheet.codes.get(known.item) in known.codes

    def all_said(self, sheets: Iterable[SheetFacts]) -> frozenset[Sign]:
        """Return everything that the sheets say together."""
        return frozenset(
            sign
            for sheet in sheets
            for sign in self._by_form.get(sheet.form, ())
            if self.said(sign, sheet)
        )

    @cached_property
    def _by_form(self) -> Mapping[str, tuple[Sign, ...]]:
        forms = {known.form for known in self.codes.values()}
        return {
            form: tuple(sign for sign, known in self.codes.items() if known.form == form)
            for form in forms
        }

    def day(self, sign: SignDay, sheet: SheetFacts) -> date | None:
        """Return the day if the sheet tells it."""
        known = self.days[sign]
        return sheet.days.get(known.item) if sheet.form == known.form else None

    def items_of(self, form: str) -> tuple[str, ...]:
        """Return the items of a form that the ledger reads, by name."""
        codes = {one.item for one in self.codes.values() if one.form == form}
        return tuple(sorted(codes | {one.item for one in self.days.values() if one.form == form}))


def read_signs(node: Node, forms: Mapping[str, FormDefinition]) -> Signs:
    """Return the signs; a form, an item or a code that is not there is a DefinitionError."""
    keys = node.mapping((*Sign, *SignDay))
    return Signs(
        {sign: _code_sign(keys[sign], forms) for sign in Sign},
        {sign: _day_sign(keys[sign], forms) for sign in SignDay},
    )


def _code_sign(node: Node, forms: Mapping[str, FormDefinition]) -> CodeSign:
    keys = node.mapping(("form", "item", "codes"))
    form = forms[keys["form"].one_of(forms)]
    known = {
        item.name: item.columns()[0].labels
        for item in form.items
        if len(item.columns()) == 1 and item.columns()[0].labels
    }
    item = keys["item"].one_of(known)
    codes = frozenset(
        int(code.one_of([str(known_code) for known_code in known[item]]))
        for code in keys["codes"].filled_sequence()
    )
    return CodeSign(form.form, item, codes)


def _day_sign(node: Node, forms: Mapping[str, FormDefinition]) -> DaySign:
    keys = node.mapping(("form", "item"))
    form = forms[keys["form"].one_of(forms)]
    days = [item.name for item in form.items if any(one.is_day for one in item.columns())]
    return DaySign(form.form, keys["item"].one_of(days))
